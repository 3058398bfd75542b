"""Sliding windows as columns, and back: ``unfold`` and ``fold`` for pictures."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from .families import A
from .im2col import columns, from_columns, output_size
from .operands import no_kernel
from .spec import BadSample, Meta, OpSpec, Param, Sample, register

Params = Mapping[str, Any]
Ints = tuple[int, ...]

X = [[[1.0, -2.0, 3.0], [0.5, 4.0, -1.5], [2.0, -1.0, 0.0]]]
COLUMNS = [[1.0, -2.0], [0.5, 4.0], [2.0, -1.0], [3.0, 0.25]]
EMPTY = "kernel size should be greater than zero, but got kernel_height: 0 kernel_width: 0"
STILL = "stride should be greater than zero, but got stride_height: 0 stride_width: 0"
UNEVEN = (
    "Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got "
    "input.size(1)=4 and kernel_size=(1, 3)."
)
WINDOW = (
    Param("kernel_size", "dims", help="extent of the window"),
    Param("dilation", "dims", 1, help="distance of the elements that the window takes"),
    Param("padding", "dims", 0, help="zeros on each side"),
    Param("stride", "dims", 1, help="how far the window moves"),
)


def _pair(value: Any, name: str) -> Ints:
    if not isinstance(value, list | tuple):
        return (value, value)
    if len(value) != 2:
        raise RuntimeError(f"It is expected {name} equals to 2, but got size {len(value)}")
    return tuple(value)


def _place(params: Params) -> tuple[Ints, Ints, Ints, Ints]:
    """Kernel, dilation, padding and stride as pairs. Raises PyTorch's errors."""
    kernel, dilation, padding, stride = (
        _pair(params[name], name) for name in ("kernel_size", "dilation", "padding", "stride")
    )
    rows = (
        ("kernel size should be greater than zero", "kernel", kernel, 1),
        ("dilation should be greater than zero", "dilation", dilation, 1),
        ("padding should be non-negative", "pad", padding, 0),
        ("stride should be greater than zero", "stride", stride, 1),
    )
    for said, name, (height, width), least in rows:
        if min(height, width) < least:
            raise RuntimeError(f"{said}, but got {name}_height: {height} {name}_width: {width}")
    return kernel, dilation, padding, stride


def _blocks(size: Ints, kernel: Ints, dilation: Ints, padding: Ints, stride: Ints) -> Ints:
    each = zip(size, kernel, stride, padding, dilation, strict=True)
    return tuple([output_size(*one) for one in each])


def _infer_unfold(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    place = _place(params)
    if len(shape) < 3:
        size = max(len(shape), 1)
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{-size}, {size - 1}], but got "
            f"{size})"
        )
    if len(shape) > 4 or 0 in shape[-3:]:
        raise RuntimeError(
            "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero "
            f"dimensions for input, but got: {list(shape)}"
        )
    blocks = _blocks(shape[-2:], *place)
    if min(blocks) < 1:
        kernel, dilation, padding, _ = place
        raise RuntimeError(
            f"Given input with spatial size {shape[-2:]}, kernel_size={kernel}, "
            f"dilation={dilation}, padding={padding}, calculated shape of the array of sliding "
            f"blocks as {blocks}, but its components must be at least one."
        )
    if not dtype.is_floating_point and dtype.name != "bool":
        raise no_kernel("im2col_out_cpu", dtype)
    rows = shape[-3] * math.prod(place[0])
    return (Meta((*shape[:-3], rows, math.prod(blocks)), dtype),)


