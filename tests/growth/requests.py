#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""requests.py - a request takes work in proportion to its length, here and in the database

Each input of the API and of the forms (inputs.c) is sent small, once, and doubled.
The work is counted in instructions, by valgrind's callgrind: those of the program and those of
its PostgreSQL backend, each without those of the small request.
Usage: requests.py FOLDER-OF-THE-BUILD [PART-OF-A-NAME].
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

LIMIT = 3.0  # linear work doubles, quadratic work becomes fourfold
# What takes fewer instructions at its greatest is not looked at: half a millisecond.
NOTHING = 2_000_000
HERE = Path(__file__).resolve().parent


def run(build, folder, part):
    """Returns the phases that the program tells: their number, name and size."""
    source = HERE.parent.parent
    shutil.copy(f"{build}/tests/growth/backend.so", folder)
    shutil.copy(HERE / "postgres.sh", folder)
    (folder / "phase").write_bytes(bytes(4))
    for path, mode in ((folder, 0o777), (folder / "phase", 0o644), (folder / "backend.so", 0o755)):
        path.chmod(mode)
    environment = dict(os.environ, srcdir=str(source), GROWTH_FOLDER=str(folder), GROWTH_PART=part,
                       POSTERN_POSTGRES=str(folder / "postgres.sh"))
    ran = subprocess.run(["valgrind", "--quiet", "--tool=callgrind", f"--callgrind-out-file={folder}/program.%p",
                          f"{build}/tests/growth/requests"], cwd=build, env=environment, text=True,
                         capture_output=True, timeout=900, check=False)
    if ran.returncode != 0:
        sys.exit(ran.stdout + ran.stderr)
    return [line.split("\t")[1:] for line in ran.stdout.splitlines() if line.startswith("phase\t")]


def counts(folder, process):
    """Returns the instructions of each phase, by its number."""
    found = defaultdict(int)
    for path in folder.glob(f"{process}.*.*"):
        with path.open(encoding="utf-8", errors="replace") as file:
            text = file.read()
        phase = re.search(r"^desc: Trigger: Client Request: phase (\d+)$", text, re.M)
        total = re.search(r"^totals: (\d+)$", text, re.M)
        if phase and total:
            found[phase.group(1)] += int(total.group(1))
    return found


def hold(name, sizes):
    """Prints the growth of one process for one input; true if it grows too fast."""
    once, twice = (sizes[size] - sizes["least"] for size in ("once", "twice"))
    is_fast = twice > NOTHING and twice > LIMIT * max(once, 1)
    print(f"{'FAIL' if is_fast else 'ok':4} {name}: {sizes['least']:,} and {once:,} -> {twice:,}, "
          f"times {twice / max(once, 1):.2f}")
    return is_fast


def main():
    build, part = Path(sys.argv[1]).resolve(), sys.argv[2] if len(sys.argv) > 2 else ""
    fast = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        phases = run(build, folder, part)
        for process in ("program", "postgres"):
            found = counts(folder, process)
            inputs = defaultdict(dict)
            if not found:
                sys.exit(f"{process}: nothing was counted")
            for number, text, size in phases:
                inputs[text][size] = found[number]  # 0: the request needs no database
            fast += sum(hold(f"{process}: {text}", sizes) for text, sizes in inputs.items())
    print(f"{len({text for _, text, _ in phases})} inputs, {fast} grow faster than {LIMIT:.0f} times")
    sys.exit(fast > 0 or not phases)


if __name__ == "__main__":
    main()
