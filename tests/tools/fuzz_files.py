"""Feeds the loader of files with garbage: random bytes, mutated files, hostile structures.

    python tests/tools/fuzz_files.py [--seconds 60] [--seed 0]

Whatever comes, reading ends within `SLOWEST` seconds with a document or with a list of troubles,
each of them one line for people; and what is repaired can be saved and read again. What breaks
this is written to the current folder.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any, TypeAlias

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.window.keeping.lists import troubles_of
from app.window.keeping.reading import what_can_be_read
from autograd_core.graph import files
from autograd_core.graph.document import Document
from autograd_core.graph.files import FileProblem

SLOWEST = 2.0
"""Seconds of this thread for one file of a few megabytes."""
ROOT = Path(__file__).resolve().parents[2]
SEEDS = (
    *sorted((ROOT / "resources" / "examples").glob("*.gradcanvas")),
    *sorted((ROOT / "tests" / "files").glob("*.gradcanvas")),
)
VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 1, 2**63, -(2**70), 10**400, 1e308, -0.0, "", "x", "n1", "a", "out", "\x00",
    "../..", "a/b", "$", "💥" * 50, "x" * 5000, [], {}, [[]], [None], {"id": "n1"}, {"kind": "op"},
    "npy(\"AAAA\")", "__import__('os').abort()", "ones(10**12)", [1e308] * 40, "unreadable",
)  # fmt: skip


def judge(data: bytes) -> Document | None:
    """Reads and repairs; the document, if it was one at once.

    Raises:
        AssertionError: it took too long, or what came is not what is promised.
    """
    start = time.thread_time()
    document, repaired, lines = None, None, ["fine"]
    try:
        document = files.decode(data, "fuzz")
    except FileProblem as problem:
        lines = troubles_of(problem.troubles)[:1000]
        repaired = what_can_be_read(data, problem)
    took = time.thread_time() - start
    assert lines
    assert all(line.strip() and "\n" not in line for line in lines), lines
    assert took < SLOWEST, f"{took:.1f} s"
    if repaired is not None:
        again = files.decode(files.encode(repaired.document), "again", known=False)
        assert again == repaired.document
    if document is not None:
        assert files.decode(files.encode(document)) == document
    return document


def random_bytes(rng: random.Random) -> bytes:
    size = rng.choice((0, 1, 7, 100, 5000))
    some = b'{}[]":,0123456789truefalsn\\u ' if rng.random() < 0.5 else bytes(range(256))
    return bytes(rng.choices(some, k=size))


def mutated_bytes(rng: random.Random) -> bytes:
    """A good file with bytes changed, left out, doubled, or cut off."""
    data = bytearray(rng.choice(SEEDS).read_bytes())
    for _ in range(rng.choice((1, 1, 2, 8))):
        at, stop = sorted(rng.randrange(len(data) + 1) for _ in range(2))
        stop = min(stop, at + rng.choice((1, 4, 60, 4000)))
        match rng.randrange(5):
            case 0:
                data[at:stop] = b""
            case 1:
                data[at:stop] = data[at:stop] * 2
            case 2:
                data[at:at] = bytes(rng.choices(b'{}[]":,-1e9\x00\xff', k=3))
            case 3 if at < len(data):
                data[at] ^= 1 << rng.randrange(8)
            case _:
                del data[max(stop, 1) :]
        if not data:
            break
    return bytes(data)


def mutated_structure(rng: random.Random) -> bytes:
    """A good file whose parts were exchanged for other values, moved, doubled or taken away."""
    raw = json.loads(rng.choice(SEEDS).read_bytes())
    for _ in range(rng.choice((1, 1, 2, 5))):
        holder, key = rng.choice(list(_places(raw)))
        match rng.randrange(5):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, list):
                holder.append(deepcopy(holder[key]))
            case 2:
                other, place = rng.choice(list(_places(raw)))
                holder[key] = deepcopy(other[place])
            case 3 if isinstance(holder, dict):
                holder[rng.choice(("id", "kind", "x", "frame", "body", "params"))] = deepcopy(
                    rng.choice(VALUES)
                )
            case _:
                holder[key] = deepcopy(rng.choice(VALUES))
        if not isinstance(raw, dict) or not raw:
            break
    return json.dumps(raw, allow_nan=True).encode(errors="replace")


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in list(items):
        yield value, key
        if isinstance(inner, dict | list):
            yield from _places(inner)


def graph(**parts: Any) -> bytes:
    """The bytes of a file with these parts."""
    return json.dumps({"format": "gradcanvas", "version": 1, **parts}).encode()


def _chain(count: int, closed: bool) -> bytes:
    nodes = [{"kind": "op", "id": f"n{i}", "op": "exp"} for i in range(count)]
    wires = [{"id": f"w{i}", "source": f"n{i}", "target": f"n{(i + 1) % count}", "target_port": "a"}
             for i in range(count if closed else count - 1)]  # fmt: skip
    return graph(nodes=nodes, wires=wires)


def _dolls(depth: int) -> bytes:
    """Subgraphs each of which holds the next one twice."""
    definitions = [
        {"id": f"d{i}", "nodes": [{"kind": "group", "id": f"g{k}", "definition": f"d{i + 1}"}
                                  for k in range(2)]}
        for i in range(depth)
    ]  # fmt: skip
    definitions.append({"id": f"d{depth}", "nodes": []})
    return graph(nodes=[{"kind": "group", "id": "g", "definition": "d0"}], definitions=definitions)


def _nested_repeats(depth: int) -> bytes:
    head = b'{"kind":"repeat","id":"r","body":['
    actions = head * depth + b"]}" * depth
    return b'{"format":"gradcanvas","version":1,"actions":[' + actions + b"]}"


HOSTILE: dict[str, Callable[[], bytes]] = {
    "deep lists": lambda: b'{"format":"gradcanvas","version":1,"nodes":' + b"[" * 500_000,
    "deep objects": lambda: b'{"a":' * 300_000 + b"1" + b"}" * 300_000,
    "deep repeats": lambda: _nested_repeats(50_000),
    "shallow repeats": lambda: _nested_repeats(120),
    "long cycle": lambda: _chain(3_000, closed=True),
    "long chain": lambda: _chain(3_000, closed=False),
    "all the same id": lambda: graph(nodes=[{"kind": "leaf", "id": "x"}] * 5_000),
    "all wires at one port": lambda: graph(
        nodes=[{"kind": "leaf", "id": "x"}, {"kind": "op", "id": "y", "op": "exp"}],
        wires=[{"id": f"w{i}", "source": "x", "target": "y", "target_port": "a"}
               for i in range(5_000)],
    ),
    "dolls": lambda: _dolls(60),
    "long text": lambda: graph(nodes=[{"kind": "leaf", "id": "x", "value": "9" * 4_000_000}]),
    "long id": lambda: graph(nodes=[{"kind": "op", "id": "y" * 300_000, "op": "z" * 300_000}]),
    "long number": lambda: b'{"format":"gradcanvas","version":1,"seed":' + b"9" * 200_000 + b"}",
    "long key": lambda: graph(**{"k" * 1_000_000: 1}),
    "many keys": lambda: graph(**{f"k{i}": i for i in range(50_000)}),
    "many bad nodes": lambda: graph(nodes=[{"kind": "robot", "id": f"n{i}"} for i in range(2_000)]),
    "null bytes": lambda: b"\x00" * 1_000_000,
    "utf-16": lambda: _chain(3, closed=False).decode().encode("utf-16"),
    "huge tensor": lambda: graph(nodes=[{"kind": "leaf", "id": "x", "value": "zeros(10**10)"}]),
    "frames in frames": lambda: graph(
        frames=[{"id": f"f{i}", "frame": f"f{(i + 1) % 2000}"} for i in range(2_000)]
    ),
    "code": lambda: graph(
        nodes=[{"kind": "leaf", "id": "x", "value": "__import__('os').abort()"}]
    ),
}  # fmt: skip
Kind: TypeAlias = Callable[[random.Random], bytes]
KINDS: tuple[Kind, ...] = (
    random_bytes, mutated_bytes, mutated_structure,
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    cases: dict[str, int] = {}
    failed = 0
    queue = [(name, make()) for name, make in HOSTILE.items()]
    end = time.monotonic() + options.seconds
    while queue or time.monotonic() < end:
        if queue:
            name, data = queue.pop()
        else:
            kind = rng.choice(KINDS)
            name, data = kind.__name__, kind(rng)
        try:
            judge(data)
        except Exception as error:  # whatever it is, it is what is looked for
            failed += 1
            path = Path(f"fuzz-{failed}.gradcanvas")
            path.write_bytes(data)
            print(f"{name}: {type(error).__name__}: {str(error)[:300]} ({path})", flush=True)
        cases[name] = cases.get(name, 0) + 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(cases, f"{failed} failed, {peak} MB at most")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
