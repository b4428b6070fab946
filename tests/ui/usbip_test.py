"""The bench's USB devices over USB/IP: Debian's `usbip list` sees them, `stapel flash --usb` writes through the
bootloader, a whole run goes with its jig on USBTMC; and what goes wrong in between is told."""

import contextlib
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stapel import (FIRMWARE, PATIENCE, PLAN, Listener, Scpi, enter_rom, events_of, named, scans, stapel, started,
                    wait_until)
from usbip import BOOTLOADER, JIG, UARTS, Imported, address, bootloader, usb_bench

IMAGE = FIRMWARE / "nb02.bin"
SIZE = 1 << 20


def listed(port):
    """Bus ids by what `usbip list` says of the device."""
    usbip = shutil.which("usbip", path=os.environ["PATH"] + ":/usr/sbin")  # Debian keeps it from ordinary users' paths
    done = subprocess.run([usbip, "--tcp-port", str(port), "list", "-r", "127.0.0.1"], capture_output=True, text=True,
                          timeout=PATIENCE)
    lines = [line.strip() for line in done.stdout.splitlines()]
    return {line.split(":")[0]: line for line in lines if line[:1].isdigit()}


def flash(port, *options, check=0, site=1):
    done = stapel("flash", "--usb", address(port, BOOTLOADER, site), "--image", IMAGE, "--json", *options, check=check)
    return json.loads(done.stdout)


def holds_image(control):
    return control.flash(1) == IMAGE.read_bytes().ljust(SIZE, b"\xff")


class ListTest(unittest.TestCase):
    def test_jigs_and_uarts_stand_there_always_and_bootloaders_while_they_run(self):
        with usb_bench(2) as (folder, control, port):
            always = {f"{bus}-{site}" for bus in (JIG, *UARTS.values()) for site in (1, 2)}
            devices = listed(port)
            self.assertEqual(set(devices), always)
            self.assertIn("(1209:0001)", devices["1-2"])
            control("lid 1 close")
            with contextlib.closing(Scpi(folder / "1.control")) as jig:
                enter_rom(jig)
                devices = listed(port)
                self.assertEqual(set(devices), always | {"2-1"})
                self.assertIn("(0483:df11)", devices["2-1"])
                jig.ask("ROUT:RES ON;*OPC?")
                self.assertEqual(set(listed(port)), always)
                jig.ask("ROUT:BOOT OFF;:ROUT:RES OFF;*OPC?")
                time.sleep(0.2)
                self.assertEqual(set(listed(port)), always)  # its firmware runs
                enter_rom(jig)
                stapel("flash", "--port", f"pty:{folder}/1.host", "--image", IMAGE, check=0)
                self.assertEqual(set(listed(port)), always)  # a host speaks to it on its UART
            control("unplug 2 control")
            control("unplug 1 modem")
            self.assertEqual(set(listed(port)), always - {"1-2", "3-2", "5-1"})
            control("plug 1 modem")
            self.assertEqual(set(listed(port)), always - {"1-2", "3-2"})
            self.assertIn("dfu", control.ask("unplug 1 nothing"))

    def test_a_port_that_is_taken_is_refused(self):
        with usb_bench(1) as (folder, _, port):
            done = stapel("bench", "--sites", 1, "--dir", folder / "more", "--usbip", port, check=3)
            self.assertIn(f"port {port}", done.stderr)
            self.assertIn("--usbip", done.stderr)
            stapel("bench", "--sites", 2, "--dir", folder / "more", "--scpi-port", port, "--usbip", port + 1, check=2)


