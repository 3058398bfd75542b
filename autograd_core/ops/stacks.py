"""Several tensors joined or brought to one shape: ``hstack``, ``vstack``, ``meshgrid``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import int64
from ..tensor import Tensor
from .dispatch import call
from .families import A
from .shapes import Shape, broadcast
from .spec import REGISTRY, BadSample, Meta, OpSpec, Param, Port, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
LINE = [1.0, 2.0, 3.0]
PAIR = [4.0, 5.0]
TENSORS = (Port("tensors", variadic=True),)
Params = Mapping[str, Any]
Operands = Sequence[Any]
Tensors = Sequence[Tensor]


# ---- at least so many dimensions -------------------------------------------------------------


def _raised(shape: Shape, least: int) -> Shape:
    """The shape after ``atleast_1d``, ``atleast_2d``, ``atleast_3d``."""
    if len(shape) >= least:
        return shape
    if not shape:
        return (1,) * least
    lead = 1 if len(shape) == 1 and least > 1 else 0
    trail = least - len(shape) - lead
    return (1,) * lead + shape + (1,) * trail


def raise_dims(a: Tensor, least: int) -> Any:
    """A view with at least so many dimensions, or the tensor itself."""
    shape = a._array.shape
    if len(shape) >= least:
        return a
    if not shape:
        return call(REGISTRY["reshape"], (a,), {"shape": (1,) * least})
    if len(shape) == 1:
        a = call(REGISTRY["unsqueeze"], (a,), {"dim": 0})
        shape = a._array.shape
    return a if len(shape) >= least else call(REGISTRY["unsqueeze"], (a,), {"dim": -1})


def _packed(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Tensors one by one as a list of them."""
    if not args and "tensors" in kwargs:
        return args, kwargs
    if len(args) == 1 and isinstance(args[0], list | tuple):
        return args, kwargs
    return (list(args),), kwargs


def _at_least(least: int) -> tuple[OpSpec, OpSpec]:
    name = f"atleast_{least}d"
    fields: dict[str, Any] = {
        "category": "shape",
        "functions": (name,),
        "formula": r"a",
        "gradient_formulas": (r"1",),
        "gradient_texts": ("the gradient, in the shape of a",),
        "keywords": ("unsqueeze", "dimensions"),
    }
    single = OpSpec(
        name=name,
        ports=A,
        infer=lambda operands, params: (
            Meta(_raised(operands[0].shape, least), operands[0].dtype),
        ),
        compose=lambda a: raise_dims(a, least),
        spelling=f"torch.{name}({{a}})",
        title=f"At least {least}-d",
        help=f"Dimensions of extent 1 are added until there are {least}.",
        samples=(Sample((2.0,)), Sample((LINE,))),
        **fields,
    )
    several = OpSpec(
        name=f"{name}_all",
        ports=TENSORS,
        outputs=("*outs",),
        differentiable=("*outs",),
        infer=lambda operands, params: tuple(
            [Meta(_raised(meta.shape, least), meta.dtype) for meta in operands[0]]
        ),
        compose=lambda tensors: tuple([raise_dims(a, least) for a in tensors]),
        arguments=_packed,
        spelling=f"torch.{name}([{{tensors}}])",
        title=f"Each at least {least}-d",
        help=f"Each tensor gets dimensions of extent 1 until there are {least}.",
        samples=(Sample(([2.0, LINE],)),),
        **fields,
    )
    return single, several


# ---- joined ----------------------------------------------------------------------------------


def _check_some(name: str, tensors: Sequence[Any]) -> None:
    if not tensors:
        raise RuntimeError(f"{name} expects a non-empty TensorList")


def _joiner(name: str, least: int, dim: Any) -> tuple[Any, Any]:
    """How tensors are joined after each got ``least`` dimensions, and the shape of the result."""

    def compose(tensors: Tensors) -> Any:
        _check_some(name, tensors)
        raised = [raise_dims(a, least) for a in tensors]
        return call(REGISTRY["cat"], (raised,), {"dim": dim(raised[0]._array.ndim)})

    def infer(operands: Operands, params: Params) -> tuple[Meta, ...]:
        _check_some(name, operands[0])
        raised = tuple([Meta(_raised(meta.shape, least), meta.dtype) for meta in operands[0]])
        return REGISTRY["cat"].infer((raised,), {"dim": dim(len(raised[0].shape))})

    return compose, infer


def _column(a: Tensor) -> Any:
    shape = a._array.shape
    if len(shape) > 1:
        return a
    return call(REGISTRY["reshape"], (a,), {"shape": (a._array.size, 1)})


def _column_stack(tensors: Tensors) -> Any:
    _check_some("column_stack", tensors)
    return call(REGISTRY["hstack"], ([_column(a) for a in tensors],))


def _infer_column_stack(operands: Operands, params: Params) -> tuple[Meta, ...]:
    _check_some("column_stack", operands[0])
    columns = [
        meta if len(meta.shape) > 1 else Meta((meta.shape[0] if meta.shape else 1, 1), meta.dtype)
        for meta in operands[0]
    ]
    return REGISTRY["hstack"].infer((tuple(columns),), {})


