"""Which wire a card that is held over it would be put into."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from app.canvas import metrics
from app.canvas.box import Box
from app.canvas.curves import distances
from app.canvas.tools.tool import Host


class Gap(NamedTuple):
    """A wire, and how many of its dots lie before the place where a card is put into it."""

    wire: str
    bend: int


def gap_under(host: Host, box: Box) -> Gap | None:
    """The wire that passes nearest to the middle of a card, if it passes under it."""
    places = host.places
    near = places.wires_in(box)
    if not len(near):
        return None
    rows, owners = places.curves(near)
    x, y = box.middle()
    gaps = distances(rows, x, y)
    best = int(np.argmin(gaps))
    if gaps[best] > min(box.bottom - box.top, metrics.WIDTH) / 2:
        return None
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
