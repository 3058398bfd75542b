"""Counting crossings between neighbouring columns, whole arrays at a time.

Two links between the same columns cross if one starts above and ends below the other. Sorted by
their starts they cross as often as their ends are out of order. The usual way to count that is a
tree of sums, one link after the other (Barth, Jünger, Mutzel, "Simple and efficient bilayer cross
counting", 2002); here the same tree is gone through level by level, as a merge sort of all links
at once, and what is added at a level is added for all of it in one call.
"""

from __future__ import annotations

import numpy as np

from autograd_core.graph.arranging.diagram import Floats, Ints
from autograd_core.graph.arranging.proper import Proper

PORTS = 256
"""More than the ports of any box that matter: a place in a column is `place * PORTS + port`."""


def inversions(keys: Ints) -> int:
    """How many pairs stand in the wrong order; equal ones stand in the right one."""
    count = len(keys)
    values = np.empty(count, np.intp)
    values[np.argsort(keys, kind="stable")] = np.arange(count)
    at, width, found = np.arange(count), 1, 0
    while width < count:
        pair = at // (2 * width)
        order = np.argsort(pair * count + values, kind="stable")
        left = (order // width) % 2 == 0
        starts = pair * 2 * width
        passed = np.concatenate([[0], np.cumsum(left)])
        # Each of the right half was passed by those of the left half that are not before it.
        before = passed[at + 1] - passed[starts]
        size = np.minimum(width, count - starts)
        found += int((size - before)[~left].sum())
        values = values[order]
        width *= 2
    return found


class Sides:
    """The links of each box and point to one side, as one array of ends with an index."""

    def __init__(self, count: int, own: Ints, other: Ints, own_port: Ints, port: Ints) -> None:
        order = np.lexsort((own_port, own))
        self.degree: Ints = np.bincount(own, minlength=count).astype(np.intp)
        self.first: Ints = np.concatenate([[0], np.cumsum(self.degree)]).astype(np.intp)
        self.ends: Ints = other[order]
        self.ports: Ints = port[order]

    def gain(self, upper: Ints, lower: Ints, place: Ints) -> Floats:
        """How many crossings fewer there are to this side when each of `upper` changes places
        with the one of `lower` that is next below it."""
        few, many = self.degree[upper], self.degree[lower]
        pairs = few * many
        total = int(pairs.sum())
        if not total:
            return np.zeros(len(upper))
        which = np.repeat(np.arange(len(upper)), pairs)
        nth = np.arange(total) - np.repeat(np.cumsum(pairs) - pairs, pairs)
        first = self.first[upper][which] + nth // many[which]
        second = self.first[lower][which] + nth % many[which]
        keys = place[self.ends] * PORTS + self.ports
        above, below = keys[first], keys[second]
        weights = (above > below).astype(np.float64) - (above < below)
        return np.bincount(which, weights=weights, minlength=len(upper)).astype(np.float64)


class Links:
    """The links of a proper diagram, sorted by column."""

    def __init__(self, proper: Proper) -> None:
        columns = proper.columns
        order = np.argsort(columns[proper.links[:, 0]], kind="stable")
        left, right, left_port, right_port = proper.links[order].T
        self.left, self.right = left, right
        self.left_port = np.minimum(left_port, PORTS - 1)
        self.right_port = np.minimum(right_port, PORTS - 1)
        count = int(columns.max()) + 1
        per_column = np.bincount(columns[left], minlength=count)
        self.first: Ints = np.concatenate([[0], np.cumsum(per_column)]).astype(np.intp)
        widest = int(np.bincount(columns).max()) + 1
        self._base: Ints = columns[left] * (widest * PORTS)
        size = len(proper)
        self.leftward = Sides(size, right, left, self.right_port, self.left_port)
        self.rightward = Sides(size, left, right, self.left_port, self.right_port)

    def crossings(self, place: Ints) -> int:
        """All crossings, with each box and point at a place in its column."""
        starts = self._base + place[self.left] * PORTS + self.left_port
        ends = self._base + place[self.right] * PORTS + self.right_port
        return inversions(ends[np.lexsort((ends, starts))])
