"""A number on a card that can be scrubbed: where it is written, and how it changes."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt

from app.canvas.parts import Part, PartKind
from autograd_core.graph import building
from autograd_core.graph.document import Document, GroupData, LeafData, OpData
from autograd_core.graph.edits import Edit
from autograd_core.graph.expression import ExpressionError, evaluate
from autograd_core.graph.limits import Limits
from autograd_core.graph.literals import element, literal, literal_text, with_element
from autograd_core.graph.ports import spec_of
from autograd_core.graph.steps import StepLog, Value, port_ref

PIXELS_FOR_TRUTH = 24.0
"""How far apart True and False are."""
PIXELS_FOR_ONE = 8.0
"""How far the pointer goes for a whole number to change by one."""
SHARE = 100.0
"""A pixel changes a number by this part of its size."""
FINER, COARSER = 0.1, 10.0
MOST_DECIMALS = 12
_WHOLE = frozenset({"int", "dim", "dims", "shape"})
_TRUTHS = ("True", "False")
_SMALL = Limits(tensor_bytes=1 << 16)


@dataclass(frozen=True)
class Number:
    """A number in the document.

    `is_whole`: integers only. `put(text)`: the edits that write another text in its place, made
    from the document as it was when this was made. `is_truth`: True or False, as 1 or 0.
    """

    value: float
    is_whole: bool
    put: Callable[[str], list[Edit]]
    is_truth: bool = False

    def limited(self, value: float) -> float:
        """The value that the pointer has come to, no further than there is one."""
        return min(1.0, max(0.0, value)) if self.is_truth else value

    @property
    def step(self) -> float:
        """How much one pixel changes it."""
        if self.is_truth:
            return 1 / PIXELS_FOR_TRUTH
        if self.is_whole:
            return 1 / PIXELS_FOR_ONE
        size = abs(self.value)
        return 10.0 ** math.floor(math.log10(size)) / SHARE if size > 0 else 1 / SHARE

    def text(self, value: float, held: Qt.KeyboardModifier) -> str:
        """Another value as it is written, with as many decimals as the pointer's steps need."""
        if self.is_truth:
            return str(value > 0.5)
        if self.is_whole:
            return str(round(value))
        decimals = -math.floor(math.log10(self.step * factor(held)) + 1e-9)
        if decimals > MOST_DECIMALS or abs(value) >= 1e15:
            return f"{value:.6g}"
        said = f"{value:.{max(0, decimals)}f}"
        if "." in said:
            said = said.rstrip("0")
            said = f"{said}0" if said.endswith(".") else said
        return "0.0" if said == "-0.0" else said if "." in said else f"{said}.0"


def factor(held: Qt.KeyboardModifier) -> float:
    """Shift changes a number ten times as finely, Ctrl as coarsely."""
    if held & Qt.KeyboardModifier.ShiftModifier:
        return FINER
    return COARSER if held & Qt.KeyboardModifier.ControlModifier else 1.0


def number_of(part: Part, document: Document, log: StepLog) -> Number | None:
    """The number at a part; None where none can be scrubbed."""
    data = document.nodes.get(part.node)
    if part.kind is PartKind.ELEMENT and isinstance(data, LeafData):
        return _element(data, part.index, log)
    if part.kind is PartKind.PARAM and isinstance(data, OpData | GroupData):
        return _param(data, part.name)
    return None


def starting_value(log: StepLog, node: str) -> Value | None:
    """The tensor that a leaf starts with, before any action wrote into it."""
    values = log.track(port_ref(node), "value").values
    return next((value for value in values if isinstance(value, Value)), None)


def _element(data: LeafData, index: int, log: StepLog) -> Number | None:
    start = starting_value(log, data.id)
    found, text = literal(data.value), data.value
    if start is None:
        return None
    if found is None or found.shape != start.shape:
        # a recipe becomes the numbers that it made
        array = start.array
        if array is None or index >= array.size:
            return None
        text = literal_text(array)
    written = element(text, index)
    value = None if written is None else _value(written)
    if value is None:
        return None
    whole = start.dtype.removeprefix("torch.")
    is_whole = whole.startswith(("int", "uint"))
    return Number(
        value,
        is_whole,
        lambda new: building.change_of(data, value=with_element(text, index, new)),
        written in _TRUTHS,
    )


def _param(data: OpData | GroupData, name: str) -> Number | None:
    text = data.params.get(name, "")
    value = None if text in _TRUTHS else _value(text)  # a click switches those
    if value is None:
        return None
    spec = spec_of(data)
    kinds = {} if spec is None else {param.name: param.type for param in spec.params}
    return Number(
        value,
        kinds.get(name) in _WHOLE,
        lambda new: building.change_of(data, params=building.params_with(data, name, new)),
    )


def _value(text: str) -> float | None:
    """The finite number that a text makes, 1 and 0 for True and False; None for anything else."""
    if text in _TRUTHS:
        return float(text == "True")
    try:
        value = evaluate(text, limits=_SMALL)
    except (ExpressionError, RuntimeError, TypeError, ValueError, IndexError):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


