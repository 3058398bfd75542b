"""Every pair of elements: combinations, grids, blocks, powers, and distances between points."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import bool_, int64
from ..tensor import Tensor
from .families import A
from .functional import do
from .operands import undifferentiated
from .shapes import broadcast, elementwise_dtype
from .spec import BadSample, Meta, OpSpec, Param, Port, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
Y = [[1.0, 2.0], [0.5, -1.0], [3.0, 1.0]]
V = [2.0, -1.0, 0.5]

Params = Mapping[str, Any]
Function = Callable[..., Any]
MANY = (Port("tensors", variadic=True),)


def _listed(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """``f(a, b, c)`` as one list of tensors."""
    if args and all(isinstance(arg, Tensor) for arg in args):
        return (list(args),), kwargs
    return args, kwargs


# ---- blocks ----------------------------------------------------------------------------------


def _block(shape: tuple[int, ...]) -> tuple[int, int]:
    if len(shape) > 2:
        raise RuntimeError("block_diag")
    return (1, 1) if not shape else (1, shape[0]) if len(shape) == 1 else (shape[0], shape[1])


def _infer_blocks(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    (metas,) = operands
    for place, meta in enumerate(metas):
        if len(meta.shape) > 2:
            raise RuntimeError(
                "torch.block_diag: Input tensors must have 2 or fewer dimensions. Input "
                f"{place} has {len(meta.shape)} dimensions"
            )
    blocks = [_block(meta.shape) for meta in metas]
    rows, columns = (sum(block[side] for block in blocks) for side in (0, 1))
    return (Meta((rows, columns), elementwise_dtype(metas)),)


def _blocks(xp: Any, tensors: Sequence[Any]) -> Any:
    blocks = [_block(array.shape) for array in tensors]
    rows, columns = (sum(block[side] for block in blocks) for side in (0, 1))
    result = np.zeros((rows, columns), tensors[0].dtype)
    row = column = 0
    for array, (height, width) in zip(tensors, blocks, strict=True):
        result[row : row + height, column : column + width] = array
        row, column = row + height, column + width
    return result


def _unblock(xp: Any, g: Any, place: int, tensors_shape: tuple[tuple[int, ...], ...]) -> Any:
    blocks = [_block(shape) for shape in tensors_shape]
    row, column = (sum(block[side] for block in blocks[:place]) for side in (0, 1))
    height, width = blocks[place]
    part = xp.part(g, (slice(row, row + height), slice(column, column + width)))
    shape = tensors_shape[place]
    for _ in range(2 - len(shape)):
        part = xp.apply("squeeze", part, dim=-1)
    # PyTorch leaves it to the engine to drop the dimension that a vector has not.
    return part if tuple(part.shape) == shape else xp.unbroadcast(part, shape)


# ---- combinations ----------------------------------------------------------------------------


def _combinations(a: Tensor, r: int, with_replacement: bool) -> Any:
    meta = Meta(a._array.shape, a.dtype)
    _infer_combinations((meta,), {"r": r, "with_replacement": with_replacement})
    if r == 0:
        return do("zeros", size=(0,), dtype=a.dtype)
    n = a._array.shape[0]
    places = np.indices((n,) * r)
    after = np.less_equal if with_replacement else np.less
    mask = np.ones((n,) * r, np.bool_)
    for column in range(r - 1):
        mask &= after(places[column], places[column + 1])
    chosen = Tensor(mask)
    columns = []
    for column in range(r):
        own = tuple([n if axis == column else 1 for axis in range(r)])
        wide = do("expand", do("view", a, size=own), size=(n,) * r)
        columns.append(do("masked_select", wide, chosen))
    return do("stack", columns, dim=1)


def _infer_combinations(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    r = params["r"]
    if len(shape) != 1:
        raise RuntimeError(f"Expect a 1D vector, but got shape {list(shape)}")
    if r < 0:
        raise RuntimeError(f"Expect a non-negative number, but got {r}")
    if r == 0:
        return (Meta((0,), dtype),)
    count = shape[0] + (r - 1 if params["with_replacement"] else 0)
    return (Meta((math.comb(max(count, 0), r), r), dtype),)


def _cartesian(tensors: Sequence[Tensor]) -> Any:
    ((_shape, _),) = _infer_cartesian(
        (tuple([Meta(t._array.shape, t.dtype) for t in tensors]),), {}
    )
    if len(tensors) == 1:
        return tensors[0]
    sizes = tuple([t._array.shape[0] for t in tensors])
    columns = []
    for place, tensor in enumerate(tensors):
        own = tuple([size if axis == place else 1 for axis, size in enumerate(sizes)])
        wide = do("expand", do("view", tensor, size=own), size=sizes)
        columns.append(do("reshape", wide, shape=(-1,)))
    return do("stack", columns, dim=1)


def _infer_cartesian(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    (metas,) = operands
    for meta in metas:
        if len(meta.shape) != 1:
            raise RuntimeError(f"Expect a 1D vector, but got shape {list(meta.shape)}")
    if len(metas) == 1:
        return (metas[0],)
    return (Meta((math.prod(m.shape[0] for m in metas), len(metas)), metas[0].dtype),)


# ---- powers ----------------------------------------------------------------------------------


def _linalg_vander(x: Tensor, N: int | None) -> Any:  # noqa: N803
    ((shape, _),) = _infer_vander((Meta(x._array.shape, x.dtype),), {"N": N})
    count = shape[-1]
    if not x._array.ndim:
        x = do("unsqueeze", x, dim=0)
    wide = do("expand", do("unsqueeze", x, dim=-1), size=(*x._array.shape, max(count - 1, 0)))
    powers = do("cumprod", wide, dim=-1)
    ones = Tensor(np.ones((*x._array.shape, 1), x._array.dtype))
    return do("cat", [ones, powers], dim=-1)


def _infer_vander(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    count = params["N"]
    if count is not None and count <= 1:
        raise RuntimeError("N must be greater than 1.")
    if dtype is bool_ or not dtype.is_floating_point:
        dtype = int64
    shape = shape or (1,)
    return (Meta((*shape, shape[-1] if count is None else count), dtype),)


# ---- distances -------------------------------------------------------------------------------

MODES = (
    "use_mm_for_euclid_dist_if_necessary",
    "use_mm_for_euclid_dist",
    "donot_use_mm_for_euclid_dist",
)


def _infer_cdist(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, b = operands
    for name, meta in (("X1", a), ("X2", b)):
        if len(meta.shape) < 2:
            raise RuntimeError(
                f"cdist only supports at least 2D tensors, {name} got: {len(meta.shape)}D"
            )
    if a.shape[-1] != b.shape[-1]:
        raise RuntimeError(
            f"X1 and X2 must have the same number of columns. X1: {a.shape[-1]} X2: {b.shape[-1]}"
        )
    if params["p"] < 0:
        raise RuntimeError("cdist only supports non-negative p values")
    batch = broadcast(a.shape[:-2], b.shape[:-2])
    return (Meta((*batch, a.shape[-2], b.shape[-2]), a.dtype),)


def _lengths(gaps: Any, p: float) -> Any:
    """Norms over the last dimension, of which the extent may be 0."""
    size = np.abs(gaps)
    if p == 0:
        return (gaps != 0).sum(axis=-1).astype(gaps.dtype)
    if p == 1:
        return size.sum(axis=-1)
    if p == 2:
        return np.sqrt((gaps * gaps).sum(axis=-1))
    if p == math.inf:
        return size.max(axis=-1, initial=0)
    return (size**p).sum(axis=-1) ** (1.0 / p)


def _slopes(gaps: Any, lengths: Any, p: float) -> Any:
    """The gradients of lengths by the gaps they belong to; 0 where a length is 0."""
    lengths = lengths[..., None]
    flat = lengths == 0
    if p == 0:
        return np.zeros_like(gaps)
    if p == 1:
        return np.sign(gaps)
    if p == math.inf:
        return np.sign(gaps) * (np.abs(gaps) == lengths)
    size = np.abs(gaps)
    safe = np.where(flat, gaps.dtype.type(1), lengths)
    if p < 1:
        powers = np.where(size == 0, 0, np.where(size == 0, 1, size) ** (p - 1))
        return np.where(flat, 0, np.sign(gaps) * powers * safe ** (1 - p))
    if p < 2:
        return np.where(flat, 0, np.sign(gaps) * (size / safe) ** (p - 1))
    return np.where(flat, 0, gaps * size ** (p - 2) / safe ** (p - 1))


def _cdist_forward(xp: Any, a: Any, b: Any, p: float) -> Any:
    return _lengths(a[..., :, None, :] - b[..., None, :, :], p)


def _cdist_backward(xp: Any, grad: Any, a: Any, b: Any, lengths: Any, p: float) -> Any:
    gaps = a[..., :, None, :] - b[..., None, :, :]
    return (grad[..., None] * _slopes(gaps, lengths, p)).sum(axis=-2)


def _cdist(x1: Tensor, x2: Tensor, p: float, compute_mode: str) -> Any:
    metas = (Meta(x1._array.shape, x1.dtype), Meta(x2._array.shape, x2.dtype))
    ((shape, _),) = _infer_cdist(metas, {"p": p})
    if compute_mode not in MODES:
        raise ValueError(f"{compute_mode} is not a valid value for compute_mode")
    many = x1._array.shape[-2] > 25 or x2._array.shape[-2] > 25
    products = compute_mode == MODES[1] or (compute_mode == MODES[0] and many)
    batch = shape[:-2]
    a = do("expand", x1, size=(*batch, *x1._array.shape[-2:])) if batch else x1
    b = do("expand", x2, size=(*batch, *x2._array.shape[-2:])) if batch else x2
    if p == 2 and products and x1._array.size and x2._array.size:
        count = math.prod(batch)
        a = do("reshape", a, shape=(count, *a._array.shape[-2:]))
        b = do("reshape", b, shape=(count, *b._array.shape[-2:]))
        return do("view", do("_euclidean_dist", a, b), size=shape)
    return do("_cdist_forward", x1, x2, p=float(p))


def _infer_batch(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    return _infer_cdist(operands, {"p": 2})


def _euclidean(xp: Any, a: Any, b: Any) -> Any:
    squares = (a * a).sum(axis=-1)[..., :, None] + (b * b).sum(axis=-1)[..., None, :]
    return np.sqrt(np.maximum(squares - 2 * (a @ b.swapaxes(-1, -2)), 0))


def _euclidean_rule(xp: Any, g: Any, a: Any, b: Any, out: Any) -> Any:
    still = xp.equal(out, 0)
    ratio = xp.where(still, 0.0, g / xp.where(still, 1.0, out))
    return a * xp.sum(ratio, (-1,), keepdims=True) - xp.matmul(ratio, b)


def _cdist_a(xp: Any, g: Any, a: Any, b: Any, out: Any, p: float) -> Any:
    return xp.apply("_cdist_backward", g, a, b, out, p=p)


def _cdist_b(xp: Any, g: Any, a: Any, b: Any, out: Any, p: float) -> Any:
    g, out = (xp.contiguous(xp.swapaxes(x, -1, -2)) for x in (g, out))
    return xp.apply("_cdist_backward", g, b, a, out, p=p)


def _infer_pdist(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    if len(shape) != 2:
        raise RuntimeError(f"pdist only supports 2D tensors, got: {len(shape)}D")
    if params["p"] < 0:
        raise RuntimeError("pdist only supports non-negative p values")
    return (Meta((shape[0] * (shape[0] - 1) // 2,), dtype),)


def _pdist(xp: Any, a: Any, p: float) -> Any:
    rows, columns = np.triu_indices(a.shape[0], 1)
    return _lengths(a[rows] - a[columns], float(p))


def _pdist_backward(xp: Any, grad: Any, a: Any, lengths: Any, p: float) -> Any:
    rows, columns = np.triu_indices(a.shape[0], 1)
    slopes = grad[:, None] * _slopes(a[rows] - a[columns], lengths, float(p))
    result = np.zeros_like(a)
    np.add.at(result, rows, slopes)
    np.subtract.at(result, columns, slopes)
    return result


def _once(name: str) -> Function:
    return undifferentiated(f"the derivative for '{name}' is not implemented.")


def _internal(name: str, **fields: Any) -> OpSpec:
    return OpSpec(name=name, category="internal", **fields)


P = Param("p", "float", 2.0, help="order of the norm")

register(
    OpSpec(
        name="block_diag",
        category="join",
        ports=MANY,
        arguments=_listed,
        infer=_infer_blocks,
        forward=_blocks,
        gradients=(_unblock,),
        node_name="BlockDiagBackward0",
        promote="operands",
        checked=True,
        spelling="torch.block_diag({tensors})",
        functions=("block_diag",),
        formula=r"\operatorname{diag}(A_1, A_2, \ldots)",
        gradient_formulas=(r"1",),
        gradient_texts=("the block of the gradient that belongs to the input",),
        title="Diagonal of blocks",
        help="Matrices along the diagonal of a larger one, with zeros around them.",
        keywords=("matrix", "join"),
        samples=(Sample(([X, V],)), Sample(([Y, [[0.5]]],))),
    ),
    OpSpec(
        name="cartesian_prod",
        category="join",
        ports=MANY,
        arguments=_listed,
        infer=_infer_cartesian,
        compose=_cartesian,
        spelling="torch.cartesian_prod({tensors})",
        functions=("cartesian_prod",),
        formula=r"A_1 \times A_2 \times \ldots",
        gradient_formulas=(r"1",),
        gradient_texts=("sums of the gradient where the element appears",),
        title="Cartesian product",
        help="Every choice of one element from each vector, as rows.",
        keywords=("pairs", "grid", "product"),
        samples=(Sample(([V, [1.0, 2.0]],)),),
    ),
    OpSpec(
        name="combinations",
        category="join",
        ports=A,
        params=(
            Param("r", "int", 2, help="how many elements to choose"),
            Param("with_replacement", "bool", False, help="an element may come again"),
        ),
        infer=_infer_combinations,
        compose=_combinations,
        spelling="torch.combinations({a}, {params})",
        functions=("combinations",),
        formula=r"\binom{a}{r}",
        gradient_formulas=(r"1",),
        gradient_texts=("sums of the gradient where the element appears",),
        title="Combinations",
        help="Every choice of several elements from a vector, as rows.",
        keywords=("pairs", "choose"),
        samples=(Sample((V,)), Sample((V,), {"r": 3, "with_replacement": True})),
    ),
    OpSpec(
        name="linalg_vander",
        category="linalg",
        ports=(Port("a", argument="x"),),
        params=(Param("N", "int", None, optional=True, keyword_only=True, help="how many powers"),),
        infer=_infer_vander,
        compose=_linalg_vander,
        spelling="torch.linalg.vander({a}, {params})",
        functions=("linalg.vander",),
        formula=r"a_i^{j}",
        gradient_formulas=(r"\sum_j j\,a_i^{j-1}",),
        gradient_texts=("sums of the gradient times j · aʲ⁻¹",),
        title="Vandermonde matrix",
        help="The powers of each element, in rows.",
        keywords=("polynomial", "powers"),
        samples=(Sample((V,)), Sample((X,), {"N": 3})),
        bad=(BadSample((V,), {"N": 1}, "N must be greater than 1."),),
    ),
    OpSpec(
        name="cdist",
        category="reduction",
        ports=(Port("a", argument="x1"), Port("b", argument="x2")),
        params=(P, Param("compute_mode", "str", MODES[0], help="when to use products")),
        infer=_infer_cdist,
        compose=_cdist,
        spelling="torch.cdist({a}, {b}, {params})",
        functions=("cdist",),
        formula=r"\lVert a_i - b_j \rVert",
        gradient_formulas=(
            r"\frac{a_i - b_j}{\lVert a_i - b_j \rVert}",
            r"\frac{b_j - a_i}{\lVert a_i - b_j \rVert}",
        ),
        gradient_texts=("∂out/∂a = (a - b) / out", "∂out/∂b = (b - a) / out"),
        title="Distances between points",
        help="The distance of each row of one matrix to each row of another.",
        keywords=("pairwise", "Euclid", "metric"),
        samples=(),
    ),
    _internal(
        "_cdist_forward",
        ports=(Port("a"), Port("b")),
        params=(P,),
        infer=_infer_cdist,
        forward=_cdist_forward,
        gradients=(_cdist_a, _cdist_b),
        broadcasts=True,
        node_name="CdistBackward0",
    ),
    _internal(
        "_cdist_backward",
        ports=(Port("grad"), Port("a"), Port("b"), Port("lengths")),
        params=(P,),
        infer=lambda operands, params: (operands[1],),
        forward=_cdist_backward,
        gradients=(_once("_cdist_backward"),) * 4,
        node_name="CdistBackwardBackward0",
    ),
    _internal(
        "_euclidean_dist",
        ports=(Port("a"), Port("b")),
        infer=_infer_batch,
        forward=_euclidean,
        gradients=(
            _euclidean_rule,
            lambda xp, g, a, b, out: _euclidean_rule(
                xp, xp.swapaxes(g, -1, -2), b, a, xp.swapaxes(out, -1, -2)
            ),
        ),
        node_name="EuclideanDistBackward0",
    ),
    OpSpec(
        name="pdist",
        category="reduction",
        ports=A,
        params=(P,),
        infer=_infer_pdist,
        forward=_pdist,
        gradients=(lambda xp, g, a, out, p: xp.apply("_pdist_backward", g, a, out, p=p),),
        node_name="PdistBackward0",
        checked=True,
        spelling="torch.pdist({a}, {params})",
        functions=("pdist", "nn.functional.pdist"),
        formula=r"\lVert a_i - a_j \rVert,\; i < j",
        gradient_formulas=(r"\frac{a_i - a_j}{\lVert a_i - a_j \rVert}",),
        gradient_texts=("∂out/∂aᵢ = (aᵢ - aⱼ) / out",),
        title="Distances among points",
        help="The distances between all pairs of rows of a matrix.",
        keywords=("pairwise", "Euclid", "metric"),
        samples=(),
    ),
    _internal(
        "_pdist_backward",
        ports=(Port("grad"), Port("a"), Port("lengths")),
        params=(P,),
        infer=lambda operands, params: (operands[1],),
        forward=_pdist_backward,
        gradients=(_once("_pdist_backward"),) * 3,
        node_name="PdistBackwardBackward0",
    ),
)
