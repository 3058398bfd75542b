"""The v·J workbench: J, v·J, determinants and Hessians against PyTorch; what stops gradients."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograd_core.graph import workbench
from autograd_core.graph.actions import (
    Assign,
    Backward,
    Expression,
    Forward,
    Hook,
    Repeat,
    SetRequiresGrad,
)
from autograd_core.graph.derivatives import Block, Findings, Question, Way
from autograd_core.graph.document import (
    OUT,
    Definition,
    Document,
    FrameData,
    GroupData,
    LeafData,
    NodeData,
    OpData,
    PortData,
    TapData,
    WireData,
)
from autograd_core.graph.flattening import flattened
from autograd_core.graph.gate import Gate
from autograd_core.graph.workbench import Workbench

F = Forward("f")
X = ("x", OUT)


def leaf(name: str, value: str, requires_grad: bool = True, **fields: Any) -> LeafData:
    return LeafData(name, name, value, requires_grad=requires_grad, **fields)


def graph(
    *nodes: NodeData, actions: tuple[Any, ...] = (F,), frames: Any = (), **inputs: str
) -> Document:
    """`inputs` names for each operation its sources: `y="x x"`, ports in the order a, b …; a source
    may name its port (`m:values`), and a target's port be given (`index=i`)."""
    wires: list[WireData] = []
    for target, text in inputs.items():
        for place, source in enumerate(text.split()):
            port, _, source = source.rpartition("=")
            source, _, out = source.partition(":")
            wires.append(
                WireData(f"w{len(wires)}", source, target, port or "abc"[place], out or OUT)
            )
    return Document(nodes, wires, frames, actions)


def ask(document: Document, output: str = "y", **fields: Any) -> Findings:
    question = Question((output, OUT), fields.pop("input", X), **fields)
    return list(Workbench(flattened(document), question).work())[-1]


def squares(x: str = "[2., 3.]", *actions: Any, requires_grad: bool = True) -> Document:
    return graph(
        leaf("x", x, requires_grad), OpData("y", "mul", "y"), y="x x", actions=(F, *actions)
    )


def rows(found: Findings) -> Any:
    assert found.matrix is not None
    return found.matrix.tolist()


def tutorial() -> Document:
    """y = f(x) with three elements, l = g(y) = Σ w·y, as in the tutorial."""
    return graph(
        leaf("x", "[2., 3.]"),
        OpData("x1", "getitem", "x1", {"index": "0"}),
        OpData("x2", "getitem", "x2", {"index": "1"}),
        OpData("y1", "mul"),
        OpData("y2", "add"),
        OpData("y3", "pow", params={"exponent": "2"}),
        OpData("y", "stack", "y"),
        leaf("w", "[1., 10., 100.]", False),
        OpData("p", "mul"),
        OpData("l", "sum", "l"),
        x1="x", x2="x", y1="x1 x2", y2="x1 x2", y3="x1",
        y="tensors.0=y1 tensors.1=y2 tensors.2=y3", p="w y", l="p",
    )  # fmt: skip


def test_the_jacobian_of_the_tutorial_and_the_vector_from_a_scalar() -> None:
    found = ask(tutorial(), v=("l", OUT))
    assert not found.refused
    assert rows(found) == [[3, 2], [1, 1], [4, 0]]
    assert found.v is not None
    assert found.v.tolist() == [1, 10, 100]
    assert found.product is not None
    assert found.product.tolist() == [413, 12]
    np.testing.assert_array_equal(found.product, found.rows_added)
    np.testing.assert_array_equal(found.product, found.total)
    assert found.difference == 0
    assert found.determinant is None
    assert (found.matrix_cost.passes, found.product_cost.passes) == (3, 1)
    assert found.matrix_cost.nodes > found.product_cost.nodes > 0


