"""Import keys: what is the same, what has changed, what is new (CONTRACT section 4)."""
from assay import Case, each, to_csv

A = ('2026-04-11T09:00:00+02:00', 'dose', 'Green Malay', '1.5', 'g')
B = ('2026-04-11T09:00:00+02:00', 'rating', 'pain', '6')
C = ('2026-04-11T15:00:00+02:00', 'rating', 'pain', '6')
D = ('2026-04-12', 'note', '', '', '', 'rain all day')
E = ('2026-04-12T08:00:00+02:00', 'rating', 'mood', '4')


class Twice(Case):
    @each(
        ('once', [(A, B, C)], [(3, 3, 0, 0)], 3),
        ('the same file twice', [(A, B, C), (A, B, C)], [(3, 3, 0, 0), (3, 0, 3, 0)], 3),
        ('three times', [(A, B), (A, B), (A, B)], [(2, 2, 0, 0), (2, 0, 2, 0), (2, 0, 2, 0)], 2),
        ('true repeats in one file are kept', [(A, A, B)], [(3, 3, 0, 0)], 3),
        ('true repeats, twice imported', [(A, A, B), (A, A, B)], [(3, 3, 0, 0), (3, 0, 3, 0)], 3),
        ('one repeat more in the second file', [(A, A), (A, A, A)], [(2, 2, 0, 0), (3, 1, 2, 0)], 3),
        ('one repeat fewer in the second file', [(A, A, A), (A, A)], [(3, 3, 0, 0), (2, 0, 2, 0)], 3),
        ('files that overlap', [(A, B, C), (B, C, D, E)], [(3, 3, 0, 0), (4, 2, 2, 0)], 5),
        ('the rows in another order', [(A, B, C), (C, A, B)], [(3, 3, 0, 0), (3, 0, 3, 0)], 3),
        ('another name at the same time', [(B,), (('2026-04-11T09:00:00+02:00', 'rating', 'mood', '6'),)],
         [(1, 1, 0, 0), (1, 1, 0, 0)], 2),
        ('another kind', [(D,), (('2026-04-12', 'rating', 'pain', '6'),)], [(1, 1, 0, 0), (1, 1, 0, 0)], 2),
        ('another minute', [(B,), (('2026-04-11T09:01:00+02:00', 'rating', 'pain', '6'),)],
         [(1, 1, 0, 0), (1, 1, 0, 0)], 2),
        ('other seconds of the same minute', [(B,), (('2026-04-11T09:00:40+02:00', 'rating', 'pain', '6'),)],
         [(1, 1, 0, 0), (1, 0, 1, 0)], 1),
    )
    def test_files(self, files, counts, entries):
        got = [self.counts(self.imports(self.csv_file(*rows, name=f'{i}.csv'))) for i, rows in enumerate(files)]
        self.assertEqual(got, counts)
        self.assertEqual(len(self.csv()), entries)

    @each(('CRLF', lambda t: t.replace('\n', '\r\n').encode()),
          ('a byte order mark', lambda t: b'\xef\xbb\xbf' + t.encode()),
          ('quotes around everything',
           lambda t: '\n'.join(','.join(f'"{c}"' for c in r.split(',')) for r in t.splitlines()).encode()),
          ('no line end at the end', lambda t: t.rstrip('\n').encode()),
          ('blank lines at the end', lambda t: t.encode() + b'\n\n'))
    def test_the_same_rows_written_otherwise(self, write):
        text = to_csv((A, B, C))
        self.assertEqual(self.imports(self.file('a.csv', text))['added'], 3)
        self.assertEqual(self.imports(self.file('b.csv', write(text)))['added'], 0)

    def test_an_import_is_one_action(self):
        self.ok('import', self.csv_file(A, B, C))
        self.assertEqual(len(self.csv()), 3)
        self.ok('undo')
        self.assertEqual(self.csv(), [])

    def test_an_import_that_adds_nothing_is_no_action(self):
        path = self.csv_file(A, B)
        self.ok('import', path)
        self.ok('log', 'pain 3')
        self.ok('import', path)
        self.ok('undo')
        self.assertEqual(len(self.csv()), 2)

    def test_import_makes_a_missing_journal_and_says_so(self):
        run = self.ok('import', self.csv_file(A))
        self.assertRegex(run.err, r'(?i)journal')


