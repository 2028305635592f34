"""./run with a pretended assay: what it calls, and that the invented year is new each day."""
import os
import shutil
import stat
import subprocess
import tempfile
import unittest

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

ASSAY = """#!/bin/sh
echo "$*" >>"$CALLS"
case "$*" in
  *" demo") [ -z "$DEMO_FAILS" ] || exit 74; echo year >"$3" ;;
  *profile) exit "$JOURNAL" ;;
esac
echo "shown: $*"
"""


class Run(unittest.TestCase):
    def setUp(self):
        self.top = os.path.join(tempfile.mkdtemp(), "a folder")
        self.addCleanup(shutil.rmtree, os.path.dirname(self.top))
        self.demo = self.top + "/build/demo.assay"
        for folder in ("tools", "build/src/face/cli"):
            os.makedirs(os.path.join(self.top, folder))
        shutil.copy(TOP + "/run", self.top)
        self.program("tools/setup.sh", '#!/bin/sh\necho "setup $*" >>"$CALLS"\n')
        self.program("tools/build.sh", "#!/bin/sh\n")
        self.program("build/src/face/cli/assay", ASSAY)

    def program(self, name, text):
        path = os.path.join(self.top, name)
        with open(path, "w") as f:
            f.write(text)
        os.chmod(path, stat.S_IRWXU)

    def start(self, *args, journal=66, demo_fails=""):
        """(status, what was called without the demo's path, standard output)"""
        calls = self.top + "/calls"
        open(calls, "w").close()
        done = subprocess.run([self.top + "/run", *args], cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True,
                              env={"PATH": os.environ["PATH"], "CALLS": calls, "JOURNAL": str(journal),
                                   "DEMO_FAILS": demo_fails})
        with open(calls) as f:
            called = f.read().replace(self.demo, "DEMO").splitlines()
        return done.returncode, called, done.stdout.replace(self.demo, "DEMO")

    MAKE = "--no-input --journal DEMO demo"
    LOOK = "--no-input profile"
    REVIEW = "--journal DEMO review"

    def test_no_journal(self):
        """no journal: the review of an invented year, and nothing else on standard output"""
        status, called, shown = self.start()
        self.assertEqual(called, ["setup run build", self.MAKE, self.LOOK, self.REVIEW])
        self.assertEqual((status, shown), (0, "shown: " + self.REVIEW + "\n"))

    def test_same_day(self):
        """the same day: the year is not made again"""
        self.start()
        self.assertEqual(self.start()[1], ["setup run build", self.LOOK, self.REVIEW])

    def test_next_day(self):
        """another day: made anew, with no old side file"""
        self.start()
        for name, text in (("day", "2001-01-01\n"),):
            with open(self.demo + "." + name, "w") as f:
                f.write(text)
        open(self.demo + "-wal", "w").close()
        self.assertIn(self.MAKE, self.start()[1])
        self.assertFalse(os.path.exists(self.demo + "-wal"))
        self.assertNotIn(self.MAKE, self.start()[1])

    def test_new_program(self):
        """a newer assay: made anew"""
        self.start()
        os.utime(self.demo + ".day", (0, 0))
        self.assertIn(self.MAKE, self.start()[1])

    def test_failed_demo(self):
        """no year could be invented: the end, and the next time it is tried again"""
        self.assertNotEqual(self.start(demo_fails="yes")[0], 0)
        self.assertIn(self.MAKE, self.start()[1])

    def test_own_journal(self):
        """an own journal: today and its review"""
        status, called, _ = self.start(journal=0)
        self.assertEqual((status, called[-3:]), (0, [self.LOOK, "", "review"]))

    def test_arguments(self):
        """arguments are assay's, as they are"""
        status, called, shown = self.start("log", "pain 5, slept 6 h", "*")
        self.assertEqual((status, called), (0, ["setup run build", "log pain 5, slept 6 h *"]))
        self.assertEqual(shown, "shown: log pain 5, slept 6 h *\n")

    def test_link(self):
        """through a symbolic link"""
        os.symlink(self.top + "/run", self.top + "/tools/link")
        done = subprocess.run([self.top + "/tools/link", "list"], cwd="/", stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, text=True,
                              env={"PATH": os.environ["PATH"], "CALLS": "/dev/null", "JOURNAL": "66"})
        self.assertEqual(done.stdout, "shown: list\n")
