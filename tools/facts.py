#!/usr/bin/env python3
"""Reads the tables of facts/, refuses what is wrong in them, and writes them as const C tables.

    facts.py FOLDER OUT.c      check FOLDER/*.csv and write OUT.c
    facts.py FOLDER            check only

Each complaint is one line, "file:line: sentence"; with any complaint nothing is written and the exit code is 1.
What the columns mean stands in facts/README.md; the C side is src/facts/facts.h.
"""
import collections
import hashlib
import io
import math
import os
import re
import sys

from facts_c import Pools, Table, c_list, c_number, c_text
from facts_fields import (Complaints, bounds, choice, date_or_empty, doubled, doubled_names, fold, names_of, need,
                          number, read_table, words)

MARKS = {"seen": "FACT_SEEN", "second_hand": "FACT_SECOND_HAND", "memory": "FACT_MEMORY", "derived": "FACT_DERIVED",
         "design": "FACT_DESIGN"}
DIMENSIONS = {"mass": "DIM_MASS", "volume": "DIM_VOLUME", "count": "DIM_COUNT", "time": "DIM_TIME",
              "activity": "DIM_ACTIVITY", "mitragynine": "DIM_MITRAGYNINE", "7oh": "DIM_7OH"}
BETTER = {"up": "BETTER_UP", "down": "BETTER_DOWN", "unknown": "BETTER_UNKNOWN"}
DAYS = {"median": "DAY_MEDIAN", "sum": "DAY_SUM"}
LEVELS = {"note": "LEVEL_NOTE", "attention": "LEVEL_ATTENTION", "urgent": "LEVEL_URGENT",
          "emergency": "LEVEL_EMERGENCY"}
WHEN = {"with": "LEVEL_WITH", "with_flag": "LEVEL_WITH_FLAG", "alone": "LEVEL_ALONE"}
YES_NO = {"yes": "true", "no": "false"}
GRADES = ("A", "B", "C", "D", "E", "anecdote", "none")
SHAPES = {"lognormal": "SPREAD_LOGNORMAL", "uniform": "SPREAD_UNIFORM", "fixed": "SPREAD_FIXED"}
FIGURES = {"mitragynine_share": "1", "hydroxy_share": "1", "recovery": "1", "unit_mass": "g"}
# The units a figure of ours may stand in; laboratory units are UCUM.
UNITS = ("1", "min", "h", "d", "month", "g", "g/mol")
SCALE_UNITS = ("", "h", "1", "kg")
UCUM = ("U/L", "ukat/L", "mg/dL", "mg/L", "umol/L", "g/dL", "g/L", "mmol/L", "meq/L", "ng/mL", "ng/dL", "ug/L",
        "ug/dL", "nmol/L", "m[IU]/L", "[IU]/L", "10*9/L", "10*3/uL", "/uL", "{INR}", "mL/min/{1.73_m2}", "ms", "/min",
        "kg", "[lb_av]", "[stone_av]", "%")
PATTERN_WORD = re.compile(r"\.\.\Z|[a-z0-9]+\*?(/[a-z0-9]+\*?)*\??\Z")


# --- the tables ------------------------------------------------------------------------------------------------------


def common(row, bad, members, mark="mark", cite="cite"):
    """Every row has its mark and its citation."""
    choice(row, "mark", MARKS, bad)
    if not row["cite"]:
        bad.say(row.where, "The citation is missing: every row names one that stands in citations.csv.")
    elif row["cite"] not in bad.citations:
        bad.say(row.where, "The citation \"%s\" does not stand in citations.csv." % row["cite"])
    if mark:
        members[mark] = MARKS.get(row["mark"], "FACT_MEMORY")
    members[cite] = c_text(row["cite"])
    return members


def texts(row, **members):
    return {member: c_text(row[column]) for member, column in members.items()}


