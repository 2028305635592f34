#!/usr/bin/env python3
"""Holds the includes of src/ to docs/LAYERS and keeps SQL where it belongs. Prints TAP.

    tools/layers.py [TOP]
"""
import os
import re
import sys

import house

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(["<])([^">]*)[">]', re.M)
# Statements as we write them: SQL words in capitals. "DELETE" alone or "Update the plan" is no statement.
SQL = re.compile(
    r"\bSELECT\b.+\bFROM\b|^\s*SELECT\b|\bINSERT\s+(OR\s+\w+\s+)?INTO\b|\bREPLACE\s+INTO\b|\bDELETE\s+FROM\b"
    r"|\bUPDATE\s+(OR\s+\w+\s+)?\w+\s+SET\b|\b(CREATE|DROP|ALTER)\s+(TEMP\s+|UNIQUE\s+|VIRTUAL\s+)?"
    r"(TABLE|INDEX|VIEW|TRIGGER)\b|^\s*PRAGMA\b|^\s*VACUUM\b|^\s*ATTACH\b|^\s*SAVEPOINT\b"
    r"|^\s*BEGIN\s+(IMMEDIATE|EXCLUSIVE|DEFERRED|TRANSACTION)\b"
    r"|^\s*(BEGIN|COMMIT|ROLLBACK)\s*;?\s*$|\bselect\b.+\bfrom\b.+(\bwhere\b|\bjoin\b|;)"
    r"|\binsert\s+into\s+\w+\s*(\(|values|select)|\bdelete\s+from\s+\w+\s+where\b", re.S)


class Layers:
    """docs/LAYERS as read, with what is wrong with it in `problems`."""

    def __init__(self, text):
        self.floor = {}
        self.peers = {}
        self.native = []
        self.sql = []
        self.problems = []
        later = []
        for n, line in enumerate(text.split("\n"), 1):
            line = line.split("#")[0].strip()
            if line:
                self._line(n, line, later)
        for n, rooms, names in later:
            self._peer(n, rooms, names)
        self._circle()

    def _line(self, n, line, later):
        m = re.fullmatch(r"floor (\d+): (.+)", line)
        if m:
            for room in m.group(2).split():
                if room in self.floor:
                    self.problems.append("docs/LAYERS:%d: %s stands on two floors" % (n, room))
                self.floor[room] = int(m.group(1))
            return
        m = re.fullmatch(r"(native|sql): (.+)", line)
        if m:
            getattr(self, m.group(1)).extend(m.group(2).split())
            return
        m = re.fullmatch(r"(.+) may include (.+)", line)
        if m:
            later.append((n, m.group(1).split(), m.group(2)))
            return
        self.problems.append("docs/LAYERS:%d: not understood: %s" % (n, line))

    def _peer(self, n, rooms, names):
        m = re.fullmatch(r"any of floor (\d+)", names)
        for room in rooms:
            peers = [r for r in self.floor if self.floor[r] == int(m.group(1)) and r != room] if m else names.split()
            for name in [room] + peers:
                if name not in self.floor:
                    self.problems.append("docs/LAYERS:%d: no such room: %s" % (n, name))
                elif self.floor[name] != self.floor.get(room, self.floor[name]):
                    self.problems.append("docs/LAYERS:%d: %s is on another floor than %s" % (n, name, room))
            self.peers.setdefault(room, set()).update(peers)

    def _circle(self):
        circle = find_circle(self.peers)
        if circle:
            self.problems.append("docs/LAYERS: the peers go round: " + " -> ".join(circle))

    def room(self, path):
        """The room of a path relative to src/, or None."""
        parts = path.split("/")[:-1]
        while parts:
            if "/".join(parts) in self.floor:
                return "/".join(parts)
            parts.pop()
        return None

    def within(self, path, folders):
        return any(path.startswith(f + "/") for f in folders)


def find_circle(edges):
    """A path that ends where it began, as a list, or None. edges: name -> names."""
    state = {}

    def visit(node, path):
        state[node] = 1
        for to in sorted(edges.get(node, ())):
            if state.get(to) == 1:
                return path[path.index(to):] + [to] if to in path else [node, to]
            if to not in state:
                circle = visit(to, path + [to])
                if circle:
                    return circle
        state[node] = 2
        return None

    for node in sorted(edges):
        if node not in state:
            circle = visit(node, [node])
            if circle:
                return circle
    return None


def includes(text):
    """(line, 'quote' or 'angle', name) of every include; what stands in a comment is none."""
    blank = house.Code(text).lines
    for m in INCLUDE.finditer(text):
        line = text.count("\n", 0, m.start()) + 1
        if "#" in blank[line - 1]:
            yield line, "quote" if m.group(1) == '"' else "angle", m.group(2)


def check_include(layers, path, line, name, known, wrong):
    """Files one quoted include of src/path under the rule it breaks."""
    here = "src/%s:%d: " % (path, line)
    if name not in known:
        wrong["exist"].append('%s"%s" is no file of src/ (write the path from src/)' % (here, name))
        return
    if name.endswith(".c"):
        wrong["exist"].append('%s"%s" is not a header' % (here, name))
    if layers.within(name, layers.native) and not layers.within(path, layers.native) and not house.is_test(path):
        wrong["native"].append("%s%s is native, so the core does not see it" % (here, name))
    mine, other = layers.room(path), layers.room(name)
    if mine is None or other is None or mine == other:
        return
    if layers.floor[other] > layers.floor[mine]:
        wrong["up"].append("%s%s (floor %d) includes %s (floor %d)" %
                           (here, mine, layers.floor[mine], name, layers.floor[other]))
    elif layers.floor[other] == layers.floor[mine] and not house.is_test(path):
        if other not in layers.peers.get(mine, ()):
            wrong["peer"].append("%s%s may not include its peer %s" % (here, mine, name))


def check_sql(layers, path, text, wrong):
    name = os.path.basename(path)
    repo = (name == "repo.c" or name.endswith("_repo.c")) and layers.floor.get(layers.room(path)) == 2
    if name.endswith("repo.c") and not repo:
        wrong["sql"].append("src/%s: only a room on floor 2 has a repo.c" % path)
    if repo or layers.within(path, layers.sql) or house.is_test(path):
        return
    code = house.Code(text)
    for n, line in enumerate(code.lines, 1):
        if re.search(r"\bsqlite3_\w+|\bsqlite3\b|<sqlite3\.h>", line):
            wrong["sql"].append("src/%s:%d: SQLite outside the store" % (path, n))
    for n, literal in code.strings:
        if SQL.search(literal):
            wrong["sql"].append("src/%s:%d: SQL outside a repo.c: %.50s" % (path, n, literal))


def main(top):
    tap = house.Tap()
    layers = Layers(house.read(top, "docs/LAYERS"))
    tap.rule("docs/LAYERS is understood, its rooms and peers fit", layers.problems)

    paths = [p[len("src/"):] for p in house.files(top, "src", ".c", ".h")]
    tap.rule("every folder of src/ is a room on a floor",
             sorted({"src/" + os.path.dirname(p) for p in paths if layers.room(p) is None}))

    wrong = {"exist": [], "up": [], "peer": [], "native": [], "sql": []}
    edges = {}
    for path in paths:
        text = house.read(top, "src/" + path)
        for line, how, name in includes(text):
            if how == "quote":
                edges.setdefault(path, set()).add(name)
                check_include(layers, path, line, name, set(paths), wrong)
        check_sql(layers, path, text, wrong)
    tap.rule("every include names a header of src/ from src/ on", wrong["exist"])
    tap.rule("no include climbs to a higher floor", wrong["up"])
    tap.rule("peers include each other only where docs/LAYERS says so", wrong["peer"])
    tap.rule("the core includes nothing native", wrong["native"])
    circle = find_circle(edges)
    tap.rule("no circle of includes", ["src/" + " -> src/".join(circle)] if circle else [])
    tap.rule("SQL and SQLite stand only in src/store and in repo.c", wrong["sql"])
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else house.TOP))
