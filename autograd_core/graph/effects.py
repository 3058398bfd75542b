"""The actions other than Forward and the blocks: each does one thing to a machine's tensors."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from typing import Any

from autograd_core import dtypes, engine
from autograd_core.engine import BackwardStep
from autograd_core.grad_mode import LOCAL, no_grad
from autograd_core.graph.actions import Assign, Backward, Print, SetRequiresGrad, ZeroGrad
from autograd_core.graph.applied import applied
from autograd_core.graph.customs.specs import source_of
from autograd_core.graph.document import OUT, Document, WireData
from autograd_core.graph.expression import as_tensor
from autograd_core.graph.gradients import Gradients
from autograd_core.graph.machine import Machine, NotRun
from autograd_core.graph.ports import first_port, input_ports, spec_of, variadic_ports, way_of
from autograd_core.graph.problems import EXPECTED
from autograd_core.graph.recorder import value_of_array
from autograd_core.graph.steps import (
    ActionPath,
    Applied,
    Flow,
    Message,
    Ref,
    Source,
    Streams,
    Value,
    action_ref,
    node_ref,
    port_ref,
)
from autograd_core.graph.told import Told
from autograd_core.graph.vocabulary import text_of
from autograd_core.graph.words import QT_TRANSLATE_NOOP
from autograd_core.node import Node
from autograd_core.storage import Array
from autograd_core.tensor import AccumulateGrad, Tensor

_IN_PLACE: dict[str, Callable[[Any, Any], Any]] = {
    "+=": operator.iadd,
    "-=": operator.isub,
    "*=": operator.imul,
    "/=": operator.itruediv,
}

BACKWARD_STEP = QT_TRANSLATE_NOOP(
    "Steps", "{function} of {node}: gradient {incoming} comes in, {flows}"
)
END_STEP = QT_TRANSLATE_NOOP("Steps", "{function} of {node}: gradient {incoming} comes in")
FIRST_DEPOSIT = QT_TRANSLATE_NOOP("Steps", "{node}.grad: None → {after}")
DEPOSIT = QT_TRANSLATE_NOOP("Steps", "{node}.grad: {before} + {incoming} → {after}")
OWN_DEPOSIT = QT_TRANSLATE_NOOP(
    "Steps",
    "{node}.grad: {before} + {incoming} → {after}, as both accumulate in the same .grad: "
    "{before} was the gradient, {incoming} is the gradient of that. autograd.grad keeps them apart",
)


# Backward


def backward(machine: Machine, action: Backward, path: ActionPath) -> Iterator[None]:
    """Calls backward, one step for each Node that the engine executes; yields after each."""
    machine.calls += 1
    call = machine.calls
    machine.take_sequence()
    machine.recorder.set(action_ref(path), "error", None)
    node: str | None = action.root
    try:
        taken, steps = _started(machine, action)
        recording = Recording(machine, path, call, action.retain_graph or action.create_graph)
        recording.read = machine.cards.reading.get(action.root)
        for step in steps:
            recording.record(step)
            machine.give_sequence()
            yield
            machine.gate.pass_through()
            machine.take_sequence()
        if taken is not None:
            yield from taken.put(path, call)
    except EXPECTED as error:
        culprit = getattr(error, "node", None)
        if culprit is not None:
            node = machine.cards.card_of(culprit) or node
        machine.show_kept_grads()
        machine.fail_action(error, path, node)
        yield
    finally:
        machine.give_sequence()


def _started(
    machine: Machine, action: Backward
) -> tuple[Gradients | None, Iterator[BackwardStep]]:
    port = first_port(machine.document, action.root) if action.port == OUT else action.port
    root = machine.tensor(action.root, port)
    gradient: Tensor | None = None
    if action.gradient is not None:
        value = machine.evaluate(action.gradient)
        gradient = value if isinstance(value, Tensor) else as_tensor(value, root.dtype)
    if action.into:
        taken = Gradients(machine, action, root, gradient)
        return taken, taken.steps()
    inputs = None
    if action.inputs is not None:
        inputs = tuple(machine.first_output(node) for node in action.inputs)
        for node in action.inputs:
            machine.cards.keeping.add((node, first_port(machine.document, node)))
    return None, engine.backward_steps(
        (root,),
        (gradient,),
        retain_graph=action.retain_graph or action.create_graph,
        create_graph=action.create_graph,
        inputs=inputs,
    )


class Recording:
    """Turns what the engine yields into steps."""

    def __init__(self, machine: Machine, path: ActionPath, call: int, retained: bool) -> None:
        self.machine = machine
        self.path = path
        self.call = call
        self.retained = retained
        # Each gradient array once, whoever sends or receives it. The array is kept beside its
        # value so that its id stays its own.
        self._values: dict[int, tuple[Array, Value]] = {}
        self._ports: dict[str, tuple[str, ...]] = {}
        self.read: str | None = None
        """The node whose `.grad` is differentiated."""
        self._first = self._sequence_nr = machine.sequence_nr
        self._makers: dict[int, str] = {}
        """By number, the Nodes that the pass has made: while which Node was applied."""
        self._arrived: dict[Node, list[Source]] = {}
        """Where the gradients come from that wait at Nodes."""

    def record(self, step: BackwardStep) -> None:
        machine, recorder = self.machine, self.machine.recorder
        card = machine.cards.card_of(step.node)
        freed = card is not None and machine.cards.freed(card, step.node)
        if card is not None:
            # With create_graph, what the Node computed has Nodes of its own.
            stop = LOCAL.state.sequence_nr
            machine.cards.put_functions(card, self._sequence_nr, stop, wired=False)
            maker = _short_name(step.node.name())
            self._makers.update(dict.fromkeys(range(self._sequence_nr, stop), maker))
            self._sequence_nr = stop
        if recorder.muted:
            return
        machine.show_kept_grads()
        self._show_functions(step, card)
        incoming = tuple(None if g is None else self._value(g) for g in step.gradients)
        if card is not None:
            recorder.set(node_ref(card), "reached", self.call)
            recorder.set(node_ref(card), "error", None)
        if isinstance(step.node, AccumulateGrad):
            self._record_deposit(step, card, incoming)
            return
        if card is not None and freed:
            recorder.set(node_ref(card), "saved", "freed")
        flows = tuple(self.flows(step, card))
        streams = Streams(tuple((_goal(flow), flow.gradient) for flow in flows))
        args: dict[str, object] = {
            "function": _short_name(step.node.name()),
            "node": "?" if card is None else node_ref(card),
            "incoming": next((value for value in incoming if value is not None), ""),
            "flows": streams,
        }
        recorder.emit(
            "backward",
            self.path,
            card,
            Message(BACKWARD_STEP if flows else END_STEP, args),
            flows=flows,
            function=_short_name(step.node.name()),
            call=self.call,
            incoming=incoming,
            number=step.node.sequence_nr,
            applied=self._applied(step),
        )

    def _show_functions(self, step: BackwardStep, card: str | None) -> None:
        """Tells of the Nodes that the pass has made, and of what this one has let go."""
        functions = self.machine.functions
        if functions is None:
            return
        if card is not None:
            functions.show_freed(card, step.node)
        if self._makers:
            tensors = [*(step.tensors or ()), *(flow.tensor for flow in step.flows)]
            if step.accumulation is not None:
                tensors.append(step.accumulation.after)
            functions.show_recorded(tensors, self._first, self.call, self._makers)

    def _record_deposit(
        self, step: BackwardStep, card: str | None, incoming: tuple[Value | None, ...]
    ) -> None:
        recorder = self.machine.recorder
        before: Value | None = None
        after: Value | None = None
        done = step.accumulation
        end = None if done is None else self.machine.cards.end_of(done.tensor)
        if end is not None and done is not None:
            before = recorder.shown.get(port_ref(*end), {}).get("grad")
            self.machine.show_grad(end[0], done.tensor)
            after = recorder.shown[port_ref(*end)]["grad"]
        elif done is not None:
            # A leaf of an earlier Forward, which was made anew since: nothing shows its gradient.
            before = None if done.before is None else self._value(done.before._array)
            after = self._value(done.after._array)
        args: dict[str, object] = {
            "node": "?" if card is None else node_ref(card),
            "before": before,
            "incoming": incoming[0] if incoming else "",
            "after": after,
        }
        recorder.emit(
            "accumulate",
            self.path,
            card,
            Message(_deposit(before is None, card == self.read), args),
            function="AccumulateGrad",
            call=self.call,
            incoming=incoming,
            applied=self._applied(step),
        )

    def _applied(self, step: BackwardStep) -> Applied:
        """What the Node had in hand; notes where its gradients will come from for its targets."""
        recorder = self.machine.recorder
        for flow in step.flows:
            source = Source(len(recorder.log), flow.index, flow.input_nr)
            self._arrived.setdefault(flow.target, []).append(source)
        sources = self._arrived.pop(step.node, ())
        return applied(step, sources, recorder.holdings.known)

    def flows(self, step: BackwardStep, card: str | None) -> Iterator[Flow]:
        """The gradients that leave the Node, each along its wire."""
        if card is None:
            return
        if card not in self._ports:
            self._ports[card] = tensor_ports(self.machine.document, card)
        ports = self._ports[card]
        wires: Mapping[str, WireData] = {}
        if self.machine.cards.is_wired(step.node):
            wires = self.machine.document.inputs(card)
        for flow in step.flows:
            if flow.target is None:
                continue
            target = self.machine.cards.card_of(flow.target)
            if target is None:
                continue
            port = ports[flow.index] if flow.index < len(ports) else ""
            others = ports if target != card else ()
            along = self._along(target, (wires[p] for p in (port, *others) if p in wires))
            gradient = self._value(flow.gradient)
            gradient.largest  # noqa: B018 - shown for every wire: looked for where nobody waits
            yield Flow(
                source=card,
                target=target,
                index=flow.index,
                target_function=_short_name(flow.target.name()),
                gradient=gradient,
                wire=None if along is None else along.id,
                number=None
                if isinstance(flow.target, AccumulateGrad)
                else flow.target.sequence_nr,
            )

    def _along(self, target: str, wires: Iterable[WireData]) -> WireData | None:
        """The first of the wires whose tensor comes from `target`, as it is or through bypassed
        nodes; the gradient passes these as well."""
        for wire in wires:
            sources = [each.source for each in way_of(self.machine.document, wire)]
            if target in sources:
                for node in sources[: sources.index(target)]:
                    self.machine.recorder.set(node_ref(node), "reached", self.call)
                return wire
        return None

    def _value(self, array: Array) -> Value:
        """The gradient as it is now. A copy: `.grad` may take the array over and add to it."""
        known = self._values.get(id(array))
        if known is None:
            dtype = str(dtypes.from_numpy(array.dtype))
            known = self._values[id(array)] = (array, value_of_array(array, dtype, copy=True))
        return known[1]


def _goal(flow: Flow) -> Ref:
    """What a gradient goes to: another card, or another Node of the same."""
    if flow.source == flow.target:
        return Ref("function", (flow.target, flow.target_function))
    return node_ref(flow.target)


def _deposit(first: bool, own: bool) -> str:
    """What is said of a gradient that comes to a leaf; `own` if it is one of the leaf's `.grad`."""
    return FIRST_DEPOSIT if first else OWN_DEPOSIT if own else DEPOSIT


