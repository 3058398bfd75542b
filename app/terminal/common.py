"""What the commands share: reading files, exit codes, lines on standard error."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from autograd_core.graph.document import Document
from autograd_core.graph.files import FileProblem, decode, load
from autograd_core.graph.run import Run

OK, FAILED, BAD_INPUT = 0, 1, 2
LONGEST = 1000


class Refused(Exception):
    """Something given to a command cannot be used; the text says what and why."""


def one_printed_line(text: str) -> str:
    """The text on one line of no more than a screen, with what cannot be printed escaped."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]}…{text[-LONGEST // 2 :]}"
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def complain(text: str) -> int:
    """Says on one line of standard error what is wrong; the exit code for it."""
    print(f"gradcanvas: error: {one_printed_line(text)}", file=sys.stderr)
    return BAD_INPUT


def read(name: str) -> Document:
    """The document in a file, or on standard input for `-`.

    Raises:
        Refused: it cannot be read.
    """
    try:
        if name == "-":
            return decode(sys.stdin.buffer.read(), "standard input")
        return load(Path(name))
    except FileProblem as problem:
        raise Refused(str(problem)) from None


def executed(document: Document) -> Run:
    """The document's run, done."""
    run = Run(document)
    for _ in run.execute():
        pass
    return run


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


class Progress:
    """A line on standard error that says how far something is, where a terminal shows it."""

    def __init__(self, what: str, total: int) -> None:
        self.what, self.total, self.done = what, max(total, 1), 0
        self._shown = -1

    def step(self) -> None:
        self.done += 1
        part = min(20, 20 * self.done // self.total)
        if part != self._shown and sys.stderr.isatty():
            self._shown = part
            bar = "#" * part + "." * (20 - part)
            print(f"\r{self.what} [{bar}]", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._shown >= 0:
            print("\r\033[K", end="", file=sys.stderr, flush=True)
