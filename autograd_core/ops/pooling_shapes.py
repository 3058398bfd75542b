"""Shapes of pooling: how many windows fit, and what PyTorch says where none do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .maxima import Windows

__all__ = ["average_windows", "check_1d", "check_range", "max_windows", "spread", "windows_1d"]

Ints = tuple[int, ...]

WORDS = ("one int", "two ints", "three ints")
AXES = "THW"


def spread(value: Any, name: str, kind: str, space: int) -> Ints:
    """A value of ``avg_pool2d`` and the like, one for each spatial dimension.

    Raises RuntimeError for another number of them.
    """
    given = tuple(value) if isinstance(value, list | tuple) else (value,)
    if len(given) == 1:
        return given * space
    if len(given) == space:
        return given
    must = "must either be" if name != "dilation" else "must be either"
    if kind == "avg" and space == 3:
        must = "must be"
    omitted = "omitted, " if name == "stride" else ""
    raise RuntimeError(
        f"{kind}_pool{space}d: {name} {must} {omitted}a single int, or a tuple of "
        f"{WORDS[space - 1]}"
    )


def _fitting(size: int, kernel: int, stride: int, padding: int, dilation: int, ceil: bool) -> int:
    """How many windows fit into a dimension; ATen/native/Pool.h."""
    if stride == 0:
        raise RuntimeError("stride should not be zero")
    if padding < 0:
        raise RuntimeError(f"pad must be non-negative, but got pad: {padding}")
    if padding > ((kernel - 1) * dilation + 1) // 2:
        raise RuntimeError(
            "pad should be at most half of effective kernel size, but got "
            f"pad={padding}, kernel_size={kernel} and dilation={dilation}"
        )
    spare = size + 2 * padding - dilation * (kernel - 1) - 1
    count = (spare + (stride - 1 if ceil else 0)) // stride + 1
    # The last window must begin inside the input or the padding on the left.
    return count - 1 if ceil and (count - 1) * stride >= size + padding else count


def _named(values: Ints, prefix: str) -> str:
    axes = AXES[-len(values) :]
    return " ".join(f"{prefix}{axis}: {value}" for axis, value in zip(axes, values, strict=True))


def _check_signs(kernel: Ints, stride: Ints, dilation: Ints) -> None:
    if min(kernel) <= 0:
        raise RuntimeError(
            f"kernel size should be greater than zero, but got {_named(kernel, 'k')}"
        )
    if min(stride) <= 0:
        raise RuntimeError(f"stride should be greater than zero, but got {_named(stride, 'd')}")
    if min(dilation) <= 0:
        raise RuntimeError(
            f"dilation should be greater than zero, but got {_named(dilation, 'dilation')}"
        )


def _check_extents(shape: Ints, space: int, kind: str) -> None:
    batched = len(shape) == space + 2
    filled = 0 not in shape[1:] and (batched or shape[0] != 0)
    if space == 2 and not filled:
        raise _not_filled(shape)
    if space == 3 and not filled:
        where = "avg_pool3d()" if kind == "avg" else "max_pool3d_with_indices_out_cpu_template()"
        raise RuntimeError(
            f"{where}: Expected input's non-batch dimensions to have positive length, but input "
            f"has a shape of {list(shape)} and non-batch dimension 0 has length zero!"
        )


def _check_dims(kind: str, shape: Ints, space: int) -> None:
    dims = len(shape)
    if dims in (space + 1, space + 2):
        return
    if kind == "avg" and space == 2 and dims < 3:
        first, last = -max(dims, 1), max(dims, 1) - 1
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{first}, {last}], but got -3)"
        )
    if kind == "avg" and space == 2:
        raise _not_filled(shape)
    raise RuntimeError(
        f"non-empty {space + 1}D or {space + 2}D (batch mode) tensor expected for input"
    )


def _not_filled(shape: Ints) -> RuntimeError:
    return RuntimeError(
        "Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but "
        f"got:{list(shape)}"
    )


def _planned(
    kind: str, shape: Ints, kernel: Ints, stride: Ints, padding: Ints, dilation: Ints, ceil: bool
) -> Windows:
    space = len(kernel)
    _check_dims(kind, shape, space)
    size = shape[-space:]
    each = zip(size, kernel, stride, padding, dilation, strict=True)
    out = tuple([_fitting(*one, ceil) for one in each])
    _check_signs(kernel, stride, dilation)
    _check_extents(shape, space, kind)
    if (
        kind == "avg"
        and space == 3
        and any(n + 2 * p < k for n, k, p in zip(size, kernel, padding, strict=True))
    ):
        raise RuntimeError(
            f"input image ({_named(size, '')}) smaller than kernel size ({_named(kernel, 'k')})"
        )
    if min(out) < 1:
        channels = shape[-space - 1]
        given = "x".join(map(str, (channels, *size)))
        found = "x".join(map(str, (channels, *out)))
        raise RuntimeError(
            f"Given input size: ({given}). Calculated output size: ({found}). Output size is too "
            "small"
        )
    return Windows(out, kernel, stride, padding, dilation)


def average_windows(
    shape: Ints, kernel: Any, stride: Any, padding: Any, ceil: bool, space: int
) -> Windows:
    """The windows of ``avg_pool2d`` and ``avg_pool3d``. Raises PyTorch's errors."""
    kernels = spread(kernel, "kernel_size", "avg", space)
    strides = kernels if stride in (None, (), []) else spread(stride, "stride", "avg", space)
    paddings = spread(padding, "padding", "avg", space)
    return _planned("avg", shape, kernels, strides, paddings, (1,) * space, ceil)


