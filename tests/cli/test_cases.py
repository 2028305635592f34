"""The real-world cases of the journal, each as it is told (the class of each lives in the other files)."""
import os
import shutil
import subprocess

from assay import BIN, DATA, HEADER, Case, courses, each, findings, instant, plain_at

NOON = '2026-05-04T12:00:00+02:00'


def case_file(name):
    return os.path.join(DATA, 'cases', name)


class Words(Case):
    @each(('a decimal comma', '1,5g red bali, pain 6', 1.5), ('a decimal point', '1.5g red bali, pain 6', 1.5),
          ('zero before the comma', '0,75 g red bali; pain 6', 0.75))
    def test_C001_half_doses(self, words, grams):
        run = self.logs(words, ('dose', 'red bali', grams, 'g'), ('rating', 'pain', 6), now=NOON)
        self.assertIn(str(grams), self.ok('list', now=NOON).out, str(run))

    def test_C001_a_comma_that_glues_two_entries(self):
        self.refused('log', 'pain 6,2g red bali', now=NOON, says=[r'\^'])

    @each(('at 9', 'pain 6 at 9', '2026-05-04T09:00+02:00'), ('12am', 'pain 5 at 12am', '2026-05-04T00:00+02:00'),
          ('12:30 am', 'pain 4 at 12:30 am', '2026-05-04T00:30+02:00'),
          ('12 pm', 'pain 3 at 12 pm', '2026-05-04T12:00+02:00'),
          ('9pm yesterday', 'pain 2 at 9pm yesterday', '2026-05-03T21:00+02:00'))
    def test_C002_times_in_words(self, words, at):
        self.ok('log', words)
        self.assertEqual([i['at'] for i in self.items()], [at])

    def test_C003_a_time_that_never_was(self):
        self.refused('log', 'pain 7 at 2:30', now='2026-03-29T09:00:00+02:00', says=['0?1:30', '0?3:30'])

    def test_C003_both_sides_of_the_change(self):
        morning = '2026-03-29T09:00:00+02:00'
        self.ok('log', 'pain 6 at 3:10, pain 5 yesterday 23:00', now=morning)
        at = sorted((i['at'] for i in self.items(now=morning)), key=instant)
        self.assertEqual(at, ['2026-03-28T23:00+01:00', '2026-03-29T03:10+02:00'])
        self.assertEqual((instant(at[1]) - instant(at[0])).total_seconds(), (3 * 60 + 10) * 60)


class Order(Case):
    LATE = '2026-05-06T12:00:00Z'
    WANT = ['2026-05-05T08:30:00+09:30', '2026-05-05T01:00:00+02:00', '2026-05-05T00:10:00Z',
            '2026-05-04T23:30:00-04:00']

    def test_C004_order_by_instant(self):
        self.assertEqual(self.imports(case_file('mixed-offsets.csv'), now=self.LATE)['added'], 4)
        self.assertEqual([plain_at(r['at']) for r in self.csv(now=self.LATE)], self.WANT)
        listed = [instant(i['at']) for i in self.items(now=self.LATE)]
        self.assertIn(listed, (sorted(listed), sorted(listed, reverse=True)))

    @each(('4 May', '2026-05-04', ['written in Boston']),
          ('5 May', '2026-05-05', ['written in Darwin', 'written in Rome', 'written at sea']))
    def test_C004_a_day_is_the_date_of_the_entry(self, day, notes):
        self.imports(case_file('mixed-offsets.csv'), now=self.LATE)
        got = self.items('--since', day, '--until', day, now=self.LATE)
        self.assertEqual(sorted(i['note'] for i in got), sorted(notes))

    def test_C004_nothing_of_it_lies_in_the_future(self):
        self.imports(case_file('mixed-offsets.csv'), now='2026-05-05T03:30:00Z')
        self.assertNotIn('future', self.ok('list', now='2026-05-05T03:30:00Z').text.lower())


