"""A file of dated lines from any notes program, read with the grammar of `log` (CONTRACT section 2)."""
from assay import Case, each

DIARY = """\
2026-05-01
pain 6, mood 4
2g red bali 9:00
walked to the river and back

2026-05-02 21:00 pain 5
8:15 nausea mild
2026-05-03
slept 5,5h
note a quiet day, rain
"""


class DatedNotes(Case):
    def brought(self, text, name='notes.txt', *options):
        return self.imports(self.file(name, text), *options)

    def test_a_diary(self):
        tree = self.brought(DIARY)
        self.same(self.items(), [
            ('rating', 'pain', 6), ('rating', 'mood', 4), ('dose', 'red bali', 2, 'g'),
            ('note', '', None, '', 'walked to the river and back'), ('rating', 'pain', 5), ('side_effect', 'nausea', 1),
            ('rating', 'sleep', 5.5), ('note', '', None, '', 'a quiet day, rain')])
        at = {(i['what'], i['value']): i['at'] for i in self.items()}
        self.assertEqual(at[('pain', 6)], '2026-05-01')
        self.assertEqual(at[('mood', 4)], '2026-05-01')
        self.assertEqual(at[('red bali', 2)], '2026-05-01T09:00+02:00')
        self.assertEqual(at[('pain', 5)], '2026-05-02T21:00+02:00')
        self.assertEqual(at[('nausea', 1)], '2026-05-02T08:15+02:00')
        self.assertEqual(at[('sleep', 5.5)], '2026-05-03')
        self.assertEqual([w['line'] for w in tree['warnings']], [4], tree)

    def test_a_line_that_is_not_read_becomes_a_note_of_that_day_with_a_warning(self):
        tree = self.brought('2026-05-01\nflurb 7 and so on\n')
        self.assertEqual([(i['kind'], i['note'], i['at']) for i in self.items()],
                         [('note', 'flurb 7 and so on', '2026-05-01')])
        self.assertEqual(len(tree['warnings']), 1)

    def test_no_half_of_a_line(self):
        self.brought('2026-05-01\npain 6, flurb 7\n')
        self.same(self.items(), [('note', '', None, '', 'pain 6, flurb 7')])

    def test_twice(self):
        self.brought(DIARY)
        before = self.snapshot()
        self.assertEqual(self.brought(DIARY)['added'], 0)
        self.assertEqual(self.snapshot(), before)

    def test_a_diary_that_grew(self):
        self.brought(DIARY)
        self.assertEqual(self.brought(DIARY + '2026-05-04\npain 3\n')['added'], 1)

    def test_one_action(self):
        self.brought(DIARY)
        self.ok('undo')
        self.assertEqual(self.items(), [])

    @each(('Windows lines', lambda t: t.replace('\n', '\r\n').encode()),
          ('a byte order mark', lambda t: b'\xef\xbb\xbf' + t.encode()),
          ('no line end at the end', lambda t: t.rstrip().encode()),
          ('blank lines between', lambda t: t.replace('\n', '\n\n').encode()))
    def test_written_otherwise(self, write):
        tree = self.brought(write(DIARY))
        self.assertEqual(tree['added'], 8, tree)
        self.assertNotIn('\r', str(self.csv()))

    @each(('another ending', 'diary.md'), ('no ending', 'diary'), ('an old ending', 'diary.TXT'))
    def test_any_file_name(self, name):
        self.assertEqual(self.brought(DIARY, name)['added'], 8)

    def test_red_flags_in_a_note_file(self):
        self.brought('2026-05-04\nmy eyes are yellow this morning\n')
        self.assertTrue(self.flags('list'))

    def test_dry_run(self):
        run = self.ok('import', self.file('notes.txt', DIARY), '--dry-run')
        self.says(run, 'red bali', 'river')
        self.assertEqual(self.snapshot().decode(), 'at,kind,what,value,unit,note\n')

    def test_days_to_come_are_refused_by_row(self):
        tree = self.brought('2026-05-01\npain 6\n2036-01-01\npain 5\n')
        self.assertEqual(tree['added'], 1, tree)
        self.assertTrue(tree['warnings'])

    def test_a_wall_time_in_the_spring_gap_moves_an_hour_on_with_a_warning(self):
        tree = self.brought('2026-03-29 2:30 pain 6\n')
        self.assertEqual([i['at'] for i in self.items()], ['2026-03-29T03:30+02:00'])
        self.assertTrue(tree['warnings'])

    def test_later_today_is_a_past_time_on_a_past_day(self):
        self.brought('2026-05-01 23:30 pain 6\n')
        self.assertEqual([i['at'] for i in self.items()], ['2026-05-01T23:30+02:00'])

    def lines(self, text, want, *options):
        """(at, kind, what, value) of each entry of the file."""
        tree = self.brought(text, 'notes.txt', *options)
        self.assertEqual([(i['at'], i['kind'], i['what'] or i['note'], i['value']) for i in self.items()], want)
        return tree

    def test_bullets_and_tasks_under_a_date(self):
        self.lines('## 2026-05-01\n* pain 4\n- pain 5 at 9\n* [ ] 10:00 2 g red bali\n- [x] 11:00 mood 3\n',
                   [('2026-05-01', 'rating', 'pain', 4), ('2026-05-01T09:00+02:00', 'rating', 'pain', 5),
                    ('2026-05-01T10:00+02:00', 'dose', 'red bali', 2), ('2026-05-01T11:00+02:00', 'rating', 'mood', 3)])

    @each(('with seconds', '[2026-05-01 09:15:30 AM] pain 5, mood 4\n', '2026-05-01T09:15:30+02:00'),
          ('to the minute', '[2026-05-01 09:15 AM] pain 5, mood 4\n', '2026-05-01T09:15+02:00'),
          ('after noon', '[2026-05-01 09:15:30 PM] pain 5, mood 4\n', '2026-05-01T21:15:30+02:00'),
          ('24 hours and seconds', '[2026-05-01 21:15:30] pain 5, mood 4\n', '2026-05-01T21:15:30+02:00'))
    def test_brackets(self, text, at):
        self.lines(text, [(at, 'rating', 'pain', 5), (at, 'rating', 'mood', 4)])

    @each(('a month by name', '1 May 2026 pain 6\n'), ('month first', 'May 1, 2026: pain 6\n'),
          ('a heading with its weekday', '# Friday, May 1, 2026\npain 6\n'), ('year first', '2026/05/01 pain 6\n'),
          ('digits alone', '20260501 pain 6\n'), ('bold', '**2026-05-01** pain 6\n'),
          ('a block in front', '---\ndate: 2026-05-01\n---\npain 6\n'))
    def test_other_dates(self, text):
        self.lines(text, [('2026-05-01', 'rating', 'pain', 6)])

    def test_digits_alone_are_not_of_the_day_before(self):
        self.lines('2026-05-01 pain 6\n20260503 pain 2\n',
                   [('2026-05-01', 'rating', 'pain', 6), ('2026-05-03', 'rating', 'pain', 2)])

    def test_one_date_settles_the_order_of_all(self):
        self.lines('01/05/2026 pain 6\n13/04/2026 08:15 pain 5\n',
                   [('2026-04-13T08:15+02:00', 'rating', 'pain', 5), ('2026-05-01', 'rating', 'pain', 6)])

    def test_points_that_can_be_read_one_way(self):
        self.lines('13.04.2026 08:15 pain 6\n', [('2026-04-13T08:15+02:00', 'rating', 'pain', 6)])

    @each(('day first', 'dmy', '2026-02-01'), ('month first', 'mdy', '2026-01-02'))
    def test_an_order_that_is_said(self, order, day):
        self.lines('01/02/2026 pain 6\n', [(day, 'rating', 'pain', 6)], '--dates', order)

    def test_an_order_that_is_not_settled_is_not_guessed(self):
        self.refused('import', self.file('notes.txt', '01/02/2026 pain 6\n'), says=['01/02/2026', '--dates dmy'])

    @each(('no day of the calendar', '2026-02-30'), ('with points', '31.02.2026'), ('without its year', 'May 3'))
    def test_what_stands_under_a_bad_date_has_no_day(self, date):
        tree = self.lines(f'2026-05-01 pain 6\n{date}\n8:15 pain 5\n2026-05-04 pain 2\n',
                          [('2026-05-01', 'rating', 'pain', 6), ('2026-05-04', 'rating', 'pain', 2)])
        self.assertEqual([w['line'] for w in tree['warnings']], [2, 3], tree)
