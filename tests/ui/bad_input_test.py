"""Garbage in: exit 2, a message that names the place, nothing written, the chip untouched."""

import pathlib
import re
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from images import damaged_images
from stapel import FIRMWARE, PLAN, Scpi, bench, plan_with, stapel

PLACED = re.compile(r"^(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): error: expected .+, found .+: .+$")
SITE = '{site: 1, control: "pty:1.control", host: "pty:1.host"}'

# Every fixture is wrong in one place: its text, the line and the column.
FIXTURES = {
    "empty": ("", 1, 1),
    "a list": ("- 1\n- 2\n", 1, 1),
    "no YAML": ("fixture: [bench\nsites: {{{\n", 2, 6),
    "unknown key": (f"fixture: f\nvirtual: true\nsights: 3\nsites:\n  - {SITE}\n", 3, 1),
    "unknown channel": ('fixture: f\nvirtual: true\nsites:\n  - {site: 1, control: "pty:c", hots: "pty:h"}\n', 4, 33),
    "no such kind of address": ('fixture: f\nvirtual: true\nsites:\n  - {site: 1, control: "ptty:1.control"}\n', 4, 24),
    "port that is none": ('fixture: f\nvirtual: true\nsites:\n  - {site: 1, control: "tcp:localhost:99999"}\n', 4, 24),
    "USB where a stream is wanted": ('fixture: f\nvirtual: true\nsites:\n  - {site: 1, control: "usb:0483:df11@1-1.2"}\n', 4, 24),
    "site named twice": (f"fixture: f\nvirtual: true\nsites:\n  - {SITE}\n  - {SITE}\n", 5, 12),
    "no sites": ("fixture: f\nvirtual: true\nsites: []\n", 3, 8),
    "speed of a real one": (f"fixture: f\nspeed: 50\nsites:\n  - {SITE}\n", 2, 8),
    "speed that is none": (f"fixture: f\nvirtual: true\nspeed: fast\nsites:\n  - {SITE}\n", 3, 8),
}

TEN_ERRORS = """\
plan: bad
version: one
operation: lin
module: NB02
image: nb02.hex
colour: blue
settings: {mode: server, apn: 12, port: 99999}
main:
  - id: power-on
    kind: jig.power
    with: {voltage: 4.0 A}
    limits: {supply_voltage: {min: 4.2 V, max: 4.1 V}}
  - id: power-on
    kind: jig.powr
  - id: idle
    kind: jig.current
    needs: [late]
"""
IMAGE_LINE = 1 + PLAN.read_text().splitlines().index("image: ../../firmware/nb02.hex")
TEN_PLACES = [(2, 10), (3, 12), (6, 1), (7, 31), (7, 41), (11, 21), (12, 36), (13, 9), (14, 11), (17, 13)]


