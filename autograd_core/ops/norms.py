"""Norms of vectors and matrices, and distances."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import DType
from ..tensor import Tensor
from . import lapack
from .families import KEEPDIM, A
from .functional import do
from .operands import F16, F32, refused
from .reducing import norm_rule
from .shapes import elementwise, normal_dim, normal_dims, reduced_shape
from .spec import BadSample, Meta, OpSpec, Param, Port, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
Y = [[2.5, 1.0, -0.75], [-3.0, 0.25, 1.25]]
V = [2.0, -1.0, 0.5]

Params = Mapping[str, Any]
Function = Callable[..., Any]

DTYPE = Param("dtype", "dtype", None, optional=True, keyword_only=True, help="type to compute in")
DIM = Param("dim", "dims", None, optional=True, help="dimensions of the vectors; all if empty")


# ---- vector norms ----------------------------------------------------------------------------


def _infer_vector_norm(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, found = operands[0]
    order, dtype = params["ord"], params["dtype"]
    if not found.is_floating_point:
        raise RuntimeError(
            "linalg.vector_norm: Expected a floating point or complex tensor as input. Got "
            f"{found.scalar_name}"
        )
    dims = normal_dims(params["dim"], len(shape))
    if (order < 0 or order == math.inf) and any(shape[dim] == 0 for dim in dims):
        raise RuntimeError(
            f"linalg.vector_norm cannot compute the {order:g} norm on an empty tensor because the "
            "operation does not have an identity"
            if params["dim"] is None
            else f"linalg.vector_norm cannot compute the {order:g} norm on the dimension "
            f"{next(dim for dim in dims if shape[dim] == 0)} because this dimension is empty and "
            "the operation does not have an identity"
        )
    if dtype is not None:
        _check_dtype(found, dtype)
    return (Meta(reduced_shape(shape, params["dim"], params["keepdim"]), dtype or found),)


def _check_dtype(found: DType, dtype: DType) -> None:
    if not dtype.is_floating_point:
        raise RuntimeError(
            "linalg.vector_norm: dtype should be floating point or complex, but got "
            f"{dtype.scalar_name}"
        )
    if dtype.itemsize < found.itemsize:
        raise RuntimeError(
            f"linalg.vector_norm: the dtype of the input ({found.scalar_name}) should be "
            "convertible without narrowing to the specified dtype "
            f"({dtype.scalar_name})"
        )


def vector_norm(a: Any, order: float, axes: tuple[int, ...], keepdim: bool) -> Any:
    """The norm over some axes; half precision is computed in single."""
    if a.dtype == F16:
        return np.asarray(vector_norm(a.astype(F32), order, axes, keepdim)).astype(F16)
    size = np.abs(a)
    if order == math.inf:
        return size.max(axis=axes, keepdims=keepdim, initial=0 if a.size == 0 else None)
    if order == -math.inf:
        return size.min(axis=axes, keepdims=keepdim)
    if order == 0:
        return np.sum(a != 0, axis=axes, keepdims=keepdim).astype(a.dtype)
    if order == 1:
        return size.sum(axis=axes, keepdims=keepdim)
    if order == 2:
        return np.sqrt((a * a).sum(axis=axes, keepdims=keepdim))
    total = (size**order).sum(axis=axes, keepdims=keepdim)
    return total ** (1.0 / order)


def _vector_norm(xp: Any, a: Any, ord: Any, dim: Any, keepdim: bool, dtype: Any) -> Any:
    if dtype is not None:
        a = a.astype(dtype.numpy, copy=False)
    return vector_norm(a, float(ord), normal_dims(dim, a.ndim), keepdim)


def _vector_rule(
    xp: Any, g: Any, a: Any, out: Any, ord: Any, dim: Any, keepdim: bool, dtype: Any
) -> Any:
    if ord == 0:
        return None
    if dtype is not None and a.dtype != dtype:
        kind = a.dtype
        result = _vector_rule(xp, g, xp.astype(a, dtype.numpy), out, ord, dim, keepdim, None)
        return xp.astype(result, kind)
    if not keepdim and len(a.shape) and dim is not None and dim != ():
        axes = normal_dims(dim, len(a.shape))
        g, out = xp.expand_dims(g, axes), xp.expand_dims(out, axes)
    return norm_rule(xp, g, a, out, float(ord))


# ---- matrix norms, and the choice between them -----------------------------------------------


def _meta(a: Tensor) -> Meta:
    return Meta(a._array.shape, a.dtype)


def _pair_of(dim: Any, ndim: int) -> tuple[int, int]:
    dims = (dim,) if isinstance(dim, int) else tuple(dim)
    if len(dims) != 2:
        raise RuntimeError(
            "linalg.matrix_norm: dim must be a 2-tuple. Got " + ", ".join(str(one) for one in dims)
        )
    first, second = (normal_dim(one, ndim) for one in dims)
    if first == second:
        raise RuntimeError(
            f"linalg.matrix_norm: dims must be different. Got ({dims[0]}, {dims[1]})"
        )
    return first, second


def _check_order(order: Any) -> None:
    known = order in ("fro", "nuc") if isinstance(order, str) else abs(order) in (1, 2, math.inf)
    if not known:
        said = order if isinstance(order, str) else f"{order:g}"
        raise RuntimeError(f"linalg.matrix_norm: Order {said} not supported.")


def matrix_norm(a: Tensor, ord: Any, dim: Any, keepdim: bool, dtype: Any) -> Any:
    """The norm of matrices in two dimensions, made of others as PyTorch does."""
    lapack.with_dimensions(_meta(a), "linalg.matrix_norm")
    lapack.floating(_meta(a), "linalg.matrix_norm")
    first, second = _pair_of(dim, a._array.ndim)
    _check_order(ord)
    if ord == "fro":
        return _of_vectors(a, 2, (first, second), keepdim, dtype)
    if ord == "nuc" or abs(ord) == 2:
        if dtype is not None:
            a = do("to", a, dtype=dtype)
        rest = [axis for axis in range(a._array.ndim) if axis not in (first, second)]
        order = (*rest, first, second)
        values = do("svdvals", do("permute", a, dims=order))
        if ord == "nuc":
            result = do("sum", values, dim=(-1,), keepdim=keepdim)
        else:
            result = do("amax" if ord > 0 else "amin", values, dim=(-1,), keepdim=keepdim)
        if not keepdim:
            return result
        back = tuple([order.index(axis) for axis in range(len(order))])
        return do("permute", do("unsqueeze", result, dim=-1), dims=back)
    if abs(ord) == math.inf:
        first, second = second, first
    sums = _of_vectors(a, 1, (first,), keepdim, dtype)
    if not keepdim and second > first:
        second -= 1
    return do("amax" if ord > 0 else "amin", sums, dim=(second,), keepdim=keepdim)


def _of_vectors(a: Tensor, order: Any, dim: Any, keepdim: bool, dtype: Any) -> Any:
    return do("vector_norm", a, ord=order, dim=dim, keepdim=keepdim, dtype=dtype)


def _linalg_norm(a: Tensor, ord: Any, dim: Any, keepdim: bool, dtype: Any) -> Any:
    dims = (dim,) if isinstance(dim, int) else dim
    if dims is not None and len(dims) not in (1, 2):
        raise RuntimeError(
            "linalg.norm: If dim is specified, it must be of length 1 or 2. Got "
            f"[{', '.join(str(one) for one in dims)}]"
        )
    if ord is not None and dims is None and a._array.ndim not in (1, 2):
        if isinstance(ord, str):
            return matrix_norm(a, ord, (-2, -1), keepdim, dtype)
        raise RuntimeError(
            "linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got "
            f"{a._array.ndim}D."
        )
    if ord is not None and (
        isinstance(ord, str) or (len(dims) if dims is not None else a._array.ndim) == 2
    ):
        return matrix_norm(a, ord, (0, 1) if dims is None else dims, keepdim, dtype)
    return _of_vectors(a, 2 if ord is None else ord, dims, keepdim, dtype)


def _norm(a: Tensor, p: Any, dim: Any, keepdim: bool, dtype: Any) -> Any:
    """``torch.norm``: Frobenius by default, of all elements."""
    if isinstance(p, str) and p != "fro":
        whole = tuple(range(a._array.ndim))
        return matrix_norm(a, p, whole if dim is None else dim, keepdim, dtype)
    order = 2 if p is None or p == "fro" else p
    return _of_vectors(a, order, dim, keepdim, dtype)


def _infer_norm(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    result = reduced_shape(shape, params["dim"], params["keepdim"])
    return (Meta(result, params["dtype"] or dtype),)


# ---- distance --------------------------------------------------------------------------------


def _infer_dist(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    meta = elementwise(operands)
    if not meta.dtype.is_floating_point:
        raise RuntimeError(
            "norm(): input dtype should be either floating point or complex. Got "
            f"{meta.dtype.scalar_name} instead."
        )
    return (Meta((), meta.dtype),)


def _dist(xp: Any, a: Any, b: Any, p: Any) -> Any:
    if a.dtype.kind != "f":
        refused()
    gap = np.asarray(a - b)
    return vector_norm(gap, float(p), tuple(range(gap.ndim)), False)


def _dist_rule(xp: Any, g: Any, a: Any, b: Any, out: Any, p: Any) -> Any:
    return norm_rule(xp, g, a - b, out, float(p))


ORDER_HELP = "2 for lengths, 1 for sums of sizes, inf for the largest, 0 to count"
NORM_WORDS: dict[str, Any] = {
    "gradient_formulas": (r"\frac{a}{\lVert a \rVert}",),
    "gradient_texts": ("∂out/∂a = a / out for the order 2",),
    "keywords": ("length", "magnitude", "Frobenius", "Euclid"),
}

register(
    OpSpec(
        name="vector_norm",
        category="linalg",
        ports=(Port("a", argument="x"),),
        params=(Param("ord", "number", 2, help=ORDER_HELP), DIM, KEEPDIM, DTYPE),
        infer=_infer_vector_norm,
        forward=_vector_norm,
        gradients=(_vector_rule,),
        node_name="LinalgVectorNormBackward0",
        checked=True,
        spelling="torch.linalg.vector_norm({a}, {params})",
        functions=("linalg.vector_norm",),
        formula=r"\left(\sum_i \lvert a_i \rvert^{p}\right)^{1/p}",
        title="Vector norm",
        help="The length of vectors, in one of several measures.",
        samples=(
            Sample((X,)),
            Sample((X,), {"ord": 1, "dim": 1}),
            Sample((X,), {"ord": 3.5, "dim": (0,), "keepdim": True}),
            Sample((X,), {"ord": 1.5}),
        ),
        bad=(
            BadSample(
                ([1, 2],),
                {},
                "linalg.vector_norm: Expected a floating point or complex tensor as input. Got "
                "Long",
            ),
        ),
        **NORM_WORDS,
    ),
    OpSpec(
        name="matrix_norm",
        category="linalg",
        ports=(Port("a", argument="A"),),
        params=(
            Param("ord", "data", "fro", help="fro, nuc, or 1, -1, 2, -2, inf, -inf"),
            Param("dim", "dims", (-2, -1), help="the dimensions of the matrices"),
            KEEPDIM,
            DTYPE,
        ),
        infer=_infer_norm,
        compose=matrix_norm,
        spelling="torch.linalg.matrix_norm({a}, {params})",
        functions=("linalg.matrix_norm",),
        formula=r"\lVert A \rVert",
        title="Matrix norm",
        help="The size of matrices, in one of several measures.",
        samples=(
            Sample((X,)),
            Sample((X,), {"ord": "nuc"}),
            Sample((X,), {"ord": 1}),
            Sample((X,), {"ord": -2, "keepdim": True}),
        ),
        bad=(BadSample((X,), {"ord": 3}, "linalg.matrix_norm: Order 3 not supported."),),
        **NORM_WORDS,
    ),
    OpSpec(
        name="linalg_norm",
        category="linalg",
        ports=(Port("a", argument="A"),),
        params=(Param("ord", "data", None, optional=True, help=ORDER_HELP), DIM, KEEPDIM, DTYPE),
        infer=_infer_norm,
        compose=_linalg_norm,
        spelling="torch.linalg.norm({a}, {params})",
        functions=("linalg.norm",),
        formula=r"\lVert a \rVert",
        title="Vector or matrix norm",
        help="The norm of vectors, or with an order of matrices.",
        samples=(Sample((X,)), Sample((X,), {"ord": 2}), Sample((V,), {"ord": 3})),
        **NORM_WORDS,
    ),
    OpSpec(
        name="norm",
        category="reduction",
        ports=A,
        params=(
            Param("p", "data", "fro", optional=True, help=ORDER_HELP),
            DIM,
            KEEPDIM,
            Param("dtype", "dtype", None, optional=True, help="type to compute in"),
        ),
        infer=_infer_norm,
        compose=_norm,
        spelling="{a}.norm({params})",
        methods=("norm",),
        functions=("norm",),
        formula=r"\lVert a \rVert",
        title="Norm",
        help="The length of the input as a vector, or another measure of its size.",
        samples=(Sample((X,)), Sample((X,), {"p": 1}), Sample((X,), {"dim": 1})),
        **NORM_WORDS,
    ),
    OpSpec(
        name="dist",
        category="reduction",
        ports=(Port("a"), Port("b")),
        params=(Param("p", "number", 2, help=ORDER_HELP),),
        infer=_infer_dist,
        forward=_dist,
        gradients=(
            _dist_rule,
            lambda xp, g, a, b, out, p: -_dist_rule(xp, g, a, b, out, p),
        ),
        node_name="DistBackward0",
        promote="operands",
        broadcasts=True,
        spelling="torch.dist({a}, {b}, {params})",
        methods=("dist",),
        functions=("dist",),
        formula=r"\lVert a - b \rVert",
        gradient_formulas=(
            r"\frac{a - b}{\lVert a - b \rVert}",
            r"\frac{b - a}{\lVert a - b \rVert}",
        ),
        gradient_texts=("∂out/∂a = (a - b) / out", "∂out/∂b = (b - a) / out"),
        title="Distance",
        help="The norm of the difference of two tensors.",
        keywords=("length", "difference", "Euclid"),
        samples=(Sample((X, Y)), Sample((X, V), {"p": 1}), Sample((X, Y), {"p": 3.5})),
    ),
)
