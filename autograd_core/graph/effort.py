"""How much an operation computes, where that is more than its operands and results tell: products,
windows, decompositions, recurrences. One call of NumPy cannot be cancelled, so it is estimated
beforehand, from shapes and parameters alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograd_core.graph.budget import Excessive
from autograd_core.graph.limits import TooLarge
from autograd_core.graph.told import Told
from autograd_core.ops import checking, dispatch
from autograd_core.ops.spec import Meta, OpSpec
from autograd_core.tensor import Tensor

MOST = 4e9
"""Multiplications and additions of one operation: a few seconds."""

MOST_OF_NODE = 100 * MOST
"""As many as one card may compute: somebody has put it there, and waits for it."""

Shape = Sequence[int]
Rule = Callable[[Sequence[Shape], Mapping[str, Any], Sequence[Shape]], float]


def inferred(spec: OpSpec, inputs: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    """Shapes and types of the results of a call, whose arguments may be anything.

    Raises:
        TypeError: an argument is of a wrong type, in PyTorch's words.
    """
    whole = spec.complete(params)
    checking.check_operands(spec, inputs)
    checking.check_params(spec, whole)
    return spec.infer(dispatch.metas_of(inputs), whole)


def check_effort(
    spec: OpSpec,
    inputs: Sequence[Any],
    params: Mapping[str, Any],
    metas: Sequence[Meta],
    most: float = MOST,
) -> None:
    """Raises Excessive: the operation would compute for too long."""
    if spec.name.partition("_polynomial_")[1] and isinstance(inputs[1], Tensor):
        _check_recurrence(spec, inputs[1], metas, most)
        return
    rule = RULES.get(spec.name) or CATEGORIES.get(spec.category)
    if rule is None:
        return
    shapes = [tuple(each.shape) for each in _tensors(inputs)]
    if shapes and rule(shapes, spec.complete(params), [meta.shape for meta in metas]) > most:
        raise Excessive(Told("{operation} would take too long here", operation=spec.name))


def check_node(
    spec: OpSpec, inputs: Sequence[Any], params: Mapping[str, Any], metas: Sequence[Meta]
) -> None:
    """Raises TooLarge: the operation would compute for too long, even for a card."""
    try:
        check_effort(spec, inputs, params, metas, MOST_OF_NODE)
    except Excessive as problem:
        raise TooLarge(*problem.args) from None


def _check_recurrence(spec: OpSpec, degrees: Tensor, metas: Sequence[Meta], limit: float) -> None:
    """A polynomial is computed from those of the degrees below it."""
    most = float(abs(degrees._array).max()) if degrees.numel() else 0.0
    if not most * max(math.prod(metas[0].shape), 1000) < limit:
        raise Excessive(Told("{operation} would take too long here", operation=spec.name))


def _tensors(inputs: Sequence[Any]) -> list[Tensor]:
    found: list[Tensor] = []
    for each in inputs:
        if isinstance(each, Tensor):
            found.append(each)
        elif isinstance(each, list | tuple):
            found += _tensors(each)
    return found


def _cube(weight: float) -> Rule:
    """Decompositions of matrices: the cube of the longer side, so many times."""

    def rule(shapes: Sequence[Shape], params: Mapping[str, Any], made: Sequence[Shape]) -> float:
        return weight * max(math.prod(shape) * max(shape[-2:], default=1) for shape in shapes)

    return rule


def _product(shapes: Sequence[Shape], _: Mapping[str, Any], made: Sequence[Shape]) -> float:
    """The result, each element of which is a sum along the last dimension of an operand."""
    inner = max((shape[-1] for shape in shapes if len(shape) > 1), default=1)
    return math.prod(made[0]) * inner


def _windows(shapes: Sequence[Shape], params: Mapping[str, Any], made: Sequence[Shape]) -> float:
    """Each element of the result looks at a window; that is slower than a product."""
    size = params.get("kernel_size", 1)
    sides = len(made[0]) - 1 if made else 1
    several = isinstance(size, list | tuple)
    window: float = math.prod(size) if several else math.pow(size, min(sides, 3))
    return 8.0 * math.prod(made[0]) * max(window, 1.0)


def _convolved(shapes: Sequence[Shape], _: Mapping[str, Any], made: Sequence[Shape]) -> float:
    """A product with the windows, which are written out: each column is memory as well."""
    if len(shapes) < 2:
        return 0.0
    weight = shapes[1]
    outputs = max(weight[0], 1) if weight else 1
    columns = math.prod(weight) / outputs * max(math.prod(made[0]), math.prod(shapes[0])) / outputs
    return max(columns * outputs, columns * 16)


def _unlike(shapes: Sequence[Shape], params: Mapping[str, Any], made: Sequence[Shape]) -> float:
    """einsum: at most a turn for each combination of its indices."""
    sides: dict[str, int] = {}
    letters = str(params.get("equation", "")).partition("->")[0].replace(" ", "").split(",")
    for names, shape in zip(letters, shapes, strict=False):
        sides |= {
            name: size
            for name, size in zip(names, shape, strict=False)
            if sides.get(name, 1) <= size
        }
    dims = math.prod(max(side, 1) for side in sides.values())
    return dims if len(shapes) < 3 else dims / 30


def _power(shapes: Sequence[Shape], params: Mapping[str, Any], made: Sequence[Shape]) -> float:
    n = params.get("n", 1)
    bits = n.bit_length() if isinstance(n, int) else 64
    return _cube(2.0 * max(bits, 1))(shapes, params, made)


def _derivative(shapes: Sequence[Shape], params: Mapping[str, Any], made: Sequence[Shape]) -> float:
    """polygamma: the factorial of the order."""
    n = params.get("n", 0)
    return float(min(abs(n), 10**9)) ** 2 if isinstance(n, int) else 0.0


def _alignments(shapes: Sequence[Shape], _: Mapping[str, Any], made: Sequence[Shape]) -> float:
    """ctc_loss: each step of each sequence against each label, in Python's own loops."""
    return 1000.0 * math.prod(shapes[0][:2]) * math.sqrt(max(math.prod(shapes[1]), 1))


def _pairs(shapes: Sequence[Shape], _: Mapping[str, Any], made: Sequence[Shape]) -> float:
    return 4.0 * math.prod(made[0]) * (shapes[0][-1] if shapes[0] else 1)


RULES: dict[str, Rule] = {
    **dict.fromkeys(
        "matmul mm bmm mv dot addmm addmm_ addbmm addbmm_ baddbmm baddbmm_ inner tensordot "
        "linear".split(), _product
    ),
    **dict.fromkeys(
        "svd linalg_svd svdvals pinv matrix_rank cond eigh eigvalsh lstsq".split(), _cube(20.0)
    ),
    **dict.fromkeys(
        "linalg_diagonal linalg_cross cross vecdot vector_norm lu_unpack linalg_vander".split(),
        lambda shapes, params, made: 0.0,
    ),
    "matrix_power": _power,
    "matrix_exp": _cube(40.0),
    "einsum": _unlike,
    "polygamma": _derivative,
    "ctc_loss": _alignments,
    "cdist": _pairs,
    "pdist": _pairs,
    **dict.fromkeys(
        [f"conv{kind}{n}d" for kind in ("", "_transpose") for n in (1, 2, 3)], _convolved
    ),
}  # fmt: skip
CATEGORIES: dict[str, Rule] = {"linalg": _cube(4.0), "pooling": _windows}