def _joining(name: str, compose: Any, infer: Any, **fields: Any) -> OpSpec:
    defaults: dict[str, Any] = {
        "category": "join",
        "ports": TENSORS,
        "infer": infer,
        "compose": compose,
        "spelling": f"torch.{name}([{{tensors}}])",
        "functions": (name,),
        "formula": r"[a_1, a_2, \ldots]",
        "gradient_formulas": (r"1",),
        "gradient_texts": ("the part of the gradient that belongs to the input",),
        "keywords": ("concatenate", "join", "cat"),
        "bad": (BadSample(([],), {}, f"{name} expects a non-empty TensorList"),),
    }
    return OpSpec(name=name, **{**defaults, **fields})


# ---- brought to one shape --------------------------------------------------------------------


def _common(shapes: Sequence[Shape]) -> Shape:
    result: Shape = ()
    for place, shape in enumerate(shapes):
        result = broadcast(result, shape) if place else tuple(shape)
    return result


def _broadcast_tensors(tensors: Tensors) -> Any:
    shape = _common([a._array.shape for a in tensors])
    return tuple(
        [
            a if a._array.shape == shape else call(REGISTRY["expand"], (a,), {"size": shape})
            for a in tensors
        ]
    )


def _infer_broadcast(operands: Operands, params: Params) -> tuple[Meta, ...]:
    shape = _common([meta.shape for meta in operands[0]])
    return tuple([Meta(shape, meta.dtype) for meta in operands[0]])


def _check_mesh(metas: Sequence[Meta], indexing: str | None) -> None:
    _check_some("meshgrid", metas)
    if any(meta.dtype is not metas[0].dtype for meta in metas):
        raise RuntimeError("meshgrid expects all tensors to have the same dtype")
    for meta in metas:
        if len(meta.shape) > 1:
            raise RuntimeError(
                "torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: a tensor of "
                f"{len(meta.shape)} dimensions"
            )
    if indexing not in (None, "ij", "xy"):
        raise RuntimeError(
            f'torch.meshgrid: indexing must be one of "xy" or "ij", but received: {indexing}'
        )


def _infer_meshgrid(operands: Operands, params: Params) -> tuple[Meta, ...]:
    metas = operands[0]
    _check_mesh(metas, params["indexing"])
    shape = [meta.shape[0] if meta.shape else 1 for meta in metas]
    if params["indexing"] == "xy" and len(shape) > 1:
        shape[:2] = shape[1::-1]
    return tuple([Meta(tuple(shape), meta.dtype) for meta in metas])


def _meshgrid(tensors: Tensors, indexing: str | None) -> Any:
    metas = [Meta(a._array.shape, a.dtype) for a in tensors]
    _check_mesh(metas, indexing)
    order = list(range(len(tensors)))
    if indexing == "xy":
        order[:2] = order[:2][::-1]
    shape = tuple([tensors[place]._array.size for place in order])
    grids = []
    for dim, a in zip(order, tensors, strict=True):
        size = tuple([-1 if place == dim else 1 for place in range(len(order))])
        line = call(REGISTRY["view"], (a,), {"size": size})
        grids.append(call(REGISTRY["expand"], (line,), {"size": shape}))
    return tuple(grids)


# ---- places as coordinates -------------------------------------------------------------------


def _checked_shape(shape: Any) -> tuple[int, ...]:
    if not isinstance(shape, int | list | tuple):
        raise TypeError(f"expected 'shape' to be int or sequence of ints, but got {type(shape)}")
    sizes = (shape,) if isinstance(shape, int) else tuple(shape)
    if any(size < 0 for size in sizes):
        raise ValueError(f"'shape' cannot have negative values, but got {sizes}")
    return sizes


