"""What a card shows of a tap that holds a Jacobian: what it is of, its labels, its determinant."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from autograd_core.graph.actions import Backward, ReadGrad
from autograd_core.graph.document import Document
from autograd_core.graph.steps import Matrix, Value
from autograd_core.graph.taps import filling
from autograd_core.graph.words import subscript
from autograd_core.printing import format_number

LABELLED = 4
"""Rows and columns up to which each is labelled."""


@dataclass(frozen=True, slots=True)
class MatrixFace:
    """The Jacobian of `output` by `input`.

    `row_names` and `column_names` are empty where the matrix is not shown element by element;
    `determinant` is empty where there is none, and `size` says why: `3 × 2`.
    """

    row_names: tuple[str, ...]
    column_names: tuple[str, ...]
    size: str
    determinant: str

    @property
    def facts(self) -> str:
        """The determinant, or why there is none."""
        translate = QCoreApplication.translate
        if self.determinant:
            return translate("Card", "det = {number}").format(number=self.determinant)
        return translate("Card", "{size}: no determinant").format(size=self.size)


def matrix_face(matrix: Matrix, value: Value | None, document: Document) -> MatrixFace:
    """The face of a tap's matrix; `value` is its tensor."""
    labelled = value is not None and is_labelled(matrix, value.shape)
    determinant = "" if matrix.determinant is None else format_number(matrix.determinant)
    return MatrixFace(
        _elements("∂", document.name(matrix.output), matrix.rows) if labelled else (),
        _elements("∂", document.name(matrix.input), matrix.columns) if labelled else (),
        f"{matrix.rows} × {matrix.columns}",
        determinant,
    )


def is_labelled(matrix: Matrix, shape: tuple[int, ...]) -> bool:
    """Whether a row and a column of labels stand round the numbers."""
    return shape == (matrix.rows, matrix.columns) and 0 < max(shape) <= LABELLED and min(shape) > 0


def derivative(document: Document, tap: str) -> str:
    """What the tap is filled with: `∂y/∂x`, `x.grad`; empty where no action fills it."""
    found = filling(document.actions, tap)
    if found is None:
        return ""
    action, node = found
    if isinstance(action, ReadGrad):
        return f"{document.name(node)}.grad"
    output = action.root if isinstance(action, Backward) else action.output
    return f"∂{document.name(output)}/∂{document.name(node)}"


def _elements(sign: str, name: str, count: int) -> tuple[str, ...]:
    """∂x₁, ∂x₂ …: counted from 1, as in mathematics."""
    return tuple(f"{sign}{name}{subscript(i)}" for i in range(1, count + 1))
