"""Out and in again: assay CSV to the byte, everything as JSON, for a spreadsheet (CONTRACT section 7)."""
import csv
import io
import os
import stat

from assay import HEADER, NOW, Case, each, instant, parse_csv, strict_json, to_csv

UNITS = ('g mg ug iu ml capsule tablet tsp tbsp drop shot cup patch puff session min h mg_mitragynine mg_7oh').split()
NOTES = (
    ('quotes', 'said "well, yes"'), ('commas', 'one, two, three'), ('a line break', 'one\ntwo\n\nfour'),
    ('Windows line breaks', 'one\r\ntwo'),
    ('a formula', '=1+1'), ('a formula with a quote', '="a"&"b"'), ('a plus', '+49 30 1234'), ('a minus', '-2 degrees'),
    ('an at', '@home'),
    ('a tab first', '\tindented'), ('blanks around', '  both sides  '), ('only blanks', '   '),
    ('an emoji', '🐢🌧️ slow'),
    ('letters joined of parts', 'e\u0301te\u0301'), ('right to left', 'כאב חזק'), ('a zero-width blank', 'a\u200bb'),
    ('a single quote first', "'quoted"),
    ('semicolons and tabs', 'a;b\tc'), ('a backslash', 'a\\nb \\" c'), ('a byte order mark inside', 'a\ufeffb'),
    ('a number', '1,500'),
    ('the header itself', 'at,kind,what,value,unit,note'), ('a word that means something else', 'pain 6, 2g kratom'),
    ('markup', '<script>alert(1)</script> & "x"'), ('four thousand letters', 'long ' * 800),
    ('beyond the base plane', '𝔓𝔞𝔦𝔫'),
)


def all_kinds():
    day = '2026-04-%02d'
    rows = [(day % (i + 1) + 'T08:15+02:00', 'dose', 'Blue Leaf', i + 0.5, u) for i, u in enumerate(UNITS)]
    rows += [
        ('2026-04-20', 'rating', 'pain', 0), ('2026-04-20T08:15+02:00', 'rating', 'pain', 10),
        ('2026-04-20T08:15:30+02:00', 'rating', 'pain', 6.5), ('2026-04-20T09+02:00', 'rating', 'pain', 5),
        ('2026-04-20T22+02:00', 'rating', 'mood', 4), ('2026-04-21T08:15-04:00', 'rating', 'pain', 3),
        ('2026-04-21T23:59+14:00', 'rating', 'pain', 2), ('2026-04-21T12:00+05:45', 'rating', 'energy', 7),
        ('2026-04-21T12:00-02:30', 'rating', 'sleep', 6.25), ('2026-04-22T08:00+02:00', 'rating', 'worse_soon', 1),
        ('2026-04-22', 'dose', 'Red Bali', '', ''),
        ('2026-04-22T08:00+02:00', 'dose', 'Красный Бали', 2, 'g', 'with tea'),
        ('2026-04-23T08:00+02:00', 'side_effect', 'nausea', 1), ('2026-04-23T09:00+02:00', 'side_effect', 'nausea', 3),
        ('2026-04-23', 'side_effect', 'twitchy thumbs', ''),
        ('2026-01-15', 'medicine', 'sertraline', 'start', '', '50 mg'),
        ('2026-04-24', 'medicine', 'sertraline', 'stop'), ('2026-04-24', 'lab', 'ALT', 45, 'U/L'),
        ('2026-04-24T07:30+02:00', 'lab', 'bilirubin', 0.8, 'mg/dL', 'fasting'),
        ('2026-04-24', 'lab', 'flurbase', 12, 'U/L'),
        ('2026-04-25', 'not_tracked', '', 3), ('2026-04-26T20:00+02:00', 'note', '', '', '', 'rain, all day'),
    ]
    return rows


