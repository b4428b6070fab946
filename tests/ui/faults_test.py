"""Every fault of `stapel bench faults`: is what it does to a run what it promises, inside the program and outside it?

Each bench has one site without a fault, so it also shows that a fault stays where it is.
"""

import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stapel import PLAN, SPEED, bench, events_of, named, rows, scans, stapel  # noqa: E402

FAULTS = json.loads(stapel("bench", "faults", "--json", check=0).stdout)
EXIT = {"pass": 0, "fail": 1, "error": 3, "aborted": 4}
FAULT_KEYS = ["name", "argument", "plan_step", "code", "outcome", "err05", "seen"]
ARGUMENT_KEYS = ["name", "unit", "min", "max", "default"]
NAMES = {"no_power", "short_circuit", "boot_silent", "rom_silent", "flash_bad_cell", "flash_protected", "image_corrupt",
         "uart_noise", "brownout", "jig_silent", "jig_watchdog", "lid_opened", "identity_swapped", "modem_silent",
         "modem_boot_loop", "imei_blank", "imei_bad_check_digit", "sim_absent", "sim_pin", "sim_puk", "iccid_changed",
         "sim_storage_full", "sim_write_lost", "rssi_low", "antenna_open", "not_registered", "registration_denied",
         "meter_tx_dead", "meter_rx_dead", "meter_slow", "meter_wrong_baud", "meter_wrong_bcc", "meter_parity",
         "settings_lost", "uart_slow", "rom_nack", "dfu_lies", "real_meter_bcc", "real_meter_parity", "real_meter_300",
         "real_meter_late", "real_meter_hangs", "real_meter_fcs", "real_meter_window", "real_meter_password",
         "real_meter_refuses", "real_meter_no_iec"}


def line(*options, **more):
    return stapel("run", "--plan", PLAN, "--json", *options, **more)


def finished(done):
    """The end of each site's run."""
    return {event["site"]: event for event in named(events_of(done.stdout), "run_finished")}


def promise(fault):
    return fault["outcome"], fault["code"], fault["plan_step"]


def found(event):
    return event["outcome"], event["code"], event["failed_step"]


def tries(database, site):
    """The tries of each step of a site's only run, in the order in which they were made."""
    steps = {}
    for row in rows(database, "SELECT step, try, v_step.outcome FROM v_step JOIN v_run USING (run) WHERE site = ? "
                              "ORDER BY position", site):
        steps.setdefault(row["step"], []).append((row["try"], row["outcome"]))
    return steps


def groups():
    """All faults in two benches, each with a good site behind the bad ones."""
    middle = len(FAULTS) // 2
    return [[*part, None] for part in (FAULTS[:middle], FAULTS[middle:])]


def worst(group):
    """The exit status of a run with these faults: 4 before 3 before 1."""
    return max(EXIT[fault["outcome"]] for fault in group if fault)


def check_promises(test, group, done):
    ends = finished(done)
    for site, fault in enumerate(group, 1):
        with test.subTest(fault=fault["name"] if fault else "none"):
            test.assertEqual(found(ends[site]), promise(fault) if fault else ("pass", None, None), told(done, site))
    test.assertEqual(done.returncode, worst(group))


def told(done, site):
    """The last words about a site."""
    lines = [text for text in done.stdout.splitlines() if json.loads(text)["site"] == site]
    return "\n".join(lines[-12:])


class Promises(unittest.TestCase):
    """The list itself."""

    def test_every_fault_is_described_in_both_languages(self):
        self.assertEqual({fault["name"] for fault in FAULTS}, NAMES)
        for fault in FAULTS:
            self.assertEqual(list(fault), FAULT_KEYS)
            self.assertEqual(list(fault["seen"]), ["ru", "en"])
            self.assertRegex(fault["seen"]["ru"], "[а-я]{3}")
            self.assertRegex(fault["seen"]["en"], "[a-z]{3}")
            self.assertIsInstance(fault["err05"], bool)
            if fault["argument"]:
                self.assertEqual(list(fault["argument"]), ARGUMENT_KEYS)
                self.assertLessEqual(fault["argument"]["min"], fault["argument"]["default"])
                self.assertLessEqual(fault["argument"]["default"], fault["argument"]["max"])

    def test_every_fault_has_a_code_of_its_own(self):
        codes = [fault["code"] for fault in FAULTS if fault["outcome"] != "pass"]
        self.assertEqual(len(set(codes)), len(codes))
        for code in codes:
            self.assertRegex(code, r"^E-\d{3}$")

    def test_a_person_reads_the_list_in_the_language_of_the_surroundings(self):
        for language, shown in (("en_US.UTF-8", "en"), ("ru_RU.UTF-8", "ru")):
            text = stapel("bench", "faults", check=0, env={"LANG": language}).stdout
            for fault in FAULTS:
                self.assertIn(fault["name"], text)
                self.assertIn(fault["seen"][shown], text)


