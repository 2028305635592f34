"""review, the bare command and demo: what is counted, and that blanks stay blanks (CONTRACT sections 5 and 6)."""
import datetime
import os
import re

from assay import HEADER, NOW, Case, courses, each, walk

ANSWERS = ('helps', 'costs', 'danger', 'clinician')


def course(tree, scale='pain'):
    """The course of one scale in the review: the object with scale, n, days, days_of, mean."""
    found = [o for o in courses(tree) if o['scale'] == scale]
    return found[0] if found else None


class Course(Case):
    """Rows (date, value) as ratings of pain at 20:00; the review of 10 May 2026."""

    LATE = '2026-05-10T22:00:00+02:00'

    def review(self):
        return self.ok('--json', 'review', now=self.LATE).json

    def load(self, *rows, scale='pain'):
        self.ok('import', self.csv_file(*[(f'{day}T20:00+02:00', 'rating', scale, value) for day, value in rows]),
                now=self.LATE)

    @each(
        ('every day', [(f'2026-05-{d:02d}', 4) for d in range(1, 11)], 10, 10, 10, 4),
        ('blanks are in no denominator', [('2026-05-01', 0), ('2026-05-02', 6), ('2026-05-04', 0), ('2026-05-05', 6),
                                          ('2026-05-08', 0),
                                          ('2026-05-10', 6)], 6, 6, 10, 3),
        ('zeros are values', [('2026-05-09', 0), ('2026-05-10', 0)], 2, 2, 2, 0),
        ('one rating', [('2026-05-10', 7)], 1, 1, 1, 7),
        ('values between steps', [('2026-05-09', 2.5), ('2026-05-10', 3)], 2, 2, 2, 2.75),
        ('one at each end', [('2026-05-01', 2), ('2026-05-10', 4)], 2, 2, 10, 3),
    )
    def test_counts(self, rows, n, days, days_of, mean):
        self.load(*rows)
        got = course(self.review())
        self.assertIsNotNone(got, 'no course of pain in the review')
        self.assertEqual((got['n'], got['days'], got['days_of']), (n, days, days_of), got)
        self.assertAlmostEqual(got['mean'], mean, 9)

    def test_text_and_json_say_the_same(self):
        self.load(('2026-05-01', 0), ('2026-05-02', 6), ('2026-05-10', 6))
        text = self.ok('review', now=self.LATE).out
        self.assertRegex(text, r'\b4(\.0)?\b')
        self.assertRegex(text, r'\b3 of 10 days\b|\b3 days\b|\b3 of 10\b')

    def test_site_pains_never_fall_into_pain(self):
        self.load(('2026-05-09', 2))
        self.load(('2026-05-10', 9), scale='pain.knee')
        tree = self.review()
        self.assertEqual((course(tree)['n'], course(tree)['mean']), (1, 2))
        self.assertEqual(course(tree, 'pain.knee')['mean'], 9)

    def test_other_scales_have_a_course_too(self):
        self.load(('2026-05-09', 3), ('2026-05-10', 5), scale='mood')
        self.assertEqual((course(self.review(), 'mood')['n'], course(self.review(), 'mood')['mean']), (2, 4))

    @each(('an edit', ('edit', '1', 'value=8'), 8), ('an undo of it', ('undo',), 2))
    def test_the_review_follows_at_once(self, verb, mean):
        self.ok('log', 'pain 2 2026-05-10 20:00', now=self.LATE)
        self.review()
        self.ok('edit', '1', 'value=8', now=self.LATE)
        if verb[0] == 'undo':
            self.review()
            self.ok('undo', now=self.LATE)
        self.assertEqual(course(self.review())['mean'], mean)

    def test_a_deleted_rating_is_gone_from_it(self):
        self.load(('2026-05-09', 2), ('2026-05-10', 8))
        self.review()
        self.ok('delete', [i['id'] for i in self.items(now=self.LATE) if i['value'] == 8][0], now=self.LATE)
        self.assertEqual(course(self.review())['mean'], 2)

    def test_a_day_of_travel_counts_once_for_each_date(self):
        self.ok('import', self.csv_file(('2026-05-09T23:00-04:00', 'rating', 'pain', 4),
                                        ('2026-05-10T06:00+02:00', 'rating', 'pain', 6)),
                now=self.LATE)
        self.assertEqual(course(self.review())['days'], 2)

    def test_dry_numbers_have_units(self):
        self.ok('log', '2.5g red bali at 8:15, pain 6')
        self.says(self.ok('review'), r'\d ?mg')


