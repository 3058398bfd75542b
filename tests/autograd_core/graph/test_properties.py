"""What holds for every document, whatever was done to it."""

from __future__ import annotations

from random import Random

import pytest

from autograd_core.graph import edits as editing
from autograd_core.graph import files
from autograd_core.graph.limits import Limits
from autograd_core.graph.run import Run
from autograd_core.graph.steps import Ref, Step, StepLog

from . import programs
from .graphs import run


def contents(step: Step) -> list[bytes | None]:
    arrays = [value.array for value in step.values()]
    return [None if array is None else array.tobytes() for array in arrays]


@pytest.mark.parametrize("seed", range(30))
def test_recalled_arrays_are_those_of_a_run_that_keeps_all(seed: int) -> None:
    rng = Random(seed)
    document = programs.document(rng)
    full = run(document)
    small = Run(document, limits=Limits(held_bytes=100))
    for _ in small.execute():
        pass
    count = len(small.log)
    for _ in range(5 if count else 0):
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
