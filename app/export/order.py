"""From what somebody asked for to the bytes of a file, in parts that a window can take between two
frames, and a last one that may be done on any thread."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias, get_args

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QImage

from app.canvas.painter import ScenePainter
from app.canvas.view import View
from app.export import animation
from app.export.arguments import MOVING
from app.export.pdf import pdf
from app.export.plan import Course, moments
from app.export.png import T, png
from app.export.recording import Recording, Told
from app.export.sheet import Nothing, Sheet, Wanted
from app.export.stage import Stage
from app.export.svg import svg, tidied

Format: TypeAlias = Literal["png", "svg", "pdf", "gif", "apng"]
FORMATS: tuple[Format, ...] = get_args(Format)


def format_of(path: Path) -> Format | None:
    """The format that a file's name asks for; None for none of ours."""
    suffix = path.suffix.lower().removeprefix(".")
    return next((each for each in FORMATS if each == suffix), None)


@dataclass(frozen=True)
class Order:
    """What is to be made. `course` is for moving pictures; `seen` is the view and the size of the
    window, for a picture of the view."""

    format: Format
    wanted: Wanted = field(default_factory=Wanted)
    title: str = "GradCanvas"
    course: Course | None = None
    seen: tuple[View, QSize] | None = None


class Made(NamedTuple):
    """What is left to be done, `finish`, on whatever thread, and what it will be: its size in
    pixels (of a drawing, in units), its frames, how long it plays, whether it is smaller than
    wanted because it would have been too large."""

    finish: Callable[[Told], bytes]
    size: QSize
    frames: int = 1
    milliseconds: float = 0.0
    reduced: bool = False


def carried_out(order: Order, stage: Stage) -> Generator[float, None, Made]:
    """Makes it; yields what share of this part is done.

    Raises:
        Nothing: there is nothing to be seen.
        TooMany, TooLarge: there would be too many frames, or too large ones.
    """
    if order.format in MOVING:
        return (yield from _moving(order, stage))
    box = None if order.seen is not None else stage.extent()
    if order.seen is None and box is None:
        raise Nothing
    is_drawing = order.format in ("svg", "pdf")
    wanted = replace(order.wanted, most=0) if is_drawing else order.wanted
    sheet = Sheet(stage, wanted, box, order.seen)
    yield 0.0
    if order.format == "png":
        tiles = sheet.painted(ScenePainter())
        image = yield from _counted(tiles, sheet.parts)
        return Made(partial(_png, image), sheet.pixels, reduced=sheet.reduced)
    parts = len(stage.places.cards_in(sheet.box)) + len(stage.places.wires_in(sheet.box))
    size = QSize(round(sheet.width), round(sheet.height))
    if order.format == "svg":
        end = yield from _counted(svg(sheet, order.title), parts)
        return Made(partial(_tidied, end), size)
    written = yield from _counted(pdf(sheet, order.title), parts)
    return Made(lambda told: written, size)


def _png(image: QImage, told: Told) -> bytes:
    return png(image)


def _tidied(end: Callable[[], bytes], told: Told) -> bytes:
    return tidied(end(), told)


def _counted(
    work: Generator[None, None, T], parts: int
) -> Generator[float, None, T]:
    """The same work, with the share of its parts that is done."""
    done = 0
    while True:
        try:
            next(work)
        except StopIteration as end:
            found: T = end.value
            return found
        done += 1
        yield min(1.0, done / max(parts, 1))


def _moving(order: Order, stage: Stage) -> Generator[float, None, Made]:
    course = order.course or Course(0, len(stage.still.log))
    planned = moments(stage.still.log, course)
    box = None if order.seen is None else order.seen[0].box(QRect(QPoint(), order.seen[1]))
    measuring = animation.measured(stage, planned, order.wanted, box)
    found, captions = yield from _counted(measuring, len(planned))
    sheet = Sheet(stage, order.wanted, found, order.seen, captions)
    recording = Recording()
    done = 0
    for frame in animation.frames(sheet, planned):
        if frame is not None:
            recording.add(animation.pixels_of(frame[0]), frame[1])
            done += 1
        yield done / len(planned)
    make = recording.gif if order.format == "gif" else recording.apng
    return Made(
        partial(make, course.loop),
        sheet.pixels,
        len(recording),
        recording.milliseconds,
        sheet.reduced,
    )
