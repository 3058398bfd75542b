"""A user's own function in a run: forward and backward, executed by the interpreter of snippets.

Each source of a run's document has an interpreter of its own, which reads it when its card runs for
the first time. What a body may do, and how much, is what a snippet may: nothing is noted, nothing
of Python is executed, and every call has a budget.
"""

from __future__ import annotations

import ast
import weakref
from collections.abc import Sequence
from typing import Any

from autograd_core.graph.budget import Budget, Excessive
from autograd_core.graph.customs.source import Argument
from autograd_core.graph.customs.specs import CustomSpec
from autograd_core.graph.document import OpData
from autograd_core.graph.expression import ExpressionError
from autograd_core.graph.forward_texts import read_param
from autograd_core.graph.machine import Machine
from autograd_core.graph.ports import variadic_ports
from autograd_core.graph.problems import UnwiredNumber, Unwritten
from autograd_core.graph.recorder import value_of_array
from autograd_core.graph.steps import BodyLine, Value
from autograd_core.graph.told import Told
from autograd_core.graph.tracing.customs import Customs
from autograd_core.graph.tracing.guarding import Guarded
from autograd_core.graph.tracing.statements import Left
from autograd_core.graph.tracing.things import Custom, Function, Scope
from autograd_core.graph.tracing.values import Refused
from autograd_core.tensor import Tensor

MISSING = object()
MOST_TOLD = 40
"""Lines of a backward of which it is told what they gave."""
LONGEST_TOLD = 200
_WRONG: tuple[type[BaseException], ...] = (Refused, Excessive, ExpressionError, Left)
_IN_BODY: tuple[type[BaseException], ...] = (*_WRONG, NameError, AttributeError, StopIteration)


class BodyError(RuntimeError):
    """What a body may not say, or what Python would raise over it."""


class _Spoken:
    """What a body prints goes to the run's output."""

    def __init__(self, machine: weakref.ref[Machine]) -> None:
        self._machine = machine

    def append(self, text: str) -> None:
        machine = self._machine()
        if machine is not None:
            machine.speak(text)


class Bodies(Guarded, Customs):
    """The interpreter of one source.

    Raises:
        BodyError: it cannot be read.
    """

    def __init__(self, text: str, machine: Machine) -> None:
        super().__init__(machine.limits, machine.gate)
        self.text = text
        self._machine = weakref.ref(machine)  # the graph of its tensors holds this
        self.output = _Spoken(self._machine)  # type: ignore[assignment]
        self.notes.quiet = 1
        self._active = 0
        self._telling: list[BodyLine] | None = None
        """What the lines of a backward give, while it is executed."""
        scope = Scope()
        wrong: tuple[type[BaseException], ...] = (*_WRONG, SyntaxError, *self.catchable)
        try:
            self.block(ast.parse(text).body, scope)
        except wrong as error:
            raise BodyError(Told("line {line}: {reason}", line=self.notes.line,
                                 reason=str(error))) from None  # fmt: skip
        self.custom: Custom = next(
            val.value for val in reversed(scope.vars.values()) if isinstance(val.value, Custom)
        )

    def run_body(self, function: Function, args: Sequence[Any]) -> Any:
        outer = self._telling
        tells = self._start() and function.name.endswith(".backward") if not self._active else False
        self._active += 1
        self._telling = [] if tells else None
        try:
            found = super().run_body(function, args)
            if tells:
                args[0]._told = tuple(self._telling or ())
            return found
        except _IN_BODY as error:
            raised = BodyError(str(error))
            raised.body = getattr(error, "body", None)  # type: ignore[attr-defined]
            raise raised from None
        finally:
            self._active -= 1
            self._telling = outer

    def statement(self, node: ast.stmt, scope: Scope) -> None:
        if self._telling is None or self.depth > 1 or len(self._telling) >= MOST_TOLD:
            super().statement(node, scope)
            return
        try:
            super().statement(node, scope)
        except Left as left:
            if left.how == "return" and isinstance(node, ast.Return) and left.value is not None:
                self._tell(node, [("return", left.value.value)])
            raise
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            given = [each for each in ast.walk(node) if isinstance(each, ast.Name)]
            names = [n.id for n in given if isinstance(n.ctx, ast.Store) and n.id in scope.vars]
            self._tell(node, [(name, scope.vars[name].value) for name in names])

    def _tell(self, node: ast.stmt, given: list[tuple[str, Any]]) -> None:
        """Notes what a line of a backward gave."""
        code = " ".join((ast.get_source_segment(self.text, node) or "").split())
        told: list[tuple[str, Value | str]] = []
        for name, value in given:
            for place, each in enumerate(value if isinstance(value, tuple) else (value,)):
                shown = f"{name}[{place}]" if isinstance(value, tuple) else name
                if isinstance(each, Tensor):
                    told.append((shown, value_of_array(each._array, str(each.dtype), copy=True)))
                else:
                    told.append((shown, str(each)[:LONGEST_TOLD]))
        assert self._telling is not None
        self._telling.append(BodyLine(node.lineno, code, tuple(told)))

    def _start(self) -> bool:
        """A new budget; whether somebody looks at what happens."""
        machine = self._machine()
        if machine is not None:
            self.gate, self.notes.generator = machine.gate, machine.generator
        self.done = self.depth = self.printed = self.notes.count = self.parameters = 0
        self._asked = 0
        return machine is not None and not machine.recorder.muted
        self.budget = Budget(self.limits)

    def apply_to(self, given: list[Any]) -> Any:
        """`F.apply` of these, where what is MISSING before others has its default."""
        forward = self.custom.find("forward")
        assert forward is not None
        names = [arg.arg for arg in forward.value.args.args]
        if self.custom.find("setup_context") is None:
            names = names[1:]
        defaults = dict(zip(names[::-1], forward.value.defaults[::-1], strict=False))
        filled = [
            defaults[names[place]].value if value is MISSING else value
            for place, value in enumerate(given)
        ]
        return self.core_of(self.custom).apply(*filled)


