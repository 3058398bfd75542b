"""A part of a run as frames: the same sheet at one moment after another."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Any

import numpy as np
from PySide6.QtGui import QImage

from app.canvas.box import Box
from app.canvas.painter import ScenePainter
from app.export.footer import Caption, caption_of
from app.export.plan import Moment
from app.export.recording import Pixels
from app.export.sheet import Nothing, Sheet, Wanted
from app.export.stage import Stage

MOST_PIXELS = 4_000_000
"""Of one frame."""
AT_ONCE = 24
"""Moments whose extent is found before a breath."""


def measured(
    stage: Stage, moments: Iterable[Moment], wanted: Wanted, box: Box | None = None
) -> Generator[None, None, tuple[Box, list[Caption]]]:
    """What holds all that there is to see at these moments (with `box`, that instead), and the
    captions that there will be."""
    found, captions = box, []
    for nth, moment in enumerate(moments):
        stage.go(moment.cursor, moment.phase)
        if box is None:
            here = stage.extent()
            if here is None:
                raise Nothing
            found = here if found is None else found.united(here)
        caption = caption_of(stage)
        if wanted.caption and caption is not None:
            captions.append(caption)
        if nth % AT_ONCE == AT_ONCE - 1:
            yield
    if found is None:
        raise Nothing
    return found, list({each[:2]: each for each in captions}.values())


def frames(
    sheet: Sheet, moments: Iterable[Moment]
) -> Generator[tuple[QImage, float] | None, None, None]:
    """Each frame with how many milliseconds it is shown; None where a breath is taken."""
    pictures = ScenePainter()
    for moment in moments:
        sheet.stage.go(moment.cursor, moment.phase)
        work = sheet.painted(pictures)
        while True:
            try:
                next(work)
            except StopIteration as end:
                yield end.value, moment.milliseconds
                break
            yield None


def pixels_of(image: QImage) -> Pixels:
    """The pixels of an image without transparent ones, height × width of 0xAARRGGBB."""
    flat = image.convertToFormat(QImage.Format.Format_RGB32)
    memory: Any = flat.constBits()
    found: Pixels = np.frombuffer(memory, np.uint32).reshape(flat.height(), flat.width()).copy()
    return found
