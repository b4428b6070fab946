"""A person at a modem's AT port, and what a person with the standards beside him reads in a stored message."""

import os
import select
import tty

from stapel import Scpi, wait_until

PATIENCE = 60


class AtPort:
    """A pseudo-terminal of a modem, spoken to by hand."""

    def __init__(self, path):
        self.fd = os.open(path, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(self.fd)

    def read_until(self, *ends):
        text = b""
        while not any(end in text for end in ends):
            ready, _, _ = select.select([self.fd], [], [], PATIENCE)
            if not ready:
                raise AssertionError(f"one of {ends} expected, {text!r} found")
            text += os.read(self.fd, 4096)
        return text.decode("latin-1")

    def ask(self, command):
        """The whole answer, final code included."""
        os.write(self.fd, command.encode() + b"\r")
        return self.read_until(b"OK\r\n", b"ERROR")

    def store(self, pdu):
        """Stores a PDU with the SMSC part as unsent."""
        length = len(pdu) // 2 - 1 - int(pdu[:2], 16)
        os.write(self.fd, f"AT+CMGW={length},2\r".encode())
        self.read_until(b"> ")
        os.write(self.fd, pdu.encode() + b"\x1a")
        return self.read_until(b"OK\r\n", b"ERROR")

    def close(self):
        os.close(self.fd)


def store_on_sim(folder, control, site, *pdus):
    """Puts messages on a site's SIM through its jig, as a person would."""
    control(f"lid {site} close")
    jig, modem = Scpi(folder / f"{site}.control"), AtPort(folder / f"{site}.modem")
    try:
        jig.ask("ROUT:RES ON;:OUTP ON;*OPC?")
        wait_until(lambda: control.state(site)["output"], "power")
        modem.read_until(b"SMS Ready")
        if "OK" not in modem.ask('AT+CPMS="SM","SM","SM"'):
            raise AssertionError("the SIM's storage was not chosen")
        for pdu in pdus:
            if "+CMGW:" not in modem.store(pdu):
                raise AssertionError(f"{pdu} was not stored")
        jig.ask("OUTP OFF;*OPC?")
    finally:
        jig.close()
        modem.close()
    control(f"lid {site} open")


def user_data(pdu):
    """(DCS, user data) of an SMS-SUBMIT (3GPP TS 23.040 9.2.2.2), SMSC part in front."""
    octets = bytes.fromhex(pdu)
    at = 1 + octets[0]
    first = octets[at]
    if first & 0x03 != 1:
        raise AssertionError(f"SMS-SUBMIT expected, first octet {first:02X} found")
    digits = octets[at + 2]
    at += 4 + (digits + 1) // 2
    dcs = octets[at + 1]
    at += 2 + {0: 0, 2: 1, 1: 7, 3: 7}[first >> 3 & 3]
    return dcs, octets[at + 1:]


def submit(data, dcs=4):
    """An SMS-SUBMIT to +0 with these octets as user data."""
    return (bytes([0, 0x01, 0, 1, 0x91, 0xF0, 0, dcs, len(data)]) + data).hex().upper()


def items_of(message):
    """(password, command, {id: value}) of a strict settings message (dialect 1)."""
    if message[0] != 0x01 or message[-1] != 0x1A:
        raise AssertionError(f"01 ... 1A expected, {message.hex()} found")
    values, at = {}, 10
    while at < len(message) - 1:
        if message[at] != 0x17:
            raise AssertionError(f"item expected at {at} of {message.hex()}")
        length = message[at + 2]
        values[message[at + 1]] = message[at + 3:at + 3 + length]
        at += 3 + length
    if at != len(message) - 1:
        raise AssertionError(f"items end at {at} of {message.hex()}")
    return message[1:9].decode(), message[9], values