def citations(folder, bad):
    rows = read_table(folder, "citations.csv", ("key", "text", "url", "mark"), bad)
    doubled(rows, ("key",), bad)
    bad.citations = {row["key"] for row in rows}
    entries = []
    for row in rows:
        need(row, "key", bad)
        need(row, "text", bad)
        choice(row, "mark", MARKS, bad)
        if row["url"] and not row["url"].startswith("https://"):
            bad.say(row.where, "url is \"%s\"; it begins with https:// or is empty." % row["url"])
        entries.append((row["key"], dict(texts(row, key="key", text="text", url="url"),
                                         mark=MARKS.get(row["mark"], "FACT_MEMORY")), []))
    return Table("fact_citation", entries).by_key()


def units(folder, bad, form_keys):
    rows = read_table(folder, "units.csv", ("key", "names", "dimension", "to_base", "form", "singular", "plural",
                                            "mark", "cite"), bad)
    doubled(rows, ("key",), bad)
    names = [names_of(row, "names", bad, "key") for row in rows]
    doubled_names(rows, names, bad)
    entries = []
    for row, name in zip(rows, names):
        need(row, "key", bad)
        need(row, "singular", bad)
        need(row, "plural", bad)
        choice(row, "dimension", DIMENSIONS, bad)
        choice(row, "form", [""] + form_keys, bad)
        factor = number(row, "to_base", bad)
        if factor is not None and factor <= 0:
            bad.say(row.where, "to_base is %s; one unit is more than nothing." % row["to_base"])
        members = texts(row, key="key", form="form", singular="singular", plural="plural")
        members.update(names=c_list(name), dimension=DIMENSIONS.get(row["dimension"], "DIM_COUNT"),
                       to_base=c_number(factor))
        entries.append((row["key"], common(row, bad, members, mark=None), name))
    return Table("fact_unit", entries, by_name=True).by_key()


def scales(folder, bad):
    rows = read_table(folder, "scales.csv", ("key", "names", "lo", "hi", "step", "better", "day", "unit", "asks",
                                             "mark", "cite"), bad)
    doubled(rows, ("key",), bad)
    names = [names_of(row, "names", bad, "key") for row in rows]
    doubled_names(rows, names, bad)
    entries = []
    for row, name in zip(rows, names):
        need(row, "key", bad)
        need(row, "asks", bad)
        choice(row, "better", BETTER, bad)
        choice(row, "day", DAYS, bad)
        choice(row, "unit", SCALE_UNITS, bad)
        lo, hi = bounds(row, "lo", "hi", bad)
        step = number(row, "step", bad)
        if None not in (lo, hi, step) and not 0 < step <= hi - lo:
            bad.say(row.where, "step is %s; it must be more than 0 and fit between lo and hi." % row["step"])
        members = texts(row, key="key", unit="unit", asks="asks")
        members.update(names=c_list(name), lo=c_number(lo), hi=c_number(hi), step=c_number(step),
                       better=BETTER.get(row["better"], "BETTER_UNKNOWN"), day=DAYS.get(row["day"], "DAY_MEDIAN"))
        entries.append((row["key"], common(row, bad, members, mark=None), name))
    return Table("fact_scale", entries, by_name=True).by_key()


def side_effects(folder, bad):
    rows = read_table(folder, "side_effects.csv", ("key", "names", "grade", "mark", "cite"), bad)
    doubled(rows, ("key",), bad)
    names = [names_of(row, "names", bad, "key") for row in rows]
    doubled_names(rows, names, bad)
    entries = []
    for row, name in zip(rows, names):
        need(row, "key", bad)
        choice(row, "grade", GRADES, bad)
        members = dict(texts(row, key="key", grade="grade"), names=c_list(name))
        entries.append((row["key"], common(row, bad, members), name))
    return Table("fact_side_effect", entries, by_name=True).by_key()


