"""`gradcanvas render`: a picture without a window, and without a display."""

from __future__ import annotations

import argparse
import sys
import time
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
from app.terminal.common import FAILED, OK, Refused, complain, print_json, read
from autograd_core.graph import levels
from autograd_core.graph.atomic import write_atomically
from autograd_core.graph.document import SEPARATOR, Document
from autograd_core.graph.limits import Limits
from autograd_core.graph.run import Run

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

    from app.export.order import Made, Order

PATIENCE = 1.5
"""Seconds after which it is told how far it is."""
BAR = 30


def render(options: argparse.Namespace) -> int:
    """Draws and writes; the exit code: 0 all ran, 1 some node failed and is drawn so, 2 no picture
    was made, for a reason that is told on one line."""
    try:
        kind = format_asked(options)
        document = read(options.file)
        progress = _Progress()
        run = _run(document, options.autograd, progress)
        asked = steps_asked(options, run.log, telling_cursor(run.log))
        level = _level(document, options.inside)
        made, data = _made(options, kind, level, run, asked, progress)
        _write(options.output, data)
    except (BadRequest, Refused) as problem:
        return complain(str(problem))
    except ImportError as problem:
        return complain(f"no picture can be made: {problem}")
    except OSError as problem:
        if isinstance(problem, BrokenPipeError):
            raise
        return complain(f"{options.output}: {problem.strerror or problem}")
    if made.reduced:
        size = f"{made.size.width()} × {made.size.height()}"
        print(f"gradcanvas: made smaller, as it would be too large: {size}", file=sys.stderr)
    if options.json:
        print_json(_report(options, kind, run, asked, made))
    return FAILED if run.problems() else OK


def _run(document: Document, functions: bool, progress: _Progress) -> Run:
    run = Run(document, limits=replace(Limits(), functions=functions))
    for count, _ in enumerate(run.execute(), 1):
        progress.tell(f"{count} steps")
    progress.clear()
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
    progress: _Progress,
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
    title = Path(options.file).stem
    return Order(cast(Format, kind), wanted, title, course if moving else None)


def _followed(work: Generator[float, None, Made], progress: _Progress) -> Made:
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


def _write(output: str, data: bytes) -> None:
    if output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_atomically(Path(output), data)


def _report(
    options: argparse.Namespace, kind: str, run: Run, asked: Any, made: Made
) -> dict[str, Any]:
    found: dict[str, Any] = {
        "file": options.output,
        "format": kind,
        "width": made.size.width(),
        "height": made.size.height(),
        "steps": len(run.log),
    }
    if kind in MOVING:
        found |= {"from": asked.first + 1, "to": asked.last, "frames": made.frames}
        return found | {"milliseconds": round(made.milliseconds)}
    return found | {"step": asked.last}


class _Progress:
    """Tells on the terminal how far it is, if that takes long; elsewhere nothing."""

    def __init__(self) -> None:
        self._started = self._told = time.monotonic()
        self._shows = sys.stderr.isatty()
        self._shown = False

    def share(self, what: str, done: float) -> None:
        """Tells what is going on, and what share of it is done."""
        full = round(BAR * done)
        self.tell(f"{what:<8} {'█' * full}{'░' * (BAR - full)} {done:4.0%}")

    def tell(self, line: str) -> None:
        now = time.monotonic()
        if not self._shows or now - self._started < PATIENCE or now - self._told < 0.1:
            return
        self._told, self._shown = now, True
        print(f"\r{line}\x1b[K", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Takes the line away."""
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._shown = False
