"""kill -9 of `stapel run` at random moments: what was told is true, what was cut is known, nothing stays switched on.

Two workers, each with its own bench, database and half of the kills, share the waits for the watchdog.
"""

import json
import pathlib
import random
import sys
import tempfile
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stapel import PATIENCE, PLAN, Listener, bench, named, rows, scans, stapel, started, wait_until

KILLS = 20
WORKERS = 2
SITES = 2
SEED = 2
LATEST = 2.5      # s after the first run began; two modules a site take longer on any machine with sanitizers
OFF_WITHIN = 4.0  # s: the watchdog's 2 s, and as much for a loaded machine
PLAN_STEPS = {"jig-selftest", "power-on", "identity", "flash", "boot", "idle-current", "power-off"}


class Person:
    """Puts a new module in and closes the lid whenever a run has ended, until the program is killed."""

    def __init__(self, listener, control):
        self.listener, self.control = listener, control
        self.killed = threading.Event()
        self.thread = threading.Thread(target=self.work)
        self.thread.start()

    def work(self):
        served = 0
        while not self.killed.wait(0.01):
            ended = named(list(self.listener.events), "run_finished")
            for event in ended[served:]:
                change_module(self.control, event["site"])
            served = len(ended)

    def leave(self):
        self.killed.set()
        self.thread.join(PATIENCE)


def change_module(control, site):
    control(f"lid {site} open")
    control(f"insert {site}")
    control(f"lid {site} close")


class Worker:
    """One bench and one database through many kills."""

    def __init__(self, number, folder):
        self.random = random.Random(SEED + number)
        self.database = pathlib.Path(folder) / f"{number}.db"
        self.announced = set()    # runs told as passed, over all kills
        self.powered = 0          # kills that met an output switched on
        self.cut = []             # steps that were cut
        self.problems = []

    def expect(self, condition, *what):
        if not condition:
            self.problems.append(" ".join(map(str, what)))

    def work(self):
        with bench(SITES) as (place, control):
            for number in range(KILLS // WORKERS):
                self.kill_once(number, place, control)

    def kill_once(self, number, place, control):
        for site in range(1, SITES + 1):
            change_module(control, site)
        with started("run", "--plan", PLAN, "--fixture", place / "fixture.yaml", "--db", self.database, "--json",
                     "--units", 3, *scans(control, SITES)) as process:
            listener = Listener(process)
            listener.wait("run_started")
            person = Person(listener, control)
            time.sleep(self.random.uniform(0, LATEST))
            self.expect(process.poll() is None, "kill", number, "came too late: the program had ended")
            process.kill()
            killed = time.monotonic()
            person.leave()
            events = listener.end()
        self.powered += any(control.state(site)["output"] for site in range(1, SITES + 1))
        self.announced |= {event["run"] for event in named(events, "run_finished") if event["outcome"] == "pass"}
        self.check_records(number)
        wait_until(lambda: not any(control.state(site)["output"] for site in range(1, SITES + 1)), "outputs off")
        self.expect(time.monotonic() - killed < OFF_WITHIN + self.checking, "kill", number, "outputs stayed on")

    def check_records(self, number):
        begin = time.monotonic()
        left_open = {run["run"]: self.last_step(run["run"])
                     for run in rows(self.database, "SELECT run FROM v_run WHERE outcome IS NULL")}
        checked = stapel("db", "check", "--db", self.database, "--json")
        self.expect(checked.returncode == 0, "kill", number, "db check:", checked.returncode, checked.stderr)
        if checked.returncode == 0:
            named_cut = {cut["run"]: cut["last_step"] for cut in json.loads(checked.stdout)["interrupted"]}
            self.expect(named_cut == left_open, "kill", number, "db check names", named_cut, "open were", left_open)
        closed = {run["run"]: (run["outcome"], run["failed_step"])
                  for run in rows(self.database, "SELECT run, outcome, failed_step FROM v_run")}
        for run, step in left_open.items():
            self.expect(closed[run] == ("interrupted", step), "kill", number, run, closed[run], "cut at", step)
        self.cut += left_open.values()
        self.checking = time.monotonic() - begin

    def last_step(self, run):
        steps = rows(self.database, "SELECT step FROM v_step WHERE run = ? ORDER BY position DESC LIMIT 1", run)
        return steps[0]["step"] if steps else None

    def check_end(self):
        stapel("db", "verify", "--db", self.database, check=0)
        outcomes = {run["run"]: run["outcome"] for run in rows(self.database, "SELECT run, outcome FROM v_run")}
        for run in self.announced:
            self.expect(outcomes.get(run) == "pass", run, "was told as passed and is", outcomes.get(run))
        for run in (run for run, outcome in outcomes.items() if outcome == "pass"):
            passed = {step["step"] for step in rows(self.database, "SELECT step FROM v_step WHERE run = ? AND outcome = 'pass'", run)}
            self.expect(passed == PLAN_STEPS, run, "passed with no more than", passed)


class KillTest(unittest.TestCase):
    def test_twenty_random_moments(self):
        with tempfile.TemporaryDirectory() as folder:
            workers = [Worker(number, folder) for number in range(WORKERS)]
            with ThreadPoolExecutor(WORKERS) as pool:
                list(pool.map(Worker.work, workers))
            for worker in workers:
                worker.check_end()
        self.assertEqual([], [problem for worker in workers for problem in worker.problems])
        # else the moments were no test
        self.assertGreater(sum(worker.powered for worker in workers), KILLS // 4)
        self.assertGreater(len({step for worker in workers for step in worker.cut}), 2)


if __name__ == "__main__":
    unittest.main()
