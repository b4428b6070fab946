"""`stapel module`: settings files and messages without a module, status and text commands over a meter port."""

import contextlib
import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stapel import Scpi, bench, stapel, wait_until  # noqa: E402

PASSWORD = b"12345678".hex()


def message(command, items="", password=PASSWORD):
    return f"01{password}{command}{items}1A".upper()


def decoded(hexadecimal):
    return json.loads(stapel("module", "settings", "decode", hexadecimal, "--json", check=0).stdout)


def items_of(encoded):
    """The items of strict messages, one a line, in order."""
    found = []
    for line in encoded.split():
        rest = bytes.fromhex(line)[10:]
        while rest[0] == 0x17:
            found.append((rest[1], rest[3:3 + rest[2]]))
            rest = rest[3 + rest[2]:]
        assert rest == b"\x1a", line
    return found


class Keys(unittest.TestCase):
    def test_json_holds_every_setting_of_the_dialect(self):
        keys = json.loads(stapel("module", "settings", "keys", "--json", check=0).stdout)
        ids = [0x22 + n for n in range(7)] + [0x40 + n for n in range(0x24)]
        self.assertEqual([int(key["id"], 16) for key in keys], ids)
        by_key = {key["key"]: key for key in keys}
        self.assertEqual(by_key["period_s"], {"id": "28", "key": "period_s", "kind": "number", "min_length": 2,
                                              "max_length": 2, "min": 60, "max": 65535, "default": 300,
                                              "values": "a whole number from 60 to 65535", "write_only": False})
        self.assertEqual((by_key["apn"]["default"], by_key["apn"]["max_length"], by_key["apn"]["min"]),
                         ("internet", 40, None))
        self.assertEqual((by_key["mode"]["kind"], by_key["mode"]["default"]), ("mode", "server"))
        self.assertEqual((by_key["ntp_zone"]["min"], by_key["ntp_zone"]["max"]), (-48, 56))
        self.assertEqual({key["key"] for key in keys if key["write_only"]},
                         {"password", "admin_password", "mqtt_password", "meter_password", "dlms_password", "dlms_key"})

    def test_the_table_has_a_line_a_setting(self):
        lines = stapel("module", "settings", "keys", check=0).stdout.splitlines()
        self.assertEqual(len(lines), 44)
        [period] = [line for line in lines if " period_s " in line]
        for word in ("28", "300", "60 to 65535"):
            self.assertIn(word, period)
        self.assertLess(max(map(len, lines)), 160)