def _infer_unravel(operands: Operands, params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    if dtype.is_floating_point or dtype.name == "bool":
        raise TypeError(f"expected 'indices' to be integer dtype, but got torch.{dtype.name}")
    return (Meta(shape, int64),) * len(_checked_shape(params["shape"]))


def _unravel(xp: Any, indices: Any, shape: Any) -> Any:
    sizes = _checked_shape(shape)
    steps = np.cumprod((1, *sizes[:0:-1]))[::-1] if sizes else ()
    places = [
        np.floor_divide(indices, max(int(step), 1)) % max(size, 1)
        for step, size in zip(steps, sizes, strict=True)
    ]
    return tuple([np.asarray(place, np.int64) for place in places])


def _one_hot(indices: Tensor, num_classes: int) -> Tensor:
    values = indices._array
    if values.dtype != np.int64:
        raise RuntimeError("one_hot is only applicable to index tensor of type LongTensor.")
    if not values.size:
        if num_classes <= 0:
            raise RuntimeError("Can not infer total number of classes from empty tensor.")
        return Tensor(np.zeros((*values.shape, num_classes), np.int64))
    if values.min() < 0:
        raise RuntimeError("Class values must be non-negative.")
    if num_classes == -1:
        num_classes = int(values.max()) + 1
    elif values.max() >= num_classes:
        raise RuntimeError("Class values must be smaller than num_classes.")
    return Tensor((values[..., None] == np.arange(num_classes)).astype(np.int64))


def _infer_one_hot(operands: Operands, params: Params) -> tuple[Meta, ...]:
    """With -1 the number of classes is known only by the values; then 1 is said."""
    return (Meta((*operands[0].shape, max(params["num_classes"], 1)), int64),)


_HORIZONTAL = _joiner("hstack", 1, lambda ndim: 0 if ndim == 1 else 1)
_VERTICAL = _joiner("vstack", 2, lambda ndim: 0)
_IN_DEPTH = _joiner("dstack", 3, lambda ndim: 2)

register(
    *[spec for least in (1, 2, 3) for spec in _at_least(least)],
    _joining(
        "hstack",
        *_HORIZONTAL,
        title="Stack horizontally",
        help="Tensors joined along their columns; vectors one after another.",
        samples=(Sample(([LINE, PAIR],)), Sample(([X, X],)), Sample(([1.0, 2.0],))),
    ),
    _joining(
        "vstack",
        *_VERTICAL,
        functions=("vstack", "row_stack"),
        title="Stack vertically",
        help="Tensors joined along their rows; each vector is a row.",
        samples=(Sample(([LINE, LINE],)), Sample(([X, LINE],)), Sample(([1.0, 2.0],))),
    ),
    _joining(
        "dstack",
        *_IN_DEPTH,
        title="Stack in depth",
        help="Tensors joined along their third dimension.",
        samples=(Sample(([LINE, LINE],)), Sample(([X, X],))),
    ),
    _joining(
        "column_stack",
        _column_stack,
        _infer_column_stack,
        title="Stack columns",
        help="Tensors joined along their columns; each vector is a column.",
        samples=(Sample(([PAIR, X],)), Sample(([LINE, LINE],)), Sample(([1.0, 2.0],))),
    ),
    _joining(
        "broadcast_tensors",
        _broadcast_tensors,
        _infer_broadcast,
        outputs=("*outs",),
        differentiable=("*outs",),
        arguments=_packed,
        spelling="torch.broadcast_tensors({tensors})",
        formula=r"a_1, a_2, \ldots",
        gradient_texts=("the gradient, summed over what was repeated",),
        title="Broadcast together",
        help="Tensors expanded to their common shape, without copying.",
        keywords=("expand", "shape"),
        samples=(Sample(([LINE, X],)), Sample(([2.0, LINE],))),
        bad=(
            BadSample(
                ([LINE, PAIR],),
                {},
                "The size of tensor a (3) must match the size of tensor b (2) at non-singleton "
                "dimension 0",
            ),
        ),
    ),
    _joining(
        "meshgrid",
        _meshgrid,
        _infer_meshgrid,
        outputs=("*outs",),
        differentiable=("*outs",),
        params=(
            Param(
                "indexing",
                "str",
                None,
                optional=True,
                keyword_only=True,
                help="ij: the first along the rows; xy: along the columns",
            ),
        ),
        arguments=_packed,
        spelling="torch.meshgrid({tensors}, {params})",
        formula=r"a_i, b_j",
        gradient_texts=("the gradient, summed over the other dimensions",),
        title="Mesh grid",
        help="The coordinates of all points of a grid, from one vector for each dimension.",
        keywords=("coordinates", "grid", "outer"),
        samples=(
            Sample(([LINE, PAIR],), {"indexing": "ij"}),
            Sample(([LINE, PAIR],), {"indexing": "xy"}),
        ),
        bad=(BadSample(([],), {"indexing": "ij"}, "meshgrid expects a non-empty TensorList"),),
    ),
    OpSpec(
        name="unravel_index",
        category="index",
        ports=(Port("indices"),),
        params=(Param("shape", "data", help="the extents of the tensor"),),
        outputs=("*outs",),
        infer=_infer_unravel,
        checked=True,
        forward=_unravel,
        spelling="torch.unravel_index({indices}, {shape})",
        functions=("unravel_index",),
        formula=r"(i_1, i_2, \ldots)",
        gradient_formulas=(None,),
        gradient_texts=(None,),
        title="Unravel index",
        help="Places in the flattened tensor as places in each dimension.",
        keywords=("coordinates", "divmod"),
        samples=(Sample(([0, 5],), {"shape": (2, 3)}), Sample((4,), {"shape": (2, 3)})),
    ),
    OpSpec(
        name="one_hot",
        category="index",
        ports=A,
        params=(Param("num_classes", "int", -1, help="how many classes; -1: the largest and 1"),),
        infer=_infer_one_hot,
        compose=_one_hot,
        spelling="torch.nn.functional.one_hot({a}, {params})",
        functions=("nn.functional.one_hot",),
        formula=r"[a = k]",
        gradient_formulas=(None,),
        gradient_texts=(None,),
        title="One-hot",
        help="Class numbers as vectors with one 1.",
        keywords=("class", "category", "encode"),
        samples=(Sample(([0, 2, 1],), {"num_classes": 3}),),
        bad=(
            BadSample(
                ([0, 2],), {"num_classes": 2}, "Class values must be smaller than num_classes."
            ),
        ),
    ),
)