class MissingIsNotZero(Case):
    LATE = '2026-06-10T22:00:00+02:00'

    def test_C005_mean_of_six_ratings_on_six_of_ten_days(self):
        self.imports(case_file('zero-or-blank.csv'), now=self.LATE)
        tree = self.ok('--json', 'review', now=self.LATE).json
        course = [o for o in courses(tree) if o['scale'] == 'pain']
        self.assertTrue(course, 'no course of pain in the review')
        self.assertEqual((course[0]['mean'], course[0]['n'], course[0]['days'], course[0]['days_of']), (3.0, 6, 6, 10))

    def test_C005_the_text_says_it_too(self):
        self.imports(case_file('zero-or-blank.csv'), now=self.LATE)
        run = self.ok('review', now=self.LATE)
        self.says(run, r'\b6 of (the last )?10 days')
        self.assertNotRegex(run.out, r'\b1\.8\b')


class Locale(Case):
    def comma_locale(self):
        have = subprocess.run(['locale', '-a'], capture_output=True, text=True, check=False).stdout.lower()
        if 'de_de.utf8' in have:
            return
        tool = shutil.which('localedef')
        if os.getuid() != 0 or not tool:
            self.skipTest('no de_DE.UTF-8 here and no right or tool to make it')
        made = subprocess.run([tool, '-i', 'de_DE', '-f', 'UTF-8', 'de_DE.UTF-8'], capture_output=True, text=True,
                              check=False)
        if made.returncode not in (0, 1) or 'cannot' in made.stderr.lower():
            self.skipTest('localedef could not make de_DE.UTF-8')

    def test_C006_a_comma_locale_changes_nothing(self):
        self.comma_locale()
        got = []
        for locale in ('de_DE.UTF-8', 'C'):
            self.journal = self.path(locale + '.assay')
            env = {'LC_ALL': locale, 'LANG': locale}
            self.ok('log', '2.5g red bali, slept 6.5h', now=NOON, env=env)
            data = self.ok('export', '--format', 'csv', now=NOON, env=env).out_bytes
            tree = self.ok('--json', 'list', now=NOON, env=env).json
            for item in tree['items']:
                item.pop('id')
            got.append((data, tree))
        self.assertEqual(got[0], got[1])
        self.assertIn(b',2.5,g,', got[0][0])
        self.assertIn(b',6.5,', got[0][0])


class Files(Case):
    def test_C007_true_repeats(self):
        path = case_file('twice-the-same.csv')
        self.assertEqual(self.counts(self.imports(path)), (5, 5, 0, 0))
        self.assertEqual(self.imports(path)['added'], 0)
        rows = [(r['at'][11:16], r['kind']) for r in self.csv()]
        self.assertEqual(sorted(rows), [('09:00', 'dose'), ('09:00', 'dose'), ('09:00', 'rating'), ('15:00', 'dose'),
                                        ('15:00', 'rating')])

    def test_C008_dates_that_cannot_be_told_apart(self):
        run = self.refused('--no-input', 'import', case_file('ambiguous-dates.csv'), '--map', 'at=date,pain=score',
                           now='2026-09-01T12:00:00Z')
        self.says(run, r'0[3578]/0[4-8]/2026|03/04', '--dates')

    @each(('day first', 'dmy', ['2026-04-03', '2026-06-05', '2026-08-07']),
          ('month first', 'mdy', ['2026-03-04', '2026-05-06', '2026-07-08']))
    def test_C008_with_the_order_stated(self, order, days):
        late = '2026-09-01T12:00:00Z'
        tree = self.imports(case_file('ambiguous-dates.csv'), '--map', 'at=date,pain=score', '--dates', order, now=late)
        self.assertEqual(tree['added'], 3)
        self.assertEqual(sorted(i['at'][:10] for i in self.items(now=late)), days)

    def test_C009_a_spreadsheets_unicode_text(self):
        run = self.assay('--json', 'import', case_file('excel-unicode.txt'))
        if run.rc == 0:
            self.assertEqual(run.json['added'], 2, str(run))
            self.assertEqual(sorted(r['note'] for r in self.csv()), ['Müde, Schmerz im Rücken', 'µg-Angabe im Befund'])
        else:
            self.assertEqual(run.rc, 65, str(run))
            self.says(run, 'UTF-16', 'UTF-8')
            self.assertEqual(self.snapshot().decode(), HEADER)

    def test_C022_markup_is_letters(self):
        self.assertEqual(self.imports(case_file('note-with-markup.csv'))['added'], 2)
        self.assertIn('</script><script>document.title=\'owned\'</script>', [r['note'] for r in self.csv()])

    def test_C023_letters_outside_latin(self):
        self.assertEqual(self.imports(case_file('names-cyrillic.csv'))['added'], 3)
        self.assertIn('Красный Бали', self.ok('list').out)
        self.assertIn('Боль меньше после прогулки', [r['note'] for r in self.csv()])

    def test_C017_a_blood_value_keeps_its_own_unit(self):
        self.assertEqual(self.imports(case_file('bilirubin-si.csv'), now='2026-05-04T20:00:00+02:00')['added'], 1)
        late = dict(now='2026-05-04T20:00:00+02:00')
        self.assertEqual([(r['value'], r['unit']) for r in self.csv(**late)], [('24', 'umol/L')])
        self.assertEqual(findings(self.ok('--json', 'list', **late).json), [])


