"""Whole roads on diaries that nobody here wrote (tests/data/diaries): by --map in, review, out, in again.

Every expected figure is computed here from the file itself, with nothing of assay.
"""
import collections
import csv
import datetime
import os
import statistics
import zoneinfo

from assay import DATA, HEADER, Case, courses, each, instant, loose_at

LATE = '2024-01-01T12:00:00Z'
PAIN_HOW = ('--map', 'at=day+hhmm,what=symptom,value=intensity', '--scale', 'happiness=mood')
PAIN_MAP = (*PAIN_HOW, '--start', '2020-01-01')
PEOPLE = ('p2', 'p4', 'p6', 'p8')
DOSE_MAP = ('--map', "at=hours:t_h,kind='dose',what=arm,value=amount", '--start', '2020-01-01')
GUESS_MAP = ('--map', 'at=hours:t_h,guess_prob_active=guess_prob_active', '--start', '2020-01-01')
RATING_MAP = ('--map', 'at=hours:t_h,what=scale,value=value', '--start', '2020-01-01')


def file_of(name):
    return os.path.join(DATA, 'diaries', name)


def table(name):
    with open(file_of(name), encoding='utf-8', newline='') as f:
        return list(csv.DictReader(f))


def squeeze(name):
    """A scale may be spelt with blanks, points or underscores; the letters count."""
    return ''.join(c for c in name.casefold() if c.isalnum())


def day_of(number, start='2020-01-01'):
    return datetime.date.fromisoformat(start) + datetime.timedelta(days=int(number))


class Road(Case):
    KW = dict(now=LATE, zone='UTC')

    def brought(self, name, *how, **kw):
        return self.imports(file_of(name), *how, **{**self.KW, **kw})

    def record(self, **kw):
        return self.csv(**{**self.KW, **kw})

    def again_and_around(self, name, how, n):
        """Imported twice: nothing more. Exported, imported elsewhere, exported: the same bytes."""
        self.assertEqual(self.brought(name, *how)['added'], 0)
        self.assertEqual(len(self.record()), n)
        first = self.ok('export', '--format', 'csv', **self.KW).out_bytes
        self.assertTrue(first.startswith(HEADER.encode()))
        copy = self.file('first.csv', first)
        self.assertEqual(self.imports(copy, **self.KW)['added'], 0, 'importing one\'s own export adds nothing')
        here, self.journal = self.journal, self.path('second.assay')
        self.assertEqual(self.imports(copy, **self.KW)['added'], n)
        self.assertEqual(self.ok('export', '--format', 'csv', **self.KW).out_bytes, first)
        self.journal = here
        self.ok('undo', '--yes', **self.KW)
        self.assertEqual(self.record(), [])


