"""Products of tensors that PyTorch makes from others, step by step as it does."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..tensor import Tensor
from .einsum import einsum, infer_einsum
from .functional import do
from .matrix import infer_dot
from .shapes import broadcast, elementwise_dtype, normal_dim
from .spec import BadSample, Meta, OpSpec, Param, Port, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
Y = [[1.0, 2.0], [0.5, -1.0], [3.0, 1.0]]
S = [[2.0, -1.0], [0.5, 3.0]]
V = [2.0, -1.0, 0.5]
U = [1.0, -3.0]

Params = Mapping[str, Any]
Function = Callable[..., Any]
TENSORS = (Port("a"), Port("b"))
MANY = (Port("tensors", variadic=True),)


def _reshaped(a: Any, *shape: int) -> Any:
    return do("reshape", a, shape=shape)


# ---- outer, inner, kron ----------------------------------------------------------------------


def _infer_outer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    for name, meta in zip(("self", "vec2"), operands, strict=True):
        if len(meta.shape) != 1:
            raise RuntimeError(f"outer: Expected 1-D argument {name}, but got {len(meta.shape)}-D")
    shape = operands[0].shape + operands[1].shape
    return (Meta(shape, elementwise_dtype(operands)),)


def _outer(a: Tensor, b: Tensor) -> Any:
    _infer_outer((Meta(a._array.shape, a.dtype), Meta(b._array.shape, b.dtype)), {})
    return _reshaped(a, a._array.shape[0], 1) * b


def _infer_inner(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, b = operands
    dtype = elementwise_dtype(operands)
    if not a.shape or not b.shape:
        return (Meta(broadcast(a.shape, b.shape), dtype),)
    if a.shape[-1] != b.shape[-1]:
        raise RuntimeError(
            "inner() the last dimension must match on both input tensors but got shapes "
            f"{list(a.shape)} and {list(b.shape)}"
        )
    return (Meta(a.shape[:-1] + b.shape[:-1], dtype),)


def _inner(a: Tensor, b: Tensor) -> Any:
    _infer_inner((Meta(a._array.shape, a.dtype), Meta(b._array.shape, b.dtype)), {})
    if not a._array.ndim or not b._array.ndim:
        return a * b
    return _tensordot(a, b, ((-1,), (-1,)))


def _infer_kron(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, b = (meta.shape for meta in operands)
    size = max(len(a), len(b))
    left, right = ((1,) * (size - len(shape)) + shape for shape in (a, b))
    shape = tuple([n * m for n, m in zip(left, right, strict=True)])
    return (Meta(shape, elementwise_dtype(operands)),)


def _kron(a: Tensor, b: Tensor) -> Any:
    size = max(a._array.ndim, b._array.ndim)
    left, right = ((1,) * (size - x._array.ndim) + x._array.shape for x in (a, b))
    wide = do("unsafe_view", a, size=_beside(left, 0))
    tall = do("unsafe_view", b, size=_beside(right, 1))
    shape = tuple([n * m for n, m in zip(left, right, strict=True)])
    return do("unsafe_view", wide * tall, size=shape)


def _beside(shape: tuple[int, ...], place: int) -> tuple[int, ...]:
    """Each extent beside a 1, which is where the other operand has its own."""
    pairs = [(1, extent) if place else (extent, 1) for extent in shape]
    return tuple([extent for pair in pairs for extent in pair])


# ---- tensordot -------------------------------------------------------------------------------


def _sides(dims: Any, n: int, m: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    if isinstance(dims, int):
        if dims < 0:
            raise RuntimeError(f"tensordot expects dims >= 0, but got dims={dims}")
        if dims > min(n, m):
            raise RuntimeError(f"tensordot expects dims < ndim_a or ndim_b, but got dims={dims}")
        return tuple(range(n - dims, n)), tuple(range(dims))
    left, right = dims
    sides = [(one,) if isinstance(one, int) else tuple(one) for one in (left, right)]
    if len(sides[0]) != len(sides[1]):
        raise RuntimeError("both dimension lists should have same length")
    return (
        tuple([normal_dim(dim, n) for dim in sides[0]]),
        tuple([normal_dim(dim, m) for dim in sides[1]]),
    )


def _infer_tensordot(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, b = operands
    left, right = _sides(params["dims"], len(a.shape), len(b.shape))
    for i, j in zip(left, right, strict=True):
        if a.shape[i] != b.shape[j] and 1 not in (a.shape[i], b.shape[j]):
            raise RuntimeError(
                f"contracted dimensions need to match, but first has size {a.shape[i]} in dim {i} "
                f"and second has size {b.shape[j]} in dim {j}"
            )
    shape = [n for axis, n in enumerate(a.shape) if axis not in left]
    shape += [n for axis, n in enumerate(b.shape) if axis not in right]
    return (Meta(tuple(shape), a.dtype),)


def _tensordot(a: Tensor, b: Tensor, dims: Any) -> Any:
    metas = (Meta(a._array.shape, a.dtype), Meta(b._array.shape, b.dtype))
    ((shape, _),) = _infer_tensordot(metas, {"dims": dims})
    left, right = _sides(dims, a._array.ndim, b._array.ndim)
    for i, j in zip(left, right, strict=True):
        if a._array.shape[i] != b._array.shape[j]:
            if b._array.shape[j] == 1:
                a = do("sum", a, dim=(i,), keepdim=True)
            else:
                b = do("sum", b, dim=(j,), keepdim=True)
    n, m = a._array.shape, b._array.shape
    free_a = [axis for axis in range(len(n)) if axis not in left]
    free_b = [axis for axis in range(len(m)) if axis not in right]
    shared = math.prod(n[axis] for axis in left)
    rows = math.prod(n[axis] for axis in free_a)
    columns = math.prod(m[axis] for axis in free_b)
    a = do("permute", a, dims=(*free_a, *left))
    b = do("permute", b, dims=(*right, *free_b))
    if rows == 1 and columns == 1:
        product = do("dot", do("flatten", a), do("flatten", b))
    else:
        product = do("mm", _reshaped(a, rows, shared), _reshaped(b, shared, columns))
    return _reshaped(product, *shape)


# ---- chains and powers -----------------------------------------------------------------------


def _infer_chain(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    (metas,) = operands
    if len(metas) < 2:
        raise RuntimeError(f"multi_dot(): expected at least 2 tensors but got {len(metas)}")
    first, last = metas[0].shape, metas[-1].shape
    shape = (first[0],) if len(first) == 2 else ()
    shape += (last[1],) if len(last) == 2 else ()
    return (Meta(shape, metas[0].dtype),)


def _best_order(sizes: Sequence[int]) -> dict[tuple[int, int], int]:
    """Where to split each part of a chain for the fewest multiplications."""
    count = len(sizes) - 1
    costs: dict[tuple[int, int], int] = {(i, i): 0 for i in range(count)}
    splits: dict[tuple[int, int], int] = {}
    for span in range(1, count):
        for i in range(count - span):
            j = i + span
            best = min(
                range(i, j),
                key=lambda k: (
                    costs[i, k] + costs[k + 1, j] + sizes[i] * sizes[k + 1] * sizes[j + 1]
                ),
            )
            costs[i, j] = (
                costs[i, best] + costs[best + 1, j] + sizes[i] * sizes[best + 1] * sizes[j + 1]
            )
            splits[i, j] = best
    return splits


def _multi_dot(tensors: Sequence[Tensor]) -> Any:
    metas = tuple([Meta(x._array.shape, x.dtype) for x in tensors])
    ((shape, _),) = _infer_chain((metas,), {})
    chain = list(tensors)
    if chain[0]._array.ndim == 1:
        chain[0] = do("unsqueeze", chain[0], dim=0)
    if chain[-1]._array.ndim == 1:
        chain[-1] = do("unsqueeze", chain[-1], dim=-1)
    splits = _best_order([chain[0]._array.shape[0], *[x._array.shape[1] for x in chain]])

    def product(i: int, j: int) -> Any:
        if i == j:
            return chain[i]
        return do("mm", product(i, splits[i, j]), product(splits[i, j] + 1, j))

    return do("view", product(0, len(chain) - 1), size=shape)


def _infer_square(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape = operands[0].shape
    if len(shape) < 2:
        raise RuntimeError(
            "linalg.matrix_power: The input tensor A must have at least 2 dimensions."
        )
    if shape[-1] != shape[-2]:
        raise RuntimeError(
            "linalg.matrix_power: A must be batches of square matrices, but they are "
            f"{shape[-2]} by {shape[-1]} matrices"
        )
    return (operands[0],)


def _matrix_power(a: Tensor, n: int) -> Any:
    _infer_square((Meta(a._array.shape, a.dtype),), {})
    if n == 0:
        eye = np.broadcast_to(np.eye(a._array.shape[-1], dtype=a._array.dtype), a._array.shape)
        return do("copy_", do("clone", a), Tensor(eye.copy()))
    if n < 0:
        a, n = do("inv_ex", a)[0], -n
    if n == 1:
        return do("clone", a) if a.grad_fn is None or not _is_inverse(a) else a
    if n == 2:
        return do("matmul", a, a)
    if n == 3:
        return do("matmul", do("matmul", a, a), a)
    power: Any = None
    result: Any = None
    while n:
        power = a if power is None else do("matmul", power, power)
        if n % 2:
            result = power if result is None else do("matmul", result, power)
        n //= 2
    return result


def _is_inverse(a: Tensor) -> bool:
    return a.grad_fn is not None and a.grad_fn.name() == "LinalgInvExBackward0"


def _vecdot(a: Tensor, b: Tensor, dim: int) -> Any:
    if a._array.ndim == 1 and b._array.ndim == 1:
        return do("vdot", a, b)
    return do("sum", a * b, dim=(dim,))


def _infer_vecdot(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape = broadcast(operands[0].shape, operands[1].shape)
    dim = normal_dim(params["dim"], len(shape))
    return (Meta((*shape[:dim], *shape[dim + 1 :]), elementwise_dtype(operands)),)


def _composed(name: str, ports: tuple[Port, ...], **fields: Any) -> OpSpec:
    return OpSpec(name=name, ports=ports, **{"category": "matrix", **fields})


register(
    _composed(
        "outer",
        (Port("a"), Port("b", argument="vec2")),
        infer=_infer_outer,
        compose=_outer,
        spelling="torch.outer({a}, {b})",
        methods=("outer", "ger"),
        functions=("outer", "ger"),
        formula=r"a\,b^{\top}",
        gradient_formulas=(r"G b", r"G^{\top} a"),
        gradient_texts=("g @ b", "gᵀ @ a"),
        title="Outer product",
        help="The products of each element of one vector with each of the other.",
        keywords=("ger", "vector", "table"),
        samples=(Sample((U, V)),),
        bad=(BadSample((X, V), {}, "outer: Expected 1-D argument self, but got 2-D"),),
    ),
    _composed(
        "inner",
        TENSORS,
        infer=_infer_inner,
        compose=_inner,
        spelling="torch.inner({a}, {b})",
        methods=("inner",),
        functions=("inner",),
        formula=r"\sum_i a_i b_i",
        gradient_formulas=(r"b", r"a"),
        gradient_texts=("g · b", "g · a"),
        title="Inner product",
        help="Sums of products over the last dimension of both inputs.",
        keywords=("dot", "vector"),
        samples=(Sample((V, V)), Sample((X, V)), Sample((2.0, X))),
    ),
    OpSpec(
        name="vdot",
        category="matrix",
        ports=TENSORS,
        infer=infer_dot,
        checked=True,
        forward=lambda xp, a, b: np.dot(a, b),
        gradients=(lambda xp, g, b: g * b, lambda xp, g, a: g * a),
        node_name="VdotBackward0",
        spelling="torch.vdot({a}, {b})",
        methods=("vdot",),
        functions=("vdot",),
        formula=r"\sum_i a_i b_i",
        gradient_formulas=(r"b", r"a"),
        gradient_texts=("∂out/∂a = b", "∂out/∂b = a"),
        title="Dot product with conjugate",
        help="The dot product of two vectors; of real numbers the same as dot.",
        keywords=("dot", "vector"),
        samples=(Sample((V, [1.0, 2.0, 3.0])),),
    ),
    _composed(
        "vecdot",
        TENSORS,
        category="linalg",
        params=(Param("dim", "dim", -1, keyword_only=True, help="the dimension of the vectors"),),
        infer=_infer_vecdot,
        compose=_vecdot,
        spelling="torch.linalg.vecdot({a}, {b}, {params})",
        functions=("linalg.vecdot",),
        formula=r"\sum_i a_i b_i",
        gradient_formulas=(r"b", r"a"),
        gradient_texts=("g · b", "g · a"),
        title="Dot products",
        help="The dot products of vectors along a dimension.",
        keywords=("dot", "vector", "batch"),
        samples=(Sample((X, X)), Sample((X, V)), Sample((V, V)), Sample((X, X), {"dim": 0})),
    ),
    _composed(
        "kron",
        TENSORS,
        infer=_infer_kron,
        compose=_kron,
        spelling="torch.kron({a}, {b})",
        methods=("kron",),
        functions=("kron",),
        formula=r"A \otimes B",
        gradient_formulas=(r"\sum G B", r"\sum G A"),
        gradient_texts=("sums of g · b over each block", "sums of g · a over the blocks"),
        title="Kronecker product",
        help="Each element of the first input times the whole second, as blocks.",
        keywords=("blocks", "tensor product"),
        samples=(Sample((S, X)), Sample((V, S))),
    ),
    _composed(
        "tensordot",
        TENSORS,
        params=(
            Param("dims", "data", 2, help="how many dimensions to sum over, or two lists of them"),
        ),
        infer=_infer_tensordot,
        compose=_tensordot,
        spelling="torch.tensordot({a}, {b}, {params})",
        functions=("tensordot",),
        formula=r"\sum_k a_{i k} b_{k j}",
        gradient_formulas=(r"G B", r"A G"),
        gradient_texts=("g contracted with b", "a contracted with g"),
        title="Tensor contraction",
        help="Sums of products over several dimensions of both inputs.",
        keywords=("contract", "dot", "einsum"),
        samples=(
            Sample((X, Y), {"dims": 1}),
            Sample((X, X)),
            Sample((X, X), {"dims": ((0,), (0,))}),
        ),
    ),
    OpSpec(
        name="einsum",
        category="matrix",
        ports=MANY,
        params=(Param("equation", "str", help="which indices belong to which dimensions"),),
        infer=infer_einsum,
        compose=einsum,
        arguments=lambda args, kwargs: _equation_last(args, kwargs),
        spelling="torch.einsum({equation}, {tensors})",
        functions=("einsum",),
        formula=r"\sum a_{\ldots} b_{\ldots}",
        gradient_formulas=(r"\sum G \ldots",),
        gradient_texts=("g contracted with the other inputs",),
        title="Einstein sum",
        help="Sums of products, with the dimensions named by letters.",
        keywords=("contract", "Einstein", "indices"),
        samples=(
            Sample(([X, Y],), {"equation": "ij,jk->ik"}),
            Sample(([S],), {"equation": "ii"}),
            Sample(([X],), {"equation": "ij->ji"}),
            Sample(([X, V],), {"equation": "ij,j->i"}),
            Sample(([U, V],), {"equation": "i,j->ij"}),
        ),
    ),
    _composed(
        "multi_dot",
        MANY,
        category="linalg",
        infer=_infer_chain,
        compose=_multi_dot,
        spelling="torch.linalg.multi_dot([{tensors}])",
        functions=("linalg.multi_dot",),
        formula=r"A_1 A_2 \cdots A_n",
        gradient_formulas=(r"\ldots^{\top} G \ldots^{\top}",),
        gradient_texts=("the gradient between the other matrices, transposed",),
        title="Chain of products",
        help="The product of several matrices, in the order that costs least.",
        keywords=("matrix", "chain"),
        samples=(Sample(([X, Y, S],)), Sample(([U, X, Y],))),
    ),
    _composed(
        "matrix_power",
        (Port("a"),),
        category="linalg",
        params=(Param("n", "int", help="the exponent; negative for powers of the inverse"),),
        infer=_infer_square,
        compose=_matrix_power,
        spelling="torch.linalg.matrix_power({a}, {n})",
        methods=("matrix_power",),
        functions=("linalg.matrix_power", "matrix_power"),
        formula=r"A^{n}",
        gradient_formulas=(r"\sum_k (A^{\top})^{k} G (A^{\top})^{n-1-k}",),
        gradient_texts=("sums of the gradient between powers of aᵀ",),
        title="Matrix power",
        help="A square matrix multiplied with itself.",
        keywords=("exponent", "matrix"),
        samples=(
            Sample((S,), {"n": 2}),
            Sample((S,), {"n": -1}),
            Sample(([S, S],), {"n": 5}),
        ),
        bad=(
            BadSample(
                (X,),
                {"n": 2},
                "linalg.matrix_power: A must be batches of square matrices, but they are 2 by 3 "
                "matrices",
            ),
        ),
    ),
)


def _equation_last(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """``einsum("ij,jk", a, b)`` as the list of tensors and the equation."""
    if args and isinstance(args[0], str):
        rest = args[1:]
        if len(rest) == 1 and isinstance(rest[0], list | tuple):
            rest = tuple(rest[0])
        return (list(rest), args[0]), kwargs
    if args and isinstance(args[0], list | tuple) and len(args) > 1 and isinstance(args[1], str):
        return (list(args[0]), *args[1:]), kwargs
    return args, kwargs
