"""A matrix of derivatives as text: how its elements are called, and for other programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from math import isnan, prod

import numpy as np

from autograd_core.storage import Array


def element_name(name: str, index: int, shape: Sequence[int]) -> str:
    """How code calls an element, by its place in row-major order: `y`, `y[2]`, `y[0, 1]`."""
    if not shape or not 0 <= index < prod(shape):
        return name
    return f"{name}[{', '.join(str(int(i)) for i in np.unravel_index(index, tuple(shape)))}]"


def as_text(matrix: Array) -> str:
    """Rows on lines, with tabs between the numbers, as spreadsheets read them."""
    return "\n".join("\t".join(map(str, row)) for row in matrix)


def as_csv(matrix: Array, row_names: Sequence[str], column_names: Sequence[str]) -> str:
    """Comma-separated values (RFC 4180 but for `\\n`), with the names of rows and columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["", *column_names])
    for name, row in zip(row_names, matrix, strict=True):
        writer.writerow([name, *map(str, row)])
    return out.getvalue()


def as_latex(matrix: Array) -> str:
    """A `bmatrix`, with six significant digits."""
    rows = (" & ".join(latex_number(float(each)) for each in row) for row in matrix)
    return "\\begin{bmatrix}\n" + " \\\\\n".join(rows) + "\n\\end{bmatrix}"


def latex_number(number: float) -> str:
    """`2`, `-0.5`, `1.5 \\times 10^{-7}`, `\\infty`, `\\text{nan}`."""
    if isnan(number):
        return "\\text{nan}"
    text = f"{number:.6g}"
    if "inf" in text:
        return text.replace("inf", "\\infty")
    digits, e, power = text.partition("e")
    return f"{digits} \\times 10^{{{int(power)}}}" if e else digits
