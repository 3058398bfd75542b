"""Blocks of actions as code: `for`, `if`, `try`."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence

import numpy as np

from autograd_core.graph.actions import Action, Forward, Repeat, Try, When, walk
from autograd_core.graph.catching import ERRORS
from autograd_core.graph.coding.acting import KNOWN, Acting
from autograd_core.graph.coding.failing import suppressing
from autograd_core.graph.coding.script import Line
from autograd_core.graph.coding.texts import code
from autograd_core.graph.document import Document, LeafData
from autograd_core.graph.expression import ExpressionError, evaluate, is_random, names_in
from autograd_core.graph.problems import EXPECTED
from autograd_core.graph.steps import Problem, StepLog
from autograd_core.tensor import Tensor


class Blocks(ABC):
    """Writes blocks; `leaving` are the errors that come out of a Try, by its id."""

    document: Document
    lines: list[Line]
    depth: int
    turns: frozenset[str]
    unsure: int
    """How many parts of When and Try are round what is written: it may not run."""
    leaving: dict[str, Problem]
    _acting: Acting
    _done: frozenset[str]
    _failed: dict[tuple[str, str], Problem]
    _log: StepLog | None
    _made: set[str]
    _scope: list[str]

    @abstractmethod
    def write(self, text: str, nodes: Iterable[str] = (), action: str | None = None) -> None:
        """Writes lines."""

    @abstractmethod
    def make(self, leaves: Sequence[str], action: str) -> None:
        """Writes statements that make leaves."""

    @abstractmethod
    def forward(self, action: Forward) -> None:
        """Writes a Forward."""

    @abstractmethod
    def act(self, action: Action) -> None:
        """Writes any action that is no block and no Forward."""

    def block(self, actions: Sequence[Action]) -> None:
        for action in actions:
            if isinstance(action, Forward):
                self.forward(action)
            elif isinstance(action, Repeat):
                self.repeat(action)
            elif isinstance(action, When):
                self.when(action)
            elif isinstance(action, Try):
                self.attempt(action)
            else:
                self.act(action)

    def _expression(self, action: Repeat | When) -> ast.expr | None:
        """What a block begins with; None if it has failed, or cannot be said."""
        if ("action", action.id) in self._failed:
            return None  # the block itself: what fails in it is the failure of another
        found = action.values if isinstance(action, Repeat) else action.test
        try:
            return self._acting.expression(found)
        except (ExpressionError, LookupError):
            return None

    # For

    def repeat(self, action: Repeat) -> None:
        turned = self._log is None or action.id in self._done or bool(self.unsure)
        if turned and ("action", action.id) not in self._failed:
            self._make_leaves(action)
        values = self._expression(action)
        if values is None:
            return
        text = code(values)
        if self._counts(action.values.text):
            text = f"range({text})"
        before = len(self.lines)
        self.write(f"for {action.name} in {text}:", (), action.id)
        self.depth += 1
        self._scope.append(action.name)
        if turned:
            self.block(action.body)
        self._scope.remove(action.name)
        if len(self.lines) == before + 1:
            if is_random(action.values.text):
                self.write("pass", (), action.id)
            else:
                self.lines.pop()
        self.depth -= 1

    def _counts(self, text: str) -> bool:
        """Whether a Repeat's values are a number of turns, as far as the text tells."""
        # what is measured of a tensor is a number, and so are the turns of most loops
        names = names_in(text)
        stand_in = Tensor(np.ones((2, 2), np.float32))
        bound = {name: 1 if name in self.turns else stand_in for name in names - KNOWN}
        try:
            value = evaluate(text, bound)
        except (ExpressionError, *EXPECTED):
            return False
        return isinstance(value, int) and not isinstance(value, bool)

    def _make_leaves(self, action: Repeat | When | Try) -> None:
        """Leaves are made once, so before a block that may make them many times, or not at all."""
        within = [each for each in walk([action]) if isinstance(each, Forward)]
        if any(each.nodes is None for each in within):
            order, nodes = self.document.order, self.document.nodes
            new = [n for n in order if isinstance(nodes[n], LeafData) and n not in self._made]
            self.make(new, within[0].id)

    # If

    def when(self, action: When, word: str = "if") -> None:
        if word == "if":
            self._make_leaves(action)
        test = self._expression(action)
        if test is None:
            return
        before = len(self.lines)
        self._part(f"{word} {code(test)}:", action.body, action.id)
        (only, *others) = action.otherwise or (None,)
        if isinstance(only, When) and not others and ("action", only.id) not in self._failed:
            self.when(only, "elif")
        elif action.otherwise:
            self._part("else:", action.otherwise, action.id)
        if word == "if" and all(_is_empty(line) for line in self.lines[before:]):
            del self.lines[before:]

    def _part(self, opening: str, actions: Sequence[Action], action: str) -> None:
        self.write(opening, (), action)
        self.depth += 1
        self.unsure += 1
        before = len(self.lines)
        self.block(actions)
        if len(self.lines) == before:
            self.write("pass", (), action)
        self.unsure -= 1
        self.depth -= 1

    # Try

    def attempt(self, action: Try) -> None:
        self._make_leaves(action)
        leaving = self.leaving.get(action.id)
        if leaving is not None:
            self.write(suppressing(leaving), (), action.id)
            self.depth += 1
        before = len(self.lines)
        self._part("try:", action.body, action.id)
        names = [name for name in action.errors if name in ERRORS]
        errors = names[0] if len(names) == 1 else f"({', '.join(names)})"
        named = f" as {action.name}" if action.name else ""
        self._scope.append(action.name)
        self._part(f"except {errors}{named}:", action.handler, action.id)
        self._scope.remove(action.name)
        if leaving is not None:
            self.depth -= 1
        if len(self.lines) == before + 4 and _is_empty(self.lines[before + 1]):
            del self.lines[before - (leaving is not None) :]


def _is_empty(line: Line) -> bool:
    """Whether a line does nothing."""
    text = line.text.lstrip()
    return text == "pass" or text.endswith(":")
