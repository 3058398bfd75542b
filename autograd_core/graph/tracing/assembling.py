"""The document of a trace: ids, frames, wires, and each Forward said in the shortest way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from autograd_core.graph.actions import (
    Action,
    Backward,
    Forward,
    Jacobian,
    ReadGrad,
    RemoveHook,
    Repeat,
    parts,
    with_parts,
)
from autograd_core.graph.customs.specs import source_of
from autograd_core.graph.document import (
    Document,
    FrameData,
    LeafData,
    NodeData,
    OpData,
    TapData,
    WireData,
)
from autograd_core.graph.tracing.folding import Folder, Placed


def assembled(folder: Folder, seed: int) -> tuple[Document, dict[str, int]]:
    """The document, and the source line of each node and action."""
    lines: dict[str, int] = {}
    blocks: dict[int, str] = {}
    for placed in folder.nodes:
        if placed.block and placed.block not in blocks:
            blocks[placed.block] = f"f{len(blocks) + 1}"
    nodes = [_node(placed, blocks.get(placed.block)) for placed in folder.nodes]
    lines.update((placed.id, placed.line) for placed in folder.nodes)
    wires: list[WireData] = []
    for placed in folder.nodes:
        for port, source, source_port in placed.wires:
            source_id = folder.nodes[source].id
            wires.append(WireData(f"w{len(wires) + 1}", source_id, placed.id, port, source_port))
    frames = [FrameData(frame, kind="no_grad") for frame in blocks.values()]
    document = Document(nodes, wires, frames, (), seed)
    actions = _Shortening(document).block(folder.actions, folder.lines)
    document.actions = _numbered(actions, folder.lines, lines, [0])
    return document, lines


def _node(placed: Placed, frame: str | None) -> NodeData:
    if placed.kind == "leaf":
        return LeafData(
            placed.id, placed.label, placed.text, placed.dtype, placed.requires_grad, placed.seed
        )
    if placed.kind == "tap":
        return TapData(placed.id, placed.label)
    assert placed.spec is not None
    own = source_of(placed.spec)
    return OpData(
        placed.id,
        placed.spec.name,
        placed.label,
        placed.params,
        function="" if own is None else own.text,
        frame=frame,
    )


def _numbered(
    actions: Sequence[Action], old: dict[int, int], lines: dict[str, int], count: list[int]
) -> tuple[Action, ...]:
    """The actions with ids, in the order in which they stand."""
    found: list[Action] = []
    for action in actions:
        count[0] += 1
        name = f"a{count[0]}"
        lines[name] = old.get(id(action), 0)
        fields: dict[str, Any] = {"id": name}
        for part, inner in parts(action).items():
            fields[part] = _numbered(inner, old, lines, count)
        if isinstance(action, RemoveHook):
            fields["hook"] = found[-int(action.hook[1:])].id
        found.append(replace(action, **fields))
    return tuple(found)


class _Shortening:
    """Says `all` where a Forward lists what `all` would execute."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.made: set[str] = set()

    def block(self, actions: Sequence[Action], lines: dict[int, int]) -> list[Action]:
        found: list[Action] = []
        for action in actions:
            changed = self._one(action, lines)
            lines[id(changed)] = lines.get(id(action), 0)
            found.append(changed)
        return found

    def _one(self, action: Action, lines: dict[int, int]) -> Action:
        if isinstance(action, Forward) and action.nodes is not None:
            listed = set(action.nodes)
            whole = listed == self._all()
            self.made |= listed
            return Forward(action.id) if whole else action
        if isinstance(action, Backward | Jacobian | ReadGrad):
            self.made |= set(action.into)
        if isinstance(action, Repeat):
            before = set(self.made)
            first = self.block(action.body, lines)
            after, self.made = self.made, set(self.made)
            second = self.block(action.body, lines)
            body = [
                a if type(a) is type(b) and getattr(a, "nodes", 0) == getattr(b, "nodes", 0) else c
                for a, b, c in zip(first, second, action.body, strict=True)
            ]
            self.made = after | before
            made = replace(action, body=tuple(body))
            return made
        return with_parts(action, lambda part: self.block(part, lines))

    def _can_run(self, node: str, found: set[str]) -> bool:
        return all(s in self.made or s in found for s in self.document.sources(node))

    def _all(self) -> set[str]:
        """What a Forward of all nodes would execute now."""
        found: set[str] = set()
        document = self.document
        for node in document.order:
            data = document.nodes[node]
            if isinstance(data, LeafData):
                if node not in self.made:
                    found.add(node)
            elif isinstance(data, OpData) and self._can_run(node, found):
                found.add(node)
        return found
