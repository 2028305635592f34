"""Any CSV by --map (CONTRACT section 7)."""
from assay import HEADER, Case, each, instant

P6, P5, P4 = ('rating', 'pain', 6), ('rating', 'pain', 5), ('rating', 'pain', 4)


class Map(Case):
    """One table, one map, what is stored: entries and their times in order."""

    def check(self, table, options, want, at=None, **kw):
        tree = self.imports(self.file('their.csv', table), *options, **kw)
        items = sorted(self.items(**kw), key=lambda i: (instant(i['at']), i['n']))
        self.same(items, want, msg=str(tree))
        if at is not None:
            self.assertEqual([i['at'] for i in items], at, tree)
        return tree

    @each(
        ('a time with offset', 'when,score\n2026-05-01T08:15:00+02:00,6\n', 'at=when,pain=score',
         ['2026-05-01T08:15:00+02:00']),
        ('a foreign offset is kept', 'when,score\n2026-05-01T08:15:00-04:00,6\n', 'at=when,pain=score',
         ['2026-05-01T08:15:00-04:00']),
        ('a local time', 'when,score\n2026-05-01T08:15,6\n', 'at=when,pain=score', ['2026-05-01T08:15+02:00']),
        ('a blank instead of T', 'when,score\n2026-05-01 08:15,6\n', 'at=when,pain=score', ['2026-05-01T08:15+02:00']),
        ('a date alone is that day', 'when,score\n2026-05-01,6\n', 'at=when,pain=score', ['2026-05-01']),
        ('date and time in two columns', 'd,t,score\n2026-05-01,08:15,6\n', 'at=d+t,pain=score',
         ['2026-05-01T08:15+02:00']),
        ('a missing time is that day', 'd,t,score\n2026-05-01,,6\n', 'at=d+t,pain=score', ['2026-05-01']),
        ('an hour of one digit', 'd,t,score\n2026-05-01,8:15,6\n', 'at=d+t,pain=score', ['2026-05-01T08:15+02:00']),
        ('winter', 'd,t,score\n2026-01-15,08:15,6\n', 'at=d+t,pain=score', ['2026-01-15T08:15+01:00']),
        ('a column with blanks in its name', 'my day,how bad\n2026-05-01,6\n', 'at=my day,pain=how bad',
         ['2026-05-01']),
        ('columns that are not named are left out', 'd,x,score,y\n2026-05-01,q,6,z\n', 'at=d,pain=score',
         ['2026-05-01']),
        ('year first is never doubtful', 'd,score\n2026/05/01,6\n', 'at=d,pain=score', ['2026-05-01']),
        ('two digits of a day above twelve', 'd,score\n13/04/2026,6\n', 'at=d,pain=score', ['2026-04-13']),
        ('two digits of a day above twelve, month first', 'd,score\n04/13/2026,6\n', 'at=d,pain=score', ['2026-04-13']),
        ('points', 'd,score\n13.04.2026,6\n', 'at=d,pain=score', ['2026-04-13']),
    )
    def test_time(self, table, how, at):
        self.check(table, ('--map', how), [P6], at)

    @each(
        ('day numbers', 'day,score\n0,6\n1,5\n31,4\n', 'at=day,pain=score', '2020-01-01',
         ['2020-01-01', '2020-01-02', '2020-02-01']),
        ('day numbers with times', 'day,t,score\n0,20:21,6\n91,20:15,5\n366,7:00,4\n', 'at=day+t,pain=score',
         '2020-01-01',
         ['2020-01-01T20:21+01:00', '2020-04-01T20:15+02:00', '2021-01-01T07:00+01:00']),
        ('over 29 February', 'day,score\n58,6\n59,5\n60,4\n', 'at=day,pain=score', '2020-01-01',
         ['2020-02-28', '2020-02-29', '2020-03-01']),
        ('some without a time', 'day,t,score\n0,,6\n1,8:00,5\n2,,4\n', 'at=day+t,pain=score', '2026-04-01',
         ['2026-04-01', '2026-04-02T08:00+02:00', '2026-04-03']),
    )
    def test_start(self, table, how, start, at):
        self.check(table, ('--map', how, '--start', start), [P6, P5, P4], at)

    @each(
        ('hours', 't_h,score\n0.5,6\n10.25,5\n49.00,4\n', ['2026-01-10T00:30', '2026-01-10T10:15', '2026-01-12T01:00']),
        ('hours in hundredths', 't_h,score\n8.68,6\n82.40,5\n107.18,4\n',
         ['2026-01-10T08:40', '2026-01-13T10:24', '2026-01-14T11:10']),
    )
    def test_hours(self, table, at):
        self.imports(self.file('their.csv', table), '--map', 'at=hours:t_h,pain=score', '--start', '2026-01-10')
        got = sorted(i['at'] for i in self.items())
        for have, want in zip(got, at, strict=True):
            self.assertLessEqual(abs((instant(have) - instant(want + '+01:00')).total_seconds()), 60, (have, want))

    @each(
        ('a name in a column', 'd,symptom,v\n2026-05-01,pain,6\n2026-05-02,mood,4\n', 'at=d,what=symptom,value=v',
         [P6, ('rating', 'mood', 4)]),
        ('a fixed name', "d,v\n2026-05-01,6\n", "at=d,what='pain',value=v", [P6]),
        ('a fixed kind', "d,v\n2026-05-01,2\n", "at=d,kind='dose',what='red bali',value=v,unit='g'",
         [('dose', 'red bali', 2, 'g')]),
        ('value and unit in one', 'd,p,v\n2026-05-01,caffeine,200mg\n', "at=d,kind='dose',what=p,value=v",
         [('dose', 'caffeine', 200, 'mg')]),
        ('value and unit with a blank', 'd,p,v\n2026-05-01,caffeine,200 mg\n', "at=d,kind='dose',what=p,value=v",
         [('dose', 'caffeine', 200, 'mg')]),
        ('value and unit with a point', 'd,p,v\n2026-05-01,leaf,2.5g\n', "at=d,kind='dose',what=p,value=v",
         [('dose', 'leaf', 2.5, 'g')]),
        ('a unit in a column', 'd,p,v,u\n2026-05-01,leaf,2,g\n2026-05-02,tea,1,cup\n',
         "at=d,kind='dose',what=p,value=v,unit=u",
         [('dose', 'leaf', 2, 'g'), ('dose', 'tea', 1, 'cup')]),
        ('a kind in a column', 'd,k,w,v,u\n2026-05-01,rating,pain,6,\n2026-05-01,dose,leaf,2,g\n',
         'at=d,kind=k,what=w,value=v,unit=u', [P6, ('dose', 'leaf', 2, 'g')]),
        ('a note', 'd,v,text\n2026-05-01,6,"rain, all day"\n', 'at=d,pain=v,note=text', [P6 + ('', 'rain, all day')]),
        ('without kind a row is a rating', 'd,w,v\n2026-05-01,pain,6\n', 'at=d,what=w,value=v', [P6]),
        ('wide', 'd,a,b\n2026-05-01,6,4\n2026-05-02,5,3\n', 'at=d,pain=a,mood=b',
         [P6, ('rating', 'mood', 4), P5, ('rating', 'mood', 3)]),
        ('wide, a blank cell is no rating', 'd,a,b\n2026-05-01,6,\n2026-05-02,,3\n', 'at=d,pain=a,mood=b',
         [P6, ('rating', 'mood', 3)]),
        ('wide, a zero is a rating', 'd,a,b\n2026-05-01,0,4\n', 'at=d,pain=a,mood=b',
         [('rating', 'pain', 0), ('rating', 'mood', 4)]),
        ('wide, three scales', 'd,a,b,c\n2026-05-01,6,4,3\n', 'at=d,pain=a,mood=b,energy=c',
         [P6, ('rating', 'mood', 4), ('rating', 'energy', 3)]),
        ('a column used twice', 'd,a\n2026-05-01,6\n', 'at=d,pain=a,stress=a', [P6, ('rating', 'stress', 6)]),
        ('quotes in the header', '"d","the ""score"""\n2026-05-01,6\n', 'at=d,pain=the "score"', [P6]),
        ('an unknown name is a scale of its own', 'd,w,v\n2026-05-01,flurbness,7\n', 'at=d,what=w,value=v',
         [('rating', 'flurbness', 7)]),
        ('a byte order mark before the first column', '\ufeffd,v\r\n2026-05-01,6\r\n', 'at=d,pain=v', [P6]),
        ('tabs', 'd\tv\n2026-05-01\t6\n', 'at=d,pain=v', [P6]),
        ('no line end at the end', 'd,v\n2026-05-01,6', 'at=d,pain=v', [P6]),
    )
    def test_columns(self, table, how, want):
        self.check(table, ('--map', how), want)

    @each(
        ('one', ('happiness=mood',), 'happiness', 'mood'),
        ('one with a blank in its name', ('Knee Pain=pain.knee',), 'Knee Pain', 'pain.knee'),
        ('one with another case stays what the file says', ('happiness=energy',), 'happiness', 'energy'),
    )
    def test_scale_names(self, scale, theirs, ours):
        self.check(f'd,w,v\n2026-05-01,{theirs},6\n2026-05-02,pain,5\n',
                   ('--map', 'at=d,what=w,value=v', '--scale', *scale),
                   [('rating', ours, 6), P5])

    def test_two_scale_names(self):
        self.check('d,w,v\n2026-05-01,glad,6\n2026-05-02,power,5\n',
                   ('--map', 'at=d,what=w,value=v', '--scale', 'glad=mood', '--scale', 'power=energy'),
                   [('rating', 'mood', 6), ('rating', 'energy', 5)])


