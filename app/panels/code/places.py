"""Where things stand in a script: the lines of nodes and actions, and what a line is about."""

from __future__ import annotations

from collections.abc import Collection

from autograd_core.graph.coding.script import Script
from autograd_core.graph.document import Document
from autograd_core.graph.levels import card_of


class Places:
    """An index of a script's lines, by number from 0."""

    def __init__(self, script: Script) -> None:
        self.lines = script.lines
        self._of_node: dict[str, list[int]] = {}
        self._of_action: dict[str, list[int]] = {}
        for number, line in enumerate(script.lines):
            for node in line.nodes:
                self._of_node.setdefault(node, []).append(number)
            if line.action is not None:
                self._of_action.setdefault(line.action, []).append(number)

    def cards(self, numbers: Collection[int], document: Document) -> list[str]:
        """The cards, at a level, of what these lines are about."""
        nodes = [node for number in numbers for node in self.lines[number].nodes]
        found = (card_of(document, node) for node in nodes)
        return list(dict.fromkeys(card for card in found if card is not None))

    def of_cards(self, cards: Collection[str], document: Document) -> list[int]:
        """The lines about cards of a level; those of an instance are all that is in it."""
        found: set[int] = set()
        inside = []
        for card in cards:
            if card in self._of_node:
                found |= set(self._of_node[card])
            elif card in document.nodes:
                inside.append(card)
        if inside:
            wanted = set(inside)
            for node, numbers in self._of_node.items():
                if card_of(document, node) in wanted:
                    found |= set(numbers)
        return sorted(found)

    def of_action(self, action: str) -> list[int]:
        return self._of_action.get(action, [])

    def of_step(self, node: str | None, action: str) -> int | None:
        """The line that a step carries out: that of its node in its action, else the action's."""
        lines = self._of_action.get(action, [])
        own = self._of_node.get(node or "", [])
        both = [number for number in own if self.lines[number].action == action]
        found = both or lines or own
        return found[0] if found else None

    def of_node(self, node: str) -> int | None:
        """The line that a node was made in."""
        return self._of_node.get(node, [None])[0]
