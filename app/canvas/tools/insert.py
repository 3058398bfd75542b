"""Which wire a card that is held over it would be put into."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF

from app.canvas.box import Box
from app.canvas.curves import distances, points
from app.canvas.tools.tool import WIRE_GRAB, Host, canvas_point

INSET = 10.0
"""Canvas units from a card's edge within which a wire does not count as under it."""


class Gap(NamedTuple):
    """A wire, and how many of its dots lie before the place where a card is put into it."""

    wire: str
    bend: int


def gap_under(host: Host, box: Box, at: QPointF) -> Gap | None:
    """The wire that passes under a card; of several the one that the pointer is on, else the one
    nearest to the card's middle."""
    places, inner = host.places, box.grown(-INSET)
    near = places.wires_in(inner)
    if not len(near):
        return None
    rows, owners = places.curves(near)
    px, py = points(rows)
    under = (px > inner.left) & (px < inner.right) & (py > inner.top) & (py < inner.bottom)
    gaps = distances(rows, *box.middle())
    reach = (inner.bottom - inner.top) / 2
    gaps[~under.any(axis=1) & (gaps > reach)] = np.inf
    best = int(np.argmin(gaps))
    if gaps[best] == np.inf:
        return None
    aimed = distances(rows, *canvas_point(host, at))
    if aimed.min() <= WIRE_GRAB / host.view.zoom:
        best = int(np.argmin(aimed))
    mine = np.flatnonzero(owners == owners[best])
    return Gap(places.wire_ids[int(near[owners[best]])], int(np.searchsorted(mine, best)))


def show_gap(host: Host, gap: Gap | None) -> None:
    """Lights up the wire, instead of the one that was lit."""
    strokes = host.overlay.strokes
    before, strokes.wanted = strokes.wanted, None if gap is None else gap.wire
    if before != strokes.wanted:
        for wire in (before, strokes.wanted):
            slot = None if wire is None else host.places.wire_slots.get(wire)
            if slot is not None:
                host.update_box(Box(*host.places.wire_boxes[slot].tolist()))