def form_figure(row, bad):
    """The C value of one figure of a form, after checking that its two numbers make a distribution."""
    choice(row, "shape", SHAPES, bad)
    a = number(row, "a", bad, 0, 1 if row["unit"] == "1" else math.inf)
    b = None if row["shape"] == "fixed" else number(row, "b", bad, 0)
    if row["shape"] == "fixed" and row["b"]:
        bad.say(row.where, "A fixed figure has no b, this one has \"%s\"." % row["b"])
    if row["shape"] == "uniform" and None not in (a, b) and a > b:
        bad.say(row.where, "a (%s) is above b (%s)." % (row["a"], row["b"]))
    if row["shape"] == "lognormal" and (a == 0 or b == 0):
        bad.say(row.where, "The median and the spread of a log-normal figure are more than 0.")
    return "{ %s, %s, %s }" % (SHAPES.get(row["shape"], "SPREAD_NONE"), c_number(a), c_number(b))


def forms(folder, bad):
    rows = read_table(folder, "forms.csv", ("key", "names", "shown", "needs_label", "mark", "cite"), bad)
    figures = read_table(folder, "form_figures.csv", ("form", "figure", "shape", "a", "b", "unit", "mark", "cite"), bad)
    doubled(rows, ("key",), bad)
    doubled(figures, ("form", "figure"), bad)
    names = [names_of(row, "names", bad, "key") for row in rows]
    doubled_names(rows, names, bad)
    keys = [row["key"] for row in rows]
    found = {}
    for f in figures:
        choice(f, "form", keys, bad)
        choice(f, "figure", FIGURES, bad)
        if f["unit"] != FIGURES.get(f["figure"], f["unit"]):
            bad.say(f.where, "\"%s\" is not the unit of %s; that is \"%s\"."
                    % (f["unit"], f["figure"], FIGURES[f["figure"]]))
        found[f["form"], f["figure"]] = (form_figure(f, bad), common(f, bad, {}))
    entries = []
    for row, name in zip(rows, names):
        need(row, "shown", bad)
        choice(row, "needs_label", YES_NO, bad)
        key = row["key"]
        if (key, "recovery") not in found:
            bad.say(row.where, "form_figures.csv has no recovery for the form \"%s\"." % key)
        if ((key, "mitragynine_share") in found) == (row["needs_label"] == "yes"):
            bad.say(row.where, "A form either needs a label or has a mitragynine_share in form_figures.csv.")
        members = texts(row, key="key", shown="shown")
        members["names"] = c_list(name)
        members["needs_label"] = YES_NO.get(row["needs_label"], "true")
        common(row, bad, members)
        for figure, prefix in (("mitragynine_share", ""), ("hydroxy_share", "hydroxy_"), ("recovery", "recovery_"),
                               ("unit_mass", "unit_mass_")):
            value, known = found.get((key, figure), (None, {"mark": "FACT_DESIGN", "cite": '""'}))
            if value:
                members["unit_mass_g" if figure == "unit_mass" else figure] = value
            if value or prefix:
                members[prefix + "mark"], members[prefix + "cite"] = known["mark"], known["cite"]
        entries.append((key, members, name))
    return Table("fact_form", entries, by_name=True).by_key(), keys


def strains(folder, bad):
    rows = read_table(folder, "strains.csv", ("word", "unless", "mark", "cite"), bad)
    names = [[fold(row["word"])] for row in rows]
    doubled_names(rows, [[words(n[0])] for n in names], bad)
    entries = []
    for row, name in zip(rows, names):
        need(row, "word", bad)
        members = {"word": c_text(name[0]), "unless": c_list(names_of(row, "unless", bad))}
        entries.append((name[0], common(row, bad, members, mark=None), name))
    return Table("fact_strain", entries, by_words=True).by_key()


def concentrates(folder, bad):
    """Written in several ways on purpose ("7-oh", "7 oh"); the same spelling twice is a slip."""
    rows = read_table(folder, "concentrates.csv", ("word", "mark", "cite"), bad)
    names = [[fold(row["word"])] for row in rows]
    doubled_names(rows, names, bad)
    entries = []
    for row, name in zip(rows, names):
        need(row, "word", bad)
        entries.append((name[0], common(row, bad, {"word": c_text(name[0])}, mark=None), name))
    return Table("fact_concentrate", entries, by_words=True).by_key()


