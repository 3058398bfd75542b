"""Pooling over evenly spaced windows: their averages, maxima and norms.

In PyTorch one dimension is two of which the first has extent 1, and so it is here: the Nodes show
it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ..dtypes import int64
from ..tensor import Tensor
from .dispatch import call
from .families import A
from .maxima import Windows
from .operands import no_kernel
from .pooling_shapes import average_windows, check_1d, check_range, max_windows, spread, windows_1d
from .spec import (
    INTERNAL,
    REGISTRY,
    BadSample,
    Meta,
    OpSpec,
    Param,
    Port,
    Sample,
    register,
)

__all__ = ["narrowed", "one_or_both", "widened"]

Params = Mapping[str, Any]
Ints = tuple[int, ...]

KERNEL = Param("kernel_size", "dims", help="extent of the window")
STRIDE = Param("stride", "dims", None, optional=True, help="how far it moves; its extent if empty")
PADDING = Param("padding", "dims", 0, help="how much is added on each side")
CEIL = Param("ceil_mode", "bool", False, help="also windows that reach over the end")
COUNT = Param("count_include_pad", "bool", True, help="count the padding as elements")
DIVISOR = Param("divisor_override", "int", None, optional=True, help="divide by this instead")
DILATION = Param("dilation", "dims", 1, help="distance of the elements that the window takes")
INDICES = Param("return_indices", "bool", False, help="give the places as well")


def flat_windows(windows: Windows) -> Windows:
    """Windows of one dimension as those of two, of which the first has extent 1."""
    out, kernel, stride, padding, dilation = windows
    return Windows((1, *out), (1, *kernel), (1, *stride), (0, *padding), (1, *dilation))


def widened(a: Any) -> Any:
    """``a.unsqueeze(-2)``."""
    return call(REGISTRY["unsqueeze"], (a,), {"dim": -2})


def narrowed(a: Any) -> Any:
    """``a.squeeze(-2)``."""
    return call(REGISTRY["squeeze"], (a,), {"dim": -2})


# ---- averages --------------------------------------------------------------------------------


def _average_plan(meta: Meta, space: int, params: Params) -> Windows:
    """The windows of an average. Raises PyTorch's errors."""
    names = ("kernel_size", "stride", "padding")
    given = [params[name] for name in names]
    if given[1] in (None, (), []):
        given[1] = given[0]
    shape, ceil = meta.shape, params["ceil_mode"]
    if space == 1:
        check_range("avg_pool1d", shape)
        sizes = [check_1d("avg_pool1d", *one) for one in zip(names, given, strict=True)]
        kernel, stride, padding = ((1, sizes[0]), (1, sizes[1]), (0, sizes[2]))
        windows = average_windows((*shape[:-1], 1, shape[-1]), kernel, stride, padding, ceil, 2)
    else:
        for name, value in zip(names, given, strict=True):
            spread(value, name, "avg", space)
        if params["divisor_override"] == 0:
            raise RuntimeError("divisor must be not zero")
        windows = average_windows(shape, given[0], given[1], given[2], ceil, space)
    known = ("float64", "float32", "int64", "float16" if space < 3 else "")
    if meta.dtype.name not in known:
        raise no_kernel("avg_pool3d_out_frame" if space == 3 else "avg_pool2d", meta.dtype)
    return windows


def _average(space: int, names: tuple[str, ...]) -> Any:
    def compose(a: Tensor, *values: Any, **named: Any) -> Any:
        params = dict(zip(names, values, strict=False)) | named
        windows = _average_plan(Meta(a._array.shape, a.dtype), space, params)
        how = {
            "windows": windows,
            "count_include_pad": params["count_include_pad"],
            "divisor_override": params.get("divisor_override"),
        }
        if space == 1:
            return narrowed(call(INTERNAL["_average"], (widened(a),), how))
        return call(INTERNAL["_average"], (a,), how)

    return compose


def _average_infer(space: int) -> Any:
    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        shape, dtype = operands[0]
        out = _average_plan(operands[0], space, params).out[-space:]
        return (Meta((*shape[:-space], *out), dtype),)

    return infer