def _infer_fold(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    size = _pair(params["output_size"], "output_size")
    place = _place(params)
    kernel, dilation, padding, stride = place
    if len(shape) not in (2, 3) or 0 in shape[-2:]:
        raise RuntimeError(
            "Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and "
            f"non-zero dimensions for input, but got: {list(shape)}"
        )
    dim = 1  # as PyTorch, which counts a batch that is not there
    rows, count = shape[-2:]
    if rows % math.prod(kernel):
        raise RuntimeError(
            f"Expected size of input's dimension {dim} to be divisible by the product of "
            f"kernel_size, but got input.size({dim})={rows} and kernel_size={kernel}."
        )
    blocks = _blocks(size, *place)
    if count != math.prod(blocks) or min(blocks) < 1:
        raise RuntimeError(
            f"Given output_size={size}, kernel_size={kernel}, dilation={dilation}, "
            f"padding={padding}, stride={stride}, expected size of input's dimension {dim + 1} to "
            f"match the calculated number of sliding blocks {blocks[0]} * {blocks[1]} = "
            f"{math.prod(blocks)}, but got input.size({dim + 1})={count}."
        )
    if not dtype.is_floating_point and dtype.name != "bool":
        raise no_kernel("col2im_out_cpu", dtype)
    return (Meta((*shape[:-2], rows // math.prod(kernel), *size), dtype),)


def _unfold(xp: Any, a: Any, **params: Any) -> Any:
    kernel, dilation, padding, stride = _place(params)
    flat = a if a.ndim == 4 else a[None]
    cols = columns(flat, kernel, stride, padding, dilation)
    shape = (*a.shape[:-3], a.shape[-3] * math.prod(kernel), math.prod(cols.shape[-2:]))
    return cols.reshape(shape)


def _fold(xp: Any, a: Any, output_size: Any, **params: Any) -> Any:
    kernel, dilation, padding, stride = _place(params)
    size = _pair(output_size, "output_size")
    channels = a.shape[-2] // math.prod(kernel)
    blocks = _blocks(size, kernel, dilation, padding, stride)
    cols = a.reshape(math.prod(a.shape[:-2]), channels, *kernel, *blocks)
    wide = cols.astype(np.float32) if a.dtype.char == "e" else cols
    result = from_columns(wide, size, stride, padding, dilation).astype(a.dtype, copy=False)
    return result.reshape(*a.shape[:-2], channels, *size)


register(
    OpSpec(
        name="im2col",
        category="convolution",
        ports=A,
        params=WINDOW,
        infer=_infer_unfold,
        checked=True,
        forward=_unfold,
        gradients=(
            lambda xp, g, a_shape, kernel_size, dilation, padding, stride: xp.apply(
                "col2im",
                g,
                output_size=a_shape[-2:],
                kernel_size=kernel_size,
                dilation=dilation,
                padding=padding,
                stride=stride,
            ),
        ),
        node_name="Im2ColBackward0",
        spelling="torch.nn.functional.unfold({a}, {params})",
        functions=("nn.functional.unfold",),
        formula=r"\mathrm{columns}(a)",
        gradient_formulas=(r"1",),
        gradient_texts=("the gradient of each element, added up over its windows",),
        title="Unfold windows",
        help="The windows that slide over a picture, each as a column.",
        keywords=("im2col", "patch", "window", "block"),
        samples=(
            Sample((X,), {"kernel_size": 2}),
            Sample(([X],), {"kernel_size": (1, 2), "padding": 1, "stride": 2}),
        ),
        bad=(
            BadSample((X,), {"kernel_size": 0}, EMPTY),
            BadSample((X,), {"kernel_size": 2, "stride": 0}, STILL),
        ),
    ),
    OpSpec(
        name="col2im",
        category="convolution",
        ports=A,
        params=(Param("output_size", "dims", help="extents of the result"), *WINDOW),
        infer=_infer_fold,
        checked=True,
        forward=_fold,
        gradients=(
            lambda xp, g, kernel_size, dilation, padding, stride: xp.apply(
                "im2col",
                g,
                kernel_size=kernel_size,
                dilation=dilation,
                padding=padding,
                stride=stride,
            ),
        ),
        node_name="Col2ImBackward0",
        spelling="torch.nn.functional.fold({a}, {params})",
        functions=("nn.functional.fold",),
        formula=r"\mathrm{columns}^{\top}(a)",
        gradient_formulas=(r"1",),
        gradient_texts=("the windows of the gradient, each as a column",),
        title="Fold windows",
        help="Puts columns back to the windows they came from, and adds up where they overlap.",
        keywords=("col2im", "patch", "window", "block"),
        samples=(
            Sample((COLUMNS,), {"output_size": (3, 2), "kernel_size": 2}),
            Sample(
                ([COLUMNS],),
                {"output_size": (2, 1), "kernel_size": (2, 1), "padding": (0, 1), "stride": (1, 2)},
            ),
        ),
        bad=(BadSample((COLUMNS,), {"output_size": 3, "kernel_size": (1, 3)}, UNEVEN),),
    ),
)
