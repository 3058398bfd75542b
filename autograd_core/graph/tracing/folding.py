"""From what happened to a document: executions become nodes, turns of a loop become one Repeat.

An execution is an existing node executed again if operation, parameters, grad mode, label and
operands are equal and nothing later reads the old result. A loop whose turns leave equal actions
after that is one Repeat; any other is written out.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograd_core.graph.actions import (
    Action,
    Backward,
    Check,
    Expression,
    Forward,
    Jacobian,
    Optimizer,
    OptimizerStep,
    ReadGrad,
    RemoveHook,
)
from autograd_core.graph.coding.texts import dotted
from autograd_core.graph.document import OUT
from autograd_core.graph.expression import further
from autograd_core.graph.gate import Gate
from autograd_core.graph.tracing.blocks import Blocks, settled
from autograd_core.graph.tracing.texts import Env, code, opened, substituted
from autograd_core.graph.tracing.values import (
    Act,
    Event,
    Execution,
    Ref,
    Refused,
    Text,
    inner_events,
)
from autograd_core.ops.spec import OpSpec

MOST_READS = 3_000_000
BEAT = 64
"""Events after which it is asked whether to go on."""


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


_Key = tuple[Any, ...]


class Folder(Blocks):
    """Makes nodes and actions of events.

    Args:
        again: whether executions may be those of existing nodes.
        loops: whether loops may become Repeats.
        gate: passed now and then.
    """

    def __init__(
        self, events: Sequence[Event], gate: Gate, again: bool = True, loops: bool = True
    ) -> None:
        self.gate = gate
        self.again = again
        self.loops = loops
        self.nodes: list[Placed] = []
        self.lines: dict[int, int] = {}
        self.keys: dict[_Key, int] = {}
        self.holds: dict[int, Execution] = {}
        self._node_of: dict[Execution, int] = {}
        self._pending: list[int] = []
        self._pending_line = 0
        self._folded = 0
        _note_reads(events, gate)
        self.actions = settled(self.actions_of(events, {}), self.lines)

    # Events

    def actions_of(self, events: Sequence[Event], env: Env) -> list[Action]:
        made: list[Action] = []
        self.fold(events, env, made)
        self.flush(made)
        return made

    def fold(self, events: Sequence[Event], env: Env, made: list[Action]) -> None:
        for event in events:
            self._folded += 1
            if not self._folded % BEAT:
                self.gate.pass_through()
            if isinstance(event, Execution):
                self._execution(event, env, made)
            elif isinstance(event, Act):
                self._act(event, env, made)
            else:
                self.block(event, env, made)

    def flush(self, made: list[Action]) -> None:
        if self._pending:
            nodes = tuple(self.nodes[number].id for number in self._pending)
            self._pending = []
            self.add(made, Forward("", nodes), self._pending_line)

    def add(self, made: list[Action], action: Action, line: int) -> None:
        made.append(action)
        self.lines[id(action)] = line
        self._kept = getattr(self, "_kept", [])
        self._kept.append(action)

    # Executions

    def _execution(self, run: Execution, env: Env, made: list[Action]) -> None:
        if not run.needed or run.kind == "tap":
            return
        if run.kind == "grad":
            self.flush(made)
            (base,) = run.refs()
            node = self._tap(run, ("grad", self._node(base)))
            self.add(made, ReadGrad("", self._id(base), (self.nodes[node].id,)), run.line)
            return
        node = self._placed(run, env)
        if self._pending and self._pending[-1] >= node:
            self.flush(made)
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
        number = self.keys.get(key) if self.again else None
        if number is None or self.holds[number].last_read >= run.index:
            number = len(self.nodes)
            fresh.number = number + 1
            self.nodes.append(fresh)
            self.keys[key] = number
        self.holds[number] = run
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
        tree = substituted(tree, env)
        if kind == "str" and isinstance(tree, ast.Constant) and isinstance(tree.value, str):
            return tree.value if tree.value.isidentifier() else repr(tree.value)
        if kind == "index":
            return code(ast.Subscript(ast.Name("_"), tree))[2:-1]
        return code(tree)

    def _text(self, tree: ast.expr, env: Env) -> str:
        return code(substituted(tree, env))

    def expression(self, text: Text, env: Env) -> Expression:
        tree = substituted(text.tree, {k: v for k, v in env.items() if k not in text.bound})
        taken = {n.id for n in ast.walk(opened(tree)) if isinstance(n, ast.Name)} | text.bound
        names: dict[str, str] = {}
        called: dict[str, str] = {}
        last: dict[str, int] = {}

        folder = self

        class Binder(ast.NodeTransformer):
            def visit(self, node: ast.AST) -> Any:
                if not isinstance(node, Ref):
                    return super().visit(node)
                if node.run.inlined and not node.run.needed and node.run.source is not None:
                    return self.visit(substituted(node.run.source, env))
                placed = folder.nodes[folder._node(node)]
                known = called.get(placed.id)
                if known is None:
                    start = placed.label if placed.label.isidentifier() else f"t{placed.number}"
                    known, number = start, last.get(start, 2)
                    while known in taken or known in names:
                        known, number = f"{start}_{number}", number + 1
                    names[known] = placed.id
                    called[placed.id], last[start] = known, number
                if not node.port:
                    return ast.Name(known, ast.Load())
                return dotted(further(known, _port(node)))

        said = code(Binder().visit(tree))
        if isinstance(tree, ast.Tuple) and len(tree.elts) > 1:
            said = said.removeprefix("(").removesuffix(")")
        return Expression(said, names)

    # Actions

    def _act(self, act: Act, env: Env, made: list[Action]) -> None:
        self.flush(made)
        fields: dict[str, Any] = {}
        hook: str | None = None
        for name, value in act.fields.items():
            if act.kind is OptimizerStep and name == "written":
                continue
            if isinstance(value, Ref):
                if value.run.kind != "tap" or value.run in self._node_of:
                    fields[name] = self._id(value)
            elif isinstance(value, Text):
                fields[name] = self.expression(value, env)
            elif isinstance(value, Act):
                hook = self._back_to(value, made)
                fields[name] = hook
            elif name == "into":
                fields[name] = self._taps(act, value)
            elif name == "groups":
                fields[name] = value
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
        if act.kind is Check and fields.get("expected") is not None and not self.again:
            return
        action = act.kind("", **fields)
        self.add(made, action, act.line)
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


def _named(run: Execution) -> str:
    return run.label or run.name


def _port(ref: Ref) -> str:
    spec = ref.run.spec
    if spec is None or ref.run.kind != "op":
        return OUT
    first = spec.outputs[0]
    if first.startswith("*"):
        return f"{first[1:]}.{ref.port}"
    if ref.port >= len(spec.outputs):
        raise Refused(f"result {ref.port + 1} of {spec.name} cannot be read yet")
    return spec.outputs[ref.port]


# What is read, and when for the last time


def _note_reads(events: Sequence[Event], gate: Gate) -> None:
    work = 0
    for event in _flat(events):
        if isinstance(event, Execution):
            event.last_read = -1
    for number, event in enumerate(_flat(events)):
        if not number % BEAT:
            gate.pass_through()
        read = [ref.run for ref in event.refs()]
        for run in read:
            run.last_read = max(run.last_read, event.index)
        if not isinstance(event, Act):
            continue
        fields = event.fields
        read += [ref.run for ref in fields.get("written", ())]
        for run in _reached(read, lambda run: run.refs() if run.inlined else ()):
            run.last_read = max(run.last_read, event.index)
            work += 1
            if not work % 1024:
                gate.pass_through()
        roots = [fields[name].run for name in ("root", "output") if name in fields]
        for run in _reached(roots, _above):
            run.last_read = max(run.last_read, event.index)
            work += 1
            if not work % 1024:
                gate.pass_through()
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
        if isinstance(event, Execution | Act):
            yield event
        for within in inner_events(event):
            yield from _flat(within)


__all__ = ["Folder", "Placed", "RemoveHook"]