class FlashTest(unittest.TestCase):
    def test_writes_reads_back_and_finds_it_identical(self):
        for chip in ("stm32f405", "stm32l476"):
            with self.subTest(chip), bootloader("--chip", chip) as (folder, control, port, _):
                report = flash(port, "--verify")
                keys = ("outcome", "chip", "rom_version", "verified", "retries", "port")
                self.assertEqual([report[key] for key in keys],
                                 ["pass", chip, "2.2", True, 0, address(port, BOOTLOADER)])
                self.assertTrue(holds_image(control))
                report = flash(port, "--skip-identical")
                self.assertEqual([report[key] for key in ("identical", "bytes_written", "units_erased")], [True, 0, 0])

    def test_a_paced_bench_takes_the_flash_s_own_time(self):
        with bootloader("--pace", "--chip", "stm32l476") as (_, control, port, _):
            size = IMAGE.stat().st_size
            for erased in (0, -(-size // 2048)):  # factory-new, then full
                control("limit 1")
                begin = time.monotonic()
                self.assertEqual(flash(port)["units_erased"], erased)
                took = time.monotonic() - begin
                limit = int(control("limit 1")) / 1000
                self.assertAlmostEqual(limit, erased * 0.022 + size / 8 * 82e-6, delta=0.1)
                self.assertGreaterEqual(took, limit)
                self.assertTrue(holds_image(control))

    def test_a_bootloader_that_lies_about_its_time_is_survived(self):
        for way in range(1, 5):
            with self.subTest(way), \
                    bootloader("--pace", "--chip", "stm32l476", "--fault", f"1:dfu_lies={way}") as (_, control, port, _):
                report = flash(port, "--verify")
                self.assertEqual((report["outcome"], report["retries"]), ("pass", 0))
                self.assertTrue(holds_image(control))

    def test_what_is_wrong_with_a_module_is_told(self):
        for fault, code in (("flash_bad_cell", "E-214"), ("flash_protected", "E-215")):
            with self.subTest(fault), bootloader("--fault", f"1:{fault}") as (_, control, port, _):
                report = flash(port, "--verify", check=1)
                self.assertEqual((report["outcome"], report["code"]), ("fail", code))
                if code == "E-215":
                    self.assertEqual(control.flash(1), b"\xff" * SIZE)

    def test_a_bootloader_that_is_not_there(self):
        with usb_bench(1, "--fault", "1:rom_silent") as (folder, control, port):
            report = flash(port, check=3)
            self.assertEqual(report["code"], "E-105")
            self.assertIn("usbip bind -b 2-1", report["text"])
            control("lid 1 close")
            with contextlib.closing(Scpi(folder / "1.control")) as jig:
                enter_rom(jig)
                self.assertEqual(flash(port, check=3)["code"], "E-105")
        self.assertEqual(flash(port, check=3)["code"], "E-105")  # nor is its server

    def test_one_that_somebody_else_has(self):
        with bootloader() as (_, _, port, _), contextlib.closing(Imported(port, "2-1")):
            report = flash(port, check=3)
            self.assertEqual(report["code"], "E-104")
            self.assertNotIn("2-1", listed(port))

    def test_a_server_that_speaks_something_else(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            def answer():
                while True:
                    try:
                        client, _ = server.accept()
                    except OSError:
                        return
                    with client:
                        client.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            threading.Thread(target=answer, daemon=True).start()
            report = flash(server.getsockname()[1], check=3)
            self.assertEqual((report["outcome"], report["code"]), ("error", "E-320"))

    def test_addresses(self):
        for options, word in ((["--usb", "garbage"], "--usb"), (["--usb", "pty:1.host"], "--usb"),
                              (["--usb", "usbtmc:1-1"], "--usb"),
                              (["--usb", "usbip:host/1-1"], "usbip:HOST:PORT/BUSID"),
                              (["--usb", "usbip:host:1/2-1", "--port", "pty:x"], "both found"), ([], "none found")):
            with self.subTest(options=options):
                self.assertIn(word, stapel("flash", "--image", IMAGE, *options, check=2).stderr)


class InterruptedTest(unittest.TestCase):
    """A flash that breaks off leaves a bootloader in whatever state; the next one writes everything."""

    def setUp(self):
        self.folder, self.control, self.port, self.jig = self.enterContext(bootloader("--pace", speed="1"))

    @contextlib.contextmanager
    def half_way(self):
        with started("flash", "--usb", address(self.port, BOOTLOADER), "--image", IMAGE, "--json") as process:
            wait_until(lambda: self.control.flash(1)[:0x4000].strip(b"\xff"), "the first blocks are written")
            yield process

    def finish(self):
        self.assertEqual(flash(self.port, "--verify")["outcome"], "pass")
        self.assertTrue(holds_image(self.control))

    def test_stopped(self):
        with self.half_way() as process:
            process.send_signal(signal.SIGINT)
            out, _ = process.communicate(timeout=PATIENCE)
        self.assertEqual((process.returncode, json.loads(out)["outcome"]), (4, "aborted"))
        self.finish()

    def test_killed(self):
        with self.half_way() as process:
            process.kill()
        self.finish()

    def test_unplugged(self):
        with self.half_way() as process:
            self.control("unplug 1 dfu")
            out, _ = process.communicate(timeout=PATIENCE)
        self.assertEqual((process.returncode, json.loads(out)["code"]), (3, "E-105"))
        self.control("plug 1 dfu")
        self.finish()

    def test_without_power(self):
        with self.half_way() as process:
            self.jig.ask("OUTP OFF;*OPC?")
            out, _ = process.communicate(timeout=PATIENCE)
        self.assertEqual((process.returncode, json.loads(out)["code"]), (3, "E-105"))
        enter_rom(self.jig)
        self.finish()


class JigTest(unittest.TestCase):
    """`control` over USBTMC."""

    def setUp(self):
        self.scratch = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))

    def serve(self, *options, speed="50"):
        self.folder, self.control, self.port = self.enterContext(usb_bench(1, *options, speed=speed))
        text = (self.folder / "fixture.yaml").read_text().replace("pty:", f"pty:{self.folder}/")
        self.fixture = self.scratch / "fixture.yaml"
        self.fixture.write_text(text.replace(f"pty:{self.folder}/1.control", address(self.port, JIG)))
        self.control("lid 1 close")
        return ["run", "--plan", PLAN, "--fixture", self.fixture, "--db", self.scratch / "test.db", "--json",
                *scans(self.control, 1)]

    def test_the_line_passes(self):
        arguments = self.serve()
        checked = stapel("fixture", "check", self.fixture, check=0)
        self.assertIn("STAPEL,JIG,BENCH01", checked.stdout)
        self.assertIn("no bootloader there now", checked.stdout)
        events = events_of(stapel(*arguments, check=0).stdout)
        self.assertEqual(named(events, "run_finished")[0]["outcome"], "pass")
        self.assertTrue(holds_image_with_serial(self.control))

    def test_a_jig_that_is_silent_and_one_that_is_unplugged(self):
        arguments = self.serve("--fault", "1:jig_silent")
        finished = named(events_of(stapel(*arguments, check=3).stdout), "run_finished")[0]
        self.assertEqual((finished["outcome"], finished["code"]), ("error", "E-301"))
        self.control("unplug 1 control")
        finished = named(events_of(stapel(*arguments, check=3).stdout), "run_finished")[0]
        self.assertEqual(finished["code"], "E-105")

    def test_stop_switches_off(self):
        arguments = self.serve("--fault", "1:not_registered")
        with started(*arguments) as process:
            listener = Listener(process)
            listener.wait("step_started", step="registration")
            self.assertTrue(self.control.state(1)["output"])
            process.send_signal(signal.SIGTERM)
            wait_until(lambda: not self.control.state(1)["output"], "the output is off")
            listener.end()
            self.assertEqual(process.wait(PATIENCE), 4)

    def test_what_is_no_jig(self):
        arguments = self.serve()
        self.fixture.write_text(self.fixture.read_text().replace(f"/{JIG}-1", f"/{UARTS['host']}-1"))
        finished = named(events_of(stapel(*arguments, check=3).stdout), "run_finished")[0]
        self.assertEqual(finished["code"], "E-307")


def holds_image_with_serial(control):
    found, image = bytearray(control.flash(1)), IMAGE.read_bytes()
    found[0x240:0x250] = image[0x240:0x250]
    return found[:len(image)] == image


class UartTest(unittest.TestCase):
    """A UART as a serial adapter (CDC-ACM): requests and transfers as a kernel's driver makes them."""

    CODING_8E1 = bytes.fromhex("00C20100" "00" "02" "08")  # 115200, one stop bit, even, 8 bits
    CODING_8N1 = bytes.fromhex("00C20100" "00" "00" "08")

    def imported(self, port, channel):
        device = Imported(port, f"{UARTS[channel]}-1")
        self.addCleanup(device.close)
        self.assertEqual(device.status, 0)
        return device

    def say(self, device, data):
        device.submit(1, data)
        return device.answer(False)[1:]

    def hear(self, device, length=64):
        device.submit(2, length=length)
        return device.answer(True)[2]

    def test_the_rom_answers_at_8e1_and_nothing_else(self):
        with bootloader() as (_, _, port, jig):
            device = self.imported(port, "host")
            self.assertEqual(device.control(0xA1, 0x21, length=7), (0, self.CODING_8N1))
            self.assertEqual(device.control(0x21, 0x22, value=3), (0, 0))  # DTR and RTS lead nowhere
            self.assertEqual(device.control(0x21, 0x23, value=100)[0], -32)  # no breaks
            self.assertEqual(device.control(0x21, 0x20, data=self.CODING_8N1), (0, 7))
            self.say(device, b"\x7f")
            pending = device.submit(2, length=64)
            self.assertEqual(device.control(0x21, 0x20, data=self.CODING_8E1), (0, 7))
            enter_rom(jig)
            self.assertEqual(self.say(device, b"\x7f"), (0, 1))
            self.assertEqual(device.answer(True), (pending, 0, b"\x79"))

    def test_while_it_is_used_the_pseudo_terminal_is_not(self):
        with usb_bench(1) as (folder, control, port):
            device = self.imported(port, "control")
            self.assertEqual(self.say(device, b"*IDN?\n"), (0, 6))
            self.assertEqual(self.hear(device), b"STAPEL,JIG,BENCH01,1.0\n")
            with contextlib.closing(Scpi(folder / "1.control")) as jig:
                jig.send("*OPC?")
                self.assertEqual(self.say(device, b"*IDN?\n"), (0, 6))
                self.assertEqual(self.hear(device), b"STAPEL,JIG,BENCH01,1.0\n")
                device.close()
                self.assertEqual(jig.ask("*IDN?").split("\n")[0], "1")  # the answer to the first comes first
            control("unplug 1 meter")
            self.assertEqual(Imported(port, f"{UARTS['meter']}-1").status, 4)

    def test_unplugging_ends_the_connection_and_gives_the_channel_back(self):
        with usb_bench(1) as (folder, control, port):
            for again in (lambda: control("unplug 1 control"), lambda: None):  # with and without somebody who looks
                device = self.imported(port, "control")
                device.submit(2, length=64)
                again()
                control.file.write("unplug 1 control\nplug 1 control\n")
                control.file.flush()
                self.assertEqual([control.file.readline() for _ in range(2)], ["ok\n", "ok\n"])
                self.assertTrue(device.ended())
                with contextlib.closing(Scpi(folder / "1.control")) as jig:
                    self.assertEqual(jig.ask("*OPC?"), "1")


if __name__ == "__main__":
    unittest.main()
