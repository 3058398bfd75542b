"""LAPACK and BLAS on batches of matrices, with what PyTorch says when they fail.

NumPy serves what it has in batches; for the rest SciPy's bindings are called matrix by matrix.
SciPy is imported when it is first needed.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ..errors import LinAlgError
from ..storage import Array
from .spec import Meta

__all__ = [
    "broadcast_batches",
    "cholesky",
    "first_failure",
    "floating",
    "inverse",
    "lu_factor",
    "lu_solve",
    "permutation_of",
    "routine",
    "square",
    "triangular",
    "with_dimensions",
]


# ---- what is accepted ------------------------------------------------------------------------


def with_dimensions(meta: Meta, name: str, argument: str = "A") -> None:
    """Raise RuntimeError unless there are two dimensions."""
    if len(meta.shape) < 2:
        raise RuntimeError(f"{name}: The input tensor {argument} must have at least 2 dimensions.")


def floating(meta: Meta, name: str) -> None:
    """Raise RuntimeError unless the type is a floating-point one that there are kernels for."""
    if not meta.dtype.is_floating_point:
        raise RuntimeError(
            f"{name}: Expected a floating point or complex tensor as input. Got "
            f"{meta.dtype.scalar_name}"
        )
    if meta.dtype.itemsize < 4:
        raise RuntimeError(
            f"{name}: Low precision dtypes not supported. Got {meta.dtype.scalar_name}"
        )


def square(meta: Meta, name: str) -> None:
    """Raise RuntimeError unless the matrices are square."""
    with_dimensions(meta, name)
    rows, columns = meta.shape[-2:]
    if rows != columns:
        raise RuntimeError(
            f"{name}: A must be batches of square matrices, but they are {rows} by {columns} "
            "matrices"
        )


def first_failure(info: Array, words: Callable[[int], str], name: str) -> None:
    """Raise LinAlgError for the first matrix with a positive ``info``."""
    failed = np.flatnonzero(info)
    if len(failed):
        where = "" if info.ndim == 0 else f"(Batch element {failed[0]}): "
        raise LinAlgError(f"{name}: {where}{words(int(info.flat[failed[0]]))}")


# ---- matrix by matrix ------------------------------------------------------------------------


@functools.cache
def _routine(module: str, name: str, kind: str) -> Any:
    import scipy.linalg

    prefix = {"float32": "s", "float64": "d"}[kind]
    return getattr(getattr(scipy.linalg, module), prefix + name)


def _lapack(name: str, a: Array) -> Any:
    return _routine("lapack", name, a.dtype.name)


def routine(name: str, a: Array) -> Any:
    """A routine of LAPACK for the type of a matrix; it takes one matrix at a time."""
    return _lapack(name, a)


def broadcast_batches(*arrays: Array) -> tuple[Array, ...]:
    """Matrices with their batch dimensions broadcast."""
    batch = np.broadcast_shapes(*[array.shape[:-2] for array in arrays])
    return tuple([np.broadcast_to(array, (*batch, *array.shape[-2:])) for array in arrays])


def _places(array: Array, core: int = 2) -> Iterator[tuple[int, ...]]:
    return itertools.product(*[range(extent) for extent in array.shape[: array.ndim - core]])


def lu_factor(a: Array) -> tuple[Array, Array, Array]:
    """The factors in one matrix, the row exchanges counted from 1, and where U is singular."""
    rows, columns = a.shape[-2:]
    factors = np.zeros_like(a, order="C")
    pivots = np.zeros((*a.shape[:-2], min(rows, columns)), np.int32)
    info = np.zeros(a.shape[:-2], np.int32)
    if not a.size:
        return factors, pivots, info
    getrf = _lapack("getrf", a)
    for place in _places(a):
        factors[place], exchanges, info[place] = getrf(a[place])
        pivots[place] = exchanges + 1
    return factors, pivots, info


def permutation_of(pivots: Array, rows: int) -> Array:
    """Row exchanges as places: row i of the permuted matrix was row ``places[i]``."""
    places = np.broadcast_to(np.arange(rows), (*pivots.shape[:-1], rows)).copy()
    for index in _places(pivots, 1):
        order = places[index]
        for i, j in enumerate(pivots[index] - 1):
            order[i], order[j] = order[j], order[i]
    return places


def lu_solve(factors: Array, pivots: Array, b: Array, transposed: bool) -> Array:
    """X with A X = B, or Aᵀ X = B, from the factors of A."""
    batch = np.broadcast_shapes(factors.shape[:-2], pivots.shape[:-1], b.shape[:-2])
    factors = np.broadcast_to(factors, (*batch, *factors.shape[-2:]))
    pivots = np.broadcast_to(pivots, (*batch, pivots.shape[-1]))
    result = np.broadcast_to(b, (*batch, *b.shape[-2:])).copy()
    if result.size:
        getrs = _lapack("getrs", factors)
        for place in _places(result):
            result[place], _ = getrs(
                factors[place], pivots[place] - 1, result[place], trans=int(transposed)
            )
    return result


def triangular(a: Array, b: Array, upper: bool, left: bool, unit: bool) -> Array:
    """X with A X = B, or X A = B, for a triangular A of which only the triangle is read."""
    a, b = broadcast_batches(a, b)
    result = b.copy()
    if result.size:
        trsm = _routine("blas", "trsm", a.dtype.name)
        for place in _places(result):
            result[place] = trsm(
                1.0, a[place], result[place], side=int(not left), lower=int(not upper),
                diag=int(unit),
            )  # fmt: skip
    return result


def inverse(a: Array) -> tuple[Array, Array]:
    """The inverse, column-major as LAPACK's, and where the matrix is singular."""
    info = np.zeros(a.shape[:-2], np.int32)
    try:
        result = np.linalg.inv(a)
    except np.linalg.LinAlgError:
        factors, pivots, info = lu_factor(a)
        eye = np.broadcast_to(np.eye(a.shape[-1], dtype=a.dtype), a.shape)
        result = lu_solve(factors, pivots, eye, False)
    return np.ascontiguousarray(result.swapaxes(-1, -2)).swapaxes(-1, -2), info


def cholesky(a: Array, upper: bool) -> tuple[Array, Array]:
    """The triangular factor, and the order of the first minor that is not positive."""
    source = a.swapaxes(-1, -2) if upper else a
    info = np.zeros(a.shape[:-2], np.int32)
    try:
        factor = np.linalg.cholesky(source)
    except np.linalg.LinAlgError:
        factor = np.zeros_like(source, order="C")
        potrf = _lapack("potrf", a)
        for place in _places(a):
            factor[place], info[place] = potrf(source[place], lower=1, clean=1)
    return (factor.swapaxes(-1, -2) if upper else factor), info
