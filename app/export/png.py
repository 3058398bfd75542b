"""Pictures of one step as PNG: the canvas as the window shows it, and what the step did."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtGui import QImage

from app.canvas.box import Box
from app.canvas.painter import ScenePainter
from app.canvas.whole import within
from app.export.sheet import Sheet, Wanted
from app.export.stage import Stage
from app.export.still import Still
from app.theme import LIGHT, Theme
from autograd_core.graph.atomic import write_atomically
from autograd_core.graph.document import Document
from autograd_core.graph.steps import StepLog

T = TypeVar("T")


def at_once(work: Generator[object, None, T]) -> T:
    """What work gives that could be done in parts."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            found: T = end.value
            return found


def png(image: QImage) -> bytes:
    """The bytes of a file. Can be done on any thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def save_png(
    document: Document,
    log: StepLog,
    cursor: int,
    path: Path,
    scale: float = 2.0,
    colours: Theme = LIGHT,
) -> None:
    """Writes `picture` to a file, whole or not at all.

    Raises:
        OSError: the file cannot be written.
    """
    write_atomically(path, png(picture(document, log, cursor, scale, colours)))


def picture(
    document: Document, log: StepLog, cursor: int, scale: float = 2.0, colours: Theme = LIGHT
) -> QImage:
    """The whole document after the first `cursor` steps, and below it what the last of them did.

    There are `scale` pixels for each canvas unit, fewer where the picture would be too large.
    `log` is that of a run that has ended, or whose gate is closed. Needs the application, with or
    without a screen.
    """
    stage = Stage(Still(document, log, cursor), colours)
    wanted = Wanted(scale=scale, caption=cursor > 0)
    sheet = Sheet(stage, wanted, stage.extent() or Box(0, 0, 48, 48))
    return at_once(sheet.painted(ScenePainter()))


def picture_within(
    document: Document, log: StepLog, cursor: int, room: QSize, most: float, colours: Theme
) -> QImage:
    """The whole document after the first `cursor` steps, without words, in the middle of `room`
    pixels; at most `most` pixels for each canvas unit."""
    stage = Stage(Still(document, log, cursor), colours)
    return within(stage.places, stage.shown, colours, room, most)
