"""A bench whose modules sit in meters: foreign readers at the optical port, the display, the direct channel."""

import contextlib
import json
import os
import pathlib
import select
import sys
import tty
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stapel import DLMS_METERS as DLMS, IEC_METERS as IEC, METERS_OF_BOTH as BOTH  # noqa: E402
from stapel import PATIENCE, Scpi, bench, stapel, wait_until  # noqa: E402

# Protocols 1.3 and 2.9: the same request plain and with parity in bit 7; SNRM of client 16, its UA.
PLAIN, WITH_PARITY = bytes.fromhex("2F3F210D0A"), bytes.fromhex("AF3F218D0A")
SNRM = bytes.fromhex("7ea0080221219305d17e")
UA = bytes.fromhex("7ea021210221733f418180140502008006020080070400000001080400000001ce6a7e")


def seven_bits(characters):
    return bytes(character & 0x7F for character in characters)


def even(character):
    return character.bit_count() % 2 == 0


def block(body):
    """SOH, body, ETX and the block check by SUM (protocols 1.4)."""
    checked = body + b"\x03"
    return b"\x01" + checked + bytes([sum(checked) & 0x7F])


class Probe:
    """A foreign program at the optical port: a pseudo-terminal, raw, nothing of ours."""

    def __init__(self, folder, site=1):
        self.fd = os.open(folder / f"{site}.meter", os.O_RDWR | os.O_NOCTTY)
        tty.setraw(self.fd)

    def send(self, characters):
        os.write(self.fd, characters)

    def read_until(self, complete):
        """All bytes that come until they are what was waited for."""
        found = b""
        while not complete(found):
            ready, _, _ = select.select([self.fd], [], [], PATIENCE)
            if not ready:
                raise AssertionError(f"only {found!r} came")
            found += os.read(self.fd, 4096)
        return found

    def ask(self, characters, complete):
        self.send(characters)
        return self.read_until(complete)

    def sign_on(self, request=PLAIN):
        return self.ask(request, lambda found: seven_bits(found).endswith(b"\r\n"))

    def command(self, body):
        """A block and its answer: one character, or a block."""
        return self.ask(block(body), lambda found: found[:1] in (b"\x06", b"\x15") or found[-2:-1] == b"\x03")

    def serial(self):
        """Read without a session (protocols 1.7)."""
        answer = self.ask(b"/?!" + block(b"R1\x02SNUMB()"), lambda found: found[-2:-1] == b"\x03")
        return answer[answer.index(b"(") + 1:answer.index(b")")].decode()

    def open_channel(self, wish):
        """A session that leaves a direct channel behind (protocols 1.10)."""
        self.sign_on()
        self.ask(b"\x06051\r\n", lambda found: found[-2:-1] == b"\x03")
        assert self.command(b"P1\x02(777777)") == b"\x06"
        assert self.command(b"W1\x02CMDDI(" + wish + b")") == b"\x06"
        self.send(block(b"B0"))

    def close(self):
        os.close(self.fd)


def probe(folder, site=1):
    return contextlib.closing(Probe(folder, site))


def supply(folder, on, site=1):
    with contextlib.closing(Scpi(folder / f"{site}.control")) as jig:
        jig.ask("OUTP ON;:ROUT:BOOT OFF;RES OFF;*OPC?" if on else "OUTP OFF;:ROUT:RES ON;*OPC?")


class MetersAlone(unittest.TestCase):
    """`--meter-only`: every type answers whoever comes."""

    def meters(self, name, sites=1):
        return bench(sites, "--meter", name, "--meter-only")

    def test_iec_types_answer_with_parity_whom_asks_with_parity_and_without_whom_asks_without(self):
        for name in IEC + BOTH:
            with self.subTest(type=name), self.meters(name) as (folder, _), probe(folder) as reader:
                plain, with_parity = reader.sign_on(PLAIN), reader.sign_on(WITH_PARITY)
                self.assertRegex(plain, rb"^/[A-Z]{3}5[\x20-\x7e]+\r\n$")
                self.assertEqual(seven_bits(with_parity), plain)
                self.assertTrue(all(map(even, with_parity)), with_parity)
                self.assertFalse(all(map(even, plain)), plain)
                self.assertIn(name.split()[0].encode(), plain)

    def test_spodes_types_answer_snrm(self):
        for name in BOTH + DLMS:
            with self.subTest(type=name), self.meters(name) as (folder, _), probe(folder) as reader:
                self.assertEqual(reader.ask(SNRM, lambda found: len(found) >= len(UA)), UA)

    def test_from_firmware_9_on_nobody_answers_iec(self):
        for name in DLMS:
            with self.subTest(type=name), self.meters(name) as (folder, _), probe(folder) as reader:
                reader.send(WITH_PARITY)
                reader.send(PLAIN)
                self.assertEqual(reader.ask(SNRM, lambda found: len(found) >= len(UA)), UA, "nothing came before it")

    def test_each_site_has_a_meter_of_its_own_that_is_on(self):
        with self.meters("CE301", sites=2) as (folder, control):
            with probe(folder, 1) as first, probe(folder, 2) as second:
                self.assertNotEqual(first.serial(), second.serial())
            state = control.state(1)
            self.assertEqual((state["nest"], state["label"], state["output"]), (False, None, False))
            self.assertRegex(state["display"], r"^\d+\.\d\d$|^ERR 05$")
            self.assertIn("--meter-only", control.ask("insert 1"))
            self.assertIn("empty nest", control.ask("scan 1"))

    def test_a_meter_without_a_module_shows_its_error(self):
        for name, error in {"CE201": "ERR 05", "CE308 SPODES": "Info05"}.items():
            with self.subTest(type=name), self.meters(name) as (_, control):
                wait_until(lambda: control.state(1)["display"] == error, f"{error} after 90 s of module time")


