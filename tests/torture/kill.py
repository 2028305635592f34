#!/usr/bin/env python3
"""The journal survives kill -9 at any moment, a full disk and a folder it may not write to. Prints TAP.

    ASSAY_BIN=build/src/face/cli/assay python3 tests/torture/kill.py [KILLS|every [SEED]]

KILLS is 50 unless said. `every` is no sample: it dies at each single system call of the commands that write.

Every command that writes is run twice from the same journal: once in peace on a copy, once until it is killed. What is
then in the file must be what was there before, or what the one in peace made, nothing else; when the killed one had
already ended with 0, it must be the latter. The last line counts.
"""
import collections
import os
import random
import re
import shutil
import signal
import sqlite3
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import victim

HEADER = "at,kind,what,value,unit,note\n"
RENEW_EVERY = 60  # kills; then a new journal, so that a run stays quick


class Count:
    def __init__(self):
        self.kills = self.acknowledged = self.lost = self.half = self.doubled = 0


class Torture:
    def __init__(self, folder, seed):
        self.folder = folder
        self.rng = random.Random(seed)
        self.count = Count()
        self.by_verb = collections.Counter()
        self.made = 0
        self.stops, self.seconds = {}, {}
        self.problems = []
        self.mark = 0
        self.chosen = None
        self.renew()

    # --- the journal under torture ------------------------------------------------------------------------------------

    def renew(self):
        self.made += 1
        home = os.path.join(self.folder, "j%d" % self.made)
        os.mkdir(home)
        self.journal = os.path.join(home, "journal.assay")
        for words in ("pain 6, note the first", "2.5g red bali, nausea mild", "started duloxetine 30 mg"):
            self.must("log", words)
        self.must("import", self.rows(20))
        self.must("backup", os.path.join(home, "first.backup"))
        self.backup = os.path.join(home, "first.backup")
        self.was = victim.state(self.journal)

    def must(self, *args):
        rc, said = victim.run(self.journal, args)
        if rc != 0:
            raise SystemExit("Bail out! assay %s ended with %s: %s" % (" ".join(args), rc, said[:400]))

    def new_mark(self):
        self.mark += 1
        return "m%06dx" % self.mark

    def rows(self, n):
        path = os.path.join(os.path.dirname(self.journal), "in-%s.csv" % self.new_mark())
        mark = self.new_mark()
        with open(path, "w", encoding="ascii") as f:
            f.write(HEADER)
            for i in range(n):
                f.write("2026-04-%02dT%02d:%02d+02:00,%s\n" % (
                    i % 28 + 1, self.rng.randrange(24), self.rng.randrange(60),
                    ("rating,pain,%d,,%s %d." % (i % 11, mark, i), "dose,red bali,2.5,g,%s %d." % (mark, i),
                     "note,,,,%s %d." % (mark, i))[i % 3]))
        return path

    def an_entry(self):
        """The small number of an entry that stands in the record, if there is any."""
        if self.chosen:
            return self.chosen
        return str(self.rng.choice([r.id for r in self.was["entry"] if r.state == 0] or [1]))

    def some_command(self, verb=None):
        """(arguments, the file it makes besides or None, verb)"""
        home = os.path.dirname(self.journal)
        verb = verb or self.rng.choice("log log log import import undo undo redo edit edit delete erase backup restore "
                                       "export product".split())
        out = os.path.join(home, "out-" + self.new_mark())
        return {
            "log": lambda: (["log", "pain %d, note %s" % (self.rng.randrange(11), self.new_mark())], None),
            "import": lambda: (["import", self.rows(self.rng.choice((5, 50, 400)))], None),
            "undo": lambda: (["undo", "--yes"], None),
            "redo": lambda: (["redo", "--yes"], None),
            "edit": lambda: (["edit", self.an_entry(), "note=" + self.new_mark()], None),
            "delete": lambda: (["delete", self.an_entry()], None),
            "erase": lambda: (["erase", self.an_entry(), "--yes"], None),
            "product": lambda: (["product", "green " + self.new_mark(), "--form", "powder"], None),
            "backup": lambda: (["backup", out], out),
            "export": lambda: (["export", "--format", "csv", "-o", out], out),
            "restore": lambda: (["restore", self.backup, "--yes"], None),
        }[verb]() + (verb,)

    # --- one kill -----------------------------------------------------------------------------------------------------

    def in_peace(self, args, out, verb, traced):
        """What the command makes of a copy that nobody kills: (exit status, state, bytes of the file it makes)."""
        home = os.path.join(self.folder, "twin")
        shutil.rmtree(home, ignore_errors=True)
        os.mkdir(home)
        twin = os.path.join(home, "journal.assay")
        shutil.copy(self.journal, twin)
        at = [os.path.join(home, "out") if a == out else a for a in args]
        if traced:
            rc, self.stops[verb] = victim.run_traced(twin, at)
        else:
            began = time.perf_counter()
            rc, _ = victim.run(twin, at)
            self.seconds[verb] = time.perf_counter() - began
        made = os.path.join(home, "out")
        data = None
        if os.path.exists(made):
            with open(made, "rb") as f:
                data = f.read()
        return rc, victim.state(twin), data

    def die(self, args, verb, traced, stop=None):
        if traced:
            stop = self.rng.randrange(self.stops[verb] + 2) if stop is None else stop
            rc, _ = victim.run_traced(self.journal, args, stop)
        else:
            rc = victim.run_timed(self.journal, args, self.rng.uniform(0, 1.1 * self.seconds[verb]))
        self.count.kills += 1
        self.by_verb[verb] += 1
        return rc

    def bad(self, kind, args, why):
        said = "%s: assay %s: %s" % (kind, " ".join(args)[:120], why[:600])
        if said not in self.problems:
            setattr(self.count, kind, getattr(self.count, kind) + 1)
            self.problems.append(said)

    def one(self, traced, verb=None, stop=None):
        args, out, verb = self.some_command(verb)
        peace_rc, wanted, wanted_bytes = self.in_peace(args, out, verb, traced)
        rc = self.die(args, verb, traced, stop)
        try:
            now = self.look_over()
        except ValueError as why:
            self.bad("half", args, str(why))
            self.renew()
            return
        if rc == 0:
            self.count.acknowledged += 1
        if rc == 0 and now != wanted:
            self.bad("lost", args, "acknowledged, but " + victim.differences(wanted, now))
        elif now not in (self.was, wanted):
            self.bad("half", args, victim.differences(self.was, now))
        elif rc not in (0, victim.KILLED) and rc != peace_rc:
            self.bad("half", args, "ended with %s, in peace with %s" % (rc, peace_rc))
        self.look_at_file(args, out, verb, rc, wanted_bytes)
        if verb == "erase" and now == wanted and now != self.was:
            self.look_for_erased(args)
        self.was = now

    def look_over(self):
        """A normal command (doctor) sets right what the kill left; then the file alone must be whole."""
        rc, said = victim.run(self.journal, ["doctor"])
        left = victim.beside(self.journal)
        strays = [n for n in left if not re.fullmatch(r"journal\.assay\.backup-\d{8}-\d{6}(-\d+)?", n)]
        if rc not in (0, 1):
            raise ValueError("doctor ended with %s: %s" % (rc, said))
        if {"journal.assay-wal", "journal.assay-shm"} & set(left):
            raise ValueError("a log still lies beside the journal: %s" % left)
        if rc == 1 and ("left" not in said.lower() and "stopped" not in said.lower() or not strays):
            raise ValueError("doctor found something: " + said)
        if strays and rc != 1:
            raise ValueError("doctor did not name %s" % strays)
        for name in strays:
            os.unlink(os.path.join(os.path.dirname(self.journal), name))
        return victim.state(self.journal)

    def look_at_file(self, args, out, verb, rc, wanted_bytes):
        """What a command makes beside the journal is there whole, or not at all."""
        if out is None:
            return
        if not os.path.exists(out):
            if rc == 0:
                self.bad("lost", args, "acknowledged, but the file is not there")
            return
        if verb == "export":
            with open(out, "rb") as f:
                if f.read() != wanted_bytes:
                    self.bad("half", args, "the file is not whole")
            return
        try:
            if victim.state(out) != self.was:
                self.bad("half", args, "the backup is not the journal")
        except ValueError as why:
            self.bad("half", args, "the backup: %s" % why)

    def look_for_erased(self, args):
        """Erased is erased: the words are nowhere in the file any more, whenever the kill came."""
        said = [r.note for r in self.was["entry"] if str(r.id) == args[1]]
        said += [r.body for r in self.was["past"] if r.tbl == "entry" and str(r.row) == args[1]]
        words = re.findall(r"m\d{6}x(?: \d+\.)?", " ".join(said))
        with open(self.journal, "rb") as f:
            data = f.read()
        for w in words:
            if w.encode() in data:
                self.bad("half", args, "the words %s can still be read in the file" % w)

    # --- a tight loop -------------------------------------------------------------------------------------------------

    def worker(self, number, acknowledged):
        """Logs without a pause, and notes down what was acknowledged."""
        os.setpgid(0, 0)
        fd = os.open(acknowledged, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        n = 0
        while True:
            mark = "w%dn%dp%dx" % (number, n, os.getpid())
            n += 1
            rc, _ = victim.run(self.journal, ["log", "pain 4, note " + mark])
            if rc == 0:
                os.write(fd, (mark + "\n").encode())
            elif rc != 75:
                os.write(fd, ("!%s ended with %s\n" % (mark, rc)).encode())

    def round(self, acknowledged, workers):
        pids = []
        for w in range(workers):
            pid = os.fork()
            if pid == 0:
                try:
                    self.worker(w, acknowledged)
                finally:
                    os._exit(1)
            pids.append(pid)
        time.sleep(self.rng.uniform(0.02, 0.25))
        for pid in pids:
            while True:  # the group may not be there yet
                try:
                    os.killpg(pid, signal.SIGKILL)
                    break
                except ProcessLookupError:
                    time.sleep(0.001)
            os.waitpid(pid, 0)
        time.sleep(0.02)  # those of the group that were ours only by grace of their parent
        self.count.kills += 1
        self.by_verb["log in a tight loop"] += 1

    def tight(self, rounds, workers):
        self.renew()
        acknowledged = os.path.join(os.path.dirname(self.journal), "acknowledged")
        open(acknowledged, "wb").close()
        for _ in range(rounds):
            self.round(acknowledged, workers)
            try:
                now = self.look_over()
            except ValueError as why:
                self.bad("half", ["log"], str(why))
                return
            self.compare(now, acknowledged)
        with open(acknowledged, encoding="ascii") as f:
            self.count.acknowledged += sum(1 for _ in f)
        self.was = now

    def compare(self, now, acknowledged):
        marks = collections.Counter()
        per_action = collections.defaultdict(list)
        for r in now["entry"]:
            per_action[r.action].append(r.note)
            if r.kind == "note" and r.note.startswith("w"):
                marks[r.note] += 1
        with open(acknowledged, encoding="ascii") as f:
            for line in f.read().splitlines():
                if line.startswith("!"):
                    self.bad("lost", ["log"], line)
                elif not marks[line]:
                    self.bad("lost", ["log"], line)
        for mark, n in marks.items():
            if n != 1:
                self.bad("doubled", ["log"], "%s is there %d times" % (mark, n))
        for notes in per_action.values():
            if any(note.startswith("w") for note in notes) and len(notes) != 2:
                self.bad("half", ["log"], "an action of %d entries" % len(notes))


# --- full disks, folders that cannot be written -----------------------------------------------------------------------

def disk_full(t):
    """Every place at which a disk can be full: exit 74 with the journal as it was, or 0 and it is all there."""
    problems = []
    size = os.path.getsize(t.journal)
    limits = sorted({0, 1, 4096, 20_000, 32_767, 32_768, 40_000, size - 1, size, size + 1, size + 5000, size + 100_000})
    for verb in ("log", "import", "edit", "undo", "delete", "backup", "export", "restore", "erase"):
        for limit in limits:
            args, out, _ = t.some_command(verb)
            _, wanted, _ = t.in_peace(args, out, verb, False)
            rc, said = victim.run(t.journal, args, victim.limit_file_size(limit))
            try:
                now = t.look_over()
            except ValueError as why:
                problems.append("%s at %d: %s" % (verb, limit, why))
                t.renew()
                continue
            if rc not in (0, 74):
                problems.append("%s at %d ended with %s: %s" % (verb, limit, rc, said[:200]))
            if rc != 0 and not said.strip():
                problems.append("%s at %d says nothing" % (verb, limit))
            # what was erased stays erased, also when the file could not be made smaller
            if now != wanted and (rc == 0 or now != t.was):
                problems.append("%s at %d: %s" % (verb, limit, victim.differences(wanted if rc == 0 else t.was, now)))
            if rc != 0 and now != t.was and verb != "erase":
                problems.append("%s at %d ended with %s but is there" % (verb, limit, rc))
            if rc != 0 and out and os.path.exists(out):
                problems.append("%s at %d ended with %s but left a file" % (verb, limit, rc))
            t.was = now
    return problems


def as_nobody():
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)


