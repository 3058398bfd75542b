"""Least squares, and products of Householder's reflections, as PyTorch computes them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import int64
from . import lapack
from .matrix_functions import pinv_rule
from .shapes import broadcast
from .solvers import fitted, transposed
from .spec import Meta, OpSpec, Param, Port, Sample, register

S = [[2.0, -1.0], [0.5, 3.0]]
TALL = [[1.0, 2.0], [0.5, -1.0], [3.0, 1.0]]
B = [[1.0, -2.0], [0.5, 4.0], [2.0, 1.0]]

Params = Mapping[str, Any]


# ---- least squares ---------------------------------------------------------------------------

DRIVERS = ("gels", "gelsy", "gelsd", "gelss")


def _infer_lstsq(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, b = operands
    if len(a.shape) < 2:
        raise RuntimeError("torch.linalg.lstsq: input must have at least 2 dimensions.")
    if not b.shape:
        raise RuntimeError("torch.linalg.lstsq: other must have at least 1 dimension.")
    driver = params["driver"]
    if driver is not None and driver not in DRIVERS:
        raise RuntimeError(
            "torch.linalg.lstsq: parameter `driver` should be one of (gels, gelsy, gelsd, gelss)"
        )
    vector = _is_vector(a.shape, b.shape)
    rows = b.shape[-1 if vector else -2]
    if rows != a.shape[-2]:
        raise RuntimeError(
            "torch.linalg.lstsq: input.size(-2) should match other.size("
            f"{'-1' if vector else '-2'})"
        )
    batch = broadcast(a.shape[:-2], b.shape[: -1 if vector else -2])
    solution = (*batch, a.shape[-1]) if vector else (*batch, a.shape[-1], b.shape[-1])
    least = min(a.shape[-2:])
    over = a.shape[-2] > a.shape[-1] and bool(math.prod(a.shape))
    residuals: tuple[int, ...] = (0,)
    if over and driver not in (None, "gelsy"):
        residuals = batch if vector else (*batch, b.shape[-1])
    return (
        Meta(solution, a.dtype),
        Meta(residuals, a.dtype),
        Meta(batch if driver != "gels" else (0,), int64),
        Meta((*batch, least) if driver in ("gelsd", "gelss") else (0,), a.dtype),
    )


def _is_vector(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    return len(b) == 1 or (len(a) - 1 == len(b) and b == a[:-1])


def _lstsq(xp: Any, a: Any, b: Any, rcond: Any, driver: str | None) -> Any:
    vector = _is_vector(a.shape, b.shape)
    right = b[..., None] if vector else b
    matrix, right = lapack.broadcast_batches(a, right)
    least = min(a.shape[-2:])
    eps = np.finfo(a.dtype).eps
    limit = eps * max(a.shape[-2:]) if rcond is None else rcond
    u, s, vh = np.linalg.svd(matrix, full_matrices=False)
    kept = s > limit * s.max(axis=-1, initial=0)[..., None]
    if driver == "gels":
        kept = np.ones_like(kept)
    inverse = np.where(kept, 1 / np.where(kept, s, 1), 0).astype(a.dtype)
    solution = vh.swapaxes(-1, -2) @ (inverse[..., None] * (u.swapaxes(-1, -2) @ right))
    rank = kept.sum(axis=-1).astype(np.int64)
    residuals = np.zeros(0, a.dtype)
    whole = driver in (None, "gelsy")
    over = a.shape[-2] > a.shape[-1] and driver not in (None, "gelsy") and bool(a.size)
    if over and (driver == "gels" or np.all(rank == least)):
        gaps = matrix @ solution - right
        residuals = (gaps * gaps).sum(axis=-2)
        residuals = residuals[..., 0] if vector else residuals
    values = np.zeros(0, a.dtype) if whole or driver == "gels" else s
    return (
        solution[..., 0] if vector else solution,
        residuals,
        rank if driver != "gels" else np.zeros(0, np.int64),
        values,
    )


def _columns(xp: Any, a: Any, vector: bool) -> Any:
    return xp.expand_dims(a, -1) if vector else a


def _gap_gradient(xp: Any, g: Any, a: Any, b: Any, solution: Any, vector: bool) -> Any:
    """Twice the residuals times their gradient, in columns."""
    gaps = xp.matmul(a, _columns(xp, solution, vector)) - _columns(xp, b, vector)
    return 2 * gaps * xp.expand_dims(_columns(xp, g, vector), -2)


def _lstsq_a(xp: Any, g: Any, a: Any, b: Any, solution: Any) -> Any:
    vector = _is_vector(tuple(a.shape), tuple(b.shape))
    total = None
    if g[0] is not None:
        inverse = xp.apply("pinv", a, None, None, hermitian=False)
        g_inverse = xp.matmul(_columns(xp, g[0], vector), transposed(xp, _columns(xp, b, vector)))
        total = pinv_rule(xp, g_inverse, a, inverse)
    if g[1] is not None and _counts(g[1]):
        gaps = _gap_gradient(xp, g[1], a, b, solution, vector)
        more = xp.matmul(gaps, transposed(xp, _columns(xp, solution, vector)))
        total = more if total is None else total + more
    return xp.zeros_like(a) if total is None else fitted(xp, total, tuple(a.shape))


def _counts(g: Any) -> bool:
    return tuple(g.shape) != (0,)


def _lstsq_b(xp: Any, g: Any, a: Any, b: Any, solution: Any) -> Any:
    vector = _is_vector(tuple(a.shape), tuple(b.shape))
    total = None
    if g[0] is not None:
        inverse = xp.apply("pinv", a, None, None, hermitian=False)
        total = xp.matmul(transposed(xp, inverse), _columns(xp, g[0], vector))
    if g[1] is not None and _counts(g[1]):
        more = -_gap_gradient(xp, g[1], a, b, solution, vector)
        total = more if total is None else total + more
    if total is None:
        return xp.zeros_like(b)
    if vector:
        total = xp.reshape(total, tuple(total.shape[:-1]))
    return fitted(xp, total, tuple(b.shape))


# ---- Householder reflections -----------------------------------------------------------------


def _infer_householder(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, tau = operands
    name = "torch.linalg.householder_product"
    if len(a.shape) < 2:
        raise RuntimeError(f"{name}: input must have at least 2 dimensions.")
    if a.shape[-2] < a.shape[-1]:
        raise RuntimeError(
            f"{name}: input.shape[-2] must be greater than or equal to input.shape[-1]"
        )
    if a.shape[-1] < tau.shape[-1]:
        raise RuntimeError(
            f"{name}: input.shape[-1] must be greater than or equal to tau.shape[-1]"
        )
    return (a,)


def _reflector(xp: Any, a: Any, tau: Any, place: int) -> tuple[Any, Any]:
    """The vector of a reflection, with its 1, as a column, and its factor."""
    head = (slice(None),) * (len(a.shape) - 2)
    column = xp.part(a, (*head, slice(None), slice(place, place + 1)))
    below = xp.apply("tril", column, diagonal=-place - 1)
    one = xp.placed(
        xp.ones_like(xp.part(column, (*head, slice(place, place + 1)))),
        tuple(column.shape),
        (*head, slice(place, place + 1)),
    )
    factor = xp.part(tau, (*head, slice(place, place + 1)))
    return below + one, xp.expand_dims(factor, -1)


def _householder(xp: Any, a: Any, tau: Any) -> Any:
    rows, columns = a.shape[-2:]
    result = np.broadcast_to(np.eye(rows, columns, dtype=a.dtype), a.shape)
    for place in reversed(range(tau.shape[-1])):
        v, factor = _reflector(xp, a, tau, place)
        result = result - factor * (v @ (v.swapaxes(-1, -2) @ result))
    return np.array(result)


def _householder_rules(xp: Any, g: Any, a: Any, tau: Any) -> tuple[Any, Any]:
    """Backwards through the reflections, one after the other."""
    columns = a.shape[-1]
    eye = xp.apply("tril", xp.apply("triu", xp.ones_like(a), diagonal=0), diagonal=0)
    partial = [eye]
    for place in reversed(range(tau.shape[-1])):
        v, factor = _reflector(xp, a, tau, place)
        last = partial[-1]
        partial.append(last - factor * xp.matmul(v, xp.matmul(transposed(xp, v), last)))
    partial.reverse()
    g_vectors, g_factors = [], []
    for place in range(tau.shape[-1]):
        v, factor = _reflector(xp, a, tau, place)
        inner = partial[place + 1]
        row = xp.matmul(transposed(xp, v), inner)
        g_row = xp.matmul(transposed(xp, v), g)
        g_factors.append(-xp.sum(row * g_row, (-1,)))
        both = xp.matmul(g, transposed(xp, row)) + xp.matmul(inner, transposed(xp, g_row))
        g_vectors.append(xp.apply("tril", -factor * both, diagonal=-place - 1))
        g = g - factor * xp.matmul(v, g_row)
    if len(g_vectors) < columns:
        g_vectors.append(xp.zeros_shaped(a, (*a.shape[:-1], columns - len(g_vectors))))
    if not g_factors:
        return xp.zeros_like(a), xp.zeros_like(tau)
    return xp.apply("cat", g_vectors, dim=-1), xp.apply("cat", g_factors, dim=-1)


register(
    OpSpec(
        name="lstsq",
        category="linalg",
        ports=(Port("a", argument="A"), Port("b", argument="B")),
        params=(
            Param("rcond", "float", None, optional=True, help="tolerance for the rank"),
            Param(
                "driver",
                "str",
                None,
                optional=True,
                keyword_only=True,
                help="gels, gelsy, gelsd or gelss",
            ),
        ),
        outputs=("solution", "residuals", "rank", "singular_values"),
        differentiable=("solution", "residuals"),
        infer=_infer_lstsq,
        forward=_lstsq,
        gradients=(_lstsq_a, _lstsq_b),
        node_name="LinalgLstsqBackward0",
        checked=True,
        spelling="torch.linalg.lstsq({a}, {b}, {params})",
        functions=("linalg.lstsq",),
        formula=r"\arg\min_X \lVert A X - B \rVert",
        gradient_formulas=(r"\ldots", r"A^{+\top} G"),
        gradient_texts=("through the pseudo-inverse", "pinv(a)ᵀ @ g"),
        title="Least squares",
        help="The X for which A X comes nearest to B.",
        keywords=("regression", "fit", "residuals"),
        samples=(Sample((TALL, B)), Sample((S, S))),
    ),
    OpSpec(
        name="householder_product",
        category="linalg",
        ports=(Port("a", argument="input"), Port("tau")),
        infer=_infer_householder,
        forward=_householder,
        gradients=(
            lambda xp, g, a, tau: _householder_rules(xp, g, a, tau)[0],
            lambda xp, g, a, tau: _householder_rules(xp, g, a, tau)[1],
        ),
        node_name="LinalgHouseholderProductBackward0",
        checked=True,
        spelling="torch.linalg.householder_product({a}, {tau})",
        methods=("orgqr",),
        functions=("linalg.householder_product", "orgqr"),
        formula=r"H_1 H_2 \cdots H_k",
        gradient_formulas=(r"\ldots", r"\ldots"),
        gradient_texts=("through the reflections", "through the reflections"),
        title="Product of reflections",
        help="The orthonormal columns from the reflections that a QR decomposition leaves.",
        keywords=("Householder", "QR", "orthogonal"),
        samples=(Sample((TALL, [0.5, 1.25])),),
    ),
)
