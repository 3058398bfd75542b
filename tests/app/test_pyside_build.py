"""Notices a PySide6 build that loses references to None.

In PySide6 6.12.0 under Python 3.11, a call that returns nothing gives back a None that it does not
own. After some thousand calls the count reaches zero and the interpreter aborts, anywhere. From
Python 3.12 on None is immortal and its count does not move, whatever a build does.
"""

from __future__ import annotations

import ctypes
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QImage, QPainter, QPolygon

CALLS = 300
IMMORTAL = sys.version_info >= (3, 12)


def lost_per_call(call: Callable[[], object]) -> float:
    """References to None that one call loses: 0 in a sound build, 1 or more in a broken one."""
    call()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    return (before - sys.getrefcount(None)) / CALLS


@pytest.fixture
def void_calls() -> Iterator[dict[str, Callable[[], object]]]:
    """Calls that return nothing, on different sorts of Qt classes."""
    rect, thing, polygon = QRect(), QObject(), QPolygon()
    image = QImage(8, 8, QImage.Format.Format_ARGB32)
    painter = QPainter(image)

    def save_and_restore() -> None:
        painter.save()
        painter.restore()

    yield {
        "value": lambda: rect.setX(3),
        "object": lambda: thing.setObjectName("a"),
        "sequence": lambda: polygon.clear(),
        "painter": save_and_restore,
    }
    painter.end()


@pytest.mark.parametrize("kind", ["value", "object", "sequence", "painter"])
def test_a_call_that_returns_nothing_keeps_the_references_to_none(
    kind: str, void_calls: dict[str, Callable[[], object]]
) -> None:
    call = void_calls[kind]

    assert call() is None
    # something else may move the count by a few; a broken build moves it by CALLS at least
    assert lost_per_call(call) < 0.5


def test_a_planted_loss_is_noticed() -> None:
    address = ctypes.c_void_p(id(None))
    lose, give_back = ctypes.pythonapi.Py_DecRef, ctypes.pythonapi.Py_IncRef

    lost = lost_per_call(lambda: lose(address))
    for _ in range(CALLS + 1):
        give_back(address)

    assert round(lost) == (0 if IMMORTAL else 1)


def test_the_installed_build_is_one_that_the_project_allows() -> None:
    """6.12 only once Python 3.11 is given up: pyproject.toml says so, and this is what runs."""
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    allowed = next(d for d in project["project"]["dependencies"] if d.startswith("PySide6"))

    assert allowed.endswith(",<6.12") == project["project"]["requires-python"].endswith("3.11")
    assert IMMORTAL or PySide6.__version_info__[:2] < (6, 12)
