"""The worker: the newest request wins, the gate stops it while somebody paints, cancel works."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.worker import SWITCH_INTERVAL, Worker
from autograd_core.graph.actions import Expression, Forward, Repeat
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.run import Run


@pytest.fixture
def worker() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.stop()


def document(iterations: int = 1, value: str = "ones(2)") -> Document:
    return Document(
        [LeafData("x", value=value), OpData("y", op="exp")],
        [WireData("w", "x", "y", "a")],
        actions=(Repeat("a", Expression(str(iterations)), "i", (Forward("f"),)),),
    )


def test_a_run_comes_back_on_this_thread(qtbot: QtBot, worker: Worker) -> None:
    threads = []
    worker.finished.connect(lambda run: threads.append(threading.current_thread()))
    with qtbot.waitSignal(worker.finished, timeout=5000) as signal:
        worker.request(document())
    assert signal.args is not None
    run = signal.args[0]
    assert isinstance(run, Run)
    assert run.complete
    assert len(run.log) == 2
    assert threads == [threading.main_thread()]


def test_the_newest_request_wins(qtbot: QtBot, worker: Worker) -> None:
    runs: list[Run] = []
    worker.finished.connect(runs.append)
    worker.request(document(100_000))
    for _ in range(5):
        worker.request(document(1, "zeros(2)"))
    qtbot.waitUntil(lambda: bool(runs) and not worker.busy, timeout=5000)
    assert runs[-1].document.nodes["x"].value == "zeros(2)"  # type: ignore[union-attr]
    assert all(run.complete for run in runs)


def test_cancel_gives_what_was_done(qtbot: QtBot, worker: Worker) -> None:
    with qtbot.waitSignal(worker.progressed, timeout=5000):
        worker.request(document(100_000))
    with qtbot.waitSignal(worker.finished, timeout=2000) as signal:
        worker.cancel()
    assert signal.args is not None
    assert not signal.args[0].complete
    assert len(signal.args[0].log) >= 512


def test_a_closed_gate_stops_the_run_between_operations(qtbot: QtBot, worker: Worker) -> None:
    made: list[int] = []
    worker.progressed.connect(lambda done, _: made.append(done), Qt.ConnectionType.DirectConnection)
    worker.request(document(100_000))
    qtbot.waitUntil(lambda: bool(made), timeout=5000)
    with worker.gate:
        time.sleep(0.05)
        before = len(made)
        time.sleep(0.2)
        assert len(made) == before, "the run goes on while somebody paints"
    qtbot.waitUntil(lambda: len(made) > before, timeout=5000)
    worker.cancel()
    qtbot.waitUntil(lambda: not worker.busy, timeout=2000)


def test_threads_change_often_enough_for_painting(worker: Worker) -> None:
    import sys

    assert sys.getswitchinterval() == pytest.approx(SWITCH_INTERVAL)


def test_a_run_makes_no_cycles_that_only_the_collector_could_free() -> None:
    """`uncollected` rests on this."""
    import gc
    import weakref

    run = Run(document(50))
    for _ in run.execute():
        pass
    tensors = run.machine.cards.tensors.values()
    alive: list[weakref.ref[object]] = [weakref.ref(tensor) for tensor in tensors]
    alive += [weakref.ref(value) for step in run.log.steps[-1:] for value in step.values()]
    gc.disable()
    try:
        del run, tensors, _
        assert [ref() for ref in alive] == [None] * len(alive)
    finally:
        gc.enable()
