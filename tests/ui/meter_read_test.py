"""`stapel meter read` and `stapel meter write` against virtual meters behind a pseudo-terminal (protocols 1 and 2)."""

import json
import pathlib
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from meter_on_port import meter  # noqa: E402
from stapel import stapel  # noqa: E402


def read(one, *arguments, check=0):
    """What was told, by item."""
    done = stapel("meter", "read", "--port", one.port, "--json", *arguments, check=check)
    return {line["item"]: line["values"] for line in json.loads(done.stdout)["items"]}


class Reading(unittest.TestCase):
    def test_without_an_item_a_meter_tells_who_it_is_and_its_energies(self):
        for kind, energies in (("CE301", "ET0PE()"), ("CE308 IEC", "EMD01(0.0,F)")):
            with self.subTest(kind), meter(kind) as one:
                told = read(one)
                self.assertRegex(told["SNUMB()"][0], "^0092180[0-9]{8}$")
                self.assertEqual({"ET0PE()", "EMD01(0.0,F)"} & set(told), {energies})
                text = stapel("meter", "read", "--port", one.port, check=0).stdout
                self.assertRegex(text, rf"(?m)^identification +E[A-Z]+5{kind.split()[0]}.*\n")

    def test_items_are_asked_for_in_order_and_what_is_refused_is_told(self):
        with meter("CE301") as one:
            told = read(one, "VOLTA()", "NONE_()", "FREQU()", check=1)
            self.assertEqual(["VOLTA()", "NONE_()", "FREQU()"], list(told))
            self.assertEqual((3, None, 1), (len(told["VOLTA()"]), told["NONE_()"], len(told["FREQU()"])))
            done = stapel("meter", "read", "--port", one.port, "NONE_()", check=1)
            self.assertIn("ERR12 (unknown parameter)", done.stdout)

    def test_readouts_groups_and_no_session(self):
        with meter("CE303") as one:
            self.assertLess(len(read(one, "--quick")), len(read(one, "--readout")))
            self.assertEqual(["SNUMB", "MODEL"], list(read(one, "--group", "SNUMB()", "MODEL()")))
            self.assertEqual(read(one, "SNUMB()"), read(one, "--no-session", "--password", "wrong", "SNUMB()"))

    def test_a_meter_that_speaks_dlms_alone(self):
        with meter("CE308 SPODES 9.x") as one:
            told = read(one)
            self.assertRegex(told["0.0.96.1.0.255:2"][0], "^0092180[0-9]{8}$")
            total, *tariffs = (int(told[f"1.0.1.8.{tariff}.255:2"][0].split()[-1]) for tariff in range(5))
            self.assertAlmostEqual(total, sum(tariffs), delta=4)

    def test_objects_by_their_name_with_every_client(self):
        with meter("CE308 SPODES 9.x") as one:
            for client in (16, 32, 48):
                told = read(one, "--client", client, "0.0.42.0.0.255", "1.0.1.8.0.255:3")
                self.assertRegex(told["0.0.42.0.0.255:2"][0], "^EMR")
                self.assertIn("structure", told["1.0.1.8.0.255:3"][0])
            done = stapel("meter", "read", "--port", one.port, "--client", 48, "--gmac", *told, check=1)
            self.assertIn("client 48 with HLS with GMAC", done.stderr)  # which these meters do not have
            self.assertEqual({"9.9.9.9.9.9:2": None}, read(one, "--protocol", "dlms", "9.9.9.9.9.9", check=1))

    def test_the_object_list_names_classes(self):
        with meter("CE207") as one:
            told = read(one, "--list")
            self.assertEqual(["class 70", "version 0"], told["0.0.96.3.10.255"])
            self.assertEqual("class 23", told["0.3.22.0.0.255"][0])

    def test_a_wrong_password_ends_it(self):
        with meter("CE301") as one:
            done = stapel("meter", "read", "--port", one.port, "--password", "1", "SNUMB()", check=1)
            self.assertIn("stapel meter read: E-", done.stderr)
            self.assertEqual("", done.stdout)

    def test_wrong_options(self):
        for options, words in ((("--readout", "--list"), "expected one of --readout"),
                               (("--readout", "SNUMB()"), "no ITEM"), (("--group",), "found none"),
                               (("1.2.3",), "expected OBIS"), (("1.0.1.8.0.255:0",), "expected OBIS"),
                               (("--client", 17), "48"), (("--protocol", "modbus"), "dlms")):
            with self.subTest(options), meter("CE301") as one:
                done = stapel("meter", "read", "--port", one.port, *options, check=2)
                self.assertIn(words, done.stderr)


class Writing(unittest.TestCase):
    def write(self, one, *arguments, check=0):
        return stapel("meter", "write", "--port", one.port, *arguments, check=check)

    def test_in_a_session_one_by_one_and_as_a_group(self):
        with meter("CE308 IEC") as one:
            self.assertEqual("ACT02 written\nSPD02 written\n", self.write(one, "ACT02(1E)", "SPD02(4)").stdout)
            self.assertEqual("0 5 4 30 120", one.ask("settings"))
            done = self.write(one, "--group", "ACT02(F)", "SPP02(9)", check=1)
            self.assertIn("SPP02: ERR17 received (1 of 2 were written)", done.stderr)
            self.assertEqual("0 5 4 15 120", one.ask("settings"))

    def test_without_a_session_to_one_and_to_all(self):
        with meter("CE308 IEC") as one:
            serial = read(one, "SNUMB()")["SNUMB()"][0]
            done = self.write(one, "--no-session", "--address", serial[6:], "ACT02(10)")
            self.assertEqual("ACT02 written\n", done.stdout)
            self.assertEqual("0 5 5 16 120", one.ask("settings"))
            self.assertIn("none answers", self.write(one, "--no-session", "ACT02(11)").stdout)
            self.assertEqual("0 5 5 17 120", one.ask("settings"))

    def test_a_broadcast_reaches_all_and_is_not_answered(self):
        with meter("CE303") as one:
            told = self.write(one, "--broadcast", "MCVAL(0B02,000A,0B005547)", "CTIME").stdout
            self.assertEqual("MCVAL sent to all meters, none answers\nCTIME sent to all meters, none answers\n", told)
            self.assertEqual("0B005547", one.ask("display"))

    def test_wrong_items(self):
        for options, words in ((("ACT02",), "expected NAME(VALUE)"), (("A/B(1)",), "expected NAME(VALUE)"),
                               (("--group", "--broadcast", "CTIME"), "expected one of --group")):
            with self.subTest(options), meter("CE301") as one:
                self.assertIn(words, self.write(one, *options, check=2).stderr)


if __name__ == "__main__":
    unittest.main()
