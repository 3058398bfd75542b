"""Words of the core: marked for translation here, translated by the window, English elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograd_core.graph.customs.source import Source
from autograd_core.graph.customs.specs import source_of
from autograd_core.graph.document import OUT, Document, LeafData, OpData
from autograd_core.graph.packed import is_packed, shown
from autograd_core.graph.ports import passed_on, place_in, spec_of, state_of, variadic_ports
from autograd_core.graph.steps import Message, Ref, Streams, Value, one_line
from autograd_core.ops.spec import REQUIRED, OpSpec


@dataclass(frozen=True, slots=True)
class Code:
    """Stands in a message for the PyTorch code of a node, written when the message is read."""

    node: str


_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def subscript(number: int) -> str:
    """The number as a small one below the line: y₁₂."""
    return str(number).translate(_SUBSCRIPTS)


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - lupdate looks for this name
    """Marks `text` for Qt's translation tools and returns it as it is."""
    return text


def english(message: Message, document: Document) -> str:
    """The message with its arguments filled in."""
    return fill(message.template, message.args, document)


def fill(
    template: str, args: dict[str, object], document: Document, longest: int | None = None
) -> str:
    """A template, translated or not, with its arguments in short form: tensors in brief whose text
    is longer than `longest`."""
    return template.format(**{n: short(arg, document, longest) for n, arg in args.items()})


def brief(text: str, shape: Sequence[int]) -> str:
    """A tensor that is written out, by its shape and first element: `2×4 [[0.5, …]]`."""
    start = text.partition(",")[0]
    open_ones = start.count("[") - start.count("]")
    return f"{'×'.join(map(str, shape))} {start}, …{']' * open_ones}"


def short(argument: object, document: Document, longest: int | None = None) -> str:
    """One argument as text: a tensor in short, a reference by its name."""
    if isinstance(argument, Value):
        text = one_line(argument.summary)
        written = longest is not None and len(text) > longest and text.startswith("[")
        return brief(text, argument.shape) if written else text
    if isinstance(argument, Ref) and argument.kind == "function":
        return argument.path[1]
    if isinstance(argument, Ref):
        return document.name(argument.path[0])
    if isinstance(argument, Code):
        return code_of(document, argument.node)
    if isinstance(argument, Streams):
        return ", ".join(
            short(ref, document)
            if value is None
            else f"{short(value, document, longest)} → {short(ref, document)}"
            for ref, value in argument.items
        )
    return str(argument)


def code_of(document: Document, node: str) -> str:
    """The PyTorch code of one node, its operands by name: `x * x`, `torch.ones(2)`.

    Operands without a label stand as their operation's name.
    """
    data = document.nodes.get(node)
    if data is None:
        return node
    first = passed_on(document, node) if state_of(data) == "bypass" else None
    if first is not None:
        return tensor_name(document, first.source, first.source_port)
    if not isinstance(data, OpData):
        if isinstance(data, LeafData):
            return shown(data.value) if is_packed(data.value) else data.value
        return document.name(node)
    spec = spec_of(data)
    if spec is None:
        return data.op
    wires = document.inputs(node)
    source = source_of(spec)
    if source is not None:
        return _applied(document, data, source)
    fields: dict[str, str] = {}
    for port in spec.ports:
        if port.variadic:
            names = [p for p in variadic_ports(document, node, port.name) if p in wires]
            fields[port.name] = ", ".join(
                tensor_name(document, wires[p].source, wires[p].source_port) for p in names
            )
        elif port.name in wires:
            wire = wires[port.name]
            fields[port.name] = tensor_name(document, wire.source, wire.source_port)
        else:
            fields[port.name] = data.params.get(port.name, "None" if port.optional else "…")
    ports = {port.name for port in spec.ports}
    params = {name: text for name, text in data.params.items() if name not in ports}
    fields["params"] = ", ".join(f"{name}={text}" for name, text in params.items())
    defaults = {
        param.name: "…" if param.default is REQUIRED else str(param.default)
        for param in spec.params
    }
    return spelled(spec, {**defaults, **params, **fields})


def _applied(document: Document, data: OpData, source: Source) -> str:
    """The call of a user's own function."""
    wires = document.inputs(data.id)
    args: list[str] = []
    for argument in source.arguments:
        ports = [argument.name]
        if argument.many:
            ports = [p for p in variadic_ports(document, data.id, argument.name) if p in wires]
        for port in ports:
            wire = wires.get(port)
            if wire is not None:
                args.append(tensor_name(document, wire.source, wire.source_port))
            elif port in data.params or argument.default is None:
                args.append(data.params.get(port, "…"))
    return f"{source.name}.apply({', '.join(args)})"


def tensor_name(document: Document, node: str, port: str) -> str:
    """What a node's output is called in code: `y`; `parts[1]` and `m.values`, where the operation
    has several."""
    name = document.own_name(node)
    data = document.nodes.get(node)
    spec = None if data is None or state_of(data) != "on" else spec_of(data)
    if spec is None:
        return name
    if spec.outputs[0].startswith("*"):
        return f"{name}[{place_in(port, spec.outputs[0][1:])}]"
    if len(spec.outputs) == 1:
        return name
    if spec.unnamed or OUT in spec.outputs:
        return f"{name}[{spec.outputs.index(port)}]"
    return f"{name}.{port}"


def spelled(spec: OpSpec, fields: Mapping[str, str]) -> str:
    """The operation's PyTorch spelling with its fields filled in; `params` may be empty.

    Optional inputs that are None and given by name are left out.
    """
    spelling = spec.spelling
    for port in spec.ports:
        if port.optional and fields.get(port.name) == "None":
            spelling = spelling.replace(f", {port.keyword}={{{port.name}}}", "")
    return spelling.format_map(fields).replace(", )", ")")
