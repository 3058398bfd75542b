"""Forward: executes one node at a time."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any

from autograd_core import dtypes
from autograd_core.errors import AutogradError
from autograd_core.grad_mode import no_grad
from autograd_core.graph.customs.source import unreadable
from autograd_core.graph.customs.specs import CustomSpec
from autograd_core.graph.document import OUT, LeafData, OpData, WireData
from autograd_core.graph.effort import check_node, inferred
from autograd_core.graph.expression import (
    as_tensor,
    evaluate,
    is_random,
    names_in,
)
from autograd_core.graph.forward_texts import read_param
from autograd_core.graph.limits import meta_bytes, refuse_large, refuse_many
from autograd_core.graph.literals import written_out
from autograd_core.graph.machine import Machine, digest
from autograd_core.graph.placeholders import UNREADABLE
from autograd_core.graph.ports import (
    first_port,
    output_names,
    passed_on,
    spec_of,
    variadic_ports,
)
from autograd_core.graph.problems import EXPECTED, Unfinished, Unwired, UnwiredNumber, Unwritten
from autograd_core.graph.recorder import function_name
from autograd_core.graph.states import gives_nothing
from autograd_core.graph.steps import ActionPath, Message, Ref, Value, node_ref
from autograd_core.graph.told import Told
from autograd_core.graph.words import QT_TRANSLATE_NOOP, Code
from autograd_core.ops import dispatch
from autograd_core.ops.spec import REQUIRED, OpSpec
from autograd_core.random import Generator, drawing_from
from autograd_core.tensor import Tensor

Results = dict[bytes, tuple[Value, ...]]
"""Forward values by a name for how they came about."""

LEAF_STEP = QT_TRANSLATE_NOOP("Steps", "{node} = {value}")
OP_STEP = QT_TRANSLATE_NOOP("Steps", "{node} = {code} = {value}")


class Forward:
    """Executes nodes on a machine, not computing again what an earlier run computed."""

    def __init__(self, machine: Machine, earlier: Results) -> None:
        self.machine = machine
        self.earlier = earlier
        self.results: Results = {}
        self._sizes: dict[str, int] = {}
        """Bytes of what each node has made, views not counted; `_live` is their sum."""
        self._live = 0
        self._computed: bytes | None = None
        """The name of what the node that was executed last has newly computed."""

    def needs_run(self, node: str, listed: bool) -> bool:
        """Whether Forward would do anything here: a leaf that exists is kept unless listed."""
        data = self.machine.document.nodes.get(node)
        if data is None:
            return listed
        if isinstance(data, LeafData):
            return listed or (node, OUT) not in self.machine.cards.tensors
        if not isinstance(data, OpData):
            return False  # an action fills a tap
        if data.state == "mute":
            return False
        wires = self.machine.document.inputs(node)
        if data.state == "bypass":  # it reads no more than what it hands on
            first = passed_on(self.machine.document, node)
            wires = {} if first is None else {first.target_port: first}
        missing = [
            wire
            for wire in wires.values()
            if (wire.source, wire.source_port) not in self.machine.cards.tensors
        ]
        # A node that was asked for by name fails where what it needs was never made.
        return not missing or (listed and not any(map(self._is_known, missing)))

    def _is_known(self, wire: WireData) -> bool:
        """Whether it is shown at the wire's source why there is nothing in the wire."""
        shown = self.machine.recorder.shown.get(node_ref(wire.source), {})
        known = ("failed", "caught", "blocked", "incomplete")
        return shown.get("status") in known or gives_nothing(
            self.machine.document, wire.source, wire.source_port
        )

    def run_node(self, node: str, action: ActionPath) -> bool:
        """Executes the node and records its step; False if it failed."""
        machine = self.machine
        first = machine.take_sequence()
        try:
            data = machine.document.nodes[node]
            self._computed = None
            ends: Sequence[tuple[str, str]] = ()
            if isinstance(data, LeafData):
                self._make_leaf(data)
            elif isinstance(data, OpData):
                ends = self._execute(data)
        except EXPECTED as error:
            machine.give_sequence()
            self._fail(error, node, action)
            return False
        stop = machine.give_sequence()
        machine.cards.put_functions(node, first, stop)
        machine.cards.claim(node, ends, first)
        machine.cards.put_saving(node, first)
        functions = machine.functions
        if functions is not None:
            functions.show_made(node, first)
        self._record(node, action)
        return True

    # Leaves

    def _make_leaf(self, data: LeafData) -> None:
        machine = self.machine
        dtype = None if data.dtype is None else dtype_named(data.dtype)
        generator = machine.generator
        if data.seed is not None:
            generator = Generator()
            generator.manual_seed(data.seed)
        tensor, tracked = written_out(data.value, dtype), False
        if tensor is None:
            value = evaluate(data.value, generator=generator, limits=machine.limits)
            tensor = as_tensor(value, dtype)
            tracked = isinstance(value, Tensor) and value.requires_grad and value.is_leaf
        if data.requires_grad or tracked:
            if not tensor.dtype.is_floating_point:  # as torch.tensor says it, which makes a leaf
                raise AutogradError(
                    "Only Tensors of floating point and complex dtype can require gradients"
                )
            tensor.requires_grad_(True)
        machine.cards.put(data.id, (OUT,), (tensor,))
        machine.cards.put_leaf(data.id, OUT, tensor)
        from_stream = data.seed is None and is_random(data.value)
        machine.put_content(
            data.id,
            OUT,
            digest("leaf", data.value, data.dtype, data.seed, machine.chain if from_stream else 0),
        )

    # Operations

    def _execute(self, data: OpData) -> Sequence[tuple[str, str]]:
        """Executes the operation; returns where its inputs came from."""
        machine = self.machine
        if data.state == "bypass":
            return self._bypass(data)
        spec = spec_of(data)
        if data.op == UNREADABLE:
            raise RuntimeError(Told("this node of the file could not be read; its data is kept"))
        if spec is None and data.function:
            reason = unreadable(data.function)
            raise RuntimeError(Told("the code of {op} cannot be read: {reason}", op=data.op,
                                    reason=reason))  # fmt: skip
        if spec is None:
            raise RuntimeError(Told("unknown operation '{op}'", op=data.op))
        if isinstance(spec, CustomSpec):
            return self._apply(data, spec)
        inputs, ends = operands_of(machine, data, spec)
        params = params_of(data, spec, machine)
        metas = inferred(spec, inputs, params)
        for meta in metas:
            refuse_large(meta.shape, meta.dtype.itemsize, machine.limits)
        others = self._live - self._sizes.get(data.id, 0)
        refuse_many(others + sum(meta_bytes(meta) for meta in metas), machine.limits)
        check_node(spec, inputs, params, metas)
        name = self._name(data, spec, ends)
        untracked = machine.document.in_no_grad(data.id)
        with no_grad() if untracked else nullcontext(), drawing_from(machine.generator):
            plain = all(_is_plain(machine.tensor(*end)) for end in ends)
            known = self._known(name, spec) if plain else None
            outcome = dispatch.call(spec, inputs, params, result=known)
        listed = (outcome,) if isinstance(outcome, Tensor) else tuple(outcome)
        outputs = tuple([each for each in listed if each is not None])  # weights nobody asked for
        own = sum(tensor.nbytes for tensor in outputs if tensor._array.base is None)
        self._live, self._sizes[data.id] = others + own, own
        self._put(data, spec, name, outputs, ends)
        return ends

    def _apply(self, data: OpData, spec: CustomSpec) -> Sequence[tuple[str, str]]:
        """Executes a user's own function, always: what it prints and notes is part of it."""
        from autograd_core.graph.customs.running import execute  # read when first needed

        untracked = self.machine.document.in_no_grad(data.id)
        with no_grad() if untracked else nullcontext(), drawing_from(self.machine.generator):
            outputs, ends = execute(self.machine, data, spec)
        name = None if spec.own.draws else self._name(data, spec, ends)
        self._put(data, spec, name, outputs, ends)
        self._computed = None
        return ends

    def _put(
        self,
        data: OpData,
        spec: OpSpec,
        name: bytes | None,
        outputs: tuple[Tensor, ...],
        ends: Sequence[tuple[str, str]],
    ) -> None:
        """The operation's results."""
        machine = self.machine
        ports = output_names(spec, len(outputs))[: len(outputs)]
        gone = machine.cards.put(data.id, ports, outputs)
        machine.recorder.clear(data.id, gone)
        for port, tensor in zip(ports, outputs, strict=True):
            machine.put_content(data.id, port, name and digest(name, port))
            if tensor._tracked and tensor._node is None:
                machine.cards.put_leaf(data.id, port, tensor)
        if spec.view or spec.mutates or spec.compose is not None:
            machine.cards.share([*ends, *((data.id, port) for port in ports)])
        if spec.mutates:
            machine.wrote(outputs[0])
        elif not spec.view:
            self._computed = name

    def _bypass(self, data: OpData) -> Sequence[tuple[str, str]]:
        """Passes the first input through: no operation, no Node."""
        machine = self.machine
        wire = passed_on(machine.document, data.id)
        if wire is None:
            raise Unfinished(Told("bypassed, and nothing to pass on"))
        end = (wire.source, wire.source_port)
        port = first_port(machine.document, data.id)
        machine.cards.put(data.id, (port,), (machine.tensor(*end),))
        machine.put_content(data.id, port, machine.content(*end))
        machine.cards.share([end, (data.id, port)])
        return [end]

    def _name(self, data: OpData, spec: OpSpec, ends: Sequence[tuple[str, str]]) -> bytes | None:
        """A name for what the operation will compute; None if that cannot be known."""
        contents = [self.machine.content(node, port) for node, port in ends]
        if None in contents or is_random(data.op):
            return None
        wired = sorted(self.machine.document.inputs(data.id))
        variables = []
        for text in data.params.values():
            for name in sorted(names_in(text) & self.machine.variables.keys()):
                variables.append((name, self.machine.variables[name]))
            if is_random(text) or not all(isinstance(v, int | float) for _, v in variables):
                return None
        params = sorted(data.params.items())
        return digest(data.op, data.function, params, wired, contents, variables)

    def _known(self, name: bytes | None, spec: OpSpec) -> tuple[Any, ...] | None:
        """Output arrays of an earlier run, each one nobody else writes to."""
        if name is None or spec.view or spec.mutates or spec.compose is not None:
            return None
        values = self.earlier.get(name)
        if values is None:
            return None
        arrays = [value.array for value in values]
        if any(array is None for array in arrays):
            return None
        self.results[name] = values
        # Copies, as the earlier run's steps must not see what this run writes in place; laid out
        # as the originals, as what is a view and how sums are rounded depends on it.
        return tuple(array.copy(order="K") for array in arrays if array is not None)

    # Recording

    def _record(self, node: str, action: ActionPath) -> None:
        machine, recorder = self.machine, self.machine.recorder
        if recorder.muted:
            return
        data = machine.document.nodes[node]
        recorder.show_status(node, "done")
        ports = machine.cards.ports[node]
        tensors = [machine.cards.tensors[node, port] for port in ports]
        for port, tensor in zip(ports, tensors, strict=True):
            recorder.show_tensor(node, port, tensor)
            machine.show_sharing(tensor)
        if self._computed is not None:
            shown = [recorder.shown[Ref("port", (node, port))]["value"] for port in ports]
            self.results[self._computed] = tuple(shown)
        recorder.set(node_ref(node), "saved", "held" if machine.cards.saving[node] else None)
        # `unbind` of nothing has no result at all.
        value = recorder.shown[Ref("port", (node, ports[0]))]["value"] if ports else "()"
        args: dict[str, object] = {"node": node_ref(node), "value": value}
        if isinstance(data, OpData):
            recorder.emit(
                "forward",
                action,
                node,
                Message(OP_STEP, {**args, "code": Code(node)}),
                function=function_name(tensors[0]) if tensors else None,
            )
        else:
            recorder.emit("forward", action, node, Message(LEAF_STEP, args))

    def _fail(self, error: Exception, node: str, action: ActionPath) -> None:
        """The node failed; what needs it cannot run."""
        machine, recorder = self.machine, self.machine.recorder
        document = machine.document
        shapes = [
            tuple(tensor.shape)
            for wire in document.inputs(node).values()
            if (tensor := machine.cards.tensors.get((wire.source, wire.source_port))) is not None
        ]
        problem = machine.problem(error, action, node, shapes)
        status = "incomplete" if isinstance(error, Unfinished) else "failed"
        downstream = document.downstream([node]) - {node}
        if problem.caught:
            # what was there before stays, as a variable keeps its value
            status, downstream = "caught", set()
        else:
            self._clear(node)
        recorder.show_status(node, status, problem)
        for other in sorted(downstream):
            self._clear(other)
            recorder.show_status(other, "blocked")
        machine.emit_error(problem)

    def _clear(self, node: str) -> None:
        """The node has no result any more."""
        recorder = self.machine.recorder
        recorder.clear(node, self.machine.cards.forget(node))
        if "saved" in recorder.shown.get(node_ref(node), ()):
            recorder.set(node_ref(node), "saved", None)
        if self.machine.functions is not None:
            self.machine.functions.clear(node)


