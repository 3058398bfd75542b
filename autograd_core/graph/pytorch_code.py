"""A document as a PyTorch script, which runs as it stands and prints what the run printed.

The script goes through the actions as a run does. A Forward writes the nodes in their order, leaves
once; what is made under no_grad stands in a block of its own; a node without a label stands within
the code of the only one that reads it. What is muted, or was not run as something above it failed,
is left out. A statement that failed in the run is let fail (`suppress`), as a run goes on after it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from autograd_core.graph.actions import (
    Action,
    Check,
    Forward,
    Jacobian,
    Let,
    Optimizer,
    Print,
    ReadGrad,
    walk,
)
from autograd_core.graph.coding.acting import KNOWN, Acting
from autograd_core.graph.coding.assertions import assertions
from autograd_core.graph.coding.blocks import Blocks
from autograd_core.graph.coding.customs import sources_of
from autograd_core.graph.coding.devices import DEVICE, on_device
from autograd_core.graph.coding.failing import failures, recorded_writes, successes, suppressing
from autograd_core.graph.coding.names import (
    Names,
    inlinable,
    named_by_actions,
    turns_in,
)
from autograd_core.graph.coding.operations import (
    GENERATOR,
    leaf_code,
    operation_code,
    shared_generator,
)
from autograd_core.graph.coding.pruning import pruned, read_when_stale
from autograd_core.graph.coding.script import Line as Line
from autograd_core.graph.coding.script import Options as Options
from autograd_core.graph.coding.script import Script as Script
from autograd_core.graph.coding.script import spaced
from autograd_core.graph.coding.texts import code, draws_before_a_seed, free_names
from autograd_core.graph.document import Document, LeafData, OpData
from autograd_core.graph.expression import ExpressionError
from autograd_core.graph.flattening import flattened
from autograd_core.graph.gate import Gate
from autograd_core.graph.ports import first_port, output_ports, passed_on, spec_of
from autograd_core.graph.states import muted_above
from autograd_core.graph.steps import Problem, StepLog, Value, node_ref, port_ref

INDENT = "    "
SILENT = (Print, Let, Optimizer, Jacobian)
"""Actions that leave nothing behind where they fail."""
NO_GRAD = "with torch.no_grad():"
JACOBIAN = '''
def jacobian(y, x):
    """A row for each element of y: what a backward with the unit vector for v brings to x."""
    rows = [
        torch.autograd.grad(y, x, v.reshape(y.shape), retain_graph=True, materialize_grads=True)[0]
        for v in torch.eye(y.numel(), dtype=y.dtype)
    ]
    return torch.stack(rows).reshape(y.shape + x.shape)

'''


def script_of(
    document: Document,
    log: StepLog | None = None,
    options: Options | None = None,
    gate: Gate | None = None,
) -> Script:
    """The document as a script.

    Args:
        log: the steps of a run of the document. Without it nothing is known to fail.
        gate: passed before each statement.

    Raises:
        Cancelled: the gate was cancelled.
    """
    options = options or Options()
    elsewhere = options.device != "cpu"
    reserved = {DEVICE} if elsewhere else set[str]()
    writer = _Writer(flattened(document), log, gate, reserved)
    writer.block(writer.document.actions)
    if not writer.says_all():  # what is left out must not take names, or readers from others
        writer = _Writer(writer.said(), log, gate, reserved)
        writer.block(writer.document.actions)
    if options.assertions and log is not None:
        writer.claim(elsewhere)
    lines = writer.head(options.device)
    for line in spaced(writer.lines):
        lines.append(line._replace(text=on_device(line.text)) if elsewhere else line)
    return Script(tuple(lines), writer.used)


class _Statement(NamedTuple):
    text: str
    nodes: tuple[str, ...]
    no_grad: bool = False
    problem: Problem | None = None


class _Writer(Blocks):
    """Writes the lines of a flat document."""

    def __init__(
        self,
        document: Document,
        log: StepLog | None,
        gate: Gate | None,
        reserved: Collection[str],
    ) -> None:
        self.document = document
        self.gate = gate or Gate()
        self._sources = sources_of(document)
        self.names = Names(document, {*reserved, *self._sources.taken})
        self.turns = turns_in(document.actions)
        self.lines: list[Line] = []
        self.used: dict[str, str] = {}
        self.depth = 0
        self._ended = (-1, 0)
        """How many lines there were when a no_grad block ended, and at which depth it stood."""
        self._log = log
        self._inlinable = inlinable(document, named_by_actions(document), self.is_recorded)
        self._idle = muted_above(document)
        self._made: set[str] = set()
        failed = failures(log)
        self._failed = {about: problem for about, problem in failed.items() if not problem.left}
        self.leaving = {problem.left[-1]: problem for problem in failed.values() if problem.left}
        self.unsure = 0
        self._done = successes(log)
        self._written: dict[str, str] = {}
        """The write in place, with a name of its own, to what a node gives."""
        self._scope: list[str] = []
        self._lost = read_when_stale(document)
        self._acting = Acting(
            document, self.code_at, self.name_of, self.dtype_of, lambda: frozenset(self._scope),
            recorded_writes(document, log),
        )  # fmt: skip

    def head(self, device: str = "cpu") -> list[Line]:
        """The imports, the device if it is not the CPU, and the seed where anything is drawn."""
        text = "\n".join(line.text for line in self.lines)
        found = [Line("import math")] if re.search(r"\bmath\.", text) else []
        if "base64.b64decode(" in text:
            found = [Line("import base64"), Line("import io"), *found]
        if "suppress(" in text:
            found.append(Line("from contextlib import suppress"))
        found += [Line("")] * bool(found)
        found += [Line("import numpy")] * ("numpy.load(" in text)
        found += [Line("import torch"), Line("")]
        jacobian = JACOBIAN
        if device != "cpu":
            found += [Line(f'{DEVICE} = torch.device("{device}")'), Line("")]
            jacobian = jacobian.replace("dtype=y.dtype", "dtype=y.dtype, device=y.device")
        if re.search(r"\bjacobian\(", text):
            found += [*map(Line, jacobian.splitlines()), Line("")]
        for text in self._sources.lines:
            found.append(Line(text if device == "cpu" else on_device(text)))
        lines = [line.text.strip() for line in self.lines]
        if self._sources.draws or draws_before_a_seed(lines):
            found.append(Line(f"torch.manual_seed({self.document.seed})"))
        return found

    def says_all(self) -> bool:
        """Whether each node and each action has a line."""
        nodes, actions = self._said_there()
        every = {a.id for a in walk(self.document.actions) if not isinstance(a, Forward)}
        return nodes == self.document.nodes.keys() and every <= actions

    def said(self) -> Document:
        """The document without the rest."""
        return pruned(self.document, *self._said_there())

    def _said_there(self) -> tuple[set[str], set[str]]:
        nodes = {node for line in self.lines for node in line.nodes} | self._made
        return nodes, {line.action for line in self.lines if line.action is not None}

    def claim(self, elsewhere: bool) -> None:
        """Asserts what the run left behind."""
        assert self._log is not None
        found = assertions(self.document, self._log, self.used, self.code_at, elsewhere)
        lines = [Line(text, (node,)) for text, node in found]
        self.lines += [Line("")] * bool(lines) + lines

    def write(self, text: str, nodes: Iterable[str] = (), action: str | None = None) -> None:
        self.gate.pass_through()
        for part in text.splitlines():
            self.lines.append(Line(INDENT * self.depth + part, tuple(nodes), action))

    # Tensors

    def code_at(self, node: str, port: str | None = None) -> str | None:
        """The code of what the node gives at a port (its first one); None if it has not run."""
        data = self.document.nodes.get(node)
        if isinstance(data, OpData) and data.state == "bypass":
            wire = passed_on(self.document, node)
            return None if wire is None else self.code_at(wire.source, wire.source_port)
        if data is None or node not in self._made:
            return None
        while node in self._written:
            node = self._written[node]
        found = self.names.of(node)
        spec = spec_of(data)
        if spec is None or (len(spec.outputs) == 1 and not spec.outputs[0].startswith("*")):
            return found
        ports = output_ports(self.document, node)
        if port is None:
            port = ports[0]
        if spec.outputs[0].startswith("*"):
            return f"{found}[{port.rpartition('.')[2]}]"
        return f"{found}[{ports.index(port)}]" if spec.unnamed else f"{found}.{port}"

    def name_of(self, node: str) -> str:
        """The node's variable, which the script has from here on."""
        name = self.used[node] = self.names.of(node)
        return name

    def dtype_of(self, node: str) -> str:
        """The dtype of a node's first output, `float32` where it is not known."""
        found = None
        if self._log is not None:
            port = port_ref(node, first_port(self.document, node))
            values = self._log.track(port, "value").values
            found = next((value.dtype for value in values if isinstance(value, Value)), None)
        data = self.document.nodes.get(node)
        said = data.dtype if isinstance(data, LeafData) else None
        return (found or said or "float32").removeprefix("torch.")

    def _is_filled(self, tap: str) -> bool:
        """Whether a tap ever held a tensor."""
        return self._log is None or bool(self._log.track(port_ref(tap), "value").steps)

    def is_recorded(self, node: str) -> bool:
        """Whether autograd recorded the node in the run."""
        if self._log is None or self.document.in_no_grad(node):
            return False
        port = port_ref(node, first_port(self.document, node))
        return True in self._log.track(port, "requires_grad").values

    def _is_result(self, node: str) -> bool:
        """Whether what the node gives is a result that autograd knows."""
        if self._log is None:
            return False
        port = port_ref(node, first_port(self.document, node))
        tracked = True in self._log.track(port, "requires_grad").values
        return tracked and False in self._log.track(port, "is_leaf").values

    # The program

    def act(self, action: Action) -> None:
        """Any other action, in as many lines as it takes; none where it could do nothing."""
        problem = self._failed.get(("action", action.id))
        if isinstance(action, Check) and action.expected is not None:
            problem = None  # as the run ends there, so does the script
        if problem is not None and isinstance(action, SILENT) and action.id not in self._done:
            return
        try:
            lines = self._acting.lines(action)
        except (ExpressionError, LookupError):
            return
        taps = set(getattr(action, "into", None) or ())
        full = set(filter(self._is_filled, taps))
        if not lines or (isinstance(action, ReadGrad) and not full):
            return  # there was nothing to read
        self._made |= full
        if isinstance(action, Let) and problem is None:
            self._scope.append(action.name)
        nodes = tuple(self._acting.subjects(action))
        if problem is not None:
            self.write(suppressing(problem), nodes, action.id)
            self.depth += 1
        untracked = lines[0] == NO_GRAD
        if untracked:
            self._open_no_grad(action.id)
        for line in lines[untracked:]:
            self.write(line.removeprefix(INDENT * untracked), nodes, action.id)
        if untracked:
            self._close_no_grad()
        if problem is not None:
            self.depth -= 1

    def make(self, leaves: Sequence[str], action: str) -> None:
        for statement in filter(None, map(self._leaf, leaves)):
            self._put(statement, action)

    # Forward

    def forward(self, action: Forward) -> None:
        listed = None if action.nodes is None else set(action.nodes)
        nodes = [n for n in self.document.order if listed is None or n in listed]
        for statement in self._statements(nodes, listed is not None):
            if statement.no_grad:
                self._open_no_grad(action.id)
            self._put(statement, action.id)
            if statement.no_grad:
                self._close_no_grad()

    def _open_no_grad(self, action: str) -> None:
        """Begins a block, or goes on with the one that ended just before."""
        if self._ended != (len(self.lines), self.depth):
            self.write(NO_GRAD, (), action)
        self.depth += 1

    def _close_no_grad(self) -> None:
        self.depth -= 1
        self._ended = (len(self.lines), self.depth)

    def _put(self, statement: _Statement, action: str) -> None:
        if statement.problem is not None:
            self.write(suppressing(statement.problem), statement.nodes, action)
            self.depth += 1
        self.write(statement.text, statement.nodes, action)
        if statement.problem is not None:
            self.depth -= 1

    def _statements(self, nodes: Sequence[str], listed: bool) -> Iterator[_Statement]:
        """The statements of a Forward. `waiting` are nodes, in order, that may yet stand within
        the code of another."""
        waiting: dict[str, ast.expr] = {}
        inside: dict[str, list[str]] = {}
        for node in nodes:
            data = self.document.nodes[node]
            if isinstance(data, LeafData):
                if not (listed or node not in self._made):
                    continue
                for each in list(waiting):
                    yield self._named(each, waiting.pop(each), inside.pop(each))
                made = self._leaf(node)
                if made is not None:
                    yield made
                continue
            if not isinstance(data, OpData) or not self._runs(node):
                continue
            if not free_names(_texts_of(data)) <= KNOWN | {*self._scope}:
                continue
            problem = self._failed.get(("node", node))
            taken = self._operands_waiting(node, waiting, inside)
            if len(taken) < len(waiting) or problem is not None:
                for each in list(waiting):
                    yield self._named(each, waiting.pop(each), inside.pop(each))
                taken = []
            try:
                tree = self._tree(node, {each: waiting[each] for each in taken})
            except (ExpressionError, KeyError):
                continue
            parts = [part for each in taken for part in inside.pop(each)]
            for each in taken:
                waiting.pop(each)
            if problem is not None and problem.op is not None and not self._succeeds(node):
                text = code(tree)
                if data.label and isinstance(tree, ast.Expr):
                    text = f"{self.names.of(node)} = {text}"
                yield _Statement(text, (node,), self.document.in_no_grad(node), problem)
                continue
            self._made.add(node)
            self._written.pop(node, None)
            if node in self._inlinable and node not in self.used and isinstance(tree, ast.Expr):
                waiting[node], inside[node] = tree.value, [*parts, node]
            else:
                yield from self._assigned(node, tree, (*parts, node))
        for each, left_over in waiting.items():
            yield self._named(each, left_over, inside[each])

    def _succeeds(self, node: str) -> bool:
        """Whether the node has run without failing, now and then."""
        assert self._log is not None
        return "done" in self._log.track(node_ref(node), "status").values

    def _runs(self, node: str) -> bool:
        """Whether the node is executed: it is on, and all that it reads is there."""
        data = self.document.nodes[node]
        assert isinstance(data, OpData)
        if data.state != "on" or node in self._idle:
            return False
        known = self._log is None or bool(self._log.track(node_ref(node), "status").steps)
        if not known and not self.unsure:
            return False  # it reads an output that there is not
        return all(
            self._has(wire.source) for wire in self.document.inputs(node).values()
        )

    def _has(self, node: str) -> bool:
        data = self.document.nodes.get(node)
        if isinstance(data, OpData) and data.state == "bypass":
            wire = passed_on(self.document, node)
            return wire is not None and self._has(wire.source)
        return node in self._made

    def _operands_waiting(
        self, node: str, waiting: dict[str, ast.expr], inside: dict[str, list[str]]
    ) -> list[str]:
        """The waiting nodes that the code of this one takes in: all of those at the end, if they
        are evaluated in the order in which they wait."""
        sources = [wire.source for wire in self.document.inputs(node).values()]
        if not any(source in waiting for source in sources):
            return []
        marks = {each: ast.Name(f"_waiting_{each}") for each in waiting if each in sources}
        try:
            tree = self._tree(node, dict(marks))
        except (ExpressionError, KeyError):
            return []
        order = [n.id for n in ast.walk(tree) if isinstance(n, ast.Name)]
        order = [n.id for n in _evaluated(tree) if n.id in order]
        met = [n.removeprefix("_waiting_") for n in order if n.startswith("_waiting_")]
        return met if met == list(waiting) else []

    def _tree(self, node: str, waiting: dict[str, ast.expr]) -> ast.stmt:
        def operand(source: str, port: str) -> ast.expr:
            if source in waiting:
                return waiting[source]
            found = self.code_at(source, port)
            if found is None:
                raise KeyError(source)
            return ast.parse(found, mode="eval").body

        return operation_code(self.document, node, operand, self.turns, self._sources.name_of)

    def _leaf(self, node: str) -> _Statement | None:
        data = self.document.nodes[node]
        assert isinstance(data, LeafData)
        try:
            text, shared = leaf_code(data), shared_generator(data)
        except ExpressionError:
            return None
        self._made.add(node)
        self._written.pop(node, None)
        name = self.name_of(node)
        opening = f"{GENERATOR} = {shared}\n" if shared else ""
        return _Statement(f"{opening}{name} = {text}", (node,))

    def _named(self, node: str, tree: ast.expr, parts: Sequence[str]) -> _Statement:
        name = self.name_of(node)
        return _Statement(f"{name} = {code(tree)}", tuple(parts), self.document.in_no_grad(node))

    def _assigned(
        self, node: str, tree: ast.stmt, parts: Sequence[str]
    ) -> Iterator[_Statement]:
        """The statements of a node that stands by itself."""
        data = self.document.nodes[node]
        no_grad = self.document.in_no_grad(node)
        spec = spec_of(data)
        if spec is not None and spec.mutates and not data.label:
            # the result is the very tensor that was written
            wire = self.document.inputs(node).get(spec.ports[0].name)
            same = None if wire is None else self.code_at(wire.source, wire.source_port)
            if wire is not None and same is not None and node not in self._lost:
                self.names.alias(node, same)
                yield _Statement(code(tree), tuple(parts), no_grad)
                return
        if isinstance(tree, ast.Expr):
            yield self._named(node, tree.value, parts)
        else:
            yield _Statement(code(tree), tuple(parts), no_grad)
            wire = self.document.inputs(node)[spec.ports[0].name] if spec is not None else None
            same = None if wire is None else self.code_at(wire.source, wire.source_port)
            yield _Statement(f"{self.name_of(node)} = {same}", (node,), no_grad)
        if spec is not None and spec.mutates and self._is_result(node):
            for wire in self.document.inputs(node).values():
                if wire.target_port == spec.ports[0].name:
                    self._written[wire.source] = node


def _texts_of(data: OpData) -> list[str]:
    """The parameters that are read as Expressions: not those that are words, as `batchmean`."""
    spec = spec_of(data)
    words = {param.name for param in spec.params if param.type == "str"} if spec else set()
    return [text for name, text in data.params.items() if name not in words]


def _evaluated(tree: ast.AST) -> Iterator[ast.Name]:
    """The names in a tree in the order in which Python evaluates them."""
    if isinstance(tree, ast.Name):
        yield tree
    elif isinstance(tree, ast.Assign):
        yield from _evaluated(tree.value)
        for target in tree.targets:
            yield from _evaluated(target)
    else:
        for child in ast.iter_child_nodes(tree):
            yield from _evaluated(child)
