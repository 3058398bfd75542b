"""How much a snippet's lists hold, counted before anything is done with all of it.

`x = [x, x]`, forty times over, is forty short lists, and printing, comparing or copying it takes
longer than anybody lives. So what an expression gives, and what is handed to a function that
looks at all of it, is weighed: breadth first, so that counting ends at the limit.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from typing import Any

from autograd_core.graph.told import Told
from autograd_core.graph.tracing.values import Refused
from autograd_core.tensor import Tensor

MOST = 200_000
"""Elements of lists within each other; a text counts as an eighth of its characters."""
DEEPEST = 40
"""Lists within each other."""
CHARACTERS = 8
NUMBERS = 32
"""Printed numbers of a tensor that count as an element."""
KEY_BITS = 60
"""Bits of a whole number that is a key: larger ones can be chosen so that all collide."""
HOLDERS = (list, tuple, dict, set, deque)
_WEIGHTY = (*HOLDERS, str, Tensor)
SHOWN = 1000
"""Elements up to which a tensor is printed whole."""


def weight(value: Any, most: int = MOST) -> int:
    """How much a value holds, 0 for what is no container.

    Raises:
        Refused: more than `most`, or too deep.
    """
    level = [value] if isinstance(value, _WEIGHTY) else []
    total = depth = 0
    while level:
        depth += 1
        if depth > DEEPEST:
            raise Refused(Told("lists are nested too deeply"))
        deeper: list[Any] = []
        for each in level:
            total += _own(each)
            if total > most:
                raise Refused(Told("lists hold more than {count} elements", count=most))
            if isinstance(each, HOLDERS):
                items = [*each.keys(), *each.values()] if isinstance(each, dict) else each
                if any(issubclass(kind, _WEIGHTY) for kind in set(map(type, items))):
                    deeper += [item for item in items if isinstance(item, _WEIGHTY)]
        level = deeper
    return total


def _own(value: Any) -> int:
    """What a value counts itself, without what is in it."""
    if isinstance(value, str):
        return len(value) // CHARACTERS
    if isinstance(value, Tensor):
        return shown_of(value.shape) // NUMBERS
    return len(value)


def shown_of(shape: Sequence[int]) -> int:
    """How many numbers of a tensor are printed: of a large one three at each end."""
    whole = math.prod(shape)
    return whole if whole <= SHOWN else math.prod(min(side, 6) for side in shape)


def is_light(value: Any, most: int) -> bool:
    """Whether a value holds no more than that."""
    try:
        weight(value, most)
    except Refused:
        return False
    return True


def check_key(value: Any) -> None:
    """Raises Refused: what cannot be a key, or an element of a set, here."""
    if isinstance(value, int) and value.bit_length() > KEY_BITS:
        raise Refused(Told("an integer that is a key has at most {count} bits", count=KEY_BITS))
    weight(value)
