"""Ports of cards, and how far below a card's top they lie."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from app.canvas import metrics
from app.canvas.curves import Floats, Indices

NEW = "+"
"""The name of the port that a subgraph does not have yet, and gets when a wire is drawn to it."""


class Port(NamedTuple):
    """A port of a card on the canvas."""

    node: str
    name: str
    is_input: bool


def port_height(place: Indices | int) -> Floats:
    """How far below a card's top its input port of that place is."""
    first = metrics.HEADER + metrics.ABOVE_PORTS + metrics.PORT_ROW / 2
    return np.asarray(first + metrics.PORT_ROW * np.asarray(place, float))


def input_height(count: Indices | int, place: Indices | int, folded: Any = False) -> Floats:
    """The same for a card that may be folded, with so many input ports."""
    return np.where(folded, _folded_height(count, place), port_height(place))


def output_height(count: Indices | int, place: Indices | int, folded: Any = False) -> Floats:
    """The same for an output port: an only one is in the header."""
    only = np.asarray(count) <= 1
    whole = np.where(only, metrics.HEADER / 2, port_height(place))
    return np.where(folded, _folded_height(count, place), whole)


def _folded_height(count: Indices | int, place: Indices | int) -> Floats:
    """Ports of a header are spread out over its height."""
    return np.asarray(metrics.HEADER * (np.asarray(place) + 1.0) / (np.asarray(count) + 1.0))
