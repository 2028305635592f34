"""Time words, precision, daylight saving, travel, the future (CONTRACT sections 1 and 2)."""
import datetime
import re

from assay import NOW, Case, courses, each, instant, loose_at, plain_at

DAY = '2026-05-04'


class TimeWords(Case):
    """Now is Monday 4 May 2026, 15:00 in Berlin."""

    @each(
        ('a clock time', 'pain 6 8:15', '2026-05-04T08:15+02:00'),
        ('with a leading zero', 'pain 6 08:15', '2026-05-04T08:15+02:00'),
        ('before the entry', '8:15 pain 6', '2026-05-04T08:15+02:00'),
        ('at with a clock time', 'pain 6 at 8:15', '2026-05-04T08:15+02:00'),
        ('at with a bare hour', 'pain 6 at 9', '2026-05-04T09:00+02:00'),
        ('at with an hour of two digits', 'pain 6 at 14', '2026-05-04T14:00+02:00'),
        ('at 0 is midnight', 'pain 6 at 0', '2026-05-04T00:00+02:00'),
        ('midnight as 0:00', 'pain 6 0:00', '2026-05-04T00:00+02:00'),
        ('9am', 'pain 6 9am', '2026-05-04T09:00+02:00'),
        ('9 am', 'pain 6 9 am', '2026-05-04T09:00+02:00'),
        ('at 9 am', 'pain 6 at 9 am', '2026-05-04T09:00+02:00'),
        ('at 9 AM in capitals', 'pain 6 at 9 AM', '2026-05-04T09:00+02:00'),
        ('at 9:30 am', 'pain 6 at 9:30 am', '2026-05-04T09:30+02:00'),
        ('1 pm', 'pain 6 1 pm', '2026-05-04T13:00+02:00'),
        ('at 1:05 pm', 'pain 6 at 1:05 pm', '2026-05-04T13:05+02:00'),
        ('12am is midnight', 'pain 6 at 12am', '2026-05-04T00:00+02:00'),
        ('12 am is midnight', 'pain 6 12 am', '2026-05-04T00:00+02:00'),
        ('at 12:30 am is half past midnight', 'pain 6 at 12:30 am', '2026-05-04T00:30+02:00'),
        ('12 pm is noon', 'pain 6 at 12 pm', '2026-05-04T12:00+02:00'),
        ('12pm is noon', 'pain 6 12pm', '2026-05-04T12:00+02:00'),
        ('at 12:05 pm', 'pain 6 at 12:05 pm', '2026-05-04T12:05+02:00'),
        ('a day after the time', 'pain 6 at 9pm yesterday', '2026-05-03T21:00+02:00'),
        ('a day before the time', 'pain 6 yesterday 22:00', '2026-05-03T22:00+02:00'),
        ('yesterday at', 'pain 6 yesterday at 22:00', '2026-05-03T22:00+02:00'),
        ('yesterday at a bare hour', 'pain 6 yesterday at 9', '2026-05-03T09:00+02:00'),
        ('a time later than now, yesterday', 'pain 6 yesterday 23:59', '2026-05-03T23:59+02:00'),
        ('today with a time', 'pain 6 today 8:15', '2026-05-04T08:15+02:00'),
        ('a time with today', 'pain 6 8:15 today', '2026-05-04T08:15+02:00'),
        ('last night with an evening time', 'pain 6 last night 23:00', '2026-05-03T23:00+02:00'),
        ('last night at', 'pain 6 at 11pm last night', '2026-05-03T23:00+02:00'),
        ('a weekday: the last one', 'pain 6 Sun 9:00', '2026-05-03T09:00+02:00'),
        ('a weekday of last week', 'pain 6 Tue 9:00', '2026-04-28T09:00+02:00'),
        ('a weekday after the time', 'pain 6 9pm Sat', '2026-05-02T21:00+02:00'),
        ('a weekday in small letters', 'pain 6 fri at 21:15', '2026-05-01T21:15+02:00'),
        ('a date before the time', 'pain 6 2026-05-01 7:45', '2026-05-01T07:45+02:00'),
        ('a date after the time', 'pain 6 7:45 2026-05-01', '2026-05-01T07:45+02:00'),
        ('a winter date has its own offset', 'pain 6 2026-01-15 7:45', '2026-01-15T07:45+01:00'),
        ('ISO 8601 without offset', 'pain 6 2026-05-01T07:45', '2026-05-01T07:45+02:00'),
        ('ISO 8601 with offset', 'pain 6 2026-05-01T07:45+02:00', '2026-05-01T07:45+02:00'),
        ('ISO 8601 keeps a foreign offset', 'pain 6 2026-05-01T07:45-04:00', '2026-05-01T07:45-04:00'),
        ('ISO 8601 in UTC', 'pain 6 2026-05-01T07:45Z', '2026-05-01T07:45Z'),
        ('ISO 8601 with seconds', 'pain 6 2026-05-01T07:45:30+02:00', '2026-05-01T07:45:30+02:00'),
        ('today is that day', 'pain 6 today', '2026-05-04'),
        ('yesterday is that day', 'pain 6 yesterday', '2026-05-03'),
        ('yesterday first', 'yesterday pain 6', '2026-05-03'),
        ('a date alone is that day', 'pain 6 2026-04-30', '2026-04-30'),
        ('this morning', 'pain 6 this morning', '2026-05-04T09+02:00'),
        ('this noon', 'pain 6 this noon', '2026-05-04T13+02:00'),
        ('this afternoon', 'pain 6 this afternoon', '2026-05-04T15+02:00'),
        ('this evening is still to come: the hour of now', 'pain 6 this evening', '2026-05-04T15+02:00'),
        ('tonight is still to come: the hour of now', 'pain 6 tonight', '2026-05-04T15+02:00'),
        ('last night', 'pain 6 last night', '2026-05-03T22+02:00'),
        ('the time stands inside a dose', '2.5g at 8:15 red bali', '2026-05-04T08:15+02:00'),
        ('a time is read before an amount', '2.5g red bali 1h ago', '2026-05-04T14:00+02:00'),
    )
    def test_time_word(self, words, at):
        want = ('dose', 'red bali', 2.5, 'g') if 'bali' in words else ('rating', 'pain', 6)
        run = self.logs(words, want)
        got = self.items()[0]['at']
        same = loose_at if 'ago' in words else plain_at
        self.assertEqual(same(got), same(at), str(run))

    @each(
        ('30m ago', '30m ago', '2026-05-04T14:30+02:00'),
        ('30 m ago', '30 m ago', '2026-05-04T14:30+02:00'),
        ('30min ago', '30min ago', '2026-05-04T14:30+02:00'),
        ('90 min ago', '90 min ago', '2026-05-04T13:30+02:00'),
        ('2h ago', '2h ago', '2026-05-04T13:00+02:00'),
        ('2 h ago', '2 h ago', '2026-05-04T13:00+02:00'),
        ('more than a day in hours', '26 h ago', '2026-05-03T13:00+02:00'),
        ('1 min ago', '1 min ago', '2026-05-04T14:59+02:00'),
    )
    def test_elapsed_time(self, words, at):
        self.logs(f'pain 6 {words}', ('rating', 'pain', 6))
        self.assertEqual(loose_at(self.items()[0]['at']), at)

    @each(
        ('this evening at 20:00', '2026-05-04T20:00:00+02:00', 'this evening', '2026-05-04T18+02:00'),
        ('tonight at 23:00', '2026-05-04T23:00:00+02:00', 'tonight', '2026-05-04T22+02:00'),
        ('tonight just after midnight', '2026-05-04T00:30:00+02:00', 'tonight', '2026-05-04T00+02:00'),
        ('last night just after midnight', '2026-05-04T00:30:00+02:00', 'last night', '2026-05-03T22+02:00'),
        ('this morning at 6', '2026-05-04T06:30:00+02:00', 'this morning', '2026-05-04T06+02:00'),
        ('this noon before noon', '2026-05-04T10:30:00+02:00', 'this noon', '2026-05-04T10+02:00'),
    )
    def test_part_of_the_day(self, now, words, at):
        self.logs(f'pain 6 {words}', ('rating', 'pain', 6), at=at, now=now)

    @each(
        ('over the turn of the year', '2027-01-01T00:10:00+01:00', 'yesterday 23:50', '2026-12-31T23:50+01:00'),
        ('on the day after 29 February', '2028-03-01T10:00:00+01:00', 'yesterday 9:00', '2028-02-29T09:00+01:00'),
        ('on 1 March without a leap day', '2027-03-01T10:00:00+01:00', 'yesterday 9:00', '2027-02-28T09:00+01:00'),
        ('the 29th of February by date', '2028-03-01T10:00:00+01:00', '2028-02-29', '2028-02-29'),
        ('weekday over the turn of the month', '2026-05-01T10:00:00+02:00', 'Mon 9:00', '2026-04-27T09:00+02:00'),
    )
    def test_calendar(self, now, words, at):
        self.logs(f'pain 6 {words}', ('rating', 'pain', 6), at=at, now=now)

    def test_weekday_of_today_is_today_or_a_week_ago(self):
        self.logs('pain 6 Mon 9:00', ('rating', 'pain', 6))
        self.assertIn(self.items()[0]['at'], ('2026-05-04T09:00+02:00', '2026-04-27T09:00+02:00'))

    def test_small_hours_of_last_night_belong_to_this_date(self):
        run = self.assay('log', 'pain 6 last night 2:00')
        if run.rc == 0:
            self.assertEqual([i['at'] for i in self.items()], ['2026-05-04T02:00+02:00'])

    def test_entry_without_a_time_is_now(self):
        self.logs('pain 6', ('rating', 'pain', 6), at='2026-05-04T15:00:00+02:00')
        self.assertEqual(instant(self.items()[0]['entered_at']), instant(NOW))

    def test_entry_time_is_now_whatever_the_event_time(self):
        self.logs('pain 6 yesterday 22:00', ('rating', 'pain', 6))
        self.assertEqual(instant(self.items()[0]['entered_at']), instant(NOW))


