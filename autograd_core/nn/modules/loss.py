"""Losses and distances as modules."""

from __future__ import annotations

import warnings
from typing import Any

from .table import Row, made

__all__ = ["CLASSES"]

#: The deprecated spelling of ``reduction``.
OLD = {"size_average": None, "reduce": None}
MEAN = {**OLD, "reduction": "mean"}
PAIR = ("input", "target")
TRIPLE = ("input1", "input2", "target")


def _prepare(self: Any) -> None:
    """Make the weights buffers, and one ``reduction`` of the old arguments."""
    own = self.__dict__
    for name in ("weight", "pos_weight"):
        if name in own:
            self.register_buffer(name, own.pop(name))
    average, reduce = own.pop("size_average", None), own.pop("reduce", None)
    if average is not None or reduce is not None:
        summed = "sum" if average is False else "mean"
        reduction = "none" if reduce is False else summed
        warnings.warn(
            "size_average and reduce args will be deprecated, please use "
            f"reduction='{reduction}' instead.",
            stacklevel=4,
        )
        self.reduction = reduction


def _check_huber(self: Any) -> None:
    if not isinstance(self.delta, float | int):
        raise TypeError(f"delta must be a float or int, got: {type(self.delta)}")


def _check_multi_margin(self: Any) -> None:
    if self.p not in (1, 2):
        raise ValueError("only p == 1 and p == 2 supported")
    if self.weight is not None and self.weight.ndim != 1:
        raise ValueError(
            f"MultiMarginLoss: expected weight to be None or 1D tensor, got {self.weight.ndim}D "
            "instead"
        )
    _prepare(self)


def _check_margin(self: Any) -> None:
    if self.margin <= 0:
        raise ValueError(
            f"{type(self).__name__}: expected margin to be greater than 0, got {self.margin} "
            "instead"
        )
    _prepare(self)


def _name_norm(self: Any) -> None:
    self.norm = self.p


def _loss(
    name: str,
    function: str,
    parameters: dict[str, Any],
    inputs: tuple[str, ...] = PAIR,
    prepare: Any = _prepare,
    **fields: Any,
) -> Row:
    """A loss, whose function gets all but the deprecated arguments."""
    passed = tuple([key for key in parameters if key not in OLD])
    owner = "_Loss" if parameters is MEAN else ""
    return Row(name, function, parameters, inputs, passed, prepare=prepare, owner=owner, **fields)


WEIGHT = {"weight": None}

ROWS = (
    _loss("L1Loss", "l1_loss", MEAN),
    _loss("MSELoss", "mse_loss", MEAN),
    _loss(
        "NLLLoss",
        "nll_loss",
        {**WEIGHT, "size_average": None, "ignore_index": -100, "reduce": None, "reduction": "mean"},
    ),
    _loss(
        "CrossEntropyLoss",
        "cross_entropy",
        {
            **WEIGHT,
            "size_average": None,
            "ignore_index": -100,
            "reduce": None,
            "reduction": "mean",
            "label_smoothing": 0.0,
        },
    ),
    _loss(
        "PoissonNLLLoss",
        "poisson_nll_loss",
        {
            "log_input": True,
            "full": False,
            "size_average": None,
            "eps": 1e-8,
            "reduce": None,
            "reduction": "mean",
        },
        inputs=("log_input", "target"),
    ),
    _loss(
        "GaussianNLLLoss",
        "gaussian_nll_loss",
        {"full": False, "eps": 1e-6, "reduction": "mean"},
        inputs=("input", "target", "var"),
        keyword_only=True,
    ),
    _loss("KLDivLoss", "kl_div", {**MEAN, "log_target": False}),
    _loss("BCELoss", "binary_cross_entropy", {**WEIGHT, **MEAN}),
    _loss(
        "BCEWithLogitsLoss",
        "binary_cross_entropy_with_logits",
        {**WEIGHT, **MEAN, "pos_weight": None},
    ),
    _loss("HingeEmbeddingLoss", "hinge_embedding_loss", {"margin": 1.0, **MEAN}),
    _loss("MultiLabelMarginLoss", "multilabel_margin_loss", MEAN),
    _loss("SmoothL1Loss", "smooth_l1_loss", {**MEAN, "beta": 1.0}),
    _loss("HuberLoss", "huber_loss", {"reduction": "mean", "delta": 1.0}, prepare=_check_huber),
    _loss("SoftMarginLoss", "soft_margin_loss", MEAN),
    _loss("MultiLabelSoftMarginLoss", "multilabel_soft_margin_loss", {**WEIGHT, **MEAN}),
    _loss("CosineEmbeddingLoss", "cosine_embedding_loss", {"margin": 0.0, **MEAN}, inputs=TRIPLE),
    _loss("MarginRankingLoss", "margin_ranking_loss", {"margin": 0.0, **MEAN}, inputs=TRIPLE),
    _loss(
        "MultiMarginLoss",
        "multi_margin_loss",
        {"p": 1, "margin": 1.0, **WEIGHT, **MEAN},
        prepare=_check_multi_margin,
    ),
    _loss(
        "TripletMarginLoss",
        "triplet_margin_loss",
        {"margin": 1.0, "p": 2.0, "eps": 1e-6, "swap": False, **MEAN},
        inputs=("anchor", "positive", "negative"),
        prepare=_check_margin,
    ),
    _loss(
        "TripletMarginWithDistanceLoss",
        "triplet_margin_with_distance_loss",
        {"distance_function": None, "margin": 1.0, "swap": False, "reduction": "mean"},
        inputs=("anchor", "positive", "negative"),
        prepare=_check_margin,
        keyword_only=True,
    ),
    _loss(
        "CTCLoss",
        "ctc_loss",
        {"blank": 0, "reduction": "mean", "zero_infinity": False},
        inputs=("log_probs", "targets", "input_lengths", "target_lengths"),
    ),
    Row(
        "PairwiseDistance",
        "pairwise_distance",
        {"p": 2.0, "eps": 1e-6, "keepdim": False},
        ("x1", "x2"),
        prepare=_name_norm,
    ),
    Row("CosineSimilarity", "cosine_similarity", {"dim": 1, "eps": 1e-8}, ("x1", "x2")),
)

CLASSES = made(ROWS, __name__)
globals().update(CLASSES)
