#!/usr/bin/env python3
"""Holds the documents to the truth: what README shows is what the program does, what is named exists. Prints TAP.

    ASSAY_BIN=build/src/face/cli/assay tools/docs.py [--write] [TOP]

In README a block marked `sh` holds commands that must end well, a block marked `console` holds commands ("$ ...") with
what they print; a line "..." stands for any number of lines. Each block begins in a new home: `console` with an empty
journal, `sh` with a small one and three files. `assay ...` and `./run ...` both start the program; bare `./run`,
`./test`, `make` and the like are left to tests of their own. --write takes over what the program prints now into the
`console` blocks; read it before it is kept.
"""
import difflib
import os
import re
import subprocess
import sys
import tempfile

import house

NOW = "2026-05-04T20:15:00+02:00"
ZONE = "Europe/Berlin"
PAGE_LINES, PAGE_COLUMNS = 90, 120
RUN = re.compile(r"assay\b|\./run\s+\S")
EVERYWHERE = ("journal", "zone", "now", "json", "no-input", "help", "version")
SAFE = re.compile(r"\bsafe(ly|r|st)?\b", re.I)
SHELLS = ("assay.bash", "assay.zsh", "assay.fish")

FILES = {
    "diary.csv": "at,kind,what,value,unit,note\n2026-05-01T08:00+02:00,rating,pain,6,,\n"
                 "2026-05-01T08:10+02:00,dose,red bali,2.5,g,\n",
    "pain.csv": "date,score\n13/04/2026,6\n14/04/2026,4\n",
    "notes.txt": "2026-05-01 08:00 pain 6, slept 5h\n2026-05-02 21:00 could not finish the stairs\n",
}
JOURNAL = ("slept 5h, pain 6 at 8:00, 2.5g red bali at 8:10, nausea mild at 9:00",
           "pain 3 at 10:00, 2g red bali at 14:00", "note could not finish the stairs")


class Home:
    """A new home with the program in its PATH, never asking anybody, at a fixed time in a fixed zone."""

    def __init__(self, program, filled):
        self.folder = tempfile.TemporaryDirectory()
        self.at = os.path.join(self.folder.name, "here")
        bin_folder = os.path.join(self.folder.name, "bin")
        os.mkdir(self.at)
        os.mkdir(bin_folder)
        script = '#!/bin/sh\nexec "%s" --no-input --now %s "$@"\n' % (program, NOW)
        for path in (os.path.join(bin_folder, "assay"), os.path.join(self.at, "run")):
            with open(path, "w", encoding="utf-8") as f:
                f.write(script)
            os.chmod(path, 0o755)
        self.env = {"PATH": bin_folder + ":/usr/bin:/bin", "HOME": self.at, "TZ": ZONE, "LC_ALL": "C.UTF-8"}
        self.sh("assay init")
        if filled:
            self._fill()

    def _fill(self):
        for name, text in FILES.items():
            with open(os.path.join(self.at, name), "w", encoding="utf-8") as f:
                f.write(text)
        for words in JOURNAL:
            self.sh("assay log '%s'" % words)
        self.sh("assay backup")

    def sh(self, command, shell="sh"):
        done = subprocess.run([shell, "-c", command], cwd=self.at, env=self.env, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                              timeout=120, check=False)
        return done.returncode, done.stdout

    def __enter__(self):
        return self

    def __exit__(self, *why):
        self.folder.cleanup()


def blocks(text):
    """(line, kind, lines) of every fenced block."""
    found, start = [], None
    for n, line in enumerate(text.split("\n"), 1):
        if line.startswith("```"):
            if start is None:
                start, kind, lines = n, line[3:].strip(), []
            else:
                found.append((start, kind, lines))
                start = None
        elif start is not None:
            lines.append(line)
    return found


def commands(lines):
    """(how many lines down, command) of a `sh` block; a backslash at the end goes on in the next line."""
    waiting = ""
    for k, line in enumerate(lines):
        line = waiting + line.strip()
        if line.endswith("\\"):
            waiting = line[:-1]
            continue
        waiting = ""
        if RUN.match(line):
            yield k, line