class WhoseTime(Case):
    """A time belongs to its own entry; one that opens the line holds for what follows until another is named."""

    @each(
        ('a time at the end of the first entry', 'pain 6 at 9, mood 5',
         {'pain': '2026-05-04T09:00+02:00', 'mood': '2026-05-04T15:00:00+02:00'}),
        ('a time at the end of the last entry', 'pain 6, mood 5 at 9',
         {'pain': '2026-05-04T15:00:00+02:00', 'mood': '2026-05-04T09:00+02:00'}),
        ('a time that opens the line', '8:15 pain 6, mood 5',
         {'pain': '2026-05-04T08:15+02:00', 'mood': '2026-05-04T08:15+02:00'}),
        ('a day that opens the line', 'yesterday pain 6; mood 5', {'pain': '2026-05-03', 'mood': '2026-05-03'}),
        ('a day with a time opens the line', 'yesterday 22:00 pain 6, mood 5',
         {'pain': '2026-05-03T22:00+02:00', 'mood': '2026-05-03T22:00+02:00'}),
        ('until another is named', '8:15 pain 6, mood 5 at 9:30',
         {'pain': '2026-05-04T08:15+02:00', 'mood': '2026-05-04T09:30+02:00'}),
        ('each its own', 'pain 6 8:15, mood 5 9:30, energy 4 at 10',
         {'pain': '2026-05-04T08:15+02:00', 'mood': '2026-05-04T09:30+02:00', 'energy': '2026-05-04T10:00+02:00'}),
        ('a part of the day opens the line', 'this morning pain 6, mood 5',
         {'pain': '2026-05-04T09+02:00', 'mood': '2026-05-04T09+02:00'}),
    )
    def test_time_and_entry(self, words, want):
        self.ok('log', words)
        self.assertEqual({i['what']: plain_at(i['at']) for i in self.items()}, want)


