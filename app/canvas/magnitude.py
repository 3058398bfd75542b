"""How large gradients are, as the width of what is painted for them: one scale for every run, so
that two runs compare.

A tensor counts by the largest absolute value of an element. There is a step for each power of ten
from 1e-6 to 1e3; smaller ones look like the first and larger ones like the last. Zero, infinity and
NaN are no place on the scale: their lines are dashed, each in its own way.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtGui import QColor

from app.theme import Theme
from autograd_core.graph.steps import Value

LOW, HIGH = -6, 3
"""The powers of ten at the ends of the scale."""
NONE, ZERO, FIRST = 0, 1, 2
LAST = FIRST + HIGH - LOW
INFINITE, NAN = LAST + 1, LAST + 2
_THINNEST, _MORE = 1.2, 0.45
_SPECIAL = {ZERO: 1.6, INFINITE: 6.4, NAN: 4.6}
_DASHES = {ZERO: (1, 2), INFINITE: (5, 6), NAN: (2, 3)}


def level_of(value: Value) -> int:
    """The place of a tensor on the scale, or beside it."""
    return int(levels_of(np.array([value.largest]))[0])


def levels_of(sizes: np.ndarray[Any, Any]) -> np.ndarray[Any, np.dtype[np.int32]]:
    """The places of absolute values; NONE for what is below zero."""
    with np.errstate(all="ignore"):
        # a float just below a power of ten is no less than that for those who read it
        powers = np.clip(np.floor(np.log10(sizes) + 1e-6), LOW, HIGH)
        found = np.where(np.isfinite(powers), powers, 0).astype(np.int32) + FIRST - LOW
    found[sizes == 0] = ZERO
    found[sizes < 0] = NONE
    found[np.isinf(sizes)] = INFINITE
    found[np.isnan(sizes)] = NAN
    return found


def width(place: int) -> float:
    """The width of a line, in canvas units."""
    found = _SPECIAL.get(place)
    return _THINNEST + _MORE * (place - FIRST) if found is None else found


def dashes(place: int) -> tuple[int, int] | None:
    """How many of how many pieces of a line are painted; None for all of them."""
    return _DASHES.get(place)


def hue(place: int, theme: Theme) -> QColor:
    """The colour: that of gradients, or that of what is not finite."""
    return theme.warning if place >= INFINITE else theme.gradient


def radius(place: int) -> float:
    """The radius of the dot that travels, in pixels."""
    return 2.6 + 0.65 * width(place)
