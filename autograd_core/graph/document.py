"""The document: a graph and a list of actions, and nothing else.

A document is the only thing that is saved. It knows neither the screen nor the engine: a run
executes it (`run.py`), an edit changes it (`edits.py`), a file holds it (`files.py`).

Its parts are frozen `msgspec.Struct`s, so that a snapshot for another thread is a copy of four
dictionaries, an edit can hold the part as it was, and the file's types are these types.
The nodes have an order, that of creation; it is always a topological order of the wires
(`building.connect` sees to it), and Forward follows it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

from msgspec import Struct

from autograd_core.graph.actions import Action, Forward

OUT = "out"
"""The name of the only output port of a leaf and of most operations."""

FrameKind: TypeAlias = Literal["comment", "no_grad", "function", "module", "iteration"]


class LeafData(Struct, frozen=True, tag="leaf", tag_field="kind", omit_defaults=True):
    """A tensor that is written down: a literal (`[1., 2.]`) or a creation (`ones(2)`).

    `value` is the text of an Expression without names. `dtype` None means the one that PyTorch
    infers. `seed` is the seed of this leaf's own random stream; None draws from the document's.
    """

    id: str
    label: str = ""
    value: str = "ones(2)"
    dtype: str | None = "float32"
    requires_grad: bool = False
    seed: int | None = None
    x: float = 0.0
    y: float = 0.0
    frame: str | None = None


class OpData(Struct, frozen=True, tag="op", tag_field="kind", omit_defaults=True):
    """An operation. `op` is the OpSpec's name.

    `params` holds the texts of its parameters, and of the numbers that stand in for wires, by
    name. What is not there has its default.
    """

    id: str
    op: str
    label: str = ""
    params: dict[str, str] = {}
    state: Literal["on", "bypass", "mute"] = "on"
    x: float = 0.0
    y: float = 0.0
    frame: str | None = None


class TapData(Struct, frozen=True, tag="tap", tag_field="kind", omit_defaults=True):
    """A tensor read from the run: the result of an action that names it in its `into`.

    It takes no wire. Before its action has run it holds nothing, and what reads it waits.
    """

    id: str
    label: str = ""
    x: float = 0.0
    y: float = 0.0
    frame: str | None = None


NodeData: TypeAlias = LeafData | OpData | TapData


class WireData(Struct, frozen=True, omit_defaults=True):
    """A wire from an output port to an input port; an input port takes one wire.

    `points` are the dots that it is led through, from its source on: where it is drawn, no more.
    """

    id: str
    source: str
    target: str
    target_port: str
    source_port: str = OUT
    points: tuple[tuple[float, float], ...] = ()


class FrameData(Struct, frozen=True, omit_defaults=True):
    """A region that nodes are in (`NodeData.frame`); `frame` is the region it lies in itself."""

    id: str
    kind: FrameKind = "comment"
    title: str = ""
    color: str = ""
    frame: str | None = None


Item: TypeAlias = NodeData | WireData | FrameData

VIEW_FIELDS = frozenset({"x", "y", "label", "color", "title", "points"})
"""Fields that a run never reads: an edit of them alone replays nothing."""

_NO_WIRES: Mapping[str, WireData] = MappingProxyType({})


class Document:
    """A graph, a list of actions and a seed.

    Read its tables freely; change it only through edits.
    """

    __slots__ = ("_inputs", "_outputs", "actions", "frames", "nodes", "order", "seed", "wires")

    def __init__(
        self,
        nodes: Iterable[NodeData] = (),
        wires: Iterable[WireData] = (),
        frames: Iterable[FrameData] = (),
        actions: tuple[Action, ...] | None = None,
        seed: int = 0,
    ) -> None:
        self.nodes: dict[str, NodeData] = {node.id: node for node in nodes}
        self.order: list[str] = list(self.nodes)
        self.wires: dict[str, WireData] = {wire.id: wire for wire in wires}
        self.frames: dict[str, FrameData] = {frame.id: frame for frame in frames}
        self.actions: tuple[Action, ...] = (Forward(id="a1"),) if actions is None else actions
        self.seed = seed
        # Wires by their ends, made when first asked for and kept in step by put_wire.
        self._inputs: dict[str, dict[str, WireData]] | None = None
        self._outputs: dict[str, dict[str, WireData]] | None = None

    def snapshot(self) -> Document:
        """A copy for another thread; the parts are shared, as they never change."""
        copy = Document.__new__(Document)
        copy.nodes = dict(self.nodes)
        copy.order = list(self.order)
        copy.wires = dict(self.wires)
        copy.frames = dict(self.frames)
        copy.actions = self.actions
        copy.seed = self.seed
        copy._inputs = copy._outputs = None
        return copy

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Document):
            return NotImplemented
        return (
            self.order == other.order
            and self.nodes == other.nodes
            and self.wires == other.wires
            and self.frames == other.frames
            and self.actions == other.actions
            and self.seed == other.seed
        )

    __hash__ = None  # type: ignore[assignment]

    # Wires by their ends

    def inputs(self, node: str) -> Mapping[str, WireData]:
        """The wires that end at `node`, by input port."""
        if self._inputs is None:
            self._index_wires()
        assert self._inputs is not None
        return self._inputs.get(node, _NO_WIRES)

    def outputs(self, node: str) -> Mapping[str, WireData]:
        """The wires that start at `node`, by wire id."""
        if self._outputs is None:
            self._index_wires()
        assert self._outputs is not None
        return self._outputs.get(node, _NO_WIRES)

    def _index_wires(self) -> None:
        self._inputs, self._outputs = {}, {}
        for wire in self.wires.values():
            self._inputs.setdefault(wire.target, {})[wire.target_port] = wire
            self._outputs.setdefault(wire.source, {})[wire.id] = wire

    def put_wire(self, wire_id: str, wire: WireData | None) -> None:
        """Sets or removes (`wire` None) the wire with this id, index included."""
        old = self.wires.pop(wire_id, None) if wire is None else self.wires.get(wire_id)
        if wire is not None:
            self.wires[wire_id] = wire
        if self._inputs is None or self._outputs is None:
            return
        if old is not None:
            if self._inputs[old.target].get(old.target_port) is old:
                del self._inputs[old.target][old.target_port]
            self._outputs[old.source].pop(old.id, None)
        if wire is not None:
            self._inputs.setdefault(wire.target, {})[wire.target_port] = wire
            self._outputs.setdefault(wire.source, {})[wire.id] = wire

    # What the graph says of a node

    def sources(self, node: str) -> Iterator[str]:
        """The nodes whose outputs `node` reads, one for each wire."""
        return (wire.source for wire in self.inputs(node).values())

    def targets(self, node: str) -> Iterator[str]:
        """The nodes that read an output of `node`, one for each wire."""
        return (wire.target for wire in self.outputs(node).values())

    def downstream(self, start: Iterable[str]) -> set[str]:
        """Every node that can be reached along wires, `start` included."""
        seen = set(start)
        stack = list(seen)
        while stack:
            for target in self.targets(stack.pop()):
                if target not in seen:
                    seen.add(target)
                    stack.append(target)
        return seen

    def upstream(self, start: Iterable[str]) -> set[str]:
        """Every node from which `start` can be reached along wires, `start` included."""
        seen = set(start)
        stack = list(seen)
        while stack:
            for source in self.sources(stack.pop()):
                if source not in seen:
                    seen.add(source)
                    stack.append(source)
        return seen

    def in_no_grad(self, node: str) -> bool:
        """Whether a no_grad region lies round the node."""
        frame = self.nodes[node].frame
        seen: set[str] = set()
        while frame is not None and frame in self.frames and frame not in seen:
            if self.frames[frame].kind == "no_grad":
                return True
            seen.add(frame)
            frame = self.frames[frame].frame
        return False

    def name(self, node: str) -> str:
        """What people call the node: its label, else its operation's name, else its id."""
        data = self.nodes.get(node)
        if data is None:
            return node
        if data.label:
            return data.label
        return data.op if isinstance(data, OpData) else node

    def fresh_id(self, prefix: str) -> str:
        """An id that nothing in the document has, such as `n4`."""
        actions = set(action_ids(self.actions))
        tables: dict[str, Collection[str]] = {
            "n": self.nodes,
            "w": self.wires,
            "f": self.frames,
            "a": actions,
        }
        number = len(tables.get(prefix, ())) + 1
        while any(f"{prefix}{number}" in table for table in tables.values()):
            number += 1
        return f"{prefix}{number}"


def action_ids(actions: Iterable[Action]) -> Iterator[str]:
    """The ids of the actions, those inside blocks included."""
    for action in actions:
        yield action.id
        yield from action_ids(getattr(action, "body", ()))
