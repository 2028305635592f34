"""The command line: help, version, usage errors, JSON everywhere, colour, streams (CONTRACT sections 5 and 6)."""
import os
import pty
import re
import select
import subprocess
import time

from assay import BIN, Case, each, strict_json

VERBS = ('init demo log undo redo list show edit delete history erase product medicine condition lab profile scale '
         'review import export backup restore doctor').split()
LATER = ('check watch level effect trial serve simulate claims evidence report passphrase pool plan taper '
         'ask coa lot').split()


class Help(Case):
    @each(('-h', '-h'), ('--help', '--help'))
    def test_goes_to_standard_output(self, option):
        run = self.ok(option)
        self.assertTrue(run.out.strip())
        self.assertEqual(run.err, '')

    def test_short_and_long(self):
        self.assertLess(len(self.ok('-h').out), len(self.ok('--help').out))

    def test_short_help_has_examples(self):
        self.says(self.ok('-h'), r'assay log "?.*pain \d')

    @each(*[(v, v) for v in VERBS])
    def test_help_lists(self, verb):
        self.assertRegex(self.ok('--help').out, rf'\b{verb}\b')

    @each(*[(v, v) for v in VERBS])
    def test_every_verb_has_its_own_help(self, verb):
        run = self.ok(verb, '--help')
        self.assertIn(verb, run.out)
        self.assertIn(verb, self.ok(verb, '-h').out)
        self.assertFalse(os.path.exists(self.journal), 'help made a journal')

    @each(*[(v, v) for v in LATER])
    def test_a_verb_that_help_does_not_list_is_unknown(self, verb):
        if re.search(rf'(?m)^\s+(assay )?{verb}\b', self.ok('--help').out):
            self.ok(verb, '--help')
        else:
            run = self.assay(verb)
            self.assertEqual(run.rc, 2, str(run))

    def test_help_of_log_says_that_arguments_lie_in_shell_history(self):
        self.says(self.ok('log', '--help'), 'history')

    def test_version(self):
        run = self.ok('--version')
        self.assertRegex(run.out, r'assay \d+\.\d+')
        self.assertEqual(run.err, '')


class Usage(Case):
    @each(('lgo', 'lgo', 'log'), ('lsit', 'lsit', 'list'), ('reveiw', 'reveiw', 'review'),
          ('exprot', 'exprot', 'export'),
          ('improt', 'improt', 'import'), ('und', 'und', 'undo'), ('backupp', 'backupp', 'backup'),
          ('docter', 'docter', 'doctor'),
          ('capitals', 'LIST', 'list'))
    def test_did_you_mean(self, typed, meant):
        run = self.assay(typed)
        self.assertEqual(run.rc, 2, str(run))
        self.assertEqual(run.out, '')
        self.assertRegex(run.err, rf'(?i)did you mean.*\b{meant}\b')

    @each(('nothing like a verb', ('xyzzyplugh',)), ('an option that is none', ('--flurb',)),
          ('a verb with an option that is none', ('list', '--flurb')),
          ('show without an entry', ('show',)), ('edit without an entry', ('edit',)),
          ('delete without an entry', ('delete',)),
          ('history without an entry', ('history',)), ('import without a file', ('import',)),
          ('an option without its value', ('list', '--since')),
          ('--journal without a file', ('--journal',)), ('--now without a time', ('list', '--now')),
          ('--format without a name', ('export', '--format')),
          ('two entries to show', ('edit', '1')), ('too many words', ('undo', 'flurb', 'flarb')))
    def test_exit_2(self, args):
        self.ok('init')
        run = self.assay(*args, now=None)
        self.assertIn(run.rc, (2, 65) if args == ('edit', '1') else (2,), str(run))
        self.assertEqual(run.out, '', str(run))
        self.assertTrue(run.err.strip())

    def test_an_unknown_verb_offers_no_strange_guess(self):
        run = self.assay('xyzzyplugh')
        self.assertIn('xyzzyplugh', run.err)
        self.assertNotRegex(run.err, r'(?i)did you mean')

    def test_an_unknown_verb_in_json(self):
        run = self.assay('--json', 'lgo', 'pain 6')
        self.assertEqual(run.rc, 2, str(run))
        self.assertIn('log', str(run.err_json))

    def test_global_options_may_stand_behind_the_verb(self):
        self.ok('log', 'pain 6')
        before = self.ok('--json', 'list').out_bytes
        self.assertEqual(self.ok('list', '--json').out_bytes, before)


