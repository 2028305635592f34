"""An empty journal: every verb exits 0, says what is missing and the one next step (CONTRACT section 5)."""
import os

from assay import HEADER, Case, each, findings, walk

ALONE = ('undo', 'redo', 'list', 'review', 'export', 'product', 'medicine', 'condition', 'lab', 'profile', 'scale',
         'doctor', 'backup')


class EmptyJournal(Case):
    def setUp(self):
        super().setUp()
        self.ok('init')

    @each(*[(v, v) for v in ALONE], ('erase', 'erase', '--all', '--yes'), ('the bare command',))
    def test_exits_0(self, *verb):
        run = self.ok(*verb)
        self.assertTrue(run.text.strip(), str(run))
        self.ok('--json', *verb)

    @each(('undo', 'undo'), ('redo', 'redo'), ('list', 'list'), ('review', 'review'), ('the bare command',))
    def test_says_the_next_step(self, *verb):
        self.says(self.ok(*verb), r'assay|log')

    @each(('list', 'list'), ('review', 'review'), ('the bare command',))
    def test_names_log_as_the_next_step(self, *verb):
        self.says(self.ok(*verb), r'\blog\b')

    def test_list_is_empty(self):
        self.assertEqual(self.items(), [])

    def test_csv_is_a_header(self):
        self.assertEqual(self.ok('export', '--format', 'csv').out, HEADER)

    def test_review_has_its_four_answers_no_finding_and_no_invented_number(self):
        tree = self.ok('--json', 'review').json
        for answer in ('helps', 'costs', 'danger', 'clinician'):
            self.assertIn('sentences', tree[answer])
            self.assertTrue(tree[answer]['sentences'], answer)
        self.assertEqual(findings(tree), [])
        for obj in walk(tree):
            self.assertIn(obj.get('mean'), (None,), obj)
            self.assertIn(obj.get('verdict'), (None, 'cannot_tell'), obj)

    @each(('show', 'show', '1'), ('edit', 'edit', '1', 'value=3'), ('delete', 'delete', '1'),
          ('history', 'history', '1'))
    def test_an_entry_that_cannot_be_there(self, *verb):
        run = self.assay(*verb)
        self.assertIn(run.rc, (0, 2, 65, 66), str(run))
        self.assertTrue(run.text.strip())

    def test_nothing_is_written_by_asking(self):
        before = self.read(self.journal)
        for verb in ALONE:
            if verb not in ('backup', 'review'):    # a review keeps its answer
                self.ok(verb)
        self.assertEqual(self.read(self.journal), before)

    def test_a_journal_emptied_by_undo_is_like_an_empty_one(self):
        self.ok('log', 'pain 6')
        self.ok('undo')
        for verb in ALONE:
            if verb not in ('undo', 'redo'):
                self.ok(verb)
        self.says(self.ok('list'), r'\blog\b')

    def test_a_journal_of_one_entry(self):
        for words in ('pain 6', '2g red bali', 'nausea mild', 'note rain', 'started sertraline', 'not tracked'):
            self.journal = self.path(words.replace(' ', '-') + '.assay')
            self.ok('log', words)
            for verb in ('review', 'list', 'export', 'doctor'):
                self.ok(verb)
                self.ok('--json', verb)
            self.ok()

    def test_a_journal_of_the_first_day_of_time_and_the_last(self):
        path = self.csv_file(('1970-01-01', 'rating', 'pain', 6), ('1969-12-31T23:59:59Z', 'rating', 'pain', 5),
                             ('1900-01-01', 'rating', 'pain', 4), ('9999-12-31', 'rating', 'pain', 3))
        run = self.assay('import', path)
        self.assertIn(run.rc, (0, 65), str(run))
        self.ok('review')
        self.ok('list')
        self.assertTrue(os.path.exists(self.journal))
