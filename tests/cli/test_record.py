"""undo, redo, list, show, edit, delete, history, erase (CONTRACT section 4)."""
import os

from assay import HEADER, Case, each, instant, loose_at, numbers

PAIN, MOOD = ('rating', 'pain', 6), ('rating', 'mood', 4)


class UndoRedo(Case):
    def whats(self):
        return sorted(i['what'] for i in self.items())

    def log(self, *lines):
        for line in lines:
            self.ok('log', line)

    def test_undo_takes_back_the_newest_then_the_one_before(self):
        self.log('pain 6', 'mood 4', 'energy 3')
        self.ok('undo')
        self.assertEqual(self.whats(), ['mood', 'pain'])
        self.ok('undo')
        self.assertEqual(self.whats(), ['pain'])
        self.ok('undo')
        self.assertEqual(self.whats(), [])

    def test_redo_returns_the_last_undone_then_the_next(self):
        self.log('pain 6', 'mood 4')
        self.ok('undo')
        self.ok('undo')
        self.ok('redo')
        self.assertEqual(self.whats(), ['pain'])
        self.ok('redo')
        self.assertEqual(self.whats(), ['mood', 'pain'])

    def test_a_new_action_ends_redo(self):
        self.log('pain 6', 'mood 4')
        self.ok('undo')
        self.log('energy 3')
        self.assay('redo')
        self.assertEqual(self.whats(), ['energy', 'pain'])

    def test_undo_and_redo_again_and_again(self):
        self.log('pain 6', 'mood 4')
        for _ in range(5):
            self.ok('undo')
            self.assertEqual(self.whats(), ['pain'])
            self.ok('redo')
            self.assertEqual(self.whats(), ['mood', 'pain'])

    def test_undo_beyond_the_beginning_changes_nothing_and_says_so(self):
        self.log('pain 6')
        self.ok('undo')
        self.assertTrue(self.ok('undo').text.strip())
        self.ok('redo')
        self.assertEqual(self.whats(), ['pain'])

    def test_redo_with_nothing_undone(self):
        self.log('pain 6')
        self.assertIn(self.assay('redo').rc, (0, 65))
        self.assertEqual(self.whats(), ['pain'])

    def test_one_sentence_is_one_action(self):
        self.log('2.5g red bali, pain 6, slept 5h, nausea mild')
        self.ok('undo')
        self.assertEqual(self.whats(), [])

    def test_undo_and_redo_keep_the_ids(self):
        self.log('pain 6')
        before = self.items()
        self.ok('undo')
        self.ok('redo')
        self.assertEqual(self.items(), before)

    @each(
        ('an edit', ('edit', '1', 'value=3')), ('a delete', ('delete', '1')), ('another entry', ('log', 'mood 4')),
        ('a medicine', ('medicine', 'sertraline', '--since', '2026-01-15')),
        ('a blood test', ('lab', 'ALT', '45', 'U/L')),
        ('a condition', ('condition', 'asthma', '--since', '2020-01-01')),
    )
    def test_undo_takes_back(self, verb):
        self.log('pain 6')
        before, listed = self.snapshot(), self.items()
        self.ok(*verb)
        self.ok('undo')
        self.assertEqual(self.snapshot(), before)
        self.assertEqual(self.items(), listed)

    def test_a_taken_back_condition_is_no_longer_listed(self):
        self.log('pain 6')
        self.ok('condition', 'asthma')
        self.says(self.ok('condition'), 'asthma')
        self.ok('undo')
        self.assertNotIn('asthma', self.ok('condition').out)

    def test_the_profile_is_part_of_the_record(self):
        self.log('pain 6')
        self.ok('profile', 'country', 'DE')
        self.ok('undo')
        self.assertEqual(self.whats(), ['pain'])
        self.assertNotIn('DE', self.ok('profile').out)

    def test_a_backup_is_no_action(self):
        self.log('pain 6')
        self.ok('backup', self.path('b.assay'))
        self.ok('undo')
        self.assertEqual(self.whats(), [])

    def many(self, n):
        return self.csv_file(*[(f'2026-04-01T{i // 60:02d}:{i % 60:02d}:00+02:00', 'rating', 'pain', i % 11)
                               for i in range(n)])

    def test_more_than_a_hundred_rows_only_after_yes(self):
        self.ok('import', self.many(101))
        before = self.snapshot()
        run = self.assay('--no-input', 'undo')
        self.assertNotEqual(run.rc, 0, str(run))
        self.says(run, '101', '--yes')
        self.assertEqual(self.snapshot(), before)
        self.ok('undo', '--yes')
        self.assertEqual(self.snapshot().decode(), HEADER)

    def test_nobody_there_is_like_no_input(self):
        self.ok('import', self.many(101))
        before = self.snapshot()
        self.assertNotEqual(self.assay('undo').rc, 0)
        self.assertEqual(self.snapshot(), before)

    def test_a_hundred_rows_need_no_yes(self):
        self.ok('import', self.many(100))
        self.assertEqual(len(self.csv()), 100)
        self.ok('undo')
        self.assertEqual(self.snapshot().decode(), HEADER)