def read_only(t, with_log):
    """In a folder that cannot be written: reading works, writing is refused, nothing changes. With an unfinished log
    beside it the journal is not read at all: half of it would be missing."""
    problems = []
    folder = tempfile.mkdtemp(prefix="assay-read-only-")
    prog = shutil.copy(victim.BIN, os.path.join(folder, "assay"))
    inner = os.path.join(folder, "ro")
    os.mkdir(inner)
    journal = os.path.join(inner, "journal.assay")
    shutil.copy(t.journal, journal)
    if with_log:
        leave_log(journal)
    names = sorted(os.listdir(inner))
    for path in [os.path.join(inner, n) for n in names]:
        os.chmod(path, 0o444)
    os.chmod(prog, 0o755)
    os.chmod(inner, 0o555)
    os.chmod(folder, 0o755)
    before = {n: open(os.path.join(inner, n), "rb").read() for n in names}
    was, victim.BIN = victim.BIN, prog
    try:
        for args, good in ((["list"], (0,)), (["export"], (0,)), (["review"], (0,)), (["doctor"], (0, 1)), ([], (0,)),
                           (["log", "pain 5"], (73, 74)), (["undo"], (73, 74)), (["import", "/dev/null"], (65, 73, 74)),
                           (["backup"], (73, 74)), (["export", "-o", "ro.csv"], (73, 74)),
                           (["erase", "1", "--yes"], (73, 74)), (["delete", "1"], (73, 74))):
            rc, said = victim.run(journal, args, as_nobody)
            if rc not in ((74,) if with_log else good):
                problems.append("assay %s ended with %s: %s" % (" ".join(args), rc, said[:200]))
            if {n: open(os.path.join(inner, n), "rb").read() for n in sorted(os.listdir(inner))} != before:
                problems.append("assay %s changed the folder: %s" % (" ".join(args), os.listdir(inner)))
    finally:
        victim.BIN = was
        os.chmod(inner, 0o755)
        shutil.rmtree(folder)
    return problems


