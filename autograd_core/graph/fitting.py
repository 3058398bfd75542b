"""What a run would say of a wire before it is drawn: shapes that do not broadcast, dtypes that an
operation refuses. It is a doubt and no refusal, as values may be others when it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from autograd_core import dtypes
from autograd_core.graph.document import OUT, Document, OpData
from autograd_core.graph.expression import evaluate, evaluate_index
from autograd_core.graph.limits import Limits
from autograd_core.graph.ports import place_in, spec_of, variadic_ports
from autograd_core.graph.problems import EXPECTED, wording
from autograd_core.graph.steps import StepLog, Value, port_ref
from autograd_core.ops.spec import REQUIRED, Meta, OpSpec

Metas: TypeAlias = Callable[[str, str], Meta | None]
"""The shape and dtype of a node's output, where they are known."""

_PROBES = tuple(
    Meta(shape, dtype)
    for shape in ((2, 2), (4,), (), (1, 2, 4), (1, 1, 4, 4))
    for dtype in (dtypes.float32, dtypes.int64)
)
"""Tensors that tell an operation that is choosy from one that needs a parameter written."""
_DTYPES = (dtypes.bool_, dtypes.int64, dtypes.float32)
_NAMED = {str(dtype): dtype for dtype in dtypes.ALL}
_UNKNOWN = object()
_SMALL = Limits(tensor_bytes=1 << 20)


def metas_in(log: StepLog) -> Metas:
    """Shapes and dtypes as a run left them."""

    def found(node: str, port: str) -> Meta | None:
        values = log.track(port_ref(node, port), "value").values
        value = values[-1] if values else None
        if not isinstance(value, Value):
            return None
        dtype = _NAMED.get(value.dtype)
        return None if dtype is None else Meta(value.shape, dtype)

    return found


def doubt(
    document: Document,
    metas: Metas,
    source: str,
    target: str,
    target_port: str,
    source_port: str = OUT,
) -> str:
    """What PyTorch will say if this wire is drawn, in its own words; empty where it will run, or
    where too little is known."""
    data, given = document.nodes[target], metas(source, source_port)
    spec = spec_of(data)
    if given is None or spec is None or not isinstance(data, OpData) or data.state != "on":
        return ""
    try:
        params = params_written(data, spec)
        operands = _operands(document, metas, data, spec, target_port, given)
    except EXPECTED:
        return ""  # something else is wrong, which the card says
    if params is None or operands is None:
        return ""
    # what is not known yet may be what fits all others: a single number of some dtype
    found = ""
    for dtype in (given.dtype, *_DTYPES) if _UNKNOWN in operands else (given.dtype,):
        number = Meta((), dtype)
        filled = [number if each is _UNKNOWN else each for each in operands]
        found = _refusal(spec, filled, params)
        if not found:
            return ""
    return found


def takes(spec: OpSpec, given: Meta | None) -> bool:
    """Whether an operation placed as it is can take such a tensor at its first port: it has one,
    and refuses no such shape or dtype where they alone decide."""
    needed = [port for port in spec.ports if not port.optional]
    if not spec.ports:
        return False
    open_ = len(needed) != 1 or needed[0].variadic
    if given is None or open_ or any(p.default is REQUIRED for p in spec.params):
        return True
    return _takes_alone(spec, given) or not any(_takes_alone(spec, meta) for meta in _PROBES)


@lru_cache(maxsize=1 << 13)
def _takes_alone(spec: OpSpec, given: Meta) -> bool:
    """Whether the operation runs on this and nothing else, with no parameter written."""
    operands = [None if port.optional else given for port in spec.ports]
    return not _refusal(spec, operands, spec.defaults())


def _refusal(spec: OpSpec, operands: Sequence[Any], params: dict[str, Any]) -> str:
    try:
        spec.infer(tuple(operands), spec.complete(params))
    except EXPECTED as error:
        return wording(error)
    return ""


def params_written(data: OpData, spec: OpSpec) -> dict[str, Any] | None:
    """What the parameters are as written; None where that depends on the run."""
    found: dict[str, Any] = {}
    for param in spec.params:
        text = data.params.get(param.name)
        if text is None:
            if param.default is REQUIRED:
                return None
        elif param.type == "str":
            found[param.name] = text.strip("\"'")
        elif param.type == "index":
            found[param.name] = evaluate_index(text, limits=_SMALL)
        else:
            found[param.name] = evaluate(text, limits=_SMALL)
    return found


def _operands(
    document: Document,
    metas: Metas,
    data: OpData,
    spec: OpSpec,
    target_port: str,
    given: Meta,
) -> list[Any] | None:
    """The operands as they would be; None where too little is known of them, `_UNKNOWN` for one
    that broadcasts and is not known."""
    wires = document.inputs(data.id)

    def at(port: str) -> Meta | None:
        if port == target_port:
            return given
        wire = wires.get(port)
        return None if wire is None else metas(wire.source, wire.source_port)

    found: list[Any] = []
    for port in spec.ports:
        if port.variadic:
            names = variadic_ports(document, data.id, port.name)
            if place_in(target_port, port.name) >= 0:
                names = list(dict.fromkeys([*names, target_port]))
            tensors = [at(name) for name in names if name in wires or name == target_port]
            found.append(None if None in tensors or not tensors else tuple(tensors))
            unknown = found[-1] is None
        else:
            tensor = at(port.name)
            number = data.params.get(port.name) if port.name not in wires else None
            if tensor is None and number is not None:
                found.append(evaluate(number, limits=_SMALL))
                continue
            found.append(tensor)
            unknown = tensor is None and not (port.optional and port.name not in wires)
        if unknown and not spec.broadcasts:
            return None
        if unknown:
            found[-1] = _UNKNOWN
    return found
