"""Where the program starts: commands go to the command line, all else opens a window."""

from __future__ import annotations

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from app.display import has_display
from app.terminal.codes import INTERRUPTED, UNREAD, UNREADABLE, USAGE

COMMANDS = frozenset("check completion convert diff ops run render".split())
NEW_WINDOW = "--new-window"
"""Asks for one more window: an empty canvas or a file, and nothing of what a crash left."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Starts the program; the exit code."""
    if sys.stdout is None:  # closed by whoever started us
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - open for as long as the program runs
    # A run makes objects by the million, and they stay: looking through all of them for garbage
    # every few thousand took a third of its time.
    gc.set_threshold(50_000, 20, 100)
    # NumPy's matrix products wait for each other on every core, in busy loops: with none left for
    # the window, or on a busy machine, a small product takes forty times as long.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", str(max(1, (os.cpu_count() or 1) // 2)))
    try:
        code = start(arguments)
        sys.stdout.flush()  # here, where it can still be said that it failed
        return code
    except BrokenPipeError:
        _drop_output()
        return UNREAD
    except OSError as error:
        _drop_output()
        print(f"gradcanvas: error: {error.strerror or error}", file=sys.stderr)
        return UNREADABLE
    except KeyboardInterrupt:
        # what was printed so far is seen; a second Ctrl+C ends that as well
        return INTERRUPTED


def _drop_output() -> None:
    """Nobody can read our output: Python must not complain about that again when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def start(arguments: Sequence[str] | None) -> int:
    """Chooses what to do."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    fresh = given[:1] == [NEW_WINDOW]
    if fresh:
        del given[0]
    if given and (given[0] in COMMANDS or given[0].startswith("-")):
        from app import cli

        return cli.main(given, draw=_draw)
    if len(given) > 1:
        extra = " ".join(given[1:])
        print(f"gradcanvas: error: one file at a time; what is {extra}?", file=sys.stderr)
        return USAGE
    file = Path(given[0]) if given else None
    if not has_display():
        print("gradcanvas: there is no display: running in the terminal instead")
        return run_in_terminal(file or first_example())
    from app.main_window import open_window

    return open_window(file, fresh)


def _draw(options: Namespace) -> int:
    from app.render import render

    return render(options)


def run_in_terminal(file: Path) -> int:
    """What the window would show, as text and a picture; the exit code of `gradcanvas run`."""
    from app import cli
    from app.export.headless import draw

    return cli.main(
        ["run", "--steps", str(file)], then=lambda document, run: draw(document, run.log, file)
    )


def first_example() -> Path:
    """The graph that a first start shows."""
    import resources

    return Path(str(resources.examples()[0]))


if __name__ == "__main__":
    sys.exit(main())
