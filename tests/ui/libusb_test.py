"""Programs that use libusb, Debian's unmodified dfu-util and ours, against the bench's USB devices at a port of this
machine: tests/support/usb_testbed.cpp puts them there, whatever USB the kernel has."""

import contextlib
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stapel import FIRMWARE, PATIENCE, PLAN, STAPEL, command, enter_rom, events_of, named, scans, wait_until
from usb_testbed import ENVIRONMENT, at_port, run
from usbip import BOOTLOADER, JIG, Imported, bootloader, usb_bench

IMAGE = FIRMWARE / "nb02.bin"
SIZE = 1 << 20
BLANK = b"\xff" * SIZE
PLACE = "usb:0483:df11@1-1"
NOBODY = 65534


class DfuUtil(unittest.TestCase):
    def setUp(self):
        self.scratch = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def serve(self, *options):
        self.folder, self.control, self.port, self.jig = self.enterContext(bootloader(*options))

    def dfu_util(self, *arguments, check=0):
        return run(self.port, BOOTLOADER, "dfu-util", *arguments, check=check).stdout

    def test_lists_the_memories(self):
        for chip, flash in (("stm32f405", "@Internal Flash  /0x08000000/04*016Kg,01*064Kg,07*128Kg"),
                            ("stm32l476", "@Internal Flash  /0x08000000/512*0002Kg")):
            with self.subTest(chip):
                self.serve("--chip", chip)
                told = self.dfu_util("-l")
                self.assertIn("Found DFU: [0483:df11] ver=2200", told)
                self.assertIn('path="1-1"', told)
                self.assertIn(f'alt=0, name="{flash}"', told)
                self.assertRegex(told, r'serial="[0-9A-F]{12}"')
                self.assertEqual(told.count("Found DFU"), 3)

    def test_writes_and_reads_and_stapel_finds_it_identical(self):
        for chip in ("stm32f405", "stm32l476"):
            with self.subTest(chip):
                self.serve("--chip", chip)
                self.assertIn("File downloaded successfully", self.dfu_util("-a", 0, "-s", "0x08000000", "-D", IMAGE))
                written = self.control.flash(1)
                self.assertEqual(written, IMAGE.read_bytes().ljust(SIZE, b"\xff"))
                back = self.scratch / f"{chip}.bin"
                self.dfu_util("-a", 0, "-s", f"0x08000000:{IMAGE.stat().st_size}", "-U", back)
                self.assertEqual(back.read_bytes(), IMAGE.read_bytes())
                done = run(self.port, BOOTLOADER, STAPEL, "flash", "--usb", PLACE, "--image", IMAGE, "--skip-identical",
                           "--json")
                self.assertTrue(json.loads(done.stdout)["identical"])

    def test_erases_everything_and_leaves(self):
        self.serve("--chip", "stm32l476")
        self.dfu_util("-a", 0, "-s", "0x08000000", "-D", IMAGE)
        self.dfu_util("-a", 0, "-s", "0x08000000:mass-erase:force", "-D", IMAGE)
        self.assertEqual(self.control.flash(1), IMAGE.read_bytes().ljust(SIZE, b"\xff"))
        self.dfu_util("-a", 0, "-s", "0x08000000:leave", "-D", IMAGE)
        with contextlib.closing(Imported(self.port, "2-1")) as gone:
            self.assertEqual(gone.status, 4)  # its program runs
        enter_rom(self.jig)
        self.dfu_util("-l")

    def test_takes_the_paced_flash_s_own_time(self):
        self.serve("--chip", "stm32l476", "--pace")
        self.dfu_util("-a", 0, "-s", "0x08000000", "-D", IMAGE)
        self.assertEqual(self.control.flash(1), IMAGE.read_bytes().ljust(SIZE, b"\xff"))

    def test_is_refused_by_a_protected_chip(self):
        self.serve("--fault", "1:flash_protected")
        done = run(self.port, BOOTLOADER, "dfu-util", "-a", 0, "-s", "0x08000000", "-D", IMAGE, check=None)
        self.assertNotEqual(done.returncode, 0)
        self.assertEqual(self.control.flash(1), BLANK)

    def test_goes_on_from_an_error(self):
        self.serve()
        with contextlib.closing(Imported(self.port, "2-1")) as device:
            self.assertEqual(device.control(0x21, 0, value=1000)[0], -32)  # DETACH: none of a bootloader's
            self.assertEqual(device.control(0xA1, 3, length=6), (0, bytes.fromhex("0F000000" "0A" "00")))
        told = self.dfu_util("-a", 0, "-s", "0x08000000", "-D", IMAGE)
        self.assertIn("Clearing status", told)
        self.assertEqual(self.control.flash(1), IMAGE.read_bytes().ljust(SIZE, b"\xff"))


