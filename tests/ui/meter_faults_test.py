"""Faults of the meter in which a module sits: the station's reading tells each by a code of its own, the module does not
get on with such a meter either, and a foreign reader sees what is wrong."""

import concurrent.futures
import contextlib
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stapel import PLAN, Scpi, bench, events_of, named, plan_with, scans, stapel, wait_until  # noqa: E402

# Fault, type of meter, what the step `link` ends with.
READ = (("real_meter_bcc", "CE301", "E-313"), ("real_meter_parity", "CE303", "E-314"),
        ("real_meter_300", "CE304", "E-315"), ("real_meter_late", "CE201", "E-316"),
        ("real_meter_hangs", "CE308 IEC", "E-317"), ("real_meter_hangs", "CE308 SPODES 9.x", "E-317"),
        ("real_meter_fcs", "CE208 SPODES 9.x", "E-318"), ("real_meter_window", "CE307 9.x", "E-319"),
        ("real_meter_password", "CE102M", "E-330"), ("real_meter_password", "CE207 9.x", "E-330"),
        ("real_meter_refuses", "CE308 SPODES 9.x", "E-331"), ("real_meter_no_iec", "CE208 SPODES", "E-332"))
# What the module's faults on a DLMS meter that the station plays end with.
PLAYED = (("meter_tx_dead", "E-250"), ("meter_rx_dead", "E-251"), ("meter_wrong_baud", "E-253"),
          ("meter_wrong_bcc", "E-254"))


def ended(done):
    end = named(events_of(done.stdout), "run_finished")[0]
    return done.returncode, end["outcome"], end["failed_step"], end["code"]


def side_by_side(work, rows):
    """They wait more than they work."""
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        return list(zip(rows, pool.map(lambda row: work(*row), rows)))


class FaultsOfMeters(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="stapel-test-")))

    def run_in(self, fault, type_, code):
        with bench(1, "--meter", type_, "--fault", f"1:{fault}") as (folder, control):
            control("lid 1 close")
            return stapel("run", "--plan", PLAN, "--fixture", folder / "fixture.yaml", "--json", "--db",
                          self.folder / f"{fault}-{code}-{type_}.db", *scans(control, 1))

    def test_the_reading_tells_each_by_its_own_code(self):
        for (fault, type_, code), done in side_by_side(self.run_in, READ):
            with self.subTest(fault=fault, type=type_):
                self.assertEqual((3, "error", "link", code), ended(done), done.stdout[-2000:])

    def test_the_meter_itself_shows_its_error(self):
        def shows(fault, type_, code):
            with bench(1, "--meter", type_, "--fault", f"1:{fault}") as (folder, control):
                control("insert 1 77 programmed")
                control("lid 1 close")
                with contextlib.closing(Scpi(folder / "1.control")) as jig:
                    jig.ask("OUTP ON;:ROUT:BOOT OFF;RES OFF;*OPC?")
                wait_until(lambda: control.state(1)["display"] in ("ERR 05", "Info05"), f"the error with {fault}")

        # A module that knows the manual's ports speaks DLMS where IEC is not answered.
        for _ in side_by_side(shows, [row for row in READ if row[0] != "real_meter_no_iec"]):
            pass

    def test_a_cleared_fault_is_gone(self):
        with bench(1, "--meter", "CE301", "--fault", "1:real_meter_300", "--meter-only") as (folder, control):
            check = ("module", "meter-check", "--port", f"pty:{folder}/1.meter")
            self.assertIn("E-315", stapel(*check, check=1).stderr)
            control("clear 1")
            self.assertEqual("", stapel(*check).stderr)

    def test_the_check_of_a_port_tells_them_too(self):
        def check(fault, type_, code):
            with bench(1, "--meter", type_, "--fault", f"1:{fault}", "--meter-only") as (folder, _):
                return stapel("module", "meter-check", "--port", f"pty:{folder}/1.meter")

        # A check speaks both protocols of itself, and associates as the meter tells.
        rows = [row for row in READ if row[0] != "real_meter_no_iec"]
        for (fault, type_, code), done in side_by_side(check, rows):
            with self.subTest(fault=fault, type=type_):
                self.assertEqual(1, done.returncode, done.stderr)
                self.assertIn(code, done.stderr)


class PlayedMeter(unittest.TestCase):
    def test_the_modules_faults_on_a_dlms_meter(self):
        with tempfile.TemporaryDirectory(prefix="stapel-test-") as name:
            folder = pathlib.Path(name)
            plan = plan_with(folder, ("meter: CE301", "meter: CE308 SPODES 9.x"), name="spodes.yaml")

            def run(fault, code):
                return stapel("run", "--plan", plan, "--bench", 1, "--speed", 50, "--fault", f"1:{fault}", "--json",
                              "--db", folder / f"{fault}.db")

            for (fault, code), done in side_by_side(run, PLAYED):
                with self.subTest(fault=fault):
                    self.assertEqual((1, "fail", "link", code), ended(done), done.stdout[-2000:])

if __name__ == "__main__":
    unittest.main()
