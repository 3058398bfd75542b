"""Which node of a graph is which node of another, as code tells: of the graph as it was, and of the
one that was traced from code that somebody changed.

Nodes are paired in passes, each among those that are still free: (1) the same name, operation,
parameters and everything above; (2) name and operation, those with the same parameters first; (3)
name; (4) the same operation on the same port of a paired neighbour, repeated; (5) as 1 without
names, which is a rename; (6) the same operation, in order.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence

from autograd_core.graph.actions import Backward, Jacobian, ReadGrad, walk
from autograd_core.graph.coding.operations import leaf_code, operation_code
from autograd_core.graph.coding.texts import code, name
from autograd_core.graph.document import Document, LeafData, OpData, TapData
from autograd_core.graph.expression import ExpressionError
from autograd_core.graph.ports import state_of, way_of

End = tuple[str, str]
"""A node and one of its output ports."""
MOST_COMPARED = 1_000_000
"""Pairs of items up to which the longest common subsequence is sought; beyond, what is alike is
paired in order."""


class Side:
    """A flat graph as code tells it.

    Args:
        hidden: nodes of which the code does not tell.
        names: what nodes are called in that code, where that is not their label: it numbers those
            that are there twice.
    """

    def __init__(
        self,
        document: Document,
        hidden: Collection[str] = (),
        names: Mapping[str, str] | None = None,
    ) -> None:
        self.document = document
        self.nodes = [n for n in document.order if n not in hidden and is_told(document, n)]
        labels = {n: document.nodes[n].label for n in self.nodes}
        self.names = {n: text and (names or {}).get(n, text) for n, text in labels.items()}
        self.kinds = {n: _kind(document, n) for n in self.nodes}
        self.inputs = {n: dict(_inputs(document, n)) for n in self.nodes}
        self.readers: dict[str, list[tuple[str, str, str]]] = {n: [] for n in self.nodes}
        for node, ends in self.inputs.items():
            for port, (source, source_port) in ends.items():
                if source in self.readers:
                    self.readers[source].append((port, source_port, node))
        self.said = dict(_said(document, self.nodes))

    def signs(self, table: dict[Hashable, int], named: bool) -> dict[str, int]:
        """A number for each node that only nodes with the same operation, parameters and grad mode
        have, and with the same above them; with the same names, if these are asked for."""
        found: dict[str, int] = {}
        filled = {tap: (kind, ends) for tap, kind, ends in _fillers(self.document)}
        for node in self.nodes:
            ends = [(p, found.get(s, -1), q) for p, (s, q) in self.inputs[node].items()]
            kind, roots = filled.get(node, ("", ()))
            key = (
                self.names[node] if named else "", self.said[node], kind,
                tuple(found.get(root, -1) for root in roots),
                self.document.in_no_grad(node), *sorted(ends),
            )  # fmt: skip
            found[node] = table.setdefault(key, len(table))
        return found


def is_told(document: Document, node: str) -> bool:
    """Whether code may tell of the node: a tensor that is not muted or bypassed."""
    data = document.nodes[node]
    if isinstance(data, OpData):
        return data.state == "on"
    return isinstance(data, LeafData | TapData)


def _kind(document: Document, node: str) -> str:
    data = document.nodes[node]
    return data.op if isinstance(data, OpData) else str(data.__struct_config__.tag)


def _inputs(document: Document, node: str) -> Iterator[tuple[str, End]]:
    """What the node reads at each port, through what is bypassed."""
    for port, wire in document.inputs(node).items():
        last = way_of(document, wire)[-1]
        if state_of(document.nodes[last.source]) != "bypass":
            yield port, (last.source, last.source_port)


def _said(document: Document, nodes: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The code of each node, whatever it reads."""
    known: dict[Hashable, str] = {}
    for node in nodes:
        data = document.nodes[node]
        if isinstance(data, OpData):
            params = tuple(sorted(data.params.items()))
            key = (data.op, data.function, params, *sorted(document.inputs(node)))
            if key not in known:
                known[key] = _operation(document, node)
            yield node, known[key]
        elif isinstance(data, LeafData):
            try:
                yield node, leaf_code(data)
            except ExpressionError:
                yield node, f"{data.value} {data.dtype} {data.requires_grad} {data.seed}"
        else:
            yield node, ""


def _operation(document: Document, node: str) -> str:
    data = document.nodes[node]
    assert isinstance(data, OpData)
    kind = f"{data.op} {data.function}"
    try:
        return f"{kind} {code(operation_code(document, node, lambda _, port: name('_')))}"
    except (ExpressionError, KeyError):
        return f"{kind} {sorted(data.params.items())} {sorted(document.inputs(node))}"


