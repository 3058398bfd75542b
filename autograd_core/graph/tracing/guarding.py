"""What bounds the time and the memory of a snippet beside the count of its parts: lists are weighed
before anything looks at all of them, and no snippet computes longer than a minute."""

from __future__ import annotations

import ast
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from autograd_core.graph.gate import Gate
from autograd_core.graph.limits import Limits
from autograd_core.graph.told import Told
from autograd_core.graph.tracing.definitions import Definitions
from autograd_core.graph.tracing.things import Class, Function, Instance, Method, Native, Scope
from autograd_core.graph.tracing.values import Refused, Val
from autograd_core.graph.tracing.weighing import (
    CHARACTERS,
    HOLDERS,
    MOST,
    check_key,
    is_light,
    shown_of,
    weight,
)
from autograd_core.ops.spec import OpSpec
from autograd_core.tensor import Tensor

MOST_SECONDS = 30.0
"""Seconds of computing, those of the thread alone."""
BEAT = 100
"""Parts of code after which it is asked whether to go on."""
NODES = 4
"""Nodes of a backward pass that cost as much as one part of code."""
CALL = 12
"""Parts of code that a call of a function of the snippet's own costs beside those of its body."""
SHARE = 64
"""Elements that cost as much as one part of code."""
PRINTED = 16
"""Numbers printed that cost as much as one part of code."""
MOST_RESULTS = 50_000
"""Results of one operation, as `unbind` has them."""
MOST_CHECKED = 500
"""Elements that gradcheck varies, each for itself."""
LONGEST_LET = 20_000
"""Elements of a list that actions may know by its name."""
LONGEST_KNOWN = 2000
_MAKING = (
    ast.List, ast.Tuple, ast.Set, ast.Dict, ast.ListComp, ast.SetComp, ast.DictComp,
    ast.GeneratorExp, ast.BinOp, ast.Call, ast.JoinedStr,
)  # fmt: skip
"""What makes something new, unlike a name or an attribute, which would be weighed at each look."""
_SHALLOW = frozenset(
    "len isinstance type callable enumerate zip map filter reversed any all list tuple range "
    "int float bool abs round".split()
)
"""What looks at the elements one by one, which counts, or at none."""
_SEARCHING = frozenset("index count remove".split())
_OWN = (Function, Method, Instance, Class)
_HOLDERS = (str, *HOLDERS)
_COUNTED = (str, list, tuple, dict, set, range, Tensor)
"""What is counted where its items are given."""


class Clock(Gate):
    """A gate that refuses when a snippet has computed for too long."""

    def __init__(self, outer: Gate, seconds: float = MOST_SECONDS) -> None:
        super().__init__()
        self._outer = outer
        self._until = time.thread_time() + seconds

    def pass_through(self) -> None:
        self._outer.pass_through()
        if time.thread_time() > self._until:
            raise Refused(
                Told("the snippet computes for longer than {count} seconds", count=MOST_SECONDS)
            )

    def wait(self) -> None:
        self._outer.wait()


