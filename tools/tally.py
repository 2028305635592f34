#!/usr/bin/env python3
"""Counts what tests printed (TAP) and keeps the sum.

    tally.py TALLY tap NAME FILE STATUS    one program's output and exit status
    tally.py TALLY meson NAME LOG STATUS   meson's testlog.json and the status of `meson test`
    tally.py TALLY failed NAME WHY         something that could not even begin: one failure
    tally.py TALLY sum                     the last line; exit 1 when anything failed or nothing ran

TALLY is a file with a line for each suite: passed, failed, skipped, name. A program that stops before its plan is
fulfilled, or ends badly without a failed test, has failed the tests that are missing, at least one.
"""
import json
import re
import sys

POINT = re.compile(r"^(not )?ok\b[ \t]*(\d+)?[ \t]*(?:- )?(.*)$")
PLAN = re.compile(r"^1\.\.(\d+)\b[ \t]*(#.*)?")
SKIP = re.compile(r"#[ \t]*SKIP", re.I)
SHOWN_MAX = 60  # lines about failures, for each program


class Count:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0
        self.shown = []

    def add(self, other, name=""):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped
        if other.shown and name:
            self.shown.append(name + ":")
        self.shown += other.shown


def read_tap(text, status):
    """Counts the points of TAP; `shown` are the failed ones with the comments behind them."""
    c = Count()
    planned = points = 0
    in_failure = False
    for line in text.splitlines():
        point, plan = POINT.match(line), PLAN.match(line)
        if point:
            points += 1
            in_failure = bool(point.group(1))
            if SKIP.search(point.group(3)):
                c.skipped += 1
                in_failure = False
            elif in_failure:
                c.failed += 1
                c.shown.append("  " + line)
            else:
                c.passed += 1
        elif plan:
            planned += int(plan.group(1))
            if plan.group(1) == "0":
                c.skipped += 1
        elif line.startswith("Bail out!"):
            c.failed += 1
            c.shown.append("  " + line)
        elif in_failure and line.strip():
            c.shown.append("  " + line)
    if planned > points:
        c.failed += planned - points
        c.shown.append("  stopped after %d of %d tests" % (points, planned))
    if status != 0 and c.failed == 0:
        c.failed += 1
        c.shown.append("  ended with status %d" % status)
    if c.passed + c.failed + c.skipped == 0:
        c.failed += 1
        c.shown.append("  printed no test at all")
    if len(c.shown) > SHOWN_MAX:
        c.shown[SHOWN_MAX:] = ["  ... and %d more lines" % (len(c.shown) - SHOWN_MAX)]
    return c


def read_meson(text, status):
    total = Count()
    for line in text.splitlines():
        test = json.loads(line)
        good = test["result"] in ("OK", "SKIP", "EXPECTEDFAIL")
        printed = test.get("stdout", "")
        if not re.search(r"^(not )?ok\b|^1\.\.\d", printed, re.M):
            printed = "%s - the whole program" % ("ok" if good else "not ok")  # no TAP: the status is the test
        one = read_tap(printed, 0 if good else test.get("returncode") or 1)
        if one.failed and not good:
            one.shown.append("  result: " + test["result"])
            one.shown += ["  " + e for e in test.get("stderr", "").splitlines()[-30:]]
        total.add(one, test["name"])
    if status != 0 and total.failed == 0:
        total.failed += 1
        total.shown.append("meson test ended with status %d" % status)
    if total.passed + total.failed + total.skipped == 0:
        total.failed += 1
        total.shown.append("no test ran")
    return total


def in_words(c):
    return "%d passed, %d failed%s" % (c.passed, c.failed, ", %d skipped" % c.skipped if c.skipped else "")


def contents(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as f:
            return f.read()
    except OSError:
        return ""


def main(tally, what, *rest):
    if what == "sum":
        total = Count()
        for line in contents(tally).splitlines():
            passed, failed, skipped = map(int, line.split()[:3])
            total.passed, total.failed, total.skipped = (
                total.passed + passed, total.failed + failed, total.skipped + skipped)
        if total.passed + total.failed == 0:
            total.failed = 1
        print(in_words(total))
        return 1 if total.failed else 0
    name = rest[0]
    if what == "failed":
        c = Count()
        c.failed = 1
        c.shown = ["  " + rest[1]]
    else:
        c = {"tap": read_tap, "meson": read_meson}[what](contents(rest[1]), int(rest[2]))
    for line in c.shown:
        print("    " + line)
    print("%-44s %s" % (name, in_words(c)))
    with open(tally, "a", encoding="utf-8") as f:
        f.write("%d %d %d %s\n" % (c.passed, c.failed, c.skipped, name))
    return 1 if c.failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
