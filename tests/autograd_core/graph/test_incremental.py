"""A run that takes over from an earlier one does exactly what a run from scratch does."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from random import Random
from typing import Any

import numpy as np
import pytest

from autograd_core.graph import edits as editing
from autograd_core.graph.actions import Assign, Backward, Expression, Forward, Print, Repeat
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.edits import Edit
from autograd_core.graph.gate import Cancelled, Gate
from autograd_core.graph.limits import Limits
from autograd_core.graph.run import Run
from autograd_core.graph.steps import Step, port_ref

from . import programs
from .graphs import run

ALL = Limits().held_bytes


def contents(step: Step) -> list[bytes | None]:
    arrays = [value.array for value in step.values()]
    return [None if array is None else array.tobytes() for array in arrays]


def executed(
    document: Document, previous: Run | None, limits: Limits, stop: int | None = None
) -> Run:
    """A run whose steps are, at its end, what they were when they were made; cancelled once it
    has made `stop` steps."""
    gate = Gate()
    run = Run(document.snapshot(), previous=previous, gate=gate, limits=limits)
    made: list[list[bytes | None]] = []
    with contextlib.suppress(Cancelled):
        for step in run.execute():
            made.append(contents(step))
            if stop is not None and len(run.log) >= stop:
                gate.cancel()
    gate.cancelled = False
    if limits.held_bytes == ALL:
        assert [contents(step) for step in run.log.steps[-len(made) :] if made] == made
    return run


# Comparing


def check_steps(found: Run, full: Run) -> None:
    """The same steps, but for arrays that were let go."""
    assert found.output == full.output
    assert found.log.sections == full.log.sections
    assert found.complete == full.complete
    if found.limits.held_bytes == ALL:
        assert found.log.steps == full.log.steps
        return
    for step, expected in zip(found.log.steps, full.log.steps, strict=True):
        pairs = zip(contents(step), contents(expected), strict=True)
        assert all(array is None or array == other for array, other in pairs)
        assert said(step) == said(expected)


def said(step: Step) -> tuple[Any, ...]:
    """What the step says without its arrays."""
    changes = [(change.subject, change.field) for change in step.changes]
    flows = [(flow.source, flow.target, flow.index, flow.wire) for flow in step.flows]
    return (step.kind, step.action, step.node, step.function, step.call, changes, flows)


def check_live(found: Run, full: Run) -> None:
    """The same tensors, laid out alike, and the same counters, for whoever goes on from here."""
    for end, tensor in full.machine.cards.tensors.items():
        other = found.machine.cards.tensors[end]
        assert other._array.tobytes() == tensor._array.tobytes()
        assert layout(other._array) == layout(tensor._array)
        assert other._version == tensor._version
    assert found.machine.cards.tensors.keys() == full.machine.cards.tensors.keys()
    assert found.machine.sequence_nr == full.machine.sequence_nr
    assert str(found.machine.generator.get_state()) == str(full.machine.generator.get_state())


def layout(array: np.ndarray[Any, Any]) -> list[int]:
    """The strides that matter."""
    pairs = zip(array.strides, array.shape, strict=True)
    return [stride for stride, extent in pairs if extent > 1 and array.size]


def check_recall(rng: Random, small: Run, full: Run) -> None:
    """Arrays that were let go come back as they were."""
    count = len(small.log)
    for _ in range(2 if count else 0):
        first = rng.randrange(count)
        stop = rng.randint(first + 1, min(count, first + 3))
        small.recall(first, stop)
        for place in range(first, stop):
            assert contents(small.log.steps[place]) == contents(full.log.steps[place])


class Editor:
    """Somebody at the window: edits, undoes, redoes, most often so that nothing fails."""

    def __init__(self, rng: Random, document: Document) -> None:
        self.rng, self.document = rng, document
        self.done: list[Sequence[Edit]] = []
        self.undone: list[Sequence[Edit]] = []

    def act(self, failures: int) -> None:
        what = self.rng.random()
        if what < 0.2 and self.done:
            self.undone.append(self.done.pop())
            editing.apply(self.document, editing.inverse(self.undone[-1]))
        elif what < 0.3 and self.undone:
            self.done.append(self.undone.pop())
            editing.apply(self.document, self.done[-1])
        else:
            made = programs.edits(self.rng, self.document)
            editing.apply(self.document, made)
            now = programs.failures(self.document, self.document.actions)
            if self.rng.random() < 0.7 and now > failures:
                editing.apply(self.document, editing.inverse(made))
            else:
                self.done.append(made)
                self.undone.clear()


@pytest.mark.filterwarnings("ignore:.*is deprecated")  # of x.T
@pytest.mark.parametrize("seed", range(60))
def test_an_incremental_run_gives_the_steps_of_a_full_one(seed: int) -> None:
    rng = Random(seed)
    document = programs.document(rng, rng.randint(2, 12), taps=True)
    editor = Editor(rng, document)
    few = Limits(held_bytes=rng.choice([100, 1000, 5000]))
    limits = rng.choice([Limits(), Limits(), few, Limits(steps=rng.choice([10, 40]))])
    previous: Run | None = None
    for _ in range(5):
        full = executed(document, None, Limits(steps=limits.steps))
        if rng.random() < 0.25:
            previous = executed(document, previous, limits, rng.randint(0, 30))
            check_recall(rng, previous, full)
        incremental = executed(document, previous, limits)
        check_steps(incremental, full)
        check_live(incremental, full)
        check_recall(rng, incremental, full)
        previous = incremental
        for _ in range(rng.choice([0, 1, 1, 1, 2, 3])):
            editor.act(len(full.problems()))


# What once differed


def transposed() -> Document:
    """y = exp(x.t()), whose memory is laid out as that of x.t(), and z = y.view(-1)."""
    return Document(
        [
            LeafData("x", value="randn(40, 40)"),
            OpData("t", op="t"),
            OpData("y", op="exp"),
            OpData("z", op="view", params={"size": "-1"}),
            OpData("s", op="sum", params={"dim": "0"}),
        ],
        [
            WireData("1", "x", "t", "a"),
            WireData("2", "t", "y", "a"),
            WireData("3", "y", "z", "a"),
            WireData("4", "y", "s", "a"),
        ],
    )


def test_a_result_that_is_taken_over_keeps_its_layout() -> None:
    """On it depend what a view can be made of and how a sum is rounded."""
    document = transposed()
    document.nodes["x"] = LeafData("x", value="randn(40, 40)", seed=1)
    first = run(document)
    document.nodes["x"] = LeafData("x", value="randn(40, 40)", seed=1, requires_grad=True)
    again = run(document, previous=first)
    assert [problem.op for problem in again.problems()] == ["view"]
    assert again.log.steps == run(document).log.steps


def test_the_limit_of_steps_counts_what_was_taken_over() -> None:
    body = (Repeat("b", Expression("5"), "j", ()),)
    document = Document(actions=(Repeat("a", Expression("5"), "i", body),))
    limits = Limits(steps=30)
    first = executed(document, None, limits)
    assert first.problems() == []
    document.actions = (*document.actions, Print("p", Expression("1")))
    again = executed(document, first, limits)
    assert [problem.message for problem in again.problems()] == ["more than 30 steps"]
    assert again.log.steps == executed(document, None, limits).log.steps


@pytest.mark.parametrize(
    ("before", "after"),
    [("[x]", "[1.000001 * x]"), ("[]", "rand(5).tolist()[:0]")],
)
def test_what_a_loop_goes_over_is_told_apart_by_more_than_its_print(
    before: str, after: str
) -> None:
    names = {"x": "x"}
    inside = Assign("s", "x", Expression("x * i", names), "data")

    def document(values: str) -> Document:
        loop = Repeat("t", Expression(values, names), "i", (inside,))
        return Document(
            [LeafData("x", value="[1.5, 2.25]"), LeafData("r", value="rand(2)")],
            actions=(Forward("f", ("x",)), loop, Forward("g"), Print("p", Expression("rand(1)"))),
        )

    first = run(document(before))
    changed = document(after)
    assert run(changed, previous=first).log.steps == run(changed).log.steps


def test_the_same_values_in_another_loop_are_another_moment() -> None:
    def loop(name: str, variable: str, value: str, *body: Any) -> Repeat:
        return Repeat(name, Expression(f"[{value}]"), variable, body)

    shown = Print("p", Expression("i"))
    first = run(Document(actions=(loop("a", "i", "1", loop("b", "j", "2"), shown),)))
    document = Document(actions=(loop("c", "i", "1"), loop("a", "j", "2", shown)))
    again = run(document, previous=first)
    assert again.log.steps == run(document).log.steps
    assert again.problems() != []


def test_a_leaf_that_was_made_anew_is_shown_where_it_was_passed_on_to() -> None:
    document = Document(
        [
            LeafData("x", value="ones(2)", requires_grad=True),
            OpData("p", op="exp", state="bypass"),
            OpData("s", op="sum"),
        ],
        [WireData("1", "x", "p", "a"), WireData("2", "p", "s", "a")],
        actions=(Forward("f"), Forward("g", ("x",)), Backward("b", root="s")),
    )
    done = run(document)
    assert done.log.steps[-1].node == "p"
    flow = done.log.steps[-2].flows[0]
    assert (flow.target, flow.wire) == ("p", "2")
    shown = [done.log.at(len(done.log), port_ref(node), "grad") for node in "xp"]
    assert shown[0] is None
    assert shown[1].array.tolist() == [1.0, 1.0]


# Recalling


def test_a_recall_restores_what_no_program_could_write() -> None:
    """The gradient has the type that the leaf had when it arrived."""
    names = {"x": "x"}
    document = Document(
        [LeafData("x", value="ones(30)", requires_grad=True), OpData("s", op="sum")],
        [WireData("1", "x", "s", "a")],
        actions=(
            Forward("a"),
            Backward("b", root="s"),
            Assign("c", "x", Expression("torch.ones(30, dtype=float64)", names), "data"),
            Forward("d"),
            Print("e", Expression("x", names)),
        ),
    )
    check_all_recalled(document)


def test_a_recall_restores_how_leaves_are_laid_out() -> None:
    document = transposed()
    names = {"x": "x"}
    document.actions = (
        Forward("a"),
        Assign("b", "x", Expression("x.T", names), "data"),
        Forward("c"),
        Assign("d", "x", Expression("x * 2", names), "value"),
        Forward("e"),
    )
    check_all_recalled(document)


def check_all_recalled(document: Document) -> None:
    full, small = run(document), run(document)
    for step in small.log.steps:
        for value in step.values():
            value.drop()
    for place in range(len(full.log)):
        small.recall(place, place + 1)
        assert contents(small.log.steps[place]) == contents(full.log.steps[place])


def test_what_a_permuted_result_held_can_be_read_after_a_write() -> None:
    document = Document(
        [
            LeafData("x", value="arange(24).reshape(2, 3, 4)"),
            OpData("v", op="permute", params={"dims": "(2, 0, 1)"}),
            OpData("y", op="neg"),
            OpData("z", op="zero_"),
        ],
        [WireData("1", "x", "v", "a"), WireData("2", "v", "y", "a"), WireData("3", "y", "z", "a")],
    )
    done = run(document)
    before = done.log.track(port_ref("y"), "value").values[0].array
    assert before.tolist() == (-np.arange(24.0).reshape(2, 3, 4).transpose(2, 0, 1)).tolist()


# An operation whose parameter is a list of tensors


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("[torch.tensor([0, 2])]", [5.0, 1.0, 5.0]),
        ("[torch.tensor([True, False, False])]", [5.0, 1.0, 1.0]),
        ("[[0, 2]]", "expected Tensor as element 0 in argument 0, but got list"),
        ("0", "index_put_(): argument 'indices' (position 1) must be tuple of Tensors, not int"),
    ],
)
def test_writing_at_indices(text: str, result: object) -> None:
    document = Document(
        [
            LeafData("x", value="ones(3)"),
            LeafData("v", value="5.", requires_grad=True),
            OpData("y", op="index_put_", params={"indices": text}),
            OpData("s", op="sum"),
        ],
        [WireData("1", "x", "y", "a"), WireData("2", "v", "y", "b"), WireData("3", "y", "s", "a")],
        actions=(Forward("a"), Backward("b", root="s")),
    )
    done = run(document)
    if isinstance(result, str):
        assert done.problems()[0].message == result
        return
    assert done.log.at(len(done.log), port_ref("y"), "value").array.tolist() == result
    grad = done.log.at(len(done.log), port_ref("v"), "grad").array
    assert grad.tolist() == result.count(5.0)  # type: ignore[attr-defined]
    assert done.log.at(len(done.log), port_ref("y"), "grad_fn") == "IndexPutBackward0"
