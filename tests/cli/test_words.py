"""The grammar: each kind of entry, separators, notes, standard input, all or nothing (CONTRACT section 2)."""
from assay import Case, NOW, each

BALI = ('dose', 'red bali', 2.5, 'g')
PAIN = ('rating', 'pain', 6)
MOOD = ('rating', 'mood', 4)


class OneEntry(Case):
    @each(
        ('pain', 'pain 6', PAIN), ('pain out of ten', 'pain 6/10', PAIN),
        ('pain 0 is a value', 'pain 0', ('rating', 'pain', 0)),
        ('pain 10', 'pain 10', ('rating', 'pain', 10)), ('a value between steps', 'pain 6.5', ('rating', 'pain', 6.5)),
        ('capital letters', 'Pain 6', PAIN), ('mood', 'mood 4', MOOD), ('energy', 'energy 3', ('rating', 'energy', 3)),
        ('thinking', 'thinking 7', ('rating', 'thinking', 7)), ('function', 'function 5', ('rating', 'function', 5)),
        ('anxiety', 'anxiety 2', ('rating', 'anxiety', 2)), ('stress', 'stress 8', ('rating', 'stress', 8)),
        ('slept N h', 'slept 5 h', ('rating', 'sleep', 5)), ('slept Nh', 'slept 5h', ('rating', 'sleep', 5)),
        ('sleep N h', 'sleep 6.5 h', ('rating', 'sleep', 6.5)), ('N h sleep', '7h sleep', ('rating', 'sleep', 7)),
        ('N h sleep with a blank', '7.5 h sleep', ('rating', 'sleep', 7.5)),
        ('slept with a decimal comma', 'slept 5,5 h', ('rating', 'sleep', 5.5)),
        ('no sleep at all', 'slept 0 h', ('rating', 'sleep', 0)),
    )
    def test_rating(self, words, want):
        self.logs(words, want)

    @each(
        ('amount and unit in one word', '2.5g red bali', BALI), ('with a blank', '2.5 g red bali', BALI),
        ('of', '2.5 g of red bali', BALI), ('grams', '2.5 grams red bali', BALI),
        ('capital letters', '2.5 G Red Bali', BALI),
        ('one word', '400 mg ibuprofen', ('dose', 'ibuprofen', 400, 'mg')),
        ('three words', '1 g super green malay', ('dose', 'super green malay', 1, 'g')),
        ('micrograms', '100 ug thyroxine', ('dose', 'thyroxine', 100, 'ug')),
        ('units', '1000 iu vitamin d', ('dose', 'vitamin d', 1000, 'iu')),
        ('units in capitals', '1000 IU vitamin d', ('dose', 'vitamin d', 1000, 'iu')),
        ('millilitres', '15 ml valerian syrup', ('dose', 'valerian syrup', 15, 'ml')),
        ('a capsule', '1 capsule red bali', ('dose', 'red bali', 1, 'capsule')),
        ('capsules', '3 capsules red bali', ('dose', 'red bali', 3, 'capsule')),
        ('a tablet', '1 tablet ibuprofen', ('dose', 'ibuprofen', 1, 'tablet')),
        ('half a tablet', '0.5 tablet ibuprofen', ('dose', 'ibuprofen', 0.5, 'tablet')),
        ('tablets', '2 tablets ibuprofen', ('dose', 'ibuprofen', 2, 'tablet')),
        ('teaspoon', '1 tsp red bali', ('dose', 'red bali', 1, 'tsp')),
        ('tablespoon', '1 tbsp red bali', ('dose', 'red bali', 1, 'tbsp')),
        ('drops', '10 drop valerian', ('dose', 'valerian', 10, 'drop')),
        ('a shot', '1 shot ginger root', ('dose', 'ginger root', 1, 'shot')),
        ('a cup', '1 cup chamomile', ('dose', 'chamomile', 1, 'cup')),
        ('a patch', '1 patch lidocaine', ('dose', 'lidocaine', 1, 'patch')),
        ('puffs', '2 puff salbutamol', ('dose', 'salbutamol', 2, 'puff')),
        ('a session', '1 session physiotherapy', ('dose', 'physiotherapy', 1, 'session')),
        ('minutes', '30 min walking', ('dose', 'walking', 30, 'min')),
        ('hours', '1 h yoga', ('dose', 'yoga', 1, 'h')),
        ('letters outside Latin', '2 g Красный Бали', ('dose', 'красный бали', 2, 'g')),
        ('an accent', '3 g café verde', ('dose', 'café verde', 3, 'g')),
    )
    def test_dose(self, words, want):
        self.logs(words, want)

    @each(
        ('took WORDS', 'took ibuprofen', 'ibuprofen'), ('took two words', 'took red bali', 'red bali'),
        ('took with a time', 'took red bali at 9', 'red bali'),
    )
    def test_dose_without_amount(self, words, what):
        self.ok('log', f'1 g {what} yesterday')
        self.ok('log', words)
        self.same(self.items('--since', '2026-05-04'), [('dose', what, None, '')])

    def test_took_with_an_amount_is_that_amount(self):
        run = self.assay('log', 'took 400 mg ibuprofen')
        if run.rc == 0:
            self.same(self.items(), [('dose', 'ibuprofen', 400, 'mg')])

    @each(
        ('mild', 'nausea mild', ('side_effect', 'nausea', 1)),
        ('moderate', 'nausea moderate', ('side_effect', 'nausea', 2)),
        ('severe', 'nausea severe', ('side_effect', 'nausea', 3)),
        ('no severity', 'nausea', ('side_effect', 'nausea', None)),
        ('another by name', 'constipation mild', ('side_effect', 'constipation', 1)),
        ('dizziness', 'dizziness moderate', ('side_effect', 'dizziness', 2)),
        ('side WORDS', 'side twitchy thumbs', ('side_effect', 'twitchy thumbs', None)),
        ('side with one word', 'side itching', ('side_effect', 'itching', None)),
    )
    def test_side_effect(self, words, want):
        self.logs(words, want)

    @each(
        ('started with a dose', 'started sertraline 50 mg', ('medicine', 'sertraline', 'start', '', '50 mg')),
        ('started without', 'started sertraline', ('medicine', 'sertraline', 'start', '', '')),
        ('stopped', 'stopped sertraline', ('medicine', 'sertraline', 'stop')),
        ('taking', 'taking sertraline', ('medicine', 'sertraline', 'start')),
    )
    def test_medicine(self, words, want):
        self.logs(words, want)

    def test_taking_since_a_date(self):
        self.logs('taking sertraline since 2026-01-15', ('medicine', 'sertraline', 'start'), at='2026-01-15')

    def test_started_on_a_day(self):
        self.logs('started sertraline 50 mg yesterday', ('medicine', 'sertraline', 'start', '', '50 mg'),
                  at='2026-05-03')

    @each(
        ('today', 'not tracked', '2026-05-04', 1), ('a date', 'not tracked 2026-05-01', '2026-05-01', 1),
        ('a span', 'not tracked 2026-04-20 to 2026-04-26', '2026-04-20', 7),
        ('over the turn of the month', 'not tracked 2026-04-29 to 2026-05-02', '2026-04-29', 4),
        ('over the spring change', 'not tracked 2026-03-28 to 2026-03-30', '2026-03-28', 3),
    )
    def test_not_tracked(self, words, at, days):
        self.logs(words, ('not_tracked', '', days), at=at)

    @each(('the end before the beginning', 'not tracked 2026-05-03 to 2026-05-01'),
          ('an end that is still to come', 'not tracked 2026-05-01 to 2026-06-01'))
    def test_not_tracked_refused(self, words):
        self.refused('log', words)

    @each(
        ('alone', 'note slept on the sofa', 'slept on the sofa'),
        ('with commas', 'note bad night, woke at three, tea', 'bad night, woke at three, tea'),
        ('with numbers and entries in it', 'note pain 6 and 2g red bali', 'pain 6 and 2g red bali'),
        ('with a time in it', 'note woke at 3:00', 'woke at 3:00'),
        ('with a word that looks ambiguous', 'note 1,500 steps', '1,500 steps'),
        ('with quotes and an accent', 'note said "schön"', 'said "schön"'),
        ('with an emoji', 'note walked 🐢 slowly', 'walked 🐢 slowly'),
    )
    def test_note(self, words, text):
        self.logs(words, ('note', '', None, '', text), at=NOW)


