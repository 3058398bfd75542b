"""The iterations of the Repeats in a log, and the way from one to the next."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from autograd_core.graph.steps import ActionPath, StepLog


class Turn(NamedTuple):
    """The steps `start <= i < stop` of iteration `number` (from 0) of the Repeat at `block`."""

    block: ActionPath
    number: int
    start: int
    stop: int


def numbers_in(path: ActionPath) -> list[int]:
    """The numbers (from 0) of the iterations that an action is in, from the outermost."""
    return [int(path[i]) for i in _counted(path)]


class Turns:
    """The iterations of one log."""

    def __init__(self, log: StepLog) -> None:
        # not the log, which must be able to go while its turns are kept for it
        self._sections = log.sections
        self._blocks: dict[ActionPath, list[Turn]] = {}
        for section in log.sections:
            path = section.action
            for i in _counted(path):
                number = int(path[i])
                turns = self._blocks.setdefault(path[:i], [])
                if turns and turns[-1].number == number:
                    turns[-1] = turns[-1]._replace(stop=section.stop)
                else:
                    turns.append(Turn(path[:i], number, section.start, section.stop))
        outer = [
            turn
            for block, turns in self._blocks.items()
            if not any(map(str.isdecimal, block[1::2]))
            for turn in turns
        ]
        self._outer = sorted(outer, key=lambda turn: turn.start)

    def __bool__(self) -> bool:
        return bool(self._outer)

    def of(self, block: ActionPath) -> list[Turn]:
        """Every iteration of the Repeat at this path, in order."""
        return self._blocks.get(block, [])

    @property
    def outer(self) -> list[Turn]:
        """Every iteration of the Repeats that are in no other, in order."""
        return self._outer

    def at(self, cursor: int) -> list[Turn]:
        """The iterations that the step before the cursor is in, from the outermost inwards."""
        at = bisect_right(self._sections, cursor - 1, key=lambda section: section.start) - 1
        if at < 0:
            return []
        path = self._sections[at].action
        return [self._of(path[:i], cursor) for i in _counted(path)]

    def _of(self, block: ActionPath, cursor: int) -> Turn:
        turns = self._blocks[block]
        return turns[bisect_right(turns, cursor - 1, key=lambda turn: turn.start) - 1]

    def after(self, cursor: int) -> int:
        """The same place in the next iteration; behind the last, the end of the first iteration of
        the next Repeat. The cursor itself where there is none."""
        for turn in reversed(self.at(cursor)):
            turns = self._blocks[turn.block]
            nth = _place(turns, turn) + 1
            if nth < len(turns):
                return _same_place(cursor, turn, turns[nth])
        return next((turn.stop for turn in self._outer if turn.start >= cursor), cursor)

    def before(self, cursor: int) -> int:
        """The same place in the iteration before; in the first, the start of its Repeat; outside,
        the end of the Repeat before. The cursor itself where there is none."""
        within = self.at(cursor)
        for turn in reversed(within):
            turns = self._blocks[turn.block]
            nth = _place(turns, turn) - 1
            if nth >= 0:
                return _same_place(cursor, turn, turns[nth])
        if within:
            return within[0].start
        return next((turn.stop for turn in reversed(self._outer) if turn.stop <= cursor), cursor)


def _counted(path: ActionPath) -> Iterator[int]:
    """Where numbers of iterations stand in a path, and not names of parts of blocks."""
    return (i for i in range(1, len(path), 2) if path[i].isdecimal())


def _place(turns: list[Turn], turn: Turn) -> int:
    return bisect_right(turns, turn.start, key=lambda each: each.start) - 1


def _same_place(cursor: int, turn: Turn, other: Turn) -> int:
    return min(other.start + cursor - turn.start, other.stop)


_known: WeakKeyDictionary[StepLog, tuple[int, Turns]] = WeakKeyDictionary()


def turns_of(log: StepLog) -> Turns:
    """The iterations of a log that nobody writes any more, found once."""
    known = _known.get(log)
    if known is None or known[0] != len(log):
        known = _known[log] = (len(log), Turns(log))
    return known[1]
