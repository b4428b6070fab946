"""Stop from outside: signals in the middle of every kind of step, and readers of standard output that block or leave."""

import datetime
import fcntl
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stapel import (PATIENCE, PLAN, Listener, bench, command, events_of, named, plan_with, rows, scans, stapel, started,
                    wait_until)

OFF_WITHIN = 0.1  # s, DESIGN 6.1
END_WITHIN = 5    # s, DESIGN 6.1: from teardown to the end of the process
TRIES = 3         # a loaded machine may hold up the signal, the poll or the bench; the best of them counts

# What makes each step last at least half a second: the speed, an option of the bench, and how long into it to stop.
LONG = {
    "power-on": ("5", [], 0.3),
    "identity": ("50", ["--fault", "1:rom_silent"], 0.3),
    "flash": ("50", ["--pace"], 0.3),
    "boot": ("10", [], 0.5),
    "idle-current": ("50", [], 0.3),
    "modem": ("10", ["--fault", "1:modem_silent"], 0.3),
    "link": ("30", ["--fault", "1:meter_tx_dead"], 0.5),
    "registration": ("50", ["--fault", "1:not_registered"], 0.5),
    "signal": ("10", [], 0.3),
    "transceiver-signal": ("10", [], 0.3),
}


def long_plan(folder):
    """The line's plan with long waits where a step's length is the plan's own."""
    return plan_with(folder, ("current_limit: 2.0 A}", "current_limit: 2.0 A, settle: 5 s}"), ("over: 1 s", "over: 60 s"))


class Stopped:
    """One run on a bench in another process, stopped in a step."""

    def __init__(self, step, stop_signal, after_signal=lambda process: None):
        speed, options, pause = LONG[step]
        with tempfile.TemporaryDirectory() as folder, bench(1, *options, speed=speed) as (place, control):
            self.database = pathlib.Path(folder) / "bench.db"
            control("lid 1 close")
            with started("run", "--plan", long_plan(folder), "--fixture", place / "fixture.yaml", "--db", self.database,
                         "--json", *scans(control, 1)) as process:
                listener = Listener(process)
                listener.wait("step_started", step=step)
                time.sleep(pause)
                wait_until(lambda: control.state(1)["output"], "the output is on in " + step)
                begin = time.monotonic()
                process.send_signal(stop_signal)
                wait_until(lambda: not control.state(1)["output"], "outputs off")
                self.off_after = time.monotonic() - begin
                after_signal(process)
                self.status = process.wait(PATIENCE)
                self.took = time.monotonic() - begin
                self.events = listener.end()
                self.errors = process.stderr.read()
            self.boot_strap, self.reset = control.state(1)["boot"], control.state(1)["reset"]
            # before a foreign reader, which would leave files of its own
            self.write_ahead_log = pathlib.Path(f"{self.database}-wal").exists()
            self.run = rows(self.database, "SELECT * FROM v_run")
            self.steps = rows(self.database, "SELECT * FROM v_step ORDER BY position")
            self.verified = stapel("db", "verify", "--db", self.database).returncode