class Dates(Case):
    AMBIGUOUS = 'date,score\n03/04/2026,6\n05/06/2026,4\n07/08/2026,5\n'
    LATE = '2026-09-01T12:00:00Z'

    def test_a_doubtful_order_is_refused_shows_one_date_and_how_to_say_it(self):
        run = self.refused('--no-input', 'import', self.file('d.csv', self.AMBIGUOUS), '--map', 'at=date,pain=score',
                           now=self.LATE)
        self.says(run, r'0\d/0\d/2026', '--dates')

    @each(('day first', 'dmy', ['2026-04-03', '2026-06-05', '2026-08-07']),
          ('month first', 'mdy', ['2026-03-04', '2026-05-06', '2026-07-08']))
    def test_a_stated_order(self, order, days):
        tree = self.imports(self.file('d.csv', self.AMBIGUOUS), '--map', 'at=date,pain=score', '--dates', order,
                            now=self.LATE)
        self.assertEqual(tree['added'], 3)
        self.assertEqual(sorted(i['at'] for i in self.items(now=self.LATE)), days)

    @each(
        ('a thirteenth settles the whole file', '03/04/2026,6\n13/04/2026,5\n', ['2026-04-03', '2026-04-13']),
        ('at the end of the file', '03/04/2026,6\n01/02/2026,4\n28/02/2026,5\n',
         ['2026-02-01', '2026-02-28', '2026-04-03']),
        ('month first', '03/04/2026,6\n02/13/2026,5\n', ['2026-02-13', '2026-03-04']),
        ('with times', '03/04/2026 08:15,6\n13/04/2026 9:00,5\n', ['2026-04-03T08:15+02:00', '2026-04-13T09:00+02:00']),
        ('dashes', '03-04-2026,6\n13-04-2026,5\n', ['2026-04-03', '2026-04-13']),
    )
    def test_the_file_itself_settles_it(self, rows, days):
        self.imports(self.file('d.csv', 'date,score\n' + rows), '--map', 'at=date,pain=score')
        self.assertEqual(sorted(i['at'] for i in self.items()), days)

    @each(
        ('a file that says both', 'date,score\n13/04/2026,6\n04/13/2026,5\n', ()),
        ('the stated order does not fit', 'date,score\n13/04/2026,6\n', ('--dates', 'mdy')),
        ('the same day and month do not settle it, others are doubtful', 'date,score\n04/04/2026,6\n03/04/2026,6\n',
         ()),
        ('an order that is none', 'date,score\n13/04/2026,6\n', ('--dates', 'flurb')),
    )
    def test_refused_or_named(self, table, options):
        run = self.assay('--json', 'import', self.file('d.csv', table), '--map', 'at=date,pain=score', *options)
        if run.rc == 0:                      # row by row: the row that does not fit must be named and left out
            self.assertTrue(run.json['warnings'], str(run))
            self.assertLess(run.json['added'], table.count('2026'))
        else:
            self.assertIn(run.rc, (2, 65), str(run))
            self.assertEqual(self.snapshot().decode(), HEADER)

    def test_a_wall_time_in_the_spring_gap_moves_an_hour_on_with_a_warning(self):
        tree = self.imports(self.file('d.csv', 'd,t,v\n2026-03-29,02:30,6\n2026-03-29,03:10,5\n'), '--map',
                            'at=d+t,pain=v')
        self.assertEqual(tree['added'], 2)
        self.assertEqual([w['line'] for w in tree['warnings']], [2])
        self.assertEqual(sorted(i['at'] for i in self.items()), ['2026-03-29T03:10+02:00', '2026-03-29T03:30+02:00'])

    def test_the_autumn_fold_is_the_second_hour(self):
        self.imports(self.file('d.csv', 'd,t,v\n2025-10-26,02:30,6\n'), '--map', 'at=d+t,pain=v')
        self.assertEqual([i['at'] for i in self.items()], ['2025-10-26T02:30+01:00'])


