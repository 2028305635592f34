"""Names: new and near products, concentrates, units, what becomes of mg (CONTRACT sections 2 and 3)."""
import math

from assay import Case, each, numbers

LOG_SD = 0.35          # leaf, content not known: log-normal, median 15 mg in a gram (evidence, pharmacology section 5)
Z95 = 1.6448536269514722


class NewNames(Case):
    def test_unknown_words_with_an_amount_make_a_product_and_say_so(self):
        self.says(self.ok('log', '2 g quietmoonleaf'), 'new', 'quietmoonleaf')

    def test_a_known_product_is_not_new_again(self):
        self.ok('log', '2 g quietmoonleaf')
        self.assertNotRegex(self.ok('log', '3 g quietmoonleaf').text, r'(?i)\bnew product\b')

    @each(('capitals', 'Quietmoonleaf'), ('all capitals', 'QUIETMOONLEAF'))
    def test_case_does_not_make_another_product(self, typed):
        self.ok('log', '2 g quietmoonleaf')
        self.ok('log', f'3 g {typed}')
        self.assertEqual(len({i['what'] for i in self.items()}), 1)


class NearNames(Case):
    """The journal knows one product; another name is typed."""

    @each(
        ('one letter other, six letters', 'kelpix', 'kelpax', 'kelpix'),
        ('one letter other, eight letters', 'moonleaf', 'moonleef', 'moonleaf'),
        ('one letter more, seven letters', 'mossbud', 'mossbudd', 'mossbud'),
        ('one letter less, nine letters', 'quietmoss', 'quietmos', 'quietmoss'),
        ('two letters other, thirteen letters', 'quietmoonleaf', 'quietmonnleef', 'quietmoonleaf'),
        ('two letters less, twelve letters', 'hollowbranch', 'hollowbrnc', 'hollowbranch'),
        ('two letters other, eight letters: new', 'moonleaf', 'muunleaf', None),
        ('three letters other, thirteen letters: new', 'quietmoonleaf', 'quiatmounleef', None),
        ('fewer than six letters: new', 'moss', 'mose', None),
        ('five letters: new', 'mossy', 'mosse', None),
        ('another digit: new', 'formula nine 12', 'formula nine 13', None),
        ('a digit more: new', 'quietleaf 1', 'quietleaf 11', None),
        ('a one-letter word: new', 'complex vitamin b', 'complex vitamin d', None),
        ('itself the name of an ingredient: new', 'citalopram', 'escitalopram', None),
        ('itself the name of another ingredient: new', 'prednisone', 'prednisolone', None),
        ('the same by capital letters', 'moonleaf', 'MoonLeef', 'moonleaf'),
    )
    def test_one_near_product(self, known, typed, is_product):
        self.ok('log', f'2 g {known}')
        run = self.ok('log', f'3 g {typed}')
        got = {i['value']: i['what'].casefold() for i in self.items()}
        self.assertEqual(got[3], (is_product or typed).casefold(), str(run))
        if is_product:
            self.says(run, is_product)

    def test_near_two_products_is_refused_with_both_shown(self):
        self.ok('init')
        self.ok('product', 'quietmoonleaf')
        self.ok('product', 'quietmoonleap')
        self.refused('log', '3 g quietmoonlead', says=['quietmoonleaf', 'quietmoonleap'])

    def test_an_exact_name_beside_a_near_one_is_taken(self):
        self.ok('init')
        self.ok('product', 'quietmoonleaf')
        self.ok('product', 'quietmoonleap')
        self.ok('log', '3 g quietmoonleap')
        self.assertEqual([i['what'] for i in self.items('--kind', 'dose')], ['quietmoonleap'])


class Concentrates(Case):
    @each(
        ('7-OH', '20 mg 7-OH', 'mg_7oh', 20), ('7-oh tablets', '15 mg 7-oh tablets', 'mg_7oh', 15),
        ('the long name', '10 mg 7-hydroxymitragynine', 'mg_7oh', 10),
        ('pseudoindoxyl', '8 mg pseudoindoxyl', 'mg_7oh', 8), ('without a blank', '20mg 7-OH', 'mg_7oh', 20),
        ('mitragynine itself', '30 mg mitragynine', 'mg_mitragynine', 30),
        ('mg of kratom is mass of product', '500 mg kratom', 'mg', 500),
        ('mg of a strain', '500 mg red bali', 'mg', 500),
        ('g of leaf', '2 g kratom', 'g', 2), ('mg of a medicine', '400 mg ibuprofen', 'mg', 400),
        ('the unit written out', '20 mg_7oh blue tablets', 'mg_7oh', 20),
        ('the other unit written out', '25 mg_mitragynine house extract', 'mg_mitragynine', 25),
    )
    def test_unit(self, words, unit, value):
        run = self.ok('log', words)
        item = self.items()[0]
        self.assertEqual((item['unit'], item['value']), (unit, value), str(run))
        if unit != 'mg':
            self.says(run, r'7.?oh|mitragynine|\bg\b')


class Milligrams(Case):
    """A dose becomes mg mitragynine and mg 7-OH as median and 90 % interval with its source."""

    def shown(self, words):
        trees = [self.ok('--json', 'log', words).json, self.ok('--json', 'show', '1').json,
                 self.ok('--json', 'list').json]
        return [x for tree in trees for x in numbers(tree)], self.ok('show', '1').text

    def near(self, got, want, share=0.03):
        self.assertTrue(any(abs(x - want) <= share * want for x in got),
                        f'no figure near {want:.4g} in {sorted(set(got))}')

    @each(('2.5 g of leaf', '2.5g red bali', 37.5), ('2500 mg of leaf', '2500 mg red bali', 37.5),
          ('1 g of kratom', '1 g kratom', 15))
    def test_leaf_without_a_label(self, words, median):
        got, text = self.shown(words)
        self.near(got, median)
        self.near(got, median * math.exp(-Z95 * LOG_SD))
        self.near(got, median * math.exp(Z95 * LOG_SD))
        self.assertRegex(text, r'(?i)mitragynine')

    def test_mg_mitragynine_typed_is_itself(self):
        got, _ = self.shown('30 mg mitragynine')
        self.near(got, 30, 0.001)

    def test_a_label_is_used(self):
        self.ok('init')
        self.ok('product', 'harbour syrup', '--form', 'extract', '--label', '10 mg/ml')
        got, _ = self.shown('2 ml harbour syrup')
        self.near(got, 20, 0.02)

    def test_tea_is_leaf_times_its_recovery(self):
        got, _ = self.shown('2.5 g red bali tea')
        n, total = 2000, []
        for i in range(n):                     # quantiles of the two factors, combined: no random numbers
            recovery = 0.2 + 0.6 * (i + 0.5) / n
            total.append(recovery)
        lo, hi = 0.0, 100.0
        for _ in range(60):                    # the median of the product by bisection on its distribution
            mid = (lo + hi) / 2
            below = sum(0.5 * math.erfc(-math.log(mid / (37.5 * r)) / LOG_SD / math.sqrt(2)) for r in total) / n
            lo, hi = (mid, hi) if below < 0.5 else (lo, mid)
        self.near(got, lo, 0.06)

    @each(('an extract without a label', '1 g house extract kratom'),
          ('a shot without a label', '1 shot kratom extract'))
    def test_unknown_content_is_said(self, words):
        _, text = self.shown(words)
        self.assertRegex(text, r'(?i)unknown|not known')

    def test_a_medicine_has_no_mitragynine(self):
        _, text = self.shown('400 mg ibuprofen')
        self.assertNotRegex(text, r'(?i)\d ?mg mitragynine')
