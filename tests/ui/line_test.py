"""The walking line as its users meet it: events, records, look-ups and exit statuses of `stapel run --bench`."""

import hashlib
import json
import os
import pathlib
import re
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stapel import PLAN, SPEED, events_of, named, rows, stapel  # noqa: E402

SITES = 16
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
RUN = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")  # UUIDv7
SHA256 = re.compile(r"[0-9a-f]{64}")
OUTCOMES = {"pass", "fail", "error", "aborted", "skipped"}


def is_text(value):
    return isinstance(value, str)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_count(value):
    return isinstance(value, int) and not isinstance(value, bool)


def is_measured(value):
    return isinstance(value, (bool, str)) or is_number(value)


def is_outcome(value):
    return value in OUTCOMES


def matches(pattern):
    return lambda value: is_text(value) and pattern.fullmatch(value) is not None


def or_null(kind):
    return lambda value: value is None or kind(value)


COMMON = {"event": is_text, "time": matches(TIME), "site": or_null(is_count), "run": or_null(matches(RUN))}

# DESIGN 6.2.
FURTHER = {
    "run_started": {"plan": is_text, "plan_sha256": matches(SHA256), "operation": is_text, "purpose": is_text,
                    "attempt": or_null(is_count), "order": or_null(is_text), "operator": or_null(is_text)},
    "step_started": {"step": is_text, "try": is_count},
    "progress": {"step": is_text, "done": is_number, "total": is_number,
                 "unit": lambda unit: unit in ("byte", "s", "item")},
    "measurement": {"step": is_text, "try": is_count, "name": is_text, "value": is_measured, "unit": or_null(is_text),
                    "min": or_null(is_number), "max": or_null(is_number), "expected": or_null(is_measured),
                    "outcome": is_outcome},
    "step_finished": {"step": is_text, "try": is_count, "outcome": is_outcome, "ms": is_number, "code": or_null(is_text)},
    "run_finished": {"outcome": is_outcome, "serial": or_null(is_text), "imei": or_null(is_text),
                     "iccid": or_null(is_text), "code": or_null(is_text), "failed_step": or_null(is_text),
                     "ms": is_number},
    "log": {"level": is_text, "text": is_text},
}

# What the plan says: unit and limits of each measurement that it judges.
LIMITS = {
    ("power-on", "supply_voltage"): ("V", 3.9, 4.1),
    ("power-on", "reset_current"): ("mA", 3, 20),
    ("boot", "ready_time"): ("s", 15, 30),
    ("boot", "boot_current"): ("mA", 30, 60),
    ("boot-again", "ready_time"): ("s", 15, 30),
    ("boot-again", "boot_current"): ("mA", 30, 60),
    ("link", "link_time"): ("s", None, 60),
    ("link", "wrong_blocks"): (None, None, 0),
    ("settings", "settings_different"): (None, None, 0),
    ("signal", "samples"): (None, 10, None),
    ("signal", "csq"): (None, 14, None),
    ("signal", "spread"): (None, None, 6),
    ("idle-current", "idle_current"): ("mA", 20, 45),
    ("idle-current", "peak_current"): ("mA", None, 400),
    ("transceiver-signal", "samples"): (None, 10, None),
    ("transceiver-signal", "csq"): (None, 14, None),
    ("transceiver-signal", "difference"): (None, -5, 5),
    ("power-off", "residual_current"): ("mA", None, 1),
}

# DESIGN 6.3.
UNIT_KEYS = ["serial", "imei", "iccid", "meter_serial", "order_no", "state", "runs"]
RUN_KEYS = ["run", "operation", "purpose", "site", "attempt", "plan", "plan_sha256", "started_utc", "ended_utc",
            "outcome", "failed_step", "code", "dialect", "steps"]
STEP_KEYS = ["step", "try", "outcome", "ms", "code", "measurements"]
MEASUREMENT_KEYS = ["name", "value", "unit", "min", "max", "expected", "outcome"]
V_RUN = ("run operation purpose serial imei iccid meter_serial order_no station site attempt plan plan_sha256 "
         "firmware_sha256 operator started_utc ended_utc outcome failed_step code dialect").split()
V_STEP = "run position step try outcome started_utc ms code".split()
V_MEASUREMENT = "run step try name value unit min max expected outcome".split()


def plan_steps():
    return re.findall(r"^  - id: (\S+)", PLAN.read_text(), re.MULTILINE)


