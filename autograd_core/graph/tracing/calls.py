"""Calls: of functions and classes of the snippet, of methods, of all that modules offer."""

from __future__ import annotations

import ast
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import Any

import numpy as np

from autograd_core.graph.expression import FILLING
from autograd_core.graph.tracing import arrays
from autograd_core.graph.tracing.core import DEEPEST
from autograd_core.graph.tracing.lacking import lacking
from autograd_core.graph.tracing.spaces import Spaces
from autograd_core.graph.tracing.tensors import METHODS_OF
from autograd_core.graph.tracing.things import (
    Class,
    Function,
    GradMode,
    Handle,
    Ignored,
    Instance,
    Kind,
    Layer,
    Made,
    Method,
    Native,
    Operation,
    Partial,
    Raised,
    Schedule,
    ScheduleKind,
    Scope,
    Seeded,
    Space,
    Super,
)
from autograd_core.graph.tracing.values import Ref, Refused, Val
from autograd_core.graph.vocabulary import FUNCTIONS, PLAIN_METHODS
from autograd_core.nn import Embedding, Module
from autograd_core.node import Node
from autograd_core.tensor import Tensor

VERSION = "2.13.0+cpu"
"""The PyTorch that this follows."""


class Calls(Spaces):
    """Finds out what is called, and calls it."""

    def call(self, function: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        self.work()
        value = function.value
        if isinstance(value, Function):
            return self.call_function(value, args, kwargs)
        if isinstance(value, Operation):
            source = None
            if "." not in value.name:
                source = self.function_source(value.name, args, kwargs)
            elif value.name.rpartition(".")[2] in FUNCTIONS:
                source = self._same_in_torch(value, args, kwargs)
            return self.operate(value.specs, args, kwargs, source)
        if isinstance(value, Native):
            return self.native(value.name, args, kwargs)
        if isinstance(value, Layer):
            return self.make_layer(value, args, kwargs)
        if isinstance(value, Kind):
            return self.make_optimizer(value.name, args, kwargs)
        if isinstance(value, Class):
            return self._made(value, args, kwargs)
        if isinstance(value, Ignored):
            return function
        if isinstance(value, Module):
            return self.call_module(value, args, kwargs)
        if isinstance(value, Method):
            if value.function is not None:
                return self.call(Val(value.function), [value.owner, *args], kwargs)
            return self.call_method(value.owner, value.name, args, kwargs)
        if isinstance(value, Instance):
            return self.call_method(Val(value), "__call__", args, kwargs)
        if isinstance(value, Partial):
            return self.call(value.function, [*value.args, *args], {**value.kwargs, **kwargs})
        if isinstance(value, ScheduleKind):
            return self.make_schedule(value.name, args, kwargs)
        if isinstance(value, Raised):
            error = value.kind(*(arg.value for arg in args))
            return Val(Raised(value.kind, error))
        raise TypeError(f"'{type(value).__name__}' object is not callable")

    def _same_in_torch(
        self, operation: Operation, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> ast.expr | None:
        short = operation.name.rpartition(".")[2]
        if FUNCTIONS[short] != operation.specs:
            return None
        return self.function_source(short, args, kwargs)

    def _made(self, kind: Class, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        if kind.made is not None:
            return self.make_module(kind, args, kwargs)
        made = Val(Instance(kind))
        start = kind.find("__init__")
        if start is not None:
            self.call(start, [made, *args], kwargs)
        return made

    def call_function(
        self, function: Function, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        self.depth += 1
        if self.depth > DEEPEST:
            self.depth -= 1
            raise Refused(f"more than {DEEPEST} calls within each other")
        scope = Scope(function.scope, function.name, function.many)
        before, self.foreign = self.foreign, function.scope.root is self.own
        try:
            self._bind_arguments(function, args, kwargs, scope)
            if function.home is not None and args:
                scope.above = Super(args[0], function.home)
            if function.yields:
                return self.stream_of(function, scope)
            with ExitStack() as stack:
                if function.untracked:
                    stack.enter_context(self.in_mode(GradMode(False)))
                if function.tracked:
                    stack.enter_context(self.in_mode(GradMode(True)))
                if isinstance(function.body, ast.expr):
                    return self.visit(function.body, scope)
                return self.body_of(function.body, scope)
        finally:
            self.depth -= 1
            self.foreign = before

    @abstractmethod
    def stream_of(self, function: Function, scope: Scope) -> Val:
        """Defined further up."""

    @abstractmethod
    def in_mode(self, mode: GradMode) -> Any:
        """Defined further up."""

    @abstractmethod
    def visit(self, node: ast.expr, scope: Scope) -> Val:
        """Defined further up."""

    @abstractmethod
    def body_of(self, body: list[ast.stmt], scope: Scope) -> Val:
        """Defined further up."""

    def _bind_arguments(
        self, function: Function, args: Sequence[Val], kwargs: Mapping[str, Val], scope: Scope
    ) -> None:
        spec = function.args
        names = [arg.arg for arg in (*spec.posonlyargs, *spec.args)]
        given: dict[str, Val] = dict(zip(names, args, strict=False))
        rest = list(args[len(names) :])
        if rest and spec.vararg is None:
            raise TypeError(
                f"{function.name}() takes {len(names)} positional arguments but {len(args)} "
                "were given"
            )
        if spec.vararg is not None:
            given[spec.vararg.arg] = Val(tuple(val.value for val in rest))
        more: dict[str, Any] = {}
        only = [arg.arg for arg in spec.kwonlyargs]
        for name, val in kwargs.items():
            if name in given and name in names:
                raise TypeError(f"{function.name}() got multiple values for argument '{name}'")
            if name in names or name in only:
                given[name] = val
            elif spec.kwarg is not None:
                more[name] = val.value
            else:
                raise TypeError(f"{function.name}() got an unexpected keyword argument '{name}'")
        if spec.kwarg is not None:
            given[spec.kwarg.arg] = Val(more)
        for name, default in zip(names[::-1], function.defaults[::-1], strict=False):
            given.setdefault(name, default)
        for name, found in zip(only, function.kw_defaults, strict=True):
            if found is not None:
                given.setdefault(name, found)
        missing = [name for name in (*names, *only) if name not in given]
        if missing:
            raise TypeError(
                f"{function.name}() missing {len(missing)} required positional argument: "
                f"'{missing[0]}'"
            )
        scope.vars.update(given)

    def super_of(self, scope: Scope) -> Val:
        inner: Scope | None = scope
        while inner is not None:
            if inner.above is not None:
                return Val(inner.above)
            inner = inner.parent
        raise RuntimeError("super(): no arguments")

    def _above(
        self, above: Super, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        """A method of the classes above the one whose method calls it."""
        for base in above.kind.bases:
            found = base.find(name) if isinstance(base, Class) else None
            if found is not None and isinstance(found.value, Function):
                given = args if found.value.static else [above.owner, *args]
                return self.call(found, given, kwargs)
        if name == "__init__":
            return Val(None)
        if isinstance(above.owner.value, Module) and not name.startswith("_"):
            return self.module_method(above.owner.value, name, args, kwargs)
        raise AttributeError(f"'super' object has no attribute '{name}'")

    # Methods

    def call_method(
        self, owner: Val, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        value = owner.value
        if isinstance(value, Tensor):
            return self.tensor_method(owner, name, args, kwargs)
        if isinstance(value, Super):
            return self._above(value, name, args, kwargs)
        if isinstance(value, np.ndarray | np.generic) and name in arrays.METHODS:
            return self.array(arrays.method(value, name, args, kwargs))
        if isinstance(value, Made):
            return self.optimizer_method(value, name, args, kwargs)
        if isinstance(value, Schedule):
            return self.schedule_method(value, name, args, kwargs)
        if isinstance(value, Handle) and name == "remove":
            return self.remove_hook(value)
        if isinstance(value, Seeded) and name == "manual_seed":
            value.generator.manual_seed(int(args[0].value))
            value.seed, value.fresh = int(args[0].value), True
            return owner
        if isinstance(value, str | list | dict | set | tuple):
            return self._container_method(owner, name, args, kwargs)
        if isinstance(value, Node) and name == "name" and not args:
            return Val(value.name())
        if name.startswith("__") and isinstance(value, Instance):
            found = self._of_instance(value, name)
        else:
            found = self.attribute(owner, name)
        own = isinstance(found.value, Method) and found.value.function is None
        if own and isinstance(value, Module):
            return self.module_method(value, name, args, kwargs)
        return self.call(found, args, kwargs)

    # Attributes

    def attribute(self, owner: Val, name: str) -> Val:
        """What stands after a dot."""
        value = owner.value
        if name == "__name__" and isinstance(value, Class | Native | Raised | Layer | Function):
            raised = isinstance(value, Raised)
            whole = value.kind.__name__ if raised else value.name  # type: ignore[union-attr]
            return Val(whole.rpartition(".")[2])
        if name == "__class__" and isinstance(value, Instance | Module):
            return self.call_type([owner], {})
        if name == "__version__" and value == Space("torch"):
            return Val(VERSION, ast.Constant(VERSION))
        if name.startswith("__"):
            raise Refused(f"'{name}' cannot be read here")
        if isinstance(value, Space) and value.path == "torch.version":
            return Val({"cuda": None, "__version__": VERSION}.get(name))
        if isinstance(value, Space):
            return self._in_space(value.path, name)
        if isinstance(value, Ignored):
            return owner
        if isinstance(value, np.ndarray | np.generic) and name in arrays.ATTRIBUTES:
            return Val(getattr(value, name))
        if isinstance(value, Tensor):
            found = self.tensor_attribute(owner, name)
            if found is None and (name in METHODS_OF or hasattr(self, "method_" + name)):
                return Val(Method(owner, name))
            if found is None and (name in PLAIN_METHODS or name.rstrip("_") + "_" in FILLING):
                return Val(Method(owner, name))
            if found is None:
                raise lacking(value, name)
            return found
        if isinstance(value, Module):
            return self.module_attribute(owner, name)
        if isinstance(value, Instance):
            return self._of_instance(value, name)
        if name == "from_pretrained" and isinstance(value, Layer) and value.kind is Embedding:
            return self.prelude("_from_pretrained")
        if isinstance(value, Class):
            found = value.find(name)
            if found is None:
                raise AttributeError(f"type object '{value.name}' has no attribute '{name}'")
            if isinstance(found.value, Function) and found.value.of_class:
                return Val(Method(owner, name, found.value))
            return found
        if isinstance(value, tuple) and name in getattr(value, "_fields", ()):
            tensor = getattr(value, name)
            return Val(tensor, self.notes.ref(tensor) if isinstance(tensor, Tensor) else None)
        if isinstance(value, Node) and name == "next_functions":
            return Val(value.next_functions)
        if isinstance(value, Made) and name == "param_groups":
            return self.groups_of(value)
        if isinstance(value, Schedule):
            return self.schedule_attribute(value, name)
        if isinstance(value, np.ndarray) and name == "astype":
            return Val(Method(owner, name))
        if isinstance(value, Raised) and name == "args" and value.error is not None:
            return Val(tuple(map(str, value.error.args)))
        known = name in ("name", "step", "zero_grad", "state_dict")
        if isinstance(value, str | list | dict | set) and not hasattr(value, name):
            raise lacking(value, name)
        if isinstance(value, Node | Made) and not known:
            raise lacking(value, name)
        if isinstance(value, str | list | dict | set | Node | Made | Handle | Seeded):
            return Val(Method(owner, name))
        raise lacking(value, name)

    def _of_instance(self, instance: Instance, name: str) -> Val:
        if name in instance.attributes:
            return self.current(instance.attributes[name])
        found = instance.kind.find(name)
        if found is None:
            raise AttributeError(f"'{instance.kind.name}' object has no attribute '{name}'")
        if isinstance(found.value, Function) and found.value.computed:
            return self.call(found, [Val(instance)], {})
        if isinstance(found.value, Function) and found.value.of_class:
            return Val(Method(Val(instance.kind), name, found.value))
        if isinstance(found.value, Function) and not found.value.static:
            return Val(Method(Val(instance), name, found.value))
        return found

    def set_attribute(self, target: ast.Attribute, val: Val, scope: Scope) -> None:
        """`owner.name = val`."""
        self.put_attribute(self.visit(target.value, scope), target.attr, val)

    def put_attribute(self, owner: Val, name: str, val: Val) -> None:
        value = owner.value
        self.check_name(name)
        if isinstance(value, Tensor):
            if name == "requires_grad":
                self.set_requires_grad(owner, self.truth(val))
            elif name in ("data", "grad"):
                self.write(owner, name, "=", self.copied(name, val))
            else:
                raise Refused(f"'{name}' of a tensor cannot be assigned to")
        elif isinstance(value, Module):
            own = hasattr(Module, name) or name in Module().__dict__ or name == "_snippet_class"
            if name.startswith("_") and own:
                raise Refused(f"'{name}' cannot be assigned to")
            if isinstance(val.value, Tensor):
                val = val if self.foreign else self.labelled(name, val)
            elif isinstance(val.value, Module) and not self.foreign:
                self.name_parameters(val.value, name)
            setattr(value, name, val.value)
        elif isinstance(value, Instance):
            if isinstance(val.value, Tensor):
                val = self.labelled(name, val)
            elif isinstance(val.value, Module):
                self.name_parameters(val.value, name)
            elif isinstance(val.value, Made):
                self.name_optimizer(val.value, name)
            else:
                val = Val(val.value)
            value.attributes[name] = val
        else:
            raise Refused(f"'{name}' cannot be assigned to")

    def copied(self, field: str, val: Val) -> Val:
        """What is assigned to `.data` or `.grad`, without the copy that exported code makes."""
        while isinstance(val.sym, Ref):
            run, events = val.sym.run, self.notes.events
            copies = run.spec is not None and run.spec.name in ("clone", "detach")
            called = run.source.func if isinstance(run.source, ast.Call) else None
            made = run.kind == "leaf" and isinstance(called, ast.Attribute) and not run.needed
            if made and called.attr in ("clone", "detach"):  # type: ignore[union-attr]
                run.source = called.value  # type: ignore[union-attr]
                run.text = ast.unparse(run.source)
                continue
            if not copies or run.kind != "op" or run.needed or not events or events[-1] is not run:
                break
            events.pop()
            val = Val(val.value, run.operands[0])
        return val

    def set_item(self, target: ast.Subscript, val: Val, scope: Scope) -> None:
        owner = self.visit(target.value, scope)
        self.put_item(owner, self.visit(target.slice, scope), val)
