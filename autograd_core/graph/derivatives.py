"""What the v·J workbench is asked and what it finds, and the arithmetic on matrices in it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

import numpy as np

from autograd_core.graph.actions import Expression
from autograd_core.graph.flattening import End
from autograd_core.storage import Array

WHOLE = 4_000_000
"""Elements of a matrix up to which all of it is computed."""
MOST_ROWS = 4096
"""Rows up to which all are computed: each is a backward."""
BLOCK_ROWS, BLOCK_COLUMNS = 32, 256
"""The part that is computed first of a matrix that is too large."""
EIGENVALUES = 256
"""Rows of a Hessian up to which its eigenvalues are computed."""
EXACT = 512
"""Rows of a matrix up to which its determinant is a product, and not the power of a logarithm."""

Stop: TypeAlias = Literal[
    "", "no_path", "untracked", "detached", "no_grad", "integer", "no_derivative"
]
"""Why no gradient gets from one tensor to another; empty where one does."""


class Block(NamedTuple):
    """The part of a matrix with these rows and columns, counted from 0, the ends not in it."""

    first_row: int
    stop_row: int
    first_column: int
    stop_column: int

    @property
    def shape(self) -> tuple[int, int]:
        return self.stop_row - self.first_row, self.stop_column - self.first_column


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked. Nodes are named as in the flat document.

    v: ones for None; an Expression; or an output with one element, l, whose gradient ∂l/∂y it is.
    block: the part of J that is wanted; None for all, or the beginning where that is too large.
    hessian: whether the second derivatives are wanted too.
    """

    output: End
    input: End
    v: Expression | End | None = None
    block: Block | None = None
    hessian: bool = False


class Cost(NamedTuple):
    """What something took: backward passes, Nodes executed, seconds of this thread, bytes of the
    result, and the most bytes of gradients that came to and left one Node."""

    passes: int = 0
    nodes: int = 0
    seconds: float = 0.0
    nbytes: int = 0
    gradients: int = 0


class Way(NamedTuple):
    """Why no gradient gets along a way, and the node that stops it where there is one."""

    stop: Stop = ""
    node: str | None = None


OPEN = Way()
NOTHING = Cost()
EMPTY = Block(0, 0, 0, 0)


class Determinant(NamedTuple):
    """`sign` · 10 ** `log10`; `value` may be infinite, or zero, where float64 has no room."""

    value: float
    sign: float
    log10: float


@dataclass(frozen=True, slots=True)
class Hessian:
    """The second derivatives: n rows and columns. `asymmetry` is the greatest |H − Hᵀ|;
    `eigenvalues` the least and the greatest one, None where they were not computed."""

    matrix: Array
    asymmetry: float
    eigenvalues: tuple[float, float] | None
    determinant: Determinant | None
    cost: Cost


@dataclass(frozen=True, slots=True)
class Findings:
    """What is known so far. Arrays are not written to any more.

    refused: why nothing can be computed (PyTorch's words, or ours), at `refused_at`.
    made_to_require_grad: x did not require grad and was made to, as functional.jacobian does.
    hooked: tensors have hooks, which gradients pass here as in any backward.
    at_end: all actions were executed, and not only those up to the last Forward.
    way: why no gradient gets from y to x; then J is zeros, and backward gives None.
    v, v_text: v as y is shaped; v_refused: why there is none; v_way: why l's gradient does not
        get to y; total: what a backward from l brings to x, by whatever way.
    product: what one backward with v brings to x, shaped as x; None where nothing arrives.
    matrix: the block of J that is done, the rows so far where it was cancelled.
    rows_added: v·J by adding up the rows of J, where `matrix` is all of J.
    """

    question: Question
    done: bool = False
    cancelled: bool = False
    refused: str = ""
    refused_at: str | None = None
    output_shape: tuple[int, ...] = ()
    input_shape: tuple[int, ...] = ()
    dtype: str = ""
    output_text: str = ""
    input_text: str = ""
    made_to_require_grad: bool = False
    hooked: bool = False
    at_end: bool = False
    way: Way = OPEN
    v: Array | None = None
    v_refused: str = ""
    v_way: Way = OPEN
    scalar_text: str = ""
    product: Array | None = None
    product_cost: Cost = NOTHING
    total: Array | None = None
    block: Block = EMPTY
    rows_done: int = 0
    matrix: Array | None = None
    matrix_cost: Cost = NOTHING
    determinant: Determinant | None = None
    rows_added: Array | None = None
    hessian: Hessian | None = None
    hessian_refused: str = ""
    hessian_rows: int = 0

    @property
    def rows(self) -> int:
        return int(np.prod(self.output_shape, dtype=np.int64))

    @property
    def columns(self) -> int:
        return int(np.prod(self.input_shape, dtype=np.int64))

    @property
    def is_whole(self) -> bool:
        """Whether `block` is all of J."""
        return self.block == Block(0, self.rows, 0, self.columns)

    @property
    def difference(self) -> float | None:
        """The greatest difference between the rows added up and the one backward; NaN equals NaN,
        and inf equals inf. None where one of them is not there."""
        if self.rows_added is None or self.way.stop or self.product is None:
            return None
        return greatest_difference(self.rows_added, self.product.reshape(-1))


def added_up(v: Array, matrix: Array, count: int) -> Array:
    """v·J by its first `count` rows, added one after the other as they come."""
    total: Array = np.zeros(matrix.shape[1:], matrix.dtype)
    with np.errstate(all="ignore"):
        for factor, row in zip(v.reshape(-1)[:count].tolist(), matrix, strict=False):
            total += factor * row
    return total


def greatest_difference(first: Array, second: Array) -> float:
    """The greatest |first − second|; what is NaN in both, or the same infinity, is equal."""
    one, other = first.astype(np.float64), second.astype(np.float64)
    with np.errstate(all="ignore"):
        apart = np.abs(one - other)
    apart[(one == other) | (np.isnan(one) & np.isnan(other))] = 0.0
    return float(apart.max(initial=0.0))


def determinant_of(matrix: Array) -> Determinant | None:
    """The determinant, by LU in float64; None where the matrix is empty or not square."""
    rows, columns = matrix.shape
    if rows != columns or not rows:
        return None
    with np.errstate(all="ignore"):
        square = matrix.astype(np.float64)
        sign, log = np.linalg.slogdet(square)
        value = np.linalg.det(square) if rows <= EXACT else sign * np.exp(log)
        return Determinant(float(value), float(sign), float(log) / math.log(10.0))


def eigenvalues_of(matrix: Array) -> tuple[float, float] | None:
    """The least and the greatest eigenvalue of the matrix, made symmetric."""
    if not 0 < len(matrix) <= EIGENVALUES or not np.isfinite(matrix).all():
        return None
    square = matrix.astype(np.float64)
    found = np.linalg.eigvalsh((square + square.T) / 2)
    return float(found[0]), float(found[-1])


def block_of(wanted: Block | None, rows: int, columns: int) -> Block:
    """What is computed: what is wanted as far as it is there, and no more than the limits let."""
    if wanted is None:
        if rows * columns <= WHOLE and rows <= MOST_ROWS:
            return Block(0, rows, 0, columns)
        wanted = Block(0, BLOCK_ROWS, 0, BLOCK_COLUMNS)
    first = min(max(0, wanted.first_row), rows)
    left = min(max(0, wanted.first_column), columns)
    stop = min(max(first, wanted.stop_row), rows, first + MOST_ROWS)
    right = min(max(left, wanted.stop_column), columns)
    if stop > first:
        right = min(right, left + max(1, WHOLE // (stop - first)))
    return Block(first, stop, left, right)
