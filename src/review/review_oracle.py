"""Counts invented diaries anew, slowly and in another language, and compares with what review_json says.

review_oracle.py PROPERTIES_TEST JSON_STRICT [RUNS]"""
import collections
import json
import math
import statistics
import subprocess
import sys

DAY = 86400
Entry = collections.namedtuple("Entry", "kind at offset timed what value unit imported entered id action")
SUMS = ("sleep", "steps")
MG_OF = {"leaf": {"g": (10.0, 0.1)}, "seven": {"tablet": (2.0, 15.0)}}
TREATMENT = {"leaf": "kratom", "mystery extract": "kratom", "seven": "7-OH", "ibuprofen": "ibuprofen", "walk": "walk"}


def read(text):
    head, rest = text.split("\n", 1)
    lines, body = rest.split("JSON\n")
    entries = []
    for line in lines.splitlines():
        f = line.split("\t")
        entries.append(Entry(f[0], int(f[1]), int(f[2]), f[3] == "1", f[4], float(f[5]), f[6], f[7] == "1", int(f[8]),
                             int(f[9]), int(f[10])))
    today, since = (int(x) for x in head.split())
    return sorted(entries, key=lambda e: (e.at, e.id)), today, since, body


def day_of(e):
    return (e.at + e.offset) // DAY


class Diary:
    def __init__(self, entries, today, since):
        own = [day_of(e) for e in entries if e.kind in ("rating", "dose", "side_effect", "note")]
        self.entries = entries
        self.first, self.last = min(own), max([today] + own)
        self.days = range(self.first, self.last + 1)
        self.pattern = range(max(self.first, since), self.last + 1)
        self.written = {day_of(e) for e in entries if e.kind != "not_tracked"}
        self.untracked = {day_of(e) + i for e in entries if e.kind == "not_tracked" for i in range(int(e.value))}
        self.hours = self.hours_lived()

    def hours_lived(self):
        hours, before = {}, None
        for e in self.entries:
            if e.kind == "not_tracked":
                continue
            day = day_of(e)
            if before is None or before[0] != day:
                start = before[1] if before and before[0] == day - 1 else e.offset
            hours[day] = min(50, max(3, 24 + (start - e.offset) / 3600))
            before = (day, e.offset)
        return hours

    def counted(self, day):
        return day in self.written and day not in self.untracked

    def doses(self, *names):
        return [e for e in self.entries if e.kind == "dose" and TREATMENT[e.what] in names]


def rating_days(d, scale):
    days = collections.defaultdict(list)
    for e in d.entries:
        if e.kind == "rating" and e.what == scale:
            day = (e.at + e.offset - (4 * 3600 if scale == "sleep" else 0)) // DAY
            if day in d.days:
                days[day].append(e.value)
    return days


def want_course(d, scale):
    days = rating_days(d, scale)
    if scale in SUMS:
        values = [sum(v) for v in days.values()]
        daily = {day: sum(v) for day, v in days.items()}
    else:
        values = [x for v in days.values() for x in v]
        daily = {day: statistics.median(v) for day, v in days.items()}
    return {
        "n": sum(len(v) for v in days.values()), "days": len(days),
        "days_of": sum(1 for x in d.days if x in days or x not in d.untracked),
        "mean": statistics.mean(values), "median": statistics.median(values), "lowest": min(values),
        "highest": max(values), "daily": [daily.get(x) for x in d.days],
    }


def amount_days(d, doses, of):
    """Sum of each counted day of the pattern window, None where a part is not known."""
    days = {x: 0.0 for x in d.pattern if d.counted(x)}
    for e in doses:
        if day_of(e) in days and days[day_of(e)] is not None:
            amount = of(e)
            days[day_of(e)] = None if amount is None else days[day_of(e)] + amount
    return days


def rate(d, days):
    known = {x: v for x, v in days.items() if v is not None}
    return 24 * sum(known.values()) / sum(d.hours[x] for x in known) if known else None


