"""USB devices of a bench at ports of this kernel (vhci-hcd), as if they were plugged in.

Source: Linux, Documentation/ABI/testing/sysfs-platform-usbip-vudc and drivers/usb/usbip/vhci_sysfs.c, status_show_vhci.
"""

import pathlib
import re
import subprocess

from stapel import PATIENCE, wait_until

DEVICES = pathlib.Path("/sys/bus/usb/devices")
CONTROLLER = pathlib.Path("/sys/devices/platform/vhci_hcd.0")


def usbip(*arguments):
    done = subprocess.run(["usbip", *map(str, arguments)], capture_output=True, text=True, timeout=PATIENCE)
    if done.returncode != 0:
        raise AssertionError(f"usbip {arguments}: {done.stdout}{done.stderr}")


def devices():
    """Port paths of the devices that are configured; no hubs of the machine's own."""
    return {place.name for place in DEVICES.iterdir()
            if re.fullmatch(r"\d+-[\d.]+", place.name) and (DEVICES / f"{place.name}:1.0").exists()}


class Plugged:
    """One device, from now until it is unplugged."""

    def __init__(self, tcp_port, bus_id):
        before = devices()
        usbip("--tcp-port", tcp_port, "attach", "-r", "127.0.0.1", "-b", bus_id)
        [self.path] = wait_until(lambda: devices() - before, f"{bus_id} is configured")

    def terminal(self):
        """The device node of a serial adapter."""
        def found():
            return [node for node in map(pathlib.Path("/dev").joinpath, self._terminals()) if node.exists()]

        [node] = wait_until(found, f"{self.path} has a terminal")
        return node

    def there(self):
        return self.path in devices()

    def unplug(self):
        if self.there():
            usbip("detach", "-p", self._port())
            wait_until(lambda: not self.there(), f"{self.path} is gone")

    def _terminals(self):
        return [place.name for place in (DEVICES / f"{self.path}:1.0").glob("tty/*")]

    def _port(self):
        """Columns: hub, port, state, speed, device, socket, the device's place here."""
        for line in "\n".join(file.read_text() for file in CONTROLLER.glob("status*")).splitlines():
            columns = line.split()
            if columns[-1:] == [self.path]:
                return int(columns[1])
        raise AssertionError(f"no port of {CONTROLLER} has {self.path}")
