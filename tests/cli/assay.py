"""Run the program under test in a fresh folder and look at what comes out.

The program is named by the environment (ASSAY_BIN). A test is a row wherever it can be: what it shows, what goes in,
what must come out. Every run is also watched for manners that hold everywhere: a known exit code, strict JSON, never
the word "safe", never nan or inf as a figure, no colour where no terminal is.
"""
import csv
import datetime
import functools
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
import unittest

BIN = os.path.abspath(os.environ['ASSAY_BIN']) if os.environ.get('ASSAY_BIN') else ''
DATA = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'data')
NOW = '2026-05-04T15:00:00+02:00'    # a Monday
ZONE = 'Europe/Berlin'
HEADER = 'at,kind,what,value,unit,note\n'
EXIT_CODES = (0, 1, 2, 65, 66, 73, 74, 75, 77, 130)   # 70 is a bug: never expected
AT = re.compile(r'^\d{4}-\d\d-\d\d(T\d\d(:\d\d(:\d\d)?)?(Z|[+-]\d\d:\d\d))?$')
FIGURE = re.compile(r'(?<![\w.])[-+]?(nan|inf|infinity)(?![\w])', re.I)
KINDS = ('rating', 'dose', 'side_effect', 'medicine', 'lab', 'not_tracked', 'note')


def missing():
    """Why no test can run, or None."""
    if not BIN:
        return 'ASSAY_BIN does not name the program to test'
    if not os.access(BIN, os.X_OK):
        return f'ASSAY_BIN={BIN} is not a program'
    return None


def each(*rows):
    """One test for each row; the first field says what the row shows, the others are the arguments."""
    def mark(fn):
        fn.rows = rows
        return fn
    return mark


def _one(fn, row):
    @functools.wraps(fn)
    def test(self):
        return fn(self, *row[1:])
    title = (fn.__doc__ or fn.__name__[5:].replace('_', ' ')).strip().split('\n')[0].rstrip('.')
    test.__doc__ = f'{title}: {row[0]}'
    del test.rows
    return test


def strict_json(data):
    """Parse bytes as strict JSON: UTF-8 without mark, no key twice, no NaN or Infinity, one document."""
    def pairs(found):
        keys = [k for k, _ in found]
        if len(keys) != len(set(keys)):
            raise ValueError(f'a key twice among {keys}')
        return dict(found)

    def constant(name):
        raise ValueError(f'{name} is not JSON')
    if data.startswith(b'\xef\xbb\xbf'):
        raise ValueError('JSON begins with a byte order mark')
    return json.loads(data.decode('utf-8'), object_pairs_hook=pairs, parse_constant=constant)


def walk(tree):
    """Every object (dict) in a JSON tree, the outer ones first."""
    if isinstance(tree, dict):
        yield tree
        for sub in tree.values():
            yield from walk(sub)
    elif isinstance(tree, list):
        for sub in tree:
            yield from walk(sub)


def numbers(tree):
    """Every number in a JSON tree."""
    if isinstance(tree, dict):
        tree = list(tree.values())
    if isinstance(tree, list):
        for sub in tree:
            yield from numbers(sub)
    elif isinstance(tree, (int, float)) and not isinstance(tree, bool):
        yield tree


def findings(tree):
    """All findings in a JSON answer, wherever they lie."""
    found = []
    for obj in walk(tree):
        if isinstance(obj.get('findings'), list):
            found += obj['findings']
    return found


def urgent(tree):
    """The red flags in a JSON answer."""
    return [f for f in findings(tree) if f.get('level') in ('urgent', 'emergency')]


def courses(tree):
    """The courses of scales in a review: objects with scale, n, days, days_of, mean."""
    return [o for o in walk(tree) if isinstance(o.get('scale'), str) and {'n', 'days', 'days_of', 'mean'} <= set(o)]


def instant(at):
    """The instant of an ISO time with offset; of a day, its first minute in UTC."""
    if 'T' not in at:
        return datetime.datetime.fromisoformat(at + 'T00:00+00:00')
    date, clock = at.split('T')
    clock = clock.replace('Z', '+00:00')
    if re.match(r'^\d\d[+-]', clock):
        clock = clock[:2] + ':00' + clock[2:]
    return datetime.datetime.fromisoformat(date + 'T' + clock).astimezone(datetime.timezone.utc)


