"""Reading the tables of facts/: names folded, rows with their place, and what a field may hold. See facts.py."""
import csv
import io
import math
import os
import re
import unicodedata

NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\Z")
DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z")
# What stands for a letter that has no marks to drop; the micro sign becomes the Greek letter it looks like.
SINGLE = {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "µ": "μ",
          "ς": "σ",
          "´": "'", "‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
          "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-"}


def fold(text):
    """As utf8_fold() of base/utf8.h: lower case, Latin marks dropped, plain quotes and dashes, single blanks."""
    out = []
    for c in text.lower():
        parts = unicodedata.normalize("NFD", c)
        if "LATIN" in unicodedata.name(parts[0], "") and len(parts) > 1:
            parts = "".join(p for p in parts if not unicodedata.combining(p))
        else:
            parts = c
        out.append("".join(SINGLE.get(p, p) for p in parts))
    return " ".join("".join(out).split())


def words(text):
    """The whole words of a folded name joined by one blank: "7-oh tabs" -> "7 oh tabs"."""
    return " ".join(re.findall(r"[a-z0-9\u0080-\U0010ffff]+", text))


class Complaints:
    def __init__(self):
        self.lines = []

    def say(self, where, sentence):
        self.lines.append("%s: %s" % (where, sentence))


class Row:
    """One record: its fields by column name, and where it stands."""

    def __init__(self, where, fields):
        self.where = where
        self.fields = fields

    def __getitem__(self, column):
        return self.fields[column]


def read_table(folder, name, columns, bad):
    """The rows of FOLDER/name, each with exactly these columns. A file that cannot be read gives no rows."""
    path = os.path.join(folder, name)
    try:
        with open(path, "rb") as f:
            text = f.read().decode("utf-8")
    except OSError as e:
        bad.say(name + ":1", "The table cannot be read: %s." % e.strerror)
        return []
    except UnicodeDecodeError as e:
        bad.say("%s:%d" % (name, e.object[:e.start].count(b"\n") + 1), "This is not UTF-8.")
        return []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, line = [], 1
    try:
        for fields in reader:
            where, line = "%s:%d" % (name, line), reader.line_num + 1
            if not rows and fields != list(columns):
                bad.say(where, "The header must be %s." % ",".join(columns))
                return []
            if len(fields) != len(columns):
                bad.say(where, "This row has %d fields, the header has %d." % (len(fields), len(columns)))
                continue
            rows.append(Row(where, dict(zip(columns, fields))))
    except csv.Error as e:
        bad.say("%s:%d" % (name, line), "This is not a CSV row: %s." % e)
    if not rows:
        bad.say(name + ":1", "The table is empty; its header must be %s." % ",".join(columns))
    return rows[1:]


# --- what a field may hold -----------------------------------------------------------------------------------------


def number(row, column, bad, lo=-math.inf, hi=math.inf):
    """A finite number with a decimal point, or a fraction a/b of two; None (and a complaint) otherwise."""
    parts = row[column].split("/")
    if len(parts) > 2 or not all(NUMBER.match(p) for p in parts):
        bad.say(row.where, "%s is \"%s\", which is not a number." % (column, row[column]))
        return None
    values = [float(p) for p in parts]
    if not all(math.isfinite(v) for v in values) or (len(values) == 2 and values[1] == 0):
        bad.say(row.where, "%s is \"%s\", which is not a finite number." % (column, row[column]))
        return None
    value = values[0] / values[1] if len(values) == 2 else values[0]
    if not lo <= value <= hi:
        bad.say(row.where, "%s is %s; it must lie between %g and %g." % (column, row[column], lo, hi))
        return None
    return value


def bounds(row, lo, hi, bad, any_allowed=False):
    """Two numbers, the first not above the second. "any" is no bound where that is allowed."""
    got = []
    for column, infinite in ((lo, -math.inf), (hi, math.inf)):
        if any_allowed and row[column] == "any":
            got.append(infinite)
        else:
            got.append(number(row, column, bad))
    if None not in got and got[0] > got[1]:
        bad.say(row.where, "%s (%s) is above %s (%s)." % (lo, row[lo], hi, row[hi]))
    return got


def choice(row, column, allowed, bad, what=None):
    if row[column] not in allowed:
        bad.say(row.where, "%s is no %s we know; it is one of: %s."
                % ('"%s"' % row[column] if row[column] else "An empty field", what or column,
                   ", ".join('""' if a == "" else a for a in allowed)))
        return False
    return True


def need(row, column, bad):
    if not row[column].strip():
        bad.say(row.where, "%s is empty." % column)


def date_or_empty(row, column, bad):
    if row[column] and not DATE.match(row[column]):
        bad.say(row.where, "%s is \"%s\"; a date is YYYY-MM-DD." % (column, row[column]))


def names_of(row, column, bad, key=None):
    """The folded names of a row, its own key first."""
    out = [fold(row[key])] if key else []
    for raw in row[column].split("|") if row[column] else []:
        name = fold(raw)
        if not name:
            bad.say(row.where, "There is an empty name between two bars.")
        elif name not in out:
            out.append(name)
        elif not (key and name == out[0]):
            bad.say(row.where, "The name \"%s\" stands twice in this row." % name)
    return out


def doubled(rows, columns, bad):
    """Refuses a key that two rows have."""
    seen = {}
    for row in rows:
        key = tuple(row[c] for c in columns)
        if key in seen:
            bad.say(row.where, "The key \"%s\" already stands at %s." % (", ".join(key), seen[key]))
        else:
            seen[key] = row.where


def doubled_names(rows, names, bad):
    """Refuses a name that belongs to two rows."""
    seen = {}
    for row, list_ in zip(rows, names):
        for name in list_:
            if name in seen and seen[name] != row.where:
                bad.say(row.where, "The name \"%s\" already belongs to the row at %s." % (name, seen[name]))
            seen.setdefault(name, row.where)
