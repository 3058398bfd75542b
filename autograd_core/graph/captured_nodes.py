"""PyTorch's Nodes whose names or edges are not those of an operation: which one it is, which edge
is which of its inputs, and where the rest of them and its parameters are saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

MOST_INDICES = 2000
"""Elements of an index that is written down."""


@dataclass(frozen=True)
class Recipe:
    """`edges` are ports in the order of `next_functions`; `saved` and `params` say under which
    name (without `_saved_`) the Node has kept a port's tensor or a parameter."""

    op: str
    edges: tuple[str, ...] = ("a",)
    saved: Mapping[str, str] = field(default_factory=dict)
    params: Mapping[str, str] = field(default_factory=dict)


def _same(*names: str, **others: str) -> dict[str, str]:
    return {**{name: name for name in names}, **others}


_POOL = _same("kernel_size", "stride", "padding", "ceil_mode")
_WINDOW = {"a": "self"}
_NORM = ("a", "weight", "bias")
_LOSS = {"a": "self", "target": "target"}
RECIPES = {
    "NativeBatchNorm": Recipe(
        "batch_norm", _NORM, _same("running_mean", "running_var", "weight", a="input"),
        _same("training", "eps"),
    ),
    "NativeLayerNorm": Recipe(
        "layer_norm", _NORM, _same("weight", "bias", a="input"), _same("normalized_shape"),
    ),
    "NativeGroupNorm": Recipe(
        "group_norm", _NORM, _same("weight", a="input"), _same("eps", num_groups="group"),
    ),
    "Embedding": Recipe("embedding", ("weight",), _same("indices"), {}),
    "MaxPool2DWithIndices": Recipe(
        "max_pool2d", saved=_WINDOW, params={**_POOL, "dilation": "dilation"}
    ),
    "MaxPool3DWithIndices": Recipe(
        "max_pool3d", saved=_WINDOW, params={**_POOL, "dilation": "dilation"}
    ),
    "AvgPool2D": Recipe(
        "avg_pool2d", saved=_WINDOW, params={**_POOL, **_same("count_include_pad")}
    ),
    "MseLoss": Recipe("mse_loss", ("a", "target"), _LOSS, _same("reduction")),
    "SmoothL1Loss": Recipe("smooth_l1_loss", ("a", "target"), _LOSS, _same("reduction", "beta")),
    "HuberLoss": Recipe("huber_loss", ("a", "target"), _LOSS, _same("reduction", "delta")),
    "BinaryCrossEntropy": Recipe(
        "binary_cross_entropy", ("a", "target"), {**_LOSS, "weight": "weight"}, _same("reduction"),
    ),
    "BinaryCrossEntropyWithLogits": Recipe(
        "binary_cross_entropy_with_logits", ("a", "target"),
        {**_LOSS, "weight": "weight", "pos_weight": "pos_weight"}, _same("reduction"),
    ),
    "Split": Recipe("split", params=_same("dim", split_size_or_sections="split_size")),
    "Sort": Recipe("sort", params=_same("dim")),
    "SafeSoftmax": Recipe("softmax", params=_same("dim")),
    "ToCopy": Recipe("to"),
    "Index": Recipe("getitem"),
}  # fmt: skip
"""By the beginnings of the names of Nodes."""
_CONVOLVED = ("input", "weight", "bias")


def recipe_of(name: str, saved: Callable[[str], Any]) -> Recipe | None:
    """The recipe of a Node; `saved` gives what it has kept, None where it has not."""
    short = name.rstrip("0123456789").removesuffix("Backward")
    if short == "Convolution":
        weight = saved("weight")
        if weight is None:
            return None
        turned = bool(saved("transposed"))
        params = _same("stride", "padding", "dilation", "groups")
        if turned:
            params["output_padding"] = "output_padding"
        op = f"conv{'_transpose' * turned}{weight.ndim - 2}d"
        return Recipe(op, _CONVOLVED, _same("input", "weight"), params)
    return RECIPES.get(short)


def index_text(indices: Any) -> str | None:
    """What stands between the brackets of an index by tensors; None where it is too long."""
    parts = []
    for each in indices:
        if each is None:
            parts.append(":")
        elif each.numel() > MOST_INDICES:
            return None
        else:
            parts.append(repr(each.tolist()))
    return ", ".join(parts)