def leave_log(journal):
    """A write that never came into the file: journal and log copied while a connection still holds them."""
    db = sqlite3.connect(journal, isolation_level=None)
    db.execute("PRAGMA wal_autocheckpoint = 0")
    db.execute("UPDATE journal SET revision = revision + 1")
    for name in ("", "-wal"):
        shutil.copy(journal + name, journal + name + ".kept")
    db.close()
    for name in ("", "-wal"):
        os.replace(journal + name + ".kept", journal + name)


def new_files(t, n):
    """init, demo and restore into a missing journal: killed at any moment there is a whole one or none."""
    problems = []
    for i in range(n):
        home = os.path.join(t.folder, "new%d" % i)
        os.mkdir(home)
        journal = os.path.join(home, "journal.assay")
        args = (["log", "pain 6"], ["init"], ["restore", t.backup], ["demo"])[i % 4]
        key = "new " + args[0]
        if key not in t.seconds:
            twin = os.path.join(t.folder, "twin-%d" % i)
            os.mkdir(twin)
            began = time.perf_counter()
            victim.run(os.path.join(twin, "journal.assay"), args)
            t.seconds[key] = time.perf_counter() - began
        rc = victim.run_timed(journal, args, t.rng.uniform(0, 1.1 * t.seconds[key]))
        t.count.kills += 1
        t.by_verb[key] += 1
        t.count.acknowledged += rc == 0
        if rc == 0 and not os.path.exists(journal):
            problems.append("%s was acknowledged, but there is no journal" % key)
            t.count.lost += 1
        if not os.path.exists(journal):
            again, said = victim.run(journal, args)
            if again != 0:
                problems.append("%s after a kill ended with %s: %s" % (key, again, said[:200]))
                continue
        rc, said = victim.run(journal, ["doctor"])
        strays = victim.beside(journal)
        if rc != (1 if strays else 0):
            problems.append("%s: doctor ended with %s beside %s: %s" % (key, rc, strays, said[:300]))
        try:
            made = victim.state(journal)
            if args[0] == "demo" and len(made["entry"]) < 2000:
                problems.append("half a demo: %d entries" % len(made["entry"]))
        except ValueError as why:
            problems.append("%s: %s" % (key, why))
        shutil.rmtree(home)
    return problems


