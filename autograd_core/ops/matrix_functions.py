"""Pseudo-inverses, least squares, ranks and functions of matrices, as PyTorch computes them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import int64
from ..tensor import Tensor
from . import lapack
from .functional import do
from .shapes import broadcast
from .solvers import MATRIX, not_square, transposed
from .spec import Meta, OpSpec, Param, Port, Sample, register

S = [[2.0, -1.0], [0.5, 3.0]]
SMALL = [[0.0, 1.0], [0.0, 0.0]]
TALL = [[1.0, 2.0], [0.5, -1.0], [3.0, 1.0]]
WIDE = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]

Params = Mapping[str, Any]
Function = Callable[..., Any]

HERMITIAN = Param("hermitian", "bool", False, help="the matrix is symmetric")
TOLERANCES = (
    Port("atol", number=True, optional=True),
    Port("rtol", number=True, optional=True),
)


# ---- pseudo-inverse and rank -----------------------------------------------------------------


def _threshold(a: Any, s: Any, atol: Any, rtol: Any) -> Any:
    """Singular values up to this count as zero."""
    if rtol is None:
        positive = atol is not None and np.any(np.asarray(atol) > 0)
        rtol = 0.0 if positive else np.finfo(a.dtype).eps * max(a.shape[-2:])
    absolute = np.asarray(0.0 if atol is None else atol)
    largest = s.max(axis=-1, initial=0)
    return np.maximum(absolute, np.asarray(rtol) * largest)


def _spectrum(a: Any, hermitian: bool) -> Any:
    if hermitian:
        return np.abs(np.linalg.eigvalsh(a))
    return np.linalg.svd(a, compute_uv=False)


def _infer_pinv(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    meta = operands[0]
    if len(meta.shape) < 2 or not meta.dtype.is_floating_point:
        raise RuntimeError(
            f"linalg.pinv({meta.dtype.scalar_name}{{{list(meta.shape)}}}): expected a tensor with "
            "2 or more dimensions of float, double, cfloat or cdouble types"
        )
    if params["hermitian"]:
        lapack.square(meta, "linalg.pinv")
    *batch, rows, columns = meta.shape
    return (Meta((*batch, columns, rows), meta.dtype),)


def _pinv(xp: Any, a: Any, atol: Any, rtol: Any, hermitian: bool) -> Any:
    if not a.size:
        return np.zeros((*a.shape[:-2], a.shape[-1], a.shape[-2]), a.dtype)
    if hermitian:
        values, vectors = np.linalg.eigh(a)
        kept = np.abs(values) > _threshold(a, np.abs(values), atol, rtol)[..., None]
        inverse = np.where(kept, 1 / np.where(kept, values, 1), 0).astype(a.dtype)
        return (vectors * inverse[..., None, :]) @ vectors.swapaxes(-1, -2)
    u, s, vh = np.linalg.svd(a, full_matrices=False)
    kept = s > _threshold(a, s, atol, rtol)[..., None]
    inverse = np.where(kept, 1 / np.where(kept, s, 1), 0).astype(a.dtype)
    return (vh.swapaxes(-1, -2) * inverse[..., None, :]) @ u.swapaxes(-1, -2)


def pinv_rule(xp: Any, g: Any, a: Any, out: Any) -> Any:
    """The gradient of the matrix from that of its pseudo-inverse ``out``."""
    mm = xp.matmul
    turned, g_turned = transposed(xp, out), transposed(xp, g)
    if a.shape[-2] <= a.shape[-1]:
        k = mm(g_turned, out)
        k_turned = mm(k, turned)
        return (
            -transposed(xp, mm(out, k))
            + k_turned
            - mm(mm(a, out), k_turned)
            + mm(mm(turned, out), g_turned - mm(k, a))
        )
    k = mm(out, g_turned)
    turned_k = mm(turned, k)
    return (
        -transposed(xp, mm(k, out))
        + mm(mm(g_turned - mm(a, k), out), turned)
        + turned_k
        - mm(mm(turned_k, out), a)
    )


def _tolerances(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """``pinv(A, rcond, hermitian)`` with the tolerances in their places."""
    kwargs = dict(kwargs)
    for old in ("rcond", "tol"):
        if old in kwargs:
            kwargs["atol" if old == "tol" else "rtol"] = kwargs.pop(old)
    if len(args) > 1:
        kwargs["rtol"] = args[1]
    if len(args) > 2:
        kwargs["hermitian"] = args[2]
    first = args[:1]
    if not first:
        first = (kwargs.pop("A", kwargs.pop("input", None)),)
    return (first[0], kwargs.pop("atol", None), kwargs.pop("rtol", None)), kwargs


def _rank_tolerances(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """``matrix_rank(A, tol, hermitian)``, where ``tol`` is absolute."""
    if len(args) > 1:
        kwargs = {**kwargs, "atol": args[1], "rtol": kwargs.get("rtol", 0.0)}
    if "tol" in kwargs:
        kwargs = {**kwargs, "rtol": 0.0}
    rest = {"hermitian": args[2]} if len(args) > 2 else {}
    return _tolerances(args[:1], {**kwargs, **rest})


def _infer_rank(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    lapack.with_dimensions(operands[0], "torch.linalg.matrix_rank", "input")
    shape = operands[0].shape[:-2]
    for tolerance in operands[1:]:
        if isinstance(tolerance, Meta):
            shape = broadcast(shape, tolerance.shape)
    return (Meta(shape, int64),)


def _rank(xp: Any, a: Any, atol: Any, rtol: Any, hermitian: bool) -> Any:
    if not a.size:
        return np.zeros(a.shape[:-2], np.int64)
    values = _spectrum(a, hermitian)
    limit = _threshold(a, values, atol, rtol)
    return (values > limit[..., None]).sum(axis=-1)


# ---- functions of matrices -------------------------------------------------------------------


def _expm(a: Any) -> Any:
    import scipy.linalg

    if not a.size:
        return a.copy()
    return np.asarray(scipy.linalg.expm(a.astype(np.float64))).astype(a.dtype)


def _infer_exp(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    lapack.square(operands[0], "linalg.matrix_exp")
    lapack.floating(operands[0], "linalg.matrix_exp")
    return (operands[0],)


def _exp_rule(xp: Any, g: Any, a: Any) -> Any:
    """The block above the diagonal of the exponential of [[Aᵀ, G], [0, Aᵀ]]."""
    size = a.shape[-1]
    turned = transposed(xp, a)
    zeros = xp.zeros_like(a)
    upper = xp.apply("cat", [turned, g], dim=-1)
    lower = xp.apply("cat", [zeros, turned], dim=-1)
    whole = xp.apply("matrix_exp", xp.apply("cat", [upper, lower], dim=-2))
    head = (slice(None),) * (len(a.shape) - 2)
    return xp.part(whole, (*head, slice(0, size), slice(size, 2 * size)))


def _cond(a: Tensor, p: Any) -> Any:
    if isinstance(p, str) and p not in ("fro", "nuc"):
        raise RuntimeError(f"linalg.cond got an invalid norm type: {p}")
    if p is None or (not isinstance(p, str) and abs(p) == 2):
        values = do("svdvals", a)
        count = values._array.shape[-1]
        largest = do("narrow", values, dim=-1, start=0, length=1)
        smallest = do("narrow", values, dim=-1, start=count - 1, length=1)
        quotient = smallest / largest if p == -2 else largest / smallest
        return do("squeeze", quotient, dim=-1)
    said = p if isinstance(p, str) else f"{p:g}"
    lapack.square(Meta(a._array.shape, a.dtype), f"linalg.cond(ord={said})")
    inverse, info = do("inv_ex", a)
    norms = [
        do("matrix_norm", x, ord=p, dim=(-2, -1), keepdim=False, dtype=None) for x in (a, inverse)
    ]
    result = norms[0] * norms[1]
    failed = Tensor(np.asarray(info._array > 0))
    return do("where", failed, math.inf, result) if failed._array.any() else result


def _infer_cond(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    lapack.with_dimensions(operands[0], "linalg.cond")
    return (Meta(operands[0].shape[:-2], operands[0].dtype),)


def _tensorinv(a: Tensor, ind: int) -> Any:
    ((shape, _),) = _infer_tensorinv((Meta(a._array.shape, a.dtype),), {"ind": ind})
    rows = math.prod(a._array.shape[:ind])
    columns = math.prod(a._array.shape[ind:])
    return do("reshape", do("inv", do("reshape", a, shape=(rows, columns))), shape=shape)


def _infer_tensorinv(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    ind = params["ind"]
    if ind <= 0:
        raise RuntimeError(f"Expected a strictly positive integer for 'ind', but got {ind}")
    rows, columns = math.prod(shape[:ind]), math.prod(shape[ind:])
    if rows != columns:
        raise RuntimeError(
            "Expected self to satisfy the requirement prod(self.shape[ind:]) == "
            f"prod(self.shape[:ind]), but got {columns} != {rows}"
        )
    return (Meta((*shape[ind:], *shape[:ind]), dtype),)


def _tensorsolve(a: Tensor, b: Tensor, dims: Any) -> Any:
    ndim = a._array.ndim
    if dims is not None:
        moved = [dim % ndim for dim in ((dims,) if isinstance(dims, int) else dims)]
        rest = [axis for axis in range(ndim) if axis not in moved]
        a = do("permute", a, dims=(*rest, *moved))
    shape = a._array.shape[b._array.ndim :]
    count = math.prod(shape)
    matrix = do("reshape", a, shape=(b._array.size, count))
    solution = do("solve", matrix, do("flatten", b))
    return do("reshape", solution, shape=shape)


def _infer_tensorsolve(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, b = operands
    order = list(range(len(a.shape)))
    if params["dims"] is not None:
        moved = [dim % len(order) for dim in params["dims"]]
        order = [axis for axis in order if axis not in moved] + moved
    shape = tuple([a.shape[axis] for axis in order])
    return (Meta(shape[len(b.shape) :], a.dtype),)


register(
    OpSpec(
        name="pinv",
        category="linalg",
        ports=(*MATRIX, *TOLERANCES),
        params=(HERMITIAN,),
        arguments=_tolerances,
        infer=_infer_pinv,
        forward=_pinv,
        gradients=(pinv_rule, None, None),
        node_name="LinalgPinvBackward0",
        checked=True,
        spelling="torch.linalg.pinv({a}, {params})",
        methods=("pinverse",),
        functions=("linalg.pinv", "pinverse"),
        formula=r"A^{+}",
        gradient_formulas=(r"-A^{+\top} G A^{+\top} + \ldots", None, None),
        gradient_texts=("-outᵀ @ g @ outᵀ + …", None, None),
        title="Pseudo-inverse",
        help="The inverse of what a matrix does where it can be undone.",
        keywords=("Moore", "Penrose", "inverse"),
        samples=(),
    ),
    OpSpec(
        name="matrix_rank",
        category="linalg",
        ports=(*MATRIX, *TOLERANCES),
        params=(HERMITIAN,),
        arguments=_rank_tolerances,
        infer=_infer_rank,
        forward=_rank,
        gradients=(None, None, None),
        differentiable=(),
        checked=True,
        spelling="torch.linalg.matrix_rank({a}, {params})",
        functions=("linalg.matrix_rank",),
        formula=r"\operatorname{rank} A",
        gradient_formulas=(None, None, None),
        gradient_texts=(None, None, None),
        title="Rank",
        help="How many singular values of a matrix are not zero.",
        keywords=("dimension", "singular"),
        samples=(),
    ),
    OpSpec(
        name="matrix_exp",
        category="linalg",
        ports=MATRIX,
        infer=_infer_exp,
        forward=lambda xp, a: _expm(a),
        gradients=(_exp_rule,),
        node_name="LinalgMatrixExpBackward0",
        checked=True,
        spelling="torch.linalg.matrix_exp({a})",
        methods=("matrix_exp",),
        functions=("linalg.matrix_exp", "matrix_exp"),
        formula=r"e^{A}",
        gradient_formulas=(r"\int_0^1 e^{s A^{\top}} G\, e^{(1-s) A^{\top}}\,ds",),
        gradient_texts=("the block of an exponential of twice the size",),
        title="Matrix exponential",
        help="The sum of the powers of a square matrix over the factorials.",
        keywords=("exponential", "Taylor"),
        samples=(Sample((SMALL,)), Sample(([SMALL, SMALL],))),
        bad=(not_square("linalg.matrix_exp"),),
    ),
    OpSpec(
        name="cond",
        category="linalg",
        ports=MATRIX,
        params=(Param("p", "data", None, optional=True, help="the order of the norms"),),
        infer=_infer_cond,
        compose=_cond,
        spelling="torch.linalg.cond({a}, {params})",
        functions=("linalg.cond",),
        formula=r"\lVert A \rVert \lVert A^{-1} \rVert",
        gradient_formulas=(r"\ldots",),
        gradient_texts=("through the norms",),
        title="Condition number",
        help="How much solving with a matrix magnifies errors.",
        keywords=("stability", "singular"),
        samples=(Sample((S,)), Sample((S,), {"p": -2})),
    ),
    OpSpec(
        name="tensorinv",
        category="linalg",
        ports=MATRIX,
        params=(Param("ind", "int", 2, help="how many dimensions count as rows"),),
        infer=_infer_tensorinv,
        compose=_tensorinv,
        spelling="torch.linalg.tensorinv({a}, {params})",
        functions=("linalg.tensorinv",),
        formula=r"A^{-1}",
        gradient_formulas=(r"-A^{-\top} G A^{-\top}",),
        gradient_texts=("-outᵀ · g · outᵀ",),
        title="Inverse of tensor contraction",
        help="The inverse of what tensordot with a tensor does.",
        keywords=("inverse", "tensordot"),
        samples=(Sample((S,), {"ind": 1}),),
    ),
    OpSpec(
        name="tensorsolve",
        category="linalg",
        ports=(Port("a", argument="A"), Port("b", argument="B")),
        params=(Param("dims", "dims", None, optional=True, help="dimensions to move to the end"),),
        infer=_infer_tensorsolve,
        compose=_tensorsolve,
        spelling="torch.linalg.tensorsolve({a}, {b}, {params})",
        functions=("linalg.tensorsolve",),
        formula=r"A^{-1} B",
        gradient_formulas=(r"-A^{-\top} G X^{\top}", r"A^{-\top} G"),
        gradient_texts=("-solve(aᵀ, g) ⊗ out", "solve(aᵀ, g)"),
        title="Solve tensor contraction",
        help="The X whose tensordot with A gives B.",
        keywords=("equation", "tensordot"),
        samples=(Sample((S, [1.0, -3.0])),),
    ),
)
