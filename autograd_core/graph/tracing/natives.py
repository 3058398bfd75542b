"""Functions that the interpreter has itself: Python's own, and those of PyTorch that are no
operations."""

from __future__ import annotations

import ast
import builtins
import functools
import math
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograd_core.graph.tracing import arrays, instances
from autograd_core.graph.tracing.modules import Modules
from autograd_core.graph.tracing.things import (
    Class,
    Function,
    Generated,
    Instance,
    Layer,
    Native,
    Operation,
    Raised,
    Suppress,
    UserModule,
)
from autograd_core.graph.tracing.values import Refused, Val, said
from autograd_core.graph.vocabulary import BUILTINS, FUNCTIONS, MATH
from autograd_core.nn import Module
from autograd_core.parameter import Parameter
from autograd_core.tensor import Size, Tensor

PYTHON = frozenset(
    "print enumerate zip map filter sorted reversed any all isinstance type dict set repr super "
    "object staticmethod classmethod property divmod pow hasattr getattr setattr callable "
    "iter next".split()
)
_SAID = frozenset("abs min max sum len round int float bool list tuple range str".split())
ERRORS: dict[str, type[BaseException]] = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, Exception)
}
_TYPES: dict[str, type] = {
    "int": int, "float": float, "bool": bool, "str": str, "list": list, "tuple": tuple,
    "dict": dict, "set": set, "range": range,
}  # fmt: skip


