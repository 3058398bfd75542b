"""From what somebody wants of the list of actions to the edits that do it.

Pure functions over a document; nothing is applied here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from autograd_core.graph import building
from autograd_core.graph.actions import (
    Action,
    Backward,
    Expression,
    Jacobian,
    changed,
    inside,
    with_parts,
)
from autograd_core.graph.document import Document, LeafData, NoteData
from autograd_core.graph.edits import Edit, SetActions
from autograd_core.graph.flattening import flattened
from autograd_core.graph.levels import whole_of
from autograd_core.graph.ports import first_port
from autograd_core.graph.steps import StepLog, port_ref
from autograd_core.graph.taps import left_over

Actions = tuple[Action, ...]


def set_actions(document: Document, actions: Actions) -> list[Edit]:
    """Replaces the list; no edit where it is the same. Taps that nothing would fill any more go
    with the actions that did."""
    if actions == document.actions:
        return []
    gone = building.remove(document, left_over(document, actions))
    kept = [edit for edit in gone if not isinstance(edit, SetActions)]
    return [*kept, SetActions(document.actions, actions)]


def flat(actions: Actions, depth: int = 0) -> Iterator[tuple[int, Action]]:
    """Every action with its depth, those of a block after it."""
    for action in actions:
        yield depth, action
        yield from flat(inside(action), depth + 1)


def find(document: Document, action_id: str) -> Action | None:
    """The action with this id, wherever it is."""
    return next((a for _, a in flat(document.actions) if a.id == action_id), None)


def remove_action(document: Document, action_id: str) -> list[Edit]:
    """Takes one action, with its body, out of the list."""
    kept = changed(document.actions, lambda a: None if a.id == action_id else a)
    return set_actions(document, kept)


def replace_action(document: Document, action: Action) -> list[Edit]:
    """Puts `action` where the action with its id is."""
    return set_actions(
        document, changed(document.actions, lambda a: action if a.id == action.id else a)
    )


def insert_before(document: Document, action_id: str, action: Action) -> list[Edit]:
    """Adds an action before the one with this id; at the end if that is gone."""

    def inserted(block: Actions) -> Actions:
        at = next((i for i, a in enumerate(block) if a.id == action_id), None)
        return block if at is None else (*block[:at], action, *block[at:])

    actions = _in_each_block(document.actions, inserted)
    if actions == document.actions:
        actions = (*actions, action)
    return set_actions(document, actions)


def _in_each_block(actions: Actions, change: Callable[[Actions], Actions]) -> Actions:
    return change(
        tuple(with_parts(a, lambda part: _in_each_block(part, change)) for a in actions)
    )


def expression(
    document: Document,
    text: str,
    known: Mapping[str, str] | None = None,
    hidden: Collection[str] = (),
) -> Expression:
    """The text with each name that is some node's label bound to that node, the latest if many.

    known: what names meant so far, which they go on to mean while those nodes are there.
    hidden: names that mean something else here: the variables of blocks.
    """
    from autograd_core.graph.expression import names_in

    used = names_in(text) - set(hidden)
    names = {d.label: n for n, d in document.nodes.items() if d.label in used}
    for name, node in (known or {}).items():
        if name in used and document.find(node) is not None:
            names[name] = node
    return Expression(text, names)


def root_of(document: Document, selection: frozenset[str]) -> str | None:
    """Where backward starts: the selected node, or the only sink where nothing is selected from
    which it could start, such as data and targets that have just been written."""
    nodes = [node for node in selection if _has_tensor(document, node)]
    if any(not _is_data(document, node) for node in nodes):
        return nodes[0] if len(nodes) == 1 else None
    sinks = [n for n in document.nodes if _has_tensor(document, n) and not document.outputs(n)]
    return sinks[0] if len(sinks) == 1 else nodes[0] if len(nodes) == 1 else None


def _is_data(document: Document, node: str) -> bool:
    """Whether it is a leaf that is used and of which no gradient is asked."""
    data = document.nodes[node]
    return isinstance(data, LeafData) and not data.requires_grad and bool(document.outputs(node))


def _has_tensor(document: Document, node: str) -> bool:
    data = document.nodes.get(node)
    return data is not None and not isinstance(data, NoteData)


# What remedies ask for


def ones_like(document: Document, log: StepLog, backward: Backward) -> Expression:
    """Ones in the shape of the tensor from which `backward` starts."""
    root = backward.root
    data = document.find(root)
    label = "" if data is None else data.label
    if backward.port == first_port(document, root):
        name = label if label.isidentifier() else "out"
        return Expression(f"ones_like({name})", {name: root})
    value = log.at(len(log), port_ref(root, backward.port), "value")
    return Expression(f"ones({list(value.shape) if value is not None else []})")


def earlier_backward(document: Document, failed: Backward | Jacobian) -> Backward | None:
    """The latest Backward that frees what `failed` needs: it shares Nodes with it, and keeps
    nothing. In a block that is repeated it may be `failed` itself, an iteration before."""
    document = flattened(whole_of(document))
    needed = document.upstream([failed.root if isinstance(failed, Backward) else failed.output])
    found: Backward | None = None
    for depth, action in flat(document.actions):
        if action.id == failed.id:
            return found if not (depth and isinstance(action, Backward)) else found or action
        if (
            isinstance(action, Backward)
            and not action.retain_graph
            and action.root in document.nodes
            and needed & document.upstream([action.root])
        ):
            found = action
    return None
