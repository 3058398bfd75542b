"""How fast the engine is, as a multiple of PyTorch's time on one thread.

    python tests/benchmarks/engine.py [--json] [--rounds N] [NAME ...]

Both libraries run in one process, in turns, so that whatever else the machine does slows both; the
figure is the median of the ratios of neighbouring runs. 1.00 is as fast as PyTorch, less is better.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

# One thread for NumPy's BLAS too; it reads this when it is loaded.
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

Job = Callable[[], None]


def chain(torch: Any, size: int | tuple[int, ...], length: int) -> Job:
    """Forward and backward through a chain of cheap operations of different kinds."""
    x = torch.ones(size, requires_grad=True)
    a = torch.full((1,), 1.001)
    b = torch.full((1,), 0.002)

    def job() -> None:
        y = x
        for _ in range(length // 4):
            y = y * a
            y = y + b
            y = -y
            y = y.tanh()
        y.sum().backward()
        x.grad = None

    return job


def scaled(torch: Any, size: int, length: int) -> Job:
    """A chain with Python numbers as operands."""
    x = torch.ones(size, requires_grad=True)

    def job() -> None:
        y = x
        for _ in range(length // 2):
            y = y * 1.001
            y = y + 0.5
        y.sum().backward()
        x.grad = None

    return job


def diamond(torch: Any, length: int) -> Job:
    """A tensor used twice, again and again: 2 to the power of ``length // 2`` ways."""
    x = torch.ones(1, requires_grad=True)
    half = torch.full((1,), 0.5)

    def job() -> None:
        y = x
        for _ in range(length // 2):
            u = y * half
            y = u + u
        y.sum().backward()
        x.grad = None

    return job


def mlp(torch: Any, sizes: tuple[int, ...], batch: int) -> Job:
    """One training step of a perceptron with ReLU, squared error and plain SGD."""
    torch.manual_seed(0)
    weights = [
        (torch.randn(n, m) * (1.0 / n) ** 0.5).requires_grad_()
        for m, n in itertools.pairwise(sizes)
    ]
    biases = [torch.zeros(n, requires_grad=True) for n in sizes[1:]]
    x = torch.randn(batch, sizes[0])
    target = torch.randn(batch, sizes[-1])
    leaves = [*weights, *biases]

    def job() -> None:
        h = x
        for place, (w, b) in enumerate(zip(weights, biases, strict=True)):
            h = h @ w.t() + b
            if place < len(weights) - 1:
                h = h.relu()
        loss = ((h - target) ** 2).mean()
        loss.backward()
        with torch.no_grad():
            for p in leaves:
                p -= 0.001 * p.grad
                p.grad = None

    return job


def inference(torch: Any, length: int) -> Job:
    """The chain without recording."""
    x = torch.ones(1)
    a = torch.full((1,), 1.001)

    def job() -> None:
        with torch.no_grad():
            y = x
            for _ in range(length // 2):
                y = y * a
                y = y.tanh()

    return job


JOBS: dict[str, Callable[[Any], Job]] = {
    "chain of 1000, shape (1,)": lambda torch: chain(torch, 1, 1000),
    "chain of 1000, shape (1000,)": lambda torch: chain(torch, 1000, 1000),
    "chain of 40, shape (1000, 1000)": lambda torch: chain(torch, (1000, 1000), 40),
    "numbers, chain of 1000": lambda torch: scaled(torch, 1, 1000),
    "diamond of 1000": lambda torch: diamond(torch, 1000),
    "MLP step 784-128-64-10, batch 64": lambda torch: mlp(torch, (784, 128, 64, 10), 64),
    "MLP step 2-8-1, batch 4": lambda torch: mlp(torch, (2, 8, 1), 4),
    "forward of 1000 under no_grad": lambda torch: inference(torch, 1000),
}


def timed(job: Job) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def measure(make: Callable[[Any], Job], libraries: tuple[Any, Any], rounds: int) -> dict[str, Any]:
    """Median seconds of each library and the median of the ratios of neighbouring runs."""
    ours, theirs = (make(library) for library in libraries)
    for job in (ours, theirs, ours, theirs):
        job()
    pairs = []
    gc.collect()
    for _ in range(rounds):
        pairs.append((timed(ours), timed(theirs)))
    return {
        "ratio": statistics.median(mine / other for mine, other in pairs),
        "ours": statistics.median(mine for mine, _ in pairs),
        "torch": statistics.median(other for _, other in pairs),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="measure what contains one of these words")
    parser.add_argument("--json", action="store_true", help="one object on standard output")
    parser.add_argument("--rounds", type=int, default=31)
    options = parser.parse_args()

    import torch

    import autograd_core

    torch.set_num_threads(1)
    results = {}
    for name, make in JOBS.items():
        if options.names and not any(word in name for word in options.names):
            continue
        results[name] = measure(make, (autograd_core, torch), options.rounds)
        if not options.json:
            found = results[name]
            print(
                f"{name:36s} {found['ratio']:5.2f}   "
                f"{found['ours'] * 1e3:8.3f} ms   torch {found['torch'] * 1e3:8.3f} ms",
                flush=True,
            )
    if options.json:
        print(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