def typed_words(text):
    """(line, words) of the first column of tables that begin with "you type"."""
    inside = False
    for n, line in enumerate(text.split("\n"), 1):
        cells = [c.strip() for c in line.split("|")]
        inside = len(cells) > 2 and (inside or cells[1] == "you type")
        m = re.fullmatch(r"`([^`]+)`", cells[1]) if inside else None
        if m:
            yield n, m.group(1)


def steps(lines):
    """(how many lines down, command, what it prints) of a `console` block."""
    found = []
    for k, line in enumerate(lines):
        if line.startswith("$ "):
            found.append((k, line[2:], []))
        elif found:
            found[-1][2].append(line.rstrip())
    return found


def matches(shown, printed):
    """Are these the lines, where "..." stands for any number of them?"""
    at = 0
    parts, part = [], []
    for line in shown:
        if line.strip() == "...":
            parts.append(part)
            part = []
        else:
            part.append(line)
    parts.append(part)
    for k, part in enumerate(parts):
        last = k == len(parts) - 1
        places = [len(printed) - len(part)] if last and k > 0 else range(at, len(printed) - len(part) + 1)
        place = next((p for p in places if p >= at and printed[p:p + len(part)] == part), None)
        if place is None or (k == 0 and place != 0):
            return False
        at = place + len(part)
    return at == len(printed)


def check_commands(program, name, text):
    for start, kind, lines in blocks(text):
        if kind != "sh":
            continue
        with Home(program, True) as home:
            for k, command in commands(lines):
                status, out = home.sh(command)
                if status not in (0, 1):
                    yield "%s:%d: `%s` ends with %d: %s" % (name, start + 1 + k, command, status, " / ".join(
                        out.strip().split("\n"))[:300])


def check_words(program, name, text):
    for n, words in typed_words(text):
        with Home(program, False) as home:
            status, out = home.sh("assay log '%s'" % words)
            if status != 0:
                yield "%s:%d: `%s` is not understood: %s" % (name, n, words, " / ".join(out.strip().split("\n"))[:300])


def transcripts(program, text):
    """(line, command, shown, printed, status) of every step of every `console` block."""
    for start, kind, lines in blocks(text):
        if kind != "console":
            continue
        with Home(program, False) as home:
            for k, command, shown in steps(lines):
                while shown and not shown[-1]:
                    shown.pop()
                status, out = home.sh(command)
                printed = [line.rstrip() for line in out.rstrip("\n").split("\n")] if out.strip() else []
                yield start + 1 + k, command, shown, printed, status


def check_transcripts(program, name, text):
    for line, command, shown, printed, status in transcripts(program, text):
        if not matches(shown, printed):
            yield "%s:%d: `%s` prints otherwise (status %d; --write takes it over):" % (name, line, command, status)
            yield from ("    | " + line for line in printed[:50])


def renewed(shown, printed):
    """The lines as printed now, left out where they were left out: parts are found again by what is not a digit."""
    def plain(lines):
        return [re.sub(r"\d+", "0", line) for line in lines]

    if "..." not in [line.strip() for line in shown]:
        return printed
    now_at = {}
    for a, b, n in difflib.SequenceMatcher(None, plain(shown), plain(printed), autojunk=False).get_matching_blocks():
        now_at.update((a + i, b + i) for i in range(n))
    out, k = [], 0
    while k < len(shown):
        if shown[k].strip() == "...":
            out.append("...")
            k += 1
            continue
        end = k
        while end < len(shown) and shown[end].strip() != "...":
            end += 1
        known = [now_at[i] for i in range(k, end) if i in now_at]
        out += printed[known[0]:known[-1] + 1] if known else []
        k = end
    return out


def write_transcripts(program, path, text):
    lines = text.split("\n")
    for line, _, shown, printed, _ in reversed(list(transcripts(program, text))):
        lines[line:line + len(shown)] = renewed(shown, printed)
    with open(path, "w", encoding="utf-8") as f:
        f.write("\n".join(lines))


def check_links(top, pages):
    for page in pages:
        text = re.sub(r"```.*?```", "", house.read(top, page), flags=re.S)
        for m in re.finditer(r"\]\(([^)\s]+)\)", text):
            target = m.group(1).split("#")[0]
            if not target or re.match(r"[a-z]+:", target):
                continue
            if not os.path.exists(os.path.join(top, os.path.dirname(page), target)):
                yield "%s: no such file: %s" % (page, m.group(1))