def ingredients(folder, bad):
    """Names may belong to several rows here: a brand of a combination. Of several a kratom row is the first."""
    rows = read_table(folder, "ingredients.csv", ("name", "names", "classes", "mark", "cite"), bad)
    doubled(rows, ("name",), bad)
    entries = []
    for row in rows:
        need(row, "name", bad)
        need(row, "classes", bad)
        name = names_of(row, "names", bad, "name")
        classes = row["classes"].split("|")
        for c in classes:
            if not re.match(r"[a-z0-9_]+\Z", c):
                bad.say(row.where, "\"%s\" is not the name of a class." % c)
        members = {"name": c_text(name[0]), "names": c_list(name), "classes": c_list(classes),
                   "_late": 0 if "kratom" in classes else 1}
        entries.append((name[0], common(row, bad, members, mark=None), name))
    return Table("fact_ingredient", entries, by_name=True).by_key()


def analytes(folder, bad):
    rows = read_table(folder, "analytes.csv", (
        "key", "names", "loinc", "loinc_molar", "loinc_mark", "unit", "range_f_lo", "range_f_hi", "range_m_lo",
        "range_m_hi", "range_mark", "ask_lo", "ask_hi", "refuse_lo", "refuse_hi", "limits_mark", "cite"), bad)
    doubled(rows, ("key",), bad)
    names = [names_of(row, "names", bad, "key") for row in rows]
    doubled_names(rows, names, bad)
    entries = []
    for row, name in zip(rows, names):
        need(row, "key", bad)
        choice(row, "unit", UCUM, bad)
        for code in (row["loinc"], row["loinc_molar"]):
            if code and not re.match(r"\d{1,5}-\d\Z", code):
                bad.say(row.where, "\"%s\" is not a LOINC code." % code)
        members = dict(texts(row, key="key", loinc="loinc", loinc_molar="loinc_molar", unit="unit"), names=c_list(name))
        pair = {}
        for what in ("range_f", "range_m", "ask", "refuse"):
            pair[what] = bounds(row, what + "_lo", what + "_hi", bad, any_allowed=True)
            members[what + "_lo"], members[what + "_hi"] = (c_number(v) for v in pair[what])
        ask, refuse = pair["ask"], pair["refuse"]
        if None not in ask + refuse and not (refuse[0] <= ask[0] and ask[1] <= refuse[1]):
            bad.say(row.where, "What is asked about (ask) must lie inside what is taken at all (refuse).")
        for mark in ("loinc_mark", "range_mark", "limits_mark"):
            choice(row, mark, MARKS, bad, "mark")
            members[mark] = MARKS.get(row[mark], "FACT_MEMORY")
        row.fields["mark"] = row["limits_mark"]
        entries.append((row["key"], common(row, bad, members, mark=None), name))
    return Table("fact_analyte", entries, by_name=True).by_key()


