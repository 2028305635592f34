"""tools/docs.py finds what is planted in the documents, and nothing else."""
import os
import shutil

import docs
import planted

PROGRAM = """#!/bin/sh
shift 3
case "$*" in
  "log pain 6") echo "Saved: pain 6"; echo "Not right? assay undo" ;;
  log*flurb*) echo "not understood" >&2; exit 65 ;;
  *--json\\ product) [ -e "${ASSAY_JOURNAL-.}" ] && echo '{"items":[{"name":"red bali"}]}' ;;
  *--json\\ scale) [ -e "${ASSAY_JOURNAL-.}" ] && echo '{"items":[{"name":"stiffness"}]}' ;;
esac
"""
VERBS = """static const struct option_rule none[] = {{NULL, OPTION_FLAG}};
static const struct option_rule many[] = {
  {"since", OPTION_VALUE}, {"until", OPTION_VALUE}, {"kind", OPTION_VALUE}, {"grep", OPTION_VALUE},
  {"anew", OPTION_FLAG}, {"before", OPTION_VALUE}, {"all", OPTION_FLAG}, {"yes", OPTION_FLAG}, {"map", OPTION_VALUE},
  {"dry-run", OPTION_FLAG}, {"o", OPTION_VALUE}, {NULL, OPTION_FLAG},
};
const struct verb verb_table[] = {
  {"", LOOK, "Today", "", "", none, 0, JOURNAL_MAY, verb_today},
  {"list", LOOK, "x", "", "x\\n", many, 0, JOURNAL_MUST, verb_list},
"""
OPTIONS = ["since", "until", "kind", "grep", "anew", "before", "all", "yes", "map", "dry-run", "o"]
NAMES = ["log", "undo", "redo", "edit", "show", "crisis", "lab", "import", "export"]
README = """# It
[licence](LICENSE.md), `tools/a.py`, `dose/dose.c`, `dose_add()`, `x_test.c`

```sh
assay log "pain 6"   # a comment
assay log \\
  "pain 6"
./test
```

```console
$ assay log "pain 6"
...
Not right? assay undo
```

| you type | it becomes |
|---|---|
| `pain 6` | a number |
"""


