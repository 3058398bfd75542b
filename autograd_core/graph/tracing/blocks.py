"""Blocks of a trace: turns of a loop as one Repeat, ways of an `if` as a When, and Try."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from autograd_core.graph.actions import (
    Action,
    Block,
    Check,
    Expression,
    RemoveHook,
    Repeat,
    Try,
    When,
    parts,
)
from autograd_core.graph.catching import said
from autograd_core.graph.tracing.texts import Env, code, opened, substituted
from autograd_core.graph.tracing.values import (
    Act,
    Attempt,
    Branch,
    Event,
    Execution,
    Loop,
    Text,
    inner_events,
    literal,
    names_read,
)
from autograd_core.graph.vocabulary import RANDOM

Actions = tuple[Action, ...]
UNSEEN: Actions = (Check("", Expression("True"), expected=False),)
"""What stands for a way that nobody has seen: whoever comes there is told so."""


class Blocks(ABC):
    """Makes actions of what happened in blocks."""

    loops: bool
    nodes: list[Any]
    keys: dict[tuple[Any, ...], int]
    holds: dict[int, Execution]
    lines: dict[int, int]

    @abstractmethod
    def actions_of(self, events: Sequence[Event], env: Env) -> list[Action]:
        """The actions of a list of events."""

    @abstractmethod
    def fold(self, events: Sequence[Event], env: Env, made: list[Action]) -> None:
        """Adds the actions of events to those that were made."""

    @abstractmethod
    def flush(self, made: list[Action]) -> None:
        """Adds a Forward of the nodes that wait for one."""

    @abstractmethod
    def add(self, made: list[Action], action: Action, line: int) -> None:
        """Adds an action."""

    @abstractmethod
    def expression(self, text: Text, env: Env) -> Expression:
        """The Expression of a text."""

    def block(
        self, event: Loop | Branch | Attempt, env: Env, made: list[Action]
    ) -> None:
        if isinstance(event, Loop):
            self._loop(event, env, made)
        elif isinstance(event, Branch):
            self._branch(event, env, made)
        else:
            self._attempt(event, env, made)

    # If

    def _branch(self, branch: Branch, env: Env, made: list[Action]) -> None:
        test = substituted(branch.test, env)
        known = bool(names_read(branch.test)) and not names_read(test)
        if known or not self.loops or branch.left or _escapes(branch.seen()):
            if names_read(test) and self.loops:
                self.flush(made)
                self.add(made, _decided(Expression(code(test)), branch.taken), branch.line)
            self.fold(branch.seen(), env, made)
            return
        self.flush(made)
        ways = {
            way: UNSEEN if events is None else tuple(self.actions_of(events, env))
            for way, events in branch.ways.items()
        }
        if any(ways.values()):
            found = When("", Expression(code(test)), ways[True], ways[False])
            self.add(made, found, branch.line)

    # Try

    def _attempt(self, attempt: Attempt, env: Env, made: list[Action]) -> None:
        idle = not attempt.body and attempt.error is None
        if idle or attempt.left or not self.loops or not attempt.handlers:
            self.fold(attempt.body, env, made)
            if attempt.taken is not None and attempt.error is not None:
                told = {attempt.taken.name: ast.Constant(said(attempt.error))}
                self.fold(attempt.taken.events or (), {**env, **told}, made)
            return
        self.flush(made)
        body = (*self.actions_of(attempt.body, env), *(() if attempt.whole else UNSEEN))
        for handler in attempt.handlers:
            inner = {name: tree for name, tree in env.items() if name != handler.name}
            then = UNSEEN
            if handler.events is not None:
                then = tuple(self.actions_of(handler.events, inner))
            found = Try("", body, handler.errors, handler.name, then)
            self.lines[id(found)] = handler.line
            body = (found,)
        self.add(made, body[0], attempt.line)

    # Loops

    def _loop(self, loop: Loop, env: Env, made: list[Action]) -> None:
        if not loop.turns and loop.name and loop.values is not None and _draws(loop.values):
            self.flush(made)
            repeat = Repeat("", self.expression(Text(loop.values), env), loop.name)
            self.add(made, repeat, loop.line)
            return
        if self.loops and loop.name and loop.values is not None and loop.turns:
            self.flush(made)
            body = self._repeated(loop, {k: v for k, v in env.items() if k != loop.name})
            if body is not None:
                if body:
                    values = self.expression(Text(_turns(loop.values)), env)
                    repeat = Repeat("", values, loop.name, body)
                    self.add(made, repeat, loop.line)
                return
        for item, turn in zip(loop.items, loop.turns, strict=True):
            inner = dict(env)
            if loop.name:
                inner[loop.name] = literal(item) or ast.Constant(None)
            self.fold(turn, inner, made)

    def _repeated(self, loop: Loop, env: Env) -> Actions | None:
        """The actions of every turn, if they are the same."""
        before = (len(self.nodes), dict(self.keys), dict(self.holds))
        body: Actions | None = None
        for turn in loop.turns:
            found = tuple(self.actions_of(turn, env))
            body = found if body is None else self._merged(body, found)
            if body is None:
                del self.nodes[before[0] :]
                self.keys, self.holds = before[1], before[2]
                return None
        return body

    def _merged(self, one: Actions, other: Actions) -> Actions | None:
        """Two turns as one: what was not seen in the one may have been seen in the other."""
        if one == other:
            return one
        unseen = [each[-1:] == UNSEEN for each in (one, other)]
        pairs = zip((one, other), unseen, strict=True)
        short, long = (each[:-1] if cut else each for each, cut in pairs)
        cut = unseen[0]
        if len(short) > len(long):
            short, long, cut = long, short, unseen[1]
        if len(short) < len(long) and not cut:
            return None
        found: list[Action] = []
        for a, b in zip(short, long, strict=False):
            both = a if a == b else self._both(a, b)
            if both is None:
                return None
            found.append(both)
        return (*found, *long[len(found) :], *(UNSEEN if all(unseen) else ()))

    def _both(self, a: Action, b: Action) -> Action | None:
        if not isinstance(a, Block) or type(a) is not type(b):
            return None
        without: dict[str, Any] = dict.fromkeys(parts(a), ())
        if replace(a, **without) != replace(b, **without):
            return None
        merged: dict[str, Any] = {}
        for name, part in parts(a).items():
            merged[name] = self._merged(part, parts(b)[name])
            if merged[name] is None:
                return None
        found = replace(a, **merged)
        self.add([], found, self.lines.get(id(a), 0))
        return found


def settled(actions: Sequence[Action], lines: dict[int, int]) -> Actions:
    """The actions where no way of a When is unseen: it is a Check then of what was decided."""
    found: list[Action] = []
    places: list[int] = []
    for action in actions:
        places.append(len(found))
        changed = {name: settled(part, lines) for name, part in parts(action).items()}
        if isinstance(action, When) and UNSEEN in (action.body, action.otherwise):
            taken = action.body != UNSEEN
            made: Action = _decided(action.test, taken)
            further = changed["body" if taken else "otherwise"]
        else:
            made, further = replace(action, **changed) if changed else action, ()
        if isinstance(action, RemoveHook):  # it says how many actions ago the hook was
            back = int(action.hook[1:])
            made = replace(action, hook=f"@{places[-1] - places[-1 - back]}")
        lines[id(made)] = lines.get(id(action), 0)
        found += [made, *further]
    return tuple(found)


def _decided(test: Expression, taken: bool) -> Check:
    tree = ast.parse(test.text, mode="eval").body
    while isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not):
        tree, taken = tree.operand, not taken
    return Check("", Expression(ast.unparse(tree), test.names), taken)


def _escapes(events: Sequence[Event]) -> bool:
    """Whether a result is used outside of where it came about."""
    within = list(_flat(events))
    last = max((each.index for each in within), default=0)
    return any(
        each.needed and each.last_read > last for each in within if isinstance(each, Execution)
    )


def _flat(events: Sequence[Event]) -> list[Execution | Act]:
    found: list[Execution | Act] = []
    for event in events:
        if isinstance(event, Execution | Act):
            found.append(event)
        for within in inner_events(event):
            found += _flat(within)
    return found


def _draws(tree: ast.expr) -> bool:
    """Whether random numbers are drawn for it."""
    words = (getattr(n, "id", getattr(n, "attr", "")) for n in ast.walk(opened(tree)))
    return any(word in RANDOM for word in words)


def _turns(tree: ast.expr) -> ast.expr:
    """`range(3)` is 3 turns; anything else is what it is."""
    called = tree.func if isinstance(tree, ast.Call) else None
    counts = isinstance(called, ast.Name) and called.id == "range"
    if counts and isinstance(tree, ast.Call) and len(tree.args) == 1 and not tree.keywords:
        return tree.args[0]
    return tree
