"""A document as a Jupyter notebook: its script in cells, one for the graph and one for each action
that prints or goes back, with what the run printed."""

from __future__ import annotations

from typing import Any

import msgspec

from autograd_core.graph.document import Document
from autograd_core.graph.pytorch_code import Line, Options, script_of
from autograd_core.graph.run import Run
from autograd_core.graph.steps import StepLog


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
