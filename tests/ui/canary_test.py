"""Secrets stay inside: a run with known passwords and PIN, then a search of every file written and every line printed.

The run fails at its signal step, when everything secret has been over the wires, so that its tape is kept.
"""

import contextlib
import json
import pathlib
import sqlite3
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from at import store_on_sim, submit  # noqa: E402
from stapel import SPEED, bench, events_of, named, plan_with, scans, stapel  # noqa: E402

# The PIN is the one that the bench's fault `sim_pin` locks the SIM with.
SECRETS = {"admin": "Kanarie7", "apn_word": "kanarienvogel9", "meter_word": "K4narie", "sim_pin": "73915206"}
PLAN_CHANGES = (
    ("period_s: 600}", "period_s: 600, admin_password: {secret: admin}, password: {secret: apn_word}, "
                       "meter_password: {secret: meter_word}}\npin: {secret: sim_pin}"),
)
FAULTS = ("sim_pin", "rssi_low")
# What an earlier order left on the SIM (dialect 1): its administrator password, the APN's and the meter's.
EARLIER = {"admin": "Altwort7", "apn_word": "vorgaenger3", "meter_word": "Vorher5"}
EARLIER_RECORD = submit(b"\x01" + EARLIER["admin"].encode() + b"\x02" +
                        b"".join(bytes([0x17, key, len(EARLIER[name])]) + EARLIER[name].encode()
                                 for key, name in ((0x25, "apn_word"), (0x60, "meter_word"))) + b"\x1a")


def with_parity(octets, odd):
    return bytes(octet | ((octet.bit_count() + odd) % 2) << 7 for octet in octets)


