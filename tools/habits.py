#!/usr/bin/env python3
"""Refuses what we do not write here: unsafe calls, long functions, long lines, TABs, the word "safe" to a person.
Prints TAP.

    tools/habits.py [--words FILE] [TOP]

--words FILE: further words that must not stand anywhere in the repository, one a line (a private list).
An exception stands in tools/habits.allow: path, TAB, the words as they stand there, TAB, why. An exception that is no
longer needed is a failure too.
"""
import csv
import io
import os
import re
import sys

import house
import layers

LINE_MAX = 120
FUNCTION_MAX = 70

# Not in any of our C: no bound, a hidden state, or a way round.
NOWHERE = """strcpy strcat strncpy strncat sprintf vsprintf gets strtok atoi atol atoll atof scanf sscanf fscanf alloca
localtime gmtime ctime asctime rand srand rand_r random srandom drand48
system popen tmpnam tempnam mktemp setjmp longjmp sigsetjmp siglongjmp pthread_create pthread_mutex_lock
thrd_create""".split()
# Not in the core: clock, zone, language, environment and the end of the program belong to main. Tests may ask them.
NOT_IN_CORE = """setlocale tzset mktime timegm localtime_r gmtime_r time clock clock_gettime gettimeofday getenv
secure_getenv setenv putenv getrandom exit _exit _Exit quick_exit abort printf puts putchar perror fork execv execve
execvp waitpid kill signal sigaction""".split()


def calls(names):
    """Finds calls of these functions; x.time(...) and x->time(...) are calls of something else."""
    return re.compile(r"(?<![\w.])(?<!->)(%s)\s*\(" % "|".join(names))


def check_calls(top, sources):
    rules = layers.Layers(house.read(top, "docs/LAYERS"))
    nowhere, not_in_core = calls(NOWHERE), calls(NOT_IN_CORE)
    for path in sources:
        in_core = (path.startswith("src/") and not house.is_test(path) and
                   not rules.within(path[len("src/"):], rules.native))
        for n, line in enumerate(house.Code(house.read(top, path)).lines, 1):
            for m in nowhere.finditer(line):
                yield "%s:%d: %s()" % (path, n, m.group(1))
            for m in not_in_core.finditer(line) if in_core else ():
                yield "%s:%d: %s() in the core" % (path, n, m.group(1))


def functions(lines):
    """(first line, length in lines) of every function: from the line of its name to the closing brace."""
    head = start = None
    for n, line in enumerate(lines, 1):
        if start is None:
            if re.match(r"[A-Za-z_].*\(", line) and not line.rstrip().endswith(";"):
                head = n
            if line.startswith("{") or (head == n and re.search(r"\)\s*\{\s*$", line)):
                start = head if head is not None else n
        if start is not None and line.startswith("}"):
            yield start, n - start + 1
            head = start = None


def check_functions(top, sources):
    for path in sources:
        for start, length in functions(house.Code(house.read(top, path)).lines):
            if length > FUNCTION_MAX:
                yield "%s:%d: a function of %d lines (%d at most)" % (path, start, length, FUNCTION_MAX)


def check_lines(top, paths):
    for path in paths:
        for n, line in enumerate(house.read(top, path).split("\n"), 1):
            if len(line) > LINE_MAX:
                yield "%s:%d: %d columns (%d at most)" % (path, n, len(line), LINE_MAX)
            if line.endswith("\r"):
                yield "%s:%d: the line ends in CR" % (path, n)
            elif line != line.rstrip():
                yield "%s:%d: blanks at the end of the line" % (path, n)


def check_tabs(top, paths):
    for path in paths:
        if path.endswith(".scd"):  # the man page's source is indented so
            continue
        for n, line in enumerate(house.read(top, path).split("\n"), 1):
            if re.match(r" *\t", line):
                yield "%s:%d: indented with a TAB" % (path, n)


# Never of a product, a dose or a combination. "unsafe" and "safety" may stand.
SAFE = re.compile(r"\bsafe(ly|r|st)?\b", re.I)


