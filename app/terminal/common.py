"""What the commands share: their options, what they say on standard output and standard error."""

from __future__ import annotations

import argparse
import json
import os
import stat
import sys
from pathlib import Path
from typing import Any

from app.terminal.codes import UNREADABLE, USAGE, table
from autograd_core.graph.atomic import write_atomically

LONGEST = 1000
STDIN = STDOUT = "-"
OWN_OUTPUT = ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")
"""Other names of standard output, which may be a file that was redirected there."""


class Refused(Exception):
    """A command cannot do what it is asked for; the text says why.

    `code` is the exit code; `file`, and `line` of it (from 1), are where the reason is.
    """

    def __init__(
        self, text: str, code: int = UNREADABLE, file: str | None = None, line: int | None = None
    ) -> None:
        super().__init__(text)
        self.code, self.file, self.line = code, file, line


def wrong(text: str) -> Refused:
    """What is to be raised where arguments do not go together."""
    return Refused(text, USAGE)


# Arguments


def add_command(commands: Any, name: str, short: str, about: str, examples: str) -> Any:
    """Adds a command to those of a parser, with the options that all have.

    Args:
        short: for the list of the commands.
        about: what it does, in full.
        examples: lines of the shell.
    """
    indented = "\n".join(f"  {line}" for line in examples.splitlines())
    parser = commands.add_parser(
        name,
        help=short,
        description=about,
        epilog=f"examples:\n{indented}\n\nexit codes:\n{table()}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--quiet", action="store_true", help="no progress and no notes")
    parser.set_defaults(command=name)
    return parser


# Output


def one_printed_line(text: str) -> str:
    """The text on one line of no more than a screen, with what cannot be printed escaped."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]}…{text[-LONGEST // 2 :]}"
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def complain(problem: Refused, as_json: bool) -> int:
    """Says on one line of standard error what is wrong, as JSON on standard output as well; the
    exit code for it."""
    if as_json:
        said = {"code": problem.code, "message": str(problem)}
        print_json({"error": {**said, "file": problem.file, "line": problem.line}})
    print(f"gradcanvas: error: {one_printed_line(str(problem))}", file=sys.stderr)
    return problem.code


def note(text: str, quiet: bool) -> None:
    """Says something on standard error that is no error."""
    if not quiet:
        print(f"gradcanvas: {one_printed_line(text)}", file=sys.stderr)


def print_json(data: Any) -> None:
    """One object on standard output, in what its encoding can say."""
    unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    json.dump(data, sys.stdout, ensure_ascii=not unicode)
    print()


def print_table(rows: list[tuple[str, ...]]) -> None:
    """Columns as wide as what is in them."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())


def write(target: str, data: bytes) -> None:
    """Writes a file whole or not at all; standard output for `-`. Devices such as `/dev/null` and
    pipes are written to rather than replaced.

    Raises:
        Refused: it cannot be written.
    """
    if target == STDOUT or target in OWN_OUTPUT:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        if _takes_bytes(target):
            with open(target, "wb") as device:
                device.write(data)
        else:
            write_atomically(Path(target), data)
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise Refused(f"{target}: {reason}", file=target) from None


def _takes_bytes(target: str) -> bool:
    """Whether this is a device that takes what comes, or a pipe. A disk is none."""
    try:
        mode = os.stat(target).st_mode
    except FileNotFoundError:
        return False
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)