def every_stop(t, verb):
    """The command dies at its first system call, at its second, and so on to its last."""
    t.problems = []
    stop = 0
    while stop <= t.stops.get(verb, 1) + 1:
        if stop % (RENEW_EVERY if verb != "erase" else 15) == 0:
            t.renew()
        if verb == "undo" and stop % 4 == 0:  # so that there is always something
            t.must("log", "pain 3, note " + t.new_mark())
            t.was = victim.state(t.journal)
        if verb == "erase":  # what was there before an edit must go too
            t.chosen = None
            t.chosen = t.an_entry()
            t.must("edit", t.chosen, "note=" + t.new_mark())
            t.must("edit", t.chosen, "note=" + t.new_mark())
            t.was = victim.state(t.journal)
        t.one(True, verb, stop)
        t.chosen = None
        stop += 1
    return t.problems


class Tap:
    def __init__(self):
        self.n = self.bad = 0

    def point(self, name, problems):
        self.n += 1
        self.bad += bool(problems)
        print("%s %d - %s" % ("not ok" if problems else "ok", self.n, name), flush=True)
        for line in problems[:20]:
            print("#   " + line.replace("\n", " "))
        if len(problems) > 20:
            print("#   ... and %d more" % (len(problems) - 20))

    def skip(self, name, why):
        self.n += 1
        print("ok %d - %s # SKIP %s" % (self.n, name, why), flush=True)