class BadInputTest(unittest.TestCase):
    """One bench with a programmed module in its nest, lid closed: everything is ready for a run that must not begin."""

    @classmethod
    def setUpClass(cls):
        cls.place, cls.control = cls.enterClassContext(bench(1))
        cls.control("insert 1 7 programmed")
        cls.control("lid 1 close")
        cls.flash = cls.control.flash(1)

    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.images = {}  # file: how its name goes on in the message
        for name, (content, place) in damaged_images((FIRMWARE / "nb02.hex").read_text()).items():
            self.images[self.write(name, content)] = place
        self.database = self.folder / "records" / "bench.db"

    def refused(self, *arguments):
        """Exit 2, nothing printed, nothing written, nothing sent; the message."""
        done = stapel(*arguments, check=2)
        self.assertEqual("", done.stdout)
        self.assertNotEqual("", done.stderr)
        self.assertFalse(self.database.parent.exists(), "no database is made")
        self.assertFalse(self.control.state(1)["output"])
        return done.stderr

    def refused_run(self, plan=PLAN, fixture=None, *more):
        fixture = fixture or self.place / "fixture.yaml"
        return self.refused("run", "--plan", plan, "--fixture", fixture, "--db", self.database, *more)

    def tearDown(self):
        self.assertEqual(self.flash, self.control.flash(1), "the chip is untouched")

    def write(self, name, content):
        """A file beside the bench's, so that relative addresses would work."""
        file = self.folder / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return file

    def assert_placed(self, message, file, line, column):
        found = [(hit["file"], int(hit["line"]), int(hit["column"]))
                 for hit in map(PLACED.match, message.splitlines()) if hit]
        self.assertIn((str(file), line, column), found, message)

    def test_fixtures(self):
        for what, (text, line, column) in FIXTURES.items():
            with self.subTest(what):
                file = self.write("fixture.yaml", text)
                self.assert_placed(self.refused_run(PLAN, file), file, line, column)
                self.assert_placed(self.refused("fixture", "check", file), file, line, column)

    def test_binary_files(self):
        garbage = self.write("garbage", bytes(range(256)) * 16)
        self.assert_placed(self.refused_run(PLAN, garbage), garbage, 1, 1)
        self.assert_placed(self.refused_run(garbage), garbage, 1, 1)
        self.assert_placed(self.refused("plan", "check", garbage), garbage, 1, 1)

    def test_files_that_are_not_there(self):
        missing = self.folder / "missing.yaml"
        self.assertIn(str(missing), self.refused_run(PLAN, missing))
        self.assertIn(str(missing), self.refused_run(missing))
        self.assertIn(str(missing), self.refused("plan", "check", missing))
        self.assertIn(str(missing), self.refused("fixture", "check", missing))
        self.assertIn(str(self.folder), self.refused_run(self.folder))

    def test_ten_errors_in_one_pass(self):
        file = self.write("ten.yaml", TEN_ERRORS)
        for message in (self.refused("plan", "check", file), self.refused_run(file)):
            found = [PLACED.match(line) for line in message.splitlines() if ": error: " in line]
            self.assertTrue(all(found), message)
            self.assertEqual(TEN_PLACES, [(int(hit["line"]), int(hit["column"])) for hit in found])
            self.assertEqual({str(file)}, {hit["file"] for hit in found})

    def test_images(self):
        for image, place in self.images.items():
            with self.subTest(image.name):
                plan = plan_with(self.folder, (str(FIRMWARE / "nb02.hex"), str(image)))
                message = self.refused_run(plan)
                self.assertIn(f"{image}{place}", message)
                self.assertIn(f"{plan}:{IMAGE_LINE}:8: error: ", self.refused("plan", "check", plan))

    def test_images_of_the_flash_command(self):
        """The ROM listens: only the image keeps the program from writing."""
        jig = Scpi(self.place / "1.control")
        self.addCleanup(jig.close)
        self.addCleanup(jig.send, "OUTP OFF;:ROUT:BOOT OFF;:ROUT:RES OFF")
        jig.send("ROUT:BOOT ON;:ROUT:RES OFF")
        self.assertEqual("1", jig.ask("OUTP ON;:OUTP?"))
        for image, place in self.images.items():
            with self.subTest(image.name):
                done = stapel("flash", "--image", image, "--port", f"pty:{self.place}/1.host", check=2)
                self.assertIn(f"{image}{place}", done.stderr)
                self.assertEqual(self.flash, self.control.flash(1))

    def test_scans(self):
        for scan in ("garbage", "1", "1:", "1:12345", "2:S000017", "x:S000017", "1:S000017;S000018", "1:I12"):
            with self.subTest(scan):
                message = self.refused_run(PLAN, None, "--scan", scan)
                self.assertIn("--scan", message)
                self.assertIn(scan, message)

    def test_speed_of_a_real_fixture(self):
        file = self.write("real.yaml", f"fixture: f\nsites:\n  - {SITE}\n")
        self.assertIn("--speed", self.refused_run(PLAN, file, "--speed", 50))

    def test_bench_options_beside_a_fixture(self):
        for option in (["--seed", "1"], ["--fault", "1:no_power"], ["--pace"], ["--chip", "stm32f405"]):
            with self.subTest(option[0]):
                self.assertIn("--bench", self.refused_run(PLAN, None, *option))

    def test_faults_that_are_none(self):
        for fault in ("boot_silent", "1:", "1:no_such", "9:boot_silent", "1:uart_noise=much", "1:boot_silent=3"):
            with self.subTest(fault):
                self.refused("run", "--plan", PLAN, "--bench", 1, "--fault", fault, "--db", self.database)

    def test_secrets(self):
        plan = plan_with(self.folder, ("period_s: 600}", "period_s: 600}\npin: {secret: sim_pin}"))
        self.assertIn("sim_pin", self.refused_run(plan))
        secrets = self.write("secrets.yaml", 'sim_pin: "1234"\n')
        secrets.chmod(0o644)
        self.assertIn("chmod 600", self.refused_run(plan, None, "--secrets", secrets))
        secrets.chmod(0o600)
        secrets.write_text("sim_pin: 1234\n")  # YAML's number: leading zeros would be lost
        message = self.refused_run(plan, None, "--secrets", secrets)
        self.assert_placed(message, secrets, 1, 10)
        self.assertNotIn("1234", message)

    def test_missing_and_contradicting_options(self):
        fixture = self.place / "fixture.yaml"
        for arguments in (["run"], ["run", "--plan", PLAN], ["run", "--bench", 1], ["flash"], ["bench"], ["unit", "show"],
                          ["run", "--plan", PLAN, "--bench", 1, "--fixture", fixture], ["flash", "--image", FIRMWARE / "nb02.hex"],
                          ["bench", "--sites", 1], ["plan", "check"], ["fixture", "check"], ["db", "backup"],
                          ["run", "--plan", PLAN, "--bench", 0], ["run", "--plan", PLAN, "--bench", "many"],
                          ["run", "--plan", PLAN, "--bench", 1, "--speed", 0], ["run", "--plan", PLAN, "--bench", 1, "--units", 0]):
            with self.subTest(" ".join(map(str, arguments))):
                self.refused(*arguments)

    def test_addresses_of_the_flash_command(self):
        image = FIRMWARE / "nb02.hex"
        for port in ("", "garbage", "pty:", "tcp:host", "usb:0483:df11@1-1.2"):
            with self.subTest(port):
                self.assertIn("--port", self.refused("flash", "--image", image, "--port", port))