def max_windows(
    shape: Ints, kernel: Any, stride: Any, padding: Any, dilation: Any, ceil: bool, space: int
) -> Windows:
    """The windows of ``max_pool2d`` and ``max_pool3d``. Raises PyTorch's errors."""
    kernels = spread(kernel, "kernel_size", "max", space)
    strides = kernels if stride in (None, (), []) else spread(stride, "stride", "max", space)
    paddings = spread(padding, "padding", "max", space)
    dilations = spread(dilation, "dilation", "max", space)
    return _planned("max", shape, kernels, strides, paddings, dilations, ceil)


# ---- one dimension, which PyTorch computes as two --------------------------------------------


def check_range(name: str, shape: Ints) -> None:
    """Raise RuntimeError for an input with other than two or three dimensions."""
    if len(shape) not in (2, 3):
        raise RuntimeError(
            f"Expected 2 to 3 dimensions, but got {len(shape)}-dimensional tensor for argument #1 "
            f"'self' (while checking arguments for {name})"
        )


def check_1d(name: str, argument: str, value: Any) -> int:
    """The one value of a list. Raises RuntimeError for a list of other length."""
    given = tuple(value) if isinstance(value, list | tuple) else (value,)
    if len(given) != 1:
        raise RuntimeError(
            f"{name}() argument '{argument}' should contain one int (got {len(given)})"
        )
    result: int = given[0]
    return result


def windows_1d(
    shape: Ints, kernel: Any, stride: Any, padding: Any, dilation: Any, ceil: bool
) -> Windows:
    """The windows of ``max_pool1d``. Raises PyTorch's errors, which are its own."""
    filled = 0 not in shape[-2:]
    if len(shape) not in (2, 3) or not filled:
        raise RuntimeError(
            "max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for "
            f"input, but got:{list(shape)}"
        )
    kernels = _one(kernel, "kernel_size must be an int, list of ints or tuple of ints")
    stride = kernels if stride in (None, (), []) else stride
    strides = _one(stride, "stride must be None, an int, list of ints, or tuple of ints")
    paddings = _one(padding, "padding must be an int, list of ints, or tuple of ints")
    dilations = _one(dilation, "dilation must be an int, list of ints or tuple of ints")
    for name, value in (("kernel_size", kernels), ("stride", strides)):
        if value <= 0:
            raise RuntimeError(f"max_pool1d() {name} must be greater than zero, but got {value}")
    if paddings < 0:
        raise RuntimeError(f"max_pool1d() padding must be non-negative, but got {paddings}")
    if paddings > kernels // 2:
        raise RuntimeError(
            "max_pool1d() padding should be at most half of kernel size, but got "
            f"padding={paddings} and kernel_size={kernels}"
        )
    if dilations <= 0:
        raise RuntimeError(f"max_pool1d() dilation must be greater than zero, but got {dilations}")
    out = _fitting(shape[-1], kernels, strides, paddings, dilations, ceil)
    if out <= 0:
        raise RuntimeError(f"max_pool1d() Invalid computed output size: {out}")
    return Windows((out,), (kernels,), (strides,), (paddings,), (dilations,))


def _one(value: int | Sequence[int], must: str) -> int:
    given = tuple(value) if isinstance(value, list | tuple) else (value,)
    if len(given) != 1:
        raise RuntimeError(f"max_pool1d() {must} of size 1 but got size {len(given)}")
    result: int = given[0]
    return result
