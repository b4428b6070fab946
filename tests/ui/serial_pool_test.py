"""Serials from a station's pool and keys from a customer's file: what the modules hold, what the records say of it."""

import hashlib
import json
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from stapel import FIRMWARE, PATIENCE, Listener, bench, events_of, named, rows, stapel, started

PLAN = """\
plan: short
version: 1
operation: line
module: NB02
image: {image}
{more}
main:
  - {{id: power-on, kind: jig.power}}
  - {{id: flash, kind: host.flash, needs: [power-on], timeout: 300 s}}
{steps}teardown:
  - {{id: power-off, kind: jig.off}}
"""
BOOT = "  - {id: boot, kind: host.boot, needs: [flash]}\n"
POOL = "serial: {pool: nb02}\n"
KEYS = """unit_data:
  - {name: copy, offset: 0x20000, size: 16, from: serial}
  - {name: dlms, offset: 0x20010, size: 16, from: keys, file: keys.csv, format: hex}
"""
SERIAL, COPY, KEY = slice(0x240, 0x250), slice(0x20000, 0x20010), slice(0x20010, 0x20020)
BLANK = b"\xff" * 16


def key(number):
    return hashlib.sha256(b"key %d" % number).digest()[:16]


class PoolTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.database = self.folder / "bench.db"

    def plan(self, more=POOL, steps=""):
        file = self.folder / "plan.yaml"
        file.write_text(PLAN.format(image=FIRMWARE / "nb02.hex", more=more, steps=steps))
        return file

    def pool(self, *arguments, check=0):
        return stapel("serial", "pool", *arguments, "--db", self.database, check=check)

    def make_pool(self, first="S100000", last="S100099"):
        self.pool("add", "nb02", "--first", first, "--last", last, "--operator", "ivanova", "--bench")

    def states(self, pool="nb02"):
        numbers = json.loads(self.pool("show", pool, "--json").stdout)
        return {number["number"]: number["state"] for number in numbers}

    def arguments(self, plan, place, *more):
        return ["run", "--plan", plan, "--fixture", place / "fixture.yaml", "--db", self.database, "--json", *more]

    def run_once(self, plan, place, control, *more, check=0):
        """One module in site 1, from the lid's closing to the end of its run; its `run_finished` and all events."""
        control("lid 1 close")
        events = events_of(stapel(*self.arguments(plan, place, *more), check=check).stdout)
        control("lid 1 open")
        [finished] = named(events, "run_finished")
        return finished, events

    def next_module(self, control, seed):
        control(f"insert 1 {seed}")

    def verify(self):
        stapel("db", "verify", "--db", self.database, check=0)

    def write_keys(self, text, mode=0o600):
        file = self.folder / "keys.csv"
        file.write_text(text)
        file.chmod(mode)