def execute(
    machine: Machine, data: OpData, spec: CustomSpec
) -> tuple[tuple[Tensor, ...], list[tuple[str, str]]]:
    """The results of a card with a user's own function, and where its inputs came from.

    Raises:
        Unfinished: a port that needs a wire has none.
        RuntimeError, TypeError, …: what the body raised.
    """
    given: list[Any] = []
    ends: list[tuple[str, str]] = []
    for argument in spec.own.arguments:
        given += _argument(machine, data, argument, ends)
    while given and given[-1] is MISSING:
        given.pop()
    bodies = machine.bodies.get(data.function)
    if bodies is None:
        bodies = machine.bodies[data.function] = Bodies(data.function, machine)
    outcome = bodies.apply_to(given)
    outputs = outcome if isinstance(outcome, tuple) else (outcome,)
    if not all(isinstance(each, Tensor) for each in outputs):
        reason = Told("forward of {name} gives something that is no tensor", name=spec.name)
        raise RuntimeError(reason)
    if not spec.outputs[0].startswith("*") and len(outputs) != len(spec.outputs):
        reason = Told("write the tuple that forward of {name} gives behind return", name=spec.name)
        raise RuntimeError(reason)
    return outputs, ends


def _argument(
    machine: Machine, data: OpData, argument: Argument, ends: list[tuple[str, str]]
) -> list[Any]:
    """What stands for an argument; several where it takes all that is left."""
    wires = machine.document.inputs(data.id)
    name = argument.name
    if argument.many:
        ports = [p for p in variadic_ports(machine.document, data.id, name) if p in wires]
    else:
        ports = [name] if name in wires else []
    if ports or argument.many:
        sources = [(wires[port].source, wires[port].source_port) for port in ports]
        ends += sources
        return [machine.tensor(*end) for end in sources]
    if name in data.params:
        return [read_param(data.params[name], argument.type, machine)]
    if argument.default is not None:
        return [MISSING]
    if argument.type:
        raise Unwritten(Told("{param} has no value yet", param=name))
    raise UnwiredNumber(Told("nothing is wired to {port}", port=name))
