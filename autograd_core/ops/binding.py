"""From a definition to what users call: functions of the namespace and methods of Tensor.

A name may belong to several definitions (``max`` of all elements, over a dimension, of two
tensors); they are tried in the order of registration, and the first whose signature fits is called.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from ..offers import LATER
from ..placement import check_device, check_layout, check_pinned
from ..tensor import Tensor
from .checking import (
    check_operands,
    check_params,
    check_self,
    is_number,
    no_overload,
    normal_params,
)
from .compiled_call import compile_composed
from .dispatch import call, fast_call, fast_method, fast_operator
from .outs import TAKES_OUT, into, taking_out
from .spec import REQUIRED, OpSpec

__all__ = ["attach", "bind", "choose", "function_of"]

Function = Callable[..., Any]

FUNCTIONAL = "nn.functional."


def bind(
    spec: OpSpec, args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Split the arguments of a call into inputs and parameters.

    Raises TypeError, as Python does, if they do not fit the definition.
    """
    ports = len(spec.ports)
    named = dict(kwargs)
    for alias, name in spec.aliases().items():
        if alias in named:
            named[name] = named.pop(alias)
    if spec.arguments is not None:
        args, named = spec.arguments(args, named)
    if spec.category in ("creation", "random"):
        _check_placement(named)
    spread = _spread(spec, args)
    inputs = list(spread[:ports])
    for port in spec.ports[len(inputs) :]:
        keyword = port.keyword
        if keyword in named:
            inputs.append(named.pop(keyword))
        elif port.optional:
            inputs.append(None)
        elif hasattr(spec.arguments, "order"):  # what PyTorch has written in Python
            raise TypeError(f"{spec.name}() missing 1 required positional argument: '{keyword}'")
        else:
            raise TypeError(f'{spec.name}() missing 1 required positional arguments: "{keyword}"')
    free = [param for param in spec.params if not param.keyword_only]
    values = spread[ports:]
    if len(values) > len(free):
        raise TypeError(
            f"{spec.name}() takes {ports + len(free)} positional arguments but {len(args)} "
            "were given"
        )
    params = {param.name: value for param, value in zip(free, values, strict=False)}
    for name, value in named.items():
        if name in params:
            raise TypeError(f"{spec.name}() got multiple values for argument '{name}'")
        params[name] = value
    spec.complete(params)
    return tuple(inputs), params


def _check_placement(named: dict[str, Any]) -> None:
    """Take out of a call where the result is to be, of which there is no choice."""
    check_device(named.pop("device", None))
    check_layout(named.pop("layout", None))
    check_pinned(named.pop("pin_memory", None))


def _is_spread(spec: OpSpec) -> bool:
    return bool(spec.params) and spec.params[0].varargs


def _spread(spec: OpSpec, args: tuple[Any, ...]) -> tuple[Any, ...]:
    """``x.view(2, 3)`` as ``x.view((2, 3))``."""
    ports = len(spec.ports)
    if _is_spread(spec) and len(args) > ports:
        rest = args[ports:]
        if len(rest) > 1 or _is_extent(rest[0]):
            return (*args[:ports], rest)
    return args


def _is_extent(value: Any) -> bool:
    if isinstance(value, Tensor):
        return value._array.ndim == 0 and value._array.dtype.kind in "iu"
    return isinstance(value, int | np.integer)


def function_of(spec: OpSpec, takes_out: bool = False, method: bool = False) -> Function:
    """The Python function of one definition; of a ``method`` the own tensor has no position."""
    fast = fast_call(spec)
    if fast is not None and not _is_spread(spec) and spec.arguments is None:
        return _named(taking_out(fast, spec) if takes_out else fast, spec, spec.name)

    def function(*args: Any, **kwargs: Any) -> Any:
        if takes_out and "out" in kwargs:
            return into(function, spec, args, kwargs)
        inputs, params = bind(spec, args, kwargs)
        return (_called if method else call)(spec, inputs, params)

    order = getattr(spec.arguments, "order", None)
    if order is not None and spec.compose is not None:
        return _named(compile_composed(spec, function, order), spec, spec.name)
    return _named(function, spec, spec.name)


def _called(spec: OpSpec, inputs: tuple[Any, ...], params: dict[str, Any]) -> Any:
    """A method's call, whose errors do not count the own tensor."""
    try:
        return call(spec, inputs, params)
    except TypeError:
        check_operands(spec, inputs, 0, params)
        check_params(spec, normal_params(spec, spec.complete(params)), 0)
        raise


