"""What a snippet can name beside numbers and tensors: functions, classes, parts of PyTorch."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from autograd_core.autograd.function import Function as CoreFunction
from autograd_core.graph.actions import ParamGroup
from autograd_core.graph.tracing.values import Val
from autograd_core.nn import Module
from autograd_core.ops.spec import OpSpec
from autograd_core.random import Generator


class Scope:
    """The variables of a function, a class body or the whole snippet."""

    def __init__(self, parent: Scope | None = None, name: str = "", many: Iterable[str] = ()):
        self.parent = parent
        self.name = name
        self.vars: dict[str, Val] = {}
        self.many = frozenset(many)
        """Names that are assigned more than once."""
        self.above: Super | None = None
        """What `super()` means here."""
        self.outer: dict[str, Scope] = {}
        """Names that `global` and `nonlocal` lead elsewhere."""

    def find(self, name: str) -> Val | None:
        scope: Scope | None = self
        while scope is not None:
            home = scope.outer.get(name, scope)
            if name in home.vars:
                return home.vars[name]
            scope = scope.parent
        return None

    @property
    def root(self) -> Scope:
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope


@dataclass(eq=False)
class Function:
    """A function or lambda of the snippet."""

    name: str
    args: ast.arguments
    body: list[ast.stmt] | ast.expr
    scope: Scope
    defaults: list[Val]
    kw_defaults: list[Val | None]
    untracked: bool = False
    many: frozenset[str] = frozenset()
    static: bool = False
    once: bool = False
    """Whether it is `once_differentiable`."""
    node: ast.FunctionDef | None = None
    home: Class | None = None
    """The class that it is defined in."""
    yields: bool = False
    tracked: bool = False
    """Whether it is executed with `enable_grad`."""
    computed: bool = False
    """Whether it is a property."""
    of_class: bool = False
    """Whether it is a `classmethod`."""

    def __deepcopy__(self, memo: object) -> Function:
        return self

    def __str__(self) -> str:
        return f"<function {self.name}>"

    __repr__ = __str__


@dataclass(eq=False)
class Class:
    """A class of the snippet. `made` is the class of its instances if it is a module."""

    name: str
    bases: tuple[Any, ...]
    members: dict[str, Val]
    made: type[Module] | None = None

    def __deepcopy__(self, memo: object) -> Class:
        return self

    def find(self, name: str) -> Val | None:
        if name in self.members:
            return self.members[name]
        for base in self.bases:
            found = base.find(name) if isinstance(base, Class) else None
            if found is not None:
                return found
        return None

    def is_a(self, other: Class) -> bool:
        return self is other or any(b.is_a(other) for b in self.bases if isinstance(b, Class))

    def __str__(self) -> str:
        return f"<class '__main__.{self.name}'>"

    __repr__ = __str__


@dataclass(eq=False, repr=False)
class Custom(Class):
    """A class of `torch.autograd.Function`. `core` is the one that the engine calls."""

    node: ast.ClassDef = field(default_factory=lambda: ast.ClassDef("", [], [], [], []))
    scope: Scope = field(default_factory=Scope)
    core: type[CoreFunction] | None = None


@dataclass(eq=False)
class Instance:
    """An instance of a class that is no module."""

    kind: Class
    attributes: dict[str, Val] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"<__main__.{self.kind.name} object>"

    __repr__ = __str__


class UserModule(Module):
    """A module whose class the snippet defines."""

    _snippet_class: Class


@dataclass(eq=False)
class Method:
    """A method that was looked up and not yet called."""

    owner: Val
    name: str
    function: Function | None = None

    def __str__(self) -> str:
        kind = "Module" if isinstance(self.owner.value, Module) else type(self.owner.value).__name__
        if self.function is not None and self.function.home is not None:
            kind = self.function.home.name
        return f"<bound method {kind}.{self.name} of {self.owner.value}>"

    __repr__ = __str__


@dataclass(frozen=True)
class Native:
    """A function that the interpreter has itself, by its full name: `torch.no_grad`, `len`."""

    name: str

    def __str__(self) -> str:
        return f"<class '{self.name}'>"

    __repr__ = __str__


@dataclass(frozen=True)
class Space:
    """A part of a module: `torch.nn.functional`."""

    path: str


@dataclass(frozen=True)
class Ignored:
    """What draws pictures: nothing comes of it."""


@dataclass(eq=False)
class Operation:
    """A function of the registry."""

    name: str
    specs: list[OpSpec]


@dataclass(frozen=True)
class Layer:
    """A class of `torch.nn`."""

    name: str
    kind: type

    def __str__(self) -> str:
        home = self.kind.__module__.replace("autograd_core.nn", "torch.nn")
        home = "torch.nn.parameter" if self.name == "Parameter" else home
        return f"<class '{home}.{self.name}'>"

    __repr__ = __str__


@dataclass(frozen=True)
class Kind:
    """An optimizer's class."""

    name: str


@dataclass(eq=False)
class Made:
    """An optimizer: PyTorch's own, and the name that it has in actions."""

    optimizer: Any
    kind: str
    name: str = ""
    leaves: tuple[Any, ...] = ()
    noted: bool = False
    options: dict[str, ast.expr] = field(default_factory=dict)
    groups: tuple[ParamGroup, ...] = ()


@dataclass(frozen=True)
class ScheduleKind:
    """A class of `torch.optim.lr_scheduler`."""

    name: str


@dataclass(eq=False)
class Schedule:
    """A schedule of learning rates: PyTorch's own, and the optimizer that it belongs to."""

    scheduler: Any
    made: Made


@dataclass(eq=False)
class Handle:
    """What `register_hook` gives."""

    handle: Any
    act: Any


@dataclass(frozen=True)
class GradMode:
    """`torch.no_grad()`: as a block, or round a function."""

    enabled: bool
    at_once: bool = False
    """Whether it holds without a block as well."""


@dataclass(eq=False)
class Raised:
    """An exception that was caught, or its class."""

    kind: type[BaseException]
    error: BaseException | None = None

    def __str__(self) -> str:
        if self.error is None:
            return f"<class '{self.kind.__name__}'>"
        if isinstance(self.error, KeyError) and self.error.args:
            return repr(self.error.args[0])
        return str(self.error)

    def __repr__(self) -> str:
        return f"{self.kind.__name__}({str(self)!r})"


@dataclass(frozen=True)
class Suppress:
    """`contextlib.suppress(…)`."""

    kinds: tuple[type[BaseException], ...]


@dataclass(eq=False)
class Seeded:
    """`torch.Generator()`; `fresh` as long as nothing was drawn from it since it was seeded."""

    generator: Generator = field(default_factory=Generator)
    seed: int | None = None
    fresh: bool = False


@dataclass(eq=False)
class Stream:
    """What gives its items one after the other, once: an iterator, or a function that yields."""

    items: Iterator[Val]

    def __str__(self) -> str:
        return "<generator object>"


class Generated(list[Any]):
    """What a module's `parameters()` gives: a generator, of which all is known at once."""

    given = 0
    """How many of them `next` has given."""

    def __str__(self) -> str:
        return "<generator object>"

    __repr__ = __str__


@dataclass(eq=False)
class Partial:
    """`functools.partial(function, …)`."""

    function: Val
    args: tuple[Val, ...]
    kwargs: dict[str, Val]


@dataclass(frozen=True)
class Super:
    """`super()`: what the classes above `kind` say of `owner`."""

    owner: Val
    kind: Class


def yields(body: list[ast.stmt]) -> bool:
    """Whether a function with this body is one that yields."""
    stack: list[ast.AST] = list(body)
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda):
            stack += ast.iter_child_nodes(node)
    return False