class RoundTrip(Case):
    def export(self, **kw):
        run = self.ok('export', '--format', 'csv', quotes=True, **kw)
        self.assertTrue(run.out_bytes.startswith(HEADER.encode()))
        self.assertFalse(run.out_bytes.startswith(b'\xef\xbb\xbf'))
        return run.out_bytes

    def through(self, rows, now=NOW):
        """Import, export, import into another journal, export: the same bytes; and the rows are the rows."""
        self.imports(self.csv_file(*rows), now=now)
        first = self.export(now=now)
        self.journal = self.path('second.assay')
        tree = self.imports(self.file('first.csv', first), now=now)
        self.assertEqual(tree['added'], len(rows), tree)
        self.assertEqual(self.export(now=now), first)
        self.assertEqual(self.imports(self.file('first.csv', first), now=now)['added'], 0)
        got = [tuple(r.values()) for r in parse_csv(first)]
        want = [tuple(r.values()) for r in parse_csv(to_csv(rows))]
        return got, want

    def test_every_kind_unit_precision_and_offset(self):
        got, want = self.through(all_kinds())
        self.assertEqual(sorted(got), sorted(want))

    @each(*NOTES)
    def test_a_note_with(self, text):
        got, _ = self.through([('2026-05-01T08:00+02:00', 'rating', 'pain', 6, '', text),
                               ('2026-05-02', 'rating', 'pain', 5)])
        note = got[0][5]
        self.assertIn(note, (text, text.replace('\r\n', '\n')))

    @each(('a formula', '=cmd|leaf'), ('blanks inside', 'big  leaf'), ('a comma', 'leaf, green'),
          ('a quote', '2" leaf'), ('an emoji', '🐢 leaf'))
    def test_a_product_name_with(self, name):
        got, _ = self.through([('2026-05-01T08:00+02:00', 'dose', name, 2, 'g')])
        self.assertEqual(got[0][2], name)

    @each(
        ('a tenth', '0.1'), ('a long one', '0.30000000000000004'), ('small', '0.000123'), ('large', '123456.789'),
        ('whole', '1500'),
        ('seventeen digits', '1.2345678901234567'), ('a third', '0.3333333333333333'),
        ('beyond 2^53', '9007199254740992'),
    )
    def test_a_number(self, value):
        got, _ = self.through([('2026-05-01T08:00+02:00', 'dose', 'leaf', value, 'mg')])
        self.assertEqual(float(got[0][3]), float(value))
        self.assertLessEqual(len(got[0][3]), max(len(value), len(repr(float(value)))))

    @each(('point zero', '6.0', '6'), ('a trailing zero', '6.50', '6.5'), ('a leading zero', '06', '6'),
          ('nothing before the point', '0.50', '0.5'))
    def test_numbers_are_written_in_their_shortest_form(self, value, shortest):
        self.imports(self.csv_file(('2026-05-01', 'rating', 'pain', value)))
        self.assertEqual([r['value'] for r in parse_csv(self.export())], [shortest])

    def test_typed_entries(self):
        for line in ('2.5g red bali at 8:15, pain 6', 'pain 4', 'slept 5,5h', 'nausea mild yesterday',
                     'note rain, all day',
                     'took red bali this morning', 'pain 3 last night'):
            self.ok('log', line)
        first = self.export()
        self.journal = self.path('second.assay')
        self.imports(self.file('first.csv', first))
        self.assertEqual(self.export(), first)

    def test_sorted_by_instant_then_as_bytes(self):
        at = '2026-05-01T08:00+02:00'
        rows = [(at, 'rating', 'pain', 6, '', 'b'), (at, 'rating', 'pain', 6, '', 'a'), (at, 'rating', 'pain', 10),
                (at, 'rating', 'mood', 4),
                (at, 'dose', 'leaf', 2, 'g'), (at, 'dose', 'Leaf two', 2, 'g'),
                ('2026-05-01T05:59Z', 'rating', 'pain', 1),
                ('2026-05-01T02:01-04:00', 'rating', 'pain', 2), (at, 'dose', 'épice', 2, 'g')]
        got, _ = self.through(rows)
        key = [(instant(r[0]), *(c.encode() for c in r[1:])) for r in got]
        self.assertEqual(key, sorted(key))

    def test_the_same_journal_and_now_give_the_same_bytes(self):
        self.imports(self.csv_file(*all_kinds()))
        for verb in (('export', '--format', 'csv'), ('export', '--format', 'json'), ('--json', 'list'),
                     ('--json', 'review')):
            self.assertEqual(self.ok(*verb).out_bytes, self.ok(*verb).out_bytes, verb)


class Options(Case):
    def setUp(self):
        super().setUp()
        self.ok('log', 'pain 6, note rain, all day')

    def test_csv_is_what_comes_without_a_format(self):
        self.assertEqual(self.ok('export').out_bytes, self.ok('export', '--format', 'csv').out_bytes)

    @each(('unknown', 'flurb'), ('empty', ''), ('capital letters of nothing', 'XLSX'))
    def test_an_unknown_format_names_those_that_work(self, name):
        self.refused('export', '--format', name, codes=(2,), says=['csv', 'json'])

    @each(('csv', 'csv'), ('json', 'json'))
    def test_into_a_file(self, form):
        path = self.path('out.' + form)
        run = self.ok('export', '--format', form, '-o', path)
        self.assertEqual(run.out, '')
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        self.assertEqual(self.read(path), self.ok('export', '--format', form).out_bytes)
        self.assertEqual([n for n in os.listdir(self.dir) if 'out' in n], ['out.' + form])

    @each(('a folder that is not there', ('gone', 'out.csv')), ('a folder instead of a file', ('home',)))
    def test_a_file_that_cannot_be_made(self, parts):
        self.refused('export', '-o', self.path(*parts), codes=(73, 74))

    def test_data_on_stdout_and_nothing_else(self):
        run = self.ok('export')
        self.assertEqual(len(list(csv.reader(io.StringIO(run.out)))), 3)

    def test_for_spreadsheet_guards_formulas(self):
        rows = [('2026-05-01', 'note', '', '', '', n) for _, n in NOTES] + [('2026-05-02', 'dose', '=cmd|leaf', 2, 'g')]
        self.imports(self.csv_file(*rows))
        run = self.ok('export', '--format', 'csv', '--for-spreadsheet', quotes=True)
        for row in csv.reader(io.StringIO(run.out.lstrip('\ufeff'), newline='')):
            for cell in row:
                self.assertNotIn(cell[:1], ('=', '+', '-', '@', '\t', '\r'), cell[:40])
        self.assertIn('1+1', run.out)

    def test_without_it_notes_are_as_they_were(self):
        self.imports(self.csv_file(('2026-05-01', 'note', '', '', '', '=1+1')))
        self.assertIn('=1+1', [r['note'] for r in self.csv()])


