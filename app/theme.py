"""Colours of the window, light and dark; everything that is painted asks here.

Two hues stand for the two directions, blue for values that flow forward and orange for gradients
that flow back: they differ for every common kind of colour vision. What is not reached is grey.
Contrast follows WCAG 2.1 (4.5:1 for text, 3:1 for lines and marks that mean something) and is
checked by a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication

Scheme = Literal["light", "dark"]


@dataclass(frozen=True, eq=False)
class Theme:
    """One set of colours. Compared by identity, so that it can be part of a cache's key."""

    name: Scheme
    background: QColor
    """The canvas."""
    grid: QColor
    card: QColor
    card_border: QColor
    text: QColor
    muted: QColor
    """Text of less weight, on a card or a panel."""
    forward: QColor
    """Values, and the wires that carry them."""
    gradient: QColor
    """Gradients, and the wires that have carried one."""
    unreached: QColor
    """What did not run, or was not reached."""
    error: QColor
    warning: QColor
    """Warnings, NaN and infinities."""
    selection: QColor
    lit: QColor
    """The ground of the card whose Node is being executed."""
    cell: QColor
    """The ground of a value inside a card."""
    header_text: QColor
    panel: QColor
    """The ground of docks."""
    field: QColor
    """The ground of editors and lists."""
    panel_border: QColor
    categories: Mapping[str, QColor]
    """Grounds of card headers, by `OpSpec.category`."""
    fallback: QColor

    def category(self, name: str) -> QColor:
        """The header's ground for a category, known or not."""
        return self.categories.get(name, self.fallback)


def _colours(**texts: str) -> dict[str, QColor]:
    return {name: QColor(text) for name, text in texts.items()}


def _categories(table: Mapping[str, str]) -> Mapping[str, QColor]:
    return MappingProxyType({name: QColor(text) for name, text in table.items()})


DARK = Theme(
    name="dark",
    categories=_categories(
        {
            "leaf": "#3a5a78",
            "tap": "#7a5a2c",
            "subgraph": "#2f5f86",
            "port": "#4f5867",
            "creation": "#3a5a78",
            "arithmetic": "#5b4b8a",
            "math": "#7a4470",
            "reduction": "#2f6b66",
            "shape": "#4d6138",
            "matrix": "#8a4150",
            "join": "#6b5a34",
            "index": "#6b5a34",
            "compare": "#3f5f8a",
            "activation": "#7a5230",
            "special": "#5d4a70",
            "sort": "#3d5f78",
            "linalg": "#84404a",
            "loss": "#7a3b2e",
            "normalization": "#4a5a78",
            "layer": "#45624a",
            "convolution": "#3b6460",
            "pooling": "#56603a",
            "padding": "#5f5a48",
            "random": "#6a4a64",
            "copy": "#4f5867",
            "custom": "#8a3f6b",
        }
    ),
    fallback=QColor("#4f5867"),
    **_colours(
        background="#15171c",
        grid="#22262e",
        card="#242932",
        card_border="#454d5b",
        text="#eceff4",
        muted="#a9b2c0",
        forward="#62aeff",
        gradient="#ffa24a",
        unreached="#757e8c",
        error="#ff7b7b",
        warning="#f6c64b",
        selection="#c79bff",
        lit="#3b3022",
        cell="#1b1f26",
        header_text="#ffffff",
        panel="#1c1f25",
        field="#15171c",
        panel_border="#363c47",
    ),
)

LIGHT = Theme(
    name="light",
    categories=_categories(
        {
            "leaf": "#cfe2f5",
            "tap": "#fce3bd",
            "subgraph": "#bcd9f2",
            "port": "#dfe3ea",
            "creation": "#cfe2f5",
            "arithmetic": "#ddd5f5",
            "math": "#f3d5ec",
            "reduction": "#cdeae6",
            "shape": "#dcebcb",
            "matrix": "#f7d3d8",
            "join": "#f0e3c0",
            "index": "#f0e3c0",
            "compare": "#d3dcf7",
            "activation": "#fbdfc6",
            "special": "#e6d9f2",
            "sort": "#d0e4f0",
            "linalg": "#f5cfd3",
            "loss": "#f8d2c8",
            "normalization": "#d6def0",
            "layer": "#d3e8d6",
            "convolution": "#cde7e4",
            "pooling": "#e0e8c9",
            "padding": "#e8e3d2",
            "random": "#ecd5e7",
            "copy": "#dfe3ea",
            "custom": "#f9cfe4",
        }
    ),
    fallback=QColor("#dfe3ea"),
    **_colours(
        background="#f3f4f7",
        grid="#e3e6eb",
        card="#ffffff",
        card_border="#bcc3cf",
        text="#171a20",
        muted="#566070",
        forward="#1565c0",
        gradient="#b84e00",
        unreached="#828a97",
        error="#c2202b",
        warning="#8a5a00",
        selection="#7a3ff2",
        lit="#fff1e0",
        cell="#f4f6f9",
        header_text="#171a20",
        panel="#fafbfc",
        field="#ffffff",
        panel_border="#d4d9e1",
    ),
)


class _Switch(QObject):
    """Tells that the theme is another."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.override: Scheme | None = None
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)

    def _system_changed(self) -> None:
        if self.override is None:
            self.changed.emit()


_switches: list[_Switch] = []


def switch() -> _Switch:
    """The object whose `changed` signal tells that `current()` is another; needs the
    application."""
    if not _switches:
        _switches.append(_Switch())
    return _switches[0]


def override(scheme: Scheme | None) -> None:
    """Uses this scheme, whatever the system's is; None follows the system again."""
    found = switch()
    if scheme == found.override:
        return
    found.override = scheme
    # Qt's own widgets go along, where the platform lets them.
    schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
    QGuiApplication.styleHints().setColorScheme(
        Qt.ColorScheme.Unknown if scheme is None else schemes[scheme]
    )
    found.changed.emit()


def current() -> Theme:
    """The override's theme, else the one that suits the system's colour scheme."""
    if _switches and _switches[0].override is not None:
        return DARK if _switches[0].override == "dark" else LIGHT
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def contrast(first: QColor, second: QColor) -> float:
    """The contrast ratio of two opaque colours, from 1 to 21 (WCAG 2.1, "contrast ratio")."""
    bright, dim = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2.1 defines it for sRGB."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