class Natives(Modules):
    """Calls these functions by name."""

    def native(self, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        method: Callable[..., Val] | None = getattr(self, "call_" + name.replace(".", "_"), None)
        if method is not None:
            return method(args, kwargs)
        short = name.rpartition(".")[2]
        found = self.library(name, args, kwargs)
        if found is not None:
            return found
        if name.startswith("numpy."):
            return self.array(arrays.called(short, args, kwargs))
        if name.startswith("math."):
            return self._plain(MATH.get(short) or getattr(math, short), name, args, kwargs)
        if name in ERRORS:
            return Val(Raised(ERRORS[name], ERRORS[name](*(arg.value for arg in args))))
        if name in BUILTINS:
            return self._builtin(name, args, kwargs)
        raise Refused(f"{name} cannot be used in a snippet")

    @abstractmethod
    def library(self, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val | None:
        """Defined further up."""

    def _plain(
        self,
        function: Callable[..., Any],
        name: str,
        args: Sequence[Val],
        kwargs: Mapping[str, Val],
    ) -> Val:
        values = [float(a.value) if isinstance(a.value, Tensor) else a.value for a in args]
        if not all(isinstance(value, int | float) for value in values):
            raise TypeError("must be real number")
        found = function(*values, **{key: val.value for key, val in kwargs.items()})
        home, _, short = name.partition(".")
        call = None
        if short in MATH:
            call = self.call_of(ast.Attribute(ast.Name(home), short, ast.Load()), args, kwargs)
        return Val(found, call)

    def _builtin(self, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        values = [arg.value for arg in args]
        if name == "int" and values and isinstance(values[0], str) and len(values[0]) > 1000:
            raise Refused("that number is too long")
        if name in ("sum", "max", "min") and any(isinstance(value, Tensor) for value in values):
            if name == "sum":
                return functools.reduce(
                    lambda a, b: self.binary(ast.Add(), a, b, ast.Add()), self.items_of(args[0])
                )
            if len(args) > 1:
                return self._of_tensors(name, list(args))
            return self.operate(
                FUNCTIONS[name], args, kwargs, self.function_source(name, args, kwargs)
            )
        if name == "abs" and instances.has(values[0], "__abs__"):
            return self.call_method(args[0], "__abs__", [], {})
        if name in ("float", "bool") and values and instances.has(values[0], f"__{name}__"):
            return self.call_method(args[0], f"__{name}__", [], {})
        if name == "abs" and isinstance(values[0], Tensor):
            return self.operate_method(args[0], "__abs__", [], {})
        if name in ("sum", "max", "min") and len(args) == 1:
            listed = list(self.items_of(args[0]))
            if any(isinstance(item.value, Tensor | Instance) for item in listed):
                return self._of_tensors(name, listed)
            values[0] = [item.value for item in listed]
        if name == "sum" and len(args) == 2:
            start, listed = args[1], list(self.items_of(args[0]))
            return functools.reduce(
                lambda a, b: self.binary(ast.Add(), a, b, ast.Add()), listed, start
            )
        if name in ("list", "tuple") and values:
            listed = list(self.items_of(args[0]))
            self.check_size(listed)
            found = [item.value for item in listed]
            return Val(found if name == "list" else tuple(found))
        if name == "len":
            return self._length(args[0])
        if name == "str" and values and not isinstance(values[0], str | int | float | Tensor):
            return Val(self.spoken(values[0]))
        self.budget.check_builtin(name, values)
        if "key" in kwargs:
            return self._with_key(name, args, kwargs["key"])
        found_value = BUILTINS[name](*values, **{key: val.value for key, val in kwargs.items()})
        self.check_size(found_value)
        source = self.call_of(ast.Name(name), args, kwargs) if name in _SAID else None
        return Val(found_value, source)

    def _with_key(self, name: str, args: Sequence[Val], key: Val) -> Val:
        listed = list(self.items_of(args[0]))
        keyed = [(self.call(key, [item], {}).value, at) for at, item in enumerate(listed)]
        chosen = (max if name == "max" else min)(keyed, key=lambda pair: pair[0])
        return Val(listed[chosen[1]].value)

    def _length(self, val: Val) -> Val:
        tree = said(val)
        source = None if tree is None else ast.Call(ast.Name("len"), [tree], [])
        if isinstance(val.value, np.ndarray):
            return Val(len(val.value))
        if isinstance(val.value, Generated):
            raise TypeError("object of type 'generator' has no len()")
        if not isinstance(val.value, Tensor | list | tuple | str | dict | set | range):
            if isinstance(val.value, Module) and hasattr(val.value, "__len__"):
                return Val(len(val.value))
            if isinstance(val.value, Instance) and val.value.kind.find("__len__") is not None:
                return self.call_method(val, "__len__", [], {})
            raise TypeError(f"object of type '{type(val.value).__name__}' has no len()")
        if not isinstance(val.value, Tensor | tuple | str | range):
            source = None if val.sym is None else source
        return Val(len(val.value), source)

    def _of_tensors(self, name: str, listed: list[Val]) -> Val:
        if name == "sum":
            start = Val(0, ast.Constant(0))
            return functools.reduce(
                lambda a, b: self.binary(ast.Add(), a, b, ast.Add()), listed, start
            )
        chosen = listed[0]
        for item in listed[1:]:
            sign = ast.Gt() if name == "max" else ast.Lt()
            if self.truth(self._compared(sign, item, chosen)):
                chosen = item
        return chosen

    # Python

    def call_print(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        if set(kwargs) - {"sep", "end", "flush"}:
            raise Refused("print takes sep and end here")
        sep = kwargs["sep"].value if "sep" in kwargs else None
        end = kwargs["end"].value if "end" in kwargs else None
        sep, end = " " if sep is None else sep, "\n" if end is None else end
        if not isinstance(sep, str) or not isinstance(end, str):
            raise TypeError("sep and end must be texts")
        shown = [self.spoken(arg.value) for arg in args]
        text = sep.join(shown) + end
        self.printed += len(text)
        if self.printed > 2_000_000:
            raise Refused("more than 2000000 characters are printed")
        if self.notes.quiet:
            if self.hook_prints is not None and not self.aloud:
                if sep != " " or end != "\n":
                    raise Refused("print in a hook takes no sep and no end here")
                self.hook_prints.append(list(args))
            elif self.aloud:
                self.output.append(text)
            return Val(None)
        self.output.append(text)
        trees = [self.shown(arg, each) for arg, each in zip(args, shown, strict=True)]
        if end == "\n" and (sep == " " or len(args) < 2) and not self.unfinished:
            self.notes.print(trees if trees else [ast.Constant("")])
            return Val(None)
        self._piece(sep, end, args, trees, shown)
        return Val(None)

    def shown(self, val: Val, text: str) -> ast.expr:
        """The tree of what is printed; the text itself where there is none."""
        tree = said(val)
        if tree is None or not (not self.print_options or self.is_plain(val.value)):
            return ast.Constant(text)
        if isinstance(val.value, Size) and isinstance(tree, ast.Tuple | ast.BinOp):
            return ast.Constant(text)  # a document has no such tuples but those of tensors
        if isinstance(val.value, Parameter):
            head = ast.Constant("Parameter containing:\n")
            return ast.JoinedStr([head, ast.FormattedValue(tree, ord("s"), None)])
        return tree

    def _piece(
        self,
        sep: str,
        end: str,
        args: Sequence[Val],
        trees: list[ast.expr],
        shown: list[str],
    ) -> None:
        """A part of a line. What does not end one is written down as it is."""
        ends = end.endswith("\n") and "\n" not in end[:-1]
        if not ends:
            self.unfinished += [ast.Constant(sep.join(shown) + end)]
            text = "".join(str(getattr(part, "value", "")) for part in self.unfinished)
            *lines, last = text.split("\n")
            for line in lines:
                self.notes.print([ast.Constant(line)])
            self.unfinished = [ast.Constant(last)] if last else []
            return
        parts: list[ast.expr] = [*self.unfinished]
        for place, tree in enumerate(trees):
            if place and sep:
                parts.append(ast.Constant(sep))
            constant = isinstance(tree, ast.Constant) and isinstance(tree.value, str)
            parts.append(tree if constant else ast.FormattedValue(tree, ord("s"), None))
        if end[:-1]:
            parts.append(ast.Constant(end[:-1]))
        self.unfinished = []
        self.notes.print([ast.JoinedStr(parts)])

    def finish_line(self) -> None:
        """Prints what was printed without an end of line."""
        if self.unfinished:
            self.notes.print([ast.JoinedStr(self.unfinished)])
            self.unfinished = []

    def call_enumerate(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        start = args[1].value if len(args) > 1 else kwargs["start"].value if kwargs else 0
        items = list(self.items_of(args[0]))
        return Val([(start + place, item.value) for place, item in enumerate(items)])

    def call_zip(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        lists = [[item.value for item in self.items_of(arg)] for arg in args]
        return Val(list(zip(*lists, strict=False)))

    def call_map(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        lists = [list(self.items_of(arg)) for arg in args[1:]]
        return Val(
            [self.call(args[0], list(row), {}).value for row in zip(*lists, strict=False)]
        )

    def call_filter(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        items = list(self.items_of(args[1]))
        return Val([i.value for i in items if self.truth(self.call(args[0], [i], {}))])

    def call_sorted(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        items = list(self.items_of(args[0]))
        key = kwargs.get("key")
        down = "reverse" in kwargs and self.truth(kwargs["reverse"])
        keys = [item.value if key is None else self.call(key, [item], {}).value for item in items]
        order = sorted(range(len(items)), key=lambda at: keys[at], reverse=down)
        return Val([items[at].value for at in order])

    def call_reversed(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val([item.value for item in self.items_of(args[0])][::-1])

    def call_getattr(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        name = args[1].value
        if not isinstance(name, str):
            raise TypeError("attribute name must be string")
        try:
            return self.attribute(args[0], name)
        except AttributeError:
            if len(args) > 2:
                return args[2]
            raise

    def call_hasattr(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        try:
            self.call_getattr(args[:2], {})
        except AttributeError:
            return Val(False)
        return Val(True)

    def call_setattr(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        owner, name, val = args
        if not isinstance(name.value, str):
            raise TypeError("attribute name must be string")
        self.put_attribute(owner, name.value, val)
        return Val(None)

    @abstractmethod
    def _compared(self, op: ast.cmpop, left: Val, right: Val) -> Val:
        """Defined further up."""

    @abstractmethod
    def attribute(self, owner: Val, name: str) -> Val:
        """Defined further up."""

    @abstractmethod
    def put_attribute(self, owner: Val, name: str, val: Val) -> None:
        """Defined further up."""

    def call_any(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(any(self.truth(item) for item in self.items_of(args[0])))

    def call_all(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(all(self.truth(item) for item in self.items_of(args[0])))

    def call_callable(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        kinds = (Function, Native, Operation, Layer, Class, Module)
        return Val(isinstance(args[0].value, kinds))

    def call_dict(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        made = dict(args[0].value) if args else {}
        return Val({**made, **{key: val.value for key, val in kwargs.items()}})

    def call_set(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val({item.value for item in self.items_of(args[0])} if args else set())

    def call_repr(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(self.spoken(args[0].value, inner=True))

    def call_pow(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self.binary(ast.Pow(), args[0], args[1], ast.Pow())

    def call_divmod(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(divmod(args[0].value, args[1].value))

    def call_type(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        if len(args) != 1:
            raise Refused("type() makes no classes here")
        value = args[0].value
        if isinstance(value, Parameter):
            return Val(Layer("Parameter", Parameter))
        if isinstance(value, Tensor):
            return Val(Native("torch.Tensor"))
        if isinstance(value, UserModule):
            return Val(value._snippet_class)
        if isinstance(value, Module):
            return Val(Layer(type(value).__name__, type(value)))
        if isinstance(value, Instance):
            return Val(value.kind)
        if isinstance(value, Raised):
            return Val(Raised(value.kind))
        return Val(Native(type(value).__name__))

    def call_isinstance(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        value, kinds = args[0].value, args[1].value
        listed = kinds if isinstance(kinds, tuple) else (kinds,)
        return Val(any(self._is_a(value, kind) for kind in listed))

    def _is_a(self, value: Any, kind: Any) -> bool:
        if isinstance(kind, Layer):
            return isinstance(value, kind.kind)
        if isinstance(kind, Class):
            made = getattr(value, "kind", None) or getattr(value, "_snippet_class", None)
            return isinstance(made, Class) and made.is_a(kind)
        if isinstance(kind, Native):
            if kind.name == "torch.Tensor":
                return isinstance(value, Tensor)
            found = _TYPES.get(kind.name)
            return found is not None and isinstance(value, found)
        raise Refused("isinstance cannot tell this kind")

    def call_contextlib_suppress(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        kinds = tuple(arg.value.kind for arg in args if isinstance(arg.value, Raised))
        return Val(Suppress(tuple(k for k in kinds)))
