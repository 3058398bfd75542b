"""Products of matrices, vectors and tensors, and what is added to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import bool_
from .families import multiplied
from .functional import do
from .matrix import left_gradient, right_gradient
from .operands import no_kernel, refused
from .shapes import broadcast, elementwise_dtype, normal_dim
from .spec import BadSample, Meta, OpSpec, Param, Port, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
Y = [[1.0, 2.0], [0.5, -1.0], [3.0, 1.0]]
S = [[2.0, -1.0], [0.5, 3.0]]
V = [2.0, -1.0, 0.5]
U = [1.0, -3.0]

Params = Mapping[str, Any]
Function = Callable[..., Any]

BETA = Param("beta", "number", 1, keyword_only=True, help="factor of the first input")
ALPHA = Param("alpha", "number", 1, keyword_only=True, help="factor of the product")


# ---- what is added to a product --------------------------------------------------------------


def _mixed(name: str, operands: Sequence[Any]) -> RuntimeError:
    """PyTorch's error for operands of several types."""
    a, b, c = operands
    named = [meta.dtype.scalar_name for meta in operands]
    if name == "addmv":
        return RuntimeError(
            f"addmv input tensors must have the same dtype, but got {', '.join(named[:2])}, and "
            f"{named[2]}"
        )
    if name == "baddbmm":
        if b.dtype is not c.dtype:
            return RuntimeError(f"expected scalar type {named[1]} but found {named[2]}")
        said = [meta.dtype.c_name for meta in operands]
        return RuntimeError(
            f"Input dtypes must be the same, got: input {said[0]}, batch1: {said[1]}, batch2: "
            f"{said[2]}"
        )
    which, other = ("self", named[0]) if a.dtype is not c.dtype else ("mat1", named[1])
    return RuntimeError(
        f"{which} and mat2 must have the same dtype, but got {other} and {named[2]}"
    )


def _sum_infer(
    shapes: Callable[[tuple[int, ...], tuple[int, ...]], tuple[int, ...]], name: str
) -> Function:
    """``infer`` of ``beta * a + alpha * product``."""

    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        a, b, c = operands
        shape = shapes(b.shape, c.shape)
        if not (a.dtype is b.dtype is c.dtype) and name != "addr":
            raise _mixed(name, operands)
        if len(a.shape) > len(shape):
            raise RuntimeError(
                f"expand({a.dtype.tensor_type}{{{list(a.shape)}}}, size={list(shape)}): the "
                f"number of sizes provided ({len(shape)}) must be greater or equal to the number "
                f"of dimensions in the tensor ({len(a.shape)})"
            )
        lead = len(shape) - len(a.shape)
        for axis, extent in enumerate(a.shape, lead):
            if extent not in (1, shape[axis]):
                raise RuntimeError(
                    f"The expanded size of the tensor ({shape[axis]}) must match the existing "
                    f"size ({extent}) at non-singleton dimension {axis}.  Target sizes: "
                    f"{list(shape)}.  Tensor sizes: {list(a.shape)}"
                )
        return (Meta(shape, elementwise_dtype(operands)),)

    return infer


def _mm_shape(b: tuple[int, ...], c: tuple[int, ...]) -> tuple[int, ...]:
    for place, shape in ((1, b), (2, c)):
        if len(shape) != 2:
            raise RuntimeError(f"mat{place} must be a matrix, got {len(shape)}-D tensor")
    if b[1] != c[0]:
        raise RuntimeError(
            f"mat1 and mat2 shapes cannot be multiplied ({b[0]}x{b[1]} and {c[0]}x{c[1]})"
        )
    return b[0], c[1]


def _mv_shape(b: tuple[int, ...], c: tuple[int, ...]) -> tuple[int, ...]:
    if len(b) != 2 or len(c) != 1:
        raise RuntimeError(f"vector + matrix @ vector expected, got 1, {len(b)}, {len(c)}")
    if b[1] != c[0]:
        raise RuntimeError(f"size mismatch, got input ({b[0]}), mat ({b[0]}x{b[1]}), vec ({c[0]})")
    return (b[0],)


def _bmm_shape(b: tuple[int, ...], c: tuple[int, ...]) -> tuple[int, ...]:
    for place, shape in ((1, b), (2, c)):
        if len(shape) != 3:
            raise RuntimeError(f"batch{place} must be a 3D tensor")
    if [b[0], b[2]] != list(c[:2]):
        raise RuntimeError(
            f"Expected size for first two dimensions of batch2 tensor to be: [{b[0]}, {b[2]}] but "
            f"got: [{c[0]}, {c[1]}]."
        )
    return b[0], b[1], c[2]


def _addbmm_shape(b: tuple[int, ...], c: tuple[int, ...]) -> tuple[int, ...]:
    return _bmm_shape(b, c)[1:]


