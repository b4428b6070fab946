"""The jig's SCPI table of DESIGN 5, spoken over a pseudo-terminal and over TCP against a bench in another process."""

import contextlib
import pathlib
import re
import socket
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stapel import PATIENCE, Scpi, bench, free_ports, stapel, wait_until  # noqa: E402

NO_ERROR = '0,"No error"'
DATA_TYPE = '-104,"Data type error"'
NOT_ALLOWED = '-108,"Parameter not allowed"'
MISSING = '-109,"Missing parameter"'
UNDEFINED = '-113,"Undefined header"'
CONFLICT = '-221,"Settings conflict"'
OUT_OF_RANGE = '-222,"Data out of range"'
ILLEGAL = '-224,"Illegal parameter value"'
WATCHDOG = '-300,"Watchdog"'
LID_OPENED = '-300,"Lid opened"'
TRIPPED = '-310,"Output tripped"'
OVERFLOW = '-350,"Queue overflow"'

# Command, its default after *RST, and some values with what a query then answers.
SETTINGS = [
    ("SYSTem:WATChdog", "0.000", {"2": "2.000", "1.5": "1.500", "0": "0.000"}),
    ("SOURce:VOLTage", "4.000", {"3.4": "3.400", "4.4 V": "4.400", "3600MV": "3.600", "4.1E0": "4.100"}),
    ("SOURce:CURRent:LIMit", "2.000", {"0.5": "0.500", "1.25 A": "1.250", "300 MA": "0.300"}),
    ("OUTPut", "0", {"ON": "1", "OFF": "0", "1": "1", "0": "0"}),
    ("OUTPut:STATe", "0", {"ON": "1", "OFF": "0", "1": "1", "0": "0"}),
    ("ROUTe:BOOT", "0", {"ON": "1", "OFF": "0", "1": "1", "0": "0"}),
    ("ROUTe:RESet", "1", {"OFF": "0", "ON": "1", "0": "0", "1": "1"}),
    ("ROUTe:SIM", "CHIP", {"CARD": "CARD", "NONE": "NONE", "CHIP": "CHIP", "card": "CARD"}),
    ("ROUTe:ANTenna", "COUP", {"OPEN": "OPEN", "COUPler": "COUP", "coup": "COUP"}),
    ("ROUTe:METer:LOOP", "0", {"ON": "1", "OFF": "0"}),
    ("OUTPut:LAMP", "OFF", {"BLUE": "BLUE", "GREEN": "GREEN", "RED": "RED", "AMBer": "AMB", "AMB": "AMB", "OFF": "OFF"}),
]

# Queries that are only asked, with what they answer while the output is off, the lid closed and the nest occupied.
QUERIES = [
    ("SYSTem:ERRor", re.escape(NO_ERROR)),
    ("SYSTem:VERSion", r"1999\.0"),
    ("MEASure:VOLTage", r"0\.\d{3}"),
    ("MEASure:CURRent", r"0\.0000"),
    ("MEASure:CURRent:PEAK", r"0\.\d{4}"),
    ("INPut:LID", "1"),
    ("INPut:STARt", "0"),
    ("INPut:NEST", "1"),
    ("SYSTem:CYCles", r"\d+"),
    ("CALibration:DUE", r"\d{4}-\d\d-\d\d"),
]

COMMON_QUERIES = {"*IDN": r"STAPEL,JIG,[^,]+,[^,]+", "*ESE": "0", "*ESR": r"\d+", "*SRE": "0", "*STB": r"\d+",
                  "*OPC": "1", "*TST": "0"}

