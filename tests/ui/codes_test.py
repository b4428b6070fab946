"""Failure codes that no fault of the bench provokes: plans and fixtures that ask for the impossible do."""

import contextlib
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import stapel as s

HEAD = """plan: test
version: 1
operation: line
module: NB02
{image}
"""
SELFTEST = "  - {id: jig-selftest, kind: jig.selftest}\n"
POWER = "  - {id: power-on, kind: jig.power}\n"
FLASH = "  - {id: flash, kind: host.flash}\n"
BOOT = "  - {id: boot, kind: host.boot}\n"
OFF = "teardown:\n  - {id: power-off, kind: jig.off}\n"


def plan(main, image="image: nb02.bin"):
    return HEAD.format(image=image) + "setup:\n" + SELFTEST + "main:\n" + main + OFF


def other_version(image):
    """The image under another version text, with its CRC right."""
    image = bytearray(image)
    image[0x20E:0x22E] = b"v99".ljust(32, b"\0")
    proven = image[:]
    proven[0x232:0x236] = bytes(4)
    proven[0x240:0x250] = bytes(16)
    image[0x232:0x236] = struct.pack("<I", zlib.crc32(proven))
    return bytes(image)


def hex_record(address, kind, data):
    body = bytes([len(data), address >> 8 & 0xFF, address & 0xFF, kind]) + bytes(data)
    return ":" + (body + bytes([-sum(body) & 0xFF])).hex().upper() + "\n"


def hex_file(image, beyond):
    """The image as Intel HEX with four bytes more at an address of their own."""
    lines, upper = "", None
    for address, data in [(0x0800_0000 + at, image[at:at + 16]) for at in range(0, len(image), 16)] + [(beyond, bytes(4))]:
        if address >> 16 != upper:
            upper = address >> 16
            lines += hex_record(0, 4, [upper >> 8, upper & 0xFF])
        lines += hex_record(address & 0xFFFF, 0, data)
    return lines + hex_record(0, 1, b"")


class CodesTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.image = (s.FIRMWARE / "nb02.bin").read_bytes()
        (self.folder / "nb02.bin").write_bytes(self.image)

    def run_plan(self, text, *options, check):
        file = self.folder / "plan.yaml"
        file.write_text(text)
        done = s.stapel("run", "--plan", file, "--db", self.folder / "test.db", "--json", *options, check=check)
        return s.named(s.events_of(done.stdout), "run_finished")[0]

    def on_bench(self, text, check):
        return self.run_plan(text, "--bench", 1, "--speed", s.SPEED, check=check)

    def test_a_module_with_another_version_is_told_by_its_console(self):
        (self.folder / "nb02.bin").write_bytes(other_version(self.image))
        with s.bench(1) as (folder, control):
            control("insert 1 7 programmed")
            label = s.scans(control, 1)
            control("lid 1 close")
            ended = self.run_plan(plan(POWER + BOOT), "--fixture", folder / "fixture.yaml", *label, check=1)
        self.assertEqual((ended["code"], ended["failed_step"]), ("E-222", "boot"))

    def test_a_module_that_needs_longer_than_the_plan_allows_is_not_ready(self):
        boot = "  - {id: boot, kind: host.boot, with: {ready_within: 1 s, boot_within: 1 s}}\n"
        # 15 to 30 s of module time; no wait is ever shorter than a second, so the bench runs at real speed here
        ended = self.run_plan(plan(POWER + FLASH + boot), "--bench", 1, check=1)
        self.assertEqual((ended["code"], ended["failed_step"]), ("E-223", "boot"))

    def test_a_supply_outside_its_limits_is_the_jigs_fault(self):
        power = "  - {id: power-on, kind: jig.power, limits: {supply_voltage: {min: 4.2 V, max: 4.3 V}}}\n"
        ended = self.on_bench(plan(power), check=3)
        self.assertEqual((ended["code"], ended["outcome"]), ("E-306", "error"))

    def test_a_current_outside_its_limits(self):
        power = "  - {id: power-on, kind: jig.power, limits: {reset_current: {max: 1 mA}}}\n"
        self.assertEqual(self.on_bench(plan(power), check=1)["code"], "E-203")

    def test_any_other_measurement_outside_its_limits(self):
        flash = "  - {id: flash, kind: host.flash, limits: {bytes: {max: 10 B}}}\n"
        self.assertEqual(self.on_bench(plan(POWER + flash), check=1)["code"], "E-227")

    def test_flashing_needs_an_image_and_the_plan_says_so(self):
        file = self.folder / "plan.yaml"
        file.write_text(plan(POWER + FLASH, image=""))
        done = s.stapel("plan", "check", file, check=2)
        self.assertIn("error: expected an image for host.flash", done.stderr)

    def test_an_image_that_is_too_large_for_the_chip_is_refused_before_anything_is_erased(self):
        large = bytearray(self.image) + b"\xff" * 8
        (self.folder / "nb02.hex").write_text(hex_file(large, beyond=0x080D_0000))
        with s.bench(1) as (folder, control):  # it would fit the other chip
            label = s.scans(control, 1)
            before = control.flash(1)
            control("lid 1 close")
            ended = self.run_plan(plan(POWER + FLASH, image="image: nb02.hex"), "--fixture", folder / "fixture.yaml", *label, check=3)
            self.assertEqual((ended["code"], ended["failed_step"]), ("E-108", "flash"))
            self.assertEqual(control.flash(1), before)

    def test_flashing_needs_a_serial_before_anything_is_erased(self):
        with s.bench(1) as (folder, control):
            before = control.flash(1)
            control("lid 1 close")
            ended = self.run_plan(plan(POWER + FLASH), "--fixture", folder / "fixture.yaml", check=1)
            self.assertEqual((ended["code"], ended["failed_step"]), ("E-218", "flash"))
            self.assertEqual(control.flash(1), before)

    def test_without_a_scan_a_module_keeps_the_serial_that_it_has(self):
        with s.bench(1) as (folder, control):
            control("insert 1 7 programmed")
            serial = control.state(1)["serial"]
            control("lid 1 close")
            ended = self.run_plan(plan(POWER + FLASH + BOOT), "--fixture", folder / "fixture.yaml", check=0)
            self.assertEqual(ended["serial"], serial)

    def test_an_empty_nest(self):
        with s.bench(1) as (folder, control):
            control("remove 1")
            with s.started("run", "--plan", s.PLAN, "--fixture", folder / "fixture.yaml", "--db", self.folder / "n.db",
                           "--json") as process:
                # a lid that was closed before the station looked starts nothing over an empty nest, so close it again
                while process.poll() is None:
                    control("lid 1 open")
                    time.sleep(0.3)
                    control("lid 1 close")
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        process.wait(3)
                out, _ = process.communicate(timeout=s.PATIENCE)
        ended = s.named(s.events_of(out), "run_finished")[0]
        self.assertEqual((process.returncode, ended["code"], ended["outcome"]), (4, "E-403", "aborted"))

    def test_a_channel_that_the_fixture_does_not_have(self):
        with s.bench(1) as (folder, control):
            text = (folder / "fixture.yaml").read_text()
            fixture = folder / "less.yaml"
            fixture.write_text(re.sub(r'host: "[^"]*",? ?', "", text))
            control("lid 1 close")
            ended = self.run_plan(plan(POWER + FLASH), "--fixture", fixture, check=3)
            fixture.unlink()
        self.assertEqual((ended["code"], ended["failed_step"]), ("E-102", "flash"))


if __name__ == "__main__":
    unittest.main()
