"""The bench in another process: its folder, its control socket, its end, and channels that are pulled out."""

import contextlib
import os
import pathlib
import signal
import socket
import stat
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stapel import (PATIENCE, PLAN, Control, bench, events_of, named, rows, scans, stapel, started,  # noqa: E402
                    wait_until)

CHANNELS = ("control", "host", "modem", "meter")
STATE_KEYS = ["serial", "imei", "iccid", "label", "nest", "lid", "lamp", "output", "boot", "reset", "supply_v",
              "current_a", "csq", "display"]


def listing(folder):
    return sorted(os.listdir(folder))


def wanted(sites):
    return sorted(["ctl", "fixture.yaml"] + [f"{site}.{channel}" for site in range(1, sites + 1) for channel in CHANNELS])


class Folder(unittest.TestCase):
    def setUp(self):
        self.path = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.folder = self.path / "deep" / "bench"

    def start(self, *options):
        """A bench of two sites that has said that it is ready."""
        process = self.enterContext(started("bench", "--sites", 2, "--dir", self.folder, "--speed", 50, *options))
        self.assertEqual(process.stdout.readline(), f"ready {self.folder}\n")
        return process

    def end(self, process, how):
        process.send_signal(how)
        rest, _ = process.communicate(timeout=PATIENCE)
        self.assertEqual(rest, "", "the ready line is the only one")
        return process.returncode

    def test_holds_a_link_a_channel_a_socket_and_the_fixture(self):
        self.start()
        self.assertEqual([name for name in listing(self.folder) if name != "gsm_modem"], wanted(2))
        for name in listing(self.folder):
            if name.split(".")[-1] in CHANNELS:
                self.assertTrue((self.folder / name).is_symlink())
                self.assertTrue(stat.S_ISCHR((self.folder / name).stat().st_mode))
        self.assertTrue(stat.S_ISSOCK((self.folder / "ctl").stat().st_mode))
        text = (self.folder / "fixture.yaml").read_text()
        for line in ("fixture: bench", "virtual: true", "speed: 50", '1.control"', '2.meter"'):
            self.assertIn(line, text)
        stapel("fixture", "check", self.folder / "fixture.yaml", check=0)

    def test_every_site_begins_with_a_blank_module_under_an_open_lid(self):
        self.start()
        with contextlib.closing(Control(self.folder)) as control:
            for site in (1, 2):
                state = control.state(site)
                self.assertEqual(list(state), STATE_KEYS)
                self.assertEqual((state["nest"], state["lid"], state["lamp"], state["output"], state["boot"],
                                  state["reset"], state["supply_v"], state["current_a"]),
                                 (True, "open", "off", False, False, True, 0, 0))
                self.assertEqual(state["label"], control(f"scan {site}"))
                self.assertEqual(state["label"], f"I{state['imei']};C{state['iccid']};{state['serial']}")
                self.assertEqual(set(control.flash(site)), {0xFF})

    def test_the_same_seed_brings_the_same_modules(self):
        labels = []
        for seed in (5, 5, 6):
            process = self.start("--seed", seed)
            with contextlib.closing(Control(self.folder)) as control:
                control("insert 2")
                labels.append([control("scan 1"), control("scan 2")])
            self.end(process, signal.SIGTERM)
        self.assertEqual(labels[0], labels[1])
        self.assertNotEqual(labels[0], labels[2])

    def test_ends_on_a_signal_and_takes_everything_with_it(self):
        for how in (signal.SIGTERM, signal.SIGINT):
            self.assertEqual(self.end(self.start(), how), 0)
            self.assertEqual(listing(self.path), [], how)

    def test_leaves_what_it_did_not_make(self):
        self.folder.mkdir(parents=True)
        self.end(self.start(), signal.SIGTERM)
        self.assertEqual(listing(self.folder), [])

    def test_a_second_bench_in_the_same_folder_is_refused(self):
        self.start()
        before = listing(self.folder)
        done = stapel("bench", "--sites", 1, "--dir", self.folder, check=3)
        self.assertEqual(done.stdout, "")
        self.assertIn(str(self.folder), done.stderr)
        self.assertEqual(listing(self.folder), before)
        with contextlib.closing(Control(self.folder)) as control:
            self.assertTrue(control.state(2)["nest"], "the first one goes on")

    def test_what_a_killed_bench_left_is_cleaned_away(self):
        self.end(self.start(), signal.SIGKILL)
        self.assertIn("1.control", listing(self.folder))
        process = self.start()
        self.assertEqual([name for name in listing(self.folder) if name != "gsm_modem"], wanted(2))
        with contextlib.closing(Control(self.folder)) as control:
            self.assertTrue(control.state(1)["nest"])
        self.end(process, signal.SIGTERM)
        self.assertFalse(self.folder.exists() and listing(self.folder))

    def test_a_folder_with_other_peoples_files_is_refused(self):
        self.folder.mkdir(parents=True)
        (self.folder / "fixture.yaml").write_text("fixture: mine\n")
        done = stapel("bench", "--sites", 1, "--dir", self.folder, check=2)
        self.assertIn("fixture.yaml", done.stderr)
        self.assertEqual((self.folder / "fixture.yaml").read_text(), "fixture: mine\n")
        self.assertEqual(listing(self.folder), ["fixture.yaml"])

    def test_wrong_options_are_refused(self):
        for options in (["--sites", 0], ["--sites", 33], ["--sites", 1, "--speed", 0], ["--sites", 1, "--fault", "1:rust"],
                        ["--sites", 1, "--fault", "2:no_power"], ["--sites", 1, "--fault", "1:uart_noise=2"],
                        ["--sites", 1, "--meter", "CE999"], ["--sites", 1, "--meter", ""], ["--sites", 1, "--meter"],
                        ["--sites", 1, "--meter-only"], []):
            with self.subTest(options=options):
                done = stapel("bench", "--dir", self.folder, *options, check=2)
                self.assertNotEqual(done.stderr, "")
        self.assertFalse(self.folder.exists())


