"""The document of a trace: ids, frames, wires, and each Forward said in the shortest way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
    """The document, and the source line of each node and action. Takes time in proportion to what
    the actions list."""
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
    """Says `all` where a Forward lists what `all` would execute: the leaves that were not made,
    and every operation that no tap without a value stands before. It keeps books of both, for
    there may be a Forward for each node."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.made: set[str] = set()
        self.unmade: set[str] = set()
        self.waits: dict[str, int] = {}
        """How many wires of an operation come from what has no value and cannot have one."""
        self.ready = 0
        for node in document.order:
            data = document.nodes[node]
            if isinstance(data, LeafData):
                self.unmade.add(node)
            elif isinstance(data, OpData):
                self.waits[node] = sum(not self._given(each) for each in document.sources(node))
                self.ready += not self.waits[node]

    def _given(self, node: str) -> bool:
        """Whether a Forward of all nodes would find or make the node's results."""
        leaf = isinstance(self.document.nodes[node], LeafData)
        return leaf or node in self.made or self.waits.get(node) == 0

    def _make(self, nodes: Iterable[str]) -> None:
        front = []
        for node in nodes:
            if node not in self.made:
                if not self._given(node):
                    front.append(node)
                self.made.add(node)
                self.unmade.discard(node)
        while front:
            for node in self.document.targets(front.pop()):
                if node in self.waits:
                    self.waits[node] -= 1
                    if not self.waits[node]:
                        self.ready += 1
                        if node not in self.made:
                            front.append(node)

    def _is_all(self, listed: set[str]) -> bool:
        return len(listed) == len(self.unmade) + self.ready and all(
            node in self.unmade or self.waits.get(node) == 0 for node in listed
        )

    def block(self, actions: Sequence[Action], lines: dict[int, int]) -> list[Action]:
        found: list[Action] = []
        for action in actions:
            changed = self._one(action, lines)
            lines[id(changed)] = lines.get(id(action), 0)
            found.append(changed)
        return found

    def _lasting(
        self, found: Sequence[Action], listed: Sequence[Action], lines: dict[int, int]
    ) -> tuple[Action, ...]:
        """What was said of a first turn, if it is true of later ones, in which everything that
        the body makes has been made."""
        lasting: list[Action] = []
        for said, action in zip(found, listed, strict=True):
            if isinstance(action, Forward) and action.nodes is not None:
                lasting.append(said if self._is_all(set(action.nodes)) else action)
                continue
            inner = parts(action)
            fields: dict[str, Any] = {
                name: self._lasting(part, inner[name], lines) for name, part in parts(said).items()
            }
            lasting.append(replace(said, **fields) if fields else said)
            lines[id(lasting[-1])] = lines.get(id(action), 0)
        return tuple(lasting)

    def _one(self, action: Action, lines: dict[int, int]) -> Action:
        if isinstance(action, Forward) and action.nodes is not None:
            whole = self._is_all(set(action.nodes))
            self._make(action.nodes)
            return Forward(action.id) if whole else action
        if isinstance(action, Backward | Jacobian | ReadGrad):
            self._make(action.into)
        if isinstance(action, Repeat):
            first = self.block(action.body, lines)
            return replace(action, body=self._lasting(first, action.body, lines))
        return with_parts(action, lambda part: self.block(part, lines))