class Json(Case):
    """Each verb with --json: one strict document with schema, kind and versions (checked with every run)."""

    def setUp(self):
        super().setUp()
        self.ok('log', '2.5g red bali at 8:15, pain 6, nausea mild, note rain "all" day\twith ü and 🐢')

    @each(*[(v, v) for v in ('list', 'review', 'product', 'medicine', 'condition', 'lab', 'profile', 'scale', 'undo',
                             'redo', 'doctor', 'backup')],
          ('log', 'log', 'pain 5'), ('show', 'show', '1'), ('edit', 'edit', '2', 'value=5'), ('delete', 'delete', '2'),
          ('history', 'history', '1'), ('the bare command',), ('erase', 'erase', '1', '--yes'),
          ('init', '--journal', 'new.assay', 'init'),
          ('demo', '--journal', 'demo2.assay', 'demo'))
    def test_one_document(self, *verb):
        run = self.ok('--json', *verb)
        tree = run.json
        self.assertIsInstance(tree, dict, str(run))
        if verb and not verb[0].startswith('-'):
            self.assertEqual(tree['kind'], verb[0])

    @each(('list', 'list'), ('show', 'show', '1'), ('history', 'history', '1'), ('product', 'product'))
    def test_items(self, *verb):
        self.assertIsInstance(self.ok('--json', *verb).json['items'], list)

    def test_letters_come_out_as_they_went_in(self):
        note = [i['note'] for i in self.items() if i['kind'] == 'note']
        self.assertEqual(note, ['rain "all" day\twith ü and 🐢'])

    def test_control_letters_in_json(self):
        self.ok('import', self.csv_file(('2026-05-01', 'note', '', '', '', 'a\x01b\x1fc\u2028d\\e/f"g\nh')))
        self.assertIn('a\x01b\x1fc\u2028d\\e/f"g\nh', [i['note'] for i in self.items()])

    @each(('bad words', 'log', 'flurb 7'), ('no such entry', 'show', '99'), ('no such file', 'import', 'gone.csv'),
          ('unknown format', 'export', '--format', 'flurb'), ('unknown verb', 'flurb'),
          ('bad edit', 'edit', '1', 'value=flurb'),
          ('no yes', 'erase', '--all'), ('bad zone', '--zone', 'Mars/Olympus', 'list'))
    def test_errors_are_json_on_stderr(self, *verb):
        run = self.assay('--json', *verb)
        self.assertNotEqual(run.rc, 0)
        self.assertTrue(run.err_json['message'].strip())
        self.assertTrue(str(run.err_json['fix']).strip())

    def test_times_have_an_offset(self):
        for item in self.items():
            if 'T' in item['at']:
                self.assertRegex(item['at'], r'(Z|[+-]\d\d:\d\d)$')
            self.assertRegex(item['entered_at'], r'^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)$')

    def test_no_wall_clock_in_an_answer(self):
        got = [self.ok('--json', v).out_bytes for v in ('list', 'review', 'doctor')]
        time.sleep(1.1)
        self.assertEqual([self.ok('--json', v).out_bytes for v in ('list', 'review', 'doctor')], got)


