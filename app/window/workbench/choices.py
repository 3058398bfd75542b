"""Which tensors the workbench offers, and which two it starts with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from autograd_core.graph import action_edits
from autograd_core.graph.actions import Backward, Expression, Jacobian
from autograd_core.graph.document import OUT, Document, LeafData, NoteData, PortData, TapData
from autograd_core.graph.flattening import End, end_of
from autograd_core.graph.ports import first_port, output_ports
from autograd_core.graph.steps import StepLog, Value, port_ref

MOST_OFFERED = 1000
"""Tensors in a chooser."""

Names = dict[End, str]
"""Tensors by what they are called, in the order in which they are offered."""


class Pair(NamedTuple):
    """An output, an input, and where v is to be taken from: a scalar below the output, or what a
    Backward from the output is given. Ones where neither is there."""

    output: End | None = None
    input: End | None = None
    scalar: End | None = None
    v: Expression | None = None


def tensors(flat: Document) -> Names:
    """Every tensor of the flat graph; those with the same name with their ids."""
    ends: list[tuple[End, str]] = []
    for node in flat.order:
        if isinstance(flat.nodes[node], NoteData | PortData):
            continue
        ports, name = output_ports(flat, node), flat.name(node)
        ends += [((node, port), name if len(ports) == 1 else f"{name}.{port}") for port in ports]
    counts = Counter(name for _, name in ends)
    return {end: name if counts[name] == 1 else f"{name}  ({end[0]})" for end, name in ends}


def inputs_for(flat: Document, names: Names, output: End | None) -> Names:
    """What the output may be differentiated by: what lies above it, leaves first."""
    if output is None:
        return names
    above = flat.upstream([output[0]])
    found = [end for end in names if end[0] in above and end != output]
    leaves = [end for end in found if isinstance(flat.nodes[end[0]], LeafData)]
    return {end: names[end] for end in (*leaves, *found)}


def shortened(flat: Document, names: Names, chosen: End | None) -> Names:
    """No more than can be looked through, those first that somebody has named."""
    if len(names) <= MOST_OFFERED:
        return names
    named = [end for end in names if flat.nodes[end[0]].label]
    found = set([*named, *names][:MOST_OFFERED])
    return {end: name for end, name in names.items() if end in found or end == chosen}


def scalars_below(flat: Document, names: Names, log: StepLog, output: End | None) -> Names:
    """The tensors with one element that follow from the output."""
    if output is None:
        return {}
    below = flat.downstream([output[0]]) - {output[0]}
    return {end: name for end, name in names.items() if end[0] in below and _size(log, end) == 1}


def start(whole: Document, flat: Document, log: StepLog, selection: Collection[str]) -> Pair:
    """What to start with: the two cards that are selected, or one and what suits it; else what the
    document itself asks for in a Jacobian or a Backward."""
    ends = list(_ends(whole, flat, selection))
    if len(ends) == 2:
        first, second = ends
        below = flat.downstream([first[0]])
        return _with_v(flat, log, Pair(second, first) if second[0] in below else
                            Pair(first, second))  # fmt: skip
    if len(ends) == 1:
        return _with_v(flat, log, _around(flat, log, ends[0]))
    for _, action in reversed(list(action_edits.flat(flat.actions))):
        if isinstance(action, Jacobian) and action.inputs:
            source = action.inputs[0]
            if action.output in flat.nodes and source in flat.nodes:
                output = _end(flat, action.output, action.port)
                return _with_v(flat, log, Pair(output, _end(flat, source)))
    for _, action in reversed(list(action_edits.flat(flat.actions))):
        if isinstance(action, Backward) and action.root in flat.nodes:
            pair = _from_root(flat, log, _end(flat, action.root, action.port))
            if pair.input is None:  # a gradient's card: nothing of the graph is above it
                continue
            return pair if pair.scalar is not None else _with_v(flat, log, pair)
    sinks = [n for n in flat.order if not flat.outputs(n) and not isinstance(
        flat.nodes[n], LeafData | NoteData | TapData)]  # fmt: skip
    return _from_root(flat, log, _end(flat, sinks[-1])) if sinks else Pair()


def _end(flat: Document, node: str, port: str = OUT) -> End:
    return node, first_port(flat, node) if port == OUT else port


def _ends(whole: Document, flat: Document, selection: Collection[str]) -> Iterator[End]:
    """The tensors at the cards that are selected."""
    seen: set[End] = set()
    for item in sorted(selection):
        if whole.find(item) is None or isinstance(whole.find(item), NoteData):
            continue
        end = end_of(whole, item)
        if end is not None and end[0] in flat.nodes and end not in seen:
            seen.add(end)
            yield end


def _around(flat: Document, log: StepLog, end: End) -> Pair:
    """One end is given: a leaf is an input, anything else an output."""
    if not isinstance(flat.nodes[end[0]], LeafData):
        return Pair(end, _leaf_above(flat, log, end))
    below = flat.downstream([end[0]]) - {end[0]}
    last = [node for node in flat.order if node in below and not flat.outputs(node)]
    if not last:
        return Pair(None, end)
    return _from_root(flat, log, _end(flat, last[-1]))._replace(input=end)


def _from_root(flat: Document, log: StepLog, root: End) -> Pair:
    """Of l = g(y) the vector y, as in vJ = (∂l/∂y) J; of anything else itself."""
    leaf = _leaf_above(flat, log, root)
    if leaf is None or _size(log, root) != 1:
        return Pair(root, leaf)
    between = (flat.downstream([leaf[0]]) & flat.upstream([root[0]])) - {leaf[0], root[0]}
    vectors = [
        node for node in flat.order
        if node in between and (_size(log, _end(flat, node)) or 0) > 1
    ]  # fmt: skip
    named = [node for node in vectors if flat.nodes[node].label]
    if not vectors:
        return Pair(root, leaf)
    return Pair(_end(flat, (named or vectors)[-1]), leaf, root)


def _leaf_above(flat: Document, log: StepLog, end: End) -> End | None:
    """The first leaf above a tensor that requires grad, else the first of floating point."""
    above = flat.upstream([end[0]]) - {end[0]}
    leaves = [flat.nodes[n] for n in flat.order if n in above]
    found = [leaf for leaf in leaves if isinstance(leaf, LeafData)]
    found.sort(key=lambda leaf: (not leaf.requires_grad, not _floats(log, leaf.id)))
    return (found[0].id, OUT) if found else None


def _floats(log: StepLog, node: str) -> bool:
    value = log.at(len(log), port_ref(node), "value")
    return isinstance(value, Value) and "float" in value.dtype


def _with_v(flat: Document, log: StepLog, pair: Pair) -> Pair:
    """With the gradient that a Backward from the output is given, else the last scalar below it."""
    for _, action in reversed(list(action_edits.flat(flat.actions))):
        if isinstance(action, Backward) and action.gradient is not None:
            root = _end(flat, action.root, action.port)
            if action.root in flat.nodes and root == pair.output:
                return pair._replace(v=action.gradient)
    names: Names = dict.fromkeys(_all(flat), "")
    found = list(scalars_below(flat, names, log, pair.output))
    return pair._replace(scalar=found[-1]) if found else pair


def _all(flat: Document) -> Iterable[End]:
    return ((node, port) for node in flat.order for port in output_ports(flat, node))


def _size(log: StepLog, end: End) -> int | None:
    """How many elements the tensor has at the end of the run; None where that is not known."""
    value = log.at(len(log), port_ref(*end), "value")
    if not isinstance(value, Value):
        return None
    size = 1
    for each in value.shape:
        size *= each
    return size
