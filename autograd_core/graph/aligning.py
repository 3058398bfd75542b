"""Lining cards up: by a side or their middles, or with equal gaps between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

Side: TypeAlias = Literal["left", "right", "top", "bottom", "across", "down"]
"""`across` lines up the middles of cards above each other, `down` those beside each other."""
Axis: TypeAlias = Literal["x", "y"]


class Area(NamedTuple):
    """Where a card lies."""

    x: float
    y: float
    width: float
    height: float


def aligned(areas: Mapping[str, Area], side: Side) -> dict[str, tuple[float, float]]:
    """Corners for the cards with one of their sides on a line: that of the outermost card, or
    through the middle of all."""
    left = min(area.x for area in areas.values())
    top = min(area.y for area in areas.values())
    right = max(area.x + area.width for area in areas.values())
    bottom = max(area.y + area.height for area in areas.values())
    found = {}
    for node, area in areas.items():
        x = {
            "left": left,
            "right": right - area.width,
            "across": (left + right - area.width) / 2,
        }.get(side, area.x)
        y = {
            "top": top,
            "bottom": bottom - area.height,
            "down": (top + bottom - area.height) / 2,
        }.get(side, area.y)
        found[node] = (x, y)
    return found


def distributed(areas: Mapping[str, Area], axis: Axis) -> dict[str, tuple[float, float]]:
    """Corners for the cards with equal gaps between them along an axis, the outermost two staying
    where they are; where there is no room for all between these, the last one moves on."""
    along = axis == "y"

    def middle(node: str) -> float:
        area = areas[node]
        return area[along] + area[2 + along] / 2

    order = sorted(areas, key=middle)
    sizes = [areas[node][2 + along] for node in order]
    first, last = areas[order[0]], areas[order[-1]]
    room = last[along] + sizes[-1] - first[along] - sum(sizes)
    gap = max(0.0, room / max(len(order) - 1, 1))
    found, at = {}, first[along]
    for node, size in zip(order, sizes, strict=True):
        area = areas[node]
        found[node] = (area.x, at) if along else (at, area.y)
        at += size + gap
    return found
