"""Pooling to a given size, with windows as even as can be, or drawn by chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from ..dtypes import int64
from ..storage import Array
from ..tensor import Tensor
from .dispatch import call
from .families import A
from .maxima import Windows, maxima, window_maxima
from .operands import no_kernel
from .pooling import narrowed, one_or_both, widened
from .pooling_shapes import check_1d, check_range
from .spec import INTERNAL, REGISTRY, BadSample, Meta, OpSpec, Param, Port, Sample, register
from .taps import Taps, applied

Params = Mapping[str, Any]
Ints = tuple[int, ...]

OUT = Param("out_size", "shape")


# ---- the windows of adaptive pooling ---------------------------------------------------------


@lru_cache(256)
def _taps(size: int, out: int) -> Taps:
    """The windows that adaptive pooling divides a dimension into; neighbours may share elements."""
    place = np.arange(out)
    start = place * size // max(out, 1)
    end = -((place + 1) * -size // max(out, 1))
    index = start[:, None] + np.arange(int((end - start).max(initial=0)), dtype=np.int64)
    return Taps(index, size, valid=index < end[:, None])


def _maps(shape: Ints, out: Ints) -> list[Taps]:
    return [_taps(n, o) for n, o in zip(shape[-len(out) :], out, strict=True)]


def _shares(total: Any, maps: Sequence[Taps]) -> Any:
    """A total divided by how many elements each window has, along one dimension after the other."""
    for axis, taps in enumerate(maps):
        count: Any = np.asarray(taps.index.shape[1])
        if taps.valid is not None:
            count = taps.valid.sum(axis=1).reshape((-1,) + (1,) * (len(maps) - 1 - axis))
        total = total / count.astype(total.dtype)
    return total


def _wide(a: Array) -> Array:
    return a.astype(np.float32) if a.dtype.char == "e" else a


def _average(xp: Any, a: Any, out_size: Ints) -> Any:
    maps = _maps(a.shape, out_size)
    return _shares(applied(_wide(a), maps), maps).astype(a.dtype, copy=False)


def _average_back(xp: Any, grad_output: Any, input: Any, out_size: Ints) -> Any:
    maps = _maps(input.shape, out_size)
    shares = _shares(_wide(grad_output), maps)
    back = applied(shares, [taps.adjoint() for taps in maps])
    return back.astype(grad_output.dtype, copy=False)


def _maximum(xp: Any, a: Any, out_size: Ints) -> Any:
    size = a.shape[-len(out_size) :]
    if _is_even(size, out_size):
        step = tuple([n // o for n, o in zip(size, out_size, strict=True)])
        space = len(step)
        return window_maxima(a, Windows(out_size, step, step, (0,) * space, (1,) * space))
    return maxima(a, _maps(a.shape, out_size))


def _is_even(shape: Ints, out: Ints) -> bool:
    return all(o and n % o == 0 for n, o in zip(shape[-len(out) :], out, strict=True))


def _sized(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    out = params["out_size"]
    return (Meta((*shape[: -len(out)], *out), dtype),)


def _sized_twice(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    (meta,) = _sized(operands, params)
    return (meta, Meta(meta.shape, int64))


register(
    OpSpec(
        name="_adaptive_average",
        category="internal",
        ports=A,
        params=(OUT,),
        infer=_sized,
        forward=_average,
        gradients=(
            lambda xp, g, a, out_size: xp.apply("_adaptive_average_back", g, a, out_size=out_size),
        ),
        node_name=lambda params: f"AdaptiveAvgPool{len(params['out_size'])}DBackward0",
    ),
    OpSpec(
        name="_adaptive_average_back",
        category="internal",
        ports=(Port("grad_output"), Port("input")),
        params=(OUT,),
        infer=lambda operands, params: (operands[1],),
        forward=_average_back,
        gradients=(
            lambda xp, g, out_size: xp.apply("_adaptive_average", g, out_size=out_size),
            lambda xp, g, input: xp.zeros_like(input),
        ),
        node_name=lambda params: f"AdaptiveAvgPool{len(params['out_size'])}DBackwardBackward0",
    ),
    OpSpec(
        name="_adaptive_maximum",
        category="internal",
        ports=A,
        params=(OUT,),
        outputs=("out", "indices"),
        infer=_sized_twice,
        forward=_maximum,
        gradients=(
            lambda xp, g, a, indices, out_size: xp.apply(
                "_pool_scatter",
                g,
                a,
                indices,
                space=len(out_size),
                apart=_is_even(a.shape, out_size),
                kind="AdaptiveMaxPool{}D",
            ),
        ),
        node_name=lambda params: f"AdaptiveMaxPool{len(params['out_size'])}DBackward0",
    ),
)


# ---- what PyTorch asks of the sizes ----------------------------------------------------------


def _asked(shape: Ints, output_size: Any) -> Ints:
    """The extents asked for, of any number; None leaves one as it is."""
    if not isinstance(output_size, list | tuple):
        return (output_size,)
    if len(shape) <= len(output_size):
        raise ValueError(f"Input dimension should be at least {len(output_size) + 1}")
    behind = shape[len(shape) - len(output_size) :]
    return tuple([n if o is None else o for o, n in zip(output_size, behind, strict=True)])


def _extents(name: str, meta: Meta, output_size: Any, space: int) -> Ints:
    """The extents of the result. Raises PyTorch's errors."""
    shape = meta.shape
    if space == 1:
        check_range(name, shape)
        return (1, check_1d(name, "output_size", output_size))
    out = _asked(shape, output_size)
    if not isinstance(output_size, list | tuple):
        out *= space
    average = "avg" in name
    if average and len(out) != space:
        raise RuntimeError(f"{name}: output_size must be {space}")
    if len(shape) not in (space + 1, space + 2) and not (average and set(out) == {1}):
        colon = "" if average else ":"
        raise RuntimeError(
            f"{name}(): Expected {space + 1}D or {space + 2}D tensor, but got{colon} {list(shape)}"
        )
    if len(out) != space:
        raise RuntimeError(f"{name}(): internal error: output_size.size() must be {space}")
    return out