def test_a_scalar_may_reach_the_input_by_other_ways_too() -> None:
    document = graph(
        leaf("x", "[2., 3.]"), OpData("y", "exp"), OpData("z", "add"), OpData("l", "sum"),
        y="x", z="y x", l="z",
    )  # fmt: skip
    found = ask(document, v=("l", OUT))
    assert found.total is not None
    assert found.product is not None
    np.testing.assert_allclose(found.total - found.product, [1, 1], rtol=1e-6)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1., 2., 3.]", "Mismatch in shape"),
        ("'a'", "tensor or numbers"),
        ("x", ""),
        ("[True, False]", ""),
    ],
)
def test_a_typed_vector_is_refused_as_backward_refuses_it(text: str, said: str) -> None:
    found = ask(squares(), v=Expression(text, {"x": "x"} if text == "x" else {}))
    assert said in found.v_refused
    assert bool(found.v_refused) == bool(said)
    assert rows(found) == [[4, 0], [0, 6]]  # whatever v is
    assert (found.product is None) == (found.rows_added is None) == bool(said)


def test_the_determinant_and_one_too_great_for_float64() -> None:
    found = ask(squares()).determinant
    assert found is not None
    assert found.value == pytest.approx(24)
    large = ask(graph(leaf("x", "ones(300)"), OpData("y", "mul", params={"b": "100."}), y="x"))
    assert large.determinant is not None
    assert large.determinant.value == float("inf")
    assert large.determinant.log10 == pytest.approx(600)


def test_it_is_computed_behind_the_last_forward_whatever_was_freed_or_written() -> None:
    w = Assign("w", "x", Expression("x.grad", {"x": "x"}), "value", "-=", True)
    found = ask(squares("[2., 3.]", Backward("b", "y", gradient=Expression("[1., 1.]")), w))
    assert rows(found) == [[4, 0], [0, 6]]
    partly = Forward("g", ("z",))
    document = graph(
        leaf("x", "[2., 3.]"), OpData("y", "mul"), OpData("z", "exp"), y="x x", z="y",
        actions=(F, Backward("b", "y", gradient=Expression("[1., 1.]")), partly),
    )  # fmt: skip
    assert rows(ask(document)) == [[4, 0], [0, 6]]  # its backward had freed it


def test_what_a_backward_puts_into_a_tap_is_an_output_too() -> None:
    document = graph(
        leaf("x", "3."), OpData("y", "pow", params={"exponent": "3"}), TapData("g", "g"), y="x",
        actions=(F, Backward("b", "y", inputs=("x",), into=("g",), create_graph=True)),
    )  # fmt: skip
    found = ask(document, output="g")
    assert found.at_end
    assert rows(found) == [[18]]
    assert not ask(document).at_end


def test_gradients_pass_the_hooks_as_in_any_backward() -> None:
    halved = Hook("h", "x", Expression("g / 2"), "g")
    found = ask(squares("[2., 3.]", halved, Forward("again")))
    assert found.hooked
    assert rows(found) == [[2, 0], [0, 3]]
    assert found.product is not None
    assert found.product.tolist() == [2, 3]
    assert not ask(squares()).hooked


def test_in_a_loop_it_is_the_forward_of_the_last_turn() -> None:
    body = (
        Forward("f"),
        Assign("w", "x", Expression("1.")),
        Repeat("s", Expression("2"), "j", (Forward("g"), Assign("v", "x", Expression("i + j")))),
        Assign("u", "x", Expression("100.")),
    )
    document = graph(
        leaf("x", "5."), OpData("y", "mul"), y="x x",
        actions=(Repeat("r", Expression("3"), "i", body), Assign("t", "x", Expression("7."))),
    )  # fmt: skip
    found = ask(document)
    assert found.input_text == "2"  # i = 2, j = 0: what the turn before left
    assert rows(found) == [[4]]


def test_an_input_that_requires_no_grad_is_made_to() -> None:
    found = ask(squares(requires_grad=False))
    assert found.made_to_require_grad
    assert rows(found) == [[4, 0], [0, 6]]
    assert not ask(squares()).made_to_require_grad
    document = graph(
        leaf("x", "[2., 3.]", False), OpData("m", "mul"), OpData("y", "sum"), m="x x", y="m"
    )
    assert rows(ask(document, input=("m", OUT))) == [[1, 1]]


