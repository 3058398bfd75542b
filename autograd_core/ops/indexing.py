"""What ``x[...]`` means, as a list of steps.

The rules are those of torch/csrc/autograd/python_variable_indexing.cpp. Integers, slices, None and
Ellipsis become views one after another (``Select``, ``Slice``, ``Unsqueeze``); what is left over,
sequences and tensors, becomes one ``Index``.
"""

from __future__ import annotations

import operator
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..arrays import numpy_index
from ..inference import is_inference
from ..storage import Array
from ..tensor import Tensor
from .shapes import Shape

__all__ = ["Indices", "Step", "check_range", "indexed_shape", "plan", "put_indices", "shape_after"]


_NOT_A_TUPLE = (
    "Using a non-tuple sequence for multidimensional indexing is deprecated and will be changed in "
    "pytorch 2.9; use x[tuple(seq)] instead of x[seq]. In pytorch 2.9 this will be interpreted as "
    "tensor index, x[torch.tensor(seq)], which will result either in an error or a different result"
)
_BYTES = (
    "indexing with dtype torch.uint8 is now deprecated, please use a dtype torch.bool instead."
)


_STRUCTURED = (slice, list, tuple, range, str, Tensor, np.ndarray)


class Indices(tuple[Array | None, ...]):
    """Index arrays by dimension. ``watched`` has the tensors that they are of, with versions;
    ``masked`` says that they are the places of one mask."""

    watched: tuple[tuple[Tensor, int], ...] = ()
    masked = False


@dataclass(frozen=True)
class Step:
    """One operation: the name of its definition and its parameters."""

    name: str
    params: dict[str, Any]


def plan(shape: Shape, index: Any, setting: bool = False) -> list[Step]:
    """The steps that ``x[index]`` takes for a tensor of this shape.

    With ``setting``, for ``x[index] = value``: there is no step that changes nothing. Raises
    IndexError, TypeError or ValueError as PyTorch does.
    """
    if isinstance(index, list) and _is_tuple_in_disguise(index):
        warnings.warn(_NOT_A_TUPLE, UserWarning, stacklevel=2)
        index = tuple(index)
    if not isinstance(index, tuple):
        if isinstance(index, slice) and shape and not setting:
            return [_slice(shape[0], 0, index)]
        if index is Ellipsis and not setting:
            return [Step("alias", {})]
        index = (index,)
    planner = _Planner(shape)
    planner.read(index)
    if planner.indices:
        planner.steps.append(Step("index", {"indices": planner.checked_indices()}))
    elif not planner.steps and not setting:
        planner.steps.append(Step("alias", {}))
    return planner.steps


def put_indices(shape: Shape, indices: Any, name: str = "index_put_") -> tuple[Array | None, ...]:
    """The index arrays of ``x.index_put_(indices, value)`` for a tensor of this shape.

    Raises IndexError or TypeError as PyTorch does.
    """
    if not isinstance(indices, tuple | list):
        raise TypeError(
            f"{name}(): argument 'indices' (position 1) must be tuple of Tensors, not "
            f"{type(indices).__name__}"
        )
    planner = _Planner(shape)
    for place, item in enumerate(indices):
        if not isinstance(item, Tensor):
            raise TypeError(
                f"expected Tensor as element {place} in argument 0, but got {type(item).__name__}"
            )
        planner.watch(item)
        planner.record(_index_array(item))
    if not indices or any(not item.ndim and item._array.dtype.kind == "b" for item in indices):
        raise IndexError("at least one place or one mask of places is needed for each index")
    taken = sum(_dims_taken(item) for item in indices)
    if taken > len(shape):
        raise IndexError(f"too many indices for tensor of dimension {len(shape)} (got {taken})")
    return planner.checked_indices()


def _is_tuple_in_disguise(index: list[Any]) -> bool:
    """A list with something structured in it counts as a tuple, as in old NumPy."""
    return len(index) < 32 and any(
        item is None or item is Ellipsis or isinstance(item, _STRUCTURED)
        for item in index
    )


def _dims_taken(item: Any) -> int:
    if item is None or item is Ellipsis or isinstance(item, bool):
        return 0
    if isinstance(item, Tensor | np.ndarray) and item.dtype in (np.dtype(bool), "bool"):
        return int(item.ndim)
    if isinstance(item, Tensor) and item._array.dtype in (np.bool_, np.uint8):
        return item._array.ndim
    return 1