class SignalTest(unittest.TestCase):
    """SIGTERM and SIGINT are Stop: outputs off at once, teardown, record `aborted`, exit 4."""

    def check(self, stopped, step):
        self.assertEqual(4, stopped.status, stopped.errors)
        self.assertLess(stopped.took, END_WITHIN)
        self.assertEqual(["aborted"], [event["outcome"] for event in named(stopped.events, "run_finished")])
        self.assertEqual([("aborted", step, "E-402")],
                         [(run["outcome"], run["failed_step"], run["code"]) for run in stopped.run])
        self.assertEqual((step, "aborted"), (stopped.steps[-2]["step"], stopped.steps[-2]["outcome"]))
        self.assertEqual(("power-off", "pass"), (stopped.steps[-1]["step"], stopped.steps[-1]["outcome"]), "teardown")
        self.assertEqual((False, True), (stopped.boot_strap, stopped.reset), "strap off, reset held")
        self.assertEqual(0, stopped.verified)
        self.assertFalse(stopped.write_ahead_log)

    def stop_in(self, step, stop_signal=signal.SIGTERM):
        best = None
        for _ in range(TRIES):
            stopped = Stopped(step, stop_signal)
            self.check(stopped, step)
            best = min(stopped.off_after, best or stopped.off_after)
            if best < OFF_WITHIN:
                return
        self.fail(f"outputs off {best * 1000:.0f} ms after the signal in {step}, at best of {TRIES}")

    def test_in_power_on(self):
        self.stop_in("power-on")

    def test_in_identity(self):
        self.stop_in("identity")

    def test_in_flash(self):
        self.stop_in("flash")

    def test_in_boot(self):
        self.stop_in("boot")

    def test_in_idle_current(self):
        self.stop_in("idle-current")

    def test_in_modem(self):
        self.stop_in("modem")

    def test_in_link(self):
        self.stop_in("link")

    def test_in_registration(self):
        self.stop_in("registration")

    def test_in_signal(self):
        self.stop_in("signal")

    def test_in_transceiver_signal(self):
        self.stop_in("transceiver-signal")

    def test_interrupt_from_the_keyboard(self):
        self.stop_in("flash", signal.SIGINT)

    def test_more_signals_during_teardown_change_nothing(self):
        def insist(process):
            """From before teardown until after it, a signal every few milliseconds."""
            while process.poll() is None:
                process.send_signal(signal.SIGTERM)
                time.sleep(0.003)

        self.check(Stopped("boot", signal.SIGTERM, after_signal=insist), "boot")

    def test_before_anything_was_switched_on(self):
        """The self-test is over within milliseconds: the stop meets it or the step after it."""
        with tempfile.TemporaryDirectory() as folder, bench(1, "--fault", "1:jig_silent") as (place, control):
            database = pathlib.Path(folder) / "bench.db"
            control("lid 1 close")
            with started("run", "--plan", PLAN, "--fixture", place / "fixture.yaml", "--db", database, "--json") as process:
                listener = Listener(process)
                listener.wait("step_started", step="jig-selftest")
                process.send_signal(signal.SIGTERM)
                self.assertEqual(4, process.wait(PATIENCE))
                events = listener.end()
            self.assertFalse(control.state(1)["output"])
            self.assertIn(named(events, "run_finished")[0]["outcome"], ["aborted", "error"])
            self.assertEqual([named(events, "run_finished")[0]["outcome"]],
                             [run["outcome"] for run in rows(database, "SELECT outcome FROM v_run")])

    def test_while_no_lid_is_closed(self):
        with tempfile.TemporaryDirectory() as folder, bench(1) as (place, _):
            database = pathlib.Path(folder) / "bench.db"
            with started("run", "--plan", PLAN, "--fixture", place / "fixture.yaml", "--db", database, "--json") as process:
                Listener(process).wait("log")
                begin = time.monotonic()
                process.send_signal(signal.SIGTERM)
                self.assertEqual(4, process.wait(PATIENCE))
                self.assertLess(time.monotonic() - begin, END_WITHIN)
            self.assertEqual([], rows(database, "SELECT * FROM v_run"))

    def test_during_teardown_of_a_good_module(self):
        """The run had passed or had not: event, record and exit status must tell the same."""
        with tempfile.TemporaryDirectory() as folder, bench(1, speed="10") as (place, control):
            database = pathlib.Path(folder) / "bench.db"
            control("lid 1 close")
            with started("run", "--plan", PLAN, "--fixture", place / "fixture.yaml", "--db", database, "--json",
                         *scans(control, 1)) as process:
                listener = Listener(process)
                listener.wait("step_started", step="power-off")
                process.send_signal(signal.SIGTERM)
                self.assertEqual(4, process.wait(PATIENCE))
                told = [event["outcome"] for event in named(listener.end(), "run_finished")]
            self.assertFalse(control.state(1)["output"])
            self.assertEqual(told, [run["outcome"] for run in rows(database, "SELECT outcome FROM v_run")])
            last = rows(database, "SELECT step, outcome FROM v_step ORDER BY position")[-1]
            self.assertEqual({"step": "power-off", "outcome": "pass"}, last)


