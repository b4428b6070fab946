"""Records through the program: what was changed is found, what cannot be stored is no pass, and who holds them is named."""

import contextlib
import hashlib
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from mounts import mounts_allowed, namespace
from stapel import (PATIENCE, PLAN, Listener, bench, command, events_of, named, rows, scans, stapel, started)

TABLES = ["run_begin", "step_start", "step_end", "measurement", "run_end"]  # what v_run, v_step, v_measurement show
FAR = 100000  # so that a changed number meets no other row's


def changed(value):
    """The value with one byte changed, of the same type."""
    if value is None:
        return "x"
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:]
    if isinstance(value, str):
        return ("0" if value[:1] != "0" else "1") + value[1:]
    return value + (FAR if isinstance(value, int) else 1)


class Forger:
    """Writes past the triggers, and puts them back, so that nothing but the row tells of it."""

    def __init__(self, file):
        self.connection = sqlite3.connect(file, isolation_level=None)
        self.connection.execute("PRAGMA foreign_keys = OFF")
        self.connection.execute("PRAGMA ignore_check_constraints = ON")
        self.triggers = self.connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()

    def __enter__(self):
        for name, _ in self.triggers:
            self.connection.execute(f"DROP TRIGGER {name}")
        return self.connection

    def __exit__(self, *_):
        for _, sql in self.triggers:
            self.connection.execute(sql)
        self.connection.close()


def digest(file):
    return hashlib.sha256(pathlib.Path(file).read_bytes()).hexdigest()


class FolderTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.database = self.folder / "bench.db"

    def run_bench(self, *options, check=0):
        return events_of(stapel("run", "--plan", PLAN, "--bench", 1, "--speed", 100, "--json", "--db", self.database,
                                *options, check=check).stdout)

    def files(self):
        return sorted(file.name for file in self.folder.iterdir())


