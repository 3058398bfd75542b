"""Graphs of several shapes for the benchmarks of the canvas, and logs of our making for them."""

from __future__ import annotations

import math
import random

import numpy as np

from autograd_core.graph.document import (
    Definition,
    Document,
    FrameData,
    GroupData,
    LeafData,
    NodeData,
    NoteData,
    OpData,
    PortData,
    WireData,
)
from autograd_core.graph.steps import (
    Change,
    Flow,
    Message,
    Step,
    StepLog,
    Value,
    node_ref,
    port_ref,
)
from autograd_core.storage import Memory

WIDTH, HEIGHT = 1600, 1000
PITCH_X, PITCH_Y = 260, 190
SHAPES = ("grid", "hub", "chain", "frames", "tensors", "tangle", "mixed")
HUB_WIRES = 5_000
"""`hub` has so many, if it has so many nodes."""
SIDE, DISTINCT = 256, 6
"""Rows and columns of the tensors of `tensors`, and how many of them are shared by all cards."""
GROUND = "ground"

Ends = list[tuple[int, int, str]]


def columns_of(nodes: int) -> int:
    """So many columns that the grid has the proportions of the viewport."""
    return max(1, math.ceil(math.sqrt(nodes * (WIDTH / PITCH_X) / (HEIGHT / PITCH_Y))))


def middle_of(nodes: int, columns: int) -> int:
    """The number of a node in the middle of the grid."""
    return min(nodes - 1, (nodes // 2 // columns) * columns + columns // 2)


def document_of(nodes: int, shape: str) -> tuple[Document, int]:
    """A document and its number of columns. `grid` has a chain and random wires from up to two
    rows back, 1.5 a node, and so have `frames` (1,000 regions), `tensors`, and `mixed` (notes,
    collapsed cards, wires with dots, subgraphs); `hub` one source of 5,000 wires in a chain;
    `tangle` 1.5 wires a node between any two."""
    pick = random.Random(7)
    columns = columns_of(nodes)
    ends = _ends(nodes, shape, columns, pick)
    frames = []
    if shape == "frames":
        frames = [FrameData(f"f{k}", "no_grad") for k in range(min(1000, nodes // 3))]

    def frame(i: int) -> str | None:
        k = i * len(frames) // nodes
        return f"f{k}" if frames and i // columns == (i + 1) // columns else None

    first = LeafData("n0", label="x", value="ones(2)", x=0.0, y=0.0)
    found: list[NodeData] = [first]
    for i in range(1, nodes):
        x, y = float(i % columns * PITCH_X), float(i // columns * PITCH_Y)
        kind = i % 8 if shape == "mixed" else 0
        if kind == 3:
            found.append(NoteData(f"n{i}", f"**Note {i}**\n\n- of two\n- points", x=x, y=y))
        elif kind == 5:
            found.append(GroupData(f"n{i}", GROUND, label=f"g{i}", x=x, y=y))
        else:
            node = OpData(f"n{i}", "mul", label=f"h{i}", x=x, y=y, frame=frame(i))
            found.append(node if kind != 6 else _collapsed(node))
    wires = [WireData(f"w{k}", f"n{a}", f"n{b}", p) for k, (a, b, p) in enumerate(ends)]
    if shape == "mixed":
        return _mixed(found, wires), columns
    return Document(found, wires, frames), columns


def _ends(nodes: int, shape: str, columns: int, pick: random.Random) -> Ends:
    if shape == "tangle":
        ends = [(pick.randrange(i), i, "a") for i in range(1, nodes)]
        return ends + [
            (pick.randrange(i), i, "b") for i in pick.sample(range(2, nodes), nodes // 2)
        ]
    ends = [(i - 1 if i % columns else i - columns, i, "a") for i in range(1, nodes)]
    if shape == "hub":
        middle = middle_of(nodes, columns)
        ends += [(middle, i, "b") for i in range(middle + 1, nodes)][:HUB_WIRES]
        ends += [(0, i, "b") for i in range(1, middle)][: max(0, HUB_WIRES - nodes + middle)]
    elif shape != "chain":
        for i in pick.sample(range(2, nodes), min(nodes // 2 + 1, nodes - 2)):
            ends.append((i - pick.randint(2, min(i, 2 * columns)), i, "b"))
    return ends


def _collapsed(node: OpData) -> OpData:
    return OpData(node.id, node.op, label=node.label, x=node.x, y=node.y, collapsed=True)


def _mixed(nodes: list[NodeData], wires: list[WireData]) -> Document:
    """Wires that led to notes are left out, those to a subgraph end at its ports, and each fourth
    is led through two dots."""
    inside = Definition(
        GROUND,
        "square",
        [PortData("a"), OpData("m", "mul", x=300.0), PortData("out", "output", x=600.0)],
        [WireData("v1", "a", "m", "a"), WireData("v2", "a", "m", "b"),
         WireData("v3", "m", "out", "value")],
    )  # fmt: skip
    by_id = {node.id: node for node in nodes}
    kept: list[WireData] = []
    taken: set[tuple[str, str]] = set()
    for wire in wires:
        source, target = by_id[wire.source], by_id[wire.target]
        if isinstance(source, NoteData) or isinstance(target, NoteData):
            continue
        port = "a" if isinstance(target, GroupData) else wire.target_port
        if (target.id, port) in taken:
            continue
        taken.add((target.id, port))
        x, y = (source.x + target.x) / 2, (source.y + target.y) / 2
        points = ((x, y + 60), (x + 80, y + 20)) if len(kept) % 4 == 0 else ()
        kept.append(WireData(wire.id, source.id, target.id, port, points=points))
    return Document(nodes, kept, definitions=[inside])


def log_of(document: Document, seed: int, shape: str = "grid") -> StepLog:
    """A forward step for each node, then a backward step for each with its flows."""
    numbers = np.random.default_rng(seed)
    message = Message("")
    log = StepLog()
    few: list[Value] = []

    def frozen(array: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> Value:
        return Value(Memory(array).freeze(array), "torch.float32")

    def value() -> Value:
        if shape != "tensors":
            return frozen(numbers.normal(size=2).astype(np.float32))
        if len(few) < DISTINCT:
            few.append(frozen(numbers.normal(size=(SIDE, SIDE)).astype(np.float32)))
        return few[int(numbers.integers(len(few)))]

    shown = [n for n in document.order if not isinstance(document.nodes[n], NoteData)]
    for i, node in enumerate(shown):
        facts = {
            "value": value(),
            "requires_grad": True,
            "is_leaf": i == 0,
            "grad_fn": "MulBackward0" if i else None,
            "version": 0,
            "grad": None,
        }
        changes = [Change(port_ref(node), name, None, after) for name, after in facts.items()]
        changes.append(Change(node_ref(node), "status", None, "done"))
        log.append(Step("forward", ("a1",), node, message, tuple(changes)))
    for node in reversed(shown):
        flows = tuple(
            Flow(node, wire.source, k, "MulBackward0", value(), wire.id)
            for k, wire in enumerate(document.inputs(node).values())
        )
        grad = Change(port_ref(node), "grad", None, value())
        log.append(Step("backward", ("a2",), node, message, (grad,), flows, "MulBackward0", 1))
    return log
