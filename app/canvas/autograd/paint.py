"""Painting tags, the arrows between them, and planes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from app.canvas import texts, ways
from app.canvas.autograd.planes import TITLE, Plane
from app.canvas.autograd.tags import HEAD, ROW, Placed, Row, Tag, bracket, ends, named, way
from app.canvas.box import Box
from app.canvas.card import mixed
from app.canvas.curves import Floats, boxes, flatten
from app.canvas.hues import GRADIENT_GRAPH, GRAPH, HUES
from app.canvas.lines import draw_lines
from app.canvas.scene import Scene
from app.theme import Theme

LENGTHS = (150, 400, 900)
"""How far arrows span from which on they get more dashes."""
DASHES = (24, 44, 88, 200)
MOST_FINE = 120
"""Arrows in sight up to which they are drawn finely."""
_HEAD_LENGTH, _HEAD_WIDTH = 9.0, 4.5


class Arrow(NamedTuple):
    """An edge from the tag `source` to the tag `target`, number `number` of `of`, and the
    backward that has made the Node it starts at (0: none)."""

    source: Box
    target: Box
    number: int
    of: int
    call: int


def hue_of(call: int, theme: Theme) -> QColor:
    """The hue of the graph that forward has made, or of the graph of a gradient."""
    light, dark = HUES[GRADIENT_GRAPH if call else GRAPH]
    return QColor(light if theme.name == "light" else dark)


def paint_plane(painter: QPainter, plane: Plane, scene: Scene) -> None:
    """The ground of a plane, with its title."""
    theme, view = scene.theme, scene.view
    hue = hue_of(plane.call, theme)
    where = view.rect(plane.box)
    radius = 10 * view.zoom
    ground = mixed(hue, theme.background, 0.91)
    ground.setAlpha(235)
    lines = QColor(hue)
    lines.setAlpha(34)
    painter.setPen(QPen(hue, 1.2, Qt.PenStyle.DashLine))
    painter.setBrush(ground)
    painter.drawRoundedRect(where, radius, radius)
    if not scene.vector:  # a pattern of pixels, which no vector file can have
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(lines, Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(where, radius, radius)
    painter.save()
    painter.translate(where.topLeft())
    # from afar the title is larger than what it stands over, as names of frames are
    painter.scale(max(view.zoom, 0.6), max(view.zoom, 0.6))
    painter.setPen(hue)
    painter.setFont(texts.font(texts.TITLE))
    painter.drawText(QPointF(14, texts.baseline(texts.TITLE, TITLE)), plane.title)
    painter.restore()


def paint_arrows(
    painter: QPainter, arrows: Sequence[Arrow], rect: QRect, scene: Scene
) -> None:
    """Dashed arrows along `next_functions`, with their heads where gradients arrive; those that
    touch the rectangle."""
    for call in sorted({bool(arrow.call) for arrow in arrows}):
        some = [arrow for arrow in arrows if bool(arrow.call) == call]
        _paint_some(painter, some, hue_of(int(call), scene.theme), rect, scene)


def _paint_some(
    painter: QPainter, arrows: Sequence[Arrow], hue: QColor, rect: QRect, scene: Scene
) -> None:
    view = scene.view
    area = view.box(rect).grown(12)
    rows = np.array([ends(*arrow[:4]) for arrow in arrows if bracket(*arrow[:3]) is None])
    rows = rows.reshape(-1, 4)
    rows = rows[_touching(boxes(rows), area)]
    straight: list[list[list[float]]] = [
        way(*arrow[:4]).tolist()
        for arrow in arrows
        if bracket(*arrow[:3]) is not None and _span(arrow).touches(area)
    ]
    fine = len(rows) + len(straight) <= MOST_FINE
    dashes = [] if scene.vector or not len(rows) else [_dashed(rows, fine)]
    for start, end in (pair for points in straight for pair in pairwise(points)):
        dashes.append(_dashed_line(start, end) if fine else np.array([[*start, *end]]))
    if scene.vector:
        pen = QPen(hue, max(1.2, 1.5 * view.zoom), Qt.PenStyle.DashLine)
        paths = [ways.curve(row, view) for row in rows]
        for path in paths + [ways.path(np.array(points), view) for points in straight]:
            painter.strokePath(path, pen)
    elif dashes:
        pen = QPen(hue, max(1.2, 1.5 * view.zoom) if fine else 0)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        offsets = (view.left, view.top, view.left, view.top)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, fine)
        draw_lines(painter, pen, np.concatenate(dashes) * view.zoom - offsets)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(hue)
    for x, y in (*rows[:, :2].tolist(), *(points[0] for points in straight)):
        _head(painter, view.to_screen(x, y), view.zoom)


def _span(arrow: Arrow) -> Box:
    """What holds a bracket."""
    box = arrow.source.united(arrow.target)
    return box._replace(right=box.right + 40)


def _dashed_line(start: Sequence[float], end: Sequence[float]) -> Floats:
    """A straight line as dashes."""
    (x0, y0), (x1, y1) = start, end
    count = max(2, round((abs(x1 - x0) + abs(y1 - y0)) / 5))
    x, y = np.linspace(x0, x1, count + 1), np.linspace(y0, y1, count + 1)
    rows: Floats = np.stack([x[:-1], y[:-1], x[1:], y[1:]], axis=-1)[::2]
    return rows


def _touching(found: Floats, area: Box) -> np.ndarray[Any, np.dtype[np.bool_]]:
    hit: np.ndarray[Any, np.dtype[np.bool_]] = (
        (found[:, 0] < area.right)
        & (found[:, 2] > area.left)
        & (found[:, 1] < area.bottom)
        & (found[:, 3] > area.top)
    )
    return hit


def _dashed(curves: Floats, fine: bool) -> Floats:
    """The curves as dashes that are about as long in each of them."""
    if not fine:
        return flatten(curves, DASHES[0]).reshape(-1, DASHES[0], 4)[:, ::2].reshape(-1, 4)
    spans = np.abs(curves[:, 2] - curves[:, 0]) + np.abs(curves[:, 3] - curves[:, 1])
    found = []
    for nth, count in enumerate(DASHES):
        some = curves[np.searchsorted(LENGTHS, spans) == nth]
        if len(some):
            found.append(flatten(some, count).reshape(-1, count, 4)[:, ::2].reshape(-1, 4))
    return np.concatenate(found)


def _head(painter: QPainter, tip: QPointF, zoom: float) -> None:
    """An arrowhead at the producer's end, which every way reaches from the right."""
    long, wide = (size * max(zoom, 0.6) for size in (_HEAD_LENGTH, _HEAD_WIDTH))
    painter.drawPolygon(
        QPolygonF(
            [
                tip,
                QPointF(tip.x() + long, tip.y() - wide),
                QPointF(tip.x() + long, tip.y() + wide),
            ]
        )
    )


