"""Debian's unmodified gammu against the bench's modems: the reference modem, and a module's transceiver while its host
is held in reset. What gammu says it stored is looked for in the SIM, and on the other modem's AT port."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from at import AtPort  # noqa: E402
from stapel import PATIENCE, Scpi, bench, wait_until  # noqa: E402

TEXT = "hellohello"
PACKED = "0AE8329BFD4697D9EC37"  # UDL and user data of that text in every SMS document
NUMBER = "+79001234567"
DESTINATION = "0B919700214365F7"


class Gammu(unittest.TestCase):
    def setUp(self):
        self.scratch = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.folder, self.control = self.enterContext(bench(1))

    def gammu(self, link, *arguments):
        config = self.scratch / "gammurc"
        config.write_text(f"[gammu]\ndevice = {self.folder / link}\nconnection = at115200\nuse_locking = no\n")
        done = subprocess.run(["gammu", "-c", str(config), *map(str, arguments)], capture_output=True, text=True,
                              timeout=PATIENCE)
        self.assertEqual(done.returncode, 0, f"{arguments}\n{done.stdout}{done.stderr}")
        return done.stdout

    def hold_module(self):
        """The module on, its host held in reset, its transceiver up."""
        self.control("lid 1 close")
        jig = Scpi(self.folder / "1.control")
        self.addCleanup(jig.close)
        self.assertEqual(jig.ask("ROUT:RES ON;:OUTP ON;:OUTP?"), "1")
        wait_until(lambda: self.control.state(1)["csq"] is not None, "the transceiver comes up")

    def sim(self):
        dump = self.scratch / "sim.txt"
        self.control(f"sim 1 {dump}")
        return dump.read_text().split()

    def save(self, link):
        return self.gammu(link, "savesms", "TEXT", "-folder", "2", "-unsent", "-sender", NUMBER, "-text", TEXT)

    def test_the_reference_modem_identifies_itself(self):
        told = self.gammu("gsm_modem", "identify")
        self.assertRegex(told, r"Manufacturer +: SIMCOM")
        self.assertRegex(told, r"Model +: .*SIM900")
        self.assertRegex(told, r"IMEI +: \d{15}\b")
        self.assertRegex(told, r"SIM IMSI +: 25001\d{10}\b")

    def test_the_reference_modem_keeps_messages(self):
        self.assertIn("0 SMS parts in 0 SMS sequences", self.gammu("gsm_modem", "getallsms"))
        self.save("gsm_modem")
        told = self.gammu("gsm_modem", "getallsms")
        self.assertIn(TEXT, told)
        self.assertIn(NUMBER, told)
        self.assertIn("1 SMS parts in 1 SMS sequences", told)

    def test_a_module_held_in_reset_identifies_itself(self):
        self.hold_module()
        told = self.gammu("1.modem", "identify")
        self.assertRegex(told, rf"IMEI +: {self.control.state(1)['imei']}\b")
        self.assertRegex(told, r"Model +: .*SIM7070G")

    def test_what_gammu_saves_lies_in_the_modules_sim(self):
        self.hold_module()
        self.assertEqual(self.sim(), [])
        self.save("1.modem")
        pdus = self.sim()
        self.assertEqual(len(pdus), 1, pdus)
        self.assertIn(DESTINATION, pdus[0])
        self.assertTrue(pdus[0].endswith(PACKED), pdus[0])
        told = self.gammu("1.modem", "getallsms")
        self.assertIn(TEXT, told)
        self.assertIn("1 SMS parts in 1 SMS sequences", told)

    def test_gammu_reads_what_another_program_stored(self):
        self.hold_module()
        port = AtPort(self.folder / "1.modem")
        self.addCleanup(port.close)
        port.ask('AT+CPMS="SM","SM","SM"')
        self.assertIn("+CMGW: 1", port.store("0011000B919700214365F70008AA0C041F04400438043204350442"))
        self.assertIn("Привет", self.gammu("1.modem", "getallsms"))


if __name__ == "__main__":
    unittest.main()