class SerialTest(PoolTest):
    def test_sixteen_sites_on_one_pool(self):
        sites = 16
        self.make_pool()
        with bench(sites) as (place, control):
            for site in range(1, sites + 1):
                control(f"lid {site} close")
            events = events_of(stapel(*self.arguments(self.plan(), place), check=0).stdout)
            inside = [control.flash(site)[SERIAL].rstrip(b"\0").decode() for site in range(1, sites + 1)]
        told = {event["site"]: event["serial"] for event in named(events, "run_finished")}
        self.assertEqual([told[site] for site in range(1, sites + 1)], inside)
        self.assertEqual(sorted(inside), [f"S{100000 + number}" for number in range(sites)])
        self.assertEqual(self.states(), dict.fromkeys(sorted(inside), "burnt"))
        recorded = [run["serial"] for run in rows(self.database, "SELECT serial FROM v_run ORDER BY serial")]
        self.assertEqual(recorded, sorted(inside))
        self.verify()

    def test_a_number_in_a_failed_module_waits_for_a_word_and_a_retest_keeps_it(self):
        self.make_pool()
        plan = self.plan(steps=BOOT)
        with bench(1, "--fault", "1:boot_silent") as (place, control):
            self.next_module(control, 1)
            failed, _ = self.run_once(plan, place, control, check=1)
            self.assertEqual(("fail", "S100000", "boot"), (failed["outcome"], failed["serial"], failed["failed_step"]))
            self.assertEqual({"S100000": "touched"}, self.states())
            control("clear 1")
            self.next_module(control, 2)
            self.assertEqual("S100001", self.run_once(plan, place, control)[0]["serial"])
            self.next_module(control, 1)  # flashed from the start: its chip alone tells who it is
            self.assertEqual("S100000", self.run_once(plan, place, control)[0]["serial"])
            self.assertEqual("S100000", self.run_once(plan, place, control)[0]["serial"])
        self.assertEqual({"S100000": "burnt", "S100001": "burnt"}, self.states())
        self.verify()

    def test_a_persons_word_frees_a_touched_number_and_no_other(self):
        self.make_pool()
        plan = self.plan(steps=BOOT)
        with bench(1, "--fault", "1:boot_silent") as (place, control):
            self.next_module(control, 1)
            self.run_once(plan, place, control, check=1)
            word = ["release", "nb02", "S100000", "--reason", "chip exchanged, board scrapped", "--operator", "petrov"]
            self.pool(*word[:3], "--operator", "petrov", check=2)
            self.pool(*word)
            self.assertIn("is free already", self.pool(*word, check=2).stderr)
            self.assertIn("never given", self.pool("release", "nb02", "S100050", *word[3:], check=1).stderr)
            control("clear 1")
            self.next_module(control, 2)
            self.assertEqual("S100000", self.run_once(plan, place, control)[0]["serial"])
            self.assertIn("passed", self.pool(*word, check=2).stderr)
            self.check_old_module_is_refused(plan, place, control)
        kept = rows(self.database, "SELECT operator, reason FROM number_change WHERE operator IS NOT NULL")
        self.assertEqual([{"operator": "petrov", "reason": "chip exchanged, board scrapped"}], kept)
        self.assertIn("pool,number,state", self.pool("show", "nb02", "--csv").stdout)
        self.verify()

    def check_old_module_is_refused(self, plan, place, control):
        """A label that names another module's serial."""
        self.next_module(control, 3)
        before = control.flash(1)
        finished, _ = self.run_once(plan, place, control, "--scan", "1:S100000", check=1)
        self.assertEqual(("E-229", "flash"), (finished["code"], finished["failed_step"]))
        self.assertEqual(before, control.flash(1))

    def test_a_label_takes_its_number_of_the_pool_and_no_other(self):
        self.make_pool()
        with bench(1) as (place, control):
            self.next_module(control, 1)
            before = control.flash(1)
            finished, _ = self.run_once(self.plan(), place, control, "--scan", "1:S200000", check=1)
            self.assertEqual(("E-219", "flash"), (finished["code"], finished["failed_step"]))
            self.assertEqual(before, control.flash(1))
            self.assertEqual({}, self.states())
            self.assertEqual("S100042", self.run_once(self.plan(), place, control, "--scan", "1:S100042")[0]["serial"])
            finished, _ = self.run_once(self.plan(), place, control, "--scan", "1:S100043", check=1)
            self.assertEqual("E-219", finished["code"])
        self.assertEqual({"S100042": "burnt"}, self.states())

    def test_an_exhausted_pool_ends_the_run_before_anything_is_erased(self):
        self.make_pool(last="S100000")
        with bench(1) as (place, control):
            self.next_module(control, 1)
            self.run_once(self.plan(), place, control)
            self.next_module(control, 2)
            before = control.flash(1)
            finished, _ = self.run_once(self.plan(), place, control, check=3)
            self.assertEqual(("error", "E-112"), (finished["outcome"], finished["code"]))
            self.assertEqual("flash", finished["failed_step"])
            self.assertEqual(before, control.flash(1))
        [pool] = json.loads(self.pool("list", "--json").stdout)
        self.assertEqual((0, 1), (pool["free"], pool["burnt"]))

    def test_the_databases_of_two_stations_know_nothing_of_each_other(self):
        given = []
        with bench(1) as (place, control):
            for station in ("one", "two"):
                self.database = self.folder / f"{station}.db"
                self.make_pool()
                self.next_module(control, len(given) + 1)
                given.append(self.run_once(self.plan(), place, control)[0]["serial"])
        self.assertEqual(["S100000", "S100000"], given)

    def test_a_plan_whose_pool_is_not_there_starts_nothing(self):
        with bench(1) as (place, control):
            control("lid 1 close")
            done = stapel(*self.arguments(self.plan(), place), check=2)
            self.assertFalse(control.state(1)["output"])
        self.assertIn("plan.yaml:6:16: error: expected a pool of serials", done.stderr)
        self.assertIn("stapel serial pool add nb02", done.stderr)
        self.assertEqual("", done.stdout)

    def test_pools_that_cannot_be(self):
        self.make_pool()
        for name, first, last, text in (("nb02", "S200000", "S200009", "a new name expected"),
                                        ("b", "S100099", "S100199", "overlap the pool nb02 (S100000 to S100099)"),
                                        ("b", "S200009", "S200000", "not before it"),
                                        ("b", "S200000", "S2000009", "of as many digits"),
                                        ("b", "200000", "S200009", "a serial (S and 6 to 10 digits) expected"),
                                        ("B/2", "S200000", "S200009", "a-z, 0-9 and hyphens expected")):
            with self.subTest(name=name, first=first, last=last):
                done = self.pool("add", name, "--first", first, "--last", last, check=2)
                self.assertIn(text, done.stderr)
        self.assertEqual(1, len(json.loads(self.pool("list", "--json").stdout)))
        self.assertIn("no pool of this name", self.pool("show", "other", check=1).stderr)

    def test_serials_that_modules_have_are_no_pool(self):
        with bench(1) as (place, control):
            self.run_once(self.plan(more=""), place, control, "--scan", "1:S300005")
        done = self.pool("add", "nb02", "--first", "S300000", "--last", "S300099", check=2)
        self.assertIn("S300005 found in the records", done.stderr)


