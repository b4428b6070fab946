"""The frames of a run that did not pass, in words: what module and station told each other, and no password."""

import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stapel import SPEED, events_of, named, plan_with, stapel

SECRETS = {"admin": "Zaunkoen", "meter_word": "Kuckuck"}
# While the jig measures for two seconds nobody speaks to the module, and it writes on the meter's display.
QUIET = """  - id: quiet
    kind: jig.current
    with: {over: 100 s}
    needs: [link]
    timeout: 60 s

"""
PLAN_CHANGES = (
    ("period_s: 600}", "period_s: 600, admin_password: {secret: admin}, meter_password: {secret: meter_word}}"),
    ("  - id: settings\n", QUIET + "  - id: settings\n"),
)
MASKED = "; masked bytes in it, so not checked"


class FramesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        secrets = cls.folder / "secrets.yaml"
        secrets.touch(0o600)
        secrets.write_text("".join(f'{name}: "{value}"\n' for name, value in SECRETS.items()))
        cls.database = cls.folder / "bench.db"
        cls.serial = cls.run_line(cls.database, "--plan", plan_with(cls.folder, *PLAN_CHANGES), "--secrets", secrets,
                                  "--fault", "1:rssi_low", check=1)
        cls.frames = cls.objects("--frames", "--json")

    @staticmethod
    def run_line(database, *options, check):
        done = stapel("run", "--bench", 1, "--speed", SPEED, "--json", "--db", database, *options, check=check)
        [finished] = named(events_of(done.stdout), "run_finished")
        return finished["serial"]

    @classmethod
    def show(cls, *options, check=0):
        return stapel("unit", "show", cls.serial, *options, "--db", cls.database, check=check)

    @classmethod
    def objects(cls, *options):
        return [json.loads(line) for line in cls.show(*options).stdout.splitlines()]

    def said(self, channel, direction):
        return [frame["meaning"] for frame in self.frames
                if (frame["channel"], frame["direction"]) == (channel, direction)]

    def assert_in_order(self, wanted, said):
        """Each of these stands behind the one before; others may stand between."""
        rest = iter(said)
        for words in wanted:
            self.assertTrue(any(meaning.startswith(words) for meaning in rest), f"{words}: not there in time: {said}")

    def test_the_module_at_the_meter(self):
        """Its first characters are masked whatever they are: nobody knows what stood before them."""
        said = self.said("meter", "in")
        self.assert_in_order(["read SNUMB()", "end of session", "value for the display: MCVAL(0B02,000A,",
                              "answer to 09 (read), no error", "sign-on", "programming mode chosen, at 9600 Bd",
                              "password P1" + MASKED, "read ET0PE()", "text CE301",
                              "answer to 04 (extended status), no error"], said)
        self.assertIn("imei (0B) = ", " ".join(said))

    def test_the_station_as_meter_and_as_asker(self):
        self.assert_in_order(["identification EKT5CE301v12", "password asked for: P0(", "accepted", "value SNUMB(",
                              "message 09 (read)" + MASKED, "text command COUNTER 0", "value ET0PE(",
                              "message 04 (extended status)" + MASKED], self.said("meter", "out"))

    def test_the_other_channels(self):
        self.assert_in_order(["command 11 (Read memory)", "address 08", "256 bytes wanted"], self.said("host", "out"))
        self.assert_in_order(["ACK", "ACK, 256 bytes", "@boot type=NB02", "@selftest flash=ok", "@link meter=iec"],
                             self.said("host", "in"))
        self.assert_in_order(["AT+CGSN", "AT+CCID"], self.said("modem", "out"))
        self.assert_in_order(["OK"], self.said("modem", "in"))
        self.assertIn("ROUT:RES ON;:ROUT:BOOT OFF", self.said("control", "out"))

    def test_only_masked_beginnings_are_unrecognised(self):
        for channel in ("meter", "modem", "control"):
            for direction in ("in", "out"):
                strange = [words for words in self.said(channel, direction)[1:] if words.startswith("unrecognised")]
                self.assertEqual([], strange, (channel, direction))

    def test_every_byte_of_the_tape_comes_once(self):
        tape = self.objects("--tape")
        for frame in self.frames:
            self.assertEqual({"run", "ms", "channel", "direction", "meaning", "hex"}, set(frame))
        self.assertEqual({entry["run"] for entry in tape}, {frame["run"] for frame in self.frames})
        times = [frame["ms"] for frame in self.frames]
        self.assertEqual(sorted(times), times)

        def lanes(parts):
            carried = {}
            for part in parts:
                lane = (part["channel"], part["direction"])
                carried[lane] = carried.get(lane, "") + part["hex"]
            return carried

        self.assertEqual(lanes(tape), lanes(self.frames))

    def test_a_line_for_people(self):
        lines = self.show("--frames").stdout.splitlines()
        self.assertEqual(len(lines), len(self.frames))
        for line, frame in zip(lines, self.frames):
            self.assertEqual(line.split()[:4], [str(frame["ms"]), "ms", frame["channel"], frame["direction"]])
            self.assertTrue(line.endswith(f"  {frame['meaning']}  {frame['hex']}"), line)

    def test_no_password_is_told(self):
        for options in (["--frames"], ["--frames", "--json"]):
            text = self.show(*options).stdout
            for secret in SECRETS.values():
                self.assertNotIn(secret, text)
                self.assertNotIn(secret.encode().hex(), text.lower())

    def test_a_passed_run_has_none(self):
        database = self.folder / "passed.db"
        serial = self.run_line(database, "--plan", plan_with(self.folder, name="passes.yaml"), check=0)
        done = stapel("unit", "show", serial, "--frames", "--db", database, check=1)
        self.assertEqual("", done.stdout)
        self.assertIn("did not pass", done.stderr)

    def test_tape_and_frames_at_once_are_refused(self):
        done = self.show("--tape", "--frames", check=2)
        self.assertEqual("", done.stdout)
        self.assertIn("expected --tape or --frames, found both", done.stderr)


if __name__ == "__main__":
    unittest.main()
