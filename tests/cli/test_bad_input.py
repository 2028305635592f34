"""Files as they come: odd encodings, broken shapes, bad rows (DESIGN section 9, CONTRACT section 6)."""
import os

from assay import HEADER, Case, each, to_csv

GOOD = '2026-05-01T08:00:00+02:00,rating,pain,6,,\n'
LATER = '2026-05-02T08:00:00+02:00,rating,pain,5,,\n'


class BadRow(Case):
    """A bad row between two good ones: the good ones go in, the bad one is named with its line."""

    @each(
        ('an unknown kind', '2026-05-01T09:00:00+02:00,flurb,pain,6,,', 'flurb'),
        ('an unknown unit', '2026-05-01T09:00:00+02:00,dose,Red Bali,2,flurbs,', 'flurbs'),
        ('a time that is none', '2026-05-01T25:00:00+02:00,rating,pain,6,,', '25:00'),
        ('a day that is none', '2026-02-30,rating,pain,6,,', '2026-02-30'), ('no time', ',rating,pain,6,,', 'at|time'),
        ('a word for a time', 'someday,rating,pain,6,,', 'someday'),
        ('an offset that is none', '2026-05-01T09:00:00+99:00,rating,pain,6,,', '99'),
        ('a time to come', '2036-05-01T09:00:00+02:00,rating,pain,6,,', '2036'),
        ('six minutes after now', '2026-05-04T15:06:00+02:00,rating,pain,6,,', '15:06'),
        ('nan', '2026-05-01T09:00:00+02:00,rating,pain,nan,,', 'nan'),
        ('inf', '2026-05-01T09:00:00+02:00,dose,Red Bali,inf,g,', 'inf'),
        ('hexadecimal', '2026-05-01T09:00:00+02:00,rating,pain,0x5,,', '0x5'),
        ('1e999', '2026-05-01T09:00:00+02:00,dose,Red Bali,1e999,g,', '1e999'),
        ('a word for a number', '2026-05-01T09:00:00+02:00,rating,pain,bad,,', 'bad'),
        ('a negative dose', '2026-05-01T09:00:00+02:00,dose,Red Bali,-2,g,', '-2'),
        ('above the scale', '2026-05-01T09:00:00+02:00,rating,pain,11,,', '11'),
        ('below the scale', '2026-05-01T09:00:00+02:00,rating,pain,-1,,', '-1'),
        ('a rating without a value', '2026-05-01T09:00:00+02:00,rating,pain,,,', 'pain|value'),
        ('a rating of nothing', '2026-05-01T09:00:00+02:00,rating,,6,,', 'what|scale|name'),
        ('a dose of nothing', '2026-05-01T09:00:00+02:00,dose,,2,g,', 'what|product|name'),
        ('an amount without unit', '2026-05-01T09:00:00+02:00,dose,Red Bali,2,,', 'unit'),
        ('a severity of 4', '2026-05-01T09:00:00+02:00,side_effect,nausea,4,,', '4'),
        ('a medicine that neither starts nor stops', '2026-05-01T09:00:00+02:00,medicine,sertraline,50,,', '50|start'),
        ('days below one', '2026-05-01,not_tracked,,0,,', '0|days'),
        ('too few fields', '2026-05-01T09:00:00+02:00,rating,pain', 'field|column'),
        ('too many fields', '2026-05-01T09:00:00+02:00,rating,pain,6,,,x,y', 'field|column'),
        ('two readings', '2026-05-01T09:00:00+02:00,dose,Red Bali,"1,500",mg,', '1,500'),
        ('letters that are not UTF-8', b'2026-05-01T09:00:00+02:00,note,,,,m\xfcde', 'UTF-8'),
        ('a NUL byte', b'2026-05-01T09:00:00+02:00,note,,,,a\x00b', '.'),
    )
    def test_named_with_its_line(self, row, says):
        row = row if isinstance(row, bytes) else row.encode()
        path = self.file('in.csv', HEADER.encode() + GOOD.encode() + row + b'\n' + LATER.encode())
        run = self.assay('--json', 'import', path, quotes=True)
        if run.rc == 65:                       # the file could not be read to its end: nothing at all
            self.assertEqual(self.snapshot(), HEADER.encode(), str(run))
            self.assertIn('3', run.err, str(run))
            return
        self.assertEqual(run.rc, 0, str(run))
        tree = run.json
        self.assertEqual(self.counts(tree), (3, 2, 1, 0), str(run))
        self.assertEqual([w['line'] for w in tree['warnings']], [3], str(run))
        self.assertRegex(tree['warnings'][0]['message'], f'(?i){says}')
        self.assertEqual([r['value'] for r in self.csv()], ['6', '5'])

    def test_four_minutes_after_now_are_still_now(self):
        self.assertEqual(self.imports(self.csv_file(('2026-05-04T15:04:00+02:00', 'rating', 'pain', 6)))['added'], 1)

    def test_the_line_is_the_line_of_the_file(self):
        text = HEADER + '2026-05-01,note,,,,"one\ntwo\nthree"\n' + GOOD + 'someday,rating,pain,6,,\n' + LATER
        tree = self.imports(self.file('in.csv', text))
        self.assertEqual([w['line'] for w in tree['warnings']], [6], tree)
        self.assertEqual((tree['read'], tree['added']), (4, 3))

    def test_the_sentence_names_file_line_and_remedy(self):
        path = self.file('in.csv', HEADER + GOOD + 'someday,rating,pain,6,,\n')
        run = self.ok('import', path)
        self.says(run, r'in\.csv:3|line 3', 'someday')

    def test_an_unknown_analyte_is_kept_and_said(self):
        tree = self.imports(self.csv_file(('2026-05-01', 'lab', 'flurbase', '12', 'U/L')))
        self.assertEqual(tree['added'], 1)
        self.assertIn('flurbase', str(tree['warnings']))

    @each(('to ten', '7', 10), ('to a hundred', '70', 100))
    def test_an_unknown_scale_is_made_to_hold_its_values(self, value, hi):
        self.imports(self.csv_file(('2026-05-01T08:00:00+02:00', 'rating', 'flurbness', value)))
        self.same(self.items(), [('rating', 'flurbness', int(value))])
        shown = [o for o in self.ok('--json', 'scale').json['items'] if 'flurbness' in str(o)]
        self.assertIn(hi, shown[0].values(), shown)

    def test_all_rows_bad_is_still_a_file_that_was_read(self):
        tree = self.imports(self.file('in.csv', HEADER + 'someday,rating,pain,6,,\nnever,rating,pain,6,,\n'))
        self.assertEqual((tree['read'], tree['added'], tree['skipped'], len(tree['warnings'])), (2, 0, 2, 2))