# ---- maxima ----------------------------------------------------------------------------------


def one_or_both(several: bool, place: int) -> Any:
    """``OpSpec.arguments`` that tell calls with ``return_indices`` from those without.

    Two definitions have one name; the one that the argument, at ``place``, is not for refuses.
    """

    def arguments(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        wanted = bool(kwargs.pop("return_indices", False))
        if len(args) > place:
            wanted = bool(args[place])
            args = (*args[:place], *args[place + 1 :])
        if wanted is not several:
            raise TypeError(f"return_indices={wanted} asks for the other function")
        return args, kwargs

    return arguments


def _max_plan(meta: Meta, space: int, params: Params, indexed: bool) -> Windows:
    """The windows of a maximum. Raises PyTorch's errors."""
    names = ("kernel_size", "stride", "padding", "dilation")
    given = [params[name] for name in names]
    shape, ceil = meta.shape, params["ceil_mode"]
    if space > 1:
        windows = max_windows(shape, given[0], given[1], given[2], given[3], ceil, space)
    elif not indexed:
        windows = flat_windows(windows_1d(shape, given[0], given[1], given[2], given[3], ceil))
    else:
        check_range("max_pool1d", shape)
        stride = given[0] if given[1] in (None, (), []) else given[1]
        given[1] = stride
        ones = [check_1d("max_pool1d", *one) for one in zip(names, given, strict=True)]
        kernel, step, padding, dilation = zip((1, 1, 0, 1), ones, strict=True)
        flat = (*shape[:-1], 1, shape[-1])
        windows = max_windows(flat, kernel, step, padding, dilation, ceil, 2)
    if meta.dtype.name == "bool":
        raise no_kernel("max_pool1d_impl" if space == 1 else f"max_pool{space}d", meta.dtype)
    if space == 1 and not indexed and not meta.dtype.is_floating_point:
        raise no_kernel("max_pool1d_impl", meta.dtype)
    return windows


def _maximum(space: int, indexed: bool) -> Any:
    def compose(
        a: Tensor, kernel_size: Any, stride: Any, padding: Any, dilation: Any, ceil_mode: bool
    ) -> Any:
        params = {
            "kernel_size": kernel_size,
            "stride": stride,
            "padding": padding,
            "dilation": dilation,
            "ceil_mode": ceil_mode,
        }
        meta = Meta(a._array.shape, a.dtype)
        windows = _max_plan(meta, space, params, indexed)
        flat = widened(a) if space == 1 else a
        found = call(INTERNAL["_maximum"], (flat,), {"windows": windows})
        kept = tuple(found) if indexed else (found[0],)
        if space == 1:
            kept = tuple([narrowed(one) for one in kept])
        return kept if indexed else kept[0]

    return compose


def _max_infer(space: int, indexed: bool) -> Any:
    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        shape, dtype = operands[0]
        out = _max_plan(operands[0], space, params, indexed).out[-space:]
        result = Meta((*shape[:-space], *out), dtype)
        return (result, Meta(result.shape, int64)) if indexed else (result,)

    return infer


def _maximum_back(
    grad_output: Tensor,
    a: Tensor,
    indices: Tensor,
    kernel_size: Any,
    stride: Any,
    padding: Any,
    dilation: Any,
    ceil_mode: bool,
) -> Any:
    windows = max_windows(a._array.shape, kernel_size, stride, padding, dilation, ceil_mode, 2)
    how = {"space": 2, "apart": windows.apart(), "kind": "MaxPool{}DWithIndices"}
    return call(INTERNAL["_pool_scatter"], (grad_output, a, indices), how)


def _by_name(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    names = ("grad_output", "self", "kernel_size", "stride", "padding", "dilation", "ceil_mode")
    return (), dict(zip((*names, "indices"), args, strict=False)) | kwargs


register(
    OpSpec(
        name="max_pool2d_with_indices_backward",
        category="internal",
        ports=(Port("grad_output"), Port("a", argument="self"), Port("indices")),
        params=(KERNEL, STRIDE, PADDING, DILATION, CEIL),
        infer=lambda operands, params: (operands[1],),
        compose=_maximum_back,
        arguments=_by_name,
        functions=("max_pool2d_with_indices_backward",),
    ),
)


# ---- norms -----------------------------------------------------------------------------------


def _norm(space: int) -> Any:
    def compose(a: Tensor, norm_type: float, kernel_size: Any, stride: Any, ceil_mode: bool) -> Any:
        sizes = tuple(kernel_size) if isinstance(kernel_size, list | tuple) else (kernel_size,)
        count = math.prod(sizes * space if len(sizes) == 1 else sizes)
        power = call(REGISTRY["pow"], (a, norm_type))
        params = {"kernel_size": kernel_size, "stride": stride, "ceil_mode": ceil_mode}
        out = call(REGISTRY[f"avg_pool{space}d"], (power,), params)
        sign = call(REGISTRY["sign"], (out,))
        positive = call(REGISTRY["relu"], (call(REGISTRY["abs"], (out,)),))
        signed = call(REGISTRY["mul"], (sign, positive))
        return call(REGISTRY["pow"], (call(REGISTRY["mul"], (signed, count)), 1.0 / norm_type))

    return compose


def _norm_infer(space: int) -> Any:
    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        defaults = {"padding": 0, "divisor_override": None}
        return tuple(_average_infer(space)(operands, {**defaults, **params}))

    return infer


# ---- what users call -------------------------------------------------------------------------

AXES = ("one dimension", "two dimensions", "three dimensions")


def _averages(space: int, **fields: Any) -> OpSpec:
    params = (KERNEL, STRIDE, PADDING, CEIL, COUNT, *((DIVISOR,) if space > 1 else ()))
    name = f"avg_pool{space}d"
    return OpSpec(
        name=name,
        category="pooling",
        ports=A,
        params=params,
        infer=_average_infer(space),
        compose=_average(space, tuple(param.name for param in params)),
        spelling=f"torch.nn.functional.{name}({{a}}, {{params}})",
        functions=(f"nn.functional.{name}", *((name,) if space == 1 else ())),
        formula=r"\frac{1}{k}\sum_{i \in w} a_i",
        gradient_formulas=(r"\frac{1}{k}",),
        gradient_texts=("1 / number of elements, for each window that has the element",),
        title=f"Average pooling {space}D",
        help=f"The average of each window that slides in {AXES[space - 1]}.",
        keywords=("mean", "pool", "downsample", "window"),
        **fields,
    )


def _maxima(space: int, indexed: bool, **fields: Any) -> OpSpec:
    name = f"max_pool{space}d"
    long_name = f"{name}_with_indices"
    mine = (f"nn.functional.{name}", name)
    more = ", return_indices=True" if indexed else ""
    return OpSpec(
        name=long_name if indexed else name,
        category="pooling",
        ports=A,
        params=(KERNEL, STRIDE, PADDING, DILATION, CEIL),
        outputs=("out", "indices") if indexed else ("out",),
        infer=_max_infer(space, indexed),
        compose=_maximum(space, indexed),
        arguments=one_or_both(indexed, 6),
        spelling=f"torch.nn.functional.{name}({{a}}, {{params}}{more})",
        functions=(mine[0],) if indexed else mine,
        formula=r"\max_{i \in w} a_i",
        gradient_formulas=(r"[i = \mathrm{argmax}]",),
        gradient_texts=("1 for the largest element of each window, 0 elsewhere",),
        title=f"Max pooling {space}D" + (" with places" if indexed else ""),
        help=f"The largest element of each window that slides in {AXES[space - 1]}"
        + (", and where it is." if indexed else "."),
        keywords=("maximum", "pool", "downsample", "window", *(("argmax",) if indexed else ())),
        **fields,
    )


def _norms(space: int, **fields: Any) -> OpSpec:
    name = f"lp_pool{space}d"
    return OpSpec(
        name=name,
        category="pooling",
        ports=A,
        params=(Param("norm_type", "number", help="the exponent"), KERNEL, STRIDE, CEIL),
        infer=_norm_infer(space),
        compose=_norm(space),
        spelling=f"torch.nn.functional.{name}({{a}}, {{params}})",
        functions=(f"nn.functional.{name}",),
        formula=r"\left(\sum_{i \in w} a_i^p\right)^{1/p}",
        gradient_formulas=(r"\left(\frac{a_i}{y}\right)^{p-1}",),
        gradient_texts=("(a / out) ** (p - 1), for each window that has the element",),
        title=f"Norm pooling {space}D",
        help=f"The p-norm of each window that slides in {AXES[space - 1]}.",
        keywords=("norm", "pool", "downsample", "window"),
        **fields,
    )


X1 = [[[1.0, -2.0, 3.0, 0.5, 2.0], [0.5, 4.0, -1.5, 1.0, -1.0]]]
X2 = [[[1.0, -2.0, 3.0, 0.5], [0.5, 4.0, -1.5, 2.0], [2.5, -1.0, 0.0, 6.0]]]
X3 = [[X2[0], [[0.75 - value for value in row[::-1]] for row in X2[0]]]]
HALF = (
    "pad should be at most half of effective kernel size, but got pad=2, kernel_size=2 and "
    "dilation=1"
)
SMALL = "Given input size: (1x3x4). Calculated output size: (1x0x0). Output size is too small"
POSITIVE = [[[1.0, 2.0, 3.0, 0.5], [0.5, 4.0, 1.5, 2.0], [2.5, 1.0, 0.25, 6.0]]]

register(
    _averages(
        1,
        samples=(
            Sample((X1,), {"kernel_size": 2}),
            Sample((X1,), {"kernel_size": 3, "stride": 2, "padding": 1, "ceil_mode": True}),
        ),
        bad=(BadSample((X1,), {"kernel_size": 2, "padding": 2}, HALF),),
    ),
    _averages(
        2,
        samples=(
            Sample((X2,), {"kernel_size": 2}),
            Sample((X2,), {"kernel_size": 3, "stride": 1, "padding": 1, "ceil_mode": True}),
            Sample(
                (X2,),
                {"kernel_size": (2, 3), "padding": 1, "count_include_pad": False},
            ),
            Sample((X2,), {"kernel_size": 2, "divisor_override": 3}),
        ),
        bad=(
            BadSample((X2,), {"kernel_size": 5}, SMALL),
            BadSample((X2,), {"kernel_size": 2, "stride": 0}, "stride should not be zero"),
        ),
    ),
    _averages(3, samples=(Sample((X3,), {"kernel_size": 2, "stride": 1}),)),
    _maxima(
        1,
        False,
        samples=(
            Sample((X1,), {"kernel_size": 2}),
            Sample((X1,), {"kernel_size": 3, "stride": 1, "padding": 1, "dilation": 2}),
        ),
        bad=(BadSample((X1,), {"kernel_size": 9}, "max_pool1d() Invalid computed output size: 0"),),
    ),
    _maxima(1, True, samples=(Sample((X1,), {"kernel_size": 2}),)),
    _maxima(
        2,
        False,
        samples=(
            Sample((X2,), {"kernel_size": 2}),
            Sample((X2,), {"kernel_size": 3, "stride": 1, "padding": 1}),
            Sample((X2,), {"kernel_size": 2, "stride": (2, 3), "ceil_mode": True}),
        ),
        bad=(
            BadSample((X2,), {"kernel_size": 5}, SMALL),
            BadSample((X2,), {"kernel_size": 2, "padding": 2}, HALF),
        ),
    ),
    _maxima(2, True, samples=(Sample((X2,), {"kernel_size": 2, "padding": 1}),)),
    _maxima(3, False, samples=(Sample((X3,), {"kernel_size": 2, "stride": 1}),)),
    _maxima(3, True, samples=(Sample((X3,), {"kernel_size": (1, 2, 2)}),)),
    _norms(1, samples=(Sample((POSITIVE[0],), {"norm_type": 2, "kernel_size": 2}),)),
    _norms(
        2,
        samples=(
            Sample((POSITIVE,), {"norm_type": 2, "kernel_size": 2}),
            Sample((POSITIVE,), {"norm_type": 3.0, "kernel_size": (2, 1), "stride": 1}),
        ),
    ),
)
