"""Graphs as other programs know them: networkx, Graphviz DOT, Mermaid.

networkx takes a graph whole, and gives it back whole. DOT and Mermaid are pictures in words: names,
operations, shapes if a run is given, and regions as clusters.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from autograd_core.graph import files
from autograd_core.graph.document import (
    OUT,
    Document,
    FrameData,
    GroupData,
    LeafData,
    NodeData,
    NoteData,
    OpData,
    PortData,
    TapData,
)
from autograd_core.graph.migrations import VERSION
from autograd_core.graph.ports import first_port, port_name, spec_of
from autograd_core.graph.steps import StepLog, Value, port_ref
from autograd_core.graph.told import Told
from autograd_core.graph.words import code_of

if TYPE_CHECKING:
    import networkx

# networkx


def to_networkx(document: Document) -> networkx.MultiDiGraph:
    """The graph with a node for each node, and an edge for each wire (its key is the wire's id).

    Nodes and edges have the fields of the file as attributes; `graph.graph` has the rest of it.
    """
    import networkx

    raw = msgspec.to_builtins(files.raw_of(document))
    graph = networkx.MultiDiGraph()
    kept = ("format", "version", *_GRAPH)
    graph.graph.update({key: raw[key] for key in kept if key in raw})
    for node in raw["nodes"]:
        graph.add_node(node["id"], **{key: value for key, value in node.items() if key != "id"})
    for wire in raw["wires"]:
        others = {k: v for k, v in wire.items() if k not in ("id", "source", "target")}
        graph.add_edge(wire["source"], wire["target"], key=wire["id"], **others)
    return graph


def from_networkx(graph: networkx.DiGraph) -> Document:
    """The document of a graph that `to_networkx` made, or of any directed graph whose nodes say
    `op` (an operation) or `value` (a leaf).

    A node that says neither is a leaf if nothing leads to it, else the sum of what does. Edges
    without a `target_port` take the free ports of their target in order.

    Raises:
        FileProblem: lists all that is wrong, as for a file.
    """
    nodes = [_node_from(graph, name, dict(data)) for name, data in graph.nodes(data=True)]
    wires: list[dict[str, Any]] = []
    taken: dict[str, list[str]] = {}
    for number, edge in enumerate(_edges(graph)):
        source, target, key, data = edge
        ports = taken.setdefault(str(target), [])
        port = data.get("target_port") or _free_port(nodes, str(target), ports)
        ports.append(port)
        wire = {"id": key or f"w{number + 1}", "source": str(source), "target": str(target)}
        wires.append({**wire, "target_port": port, **{k: data[k] for k in _WIRE if k in data}})
    raw = {"format": files.FORMAT, "version": VERSION, "nodes": nodes, "wires": wires}
    kept = {key: graph.graph[key] for key in _GRAPH if key in graph.graph}
    return files.decode(json.dumps({**raw, **kept}).encode(), "networkx graph")


def linked(document: Document) -> bytes:
    """The graph as networkx writes it to JSON (`node_link_data`)."""
    import networkx

    raw = networkx.node_link_data(to_networkx(document), edges="edges")
    return (json.dumps(raw, indent=1, ensure_ascii=False) + "\n").encode()


def linked_graph(data: bytes, name: Path | str) -> Document | None:
    """The document in JSON that networkx has written; None if it is something else.

    Raises:
        FileProblem: it is a graph of networkx, and not one that can be run; lists what is wrong.
    """
    if b'"directed"' not in data or b'"multigraph"' not in data:
        return None
    import networkx

    try:
        raw = json.loads(data)
        graph = networkx.node_link_graph(raw, edges="links" if "links" in raw else "edges")
        return from_networkx(graph)
    except files.FileProblem as problem:
        raise files.FileProblem(name, problem.troubles) from None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        reason = Told("this is no graph of networkx: {error}", error=error)
    except networkx.NetworkXException as error:
        reason = Told("this is no graph of networkx: {error}", error=error)
    raise files.FileProblem(name, [files.Trouble("", reason)])


_WIRE = ("source_port", "points")
_GRAPH = ("seed", "frames", "actions", "definitions", "source")


def _edges(graph: networkx.DiGraph) -> Iterator[tuple[Any, Any, str | None, dict[str, Any]]]:
    if graph.is_multigraph():
        for source, target, key, data in graph.edges(keys=True, data=True):
            yield source, target, key if isinstance(key, str) else None, data
    else:
        for source, target, data in graph.edges(data=True):
            yield source, target, None, data


def _node_from(graph: networkx.DiGraph, name: Any, data: dict[str, Any]) -> dict[str, Any]:
    found = {"id": str(name), **data}
    if "kind" in found:
        return found
    if "op" in found:
        return {"kind": "op", "label": str(name), **found}
    if "value" in found or not graph.in_degree(name):
        return {"kind": "leaf", "label": str(name), **found}
    several = graph.in_degree(name) > 1
    return {"kind": "op", "op": "add" if several else "clone", "label": str(name), **found}


def _free_port(nodes: list[dict[str, Any]], target: str, taken: list[str]) -> str:
    """The next input port of an operation that no edge has."""
    op = next((str(node.get("op", "")) for node in nodes if node["id"] == target), "")
    spec = spec_of(OpData("_", op))
    for port in () if spec is None else spec.ports:
        if port.variadic:
            number = sum(each.startswith(f"{port.name}.") for each in taken)
            return f"{port.name}.{number}"
        if port.name not in taken:
            return port.name
    return f"in{len(taken)}"


# Pictures in words


def to_dot(document: Document, log: StepLog | None = None) -> str:
    """The graph in Graphviz's language; shapes where a run's log is given."""
    lines = ["digraph GradCanvas {", "  rankdir=LR;", '  node [fontname="sans-serif"];']
    lines += _dot_level(document, None, log, "  ")
    for wire in document.wires.values():
        label = _wire_label(document, wire.source, wire.source_port, wire.target, wire.target_port)
        attributes = f" [label={_quoted(label)}]" if label else ""
        lines.append(f"  {_quoted(wire.source)} -> {_quoted(wire.target)}{attributes};")
    return "\n".join([*lines, "}"]) + "\n"


def _dot_level(
    document: Document, frame: str | None, log: StepLog | None, indent: str
) -> Iterator[str]:
    for node in document.order:
        data = document.nodes[node]
        if data.frame == frame and not isinstance(data, NoteData):
            text = "\\n".join(_escaped(line) for line in _lines(document, data, log))
            style = _DOT_STYLES.get(type(data), "")
            yield f'{indent}{_quoted(node)} [label="{text}"{style}];'
    for each in document.frames.values():
        if each.frame == frame:
            yield f"{indent}subgraph {_quoted(f'cluster_{each.id}')} {{"
            yield f"{indent}  label={_quoted(_title(each))};"
            if each.kind == "no_grad":
                yield f"{indent}  style=dashed;"
            yield from _dot_level(document, each.id, log, indent + "  ")
            yield f"{indent}}}"


_DOT_STYLES: dict[type, str] = {
    LeafData: ", shape=box, style=rounded",
    OpData: ", shape=ellipse",
    GroupData: ", shape=box3d",
    TapData: ", shape=note",
    PortData: ", shape=cds",
}


def to_mermaid(document: Document, log: StepLog | None = None) -> str:
    """The graph in Mermaid's language, which GitHub and many notebooks draw."""
    names = {node: f"n{at}" for at, node in enumerate(document.order)}
    lines = ["flowchart LR", *_mermaid_level(document, None, log, names, "  ")]
    for wire in document.wires.values():
        label = _wire_label(document, wire.source, wire.source_port, wire.target, wire.target_port)
        arrow = f"-->|{_plain(label)}|" if label else "-->"
        lines.append(f"  {names[wire.source]} {arrow} {names[wire.target]}")
    return "\n".join(lines) + "\n"


def _mermaid_level(
    document: Document,
    frame: str | None,
    log: StepLog | None,
    names: dict[str, str],
    indent: str,
) -> Iterator[str]:
    for node in document.order:
        data = document.nodes[node]
        if data.frame == frame and not isinstance(data, NoteData):
            text = "<br>".join(_plain(line) for line in _lines(document, data, log))
            left, right = _MERMAID_SHAPES.get(type(data), ("([", "])"))
            yield f'{indent}{names[node]}{left}"{text}"{right}'
    for number, each in enumerate(document.frames.values()):
        if each.frame == frame:
            yield f'{indent}subgraph f{number}["{_plain(_title(each))}"]'
            yield from _mermaid_level(document, each.id, log, names, indent + "  ")
            yield f"{indent}end"


_MERMAID_SHAPES: dict[type, tuple[str, str]] = {
    LeafData: ("[", "]"),
    GroupData: ("[[", "]]"),
    TapData: (">", "]"),
}


def _lines(document: Document, data: NodeData, log: StepLog | None) -> Iterator[str]:
    """What is written on a node."""
    name = document.own_name(data.id)
    code = code_of(document, data.id) if isinstance(data, LeafData | OpData) else ""
    yield f"{name} = {_short(code)}" if code and code != name else name
    if isinstance(data, LeafData) and data.requires_grad:
        yield "requires_grad"
    if log is not None:
        value = log.at(len(log), port_ref(data.id, first_port(document, data.id)), "value")
        if isinstance(value, Value):
            shape = ", ".join(map(str, value.shape))
            yield f"[{shape}] {value.dtype.removeprefix('torch.')}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def _title(frame: FrameData) -> str:
    kind = "" if frame.kind == "comment" else frame.kind
    return " ".join(part for part in (kind, frame.title) if part) or frame.id


def _wire_label(
    document: Document, source: str, source_port: str, target: str, target_port: str
) -> str:
    """The ports of a wire, where there are several."""
    given = "" if source_port == OUT else port_name(document, source, source_port)
    taken = port_name(document, target, target_port)
    several = len(document.inputs(target)) > 1
    return " → ".join(part for part in (given, taken if several else "") if part)


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _plain(text: str) -> str:
    """The text with what means something to Mermaid written otherwise."""
    for sign, code in (("&", "amp"), ('"', "quot"), ("<", "lt"), (">", "gt"), ("|", "#124")):
        text = text.replace(sign, f"#{code.removeprefix('#')};")
    return text.replace("\n", " ")