def packed(text, shift):
    """The whole octets of the GSM 7-bit packing when the text begins `shift` bits into one (3GPP TS 23.038, 6.1.2.1)."""
    value = sum(octet << (7 * place) for place, octet in enumerate(text)) << shift
    octets = value.to_bytes((7 * len(text) + shift + 7) // 8, "little")
    return octets[1 if shift else 0:(7 * len(text) + shift) // 8]


def forms(secret):
    """Everything that a secret may look like where it was not masked, with a name for it."""
    plain = secret.encode()
    octets = {"plain": plain, "even parity": with_parity(plain, 0), "odd parity": with_parity(plain, 1)}
    octets |= {f"packed, shift {shift}": packed(plain, shift) for shift in range(8)}
    found = {}
    for name, form in octets.items():
        if len(form) < 3:
            continue  # two octets stand anywhere by chance
        found |= {name: form, f"{name}, hex": form.hex().encode(), f"{name}, HEX": form.hex().upper().encode()}
    return found


class CanaryTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.secrets = self.folder / "secrets.yaml"
        self.secrets.touch(0o600)
        self.secrets.write_text("".join(f'{name}: "{value}"\n' for name, value in SECRETS.items()))
        self.plan = plan_with(self.folder, *PLAN_CHANGES)
        self.database = self.folder / "records" / "bench.db"
        self.places = {}  # what to search, by name

    def keep(self, name, done):
        self.places[f"{name}, standard output"] = done.stdout.encode()
        self.places[f"{name}, standard error"] = done.stderr.encode()
        return done

    def line(self, name, *options, check=1):
        return self.keep(name, stapel("run", "--plan", self.plan, "--secrets", self.secrets, "--db", self.database, *options,
                                      check=check))

    def faults(self):
        return [option for fault in FAULTS for option in ("--fault", f"1:{fault}")]

    def assert_failed_at_signal(self, told):
        [end] = named(events_of(told.stdout), "run_finished")
        self.assertEqual((end["outcome"], end["failed_step"], end["code"]), ("fail", "signal", "E-267"), told.stdout[-3000:])
        return end["serial"]

    def look_at_records(self, serial):
        for options in (["unit", "show", serial, "--json"], ["unit", "show", serial], ["db", "verify"]):
            self.keep(" ".join(options), stapel(*options, "--db", self.database, check=0))
        tape = self.keep("the tape", stapel("unit", "show", serial, "--tape", "--db", self.database, check=0)).stdout
        self.add_lanes([json.loads(entry) for entry in tape.splitlines()])
        with contextlib.closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            self.places["every row"] = "\n".join(connection.iterdump()).encode()
        for file in self.folder.rglob("*"):
            if file.is_file() and file not in (self.secrets, self.plan):
                self.places[f"file {file.name}"] = file.read_bytes()

    def add_lanes(self, tape):
        """What each channel carried, both ways, without the borders of reads and writes."""
        for lane in {(entry["channel"], entry["direction"]) for entry in tape}:
            self.places["tape of {}, {}".format(*lane)] = b"".join(
                bytes.fromhex(entry["hex"]) for entry in tape if (entry["channel"], entry["direction"]) == lane)

    def assert_clean(self, secrets=None):
        for place, content in self.places.items():
            for name, secret in (secrets or SECRETS).items():
                for form, octets in forms(secret).items():
                    self.assertNotIn(octets, content, f"{name} ({form}) in {place}")

    def assert_masked(self):
        """The secrets did go over these wires: their stars stand there."""
        for channel, direction in (("modem", "out"), ("meter", "in"), ("meter", "out")):
            self.assertIn(b"*" * 7, self.places[f"tape of {channel}, {direction}"], (channel, direction))

    def test_inside_the_program(self):
        serial = self.assert_failed_at_signal(self.line("--json", "--bench", 1, "--speed", SPEED, "--json", *self.faults()))
        self.line("for people", "--bench", 1, "--speed", SPEED, *self.faults())
        self.look_at_records(serial)
        self.assert_masked()
        self.assert_clean()

    def test_with_the_bench_apart(self):
        with bench(1) as (place, control):
            for fault in FAULTS:
                control(f"fault 1 {fault}")
            labels = scans(control, 1)
            control("lid 1 close")
            serial = self.assert_failed_at_signal(self.line("--json", "--fixture", place / "fixture.yaml", "--json", *labels))
            settings = json.loads(control("settings 1"))
            self.look_at_records(serial)
        self.assertEqual((settings["admin_password"], settings["password"], settings["meter_password"]),
                         (SECRETS["admin"], SECRETS["apn_word"], SECRETS["meter_word"]))
        self.assert_masked()
        self.assert_clean()

    def test_what_an_earlier_order_left_on_the_sim(self):
        with bench(1) as (place, control):
            store_on_sim(place, control, 1, EARLIER_RECORD)
            control("fault 1 rssi_low")
            labels = scans(control, 1)
            control("lid 1 close")
            serial = self.assert_failed_at_signal(self.line("--json", "--fixture", place / "fixture.yaml", "--json", *labels))
            self.look_at_records(serial)
        head = EARLIER_RECORD[:20].encode()  # up to the password
        self.assertIn(head + b"*" * 2 * len(EARLIER["admin"]), self.places["tape of modem, in"])
        self.assert_clean(SECRETS | {f"earlier {name}": value for name, value in EARLIER.items()})

    def test_a_secret_that_the_module_would_refuse_is_never_shown(self):
        self.secrets.write_text(self.secrets.read_text().replace(SECRETS["admin"], SECRETS["admin"] + "-longer"))
        done = self.keep("refused", stapel("run", "--plan", self.plan, "--secrets", self.secrets, "--bench", 1, "--db",
                                           self.database, check=2))
        self.assertIn("admin_password", done.stderr)
        self.assertFalse(self.database.exists(), "nothing was started")
        self.assert_clean()


class FormsTest(unittest.TestCase):
    """The search itself: 3GPP's well-known sample, and parity as IEC 62056-21 has it."""

    def test_forms(self):
        found = forms("hellohello")
        self.assertEqual(found["packed, shift 0"].hex().upper(), "E8329BFD4697D9EC")
        self.assertEqual(found["packed, shift 0, HEX"], b"E8329BFD4697D9EC")
        self.assertEqual(forms("/?!\r")["even parity"], b"\xaf\x3f\x21\x8d")
        self.assertEqual(len(packed(b"abcd", 1)), 2)


if __name__ == "__main__":
    unittest.main()