class Listing(Case):
    ROWS = (
        ('2026-05-01T23:30:00+02:00', 'rating', 'pain', 6),
        ('2026-05-02T08:00:00+02:00', 'dose', 'red bali', 2, 'g', 'by the river'),
        ('2026-05-02T23:59:00+02:00', 'rating', 'mood', 4),
        ('2026-05-03T00:00:00+02:00', 'note', '', '', '', 'a walk by the River'),
        ('2026-05-03', 'rating', 'pain', 5), ('2026-05-04T09+02:00', 'side_effect', 'nausea', 1),
    )

    def setUp(self):
        super().setUp()
        self.ok('import', self.csv_file(*self.ROWS))

    @each(
        ('everything', (), 6), ('since', ('--since', '2026-05-02'), 5), ('until', ('--until', '2026-05-02'), 3),
        ('both dates included', ('--since', '2026-05-02', '--until', '2026-05-02'), 2),
        ('one day with a day entry', ('--since', '2026-05-03', '--until', '2026-05-03'), 2),
        ('an empty span', ('--since', '2026-05-03', '--until', '2026-05-02'), 0),
        ('one kind', ('--kind', 'rating'), 3), ('another kind', ('--kind', 'side_effect'), 1),
        ('a word', ('--grep', 'river'), 2),
        ('a word in a name', ('--grep', 'bali'), 1),
        ('a kind and a span', ('--kind', 'rating', '--until', '2026-05-01'), 1),
        ('a word that is nowhere', ('--grep', 'mountain'), 0),
    )
    def test_list(self, options, n):
        run = self.assay('--json', 'list', *options)
        if run.rc != 0:
            self.assertEqual(n, 0, str(run))
            return
        self.assertEqual(len(run.json['items']), n, str(run))

    @each(('a kind that is none', ('--kind', 'flurb')), ('a date that is none', ('--since', '2026-02-30')),
          ('a word for a date', ('--until', 'soon')), ('an option that is none', ('--flurb',)))
    def test_refused(self, options):
        self.refused('list', *options)

    def test_order_is_by_instant(self):
        times = [instant(i['at']) for i in self.items() if 'T' in i['at']]
        self.assertIn(times, (sorted(times), sorted(times, reverse=True)))

    def test_text_shows_every_entry(self):
        text = self.ok('list').out
        for word in ('pain', 'red bali', 'mood', 'walk by the River', 'nausea'):
            self.assertIn(word, text)

    def test_the_small_number_and_the_id_name_the_same_entry(self):
        item = self.items()[2]
        by_n = self.ok('--json', 'show', str(item['n'])).json['items']
        by_id = self.ok('--json', 'show', item['id']).json['items']
        self.assertEqual(by_n, by_id)
        self.assertEqual(by_n[0]['id'], item['id'])

    def test_numbers_and_ids_are_each_used_once(self):
        items = self.items()
        self.assertEqual(len({i['id'] for i in items}), 6)
        self.assertEqual(len({i['n'] for i in items}), 6)