class ChronicPain(Road):
    @each(*[(p, p) for p in PEOPLE])
    def test_every_row_arrives_as_it_was_written(self, person):
        name = f'myaiguide_{person}_pain.csv'
        want = table(name)
        tree = self.brought(name, *PAIN_MAP)
        self.assertEqual(self.counts(tree), (len(want), len(want), 0, 0))
        got = self.record()
        self.assertEqual({r['kind'] for r in got}, {'rating'})
        theirs = collections.Counter(('mood' if r['symptom'] == 'happiness' else squeeze(r['symptom']),
                                      day_of(r['day']).isoformat() +
                                      (f'T{r["hhmm"]}Z' if r['hhmm'] else ''), float(r['intensity'])) for r in want)
        ours = collections.Counter((squeeze(r['what']), loose_at(r['at']), float(r['value'])) for r in got)
        self.assertEqual(ours, theirs)

    @each(*[(p, p) for p in PEOPLE])
    def test_twice_out_and_in_again_and_undone(self, person):
        name = f'myaiguide_{person}_pain.csv'
        n = self.brought(name, *PAIN_MAP)['added']
        self.again_and_around(name, PAIN_MAP, n)

    @each(*[(p, p) for p in PEOPLE])
    def test_dry_run(self, person):
        run = self.ok('import', file_of(f'myaiguide_{person}_pain.csv'), *PAIN_MAP, '--dry-run', **self.KW)
        self.says(run, 'knee', '2020-01-01')
        self.assertEqual(self.ok('init', **self.KW).rc, 0)
        self.assertEqual(self.record(), [])

    @each(('Paris', 'Europe/Paris', '2020-01-01'), ('New York', 'America/New_York', '2020-01-01'),
          ('Lord Howe, with a fold of half an hour', 'Australia/Lord_Howe', '2020-01-01'),
          ('Paris, the first entry in the spring gap', 'Europe/Paris', '2020-03-29'),
          ('Paris, the first entry in the autumn fold', 'Europe/Paris', '2020-10-25'))
    def test_wall_times_of_another_zone(self, zone, start):
        """Each wall time keeps the offset of its date; one that never was moves on by the gap, with a warning."""
        name, place = 'myaiguide_p8_pain.csv', zoneinfo.ZoneInfo(zone)
        want, moved = [], []
        for line, row in enumerate(table(name), 2):
            wall = datetime.datetime.combine(day_of(row['day'], start), datetime.time.fromisoformat(row['hhmm']), place)
            there = wall.replace(fold=1)
            back = there.astimezone(datetime.timezone.utc).astimezone(place)
            gap = back.replace(tzinfo=None) != wall.replace(tzinfo=None)
            moved += [line] * gap
            want.append(wall.replace(fold=0 if gap else 1).astimezone(datetime.timezone.utc))
        tree = self.brought(name, *PAIN_HOW, '--start', start, zone=zone)
        self.assertEqual(tree['added'], len(want))
        self.assertEqual(sorted(instant(r['at']) for r in self.record(zone=zone)), sorted(want))
        self.assertLessEqual(set(moved), {w['line'] for w in tree['warnings']})

    @each(*[(p, p) for p in PEOPLE])
    def test_the_review_says_what_the_file_says(self, person):
        """n, days and mean of each scale, over the window that the review names (days_of)."""
        name = f'myaiguide_{person}_pain.csv'
        rows = table(name)
        last = max(day_of(r['day']) for r in rows)
        self.brought(name, *PAIN_MAP)
        tree = self.ok('--json', 'review', now=f'{last}T23:59:00Z', zone='UTC').json
        shown = {squeeze(o['scale']): o for o in courses(tree)}
        names = collections.Counter(r['symptom'] for r in rows)
        checked = 0
        for symptom in names:
            got = shown.get('mood' if symptom == 'happiness' else squeeze(symptom))
            if got is None or not got['n']:
                continue
            checked += 1
            first = last - datetime.timedelta(days=got['days_of'] - 1)
            inside = [(day_of(r['day']),
                       float(r['intensity'])) for r in rows if r['symptom'] == symptom and day_of(r['day']) >= first]
            self.assertEqual(got['n'], len(inside), (symptom, got))
            days = collections.defaultdict(list)
            for day, value in inside:
                days[day].append(value)
            self.assertEqual(got['days'], len(days), (symptom, got))
            means = [statistics.fmean(v for _, v in inside),
                     statistics.fmean(statistics.median(v) for v in days.values())]
            self.assertTrue(any(abs(got['mean'] - m) < 0.051 for m in means), (symptom, got, means))
        self.assertGreater(checked, 0, f'no course in the review: {sorted(shown)}')
        self.ok('review', now=f'{last}T23:59:00Z', zone='UTC')

    def test_the_first_and_the_last_day(self):
        self.brought('myaiguide_p2_pain.csv', *PAIN_MAP)
        days = sorted(r['at'][:10] for r in self.record())
        self.assertEqual((days[0], days[-1]), ('2020-01-01', '2023-05-17'))

    def test_the_counts_of_a_second_file_add_up(self):
        a = self.brought('myaiguide_p4_pain.csv', *PAIN_MAP)['added']
        tree = self.brought('myaiguide_p6_pain.csv', *PAIN_MAP)
        self.assertEqual(tree['read'], tree['added'] + tree['skipped'] + tree['changed'])
        self.assertEqual(len(self.record()), a + tree['added'])


