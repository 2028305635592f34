#!/usr/bin/env python3
"""Measures assay beside a sqlite3 shell, in one run on one machine, and writes docs/BENCH.md.

    python3 tools/bench/run.py            all of it, about a quarter of an hour
    python3 tools/bench/run.py --smoke    small and short; prints only, writes nothing

ASSAY_BIN names the program (else build/src/face/cli/assay). The two take turns; medians and the 90th percentile of the
whole process are given, from its start to its end. The pragmas of the peer are read from src/store/store.c.
"""
import argparse
import datetime
import filecmp
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import diary

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BIN = os.path.abspath(os.environ.get("ASSAY_BIN") or os.path.join(TOP, "build", "src", "face", "cli", "assay"))
ENTRY_BUDGET, IMPORT_BUDGET, MEMORY_BUDGET, REVIEW_BUDGET = 2.0, 0.25, 64.0, 100.0
LOG_SQL = """BEGIN IMMEDIATE;
INSERT INTO action (uid, verb, said, at_s, offset_s) VALUES (randomblob(16), 'log', 'pain 6', {now}, 0);
INSERT INTO entry (uid, kind, what, at_s, offset_s, precision, value, entered_s, entered_offset_s, action, source,
                   imported, import_key)
  VALUES (randomblob(16), 'rating', 'pain', {now}, 0, 0, 6, {now}, 0, last_insert_rowid(), 'assay', 0, randomblob(20));
UPDATE journal SET revision = revision + 1;
COMMIT;"""
TODAY_SQL = """SELECT * FROM entry WHERE state = 0 AND at_s BETWEEN {now} - 86400 AND {now} + 64800 ORDER BY at_s, id;
SELECT * FROM entry WHERE state = 0 AND kind = 'rating' AND what = 'pain' AND at_s <= {now} ORDER BY at_s DESC, id DESC
  LIMIT 1;
SELECT * FROM entry WHERE state = 0 AND at_s BETWEEN {now} - 172800 AND {now} AND kind = 'dose' ORDER BY at_s DESC,
  id DESC LIMIT 1;"""
SIX = """CREATE TABLE diary (at TEXT, kind TEXT, what TEXT, value REAL, unit TEXT, note TEXT);
CREATE INDEX diary_at ON diary (at);
CREATE INDEX diary_what ON diary (kind, what, at);"""


def pragmas():
    """What the store sets when it opens a journal."""
    with open(os.path.join(TOP, "src", "store", "store.c"), encoding="utf-8") as f:
        found = re.findall(r"PRAGMA ((?:trusted_schema|foreign_keys|synchronous|temp_store|cache_size|secure_delete) = "
                           r"[-\w]+)", f.read())
    if len(set(found)) < 5:
        sys.exit("The pragmas can no longer be read from src/store/store.c.")
    return "".join("PRAGMA %s;" % p for p in dict.fromkeys(found))