class Edit(Case):
    def setUp(self):
        super().setUp()
        self.ok('log', '2.5g red bali at 9')

    @each(
        ('the value', ('value=3',), 'value', 3), ('the value with a comma', ('value=1,5',), 'value', 1.5),
        ('the unit', ('value=2500', 'unit=mg'), 'unit', 'mg'),
        ('the name', ('what=green malay',), 'what', 'green malay'),
        ('the note', ('note=after lunch, with tea',), 'note', 'after lunch, with tea'),
        ('the time as ISO', ('at=2026-05-03T22:00+02:00',), 'at', '2026-05-03T22:00+02:00'),
        ('the time in words', ('at=yesterday 22:00',), 'at', '2026-05-03T22:00+02:00'),
        ('to a day', ('at=2026-05-03',), 'at', '2026-05-03'),
        ('to no amount', ('value=', 'unit='), 'value', None),
    )
    def test_edit(self, changes, key, value):
        before = self.items()[0]
        self.ok('edit', '1', *changes)
        after = self.items()[0]
        self.assertEqual(after[key], value)
        self.assertEqual(after['id'], before['id'])
        for other in {'at', 'what', 'value', 'unit', 'note'} - {c.split('=')[0] for c in changes}:
            self.assertEqual(after[other], before[other], other)

    @each(
        ('a field that is none', ('colour=red',)), ('a value that is none', ('value=flurb',)), ('nan', ('value=nan',)),
        ('a negative amount', ('value=-2',)), ('two readings', ('value=1,500',)),
        ('a unit that is none', ('unit=flurb',)),
        ('a time to come', ('at=2026-06-01T08:00+02:00',)), ('a time that is none', ('at=25:00',)), ('nothing', ()),
        ('a good and a bad change', ('value=3', 'unit=flurb')), ('a word without =', ('value',)),
        ('no name', ('what=',)),
    )
    def test_refused(self, changes):
        self.refused('edit', '1', *changes, quotes=True)

    def test_a_rating_stays_within_its_scale(self):
        self.ok('log', 'pain 6')
        n = str(self.items('--kind', 'rating')[0]['n'])
        self.refused('edit', n, 'value=11')
        self.ok('edit', n, 'value=10')

    @each(('show', 'show'), ('edit', 'edit'), ('delete', 'delete'), ('history', 'history'))
    def test_an_entry_that_is_not_there(self, verb):
        for name in ('99', 'f' * 32, 'flurb', '0', '-1'):
            args = [verb, name] + (['value=3'] if verb == 'edit' else [])
            self.refused(*args, codes=(2, 65, 66))


class History(Case):
    def test_history_shows_what_an_entry_was_before(self):
        self.ok('log', 'pain 6')
        self.ok('edit', '1', 'value=5')
        self.ok('edit', '1', 'value=4.25')
        got = set(numbers(self.ok('--json', 'history', '1').json['items']))
        self.assertLessEqual({6, 5, 4.25}, got)
        self.says(self.ok('history', '1'), r'\b6\b', r'\b5\b')

    def test_history_survives_a_delete(self):
        self.ok('log', 'pain 6, note the blue chair')
        item = [i for i in self.items() if i['kind'] == 'note'][0]
        self.ok('delete', item['id'])
        self.says(self.ok('history', item['id']), 'the blue chair')

    def test_delete_takes_one_entry_and_undo_returns_it(self):
        self.ok('log', 'pain 6, mood 4')
        before = self.items()
        self.ok('delete', before[0]['id'])
        self.assertEqual([i['id'] for i in self.items()], [before[1]['id']])
        self.ok('undo')
        self.assertEqual(self.items(), before)

    def test_undo_of_two_edits_step_by_step(self):
        self.ok('log', 'pain 6')
        self.ok('edit', '1', 'value=5')
        self.ok('edit', '1', 'at=2026-05-03T10:00+02:00')
        self.ok('undo')
        self.assertEqual((self.items()[0]['value'], loose_at(self.items()[0]['at'])), (5, '2026-05-04T15:00+02:00'))
        self.ok('undo')
        self.assertEqual(self.items()[0]['value'], 6)