class Changed(Case):
    def setUp(self):
        super().setUp()
        self.first = self.csv_file(A, B, E, name='first.csv')
        self.ok('import', self.first)

    @each(
        ('another value', (A, ('2026-04-11T09:00:00+02:00', 'rating', 'pain', '7'), E)),
        ('a note was added', (A, B, ('2026-04-12T08:00:00+02:00', 'rating', 'mood', '4', '', 'after a walk'))),
        ('another unit', (('2026-04-11T09:00:00+02:00', 'dose', 'Green Malay', '1500', 'mg'), B, E)),
    )
    def test_counted_and_not_added(self, rows):
        before = self.snapshot()
        run = self.ok('import', self.csv_file(*rows))
        self.says(run, 'changed')
        self.assertEqual(self.counts(self.imports(self.csv_file(*rows))), (3, 0, 2, 1))
        self.assertEqual(self.snapshot(), before)

    def test_update_takes_the_new_values_as_an_action(self):
        before = self.snapshot()
        rows = (A, ('2026-04-11T09:00:00+02:00', 'rating', 'pain', '7', '', 'later thought'), E)
        tree = self.imports(self.csv_file(*rows), '--update')
        self.assertEqual((tree['added'], tree['changed']), (0, 1))
        pain = [i for i in self.items() if i['what'] == 'pain']
        self.assertEqual([(i['value'], i['note']) for i in pain], [(7, 'later thought')])
        self.assertEqual(self.counts(self.imports(self.csv_file(*rows))), (3, 0, 3, 0))
        self.ok('undo')
        self.assertEqual(self.snapshot(), before)

    def test_update_keeps_the_id_and_the_history(self):
        pain = [i for i in self.items() if i['what'] == 'pain'][0]
        self.ok('import', self.csv_file(('2026-04-11T09:00:00+02:00', 'rating', 'pain', '7')), '--update')
        self.assertEqual([i['id'] for i in self.items() if i['what'] == 'pain'], [pain['id']])
        self.says(self.ok('history', pain['id']), r'\b6\b')

    def test_one_changed_beside_a_true_repeat(self):
        """Exact keys are matched first: 6 and 8 at one minute, then 6 and 9: only the 8 has changed."""
        at = '2026-04-13T09:00:00+02:00'
        self.ok('import', self.csv_file((at, 'rating', 'pain', '6'), (at, 'rating', 'pain', '8')))
        tree = self.imports(self.csv_file((at, 'rating', 'pain', '6'), (at, 'rating', 'pain', '9')))
        self.assertEqual(self.counts(tree), (2, 0, 1, 1))

    def test_a_second_value_at_the_same_minute_is_new(self):
        tree = self.imports(self.csv_file(B, ('2026-04-11T09:00:00+02:00', 'rating', 'pain', '8')))
        self.assertEqual((tree['read'], tree['skipped']), (2, 1))
        self.assertEqual(tree['added'] + tree['changed'], 1)