class BadFile(Case):
    """Exit 65, nothing added, the record as it was."""

    @each(
        ('binary', bytes(range(256)) * 40), ('a picture', b'\x89PNG\r\n\x1a\n' + bytes(200)),
        ('an archive', b'PK\x03\x04' + bytes(300)),
        ('a quote that never ends', HEADER + GOOD + '2026-05-01T09:00:00+02:00,note,,,,"never ends\n' + LATER),
        ('cut off within quotes', HEADER + GOOD + '2026-05-01T09:00:00+02:00,note,,,,"cut o'),
        ('a header without the time', 'kind,what,value,unit,note\nrating,pain,6,,\n'),
        ('a column twice', 'at,kind,what,value,value,note\n2026-05-01,rating,pain,6,6,\n'),
        ('JSON of somebody else', '{"entries": [1, 2, 3]}'),
        ('JSON that is cut off', '{"schema":"assay/1","kind":"export","tab'),
        ('JSON nested without end', '[' * 200000),
        ('UTF-16 cut in the middle', '\ufeff' .encode('utf-16-le') + HEADER.encode('utf-16-le')[:-1]),
        ('UTF-8 that is broken in the header', b'at,k\xffind,what,value,unit,note\n'),
    )
    def test_refused(self, data):
        self.ok('log', 'pain 3')
        path = self.file('in.csv' if not str(data).startswith(('{', '[')) else 'in.json', data)
        self.refused('import', path, codes=(65,))

    @each(('missing', 'nothing-here.csv', (66,)), ('a folder', '.', (65, 66, 74)),
          ('a way through a file', 'in.csv/x', (66,)),
          ('no name at all', '', (2, 66)))
    def test_no_input(self, name, codes):
        self.ok('log', 'pain 3')
        self.file('in.csv', HEADER)
        self.refused('import', os.path.join(self.dir, name) if name else '', codes=codes)

    def test_missing_file_makes_no_journal_entries(self):
        self.assertEqual(self.assay('--json', 'import', self.path('gone.csv')).rc, 66)
        self.assertEqual(self.snapshot().decode(), HEADER)

    @each(('no bytes', b''), ('a line end', b'\n'), ('a byte order mark', b'\xef\xbb\xbf'), ('blanks', b'   \n  \n'))
    def test_empty(self, data):
        self.ok('log', 'pain 3')
        before = self.snapshot()
        run = self.assay('import', self.file('in.csv', data))
        self.assertIn(run.rc, (0, 65), str(run))
        self.assertTrue(run.text.strip(), 'an empty file without a word')
        self.assertEqual(self.snapshot(), before)

    def test_header_only(self):
        self.assertEqual(self.counts(self.imports(self.file('in.csv', HEADER))), (0, 0, 0, 0))

    @each(('an extra column', 'at,kind,what,value,unit,note,colour\n2026-05-01T08:00:00+02:00,rating,pain,6,,,red\n'),
          ('columns in another order', 'note,unit,value,what,kind,at\n,,6,pain,rating,2026-05-01T08:00:00+02:00\n'),
          ('capital letters in the header',
           'At,Kind,What,Value,Unit,Note\n2026-05-01T08:00:00+02:00,rating,pain,6,,\n'),
          ('semicolons', 'at;kind;what;value;unit;note\n2026-05-01T08:00:00+02:00;rating;pain;6;;\n'))
    def test_another_header_is_read_right_or_refused(self, text):
        run = self.assay('--json', 'import', self.file('in.csv', text))
        if run.rc == 0:
            self.same(self.items(), [('rating', 'pain', 6)])
            if 'colour' in text:
                self.assertIn('colour', str(run.json['warnings']), 'a dropped column needs a warning')
        else:
            self.assertEqual(run.rc, 65, str(run))
            self.assertEqual(self.snapshot().decode(), HEADER)

    @each(('two million letters', 2_000_000), ('a hundred thousand letters', 100_000))
    def test_a_huge_field_is_kept_whole_or_refused_in_words(self, n):
        path = self.file('in.csv', to_csv([('2026-05-01', 'note', '', '', '', 'x' * n),
                                           ('2026-05-02', 'rating', 'pain', 5)]))
        run = self.assay('--json', 'import', path)
        self.assertIn(run.rc, (0, 65), str(run))
        rows = self.csv()
        for row in rows:
            self.assertIn(len(row['note']), (0, n), 'a note was cut')
        if run.rc == 0:
            self.assertEqual(len(rows) + len(run.json['warnings']), 2)

    def test_a_line_with_a_hundred_thousand_commas(self):
        run = self.assay('--json', 'import', self.file('in.csv', HEADER + GOOD + ',' * 100_000 + '\n' + LATER))
        self.assertIn(run.rc, (0, 65), str(run))
        self.assertIn(len(self.csv()), (0, 2))

    @each(('an unknown format', ('--format', 'flurb')), ('an unknown option', ('--flurb',)))
    def test_usage(self, options):
        run = self.refused('import', self.csv_file(('2026-05-01', 'rating', 'pain', 6)), *options, codes=(2,))
        if '--format' in options:
            self.says(run, 'csv')


