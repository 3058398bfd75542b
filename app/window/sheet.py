"""A tensor as a sheet of cells: what the table editor shows and changes.

Every change makes a new array, so that undo only has to keep the old one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

import numpy as np

from app.widgets.checks import explained
from app.window.unfit import (
    BEYOND,
    COPIES,
    NO_COLUMNS,
    NO_MATRIX,
    NO_NUMBER,
    NO_PLACE,
    NO_ROOM,
    NOT_FILLED,
    NOT_FINITE,
    NOTHING,
    PASTES,
    RAGGED,
    TOO_LARGE,
    TOO_MANY,
    Unfit,
)
from autograd_core.graph.cells import plain, plain_numbers, split
from autograd_core.graph.expression import as_tensor, evaluate
from autograd_core.graph.limits import Limits, TooLarge
from autograd_core.graph.literals import number_text
from autograd_core.graph.problems import EXPECTED
from autograd_core.graph.typed import NoValue, typed
from autograd_core.random import Generator

Array = np.ndarray[Any, np.dtype[Any]]
Block = tuple[int, int, int, int]
"""Rows and columns of a part of the page: top, left, bottom, right, the ends not included."""

HISTORY_BYTES = 256 << 20
MOST_CELLS = 1_000_000
"""Cells that are copied or pasted at once."""
MOST_ELEMENTS = 50_000_000
_LISTS = ("[", "tensor(", "array(")
LONG = 10_000
"""Characters from which on it is worth to look whether a text is numbers and nothing else."""
_LIMITS = Limits(tensor_bytes=64 << 20)


class Sheet:
    """An array of any rank, and the page of it that is seen: its last two dimensions at `lead`.

    A vector is a column, a scalar one cell.
    """

    def __init__(self, array: Array) -> None:
        self.array = array
        self.lead: tuple[int, ...] = (0,) * max(0, array.ndim - 2)
        self._undone: list[Array] = []
        self._done: list[Array] = []

    # Looking

    @property
    def page(self) -> Array:
        """The matrix that is seen, as a view."""
        array = self.array[self.lead] if self.lead else self.array
        return array.reshape(array.shape[0], 1) if array.ndim == 1 else np.atleast_2d(array)

    @property
    def rows(self) -> int:
        return int(self.array.shape[-2 if self.array.ndim > 1 else 0]) if self.array.ndim else 1

    @property
    def columns(self) -> int:
        return int(self.array.shape[-1]) if self.array.ndim > 1 else 1

    def text(self, row: int, column: int) -> str:
        """A cell as it is typed."""
        return number_text(self.page[row, column].item(), self.array.dtype)

    def is_loud(self, row: int, column: int) -> bool:
        """Whether there is a NaN or an infinity in the cell."""
        return self.array.dtype.kind == "f" and not math.isfinite(self.page[row, column])

    def copied(self, block: Block) -> str:
        """Cells as a spreadsheet takes them: tabs between columns, a line for each row."""
        top, left, bottom, right = block
        if (bottom - top) * (right - left) > MOST_CELLS:
            raise Unfit(COPIES, count=MOST_CELLS)
        part, dtype = self.page[top:bottom, left:right], self.array.dtype
        return "\n".join(
            "\t".join(number_text(item, dtype) for item in row) for row in part.tolist()
        )

    # Changing

    def _put(self, array: Array) -> None:
        if array.size > MOST_ELEMENTS:
            raise Unfit(TOO_MANY, count=MOST_ELEMENTS)
        self._done.append(self.array)
        self._undone.clear()
        while len(self._done) > 1 and sum(each.nbytes for each in self._done) > HISTORY_BYTES:
            del self._done[0]
        self._show(array)

    def _show(self, array: Array) -> None:
        self.array = array
        sizes = array.shape[:-2]
        lead = self.lead if len(self.lead) == len(sizes) else (0,) * len(sizes)
        self.lead = tuple(min(at, size - 1) for at, size in zip(lead, sizes, strict=True))

    @property
    def changed(self) -> bool:
        """Whether anything was done that was not undone."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether anything was undone that can be done again."""
        return bool(self._undone)

    def undo(self) -> bool:
        """Takes the last change back; whether there was one."""
        if self._done:
            self._undone.append(self.array)
            self._show(self._done.pop())
            return True
        return False

    def redo(self) -> bool:
        if self._undone:
            self._done.append(self.array)
            self._show(self._undone.pop())
            return True
        return False

    def set_text(self, row: int, column: int, text: str) -> None:
        """Types into one cell: a number, nan, inf, True, or an Expression of one (`1/3`).

        Raises:
            Unfit: it is no number, or none of this dtype.
        """
        self.fill([(row, column, row + 1, column + 1)], text)

    def fill(self, blocks: Iterable[Block], text: str) -> None:
        """Puts a number into all of these cells, or as many numbers as an Expression makes
        (`randn(2, 3)`), row by row, where it makes as many as there are cells.

        Raises:
            Unfit: it makes neither.
        """
        blocks = list(blocks)
        numbers = _evaluated(text)
        count = sum((b - t) * (r - left) for t, left, b, r in blocks)
        if numbers.size not in (1, count):
            raise Unfit(NOT_FILLED, made=numbers.size, count=count
            )
        numbers = self._fitting(numbers.reshape(-1))
        array = self._writable()
        page, at = self._page_of(array), 0
        for top, left, bottom, right in blocks:
            if numbers.size == 1:
                page[top:bottom, left:right] = numbers[0]
                continue
            size = (bottom - top) * (right - left)
            page[top:bottom, left:right] = numbers[at : at + size].reshape(bottom - top, -1)
            at += size
        self._put(array)

    def randomize(self, blocks: Iterable[Block], kind: str, generator: np.random.Generator) -> None:
        """Puts random numbers into cells: `uniform` from 0 to 1, `normal`, or `integers` from 0
        to 9."""
        array = self._writable()
        page = self._page_of(array)
        for top, left, bottom, right in blocks:
            shape = (bottom - top, right - left)
            if kind == "integers" or array.dtype.kind not in "f":
                high = 2 if array.dtype.kind == "b" else 10
                page[top:bottom, left:right] = generator.integers(0, high, shape)
            elif kind == "uniform":
                page[top:bottom, left:right] = generator.random(shape)
            else:
                page[top:bottom, left:right] = generator.standard_normal(shape)
        self._put(array)

    def paste(self, row: int, column: int, text: str) -> Block:
        """Puts cells from a spreadsheet in, their first one here; a vector or matrix grows where
        they go beyond it. Returns where they are.

        Raises:
            Unfit: there is something else than numbers, or no room.
        """
        cells = self._fitting(numbers_of(text))
        if self.array.ndim < 2 and len(cells) == 1 and cells.shape[1] > 1:
            cells = cells.T  # a row of numbers goes along the vector
        bottom, right = row + cells.shape[0], column + cells.shape[1]
        if bottom > self.rows or right > self.columns:
            if self.array.ndim > 2:
                raise Unfit(NO_ROOM,
                    rows=cells.shape[0], columns=cells.shape[1],
                )  # fmt: skip
            size = (max(bottom, self.rows), max(right, self.columns))
            array = np.zeros(size, self.array.dtype)
            array[: self.rows, : self.columns] = self.page
        else:
            array = self._writable()
        self._page_of(array)[row:bottom, column:right] = cells
        vector = self.array.ndim < 2 and array.ndim == 2 and array.shape[1] == 1
        self._put(array.reshape(-1) if vector else array)
        return row, column, bottom, right

    def reshape(self, shape: Sequence[int]) -> None:
        """Another shape: of as many elements keeps them all in order, any other keeps the corner
        that both have and is filled up with zeros.

        Raises:
            Unfit: it is larger than a table can be.
        """
        shape = tuple(shape)
        if math.prod(shape) > MOST_ELEMENTS:
            raise Unfit(TOO_MANY, count=MOST_ELEMENTS)
        if shape == self.array.shape:
            return
        if math.prod(shape) == self.array.size:
            self._put(self.array.reshape(shape))
            return
        array = np.zeros(shape, self.array.dtype)
        rank = max(len(shape), self.array.ndim)
        old = self.array.reshape((1,) * (rank - self.array.ndim) + self.array.shape)
        new = array.reshape((1,) * (rank - len(shape)) + shape)
        corner = tuple(slice(min(a, b)) for a, b in zip(old.shape, new.shape, strict=True))
        new[corner] = old[corner]
        self._put(array)

    def insert(self, axis: int, at: int, count: int = 1) -> None:
        """Adds rows (axis 0) or columns (axis 1) of zeros before `at`, in every page."""
        axis = self._axis(axis)
        array = np.insert(self.array, [at] * count, 0, axis=axis)
        self._put(array)

    def delete(self, axis: int, first: int, stop: int) -> None:
        """Takes rows or columns out, in every page."""
        self._put(np.delete(self.array, slice(first, stop), axis=self._axis(axis)))

    def _axis(self, axis: int) -> int:
        if self.array.ndim == 0 or (self.array.ndim == 1 and axis == 1):
            raise Unfit(NO_COLUMNS)
        return axis if self.array.ndim == 1 else self.array.ndim - 2 + axis

    def transpose(self) -> None:
        """Swaps the last two dimensions."""
        if self.array.ndim < 2:
            raise Unfit(NO_MATRIX)
        self._put(np.swapaxes(self.array, -1, -2))

    def replace(self, array: Array) -> None:
        """Puts another array in place of all (a file)."""
        self._put(array)

    def cast(self, dtype: np.dtype[Any]) -> None:
        """Another dtype. Raises Unfit where a number has no place in it."""
        if dtype != self.array.dtype:
            self._put(_cast(self.array, dtype))

    def _fitting(self, numbers: Array) -> Array:
        """Numbers that somebody wrote, in the sheet's dtype; none is rounded to a whole one."""
        if self.array.dtype.kind in "iub" and numbers.dtype.kind == "f":
            parts = numbers[np.isfinite(numbers) & (numbers != np.trunc(numbers))]
            if parts.size:
                raise Unfit(
                    NO_PLACE, number=f"{parts[0]:g}", dtype=self.array.dtype.name
                )
        return _cast(numbers, self.array.dtype)

    def _writable(self) -> Array:
        return np.array(self.array, order="C")

    def _page_of(self, array: Array) -> Array:
        page = array[self.lead] if self.lead else array
        return page.reshape(-1, 1) if page.ndim < 2 else page


