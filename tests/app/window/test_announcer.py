"""What a screen reader is told of its own accord."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from app.canvas.canvas import Canvas
from app.window import announcer
from app.window.announcer import Announcer
from autograd_core.graph.steps import StepLog
from tests.app.canvas.conftest import open_canvas, session  # noqa: F401
from tests.app.canvas.scenes import Opener, forward, log_of_product, product


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(announcer, "announce", lambda canvas, words: found.append(words))
    return found


@pytest.fixture
def canvas(open_canvas: Opener, told: list[str]) -> Iterator[Canvas]:  # noqa: F811
    found = open_canvas(product())
    Announcer(found)
    QAccessible.setActive(True)
    yield found
    QAccessible.setActive(False)


def test_the_selection_is_told_once_it_rests(
    canvas: Canvas, told: list[str], qtbot: QtBot
) -> None:
    for count in range(1, 4):
        canvas.session.select(list(canvas.session.document.nodes)[:count])
    qtbot.waitUntil(lambda: told == ["Selected: 3"], timeout=2000)
    canvas.session.select({"y"})
    qtbot.waitUntil(lambda: told[1:] == ["Selected: mul y: not run"], timeout=2000)
    canvas.session.select({"w1"})
    qtbot.waitUntil(lambda: told[2:] == ["Selected: wire from x to y"], timeout=2000)
    canvas.session.select(())
    qtbot.waitUntil(lambda: told[3:] == ["Nothing is selected"], timeout=2000)


def test_a_problem_is_told_when_it_comes_and_when_it_is_gone(
    canvas: Canvas, told: list[str], qtbot: QtBot
) -> None:
    steps = log_of_product().steps[:2]
    failing = forward("y", None, error="The size of tensor a (2)\nmust match")
    object.__setattr__(failing, "kind", "error")
    for log in (StepLog([*steps, failing]), StepLog([*steps, failing]), log_of_product()):
        canvas.session.log = log
        canvas.session.ran.emit()
    assert told == ["Problems: 1. y: The size of tensor a (2) must match", "No problems any more"]


def test_messages_are_told(canvas: Canvas, told: list[str]) -> None:
    canvas.say("this cannot be")
    canvas.say("")
    assert told == ["this cannot be"]


def test_the_phase_that_one_goes_to_is_told(
    canvas: Canvas, told: list[str], qtbot: QtBot
) -> None:
    player = canvas.player
    canvas.session.log = log_of_product()
    canvas.session.ran.emit()
    player.seek(next(i for i, s in enumerate(player.log.steps) if s.kind == "backward" and s.flows))
    player.set_speed(4.0)
    for words in ("the gradient arrives", "local derivative", "the products leave"):
        player.phase_forward()
        qtbot.waitUntil(partial(told.__contains__, words), timeout=3000)
    player.phase_back()
    assert told[-1] == "local derivative"