def _check(name: str, meta: Meta, out: Ints, flat: Ints) -> None:
    """Raise PyTorch's errors for sizes below 0, empty inputs and types without a kernel."""
    shape, average = meta.shape, "avg" in name
    if average and min(out) < 0:
        said = ", ".join(map(str, out[:2])) + (f",{out[2]}" if len(out) == 3 else "")
        raise RuntimeError(
            f"adaptive_avg_pool{len(out)}d: elements of output_size must be greater than or equal "
            f"to 0 but received {{{said}}}"
        )
    if average and set(out) == {1}:
        return
    inner = range(len(flat) - 2, len(flat)) if average and len(out) == 2 else range(1, len(flat))
    # One dimension is checked as two for averages, and as itself for maxima.
    shown, called = (flat, f"adaptive_avg_pool{len(out)}d") if average else (shape, name)
    for dim in inner if average else range(1, len(shape)):
        if shown[dim] == 0:
            raise RuntimeError(
                f"{called}(): Expected input to have non-zero size for non-batch dimensions, but "
                f"input has sizes {list(shown)} with dimension {dim} being empty"
            )
    result = (*flat[: -len(out)], *out)
    if min(out) < 0:
        raise RuntimeError(
            f"Trying to create tensor with negative dimension {min(out)}: {list(result)}"
        )
    if not meta.dtype.is_floating_point:
        kind = "avg" if average else "max"
        kernel = f"adaptive_{kind}_pool{len(out)}d{'_cpu' if len(out) == 3 else ''}"
        raise no_kernel(kernel, meta.dtype)


def _planned(kind: str, meta: Meta, output_size: Any, space: int) -> Ints:
    name = f"adaptive_{kind}_pool{space}d"
    out = _extents(name, meta, output_size, space)
    flat = (*meta.shape[:-1], 1, meta.shape[-1]) if space == 1 else meta.shape
    _check(name, meta, out, flat)
    return out


# ---- what users call -------------------------------------------------------------------------


def _averaging(space: int) -> Any:
    def compose(a: Tensor, output_size: Any) -> Any:
        out = _planned("avg", Meta(a._array.shape, a.dtype), output_size, space)
        flat = widened(a) if space == 1 else a
        if set(out) == {1}:
            dims = tuple(range(-1, -1 - len(out), -1))
            result = call(REGISTRY["mean"], (flat,), {"dim": dims, "keepdim": True})
        else:
            result = call(INTERNAL["_adaptive_average"], (flat,), {"out_size": out})
        return narrowed(result) if space == 1 else result

    return compose


def _choosing(space: int, indexed: bool) -> Any:
    def compose(a: Tensor, output_size: Any) -> Any:
        out = _planned("max", Meta(a._array.shape, a.dtype), output_size, space)
        flat = widened(a) if space == 1 else a
        found = call(INTERNAL["_adaptive_maximum"], (flat,), {"out_size": out})
        kept = tuple(found) if indexed else (found[0],)
        if space == 1:
            kept = tuple([narrowed(one) for one in kept])
        return kept if indexed else kept[0]

    return compose


