"""Flashing through the ROM bootloader, with the real program on a bench: rates, protection, cut tries that are gone on with."""

import json
import os
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import stapel as s

IMAGE = s.FIRMWARE / "nb02.bin"


class FlashingTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.database = self.folder / "bench.db"
        self.journals = pathlib.Path(f"{self.database}-flash")

    def bench(self, *options):
        self.place, self.control = self.enterContext(s.bench(1, *options))

    def arguments(self, flash="", identity=""):
        plan = s.flash_plan(self.folder / "plan.yaml", IMAGE, flash, identity)
        label = s.scans(self.control, 1)
        self.control("lid 1 close")
        return ["run", "--plan", plan, "--fixture", self.place / "fixture.yaml", "--db", self.database, "--json", *label]

    def run_plan(self, check=0, **parameters):
        done = s.stapel(*self.arguments(**parameters), check=check)
        return s.events_of(done.stdout)

    def cut(self, how, **parameters):
        """Runs the plan and does something to it when three units of 2 KiB are written; the events until its end."""
        text = ""
        with s.started(*self.arguments(**parameters)) as process:
            for line in process.stdout:
                text += line
                event = json.loads(line)
                if event["event"] == "progress" and event["done"] >= 3 * 2048:
                    how(process)
                    break
            text += process.stdout.read()
            process.wait(s.PATIENCE)
        self.lid_again()
        return s.events_of(text)

    def lid_again(self):
        self.control("lid 1 open")

    def flash_command(self, *options, image=IMAGE, check=0):
        """`stapel flash` on the module, restarted into its ROM."""
        self.control("lid 1 close")
        jig = s.Scpi(self.place / "1.control")
        self.addCleanup(jig.close)
        jig.send("*RST")  # a killed run has left its watchdog
        s.enter_rom(jig)
        done = s.stapel("flash", "--port", f"pty:{self.place}/1.host", "--image", image, "--json", *options, check=check,
                        env=os.environ | {"STAPEL_DB": str(self.database)})
        return json.loads(done.stdout)

    def assert_flashed(self, events):
        """The dumped flash holds the image with the module's serial in it, and nothing else."""
        image = s.with_serial(IMAGE.read_bytes(), s.named(events, "run_finished")[0]["serial"])
        flash = self.control.flash(1)
        self.assertEqual(image, flash[:len(image)])
        self.assertEqual(set(flash[len(image):]), {0xFF})
        self.assertFalse(self.journals.exists(), "a journal is left of what is finished")

    def warnings(self, events):
        return [event["text"] for event in s.named(events, "log") if event["level"] == "warning"]

    def words(self, events):
        return " ".join(event["text"] for event in s.named(events, "log"))


class RateTest(FlashingTest):
    RATES = "baud: 921600 460800 230400 115200"

    def test_the_fastest_rate_is_taken_where_the_line_carries_it(self):
        self.bench("--chip", "stm32l476")
        events = self.run_plan(flash=self.RATES)
        self.assertEqual((115200, 921600), (s.measured(events, "identity")["baud"], s.measured(events, "flash")["baud"]))
        self.assertEqual([], self.warnings(events))
        self.assert_flashed(events)

    def test_a_line_that_is_too_slow_ends_at_the_rate_that_it_carries(self):
        for chip in ("stm32f405", "stm32l476"):
            with self.subTest(chip=chip):
                self.bench("--chip", chip, "--seed", 3, "--fault", "1:uart_slow=230400")
                events = self.run_plan(flash=self.RATES)
                self.assertEqual(230400, s.measured(events, "flash")["baud"])
                given_up = [text.split(" baud given up")[0] for text in self.warnings(events)]
                self.assertEqual(["flash: 921600", "flash: 460800"], given_up, self.warnings(events))
                self.assert_flashed(events)

    def test_what_one_step_has_learnt_the_next_one_knows(self):
        self.bench("--seed", 3, "--fault", "1:uart_slow=115200")
        events = self.run_plan(identity="baud: 921600 115200", flash="baud: 921600 115200")
        self.assertEqual(1, len(self.warnings(events)), self.warnings(events))
        self.assertEqual((115200, 115200), (s.measured(events, "identity")["baud"], s.measured(events, "flash")["baud"]))
        self.assert_flashed(events)

    def test_a_line_that_carries_none_of_them_fails(self):
        self.bench("--fault", "1:uart_slow=9600")
        events = self.run_plan(check=1)
        self.assertEqual("E-210", s.named(events, "run_finished")[0]["code"])

    def test_rates_that_are_none_are_named_where_they_stand(self):
        self.bench()
        for wrong in ("115200 921600", "115200, 9600", "1199", "115200 115200", "fast", "''", "0115200"):
            arguments = self.arguments(flash=f'baud: "{wrong}"' if wrong != "''" else "baud: ''")
            done = s.stapel(*arguments, check=2)
            self.assertIn("plan.yaml:11:", done.stderr)
            self.assertIn("different baud rates from 1200 to 4000000, fastest first", done.stderr)
            self.lid_again()