def lab_units(folder, bad, analyte_unit):
    """analyte_unit: {analyte key: conventional unit}."""
    rows = read_table(folder, "lab_units.csv", ("analyte", "names", "ucum", "to", "factor", "mark", "cite"), bad)
    doubled(rows, ("analyte", "ucum", "to"), bad)
    entries, owner = [], {}
    for row in sorted(rows, key=lambda r: r["analyte"] != ""):  # the rows for any analyte first
        choice(row, "analyte", [""] + sorted(analyte_unit), bad)
        choice(row, "ucum", UCUM, bad, "unit")
        choice(row, "to", UCUM, bad, "unit")
        if row["analyte"] in analyte_unit and analyte_unit[row["analyte"]] != row["to"]:
            bad.say(row.where, "%s is kept in %s, not in %s."
                    % (row["analyte"], analyte_unit[row["analyte"]], row["to"]))
        if not row["analyte"] and row["to"] not in analyte_unit.values():
            bad.say(row.where, "No analyte is kept in %s." % row["to"])
        factor = number(row, "factor", bad)
        if factor is not None and factor <= 0:
            bad.say(row.where, "factor is %s; it must be more than 0." % row["factor"])
        names = names_of(row, "names", bad)
        for name in names:
            where = owner.setdefault((row["analyte"], row["to"], name), row.where)
            if " " in name:
                bad.say(row.where, "The name \"%s\" holds a blank; laboratory units are compared without." % name)
            if where != row.where:
                bad.say(row.where, "The name \"%s\" already belongs to the row at %s." % (name, where))
        members = dict(texts(row, analyte="analyte", ucum="ucum", to="to"), names=c_list(names),
                       factor=c_number(factor))
        for other in (("", row["to"], name) for name in names if row["analyte"]):
            if other in owner:
                bad.say(row.where, "The name \"%s\" already belongs to the row for any analyte at %s."
                        % (other[2], owner[other]))
        entries.append((row["analyte"] + "\0" + row["to"] + "\0" + row["ucum"], common(row, bad, members), names))
    return Table("fact_lab_unit", entries).by_key()


def red_flags(folder, bad):
    rows = read_table(folder, "red_flags.csv", ("key", "shown", "level", "level_note", "now", "mark", "grade", "cite",
                                                "reviewed_by"), bad)
    doubled(rows, ("key",), bad)
    entries = []
    for row in rows:
        need(row, "key", bad)
        need(row, "shown", bad)
        need(row, "now", bad)
        choice(row, "level", LEVELS, bad)
        choice(row, "grade", GRADES, bad)
        for hole in re.findall(r"\{[^}]*\}?", row["now"]):
            if hole not in ("{E}", "{C}", "{P}"):
                bad.say(row.where, "now holds %s; only {E}, {C} and {P} are filled in." % hole)
        members = texts(row, key="key", shown="shown", now="now", grade="grade", reviewed_by="reviewed_by",
                        level_note="level_note")
        members["level"] = LEVELS.get(row["level"], "LEVEL_NOTE")
        entries.append((row["key"], common(row, bad, members), []))
    return Table("fact_red_flag", entries)


def pattern_words(row, bad):
    """As src/harm/pattern.h says."""
    steps = row["pattern"].split(" ")
    for word in steps:
        if not PATTERN_WORD.match(word):
            bad.say(row.where, "\"%s\" is not a word of the pattern language." % word)
    if steps[0].endswith("?") or ".." in (steps[0], steps[-1]) or ".. .." in row["pattern"] or len(steps) > 12:
        bad.say(row.where, "A pattern begins with a word that must be there, ends with a word, has a word between two "
                           "gaps and at most 12 steps.")


def red_flag_patterns(folder, bad, flags):
    rows = read_table(folder, "red_flag_patterns.csv", ("flag", "cancels", "pattern", "mark", "cite"), bad)
    doubled(rows, ("flag", "cancels", "pattern"), bad)
    entries, last, closed = [], None, set()
    for row in rows:
        choice(row, "flag", flags, bad)
        choice(row, "cancels", YES_NO, bad)
        if row["flag"] != last and row["flag"] in closed:
            bad.say(row.where, "The patterns of \"%s\" do not stand together." % row["flag"])
        closed.add(row["flag"])
        last = row["flag"]
        need(row, "pattern", bad)
        pattern_words(row, bad)
        members = dict(texts(row, flag="flag", pattern="pattern"), cancels=YES_NO.get(row["cancels"], "false"))
        entries.append((row["flag"], common(row, bad, members, mark=None), []))
    for flag in flags:
        if flag not in closed:
            bad.say("red_flag_patterns.csv:1", "The flag \"%s\" has no pattern." % flag)
    return Table("fact_red_flag_pattern", entries)


