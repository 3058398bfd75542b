"""What the types of a file cannot say: whether its parts make a graph."""

from __future__ import annotations

from collections.abc import Iterator

from autograd_core.graph.document import (
    SEPARATOR,
    Definition,
    Document,
    FrameData,
    GroupData,
    LeafData,
    NodeData,
    OpData,
    PortData,
    TapData,
)
from autograd_core.graph.flattening import MOST_NODES, held_by, sizes
from autograd_core.graph.ordering import topological
from autograd_core.graph.placeholders import UNREADABLE
from autograd_core.graph.ports import has_input, has_output, spec_of
from autograd_core.graph.told import Told
from autograd_core.graph.troubles import Trouble
from autograd_core.ops.spec import REGISTRY

DEEPEST = 100
"""How deep Repeats and frames may be nested."""
MOST_CYCLES = 100
"""Cycles of one graph that are told of."""


def check(document: Document, known: bool = True) -> list[Trouble]:
    """Everything that is wrong with a document as a graph; `known` as for `decode`."""
    graphs: list[tuple[str, Document]] = [("$", document)]
    graphs += [(f"$.definitions[{i}]", d) for i, d in enumerate(document.definitions.values())]
    troubles = [each for place, graph in graphs for each in _check_graph(graph, place, known)]
    is_sound = not troubles
    if is_sound:
        troubles += _check_nested(document)
    for place, graph in graphs:
        for cycle in _cycles(graph) if not is_sound or topological(graph) is None else ():
            reason = Told("a cycle: {path}", path=" → ".join(cycle))
            troubles.append(Trouble(f"{place}.wires", reason))
    return troubles


def _check_graph(graph: Document, within: str, known: bool) -> Iterator[Trouble]:
    """What is wrong with the parts of one graph."""
    for place, node in enumerate(graph.order):
        data, where = graph.nodes[node], f"{within}.nodes[{place}]"
        placeholder = isinstance(data, OpData) and data.op == UNREADABLE
        unknown = isinstance(data, OpData) and not data.function and data.op not in REGISTRY
        if known and unknown and not placeholder:
            assert isinstance(data, OpData)
            yield Trouble(f"{where}.op", Told("unknown operation '{op}'", op=data.op))
        if data.frame is not None and data.frame not in graph.frames:
            yield Trouble(f"{where}.frame", Told("no frame '{name}'", name=data.frame))
        if isinstance(data, GroupData) and data.definition not in graph.definitions:
            reason = Told("no definition '{name}'", name=data.definition)
            yield Trouble(f"{where}.definition", reason)
        if isinstance(data, PortData) and not isinstance(graph, Definition):
            yield Trouble(where, Told("a port belongs into a definition"))
        if _looks_like_a_path(graph, data):
            reason = Told("'{name}' would be taken for a path", name=node)
            yield Trouble(f"{where}.id", reason)
        yield from _unknown_params(f"{where}.params", data)
    yield from _check_wires(graph, within)
    for place, frame in enumerate(graph.frames.values()):
        where = f"{within}.frames[{place}].frame"
        if frame.frame is not None and frame.frame not in graph.frames:
            yield Trouble(where, Told("no frame '{name}'", name=frame.frame))
        else:
            yield from _check_nesting(graph, frame, where)


def _looks_like_a_path(graph: Document, data: NodeData) -> bool:
    head, found, _ = data.id.partition(SEPARATOR)
    return bool(found) and isinstance(graph.nodes.get(head, data), GroupData)


def _check_nested(document: Document) -> Iterator[Trouble]:
    """What is wrong with definitions that hold instances of others."""
    for place, each in enumerate(document.definitions.values()):
        if each.id in held_by(document, each):
            reason = Told("the subgraph '{name}' holds itself", name=each.title or each.id)
            yield Trouble(f"$.definitions[{place}]", reason)
            return
    try:
        if sizes(document)[""] > MOST_NODES:
            reason = Told("the subgraphs hold more than {count} nodes", count=MOST_NODES)
            yield Trouble("$.definitions", reason)
    except RecursionError:
        yield Trouble("$.definitions", Told("nested too deeply"))


