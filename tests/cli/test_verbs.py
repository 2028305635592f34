"""product, medicine, condition, lab, profile, scale: what their forms hold; alone they list (CONTRACT section 5)."""
from assay import HEADER, Case, each, numbers


class Verbs(Case):
    def setUp(self):
        super().setUp()
        self.ok('init')

    def listed(self, verb):
        return self.ok('--json', verb).out.casefold()


class Products(Verbs):
    def test_alone_it_lists(self):
        self.ok('product', 'harbour leaf')
        self.says(self.ok('product'), 'harbour leaf')
        self.assertIn('harbour leaf', self.listed('product'))

    @each(
        ('a form', ('--form', 'tea'), 'tea'), ('another form', ('--form', 'capsule'), 'capsule'),
        ('an extract', ('--form', 'extract'), 'extract'),
        ('a label', ('--form', 'extract', '--label', '150 mg/ml'), '150'),
        ('content', ('--content', '1.4 %'), '1.4'),
    )
    def test_it_keeps(self, options, word):
        self.ok('product', 'harbour leaf', *options)
        self.says(self.ok('product'), 'harbour leaf')
        self.assertIn(word, self.ok('--json', 'product').out)

    @each(('a form that is none', ('--form', 'flurb')), ('a label that is none', ('--label', 'flurb')),
          ('a negative label', ('--label', '-150 mg/ml')), ('nan on the label', ('--label', 'nan mg/ml')),
          ('an option that is none', ('--flurb', 'x')))
    def test_refused(self, options):
        self.refused('product', 'harbour leaf', *options, quotes=True)
        self.assertNotIn('harbour leaf', self.ok('product').out)

    def test_saying_it_again_does_not_double_it(self):
        self.ok('product', 'harbour leaf', '--form', 'tea')
        self.ok('product', 'Harbour Leaf', '--form', 'capsule')
        self.assertEqual(self.listed('product').count('harbour leaf'), 1)

    def test_a_logged_product_is_listed(self):
        self.ok('log', '2 g harbour leaf')
        self.says(self.ok('product'), 'harbour leaf')


class Medicines(Verbs):
    @each(
        ('with dose and beginning', ('sertraline', '--dose', '50 mg', '--since', '2026-01-15'), 'start', '2026-01-15',
         '50 mg'),
        ('with a beginning', ('sertraline', '--since', '2026-01-15'), 'start', '2026-01-15', ''),
    )
    def test_start(self, args, value, at, note):
        self.ok('medicine', *args)
        item = self.items('--kind', 'medicine')[0]
        self.assertEqual((item['what'].casefold(), item['value'], item['at'], item['note'] or ''),
                         (args[0], value, at, note))
        self.says(self.ok('medicine'), args[0])

    def test_until_is_a_stop(self):
        self.ok('medicine', 'sertraline', '--since', '2026-01-15', '--until', '2026-03-01')
        got = sorted((i['at'], i['value']) for i in self.items('--kind', 'medicine'))
        self.assertEqual(got, [('2026-01-15', 'start'), ('2026-03-01', 'stop')])

    def test_without_a_date_it_is_taken_now(self):
        self.ok('medicine', 'sertraline')
        self.assertEqual([i['value'] for i in self.items('--kind', 'medicine')], ['start'])

    def test_words_and_verb_meet_in_one_list(self):
        self.ok('log', 'started sertraline 50 mg')
        self.says(self.ok('medicine'), 'sertraline', '50 mg')

    @each(('a date that is none', ('--since', '2026-02-30')), ('the end before the beginning',
          ('--since', '2026-03-01', '--until', '2026-01-15')), ('a beginning to come', ('--since', '2026-06-01')))
    def test_refused(self, options):
        self.refused('medicine', 'sertraline', *options)


class Conditions(Verbs):
    def test_kept_and_ended(self):
        self.ok('condition', 'asthma', '--since', '2020-01-01')
        self.says(self.ok('condition'), 'asthma', '2020')
        self.ok('condition', 'asthma', '--ended', '2026-03-01')
        self.says(self.ok('condition'), 'asthma', '2026-03-01')
        self.assertEqual(self.listed('condition').count('"asthma"'), 1)

    @each(('a date that is none', ('--since', 'flurb')),
          ('ended before it began', ('--since', '2026-03-01', '--ended', '2026-01-01')))
    def test_refused(self, options):
        self.refused('condition', 'asthma', *options)