class Stapel(unittest.TestCase):
    def stapel(self, port, bus, *arguments, check=0):
        return run(port, bus, STAPEL, *arguments, check=check)

    def flash(self, port, *options, place=PLACE, check=0):
        done = self.stapel(port, BOOTLOADER, "flash", "--usb", place, "--image", IMAGE, "--json", *options, check=check)
        return json.loads(done.stdout)

    def test_flashes(self):
        for chip in ("stm32f405", "stm32l476"):
            with self.subTest(chip), bootloader("--chip", chip) as (_, control, port, _):
                report = self.flash(port, "--verify")
                self.assertEqual([report[key] for key in ("outcome", "chip", "verified", "retries")],
                                 ["pass", chip, True, 0])
                self.assertEqual(control.flash(1), IMAGE.read_bytes().ljust(SIZE, b"\xff"))

    def test_finds_what_stands_elsewhere(self):
        with bootloader() as (_, _, port, _):
            report = self.flash(port, place="usb:0483:df11@1-2", check=3)
            self.assertEqual(report["code"], "E-105")
            self.assertIn("the USB device 0483:df11 expected at port 1-2, found nothing, and 0483:df11 at 1-1",
                          report["text"])
            report = self.flash(port, place="usb:1234:5678@1-1", check=3)
            self.assertIn("found 0483:df11 at 1-1", report["text"])

    def test_an_unplugged_bootloader_is_gone(self):
        with bootloader("--pace", speed="1") as (_, control, port, _):
            flash = command("flash", "--usb", PLACE, "--image", IMAGE, "--json")
            process = subprocess.Popen(at_port(port, BOOTLOADER, *flash), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                       text=True, env=ENVIRONMENT)
            wait_until(lambda: control.flash(1)[:0x4000].strip(b"\xff"), "the first blocks are written")
            control("unplug 1 dfu")
            out, err = process.communicate(timeout=PATIENCE)
            self.assertEqual((process.returncode, json.loads(out)["code"]), (3, "E-105"), err)

    def test_a_stop_ends_a_flash(self):
        with bootloader("--pace", speed="1") as (_, control, port, _):
            script = 'import os, sys; print(os.getpid(), flush=True); os.execv(sys.argv[1], sys.argv[1:])'
            process = subprocess.Popen(at_port(port, BOOTLOADER, sys.executable, "-c", script,
                                               *command("flash", "--usb", PLACE, "--image", IMAGE)),
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)
            pid = int(process.stdout.readline())
            wait_until(lambda: control.flash(1)[:0x4000].strip(b"\xff"), "the first blocks are written")
            os.kill(pid, signal.SIGINT)
            _, err = process.communicate(timeout=PATIENCE)
            self.assertEqual(process.returncode, 4, err)

    def test_ports_lists_bootloaders_and_jigs(self):
        with bootloader() as (_, _, port, _):
            [found] = json.loads(self.stapel(port, BOOTLOADER, "fixture", "ports", "--json").stdout)
            self.assertEqual((found["address"], found["usb_path"], found["state"]), (PLACE, "1-1", "free"))
            self.assertRegex(found["serial_number"], "^[0-9A-F]{12}$")
            [found] = json.loads(self.stapel(port, JIG, "fixture", "ports", "--json").stdout)
            self.assertEqual((found["address"], found["description"], found["serial_number"]),
                             ("usbtmc:1-1", "STAPEL JIG", "BENCH01"))
            self.assertRegex(self.stapel(port, JIG, "fixture", "ports").stdout, r"usbtmc:1-1 +free +STAPEL JIG")


class Jig(unittest.TestCase):
    def setUp(self):
        self.folder, self.control, self.port = self.enterContext(usb_bench(1))
        self.scratch = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.fixture = self.scratch / "fixture.yaml"
        text = (self.folder / "fixture.yaml").read_text().replace("pty:", f"pty:{self.folder}/")
        self.fixture.write_text(re.sub(r'control: "[^"]*"', 'control: "usbtmc:1-1"', text))

    def check(self, *before, check=0):
        return run(self.port, JIG, *before, STAPEL, "fixture", "check", self.fixture, check=check)

    def test_answers(self):
        self.assertIn("STAPEL,JIG,BENCH01,1.0", self.check().stdout)

    def test_the_line_passes(self):
        self.control("lid 1 close")
        done = run(self.port, JIG, STAPEL, "run", "--plan", PLAN, "--fixture", self.fixture, "--db",
                   self.scratch / "test.db", "--json", *scans(self.control, 1))
        self.assertEqual(named(events_of(done.stdout), "run_finished")[0]["outcome"], "pass")

    def test_without_permission_the_rule_is_named(self):
        become = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.geteuid() == 0 else []
        # umockdev's own files stay open to everybody: only the device node is shut.
        close = ["sh", "-c", 'cd "$UMOCKDEV_DIR" && chmod 777 . ioctl/dev/bus/usb/001/002 && '
                             'chmod 600 dev/bus/usb/001/002 && exec "$@"', "sh"]
        self.scratch.chmod(0o755)
        self.fixture.write_text("fixture: f\nvirtual: true\nsites: [{site: 1, control: 'usbtmc:1-1'}]\n")
        done = self.check(*close, *become, check=3)
        self.assertIn("E-103", done.stderr)
        self.assertIn("udev rules", done.stderr)


if __name__ == "__main__":
    unittest.main()
