"""Elements chosen by a mask of truth values, and the places of what is not zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import int64
from ..tensor import Tensor
from .dispatch import call
from .families import A
from .overflow import stored
from .scatter import variant
from .shapes import Shape, broadcast
from .spec import INTERNAL, BadSample, Meta, OpSpec, Param, Port, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
MASK = [[True, False, True], [False, True, False]]
ROW = [False, True, True]
Params = Mapping[str, Any]
Operands = Sequence[Any]

_C_NAMES = {
    "uint8": "unsigned char",
    "int8": "signed char",
    "int16": "short int",
    "int32": "int",
    "int64": "long int",
    "float16": "c10::Half",
    "float32": "float",
    "float64": "double",
}


def _infer_fill(operands: Operands, params: Params) -> tuple[Meta, ...]:
    a, mask, *value = operands
    if value and value[0].shape:
        raise RuntimeError(
            "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with "
            f"{len(value[0].shape)} dimension(s)."
        )
    if mask.dtype.name != "bool":
        raise RuntimeError(
            "masked_fill_ only supports boolean masks, but got mask with dtype "
            f"{_C_NAMES[mask.dtype.name]}"
        )
    return (Meta(_masked(a.shape, mask.shape), a.dtype),)


def _masked(a: Shape, mask: Shape) -> Shape:
    """The common shape; PyTorch names the mask first in the error."""
    broadcast(mask, a)
    return broadcast(a, mask)


def _fill(xp: Any, a: Any, mask: Any, value: Any) -> Any:
    result = np.broadcast_to(a, np.broadcast_shapes(a.shape, mask.shape)).copy()
    np.copyto(result, stored(value, a.dtype), where=mask)
    return result


def _filled_value(xp: Any, g: Any, mask: Any, b_dtype: Any) -> Any:
    return xp.astype(xp.sum(xp.apply("masked_select", g, mask)), b_dtype)


def _cleared(xp: Any, g: Any, mask: Any) -> Any:
    return xp.apply("masked_fill", g, mask, value=0)


def _infer_scatter(operands: Operands, params: Params) -> tuple[Meta, ...]:
    a, mask, source = operands
    if a.dtype is not source.dtype:
        raise RuntimeError(
            "masked_scatter: expected self and source to have same dtypes but got"
            f"{a.dtype.scalar_name} and {source.dtype.scalar_name}"
        )
    shape = _masked(a.shape, mask.shape)
    if mask.dtype.name != "bool":
        raise RuntimeError(
            "masked_scatter_ only supports boolean masks, but got mask with dtype "
            f"{mask.dtype.scalar_name}"
        )
    return (Meta(shape, a.dtype),)


def _scatter(xp: Any, a: Any, mask: Any, b: Any) -> Any:
    shape = np.broadcast_shapes(a.shape, mask.shape)
    result = np.broadcast_to(a, shape).copy()
    chosen = np.broadcast_to(mask, shape)
    count = np.count_nonzero(chosen)
    if count > b.size:
        raise RuntimeError("Number of elements of source < number of ones in mask")
    result[chosen] = b.reshape(-1)[:count]
    return result


def _taken_back(xp: Any, g: Any, mask: Any, sizes: Shape) -> Any:
    """What a mask chooses, with zeros behind it to the size of the source."""
    chosen = g[np.broadcast_to(mask, g.shape)]
    result = np.zeros(sizes, g.dtype)
    result.reshape(-1)[: chosen.size] = chosen
    return result


def _infer_select(operands: Operands, params: Params) -> tuple[Meta, ...]:
    """As many elements as there can be; how many there are is known only by their values."""
    a, mask = operands
    if mask.dtype.name != "bool":
        raise RuntimeError("masked_select: expected BoolTensor for mask")
    return (Meta((_count(_masked(a.shape, mask.shape)),), a.dtype),)


def _select(xp: Any, a: Any, mask: Any) -> Any:
    shape = np.broadcast_shapes(a.shape, mask.shape)
    return np.broadcast_to(a, shape)[np.broadcast_to(mask, shape)]


def _unselect(xp: Any, g: Any, a: Any, mask: Any) -> Any:
    # As PyTorch, which saves all of the input and so notices when that is written.
    shape = broadcast(tuple(a.shape), tuple(mask.shape))
    return xp.apply("masked_scatter", xp.zeros_shaped(g, shape), mask, g)


# ---- what is not zero ------------------------------------------------------------------------


def _count(shape: Shape) -> int:
    count = 1
    for extent in shape:
        count *= extent
    return count


def _infer_nonzero(operands: Operands, params: Params) -> tuple[Meta, ...]:
    """As many places as there can be; how many there are is known only by their values."""
    shape = operands[0].shape
    if params.get("as_tuple"):
        return tuple([Meta((_count(shape),), int64)] * max(len(shape), 1))
    return (Meta((_count(shape), len(shape)), int64),)


def _places(xp: Any, a: Any) -> Any:
    if not a.ndim:
        return np.zeros((int(bool(a)), 0), np.int64)
    return np.array(np.nonzero(a), np.int64).T  # in memory by columns, as PyTorch's


def _nonzero(a: Tensor, as_tuple: bool) -> Any:
    if not as_tuple:
        return call(INTERNAL["nonzero_places"], (a,))
    return call(INTERNAL["nonzero_tuple"], (a,))


def _infer_static(operands: Operands, params: Params) -> tuple[Meta, ...]:
    if params["size"] < 0:
        raise RuntimeError("nonzero_static: 'size' must be an non-negative integer")
    return (Meta((params["size"], len(operands[0].shape)), int64),)


def _static(xp: Any, a: Any, size: int, fill_value: int) -> Any:
    found = _places(xp, a)[:size]
    result = np.full((size, a.ndim), fill_value, np.int64)
    result[: len(found)] = found
    return result


MASK_PORT = Port("mask", fixed=True)
TEXTS = ("the gradient, 0 where the mask is true", None, "the gradient where the mask is true")


def _masking(name: str, node_name: str, **fields: Any) -> OpSpec:
    """An operation on the elements that a mask chooses."""
    method = name.removesuffix("_tensor")
    defaults: dict[str, Any] = {
        "category": "index",
        "ports": (Port("a"), MASK_PORT),
        "checked": True,
        "broadcasts": True,
        "node_name": node_name,
        "spelling": f"{{a}}.{method}({{mask}}, {{b}})",
        "methods": (method,),
        "functions": (method,),
        "formula": r"m\;?\;b : a",
        "gradient_formulas": (r"[\lnot m]", None, r"[m]"),
        "gradient_texts": TEXTS,
        "keywords": ("mask", "where", "condition"),
    }
    return OpSpec(name=name, **{**defaults, **fields})


def _zeros(name: str, **fields: Any) -> OpSpec:
    """An operation that finds the places of what is not zero."""
    defaults: dict[str, Any] = {
        "category": "index",
        "ports": A,
        "infer": _infer_nonzero,
        "spelling": f"{{a}}.{name}({{params}})",
        "methods": (name,),
        "functions": (name,),
        "formula": r"\{i : a_i \neq 0\}",
        "gradient_formulas": (None,),
        "gradient_texts": (None,),
        "keywords": ("places", "find", "indices"),
        "samples": (Sample((X,)),),
    }
    return OpSpec(name=name, **{**defaults, **fields})


FILL = _masking(
    "masked_fill_tensor",
    "MaskedFillBackward1",
    overloads=True,
    ports=(Port("a"), MASK_PORT, Port("b", argument="value")),
    infer=_infer_fill,
    forward=_fill,
    gradients=(_cleared, None, _filled_value),
    title="Fill by mask from tensor",
    help="A copy with the value of a zero-dimensional tensor where a mask is true.",
    samples=(Sample((X, MASK, 5.0)), Sample((X, ROW, 5.0))),
)

register(
    _masking(
        "masked_fill",
        "MaskedFillBackward0",
        overloads=True,
        inplace=True,
        params=(Param("value", "number", help="the number to write"),),
        infer=_infer_fill,
        forward=_fill,
        gradients=(_cleared, None),
        spelling="{a}.masked_fill({mask}, {value})",
        formula=r"m\;?\;c : a",
        gradient_formulas=(r"[\lnot m]", None),
        gradient_texts=("the gradient, 0 where the mask is true", None),
        title="Fill by mask",
        help="A copy with a number where a mask is true.",
        samples=(Sample((X, MASK), {"value": 5.0}), Sample((X, ROW), {"value": -1.0})),
        bad=(
            BadSample(
                (X, [True, False]),
                {"value": 1.0},
                "The size of tensor a (2) must match the size of tensor b (3) at non-singleton "
                "dimension 1",
            ),
        ),
    ),
    FILL,
    variant(FILL, "masked_fill"),
    _masking(
        "masked_scatter",
        "MaskedScatterBackward0",
        inplace=True,
        ports=(Port("a"), MASK_PORT, Port("b", argument="source")),
        infer=_infer_scatter,
        forward=_scatter,
        broadcasts=False,
        gradients=(
            lambda xp, g, mask, a_shape: xp.unbroadcast(_cleared(xp, g, mask), a_shape),
            None,
            lambda xp, g, mask, b_shape: xp.apply(
                "masked_scatter_backward", g, mask, sizes=b_shape
            ),
        ),
        title="Write by mask",
        help="A copy with the elements of another tensor, one after another, by a mask.",
        samples=(Sample((X, MASK, [9.0, 8.0, 7.0, 6.0])), Sample((X, ROW, X))),
        bad=(
            BadSample(
                (X, MASK, [1.0]), {}, "Number of elements of source < number of ones in mask"
            ),
        ),
    ),
    _masking(
        "masked_select",
        "MaskedSelectBackward0",
        infer=_infer_select,
        forward=_select,
        gradients=(_unselect, None),
        spelling="{a}.masked_select({mask})",
        formula=r"(a_i)_{m_i}",
        gradient_formulas=(r"[m]", None),
        gradient_texts=("the gradient where the mask is true, 0 elsewhere", None),
        title="Select by mask",
        help="The elements where a mask is true, one after another.",
        samples=(Sample((X, [[True] * 3] * 2)), Sample((X, [True] * 3))),
        bad=(BadSample((X, [[1, 0, 1]] * 2), {}, "masked_select: expected BoolTensor for mask"),),
    ),
    OpSpec(
        name="masked_scatter_backward",
        category="internal",
        ports=(Port("a"), MASK_PORT),
        params=(Param("sizes", "shape"),),
        infer=lambda operands, params: (Meta(tuple(params["sizes"]), operands[0].dtype),),
        forward=_taken_back,
        gradients=(
            lambda xp, g, mask, a_shape: xp.apply(
                "masked_scatter", xp.zeros_shaped(g, a_shape), mask, g
            ),
            None,
        ),
        node_name="MaskedScatterBackwardBackward0",
    ),
    _zeros(
        "nonzero",
        params=(
            Param("as_tuple", "bool", False, keyword_only=True, help="a vector for each dimension"),
        ),
        compose=_nonzero,
        title="Nonzero",
        help="The places of all elements that are not 0.",
    ),
    _zeros("nonzero_places", category="internal", forward=_places, methods=(), functions=()),
    _zeros(
        "nonzero_tuple",
        category="internal",
        outputs=("*outs",),
        forward=lambda xp, a: tuple(
            [np.array(places) for places in np.nonzero(a if a.ndim else a.reshape(1))]
        ),
        methods=(),
        functions=(),
    ),
    _zeros(
        "argwhere",
        forward=_places,
        title="Places of nonzero",
        help="The places of all elements that are not 0, one in each row.",
    ),
    _zeros(
        "nonzero_static",
        params=(
            Param("size", "int", keyword_only=True, help="how many places at most"),
            Param("fill_value", "int", -1, keyword_only=True, help="what follows the last"),
        ),
        infer=_infer_static,
        checked=True,
        forward=_static,
        title="Nonzero of fixed size",
        help="The places of the first elements that are not 0, in a table of a given size.",
        samples=(Sample((X,), {"size": 4}), Sample((X,), {"size": 8, "fill_value": 0})),
        bad=(
            BadSample((X,), {"size": -1}, "nonzero_static: 'size' must be an non-negative integer"),
        ),
    ),
)