class Files(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.file = self.folder / "order.yaml"

    def check(self, text, status):
        self.file.write_text(text)
        return stapel("module", "settings", "check", self.file, check=status)

    def encode(self, text, *options, status=0):
        self.file.write_text(text)
        return stapel("module", "settings", "encode", self.file, *options, check=status)

    def test_a_good_file_is_good(self):
        done = self.check("mode: client\naddress: cenc.example\nport: 9100\ncurrent_password: '87654321'\n", 0)
        self.assertEqual((done.stdout, done.stderr), ("", ""))

    def test_every_mistake_has_its_place(self):
        done = self.check("mode: clinet\nport: 70000\nappn: x\ncurrent_password: '1'\npassword: 1234\n", 2)
        lines = done.stderr.splitlines()
        self.assertEqual(len(lines), 5)
        for line, (row, column, words) in zip(lines, [(1, 7, "client, server, cenc or nidd"), (2, 7, "1 to 65535"),
                                                      (3, 1, "write apn instead"), (4, 19, "exactly 8"),
                                                      (5, 11, "quotes")]):
            self.assertTrue(line.startswith(f"{self.file}:{row}:{column}: error: expected "), line)
            self.assertIn(", found ", line)
            self.assertIn(words, line)
        self.assertNotIn("1234", done.stderr)

    def test_combinations_are_judged(self):
        self.assertIn("a server address in mode client", self.check("mode: client\n", 2).stderr)
        self.assertIn("ntp on", self.check("mode: nidd\nntp: 1\n", 2).stderr)

    def test_a_short_reconnect_time_of_a_cenc_client_is_a_warning(self):
        done = self.check("mode: cenc\naddress: cenc.example\nreconnect_s: 299\n", 0)
        self.assertTrue(done.stderr.startswith(f"{self.file}:3:14: warning: expected at least 300 in mode cenc, found 299"),
                        done.stderr)
        self.assertEqual(self.check("mode: cenc\naddress: cenc.example\nreconnect_s: 300\n", 0).stderr, "")
        self.assertEqual(self.check("mode: client\naddress: cenc.example\nreconnect_s: 60\n", 0).stderr, "")
        done = self.encode("mode: cenc\naddress: cenc.example\nreconnect_s: 60\n")
        self.assertIn("warning", done.stderr)
        self.assertTrue(done.stdout.startswith("01"))

    def test_files_that_are_none(self):
        self.assertIn("an empty file", self.check("", 2).stderr)
        self.assertIn("a map of keys and values", self.check("- mode\n", 2).stderr)
        self.assertIn("No such file", stapel("module", "settings", "check", self.folder / "none", check=2).stderr)

    def test_messages_fit_into_sms_and_hold_every_setting(self):
        done = self.encode("mode: client\naddress: cenc.example\nport: 9100\nntp_zone: -8\nadmin_password: newer123\n"
                           "current_password: '87654321'\n")
        lines = done.stdout.split()
        for line in lines:
            self.assertLessEqual(len(line), 280)
            self.assertTrue(line.startswith("01" + b"87654321".hex() + "02"), line)
            self.assertTrue(line.endswith("1A"))
        items = items_of(done.stdout)
        last = dict(items)
        self.assertEqual(len(last), 43)
        self.assertEqual(last[0x22], b"\x01")
        self.assertEqual(last[0x41], b"\x00")
        self.assertEqual(last[0x26], b"cenc.example")
        self.assertEqual(last[0x27], bytes.fromhex("238C"))
        self.assertEqual(last[0x49], b"\xf8")
        self.assertEqual(last[0x23], b"internet")
        self.assertEqual(items[0], (0x22, b"\x02"), "the first message makes every combination possible")
        self.assertEqual(items[-1], (0x40, b"newer123"), "the new password comes last")

    def test_the_default_password_opens_the_messages(self):
        self.assertTrue(self.encode("port: 80\n").stdout.startswith("01" + PASSWORD + "02"))

    def test_a_bad_file_makes_no_message(self):
        done = self.encode("port: 0\n", status=2)
        self.assertEqual(done.stdout, "")
        self.assertIn(f"{self.file}:1:7: error: expected", done.stderr)

    def test_secrets_come_from_their_file(self):
        secrets = self.folder / "secrets.yaml"
        secrets.write_text('apn_password: "under key"\n')
        secrets.chmod(0o600)
        text = "password: {secret: apn_password}\n"
        self.assertEqual(self.check(text, 0).stderr, "")
        self.assertIn("--secrets", self.encode(text, status=2).stderr)
        done = self.encode(text, "--secrets", secrets)
        self.assertIn(b"under key".hex().upper(), done.stdout)
        secrets.write_text('apn_password: "longer than fifteen characters"\n')
        done = self.encode(text, "--secrets", secrets, status=2)
        self.assertIn("at most 15", done.stderr)
        self.assertNotIn("longer than", done.stderr)

    def test_what_was_encoded_decodes_to_the_same(self):
        for line in self.encode("apn: m2m.example\nmode: nidd\n").stdout.split():
            told = decoded(line)
            self.assertEqual((told["form"], told["password"], told["command_name"]), ("strict", "12345678", "write"))
            for item in told["items"]:
                self.assertIsNotNone(item["key"])
                self.assertIsNotNone(item["value"], item)


class Decode(unittest.TestCase):
    def text(self, hexadecimal):
        return stapel("module", "settings", "decode", hexadecimal, check=0).stdout

    def test_a_write_in_words(self):
        text = self.text(message("02", "17220102" + "1723036D326D" + "1725046B657931" + "170300"))
        for word in ("strict", "12345678", "02 (write)", "22 mode = server", "23 apn = m2m", "25 password = key1",
                     "03 apply = after this message"):
            self.assertIn(word, text)

    def test_a_write_as_json(self):
        self.assertEqual(decoded(message("02", "17280200B4")),
                         {"form": "strict", "password": "12345678", "command": "02", "command_name": "write",
                          "items": [{"id": "28", "key": "period_s", "value": "180", "hex": "00B4"}]})

    def test_the_older_form(self):
        # The server sample of protocols 4.4 with an invented APN.
        told = decoded(f"01{PASSWORD}02" "28012C" "17236D326D00" "172400" "172500" "17271691" "172202" "170300" "1A")
        self.assertEqual(told["form"], "legacy")
        self.assertEqual([(item["key"], item["value"]) for item in told["items"]],
                         [("period_s", "300"), ("apn", "m2m"), ("user", ""), ("password", ""), ("port", "5777"),
                          ("mode", "server"), ("apply", "after this message")])

    def test_answers(self):
        text = self.text("81022005471A")
        for word in ("answer", "02 (write)", "05 (wrong value of the parameter)", "ntp (47)", "request sent"):
            self.assertIn(word, text)
        told = decoded("8103000000" "17020102" "170F03763034" "1A")
        self.assertEqual((told["form"], told["error_text"], told["failing_id"]), ("answer", "no error", None))
        self.assertEqual([(item["key"], item["value"]) for item in told["items"]], [("mode", "server"), ("version", "v04")])

    def test_a_status_answer_reads_in_decimal(self):
        text = self.text("8104460000" "170104" "00000009" "170804" "09003645" "170901" "13" "1A")
        for word in ("01 system_address = 0.0.0.9", "08 lcd = 09003645", "09 csq = 19",
                     "46 (GPRS mode, GPRS session; server registration: success)"):
            self.assertIn(word, text)

    def test_a_password_that_is_no_text_is_shown_as_bytes(self):
        self.assertIn("password none, bytes 1B5B324A31313131", self.text("01" "1B5B324A31313131" "0A" "1A"))

    def test_passwords_never_come_back(self):
        self.assertIn("25 password: never told", self.text("8109000000" "172500" "1A"))
        self.assertIn("23 apn: wanted", self.text(message("09", "172300")))
        self.assertIn("23 apn = \n", self.text("8109000000" "172300" "1A"))

    def test_what_does_not_fit_is_shown_as_bytes(self):
        text = self.text(message("02", "17270100" + "17990155"))
        self.assertIn("27 port: no value of this setting, bytes 00", text)
        self.assertIn("99 unknown id, bytes 55", text)

    def test_frames_and_blanks_are_taken_off(self):
        self.assertEqual(decoded("C0 81 02 20 05 47 1A " + "".join(f"{b:02X}" for b in fcs("81022005471A")) + " c0")["form"],
                         "answer")

    def test_what_is_no_message_is_refused_with_a_reason(self):
        for wrong, reason in {"": "found nothing", "7E": "found 7E", "01": "at least 11 bytes", "0": "hex digits",
                              "01XX": "hex digits", message("02")[:-2]: "at byte 11, found nothing",
                              message("02") + "00": "after 1A at byte 11, found 1 bytes",
                              message("02", "172205")[:-2]: "5 bytes of mode (22) from byte 14 on, found 0",
                              message("02", "18"): "at byte 11, found 18", message("02", "17")[:-2]: "found the end",
                              "C08102": "damaged"}.items():
            with self.subTest(wrong=wrong):
                done = stapel("module", "settings", "decode", wrong, check=2)
                self.assertEqual(done.stdout, "")
                self.assertIn("expected", done.stderr)
                self.assertIn(reason, done.stderr)


def fcs(hexadecimal):
    value = 0xFFFF
    for byte in bytes.fromhex(hexadecimal):
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (0x8408 if value & 1 else 0)
    return (value ^ 0xFFFF).to_bytes(2, "little")


class Usage(unittest.TestCase):
    def test_every_command_has_an_example(self):
        for command in (["settings"], ["settings", "keys"], ["settings", "check"], ["settings", "encode"],
                        ["settings", "decode"], ["status"], ["text"], ["meter-check"], []):
            self.assertIn("Example: ", stapel("module", *command, "--help", check=0).stdout, command)

    def test_wrong_options(self):
        for arguments, reason in ((["status"], "--port"), (["status", "--port", "nowhere"], "nowhere"), ([], "subcommand"),
                                  (["settings"], "subcommand"), (["sms"], "subcommand"),
                                  (["status", "--port", "pty:x", "--password", "123"], "exactly 8")):
            self.assertIn(reason, stapel("module", *arguments, check=2).stderr)
        for text, reason in (("", "found nothing"), ("\n", "found nothing"), ("/?!\n", "another line")):
            done = stapel("module", "text", "--port", "pty:none", check=2, input=text)
            self.assertIn(reason, done.stderr)
            self.assertIn("12345678 NETWORK", done.stderr)

    def test_a_port_that_is_not_there(self):
        stapel("module", "status", "--port", "pty:/nonexistent/meter", check=3)
        stapel("module", "text", "--port", "pty:/nonexistent/meter", input="12345678 MODE\n", check=3)


class OverThePort(unittest.TestCase):
    """A programmed module on a bench, powered as a person would power it."""

    @classmethod
    def setUpClass(cls):
        cls.folder, cls.control = cls.enterClassContext(bench(1))
        cls.control("insert 1 77 programmed")
        cls.control("lid 1 close")
        with contextlib.closing(Scpi(cls.folder / "1.control")) as jig:
            jig.ask("OUTP OFF;:ROUT:BOOT OFF;RES OFF;:OUTP ON;*OPC?")
        cls.port = f"pty:{cls.folder}/1.meter"
        wait_until(lambda: stapel("module", "status", "--port", cls.port).returncode == 0, "the module is ready")

    def status(self, *options):
        return json.loads(stapel("module", "status", "--port", self.port, "--json", *options, check=0).stdout)

    def text(self, lines, *options, check=0):
        return stapel("module", "text", "--port", self.port, *options, input=lines, check=check)

    def test_status_bits_have_words(self):
        self.assertRegex(stapel("module", "status", "--port", self.port, check=0).stdout, "status bits +[0-9A-F]{2}: [GTn]")

    def test_status(self):
        told = self.status()
        self.assertEqual((told["type"], told["mode"], told["lcd"], told["imei"]), ("NB02", "server", None, None))
        self.assertTrue(told["version"].startswith("v04"))

    def test_extended_status(self):
        state = self.control.state(1)
        told = self.status("--extended")
        self.assertRegex(told["lcd"], "^0[0-9A-F]{7}$")
        wait_until(lambda: self.status("--extended")["imei"] == state["imei"], "the module knows its IMEI")
        wait_until(lambda: self.status("--extended")["iccid"] == state["iccid"], "the module knows its ICCID")
        wait_until(lambda: self.status("--extended")["csq"] == state["csq"], "the module knows its signal")

    def test_status_in_words(self):
        words = stapel("module", "status", "--port", self.port, "--extended", check=0).stdout
        for word in ("NB02", "server", "display", "G1F1", "G2F4", "3GPP" if "CSQ 99" not in words else "unknown"):
            self.assertIn(word, words)

    def test_a_wrong_password_is_refused(self):
        done = stapel("module", "status", "--port", self.port, "--password", "00000000", check=1)
        self.assertIn("wrong password", done.stderr)
        self.assertEqual(done.stdout, "")

    def test_text_commands(self):
        done = self.text("12345678 APN\n12345678 port\n")
        lines = done.stdout.splitlines()
        self.assertEqual([lines[0], lines[1]], ["NB02", "0"], "no meter yet: the module's type and 0")
        self.assertIn("APN: internet", lines)
        self.assertIn("DNS: :80", lines)

    def test_a_setting_by_text_is_told_by_the_next_query(self):
        self.text("12345678 TIMEOUT 600\n")
        self.assertIn("TIMEOUT: 600", self.text("12345678 TIM\n").stdout.splitlines())
        self.assertEqual(json.loads(self.control("settings 1"))["period_s"], 600)

    def test_a_refused_command_is_told_and_the_others_are_sent(self):
        done = self.text("12345678 TIMEOUT 5\n12345678 RESET\n", check=1)
        self.assertIn("ERROR: 05", done.stdout.splitlines())
        self.assertIn("RESET: 24", done.stdout.splitlines())
        self.assertIn("expected command 1 to be carried out", done.stderr)

    def test_a_wrong_password_is_not_answered(self):
        done = self.text("00000000 APN\n", "--wait", 2, check=1)
        self.assertEqual(done.stdout, "")
        self.assertIn("password", done.stderr)

    def test_a_module_without_power_is_silent(self):
        with bench(1) as (folder, control):
            control("insert 1 78 programmed")
            done = stapel("module", "status", "--port", f"pty:{folder}/1.meter", check=1)
            self.assertIn("E-260", done.stderr)
            self.assertIn("3 tries", done.stderr)


if __name__ == "__main__":
    unittest.main()
