"""What holds for every document, whatever was done to it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from autograd_core.graph import edits as editing
from autograd_core.graph import files
from autograd_core.graph.document import Document
from autograd_core.graph.run import Run
from autograd_core.graph.steps import Ref, StepLog

from . import programs
from .graphs import run


@settings(max_examples=150)
@given(st.data())
def test_an_incremental_run_gives_the_steps_of_a_full_one(data: st.DataObject) -> None:
    document = data.draw(programs.documents())
    previous: Run | None = None
    for _ in range(3):
        incremental = run(document, previous)
        full = run(document)
        assert incremental.log.steps == full.log.steps
        assert incremental.output == full.output
        assert incremental.log.sections == full.log.sections
        previous = incremental
        editing.apply(document, data.draw(programs.edits(document)))


@settings(max_examples=100)
@given(st.data())
def test_undo_to_the_start_and_redo_to_the_end_give_the_same_file(data: st.DataObject) -> None:
    document = Document()
    start = files.encode(document)
    done = []
    for _ in range(data.draw(st.integers(1, 12))):
        made = data.draw(programs.edits(document))
        editing.apply(document, made)
        done.append(made)
    end = files.encode(document)
    for made in reversed(done):
        editing.apply(document, editing.inverse(made))
    assert files.encode(document) == start
    for made in done:
        editing.apply(document, made)
    assert files.encode(document) == end


@settings(max_examples=100)
@given(st.data())
def test_a_file_holds_all_of_a_document(data: st.DataObject) -> None:
    document = data.draw(programs.documents(12))
    again = files.decode(files.encode(document))
    assert again == document
    assert files.encode(again) == files.encode(document)


@settings(max_examples=60)
@given(programs.documents())
def test_the_log_at_a_cursor_is_the_changes_up_to_it(document: Document) -> None:
    log = run(document).log
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


@settings(max_examples=100)
@given(programs.documents(14))
def test_the_order_is_always_topological(document: Document) -> None:
    places = {node: place for place, node in enumerate(document.order)}
    assert sorted(places) == sorted(document.nodes)
    for wire in document.wires.values():
        assert places[wire.source] < places[wire.target]
