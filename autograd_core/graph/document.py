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

from autograd_core.graph.actions import Action, Forward, walk

OUT = "out"
"""The name of the only output port of a leaf and of most operations."""
IN = "in"
"""The name of the only input port of a definition's output."""
SEPARATOR = "/"
"""What stands between the ids of a path: `n7/n3` is the node n3 in the instance n7."""

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
    collapsed: bool = False


class OpData(Struct, frozen=True, tag="op", tag_field="kind", omit_defaults=True):
    """An operation. `op` is the OpSpec's name.

    `params` holds the texts of its parameters, and of the numbers that stand in for wires, by
    name. What is not there has its default.

    `function` is the source of a function that a user wrote (see `customs/source.py`), `op` the
    name of its class then; in a file it is the id of one of the document's `functions`.
    """

    id: str
    op: str
    label: str = ""
    params: dict[str, str] = {}
    function: str = ""
    state: Literal["on", "bypass", "mute"] = "on"
    x: float = 0.0
    y: float = 0.0
    frame: str | None = None
    collapsed: bool = False


class TapData(Struct, frozen=True, tag="tap", tag_field="kind", omit_defaults=True):
    """A tensor read from the run: the result of an action that names it in its `into`.

    It takes no wire. Before its action has run it holds nothing, and what reads it waits.
    """

    id: str
    label: str = ""
    x: float = 0.0
    y: float = 0.0
    frame: str | None = None
    collapsed: bool = False


class GroupData(Struct, frozen=True, tag="group", tag_field="kind", omit_defaults=True):
    """An instance of a subgraph: a card that stands for the nodes of its definition.

    Its ports are the definition's ports, by the ids of their nodes. The nodes inside run at its
    place in the order; `turns` names those, here or inside, that run right before another one
    instead (`""`: last of all), by paths from the graph that the instance is in. `params` holds
    the texts of the numbers that stand in for wires, by port.
    """

    id: str
    definition: str
    label: str = ""
    params: dict[str, str] = {}
    state: Literal["on", "bypass", "mute"] = "on"
    turns: dict[str, str] = {}
    x: float = 0.0
    y: float = 0.0
    frame: str | None = None
    collapsed: bool = False


class PortData(Struct, frozen=True, tag="port", tag_field="kind", omit_defaults=True):
    """A port of a definition, as a card within it: what is wired to an instance's input comes out
    of it, and what is wired into it comes out of the instance."""

    id: str
    side: Literal["input", "output"] = "input"
    label: str = ""
    x: float = 0.0
    y: float = 0.0
    frame: str | None = None


class NoteData(Struct, frozen=True, tag="note", tag_field="kind", omit_defaults=True):
    """A text for people, in Markdown. It has no ports, and a run takes no notice of it.

    It stands among the nodes as it lies, moves and is grouped as they do. `label` is never used.
    """

    id: str
    text: str = ""
    color: str = "yellow"
    width: float = 240.0
    height: float = 80.0
    label: str = ""
    x: float = 0.0
    y: float = 0.0
    frame: str | None = None


NodeData: TypeAlias = LeafData | OpData | TapData | GroupData | PortData | NoteData


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
    """A region that nodes are in (`NodeData.frame`); `frame` is the region it lies in itself.

    It is drawn round what is in it, and larger by `margins` at the left, top, right and bottom.
    `color` is the name of one, or `#rrggbb`.
    """

    id: str
    kind: FrameKind = "comment"
    title: str = ""
    color: str = ""
    frame: str | None = None
    margins: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


Item: TypeAlias = NodeData | WireData | FrameData

VIEW_FIELDS = frozenset(
    {"x", "y", "label", "color", "title", "points", "collapsed", "margins"}
)
"""Fields that a run never reads: an edit of them alone replays nothing."""

_NO_WIRES: Mapping[str, WireData] = MappingProxyType({})