MISTAKES = {
    DATA_TYPE: ["SOUR:VOLT FOUR", "SOUR:VOLT 4A", "SOUR:VOLT \"4\"", "ROUT:SIM 1", "OUTP \"ON\"", "*ESE 4V"],
    NOT_ALLOWED: ["*RST 1", "*IDN? 1", "SOUR:VOLT 3.6,3.7", "OUTP ON,OFF", "INP:LID? 1"],
    MISSING: ["OUTP", "SOUR:VOLT", "SYST:WATC", "ROUT:SIM", "*ESE"],
    UNDEFINED: ["BOGUS", "SOUR:VOL 4", "SOURC:VOLT 4", "VOLT 4", "OUTP:STATES ON", "MEAS:VOLT", "*CLS?", "INP:LID 1"],
    OUT_OF_RANGE: ["SOUR:VOLT 3.39", "SOUR:VOLT 4.41", "SOUR:CURR:LIM 99", "SYST:WATC -1", "*ESE 256"],
    ILLEGAL: ["ROUT:SIM CHI", "OUTP MAYBE", "OUTP 2", "OUTP:LAMP PINK", "ROUT:ANT COUPL"],
}


def forms(command):
    """The long form as written, in capitals and in small letters, and the short form in both cases."""
    short = re.sub("[a-z]", "", command)
    return [command, command.upper(), command.lower(), short, short.lower(), ":" + short]


