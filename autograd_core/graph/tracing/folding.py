"""From what happened to a document: executions become nodes, turns of a loop become one Repeat.

An execution is an existing node executed again if operation, parameters, grad mode, label and
operands are equal and nothing later reads the old result. A loop whose turns leave equal actions
after that is one Repeat; any other is written out.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from autograd_core.graph.actions import (
    Action,
    Backward,
    Expression,
    Forward,
    Jacobian,
    Optimizer,
    OptimizerStep,
    ReadGrad,
    RemoveHook,
    Repeat,
)
from autograd_core.graph.document import OUT
from autograd_core.graph.tracing.values import (
    Act,
    Branch,
    Event,
    Execution,
    Loop,
    Ref,
    Refused,
    Text,
    literal,
    names_read,
)
from autograd_core.graph.vocabulary import RANDOM
from autograd_core.ops.spec import OpSpec

WHEN = "_"
"""The turn of a Repeat that stands for an `if`: it runs once or not at all."""
MOST_READS = 3_000_000


@dataclass(eq=False)
class Placed:
    """A node in the making."""

    number: int
    kind: str
    line: int
    label: str = ""
    spec: OpSpec | None = None
    params: dict[str, str] = field(default_factory=dict)
    wires: list[tuple[str, int, str]] = field(default_factory=list)
    text: str = ""
    dtype: str | None = None
    requires_grad: bool = False
    seed: int | None = None
    block: int = 0

    @property
    def id(self) -> str:
        return f"n{self.number}"


Env = dict[str, ast.expr]
_Key = tuple[Any, ...]


class Folder:
    """Makes nodes and actions of events.

    Args:
        again: whether executions may be those of existing nodes.
        loops: whether loops may become Repeats.
    """

    def __init__(self, events: Sequence[Event], again: bool = True, loops: bool = True) -> None:
        self.again = again
        self.loops = loops
        self.nodes: list[Placed] = []
        self.lines: dict[int, int] = {}
        self._keys: dict[_Key, int] = {}
        self._holds: dict[int, Execution] = {}
        self._node_of: dict[Execution, int] = {}
        self._pending: list[int] = []
        self._pending_line = 0
        _note_reads(events)
        self.actions = self._list(events, {})

    # Events

    def _list(self, events: Sequence[Event], env: Env) -> list[Action]:
        made: list[Action] = []
        self._fold(events, env, made)
        self._flush(made)
        return made

    def _fold(self, events: Sequence[Event], env: Env, made: list[Action]) -> None:
        for event in events:
            if isinstance(event, Execution):
                self._execution(event, env, made)
            elif isinstance(event, Act):
                self._act(event, env, made)
            elif isinstance(event, Loop):
                self._loop(event, env, made)
            else:
                self._branch(event, env, made)

    def _flush(self, made: list[Action]) -> None:
        if self._pending:
            nodes = tuple(self.nodes[number].id for number in self._pending)
            self._pending = []
            self._add(made, Forward("", nodes), self._pending_line)

    def _add(self, made: list[Action], action: Action, line: int) -> None:
        made.append(action)
        self.lines[id(action)] = line
        self._kept = getattr(self, "_kept", [])
        self._kept.append(action)

    # Executions

    def _execution(self, run: Execution, env: Env, made: list[Action]) -> None:
        if not run.needed or run.kind == "tap":
            return
        if run.kind == "grad":
            self._flush(made)
            (base,) = run.refs()
            node = self._tap(run, ("grad", self._node(base)))
            self._add(made, ReadGrad("", self._id(base), (self.nodes[node].id,)), run.line)
            return
        node = self._placed(run, env)
        if self._pending and self._pending[-1] >= node:
            self._flush(made)
        if not self._pending:
            self._pending_line = run.line
        self._pending.append(node)

    def _placed(self, run: Execution, env: Env) -> int:
        """The node that the execution is one of."""
        if run.kind == "leaf":
            key: _Key = ("leaf", run.text, run.dtype, run.requires_grad, run.seed, _named(run))
            fresh = Placed(
                0, "leaf", run.line, run.label, text=run.text, dtype=run.dtype,
                requires_grad=run.requires_grad, seed=run.seed,
            )  # fmt: skip
        else:
            fresh = self._operation(run, env)
            assert fresh.spec is not None
            key = (
                id(fresh.spec), tuple(sorted(fresh.params.items())), tuple(fresh.wires),
                bool(run.untracked), _named(run), run.failed,
            )  # fmt: skip
        return self._settle(run, key, fresh)

    def _settle(self, run: Execution, key: _Key, fresh: Placed) -> int:
        number = self._keys.get(key) if self.again else None
        if number is None or self._holds[number].last_read >= run.index:
            number = len(self.nodes)
            fresh.number = number + 1
            self.nodes.append(fresh)
            self._keys[key] = number
        self._holds[number] = run
        self._node_of[run] = number
        return number

    def _operation(self, run: Execution, env: Env) -> Placed:
        spec = run.spec
        assert spec is not None
        fresh = Placed(0, "op", run.line, run.label, spec, block=run.untracked)
        for port, operand in zip(spec.ports, run.operands, strict=False):
            if isinstance(operand, Ref):
                fresh.wires.append((port.name, *self._end(operand)))
            elif isinstance(operand, list):
                for place, each in enumerate(operand):
                    if not isinstance(each, Ref):
                        raise Refused(f"{spec.name} takes tensors here")
                    fresh.wires.append((f"{port.name}.{place}", *self._end(each)))
            elif operand is not None:
                fresh.params[port.name] = self._text(operand, env)
        for name, tree in run.params.items():
            kind = spec.param(name).type
            fresh.params[name] = self._param(tree, kind, env)
        return fresh

    def _end(self, ref: Ref) -> tuple[int, str]:
        return self._node(ref), _port(ref)

    def _node(self, ref: Ref) -> int:
        found = self._node_of.get(ref.run)
        if found is None:
            raise Refused("a tensor is used that no operation has made")
        return found

    def _id(self, ref: Ref) -> str:
        return self.nodes[self._node(ref)].id

    def _tap(self, run: Execution, key: _Key) -> int:
        fresh = Placed(0, "tap", run.line, run.label)
        return self._settle(run, ("tap", *key, _named(run)), fresh)

    # Texts

    def _param(self, tree: ast.expr, kind: str, env: Env) -> str:
        tree = _substituted(tree, env)
        if kind == "str" and isinstance(tree, ast.Constant) and isinstance(tree.value, str):
            return tree.value if tree.value.isidentifier() else repr(tree.value)
        if kind == "index":
            return _code(ast.Subscript(ast.Name("_"), tree))[2:-1]
        return _code(tree)

    def _text(self, tree: ast.expr, env: Env) -> str:
        return _code(_substituted(tree, env))

    def _expression(self, text: Text, env: Env) -> Expression:
        tree = _substituted(text.tree, {k: v for k, v in env.items() if k not in text.bound})
        taken = {n.id for n in ast.walk(_opened(tree)) if isinstance(n, ast.Name)} | text.bound
        names: dict[str, str] = {}

        folder = self

        class Binder(ast.NodeTransformer):
            def visit(self, node: ast.AST) -> Any:
                if not isinstance(node, Ref):
                    return super().visit(node)
                if node.run.inlined and not node.run.needed and node.run.source is not None:
                    return self.visit(_substituted(node.run.source, env))
                placed = folder.nodes[folder._node(node)]
                known = next((n for n, each in names.items() if each == placed.id), None)
                if known is None:
                    start = placed.label if placed.label.isidentifier() else f"t{placed.number}"
                    known, number = start, 2
                    while known in taken or known in names:
                        known, number = f"{start}_{number}", number + 1
                    names[known] = placed.id
                return ast.Name(known, ast.Load())

        code = _code(Binder().visit(tree))
        if isinstance(tree, ast.Tuple) and len(tree.elts) > 1:
            code = code.removeprefix("(").removesuffix(")")
        return Expression(code, names)

    # Actions

    def _act(self, act: Act, env: Env, made: list[Action]) -> None:
        self._flush(made)
        fields: dict[str, Any] = {}
        hook: str | None = None
        for name, value in act.fields.items():
            if act.kind is OptimizerStep and name == "written":
                continue
            if isinstance(value, Ref):
                if value.run.kind != "tap" or value.run in self._node_of:
                    fields[name] = self._id(value)
            elif isinstance(value, Text):
                fields[name] = self._expression(value, env)
            elif isinstance(value, Act):
                hook = self._back_to(value, made)
                fields[name] = hook
            elif name == "into":
                fields[name] = self._taps(act, value)
            elif isinstance(value, tuple):
                fields[name] = tuple(self._id(ref) for ref in value)
            elif act.kind is Optimizer and name == "options":
                fields[name] = {key: self._text(each.tree, env) for key, each in value.items()}
            else:
                fields[name] = value
        if act.kind in (Backward, Jacobian):
            ref = act.fields["root" if act.kind is Backward else "output"]
            if ref.run.kind == "op":
                fields["port"] = _port(ref)
        action = act.kind("", **fields)
        self._add(made, action, act.line)
        self._acts = getattr(self, "_acts", {})
        self._acts[act.index] = (id(made), len(made) - 1)

    def _back_to(self, hook: Act, made: list[Action]) -> str:
        where = getattr(self, "_acts", {}).get(hook.index)
        if where is not None and where[0] == id(made):
            return f"@{len(made) - where[1]}"
        raise Refused("a hook can be removed only beside where it was registered")

    def _taps(self, act: Act, refs: tuple[Ref, ...]) -> tuple[str, ...]:
        sources = act.fields.get("inputs") or ()
        ids = []
        for place, ref in enumerate(refs):
            ref.run.line = act.line
            key = (act.kind.__name__, self._node(sources[place]), place)
            root = act.fields["root" if act.kind is Backward else "output"]
            ids.append(self.nodes[self._tap(ref.run, (*key, *self._end(root)))].id)
        return tuple(ids)

    # Blocks

    def _branch(self, branch: Branch, env: Env, made: list[Action]) -> None:
        test = _substituted(branch.test, env)
        if not names_read(test) or not self.loops:
            if branch.taken:
                self._fold(branch.body, env, made)
            return
        self._flush(made)
        body = self._list(branch.body, env) if branch.taken else []
        if branch.taken and not body:
            return
        values = Expression(_code(ast.Call(ast.Name("int"), [test], [])))
        self._add(made, Repeat("", values, WHEN, tuple(body)), branch.line)

    def _loop(self, loop: Loop, env: Env, made: list[Action]) -> None:
        if not loop.turns and loop.name and loop.values is not None and _draws(loop.values):
            self._flush(made)
            repeat = Repeat("", self._expression(Text(loop.values), env), loop.name)
            self._add(made, repeat, loop.line)
            return
        if self.loops and loop.name and loop.values is not None and loop.turns:
            self._flush(made)
            body = self._repeated(loop, {k: v for k, v in env.items() if k != loop.name})
            if body is not None:
                if body:
                    values = self._expression(Text(_turns(loop.values)), env)
                    repeat = Repeat("", values, loop.name, body)
                    self._add(made, repeat, loop.line)
                return
        for item, turn in zip(loop.items, loop.turns, strict=True):
            inner = dict(env)
            if loop.name:
                inner[loop.name] = literal(item) or ast.Constant(None)
            self._fold(turn, inner, made)

    def _repeated(self, loop: Loop, env: Env) -> tuple[Action, ...] | None:
        """The actions of every turn, if they are the same."""
        before = (len(self.nodes), dict(self._keys), dict(self._holds))
        body: tuple[Action, ...] | None = None
        for turn in loop.turns:
            found = tuple(self._list(turn, env))
            body = found if body is None else self._merged(body, found)
            if body is None:
                del self.nodes[before[0] :]
                self._keys, self._holds = before[1], before[2]
                return None
        assert body is not None
        return self._pruned(body)

    def _merged(
        self, one: tuple[Action, ...], other: tuple[Action, ...]
    ) -> tuple[Action, ...] | None:
        """Two turns as one; an `if` that was not taken in one has the body of the other."""
        if one == other:
            return one
        if len(one) != len(other):
            return None
        found: list[Action] = []
        for a, b in zip(one, other, strict=True):
            if a == b:
                found.append(a)
                continue
            if not (isinstance(a, Repeat) and isinstance(b, Repeat)):
                return None
            if (a.values, a.name) != (b.values, b.name):
                return None
            if a.name == WHEN and not (a.body and b.body):
                found.append(a if a.body else b)
                continue
            body = self._merged(a.body, b.body)
            if body is None:
                return None
            merged = replace(a, body=body)
            self._add([], merged, self.lines.get(id(a), 0))
            found.append(merged)
        return tuple(found)

    def _pruned(self, body: tuple[Action, ...]) -> tuple[Action, ...]:
        """Without what was never taken."""
        return tuple(
            action
            for action in body
            if not (isinstance(action, Repeat) and action.name == WHEN and not action.body)
        )


def _named(run: Execution) -> str:
    return run.label or run.name


def _port(ref: Ref) -> str:
    spec = ref.run.spec
    if spec is None or ref.run.kind != "op":
        return OUT
    first = spec.outputs[0]
    return f"{first[1:]}.{ref.port}" if first.startswith("*") else spec.outputs[ref.port]


def _turns(tree: ast.expr) -> ast.expr:
    """`range(3)` is 3 turns; anything else is what it is."""
    called = tree.func if isinstance(tree, ast.Call) else None
    counts = isinstance(called, ast.Name) and called.id == "range"
    if counts and isinstance(tree, ast.Call) and len(tree.args) == 1 and not tree.keywords:
        return tree.args[0]
    return tree


def _code(tree: ast.expr) -> str:
    return ast.unparse(ast.fix_missing_locations(tree))


class _Substituting(ast.NodeTransformer):
    def __init__(self, env: Env) -> None:
        self.env = env

    def visit_Name(self, node: ast.Name) -> Any:
        return self.env.get(node.id, node)


def _substituted(tree: ast.expr, env: Env) -> ast.expr:
    """A copy of the tree with the turns of unrolled loops filled in."""
    copied: ast.expr = _copied(tree)
    if not env:
        return copied
    found = _Substituting(env).visit(copied)
    assert isinstance(found, ast.expr)
    return found


def _copied(tree: Any) -> Any:
    if isinstance(tree, Ref):
        return tree
    if isinstance(tree, list):
        return [_copied(each) for each in tree]
    if isinstance(tree, ast.AST):
        made = copy.copy(tree)
        for name in tree._fields:
            setattr(made, name, _copied(getattr(tree, name, None)))
        return made
    return tree


def _opened(tree: ast.expr) -> ast.expr:
    """The tree with the code of what stands inline, to see which names it uses."""

    class Opener(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> Any:
            if isinstance(node, Ref):
                run = node.run
                inline = run.inlined and not run.needed and run.source is not None
                return self.visit(_copied(run.source)) if inline else ast.Constant(None)
            return super().visit(node)

    found = Opener().visit(_copied(tree))
    assert isinstance(found, ast.expr)
    return found


def _draws(tree: ast.expr) -> bool:
    """Whether random numbers are drawn for it."""
    words = (getattr(n, "id", getattr(n, "attr", "")) for n in ast.walk(_opened(tree)))
    return any(word in RANDOM for word in words)


# What is read, and when for the last time


def _note_reads(events: Sequence[Event]) -> None:
    work = 0
    for event in _flat(events):
        if isinstance(event, Execution):
            event.last_read = -1
    for event in _flat(events):
        read = [ref.run for ref in event.refs()]
        for run in read:
            run.last_read = max(run.last_read, event.index)
        if not isinstance(event, Act):
            continue
        fields = event.fields
        read += [ref.run for ref in fields.get("written", ())]
        for run in _reached(read, lambda run: run.refs() if run.inlined else ()):
            run.last_read = max(run.last_read, event.index)
        roots = [fields[name].run for name in ("root", "output") if name in fields]
        for run in _reached(roots, _above):
            run.last_read = max(run.last_read, event.index)
            work += 1
            if work > MOST_READS:
                raise Refused("the graph is too large")


def _reached(
    start: list[Execution], further: Callable[[Execution], Iterable[Ref]]
) -> Iterator[Execution]:
    stack, seen = list(start), set[int]()
    while stack:
        run = stack.pop()
        if run.index not in seen:
            seen.add(run.index)
            yield run
            stack += [ref.run for ref in further(run)]


def _above(run: Execution) -> Iterator[Ref]:
    """What a backward from a result reads next."""
    yield from run.refs()
    for hook in run.hooks:
        yield from hook.refs()


def _flat(events: Sequence[Event]) -> Iterator[Execution | Act]:
    for event in events:
        if isinstance(event, Loop):
            for turn in event.turns:
                yield from _flat(turn)
        elif isinstance(event, Branch):
            yield from _flat(event.body)
        else:
            yield event


__all__ = ["WHEN", "Folder", "Placed", "RemoveHook"]
