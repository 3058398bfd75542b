"""Inverses, determinants and linear equations.

The rules are those of PyTorch's FunctionsManual.cpp, for real numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import int32
from ..tensor import Tensor
from . import lapack
from .families import A
from .functional import do
from .shapes import broadcast
from .spec import BadSample, Meta, OpSpec, Param, Port, Sample, register

S = [[2.0, -1.0], [0.5, 3.0]]
T = [[3.0, 1.0, -0.5], [0.5, 2.0, 1.0], [-1.0, 0.25, 4.0]]
B = [[1.0, -2.0], [0.5, 4.0]]
U = [1.0, -3.0]
SINGULAR = [[1.0, 2.0], [2.0, 4.0]]
TALL = [[1.0, 2.0], [0.5, -1.0], [3.0, 1.0]]

Params = Mapping[str, Any]
Function = Callable[..., Any]
MATRIX = (Port("a", argument="A"),)
CHECK = Param("check_errors", "bool", False, keyword_only=True, help="refuse singular matrices")
LEFT = Param("left", "bool", True, keyword_only=True, help="solve AX = B, not XA = B")


def not_square(name: str) -> BadSample:
    """A matrix that is not square."""
    return BadSample(
        (TALL,),
        {},
        f"{name}: A must be batches of square matrices, but they are 3 by 2 matrices",
    )


def transposed(xp: Any, a: Any) -> Any:
    """The last two dimensions exchanged."""
    return xp.swapaxes(a, -1, -2)


def _square(name: str, *outputs: Function) -> Function:
    """``infer`` of square matrices; each of ``outputs`` gives a Meta for the input's."""

    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        (meta,) = operands
        lapack.square(meta, name)
        lapack.floating(meta, name)
        return tuple([output(meta) for output in outputs])

    return infer


def _same(meta: Meta) -> Meta:
    return meta


def _scalar(meta: Meta) -> Meta:
    return Meta(meta.shape[:-2], meta.dtype)


def _info(meta: Meta) -> Meta:
    return Meta(meta.shape[:-2], int32)


# ---- inverse ---------------------------------------------------------------------------------


def _no_inverse(row: int) -> str:
    return (
        f"The diagonal element {row} is zero, the inversion could not be completed because the "
        "input matrix is singular."
    )


def _inverse(xp: Any, a: Any) -> Any:
    result, info = lapack.inverse(a)
    lapack.first_failure(info, _no_inverse, "linalg.inv")
    return result


def _inverse_ex(xp: Any, a: Any, check_errors: bool) -> Any:
    result, info = lapack.inverse(a)
    if check_errors:
        lapack.first_failure(info, _no_inverse, "linalg.inv_ex")
    return result, info


def _inverse_rule(xp: Any, g: Any, inverse: Any) -> Any:
    turned = transposed(xp, inverse)
    return -xp.matmul(turned, xp.matmul(g, turned))


# ---- determinants ----------------------------------------------------------------------------


def adjugate(xp: Any, a: Any) -> Any:
    """The gradient of the determinant, which singular matrices have as well.

    From the singular values: U diag(products of the others) Vh, times the signs of U and Vh.
    """
    u, s, vh = xp.apply("linalg_svd", a, full_matrices=False)
    sign = xp.apply("det", u) * xp.apply("det", vh)
    count = a.shape[-1]
    others = [
        xp.apply("prod", _without(xp, s, place), dim=-1, keepdim=True, dtype=None)
        for place in range(count)
    ]
    products = xp.apply("cat", others, dim=-1)
    scaled = u * xp.expand_dims(products * xp.expand_dims(sign, -1), -2)
    return xp.matmul(scaled, vh)


def _without(xp: Any, s: Any, place: int) -> Any:
    head = (slice(None),) * (len(s.shape) - 1)
    parts = [
        xp.part(s, (*head, slice(0, place))),
        xp.part(s, (*head, slice(place + 1, s.shape[-1]))),
    ]
    return xp.apply("cat", parts, dim=-1)


