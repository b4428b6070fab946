"""A whole run on a station whose fixture names nothing but what a real one would: the jig on USBTMC, serial adapters,
the bootloader's place on the bus."""

import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from plugged import Plugged
from stapel import FIRMWARE, PLAN, events_of, named, rows, scans, stapel
from usbip import JIG, UARTS, usb_bench

SPEED = "10"  # what divides the plan's durations divides its patience with an emulated machine, too


class RunTest(unittest.TestCase):
    def setUp(self):
        self.scratch = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.folder, self.control, port = self.enterContext(usb_bench(1, speed=SPEED))
        jig, *adapters = (Plugged(port, f"{bus}-1") for bus in (JIG, *(UARTS[name] for name in ("host", "modem", "meter"))))
        host, modem, meter = adapters
        self.fixture = self.scratch / "fixture.yaml"
        self.fixture.write_text(
            f'fixture: lab\nvirtual: true\nspeed: {SPEED}\nsites:\n  - {{site: 1, control: "usbtmc:{jig.path}", '
            f'host: "serial:{host.terminal()}", modem: "serial:path={modem.path}", meter: "serial:path={meter.path}", '
            f'dfu: "usb:0483:df11@1-9"}}\nshared: {{gsm_modem: "pty:{self.folder}/gsm_modem"}}\n')
        self.terminals = {str(adapter.terminal()): adapter.path for adapter in adapters}

    def test_the_line_passes(self):
        ports = json.loads(stapel("fixture", "ports", "--json", check=0).stdout)
        found = {port["address"].removeprefix("serial:"): port["usb_path"] for port in ports if port["state"] == "free"}
        self.assertLessEqual(self.terminals.items(), found.items())
        self.assertIn("STAPEL,JIG,BENCH01", stapel("fixture", "check", self.fixture, check=0).stdout)

        self.control("lid 1 close")
        database = self.scratch / "lab.db"
        done = stapel("run", "--plan", PLAN, "--fixture", self.fixture, "--db", database, "--json",
                      *scans(self.control, 1), check=0)
        [finished] = named(events_of(done.stdout), "run_finished")
        [run] = rows(database, "SELECT serial, imei, iccid, outcome FROM v_run")
        self.assertEqual(run, {key: finished[key] for key in run})
        self.assertEqual(run["outcome"], "pass")
        self.assertEqual(run["serial"], self.control.state(1)["serial"])
        self.assertIn((FIRMWARE / "nb02.bin").read_bytes()[0x250:], self.control.flash(1))  # behind its own number


if __name__ == "__main__":
    unittest.main()
