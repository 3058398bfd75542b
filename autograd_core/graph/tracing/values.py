"""What the interpreter of snippets computes with: values, and how an Expression would say them."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from autograd_core import dtypes
from autograd_core.graph.vocabulary import CONSTANTS
from autograd_core.ops.spec import OpSpec

LONGEST_LITERAL = 2000
"""Elements of a list that is still written out."""


class SnippetError(Exception):
    """What a snippet may not say, or what went wrong in it, and at which line (from 1)."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


class Refused(Exception):
    """Something that is not understood or not allowed; the line is added where it is known."""


class Ref(ast.expr):
    """Stands in a syntax tree for a tensor: a result of an execution."""

    _fields = ()

    def __init__(self, run: Execution, port: int = 0) -> None:
        super().__init__()
        self.run = run
        self.port = port


class Val(NamedTuple):
    """A value, and the tree of an Expression that gives it (None: only its value is known)."""

    value: Any
    sym: ast.expr | None = None


@dataclass(eq=False)
class Execution:
    """One operation, leaf or gradient that was computed.

    `operands` has for each port a Ref, a tree, a list of Refs or None; `source` is the code of the
    result within an Expression, if it can be said there.
    """

    index: int
    kind: str
    line: int
    spec: OpSpec | None = None
    operands: tuple[Any, ...] = ()
    params: dict[str, ast.expr] = field(default_factory=dict)
    source: ast.expr | None = None
    untracked: int = 0
    label: str = ""
    name: str = ""
    text: str = ""
    dtype: str | None = None
    requires_grad: bool = False
    seed: int | None = None
    needed: bool = False
    inlined: bool = False
    failed: bool = False
    drawn: bool = False
    latest: Execution | None = None
    hooks: list[Act] = field(default_factory=list)
    last_read: int = -1

    def now(self) -> Execution:
        """The execution that wrote the tensor last."""
        found = self
        while found.latest is not None:
            found = found.latest
        return found

    def refs(self) -> Iterator[Ref]:
        """The tensors that it read."""
        for operand in self.operands:
            for each in operand if isinstance(operand, list) else [operand]:
                if isinstance(each, ast.AST):
                    yield from refs_in(each)


@dataclass(eq=False)
class Act:
    """An action that was done. `fields` has Refs, tuples of Refs, trees (`Text`) and plain
    values."""

    index: int
    kind: type
    line: int
    fields: dict[str, Any]
    idle: bool = False
    """Whether it does no more than draw, so that it can go where nothing is drawn after it."""

    def refs(self) -> Iterator[Ref]:
        for value in self.fields.values():
            for each in value if isinstance(value, tuple) else (value,):
                if isinstance(each, Text):
                    yield from refs_in(each.tree)
                elif isinstance(each, Ref):
                    yield each


@dataclass(eq=False)
class Text:
    """The tree of an Expression in an action; `bound` are names of its own."""

    tree: ast.expr
    bound: frozenset[str] = frozenset()


@dataclass(eq=False)
class Loop:
    """A `for` that was executed: what happened in each turn."""

    line: int
    name: str
    values: ast.expr | None
    items: list[Any] = field(default_factory=list)
    turns: list[list[Event]] = field(default_factory=list)
    seen: set[tuple[int, bool]] = field(default_factory=set)
    """The ways of an `if` in it that were looked at."""


@dataclass(eq=False)
class Branch:
    """An `if` on Python values. `ways` has what happens where the test holds and where it does
    not, None for a way that nobody has seen; `left` says that the way that was taken led out of
    the loop or the function."""

    line: int
    test: ast.expr
    taken: bool
    ways: dict[bool, list[Event] | None]
    left: bool = False

    def seen(self) -> list[Event]:
        """What happened on the way that was taken."""
        events = self.ways[self.taken]
        assert events is not None
        return events


@dataclass(eq=False)
class Handler:
    """An `except`: None for what it does where nobody has seen it."""

    line: int
    errors: tuple[str, ...]
    name: str
    events: list[Event] | None = None


@dataclass(eq=False)
class Attempt:
    """A `try`. `whole` says that the body was seen to its end; `error` is what was caught or passed
    on, `taken` the handler that caught it. `left` says that it can only be told as it went: no
    action raised the error, or it led out of the loop or the function."""

    line: int
    body: list[Event] = field(default_factory=list)
    handlers: list[Handler] = field(default_factory=list)
    whole: bool = True
    error: BaseException | None = None
    taken: Handler | None = None
    left: bool = False


Event = Execution | Act | Loop | Branch | Attempt


def inner_events(event: Event) -> Iterator[list[Event]]:
    """The lists of events within one."""
    if isinstance(event, Loop):
        yield from event.turns
    elif isinstance(event, Branch):
        yield from (way for way in event.ways.values() if way is not None)
    elif isinstance(event, Attempt):
        yield event.body
        yield from (each.events for each in event.handlers if each.events is not None)


def refs_in(tree: ast.AST) -> Iterator[Ref]:
    """The tensors that a tree reads."""
    if isinstance(tree, Ref):
        yield tree
        return
    for child in ast.iter_child_nodes(tree):
        yield from refs_in(child)


def names_read(tree: ast.AST) -> set[str]:
    """The run variables that a tree reads."""
    if isinstance(tree, ast.Name):
        return {tree.id} - CONSTANTS.keys()
    if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name):
        parts: list[ast.AST] = [*tree.args, *tree.keywords]
        return set().union(*map(names_read, parts)) if parts else set()
    found: set[str] = set()
    for child in ast.iter_child_nodes(tree):
        if not (isinstance(child, ast.Name) and child.id in ("torch", "math")):
            found |= names_read(child)
    return found


def constant(value: Any) -> ast.Constant:
    return ast.Constant(value)


def literal(value: Any) -> ast.expr | None:
    """The tree that writes a Python value down; None where that cannot be done."""
    if value is None or value is ... or isinstance(value, bool | str):
        return ast.Constant(value)
    if isinstance(value, int) and type(value) is int:
        return ast.Constant(value) if value >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-value))
    if isinstance(value, float):
        return _number(float(value))
    if isinstance(value, dtypes.DType):
        return _dtype(value)
    if isinstance(value, range):
        parts = [value.start, value.stop, value.step]
        if value.step == 1:
            parts = parts[:2] if value.start else [value.stop]
        return ast.Call(ast.Name("range"), [literal(part) or ast.Constant(0) for part in parts], [])
    if isinstance(value, slice):
        lower, upper, step = (
            None if part is None else literal(part)
            for part in (value.start, value.stop, value.step)
        )
        return ast.Slice(lower, upper, step)
    if isinstance(value, list | tuple) and len(value) <= LONGEST_LITERAL:
        items = [literal(item) for item in value]
        if any(item is None for item in items):
            return None
        elements = [item for item in items if item is not None]
        return ast.List(elements) if isinstance(value, list) else ast.Tuple(elements)
    return None


def _number(value: float) -> ast.expr:
    if math.isnan(value):
        return ast.Name("nan")
    size: ast.expr = ast.Name("inf") if math.isinf(value) else ast.Constant(abs(value))
    return ast.UnaryOp(ast.USub(), size) if math.copysign(1.0, value) < 0 else size


def _dtype(value: dtypes.DType) -> ast.expr:
    name = str(value).removeprefix("torch.")
    return ast.Name("bool_" if name == "bool" else name)


def said(val: Val) -> ast.expr | None:
    """The tree of a value: how it came about, else the value written down."""
    return val.sym if val.sym is not None else literal(val.value)
