"""USB/IP for tests: a bench that serves its USB devices, and a client that is not the program's own.

Source of the messages: Linux, Documentation/usb/usbip_protocol.rst.
"""

import contextlib
import socket
import struct

from stapel import PATIENCE, Scpi, bench, enter_rom, free_ports

JIG, BOOTLOADER, UARTS = "1", "2", {"control": "3", "host": "4", "modem": "5", "meter": "6"}


@contextlib.contextmanager
def usb_bench(sites, *options, **more):
    """A bench with a USB/IP server: yields (folder, control, port)."""
    port = free_ports(1)
    with bench(sites, "--usbip", port, *options, **more) as (folder, control):
        yield folder, control, port


def address(port, bus, site=1):
    return f"usbip:127.0.0.1:{port}/{bus}-{site}"


@contextlib.contextmanager
def bootloader(*options, **more):
    """A bench with one module, blank, lid closed, its ROM listening: yields (folder, control, port, jig)."""
    with usb_bench(1, *options, **more) as (folder, control, port):
        control("lid 1 close")
        with contextlib.closing(Scpi(folder / "1.control")) as jig:
            enter_rom(jig)
            yield folder, control, port, jig


class Imported:
    """A device that this test has imported."""

    def __init__(self, port, bus_id):
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.sequence = 0
        self.socket.sendall(struct.pack(">HHI32s", 0x0111, 0x8003, 0, bus_id.encode()))
        version, code, self.status = struct.unpack(">HHI", self.take(8))
        assert (version, code) == (0x0111, 0x0003)
        if self.status == 0:
            record = self.take(312)
            bus, device = struct.unpack(">II", record[288:296])
            self.device = bus << 16 | device

    def take(self, size):
        """Exactly so many bytes; fewer when the server closes."""
        data = b""
        while len(data) < size and (part := self.socket.recv(size - len(data))):
            data += part
        return data

    def submit(self, endpoint, data=b"", length=0, setup=bytes(8)):
        """Sends a transfer: towards the host when `length` is given."""
        self.sequence += 1
        head = struct.pack(">IIIIIIIIII", 1, self.sequence, self.device, 1 if length else 0, endpoint, 0,
                           length or len(data), 0, 0xFFFFFFFF, 0)
        self.socket.sendall(head + setup + data)
        return self.sequence

    def answer(self, towards_host):
        """(number, status, data or how many bytes went out) of the next answer."""
        kind, number, _, _, _, status, length = struct.unpack(">IIIIIiI", self.take(48)[:28])
        if kind == 4:
            return number, status, "unlinked"
        return number, status, self.take(length) if towards_host else length

    def control(self, kind, request, value=0, index=0, data=b"", length=0):
        setup = struct.pack("<BBHHH", kind, request, value, index, length or len(data))
        self.submit(0, data, length, setup)
        _, status, result = self.answer(bool(length))
        return status, result

    def ended(self):
        """Has the server closed the connection?"""
        return self.socket.recv(1) == b""

    def close(self):
        self.socket.close()
