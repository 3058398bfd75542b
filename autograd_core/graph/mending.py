"""Remedies for an operation that fails: found by trying, so that what is offered works.

The operation's inputs are taken as they were in the run. Each candidate (transpose an input,
convert it, give a parameter another value, use a similar operation) is executed on them, and only
what raises nothing is offered.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from autograd_core import dtypes
from autograd_core.grad_mode import no_grad
from autograd_core.graph import building, splicing
from autograd_core.graph.document import Document, LeafData, OpData
from autograd_core.graph.edits import Edit
from autograd_core.graph.fitting import params_written
from autograd_core.graph.ports import spec_of, variadic_ports
from autograd_core.graph.problems import EXPECTED
from autograd_core.graph.steps import Message, Problem, StepLog, Value, port_ref
from autograd_core.graph.words import QT_TRANSLATE_NOOP
from autograd_core.ops import dispatch
from autograd_core.ops.spec import REGISTRY, REQUIRED, OpSpec, Param
from autograd_core.tensor import Tensor

LARGEST = 100_000
"""Elements of the inputs together up to which candidates are tried."""
AT_MOST = 3
"""Candidates of a family that are offered."""

_DTYPES = {"float32": dtypes.float32, "int64": dtypes.int64, "bool": dtypes.bool_}
SWAPS = {
    "inv": ("pinv",),
    "view": ("reshape",),
    "solve": ("lstsq",),
    "matmul": ("mul",),
    "mm": ("matmul", "mul"),
    "bmm": ("matmul",),
    "mv": ("matmul",),
    "dot": ("mul", "matmul"),
    "sub": ("logical_xor",),
    "neg": ("logical_not",),
    "bitwise_and": ("logical_and",),
    "bitwise_or": ("logical_or",),
    "bitwise_xor": ("logical_xor",),
    "view_as": ("reshape_as",),
    "outer": ("matmul", "mul"),
}
"""Operations that do in some respect what another one does, for other inputs."""

Found: TypeAlias = tuple[str, Message, list[Edit]]
"""An id, what the button says, and the edits."""


class Case(NamedTuple):
    """An operation that failed, with what it was given by port (a list at a variadic one)."""

    document: Document
    node: str
    data: OpData
    spec: OpSpec
    inputs: Mapping[str, Any]
    wired: Mapping[str, Tensor]
    params: Mapping[str, Any]


def case_of(document: Document, log: StepLog, problem: Problem) -> Case | None:
    """The failure as it can be tried again; None where something is not known, or too large."""
    data = document.nodes.get(problem.node or "")
    spec = None if data is None else spec_of(data)
    if not isinstance(data, OpData) or spec is None or data.state != "on":
        return None
    wired: dict[str, Tensor] = {}
    for port, wire in document.inputs(data.id).items():
        value = log.at(len(log), port_ref(wire.source, wire.source_port), "value")
        array = value.array if isinstance(value, Value) else None
        if array is None:
            return None
        wired[port] = Tensor(array.copy())
    if sum(tensor.numel() for tensor in wired.values()) > LARGEST:
        return None
    try:
        params = params_written(data, spec)
        numbers = {port.name: data.params.get(port.name) for port in spec.ports}
        inputs = _arranged(document, data, spec, wired, numbers)
    except EXPECTED:
        return None
    if params is None:
        return None
    return Case(document, data.id, data, spec, inputs, wired, params)


def _arranged(
    document: Document,
    data: OpData,
    spec: OpSpec,
    wired: Mapping[str, Any],
    numbers: Mapping[str, str | None],
) -> dict[str, Any]:
    inputs: dict[str, Any] = {}
    for port in spec.ports:
        if port.variadic:
            names = variadic_ports(document, data.id, port.name)
            inputs[port.name] = [wired[name] for name in names if name in wired]
        elif port.name in wired:
            inputs[port.name] = wired[port.name]
        else:
            text = numbers[port.name]
            inputs[port.name] = None if text is None else float(text)
    return inputs


def runs(
    case: Case,
    *,
    wired: Mapping[str, Any] | None = None,
    params: Mapping[str, Any] | None = None,
    spec: OpSpec | None = None,
) -> bool:
    """Whether the operation runs with something else."""
    spec = spec or case.spec
    given = {**case.wired, **(wired or {})}
    numbers = {port.name: case.data.params.get(port.name) for port in case.spec.ports}
    try:
        inputs = _arranged(case.document, case.data, case.spec, given, numbers)
        operands = [
            [each.clone() for each in value] if isinstance(value, list)
            else value.clone() if isinstance(value, Tensor) else value
            for value in inputs.values()
        ]  # fmt: skip
        with no_grad(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            dispatch.call(spec, operands, case.params if params is None else params)
    except EXPECTED:
        return False
    return True


def found(case: Case, family: str) -> list[Found]:
    """What of a family mends the failure, the likeliest first."""
    results: list[Found] = []
    for each in _FAMILIES[family](case):
        results.append(each)
        if len(results) == AT_MOST:
            break
    return results


# An operation before an input


def _inserted(
    case: Case, ports: Sequence[str], op: str, params: Mapping[str, Any], title: Message
) -> Iterator[Found]:
    spec = REGISTRY[op]
    try:
        with no_grad():
            made = {p: dispatch.call(spec, [case.wired[p]], params) for p in ports}
    except EXPECTED:
        return
    if any(each.numel() > LARGEST for each in made.values()) or not runs(case, wired=made):
        return
    texts = {name: _text(value) for name, value in params.items()}
    edits: list[Edit] = []
    scratch = case.document
    if len(ports) > 1:
        scratch = scratch.snapshot()
    for port in ports:
        some = splicing.before(scratch, case.node, [port], op, texts)
        edits += some
        if len(ports) > 1:
            for edit in some:
                edit.apply(scratch)
    named = "_".join(text for text in texts.values())
    yield f"{op}_{'_'.join(ports)}_{named}".rstrip("_"), title, edits


def _text(value: object) -> str:
    text = str(value)
    return "bool_" if text == "torch.bool" else text.removeprefix("torch.")


def _shape(case: Case) -> Iterator[Found]:
    """An input in another shape with the same elements, or transposed."""
    matrices = all(tensor.dim() == 2 for tensor in case.wired.values())
    product = case.spec.name in ("mm", "matmul", "addmm")
    if matrices or product:
        yield from _transposed(case)
    if matrices and product:
        return  # anything else would multiply what does not belong together
    words = QT_TRANSLATE_NOOP("Steps", "Give {port} the shape {shape}")
    seen: set[tuple[str, tuple[int, ...]]] = set()
    for port in reversed(list(case.wired)):
        for shape in _shapes_for(case, port):
            if (port, shape) in seen or shape == tuple(case.wired[port].shape):
                continue
            seen.add((port, shape))
            title = Message(words, {"port": port, "shape": list(shape)})
            yield from _inserted(case, [port], "reshape", {"shape": list(shape)}, title)
    if not (matrices or product):
        yield from _transposed(case)


def _transposed(case: Case) -> Iterator[Found]:
    words = QT_TRANSLATE_NOOP("Steps", "Transpose {port} (.t())")
    for port in reversed(list(case.wired)):
        if case.wired[port].dim() == 2:
            yield from _inserted(case, [port], "t", {}, Message(words, {"port": port}))


def _shapes_for(case: Case, port: str) -> Iterator[tuple[int, ...]]:
    """Shapes that the input may have been meant to have."""
    shape = tuple(case.wired[port].shape)
    count = math.prod(shape)
    others = [tuple(t.shape) for p, t in case.wired.items() if p != port]
    yield (*shape, 1)
    yield (1, *shape)
    for other in others:
        if math.prod(other) == count:
            yield other
        if len(other) > len(shape):
            yield (*(1,) * (len(other) - len(shape)), *shape)
    yield tuple(size for size in shape if size != 1)
    for more in (2, 3):
        yield (*(1,) * more, *shape)
    yield (count,)
    yield (1, count)
    yield (count, 1)
    if len(shape) > 2:
        yield (shape[0], count // max(shape[0], 1))
    root = math.isqrt(count)
    if root * root == count and root > 1:
        yield (root, root)


def _dtype(case: Case) -> Iterator[Found]:
    """An input, or all of them, in another dtype; a leaf is given it itself."""
    leaf = QT_TRANSLATE_NOOP("Steps", "Make {name} {dtype}")
    converted = QT_TRANSLATE_NOOP("Steps", "Convert {port} to {dtype}")
    every = QT_TRANSLATE_NOOP("Steps", "Convert all inputs to {dtype}")
    wires = case.document.inputs(case.node)
    for dtype, meant in _DTYPES.items():
        params = {"dtype": meant}
        for port, tensor in case.wired.items():
            if str(tensor.dtype) == f"torch.{dtype}":
                continue
            source = case.document.nodes[wires[port].source]
            label = Message(converted, {"port": port, "dtype": dtype})
            if isinstance(source, LeafData) and _only(case, source.id):
                label = Message(leaf, {"name": case.document.name(source.id), "dtype": dtype})
                cast = {
                    p: t.to(params["dtype"])
                    for p, t in case.wired.items()
                    if wires[p].source == source.id
                }
                if runs(case, wired=cast):
                    edits = building.change(case.document, source.id, dtype=dtype)
                    yield f"leaf_{port}_{dtype}", label, edits
                continue
            yield from _inserted(case, [port], "to", params, label)
        if len(case.wired) > 1:
            label = Message(every, {"dtype": dtype})
            yield from _inserted(case, list(case.wired), "to", params, label)


def _only(case: Case, leaf: str) -> bool:
    """Whether nothing else reads the leaf, and it can be of any dtype."""
    data = case.document.nodes[leaf]
    wires = case.document.outputs(leaf).values()
    tracked = isinstance(data, LeafData) and data.requires_grad
    return not tracked and all(wire.target == case.node for wire in wires)


def _index(case: Case) -> Iterator[Found]:
    """Indices brought back into what there is."""
    words = QT_TRANSLATE_NOOP("Steps", "Clamp {port} to {low} … {high}")
    sizes = sorted({size for t in case.wired.values() for size in t.shape if size}, reverse=True)
    sizes += [t.numel() for t in case.wired.values()]
    for port, tensor in case.wired.items():
        if tensor.dtype.is_floating_point or str(tensor.dtype) == "torch.bool":
            continue
        for size in sizes:
            args: dict[str, object] = {"port": port, "low": 0, "high": size - 1}
            params = {"min": 0, "max": size - 1}
            before = list(_inserted(case, [port], "clamp", params, Message(words, args)))
            yield from before
            if before:
                break


def _range(case: Case) -> Iterator[Found]:
    """Elements brought into the range of probabilities."""
    words = QT_TRANSLATE_NOOP("Steps", "Put {port} through sigmoid")
    for port in case.wired:
        yield from _inserted(case, [port], "sigmoid", {}, Message(words, {"port": port}))
    words = QT_TRANSLATE_NOOP("Steps", "Take the absolute value of {port}")
    for port in case.wired:
        yield from _inserted(case, [port], "abs", {}, Message(words, {"port": port}))


# The operation itself


def _param(case: Case) -> Iterator[Found]:
    """A parameter with another value: its default, or one that is close by."""
    unset = QT_TRANSLATE_NOOP("Steps", "Leave {param} at its default, {value}")
    other = QT_TRANSLATE_NOOP("Steps", "Set {param} to {value}")
    seen: set[tuple[str, str]] = set()
    written = [p for p in case.spec.params if p.name in case.params]
    missing = [p for p in case.spec.params if p.name not in case.params]
    for param in written:
        rest = {name: value for name, value in case.params.items() if name != param.name}
        if param.default is not REQUIRED and runs(case, params=rest):
            edits = building.set_param(case.document, case.node, param.name, None)
            args: dict[str, object] = {"param": param.name, "value": str(param.default)}
            yield f"default_{param.name}", Message(unset, args), edits
    for param in (*written, *missing):
        for value in _values_for(case, param):
            text = str(value)
            if (param.name, text) in seen or not runs(
                case, params={**case.params, param.name: value}
            ):
                continue
            seen.add((param.name, text))
            edits = building.set_param(case.document, case.node, param.name, text)
            args = {"param": param.name, "value": text}
            yield f"set_{param.name}_{text}", Message(other, args), edits
            break


def _values_for(case: Case, param: Param) -> Iterator[Any]:
    """Values that may have been meant, the likeliest first."""
    now = case.params.get(param.name)
    first = next(iter(case.wired.values()), None)
    count = 0 if first is None else first.numel()
    sizes = [] if first is None else list(first.shape)
    if isinstance(now, tuple | list) and all(
        isinstance(n, int) and not isinstance(n, bool) for n in now
    ):
        for at in range(len(now) - 1, -1, -1):
            rest = math.prod(n for i, n in enumerate(now) if i != at)
            if rest > 0 and count % rest == 0:
                yield [*now[:at], -1, *now[at + 1 :]]
        yield [abs(n) or 1 for n in now]
        for number in (-1, 0, 1, 2):
            yield [number] * len(now)
        yield list(dict.fromkeys(now))
        yield list(range(len(now)))
        yield [-1]
        yield list(sizes)
        yield [*now, *now]
        if sizes and sizes[0]:
            yield [1] * sizes[0]
        return
    if isinstance(now, str):
        yield from ("mean", "none", "sum", "reduced", "left")
        return
    if isinstance(now, bool):
        yield not now
        return
    numeric = isinstance(now, int | float) or now is None
    if numeric and param.type in ("int", "dim", "number", "float", "index", "ints", "size", "dims"):
        if isinstance(now, int) and not isinstance(now, bool):
            yield -1 if param.type == "dim" else abs(now) or 1
        yield from (-1, 0, 1, 2)
        if isinstance(now, float):
            yield abs(now)
            yield from (0.0, 0.5, 1.0)
        for size in sizes:
            yield from (size, size - 1)


def _swap(case: Case) -> Iterator[Found]:
    """A similar operation that takes these inputs."""
    words = QT_TRANSLATE_NOOP("Steps", "Use {op} instead of {old}")
    for op in SWAPS.get(case.data.op, ()):
        spec = REGISTRY.get(op)
        if spec is None:
            continue
        ports = [port.name for port in spec.ports]
        own = [port.name for port in case.spec.ports]
        if ports[: len(own)] != own or not all(p.optional for p in spec.ports[len(own) :]):
            continue
        known = {param.name for param in spec.params}
        params = {name: value for name, value in case.params.items() if name in known}
        texts = {n: t for n, t in case.data.params.items() if n in known or n in own}
        operands = [case.inputs[name] for name in own] + [None] * (len(ports) - len(own))
        try:
            with no_grad():
                dispatch.call(spec, operands, params)
        except EXPECTED:
            continue
        edits = building.change(case.document, case.node, op=op, params=texts)
        yield f"use_{op}", Message(words, {"op": op, "old": case.data.op}), edits


def _regularise(case: Case) -> Iterator[Found]:
    """A matrix that is not singular: an exponential never is, and is positive definite if what it
    is made of is symmetric."""
    words = QT_TRANSLATE_NOOP("Steps", "Use the exponential of {port} (matrix_exp)")
    for port, tensor in case.wired.items():
        if tensor.dim() >= 2:
            yield from _inserted(case, [port], "matrix_exp", {}, Message(words, {"port": port}))


_FAMILIES = {
    "shape": _shape,
    "dtype": _dtype,
    "index": _index,
    "range": _range,
    "param": _param,
    "swap": _swap,
    "regularise": _regularise,
}
FAMILIES = frozenset(_FAMILIES)
