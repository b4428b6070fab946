"""The line's plan with every type of meter, and what `meter.handshake` measures of the module's dialogue with each."""

import concurrent.futures
import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stapel import (DLMS_METERS, IEC_METERS, METERS_OF_BOTH, PLAN, SPEED, events_of, measured, named, plan_with,  # noqa: E402
                    stapel)

# Protocol with which a module whose choice is automatic ends up: it tries IEC first.
TYPES = {**dict.fromkeys(IEC_METERS + METERS_OF_BOTH, "iec"), **dict.fromkeys(DLMS_METERS, "dlms")}

# How a port can be set: speeds agreed at sign-on, a protocol that is fixed; what the handshake then measures.
AGREED = {
    "CE301": ("{working_speed: 4800}", {"baud": 4800, "protocol": "iec"}),
    "CE303": ("{protocol: iec, bcc: xor, working_speed: 19200}", {"baud": 19200, "protocol": "iec", "bcc": "xor"}),
    "CE208 SPODES": ("{protocol: dlms}", {"baud": 9600, "protocol": "dlms", "bcc": "none"}),
    "CE308 SPODES": ("{protocol: iec}", {"baud": 9600, "protocol": "iec", "bcc": "sum"}),
}

# The handshake's own start comes after the line's; nothing else of the plan depends on it.
HANDSHAKE = """
  - id: handshake
    kind: meter.handshake
    with: {bcc: %s}
    limits:
      link_time: {max: 60 s}
      protocol: {expected: %s}
      wrong_parity: {max: 0}
      bad_frames: {max: 0}
      baud: {min: 9600, max: 9600}
    needs: [counter]
    timeout: 240 s
"""
PLAYED = """
  - id: handshake
    kind: meter.handshake
    with: %s
    needs: [%s]
    timeout: 240 s
"""
BEFORE = "\n  - id: status\n"


class EveryType(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="stapel-test-")))

    @staticmethod
    def name_of(type_, bcc="sum"):
        return f"{type_} {bcc}".replace(" ", "-")

    def run_line(self, type_, protocol, bcc="sum"):
        return self.run_plan(self.name_of(type_, bcc), ("meter: CE301", f"meter: {type_}"),
                             (BEFORE, HANDSHAKE % (bcc, protocol) + BEFORE))

    def run_plan(self, name, *replacements, fault=()):
        plan = plan_with(self.folder, *replacements, name=name + ".yaml")
        done = stapel("run", "--plan", plan, "--bench", 1, "--speed", SPEED, "--json", "--db", self.folder / (name + ".db"),
                      *fault)
        return done.returncode, events_of(done.stdout)

    def test_the_line_passes_and_the_handshake_is_measured(self):
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            runs = {type_: pool.submit(self.run_line, type_, protocol) for type_, protocol in TYPES.items()}
        for type_, protocol in TYPES.items():
            with self.subTest(type_):
                told = type_.split()[0]
                status, events = runs[type_].result()
                self.assertEqual(0, status, named(events, "run_finished"))
                self.assertEqual(told, measured(events, "link")["meter_type"])
                self.check_handshake(measured(events, "handshake"), protocol, told)
                self.check_frames(self.name_of(type_), protocol, named(events, "run_finished")[0]["serial"])

    def check_handshake(self, values, protocol, told):
        self.assertEqual((told, protocol), (values["meter_type"], values["protocol"]))
        self.assertRegex(values["meter_serial"], r"^\d{15}$")
        self.assertEqual("sum" if protocol == "iec" else "none", values["bcc"])
        self.assertRegex(values["display_value"], "^0[0-9A-F]{7}$")
        self.assertGreater(values["first_frame"], 15_000, "the module is not ready before")
        self.assertGreater(values["good_frames"], 5)
        self.assertLessEqual(values["shortest_reaction"], values["longest_reaction"])
        self.assertGreaterEqual(values["longest_gap"], 0)
        self.assertEqual(5, values["values"])

    def check_frames(self, name, protocol, serial):
        """Though the run passed."""
        done = stapel("unit", "show", serial, "--frames", "--json", "--db", self.folder / (name + ".db"), check=0)
        frames = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual({"meter"}, {frame["channel"] for frame in frames})
        asked = [frame["meaning"] for frame in frames if frame["direction"] == "in"]
        expected = ("sign-on", "read SNUMB()") if protocol == "iec" else ("SNRM", "get")
        for words in expected:
            self.assertTrue(any(words in meaning for meaning in asked), (words, asked[:20]))

    def test_a_meter_with_the_other_block_check_is_learned(self):
        status, events = self.run_line("CE301", "iec", "xor")
        self.assertEqual(0, status)
        self.assertEqual("xor", measured(events, "handshake")["bcc"])

    def test_the_speed_and_the_protocol_are_those_that_the_port_was_set_to(self):
        for type_, (parameters, expected) in AGREED.items():
            with self.subTest(type_):
                status, events = self.run_plan("agreed-" + self.name_of(type_), ("meter: CE301", f"meter: {type_}"),
                                               (BEFORE, PLAYED % (parameters, "counter") + BEFORE))
                self.assertEqual(0, status, named(events, "run_finished"))
                values = measured(events, "handshake")
                self.assertEqual(expected, {name: values[name] for name in expected})

    def test_a_module_that_speaks_at_another_speed_is_met_there(self):
        """Its port runs at 4800 Bd, where a meter at 9600 Bd does not hear it (E-253)."""
        line = PLAN.read_text()
        meter_steps = line[line.index("  # A link is only looked for"):line.index("teardown:")]
        handshake = PLAYED % ("{start_speed: 4800, working_speed: 4800}", "boot-again")
        status, events = self.run_plan("slow", (meter_steps, handshake + "\n"), fault=("--fault", "1:meter_wrong_baud"))
        self.assertEqual(0, status, named(events, "run_finished"))
        self.assertEqual(4800, measured(events, "handshake")["baud"])

    def test_a_module_that_begins_at_9600_bd_is_not_heard_at_another_start_speed(self):
        handshake = PLAYED % ("{start_speed: 300, within: 5 s, grace: 5 s}", "counter")
        status, events = self.run_plan("fast", (BEFORE, handshake + BEFORE))
        self.assertEqual((1, "E-253"), (status, named(events, "run_finished")[0]["code"]))

    def test_a_protocol_that_the_type_does_not_speak_is_found_in_the_plan(self):
        for type_, protocol, other in (("CE301", "dlms", "iec"), ("CE308 SPODES 9.x", "iec", "dlms")):
            with self.subTest(type_):
                plan = plan_with(self.folder, ("meter: CE301", f"meter: {type_}"),
                                 (BEFORE, PLAYED % (f"{{protocol: {protocol}}}", "counter") + BEFORE), name="unspoken.yaml")
                done = stapel("plan", "check", plan, check=2)
                self.assertIn(f"protocol automatic or {other}, which the meter {type_} speaks, found {protocol}",
                              done.stderr + done.stdout)

    def test_a_meter_that_speaks_dlms_alone_is_silent_on_a_module_that_signs_on(self):
        plan = plan_with(self.folder, ("meter: CE301", "meter: CE208 SPODES 9.x"),
                         ("period_s: 600}", "period_s: 600, meter_protocol: iec}"), name="silent.yaml")
        done = stapel("plan", "check", plan, check=2)
        self.assertIn("meter_protocol auto or dlms", done.stderr + done.stdout)


if __name__ == "__main__":
    unittest.main()
