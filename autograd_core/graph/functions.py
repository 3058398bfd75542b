"""The autograd graph as the cards of a run hold it: which Nodes each has, where their gradients go
and which tensors they have saved.

A run tells of it if its limits ask for it (`Limits.functions`), as changes like all others:

- `("node", (id,))`: `functions`, a tuple of `Function`: the Nodes that the node's last execution
  made, and behind them those that a backward with create_graph has made at it.
- `("port", (tap, "out"))`: `function`, the key of the grad_fn of what an action put there.
- `("function", (id, number))`: `freed`, True once a backward has let go what the Node had saved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from autograd_core.dtypes import from_numpy
from autograd_core.graph.cards import Cards
from autograd_core.graph.document import Document
from autograd_core.graph.recorder import Recorder
from autograd_core.graph.steps import Ref, node_ref
from autograd_core.node import Node
from autograd_core.ops.opnode import OpNode
from autograd_core.storage import Array
from autograd_core.tensor import AccumulateGrad, Tensor

End: TypeAlias = tuple[str, str]
Key: TypeAlias = int | End
"""What tells a Node from others: its sequence number; the output of the leaf for AccumulateGrad."""

ACCUMULATE = "AccumulateGrad"


class Saved(NamedTuple):
    """A tensor that a Node has saved, by PyTorch's name (`self` for `_saved_self`).

    `end` is the output at which the tensor is, None for one that no card shows; `version` what it
    was when it was saved.
    """

    name: str
    end: End | None
    version: int
    shape: tuple[int, ...]
    dtype: str


class Edge(NamedTuple):
    """An entry of `next_functions`: the Node that the gradient goes to, its card, and which of its
    outputs; None where no gradient is needed."""

    target: Key
    name: str
    card: str | None
    input_nr: int


class Function(NamedTuple):
    """A Node. `call` is 0 for one that forward has made, else the number of the backward that made
    it while it applied the Node `made_by`."""

    key: Key
    name: str
    edges: tuple[Edge | None, ...] = ()
    saved: tuple[Saved, ...] = ()
    call: int = 0
    made_by: str = ""


def function_ref(card: str, number: int) -> Ref:
    return Ref("function", (card, str(number)))


def short_name(function: Node) -> str:
    """`AccumulateGrad` for `torch::autograd::AccumulateGrad`."""
    return function.name().rpartition("::")[2]


class Functions:
    """Tells a recorder of the Nodes of its cards."""

    def __init__(self, document: Document, cards: Cards, recorder: Recorder) -> None:
        self._document = document
        self._cards = cards
        self._recorder = recorder

    def show_made(self, node: str, first: int) -> None:
        """Tells of the Nodes from the number `first` on, which executing the node has made."""
        cards = self._cards
        tensors = [cards.tensors[node, port] for port in cards.ports.get(node, ())]
        roots = [tensor._node for tensor in tensors]
        for tensor in tensors:  # what was written in place has another grad_fn everywhere
            roots += [cards.tensors[end]._node for end in cards.sharing(tensor)]
        self.clear(node)
        self._add(_reached(roots, first), 0, {})

    def show_recorded(
        self, tensors: Iterable[Tensor | None], first: int, call: int, makers: dict[int, str]
    ) -> None:
        """Tells of the Nodes that a backward pass, whose first has the number `first`, has made of
        these gradients; `makers` names for each the Node that was applied, and loses it."""
        roots = [None if tensor is None else tensor._node for tensor in tensors]
        self._add((f for f in _reached(roots, first) if f.sequence_nr in makers), call, makers)

    def show_freed(self, card: str, function: Node) -> None:
        """Notes that the Node has let go what it had saved, if it has."""
        if isinstance(function, OpNode) and function.saved is None:
            self._recorder.set(function_ref(card, function.sequence_nr), "freed", True)

    def clear(self, node: str) -> None:
        """Notes that the node has no Nodes any more."""
        if self._recorder.shown.get(node_ref(node), {}).get("functions"):
            self._recorder.set(node_ref(node), "functions", ())

    def _add(self, functions: Iterable[Node], call: int, makers: dict[int, str]) -> None:
        found: dict[str, list[Function]] = {}
        for function in functions:
            card = self._cards.card_of(function)
            maker = makers.pop(function.sequence_nr, "")
            if card is not None:
                record = self._record(function, card)._replace(call=call, made_by=maker)
                found.setdefault(card, []).append(record)
                for edge in record.edges:
                    if edge is not None and edge.name == ACCUMULATE and edge.card is not None:
                        self._need(found.setdefault(edge.card, []), edge)
        for card, records in found.items():
            records.sort(key=lambda r: -r.key if isinstance(r.key, int) else 0)
            known: tuple[Function, ...] = self._known(card)
            new = [r for r in records if not any(r.key == old.key for old in known)]
            if new:
                self._recorder.set(node_ref(card), "functions", (*known, *new))

    def _need(self, records: list[Function], edge: Edge) -> None:
        """The leaf's AccumulateGrad, which is there as soon as somebody asks for it."""
        if not any(record.key == edge.target for record in records):
            records.append(Function(edge.target, ACCUMULATE))

    def _known(self, card: str) -> tuple[Function, ...]:
        return self._recorder.shown.get(node_ref(card), {}).get("functions") or ()

    def _record(self, function: Node, card: str) -> Function:
        edges = tuple(
            None if target is None else self._edge(target, number)
            for target, number in function.next_functions
        )
        saved = tuple(self._saved(function, card)) if isinstance(function, OpNode) else ()
        return Function(function.sequence_nr, short_name(function), edges, saved)

    def _edge(self, target: Node, number: int) -> Edge:
        card = self._cards.card_of(target)
        key: Key = target.sequence_nr
        if isinstance(target, AccumulateGrad):
            key = self._cards.end_of(target.variable) or (card or "", "")
        return Edge(key, short_name(target), card, number)

    def _saved(self, function: OpNode, card: str) -> Iterator[Saved]:
        saved, layout = function.saved, function.layout
        if saved is None:
            return
        keywords = {port.name: port.keyword for port in function.spec.ports}
        place = 0
        for name in layout.saved_inputs:
            tensor, version = saved[place : place + 2]
            place += 2
            if version is not None and isinstance(tensor, Tensor):
                called = "self" if keywords[name] == "input" else keywords[name]
                end = self._end_of(card, tensor._array)
                yield Saved(
                    called, end, version, tuple(tensor.shape), str(tensor.dtype)
                )
        for name in layout.saved_outputs:
            array, _, version = saved[place : place + 3]
            place += 3
            if array is not None:
                called = "result" if name == "out" else name
                dtype = str(from_numpy(array.dtype))
                yield Saved(called, self._end_of(card, array), version, array.shape, dtype)

    def _end_of(self, card: str, array: Array) -> End | None:
        """The output at which a tensor is that a Node of the card has saved."""
        tensors = self._cards.tensors
        ends = [(w.source, w.source_port) for w in self._document.inputs(card).values()]
        ends += [(card, port) for port in self._cards.ports.get(card, ())]
        return next((e for e in ends if e in tensors and tensors[e]._array is array), None)


def _reached(roots: Iterable[Node | None], first: int) -> list[Node]:
    """The Nodes from the number `first` on that gradients of the roots come to, each once."""
    found: dict[Node, None] = {}
    stack = list(roots)
    while stack:
        function = stack.pop()
        if (
            function is not None
            and function not in found
            and function.sequence_nr >= first
            and not isinstance(function, AccumulateGrad)
        ):
            found[function] = None
            stack.extend(function.targets)
    return list(found)
