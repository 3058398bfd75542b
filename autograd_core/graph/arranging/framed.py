"""Keeping what is in a frame together, and frames above each other in the same order in every
column."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograd_core.graph.arranging.diagram import NO_FRAME, Floats, Ints
from autograd_core.graph.arranging.proper import Proper


class Framed:
    """Sorts columns so that each frame's members stand together."""

    def __init__(self, proper: Proper) -> None:
        self.home: Ints = np.array(proper.frame_of, np.intp)
        """The frame that each box and point lies in."""
        self._columns = proper.columns
        self._outer = proper.outer
        self._paths: list[tuple[int, ...]] = [()] + [
            self._path(frame) for frame in range(len(proper.outer))
        ]
        self._keys: Floats = np.zeros(len(proper.outer))
        """How far up each frame is, over all its columns."""

    def _path(self, frame: int) -> tuple[int, ...]:
        found: list[int] = []
        while frame != NO_FRAME:
            found.append(frame)
            frame = self._outer[frame]
        return tuple(reversed(found))

    def path(self, member: int) -> tuple[int, ...]:
        """The frames round a box or point, from the outside."""
        return self._paths[int(self.home[member]) + 1]

    def gather(self, place: Ints) -> None:
        """Brings the members of each frame together in every column, moving little else."""
        sizes = np.bincount(self._columns)
        share = (place + 0.5) / sizes[self._columns]
        self._weigh(share)
        order = np.lexsort((place, self._columns))
        first = np.concatenate([[0], np.cumsum(sizes)])
        for column in range(len(sizes)):
            members = order[first[column] : first[column + 1]]
            if (self.home[members] == NO_FRAME).all():
                continue
            ones = np.ones(len(members), np.intp)
            sorted_ = self.sort(members, place[members].astype(np.float64), ones)
            place[sorted_] = np.arange(len(sorted_))

    def _weigh(self, share: Floats) -> None:
        count = len(self._outer)
        sums, members = np.zeros(count), np.zeros(count)
        inside = self.home != NO_FRAME
        np.add.at(sums, self.home[inside], share[inside])
        np.add.at(members, self.home[inside], 1)
        for frame in sorted(range(count), key=lambda f: -len(self._paths[f + 1])):
            outer = self._outer[frame]
            if outer != NO_FRAME:
                sums[outer] += sums[frame]
                members[outer] += members[frame]
        # places among all frames, as two frames must never count as equal
        self._keys = np.empty(count)
        self._keys[np.argsort(sums / np.maximum(members, 1), kind="stable")] = np.arange(count)

    def sort(self, members: Ints, wanted: Floats, degree: Ints) -> Ints:
        """A column sorted by where its members want to be; those of degree 0 want nothing."""
        rows = [
            (member, want if links else None)
            for member, want, links in zip(
                members.tolist(), wanted.tolist(), degree.tolist(), strict=True
            )
        ]
        return np.array(self._sorted(rows, 0), np.intp)

    def _sorted(self, rows: list[tuple[int, float | None]], depth: int) -> list[int]:
        groups: dict[int, list[tuple[int, float | None]]] = {}
        for row in rows:
            path = self.path(row[0])
            # a box that lies in no further frame is a group by itself
            key = path[depth] if len(path) > depth else ~row[0]
            groups.setdefault(key, []).append(row)
        wants = {key: _mean([want for _, want in group]) for key, group in groups.items()}
        keys = list(groups)
        _fill(keys, lambda key: wants[key] is not None, lambda key: wants[key] or 0.0)
        _fill(keys, lambda key: key >= 0, lambda key: float(self._keys[key]))
        found: list[int] = []
        for key in keys:
            if key < 0:
                found += [member for member, _ in groups[key]]
            else:
                found += self._sorted(groups[key], depth + 1)
        return found


def _fill(keys: list[int], some: Callable[[int], bool], want: Callable[[int], float]) -> None:
    """Sorts some of the keys among the places that they have."""
    places = [i for i, key in enumerate(keys) if some(key)]
    chosen = sorted((keys[i] for i in places), key=want)
    for i, key in zip(places, chosen, strict=True):
        keys[i] = key


def _mean(wants: list[float | None]) -> float | None:
    known = [want for want in wants if want is not None]
    return sum(known) / len(known) if known else None
