"""The operations that Nodes of pooling over evenly spaced windows are made of.

``_average`` and ``_maximum`` take :class:`Windows`; what users call is in ``pooling.py``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import int64
from ..storage import Array
from .families import A
from .maxima import Windows, scattered, window_maxima
from .spec import Meta, OpSpec, Param, Port, register
from .taps import applied, window_taps

Params = Mapping[str, Any]
Ints = tuple[int, ...]

WINDOWS = Param("windows", "data")


# ---- averages --------------------------------------------------------------------------------


def _maps(size: Ints, windows: Windows) -> list[Any]:
    each = zip(size, windows.out, windows.kernel, windows.stride, windows.padding, strict=True)
    return [window_taps(n, o, k, s, -p, 1) for n, o, k, s, p in each]


def _divisor(size: Ints, windows: Windows, padded: bool, override: int | None) -> Any:
    """How many elements each window has: a number where all have as many."""
    if override is not None:
        return override
    counts = []
    each = zip(size, windows.out, windows.kernel, windows.stride, windows.padding, strict=True)
    for axis, (n, o, k, s, p) in enumerate(each):
        start = s * np.arange(o) - p
        end = np.minimum(start + k, n + p)
        if not padded:
            start, end = np.maximum(start, 0), np.minimum(end, n)
        counts.append((end - start).reshape((-1,) + (1,) * (len(size) - 1 - axis)))
    result = math.prod(counts[1:], start=counts[0])
    return int(result.flat[0]) if (result == result.flat[0]).all() else result


def _divided(total: Array, divisor: Any) -> Array:
    if total.dtype.kind == "f":
        shares: Array = total / np.asarray(divisor).astype(total.dtype)
        return shares
    whole: Array = np.trunc(total / divisor)
    return whole.astype(total.dtype)


def _wide(a: Array) -> Array:
    return a.astype(np.float32) if a.dtype.char == "e" else a


def _average(
    xp: Any, a: Any, windows: Windows, count_include_pad: bool, divisor_override: int | None
) -> Any:
    size = a.shape[-len(windows.out) :]
    divisor = _divisor(size, windows, count_include_pad, divisor_override)
    total = applied(_wide(a), _maps(size, windows))
    return _divided(total, divisor).astype(a.dtype, copy=False)


def _average_back(
    xp: Any,
    grad_output: Any,
    input: Any,
    windows: Windows,
    count_include_pad: bool,
    divisor_override: int | None,
) -> Any:
    size = input.shape[-len(windows.out) :]
    divisor = _divisor(size, windows, count_include_pad, divisor_override)
    shares = _divided(_wide(grad_output), divisor)
    maps = [taps.adjoint() for taps in _maps(size, windows)]
    return applied(shares, maps).astype(grad_output.dtype, copy=False)


def _pooled_meta(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    out = params["windows"].out
    return (Meta((*shape[: -len(out)], *out), dtype),)


def _dims(params: Params) -> int:
    return len(params["windows"].out)


AVERAGE = (WINDOWS, Param("count_include_pad", "bool"), Param("divisor_override", "data"))

register(
    OpSpec(
        name="_average",
        category="internal",
        ports=A,
        params=AVERAGE,
        infer=_pooled_meta,
        forward=_average,
        gradients=(
            lambda xp, g, a, windows, count_include_pad, divisor_override: xp.apply(
                "_average_back",
                g,
                a,
                windows=windows,
                count_include_pad=count_include_pad,
                divisor_override=divisor_override,
            ),
        ),
        node_name=lambda params: f"AvgPool{_dims(params)}DBackward0",
    ),
    OpSpec(
        name="_average_back",
        category="internal",
        ports=(Port("grad_output"), Port("input")),
        params=AVERAGE,
        infer=lambda operands, params: (operands[1],),
        forward=_average_back,
        gradients=(
            lambda xp, g, windows, count_include_pad, divisor_override: xp.apply(
                "_average",
                g,
                windows=windows,
                count_include_pad=count_include_pad,
                divisor_override=divisor_override,
            ),
            lambda xp, g, input: xp.zeros_like(input),
        ),
        node_name=lambda params: f"AvgPool{_dims(params)}DBackwardBackward0",
    ),
)


# ---- maxima ----------------------------------------------------------------------------------


def _chosen_meta(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    (meta,) = _pooled_meta(operands, params)
    return (meta, Meta(meta.shape, int64))


def taken(xp: Any, g: Any, indices: Any, space: int) -> Any:
    """The elements at places in the flattened space."""
    shape = tuple(indices.shape)
    if 0 in shape:
        return xp.zeros_shaped(g, shape)
    flat = (*shape[: len(shape) - space], -1)
    found = xp.take_along(xp.reshape(xp.contiguous(g), flat), xp.reshape(indices, flat), -1)
    return xp.reshape(found, shape)


register(
    OpSpec(
        name="_maximum",
        category="internal",
        ports=A,
        params=(WINDOWS,),
        outputs=("out", "indices"),
        infer=_chosen_meta,
        forward=lambda xp, a, windows: window_maxima(a, windows),
        gradients=(
            lambda xp, g, a, indices, windows: xp.apply(
                "_pool_scatter",
                g,
                a,
                indices,
                space=len(windows.out),
                apart=windows.apart(),
                kind="MaxPool{}DWithIndices",
            ),
        ),
        node_name=lambda params: f"MaxPool{_dims(params)}DWithIndicesBackward0",
    ),
    # The gradient of all that chooses elements by places in the flattened space.
    OpSpec(
        name="_pool_scatter",
        category="internal",
        ports=(Port("grad_output"), Port("input"), Port("indices")),
        params=(Param("space", "int"), Param("apart", "bool"), Param("kind", "str")),
        infer=lambda operands, params: (operands[1],),
        forward=lambda xp, grad_output, input, indices, space, apart, kind: scattered(
            grad_output, indices, input.shape, space, apart=apart
        ),
        gradients=(
            lambda xp, g, indices, space: taken(xp, g, indices, space),
            lambda xp, g, input: xp.zeros_like(input),
            None,
        ),
        node_name=lambda params: params["kind"].format(params["space"]) + "BackwardBackward0",
    ),
)
