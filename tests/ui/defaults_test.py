"""What the line leaves behind: the SIM-chip's records and the module's settings, compared with the plan's profile by a
second reading of the dialect."""

import contextlib
import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from at import items_of, store_on_sim, submit, user_data  # noqa: E402
from stapel import PLAN, bench, events_of, named, plan_with, scans, stapel  # noqa: E402

SITES = 16
MODES = {1: "client", 2: "server", 5: "cenc", 6: "nidd"}
PROTOCOLS = {0: "auto", 1: "iec", 2: "dlms"}
# What nb02-line.yaml asks for.
PROFILE = {"mode": "server", "apn": "m2m.example", "port": 8000, "period_s": 600}
ORDINARY = "0011000B916407281553F80000AA0AE8329BFD4697D9EC37"  # "hellohello", protocols 3.6
# An older order's defaults: port 1234.
OLD_RECORD = submit(bytes.fromhex("013132333435363738021727 0204D2 1A".replace(" ", "")))

KEYS = json.loads(stapel("module", "settings", "keys", "--json", check=0).stdout)
BY_ID = {int(str(key["id"]), 16): key for key in KEYS}


def expected_settings(profile):
    """Every key with the profile's value or its default; switches follow the mode."""
    values = {key["key"]: key["default"] for key in KEYS}
    values.update(profile)
    values["switches"] = {"client": 0, "server": 2, "cenc": 1, "nidd": 64}[values["mode"]]
    return values


def value_of(setting, octets):
    """A value as a settings file writes it."""
    if setting["key"] == "mode":
        return MODES[octets[0]]
    if setting["key"] == "meter_protocol":
        return PROTOCOLS[octets[0]]
    if isinstance(setting["default"], str):
        return octets.decode()
    return int.from_bytes(octets, "big", signed=setting["key"] == "ntp_zone")


def settings_on_sim(pdus):
    """What a factory-new module makes of these messages, in their order."""
    values = {}
    password = "12345678"
    for pdu in pdus:
        dcs, data = user_data(pdu)
        if dcs != 4 or data[:1] != b"\x01":
            continue
        given, command, items = items_of(data)
        if given != password or command != 2:
            continue
        values.update({BY_ID[key]["key"]: value_of(BY_ID[key], value) for key, value in items.items() if key != 3})
        password = values.get("admin_password", password)
    return values


class Line:
    """A bench in another process with a module a site, each run through the plan once."""

    def __init__(self, folder, control, sites):
        self.folder, self.control, self.sites = folder, control, sites

    def run(self, database, plan=PLAN):
        labels = scans(self.control, self.sites)
        for site in range(1, self.sites + 1):
            self.control(f"lid {site} close")
        done = stapel("run", "--plan", plan, "--fixture", self.folder / "fixture.yaml", "--json", *labels, "--db", database)
        return done

    def sim(self, site):
        with tempfile.NamedTemporaryFile() as dump:
            self.control(f"sim {site} {dump.name}")
            return pathlib.Path(dump.name).read_text().split()

    def settings(self, site):
        return json.loads(self.control(f"settings {site}"))


@contextlib.contextmanager
def line(sites, *options):
    with bench(sites, *options) as (folder, control):
        yield Line(folder, control, sites)


class SixteenModules(unittest.TestCase):
    def test_each_sim_and_each_module_holds_the_profile(self):
        with tempfile.TemporaryDirectory() as records, line(SITES) as here:
            done = here.run(f"{records}/line.db")
            ends = named(events_of(done.stdout), "run_finished")
            self.assertEqual([end["outcome"] for end in ends], ["pass"] * SITES, done.stdout[-3000:])
            for key in ("imei", "iccid", "serial"):
                self.assertEqual(len({end[key] for end in ends}), SITES, key)
            for site in range(1, SITES + 1):
                self.assertEqual(here.settings(site), expected_settings(PROFILE))
                self.assertEqual(settings_on_sim(here.sim(site)), expected_settings(PROFILE))


class OneModule(unittest.TestCase):
    def setUp(self):
        records = tempfile.TemporaryDirectory()
        self.addCleanup(records.cleanup)
        self.records = pathlib.Path(records.name)

    def passed(self, here, plan=PLAN):
        done = here.run(self.records / "line.db", plan)
        self.assertEqual([end["outcome"] for end in named(events_of(done.stdout), "run_finished")], ["pass"],
                         done.stdout[-3000:] + done.stderr)

    def test_old_records_go_and_nothing_else(self):
        with line(1) as here:
            store_on_sim(here.folder, here.control, 1, ORDINARY, OLD_RECORD, ORDINARY)
            self.assertEqual(here.sim(1), [ORDINARY, OLD_RECORD, ORDINARY])
            self.passed(here)
            left = here.sim(1)
            self.assertEqual(left.count(ORDINARY), 2)
            self.assertNotIn(OLD_RECORD, left)
            self.assertEqual(settings_on_sim(left), expected_settings(PROFILE))
            self.assertEqual(here.settings(1), expected_settings(PROFILE))

    def test_a_module_that_was_here_before_takes_the_next_profile(self):
        """Its administrator password is the first profile's, no longer the factory's."""
        profile = "settings: {mode: server, apn: m2m.example, port: 8000, period_s: 600}"
        first = plan_with(self.records, (profile, "settings: {admin_password: Secret42, apn: first, port: 8001}"),
                          name="first.yaml")
        again = plan_with(self.records, (profile, "settings: {admin_password: Secret42, apn: second, inform: 1, "
                                                  "inform_period: 2, inform_time: 28, phone: '+79001234567'}"),
                          name="again.yaml")
        with line(1) as here:
            self.passed(here, first)
            self.assertEqual(here.settings(1)["apn"], "first")
            here.control("lid 1 open")
            self.passed(here, again)
            self.assertEqual(here.settings(1), expected_settings(
                {"admin_password": "Secret42", "apn": "second", "inform": 1, "inform_period": 2, "inform_time": 28,
                 "phone": "+79001234567"}))

    def test_a_profile_of_the_longest_values(self):
        profile = "settings: {mode: server, apn: m2m.example, port: 8000, period_s: 600}"
        name = ".".join(["n" * 16] * 2 + ["n" * 15])
        longest = {"mode": "client", "apn": "a" * 40, "user": "u" * 15, "password": "Zwanzig-Zeichen"[:15], "address": name,
                   "port": 65535, "period_s": 65535, "mqtt_address": name, "mqtt_user": "m" * 15,
                   "mqtt_password": "Geheim-und-lang", "mqtt_topic": "t" * 40, "ntp": 1, "ntp_zone": -48, "ntp_address": name,
                   "mqtt_loader_address": name, "http_loader_address": name, "narodmon_address": name,
                   "phone": "+790012345678901", "meter_password": "123456789", "dlms_password": "d" * 16,
                   "dlms_key": "k" * 16}
        text = "settings: {" + ", ".join(f"{key}: '{value}'" if isinstance(value, str) and key != "mode" else f"{key}: {value}"
                                         for key, value in longest.items()) + "}"
        plan = plan_with(self.records, (profile, text))
        with line(1) as here:
            self.passed(here, plan)
            self.assertEqual(here.settings(1), expected_settings(longest))
            self.assertEqual(settings_on_sim(here.sim(1)), expected_settings(longest))


if __name__ == "__main__":
    unittest.main()
