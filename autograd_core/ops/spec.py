"""OpSpec: the one definition of an operation, from which everything else is derived.

Tensor methods, functions of the namespace, in-place variants, Nodes, the palette, the inspector,
PyTorch code, formulas and the tests all come from the entries of :data:`REGISTRY`. To add an
operation, add one entry to a family file in this package. The fields, once and for all:

Identity
    name        key in the registry, and in saved documents; ``mul`` gives ``mul_`` as well if
                ``inplace`` is set.
    category    palette group: ``creation``, ``arithmetic``, ``math``, ``reduction``, ``shape``,
                ``matrix``, ``join``, ``index``, ``compare``, ``activation``; ``internal`` is not
                shown and exists for gradients of gradients.
    title, help, keywords   English display name, one line of explanation, words to search by.

Signature
    ports       tensor inputs in order (:class:`Port`); params: all else (:class:`Param`).
    outputs     names of the results; one name gives a Tensor, several a named tuple, or with
                ``unnamed`` a plain one, where PyTorch names none.
    infer       ``infer(metas, params) -> tuple[Meta, ...]``: shapes and types without computing.
                ``metas`` has a :class:`Meta` or a Python number for each operand (a tuple of Metas
                for a variadic port). It raises PyTorch's error for what PyTorch refuses.
    arguments   ``arguments(args, kwargs) -> (args, kwargs)``: rewrites a call that the signature
                cannot say, as ``arange(3)`` for ``arange(0, 3)``.
    overloads   PyTorch has several signatures of the function, and for what fits none its error
                lists the types it got.
    wrap        ``wrap(function) -> function``: what users call, made of the derived function, where
                calls have arguments that are no parameters: ``generator``, ``memory_format``.
    checked     run ``infer`` before ``forward``; needed where NumPy accepts what PyTorch refuses.
                Without it, ``infer`` is asked for the error text only after NumPy refused.

Computing
    forward     ``forward(xp, *inputs, **params)`` on arrays; one array or a tuple. Operands have
                been promoted as ``promote`` says; a number operand stays a Python number or
                becomes a 0-d array.
    promote     ``operands``: to their common type; ``float``: the same, and integers become the
                default float; ``none``: they are left alone.
    broadcasts  operands broadcast against each other; the base un-broadcasts their gradients.
    view        the result shares the bytes of the first operand.
    mutates     writes its result into the first operand; ``forward`` gives the new value.
                Together with ``view``: the operand comes to see its own bytes as the result does.
    inplace     derive ``name_``, the mutating variant.
    compose     for operations that PyTorch makes from others: ``compose(*inputs, **params)`` calls
                those, and there is no Node of its own; forward and gradients stay unused.

Gradients
    gradients   one rule for each port, None where no gradient flows (and the port has no edge).
                ``rule(xp, g, ...)``: the names of the further arguments say what is saved, as in
                PyTorch's derivatives.yaml: a port's name (that input, checked for modification), an
                output's name (that result), ``<port>_shape``, ``<port>_strides`` (in elements) and
                ``<port>_dtype`` (only those, not the values), a parameter's name. Only
                what the rules of inputs that require grad need is saved. The rule of a variadic
                port may also ask for ``place``, that of the input, and ``<port>_shape`` is the
                tuple of all shapes.
    differentiable  names of the outputs that carry gradient; ``g`` is the gradient of the only
                one, or a tuple with None for those that got none.
    node_name   ``MulBackward0``, or a function of the parameters.

Words and pictures
    spelling    PyTorch code: ``{a} * {b}``, ``{a}.sum({params})``.
    methods, functions   names on Tensor (dunders included), names in the namespace.
    formula, gradient_formulas   LaTeX; the latter one for each port, ``None`` where no gradient.
    gradient_texts   the local derivative as plain text, one for each port: ``∂out/∂a = b``.
    local       ``local(inputs, outputs, params) -> tuple``: the displayed local derivative of each
                port as numbers, for elementwise operations; tested against the rule.

Tests
    samples     :class:`Sample`, tried against PyTorch, finite differences and ``infer``.
    bad         :class:`BadSample`, with the exact error.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from ..dtypes import DType

__all__ = [
    "INTERNAL",
    "MISSING",
    "NUMPY_NAMES",
    "REGISTRY",
    "REQUIRED",
    "BadSample",
    "Meta",
    "OpSpec",
    "Param",
    "Port",
    "Sample",
    "mutating",
    "register",
]


class _Required:
    def __repr__(self) -> str:
        return "REQUIRED"


#: The default of a parameter that must be given.
REQUIRED: Final = _Required()

#: Stands in a call for an argument that was not given.
MISSING: Final = object()

#: NumPy's names of parameters, which PyTorch takes as well.
NUMPY_NAMES: Final = {"axis": "dim", "keepdims": "keepdim"}


class Meta(NamedTuple):
    """What is known of a tensor before it is computed."""

    shape: tuple[int, ...]
    dtype: DType


@dataclass(frozen=True)
class Port:
    """A tensor input.

    ``number``: a Python number may stand in; ``variadic``: a list of tensors; ``fixed``: left out
    of promotion, as the condition of ``where`` is; ``lifted``: the function, unlike the method,
    takes a number as well, ``torch.mul(2, x)``; ``argument``: the name PyTorch gives it in calls,
    by default ``input`` for a and ``other`` for b.
    """

    name: str
    number: bool = False
    optional: bool = False
    variadic: bool = False
    fixed: bool = False
    lifted: bool = False
    argument: str = ""
    help: str = ""

    @property
    def keyword(self) -> str:
        """The name of the argument in calls."""
        usual = {"a": "input", "b": "other", "grad": "grad_output"}
        return self.argument or usual.get(self.name, self.name)


@dataclass(frozen=True)
class Param:
    """An input that is no tensor.

    ``type`` is one of int, float, bool, str, number, dim, dims, shape, index, dtype, data;
    ``optional`` allows None. A ``shape`` or ``dims`` with ``varargs`` may be spread over the call:
    ``x.view(2, 3)``.
    """

    name: str
    type: str
    default: object = REQUIRED
    optional: bool = False
    keyword_only: bool = False
    varargs: bool = False
    help: str = ""


@dataclass(frozen=True)
class Sample:
    """Inputs to try an operation with, as nested lists, arrays or numbers, one for each port."""

    inputs: tuple[Any, ...] = ()
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class BadSample:
    """Inputs that PyTorch refuses, with its message and the class of the error."""

    inputs: tuple[Any, ...]
    params: Mapping[str, Any]
    message: str
    error: type[Exception] = RuntimeError


Rule = Callable[..., Any]
Operands = Sequence[Any]


@dataclass(frozen=True, eq=False)
class OpSpec:
    """One operation; see the head of this file for every field."""

    name: str
    category: str
    infer: Callable[[Operands, Mapping[str, Any]], tuple[Meta, ...]]
    forward: Callable[..., Any] | None = None
    ports: tuple[Port, ...] = ()
    params: tuple[Param, ...] = ()
    outputs: tuple[str, ...] = ("out",)
    gradients: tuple[Rule | None, ...] = ()
    differentiable: tuple[str, ...] = ("out",)
    node_name: str | Callable[[Mapping[str, Any]], str] = ""
    promote: str = "none"
    broadcasts: bool = False
    checked: bool = False
    mixed_checked: bool = False
    number_node: str = ""
    view: bool = False
    mutates: bool = False
    inplace: bool = False
    compose: Callable[..., Any] | None = None
    arguments: Callable[[tuple[Any, ...], dict[str, Any]], Any] | None = None
    wrap: Callable[[Callable[..., Any]], Callable[..., Any]] | None = None
    overloads: bool = False
    unnamed: bool = False
    spelling: str = ""
    methods: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    formula: str = ""
    gradient_formulas: tuple[str | None, ...] = ()
    gradient_texts: tuple[str | None, ...] = ()
    local: Callable[..., tuple[Any, ...]] | None = None
    title: str = ""
    help: str = ""
    keywords: tuple[str, ...] = ()
    samples: tuple[Sample, ...] = ()
    bad: tuple[BadSample, ...] = ()

    def __post_init__(self) -> None:
        if self.compose is None and self.forward is None:
            raise ValueError(f"{self.name}: neither forward nor compose")
        if self.gradients and len(self.gradients) != len(self.ports):
            raise ValueError(
                f"{self.name}: {len(self.ports)} ports but {len(self.gradients)} gradient rules"
            )

    @property
    def called(self) -> str:
        """The name by which PyTorch's argument parser knows it, as ``linalg_det``."""
        name = self.functions[0] if self.functions else self.name
        return name.removeprefix("nn.functional.").replace(".", "_")

    def param(self, name: str) -> Param:
        """The parameter of that name. Raises KeyError if there is none."""
        for param in self.params:
            if param.name == name:
                return param
        raise KeyError(name)

    def aliases(self) -> dict[str, str]:
        """NumPy's names of the parameters that have one."""
        names = {param.name for param in self.params}
        return {alias: name for alias, name in NUMPY_NAMES.items() if name in names}

    def defaults(self) -> dict[str, Any]:
        """The default of every parameter that has one."""
        return {p.name: p.default for p in self.params if p.default is not REQUIRED}

    def complete(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """``params`` with the defaults added, in the order of the definition.

        Raises TypeError for unknown and for missing parameters.
        """
        result = self.defaults()
        result.update(params)
        for param in self.params:
            if result.get(param.name, MISSING) is MISSING:
                raise TypeError(
                    f'{self.name}() missing 1 required positional arguments: "{param.name}"'
                )
        if len(result) != len(self.params):
            known = {param.name for param in self.params}
            unknown = next(name for name in result if name not in known)
            raise TypeError(f"{self.name}() got an unexpected keyword argument '{unknown}'")
        return result


#: Every operation of the palette by name, in palette order.
REGISTRY: dict[str, OpSpec] = {}

#: Operations that only gradients of gradients use.
INTERNAL: dict[str, OpSpec] = {}


def register(*specs: OpSpec) -> None:
    """Add operations, and the mutating variants of those with ``inplace``."""
    for spec in specs:
        table = INTERNAL if spec.category == "internal" else REGISTRY
        if spec.name in table:
            raise ValueError(f"operation {spec.name} is defined twice")
        table[spec.name] = spec
        if spec.inplace:
            variant = mutating(spec)
            table[variant.name] = variant


#: Operators that have an in-place form, such as ``+=``.
_AUGMENTED: Final = tuple(
    f"__{name}__"
    for name in (
        *("add", "sub", "mul", "truediv", "pow", "floordiv", "mod"),
        *("and", "or", "xor", "lshift", "rshift"),
    )
)


def mutating(spec: OpSpec) -> OpSpec:
    """The variant of an operation that writes its result into the first operand.

    A rule that has another one as ``in_place`` gives way to that.
    """
    name = spec.name + "_"
    methods = [f"{method}_" for method in spec.methods if not method.startswith("__")]
    methods += [f"__i{method[2:]}" for method in spec.methods if method in _AUGMENTED]
    target = "{" + spec.ports[0].name + "}"
    if f"{target}.{spec.name}(" in spec.spelling:
        spelling = spec.spelling.replace(f".{spec.name}(", f".{name}(")
    else:
        rest = ", ".join("{" + port.name + "}" for port in spec.ports[1:])
        params = "{params}" if spec.params else ""
        arguments = ", ".join(part for part in (rest, params) if part)
        spelling = f"{target}.{name}({arguments})"
    return dataclasses.replace(
        spec,
        name=name,
        title=f"{spec.title} in place",
        help=f"{spec.help} The result is written into the first input.",
        keywords=(*spec.keywords, "in-place", "inplace"),
        mutates=True,
        inplace=False,
        methods=tuple(methods),
        functions=tuple([one + "_" for one in spec.functions if "." not in one]),
        spelling=spelling,
        gradients=tuple([getattr(rule, "in_place", rule) for rule in spec.gradients]),
        samples=(),
        bad=(),
    )
