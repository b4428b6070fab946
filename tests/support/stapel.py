"""What the end-to-end tests share: the real program, a bench in another process, its control socket, its jigs.

The program is $STAPEL (ctest sets it); plans and images are found from the tree and from beside the program.
"""

import contextlib
import json
import os
import pathlib
import random
import select
import signal
import socket
import sqlite3
import subprocess
import tempfile
import threading
import time

TREE = pathlib.Path(__file__).resolve().parents[2]
STAPEL = pathlib.Path(os.environ.get("STAPEL", TREE / "build/dev/bin/stapel"))
FIRMWARE = STAPEL.parent.parent / "firmware"
PLAN = TREE / "station/plans/nb02-line.yaml"
SPEED = "50"
# Types of meters by what they speak (protocols 5.10): IEC 62056-21 alone, DLMS beside it, from firmware 9.x DLMS alone.
IEC_METERS = ("CE102M", "CE201", "CE208 IEC", "CE301", "CE303", "CE304", "CE308 IEC")
METERS_OF_BOTH = ("CE207", "CE208 SPODES", "CE307", "CE308 SPODES")
DLMS_METERS = tuple(f"{name} 9.x" for name in METERS_OF_BOTH)
# No test leaves anything in the home of whoever runs it.
DATA = tempfile.TemporaryDirectory(prefix="stapel-test-data-")
os.environ["XDG_DATA_HOME"] = DATA.name
PATIENCE = 120  # seconds; far above what anything takes, so a loaded machine fails nothing


def command(*arguments):
    return [str(STAPEL), *map(str, arguments)]


def stapel(*arguments, check=None, **options):
    """Runs the program to its end; `check` is the exit status that is expected."""
    done = subprocess.run(command(*arguments), capture_output=True, text=True, timeout=PATIENCE, **options)
    if check is not None and done.returncode != check:
        raise AssertionError(f"{arguments}: exit {check} expected, {done.returncode} found\n{done.stdout}{done.stderr}")
    return done


def events_of(text):
    """The events of `run --json`."""
    return [json.loads(line) for line in text.splitlines()]


def named(events, name):
    return [event for event in events if event["event"] == name]


def measured(events, step):
    """What a step measured, by name."""
    return {event["name"]: event["value"] for event in named(events, "measurement") if event["step"] == step}


def rows(database, query, *values):
    """Reads a database that nobody writes any more."""
    with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(query, values)]


def carried(tape, channel, direction):
    """The bytes that went over a channel one way, of a tape as `unit show --tape` prints it."""
    return b"".join(bytes.fromhex(entry["hex"]) for entry in tape
                    if (entry["channel"], entry["direction"]) == (channel, direction))


def wait_until(condition, what, patience=PATIENCE):
    end = time.monotonic() + patience
    while not (value := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"did not happen in {patience} s: {what}")
        time.sleep(0.01)
    return value


class Control:
    """A client of a bench's control socket."""

    def __init__(self, folder):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.settimeout(PATIENCE)
        self.socket.connect(str(pathlib.Path(folder) / "ctl"))
        self.file = self.socket.makefile("rw")

    def ask(self, line):
        """The answer as it stands."""
        self.file.write(line + "\n")
        self.file.flush()
        return self.file.readline().rstrip("\n")

    def __call__(self, line):
        """The value of an answer that must be ok."""
        answer = self.ask(line)
        if answer != "ok" and not answer.startswith("ok "):
            raise AssertionError(f"{line}: ok expected, {answer} found")
        return answer[3:]

    def state(self, site):
        return json.loads(self(f"state {site}"))

    def flash(self, site):
        """The module's flash, whole."""
        with tempfile.NamedTemporaryFile() as dump:
            self(f"flash {site} {dump.name}")
            return pathlib.Path(dump.name).read_bytes()

    def close(self):
        self.file.close()
        self.socket.close()


