"""Losses of classes: the negative log-likelihood and cross entropies.

Class scores stand in dimension 1, or in dimension 0 of a single sample.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..tensor import Tensor
from .functional import REDUCTION, check_reduction, do, reduced_array
from .loss import WORD, X, loss
from .operands import no_kernel
from .spec import BadSample, Meta, OpSpec, Param, Port, Sample, register

Params = Mapping[str, Any]

T = [[1.0, 0.0, 0.5], [0.0, 1.0, 0.25]]
W = [0.5, 2.0, 1.0]
IGNORED = Param("ignore_index", "int", -100, help="a class that does not count")


# ---- the negative log-likelihood -------------------------------------------------------------


def _check_nll(a: Meta, target: Meta, weight: Meta | None) -> None:
    """What PyTorch asks of the shapes and types of its two kernels."""
    shape, at = a.shape, target.shape
    if len(shape) == 4:
        if len(at) != 3:
            raise RuntimeError(
                "only batches of spatial targets supported (3D tensors) but got targets of "
                f"dimension: {len(at)}"
            )
        if (shape[0], *shape[2:]) != at:
            raise RuntimeError(f"size mismatch (got input: {list(shape)} , target: {list(at)}")
    elif len(at) > 1:
        raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
    count = shape[1] if len(shape) > 1 else shape[0]
    if weight is not None and weight.shape != (count,):
        raise RuntimeError(
            f"weight tensor should be defined either for all {count} classes or no classes but "
            f"got weight tensor of shape: {list(weight.shape)}"
        )
    if target.dtype.name not in ("int64", "uint8"):
        raise RuntimeError(
            f"expected target dtype to be Long or Byte, but got {target.dtype.scalar_name}"
        )
    if not a.dtype.is_floating_point:
        raise no_kernel("nll_loss_out_frame", a.dtype)
    if weight is not None and weight.dtype is not a.dtype:
        raise RuntimeError(
            f"expected scalar type {a.dtype.scalar_name} but found {weight.dtype.scalar_name}"
        )


def _infer_nll(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, target, weight = operands
    _check_nll(a, target, weight)
    whole = params["reduction"] != "none" or len(a.shape) == 1
    return (Meta(() if whole else target.shape, a.dtype),)


def _picked(target: Any, weight: Any, ignore_index: int, dtype: Any) -> tuple[Any, Any]:
    """The classes with -1 for what is ignored, in the shape of the losses, and their weights."""
    places = np.where(target == ignore_index, -1, target.astype(np.int64))
    kept = places >= 0
    if weight is None:
        return places, kept.astype(dtype)
    return places, np.where(kept, weight[np.maximum(places, 0)], np.zeros((), dtype))


def _check_classes(target: Any, classes: int, ignore_index: int) -> None:
    """Raise IndexError for a class that there is not."""
    if target.size and target.min() >= 0 and target.max() < classes:
        return
    wrong = (target != ignore_index) & ((target < 0) | (target >= classes))
    if wrong.any():
        raise IndexError(f"Target {target[wrong].flat[0]} is out of bounds.")


def _total(factors: Any, reduction: str) -> Any:
    """What the sum of the losses is divided by."""
    return np.asarray(factors.sum()) if reduction == "mean" else 1


def _all_count(target: Any, weight: Any, ndim: int, ignore_index: int) -> bool:
    """Whether every sample has a class, and all weigh the same: the usual case, and quick."""
    if weight is not None or ndim != 2 or target.dtype != np.int64 or not target.size:
        return False
    return bool(target.min() >= 0) and (ignore_index < 0 or not (target == ignore_index).any())


def _nll(xp: Any, a: Any, target: Any, weight: Any, reduction: str, ignore_index: int) -> Any:
    if _all_count(target, weight, a.ndim, ignore_index):
        return reduced_array(-a[np.arange(a.shape[0]), target], reduction)
    places, factors = _picked(target, weight, ignore_index, a.dtype)
    axis = 1 if a.ndim > 1 else 0
    index = np.expand_dims(np.maximum(places, 0), axis) if a.ndim > 1 else np.atleast_1d(places)
    if a.ndim == 1:
        index = np.maximum(index, 0)
    picked = np.take_along_axis(a, index, axis) if a.size else np.zeros(index.shape, a.dtype)
    losses = np.where(places >= 0, picked.reshape(places.shape) * -factors, 0)
    if a.ndim == 1:
        losses = losses.reshape(())
    if reduction == "none":
        return losses
    return np.asarray(np.asarray(losses.sum()) / _total(factors, reduction), a.dtype)


def _nll_backward(
    xp: Any, g: Any, a: Any, target: Any, weight: Any, reduction: str, ignore_index: int
) -> Any:
    """The gradient of the scores: minus the weight of the class at its place, else 0."""
    shape = a.shape
    if _all_count(target, weight, len(shape), ignore_index):
        result = np.zeros(shape, g.dtype)
        share = g / g.dtype.type(shape[0]) if reduction == "mean" else g
        result[np.arange(shape[0]), target] = -share
        return result
    places, factors = _picked(target, weight, ignore_index, g.dtype)
    result = np.zeros(shape, g.dtype)
    values = np.where(places >= 0, g / _total(factors, reduction) * -factors, 0)
    kept = np.maximum(places, 0)
    if len(shape) == 1:
        result[kept] = values
    elif result.size:
        np.put_along_axis(result, np.expand_dims(kept, 1), np.expand_dims(values, 1), 1)
    return result


NLL_RULE = (
    "minus the gradient at the target of each row, 0 elsewhere; for a mean it is shared by the rows"
)


def _nll_kernel(name: str, node_name: str, backward: str) -> OpSpec:
    return OpSpec(
        name=name,
        category="internal",
        ports=(Port("a"), Port("target"), Port("weight", optional=True)),
        params=(WORD, IGNORED),
        infer=_infer_nll,
        forward=_nll,
        checked=True,
        gradients=(
            lambda xp, g, a, target, weight, reduction, ignore_index: getattr(xp, backward)(
                g, a, target, weight, reduction, ignore_index
            ),
            None,
            None,
        ),
        gradient_texts=(NLL_RULE, None, None),
        node_name=node_name,
    )


def _nll_backward_kernel(name: str, node_name: str, again: str) -> OpSpec:
    return OpSpec(
        name=name,
        category="internal",
        ports=(Port("grad"), Port("a"), Port("target"), Port("weight", optional=True)),
        params=(WORD, IGNORED),
        infer=lambda operands, params: (operands[1],),
        forward=_nll_backward,
        gradients=(
            lambda xp, g, target, weight, reduction, ignore_index: xp.apply(
                again, g, target, weight, reduction=reduction, ignore_index=ignore_index
            ),
            lambda xp, g: xp.zeros_like(g),
            None,
            None,
        ),
        node_name=node_name,
    )


register(
    _nll_kernel("nll_loss_vector", "NllLossBackward0", "nll_loss_backward"),
    OpSpec(
        # Without weights there is no optional operand, and the call can be a fast one.
        name="nll_loss_unweighted",
        category="internal",
        ports=(Port("a"), Port("target")),
        params=(WORD, IGNORED),
        infer=lambda operands, params: _infer_nll((*operands, None), params),
        forward=lambda xp, a, target, reduction, ignore_index: _nll(
            xp, a, target, None, reduction, ignore_index
        ),
        gradients=(
            lambda xp, g, a, target, reduction, ignore_index: xp.nll_loss_backward(
                g, a, target, None, reduction, ignore_index
            ),
            None,
        ),
        gradient_texts=(NLL_RULE, None),
        node_name="NllLossBackward0",
    ),
    _nll_kernel("nll_loss2d", "NllLoss2DBackward0", "nll_loss2d_backward"),
    _nll_backward_kernel("nll_loss_backward", "NllLossBackwardBackward0", "nll_loss_vector"),
    _nll_backward_kernel("nll_loss2d_backward", "NllLoss2DBackwardBackward0", "nll_loss2d"),
)


def _nll_loss(
    a: Tensor, target: Tensor, weight: Tensor | None, ignore_index: int, reduction: str
) -> Any:
    check_reduction(reduction)
    shape = a._array.shape
    at = target._array.shape
    if not shape:
        raise ValueError("Expected 1 or more dimensions (got 0)")
    if len(shape) > 1 and at[:1] != shape[:1]:
        raise ValueError(
            f"Expected input batch_size ({shape[0]}) to match target batch_size "
            f"({at[0] if at else 0})."
        )
    words: dict[str, Any] = {"reduction": reduction, "ignore_index": ignore_index}
    if not target.dtype.is_floating_point:
        _check_classes(target._array, shape[1] if len(shape) > 1 else shape[0], ignore_index)
    usual = a._array.dtype.kind == "f" and target._array.dtype == np.int64
    if usual and weight is None and len(shape) == 2 and len(at) == 1:
        return do("nll_loss_unweighted", a, target, **words)
    if len(shape) <= 2:
        return do("nll_loss_vector", a, target, weight, **words)
    if len(shape) == 4:
        return do("nll_loss2d", a, target, weight, **words)
    out = (shape[0], *shape[2:])
    if at != out:
        raise RuntimeError(f"Expected target size {list(out)}, got {list(at)}")
    x: Any = do("contiguous", a)
    y: Any = do("contiguous", target)
    rest = (1, math.prod(shape[2:])) if a._array.size else (0, 0)
    x = x.view((*shape[:2], *rest))
    y = y.view((shape[0], *rest))
    losses = do("nll_loss2d", x, y, weight, **words)
    return losses.view(out) if reduction == "none" else losses


# ---- the cross entropy -----------------------------------------------------------------------


def _cross_entropy(
    a: Tensor,
    target: Tensor,
    weight: Tensor | None,
    ignore_index: int,
    reduction: str,
    label_smoothing: float,
) -> Any:
    check_reduction(reduction)
    if not 0 <= label_smoothing <= 1:
        raise RuntimeError(f"label_smoothing must be between 0.0 and 1.0. Got: {label_smoothing:g}")
    dim = 1 if a.ndim > 1 else 0
    if a.shape == target.shape:
        if not target.dtype.is_floating_point:
            raise RuntimeError(
                "Expected floating point type for target with class probabilities, got "
                f"{target.dtype.scalar_name}"
            )
        if ignore_index >= 0:
            raise RuntimeError("ignore_index is not supported for floating point target")
        return _of_probabilities(a, target, weight, dim, reduction, label_smoothing)
    logs = do("log_softmax", a, dim=dim)
    if label_smoothing > 0:
        return _smoothed(logs, target, weight, ignore_index, reduction, label_smoothing)
    return _nll_loss(logs, target, weight, ignore_index, reduction)


def _along_classes(weight: Any, ndim: int, dim: int) -> Any:
    """The weights of the classes as a view that broadcasts against the scores."""
    shape = [1] * ndim
    shape[dim] = weight.shape[0]
    return weight.view(tuple(shape))


def _of_probabilities(
    a: Tensor,
    target: Any,
    weight: Tensor | None,
    dim: int,
    reduction: str,
    label_smoothing: float,
) -> Any:
    classes = a.shape[dim]
    if weight is not None and weight.shape != (classes,):
        raise RuntimeError(
            f"cross_entropy: weight tensor should be defined either for all {classes} classes or "
            f"no classes but got weight tensor of shape: {list(weight.shape)}"
        )
    products = do("log_softmax", a, dim=dim)
    if label_smoothing > 0:
        kept = do("mul_number", target, other=1 - label_smoothing)
        target = do("add_number", kept, other=label_smoothing / classes)
    products = products * target
    if weight is not None:
        products = products * _along_classes(weight, a.ndim, dim)
    if reduction == "none":
        return -products.sum(dim)
    if reduction == "sum":
        return -products.sum()
    samples = a.numel() // classes if classes else 0
    return do("div_number", -products.sum(), other=samples if samples else math.nan)


def _smoothed(
    logs: Any,
    target: Any,
    weight: Any,
    ignore_index: int,
    reduction: str,
    label_smoothing: float,
) -> Any:
    dim = 1 if logs.ndim > 1 else 0
    losses = _nll_loss(logs, target, weight, ignore_index, reduction)
    even = logs if weight is None else logs * _along_classes(weight, logs.ndim, dim)
    ignored = target == ignore_index
    even = (-even.sum(dim)).masked_fill(ignored, 0)
    if reduction == "mean":
        _, factors = _picked(
            target._array,
            None if weight is None else weight._array,
            ignore_index,
            logs._array.dtype,
        )
        even = even.sum() / Tensor(np.asarray(factors.sum()))
    elif reduction == "sum":
        even = even.sum()
    share = label_smoothing / logs.shape[dim]
    return do("mul_number", losses, other=1 - label_smoothing) + do("mul_number", even, other=share)


def _linear_cross_entropy(
    a: Tensor,
    linear_weight: Any,
    target: Tensor,
    linear_bias: Any,
    weight: Tensor | None,
    reduction: str,
    ignore_index: int | None,
    label_smoothing: float,
) -> Any:
    classes, *out, features = _check_linear(a, linear_weight, linear_bias)
    shape = (*a.shape[:-1], classes, *out)
    if target.shape == shape and ignore_index is not None:
        raise RuntimeError("ignore_index cannot be specified when target contains probabilities")
    if out:
        rows = math.prod(out) * classes
        linear_weight = do("reshape", linear_weight, shape=(rows, features))
        if linear_bias is not None:
            linear_bias = do("reshape", linear_bias, shape=(rows,))
    scores = do("linear", a, linear_weight, linear_bias)
    scores = do("reshape", scores, shape=shape)
    ignored = -100 if ignore_index is None else ignore_index
    return _cross_entropy(scores, target, weight, ignored, reduction, label_smoothing)


def _check_linear(a: Tensor, weight: Tensor, bias: Tensor | None) -> tuple[int, ...]:
    """The shape of the weights: classes, further dimensions of the targets, features."""
    if a.ndim not in (1, 2):
        raise RuntimeError(f"expected input with dimensionality 1 or 2, got {a.ndim}")
    if weight.ndim < 2:
        raise RuntimeError(
            f"expected linear_weight with dimensionality at least 2, got {weight.ndim}"
        )
    shape: tuple[int, ...] = weight._array.shape
    if a.shape[-1] != shape[-1]:
        raise RuntimeError(
            "expected equal input and linear_weight last dimensions (in_features), got "
            f"{a.shape[-1]} and {shape[-1]}, respectively"
        )
    if bias is not None and bias.shape != shape[:-1]:
        raise RuntimeError(f"expected linear_bias shape {shape[:-1]}, got {tuple(bias.shape)}")
    if len(shape) > 2 and a.ndim == 1:
        raise RuntimeError(
            f"K-dimensional loss defined by linear_weight shape {shape} requires batched input, "
            f"(N, {shape[-1]}), got unbatched input with shape {tuple(a.shape)}"
        )
    return shape


def _infer_classes(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a = operands[0]
    check_reduction(params["reduction"])
    if params["reduction"] != "none" or len(a.shape) < 2:
        return (Meta((), a.dtype),)
    return (Meta((a.shape[0], *a.shape[2:]), a.dtype),)


def _infer_linear(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, weight = operands[:2]
    scores = Meta((*a.shape[:-1], weight.shape[0], *weight.shape[1:-1]), a.dtype)
    return _infer_classes((scores, operands[2]), params)


SMOOTHING = Param("label_smoothing", "float", 0.0, help="what part goes to all classes evenly")
CLASSES = Port("target", help="the right class of each sample, or probabilities of the classes")
CLASS_WEIGHT = Port("weight", optional=True, help="a factor for each class")

register(
    loss(
        "cross_entropy",
        "input target weight size_average ignore_index reduce reduction label_smoothing",
        _cross_entropy,
        (Port("a"), CLASSES, CLASS_WEIGHT),
        params=(IGNORED, REDUCTION, SMOOTHING),
        infer=_infer_classes,
        formula=r"-\frac{1}{n} \sum_i \ln \mathrm{softmax}(a_i)_{t_i}",
        gradient_formulas=(
            r"\frac{1}{n}(\mathrm{softmax}(a) - [t])",
            r"-\frac{1}{n} \ln \mathrm{softmax}(a)",
            None,
        ),
        gradient_texts=(
            "∂out/∂a = (softmax(a) - one-hot target) / n",
            "∂out/∂target = -log_softmax(a) / n for probabilities",
            None,
        ),
        title="Cross entropy",
        help="How badly class scores predict the right classes: log softmax and its likelihood.",
        keywords=("classification", "softmax", "criterion", "logits"),
        samples=(
            Sample((X, [0, 2], None)),
            Sample((X, [1, 2], W), {"reduction": "none"}),
            Sample((X, T, None)),
            Sample((X, [1, 2], None), {"label_smoothing": 0.25}),
        ),
        bad=(
            BadSample(
                (X, [0], None),
                {},
                "Expected input batch_size (2) to match target batch_size (1).",
                ValueError,
            ),
            BadSample((X, [0, 3], None), {}, "Target 3 is out of bounds.", IndexError),
        ),
    ),
    loss(
        "nll_loss",
        "input target weight size_average ignore_index reduce reduction",
        _nll_loss,
        (Port("a"), Port("target", help="the right class of each sample"), CLASS_WEIGHT),
        params=(IGNORED, REDUCTION),
        infer=_infer_classes,
        formula=r"-\frac{1}{n} \sum_i a_{i, t_i}",
        gradient_formulas=(r"-\frac{1}{n}\,[t]", None, None),
        gradient_texts=("∂out/∂a = -1 / n at the right class, else 0", None, None),
        title="Negative log-likelihood",
        help="Minus the log-probabilities of the right classes, averaged.",
        keywords=("NLL", "classification", "criterion"),
        samples=(
            Sample((X, [0, 2], None)),
            Sample((X, [0, 2], W), {"reduction": "sum"}),
            Sample((X[0], 1, None)),
            Sample((X, [0, 1], None), {"ignore_index": 1}),
        ),
        bad=(
            BadSample(
                (X, [0, 1], [1.0, 2.0]),
                {},
                "weight tensor should be defined either for all 3 classes or no classes but got "
                "weight tensor of shape: [2]",
            ),
        ),
    ),
    loss(
        "linear_cross_entropy",
        "input linear_weight target",
        _linear_cross_entropy,
        (
            Port("a"),
            Port("linear_weight", help="a row of factors for each class"),
            CLASSES,
            Port("linear_bias", optional=True),
            CLASS_WEIGHT,
        ),
        params=(REDUCTION, Param("ignore_index", "int", None, optional=True), SMOOTHING),
        infer=_infer_linear,
        formula=r"-\frac{1}{n} \sum_i \ln \mathrm{softmax}(W a_i + b)_{t_i}",
        gradient_formulas=(r"W^{\top} d", r"d\,a^{\top}", None, r"d", None),
        gradient_texts=("wᵀ @ d", "d ⊗ a, d = (softmax - one-hot target) / n", None, "d", None),
        title="Linear cross entropy",
        help="The cross entropy of the scores that a linear layer gives.",
        keywords=("classification", "criterion", "linear"),
        samples=(Sample((X, [[1.0, 0.5, -1.0], [0.25, 2.0, 0.5]], [0, 1], [0.5, 1.0], None)),),
    ),
)
