#!/usr/bin/env python3
"""Sets the functions of our C as .clang-format says. Tables, structs and comments between functions are set by hand
and stay as they are.

    tools/format.py [FILE ...]     all of src/ and tests/ when none is named
"""
import os
import shutil
import subprocess
import sys

import habits
import house


def main(paths):
    if not shutil.which("clang-format"):
        print("clang-format is missing: apt-get install clang-format", file=sys.stderr)
        return 1
    os.chdir(house.TOP)
    for path in paths or house.files(house.TOP, "src", ".c") + house.files(house.TOP, "tests", ".c"):
        lines = house.Code(house.read(house.TOP, path)).lines
        ranges = ["--lines=%d:%d" % (start, start + length - 1) for start, length in habits.functions(lines)]
        if ranges:
            subprocess.run(["clang-format", "-i", *ranges, path], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
