"""LU decompositions and what is solved with them. The rules are PyTorch's, for real numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import int32
from ..tensor import Tensor
from . import lapack
from .decompositions import part_of, plus, rest_of, solved, tril, triu
from .functional import do
from .shapes import broadcast
from .solvers import CHECK, LEFT, MATRIX, fitted, transposed
from .spec import Meta, OpSpec, Param, Port, Sample, register

S = [[2.0, -1.0], [0.5, 3.0]]
TALL = [[1.0, 2.0], [0.5, -1.0], [3.0, 1.0]]
WIDE = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]

Params = Mapping[str, Any]
Function = Callable[..., Any]

PIVOT = Param("pivot", "bool", True, keyword_only=True, help="exchange rows")


# ---- factors ---------------------------------------------------------------------------------


def _infer_lu(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    (meta,) = operands
    _check_lu(meta, "linalg.lu")
    *batch, rows, columns = meta.shape
    least = min(rows, columns)
    return (
        Meta((*batch, rows, rows) if params["pivot"] else (0,), meta.dtype),
        Meta((*batch, rows, least), meta.dtype),
        Meta((*batch, least, columns), meta.dtype),
    )


def _check_lu(meta: Meta, name: str) -> None:
    if len(meta.shape) < 2:
        raise RuntimeError(
            f"{name}: Expected tensor with 2 or more dimensions. Got size: "
            f"{list(meta.shape)} instead"
        )
    lapack.floating(meta, name.removeprefix("torch."))


def _unpacked(factors: Any, pivots: Any) -> tuple[Any, Any, Any]:
    rows, columns = factors.shape[-2:]
    least = min(rows, columns)
    lower = np.tril(factors[..., :least], -1) + np.eye(rows, least, dtype=factors.dtype)
    upper = np.triu(factors[..., :least, :])
    places = lapack.permutation_of(pivots, rows)
    permutation = np.zeros((*places.shape, rows), factors.dtype)
    np.put_along_axis(permutation, places[..., None, :], 1, axis=-2)
    return permutation, lower, upper


def _lu(xp: Any, a: Any, pivot: bool) -> Any:
    if not pivot:
        raise RuntimeError("linalg.lu: LU without pivoting is not implemented on the CPU")
    factors, pivots, _ = lapack.lu_factor(a)
    return _unpacked(factors, pivots)


def lu_gradient(xp: Any, g_l: Any, g_u: Any, P: Any, L: Any, U: Any) -> Any:  # noqa: N803
    """The gradient of the matrix from those of its factors; each may be None."""
    rows, least, columns = L.shape[-2], L.shape[-1], U.shape[-1]
    square_l, square_u = part_of(xp, L, least, None), part_of(xp, U, None, least)
    inner_l = inner_u = None
    if g_l is not None:
        g_top = part_of(xp, g_l, least, None)
        inner_l = xp.matmul(transposed(xp, square_l), g_top)
    if g_u is not None:
        g_front = part_of(xp, g_u, None, least)
        inner_u = xp.matmul(g_front, transposed(xp, square_u))
    if columns > least and g_u is not None:
        g_rest, rest = rest_of(xp, g_u, least, True), rest_of(xp, U, least, True)
        inner_l = plus(inner_l, -xp.matmul(g_rest, transposed(xp, rest)))
    if rows > least and g_l is not None:
        g_rest, rest = rest_of(xp, g_l, least, False), rest_of(xp, L, least, False)
        inner_u = plus(inner_u, -xp.matmul(transposed(xp, rest), g_rest))
    inner = plus(
        None if inner_l is None else tril(xp, inner_l, -1),
        None if inner_u is None else triu(xp, inner_u),
    )
    side = solved(xp, transposed(xp, square_u), inner, upper=False, left=False)
    turned_l = transposed(xp, square_l)
    result = solved(xp, turned_l, side, upper=True, left=True, unit=True)
    if columns > least:
        tail = xp.zeros_like(rest_of(xp, U, least, True))
        if g_u is not None:
            g_rest = rest_of(xp, g_u, least, True)
            tail = solved(xp, turned_l, g_rest, upper=True, left=True, unit=True)
        result = xp.apply("cat", [result, tail], dim=-1)
    if rows > least:
        tail = xp.zeros_like(rest_of(xp, L, least, False))
        if g_l is not None:
            g_rest = rest_of(xp, g_l, least, False)
            tail = solved(xp, transposed(xp, square_u), g_rest, upper=False, left=False)
        result = xp.apply("cat", [result, tail], dim=-2)
    return xp.matmul(P, result)


def _lu_rule(xp: Any, g: Any, P: Any, L: Any, U: Any) -> Any:  # noqa: N803
    return lu_gradient(xp, g[0], g[1], P, L, U)


def _lu_factor_rule(xp: Any, g: Any, LU: Any, pivots: Any) -> Any:  # noqa: N803
    p, lower, upper = xp.apply("lu_unpack", LU, pivots)
    least = lower.shape[-1]
    g_l = tril(xp, part_of(xp, g, None, least), -1)
    g_u = triu(xp, part_of(xp, g, least, None))
    return lu_gradient(xp, g_l, g_u, p, lower, upper)


def _infer_lu_factor(name: str, count: int) -> Function:
    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        (meta,) = operands
        _check_lu(meta, name)
        batch = meta.shape[:-2]
        least = min(meta.shape[-2:])
        return (meta, Meta((*batch, least), int32), Meta(batch, int32))[:count]

    return infer


def _lu_factor_ex(xp: Any, a: Any, pivot: bool, check_errors: bool) -> Any:
    if not pivot:
        raise RuntimeError("linalg.lu_factor: LU without pivoting is not implemented on the CPU")
    factors, pivots, info = lapack.lu_factor(a)
    if check_errors:
        _check_pivots(info, "torch.linalg.lu_factor_ex")
    return factors, pivots, info


def _check_pivots(info: Any, name: str) -> None:
    failed = np.flatnonzero(info)
    if len(failed):
        row = int(info.flat[failed[0]])
        where = "" if info.ndim == 0 else f"(Batch element {failed[0]}): "
        raise RuntimeError(
            f"{name}: {where}U[{row},{row}] is zero and using it on lu_solve would result in a "
            "division by zero. If you still want to perform the factorization, consider calling "
            "linalg.lu(A, pivot) or linalg.lu_factor_ex(A, pivot)"
        )


def _lu_factor(xp: Any, a: Any, pivot: bool) -> Any:
    factors, pivots, info = _lu_factor_ex(xp, a, pivot, False)
    _check_pivots(info, "torch.linalg.lu_factor")
    return factors, pivots


def _infer_unpack(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    *batch, rows, columns = operands[0].shape
    dtype = operands[0].dtype
    least = min(rows, columns)
    data = params["unpack_data"]
    return (
        Meta((*batch, rows, rows) if params["unpack_pivots"] else (0,), dtype),
        Meta((*batch, rows, least) if data else (0,), dtype),
        Meta((*batch, least, columns) if data else (0,), dtype),
    )


def _unpack(xp: Any, a: Any, pivots: Any, unpack_data: bool, unpack_pivots: bool) -> Any:
    p, lower, upper = _unpacked(a, pivots)
    nothing = np.zeros(0, a.dtype)
    return (
        p if unpack_pivots else nothing,
        lower if unpack_data else nothing,
        upper if unpack_data else nothing,
    )


def _unpack_rule(xp: Any, g: Any, a_shape: tuple[int, ...]) -> Any:
    g_l, g_u = g
    rows, columns = a_shape[-2:]
    least, dim = min(rows, columns), -2 if rows > columns else -1
    if g_l is not None and g_u is not None:
        lower = g_l if rows == least else xp.part(g_l, _cut(a_shape, -2, 0, least))
        upper = g_u if columns == least else xp.part(g_u, _cut(a_shape, -1, 0, least))
        square = tril(xp, lower, -1) + triu(xp, upper)
        if rows == columns:
            return square
        rest = xp.part(g_l if rows > columns else g_u, _cut(a_shape, dim, least, None))
    else:
        square = tril(xp, g_l, -1) if g_u is None else triu(xp, g_u)
        if square.shape[-2:] == (rows, columns):
            return square
        missing = (rows - least, columns) if rows > columns else (rows, columns - least)
        rest = xp.zeros_shaped(square, (*a_shape[:-2], *missing))
    return xp.apply("cat", [square, rest], dim=dim)


def _cut(shape: tuple[int, ...], dim: int, start: int, stop: int | None) -> tuple[Any, ...]:
    return (*(slice(None),) * (len(shape) + dim), slice(start, stop))


def _old_lu(a: Tensor, pivot: bool, get_infos: bool) -> Any:
    found = do("lu_factor_ex", a, pivot=pivot)
    return tuple(found) if get_infos else tuple(found)[:2]


LU_WORDS: dict[str, Any] = {
    "category": "linalg",
    "formula": r"A = P L U",
    "gradient_formulas": (r"P L^{-\top} \Phi U^{-\top}",),
    "gradient_texts": ("p @ inverse(l)ᵀ @ (triangles of lᵀ @ gₗ and gᵤ @ uᵀ) @ inverse(u)ᵀ",),
    "keywords": ("triangular", "pivot", "Gauss"),
}

register(
    OpSpec(
        name="linalg_lu",
        ports=MATRIX,
        params=(PIVOT,),
        outputs=("P", "L", "U"),
        differentiable=("L", "U"),
        infer=_infer_lu,
        forward=_lu,
        gradients=(_lu_rule,),
        node_name="LinalgLuBackward0",
        checked=True,
        spelling="torch.linalg.lu({a}, {params})",
        functions=("linalg.lu",),
        title="LU decomposition",
        help="The matrix as a permutation times a lower and an upper triangle.",
        samples=(),
        **LU_WORDS,
    ),
    OpSpec(
        name="lu_factor_ex",
        ports=MATRIX,
        params=(PIVOT, CHECK),
        outputs=("LU", "pivots", "info"),
        differentiable=("LU",),
        infer=_infer_lu_factor("torch.lu_factor_ex", 3),
        forward=_lu_factor_ex,
        gradients=(_lu_factor_rule,),
        node_name="LinalgLuFactorExBackward0",
        checked=True,
        spelling="torch.linalg.lu_factor_ex({a}, {params})",
        functions=("linalg.lu_factor_ex",),
        title="LU factors with report",
        help="Both triangles of the LU decomposition in one matrix, and the row exchanges.",
        samples=(Sample((S,)), Sample((TALL,))),
        **LU_WORDS,
    ),
    OpSpec(
        name="lu_factor",
        ports=MATRIX,
        params=(PIVOT,),
        outputs=("LU", "pivots"),
        differentiable=("LU",),
        infer=_infer_lu_factor("torch.lu_factor", 2),
        forward=_lu_factor,
        gradients=(_lu_factor_rule,),
        node_name="LinalgLuFactorExBackward0",
        checked=True,
        spelling="torch.linalg.lu_factor({a}, {params})",
        functions=("linalg.lu_factor",),
        title="LU factors",
        help="Both triangles of the LU decomposition in one matrix, and the row exchanges.",
        samples=(Sample((S,)), Sample((TALL,)), Sample((WIDE,))),
        **LU_WORDS,
    ),
    OpSpec(
        name="lu",
        ports=(Port("a"),),
        params=(
            Param("pivot", "bool", True, help="exchange rows"),
            Param("get_infos", "bool", False, help="say where U is singular"),
        ),
        outputs=("LU", "pivots"),
        infer=lambda operands, params: _infer_lu_factor("torch.lu_factor", 2 + params["get_infos"])(
            operands, params
        ),
        compose=_old_lu,
        spelling="{a}.lu({params})",
        methods=("lu",),
        functions=("lu",),
        title="LU factors (old)",
        help="The older form of linalg.lu_factor.",
        samples=(),
        **LU_WORDS,
    ),
    OpSpec(
        name="lu_unpack",
        category="linalg",
        ports=(Port("a", argument="LU_data"), Port("pivots", argument="LU_pivots")),
        params=(
            Param("unpack_data", "bool", True, help="give L and U"),
            Param("unpack_pivots", "bool", True, help="give P"),
        ),
        outputs=("P", "L", "U"),
        differentiable=("L", "U"),
        infer=_infer_unpack,
        forward=_unpack,
        gradients=(_unpack_rule, None),
        node_name="LuUnpackBackward0",
        spelling="torch.lu_unpack({a}, {pivots}, {params})",
        functions=("lu_unpack",),
        formula=r"P, L, U",
        gradient_formulas=(r"\operatorname{tril} G_L + \operatorname{triu} G_U", None),
        gradient_texts=("the triangles of the gradients of L and U", None),
        title="Unpack LU factors",
        help="The permutation and both triangles from what linalg.lu_factor gives.",
        keywords=("triangular", "pivot"),
        samples=(),
    ),
)


# ---- systems ---------------------------------------------------------------------------------


def _infer_lu_solve(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    factors, _, b = operands
    left = params["left"]
    lapack.square(factors, "torch.linalg.lu_solve")
    if factors.shape[-1] != b.shape[-2 if left else -1]:
        raise RuntimeError(
            "linalg.lu_solve: Incompatible shapes of A and B for the equation "
            f"{'AX = B' if left else 'XA = B'} ({factors.shape[-2]}x{factors.shape[-1]} and "
            f"{b.shape[-2]}x{b.shape[-1]})"
        )
    return (Meta((*broadcast(factors.shape[:-2], b.shape[:-2]), *b.shape[-2:]), b.dtype),)


def _lu_solve(xp: Any, a: Any, pivots: Any, b: Any, left: bool, adjoint: bool) -> Any:
    if left:
        return lapack.lu_solve(a, pivots, b, adjoint)
    return lapack.lu_solve(a, pivots, b.swapaxes(-1, -2), not adjoint).swapaxes(-1, -2)


def _lu_solve_b(
    xp: Any, g: Any, a: Any, pivots: Any, b_shape: Any, left: bool, adjoint: bool
) -> Any:
    side = xp.apply("lu_solve", a, pivots, g, left=left, adjoint=not adjoint)
    return fitted(xp, side, b_shape)


def _lu_solve_a(xp: Any, g: Any, a: Any, pivots: Any, out: Any, left: bool, adjoint: bool) -> Any:
    """X A = B is Aᵀ Xᵀ = Bᵀ; with Z = U X, or Y = Lᵀ Pᵀ X for Aᵀ, the triangles are apart."""
    p, lower, upper = xp.apply("lu_unpack", a, pivots)
    if not left:
        g, out, adjoint = transposed(xp, g), transposed(xp, out), not adjoint
    low = {"upper": False, "left": True, "unit": True}
    if not adjoint:
        w = solved(xp, transposed(xp, upper), g, upper=False, left=True)
        g_u = -xp.matmul(w, transposed(xp, out))
        z = xp.matmul(upper, out)
        side = solved(xp, transposed(xp, lower), w, **{**low, "upper": True})
        g_l = -xp.matmul(side, transposed(xp, z))
    else:
        turned, moved = xp.matmul(transposed(xp, p), g), xp.matmul(transposed(xp, p), out)
        w = solved(xp, lower, turned, **low)
        g_l = -xp.matmul(moved, transposed(xp, w))
        y = xp.matmul(transposed(xp, lower), moved)
        v = solved(xp, upper, w, upper=True, left=True)
        g_u = -xp.matmul(y, transposed(xp, v))
    return fitted(xp, tril(xp, g_l, -1) + triu(xp, g_u), tuple(a.shape))


def _old_lu_solve(b: Tensor, factors: Tensor, pivots: Tensor) -> Any:
    return do("lu_solve", factors, pivots, b, left=True, adjoint=False)


SOLVE_WORDS: dict[str, Any] = {
    "category": "linalg",
    "formula": r"(P L U)^{-1} B",
    "title": "Solve by LU factors",
    "help": "The solution of a system whose matrix is given by its LU factors.",
    "keywords": ("equation", "triangular"),
}

register(
    OpSpec(
        name="lu_solve",
        ports=(Port("a", argument="LU"), Port("pivots"), Port("b", argument="B")),
        params=(
            LEFT,
            Param("adjoint", "bool", False, keyword_only=True, help="of the transposed matrix"),
        ),
        infer=_infer_lu_solve,
        forward=_lu_solve,
        gradients=(_lu_solve_a, None, _lu_solve_b),
        node_name="LinalgLuSolveBackward0",
        checked=True,
        spelling="torch.linalg.lu_solve({a}, {pivots}, {b}, {params})",
        functions=("linalg.lu_solve",),
        gradient_formulas=(r"\ldots", None, r"A^{-\top} G"),
        gradient_texts=("through the triangles", None, "the solution for the gradient"),
        samples=(),
        **SOLVE_WORDS,
    ),
    OpSpec(
        name="lu_solve_old",
        ports=(Port("b"), Port("a", argument="LU_data"), Port("pivots", argument="LU_pivots")),
        infer=lambda operands, params: _infer_lu_solve(
            (operands[1], operands[2], operands[0]), {"left": True}
        ),
        compose=_old_lu_solve,
        spelling="torch.lu_solve({b}, {a}, {pivots})",
        methods=("lu_solve",),
        functions=("lu_solve",),
        gradient_formulas=(r"A^{-\top} G", r"\ldots", None),
        gradient_texts=("the solution for the gradient", "through the triangles", None),
        samples=(),
        **{**SOLVE_WORDS, "title": "Solve by LU factors (old)"},
    ),
)