def _fillers(document: Document) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each tap, with what kind of action fills it and from which nodes."""
    for action in walk(document.actions):
        if isinstance(action, ReadGrad):
            yield from ((tap, "grad", (action.node,)) for tap in action.into)
        elif isinstance(action, Backward | Jacobian):
            root = action.root if isinstance(action, Backward) else action.output
            for tap, source in zip(action.into, action.inputs or (), strict=False):
                yield tap, type(action).__name__, (root, source)


class Pairs:
    """The pairs found so far; `of` has the old node for each new one."""

    def __init__(self, old: Side, new: Side) -> None:
        self.old, self.new = old, new
        self.of: dict[str, str] = {}
        self._taken: set[str] = set()
        table: dict[Hashable, int] = {}
        named = [side.signs(table, True) for side in (old, new)]
        self._pass(lambda side, n: named[side is new][n])
        self._pass(lambda side, n: side.names[n] and (side.names[n], side.said[n]))
        self._pass(lambda side, n: side.names[n] and (side.names[n], side.kinds[n]))
        self._pass(lambda side, n: side.names[n])
        self._neighbours()
        plain = [side.signs(table, False) for side in (old, new)]
        self._pass(lambda side, n: ("", plain[side is new][n]))
        self._pass(lambda side, n: side.kinds[n])

    def _put(self, old: str, new: str) -> None:
        self.of[new] = old
        self._taken.add(old)

    def _pass(self, key: Callable[[Side, str], Hashable]) -> None:
        """Pairs free nodes with equal keys that say something."""
        before = [(key(self.old, n), n) for n in self.old.nodes if n not in self._taken]
        after = [(key(self.new, n), n) for n in self.new.nodes if n not in self.of]
        old = [each for each in before if each[0] != ""]
        new = [each for each in after if each[0] != ""]
        for a, b in alike([k for k, _ in old], [k for k, _ in new]):
            self._put(old[a][1], new[b][1])

    def _neighbours(self) -> None:
        waiting = deque(self.of)
        while waiting:
            new = waiting.popleft()
            for a, b in self._beside(self.of[new], new):
                free = a not in self._taken and b not in self.of
                if free and self.old.kinds[a] == self.new.kinds[b]:
                    self._put(a, b)
                    waiting.append(b)

    def _beside(self, old: str, new: str) -> Iterator[tuple[str, str]]:
        """What both read at the same port, and what reads both at the same."""
        for port, (source, _) in self.new.inputs[new].items():
            end = self.old.inputs[old].get(port)
            if end is not None and end[0] in self.old.kinds and source in self.new.kinds:
                yield end[0], source
        readers: dict[tuple[str, str, str], deque[str]] = {}
        for port, source_port, target in self.old.readers[old]:
            if target not in self._taken:
                key = (port, source_port, self.old.kinds[target])
                readers.setdefault(key, deque()).append(target)
        for port, source_port, target in self.new.readers[new]:
            found = readers.get((port, source_port, self.new.kinds[target]))
            if found and target not in self.of:
                yield found.popleft(), target


def alike(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    """Places of equal items: those of a longest common subsequence, then what is left, in order."""
    free_old, free_new = dict.fromkeys(range(len(old))), dict.fromkeys(range(len(new)))
    for a, b in common(old, new):
        del free_old[a], free_new[b]
        yield a, b
    places: dict[Hashable, deque[int]] = {}
    for place in free_old:
        places.setdefault(old[place], deque()).append(place)
    for place in free_new:
        found = places.get(new[place])
        if found:
            yield found.popleft(), place


def common(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The places of a longest common subsequence; none where that would take too long to find."""
    most = min(len(old), len(new))
    start = 0
    while start < most and old[start] == new[start]:
        start += 1
    back = 0
    while back < most - start and old[-1 - back] == new[-1 - back]:
        back += 1
    found = [(place, place) for place in range(start)]
    found += [
        (start + a, start + b)
        for a, b in _longest(old[start : len(old) - back], new[start : len(new) - back])
    ]
    return found + [(len(old) - each, len(new) - each) for each in range(back, 0, -1)]


def _longest(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int, int]]:
    if not old or not new or len(old) * len(new) > MOST_COMPARED:
        return
    lengths = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for a in range(len(old) - 1, -1, -1):
        row, below = lengths[a], lengths[a + 1]
        for b in range(len(new) - 1, -1, -1):
            same = old[a] == new[b]
            row[b] = below[b + 1] + 1 if same else max(row[b + 1], below[b])
    a = b = 0
    while a < len(old) and b < len(new):
        if old[a] == new[b]:
            yield a, b
            a, b = a + 1, b + 1
        elif lengths[a + 1][b] >= lengths[a][b + 1]:
            a += 1
        else:
            b += 1