def line(*options, **more):
    return stapel("run", "--plan", PLAN, *options, **more)


def wrong_keys(event):
    """What about an event is not as DESIGN 6.2 has it."""
    wanted = COMMON | FURTHER[event["event"]]
    wrong = sorted(wanted.keys() ^ event.keys())
    return wrong + [f"{key}={event[key]!r}" for key, kind in wanted.items() if key in event and not kind(event[key])]


def seed_of(events):
    """The seed, told in the first `log` event."""
    return re.search(r"seed (\d+)", named(events, "log")[0]["text"]).group(1)


def serials(events):
    """Serials in order of site, then of time."""
    return [event["serial"] for event in sorted(named(events, "run_finished"), key=lambda event: event["site"])]


class SixteenSites(unittest.TestCase):
    """One run of sixteen sites, looked at from every side."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        cls.database = pathlib.Path(cls.folder.name) / "line.db"
        done = line("--bench", SITES, "--speed", SPEED, "--json", "--operator", "ivanova", "--db", cls.database, check=0)
        cls.events = events_of(done.stdout)
        cls.leftovers = sorted(file.name for file in pathlib.Path(cls.folder.name).iterdir())
        cls.sites = {site: [event for event in cls.events if event["site"] == site] for site in range(1, SITES + 1)}

    def test_every_module_passes_and_is_another_one(self):
        finished = named(self.events, "run_finished")
        self.assertEqual([event["outcome"] for event in finished], ["pass"] * SITES)
        self.assertEqual({(event["code"], event["failed_step"]) for event in finished}, {(None, None)})
        for identity in ("run", "site", "serial", "imei", "iccid"):
            self.assertEqual(len({event[identity] for event in finished}), SITES, identity)

    def test_every_event_has_exactly_its_keys_with_their_types(self):
        for event in self.events:
            self.assertEqual(wrong_keys(event), [], event)
        self.assertEqual({event["event"] for event in self.events}, set(FURTHER))

    def test_each_site_tells_its_run_in_order(self):
        for site, events in self.sites.items():
            with self.subTest(site=site):
                told = [event for event in events if event["event"] != "log"]
                self.assertEqual(len({event["run"] for event in told}), 1)
                self.assertEqual([event["time"] for event in told], sorted(event["time"] for event in told))
                self.assertEqual((told[0]["event"], told[-1]["event"]), ("run_started", "run_finished"))
                self.assertEqual(self.steps_in_order(told[1:-1]), plan_steps())

    def steps_in_order(self, events):
        """The steps told, each started, then measured or progressing, then finished, before the next."""
        steps, open_step = [], None
        for event in events:
            at = (event["step"], event.get("try", 1))
            if event["event"] == "step_started":
                self.assertIsNone(open_step)
                open_step = at
                steps.append(event["step"])
            self.assertEqual(at, open_step, event)
            if event["event"] == "step_finished":
                open_step = None
        self.assertIsNone(open_step)
        return steps

    def test_progress_grows_to_its_total(self):
        for site, events in self.sites.items():
            progress = {}
            for event in named(events, "progress"):
                progress.setdefault((event["step"], event["unit"]), []).append(event)
            for (step, unit), told in progress.items():
                done = [event["done"] for event in told]
                self.assertEqual(done, sorted(done), (site, step))
                if unit == "s":  # a wait that ended before its time was over
                    self.assertLessEqual(done[-1], told[-1]["total"], (site, step))
                else:
                    self.assertEqual(done[-1], told[-1]["total"], (site, step))

    def test_runs_are_of_the_bench_and_of_this_plan(self):
        for event in named(self.events, "run_started"):
            self.assertEqual((event["plan"], event["operation"], event["purpose"], event["attempt"], event["order"],
                              event["operator"]), ("nb02-line", "line", "bench", 1, None, "ivanova"))
            self.assertEqual(event["plan_sha256"], hashlib.sha256(PLAN.read_bytes()).hexdigest())

    def test_measurements_carry_the_plans_units_and_limits(self):
        for site, events in self.sites.items():
            measured = {(event["step"], event["name"]): event for event in named(events, "measurement")}
            for key, (unit, least, most) in LIMITS.items():
                event = measured[key]
                self.assertEqual((event["unit"], event["min"], event["max"], event["outcome"]), (unit, least, most, "pass"))
                self.assertGreaterEqual(event["value"], least if least is not None else event["value"], event)
                self.assertLessEqual(event["value"], most if most is not None else event["value"], event)
            unjudged = [event for key, event in measured.items() if key not in LIMITS]
            self.assertEqual({(event["min"], event["max"]) for event in unjudged}, {(None, None)}, site)

    def test_the_views_hold_what_was_told(self):
        runs = rows(self.database, "SELECT * FROM v_run")
        self.assertEqual(len(runs), SITES)
        self.assertEqual(list(runs[0])[:len(V_RUN)], V_RUN)
        finished = {event["run"]: event for event in named(self.events, "run_finished")}
        for run in runs:
            told = finished[run["run"]]
            for key in ("site", "outcome", "serial", "imei", "iccid", "code", "failed_step"):
                self.assertEqual(run[key], told[key], key)
            self.assertEqual((run["purpose"], run["operator"], run["attempt"], run["dialect"]),
                             ("bench", "ivanova", 1, "station-v1"))
            self.assertRegex(run["firmware_sha256"], SHA256)
            self.assertRegex(run["started_utc"], TIME)
            self.assertLess(run["started_utc"], run["ended_utc"])

    def test_every_step_stands_in_the_records_once_as_it_was_told(self):
        stored = rows(self.database, "SELECT * FROM v_step ORDER BY run, position")
        self.assertEqual(list(stored[0])[:len(V_STEP)], V_STEP)
        keys = ("run", "step", "try", "outcome", "ms", "code")
        told = sorted((event["run"], index, event) for index, event in enumerate(named(self.events, "step_finished")))
        self.assertEqual([[row[key] for key in keys] for row in stored],
                         [[event[key] for key in keys] for _, _, event in told])
        self.assertEqual(len(stored), SITES * len(plan_steps()))

    def test_every_measurement_stands_in_the_records_as_it_was_told(self):
        stored = rows(self.database, "SELECT * FROM v_measurement")
        self.assertEqual(list(stored[0])[:len(V_MEASUREMENT)], V_MEASUREMENT)
        told = named(self.events, "measurement")

        def comparable(row):
            """SQLite has no booleans: they are stored as the plan writes them."""
            values = [row[key] for key in V_MEASUREMENT]
            return repr([str(value).lower() if isinstance(value, bool) else value for value in values])

        self.assertEqual(sorted(map(comparable, stored)), sorted(map(comparable, told)))

    def test_the_chain_is_whole_and_nothing_is_left_beside_the_database(self):
        stapel("db", "verify", "--db", self.database, check=0)
        self.assertNotIn("line.db-wal", self.leftovers)

    def test_a_module_is_found_by_each_of_its_identities(self):
        event = named(self.events, "run_finished")[0]
        found = [stapel("unit", "show", event[key], "--json", "--db", self.database, check=0).stdout
                 for key in ("serial", "imei", "iccid")]
        self.assertEqual(found, [found[0]] * 3)
        unit = json.loads(found[0])
        meter = next(measured["value"] for measured in named(self.sites[event["site"]], "measurement")
                     if measured["name"] == "meter_serial")
        self.assertRegex(meter, r"^\d{15}$")
        self.assertEqual([unit[key] for key in UNIT_KEYS[:-1]],
                         [event["serial"], event["imei"], event["iccid"], meter, None, "passed"])

    def test_a_modules_life_has_exactly_its_shape(self):
        event = named(self.events, "run_finished")[-1]
        unit = json.loads(stapel("unit", "show", event["serial"], "--json", "--db", self.database, check=0).stdout)
        self.assertEqual(list(unit), UNIT_KEYS)
        run = unit["runs"][0]
        self.assertEqual(list(run), RUN_KEYS)
        self.assertEqual([step["step"] for step in run["steps"]], plan_steps())
        for step in run["steps"]:
            self.assertEqual(list(step), STEP_KEYS)
            for measurement in step["measurements"]:
                self.assertEqual(list(measurement), MEASUREMENT_KEYS)
        told = [{key: measured[key] for key in MEASUREMENT_KEYS} for measured in named(self.sites[event["site"]], "measurement")]
        self.assertEqual([measurement for step in run["steps"] for measurement in step["measurements"]], told)

    def test_nothing_is_found_for_an_unknown_key(self):
        done = stapel("unit", "show", "S00000000000", "--json", "--db", self.database, check=1)
        self.assertEqual(done.stdout, "")
        self.assertIn("S00000000000", done.stderr)


class Repetition(unittest.TestCase):
    """The seed that a run tells brings the same modules again."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.database = pathlib.Path(self.folder.name) / "line.db"

    def run_bench(self, *options, **more):
        return events_of(line("--speed", SPEED, "--json", *options, check=0, **more).stdout)

    def test_a_told_seed_brings_the_module_back_as_a_second_attempt(self):
        first = self.run_bench("--bench", 2, "--units", 2, "--db", self.database)
        again = self.run_bench("--bench", 1, "--seed", seed_of(first), "--db", self.database)
        module = named(again, "run_finished")[0]
        self.assertEqual(module["serial"], serials(first)[0])
        self.assertEqual(named(again, "run_started")[0]["attempt"], 2)
        unit = json.loads(stapel("unit", "show", module["imei"], "--json", "--db", self.database, check=0).stdout)
        self.assertEqual([run["attempt"] for run in unit["runs"]], [2, 1])
        self.assertEqual(unit["runs"][0]["run"], module["run"])
        self.check_two_units(first)

    def check_two_units(self, events):
        """Each site finished two modules, one after the other, and no module twice."""
        self.assertEqual(len(set(serials(events))), 4)
        for site in (1, 2):
            order = [event["event"] for event in events if event["site"] == site and event["event"].startswith("run_")]
            self.assertEqual(order, ["run_started", "run_finished"] * 2)

    def test_another_seed_brings_other_modules_into_the_default_database(self):
        surroundings = {key: value for key, value in os.environ.items() if key != "STAPEL_DB"}
        surroundings["XDG_DATA_HOME"] = self.folder.name
        first = self.run_bench("--bench", 1, "--seed", 7, env=surroundings)
        second = self.run_bench("--bench", 1, "--seed", 8, env=surroundings | {"STAPEL_DB": str(self.database)})
        self.assertNotEqual(serials(first), serials(second))
        default = pathlib.Path(self.folder.name) / "stapel" / "bench.db"
        for database, events in ((default, first), (self.database, second)):
            self.assertEqual([run["serial"] for run in rows(database, "SELECT serial FROM v_run")], serials(events))