def mg(e, which):
    one = MG_OF.get(e.what, {}).get(e.unit)
    return None if one is None or math.isnan(e.value) else one[which] * e.value


def slopes(d, days):
    known = [x for x, v in days.items() if v is not None]
    values = [days[x] for x in known if abs(d.hours[x] - 24) <= 2]
    if len(known) < 14:
        return None, values
    size = min(7, max(2, (known[-1] - known[0] + 1) // 14))
    blocks = collections.defaultdict(list)
    for x in known:
        blocks[(known[-1] - x) // size].append(x)
    points = [(statistics.mean(b), 24 * sum(days[x] for x in b) / sum(d.hours[x] for x in b)) for b in blocks.values()]
    found = [(b[1] - a[1]) / (b[0] - a[0]) for i, a in enumerate(points) for b in points[i + 1:]]
    return 28 * statistics.median(found), values


def occasions(d, name):
    found = []
    for e in d.doses(name):
        for o in reversed(found):
            if o.timed == e.timed and (e.at - o.at < 1800 if e.timed else o.at == e.at and o.action == e.action):
                break
        else:
            found.append(e)
    return [o for o in found if day_of(o) in d.pattern]


def gaps(d, found):
    coarse = {day_of(o) for o in found if not o.timed}
    timed = [o for o in found if o.timed]
    for a, b in zip(timed, timed[1:]):
        between = range(min(day_of(a), day_of(b)), max(day_of(a), day_of(b)) + 1)
        if all(d.counted(x) and x not in coarse for x in between):
            yield (b.at - a.at) / 3600


def near_pain(d, o):
    pains = [e for e in d.entries if e.kind == "rating" and e.what == "pain" and e.timed]
    before = any(0 <= o.at - p.at <= 1800 and (p.at // 60 < o.at // 60 or p.id < o.id or p.action == o.action)
                 for p in pains)
    return before, any(5400 <= p.at - o.at <= 10800 for p in pains)


def close(got, want, where):
    if isinstance(want, list):
        if len(got) != len(want):
            sys.exit(f"{where}: {len(got)} values, want {len(want)}")
        for i, (g, w) in enumerate(zip(got, want)):
            close(g, w, f"{where}[{i}]")
    elif want is None or got is None or isinstance(want, str):
        if got != want:
            sys.exit(f"{where}: {got}, want {want}")
    elif abs(got - want) > 1e-6 * (1 + abs(want)):
        sys.exit(f"{where}: {got}, want {want}")


def check_alkaloid(d, got, names, which, where):
    doses = d.doses(*names)
    days = amount_days(d, doses, lambda e: mg(e, which))
    if not doses:
        return
    known = {x: v for x, v in days.items() if v is not None}
    trend, values = slopes(d, days)
    close(got["per_day"]["mean"], rate(d, days), where + " a day")
    close(got["days"], len(known), where + " days")
    close(got["days_unknown"], len(days) - len(known), where + " days unknown")
    close(got["days_without"], sum(1 for v in known.values() if v == 0), where + " days without")
    close(got["median"], statistics.median(values) if values else None, where + " median")
    close(got["trend"]["change"] if got["trend"] else None, trend, where + " trend")
    close([x["mg"] for x in got["daily"] if not x.get("skip")][-len(d.pattern):],
          [days.get(x) for x in d.pattern], where + " daily")


def check_treatment(d, got, where):
    name = got["treatment"]
    found = occasions(d, name)
    timed = [o for o in found if o.timed]
    between = list(gaps(d, found))
    pains = [near_pain(d, o) for o in timed]
    firsts = {}
    for o in timed:
        firsts.setdefault((o.at + o.offset - 14400) // DAY, (o.at + o.offset - 14400) % DAY // 60)
    days = {day_of(e) for e in d.doses(name) if day_of(e) in d.pattern and d.counted(day_of(e))}
    close(got["doses"], sum(1 for e in d.doses(name) if day_of(e) in d.pattern), where + " doses")
    close(got["occasions"], len(found), where + " occasions")
    close(got["days"], len(days), where + " days")
    close(got["days_of"], sum(1 for x in d.pattern if d.counted(x)), where + " days of")
    close(got["spacing"]["n"], len(between), where + " gaps")
    close(got["spacing"]["median_h"], statistics.median(between) if between else None, where + " gap")
    hours = collections.Counter((o.at + o.offset) % DAY // 3600 for o in timed)
    close(got["time_of_day"]["hours"], [hours[h] for h in range(24)], where + " hours")
    close(got["time_of_day"]["night"], sum(hours[h] for h in (22, 23, 0, 1, 2, 3)), where + " night")
    close(got["time_of_day"]["first_days"], len(firsts), where + " firsts")
    if firsts:
        first = (int(statistics.median(firsts.values()) + 240 + 0.5)) % 1440
        close(got["time_of_day"]["first_of_day"], f"{first // 60}:{first % 60:02d}", where + " first")
    close(got["pain_before_n"], sum(p[0] for p in pains), where + " before")
    close(got["pain_after_n"], sum(p[1] for p in pains), where + " after")
    if name in ("ibuprofen", "walk", "7-OH"):
        amount = amount_days(d, d.doses(name), lambda e: None if math.isnan(e.value) else e.value)
        close(got["per_day"], rate(d, amount) if got["unit"] else None, where + " per day")


def check(seed, text):
    entries, today, since, body = read(text)
    d = Diary(entries, today, since)
    got = json.loads(body)
    for c in got["course"]:
        want = want_course(d, c["scale"])
        for key in ("n", "days", "days_of", "mean", "median", "lowest", "highest"):
            close(c[key], want[key], f"seed {seed}: {c['scale']} {key}")
        close([x["value"] for x in c["daily"]], want["daily"], f"seed {seed}: {c['scale']} daily")
    scales = {e.what for e in entries if e.kind == "rating" and rating_days(d, e.what)}
    close(sorted(c["scale"] for c in got["course"]), sorted(scales), f"seed {seed}: scales")
    check_alkaloid(d, got["doses"]["mitragynine"], ("kratom",), 0, f"seed {seed}: mitragynine")
    check_alkaloid(d, got["doses"]["hydroxymitragynine"], ("kratom", "7-OH"), 1, f"seed {seed}: 7-OH")
    for t in got["doses"]["treatments"]:
        check_treatment(d, t, f"seed {seed}: {t['treatment']}")
    names = {TREATMENT[e.what] for e in entries if e.kind == "dose" and day_of(e) in d.pattern}
    close(sorted(t["treatment"] for t in got["doses"]["treatments"]), sorted(names), f"seed {seed}: treatments")
    typed = [e for e in entries if e.kind != "not_tracked" and not e.imported]
    same_day = sum(1 for e in typed if (e.entered + e.offset) // DAY <= day_of(e))
    close(got["same_day_n"], same_day, f"seed {seed}: same day")
    close(got["same_day_of"], len(typed), f"seed {seed}: typed")
    for f in got["costs"]["side_effects"]:
        days = {day_of(e) for e in entries if e.kind == "side_effect" and e.what == f["name"]}
        days &= set(d.pattern)
        close(f["days"], len(days), f"seed {seed}: {f['name']}")
    return body


runs = int(sys.argv[3]) if len(sys.argv) > 3 else 60
bodies = []
for number in range(1, runs + 1):
    out = subprocess.run([sys.argv[1], "--diary", str(number)], check=True, stdout=subprocess.PIPE, text=True).stdout
    bodies.append(check(number, out))
if sys.argv[2] != "-":
    subprocess.run([sys.argv[2]], input="".join(bodies), text=True, check=True, stdout=subprocess.DEVNULL)
print(f"{runs} diaries counted the same")
