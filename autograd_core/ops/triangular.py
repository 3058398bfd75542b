"""Triangular systems and Cholesky factors. The rules are PyTorch's, for real numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import int32
from . import lapack
from .decompositions import plus, solved, tril, triu
from .shapes import broadcast
from .solvers import CHECK, LEFT, MATRIX, fitted, not_square, transposed
from .spec import BadSample, Meta, OpSpec, Param, Port, Sample, register

LOWER = [[2.0, 0.0], [0.5, 3.0]]
S = [[2.0, -1.0], [0.5, 3.0]]
SYMMETRIC = [[2.0, 0.5, -1.0], [0.5, 3.0, 0.25], [-1.0, 0.25, 1.5]]
B = [[1.0, -2.0], [0.5, 4.0]]
TALL = [[1.0, 2.0], [0.5, -1.0], [3.0, 1.0]]
WIDE = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]

Params = Mapping[str, Any]
Function = Callable[..., Any]

UPPER = Param("upper", "bool", False, help="upper, not lower triangles")
UPPER_ONLY = Param("upper", "bool", False, keyword_only=True, help="upper, not lower triangles")
UNIT = Param("unitriangular", "bool", False, keyword_only=True, help="ones on the diagonal")


# ---- triangular systems ----------------------------------------------------------------------


def _infer_triangular(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, b = operands
    name = "linalg.solve_triangular"
    lapack.square(a, name)
    lapack.with_dimensions(b, name, "B")
    left = params["left"]
    if a.shape[-2] != b.shape[-2 if left else -1]:
        raise RuntimeError(
            f"{name}: Incompatible shapes of A and B for the equation "
            f"{'AX = B' if left else 'XA = B'} ({a.shape[-2]}x{a.shape[-1]} and "
            f"{b.shape[-2]}x{b.shape[-1]})"
        )
    lapack.floating(a, name)
    if a.dtype is not b.dtype:
        raise RuntimeError(
            f"{name}: Expected A and B to have the same dtype, but found A of type "
            f"{a.dtype.scalar_name} and B of type {b.dtype.scalar_name} instead"
        )
    return (Meta((*broadcast(a.shape[:-2], b.shape[:-2]), *b.shape[-2:]), a.dtype),)


def _side(xp: Any, g: Any, a: Any, upper: bool, left: bool, unit: bool) -> Any:
    return solved(xp, transposed(xp, a), g, upper=not upper, left=left, unit=unit)


def _triangular_a(
    xp: Any, g: Any, a: Any, out: Any, upper: bool, left: bool, unitriangular: bool
) -> Any:
    side = _side(xp, g, a, upper, left, unitriangular)
    outer = -xp.matmul(side, transposed(xp, out)) if left else -xp.matmul(transposed(xp, out), side)
    outer = (triu if upper else tril)(xp, outer, _offset(upper, unitriangular))
    return fitted(xp, outer, tuple(a.shape))


def _offset(upper: bool, unit: bool) -> int:
    return (1 if upper else -1) if unit else 0


def _triangular_b(
    xp: Any, g: Any, a: Any, b_shape: Any, upper: bool, left: bool, unitriangular: bool
) -> Any:
    return fitted(xp, _side(xp, g, a, upper, left, unitriangular), b_shape)


def _infer_old(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    b, a = operands
    lapack.with_dimensions(b, "torch.triangular_solve", "b")
    lapack.square(a, "triangular_solve")
    batch = broadcast(b.shape[:-2], a.shape[:-2])
    return Meta((*batch, *b.shape[-2:]), b.dtype), Meta((*batch, *a.shape[-2:]), a.dtype)


def _old(
    xp: Any, b: Any, a: Any, upper: bool, transpose: bool, unitriangular: bool
) -> tuple[Any, Any]:
    source = a.swapaxes(-1, -2) if transpose else a
    result = lapack.triangular(source, b, upper != transpose, True, unitriangular)
    return result, np.broadcast_to(a, (*result.shape[:-2], *a.shape[-2:])).copy()


def _old_side(xp: Any, g: Any, a: Any, upper: bool, transpose: bool, unit: bool) -> Any:
    turned = a if transpose else transposed(xp, a)
    return solved(xp, turned, g, upper=upper == transpose, left=True, unit=unit)


def _old_b(
    xp: Any, g: Any, b_shape: Any, a: Any, upper: bool, transpose: bool, unitriangular: bool
) -> Any:
    if g[0] is None:
        return xp.zeros_shaped(a, b_shape)
    return fitted(xp, _old_side(xp, g[0], a, upper, transpose, unitriangular), b_shape)


def _old_a(
    xp: Any, g: Any, a: Any, solution: Any, upper: bool, transpose: bool, unitriangular: bool
) -> Any:
    outer = None
    if g[0] is not None:
        side = _old_side(xp, g[0], a, upper, transpose, unitriangular)
        turned = transposed(xp, solution)
        outer = -(
            xp.matmul(solution, transposed(xp, side)) if transpose else xp.matmul(side, turned)
        )
        outer = (triu if upper else tril)(xp, outer, _offset(upper, unitriangular))
    return fitted(xp, plus(outer, g[1]), tuple(a.shape))


# ---- Cholesky --------------------------------------------------------------------------------


def _not_positive(order: int) -> str:
    return (
        "The factorization could not be completed because the input is not positive-definite "
        f"(the leading minor of order {order} is not positive-definite)."
    )


def _infer_cholesky(name: str, count: int = 1) -> Function:
    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        (meta,) = operands
        lapack.square(meta, name)
        lapack.floating(meta, name)
        return (meta, Meta(meta.shape[:-2], int32))[:count]

    return infer


def _cholesky(name: str) -> Function:
    def forward(xp: Any, a: Any, upper: bool) -> Any:
        factor, info = lapack.cholesky(a, upper)
        lapack.first_failure(info, _not_positive, name)
        return factor

    return forward


def _cholesky_ex(xp: Any, a: Any, upper: bool, check_errors: bool) -> Any:
    factor, info = lapack.cholesky(a, upper)
    if check_errors:
        lapack.first_failure(info, _not_positive, "linalg.cholesky_ex")
    return factor, info


def _cholesky_rule(xp: Any, g: Any, L: Any, upper: bool) -> Any:  # noqa: N803
    factor, gradient = (transposed(xp, L), transposed(xp, g)) if upper else (L, g)
    inner = tril(xp, xp.matmul(transposed(xp, factor), gradient))
    inner = xp.mul_number(inner + transposed(xp, tril(xp, inner, -1)), 0.5)
    side = solved(xp, transposed(xp, factor), inner, upper=True, left=True)
    return solved(xp, factor, side, upper=False, left=False)


def _factored(a: Any, upper: bool) -> Any:
    return np.triu(a).swapaxes(-1, -2) if upper else np.tril(a)


def _infer_cholesky_solve(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    b, a = operands
    for meta, said in ((b, "b"), (a, "u")):
        if len(meta.shape) < 2:
            raise RuntimeError(
                f"{said} should have at least 2 dimensions, but has {len(meta.shape)} "
                "dimensions instead"
            )
    lapack.square(a, "cholesky_solve")
    if b.shape[-2] != a.shape[-2]:
        raise RuntimeError(
            f"Incompatible matrix sizes for cholesky_solve: each A matrix is {a.shape[-1]} by "
            f"{a.shape[-1]} but each b matrix is {b.shape[-2]} by {b.shape[-1]}"
        )
    return (Meta((*broadcast(b.shape[:-2], a.shape[:-2]), *b.shape[-2:]), b.dtype),)


def _cholesky_solve(xp: Any, b: Any, a: Any, upper: bool) -> Any:
    lower = _factored(a, upper)
    half = lapack.triangular(lower, b, False, True, False)
    return lapack.triangular(lower.swapaxes(-1, -2), half, True, True, False)


def _cholesky_solve_b(xp: Any, g: Any, b_shape: Any, a: Any, upper: bool) -> Any:
    return fitted(xp, xp.apply("cholesky_solve", g, a, upper=upper), b_shape)


def _cholesky_solve_a(xp: Any, g: Any, a: Any, out: Any, upper: bool) -> Any:
    side = xp.apply("cholesky_solve", g, a, upper=upper)
    common = xp.matmul(side, transposed(xp, out))
    common = common + transposed(xp, common)
    inner = -(xp.matmul(a, common) if upper else xp.matmul(common, a))
    return fitted(xp, inner, tuple(a.shape))


def _cholesky_inverse(xp: Any, a: Any, upper: bool) -> Any:
    eye = np.broadcast_to(np.eye(a.shape[-1], dtype=a.dtype), a.shape)
    return _cholesky_solve(xp, eye, a, upper)


def _cholesky_inverse_rule(xp: Any, g: Any, a: Any, out: Any, upper: bool) -> Any:
    common = g + transposed(xp, g)
    common = xp.matmul(out, xp.matmul(common, out))
    return -(xp.matmul(a, common) if upper else xp.matmul(common, a))


CHOLESKY: dict[str, Any] = {
    "category": "linalg",
    "gradients": (_cholesky_rule,),
    "checked": True,
    "differentiable": ("L",),
    "formula": r"A = L L^{\top}",
    "gradient_formulas": (r"L^{-\top}\,\Phi(L^{\top} G)\,L^{-1}",),
    "gradient_texts": ("inverse(l)ᵀ @ Φ(lᵀ @ g) @ inverse(l)",),
    "keywords": ("positive", "triangular", "root"),
    "help": "The triangular root of a symmetric positive-definite matrix.",
}

register(
    OpSpec(
        name="solve_triangular",
        category="linalg",
        ports=(Port("a", argument="A"), Port("b", argument="B")),
        params=(Param("upper", "bool", keyword_only=True, help="upper, not lower"), LEFT, UNIT),
        infer=_infer_triangular,
        forward=lambda xp, a, b, upper, left, unitriangular: lapack.triangular(
            a, b, upper, left, unitriangular
        ),
        gradients=(_triangular_a, _triangular_b),
        node_name="LinalgSolveTriangularBackward0",
        checked=True,
        spelling="torch.linalg.solve_triangular({a}, {b}, {params})",
        functions=("linalg.solve_triangular",),
        formula=r"A^{-1} B",
        gradient_formulas=(r"-A^{-\top} G X^{\top}", r"A^{-\top} G"),
        gradient_texts=("-solve(aᵀ, g) @ outᵀ, in the triangle", "solve(aᵀ, g)"),
        title="Solve triangular",
        help="The X for which A X = B, for a triangular A.",
        keywords=("equation", "triangle", "substitution"),
        samples=(
            Sample((LOWER, B), {"upper": False}),
            Sample((S, B), {"upper": True, "left": False}),
        ),
        bad=(
            BadSample(
                (LOWER, TALL),
                {"upper": False},
                "linalg.solve_triangular: Incompatible shapes of A and B for the equation AX = B "
                "(2x2 and 3x2)",
            ),
        ),
    ),
    OpSpec(
        name="triangular_solve",
        category="linalg",
        ports=(Port("b", argument="input"), Port("a", argument="A")),
        params=(
            Param("upper", "bool", True, help="upper, not lower triangles"),
            Param("transpose", "bool", False, help="solve with the transposed matrix"),
            Param("unitriangular", "bool", False, help="ones on the diagonal"),
        ),
        outputs=("solution", "cloned_coefficient"),
        differentiable=("solution", "cloned_coefficient"),
        infer=_infer_old,
        forward=_old,
        gradients=(_old_b, _old_a),
        node_name="TriangularSolveBackward0",
        checked=True,
        spelling="torch.triangular_solve({b}, {a}, {params})",
        methods=("triangular_solve",),
        functions=("triangular_solve",),
        formula=r"A^{-1} B",
        gradient_formulas=(r"A^{-\top} G", r"-A^{-\top} G X^{\top}"),
        gradient_texts=("solve(aᵀ, g)", "-solve(aᵀ, g) @ outᵀ, in the triangle"),
        title="Solve triangular (old)",
        help="The older form of linalg.solve_triangular.",
        keywords=("equation", "triangle"),
        samples=(),
    ),
    OpSpec(
        name="linalg_cholesky",
        ports=MATRIX,
        params=(UPPER_ONLY,),
        outputs=("L",),
        infer=_infer_cholesky("linalg.cholesky"),
        forward=_cholesky("linalg.cholesky"),
        node_name="LinalgCholeskyExBackward0",
        spelling="torch.linalg.cholesky({a}, {params})",
        functions=("linalg.cholesky",),
        title="Cholesky decomposition",
        samples=(),
        bad=(
            not_square("linalg.cholesky"),
            BadSample(([[1.0, 2.0], [2.0, 1.0]],), {}, f"linalg.cholesky: {_not_positive(2)}"),
        ),
        **CHOLESKY,
    ),
    OpSpec(
        name="cholesky_ex",
        ports=MATRIX,
        params=(UPPER_ONLY, CHECK),
        outputs=("L", "info"),
        infer=_infer_cholesky("linalg.cholesky_ex", 2),
        forward=_cholesky_ex,
        node_name="LinalgCholeskyExBackward0",
        spelling="torch.linalg.cholesky_ex({a}, {params})",
        functions=("linalg.cholesky_ex",),
        title="Cholesky decomposition with report",
        samples=(),
        **CHOLESKY,
    ),
    OpSpec(
        name="cholesky",
        ports=(Port("a"),),
        params=(UPPER,),
        outputs=("L",),
        infer=_infer_cholesky("cholesky"),
        forward=_cholesky("cholesky"),
        node_name="CholeskyBackward0",
        spelling="torch.cholesky({a}, {params})",
        methods=("cholesky",),
        functions=("cholesky",),
        title="Cholesky decomposition (old)",
        samples=(),
        **CHOLESKY,
    ),
    OpSpec(
        name="cholesky_solve",
        category="linalg",
        ports=(Port("b", argument="input"), Port("a", argument="input2")),
        params=(UPPER,),
        infer=_infer_cholesky_solve,
        forward=_cholesky_solve,
        gradients=(_cholesky_solve_b, _cholesky_solve_a),
        node_name="CholeskySolveBackward0",
        checked=True,
        spelling="torch.cholesky_solve({b}, {a}, {params})",
        methods=("cholesky_solve",),
        functions=("cholesky_solve",),
        formula=r"(L L^{\top})^{-1} B",
        gradient_formulas=(r"(L L^{\top})^{-1} G", r"-(C + C^{\top}) L"),
        gradient_texts=("cholesky_solve(g, l)", "-(c + cᵀ) @ l, with c = solution for g @ outᵀ"),
        title="Solve by Cholesky factor",
        help="The solution of a system whose matrix is given by its Cholesky factor.",
        keywords=("equation", "positive"),
        samples=(),
    ),
    OpSpec(
        name="cholesky_inverse",
        category="linalg",
        ports=(Port("a"),),
        params=(UPPER,),
        infer=_infer_cholesky("cholesky_inverse"),
        forward=_cholesky_inverse,
        gradients=(_cholesky_inverse_rule,),
        node_name="CholeskyInverseBackward0",
        checked=True,
        spelling="torch.cholesky_inverse({a}, {params})",
        methods=("cholesky_inverse",),
        functions=("cholesky_inverse",),
        formula=r"(L L^{\top})^{-1}",
        gradient_formulas=(r"-X (G + G^{\top}) X L",),
        gradient_texts=("-out @ (g + gᵀ) @ out @ l",),
        title="Inverse by Cholesky factor",
        help="The inverse of a matrix that is given by its Cholesky factor.",
        keywords=("inverse", "positive"),
        samples=(),
    ),
)