class TimeRefused(Case):
    @each(
        ('a bare number is never a time', 'pain 6 9'),
        ('an hour that is none', 'pain 6 25:00'),
        ('24:01', 'pain 6 24:01'),
        ('a minute that is none', 'pain 6 8:75'),
        ('at 13 pm', 'pain 6 at 13 pm'),
        ('at 25', 'pain 6 at 25'),
        ('a day that is none', 'pain 6 2026-02-30'),
        ('29 February of a common year', 'pain 6 2026-02-29'),
        ('a month that is none', 'pain 6 2026-13-01'),
        ('tomorrow by date', 'pain 6 2026-05-05'),
        ('today with a later time', 'pain 6 today 16:00'),
        ('six minutes after now', 'pain 6 2026-05-04T15:06+02:00'),
        ('later today in another offset', 'pain 6 2026-05-04T15:30Z'),
        ('next year', 'pain 6 2027-01-01 8:00'),
        ('two times in one entry', 'pain 6 8:15 9:15'),
        ('ago without a number', 'pain 6 ago'),
        ('minus one hour ago', 'pain 6 -1h ago'),
    )
    def test_refused(self, words):
        self.refused('log', words)

    @each(
        ('in the morning', '2026-05-04T07:00:00+02:00', 'pain 6 8:15', r'yesterday.{0,4}0?8:15'),
        ('with at', '2026-05-04T07:00:00+02:00', 'pain 6 at 8:15', r'yesterday.{0,4}0?8:15'),
        ('with pm', NOW, 'pain 6 11pm', r'yesterday'),
        ('with at and a bare hour', NOW, 'pain 6 at 16', r'yesterday'),
    )
    def test_still_to_come(self, now, words, says):
        self.refused('log', words, now=now, says=[says])

    def test_a_few_minutes_after_now_are_not_refused(self):
        self.logs('pain 6 2026-05-04T15:04+02:00', ('rating', 'pain', 6))

    @each(
        ('--zone', ('--zone', 'Mars/Olympus'), 'Europe/Berlin'),
        ('TZ', (), 'Mars/Olympus'),
        ('--zone with a way out of the folder', ('--zone', '../../../etc/passwd'), 'Europe/Berlin'),
    )
    def test_unknown_zone(self, options, zone):
        run = self.assay(*options, 'log', 'pain 6', zone=zone)
        self.assertIn(run.rc, (2, 65), str(run))
        self.says(run, 'zone')
        self.assertEqual(self.snapshot(), b'at,kind,what,value,unit,note\n')

    @each(
        ('words', 'soon'), ('an empty word', ''), ('a day that is none', '2026-02-30T08:00:00+01:00'),
        ('a number', '1714800000x'),
    )
    def test_now_that_is_no_time(self, now):
        run = self.assay('--now', now, 'log', 'pain 6', now=None)
        self.assertIn(run.rc, (2, 65), str(run))


