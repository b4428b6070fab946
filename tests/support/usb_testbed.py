"""Programs that use libusb, with a device of a bench at port 1-1: tests/support/usb_testbed.cpp puts it there, whatever USB
the kernel has."""

import os
import pathlib
import subprocess

from stapel import PATIENCE, STAPEL
from usbip import address

TESTBED = pathlib.Path(os.environ.get("USB_TESTBED", STAPEL.parent.parent / "tests/usb_testbed"))
# The preloaded libraries of umockdev come before the sanitizer's.
ENVIRONMENT = {**os.environ, "ASAN_OPTIONS": "verify_asan_link_order=0"}


def at_port(port, bus, *arguments):
    """The command line that runs a program there."""
    return ["umockdev-wrapper", str(TESTBED), address(port, bus), *map(str, arguments)]


def run(port, bus, *arguments, check=0):
    done = subprocess.run(at_port(port, bus, *arguments), capture_output=True, text=True, errors="replace",
                          timeout=PATIENCE, env=ENVIRONMENT)
    if check is not None and done.returncode != check:
        raise AssertionError(f"{arguments}: exit {check} expected, {done.returncode} found\n{done.stdout}{done.stderr}")
    return done