class KillTest(PoolTest):
    """kill -9: what may stand in a module is given to no other, what stands in none comes back."""

    MOMENTS = [("run_started", {}), ("step_started", {"step": "flash"}), ("progress", {"step": "flash"}),
               ("step_finished", {"step": "flash"}), ("step_started", {"step": "boot"})]

    def test_at_several_moments(self):
        self.make_pool()
        plan = self.plan(steps=BOOT)
        with bench(1) as (place, control):
            for seed, (event, keys) in enumerate(self.MOMENTS, start=1):
                with self.subTest(event=event, **keys):
                    self.kill_at(event, keys, plan, place, control, seed)
            burnt = {serial for serial, state in self.states().items() if state == "burnt"}
            self.next_module(control, 99)
            self.assertNotIn(self.run_once(plan, place, control)[0]["serial"], burnt)
        self.assertEqual(len(self.MOMENTS) + 1, len(self.states()))
        self.assertEqual({"burnt"}, set(self.states().values()))
        self.verify()

    def kill_at(self, event, keys, plan, place, control, seed):
        self.next_module(control, seed)
        control("fault 1 boot_silent")  # a kill that comes late meets a module that has not passed either
        control("lid 1 close")
        with started(*self.arguments(plan, place)) as process:
            listener = Listener(process)
            listener.wait(event, **keys)
            process.kill()
            process.wait(PATIENCE)
            listener.end()
        control("lid 1 open")
        stapel("db", "check", "--db", self.database, check=0)
        states = self.states()
        self.assertNotIn("reserved", states.values())
        inside = control.flash(1)[SERIAL]
        if event == "step_finished" or keys.get("step") == "boot":
            self.assertNotEqual(BLANK, inside)
        if inside != BLANK:
            self.assertEqual("touched", states[inside.rstrip(b"\0").decode()])
        held = [serial for serial, state in states.items() if state == "touched"]
        self.assertLessEqual(len(held), 1)
        self.finish(held, inside, plan, place, control, seed)

    def finish(self, held, inside, plan, place, control, seed):
        """The same module again: it gets the number that it may hold."""
        control("clear 1")
        if inside == BLANK:
            self.next_module(control, seed)
        serial = self.run_once(plan, place, control)[0]["serial"]
        self.assertEqual("burnt", self.states()[serial])
        for number in held:
            self.assertEqual(number, serial)