class Refusals(unittest.TestCase):
    """What was asked for wrongly ends with 2 and leaves the records alone."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = pathlib.Path(self.folder.name)
        self.real = self.path / "real.yaml"
        # Nobody listens on these ports of this machine: the fixture is real and dead.
        self.real.write_text('fixture: line\nsites:\n  - {site: 1, control: "tcp:127.0.0.1:1", host: "tcp:127.0.0.1:2"}\n')

    def refused(self, *options):
        done = line(*options, check=2)
        self.assertEqual(done.stdout, "")
        self.assertNotEqual(done.stderr, "")
        return done.stderr

    def test_bench_and_station_do_not_share_a_database(self):
        bench, station = self.path / "bench.db", self.path / "station.db"
        line("--bench", 1, "--speed", SPEED, "--db", bench, check=0)
        finished = named(events_of(line("--fixture", self.real, "--db", station, "--json", check=3).stdout), "run_finished")
        self.assertEqual([event["outcome"] for event in finished], ["error"])
        before = bench.read_bytes(), station.read_bytes()
        self.assertIn("bench", self.refused("--fixture", self.real, "--db", bench))
        self.assertIn("station", self.refused("--bench", 1, "--db", station))
        self.assertEqual((bench.read_bytes(), station.read_bytes()), before)

    def test_wrong_options(self):
        database = self.path / "none.db"
        for options in (["--bench", 1, "--fixture", self.real], [], ["--bench", 0], ["--bench", 1, "--fault", "1:rust"],
                        ["--bench", 1, "--fault", "2:no_power"], ["--fixture", self.real, "--speed", 50],
                        ["--fixture", self.real, "--seed", 1], ["--fixture", self.path / "none.yaml"],
                        ["--bench", 1, "--chip", "z80"], ["--bench", 1, "--scan", "1:?!"]):
            with self.subTest(options=options):
                self.refused(*options, "--db", database)
        self.assertFalse(database.exists())

    def test_a_plan_that_is_not_there(self):
        done = stapel("run", "--plan", self.path / "none.yaml", "--bench", 1, check=2)
        self.assertIn("none.yaml", done.stderr)


if __name__ == "__main__":
    unittest.main()