class _Planner:
    """Walks over the items of an index; ``dim`` is where the next one applies."""

    def __init__(self, shape: Shape) -> None:
        self.shape = list(shape)
        self.original = shape
        self.dim = 0
        self.steps: list[Step] = []
        self.indices: dict[int, Array] = {}
        self.watched: list[tuple[Tensor, int]] = []

    def read(self, index: tuple[Any, ...]) -> None:
        taken = sum(_dims_taken(item) for item in index)
        if not self.shape and len(index) == 1 and isinstance(index[0], slice):
            raise IndexError("slice() cannot be applied to a 0-dim tensor.")
        if taken > len(self.shape):
            if not self.shape and len(index) == 1 and isinstance(index[0], int):
                if index[0]:
                    raise IndexError(
                        f"index {index[0]} is out of bounds for dimension 0 with size 0"
                    )
                raise IndexError(
                    "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or "
                    "`tensor.item<T>()` in C++ to convert a 0-dim tensor to a number"
                )
            raise IndexError(f"too many indices for tensor of dimension {len(self.shape)}")
        rest = len(self.shape) - taken
        for place, item in enumerate(index):
            self.take(item, place, rest)

    def take(self, item: Any, place: int, rest: int) -> None:
        if item is Ellipsis:
            self.dim += rest
        elif item is None:
            self.unsqueeze()
            self.dim += 1
        elif isinstance(item, bool):
            self.unsqueeze()
            self.record(np.asarray([0] if item else [], np.int64))
        elif isinstance(item, slice):
            self.slice(item)
        elif isinstance(item, int | np.integer):
            self.select(int(item), place)
        else:
            self.watch(item)
            self.array(_index_array(item), place)

    def watch(self, item: Any) -> None:
        """Note a tensor that must not be written before backward."""
        if isinstance(item, Tensor) and item._array.ndim and not is_inference(item):
            self.watched.append((item, item._version))

    def unsqueeze(self) -> None:
        self.steps.append(Step("unsqueeze", {"dim": self.dim}))
        self.shape.insert(self.dim, 1)

    def slice(self, item: slice) -> None:
        extent = self.shape[self.dim]
        step = _slice(extent, self.dim, item)
        start, end, stride = (step.params[name] for name in ("start", "end", "step"))
        # As PyTorch, which looks at what was written: x[-1:] of one row is a view, x[:] is none.
        if (start, stride) != (0, 1) or end < extent or item.start not in (None, 0):
            self.steps.append(step)
            self.shape[self.dim] = len(range(start, end, stride))
        self.dim += 1

    def select(self, item: int, place: int) -> None:
        if not -(1 << 63) <= item < 1 << 63:
            raise ValueError("Overflow when unpacking long long")
        extent = self.shape[self.dim]
        if not -extent <= item < extent:
            raise IndexError(
                f"index {item} is out of bounds for dimension {place} with size {extent}"
            )
        self.steps.append(Step("select", {"dim": self.dim, "index": item}))
        del self.shape[self.dim]

    def array(self, item: Array, place: int) -> None:
        if item.ndim:
            self.record(item)
        elif item.dtype.kind == "b":
            self.take(bool(item), place, 0)
        else:
            self.select(int(item), place)

    def record(self, item: Array) -> None:
        self.indices[self.dim] = item
        self.dim += 1

    def checked_indices(self) -> Indices:
        """Index arrays by dimension; masks become the places where they are true."""
        result: list[Array | None] = []
        for dim in range(max(self.indices) + 1):
            item = self.indices.get(dim)
            if item is None or item.dtype.kind != "b":
                result.append(item)
                continue
            found = tuple(self.shape[len(result) : len(result) + item.ndim])
            if found != item.shape:
                wrong = next(
                    (i for i, (a, b) in enumerate(zip(found, item.shape, strict=False)) if a != b),
                    0,
                )
                raise IndexError(
                    f"The shape of the mask {list(item.shape)} at index {wrong} does not match "
                    f"the shape of the indexed tensor {self.shape} at index {dim + wrong}"
                )
            result.extend(np.nonzero(item))
        indices = Indices(result)
        indices.watched = tuple(self.watched)
        given = list(self.indices.values())
        indices.masked = len(given) == 1 and given[0].dtype.kind == "b"
        return indices


