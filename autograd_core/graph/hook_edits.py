"""Hooks and `retain_grad` as properties of a node: edits that put them where they take effect."""

from __future__ import annotations

from autograd_core.graph.action_blocks import Place, enclosing, put
from autograd_core.graph.action_edits import flat, set_actions
from autograd_core.graph.actions import Action, Backward, Hook, RemoveHook, RetainGrad, changed
from autograd_core.graph.document import Document
from autograd_core.graph.edits import Edit
from autograd_core.graph.flattening import flattened
from autograd_core.graph.levels import whole_of


def place_for(document: Document, node: str) -> Place:
    """Before the first Backward whose gradient can come to the node, which is behind the Forward
    that makes it; at the end where there is none."""
    flat_graph = flattened(whole_of(document))
    for _, action in flat(document.actions):
        if not isinstance(action, Backward) or action.root not in flat_graph.nodes:
            continue
        if node in flat_graph.upstream([action.root]):
            blocks = enclosing(document.actions, action.id)
            return Place(blocks[-1].id if blocks else None, action.id)
    return Place()


def hooks_of(document: Document, node: str) -> list[Hook]:
    """The actions that register hooks on the node."""
    found = (action for _, action in flat(document.actions))
    return [each for each in found if isinstance(each, Hook) and each.node == node]


def keeps_grad(document: Document, node: str) -> bool:
    """Whether an action has the node keep its gradient."""
    found = (action for _, action in flat(document.actions))
    return any(isinstance(each, RetainGrad) and each.node == node for each in found)


def keep_grad(document: Document, node: str, on: bool) -> list[Edit]:
    """Has the node keep its gradient, or not any more."""
    if on == keeps_grad(document, node):
        return []
    if on:
        action = RetainGrad(document.fresh_id("a"), node)
        place = place_for(document, node)
        return set_actions(document, put(document.actions, place, (action,)))

    def without(action: Action) -> Action | None:
        return None if isinstance(action, RetainGrad) and action.node == node else action

    return set_actions(document, changed(document.actions, without))


def remove_hook(document: Document, hook: str) -> list[Edit]:
    """Takes a hook out of the list, with what removes it later in the run."""
    def without(action: Action) -> Action | None:
        gone = action.id == hook or (isinstance(action, RemoveHook) and action.hook == hook)
        return None if gone else action

    return set_actions(document, changed(document.actions, without))
