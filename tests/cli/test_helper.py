"""The helper itself: a check that cannot fail would make every test green."""
from assay import FIGURE, Case, each, findings, instant, loose_at, numbers, parse_csv, strict_json, to_csv


class Strict(Case):
    def setUp(self):
        """No program is needed here."""

    @each(('a key twice', b'{"a": 1, "a": 2}'), ('NaN', b'{"a": NaN}'), ('Infinity', b'[-Infinity]'),
          ('two documents', b'{} {}'),
          ('a trailing comma', b'[1,]'), ('Latin-1', b'["\xfc"]'), ('a byte order mark', b'\xef\xbb\xbf{}'),
          ('nothing', b''))
    def test_not_json(self, data):
        with self.assertRaises(ValueError):
            strict_json(data)

    @each(('an object', b'{"a": [1, null]}\n', {'a': [1, None]}), ('letters', '["ü🐢"]'.encode(), ['ü🐢']))
    def test_json(self, data, want):
        self.assertEqual(strict_json(data), want)

    @each(('nan', 'mean nan mg'), ('minus inf', 'from -inf to 3'), ('Infinity in JSON', '{"x":Infinity}'),
          ('NaN at the end', 'mean: NaN'))
    def test_a_figure_that_is_none(self, text):
        self.assertIsNotNone(FIGURE.search(text))

    @each(('a word', 'information for the person'), ('a name', 'nancy and infinitely'), ('part of a name', 'x_inf'))
    def test_no_figure(self, text):
        self.assertIsNone(FIGURE.search(text))

    @each(('two offsets', '2026-05-05T08:30+09:30', '2026-05-05T01:00+02:00'),
          ('Z', '2026-05-04T23:00Z', '2026-05-05T01:00:00+02:00'),
          ('an hour alone', '2026-05-04T09+02:00', '2026-05-04T07:00Z'))
    def test_the_same_instant(self, a, b):
        self.assertEqual(instant(a), instant(b))

    def test_seconds_may_be_left_out(self):
        self.assertEqual(loose_at('2026-05-04T09:00:12+00:00'), '2026-05-04T09:00Z')

    def test_csv_goes_out_and_in(self):
        rows = parse_csv(to_csv([('2026-05-04', 'note', '', '', '', 'a\r\nb,"c"')]))
        self.assertEqual(rows[0]['note'], 'a\r\nb,"c"')

    def test_the_tree_is_searched_to_its_leaves(self):
        tree = {'a': [{'findings': [{'level': 'urgent'}], 'x': [1, {'y': 2.5}], 'z': True}]}
        self.assertEqual(list(numbers(tree)), [1, 2.5])
        self.assertEqual(findings(tree), [{'level': 'urgent'}])