def _named(function: Function, spec: OpSpec, name: str) -> Function:
    function.__name__ = name
    function.__qualname__ = name
    function.__doc__ = spec.help
    function.__signature__ = signature_of(spec)  # type: ignore[attr-defined]
    return function


def signature_of(spec: OpSpec) -> inspect.Signature:
    """The signature that ``help`` shows."""
    either, only = inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY
    try:
        parameters = [inspect.Parameter(port.keyword, either) for port in spec.ports]
        for param in sorted(spec.params, key=lambda param: param.keyword_only):
            default = inspect.Parameter.empty if param.default is REQUIRED else param.default
            kind = only if param.keyword_only else either
            parameters.append(inspect.Parameter(param.name, kind, default=default))
        return inspect.Signature(parameters)
    except ValueError:  # a required parameter after one with a default, or one named as a keyword
        return inspect.Signature()


def overloaded(
    name: str, specs: list[OpSpec], takes_out: bool = False, method: bool = False
) -> Function:
    """One function for several definitions that share a name."""

    shortcuts = _shortcuts(specs)

    def function(*args: Any, **kwargs: Any) -> Any:
        if not kwargs:
            for kinds, fast in shortcuts.get(len(args), ()):
                if all(map(_is_of, args, kinds)):
                    return fast(*args)
        elif takes_out and "out" in kwargs:
            return into(function, specs[0], args, kwargs)
        chosen = choose(specs, args, kwargs, name, method)
        inputs, params = bind(chosen, args, kwargs)
        return (_called if method else call)(chosen, inputs, params)

    return _named(function, specs[0], name)


def _is_of(value: Any, kinds: tuple[type, ...]) -> bool:
    return value.__class__ in kinds


_NUMBERS = (float, int)


def _shortcuts(
    specs: list[OpSpec],
) -> dict[int, list[tuple[list[tuple[type, ...]], Function]]]:
    """For each number of arguments, the classes that fit a definition, and its fast call."""
    found: dict[int, list[tuple[list[tuple[type, ...]], Function]]] = {}
    blocked: set[int] = set()
    for spec in specs:
        free = [param for param in spec.params if not param.keyword_only]
        required = [param for param in spec.params if param.default is REQUIRED]
        ports = len(spec.ports)
        fast = fast_call(spec)
        kinds: list[tuple[type, ...]] = [
            (Tensor, *_NUMBERS) if port.number else (Tensor,) for port in spec.ports
        ]
        plain = (
            fast is not None
            and spec.arguments is None
            and not _is_spread(spec)
            and not any(port.optional or port.variadic for port in spec.ports)
            and free[: len(required)] == required
        )
        # Where this definition might fit with other arguments, a later one must not be preferred.
        least = sum(not port.optional for port in spec.ports)
        for count in range(least, ports + len(free) + 1):
            given = free[: max(count - ports, 0)]
            numbers = all(param.type == "number" for param in given)
            if plain and numbers and count >= ports + len(required) and count not in blocked:
                assert fast is not None
                fitting = [*kinds, *[_NUMBERS for _ in given]]
                found.setdefault(count, []).append((fitting, fast))
                if any(param.optional for param in given):
                    blocked.add(count)
            else:
                blocked.add(count)
        if _is_spread(spec) or spec.arguments is not None:
            blocked.update(range(8))
    return found


def choose(
    specs: list[OpSpec],
    args: tuple[Any, ...],
    kwargs: Mapping[str, Any],
    name: str = "",
    method: bool = False,
) -> OpSpec:
    """The first of the definitions whose signature fits the arguments, else the first of all.

    Raises TypeError in the latter case if PyTorch would list what it got.
    """
    for spec in specs:
        try:
            inputs, params = bind(spec, args, kwargs)
        except TypeError:
            continue
        if _fits(spec, inputs, params):
            return spec
    if any(spec.overloads for spec in specs):
        raise no_overload(_parser_name(specs, name), args[method:], kwargs)
    return specs[0]


def _parser_name(specs: list[OpSpec], name: str) -> str:
    return name if name in specs[0].functions and "." not in name else specs[0].called


