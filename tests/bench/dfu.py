"""USB DFU beside the least time that the chip leaves (DESIGN 9), and beside dfu-util on the same device in the same run.

`dfu.py`          256 KiB into both chips on a paced bench, through libusb
`dfu.py --quick`  without pace: what the chip had to do is held to the budget, no time is measured

T_limit = erasing what is not blank + the chip's own programming, in the whole milliseconds in which DFU tells a host how long
to wait + the transfers that this takes at least: three an erase and three a block, one a block to read it back, and on a
blank chip one a block to see that. What one transfer takes through libusb, testbed and bench is measured in the same run, by
dfu-util's reading. dfu-util reads nothing back, so that beside it stapel does not, either.
"""

import json
import math
import pathlib
import statistics
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import stapel as s
import usb_testbed
from flash import AGAIN_BUDGET, BUDGET, CHIPS, SIZE, measurement, row
from usbip import BOOTLOADER, bootloader

BLOCK = 2048
BLOCKS = SIZE // BLOCK
READINGS = 5
PLACE = "usb:0483:df11@1-1"


class Device:
    """One module of a bench in its ROM, flashed by one program after the other."""

    def __init__(self, control, port, jig):
        self.control, self.port, self.jig = control, port, jig

    def flash(self, *command):
        """(seconds, seconds that the chip alone has needed, what was said)"""
        s.enter_rom(self.jig)
        self.control("limit 1")
        start = time.monotonic()
        done = usb_testbed.run(self.port, BOOTLOADER, *command)
        return time.monotonic() - start, float(self.control("limit 1")) / 1000, done.stdout

    def transfer(self):
        """Seconds of one transfer of a block: of many and of one, the program's start falls out."""
        def reading(size):
            with tempfile.TemporaryDirectory() as folder:
                return self.flash("dfu-util", "-a", 0, "-s", f"0x08000000:{size}", "-U", f"{folder}/back.bin")[0]

        return statistics.median(reading(SIZE) - reading(BLOCK) for _ in range(READINGS)) / (BLOCKS - 1)

    def stapel(self, image, *options, verify=True):
        """Nothing may have gone wrong, and the dump must be the image."""
        took, busy, said = self.flash(s.STAPEL, "flash", "--image", image, "--usb", PLACE, "--json", *options,
                                      *(["--verify"] if verify else []))
        report = json.loads(said)
        if (report["outcome"], report["verified"], report["retries"]) != ("pass", verify, 0):
            raise AssertionError(said)
        self.prove(image)
        return took, busy

    def dfu_util(self, image):
        took, busy, _ = self.flash("dfu-util", "-a", 0, "-s", "0x08000000", "-D", image)
        self.prove(image)
        return took, busy

    def prove(self, image):
        if not self.control.flash(1).startswith(image.read_bytes()):
            raise AssertionError("the flash does not hold the image")


def limit(chip, blank, transfer):
    erase = 0 if blank else chip.erase(SIZE, blank=False, everything=False)
    transfers = 3 * BLOCKS + BLOCKS + (BLOCKS if blank else 3 * sum(chip.used(SIZE)))
    program = math.ceil(BLOCK / chip.program_bytes * chip.program * 1000) / 1000
    return erase + BLOCKS * program + transfers * transfer


def measured(chip, images, pace):
    """A factory-new chip, the same image again, another image over it, dfu-util."""
    with bootloader(*(["--pace"] if pace else []), "--chip", chip.name, "--seed", 1, speed="1") as (_, control, port, jig):
        device = Device(control, port, jig)
        return {"first": device.stapel(images[0]), "again": device.stapel(images[0], "--skip-identical"),
                "other": device.stapel(images[1]), "bare": device.stapel(images[0], verify=False),
                "foreign": device.dfu_util(images[1]), "transfer": device.transfer() if pace else 0}


def tell(chip, found, pace):
    """One line a measurement; true when all is within budget. `measure` is time where it was paced, else what was needed."""
    measure = 0 if pace else 1
    within = True
    for name, title in (("first", "factory-new"), ("other", "over another image")):
        least = limit(chip, name == "first", found["transfer"])
        ratio = found[name][measure] / least
        within &= ratio <= BUDGET
        row(f"{chip.name} USB, {title}: {'time' if pace else 'needed'} / T_limit", f"<= {BUDGET}",
            f"{ratio:.3f} (T_limit {least:.2f} s, a transfer {found['transfer'] * 1e3:.2f} ms)")
    ratio = found["bare"][measure] / found["foreign"][measure]
    within &= round(ratio, 3) <= 1  # whole milliseconds are told
    row(f"{chip.name} USB: stapel / dfu-util, both without verify", "<= 1.00",
        f"{ratio:.3f} ({found['foreign'][measure]:.2f} s)")
    ratio = found["again"][measure] / found["first"][measure]
    # Nothing but reading proves that the image is there: a transfer a block, and the chip does nothing.
    within &= pace or ratio <= AGAIN_BUDGET
    row(f"{chip.name} USB: the same image again / first", "wire" if pace else f"<= {AGAIN_BUDGET}", f"{ratio:.3f}")
    return within


def main():
    quick = "--quick" in sys.argv
    with measurement() as images:
        within = [tell(chip, measured(chip, images, pace=not quick), pace=not quick) for chip in CHIPS]
    return 0 if all(within) or not quick else 1


if __name__ == "__main__":
    sys.exit(main())
