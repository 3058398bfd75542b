"""The Nodes of the autograd graph as they are at the cursor: those of a card, what they saved and
whether that still holds, and those that a card goes through in one backward pass."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Literal, TypeAlias
from weakref import ref

from PySide6.QtCore import QCoreApplication

from autograd_core.graph.document import Document
from autograd_core.graph.functions import Edge, Function, Key, Saved, function_ref
from autograd_core.graph.steps import Section, StepLog, Value, node_ref, port_ref

SavedState: TypeAlias = Literal["held", "freed", "modified"]


@dataclass(frozen=True, slots=True)
class SavedFace:
    """A saved tensor at the cursor: the name of its card, the version at which it was saved, and
    that of today; `now` is None where no card shows the tensor."""

    name: str
    of: str
    version: int
    now: int | None
    state: SavedState
    shape: tuple[int, ...]
    dtype: str

    @property
    def text(self) -> str:
        """`self = x v0`, or `self [2] v0` by its shape; with the version of today where that is
        another."""
        said = f"{self.name} = {self.of}" if self.of else f"{self.name} {list(self.shape)}"
        said = f"{said} v{self.version}"
        return f"{said} ≠ v{self.now}" if self.state == "modified" else said


@dataclass(frozen=True, slots=True)
class FunctionFace:
    """A Node at the cursor."""

    card: str
    function: Function
    saved: tuple[SavedFace, ...] = ()
    is_freed: bool = False

    @property
    def key(self) -> Key:
        return self.function.key


def functions_of(
    log: StepLog, cursor: int, document: Document, card: str
) -> tuple[FunctionFace, ...]:
    """The Nodes of a card; none where the run has not told of them."""
    told: tuple[Function, ...] = log.at(cursor, node_ref(card), "functions") or ()
    return tuple(_face(log, cursor, document, card, function) for function in told)


def _face(
    log: StepLog, cursor: int, document: Document, card: str, function: Function
) -> FunctionFace:
    freed = isinstance(function.key, int) and bool(
        log.at(cursor, function_ref(card, function.key), "freed")
    )
    saved = tuple(_saved(log, cursor, document, each, freed) for each in function.saved)
    return FunctionFace(card, function, saved, freed)


def _saved(
    log: StepLog, cursor: int, document: Document, saved: Saved, freed: bool
) -> SavedFace:
    now = None if saved.end is None else log.at(cursor, port_ref(*saved.end), "version")
    modified = now is not None and now != saved.version
    state: SavedState = "freed" if freed else "modified" if modified else "held"
    of = "" if saved.end is None else document.name(saved.end[0])
    return SavedFace(saved.name, of, saved.version, now, state, saved.shape, saved.dtype)


# In words


def saved_words(saved: SavedFace) -> str:
    """What is to be said of a saved tensor."""
    translate = QCoreApplication.translate
    return {
        "held": translate("Autograd", "held for backward"),
        "freed": translate("Autograd", "freed by a backward"),
        "modified": translate(
            "Autograd", "written since: it is at version {now} now, and backward will refuse it"
        ),
    }[saved.state].format(now=saved.now)


def function_tip(face: FunctionFace, document: Document) -> str:
    """All about a Node, as rich text: `next_functions` and `_saved_…` as PyTorch calls them."""
    translate = QCoreApplication.translate
    function = face.function
    head = translate("Autograd", "{function} of {node}").format(
        function=function.name, node=document.name(face.card)
    )
    lines = [f"<b>{escape(head)}</b>"]
    if isinstance(function.key, int):
        said = translate("Autograd", "sequence number {number}").format(number=function.key)
        lines.append(escape(said))
    else:
        lines.append(escape(translate("Autograd", "adds what arrives to .grad of the leaf")))
    if function.call:
        said = translate(
            "Autograd", "made by backward #{call}, while it applied {function} (create_graph)"
        )
        lines.append(escape(said.format(call=function.call, function=function.made_by)))
    if function.edges:
        lines.append("next_functions:")
        lines += [f"&nbsp;&nbsp;{escape(edge_text(e, document))}" for e in function.edges]
    for saved in face.saved:
        shape = f"{list(saved.shape)} {saved.dtype.removeprefix('torch.')}"
        of = f"{saved.of}, " if saved.of else ""
        lines.append(
            escape(f"_saved_{saved.name}: {of}{shape}, v{saved.version}: {saved_words(saved)}")
        )
    return "<br>".join(lines)


def function_words(face: FunctionFace, document: Document) -> str:
    """A Node in plain words, for screen readers: `MulBackward0, saved self = x v0: held …`."""
    words = [face.function.name]
    words += [f"{saved.text}: {saved_words(saved)}" for saved in face.saved]
    words += [edge_text(edge, document) for edge in face.function.edges]
    return ", ".join(words)


def edge_text(edge: Edge | None, document: Document) -> str:
    """An entry of `next_functions`: `(<MulBackward0 y>, 0)`."""
    if edge is None:
        return "(None, 0)"
    of = "" if edge.card is None else f" {document.name(edge.card)}"
    return f"(<{edge.name}{of}>, {edge.input_nr})"


# In one pass


@dataclass(frozen=True, slots=True)
class Inner:
    """A Node that a card goes through in one pass: number `step` of the log applied it."""

    number: int
    name: str
    step: int
    incoming: Value | None


_known: list[tuple[ref[StepLog], Section, dict[tuple[str, int], list[Inner]]]] = []


def inner_functions(log: StepLog, cursor: int) -> list[Inner]:
    """The Nodes that the card of the shown step goes through in this pass, in that order; none
    where it is but one."""
    step = log.steps[cursor - 1] if 0 < cursor <= len(log.steps) else None
    if step is None or step.kind != "backward" or step.number is None or step.node is None:
        return []
    section = log.sections[log.section_at(cursor)]
    if not (_known and _known[0][0]() is log and _known[0][1] == section):
        _known[:] = [(ref(log), section, _by_card(log, section))]
    found = _known[0][2].get((step.node, step.call), [])
    return found if len(found) > 1 else []


def _by_card(log: StepLog, section: Section) -> dict[tuple[str, int], list[Inner]]:
    found: dict[tuple[str, int], list[Inner]] = {}
    for place in range(section.start, section.stop):
        step = log.steps[place]
        if step.kind == "backward" and step.number is not None and step.node is not None:
            incoming = next((value for value in step.incoming if value is not None), None)
            inner = Inner(step.number, step.function or "", place, incoming)
            found.setdefault((step.node, step.call), []).append(inner)
    return found