def plain_at(at):
    """UTC has two spellings; both are right."""
    return re.sub(r'[+]00:00$', 'Z', at)


def loose_at(at):
    """Minutes only: for times whose seconds may or may not be known."""
    return plain_at(re.sub(r'(T\d\d:\d\d):\d\d', r'\1', at))


def parse_csv(data):
    """The rows of an assay CSV as dicts."""
    text = data.decode('utf-8') if isinstance(data, bytes) else data
    return list(csv.DictReader(io.StringIO(text, newline='')))


def to_csv(rows):
    """An assay CSV from tuples (at, kind, what, value, unit, note); short tuples are filled with blanks."""
    out = io.StringIO(newline='')
    writer = csv.writer(out, lineterminator='\n')
    for row in rows:
        writer.writerow(list(row) + [''] * (6 - len(row)))
    return HEADER + out.getvalue()


class Run:
    """What one run of the program gave."""

    def __init__(self, argv, rc, out, err, as_json):
        self.argv, self.rc, self.out_bytes, self.err_bytes, self.as_json = argv, rc, out, err, as_json
        self.out = out.decode('utf-8', 'backslashreplace')
        self.err = err.decode('utf-8', 'backslashreplace')
        self.text = self.out + self.err

    def __str__(self):
        out, err = [s if len(s) < 3000 else s[:3000] + '...' for s in (self.out, self.err)]
        words = ' '.join(map(str, self.argv))[:600]
        return f'\n$ assay {words}\nexit {self.rc}\n--- stdout\n{out}\n--- stderr\n{err}\n---'

    @property
    def json(self):
        """The answer on standard output, strictly parsed."""
        try:
            return strict_json(self.out_bytes)
        except ValueError as why:
            raise AssertionError(f'not strict JSON on stdout: {why}{self}') from None

    @property
    def err_json(self):
        """The error object on standard error: the whole of it, or the line that is JSON."""
        for part in [self.err_bytes] + self.err_bytes.splitlines():
            try:
                tree = strict_json(part)
            except ValueError:
                continue
            if isinstance(tree, dict):
                return tree
        raise AssertionError(f'no JSON error on stderr{self}')