def _is_plain(tensor: Tensor) -> bool:
    """Whether an operation on the tensor is recorded in the same way if its result is known.

    Not so for a view made under no_grad of what requires grad, and for numbers that are no floats
    and yet require grad, as `.data` was assigned.
    """
    if not tensor.requires_grad:
        return True
    return tensor.dtype.is_floating_point and (tensor._view is None or tensor._node is not None)


def operands_of(
    machine: Machine, data: OpData, spec: OpSpec
) -> tuple[list[Any], list[tuple[str, str]]]:
    """The operation's inputs, one for each port (a list for a variadic one), and where the
    tensors among them come from.

    Raises:
        Unfinished: a port that needs a wire has none.
    """
    wires = machine.document.inputs(data.id)
    inputs: list[Any] = []
    ends: list[tuple[str, str]] = []

    def read(port: str) -> Tensor:
        wire = wires[port]
        ends.append((wire.source, wire.source_port))
        return machine.tensor(wire.source, wire.source_port)

    for port in spec.ports:
        if port.variadic:
            names = variadic_ports(machine.document, data.id, port.name)
            inputs.append([read(name) for name in names if name in wires])
            if not inputs[-1]:
                raise Unwired(Told("nothing is wired to {port}", port=port.name))
        elif port.name in wires:
            inputs.append(read(port.name))
        elif port.name in data.params:
            inputs.append(machine.evaluate_text(data.params[port.name]))
        elif port.optional:
            inputs.append(None)
        else:
            kind = UnwiredNumber if port.number else Unwired
            raise kind(Told("nothing is wired to {port}", port=port.name))
    return inputs, ends


def params_of(data: OpData, spec: OpSpec, machine: Machine) -> dict[str, Any]:
    """The operation's parameters: what is written, read by the type of each.

    Raises:
        Unfinished: one that has no default is not written.
        ExpressionError: a text cannot be read.
    """
    ports = {port.name for port in spec.ports}
    params: dict[str, Any] = {}
    for name, text in data.params.items():
        if name not in ports:
            kinds = {param.name: param.type for param in spec.params}
            params[name] = read_param(text, kinds.get(name, ""), machine)
    for param in spec.params:
        if param.default is REQUIRED and param.name not in params:
            raise Unwritten(Told("{param} has no value yet", param=param.name))
    return spec.complete(params)


def dtype_named(name: str) -> dtypes.DType:
    """The dtype of a leaf.

    Raises:
        ValueError: there is none of that name.
    """
    short = name.removeprefix("torch.")
    found = vars(dtypes).get("bool_" if short == "bool" else short)
    if not isinstance(found, dtypes.DType):
        raise ValueError(f"unknown dtype '{name}'")
    return found
