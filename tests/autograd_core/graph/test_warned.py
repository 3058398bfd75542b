"""Warnings of gradients that are wrong without an error."""

from __future__ import annotations

from autograd_core.graph import edits as editing
from autograd_core.graph import remedies
from autograd_core.graph.actions import Assign, Expression
from autograd_core.graph.warned import silent_problems

from .graphs import BACKWARD, FORWARD, run, sum_of_squares

WRITE = Assign("a3", "x", Expression("100"), "data", "*=")


def test_a_write_through_data_is_told_with_both_numbers_and_its_step() -> None:
    document = sum_of_squares(FORWARD, WRITE, BACKWARD, value="ones(1)")
    done = run(document)
    ((at, problem),) = silent_problems(done.log, document)
    assert "backward used a = [100], forward had used [1]: x was written" in problem.message
    assert done.log.steps[at].function == "MulBackward0"
    assert (problem.node, problem.culprit) == ("y", "x")
    assert problem.culprit_step is not None
    assert done.log.steps[problem.culprit_step].kind == "assign"


def test_each_remedy_ends_the_silence_and_undo_brings_it_back() -> None:
    document = sum_of_squares(FORWARD, WRITE, BACKWARD)
    done = run(document)
    ((_, problem),) = silent_problems(done.log, document)
    offered = remedies.offered(document, done.log, problem)
    assert [each.fix for each in offered] == ["forward_again", "write_after", "write_openly"]
    for each in offered:
        mended = document.snapshot()
        editing.apply(mended, each.edits)
        again = run(mended)
        assert silent_problems(again.log, mended) == []
        # PyTorch notices a write under no_grad, and refuses
        assert bool(again.problems()) is (each.fix == "write_openly")
        editing.apply(mended, editing.inverse(each.edits))
        assert mended == document


def test_nothing_is_told_where_nothing_is_written() -> None:
    document = sum_of_squares()
    assert silent_problems(run(document).log, document) == []
    after = sum_of_squares(FORWARD, BACKWARD, WRITE)
    assert silent_problems(run(after).log, after) == []
