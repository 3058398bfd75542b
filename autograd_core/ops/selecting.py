"""Which of several equal elements PyTorch's selection of the k-th smallest comes upon.

It is Hoare's algorithm with the median of three as pivot (quick_select_template in
aten/src/ATen/native/SortingUtils.h); NaN counts as the largest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

__all__ = ["selected"]


def selected(a: Any, order: Any, rank: int) -> Any:
    """The places of the elements of this rank along the last axis, kept with extent 1.

    ``order`` has the places in a stable order of size. Where the element is the only one of its
    value the order says it; rows with several are gone through as PyTorch does.
    """
    places = order[..., rank : rank + 1].copy()
    values = np.take_along_axis(a, places, -1)
    equal = (a == values) | ((a != a) & (values != values))
    for row in np.argwhere(equal.sum(axis=-1) > 1):
        # Comparing ranks among the distinct values is comparing the values, NaN included.
        places[tuple(row)] = _quick_select(_ranks(a[tuple(row)]), rank)
    return places


def _ranks(row: Any) -> list[int]:
    ranks: list[int] = np.unique(row, return_inverse=True)[1].tolist()
    return ranks


def _quick_select(values: Sequence[int], rank: int) -> int:
    found = list(zip(values, range(len(values)), strict=True))

    def order(i: int, j: int) -> None:
        if found[i][0] > found[j][0]:
            found[i], found[j] = found[j], found[i]

    low, high = 0, len(found) - 1
    while high > low:
        if high == low + 1:
            order(low, high)
            break
        middle = low + (high - low) // 2
        found[middle], found[low + 1] = found[low + 1], found[middle]
        order(low + 1, high)
        order(low, high)
        order(low + 1, low)
        i, j, pivot = low + 1, high, found[low][0]
        while True:
            i += 1
            while pivot > found[i][0]:
                i += 1
            j -= 1
            while found[j][0] > pivot:
                j -= 1
            if j < i:
                break
            found[i], found[j] = found[j], found[i]
        found[low], found[j] = found[j], found[low]
        if j <= rank:
            low = i
        if j >= rank:
            high = j - 1
    return found[rank][1]
