"""tools/headers.py and tools/wasm.py find what is planted."""
import headers
import planted
import wasm


class Headers(planted.House):
    def test_good(self):
        """good headers pass"""
        self.holds(headers.main, self.top)

    def test_leans(self):
        """a header that leans on another"""
        self.plant("src/dose/x.h", planted.header("src/dose/x.h", "size_t dose_n(void);\n"))
        status, failed, text = self.outcome(headers.main, self.top)
        self.assertEqual((status, len(failed)), (1, 2), text)
        self.assertIn("src/dose/x.h", text)

    def test_warning(self):
        """a warning counts, with the options of meson.build"""
        body = "static inline int f(int a)\n{\n  {\n    int a = 1;\n    (void)a;\n  }\n  return a;\n}\n"
        self.plant("src/dose/x.h", planted.header("src/dose/x.h", body))
        status, failed, text = self.outcome(headers.main, self.top)
        self.assertEqual((status, len(failed)), (1, 2), text)
        self.assertIn("shadow", text)

    def test_guard(self):
        """a guard taken over from another file"""
        self.plant("src/dose/x.h", planted.header("src/dose/dose.h"))
        self.breaks("include guard", "src/dose/x.h: the guard should be DOSE_X_H", headers.main, self.top)


class Browser(planted.House):
    def test_good(self):
        """libc and SQLite pass; what is native is left out"""
        self.plant("src/store/open.c", "#include <math.h>\n#include <sqlite3.h>\n#include <stdio.h>\nint x;\n")
        self.plant("src/store/native/x.c", "#include <pthread.h>\nint x;\n")
        self.plant("src/face/cli/x.c", "#include <setjmp.h>\n")
        self.plant("src/dose/dose_test.c", "#include <setjmp.h>\n")
        self.holds(wasm.main, self.top, [])

    def refused(self, text, said):
        self.plant("src/num/x.c", text)
        self.breaks("for the browser", said, wasm.main, self.top, [])

    def test_setjmp(self):
        """setjmp"""
        self.refused("#include <setjmp.h>\n", "'setjmp.h' file not found")

    def test_threads(self):
        """threads"""
        self.refused("#include <pthread.h>\n", "'pthread.h' file not found")

    def test_tzset(self):
        """tzset"""
        self.refused("#include <time.h>\nvoid f(void);\nvoid f(void)\n{\n  tzset();\n}\n", "tzset")

    def test_system_headers(self):
        """a header that only this machine has"""
        self.refused("#include <cmocka.h>\n", "'cmocka.h' file not found")

    def test_generated(self):
        """a generated file is checked too"""
        self.plant("made/facts.c", "#include <setjmp.h>\n")
        self.breaks("for the browser", "made/facts.c", wasm.main, self.top, [self.top + "/made/facts.c"])

    def test_nothing(self):
        """finding no file is a failure"""
        self.plant("docs/LAYERS", "floor 0: base\nnative: " + " ".join(
            ("base", "num", "store", "dose", "source", "exchange", "app", "face")) + "\n")
        self.breaks("for the browser", "no file of the core", wasm.main, self.top, [])
