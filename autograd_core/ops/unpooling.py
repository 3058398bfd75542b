"""Max pooling with windows drawn by chance, and what puts maxima back to where they were."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import int64
from ..tensor import Tensor
from .dispatch import call
from .maxima import drawn_maxima, scattered
from .operands import no_kernel
from .pooling_kernels import taken
from .spec import INTERNAL, REGISTRY, BadSample, Meta, OpSpec, Param, Port, Sample, register

Params = Mapping[str, Any]
Ints = tuple[int, ...]

AXES = ("one dimension", "two dimensions", "three dimensions")


def _each(value: Any, space: int) -> Ints:
    given = tuple(value) if isinstance(value, list | tuple) else (value,)
    return given * space if len(given) == 1 else given


# ---- windows drawn by chance -----------------------------------------------------------------


def _starts(samples: Any, size: Ints, out: Ints, kernel: Ints) -> list[Any]:
    """Where the windows begin, (..., windows) for each dimension; FractionalMaxPooling.h."""
    result = []
    space = len(size)
    for axis, (n, o, k) in enumerate(zip(size, out, kernel, strict=True)):
        # In two dimensions the first number is for the width, in three for the depth.
        sample = samples[..., space - 1 - axis if space == 2 else axis, None]
        start = np.full((*sample.shape[:-1], o), n - k, np.int64)
        if o > 1:
            alpha = samples.dtype.type(n - k) / samples.dtype.type(o - 1)
            place = np.arange(o - 1, dtype=samples.dtype)
            moved = ((place + sample) * alpha).astype(np.int64)
            start[..., :-1] = moved - (sample * alpha).astype(np.int64)
        result.append(start)
    return result


def _drawn(xp: Any, a: Any, samples: Any, kernel: Ints, out_size: Ints) -> Any:
    space = len(kernel)
    planes = a.shape[:-space]
    starts = _starts(samples.reshape(*planes, space), a.shape[-space:], out_size, kernel)
    return drawn_maxima(a, starts, kernel)


def _sized_twice(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    out = tuple(params["out_size"])
    result = Meta((*shape[: -len(out)], *out), dtype)
    return (result, Meta(result.shape, int64))


register(
    OpSpec(
        name="_fractional_maximum",
        category="internal",
        ports=(Port("a"), Port("samples")),
        params=(Param("kernel", "shape"), Param("out_size", "shape")),
        outputs=("out", "indices"),
        infer=_sized_twice,
        forward=_drawn,
        gradients=(
            lambda xp, g, a, indices, kernel: xp.apply(
                "_pool_scatter",
                g,
                a,
                indices,
                space=len(kernel),
                apart=False,
                kind="FractionalMaxPool{}D",
            ),
            None,
        ),
        node_name=lambda params: f"FractionalMaxPool{len(params['kernel'])}DBackward0",
    ),
)


def _plan(meta: Meta, params: Params, space: int) -> tuple[Ints, Ints]:
    """Extents of windows and result. Raises PyTorch's errors."""
    name = f"fractional_max_pool{space}d"
    shape = meta.shape
    size, ratio = params["output_size"], params["output_ratio"]
    if size is None and ratio is None:
        raise ValueError(f"{name} requires specifying either an output_size or an output_ratio")
    if size is None:
        if len(ratio) > space:
            raise ValueError(
                f"{name} requires output_ratio to either be a single Int or tuple of Ints."
            )
        size = [int(n * r) for n, r in zip(shape[-space:], _each(ratio, space), strict=True)]
    if len(shape) < space + 1:
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{-max(len(shape), 1)}, "
            f"{max(len(shape), 1) - 1}], but got {-space - 1})"
        )
    if not meta.dtype.is_floating_point:
        raise no_kernel("check_uniform_bounds", meta.dtype)
    kernel, out = _each(params["kernel_size"], space), _each(size, space)
    for what, values in (("kernel_size", kernel), ("output_size", out)):
        if len(values) != space:
            raise RuntimeError(f"{name}: {what} must either be a single Int or tuple of Ints")
    where = f"{name}()" if space == 2 else f"{name}_out()"
    axes = ("time", "height", "width")[-space:]
    for axis, n, k, o in zip(axes, shape[-space:], kernel, out, strict=True):
        # In three dimensions PyTorch wants one element more.
        if o + k - 1 > n - (space == 3):
            raise RuntimeError(f"{where}: pool {axis} {k} too large relative to input {axis} {n}")
    return kernel, out


def _fractional(space: int, indexed: bool) -> Any:
    def compose(
        a: Tensor, samples: Tensor | None, kernel_size: Any, output_size: Any, output_ratio: Any
    ) -> Any:
        params = {"kernel_size": kernel_size, "output_size": output_size}
        params["output_ratio"] = output_ratio
        shape = a._array.shape
        kernel, out = _plan(Meta(shape, a.dtype), params, space)
        if samples is None:
            lead = (1,) if len(shape) == space + 1 else ()
            size = (*lead, *shape[:-space], space)
            samples = call(REGISTRY["rand"], (), {"size": size, "dtype": a.dtype})
        how = {"kernel": kernel, "out_size": out}
        found = call(INTERNAL["_fractional_maximum"], (a, samples), how)
        return tuple(found) if indexed else found[0]

    return compose