class MapRefused(Case):
    TABLE = 'day,score,word\n2026-05-01,6,pain\n'

    @each(
        ('a column that is not there', ('--map', 'at=day,pain=scor'), ['scor', 'score']),
        ('no time', ('--map', 'pain=score'), ['at']), ('only a time', ('--map', 'at=day'), ['.']),
        ('an empty map', ('--map', ''), ['.']), ('no equals sign', ('--map', 'at day'), ['.']),
        ('a quote that never ends', ('--map', "at=day,what='pain,value=score"), ['.']),
        ('the time twice', ('--map', 'at=day,at=score,pain=score'), ['at']),
        ('a kind that is none', ('--map', "at=day,kind='flurb',what=word,value=score"), ['flurb']),
        ('a unit that is none', ('--map', "at=day,kind='dose',what=word,value=score,unit='flurb'"), ['flurb']),
        ('hours without a column', ('--map', 'at=hours:,pain=score'), ['.']),
        ('a start that is no date', ('--map', 'at=day,pain=score', '--start', 'soon'), ['soon']),
        ('a scale without a name', ('--map', 'at=day,what=word,value=score', '--scale', 'pain'), ['.']),
    )
    def test_refused(self, options, says):
        run = self.assay('import', self.file('t.csv', self.TABLE), *options)
        if run.rc == 0:
            self.says(run, *says)            # a bad row may be named instead of the whole file refused
        else:
            self.assertIn(run.rc, (2, 65), str(run))
            self.says(run, *says)
        self.assertEqual(self.snapshot().decode(), HEADER)

    def test_day_numbers_without_a_start(self):
        run = self.assay('import', self.file('t.csv', 'day,score\n0,6\n1,5\n'), '--map', 'at=day,pain=score')
        self.assertEqual(self.snapshot().decode(), HEADER)
        self.says(run, '--start')

    def test_a_table_of_strangers_without_a_map(self):
        run = self.refused('import', self.file('t.csv', 'day,score,word\n2026-05-01,6,pain\n'), codes=(65,))
        self.says(run, '--map')

    def test_a_bad_row_is_named_and_the_others_go_in(self):
        tree = self.imports(self.file('t.csv', 'd,v\n2026-05-01,6\n2026-05-02,bad\n2026-05-03,99\n2026-05-04,5\n'),
                            '--map', 'at=d,pain=v')
        self.assertEqual(self.counts(tree), (4, 2, 2, 0))
        self.assertEqual(sorted(w['line'] for w in tree['warnings']), [3, 4])


