"""Reductions into places of a tensor, and their gradients: ``scatter_reduce``, ``index_reduce``."""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["REDUCTIONS", "Reducing", "reduce_into"]


def identity(reduce: str, dtype: np.dtype[Any]) -> Any:
    """What a reduction starts from."""
    if reduce in ("sum", "mean", "prod"):
        return 1 if reduce == "prod" else 0
    if dtype.kind == "f":
        return -np.inf if reduce == "amax" else np.inf
    if dtype.kind == "b":
        return reduce == "amin"
    limits = np.iinfo(dtype)
    return limits.min if reduce == "amax" else limits.max


#: What is done with each further value.
REDUCTIONS: dict[str, Any] = {
    "sum": np.add,
    "mean": np.add,
    "prod": np.multiply,
    "amax": np.maximum,
    "amin": np.minimum,
}


def reduce_into(target: Any, places: Any, values: Any, reduce: str, include_self: bool) -> None:
    """Reduce ``values`` into the named places of ``target``, which is written."""
    if not include_self:
        target[places] = identity(reduce, target.dtype)
    with np.errstate(all="ignore"):
        REDUCTIONS[reduce].at(target, places, values)
        if reduce == "mean":
            count = np.full(target.shape, int(include_self), np.int64)
            np.add.at(count, places, 1)
            np.maximum(count, 1, out=count)
            divide = np.divide if target.dtype.kind == "f" else np.floor_divide
            target[...] = divide(target, count).astype(target.dtype)


class Reducing:
    """The gradient rules of ``scatter_reduce`` and ``index_reduce``, which differ in names only.

    Source of the formulas: ``scatter_reduce_backward`` in PyTorch's FunctionsManual.cpp.
    """

    def __init__(self, name: str, pick: str, add: str, blank: str) -> None:
        self.name, self.pick, self.add, self.blank = name, pick, add, blank

    def picked(self, xp: Any, a: Any, index: Any, dim: int) -> Any:
        return xp.apply(self.pick, a, index, dim=dim)

    def count(self, xp: Any, g: Any, index: Any, b: Any, dim: int, include_self: bool) -> Any:
        start = xp.ones_like(g) if include_self else xp.zeros_like(g)
        total = xp.apply(self.add, start, index, xp.ones_like(b), dim=dim)
        return xp.where(xp.equal(total, 0), 1.0, total)

    def share(
        self, xp: Any, g: Any, a: Any, index: Any, b: Any, out: Any, dim: int
    ) -> tuple[Any, Any, Any]:
        """Where each operand is the extremum, as 0 and 1, and the gradient divided among them."""
        mine = xp.astype(xp.equal(a, out), g.dtype)
        theirs = xp.astype(xp.equal(b, self.picked(xp, out, index, dim)), g.dtype)
        return mine, theirs, g / xp.apply(self.add, mine, index, theirs, dim=dim)

    def target(
        self,
        xp: Any,
        g: Any,
        a: Any,
        index: Any,
        b: Any,
        out: Any,
        dim: int,
        reduce: str,
        include_self: bool,
    ) -> Any:
        """The gradient of what is reduced into."""
        if reduce == "sum":
            result = g
        elif reduce == "mean":
            result = g / self.count(xp, g, index, b, dim, include_self)
        elif reduce == "prod":
            filled = xp.masked_fill(a, xp.equal(a, 0), 1)
            params = {"dim": dim, "reduce": reduce, "include_self": include_self}
            result = g * xp.apply(self.name, filled, index, b, **params) / filled
        else:
            mine, _, shared = self.share(xp, g, a, index, b, out, dim)
            result = mine * shared
        if include_self:
            return result
        return xp.apply(self.blank, result, index, dim=dim, value=0)

    def source(
        self,
        xp: Any,
        g: Any,
        a: Any,
        index: Any,
        b: Any,
        out: Any,
        dim: int,
        reduce: str,
        include_self: bool,
    ) -> Any:
        """The gradient of what is reduced."""
        if reduce == "sum":
            return self.picked(xp, g, index, dim)
        if reduce == "mean":
            count = self.count(xp, g, index, b, dim, include_self)
            return self.picked(xp, g, index, dim) / self.picked(xp, count, index, dim)
        if reduce == "prod":
            return self.factor(xp, g, a, index, b, out, dim, include_self)
        _, theirs, shared = self.share(xp, g, a, index, b, out, dim)
        return theirs * self.picked(xp, shared, index, dim)

    def factor(
        self, xp: Any, g: Any, a: Any, index: Any, b: Any, out: Any, dim: int, include_self: bool
    ) -> Any:
        """The gradient of the factors of a product, of which some may be 0."""
        zero = xp.equal(b, 0)
        zeros = xp.apply(self.add, xp.zeros_like(g), index, xp.astype(zero, g.dtype), dim=dim)
        single = xp.logical_and(zero, xp.equal(self.picked(xp, zeros, index, dim), 1))
        params = {"dim": dim, "reduce": "prod", "include_self": include_self}
        without = xp.apply(self.name, a, index, xp.masked_fill(b, single, 1), **params)
        return xp.where(
            single,
            self.picked(xp, g * without, index, dim),
            self.picked(xp, g * out, index, dim) / xp.masked_fill(b, zero, 1),
        )