@pytest.mark.parametrize(
    ("document", "way"),
    [
        (graph(leaf("x", "1."), leaf("z", "2."), OpData("y", "exp"), y="z"), Way("no_path")),
        (
            graph(leaf("x", "1."), OpData("d", "detach"), OpData("y", "exp"), d="x", y="d"),
            Way("detached", "d"),
        ),
        (
            graph(
                leaf("x", "1."), leaf("z", "2."), OpData("n", "exp", frame="r"), OpData("y", "mul"),
                n="x", y="n z", frames=[FrameData("r", kind="no_grad")],
            ),
            Way("no_grad", "n"),
        ),
        (
            graph(
                leaf("x", "[1., 3.]"), OpData("i", "argmax"), leaf("z", "[5., 6.]"),
                OpData("y", "index_select", params={"dim": "0"}), i="x", y="z index=i",
            ),
            Way("integer", "i"),
        ),
    ],
)  # fmt: skip
def test_where_no_gradient_gets_through_it_is_zeros_and_says_where(
    document: Document, way: Way
) -> None:
    found = ask(document)
    assert not found.refused
    assert found.way == way
    assert found.product is None
    assert found.matrix is not None
    assert not found.matrix.any()


def test_what_cannot_be_differentiated_is_refused_in_its_place() -> None:
    found = ask(graph(leaf("x", "[1, 2]", False, dtype="int64"), OpData("y", "mul"), y="x x"))
    assert found.refused == "x is torch.int64: only tensors of floating point have derivatives"
    failing = graph(
        leaf("x", "[1., 2.]"), leaf("z", "ones(3)"), OpData("m", "add", "m"), OpData("y", "sum"),
        m="x z", y="m",
    )  # fmt: skip
    found = ask(failing)
    assert (found.refused_at, found.done) == ("m", True)
    assert "must match" in found.refused
    assert ask(graph(leaf("x", "1."), OpData("y", "exp"), y="x", actions=())).refused == (
        "x has not been run"
    )


def test_an_input_turned_off_later_says_that_it_requires_no_grad() -> None:
    off = SetRequiresGrad("o", "x", False)
    assert ask(squares("[2.]", off, Forward("g"))).way == Way("untracked", "x")


def test_shapes_of_nothing_and_of_one() -> None:
    empty = ask(graph(leaf("x", "ones(0, 2)"), OpData("y", "mul"), y="x x"))
    assert empty.matrix is not None
    assert empty.matrix.shape == (0, 0)
    assert empty.product is not None
    assert empty.product.shape == (0, 2)
    scalar = ask(graph(leaf("x", "3."), OpData("y", "mul"), y="x x"), hessian=True)
    assert (rows(scalar), scalar.output_shape) == ([[6]], ())
    assert scalar.hessian is not None
    assert scalar.hessian.matrix.tolist() == [[2]]
    itself = ask(squares(), output="x")
    assert rows(itself) == [[1, 0], [0, 1]]


def test_not_a_number_is_equal_to_itself() -> None:
    document = graph(leaf("x", "[-1., 4.]"), OpData("y", "sqrt"), y="x")
    found = ask(document)
    assert np.isnan(found.matrix).any()  # type: ignore[arg-type]
    assert np.isnan(found.product).any()  # type: ignore[arg-type]
    assert found.difference == 0


def test_random_operations_draw_what_the_run_drew() -> None:
    from autograd_core.graph.run import Run
    from autograd_core.graph.steps import port_ref

    document = graph(leaf("x", "ones(20)"), OpData("y", "dropout"), y="x")
    run = Run(document)
    list(run.execute())
    shown = run.log.at(len(run.log), port_ref("y"), "value").array
    assert set(shown.tolist()) == {0, 2}
    assert np.diag(ask(document).matrix).tolist() == shown.tolist()  # type: ignore[arg-type]


def test_an_output_port_and_the_inside_of_a_subgraph() -> None:
    document = graph(
        leaf("x", "[[1., 5.], [7., 3.]]"), OpData("m", "max_dim", params={"dim": "1"}), m="x"
    )
    question = Question(("m", "values"), X)
    found = list(Workbench(document, question).work())[-1]
    assert rows(found) == [[0, 1, 0, 0], [0, 0, 1, 0]]
    inside = Definition(
        "D", "square",
        [PortData("i", side="input"), OpData("q", "mul"), PortData("o", side="output")],
        [WireData("a", "i", "q", "a"), WireData("b", "i", "q", "b"), WireData("c", "q", "o", "in")],
    )  # fmt: skip
    group = GroupData("g", definition="D")
    nodes: list[NodeData] = [leaf("x", "[2., 3.]"), group, OpData("y", "sum")]
    wires = [WireData("w", "x", "g", "i"), WireData("v", "g", "y", "a", "o")]
    whole = Document(nodes, wires, actions=(F,), definitions=[inside])
    found = list(Workbench(flattened(whole), Question(("y", OUT), ("g/q", OUT))).work())[-1]
    assert rows(found) == [[1, 1]]