class EditedAndDeleted(Case):
    def setUp(self):
        super().setUp()
        self.first = self.csv_file(A, B, E, name='first.csv')
        self.ok('import', self.first)
        self.pain = [i for i in self.items() if i['what'] == 'pain'][0]['id']

    def pains(self):
        return sorted(i['value'] for i in self.items() if i['what'] == 'pain')

    def test_an_edited_row_is_not_restored(self):
        self.ok('edit', self.pain, 'value=3', 'at=2026-04-11T10:00+02:00')
        self.assertEqual(self.counts(self.imports(self.first)), (3, 0, 3, 0))
        self.assertEqual(self.pains(), [3])

    def test_a_deleted_row_is_not_restored(self):
        self.ok('delete', self.pain)
        self.assertEqual(self.counts(self.imports(self.first)), (3, 0, 3, 0))
        self.assertEqual(self.pains(), [])

    def test_again_restores_a_deleted_row(self):
        self.ok('delete', self.pain)
        self.imports(self.first, '--again')
        self.assertEqual(self.pains(), [6])
        self.assertEqual(len(self.csv()), 3)

    def test_again_restores_an_edited_row(self):
        self.ok('edit', self.pain, 'value=3')
        self.imports(self.first, '--again')
        self.assertIn(6, self.pains())

    def test_again_on_an_untouched_record_adds_nothing(self):
        self.imports(self.first, '--again')
        self.assertEqual(len(self.csv()), 3)

    def test_undoing_an_import_takes_its_keys_back(self):
        self.ok('undo')
        self.assertEqual(self.imports(self.first)['added'], 3)

    def test_redo_returns_the_keys(self):
        self.ok('undo')
        self.ok('redo')
        self.assertEqual(self.imports(self.first)['added'], 0)
        self.assertEqual(len(self.csv()), 3)

    def test_an_edit_after_an_import_is_taken_back_first(self):
        self.ok('edit', self.pain, 'value=3')
        self.ok('undo')
        self.assertEqual(self.pains(), [6])
        self.ok('undo')
        self.assertEqual(self.csv(), [])

    def test_a_deleted_row_may_be_typed_again(self):
        self.ok('delete', self.pain)
        self.ok('log', 'pain 6 2026-04-11 9:00')
        self.assertEqual(self.pains(), [6])


class OwnExport(Case):
    LINES = ('2.5g red bali at 8:15, pain 6 at 8:10', 'pain 4', 'slept 5,5h', 'nausea mild yesterday',
             'note rain, all day',
             'started sertraline 50 mg', 'not tracked 2026-04-20 to 2026-04-26', 'took red bali this morning')

    def export(self, name):
        return self.file(name, self.ok('export', '--format', 'csv').out_bytes)

    def setUp(self):
        super().setUp()
        for line in self.LINES:
            self.ok('log', line)

    def test_importing_ones_own_export_adds_nothing(self):
        n = len(self.csv())
        self.assertEqual(self.counts(self.imports(self.export('e.csv'))), (n, 0, n, 0))
        self.assertEqual(len(self.csv()), n)

    def test_nor_after_an_edit(self):
        self.ok('edit', [i for i in self.items() if i['value'] == 4][0]['id'], 'value=3', 'note=thought again')
        n = len(self.csv())
        self.assertEqual(self.imports(self.export('e.csv'))['added'], 0)
        self.assertEqual(len(self.csv()), n)

    def test_nor_an_export_from_before_the_edit(self):
        old = self.export('old.csv')
        self.ok('edit', [i for i in self.items() if i['value'] == 4][0]['id'], 'value=3')
        before = self.snapshot()
        self.assertEqual(self.imports(old)['added'], 0)
        self.assertEqual(self.snapshot(), before)

    def test_nor_an_export_from_before_a_delete(self):
        old = self.export('old.csv')
        self.ok('delete', [i for i in self.items() if i['value'] == 4][0]['id'])
        before = self.snapshot()
        self.assertEqual(self.imports(old)['added'], 0)
        self.assertEqual(self.snapshot(), before)


class DryRun(Case):
    def test_nothing_is_added(self):
        self.ok('log', 'pain 3')
        before = self.snapshot()
        self.ok('import', self.csv_file(A, B, C), '--dry-run')
        self.assertEqual(self.snapshot(), before)
        self.assertEqual(self.imports(self.csv_file(A, B, C))['added'], 3)

    def test_the_rows_are_shown_as_understood(self):
        self.says(self.ok('import', self.csv_file(A, B, C), '--dry-run'), 'Green Malay', r'1\.5', 'pain')

    def test_without_a_journal_none_is_filled(self):
        self.ok('import', self.csv_file(A, B, C), '--dry-run')
        self.assertEqual(self.snapshot().decode(), 'at,kind,what,value,unit,note\n')

    def test_it_is_no_action(self):
        self.ok('log', 'pain 3')
        self.assertEqual(len(self.csv()), 1)
        self.ok('import', self.csv_file(A), '--dry-run')
        self.ok('undo')
        self.assertEqual(self.csv(), [])
