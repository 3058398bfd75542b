"""Kills windows with `kill -9` while somebody edits and saves in them, and looks what was lost.

    python tests/tools/killing.py [--times 100] [--seed 0]

For each: the file on the disk has to be whole, and the file or what the next start offers has to
hold every edit that was done 5 s before the end, at the least. Prints one line for each kill and
the oldest loss of all.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.window.keeping.left import left_work
from autograd_core.graph import files
from autograd_core.graph.document import Document, LeafData

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "tests" / "tools" / "edited_window.py"
COUNT = "count"
MOST_LOST = 5.0
"""Seconds."""


class Outcome(NamedTuple):
    """What became of one kill: edits done, edits that are there, and how old the oldest one that
    is lost was, in seconds (0: none is)."""

    done: int
    kept: int
    lost: float
    from_journal: bool


def kill_one(folder: Path, seed: int, seconds: float) -> Outcome:
    """Lets a window be edited for a while, and kills it."""
    data, path = folder / "data", folder / "graph.gradcanvas"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
    for kind in ("CONFIG", "DATA", "CACHE", "STATE"):
        environment[f"XDG_{kind}_HOME"] = str(data / kind.lower())
    with (folder / "done.txt").open("wb") as output, subprocess.Popen(
        [sys.executable, str(PROGRAM), str(path), str(seed)],
        stdout=output,
        stderr=subprocess.PIPE,
        env=environment,
        cwd=ROOT,
    ) as process:
        deadline = time.monotonic() + 60.0
        while not (folder / "done.txt").stat().st_size and time.monotonic() < deadline:
            if process.poll() is not None:
                assert process.stderr is not None
                raise RuntimeError(process.stderr.read().decode())
            time.sleep(0.01)
        time.sleep(seconds)
        end = time.time()
        process.send_signal(signal.SIGKILL)
        process.wait()
    return judge(folder / "done.txt", path, data / "data" / "GradCanvas" / "recovery", end)


def judge(output: Path, path: Path, recovery: Path, end: float) -> Outcome:
    """Compares what was done with what is there."""
    lines = [line.split() for line in output.read_text().splitlines(keepends=True)
             if line.endswith("\n")]  # fmt: skip
    done = [(int(number), float(at)) for number, at in lines]
    saved = count_of(files.load(path)) if path.exists() else -1
    works = [work for work in left_work(recovery) if work.source.suffix == ".journal"]
    left = max((count_of(work.document) for work in works), default=-1)
    kept = max(saved, left)
    lost = [end - at for number, at in done if number > kept]
    return Outcome(len(done), kept, max(lost, default=0.0), left > saved)


def count_of(document: Document) -> int:
    node = document.nodes.get(COUNT)
    return int(node.value) if isinstance(node, LeafData) else -1


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    worst = 0.0
    for number in range(options.times):
        with tempfile.TemporaryDirectory() as name:
            outcome = kill_one(Path(name), rng.randrange(1 << 30), rng.uniform(0.05, 6.0))
        worst = max(worst, outcome.lost)
        print(number, outcome, flush=True)
    print(f"oldest loss: {worst:.2f} s of {MOST_LOST} s")
    return int(worst > MOST_LOST)


if __name__ == "__main__":
    sys.exit(main())
