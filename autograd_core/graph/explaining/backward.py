"""What a Node of a backward pass did: its rule, what came in and from where, the local derivative,
what flows on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from autograd_core.graph.actions import Action, Backward
from autograd_core.graph.customs.specs import source_of
from autograd_core.graph.document import Document, OpData
from autograd_core.graph.explaining.edges import EdgeStory, is_close, port_of
from autograd_core.graph.explaining.numbers import value_text
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
from autograd_core.graph.ports import spec_of
from autograd_core.graph.steps import Applied, Flow, Step, StepLog, Value, port_ref
from autograd_core.ops.spec import OpSpec

SHOWN_AT_MOST = 4
"""Edges, and gradients that come together, that are each shown; of more the number is told."""
LONGEST_ADDITION = 120
"""Characters of all gradients that come together up to which each is written out."""
LOOKED_BACK = 20_000
"""Steps to look back for the forward that a backward step belongs to."""


class BackwardStory:
    """Explains one step of a backward pass: the one with the number `at` (from 0) in the log."""

    def __init__(
        self, log: StepLog, at: int, document: Document, action: Action | None
    ) -> None:
        self.log = log
        self.at = at
        self.step: Step = log.steps[at]
        self.document = document
        self.action = action
        self.record = self.step.applied or Applied((), ())
        self.outputs = _output_names(self.record, len(self.step.incoming))

    def explain(self) -> Explanation:
        """All of it."""
        if self.step.kind == "accumulate":
            return self._explain_deposit()
        flows = self.step.flows[:SHOWN_AT_MOST]
        stories = [self._story(flow) for flow in flows] if self.record.kind else []
        lines = []
        if stories:
            lines.append(Line("rule", (*_distinct(s.rule() for s in stories), *self._params())))
        else:
            lines.append(Line("rule", ((self._other_rule(),),)))
        lines.append(Line("upstream", self._upstream()))
        lines += self._body()
        if stories:
            lines.append(Line("local", _distinct(s.story.local for s in stories)))
        lines.append(Line("product", tuple(self._products(flows, stories))))
        notes = tuple(self._notes())
        if notes:
            lines.append(Line("note", notes))
        return Explanation(self._title(), tuple(lines))

    # Pieces

    def _title(self) -> Piece:
        return Said(
            QT_TRANSLATE_NOOP("Explanation", "{function} of {node}"),
            {"function": Code(_short(self.step.function)), "node": self._node(self.step.node)},
        )

    def _node(self, node: str | None) -> Piece:
        if node is None:
            return Said(QT_TRANSLATE_NOOP("Explanation", "a tensor that is on no card"))
        return Link(node, self.document.name(node))

    def _story(self, flow: Flow) -> EdgeStory:
        port = port_of(self.record, flow.index)
        return EdgeStory(self.record, self.step.incoming, flow, port, self._teller())

    def _teller(self) -> OpSpec | None:
        """The card's operation, where the Node is the one that it is made of: `softmax` has the
        formula of SoftmaxBackward0."""
        assert self.record.kind is not None
        data = self.document.nodes.get(self.step.node or "")
        spec = spec_of(data) if isinstance(data, OpData) else None
        own = self.record.kind.spec
        if spec is None or own.gradient_texts or len(spec.ports) != len(own.ports):
            return None
        same = _short(self.step.function).lower().startswith(spec.name.replace("_", ""))
        return spec if same else None

    def _params(self) -> Iterator[tuple[Piece, ...]]:
        """Parameters that were given, as the formulas do not have them all."""
        assert self.record.kind is not None
        spec = self.record.kind.spec
        given = [
            f"{p.name}={self.record.constants[p.name]}"
            for p in spec.params
            if p.name in self.record.constants and p.type in _TOLD
            and self.record.constants[p.name] not in (p.default, None)
        ]  # fmt: skip
        if given:
            yield (Code(", ".join(given)),)

    def _body(self) -> Iterator[Line]:
        """What the lines of a user's own backward gave."""
        for place, told in enumerate(self.record.body):
            pieces: list[Piece] = []
            for name, value in told.values:
                shown = Shown(value, name) if isinstance(value, Value) else Code(value)
                if name.startswith("return"):
                    pieces.append(Said("→ {value}", {"value": shown}))
                else:
                    pieces.append(Said("{name} = {value}", {"name": Code(name), "value": shown}))
            cells = ((Code(told.code),), tuple(pieces)) if pieces else ((Code(told.code),),)
            yield Line("more" if place else "code", cells)

    def _other_rule(self) -> Piece:
        """Of a Node that is none of an operation."""
        data = self.document.nodes.get(self.step.node or "")
        source = source_of(spec_of(data)) if isinstance(data, OpData) else None
        if source is not None and _short(self.step.function) == f"{source.name}Backward":
            own = QT_TRANSLATE_NOOP(
                "Explanation", "{function}, the code that the class itself has for it"
            )
            return Said(own, {"function": Code(f"{source.name}.backward")})
        if _short(self.step.function) == "CopySlices":
            return Said(
                QT_TRANSLATE_NOOP(
                    "Explanation",
                    "part of a tensor was written through a view: the gradient of that part goes "
                    "to what was written, the rest to what the tensor was before",
                )
            )
        return Said(QT_TRANSLATE_NOOP("Explanation", "a Node that is none of an operation"))

    # What came in

    def _upstream(self) -> tuple[tuple[Piece, ...], ...]:
        cells = []
        several = len(self.step.incoming) > 1
        for output, value in enumerate(self.step.incoming):
            if value is None:
                continue
            piece = self._arrival(output, value)
            if several:
                piece = Said(
                    "{output}: {gradient}",
                    {"output": Code(self.outputs[output]), "gradient": piece},
                )
            cells.append((piece,))
        if not cells:
            nothing = QT_TRANSLATE_NOOP("Explanation", "nothing: None")
            cells.append((Said(nothing),))
        return tuple(cells[:SHOWN_AT_MOST])

    def _arrival(self, output: int, value: Value) -> Piece:
        """One gradient with where it comes from; the addition, where several came together."""
        sources = [source for source in self.record.sources if source.output == output]
        shown = Shown(value, "g")
        if not sources:
            return self._start(shown)
        found = [self._sent(source.step, source.edge) for source in sources]
        several = len({source.step for source in sources}) < len(sources)
        names = [self._sender(s.step, s.edge if several else None) for s in sources]
        if len(sources) == 1:
            args: dict[str, Piece] = {"gradient": shown, "source": names[0]}
            said = Said(QT_TRANSLATE_NOOP("Explanation", "{gradient} from {source}"), args)
        elif len(sources) > SHOWN_AT_MOST:
            args = {"gradient": shown, "count": str(len(sources)), "sources": _listed(names)}
            said = Said(
                QT_TRANSLATE_NOOP(
                    "Explanation", "{gradient}, the sum of {count} gradients, from {sources}"
                ),
                args,
            )
        else:
            said = _addition(found, names, shown)
        return self._hooked(said, found, value)

    def _start(self, shown: Shown) -> Piece:
        """The gradient that a pass starts with."""
        action = self.action
        args: dict[str, Piece] = {"gradient": shown}
        if isinstance(action, Backward) and action.gradient is not None:
            args["text"] = Code(action.gradient.text)
            return Said(
                QT_TRANSLATE_NOOP("Explanation", "v = {gradient}, given to backward as {text}"),
                args,
            )
        if shown.value.shape:
            template = QT_TRANSLATE_NOOP(
                "Explanation", "{gradient}: backward starts here, the root has one element"
            )
        else:
            template = QT_TRANSLATE_NOOP(
                "Explanation", "{gradient}: backward starts here, ∂out/∂out of a scalar root"
            )
        return Said(template, args)

    def _sent(self, step: int, edge: int) -> Value | None:
        """The gradient that an earlier step sent along one of its edges."""
        if not 0 <= step < len(self.log.steps):
            return None
        return next((f.gradient for f in self.log.steps[step].flows if f.index == edge), None)

    def _sender(self, step: int, edge: int | None = None) -> Piece:
        """The Node that sent a gradient, and along which of its edges, where it has sent two."""
        sender = self.log.steps[step]
        applied = sender.applied
        if edge is not None and applied is not None and applied.kind is not None:
            return Said(
                QT_TRANSLATE_NOOP("Explanation", "{function} of {node}, edge {port}"),
                {
                    "port": Code(port_of(applied, edge)),
                    "function": Code(_short(sender.function)),
                    "node": self._node(sender.node),
                },
            )
        return Said(
            QT_TRANSLATE_NOOP("Explanation", "{function} of {node}"),
            {"function": Code(_short(sender.function)), "node": self._node(sender.node)},
        )

    def _hooked(self, said: Piece, found: Sequence[Value | None], value: Value) -> Piece:
        """Adds that a hook changed what came in, where it is not the sum of what was sent."""
        arrays = [None if each is None else each.array for each in found]
        arrived = value.array
        if arrived is None or any(array is None for array in arrays):
            return said
        with np.errstate(all="ignore"):
            total = sum(array for array in arrays if array is not None)
        if is_close(np.asarray(total), arrived):
            return said
        return Said(
            QT_TRANSLATE_NOOP("Explanation", "{sum}, which a hook made {gradient}"),
            {
                "sum": _addition(found, [self._sender(s.step) for s in self.record.sources], None),
                "gradient": Shown(value, "g"),
            },
        )

    # What flows on

    def _products(
        self, flows: Sequence[Flow], stories: Sequence[EdgeStory]
    ) -> Iterator[tuple[Piece, ...]]:
        for place, flow in enumerate(flows):
            pieces = stories[place].story.product if stories else (Shown(flow.gradient, "grad"),)
            target: Piece = Link(flow.target, self.document.name(flow.target))
            if flow.target_function != "AccumulateGrad":
                target = Said(
                    QT_TRANSLATE_NOOP("Explanation", "{function} of {node}"),
                    {"function": Code(flow.target_function), "node": target},
                )
            yield (*pieces, Said("→ {target}", {"target": target}))
        left = len(self.step.flows) - len(flows)
        if left > 0:
            more = QT_TRANSLATE_NOOP("Explanation", "and {count} more")
            yield (Said(more, {"count": str(left)}),)
        if not flows:
            yield (Said(QT_TRANSLATE_NOOP("Explanation", "nothing: no input needs a gradient")),)

    # What else there is to say

    def _notes(self) -> Iterator[tuple[Piece, ...]]:
        flowing = {flow.index for flow in self.step.flows}
        for edge, target in enumerate(self.record.targets[:SHOWN_AT_MOST]):
            if edge in flowing or self.record.kind is None:
                continue
            port = port_of(self.record, edge)
            if target is None and self._is_left_out(port):
                continue
            if target is not None:
                template = QT_TRANSLATE_NOOP("Explanation", "the rule gives no gradient for {port}")
            else:
                template = self._why_none(port)
            yield (Said(template, {"port": Code(port)}),)
        yield from self._rewritten()

    def _why_none(self, port: str) -> str:
        """Why an input has no edge to a Node."""
        simple = self._is_simple()
        if simple and self.step.node and port not in self.document.inputs(self.step.node):
            return QT_TRANSLATE_NOOP("Explanation", "no gradient flows to {port}: it is a number")
        return QT_TRANSLATE_NOOP(
            "Explanation", "no gradient flows to {port}: it does not require grad"
        )

    def _is_left_out(self, port: str) -> bool:
        """Whether it is an input that may be left out, and was: the bias of a convolution."""
        data = self.document.nodes.get(self.step.node or "")
        spec = spec_of(data) if isinstance(data, OpData) else None
        if spec is None or not isinstance(data, OpData) or port in data.params:
            return False
        optional = any(each.name == port and each.optional for each in spec.ports)
        return optional and port not in self.document.inputs(self.step.node or "")

    def _is_simple(self) -> bool:
        """Whether the card's operation has just this Node, so that its ports are the Node's."""
        data = self.document.nodes.get(self.step.node or "")
        spec = spec_of(data) if isinstance(data, OpData) else None
        return self.record.kind is not None and spec is self.record.kind.spec

    def _rewritten(self) -> Iterator[tuple[Piece, ...]]:
        """Saved inputs that are not any more what they were in forward, and nobody counted it."""
        node = self.step.node
        if node is None or not self._is_simple():
            return
        forward = self._forward_of(node)
        wires = self.document.inputs(node)
        if forward is None:
            return
        told: dict[tuple[str, str], tuple[list[str], Value, Value]] = {}
        for name, used in self.record.values():
            wire = wires.get(str(name))
            if wire is None:
                continue
            end = (wire.source, wire.source_port)
            then = self.log.at(forward, port_ref(*end), "value")
            if isinstance(then, Value) and not _is_same(then, used):
                told.setdefault(end, ([], then, used))[0].append(str(name))
        for names, then, used in told.values():
            template = QT_TRANSLATE_NOOP(
                "Explanation",
                "{port} was {then} when forward ran; it was changed through .data, which "
                "autograd does not see, and {now} was used here",
            )
            args: dict[str, Piece] = {
                "port": Code(", ".join(sorted(names))),
                "then": Shown(then, names[0]),
                "now": Shown(used, names[0]),
            }
            yield (Said(template, args),)

    def _forward_of(self, node: str) -> int | None:
        for at in range(self.at - 1, max(-1, self.at - LOOKED_BACK), -1):
            step = self.log.steps[at]
            if step.kind == "forward" and step.node == node:
                return at
        return None

    # AccumulateGrad

    def _explain_deposit(self) -> Explanation:
        node = self.step.node
        args = self.step.message.args
        before, incoming, after = (args.get(name) for name in ("before", "incoming", "after"))
        name = self.document.name(node) if node else "?"
        rule = Said(
            QT_TRANSLATE_NOOP("Explanation", "a leaf keeps what comes in: {rule}"),
            {"rule": Code(f"{name}.grad += g")},
        )
        lines = [Line("rule", ((rule,),)), Line("upstream", self._upstream())]
        if isinstance(incoming, Value) and isinstance(after, Value):
            lines.append(Line("result", ((_deposit(before, incoming, after),),)))
            if isinstance(before, Value) and not _is_zero(before):
                kept = Said(
                    QT_TRANSLATE_NOOP(
                        "Explanation",
                        "{before} was there from an earlier backward: gradients accumulate until "
                        "they are set to zero",
                    ),
                    {"before": Shown(before, f"{name}.grad")},
                )
                lines.append(Line("note", ((kept,),)))
        else:
            nothing = QT_TRANSLATE_NOOP("Explanation", "nothing is kept: it requires no grad")
            lines.append(Line("result", ((Said(nothing),),)))
        return Explanation(self._title(), tuple(lines))


