"""Symmetric matrices as L D Lᵀ, and matrices as Householder reflections, as LAPACK keeps both.

PyTorch has no derivatives for these.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import int32
from ..errors import LinAlgError
from .lapack import broadcast_batches, floating, routine, square, with_dimensions
from .operands import no_kernel
from .spec import BadSample, Meta, OpSpec, Param, Port, Sample, register

Params = Mapping[str, Any]
Operands = Sequence[Any]

MATRIX = (Port("A", argument="A"),)
HERMITIAN = Param("hermitian", "bool", False, keyword_only=True, help="of complex numbers")
CHECK = Param("check_errors", "bool", False, keyword_only=True, help="raise an error for zeros")
S = [[4.0, 1.0, 2.0], [1.0, -3.0, 0.5], [2.0, 0.5, 5.0]]
TALL = [[1.0, 2.0], [3.0, 4.0], [5.0, -6.0]]
FACTORS = [[4.0, 0.0], [0.25, -3.25]]


def _batch(*shapes: tuple[int, ...]) -> Any:
    return itertools.product(*[range(extent) for extent in np.broadcast_shapes(*shapes)])


# ---- L D Lᵀ ----------------------------------------------------------------------------------


def _infer_factor(count: int) -> Any:
    def infer(operands: Operands, params: Params) -> tuple[Meta, ...]:
        meta = operands[0]
        square(meta, "torch.linalg.ldl_factor_ex")
        floating(meta, "torch.linalg.ldl_factor_ex")
        pivots, info = Meta(meta.shape[:-1], int32), Meta(meta.shape[:-2], int32)
        return (meta, pivots, info)[:count]

    return infer


def _factored(a: Any) -> tuple[Any, Any, Any]:
    factors = np.tril(a)
    pivots = np.zeros(a.shape[:-1], np.int32)
    info = np.zeros(a.shape[:-2], np.int32)
    if a.size:
        sytrf = routine("sytrf", a)
        for place in _batch(a.shape[:-2]):
            found, pivots[place], info[place] = sytrf(factors[place], lower=1)
            factors[place] = np.tril(found)
    return factors, pivots, info


def _ldl_factor_ex(xp: Any, A: Any, hermitian: bool, check_errors: bool) -> Any:  # noqa: N803
    factors, pivots, info = _factored(A)
    if check_errors and info.any():
        _singular("torch.linalg.ldl_factor_ex", info)
    return factors, pivots, info


def _ldl_factor(xp: Any, A: Any, hermitian: bool) -> Any:  # noqa: N803
    factors, pivots, info = _factored(A)
    if info.any():
        _singular("torch.linalg.ldl_factor", info)
    return factors, pivots


def _singular(name: str, info: Any) -> None:
    raise LinAlgError(f"{name}: element {int(info.max())} of D is zero, so D is singular")


def _infer_solve(operands: Operands, params: Params) -> tuple[Meta, ...]:
    factors, pivots, b = operands
    name = "torch.linalg.ldl_solve"
    if len(b.shape) < 2:
        raise IndexError("Dimension out of range (expected to be in range of [-1, 0], but got -2)")
    square(factors, name)
    floating(factors, name)
    if factors.shape[:-1] != pivots.shape:
        raise RuntimeError(
            f"{name}: Expected LD.shape[:-1] and pivots.shape to be the same, but got pivots with "
            f"shape {list(pivots.shape)} instead"
        )
    if pivots.dtype.is_floating_point:
        raise RuntimeError(
            f"{name}: Expected pivots to be integers. Got {pivots.dtype.scalar_name}"
        )
    if b.dtype is not factors.dtype:
        raise RuntimeError(
            f"Expected b and A to have the same dtype, but found b of type {b.dtype.scalar_name} "
            f"and A of type {factors.dtype.scalar_name} instead."
        )
    n, rows = factors.shape[-1], b.shape[-2]
    if n != rows:
        raise RuntimeError(
            f"Incompatible matrix sizes for {name}: each A matrix is {n} by {n} but each b matrix "
            f"is {rows} by {b.shape[-1]}"
        )
    batch = np.broadcast_shapes(factors.shape[:-2], b.shape[:-2])
    return (Meta((*batch, *b.shape[-2:]), b.dtype),)


def _solve(xp: Any, LD: Any, pivots: Any, B: Any, hermitian: bool) -> Any:  # noqa: N803
    factors, b = broadcast_batches(LD, B)
    pivots = np.broadcast_to(pivots, factors.shape[:-1]).astype(np.int32)
    result = b.copy()
    if result.size:
        sytrs = routine("sytrs", factors)
        for place in _batch(result.shape[:-2]):
            result[place], _ = sytrs(factors[place], pivots[place], result[place], lower=1)
    return result


# ---- reflections -----------------------------------------------------------------------------


def _infer_geqrf(operands: Operands, params: Params) -> tuple[Meta, ...]:
    meta = operands[0]
    if len(meta.shape) < 2:
        raise RuntimeError("torch.geqrf: input must have at least 2 dimensions.")
    if not meta.dtype.is_floating_point or meta.dtype.itemsize < 4:
        raise no_kernel("geqrf_cpu", meta.dtype)
    with_dimensions(meta, "torch.geqrf")
    return (meta, Meta((*meta.shape[:-2], min(meta.shape[-2:])), meta.dtype))


def _geqrf(xp: Any, a: Any) -> Any:
    packed = np.array(a, order="C")
    factors = np.zeros((*a.shape[:-2], min(a.shape[-2:])), a.dtype)
    if a.size:
        geqrf = routine("geqrf", a)
        for place in _batch(a.shape[:-2]):
            packed[place], factors[place], _, _ = geqrf(a[place])
    return packed, factors


WORDS: dict[str, Any] = {
    "category": "linalg",
    "differentiable": (),
    "checked": True,
    "formula": r"A = L D L^T",
    "keywords": ("symmetric", "indefinite", "factorization"),
}

register(
    OpSpec(
        name="ldl_factor_ex",
        ports=MATRIX,
        params=(HERMITIAN, CHECK),
        outputs=("LD", "pivots", "info"),
        infer=_infer_factor(3),
        forward=_ldl_factor_ex,
        gradients=(None,),
        gradient_formulas=(None,),
        gradient_texts=(None,),
        spelling="torch.linalg.ldl_factor_ex({A}, {params})",
        functions=("linalg.ldl_factor_ex",),
        title="LDL factors with report",
        help="A symmetric matrix as a triangle, a diagonal and row exchanges.",
        samples=(Sample((S,)), Sample(([[0.0, 1.0], [1.0, 0.0]],))),
        **WORDS,
    ),
    OpSpec(
        name="ldl_factor",
        ports=MATRIX,
        params=(HERMITIAN,),
        outputs=("LD", "pivots"),
        infer=_infer_factor(2),
        forward=_ldl_factor,
        gradients=(None,),
        gradient_formulas=(None,),
        gradient_texts=(None,),
        spelling="torch.linalg.ldl_factor({A}, {params})",
        functions=("linalg.ldl_factor",),
        title="LDL factors",
        help="A symmetric matrix as a triangle, a diagonal and row exchanges.",
        samples=(Sample((S,)), Sample(([S, [[1.0, 0.0, 0.0], [0.0, 2.0, 0.5], [0.0, 0.5, 3.0]]],))),
        bad=(
            BadSample(
                ([[1.0, 2.0]],),
                {},
                "torch.linalg.ldl_factor_ex: A must be batches of square matrices, but they are 1 "
                "by 2 matrices",
            ),
        ),
        **WORDS,
    ),
    OpSpec(
        name="ldl_solve",
        ports=(
            Port("LD", argument="LD"),
            Port("pivots", argument="pivots"),
            Port("B", argument="B"),
        ),
        params=(HERMITIAN,),
        outputs=("out",),
        infer=_infer_solve,
        forward=_solve,
        gradients=(None, None, None),
        gradient_formulas=(None, None, None),
        gradient_texts=(None, None, None),
        spelling="torch.linalg.ldl_solve({LD}, {pivots}, {B}, {params})",
        functions=("linalg.ldl_solve",),
        title="Solve by LDL",
        help="The solution of a symmetric system, from its LDL factors.",
        samples=(Sample((FACTORS, [1, 2], [[1.0], [2.0]])),),
        bad=(
            BadSample(
                (FACTORS, [1, 2], [[1.0]]),
                {},
                "Incompatible matrix sizes for torch.linalg.ldl_solve: each A matrix is 2 by 2 but "
                "each b matrix is 1 by 1",
            ),
        ),
        **WORDS,
    ),
    OpSpec(
        name="geqrf",
        ports=(Port("a"),),
        outputs=("a", "tau"),
        infer=_infer_geqrf,
        forward=_geqrf,
        gradients=(None,),
        gradient_formulas=(None,),
        gradient_texts=(None,),
        spelling="{a}.geqrf()",
        methods=("geqrf",),
        functions=("geqrf",),
        title="Householder reflections",
        help="The QR decomposition as R and the reflections whose product is Q.",
        samples=(Sample((TALL,)), Sample((S,))),
        bad=(BadSample(([1.0, 2.0],), {}, "torch.geqrf: input must have at least 2 dimensions."),),
        **{**WORDS, "formula": r"A = H_1 \cdots H_k R", "keywords": ("qr", "householder")},
    ),
)
