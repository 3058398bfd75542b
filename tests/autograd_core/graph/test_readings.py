"""What Expressions come to over the steps of a real run."""

from __future__ import annotations

import math

import pytest

from autograd_core.graph.actions import Expression
from autograd_core.graph.readings import NotOneNumber, Reading
from autograd_core.graph.run import Run
from tests.autograd_core.graph.test_probes import W, descent, run


def test_a_reading_is_what_the_run_held_at_the_step() -> None:
    document, log = run()
    loss = Reading(Expression("s", {"s": "s"}), log, document)
    cursors = [step + 1 for step in loss.changes()]
    assert [round(loss.number(c), 4) for c in cursors[:3]] == [5.0, 3.2, 2.048]
    assert math.isnan(loss.number(0))
    assert math.isnan(Reading(Expression("w.grad.norm()", W), log, document).number(len(log)))
    with pytest.raises(NotOneNumber):
        Reading(Expression("w", W), log, document).number(len(log))


def test_a_number_whose_array_was_let_go_is_read_off_its_summary() -> None:
    document = descent(turns="1")
    made = Run(document)
    for _ in made.execute():
        pass
    for step in made.log.steps:
        for value in step.values():
            value.drop()
    loss = Reading(Expression("s * 2", {"s": "s"}), made.log, document)
    assert loss.number(len(made.log)) == 10.0


def test_conditions_change_nothing_of_the_run() -> None:
    document, log = run()
    reading = Reading(Expression("(w * 0).sum()", W), log, document)
    before = [step.changes for step in log.steps]
    assert reading.number(len(log)) == 0.0
    assert [step.changes for step in log.steps] == before


def test_the_variable_of_a_loop_is_that_of_the_step() -> None:
    document, log = run()
    epoch = Reading(Expression("epoch * 2"), log, document)
    assert math.isnan(epoch.number(0))
    assert {epoch.number(cursor) for cursor in range(1, len(log) + 1)} == {0, 2, 4, 6, 8, 10}
