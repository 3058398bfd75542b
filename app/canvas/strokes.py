"""What is drawn on wires: the stroke of the knife, what it cuts, the wire that a card would be put
into, and wires that somebody points at elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.canvas import curves
from app.canvas.scene import Scene

Point = tuple[float, float]


@dataclass
class Strokes:
    """Written by the tools and by links, painted over the wires."""

    knife: list[Point] = field(default_factory=list)
    """The stroke so far, in canvas units."""
    cut: set[str] = field(default_factory=set)
    """The wires that it has met."""
    wanted: str | None = None
    """The wire that the card in the hand would be put into."""
    lit: set[str] = field(default_factory=set)
    """Wires that a line of text is about."""

    def paint(self, painter: QPainter, scene: Scene) -> None:
        theme = scene.theme
        for wire in sorted(self.lit):
            _glow(painter, wire, scene, theme.gradient)
        for wire in sorted(self.cut):
            _wire(painter, wire, scene, theme.error, Qt.PenStyle.DashLine)
        if self.wanted is not None:
            _glow(painter, self.wanted, scene, theme.selection)
        if len(self.knife) > 1:
            path = QPainterPath(scene.view.to_screen(*self.knife[0]))
            for point in self.knife[1:]:
                path.lineTo(scene.view.to_screen(*point))
            painter.strokePath(path, QPen(theme.error, 1.6))


def _glow(painter: QPainter, wire: str, scene: Scene, hue: QColor) -> None:
    glow = QColor(hue)
    glow.setAlpha(90)
    _wire(painter, wire, scene, glow, Qt.PenStyle.SolidLine, 9.0)
    _wire(painter, wire, scene, hue, Qt.PenStyle.SolidLine)


def _wire(
    painter: QPainter,
    wire: str,
    scene: Scene,
    hue: QColor,
    style: Qt.PenStyle,
    width: float = 2.6,
) -> None:
    slot = scene.geometry.wire_slots.get(wire)
    if slot is None:
        return
    x, y = curves.points(scene.geometry.legs(slot))
    to_screen = scene.view.to_screen
    spots: list[QPointF] = [
        to_screen(a, b) for a, b in zip(x.ravel().tolist(), y.ravel().tolist(), strict=True)
    ]
    path = QPainterPath(spots[0])
    for spot in spots[1:]:
        path.lineTo(spot)
    painter.strokePath(path, QPen(hue, max(2.0, width * scene.view.zoom), style))
