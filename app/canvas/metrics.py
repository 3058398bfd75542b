"""Measures of a card in canvas units (pixels at 1:1), and how much room its content needs.

A card's size follows from its ports and from the shapes of its tensors, never from their numbers:
so nothing moves while the cursor moves through the steps of one run.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from app.playback.matrix import is_labelled
from app.playback.outputs import has_grad
from autograd_core.graph.document import OUT
from autograd_core.graph.steps import NO_TRACK, StepLog, Track, Value, node_ref, port_ref

WIDTH = 208.0
HEADER = 28.0
FOLDED = 31.0
"""The height of a card that is shown as its header only."""
ABOVE_PORTS = 5.0
PORT_ROW = 18.0
GAP = 5.0
"""Between the blocks of a card."""
LINE = 16.0
CELL_PAD = 4.0
"""Inside the ground of a value, above and below its lines."""
FACTS = 18.0
SIDE = 10.0
"""Between a card's edge and its text."""
BOTTOM = 7.0
RADIUS = 7.0
PORT_RADIUS = 5.0

INLINE_PER_LINE = 3
STATISTICS_LINES = 3
ERROR_LINES = 3


class Content(NamedTuple):
    """The lines that a card keeps for its values, for its gradient, and below for a message."""

    value_lines: int = 1
    grad_lines: int = 1
    error_lines: int = 0


NOTHING = Content()


def lines_for(shape: tuple[int, ...]) -> int:
    """The lines that a tensor of this shape takes on a card (see `printing.summary`)."""
    count = math.prod(shape)
    if count == 0:
        return 1
    if len(shape) == 2 and max(shape) <= 4:
        return shape[0]
    if count <= INLINE_PER_LINE:
        return 1
    return 2 if count <= 6 else STATISTICS_LINES


def lines_of_others(grads: Iterable[bool]) -> int:
    """The lines for the outputs after the first, by whether each has one for its gradient."""
    return sum(1 + has for has in grads)


def _label_lines(about: Mapping[str, Track], values: list[Value | None]) -> int:
    """The line of names above the columns of a small Jacobian."""
    matrices = [each for each in about.get("matrix", NO_TRACK).values if each is not None]
    shapes = [value.shape for value in values if value is not None]
    return int(bool(matrices and shapes) and is_labelled(matrices[-1], shapes[-1]))


def content_of(log: StepLog, node: str, outputs: tuple[str, ...]) -> Content:
    """The room that the node's tensors take in this run, by the last of each."""
    first = port_ref(node, outputs[0] if outputs else OUT)
    value_lines, grad_lines = 1, 1
    about, fields = log.tracks(node_ref(node)), log.tracks(first)
    values = fields.get("value", NO_TRACK).values
    if values and isinstance(values[-1], Value):
        value_lines = lines_for(values[-1].shape)
    grads = fields.get("grad", NO_TRACK).values
    grad = next((grad for grad in reversed(grads) if grad is not None), None)
    if isinstance(grad, Value):
        grad_lines = lines_for(grad.shape)
    others = [port_ref(node, port) for port in outputs[1:]]
    value_lines += lines_of_others(has_grad(log, ref) for ref in others)
    value_lines += _label_lines(about, values)
    values = values or [each for ref in others for each in log.track(ref, "value").values]
    unfinished = about.get("status", NO_TRACK).values[-1:] == ["incomplete"]
    if not unfinished and any(about.get("error", NO_TRACK).values):
        if values:
            return Content(value_lines, grad_lines, ERROR_LINES)
        value_lines = ERROR_LINES  # without a value the message has the room of both blocks
    return Content(value_lines, grad_lines)
