"""Breakpoints in words, for the list, the menus and the line that says why playing stopped."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from autograd_core.graph.action_edits import flat
from autograd_core.graph.actions import Repeat
from autograd_core.graph.document import SEPARATOR, Document
from autograd_core.graph.probes import Breakpoint
from autograd_core.graph.turns import Turns


def breakpoint_title(item: Breakpoint, whole: Document) -> str:
    """A breakpoint in a few words: `y if y.max() > 3`, `x.grad changes`."""
    translate = QCoreApplication.translate
    condition = "" if item.condition is None else item.condition.text
    if item.kind == "condition":
        return condition
    if item.kind == "nonfinite":
        words = translate("Probe", "first NaN or Inf")
    elif item.kind == "grad":
        words = translate("Probe", "{node}.grad changes").format(node=whole.name(item.target))
    elif item.kind == "wire":
        words = _wire(item.target, whole)
    else:
        words = whole.name(item.target)
    if not condition:
        return words
    return translate("Probe", "{what} if {condition}").format(what=words, condition=condition)


def _wire(wire: str, whole: Document) -> str:
    group, mark, name = wire.rpartition(SEPARATOR)
    inside = whole if not mark else _inside(whole, group)
    data = None if inside is None else inside.wires.get(name)
    if data is None or inside is None:
        return wire
    return f"{group}{mark}{inside.name(data.source)} → {inside.name(data.target)}"


def _inside(whole: Document, group: str) -> Document | None:
    data = whole.find(group)
    name = getattr(data, "definition", None)
    return whole.definitions.get(name) if isinstance(name, str) else None


def is_gone(item: Breakpoint, whole: Document) -> bool:
    """Whether the card or the wire that it is on is not there any more."""
    if item.kind in ("nonfinite", "condition"):
        return False
    if item.kind != "wire":
        return whole.find(item.target) is None
    group, mark, name = item.target.rpartition(SEPARATOR)
    inside = whole if not mark else _inside(whole, group)
    return inside is None or name not in inside.wires


def turn_title(turns: Turns, cursor: int, names: dict[str, str]) -> str:
    """Which iterations a cursor is in: `epoch 7 / 20`; empty outside. `names` has the variable of
    each Repeat by its id."""
    word = iteration()
    return ", ".join(
        f"{names.get(turn.block[-1]) or word} {turn.number + 1} / {len(turns.of(turn.block))}"
        for turn in turns.at(cursor)
    )


def names_of_loops(whole: Document) -> dict[str, str]:
    """The variable of each Repeat, by its id."""
    return {each.id: each.name for _, each in flat(whole.actions) if isinstance(each, Repeat)}


def iteration() -> str:
    """What an iteration is called that has no name of its own."""
    return QCoreApplication.translate("Probe", "iteration")