def numbers_of(text: str) -> Array:
    """The cells of a text from a spreadsheet: tabs between columns; where there are none,
    semicolons, commas or spaces.

    Raises:
        Unfit: a cell is no number, or lines have different lengths.
    """
    if len(text) > LONG and (numbers := plain_numbers(text)) is not None:
        return _limited(numbers)
    if text.lstrip().startswith(_LISTS):  # as Python and PyTorch write them
        with suppress(NoValue, Unfit):
            listed = _evaluated(typed(text).value)
            return _limited(listed.reshape(-1, listed.shape[-1] if listed.ndim else 1))
    try:
        cells = split(text)
    except ValueError as error:
        raise Unfit("{error}", error=error) from None
    if not cells:
        raise Unfit(NOTHING)
    for at, row in enumerate(cells):
        if len(row) != len(cells[0]):
            raise Unfit(RAGGED, line=at + 1, count=len(row), first=len(cells[0]))
    return _limited(np.array([[_number(cell) for cell in row] for row in cells]))


def _limited(array: Array) -> Array:
    if array.size > MOST_CELLS:
        raise Unfit(PASTES, count=MOST_CELLS)
    return array


def _number(cell: str) -> float | int:
    words: dict[str, float | int] = {"": 0, "true": 1, "false": 0}
    if cell.lower() in words:
        return words[cell.lower()]
    text = plain(cell)
    if not text:
        raise Unfit(NO_NUMBER, cell=cell[:40])
    return int(text) if text.lstrip("-").isdecimal() else float(text)