class InProcess(unittest.TestCase):
    """`stapel run --bench N --fault SITE:NAME ...`."""

    def test_every_fault_does_what_it_promises(self):
        for group in groups():
            options = [option for site, fault in enumerate(group, 1) if fault
                       for option in ("--fault", f"{site}:{fault['name']}")]
            with tempfile.TemporaryDirectory() as folder:
                done = line("--bench", len(group), "--speed", SPEED, *options, "--db", f"{folder}/line.db")
            check_promises(self, group, done)

    def test_the_worst_outcome_is_the_exit_status(self):
        with tempfile.TemporaryDirectory() as folder:
            done = line("--bench", 3, "--speed", SPEED, "--fault", "1:no_power", "--fault", "2:jig_watchdog",
                        "--db", f"{folder}/line.db", check=3)
            self.assertEqual([end["outcome"] for _, end in sorted(finished(done).items())], ["fail", "error", "pass"])

    def test_a_person_reads_what_happened_and_what_to_do(self):
        with tempfile.TemporaryDirectory() as folder:
            told = stapel("run", "--plan", PLAN, "--bench", 1, "--speed", SPEED, "--fault", "1:no_power",
                          "--db", f"{folder}/line.db", check=1).stdout
        self.assertIn("E-201 The module draws no current. Put the module into the red tray.", told)

    def test_noise_is_overcome_and_every_try_is_kept(self):
        sites = 4
        with tempfile.TemporaryDirectory() as folder:
            database = f"{folder}/line.db"
            faults = [option for site in range(1, sites + 1) for option in ("--fault", f"{site}:uart_noise")]
            done = line("--bench", sites, "--speed", SPEED, "--seed", 20, *faults, "--db", database, check=0)
            self.assertEqual({end["outcome"] for end in finished(done).values()}, {"pass"})
            for site in range(1, sites + 1):
                self.check_tries(tries(database, site))

    def check_tries(self, steps):
        self.assertGreater(max(len(made) for made in steps.values()), 1, steps)
        for step, made in steps.items():
            self.assertEqual([number for number, _ in made], list(range(1, len(made) + 1)), step)
            self.assertEqual(made[-1][1], "pass", step)
        repeated = [outcome for made in steps.values() for _, outcome in made[:-1]]
        self.assertIn("fail", repeated, steps)


class OtherProcess(unittest.TestCase):
    """The bench in another process, its faults set over its control socket."""

    def test_every_fault_does_what_it_promises(self):
        for group in groups():
            with tempfile.TemporaryDirectory() as records, bench(len(group)) as (folder, control):
                for site, fault in enumerate(group, 1):
                    if fault:
                        control(f"fault {site} {fault['name']}")
                labels = scans(control, len(group))
                for site in range(1, len(group) + 1):
                    control(f"lid {site} close")
                done = line("--fixture", folder / "fixture.yaml", *labels, "--db", f"{records}/line.db")
                check_promises(self, group, done)
                for site in range(1, len(group) + 1):
                    state = control.state(site)
                    self.assertEqual((state["output"], state["boot"], state["reset"], state["current_a"]),
                                     (False, False, True, 0), state)

    def test_a_swapped_module_keeps_its_flash_and_a_cleared_site_passes(self):
        with tempfile.TemporaryDirectory() as records, bench(1) as (folder, control):
            database = f"{records}/line.db"
            control("fault 1 identity_swapped")
            before = control.flash(1)
            labels = scans(control, 1)
            self.assertRegex(before[0x240:0x250].rstrip(b"\0").decode(), "^S[0-9]{6,10}$")
            self.assertNotIn(before[0x240:0x250].rstrip(b"\0").decode(), labels[1])
            control("lid 1 close")
            done = line("--fixture", folder / "fixture.yaml", *labels, "--db", database, check=1)
            self.assertEqual(found(finished(done)[1]), ("fail", "E-219", "identity"))
            self.assertEqual(control.flash(1), before, "a refused module was written to")
            self.assertEqual(control.state(1)["lamp"], "red")

            control("clear 1")
            control("lid 1 open")
            control("insert 1")
            labels = scans(control, 1)
            control("lid 1 close")
            done = line("--fixture", folder / "fixture.yaml", *labels, "--db", database, check=0)
            self.assertEqual(control.state(1)["lamp"], "green")
            self.assertEqual([row["outcome"] for row in rows(database, "SELECT outcome FROM v_run ORDER BY started_utc")],
                             ["fail", "pass"])

    def test_a_fault_stays_for_the_next_module_until_it_is_cleared(self):
        with tempfile.TemporaryDirectory() as records, bench(1, "--fault", "1:no_power") as (folder, control):
            def outcome():
                control("lid 1 open")
                control("insert 1")
                control("lid 1 close")
                return finished(line("--fixture", folder / "fixture.yaml", *scans(control, 1), "--db",
                                     f"{records}/line.db"))[1]["outcome"]

            self.assertEqual([outcome(), outcome()], ["fail", "fail"])
            control("clear 1")
            self.assertEqual(outcome(), "pass")


if __name__ == "__main__":
    unittest.main()
