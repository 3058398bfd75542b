"""The iterations of Repeats, and the way from one to the next."""

from __future__ import annotations

from autograd_core.graph.steps import ActionPath, Message, Step, StepLog
from autograd_core.graph.turns import Turns, turns_of


def log(*paths: ActionPath) -> StepLog:
    return StepLog(Step("print", path, None, Message("")) for path in paths)


NESTED = log(
    ("f",),
    ("r", "0", "a"), ("r", "0", "s", "0", "b"), ("r", "0", "s", "1", "b"),
    ("r", "1", "a"), ("r", "1", "s", "0", "b"), ("r", "1", "s", "1", "b"),
    ("g",),
    ("q", "0", "c"), ("q", "1", "c"),
)  # fmt: skip


def test_the_turns_round_a_step_from_the_outermost() -> None:
    turns = Turns(NESTED)
    assert [(t.block, t.number) for t in turns.at(4)] == [(("r",), 0), (("r", "0", "s"), 1)]
    assert [(t.start, t.stop) for t in turns.of(("r",))] == [(1, 4), (4, 7)]
    assert turns.at(0) == turns.at(1) == []
    assert [t.block[0] for t in turns.outer] == ["r", "r", "q", "q"]


def test_the_next_iteration_is_shown_at_the_same_place() -> None:
    turns = Turns(NESTED)
    assert turns.after(2) == 5
    assert turns.before(5) == 2
    assert turns.after(3) == 4  # within the inner loop
    assert turns.after(4) == 7  # from its last turn, to the same place round it
    assert turns.before(2) == 1  # from the first of all, to where the loop starts


def test_outside_a_loop_the_next_or_the_last_one_is_gone_to() -> None:
    turns = Turns(NESTED)
    assert turns.after(0) == 4
    assert turns.after(8) == 9
    assert turns.before(8) == 7
    assert turns.after(10) == 10
    assert turns.before(0) == 0


def test_they_are_found_once_for_a_log() -> None:
    assert turns_of(NESTED) is turns_of(NESTED)
    assert not turns_of(log(("f",)))
