"""Building: from what somebody wants to the edits that do it. Nothing is applied here.

The order of the nodes stays a topological order: a wire drawn against it moves its target, and
what depends on the target, behind its source within the same list of edits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from msgspec.structs import replace

from autograd_core.graph.actions import Expression
from autograd_core.graph.document import (
    OUT,
    Document,
    FrameData,
    FrameKind,
    GroupData,
    LeafData,
    NodeData,
    NoteData,
    OpData,
    PortData,
    TapData,
    WireData,
)
from autograd_core.graph.edits import Edit, Put, Reorder, SetActions
from autograd_core.graph.expression import ExpressionError, names_in
from autograd_core.graph.naming import node_renamed
from autograd_core.graph.ports import has_output, input_ports, spec_of
from autograd_core.graph.steps import Message
from autograd_core.graph.taps import is_tap, without_taps
from autograd_core.graph.typed import tracking_apart
from autograd_core.graph.words import QT_TRANSLATE_NOOP
from autograd_core.ops.spec import REGISTRY

NEW_LEAF_VALUES = {"tensor": "[1., 2.]", "full": "full((2,), 3.)", "arange": "arange(4.)"}
"""What a new leaf says where the operation's name and `(2)` are not enough."""
_NO_SIZE = {
    "eye": "eye(2)",
    "linspace": "linspace(0, 1, 5)",
    "logspace": "logspace(0, 2, 5)",
    "rand": "rand(2)",
    "randint": "randint(10, (2,))",
    "randperm": "randperm(4)",
    "normal": "normal(0., 1., (2,))",
    "scalar_tensor": "scalar_tensor(2.)",
    "empty_strided": "empty_strided((2, 3), (3, 1))",
    "empty_permuted": "empty_permuted((2, 3), (1, 0))",
    "tril_indices": "tril_indices(3, 3)",
    "triu_indices": "triu_indices(3, 3)",
}
LETTERS = "xwbuvzpqrst"


class Refused(Exception):
    """A wire that cannot be; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.template.format(**message.args))
        self.message = message


# Nodes


def fresh_label(document: Document) -> str:
    """A letter that no node is called: x, w, b … then x2, w2 …"""
    taken = {node.label for node in document.nodes.values()}
    number = 1
    while True:
        for letter in LETTERS:
            label = letter if number == 1 else f"{letter}{number}"
            if label not in taken:
                return label
        number += 1


def add_leaf(
    document: Document,
    value: str,
    *,
    x: float = 0.0,
    y: float = 0.0,
    requires_grad: bool = False,
    dtype: str | None = "float32",
    label: str | None = None,
    frame: str | None = None,
) -> tuple[str, list[Edit]]:
    """The id of a new leaf and the edits that add it; `label` None takes a free letter."""
    node = LeafData(
        id=document.fresh_id("n"),
        label=fresh_label(document) if label is None else label,
        value=value,
        dtype=dtype,
        requires_grad=requires_grad,
        x=float(x),
        y=float(y),
        frame=frame,
    )
    return node.id, [Put(None, node)]


def add_op(
    document: Document,
    op: str,
    *,
    x: float = 0.0,
    y: float = 0.0,
    label: str = "",
    params: Mapping[str, str] | None = None,
    frame: str | None = None,
) -> tuple[str, list[Edit]]:
    """The id of a new operation and the edits that add it."""
    node = OpData(
        id=document.fresh_id("n"),
        op=op,
        label=label,
        params=dict(params or {}),
        x=float(x),
        y=float(y),
        frame=frame,
    )
    return node.id, [Put(None, node)]


def place(document: Document, name: str, x: float, y: float) -> tuple[str, list[Edit]]:
    """What dropping the registry's `name` adds: a leaf for a creation, else an operation."""
    spec = REGISTRY[name]
    if spec.ports:
        return add_op(document, name, x=x, y=y)
    text = NEW_LEAF_VALUES.get(name) or _NO_SIZE.get(name) or f"{name}(2)"
    return add_leaf(document, text, x=x, y=y)


