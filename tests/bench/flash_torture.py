"""Flashing cut at random points, over UART and over USB, again and again: every module ends flashed and verified or is no
pass, never a pass on wrong bytes. What the flash holds is dumped through the bench's control socket after every try.

`flash_torture.py [RUNS] [SEED]`: how often flashing is cut or disturbed (200), and what it is drawn from (1).
"""

import collections
import json
import pathlib
import random
import struct
import sys
import tempfile
import zlib
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import stapel as s

WORKERS = 4  # they wait for wires most of the time
TRIES = 3  # a module is disturbed at most so often before it is flashed in peace
WAYS = {"uart": "baud: 921600 115200", "usb": "through: usb"}
IMAGE = (s.FIRMWARE / "nb02.bin").read_bytes()
BLANK = b"\xFF"


def starts(flash):
    """Would the module's own check at its start let this run? Its vector table, then its header's CRC (dialect 4)."""
    if flash[:8] == BLANK * 8 or flash[0x200:0x204] == BLANK * 4:
        return False
    length, crc = struct.unpack("<I", flash[0x22E:0x232])[0], struct.unpack("<I", flash[0x232:0x236])[0]
    if not 0x250 <= length <= len(flash):
        return False
    proven = bytearray(flash[:length])
    proven[0x232:0x236] = bytes(4)
    proven[0x240:0x250] = bytes(16)
    return zlib.crc32(proven) == crc


class Worker:
    """One bench, one database, one module after the other."""

    def __init__(self, number, runs, seed, folder, port):
        self.random = random.Random(f"{seed} {number}")
        self.folder = pathlib.Path(folder) / str(number)
        self.folder.mkdir()
        self.database = self.folder / "bench.db"
        self.runs = runs
        self.port = port  # of its bench's USB devices
        self.outcomes = collections.Counter()  # (over which wire, what was done, how it ended)
        self.resumed = 0
        self.passed = set()
        self.problems = []

    def expect(self, condition, *what):
        if not condition:
            self.problems.append(" ".join(map(str, what)))

    def work(self):
        chip = self.random.choice(("stm32f405", "stm32l476"))
        with s.bench(1, "--pace", "--chip", chip, "--seed", self.random.randrange(2**32),
                     "--usbip", self.port) as (place, self.control):
            self.arguments = ["--fixture", place / "fixture.yaml", "--db", self.database, "--json"]
            while self.runs > 0:
                self.one_module()
        self.check_records()

    def one_module(self):
        self.control("lid 1 open")
        self.control(f"insert 1 {self.random.randrange(2**32)}")
        for _ in range(self.random.randint(1, TRIES)):
            self.runs -= 1
            self.insertion(self.random.choice((self.kill, self.unplug, self.lose_supply, self.refuse, self.make_noise,
                                               self.open_lid)))
        self.insertion(None)
        self.expect(not list(pathlib.Path(f"{self.database}-flash").glob("*.flash")), "a journal is left of a pass")

    def insertion(self, disturb):
        """The lid closed on the module, the plan run, something done to it at a random point."""
        serial = self.control.state(1)["serial"]
        labels = s.scans(self.control, 1)
        way = self.random.choice(sorted(WAYS))
        plan = s.flash_plan(self.folder / f"{way}.yaml", s.FIRMWARE / "nb02.bin", WAYS[way], WAYS[way])
        self.control("lid 1 close")
        point = self.random.uniform(-0.1, 1)  # of the work; below 0: while it is being erased
        with s.started("run", "--plan", plan, *self.arguments, *labels) as process:
            events = self.follow(process, point, disturb)
            status = process.wait(s.PATIENCE)
        self.control("clear 1")
        for channel in ("host", "dfu"):
            self.control(f"plug 1 {channel}")
        self.control("lid 1 open")
        ended = s.named(events, "run_finished")
        outcome = ended[0]["outcome"] if ended else "killed"
        self.outcomes[way, disturb.__name__ if disturb else "nothing", outcome] += 1
        self.resumed += any("units are there from an earlier try" in event["text"] for event in s.named(events, "log"))
        self.expect(ended or status < 0, "no end, status", status)
        self.expect(disturb or outcome == "pass", "in peace a module ended over", way, "with",
                    ended[0]["code"] if ended else status, [event["text"] for event in s.named(events, "log")])
        self.check_flash(outcome, serial)
        if outcome == "pass":
            self.passed.add(ended[0]["run"])
        return outcome

    def follow(self, process, point, disturb):
        events = []
        for line in process.stdout:
            if not line.endswith("\n"):
                break  # killed while it wrote
            event = json.loads(line)
            begun = event["event"] == "step_started" and event["step"] == "flash" and point < 0
            reached = event["event"] == "progress" and event["done"] >= point * event["total"]
            if disturb and (begun or reached):
                disturb(process)
                disturb = None
            if event["event"] != "progress":
                events.append(event)
        return events

    def check_flash(self, outcome, serial):
        flash = self.control.flash(1)
        whole = flash == s.with_serial(IMAGE, serial).ljust(len(flash), BLANK)
        self.expect(whole or outcome != "pass", "a pass on wrong bytes, module", serial)
        self.expect(whole or not starts(flash), "a module that is not whole would start:", serial, outcome)

    def check_records(self):
        s.stapel("db", "check", "--db", self.database, check=0)
        s.stapel("db", "verify", "--db", self.database, check=0)
        rows = s.rows(self.database, "SELECT run, outcome FROM v_run")
        self.expect({row["run"] for row in rows if row["outcome"] == "pass"} == self.passed, "records tell other passes")
        self.expect(all(row["outcome"] for row in rows), "a run without an end")

    # What may happen.
    def kill(self, process):
        process.kill()

    def unplug(self, _):
        for channel in ("host", "dfu"):
            self.control(f"unplug 1 {channel}")

    def lose_supply(self, _):
        self.control("fault 1 no_power")

    def refuse(self, _):
        self.control(f"fault 1 rom_nack={self.random.choice((1, 2, 5, 20, 60))}")

    def make_noise(self, _):
        self.control(f"fault 1 uart_noise={10 ** self.random.uniform(-4, -2):.6f}")

    def open_lid(self, _):
        self.control("lid 1 open")


def main():
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = sys.argv[2] if len(sys.argv) > 2 else "1"
    with tempfile.TemporaryDirectory() as folder:
        share = [runs // WORKERS + (number < runs % WORKERS) for number in range(WORKERS)]
        first = s.free_ports(WORKERS)
        workers = [Worker(number, count, seed, folder, first + number) for number, count in enumerate(share)]
        with ThreadPoolExecutor(WORKERS) as pool:
            list(pool.map(Worker.work, workers))
    outcomes = sum((worker.outcomes for worker in workers), collections.Counter())
    for (way, what, outcome), count in sorted(outcomes.items()):
        print(f"{way:<6} {what:<12} {outcome:<12} {count}")
    resumed = sum(worker.resumed for worker in workers)
    print(f"gone on with what was there: {resumed}")
    problems = [problem for worker in workers for problem in worker.problems]
    cut = sum(count for (*_, outcome), count in outcomes.items() if outcome != "pass")
    if cut < runs // 4 or (runs >= 50 and resumed == 0):
        problems.append(f"{cut} of {runs} cut short, {resumed} gone on with: the points were no test")
    print("\n".join(problems) or "every module ended flashed and verified, or was no pass")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