class Streams(Case):
    def test_errors_leave_standard_output_empty(self):
        for verb in (('log', 'flurb 7'), ('show', '99'), ('import', 'gone.csv'), ('flurb',)):
            run = self.assay(*verb)
            self.assertIn(run.rc, (2, 65, 66), str(run))
            self.assertEqual(run.out, '', str(run))

    def test_the_list_is_on_standard_output(self):
        self.ok('log', 'pain 6')
        self.assertIn('pain', self.ok('list').out)

    def test_lines_end_without_blanks(self):
        self.ok('log', '2.5g red bali at 8:15, pain 6, nausea mild')
        for verb in (('list',), ('show', '1'), ('scale',), ('-h',)):
            for line in self.ok(*verb).out.splitlines():
                self.assertEqual(line, line.rstrip(), verb)

    def test_a_reader_that_leaves_early(self):
        self.ok('import', self.csv_file(*[(f'2026-04-{i % 28 + 1:02d}', 'note', '', '', '',
                                           f'line {i} ' * 30) for i in range(3000)]))
        proc = subprocess.Popen([BIN, '--now', '2026-05-04T16:00:00+02:00', 'export'], env=self.env(),
                                stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        proc.stdout.read(100)
        proc.stdout.close()
        err = proc.stderr.read()
        proc.stderr.close()
        self.assertIn(proc.wait(timeout=30), (0, 74, -13, 141), err)


class Terminal(Case):
    """On a terminal: colour, unless NO_COLOR is set or the terminal cannot."""

    def on_a_terminal(self, *args, **extra):
        try:
            here, there = pty.openpty()
        except OSError:
            self.skipTest('this system gives no terminal (/dev/pts is not mounted)')
        env = self.env(extra=dict({'TERM': 'xterm-256color', 'COLUMNS': '80', 'LINES': '50'}, **extra))
        proc = subprocess.Popen([BIN, '--now', '2026-05-04T16:00:00+02:00', *args], env=env, cwd=self.dir, stdin=there,
                                stdout=there,
                                stderr=there, start_new_session=True)
        os.close(there)
        out, end = b'', time.time() + 30
        while time.time() < end:
            if here in select.select([here], [], [], 0.2)[0]:
                try:
                    part = os.read(here, 65536)
                except OSError:
                    part = b''
                if not part:
                    break
                out += part
            elif proc.poll() is not None:
                break
        proc.kill()
        proc.wait()
        os.close(here)
        self.assertTrue(out.strip(), 'not a word on the terminal')
        return out.decode('utf-8', 'replace')

    def setUp(self):
        super().setUp()
        self.ok('log', 'pain 6, note chest pain')

    @each(('list', 'list'), ('review', 'review'), ('the bare command',), ('an error', 'flurb'))
    def test_no_colour_with_NO_COLOR(self, *verb):
        self.assertNotRegex(self.on_a_terminal(*verb, NO_COLOR='1'), r'\x1b\[[0-9;]*m')

    @each(('list', 'list'), ('review', 'review'))
    def test_no_colour_on_a_dumb_terminal(self, *verb):
        self.assertNotRegex(self.on_a_terminal(*verb, TERM='dumb'), r'\x1b\[')

    @each(('csv', 'export'), ('json', '--json', 'list'))
    def test_data_have_no_colour_even_there(self, *verb):
        self.assertNotIn('\x1b', self.on_a_terminal(*verb))

    def test_no_input_asks_nothing_even_there(self):
        out = self.on_a_terminal('--no-input', 'erase', '--all')
        self.assertRegex(out, '--yes')
        self.assertEqual(len(self.items()), 2)

    def test_charts_fall_back_to_ascii(self):
        rows = [(f'2026-04-{i:02d}T20:00+02:00', 'rating', 'pain', i % 10) for i in range(1, 29)]
        self.ok('import', self.csv_file(*rows))
        for locale in ('C', 'POSIX'):
            out = self.ok('review', env={'LC_ALL': locale, 'LANG': locale}).out_bytes
            self.assertEqual([b for b in out if b > 127], [], f'letters outside ASCII under {locale}')

    def test_utf8_stays_utf8(self):
        self.ok('log', '2 g Grünes Blatt')
        self.assertIn('Grünes Blatt', self.ok('list').out_bytes.decode('utf-8'))
        tree = strict_json(self.ok('--json', 'list', env={'LC_ALL': 'C'}).out_bytes)
        self.assertIn('Grünes Blatt', [i['what'] for i in tree['items']])
