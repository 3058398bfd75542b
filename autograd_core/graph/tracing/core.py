"""What every part of the interpreter shares: limits, plain values, names."""

from __future__ import annotations

import ast
import itertools
import re
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograd_core import nn
from autograd_core.grad_mode import is_grad_enabled
from autograd_core.graph.actions import Optimizer
from autograd_core.graph.budget import MAX_REPEAT, Budget
from autograd_core.graph.expression import as_tensor
from autograd_core.graph.gate import Gate
from autograd_core.graph.limits import Limits
from autograd_core.graph.optimizing import is_plain
from autograd_core.graph.tracing.instances import text
from autograd_core.graph.tracing.recording import Recorder
from autograd_core.graph.tracing.things import Instance, Made, Scope, Stream
from autograd_core.graph.tracing.values import Loop, Ref, Refused, Text, Val, literal
from autograd_core.graph.vocabulary import BUILTINS, CONSTANTS, MODULES
from autograd_core.nn import Module
from autograd_core.ops import dispatch
from autograd_core.ops.spec import REGISTRY
from autograd_core.tensor import Tensor

MOST_WORK = 600_000
"""Parts of code that are executed."""
MOST_ITEMS = 200_000
MOST_PRINTED = 2_000_000
DEEPEST = 60
"""Calls within calls."""
RESERVED = frozenset({*CONSTANTS, *MODULES, *BUILTINS, "print"})
_UNNAMED = re.compile(r"t\d+")
_IN_PLACE = {"+=": "__iadd__", "-=": "__isub__", "*=": "__imul__", "/=": "__itruediv__"}


