"""The tape of a run that did not pass: the bytes of its last step, both ways, bounded, and without secrets."""

import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stapel import PLAN, carried, events_of, named, plan_with, stapel

BOUND = 256 * 1024  # bytes a tape keeps; each entry counts 32 more than its bytes (fixtures/transport/tape.hpp)
ENTRY = 32


class RunTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.database = self.folder / "bench.db"

    def run_bench(self, *options, plan=PLAN, check=1):
        done = stapel("run", "--plan", plan, "--bench", 1, "--speed", 100, "--json", "--db", self.database, *options, check=check)
        [self.finished] = named(events_of(done.stdout), "run_finished")
        return done

    def tape(self):
        printed = stapel("unit", "show", self.finished["serial"], "--tape", "--db", self.database, check=0).stdout
        entries = [json.loads(line) for line in printed.splitlines()]
        for entry in entries:
            self.assertEqual({"run", "ms", "channel", "direction", "hex"}, set(entry))
            self.assertEqual(self.finished["run"], entry["run"])
        self.assertEqual(sorted(entry["ms"] for entry in entries), [entry["ms"] for entry in entries])
        return entries

    def assert_has_jig(self, tape):
        """Teardown, which comes last, and an answer of the jig."""
        self.assertIn(b"OUTP OFF", carried(tape, "control", "out"))
        self.assertIn(b'0,"No error"', carried(tape, "control", "in"))


class TapeTest(RunTest):
    def assert_bounded(self, tape):
        self.assertLessEqual(self.size_of(tape), BOUND)

    def size_of(self, tape):
        return sum(len(entry["hex"]) // 2 + ENTRY for entry in tape)

    def test_rom_silent(self):
        """0x7F, the autobaud byte of AN3155, over and over; no answer."""
        self.run_bench("--fault", "1:rom_silent")
        tape = self.tape()
        self.assertEqual({0x7F}, set(carried(tape, "host", "out")))
        self.assertEqual(b"", carried(tape, "host", "in"))
        self.assert_has_jig(tape)
        self.assert_bounded(tape)

    def test_flash_bad_cell(self):
        """Read-back is the last thing done: 0x11 and its complement out, the ROM's ACK and the bytes in."""
        self.run_bench("--fault", "1:flash_bad_cell")
        tape = self.tape()
        self.assertIn(b"\x11\xee", carried(tape, "host", "out"))
        answers = carried(tape, "host", "in")
        self.assertIn(b"\x79", answers)
        self.assertGreater(len(answers), 256)
        self.assert_has_jig(tape)
        self.assert_bounded(tape)

    def test_image_corrupt(self):
        """The console's own words."""
        self.run_bench("--fault", "1:image_corrupt")
        tape = self.tape()
        self.assertTrue(carried(tape, "host", "in").rstrip())
        self.assert_has_jig(tape)

    def test_boot_silent(self):
        """Nothing comes from the module: the jig's side shows that it was on."""
        self.run_bench("--fault", "1:boot_silent")
        tape = self.tape()
        self.assertIn(b"OUTP ON", carried(tape, "control", "out"))
        self.assert_has_jig(tape)
        self.assert_bounded(tape)

    def test_many_tries_and_noise_stay_within_the_bound(self):
        """Three tries of the whole image are three times the bound; the newest bytes are kept."""
        self.run_bench("--fault", "1:flash_bad_cell", "--fault", "1:uart_noise=0.0005")
        tape = self.tape()
        self.assert_bounded(tape)
        self.assertGreater(self.size_of(tape), BOUND * 0.9, "the bound was reached")
        self.assertGreater(tape[0]["ms"], 0)
        self.assert_has_jig(tape)

    def test_a_passed_run_leaves_none(self):
        self.run_bench(check=0)
        done = stapel("unit", "show", self.finished["serial"], "--tape", "--db", self.database, check=1)
        self.assertEqual("", done.stdout)
        self.assertIn("did not pass", done.stderr)


class SecretTest(RunTest):
    """The secrets are texts that the wire and the measurements carry anyway, so that a mask left out would show.

    0.0120 is the jig's answer to MEAS:CURR? while the host is held in reset, "none" is what `identity` measures on an
    empty module.
    """

    SECRETS = {"sim_pin": "47110815", "password": "0.0120", "other": "none"}

    def setUp(self):
        super().setUp()
        self.secrets = self.folder / "secrets.yaml"
        self.secrets.touch(0o600)
        self.secrets.write_text("".join(f'{name}: "{value}"\n' for name, value in self.SECRETS.items()))
        self.plan = plan_with(self.folder, ("period_s: 600}", "period_s: 600, password: {secret: password}}\npin: {secret: sim_pin}"))

    def forms(self, secret):
        plain = secret.encode()
        parity = bytes(byte | (byte.bit_count() % 2) << 7 for byte in plain)
        return [plain, parity, plain.hex().encode(), plain.hex().upper().encode(), parity.hex().encode(), parity.hex().upper().encode()]

    def test_secrets_are_nowhere(self):
        options = ["--secrets", self.secrets, "--fault", "1:boot_silent"]
        told = self.run_bench(*options, plan=self.plan)
        self.assertEqual("boot", self.finished["failed_step"])
        measured = [event for event in named(events_of(told.stdout), "measurement") if event["name"] == "serial"]
        self.assertEqual({"****"}, {event["value"] for event in measured})
        shown = [told.stdout, told.stderr]
        for arguments in (["unit", "show", self.finished["serial"], "--json"], ["unit", "show", self.finished["serial"], "--tape"],
                          ["db", "verify"]):
            done = stapel(*arguments, "--db", self.database, check=0)
            shown += [done.stdout, done.stderr]
        plain = stapel("run", "--plan", self.plan, "--bench", 1, "--speed", 100, "--db", self.database, *options, check=1)
        shown += [plain.stdout, plain.stderr]
        places = {f"output {number}": text.encode() for number, text in enumerate(shown)}
        places |= {file.name: file.read_bytes() for file in self.folder.rglob("*")
                   if file.is_file() and file not in (self.secrets, self.plan)}
        self.assertGreater(len(places["bench.db"]), 0)
        for place, content in places.items():
            for secret in self.SECRETS.values():
                for form in self.forms(secret):
                    if secret == "none" and place not in ("bench.db",):
                        continue  # a word of the program's own sentences
                    self.assertNotIn(form, content, f"in {place}")

    def test_the_mask_is_on_the_tape(self):
        self.run_bench("--secrets", self.secrets, "--fault", "1:rom_silent", plan=self.plan)
        answers = carried(self.tape(), "control", "in")
        self.assertIn(b"\n******\n", answers)


if __name__ == "__main__":
    unittest.main()
