"""backup, restore, doctor (CONTRACT section 5, case C026)."""
import os
import re
import shutil
import stat

from assay import HEADER, Case, each


class Backup(Case):
    def setUp(self):
        super().setUp()
        self.ok('log', 'pain 6, note the lighthouse')

    def beside(self):
        return sorted(n for n in os.listdir(self.dir) if n not in ('home', 'data', 'journal.assay'))

    def check(self, path):
        self.assertEqual(stat.S_IMODE(os.stat(path).st_mode), 0o600)
        os.mkdir(self.path('alone'))
        copy = self.path('alone', 'b.assay')
        shutil.copy(path, copy)
        self.assertEqual(self.sql(copy, 'pragma integrity_check'), [('ok',)])
        before, self.journal = self.snapshot(), copy
        self.assertEqual(self.snapshot(), before)

    def test_into_a_named_file(self):
        self.ok('backup', self.path('b.assay'))
        self.assertEqual(self.beside(), ['b.assay'])
        self.check(self.path('b.assay'))

    def test_without_a_name_it_lies_dated_beside_the_journal(self):
        run = self.ok('backup')
        names = self.beside()
        self.assertEqual(len(names), 1, names)
        self.assertRegex(names[0], r'20\d\d-?\d\d-?\d\d')
        self.assertIn(names[0], run.text)
        self.check(self.path(names[0]))

    def test_seven_are_kept(self):
        self.eight_older()
        self.ok('backup')
        self.assertLessEqual(len(self.beside()), 7, self.beside())

    def eight_older(self):
        """Eight more backups with earlier dates in their names, made from the name of a true one."""
        self.ok('backup')
        name = self.beside()[0]
        made = []
        for i in range(1, 9):
            other = re.sub(r'20\d\d(-?\d\d-?\d\d)', lambda m, i=i: f'20{10 + i}' + m.group(1), name, count=1)
            shutil.copy(self.path(name), self.path(other))
            os.utime(self.path(other), (1_000_000_000 + i, 1_000_000_000 + i))
            made.append(other)
        return made

    def test_a_backup_changes_nothing(self):
        before = self.read(self.journal)
        self.ok('backup', self.path('b.assay'))
        self.assertEqual(self.read(self.journal), before)
        self.assertEqual(self.side_files(), [])

    def test_an_empty_journal_has_a_backup_too(self):
        self.ok('undo')
        self.ok('backup', self.path('b.assay'))

    @each(('a folder that is not there', ('gone', 'b.assay')), ('a folder', ('home',)))
    def test_cannot_create(self, parts):
        run = self.assay('backup', self.path(*parts))
        self.assertIn(run.rc, (73, 74), str(run))

    def test_never_over_the_journal_itself(self):
        before = self.snapshot()
        self.assay('backup', self.journal)
        self.assertEqual(self.snapshot(), before)


class Restore(Case):
    def setUp(self):
        super().setUp()
        self.ok('log', 'pain 6, note the lighthouse')
        self.saved = self.snapshot()
        self.backup = self.path('b.assay')
        self.ok('backup', self.backup)

    def test_into_a_missing_journal_at_once(self):
        self.journal = self.path('second.assay')
        self.ok('restore', self.backup)
        self.assertEqual(self.snapshot(), self.saved)
        self.ok('undo')
        self.assertEqual(self.snapshot().decode(), HEADER)

    def test_the_backup_stays_as_it_is(self):
        before = self.read(self.backup)
        self.journal = self.path('second.assay')
        self.ok('restore', self.backup)
        self.ok('log', 'mood 4')
        self.assertEqual(self.read(self.backup), before)

    def test_over_a_journal_only_after_yes(self):
        self.ok('log', 'mood 4')
        before = self.snapshot()
        self.refused('--no-input', 'restore', self.backup, codes=(73,))
        self.refused('restore', self.backup, codes=(73,))
        self.assertEqual(self.snapshot(), before)

    def test_over_a_journal_with_yes(self):
        self.ok('log', 'mood 4')
        self.ok('restore', self.backup, '--yes')
        self.assertEqual(self.snapshot(), self.saved)

    @each(('text', b'dear diary\n' * 100), ('nothing', b''), ('half of it', None),
          ('a database of another', b'SQLite format 3\0' + bytes(4080)))
    def test_a_bad_backup(self, data):
        bad = self.file('bad.assay', data if data is not None else self.read(self.backup)[:-4096 * 2])
        self.refused('restore', bad, '--yes', codes=(65,))
        there = self.path('second.assay')
        self.assertEqual(self.assay('restore', bad, journal=there).rc, 65)
        self.assertFalse(os.path.exists(there))

    def test_a_missing_backup(self):
        self.refused('restore', self.path('gone.assay'), '--yes', codes=(66,))

    def test_no_name(self):
        self.refused('restore', codes=(2,))


class Doctor(Case):
    def test_a_healthy_journal(self):
        self.ok('log', 'pain 6')
        before = self.read(self.journal)
        self.says(self.ok('doctor'), r'ok|well|intact|nothing')
        self.ok('--json', 'doctor')
        self.assertEqual(self.read(self.journal), before)

    def test_a_damaged_page_is_found(self):
        self.ok('import', self.csv_file(*[(f'2026-04-{i % 28 + 1:02d}', 'note', '', '', '',
                                           f'line {i} ' * 9) for i in range(400)]))
        data = bytearray(self.read(self.journal))
        middle = len(data) // 2 // 4096 * 4096
        data[middle:middle + 4096] = b'\xa5' * 4096
        self.file('journal.assay', bytes(data))
        run = self.assay('doctor')
        self.assertIn(run.rc, (1, 65), str(run))
        self.says(run, 'restore|backup')
        self.assertEqual(self.read(self.journal), bytes(data))