def kills(t, n, traced):
    t.problems = []
    for i in range(n):
        if i % RENEW_EVERY == RENEW_EVERY - 1:
            t.renew()
        t.one(traced)
    return t.problems


def sample(tap, t, total, tracing):
    new, tight = max(4, total // 12), max(4, total // 10)
    traced = (total - new - 2 * tight) // 2 if tracing else 0
    timed = total - new - 2 * tight - traced
    print("1..8")
    tap.point("killed %d times after a random while" % timed, kills(t, timed, False))
    if tracing:
        tap.point("killed %d times at a random system call" % traced, kills(t, traced, True))
    else:
        tap.skip("killed at a random system call", "tracing is not allowed here")
    for workers in (1, 3):
        t.problems = []
        t.tight(tight, workers)
        tap.point("%d times in a tight loop of %d" % (tight, workers), t.problems)
    tap.point("a journal killed while it was made is there whole or not at all", new_files(t, new))
    t.renew()
    tap.point("a full disk leaves the journal as it was", disk_full(t))
    t.renew()
    tap.point("a folder that cannot be written can be read", read_only(t, False))
    tap.point("and is not read when a log lies unfinished beside the journal", read_only(t, True))


def every(tap, t, tracing):
    verbs = ("log", "undo", "edit", "delete", "erase", "import", "backup", "restore", "export")
    print("1..%d" % len(verbs))
    for verb in verbs:
        if tracing:
            tap.point("%s killed at each of its system calls" % verb, every_stop(t, verb))
        else:
            tap.skip("%s killed at each of its system calls" % verb, "tracing is not allowed here")


def main(args):
    total = args[0] if args else "50"
    seed = int(args[1]) if len(args) > 1 else random.SystemRandom().randrange(1 << 32)
    if not victim.BIN or not os.access(victim.BIN, os.X_OK):
        print("Bail out! ASSAY_BIN does not name the program to test")
        return 1
    folder = tempfile.mkdtemp(prefix="assay-kill-")
    tap = Tap()
    print("# seed %d" % seed)
    t = Torture(folder, seed)
    try:
        tracing = victim.run_traced(t.journal, ["list"])[0] is not None
        if total == "every":
            every(tap, t, tracing)
        else:
            sample(tap, t, int(total), tracing)
    finally:
        if tap.bad == 0 and not sys.exc_info()[0]:
            shutil.rmtree(folder, ignore_errors=True)
        else:
            print("# what is left lies in " + folder)
    c = t.count
    print("# " + ", ".join("%s %d" % kv for kv in sorted(t.by_verb.items())))
    print("# kills %d, acknowledged %d, lost %d, half done %d, twice %d, seed %d" %
          (c.kills, c.acknowledged, c.lost, c.half, c.doubled, seed))
    return 1 if tap.bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
