"""The journal as a file: made, missing, foreign, newer, read-only, locked, full (CONTRACT 5, DESIGN 5 and 9)."""
import os
import resource
import shutil
import signal
import sqlite3
import stat
import subprocess
import time
import unittest

from assay import BIN, HEADER, NOW, Case, each, to_csv

NEED_A_JOURNAL = ('list', 'undo', 'redo', 'review', 'export', 'backup', 'doctor', 'product', 'medicine', 'condition',
                  'lab', 'profile', 'scale')
READERS = ('list', 'review', 'export', 'doctor', 'scale')


class Init(Case):
    def test_it_makes_a_journal(self):
        self.ok('init')
        self.assertEqual(self.read(self.journal)[:16], b'SQLite format 3\0')
        self.assertEqual(self.items(), [])

    def test_the_journal_is_for_its_owner_only(self):
        self.ok('init')
        self.assertEqual(stat.S_IMODE(os.stat(self.journal).st_mode) & 0o077, 0)

    def test_it_never_empties_a_journal_that_is_there(self):
        self.ok('log', 'pain 6')
        before = self.snapshot()
        run = self.assay('init')
        self.assertIn(run.rc, (0, 73), str(run))
        self.assertEqual(self.snapshot(), before)

    @each(('in a folder that is not there yet', ('new', 'deeper', 'journal.assay')),
          ('with a blank in its name', ('my notes.assay',)),
          ('with a letter outside ASCII', ('Tägebuch.assay',)))
    def test_a_path(self, parts):
        self.journal = self.path(*parts)
        run = self.assay('init')
        if run.rc == 0:
            self.ok('log', 'pain 6')
            self.assertEqual(len(self.items()), 1)
        else:
            self.assertEqual((run.rc, len(parts)), (73, 3), str(run))

    def test_the_default_place_lies_under_XDG_DATA_HOME(self):
        self.ok('log', 'pain 6', journal=False)
        found = [os.path.join(d, f) for d, _, files in os.walk(self.path('data')) for f in files]
        self.assertTrue(any(self.read(f).startswith(b'SQLite format 3') for f in found), found)
        self.assertEqual(len(self.ok('--json', 'list', journal=False).json['items']), 1)

    def test_without_XDG_DATA_HOME_it_lies_under_home(self):
        self.ok('log', 'pain 6', journal=False, env={'XDG_DATA_HOME': ''})
        found = [f for d, _, files in os.walk(self.path('home')) for f in files]
        self.assertTrue(found)

    def test_the_option_goes_before_the_environment(self):
        other = self.path('other.assay')
        self.ok('--journal', other, 'log', 'pain 6')
        self.assertFalse(os.path.exists(self.journal))
        self.assertEqual(len(self.ok('--journal', other, '--json', 'list').json['items']), 1)


class Missing(Case):
    @each(*[(v, v) for v in NEED_A_JOURNAL], ('show', 'show', '1'), ('edit', 'edit', '1', 'value=3'),
          ('delete', 'delete', '1'),
          ('history', 'history', '1'), ('erase', 'erase', '--all', '--yes'))
    def test_others_exit_66_and_name_init(self, *verb):
        run = self.assay(*verb)
        self.assertEqual(run.rc, 66, str(run))
        self.says(run, 'assay init')
        self.assertFalse(os.path.exists(self.journal))

    def test_log_makes_it_and_says_so(self):
        run = self.ok('log', 'pain 6')
        self.assertIn('journal', run.text.lower())
        self.assertTrue(os.path.exists(self.journal))
        self.assertNotRegex(self.ok('log', 'pain 5').text, r'(?i)(new|made a|created).{0,20}journal')

    def test_the_bare_command_says_the_two_ways_to_begin(self):
        run = self.ok()
        self.says(run, 'log|init', 'import|demo|init')
        self.assertFalse(os.path.exists(self.journal))

    @each(('--help', '--help'), ('-h', '-h'), ('--version', '--version'))
    def test_needs_none(self, option):
        self.assertTrue(self.ok(option).out.strip())
        self.assertFalse(os.path.exists(self.journal))