def _unknown_params(place: str, data: NodeData) -> Iterator[Trouble]:
    spec = spec_of(data)
    if spec is None or not isinstance(data, OpData):
        return
    known = {port.name for port in spec.ports} | {param.name for param in spec.params}
    for name in data.params:
        if name not in known:
            yield Trouble(
                f"{place}.{name}", Told("{op} has no parameter '{name}'", op=data.op, name=name)
            )


def _check_wires(document: Document, within: str) -> Iterator[Trouble]:
    taken: set[tuple[str, str]] = set()
    for place, wire in enumerate(document.wires.values()):
        where = f"{within}.wires[{place}]"
        ends = {"source": wire.source, "target": wire.target}
        missing = [(end, node) for end, node in ends.items() if node not in document.nodes]
        for end, node in missing:
            yield Trouble(f"{where}.{end}", Told("no node '{name}'", name=node))
        if missing:
            continue
        if (wire.target, wire.target_port) in taken:
            yield Trouble(
                f"{where}.target_port",
                Told(
                    "port '{port}' of '{node}' has a wire already",
                    port=wire.target_port,
                    node=wire.target,
                ),
            )
        taken.add((wire.target, wire.target_port))
        target = document.nodes[wire.target]
        if isinstance(target, LeafData):
            yield Trouble(
                f"{where}.target", Told("'{node}' is a leaf and takes no wire", node=wire.target)
            )
        elif isinstance(target, TapData):
            yield Trouble(
                f"{where}.target", Told("'{node}' is a tap and takes no wire", node=wire.target)
            )
        elif not has_input(document, wire.target, wire.target_port):
            yield Trouble(
                f"{where}.target_port",
                Told(
                    "{op} has no port '{port}'",
                    op=target.op if isinstance(target, OpData) else document.name(wire.target),
                    port=wire.target_port,
                ),
            )
        if not has_output(document, wire.source, wire.source_port):
            reason = Told(
                "'{node}' has no output '{port}'", node=wire.source, port=wire.source_port
            )
            yield Trouble(f"{where}.source_port", reason)


def _check_nesting(document: Document, frame: FrameData, place: str) -> Iterator[Trouble]:
    seen = {frame.id}
    outer = frame.frame
    while outer is not None and outer in document.frames:
        if outer in seen:
            yield Trouble(place, Told("the frame lies within itself"))
            return
        if len(seen) > DEEPEST:
            yield Trouble(place, Told("nested too deeply"))
            return
        seen.add(outer)
        outer = document.frames[outer].frame


def _cycles(document: Document) -> Iterator[list[str]]:
    """The names along cycles, of which no two share a node: with one wire less in each, there may
    be others. Wires with an end missing are left out."""
    sources: dict[str, list[str]] = {node: [] for node in document.order}
    targets: dict[str, list[str]] = {node: [] for node in document.order}
    for wire in document.wires.values():
        if wire.source in sources and wire.target in targets:
            sources[wire.target].append(wire.source)
            targets[wire.source].append(wire.target)
    waiting = {node: len(found) for node, found in sources.items()}
    ready = [node for node, count in waiting.items() if not count]
    count = 0
    for start in document.order:
        while ready:
            for target in targets[ready.pop()]:
                if waiting[target]:  # and not one of a cycle that was told
                    waiting[target] -= 1
                    if not waiting[target]:
                        ready.append(target)
        if not waiting[start]:
            continue
        # Every node left has a source that is left: going back must come round.
        node, path = start, dict.fromkeys([start])
        while (node := next(each for each in sources[node] if waiting[each])) not in path:
            path[node] = None
        around = list(path)[list(path).index(node) :]
        names = [document.name(each) for each in (*around, node)][::-1]
        yield names if len(names) < 12 else [*names[:5], "…", *names[-5:]]
        count += 1
        if count == MOST_CYCLES:
            return
        for each in around:
            waiting[each] = 0
        ready = around