def _spread(xp: Any, g: Any) -> Any:
    return xp.expand_dims(xp.expand_dims(g, -1), -1)


def _values(a: Any) -> Any:
    return a._array if isinstance(a, Tensor) else a


def _det_rule(xp: Any, g: Any, a: Any, out: Any) -> Any:
    if 0 in a.shape:
        return None
    if a.shape[-1] == 1:
        return xp.broadcast_to(_spread(xp, g), tuple(a.shape))
    size = np.abs(_values(out))
    if np.all(size >= 100 * np.finfo(size.dtype).eps):
        return _by_solving(xp, g * out, a)
    return _spread(xp, g) * adjugate(xp, a)


def _by_solving(xp: Any, g: Any, a: Any) -> Any:
    """The inverse transposed, times a number for each matrix."""
    row = xp.broadcast_to(xp.expand_dims(g, -1), tuple(a.shape[:-1]))
    shape = tuple(a.shape)
    diagonal = xp.apply("diag_embed", row, offset=0, dim1=-2, dim2=-1)
    assert tuple(diagonal.shape) == shape
    return xp.apply("solve_ex", transposed(xp, a), transposed(xp, diagonal), left=True)[0]


def _slogdet(xp: Any, a: Any) -> Any:
    sign, logabsdet = np.linalg.slogdet(a)
    return sign, logabsdet


def _slogdet_rule(xp: Any, g: Any, a: Any) -> Any:
    if g[1] is None:
        return xp.zeros_like(a)
    return _by_solving(xp, g[1], a)


def _logdet(a: Tensor) -> Any:
    sign, logabsdet = do("slogdet", a)
    return do("where", Tensor(np.asarray(sign._array == -1.0)), float("nan"), logabsdet)


# ---- linear equations ------------------------------------------------------------------------


def is_vector(a: Meta, b: Meta) -> bool:
    """Whether the right side is a vector, or a batch of as many vectors as there are matrices."""
    return len(b.shape) == 1 or (len(a.shape) - 1 == len(b.shape) and b.shape == a.shape[:-1])


def _infer_solve(name: str) -> Function:
    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        a, b = operands
        lapack.square(a, name)
        lapack.floating(a, name)
        if a.dtype is not b.dtype:
            raise RuntimeError(
                f"{name}: Expected A and B to have the same dtype, but found A of type "
                f"{a.dtype.scalar_name} and B of type {b.dtype.scalar_name} instead"
            )
        left = params["left"]
        if is_vector(a, b):
            if not left:
                raise RuntimeError(
                    f"{name}: Vector broadcasting of the left hand side is not supported for "
                    "left=False. In this case linalg.solve is equivalent to B / A.squeeze(-1)"
                )
            b = Meta((*b.shape, 1), b.dtype)
            shape = _solution_shape(name, a, b, left)[:-1]
        else:
            shape = _solution_shape(name, a, b, left)
        return Meta(shape, a.dtype), Meta(shape[: len(shape) - 2 + is_vector(*operands)], int32)

    return infer


def _solution_shape(name: str, a: Meta, b: Meta, left: bool) -> tuple[int, ...]:
    lapack.with_dimensions(b, name, "B")
    rows = b.shape[-2 if left else -1]
    if a.shape[-2] != rows:
        raise RuntimeError(
            f"{name}: Incompatible shapes of A and B for the equation "
            f"{'AX = B' if left else 'XA = B'} ({a.shape[-2]}x{a.shape[-1]} and "
            f"{b.shape[-2]}x{b.shape[-1]})"
        )
    return (*broadcast(a.shape[:-2], b.shape[:-2]), *b.shape[-2:])


def _solved(a: Any, b: Any, left: bool) -> tuple[Any, Any]:
    vector = b.ndim == 1 or (a.ndim - 1 == b.ndim and b.shape == a.shape[:-1])
    if vector:
        b = b[..., None]
    if not left:
        result, info = _solved(a.swapaxes(-1, -2), b.swapaxes(-1, -2), True)
        return result.swapaxes(-1, -2), info
    a, b = lapack.broadcast_batches(a, b)
    info = np.zeros(a.shape[:-2], np.int32)
    try:
        result = np.linalg.solve(a, b)
    except np.linalg.LinAlgError:
        factors, pivots, info = lapack.lu_factor(a)
        result = lapack.lu_solve(factors, pivots, b, False)
    return (result[..., 0] if vector else result), info