class ManyEntries(Case):
    @each(
        ('comma and space', '2.5g red bali, pain 6', (BALI, PAIN)),
        ('semicolon', '2.5g red bali; pain 6', (BALI, PAIN)),
        ('semicolon without a blank', '2.5g red bali;pain 6', (BALI, PAIN)),
        ('new line', '2.5g red bali\npain 6', (BALI, PAIN)), ('and', '2.5g red bali and pain 6', (BALI, PAIN)),
        ('plus', '2.5g red bali + pain 6', (BALI, PAIN)), ('and between ratings', 'pain 6 and mood 4', (PAIN, MOOD)),
        ('and between doses', '2.5g red bali and 400 mg ibuprofen', (BALI, ('dose', 'ibuprofen', 400, 'mg'))),
        ('plus between doses', '2.5g red bali + 1 g green malay', (BALI, ('dose', 'green malay', 1, 'g'))),
        ('and before a name with its amount', '2g kratom and ibuprofen 400 mg',
         (('dose', 'kratom', 2, 'g'), ('dose', 'ibuprofen', 400, 'mg'))),
        ('three of them', '2g red bali, ibuprofen 400mg and paracetamol 1g',
         (('dose', 'red bali', 2, 'g'), ('dose', 'ibuprofen', 400, 'mg'), ('dose', 'paracetamol', 1, 'g'))),
        ('and inside a name', '20 g bread and butter', (('dose', 'bread and butter', 20, 'g'),)),
        ('plus inside a name', '1 tablet magnesium + zinc', (('dose', 'magnesium + zinc', 1, 'tablet'),)),
        ('a scale begins an entry without any', 'pain 6 mood 4', (PAIN, MOOD)),
        ('three scales in a row', 'pain 6 mood 4 energy 3', (PAIN, MOOD, ('rating', 'energy', 3))),
        ('a scale behind a dose', '2.5g red bali pain 6', (BALI, PAIN)),
        ('a side effect with its number behind a rating', 'pain 6 nausea 2', (PAIN, ('side_effect', 'nausea', 2))),
        ('a side effect with its number behind a dose', '2.5g red bali nausea 1', (BALI, ('side_effect', 'nausea', 1))),
        ('a trailing comma', 'pain 6,', (PAIN,)), ('a trailing semicolon', 'pain 6;', (PAIN,)),
        ('blanks around', '  pain   6 ,  mood   4  ', (PAIN, MOOD)),
        ('Windows line ends', 'pain 6\r\nmood 4\r\n', (PAIN, MOOD)),
        ('the whole example', '2.5g red bali 30m ago, pain 6, slept 5h, nausea mild',
         (BALI, PAIN, ('rating', 'sleep', 5), ('side_effect', 'nausea', 1))),
        ('a note behind an entry', 'pain 6, note bad night, tea', (PAIN, ('note', '', None, '', 'bad night, tea'))),
        ('a note ends at a semicolon', 'note bad night, tea; pain 6', (('note', '', None, '', 'bad night, tea'), PAIN)),
        ('a note ends with its line', 'note bad night, tea\npain 6', (('note', '', None, '', 'bad night, tea'), PAIN)),
        ('the same dose twice', '2.5g red bali, 2.5g red bali', (BALI, BALI)),
    )
    def test_separators(self, words, want):
        self.logs(words, *want)

    def test_arguments_are_joined_with_blanks(self):
        self.ok('log', 'pain', '6,', 'mood', '4')
        self.same(self.items(), [PAIN, MOOD])

    @each(
        ('with', '2.5g red bali with food', 'with food'), ('after', '2.5g red bali after lunch', 'after lunch'),
        ('before', '2.5g red bali before the walk', 'before the walk'),
        ('for', '2.5g red bali for back ache', 'for back ache'),
        ('on an empty stomach', '2.5g red bali on an empty stomach', 'on an empty stomach'),
    )
    def test_words_behind_the_name_go_to_its_note(self, words, note):
        self.logs(words, BALI + (note,))

    def test_a_side_effect_after_for_is_offered_not_stored(self):
        run = self.logs('1 g ginger for nausea', ('dose', 'ginger', 1, 'g'))
        self.says(self.ok('log', '1 g ginger for nausea'), r'side effect|nausea mild|log .?nausea')
        self.assertEqual({i['kind'] for i in run.json['items']}, {'dose'})

    def test_several_doses_without_a_time_are_one_occasion_and_the_echo_says_so(self):
        self.says(self.ok('log', '2g red bali, 1g green malay'), 'occasion')

    def test_the_echo_says_how_to_undo(self):
        self.says(self.ok('log', 'pain 6'), 'undo')

    def test_the_echo_shows_what_was_understood(self):
        self.says(self.ok('log', '2,5g red bali 8:15, pain 6'), r'2\.5', 'red bali', '8:15', r'pain\D+6')


