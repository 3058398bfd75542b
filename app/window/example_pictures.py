"""Pictures of the examples: each is run and drawn as the canvas shows it, one at a time."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources.abc import Traversable

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap

from app.export.headless import telling_cursor
from app.export.png import picture_within
from app.theme import Theme
from app.window.example_words import words_of
from autograd_core.graph.files import decode
from autograd_core.graph.run import Run

LARGE = QSize(544, 340)
"""The room of a picture, in the window's pixels."""
SMALL = QSize(184, 115)


class ExamplePictures(QObject):
    """Makes one picture in each turn of the event loop, so that the window never waits for more.

    Signals:
        made(name): the pictures of this example are there.
    """

    made = Signal(str)

    def __init__(self, examples: Iterable[Traversable], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._examples = list(examples)
        self._waiting: list[Traversable] = []
        self._large: dict[str, QPixmap] = {}
        self._small: dict[str, QPixmap] = {}
        self._look: tuple[float, Theme] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._make_one)

    def show(self, ratio: float, colours: Theme) -> None:
        """Makes what is not there yet for a screen with `ratio` pixels to one of the window's."""
        if (ratio, colours) != self._look:
            self._look = ratio, colours
            self._waiting = list(self._examples)  # those of the old look are seen until then
        if self._waiting:
            self._timer.start()

    def stop(self) -> None:
        """Makes no more, until they are shown again."""
        self._timer.stop()

    def large(self, name: str) -> QPixmap | None:
        """The picture of an example, by its file's name; None while there is none yet."""
        return self._large.get(name)

    def small(self, name: str) -> QPixmap | None:
        """The same, for a list."""
        return self._small.get(name)

    def _make_one(self) -> None:
        assert self._look is not None
        ratio, colours = self._look
        example = self._waiting.pop(0)
        if not self._waiting:
            self._timer.stop()
        document = decode(example.read_bytes(), example.name)
        run = Run(document)
        for _ in run.execute():
            pass
        at = words_of(example.name).at
        cursor = telling_cursor(run.log) if at is None else range(len(run.log) + 1)[at]
        image = picture_within(document, run.log, cursor, LARGE * ratio, ratio, colours)
        self._large[example.name] = _pixmap(image, ratio)
        small = image.scaled(
            SMALL * ratio,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        self._small[example.name] = _pixmap(small, ratio)
        self.made.emit(example.name)


def _pixmap(image: QImage, ratio: float) -> QPixmap:
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
