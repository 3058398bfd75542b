"""What is to be repainted of wires: boxes along each, as the one that holds it all would be mostly
empty where it runs aslant."""

from __future__ import annotations

import numpy as np

from app.canvas.box import Box
from app.canvas.card import MARGIN
from app.canvas.curves import Floats, Indices, points
from app.canvas.geometry import Geometry
from app.canvas.wires import FINE, PLAIN

PIECES = 6
LOW = 24.0
"""Pixels up to which a box is as good as several."""


def strips(places: Geometry, wires: Indices, zoom: float, segments: int) -> list[Box]:
    """Boxes that hold these wires as they are drawn at a zoom, with what is painted beside them;
    none for wires that are gone."""
    rows, _ = places.curves(wires)
    rows = rows[~np.isnan(rows[:, 0])]
    if not len(rows):
        return []
    if segments == PLAIN:
        x, y = _evenly(rows[:, 0::2]), _evenly(rows[:, 1::2])
        room = 2 / zoom
    else:
        x, y = points(rows, FINE)
        room = MARGIN
    found: list[Box] = []
    whole = np.stack([x.min(axis=1), y.min(axis=1), x.max(axis=1), y.max(axis=1)], axis=1)
    for row, box in enumerate(whole.tolist()):
        left, top, right, bottom = box
        if min(right - left, bottom - top) * zoom <= LOW:
            found.append(Box(*box).grown(room))
            continue
        step = (x.shape[1] - 1) // PIECES
        for start in range(0, PIECES * step, step):
            part = slice(start, start + step + 1)
            px, py = x[row, part], y[row, part]
            piece = Box(float(px.min()), float(py.min()), float(px.max()), float(py.max()))
            found.append(piece.grown(room))
    return found


def _evenly(ends: Floats) -> Floats:
    """Points along straight lines, from their first to their last coordinate."""
    share = np.linspace(0.0, 1.0, PIECES + 1)
    return ends[:, :1] * (1 - share) + ends[:, 1:] * share