PATH = re.compile(r"(?:[\w.-]+/)+[\w.-]*\w|(?:[\w-]+)\.(?:c|h|py|sh|csv|sql|md|scd|txt)")


def check_names(top, pages):
    """What stands in backquotes and looks like a file or a function of ours must be one."""
    code = [p for folder in ("src", "tests", "tools") for p in house.files(top, folder, ".c", ".h", ".py")]
    words = set(re.findall(r"\w+", " ".join(house.read(top, p) for p in code)))
    rooms = {os.path.relpath(at, os.path.join(top, "src")) for at, _, _ in os.walk(os.path.join(top, "src"))}
    everything = {p for folder in ("src", "tests", "tools", "docs", "facts", "sql")
                  for p in house.files(top, folder, "")}
    for page in pages:
        text = re.sub(r"```.*?```", "", house.read(top, page), flags=re.S)
        for quoted in re.findall(r"`([^`\n]+)`", text):
            m = re.fullmatch(r"(\w+)\(\)", quoted)
            if m and m.group(1) not in words:
                yield "%s: no such function: %s" % (page, quoted)
            elif PATH.fullmatch(quoted.rstrip("/")) and not named(top, page, quoted.rstrip("/"), rooms, everything):
                yield "%s: no such file: %s" % (page, quoted)


def named(top, page, path, rooms, everything):
    """From the top, from the page, from src/, or a name that some file of ours ends with. x.c and x_test.c are any."""
    places = [os.path.join(top, base, path) for base in ("", os.path.dirname(page), "src")]
    return (re.match(r"x[._]", path) or any(map(os.path.exists, places)) or path in rooms or path in FILES or
            any(p.endswith("/" + path) for p in everything))


def check_page(top, page):
    lines = house.read(top, page).rstrip("\n").split("\n")
    if len(lines) > PAGE_LINES:
        yield "%s: %d lines (%d at most)" % (page, len(lines), PAGE_LINES)
    for n, line in enumerate(lines, 1):
        if len(line) > PAGE_COLUMNS:
            yield "%s:%d: %d columns (%d at most)" % (page, n, len(line), PAGE_COLUMNS)


def verbs(top):
    """verb -> its options, as src/face/cli/verb_table.c has them."""
    text = house.read(top, "src/face/cli/verb_table.c")
    lists = {m.group(1): re.findall(r'\{"([\w-]+)", OPTION_', m.group(2)) for m in
             re.finditer(r"struct option_rule (\w+)\[\] = \{(.*?)\};", text, re.S)}
    row = r"\b(%s),[\s\w,]*?\bverb_(\w+)\b" % "|".join(lists)
    found = {m.group(2): lists[m.group(1)] for m in re.finditer(row, text)} if lists else {}
    found.pop("today", None)
    return found


def dashed(option):
    return ("--" if len(option) > 1 else "-") + option


def manual_options(text):
    """verb -> the options its paragraphs in the man page name."""
    found, verb = {}, None
    for line in text.split("\n"):
        m = re.match(r"\*(\w+)\*", line)
        if m:
            verb = m.group(1)
        elif re.match(r"# ", line):
            verb = None
        if verb:
            found.setdefault(verb, set()).update(re.findall(r"\*-{1,2}([\w-]+)\*", line))
    return found


def check_manual(top, page):
    text = house.read(top, page)
    told, known = manual_options(text), verbs(top)
    if len(known) < 10 or sum(map(len, known.values())) < 10:
        yield "src/face/cli/verb_table.c was not understood: %s" % known
    for verb, options in sorted(known.items()):
        if verb not in told:
            yield "%s: the verb %s is missing" % (page, verb)
        for option in options:
            if verb in told and option not in told[verb]:
                yield "%s: %s: %s is missing" % (page, verb, dashed(option))
        for option in sorted(told.get(verb, set()) - set(options) - set(EVERYWHERE)):
            if option not in ("yes", "journal"):
                yield "%s: %s has no option %s" % (page, verb, dashed(option))
    for option in EVERYWHERE:
        if "*--%s*" % option not in text:
            yield "%s: --%s is missing" % (page, option)
    yield from check_scdoc(page, text)