def shown_texts(top, sources):
    """(path, line, text) of what a person may come to see: literals of src/ and cells of facts/."""
    for path in sources:
        if path.startswith("src/") and not house.is_test(path):
            for n, literal in house.Code(house.read(top, path)).strings:
                yield path, n, literal
    for path in house.files(top, "facts", ".csv"):
        if os.path.basename(path) != "citations.csv":  # titles of papers are not ours
            rows = csv.reader(io.StringIO(house.read(top, path)))
            for row in rows:
                for cell in row:
                    yield path, rows.line_num, cell
    for path in house.files(top, "facts", ".txt", ".md"):
        for n, line in enumerate(house.read(top, path).split("\n"), 1):
            yield path, n, line


def check_safe(top, sources, allowed):
    for path, n, text in shown_texts(top, sources):
        if SAFE.search(text) and not allowed.covers(path, text):
            yield "%s:%d: \"%.70s\"" % (path, n, text.strip())


def check_pattern(top, paths, pattern, allowed):
    for path in paths:
        for n, line in enumerate(house.read(top, path).split("\n"), 1):
            m = pattern.search(line)
            if m and not allowed.covers(path, line):
                yield "%s:%d: %s" % (path, n, m.group())


class Allowed:
    """tools/habits.allow"""

    def __init__(self, top):
        self.rows = []
        self.used = set()
        self.problems = []
        name = "tools/habits.allow"
        if os.path.exists(os.path.join(top, name)):
            for n, line in enumerate(house.read(top, name).split("\n"), 1):
                if line and not line.startswith("#"):
                    row = line.split("\t")
                    if len(row) != 3 or not all(cell.strip() for cell in row):
                        self.problems.append("%s:%d: wants path, TAB, words, TAB, why" % (name, n))
                    else:
                        self.rows.append((n, row[0], row[1]))

    def covers(self, path, text):
        hits = [n for n, where, words in self.rows if where == path and words in text]
        self.used.update(hits)
        return bool(hits)

    def unused(self):
        return ["tools/habits.allow:%d: no longer needed" % n for n, _, _ in self.rows if n not in self.used]


# A path on somebody's machine.
MACHINE = re.compile(r"(?<![\w./$}])/(home|root|work|Users)/[\w.-]+")
LATER = re.compile(r"\b(" + "TO" + "DO|FIX" + "ME|XX" + "X)\\b")


def written(top):
    """Everything that is ours to write: code, scripts, documents, tables."""
    found = []
    for folder in (".ci", "docs", "facts", "sql", "src", "tests", "tools", "meson"):
        found += house.files(top, folder, ".c", ".h", ".py", ".sh", ".md", ".sql", ".build", ".scd", ".awk")
    found += [p for p in os.listdir(top) if p.endswith(".md") or p.startswith("meson")
              or p in ("run", "test", "Makefile", "packages.txt")]
    return sorted(p for p in set(found) | {".ci/run", "docs/LAYERS"} if os.path.isfile(os.path.join(top, p)))


def private_words(name):
    with open(name, encoding="utf-8") as f:
        words = [w.strip() for w in f if w.strip() and not w.startswith("#")]
    return re.compile(r"(?<!\w)(%s)(?!\w)" % "|".join(map(re.escape, words)), re.I) if words else None


def main(argv):
    words = None
    if argv[:1] == ["--words"]:
        words = private_words(argv[1])
        argv = argv[2:]
    top = argv[0] if argv else house.TOP
    tap = house.Tap()
    allowed = Allowed(top)
    everything = written(top)
    sources = [p for p in everything if p.endswith((".c", ".h"))]
    code = [p for p in everything if not p.endswith(".md") and p != "Makefile"]

    tap.rule("no unsafe call, and no clock, environment or exit in the core", check_calls(top, sources))
    tap.rule("no function of more than %d lines" % FUNCTION_MAX, check_functions(top, sources))
    tap.rule("no line over %d columns, no blanks at its end" % LINE_MAX, check_lines(top, code))
    tap.rule("no TAB indents", check_tabs(top, code))
    tap.rule("\"safe\" is not said to a person", check_safe(top, sources, allowed))
    tap.rule("no path of one machine", check_pattern(top, everything, MACHINE, allowed))
    tap.rule("nothing is left for later in a comment", check_pattern(top, everything, LATER, allowed))
    if words:
        tap.rule("no word of the private list", check_pattern(top, everything, words, allowed))
    tap.rule("tools/habits.allow has only what is needed", allowed.problems + allowed.unused())
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