class ModuleInAMeter(unittest.TestCase):
    @contextlib.contextmanager
    def in_meter(self, name, *options):
        """A programmed module in a meter, supplied."""
        with bench(1, "--meter", name, *options) as (folder, control):
            control("insert 1 77 programmed")
            control("lid 1 close")
            self.assertEqual(control.state(1)["display"], "", "no supply yet")
            supply(folder, True)
            yield folder, control

    def wait_for(self, control, sign):
        wait_until(lambda: sign in control.state(1)["display"], f"{sign} on the display")

    def test_the_display_gets_the_sign_of_its_type_and_loses_it_with_the_link(self):
        for name, sign, error in (("CE201", "i", "ERR 05"), ("CE207", "^", "Info05"), ("CE301", "*", "ERR 05"),
                                  ("CE308 SPODES 9.x", "*", "Info05")):
            with self.subTest(type=name), self.in_meter(name) as (folder, control):
                self.wait_for(control, sign)
                supply(folder, False)
                wait_until(lambda: control.state(1)["display"] == "", "the display is dark")
                control("fault 1 meter_tx_dead")
                supply(folder, True)
                self.wait_for(control, error)
                self.assertNotIn(sign, control.state(1)["display"])
                control("clear 1")
                self.wait_for(control, sign)
                self.assertNotIn(error, control.state(1)["display"])

    def test_a_fault_from_the_start_on_brings_the_error(self):
        for fault in ("meter_tx_dead", "meter_rx_dead", "meter_wrong_baud", "meter_wrong_bcc", "meter_parity"):
            with self.subTest(fault=fault), self.in_meter("CE301", "--fault", f"1:{fault}") as (_, control):
                self.wait_for(control, "ERR 05")

    def test_another_module_meets_the_same_meter(self):
        with self.in_meter("CE303") as (folder, control):
            serials = []
            for seed in (77, 78):
                with probe(folder) as reader:
                    serials.append(reader.serial())
                supply(folder, False)
                control("lid 1 open")
                control(f"insert 1 {seed} programmed")
                control("lid 1 close")
                supply(folder, True)
                self.wait_for(control, "*")
            self.assertEqual(serials[0], serials[1])

    def test_the_same_seed_brings_the_same_meter(self):
        serials = []
        for seed in (5, 5, 6):
            with bench(1, "--meter", "CE301", "--meter-only", "--seed", seed) as (folder, _), probe(folder) as reader:
                serials.append(reader.serial())
        self.assertEqual(serials[0], serials[1])
        self.assertNotEqual(serials[0], serials[2])

    def test_the_direct_channel_reaches_the_module(self):
        with self.in_meter("CE308 IEC") as (folder, control):
            self.wait_for(control, "i")
            with probe(folder) as reader:
                reader.open_channel(b"13C")

            def status():
                done = stapel("module", "status", "--extended", "--json", "--port", f"pty:{folder}/1.meter")
                return json.loads(done.stdout) if done.returncode == 0 else None

            told = wait_until(status, "an extended status comes through the channel")
            self.assertEqual(told["type"], "NB02")
            wait_until(lambda: status()["imei"] == control.state(1)["imei"], "it is the one of the module in the nest")
            with probe(folder) as reader:
                reader.send(b"!!!!")
                answer = reader.ask(PLAIN, lambda found: b"/EMR5CE3081.1\r\n" in found)
                self.assertTrue(answer.endswith(b"/EMR5CE3081.1\r\n"), "the meter itself answers again")

    def test_the_fixture_file_tells_the_station_what_is_there(self):
        with bench(2, "--meter", "CE308 SPODES") as (folder, _):
            text = (folder / "fixture.yaml").read_text()
            self.assertEqual(text.count('optical_meter: "CE308 SPODES"}'), 2)
            stapel("fixture", "check", folder / "fixture.yaml", check=0)
            other = folder.parent / "other.yaml"
            other.write_text(text.replace("CE308 SPODES", "CE309"))
            done = stapel("fixture", "check", other, check=2)
            self.assertIn('found "CE309"', done.stderr)
            self.assertIn(f"{other}:6:", done.stderr)


if __name__ == "__main__":
    unittest.main()
