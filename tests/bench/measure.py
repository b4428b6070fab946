"""Prints the budgets of the design beside what was measured in this one run: ratios, on whatever machine this is.

`measure.py [--quick]`: quick takes a smaller database for the look-up (200,000 units in place of 10 million). Flashing has
a measurement of its own, `flash.py`.
"""

import json
import os
import pathlib
import re
import resource
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import stapel as s

QUICK = "--quick" in sys.argv


def row(what, budget, found):
    print(f"{what:<52} {budget:>16} {found:>40}", flush=True)


def seconds(act):
    start = time.monotonic()
    act()
    return time.monotonic() - start


def station_run(folder, control, sites, database):
    """`run` on a bench in another process: (ms by site, processor seconds, wall seconds)."""
    labels = s.scans(control, sites)
    for site in range(1, sites + 1):
        control(f"lid {site} close")
    start = time.monotonic()
    process = subprocess.Popen(s.command("run", "--plan", s.PLAN, "--fixture", folder / "fixture.yaml", "--db", database,
                                         "--json", *labels), stdout=subprocess.PIPE, text=True)
    out = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    if os.waitstatus_to_exitcode(status) != 0:
        raise AssertionError(out)
    ended = s.named(s.events_of(out), "run_finished")
    return {event["site"]: event["ms"] for event in ended}, usage.ru_utime + usage.ru_stime, wall


def sixteen_sites():
    """The same modules (same bench seed) at once and each alone."""
    sites = 16
    with tempfile.TemporaryDirectory() as folder:
        def run(wired, database):
            with s.bench(sites, "--pace", "--seed", 7, speed="1") as (bench, control):
                if wired is not None:
                    text = (bench / "fixture.yaml").read_text().splitlines()
                    kept = [line for line in text if "site:" not in line or re.search(rf"site: {wired}\b", line)]
                    (bench / "fixture.yaml").write_text("\n".join(kept) + "\n")
                    label = control(f"scan {wired}")
                    control(f"lid {wired} close")
                    done = s.stapel("run", "--plan", s.PLAN, "--fixture", bench / "fixture.yaml", "--db", database,
                                    "--json", "--scan", f"{wired}:{label}", check=0)
                    return s.named(s.events_of(done.stdout), "run_finished")[0]["ms"]
                return station_run(bench, control, sites, database)

        together, processor, wall = run(None, f"{folder}/all.db")
        worst = max(together[site] / run(site, f"{folder}/{site}.db") for site in (1, 8, 16))
    row("16 sites at once / the same module alone (worst of 3)", "<= 1.10", f"{worst:.3f}")
    row("16 sites: station's share of one core", "< 0.50", f"{processor / wall:.3f}")


def engine_cost():
    for sites in (1, 32):
        found = [float(subprocess.run([os.environ["ENGINE_COST"], str(sites), "1000"], check=True, capture_output=True,
                                      text=True).stdout) for _ in range(3)]
        row(f"engine's processor time a step, {sites} sites", "< 20 us", f"{min(found):.1f} us")


def stop_to_off():
    """From SIGTERM to the output being off, seen through the bench's control socket."""
    taken = []
    with tempfile.TemporaryDirectory() as folder, s.bench(1, "--pace", speed="1") as (bench, control):
        for number in range(5):
            label = s.scans(control, 1)
            control("lid 1 close")
            with s.started("run", "--plan", s.PLAN, "--fixture", bench / "fixture.yaml", "--db", f"{folder}/s.db",
                           "--json", *label) as process:
                for line in process.stdout:
                    if json.loads(line)["event"] == "progress":
                        break
                start = time.monotonic()
                process.send_signal(signal.SIGTERM)
                while control.state(1)["output"]:
                    pass
                taken.append(time.monotonic() - start)
                process.communicate()
            control("lid 1 open")
            control("insert 1")
    row("stop to outputs off, median of 5", "< 100 ms", f"{statistics.median(taken) * 1000:.1f} ms")


def look_up():
    units = 200_000 if QUICK else 10_000_000
    with tempfile.TemporaryDirectory() as folder:
        database = f"{folder}/units.db"
        s.stapel("run", "--plan", s.PLAN, "--bench", 1, "--speed", 50, "--db", database, check=0)
        with sqlite3.connect(database, isolation_level=None) as connection:
            fill(connection, units)
            spots = [units // 7 * n + 1 for n in range(1, 7)]
            for column in ("serial", "imei", "iccid"):
                query = f"select * from v_unit where {column} = ?"
                keys = [connection.execute(f"select {column} from run_end limit 1 offset ?", (spot,)).fetchone()[0]
                        for spot in spots[:3]]
                taken = []
                for key in keys * 20:
                    taken.append(seconds(lambda: connection.execute(query, (key,)).fetchall()))
                row(f"look-up by {column} among {units:,} units, warm", "< 1 ms", f"{statistics.median(taken) * 1e3:.3f} ms")


def fill(connection, units):
    """Copies the one real run under other names; the chain is not this measurement's business."""
    for (trigger,) in connection.execute("select name from sqlite_schema where type = 'trigger'").fetchall():
        connection.execute(f"drop trigger {trigger}")
    connection.execute("pragma foreign_keys = off")
    connection.execute("pragma synchronous = off")
    connection.execute("begin")
    names = {"run": "printf('00000000-0000-7000-8000-%012d', n)", "serial": "printf('S%09d', n)",
             "imei": "printf('8637030%08d', n)", "iccid": "printf('8970101%012d', n)", "seq": "seq + n", "run_seq": "run_seq + n"}
    for table in ("run_begin", "unit", "run_end"):
        columns = [column[1] for column in connection.execute(f"pragma table_info({table})")]
        connection.execute(f"""with recursive number(n) as (select 1 union all select n + 1 from number where n < {units})
            insert into {table} ({', '.join(columns)})
            select {', '.join(names.get(column, column) for column in columns)}
            from number, (select * from {table} limit 1)""")
    connection.execute("commit")


def start_up():
    taken = [seconds(lambda: s.stapel("--help", check=0)) for _ in range(20)]
    row("start of stapel --help, median of 20", "< 20 ms", f"{statistics.median(taken) * 1000:.1f} ms")


if __name__ == "__main__":
    row("what", "budget", "found")
    for measure in (start_up, engine_cost, stop_to_off, look_up, sixteen_sites):
        measure()