def test_a_large_one_comes_by_blocks() -> None:
    document = graph(leaf("x", "arange(3000.)"), OpData("y", "mul"), y="x x")
    found = ask(document)
    assert not found.is_whole
    assert found.rows_added is None
    assert found.product is not None
    assert found.product[2999] == 5998
    assert found.matrix is not None
    assert found.matrix.nbytes < 1 << 20
    found = ask(document, block=Block(2990, 9999, 2998, 9999))
    assert rows(found)[8:] == [[5996, 0], [0, 5998]]


def test_cancelled_it_keeps_the_rows_that_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbench, "REPORT_SECONDS", 0.0)
    gate = Gate()
    work = Workbench(
        graph(leaf("x", "ones(1000)"), OpData("y", "exp"), y="x"), Question(("y", OUT), X), gate
    ).work()
    first = next(work)
    assert first.product is not None  # known before any row
    while next(work).rows_done == 0:
        pass
    gate.cancel()
    last = list(work)[-1]
    assert last.cancelled
    assert not last.done
    assert last.matrix is not None
    assert 0 < len(last.matrix) == last.rows_done == last.matrix_cost.passes < 1000


CASES = [
    (("tanh",), "[0.1, -2., 3.]"),
    (("mul", "cumsum"), "[[0.5, 2.], [3., -4.]]"),
    (("softmax",), "[0.3, 1., -1.]"),
    (("exp", "sum"), "[[0.5, 1.5]]"),
    (("mul", "exp", "prod"), "[0.5, 0.25, -0.5]"),
    (("sigmoid", "mul", "norm"), "[[1., 2.], [3., 4.]]"),
    (("logsumexp",), "[1., 2., 3.]"),
]


@pytest.mark.parametrize(("ops", "value"), CASES)
def test_jacobians_and_hessians_are_those_of_pytorch(ops: tuple[str, ...], value: str) -> None:
    torch = pytest.importorskip("torch")
    params = {"cumsum": {"dim": "0"}, "softmax": {"dim": "0"}, "logsumexp": {"dim": "0"}}
    nodes: list[NodeData] = [LeafData("x", "x", value, dtype="float64", requires_grad=True)]
    inputs: dict[str, Any] = {}
    last = "x"
    for place, op in enumerate(ops):
        name = "y" if op is ops[-1] else f"o{place}"
        nodes.append(OpData(name, op, params=params.get(op, {})))
        inputs[name] = f"{last} {last}" if op == "mul" else last
        last = name

    def f(x: Any) -> Any:
        for op in ops:
            more = (0,) if op in params else (x,) if op == "mul" else ()
            x = getattr(torch, op)(x, *more)
        return x

    x = torch.tensor(eval(value), dtype=torch.float64)
    expected = torch.autograd.functional.jacobian(f, x)
    scalar = expected.numel() == x.numel()
    found = ask(graph(*nodes, **inputs), hessian=scalar)
    assert found.matrix is not None
    assert found.product is not None
    assert found.rows_added is not None
    matrix = expected.reshape(found.rows, found.columns).numpy()
    np.testing.assert_allclose(found.matrix, matrix, rtol=1e-12, atol=1e-12)
    _, product = torch.autograd.functional.vjp(f, x, torch.ones(found.output_shape).double())
    np.testing.assert_allclose(found.product, product.numpy(), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(found.rows_added, product.reshape(-1), rtol=1e-12, atol=1e-12)
    if scalar:
        second = torch.autograd.functional.hessian(f, x).reshape(x.numel(), x.numel()).numpy()
        assert found.hessian is not None
        assert found.hessian.eigenvalues is not None
        np.testing.assert_allclose(found.hessian.matrix, second, rtol=1e-10, atol=1e-12)
        low, high = np.linalg.eigvalsh(second)[[0, -1]]
        np.testing.assert_allclose(found.hessian.eigenvalues, (low, high), atol=1e-9)
        assert found.hessian.asymmetry < 1e-9
