"""Calling an operation, fast: the function one would write by hand for a definition.

``dispatch.execute`` is how every operation is defined to behave; it reads the definition at each
call, which for a few elements costs ten times as much as NumPy's own work. For operations with one
result this module writes the same out as source text and compiles it once: operands of one type go
straight to ``forward``, and the Tensor and the Node are built in line. Whatever is unusual
(promotion, subclasses, errors, missing arguments) falls back to ``execute``. The tests run every
sample both ways; ``call_source(spec)`` shows the text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..dtypes import from_numpy
from ..grad_mode import LOCAL
from ..inference import enrol
from ..parameter import Parameter
from ..tensor import Tensor
from ..views import as_view, element_strides
from . import plain
from .inlining import written_out
from .layout import layout_of
from .opnode import node_class
from .spec import MISSING, REQUIRED, Meta, OpSpec, Param, Port

__all__ = [
    "argument_names",
    "call_source",
    "compile_call",
    "compile_composed",
    "is_compilable",
    "is_tensor",
    "number_operand",
    "renaming",
    "signature",
]

Function = Callable[..., Any]

F32 = np.dtype("float32")
F64 = np.dtype("float64")

_CACHE_LIMIT = 1024
_float32_numbers: dict[Any, Any] = {}
_float64_numbers: dict[Any, Any] = {}


def number_operand(number: Any, array: Any) -> Any:
    """A Python number as a 0-d array of the floating type of ``array``, None for other types.

    NumPy takes twice as long for ``array * 2.0`` as for the same with an array, so they are kept.
    """
    dtype = array.dtype
    if dtype is F32:
        cache = _float32_numbers
    elif dtype is F64:
        cache = _float64_numbers
    else:
        return None
    found = cache.get(number)
    if found is None:
        if not -1e38 < number < 1e38:
            return None
        found = np.asarray(number, dtype)
        found.flags.writeable = False
        if number and len(cache) < _CACHE_LIMIT:  # 0.0 and -0.0 are equal as keys
            cache[number] = found
    return found


def is_compilable(spec: OpSpec) -> bool:
    """Whether a fast path exists: one result, a fixed number of tensors, nothing written."""
    return (
        spec.compose is None
        and not spec.mutates
        and spec.category not in ("creation", "random")
        and len(spec.outputs) == 1
        and not spec.outputs[0].startswith("*")
        and 1 <= len(spec.ports) <= 3
        and not any(port.variadic or port.optional for port in spec.ports)
    )


def argument_names(spec: OpSpec) -> list[str]:
    """The names of the operands in calls."""
    return [port.keyword for port in spec.ports]


#: The classes that need no further checking, by the type of the parameter.
_CLASSES = {
    "int": ("int",),
    "dim": ("int",),
    "float": ("float", "int"),
    "number": ("float", "int"),
    "bool": ("bool",),
    "str": ("str",),
}


def accepted(param: Param) -> str:
    """The test whether a parameter is of the plain type that its definition asks for."""
    if param.type not in _CLASSES:
        return f"{param.name} is not MISSING"
    tests = [f"{param.name}.__class__ is {name}" for name in _CLASSES[param.type]]
    if param.default is not REQUIRED:
        tests.append(f"{param.name} is default_{param.name}")
    return f"({' or '.join(tests)})"


def operand_test(name: str, port: Port) -> str:
    """The test whether an operand is a Tensor, or None where it may be left out."""
    return f"({name} is None or {is_tensor(name)})" if port.optional else is_tensor(name)


def is_tensor(name: str) -> str:
    """The test whether an operand is a Tensor or Parameter; of other subclasses nothing is known.

    Testing the class costs less than isinstance, and a Tensor pays nothing for the Parameters.
    In inference mode ``Plain`` and ``Parameter`` are other classes, see ``inference.enrol``.
    """
    return f"({name}.__class__ is Plain or {name}.__class__ is Parameter)"


def mixed_signature(spec: OpSpec, order: Sequence[str]) -> str:
    """The parameters of a Python function that takes operands and parameters in this order.

    Names in it that are neither are arguments that PyTorch merely still accepts.
    """
    words = dict.fromkeys(order, "=None")
    for port in spec.ports:
        words[port.keyword] = "=None" if port.optional else "=MISSING"
    words |= {param.name: f"=default_{param.name}" for param in spec.params}
    only = [name for name in words if name not in order]
    return ", ".join(name + words.get(name, "") for name in (*order, *"*"[: len(only)], *only))


def signature(spec: OpSpec) -> str:
    """The parameters of the Python function, operands under the names PyTorch gives them."""
    parts = [
        f"{name}={None if port.optional else 'MISSING'}"
        for name, port in zip(argument_names(spec), spec.ports, strict=True)
    ]
    free = [param for param in spec.params if not param.keyword_only]
    only = [param for param in spec.params if param.keyword_only]
    parts += [f"{param.name}=default_{param.name}" for param in free]
    aliases = spec.aliases()
    if only or aliases:
        parts += ["*", *[f"{param.name}=default_{param.name}" for param in only]]
        parts += [f"{alias}=MISSING" for alias in aliases]
    return ", ".join(parts)


def renaming(spec: OpSpec) -> list[str]:
    """The first lines of a fast call: NumPy's names of parameters stand for PyTorch's."""
    return [
        f"    if {alias} is not MISSING: {name} = {alias}" for alias, name in spec.aliases().items()
    ]


def call_source(spec: OpSpec, scope: dict[str, Any]) -> str:
    """The source text of the fast call; what it refers to is added to ``scope``."""
    names = argument_names(spec)
    lines = [f"def {spec.name}({signature(spec)}):", *renaming(spec)]
    required = [param.name for param in spec.params if param.default is REQUIRED]
    classes = " and ".join(map(is_tensor, names))
    checks = [f"{name} is not MISSING" for name in required]
    if spec.checked:
        checks = [accepted(param) for param in spec.params]
    lines.append(f"    if {' and '.join([classes, *checks])}:")
    lines += _indent(_body(spec, names, scope, numbers=()), 2)
    second = spec.ports[1] if len(spec.ports) == 2 and not spec.number_node else None
    if second is not None and second.number and spec.promote != "none" and not spec.checked:
        other = names[1]
        lines += [
            f"    elif {is_tensor(names[0])} and "
            f"({other}.__class__ is float or {other}.__class__ is int):",
            f"        if {names[0]}._array.dtype is F32:",
            f"            number = known({other})",
            "        else:",
            "            number = None",
            "        if number is None:",
            f"            number = number_operand({other}, {names[0]}._array)",
            "        if number is not None:",
        ]
        lines += _indent(_body(spec, names, scope, numbers=(1,)), 3)
    lines.append(f"    {_fallback(spec, names)}")
    return "\n".join(lines)


def _indent(lines: list[str], levels: int) -> list[str]:
    return ["    " * levels + line for line in lines]


def _body(
    spec: OpSpec, names: list[str], scope: dict[str, Any], numbers: tuple[int, ...]
) -> list[str]:
    """Compute, wrap, and record; the operands at ``numbers`` are in ``number``."""
    tensors = [name for place, name in enumerate(names) if place not in numbers]
    lines = [f"x{place} = {name}._array" for place, name in enumerate(names) if name in tensors]
    lines += [f"x{place} = number" for place in numbers]
    condition = _dtype_condition(spec, len(tensors))
    assert spec.forward is not None
    arguments = [f"x{place}" for place in range(len(names))] + [p.name for p in spec.params]
    forward = written_out(spec.forward, arguments, scope, "forward")
    compute = [
        "try:",
        *_indent(_checking(spec, names), 1),
        f"    out = {forward}",
        "except REFUSALS:",
        f"    {_fallback(spec, names)}",
        "if out.__class__ is not ndarray:",
        "    out = asarray(out)",
        *_wrapping(spec, names, tensors),
    ]
    if condition:
        return [*lines, f"if {condition}:", *_indent(compute, 1)]
    return [*lines, *compute]


def _fallback(spec: OpSpec, names: list[str]) -> str:
    params = ", ".join(f"'{param.name}': {param.name}" for param in spec.params)
    inputs = ", ".join(names) + ("," if len(names) == 1 else "")
    return f"return fallback(SPEC, ({inputs}), {{{params}}})"


def _checking(spec: OpSpec, names: list[str]) -> list[str]:
    """Let the definition refuse what NumPy would accept."""
    if not spec.checked:
        return []
    metas = ", ".join(f"Meta(x{k}.shape, from_numpy(x{k}.dtype))" for k in range(len(names)))
    params = ", ".join(f"'{param.name}': {param.name}" for param in spec.params)
    return [f"infer(({metas},), {{{params}}})"]


def _dtype_condition(spec: OpSpec, tensors: int) -> str:
    """When no promotion is needed."""
    checks = []
    if spec.promote != "none" and tensors > 1:
        checks += [f"x0.dtype is x{place}.dtype" for place in range(1, tensors)]
    if spec.promote == "float":
        checks.append("(x0.dtype is F32 or x0.dtype is F64)")
    return " and ".join(checks)


def _wrapping(spec: OpSpec, names: list[str], tensors: list[str]) -> list[str]:
    lines = [
        "result = new(Tensor)",
        "result._array = out",
        "result._nr = 0",
        "result._grad = result._hooks = result._accumulator = None",
    ]
    if spec.view:
        lines.append(f"as_view(result, {names[0]})")
    else:
        lines.append("result._storage = result._view = None")
    edge_ports = layout_of(spec).edge_ports
    operands = [names[port] for port in edge_ports]
    edges = [name for name in operands if name in tensors]
    if edges:
        wanted = " or ".join(
            [f"{name}._tracked" for name in edges] + [f"{name}._view is not None" for name in edges]
        )
        lines += [
            f"if {wanted}:",
            "    state = LOCAL.state",
            "    mode = state.enabled",
            "    if mode:",
            "        if mode is not True:",
            f"            {_fallback(spec, names)}",
        ]
        lines += _indent(_recording(spec, names, operands, tensors), 2)
    return [*lines, "result._tracked = False", "result._node = None", "return result"]


def _recording(
    spec: OpSpec, names: list[str], operands: list[str], tensors: list[str]
) -> list[str]:
    lines = []
    for edge, name in enumerate(operands):
        if name not in tensors:
            lines.append(f"n{edge} = None")
            continue
        lines += [
            f"n{edge} = {name}._node",
            f"if {name}._view is not None or n{edge} is None and {name}._tracked:",
            f"    n{edge} = {name}.edge()",
        ]
    some = " or ".join(f"n{edge} is not None" for edge in range(len(operands)))
    # A view that was made under no_grad requires grad, by its base, but has no edge.
    some += "".join(
        f" or {name}._view and {name}.requires_grad" for name in operands if name in tensors
    )
    lines.append(f"if {some}:")
    body = [*_class_choice(spec), f"node.targets = ({_tuple(operands, 'n')})"]
    numbered = [(edge, name) for edge, name in enumerate(operands) if name in tensors]
    several = " or ".join(f"n{edge} is not None and {name}._nr" for edge, name in numbered)
    by_edge = {edge: f"{name}._nr if n{edge} is not None else 0" for edge, name in numbered}
    values = ", ".join(by_edge.get(edge, "0") for edge in range(len(operands)))
    body += [
        f"node.target_nrs = ({values},) if {several} else None",
        "node.sequence_nr = state.sequence_nr",
        "state.sequence_nr += 1",
        "node.shape = out.shape",
        "node.extra = node.casts = None",
        *_saving(spec, names, tensors),
        "result._tracked = True",
        "result._node = node",
        "return result",
    ]
    return lines + _indent(body, 1)


def _tuple(items: list[str], prefix: str) -> str:
    inner = ", ".join(f"{prefix}{place}" for place in range(len(items)))
    return inner + "," if len(items) == 1 else inner


def _class_choice(spec: OpSpec) -> list[str]:
    if isinstance(spec.node_name, str):
        return ["node = NodeClass()"]
    params = ", ".join(f"'{param.name}': {param.name}" for param in spec.params)
    return [f"node = node_class(SPEC, {{{params}}})()"]


def _saving(spec: OpSpec, names: list[str], tensors: list[str]) -> list[str]:
    """Fill ``saved`` and ``constants`` as ``opnode.make_node`` does."""
    layout = layout_of(spec)
    by_port = {port.name: name for port, name in zip(spec.ports, names, strict=True)}
    lines: list[str] = []
    saved: list[str] = []
    for name in layout.saved_inputs:
        operand = by_port[name]
        edges = layout.needs[name]
        every = len(edges) == len(layout.calls)
        needed = "True" if every else " or ".join(f"n{k} is not None" for k in edges)
        if operand in tensors:
            version = f"0 if {operand}._storage is None else {operand}._storage.version"
            if every:
                lines.append(f"v_{name} = {version}")
                saved += [operand, f"v_{name}"]
            else:
                lines += [
                    f"if {needed}:",
                    f"    s_{name} = {operand}",
                    f"    v_{name} = {version}",
                    "else:",
                    f"    s_{name} = v_{name} = None",
                ]
                saved += [f"s_{name}", f"v_{name}"]
        else:
            saved += ["number", "None"]
    if layout.saved_outputs:
        saved += ["out", "None", "0"]
    if layout.holds_index:
        saved.append(f"getattr({layout.index}, 'watched', ())")
    constants = [_constant(name, by_port, tensors, spec) for name in layout.constants]
    lines.append(f"node.saved = ({', '.join(saved)}{',' if len(saved) == 1 else ''})")
    lines.append(f"node.constants = ({', '.join(constants)}{',' if len(constants) == 1 else ''})")
    return lines


def _constant(name: str, by_port: dict[str, str], tensors: list[str], spec: OpSpec) -> str:
    if any(param.name == name for param in spec.params):
        return name
    port, _, what = name.rpartition("_")
    operand = by_port[port]
    if operand not in tensors:
        return "()"
    if what == "strides":
        return f"element_strides({operand}._array)"
    return f"{operand}._array.{what}"


def _scope(spec: OpSpec, fallback: Function) -> dict[str, Any]:
    """The global names of the compiled functions."""
    scope: dict[str, Any] = {
        "__name__": __name__,
        "F32": F32,
        "F64": F64,
        "LOCAL": LOCAL,
        "MISSING": MISSING,
        "Meta": Meta,
        "Parameter": Parameter,
        "Plain": Tensor,
        "REFUSALS": (ValueError, IndexError, TypeError, RuntimeError, AttributeError),
        "SPEC": spec,
        "Tensor": Tensor,
        "as_view": as_view,
        "asarray": np.asarray,
        "element_strides": element_strides,
        "fallback": fallback,
        "from_numpy": from_numpy,
        "known": _float32_numbers.get,
        "infer": spec.infer,
        "ndarray": np.ndarray,
        "new": object.__new__,
        "node_class": node_class,
        "number_operand": number_operand,
        "xp": plain,
    }
    for param in spec.params:
        scope[f"default_{param.name}"] = MISSING if param.default is REQUIRED else param.default
    enrol(scope, ("Plain", "Parameter"))
    return scope


def compile_composed(
    spec: OpSpec, fallback: Function, order: Sequence[str] | None = None
) -> Function:
    """The call of an operation made of others: straight to ``compose`` if all are as usual.

    ``order`` is as in :func:`mixed_signature`; then ``fallback(**arguments)`` does the rest.
    """
    names = argument_names(spec)
    params = [param.name for param in spec.params]
    tests = [operand_test(name, port) for name, port in zip(names, spec.ports, strict=True)]
    tests += [accepted(param) for param in spec.params]
    if order is None:
        header = [f"def {spec.name}({signature(spec)}):", *renaming(spec)]
        rest = [f"    {_fallback(spec, names)}"]
    else:
        header = [f"def {spec.name}({mixed_signature(spec, order)}):"]
        others = [name for name in order if name not in names and name not in params]
        tests += [f"{name} is None" for name in others]
        given = ", ".join(f"'{name}': {name}" for name in (*names, *params, *others))
        rest = [f"    given = {{{given}}}"]
        rest += ["    return fallback(**{k: v for k, v in given.items() if v is not MISSING})"]
    lines = [
        *header,
        f"    if {' and '.join(tests)}:",
        f"        return compose({', '.join([*names, *params])})",
        *rest,
    ]
    scope = {"compose": spec.compose, **_scope(spec, fallback)}
    exec("\n".join(lines), scope)
    function: Function = scope[spec.name]
    return function


def compile_call(spec: OpSpec, fallback: Function) -> Function:
    """The fast call of a definition; ``fallback(spec, inputs, params)`` does the rest.

    A parameter that was not given and has no default is :data:`MISSING` there.
    """
    scope = _scope(spec, fallback)
    if isinstance(spec.node_name, str) and layout_of(spec).edge_ports:
        scope["NodeClass"] = node_class(spec, {})
    exec(call_source(spec, scope), scope)
    function: Function = scope[spec.name]
    return function
