"""A virtual meter behind a pseudo-terminal, as its own program (`tests/ui/meter_on_port.cpp`)."""

import contextlib
import os
import subprocess

from stapel import PATIENCE, STAPEL, stapel

METER = os.environ.get("METER_ON_PORT", STAPEL.parents[1] / "tests" / "meter_on_port")


class Meter:
    def __init__(self, process):
        self.process = process
        self.port = process.stdout.readline().strip()

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def __call__(self, line):
        answer = self.ask(line)
        assert answer == "ok", answer

    def check(self, *options, check, **more):
        return stapel("module", "meter-check", "--port", self.port, *options, check=check, **more)


@contextlib.contextmanager
def meter(kind):
    process = subprocess.Popen([METER, kind], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield Meter(process)
    finally:
        process.stdin.close()
        process.wait(PATIENCE)
        process.stdout.close()
    if process.returncode != 0:
        raise AssertionError(f"the meter ended with {process.returncode}")
