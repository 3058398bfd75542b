"""What executing a node did: its formula, what went in, what came out, what is recorded for
backward."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from typing import Any, TypeAlias

from autograd_core.graph.customs.specs import source_of
from autograd_core.graph.document import OUT, Document, LeafData, OpData
from autograd_core.graph.explaining import formulas
from autograd_core.graph.explaining.edges import EVALUATED, is_close, known_letters
from autograd_core.graph.explaining.numbers import is_written_out
from autograd_core.graph.explaining.pieces import (
    QT_TRANSLATE_NOOP,
    Code,
    Explanation,
    Formula,
    Line,
    Link,
    Piece,
    Said,
    Shown,
)
from autograd_core.graph.ports import output_names, passed_on, spec_of, variadic_ports
from autograd_core.graph.steps import Step, StepLog, Value, port_ref
from autograd_core.graph.words import code_of, tensor_name
from autograd_core.ops.layout import layout_of
from autograd_core.ops.spec import OpSpec

_Input: TypeAlias = tuple[Value | str, tuple[str, str] | None]
"""A tensor or a number's text, and the node whose output it is, with what that is called."""

SHOWN_AT_MOST = 6
"""Inputs and outputs that are each shown."""


class ForwardStory:
    """Explains one step of a Forward: the one with the number `at` (from 0) in the log."""

    def __init__(self, log: StepLog, at: int, document: Document) -> None:
        self.log = log
        self.at = at
        self.document = document
        self.step: Step = log.steps[at]
        assert self.step.node is not None
        self.node: str = self.step.node

    def explain(self) -> Explanation:
        """All of it."""
        data = self.document.nodes.get(self.node)
        name = self.document.name(self.node)
        title = Said("{node} = {code}", {
            "node": Link(self.node, name), "code": Code(code_of(self.document, self.node))
        })  # fmt: skip
        if isinstance(data, LeafData):
            return Explanation(title, tuple(self._leaf(data)))
        if isinstance(data, OpData):
            spec = spec_of(data)
            if data.state == "bypass":
                return Explanation(title, tuple(self._bypass()))
            if spec is not None:
                return Explanation(title, tuple(self._operation(data, spec)))
        return Explanation(title)

    def _field(self, port: str, name: str) -> Any:
        """A field of one of the node's outputs after the step."""
        return self.log.at(self.at + 1, port_ref(self.node, port), name)

    # Leaves

    def _leaf(self, data: LeafData) -> Iterator[Line]:
        value = self._field(OUT, "value")
        if isinstance(value, Value):
            yield Line("result", ((Shown(value, self.document.name(self.node)),),))
        if self._field(OUT, "requires_grad"):
            template = QT_TRANSLATE_NOOP(
                "Explanation",
                "a leaf that requires grad: gradients will be added up in {grad}",
            )
            grad = Code(f"{self.document.name(self.node)}.grad")
            yield Line("recorded", ((Said(template, {"grad": grad}),),))
        else:
            template = QT_TRANSLATE_NOOP(
                "Explanation", "a leaf that requires no grad: what is computed from it alone is "
                "not tracked"
            )  # fmt: skip
            yield Line("recorded", ((Said(template),),))

    # Operations

    def _bypass(self) -> Iterator[Line]:
        wire = passed_on(self.document, self.node)
        source: Piece = "?" if wire is None else Link(wire.source, self.document.name(wire.source))
        template = QT_TRANSLATE_NOOP(
            "Explanation", "bypassed: it hands on {source}, and makes no Node"
        )
        yield Line("rule", ((Said(template, {"source": source}),),))

    def _operation(self, data: OpData, spec: OpSpec) -> Iterator[Line]:
        inputs = self._inputs(data, spec)
        rule = self._rule(spec)
        source_code = source_of(spec)
        if source_code is not None:
            own = QT_TRANSLATE_NOOP(
                "Explanation", "{function}, the code that the class itself has for it"
            )
            yield Line("rule", ((Said(own, {"function": Code(f"{source_code.name}.forward")}),),))
        elif rule:
            yield Line("rule", (rule,))
        cells = []
        for port, (value, source) in list(inputs.items())[:SHOWN_AT_MOST]:
            piece: Piece = value if isinstance(value, str) else Shown(value, port)
            args: dict[str, Piece] = {"port": Code(port), "value": piece}
            if source is not None:
                args["source"] = Link(*source)
                template = QT_TRANSLATE_NOOP("Explanation", "{port} = {value} from {source}")
                cells.append((Said(template, args),))
            else:
                cells.append((Said("{port} = {value}", args),))
        if len(inputs) > SHOWN_AT_MOST:
            template = QT_TRANSLATE_NOOP("Explanation", "and {count} more")
            cells.append((Said(template, {"count": str(len(inputs) - SHOWN_AT_MOST)}),))
        if cells:
            yield Line("inputs", tuple(cells))
        yield Line("result", tuple(self._results(data, spec, inputs)))
        yield Line("recorded", tuple(self._recorded(data, spec)))

    def _rule(self, spec: OpSpec) -> tuple[Piece, ...]:
        if not spec.formula or len(spec.formula) == 1:
            if not spec.help:
                return ()
            return (Said(spec.help.replace("{", "").replace("}", ""), {}, "Operations"),)
        if "=" in spec.formula:
            return (Formula(spec.formula),)
        names = r",\,".join(formulas.name_latex(name.lstrip("*")) for name in spec.outputs)
        return (Formula(f"{names} = {spec.formula}"),)

    def _inputs(self, data: OpData, spec: OpSpec) -> dict[str, _Input]:
        """What went in at each port, and from where."""
        wires = self.document.inputs(self.node)
        found: dict[str, _Input] = {}
        for port in spec.ports:
            ports = [port.name]
            if port.variadic:
                ports = list(variadic_ports(self.document, self.node, port.name))
            for name in ports:
                wire = wires.get(name)
                if wire is not None:
                    subject = port_ref(wire.source, wire.source_port)
                    value = self.log.at(self.at, subject, "value")
                    if isinstance(value, Value):
                        named = tensor_name(self.document, wire.source, wire.source_port)
                        found[name] = (value, (wire.source, named))
                elif name in data.params:
                    found[name] = (data.params[name], None)
        return found

    def _results(
        self, data: OpData, spec: OpSpec, inputs: dict[str, _Input]
    ) -> Iterator[tuple[Piece, ...]]:
        ports = [p for p in self._ports(spec) if isinstance(self._field(p, "value"), Value)]
        for port in ports[:SHOWN_AT_MOST]:
            value = self._field(port, "value")
            left = self._put_in(data, spec, inputs, value) if len(ports) == 1 else None
            shown = Shown(value, self.document.name(self.node))
            if left is not None and is_written_out(value):
                yield (formulas.chained(left, formulas.number(value)),)
            elif left is not None:
                yield (Said("{left} = {value}", {"left": left, "value": shown}),)
            elif len(ports) > 1:
                yield (Said("{port} = {value}", {"port": Code(port), "value": shown}),)
            else:
                yield (shown,)
        if not ports:
            yield (Said(QT_TRANSLATE_NOOP("Explanation", "nothing")),)

    def _ports(self, spec: OpSpec) -> tuple[str, ...]:
        if spec.outputs[0].startswith("*"):
            stem, count = spec.outputs[0][1:], 0
            while self._field(f"{stem}.{count}", "value") is not None:
                count += 1
            return output_names(spec, count)
        return output_names(spec, len(spec.outputs))

    def _put_in(
        self,
        data: OpData,
        spec: OpSpec,
        inputs: dict[str, _Input],
        result: Value,
    ) -> Formula | None:
        """The operation's formula with the numbers that went in, where these are all it needs."""
        given: dict[str, Any] = {name: _number(value) for name, (value, _) in inputs.items()}
        ports = {port.name for port in spec.ports}
        for param in spec.params:
            text = data.params.get(param.name)
            given[param.name] = param.default if text is None else _number(text)
        known = known_letters(spec, given, (spec.formula,))
        wanted = formulas.letters(spec.formula)
        own = {name for name, text in data.params.items() if name not in ports}
        own -= {name for name in own if name in wanted}
        single = len(own) == 1 and any(letter not in {*ports, *own} for letter in wanted)
        if own and not single:
            return None  # parameters of which the formula says nothing
        if spec.local is not None:
            return formulas.put_in(spec.formula, known)
        arrays = {name: value.array for name, value in known.items()}
        real = result.array
        if real is None or len(spec.formula) == 1 or math.prod(result.shape) > EVALUATED:
            return None
        found = formulas.summed(spec.formula, known)
        if found is not None:
            return found if is_close(formulas.total(spec.formula, known), real) else None
        held = {name: array for name, array in arrays.items() if array is not None}
        product = formulas.multiplied(spec.formula, held)
        if product is None or not is_close(product, real):
            return None  # only what is known to come to this
        return formulas.put_in(spec.formula, known)

    # What is recorded

    def _recorded(self, data: OpData, spec: OpSpec) -> Iterator[tuple[Piece, ...]]:
        port = next(iter(self._ports(spec)), OUT)
        function = self._field(port, "grad_fn")
        if function:
            yield (self._saved(spec, str(function).rpartition("::")[2]),)
        elif self.document.in_no_grad(self.node):
            no_grad = QT_TRANSLATE_NOOP("Explanation", "nothing: it runs under no_grad")
            yield (Said(no_grad),)
        elif spec.name == "detach":
            detached = QT_TRANSLATE_NOOP(
                "Explanation",
                "nothing: the result has no grad_fn, so no gradient passes; it shares its memory",
            )
            yield (Said(detached),)
        elif any(self._requires_grad()):
            template = QT_TRANSLATE_NOOP("Explanation", "nothing: it has no derivative")
            yield (Said(template),)
        else:
            template = QT_TRANSLATE_NOOP("Explanation", "nothing: no input requires grad")
            yield (Said(template),)
        if spec.mutates:
            yield self._written(spec)
        elif spec.view and spec.name != "detach":
            template = QT_TRANSLATE_NOOP("Explanation", "a view: it shares its memory")
            yield (Said(template),)

    def _saved(self, spec: OpSpec, function: str) -> Piece:
        """The Node that is recorded, and what it keeps."""
        args: dict[str, Piece] = {"function": Code(function)}
        if source_of(spec) is not None:
            own = QT_TRANSLATE_NOOP(
                "Explanation", "{function}, which keeps for backward what forward gives it"
            )
            return Said(own, args)
        if spec.compose is not None:
            template = QT_TRANSLATE_NOOP(
                "Explanation", "it is made of other operations, and its grad_fn is {function}"
            )
            return Said(template, args)
        names = _needed(spec, [wire.target_port for wire in self.document.inputs(self.node).values()
                               if self._tracked(wire.source, wire.source_port)])  # fmt: skip
        if not names:
            return Said(
                QT_TRANSLATE_NOOP("Explanation", "{function}, which needs to save no tensor"), args
            )
        args["names"] = Code(", ".join(names))
        return Said(
            QT_TRANSLATE_NOOP("Explanation", "{function}, which saves {names} for backward"), args
        )

    def _requires_grad(self) -> Iterator[bool]:
        for wire in self.document.inputs(self.node).values():
            yield self._tracked(wire.source, wire.source_port)

    def _tracked(self, node: str, port: str) -> bool:
        return bool(self.log.at(self.at, port_ref(node, port), "requires_grad"))

    def _written(self, spec: OpSpec) -> tuple[Piece, ...]:
        """An in-place operation writes its first input."""
        port = spec.ports[0].name
        wire = self.document.inputs(self.node).get(port)
        args: dict[str, Piece] = {"target": Code(port)}
        if wire is not None:
            args["target"] = Link(wire.source, self.document.name(wire.source))
            subject = port_ref(wire.source, wire.source_port)
            before = self.log.at(self.at, subject, "version")
            after = self.log.at(self.at + 1, subject, "version")
            if before is not None and after is not None:
                args["versions"] = f"v{before} → v{after}"
                template = QT_TRANSLATE_NOOP(
                    "Explanation", "written into {target}, version {versions}"
                )
                return (Said(template, args),)
        return (Said(QT_TRANSLATE_NOOP("Explanation", "written into {target}"), args),)


def _needed(spec: OpSpec, tracked: list[str]) -> list[str]:
    """What the rules of the inputs that require grad look at."""
    layout = layout_of(spec)
    found: list[str] = []
    for edge, place in enumerate(layout.edge_ports):
        port = spec.ports[place].name
        if not any(each == port or each.startswith(f"{port}.") for each in tracked):
            continue
        saved = (*layout.saved_inputs, *layout.saved_outputs)
        found += [name for name in layout.calls[edge][1] if name in saved and name not in found]
    return found


def _number(value: object) -> object:
    """A number that is written as text; what else there is as it is."""
    if not isinstance(value, str):
        return value
    try:
        return ast.literal_eval(value)
    except (ValueError, SyntaxError):
        return None