class KeyTest(PoolTest):
    def test_each_module_gets_a_key_and_records_its_hash_alone(self):
        self.make_pool()
        keys = [key(number) for number in range(4)]
        self.write_keys("key\n" + "".join(one.hex() + "\n" for one in keys))
        plan = self.plan(more=POOL + KEYS)
        with bench(2) as (place, control):
            for site in (1, 2):
                control(f"lid {site} close")
            done = stapel(*self.arguments(plan, place), check=0)
            flashes = [control.flash(site) for site in (1, 2)]
        self.assertEqual({bytes(flash[KEY]) for flash in flashes}, set(keys[:2]))
        for flash in flashes:
            self.assertEqual(flash[SERIAL], flash[COPY])
        self.assertEqual(self.states("keys/dlms"), {hashlib.sha256(one).hexdigest(): "burnt" for one in keys[:2]})
        measurements = named(events_of(done.stdout), "measurement")
        told = {event["value"] for event in measurements if event["name"] == "unit_data"}
        self.assertEqual(told, {f"dlms {hashlib.sha256(one).hexdigest()}" for one in keys[:2]})
        self.check_hidden(keys, done.stdout)
        self.verify()

    def check_hidden(self, keys, text):
        stored = self.database.read_bytes()
        for one in keys:
            self.assertNotIn(one, stored)
            for form in (one.hex(), one.hex().upper()):
                self.assertNotIn(form, text)
                self.assertNotIn(form.encode(), stored)

    def test_a_failed_modules_tape_hides_its_key_and_the_key_waits_for_a_word(self):
        self.make_pool()
        self.write_keys(f"serial;key\r\nS100000;{key(0).hex()}\r\nS100001;{key(1).hex().upper()}\r\n")
        plan = self.plan(more=POOL + KEYS, steps=BOOT)
        hashes = [hashlib.sha256(key(number)).hexdigest() for number in range(2)]
        with bench(1, "--fault", "1:boot_silent") as (place, control):
            self.next_module(control, 1)
            self.run_once(plan, place, control, check=1)
            self.assertEqual(key(0), control.flash(1)[KEY])
            self.assertEqual({hashes[0]: "touched"}, self.states("keys/dlms"))
            tape = stapel("unit", "show", "S100000", "--tape", "--db", self.database, check=0).stdout
            self.assertIn("2A" * 16, tape)
            self.check_hidden([key(0)], tape)
            control("clear 1")
            self.next_module(control, 2)
            self.run_once(plan, place, control)
            self.assertEqual(key(1), control.flash(1)[KEY])
            self.next_module(control, 3)
            before = control.flash(1)
            finished, _ = self.run_once(plan, place, control, check=3)  # no key for S100002
            self.assertEqual("E-112", finished["code"])
            self.assertEqual(before, control.flash(1))
        self.assertEqual({"S100000": "touched", "S100001": "burnt", "S100002": "returned"}, self.states())
        word = ["--reason", "scrapped", "--operator", "petrov"]
        self.pool("release", "keys/dlms", hashes[0], *word)
        self.assertEqual("returned", self.states("keys/dlms")[hashes[0]])
        self.verify()

    def test_keys_that_cannot_be_are_told_line_by_line_and_nothing_starts(self):
        self.make_pool()
        plan = self.plan(more=POOL + KEYS)
        good = key(0).hex()
        cases = [("value\n", 1, "a header `key`"), ("key\n", 1, "no key"),
                 (f"key\n{good}\n{good[:-2]}\n", 3, "32 hex digits"),
                 (f"key\n{good[:-1]}x\n", 2, "not all of them hex digits"),
                 (f"key\n{good}\n{good}\n", 3, "the key of line 2 again"),
                 (f"serial;key\n{good}\n", 2, "no separator"),
                 (f"serial;key\n17;{good}\n", 2, "a serial (S and 6 to 10 digits)"),
                 (f"serial;key\nS100000;{good}\nS100000;{key(1).hex()}\n", 3, "S100000 in line 2 too")]
        with bench(1) as (place, control):
            control("lid 1 close")
            for text, line, words in cases:
                with self.subTest(text=text):
                    self.write_keys(text)
                    done = stapel(*self.arguments(plan, place), check=2)
                    self.assertIn(f"keys.csv:{line}:", done.stderr)
                    self.assertIn(words, done.stderr)
                    self.assertNotIn(good[:16], done.stderr)
            self.write_keys(f"key\n{good}\n", mode=0o644)
            self.assertIn("chmod 600", stapel(*self.arguments(plan, place), check=2).stderr)
            (self.folder / "keys.csv").unlink()
            self.assertIn("a file of keys", stapel(*self.arguments(plan, place), check=2).stderr)
            self.assertFalse(control.state(1)["output"])

    def test_a_plan_says_where_its_unit_data_cannot_stand(self):
        cases = [("offset: 0x1000, size: 16, from: serial", "behind what the image's CRC covers"),
                 ("offset: 0x20000, size: 8, from: serial", "at least 11 bytes"),
                 ("offset: 0x200F8, size: 16, from: serial", "a multiple of 0x100"),
                 ("offset: 0x7FFFFFF0, size: 16, from: serial", "an offset inside the flash"),
                 ("offset: 0xFFFF0, size: 16, from: serial", "a chip of the image"),
                 ("offset: \"0x20000\", size: 16, from: serial", "a number of bytes such as"),
                 ("offset: 0x20000, size: 4, from: keys, file: k, format: hex", "at least 8 bytes"),
                 ("offset: 0x20000, size: 16, from: keys, format: hex", "the key file"),
                 ("offset: 0x20000, size: 16, from: serial, file: k", "which has no file")]
        for item, words in cases:
            with self.subTest(item):
                plan = self.plan(more=f"unit_data:\n  - {{name: a, {item}}}\n")
                done = stapel("plan", "check", plan, check=2)
                self.assertIn("plan.yaml:7:", done.stderr)
                self.assertIn(words, done.stderr)
        plan = self.plan()
        plan.write_text("".join(line for line in plan.read_text().splitlines(True) if "host.flash" not in line))
        done = stapel("plan", "check", plan, check=2)
        self.assertIn("plan.yaml:6:9: error: expected a step that writes the image", done.stderr)
        plan = self.plan(more="unit_data:\n  - {name: a, offset: 0x20000, size: 16, from: serial}\n"
                              "  - {name: b, offset: 0x20008, size: 16, from: serial}\n")
        self.assertIn("bytes that \"a\" does not have", stapel("plan", "check", plan, check=2).stderr)


if __name__ == "__main__":
    unittest.main()
