"""Which Node comes next: PyTorch's ready queue, ties included.

PyTorch keeps ready Nodes in a ``std::priority_queue`` ordered by sequence number. The Nodes of all
leaves have the same number, so among three or more of them the order depends on how the heap moves
its elements. :class:`ReadyQueue` moves them alike (``__push_heap`` and ``__adjust_heap`` of
libstdc++, bits/stl_heap.h), so that hooks on leaves run in PyTorch's order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .node import Node

__all__ = ["ReadyQueue", "reachable"]


def reachable(roots: Iterable[Node]) -> list[Node]:
    """All Nodes that gradients of the roots can reach, each once."""
    found = dict.fromkeys(roots)
    nodes = list(found)
    for node in nodes:
        for target in node.targets:
            if target is not None and target not in found:
                found[target] = None
                nodes.append(target)
    return nodes


class ReadyQueue:
    """Yields Nodes in order while :meth:`delivered` reports the edges that were served."""

    __slots__ = ("_heap", "_missing")

    def __init__(self, roots: Iterable[Node]) -> None:
        roots = list(dict.fromkeys(roots))
        self._heap: list[Node] = []
        self._missing: dict[Node, int] = {}
        missing = self._missing
        for node in reachable(roots):
            for target in node.targets:
                if target is not None:
                    missing[target] = missing.get(target, 0) + 1
        for root in roots:
            if root not in missing:
                self._push(root)

    def __iter__(self) -> Iterator[Node]:
        while self._heap:
            yield self._pop()

    def delivered(self, target: Node, take: bool) -> None:
        """One edge to ``target`` was served; the last one makes it ready, if it takes part."""
        missing = self._missing
        missing[target] -= 1
        if missing[target] == 0 and take:
            self._push(target)

    def _push(self, node: Node) -> None:
        self._heap.append(node)
        _sift_up(self._heap, len(self._heap) - 1, 0, node)

    def _pop(self) -> Node:
        heap = self._heap
        top = heap[0]
        value = heap.pop()
        if heap:
            hole, length = 0, len(heap)
            child = 0
            while child < (length - 1) // 2:
                child = 2 * (child + 1)
                if heap[child].sequence_nr < heap[child - 1].sequence_nr:
                    child -= 1
                heap[hole] = heap[child]
                hole = child
            if length % 2 == 0 and child == (length - 2) // 2:
                child = 2 * (child + 1)
                heap[hole] = heap[child - 1]
                hole = child - 1
            _sift_up(heap, hole, 0, value)
        return top


def _sift_up(heap: list[Node], hole: int, top: int, value: Node) -> None:
    parent = (hole - 1) // 2
    while hole > top and heap[parent].sequence_nr < value.sequence_nr:
        heap[hole] = heap[parent]
        hole = parent
        parent = (hole - 1) // 2
    heap[hole] = value
