"""How the window's width and height are shared out at first, and when it becomes narrower."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow

SIDES = {"palette": 250, "inspector": 330}
"""The panels at the sides with their usual widths."""
LEAST = {"palette": 120, "inspector": 264, "code": 250}
"""What they need for nothing to be cut off; nobody can make them narrower."""
TIMELINE_HEIGHT, TIMELINE_SHARE = 216, 0.3
EXPLANATION_SHARE, EXPLANATION_WIDTH = 0.42, 680
"""Of the window's width, and at most that."""
CODE_WIDTH, PALETTE_BESIDE_CODE = 400, 200
CANVAS_SHARE = 0.52
"""Of the window's width; a little more than half, for the lines between the panels."""

Docks = Mapping[str, QDockWidget]


def share_out(window: QMainWindow, docks: Docks) -> None:
    """Gives the panels their usual sizes, less in a small window."""
    for name, least in LEAST.items():
        docks[name].setMinimumWidth(least)
    _size_sides(window, docks)
    height = min(TIMELINE_HEIGHT, round(window.height() * TIMELINE_SHARE))
    window.resizeDocks([docks["timeline"]], [height], Qt.Orientation.Vertical)
    wide = min(EXPLANATION_WIDTH, round(window.width() * EXPLANATION_SHARE))
    pair = [docks["timeline"], docks["explanation"]]
    window.resizeDocks(pair, [window.width() - wide, wide], Qt.Orientation.Horizontal)


def keep_canvas(window: QMainWindow, docks: Docks) -> None:
    """Leaves the canvas half of a window that became narrower: Qt would take all from it."""
    shown = [docks[name] for name in SIDES]
    sides = sum(d.width() for d in shown if d.isVisible() and not d.isFloating())
    if sides > window.width() * (1 - CANVAS_SHARE):
        _size_sides(window, docks)


def make_room_for_code(window: QMainWindow, docks: Docks) -> None:
    """Gives the code the width of its lines, where it has come to lie in the least there is."""
    palette, code = docks["palette"], docks["code"]
    squeezed = code.width() <= LEAST["code"] + 40 or palette.width() <= LEAST["palette"] + 10
    if code.isVisible() and not code.isFloating() and squeezed:
        widths = [PALETTE_BESIDE_CODE, min(CODE_WIDTH, window.width() // 4)]
        window.resizeDocks([palette, code], widths, Qt.Orientation.Horizontal)


def _size_sides(window: QMainWindow, docks: Docks) -> None:
    room = min(window.width() * (1 - CANVAS_SHARE), float(sum(SIDES.values())))
    share = room / sum(SIDES.values())
    inspector = max(LEAST["inspector"], int(SIDES["inspector"] * share))
    widths = [max(LEAST["palette"], int(room - inspector)), inspector]
    window.resizeDocks([docks[name] for name in SIDES], widths, Qt.Orientation.Horizontal)
