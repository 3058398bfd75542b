"""The command line: everything that needs neither a display nor Qt."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from app import __version__
from app.export.arguments import BadRequest, add_render
from app.terminal import checking, completing, converting, differing, listing, running
from app.terminal.codes import USAGE, table
from app.terminal.common import Refused, complain, wrong
from autograd_core.graph.document import Document
from autograd_core.graph.run import Run

Then = Callable[[Document, Run], None]
Draw = Callable[[argparse.Namespace], int]


def main(
    arguments: Sequence[str], then: Then | None = None, draw: Draw | None = None
) -> int:
    """Runs a command; the exit code, as `app.terminal.codes` has them.

    `then` gets what was run, after all has been printed; `draw` does what pictures need, which is
    Qt.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A text may have what the terminal's encoding, or no encoding at all, can write.
        sys.stdout.reconfigure(errors="backslashreplace")
    as_json = "--json" in arguments
    try:
        parser = make_parser()
        options = parser.parse_args(arguments)
        options.parser, options.then = parser, then
        if options.command == "render":
            if draw is None:
                raise wrong("pictures are drawn by `python -m app`")
            return draw(options)
        return int(options.call(options))
    except BadRequest as problem:
        return complain(Refused(str(problem), USAGE), as_json)
    except Refused as problem:
        return complain(problem, as_json)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments on one line."""

    def error(self, message: str) -> NoReturn:
        command = self.prog.removeprefix("gradcanvas").strip()
        raise wrong(f"{message} (see gradcanvas {f'{command} ' * bool(command)}--help)")


def make_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = _Parser(
        prog="gradcanvas",
        usage="gradcanvas [FILE]\n       gradcanvas COMMAND …",
        description="See automatic differentiation. Without a command, gradcanvas [FILE] opens\n"
        "the window; where there is no display, it prints every step and draws one of them.",
        epilog="gradcanvas COMMAND --help tells all of a command.\n\n"
        "FILE is a .gradcanvas, .py or .ipynb file; - is standard input, and standard output\n"
        "where something is written. With --json every command prints one object, errors\n"
        f"included.\n\nexit codes:\n{table()}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"gradcanvas {__version__}")
    commands = parser.add_subparsers(
        required=True, metavar="COMMAND", prog="gradcanvas", title="commands", dest="command"
    )
    for module in (running, checking, converting):
        module.add(commands)
    add_render(commands)
    for other in (listing, differing, completing):
        other.add(commands)
    return parser