def _no_solution(row: int) -> str:
    return "The solver failed because the input matrix is singular."


def _solve(xp: Any, a: Any, b: Any, left: bool) -> Any:
    result, info = _solved(a, b, left)
    lapack.first_failure(info, _no_solution, "torch.linalg.solve")
    return result


def _solve_ex(xp: Any, a: Any, b: Any, left: bool, check_errors: bool) -> Any:
    result, info = _solved(a, b, left)
    if check_errors:
        lapack.first_failure(info, _no_solution, "torch.linalg.solve_ex")
    return result, info


def _right_side(xp: Any, g: Any, a: Any, b_shape: tuple[int, ...], left: bool) -> tuple[Any, bool]:
    """The gradient of B as matrices, before it is summed to the shape of B; and if B is vectors."""
    vector = len(b_shape) == 1 or (len(a.shape) - 1 == len(b_shape) and b_shape == a.shape[:-1])
    g = xp.expand_dims(g, -1) if vector else g
    return xp.apply("solve_ex", transposed(xp, a), g, left=left)[0], vector


def fitted(xp: Any, g: Any, shape: tuple[int, ...]) -> Any:
    """A gradient summed over the dimensions that were broadcast."""
    return g if tuple(g.shape) == tuple(shape) else xp.unbroadcast(g, tuple(shape))


def _solve_a(xp: Any, g: Any, a: Any, b_shape: tuple[int, ...], result: Any, left: bool) -> Any:
    side, vector = _right_side(xp, g, a, b_shape, left)
    result = transposed(xp, xp.expand_dims(result, -1) if vector else result)
    outer = xp.matmul(side, result) if left else xp.matmul(result, side)
    return fitted(xp, -outer, tuple(a.shape))


def _solve_b(xp: Any, g: Any, a: Any, b_shape: tuple[int, ...], left: bool) -> Any:
    side, vector = _right_side(xp, g, a, b_shape, left)
    return fitted(xp, xp.squeeze(side, -1) if vector else side, b_shape)


SOLVE: dict[str, Any] = {
    "category": "linalg",
    "ports": (Port("a", argument="A"), Port("b", argument="B")),
    "gradients": (_solve_a, _solve_b),
    "differentiable": ("result",),
    "node_name": "LinalgSolveExBackward0",
    "checked": True,
    "formula": r"A^{-1} B",
    "gradient_formulas": (r"-A^{-\top} G X^{\top}", r"A^{-\top} G"),
    "gradient_texts": ("-solve(aᵀ, g) @ outᵀ", "solve(aᵀ, g)"),
    "help": "The X for which A X = B.",
    "keywords": ("equation", "system", "linear"),
}
INVERSE: dict[str, Any] = {
    "category": "linalg",
    "ports": MATRIX,
    "gradients": (_inverse_rule,),
    "differentiable": ("inverse",),
    "node_name": "LinalgInvExBackward0",
    "checked": True,
    "formula": r"A^{-1}",
    "gradient_formulas": (r"-A^{-\top} G A^{-\top}",),
    "gradient_texts": ("-outᵀ @ g @ outᵀ",),
    "help": "The inverse of a square matrix.",
    "keywords": ("matrix", "reciprocal"),
}

