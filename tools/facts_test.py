#!/usr/bin/env python3
"""What tools/facts.py refuses: each case spoils one row of a small set of good tables."""
import contextlib
import io
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import facts  # noqa: E402
from facts_fields import fold, words  # noqa: E402

FACTS = os.path.join(os.path.dirname(HERE), "facts")

GOOD = {
    "citations.csv": "key,text,url,mark\nBOOK,A book.,https://example.org/book,seen\nOURS,Our design.,,design\n",
    "units.csv": "key,names,dimension,to_base,form,singular,plural,mark,cite\n"
                 "g,gram|grams,mass,1,,g,g,derived,BOOK\n"
                 "mg,mgs,mass,1/1000,,mg,mg,derived,BOOK\n"
                 "capsule,caps,count,1,capsule,capsule,capsules,design,OURS\n",
    "scales.csv": "key,names,lo,hi,step,better,day,unit,asks,mark,cite\n"
                  "pain,,0,10,1,down,median,,Pain now: 0 none.,design,OURS\n"
                  "sleep,slept,0,24,0.5,up,sum,h,Hours slept.,design,OURS\n",
    "side_effects.csv": "key,names,grade,mark,cite\nnausea,queasy,B,seen,BOOK\nitching,itchy,none,design,OURS\n",
    "forms.csv": "key,names,shown,needs_label,mark,cite\n"
                 "capsule,caps,capsule,no,design,OURS\n"
                 "extract,,extract,yes,design,OURS\n",
    "form_figures.csv": "form,figure,shape,a,b,unit,mark,cite\n"
                        "capsule,mitragynine_share,lognormal,0.015,0.35,1,derived,BOOK\n"
                        "capsule,recovery,fixed,1,,1,design,OURS\n"
                        "capsule,unit_mass,uniform,0.5,0.7,g,derived,BOOK\n"
                        "extract,recovery,fixed,1,,1,design,OURS\n",
    "strains.csv": "word,unless,mark,cite\nmaeng da,,design,OURS\ngreen thai,curry,design,OURS\n",
    "concentrates.csv": "word,mark,cite\n7-oh,design,OURS\n",
    "ingredients.csv": "name,names,classes,mark,cite\n"
                       "kava,feel free,supplement,design,OURS\n"
                       "kratom,feel free,kratom|supplement,design,OURS\n",
    "analytes.csv": "key,names,loinc,loinc_molar,loinc_mark,unit,range_f_lo,range_f_hi,range_m_lo,range_m_hi,"
                    "range_mark,"
                    "ask_lo,ask_hi,refuse_lo,refuse_hi,limits_mark,cite\n"
                    "bilirubin,tbil,1975-2,14631-6,seen,mg/dL,0.1,1.2,0.1,1.2,memory,0.1,30,0,80,design,BOOK\n",
    "lab_units.csv": "analyte,names,ucum,to,factor,mark,cite\n"
                     ",mg/dl,mg/dL,mg/dL,1,derived,BOOK\n"
                     "bilirubin,umol/l,umol/L,mg/dL,1/17.1,seen,BOOK\n",
    "red_flags.csv": "key,shown,level,level_note,now,mark,grade,cite,reviewed_by\n"
                     "seizure,a seizure,emergency,,Call {E} now.,design,B,BOOK,\n"
                     "pregnancy,pregnancy,urgent,,Call your doctor.,design,C,BOOK,\n",
    "red_flag_patterns.csv": "flag,cancels,pattern,mark,cite\n"
                             "seizure,no,seizure/convuls* .. now?,design,OURS\n"
                             "seizure,yes,seizure of parcel,design,OURS\n"
                             "pregnancy,no,pregnan*,design,OURS\n",
    "red_flag_levels.csv": "flag,level,when,pattern,mark,cite\n"
                           "seizure,urgent,alone,seizure/convuls* .. now?,design,OURS\n"
                           "pregnancy,emergency,with_flag,seizure,design,OURS\n"
                           "pregnancy,emergency,with,bleed*,design,OURS\n",
    "crisis.csv": "country,name,emergency,emergency_mark,crisis,crisis_hours,crisis_mark,poison,poison_hours,"
                  "poison_mark,"
                  "checked,poison_checked,note,cite\n"
                  ",any other,your local emergency number,design,a line,,design,the same,,design,2026-08-12,,,OURS\n"
                  "EU,other EU,112,seen,a line,,seen,112,,seen,2026-08-12,2026-10-08,,BOOK\n",
    "countries.csv": "key,name,names,crisis,eu,mark,cite\nMT,Malta,malta,EU,yes,seen,BOOK\n",
    "constants.csv": "key,value,unit,mark,cite,meaning\nanchored_min,30,min,design,OURS,A window.\n",
}

