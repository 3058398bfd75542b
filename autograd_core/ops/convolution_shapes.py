"""Shapes of convolutions: what a call asks for, and what PyTorch says where it cannot be had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ..dtypes import DType
from .im2col import output_size
from .spec import Meta

__all__ = ["Geometry", "batched", "infer_convolution", "planned", "transposed_size"]

Params = Mapping[str, Any]
Ints = tuple[int, ...]

C_NAMES = {
    **{"float32": "float", "float64": "double", "float16": "c10::Half", "int64": "long int"},
    **{"int32": "int", "int16": "short int", "int8": "signed char", "uint8": "unsigned char"},
}


class Geometry(NamedTuple):
    """The geometry of a convolution: one value for each spatial dimension."""

    stride: Ints
    padding: Ints
    dilation: Ints
    transposed: bool
    output_padding: Ints
    groups: int


# ---- shapes, and what PyTorch says of wrong ones ---------------------------------------------


def _spread(value: Any, name: str, space: int) -> Ints:
    """One value for each spatial dimension. Raises RuntimeError for another number of them."""
    given = tuple(value) if isinstance(value, list | tuple) else (value,)
    if len(given) == 1:
        return given * space
    if len(given) != space:
        raise RuntimeError(
            f"expected {name} to be a single integer value or a list of {space} values to match "
            f"the convolution dimensions, but got {name}={list(given)}"
        )
    return given


def _geometry(weight: Meta, params: Params, transposed: bool) -> Geometry:
    """The geometry that a call asks for; ``padding`` is made of numbers."""
    space = _space(weight, params)
    return Geometry(
        _spread(params["stride"], "stride", space),
        _spread(params["padding"], "padding", space),
        _spread(params["dilation"], "dilation", space),
        transposed,
        _spread(params.get("output_padding", 0), "output_padding", space),
        params["groups"],
    )


def _space(weight: Meta, params: Params) -> int:
    space = len(weight.shape) - 2
    if space <= 0:
        raise RuntimeError("weight should have at least three dimensions")
    if params["groups"] <= 0:
        raise RuntimeError("non-positive groups is not supported")
    return space


def infer_convolution(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    """The result of ``_convolution``; PyTorch's checks in PyTorch's order."""
    x, weight, bias = operands
    geometry: Geometry = params["geometry"]
    _check_signs(geometry)
    _check_weight(x, weight, geometry.groups)
    _check_channels(x, weight, bias, geometry)
    size, kernel = x.shape[2:], weight.shape[2:]
    if geometry.transposed:
        _check_kernel(kernel)
        out = transposed_size(size, kernel, geometry)
        channels = weight.shape[1] * geometry.groups
    else:
        out = _size(size, kernel, geometry)
        channels = weight.shape[0]
    if 0 in size and x.shape[0] and x.shape[1]:
        raise RuntimeError(
            "Only zero batch or zero channel inputs are supported, but got input shape: "
            f"{list(x.shape)}"
        )
    _check_type(x.dtype, weight.dtype, geometry.transposed, len(size))
    return (Meta((x.shape[0], channels, *out), x.dtype),)


def _size(size: Ints, kernel: Ints, geometry: Geometry) -> Ints:
    wide = [n + 2 * p for n, p in zip(size, geometry.padding, strict=True)]
    reach = [d * (k - 1) + 1 for k, d in zip(kernel, geometry.dilation, strict=True)]
    if any(n < k for n, k in zip(wide, reach, strict=True)):
        raise RuntimeError(
            f"Calculated padded input size per channel: ({_times(wide)}). Kernel size: "
            f"({_times(reach)}). Kernel size can't be greater than actual input size"
        )
    _check_kernel(kernel)
    if 0 in geometry.dilation:
        raise RuntimeError(
            f"dilation should be greater than zero, but got {list(geometry.dilation)}"
        )
    each = zip(size, kernel, *geometry[:3], strict=True)
    return tuple([output_size(*one) for one in each])


def _check_signs(geometry: Geometry) -> None:
    if min(geometry.padding) < 0:
        raise RuntimeError("negative padding is not supported")
    if min(geometry.output_padding) < 0:
        raise RuntimeError("negative output_padding is not supported")
    if min(geometry.stride) <= 0:
        raise RuntimeError("non-positive stride is not supported")
    if min(geometry.dilation) < 0:
        raise RuntimeError("dilation should be greater than zero")


def _check_weight(x: Meta, weight: Meta, groups: int) -> None:
    dims, shape = len(weight.shape), list(weight.shape)
    if len(x.shape) != dims:
        raise RuntimeError(
            f"Expected {dims}-dimensional input for {dims}-dimensional weight{shape}, but got "
            f"{len(x.shape)}-dimensional input of size {list(x.shape)} instead"
        )
    if shape[0] < groups:
        raise RuntimeError(
            f"Given groups={groups}, expected weight to be at least {groups} at dimension 0, but "
            f"got weight of size {shape} instead"
        )
    if shape[0] % groups:
        raise RuntimeError(
            f"Given groups={groups}, expected weight to be divisible by {groups} at dimension 0, "
            f"but got weight of size [{shape}] instead"
        )


def _check_channels(x: Meta, weight: Meta, bias: Any, geometry: Geometry) -> None:
    groups, transposed = geometry.groups, geometry.transposed
    shape = list(weight.shape)
    channels = shape[0] if transposed else shape[1] * groups
    if x.shape[1] != channels:
        given = f"transposed={int(transposed)}" if transposed else f"groups={groups}"
        raise RuntimeError(
            f"Given {given}, weight of size {shape}, expected input{list(x.shape)} to have "
            f"{channels} channels, but got {x.shape[1]} channels instead"
        )
    results = shape[1] * groups if transposed else shape[0]
    if bias is not None and bias.shape != (results,):
        given = "Given transposed=1, weight" if transposed else "Given weight"
        raise RuntimeError(
            f"{given} of size {shape}, expected bias to be 1-dimensional with {results} elements, "
            f"but got bias of size {list(bias.shape)} instead"
        )


def _check_kernel(kernel: Ints) -> None:
    if 0 in kernel:
        shown = (1, *kernel) if len(kernel) == 1 else kernel
        names = ("kernel_depth", "kernel_height", "kernel_width")[-len(shown) :]
        sizes = " ".join(f"{name}: {size}" for name, size in zip(names, shown, strict=True))
        raise RuntimeError(f"kernel size should be greater than zero, but got {sizes}")


def transposed_size(size: Ints, kernel: Ints, geometry: Geometry) -> Ints:
    stride, padding, dilation, _, extra, _ = geometry
    each = zip(size, kernel, stride, padding, dilation, extra, strict=True)
    out = tuple([(n - 1) * s - 2 * p + d * (k - 1) + e + 1 for n, k, s, p, d, e in each])
    # PyTorch computes one dimension as two of which the first has extent 1.
    flat = len(size) == 1
    if any(e >= s and e >= d for e, s, d in zip(extra, stride, dilation, strict=True)):
        rows = (("output_padding", extra, 0), ("stride", stride, 1), ("dilation", dilation, 1))
        axes = ("depth", "height", "width")[-max(2, len(size)) :]
        said = [
            f"{name}_{axis}: {value}"
            for name, values, filler in rows
            for axis, value in zip(axes, (filler, *values) if flat else values, strict=True)
        ]
        raise RuntimeError(
            "output padding must be smaller than either stride or dilation, but got "
            + " ".join(said)
        )
    if min(out) < 1:
        lead = (1,) if flat else ()
        raise RuntimeError(
            f"Given input size per channel: ({_times((*lead, *size))}). Calculated output size "
            f"per channel: ({_times((*lead, *out))}). Output size is too small"
        )
    return out


def _check_type(dtype: DType, weight: DType, transposed: bool, space: int) -> None:
    if dtype.name == "bool":
        kernel = "slow_conv2d_cpu" if space < 3 else "compute_columns3d"
        if transposed:
            kernel = f"slow_conv_transpose{max(space, 2)}d_out_cpu"
        raise NotImplementedError(f"\"{kernel}\" not implemented for 'Bool'")
    if dtype is not weight:
        raise RuntimeError(
            f"expected scalar type {dtype.scalar_name} but found {weight.scalar_name}"
        )


def _times(sizes: Sequence[int]) -> str:
    return " x ".join(map(str, sizes))


# ---- what a call asks for --------------------------------------------------------------------


def _check_call(name: str, x: Meta, bias: Any, space: int, transposed: bool) -> None:
    # As in PyTorch, only convolutions that are not transposed compare the types here.
    if bias is not None and bias.dtype is not x.dtype and not transposed:
        found, wanted = (C_NAMES.get(meta.dtype.name, meta.dtype.name) for meta in (x, bias))
        raise RuntimeError(f"Input type ({found}) and bias type ({wanted}) should be the same")
    if len(x.shape) not in (space + 1, space + 2):
        raise RuntimeError(
            f"Expected {space + 1}D (unbatched) or {space + 2}D (batched) input to {name}, but got "
            f"input of size: {list(x.shape)}"
        )


def _same(weight: Meta, params: Params) -> tuple[Ints, Ints]:
    """What ``padding="same"`` adds on both sides, and what once more on the right."""
    space = _space(weight, params)
    for name in ("stride", "dilation"):
        given = params[name]
        if isinstance(given, list | tuple) and len(given) not in (1, space):
            raise RuntimeError(f"{name} cannot broadcast to {space} dimensions")
    if any(step != 1 for step in _spread(params["stride"], "stride", space)):
        raise RuntimeError("padding='same' is not supported for strided convolutions")
    dilation = _spread(params["dilation"], "dilation", space)
    total = [d * (k - 1) for k, d in zip(weight.shape[2:], dilation, strict=True)]
    return tuple([n // 2 for n in total]), tuple([n % 2 for n in total])


def planned(
    name: str, metas: Sequence[Any], params: Params, space: int, transposed: bool
) -> tuple[Geometry, Ints]:
    """The geometry of a call, and what is to be added on the right beforehand."""
    x, weight, bias = metas
    _check_call(name, x, bias, space, transposed)
    padding = params["padding"]
    more: Ints = (0,)
    if isinstance(padding, str):
        if padding not in ("same", "valid"):
            raise RuntimeError(f"Invalid padding string: '{padding}'")
        if padding == "same":
            padding, more = _same(weight, params)
            _check_weight(batched(x, space), weight, params["groups"])
        else:
            padding = 0
    return _geometry(weight, {**params, "padding": padding}, transposed), more


def batched(x: Meta, space: int) -> Meta:
    return Meta((1, *x.shape), x.dtype) if len(x.shape) == space + 1 else x
