"""Pictures of one step as PNG: the canvas as the window shows it, and what the step did."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QImage, QPainter, QPen

from app.canvas import metrics
from app.canvas.geometry import Geometry
from app.canvas.shown import Shown
from app.canvas.whole import whole, within
from app.playback.outputs import outputs_at
from app.playback.words import text_of
from app.theme import LIGHT, Theme
from autograd_core.graph.atomic import write_atomically
from autograd_core.graph.document import Document
from autograd_core.graph.flattening import flattened
from autograd_core.graph.seen import seen
from autograd_core.graph.steps import Step, StepLog

PAD = 14.0
TEXT_PIXELS = 14
LEAST_WIDTH = 460.0
"""Canvas units: a caption has room for some words even where there is but one card."""


@dataclass
class Still:
    """A document at one cursor of its log, standing in for session and player."""

    document: Document
    log: StepLog
    cursor: int
    selection: frozenset[str] = field(default_factory=frozenset)
    playing: int = 0

    @cached_property
    def flat(self) -> Document:
        """The graph that was run."""
        return flattened(self.document)

    @cached_property
    def seen(self) -> StepLog:
        """The log as the document sees it, in which subgraphs are folded."""
        return seen(self.log, self.document)

    @property
    def shown_cursor(self) -> int:
        """Nothing is under way."""
        return self.cursor

    @property
    def step(self) -> Step | None:
        """The last step that has happened."""
        return self.log.steps[self.cursor - 1] if self.cursor else None


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
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture(document, log, cursor, scale, colours).save(buffer, "PNG")  # type: ignore[call-overload]
    write_atomically(path, bytes(buffer.data().data()))


def picture(
    document: Document, log: StepLog, cursor: int, scale: float = 2.0, colours: Theme = LIGHT
) -> QImage:
    """The whole document after the first `cursor` steps, and below it what the last of them did.

    There are `scale` pixels for each canvas unit, fewer where the picture would be too large.
    `log` is that of a run that has ended, or whose gate is closed. Needs the application, with or
    without a screen.
    """
    still = Still(document, log, cursor)
    places, shown = _scene(still)
    canvas = whole(places, shown, colours, scale)
    step = still.step
    if step is None:
        return canvas
    hue = colours.forward if step.kind == "forward" else colours.text
    if shown.lit is not None and shown.lit[1] == "gradient":
        hue = colours.gradient
    return _with_caption(canvas, still, text_of(step.message, still.flat), hue, colours)


def picture_within(
    document: Document, log: StepLog, cursor: int, room: QSize, most: float, colours: Theme
) -> QImage:
    """The whole document after the first `cursor` steps, without words, in the middle of `room`
    pixels; at most `most` pixels for each canvas unit."""
    places, shown = _scene(Still(document, log, cursor))
    return within(places, shown, colours, room, most)


def _scene(still: Still) -> tuple[Geometry, Shown]:
    """Where everything lies, each card with the room that its tensors take, and how it looks."""
    places = Geometry(still.document, partial(outputs_at, still))
    places.set_contents(
        {
            slot: metrics.content_of(still.seen, places.ids[slot], places.outputs[slot])
            for slot in places.in_use(range(len(places.ids))).tolist()
        }
    )
    return places, Shown(still, still, places)


def _with_caption(
    canvas: QImage, still: Still, said: str, hue: QColor, colours: Theme
) -> QImage:
    """The picture above a line with the step's number, in its hue, and words."""
    font, bold = _fonts()
    place = f"{still.cursor} / {len(still.log)}"
    ratio = canvas.devicePixelRatio()
    wide = max(LEAST_WIDTH, canvas.width() / ratio)
    high = canvas.height() / ratio
    left = PAD + QFontMetricsF(bold).horizontalAdvance(place) + PAD
    flags = (Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft).value
    room = QRectF(0, 0, wide - left - PAD, 10_000)
    lines = QFontMetricsF(font).boundingRect(room, flags, said).height()
    strip = QRectF(0, high, wide, math.ceil(lines + 1.6 * PAD))

    image = QImage(
        math.ceil(wide * ratio),
        math.ceil(strip.bottom() * ratio),
        QImage.Format.Format_RGB32,
    )
    image.setDevicePixelRatio(ratio)
    image.fill(colours.background)
    painter = QPainter(image)
    painter.drawImage(QPointF((wide - canvas.width() / ratio) / 2, 0), canvas)
    painter.fillRect(strip, colours.panel)
    painter.setPen(QPen(colours.panel_border, 1))
    painter.drawLine(strip.topLeft(), strip.topRight())
    text = strip.adjusted(PAD, 0.8 * PAD, -PAD, 0)
    painter.setFont(bold)
    painter.setPen(hue)
    painter.drawText(text, flags, place)
    text.setLeft(left)
    painter.setFont(font)
    painter.setPen(colours.text)
    painter.drawText(text, flags, said)
    painter.end()
    return image


def _fonts() -> tuple[QFont, QFont]:
    plain = QFont(QGuiApplication.font())
    plain.setPixelSize(TEXT_PIXELS)
    bold = QFont(plain)
    bold.setBold(True)
    return plain, bold