# why, table, what stands there, what is put in its place, line, what the complaint says
REFUSED = [
    ("no citation", "units.csv", "1/1000,,mg,mg,derived,BOOK", "1/1000,,mg,mg,derived,", 3,
     "The citation is missing: every row names one that stands in citations.csv."),
    ("unknown citation", "scales.csv", "Pain now: 0 none.,design,OURS", "Pain now: 0 none.,design,NOBODY", 2,
     "The citation \"NOBODY\" does not stand in citations.csv."),
    ("citation missing in every other table", "side_effects.csv", "seen,BOOK", "seen,", 2, "The citation is missing"),
    ("", "forms.csv", "capsule,no,design,OURS", "capsule,no,design,", 2, "The citation is missing"),
    ("", "form_figures.csv", "g,derived,BOOK", "g,derived,", 4, "The citation is missing"),
    ("", "strains.csv", "maeng da,,design,OURS", "maeng da,,design,", 2, "The citation is missing"),
    ("", "concentrates.csv", "design,OURS", "design,", 2, "The citation is missing"),
    ("", "ingredients.csv", "supplement,design,OURS\nkratom", "supplement,design,\nkratom", 2,
     "The citation is missing"),
    ("", "analytes.csv", "design,BOOK", "design,", 2, "The citation is missing"),
    ("", "lab_units.csv", "seen,BOOK", "seen,", 3, "The citation is missing"),
    ("", "red_flags.csv", "B,BOOK,", "B,,", 2, "The citation is missing"),
    ("", "red_flag_patterns.csv", "pregnan*,design,OURS", "pregnan*,design,", 4, "The citation is missing"),
    ("", "crisis.csv", "2026-10-08,,BOOK", "2026-10-08,,", 3, "The citation is missing"),
    ("", "countries.csv", "seen,BOOK", "seen,", 2, "The citation is missing"),
    ("", "constants.csv", "design,OURS", "design,", 2, "The citation is missing"),
    ("unknown unit of a constant", "constants.csv", "30,min", "30,fortnight", 2, "\"fortnight\" is no unit we know"),
    ("unknown unit of a scale", "scales.csv", "sum,h", "sum,hours", 3, "\"hours\" is no unit we know"),
    ("unknown unit of an analyte", "analytes.csv", "mg/dL", "mg/dl", 2, "\"mg/dl\" is no unit we know"),
    ("unknown laboratory unit", "lab_units.csv", "umol/l,umol/L", "umol/l,umol/l", 3, "\"umol/l\" is no unit we know"),
    ("unit of another figure", "form_figures.csv", "0.7,g", "0.7,1", 4,
     "\"1\" is not the unit of unit_mass; that is \"g\"."),
    ("unit the analyte is not kept in", "lab_units.csv", "umol/L,mg/dL", "umol/L,g/dL", 3,
     "bilirubin is kept in mg/dL, not in g/dL."),
    ("unknown dimension", "units.csv", "grams,mass", "grams,weight", 2, "\"weight\" is no dimension we know"),
    ("unknown mark", "units.csv", "g,g,derived", "g,g,guessed", 2, "\"guessed\" is no mark we know"),
    ("no mark", "side_effects.csv", "B,seen", "B,", 2, "An empty field is no mark we know"),
    ("unknown mark of a range", "analytes.csv", "1.2,memory", "1.2,heard", 2, "\"heard\" is no mark we know"),
    ("unknown form of a unit", "units.csv", "1,capsule", "1,pillow", 4, "\"pillow\" is no form we know"),
    ("unknown form of a figure", "form_figures.csv", "capsule,unit_mass", "cachet,unit_mass", 4,
     "\"cachet\" is no form we know"),
    ("unknown shape", "form_figures.csv", "lognormal", "normal", 2, "\"normal\" is no shape we know"),
    ("unknown level", "red_flags.csv", "urgent", "alarming", 3, "\"alarming\" is no level we know"),
    ("unknown grade", "red_flags.csv", "design,B", "design,F", 2, "\"F\" is no grade we know"),
    ("unknown flag", "red_flag_patterns.csv", "pregnancy,no", "fever,no", 4, "\"fever\" is no flag we know"),
    ("unknown better", "scales.csv", "down", "sideways", 2, "\"sideways\" is no better we know"),
    ("unknown day", "scales.csv", "median", "mean", 2, "\"mean\" is no day we know"),
    ("unknown crisis row", "countries.csv", "EU,yes", "FR,yes", 2, "\"FR\" is no crisis row we know"),
    ("doubled key", "constants.csv", "A window.\n", "A window.\nanchored_min,31,min,design,OURS,Again.\n", 3,
     "The key \"anchored_min\" already stands at constants.csv:2."),
    ("doubled citation", "citations.csv", "OURS,Our", "BOOK,Our", 3,
     "The key \"BOOK\" already stands at citations.csv:2."),
    ("a name of two units", "units.csv", "caps,count", "caps|Grams,count", 4,
     "The name \"grams\" already belongs to the row at units.csv:2."),
    ("a name that is another's key", "side_effects.csv", "itchy", "nausea", 3,
     "The name \"nausea\" already belongs to the row at side_effects.csv:2."),
    ("names that differ in marks only", "side_effects.csv", "itchy", "itchy|Quéasy", 3,
     "The name \"queasy\" already belongs"),
    ("a name twice in its row", "units.csv", "gram|grams", "gram|GRAM", 2,
     "The name \"gram\" stands twice in this row."),
    ("an empty name", "units.csv", "gram|grams", "gram||grams", 2, "There is an empty name between two bars."),
    ("phrases of the same words", "strains.csv", "green thai", "maeng-da", 3, "The name \"maeng da\" already belongs"),
    ("a lab unit of two rows", "lab_units.csv", "bilirubin,umol/l", "bilirubin,umol/l|umol/l", 3, "stands twice"),
    ("a lab unit of one analyte and of all", "lab_units.csv", "bilirubin,umol/l", "bilirubin,umol/l|mg/dl", 3,
     "The name \"mg/dl\" already belongs to the row for any analyte at lab_units.csv:2."),
    ("words for a number", "units.csv", "1/1000", "a thousandth", 3,
     "to_base is \"a thousandth\", which is not a number."),
    ("decimal comma", "scales.csv", "0.5", "\"0,5\"", 3, "step is \"0,5\", which is not a number."),
    ("not a number", "form_figures.csv", "0.015", "nan", 2, "a is \"nan\", which is not a number."),
    ("infinite", "constants.csv", "30,min", "inf,min", 2, "value is \"inf\", which is not a number."),
    ("too large", "constants.csv", "30,min", "1e999,min", 2, "value is \"1e999\", which is not a finite number."),
    ("hexadecimal", "constants.csv", "30,min", "0x1e,min", 2, "which is not a number."),
    ("a blank", "constants.csv", "30,min", "3 0,min", 2, "which is not a number."),
    ("nothing", "constants.csv", "30,min", ",min", 2, "value is \"\", which is not a number."),
    ("divided by nothing", "units.csv", "1/1000", "1/0", 3, "which is not a finite number."),
    ("a unit of no size", "units.csv", "1/1000", "0", 3, "one unit is more than nothing"),
    ("lo above hi", "scales.csv", "0,10,1", "10,0,1", 2, "lo (10) is above hi (0)."),
    ("uniform from above to below", "form_figures.csv", "0.5,0.7", "0.7,0.5", 4, "a (0.7) is above b (0.5)."),
    ("range upside down", "analytes.csv", "0.1,1.2,memory", "1.2,0.1,memory", 2,
     "range_m_lo (1.2) is above range_m_hi (0.1)."),
    ("asks beyond what it refuses", "analytes.csv", "0.1,30,0,80", "0.1,90,0,80", 2, "must lie inside"),
    ("a share above one", "form_figures.csv", "0.015", "1.5", 2, "it must lie between 0 and 1."),
    ("a spread of nothing", "form_figures.csv", "0.35", "0", 2, "are more than 0."),
    ("a fixed figure with a spread", "form_figures.csv", "capsule,recovery,fixed,1,", "capsule,recovery,fixed,1,2", 3,
     "A fixed figure has no b"),
    ("a form without recovery", "form_figures.csv", "extract,recovery,fixed,1,,1,design,OURS\n", "", None,
     "form_figures.csv has no recovery for the form \"extract\"."),
    ("a leaf that needs a label", "forms.csv", "capsule,no", "capsule,yes", 2, "either needs a label or"),
    ("a step that does not fit", "scales.csv", "0,10,1", "0,10,11", 2, "step is 11"),
    ("a hole nobody fills", "red_flags.csv", "Call {E} now.", "Call {X} now.", 2, "now holds {X}"),
    ("a word outside the pattern language", "red_flag_patterns.csv", "pregnan*", "pregn(ant)", 4,
     "\"pregn(ant)\" is not a word of the pattern language."),
    ("a pattern that begins with what may be missing", "red_flag_patterns.csv", "pregnan*", "im? pregnan*", 4,
     "A pattern begins with a word that must be there"),
    ("an unknown rule of a level", "red_flag_levels.csv", "with,bleed*", "near,bleed*", 4,
     "\"near\" is no rule we know"),
    ("a lone pattern that is none", "red_flag_levels.csv", "alone,seizure/convuls*", "alone,convuls*", 2,
     "is no pattern of \"seizure\""),
    ("a level with an unknown flag", "red_flag_levels.csv", "with_flag,seizure", "with_flag,fever", 3,
     "\"fever\" is no flag we know"),
    ("a capital in a pattern", "red_flag_patterns.csv", "pregnan*", "Pregnan*", 4, "is not a word of the pattern"),
    ("a flag without pattern", "red_flag_patterns.csv", "pregnancy,no,pregnan*,design,OURS\n", "", 1,
     "The flag \"pregnancy\" has no pattern."),
    ("patterns apart", "red_flag_patterns.csv", "pregnan*,design,OURS\n",
     "pregnan*,design,OURS\nseizure,no,fit,design,OURS\n", 5, "do not stand together"),
    ("a country in small letters", "crisis.csv", "\nEU,", "\nEu,", 3, "\"Eu\" is no country code"),
    ("no row for unknown countries", "crisis.csv", "\n,any", "\nDE,any", 1, "The row for the country \"\" is missing."),
    ("memory without a word", "crisis.csv", "112,seen,a line", "112,memory,a line", 3,
     "emergency is from memory: it must say \"not verified\"."),
    ("not a date", "crisis.csv", "2026-10-08", "8 October", 3, "a date is YYYY-MM-DD"),
    ("not hours", "crisis.csv", "112,seen,a line,,", "112,seen,a line,daytime,", 3, "it is HH:MM-HH:MM"),
    ("not a LOINC code", "analytes.csv", "1975-2", "1975", 2, "\"1975\" is not a LOINC code."),
    ("an address without https", "citations.csv", "https:", "http:", 2, "it begins with https://"),
    ("a field too few", "constants.csv", ",A window.", "", 2, "This row has 5 fields, the header has 6."),
    ("a column of another name", "scales.csv", "better", "best", 1, "The header must be key,names,lo,hi,step,better"),
    ("an open quote", "side_effects.csv", "queasy", "\"queasy", 2, "This is not a CSV row"),
    ("an empty key", "scales.csv", "pain,,0", ",,0", 2, "key is empty."),
    ("a table nobody knows", "spoons.csv", None, "key\n", 1, "This table is not one tools/facts.py knows."),
    ("a table that is not there", "units.csv", None, None, 1, "The table cannot be read"),
    ("an empty table", "units.csv", None, "", 1, "The table is empty"),
    ("another encoding", "units.csv", None, GOOD["units.csv"].encode("utf-8").replace(b"grams", b"gr\xe4ms"), 2,
     "This is not UTF-8."),
]