def change(document: Document, node: str, **fields: Any) -> list[Edit]:
    """Sets fields of a node; no edit where they have these values already. What the value of a
    leaf says of `requires_grad` becomes that field."""
    before = document.nodes[node]
    if isinstance(before, LeafData) and "requires_grad" in fields.get("value", ""):
        with suppress(ExpressionError):
            fields["value"], tracked = tracking_apart(fields["value"])
            if tracked is not None:
                fields["requires_grad"] = tracked
    return change_of(before, **fields)


def change_of(before: NodeData, **fields: Any) -> list[Edit]:
    """The same from a node as it was."""
    after = replace(before, **fields)
    return [] if after == before else [Put(before, after)]


def move(document: Document, positions: Mapping[str, tuple[float, float]]) -> list[Edit]:
    """Moves nodes to the given places."""
    return [
        edit
        for node, (x, y) in positions.items()
        for edit in change(document, node, x=float(x), y=float(y))
    ]


def set_param(document: Document, node: str, name: str, text: str | None) -> list[Edit]:
    """Sets a parameter's text; None gives it its default again."""
    data = document.nodes[node]
    assert isinstance(data, OpData | GroupData)
    return change_of(data, params=params_with(data, name, text))


def params_with(data: OpData | GroupData, name: str, text: str | None) -> dict[str, str]:
    """The texts of a node's parameters with another one; None leaves it out."""
    params = {key: value for key, value in data.params.items() if key != name}
    if text is not None:
        params[name] = text
    return params


def rename(document: Document, node: str, label: str) -> list[Edit]:
    """Gives the node a label; Expressions that name it by the old one follow."""
    old = document.nodes[node].label
    edits = change(document, node, label=label)
    if edits and old and label.isidentifier():
        actions = tuple(node_renamed(each, node, old, label) for each in document.actions)
        if actions != document.actions:
            edits.append(SetActions(document.actions, actions))
    return edits


def expression(document: Document, text: str) -> Expression:
    """The text with its names bound to the nodes that have them as labels (the last one, where
    several have)."""
    used = names_in(text)
    names = {data.label: node for node, data in document.nodes.items() if data.label in used}
    return Expression(text, names)


def remove(document: Document, ids: Collection[str]) -> list[Edit]:
    """Removes nodes with their wires, wires, and frames, whose contents move to the frame round
    them; the actions stay, but for those that fill a tap which goes."""
    ids = set(ids)
    nodes = [node for node in document.order if node in ids]
    wires = {wire: document.wires[wire] for wire in ids if wire in document.wires}
    for node in nodes:
        wires.update({wire.id: wire for wire in document.inputs(node).values()})
        wires.update(document.outputs(node))
    edits: list[Edit] = [Put(wire, None) for wire in wires.values()]
    places = {node: at for at, node in enumerate(document.order)}
    # From the back, so that each index is true when its turn comes, and again when undone.
    edits += [Put(document.nodes[node], None, places[node]) for node in reversed(nodes)]
    frames = [frame for frame in document.frames.values() if frame.id in ids]
    taps = [node for node in nodes if is_tap(document, node)]
    actions = without_taps(document.actions, taps) if taps else document.actions
    if actions != document.actions:
        edits.append(SetActions(document.actions, actions))
    return [*edits, *_emptied(document, ids), *(Put(frame, None) for frame in frames)]


def _emptied(document: Document, gone: Collection[str]) -> Iterator[Edit]:
    """Moves what stays out of frames that go."""

    def staying(frame: str | None) -> str | None:
        while frame is not None and frame in gone:
            frame = document.frames[frame].frame
        return frame

    for item in (*document.nodes.values(), *document.frames.values()):
        frame = staying(item.frame)
        if frame != item.frame and item.id not in gone:
            yield Put(item, replace(item, frame=frame))


# Wires


