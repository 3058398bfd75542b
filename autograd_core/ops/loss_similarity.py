"""Losses of pairs and triplets: embeddings, rankings, distances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..tensor import Tensor
from .functional import REDUCTION, check_reduction, do, number_like, reduced
from .loss import BAD_WORD, X, infer_loss, loss
from .loss_margin import MARGIN, SIGNS
from .shapes import broadcast
from .spec import BadSample, Meta, Param, Port, Sample, register

Params = Mapping[str, Any]

Y = [[0.5, -1.0, 1.5], [0.25, 0.75, -2.0]]
Z = [[-0.5, 2.0, 1.0], [1.25, 0.5, -1.0]]
NO_MARGIN = Param("margin", "float", 0.0, help="how far apart is far enough")


def _hinge(a: Any, target: Any, margin: float, reduction: str) -> Any:
    check_reduction(reduction)
    zeros = do("zeros_like", a)
    away = (number_like(margin, a) - a).clamp_min(0)
    far = do("where", target != 1, away, zeros)
    return reduced(far + do("where", target != -1, a, zeros), reduction)


def _cosine_embedding(a: Any, b: Any, target: Any, margin: float, reduction: str) -> Any:
    check_reduction(reduction)
    _check_embeddings(a, b, target)
    dim = target.ndim
    product = (a * b).sum(dim)
    lengths = [do("add_number", (one * one).sum(dim), other=1e-12) for one in (a, b)]
    cosine = product / (lengths[0] * lengths[1]).sqrt()
    zeros = do("zeros_like", cosine)
    near = number_like(1, cosine) - cosine
    far = do("sub_number", cosine, other=margin).clamp_min(0)
    losses = do("where", target == 1, near, zeros) + do("where", target == -1, far, zeros)
    return reduced(losses, reduction)


def _check_embeddings(a: Tensor, b: Tensor, target: Tensor) -> None:
    dim = target.ndim
    if dim > 1:
        raise RuntimeError("0D or 1D target tensor expected, multi-target not supported")
    if a.ndim != dim + 1 or b.ndim != dim + 1:
        raise RuntimeError(
            f"{dim}D target tensor expects {dim + 1}D input tensors, but found inputs with sizes "
            f"{list(a.shape)} and {list(b.shape)}."
        )


def _ranking(a: Any, b: Any, target: Any, margin: float, reduction: str) -> Any:
    check_reduction(reduction)
    if not a.ndim == b.ndim == target.ndim:
        raise RuntimeError(
            "margin_ranking_loss : All input tensors should have same dimension but got sizes: "
            f"input1: {a.size()}, input2: {b.size()}, target: {target.size()} "
        )
    gap = a - b  # PyTorch's C++ computes the right operand first
    losses = do("add_number", -target * gap, other=margin).clamp_min(0)
    return reduced(losses, reduction)


def _infer_three(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    (meta,) = infer_loss(operands, {"reduction": "none"})
    whole = params["reduction"] != "none"
    shape = broadcast(meta.shape, operands[2].shape)
    return (Meta(() if whole else shape, meta.dtype),)


def _infer_cosine(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    whole = params["reduction"] != "none"
    return (Meta(() if whole else operands[2].shape, operands[0].dtype),)


PAIR = (Port("a", argument="input1"), Port("b", argument="input2"), Port("target"))
PAIRS = "input1 input2 target margin size_average reduce reduction"

register(
    loss(
        "hinge_embedding_loss",
        "input target margin size_average reduce reduction",
        _hinge,
        params=(MARGIN, REDUCTION),
        formula=r"\frac{1}{n} \sum_i ([t_i = 1]\,a_i + [t_i = -1] \max(0, m - a_i))",
        gradient_formulas=(r"\frac{1}{n}([t = 1] - [t = -1]\,[a < m])", None),
        gradient_texts=("1 / n where target = 1, -1 / n where a < margin, else 0", None),
        title="Hinge embedding loss",
        help="Distances of similar pairs, and how far dissimilar ones come within a margin.",
        keywords=("similarity", "criterion"),
        samples=(
            Sample((X, SIGNS)),
            Sample((Y, SIGNS), {"margin": 0.25, "reduction": "none"}),
        ),
        bad=(BAD_WORD,),
    ),
    loss(
        "cosine_embedding_loss",
        PAIRS,
        _cosine_embedding,
        PAIR,
        params=(NO_MARGIN, REDUCTION),
        infer=_infer_cosine,
        formula=r"\frac{1}{n} \sum_i (1 - \cos(a_i, b_i))",
        gradient_formulas=(r"-\frac{1}{n} \nabla_a \cos", r"-\frac{1}{n} \nabla_b \cos", None),
        gradient_texts=("-∂cos/∂a / n for similar pairs", "-∂cos/∂b / n for similar pairs", None),
        title="Cosine embedding loss",
        help="The angles between similar vectors, and how small they are between dissimilar ones.",
        keywords=("similarity", "criterion", "cosine"),
        samples=(
            Sample((X, Y, [1.0, -1.0])),
            Sample((X, Y, [-1.0, 1.0]), {"margin": 0.25, "reduction": "none"}),
        ),
        bad=(
            BadSample(
                (X, Y, SIGNS), {}, "0D or 1D target tensor expected, multi-target not supported"
            ),
        ),
    ),
    loss(
        "margin_ranking_loss",
        PAIRS,
        _ranking,
        PAIR,
        params=(NO_MARGIN, REDUCTION),
        infer=_infer_three,
        formula=r"\frac{1}{n} \sum_i \max(0, m - t_i (a_i - b_i))",
        gradient_formulas=(
            r"-\frac{t}{n}\,[t (a - b) < m]",
            r"\frac{t}{n}\,[t (a - b) < m]",
            r"\frac{b - a}{n}\,[t (a - b) < m]",
        ),
        gradient_texts=(
            "-target / n within the margin, else 0",
            "target / n within the margin, else 0",
            "(b - a) / n within the margin, else 0",
        ),
        title="Margin ranking loss",
        help="How far pairs are from being ranked as the target says: 1 first, -1 last.",
        keywords=("order", "criterion"),
        samples=(
            Sample((X, Y, SIGNS), {"margin": 0.375}),
            Sample((X, Z, SIGNS), {"reduction": "none"}),
        ),
    ),
)


# ---- of triplets -----------------------------------------------------------------------------


def _check_triplet(a: Tensor, b: Tensor, c: Tensor, margin: float) -> None:
    if not margin > 0:
        raise ValueError(f"margin must be greater than 0, got {margin}")
    if not a.ndim == b.ndim == c.ndim:
        raise RuntimeError(
            "The anchor, positive, and negative tensors are expected to have the same number of "
            f"dimensions, but got: anchor {a.ndim}D, positive {b.ndim}D, and negative {c.ndim}D "
            "inputs"
        )


def _triplet(
    a: Tensor,
    b: Tensor,
    c: Tensor,
    margin: float,
    p: float,
    eps: float,
    swap: bool,
    reduction: str,
) -> Any:
    check_reduction(reduction)
    _check_triplet(a, b, c, margin)
    near = do("pairwise_distance", a, b, p=p, eps=eps)
    far = do("pairwise_distance", a, c, p=p, eps=eps)
    if swap:
        far = do("minimum", far, do("pairwise_distance", b, c, p=p, eps=eps))
    losses = (do("add_number", near, other=margin) - far).clamp_min(0)
    return reduced(losses, reduction)


def _triplet_with_distance(
    a: Tensor,
    b: Tensor,
    c: Tensor,
    distance_function: Any,
    margin: float,
    swap: bool,
    reduction: str,
) -> Any:
    check_reduction(reduction)
    _check_triplet(a, b, c, margin)

    def distance(x: Tensor, y: Tensor) -> Any:
        return (
            do("pairwise_distance", x, y) if distance_function is None else distance_function(x, y)
        )

    near, far = distance(a, b), distance(a, c)
    if swap:
        far = do("minimum", far, distance(b, c))
    return reduced((margin + near - far).clamp_min(0), reduction)


def _infer_triplet(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    (meta,) = infer_loss(operands, {"reduction": "none"})
    whole = params["reduction"] != "none"
    return (Meta(() if whole else meta.shape[:-1], meta.dtype),)


TRIPLET = (
    Port("a", argument="anchor"),
    Port("positive", help="what should be near the anchor"),
    Port("negative", help="what should be far from it"),
)
SWAP = Param("swap", "bool", False, help="count the nearer of anchor and positive")
TRIPLET_WORDS: dict[str, Any] = {
    "infer": _infer_triplet,
    "formula": r"\frac{1}{n} \sum_i \max(0, d(a_i, p_i) - d(a_i, n_i) + m)",
    "gradient_formulas": (
        r"\frac{1}{n} \nabla_a (d_p - d_n)",
        r"\frac{1}{n} \nabla_p d_p",
        r"-\frac{1}{n} \nabla_n d_n",
    ),
    "gradient_texts": (
        "∂(distance to positive - distance to negative)/∂a / n",
        "∂(distance to positive)/∂positive / n",
        "-∂(distance to negative)/∂negative / n",
    ),
    "keywords": ("similarity", "criterion", "anchor"),
    "samples": (Sample((X, Y, Z), {"margin": 2.0}), Sample((X, Z, Y), {"reduction": "none"})),
    "bad": (
        BadSample(
            (X, Y, Z), {"margin": -1.0}, "margin must be greater than 0, got -1.0", ValueError
        ),
    ),
}

register(
    loss(
        "triplet_margin_loss",
        "anchor positive negative margin p eps swap size_average reduce reduction",
        _triplet,
        TRIPLET,
        params=(
            MARGIN,
            Param("p", "float", 2.0, help="the exponent of the distance"),
            Param("eps", "float", 1e-6, help="added to the differences"),
            SWAP,
            REDUCTION,
        ),
        title="Triplet margin loss",
        help="How far anchors are from being nearer to the positive than to the negative.",
        **TRIPLET_WORDS,
    ),
    loss(
        "triplet_margin_with_distance_loss",
        "anchor positive negative",
        _triplet_with_distance,
        TRIPLET,
        params=(
            Param("distance_function", "data", None, optional=True, help="a function of two"),
            MARGIN,
            SWAP,
            REDUCTION,
        ),
        title="Triplet margin loss with distance",
        help="The triplet margin loss with a distance of your own.",
        **TRIPLET_WORDS,
    ),
)
