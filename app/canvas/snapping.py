"""Where what is dragged comes to rest: on the grid, or in line with the cards around."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPen

from app.canvas.box import Box
from app.canvas.curves import Floats
from app.canvas.scene import Scene

STEP = 20.0
"""The grid's step in canvas units: half of a square that is drawn."""
REACH = 7.0
"""Pixels within which a line catches what is dragged."""
_BEYOND = 12.0
"""Canvas units that a guide is longer than what it lines up."""


@dataclass
class Snapping:
    """What things snap to while they are dragged."""

    grid: bool = False
    neighbours: bool = True


class Snap(NamedTuple):
    """By how much more something moves, and the lines that say why, as x0, y0, x1, y1."""

    dx: float = 0.0
    dy: float = 0.0
    guides: tuple[Box, ...] = ()


def snapped(moved: Box, others: Floats, snapping: Snapping, reach: float) -> Snap:
    """Where a rectangle snaps to, among others (rows of left, top, right, bottom), from at most
    `reach` canvas units away; on the grid where no other is in line."""
    dx = dy = None
    if snapping.neighbours and len(others):
        dx = _nearest((moved.left, moved.right), others[:, [0, 2]], reach)
        dy = _nearest((moved.top, moved.bottom), others[:, [1, 3]], reach)
    by_x = dx if dx is not None else _to_grid(moved.left) if snapping.grid else 0.0
    by_y = dy if dy is not None else _to_grid(moved.top) if snapping.grid else 0.0
    at = Box(moved.left + by_x, moved.top + by_y, moved.right + by_x, moved.bottom + by_y)
    guides: list[Box] = []
    if dx is not None:
        guides += [Box(*line) for line in _guides(at, others)]
    if dy is not None:
        turned = Box(at.top, at.left, at.bottom, at.right)
        lines = _guides(turned, others[:, [1, 0, 3, 2]])
        guides += [Box(top, left, bottom, right) for left, top, right, bottom in lines]
    return Snap(by_x, by_y, tuple(guides))


def _to_grid(at: float) -> float:
    return round(at / STEP) * STEP - at


def _lines(first: Floats | float, last: Floats | float) -> Floats:
    """Both sides and the middle."""
    return np.stack([np.asarray(first), (np.asarray(first) + last) / 2, np.asarray(last)], axis=-1)


def _nearest(own: tuple[float, float], others: Floats, reach: float) -> float | None:
    """The least way that brings a side or the middle in line with that of another."""
    gaps = (_lines(others[:, 0], others[:, 1]) - _lines(*own)).ravel()
    least = float(gaps[np.abs(gaps).argmin()])
    return least if abs(least) <= reach else None


def _guides(at: Box, others: Floats) -> list[tuple[float, float, float, float]]:
    """Upright lines through the sides and the middle that are in line with others."""
    found = []
    lines = _lines(others[:, 0], others[:, 2])
    for place, x in enumerate(_lines(at.left, at.right).tolist()):
        line = others[np.abs(lines[:, place] - x) < 0.01]
        if len(line):
            top = min(at.top, float(line[:, 1].min())) - _BEYOND
            bottom = max(at.bottom, float(line[:, 3].max())) + _BEYOND
            found.append((x, top, x, bottom))
    # two cards of one size agree in all three; their middles say nothing new then
    return found if len(found) < 3 else found[::2]


def paint_guides(painter: QPainter, guides: tuple[Box, ...], rect: QRect, scene: Scene) -> None:
    """Paints the lines that say why something snapped."""
    painter.setPen(QPen(scene.theme.selection, 1.0))
    for guide in guides:
        where = scene.view.rect(guide)
        if where.adjusted(-1, -1, 1, 1).intersects(rect):
            painter.drawLine(where.topLeft(), where.bottomRight())
