"""What lies over the canvas in its corners, and how to bring a card into sight clear of that."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtWidgets import QWidget

from app.canvas.legend import legend_in
from app.canvas.scene import Scene

LASTING = ("minimap", "breadcrumbs")
"""The names of the widgets that stay over a canvas."""


def taken(canvas: QWidget, scene: Scene, height: int, soon: bool = False) -> list[QRectF]:
    """The rectangles of a viewport of this height that something lasting lies over; with `soon`
    also those of widgets that may come into sight when the view moves."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    found = [QRectF(legend_in(scene, height))]
    for name in LASTING:
        child = canvas.findChild(QWidget, name, direct)
        if child is not None and (child.isVisible() or (soon and getattr(child, "on", False))):
            found.append(QRectF(child.geometry()))
    return found


def shift_to_see(where: QRectF, area: QRect, over: list[QRectF]) -> tuple[float, float]:
    """How far to scroll, as little as it takes to have a rectangle of the viewport in sight and,
    where there is room for it, with nothing over it."""
    sight = QRectF(area)
    dx = min(0.0, where.left()) or max(0.0, where.right() - sight.right())
    dy = min(0.0, where.top()) or max(0.0, where.bottom() - sight.bottom())
    there = where.translated(-dx, -dy)
    ways = [(0.0, 0.0)]
    for each in over:
        ways += [
            (0.0, there.bottom() - each.top()),
            (0.0, there.top() - each.bottom()),
            (there.left() - each.right(), 0.0),
            (there.right() - each.left(), 0.0),
        ]
    for x, y in sorted(ways, key=lambda way: abs(way[0]) + abs(way[1])):
        goal = there.translated(-x, -y)
        if sight.contains(goal) and not any(each.intersects(goal) for each in over):
            return dx + x, dy + y
    return dx, dy
