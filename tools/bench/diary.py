"""Diaries of any length for measuring: invented, the same bytes each time."""
import datetime
import random

HEADER = "at,kind,what,value,unit,note\n"
LAST_DAY = datetime.date(2025, 12, 31)
NOW = "2026-01-01T12:00:00+00:00"
NOW_S = 1767268800
DOSES_A_DAY, RATINGS_A_DAY = 10, 20
NOTES = ("slept badly", "long walk in the morning", '"rain, knees stiff"', "quiet day", "garden for an hour",
         "meeting ran long", "better after lunch", '"visitors, laughed a lot"')
SCALES = ("pain", "pain", "pain", "mood", "energy", "thinking")
PRODUCTS = ("red bali", "green malay tea", "maeng da powder", "ibuprofen")


def dose(r):
    what = PRODUCTS[min(3, int(r.expovariate(1.2)))]
    amount = ("400", "mg") if what == "ibuprofen" else ("%g" % (round(r.gauss(2.6, 0.5) * 10) / 10), "g")
    return "dose,%s,%s,%s,%s" % (what, amount[0], amount[1], "with breakfast" if r.random() < 0.05 else "")


def rating(r):
    return "rating,%s,%d,," % (r.choice(SCALES), max(0, min(10, round(r.gauss(5, 2)))))


def write_years(path, years):
    """36,500 doses and 73,000 ratings in ten years of 3,650 days that end with LAST_DAY. (doses, ratings)"""
    r = random.Random(1)
    days = 365 * years
    with open(path, "w", encoding="ascii") as f:
        f.write(HEADER)
        for d in range(days):
            day = LAST_DAY - datetime.timedelta(days - 1 - d)
            minutes = sorted(r.sample(range(6 * 60, 23 * 60), DOSES_A_DAY + RATINGS_A_DAY))
            doses = set(r.sample(range(len(minutes)), DOSES_A_DAY))
            for i, m in enumerate(minutes):
                f.write("%sT%02d:%02d+00:00,%s\n" % (day, m // 60, m % 60, dose(r) if i in doses else rating(r)))
    return days * DOSES_A_DAY, days * RATINGS_A_DAY


def write_rows(path, n):
    """n rows in order of time, a quarter of an hour apart at most, that end with LAST_DAY."""
    r = random.Random(2)
    at = datetime.datetime.combine(LAST_DAY, datetime.time(12)) - datetime.timedelta(minutes=14 * n)
    with open(path, "w", encoding="ascii") as f:
        f.write(HEADER)
        for _ in range(n):
            at += datetime.timedelta(minutes=r.randrange(12, 16))
            kind = r.random()
            if kind < 0.02:
                row = "note,,,,%s" % r.choice(NOTES)
            elif kind < 0.04:
                row = "side_effect,%s,%d,," % (r.choice(("nausea", "constipation", "dizziness")), r.randrange(1, 4))
            else:
                row = dose(r) if kind < 0.36 else rating(r)
            f.write("%s+00:00,%s\n" % (at.isoformat(timespec="minutes"), row))