_TOLD = frozenset(("int", "float", "bool", "number", "dim", "dims", "str"))


def _deposit(before: object, incoming: Value, after: Value) -> Piece:
    """`.grad: [2, 2] + [2, 2] → [4, 4]`."""
    args: dict[str, Piece] = {
        "incoming": Shown(incoming, "g"),
        "after": Shown(after, ".grad"),
    }
    if not isinstance(before, Value):
        return Said(".grad: None → {after}", args)
    args["before"] = Shown(before, ".grad")
    return Said(".grad: {before} + {incoming} → {after}", args)


def _is_zero(value: Value) -> bool:
    """Whether nothing but zeros is known of it."""
    summary = value.summary
    if summary.kind == "statistics":
        return summary.minimum == summary.maximum == 0 and not summary.nan_count
    return all(cell in ("0", "-0") for row in summary.cells for cell in row)


def _addition(
    found: Sequence[Value | None], names: Sequence[Piece], total: Shown | None
) -> Said:
    """The gradients that came together, each with where it comes from, and their sum; in brief
    where all of them would fill many lines."""
    args: dict[str, Piece] = {}
    all_values = [value for value in found if value is not None]
    brief = sum(len(value_text(value)) for value in all_values) > LONGEST_ADDITION
    template = ""
    for place, (value, name) in enumerate(zip(found, names, strict=True)):
        args[f"g{place}"] = "?" if value is None else Shown(value, "g", brief)
        args[f"n{place}"] = name
        template += (" + " if place else "") + f"{{g{place}}} ({{n{place}}})"
    if total is None:
        return Said(template, args)
    args["total"] = replace(total, brief=brief)
    return Said(template + " = {total}", args)


