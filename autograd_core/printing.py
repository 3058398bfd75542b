"""Text for tensors: PyTorch's ``repr`` and the short summaries that cards show.

The repr follows the rules of PyTorch 2.13 (``torch/_tensor_str.py``) for strided CPU tensors of
real dtypes: one common width for all numbers, integers of a floating dtype written ``2.``, a
switch to scientific notation for wide ranges, lines of at most 80 columns, and above 1000
elements only the three first and three last of each dimension.

Only the numbers that are shown are read, so the cost depends on the text and not on the array.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, Protocol

import numpy as np

from .dtypes import default_dtype

__all__ = [
    "Summary",
    "array_repr",
    "format_number",
    "get_printoptions",
    "set_printoptions",
    "summary",
    "tensor_repr",
]

Array = np.ndarray[Any, np.dtype[Any]]
Kind = Literal["empty", "scalar", "inline", "grid", "statistics"]

# These dtypes are what literals give, so PyTorch leaves them out of the text.
#: Named only where there are no elements to show what they are; the default type never is.
_SILENT_DTYPES = frozenset({"torch.int64", "torch.bool"})

_INLINE_ELEMENTS = 6
_GRID_SIDE = 4
_STATISTICS_BLOCK = 1 << 16


class NamedNode(Protocol):
    """The part of a ``grad_fn`` that the repr needs."""

    def name(self) -> str: ...


class PrintableTensor(Protocol):
    """What `tensor_repr` reads of a tensor; `Tensor` fits without importing this module."""

    @property
    def _array(self) -> Array: ...
    @property
    def dtype(self) -> object: ...
    @property
    def requires_grad(self) -> bool: ...
    @property
    def grad_fn(self) -> NamedNode | None: ...


# --- options ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Options:
    precision: int = 4
    threshold: float = 1000
    edgeitems: int = 3
    linewidth: int = 80
    sci_mode: bool | None = None


_PROFILES = {
    "default": _Options(),
    "short": _Options(precision=2, edgeitems=2),
    "full": _Options(threshold=math.inf),
}
_options = _Options()


def set_printoptions(
    precision: int | None = None,
    threshold: float | None = None,
    edgeitems: int | None = None,
    linewidth: int | None = None,
    profile: Literal["default", "short", "full"] | None = None,
    sci_mode: bool | None = None,
) -> None:
    """Change how tensors are printed, as ``torch.set_printoptions`` does.

    `precision` is in digits after the point, `threshold` in elements, `edgeitems` in elements at
    each end of a shortened dimension, `linewidth` in characters. What is not given stays as it
    is, except `sci_mode`, which goes back to automatic, and so it does for an unknown profile (so
    in PyTorch).
    """
    global _options
    base = _options if profile is None else _PROFILES.get(profile, _options)
    given = {
        "precision": precision,
        "threshold": threshold,
        "edgeitems": edgeitems,
        "linewidth": linewidth,
    }
    changes: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    _options = replace(base, sci_mode=sci_mode, **changes)


def get_printoptions() -> dict[str, Any]:
    """The present options, as keyword arguments for `set_printoptions`."""
    return asdict(_options)


# --- repr -------------------------------------------------------------------------------------


def tensor_repr(tensor: PrintableTensor) -> str:
    """``repr(tensor)`` as PyTorch writes it, with ``grad_fn=`` or ``requires_grad=True``."""
    try:
        node = tensor.grad_fn
        name = None if node is None else node.name().rpartition("::")[2]
    except RuntimeError:
        # A view that was changed in place under no_grad has no grad_fn to give; PyTorch says so.
        name = "Invalid"
    suffixes: tuple[str, ...] = ()
    if name is not None:
        suffixes = (f"grad_fn=<{name}>",)
    elif tensor.requires_grad:
        suffixes = ("requires_grad=True",)
    cls = type(tensor).__name__
    prefix = "tensor(" if cls in ("Tensor", "Parameter") else f"{cls}("
    return array_repr(tensor._array, dtype=tensor.dtype, suffixes=suffixes, prefix=prefix)


def array_repr(
    array: Array, *, dtype: object, suffixes: Sequence[str] = (), prefix: str = "tensor("
) -> str:
    """PyTorch's repr of the numbers in `array` (any shape; bool, integer or floating dtype).

    `dtype` is only named, through ``str(dtype)`` such as ``torch.float64``; `suffixes` follow the
    size and the dtype, wrapped to the line width; `prefix` sets the indentation.
    """
    options = _options
    facts: list[str] = []
    if array.size == 0:
        if array.ndim != 1:
            facts.append(f"size={tuple(array.shape)}")
        if str(dtype) != str(default_dtype()):
            facts.append(f"dtype={dtype}")
    else:
        if not options.edgeitems:
            facts.append(f"size={tuple(array.shape)}")
        if str(dtype) not in _SILENT_DTYPES and str(dtype) != str(default_dtype()):
            facts.append(f"dtype={dtype}")
    body = prefix + _body(array, len(prefix), options)
    return _with_suffixes(body, [*facts, *suffixes], len(prefix), options.linewidth)


def _body(array: Array, indent: int, options: _Options) -> str:
    if array.size == 0:
        return "[]"
    cut = [False] * array.ndim
    if array.size > options.threshold:
        if not options.edgeitems:
            return "[...]"
        cut = [length > 2 * options.edgeitems for length in array.shape]
        array = _edges(array, cut, options.edgeitems)
    cells, width = _cells(array, options)
    if array.ndim == 0:
        return next(cells)
    return _Layout(array.shape, cut, options, width, cells).block(0, indent)


def _edges(array: Array, cut: Sequence[bool], edge: int) -> Array:
    """The first and last `edge` entries along each dimension that is cut."""
    picks = [
        np.r_[:edge, length - edge : length] if short else np.arange(length)
        for length, short in zip(array.shape, cut, strict=True)
    ]
    corner: Array = array[np.ix_(*picks)]
    return corner


def _cells(array: Array, options: _Options) -> tuple[Iterator[str], int]:
    """The texts of all elements in row-major order, padded to one width, and that width.

    Zeros, NaN and infinities do not count for the width, as in PyTorch: among wide numbers they
    are padded, among narrow ones they stick out.
    """
    values = array.reshape(-1)
    if values.dtype.kind == "f":
        counted = np.isfinite(values) & (values != 0)
        texts = _float_texts(values, values[counted].astype(np.float64), options)
        width = max((len(t) for t, c in zip(texts, counted.tolist(), strict=True) if c), default=1)
    else:
        texts = [str(value) for value in values.tolist()]
        width = max(map(len, texts))
    return (text.rjust(width) for text in texts), width


def _float_texts(values: Array, counted: Array, options: _Options) -> list[str]:
    whole = bool((counted == np.ceil(counted)).all())
    scientific = False
    if counted.size:
        if options.sci_mode is None:
            magnitudes = np.abs(counted)
            low, high = float(magnitudes.min()), float(magnitudes.max())
            # high > 1000 * low could round differently: PyTorch divides.
            with np.errstate(over="ignore"):
                ratio = np.float64(high) / np.float64(low)
            scientific = bool(ratio > 1000.0) or high > 1.0e8 or low < 1.0e-4
        else:
            scientific = options.sci_mode
    if scientific:
        form = f"%.{options.precision}e"
    elif whole:
        return [
            f"{value:.0f}." if math.isfinite(value) else f"{value:.0f}" for value in values.tolist()
        ]
    else:
        form = f"%.{options.precision}f"
    return [form % value for value in values.tolist()]


@dataclass
class _Layout:
    """Puts the cells into brackets and lines. `cells` is consumed in row-major order."""

    shape: tuple[int, ...]
    cut: Sequence[bool]
    options: _Options
    width: int
    cells: Iterator[str]

    def block(self, dim: int, indent: int) -> str:
        """The text of one sub-array whose first dimension is `dim`, opened at column `indent`."""
        left = len(self.shape) - dim
        if left == 1:
            return self.vector(dim, indent)
        parts = [self.block(dim + 1, indent + 1) for _ in range(self.shape[dim])]
        if self.cut[dim]:
            parts.insert(self.options.edgeitems, "...")
        separator = "," + "\n" * (left - 1) + " " * (indent + 1)
        return "[" + separator.join(parts) + "]"

    def vector(self, dim: int, indent: int) -> str:
        items = [next(self.cells) for _ in range(self.shape[dim])]
        if self.cut[dim]:
            items.insert(self.options.edgeitems, " ...")
        fit = max(1, (self.options.linewidth - indent) // (self.width + 2))
        lines = (", ".join(items[at : at + fit]) for at in range(0, len(items), fit))
        return "[" + (",\n" + " " * (indent + 1)).join(lines) + "]"


def _with_suffixes(text: str, suffixes: Sequence[str], indent: int, linewidth: int) -> str:
    parts = [text]
    # PyTorch's count of the last line; two more than its length where the text has several lines.
    column = len(text) - text.rfind("\n") + 1
    for suffix in suffixes:
        if column + len(suffix) + 2 > linewidth:
            parts.append(",\n" + " " * indent + suffix)
            column = indent + len(suffix)
        else:
            parts.append(", " + suffix)
            column += len(suffix) + 2
    return "".join(parts) + ")"


# --- summaries for cards ----------------------------------------------------------------------


def format_number(x: float) -> str:
    """A number for a card: four significant digits, ``nan``, ``inf`` or ``-inf``.

    Integers and bools are written in full, and so are whole floats below a million.
    """
    if isinstance(x, (bool, np.bool_)):
        return str(bool(x))
    if isinstance(x, (int, np.integer)):
        return str(int(x))
    value = float(x)
    if value.is_integer() and abs(value) < 1e6:
        return f"{value:.0f}"
    return f"{value:.4g}"


@dataclass(frozen=True)
class Summary:
    """What a card shows of an array.

    `cells` holds texts: one row with one cell for a scalar, one row for ``inline`` (in row-major
    order), one row for each matrix row of a ``grid``, none for ``empty`` and ``statistics``.
    `minimum`, `maximum`, `mean` and `std` (unbiased, as ``Tensor.std()``) are over the finite
    elements, and None where there are too few or the kind is not ``statistics``. `nan_count` and
    `inf_count` are given for every kind.
    """

    kind: Kind
    shape: tuple[int, ...]
    cells: tuple[tuple[str, ...], ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    mean: float | None = None
    std: float | None = None
    nan_count: int = 0
    inf_count: int = 0

    def lines(self) -> tuple[str, ...]:
        """The summary as plain text lines, for a card without its own layout, or a terminal."""
        if self.kind == "scalar":
            return self.cells[0]
        if self.kind == "empty":
            return (f"[] {' × '.join(map(str, self.shape))}",)
        if self.kind == "inline":
            return (_nested(iter(self.cells[0]), self.shape),)
        if self.kind == "grid":
            width = max(len(cell) for row in self.cells for cell in row)
            return tuple("  ".join(cell.rjust(width) for cell in row) for row in self.cells)
        parts = [
            " × ".join(map(str, self.shape)),
            _joined((("min", self.minimum), ("max", self.maximum))),
            _joined((("mean", self.mean), ("std", self.std))),
            _joined((("nan", self.nan_count or None), ("inf", self.inf_count or None))),
        ]
        return tuple(part for part in parts if part)


def summary(array: Array) -> Summary:
    """The `Summary` of an array of any shape and a bool, integer or floating dtype.

    0-d: ``scalar``; a matrix of at most 4 by 4: ``grid``; else up to 6 elements: ``inline``;
    larger: ``statistics``, in one pass over blocks, so that memory stays small.
    """
    shape = tuple(array.shape)
    if array.size == 0:
        return Summary("empty", shape)
    if array.ndim == 2 and max(shape) <= _GRID_SIDE:
        kind: Kind = "grid"
    elif array.size <= _INLINE_ELEMENTS:
        kind = "scalar" if array.ndim == 0 else "inline"
    else:
        return _statistics(array, shape)
    rows = (array if kind == "grid" else array.reshape(1, -1)).tolist()
    cells = tuple(tuple(map(format_number, row)) for row in rows)
    nans = infinities = 0
    if array.dtype.kind == "f":  # one by one: NumPy takes several times as long for so few
        found = [value for row in rows for value in row if not math.isfinite(value)]
        nans = sum(map(math.isnan, found))
        infinities = len(found) - nans
    return Summary(kind, shape, cells, nan_count=nans, inf_count=infinities)


def _statistics(array: Array, shape: tuple[int, ...]) -> Summary:
    count, nans, infinities, mean, squares = 0, 0, 0, 0.0, 0.0
    low, high = math.inf, -math.inf
    blocks = np.nditer(
        array,
        flags=["external_loop", "buffered"],
        op_flags=["readonly"],
        op_dtypes=np.dtype(np.float64),
        casting="unsafe",
        buffersize=_STATISTICS_BLOCK,
    )
    # Squares of huge numbers overflow to inf, which is then what is shown.
    with np.errstate(over="ignore", invalid="ignore"):
        for item in blocks:
            block: Array = np.asarray(item)
            good = np.isfinite(block)
            if not good.all():
                missing = int(np.isnan(block).sum())
                nans += missing
                infinities += int(block.size - good.sum()) - missing
                block = block[good]
            if not block.size:
                continue
            low, high = min(low, float(block.min())), max(high, float(block.max()))
            # Chan, Golub and LeVeque (1979): joining the means and squared deviations of blocks.
            block_mean = float(block.mean())
            shift = block_mean - mean
            total = count + block.size
            squares += float(np.square(block - block_mean).sum())
            squares += shift * shift * count * block.size / total
            mean += shift * block.size / total
            count = total
    if not count:
        return Summary("statistics", shape, nan_count=nans, inf_count=infinities)
    if array.dtype.kind in "iu":
        # float64 would round integers above 2**53.
        low, high = int(array.min()), int(array.max())
    std = math.sqrt(squares / (count - 1)) if count > 1 else None
    return Summary("statistics", shape, (), low, high, mean, std, nans, infinities)


def _joined(figures: Iterable[tuple[str, float | None]]) -> str:
    shown = (f"{name} {format_number(value)}" for name, value in figures if value is not None)
    return "  ".join(shown)


def _nested(cells: Iterator[str], shape: tuple[int, ...]) -> str:
    if not shape:
        return next(cells)
    return "[" + ", ".join(_nested(cells, shape[1:]) for _ in range(shape[0])) + "]"
