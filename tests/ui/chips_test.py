"""Both microcontrollers: what the flash holds after a pass, and what a run leaves alone."""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stapel import FIRMWARE, PATIENCE, PLAN, Scpi, bench, enter_rom, scans, stapel  # noqa: E402

FLASH = 0x08000000
SIZE = 1 << 20
SERIAL = slice(0x240, 0x250)
IMAGE = (FIRMWARE / "nb02.bin").read_bytes()
# dialect 4: the last two erasable units hold the settings.
SETTINGS = {"stm32f405": SIZE - 2 * 128 * 1024, "stm32l476": SIZE - 2 * 2048}
PATTERN = bytes(range(256)) * 8


def with_serial(serial):
    """The whole flash of a module that was blank before its run."""
    image = bytearray(IMAGE)
    image[SERIAL] = serial.encode().ljust(16, b"\0")
    return bytes(image).ljust(SIZE, b"\xff")


def write(folder, offset, content):
    """Puts bytes into the module of site 1 as a foreign program would, through its ROM, erasing nothing."""
    jig = Scpi(folder / "1.control")
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        enter_rom(jig)
        subprocess.run(["stm32flash", "-m", "8n1", "-e", "0", "-v", "-S", hex(FLASH + offset), "-w", file.name,
                        folder / "1.host"], check=True, capture_output=True, timeout=PATIENCE)
        jig.ask("*RST;*OPC?")
    jig.close()


class Chips(unittest.TestCase):
    def flash_alone(self, folder):
        jig = Scpi(folder / "1.control")
        enter_rom(jig)
        stapel("flash", "--image", FIRMWARE / "nb02.bin", "--port", f"pty:{folder}/1.host", "--verify", check=0)
        jig.ask("*RST;*OPC?")
        jig.close()

    def run_line(self, folder, control, sites):
        labels = scans(control, sites)
        for site in range(1, sites + 1):
            control(f"lid {site} close")
        with tempfile.TemporaryDirectory() as records:
            stapel("run", "--plan", PLAN, "--fixture", folder / "fixture.yaml", *labels, "--db", f"{records}/line.db",
                   check=0)

    def test_the_flash_holds_the_image_with_the_modules_own_serial_and_nothing_else(self):
        for chip in SETTINGS:
            with self.subTest(chip=chip), bench(2, "--chip", chip) as (folder, control):
                self.assertEqual(control.flash(1), b"\xff" * SIZE, "a new module is blank")
                self.run_line(folder, control, 2)
                serials = [control.state(site)["serial"] for site in (1, 2)]
                self.assertNotEqual(*serials)
                settings = SETTINGS[chip]
                unit = (SIZE - settings) // 2
                for site, serial in enumerate(serials, 1):
                    flash = control.flash(site)
                    self.assertEqual(flash[:settings], with_serial(serial)[:settings], f"site {site}")
                    copies = flash[settings:settings + unit], flash[settings + unit:]
                    for copy in copies:
                        self.assertIn(b"m2m.example", copy, "both copies hold the plan's settings")

    def test_flashing_keeps_the_settings_and_the_line_puts_damaged_ones_right(self):
        for chip, settings in SETTINGS.items():
            with self.subTest(chip=chip), bench(1, "--chip", chip) as (folder, control):
                control("insert 1 4711 programmed")
                serial = control.state(1)["serial"]
                self.assertEqual(control.flash(1), with_serial(serial), "a programmed module holds the image")
                control("lid 1 close")
                unit = (SIZE - settings) // 2
                for offset in (settings, settings + unit, settings - len(PATTERN)):
                    write(folder, offset, PATTERN)
                self.flash_alone(folder)
                flash = control.flash(1)
                self.assertEqual(flash[:len(IMAGE)], IMAGE)
                for offset in (settings, settings + unit):
                    self.assertEqual(flash[offset:offset + len(PATTERN)], PATTERN, hex(offset))
                    self.assertEqual(set(flash[offset + len(PATTERN):offset + unit]), {0xFF} if unit > len(PATTERN) else set())
                self.run_line(folder, control, 1)
                self.assertEqual(control.flash(1)[:len(IMAGE)], with_serial(serial)[:len(IMAGE)])
                self.assertEqual(json.loads(control("settings 1"))["apn"], "m2m.example")

    def test_an_unknown_chip_is_refused(self):
        self.assertIn("z80", stapel("bench", "--sites", 1, "--dir", "/nonexistent/bench", "--chip", "z80", check=2).stderr)


if __name__ == "__main__":
    unittest.main()
