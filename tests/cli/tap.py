#!/usr/bin/env python3
"""Run every test_*.py of this folder and print TAP.

    ASSAY_BIN=build/assay python3 tests/cli/tap.py [WORD ...]

With words, only the tests whose name holds one of them. Exit 1 when anything failed or nothing could run.
"""
import os
import sys
import traceback
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import assay


def flat(suite):
    for part in suite:
        if isinstance(part, unittest.TestSuite):
            yield from flat(part)
        else:
            yield part


def name_of(test):
    """"time: a clock time in its entry: with an hour of one digit"."""
    module, method = type(test).__module__, getattr(test, '_testMethodName', str(test))
    words = test.shortDescription() or method[5:].replace('_', ' ')
    return f'{module[5:].replace("_", " ")}: {words}'.replace('#', '')


class Tap(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.n, self.bad = 0, 0

    def line(self, test, good, why='', detail=''):
        self.n += 1
        self.bad += not good
        print(f'{"ok" if good else "not ok"} {self.n} - {name_of(test)}{why}', flush=True)
        for row in detail.rstrip().splitlines():
            print('# ' + row)

    def addSuccess(self, test):
        self.line(test, True)

    def addSkip(self, test, reason):
        self.line(test, True, f' # SKIP {reason}')

    def addFailure(self, test, err):
        self.line(test, False, detail=str(err[1]))

    def addError(self, test, err):
        self.line(test, False, detail=''.join(traceback.format_exception(*err)))

    def addExpectedFailure(self, test, err):
        self.line(test, True, ' # TODO expected to fail')

    def addUnexpectedSuccess(self, test):
        self.line(test, False, detail='was expected to fail')


def main(words):
    why = assay.missing()
    if why:
        print(f'Bail out! {why}')
        return 1
    tests = list(flat(unittest.defaultTestLoader.discover(HERE, pattern='test_*.py')))
    if words:
        tests = [t for t in tests if any(w.lower() in (name_of(t) + ' ' + t.id()).lower() for w in words)]
    print('TAP version 13')
    print(f'1..{len(tests)}', flush=True)
    result = Tap()
    for test in tests:
        test.run(result)
    print(f'# {result.n - result.bad} passed, {result.bad} failed')
    return 1 if result.bad or not tests else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