class WorseSoon(Case):
    @each(
        ('worse soon', 'pain 6, worse soon', 1), ('not worse soon', 'pain 6, not worse soon', 0),
        ('before the pain', 'worse soon, pain 6', 1),
    )
    def test_in_one_sentence(self, words, value):
        self.logs(words, PAIN, ('rating', 'worse_soon', value))

    def test_it_takes_the_time_of_its_pain(self):
        self.logs('pain 6 at 9, worse soon', PAIN, ('rating', 'worse_soon', 1), at='2026-05-04T09:00+02:00')

    def test_within_five_minutes_of_the_last_pain(self):
        self.ok('log', 'pain 6', now='2026-05-04T15:00:00+02:00')
        self.ok('log', 'worse soon', now='2026-05-04T15:04:00+02:00')
        self.same(self.items(now='2026-05-04T15:04:00+02:00'), [PAIN, ('rating', 'worse_soon', 1)])


class StandardInput(Case):
    @each(
        ('one line', 'pain 6\n', (PAIN,)), ('without a line end', 'pain 6', (PAIN,)),
        ('several lines', 'pain 6\nmood 4\n\n2.5g red bali\n', (PAIN, MOOD, BALI)),
        ('Windows lines', 'pain 6\r\nmood 4\r\n', (PAIN, MOOD)), ('a byte order mark', '\ufeffpain 6\n', (PAIN,)),
        ('a note on its line', 'note bad night, tea\n', (('note', '', None, '', 'bad night, tea'),)),
    )
    def test_lines(self, text, want):
        self.ok('log', stdin=text)
        self.same(self.items(), want)

    def test_lines_are_one_action(self):
        self.ok('log', stdin='pain 6\nmood 4\n')
        self.ok('undo')
        self.assertEqual(self.items(), [])

    @each(('the last line is not understood', 'pain 6\nflurb 7\n'), ('the first', 'flurb 7\npain 6\n'),
          ('one in the middle', 'pain 6\nflurb 7\nmood 4\n'))
    def test_all_or_nothing(self, text):
        self.refused('log', stdin=text, says=['flurb'])

    @each(('nothing', ''), ('blank lines', '\n\n'), ('a lone comma', ',\n'))
    def test_nothing_to_store(self, text):
        run = self.assay('log', stdin=text)
        self.assertIn(run.rc, (0, 2, 65, 66), str(run))
        self.assertEqual(self.snapshot(), b'at,kind,what,value,unit,note\n')