class Done:
    def __init__(self, returncode, stderr):
        self.returncode = returncode
        self.stderr = stderr


def run(folder, out=None):
    said = io.StringIO()
    with contextlib.redirect_stderr(said):
        code = facts.main(["facts.py", folder] + ([out] if out else []))
    return Done(code, said.getvalue())


class Refusals(unittest.TestCase):
    def setUp(self):
        self.work = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.work)
        self.folder = os.path.join(self.work, "facts")
        self.out = os.path.join(self.work, "out.c")
        os.mkdir(self.folder)
        for name, text in GOOD.items():
            self.put(name, text)

    def put(self, name, text):
        path = os.path.join(self.folder, name)
        if text is None:
            os.remove(path)
            return
        with open(path, "wb") as f:
            f.write(text if isinstance(text, bytes) else text.encode("utf-8"))

    def test_good_tables(self):
        done = run(self.folder, self.out)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        with open(self.out, encoding="utf-8") as f:
            c = f.read()
        self.assertIn("const size_t fact_unit_n = 3;", c)
        index = c.split("fact_ingredient_name[] = {\n")[1].split("};")[0].splitlines()
        self.assertEqual([line.split(",")[2].split()[0] for line in index if "feel free" in line], ["1", "0"])
        self.assertIn("1 names belong to several ingredients", c)

    def test_windows_lines(self):
        self.put("constants.csv", GOOD["constants.csv"].replace("\n", "\r\n"))
        self.assertEqual(run(self.folder, self.out).returncode, 0)

    def test_refusals(self):
        for why, name, old, new, line, sentence in REFUSED:
            with self.subTest(why or name):
                if old is not None:
                    self.assertEqual(GOOD[name].count(old), 1, "the case does not find its place")
                    new = GOOD[name].replace(old, new)
                self.put(name, new)
                done = run(self.folder, self.out)
                self.put(name, GOOD.get(name)) if name in GOOD else os.remove(os.path.join(self.folder, name))
                self.assertEqual(done.returncode, 1)
                self.assertFalse(os.path.exists(self.out), "nothing is written when something is refused")
                place = os.path.join(self.folder, name) + ":%s: " % line if line else ""
                said = [s for s in done.stderr.splitlines() if s.startswith(place) and sentence in s]
                self.assertTrue(said, "%s%s\nnot in\n%s" % (place, sentence, done.stderr))

    def test_old_file_stays_when_refused(self):
        run(self.folder, self.out)
        with open(self.out, encoding="utf-8") as f:
            before = f.read()
        self.put("constants.csv", "")
        self.assertEqual(run(self.folder, self.out).returncode, 1)
        with open(self.out, encoding="utf-8") as f:
            self.assertEqual(f.read(), before)

    def test_as_a_program(self):
        command = [sys.executable, "-B", os.path.join(HERE, "facts.py")]
        self.put("constants.csv", "")
        for arguments, code in (([], 2), ([self.folder], 1), ([FACTS], 0)):
            done = subprocess.run(command + arguments, capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, code)
            self.assertEqual(done.stderr == "", code == 0)


