"""Views and other changes of shape: no arithmetic, the same elements seen differently."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import DType, bool_, float32, from_numpy
from ..tensor import Tensor
from .dispatch import call
from .families import A
from .reinterpret import reinterpreting
from .shapes import Shape, normal_dim, normal_dims
from .spec import INTERNAL, REGISTRY, REQUIRED, BadSample, Meta, OpSpec, Param, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
ROW = [[1.0, 2.0, 3.0]]
SIZE = Param("size", "shape", REQUIRED, varargs=True, help="the new extents; -1 is worked out")
SHAPE = Param("shape", "shape", REQUIRED, varargs=True, help="the new extents; -1 is worked out")
DIMS = Param("dims", "dims", REQUIRED, varargs=True, help="the old dimensions in the new order")
DIM = Param("dim", "dim", help="the dimension")

Params = Mapping[str, Any]


def as_shape(size: Any) -> Shape:
    """A size given as a number or a sequence, as a tuple."""
    return (size,) if isinstance(size, int) else tuple([int(extent) for extent in size])


def filled_size(size: Any, count: int) -> Shape:
    """``size`` with -1 replaced so that there are ``count`` elements. Raises RuntimeError."""
    shape = as_shape(size)
    unknown = [place for place, extent in enumerate(shape) if extent == -1]
    if len(unknown) > 1:
        raise RuntimeError("only one dimension can be inferred")
    for place, extent in enumerate(shape):
        if extent < -1:
            raise RuntimeError(
                f"invalid shape dimension {extent} at index {place} of shape {list(shape)}"
            )
    known = math.prod([extent for extent in shape if extent != -1])
    if unknown and known and count % known == 0:
        return tuple([count // known if extent == -1 else extent for extent in shape])
    if unknown and not known and not count:
        raise RuntimeError(
            f"cannot reshape tensor of 0 elements into shape {list(shape)} because the "
            "unspecified dimension size -1 can be any value and is ambiguous"
        )
    if unknown or known != count:
        raise RuntimeError(f"shape '{list(shape)}' is invalid for input of size {count}")
    return shape


def viewed(a: Any, size: Any) -> Any:
    """``a`` with another shape over the same bytes, or None if that needs a copy."""
    result = a.reshape(filled_size(size, a.size))
    return result if not a.size or np.may_share_memory(result, a) else None


def _infer_view(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    size = params["size"] if "size" in params else params["shape"]
    return (Meta(filled_size(size, math.prod(shape)), dtype),)


def _view(xp: Any, a: Any, size: Any) -> Any:
    result = viewed(a, size)
    if result is None:
        raise RuntimeError(
            "view size is not compatible with input tensor's size and stride (at least one "
            "dimension spans across two contiguous subspaces). Use .reshape(...) instead."
        )
    return result


def reshape(a: Tensor, shape: Any) -> Any:
    """A view where the strides allow it, a copy otherwise."""
    array = a._array
    if array.flags.c_contiguous:
        return call(REGISTRY["view"], (a,), {"size": shape})
    if viewed(array, shape) is not None:
        return call(INTERNAL["reshape_alias"], (a,), {"size": shape})
    return call(
        INTERNAL["unsafe_view"], (call(INTERNAL["contiguous_clone"], (a,)),), {"size": shape}
    )


def _infer_flatten(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    start = normal_dim(params["start_dim"], len(shape))
    end = normal_dim(params["end_dim"], len(shape))
    if start > end:
        raise RuntimeError("flatten() has invalid args: start_dim cannot come after end_dim")
    if not shape:
        return (Meta((1,), dtype),)
    return (Meta((*shape[:start], math.prod(shape[start : end + 1]), *shape[end + 1 :]), dtype),)


def _flatten(a: Tensor, start_dim: int, end_dim: int) -> Any:
    meta = Meta(a._array.shape, a.dtype)
    shape = _infer_flatten((meta,), {"start_dim": start_dim, "end_dim": end_dim})[0].shape
    return a if shape == meta.shape else reshape(a, shape)


def _transpose(xp: Any, a: Any, dim0: int, dim1: int) -> Any:
    if a.ndim:
        return a.swapaxes(dim0, dim1)
    for dim in (dim0, dim1):
        normal_dim(dim, 0)
    return a.view()


def _infer_transpose(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    extents = list(shape)
    i, j = normal_dim(params["dim0"], len(shape)), normal_dim(params["dim1"], len(shape))
    if shape:
        extents[i], extents[j] = extents[j], extents[i]
    return (Meta(tuple(extents), dtype),)


def _infer_t(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    if len(shape) > 2:
        raise RuntimeError(f"t() expects a tensor with <= 2 dimensions, but self is {len(shape)}D")
    return (Meta(shape[::-1], dtype),)


def _t(xp: Any, a: Any) -> Any:
    if a.ndim > 2:
        raise ValueError("infer says what is wrong")
    return a.T


def _permutation(dims: Any, ndim: int) -> tuple[int, ...]:
    given = as_shape(dims)
    if len(given) != ndim:
        raise RuntimeError(
            "permute(sparse_coo): number of dimensions in the tensor input does not match the "
            f"length of the desired ordering of dimensions i.e. input.dim() = {ndim} is not equal "
            f"to len(dims) = {len(given)}"
        )
    order = tuple([normal_dim(dim, ndim) for dim in given])
    if len(set(order)) != ndim:
        raise RuntimeError("permute(): duplicate dims are not allowed.")
    return order


def _infer_permute(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    order = _permutation(params["dims"], len(shape))
    return (Meta(tuple([shape[dim] for dim in order]), dtype),)


def _unpermute(xp: Any, g: Any, a_shape: Shape, dims: Any) -> Any:
    order = _permutation(dims, len(a_shape))
    return xp.transpose(g, tuple([order.index(dim) for dim in range(len(order))]))


def _infer_unsqueeze(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    dim = normal_dim(params["dim"], len(shape) + 1)
    return (Meta((*shape[:dim], 1, *shape[dim:]), dtype),)


def _unsqueeze(xp: Any, a: Any, dim: int) -> Any:
    if not a.flags.c_contiguous:
        return np.expand_dims(a, dim)
    place = dim if dim >= 0 else a.ndim + 1 + dim
    if not 0 <= place <= a.ndim:
        raise ValueError("infer says what is wrong")
    return a.reshape((*a.shape[:place], 1, *a.shape[place:]))  # with PyTorch's strides


def _squeezed_dims(shape: Shape, dim: Any) -> tuple[int, ...]:
    """The dimensions of extent 1 among those that are asked for."""
    dims = normal_dims(dim, len(shape)) if dim is None or dim != () else ()
    return tuple([one for one in dims if shape[one] == 1]) if shape else ()


def _infer_squeeze(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    gone = _squeezed_dims(shape, params["dim"])
    return (Meta(tuple([n for axis, n in enumerate(shape) if axis not in gone]), dtype),)


def _squeeze_name(params: Params) -> str:
    dim = params["dim"]
    return f"SqueezeBackward{0 if dim is None else 1 if isinstance(dim, int) else 2}"


def expanded_shape(shape: Shape, size: Any, dtype: DType = float32) -> Shape:
    """The shape after ``expand``. Raises RuntimeError, which names the type of the tensor."""
    target = as_shape(size)
    lead = len(target) - len(shape)
    if lead < 0:
        name = "CPUBoolType" if dtype is bool_ else dtype.tensor_type
        raise RuntimeError(
            f"expand({name}{{{list(shape)}}}, size={list(target)}): the number of "
            f"sizes provided ({len(target)}) must be greater or equal to the number of dimensions "
            f"in the tensor ({len(shape)})"
        )
    result = []
    for place, extent in reversed(list(enumerate(target))):
        old = shape[place - lead] if place >= lead else None
        if extent == -1 and old is None:
            raise RuntimeError(
                "The expanded size of the tensor (-1) isn't allowed in a leading, non-existing "
                f"dimension {place}"
            )
        if old is not None and old != 1 and extent not in (-1, old):
            raise RuntimeError(
                f"The expanded size of the tensor ({extent}) must match the existing size "
                f"({old}) at non-singleton dimension {place}.  Target sizes: {list(target)}.  "
                f"Tensor sizes: {list(shape)}"
            )
        result.append(old if extent == -1 and old is not None else extent)
    return tuple(reversed(result))


def _infer_expand(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    return (Meta(expanded_shape(shape, params["size"], dtype), dtype),)


def _expand(xp: Any, a: Any, size: Any) -> Any:
    shape = expanded_shape(a.shape, size, from_numpy(a.dtype))
    return np.lib.stride_tricks.as_strided(a, *_expanded_layout(a, shape))


def _expanded_layout(a: Any, shape: Shape) -> tuple[Shape, Shape]:
    lead = len(shape) - a.ndim
    strides = [0] * lead + [
        0 if old == 1 and new != 1 else step
        for old, new, step in zip(a.shape, shape[lead:], a.strides, strict=True)
    ]
    return shape, tuple(strides)


def view_op(name: str, node_name: Any, rule: Any, **fields: Any) -> OpSpec:
    """An operation on one tensor whose result shares its bytes."""
    defaults: dict[str, Any] = {
        "category": "shape",
        "ports": A,
        "view": True,
        "gradients": (rule,),
        "node_name": node_name,
        "spelling": f"{{a}}.{name}({{params}})",
        "methods": (name,),
        "functions": (name,),
        "formula": r"a",
        "gradient_formulas": (r"1",),
        "gradient_texts": ("the gradient, in the shape of a",),
    }
    return OpSpec(name=name, **{**defaults, **fields})


def unsqueezed(xp: Any, g: Any, a_shape: Shape, dim: Any) -> Any:
    """The gradient rule of ``squeeze``."""
    return xp.unsqueeze_to(g, a_shape, _squeezed_dims(a_shape, dim))


def _back(xp: Any, g: Any, a_shape: Shape) -> Any:
    return xp.reshape(g, a_shape)


BAD_VIEWS = (
    BadSample((X,), {"size": (5,)}, "shape '[5]' is invalid for input of size 6"),
    BadSample((X,), {"size": (-1, 4)}, "shape '[-1, 4]' is invalid for input of size 6"),
    BadSample((X,), {"size": (-1, -1)}, "only one dimension can be inferred"),
)
BAD_SHAPES = tuple(
    [BadSample(bad.inputs, {"shape": bad.params["size"]}, bad.message) for bad in BAD_VIEWS]
)
RANGE = "Dimension out of range (expected to be in range of [-2, 1], but got 2)"

register(
    OpSpec(
        name="reshape",
        category="shape",
        ports=A,
        params=(SHAPE,),
        infer=_infer_view,
        compose=reshape,
        spelling="{a}.reshape({params})",
        methods=("reshape",),
        functions=("reshape",),
        formula=r"a",
        gradient_formulas=(r"1",),
        gradient_texts=("the gradient, in the shape of a",),
        title="Reshape",
        help="The same elements in another shape; a view where possible.",
        keywords=("size", "shape"),
        samples=(Sample((X,), {"shape": (3, 2)}), Sample((X,), {"shape": (-1,)})),
        bad=BAD_SHAPES,
    ),
    view_op(
        "view",
        "ViewBackward0",
        _back,
        params=(SIZE,),
        infer=_infer_view,
        forward=_view,
        functions=(),
        wrap=reinterpreting,
        title="View",
        help="The same elements in another shape, sharing memory.",
        keywords=("reshape", "shape"),
        samples=(Sample((X,), {"size": (3, 2)}), Sample((X,), {"size": (-1,)})),
        bad=BAD_VIEWS,
    ),
    OpSpec(
        name="flatten",
        category="shape",
        ports=A,
        params=(
            Param("start_dim", "dim", 0, help="the first dimension to flatten"),
            Param("end_dim", "dim", -1, help="the last dimension to flatten"),
        ),
        infer=_infer_flatten,
        compose=_flatten,
        spelling="{a}.flatten({params})",
        methods=("flatten",),
        functions=("flatten",),
        formula=r"a",
        gradient_formulas=(r"1",),
        gradient_texts=("the gradient, in the shape of a",),
        title="Flatten",
        help="Several dimensions joined into one.",
        keywords=("reshape", "ravel"),
        samples=(Sample((X,)), Sample(([X],), {"start_dim": 1})),
    ),
    view_op(
        "transpose",
        "TransposeBackward0",
        lambda xp, g, dim0, dim1: xp.swapaxes(g, dim0, dim1),
        params=(
            Param("dim0", "dim", help="a dimension"),
            Param("dim1", "dim", help="the dimension to exchange it with"),
        ),
        infer=_infer_transpose,
        forward=_transpose,
        gradient_texts=("the gradient, with the same dimensions exchanged",),
        title="Transpose",
        help="Two dimensions exchanged, sharing memory.",
        keywords=("swap", "axes"),
        samples=(Sample((X,), {"dim0": 0, "dim1": 1}), Sample(([X],), {"dim0": -1, "dim1": 0})),
        bad=(BadSample((X,), {"dim0": 0, "dim1": 2}, RANGE, IndexError),),
    ),
    view_op(
        "t",
        "TBackward0",
        lambda xp, g: xp.t(g),
        infer=_infer_t,
        forward=_t,
        gradient_texts=("the gradient, transposed",),
        title="Transpose matrix",
        help="Rows and columns of a matrix exchanged, sharing memory.",
        keywords=("swap", "matrix", "T"),
        samples=(Sample((X,)), Sample(([1.0, 2.0],))),
        bad=(BadSample(([X],), {}, "t() expects a tensor with <= 2 dimensions, but self is 3D"),),
    ),
    view_op(
        "permute",
        "PermuteBackward0",
        _unpermute,
        params=(DIMS,),
        infer=_infer_permute,
        forward=lambda xp, a, dims: a.transpose(_permutation(dims, a.ndim)),
        gradient_texts=("the gradient, with the dimensions put back",),
        title="Permute",
        help="The dimensions in another order, sharing memory.",
        keywords=("axes", "transpose", "order"),
        samples=(Sample((X,), {"dims": (1, 0)}), Sample(([X],), {"dims": (2, 0, -2)})),
    ),
    view_op(
        "unsqueeze",
        "UnsqueezeBackward0",
        lambda xp, g, dim: xp.squeeze(g, dim),
        params=(DIM,),
        infer=_infer_unsqueeze,
        forward=_unsqueeze,
        title="Unsqueeze",
        help="A new dimension of extent 1, sharing memory.",
        keywords=("expand_dims", "newaxis"),
        samples=(Sample((X,), {"dim": 0}), Sample((X,), {"dim": -1}), Sample((2.0,), {"dim": 0})),
        bad=(
            BadSample(
                (X,),
                {"dim": 4},
                "Dimension out of range (expected to be in range of [-3, 2], but got 4)",
                IndexError,
            ),
        ),
    ),
    view_op(
        "squeeze",
        _squeeze_name,
        unsqueezed,
        params=(Param("dim", "dims", None, optional=True, help="which to remove; all if empty"),),
        infer=_infer_squeeze,
        forward=lambda xp, a, dim: a.squeeze(_squeezed_dims(a.shape, dim)),
        title="Squeeze",
        help="Dimensions of extent 1 removed, sharing memory.",
        keywords=("remove", "axes"),
        samples=(Sample((ROW,)), Sample((ROW,), {"dim": 0}), Sample((ROW,), {"dim": 1})),
        bad=(BadSample((X,), {"dim": 2}, RANGE, IndexError),),
    ),
    view_op(
        "expand",
        "ExpandBackward0",
        lambda xp, g, a_shape: xp.unbroadcast(g, a_shape),
        params=(SIZE,),
        infer=_infer_expand,
        forward=_expand,
        functions=(),
        gradient_texts=("the gradient, summed over what was repeated",),
        title="Expand",
        help="Dimensions of extent 1 repeated without copying.",
        keywords=("broadcast", "repeat"),
        samples=(
            Sample((ROW,), {"size": (2, 3)}),
            Sample((ROW,), {"size": (4, -1, 3)}),
            Sample((2.0,), {"size": (2,)}),
        ),
        bad=(
            BadSample(
                (X,),
                {"size": (4, 3)},
                "The expanded size of the tensor (4) must match the existing size (2) at "
                "non-singleton dimension 0.  Target sizes: [4, 3].  Tensor sizes: [2, 3]",
            ),
        ),
    ),
    view_op(
        "reshape_alias",
        "ReshapeAliasBackward0",
        _back,
        category="internal",
        params=(SIZE,),
        infer=_infer_view,
        forward=_view,
        methods=(),
        functions=(),
    ),
    view_op(
        "unsafe_view",
        "UnsafeViewBackward0",
        _back,
        category="internal",
        params=(SIZE,),
        infer=_infer_view,
        forward=_view,
        view=False,
        methods=(),
        functions=(),
    ),
    view_op(
        "squeezed",
        "SqueezeBackward4",
        unsqueezed,
        category="internal",
        params=(DIM,),
        infer=_infer_squeeze,
        forward=lambda xp, a, dim: a.squeeze(dim),
        view=False,
        methods=(),
        functions=(),
    ),
    view_op(
        "alias",
        "AliasBackward0",
        lambda xp, g: g,
        category="internal",
        infer=lambda operands, params: (operands[0],),
        forward=lambda xp, a: a.view(),
        methods=(),
        functions=(),
    ),
)