class DaylightSaving(Case):
    @each(
        ('Berlin', 'Europe/Berlin', '2026-03-29T09:00:00+02:00', 'at 2:30', r'0?1:30', r'0?3:30'),
        ('Berlin, first minute', 'Europe/Berlin', '2026-03-29T09:00:00+02:00', '2:00', r'0?1:00', r'0?3:00'),
        ('Berlin, said the day after', 'Europe/Berlin', '2026-03-30T09:00:00+02:00', 'yesterday 2:30', '1:30', '3:30'),
        ('Berlin, by date', 'Europe/Berlin', '2026-05-04T09:00:00+02:00', '2026-03-29 2:30', '1:30', '3:30'),
        ('New York', 'America/New_York', '2026-03-08T12:00:00-04:00', 'at 2:30 am', r'0?1:30', r'0?3:30'),
        ('Lord Howe: half an hour', 'Australia/Lord_Howe', '2026-10-04T12:00:00+11:00', '2:15', '1:45', '2:45'),
        ('Beirut: at midnight', 'Asia/Beirut', '2026-03-29T12:00:00+03:00', '0:30', '23:30', '0?1:30'),
        ('Santiago: at midnight', 'America/Santiago', '2026-09-06T12:00:00-03:00', '0:30', '23:30', '0?1:30'),
    )
    def test_spring_gap_is_refused_and_names_both_neighbours(self, zone, now, words, before, after):
        self.refused('log', f'pain 7 {words}', now=now, zone=zone, says=[before, after])

    @each(
        ('the last minute before the gap', '1:59', '2026-03-29T01:59+01:00'),
        ('the first minute after the gap', '3:00', '2026-03-29T03:00+02:00'),
        ('yesterday evening keeps winter time', 'yesterday 23:00', '2026-03-28T23:00+01:00'),
        ('yesterday at the same time is wall clock', 'yesterday 9:00', '2026-03-28T09:00+01:00'),
        ('24 h ago is elapsed time', '24h ago', '2026-03-28T08:00+01:00'),
        ('seven hours ago lies before the gap', '7h ago', '2026-03-29T01:00+01:00'),
        ('six hours ago lies after the gap', '6h ago', '2026-03-29T03:00+02:00'),
    )
    def test_spring_morning(self, words, at):
        self.ok('log', f'pain 6 {words}', now='2026-03-29T09:00:00+02:00')
        got = [i['at'] for i in self.items(now='2026-03-29T09:00:00+02:00')]
        self.assertEqual([loose_at(a) if 'ago' in words else a for a in got], [at])

    @each(
        ('said at noon: the second', '2026-10-25T12:00:00+01:00', '2:30', '2026-10-25T02:30+01:00'),
        ('said between the two: the first', '2026-10-25T02:40:00+02:00', '2:30', '2026-10-25T02:30+02:00'),
        ('said in the second, before that minute: the first', '2026-10-25T02:10:00+01:00', '2:30',
         '2026-10-25T02:30+02:00'),
        ('said in the second, after that minute: the second', '2026-10-25T02:40:00+01:00', '2:30',
         '2026-10-25T02:30+01:00'),
        ('the day after', '2026-10-26T12:00:00+01:00', 'yesterday 2:30', '2026-10-25T02:30+01:00'),
    )
    def test_autumn_fold(self, now, words, at):
        run = self.ok('log', f'pain 5 {words}', now=now)
        self.assertEqual([i['at'] for i in self.items(now=now)], [at])
        self.says(run, re.escape(at[-6:]))

    def test_an_hour_ago_through_the_fold(self):
        self.ok('log', 'pain 5 1h ago', now='2026-10-25T02:30:00+01:00')
        self.assertEqual(loose_at(self.items(now='2026-10-25T02:30:00+01:00')[0]['at']), '2026-10-25T02:30+02:00')


