"""Prints what the window costs beside its budgets: processor time a frame, load while nothing happens, time to its start."""

import contextlib
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import stapel as s
from display import Display
from measure import row

TICKS = os.sysconf("SC_CLK_TCK")
WATCHED = 20  # seconds of doing nothing
STARTS = 7


def frames():
    for sites in (1, 8, 32):
        done = subprocess.run([os.environ["WINDOW_COST"], str(sites), "300"], check=True, capture_output=True, text=True)
        screens, painted = (float(number) / 1000 for number in done.stdout.split())
        row(f"processor time a frame, {sites} running sites", "< 4 ms", f"{screens:.2f} ms")
        row("  with every pixel painted by the processor", "", f"{painted:.2f} ms")


@contextlib.contextmanager
def window(display, place, folder):
    """`stapel-ui` on a bench of another process: (process, window, seconds from its start to the window's showing)."""
    environment = {**display.environment, "XDG_CONFIG_HOME": folder, "SDL_AUDIODRIVER": "dummy"}
    start = time.monotonic()
    process = subprocess.Popen([os.environ["STAPEL_UI"], "--plan", str(s.PLAN), "--fixture", str(place / "fixture.yaml"),
                                "--db", f"{folder}/bench.db"], env=environment)
    try:
        shown = display.window_of(process)
        yield process, shown, time.monotonic() - start
        shown.close()
        process.wait(s.PATIENCE)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def processor_seconds(process):
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS  # utime and stime, proc(5)


def idle():
    with tempfile.TemporaryDirectory() as folder, s.bench(4) as (place, _), contextlib.closing(Display("1920x1080")) as display:
        with window(display, place, folder) as (process, _, _):
            time.sleep(3)  # what belongs to the start is over
            before, start = processor_seconds(process), time.monotonic()
            time.sleep(WATCHED)
            load = (processor_seconds(process) - before) / (time.monotonic() - start)
    row("load of one core, four sites that wait", "< 1 %", f"{load * 100:.2f} %")


def start_up():
    taken = []
    with s.bench(1) as (place, _), contextlib.closing(Display("1920x1080")) as display:
        for _ in range(STARTS):
            with tempfile.TemporaryDirectory() as folder, window(display, place, folder) as (_, _, seconds):
                taken.append(seconds)
    row(f"start to the window being shown, median of {STARTS}", "< 300 ms", f"{statistics.median(taken) * 1000:.0f} ms")


if __name__ == "__main__":
    row("what", "budget", "found")
    for measure in (frames, idle, start_up):
        measure()
