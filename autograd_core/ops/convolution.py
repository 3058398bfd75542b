"""Convolutions in one, two and three dimensions, and their transposes.

All are one operation, ``_convolution``, as in PyTorch; what users call adds and removes the batch
dimension around it. It is linear in the input and in the weight, so its gradients and theirs are
the three products of ``im2col.py``; they are one operation as well, ``convolution_backward``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..tensor import Tensor
from . import im2col
from .convolution_shapes import Geometry, batched, infer_convolution, planned, transposed_size
from .dispatch import call, metas_of
from .spec import INTERNAL, REGISTRY, BadSample, Meta, OpSpec, Param, Port, Sample, register

Params = Mapping[str, Any]
Ints = tuple[int, ...]

PORTS = (Port("input"), Port("weight"), Port("bias", optional=True))
# ---- the operation and its gradients ---------------------------------------------------------


def _forward(xp: Any, x: Any, weight: Any, bias: Any, geometry: Geometry) -> Any:
    numbers = (*geometry[:3], geometry.groups)
    if geometry.transposed:
        size = transposed_size(x.shape[2:], weight.shape[2:], geometry)
        result = im2col.correlate_input(x, weight, size, *numbers)
    else:
        result = im2col.correlate(x, weight, *numbers)
    if bias is not None:
        result += bias.reshape((-1,) + (1,) * (weight.ndim - 2))
    return result


def _of_input(xp: Any, grad_output: Any, weight: Any, shape: Ints, geometry: Geometry) -> Any:
    numbers = (*geometry[:3], geometry.groups)
    if geometry.transposed:
        wide = im2col.correlate(grad_output, weight, *numbers)
        # With much output padding more windows fit than the input had places.
        inner: Any = (..., *[slice(0, n) for n in shape[2:]])
        return np.ascontiguousarray(wide[inner])
    return im2col.correlate_input(grad_output, weight, shape[2:], *numbers)


def _of_weight(xp: Any, grad_output: Any, input: Any, shape: Ints, geometry: Geometry) -> Any:
    left, right = (input, grad_output) if geometry.transposed else (grad_output, input)
    return im2col.correlate_weight(left, right, shape[2:], *geometry[:3], geometry.groups)


def _backward(
    xp: Any, grad_output: Any, input: Any, weight: Any, geometry: Geometry, wanted: int
) -> Any:
    """One of the three gradients; the others are left out."""
    results = [np.zeros((), grad_output.dtype)] * 3
    if wanted == 0:
        results[0] = _of_input(xp, grad_output, weight, input.shape, geometry)
    elif wanted == 1:
        results[1] = _of_weight(xp, grad_output, input, weight.shape, geometry)
    else:
        results[2] = grad_output.sum(axis=(0, *range(2, grad_output.ndim)))
    return tuple(results)


def _second_of_gradient(
    xp: Any, g: Any, grad_output_shape: Ints, input: Any, weight: Any, geometry: Geometry
) -> Any:
    total = None
    if g[0] is not None:
        total = xp.apply("_convolution", g[0], weight, None, geometry=geometry)
    if g[1] is not None:
        part = xp.apply("_convolution", input, g[1], None, geometry=geometry)
        total = part if total is None else total + part
    if g[2] is not None:
        part = xp.reshape(g[2], (-1,) + (1,) * (len(grad_output_shape) - 2))
        part = xp.broadcast_to(part, grad_output_shape)
        total = part if total is None else total + part
    return total


def _second_of_input(xp: Any, g: Any, grad_output: Any, input: Any, geometry: Geometry) -> Any:
    if g[1] is None:
        return None
    return xp.convolution_backward(grad_output, input, g[1], geometry, 0)[0]


def _second_of_weight(xp: Any, g: Any, grad_output: Any, weight: Any, geometry: Geometry) -> Any:
    if g[0] is None:
        return None
    return xp.convolution_backward(grad_output, g[0], weight, geometry, 1)[1]


def _rule(wanted: int) -> Any:
    """The gradient of the input (0), the weight (1) or the bias (2)."""
    return lambda xp, g, input, weight, geometry: xp.convolution_backward(
        g, input, weight, geometry, wanted
    )[wanted]


GEOMETRY = Param("geometry", "data")
GRADIENTS = ("of_input", "of_weight", "of_bias")

register(
    OpSpec(
        name="_convolution",
        category="internal",
        ports=PORTS,
        params=(GEOMETRY,),
        infer=infer_convolution,
        checked=True,
        forward=_forward,
        gradients=tuple(map(_rule, range(3))),
        gradient_texts=(
            "the gradient, taken back through the kernel to what each window had read",
            "the windows of the input, each weighted with its gradient and added up",
            "the gradient, summed over all but the channels",
        ),
        node_name="ConvolutionBackward0",
    ),
    OpSpec(
        name="convolution_backward",
        category="internal",
        ports=(Port("grad_output"), Port("input"), Port("weight")),
        params=(GEOMETRY, Param("wanted", "int")),
        outputs=GRADIENTS,
        differentiable=GRADIENTS,
        unnamed=True,
        infer=lambda operands, params: (operands[1], operands[2], operands[0]),
        forward=_backward,
        gradients=(_second_of_gradient, _second_of_input, _second_of_weight),
        node_name="ConvolutionBackwardBackward0",
    ),
)


# ---- what users call -------------------------------------------------------------------------


def _composed(name: str, space: int, transposed: bool, names: tuple[str, ...]) -> Any:
    def compose(x: Tensor, weight: Tensor, bias: Tensor | None, *values: Any, **named: Any) -> Any:
        params = dict(zip(names, values, strict=False)) | named
        metas = metas_of((x, weight, bias))
        geometry, more = planned(name, metas, params, space, transposed)
        single = x._array.ndim == space + 1
        if single:
            x = call(REGISTRY["unsqueeze"], (x,), {"dim": 0})
        if any(more):
            pad = [extent for one in reversed(more) for extent in (0, one)]
            x = call(REGISTRY["constant_pad_nd"], (x,), {"pad": pad})
        result = call(CONVOLUTION, (x, weight, bias), {"geometry": geometry})
        return call(REGISTRY["squeeze"], (result,), {"dim": 0}) if single else result

    return compose


def _inferred(name: str, space: int, transposed: bool) -> Any:
    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        x, weight, bias = operands
        geometry, more = planned(name, operands, params, space, transposed)
        single = len(x.shape) == space + 1
        shape = batched(x, space).shape
        if any(more):
            widened = [n + one for n, one in zip(shape[2:], more, strict=True)]
            shape = (*shape[:2], *widened)
        (meta,) = infer_convolution((Meta(shape, x.dtype), weight, bias), {"geometry": geometry})
        return (Meta(meta.shape[1:], meta.dtype),) if single else (meta,)

    return infer


CONVOLUTION = INTERNAL["_convolution"]
STRIDE = Param("stride", "dims", 1, help="how far the window moves")
DILATION = Param("dilation", "dims", 1, help="distance of the elements that the window takes")
GROUPS = Param("groups", "int", 1, help="how many groups of channels are convolved apart")
PADDING = Param("padding", "data", 0, help="zeros on each side; or 'same' or 'valid'")
ZEROS = Param("padding", "dims", 0, help="how much is cut from each side of the result")
EXTRA = Param("output_padding", "dims", 0, help="how much longer one side of the result is")


def _convolution(space: int, transposed: bool, **fields: Any) -> OpSpec:
    name = f"conv{'_transpose' if transposed else ''}{space}d"
    params: tuple[Param, ...]
    if transposed:
        params = (STRIDE, ZEROS, EXTRA, GROUPS, DILATION)
    else:
        params = (STRIDE, PADDING, DILATION, GROUPS)
    axes = ("one dimension", "two dimensions", "three dimensions")[space - 1]
    title = f"{'Transposed convolution' if transposed else 'Convolution'} {space}D"
    upwards = f"The adjoint of a convolution in {axes}: each element spreads the kernel."
    forwards = f"Slides kernels over the input in {axes}, and adds up what they weigh."
    kernel = ("convolution", "kernel", "filter", "cnn", "layer")
    return OpSpec(
        name=name,
        category="convolution",
        ports=PORTS,
        params=params,
        infer=_inferred(name, space, transposed),
        compose=_composed(name, space, transposed, tuple(param.name for param in params)),
        spelling=f"torch.nn.functional.{name}({{input}}, {{weight}}, {{bias}}, {{params}})",
        functions=(name, f"nn.functional.{name}"),
        formula=r"W^{\top} x + b" if transposed else r"W \star x + b",
        gradient_formulas=(r"W \star g", r"x \star g", r"1")
        if transposed
        else (r"W^{\top} g", r"g \star x", r"1"),
        gradient_texts=(
            "the gradient convolved with the kernel"
            if transposed
            else "the gradient spread by the kernel",
            "the gradient correlated with the input",
            "the gradient summed over batch and places",
        ),
        title=title,
        help=upwards if transposed else forwards,
        keywords=(*kernel, "deconvolution", "upsample") if transposed else kernel,
        **fields,
    )


X1 = [[[1.0, -2.0, 3.0, 0.5, 2.0], [0.5, 4.0, -1.5, 1.0, -1.0]]]
W1 = [[[1.0, -0.5], [2.0, 0.5]], [[-1.0, 1.5], [0.5, 1.0]]]
X2 = [[[[1.0, -2.0, 3.0], [0.5, 4.0, -1.5], [2.0, -1.0, 0.0]]]]
W2 = [[[[1.0, -0.5], [2.0, 0.5]]]]
X3, W3 = [X2], [W2]
CHANNELS = (
    "Given groups=1, weight of size [2, 2, 2], expected input[1, 1, 3] to have 2 channels, but got "
    "1 channels instead"
)
TRANSPOSED_CHANNELS = (
    "Given transposed=1, weight of size [2, 2, 2], expected input[1, 1, 3] to have 2 channels, but "
    "got 1 channels instead"
)
WRONG = [[[1.0, 2.0, 3.0]]]

register(
    _convolution(
        1,
        False,
        samples=(
            Sample((X1, W1, [0.5, -1.0])),
            Sample((X1[0], W1, None), {"padding": "same", "dilation": 2}),
            Sample((X1, [[[1.0, -0.5]], [[2.0, 0.5]]], None), {"groups": 2, "dilation": 2}),
        ),
        bad=(BadSample((WRONG, W1, None), {}, CHANNELS),),
    ),
    _convolution(
        2,
        False,
        samples=(
            Sample((X2, W2, [0.5])),
            Sample((X2, W2, None), {"stride": 2, "padding": 1}),
            Sample((X2[0], W2, None), {"padding": "same", "dilation": 2}),
        ),
        bad=(
            BadSample(
                ([[1.0]], W2, None),
                {},
                "Expected 3D (unbatched) or 4D (batched) input to conv2d, but got input of size: "
                "[1, 1]",
            ),
            BadSample((X2, W2, None), {"stride": 0}, "non-positive stride is not supported"),
        ),
    ),
    _convolution(
        3,
        False,
        samples=(Sample((X3, W3, [0.5]), {"padding": (1, 0, 0)}),),
        bad=(BadSample((X3, W3, None), {"padding": -1}, "negative padding is not supported"),),
    ),
    _convolution(
        1,
        True,
        samples=(
            Sample((X1, W1, [0.5, -1.0])),
            Sample((X1[0], W1, None), {"stride": 2, "padding": 1, "output_padding": 1}),
        ),
        bad=(BadSample((WRONG, W1, None), {}, TRANSPOSED_CHANNELS),),
    ),
    _convolution(
        2,
        True,
        samples=(Sample((X2, W2, [0.5])), Sample((X2, W2, None), {"stride": 2, "dilation": 2})),
        bad=(BadSample((X2, W2, None), {"stride": 0}, "non-positive stride is not supported"),),
    ),
    _convolution(
        3,
        True,
        samples=(Sample((X3, W3, [0.5])),),
        bad=(BadSample((X3, W3, None), {"padding": -1}, "negative padding is not supported"),),
    ),
)