class AllOrNothing(Case):
    @each(
        ('behind a good entry', 'pain 6, flurb 7', 'flurb'), ('before a good entry', 'flurb 7, pain 6', 'flurb'),
        ('between', 'pain 6, flurb, mood 4', 'flurb'), ('a word alone', 'flurb', 'flurb'),
        ('an unknown scale with a number', 'flurb 7', 'flurb'),
        ('an unknown word behind a rating', 'pain 6 flurb', 'flurb'),
        ('a unit that is none', '2 flurbs red bali', 'flurbs'),
        ('a wide letter before it', '2 g Grün, flurb 7', 'flurb'),
        ('an emoji before it', 'mood 4, 2 g 🐢 leaf, flurb 7', 'flurb'),
    )
    def test_a_caret_stands_under_the_word_and_an_example_follows(self, words, bad):
        run = self.refused('log', words)
        self.caret(run, bad)
        self.says(run, r'pain \d|\d ?g |note ')

    def caret(self, run, bad):
        lines = run.err.splitlines()
        for shown, mark in zip(lines, lines[1:]):
            if '^' in mark and not mark.strip(' ^~-|') and bad in shown:
                at = shown.index(bad)
                wide = shown.count('🐢')   # two columns each, where the terminal is asked
                self.assertLessEqual(at, mark.index('^'), f'the caret stands before {bad!r}{run}')
                self.assertLess(mark.index('^'), at + wide + len(bad), f'the caret stands behind {bad!r}{run}')
                return
        self.fail(f'no caret under {bad!r}{run}')

    @each(
        ('pain above its scale', 'pain 11'), ('pain below its scale', 'pain -1'), ('out of another number', 'pain 6/5'),
        ('a rating without a number', 'pain'), ('a rating with two numbers', 'pain 6 7'),
        ('an amount without a name', '2.5 g'),
        ('slept without a number', 'slept'), ('slept longer than a day', 'slept 25 h'), ('took nothing', 'took'),
        ('started nothing', 'started'), ('side nothing', 'side'), ('a negative dose', '-2 g red bali'),
        ('two severities', 'nausea mild severe'), ('a severity that is none', 'nausea 7'),
        ('an entry that is only a time', '8:15'), ('an amount without unit', '2.5 red bali'),
    )
    def test_refused(self, words):
        self.refused('log', 'mood 4, ' + words)

    @each(
        ('an exponent', 'pain 1e999', '"pain 1"'), ('a small exponent', 'pain 1e1', '"pain 1"'),
        ('hexadecimal', 'pain 0x5', '"pain 0"'), ('a range', 'pain 5-6', '"pain 5"'),
        ('a date by its month', 'pain 2 1 May 8:00', '"pain 2"'),
        ('a date with slashes', 'pain 2 01/05/2026 8:00', '"pain 2"'),
        ('no hour of the day', 'pain 6 at 24:00', '15:00'),
        ('no day of the calendar', 'pain 6 2026-02-30', '2026-05-04'),
        ('a weekday and its evening', 'pain 2 Sun evening', '"pain 2"'), ('doubled', '2g red bali x2', '"2g red bali"'),
        ('a fraction', '3/4 tablet ibuprofen', '0.5'), ('no unit', '400 ibuprofen', '"400 g ibuprofen"'),
        ('a comma', 'pain 6 ,mood 4', '6 , mood'), ('a number in words', 'pain five', '"pain 6"'),
    )
    def test_an_example_is_never_something_else(self, words, wrong):
        run = self.refused('log', words)
        self.assertNotIn(wrong, run.err)
        self.says(run, r'"[^"]+"')

    def test_a_refusal_offers_the_words_as_a_note(self):
        run = self.refused('log', 'flurb is bad today')
        self.says(run, 'note flurb is bad today|as a note')

    def test_json_error_names_the_place(self):
        run = self.assay('--json', 'log', 'pain 6, flurb 7')
        self.assertIn(run.rc, (2, 65), str(run))
        self.assertEqual(run.err_json['findings'], [], str(run))
        self.assertIn('flurb', str(run.err_json))
