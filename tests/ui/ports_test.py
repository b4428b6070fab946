"""Ports: one without permission is told from one that is busy, and `serial:` writes a whole flash at 8E1.

A kernel's UART is made of a pseudo-terminal by tests/support/uart_shim.cpp.
"""

import fcntl
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stapel import (FIRMWARE, PATIENCE, PLAN, STAPEL, Listener, Scpi, bench, command, enter_rom, events_of, named, scans, stapel,
                    started)

SHIM = pathlib.Path(os.environ.get("UART_SHIM", STAPEL.parent.parent / "tests/libuart_shim.so"))
NOBODY = 65534


def as_ordinary_user(*arguments):
    """The program without root's power to open everything."""
    become = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.geteuid() == 0 else []
    return subprocess.run(become + command(*arguments), capture_output=True, text=True, timeout=PATIENCE)


class PortTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.folder.chmod(0o777)
        self.database = self.folder / "bench.db"
        self.place, self.control = self.enterContext(bench(1))
        self.place.parent.chmod(0o755)
        for channel in ("1.control", "1.host", "1.modem", "1.meter", "gsm_modem"):
            (self.place / channel).chmod(0o666)
        self.control("lid 1 close")

    def run_arguments(self):
        return ["run", "--plan", PLAN, "--fixture", self.place / "fixture.yaml", "--db", self.database, "--json",
                *scans(self.control, 1)]

    def assert_run_refused(self, done, code, *words):
        """One run, an error of the station, with the code; what is known of the cause is in its step."""
        self.assertEqual(3, done.returncode, done.stdout + done.stderr)
        [finished] = named(events_of(done.stdout), "run_finished")
        self.assertEqual(("error", code), (finished["outcome"], finished["code"]))
        for word in words:
            self.assertIn(word, done.stdout + done.stderr)

    def assert_check_names(self, done, code, *words):
        self.assertEqual(3, done.returncode, done.stdout + done.stderr)
        [line] = done.stderr.splitlines()
        for word in (code, "site 1, control", *words):
            self.assertIn(word, line)


class PermissionTest(PortTest):
    def setUp(self):
        super().setUp()
        (self.place / "1.control").chmod(0o000)

    def test_fixture_check(self):
        done = as_ordinary_user("fixture", "check", self.place / "fixture.yaml")
        self.assert_check_names(done, "E-103", str(self.place / "1.control"), "mode 0000", "udev rules")
        self.assertIn("1.host", done.stdout)

    def test_run(self):
        self.assert_run_refused(as_ordinary_user(*self.run_arguments()), "E-103")

    def test_flash(self):
        (self.place / "1.host").chmod(0o000)
        done = as_ordinary_user("flash", "--image", FIRMWARE / "nb02.hex", "--port", f"pty:{self.place}/1.host")
        self.assertEqual(3, done.returncode, done.stderr)
        self.assertIn("E-103", done.stderr)
        self.assertIn("udev rules", done.stderr)

    def test_all_is_well_once_it_is_permitted(self):
        (self.place / "1.control").chmod(0o666)
        done = as_ordinary_user("fixture", "check", self.place / "fixture.yaml", "--json")
        self.assertEqual(0, done.returncode, done.stderr)
        self.assertTrue(all(channel["ok"] for channel in json.loads(done.stdout)))


class BusyTest(PortTest):
    def hold(self, channel):
        holder = open(self.place / f"1.{channel}", "rb+", buffering=0)
        self.addCleanup(holder.close)
        fcntl.flock(holder, fcntl.LOCK_EX)

    def test_fixture_check_names_the_process(self):
        self.hold("control")
        done = stapel("fixture", "check", self.place / "fixture.yaml")
        self.assert_check_names(done, "E-104", str(os.getpid()), "python")

    def test_run(self):
        self.hold("control")
        self.assert_run_refused(stapel(*self.run_arguments()), "E-104")

    def test_run_with_a_busy_host(self):
        self.hold("host")
        self.assert_run_refused(stapel(*self.run_arguments()), "E-104")
        self.assertFalse(self.control.state(1)["output"])

    def test_a_run_holds_its_ports(self):
        with started(*self.run_arguments()) as process:
            Listener(process).wait("step_started", step="flash")
            done = stapel("fixture", "check", self.place / "fixture.yaml")
            self.assertEqual(3, done.returncode)
            self.assertIn("E-104", done.stderr)
            self.assertIn(str(process.pid), done.stderr)
            self.assertEqual(0, process.wait(PATIENCE), "and is not disturbed")


class ListTest(unittest.TestCase):
    def test_json(self):
        ports = json.loads(stapel("fixture", "ports", "--json", check=0).stdout)
        for port in ports:
            self.assertLessEqual({"address", "description", "usb_path", "serial_number", "state", "detail", "latency_ms"}, set(port))
            self.assertTrue(port["address"].startswith("serial:"))