def _addr_shape(b: tuple[int, ...], c: tuple[int, ...]) -> tuple[int, ...]:
    for place, shape in ((1, b), (2, c)):
        if len(shape) != 1:
            raise RuntimeError(f"addr: Expected 1-D argument vec{place}, but got {len(shape)}-D")
    return b[0], c[0]


def _added(product: Function, dims: int) -> Function:
    """``beta * a + alpha * product``; with beta 0, ``a`` does not count, even if it is nan."""

    def forward(xp: Any, a: Any, b: Any, c: Any, beta: Any, alpha: Any) -> Any:
        kind = a.dtype
        if b.ndim != dims or c.ndim > dims or not (kind == b.dtype == c.dtype):
            refused()
        if kind.kind == "b":
            beta, alpha = bool(beta), bool(alpha)
        elif kind.kind != "f":
            beta, alpha = int(beta), int(alpha)
        result = product(b, c)
        if alpha != 1:
            result = (result * alpha).astype(kind, copy=False)
        if a.ndim > result.ndim:
            refused()
        if beta != 0:
            result += a if beta == 1 else (a * beta).astype(kind, copy=False)
        return result

    return forward


def _plus(
    name: str,
    names: tuple[str, str],
    shapes: Function,
    product: Function,
    dims: int,
    rules: tuple[Function, Function],
    **fields: Any,
) -> OpSpec:
    first, second = names
    return OpSpec(
        name=name,
        category="matrix",
        ports=(Port("a"), Port("b", argument=first), Port("c", argument=second)),
        params=(BETA, ALPHA),
        infer=_sum_infer(shapes, name),
        forward=_added(product, dims),
        gradients=(lambda xp, g, beta: multiplied(xp, g, beta), *rules),
        node_name=f"{name.capitalize()}Backward0",
        broadcasts=True,
        inplace=True,
        spelling=f"torch.{name}({{a}}, {{b}}, {{c}}, {{params}})",
        methods=(name,),
        functions=(name,),
        formula=r"\beta A + \alpha B C",
        gradient_formulas=(r"\beta G", r"\alpha G C^{\top}", r"\alpha B^{\top} G"),
        gradient_texts=("beta · g", "alpha · g @ cᵀ", "alpha · bᵀ @ g"),
        keywords=("product", "matrix", "fused"),
        **fields,
    )


def _spread(xp: Any, g: Any, count: int) -> Any:
    return xp.broadcast_to(xp.expand_dims(g, 0), (count, *g.shape))


register(
    _plus(
        "addmm",
        ("mat1", "mat2"),
        _mm_shape,
        np.matmul,
        2,
        (
            lambda xp, g, c, b_shape, b_strides, alpha: multiplied(
                xp, left_gradient(xp, g, c, b_shape, b_strides), alpha
            ),
            lambda xp, g, b, c_shape, c_strides, alpha: multiplied(
                xp, right_gradient(xp, g, b, c_shape, c_strides), alpha
            ),
        ),
        title="Add matrix product",
        help="The first input plus the product of two matrices.",
        samples=(Sample((S, X, Y)), Sample((U, X, Y), {"beta": 0.5, "alpha": 2.0})),
        bad=(BadSample((S, X, X), {}, "mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)"),),
    ),
    _plus(
        "addmv",
        ("mat", "vec"),
        _mv_shape,
        np.matmul,
        2,
        (
            lambda xp, g, c, alpha: multiplied(xp, xp.reshape(g, (-1, 1)) * c, alpha),
            lambda xp, g, b, alpha: multiplied(xp, xp.mv(xp.t(b), g), alpha),
        ),
        title="Add matrix-vector product",
        help="The first input plus the product of a matrix and a vector.",
        samples=(Sample((U, X, V)), Sample((0.5, X, V), {"beta": 0.5, "alpha": 2.0})),
        bad=(BadSample((U, X, U), {}, "size mismatch, got input (2), mat (2x3), vec (2)"),),
    ),
    _plus(
        "baddbmm",
        ("batch1", "batch2"),
        _bmm_shape,
        np.matmul,
        3,
        (
            lambda xp, g, c, alpha: multiplied(xp, xp.bmm(g, xp.swapaxes(c, 1, 2)), alpha),
            lambda xp, g, b, alpha: multiplied(xp, xp.bmm(xp.swapaxes(b, 1, 2), g), alpha),
        ),
        title="Add batch of products",
        help="The first input plus the products of two batches of matrices.",
        samples=(Sample((S, [X, X], [Y, Y]), {"beta": 0.5, "alpha": 2.0}),),
    ),
    _plus(
        "addbmm",
        ("batch1", "batch2"),
        _addbmm_shape,
        lambda b, c: np.matmul(b, c).sum(axis=0).astype(b.dtype, copy=False),
        3,
        (
            lambda xp, g, b_shape, c, alpha: multiplied(
                xp, xp.bmm(_spread(xp, g, b_shape[0]), xp.swapaxes(c, 1, 2)), alpha
            ),
            lambda xp, g, b, alpha: multiplied(
                xp, xp.bmm(xp.swapaxes(b, 1, 2), _spread(xp, g, b.shape[0])), alpha
            ),
        ),
        title="Add sum of products",
        help="The first input plus the sum of the products of two batches of matrices.",
        samples=(Sample((S, [X, X], [Y, Y]), {"beta": 0.5, "alpha": 2.0}),),
    ),
    _plus(
        "addr",
        ("vec1", "vec2"),
        _addr_shape,
        np.multiply.outer,
        1,
        (
            lambda xp, g, c, alpha: multiplied(xp, xp.mv(g, c), alpha),
            lambda xp, g, b, alpha: multiplied(xp, xp.mv(xp.t(g), b), alpha),
        ),
        title="Add outer product",
        help="The first input plus the outer product of two vectors.",
        samples=(Sample((X, U, V)), Sample((0.5, U, V), {"beta": 0.5, "alpha": 2.0})),
    ),
)


