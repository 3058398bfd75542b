"""Formulas as pictures: LaTeX set by ziamath, in the theme's colour, sharp on every screen.

Setting one takes from some milliseconds to a tenth of a second, for matrices. So what is set is
kept, a thread of its own sets them for who cannot wait, and who shows formulas has plain text until
they are there.
"""

from __future__ import annotations

import re
import warnings
from collections import OrderedDict
from collections.abc import Callable
from functools import cache
from threading import Thread
from typing import Any, NamedTuple

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

KEPT = 600
_BOX = re.compile(r'viewBox="([-\d.e]+) ([-\d.e]+) ([-\d.e]+) ([-\d.e]+)"')
_OTHER = re.compile(r"[⺀-꒏가-퟿豈-﫿＀-￯]")
"""What the formulas' font has not, Chinese above all."""


class Key(NamedTuple):
    """Which picture: the formula, its size in pixels, its colour and the screen's ratio."""

    latex: str
    size: float
    colour: str
    ratio: float


class Typeset(NamedTuple):
    """A picture, with how far it reaches above and below the line, in logical pixels."""

    image: QImage
    above: float
    below: float


_kept: OrderedDict[Key, Typeset | None] = OrderedDict()


def key_of(latex: str, size: float, colour: QColor, ratio: float) -> Key:
    """The key of a formula's picture."""
    return Key(latex, round(size, 2), colour.name(), round(ratio, 2))


def is_known(key: Key) -> bool:
    """Whether it has been tried to set this formula."""
    return key in _kept


def found(key: Key) -> Typeset | None:
    """The picture, if it has been made and could be."""
    if key in _kept:
        _kept.move_to_end(key)
    return _kept.get(key)


def typeset(key: Key) -> Typeset | None:
    """The picture, made now if need be; None for what cannot be set. Takes its time."""
    if key not in _kept:
        keep(key, svg_of(key))
    return found(key)


class Setting:
    """`svg_of` a formula, under way in a thread of its own, which ends with it."""

    def __init__(self, key: Key) -> None:
        self.key = key
        self.svg: str | None = None
        self._thread = Thread(target=self._run, name="formula")
        self._thread.start()

    @property
    def is_done(self) -> bool:
        return not self._thread.is_alive()

    def _run(self) -> None:
        self.svg = svg_of(self.key)


def keep(key: Key, svg: str | None) -> None:
    """Paints the picture of a formula that has been set, and keeps it."""
    _kept[key] = _painted(key, svg)
    while len(_kept) > KEPT:
        _kept.popitem(last=False)


def _painted(key: Key, svg: str | None) -> Typeset | None:
    box = None if svg is None else _BOX.search(svg)
    if svg is None or box is None:
        return None
    _, top, width, height = (float(number) for number in box.groups())
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    if not renderer.isValid() or width <= 0 or height <= 0:
        return None
    across, down = round(width * key.ratio + 0.5), round(height * key.ratio + 0.5)
    image = QImage(across, down, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, width * key.ratio, height * key.ratio))
    painter.end()
    image.setDevicePixelRatio(key.ratio)
    return Typeset(image, -top, height + top)


def svg_of(key: Key) -> str | None:
    """The formula as SVG 1.1, which Qt reads; None for what ziamath does not know."""
    if _OTHER.search(key.latex):
        return None
    latex, errors = _setter()
    try:
        return str(latex(key.latex, size=key.size, color=key.colour).svg())
    except errors:
        return None


@cache
def _setter() -> tuple[Callable[..., Any], tuple[type[Exception], ...]]:
    """What sets LaTeX, and all that it raises for what it does not know."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # how it reads its own fonts
        from latex2mathml import exceptions
        from ziamath.config import config
        from ziamath.zmath import Latex

    config.svg2 = False
    own = [
        each
        for each in vars(exceptions).values()
        if isinstance(each, type) and issubclass(each, Exception)
    ]
    usual = (AssertionError, ValueError, LookupError, AttributeError, TypeError, ArithmeticError)
    return Latex, (*usual, *own)


def in_line(made: Typeset, x_height: float) -> QImage:
    """The picture with room above or below, so that in a line of text, where Qt puts the middle of
    an image half of `x_height` above the line, the formula stands on the line."""
    half = x_height / 2
    short = made.above - made.below - half
    ratio = made.image.devicePixelRatio()
    more_above, more_below = (max(0.0, -short), max(0.0, short))
    height = made.image.height() + round((more_above + more_below) * ratio)
    image = QImage(made.image.width(), height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    plain = made.image.copy()
    plain.setDevicePixelRatio(1.0)
    painter = QPainter(image)
    painter.drawImage(0, round(more_above * ratio), plain)
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image
