"""Losses of classes with a margin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..tensor import Tensor
from .functional import REDUCTION, check_reduction, do, reduced, reduced_array
from .loss import PORTS, STANDARD, WORD, X, infer_loss, loss
from .loss_class import CLASS_WEIGHT
from .operands import no_kernel, undifferentiated
from .spec import BadSample, Meta, OpSpec, Param, Port, Sample, register

Params = Mapping[str, Any]

SIGNS = [[1.0, -1.0, -1.0], [1.0, -1.0, 1.0]]
MARGIN = Param("margin", "float", 1.0, help="how far apart is far enough")


# ---- of classes ------------------------------------------------------------------------------


def _check_rows(a: Meta) -> tuple[int, int]:
    """How many samples and classes. Raises RuntimeError for other than vectors and matrices."""
    shape = a.shape
    if len(shape) > 2 or (shape and not shape[-1]):
        raise RuntimeError(
            "Expected non-empty vector or matrix with optional 0-dim batch size, but got: "
            f"{list(shape)}"
        )
    return (shape[0] if len(shape) == 2 else 1), (shape[-1] if shape else 1)


def _infer_multi(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, target, weight = operands
    rows, classes = _check_rows(a)
    if len(target.shape) > 1 or int(np.prod(target.shape)) != rows:
        raise RuntimeError(
            "multi_margin_loss: target tensor should be 1-D with size equal to the number of "
            f"input samples (batch size). Expected target size [{rows}], but got "
            f"{list(target.shape)}. Input has shape {list(a.shape)}."
        )
    if weight is not None and weight.shape != (classes,):
        raise RuntimeError(
            f"inconsistent weight size, expected {classes} but got {list(weight.shape)}"
        )
    if not a.dtype.is_floating_point:
        raise no_kernel("multi_margin_loss", a.dtype)
    if target.dtype.name != "int64":
        raise RuntimeError(f"expected scalar type Long but found {target.dtype.scalar_name}")
    alone = params["reduction"] != "none" or not target.shape
    return (Meta(() if alone else (rows,), a.dtype),)


def _distances(a: Any, target: Any, p: int, margin: float, weight: Any) -> tuple[Any, ...]:
    """How far each wrong class is within the margin, its slope, and where the right ones are."""
    table = a.reshape(-1, a.shape[-1] if a.ndim else 1)
    places = target.reshape(-1, 1)
    if ((places < 0) | (places >= table.shape[1])).any():
        raise RuntimeError("target out of range")
    gaps = np.maximum(margin - np.take_along_axis(table, places, 1) + table, 0)
    np.put_along_axis(gaps, places, 0, 1)
    slopes = (gaps > 0).astype(a.dtype) if p == 1 else 2 * gaps
    factors = 1 if weight is None else weight[places]
    return gaps**p * factors, slopes * factors, places


def _multi(xp: Any, a: Any, target: Any, weight: Any, p: int, margin: float, reduction: str) -> Any:
    gaps, _, _ = _distances(a, target, p, margin, weight)
    losses = gaps.sum(axis=1) / a.dtype.type(gaps.shape[1])
    return reduced_array(losses if target.ndim else losses.reshape(()), reduction)


def _multi_backward(
    xp: Any, g: Any, a: Any, target: Any, weight: Any, p: int, margin: float, reduction: str
) -> Any:
    _, slopes, places = _distances(a, target, p, margin, weight)
    slopes = slopes / a.dtype.type(slopes.shape[1])
    np.put_along_axis(slopes, places, -slopes.sum(axis=1, keepdims=True), 1)
    count = slopes.shape[0] if reduction == "mean" else 1
    return (slopes * np.reshape(g, (-1, 1)) / a.dtype.type(count)).reshape(a.shape)


def _infer_multilabel(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, target = operands
    rows, _ = _check_rows(a)
    if target.shape != a.shape and not (len(a.shape) < 2 and int(np.prod(a.shape)) == 1):
        raise RuntimeError(
            f"inconsistent target size: {list(target.shape)} for input of size: {list(a.shape)}"
        )
    if target.dtype.name != "int64":
        raise RuntimeError(f"expected scalar type Long but found {target.dtype.scalar_name}")
    alone = params["reduction"] != "none" or len(target.shape) < 2
    return (Meta(() if alone else (rows,), a.dtype),)


def _labels(a: Any, target: Any) -> tuple[Any, Any]:
    """The scores as a matrix, and how often each class is named before the first -1."""
    table = a.reshape(-1, a.shape[-1] if a.ndim else 1)
    places = target.reshape(table.shape)
    named = np.cumsum(places < 0, axis=1) == 0
    rows = np.broadcast_to(np.arange(len(table))[:, None], places.shape)
    counts = np.zeros(table.shape, a.dtype)
    np.add.at(counts, (rows[named], places[named]), 1)
    return table, counts


def _multilabel(xp: Any, a: Any, target: Any, reduction: str) -> Any:
    table, counts = _labels(a, target)
    pairs = counts[:, :, None] * (counts == 0)[:, None, :]
    gaps = pairs * np.maximum(1 - table[:, :, None] + table[:, None, :], 0)
    losses = gaps.sum(axis=(1, 2)) / a.dtype.type(table.shape[1])
    return reduced_array(losses if target.ndim > 1 else losses.reshape(()), reduction)


def _multilabel_backward(xp: Any, g: Any, a: Any, target: Any, reduction: str) -> Any:
    table, counts = _labels(a, target)
    pairs = counts[:, :, None] * (counts == 0)[:, None, :]
    hits = pairs * (1 - table[:, :, None] + table[:, None, :] > 0)
    slopes = (hits.sum(axis=1) - hits.sum(axis=2)) / a.dtype.type(table.shape[1])
    count = len(table) if reduction == "mean" else 1
    return (slopes * np.reshape(g, (-1, 1)) / a.dtype.type(count)).reshape(a.shape)


def _once(name: str) -> Any:
    return undifferentiated(f"derivative for aten::{name}_backward is not implemented")


POWER = (Param("p", "int", 1), Param("margin", "number", 1.0), WORD)

register(
    OpSpec(
        name="multi_margin_loss_kernel",
        category="internal",
        ports=(Port("a"), Port("target"), Port("weight", optional=True)),
        params=POWER,
        infer=_infer_multi,
        forward=_multi,
        checked=True,
        gradients=(
            lambda xp, g, a, target, weight, p, margin, reduction: xp.apply(
                "multi_margin_loss_backward",
                g,
                a,
                target,
                weight,
                p=p,
                margin=margin,
                reduction=reduction,
            ),
            None,
            None,
        ),
        node_name="MultiMarginLossBackward0",
    ),
    OpSpec(
        name="multi_margin_loss_backward",
        category="internal",
        ports=(Port("grad"), Port("a"), Port("target"), Port("weight", optional=True)),
        params=POWER,
        infer=lambda operands, params: (operands[1],),
        forward=_multi_backward,
        gradients=(_once("multi_margin_loss"), _once("multi_margin_loss"), None, None),
        node_name="torch::autograd::NotImplemented",
    ),
    OpSpec(
        name="multilabel_margin_loss_kernel",
        category="internal",
        ports=PORTS,
        params=(WORD,),
        infer=_infer_multilabel,
        forward=_multilabel,
        checked=True,
        gradients=(
            lambda xp, g, a, target, reduction: xp.apply(
                "multilabel_margin_loss_backward", g, a, target, reduction=reduction
            ),
            None,
        ),
        node_name="MultilabelMarginLossBackward0",
    ),
    OpSpec(
        name="multilabel_margin_loss_backward",
        category="internal",
        ports=(Port("grad"), *PORTS),
        params=(WORD,),
        infer=lambda operands, params: (operands[1],),
        forward=_multilabel_backward,
        gradients=(_once("multilabel_margin_loss"), _once("multilabel_margin_loss"), None),
        node_name="torch::autograd::NotImplemented",
    ),
)


def _multi_margin_loss(
    a: Tensor, target: Tensor, weight: Tensor | None, p: int, margin: float, reduction: str
) -> Any:
    check_reduction(reduction)
    if p not in (1, 2):
        raise ValueError("only p == 1 and p == 2 supported")
    if weight is not None and weight.ndim != 1:
        raise ValueError("weight must be one-dimensional")
    words: dict[str, Any] = {"p": p, "margin": margin, "reduction": reduction}
    return do("multi_margin_loss_kernel", a, target, weight, **words)


def _multilabel_margin_loss(a: Tensor, target: Tensor, reduction: str) -> Any:
    check_reduction(reduction)
    return do("multilabel_margin_loss_kernel", a, target, reduction=reduction)


def _multilabel_soft(a: Any, target: Any, weight: Tensor | None, reduction: str) -> Any:
    losses = -(target * do("logsigmoid", a) + (1 - target) * do("logsigmoid", -a))
    if weight is not None:
        losses = losses * weight
    losses = losses.sum(dim=a.ndim - 1) / a.shape[a.ndim - 1]
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"{reduction} is not valid")
    return reduced(losses, reduction)


def _infer_rows(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    (meta,) = infer_loss(operands, {"reduction": "none"})
    whole = params["reduction"] != "none"
    return (Meta(() if whole else meta.shape[:-1], meta.dtype),)


register(
    loss(
        "multi_margin_loss",
        "input target p margin weight size_average reduce reduction",
        _multi_margin_loss,
        (Port("a"), Port("target", help="the right class of each sample"), CLASS_WEIGHT),
        params=(Param("p", "int", 1, help="1, or 2 for squares"), MARGIN, REDUCTION),
        infer=_infer_multi,
        formula=r"\frac{1}{nC} \sum_{i, j \neq t_i} \max(0, m - a_{i, t_i} + a_{i, j})^p",
        gradient_formulas=(r"\frac{1}{nC}\,[m - a_t + a > 0]", None, None),
        gradient_texts=("1 / (n · C) where a wrong class is within the margin", None, None),
        title="Multi-class margin loss",
        help="How far wrong classes come within a margin of the right one.",
        keywords=("hinge", "classification", "criterion", "SVM"),
        samples=(
            Sample((X, [0, 2], None)),
            Sample((X, [1, 1], [0.5, 2.0, 1.0]), {"p": 2, "reduction": "none"}),
        ),
        bad=(
            BadSample((X, [0, 2], None), {"p": 3}, "only p == 1 and p == 2 supported", ValueError),
        ),
    ),
    loss(
        "multilabel_margin_loss",
        STANDARD,
        _multilabel_margin_loss,
        (Port("a"), Port("target", help="the right classes, ended by -1")),
        infer=_infer_multilabel,
        formula=r"\frac{1}{nC} \sum_{i, j, k} \max(0, 1 - a_{i, t_j} + a_{i, k})",
        gradient_formulas=(r"\frac{1}{nC}\,[1 - a_t + a > 0]", None),
        gradient_texts=("1 / (n · C) for each pair within the margin", None),
        title="Multi-label margin loss",
        help="How far wrong classes come within a margin of any of the right ones.",
        keywords=("hinge", "classification", "criterion"),
        samples=(
            Sample((X, [[0, 2, -1], [1, -1, 0]])),
            Sample((X, [[0, -1, 2], [2, 1, -1]]), {"reduction": "none"}),
        ),
        bad=(
            BadSample((X, [0, 1]), {}, "inconsistent target size: [2] for input of size: [2, 3]"),
        ),
    ),
    loss(
        "multilabel_soft_margin_loss",
        "input target weight size_average reduce reduction",
        _multilabel_soft,
        (*PORTS, CLASS_WEIGHT),
        infer=_infer_rows,
        formula=r"-\frac{1}{n} \sum_i (t_i \ln \sigma(a_i) + (1 - t_i) \ln \sigma(-a_i))",
        gradient_formulas=(r"\frac{\sigma(a) - t}{n}", r"-\frac{a}{n}", r"\frac{l}{n}"),
        gradient_texts=("(σ(a) - target) / n", "-a / n", "∂out/∂weight = loss / n"),
        title="Multi-label soft margin loss",
        help="The binary cross entropy of the scores of several classes, averaged.",
        keywords=("classification", "criterion", "sigmoid"),
        samples=(
            Sample((X, [[1.0, 0.0, 1.0], [0.0, 0.0, 1.0]], None)),
            Sample((X, SIGNS, [0.5, 2.0, 1.0]), {"reduction": "none"}),
        ),
    ),
)
