"""The module's USB bootloader at a port of a real kernel: Debian's dfu-util and ours through libusb."""

import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from plugged import Plugged
from stapel import FIRMWARE, PATIENCE, enter_rom, stapel, started, wait_until
from usbip import BOOTLOADER, bootloader

IMAGE = FIRMWARE / "nb02.bin"
SIZE = 1 << 20
WRITTEN = IMAGE.read_bytes().ljust(SIZE, b"\xff")


def output_of(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=PATIENCE)
    if done.returncode != 0:
        raise AssertionError(f"{command}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


class BootloaderTest(unittest.TestCase):
    def setUp(self):
        self.scratch = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.image = IMAGE

    def serve(self, *options, **more):
        _, self.control, self.port, self.jig = self.enterContext(bootloader(*options, **more))
        self.plug()

    def plug(self):
        self.device = Plugged(self.port, f"{BOOTLOADER}-1")
        self.address = f"usb:0483:df11@{self.device.path}"

    def flash(self, *options, check=0):
        done = stapel("flash", "--usb", self.address, "--image", self.image, "--json", *options, check=check)
        return json.loads(done.stdout)


class Flash(BootloaderTest):
    def test_dfu_util_and_stapel_find_write_and_read_the_same(self):
        self.serve("--chip", "stm32l476")
        self.assertIn("ID 0483:df11", output_of("lsusb"))
        told = output_of("dfu-util", "-l")
        self.assertIn(f'path="{self.device.path}", alt=0, name="@Internal Flash  /0x08000000/512*0002Kg"', told)
        ports = json.loads(stapel("fixture", "ports", "--json", check=0).stdout)
        self.assertIn((self.address, "free"), [(port["address"], port["state"]) for port in ports])

        container, back = self.scratch / "nb02.dfu", self.scratch / "back.bin"
        stapel("image", "convert", IMAGE, container, check=0)
        output_of("dfu-util", "-a", 0, "-D", container)
        self.assertEqual(self.control.flash(1), WRITTEN)
        self.assertTrue(self.flash("--skip-identical")["identical"])

        output_of("dfu-util", "-a", 0, "-s", "0x08000000:mass-erase:force", "-D", self.other())
        self.assertNotEqual(self.control.flash(1), WRITTEN)
        report = self.flash("--verify")
        self.assertEqual([report[key] for key in ("outcome", "chip", "verified")], ["pass", "stm32l476", True])
        self.assertEqual(self.control.flash(1), WRITTEN)
        output_of("dfu-util", "-a", 0, "-s", f"0x08000000:{IMAGE.stat().st_size}", "-U", back)
        self.assertEqual(back.read_bytes(), IMAGE.read_bytes())

    def other(self):
        """A program that is not ours."""
        file = self.scratch / "other.bin"
        file.write_bytes(bytes(range(256)) * 16)
        return file


class Unplugged(BootloaderTest):
    """In the middle of a flash that takes the chip's own time: nothing passes before all is there, and what has been cut
    short has no vector table to start with."""

    def setUp(self):
        super().setUp()
        self.image = self.scratch / "long.bin"  # seconds: a test that is held up does not come too late
        self.image.write_bytes(IMAGE.read_bytes() + random.Random(1).randbytes(0x30000))

    def test_by_a_person_and_by_a_module_that_lost_its_power(self):
        self.serve("--chip", "stm32l476", "--pace", speed="1")
        self.break_off(self.device.unplug)
        self.assertEqual(self.flash(check=3)["code"], "E-105")
        self.plug()
        self.break_off(lambda: self.jig.ask("OUTP OFF;*OPC?"))
        enter_rom(self.jig)
        self.plug()
        self.assertEqual(self.flash("--verify")["outcome"], "pass")
        self.assertTrue(self.control.flash(1).startswith(self.image.read_bytes()))

    def break_off(self, pull):
        before = self.control.flash(1)
        with started("flash", "--usb", self.address, "--image", self.image, "--json") as process:
            wait_until(lambda: self.control.flash(1) != before, "it has begun")
            pull()
            out, err = process.communicate(timeout=PATIENCE)
        self.assertEqual((process.returncode, *(json.loads(out)[key] for key in ("outcome", "code"))),
                         (3, "error", "E-105"), err)
        self.assertEqual(self.control.flash(1)[:256], b"\xff" * 256)


if __name__ == "__main__":
    unittest.main()