class Document:
    """A graph, a list of actions and a seed, and the definitions of the graph's subgraphs.

    Read its tables freely; change it only through edits. `prefix` is what the ids of new things
    begin with: nothing, but in a document that shows the inside of an instance. `source` is the
    PyTorch code that somebody wrote and that says just this; empty where nobody did.
    """

    __slots__ = (
        "_inputs",
        "_outputs",
        "actions",
        "definitions",
        "frames",
        "nodes",
        "order",
        "prefix",
        "seed",
        "source",
        "wires",
    )

    def __init__(
        self,
        nodes: Iterable[NodeData] = (),
        wires: Iterable[WireData] = (),
        frames: Iterable[FrameData] = (),
        actions: tuple[Action, ...] | None = None,
        seed: int = 0,
        definitions: Iterable[Definition] = (),
        source: str = "",
    ) -> None:
        self.nodes: dict[str, NodeData] = {node.id: node for node in nodes}
        self.order: list[str] = list(self.nodes)
        self.wires: dict[str, WireData] = {wire.id: wire for wire in wires}
        self.frames: dict[str, FrameData] = {frame.id: frame for frame in frames}
        self.actions: tuple[Action, ...] = (Forward(id="a1"),) if actions is None else actions
        self.seed = seed
        self.source = source
        self.prefix = ""
        self.definitions: dict[str, Definition] = {each.id: each for each in definitions}
        for each in self.definitions.values():
            each.definitions = self.definitions
        # Wires by their ends, made when first asked for and kept in step by put_wire.
        self._inputs: dict[str, dict[str, WireData]] | None = None
        self._outputs: dict[str, dict[str, WireData]] | None = None

    def snapshot(self) -> Document:
        """A copy for another thread; the parts are shared, as they never change."""
        copy = Document.__new__(type(self))
        self._copy_into(copy)
        copy.definitions = {name: each.snapshot() for name, each in self.definitions.items()}
        for each in copy.definitions.values():
            each.definitions = copy.definitions
        return copy

    def _copy_into(self, copy: Document) -> None:
        copy.nodes = dict(self.nodes)
        copy.order = list(self.order)
        copy.wires = dict(self.wires)
        copy.frames = dict(self.frames)
        copy.actions = self.actions
        copy.seed = self.seed
        copy.source = self.source
        copy.prefix = self.prefix
        copy._inputs = copy._outputs = None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Document):
            return NotImplemented
        return (
            self.has_graph_of(other)
            and self.actions == other.actions
            and self.seed == other.seed
            and self.source == other.source
            and self.definitions == other.definitions
        )

    def has_graph_of(self, other: Document) -> bool:
        """Whether the nodes in their order, the wires and the frames are the same."""
        return (
            self.order == other.order
            and self.nodes == other.nodes
            and self.wires == other.wires
            and self.frames == other.frames
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
        front = seen = set(start)
        wires = self.outputs
        while front:
            front = {wire.target for node in front for wire in wires(node).values()} - seen
            seen |= front
        return seen

    def upstream(self, start: Iterable[str]) -> set[str]:
        """Every node from which `start` can be reached along wires, `start` included."""
        front = seen = set(start)
        wires = self.inputs
        while front:
            front = {wire.source for node in front for wire in wires(node).values()} - seen
            seen |= front
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
        """What people call the node: its label, else its operation's name, else its id.

        A node inside an instance has the instance's name before its own: `layer/relu`.
        """
        data = self.nodes.get(node)
        if data is None:
            group, rest = self._group_round(node)
            inside = self.definitions.get(group.definition) if group is not None else None
            if group is None or inside is None:
                return node
            return self.name(group.id) + SEPARATOR + inside.name(rest)
        return self.own_name(node)

    def own_name(self, node: str) -> str:
        """The name without those of the instances that the node is in."""
        data = self.nodes.get(node)
        if data is None:
            return node
        if data.label:
            return data.label
        if isinstance(data, GroupData) and data.definition in self.definitions:
            return self.definitions[data.definition].title or node
        return data.op if isinstance(data, OpData) else node

    def _group_round(self, path: str) -> tuple[GroupData | None, str]:
        """The instance that a path leads into, and the rest of the path."""
        head, _, rest = path.partition(SEPARATOR)
        group = self.nodes.get(head) if rest else None
        return (group if isinstance(group, GroupData) else None), rest

    def find(self, node: str) -> NodeData | None:
        """The node with this id, or the one inside an instance that the path leads to."""
        data = self.nodes.get(node)
        if data is None and self.definitions:
            group, rest = self._group_round(node)
            if group is not None and group.definition in self.definitions:
                return self.definitions[group.definition].find(rest)
        return data

    def fresh_id(self, prefix: str) -> str:
        """An id that nothing in the document has, such as `n4`."""
        actions = set(action_ids(self.actions))
        tables: dict[str, Collection[str]] = {
            "n": self.nodes,
            "w": self.wires,
            "f": self.frames,
            "a": actions,
            "d": self.definitions,
        }
        number = len(tables.get(prefix, ())) + 1
        if prefix not in ("a", "d"):  # these stand outside of all graphs
            prefix = self.prefix + prefix
        while any(f"{prefix}{number}" in table for table in tables.values()):
            number += 1
        return f"{prefix}{number}"


class Definition(Document):
    """A subgraph: what its instances, nodes of the kind `group`, hold. Its PortData nodes, in
    order, are its ports. It has no actions; `definitions` are all those of the document."""

    __slots__ = ("id", "title")

    def __init__(
        self,
        id: str,
        title: str = "",
        nodes: Iterable[NodeData] = (),
        wires: Iterable[WireData] = (),
        frames: Iterable[FrameData] = (),
    ) -> None:
        super().__init__(nodes, wires, frames, ())
        self.id = id
        self.title = title

    def snapshot(self) -> Definition:
        copy = Definition.__new__(Definition)
        self._copy_into(copy)
        copy.id, copy.title, copy.definitions = self.id, self.title, self.definitions
        return copy

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Definition):
            return NotImplemented
        return self.id == other.id and self.title == other.title and self.has_graph_of(other)

    __hash__ = None

    def ports(self, side: Literal["input", "output"]) -> tuple[str, ...]:
        """The ids of the ports on one side, in order."""
        nodes = self.nodes
        return tuple(
            name
            for name in self.order
            if isinstance(port := nodes[name], PortData) and port.side == side
        )


def action_ids(actions: Iterable[Action]) -> Iterator[str]:
    """The ids of the actions, those inside blocks included."""
    return (action.id for action in walk(actions))