def red_flag_levels(folder, bad, flags, pattern_table):
    """Rows that lift or lower the level of a flag."""
    rows = read_table(folder, "red_flag_levels.csv", ("flag", "level", "when", "pattern", "mark", "cite"), bad)
    doubled(rows, ("flag", "when", "pattern"), bad)
    fires = {(flag, members["pattern"]) for flag, members, _ in pattern_table.entries if members["cancels"] == "false"}
    entries = []
    for row in rows:
        choice(row, "flag", flags, bad)
        choice(row, "level", LEVELS, bad)
        choice(row, "when", WHEN, bad, "rule")
        need(row, "pattern", bad)
        if row["when"] == "with_flag":
            choice(row, "pattern", flags, bad, "flag")
        else:
            pattern_words(row, bad)
        if row["when"] == "alone" and (row["flag"], c_text(row["pattern"])) not in fires:
            bad.say(row.where, "\"%s\" is no pattern of \"%s\" in red_flag_patterns.csv."
                    % (row["pattern"], row["flag"]))
        members = dict(texts(row, flag="flag", pattern="pattern"), level=LEVELS.get(row["level"], "LEVEL_NOTE"),
                       when=WHEN.get(row["when"], "LEVEL_WITH"))
        entries.append((row["flag"], common(row, bad, members, mark=None), []))
    return Table("fact_red_flag_level", entries)


def crisis(folder, bad):
    rows = read_table(folder, "crisis.csv", (
        "country", "name", "emergency", "emergency_mark", "crisis", "crisis_hours", "crisis_mark", "poison",
        "poison_hours", "poison_mark", "checked", "poison_checked", "note", "cite"), bad)
    doubled(rows, ("country",), bad)
    entries = []
    for row in rows:
        if row["country"] and not re.match(r"[A-Z]{2}\Z", row["country"]):
            bad.say(row.where, "\"%s\" is no country code: two capital letters." % row["country"])
        members = texts(row, **{c: c for c in (
            "country", "name", "emergency", "crisis", "poison", "checked", "crisis_hours", "poison_hours",
            "poison_checked", "note")})
        for what in ("emergency", "crisis", "poison"):
            need(row, what, bad)
            choice(row, what + "_mark", MARKS, bad, "mark")
            members[what + "_mark"] = MARKS.get(row[what + "_mark"], "FACT_MEMORY")
            if row[what + "_mark"] == "memory" and "not verified" not in row[what]:
                bad.say(row.where, "%s is from memory: it must say \"not verified\"." % what)
        for what in ("checked", "poison_checked"):
            date_or_empty(row, what, bad)
        for what in ("crisis_hours", "poison_hours"):
            if not re.match(r"(unknown|\d\d:\d\d-\d\d:\d\d)?\Z", row[what]):
                bad.say(row.where, "%s is \"%s\"; it is HH:MM-HH:MM, unknown, or empty for day and night."
                        % (what, row[what]))
        row.fields["mark"] = row["emergency_mark"]
        entries.append((row["country"], common(row, bad, members, mark=None), []))
    for country in ("", "EU"):
        if rows and country not in [row["country"] for row in rows]:
            bad.say("crisis.csv:1", "The row for the country \"%s\" is missing." % country)
    return Table("fact_crisis", entries).by_key()


def countries(folder, bad, crisis_keys):
    rows = read_table(folder, "countries.csv", ("key", "name", "names", "crisis", "eu", "mark", "cite"), bad)
    doubled(rows, ("key",), bad)
    names = [names_of(row, "names", bad, "key") for row in rows]
    doubled_names(rows, names, bad)
    entries = []
    for row, name in zip(rows, names):
        need(row, "name", bad)
        choice(row, "crisis", crisis_keys, bad, "crisis row")
        choice(row, "eu", YES_NO, bad)
        members = dict(texts(row, key="key", name="name", crisis="crisis"), names=c_list(name),
                       eu=YES_NO.get(row["eu"], "false"))
        entries.append((row["key"], common(row, bad, members, mark=None), name))
    return Table("fact_country", entries, by_name=True).by_key()


