"""Numbers in words: decimal comma, two readings, what is not a number (CONTRACT section 2, case C001)."""
from assay import Case, each


class GoodNumbers(Case):
    @each(
        ('a decimal comma', '1,5g red bali, pain 6', 1.5, 'g'), ('a decimal point', '1.5g red bali, pain 6', 1.5, 'g'),
        ('zero before a comma', '0,75 g red bali; pain 6', 0.75, 'g'),
        ('zero and three digits has one reading', '0,750 g red bali, pain 6', 0.75, 'g'),
        ('zero, a point and three digits', '0.125 g red bali, pain 6', 0.125, 'g'),
        ('two digits behind a comma', '1,50 g red bali, pain 6', 1.5, 'g'),
        ('four digits behind a point', '1.2345 g red bali, pain 6', 1.2345, 'g'),
        ('thousands without a mark', '1500 mg red bali, pain 6', 1500, 'mg'),
        ('a point and one digit in mg', '1500.5 mg red bali, pain 6', 1500.5, 'mg'),
        ('a leading zero', '02 g red bali, pain 6', 2, 'g'),
        ('a whole number with point zero', '2.0 g red bali, pain 6', 2, 'g'),
        ('a number that binary cannot hold', '0.1 g red bali, pain 6', 0.1, 'g'),
    )
    def test_dose(self, words, value, unit):
        run = self.logs(words, ('dose', 'red bali', value, unit), ('rating', 'pain', 6))
        shown = str(value)
        self.assertIn(shown, self.ok('list').out, str(run))
        self.assertIn((shown, unit), [(r['value'], r['unit']) for r in self.csv()])

    @each(('slept with a comma', 'slept 6,5h, pain 6', 'sleep', 6.5),
          ('a rating with a comma', 'mood 4,5; pain 6', 'mood', 4.5),
          ('a rating with a comma at the end', 'pain 6; mood 4,5', 'mood', 4.5))
    def test_rating(self, words, what, value):
        self.logs(words, ('rating', what, value), ('rating', 'pain', 6))


class TwoReadings(Case):
    @each(
        ('a comma before three digits', '1,500 mg red bali', ['1.5\\b', '1500']),
        ('a point before three digits', '1.000 mg red bali', ['1000', r'\b1\b']),
        ('a point, other digits', '2.500 g red bali', ['2.5\\b', '2500']),
        ('two digits before', '12,500 mg red bali', ['12.5\\b', '12500']),
        ('three digits before', '100.250 mg red bali', ['100.25\\b', '100250']),
        ('behind another entry', 'pain 6, 1,500 mg red bali', ['1.5\\b', '1500']),
        ('without a blank', '1,500mg red bali', ['1.5mg', '1500mg']),
    )
    def test_refused_with_both_shown(self, words, says):
        self.refused('log', words, says=says)

    @each(
        ('a comma that is no separator', 'pain 6,2g red bali'), ('two scales', 'pain 6,5 mg red bali'),
        ('comma and digit between entries', 'mood 4,2.5g red bali'),
        ('two marks', '1.5.2 g red bali'), ('two commas', '1,5,2 g red bali'), ('a mark at the end', '1. g red bali'),
        ('mixed marks', '1,000.5 mg red bali'), ('mixed the other way', '1.000,5 mg red bali'),
    )
    def test_refused(self, words):
        self.refused('log', words)

    def test_the_missing_blank_gets_a_caret(self):
        self.says(self.refused('log', 'pain 6,2g red bali'), r'\^')


class NotNumbers(Case):
    @each(
        ('nan', 'nan g red bali'), ('NaN as a rating', 'pain NaN'), ('inf', 'inf mg red bali'),
        ('infinity', 'pain infinity'),
        ('minus inf', '-inf g red bali'), ('hexadecimal', '0x10 mg red bali'), ('a hexadecimal rating', 'pain 0x5'),
        ('a hexadecimal float', 'pain 0x1p2'), ('too large', '1e999 g red bali'),
        ('too large as a rating', 'pain 1e999'),
        ('negative', '-2.5 g red bali'), ('a negative rating', 'pain -3'), ('negative sleep', 'slept -1 h'),
        ('a number with letters', '2x5 g red bali'), ('two signs', '--2 g red bali'),
        ('a number of four hundred digits', '9' * 400 + ' g red bali'), ('a lone comma', ', g red bali'),
        ('a lone point', '. g red bali'), ('digits of another script', 'pain ６'),
    )
    def test_refused(self, words):
        self.refused('log', words, quotes=True)

    @each(('a fraction', '1/2 tablet ibuprofen', 0.5), ('a fraction sign', '½ tablet ibuprofen', 0.5),
          ('an exponent', '1e3 mg ibuprofen', 1000), ('a plus', '+2 mg ibuprofen', 2),
          ('a point first', '.5 mg ibuprofen', 0.5),
          ('a hair space for thousands', '1\u202f500 mg ibuprofen', 1500),
          ('an apostrophe', "1'500 mg ibuprofen", 1500))
    def test_right_or_refused_never_another_value(self, words, value):
        run = self.assay('log', words)
        if run.rc == 0:
            self.assertEqual([i['value'] for i in self.items()], [value], str(run))
        else:
            self.assertIn(run.rc, (2, 65), str(run))
            self.assertEqual(self.snapshot(), b'at,kind,what,value,unit,note\n')


class PlaceOfTheLocale(Case):
    @each(('an unknown locale', 'xx_YY.UTF-8'), ('a comma locale', 'de_DE.UTF-8'), ('plain C', 'C'), ('POSIX', 'POSIX'))
    def test_numbers_never_follow_it(self, locale):
        env = {'LC_ALL': locale, 'LANG': locale, 'LC_NUMERIC': locale}
        self.ok('log', '2.5g red bali, slept 6,5h', env=env)
        self.assertEqual(sorted(r['value'] for r in parse(self.ok('export', '--format', 'csv', env=env).out)),
                         ['2.5', '6.5'])


def parse(text):
    return [dict(zip(('at', 'kind', 'what', 'value', 'unit', 'note'),
                     line.split(','))) for line in text.splitlines()[1:]]
