"""Operations on the bits of integers, and on booleans as single bits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .operands import computed, infer_typed
from .spec import BadSample, OpSpec, Port, Sample, register

BITS = (Port("a", number=True), Port("b", number=True))
INTEGERS = [[5, -3, 12], [0, 7, -8]]
J = [3, 6, -1]
MASK = [[True, False, True], [False, True, False]]

Function = Callable[..., Any]


def _width(a: Any) -> tuple[int, int]:
    """Bits of an element, and by how many it may be moved to the right."""
    bits = 8 * a.dtype.itemsize
    return bits, bits - 1 if a.dtype.kind == "i" else bits


def _left_shift(a: Any, b: Any) -> Any:
    bits, _ = _width(a)
    lost = b >= bits if b.dtype.kind == "u" else (b < 0) | (b >= bits)
    return np.where(lost, a.dtype.type(0), np.left_shift(a, np.where(lost, b.dtype.type(0), b)))


def _right_shift(a: Any, b: Any) -> Any:
    _, most = _width(a)
    far = b >= most if b.dtype.kind == "u" else (b < 0) | (b >= most)
    if most == 8 * a.dtype.itemsize:
        near = np.right_shift(a, np.where(far, b.dtype.type(0), b))
        return np.where(far, a.dtype.type(0), near)
    return np.right_shift(a, np.where(far, b.dtype.type(most), b))


def _bits(
    name: str,
    dunder: str,
    symbol: str,
    function: Function,
    *,
    kinds: str,
    kernel: str,
    latex: str,
    title: str,
    what: str,
    samples: tuple[Sample, ...],
) -> OpSpec:
    infer = infer_typed(kernel, kinds)
    methods: tuple[str, ...] = (name, f"__{dunder}__")
    if "shift" not in dunder:  # the reversed shifts are not the same
        methods += (f"__r{dunder}__",)
    return OpSpec(
        name=name,
        category="math",
        ports=BITS,
        infer=infer,
        forward=computed(function, kinds),
        gradients=(None, None),
        differentiable=(),
        promote="operands",
        inplace=True,
        overloads=True,
        spelling=f"{{a}} {symbol} {{b}}",
        methods=methods,
        functions=(name,),
        formula=rf"a \mathbin{{{latex}}} b",
        gradient_formulas=(None, None),
        gradient_texts=(None, None),
        title=title,
        help=what,
        keywords=("bits", "binary", symbol),
        samples=samples,
        bad=(BadSample(([1.0], [1.0]), {}, f"\"{kernel}\" not implemented for 'Float'"),),
    )


LOGIC = (Sample((INTEGERS, J)), Sample((MASK, [True, True, False])), Sample((INTEGERS, 6)))
SHIFTS = (Sample((INTEGERS, [1, 2, 3])), Sample((INTEGERS, 2)), Sample((INTEGERS, [64, -1, 63])))

register(
    _bits(
        "bitwise_and",
        "and",
        "&",
        np.bitwise_and,
        kinds="iub",
        kernel="bitwise_and_cpu",
        latex=r"\&",
        title="Bitwise and",
        what="The bits that are set in both inputs; of masks, where both are true.",
        samples=LOGIC,
    ),
    _bits(
        "bitwise_or",
        "or",
        "|",
        np.bitwise_or,
        kinds="iub",
        kernel="bitwise_or_cpu",
        latex=r"\vert",
        title="Bitwise or",
        what="The bits that are set in one of the inputs; of masks, where one is true.",
        samples=LOGIC,
    ),
    _bits(
        "bitwise_xor",
        "xor",
        "^",
        np.bitwise_xor,
        kinds="iub",
        kernel="bitwise_xor_cpu",
        latex=r"\oplus",
        title="Bitwise either or",
        what="The bits that are set in just one of the inputs.",
        samples=LOGIC,
    ),
    _bits(
        "bitwise_left_shift",
        "lshift",
        "<<",
        _left_shift,
        kinds="iu",
        kernel="lshift_cpu",
        latex=r"\ll",
        title="Shift bits left",
        what="The bits of the first input moved up by as many places as the second says.",
        samples=SHIFTS,
    ),
    _bits(
        "bitwise_right_shift",
        "rshift",
        ">>",
        _right_shift,
        kinds="iu",
        kernel="rshift_cpu",
        latex=r"\gg",
        title="Shift bits right",
        what="The bits of the first input moved down by as many places as the second says.",
        samples=SHIFTS,
    ),
)