def flag_rows():
    with open(case_file('notes-red-flags.csv'), encoding='utf-8', newline='') as f:
        lines = f.read().splitlines()[1:]
    want = {2: 'emergency', 4: 'urgent', 6: 'emergency'}
    return [(line.split(',', 5)[5].strip('"'), line, want.get(i)) for i, line in enumerate(lines, 1)]


class RedFlags(Case):
    @each(*flag_rows())
    def test_C016_negation(self, line, level):
        day = line[:10]
        late = dict(now=f'{day}T13:00:00+02:00')
        self.assertEqual(self.imports(self.file('row.csv', HEADER + line + '\n'), **late)['added'], 1)
        for verb in ('list', 'review'):
            found = self.flags(verb, **late)
            self.assertEqual(sorted({f['level'] for f in found}), [level] if level else [], (verb, found))


class Trust(Case):
    def test_C026_a_backup_is_one_whole_file(self):
        self.ok('log', 'pain 9')
        self.ok('backup', self.path('b'))
        os.mkdir(self.path('empty'))
        shutil.copy(self.path('b'), self.path('empty', 'b'))
        self.assertEqual(os.stat(self.path('b')).st_mode & 0o777, 0o600)
        self.assertEqual(self.sql(self.path('empty', 'b'), 'pragma integrity_check'), [('ok',)])
        tree = self.ok('--journal', self.path('empty', 'b'), '--json', 'list').json
        self.assertEqual([i['value'] for i in tree['items']], [9])

    def test_C027_a_journal_from_a_newer_version(self):
        self.ok('log', 'pain 5')
        if self.sql(self.journal, 'pragma user_version')[0][0] == 0:
            self.skipTest('the schema version is not the user_version')
        os.mkdir(self.path('copy'))
        shutil.copy(self.journal, self.path('copy', 'j.assay'))
        self.journal = self.path('copy', 'j.assay')
        self.sql(self.journal, 'pragma user_version=9999')
        before = self.read(self.journal)
        for verb in (('log', 'pain 5'), ('list',)):
            run = self.assay(*verb)
            self.assertEqual(run.rc, 65, str(run))
            self.says(run, 'newer', 'version', 'nothing|not changed|unchanged')
            self.assertEqual(self.read(self.journal), before)
            self.assertEqual(os.listdir(self.path('copy')), ['j.assay'])

    def test_C028_two_at_once(self):
        self.ok('init', now=None)
        procs = [subprocess.Popen([BIN, 'log', f'pain {i % 11}'], env=self.env(), cwd=self.dir,
                                  stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE) for i in range(20)]
        codes = [(p.communicate(timeout=120), p.returncode)[1] for p in procs]
        self.assertLessEqual(set(codes), {0, 75})
        self.assertEqual(len(self.items(now=None)), codes.count(0))
        self.assertEqual(codes.count(0), 20)
