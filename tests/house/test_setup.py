"""tools/setup.sh against a pretended Debian: what it asks of apt, and when it asks nothing."""
import os
import shutil
import stat
import subprocess
import tempfile
import unittest

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

PACKAGES = "# comment\nrun:   liba tzdata\nbuild: gcc meson\nbuild: scdoc\ntest:  clang gcc\n"
DPKG = """#!/bin/sh
status=0
shift 3
for p in "$@"; do
  case " $INSTALLED " in
    *" $p "*) printf '%s=installed ' "$p" ;;
    *" $p-removed "*) printf '%s=config-files ' "$p" ;;
    *) status=1 ;;
  esac
done
exit $status
"""
APT = """#!/bin/sh
echo "apt-get $*" >>"$CALLS"
[ -t 0 ] && echo terminal >>"$CALLS"
case "$*" in *" $APT_FAILS"*) echo "E: no $APT_FAILS"; exit 100 ;; esac
exit 0
"""
SUDO = """#!/bin/sh
[ "$1" = -n ] || { echo "sudo asked" >>"$CALLS"; exit 1; }
shift
[ "$SUDO" = yes ] || exit 1
[ "$1" = true ] || echo "sudo $1" >>"$CALLS"
exec "$@"
"""


class Setup(unittest.TestCase):
    def setUp(self):
        self.top = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.top)
        os.makedirs(self.top + "/tools")
        os.makedirs(self.top + "/bin")
        shutil.copy(TOP + "/tools/setup.sh", self.top + "/tools")
        self.write("packages.txt", PACKAGES)
        self.program("dpkg-query", DPKG)
        self.program("apt-get", APT)

    def write(self, path, text):
        with open(os.path.join(self.top, path), "w") as f:
            f.write(text)

    def program(self, name, text):
        self.write("bin/" + name, text)
        os.chmod(self.top + "/bin/" + name, stat.S_IRWXU)

    def run_setup(self, *groups, user=0, installed="", sudo="no", apt_fails="nothing"):
        """(status, lines that reached apt or sudo, what was said)"""
        self.program("id", "#!/bin/sh\necho %d\n" % user)
        calls = self.top + "/calls"
        open(calls, "w").close()
        path = self.top + "/bin:" + self.tools()
        done = subprocess.run(["/bin/sh", self.top + "/tools/setup.sh", *groups], cwd="/", stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              env={"PATH": path, "INSTALLED": installed, "CALLS": calls, "SUDO": sudo,
                                   "APT_FAILS": apt_fails})
        with open(calls) as f:
            return done.returncode, f.read().splitlines(), done.stdout

    def tools(self):
        """A folder with what setup.sh needs besides, so that a sudo of this machine is not found."""
        folder = self.top + "/tools-only"
        if not os.path.isdir(folder):
            os.makedirs(folder)
            for tool in "sh sed tr readlink dirname mktemp rm grep tail env sleep true".split():
                os.symlink(shutil.which(tool, path="/usr/bin:/bin"), folder + "/" + tool)
        return folder

    def test_nothing_missing(self):
        """nothing is missing: no apt, not a word"""
        self.assertEqual(self.run_setup("run", "build", installed="liba tzdata gcc meson scdoc"), (0, [], ""))

    def test_as_root(self):
        """as root: lists renewed, exactly what is missing installed"""
        status, calls, said = self.run_setup("run", "build", installed="liba gcc scdoc")
        self.assertEqual(status, 0, said)
        self.assertEqual([c.split()[-1] for c in calls], ["update", "meson"])
        self.assertIn("DPkg::Lock::Timeout=400 --no-install-recommends install tzdata meson", calls[1])
        self.assertNotIn("clang", " ".join(calls))
        self.assertNotIn("terminal", calls)

    def test_removed(self):
        """a package that was removed but kept its settings is missing"""
        _, calls, _ = self.run_setup("run", installed="liba-removed tzdata")
        self.assertTrue(calls[-1].endswith(" install liba"), calls)

    def test_once(self):
        """a package in two groups is asked for once"""
        _, calls, _ = self.run_setup("build", "test", installed="meson")
        self.assertTrue(calls[-1].endswith(" install gcc scdoc clang"), calls)

    def test_sudo(self):
        """through sudo where it needs no password"""
        self.program("sudo", SUDO)
        status, calls, said = self.run_setup("run", user=1000, installed="liba", sudo="yes")
        self.assertEqual(status, 0, said)
        self.assertIn("sudo env", calls)
        self.assertTrue(calls[-1].endswith(" install tzdata"), calls)

    def test_sudo_with_password(self):
        """sudo that would ask is not asked: one line to type, and the end"""
        self.program("sudo", SUDO)
        status, calls, said = self.run_setup("run", user=1000, installed="liba")
        self.assertEqual((status, calls), (1, []))
        self.assertIn("\n  sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends tzdata'\n", said)

    def test_no_sudo(self):
        """no sudo at all: the line for su"""
        status, calls, said = self.run_setup("run", user=1000)
        self.assertEqual((status, calls), (1, []))
        self.assertIn("\n  su -c 'apt-get update && apt-get install -y --no-install-recommends liba tzdata'\n", said)

    def test_offline(self):
        """old lists are no hindrance when the packages are there"""
        status, calls, said = self.run_setup("run", apt_fails="update")
        self.assertEqual((status, len(calls)), (0, 2), said)

    def test_no_package(self):
        """an installation that fails says what apt said"""
        status, _, said = self.run_setup("run", apt_fails="install")
        self.assertEqual(status, 1)
        self.assertIn("E: no install", said)

    def test_unknown_group(self):
        """a group that packages.txt does not have"""
        status, calls, said = self.run_setup("browser")
        self.assertEqual((status, calls), (1, []))
        self.assertIn('no group "browser"', said)


class Packages(unittest.TestCase):
    def test_groups(self):
        """our own packages.txt has the three groups, and run needs nothing that only tests need"""
        groups = {}
        with open(TOP + "/packages.txt") as f:
            for line in f:
                if line.strip() and not line.startswith("#"):
                    name, _, rest = line.partition(":")
                    groups.setdefault(name, []).extend(rest.split())
        self.assertEqual(list(groups), ["run", "build", "test"])
        for package in ("clang", "libcmocka-dev", "chromium"):
            self.assertNotIn(package, groups["run"] + groups["build"])
