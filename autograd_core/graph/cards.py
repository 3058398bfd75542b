"""The cards of a run: the live tensors at every output, and whose everything is."""

from __future__ import annotations

import weakref
from collections.abc import Iterable

from autograd_core.graph.document import OUT
from autograd_core.node import Node
from autograd_core.storage import Memory
from autograd_core.tensor import AccumulateGrad, Tensor


class Cards:
    """Which card an autograd Node, a tensor or a memory belongs to."""

    def __init__(self) -> None:
        self.tensors: dict[tuple[str, str], Tensor] = {}
        self.ports: dict[str, tuple[str, ...]] = {}
        """The output ports at which a node's results are."""
        self.saving: dict[str, set[int]] = {}
        """The sequence numbers of the node's Nodes that hold saved tensors."""
        self.keeping: set[tuple[str, str]] = set()
        """Outputs that were among the `inputs` of a backward: also a result keeps its gradient
        then."""
        self.reading: dict[str, str] = {}
        """Taps that hold the very tensor that is the `.grad` of a node, by the tap."""
        self._by_sequence_nr: dict[int, str] = {}
        self._written: set[int] = set()
        # Old tensors and memories must be free to go: a program may make new ones for ever.
        self._leaves: dict[int, tuple[weakref.ref[Tensor], tuple[str, str]]] = {}
        self._sharing: weakref.WeakKeyDictionary[Memory, set[tuple[str, str]]] = (
            weakref.WeakKeyDictionary()
        )

    def put(self, node: str, ports: Iterable[str], tensors: Iterable[Tensor]) -> tuple[str, ...]:
        """These are the node's results now; the ports at which it has none any more."""
        old = self.forget(node)
        now = self.ports[node] = tuple(ports)
        for port, tensor in zip(now, tensors, strict=True):
            self.tensors[node, port] = tensor
        return tuple(port for port in old if port not in now)

    def put_leaf(self, node: str, port: str, tensor: Tensor) -> None:
        """The tensor at this output is one at which gradients arrive; the first that has it
        keeps it, as others may pass it on."""
        leaves, key = self._leaves, id(tensor)
        if key not in leaves:
            leaves[key] = (weakref.ref(tensor, lambda _: leaves.pop(key, None)), (node, port))

    def put_functions(self, node: str, first: int, stop: int, wired: bool = True) -> None:
        """The Nodes with these sequence numbers were made by this card; `wired` if from what
        its wires brought, and not from what an action wrote."""
        for number in range(first, stop):
            self._by_sequence_nr[number] = node
            if not wired:
                self._written.add(number)

    def claim(self, node: str, ends: Iterable[tuple[str, str]], first: int) -> None:
        """Gives views among the inputs the Nodes from the number `first` on that they made for
        themselves when they were read, as their base had been written."""
        outputs = [self.tensors[node, port] for port in self.ports[node]]
        for end in ends:
            tensor = self.tensors[end]
            function = tensor._node
            if (
                tensor._view is not None
                and function is not None
                and function.sequence_nr >= first
                and not any(tensor is output for output in outputs)
            ):
                self._by_sequence_nr[function.sequence_nr] = end[0]

    def put_saving(self, node: str, first: int, afresh: bool = True) -> None:
        """Looks for the Nodes from the number `first` on that hold tensors for the node."""
        found: set[int] = set() if afresh else self.saving.get(node, set())
        self.saving[node] = found
        stack = [self.tensors[node, port]._node for port in self.ports[node]]
        while stack:
            function = stack.pop()
            number = -1 if function is None else function.sequence_nr
            if function is None or number < first or isinstance(function, AccumulateGrad):
                continue
            if self._by_sequence_nr.get(number) == node and number not in found:
                if function.saved:
                    found.add(number)
                stack.extend(function.targets)

    def freed(self, node: str, function: Node) -> bool:
        """Whether with this Node the last of the node's saved tensors went."""
        saving = self.saving.get(node)
        if not saving or function.saved is not None or function.sequence_nr not in saving:
            return False
        saving.discard(function.sequence_nr)
        return not saving

    def is_wired(self, function: Node) -> bool:
        """Whether the Node's inputs came along its card's wires."""
        return function.sequence_nr not in self._written

    def share(self, ends: Iterable[tuple[str, str]]) -> None:
        """These outputs may share memory: from now on a write to one is looked for in all."""
        for end in ends:
            tensor = self.tensors.get(end)
            if tensor is not None:
                self._sharing.setdefault(tensor.storage().memory, set()).add(end)

    def sharing(self, tensor: Tensor) -> list[tuple[str, str]]:
        """The outputs known to share the tensor's memory, those still alive, in a fixed order."""
        if tensor._storage is None:
            return []
        memory = tensor._storage.memory
        return sorted(
            end
            for end in self._sharing.get(memory, ())
            if end in self.tensors and self.tensors[end].storage().memory is memory
        )

    def same(self, tensor: Tensor) -> list[tuple[str, str]]:
        """The outputs among them that are this very tensor."""
        return [end for end in self.sharing(tensor) if self.tensors[end] is tensor]

    def holds_results(self, taps: Iterable[str]) -> bool:
        """Whether one of the taps holds what the graph leads back from."""
        held = (self.tensors.get((tap, OUT)) for tap in taps)
        return any(tensor is not None and tensor._node is not None for tensor in held)

    def forget(self, node: str) -> tuple[str, ...]:
        """The node has no result any more; the ports at which it had some."""
        ports = self.ports.pop(node, ())
        for port in ports:
            self.tensors.pop((node, port), None)
        return ports

    def card_of(self, function: object) -> str | None:
        """The card of an autograd Node; a leaf's for AccumulateGrad."""
        if isinstance(function, AccumulateGrad):
            known = self._leaves.get(id(function.variable))
            end = self.end_of(function.variable) or (known and known[1])
            return end[0] if end else None
        number = getattr(function, "sequence_nr", None)
        return None if number is None else self._by_sequence_nr.get(number)

    def end_of(self, leaf: Tensor) -> tuple[str, str] | None:
        """The output at which the leaf is: where it came to be or, if another took its place
        there, where it was passed on to; None if it is nowhere any more."""
        known = self._leaves.get(id(leaf))
        if known is None:
            return None
        return known[1] if self.tensors.get(known[1]) is leaf else next(iter(self.same(leaf)), None)

    def leaves(self) -> list[tuple[str, Tensor]]:
        """The tensors at which gradients may arrive and that are at an output, by node."""
        found = []
        for reference, _ in self._leaves.values():
            tensor = reference()
            end = None if tensor is None else self.end_of(tensor)
            if tensor is not None and end is not None:
                found.append((end[0], tensor))
        return found
