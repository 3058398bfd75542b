"""Where things stand in a script: the lines of nodes and actions, and what a line is about."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from autograd_core.graph.actions import Forward, walk
from autograd_core.graph.coding.script import Line, Script
from autograd_core.graph.document import Document
from autograd_core.graph.levels import card_of

MOST_COMPARED = 1500
"""Lines between the first and the last that differ, up to which equal ones are sought."""


class Places:
    """An index of a script's lines, by number from 0."""

    def __init__(self, script: Script) -> None:
        self.lines = script.lines
        self._of_node: dict[str, list[int]] = {}
        self._of_action: dict[str, list[int]] = {}
        for number, line in enumerate(script.lines):
            for node in line.nodes:
                self._of_node.setdefault(node, []).append(number)
            for action in line.actions:
                self._of_action.setdefault(action, []).append(number)

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
        both = [number for number in own if action in self.lines[number].actions]
        found = both or lines or own
        return found[0] if found else None

    def of_node(self, node: str) -> int | None:
        """The line that a node was made in."""
        return self._of_node.get(node, [None])[0]


def split(text: str) -> list[str]:
    """The lines of a text, as Python and Qt count them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def told_lines(text: str, lines: Mapping[str, int], document: Document) -> Script:
    """Lines that somebody wrote, with what they are about.

    Args:
        lines: the line, from 1, of each node and action.
        document: the one that the text says.
    """
    spans = dict(_spans(text))
    nodes: dict[int, list[str]] = {}
    actions: dict[int, str] = {}
    again: dict[int, list[str]] = {}
    every = list(walk(document.actions))
    for action in (each for each in every if not isinstance(each, Forward)):
        for number in spans.get(lines.get(action.id, 0), ()):
            if actions.setdefault(number, action.id) != action.id:
                again.setdefault(number, []).append(action.id)
    forwards: dict[str, str] = {}
    for forward in (each for each in every if isinstance(each, Forward)):
        listed = document.order if forward.nodes is None else forward.nodes
        forwards.update({node: forward.id for node in listed if node not in forwards})
    for node in document.order:
        for number in spans.get(lines.get(node, 0), ()):
            nodes.setdefault(number, []).append(node)
            if node in forwards:
                actions.setdefault(number, forwards[node])
    written = split(text)
    _link_repeated(written, nodes, actions, {
        lines.get(each.id, 0): each.id for each in every if isinstance(each, Forward)
    })  # fmt: skip
    return Script(
        tuple(
            Line(text, tuple(nodes.get(n, ())), actions.get(n), tuple(again.get(n, ())))
            for n, text in enumerate(written, start=1)
        ),
        {},
    )


def _link_repeated(
    written: Sequence[str],
    nodes: dict[int, list[str]],
    actions: dict[int, str],
    forwards: Mapping[int, str],
) -> None:
    """Links lines that say word for word what one above says, and execute its nodes again."""
    known: dict[str, list[str]] = {}
    for number, line in enumerate(written, start=1):
        if number in nodes:
            known[line.strip()] = nodes[number]
        elif number not in actions and line.strip() in known:
            nodes[number] = known[line.strip()]
            if number in forwards:
                actions[number] = forwards[number]


def _spans(text: str) -> Iterator[tuple[int, range]]:
    """The lines of the statement that begins at each line, or of the head of a block."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            last = node.end_lineno or node.lineno
            if body and isinstance(body, list):
                last = max(node.lineno, body[0].lineno - 1)
            for line in range(node.lineno, last + 1):
                yield line, range(node.lineno, last + 1)


class Shift:
    """Which line of a text is which of another that it was changed to."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self._size = len(old), len(new)
        most = min(len(old), len(new))
        start = 0
        while start < most and old[start] == new[start]:
            start += 1
        back = 0
        while back < most - start and old[-1 - back] == new[-1 - back]:
            back += 1
        self._start, self._back = start, back
        self._onward: dict[int, int] = {}
        middle = old[start : len(old) - back], new[start : len(new) - back]
        if len(middle[0]) == len(middle[1]):  # lines in which somebody types are the same lines
            self._onward = {start + at: start + at for at in range(len(middle[0]))}
        elif max(map(len, middle)) <= MOST_COMPARED:
            blocks = SequenceMatcher(None, *middle, autojunk=False).get_matching_blocks()
            for a, b, size in blocks:
                self._onward.update({start + a + i: start + b + i for i in range(size)})
        self._back_again = {b: a for a, b in self._onward.items()}

    def onward(self, line: int) -> int | None:
        """The new number of an old line; None where it is gone."""
        return self._moved(line, *self._size, self._onward)

    def back(self, line: int) -> int | None:
        """The old number of a new line; None where there was none."""
        new, old = self._size[1], self._size[0]
        return self._moved(line, new, old, self._back_again)

    def near(self, line: int) -> int:
        """The new number of an old line, or of the nearest one above that is there."""
        while line >= 0:
            found = self.onward(line)
            if found is not None:
                return found
            line -= 1
        return 0

    def _moved(self, line: int, size: int, other: int, middle: Mapping[int, int]) -> int | None:
        if line < self._start:
            return line
        if line >= size - self._back:
            return line - size + other
        return middle.get(line)
