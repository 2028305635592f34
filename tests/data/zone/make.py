#!/usr/bin/env python3
"""Makes offsets.csv, walls.csv and rules.csv: what Python's zoneinfo says of the zone files beside this program, and of
rules in POSIX form. GNU date is asked too and must agree, but for the rules where one of them is known to be wrong."""
import io, struct, subprocess, sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

HERE = Path(__file__).parent
ZONES = ["Africa-Casablanca", "America-New_York", "Asia-Kathmandu", "Australia-Lord_Howe", "Europe-Berlin"]
EPOCH = datetime(1970, 1, 1)
WALL_YEARS = [1970, 1971, 1974, 1975, 1980, 1981, 1985, 1986, 1996, *range(2006, 2013), *range(2024, 2029), 2037, 2038,
              2050, 2086, 2087, 2088, 2099, 2100]
# Python 3.11 reads the zero-based day of a rule one day early, and J59 of a leap year one day late, so GNU date answers
# for those; GNU date keeps every change within its year, so zoneinfo answers for those that leave it.
RULES = [  # rule, who answers
    ("UTC0", "both"), ("CET-1CEST,M3.5.0,M10.5.0/3", "both"), ("EST5EDT,M3.2.0,M11.1.0", "both"),
    ("NZST-12NZDT,M9.5.0,M4.1.0/3", "both"), ("<+0545>-5:45", "both"), ("<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", "zoneinfo"),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "both"), ("IST-2IDT,M3.4.4/26,M10.5.0", "both"),
    ("EET-2EEST,M3.4.4/50,M10.4.4/50", "both"),
    ("XXX3XXY,J60/0,J300/2", "both"), ("XXX3XXY,J59/0,J300/2", "date"), ("XXX3XXY,59/0,300", "date"),
    ("AAA-9:30:15BBB-11,J100/-167,J300/167", "zoneinfo"), ("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "both"),
    ("ABC+1:02:03", "both"), ("QQQ0WWW,M2.5.1/1:02:03,M8.2.6/23:59:59", "both"),
]

def utc_s(dt):
    return int(dt.timestamp())

def offset(zone, at_s):
    return int((datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=at_s)).astimezone(zone).utcoffset()
               .total_seconds())

def changes(zone, first, last):
    lo = utc_s(datetime(first, 1, 1, tzinfo=timezone.utc))
    end = utc_s(datetime(last + 1, 1, 1, tzinfo=timezone.utc))
    while lo < end:
        hi = lo + 6 * 3600
        a, b = offset(zone, lo), offset(zone, hi)
        if a != b:
            x, y = lo, hi
            while y - x > 1:
                mid = (x + y) // 2
                if offset(zone, mid) == a:
                    x = mid
                else:
                    y = mid
            yield y, a, b
        lo = hi

def wall(zone, local_s):
    dt = EPOCH + timedelta(seconds=local_s)
    before = int(dt.replace(tzinfo=zone, fold=0).utcoffset().total_seconds())
    after = int(dt.replace(tzinfo=zone, fold=1).utcoffset().total_seconds())
    u, v = local_s - before, local_s - after
    return ("one", u, u) if u == v else ("fold", u, v) if u < v else ("gap", v, u)

def ask_date(tz, seconds):
    text = "".join(f"@{s}\n" for s in seconds)
    out = subprocess.run(["date", "-f", "-", "+%::z"], input=text, env={"TZ": tz}, capture_output=True, text=True,
                         check=True).stdout.split()
    for line in out:
        h, m, s = line[1:].split(":")
        yield (-1 if line[0] == "-" else 1) * (int(h) * 3600 + int(m) * 60 + int(s))

def compare(tz, rows):
    for (at, want), got in zip(rows, ask_date(tz, [at for at, _ in rows])):
        if want != got:
            sys.exit(f"{tz}: at {at} zoneinfo says {want}, date says {got}")

def from_rule(rule):
    head = lambda v: b"TZif" + v + bytes(15)
    one = struct.pack(">6l", 0, 0, 0, 0, 1, 4) + struct.pack(">lbb", 0, 0, 0) + b"LMT\0"
    return ZoneInfo.from_file(io.BytesIO(head(b"3") + one + head(b"3") + one + b"\n" + rule.encode() + b"\n"))

def main():
    offsets, walls, rules = ["zone,at_s,offset_s"], ["zone,local_s,kind,first_s,second_s"], ["rule,at_s,offset_s"]
    for name in ZONES:
        with open(HERE / f"{name}.tzif", "rb") as f:
            zone = ZoneInfo.from_file(f)
        rows = [(utc_s(datetime(y, 1, 15, 12, tzinfo=timezone.utc)), None) for y in (1850, 1900, 1950, 2100, 2500)]
        rows = [(at, offset(zone, at)) for at, _ in rows]
        for at, before, after in changes(zone, 1970, 2100):
            rows += [(at - 1, before), (at, after)]
            if (EPOCH + timedelta(seconds=at)).year not in WALL_YEARS:
                continue
            edge = sorted((at + before, at + after))
            for local in (edge[0] - 1, edge[0], sum(edge) // 2, edge[1] - 1, edge[1]):
                walls.append(",".join(map(str, (name, local, *wall(zone, local)))))
        compare(":" + str(HERE / f"{name}.tzif"), rows)
        offsets += [f"{name},{at},{off}" for at, off in rows]
    for rule, who in RULES:
        zone = from_rule(rule)
        rows = [(utc_s(datetime(y, m, 15, 12, tzinfo=timezone.utc)), None) for y in (1999, 2024) for m in (1, 7)]
        rows = [(at, offset(zone, at)) for at, _ in rows]
        for first, last in ((1999, 2000), (2023, 2025), (2100, 2100)):
            for at, before, after in changes(zone, first, last):
                rows += [(at - 1, before), (at, after)]
        if who == "both":
            compare(rule, rows)
        elif who == "date":
            days = [946684800 + 86400 * day + 3600 * hour for day in range(0, 1100, 1) for hour in (0, 3, 4, 12)]
            rows = list(zip(days, ask_date(rule, days)))
            rows = [r for i, r in enumerate(rows) if i % 50 == 0 or len({o for _, o in rows[i - 1:i + 2]}) > 1]
        rules += [f'"{rule}",{at},{off}' for at, off in rows]
    for name, lines in (("offsets", offsets), ("walls", walls), ("rules", rules)):
        (HERE / f"{name}.csv").write_text("\n".join(lines) + "\n")

main()