class TcpScpi:
    """The jig's controller over TCP."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.file = self.socket.makefile("rw", newline="\n")

    def send(self, message):
        self.file.write(message + "\n")
        self.file.flush()

    def ask(self, message):
        self.send(message)
        return self.file.readline().rstrip("\n")

    def close(self):
        self.file.close()
        self.socket.close()


def setUpModule():
    global folder, control, first_port
    first_port = free_ports(2)
    folder, control = unittest.enterModuleContext(bench(2, "--scpi-port", first_port))


class Table:
    """What holds on every way to the controller; `connect` says which."""

    def setUp(self):
        control("clear 1")
        control("lid 1 open")
        control("insert 1")
        control("lid 1 close")
        self.jig = self.connect(1)
        self.addCleanup(self.jig.close)
        self.ask("*RST;*CLS;*ESE 0;*SRE 0;*OPC?")

    def ask(self, message):
        return self.jig.ask(message)

    def errors(self):
        """Everything in the error queue."""
        found = []
        while (error := self.ask("SYST:ERR?")) != NO_ERROR:
            found.append(error)
        return found

    def test_every_setting_in_every_form(self):
        for command, default, values in SETTINGS:
            for form in forms(command):
                with self.subTest(form=form):
                    self.assertEqual(self.ask(f"*RST;{form}?"), default)
                    for value, answer in values.items():
                        self.assertEqual(self.ask(f"{form} {value};{form if form[0] == ':' else ':' + form}?"), answer, value)
        self.ask("*RST;*OPC?")
        self.assertEqual(self.errors(), [])

    def test_every_query_in_every_form(self):
        for command, answer in QUERIES:
            for form in forms(command):
                self.assertRegex(self.ask(form + "?"), f"^{answer}$", form)
        for command, answer in COMMON_QUERIES.items():
            for form in (command, command.lower()):
                self.assertRegex(self.ask(form + "?"), f"^{answer}$", form)
        self.assertEqual(self.errors(), [])

    def test_every_mistake_gets_its_error_once(self):
        for error, messages in MISTAKES.items():
            for message in messages:
                with self.subTest(message=message):
                    self.jig.send(message)
                    self.assertEqual(self.errors(), [error])

    def test_a_message_joins_commands_and_answers(self):
        self.assertEqual(self.ask("SOUR:VOLT 3.7;CURR:LIM 0.7;:SOUR:VOLT?;CURR:LIM?;*OPC?"), "3.700;0.700;1")
        self.assertEqual(self.ask("  outp:lamp   red ; lamp? \r"), "RED")
        self.assertEqual(control.state(1)["lamp"], "red")
        self.assertEqual(self.errors(), [])

    def test_the_queue_of_sixteen_overflows_into_its_last_entry(self):
        for _ in range(20):
            self.jig.send("BOGUS")
        self.assertEqual(self.errors(), [UNDEFINED] * 15 + [OVERFLOW])
        for _ in range(16):
            self.jig.send("BOGUS")
        self.assertEqual(self.ask("system:error:next?"), UNDEFINED)
        self.assertEqual(self.errors(), [UNDEFINED] * 15)
        for _ in range(16):
            self.jig.send("BOGUS")
        self.jig.send("BOGUS")
        self.jig.send("*CLS")
        self.assertEqual(self.errors(), [])

    def test_status_registers(self):
        self.ask("*ESR?")  # power on
        self.jig.send("*OPC")
        self.assertEqual(self.ask("*ESR?;*ESR?"), "1;0")
        self.jig.send("BOGUS")
        self.jig.send("SOUR:VOLT 9")
        self.assertEqual(self.ask("*STB?"), "4")
        self.assertEqual(self.ask("*ESE 32;*SRE 36;*ESE?;*SRE?"), "32;36")
        self.assertEqual(self.ask("*STB?"), "100")  # errors, events, and therefore a request for service
        self.assertEqual(self.ask("*OPC?;*STB?"), "1;116")  # an answer waits, too
        self.assertEqual(self.ask("*ESR?"), "48")
        self.jig.send("*CLS;*WAI")
        self.assertEqual(self.ask("*STB?;*ESE?"), "0;32")

    def test_reset_means_everything_safe_and_on_its_default(self):
        self.ask("SYST:WATC 9;:SOUR:VOLT 3.5;CURR:LIM 1;:ROUT:BOOT ON;RES OFF;SIM NONE;ANT OPEN;MET:LOOP ON;:OUTP ON;*OPC?")
        self.assertTrue(control.state(1)["output"])
        self.ask("*RST;*OPC?")
        for command, default, _ in SETTINGS:
            self.assertEqual(self.ask(command + "?"), default, command)
        state = control.state(1)
        self.assertEqual((state["output"], state["boot"], state["reset"], state["current_a"]), (False, False, True, 0))

    def test_measurements_follow_the_module(self):
        self.ask("OUTP ON;*OPC?")
        self.assertAlmostEqual(float(self.ask("MEAS:VOLT?")), 4.0, delta=0.011)
        self.settles(0.012)  # held in reset: dialect 8
        self.ask("ROUT:BOOT ON;RES OFF;*OPC?")
        self.settles(0.025)  # its ROM
        self.assertAlmostEqual(float(self.ask("MEAS:CURR:PEAK?")), 0.025, delta=0.001)
        self.assertEqual(control.state(1)["current_a"], 0.025)
        self.ask("OUTP OFF;*OPC?")
        self.settles(0)
        self.assertEqual(self.ask("*TST?"), "0")

    def settles(self, ampere):
        """The mean over 20 ms gets there."""
        wait_until(lambda: abs(float(self.ask("MEAS:CURR?")) - ampere) < 0.0005, f"a current of {ampere} A")

    def test_output_on_with_the_lid_open_is_a_conflict(self):
        control("lid 1 open")
        self.assertEqual(self.ask("OUTP ON;:OUTP?;:INP:LID?"), "0;0")
        self.assertEqual(self.errors(), [CONFLICT])
        self.assertFalse(control.state(1)["output"])

    def test_a_lid_that_opens_switches_off(self):
        self.assertEqual(self.ask("OUTP ON;:OUTP?"), "1")
        control("lid 1 open")
        self.assertFalse(control.state(1)["output"])
        self.assertEqual(self.ask("OUTP?"), "0")
        self.assertEqual(self.errors(), [LID_OPENED])
        control("lid 1 close")
        self.assertEqual(self.ask("OUTP?"), "0")

    def test_too_much_current_trips(self):
        self.ask("SOUR:CURR:LIM 10 MA;:OUTP ON;*OPC?")  # a module in reset draws 12 mA
        self.assertEqual(self.ask("OUTP?"), "0")
        self.assertEqual(self.errors(), [TRIPPED])
        self.assertEqual(self.ask("SOUR:CURR:LIM 15 MA;:OUTP ON;:OUTP?"), "1")
        control("fault 1 short_circuit")
        wait_until(lambda: self.ask("OUTP?") == "0", "the short trips")
        self.assertEqual(self.errors(), [TRIPPED])

    def test_the_watchdog_bites_after_its_silence_and_only_where_it_is_set(self):
        other = self.connect(2)
        self.addCleanup(other.close)
        control("lid 2 close")
        self.assertEqual(other.ask("*RST;:OUTP ON;:OUTP?"), "1")
        start = time.monotonic()
        self.assertEqual(self.ask("SYST:WATC 2;:ROUT:BOOT ON;RES OFF;:OUTP ON;:OUTP?"), "1")
        state = wait_until(lambda: None if (state := control.state(1))["output"] else state, "the watchdog bites")
        bitten_after = time.monotonic() - start
        self.assertGreater(bitten_after, 1.9)
        self.assertLess(bitten_after, 10)  # 2 s, and whatever a loaded machine adds
        self.assertEqual((state["boot"], state["reset"], state["current_a"]), (False, True, 0))
        self.assertEqual(self.ask("OUTP?;:ROUT:BOOT?;RES?"), "0;0;1")
        self.assertEqual(self.errors(), [WATCHDOG])
        self.assertTrue(control.state(2)["output"], "without a watchdog silence is no reason")
        other.ask("*RST;*OPC?")

    def test_every_command_feeds_the_watchdog(self):
        self.ask("SYST:WATC 2;:OUTP ON;*OPC?")
        end = time.monotonic() + 3
        longest, last = 0, time.monotonic()
        while time.monotonic() < end:
            self.ask("*IDN?")
            longest, last = max(longest, time.monotonic() - last), time.monotonic()
            time.sleep(0.1)
        if longest > 1.9:
            self.skipTest("the machine slept for as long as the watchdog waits")
        self.assertEqual(self.ask("OUTP?"), "1")
        self.assertEqual(self.errors(), [])

    def test_inputs(self):
        before = int(self.ask("SYST:CYC?"))
        control("lid 1 open")
        control("remove 1")
        self.assertEqual(self.ask("INP:LID?;NEST?"), "0;0")
        control("insert 1")
        self.assertEqual(self.ask("INP:NEST?"), "1")
        control("lid 1 close")
        self.assertEqual(int(self.ask("SYST:CYC?")), before + 1)
        for form in forms("SYSTem:CYCles:RESet"):
            control("lid 1 open")
            control("lid 1 close")
            self.assertNotEqual(self.ask("SYST:CYC?"), "0")
            self.assertEqual(self.ask(f"{form};:SYST:CYC?"), "0", form)

        def pressed():
            control("press 1")  # for half a second
            return self.ask("INP:STAR?") == "1"

        wait_until(pressed, "a pressed button is seen")
        wait_until(lambda: self.ask("INP:STAR?") == "0", "a released button is seen")


class OverPty(Table, unittest.TestCase):
    def connect(self, site):
        return Scpi(folder / f"{site}.control")


class OverTcp(Table, unittest.TestCase):
    def connect(self, site):
        return TcpScpi(first_port + site - 1)


class OnePort(unittest.TestCase):
    def test_a_busy_port_is_refused(self):
        done = stapel("bench", "--sites", 1, "--dir", folder / "more", "--scpi-port", first_port)
        self.assertIn(done.returncode, (2, 3))
        self.assertIn(str(first_port), done.stderr)

    def test_both_ways_reach_the_same_jig(self):
        pty, tcp = Scpi(folder / "2.control"), TcpScpi(first_port + 1)
        self.addCleanup(pty.close)
        self.addCleanup(tcp.close)
        self.assertEqual(pty.ask("*RST;*IDN?"), tcp.ask("*IDN?"))
        pty.ask("SOUR:VOLT 3.9;*OPC?")
        self.assertEqual(tcp.ask("SOUR:VOLT?"), "3.900")
        self.assertNotEqual(tcp.ask("*IDN?"), self.identity_of_the_first())

    def identity_of_the_first(self):
        with contextlib.closing(TcpScpi(first_port)) as jig:
            return jig.ask("*IDN?")


if __name__ == "__main__":
    unittest.main()