class ProtectionTest(FlashingTest):
    def test_level_1_is_set_last_and_keeps_what_was_written(self):
        for chip in ("stm32f405", "stm32l476"):
            with self.subTest(chip=chip):
                self.bench("--chip", chip)
                events = self.run_plan(flash="protect: level1")
                self.assertEqual("level1", s.measured(events, "flash")["protection"])
                self.assert_flashed(events)
                self.assertEqual("E-215", self.flash_command(check=1)["code"])
                self.lid_again()
                again = self.run_plan(check=1)
                self.assertEqual("E-215", s.named(again, "run_finished")[0]["code"])
                self.assert_flashed(events)
                report = self.flash_command("--unprotect", "--verify")
                self.assertTrue(report["verified"])
                self.assertTrue(self.control.flash(1).startswith(IMAGE.read_bytes()))

    def test_none_is_the_default(self):
        self.bench()
        self.assertEqual("none", s.measured(self.run_plan(), "flash")["protection"])
        self.assertTrue(self.flash_command("--unprotect", "--verify")["verified"], "there was nothing to take off")

    def test_what_is_not_verified_is_not_protected(self):
        self.bench("--fault", "1:flash_bad_cell")
        events = self.run_plan(check=1, flash="protect: level1")
        self.assertEqual("E-214", s.named(events, "run_finished")[0]["code"])
        self.lid_again()
        self.control("clear 1")
        self.assert_flashed(self.run_plan())


class ChipTest(FlashingTest):
    def test_the_chips_number_is_measured_and_told(self):
        self.bench("--chip", "stm32l476")
        events = self.run_plan()
        uid = s.measured(events, "identity")["uid"]
        self.assertRegex(uid, "^[0-9A-F]{24}$")
        self.assertEqual(uid, s.measured(events, "flash")["uid"])
        self.assertEqual(uid, self.flash_command("--verify", "--skip-identical")["uid"])

    def test_verified_by_the_cheapest_way_that_the_rom_has(self):
        for chip, way in (("stm32f405", "read-back"), ("stm32l476", "checksum")):
            with self.subTest(chip=chip):
                self.bench("--chip", chip)
                first, second = (self.flash_command("--verify", "--skip-identical") for _ in range(2))
                self.assertEqual((way, way), (first["verified_by"], second["verified_by"]))
                self.assertEqual((False, True), (first["identical"], second["identical"]))
                self.assertEqual((115200, 0), (second["baud"], second["bytes_written"]))
                self.assertIsNone(self.flash_command()["verified_by"])

    def test_refused_packets_are_repeated(self):
        self.bench("--fault", "1:rom_nack=20")
        events = self.run_plan()
        self.assertGreater(s.measured(events, "flash")["retries"], 2)
        self.assert_flashed(events)


