"""Matrices as text for other programs."""

from __future__ import annotations

import csv
import io

import numpy as np

from autograd_core.graph.matrix_text import as_csv, as_latex, as_text, element_name

M = np.array([[2.0, -0.1], [np.nan, -np.inf]], np.float32)


def test_elements_are_called_as_code_calls_them() -> None:
    assert element_name("y", 0, ()) == "y"
    assert element_name("y", 2, (3,)) == "y[2]"
    assert element_name("y", 5, (2, 3)) == "y[1, 2]"


def test_numbers_have_the_digits_that_their_type_has() -> None:
    assert as_text(M) == "2.0\t-0.1\nnan\t-inf"
    found = list(csv.reader(io.StringIO(as_csv(M, ["y[0, 0]", "y[0, 1]"], ["x[0]", "x[1]"]))))
    assert found == [["", "x[0]", "x[1]"], ["y[0, 0]", "2.0", "-0.1"], ["y[0, 1]", "nan", "-inf"]]


def test_latex_has_no_number_that_it_cannot_set() -> None:
    assert as_latex(M) == (
        "\\begin{bmatrix}\n2 & -0.1 \\\\\n\\text{nan} & -\\infty\n\\end{bmatrix}"
    )
    assert "1.5 \\times 10^{-7}" in as_latex(np.array([[1.5e-7]]))