# ---- the cross product -----------------------------------------------------------------------


def _infer_cross(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, b = operands
    if len(a.shape) != len(b.shape):
        raise RuntimeError("linalg.cross: inputs must have the same number of dimensions.")
    given = params["dim"]
    dim = normal_dim(given, len(a.shape))
    if a.shape[dim] != 3 or b.shape[dim] != 3:
        raise RuntimeError(
            f"linalg.cross: inputs dimension {given} must have length 3. Got {a.shape[dim]} and "
            f"{b.shape[dim]}"
        )
    dtype = elementwise_dtype(operands)
    if dtype is bool_:
        raise no_kernel("cross", dtype)
    return (Meta(broadcast(a.shape, b.shape), dtype),)


def _cross(xp: Any, a: Any, b: Any, dim: int) -> Any:
    if a.ndim != b.ndim or a.shape[dim] != 3 or b.shape[dim] != 3:
        refused()
    return np.cross(a, b, axis=dim)


def _cross_somewhere(a: Any, b: Any, dim: int | None) -> Any:
    if dim is None:
        if len(a.shape) != len(b.shape):
            raise RuntimeError("linalg.cross: inputs must have the same number of dimensions.")
        shape = broadcast(tuple(a.shape), tuple(b.shape))
        if 3 not in shape:
            raise RuntimeError("no dimension of size 3 in input")
        dim = shape.index(3)
    return do("linalg_cross", a, b, dim=dim)


CROSS: dict[str, Any] = {
    "category": "linalg",
    "ports": (Port("a"), Port("b")),
    "formula": r"a \times b",
    "gradient_formulas": (r"b \times g", r"g \times a"),
    "gradient_texts": ("b × g", "g × a"),
    "help": "The vector at right angles to two vectors of three elements.",
    "keywords": ("vector", "product", "perpendicular"),
}


def _infer_some_cross(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    dim = params["dim"]
    if dim is None:
        dim = broadcast(operands[0].shape, operands[1].shape).index(3)
    return _infer_cross(operands, {"dim": dim})


register(
    OpSpec(
        name="linalg_cross",
        params=(Param("dim", "dim", -1, keyword_only=True, help="the dimension of the vectors"),),
        infer=_infer_cross,
        forward=_cross,
        promote="operands",
        broadcasts=True,
        gradients=(
            lambda xp, g, b, dim: xp.apply("linalg_cross", b, g, dim=dim),
            lambda xp, g, a, dim: xp.apply("linalg_cross", g, a, dim=dim),
        ),
        node_name="LinalgCrossBackward0",
        spelling="torch.linalg.cross({a}, {b}, {params})",
        functions=("linalg.cross",),
        title="Cross product of vectors",
        samples=(Sample((X, [V])), Sample((X, X)), Sample((Y, Y), {"dim": 0})),
        bad=(
            BadSample(
                (S, S), {}, "linalg.cross: inputs dimension -1 must have length 3. Got 2 and 2"
            ),
        ),
        **CROSS,
    ),
    OpSpec(
        name="cross",
        params=(Param("dim", "dim", None, optional=True, help="by default the first of extent 3"),),
        infer=_infer_some_cross,
        compose=_cross_somewhere,
        spelling="torch.cross({a}, {b}, {params})",
        methods=("cross",),
        functions=("cross",),
        title="Cross product",
        samples=(Sample((X, X), {"dim": 1}), Sample((Y, Y), {"dim": 0})),
        **CROSS,
    ),
)