def _inferred(kind: str, space: int, indexed: bool = False) -> Any:
    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        shape, dtype = operands[0]
        out = _planned(kind, operands[0], params["output_size"], space)[-space:]
        result = Meta((*shape[:-space], *out), dtype)
        return (result, Meta(result.shape, int64)) if indexed else (result,)

    return infer


SIZE = Param("output_size", "data", help="extents of the result; None leaves one as it is")
AXES = ("one dimension", "two dimensions", "three dimensions")


def _averages(space: int, **fields: Any) -> OpSpec:
    name = f"adaptive_avg_pool{space}d"
    return OpSpec(
        name=name,
        category="pooling",
        ports=A,
        params=(SIZE,),
        infer=_inferred("avg", space),
        compose=_averaging(space),
        spelling=f"torch.nn.functional.{name}({{a}}, {{params}})",
        functions=(f"nn.functional.{name}", *((name,) if space == 1 else ())),
        formula=r"\frac{1}{k}\sum_{i \in w} a_i",
        gradient_formulas=(r"\frac{1}{k}",),
        gradient_texts=("1 / number of elements, for each window that has the element",),
        title=f"Adaptive average pooling {space}D",
        help=f"Averages of as many windows as are asked for in {AXES[space - 1]}.",
        keywords=("mean", "pool", "global", "downsample"),
        **fields,
    )


def _maxima(space: int, indexed: bool, **fields: Any) -> OpSpec:
    name = f"adaptive_max_pool{space}d"
    long_name = f"{name}_with_indices"
    more = ", return_indices=True" if indexed else ""
    names = (f"nn.functional.{name}", f"nn.functional.{long_name}")
    return OpSpec(
        name=long_name if indexed else name,
        category="pooling",
        ports=A,
        params=(SIZE,),
        outputs=("out", "indices") if indexed else ("out",),
        infer=_inferred("max", space, indexed),
        compose=_choosing(space, indexed),
        arguments=one_or_both(indexed, 2),
        spelling=f"torch.nn.functional.{name}({{a}}, {{params}}{more})",
        functions=names[:1],
        formula=r"\max_{i \in w} a_i",
        gradient_formulas=(r"[i = \mathrm{argmax}]",),
        gradient_texts=("1 for the largest element of each window, 0 elsewhere",),
        title=f"Adaptive max pooling {space}D" + (" with places" if indexed else ""),
        help=f"Maxima of as many windows as are asked for in {AXES[space - 1]}"
        + (", and where they are." if indexed else "."),
        keywords=("maximum", "pool", "global", "downsample"),
        **fields,
    )


X1 = [[[1.0, -2.0, 3.0, 0.5, 2.0], [0.5, 4.0, -1.5, 1.0, -1.0]]]
X2 = [[[1.0, -2.0, 3.0, 0.5], [0.5, 4.0, -1.5, 2.0], [2.5, -1.0, 0.0, 6.0]]]
X3 = [[X2[0], [[0.75 - value for value in row[::-1]] for row in X2[0]]]]
EMPTY = "adaptive_avg_pool2d: output_size must be 2"

register(
    _averages(
        1,
        samples=(Sample((X1,), {"output_size": 3}), Sample((X1,), {"output_size": 1})),
        bad=(
            BadSample(
                ([1.0, 2.0],),
                {"output_size": 1},
                "Expected 2 to 3 dimensions, but got 1-dimensional tensor for argument #1 'self' "
                "(while checking arguments for adaptive_avg_pool1d)",
            ),
        ),
    ),
    _averages(
        2,
        samples=(
            Sample((X2,), {"output_size": (2, 3)}),
            Sample((X2,), {"output_size": (None, 2)}),
            Sample((X2,), {"output_size": 1}),
        ),
        bad=(BadSample((X2,), {"output_size": (2,)}, EMPTY),),
    ),
    _averages(3, samples=(Sample((X3,), {"output_size": (2, 2, 3)}),)),
    _maxima(1, False, samples=(Sample((X1,), {"output_size": 3}),)),
    _maxima(1, True, samples=(Sample((X1,), {"output_size": 2}),)),
    _maxima(
        2,
        False,
        samples=(
            Sample((X2,), {"output_size": (2, 3)}),
            Sample((X2,), {"output_size": (3, 2)}),
            Sample((X2,), {"output_size": 1}),
        ),
        bad=(
            BadSample(
                (X2,),
                {"output_size": (-1, 2)},
                "Trying to create tensor with negative dimension -1: [1, -1, 2]",
            ),
        ),
    ),
    _maxima(2, True, samples=(Sample((X2,), {"output_size": (2, None)}),)),
    _maxima(3, False, samples=(Sample((X3,), {"output_size": (1, 2, 3)}),)),
    _maxima(3, True, samples=(Sample((X3,), {"output_size": 2}),)),
)
