"""How fast the engine is, as a multiple of the time of others doing the same.

    python tests/benchmarks/engine.py [--json] [--rounds N] [NAME ...]

All libraries run in one process on one thread, in turns, so that whatever else the machine does
slows all of them; a figure is the median of the ratios of neighbouring runs. 1.00 is as fast as
the other, less is better. PyTorch, HIPS autograd and MyGrad are compared where they are installed
(the extra ``bench``); "by hand" is the same in NumPy with the gradient written out by a person.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import statistics
import sys
import time
import tracemalloc
import warnings
from pathlib import Path
from typing import Any

# One thread for NumPy's BLAS too; it reads this when it is loaded.
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.engine_jobs import JOBS, Factory, Job

#: The largest ratio to PyTorch's time that is good enough.
WANTED = {
    "chain of 1000, shape (1,)": 0.75,
    "chain of 1000, shape (1000,)": 0.85,
    "chain of 40, shape (1000, 1000)": 1.2,
    "diamond of 1000": 0.5,
    "MLP step 784-128-64-10, batch 64": 0.85,
    "forward of 1000 under no_grad": 0.7,
    "Jacobian from 100 to 100": 0.25,
    "Hessian, Rosenbrock in 50": 0.35,
}

TITLES = {"torch": "PyTorch", "autograd": "autograd", "mygrad": "MyGrad", "numpy": "by hand"}


def peers() -> dict[str, Any]:
    """The libraries that are installed, by name."""
    found = {}
    for name in TITLES:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found[name] = importlib.import_module(name)
        except ImportError:
            print(f"{name} is not installed and left out", file=sys.stderr)
    if "torch" in found:
        found["torch"].set_num_threads(1)
    if "autograd" in found:
        importlib.import_module("autograd.numpy")
    return found


def timed(job: Job) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def measure(factories: dict[str, Factory], others: dict[str, Any], rounds: int) -> dict[str, Any]:
    """Median milliseconds of each library, and our time as a multiple of each other's."""
    import autograd_core

    jobs = {"ours": factories["torch"](autograd_core)}
    jobs |= {name: make(others[name]) for name, make in factories.items() if name in others}
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for job in (*jobs.values(), *jobs.values()):
        job()
    gc.collect()
    for _ in range(rounds):
        for name, job in jobs.items():
            taken[name].append(timed(job))
    return {
        "ratio": {
            name: statistics.median(
                mine / theirs for mine, theirs in zip(taken["ours"], taken[name], strict=True)
            )
            for name in jobs
            if name != "ours"
        },
        "ms": {name: statistics.median(times) * 1e3 for name, times in taken.items()},
    }


def tape_bytes() -> float:
    """Bytes of a recorded operation without its values: a product of two that require grad."""
    import autograd_core as torch

    x = torch.ones(1, requires_grad=True)
    array = sys.getsizeof(x.detach().numpy().copy())
    gc.collect()
    tracemalloc.start()
    y = x
    for _ in range(1000):
        y = y * x
    whole, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return whole / 1000 - array


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="measure what contains one of these words")
    parser.add_argument("--json", action="store_true", help="one object on standard output")
    parser.add_argument("--rounds", type=int, default=31)
    options = parser.parse_args()
    others = peers()
    results: dict[str, Any] = {}
    if not options.json:
        columns = "".join(f"{TITLES[name]:>10s}" for name in others)
        print(f"{'our time as a multiple of':36s}{columns}{'wanted':>10s}{'ours, ms':>10s}")
    for name, factories in JOBS.items():
        if options.names and not any(word in name for word in options.names):
            continue
        found = results[name] = measure(factories, others, options.rounds)
        found["wanted"] = WANTED.get(name)
        if not options.json:
            cells = [found["ratio"].get(other) for other in others]
            line = "".join(" " * 10 if one is None else f"{one:10.2f}" for one in cells)
            wanted = f"{found['wanted']:10.2f}" if found["wanted"] else " " * 10
            print(f"{name:36s}{line}{wanted}{found['ms']['ours']:10.3f}", flush=True)
    size = tape_bytes()
    if options.json:
        print(json.dumps({**results, "bytes of a recorded operation": size}, indent=2))
    else:
        print(f"{size:.0f} bytes for a recorded operation, values apart (wanted: at most 900)")


if __name__ == "__main__":
    main()