class CommandLineTest(unittest.TestCase):
    COMMANDS = ["run", "bench", "bench faults", "flash", "image", "image info", "image convert", "release",
                "release make", "release verify", "plan", "plan check", "plan show", "plan steps", "fixture",
                "fixture check", "fixture ports", "unit", "unit show", "module", "module settings", "module status",
                "module text", "meter", "meter read", "meter write", "db", "db check", "db verify", "db backup"]
    NOT_YET = ["order", "sim", "diagnose", "report", "person"]

    def test_help_with_an_example(self):
        for name in self.COMMANDS:
            with self.subTest(name):
                done = stapel(*name.split(), "--help", check=0)
                self.assertIn("Example: stapel " + name.split()[0], done.stdout)
                self.assertEqual("", done.stderr)

    def test_help_names_every_command_and_none_that_is_not_there(self):
        words = set(re.findall(r"^ +([a-z]+)", stapel("--help", check=0).stdout, re.MULTILINE))
        self.assertLessEqual({name.split()[0] for name in self.COMMANDS}, words)
        self.assertFalse(words & set(self.NOT_YET))

    def test_unknown_commands_and_options(self):
        for arguments in ([], ["fly"], ["--fly"], ["run", "--fly"], ["plan", "fly"], ["db", "relay"], ["plan"],
                          ["run", "--order", "7"], *([name] for name in self.NOT_YET)):
            with self.subTest(arguments):
                done = stapel(*arguments, check=2)
                self.assertEqual("", done.stdout)
                self.assertNotEqual("", done.stderr)

    def test_an_option_whose_value_was_forgotten_takes_no_other_option_for_it(self):
        base = ["run", "--plan", PLAN, "--bench", 1]
        for option in ("--operator", "--scan", "--db", "--seed", "--fault", "--speed", "--secrets", "--units"):
            with self.subTest(option):
                done = stapel(*base, option, "--json", check=2)
                self.assertIn(option, done.stderr)
                self.assertEqual("", done.stdout)
        self.assertIn("--json", stapel(*base, "--operator", "--json", check=2).stderr)

    def test_database_in_a_place_that_cannot_be_written(self):
        """/proc lets nobody make a file, root neither."""
        done = stapel("run", "--plan", PLAN, "--bench", 1, "--db", "/proc/no/bench.db", "--json", check=5)
        self.assertIn("/proc/no/bench.db", done.stderr)
        self.assertNotIn("run_started", done.stdout)


if __name__ == "__main__":
    unittest.main()
