"""What the operations of ``nn.functional`` share: signatures, in-place variants, reductions."""

from __future__ import annotations

import dataclasses
import math
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..tensor import Tensor
from .dispatch import call
from .families import A, infer_same
from .shapes import broadcast
from .spec import INTERNAL, REGISTRY, OpSpec, Param, mutating, register

__all__ = [
    "REDUCTION",
    "broadcast_both",
    "check_reduction",
    "do",
    "in_place",
    "legacy_reduction",
    "number_like",
    "ordered",
    "reduced",
    "reduced_array",
    "spelled",
    "spread",
]

Function = Callable[..., Any]

REDUCTION = Param("reduction", "str", "mean", help="what becomes of the losses: none, mean or sum")


def do(name: str, *inputs: Any, **params: Any) -> Any:
    """Call an operation by its name, which may be registered later than the caller."""
    return call(REGISTRY.get(name) or INTERNAL[name], inputs, params)


def spelled(name: str, *ports: str, params: bool = True) -> str:
    """The PyTorch code of a function of ``nn.functional``."""
    inside = [f"{{{port}}}" for port in ports] + (["{params}"] if params else [])
    return f"torch.nn.functional.{name}({', '.join(inside)})"


def in_place(spec: OpSpec, node_name: str = "", rule: Function | None = None) -> OpSpec:
    """The mutating variant of an activation, also as ``nn.functional.name_``.

    ``node_name`` and ``rule`` are given where its Node differs, as one that keeps the result.
    """
    variant = mutating(spec)
    changes: dict[str, Any] = {"functions": tuple([f"{name}_" for name in spec.functions])}
    if node_name:
        changes["node_name"] = node_name
    if rule is not None:
        changes["gradients"] = (rule,)
    # PyTorch has a method for few of them.
    if f"{spec.name}_" not in variant.methods:
        changes["spelling"] = spelled(variant.name, "a", params=bool(spec.params))
    return dataclasses.replace(variant, **changes)


def ordered(names: str) -> Function:
    """``OpSpec.arguments`` for a call whose operands and parameters come in this order.

    Raises TypeError for more positional arguments than names. ``size_average`` and ``reduce``
    become ``reduction``, with PyTorch's warning.
    """
    order = names.split()

    def arguments(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if len(args) > len(order):
            raise TypeError(
                f"takes from 1 to {len(order)} positional arguments but {len(args)} were given"
            )
        named = dict(zip(order, args, strict=False))
        for name, value in kwargs.items():
            if name in named:
                raise TypeError(f"got multiple values for argument '{name}'")
            named[name] = value
        named.pop("sparse", None)  # gradients are dense here
        old = named.pop("size_average", None), named.pop("reduce", None)
        if old != (None, None):
            named["reduction"] = legacy_reduction(*old)
        return (), named

    arguments.order = order  # type: ignore[attr-defined]
    return arguments


def legacy_reduction(size_average: bool | None, reduce: bool | None) -> str:
    """The reduction that the two old arguments mean together; warns as PyTorch does."""
    averaged = size_average is None or size_average
    reduction = "none" if reduce is False else "mean" if averaged else "sum"
    warnings.warn(
        "size_average and reduce args will be deprecated, please use "
        f"reduction='{reduction}' instead.",
        UserWarning,
        stacklevel=2,
    )
    return reduction


def check_reduction(reduction: str) -> None:
    """Raise ValueError for a word that is no reduction."""
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"{reduction} is not a valid value for reduction")


def reduced(loss: Any, reduction: str) -> Any:
    """The losses of a composed function, summed or averaged as asked."""
    check_reduction(reduction)
    if reduction == "mean":
        return loss.mean()
    return loss.sum() if reduction == "sum" else loss


def reduced_array(loss: Any, reduction: str) -> Any:
    """The same for arrays."""
    if reduction == "none":
        return loss
    if reduction == "sum":
        return np.asarray(loss.sum())
    return np.asarray(loss.sum() / loss.dtype.type(loss.size))


def spread(g: Any, reduction: str, shape: Sequence[int]) -> Any:
    """The gradient of the reduction: a factor that broadcasts against the losses."""
    if reduction != "mean":
        return g
    count = math.prod(shape)
    return g / count if count else g * math.nan


def broadcast_both(a: Tensor, b: Tensor) -> tuple[Any, Any]:
    """Two tensors expanded to their common shape; what has it already is left alone."""
    if a.shape == b.shape:
        return a, b
    shape = broadcast(a._array.shape, b._array.shape)
    x, y = (one if one.shape == shape else do("expand", one, size=shape) for one in (a, b))
    return x, y


def number_like(value: float, a: Tensor) -> Tensor:
    """A number as a 0-d tensor, as PyTorch wraps it before ``value - a``."""
    return Tensor(np.asarray(value, a._array.dtype))


register(
    OpSpec(
        name="sub_number",
        category="internal",
        ports=A,
        params=(Param("other", "number"),),
        infer=infer_same,
        forward=lambda xp, a, other: a - other,
        gradients=(lambda xp, g: g,),
        gradient_formulas=("1",),
        gradient_texts=("∂out/∂a = 1",),
        node_name="SubBackward1",
    ),
    OpSpec(
        name="div_number",
        category="internal",
        ports=A,
        params=(Param("other", "number"),),
        infer=infer_same,
        forward=lambda xp, a, other: a / other,
        gradients=(lambda xp, g, other: xp.div_number(g, other),),
        gradient_formulas=(r"\frac{1}{c}",),
        gradient_texts=("∂out/∂a = 1 / c",),
        node_name="DivBackward1",
    ),
)
