"""A thousand iterations of Adam stay within the memory that steps may hold."""

from __future__ import annotations

import resource
import sys
from typing import Literal

from autograd_core.graph.actions import (
    Action,
    Assign,
    Backward,
    Expression,
    Forward,
    Repeat,
    ZeroGrad,
)
from autograd_core.graph.document import Document, LeafData, NodeData, OpData, WireData
from autograd_core.graph.limits import Limits
from autograd_core.graph.run import Run
from autograd_core.graph.steps import port_ref

PARAMETERS = {"w1": "randn(2, 32)", "b1": "zeros(32)", "w2": "randn(32, 1)", "b2": "zeros(1)"}


def assign(name: str, node: str, operator: Literal["=", "-="], text: str, used: str) -> Assign:
    names = {name: name for name in used.split()}
    return Assign(name, node, Expression(text, names), "data", operator, no_grad=True)


def adam(iterations: int) -> Document:
    """A two-layer network that fits |x0 - x1|, with Adam written out as assignments."""
    leaves: list[NodeData] = [LeafData("x", value="rand(64, 2)")]
    leaves.append(LeafData("y", value="rand(64, 1)"))
    body: list[Action] = [Forward("f"), ZeroGrad("z"), Backward("b", root="loss")]
    for name, value in PARAMETERS.items():
        leaves.append(LeafData(name, label=name, value=value, requires_grad=True))
        for moment in "mv":
            leaves.append(LeafData(moment + name, value=f"zeros_like({value})"))
        m, v = "m" + name, "v" + name
        body += [
            assign(f"a{name}", m, "=", f"0.9 * {m} + 0.1 * {name}.grad", f"{m} {name}"),
            assign(f"c{name}", v, "=", f"0.99 * {v} + 0.01 * {name}.grad ** 2", f"{v} {name}"),
            assign(
                f"d{name}",
                name,
                "-=",
                f"0.01 * ({m} / (1 - 0.9 ** (i + 1))) / "
                f"(({v} / (1 - 0.99 ** (i + 1))).sqrt() + 1e-8)",
                f"{m} {v}",
            ),
        ]
    ops = [
        ("h", "matmul", "x", "w1"),
        ("hb", "add", "h", "b1"),
        ("r", "relu", "hb", ""),
        ("o", "matmul", "r", "w2"),
        ("ob", "add", "o", "b2"),
        ("e", "sub", "ob", "y"),
        ("q", "mul", "e", "e"),
        ("loss", "mean", "q", ""),
    ]
    wires = [
        WireData(f"{node}.{port}", source, node, port)
        for node, _, *sources in ops
        for port, source in zip("ab", sources, strict=True)
        if source
    ]
    nodes = [*leaves, *(OpData(node, op=op) for node, op, *_ in ops)]
    return Document(
        nodes, wires, actions=(Repeat("t", Expression(str(iterations)), "i", tuple(body)),)
    )


def peak_megabytes() -> float:
    """The most memory that this process ever had."""
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


def test_a_thousand_iterations_of_adam() -> None:
    before = peak_megabytes()
    run = Run(adam(1000), limits=Limits(held_bytes=64 << 20))
    for _ in run.execute():
        pass
    assert run.problems() == []
    assert len(run.log) > 30_000
    assert run.machine.recorder.holdings.total <= 64 << 20
    losses = run.log.track(port_ref("loss"), "value").values
    assert float(losses[-1].summary.cells[0][0]) < 0.2 * float(losses[0].summary.cells[0][0])
    assert peak_megabytes() - before < 1000
