"""Modules that do no more than call one function with the numbers they were made with.

Activations, losses, pooling and padding: each is a :class:`Row` of a table, and ``made`` turns a
row into a class with the signature, the attributes and the repr that PyTorch's has.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .. import functional as F  # noqa: N812
from .module import Module

__all__ = ["REQUIRED", "Row", "made"]

REQUIRED = inspect.Parameter.empty


@dataclass(frozen=True)
class Row:
    """One such module.

    ``parameters`` are those of the constructor with their defaults, and become attributes;
    ``passed`` those that the function of ``nn.functional`` gets, by name (all unless given), beside
    what is ``fixed``. ``training`` may be among them. ``extra`` is the text in the parentheses;
    ``inplace=True`` is added to it. ``prepare`` checks and converts the attributes. ``owner`` is
    the class that PyTorch's errors name, where it is not this one.
    """

    name: str
    function: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    inputs: tuple[str, ...] = ("input",)
    passed: tuple[str, ...] | None = None
    fixed: Mapping[str, Any] = field(default_factory=dict)
    extra: str | None = None
    prepare: Callable[[Any], None] | None = None
    keyword_only: bool = False
    owner: str = ""


def _signature(row: Row) -> inspect.Signature:
    kind = (
        inspect.Parameter.KEYWORD_ONLY
        if row.keyword_only
        else inspect.Parameter.POSITIONAL_OR_KEYWORD
    )
    return inspect.Signature(
        [inspect.Parameter(name, kind, default=default) for name, default in row.parameters.items()]
    )


def _bound(
    method: str,
    names: Mapping[str, Any],
    args: tuple[Any, ...],
    kwargs: Mapping[str, Any],
    keyword_only: bool = False,
) -> dict[str, Any]:
    """The arguments of a call by name. Raises TypeError in Python's own words."""
    values = dict(zip(names, args, strict=False))
    fits = len(args) <= (0 if keyword_only else len(names))
    if not fits or any(name in values or name not in names for name in kwargs):
        _refuse(method, names, args, kwargs, keyword_only)
    values.update(kwargs)
    for name, default in names.items():
        if name not in values:
            if default is REQUIRED:
                _refuse(method, names, args, kwargs, keyword_only)
            values[name] = default
    return values


def _refuse(
    method: str,
    names: Mapping[str, Any],
    args: tuple[Any, ...],
    kwargs: Mapping[str, Any],
    keyword_only: bool,
) -> None:
    """Let Python say what is wrong with a call: call a function that takes these arguments."""
    listed = [name if value is REQUIRED else f"{name}=None" for name, value in names.items()]
    parameters = ", ".join(["self", *(["*"] if keyword_only else []), *listed])
    scope: dict[str, Any] = {}
    exec(f"def refuse({parameters}): pass", scope)
    scope["refuse"].__qualname__ = method
    scope["refuse"](None, *args, **kwargs)


def _init(row: Row) -> Callable[..., None]:
    method = f"{row.owner or row.name}.__init__"

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807
        Module.__init__(self)
        names = row.parameters
        values = _bound(method, names, args, kwargs, row.keyword_only)
        for name in names:
            setattr(self, name, values[name])
        if row.prepare is not None:
            row.prepare(self)

    return __init__


def _forward(row: Row) -> Callable[..., Any]:
    method = f"{row.name}.forward"
    count = len(row.inputs)
    inputs = dict.fromkeys(row.inputs, REQUIRED)
    passed = tuple(row.parameters) if row.passed is None else row.passed
    passed = tuple([name for name in passed if name != "inplace"])
    writes = "inplace" in row.parameters

    def forward(self: Any, *args: Any, **kwargs: Any) -> Any:
        if kwargs or len(args) != count:
            args = tuple([_bound(method, inputs, args, kwargs)[name] for name in inputs])
        own = {name: getattr(self, name) for name in passed}
        if writes and self.inplace:
            own["inplace"] = True
        return getattr(F, row.function)(*args, **own, **row.fixed)

    return forward


def _extra_repr(row: Row) -> Callable[[Any], str]:
    def extra_repr(self: Any) -> str:
        if row.extra is None:
            return ""
        text = row.extra.format(**vars(self))
        if "inplace" in row.parameters and "inplace" not in row.extra and self.inplace:
            return f"{text}, inplace=True" if text else "inplace=True"
        return text

    return extra_repr


def made(rows: Iterable[Row], home: str) -> dict[str, type[Module]]:
    """The classes of a table by name; ``home`` is the ``__name__`` of the table's module."""
    classes: dict[str, type[Module]] = {}
    for row in rows:
        methods: dict[str, Any] = {
            "__init__": _init(row),
            "forward": _forward(row),
            "extra_repr": _extra_repr(row),
        }
        for name, method in methods.items():
            method.__qualname__ = f"{row.name}.{name}"
        body = {
            **methods,
            "__module__": home,
            "__doc__": f"``nn.functional.{row.function}`` as a module.",
            "__signature__": _signature(row),
        }
        classes[row.name] = type(row.name, (Module,), body)
    return classes
