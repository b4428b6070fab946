"""`stapel module meter-check` against virtual meters of every type behind a pseudo-terminal (manual 6.1)."""

import concurrent.futures
import contextlib
import json
import os
import pathlib
import pty
import re
import signal
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stapel import DLMS_METERS as DLMS, IEC_METERS as IEC, METERS_OF_BOTH as BOTH  # noqa: E402
from meter_on_port import meter  # noqa: E402
from stapel import PATIENCE, command, stapel  # noqa: E402

SPOILED = {"protocol": 3, "start_speed": 3, "working_speed": 4, "session_time": 14, "hdlc_time": 14}


def settings_of(kind):
    """What can be found out of a type."""
    if kind in IEC:
        return ["protocol", "start_speed", "working_speed", "session_time"]
    return list(SPOILED) if kind in BOTH else ["protocol", "start_speed", "hdlc_time"]


@contextlib.contextmanager
def at_a_terminal(*arguments):
    """The program with a terminal of its own: yields its process and a function that reads until a text comes."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command(*arguments), stdin=theirs, stdout=theirs, stderr=subprocess.PIPE)
    os.close(theirs)

    def read_until(text):
        read = ""
        while text not in read:
            try:
                read += os.read(ours, 4096).decode()
            except OSError:  # the program has ended
                break
        return read

    try:
        yield process, read_until, lambda text: os.write(ours, text.encode())
    finally:
        process.kill()
        process.communicate()
        os.close(ours)


class EveryType(unittest.TestCase):
    """Those without IEC 62056-21 are found out of by a sign-on without answer, which takes seconds: one for all here,
    each of them in the tests of the library."""

    def test_as_made_it_is_right_and_spoiled_it_is_found_told_set_and_read_back(self):
        for kind in IEC + BOTH + DLMS[:1]:
            with self.subTest(kind), meter(kind) as one:
                clean = one.check(check=0).stdout
                self.assertRegex(clean, rf"meter +{kind}\n")
                self.assertIn("as a module needs it", clean)
                names = settings_of(kind)
                for name in names:
                    one(f"{name} {SPOILED[name]}")
                spoiled = one.ask("settings")
                told = one.check(check=1, stdin=subprocess.DEVNULL)
                self.assertEqual(told.stdout.count(" wrong "), len(names), told.stdout)
                self.assertIn(f"{len(names)} settings wrong: set with --set", told.stderr)
                self.assertEqual(one.ask("settings"), spoiled, "in a pipe it only tells")
                done = one.check("--set", "--json", check=0)
                told = {setting["name"]: setting for setting in json.loads(done.stdout)["settings"]}
                self.assertEqual(set(told), set(names))
                for name, setting in told.items():
                    self.assertEqual((setting["outcome"], setting["value_before"]), ("good", SPOILED[name]))
                self.assertEqual(done.stderr, "")


class Telling(unittest.TestCase):
    def test_a_wrong_setting_is_told_with_what_it_means(self):
        with meter("CE301") as one:
            one("working_speed 3")
            lines = one.check(check=1).stdout.splitlines()
            [at] = [number for number, line in enumerate(lines) if line.startswith("working speed")]
            self.assertRegex(lines[at], r"working speed +wrong +9600 Bd expected, 2400 Bd found \(SPD02\)")
            self.assertIn("dialogue breaks off", lines[at + 1])
            self.assertLess(max(map(len, lines)), 120)

    def test_json(self):
        with meter("CE308 SPODES 9.x") as one:
            one("protocol 3")
            told = json.loads(one.check("--json", check=1).stdout)
            self.assertEqual({key: told[key] for key in ("meter", "firmware", "protocol", "identification")},
                             {"meter": "CE308 SPODES 9.x", "firmware": "9.2", "protocol": "dlms", "identification": None})
            self.assertRegex(told["serial"], "^[0-9]{15}$")
            self.assertEqual(told["settings"][0], {
                "name": "protocol", "place": "attribute 2 of 0.0.20.0.1.255", "expected": "automatic",
                "found": "DLMS alone", "value": 3, "value_before": None, "outcome": "wrong", "reason": None})

    def test_the_lines_of_what_was_set(self):
        with meter("CE303") as one:
            one("session_time 4")
            done = one.check("--set", check=0)
            before, after = done.stdout.split("set and read back:\n")
            self.assertIn("at least 15 s expected, 4 s found (ACT02)", before)
            self.assertRegex(after, r"^session time +good +15 s \(ACT02\)\n$")


class AtATerminal(unittest.TestCase):
    def answered(self, one, answer):
        with at_a_terminal("module", "meter-check", "--port", one.port) as (process, read_until, write):
            self.assertIn("Set 2 settings? [y/N] ", read_until("[y/N] "))
            write(answer)
            told = read_until("the end, which never comes")
            return process.wait(PATIENCE), told

    def test_yes_sets(self):
        with meter("CE307") as one:
            one("start_speed 0")
            one("hdlc_time 5")
            status, told = self.answered(one, "y\n")
            self.assertEqual(status, 0)
            self.assertIn("set and read back", told)
            self.assertEqual(one.ask("settings"), "0 5 5 20 15")

    def test_anything_else_does_not(self):
        with meter("CE301") as one:
            one("start_speed 0")
            one("session_time 5")
            for answer in ("\n", "n\n", "maybe\n", "\x04"):
                with self.subTest(answer):
                    self.assertEqual(self.answered(one, answer)[0], 1)
            self.assertEqual(one.ask("settings"), "0 0 5 5 120")

    def test_a_stop_ends_the_question(self):
        with meter("CE301") as one:
            one("start_speed 0")
            with at_a_terminal("module", "meter-check", "--port", one.port) as (process, read_until, _):
                self.assertIn("Set 1 setting?", read_until("[y/N] "))
                process.send_signal(signal.SIGINT)
                self.assertEqual(process.wait(PATIENCE), 4)
            self.assertEqual(one.ask("settings"), "0 0 5 20 120")

    def test_nothing_is_asked_when_nothing_is_wrong_and_for_json(self):
        with meter("CE301") as one:
            for options, status in (((), 0), (("--json",), 1)):
                with at_a_terminal("module", "meter-check", "--port", one.port, *options) as (process, read_until, _):
                    self.assertNotIn("[y/N]", read_until("the end, which never comes"))
                    self.assertEqual(process.wait(PATIENCE), status)
                one("start_speed 0")


class Refused(unittest.TestCase):
    def test_wrong_passwords_are_told_and_nothing_is_written(self):
        for kind, option, secret, advice in (("CE301", "--password", "000001", "password"),
                                             ("CE207 9.x", "--dlms-password", "00000000", "password"),
                                             ("CE207 9.x", "--key", "0000000000000001", "key")):
            with self.subTest(option), meter(kind) as one:
                one("start_speed 3")
                before = one.ask("settings")
                done = one.check(option, secret, "--set", check=1)
                self.assertIn("E-330", done.stderr)
                self.assertIn(f"check the {'meter' + chr(39) + 's ' if kind == 'CE301' else ''}{advice}", done.stderr)
                self.assertNotIn(secret, done.stdout + done.stderr)
                self.assertEqual(one.ask("settings"), before)

    def test_the_button_is_asked_for(self):
        with meter("CE308 IEC") as one:
            one("session_time 4")
            one("button 0")
            done = one.check("--set", check=1)
            self.assertRegex(done.stderr, "ERR14.*press.*ДСТП.*nothing was set")
            self.assertEqual(one.ask("settings"), "0 5 5 4 120")
            one("button 1")
            one.check("--set", check=0)


class NoMeter(unittest.TestCase):
    def unanswered(self, says):
        """What is told of a port that says so; each takes as long as all tries together."""
        with meter("CE301") as one:
            one(f"says {says}")
            options = ["--address", "000000001"] if says == "meter" else []
            return one.port, one.check(*options, check=1)

    def test_nothing_echo_noise_and_a_meter_of_another_address(self):
        expected = {"nothing": ("E-310", "nothing received"), "echo": ("E-311", "own echo received"),
                    "noise": ("E-311", "characters that are no answer received"),
                    "flood": ("E-311", "characters that are no answer received"),
                    "meter": ("E-310", "start speed and IEC address")}
        with concurrent.futures.ThreadPoolExecutor() as pool:
            told = pool.map(self.unanswered, expected)
        for (says, words), (port, done) in zip(expected.items(), told):
            with self.subTest(says):
                self.assertEqual(done.stdout, "")
                for word in (*words, port, "9600 Bd", "probe", "address", "speed"):
                    self.assertIn(word, done.stderr)

    def test_its_own_address(self):
        with meter("CE301") as one:
            serial = json.loads(one.check("--json", check=0).stdout)["serial"]
            one.check("--address", serial[6:], check=0)

    def test_its_own_hdlc_address(self):
        with meter("CE308 SPODES 9.x") as one:
            one("dlms_address 300")
            self.assertIn("nothing received", one.check("--dlms-address", 299, check=1).stderr)
            one.check("--dlms-address", 300, check=0)
            one.check("--dlms-address", "1/300", check=0)

    def test_a_module_on_com2(self):
        with meter("CE308 IEC") as one:
            one("com2_start_speed 3")
            one.check(check=0)
            told = one.check("--module-port", "com2", check=1).stdout
            self.assertRegex(told, r"start speed +wrong +9600 Bd expected, 2400 Bd found \(SPP03\)")

    def test_a_port_that_is_not_there(self):
        done = stapel("module", "meter-check", "--port", "pty:/nonexistent/probe", check=3)
        self.assertIn("E-105", done.stderr)

    def test_wrong_options(self):
        for options, words in (((), "--port"), (("--port", "nowhere"), "nowhere"),
                               (("--port", "pty:x", "--password", "0123456789"), "at most 9"),
                               (("--port", "pty:x", "--key", "123"), "exactly 16"),
                               (("--port", "pty:x", "--baud", "9601"), "9600"),
                               (("--port", "pty:x", "--address", "1!"), "--address: expected at most 32"),
                               (("--port", "pty:x", "--dlms-address", "0"), "--dlms-address: expected a number"),
                               (("--port", "pty:x", "--dlms-address", "1/"), "--dlms-address: expected a number"),
                               (("--port", "pty:x", "--module-port", "com4"), "com2")):
            done = stapel("module", "meter-check", *options, check=2)
            self.assertIn(words, done.stderr)
            self.assertNotRegex(done.stderr, re.escape("0123456789"))


if __name__ == "__main__":
    unittest.main()
