"""What part of the canvas the viewport shows: a zoom and an offset, between two coordinates.

A point of the canvas is on the screen at `point * zoom - offset`, in logical pixels of the
viewport. The offset is kept on whole pixels, so that panning can move the picture as it is.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF

from app.canvas.box import Box

LEAST_ZOOM, MOST_ZOOM = 0.02, 8.0


class View:
    """Zoom and offset."""

    __slots__ = ("left", "top", "zoom")

    def __init__(self, zoom: float = 1.0, left: float = 0.0, top: float = 0.0) -> None:
        self.zoom = zoom
        self.left = left
        self.top = top

    def to_canvas(self, x: float, y: float) -> tuple[float, float]:
        return (x + self.left) / self.zoom, (y + self.top) / self.zoom

    def to_screen(self, x: float, y: float) -> QPointF:
        return QPointF(x * self.zoom - self.left, y * self.zoom - self.top)

    def box(self, rect: QRect | QRectF) -> Box:
        """What of the canvas a rectangle of the viewport shows."""
        left, top = self.to_canvas(rect.x(), rect.y())
        return Box(
            left, top, left + rect.width() / self.zoom, top + rect.height() / self.zoom
        )

    def rect(self, box: Box, margin: float = 0.0) -> QRectF:
        """Where a part of the canvas is on the screen, with a margin in pixels round it."""
        corner = self.to_screen(box.left, box.top)
        width, height = (box.right - box.left) * self.zoom, (box.bottom - box.top) * self.zoom
        return QRectF(corner.x(), corner.y(), width, height).adjusted(
            -margin, -margin, margin, margin
        )

    def scroll(self, dx: float, dy: float) -> tuple[int, int]:
        """Moves the view over the canvas by whole pixels; those it moved by."""
        x, y = round(dx), round(dy)
        self.left += x
        self.top += y
        return x, y

    def zoom_at(self, zoom: float, x: float, y: float) -> None:
        """Sets the zoom so that what is at a point of the viewport stays there."""
        zoom = min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        canvas_x, canvas_y = self.to_canvas(x, y)
        self.zoom = zoom
        self.left = float(round(canvas_x * zoom - x))
        self.top = float(round(canvas_y * zoom - y))

    def fit(self, box: Box, width: float, height: float, most: float = 1.25) -> None:
        """Shows the whole box in the middle, with a margin, enlarged at most so much."""
        wide, high = max(box.right - box.left, 1.0), max(box.bottom - box.top, 1.0)
        margin = 0.03 * min(width, height)
        fitting = min((width - 2 * margin) / wide, (height - 2 * margin) / high)
        self.zoom = min(max(fitting, LEAST_ZOOM), most, MOST_ZOOM)
        if 1.0 < self.zoom < 1.1:
            self.zoom = 1.0  # text is sharpest as it was meant
        self.left = float(round((box.left + box.right) / 2 * self.zoom - width / 2))
        self.top = float(round((box.top + box.bottom) / 2 * self.zoom - height / 2))
