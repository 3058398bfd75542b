"""A thousand iterations of Adam stay within the memory that steps may hold."""

from __future__ import annotations

import gc
import resource
import sys
import time
from typing import Literal

from autograd_core.graph.actions import (
    Action,
    Assign,
    Backward,
    Expression,
    Forward,
    Print,
    Repeat,
    ZeroGrad,
)
from autograd_core.graph.document import Document, LeafData, NodeData, OpData, WireData
from autograd_core.graph.limits import Limits
from autograd_core.graph.run import Run
from autograd_core.graph.steps import port_ref
from autograd_core.storage import Memory

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


def test_what_a_loop_leaves_behind_is_let_go() -> None:
    """A leaf that is listed is made anew each time, and a view shares a new memory each time."""
    body = (Forward("f", ("x", "y", "v", "m")), Backward("b", root="m"))
    document = Document(
        [
            LeafData("x", value="ones(100)", requires_grad=True),
            OpData("y", op="exp"),
            OpData("v", op="reshape", params={"shape": "10, 10"}),
            OpData("m", op="sum"),
        ],
        [WireData("1", "x", "y", "a"), WireData("2", "y", "v", "a"), WireData("3", "v", "m", "a")],
        actions=(Repeat("t", Expression("50"), "i", body),),
    )
    run = Run(document, limits=Limits(held_bytes=2000))
    for _ in run.execute():
        pass
    assert run.problems() == []
    assert len(run.machine.cards.leaves()) == 1
    alive = [part for part in gc.get_objects() if type(part) is Memory]
    assert sum(part.array.nbytes == 400 for part in alive) < 20


def test_a_program_without_end_is_stopped_and_says_so() -> None:
    inner = Repeat("b", Expression("1000000"), "j", ())
    for body in (inner, Print("b", Expression("i"))):
        document = Document(actions=(Repeat("a", Expression("1000000"), "i", (body,)),))
        run = Run(document, limits=Limits(steps=1000))
        for _ in run.execute():
            pass
        (problem,) = run.problems()
        assert problem.message == "more than 1000 steps"
        assert len(run.log) <= 1001


def test_what_is_printed_is_limited() -> None:
    body = (Print("p", Expression("'x' * 99999")),)
    document = Document(actions=(Repeat("a", Expression("20"), "i", body),))
    run = Run(document, limits=Limits(printed=1_000_000))
    for _ in run.execute():
        pass
    assert len(run.output) == 1_000_000
    assert run.problems()[0].message == "more than 1000000 characters printed"


def test_a_recall_knows_what_a_loop_went_over() -> None:
    """The values of a Repeat may be drawn, and must not be drawn again."""
    body = (Forward("f"), Assign("s", "x", Expression("x + i", {"x": "x"}), "data"))
    document = Document(
        [LeafData("x", value="zeros(50)"), OpData("y", op="exp")],
        [WireData("1", "x", "y", "a")],
        actions=(Forward("0"), Repeat("t", Expression("rand(30).tolist()"), "i", body)),
    )
    small = Run(document, limits=Limits(held_bytes=1500))
    full = Run(document)
    for run in (small, full):
        for _ in run.execute():
            pass
    place = len(full.log) - 10
    small.recall(place, place + 2)
    assert small.log.steps[place : place + 2] == full.log.steps[place : place + 2]
    assert all(value.array is not None for value in small.log.steps[place].values())
    assert small.machine.recorder.holdings.total <= 2 * 1500


def test_an_operation_that_would_take_too_long_is_not_begun() -> None:
    before = time.process_time()
    for op, leaf, params in (
        ("max_pool2d", "zeros(1, 1, 1500, 1500)", {"kernel_size": "700", "stride": "1"}),
        ("matrix_power", "eye(1000)", {"n": "2 ** 2000"}),
        ("polygamma", "ones(2)", {"n": "10 ** 7"}),
    ):
        nodes: list[NodeData] = [LeafData("x", value=leaf), OpData("y", op=op, params=params)]
        done = Run(Document(nodes, [WireData("w", "x", "y", "a")], actions=(Forward("f"),)))
        for _ in done.execute():
            pass
        (problem,) = done.problems()
        assert (problem.node, problem.message) == ("y", f"{op} would take too long here")
    assert time.process_time() - before < 2
