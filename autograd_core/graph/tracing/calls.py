"""Calls: of functions and classes of the snippet, of methods, of all that modules offer."""

from __future__ import annotations

import ast
import math
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from typing import Any

import numpy as np

from autograd_core import dtypes, nn, optim
from autograd_core.graph.expression import FILLING
from autograd_core.graph.tracing import arrays
from autograd_core.graph.tracing.core import DEEPEST
from autograd_core.graph.tracing.methods import Methods
from autograd_core.graph.tracing.natives import ERRORS, PYTHON, TORCH
from autograd_core.graph.tracing.prelude import OFFERED, tree
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
    Raised,
    Scope,
    Seeded,
    Space,
)
from autograd_core.graph.tracing.values import Ref, Refused, Val, literal
from autograd_core.graph.vocabulary import BUILTINS, FUNCTIONS, MATH, PLAIN_METHODS
from autograd_core.nn import Module
from autograd_core.node import Node
from autograd_core.tensor import Tensor

SPACES = frozenset(
    "torch torch.nn torch.nn.functional torch.nn.init torch.optim torch.autograd "
    "torch.autograd.functional torch.linalg torch.special torch.fft torch.cuda math numpy "
    "contextlib torch.autograd.grad_mode torch.autograd.function torch.nn.utils torch.utils "
    "torch.utils.data".split()
)
_NAMED = {"float": "float32", "double": "float64", "long": "int64", "int": "int32",
          "half": "float16", "short": "int16", "bool": "bool_"}  # fmt: skip
_VALUES: dict[str, Any] = {
    "pi": math.pi, "e": math.e, "inf": math.inf, "nan": math.nan, "tau": math.tau,
}  # fmt: skip
_STRINGS = frozenset(
    "upper lower title capitalize strip lstrip rstrip split join replace startswith endswith "
    "find count isdigit isalpha".split()
)
_WIDE = frozenset("center ljust rjust zfill".split())
_LISTS = frozenset("append extend insert pop remove index count reverse copy clear".split())
_DICTS = frozenset("keys values items get pop update setdefault copy".split())
_SETS = frozenset("add discard union copy".split())


