"""A picture of a run where nobody sees a window; says on one line where it is, or why there is
none. This module itself needs no Qt, which may be missing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

import resources
from autograd_core.graph.document import Document
from autograd_core.graph.steps import StepLog

SCALE = 2.0


def draw(document: Document, log: StepLog, file: Path) -> None:
    """Makes the picture of `telling_cursor` and says so, or that none could be made.

    It lies beside the document's file; that of an example, or of a file in a folder that is not
    to be written, lies among the user's caches.
    """
    cursor = telling_cursor(log)
    name = f"{file.stem}.step{cursor}.png"
    example = file.resolve().is_relative_to(Path(str(resources.path_of())).resolve())
    folders = [cache()] if example else [file.absolute().parent, cache()]
    # what was said so far is seen even if Qt ends the program
    sys.stdout.flush()
    try:
        path = _save(document, log, cursor, [folder / name for folder in folders])
    except (ImportError, OSError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else None
        print(f"gradcanvas: no picture could be made: {reason or problem}", file=sys.stderr)
    else:
        print(f"gradcanvas: picture of step {cursor} of {len(log)}: {path}")


def telling_cursor(log: StepLog) -> int:
    """After the step from which most gradients flow, of several the last; the end if none do."""
    best, most = len(log), 1
    for cursor, step in enumerate(log.steps, 1):
        if len(step.flows) >= most:
            best, most = cursor, len(step.flows)
    return best


def cache() -> Path:
    """Where pictures lie that have no better place."""
    return Path(platformdirs.user_cache_dir("GradCanvas", appauthor=False)) / "pictures"


def _save(document: Document, log: StepLog, cursor: int, paths: list[Path]) -> Path:
    """Writes to the first path that can be written, the last of them with its folder made.

    Raises:
        ImportError: Qt, or a library of the system that it needs, is not there.
        OSError: nothing could be written.
    """
    from PySide6.QtGui import QGuiApplication

    from app.export.png import save_png

    if QGuiApplication.instance() is None:
        _keep(QGuiApplication(["gradcanvas", "-platform", "offscreen"]))
    for path in paths[:-1]:
        if os.access(path.parent, os.W_OK):
            save_png(document, log, cursor, path, SCALE)
            return path
    paths[-1].parent.mkdir(parents=True, exist_ok=True)
    save_png(document, log, cursor, paths[-1], SCALE)
    return paths[-1]


_kept: list[object] = []


def _keep(application: object) -> None:
    """An application lives as long as the program."""
    _kept.append(application)
