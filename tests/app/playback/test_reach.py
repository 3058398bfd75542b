"""What backward reaches, and the reasons for the rest, over real runs."""

from __future__ import annotations

from msgspec.structs import replace

from app.playback.face import face_of, spoken
from app.playback.reach import Passed, full_reason, passed, stops_gradient, why_not_reached
from autograd_core.graph.actions import Action, Assign, Backward, Expression, Forward
from autograd_core.graph.document import Document, FrameData
from autograd_core.graph.run import Run
from autograd_core.graph.steps import StepLog
from tests.app.canvas.scenes import document, leaf, op


def branches() -> Document:
    """z is the sum of x·c·exp(detach(x))·(w·c, built under no_grad); `side` leads nowhere."""
    found = document(
        leaf("x", requires_grad=True),
        leaf("w", requires_grad=True),
        leaf("c"),
        op("y"),
        op("d", "detach"),
        op("e", "exp"),
        op("n"),
        op("p"),
        op("q"),
        op("z", "sum"),
        op("side", "mean"),
        wires=(
            "x>y.a", "c>y.b", "x>d.a", "d>e.a", "w>n.a", "c>n.b",
            "y>p.a", "e>p.b", "p>q.a", "n>q.b", "q>z.a", "y>side.a",
        ),
    )  # fmt: skip
    found.frames["f1"] = FrameData("f1", "no_grad")
    found.nodes["n"] = replace(found.nodes["n"], frame="f1")
    return found


def log_of(found: Document, *actions: Action) -> StepLog:
    found.actions = (Forward("a1"), *actions)
    run = Run(found)
    list(run.execute())
    return run.log


def reasons(found: Document, log: StepLog, cursor: int | None = None) -> dict[str, str]:
    at = len(log) if cursor is None else cursor
    every = {node: full_reason(log, at, found, node) for node in found.nodes}
    return {node: why for node, why in every.items() if why}


def test_reasons() -> None:
    found = branches()
    log = log_of(found, Backward("a2", root="z"))
    assert reasons(found, log) == {
        "w": "the way to the root is cut at n",
        "c": "requires_grad is False",
        "d": "detached here",
        "e": "requires_grad is False",
        "n": "built under no_grad",
        "side": "not on a path to the root",
    }


def test_everything_built_in_a_region_says_so() -> None:
    found = branches()
    found.nodes["d"] = replace(found.nodes["d"], frame="f1")
    found.nodes["e"] = replace(found.nodes["e"], frame="f1")
    log = log_of(found, Backward("a2", root="z"))
    assert {reasons(found, log)[node] for node in "den"} == {"built under no_grad"}


def test_nothing_is_unreached_before_a_backward_has_ended() -> None:
    found = branches()
    log = log_of(found, Backward("a2", root="z"))
    for cursor in range(len(log)):
        assert not reasons(found, log, cursor), cursor
    assert passed(log, len(log) - 1) is None
    assert passed(log, len(log)) == Passed(1, frozenset({"z"}), {})


def test_a_second_backward_reaches_more_and_a_forward_begins_anew() -> None:
    found = branches()
    again = Backward("a3", root="side")
    log = log_of(found, Backward("a2", root="z", retain_graph=True), again, Forward("a4"))
    ends = [section.stop for section in log.sections]
    assert "side" in reasons(found, log, ends[1])
    for cursor in range(ends[1] + 1, ends[2] + 1):
        assert "side" not in reasons(found, log, cursor)
        assert "c" in reasons(found, log, cursor)
    assert not reasons(found, log, ends[3])


def test_a_backward_that_fails_at_once_reaches_nothing_and_greys_nothing() -> None:
    found = branches()
    log = log_of(found, Backward("a2", root="e"))
    assert log.steps[-1].kind == "error"
    assert not reasons(found, log)


def test_a_backward_that_fails_on_its_way_is_why_nothing_came_above() -> None:
    found = document(
        leaf("x", requires_grad=True),
        op("y"),
        op("s", "sum"),
        op("side", "mean"),
        wires=("x>y.a", "x>y.b", "y>s.a", "y>side.a"),
    )
    write = Assign("a2", "x", Expression("100"), "value", "*=", no_grad=True)
    log = log_of(found, write, Backward("a3", root="s"))
    assert log.steps[-1].kind == "error"
    assert reasons(found, log) == {
        "x": "backward failed at y, on the way here",
        "side": "not on a path to the root",
    }
    assert why_not_reached(log, len(log), found, "x") == "failed"


def test_gradients_for_some_inputs_only() -> None:
    found = document(
        leaf("x", requires_grad=True), leaf("w", requires_grad=True), op("y"), op("z", "sum"),
        wires=("x>y.a", "w>y.b", "y>z.a"),
    )  # fmt: skip
    log = log_of(found, Backward("a2", root="z", inputs=("x",)))
    assert reasons(found, log) == {"w": "backward was asked for other gradients only"}


def test_a_bypassed_node_is_reached_with_the_tensor_that_it_passes_on() -> None:
    found = document(leaf("x", requires_grad=True), op("b", "exp"), op("z", "sum"))
    found = document(*found.nodes.values(), wires=("x>b.a", "b>z.a"))
    found.nodes["b"] = replace(found.nodes["b"], state="bypass")
    log = log_of(found, Backward("a2", root="z"))
    assert why_not_reached(log, len(log), found, "x") is None
    assert why_not_reached(log, len(log), found, "b") is None


def test_where_the_gradient_stops() -> None:
    found = branches()
    log = log_of(found)
    stops = [node for node in found.nodes if stops_gradient(log, len(log), found, node)]
    assert stops == ["d", "n"]


def test_the_reason_is_spoken() -> None:
    found = branches()
    log = log_of(found, Backward("a2", root="z"))
    face = face_of(log, len(log), found, "d")
    assert face.unreached == "detached"
    assert spoken(face).endswith("no gradient: detached here")
