"""What the house checks share: finding files, taking C apart, saying the outcome as TAP."""
import concurrent.futures
import os
import re
import subprocess
import sys

TOP = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Tap:
    """One line of TAP per rule; what breaks the rule follows as comments."""

    def __init__(self):
        self.n = 0
        self.failed = 0

    def rule(self, name, problems):
        self.n += 1
        problems = list(problems)
        print("%s %d - %s" % ("not ok" if problems else "ok", self.n, name))
        for line in problems[:60]:
            print("#   " + line)
        if len(problems) > 60:
            print("#   ... and %d more" % (len(problems) - 60))
        self.failed += bool(problems)

    def done(self):
        print("1..%d" % self.n)
        sys.stdout.flush()
        return 1 if self.failed else 0


def files(top, folder, *endings):
    """Paths below top/folder with one of the endings, relative to top, sorted."""
    found = []
    for at, folders, names in os.walk(os.path.join(top, folder)):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f != "__pycache__")
        found += [os.path.relpath(os.path.join(at, n), top) for n in names if n.endswith(endings)]
    return sorted(found)


def read(top, path):
    with open(os.path.join(top, path), encoding="utf-8", errors="replace", newline="") as f:
        return f.read()


def is_test(path):
    return path.endswith("_test.c") or path.startswith("tests/")


_TOKEN = re.compile(r'//[^\n]*|/\*.*?(?:\*/|\Z)|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


class Code:
    """C taken apart: `lines` is the text with comments and the insides of strings blanked, line by line as before;
    `strings` the literals as (line, text), those that follow each other as one, line breaks in them as blanks."""

    def __init__(self, text):
        self.strings = []
        out = []
        last = 0
        adjacent = False
        for m in _TOKEN.finditer(text):
            between = text[last:m.start()]
            last = m.end()
            token = m.group()
            adjacent = adjacent and not between.strip()
            out.append(between)
            if token[0] == '"':
                out.append('"' + re.sub(r"[^\n]", " ", token[1:-1]) + '"')
                inside = re.sub(r"\\[nrt]", " ", token[1:-1])
                if adjacent:
                    self.strings[-1] = (self.strings[-1][0], self.strings[-1][1] + inside)
                else:
                    self.strings.append((text.count("\n", 0, m.start()) + 1, inside))
                adjacent = True
            elif token[0] == "'":
                out.append("' '")
                adjacent = False
            else:
                out.append(re.sub(r"[^\n]", " ", token))
        out.append(text[last:])
        self.lines = "".join(out).split("\n")


def warnings(top):
    """The compiler options of meson.build, so that they stand in one place."""
    text = read(top, "meson.build")
    listed = re.search(r"add_project_arguments\(cc\.get_supported_arguments\(\[(.*?)\]\)", text, re.S)
    options = re.findall(r"'(-[^']+)'", listed.group(1)) if listed else []
    return ["-std=c17", "-Wall", "-Wextra", "-Wpedantic", "-Werror"] + [o for o in options if o[:2] in ("-D", "-W")]


def together(commands):
    """Runs commands, given as (key, argv), as many at a time as there are cores.
    Gives (key, output) of those that fail, in their order."""

    def one(item):
        key, argv = item
        done = subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, errors="replace")
        return key, done.returncode, done.stdout

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        return [(key, out) for key, status, out in pool.map(one, commands) if status != 0]