def _evaluated(text: str) -> Array:
    """The numbers that a text makes, 0-d for one."""
    try:
        made = as_tensor(evaluate(text, generator=Generator(), limits=_LIMITS), None)
    except TooLarge:
        raise Unfit(TOO_LARGE) from None
    except EXPECTED as error:
        raise Unfit("{error}", error=explained(error, text)) from None
    if made._array.dtype == np.float32:
        # what was typed keeps its digits until the sheet's own dtype is known
        try:
            exact = evaluate(text, generator=Generator(), limits=_LIMITS)
        except EXPECTED:
            exact = None
        if isinstance(exact, int | float):
            return np.array(exact)
    return np.asarray(made._array)


def _cast(array: Array, dtype: np.dtype[Any]) -> Array:
    """Raises Unfit where a number has no place in the dtype."""
    if dtype.kind in "iu" and array.size:
        if array.dtype.kind == "f" and not np.isfinite(array).all():
            raise Unfit(NOT_FINITE, dtype=dtype.name)
        limits = np.iinfo(dtype)
        low, high = array.min(), array.max()
        if low < limits.min or high > limits.max:
            raise Unfit(BEYOND,
                dtype=dtype.name, low=limits.min, high=limits.max,
            )  # fmt: skip
    with np.errstate(over="ignore", invalid="ignore"):
        return array.astype(dtype)