class Core(ABC):
    """The state of an interpreter."""

    catchable: tuple[type[BaseException], ...] = (
        RuntimeError, TypeError, ValueError, LookupError, ArithmeticError, AssertionError,
        AttributeError, NameError, StopIteration,
    )  # fmt: skip

    def __init__(self, limits: Limits, gate: Gate) -> None:
        self.limits = limits
        self.gate = gate
        self.notes = Recorder(limits)
        self.budget = Budget(limits)
        self.done = 0
        self.depth = 0
        self.loops: list[str] = []
        self.bare: dict[int, ast.AST] = {}
        """Parts of trees that read nothing, by their ids."""
        self.turning: list[Loop] = []
        """The loops that are executed, from the outermost on."""
        self.lists: dict[int, tuple[list[Any], str]] = {}
        """Lists that a Let wrote down, and what they were then."""
        self.output: list[str] = []
        self.printed = 0
        self.unfinished: list[ast.expr] = []
        """What was printed with another `end`."""
        self.hook_prints: list[list[Val]] | None = None
        """What a hook that is tried prints."""
        self.aloud = 0
        """Whether a hook is called by the engine, so that it prints although nothing is noted."""
        self.parameters = 0
        """How many all layers have, or may have."""
        self._run_names: dict[str, str] = {}
        self.groups: dict[int, tuple[Made, int]] = {}
        """The groups of parameters of optimizers, by the identity of their dicts."""
        self.print_options: list[dict[str, Any]] = []
        """How tensors are printed, by what `set_printoptions` was given, one after the other."""
        self.foreign = False
        """Whether a part of PyTorch that is said in PyTorch is executed."""

    # Limits

    def work(self, amount: int = 1) -> None:
        self.done += amount
        if self.done > MOST_WORK:
            raise Refused(f"the snippet runs for too long: more than {MOST_WORK} parts of code")
        if not self.done & 127:
            self.gate.pass_through()

    def check_size(self, value: Any) -> None:
        if isinstance(value, str | list | tuple | dict | set) and len(value) > MOST_ITEMS:
            raise Refused(f"more than {MOST_ITEMS} elements")
        if isinstance(value, int) and not isinstance(value, bool) and value.bit_length() > 4096:
            raise Refused("that integer is too large")

    def check_name(self, name: str) -> None:
        if name.startswith("__"):
            raise Refused(f"'{name}': names that begin with two underscores cannot be used")

    # Values

    def array(self, value: Any) -> Val:
        """An array of NumPy's: what it holds counts as work."""
        if isinstance(value, np.ndarray):
            self.work(value.size // 50)
        return Val(value)

    @property
    def grad_enabled(self) -> bool:
        return is_grad_enabled()

    def records(self, *values: Any) -> bool:
        """Whether autograd would record an operation on the values."""
        return is_grad_enabled() and any(
            isinstance(value, Tensor) and value.requires_grad for value in values
        )

    def is_plain(self, value: Any) -> bool:
        return is_plain(value) and not isinstance(value, Tensor)

    def truth(self, val: Val) -> bool:
        value = val.value
        if isinstance(value, Tensor):
            return bool(value)
        if isinstance(value, bool | int | float | str | list | tuple | dict | set | range):
            return bool(value)
        return value is not None

    def items_of(self, val: Val) -> Iterator[Val]:
        """The items of a value that can be iterated over."""
        value, tree = val
        if isinstance(value, Tensor):
            if value.ndim == 0:
                raise TypeError("iteration over a 0-d tensor")
            yield from self.rows(val)
        elif isinstance(value, list | tuple | dict | set | str | range):
            trees: Any = None
            if isinstance(tree, ast.List | ast.Tuple) and len(tree.elts) == len(value):
                trees = tree.elts
            for place, item in enumerate(list(value) if isinstance(value, dict) else value):
                self.work()
                known = trees[place] if trees is not None else None
                if isinstance(item, Tensor) and not isinstance(known, Ref):
                    known = self.notes.ref(item)
                yield Val(item, known)
        elif isinstance(value, Stream):
            for item in value.items:
                self.work()
                yield item
        elif isinstance(value, Instance) and value.kind.find("__iter__") is not None:
            yield from self.items_of(self.call_method(val, "__iter__", [], {}))
        elif isinstance(value, Instance) and value.kind.find("__next__") is not None:
            yield from self._following(val)
        elif isinstance(value, Instance) and value.kind.find("__getitem__") is not None:
            yield from self._numbered(val)
        elif isinstance(value, np.ndarray | nn.Sequential | nn.ModuleList | nn.ModuleDict | deque):
            yield from (Val(each) for each in value)
        elif isinstance(value, nn.ParameterList):
            yield from (Val(each, self.notes.ref(each)) for each in value)
        else:
            raise TypeError(f"'{type(value).__name__}' object is not iterable")

    def _following(self, val: Val) -> Iterator[Val]:
        while True:
            try:
                item = self.call_method(val, "__next__", [], {})
            except StopIteration:
                return
            yield item

    def _numbered(self, val: Val) -> Iterator[Val]:
        for place in itertools.count():
            try:
                item = self.call_method(val, "__getitem__", [Val(place)], {})
            except IndexError:
                return
            yield item

    @abstractmethod
    def call_method(
        self, owner: Val, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        """Defined further up."""

    @abstractmethod
    def rows(self, val: Val) -> Iterator[Val]:
        """The rows of a tensor."""

    def put(self, tensor: Tensor, field: str, sign: str, value: Any) -> None:
        """Does what an Assign does."""
        if field == "grad" and sign == "=":
            tensor.grad = value if value is None else as_tensor(
                value, None if isinstance(value, Tensor) else tensor.dtype
            )
            return
        target = tensor
        if field == "data":
            if sign == "=":
                tensor.data = as_tensor(value, None if isinstance(value, Tensor) else tensor.dtype)
                return
            target = tensor.data
        elif field == "grad":
            assert tensor._grad is not None
            target = tensor._grad
        if sign == "=":
            _copy(target, value)
        else:
            getattr(target, _IN_PLACE[sign])(value)

    def spoken(self, value: object, inner: bool = False) -> str:
        """What is printed of a value."""
        return text(self, value, inner)

    # Names

    def label_of(self, name: str) -> str:
        return "" if _UNNAMED.fullmatch(name) else name

    def labelled(self, name: str, val: Val, alias: bool = False) -> Val:
        """The tensor under a name, which its node gets if it has none."""
        ref = val.sym if isinstance(val.sym, Ref) else self.notes.ref(val.value)
        ref = Ref(ref.run.now(), ref.port)
        if not self.notes.quiet:
            self.notes.need(ref.run)
            written = ref.run.spec is not None and ref.run.spec.mutates
            free = not ref.run.label and (not alias or written) and ref.port == 0
            if free and not self._one_of_several(ref):
                ref.run.label, ref.run.name = self.label_of(name), ref.run.name or name
        return Val(val.value, ref)

    def _one_of_several(self, ref: Ref) -> bool:
        spec = ref.run.spec
        several = spec is not None and (len(spec.outputs) > 1 or spec.outputs[0].startswith("*"))
        return several and ref.run.kind == "op"

    def run_name(self, name: str, scope: Scope, loop: bool = False) -> str | None:
        """The name by which actions know a variable; None if they cannot."""
        if name in RESERVED:
            return None
        home = scope.name if scope.parent is not None else ""
        number, found = 1, name
        while self._run_names.get(found, home) != home:
            number += 1
            found = f"{name}_{number}"
        self._run_names[found] = home
        return found

    def name_parameters(self, module: Module, prefix: str) -> None:
        """Gives the parameters of a module labels."""
        if self.notes.quiet:
            return
        start = f"{prefix}_" if prefix else ""
        for name, tensor in [*module.named_parameters(), *module.named_buffers()]:
            ref = self.notes.ref(tensor)
            if not ref.run.label:
                ref.run.label = start + name.replace(".", "_")

    def name_optimizer(self, made: Made, name: str) -> None:
        """Notes an optimizer under its name."""
        if made.noted:
            return
        made.noted = True
        made.name = name
        options = {key: Text(tree) for key, tree in made.options.items()}
        self.notes.act(
            Optimizer, name=name, optimizer=made.kind, leaves=made.leaves, options=options,
            **({"groups": made.groups} if made.groups else {}),
        )

    def current(self, val: Val) -> Val:
        """A variable's value as it can be said now."""
        if isinstance(val.sym, Ref):
            return Val(val.value, Ref(val.sym.run.now(), val.sym.port))
        if isinstance(val.value, list):
            known = self.lists.get(id(val.value))
            if known is None or known[0] is not val.value or len(known[1]) > 2000:
                return Val(val.value)
            if repr(val.value) != known[1]:
                return Val(val.value)
        return val

    def literal_of(self, value: Any) -> ast.expr | None:
        return literal(value)


def _copy(target: Tensor, value: Any) -> None:
    """`target.copy_(value)`, a number or list being made a tensor first."""
    source = value if isinstance(value, Tensor) else as_tensor(value, target.dtype)
    dispatch.call(REGISTRY["copy_"], (target, source))


__all__ = ["DEEPEST", "MAX_REPEAT", "MOST_PRINTED", "Core", "Instance"]
