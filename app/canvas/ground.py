"""What lies under the cards, kept as a picture for as long as only cards change: while a number is
scrubbed, a curve that nobody moves need not be drawn sixty times a second."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap

from app.canvas.curves import Floats

Draw = Callable[[QPainter], None]


class Same:
    """Something that is equal to itself alone."""

    def __init__(self, it: object) -> None:
        self._it = it

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other._it is self._it

    __hash__ = None  # type: ignore[assignment]


class Ground:
    """The picture of a whole viewport without its cards."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._rows: Sequence[Floats] = ()
        self._picture: QPixmap | None = None

    def clear(self) -> None:
        self._key, self._picture = (), None

    def paint(
        self,
        painter: QPainter,
        rect: QRect,
        ratio: float,
        key: tuple[object, ...],
        rows: Sequence[Floats],
        draw: Draw,
    ) -> None:
        """Paints a viewport as `draw` does; key and arrays say all that it depends on. The second
        time in succession it is kept, and from then on there is the picture."""
        key = (*key, rect.width(), rect.height(), ratio)
        if key != self._key or not _same(rows, self._rows):
            self._key, self._rows, self._picture = key, rows, None
            draw(painter)
            return
        if self._picture is None:
            self._picture = QPixmap(rect.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            own = QPainter(self._picture)
            draw(own)
            own.end()
        painter.drawPixmap(rect.topLeft(), self._picture)


def _same(some: Sequence[Floats], others: Sequence[Floats]) -> bool:
    return len(some) == len(others) and all(map(np.array_equal, some, others))
