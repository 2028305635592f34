"""tools/layers.py finds what is planted, and nothing else."""
import layers
import planted

GOOD_REPO = '#include <sqlite3.h>\nconst char *q = "SELECT id FROM dose";\n'


class Floors(planted.House):
    def test_good(self):
        """a good house passes"""
        self.holds(layers.main, self.top)

    def test_this_house(self):
        """our own docs/LAYERS is understood"""
        self.assertEqual(layers.Layers(layers.house.read(layers.house.TOP, "docs/LAYERS")).problems, [])

    def test_climbs(self):
        """a floor-2 file includes app"""
        self.plant("src/dose/repo.c", '#include "base/err.h"\n#include "app/app.h"\n')
        self.breaks("climbs", "src/dose/repo.c:2: dose (floor 2)", layers.main, self.top)

    def test_climbs_from_test(self):
        """a test file may not climb either"""
        self.plant("src/dose/dose_test.c", '#include "app/app.h"\n')
        self.breaks("climbs", "src/dose/dose_test.c:1", layers.main, self.top)

    def test_climbs_with_blanks(self):
        """blanks around the hash hide nothing"""
        self.plant("src/num/num.c", '  #  include  "dose/dose.h"\n')
        self.breaks("climbs", "src/num/num.c:1", layers.main, self.top)

    def test_comment(self):
        """an include in a comment is none"""
        self.plant("src/num/num.c", '/*\n#include "dose/dose.h"\n*/\n// #include "app/app.h"\n')
        self.holds(layers.main, self.top)

    def test_peer(self):
        """a peer that is not named"""
        self.plant("src/source/source.c", '#include "dose/dose.h"\n')
        self.breaks("peers", "src/source/source.c:1: source may not include its peer dose", layers.main, self.top)

    def test_never_exchange(self):
        """exchange may look at a subject, never the reverse"""
        self.plant("src/dose/repo.c", '#include "exchange/row.h"\n')
        self.breaks("peers", "dose may not include its peer exchange", layers.main, self.top)

    def test_peer_of_test(self):
        """a test file may include a peer"""
        self.plant("src/source/source_test.c", '#include "dose/dose.h"\n')
        self.holds(layers.main, self.top)

    def test_floor_1_peer(self):
        """peers count on floor 1 too"""
        self.plant("src/num/num.c", '#include "store/store.h"\n')
        self.breaks("peers", "num may not include its peer store", layers.main, self.top)

    def test_below_a_room(self):
        """a folder beneath a room belongs to it"""
        self.plant("src/store/native/file.c", '#include "store/store.h"\n')
        self.holds(layers.main, self.top)

    def test_native(self):
        """the core includes a native header"""
        self.plant("src/store/native/file.h", planted.header("src/store/native/file.h"))
        self.plant("src/app/x.c", '#include "store/native/file.h"\n')
        self.breaks("nothing native", "src/app/x.c:1: store/native/file.h", layers.main, self.top)

    def test_native_from_native(self):
        """main and a test include a native header"""
        self.plant("src/store/native/file.h", planted.header("src/store/native/file.h"))
        self.plant("src/face/cli/x.c", '#include "store/native/file.h"\n')
        self.plant("src/store/store_test.c", '#include "store/native/file.h"\n')
        self.holds(layers.main, self.top)

    def test_no_room(self):
        """a folder on no floor"""
        self.plant("src/attic/box.h", planted.header("src/attic/box.h"))
        self.breaks("room on a floor", "src/attic", layers.main, self.top)

    def test_missing(self):
        """an include that is not there, or relative"""
        self.plant("src/dose/repo.c", '#include "dose.h"\n')
        self.breaks("names a header", 'src/dose/repo.c:1: "dose.h"', layers.main, self.top)

    def test_c_file(self):
        """a .c file is not a header"""
        self.plant("src/dose/all.c", '#include "dose/dose.c"\n')
        self.breaks("names a header", "not a header", layers.main, self.top)

    def test_circle(self):
        """two headers include each other"""
        self.plant("src/dose/dose.h", planted.header("src/dose/dose.h", '#include "dose/day.h"\n'))
        self.plant("src/dose/day.h", planted.header("src/dose/day.h", '#include "dose/dose.h"\n'))
        self.breaks("circle", "src/dose/day.h -> src/dose/dose.h -> src/dose/day.h", layers.main, self.top)


class File(planted.House):
    def rule(self, line, said):
        self.plant("docs/LAYERS", planted.LAYERS + line + "\n")
        self.breaks("is understood", said, layers.main, self.top)

    def test_nonsense(self):
        """a line nobody understands"""
        self.rule("dose might include source", "docs/LAYERS:10: not understood")

    def test_unknown(self):
        """a peer that is no room"""
        self.rule("dose may include sauce", "no such room: sauce")

    def test_other_floor(self):
        """a peer on another floor"""
        self.rule("dose may include app", "app is on another floor than dose")

    def test_twice(self):
        """a room on two floors"""
        self.rule("floor 2: dose", "dose stands on two floors")

    def test_circle(self):
        """peers that go round"""
        self.rule("source may include exchange", "the peers go round")


class Sql(planted.House):
    def breaks_sql(self, path, text, said):
        self.plant(path, text)
        self.breaks("SQL and SQLite", said, layers.main, self.top)

    def test_repo(self):
        """repo.c and store may have SQL, tests too"""
        for path in ("src/dose/repo.c", "src/dose/day_repo.c", "src/store/open.c", "src/store/native/file.c",
                     "src/dose/dose_test.c"):
            self.plant(path, GOOD_REPO)
        self.holds(layers.main, self.top)

    def test_literal(self):
        """a statement in another file"""
        self.breaks_sql("src/app/log.c", 'const char *q =\n  "SELECT id"\n  " FROM dose";\n', "src/app/log.c:2: SQL")

    def test_line_break(self):
        """a statement behind a line break in the literal"""
        self.breaks_sql("src/app/log.c", 'const char *q = "x\\nDELETE FROM dose";\n', "src/app/log.c:1: SQL")

    def test_pragma(self):
        """a pragma"""
        self.breaks_sql("src/face/cli/x.c", 'const char *q = "PRAGMA user_version";\n', "src/face/cli/x.c:1: SQL")

    def test_call(self):
        """a call into SQLite"""
        self.breaks_sql("src/app/log.c", "int f(void *s)\n{\n  return sqlite3_step(s);\n}\n", "src/app/log.c:3: SQLite")

    def test_header(self):
        """sqlite3.h in a header of a subject"""
        self.breaks_sql("src/dose/db.h", planted.header("src/dose/db.h", "#include <sqlite3.h>\n"), "SQLite outside")

    def test_repo_in_app(self):
        """a repo.c above floor 2"""
        self.breaks_sql("src/app/repo.c", "int x;\n", "only a room on floor 2")

    def test_prose(self):
        """sentences with such words are no SQL"""
        self.plant("src/app/say.c", 'const char *s[] = { "Delete it from the list", "select a time",\n  "DELETE", '
                                    '"Begin with one scale", /* SELECT x FROM y; sqlite3_step() */ };\n')
        self.holds(layers.main, self.top)
