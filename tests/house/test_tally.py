"""tools/tally.py counts as it should; a test that does not end is no test that passes."""
import json
import unittest

import tally


class Tap(unittest.TestCase):
    def counts(self, text, status, *want):
        c = tally.read_tap(text, status)
        self.assertEqual((c.passed, c.failed, c.skipped), want, c.shown)
        return c

    def test_good(self):
        """passed and skipped"""
        self.counts("1..3\nok 1 - a\nok 2 - b\nok 3 - c # SKIP no zone\n", 0, 2, 0, 1)

    def test_failed(self):
        """a failed one, with what it said"""
        c = self.counts("ok 1 - a\nnot ok 2 - b\n# 1 is not 2\nok 3 - c\n# fine\n1..3\n", 1, 2, 1, 0)
        self.assertEqual(c.shown, ["  not ok 2 - b", "  # 1 is not 2"])

    def test_skip_of_cmocka(self):
        """cmocka's way to skip"""
        self.counts("1..2\nok 1 - a\nnot ok 2 # SKIP b\n", 0, 1, 0, 1)

    def test_died(self):
        """stopped in the middle: what is missing has failed"""
        self.counts("1..5\nok 1 - a\nok 2 - b\n", -6, 2, 3, 0)

    def test_died_at_the_end(self):
        """all passed but a bad end (a leak, say)"""
        self.counts("1..1\nok 1 - a\n", 99, 1, 1, 0)

    def test_bail_out(self):
        """nothing could run"""
        self.counts("Bail out! no program\n", 1, 0, 1, 0)

    def test_silent(self):
        """a program without a word"""
        self.counts("", 0, 0, 1, 0)

    def test_two_groups(self):
        """two plans in one program"""
        self.counts("1..1\nok 1 - a\n1..2\nok 1 - b\nok 2 - c\n", 0, 3, 0, 0)


class Meson(unittest.TestCase):
    def log(self, *tests):
        return "".join(json.dumps(t) + "\n" for t in tests)

    def counts(self, text, status, *want):
        c = tally.read_meson(text, status)
        self.assertEqual((c.passed, c.failed, c.skipped), want, c.shown)

    def test_sum(self):
        """cases are counted, not programs"""
        self.counts(self.log({"name": "a", "stdout": "1..2\nok 1\nok 2\n", "result": "OK", "returncode": 0},
                             {"name": "b", "stdout": "1..2\nok 1\nnot ok 2\n", "result": "FAIL", "returncode": 1}),
                    1, 3, 1, 0)

    def test_timeout(self):
        """out of time"""
        self.counts(self.log({"name": "a", "stdout": "1..2\nok 1\nok 2\n", "result": "TIMEOUT", "returncode": -9}),
                    1, 2, 1, 0)

    def test_plain(self):
        """a test without TAP is one case"""
        self.counts(self.log({"name": "a", "stdout": "hello\n", "result": "OK", "returncode": 0},
                             {"name": "b", "result": "FAIL", "returncode": 1}), 1, 1, 1, 0)

    def test_none(self):
        """no test at all is a failure"""
        self.counts("", 0, 0, 1, 0)