register(
    OpSpec(
        name="inv",
        outputs=("inverse",),
        infer=_square("linalg.inv", _same),
        forward=_inverse,
        spelling="torch.linalg.inv({a})",
        methods=("inverse",),
        functions=("linalg.inv", "inverse"),
        title="Inverse",
        samples=(Sample((S,)), Sample(([S, B],))),
        bad=(
            not_square("linalg.inv"),
            BadSample((SINGULAR,), {}, f"linalg.inv: {_no_inverse(2)}"),
        ),
        **INVERSE,
    ),
    OpSpec(
        name="inv_ex",
        params=(CHECK,),
        outputs=("inverse", "info"),
        infer=_square("linalg.inv_ex", _same, _info),
        forward=_inverse_ex,
        spelling="torch.linalg.inv_ex({a}, {params})",
        functions=("linalg.inv_ex",),
        title="Inverse with report",
        samples=(Sample((S,)),),
        bad=(),
        **INVERSE,
    ),
    OpSpec(
        name="det",
        category="linalg",
        ports=MATRIX,
        infer=_square("linalg.det", _scalar),
        forward=lambda xp, a: np.linalg.det(a),
        gradients=(_det_rule,),
        node_name="LinalgDetBackward0",
        checked=True,
        spelling="torch.linalg.det({a})",
        methods=("det",),
        functions=("linalg.det", "det"),
        formula=r"\det A",
        gradient_formulas=(r"\det(A)\,A^{-\top}",),
        gradient_texts=("g · out · inverse(a)ᵀ",),
        title="Determinant",
        help="The determinant of a square matrix.",
        keywords=("matrix", "volume"),
        samples=(Sample((S,)), Sample((T,)), Sample(([S, B],)), Sample((SINGULAR,))),
        bad=(not_square("linalg.det"),),
    ),
    OpSpec(
        name="slogdet",
        category="linalg",
        ports=MATRIX,
        outputs=("sign", "logabsdet"),
        differentiable=("sign", "logabsdet"),
        infer=_square("linalg.slogdet", _scalar, _scalar),
        forward=_slogdet,
        gradients=(_slogdet_rule,),
        node_name="LinalgSlogdetBackward0",
        checked=True,
        spelling="torch.linalg.slogdet({a})",
        methods=("slogdet",),
        functions=("linalg.slogdet", "slogdet"),
        formula=r"\ln \lvert \det A \rvert",
        gradient_formulas=(r"A^{-\top}",),
        gradient_texts=("g · inverse(a)ᵀ",),
        title="Logarithm of determinant with sign",
        help="The sign of the determinant, and the logarithm of its absolute value.",
        keywords=("determinant", "log"),
        samples=(Sample((S,)), Sample(([S, B],))),
        bad=(not_square("linalg.slogdet"),),
    ),
    OpSpec(
        name="logdet",
        category="linalg",
        ports=A,
        infer=_square("logdet", _scalar),
        compose=_logdet,
        spelling="torch.logdet({a})",
        methods=("logdet",),
        functions=("logdet",),
        formula=r"\ln \det A",
        gradient_formulas=(r"A^{-\top}",),
        gradient_texts=("g · inverse(a)ᵀ",),
        title="Logarithm of determinant",
        help="The logarithm of the determinant; nan where that is negative.",
        keywords=("determinant", "log"),
        samples=(Sample((S,)), Sample(([S, B],))),
    ),
    OpSpec(
        name="solve",
        params=(LEFT,),
        outputs=("result",),
        infer=lambda operands, params: _infer_solve("linalg.solve")(operands, params)[:1],
        forward=_solve,
        spelling="torch.linalg.solve({a}, {b}, {params})",
        functions=("linalg.solve",),
        title="Solve",
        samples=(Sample((S, U)), Sample((S, B)), Sample((S, B), {"left": False})),
        bad=(
            BadSample((SINGULAR, U), {}, f"torch.linalg.solve: {_no_solution(2)}"),
            BadSample(
                (S, T),
                {},
                "linalg.solve: Incompatible shapes of A and B for the equation AX = B (2x2 and "
                "3x3)",
            ),
        ),
        **SOLVE,
    ),
    OpSpec(
        name="solve_ex",
        params=(LEFT, CHECK),
        outputs=("result", "info"),
        infer=_infer_solve("linalg.solve"),
        forward=_solve_ex,
        spelling="torch.linalg.solve_ex({a}, {b}, {params})",
        functions=("linalg.solve_ex",),
        title="Solve with report",
        samples=(Sample((S, U)), Sample((S, B))),
        **SOLVE,
    ),
)