class ForgeryTest(unittest.TestCase):
    """Three runs; the middle one, which failed with a retry and limits, is forged in copies."""

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory()))
        cls.original = cls.folder / "original.db"
        for options, status in (([], 0), (["--fault", "1:image_corrupt"], 1), ([], 0)):
            stapel("run", "--plan", PLAN, "--bench", 1, "--speed", 200, "--db", cls.original, *options, check=status)
        stapel("db", "verify", "--db", cls.original, check=0)
        with contextlib.closing(sqlite3.connect(cls.original)) as connection:  # what readers left beside it goes in
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            runs = connection.execute("SELECT seq, run FROM run_begin ORDER BY seq").fetchall()
            cls.run_seq, cls.run_id = runs[1]
            cls.columns = {table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")] for table in TABLES}

    def forged(self, *statement):
        """`db verify` of a copy on which this was executed; it must have changed one row."""
        copy = self.folder / "copy.db"
        for beside in ("", "-wal", "-shm", ".lock"):
            pathlib.Path(f"{copy}{beside}").unlink(missing_ok=True)
        shutil.copy(self.original, copy)
        with Forger(copy) as connection:
            self.assertEqual(1, connection.execute(*statement).rowcount, statement)
        return stapel("db", "verify", "--db", copy)

    def row_of(self, table):
        """The last row of the middle run: its seq, and its values by column."""
        own = "seq" if table == "run_begin" else "run_seq"
        return rows(self.original, f"SELECT * FROM {table} WHERE {own} = ? ORDER BY seq DESC LIMIT 1", self.run_seq)[0]

    def assert_found(self, done):
        self.assertEqual(1, done.returncode, done.stdout + done.stderr)
        self.assertRegex(done.stdout, rf"(?m)^run .*{self.run_id}.*: ")

    def test_the_tables_are_those_behind_the_views(self):
        with contextlib.closing(sqlite3.connect(self.original)) as connection:
            for view in ("v_run", "v_step", "v_measurement"):
                sql = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", [view]).fetchone()[0]
                words = set(sql.replace("\n", " ").replace(")", " ").split())
                tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
                self.assertLessEqual(words & tables, set(TABLES), view)

    def test_one_byte_in_every_column(self):
        for table in TABLES:
            row = self.row_of(table)
            for column in self.columns[table]:
                with self.subTest(f"{table}.{column}"):
                    value = changed(row[column])
                    if value == "x" and self.is_number(table, column):
                        value = 1
                    self.assert_found(self.forged(f"UPDATE {table} SET {column} = ? WHERE seq = ?", [value, row["seq"]]))

    def is_number(self, table, column):
        with contextlib.closing(sqlite3.connect(self.original)) as connection:
            types = {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({table})")}
        return types[column] in ("INTEGER", "REAL")

    def test_a_fail_turned_into_a_pass(self):
        self.assert_found(self.forged("UPDATE run_end SET outcome = 'pass', failed_step = NULL, code = NULL WHERE run_seq = ?",
                                      [self.run_seq]))

    def test_a_row_deleted_from_every_table(self):
        for table in TABLES:
            with self.subTest(table):
                self.assert_found(self.forged(f"DELETE FROM {table} WHERE seq = ?", [self.row_of(table)["seq"]]))

    def test_the_newest_row_deleted(self):
        """Nothing comes after it that could miss it."""
        done = self.forged("DELETE FROM run_end WHERE seq = (SELECT max(seq) FROM run_end)")
        self.assertEqual(1, done.returncode, done.stdout)

    def test_a_copy_that_was_not_forged(self):
        self.assertEqual(0, self.forged("UPDATE run_end SET code = code WHERE run_seq = ?", [self.run_seq]).returncode)


class FileTest(FolderTest):
    def test_a_newer_schema_is_refused_and_left_alone(self):
        self.run_bench()
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            connection.execute("PRAGMA user_version = 99")
        before, beside = digest(self.database), self.files()
        for arguments in (["run", "--plan", PLAN, "--bench", 1], ["db", "check"], ["db", "verify"], ["unit", "show", "S000017"],
                          ["db", "backup", self.folder / "copy.db"]):
            with self.subTest(arguments):
                done = stapel(*arguments, "--db", self.database, check=2)
                self.assertIn("99", done.stderr)
                self.assertEqual("", done.stdout)
                self.assertEqual((before, beside), (digest(self.database), self.files()))

    def test_a_file_that_is_no_database_is_left_alone(self):
        self.database.write_bytes(b"minutes of the meeting\n" * 400)
        before = digest(self.database)
        for arguments in (["run", "--plan", PLAN, "--bench", 1], ["db", "check"], ["db", "verify"], ["unit", "show", "S000017"]):
            with self.subTest(arguments):
                stapel(*arguments, "--db", self.database, check=2)
                self.assertEqual((before, ["bench.db"]), (digest(self.database), self.files()))

    def test_bench_and_station_never_share_a_file(self):
        self.run_bench()
        fixture = self.folder / "real.yaml"
        fixture.write_text('fixture: real\nsites:\n  - {site: 1, control: "pty:nothing"}\n')
        done = stapel("run", "--plan", PLAN, "--fixture", fixture, "--db", self.database, check=2)
        self.assertIn("bench", done.stderr)

    def test_nothing_is_left_beside_it_after_a_normal_end(self):
        self.run_bench()
        self.assertEqual(["bench.db", "bench.db.lock"], self.files())
        self.run_bench("--fault", "1:no_power", check=1)
        self.assertEqual(["bench.db", "bench.db.lock"], self.files())

    def test_a_module_that_nobody_knows(self):
        self.run_bench()
        for options in ([], ["--json"], ["--tape"]):
            done = stapel("unit", "show", "863700000000000", "--db", self.database, *options, check=1)
            self.assertEqual("", done.stdout)
            self.assertIn("863700000000000", done.stderr)

    def test_a_mark_tells_who_and_when(self):
        [finished] = named(self.run_bench(), "run_finished")
        mark = {"serial": finished["serial"], "mark": "scrapped", "marked_utc": "2026-03-01T09:05:07.042Z",
                "operator": "Иванова", "hash": b"0"}
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            connection.execute(f"INSERT INTO unit_mark({', '.join(mark)}) VALUES (?, ?, ?, ?, ?)", [*mark.values()])
            connection.commit()
        show = ["unit", "show", finished["serial"], "--db", self.database]
        self.assertEqual("scrapped", json.loads(stapel(*show, "--json", check=0).stdout)["state"])
        self.assertIn("2026-03-01T09:05:07.042Z marked scrapped by Иванова\n", stapel(*show, check=0).stdout)
        self.assertEqual("scrapped", rows(self.database, "SELECT state FROM v_unit")[0]["state"])

    def test_backup(self):
        [finished] = named(self.run_bench(), "run_finished")
        copy = self.folder / "copy.db"
        stapel("db", "backup", copy, "--db", self.database, check=0)
        stapel("db", "verify", "--db", copy, check=0)
        self.assertEqual("pass", rows(copy, "SELECT outcome FROM v_run WHERE run = ?", finished["run"])[0]["outcome"])
        before = digest(copy)
        self.assertIn(str(copy), stapel("db", "backup", copy, "--db", self.database, check=2).stderr)
        self.assertEqual(before, digest(copy))
        stapel("db", "backup", self.folder / "none" / "copy.db", "--db", self.database, check=5)


class SecondWriterTest(FolderTest):
    def test_it_stops_and_names_the_first(self):
        with bench(1, "--fault", "1:boot_silent") as (place, control):
            control("lid 1 close")
            with started("run", "--plan", PLAN, "--fixture", place / "fixture.yaml", "--db", self.database, "--json",
                         *scans(control, 1)) as first:
                listener = Listener(first)
                listener.wait("step_started", step="boot")
                for arguments in (["run", "--plan", PLAN, "--bench", 1, "--json"], ["db", "check"]):
                    done = stapel(*arguments, "--db", self.database, check=5)
                    self.assertIn(f"process {first.pid} ", done.stderr)
                    self.assertNotIn("run_started", done.stdout)
                self.assertTrue(control.state(1)["output"], "the first goes on")
                copy = self.folder / "copy.db"
                stapel("db", "backup", copy, "--db", self.database, check=0)
                stapel("db", "verify", "--db", copy, check=0)
                self.assertEqual([None], [run["outcome"] for run in rows(copy, "SELECT outcome FROM v_run")])
                self.assertEqual(1, first.wait(PATIENCE))
            self.assertEqual(["fail"], [run["outcome"] for run in rows(self.database, "SELECT outcome FROM v_run")])


@unittest.skipUnless(mounts_allowed(), "no file system of our own: neither root nor user namespaces may mount here")
class SmallDiskTest(FolderTest):
    """A small file system in a mount namespace, which a sleeping process keeps; the test sees it through /proc."""

    def setUp(self):
        super().setUp()
        self.disk = self.folder / "disk"
        self.disk.mkdir()
        script = f"mount -t tmpfs -o size=2m tmpfs {self.disk} && echo mounted && exec sleep 1000"
        self.keeper = subprocess.Popen(namespace("sh", "-c", script), stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.keeper.communicate)
        self.addCleanup(self.keeper.kill)
        self.assertEqual("mounted\n", self.keeper.stdout.readline())
        self.seen = pathlib.Path(f"/proc/{self.keeper.pid}/root{self.disk}")
        self.place, self.control = self.enterContext(bench(1))
        self.database = self.disk / "bench.db"

    def inside(self, *arguments):
        user = [] if os.geteuid() == 0 else ["--user", "--preserve-credentials"]
        return ["nsenter", "--target", str(self.keeper.pid), *user, "--mount", "--", *map(str, arguments)]

    def begin(self, units=1):
        self.control("lid 1 close")
        process = subprocess.Popen(self.inside(*command(
            "run", "--plan", PLAN, "--fixture", self.place / "fixture.yaml", "--db", self.database, "--json", "--units", units,
            *scans(self.control, 1))), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def fill(self):
        """Until not a byte more fits."""
        with contextlib.suppress(OSError), open(self.seen / "filler", "ab", buffering=0) as filler:
            for size in (65536, 4096, 1):
                with contextlib.suppress(OSError):
                    while filler.write(bytes(size)):
                        pass

    def check_refused(self, process):
        status = process.wait(PATIENCE)
        errors = process.stderr.read()
        self.assertEqual(5, status, errors)
        self.assertIn(str(self.database), errors)
        self.assertEqual("", process.stdout.read())
        self.assertFalse(self.control.state(1)["output"])

    def test_full_before_the_start(self):
        self.fill()
        self.check_refused(self.begin())

    def test_read_only(self):
        subprocess.run(self.inside("mount", "-o", "remount,ro", str(self.disk)), check=True)
        self.check_refused(self.begin())

    def test_full_in_the_middle(self):
        """The module would pass; it must not, since nobody would know of it. No next module is begun."""
        process = self.begin(units=3)
        listener = Listener(process)
        listener.wait("step_started", step="flash")
        self.fill()
        self.assertEqual(5, process.wait(PATIENCE))
        events = listener.end()
        self.assertEqual(1, len(named(events, "run_started")))
        self.assertEqual(["error"], [event["outcome"] for event in named(events, "run_finished")])
        self.assertEqual("E-110", named(events, "run_finished")[0]["code"])
        self.assertFalse(self.control.state(1)["output"])
        self.assertNotEqual("GREEN", self.control.state(1)["lamp"].upper())
        self.check_what_is_left()

    def check_what_is_left(self):
        """With room again: a sound database without a pass."""
        (self.seen / "filler").unlink()
        subprocess.run(self.inside(*command("db", "check", "--db", self.database)), check=True, stdout=subprocess.DEVNULL)
        subprocess.run(self.inside(*command("db", "verify", "--db", self.database)), check=True, stdout=subprocess.DEVNULL)
        kept = self.folder / "kept.db"
        shutil.copy(self.seen / "bench.db", kept)
        with contextlib.closing(sqlite3.connect(kept)) as connection:
            self.assertEqual([("interrupted",)], connection.execute("SELECT outcome FROM v_run").fetchall())


class ReadOnlyFolderTest(FolderTest):
    def test_a_folder_that_may_not_be_written(self):
        """Root writes everywhere: it becomes an ordinary user."""
        self.folder.chmod(0o555)
        self.addCleanup(self.folder.chmod, 0o755)
        ordinary = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
        done = subprocess.run(ordinary + command("run", "--plan", PLAN, "--bench", 1, "--json", "--db", self.database),
                              capture_output=True, text=True, timeout=PATIENCE)
        self.assertEqual(5, done.returncode, done.stderr)
        self.assertIn(str(self.database), done.stderr)
        self.assertEqual("", done.stdout)
        self.assertEqual([], self.files())


if __name__ == "__main__":
    unittest.main()