def why_not(
    document: Document,
    source: str,
    target: str,
    target_port: str,
    source_port: str = OUT,
    upstream: Collection[str] | None = None,
) -> Message | None:
    """Why this wire cannot be, or None if it can.

    `upstream` is `document.upstream([source])` where a caller asks for many targets.
    """
    if source not in document.nodes or target not in document.nodes:
        return Message(QT_TRANSLATE_NOOP("Steps", "The node is not in the graph any more."))
    if target == source:
        return Message(
            QT_TRANSLATE_NOOP("Steps", "{node} cannot feed itself: the graph has no cycles."),
            {"node": document.name(source)},
        )
    if target in (document.upstream([source]) if upstream is None else upstream):
        return Message(
            QT_TRANSLATE_NOOP("Steps", "This would make a cycle: {path}."),
            {"path": " → ".join(document.name(n) for n in cycle(document, source, target))},
        )
    data = document.nodes[target]
    if isinstance(data, LeafData):
        return Message(
            QT_TRANSLATE_NOOP("Steps", "{node} is a leaf: it takes no input."),
            {"node": document.name(target)},
        )
    if isinstance(data, TapData):
        return Message(
            QT_TRANSLATE_NOOP("Steps", "{node} is read from the run: it takes no input."),
            {"node": document.name(target)},
        )
    origin = document.nodes[source]
    if isinstance(data, PortData) and data.side == "input":
        text = QT_TRANSLATE_NOOP(
            "Steps", "{node} is an input of the subgraph: it is wired outside."
        )
        return Message(text, {"node": document.name(target)})
    if isinstance(origin, PortData) and origin.side == "output":
        text = QT_TRANSLATE_NOOP(
            "Steps", "{node} is an output of the subgraph: it is read outside."
        )
        return Message(text, {"node": document.name(source)})
    if _has_known_ports(data) and target_port not in input_ports(document, target):
        return _no_port(document, target, target_port)
    if _has_known_ports(origin) and not has_output(document, source, source_port):
        return _no_port(document, source, source_port)
    return None


def _has_known_ports(data: NodeData) -> bool:
    """Whether the node can have no other ports: not so for an operation that is not known here."""
    return spec_of(data) is not None or isinstance(data, GroupData | PortData | NoteData)


def _no_port(document: Document, node: str, port: str) -> Message:
    return Message(
        QT_TRANSLATE_NOOP("Steps", "{node} has no port {port}."),
        {"node": document.name(node), "port": port},
    )


def cycle(document: Document, source: str, target: str) -> list[str]:
    """The nodes of the cycle that a wire from `source` to `target` would close, from `source`
    over `target` back to `source`; a shortest one."""
    came_from = {target: ""}
    queue = [target]
    for node in queue:
        for following in document.targets(node):
            if following not in came_from:
                came_from[following] = node
                queue.append(following)
    path = [source]
    while path[-1] != target and came_from.get(path[-1]):
        path.append(came_from[path[-1]])
    return [source, *reversed(path)]


def connect(
    document: Document,
    source: str,
    target: str,
    target_port: str,
    source_port: str = OUT,
) -> list[Edit]:
    """Draws a wire, in place of the one that the port has; no edit where it is there already.

    Raises:
        Refused: the wire would close a cycle, or an end is not there.
    """
    reason = why_not(document, source, target, target_port, source_port)
    if reason is not None:
        raise Refused(reason)
    old = document.inputs(target).get(target_port)
    if old is not None and (old.source, old.source_port) == (source, source_port):
        return []
    edits: list[Edit] = [] if old is None else [Put(old, None)]
    wire = WireData(document.fresh_id("w"), source, target, target_port, source_port)
    return [*edits, *_behind(document, source, target), Put(None, wire)]


def _behind(document: Document, source: str, target: str) -> list[Edit]:
    """Moves `target` and what depends on it behind `source` in the order, if it is before it."""
    order = document.order
    first, last = order.index(target), order.index(source)
    if first > last:
        return []
    part = tuple(order[first : last + 1])
    dependent = document.downstream([target])
    moved = [n for n in part if n not in dependent] + [n for n in part if n in dependent]
    return [Reorder(first, part, tuple(moved))]


# Frames


def wrap(document: Document, items: Iterable[str], kind: FrameKind = "no_grad") -> list[Edit]:
    """Draws a region round nodes and frames, within the region that they all lie in."""
    found = [document.nodes.get(item) or document.frames[item] for item in items]
    outer = {item.frame for item in found}
    within = outer.pop() if len(outer) == 1 else None
    frame = FrameData(id=document.fresh_id("f"), kind=kind, frame=within)
    return [Put(None, frame), *(Put(item, replace(item, frame=frame.id)) for item in found)]


def unwrap(document: Document, frame: str) -> list[Edit]:
    """Removes a region; what was in it moves to the region round it."""
    return remove(document, [frame])