class NotOurs(Case):
    """Exit 65, nothing written, no side file left."""

    def foreign(self, path, **pragmas):
        db = sqlite3.connect(path)
        db.execute('create table t(a)')
        for name, value in pragmas.items():
            db.execute(f'pragma {name}={value}')
        db.commit()
        db.close()

    def check(self, says='.', verbs=READERS):
        before = self.read(self.journal)
        listed = sorted(os.listdir(self.dir))
        for verb in [(v,) for v in verbs] + [('log', 'pain 6'), ('undo',), ('import', self.path('in.csv')),
                                             ('backup', self.path('b'))]:
            run = self.assay(*verb)
            self.assertEqual(run.rc, 65, str(run))
            self.says(run, says)
            self.assertEqual(self.read(self.journal), before, f'changed by {verb}')
            self.assertEqual(sorted(os.listdir(self.dir)), listed, f'a file was left by {verb}')

    def setUp(self):
        super().setUp()
        self.file('in.csv', HEADER)

    @each(
        ('text', b'dear diary\n' * 50), ('a letter', b'x'), ('a picture', b'\x89PNG\r\n\x1a\n' + bytes(4096)),
        ('the first page of a database only by name', b'SQLite format 3\0' + bytes(4080)), ('zeros', bytes(8192)),
    )
    def test_not_a_database(self, data):
        self.file('journal.assay', data)
        self.check()

    def test_another_database(self):
        self.foreign(self.journal, application_id=1196444487)
        self.check()

    def test_a_database_without_a_name(self):
        self.foreign(self.journal)
        self.check()

    def test_another_database_in_wal_mode(self):
        self.foreign(self.journal, journal_mode='wal')
        self.check()

    def test_a_journal_cut_in_half(self):
        self.ok('import', self.csv_file(*[(f'2026-04-{i % 28 + 1:02d}', 'note', '', '', '',
                                           f'line {i} ' * 9) for i in range(400)]))
        whole = self.read(self.journal)
        self.file('journal.assay', whole[:len(whole) // 2])
        self.check(verbs=('list', 'export', 'review'))

    def test_a_folder(self):
        os.mkdir(self.journal)
        run = self.assay('list')
        self.assertIn(run.rc, (65, 66, 74), str(run))
        self.assertEqual(os.listdir(self.journal), [])

    def newer(self):
        self.ok('log', 'pain 6')
        version = self.sql(self.journal, 'pragma user_version')[0][0]
        if version == 0:
            raise unittest.SkipTest('the schema version is not the user_version')
        self.sql(self.journal, 'pragma user_version=9999')

    def test_from_a_newer_version(self):
        self.newer()
        self.check('newer')
        self.says(self.assay('list'), r'9999|version')


class ReadOnly(Case):
    """As nobody, because root may write everywhere."""

    def setUp(self):
        super().setUp()
        if os.getuid() != 0:
            self.who = {}
        else:
            self.who = {'user': 65534, 'group': 65534, 'extra_groups': []}
        self.folder = self.path('ro')
        os.mkdir(self.folder)
        self.journal = os.path.join(self.folder, 'journal.assay')
        self.ok('log', 'pain 6')
        self.prog = self.path('assay')
        shutil.copy(BIN, self.prog)
        os.chmod(self.prog, 0o755)
        os.chmod(self.dir, 0o755)
        os.chmod(self.journal, 0o444)
        os.chmod(self.folder, 0o555)
        self.addCleanup(os.chmod, self.folder, 0o755)
        self.before = self.read(self.journal)

    def as_nobody(self, *args):
        env = self.env()
        got = subprocess.run([self.prog, '--now', '2026-05-04T16:00:00+02:00', *args], env=env, cwd=self.dir,
                             stdin=subprocess.DEVNULL,
                             capture_output=True, check=False, timeout=60, **self.who)
        self.assertEqual(self.read(self.journal), self.before)
        self.assertEqual(os.listdir(self.folder), ['journal.assay'])
        return got

    @each(('list', ('--json', 'list'), b'pain'), ('export', ('export',), b'pain'), ('review', ('review',), b''),
          ('the bare command', (), b''))
    def test_it_can_be_read(self, verb, word):
        got = self.as_nobody(*verb)
        self.assertEqual(got.returncode, 0, got)
        self.assertIn(word, got.stdout)

    @each(('log', ('log', 'pain 5')), ('undo', ('undo',)), ('edit', ('edit', '1', 'value=3')),
          ('a backup beside it', ('backup',)),
          ('an export into it', ('export', '-o', 'ro/out.csv')),
          ('init beside it', ('--journal', 'ro/new.assay', 'init')))
    def test_it_cannot_be_written(self, verb):
        got = self.as_nobody(*verb)
        self.assertIn(got.returncode, (73, 74), got)
        self.assertTrue(got.stderr.strip())


class Full(Case):
    @each(('export', ('export',)), ('list', ('list',)), ('review', ('review',)), ('json', ('--json', 'list')),
          ('help', ('--help',)))
    def test_standard_output_that_is_full(self, verb):
        self.ok('log', 'pain 6')
        with open('/dev/full', 'wb') as full:
            run = self.assay(*verb, stdout=full)
        self.assertEqual(run.rc, 74, str(run))

    def test_a_disk_that_is_full_keeps_the_record_as_it_was(self):
        self.ok('log', 'pain 6')
        before = self.snapshot()
        limit = os.stat(self.journal).st_size + 60_000

        def small():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        path = self.file('big.csv', to_csv([(f'2026-03-{i % 28 + 1:02d}T{i % 24:02d}:{i % 60:02d}+01:00', 'note', '',
                                             '', '', f'{i} ' * 20)
                                            for i in range(20_000)]))
        run = self.assay('import', path, preexec_fn=small)
        self.assertEqual(run.rc, 74, str(run))
        self.assertEqual(self.snapshot(), before)
        self.ok('log', 'pain 5')
        self.assertEqual(len(self.items()), 2)


class WholeFile(Case):
    @each(('log', ('log', 'pain 5')), ('list', ('list',)), ('undo', ('undo',)), ('review', ('review',)),
          ('export', ('export',)), ('bare', ()))
    def test_a_copied_file_is_a_whole_file_after(self, verb):
        self.ok('log', 'pain 6')
        self.ok(*verb)
        self.assertEqual([n for n in self.side_files() if n.endswith(('-wal', '-shm', '-journal'))], [])
        before = self.snapshot()
        os.mkdir(self.path('elsewhere'))
        copy = self.path('elsewhere', 'copy.assay')
        shutil.copy(self.journal, copy)
        self.journal = copy
        self.assertEqual(self.snapshot(), before)

    def test_what_was_acknowledged_survives_a_kill(self):
        self.ok('log', 'pain 6')
        for i in range(8):
            proc = subprocess.Popen([BIN, '--now', '2026-05-04T16:00:00+02:00', 'log', f'mood {i}'], env=self.env(),
                                    cwd=self.dir,
                                    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(0.0015 * i)
            proc.kill()
            done = proc.wait() == 0
            moods = {int(m['value']) for m in self.items(now='2026-05-04T16:00:00+02:00') if m['what'] == 'mood'}
            self.assertTrue(i in moods or not done)
        self.assertEqual(self.sql(self.journal, 'pragma integrity_check'), [('ok',)])

    def test_an_interrupted_log_stores_nothing(self):
        self.ok('init')
        proc = subprocess.Popen([BIN, 'log'], env=self.env(), cwd=self.dir, stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
        proc.stdin.write(b'pain 6\n')
        proc.stdin.flush()
        time.sleep(0.3)
        proc.send_signal(signal.SIGINT)
        proc.communicate(timeout=20)
        self.assertIn(proc.returncode, (130, -signal.SIGINT))
        self.assertEqual(self.items(), [])


class Together(Case):
    def test_twenty_at_once(self):
        self.ok('init')
        procs = [subprocess.Popen([BIN, '--now', NOW, 'log', f'pain {i % 11}'], env=self.env(), cwd=self.dir,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE) for i in range(20)]
        codes = []
        for proc in procs:
            _, err = proc.communicate(timeout=120)
            self.assertIn(proc.returncode, (0, 75), err)
            self.assertNotIn(b'malformed', err)
            codes.append(proc.returncode)
        self.assertEqual(len(self.items()), codes.count(0))
        self.assertEqual(codes.count(0), 20, 'with a wait of a second or more all twenty succeed')

    def test_twenty_at_once_into_a_journal_that_is_not_there_yet(self):
        procs = [subprocess.Popen([BIN, '--now', NOW, 'log', f'pain {i % 11}'], env=self.env(), cwd=self.dir,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE) for i in range(20)]
        codes = [(p.communicate(timeout=120), p.returncode)[1] for p in procs]
        self.assertLessEqual(set(codes), {0, 75})
        self.assertEqual(len(self.items()), codes.count(0))
        self.assertGreater(codes.count(0), 0)

    def test_a_journal_that_is_held_is_busy(self):
        self.ok('log', 'pain 6')
        before = self.snapshot()
        db = sqlite3.connect(self.journal, isolation_level=None)
        db.execute('begin immediate')
        try:
            run = self.assay('log', 'pain 5')
            self.assertEqual(run.rc, 75, str(run))
            self.assertEqual(self.assay('list').rc, 0)
        finally:
            db.execute('rollback')
            db.close()
        self.assertEqual(self.snapshot(), before)
        self.ok('log', 'pain 5')
