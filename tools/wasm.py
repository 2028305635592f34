#!/usr/bin/env python3
"""The core passes the browser's compiler: no threads, no setjmp, no zones of the system. Prints TAP.

    tools/wasm.py [TOP [GENERATED.c ...]]

Only syntax: nothing is linked. The system's own headers must not be found, else they would lend what the browser has
not; sqlite3.h alone is lent from a folder of its own.
"""
import os
import shutil
import sys
import tempfile

import house
import layers

WASI = "/usr/include/wasm32-wasi"


def core(top):
    """The C files of src/ that must compile for the browser."""
    rules = layers.Layers(house.read(top, "docs/LAYERS"))
    return [p for p in house.files(top, "src", ".c")
            if not house.is_test(p) and not rules.within(p[len("src/"):], rules.native)]


def main(top, generated):
    tap = house.Tap()
    with tempfile.TemporaryDirectory() as lent:
        if os.path.exists("/usr/include/sqlite3.h"):
            shutil.copy("/usr/include/sqlite3.h", lent)
        argv = ["clang", "--target=wasm32-wasi", "-nostdlibinc", "-isystem", WASI, "-isystem", lent,
                "-I" + os.path.join(top, "src"), "-fsyntax-only", *house.warnings(top)]
        commands = [(p, argv + [os.path.join(top, p)]) for p in core(top)]
        commands += [(p, argv + [p]) for p in generated]
        bad = house.together(commands)
    tap.rule("the core compiles for the browser (%d files)" % len(commands),
             ["%s: %s" % (p, line) for p, out in bad for line in out.splitlines() if "error:" in line] +
             ([] if commands else ["no file of the core was found"]))
    return tap.done()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else house.TOP, sys.argv[2:]))