def _slice(extent: int, dim: int, item: slice) -> Step:
    try:
        parts = [
            None if part is None else operator.index(part)
            for part in (item.step, item.start, item.stop)
        ]
    except TypeError:
        raise TypeError(
            "slice indices must be integers or None or have an __index__ method"
        ) from None
    stride = 1 if parts[0] is None else parts[0]
    if stride == 0:
        raise ValueError("slice step cannot be zero")
    if stride < 0:
        raise ValueError("step must be greater than zero")
    start, end, _ = slice(parts[1], parts[2], stride).indices(extent)
    return Step("slice", {"dim": dim, "start": start, "end": max(start, end), "step": stride})


def _index_array(item: Any) -> Array:
    if isinstance(item, Tensor):
        array = item._array
        if array.ndim and array.dtype.kind == "i" and array.itemsize < 4:
            raise IndexError("tensors used as indices must be long, int, byte or bool tensors")
    elif isinstance(item, str):
        raise TypeError("new(): invalid data type 'str'")
    elif isinstance(item, np.ndarray | list | tuple | range):
        array = np.asarray(item)
        if array.size == 0:
            array = array.astype(np.int64)
    else:
        raise IndexError(
            "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are "
            f"valid indices (got {type(item).__name__})"
        )
    if array.dtype == np.uint8:
        if array.ndim:
            warnings.warn(_BYTES, UserWarning, stacklevel=2)
        return array.astype(bool)
    if array.dtype.kind not in "ib":
        if isinstance(item, Tensor):
            raise IndexError("tensors used as indices must be long, int, byte or bool tensors")
        if array.dtype.kind not in "f":
            name = array.dtype.type.__name__.rstrip("_")
            raise TypeError(f"new(): invalid data type '{name}'")
        return array.astype(np.int64)
    return array


def shape_after(shape: Shape, steps: list[Step]) -> Shape:
    """The shape that the steps leave. Raises IndexError for indices out of range."""
    extents = list(shape)
    for step in steps:
        params = step.params
        if step.name == "select":
            del extents[params["dim"]]
        elif step.name == "unsqueeze":
            extents.insert(params["dim"], 1)
        elif step.name == "slice":
            extents[params["dim"]] = len(range(params["start"], params["end"], params["step"]))
        elif step.name == "index":
            before = tuple(extents)
            extents = list(indexed_shape(before, params["indices"]))
            check_range(before, params["indices"])
    return tuple(extents)


def indexed_shape(shape: Shape, indices: tuple[Array | None, ...]) -> Shape:
    """The shape of an array indexed with arrays, whether or not these are in range.

    Raises IndexError if the index arrays do not broadcast.
    """
    given = [item.shape for item in indices if item is not None]
    try:
        np.broadcast_shapes(*given)
    except ValueError:
        shapes = ", ".join(str(list(one)) for one in given)
        raise IndexError(
            "shape mismatch: indexing tensors could not be broadcast together with shapes " + shapes
        ) from None
    # Index 0 wherever possible: whether the values are in range is asked separately.
    places = tuple([None if item is None else np.zeros_like(item) for item in indices])
    extents = list(shape)
    for dim, item in enumerate(indices):
        if item is not None:
            extents[dim] = max(extents[dim], 1)
    result: Shape = np.broadcast_to(np.int8(0), extents)[numpy_index(places)].shape
    return result


def check_range(shape: Shape, indices: tuple[Array | None, ...]) -> None:
    """Raise IndexError for an index outside its dimension, which is named as PyTorch does: by its
    number among those that are indexed."""
    given = [(dim, item) for dim, item in enumerate(indices) if item is not None]
    for number, (dim, item) in enumerate(given):
        if not item.size:
            continue
        extent = shape[dim]
        if not extent:
            raise IndexError("index is out of bounds for dimension with size 0")
        outside = item[(item >= extent) | (item < -extent)]
        if outside.size:
            raise IndexError(
                f"index {outside.flat[0]} is out of bounds for dimension {number} with size "
                f"{extent}"
            )
