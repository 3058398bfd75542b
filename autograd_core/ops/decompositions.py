"""QR, eigenvalues and singular values. The rules are PyTorch's, for real numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..grad_mode import is_grad_enabled
from ..tensor import Tensor
from . import lapack
from .functional import do
from .operands import refused
from .solvers import MATRIX, not_square, transposed
from .spec import BadSample, Meta, OpSpec, Param, Sample, register

S = [[2.0, -1.0], [0.5, 3.0]]
SYMMETRIC = [[2.0, 0.5, -1.0], [0.5, 3.0, 0.25], [-1.0, 0.25, 1.5]]
TALL = [[1.0, 2.0], [0.5, -1.0], [3.0, 1.0]]
WIDE = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]

Params = Mapping[str, Any]
Function = Callable[..., Any]

MODES = ("reduced", "complete", "r")


def part_of(xp: Any, a: Any, rows: int | None, columns: int | None) -> Any:
    """The first rows and columns of each matrix; None for all."""
    head = (slice(None),) * (len(a.shape) - 2)
    if (rows is None or rows == a.shape[-2]) and (columns is None or columns == a.shape[-1]):
        return a
    return xp.part(a, (*head, slice(0, rows), slice(0, columns)))


def rest_of(xp: Any, a: Any, start: int, columns: bool) -> Any:
    """The columns, or the rows, from ``start`` on."""
    head = (slice(None),) * (len(a.shape) - (1 if columns else 2))
    return xp.part(a, (*head, slice(start, None)))


def embedded(xp: Any, values: Any) -> Any:
    """Diagonal matrices, as an operation that PyTorch has."""
    return xp.apply("diag_embed", values, offset=0, dim1=-2, dim2=-1)


def plus(*terms: Any) -> Any:
    """The sum of the terms that are not None."""
    given = [term for term in terms if term is not None]
    total = given[0]
    for term in given[1:]:
        total = total + term
    return total


def tril(xp: Any, a: Any, offset: int = 0) -> Any:
    """The lower triangle."""
    return xp.apply("tril", a, diagonal=offset)


def triu(xp: Any, a: Any, offset: int = 0) -> Any:
    """The upper triangle."""
    return xp.apply("triu", a, diagonal=offset)


def solved(xp: Any, a: Any, b: Any, *, upper: bool, left: bool, unit: bool = False) -> Any:
    """A triangular system."""
    return xp.apply("solve_triangular", a, b, upper=upper, left=left, unitriangular=unit)


# ---- QR --------------------------------------------------------------------------------------


def _infer_qr(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    (meta,) = operands
    lapack.with_dimensions(meta, "linalg.qr")
    lapack.floating(meta, "linalg.qr")
    mode = params["mode"]
    if mode not in MODES:
        raise RuntimeError(
            f"qr received unrecognized mode '{mode}' but expected one of 'reduced' (default), "
            "'r', or 'complete'"
        )
    *batch, rows, columns = meta.shape
    least = rows if mode == "complete" else min(rows, columns)
    q = (0,) if mode == "r" else (*batch, rows, least)
    return Meta(q, meta.dtype), Meta((*batch, least, columns), meta.dtype)


def _qr(xp: Any, a: Any, mode: str) -> Any:
    if mode not in MODES or a.ndim < 2:
        refused()
    if mode == "r":
        return np.zeros(0, a.dtype), np.linalg.qr(a, "r")
    q, r = np.linalg.qr(a, "complete" if mode == "complete" else "reduced")
    return q, r


def _qr_rule(xp: Any, g: Any, Q: Any, R: Any, mode: str) -> Any:  # noqa: N803
    rows, columns = Q.shape[-2] if mode != "r" else 0, R.shape[-1]
    if mode == "r":
        raise RuntimeError(
            "The derivative of linalg.qr depends on Q, which is not computed when mode='r'. "
            "Please use linalg.qr(A, mode='reduced') if you are going to require gradients."
        )
    if mode == "complete" and rows > columns:
        raise RuntimeError(
            "The QR decomposition is not differentiable when mode='complete' and nrows > ncols"
        )
    g_q, g_r = g
    inner: Any = None if g_r is None else xp.matmul(g_r, transposed(xp, R))
    if g_q is not None:
        along = xp.matmul(transposed(xp, Q), g_q)
        inner = -along if inner is None else inner - along
    if rows >= columns:
        inner = triu(xp, inner)
        side = xp.matmul(Q, xp.halved_diagonal(inner + transposed(xp, inner)))
        side = side if g_q is None else side + g_q
        return solved(xp, transposed(xp, R), side, upper=False, left=False)
    inner = -inner
    side = xp.matmul(Q, tril(xp, inner - transposed(xp, inner)))
    first = xp.part(R, (*(slice(None),) * (len(R.shape) - 1), slice(0, rows)))
    side = solved(xp, transposed(xp, first), side, upper=False, left=False)
    rest = xp.zeros_shaped(side, (*R.shape[:-1], columns - rows))
    side = xp.apply("cat", [side, rest], dim=-1)
    return side if g_r is None else side + xp.matmul(Q, g_r)



# ---- eigenvalues of symmetric matrices -------------------------------------------------------


def _infer_eigh(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    (meta,) = operands
    lapack.square(meta, "linalg.eigh")
    lapack.floating(meta, "linalg.eigh")
    if params["UPLO"].upper() not in ("L", "U"):
        raise RuntimeError(f"Expected UPLO argument to be 'L' or 'U', but got {params['UPLO']}")
    return Meta(meta.shape[:-1], meta.dtype), meta


def _eigh(xp: Any, a: Any, UPLO: str) -> Any:  # noqa: N803
    return tuple(np.linalg.eigh(a, "U" if UPLO in "Uu" else "L"))


def _eigvalsh(xp: Any, a: Any, UPLO: str) -> Any:  # noqa: N803
    return np.linalg.eigvalsh(a, "U" if UPLO in "Uu" else "L")


def _gaps(xp: Any, values: Any) -> Any:
    """``values[j] - values[i]``, and 1 on the diagonal."""
    steps = xp.expand_dims(values, -2) - xp.expand_dims(values, -1)
    return xp.with_diagonal(steps, 1)


def _eigh_rule(xp: Any, g: Any, eigenvalues: Any, eigenvectors: Any) -> Any:
    g_values, g_vectors = g
    turned = transposed(xp, eigenvectors)
    if g_vectors is None:
        return xp.matmul(eigenvectors * xp.expand_dims(g_values, -2), turned)
    inner = xp.mul_number(_skew(xp, xp.matmul(turned, g_vectors)), 0.5) / _gaps(xp, eigenvalues)
    if g_values is not None:
        inner = xp.with_diagonal(inner, g_values)
    return xp.matmul(eigenvectors, xp.matmul(inner, turned))


def _eigvalsh_rule(xp: Any, g: Any, a: Any, UPLO: str) -> Any:  # noqa: N803
    _, vectors = xp.apply("eigh", a, UPLO=UPLO)
    return xp.matmul(vectors * xp.expand_dims(g, -2), transposed(xp, vectors))


# ---- singular values -------------------------------------------------------------------------


def _infer_svd(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    (meta,) = operands
    lapack.with_dimensions(meta, "linalg.svd")
    lapack.floating(meta, "linalg.svd")
    *batch, rows, columns = meta.shape
    least = min(rows, columns)
    whole = params.get("full_matrices", False)
    return (
        Meta((*batch, rows, rows if whole else least), meta.dtype),
        Meta((*batch, least), meta.dtype),
        Meta((*batch, columns if whole else least, columns), meta.dtype),
    )


def _svd(xp: Any, a: Any, full_matrices: bool, driver: str | None) -> Any:
    return tuple(np.linalg.svd(a, full_matrices=full_matrices))


def _skew(xp: Any, a: Any) -> Any:
    return a - transposed(xp, a)


def _svd_rule(xp: Any, g: Any, U: Any, S: Any, Vh: Any, full_matrices: bool) -> Any:  # noqa: N803
    g_u, g_s, g_vh = g
    rows, count, columns = U.shape[-2], S.shape[-1], Vh.shape[-1]
    if full_matrices:
        U, Vh = _columns(xp, U, count), _rows(xp, Vh, count)  # noqa: N806
        g_u = None if g_u is None else _columns(xp, g_u, count)
        g_vh = None if g_vh is None else _rows(xp, g_vh, count)
    across, down = xp.expand_dims(S, -2), xp.expand_dims(S, -1)
    if g_u is None and g_vh is None:
        if rows >= columns:
            return xp.matmul(U, xp.expand_dims(g_s, -1) * Vh)
        return xp.matmul(U * xp.expand_dims(g_s, -2), Vh)
    gaps = _gaps(xp, S * S)
    inner_u = None if g_u is None else _skew(xp, xp.matmul(transposed(xp, U), g_u))
    inner_v = None if g_vh is None else _skew(xp, xp.matmul(Vh, transposed(xp, g_vh)))
    if inner_v is None:
        inner = inner_u / gaps * across
    elif inner_u is None:
        inner = down * (inner_v / gaps)
    else:
        inner = (inner_u * across + down * inner_v) / gaps
    if g_s is not None:
        inner = inner + embedded(xp, g_s)
    if rows > count and g_u is not None:
        scaled = g_u / across
        off = xp.matmul(U, xp.matmul(transposed(xp, U), scaled))
        return xp.matmul(xp.matmul(U, inner) + scaled - off, Vh)
    if rows < columns and g_vh is not None:
        scaled = g_vh / down
        off = xp.matmul(xp.matmul(scaled, transposed(xp, Vh)), Vh)
        return xp.matmul(U, xp.matmul(inner, Vh) + scaled - off)
    if rows >= columns:
        return xp.matmul(U, xp.matmul(inner, Vh))
    return xp.matmul(xp.matmul(U, inner), Vh)


def _columns(xp: Any, a: Any, count: int) -> Any:
    """The first columns, cut out even if these are all."""
    return xp.part(a, (*(slice(None),) * (len(a.shape) - 1), slice(0, count)))


def _rows(xp: Any, a: Any, count: int) -> Any:
    return xp.part(a, (*(slice(None),) * (len(a.shape) - 2), slice(0, count)))


def _svdvals(a: Tensor, driver: str | None) -> Any:
    if a.requires_grad and is_grad_enabled():
        return do("linalg_svd", a, full_matrices=False, driver=driver)[1]
    return do("_svdvals", a)


def _old_svd(a: Tensor, some: bool, compute_uv: bool) -> Any:
    u, s, vh = do("linalg_svd", a, full_matrices=not some)
    if not compute_uv:
        u, vh = do("zeros_like", u), do("zeros_like", vh)
    return _old_results()(u, s, do("transpose", vh, dim0=-2, dim1=-1))


def _old_results() -> Any:
    from .dispatch import result_class
    from .spec import REGISTRY

    return result_class(REGISTRY["svd"])


def _infer_old_svd(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape = operands[0].shape
    if len(shape) < 2:
        raise RuntimeError(
            f"linalg.svd: input should have at least 2 dimensions, but has {len(shape)} "
            "dimensions instead"
        )
    u, s, vh = _infer_svd(operands, {"full_matrices": not params["some"]})
    v = Meta((*vh.shape[:-2], vh.shape[-1], vh.shape[-2]), vh.dtype)
    return u, s, v


UPLO = Param("UPLO", "str", "L", help="the triangle that is read: L (lower) or U (upper)")
MODE = Param("mode", "str", "reduced", help="reduced, complete or r (only R)")
WHOLE = Param("full_matrices", "bool", True, help="square U and Vh")

register(
    OpSpec(
        name="linalg_qr",
        category="linalg",
        ports=MATRIX,
        params=(MODE,),
        outputs=("Q", "R"),
        differentiable=("Q", "R"),
        infer=_infer_qr,
        forward=_qr,
        gradients=(_qr_rule,),
        node_name="LinalgQrBackward0",
        checked=True,
        spelling="torch.linalg.qr({a}, {params})",
        functions=("linalg.qr",),
        formula=r"A = Q R",
        gradient_formulas=(r"(G_Q + Q\,\mathrm{sym}(\ldots)) R^{-\top}",),
        gradient_texts=("by the equations of the factors",),
        title="QR decomposition",
        help="The matrix as a product of orthonormal columns and a triangle.",
        keywords=("orthogonal", "triangular", "Householder"),
        samples=(Sample((TALL,)), Sample((WIDE,)), Sample(([S, S],), {"mode": "complete"})),
        bad=(
            BadSample(
                (S,),
                {"mode": "x"},
                "qr received unrecognized mode 'x' but expected one of 'reduced' (default), 'r', "
                "or 'complete'",
            ),
        ),
    ),
    OpSpec(
        name="qr",
        category="linalg",
        ports=(MATRIX[0],),
        params=(Param("some", "bool", True, help="reduced matrices"),),
        outputs=("Q", "R"),
        infer=lambda operands, params: _infer_qr(
            operands, {"mode": "reduced" if params["some"] else "complete"}
        ),
        compose=lambda a, some: do("linalg_qr", a, mode="reduced" if some else "complete"),
        spelling="torch.qr({a}, {params})",
        methods=("qr",),
        functions=("qr",),
        formula=r"A = Q R",
        gradient_formulas=(r"(G_Q + Q\,\mathrm{sym}(\ldots)) R^{-\top}",),
        gradient_texts=("by the equations of the factors",),
        title="QR decomposition (old)",
        help="The older form of linalg.qr.",
        keywords=("orthogonal", "triangular"),
        samples=(),
    ),
    OpSpec(
        name="eigh",
        category="linalg",
        ports=MATRIX,
        params=(UPLO,),
        outputs=("eigenvalues", "eigenvectors"),
        differentiable=("eigenvalues", "eigenvectors"),
        infer=_infer_eigh,
        forward=_eigh,
        gradients=(_eigh_rule,),
        node_name="LinalgEighBackward0",
        checked=True,
        spelling="torch.linalg.eigh({a}, {params})",
        functions=("linalg.eigh",),
        formula=r"A = V \Lambda V^{\top}",
        gradient_formulas=(r"V(G_{\Lambda} + \ldots)V^{\top}",),
        gradient_texts=("v @ (diag(g) + (vᵀ @ gᵥ) / gaps) @ vᵀ",),
        title="Eigenvalues and vectors",
        help="The eigenvalues and eigenvectors of a symmetric matrix.",
        keywords=("eigen", "spectrum", "symmetric"),
        samples=(),
        bad=(not_square("linalg.eigh"),),
    ),
    OpSpec(
        name="eigvalsh",
        category="linalg",
        ports=MATRIX,
        params=(UPLO,),
        infer=lambda operands, params: _infer_eigh(operands, params)[:1],
        forward=_eigvalsh,
        gradients=(_eigvalsh_rule,),
        node_name="LinalgEighBackward0",
        checked=True,
        spelling="torch.linalg.eigvalsh({a}, {params})",
        functions=("linalg.eigvalsh",),
        formula=r"\lambda(A)",
        gradient_formulas=(r"V \operatorname{diag}(g) V^{\top}",),
        gradient_texts=("v @ diag(g) @ vᵀ",),
        title="Eigenvalues",
        help="The eigenvalues of a symmetric matrix, in ascending order.",
        keywords=("eigen", "spectrum", "symmetric"),
        samples=(),
        bad=(not_square("linalg.eigh"),),
    ),
    OpSpec(
        name="linalg_svd",
        category="linalg",
        ports=MATRIX,
        params=(
            WHOLE,
            Param("driver", "str", None, optional=True, keyword_only=True, help="not used"),
        ),
        outputs=("U", "S", "Vh"),
        differentiable=("U", "S", "Vh"),
        infer=_infer_svd,
        forward=_svd,
        gradients=(_svd_rule,),
        node_name="LinalgSvdBackward0",
        checked=True,
        spelling="torch.linalg.svd({a}, {params})",
        functions=("linalg.svd",),
        formula=r"A = U \Sigma V^{\top}",
        gradient_formulas=(r"U(G_{\Sigma} + \ldots)V^{\top}",),
        gradient_texts=("u @ (diag(g) + …) @ vᵀ",),
        title="Singular value decomposition",
        help="The matrix as a product of two rotations and a scaling between them.",
        keywords=("singular", "rank", "rotation"),
        samples=(),
    ),
    OpSpec(
        name="svd",
        category="linalg",
        ports=(MATRIX[0],),
        params=(
            Param("some", "bool", True, help="reduced matrices"),
            Param("compute_uv", "bool", True, help="else U and V are zeros"),
        ),
        outputs=("U", "S", "V"),
        infer=_infer_old_svd,
        compose=_old_svd,
        spelling="torch.svd({a}, {params})",
        methods=("svd",),
        functions=("svd",),
        formula=r"A = U \Sigma V^{\top}",
        gradient_formulas=(r"U(G_{\Sigma} + \ldots)V^{\top}",),
        gradient_texts=("u @ (diag(g) + …) @ vᵀ",),
        title="Singular value decomposition (old)",
        help="The older form of linalg.svd, with V not transposed.",
        keywords=("singular", "rank"),
        samples=(),
    ),
    OpSpec(
        name="_svdvals",
        category="internal",
        ports=MATRIX,
        infer=lambda operands, params: _infer_svd(operands, {})[1:2],
        forward=lambda xp, a: np.linalg.svd(a, compute_uv=False),
        gradients=(None,),
        differentiable=(),
        checked=True,
    ),
    OpSpec(
        name="svdvals",
        category="linalg",
        ports=MATRIX,
        params=(Param("driver", "str", None, optional=True, keyword_only=True, help="not used"),),
        infer=lambda operands, params: _infer_svd(operands, {})[1:2],
        compose=_svdvals,
        spelling="torch.linalg.svdvals({a}, {params})",
        functions=("linalg.svdvals",),
        formula=r"\sigma(A)",
        gradient_formulas=(r"U \operatorname{diag}(g) V^{\top}",),
        gradient_texts=("u @ diag(g) @ vᵀ",),
        title="Singular values",
        help="The singular values of a matrix, in descending order.",
        keywords=("singular", "rank"),
        samples=(Sample((TALL,)), Sample(([S, S],))),
    ),
)