class FourAnswers(Case):
    @each(('ratings only', ['pain 6']), ('doses only', ['2.5g red bali']),
          ('both', ['2.5g red bali, pain 6', 'pain 4 yesterday 20:00']),
          ('side effects', ['nausea mild']), ('a medicine', ['started sertraline 50 mg']))
    def test_stand_in_place_and_say_what_is_missing(self, lines):
        for line in lines:
            self.ok('log', line)
        tree = self.ok('--json', 'review').json
        for answer in ANSWERS:
            sentences = tree[answer]['sentences']
            self.assertTrue(sentences and all(isinstance(s, str) and s.strip() for s in sentences), answer)
        text = self.ok('review').out
        for answer in ANSWERS:
            for sentence in tree[answer]['sentences']:
                self.assertIn(re.sub(r'\W', '', sentence), re.sub(r'\W', '', text),
                              f'a sentence that is not shown: {sentence}')

    def test_no_reproach_and_no_score(self):
        for day in ('2026-04-01', '2026-04-20', '2026-05-02'):
            self.ok('log', f'pain 6 {day}')
        for verb in (('review',), ()):
            self.assertNotRegex(self.ok(*verb).text,
                                r'(?i)streak|you missed|you forgot|badge|well done|good job|keep it up')

    def test_nothing_proposes_more(self):
        for d in range(1, 29):
            self.ok('log', f'2g red bali 2026-04-{d:02d} 9:00, pain 7 2026-04-{d:02d} 12:00')
        self.assertNotRegex(self.ok('review').text,
                            r'(?i)increase (your|the) dose|take more|try more|higher dose|stronger')

    def test_a_verdict_is_never_more_than_the_data(self):
        self.ok('log', '2.5g red bali at 8:15, pain 6')
        for obj in walk(self.ok('--json', 'review').json):
            self.assertIn(obj.get('verdict'), (None, 'cannot_tell'), obj)

    @each(('no entries', None), ('a day with entries', 'pain 6'), ('an old entry', 'pain 6 2025-12-01'))
    def test_the_bare_command_names_one_next_thing(self, words):
        self.ok('init')
        if words:
            self.ok('log', words)
        run = self.ok()
        self.assertTrue(run.out.strip())
        self.assertLess(len(run.out.splitlines()), 40)
        self.assertNotRegex(run.text, r'(?i)streak|you missed')


class Demo(Case):
    def demo(self, **kw):
        return self.ok('demo', **kw)

    def test_into_the_named_journal(self):
        self.says(self.demo(), 'invented')
        self.assertGreater(len(self.csv()), 300)

    @each(('a journal', True), ('any other file', False))
    def test_never_over_a_file(self, ours):
        if ours:
            self.ok('log', 'pain 6')
        else:
            self.file('journal.assay', b'dear diary')
        before = self.read(self.journal)
        run = self.assay('demo')
        self.assertEqual(run.rc, 73, str(run))
        self.assertEqual(self.read(self.journal), before)

    def test_twice_is_never_over_the_first(self):
        self.demo()
        before = self.read(self.journal)
        self.assertEqual(self.assay('demo').rc, 73)
        self.assertEqual(self.read(self.journal), before)

    def test_without_a_name_it_lies_beside_the_default_journal(self):
        self.ok('demo', journal=False)
        found = [os.path.join(d, f) for d, _, files in os.walk(self.path('data')) for f in files]
        self.assertEqual([os.path.basename(f) for f in found], ['demo.assay'])
        self.assertEqual(self.assay('list', journal=False).rc, 66)

    def test_an_invented_year_that_ends_yesterday(self):
        self.demo()
        days = sorted(r['at'][:10] for r in self.csv() if r['kind'] in ('rating', 'dose'))
        self.assertEqual(days[-1], '2026-05-03')
        first = datetime.date.fromisoformat(days[0])
        self.assertTrue(350 <= (datetime.date(2026, 5, 4) - first).days <= 370, first)

    @each(('list', 'list'), ('review', 'review'), ('show', 'show', '1'), ('the bare command',))
    def test_everything_it_shows_says_invented(self, *verb):
        self.demo()
        self.says(self.ok(*verb), 'invented')

    def test_the_same_day_gives_the_same_year(self):
        self.demo()
        first = self.snapshot()
        self.journal = self.path('second.assay')
        self.demo()
        self.assertGreater(len(first), 10_000)
        self.assertEqual(self.snapshot(), first)

    def test_the_demo_is_healthy_and_its_export_comes_back(self):
        self.demo()
        self.ok('doctor')
        data = self.ok('export', '--format', 'csv').out_bytes
        self.assertTrue(data.startswith(HEADER.encode()))
        self.journal = self.path('second.assay')
        tree = self.imports(self.file('demo.csv', data), now=NOW)
        self.assertEqual(tree['skipped'], 0, tree['warnings'][:5])
        self.assertEqual(self.ok('export', '--format', 'csv').out_bytes, data)

    def test_it_holds_something_for_every_answer(self):
        self.demo()
        kinds = {r['kind'] for r in self.csv()}
        self.assertLessEqual({'rating', 'dose', 'side_effect', 'note'}, kinds)
        self.assertIsNotNone(course(self.ok('--json', 'review').json))