class Guarded(Definitions):
    """Weighs what an expression gives and what a function is given."""

    def __init__(self, limits: Limits, gate: Gate) -> None:
        super().__init__(limits, gate)
        self._asked = 0
        self._nodes = 0

    def work(self, amount: int = 1) -> None:
        super().work(amount)
        if self.done - self._asked >= BEAT:
            self.gate.pass_through()  # once it refuses it does so each time: `finally` ends too
            self._asked = self.done

    def weigh(self, value: Any) -> None:
        """Counts what a value holds as work.

        Raises:
            Refused: it holds too much.
        """
        if isinstance(value, _HOLDERS):
            found = weight(value) // SHARE
            if found:
                self.work(found)

    def pass_node(self) -> None:
        """Counts a Node of a backward pass."""
        self._nodes += 1
        if not self._nodes % NODES:
            self.work()

    def _weigh_all(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> None:
        for arg in (*args, *kwargs.values()):
            value = arg.value
            if isinstance(value, range) and len(value[: MOST + 1]) > MOST:
                raise Refused(Told("lists hold more than {count} elements", count=MOST))
            self.weigh(value)

    def visit(self, node: ast.expr, scope: Scope) -> Val:
        val = super().visit(node, scope)
        cut = isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice)
        if cut or isinstance(node, _MAKING):
            self.weigh(val.value)
        return val

    def call(self, function: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        value = function.value
        own = isinstance(value, _OWN)
        if isinstance(value, Native) and value.name in ("print", "str", "repr"):
            for arg in args:
                self._weigh_shown(arg.value)
            if "sep" in kwargs and isinstance(kwargs["sep"].value, str):
                self._fit(len(kwargs["sep"].value) * len(args))
        if not own and not (isinstance(value, Native) and value.name in _SHALLOW):
            self._weigh_all(args, kwargs)
        return super().call(function, args, kwargs)

    def call_function(
        self, function: Function, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        self.work(CALL)
        return super().call_function(function, args, kwargs)

    def call_method(
        self, owner: Val, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        value = owner.value
        if isinstance(value, _HOLDERS):
            if name in _SEARCHING:
                self.weigh(value)
            elif name not in ("append", "add", "get"):
                self.work(len(value) // SHARE)
            if name == "join" and args and isinstance(args[0].value, list | tuple):
                self._fit(len(value) * len(args[0].value) + weight(args[0].value) * CHARACTERS)
            if isinstance(value, set | dict) and args:
                check_key(args[0].value)
            self._weigh_all(args, kwargs)
        return super().call_method(owner, name, args, kwargs)

    def put_item(self, owner: Val, index: Val, new: Val) -> None:
        if isinstance(owner.value, dict):
            check_key(index.value)
        if isinstance(owner.value, list):
            self.work(len(owner.value) // SHARE if isinstance(index.value, slice) else 0)
        self.weigh(new.value)
        super().put_item(owner, index, new)

    def _compared(self, op: ast.cmpop, left: Val, right: Val) -> Val:
        if not isinstance(op, ast.Is | ast.IsNot):
            for val in (left, right):
                if not isinstance(val.value, str):
                    self.weigh(val.value)
        return super()._compared(op, left, right)

    def formatted(self, val: Val, spec: str, conversion: int = -1) -> tuple[str, ast.expr]:
        self.weigh(val.value)
        self._weigh_shown(val.value)
        return super().formatted(val, spec, conversion)

    def _weigh_shown(self, value: Any) -> None:
        """Counts what is printed of a tensor as work."""
        if isinstance(value, Tensor):
            shown = shown_of(value.shape)
            if shown > MOST:
                raise Refused(Told("a tensor of {count} dimensions is too long", count=value.ndim))
            self.work(shown // PRINTED)

    def _fit(self, characters: int) -> None:
        if characters > MOST:
            raise Refused(Told("that text is too long"))

    def call_torch_autograd_gradcheck(
        self, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        given = args[1].value if len(args) > 1 else None
        listed = given if isinstance(given, tuple | list) else (given,)
        size = sum(each.numel() for each in listed if isinstance(each, Tensor))
        if size > MOST_CHECKED:
            raise Refused(Told("gradcheck takes at most {count} elements here", count=MOST_CHECKED))
        return super().call_torch_autograd_gradcheck(args, kwargs)

    def items_of(self, val: Val) -> Iterator[Val]:
        if isinstance(val.value, _COUNTED):
            yield from super().items_of(val)
            return
        for item in super().items_of(val):
            self.work()
            yield item

    def _listed(self, items: list[Val], kind: Any) -> ast.expr | None:
        if not all(is_light(item.value, LONGEST_KNOWN) for item in items):
            return None  # writing it down would look at all of it
        return super()._listed(items, kind)

    def visit_SetComp(self, node: ast.SetComp, scope: Scope) -> Val:
        inner = Scope(scope, "comprehension")
        found = set()
        for _ in self._turns(node.generators, inner):
            item = self.visit(node.elt, inner).value
            check_key(item)
            found.add(item)
        return Val(found)

    def visit_DictComp(self, node: ast.DictComp, scope: Scope) -> Val:
        inner = Scope(scope, "comprehension")
        found = {}
        for _ in self._turns(node.generators, inner):
            key = self.visit(node.key, inner).value
            check_key(key)
            found[key] = self.visit(node.value, inner).value
        return Val(found)

    def operate(
        self,
        specs: Sequence[OpSpec],
        args: Sequence[Val],
        kwargs: Mapping[str, Val],
        source: ast.expr | None = None,
    ) -> Val:
        self.gate.pass_through()
        self._weigh_all(args, kwargs)
        first = args[0].value if args else None
        several = bool(specs) and specs[0].outputs[0].startswith("*")
        if several and isinstance(first, Tensor) and max(first.shape, default=0) > MOST_RESULTS:
            raise Refused(Told("more than {count} results", count=MOST_RESULTS))
        return super().operate(specs, args, kwargs, source)

    # Names

    def _let(self, name: str, val: Val, scope: Scope) -> Val:
        if isinstance(val.value, _HOLDERS) and not is_light(val.value, LONGEST_LET):
            return Val(val.value)
        return super()._let(name, val, scope)

    def current(self, val: Val) -> Val:
        if id(val.value) in self.lists and not is_light(val.value, LONGEST_KNOWN):
            return Val(val.value)
        return super().current(val)