def _listed(names: Sequence[Piece]) -> Said:
    """The first names, each once."""
    args: dict[str, Piece] = {f"n{at}": name for at, name in enumerate(names[:SHOWN_AT_MOST])}
    text = ", ".join(f"{{{name}}}" for name in args)
    return Said(text + (", …" if len(names) > SHOWN_AT_MOST else ""), args)


def _distinct(cells: Iterable[tuple[Piece, ...]]) -> tuple[tuple[Piece, ...], ...]:
    """Cells, those that are empty or say the same once."""
    found: list[tuple[Piece, ...]] = []
    for cell in cells:
        if cell and not any(_same(cell, other) for other in found):
            found.append(cell)
    return tuple(found)


def _same(first: tuple[Piece, ...], second: tuple[Piece, ...]) -> bool:
    return len(first) == len(second) and all(
        (isinstance(a, Formula) and isinstance(b, Formula) and a.latex == b.latex)
        or (isinstance(a, Said) and isinstance(b, Said) and not a.args and a == b)
        for a, b in zip(first, second, strict=True)
    )


def _output_names(record: Applied, count: int) -> tuple[str, ...]:
    names = () if record.kind is None else record.kind.spec.outputs
    if len(names) == count:
        return names
    return tuple(f"out[{at}]" for at in range(count))


def _is_same(first: Value, second: Value) -> bool:
    """Whether two Values say the same, without reading large arrays that are one anyway."""
    if first is second:
        return True
    mine, theirs = first.frozen, second.frozen
    if mine is None or theirs is None:
        return True  # it cannot be known any more
    return mine.is_same(theirs) or first == second


def _short(name: str | None) -> str:
    return (name or "?").rpartition("::")[2]
