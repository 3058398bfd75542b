"""`gradcanvas convert`, and snippets where a graph file is expected: PyTorch code in and out."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.terminal.common import FAILED, OK, complain, executed
from autograd_core.graph.atomic import write_atomically
from autograd_core.graph.document import Document, LeafData, NoteData, OpData, TapData
from autograd_core.graph.edits import apply
from autograd_core.graph.files import FileProblem, encode, load, read_bytes
from autograd_core.graph.layout import is_piled, spread
from autograd_core.graph.pytorch_code import script_of
from autograd_core.graph.snippet import SnippetError, Traced, trace

CODE = frozenset({".py", ".ipynb"})


class NotRead(Exception):
    """A file that cannot be read, and why, on one line."""


def add(commands: Any) -> None:
    """Adds the command to the parser's."""
    parser = commands.add_parser("convert", help="write a graph or PyTorch code as another kind")
    parser.add_argument("source", metavar="A", help="a .gradcanvas, .py or .ipynb file")
    parser.add_argument("target", metavar="B", help=f"a {', '.join(sorted(WRITERS))} file")
    parser.set_defaults(call=convert)


def is_code(path: str) -> bool:
    """Whether a file holds PyTorch code, as its name says."""
    return Path(path).suffix.lower() in CODE


def convert(options: argparse.Namespace) -> int:
    """Reads one file and writes the other."""
    writer = WRITERS.get(Path(options.target).suffix.lower())
    if writer is None:
        return complain(f"{options.target}: the name ends in one of {', '.join(sorted(WRITERS))}")
    error: SnippetError | None = None
    try:
        if is_code(options.source):
            traced = traced_file(options.source)
            document, error = traced.document, traced.error
        else:
            document = load(Path(options.source))
    except (NotRead, FileProblem) as problem:
        return complain(str(problem))
    try:
        write_atomically(Path(options.target), writer(document).encode())
    except OSError as problem:
        return complain(f"{options.target}: {problem.strerror or problem}")
    if error is not None:
        complain(f"{options.source}, {error}; what comes after it is left out")
        return FAILED
    return OK


def traced_file(path: str) -> Traced:
    """What a file of PyTorch code says.

    Raises:
        NotRead: it cannot be read, or something in it is refused.
    """
    try:
        text = read_bytes(Path(path)).decode("utf-8-sig")
        if Path(path).suffix.lower() == ".ipynb":
            text = _cells(text)
        return trace(text)
    except SnippetError as error:
        raise NotRead(f"{path}, {error}") from None
    except (FileProblem, UnicodeDecodeError) as error:
        raise NotRead(str(error)) from None
    except (ValueError, LookupError, TypeError):
        raise NotRead(f"{path}: not a notebook") from None


def _cells(text: str) -> str:
    """The code of a notebook, one cell after the other."""
    cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    sources = ["".join(cell["source"]) for cell in cells]
    lines = [line for source in sources for line in source.splitlines()]
    return "\n".join(line for line in lines if not line.lstrip().startswith(("%", "!"))) + "\n"


# Writing


def _script(document: Document) -> str:
    return script_of(document, executed(document).log).text


def _notebook(document: Document) -> str:
    lines = _script(document).splitlines(keepends=True)
    cell: dict[str, Any] = {
        "cell_type": "code",
        "execution_count": None,
        "id": "graph",
        "metadata": {},
        "outputs": [],
        "source": lines,
    }
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whole: dict[str, Any] = {
        "cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5,
    }  # fmt: skip
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _graph_file(document: Document) -> str:
    if is_piled(document):
        apply(document, spread(document))
    return encode(document).decode()


def _parts(document: Document) -> list[tuple[str, str]]:
    """The nodes with what is written on them."""
    found = []
    for node, data in document.nodes.items():
        if isinstance(data, NoteData):
            continue
        name = document.own_name(node)
        if isinstance(data, OpData) and data.label:
            name = f"{name} = {data.op}"
        elif isinstance(data, LeafData):
            value = data.value if len(data.value) <= 40 else f"{data.value[:39]}…"
            name = f"{name} = {value}" if data.label else value
        elif isinstance(data, TapData):
            name = data.label or "tap"
        found.append((node, name))
    return found


def _dot(document: Document) -> str:
    lines = ["digraph {", "  rankdir=LR;", "  node [shape=box];"]
    for node, name in _parts(document):
        label = name.replace("\\", "\\\\").replace('"', '\\"')
        lines.append(f'  "{node}" [label="{label}"];')
    lines += [f'  "{w.source}" -> "{w.target}";' for w in document.wires.values()]
    return "\n".join([*lines, "}", ""])


def _mermaid(document: Document) -> str:
    lines = ["flowchart LR"]
    for node, name in _parts(document):
        label = name.replace("&", "&amp;").replace('"', "&quot;")
        lines.append(f'  {node}["{label}"]')
    lines += [f"  {w.source} --> {w.target}" for w in document.wires.values()]
    return "\n".join([*lines, ""])


WRITERS: dict[str, Callable[[Document], str]] = {
    ".py": _script,
    ".ipynb": _notebook,
    ".gradcanvas": _graph_file,
    ".dot": _dot,
    ".mmd": _mermaid,
}


__all__ = ["NotRead", "add", "convert", "is_code", "traced_file"]
