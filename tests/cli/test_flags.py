"""Red flags in what was typed: first, always, with what to do now (DESIGN section 2, rule 4)."""
import os

from assay import HEADER, Case, each, findings, walk

BY_FLAG = (
    ('slow breathing', 'his breathing is really slow', 'emergency'),
    ('short of breath', "can't breathe properly", 'emergency'),
    ('blue lips', 'lips look blue', 'emergency'), ('cannot wake', "I can't wake her up", 'emergency'),
    ('unresponsive', 'found him unconscious', 'emergency'), ('yellow eyes', 'yellow eyes since yesterday', 'urgent'),
    ('yellow skin', 'a yellow tinge to my skin', 'urgent'), ('jaundice', 'jaundice?', 'urgent'),
    ('dark urine', 'dark urine today', 'urgent'), ('urine like cola', 'urine looks like cola', 'urgent'),
    ('a seizure', 'I had a seizure', 'emergency'), ('convulsions', 'convulsions after the tea', 'emergency'),
    ('chest pain', 'chest pain', 'emergency'), ('tight chest', 'my chest feels tight', 'emergency'),
    ('fainted', 'I fainted in the shower', 'emergency'), ('wants to die', 'I want to die', 'emergency'),
    ('suicide', 'thinking about suicide', 'emergency'), ('life not worth it', "life isn't worth living", 'emergency'),
    ('swollen lips', 'lips are swollen', 'emergency'), ('throat closes', 'throat closing up', 'emergency'),
    ('blood vomited', 'vomiting blood', 'emergency'), ('tarry stool', 'black tarry stool', 'emergency'),
    ('voices', 'I hear voices at night', 'urgent'), ('things not there', "seeing things that aren't there", 'urgent'),
    ('pregnant', "I'm pregnant", 'urgent'), ('missed period', 'missed my period', 'urgent'),
    ('capital letters', 'CHEST PAIN', 'emergency'), ('a slip of the finger', 'had a seizzure', 'emergency'),
    ('in the middle of a long note', 'walked the dog, then tea, later chest pain, went home', 'emergency'),
)
SILENT = (
    ('no before', 'no chest pain today'), ('none after a colon', 'chest pain: none'), ('not', 'urine not dark'),
    ('no over or', 'did not faint, no chest pain or trouble breathing'), ('never', 'never had a seizure'),
    ('without', 'ran without chest pain'), ('denied', 'skin and eyes normal, no jaundice'),
    ('a strain', 'took 2 g yellow vein'),
    ('a bruise', 'the bruise on my skin turned yellow'), ('customs', 'customs seizure of my parcel'),
    ('gym', 'chest day at the gym'), ('heartburn', 'heartburn after coffee'), ('a film', 'watched Suicide Squad'),
    ('a phrase', 'this pain is killing me'), ('cake', 'cake to die for'), ('phone', 'my phone died'),
    ('ankles', 'ankles swollen'), ('blood test', 'blood test made me feel sick'),
    ('next door', 'heard voices next door'),
    ('sister', 'my sister is pregnant'), ('test negative', 'pregnancy test negative'),
    ('wake up early', "couldn't wake up early today"),
    ('breathing practice', 'did slow breathing exercises'), ('nothing at all', 'walked to the river and back'),
)


class Notes(Case):
    @each(*BY_FLAG)
    def test_flagged(self, words, level):
        run = self.ok('--json', 'log', 'note ' + words)
        found = run.json['findings']
        self.assertTrue(found, f'no finding for {words!r}{run}')
        self.assertIn(level, [f.get('level') for f in found], str(run))
        self.assertTrue(all(f.get('do') for f in found), f'a finding without what to do now{run}')
        self.assertEqual([i['note'] for i in self.items()], [words])

    @each(*SILENT)
    def test_silent(self, words):
        run = self.ok('--json', 'log', 'note ' + words)
        self.assertEqual(run.json['findings'], [], str(run))

    @each(
        ('negation ends at the full stop', 'no rash. chest pain since noon', True),
        ('negation ends at but', 'no fever but chest pain', True),
        ('negation does not cross a colon', 'no change: chest pain still there', True),
        ('negation does not cross a comma alone', 'no tea today, chest pain since noon', True),
        ('negation crosses nor', 'no fever, nor chest pain', False), ('negation behind', 'chest pain none', False),
        ('not only is no negation', 'not only chest pain', True),
        ('no doubt is no negation', 'no doubt chest pain', True),
        ('the leaflet', 'the leaflet says watch for chest pain', False),
    )
    def test_negation(self, words, flagged):
        run = self.ok('--json', 'log', 'note ' + words)
        self.assertEqual(bool(run.json['findings']), flagged, str(run))


class Elsewhere(Case):
    @each(
        ('a side effect', 'side yellow eyes'), ('words behind a dose', '2g red bali for chest pain'),
        ('a note beside other entries', 'pain 6, note chest pain since noon'),
        ('the second line', 'pain 6\nnote chest pain'),
    )
    def test_flagged_where_it_stands(self, words):
        run = self.ok('--json', 'log', words)
        self.assertTrue(run.json['findings'], str(run))

    @each(('alone', 'yellow eyes since monday'), ('behind a good entry', 'pain 6, chest pain since noon flurb'),
          ('with an unknown word', 'flurb chest pain'), ('in a bad dose', '1,500 mg kratom, chest pain'))
    def test_flagged_though_refused(self, words):
        run = self.refused('--json', 'log', words)
        self.assertTrue(run.err_json['findings'], str(run))

    def test_the_card_comes_before_the_refusal(self):
        self.ok('init')
        self.ok('profile', 'country', 'DE')
        run = self.refused('log', 'flurb chest pain', merged=True)
        self.assertIn('112', run.text, str(run))
        self.assertIn('^', run.text, str(run))
        self.assertLess(run.text.index('112'), run.text.index('^'), f'the refusal comes before the card{run}')
        self.says(run, 'note flurb chest pain|as a note')

    def test_from_standard_input(self):
        run = self.ok('--json', 'log', stdin='pain 6\nnote yellow eyes\n')
        self.assertTrue(run.json['findings'], str(run))

    def test_in_an_edit(self):
        self.ok('log', 'note walked')
        self.assertTrue(findings(self.ok('--json', 'edit', '1', 'note=chest pain').json))

    def test_in_an_imported_file(self):
        path = self.csv_file(('2026-05-04T12:00:00+02:00', 'note', '', '', '', 'yellow eyes'))
        self.ok('import', path)
        self.assertTrue(self.flags('list'))


