"""Names of actions and remedies, for lists, bands and buttons."""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import QCoreApplication

from autograd_core.graph.actions import (
    Action,
    Assign,
    Backward,
    Forward,
    Print,
    Repeat,
    SetRequiresGrad,
    ZeroGrad,
)
from autograd_core.graph.document import Document

Hue: TypeAlias = Literal["forward", "gradient", "neutral"]

_ICONS: dict[type, str] = {
    Forward: "forward",
    Backward: "backward",
    ZeroGrad: "zero",
    Assign: "assign",
    SetRequiresGrad: "grad",
    Print: "print",
    Repeat: "repeat",
}


def action_icon(action: Action) -> str:
    """The name of the action's icon."""
    return _ICONS[type(action)]


def action_hue(action: Action) -> Hue:
    """In which of the two directions the action goes, if in any."""
    if isinstance(action, Forward):
        return "forward"
    return "gradient" if isinstance(action, Backward) else "neutral"


def action_title(action: Action, document: Document) -> str:
    """The action in a few words: `Backward from y`, `x.data *= 100`."""
    translate = QCoreApplication.translate
    if isinstance(action, Forward):
        if action.nodes is None:
            return translate("Action", "Forward")
        names = ", ".join(document.name(node) for node in action.nodes)
        return translate("Action", "Forward of {names}").format(names=names)
    if isinstance(action, Backward):
        return _backward_title(action, document)
    if isinstance(action, ZeroGrad):
        text = (
            translate("Action", "Zero grad")
            if action.set_to_none
            else translate("Action", "Zero grad, keeping zeros")
        )
        names = ", ".join(document.name(node) for node in action.leaves or ())
        return f"{text} ({names})" if names else text
    if isinstance(action, Assign):
        field = "" if action.field == "value" else f".{action.field}"
        name = document.name(action.node)
        return f"{name}{field} {action.operator} {action.expression.text}"
    if isinstance(action, SetRequiresGrad):
        return f"{document.name(action.node)}.requires_grad_({action.value})"
    if isinstance(action, Print):
        return f"print({action.expression.text})"
    return translate("Action", "Repeat for {name} in {values}").format(
        name=action.name, values=action.values.text
    )


def _backward_title(action: Backward, document: Document) -> str:
    title = QCoreApplication.translate("Action", "Backward from {root}").format(
        root=document.name(action.root)
    )
    if action.gradient is not None:
        title += f", v = {action.gradient.text}"
    if action.retain_graph:
        title += ", retain_graph"
    if action.create_graph:
        title += ", create_graph"
    return title


def is_orphan(action: Action, document: Document) -> bool:
    """Whether the action names a node that is gone."""
    from autograd_core.graph.actions import targets

    return any(node not in document.nodes for node in targets(action))


def fix_title(fix: str) -> str:
    """What the button of a remedy says; the id itself where it is not known."""
    translate = QCoreApplication.translate
    return {
        "forward_again": translate("Fix", "Run forward again before it"),
        "retain_graph": translate("Fix", "Keep the graph (retain_graph=True)"),
        "gradient_ones": translate("Fix", "Use ones as gradient"),
    }.get(fix, fix)
