"""Users' own functions in a file: a table with each source once, which the nodes name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from autograd_core.graph.customs.source import known
from autograd_core.graph.document import Document, NodeData, OpData


class FunctionData(Struct, frozen=True):
    """A function that a user wrote: PyTorch code with one class of `torch.autograd.Function` at its
    end. It is never executed by Python, and by nothing when the file is opened."""

    id: str
    source: str


def table_of(graphs: Iterable[Document]) -> dict[str, str]:
    """The ids of all sources in the graphs, by source: the name of the class, with a number where
    another is called so."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for graph in graphs:
        for node in graph.order:
            data = graph.nodes[node]
            if not isinstance(data, OpData) or not data.function or data.function in found:
                continue
            source = known(data.function)
            start = data.op if source is None else source.name
            name, number = start, 1
            while name in taken:
                number += 1
                name = f"{start}_{number}"
            taken.add(name)
            found[data.function] = name
    return found


def functions_of(table: Mapping[str, str]) -> list[FunctionData]:
    """What stands in a file."""
    return [FunctionData(name, source) for source, name in table.items()]


def with_id(data: NodeData, table: Mapping[str, str]) -> NodeData:
    """The node as it stands in a file."""
    if not isinstance(data, OpData) or not data.function:
        return data
    return replace(data, function=table[data.function])


def with_source(data: OpData, sources: Mapping[str, str]) -> OpData:
    """The node as it stands in a document.

    Raises:
        KeyError: there is no such function.
    """
    text = sources[data.function]
    source = known(text)
    return replace(data, function=text, op=data.op if source is None else source.name)
