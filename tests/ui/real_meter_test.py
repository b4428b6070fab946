"""The line's plan where each module sits in a meter: the channel `meter` is that meter's optical port."""

import concurrent.futures
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stapel import (DLMS_METERS, IEC_METERS, METERS_OF_BOTH, PLAN, bench, events_of, measured, named,  # noqa: E402
                    plan_with, scans, stapel)

TYPES = IEC_METERS + METERS_OF_BOTH + DLMS_METERS


class RealMeter(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="stapel-test-")))

    def run_in(self, type_, *options, plan=PLAN):
        with bench(1, "--meter", type_, *options) as (folder, control):
            database = self.folder / (type_.replace(" ", "-") + "".join(options).replace(":", "-") + ".db")
            control("lid 1 close")
            done = stapel("run", "--plan", plan, "--fixture", folder / "fixture.yaml", "--json", "--db", database,
                          *scans(control, 1))
            return done, events_of(done.stdout)

    def test_the_line_passes_in_every_type(self):
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            runs = {type_: pool.submit(self.run_in, type_) for type_ in TYPES}
        for type_ in TYPES:
            with self.subTest(type_):
                done, events = runs[type_].result()
                self.assertEqual(0, done.returncode, (named(events, "run_finished"), named(events, "log"), done.stderr))
                link = measured(events, "link")
                self.assertEqual(type_.split()[0], link["meter_type"])
                self.assertRegex(link["meter_serial"], r"^\d{15}$")
                self.assertEqual(5, measured(events, "counter")["values"])
                # In module time, as on a real jig; the plan's limits of time are real.
                took = {event["step"]: event["ms"] for event in named(events, "step_finished")}
                self.assertGreater(took["link"], 60_000, "the pause before the direct channel is the link's")

    def test_a_module_that_says_nothing_to_its_meter(self):
        done, events = self.run_in("CE301", "--fault", "1:meter_tx_dead")
        end = named(events, "run_finished")[0]
        self.assertEqual((1, "fail", "link", "E-257"), (done.returncode, end["outcome"], end["failed_step"], end["code"]))

    def test_the_handshake_is_for_a_port_where_the_station_plays(self):
        plan = plan_with(self.folder, ("kind: meter.counter", "kind: meter.handshake"), name="handshake.yaml")
        done, events = self.run_in("CE303", plan=plan)
        end = named(events, "run_finished")[0]
        self.assertEqual((3, "counter", "E-106"), (done.returncode, end["failed_step"], end["code"]))


if __name__ == "__main__":
    unittest.main()
