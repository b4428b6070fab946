"""Debian's unmodified stm32flash against the bench: the virtual ROM is one that foreign programs can work with.

The strap is set as a person would, over SCPI. `-m 8n1`, because pseudo-terminals drop parity.
"""

import json
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stapel import FIRMWARE, PATIENCE, Scpi, bench, enter_rom, stapel  # noqa: E402

SIZE = 1 << 20
BLANK = b"\xff" * SIZE
IMAGE = FIRMWARE / "nb02.bin"
DEVICES = {"stm32f405": "0x0413", "stm32l476": "0x0415"}
OTHER = random.Random(1).randbytes(20 * 1024)  # a program that is not ours


def filled(content):
    return content.ljust(SIZE, b"\xff")


class Stm32Flash(unittest.TestCase):
    def setUp(self):
        self.scratch = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def bench(self, chip, *options):
        """A module of this chip, blank, with its ROM listening."""
        self.folder, self.control = self.enterContext(bench(1, "--chip", chip, *options))
        self.control("lid 1 close")
        self.jig = Scpi(self.folder / "1.control")
        self.addCleanup(self.jig.close)
        enter_rom(self.jig)
        self.assertEqual(self.jig.ask("SYST:ERR?"), '0,"No error"')

    def stm32flash(self, *arguments, check=0, baud=115200):
        done = subprocess.run(["stm32flash", "-m", "8n1", "-b", str(baud), *map(str, arguments), self.folder / "1.host"],
                              capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(done.returncode == 0, check == 0, done.stdout + done.stderr)
        return done.stdout

    def stapel_flash(self, *options, check=0):
        done = stapel("flash", "--port", f"pty:{self.folder}/1.host", "--json", *options, check=check)
        return json.loads(done.stdout)

    def test_says_what_chip_it_is(self):
        for chip, device in DEVICES.items():
            with self.subTest(chip=chip):
                self.bench(chip)
                told = self.stm32flash()
                self.assertRegex(told, rf"Device ID +: {device}")
                self.assertRegex(told, r"Version +: 0x31")

    def test_writes_verifies_and_reads_and_stapel_finds_it_identical(self):
        for chip in DEVICES:
            with self.subTest(chip=chip):
                self.bench(chip)
                self.stm32flash("-v", "-w", IMAGE)
                written = self.control.flash(1)
                self.assertEqual(written, filled(IMAGE.read_bytes()))

                back = self.scratch / f"{chip}.bin"
                self.stm32flash("-r", back, "-S", f"0x08000000:{IMAGE.stat().st_size}")
                self.assertEqual(back.read_bytes(), IMAGE.read_bytes())

                for image in (FIRMWARE / "nb02.hex", IMAGE):
                    report = self.stapel_flash("--image", image, "--verify", "--skip-identical")
                    self.assertEqual([report[key] for key in ("outcome", "chip", "identical", "bytes_written", "verified")],
                                     ["pass", chip, True, 0, True])
                self.assertEqual(self.control.flash(1), written)

    def test_stapel_replaces_what_it_wrote(self):
        for chip in DEVICES:
            with self.subTest(chip=chip):
                self.bench(chip)
                other = self.scratch / "other.bin"
                other.write_bytes(OTHER)
                self.stm32flash("-v", "-w", other)
                self.assertEqual(self.control.flash(1), filled(OTHER))
                report = self.stapel_flash("--image", IMAGE, "--verify", "--skip-identical")
                self.assertEqual([report[key] for key in ("outcome", "identical", "bytes_written", "verified")],
                                 ["pass", False, IMAGE.stat().st_size, True])
                self.assertEqual(self.control.flash(1), filled(IMAGE.read_bytes()))

    def test_erases_everything(self):
        for chip in DEVICES:
            with self.subTest(chip=chip):
                self.bench(chip)
                self.stapel_flash("--image", IMAGE)
                self.assertNotEqual(self.control.flash(1), BLANK)
                self.stm32flash("-o")
                self.assertEqual(self.control.flash(1), BLANK)

    def test_a_rate_is_free_until_the_first_byte_and_fixed_from_then_on(self):
        self.bench("stm32f405")
        self.stm32flash(baud=115200)
        self.stm32flash(baud=38400, check=1)
        enter_rom(self.jig)
        self.stm32flash(baud=38400)
        self.stm32flash("-v", "-w", IMAGE, baud=115200, check=1)
        self.assertEqual(self.control.flash(1), BLANK)

    def test_without_the_strap_nobody_answers(self):
        self.bench("stm32f405")
        self.jig.ask("OUTP OFF;:ROUT:BOOT OFF;:OUTP ON;*OPC?")
        self.stm32flash(check=1)
        done = stapel("flash", "--port", f"pty:{self.folder}/1.host", "--image", IMAGE, "--json", check=1)
        self.assertEqual(json.loads(done.stdout)["code"], "E-210")

    def test_stapel_finds_a_bad_cell_and_says_so(self):
        self.bench("stm32f405", "--fault", "1:flash_bad_cell")
        report = self.stapel_flash("--image", IMAGE, "--verify", check=1)
        self.assertEqual((report["outcome"], report["code"], report["verified"]), ("fail", "E-214", False))


if __name__ == "__main__":
    unittest.main()
