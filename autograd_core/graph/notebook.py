"""Jupyter notebooks: a document's script in cells, one for the graph and one for each action that
prints or goes back, with what the run printed; and the code that a notebook holds."""

from __future__ import annotations

import bisect
import json
from typing import Any, NamedTuple

import msgspec

from autograd_core.graph.document import Document
from autograd_core.graph.pytorch_code import Line, Options, script_of
from autograd_core.graph.run import Run
from autograd_core.graph.steps import StepLog
from autograd_core.graph.told import Told


class NotebookError(ValueError):
    """What is given is no notebook."""


class Code(NamedTuple):
    """The code of a notebook: its cells one after the other; `starts` has the line (from 1) at
    which each cell of code begins, `numbers` which of all cells it is (from 1)."""

    text: str
    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    def cell(self, line: int) -> tuple[int, int]:
        """The cell in which a line of the code stands, and its line there. There is one."""
        at = max(bisect.bisect_right(self.starts, line) - 1, 0)
        return self.numbers[at], line - self.starts[at] + 1

    def place(self, line: int) -> str:
        """`cell 3, line 2`: where in the notebook a line of the code stands."""
        if not self.starts:
            return f"line {line}"
        cell, within = self.cell(line)
        return f"cell {cell}, line {within}"


def code_of(text: str) -> Code:
    """The code that a notebook holds. Lines for the notebook itself (`%`, `!`) become empty ones,
    and so does a cell in another language (`%%`).

    Raises:
        NotebookError: it is no notebook.
    """
    try:
        cells = json.loads(text)["cells"]
        found = [
            (number, "".join(cell["source"]))
            for number, cell in enumerate(cells, 1)
            if cell["cell_type"] == "code"
        ]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise NotebookError(Told("this is no Jupyter notebook")) from None
    lines: list[str] = []
    starts = []
    for _, source in found:
        starts.append(len(lines) + 1)
        foreign = source.lstrip().startswith("%%")
        lines += ["" if foreign or _is_magic(line) else line for line in source.splitlines()]
    return Code("\n".join(lines) + "\n", tuple(starts), tuple(number for number, _ in found))


def _is_magic(line: str) -> bool:
    return line.lstrip().startswith(("%", "!"))


def notebook_of(
    document: Document,
    log: StepLog | None = None,
    title: str = "",
    options: Options | None = None,
) -> bytes:
    """The notebook as the bytes of an `.ipynb` file (nbformat 4.5)."""
    script = script_of(document, log, options)
    printed = _printed(log)
    cells: list[dict[str, Any]] = []
    if title:
        cells.append(_cell("markdown", f"# {title}", 0))
    for action, lines in _parts(script.lines):
        source = "\n".join(line.text for line in lines).strip("\n")
        if source:
            cell = _cell("code", source, len(cells))
            text = printed.get(action or "", "")
            if text:
                cell["outputs"] = [{"name": "stdout", "output_type": "stream", "text": _rows(text)}]
            cells.append(cell)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    data = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n"


def _cell(kind: str, source: str, number: int) -> dict[str, Any]:
    cell: dict[str, Any] = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}}
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return {**cell, "source": _rows(source)}


def _rows(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _parts(lines: tuple[Line, ...]) -> list[tuple[str | None, list[Line]]]:
    """The lines of each outermost action; a line that is indented goes on with what is above."""
    parts: list[tuple[str | None, list[Line]]] = [(None, [])]
    for line in lines:
        starts = line.action is not None and not line.text.startswith((" ", ")"))
        if starts and line.action != parts[-1][0]:
            parts.append((line.action, []))
        parts[-1][1].append(line)
    return parts


def _printed(log: StepLog | None) -> dict[str, str]:
    """What each outermost action printed."""
    found: dict[str, str] = {}
    for step in log.steps if log is not None else ():
        if step.output:
            found[step.action[0]] = found.get(step.action[0], "") + step.output
    return found


def run_notebook_of(document: Document, title: str = "") -> bytes:
    """The notebook with what a run prints."""
    run = Run(document)
    for _ in run.execute():
        pass
    return notebook_of(document, run.log, title)