@unittest.skipUnless(SHIM.exists(), f"{SHIM} is not built")
class UartTest(unittest.TestCase):
    """The host's pseudo-terminal passes as /dev/ttyV0 of a USB adapter: the path through libserialport, for real."""

    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.place, self.control = self.enterContext(bench(1))
        self.rig = self.folder / "rig"
        adapter = self.rig / "sys/devices/usb1/1-1.4"
        interface = adapter / "1-1.4:1.0"
        (interface / "tty/ttyV0").mkdir(parents=True)
        for folder in ("dev", "log", "sys/class/tty"):
            (self.rig / folder).mkdir(parents=True)
        self.terminal = (self.place / "1.host").resolve()
        (self.rig / "dev/ttyV0").symlink_to(self.terminal)
        for name, text in (("product", "USB UART"), ("manufacturer", "Stapel"), ("serial", "A6001")):
            (adapter / name).write_text(text + "\n")
        (interface / "bInterfaceNumber").write_text("00\n")
        (interface / "tty/ttyV0/device").symlink_to("../..")
        (self.rig / "sys/class/tty/ttyV0").symlink_to("../../devices/usb1/1-1.4/1-1.4:1.0/tty/ttyV0")

    def environment(self, refused=None):
        """The sanitizer's library must not mind that another one is loaded before it."""
        libraries = [str(SHIM)]
        sanitizer = [line.split()[2] for line in subprocess.run(["ldd", STAPEL], capture_output=True, text=True).stdout.splitlines()
                     if "libasan" in line or "libtsan" in line]
        settings = {"LD_PRELOAD": ":".join(sanitizer + libraries), "UART_SHIM_DIR": str(self.rig)}
        if refused:
            settings["UART_SHIM_REFUSE"] = refused
        return os.environ | settings

    def with_shim(self, *arguments, refused=None):
        return stapel(*arguments, env=self.environment(refused))

    def settings(self):
        """What the adapter was set to, in order."""
        log = self.rig / "log" / self.terminal.name
        return [line for line in log.read_text().splitlines() if "lines" not in line]

    def test_ports_are_listed(self):
        ports = json.loads(self.with_shim("fixture", "ports", "--json").stdout)
        port = next(port for port in ports if port["address"] == "serial:/dev/ttyV0")
        self.assertEqual(("1-1.4", "A6001", "free"), (port["usb_path"], port["serial_number"], port["state"]))

    def flash(self, image, refused=None):
        jig = Scpi(self.place / "1.control")
        self.addCleanup(jig.close)
        self.control("lid 1 close")
        enter_rom(jig)
        done = self.with_shim("flash", "--image", image, "--port", "serial:/dev/ttyV0", "--verify", "--json", refused=refused)
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)
        return done

    def test_flash_command_at_8e1(self):
        image = FIRMWARE / "nb02.bin"
        done = self.flash(image)
        self.assertTrue(json.loads(done.stdout)["verified"])
        self.assertEqual("115200 8E1", self.settings()[-1])
        self.assertTrue(self.control.flash(1).startswith(image.read_bytes()))

    def fixture(self, host):
        file = self.place / "uart.yaml"
        self.addCleanup(file.unlink, missing_ok=True)
        file.write_text(f'fixture: uart\nvirtual: true\nspeed: 50\nsites:\n  - {{site: 1, control: "pty:1.control", host: "{host}", '
                        f'modem: "pty:1.modem", meter: "pty:1.meter"}}\nshared: {{gsm_modem: "pty:gsm_modem"}}\n')
        return file

    def run_plan(self, host, **options):
        self.control("lid 1 close")
        return self.with_shim("run", "--plan", PLAN, "--fixture", self.fixture(host), "--db", self.folder / "bench.db", "--json",
                              *scans(self.control, 1), **options)

    def test_run_by_path_and_by_serial_number(self):
        done = self.run_plan("serial:path=1-1.4")
        self.assertEqual(0, done.returncode, done.stdout[-2000:] + done.stderr)
        self.assertIn("115200 8E1", self.settings())
        self.assertIn("115200 8N1", self.settings(), "the console")
        self.control("lid 1 open")
        self.control("insert 1")
        done = self.run_plan("serial:sn=A6001")
        self.assertEqual(0, done.returncode, done.stdout[-2000:] + done.stderr)

    def test_an_adapter_that_forgets_parity(self):
        done = self.run_plan("serial:/dev/ttyV0", refused="parity")
        self.assertEqual(3, done.returncode)
        [finished] = named(events_of(done.stdout), "run_finished")
        self.assertEqual(("error", "E-107"), (finished["outcome"], finished["code"]))

    def latency_timer(self):
        """What an FTDI adapter's driver has where it was plugged in."""
        timer = self.rig / "sys/class/tty/ttyV0/device/latency_timer"
        timer.write_text("16\n")
        return timer

    def test_an_adapter_is_asked_for_low_latency(self):
        timer = self.latency_timer()
        listed = self.with_shim("fixture", "ports")
        self.assertIn("latency timer 16 ms", listed.stdout)
        [port] = [port for port in json.loads(self.with_shim("fixture", "ports", "--json").stdout)
                  if port["address"] == "serial:/dev/ttyV0"]
        self.assertEqual(16, port["latency_ms"])
        self.assertEqual("16\n", timer.read_text(), "listing touches nothing")
        self.assertNotIn("latency", self.flash(FIRMWARE / "nb02.bin").stderr)
        self.assertEqual("1\n", timer.read_text())
        self.assertNotIn("latency", self.with_shim("fixture", "ports").stdout)

    def test_an_adapter_that_stays_slow_is_told(self):
        self.latency_timer()
        for words in (self.flash(FIRMWARE / "nb02.bin", refused="latency").stderr,
                      self.with_shim("fixture", "check", self.fixture("serial:/dev/ttyV0"), refused="latency").stderr):
            self.assertIn("a latency timer of 1 ms expected, 16 ms found", words)
            self.assertIn("/sys/bus/usb-serial/devices/ttyV0/latency_timer", words)
            self.assertIn("udev rules", words)
        self.control("lid 1 open")
        events = events_of(self.run_plan("serial:path=1-1.4", refused="latency").stdout)
        warned = {event["text"].split(":")[0] for event in named(events, "log") if "latency timer" in event["text"]}
        self.assertEqual({"identity", "flash"}, warned)

    def test_an_adapter_that_is_not_there(self):
        done = self.run_plan("serial:sn=OTHER")
        self.assertEqual(3, done.returncode)
        self.assertEqual("E-105", named(events_of(done.stdout), "run_finished")[0]["code"])


if __name__ == "__main__":
    unittest.main()
