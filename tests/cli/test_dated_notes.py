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
