"""Where the program starts: commands go to the command line, all else opens a window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app.display import has_display

COMMANDS = frozenset({"run", "-h", "--help"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Starts the program; the exit code."""
    try:
        return start(arguments)
    except BrokenPipeError:
        # Whoever read our output has gone; Python must not complain about that when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130


def start(arguments: Sequence[str] | None) -> int:
    """Chooses what to do."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given and given[0] in COMMANDS:
        from app import cli

        return cli.main(given)
    file = Path(given[0]) if given else None
    if not has_display():
        print("gradcanvas: there is no display: running in the terminal instead")
        return run_in_terminal(file or first_example())
    from app.main_window import open_window

    return open_window(file)


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