def _short_name(name: str) -> str:
    """`AccumulateGrad` for `torch::autograd::AccumulateGrad`."""
    return name.rpartition("::")[2]


def tensor_ports(document: Document, card: str) -> tuple[str, ...]:
    """The input ports in the order of the Node's `next_functions`: those with a gradient."""
    spec = spec_of(document.nodes[card])
    if spec is None:
        return ()
    wired = document.inputs(card)
    if source_of(spec) is not None:  # it has an edge for each tensor, and for nothing else
        return tuple(port for port in input_ports(document, card) if port in wired)
    names: list[str] = []
    rules = spec.gradients or (True,) * len(spec.ports)
    for port, rule in zip(spec.ports, rules, strict=True):
        if rule is None:
            continue
        if port.variadic:
            names += [p for p in variadic_ports(document, card, port.name) if p in wired]
        else:
            names.append(port.name)
    return tuple(names)


# Writing


def zero_grad(machine: Machine, action: ZeroGrad, path: ActionPath) -> None:
    """Empties `.grad`: to None, or to zeros in place."""
    leaves = dict(machine.cards.leaves())
    if action.leaves is None:
        nodes = [
            node for node, leaf in leaves.items() if leaf.requires_grad or leaf._grad is not None
        ]
    else:
        nodes = list(action.leaves)
    for node in nodes:
        tensor = machine.first_output(node)
        if action.set_to_none:
            tensor.grad = None
        elif tensor._grad is not None:
            with no_grad():
                tensor._grad.zero_()
            machine.wrote(tensor._grad)
        machine.show_grad(node, tensor)
    after: object = "None" if action.set_to_none else "0"
    names = Streams(tuple((node_ref(node), None) for node in nodes))
    template = QT_TRANSLATE_NOOP("Steps", "zero grad: .grad of {nodes} → {after}")
    machine.recorder.emit(
        "zero_grad",
        path,
        nodes[0] if len(nodes) == 1 else None,
        Message(template, {"nodes": names, "after": after}),
    )