def constants(folder, bad):
    rows = read_table(folder, "constants.csv", ("key", "value", "unit", "mark", "cite", "meaning"), bad)
    doubled(rows, ("key",), bad)
    entries = []
    for row in rows:
        need(row, "key", bad)
        need(row, "meaning", bad)
        choice(row, "unit", UNITS, bad)
        members = dict(texts(row, key="key", unit="unit", meaning="meaning"), value=c_number(number(row, "value", bad)))
        entries.append((row["key"], common(row, bad, members), []))
    return Table("fact_constant", entries).by_key()


def unread(folder, bad, known):
    for name in sorted(os.listdir(folder)):
        if name.endswith(".csv") and name not in known:
            bad.say(name + ":1", "This table is not one tools/facts.py knows.")


FILES = ("analytes.csv", "citations.csv", "concentrates.csv", "constants.csv", "countries.csv", "crisis.csv",
         "form_figures.csv", "forms.csv", "ingredients.csv", "lab_units.csv", "red_flag_levels.csv",
         "red_flag_patterns.csv", "red_flags.csv", "scales.csv", "side_effects.csv", "strains.csv", "units.csv")


def all_tables(folder, bad):
    unread(folder, bad, FILES)
    first = citations(folder, bad)
    form_table, form_keys = forms(folder, bad)
    analyte_table = analytes(folder, bad)
    unit_of = {key: members["unit"].strip('"') for key, members, _ in analyte_table.entries}
    flag_table = red_flags(folder, bad)
    flags = [key for key, _, _ in flag_table.entries]
    pattern_table = red_flag_patterns(folder, bad, flags)
    level_table = red_flag_levels(folder, bad, flags, pattern_table)
    crisis_table = crisis(folder, bad)
    return [first, units(folder, bad, form_keys), scales(folder, bad), side_effects(folder, bad), form_table,
            strains(folder, bad), ingredients(folder, bad), concentrates(folder, bad), analyte_table,
            lab_units(folder, bad, unit_of), flag_table, pattern_table, level_table, crisis_table,
            countries(folder, bad, [key for key, _, _ in crisis_table.entries]), constants(folder, bad)]


def version(folder):
    """First 12 hex digits of the SHA-256 over all tables in the order of their names: cat facts/*.csv | sha256sum."""
    h = hashlib.sha256()
    for name in FILES:
        with open(os.path.join(folder, name), "rb") as f:
            h.update(f.read())
    return h.hexdigest()[:12]


def write_c(out, tables, folder):
    shared = 0
    for t in tables:
        if t.c_name == "fact_ingredient":
            owners = collections.Counter(name for name, _ in t.index())
            shared = sum(n > 1 for n in owners.values())
    out.write("/* Written by tools/facts.py from the CSV files of facts; change the tables, not this file.\n"
              " * %d names belong to several ingredients (combination products): the first stands first in the\n"
              " * index. */\n"
              "#include \"facts/facts.h\"\n#include \"facts/names.h\"\n\n#include <math.h>\n\n" % shared)
    pools, body = Pools(), io.StringIO()
    for t in tables:
        t.write(body, pools)
    pools.write_lists(out)
    out.write(body.getvalue())
    pools.write_text(out)
    phrases = [name for t in tables if t.by_words for name, _ in t.index()]
    out.write("const size_t fact_phrase_words = %d;\n" % max(len(p.split()) for p in phrases))
    out.write("const char fact_version[] = %s;\n" % c_text(version(folder)))


def main(argv):
    if len(argv) not in (2, 3):
        sys.stderr.write(__doc__)
        return 2
    bad = Complaints()
    bad.citations = set()
    tables = all_tables(argv[1], bad)
    if bad.lines:
        sys.stderr.write("".join(os.path.join(argv[1], line) + "\n" for line in bad.lines))
        return 1
    if len(argv) == 3:
        text = io.StringIO()
        write_c(text, tables, argv[1])
        with open(argv[2] + ".part", "w", encoding="utf-8", newline="\n") as f:
            f.write(text.getvalue())
        os.replace(argv[2] + ".part", argv[2])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