class Numbers(Case):
    @each(
        ('Germany', 'DE', r'\b112\b'), ('the United States', 'US', r'\b911\b'), ('Great Britain', 'GB', r'\b999\b'),
        ('Australia', 'AU', r'\b000\b'), ('New Zealand', 'NZ', r'\b111\b'), ('Thailand', 'TH', r'\b1669\b'),
        ('small letters', 'de', r'\b112\b'),
    )
    def test_emergency_number(self, country, number):
        self.ok('init')
        self.ok('profile', 'country', country)
        self.assertRegex(self.ok('log', 'note chest pain').text, number)

    @each(('the United States', 'US', '988'), ('Germany', 'DE', '0800 111 0 111'), ('Great Britain', 'GB', '116 123'),
          ('Austria', 'AT', r'\b142\b'))
    def test_crisis_line(self, country, number):
        self.ok('init')
        self.ok('profile', 'country', country)
        self.assertRegex(self.ok('log', 'note I want to die').text, number)

    def test_unknown_country_is_never_guessed(self):
        run = self.ok('log', 'note chest pain')
        self.says(run, 'your local emergency number')
        self.assertNotRegex(run.text, r'\b(911|112|999|000)\b')

    def test_pregnancy_asks_to_enter_the_condition(self):
        self.says(self.ok('log', "note I'm pregnant"), 'condition')


class First(Case):
    """A flag is first on every output; how long, and what takes it back."""

    def flagged(self, words='note chest pain', **kw):
        if not os.path.exists(self.journal):
            self.ok('init')
        self.ok('profile', 'country', 'DE')
        self.ok('log', words, **kw)

    @each(('list', 'list'), ('review', 'review'), ('show', 'show', '1'), ('the bare command',))
    def test_first_on(self, *verb):
        self.flagged()
        run = self.ok(*verb, merged=True)
        first = '\n'.join([line for line in run.text.splitlines() if line.strip()][:12])
        self.assertIn('112', first, f'the card is not first{run}')

    @each(('list', 'list'), ('review', 'review'))
    def test_in_the_json_of(self, *verb):
        self.flagged()
        self.assertTrue(self.flags(*verb))

    @each(
        ('an emergency after 47 hours', 'note chest pain', '2026-05-06T14:00:00+02:00', True),
        ('an emergency after 49 hours', 'note chest pain', '2026-05-06T16:00:00+02:00', False),
        ('urgent after 6 days', 'note yellow eyes', '2026-05-10T15:00:00+02:00', True),
        ('urgent after 8 days', 'note yellow eyes', '2026-05-12T15:00:00+02:00', False),
        ('typed late: counted from the entry', '2026-05-01 9:00 note chest pain', '2026-05-06T14:00:00+02:00', True),
    )
    def test_how_long(self, words, now, there):
        self.flagged(words)
        self.assertEqual(bool(self.flags('list', now=now)), there)

    @each(
        ('an emergency an hour after', 'chest pain', '2026-05-01T12:00:00+02:00', '2026-05-01T13:00:00+02:00', True),
        ('an emergency three days after', 'chest pain', '2026-05-01T12:00:00+02:00', '2026-05-04T13:00:00+02:00',
         False),
        ('urgent three days after', 'yellow eyes', '2026-05-01T12:00:00+02:00', '2026-05-04T13:00:00+02:00', True),
        ('urgent nine days after', 'yellow eyes', '2026-05-01T12:00:00+02:00', '2026-05-10T13:00:00+02:00', False),
    )
    def test_imported_rows_count_from_the_event(self, note, at, now, there):
        self.ok('import', self.csv_file((at, 'note', '', '', '', note)), now=now)
        self.assertEqual(bool(self.flags('list', now=now)), there)

    @each(('undo', ('undo',)), ('delete', ('delete', '1')), ('an edit', ('edit', '1', 'note=walked')))
    def test_withdrawn_at_once_by(self, verb):
        self.flagged()
        self.ok(*verb)
        self.assertEqual(self.flags('list'), [])

    def test_redo_brings_it_back(self):
        self.flagged()
        self.ok('undo')
        self.ok('redo')
        self.assertTrue(self.flags('list'))

    def test_data_are_never_hidden(self):
        self.ok('log', 'pain 6')
        self.flagged()
        self.assertEqual(len(self.items()), 2)
        self.assertIn('pain', self.ok('list').text)

    def test_standard_output_stays_data(self):
        self.flagged()
        self.assertTrue(self.ok('export', '--format', 'csv').out.startswith(HEADER))

    def test_findings_have_their_members(self):
        self.flagged()
        found = [f for o in walk(self.ok('--json', 'review').json) for f in o.get('findings', [])]
        for finding in found:
            self.assertLessEqual({'id', 'level', 'what', 'since', 'do', 'grade', 'citations'}, set(finding))
