"""Runs every fuzz target for FUZZ_SECONDS each (default 300), two at a time, from its seeds.

Usage: campaign.py FOLDER_OF_PROGRAMS. What was found lies in FOLDER/found/TARGET; the exit status is 1 then.
"""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SECONDS = int(os.environ.get("FUZZ_SECONDS", "300"))
SEEDS = pathlib.Path(__file__).resolve().parent / "seeds"


def run(program):
    name = program.name.removesuffix("_fuzz")
    found = program.parent / "found" / name
    found.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        done = subprocess.run([program, corpus, SEEDS / name, f"-max_total_time={SECONDS}", "-max_len=4096", "-timeout=5",
                               f"-artifact_prefix={found}/", "-print_final_stats=1"],
                              stderr=subprocess.STDOUT, stdout=subprocess.PIPE, text=True, errors="replace")
    runs = re.search(r"number_of_executed_units: (\d+)", done.stdout)
    return name, done.returncode, int(runs[1]) if runs else 0, done.stdout


def main():
    programs = sorted(path for path in pathlib.Path(sys.argv[1]).glob("*_fuzz") if os.access(path, os.X_OK))
    if not programs:
        sys.exit(f"expected fuzz targets in {sys.argv[1]}, found none: build them with `cmake --build --preset fuzz`")
    clean = True
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for name, status, runs, output in pool.map(run, programs):
            print(f"{name:20} {runs:>12} inputs  {'clean' if status == 0 else 'FOUND SOMETHING'}", flush=True)
            if status != 0:
                print(output[-4000:])
                clean = False
    sys.exit(0 if clean else 1)


if __name__ == "__main__":
    main()