def _fits(spec: OpSpec, inputs: tuple[Any, ...], params: Mapping[str, Any]) -> bool:
    for port, operand in zip(spec.ports, inputs, strict=True):
        if port.variadic:
            fits = isinstance(operand, list | tuple)
        else:
            takes = port.number or port.lifted
            fits = isinstance(operand, Tensor) or (takes and is_number(operand))
        if not fits and not (operand is None and port.optional):
            return False
    for name, value in params.items():
        param = spec.param(name)
        if isinstance(value, Tensor) or (value is None and not param.optional):
            return False
        if param.type == "number" and value is not None and not is_number(value):
            return False
    return True


def attach(specs: Mapping[str, OpSpec], namespace: dict[str, Any]) -> None:
    """Give Tensor its methods and ``namespace`` its functions.

    A function with dots in its name goes into the module of that name: ``linalg.det``. Each is
    made when it is first asked for: writing out and compiling all of them takes half a second.
    """
    functions: dict[str, list[OpSpec]] = {}
    methods: dict[str, list[OpSpec]] = {}
    for spec in specs.values():
        for name in spec.functions:
            functions.setdefault(name, []).append(spec)
        for name in spec.methods:
            methods.setdefault(name, []).append(spec)
    for name, group in functions.items():
        home, _, short = name.rpartition(".")
        table = namespace
        for part in home.split(".") if home else ():
            table = vars(table[part])
        variant = specs.get(f"{group[0].name}_") if name.startswith(FUNCTIONAL) else None
        make = partial(_made, short, group, variant, name in TAKES_OUT)
        if short in table:  # the module of that name, which nobody would look behind
            table[short] = make()
        else:
            table.setdefault(LATER, {})[short] = make
    for name, group in methods.items():
        special = name.startswith("__")  # Python looks these up in its own way
        setattr(Tensor, name, _method(name, group) if special else _LaterMethod(name, group))


def _made(
    name: str, group: list[OpSpec], variant: OpSpec | None, takes_out: bool = False
) -> Function:
    function = _function(name, group, takes_out)
    return function if variant is None else _or_in_place(function, group[0], variant)


class _LaterMethod:
    """Stands for a method of Tensor until it is first asked for."""

    def __init__(self, name: str, group: list[OpSpec]) -> None:
        self.name, self.group = name, group

    def __get__(self, tensor: Tensor | None, owner: type) -> Any:
        method = _method(self.name, self.group)
        setattr(Tensor, self.name, method)
        return method if tensor is None else method.__get__(tensor, owner)


def _or_in_place(function: Function, spec: OpSpec, variant: OpSpec) -> Function:
    """A function of ``nn.functional`` with ``inplace`` as its last argument."""
    writing = function_of(variant)
    most = len(spec.ports) + len(spec.params)

    def either(*args: Any, inplace: bool = False, **kwargs: Any) -> Any:
        if len(args) > most:
            *rest, inplace = args
            args = tuple(rest)
        return (writing if inplace else function)(*args, **kwargs)

    return _named(either, spec, spec.name)


def _function(
    name: str, group: list[OpSpec], takes_out: bool = False, method: bool = False
) -> Function:
    if len(group) == 1:
        function = function_of(group[0], takes_out, method)
    else:
        function = overloaded(name, group, takes_out, method)
    return _wrapped(function, group[0])


def _wrapped(function: Function, spec: OpSpec) -> Function:
    return function if spec.wrap is None else _named(spec.wrap(function), spec, function.__name__)


def _method(name: str, group: list[OpSpec]) -> Function:
    if not name.startswith("__") or name == "__getitem__":
        spec = group[0]
        plain = len(group) == 1 and not _is_spread(spec) and spec.arguments is None
        method = fast_method(spec) if plain else None
        if method is None:
            return _function(name, group, method=True)
        return _wrapped(_named(method, spec, name), spec)
    fast = fast_operator(group[0], name) if len(group) == 1 else None
    if fast is not None:
        return fast
    return operator(name, _function(name, group), _shortcuts(group).get(2, []))


def operator(
    name: str,
    function: Function,
    shortcuts: Sequence[tuple[Sequence[tuple[type, ...]], Function]] = (),
) -> Function:
    """A function as a special method, which leaves what it does not know to the other operand."""

    def special(self: Tensor, *others: Any) -> Any:
        if others and self.__class__ is Tensor:
            kind = others[0].__class__
            for kinds, fast in shortcuts:
                if kind in kinds[1]:
                    return fast(self, *others)
        check_self(name, self)
        for other in others:
            if not isinstance(other, Tensor) and not is_number(other):
                return NotImplemented
        return function(self, *others)

    special.__name__ = name
    special.__qualname__ = f"Tensor.{name}"
    return special
