"""tools/habits.py finds what is planted, and nothing else."""
import habits
import planted


def function(lines, head="int f(void)\n{\n"):
    return head + "  ;\n" * (lines - 1 - head.count("\n")) + "}\n"


class Calls(planted.House):
    def bad(self, path, text, said):
        self.plant(path, text)
        self.breaks("unsafe call", said, habits.main, [self.top])

    def test_good(self):
        """a good house passes"""
        self.holds(habits.main, [self.top])

    def test_strcpy(self):
        """strcpy anywhere"""
        self.bad("src/face/cli/x.c", "int x;\nvoid f(char *a)\n{\n  strcpy (a, \"\");\n}\n", "x.c:4: strcpy()")

    def test_in_a_test(self):
        """sprintf in a test"""
        self.bad("src/dose/dose_test.c", "void f(char *a)\n{\n  sprintf(a, \"\");\n}\n", "dose_test.c:3: sprintf()")

    def test_clock(self):
        """the clock in the core"""
        self.bad("src/dose/x.c", "long f(void)\n{\n  return time(0);\n}\n", "x.c:3: time() in the core")

    def test_exit(self):
        """exit in the core"""
        self.bad("src/app/x.c", "void f(void)\n{\n  exit(1);\n}\n", "x.c:3: exit() in the core")

    def test_native(self):
        """main and the native store have the clock and the environment"""
        self.plant("src/face/cli/x.c", "void f(void)\n{\n  time(0);\n  getenv(\"HOME\");\n  exit(1);\n}\n")
        self.plant("src/store/native/x.c", "void f(void)\n{\n  clock_gettime(0, 0);\n}\n")
        self.holds(habits.main, [self.top])

    def test_zone(self):
        """the system's zone in the core; a test may ask it"""
        self.plant("src/dose/x_test.c", "void f(void)\n{\n  gmtime_r(0, 0);\n  setlocale(0, 0);\n}\n")
        self.bad("src/dose/x.c", "void f(void)\n{\n  gmtime_r(0, 0);\n}\n", "src/dose/x.c:3: gmtime_r() in the core")

    def test_others(self):
        """members, longer names, comments and words are no calls"""
        self.plant("src/dose/x.c", "/* time(0) */\nvoid f(void)\n{\n  e->time(1);\n  e.random(2);\n  span_time(3);\n"
                                   "  g(\"exit(1)\"); // exit(1)\n  snprintf(0, 0, \"\");\n}\n")
        self.holds(habits.main, [self.top])


class Shape(planted.House):
    def test_long(self):
        """a function of 71 lines"""
        self.plant("src/dose/x.c", "int a;\n\n" + function(71))
        self.breaks("no function of more", "src/dose/x.c:3: a function of 71 lines", habits.main, [self.top])

    def test_brace_behind(self):
        """the brace behind the name hides nothing"""
        self.plant("src/dose/x.c", function(71, "int f(void) {\n"))
        self.breaks("no function of more", "src/dose/x.c:1: a function of 71 lines", habits.main, [self.top])

    def test_arguments(self):
        """two lines of arguments are counted"""
        self.plant("src/dose/x.c", function(71, "int f(int a,\n      int b)\n{\n"))
        self.breaks("no function of more", "src/dose/x.c:1: a function of 71 lines", habits.main, [self.top])

    def test_seventy(self):
        """seventy lines pass, and so does a long table"""
        self.plant("src/dose/x.c", function(70) + "static const int t[] = {\n" + "  1,\n" * 200 + "};\n" + function(70))
        self.holds(habits.main, [self.top])

    def test_column(self):
        """121 columns"""
        self.plant("src/dose/x.c", "int a;\n//" + "x" * 119 + "\n")
        self.breaks("no line over 120", "src/dose/x.c:2: 121 columns", habits.main, [self.top])

    def test_characters(self):
        """columns are characters, not bytes"""
        self.plant("src/dose/x.c", "//" + "\u00b5" * 118 + "\n")
        self.holds(habits.main, [self.top])

    def test_blanks(self):
        """blanks at the end"""
        self.plant("tools/x.py", "a = 1 \n")
        self.breaks("no line over 120", "tools/x.py:1: blanks", habits.main, [self.top])

    def test_cr(self):
        """a line break of another system"""
        self.plant("src/dose/x.c", "int a;\r\n")
        self.breaks("no line over 120", "src/dose/x.c:1: the line ends in CR", habits.main, [self.top])

    def test_tab(self):
        """a TAB"""
        self.plant("src/dose/x.c", "int f(void)\n{\n\treturn 1;\n}\n")
        self.breaks("no TAB", "src/dose/x.c:3", habits.main, [self.top])


class Words(planted.House):
    def safe(self, path, text, said):
        self.plant(path, text)
        self.breaks("is not said", said, habits.main, [self.top])

    def test_literal(self):
        """in a literal"""
        self.safe("src/app/x.c", 'const char *s = "This is safe.";\n', 'src/app/x.c:1: "This is safe."')

    def test_literals(self):
        """spread over literals and behind a line break"""
        self.safe("src/app/x.c", 'const char *s = "This is\\n"\n  "safe";\n', "src/app/x.c:1")

    def test_facts(self):
        """in a cell of facts"""
        self.safe("facts/forms.csv", 'key,shown\ntea,"not strong,\nSafer than powder"\n', "facts/forms.csv:3")

    def test_fine(self):
        """comments, tests, titles of papers, safety and unsafe pass"""
        self.plant("src/app/x.c", '/* safe */\nconst char *s = "Safety rules; unsafe; safeguard";\n')
        self.plant("src/app/x_test.c", 'const char *s = "safe";\n')
        self.plant("facts/citations.csv", "key,text\na,Is it safe?\n")
        self.holds(habits.main, [self.top])

    def test_allowed(self):
        """an exception with its reason"""
        self.plant("src/app/x.c", 'const char *s = "I do not feel safe";\n')
        self.plant("tools/habits.allow", "# why\nsrc/app/x.c\tnot feel safe\ta person's own words\n")
        self.holds(habits.main, [self.top])

    def test_stale(self):
        """an exception nobody needs"""
        self.plant("tools/habits.allow", "src/app/x.c\tnot feel safe\ta person's own words\n")
        self.breaks("only what is needed", "tools/habits.allow:1: no longer needed", habits.main, [self.top])

    def test_no_reason(self):
        """an exception without a reason"""
        self.plant("tools/habits.allow", "src/app/x.c\tnot feel safe\n")
        self.breaks("only what is needed", "tools/habits.allow:1: wants", habits.main, [self.top])

    def test_machine(self):
        """a path of somebody's machine"""
        self.plant("docs/x.md", "Look at /home" + "/ann/notes.txt\n")
        self.breaks("path of one machine", "docs/x.md:1", habits.main, [self.top])

    def test_later(self):
        """left for later"""
        self.plant("src/dose/x.c", "int a;\n/* TO" + "DO: b */\n")
        self.breaks("left for later", "src/dose/x.c:2", habits.main, [self.top])

    def test_private(self):
        """a private word, whole and in any case"""
        self.plant("list", "zebra\n")
        self.plant("docs/x.md", "A Zebra.\n")
        self.plant("docs/y.md", "zebras\n")
        self.breaks("private list", "docs/x.md:1: Zebra", habits.main, ["--words", self.top + "/list", self.top])
