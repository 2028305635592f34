#!/usr/bin/env python3
"""Every header of src/ compiles alone, with gcc and with clang. Prints TAP.

    tools/headers.py [TOP]
"""
import os
import sys
import tempfile

import house


def main(top):
    tap = house.Tap()
    headers = house.files(top, "src", ".h")
    options = house.warnings(top)
    with tempfile.TemporaryDirectory() as folder:
        alone = os.path.join(folder, "alone.c")
        with open(alone, "w") as f:
            f.write("typedef int alone;\n")  # a header of macros only leaves nothing, and C wants something
        for compiler in ("gcc", "clang"):
            argv = [compiler, *options, "-I" + os.path.join(top, "src"), "-fsyntax-only", alone, "-include"]
            bad = house.together((h, argv + [os.path.join(top, h)]) for h in headers)
            tap.rule("every header compiles alone with " + compiler,
                     ["%s: %s" % (h, line) for h, out in bad for line in out.splitlines() if "error:" in line])
    guards = []
    for h in headers:
        name = h[len("src/"):].upper().replace("/", "_").replace(".", "_").replace("-", "_")
        text = house.read(top, h)
        if "#ifndef %s\n#define %s\n" % (name, name) not in text:
            guards.append("%s: the guard should be %s" % (h, name))
    tap.rule("every header has the include guard of its path", guards)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else house.TOP))