class Travel(Case):
    @each(
        ('Kathmandu', 'Asia/Kathmandu', '2026-05-04T20:00:00+05:45', '8:15', '2026-05-04T08:15+05:45'),
        ('Newfoundland', 'America/St_Johns', '2026-05-04T20:00:00-02:30', '8:15', '2026-05-04T08:15-02:30'),
        ('Kiritimati', 'Pacific/Kiritimati', '2026-05-04T20:00:00+14:00', '8:15', '2026-05-04T08:15+14:00'),
        ('UTC', 'UTC', '2026-05-04T20:00:00Z', '8:15', '2026-05-04T08:15Z'),
        ('now written in another offset', 'Europe/Berlin', '2026-05-04T13:00:00Z', '8:15', '2026-05-04T08:15+02:00'),
        ('the date is the local one', 'Asia/Tokyo', '2026-05-03T20:00:00Z', 'today', '2026-05-04'),
    )
    def test_zone(self, zone, now, words, at):
        self.logs(f'pain 6 {words}', ('rating', 'pain', 6), at=at, now=now, zone=zone)

    def test_zone_option_before_TZ(self):
        self.ok('--zone', 'America/New_York', 'log', 'pain 6 8:15')
        self.assertEqual(self.items()[0]['at'], '2026-05-04T08:15-04:00')

    def test_each_entry_keeps_the_offset_it_was_lived_in(self):
        self.ok('log', 'pain 6 at 9', now='2026-05-04T15:00:00+02:00', zone='Europe/Berlin')
        self.ok('log', 'pain 5 at 9', now='2026-05-04T15:00:00-04:00', zone='America/New_York')
        late = dict(now='2026-05-05T00:00:00Z', zone='Asia/Tokyo')
        self.assertEqual(sorted(i['at'] for i in self.items(**late)),
                         ['2026-05-04T09:00+02:00', '2026-05-04T09:00-04:00'])
        self.assertEqual([r['at'] for r in self.csv(**late)], ['2026-05-04T09:00+02:00', '2026-05-04T09:00-04:00'])

    def test_a_day_is_the_date_of_the_entry_not_of_the_reader(self):
        self.ok('log', 'pain 6 23:30', now='2026-05-04T23:45:00-04:00', zone='America/New_York')
        here = dict(now='2026-05-06T12:00:00+02:00')
        self.assertEqual(len(self.items('--since', '2026-05-04', '--until', '2026-05-04', **here)), 1)
        self.assertEqual(len(self.items('--since', '2026-05-05', '--until', '2026-05-05', **here)), 0)


class Future(Case):
    def test_entries_later_than_now_are_shown_as_future(self):
        self.ok('log', 'pain 6')
        run = self.ok('list', now='2026-05-01T12:00:00+02:00')
        self.says(run, 'future')

    def test_entries_later_than_now_are_used_nowhere(self):
        self.ok('log', 'pain 6')
        self.ok('log', 'pain 2', now='2026-04-30T12:00:00+02:00')
        tree = self.ok('--json', 'review', now='2026-05-01T12:00:00+02:00').json
        course = [o for o in courses(tree) if o['scale'] == 'pain']
        self.assertTrue(course, tree)
        self.assertEqual({o['n'] for o in course}, {1}, course)

    def test_a_clock_that_went_back_is_refused_and_says_what_it_reads(self):
        ahead = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=3)
        self.ok('log', 'pain 6', now=ahead.strftime('%Y-%m-%dT%H:%M:%SZ'), zone='UTC')
        before = self.read(self.journal)
        run = self.assay('log', 'pain 5', now=None, zone='UTC')
        self.assertEqual(run.rc, 65, str(run))
        self.says(run, 'clock', r'20\d\d-\d\d-\d\d|\d:\d\d')
        self.assertEqual(self.read(self.journal), before)

    def test_a_clock_that_went_back_does_not_matter_with_now(self):
        self.ok('log', 'pain 6', now='2036-05-04T15:00:00Z')
        self.ok('log', 'pain 5', now='2026-05-04T15:00:00Z')
        self.assertEqual(len(self.items(now='2036-05-05T15:00:00Z')), 2)
