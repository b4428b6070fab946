"""A whole run on a station whose fixture names nothing but what a real one would: the jig on USBTMC, serial adapters,
the bootloader's place on the bus."""

import contextlib
import json
import pathlib
import sys
import tempfile
import threading
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from plugged import Plugged
from stapel import FIRMWARE, PATIENCE, PLAN, events_of, flash_plan, named, rows, scans, stapel, with_serial
from usbip import BOOTLOADER, JIG, UARTS, usb_bench

IMAGE = FIRMWARE / "nb02.bin"
SPEED = "10"  # what divides the plan's durations divides its patience with an emulated machine, too


@contextlib.contextmanager
def wired(port, bus_id):
    """A device whose cable is in all the time: it is on the bus whenever it is awake. Yields the places it was seen at."""
    seen, over = set(), threading.Event()

    def follow():
        device = None
        while not over.wait(0.1):
            if device is None or not device.there():
                with contextlib.suppress(AssertionError):  # asleep
                    device = Plugged(port, bus_id)
                    seen.add(device.path)

    follower = threading.Thread(target=follow)
    follower.start()
    try:
        yield seen
    finally:
        over.set()
        follower.join(PATIENCE)


class RunTest(unittest.TestCase):
    def setUp(self):
        self.scratch = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.folder, self.control, self.port = self.enterContext(usb_bench(1, speed=SPEED))
        jig, *adapters = (Plugged(self.port, f"{bus}-1")
                          for bus in (JIG, *(UARTS[name] for name in ("host", "modem", "meter"))))
        host, modem, meter = adapters
        bus, place = meter.path.split("-")
        self.next_place = f"{bus}-{int(place) + 1}"
        self.fixture = self.scratch / "fixture.yaml"
        self.fixture.write_text(
            f'fixture: lab\nvirtual: true\nspeed: {SPEED}\nsites:\n  - {{site: 1, control: "usbtmc:{jig.path}", '
            f'host: "serial:{host.terminal()}", modem: "serial:path={modem.path}", meter: "serial:path={meter.path}", '
            f'dfu: "usb:0483:df11@{self.next_place}"}}\nshared: {{gsm_modem: "pty:{self.folder}/gsm_modem"}}\n')
        self.terminals = {str(adapter.terminal()): adapter.path for adapter in adapters}

    def test_the_line_passes(self):
        ports = json.loads(stapel("fixture", "ports", "--json", check=0).stdout)
        found = {port["address"].removeprefix("serial:"): port["usb_path"] for port in ports if port["state"] == "free"}
        self.assertLessEqual(self.terminals.items(), found.items())
        self.assertIn("STAPEL,JIG,BENCH01", stapel("fixture", "check", self.fixture, check=0).stdout)

        [run] = self.run_plan(PLAN)
        self.assertEqual(run["serial"], self.control.state(1)["serial"])
        self.assertIn(IMAGE.read_bytes()[0x250:], self.control.flash(1))  # behind its own number

    def test_the_module_is_flashed_at_its_place_on_the_bus(self):
        plan = flash_plan(self.scratch / "plan.yaml", IMAGE, "through: usb", "through: usb")
        with wired(self.port, f"{BOOTLOADER}-1") as seen:
            [run] = self.run_plan(plan)
        self.assertEqual(seen, {self.next_place})
        written = with_serial(IMAGE.read_bytes(), run["serial"])
        self.assertEqual(self.control.flash(1)[:len(written)], written)

    def run_plan(self, plan):
        """The rows of the one run, which has passed."""
        self.control("lid 1 close")
        database = self.scratch / "lab.db"
        done = stapel("run", "--plan", plan, "--fixture", self.fixture, "--db", database, "--json",
                      *scans(self.control, 1), check=0)
        [finished] = named(events_of(done.stdout), "run_finished")
        found = rows(database, "SELECT serial, imei, iccid, outcome FROM v_run")
        self.assertEqual(found, [{key: finished[key] for key in found[0]}])
        self.assertEqual(finished["outcome"], "pass")
        return found


if __name__ == "__main__":
    unittest.main()