class Documents(planted.House):
    def setUp(self):
        super().setUp()
        self.plant("program", PROGRAM)
        os.chmod(os.path.join(self.top, "program"), 0o755)
        self.addCleanup(os.environ.update, {"ASSAY_BIN": os.environ.get("ASSAY_BIN", "")})
        os.environ["ASSAY_BIN"] = os.path.join(self.top, "program")
        rows = "".join('  {"%s", LOOK, "x", "", "x\\n", none, 0, JOURNAL_MUST, verb_%s},\n' % (n, n) for n in NAMES)
        self.plant("src/face/cli/verb_table.c", VERBS + rows + "};\n")
        self.plant("src/dose/dose.c", "int dose_add(void);\n")
        self.plant("tools/a.py", "")
        self.plant("LICENSE.md", "")
        self.plant("CHANGELOG.md", "# News\n")
        self.plant("docs/ARCHITECTURE.md", "# One page\n")
        self.plant("README.md", README)
        self.manual()
        shutil.copytree(os.path.join(docs.house.TOP, "completions"), os.path.join(self.top, "completions"))

    def manual(self):
        parts = ["assay(1)\n\n# NAME\n\nassay - it\n\n# OPTIONS"] + ["*--%s*" % o for o in docs.EVERYWHERE]
        parts += ["# VERBS", "*list* %s\n\tx" % " ".join("[*%s*]" % docs.dashed(o) for o in OPTIONS)]
        parts += ["*%s*\n\tx" % n for n in NAMES] + ["# END\n\nx\n"]
        self.plant("docs/assay.1.scd", "\n\n".join(parts))

    def bad(self, rule, said, path, text):
        self.plant(path, text)
        self.breaks(rule, said, docs.main, [self.top])

    def test_good(self):
        """good documents pass"""
        self.holds(docs.main, [self.top])

    def test_no_program(self):
        """no program to try them on"""
        os.environ["ASSAY_BIN"] = ""
        self.breaks("the program is there", "ASSAY_BIN", docs.main, [self.top])

    def test_command(self):
        """a command that is refused"""
        self.bad("every command", "README.md:5: `assay log flurb` ends with 65: not understood", "README.md",
                 README.replace('log "pain 6"   # a comment', "log flurb"))

    def test_words(self):
        """an example of words that is refused"""
        self.bad("example of words", "README.md:19: `pain flurb`", "README.md",
                 README.replace("| `pain 6`", "| `pain flurb`"))

    def test_transcript(self):
        """a transcript that is no longer true"""
        self.bad("README shows", "    | Saved: pain 6", "README.md",
                 README.replace("...\nNot right?", "Saved: pain 7\nNot right?"))

    def test_transcript_too_short(self):
        """a transcript that leaves out the end and does not say so"""
        self.bad("README shows", "README.md:12", "README.md",
                 README.replace("...\nNot right? assay undo", "Saved: pain 6"))

    def test_write(self):
        """--write takes over what is printed"""
        self.plant("README.md", README.replace("...\nNot right?", "Saved: pain 7\nNot right?"))
        self.outcome(docs.main, ["--write", self.top])
        self.holds(docs.main, [self.top])

    def test_link(self):
        """a link that leads nowhere"""
        self.bad("links", "README.md: no such file: GONE.md", "README.md", README.replace("(LICENSE.md)", "(GONE.md)"))

    def test_file(self):
        """a file that is named but does not exist"""
        self.bad("named", "README.md: no such file: tools/b.py", "README.md",
                 README.replace("tools/a.py", "tools/b.py"))

    def test_function(self):
        """a function that is named but does not exist"""
        self.bad("named", "README.md: no such function: dose_eat()", "README.md",
                 README.replace("dose_add", "dose_eat"))

    def test_page(self):
        """more than one page"""
        self.bad("one page", "91 lines", "docs/ARCHITECTURE.md", "x\n" * 91)

    def test_page_wide(self):
        """a page that is too wide"""
        self.bad("one page", "ARCHITECTURE.md:2: 121 columns", "docs/ARCHITECTURE.md", "x\n" + "x" * 121 + "\n")

    def test_manual_option(self):
        """the man page lacks an option"""
        text = docs.house.read(self.top, "docs/assay.1.scd")
        self.bad("man page", "list: --grep is missing", "docs/assay.1.scd", text.replace("[*--grep*]", ""))

    def test_manual_verb(self):
        """the man page lacks a verb"""
        text = docs.house.read(self.top, "docs/assay.1.scd")
        self.bad("man page", "the verb crisis is missing", "docs/assay.1.scd", text.replace("*crisis*\n", "crisis\n"))

    def test_manual_more(self):
        """the man page promises an option that does not exist"""
        text = docs.house.read(self.top, "docs/assay.1.scd")
        self.bad("man page", "undo has no option --hard", "docs/assay.1.scd",
                 text.replace("*undo*", "*undo* [*--hard*]"))

    def test_manual_broken(self):
        """the man page is no scdoc"""
        text = docs.house.read(self.top, "docs/assay.1.scd")
        self.bad("man page", "scdoc refuses it", "docs/assay.1.scd", text + "\n[open\n")

    def test_completion(self):
        """a completion lacks a verb"""
        text = docs.house.read(self.top, "completions/assay.fish")
        self.bad("completions know", "assay.fish: the verb crisis", "completions/assay.fish",
                 text.replace("crisis", "cri sis"))

    def test_bash(self):
        """the completion of bash does not offer names"""
        text = docs.house.read(self.top, "completions/assay.bash")
        self.bad("completion of bash", "`assay product re` offers", "completions/assay.bash",
                 text.replace('"name"', '"nome"'))

    def test_safe(self):
        """a word that is not said"""
        self.bad("safe", "CHANGELOG.md:2", "CHANGELOG.md", "# News\nNow " + "safe" + "r\n")