class Encodings(Case):
    WORDS = 'Müde, „gut“, µg, 痛み 🐢'

    @each(('UTF-8', 'utf-8', b''), ('UTF-8 with a mark', 'utf-8', b'\xef\xbb\xbf'),
          ('UTF-16 little', 'utf-16-le', b'\xff\xfe'),
          ('UTF-16 big', 'utf-16-be', b'\xfe\xff'))
    def test_every_letter_arrives_or_it_is_refused_in_words(self, encoding, mark):
        text = to_csv([('2026-05-01T08:00:00+02:00', 'dose', 'Grünes Blatt', '2', 'g', self.WORDS)])
        text = text.replace('\n', '\r\n')
        run = self.assay('--json', 'import', self.file('in.csv', mark + text.encode(encoding)))
        if run.rc == 0:
            self.assertEqual([(r['what'], r['note']) for r in self.csv()], [('Grünes Blatt', self.WORDS)])
        else:
            self.assertTrue(encoding.startswith('utf-16') and run.rc == 65, str(run))
            self.says(run, 'UTF-16', 'UTF-8')
            self.assertEqual(self.snapshot().decode(), HEADER)

    @each(('Latin-1', 'latin-1'), ('Windows-1252', 'cp1252'), ('Mac Roman', 'mac_roman'))
    def test_other_encodings_never_become_other_letters(self, encoding):
        text = to_csv([('2026-05-01T08:00:00+02:00', 'rating', 'pain', '6', '', 'Müde')])
        run = self.assay('--json', 'import', self.file('in.csv', text.encode(encoding)))
        self.assertIn(run.rc, (0, 65), str(run))
        self.assertIn('UTF-8', run.text)
        for row in self.csv():
            self.assertIn(row['note'], ('Müde',))

    @each(('argument', ()), ('standard input', None))
    def test_words_that_are_not_utf8(self, where):
        words = b'note m\xfcde'
        run = self.assay('--json', 'log', words) if where == () else self.assay('--json', 'log', stdin=words)
        self.assertIn(run.rc, (2, 65), str(run))
        self.assertEqual(self.snapshot().decode(), HEADER)


class Terminal(Case):
    def test_a_note_cannot_steer_the_terminal(self):
        path = self.csv_file(('2026-05-01', 'note', '', '', '', 'red \x1b[31m and a bell \x07 and \x1b]0;owned\x07'))
        if self.imports(path)['added']:
            for verb in (('list',), ('show', '1'), ('history', '1')):
                out = self.ok(*verb).out_bytes
                self.assertNotIn(b'\x1b', out)
                self.assertNotIn(b'\x07', out)

    @each(('a very long sentence', 'pain 6, ' * 5000 + 'mood 4'), ('a very long word', 'x' * 100_000),
          ('a very long note', 'note ' + 'x' * 100_000),
          ('nothing', ''), ('only blanks', '   '), ('only separators', ', ; ,'), ('a control letter', 'pain 6\x01'),
          ('a tab', 'pain\t6'), ('right to left', 'note \u202eabc'))
    def test_log_never_falls_over(self, words):
        run = self.assay('log', words)
        self.assertIn(run.rc, (0, 2, 65), str(run)[:2000])
        self.snapshot()
