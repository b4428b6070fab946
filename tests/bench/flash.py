"""Flashing beside the least time that wire and chip leave (DESIGN 9), and beside stm32flash on the same device in the same run.

`flash.py`          256 KiB into both chips at 115200 and 921600 baud on a paced bench, then 1, 8, 16 and 32 sites at once
`flash.py --one`    the same without the many sites
`flash.py --quick`  without pace: what was sent and what the chip had to do is held to the budget, no time is measured

T_limit = the cheapest erase that the plan allows + the image in writes of 256 bytes (268 characters of 11 bits) + the chip's
own programming + the cheapest verify that its ROM has: one checksum, else reading 256 bytes at a time. The bench's `limit`
is what wire and chip were really kept busy: limit / T_limit is waste, time / limit is idle time.
"""

import contextlib
import dataclasses
import json
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile
import time
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import stapel as s

KIB = 1024
SIZE = 256 * KIB
CHARACTER = 11  # bits of 8E1
BLOCK = 2 + 5 + 258 + 3  # characters of one Write memory of 256 bytes; Read memory of as many takes the same
SUM = 2 + 5 + 5 + 4 + 5  # characters of Get checksum
BUDGET, SITES_BUDGET, AGAIN_BUDGET = 1.05, 1.10, 0.03


@dataclasses.dataclass
class Chip:
    """Typical times of the data sheets (flashing 2.2), as the bench's chips keep them."""
    name: str
    units: list  # (count, bytes, seconds to erase one)
    mass_erase: float
    program_bytes: int
    program: float
    sum_of_word: float = 0  # none: its ROM has no checksum

    def erase(self, size, blank, everything):
        """The cheapest that is allowed; a ROM that sums proves a blank chip to be one."""
        unit_times = [erase for count, _, erase in self.units for _ in range(count)]
        if everything:
            return min(self.mass_erase, sum(unit_times))
        if blank and self.sum_of_word:
            return 0
        return sum(used * erase for used, (_, _, erase) in zip(self.used(size), self.units))

    def used(self, size):
        """Units that so many bytes touch, group by group."""
        left = size
        for count, length, _ in self.units:
            here = min(count, -(-left // length)) if left > 0 else 0
            left -= here * length
            yield here

    def limit(self, size, baud, blank=True, everything=False):
        wire = -(-size // 256) * BLOCK * CHARACTER / baud
        program = size / self.program_bytes * self.program
        verify = SUM * CHARACTER / baud + size / 4 * self.sum_of_word if self.sum_of_word else wire
        return self.erase(size, blank, everything) + wire + program + verify


CHIPS = (Chip("stm32f405", [(4, 16 * KIB, 0.25), (1, 64 * KIB, 0.55), (7, 128 * KIB, 1.0)], 8.0, 4, 16e-6),
         Chip("stm32l476", [(512, 2 * KIB, 0.022)], 0.022, 8, 82e-6, 0.5e-6))


def row(what, budget, found):
    print(f"{what:<58} {budget:>10} {found}", flush=True)


def module_image(seed):
    """The module's image grown to SIZE by bytes that no packet leaves out, its header's length and CRC right."""
    image = bytearray((s.FIRMWARE / "nb02.bin").read_bytes())
    image += random.Random(seed).randbytes(SIZE - len(image))
    image[0x22E:0x232] = struct.pack("<I", SIZE)
    for start in range(0, SIZE, 256):  # a block of FF only would not be sent
        if image[start:start + 256] == b"\xFF" * 256:
            image[start] = 0
    proven = image[:]
    proven[0x232:0x236] = bytes(4)
    proven[0x240:0x250] = bytes(16)
    image[0x232:0x236] = struct.pack("<I", zlib.crc32(proven))
    return bytes(image)


class Device:
    """One module of a bench in its ROM, flashed by one program after the other."""

    def __init__(self, place, control):
        self.host, self.control = place / "1.host", control
        self.jig = s.Scpi(place / "1.control")
        control("lid 1 close")

    def flash(self, *command):
        """(seconds, seconds that wire and chip alone have needed, what it said)"""
        s.enter_rom(self.jig)
        self.control("limit 1")
        start = time.monotonic()
        done = subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True,
                              timeout=600)
        took = time.monotonic() - start
        return took, float(self.control("limit 1")) / 1000, done.stdout

    def stapel(self, image, baud, *options):
        """The same; nothing may have gone wrong on a quiet line, and the dump must be the image."""
        took, limit, said = self.flash(*s.command("flash", "--image", image, "--port", f"pty:{self.host}", "--baud", baud,
                                                  "--verify", "--json", *options))
        report = json.loads(said)
        if (report["outcome"], report["verified"], report["retries"]) != ("pass", True, 0):
            raise AssertionError(said)
        if not self.control.flash(1).startswith(image.read_bytes()):
            raise AssertionError("the flash does not hold the image")
        return took, limit

    def stm32flash(self, image, baud):
        took, limit, _ = self.flash("stm32flash", "-m", "8n1", "-b", baud, "-v", "-w", image, self.host)
        return took, limit


def one_site(chip, baud, images, pace):
    """A factory-new chip, the same image again, another image over it, stm32flash."""
    with s.bench(1, *(["--pace"] if pace else []), "--chip", chip.name, "--seed", 1, speed="1") as (place, control):
        device = Device(place, control)
        first = device.stapel(images[0], baud)
        again = device.stapel(images[0], baud, "--skip-identical")
        other = device.stapel(images[1], baud)
        foreign = device.stm32flash(images[0], baud)
        device.jig.close()
    return {"first": (*first, chip.limit(SIZE, baud)), "again": again,
            "other": (*other, chip.limit(SIZE, baud, blank=False)), "foreign": foreign}


def tell(chip, baud, found, pace):
    """One line a measurement; true when all is within budget. `measure` is time where it was paced, else what was needed."""
    measure = 0 if pace else 1
    within = True
    for name, title in (("first", "factory-new"), ("other", "over another image")):
        took, limit, least = found[name]
        ratio = found[name][measure] / least
        within &= ratio <= BUDGET
        idle = f", idle {took / limit - 1:+.1%}" if pace else ""
        row(f"{chip.name} {baud}, {title}: {'time' if pace else 'needed'} / T_limit", f"<= {BUDGET}",
            f"{ratio:.3f} (T_limit {least:.2f} s, waste {limit / least - 1:+.1%}{idle})")
    ratio = found["other"][measure] / found["foreign"][measure]
    within &= round(ratio, 3) <= 1  # the chip's number is read twice
    row(f"{chip.name} {baud}: stapel / stm32flash -v", "<= 1.00", f"{ratio:.3f} ({found['foreign'][measure]:.2f} s)")
    ratio = found["again"][measure] / found["first"][measure]
    # Without a checksum nothing but reading proves that the image is there: as long as the wire takes.
    budget = f"<= {AGAIN_BUDGET}" if chip.sum_of_word else "wire"
    within &= not chip.sum_of_word or ratio <= AGAIN_BUDGET
    row(f"{chip.name} {baud}: the same image again / first", budget, f"{ratio:.3f}")
    return within


def durations(chip, sites, plan):
    """Seconds of the step `host.flash` at each site, all at once in one process, the bench in another."""
    with tempfile.TemporaryDirectory() as folder, \
            s.bench(sites, "--pace", "--chip", chip.name, "--seed", 1, speed="1") as (place, control):
        labels = s.scans(control, sites)
        for site in range(1, sites + 1):
            control(f"lid {site} close")
        done = subprocess.run(s.command("run", "--plan", plan, "--fixture", place / "fixture.yaml", "--db",
                                        f"{folder}/flash.db", "--json", *labels), capture_output=True, text=True)
        if done.returncode != 0:
            raise AssertionError(done.stdout[-2000:] + done.stderr)
    measured = s.named(s.events_of(done.stdout), "measurement")
    return [event["value"] / 1000 for event in measured if event["name"] == "duration"]


def many_sites(image):
    with tempfile.TemporaryDirectory() as folder:
        plan = s.flash_plan(pathlib.Path(folder) / "plan.yaml", image)
        for chip in CHIPS:
            alone = None
            for sites in (1, 8, 16, 32):
                slowest = max(durations(chip, sites, plan))
                alone = alone or slowest
                row(f"{chip.name} 115200, {sites} sites at once: slowest / one", f"<= {SITES_BUDGET}",
                    f"{slowest / alone:.3f} ({slowest / chip.limit(SIZE, 115200):.3f} of T_limit)")
        s.flash_plan(plan, image, flash="erase: all")
        chip = CHIPS[1]
        found = durations(chip, 1, plan)[0] / chip.limit(SIZE, 115200, everything=True)
        row(f"{chip.name} 115200, erase: all: time / T_limit", f"<= {BUDGET}", f"{found:.3f}")


@contextlib.contextmanager
def on_one_processor():
    """Bench and programs that wait for each other in turn: waking another processor takes as long as several characters do
    at 921600 baud, which no adapter's driver has to."""
    usual = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(usual)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, usual)


@contextlib.contextmanager
def measurement():
    """Prints the table's head; two images, files for as long as it lasts."""
    print(f"load of this machine: {', '.join(f'{load:.1f}' for load in os.getloadavg())} on {os.cpu_count()} processors")
    row("what", "budget", "found")
    with tempfile.TemporaryDirectory() as folder:
        images = [pathlib.Path(folder) / f"{number}.bin" for number in range(2)]
        for seed, image in enumerate(images):
            image.write_bytes(module_image(seed))
        yield images


def main():
    quick, one = "--quick" in sys.argv, "--one" in sys.argv
    with measurement() as images:
        within = True
        for chip in CHIPS:
            for baud in (921600,) if quick else (115200, 921600):
                with on_one_processor():
                    found = one_site(chip, baud, images, pace=not quick)
                within &= tell(chip, baud, found, pace=not quick)
        if not quick and not one:
            many_sites(images[0])
    return 0 if within or not quick else 1


if __name__ == "__main__":
    sys.exit(main())