class Erase(Case):
    SECRET = 'the-lighthouse-keeper-whispered'

    def setUp(self):
        super().setUp()
        self.ok('log', f'2026-05-01 9:00 note {self.SECRET}')
        self.ok('log', 'pain 6 2026-05-02 9:00')
        self.ok('log', 'mood 4 2026-05-03 9:00')
        self.id = [i['id'] for i in self.items() if i['kind'] == 'note'][0]

    def bytes_left(self):
        return b''.join(self.read(self.path(n)) for n in sorted([*self.side_files(), 'journal.assay']))

    @each(('one entry', lambda t: (t.id,), ['mood', 'pain']),
          ('before a date', lambda t: ('--before', '2026-05-03'), ['mood']),
          ('before the day itself', lambda t: ('--before', '2026-05-02'), ['mood', 'pain']),
          ('all', lambda t: ('--all',), []))
    def test_erase(self, what, left):
        self.ok('erase', *what(self), '--yes')
        self.assertEqual(sorted(i['what'] for i in self.items()), left)
        self.assertNotIn(self.SECRET.encode(), self.bytes_left())

    @each(('one entry', lambda t: (t.id,)), ('before a date', lambda t: ('--before', '2026-05-03')),
          ('all', lambda t: ('--all',)))
    def test_not_without_yes(self, what):
        before = self.snapshot()
        for options in ((), ('--no-input',)):
            run = self.assay(*options, 'erase', *what(self))
            self.assertNotEqual(run.rc, 0, str(run))
            self.says(run, '--yes')
            self.assertEqual(self.snapshot(), before)

    @each(('nothing named', ()), ('a date that is none', ('--before', 'soon')), ('an entry that is not there', ('99',)))
    def test_refused(self, what):
        self.refused('erase', *what, '--yes', codes=(2, 65, 66))

    def test_history_goes_too(self):
        self.ok('edit', self.id, 'note=harmless')
        self.ok('delete', self.id)
        self.ok('erase', self.id, '--yes')
        self.assertNotIn(self.SECRET.encode(), self.bytes_left())
        self.assertNotEqual(self.assay('history', self.id).rc, 0)

    def test_it_cannot_be_undone(self):
        self.ok('erase', self.id, '--yes')
        self.assay('undo')
        self.assay('undo')
        self.assay('undo')
        self.assertNotIn(self.id, [i['id'] for i in self.items()])
        for _ in range(4):
            self.assay('redo')
        self.assertNotIn(self.id, [i['id'] for i in self.items()])
        self.assertNotIn(self.SECRET.encode(), self.bytes_left())

    def test_an_erased_import_may_come_again(self):
        path = self.csv_file(('2026-05-02T10:00:00+02:00', 'rating', 'stress', 7))
        self.ok('import', path)
        self.ok('erase', [i['id'] for i in self.items() if i['what'] == 'stress'][0], '--yes')
        self.assertEqual(self.imports(path)['added'], 1)

    def test_backups_that_still_hold_it_are_listed(self):
        before = set(os.listdir(self.dir))
        self.ok('backup')
        names = sorted(n for n in set(os.listdir(self.dir)) - before if not n.endswith(('-wal', '-shm')))
        self.assertEqual(len(names), 1, 'a backup without a name lies beside the journal')
        self.assertIn(names[0], self.ok('erase', self.id, '--yes').text)
