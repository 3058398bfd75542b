"""Elements taken from and put to places that an index tensor of the same rank names.

``gather``, ``scatter`` and its kin: ``index[i, j]`` replaces one coordinate of the place ``i, j``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .overflow import stored
from .scatter_rules import REDUCTIONS, Reducing, reduce_into
from .shapes import Shape, normal_dim
from .spec import BadSample, Meta, OpSpec, Param, Port, Sample, mutating, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
INDEX = [[0, 1, 0], [1, 0, 1]]
ROWS = [[1, 0, 0]]
Params = Mapping[str, Any]
Operands = Sequence[Any]


def in_order(*names: str) -> Any:
    """Calls in PyTorch's order of arguments, where parameters stand between the tensors."""

    def arguments(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if len(args) > len(names):
            return args, kwargs
        return (), {**dict(zip(names, args, strict=False)), **kwargs}

    arguments.names = names  # type: ignore[attr-defined]
    return arguments


def variant(spec: OpSpec, method: str = "") -> OpSpec:
    """The variant of an operation that writes, as a method of another name."""
    made = mutating(spec)
    if not method:
        return made
    spelling = spec.spelling.replace(f".{method}(", f".{method}_(")
    return dataclasses.replace(made, methods=(f"{method}_",), spelling=spelling)


# ---- places ----------------------------------------------------------------------------------


def whole(a: Any) -> Any:
    """An array with at least one dimension, over the same bytes."""
    return a if a.ndim else a.reshape(1)


def check_bounds(index: Any, extent: int, dim: int) -> None:
    """Raise RuntimeError for an index outside its dimension."""
    outside = index[(index < 0) | (index >= extent)] if index.size else index
    if outside.size:
        raise RuntimeError(
            f"index {outside.flat[0]} is out of bounds for dimension {dim} with size {extent}"
        )


def _places(shape: Shape, index: Any, dim: int) -> tuple[Any, ...]:
    """The coordinates that ``index`` names in an array of this shape."""
    dim %= len(shape)
    check_bounds(index, shape[dim], dim)
    grid: list[Any] = list(np.ogrid[tuple([slice(extent) for extent in index.shape])])
    grid[dim] = index
    return tuple(grid)


def _gather(xp: Any, a: Any, index: Any, dim: int, sparse_grad: bool = False) -> Any:
    if not index.size:
        return np.empty(index.shape, a.dtype)
    source, names = whole(a), whole(index)
    return source[_places(source.shape, names, dim)].reshape(index.shape)


def _cut(source: Any, shape: Shape) -> Any:
    """The corner of a source that an index of this shape has places for."""
    return whole(source)[tuple([slice(extent) for extent in shape])]


def _scatter(xp: Any, a: Any, index: Any, src: Any, dim: int) -> Any:
    result = a.copy()
    if index.size:
        target, names = whole(result), whole(index)
        target[_places(target.shape, names, dim)] = _cut(src, names.shape)
    return result


def _scatter_value(xp: Any, a: Any, index: Any, dim: int, value: Any) -> Any:
    return _scatter(xp, a, index, np.full(index.shape, stored(value, a.dtype)), dim)


def _scatter_add(xp: Any, a: Any, index: Any, src: Any, dim: int) -> Any:
    return _scatter_reduce(xp, a, index, src, dim, "sum", True)


def _scatter_reduce(
    xp: Any, a: Any, index: Any, src: Any, dim: int, reduce: str, include_self: bool
) -> Any:
    result = a.copy()
    reduce = {"max": "amax", "min": "amin"}.get(reduce, reduce)
    if index.size:
        target, names = whole(result), whole(index)
        places = _places(target.shape, names, dim)
        reduce_into(target, places, _cut(src, names.shape), reduce, include_self)
    return result


# ---- checks ----------------------------------------------------------------------------------


def _check_index(method: str, index: Meta) -> None:
    if index.dtype.name not in ("int32", "int64"):
        raise RuntimeError(f"{method}(): Expected dtype int32/int64 for index")


def _infer_gather(operands: Operands, params: Params) -> tuple[Meta, ...]:
    a, index = operands
    dim = normal_dim(params["dim"], len(a.shape))
    result = (Meta(index.shape, a.dtype),)
    if 0 in index.shape:
        return result
    _check_index("gather", index)
    mine, theirs = a.shape or (1,), index.shape or (1,)
    if len(mine) != len(theirs):
        raise RuntimeError("Index tensor must have the same number of dimensions as input tensor")
    if any(n > m for k, (n, m) in enumerate(zip(theirs, mine, strict=True)) if k != dim):
        raise RuntimeError(
            f"Size does not match at dimension {_first_larger(theirs, mine, dim)} expected index "
            f"{list(index.shape)} to be no larger than self {list(a.shape)} apart from dimension "
            f"{dim}"
        )
    return result


def _first_larger(index: Shape, other: Shape, dim: int) -> int:
    places = zip(index, other, strict=True)
    return next(k for k, (n, m) in enumerate(places) if k != dim and n > m)


def _infer_scatter(operands: Operands, params: Params) -> tuple[Meta, ...]:
    a, index, *rest = operands
    dim = normal_dim(params["dim"], len(a.shape))
    if "reduce" in params and "include_self" not in params:
        _check_legacy(params["reduce"])
    if "include_self" in params:
        _check_reduction(params["reduce"])
    if 0 not in index.shape:
        _check_index("scatter", index)
    if rest and rest[0].dtype is not a.dtype:
        raise RuntimeError("scatter(): Expected self.dtype to be equal to src.dtype")
    if 0 not in index.shape:
        _check_sizes(a.shape, index.shape, rest[0].shape if rest else None, dim)
    return (a,)


def _check_sizes(a: Shape, index: Shape, src: Shape | None, dim: int) -> None:
    mine, theirs = a or (1,), index or (1,)
    for name, shape in (("self", a), ("src", src)):
        if shape is not None and len(shape or (1,)) != len(theirs):
            raise RuntimeError(
                f"Index tensor must have the same number of dimensions as {name} tensor"
            )
    large = any(n > m for k, (n, m) in enumerate(zip(theirs, mine, strict=True)) if k != dim)
    text = (
        f"Expected index {list(index)} to be no larger than self {list(a)} apart from dimension "
        f"{dim}"
    )
    if src is None:
        if large:
            raise RuntimeError(text)
    elif large or any(n > m for n, m in zip(theirs, src or (1,), strict=True)):
        raise RuntimeError(f"{text} and to be no larger size than src {list(src)}")


def _check_legacy(reduce: str) -> None:
    if reduce not in ("add", "multiply"):
        raise RuntimeError("reduce argument must be either add or multiply.")


def _check_reduction(reduce: str) -> None:
    if reduce not in (*REDUCTIONS, "max", "min"):
        raise RuntimeError(
            "reduce argument must be either sum, prod, mean, amax or amin, got " + reduce
        )


def _of_source(xp: Any, g: Any, index: Any, b_shape: Shape, dim: int, name: str) -> Any:
    """The gradient of a source; as in PyTorch there is none if it is larger than the index."""
    result = xp.apply("gather", g, index, dim=dim)
    if tuple(result.shape) != tuple(b_shape):
        raise RuntimeError(
            f"Function {name} returned an invalid gradient at index 1 - got "
            f"{list(result.shape)} but expected shape compatible with {list(b_shape)}"
        )
    return result


BY_PLACES = Reducing("scatter_reduce", "gather", "scatter_add", "scatter_value")


def _no_derivative(xp: Any, g: Any) -> Any:
    raise RuntimeError("derivative for aten::scatter is not implemented")


DIM = Param("dim", "dim", help="the dimension that the index replaces")
INDEX_PORT = Port("index", fixed=True)
SRC = (Port("a"), INDEX_PORT, Port("b", argument="src"))
VALUE = Param("value", "number", help="the number to write")
REDUCE = Param("reduce", "str", keyword_only=True, help="add or multiply")
TEXTS = ("the gradient, 0 where b was written", None, "the gradient at the places of b")


def _scattering(name: str, node_name: str, **fields: Any) -> OpSpec:
    """An operation that writes to places that an index names."""
    defaults: dict[str, Any] = {
        "category": "index",
        "ports": SRC,
        "params": (DIM,),
        "infer": _infer_scatter,
        "checked": True,
        "inplace": False,
        "node_name": node_name,
        "arguments": in_order("input", "dim", "index", "src"),
        "spelling": f"{{a}}.{name}({{dim}}, {{index}}, {{b}})",
        "methods": (name,),
        "functions": (name,),
        "formula": r"a_{i} := b",
        "gradient_formulas": (r"0", None, r"1"),
        "gradient_texts": TEXTS,
        "keywords": ("write", "index", "place"),
    }
    return OpSpec(name=name, **{**defaults, **fields})


SCATTER = (
    _scattering(
        "scatter",
        "ScatterBackward0",
        forward=_scatter,
        gradients=(
            lambda xp, g, index, dim: xp.apply("scatter_value", g, index, dim=dim, value=0),
            None,
            lambda xp, g, index, b_shape, dim: _of_source(
                xp, g, index, b_shape, dim, "ScatterBackward0"
            ),
        ),
        title="Scatter",
        help="A copy with the elements of another tensor written where an index says.",
        samples=(
            Sample((X, ROWS, [[9.0, 8.0, 7.0]]), {"dim": 0}),
            Sample((X, [[2, 0], [1, 0]], [[9.0, 8.0], [7.0, 6.0]]), {"dim": 1}),
        ),
        bad=(
            BadSample(
                (X, [0, 1], X),
                {"dim": 0},
                "Index tensor must have the same number of dimensions as self tensor",
            ),
            BadSample(
                (X, [[0, 2]], X),
                {"dim": 0},
                "index 2 is out of bounds for dimension 0 with size 2",
            ),
        ),
    ),
    _scattering(
        "scatter_value",
        "ScatterBackward1",
        ports=SRC[:2],
        params=(DIM, VALUE),
        forward=_scatter_value,
        gradients=(
            lambda xp, g, index, dim: xp.apply("scatter_value", g, index, dim=dim, value=0),
            None,
        ),
        arguments=in_order("input", "dim", "index", "value"),
        spelling="{a}.scatter({dim}, {index}, {value})",
        methods=("scatter",),
        functions=("scatter",),
        gradient_formulas=(r"0", None),
        gradient_texts=("the gradient, 0 where the number was written", None),
        title="Scatter number",
        help="A copy with a number written where an index says.",
        samples=(Sample((X, ROWS), {"dim": 0, "value": 5.0}),),
    ),
    _scattering(
        "scatter_combined",
        "torch::autograd::NotImplemented",
        params=(DIM, REDUCE),
        forward=lambda xp, a, index, b, dim, reduce: _scatter_reduce(
            xp, a, index, b, dim, "sum" if reduce == "add" else "prod", True
        ),
        gradients=(_no_derivative, None, _no_derivative),
        spelling="{a}.scatter({dim}, {index}, {b}, reduce={reduce})",
        methods=("scatter",),
        functions=("scatter",),
        gradient_formulas=(None, None, None),
        gradient_texts=(None, None, None),
        title="Scatter and combine",
        help="A copy with elements added or multiplied where an index says; has no gradient.",
    ),
    _scattering(
        "scatter_value_combined",
        "torch::autograd::NotImplemented",
        ports=SRC[:2],
        params=(DIM, VALUE, REDUCE),
        forward=lambda xp, a, index, dim, value, reduce: _scatter_reduce(
            xp,
            *(a, index, np.full(index.shape, stored(value, a.dtype)), dim),
            *("sum" if reduce == "add" else "prod", True),
        ),
        gradients=(_no_derivative, None),
        arguments=in_order("input", "dim", "index", "value"),
        spelling="{a}.scatter({dim}, {index}, {value}, reduce={reduce})",
        methods=("scatter",),
        functions=("scatter",),
        gradient_formulas=(None, None),
        gradient_texts=(None, None),
        title="Scatter number and combine",
        help="A copy with a number added or multiplied where an index says; has no gradient.",
    ),
)

register(
    OpSpec(
        name="gather",
        category="index",
        ports=SRC[:2],
        params=(
            DIM,
            Param("sparse_grad", "bool", False, keyword_only=True, help="has no effect here"),
        ),
        infer=_infer_gather,
        checked=True,
        forward=_gather,
        gradients=(
            lambda xp, g, index, a_shape, dim: xp.apply(
                "scatter_add", xp.zeros_shaped(g, a_shape), index, g, dim=dim
            ),
            None,
        ),
        node_name="GatherBackward0",
        arguments=in_order("input", "dim", "index"),
        spelling="{a}.gather({dim}, {index})",
        methods=("gather",),
        functions=("gather",),
        formula=r"a_{i}",
        gradient_formulas=(r"1", None),
        gradient_texts=("the gradient added at the places that were taken", None),
        title="Gather",
        help="Elements taken from where an index says.",
        keywords=("take", "index", "pick"),
        samples=(
            Sample((X, INDEX), {"dim": 0}),
            Sample((X, [[2], [0]]), {"dim": -1}),
            Sample((2.0, [0, 0]), {"dim": 0}),
        ),
        bad=(
            BadSample(
                (X, [0, 1]),
                {"dim": 0},
                "Index tensor must have the same number of dimensions as input tensor",
            ),
            BadSample(
                (X, [[0, 2]]),
                {"dim": 0},
                "index 2 is out of bounds for dimension 0 with size 2",
            ),
        ),
    ),
    *SCATTER,
    _scattering(
        "scatter_add",
        "ScatterAddBackward0",
        inplace=True,
        forward=_scatter_add,
        gradients=(
            lambda xp, g: g,
            None,
            lambda xp, g, index, b_shape, dim: _of_source(
                xp, g, index, b_shape, dim, "ScatterAddBackward0"
            ),
        ),
        formula=r"a_{i} + \sum b",
        gradient_formulas=(r"1", None, r"1"),
        gradient_texts=("∂out/∂a = 1", None, "the gradient at the places of b"),
        title="Scatter and add",
        help="A copy to which the elements of another tensor are added where an index says.",
        samples=(
            Sample((X, INDEX, X), {"dim": 0}),
            Sample((X, [[0, 0, 0]], [[9.0, 8.0, 7.0]]), {"dim": 1}),
        ),
    ),
    _scattering(
        "scatter_reduce",
        "ScatterReduceBackward0",
        inplace=True,
        params=(
            DIM,
            Param("reduce", "str", help="sum, prod, mean, amax or amin"),
            Param(
                "include_self", "bool", True, keyword_only=True, help="count what is there already"
            ),
        ),
        forward=_scatter_reduce,
        gradients=(BY_PLACES.target, None, BY_PLACES.source),
        arguments=in_order("input", "dim", "index", "src", "reduce"),
        spelling="{a}.scatter_reduce({dim}, {index}, {b}, {reduce})",
        formula=r"\mathrm{reduce}(a_{i}, b)",
        gradient_formulas=(r"\partial a", None, r"\partial b"),
        gradient_texts=("that of the reduction", None, "that of the reduction"),
        title="Scatter and reduce",
        help="Elements of another tensor are reduced into a copy where an index says.",
        samples=tuple(
            [Sample((X, INDEX, X), {"dim": 0, "reduce": how}) for how in ("sum", "prod", "mean")]
        ),
        bad=(
            BadSample(
                (X, INDEX, X),
                {"dim": 0, "reduce": "last"},
                "reduce argument must be either sum, prod, mean, amax or amin, got last",
            ),
        ),
    ),
)
register(*[variant(spec, "scatter") for spec in SCATTER])
