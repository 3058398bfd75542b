"""The expressions of a snippet, each with its value and the Expression that would give it."""

from __future__ import annotations

import ast
import operator
from abc import abstractmethod
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograd_core.graph.budget import check_format
from autograd_core.graph.tracing import arrays, instances
from autograd_core.graph.tracing.calls import Calls
from autograd_core.graph.tracing.formats import cut, percent_pieces
from autograd_core.graph.tracing.things import (
    Class,
    Function,
    Instance,
    Layer,
    Native,
    Scope,
    yields,
)
from autograd_core.graph.tracing.values import Ref, Refused, Val, literal, refs_in, said
from autograd_core.tensor import Tensor

_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}
_UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Invert: operator.invert,
}


_TYPES = (Native, Layer, Class)


class Expressions(Calls):
    """Evaluates expressions."""

    def visit(self, node: ast.expr, scope: Scope) -> Val:
        method: Callable[[Any, Scope], Val] | None = getattr(
            self, "visit_" + type(node).__name__, None
        )
        if method is None:
            name = type(node).__name__
            words = "".join(" " + c.lower() if c.isupper() else c for c in name).strip()
            raise Refused(f"'{words}' cannot be used in a snippet")
        self.work()
        return method(node, scope)

    def visit_Constant(self, node: ast.Constant, scope: Scope) -> Val:
        if isinstance(node.value, bytes | complex):
            raise Refused(f"{type(node.value).__name__} values cannot be used here")
        self.check_size(node.value)
        return Val(node.value, node)

    def visit_Name(self, node: ast.Name, scope: Scope) -> Val:
        found = scope.find(node.id)
        if found is not None:
            return self.current(found)
        if node.id != "__name__":
            self.check_name(node.id)
        native = self.builtin(node.id)
        if native is not None:
            return native
        raise NameError(f"name '{node.id}' is not defined")

    def visit_NamedExpr(self, node: ast.NamedExpr, scope: Scope) -> Val:
        val = self.visit(node.value, scope)
        self.bind(node.target.id, val, scope)
        return self.visit_Name(ast.Name(node.target.id), scope)

    @abstractmethod
    def bind(self, name: str, val: Val, scope: Scope, alias: bool = False) -> None:
        """Defined further up."""

    # Containers

    def _elements(self, nodes: list[ast.expr], scope: Scope) -> list[Val]:
        found: list[Val] = []
        for node in nodes:
            if isinstance(node, ast.Starred):
                found += self.items_of(self.visit(node.value, scope))
            else:
                found.append(self.visit(node, scope))
        return found

    def visit_List(self, node: ast.List, scope: Scope) -> Val:
        items = self._elements(node.elts, scope)
        return Val([item.value for item in items], self._listed(items, ast.List))

    def visit_Tuple(self, node: ast.Tuple, scope: Scope) -> Val:
        items = self._elements(node.elts, scope)
        return Val(tuple(item.value for item in items), self._listed(items, ast.Tuple))

    def _listed(self, items: list[Val], kind: Any) -> ast.expr | None:
        trees = [said(item) for item in items]
        if len(items) > 1000 or any(tree is None for tree in trees):
            return None
        return kind([tree for tree in trees if tree is not None])  # type: ignore[no-any-return]

    def visit_Set(self, node: ast.Set, scope: Scope) -> Val:
        return Val({item.value for item in self._elements(node.elts, scope)})

    def visit_Dict(self, node: ast.Dict, scope: Scope) -> Val:
        made: dict[Any, Any] = {}
        for key, value in zip(node.keys, node.values, strict=True):
            if key is None:
                raise Refused("** cannot be used here")
            name = self.visit(key, scope).value
            if not isinstance(name, bool | int | float | str):
                raise Refused("only numbers and texts can be keys here")
            made[name] = self.visit(value, scope).value
        return Val(made)

    def visit_ListComp(self, node: ast.ListComp, scope: Scope) -> Val:
        inner = Scope(scope, "comprehension")
        items = [
            self.visit(node.elt, inner) for _ in self._turns(node.generators, inner)
        ]
        self.check_size(items)
        return Val([item.value for item in items], self._listed(items, ast.List))

    visit_GeneratorExp = visit_ListComp

    def visit_SetComp(self, node: ast.SetComp, scope: Scope) -> Val:
        inner = Scope(scope, "comprehension")
        return Val(
            {self.visit(node.elt, inner).value for _ in self._turns(node.generators, inner)}
        )

    def visit_DictComp(self, node: ast.DictComp, scope: Scope) -> Val:
        inner = Scope(scope, "comprehension")
        return Val(
            {
                self.visit(node.key, inner).value: self.visit(node.value, inner).value
                for _ in self._turns(node.generators, inner)
            }
        )

    def _turns(self, parts: list[ast.comprehension], scope: Scope) -> Iterator[None]:
        first, rest = parts[0], parts[1:]
        for count, item in enumerate(self.items_of(self.visit(first.iter, scope))):
            self.work()
            if count > 20_000:
                raise Refused("a comprehension has more than 20000 turns")
            self.assign_turn(first.target, item, scope)
            if all(self.truth(self.visit(test, scope)) for test in first.ifs):
                if rest:
                    yield from self._turns(rest, scope)
                else:
                    yield

    @abstractmethod
    def assign_turn(self, target: ast.expr, item: Val, scope: Scope) -> None:
        """Defined further up."""

    # Operators

    def visit_BinOp(self, node: ast.BinOp, scope: Scope) -> Val:
        left = self.visit(node.left, scope)
        return self.binary(node.op, left, self.visit(node.right, scope), node)

    def visit_UnaryOp(self, node: ast.UnaryOp, scope: Scope) -> Val:
        val = self.visit(node.operand, scope)
        if isinstance(node.op, ast.Not):
            tree = said(val)
            return Val(not self.truth(val), None if tree is None else ast.UnaryOp(node.op, tree))
        if isinstance(node.op, ast.USub) and instances.has(val.value, "__neg__"):
            return self.call_method(val, "__neg__", [], {})
        if isinstance(val.value, Tensor):
            return self.unary(node.op, val)
        if isinstance(val.value, np.ndarray | np.generic):
            return self.array(_UNARY[type(node.op)](val.value))
        if not isinstance(val.value, bool | int | float):
            raise TypeError(f"bad operand type for unary: '{type(val.value).__name__}'")
        tree = said(val)
        source = None if tree is None else ast.UnaryOp(node.op, tree)
        return Val(_UNARY[type(node.op)](val.value), source)

    def visit_BoolOp(self, node: ast.BoolOp, scope: Scope) -> Val:
        trees: list[ast.expr | None] = []
        wanted = isinstance(node.op, ast.Or)
        val = Val(None)
        for operand in node.values:
            val = self.visit(operand, scope)
            trees.append(said(val))
            if operand is not node.values[-1] and self.truth(val) == wanted:
                break
        complete = len(trees) == len(node.values) and all(tree is not None for tree in trees)
        if not complete:
            return Val(val.value, val.sym if isinstance(val.sym, Ref) else None)
        return Val(val.value, ast.BoolOp(node.op, [tree for tree in trees if tree is not None]))

    def visit_Compare(self, node: ast.Compare, scope: Scope) -> Val:
        left = self.visit(node.left, scope)
        if len(node.ops) == 1:
            return self._compared(node.ops[0], left, self.visit(node.comparators[0], scope))
        val = Val(True)
        trees = [said(left)]
        for op, comparator in zip(node.ops, node.comparators, strict=True):
            right = self.visit(comparator, scope)
            trees.append(said(right))
            val = self._compared(op, left, right)
            if not self.truth(val):
                return Val(val.value, val.sym if isinstance(val.sym, Ref) else None)
            left = right
        if isinstance(val.value, Tensor) or any(tree is None for tree in trees):
            return val
        first, *others = [tree for tree in trees if tree is not None]
        return Val(val.value, ast.Compare(first, node.ops, others))

    def _compared(self, op: ast.cmpop, left: Val, right: Val) -> Val:
        a, b = left.value, right.value
        if isinstance(a, Instance) or isinstance(b, Instance):
            told = instances.compared(self, op, left, right)
            if told is not None:
                return told
        tensors = [isinstance(each, Tensor) for each in (a, b)]
        number = isinstance(a, bool | int | float) or isinstance(b, bool | int | float)
        identity = isinstance(op, ast.Is | ast.IsNot)
        plain = identity or isinstance(op, ast.In | ast.NotIn)
        if not plain and (all(tensors) or (any(tensors) and number)):
            return self.compare(op, left, right)
        if isinstance(op, ast.In | ast.NotIn):
            if not isinstance(b, list | tuple | dict | set | str | range):
                raise TypeError(f"argument of type '{type(b).__name__}' is not iterable")
            self.work(len(b) // 64)
            if isinstance(b, list | tuple) and any(isinstance(item, Tensor) for item in (a, *b)):
                found = any(item is a for item in b)
                return Val(found is isinstance(op, ast.In))
            found, whole = _COMPARE[type(op)](a, b), isinstance(a, str | int)
            trees = (said(left), said(right)) if whole and not isinstance(b, dict | set) else ()
            known = [tree for tree in trees if tree is not None]
            if len(known) < 2:
                return Val(found)
            return Val(found, ast.Compare(known[0], [op], known[1:]))
        if any(tensors) and not identity:
            return Val(isinstance(op, ast.NotEq))
        if identity and isinstance(a, _TYPES) and isinstance(b, _TYPES):
            return Val((a == b) is isinstance(op, ast.Is))
        if not identity and (isinstance(a, np.ndarray) or isinstance(b, np.ndarray)):
            return self.array(arrays.computed(_COMPARE[type(op)], a, b))
        first, second = said(left), said(right)
        source = None
        if first is not None and second is not None:
            source = ast.Compare(first, [op], [second])
        return Val(bool(_COMPARE[type(op)](a, b)), source)

    def visit_IfExp(self, node: ast.IfExp, scope: Scope) -> Val:
        test = self.visit(node.test, scope)
        empty = _read_if_there(node)
        if empty is not None and self.truth(test):
            return self.visit(empty, scope)
        val = self.visit(node.body if self.truth(test) else node.orelse, scope)
        tree = test.sym
        if tree is None or isinstance(val.sym, Ref) or not self.loops or any(refs_in(tree)):
            return val
        with self.notes.hushed():
            try:
                other = self.visit(node.orelse if self.truth(test) else node.body, scope)
            except self.catchable:
                return Val(val.value)
        first, second = said(val), said(other)
        if first is None or second is None:
            return Val(val.value)
        if not self.truth(test):
            first, second = second, first
        return Val(val.value, ast.IfExp(tree, first, second))

    # Indices and attributes

    def visit_Slice(self, node: ast.Slice, scope: Scope) -> Val:
        parts = [
            None if part is None else self.visit(part, scope)
            for part in (node.lower, node.upper, node.step)
        ]
        trees = [None if part is None else said(part) for part in parts]
        value = slice(*(None if part is None else part.value for part in parts))
        if any(part is not None and tree is None for part, tree in zip(parts, trees, strict=True)):
            return Val(value)
        return Val(value, ast.Slice(*trees))

    def visit_index(self, node: ast.expr, scope: Scope) -> Val:
        return self.visit(node, scope)

    def visit_Subscript(self, node: ast.Subscript, scope: Scope) -> Val:
        owner = self.visit(node.value, scope)
        return self.item(owner, self.visit_index(node.slice, scope))

    def visit_Attribute(self, node: ast.Attribute, scope: Scope) -> Val:
        return self.attribute(self.visit(node.value, scope), node.attr)

    # Texts

    def visit_JoinedStr(self, node: ast.JoinedStr, scope: Scope) -> Val:
        texts: list[str] = []
        trees: list[ast.expr] = []
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                text, tree = self._formatted(part, scope)
            else:
                assert isinstance(part, ast.Constant)
                text, tree = str(part.value), part
            texts.append(text)
            trees.append(tree)
        value = "".join(texts)
        self.check_size(value)
        return Val(value, ast.JoinedStr(trees))

    def _formatted(self, node: ast.FormattedValue, scope: Scope) -> tuple[str, ast.expr]:
        val = self.visit(node.value, scope)
        spec = "" if node.format_spec is None else self.visit(node.format_spec, scope).value
        return self.formatted(val, spec, node.conversion)

    def formatted(self, val: Val, spec: str, conversion: int = -1) -> tuple[str, ast.expr]:
        """A value in a text, and how an f-string says it."""
        check_format(spec)
        if conversion in (ord("r"), ord("a")) and not isinstance(val.value, Tensor):
            text = repr(val.value) if conversion == ord("r") else ascii(val.value)
            text = format(text, spec)
        elif isinstance(val.value, bool | int | float | str | Tensor) or val.value is None:
            plain = val.value if conversion < 0 else self.spoken(val.value)
            text = format(plain, spec)
        else:
            text = format(self.spoken(val.value), spec)
        tree = said(val)
        if self.print_options and not self.is_plain(val.value):
            return text, ast.Constant(text)
        if tree is None or (isinstance(tree, ast.JoinedStr) and not spec):
            shown = ast.Constant(text)
            return text, shown if tree is None else ast.FormattedValue(tree, conversion, None)
        inner = ast.JoinedStr([ast.Constant(spec)]) if spec else None
        return text, ast.FormattedValue(tree, conversion, inner)

    def format(self, template: str, args: list[Val], kwargs: dict[str, Val]) -> Val:
        """`str.format`, as an f-string."""
        return self._joined(cut(template, args, kwargs))

    def percent(self, left: Val, right: Val) -> Val:
        """`"%d" % 3`, as an f-string."""
        items = list(self.items_of(right)) if isinstance(right.value, tuple) else [right]
        return self._joined(percent_pieces(left.value, items))

    def _joined(self, pieces: Iterator[str | tuple[Val, str, int]]) -> Val:
        texts: list[str] = []
        trees: list[ast.expr] = []
        for piece in pieces:
            if isinstance(piece, str):
                text, tree = piece, ast.Constant(piece)
                if not piece:
                    continue
            else:
                text, tree = self.formatted(*piece)  # type: ignore[assignment]
            texts.append(text)
            trees.append(tree)
        value = "".join(texts)
        self.check_size(value)
        if all(isinstance(tree, ast.Constant) for tree in trees):
            return Val(value)
        return Val(value, ast.JoinedStr(trees))

    # Functions

    def visit_Lambda(self, node: ast.Lambda, scope: Scope) -> Val:
        return Val(self.function("<lambda>", node.args, node.body, scope))

    def function(
        self, name: str, args: ast.arguments, body: list[ast.stmt] | ast.expr, scope: Scope
    ) -> Function:
        defaults = [self._default(node, scope) for node in args.defaults]
        kw_defaults = [
            None if node is None else self._default(node, scope) for node in args.kw_defaults
        ]
        many = frozenset(self.often(body)) if isinstance(body, list) else frozenset()
        made = Function(name, args, body, scope, defaults, kw_defaults, many=many)
        made.yields = isinstance(body, list) and yields(body)
        return made

    def _default(self, node: ast.expr, scope: Scope) -> Val:
        val = self.visit(node, scope)
        return val if isinstance(val.value, Tensor) else Val(val.value)

    @abstractmethod
    def often(self, body: list[ast.stmt]) -> Iterator[str]:
        """Defined further up."""

    def visit_Call(self, node: ast.Call, scope: Scope) -> Val:
        if isinstance(node.func, ast.Name) and node.func.id == "super":
            return self.super_of(scope)
        owner: Val | None = None
        name = ""
        if isinstance(node.func, ast.Attribute):
            owner, name = self.visit(node.func.value, scope), node.func.attr
        else:
            owner = self.visit(node.func, scope)
        args = self._elements(node.args, scope)
        kwargs: dict[str, Val] = {}
        for keyword in node.keywords:
            val = self.visit(keyword.value, scope)
            if keyword.arg is None:
                if not isinstance(val.value, dict):
                    raise Refused("** needs a dict here")
                kwargs.update({str(key): Val(item) for key, item in val.value.items()})
            else:
                kwargs[keyword.arg] = val
        line = self.notes.line
        if name:
            found = self.call_method(owner, name, args, kwargs)
        else:
            found = self.call(owner, args, kwargs)
        self.notes.line = line  # what fails stays where it failed
        return found


def _read_if_there(node: ast.IfExp) -> ast.expr | None:
    """The `x.grad` of `None if x.grad is None else x.grad.detach().clone()`."""
    test = node.test
    nothing = isinstance(node.body, ast.Constant) and node.body.value is None
    if not (nothing and isinstance(test, ast.Compare) and isinstance(test.left, ast.Attribute)):
        return None
    plain = isinstance(test.ops[0], ast.Is) and test.left.attr == "grad"
    return test.left if plain and ast.unparse(test.comparators[0]) == "None" else None


__all__ = ["Class", "Expressions", "literal"]
