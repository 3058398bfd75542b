"""Einstein's sums, taken apart into permutations, batches of products and sums as PyTorch does."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from ..tensor import Tensor
from .functional import do
from .shapes import elementwise_dtype
from .spec import Meta

__all__ = ["einsum", "infer_einsum"]

ELLIPSIS = "."


def _labels(part: str, whose: str) -> list[str]:
    """The indices of one operand; the dots of an ellipsis count as one."""
    text = part.replace(" ", "").replace("...", ELLIPSIS)
    for place, letter in enumerate(text):
        if letter == ELLIPSIS:
            if ELLIPSIS in text[:place]:
                raise RuntimeError(
                    f"einsum(): found '.' for {whose} for which an ellipsis was already found"
                )
        elif not letter.isalpha():
            raise RuntimeError("einsum(): invalid subscript given, subscripts must be in [a-zA-Z]")
    if text.count(ELLIPSIS) * 3 != part.replace(" ", "").count("."):
        end = " (...)" if whose == "output" else ""
        raise RuntimeError(f"einsum(): found '.' for {whose} that is not part of any ellipsis{end}")
    return list(text)


class Plan:
    """Which index of each operand is which dimension of the common form."""

    def __init__(self, equation: str, shapes: Sequence[tuple[int, ...]]) -> None:
        left, arrow, right = equation.partition("->")
        asked = left.split(",")
        parts = [_labels(part, f"operand {place}") for place, part in enumerate(asked)]
        if len(parts) != len(shapes):
            found = "fewer" if len(parts) > len(shapes) else "more"
            raise RuntimeError(
                f"einsum(): {found} operands were provided than specified in the equation"
            )
        self.hidden = max(
            [
                len(shape) - len(part) + 1
                for part, shape in zip(parts, shapes, strict=True)
                if ELLIPSIS in part
            ],
            default=0,
        )
        self.operands = [
            self._expanded(part, len(shape), place)
            for place, (part, shape) in enumerate(zip(parts, shapes, strict=True))
        ]
        used = [label for operand in self.operands for label in operand]
        if arrow:
            output = _labels(right, "output")
            self.output = []
            for label in output:
                self.output += self._dots(self.hidden) if label == ELLIPSIS else [label]
        else:
            once = sorted({x for x in used if used.count(x) == 1 and not x.isdigit()}, key=_order)
            self.output = self._dots(self.hidden) + once
        for label in self.output:
            if label not in used:
                raise RuntimeError(
                    f"einsum(): output subscript {label} does not appear in the equation for any "
                    "input operand"
                )
        rest = sorted({x for x in used if x not in self.output}, key=_order)
        self.order = self.output + rest
        self.sizes = self._measure(shapes)

    def _dots(self, count: int) -> list[str]:
        return [str(place) for place in range(self.hidden - count, self.hidden)]

    def _expanded(self, part: list[str], ndim: int, place: int) -> list[str]:
        result: list[str] = []
        for label in part:
            result += self._dots(ndim - len(part) + 1) if label == ELLIPSIS else [label]
        if len(result) != ndim:
            raise RuntimeError(
                f"einsum(): the number of subscripts in the equation ({len(result)}) does not "
                f"match the number of dimensions ({ndim}) for operand {place} and no ellipsis was "
                "given"
            )
        return result

    def _measure(self, shapes: Sequence[tuple[int, ...]]) -> dict[str, int]:
        sizes: dict[str, int] = {}
        for place, (labels, shape) in enumerate(zip(self.operands, shapes, strict=True)):
            for label, extent in zip(labels, shape, strict=True):
                known = sizes.get(label, 1)
                if known != 1 and extent not in (1, known):
                    raise RuntimeError(
                        f"einsum(): subscript {label} has size {extent} for operand {place} which "
                        f"does not broadcast with previously seen size {known}"
                    )
                sizes[label] = extent if known == 1 else known
        return sizes


def _order(label: str) -> tuple[int, str]:
    """Dots first, then capitals, then small letters."""
    return (0 if label.isdigit() else 1 if label.isupper() else 2, label)


def infer_einsum(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    """The output's indices with the extents of the operands."""
    (metas,) = operands
    plan = Plan(params["equation"], [meta.shape for meta in metas])
    shape = tuple([plan.sizes[label] for label in plan.output])
    return (Meta(shape, elementwise_dtype(metas)),)