class Bench:
    def __init__(self, folder, smoke):
        self.folder, self.smoke = folder, smoke
        self.env = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": folder, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        self.pragmas = pragmas()
        self.rows = []
        self.floor = self.run([shutil.which("true")])[1]

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, argv, stdin=os.devnull, stdout=os.devnull):
        """(seconds, peak memory in MB) of a process that must end well."""
        actions = [(os.POSIX_SPAWN_OPEN, 0, stdin, os.O_RDONLY, 0),
                   (os.POSIX_SPAWN_OPEN, 1, stdout, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
                   (os.POSIX_SPAWN_OPEN, 2, self.path("errors"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)]
        began = time.perf_counter()
        pid = os.posix_spawn(argv[0], argv, self.env, file_actions=actions)
        _, status, used = os.wait4(pid, 0)
        seconds = time.perf_counter() - began
        if status != 0:
            with open(self.path("errors"), encoding="utf-8", errors="replace") as f:
                sys.exit("%s ended badly: %s" % (" ".join(argv)[:200], f.read()[:600]))
        return seconds, used.ru_maxrss / 1024

    def assay(self, journal, *args, now=None):
        return [BIN, "--no-input", "--journal", self.path(journal), "--now", now or diary.NOW] + list(args)

    def shell(self, name, sql):
        return [self.sqlite3(), "-batch", self.path(name), self.pragmas + sql]

    @staticmethod
    def sqlite3():
        found = shutil.which("sqlite3")
        if not found:
            sys.exit("The sqlite3 shell is missing (Debian: sqlite3).")
        return found

    def turns(self, n, *contestants):
        """Each contestant n times, in turns; a list of (seconds, MB) for each."""
        found = [[] for _ in contestants]
        for i in range(n):
            order = list(range(len(contestants)))
            for k in order if i % 2 == 0 else reversed(order):
                found[k].append(contestants[k]())
        return found

    # --- what is measured ---

    def nothing(self, n):
        true = shutil.which("true")
        (t,) = self.turns(n, lambda: self.run([true]))
        self.row("a process that does nothing", t, None, None, "for comparison")

    def ten_years(self, years):
        """The journal of so many years, and a copy for the peer."""
        csv = self.path("ten-years.csv")
        doses, ratings = diary.write_years(csv, years)
        self.run(self.assay("journal", "import", csv))
        for i in range(1, 41):  # history
            self.run(self.assay("journal", "edit", str(97 * i), "note=seen again"))
        for i in range(1, 11):
            self.run(self.assay("journal", "delete", str(89 * i + 1)))
        shutil.copy(self.path("journal"), self.path("peer"))
        with open(self.path("six.sql"), "w", encoding="utf-8") as f:
            f.write(self.pragmas + "PRAGMA journal_mode = WAL;\n" + SIX + "\n.import --csv --skip 1 %s diary\n" % csv)
        self.run([self.sqlite3(), "-batch", self.path("six")], stdin=self.path("six.sql"))
        return doses, ratings

    def short_commands(self, n):
        at = {"now": diary.NOW_S}
        six = "INSERT INTO diary VALUES ('%s', 'rating', 'pain', 6, '', '');" % diary.NOW
        log, log_peer, log_six = self.turns(
            n, lambda: self.run(self.assay("journal", "log", "pain 6")),
            lambda: self.run(self.shell("peer", LOG_SQL.format(**at))), lambda: self.run(self.shell("six", six)))
        bare, bare_peer = self.turns(n, lambda: self.run(self.assay("journal")),
                                     lambda: self.run(self.shell("peer", TODAY_SQL.format(**at))))
        self.ratio("`assay log \"pain 6\"` · the same INSERTs and UPDATE into an equal file", log, log_peer,
                   ENTRY_BUDGET)
        self.ratio("the same · one INSERT into a table of six columns with two indexes", log, log_six, None)
        self.ratio("bare `assay` · the SELECTs of today, the last pain and the last dose", bare, bare_peer,
                   ENTRY_BUDGET)
        self.memory("`assay log`", log)

    def review(self, n):
        self.run(self.assay("journal", "review"))
        (stored,) = self.turns(n, lambda: self.run(self.assay("journal", "review")))
        (anew,) = self.turns(max(3, n // 4), lambda: self.run(self.assay("journal", "review", "--anew")))
        got = statistics.median(s for s, _ in stored) * 1000
        self.row("`review` from stored answers", stored, None, None, verdict(got <= REVIEW_BUDGET, "at most 100 ms"))
        self.row("`review` made anew", anew, None, None, "")

    def large_files(self, rows, n):
        csv = self.path("large.csv")
        diary.write_rows(csv, rows)
        ours, peer = self.turns(n, lambda: self.import_ours(csv), lambda: self.import_peer(csv))
        self.rates("import of %s rows · `.import` into six columns with two indexes" % thousands(rows), rows, ours,
                   peer,
                   IMPORT_BUDGET)
        most = max(m for _, m in ours)
        self.rows.append(("memory of that import, at most", self.megabytes(ours), self.megabytes(peer), "",
                          verdict(most <= MEMORY_BUDGET, "at most 64 MB")))
        print("  " + " | ".join(filter(None, self.rows[-1])), flush=True)
        select = "SELECT at, kind, what, value, unit, note FROM diary ORDER BY at;"
        out, out_peer = self.turns(
            n, lambda: self.run(self.assay("large", "export"), stdout=self.path("out.csv")),
            lambda: self.run([self.sqlite3(), "-batch", "-csv", self.path("large-six"), self.pragmas + select],
                             stdout=self.path("out-peer.csv")))
        self.rates("export of them · `sqlite3 -csv` with a SELECT in order of time", rows, out, out_peer, IMPORT_BUDGET)
        self.memory("that export", out)
        if not filecmp.cmp(csv, self.path("out.csv"), shallow=False):
            sys.exit("The export is not what was imported.")

    def import_ours(self, csv):
        self.remove("large")
        return self.run(self.assay("large", "import", csv))

    def import_peer(self, csv):
        self.remove("large-six")
        with open(self.path("large.sql"), "w", encoding="utf-8") as f:
            f.write("%sPRAGMA journal_mode = WAL;\n%s\n.import --csv --skip 1 %s diary\n" % (self.pragmas, SIX, csv))
        return self.run([self.sqlite3(), "-batch", self.path("large-six")], stdin=self.path("large.sql"))

    def remove(self, name):
        for n in os.listdir(self.folder):
            if n == name or n.startswith(name + "-wal") or n.startswith(name + "-shm"):
                os.unlink(self.path(n))

    # --- rows of the table ---

    def row(self, what, ours, peer, ratio, says):
        self.rows.append((what, times(ours), times(peer) if peer else "", "%.2f" % ratio if ratio else "", says))
        print("  " + " | ".join(filter(None, self.rows[-1])), flush=True)

    def ratio(self, what, ours, peer, budget):
        r = statistics.median(s for s, _ in ours) / statistics.median(s for s, _ in peer)
        self.row(what, ours, peer, r, verdict(r <= budget, "at most %g" % budget) if budget else "")

    def rates(self, what, rows, ours, peer, budget):
        mine, theirs = (rows / statistics.median(s for s, _ in t) for t in (ours, peer))
        self.rows.append((what, "%s rows/s" % thousands(mine), "%s rows/s" % thousands(theirs),
                          "%.2f" % (mine / theirs),
                          verdict(mine / theirs >= budget, "at least %g" % budget)))
        print("  " + " | ".join(self.rows[-1]), flush=True)

    def megabytes(self, found):
        most = max(m for _, m in found)
        return "%.0f MB" % most if most > self.floor + 1 else "under %.0f MB" % (self.floor + 1)

    def memory(self, what, ours):
        self.rows.append(("memory of %s, at most" % what, self.megabytes(ours), "", "", ""))
        print("  " + " | ".join(filter(None, self.rows[-1])), flush=True)


def verdict(good, budget):
    return "%s: %s" % (budget, "met" if good else "NOT met")


def thousands(x):
    return "{:,.0f}".format(x)


def times(found):
    s = sorted(s for s, _ in found)
    return "%.1f ms (%.1f)" % (statistics.median(s) * 1000, s[min(len(s) - 1, int(0.9 * len(s)))] * 1000)


def machine():
    model = "unknown processor"
    with open("/proc/cpuinfo", encoding="ascii", errors="replace") as f:
        for line in f:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    return "%s, %d cores" % (model, os.cpu_count() or 1)


def version(argv):
    return subprocess.run(argv, stdout=subprocess.PIPE, check=False).stdout.decode().split("\n")[0].strip()


def written(bench, doses, ratings, args):
    head = """# How fast

Written by `make bench` (`tools/bench/run.py`) on {day}; change nothing here by hand.

{machine}. {assay}; sqlite3 shell {sqlite}.
{n} turns for short commands, {few} for long ones.
Times are of whole processes, start to end: the median, and in brackets the 90th percentile. The journal is ten years:
{doses} doses and {ratings} ratings, with history. The peer is a `sqlite3` shell on an equal file with the same pragmas
({pragmas}journal_mode = WAL).
Compare within this table only: another machine, another table.
Memory is the largest resident set; less than {floor:.0f} MB (what started the process used) cannot be told apart.

| what · beside what | assay | sqlite3 shell | ratio | budget |
|---|---|---|---|---|
"""
    head = head.format(day=datetime.date.today().isoformat(), machine=machine(), assay=version([BIN, "--version"]),
                       sqlite=version([bench.sqlite3(), "--version"]).split(" ")[0], n=args.n, few=args.few,
                       doses=thousands(doses), ratings=thousands(ratings), floor=bench.floor,
                       pragmas=bench.pragmas.replace("PRAGMA ", "").replace(";", ", "))
    return head + "".join("| %s |\n" % " | ".join(r) for r in bench.rows)


def main():
    p = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    p.add_argument("--smoke", action="store_true", help="small and short, writes nothing")
    p.add_argument("-n", type=int, default=0, help="turns for short commands")
    args = p.parse_args()
    args.n = args.n or (5 if args.smoke else 60)
    args.few = 2 if args.smoke else 5
    if not os.access(BIN, os.X_OK):
        sys.exit("There is no assay at %s; build it, or name it with ASSAY_BIN." % BIN)
    folder = tempfile.mkdtemp(prefix="assay-bench-")
    try:
        b = Bench(folder, args.smoke)
        doses, ratings = b.ten_years(1 if args.smoke else 10)
        b.nothing(args.n)
        b.short_commands(args.n)
        b.review(args.n)
        b.large_files(20_000 if args.smoke else 1_000_000, args.few)
        if not args.smoke:
            with open(os.path.join(TOP, "docs", "BENCH.md"), "w", encoding="utf-8") as f:
                f.write(written(b, doses, ratings, args))
            print("Written: docs/BENCH.md")
    finally:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
