"""Padding: with a constant, by reflection, by repeating the border, and around in a circle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from ..tensor import Tensor
from .dispatch import call, metas_of
from .families import A
from .spec import INTERNAL, REGISTRY, BadSample, Meta, OpSpec, Param, Port, Sample, register
from .taps import Taps, applied, from_index

Params = Mapping[str, Any]
Ints = tuple[int, ...]

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
PAD = Param("pad", "dims", help="how much to add: left, right of the last dimension, and so on")


def _pairs(pad: Sequence[int], ndim: int) -> list[tuple[int, int]]:
    """What is added before and after each dimension, in the order of the dimensions."""
    pairs = [(pad[2 * k], pad[2 * k + 1]) for k in range(len(pad) // 2)]
    return [(0, 0)] * (ndim - len(pairs)) + pairs[::-1]


# ---- with a constant -------------------------------------------------------------------------


def _infer_constant(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    pad = params["pad"]
    if len(pad) % 2:
        raise RuntimeError(f"Length of pad must be even but instead it equals {len(pad)}")
    if len(pad) > 2 * len(shape):
        raise RuntimeError(
            "Length of pad should be no more than twice the number of dimensions of the input. "
            f"Pad length is {len(pad)}while the input has {len(shape)}dimensions."
        )
    pairs = _pairs(pad, len(shape))
    if any(n + min(a, 0) + min(b, 0) < 0 for n, (a, b) in zip(shape, pairs, strict=True)):
        raise RuntimeError("narrow(): length must be non-negative.")
    padded = [n + a + b for n, (a, b) in zip(shape, pairs, strict=True)]
    return (Meta(tuple(padded), dtype),)


def _constant(xp: Any, a: Any, pad: Sequence[int], value: Any) -> Any:
    pairs = _pairs(pad, a.ndim)
    shape = [n + before + after for n, (before, after) in zip(a.shape, pairs, strict=True)]
    result = np.empty(shape, a.dtype)
    result[...] = np.asarray(value).astype(a.dtype)
    each = zip(shape, a.shape, pairs, strict=True)
    inner, kept = [], []
    for wide, size, (before, after) in each:
        inner.append(slice(max(before, 0), wide - max(after, 0)))
        kept.append(slice(max(-before, 0), size - max(-after, 0)))
    place: Any = (*inner, ...)
    result[place] = a[(*kept, ...)]
    return result


def _cropped(xp: Any, g: Any, pad: Sequence[int]) -> Any:
    return xp.apply("constant_pad_nd", g, pad=[-extent for extent in pad], value=0)


# ---- by reflection and by repetition ---------------------------------------------------------


@lru_cache(256)
def _reflected(size: int, before: int, after: int) -> Taps:
    place = np.abs(np.arange(-before, size + after))
    return from_index(size - 1 - np.abs(size - 1 - place), size)


@lru_cache(256)
def _repeated(size: int, before: int, after: int) -> Taps:
    return from_index(np.clip(np.arange(-before, size + after), 0, size - 1), size)


MAPS = {"reflection": _reflected, "replication": _repeated}


def _maps(kind: str, shape: Ints, padding: Sequence[int]) -> list[Taps]:
    space = len(padding) // 2
    pairs = _pairs(padding, len(shape))[-space:]
    return [MAPS[kind](n, *pair) for n, pair in zip(shape[-space:], pairs, strict=True)]


def _check_border(kind: str, space: int, shape: Ints, padding: Sequence[int]) -> Ints:
    batched = len(shape) == space + 2
    if 0 in shape[1:] or (shape[0] == 0 and not batched):
        raise RuntimeError(
            f"Expected {space + 1}D or {space + 2}D (batch mode) tensor with possibly 0 batch size "
            f"and other non-zero dimensions for input, but got: {list(shape)}"
        )
    pairs = _pairs(padding, len(shape))
    result = tuple([n + a + b for n, (a, b) in zip(shape, pairs, strict=True)])
    if kind == "reflection":
        for nth in range(space):
            dim = len(shape) - 1 - nth
            if max(pairs[dim]) >= shape[dim]:
                raise RuntimeError(
                    f"Argument #{4 + 2 * nth}: Padding size should be less than the corresponding "
                    f"input dimension, but got: padding {pairs[dim]} at dimension {dim} of input "
                    f"{list(shape)}"
                )
    axes = ("D", "H", "W")[-space:]
    sizes, found = shape[-space:], result[-space:]
    if max(found) < 1 or (space == 1 and min(found) < 1):
        # As PyTorch, which asks for one dimension of the result that is not empty.
        left = " ".join(f"{axis}: {n}" for axis, n in zip(axes, sizes, strict=True))
        right = " ".join(f"{axis}: {n}" for axis, n in zip(axes, found, strict=True))
        raise RuntimeError(f"input ({left}) is too small. Calculated output {right}")
    for dim in result:
        if dim < 0:
            raise RuntimeError(
                f"Trying to create tensor with negative dimension {dim}: {list(result)}"
            )
    return result


def _border(kind: str, space: int) -> tuple[OpSpec, OpSpec]:
    """Padding by reflection or repetition in so many dimensions, and its gradient."""
    name = f"{kind}_pad{space}d"
    node = f"{kind.capitalize()}Pad{space}D"

    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        shape, dtype = operands[0]
        result = _check_border(kind, space, shape, params["padding"])
        if dtype.name == "bool":
            raise NotImplementedError(f"\"{name}\" not implemented for 'Bool'")
        return (Meta(result, dtype),)

    def forward(xp: Any, a: Any, padding: Sequence[int]) -> Any:
        return applied(a, _maps(kind, a.shape, padding))

    def backward(xp: Any, grad_output: Any, a: Any, padding: Sequence[int]) -> Any:
        return applied(grad_output, [one.adjoint() for one in _maps(kind, a.shape, padding)])

    padding = Param("padding", "dims")
    return OpSpec(
        name=name,
        category="internal",
        ports=A,
        params=(padding,),
        infer=infer,
        checked=True,
        forward=forward,
        gradients=(
            # The input itself is not needed, but kept, as in PyTorch: it must not be changed.
            lambda xp, g, a, padding: xp.apply(f"{name}_backward", g, a, padding=padding),
        ),
        node_name=f"{node}Backward0",
    ), OpSpec(
        name=f"{name}_backward",
        category="internal",
        ports=(Port("grad_output"), Port("a")),
        params=(padding,),
        infer=lambda operands, params: (operands[1],),
        forward=backward,
        gradients=(
            lambda xp, g, padding: xp.apply(name, g, padding=padding),
            lambda xp, g, a: xp.zeros_like(a),
        ),
        node_name=f"{node}BackwardBackward0",
    )


register(*[spec for kind in MAPS for space in (1, 2, 3) for spec in _border(kind, space)])


# ---- around in a circle ----------------------------------------------------------------------


def _circular_shape(shape: Ints, pad: Sequence[int]) -> Ints:
    space = len(pad) // 2
    pairs = _pairs(pad, len(shape))
    for n, (before, after) in list(zip(shape, pairs, strict=True))[-space:]:
        if before > n or after > n:
            raise RuntimeError("Padding value causes wrapping around more than once.")
        if n + before + after < 0:
            raise RuntimeError("Negative padding value is resulting in an empty dimension")
    return tuple([n + a + b for n, (a, b) in zip(shape, pairs, strict=True)])


def _slice(a: Any, dim: int, start: int, end: int) -> Any:
    params = {"dim": dim, "start": start, "end": end, "step": 1}
    return call(REGISTRY.get("slice") or INTERNAL["slice"], (a,), params)


def _circular(a: Tensor, pad: Sequence[int]) -> Any:
    """As PyTorch: copies into a new tensor, part by part, so the Nodes are CopySlices."""
    shape = a._array.shape
    size = _circular_shape(shape, pad)
    out = Tensor(np.zeros(size, a._array.dtype))
    pairs = _pairs(pad, len(shape))
    dims = range(len(shape) - 1, len(shape) - 1 - len(pad) // 2, -1)
    target: Any = out
    source: Any = a
    for dim in dims:
        before, after = pairs[dim]
        target = _slice(target, dim, max(before, 0), size[dim] - max(after, 0))
        source = _slice(source, dim, max(-before, 0), shape[dim] - max(-after, 0))
    call(REGISTRY["copy_"], (target, source))
    for dim in dims:
        before, after = pairs[dim]
        first, last = max(before, 0), size[dim] - max(after, 0)
        if before > 0:
            source = _slice(out, dim, last - before, last)
            call(REGISTRY["copy_"], (_slice(out, dim, 0, before), source))
        if after > 0:
            source = _slice(out, dim, first, first + after)
            call(REGISTRY["copy_"], (_slice(out, dim, size[dim] - after, size[dim]), source))
    return out


# ---- what users call -------------------------------------------------------------------------

KINDS = {"reflect": "reflection", "replicate": "replication"}


def _chosen(shape: Ints, params: Params) -> str:
    """The operation that a call of ``pad`` comes to. Raises PyTorch's errors if there is none."""
    pad, mode, value = params["pad"], params["mode"], params["value"]
    ndim = len(shape)
    if len(pad) % 2:
        raise RuntimeError("Padding length must be divisible by 2")
    if len(pad) > 2 * ndim:
        raise RuntimeError(
            "Padding length should be less than or equal to two times the input dimension but got "
            f"padding length {len(pad)} and input of dimension {ndim}"
        )
    if mode == "constant":
        return "constant_pad_nd"
    if mode not in (*KINDS, "circular"):
        raise NotImplementedError(f"Unrecognised padding mode {mode}")
    if value:
        raise RuntimeError(f'Padding mode "{mode}" doesn\'t take in value argument')
    space = len(pad) // 2
    if space not in (1, 2, 3) or ndim not in (space + 1, space + 2):
        raise NotImplementedError(
            f"Padding size {len(pad)} is not supported for {ndim}D input tensor."
        )
    return "circular" if mode == "circular" else f"{KINDS[mode]}_pad{space}d"


