"""Products of matrices and vectors. ``matmul`` is made from the others exactly as in PyTorch."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ..tensor import Tensor
from .dispatch import call
from .families import refuse_bool
from .shape import reshape
from .shapes import broadcast
from .spec import INTERNAL, REGISTRY, BadSample, Meta, OpSpec, Port, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
Y = [[1.0, 2.0], [0.5, -1.0], [3.0, 1.0]]
V = [2.0, -1.0, 0.5]
AB = (Port("a"), Port("b"))

Params = Mapping[str, Any]
Ints = tuple[int, ...]


def _same_dtype(a: Meta, b: Meta) -> None:
    if a.dtype is not b.dtype:
        raise RuntimeError(
            f"expected m1 and m2 to have the same dtype, but got: {a.dtype.c_name} != "
            f"{b.dtype.c_name}"
        )


def _infer_mm(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, b = operands
    if len(a.shape) != 2 or len(b.shape) != 2:
        which = "self" if len(a.shape) != 2 else "mat2"
        raise RuntimeError(f"{which} must be a matrix")
    if a.shape[1] != b.shape[0]:
        raise RuntimeError(
            f"mat1 and mat2 shapes cannot be multiplied ({a.shape[0]}x{a.shape[1]} and "
            f"{b.shape[0]}x{b.shape[1]})"
        )
    _same_dtype(a, b)
    refuse_bool(a.dtype, "addmm_impl_cpu_")
    return (Meta((a.shape[0], b.shape[1]), a.dtype),)


def _infer_mv(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, b = operands
    if len(a.shape) != 2 or len(b.shape) != 1:
        raise RuntimeError(
            f"vector + matrix @ vector expected, got 1, {len(a.shape)}, {len(b.shape)}"
        )
    if a.shape[1] != b.shape[0]:
        raise RuntimeError(
            f"size mismatch, got input ({a.shape[0]}), mat ({a.shape[0]}x{a.shape[1]}), vec "
            f"({b.shape[0]})"
        )
    if a.dtype is not b.dtype:
        vector, matrix = b.dtype.scalar_name, a.dtype.scalar_name
        raise RuntimeError(
            f"addmv input tensors must have the same dtype, but got {vector}, {matrix}, and "
            f"{vector}"
        )
    refuse_bool(a.dtype, "addmv_impl_cpu")
    return (Meta((a.shape[0],), a.dtype),)


def infer_dot(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, b = operands
    if len(a.shape) != 1 or len(b.shape) != 1:
        raise RuntimeError(
            f"1D tensors expected, but got {len(a.shape)}D and {len(b.shape)}D tensors"
        )
    if a.dtype is not b.dtype:
        raise RuntimeError(
            "dot : expected both vectors to have same dtype, but found "
            f"{a.dtype.scalar_name} and {b.dtype.scalar_name}"
        )
    if a.shape != b.shape:
        raise RuntimeError(
            f"inconsistent tensor size, expected tensor [{a.shape[0]}] and src [{b.shape[0]}] to "
            f"have the same number of elements, but got {a.shape[0]} and {b.shape[0]} elements "
            "respectively"
        )
    refuse_bool(a.dtype, "dot")
    return (Meta((), a.dtype),)


def _infer_bmm(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, b = operands
    for which, meta in (("batch1", a), ("batch2", b)):
        if len(meta.shape) != 3:
            raise RuntimeError(f"{which} must be a 3D tensor")
    wanted = [a.shape[0], a.shape[2]]
    if list(b.shape[:2]) != wanted:
        raise RuntimeError(
            f"Expected size for first two dimensions of batch2 tensor to be: {wanted} but got: "
            f"{list(b.shape[:2])}."
        )
    if a.dtype is not b.dtype:
        raise RuntimeError(
            f"expected scalar type {a.dtype.scalar_name} but found {b.dtype.scalar_name}"
        )
    refuse_bool(a.dtype, "bmm")
    return (Meta((a.shape[0], a.shape[1], b.shape[2]), a.dtype),)


def _infer_matmul(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, b = operands
    n, m = len(a.shape), len(b.shape)
    if not n or not m:
        raise RuntimeError(
            f"both arguments to matmul need to be at least 1D, but they are {n}D and {m}D"
        )
    if n == 1 and m == 1:
        return infer_dot(operands, params)
    if n == 2 and m == 1:
        return _infer_mv(operands, params)
    left = a.shape if n > 1 else (1, *a.shape)
    right = b.shape if m > 1 else (*b.shape, 1)
    batch = broadcast(left[:-2], right[:-2])
    if left[-1] != right[-2]:
        if n >= 3 and m == 1:
            rows = math.prod(left[:-1])
            raise RuntimeError(
                f"size mismatch, got input ({rows}), mat ({rows}x{left[-1]}), vec ({right[-2]})"
            )
        if m <= 2:
            raise RuntimeError(
                f"mat1 and mat2 shapes cannot be multiplied ({math.prod(left[:-1])}x{left[-1]} "
                f"and {right[-2]}x{right[-1]})"
            )
        size = math.prod(batch)
        raise RuntimeError(
            "Expected size for first two dimensions of batch2 tensor to be: "
            f"[{size}, {left[-1]}] but got: [{size}, {right[-2]}]."
        )
    _same_dtype(a, b)
    tail = (left[-2:-1] if n > 1 else ()) + (right[-1:] if m > 1 else ())
    return (Meta((*batch, *tail), a.dtype),)


def _folds_metas(n: int, m: int) -> bool:
    return max(n, m) >= 3 and min(n, m) <= 2


# ---- matmul, step by step as PyTorch's LinearAlgebra.cpp does it -----------------------------


def _matmul(a: Tensor, b: Tensor) -> Any:
    n, m = a._array.ndim, b._array.ndim
    if n == 2 and m == 2:
        return call(REGISTRY["mm"], (a, b))
    if n == 1 and m == 1:
        return call(REGISTRY["dot"], (a, b))
    if n == 2 and m == 1:
        return call(REGISTRY["mv"], (a, b))
    if not n or not m:
        _infer_matmul((Meta(a._array.shape, a.dtype), Meta(b._array.shape, b.dtype)), {})
    if n == 1 and m == 2:
        row = call(REGISTRY["unsqueeze"], (a,), {"dim": 0})
        result: Tensor = call(INTERNAL["squeezed"], (call(REGISTRY["mm"], (row, b)),), {"dim": 0})
        result.storage().version += 1  # PyTorch squeezes in place
        return result
    if _folds(a, b):
        return _folded(a, b)
    if n == 3 and m == 3 and a._array.shape[0] != b._array.shape[0]:
        # A single matrix with a gradient is not repeated for the batch.
        if a._array.shape[0] == 1 and a.requires_grad:
            return _matmul(call(REGISTRY["squeeze"], (a,), {"dim": 0}), b)
        if b._array.shape[0] == 1 and b.requires_grad:
            return _matmul(a, call(REGISTRY["squeeze"], (b,), {"dim": 0}))
    return _batched(a, b)


def _folds(a: Tensor, b: Tensor) -> bool:
    """Whether the larger operand becomes a matrix, rather than both batches of matrices."""
    n, m = a._array.ndim, b._array.ndim
    if not _folds_metas(n, m):
        return False
    smaller = b if n >= m else a
    if smaller.requires_grad:
        return True
    if n == 2:
        return False
    larger = a._array if n >= m else b._array.swapaxes(-1, -2)
    if not larger.size:
        return True
    shape, strides = larger.shape, larger.strides
    return all(
        strides[axis] == strides[axis + 1] * shape[axis + 1] for axis in range(len(shape) - 2)
    )


def _transposed(a: Tensor) -> Any:
    return call(REGISTRY["transpose"], (a,), {"dim0": -2, "dim1": -1})


def _folded(a: Tensor, b: Tensor) -> Any:
    swap = b._array.ndim > a._array.ndim
    large = _transposed(b) if swap else a
    small = b if not swap else call(REGISTRY["t"], (a,)) if a._array.ndim == 2 else a
    shape = large._array.shape
    flat = reshape(large, (math.prod(shape[:-1]), shape[-1]))
    if small._array.ndim == 1:
        product = call(REGISTRY["mv"], (flat, small))
        return call(INTERNAL["unsafe_view"], (product,), {"size": shape[:-1]})
    product = call(REGISTRY["mm"], (flat, small))
    size = (*shape[:-1], small._array.shape[1])
    result = call(INTERNAL["unsafe_view"], (product,), {"size": size})
    return call(REGISTRY["contiguous"], (_transposed(result),)) if swap else result


def _batched(a: Tensor, b: Tensor) -> Any:
    left, right = a._array.shape, b._array.shape
    rows = left[-2:] if len(left) > 1 else (1, *left)
    columns = right[-2:]
    batch = broadcast(left[:-2], right[:-2])
    count = math.prod(batch)
    wide_a = call(REGISTRY["expand"], (a,), {"size": (*batch, *rows)})
    flat_a = reshape(wide_a, (count, *rows))
    wide_b = call(REGISTRY["expand"], (b,), {"size": (*batch, *columns)})
    if len(right) == 1:
        flat_b = reshape(wide_b, (count, *columns))
        flat_b = call(REGISTRY["unsqueeze"], (flat_b,), {"dim": 2})
    else:
        flat_b = reshape(wide_b, (count, *columns))
    product = call(REGISTRY["bmm"], (flat_a, flat_b))
    tail = (left[-2:-1] if len(left) > 1 else ()) + (right[-1:] if len(right) > 1 else ())
    return call(INTERNAL["unsafe_view"], (product,), {"size": (*batch, *tail)})


def _multiply(left: int, right: int) -> Any:
    """The product of operands with these numbers of dimensions, and no others."""

    def forward(xp: Any, a: Any, b: Any) -> Any:
        if a.ndim != left or b.ndim != right or a.dtype != b.dtype or a.dtype.kind == "b":
            raise ValueError("infer says what is wrong")
        if left == 3 and a.shape[0] != b.shape[0]:
            raise ValueError("infer says what is wrong")
        return a @ b

    return forward


def _by_columns(shape: Ints, strides: Ints) -> bool:
    """Whether a matrix lies in memory column by column."""
    return strides[0] == 1 and strides[1] == shape[0]


def left_gradient(xp: Any, g: Any, b: Any, a_shape: Ints, a_strides: Ints) -> Any:
    """In the layout of ``a``, as PyTorch."""
    if _by_columns(a_shape, a_strides):
        return xp.t(xp.mm(b, xp.t(g)))
    return xp.mm(g, xp.t(b))


def right_gradient(xp: Any, g: Any, a: Any, b_shape: Ints, b_strides: Ints) -> Any:
    """In the layout of ``b``, as PyTorch: what comes from ``w.t()`` needs no copy for ``w``."""
    if _by_columns(b_shape, b_strides):
        return xp.t(xp.mm(xp.t(g), a))
    return xp.mm(xp.t(a), g)


def _product(
    name: str,
    node_name: str,
    argument: str,
    dims: tuple[int, int],
    infer: Any,
    rules: tuple[Any, Any],
    **fields: Any,
) -> OpSpec:
    """A primitive product: operands of one type and fixed numbers of dimensions."""
    return OpSpec(
        name=name,
        category="matrix",
        ports=(Port("a"), Port("b", argument=argument)),
        infer=infer,
        forward=_multiply(*dims),
        gradients=rules,
        node_name=node_name,
        spelling=f"{{a}}.{name}({{b}})",
        methods=(name,),
        functions=(name,),
        formula=fields.pop("formula", r"A B"),
        gradient_formulas=fields.pop("gradient_formulas", (r"G B^{\top}", r"A^{\top} G")),
        gradient_texts=fields.pop("gradient_texts", ("g @ bᵀ", "aᵀ @ g")),
        keywords=fields.pop("keywords", ("matrix", "product", "@")),
        **fields,
    )


register(
    OpSpec(
        name="matmul",
        category="matrix",
        ports=AB,
        infer=_infer_matmul,
        compose=_matmul,
        spelling="{a} @ {b}",
        methods=("matmul", "__matmul__"),
        functions=("matmul",),
        formula=r"A B",
        gradient_formulas=(r"G B^{\top}", r"A^{\top} G"),
        gradient_texts=("g @ bᵀ", "aᵀ @ g"),
        title="Matrix multiply",
        help="The matrix product; of vectors the dot product, of more dimensions in batches.",
        keywords=("matrix", "multiplication", "product", "@", "linear"),
        samples=(
            Sample((X, Y)),
            Sample((X, V)),
            Sample((V, V)),
            Sample((V, Y)),
            Sample(([X, X], Y)),
            Sample(([X, X], V)),
            Sample((X, [Y, Y, Y])),
            Sample(([X, X], [Y, Y])),
            Sample(([[X], [X]], [[Y, Y, Y]])),
            Sample((V, [Y, Y])),
        ),
        bad=(
            BadSample((X, X), {}, "mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)"),
            BadSample(
                (1.0, X),
                {},
                "both arguments to matmul need to be at least 1D, but they are 0D and 2D",
            ),
            BadSample((X, [1.0, 2.0]), {}, "size mismatch, got input (2), mat (2x3), vec (2)"),
            BadSample(
                ([X, X], [X, X]),
                {},
                "Expected size for first two dimensions of batch2 tensor to be: [2, 3] but got: "
                "[2, 2].",
            ),
        ),
    ),
    _product(
        "mm",
        "MmBackward0",
        "mat2",
        (2, 2),
        _infer_mm,
        (
            left_gradient,
            right_gradient,
        ),
        title="Multiply matrices",
        help="The product of two matrices.",
        samples=(Sample((X, Y)),),
        bad=(
            BadSample((X, X), {}, "mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)"),
            BadSample((V, X), {}, "self must be a matrix"),
        ),
    ),
    _product(
        "mv",
        "MvBackward0",
        "vec",
        (2, 1),
        _infer_mv,
        (
            lambda xp, g, b: xp.reshape(g, (-1, 1)) * b,
            lambda xp, g, a: xp.mv(xp.t(a), g),
        ),
        formula=r"A\,b",
        gradient_formulas=(r"g\,b^{\top}", r"A^{\top} g"),
        gradient_texts=("g ⊗ b", "aᵀ @ g"),
        title="Multiply matrix and vector",
        help="The product of a matrix and a vector.",
        samples=(Sample((X, V)),),
        bad=(BadSample((X, [1.0, 2.0]), {}, "size mismatch, got input (2), mat (2x3), vec (2)"),),
    ),
    _product(
        "dot",
        "DotBackward0",
        "tensor",
        (1, 1),
        infer_dot,
        (lambda xp, g, b: g * b, lambda xp, g, a: g * a),
        formula=r"\sum_i a_i b_i",
        gradient_formulas=(r"b", r"a"),
        gradient_texts=("∂out/∂a = b", "∂out/∂b = a"),
        title="Dot product",
        help="The sum of the products of the elements of two vectors.",
        keywords=("inner product", "scalar product", "vector", "@"),
        samples=(Sample((V, [1.0, 2.0, 3.0])),),
        bad=(
            BadSample(
                (V, [1.0, 2.0]),
                {},
                "inconsistent tensor size, expected tensor [3] and src [2] to have the same "
                "number of elements, but got 3 and 2 elements respectively",
            ),
        ),
    ),
    _product(
        "bmm",
        "BmmBackward0",
        "mat2",
        (3, 3),
        _infer_bmm,
        (
            lambda xp, g, b: xp.bmm(g, xp.swapaxes(b, 1, 2)),
            lambda xp, g, a: xp.bmm(xp.swapaxes(a, 1, 2), g),
        ),
        title="Multiply batches",
        help="The products of two equally long batches of matrices.",
        samples=(Sample(([X, X], [Y, Y])),),
        bad=(
            BadSample(
                ([X], [X]),
                {},
                "Expected size for first two dimensions of batch2 tensor to be: [1, 3] but got: "
                "[1, 2].",
            ),
        ),
    ),
)
