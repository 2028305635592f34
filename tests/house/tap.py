#!/usr/bin/env python3
"""Runs every test_*.py of this folder and prints TAP."""
import os
import sys
import traceback
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(os.path.dirname(os.path.dirname(HERE)), "tools")]


class Tap(unittest.TestResult):
    n = 0

    def point(self, test, good, detail=""):
        self.n += 1
        name = "%s: %s" % (type(test).__name__, test.shortDescription() or test._testMethodName)
        print("%s %d - %s" % ("ok" if good else "not ok", self.n, name.replace("#", "")))
        for line in detail.splitlines():
            print("# " + line)
        sys.stdout.flush()

    def addSuccess(self, test):
        self.point(test, True)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.point(test, False, str(err[1]))

    def addError(self, test, err):
        super().addError(test, err)
        self.point(test, False, "".join(traceback.format_exception(*err)))


def main():
    tests = unittest.defaultTestLoader.discover(HERE, pattern="test_*.py")
    print("1..%d" % tests.countTestCases())
    result = Tap()
    tests.run(result)
    return 0 if result.wasSuccessful() and result.n else 1


if __name__ == "__main__":
    sys.exit(main())