class Labs(Verbs):
    @each(
        ('a liver value', ('ALT', '45', 'U/L'), 'alt', 45, 'U/L'),
        ('small letters', ('alt', '45', 'U/L'), 'alt', 45, 'U/L'),
        ('a decimal', ('bilirubin', '1.4', 'mg/dL'), 'bilirubin', 1.4, 'mg/dL'),
        ('a decimal comma', ('bilirubin', '1,4', 'mg/dL'), 'bilirubin', 1.4, 'mg/dL'),
    )
    def test_kept(self, args, what, value, unit):
        self.ok('lab', *args)
        item = self.items('--kind', 'lab')[0]
        self.assertEqual((item['what'].casefold(), item['value'], item['unit']), (what, value, unit))
        self.says(self.ok('lab'), what)

    def test_its_time(self):
        self.ok('lab', 'ALT', '45', 'U/L', '--at', '2026-04-20')
        self.assertEqual([i['at'] for i in self.items()], ['2026-04-20'])

    def test_its_range(self):
        self.ok('lab', 'ALT', '45', 'U/L', '--range', '7-56')
        self.assertLessEqual({45, 7, 56}, set(numbers(self.ok('--json', 'lab').json)))

    def test_an_unknown_analyte_is_kept_and_said(self):
        run = self.ok('lab', 'flurbase', '12', 'U/L')
        self.says(run, 'flurbase')
        self.assertEqual([(i['what'], i['value']) for i in self.items()], [('flurbase', 12)])

    @each(('no number', ('ALT', 'high', 'U/L')), ('nan', ('ALT', 'nan', 'U/L')), ('negative', ('ALT', '-4', 'U/L')),
          ('no unit', ('ALT', '45')), ('a time to come', ('ALT', '45', 'U/L', '--at', '2026-06-01')),
          ('a range upside down', ('ALT', '45', 'U/L', '--range', '56-7')),
          ('a range that is none', ('ALT', '45', 'U/L', '--range', 'x')),
          ('beyond any body', ('ALT', '400000', 'U/L')), ('in another quantity', ('ALT', '45', 'mg/dL')))
    def test_refused(self, args):
        self.refused('lab', *args, quotes=True)


class Profile(Verbs):
    @each(('country', 'country', 'DE'), ('weight', 'weight', '71'), ('sex', 'sex', 'female'),
          ('when a day starts', 'day_starts', '06:00'))
    def test_kept(self, key, value):
        self.ok('profile', key, value)
        self.assertRegex(self.ok('profile').out, f'(?i){value.lstrip("0")}')

    def test_the_second_answer_holds(self):
        self.ok('profile', 'country', 'DE')
        self.ok('profile', 'country', 'US')
        self.says(self.ok('profile'), 'US')
        self.assertNotRegex(self.ok('profile').out, r'\bDE\b')

    @each(('a key that is none', 'flurb', '7'), ('a weight that is none', 'weight', 'heavy'),
          ('a weight of nothing', 'weight', '0'),
          ('a negative weight', 'weight', '-70'), ('a day that starts at 25:00', 'day_starts', '25:00'))
    def test_refused(self, key, value):
        self.refused('profile', key, value)


class Scales(Verbs):
    def test_an_own_scale_is_known_to_log(self):
        self.ok('scale', 'stiffness', '0', '10', 'down')
        self.says(self.ok('scale'), 'stiffness')
        self.ok('log', 'stiffness 4')
        self.same(self.items(), [('rating', 'stiffness', 4)])
        self.refused('log', 'stiffness 11')

    def test_an_own_scale_may_begin_anywhere_and_end_anywhere(self):
        self.ok('scale', 'balance', '-5', '5', 'up')
        self.ok('log', 'balance -3')
        self.same(self.items(), [('rating', 'balance', -3)])

    def test_site_pains_are_scales_of_their_own(self):
        self.ok('scale', 'pain.knee', '0', '10', 'down')
        self.ok('log', 'pain.knee 4, pain 6')
        self.same(self.items(), [('rating', 'pain.knee', 4), ('rating', 'pain', 6)])

    def test_the_known_scales_are_listed(self):
        text = self.ok('scale').out
        for name in ('pain', 'mood', 'energy', 'sleep', 'thinking', 'function', 'anxiety', 'stress'):
            self.assertIn(name, text)

    @each(('upside down', ('stiffness', '10', '0', 'down')), ('no width', ('stiffness', '5', '5', 'up')),
          ('no number', ('stiffness', 'low', 'high', 'up')), ('nan', ('stiffness', '0', 'nan', 'up')),
          ('neither up nor down', ('stiffness', '0', '10', 'sideways')), ('too few words', ('stiffness', '0', '10')),
          ('an infinite end', ('stiffness', '0', '1e999', 'up')))
    def test_refused(self, args):
        self.refused('scale', *args, quotes=True)
        self.assertNotIn('stiffness', self.ok('scale').out)


class Alone(Verbs):
    @each(*[(v, v) for v in ('product', 'medicine', 'condition', 'lab', 'profile', 'scale')])
    def test_alone_it_changes_nothing(self, verb):
        before = self.read(self.journal)
        tree = self.ok('--json', verb).json
        self.assertEqual(tree['kind'], verb)
        self.assertIsInstance(tree['items'], list)
        self.assertEqual(self.read(self.journal), before)
        self.assertEqual(self.snapshot().decode(), HEADER)
