"""A host's UART as a serial adapter of a real kernel (cdc_acm): Debian's stm32flash as it comes, and ours through
libserialport."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from plugged import Plugged
from stapel import FIRMWARE, PATIENCE, enter_rom, stapel, started, wait_until
from usbip import UARTS, bootloader

IMAGE = FIRMWARE / "nb02.bin"
SIZE = 1 << 20
WRITTEN = IMAGE.read_bytes().ljust(SIZE, b"\xff")


class AdapterTest(unittest.TestCase):
    def serve(self, *options, **more):
        _, self.control, self.port, self.jig = self.enterContext(bootloader(*options, **more))
        self.plug()

    def plug(self):
        self.adapter = Plugged(self.port, f"{UARTS['host']}-1")
        self.terminal = self.adapter.terminal()

    def flash(self, *options, check=0):
        done = stapel("flash", "--port", f"serial:{self.terminal}", "--image", IMAGE, "--json", *options, check=check)
        return json.loads(done.stdout)


class Flash(AdapterTest):
    def stm32flash(self, *arguments):
        """At 8E1, its default, and with the modem lines in use; a kernel's terminal, unlike a pseudo-terminal, has both."""
        enter_rom(self.jig)
        done = subprocess.run(["stm32flash", "-b", "115200", "-i", "rts,-dtr:-rts,dtr", *map(str, arguments), self.terminal],
                              capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def test_stm32flash_writes_verifies_and_reads_and_stapel_writes_over_it(self):
        self.serve("--chip", "stm32l476")
        with tempfile.TemporaryDirectory() as scratch:
            other, back = pathlib.Path(scratch) / "other.bin", pathlib.Path(scratch) / "back.bin"
            other.write_bytes(bytes(range(256)) * 32)
            self.assertIn("115200 8E1", self.stm32flash("-v", "-w", other))
            self.assertEqual(self.control.flash(1), other.read_bytes().ljust(SIZE, b"\xff"))
            self.stm32flash("-r", back, "-S", f"0x08000000:{other.stat().st_size}")
            self.assertEqual(back.read_bytes(), other.read_bytes())

        enter_rom(self.jig)
        report = self.flash("--verify")
        self.assertEqual([report[key] for key in ("outcome", "chip", "verified")], ["pass", "stm32l476", True])
        self.assertEqual(self.control.flash(1), WRITTEN)


class Unplugged(AdapterTest):
    def test_in_the_middle_of_a_flash(self):
        self.serve("--chip", "stm32l476", "--pace", speed="1")
        blank = self.control.flash(1)
        with started("flash", "--port", f"serial:{self.terminal}", "--image", IMAGE, "--json") as process:
            wait_until(lambda: self.control.flash(1) != blank, "it has begun")
            self.adapter.unplug()
            out, err = process.communicate(timeout=PATIENCE)
        self.assertEqual((process.returncode, *(json.loads(out)[key] for key in ("outcome", "code"))),
                         (3, "error", "E-105"), err)
        self.assertEqual(self.control.flash(1)[:256], b"\xff" * 256)  # nothing to start with

        self.plug()
        enter_rom(self.jig)
        self.assertEqual(self.flash("--verify")["outcome"], "pass")
        self.assertEqual(self.control.flash(1), WRITTEN)


if __name__ == "__main__":
    unittest.main()
