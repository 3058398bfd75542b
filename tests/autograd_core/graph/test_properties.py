"""What holds for every document, whatever was done to it."""

from __future__ import annotations

import contextlib
from random import Random

import pytest

from autograd_core.graph import edits as editing
from autograd_core.graph import files
from autograd_core.graph.document import Document
from autograd_core.graph.gate import Cancelled, Gate
from autograd_core.graph.limits import Limits
from autograd_core.graph.run import Run
from autograd_core.graph.steps import Ref, Step, StepLog

from . import programs
from .graphs import run


def contents(step: Step) -> list[bytes | None]:
    arrays = [value.array for value in step.values()]
    return [None if array is None else array.tobytes() for array in arrays]


def executed(document: Document, previous: Run | None, stop: int | None = None) -> Run:
    """A run whose steps are, at its end, what they were when they were made; cancelled once it
    has made `stop` steps."""
    gate = Gate()
    run = Run(document.snapshot(), previous=previous, gate=gate)
    made: list[list[bytes | None]] = []
    with contextlib.suppress(Cancelled):
        for step in run.execute():
            made.append(contents(step))
            if stop is not None and len(run.log) >= stop:
                gate.cancel()
    assert [contents(step) for step in run.log.steps[-len(made) :] if made] == made
    return run


@pytest.mark.parametrize("seed", range(60))
def test_an_incremental_run_gives_the_steps_of_a_full_one(seed: int) -> None:
    rng = Random(seed)
    document = programs.document(rng, rng.randint(2, 12))
    previous: Run | None = None
    for _ in range(4):
        if rng.random() < 0.2:
            previous = executed(document, previous, rng.randint(0, 20))
        incremental = executed(document, previous)
        full = run(document)
        assert incremental.log.steps == full.log.steps
        assert incremental.output == full.output
        assert incremental.log.sections == full.log.sections
        previous = incremental
        for _ in range(rng.randint(1, 2)):
            editing.apply(document, programs.edits(rng, document))


@pytest.mark.parametrize("seed", range(30))
def test_recalled_arrays_are_those_of_a_run_that_keeps_all(seed: int) -> None:
    rng = Random(seed)
    document = programs.document(rng)
    full = run(document)
    small = Run(document, limits=Limits(held_bytes=100))
    for _ in small.execute():
        pass
    count = len(small.log)
    for _ in range(5):
        first = rng.randrange(count)
        stop = rng.randint(first + 1, min(count, first + 3))
        small.recall(first, stop)
        for place in range(first, stop):
            assert contents(small.log.steps[place]) == contents(full.log.steps[place])


@pytest.mark.parametrize("seed", range(20))
def test_undo_to_the_start_and_redo_to_the_end_give_the_same_file(seed: int) -> None:
    rng = Random(seed)
    document = programs.document(rng, 4)
    start = files.encode(document)
    done = []
    for _ in range(12):
        made = programs.edits(rng, document)
        editing.apply(document, made)
        done.append(made)
    end = files.encode(document)
    for made in reversed(done):
        editing.apply(document, editing.inverse(made))
    assert files.encode(document) == start
    for made in done:
        editing.apply(document, made)
    assert files.encode(document) == end


@pytest.mark.parametrize("seed", range(20))
def test_a_file_holds_all_of_a_document_in_a_topological_order(seed: int) -> None:
    rng = Random(seed)
    document = programs.document(rng, 6)
    for _ in range(8):
        editing.apply(document, programs.edits(rng, document))
        places = {node: place for place, node in enumerate(document.order)}
        assert sorted(places) == sorted(document.nodes)
        assert all(places[wire.source] < places[wire.target] for wire in document.wires.values())
    again = files.decode(files.encode(document))
    assert again == document
    assert files.encode(again) == files.encode(document)


@pytest.mark.parametrize("seed", range(20))
def test_the_log_at_a_cursor_is_the_changes_up_to_it(seed: int) -> None:
    log = run(programs.document(Random(seed))).log
    state: dict[tuple[Ref, str], object] = {}
    states = [dict(state)]
    for step in log.steps:
        for change in step.changes:
            state[change.subject, change.field] = change.after
        states.append(dict(state))
    for cursor, expected in enumerate(states):
        for (subject, field), value in expected.items():
            assert log.at(cursor, subject, field) is value
    for step in reversed(log.steps):
        for change in reversed(step.changes):
            assert state[change.subject, change.field] is change.after
            state[change.subject, change.field] = change.before
    assert all(value is None for value in state.values())
    assert StepLog(log.steps).sections == log.sections
