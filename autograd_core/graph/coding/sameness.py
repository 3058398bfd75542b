"""Whether two documents say the same program, and where they first do not.

A program is told as a list of lines: each node when it is first executed, with its operation,
parameters, operands, label and grad mode; each time that it is executed again; each action. What
code cannot say is not told, and so is equal in all documents:

- ids, positions, colours, dots, notes, comment frames and the source;
- nodes and actions that no run reaches: what is muted and all that reads it, what lies behind
  something that failed, nodes that no Forward executes, taps that nothing fills, actions that name
  any of these, and a Repeat without an action;
- what is bypassed: its wire leads to what it passes on; and subgraphs: their nodes stand for them;
- how a Forward is listed: by ids, or as all; two Forwards in a row are one; where in the order
  nodes stand that are never executed before one another;
- the letters of a label that Python does not take, and those of one that is there twice: the
  variable that it becomes in code counts;
- the seed of a program that draws nothing, the spelling of numbers, defaults that are said;
- which of the writes in place to a tensor a wire comes from: it carries the object; whether what
  makes a tensor from nothing is an operation or a leaf.

What comes back as something else, by the rules of reading:

- an Assign that autograd records is a node, and so is what its Expression computes;
- a node executed again while something later reads its first result (a backward from what was
  computed of it, most often) is a second node;
- a write in place that autograd does not record, twice in a row, is one node executed twice;
- draws of a leaf with a seed of its own that are several are written down as numbers;
- a loop in whose turns other things fail is written out.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from autograd_core.graph.actions import (
    Action,
    Assign,
    Expression,
    Forward,
    Hook,
    Jacobian,
    Let,
    Optimizer,
    OptimizerStep,
    Print,
    ReadGrad,
    Repeat,
    Try,
    When,
    ZeroGrad,
    parts,
    walk,
)
from autograd_core.graph.coding.acting import KNOWN
from autograd_core.graph.coding.failing import failures, successes
from autograd_core.graph.coding.names import Names, gradient_leaves
from autograd_core.graph.coding.operations import leaf_code, operation_code
from autograd_core.graph.coding.pruning import pruned
from autograd_core.graph.coding.texts import as_floats, code, dotted, free_names, rewritten
from autograd_core.graph.document import OUT, Document, LeafData, OpData
from autograd_core.graph.expression import ExpressionError, is_random, names_in
from autograd_core.graph.flattening import flattened
from autograd_core.graph.ports import first_port, passed_on, spec_of, state_of
from autograd_core.graph.states import muted_above
from autograd_core.graph.steps import StepLog, node_ref, port_ref


class Told(NamedTuple):
    """A document, and the steps of a run of it: what failed in it is known from them."""

    document: Document
    log: StepLog


def same_program(one: Told, other: Told) -> bool:
    return not first_difference(one, other)


def first_difference(one: Told, other: Told) -> str:
    """The first line that differs, as both say it; nothing where all are equal."""
    for here, there in zip_longest(told(one), told(other)):
        if here != there:
            return f"{here or 'nothing more'} → {there or 'nothing more'}"
    return ""


def told(program: Told) -> list[str]:
    """The lines of a program."""
    document = flattened(program.document)
    first = _Teller(document, program.log)
    list(first.lines())  # to see which nodes have a name in code
    actions = {action.id for action in walk(document.actions)}
    return list(_Teller(pruned(document, first.named, actions), program.log).lines())


class _Teller:
    """Goes through a program as a run does, turns of a Repeat taken together."""

    def __init__(self, document: Document, log: StepLog) -> None:
        self.document = document
        self.log = log
        self.names = Names(document)
        self.named: set[str] = set()
        self.numbers: dict[str, int] = {}
        self.idle = muted_above(document)
        self.turns: list[str] = []
        self.unsure = 0
        """How many parts of When and Try are round what is told: it may not run."""
        self.failed = failures(log)
        self.done = successes(log)
        self.optimizers: set[str] = set()
        self.homes: dict[str, str] = {}
        """The node whose tensor a write in place gives."""
        self.hooks: list[str] = []

    def lines(self) -> Iterator[str]:
        found = list(self._block(self.document.actions))
        if any(is_random(line) for line in found):
            yield f"seed {self.document.seed}"
        yield from found

    def _block(self, actions: Sequence[Action]) -> Iterator[str]:
        for action in actions:
            if isinstance(action, Forward):
                yield from self._forward(action)
            elif isinstance(action, Repeat):
                yield from self._repeat(action)
            elif isinstance(action, When | Try):
                yield from self._parts(action)
            else:
                yield from self._action(action)

    # Nodes

    def _forward(self, action: Forward) -> Iterator[str]:
        for node in self.document.order:
            listed = action.nodes is None or node in action.nodes
            if listed and self._runs(node, action.nodes is not None):
                yield from self._executed(node)

    def _runs(self, node: str, again: bool) -> bool:
        data = self.document.nodes[node]
        if isinstance(data, LeafData):
            return again or node not in self.numbers
        if not isinstance(data, OpData) or data.state != "on" or node in self.idle:
            return False
        if not self.unsure and not self.log.track(node_ref(node), "status").steps:
            return False
        return all(self._is_there(source) for source in self.document.sources(node))

    def _is_there(self, node: str) -> bool:
        data = self.document.nodes.get(node)
        if isinstance(data, OpData) and data.state == "bypass":
            wire = passed_on(self.document, node)
            return wire is not None and self._is_there(wire.source)
        return node in self.numbers

    def _executed(self, node: str) -> Iterator[str]:
        if node in self.numbers:
            yield f"again {self._name(node)}"
            return
        try:
            said = self._made(node)
        except (ExpressionError, KeyError):
            return  # it cannot be said: nothing is wired to a port
        if "failed" not in self.log.track(node_ref(node), "status").values or self._has_run(node):
            self.numbers[node] = len(self.numbers) + 1
        yield f"{self._name(node)}: {said}"
        spec = spec_of(self.document.nodes[node])
        if spec is not None and spec.mutates:
            wire = self.document.inputs(node).get(spec.ports[0].name)
            self.homes[node] = node if wire is None else self._end(wire.source)

    def _has_run(self, node: str) -> bool:
        return "done" in self.log.track(node_ref(node), "status").values

    def _made(self, node: str) -> str:
        data = self.document.nodes[node]
        if isinstance(data, LeafData):
            return leaf_code(data)
        assert isinstance(data, OpData)
        if not free_names(data.params.values()) <= {*KNOWN, *self.turns}:
            raise KeyError(node)
        tree = operation_code(self.document, node, self._operand, frozenset(self.turns))
        spec = spec_of(data)
        if spec is not None and not spec.ports:
            return code(tree)
        mode = " without grad" if self.document.in_no_grad(node) else ""
        return f"{data.op}{data.function}, {code(tree)}{mode}"

    def _operand(self, node: str, port: str) -> ast.expr:
        data = self.document.nodes[node]
        if isinstance(data, OpData) and data.state == "bypass":
            wire = passed_on(self.document, node)
            assert wire is not None
            return self._operand(wire.source, wire.source_port)
        name = self._read(node)
        return dotted(name if port == first_port(self.document, node) else f"{name}.{port}")

    def _end(self, node: str) -> str:
        """The node whose tensor this one gives, as it is bypassed or writes in place."""
        data = self.document.nodes[node]
        wire = passed_on(self.document, node) if state_of(data) == "bypass" else None
        if wire is not None:
            return self._end(wire.source)
        return self.homes.get(node, node)

    def _read(self, node: str) -> str:
        return self._name(self._end(node))

    def _name(self, node: str) -> str:
        self.named.add(node)
        known = node in self.names.labelled
        return self.names.of(node) if known else f"node_{self.numbers.get(node, 0)}"

    # Actions

    def _repeat(self, action: Repeat) -> Iterator[str]:
        turned = action.id in self.done or self.unsure
        inside = list(walk(action.body)) if turned else []
        if any(isinstance(each, Forward) and each.nodes is None for each in inside):
            for node in self.document.order:  # they are made once, in the first turn
                if isinstance(self.document.nodes[node], LeafData) and node not in self.numbers:
                    yield from self._executed(node)
        values = self._said(action.values)
        if not values or ("action", action.id) in self.failed:
            return
        self.turns.append(action.name)
        body = list(self._block(action.body)) if turned else []
        self.turns.remove(action.name)
        if body or is_random(values):
            yield f"for {action.name} in {values}"
            yield from (f"    {line}" for line in body)

    def _parts(self, action: When | Try) -> Iterator[str]:
        """A When or Try with what is in it; nothing where that is nothing."""
        begin = ", ".join(action.errors) if isinstance(action, Try) else self._said(action.test)
        name = action.name if isinstance(action, Try) else ""
        if not begin or ("action", action.id) in self.failed:
            return
        self.unsure += 1
        self.turns.append(name)
        found = {part: list(self._block(inner)) for part, inner in parts(action).items()}
        self.turns.remove(name)
        self.unsure -= 1
        if any(found.values()):
            yield f"{type(action).__name__} {begin} {name}"
            for part, lines in found.items():
                yield f"    {part}"
                yield from (f"        {line}" for line in lines)

    def _action(self, action: Action) -> Iterator[str]:
        """The action, or nothing where it names what is not there, or leaves nothing behind."""
        silent = isinstance(action, Print | Let | Optimizer | Jacobian)
        if silent and action.id not in self.done and not self.unsure:
            return
        if isinstance(action, ReadGrad) and not any(map(self._is_filled, action.into)):
            return
        fields = dict[str, str]()
        for name in action.__struct_fields__[1:]:
            value = getattr(action, name)
            if isinstance(action, ZeroGrad) and value is None:
                value = self._leaves()
            if isinstance(value, Expression):
                said = self._said(value, getattr(action, "name", ""))
                if not said:
                    return
                said = _plain(said, action)
            elif name == "into":
                said = ", ".join(map(self._tap, value))
            elif isinstance(value, tuple):
                if not all(map(self._is_there, value)):
                    return
                read = list(map(self._read, value))
                if isinstance(action, ZeroGrad):
                    read = sorted(set(read))  # in any order, and once is enough
                said = ", ".join(read)
            elif name == "port":
                first = first_port(self.document, self._root(action))
                said = "" if value in (OUT, first) else value
            elif name in ("root", "node", "output"):
                if not self._is_there(value):
                    return
                said = self._read(value)
            elif name == "hook":
                if value not in self.hooks:
                    return
                said = str(self.hooks.index(value))
            elif name == "options":
                said = ", ".join(f"{key}={self._text(value[key], {})}" for key in sorted(value))
            else:
                said = str(value)
            fields[name] = said
        if isinstance(action, Let) and ("action", action.id) not in self.failed:
            self.turns.append(action.name)
        if isinstance(action, Hook):
            self.hooks.append(action.id)
        if isinstance(action, OptimizerStep) and action.name not in self.optimizers:
            return
        if isinstance(action, Optimizer):
            self.optimizers.add(action.name)
        if fields.get("leaves") == "" and isinstance(action, ZeroGrad):
            return
        yield f"{type(action).__name__} {', '.join(f'{k}: {v}' for k, v in fields.items())}"

    def _root(self, action: Action) -> str:
        return str(getattr(action, "root", "") or getattr(action, "output", ""))

    def _is_filled(self, tap: str) -> bool:
        return bool(self.log.track(port_ref(tap), "value").steps)

    def _tap(self, node: str) -> str:
        if self._is_filled(node):
            self.numbers.setdefault(node, len(self.numbers) + 1)
        return self._name(node)

    def _leaves(self) -> tuple[str, ...]:
        return tuple(n for n in gradient_leaves(self.document) if n in self.numbers)

    def _said(self, expression: Expression, own: str = "") -> str:
        """An Expression with the names of nodes put in; nothing where one is not there."""
        if not all(map(self._is_there, expression.names.values())):
            return ""
        known = {*self.turns, own, *expression.names, *KNOWN, "print"}
        if not names_in(expression.text) <= known:
            return ""
        names = {name: self._read(node) for name, node in expression.names.items()}
        return self._text(expression.text, names, own)

    def _text(self, text: str, names: Mapping[str, str], own: str = "") -> str:
        try:
            return code(rewritten(text, names, frozenset({*self.turns, own})))
        except ExpressionError:
            return text


def _plain(said: str, action: Action) -> str:
    """Without what code must say more: the copy that `x.data = …` takes, the tensor of a number."""
    if isinstance(action, Assign) and action.field != "value" and action.operator == "=":
        while said.endswith((".detach()", ".clone()")):
            said = said.removesuffix(".detach()").removesuffix(".clone()")
    if isinstance(action, Assign) and action.operator == "=":
        tree = ast.parse(said, mode="eval").body
        if not isinstance(tree, ast.Call):  # the numbers become the tensor's own dtype
            said = code(as_floats(tree))
    number = said.removeprefix("torch.tensor(").removesuffix(")")
    return number if said == f"torch.tensor({number})" else said