class Everything(Case):
    """export --format json restores the record as it was, actions and history included."""

    def setUp(self):
        super().setUp()
        self.ok('log', '2.5g red bali at 8:15, pain 6')
        self.ok('edit', '2', 'value=5')
        self.ok('import', self.csv_file(*all_kinds()))
        self.ok('log', 'mood 4')
        self.ok('delete', [i for i in self.items() if i['what'] == 'mood' and i['value'] == 4][0]['id'])
        self.ok('condition', 'asthma', '--since', '2020-01-01')
        self.ok('scale', 'stiffness', '0', '10', 'down')
        self.ok('log', 'stiffness 3')
        self.ok('product', 'harbour leaf', '--form', 'tea')

    def dump(self, name='all.json'):
        data = self.ok('export', '--format', 'json').out_bytes
        tree = strict_json(data)
        self.assertEqual(tree['schema'], 'assay/1')
        self.assertIsInstance(tree['kind'], str)
        return self.file(name, data)

    def views(self):
        verbs = [('--json', 'list'), ('export', '--format', 'csv'), ('--json', 'condition'), ('--json', 'scale'),
                 ('--json', 'product'),
                 ('--json', 'medicine'), ('--json', 'lab')]
        verbs += [('--json', 'history', i['id']) for i in self.items()[:5]]
        return [self.ok(*v).out_bytes for v in verbs]

    @each(('into a missing journal', False), ('into an empty journal', True))
    def test_restored(self, init):
        before, path = self.views(), self.dump()
        self.journal = self.path('second.assay')
        if init:
            self.ok('init')
        self.ok('import', path)
        self.assertEqual(self.views(), before)

    def test_the_actions_come_along_and_the_import_is_none(self):
        path = self.dump()
        self.journal = self.path('second.assay')
        self.ok('import', path)
        seen = []
        for _ in range(12):
            self.ok('undo', '--yes')
            seen.append(sorted(((i['what'], i['value']) for i in self.items()), key=str))
        self.assertIn([('pain', 5), ('red bali', 2.5)], seen)     # before the import of all kinds
        self.assertIn([('pain', 6), ('red bali', 2.5)], seen)     # before the edit
        self.assertEqual(seen[-1], [])

    def test_twice_adds_nothing(self):
        path = self.dump()
        before = self.views()
        self.ok('import', path)
        self.assertEqual(self.views(), before)

    def test_two_journals_merge_by_ids(self):
        path = self.dump()
        first, second = self.journal, self.path('second.assay')
        self.journal = second
        self.ok('import', path)
        self.ok('log', 'stress 7')
        theirs = self.dump('theirs.json')
        self.journal = first
        self.ok('log', 'anxiety 2')
        n = len(self.items())
        self.ok('import', theirs)
        self.assertEqual(len(self.items()), n + 1)
        self.assertLessEqual({'stress', 'anxiety'}, {i['what'] for i in self.items()})
        self.ok('import', theirs)
        self.assertEqual(len(self.items()), n + 1)

    @each(('half of it', lambda d: d[:len(d) // 2]), ('without its last letter', lambda d: d.rstrip()[:-1]),
          ('something behind it', lambda d: d + b'x'),
          ('a letter that is not UTF-8', lambda d: d.replace(b'pain', b'pa\xffn', 1)),
          ('a schema of another', lambda d: d.replace(b'assay/1', b'other/9', 1)),
          ('from a newer version', lambda d: d.replace(b'assay/1', b'assay/99', 1)))
    def test_a_broken_one_adds_nothing(self, spoil):
        path = self.file('bad.json', spoil(self.read(self.dump())))
        self.journal = self.path('second.assay')
        self.ok('log', 'pain 3')
        self.refused('import', path, codes=(65,))