class MapDryRunAndTwice(Case):
    TABLE = 'day,hhmm,symptom,intensity\n0,20:21,Knee Pain,3\n0,20:29,happiness,4\n1,,Knee Pain,1.5\n'
    HOW = ('--map', 'at=day+hhmm,what=symptom,value=intensity', '--start', '2020-01-01', '--scale', 'happiness=mood')

    def test_dry_run_shows_the_first_rows_as_they_would_be_understood(self):
        run = self.ok('import', self.file('t.csv', self.TABLE), *self.HOW, '--dry-run')
        self.says(run, 'Knee Pain', 'mood', '20:21', r'2020-01-01')
        self.assertEqual(self.snapshot().decode(), HEADER)

    def test_dry_run_in_json(self):
        tree = self.imports(self.file('t.csv', self.TABLE), *self.HOW, '--dry-run')
        self.assertEqual(tree['read'], 3)
        self.assertEqual(self.snapshot().decode(), HEADER)

    def test_twice(self):
        path = self.file('t.csv', self.TABLE)
        self.assertEqual(self.counts(self.imports(path, *self.HOW)), (3, 3, 0, 0))
        self.assertEqual(self.counts(self.imports(path, *self.HOW)), (3, 0, 3, 0))

    def test_a_file_that_grew(self):
        self.imports(self.file('t.csv', self.TABLE), *self.HOW)
        self.assertEqual(self.counts(self.imports(self.file('t.csv', self.TABLE + '2,,Knee Pain,2\n'), *self.HOW)),
                         (4, 1, 3, 0))

    def test_wide_counts_records_not_entries(self):
        tree = self.imports(self.file('w.csv', 'd,a,b\n2026-05-01,6,4\n2026-05-02,5,\n'), '--map', 'at=d,pain=a,mood=b')
        self.assertEqual((tree['read'], tree['added']), (2, 3))
        again = self.imports(self.file('w.csv', 'd,a,b\n2026-05-01,6,4\n2026-05-02,5,\n'), '--map',
                             'at=d,pain=a,mood=b')
        self.assertEqual(again['added'], 0)
        self.assertEqual(len(self.items()), 3)