class Tables(unittest.TestCase):
    def test_ours(self):
        done = run(FACTS)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    @unittest.skipUnless(shutil.which("sha256sum"), "needs sha256sum")
    def test_version(self):
        with tempfile.TemporaryDirectory() as work:
            out = os.path.join(work, "out.c")
            run(FACTS, out)
            with open(out, encoding="utf-8") as f:
                said = f.read().rsplit("fact_version[] = ", 1)[1]
        names = sorted(n for n in os.listdir(FACTS) if n.endswith(".csv"))
        both = subprocess.run("cat " + " ".join(names) + " | sha256sum", shell=True, cwd=FACTS, capture_output=True,
                              text=True, check=True)
        self.assertEqual(said, '"%s";\n' % both.stdout[:12])

    def test_fold(self):
        for typed, want in (("Maeng  Da", "maeng da"), ("Übelkeit", "ubelkeit"), ("Teelöffel", "teeloffel"),
                            ("µg", "μg"), ("μg", "μg"), ("Straße", "strasse"), ("can’t sleep", "can't sleep"),
                            ("7–OH", "7-oh"), ("\u00a0a\u2003b ", "a b"), ("Красный", "красный")):
            self.assertEqual(fold(typed), want)

    def test_words(self):
        for name, want in (("7-oh tabs", "7 oh tabs"), ("7-oh+pseudo", "7 oh pseudo"), ("(red) bali!", "red bali")):
            self.assertEqual(words(name), want)


if __name__ == "__main__":
    unittest.main()
