"""A small house of its own for each test: good as it stands, then something wrong is planted in it."""
import contextlib
import io
import os
import shutil
import tempfile
import unittest

LAYERS = """floor 0: base
floor 1: num store
floor 2: dose source exchange
floor 3: app
floor 4: face/cli
native: store/native face/cli
sql: store
dose may include source
exchange may include any of floor 2
"""
MESON = "add_project_arguments(cc.get_supported_arguments([\n  '-D_GNU_SOURCE', '-Wshadow',\n]), language: 'c')\n"
HEADER = "#ifndef %s\n#define %s\n%s#endif\n"


def header(path, body=""):
    guard = path[len("src/"):].upper().replace("/", "_").replace(".", "_")
    return HEADER % (guard, guard, body)


class House(unittest.TestCase):
    def setUp(self):
        self.top = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.top)
        self.plant("docs/LAYERS", LAYERS)
        self.plant("meson.build", MESON)
        for path in ("base/err.h", "num/num.h", "store/store.h", "dose/dose.h", "source/source.h", "exchange/row.h",
                     "app/app.h"):
            self.plant("src/" + path, header("src/" + path))
        self.plant("src/dose/dose.c", '#include "dose/dose.h"\n#include "source/source.h"\nint d;\n')
        self.plant("src/exchange/row.c", '#include "exchange/row.h"\n#include "dose/dose.h"\nint r;\n')
        self.plant("src/face/cli/main.c", '#include "app/app.h"\nint main(void)\n{\n  return 0;\n}\n')

    def plant(self, path, text):
        path = os.path.join(self.top, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8", newline="") as f:
            f.write(text)

    def outcome(self, check, *args):
        """(status, failed rules, everything printed) of a check's main()."""
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            status = check(*args)
        text = out.getvalue()
        failed = [line.split(" - ", 1)[1] for line in text.splitlines() if line.startswith("not ok")]
        return status, failed, text

    def holds(self, check, *args):
        status, failed, text = self.outcome(check, *args)
        self.assertEqual((status, failed), (0, []), text)

    def breaks(self, rule, said, check, *args):
        """Exactly this rule is broken, and the message names the place."""
        status, failed, text = self.outcome(check, *args)
        self.assertEqual(status, 1, text)
        self.assertEqual(len(failed), 1, text)
        self.assertIn(rule, failed[0])
        self.assertIn(said, text)