def assign(machine: Machine, action: Assign, path: ActionPath) -> None:
    """Writes into a tensor's data, value or gradient."""
    tensor = machine.first_output(action.node)
    port = first_port(machine.document, action.node)
    same = machine.cards.same(tensor)
    with no_grad() if action.no_grad else nullcontext():
        first = machine.take_sequence()
        try:
            value = machine.evaluate(action.expression)
            _write(machine, action, tensor, value)
        finally:
            stop = machine.give_sequence()
            machine.cards.put_functions(action.node, first, stop, wired=False)
    recorder = machine.recorder
    recorder.set(node_ref(action.node), "error", None)
    if action.field == "grad":
        machine.show_grad(action.node, tensor)
    else:
        if action.field == "data" and action.operator == "=":
            machine.cards.share(same)  # in the memory that it has now
            for end in {(action.node, port), *same}:
                machine.put_content(*end, machine.chain)
        machine.cards.put_saving(action.node, first, afresh=False)
        if machine.cards.saving[action.node]:
            recorder.set(node_ref(action.node), "saved", "held")
        machine.show_sharing(tensor)
        recorder.show_tensor(action.node, port, tensor)
    shown = recorder.shown.get(port_ref(action.node, port), {})
    target = {"value": "", "data": ".data", "grad": ".grad"}[action.field]
    recorder.emit(
        "assign",
        path,
        action.node,
        Message(
            QT_TRANSLATE_NOOP("Steps", "{node}{target} {operator} {text} → {after}"),
            {
                "node": node_ref(action.node),
                "target": target,
                "operator": action.operator,
                "text": action.expression.text,
                "after": shown.get("grad" if action.field == "grad" else "value"),
            },
        ),
    )