class Calls(Methods):
    """Finds out what is called, and calls it."""

    own: Scope | None = None
    """What the prelude defines, once it is asked for."""

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
        try:
            self._bind_arguments(function, args, kwargs, scope)
            with ExitStack() as stack:
                if function.untracked:
                    stack.enter_context(self.in_mode(GradMode(False)))
                if isinstance(function.body, ast.expr):
                    return self.visit(function.body, scope)
                return self.body_of(function.body, scope)
        finally:
            self.depth -= 1

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
        return Val(Native("super"))

    # Methods

    def call_method(
        self, owner: Val, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        value = owner.value
        if isinstance(value, Tensor):
            return self.tensor_method(owner, name, args, kwargs)
        if isinstance(value, Native) and value.name == "super":
            if name != "__init__":
                raise Refused("super() is for __init__ here")
            return Val(None)
        if isinstance(value, np.ndarray) and name in arrays.METHODS:
            return self.array(arrays.method(value, name, args, kwargs))
        if isinstance(value, Made):
            return self.optimizer_method(value, name, args, kwargs)
        if isinstance(value, Handle) and name == "remove":
            return self.remove_hook(value)
        if isinstance(value, Seeded) and name == "manual_seed":
            return Val(Seeded(int(args[0].value)))
        if isinstance(value, str | list | dict | set | tuple):
            return self._container_method(owner, name, args, kwargs)
        if isinstance(value, Node) and name == "name" and not args:
            return Val(value.name())
        special = name in ("__len__", "__getitem__", "__call__") and isinstance(value, Instance)
        if special and isinstance(value, Instance):
            found = self._of_instance(value, name)
        else:
            found = self.attribute(owner, name)
        own = isinstance(found.value, Method) and found.value.function is None
        if own and isinstance(value, Module):
            return self.module_method(value, name, args, kwargs)
        return self.call(found, args, kwargs)

    def _container_method(
        self, owner: Val, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        value = owner.value
        values = [arg.value for arg in args]
        if isinstance(value, str):
            return self._string_method(owner, name, args, kwargs)
        kinds: dict[type, frozenset[str]] = {list: _LISTS, dict: _DICTS, set: _SETS}
        allowed = kinds.get(type(value), frozenset({"index", "count"}))
        if name == "sort" and isinstance(value, list):
            value[:] = self.call_sorted([owner], kwargs).value
            return Val(None)
        if isinstance(value, tuple) and name in getattr(value, "_fields", ()):
            raise TypeError("a tensor is no function")
        if name == "numel" and isinstance(value, tuple):
            return Val(math.prod(value))
        if name not in allowed:
            raise AttributeError(f"'{type(value).__name__}' object has no attribute '{name}'")
        if name == "extend":
            values = [[item.value for item in self.items_of(args[0])]]
        if name in ("append", "insert") and values and values[-1] is value:
            raise Refused("a list cannot hold itself here")
        found = getattr(value, name)(*values, **{k: v.value for k, v in kwargs.items()})
        self.check_size(value)
        if isinstance(value, dict) and name in ("keys", "values", "items"):
            found = list(found)
        if isinstance(found, Tensor):
            return Val(found, self.notes.ref(found))
        if name == "append" and isinstance(values[0], Tensor):
            self.notes.need(self.ref_of(args[0]).run)
        return Val(found)

    def _string_method(
        self, owner: Val, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        value, values = owner.value, [arg.value for arg in args]
        if name == "format":
            return self.format(value, list(args), dict(kwargs))
        if name in _WIDE and (not isinstance(values[0], int) or values[0] > 1000):
            raise Refused("that text is too wide")
        if name not in _STRINGS and name not in _WIDE:
            raise AttributeError(f"'str' object has no attribute '{name}'")
        if name == "replace" and len(value) * max(len(str(values[1])), 1) > 200_000:
            raise Refused("that text is too long")
        if name == "join":
            values = [[item.value for item in self.items_of(args[0])]]
            self.work(sum(len(str(item)) for item in values[0]) // 64)
        found = getattr(value, name)(*values)
        self.check_size(found)
        return Val(found)

    @abstractmethod
    def format(self, template: str, args: list[Val], kwargs: dict[str, Val]) -> Val:
        """Defined further up."""

    # Attributes

    def attribute(self, owner: Val, name: str) -> Val:
        """What stands after a dot."""
        value = owner.value
        if name == "__name__" and isinstance(value, Class | Native | Raised | Layer | Function):
            raised = isinstance(value, Raised)
            return Val(value.kind.__name__ if raised else value.name)  # type: ignore[union-attr]
        if name.startswith("__"):
            raise Refused(f"'{name}' cannot be read here")
        if isinstance(value, Space):
            return self._in_space(value.path, name)
        if isinstance(value, Ignored):
            return owner
        if isinstance(value, np.ndarray) and name in arrays.ATTRIBUTES:
            return Val(getattr(value, name))
        if isinstance(value, Tensor):
            found = self.tensor_attribute(owner, name)
            if found is None and (name in METHODS_OF or hasattr(self, "method_" + name)):
                return Val(Method(owner, name))
            if found is None and (name in PLAIN_METHODS or name.rstrip("_") + "_" in FILLING):
                return Val(Method(owner, name))
            if found is None:
                raise AttributeError(f"'Tensor' object has no attribute '{name}'")
            return found
        if isinstance(value, Module):
            return self.module_attribute(owner, name)
        if isinstance(value, Instance):
            return self._of_instance(value, name)
        if isinstance(value, Class):
            found = value.find(name)
            if found is None:
                raise AttributeError(f"type object '{value.name}' has no attribute '{name}'")
            return found
        if isinstance(value, tuple) and name in getattr(value, "_fields", ()):
            tensor = getattr(value, name)
            return Val(tensor, self.notes.ref(tensor) if isinstance(tensor, Tensor) else None)
        if isinstance(value, Node) and name == "next_functions":
            return Val(value.next_functions)
        if isinstance(value, Made) and name == "param_groups":
            raise Refused("param_groups cannot be read yet")
        if isinstance(value, Raised) and name == "args" and value.error is not None:
            return Val(tuple(map(str, value.error.args)))
        if isinstance(value, str | list | dict | set | Node | Made | Handle | Seeded):
            return Val(Method(owner, name))
        raise AttributeError(f"'{type(value).__name__}' object has no attribute '{name}'")

    def _of_instance(self, instance: Instance, name: str) -> Val:
        if name in instance.attributes:
            return self.current(instance.attributes[name])
        found = instance.kind.find(name)
        if found is None:
            raise AttributeError(f"'{instance.kind.name}' object has no attribute '{name}'")
        if isinstance(found.value, Function) and not found.value.static:
            return Val(Method(Val(instance), name, found.value))
        return found

    def set_attribute(self, target: ast.Attribute, val: Val, scope: Scope) -> None:
        """`owner.name = val`."""
        owner, name = self.visit(target.value, scope), target.attr
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
            if name.startswith("_"):
                raise Refused(f"'{name}' cannot be assigned to")
            if isinstance(val.value, Tensor):
                val = self.labelled(name, val)
            elif isinstance(val.value, Module):
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

    # Modules and names

    def prelude(self, name: str) -> Val:
        """A part of PyTorch that is said in PyTorch."""
        if self.own is None:
            self.own = Scope()
            self.own.vars["torch"], self.own.vars["math"] = Val(Space("torch")), Val(Space("math"))
            with self.notes.hushed():
                self.block(tree().body, self.own)
        return self.own.vars[name]

    @abstractmethod
    def block(self, body: list[ast.stmt], scope: Scope) -> None:
        """Defined further up."""

    def builtin(self, name: str) -> Val | None:
        """What a name means that the snippet has not given."""
        if name in ERRORS:
            return Val(Raised(ERRORS[name]))
        if (name in BUILTINS and name != "sqrt") or name in PYTHON:
            if name == "hasattr" or name == "getattr":
                raise Refused(f"{name} cannot be used in a snippet")
            return Val(Native(name))
        if name in ("__name__",):
            return Val("__main__", ast.Constant("__main__"))
        if name == "torch":
            return Val(Space("torch"))
        if name == "nn":
            return Val(Space("torch.nn"))
        if name == "F":
            return Val(Space("torch.nn.functional"))
        if name in ("math", "np"):
            return Val(Space("numpy" if name == "np" else "math"))
        if name in ("open", "eval", "exec", "compile", "input", "globals", "locals", "vars", "dir",
                    "setattr", "delattr", "id", "memoryview", "bytes", "bytearray", "breakpoint",
                    "help", "exit", "quit", "iter", "next", "classmethod", "property"):  # fmt: skip
            raise Refused(f"{name} cannot be used in a snippet")
        return None

    def imported(self, path: str) -> Val:
        """A module that may be imported."""
        if path in SPACES:
            return Val(Space(path))
        if path.partition(".")[0] == "matplotlib":
            return Val(Ignored())
        raise Refused(f"{path} cannot be imported here: torch, math and some of numpy can")

    def _in_space(self, path: str, name: str) -> Val:
        whole = f"{path}.{name}"
        if whole in SPACES:
            return Val(Space(whole))
        if path == "math":
            if name in _VALUES:
                return Val(_VALUES[name], ast.Name(name) if name != "tau" else None)
            if name in MATH or name in ("prod", "gcd", "sumprod"):
                return Val(Native(whole))
        elif path == "numpy":
            if name in _VALUES:
                return Val(_VALUES[name], ast.Name(name) if name != "tau" else None)
            if arrays.kind(name) is not None:
                return Val(arrays.kind(name))
            if name in arrays.NAMES:
                return Val(Native(f"numpy.{name}"))
        elif path == "torch.utils.data" and name == "Dataset":
            return Val(Native("object"))
        elif name in OFFERED.get(path, ()):
            return self.prelude(name)
        elif path == "contextlib" and name == "suppress":
            return Val(Native(whole))
        elif path == "torch.optim":
            kind = getattr(optim, name, None)
            if isinstance(kind, type):
                return Val(Kind(name))
        elif path == "torch.nn":
            return self._layer(name)
        elif path.startswith("torch"):
            return self._in_torch(path, name)
        raise Refused(f"{whole} cannot be used in a snippet")

    def _layer(self, name: str) -> Val:
        if name[:1].isupper():
            kind = getattr(nn, name, None)
            if isinstance(kind, type):
                return Val(Layer(name, kind))
        raise Refused(f"torch.nn.{name} cannot be used in a snippet")

    def _in_torch(self, path: str, name: str) -> Val:
        short = f"{path}.{name}".removeprefix("torch.")
        dtype = vars(dtypes).get(_NAMED.get(name, name)) if path == "torch" else None
        if isinstance(dtype, dtypes.DType):
            return Val(dtype, literal(dtype))
        if path == "torch" and name in _VALUES and name != "tau":
            return Val(_VALUES[name], ast.Name(name))
        if short in TORCH:
            return Val(Native(f"torch.{short}"))
        if short in FUNCTIONS:
            return Val(Operation(short, FUNCTIONS[short]))
        if short.startswith("nn.functional.") and name in FUNCTIONS:
            return Val(Operation(name, FUNCTIONS[name]))
        raise Refused(f"torch.{short} cannot be used in a snippet")
