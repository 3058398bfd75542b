"""Crossings of arranged graphs beside those of Graphviz's `dot`, on the examples and random graphs.

    python tests/benchmarks/layout.py [--json] [--nodes 300] [--seeds 3] [--large]

Both drawings are counted alike: pairs of wires that meet between two cards each, once with every
wire as a straight line between the middles of its cards, and once as it is drawn: here the curve
on the canvas, there `dot`'s spline. Wires with an end in common do not count. Needs `dot`.
`--large` also times 10,000 cards, which `dot` is not asked for.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np

from app.canvas.curves import points
from autograd_core.graph.arranging.diagram import Diagram, Wire
from autograd_core.graph.arranging.drawing import drawn
from autograd_core.graph.files import load

WIDTH, HEIGHT = 208.0, 172.0
INCH = 72.0
EXAMPLES = Path(__file__).resolve().parents[2] / "resources" / "examples"

Ends = list[tuple[int, int]]
Lines = list[np.ndarray[Any, np.dtype[np.float64]]]


def random_graph(count: int, seed: int, kind: str) -> Ends:
    """`any`: 1.5 wires a node between any two. `near`: two into each from up to 40 before it.
    `operations`: none, one or two into each from up to 40 before it."""
    pick = random.Random(seed)
    found: set[tuple[int, int]] = set()
    if kind == "any":
        while len(found) < count * 3 // 2:
            first, second = sorted(pick.sample(range(count), 2))
            found.add((first, second))
    else:
        for node in range(1, count):
            for _ in range(2 if kind == "near" else pick.choice((0, 1, 2, 2))):
                found.add((pick.randrange(max(0, node - 40), node), node))
    return sorted(found)


def graphs(nodes: int, seeds: int) -> Iterator[tuple[str, int, Ends]]:
    """Names, counts of nodes and wires."""
    for path in sorted(EXAMPLES.glob("*.gradcanvas")):
        document = load(path)
        place = {node: i for i, node in enumerate(document.order)}
        ends = {(place[w.source], place[w.target]) for w in document.wires.values()}
        yield path.stem, len(place), sorted(ends)
    for kind in ("operations", "near", "any"):
        for seed in range(seeds):
            yield f"{kind} {seed}", nodes, random_graph(nodes, seed, kind)


def ours(count: int, ends: Ends) -> tuple[Lines, Lines, float]:
    """Straight lines, curves, and the seconds that it took."""
    diagram = Diagram([WIDTH] * count, [HEIGHT] * count, [Wire(*each) for each in ends])
    start = time.perf_counter()
    corners = np.array(drawn(diagram)).reshape(-1, 2)
    seconds = time.perf_counter() - start
    side = np.array([WIDTH / 2, 0.0])
    middles = corners + np.array([WIDTH / 2, HEIGHT / 2])
    straight = [middles[[u, v]] for u, v in ends]
    rows = [np.concatenate([middles[u] + side, middles[v] - side]) for u, v in ends]
    x, y = points(np.array(rows).reshape(-1, 4))
    return straight, list(np.stack([x, y], axis=-1)), seconds


def theirs(count: int, ends: Ends) -> tuple[Lines, Lines, float]:
    """The same by `dot`."""
    size = f"width={WIDTH / INCH:.3f}, height={HEIGHT / INCH:.3f}"
    nodes = "".join(f"{node};" for node in range(count))
    wires = "".join(f"{u}->{v};" for u, v in ends)
    text = f"digraph {{rankdir=LR; node [shape=box, fixedsize=true, {size}]; {nodes} {wires}}}"
    start = time.perf_counter()
    command = ["dot", "-Tplain"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    seconds = time.perf_counter() - start
    middles, splines = {}, {}
    for line in done.stdout.splitlines():
        words = line.split()
        if words[0] == "node":
            middles[int(words[1])] = np.array([float(words[2]), float(words[3])])
        elif words[0] == "edge":
            numbers = np.array([float(word) for word in words[4 : 4 + 2 * int(words[3])]])
            splines[int(words[1]), int(words[2])] = _flattened(numbers.reshape(-1, 2))
    straight = [np.array([middles[u], middles[v]]) for u, v in ends]
    return straight, [splines[each] for each in ends], seconds


def _flattened(controls: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """A piecewise cubic spline as a line of many points."""
    t = np.linspace(0, 1, 13)[:-1, None]
    parts = [
        (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t * t * c + t**3 * d
        for a, b, c, d in (controls[i : i + 4] for i in range(0, len(controls) - 1, 3))
    ]
    return np.concatenate([*parts, controls[-1:]])


def crossings(lines: Lines, ends: Ends) -> int:
    """How many pairs of wires meet that have no end in common."""
    if not lines:
        return 0
    first = np.concatenate([line[:-1] for line in lines])
    last = np.concatenate([line[1:] for line in lines])
    owner = np.concatenate([np.full(len(line) - 1, i) for i, line in enumerate(lines)])
    low, high = np.minimum(first, last), np.maximum(first, last)
    found: set[tuple[int, int]] = set()
    for k in range(len(first) - 1):
        near = (low[k + 1 :] <= high[k]).all(axis=1) & (high[k + 1 :] >= low[k]).all(axis=1)
        rest = k + 1 + np.flatnonzero(near & (owner[k + 1 :] != owner[k]))
        a, b, c, d = first[k], last[k], first[rest], last[rest]
        meet = (_side(a, b, c) * _side(a, b, d) < 0) & (_side(c, d, a) * _side(c, d, b) < 0)
        one = int(owner[k])
        for other in np.unique(owner[rest[meet]]).tolist():
            if not {*ends[one]} & {*ends[other]}:
                found.add((one, other))
    return len(found)


def _side(a: Any, b: Any, c: Any) -> Any:
    return (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (
        c[..., 0] - a[..., 0]
    )


def compared(name: str, count: int, ends: Ends) -> dict[str, Any]:
    """One row: crossings and seconds of both."""
    straight, curves, seconds = ours(count, ends)
    dot_straight, dot_curves, dot_seconds = theirs(count, ends)
    row: dict[str, Any] = {"graph": name, "nodes": count, "wires": len(ends)}
    row["straight"], row["dot straight"] = crossings(straight, ends), crossings(dot_straight, ends)
    row["curves"], row["dot curves"] = crossings(curves, ends), crossings(dot_curves, ends)
    row["seconds"], row["dot seconds"] = round(seconds, 2), round(dot_seconds, 2)
    return row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--nodes", type=int, default=300)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = [compared(*each) for each in graphs(options.nodes, options.seeds)]
    if options.large:
        ends = random_graph(10_000, 0, "operations")
        seconds = round(ours(10_000, ends)[2], 2)
        rows.append({"graph": "large", "nodes": 10_000, "wires": len(ends), "seconds": seconds})
    if options.json:
        print(json.dumps(rows))
        return
    for row in rows:
        print("  ".join(f"{key} {value}" for key, value in row.items()))


if __name__ == "__main__":
    main()