def _write(machine: Machine, action: Assign, tensor: Tensor, value: Any) -> None:
    if action.field == "grad":
        _write_grad(action, tensor, value)
        return
    if action.field == "data":
        if action.operator == "=":
            tensor.data = as_tensor(value, None if isinstance(value, Tensor) else tensor.dtype)
            return
        written = tensor.data
        _IN_PLACE[action.operator](written, value)
    elif action.operator == "=":
        tensor.copy_(value if isinstance(value, Tensor) else as_tensor(value, tensor.dtype))
    else:
        _IN_PLACE[action.operator](tensor, value)
    machine.wrote(tensor)


def _write_grad(action: Assign, tensor: Tensor, value: Any) -> None:
    if action.operator == "=":
        if value is not None:
            value = as_tensor(value, None if isinstance(value, Tensor) else tensor.dtype)
        tensor.grad = value
        return
    if tensor._grad is None:
        raise NotRun(Told("the gradient is None: there is nothing to change"))
    tensor.grad = _IN_PLACE[action.operator](tensor._grad, value)


def set_requires_grad(machine: Machine, action: SetRequiresGrad, path: ActionPath) -> None:
    """Calls `requires_grad_`."""
    tensor = machine.first_output(action.node)
    port = first_port(machine.document, action.node)
    tensor.requires_grad_(action.value)
    if tensor._node is None:
        machine.cards.put_leaf(action.node, port, tensor)
    machine.recorder.set(node_ref(action.node), "error", None)
    for end in {(action.node, port): None, **dict.fromkeys(machine.cards.sharing(tensor))}:
        machine.recorder.show_tensor(*end, machine.cards.tensors[end])
    machine.recorder.emit(
        "set_requires_grad",
        path,
        action.node,
        Message(
            QT_TRANSLATE_NOOP("Steps", "{node}.requires_grad_({value})"),
            {"node": node_ref(action.node), "value": str(action.value)},
        ),
    )


def print_(machine: Machine, action: Print, path: ActionPath) -> None:
    """Evaluates the expression and prints it; the items of a tuple as `print(a, b)` does."""
    machine.take_sequence()
    try:
        value = machine.evaluate(action.expression)
        items = value if isinstance(value, tuple) and type(value) is tuple else (value,)
        text = say(machine, *items)
    finally:
        machine.give_sequence()
    machine.recorder.emit(
        "print",
        path,
        None,
        Message(
            QT_TRANSLATE_NOOP("Steps", "print({text}): {output}"),
            {"text": action.expression.text, "output": text.rstrip("\n")},
        ),
    )


def say(machine: Machine, *items: object) -> str:
    """Puts the items on a line of the run's output; the line.

    Raises:
        ExpressionError: it would be more than may be printed.
    """
    text = " ".join(text_of(item) for item in items) + "\n"
    machine.speak(text)
    return text


def subject_of(action: object) -> str | None:
    """The node at which a failure of the action is shown."""
    for field in ("node", "root", "output"):
        node = getattr(action, field, None)
        if isinstance(node, str) and node:
            return node
    return None