def paint_tags(
    painter: QPainter, tags: Iterable[Placed], rect: QRect, scene: Scene, lit: object
) -> None:
    """The tags that touch the rectangle; the one with the key `lit` is being applied."""
    view = scene.view
    area = QRectF(rect)
    for tag, box in tags:
        where = view.rect(box)
        if not where.adjusted(-4, -4, 130, 4).intersects(area):
            continue
        painter.save()
        painter.translate(where.topLeft())
        painter.scale(view.zoom, view.zoom)
        size = QRectF(0, 0, box.right - box.left, box.bottom - box.top)
        is_lit = tag.light == "now" or (lit is not None and tag.is_of(lit))
        _tag(painter, tag, size, scene.theme, is_lit)
        painter.restore()


def _tag(painter: QPainter, tag: Tag, size: QRectF, theme: Theme, lit: bool) -> None:
    hue = hue_of(tag.call, theme)
    ground = theme.lit if lit else mixed(hue, theme.card, 0.9)
    edge = theme.gradient if lit else hue
    style = Qt.PenStyle.DashLine if tag.stub else Qt.PenStyle.SolidLine
    painter.setPen(QPen(edge, 2.4 if lit else 1.2, style))
    painter.setBrush(theme.card if tag.stub else ground)
    painter.drawRoundedRect(size, 5, 5)
    title, role = named(tag.title)
    painter.setFont(texts.font(role))
    painter.setPen(theme.gradient if lit else theme.muted if tag.light == "later" else hue)
    painter.drawText(QPointF(8, texts.baseline(role, HEAD)), title)
    top = HEAD - 2
    for row in tag.rows:
        _row(painter, row, top, theme)
        top += ROW
    if tag.label:
        painter.setFont(texts.font(texts.SMALL))
        painter.setPen(hue)
        at = QPointF(size.right() + 9, texts.baseline(texts.SMALL, HEAD))
        painter.drawText(at, tag.label)


def _row(painter: QPainter, row: Row, top: float, theme: Theme) -> None:
    colour = {
        "held": theme.text,
        "freed": theme.muted,
        "modified": theme.error,
        "gradient": theme.gradient,
        "more": theme.muted,
    }[row.kind]
    left = 8.0
    if row.kind in ("held", "freed", "modified"):
        paint_lock(painter, QPointF(left, top + 3), row.kind, colour)
        left += 15
    elif row.kind == "gradient":
        middle = top + ROW / 2
        painter.setPen(QPen(colour, 1.4))
        painter.drawLine(QPointF(left + 2, middle), QPointF(left + 11, middle))
        painter.drawLine(QPointF(left + 2, middle), QPointF(left + 5.5, middle - 3))
        painter.drawLine(QPointF(left + 2, middle), QPointF(left + 5.5, middle + 3))
        left += 15
    painter.setPen(colour)
    painter.setFont(texts.font(texts.TINY_NUMBER))
    painter.drawText(QPointF(left, top + texts.baseline(texts.TINY_NUMBER, ROW)), row.text)


def paint_lock(painter: QPainter, corner: QPointF, kind: str, colour: QColor) -> None:
    """A padlock 9 wide and 10 high: closed, open where what was saved has been freed, and crossed
    out where it was written since."""
    painter.setPen(QPen(colour, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    x, y = corner.x(), corner.y()
    shackle = QRectF(x + 1.8, y, 5.4, 7)
    if kind == "freed":
        shackle.translate(4.2, 0)
    painter.drawArc(shackle, 0, 180 * 16)
    if kind != "freed":
        painter.drawLine(QPointF(x + 1.8, y + 3.4), QPointF(x + 1.8, y + 5))
    painter.drawLine(QPointF(shackle.right(), y + 3.4), QPointF(shackle.right(), y + 5))
    body = QRectF(x, y + 4.6, 9, 5.6)
    painter.setBrush(Qt.BrushStyle.NoBrush if kind == "freed" else colour)
    painter.drawRoundedRect(body, 1.2, 1.2)
    if kind == "modified":
        painter.setPen(QPen(colour, 1.6))
        painter.drawLine(QPointF(x - 1.5, y + 11), QPointF(x + 10.5, y - 1))
