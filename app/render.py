"""`gradcanvas render`: a picture without a window, and without a display."""

from __future__ import annotations

import argparse
import base64
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from app.export.arguments import (
    MOVING,
    BadRequest,
    format_asked,
    scale_asked,
    steps_asked,
)
from app.export.headless import telling_cursor
from app.terminal.codes import FOUND, MISSING, OK
from app.terminal.common import STDIN, STDOUT, Refused, note, print_json, write
from app.terminal.progress import Progress, TellingGate
from app.terminal.reading import read
from autograd_core.graph import levels
from autograd_core.graph.document import SEPARATOR, Document
from autograd_core.graph.limits import Limits
from autograd_core.graph.run import Run

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

    from app.export.order import Made, Order


def render(options: argparse.Namespace) -> int:
    """Draws and writes; whether some node failed and is drawn so.

    Raises:
        BadRequest: an option makes no sense for this graph.
        Refused: a file cannot be read or written, or Qt is missing.
    """
    kind = format_asked(options)
    given = read(options.file, options)
    with Progress(options.quiet) as progress:
        run = _run(given.document, options.autograd, progress)
        asked = steps_asked(options, run.log, telling_cursor(run.log))
        level = _level(given.document, options.inside)
        try:
            made, data = _made(options, kind, level, run, asked, progress)
        except ImportError as problem:
            raise Refused(f"no picture can be made: {problem}", MISSING) from None
    if made.reduced:
        size = f"{made.size.width()} × {made.size.height()}"
        note(f"made smaller, as it would be too large: {size}", options.quiet)
    if given.failure is not None:
        note(f"{given.complaint()}; what comes after it is left out", options.quiet)
    if options.json:
        if options.output != STDOUT:
            write(options.output, data)
        print_json(_report(options, kind, run, asked, made, data))
    else:
        write(options.output, data)
    return FOUND if run.problems() or given.failure is not None else OK


def _run(document: Document, functions: bool, progress: Progress) -> Run:
    limits = replace(Limits(), functions=functions)
    run = Run(document, limits=limits, gate=TellingGate(progress, "running"))
    for _ in run.execute():
        pass
    return run


def _level(document: Document, inside: str | None) -> Document:
    if inside is None:
        return document
    prefix = inside.removesuffix(SEPARATOR) + SEPARATOR
    try:
        return levels.level(document, prefix)
    except KeyError:
        raise BadRequest(f"there is no instance of a subgraph {inside}") from None


def _made(
    options: argparse.Namespace,
    kind: str,
    level: Document,
    run: Run,
    asked: Any,
    progress: Progress,
) -> tuple[Made, bytes]:
    """The picture. Imports Qt.

    Raises:
        BadRequest: there is nothing to be drawn, or too much.
    """
    from PySide6.QtCore import QLocale

    from app.canvas import texts
    from app.export.order import carried_out
    from app.export.plan import TooMany
    from app.export.recording import TooLarge
    from app.export.sheet import Nothing, colours_on
    from app.export.stage import Stage
    from app.export.still import Still
    from app.theme import DARK, LIGHT
    from app.window.language import install

    application, locale = _application(), QLocale()
    if options.language != "en":
        install(application, "zh_CN")
        texts.forget()  # of a language, the fonts are others
    colours = colours_on(options.background, DARK if options.theme == "dark" else LIGHT)
    try:
        stage = Stage(Still(level, run.log, asked.last), colours, graph=options.autograd)
        made = _followed(carried_out(_order(options, kind, asked), stage), progress)
        data = made.finish(lambda done, of: progress.share("writing", done / of))
    except Nothing:
        raise BadRequest("the graph is empty: there is nothing to draw") from None
    except TooMany as problem:
        hint = "--from and --to, fewer --fps or a higher --speed make fewer"
        raise BadRequest(f"{problem.count} frames are too many; {hint}") from None
    except TooLarge:
        raise BadRequest("the frames are too large; a lower --scale makes them smaller") from None
    finally:
        progress.clear()
        _forget_language(application)
        QLocale.setDefault(locale)
        texts.forget()
    return made, data


def _order(options: argparse.Namespace, kind: str, asked: Any) -> Order:
    from app.canvas.whole import MOST_PIXELS
    from app.export import animation
    from app.export.order import Format, Order
    from app.export.plan import Course
    from app.export.sheet import Wanted

    moving = kind in MOVING
    wanted = Wanted(
        scale=scale_asked(options, moving),
        background=options.background,
        caption=not options.no_caption,
        legend=options.legend,
        width=options.width or 0,
        height=options.height or 0,
        most=animation.MOST_PIXELS if moving else MOST_PIXELS,
    )
    course = Course(
        asked.first,
        asked.last,
        options.speed,
        options.fps,
        options.reduced_motion,
        not options.once,
    )
    title = "" if options.file == STDIN else Path(options.file).stem
    return Order(cast(Format, kind), wanted, title, course if moving else None)


def _followed(work: Generator[float, None, Made], progress: Progress) -> Made:
    while True:
        try:
            progress.share("drawing", next(work))
        except StopIteration as end:
            made: Made = end.value
            return made


def _application() -> QGuiApplication:
    """The application, which needs no screen."""
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QApplication

    found = QGuiApplication.instance()
    if not isinstance(found, QGuiApplication):
        found = QApplication(["gradcanvas", "-platform", "offscreen"])
        _kept.append(found)
    return found


_kept: list[object] = []
"""An application lives as long as the program."""


def _forget_language(application: QGuiApplication) -> None:
    """Leaves the application as it was, for whoever goes on with it."""
    from PySide6.QtCore import QTranslator

    for translator in application.findChildren(QTranslator):
        application.removeTranslator(translator)


def _report(
    options: argparse.Namespace, kind: str, run: Run, asked: Any, made: Made, data: bytes
) -> dict[str, Any]:
    """What was made; for standard output the picture itself is in it."""
    found: dict[str, Any] = {
        "file": options.output,
        "format": kind,
        "width": made.size.width(),
        "height": made.size.height(),
        "steps": len(run.log),
    }
    if options.output == STDOUT:
        found["data"] = base64.b64encode(data).decode()
    if kind in MOVING:
        found |= {"from": asked.first + 1, "to": asked.last, "frames": made.frames}
        return found | {"milliseconds": round(made.milliseconds)}
    return found | {"step": asked.last}