class ControlSocket(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder, cls.control = cls.enterClassContext(bench(2))

    def setUp(self):
        for site in (1, 2):
            self.control(f"lid {site} open")
            self.control(f"insert {site}")
            self.control(f"clear {site}")

    def test_what_cannot_be_done_is_an_error_with_a_reason(self):
        self.control("lid 1 close")
        self.control("remove 2")
        for line, reason in {"": "command", "dance 1": "dance", "state": "site", "state 0": "site", "state 3": "site",
                             "state x": "site", "state 1 2": "nothing", "lid 1": "close", "lid 1 ajar": "ajar",
                             "insert 1": "lid", "remove 1": "lid", "scan 2": "empty", "flash 2 /tmp/x": "empty",
                             "flash 1": "file", "flash 1 /nonexistent/x": "file", "fault 1 rust": "rust",
                             "fault 1 no_power=1": "argument", "fault 1 uart_noise=2": "0.01", "unplug 1 nose": "channel",
                             "plug 1 nose": "channel", "insert 2 -1": "insert", "insert 2 7 baked": "insert",
                             "x" * 5000: "line"}.items():
            with self.subTest(line=line[:40]):
                answer = self.control.ask(line)
                self.assertRegex(answer, "^error ")
                self.assertIn(reason, answer)
        self.assertEqual(self.control.state(1)["lid"], "closed", "an error changes nothing")

    def test_several_clients_and_several_lines_at_once(self):
        with socket.socket(socket.AF_UNIX) as other:
            other.settimeout(PATIENCE)
            other.connect(str(self.folder / "ctl"))
            other.sendall(b"scan 1\nbogus\nscan 2\n")
            answers = other.makefile()
            self.assertEqual(answers.readline(), "ok " + self.control("scan 1") + "\n")
            self.assertRegex(answers.readline(), "^error ")
            self.assertEqual(answers.readline(), "ok " + self.control("scan 2") + "\n")

    def test_an_inserted_seed_is_one_certain_module(self):
        self.control("insert 1 99")
        self.control("insert 2 99 programmed")
        first, second = self.control.state(1), self.control.state(2)
        self.assertEqual(first["label"], second["label"])
        self.assertEqual(set(self.control.flash(1)), {0xFF})
        self.assertEqual(self.control.flash(2)[0x240:0x250].rstrip(b"\0").decode(), second["serial"])
        self.control("remove 1")
        empty = self.control.state(1)
        self.assertEqual([empty[key] for key in ("nest", "serial", "imei", "iccid", "label")], [False] + [None] * 4)

    def test_an_unplugged_channel_is_gone_until_it_is_plugged_again(self):
        for channel in CHANNELS:
            self.control(f"unplug 1 {channel}")
            self.assertFalse((self.folder / f"1.{channel}").is_symlink())
            self.control(f"unplug 1 {channel}")
            stapel("fixture", "check", self.folder / "fixture.yaml", check=3)
            self.control(f"plug 1 {channel}")
            self.control(f"plug 1 {channel}")
            self.assertTrue((self.folder / f"1.{channel}").exists())
        stapel("fixture", "check", self.folder / "fixture.yaml", check=0)

    def test_the_limit_counts_from_the_last_time(self):
        self.control("limit 1")
        self.assertEqual(self.control("limit 1"), "0")


class PulledOut(unittest.TestCase):
    """A cable that comes off during a run is the jig's fault, never the module's; plugged in again, all is well."""

    def test_a_run_ends_with_an_error_and_the_next_one_passes(self):
        with tempfile.TemporaryDirectory() as records, bench(1, speed="10") as (folder, control):
            database = f"{records}/line.db"
            control("lid 1 close")
            for channel in ("host", "control"):
                with self.subTest(channel=channel):
                    end = self.run_and_pull(folder, control, database, channel)
                    self.assertEqual((end["outcome"], end["code"]), ("error", "E-105"), end)
                    self.assertIn(end["failed_step"], ("identity", "flash", "boot"))
                    control(f"plug 1 {channel}")
                    self.check_jig_is_safe(folder)
                    done = self.run_line(folder, control, database)
                    self.assertEqual(done.returncode, 0, done.stdout[-2000:] + done.stderr)
            outcomes = [row["outcome"] for row in rows(database, "SELECT outcome FROM v_run ORDER BY started_utc")]
            self.assertEqual(outcomes, ["error", "pass"] * 2)

    def arguments(self, folder, control, database):
        return ["run", "--plan", PLAN, "--fixture", folder / "fixture.yaml", "--json", "--db", database, *scans(control, 1)]

    def run_line(self, folder, control, database):
        return stapel(*self.arguments(folder, control, database))

    def run_and_pull(self, folder, control, database, channel):
        """Pulls the channel out while the flash is being written; returns the run's end."""
        with started(*self.arguments(folder, control, database)) as run:
            lines = []
            for line in run.stdout:
                lines.append(line)
                if '"progress"' in line:
                    control(f"unplug 1 {channel}")
                    break
            rest, errors = run.communicate(timeout=PATIENCE)
            self.assertEqual(run.returncode, 3, errors)
            return named(events_of("".join(lines) + rest), "run_finished")[0]

    def check_jig_is_safe(self, folder):
        """Nobody tells the jig anything any more: its watchdog has switched off, or the station did before."""
        with contextlib.closing(Control(folder)) as control:
            state = wait_until(lambda: None if (state := control.state(1))["output"] else state, "outputs are off", 30)
        self.assertEqual((state["boot"], state["reset"]), (False, True))


if __name__ == "__main__":
    unittest.main()