class CaffeineTrial(Road):
    def test_doses(self):
        rows = table('niplav_rct_A_doses.csv')
        tree = self.brought('niplav_rct_A_doses.csv', *DOSE_MAP)
        self.assertEqual(self.counts(tree), (50, 50, 0, 0))
        got = self.record()
        amounts = {'200mg': ('200', 'mg'), '2g': ('2', 'g')}
        self.assertEqual(collections.Counter((r['kind'], r['what'], r['value'], r['unit']) for r in got),
                         collections.Counter(('dose', r['arm'], *amounts[r['amount']]) for r in rows))
        zero = datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)
        for have, row in zip(sorted(got, key=lambda r: instant(r['at'])), rows, strict=True):
            want = zero + datetime.timedelta(hours=float(row['t_h']))
            self.assertLessEqual(abs((instant(have['at']) - want).total_seconds()), 60, (have, row))
            self.assertEqual(have['what'], row['arm'])

    def test_hours_are_elapsed_hours_across_a_change_of_the_clocks(self):
        tree = self.brought('niplav_rct_A_doses.csv', *DOSE_MAP[:-1], '2020-03-01', zone='Europe/Berlin')
        self.assertEqual((tree['added'], tree['skipped']), (50, 0))
        times = sorted(instant(r['at']) for r in self.record(zone='Europe/Berlin'))
        span = (times[-1] - times[0]).total_seconds() / 3600
        self.assertAlmostEqual(span, 1858.63 - 8.68, delta=0.04)

    def test_the_guess_as_a_rating(self):
        rows = table('niplav_rct_A_doses.csv')
        self.assertEqual(self.brought('niplav_rct_A_doses.csv', *GUESS_MAP)['added'], 50)
        got = self.record()
        self.assertEqual({(r['kind'], r['what']) for r in got}, {('rating', 'guess_prob_active')})
        self.assertAlmostEqual(statistics.fmean(float(r['value']) for r in got),
                               statistics.fmean(float(r['guess_prob_active']) for r in rows))

    def test_doses_and_guesses_of_one_file_live_side_by_side(self):
        self.brought('niplav_rct_A_doses.csv', *DOSE_MAP)
        self.assertEqual(self.brought('niplav_rct_A_doses.csv', *GUESS_MAP)['added'], 50)
        self.assertEqual(len(self.record()), 100)

    def test_ratings(self):
        """The own scales go a little below zero: such a row is kept or named, never changed."""
        rows = table('niplav_rct_A_ratings.csv')
        tree = self.brought('niplav_rct_A_ratings.csv', *RATING_MAP)
        below = sum(float(r['value']) < 0 for r in rows)
        self.assertEqual(tree['read'], len(rows))
        self.assertIn(tree['added'], (len(rows), len(rows) - below))
        self.assertEqual(tree['skipped'], len(rows) - tree['added'])
        self.assertGreaterEqual(len(tree['warnings']), tree['skipped'])
        kept = [r for r in rows if tree['added'] == len(rows) or float(r['value']) >= 0]
        self.assertEqual(collections.Counter((r['what'], float(r['value'])) for r in self.record()),
                         collections.Counter((r['scale'], float(r['value'])) for r in kept))

    @each(('doses', 'niplav_rct_A_doses.csv', DOSE_MAP), ('guesses', 'niplav_rct_A_doses.csv', GUESS_MAP),
          ('ratings', 'niplav_rct_A_ratings.csv', RATING_MAP))
    def test_twice_out_and_in_again_and_undone(self, name, how):
        self.again_and_around(name, how, self.brought(name, *how)['added'])

    def test_everything_together_in_one_review(self):
        self.brought('niplav_rct_A_doses.csv', *DOSE_MAP)
        self.brought('niplav_rct_A_ratings.csv', *RATING_MAP)
        for verb in (('review',), ('--json', 'review'), ('list',), ()):
            self.ok(*verb, now='2020-03-19T12:00:00Z', zone='UTC')