class Scpi:
    """A jig's controller, spoken to as a person would: through a pseudo-terminal."""

    def __init__(self, path):
        import tty

        self.fd = os.open(path, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(self.fd)

    def send(self, message):
        os.write(self.fd, (message + "\n").encode())

    def ask(self, message):
        self.send(message)
        line = b""
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([self.fd], [], [], PATIENCE)
            if not ready:
                raise AssertionError(f"{message}: no answer")
            line += os.read(self.fd, 4096)
        return line.decode().rstrip("\n")

    def close(self):
        os.close(self.fd)


def free_ports(count):
    """The first of some neighbouring TCP ports of this machine that nobody holds."""
    for first in random.sample(range(15025, 30000, 100), 100):
        with contextlib.ExitStack() as held:
            try:
                for port in range(first, first + count):
                    held.enter_context(socket.create_server(("127.0.0.1", port)))
                return first
            except OSError:
                continue
    raise AssertionError("no free TCP ports")


def enter_rom(jig):
    """Powers the module (lid closed) into its ROM bootloader and waits until that listens: 80 ms after its reset."""
    jig.ask("OUTP OFF;:ROUT:RES ON;:ROUT:BOOT ON;:OUTP ON;:ROUT:RES OFF;*OPC?")
    time.sleep(0.3)


@contextlib.contextmanager
def bench(sites, *options, speed=SPEED):
    """A bench in another process: yields (folder, control)."""
    with tempfile.TemporaryDirectory(prefix="stapel-test-") as folder:
        folder = pathlib.Path(folder) / "bench"
        process = subprocess.Popen(command("bench", "--sites", sites, "--dir", folder, "--speed", speed, *options),
                                   stdout=subprocess.PIPE, text=True)
        try:
            line = process.stdout.readline()
            if line.strip() != f"ready {folder}":
                raise AssertionError(f"the bench said {line!r}")
            with contextlib.closing(Control(folder)) as control:
                yield folder, control
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE)
            process.stdout.close()
        if process.returncode != 0:  # a sanitizer's finding, for example
            raise AssertionError(f"the bench ended with {process.returncode}")


@contextlib.contextmanager
def started(*arguments, **options):
    """The program, running; killed at the end if it still does."""
    process = subprocess.Popen(command(*arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def scans(control, sites):
    """`--scan` options with the labels of the modules that the sites hold."""
    options = []
    for site in range(1, sites + 1):
        options += ["--scan", f"{site}:" + control(f"scan {site}")]
    return options


class Listener:
    """Reads the events of a running `run --json` in a thread, so that the program never waits for the test."""

    def __init__(self, process):
        self.process = process
        self.events = []
        self.changed = threading.Condition()
        self.ended = False
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self):
        for line in self.process.stdout:
            with self.changed:
                if line.endswith("\n"):  # a killed program may leave half a line
                    self.events.append(json.loads(line))
                self.changed.notify_all()
        with self.changed:
            self.ended = True
            self.changed.notify_all()

    def wait(self, name, patience=PATIENCE, **keys):
        """The first event of this name with these values."""
        def found():
            for event in self.events:
                if event["event"] == name and all(event[key] == value for key, value in keys.items()):
                    return event
            return None

        with self.changed:
            self.changed.wait_for(lambda: found() or self.ended, patience)
            event = found()
        if event is None:
            raise AssertionError(f"no {name} {keys} among {[event['event'] for event in self.events]}")
        return event

    def end(self):
        """All events of a program that has ended or is about to."""
        self.thread.join(PATIENCE)
        return self.events


def plan_with(folder, *replacements, name="plan.yaml"):
    """A copy of the line's plan with texts replaced; each must be there."""
    text = PLAN.read_text()
    for old, new in (("../../firmware/nb02.hex", str(FIRMWARE / "nb02.hex")), *replacements):
        if old not in text:
            raise AssertionError(f"{old!r} is not in {PLAN}")
        text = text.replace(old, new)
    file = pathlib.Path(folder) / name
    file.write_text(text)
    return file


def flash_plan(file, image, flash="", identity=""):
    """Writes a plan that does nothing but flash; `flash` and `identity` are what stands in these steps' `with`."""
    file.write_text(f"""plan: flashing
version: 1
operation: line
module: NB02
image: {image}
setup:
  - {{id: jig-selftest, kind: jig.selftest}}
main:
  - {{id: power-on, kind: jig.power}}
  - {{id: identity, kind: host.identity, with: {{{identity}}}, needs: [power-on]}}
  - {{id: flash, kind: host.flash, with: {{{flash}}}, needs: [identity], timeout: 600 s}}
teardown:
  - {{id: power-off, kind: jig.off}}
""")
    return file


def with_serial(image, serial):
    """An image as it stands in the flash of the module with this serial."""
    return image[:0x240] + serial.encode().ljust(16, b"\0") + image[0x250:]