def _aligned(a: Tensor, labels: list[str], plan: Plan) -> Any:
    """An operand with its dimensions in the common order, and extent 1 where it has none."""
    labels = list(labels)
    for label in dict.fromkeys(labels):
        while labels.count(label) > 1:
            first = labels.index(label)
            second = labels.index(label, first + 1)
            if a._array.shape[first] != a._array.shape[second]:
                raise RuntimeError(
                    f"einsum(): subscript {label} is repeated for operand but the sizes don't "
                    f"match, {a._array.shape[second]} != {a._array.shape[first]}"
                )
            a = do("diagonal", a, offset=0, dim1=first, dim2=second)
            a = do("movedim", a, source=-1, destination=first)
            del labels[second]
    missing = [label for label in plan.order if label not in labels]
    for _ in missing:
        a = do("unsqueeze", a, dim=-1)
    labels += missing
    return do("permute", a, dims=tuple([labels.index(label) for label in plan.order]))


def einsum(tensors: Sequence[Tensor], equation: str) -> Any:
    """The sum that an equation says. Raises RuntimeError for what does not fit the operands."""
    plan = Plan(equation, [tensor._array.shape for tensor in tensors])
    operands = [
        _aligned(tensor, labels, plan)
        for tensor, labels in zip(tensors, plan.operands, strict=True)
    ]
    kept, every = len(plan.output), len(plan.order)
    if len(operands) == 1:
        if every == kept:
            return operands[0]
        return do("sum", operands[0], dim=tuple(range(kept, every)))
    counts = [sum(operand._array.shape[dim] != 1 for operand in operands) for dim in range(every)]
    while len(operands) > 1:
        operands[:2] = [_contracted(operands[0], operands[1], counts, kept)]
    if every == kept:
        return operands[0]
    return do("view", operands[0], size=operands[0]._array.shape[:kept])


def _contracted(a: Any, b: Any, counts: list[int], kept: int) -> Any:
    """The product of two operands, summed over what no later operand has."""
    both: list[int] = []
    alone: tuple[list[int], list[int]] = ([], [])
    for dim in range(kept, len(counts)):
        n, m = a._array.shape[dim], b._array.shape[dim]
        if n != 1 and m != 1:
            counts[dim] -= 1
            if counts[dim] == 1:
                both.append(dim)
                counts[dim] = 0
        elif counts[dim] == 1 and (n != 1 or m != 1):
            alone[n == 1].append(dim)
            counts[dim] = 0
    if alone[0]:
        a = do("sum", a, dim=tuple(alone[0]), keepdim=True)
    if alone[1]:
        b = do("sum", b, dim=tuple(alone[1]), keepdim=True)
    return _pair(a, b, both) if both else a * b


def _pair(a: Any, b: Any, summed: list[int]) -> Any:
    """One batch of matrix products."""
    n, m = a._array.shape, b._array.shape
    every = range(len(n))
    batch = [d for d in every if d not in summed and n[d] != 1 and m[d] != 1]
    left = [d for d in every if d not in summed and n[d] != 1 and m[d] == 1]
    right = [d for d in every if d not in summed and n[d] == 1]
    count, rows, columns, shared = (
        math.prod(shape[d] for d in dims)
        for shape, dims in ((n, batch), (n, left), (m, right), (n, summed))
    )
    a = do("permute", a, dims=(*batch, *left, *summed, *right))
    a = do("reshape", a, shape=(count, rows, shared))
    b = do("permute", b, dims=(*batch, *summed, *right, *left))
    b = do("reshape", b, shape=(count, shared, columns))
    product = do("bmm", a, b)
    size = [n[d] for d in batch] + [n[d] for d in left] + [1] * len(summed)
    size += [m[d] for d in right]
    product = do("view", product, size=tuple(size))
    order = (*batch, *left, *summed, *right)
    return do("permute", product, dims=tuple([order.index(d) for d in every]))