class Case(unittest.TestCase):
    """A test with a folder, a home and a journal path of its own. The journal does not exist yet."""
    maxDiff = None
    longMessage = True

    def __init_subclass__(cls, **kw):
        super().__init_subclass__(**kw)
        for name, fn in list(vars(cls).items()):
            rows = getattr(fn, 'rows', None)
            if rows is not None:
                delattr(cls, name)
                for i, row in enumerate(rows, 1):
                    setattr(cls, f'{name}_{i:03d}', _one(fn, row))

    def setUp(self):
        why = missing()
        if why:
            self.fail(why)
        self.dir = tempfile.mkdtemp(prefix='assay-test-')
        self.addCleanup(shutil.rmtree, self.dir, True)
        self.journal = self.path('journal.assay')
        os.mkdir(self.path('home'))
        os.mkdir(self.path('data'))

    # the folder
    def path(self, *parts):
        return os.path.join(self.dir, *parts)

    def file(self, name, data):
        """Write a file into the folder, text as UTF-8 and exactly as given; its path."""
        path = self.path(name)
        with open(path, 'wb') as f:
            f.write(data if isinstance(data, bytes) else data.encode('utf-8'))
        return path

    def read(self, path):
        with open(path, 'rb') as f:
            return f.read()

    def side_files(self, path=None):
        """Files that lie beside the journal and begin with its name."""
        folder, name = os.path.split(path or self.journal)
        return sorted(n for n in os.listdir(folder) if n.startswith(name) and n != name)

    # the program
    def env(self, zone=ZONE, journal=True, extra=None):
        env = {'PATH': '/usr/bin:/bin', 'HOME': self.path('home'), 'XDG_DATA_HOME': self.path('data'),
               'XDG_CONFIG_HOME': self.path('home', '.config'), 'XDG_STATE_HOME': self.path('home', '.state'),
               'XDG_CACHE_HOME': self.path('home', '.cache'), 'LC_ALL': 'C.UTF-8'}
        for name in ('ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LSAN_OPTIONS', 'LLVM_PROFILE_FILE'):
            if name in os.environ:
                env[name] = os.environ[name]
        if zone:
            env['TZ'] = zone
        if journal:
            env['ASSAY_JOURNAL'] = self.journal if journal is True else journal
        env.update(extra or {})
        return env

    def assay(self, *args, now=NOW, zone=ZONE, journal=True, stdin=None, env=None, merged=False, quotes=False,
              timeout=120, **popen):
        """Run the program without a terminal. quotes: what was typed holds nan, inf or safe and may be shown again."""
        argv = [BIN] + (['--now', now] if now else []) + list(args)
        data = stdin.encode('utf-8') if isinstance(stdin, str) else stdin
        how = dict(stdout=subprocess.PIPE, stderr=subprocess.STDOUT if merged else subprocess.PIPE)
        how.update(popen)
        if data is None:
            how['stdin'] = subprocess.DEVNULL
        else:
            how['input'] = data
        got = subprocess.run(argv, env=self.env(zone, journal, env), cwd=self.dir, timeout=timeout, check=False, **how)
        run = Run(argv[1:], got.returncode, got.stdout or b'', got.stderr or b'', '--json' in args)
        self.manners(run, quotes, merged)
        self.really(run, journal)
        return run

    def really(self, run, journal):
        """What says that it stored something has a journal to show for it."""
        words = [a for a in run.argv if isinstance(a, str)]
        stored = 'init' in words[:4] or ('log' in words[:5] and any(c.isdigit() for c in words[-1]))
        if run.rc == 0 and stored and journal is True and not {'--journal', '-h', '--help'} & set(words):
            self.assertTrue(os.path.exists(self.journal), f'said to be stored, but there is no journal{run}')

    def manners(self, run, quotes, merged):
        self.assertIn(run.rc, EXIT_CODES, f'an exit code outside the contract{run}')
        for bad in ('AddressSanitizer', 'runtime error:', 'LeakSanitizer', 'Assertion'):
            self.assertNotIn(bad, run.err, str(run))
        if not quotes:
            self.assertIsNone(re.search(r'\bsafe\b', run.text, re.I), f'the word "safe"{run}')
            self.assertIsNone(FIGURE.search(run.text), f'nan or inf as a figure{run}')
        if '--version' not in run.argv and 'export' not in run.argv:
            self.assertNotIn('\x1b[', run.text, f'colour or cursor codes without a terminal{run}')
        if run.rc not in (0, 1):
            self.assertTrue(run.text.strip(), f'a failure without a sentence{run}')
        if run.as_json and not merged:
            self.json_manners(run)

    def json_manners(self, run):
        if run.rc in (0, 1):
            if run.out_bytes.strip() and not self.help_asked(run):
                tree = run.json
                self.assertEqual(tree.get('schema'), 'assay/1', str(run))
                self.assertIsInstance(tree.get('kind'), str, str(run))
                versions = tree.get('versions')
                self.assertIsInstance(versions, dict, f'versions missing{run}')
                self.assertLessEqual({'assay', 'schema', 'facts', 'method'}, set(versions), str(run))
        else:
            self.assertEqual(run.out_bytes.strip(), b'', f'an error with something on stdout{run}')
            tree = run.err_json
            self.assertEqual(tree.get('schema'), 'assay/1', str(run))
            self.assertEqual(tree.get('kind'), 'error', str(run))
            self.assertLessEqual({'code', 'message', 'where', 'fix'}, set(tree), str(run))

    @staticmethod
    def help_asked(run):
        return any(a in ('-h', '--help', '--version', 'export') for a in map(str, run.argv))

    def ok(self, *args, **kw):
        run = self.assay(*args, **kw)
        self.assertEqual(run.rc, 0, str(run))
        return run

    def refused(self, *args, codes=(2, 65), says=(), **kw):
        """Exit 2 or 65 with a sentence; the journal is as it was."""
        before = self.snapshot()
        run = self.assay(*args, **kw)
        self.assertIn(run.rc, codes, str(run))
        self.assertTrue((run.text if kw.get('merged') else run.err).strip(), f'no sentence on stderr{run}')
        self.says(run, *says)
        self.assertEqual(self.snapshot(), before, f'the journal changed though the command was refused{run}')
        return run

    def says(self, run, *patterns):
        for pattern in patterns:
            self.assertRegex(run.text, re.compile(pattern, re.I | re.S), str(run))

    def snapshot(self):
        """The record as an assay CSV; the header alone when there is no journal."""
        if not os.path.exists(self.journal):
            return HEADER.encode()
        return self.ok('export', '--format', 'csv', quotes=True).out_bytes

    # the record
    def items(self, *options, **kw):
        """list --json, each item checked for its members."""
        tree = self.ok('--json', 'list', *options, **kw).json
        self.assertEqual(tree['kind'], 'list')
        for item in tree['items']:
            self.entry(item)
        return tree['items']

    def entry(self, item):
        self.assertLessEqual({'id', 'n', 'at', 'kind', 'what', 'value', 'unit', 'note', 'entered_at'}, set(item), item)
        self.assertRegex(item['id'], r'^[0-9a-f]{32}$', item)
        self.assertIsInstance(item['n'], int, item)
        self.assertRegex(item['at'], AT, item)
        self.assertIn(item['kind'], KINDS, item)

    def csv(self, **kw):
        """The record as rows of the assay CSV."""
        return parse_csv(self.ok('export', '--format', 'csv', quotes=True, **kw).out_bytes)

    def logs(self, words, *want, at=None, **kw):
        """`log` understands and stores exactly these: (kind, what, value, unit, note), the last ones optional."""
        run = self.ok('--json', 'log', words, **kw)
        self.assertEqual(run.json['kind'], 'log', str(run))
        self.same(run.json['items'], want, at, str(run))
        self.same(self.items(now=kw.get('now', NOW), zone=kw.get('zone', ZONE)), want, at, f'(as listed){run}')
        return run

    def same(self, items, want, at=None, msg=''):
        got = [self.row(i) for i in items]
        short = [g[:len(w)] for g, w in zip(sorted(got, key=str),
                                            sorted(want, key=str))] if len(got) == len(want) else got
        self.assertEqual(sorted(map(tuple, short), key=str), sorted(map(self.folded, want), key=str), msg)
        if at is not None:
            times = [at] * len(items) if isinstance(at, str) else at
            self.assertEqual(sorted(plain_at(i['at']) for i in items), sorted(map(plain_at, times)), msg)

    @staticmethod
    def folded(entry):
        return tuple(x.casefold() if i == 1 and isinstance(x, str) else x for i, x in enumerate(entry))

    def row(self, item):
        what, unit, note = (item[k] or '' for k in ('what', 'unit', 'note'))
        return item['kind'], what.casefold(), item['value'], unit, note

    def imports(self, path, *options, **kw):
        """import --json; the answer. It must end well."""
        run = self.ok('--json', 'import', path, *options, quotes=True, **kw)
        tree = run.json
        self.assertEqual(tree['kind'], 'import', str(run))
        for key in ('read', 'added', 'skipped', 'changed'):
            self.assertIsInstance(tree[key], int, str(run))
        self.assertIsInstance(tree['format'], str, str(run))
        for warning in tree['warnings']:
            self.assertLessEqual({'line', 'message'}, set(warning), str(run))
        return tree

    def counts(self, tree):
        return tree['read'], tree['added'], tree['skipped'], tree['changed']

    def csv_file(self, *rows, name='in.csv'):
        return self.file(name, to_csv(rows))

    def flags(self, *verb, **kw):
        """The urgent and emergency findings that an answer carries."""
        return urgent(self.ok('--json', *verb, **kw).json)

    @staticmethod
    def sql(path, statement):
        db = sqlite3.connect(path)
        try:
            got = db.execute(statement).fetchall()
            db.commit()
            return got
        finally:
            db.close()
