"""Runs the program, kills it at a chosen moment, and reads what is left of the journal.

Three ways to die: after so many seconds, at the n-th system call (Linux ptrace), or with everything around it (a whole
process group). SIGKILL each time: nothing the program could catch.
"""
import collections
import ctypes
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import time

BIN = os.path.abspath(os.environ["ASSAY_BIN"]) if os.environ.get("ASSAY_BIN") else ""
NOW = "2026-05-04T15:00:00+02:00"
ENV = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "Europe/Berlin"}
KILLED = -signal.SIGKILL

TRACEME, SYSCALL, SETOPTIONS, EXITKILL = 0, 24, 0x4200, 0x100000
LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
LIBC.ptrace.restype = ctypes.c_long


def environment(home):
    env = dict(ENV, HOME=home)
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
        if name in os.environ:
            env[name] = os.environ[name]
    # it cannot look for leaks in a program that is traced
    env["LSAN_OPTIONS"] = os.environ.get("LSAN_OPTIONS", "") + ":detect_leaks=0"
    return env


def argv(journal, args):
    return [BIN, "--no-input", "--now", NOW, "--journal", journal] + list(args)


def run(journal, args, how=None, **popen):
    """To its end: (exit status, everything it said)."""
    got = subprocess.run(argv(journal, args), env=environment(os.path.dirname(journal)), stdin=subprocess.DEVNULL,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=os.path.dirname(journal), timeout=120,
                         check=False, preexec_fn=how, **popen)
    return got.returncode, got.stdout.decode("utf-8", "replace")


def run_timed(journal, args, seconds):
    """Killed after so many seconds unless it has ended: its exit status, KILLED when the kill came first."""
    proc = subprocess.Popen(argv(journal, args), env=environment(os.path.dirname(journal)), stdin=subprocess.DEVNULL,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=os.path.dirname(journal))
    until = time.perf_counter() + seconds
    while time.perf_counter() < until and proc.poll() is None:
        time.sleep(min(0.0005, max(0.0, until - time.perf_counter())))
    proc.kill()
    return proc.wait(timeout=60)


def run_traced(journal, args, stops=None):
    """Killed at its n-th entry into or return from a system call; with None it runs to its end.
    (exit status, stops made). The status is None when this machine does not allow tracing."""
    home = os.path.dirname(journal)
    pid = os.fork()
    if pid == 0:
        try:
            null = os.open(os.devnull, os.O_RDWR)
            for fd in (0, 1, 2):
                os.dup2(null, fd)
            os.chdir(home)
            if LIBC.ptrace(TRACEME, 0, None, None) != 0:
                os._exit(126)
            os.execve(BIN, argv(journal, args), environment(home))
        finally:
            os._exit(127)
    _, status = os.waitpid(pid, 0)
    if not os.WIFSTOPPED(status):
        return None, 0
    LIBC.ptrace(SETOPTIONS, pid, None, EXITKILL)
    n = 0
    while True:
        if stops is not None and n >= stops:
            os.kill(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
            break
        if LIBC.ptrace(SYSCALL, pid, None, None) != 0:
            _, status = os.waitpid(pid, 0)
            break
        _, status = os.waitpid(pid, 0)
        if not os.WIFSTOPPED(status):
            break
        n += 1
    return (KILLED if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)), n


def limit_file_size(size):
    """For preexec_fn: no file may grow beyond size; the write that would gives an error, not a signal."""
    def how():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return how


def beside(path):
    """Files that lie beside the journal and begin with its name."""
    folder, name = os.path.split(path)
    return sorted(n for n in os.listdir(folder) if n.startswith(name) and n != name)


TABLES = ("journal", "action", "entry", "past", "product", "scale", "condition", "profile", "flag")


def rows_of(db, table):
    """Rows without what chance made: public ids."""
    names = [c[1] for c in db.execute("PRAGMA table_info(%s)" % table) if c[1] not in ("uid", "body", "created_s")]
    body = [c[1] for c in db.execute("PRAGMA table_info(%s)" % table) if c[1] == "body"]
    row = collections.namedtuple(table, names + body, rename=True)
    take = names + ["json_remove(body, '$.uid')"] * len(body)
    return sorted((row(*r) for r in db.execute("SELECT %s FROM %s" % (", ".join(take), table))), key=repr)


def state(journal):
    """The record as the file alone holds it, read from a copy that lies somewhere else; None when there is no file.
    ValueError when the copy is not whole."""
    if not os.path.exists(journal):
        return None
    alone = os.path.join(os.path.dirname(journal), "alone")
    shutil.rmtree(alone, ignore_errors=True)
    os.mkdir(alone)
    copy = shutil.copy(journal, os.path.join(alone, "copy"))
    db = sqlite3.connect("file:%s?immutable=1" % copy, uri=True)
    try:
        whole = [r[0] for r in db.execute("PRAGMA integrity_check")]
        if whole != ["ok"]:
            raise ValueError("the file is damaged: " + "; ".join(whole[:3]))
        loose = db.execute("PRAGMA foreign_key_check").fetchall()
        if loose:
            raise ValueError("rows point to rows that are not there: %s" % loose[:3])
        found = {t: rows_of(db, t) for t in TABLES}
        return found
    except sqlite3.DatabaseError as why:
        raise ValueError("the copied file cannot be read alone: %s" % why) from None
    finally:
        db.close()


def differences(a, b):
    if a is None or b is None:
        return "a journal is missing"
    out = []
    for table in a:
        gone, new = set(a[table]) - set(b[table]), set(b[table]) - set(a[table])
        for mark, rows in (("-", gone), ("+", new)):
            out += ["%s %s" % (mark, repr(r)[:200]) for r in sorted(rows, key=repr)[:2]]
    return "; ".join(out)