def check_scdoc(page, text):
    how = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True, "check": False}
    made = subprocess.run(["scdoc"], input=text, **how)
    if made.returncode != 0:
        yield "%s: scdoc refuses it: %s" % (page, made.stdout.strip()[-200:])
        return
    seen = subprocess.run(["mandoc", "-Tlint", "-Werror"], input=made.stdout, **how)
    if seen.returncode > 2:  # up to 2 are warnings, which scdoc makes itself
        yield "%s: mandoc says: %s" % (page, seen.stdout.strip()[:300])


def check_completions(top):
    for name in SHELLS:
        text = house.read(top, "completions/" + name)
        words = set(re.findall(r"[\w-]+", text))
        for verb, options in sorted(verbs(top).items()):
            if verb not in words:
                yield "completions/%s: the verb %s is missing" % (name, verb)
            for option in options:
                if not {option, dashed(option)} & words:
                    yield "completions/%s: %s of %s is missing" % (name, dashed(option), verb)


ASKED = (  # what is typed, what must be offered, what must not
    ("assay lo", ["log"], ["list"]),
    ("assay --json re", ["redo", "review", "restore"], ["log"]),
    ("assay product re", [r"red\ bali"], []),
    ("assay log pain 3, 2g RE", [r"red\ bali"], []),
    ("assay log sti", ["stiffness"], []),
    ("assay scale sti", ["stiffness"], []),
    ("assay product x --form te", ["tea"], ["tablet"]),
    ("assay list --ki", ["--kind"], ["--since"]),
    ("assay erase --", ["--before", "--all", "--yes"], ["--kind"]),
)


def check_bash(top, program):
    ask = ('source "%s/completions/assay.bash"; COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _assay;'
           ' printf "%%s\\n" "${COMPREPLY[@]}"')
    with Home(program, True) as home:
        home.sh("assay scale stiffness 0 10 down")
        for typed, offered, not_offered in ASKED:
            status, out = home.sh(ask % (top, typed), "bash")
            got = out.strip("\n").split("\n")
            if status != 0 or [w for w in offered if w not in got] or [w for w in not_offered if w in got]:
                yield "completions/assay.bash: `%s` offers %s" % (typed, got)
    with Home(program, False) as home:
        home.env["ASSAY_JOURNAL"] = os.path.join(home.at, "there is none.assay")
        status, out = home.sh(ask % (top, "assay product re"), "bash")
        if out.strip():
            yield "completions/assay.bash: without a journal it says: %s" % out.strip()[:200]


def check_safe(top, pages):
    for page in pages:
        for n, line in enumerate(house.read(top, page).split("\n"), 1):
            if SAFE.search(line):
                yield '%s:%d: "safe" is not said: %s' % (page, n, line.strip()[:100])


def main(argv):
    write = argv[:1] == ["--write"]
    argv = argv[write:]
    top = os.path.abspath(argv[0]) if argv else house.TOP
    program = os.path.abspath(os.environ.get("ASSAY_BIN", ""))
    pages = sorted(p for p in os.listdir(top) if p.endswith(".md")) + house.files(top, "docs", ".md")
    tap = house.Tap()
    readme = house.read(top, "README.md")
    if write and os.path.isfile(program):
        write_transcripts(program, os.path.join(top, "README.md"), readme)
        return 0
    if os.path.isfile(program):
        tap.rule("every command of README ends well", check_commands(program, "README.md", readme))
        tap.rule("every example of words is understood", check_words(program, "README.md", readme))
        tap.rule("what README shows is what the program prints", check_transcripts(program, "README.md", readme))
        tap.rule("the completion of bash offers what there is", check_bash(top, program))
    else:
        tap.rule("the program is there", ["ASSAY_BIN names no program"])
    tap.rule("links lead to files", check_links(top, pages))
    tap.rule("files and functions that are named exist", check_names(top, pages))
    tap.rule("docs/ARCHITECTURE.md is one page", check_page(top, "docs/ARCHITECTURE.md"))
    tap.rule("the man page has every verb and option, and no other", check_manual(top, "docs/assay.1.scd"))
    tap.rule("completions know every verb and option", check_completions(top))
    tap.rule('README, CHANGELOG and man page never say "safe"',
             check_safe(top, ("README.md", "CHANGELOG.md", "docs/assay.1.scd")))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
