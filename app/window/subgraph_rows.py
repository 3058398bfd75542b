"""Subgraphs, and the ports of the one that is open, as rows of the quick add.

A row is a stand-in for an operation: it has what is searched and shown, and nothing that runs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QCoreApplication

from app.canvas.placing import New
from autograd_core.graph import levels, subgraphs
from autograd_core.graph.document import Document
from autograd_core.ops.spec import OpSpec, Port

CATEGORY = "subgraph"
_SIDES: tuple[Literal["input", "output"], ...] = ("input", "output")


def rows(document: Document, feeding: bool = False) -> list[OpSpec]:
    """What can be placed at this level besides operations; only what gives a tensor for `feeding`
    an input."""
    found = [
        _row(each.id, each.title, tuple(map(each.name, each.ports("input"))), each.ports("output"))
        for each in sorted(document.definitions.values(), key=lambda each: each.title)
        if each.ports("output") and not levels.would_hold_itself(document, each.id)
    ]
    if not document.prefix:
        return found
    translate = QCoreApplication.translate
    titles = (translate("Subgraphs", "Subgraph input"), translate("Subgraphs", "Subgraph output"))
    found.append(_row("input", titles[0], (), ("out",)))
    return found if feeding else [*found, _row("output", titles[1], ("in",), ())]


@lru_cache(maxsize=256)
def _row(name: str, title: str, inputs: tuple[str, ...], outputs: tuple[str, ...]) -> OpSpec:
    text = QCoreApplication.translate("Subgraphs", "An instance of the subgraph {title}")
    if name in _SIDES:
        text = QCoreApplication.translate("Subgraphs", "A port of the subgraph that is open")
    return OpSpec(
        name=f"{CATEGORY} {name}",
        category=CATEGORY,
        infer=lambda operands, params: (),
        forward=lambda *_: None,
        ports=tuple(Port(each) for each in inputs),
        outputs=outputs or ("out",),
        title=title,
        help=text.format(title=title),
        spelling=f"{title}({', '.join(inputs)})" if inputs and outputs else "",
    )


def maker(name: str) -> New | None:
    """What makes the card of a row, by its name; None for an operation's."""
    category, found, which = name.partition(" ")
    if category != CATEGORY or not found:
        return None
    for side in _SIDES:
        if which == side:
            return lambda document, x, y: subgraphs.add_port(document, side, x=x, y=y)
    return lambda document, x, y: subgraphs.add_instance(document, which, x=x, y=y)