class ResumeTest(FlashingTest):
    def interrupt(self, how):
        """At a rate at which the wire is busy for 14 s."""
        self.cut(how, flash="baud: 57600")

    def go_on(self):
        return self.run_plan(flash="baud: 921600")

    def test_a_killed_program_is_gone_on_with(self):
        for chip, kept in (("stm32l476", True), ("stm32f405", False)):  # the first unit of 16 KiB is the last to be written
            with self.subTest(chip=chip):
                self.bench("--chip", chip, "--pace")
                self.interrupt(lambda process: process.kill())
                [journal] = self.journals.glob("*.flash")
                self.assertEqual(b"\xFF" * 8, self.control.flash(1)[:8], "starts nothing")
                events = self.go_on()
                self.assertEqual(kept, "are there from an earlier try" in self.words(events), self.words(events))
                self.assertEqual(journal.stem, s.measured(events, "flash")["uid"])
                self.assert_flashed(events)

    def test_a_pulled_plug_is_gone_on_with(self):
        self.bench("--chip", "stm32l476", "--pace")
        self.interrupt(lambda _: self.control("unplug 1 host"))
        self.control("plug 1 host")
        events = self.go_on()
        self.assertIn("are there from an earlier try", self.words(events))
        self.assert_flashed(events)

    def test_a_lost_supply_is_gone_on_with(self):
        self.bench("--chip", "stm32l476", "--pace")
        self.interrupt(lambda _: self.control("fault 1 no_power"))
        self.control("clear 1")
        events = self.go_on()
        self.assertIn("are there from an earlier try", self.words(events))
        self.assert_flashed(events)

    def test_another_program_in_between_is_found_out(self):
        self.bench("--chip", "stm32l476", "--pace")
        self.interrupt(lambda process: process.kill())
        other = self.folder / "other.bin"
        other.write_bytes(bytes(0x40) + os.urandom(20000))
        self.flash_command("--address", "0x08000100", image=other)
        self.lid_again()
        events = self.go_on()
        self.assertIn("writing from the start", self.words(events))
        serial = s.named(events, "run_finished")[0]["serial"]
        self.assertIn(serial.encode(), self.control.flash(1)[:0x250])
        self.assertTrue(self.control.flash(1).startswith(IMAGE.read_bytes()[:0x200]))

    def test_a_damaged_journal_is_told_and_ignored(self):
        self.bench("--chip", "stm32l476", "--pace")
        self.interrupt(lambda process: process.kill())
        [journal] = self.journals.glob("*.flash")
        journal.write_text("nonsense\nand more\n")
        events = self.go_on()
        self.assertIn("damaged lines found", self.words(events))
        self.assert_flashed(events)

    def test_another_image_is_no_going_on(self):
        self.bench("--chip", "stm32l476", "--pace")
        self.interrupt(lambda process: process.kill())
        report = self.flash_command("--verify")
        self.assertEqual((0, True), (report["units_kept"], report["verified"]), "the plan's image has a serial, the file has none")


class UsbTest(FlashingTest):
    """The same steps over the channel `dfu`."""
    OVER_USB = {"identity": "through: usb", "flash": "through: usb"}

    def bench(self, *options):
        super().bench("--usbip", s.free_ports(1), *options)

    def test_writes_verifies_and_protects(self):
        for chip in ("stm32f405", "stm32l476"):
            with self.subTest(chip=chip):
                self.bench("--chip", chip)
                events = self.run_plan(identity="through: usb", flash="through: usb, protect: level1")
                self.assertRegex(s.measured(events, "identity")["uid"], "^[0-9A-F]{24}$")
                self.assertEqual("level1", s.measured(events, "flash")["protection"])
                self.assert_flashed(events)
                self.assertEqual("E-215", self.flash_command(check=1)["code"])

    def test_a_serial_in_the_chip_is_kept(self):
        self.bench()
        first = s.named(self.run_plan(), "run_finished")[0]["serial"]
        self.lid_again()
        again = self.run_plan(**self.OVER_USB)
        self.assertEqual(first, s.measured(again, "identity")["serial"])
        self.assert_flashed(again)

    def test_a_killed_program_is_gone_on_with(self):
        self.bench("--chip", "stm32l476", "--pace")
        self.cut(lambda process: process.kill(), **self.OVER_USB)
        self.assertEqual(b"\xFF" * 8, self.control.flash(1)[:8], "starts nothing")
        events = self.run_plan(**self.OVER_USB)
        self.assertIn("are there from an earlier try", self.words(events))
        self.assert_flashed(events)

    def test_a_pulled_cable_is_gone_on_with(self):
        self.bench("--chip", "stm32l476", "--pace")
        cut = self.cut(lambda _: self.control("unplug 1 dfu"), **self.OVER_USB)
        [finished] = s.named(cut, "run_finished")
        self.assertEqual("E-105", finished["code"])
        printed = s.stapel("unit", "show", finished["serial"], "--tape", "--db", self.database, check=0).stdout
        tape = [json.loads(line) for line in printed.splitlines()]
        # AN3156: Set Address Pointer behind its setup packet, and the answer to GETSTATUS when the ROM has done it.
        self.assertRegex(s.carried(tape, "dfu", "out"), rb"(?s)\x21\x01\0\0\0\0\x05\0\x21..\0\x08")
        self.assertIn(b"\0\0\0\0\x05\0", s.carried(tape, "dfu", "in"))
        frames = s.stapel("unit", "show", finished["serial"], "--frames", "--db", self.database, check=0).stdout
        self.assertIn("dfu", frames)
        self.control("plug 1 dfu")
        events = self.run_plan(**self.OVER_USB)
        self.assertIn("are there from an earlier try", self.words(events))
        self.assert_flashed(events)

    def test_a_fixture_without_the_channel_is_told(self):
        super().bench()
        events = self.run_plan(check=3, **self.OVER_USB)
        self.assertEqual("E-102", s.named(events, "run_finished")[0]["code"])
        self.assertEqual(b"\xFF" * 8, self.control.flash(1)[:8])


if __name__ == "__main__":
    unittest.main()