def _pad(a: Tensor, pad: Any, mode: str, value: Any) -> Any:
    pad = tuple(pad)
    chosen = _chosen(a._array.shape, {"pad": pad, "mode": mode, "value": value})
    if chosen == "constant_pad_nd":
        return call(REGISTRY[chosen], (a,), {"pad": pad, "value": value or 0})
    if chosen == "circular":
        return _circular(a, pad)
    return call(INTERNAL[chosen], (a,), {"padding": pad})


def _infer_pad(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    pad = tuple(params["pad"])
    chosen = _chosen(shape, params)
    if chosen == "constant_pad_nd":
        return _infer_constant(operands, {"pad": pad})
    if chosen == "circular":
        return (Meta(_circular_shape(shape, pad), dtype),)
    return INTERNAL[chosen].infer(metas_of(operands), {"padding": pad})


CUBE = [X]
WORDS = ("border", "margin", "enlarge", "crop")

register(
    OpSpec(
        name="pad",
        category="padding",
        ports=A,
        params=(
            PAD,
            Param("mode", "str", "constant", help="constant, reflect, replicate or circular"),
            Param("value", "number", None, optional=True, help="what to fill in; 0 if empty"),
        ),
        infer=_infer_pad,
        compose=_pad,
        spelling="torch.nn.functional.pad({a}, {params})",
        functions=("nn.functional.pad",),
        formula=r"\mathrm{pad}(a)",
        gradient_formulas=(r"1",),
        gradient_texts=("the gradient at the places that each element went to, added up",),
        title="Pad",
        help="The tensor with a border: a constant, its mirror image, its edge, or its other end.",
        keywords=(*WORDS, "reflect", "replicate", "circular"),
        samples=(
            Sample((X,), {"pad": (1, 2)}),
            Sample((X,), {"pad": (1, -1, 0, 2), "value": 2.5}),
            Sample((X,), {"pad": (2, 1), "mode": "reflect"}),
            Sample((CUBE,), {"pad": (2, 1, 0, 3), "mode": "replicate"}),
            Sample((CUBE,), {"pad": (2, 1, 1, 0), "mode": "circular"}),
        ),
        bad=(
            BadSample((X,), {"pad": (1,)}, "Padding length must be divisible by 2"),
            BadSample(
                (X,),
                {"pad": (3, 1), "mode": "reflect"},
                "Argument #4: Padding size should be less than the corresponding input dimension, "
                "but got: padding (3, 1) at dimension 1 of input [2, 3]",
            ),
        ),
    ),
    OpSpec(
        name="constant_pad_nd",
        category="padding",
        ports=A,
        params=(PAD, Param("value", "number", 0, help="what to fill in")),
        infer=_infer_constant,
        checked=True,
        forward=_constant,
        gradients=(_cropped,),
        node_name="ConstantPadNdBackward0",
        spelling="torch.constant_pad_nd({a}, {params})",
        functions=("constant_pad_nd",),
        formula=r"\mathrm{pad}(a)",
        gradient_formulas=(r"1",),
        gradient_texts=("the gradient without the border",),
        title="Pad with a constant",
        help="The tensor with a border of one value; negative widths cut from it.",
        keywords=WORDS,
        samples=(
            Sample((X,), {"pad": (1, 2)}),
            Sample((X,), {"pad": (-1, 1, 2, -1), "value": 1.5}),
            Sample((2.0,), {"pad": ()}),
        ),
        bad=(
            BadSample((X,), {"pad": (1,)}, "Length of pad must be even but instead it equals 1"),
            BadSample((X,), {"pad": (-4, 0)}, "narrow(): length must be non-negative."),
        ),
    ),
)
