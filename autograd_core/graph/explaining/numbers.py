"""Tensors in formulas: a row, a matrix, or what is known of one that is too large for that."""

from __future__ import annotations

import re

import numpy as np

from autograd_core.graph.recorder import value_of_array
from autograd_core.graph.steps import Value, one_line
from autograd_core.graph.words import brief
from autograd_core.printing import Summary, format_number
from autograd_core.storage import Array

LARGEST_MATRIX = 6
"""Rows and columns of a matrix that is written out, though cards show less."""

BRIEF = 24
"""Characters of a text that needs no shortening."""

_EXPONENT = re.compile(r"e([+-]?)0*(\d+)$")
_SPECIAL = {"nan": r"\mathrm{NaN}", "inf": r"\infty", "-inf": r"-\infty",
            "True": r"\mathrm{True}", "False": r"\mathrm{False}"}  # fmt: skip


def is_written_out(value: Value) -> bool:
    """Whether every element stands in the text."""
    return _matrix(value) is not None or value.summary.kind in ("scalar", "inline", "grid")


def value_text(value: Value) -> str:
    """The value in one line."""
    cells = _matrix(value)
    if cells is not None:
        return "[" + ", ".join(f"[{', '.join(row)}]" for row in cells) + "]"
    return _known_of(value.summary) if value.summary.kind == "statistics" else one_line(
        value.summary
    )  # fmt: skip


def brief_text(value: Value) -> str:
    """The value in few words, also where every element could be written out."""
    text = value_text(value)
    if len(text) <= BRIEF or value.summary.kind == "statistics":
        return text
    return brief(text, value.shape)


def _known_of(summary: Summary) -> str:
    """A large tensor in few words: `32×64: -3.1 … 2.9, mean 0.01`."""
    size = "×".join(map(str, summary.shape))
    least, most, mean = (
        None if each is None else format_number(each)
        for each in (summary.minimum, summary.maximum, summary.mean)
    )
    told = [] if least is None else [least if least == most else f"{least} … {most}, mean {mean}"]
    told += [f"{count} {name}" for count, name in
             ((summary.nan_count, "NaN"), (summary.inf_count, "Inf")) if count]  # fmt: skip
    return f"{size}: {', '.join(told)}" if told else size


def value_latex(value: Value) -> str:
    """The value as LaTeX: a number, a row in brackets, a matrix; for others what is known."""
    summary = value.summary
    if summary.kind == "scalar":
        return number_latex(summary.cells[0][0])
    cells = _matrix(value) or (summary.cells if summary.kind == "grid" else None)
    if cells is not None:
        rows = (" & ".join(number_latex(cell) for cell in row) for row in cells)
        return r"\begin{bmatrix}" + r" \\ ".join(rows) + r"\end{bmatrix}"
    if summary.kind == "inline":
        return _row_latex(summary)
    size = r" \times ".join(map(str, summary.shape)) or "1"
    return rf"\left[\,{size}\,\right]"


def number_latex(text: str) -> str:
    """A number as `format_number` writes it, as LaTeX."""
    if text in _SPECIAL:
        return _SPECIAL[text]
    found = _EXPONENT.search(text)
    if found is None:
        return f"{{{text}}}" if text.startswith("-") else text  # a sign, and no subtraction
    sign = "-" if found.group(1) == "-" else ""
    return rf"{text[: found.start()]} \cdot 10^{{{sign}{found.group(2)}}}"


def _row_latex(summary: Summary) -> str:
    """A tensor of few elements: brackets within brackets, but for a matrix."""
    text = ", ".join(summary.lines())
    pieces = re.split(r"([\[\], ]+)", text)
    return "".join(
        piece if not piece or piece[0] in "[], " else number_latex(piece) for piece in pieces
    ).replace(", ", r",\, ")


def _matrix(value: Value) -> tuple[tuple[str, ...], ...] | None:
    """The cells of a matrix that is larger than cards show one, and yet small; and of a small one
    that they show in a line."""
    if len(value.shape) != 2 or not 0 < max(value.shape) <= LARGEST_MATRIX or 0 in value.shape:
        return None
    array = value.array
    if array is None:
        return value.summary.cells if value.summary.kind == "grid" else None
    return tuple(tuple(format_number(x) for x in row) for row in array)


def value_of(array: Array, dtype: str = "") -> Value:
    """A Value of an array that was computed for showing."""
    return value_of_array(np.asarray(array, order="C"), dtype)
