"""Numbers as colours: a grey scale, and two scales with grey at zero, one for values and one for
gradients. Their ends differ for every common kind of colour vision; what is not finite has a
colour of its own, and wherever it is shown words or signs say it too.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal, TypeAlias

import numpy as np
from PySide6.QtGui import QColor, QImage

from app.theme import Scheme, Theme

Array = np.ndarray[Any, np.dtype[Any]]
Pixels = np.ndarray[Any, np.dtype[np.uint32]]
Scale: TypeAlias = Literal["grey", "value", "gradient"]
"""`value` and `gradient` have grey at zero and a hue for each sign."""

LEVELS = 256
_ENDS: dict[tuple[Scale, Scheme], tuple[str, str, str]] = {
    ("grey", "light"): ("#000000", "#808080", "#ffffff"),
    ("grey", "dark"): ("#000000", "#808080", "#ffffff"),
    ("value", "light"): ("#a3123a", "#e4e6ea", "#0b58b0"),
    ("value", "dark"): ("#ff7d96", "#3a3f48", "#7cc0ff"),
    ("gradient", "light"): ("#5b2a9e", "#e4e6ea", "#b84e00"),
    ("gradient", "dark"): ("#c4a1ff", "#3a3f48", "#ffa24a"),
}
NAN = {"light": "#e6b800", "dark": "#ffe45c"}
"""What is no number; infinities have the colours of the scale's ends."""


@lru_cache(maxsize=16)
def table(scale: Scale, scheme: Scheme) -> Pixels:
    """The colours from the lowest to the highest number, and that of NaN behind them."""
    low, middle, high = (_parts(text) for text in _ENDS[scale, scheme])
    share = np.linspace(-1.0, 1.0, LEVELS)[:, None]
    ends = np.where(share < 0, low, high)
    rgb = np.round(middle + np.abs(share) * (ends - middle)).astype(np.uint32)
    colours = (0xFF << 24) | (rgb[:, 0] << 16) | (rgb[:, 1] << 8) | rgb[:, 2]
    nan = QColor(NAN[scheme]).rgb()
    return np.append(colours, nan).astype(np.uint32)


def _parts(text: str) -> Array:
    colour = QColor(text)
    return np.array([colour.red(), colour.green(), colour.blue()], float)


def span(scale: Scale, low: float, high: float) -> tuple[float, float]:
    """The numbers at the ends of the scale; with zero in the middle where it has hues."""
    if scale != "grey":
        most = max(abs(low), abs(high))
        return -most, most
    return low, high


def scale_for(low: float, high: float, gradient: bool) -> Scale:
    """The scale that suits: grey for values of one sign, as those of pictures."""
    if gradient:
        return "gradient"
    return "value" if low < 0 else "grey"


def picture(numbers: Array, scale: Scale, low: float, high: float, theme: Theme) -> QImage:
    """A matrix as an image, one pixel for each number; `low` and `high` are the scale's ends."""
    numbers = np.asarray(numbers, np.float64)
    width = high - low
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        share = (numbers - low) / width if width > 0 else np.full(numbers.shape, 0.5)
        share = np.nan_to_num(share, nan=2.0, posinf=1.0, neginf=0.0)
        places = np.clip(np.round(share * (LEVELS - 1)), 0, LEVELS - 1).astype(np.intp)
    places[np.isnan(numbers)] = LEVELS
    pixels = np.ascontiguousarray(table(scale, theme.name)[places])
    rows, columns = pixels.shape
    image = QImage(pixels.data, columns, rows, columns * 4, QImage.Format.Format_RGB32)
    return image.copy()  # it has to own its pixels