def _fractional_infer(space: int, indexed: bool) -> Any:
    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        _, out = _plan(operands[0], params, space)
        both = _sized_twice(operands, {"out_size": out})
        return both if indexed else both[:1]

    return infer


def _by_name(indexed: bool) -> Any:
    """``OpSpec.arguments``: the samples come last in calls, but they are a tensor."""
    names = (
        *("input", "kernel_size", "output_size", "output_ratio"),
        *("return_indices", "_random_samples"),
    )

    def arguments(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        named = dict(zip(names, args, strict=False)) | kwargs
        if bool(named.pop("return_indices", False)) is not indexed:
            raise TypeError("return_indices asks for the other function")
        return (), named

    return arguments


def _fractional_maxima(space: int, indexed: bool, **fields: Any) -> OpSpec:
    name = f"fractional_max_pool{space}d"
    more = ", return_indices=True" if indexed else ""
    return OpSpec(
        name=f"{name}_with_indices" if indexed else name,
        category="pooling",
        ports=(Port("a"), Port("samples", optional=True, argument="_random_samples")),
        params=(
            Param("kernel_size", "dims", help="extent of the window"),
            Param("output_size", "dims", None, optional=True, help="extents of the result"),
            Param("output_ratio", "data", None, optional=True, help="or their ratio to the input"),
        ),
        outputs=("out", "indices") if indexed else ("out",),
        infer=_fractional_infer(space, indexed),
        compose=_fractional(space, indexed),
        arguments=_by_name(indexed),
        spelling=f"torch.nn.functional.{name}({{a}}, {{params}}{more}, "
        "_random_samples={samples})",
        functions=(f"nn.functional.{name}",),
        formula=r"\max_{i \in w} a_i",
        gradient_formulas=(r"[i = \mathrm{argmax}]", None),
        gradient_texts=("1 for the largest element of each window, 0 elsewhere", None),
        title=f"Fractional max pooling {space}D" + (" with places" if indexed else ""),
        help=f"Maxima of windows that begin at random places in {AXES[space - 1]}"
        + (", and where they are." if indexed else "."),
        keywords=("maximum", "pool", "random", "downsample"),
        **fields,
    )


# ---- back to where they were -----------------------------------------------------------------


def _infer_unpooled(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    meta, places = operands
    out = tuple(params["output_size"])
    space = len(out)
    dims = len(meta.shape)
    if places.dtype is not int64:
        raise RuntimeError(
            f"elements in indices should be type int64 but got: {places.dtype.scalar_name}"
        )
    if dims not in (space + 1, space + 2):
        raise RuntimeError(
            f"Input to max_unpooling{space}d should be a {space + 1}d or {space + 2}d Tensor, but "
            f"got a tensor with {dims} dimensions."
        )
    if meta.shape != places.shape:
        raise RuntimeError(
            "Expected shape of indices to be same as that of the input tensor "
            f"({list(meta.shape)}) but got indices tensor with shape: {list(places.shape)}"
        )
    if not meta.dtype.is_floating_point:
        raise no_kernel(f"max_unpool{space}d", meta.dtype)
    return (Meta((*meta.shape[:-space], *out), meta.dtype),)


def _unpooled(xp: Any, a: Any, indices: Any, output_size: Ints) -> Any:
    size = math.prod(output_size)
    wrong = indices[(indices < 0) | (indices >= size)]
    if wrong.size:
        raise RuntimeError(
            f"Found an invalid max index: {wrong[0]} (output volumes are of size "
            f"{'x'.join(map(str, output_size))})"
        )
    space = len(output_size)
    return scattered(a, indices, (*a.shape[:-space], *output_size), space, apart=True)


register(
    OpSpec(
        name="_max_unpool",
        category="internal",
        ports=(Port("a"), Port("indices")),
        params=(Param("output_size", "shape"),),
        infer=_infer_unpooled,
        checked=True,
        forward=_unpooled,
        gradients=(
            lambda xp, g, indices, output_size: taken(xp, g, indices, len(output_size)),
            None,
        ),
        node_name=lambda params: f"MaxUnpool{len(params['output_size'])}DBackward0",
    ),
)


def _unpool_size(shape: Ints, params: Params, space: int) -> Ints:
    """The extents of the result: what is asked for, if such a size can have been pooled."""
    kernel = _each(params["kernel_size"], space)
    stride = kernel if params["stride"] is None else _each(params["stride"], space)
    padding = _each(params["padding"], space)
    usual = [
        (n - 1) * s + k - 2 * p
        for n, k, s, p in zip(shape[-space:], kernel, stride, padding, strict=True)
    ]
    wanted = params["output_size"]
    if wanted is None:
        return tuple(usual)
    if len(wanted) == space + 2:
        wanted = wanted[2:]
    if len(wanted) != space:
        raise ValueError(
            f"output_size should be a sequence containing {space} or {space + 2} elements, but it "
            f"has a length of '{len(wanted)}'"
        )
    for dim, (size, s, asked) in enumerate(zip(usual, stride, wanted, strict=True)):
        if not size - s < asked < size + s:
            raise ValueError(
                f'invalid output_size "{wanted}" (dim {dim} must be between {size - s} and '
                f"{size + s})"
            )
    return tuple(wanted)


def _unpool(space: int) -> Any:
    def compose(
        a: Tensor, indices: Tensor, kernel_size: Any, stride: Any, padding: Any, output_size: Any
    ) -> Any:
        params = {"kernel_size": kernel_size, "stride": stride, "padding": padding}
        params["output_size"] = output_size
        size = _unpool_size(a._array.shape, params, space)
        spec = INTERNAL["_max_unpool"]
        if space > 1:
            return call(spec, (a, indices), {"output_size": size})
        flat = [call(REGISTRY["unsqueeze"], (one,), {"dim": -1}) for one in (a, indices)]
        result = call(spec, flat, {"output_size": (*size, 1)})
        return call(REGISTRY["squeeze"], (result,), {"dim": -1})

    return compose


def _unpool_infer(space: int) -> Any:
    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        meta, places = operands
        size = _unpool_size(meta.shape, params, space)
        if space > 1:
            return _infer_unpooled(operands, {"output_size": size})
        flat = [Meta((*one.shape, 1), one.dtype) for one in (meta, places)]
        (result,) = _infer_unpooled(flat, {"output_size": (*size, 1)})
        return (Meta(result.shape[:-1], result.dtype),)

    return infer


def _unpools(space: int, **fields: Any) -> OpSpec:
    name = f"max_unpool{space}d"
    return OpSpec(
        name=name,
        category="pooling",
        ports=(Port("a"), Port("indices", fixed=True)),
        params=(
            Param("kernel_size", "dims", help="extent of the window"),
            Param("stride", "dims", None, optional=True, help="how far it moved"),
            Param("padding", "dims", 0, help="how much was added on each side"),
            Param("output_size", "dims", None, optional=True, help="extents of the result"),
        ),
        infer=_unpool_infer(space),
        compose=_unpool(space),
        spelling=f"torch.nn.functional.{name}({{a}}, {{indices}}, {{params}})",
        functions=(f"nn.functional.{name}",),
        formula=r"y_{j_i} = a_i",
        gradient_formulas=(r"1", None),
        gradient_texts=("the gradient at the place of each element", None),
        title=f"Max unpooling {space}D",
        help=f"Puts maxima back to their places among zeros in {AXES[space - 1]}.",
        keywords=("pool", "inverse", "upsample"),
        **fields,
    )


X1 = [[[1.0, -2.0], [0.5, 4.0]]]
X2 = [[[1.0, -2.0, 3.0, 0.5], [0.5, 4.0, -1.5, 2.0], [2.5, -1.0, 0.0, 6.0]]]
X3 = [[X2[0], [[0.75 - value for value in row[::-1]] for row in X2[0]]]]
RANDOM2 = [[[0.3, 0.8]]]
RANDOM3 = [[[0.3, 0.8, 0.5]]]
NEITHER = "fractional_max_pool2d requires specifying either an output_size or an output_ratio"

register(
    _fractional_maxima(
        2,
        False,
        samples=(
            Sample((X2, RANDOM2), {"kernel_size": 2, "output_size": 2}),
            Sample((X2, RANDOM2), {"kernel_size": (1, 2), "output_ratio": (0.7, 0.8)}),
        ),
        bad=(BadSample((X2, RANDOM2), {"kernel_size": 2}, NEITHER, ValueError),),
    ),
    _fractional_maxima(
        2, True, samples=(Sample((X2, RANDOM2), {"kernel_size": 2, "output_size": (2, 3)}),)
    ),
    _fractional_maxima(
        3,
        False,
        samples=(Sample((X3, RANDOM3), {"kernel_size": (1, 2, 2), "output_size": (1, 1, 2)}),),
    ),
    _fractional_maxima(
        3,
        True,
        samples=(Sample((X3, RANDOM3), {"kernel_size": (1, 2, 2), "output_size": (1, 1, 2)}),),
    ),
    _unpools(
        1,
        samples=(
            Sample((X1, [[[0, 3], [1, 2]]]), {"kernel_size": 2}),
            Sample((X1, [[[0, 4], [1, 2]]]), {"kernel_size": 2, "output_size": (5,)}),
        ),
        bad=(
            BadSample(
                (X1, [[[0, 9], [1, 2]]]),
                {"kernel_size": 2},
                "Found an invalid max index: 9 (output volumes are of size 4x1)",
            ),
        ),
    ),
    _unpools(2, samples=(Sample((X1, [[[0, 3], [9, 14]]]), {"kernel_size": 2}),)),
    _unpools(3, samples=(Sample(([X1], [[[[0, 3], [9, 14]]]]), {"kernel_size": 2}),)),
)