def small_pipe():
    """A pipe that takes one page: a run prints many."""
    reader, writer = os.pipe()
    fcntl.fcntl(writer, fcntl.F_SETPIPE_SZ, 4096)
    return reader, writer


class ReaderTest(unittest.TestCase):
    """Who reads standard output never decides over a run."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.database = pathlib.Path(folder.name) / "bench.db"

    def begin(self, writer, *options):
        process = subprocess.Popen(command("run", "--plan", PLAN, "--bench", 2, "--speed", 50, "--db", self.database,
                                           "--json", *options), stdout=writer, stderr=subprocess.DEVNULL)
        self.addCleanup(process.kill)
        os.close(writer)
        return process

    def what_went_wrong(self):
        """For the message of a run that should have passed."""
        return rows(self.database, "SELECT step_start.step, step_end.outcome, step_end.ms, step_end.code, step_end.detail "
                    "FROM step_end JOIN step_start USING (run_seq, position) WHERE step_end.outcome != 'pass'")

    def check_passed(self, process):
        status = process.wait(PATIENCE)
        self.assertEqual(0, status, self.what_went_wrong() if status else "")
        self.check_complete(["pass", "pass"])

    def check_complete(self, outcomes):
        runs = rows(self.database, "SELECT run, outcome FROM v_run")
        self.assertEqual(outcomes, [run["outcome"] for run in runs])
        for run in runs:
            steps = rows(self.database, "SELECT step, outcome FROM v_step WHERE run = ? ORDER BY position", run["run"])
            self.assertEqual("power-off", steps[-1]["step"])
            self.assertTrue(all(step["outcome"] for step in steps))
        stapel("db", "verify", "--db", self.database, check=0)

    def test_a_reader_that_blocks(self):
        reader, writer = small_pipe()
        self.addCleanup(os.close, reader)
        process = self.begin(writer)
        status = process.wait(PATIENCE)
        ended = datetime.datetime.now(datetime.timezone.utc)
        self.assertEqual(0, status, self.what_went_wrong() if status else "")
        self.check_complete(["pass", "pass"])
        last = max(run["ended_utc"] for run in rows(self.database, "SELECT ended_utc FROM v_run"))
        last = datetime.datetime.fromisoformat(last.replace("Z", "+00:00"))
        self.assertLess((ended - last).total_seconds(), END_WITHIN)
        left = os.read(reader, 4096)
        self.assertEqual(0, left.count(b"run_finished"), "the pipe was full long before")
        self.assertIn(b'"event":"log"', left)

    def test_a_reader_that_blocks_and_a_signal(self):
        reader, writer = small_pipe()
        self.addCleanup(os.close, reader)
        process = self.begin(writer, "--fault", "1:boot_silent", "--fault", "2:boot_silent")
        wait_until(lambda: self.database.exists() and len(self.started_steps("boot")) == 2, "both sites are in `boot`")
        begin = time.monotonic()
        process.send_signal(signal.SIGTERM)
        self.assertEqual(4, process.wait(PATIENCE))
        self.assertLess(time.monotonic() - begin, END_WITHIN)
        self.check_complete(["aborted", "aborted"])

    def started_steps(self, step):
        try:
            return rows(self.database, "SELECT DISTINCT run FROM v_step WHERE step = ?", step)
        except Exception:  # the views are not there yet
            return []

    def test_a_reader_that_goes_away(self):
        reader, writer = small_pipe()
        process = self.begin(writer)
        os.read(reader, 100)
        os.close(reader)
        self.check_passed(process)

    def test_a_reader_that_is_slow_misses_nothing(self):
        reader, writer = small_pipe()
        process = self.begin(writer)
        time.sleep(1)
        with os.fdopen(reader, encoding="utf-8") as output:
            events = events_of(output.read())
        self.assertEqual(2, len(named(events, "run_started")))
        self.assertEqual(["pass", "pass"], [event["outcome"] for event in named(events, "run_finished")])
        self.check_passed(process)


if __name__ == "__main__":
    unittest.main()
