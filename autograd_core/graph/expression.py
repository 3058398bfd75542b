"""Expressions: the one restricted language for typed-in values, prints, assignments, gradients.

An Expression is one Python expression, read with `ast` and evaluated here, never by Python:
numbers, strings, lists, tuples, arithmetic, comparisons, indexing, f-strings, the functions and
methods of the registry (`ones(2)`, `torch.exp(x)`, `x.grad.sum()`), and names that its owner
binds. Names and attributes are allow-listed; work, sizes and nesting are bounded; what writes in
place is refused. What PyTorch would raise is raised as it is; everything else that is wrong is an
`ExpressionError`.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from autograd_core import dtypes
from autograd_core.graph.limits import Limits, refuse_large
from autograd_core.ops import binding, dispatch
from autograd_core.ops.spec import REGISTRY, Meta, OpSpec
from autograd_core.random import Generator
from autograd_core.storage import Array
from autograd_core.tensor import Tensor

MAX_TEXT = 1_000_000
MAX_NODES = 1_000_000
SHORT_TEXT = 200
MAX_INTEGER_BITS = 4096
MAX_REPEAT = 100_000

PLAIN_ATTRIBUTES = frozenset(
    "grad data shape dtype requires_grad is_leaf grad_fn ndim T device retains_grad "
    "_version".split()
)
MODULES = frozenset({"torch", "math"})
PLAIN_METHODS = frozenset("item tolist size dim numel detach element_size".split())
CONSTANTS: dict[str, object] = {
    "pi": math.pi,
    "e": math.e,
    "inf": math.inf,
    "nan": math.nan,
    **{name: value for name, value in vars(dtypes).items() if isinstance(value, dtypes.DType)},
}
BUILTINS: dict[str, Callable[..., Any]] = {
    **{f.__name__: f for f in (abs, min, max, sum, len, round, int, float, bool, str, list, tuple)},
    "sqrt": math.sqrt,
}
_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.MatMult: operator.matmul,
}
_UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
    ast.Invert: operator.invert,
}
_COMPARE: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
}


class ExpressionError(Exception):
    """What is wrong with an Expression's text, and at which column (from 0; -1: nowhere)."""

    def __init__(self, message: str, column: int = -1) -> None:
        super().__init__(message)
        self.column = column


def parse(text: str) -> ast.expr:
    """The syntax tree of one expression.

    Raises:
        ExpressionError: it is not one expression of Python, or too long or too deep.
    """
    if len(text) > MAX_TEXT:
        raise ExpressionError(f"longer than {MAX_TEXT} characters")
    if not text.strip():
        raise ExpressionError("nothing is written here")
    return _parsed_once(text) if len(text) < SHORT_TEXT else _parsed(text)


def _parsed(text: str) -> ast.expr:
    try:
        return ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise ExpressionError(f"not understood: {error.msg}", (error.offset or 0) - 1) from None
    except (RecursionError, MemoryError):
        raise ExpressionError("nested too deeply") from None
    except ValueError as error:
        raise ExpressionError(f"not understood: {error}") from None


# Runs read the same short texts again and again; nobody changes a tree.
_parsed_once = lru_cache(maxsize=4096)(_parsed)


def names_in(text: str) -> set[str]:
    """The names that the text uses; empty where it cannot be read."""
    try:
        return {node.id for node in ast.walk(parse(text)) if isinstance(node, ast.Name)}
    except ExpressionError:
        return set()


def evaluate(
    text: str,
    names: Mapping[str, object] | None = None,
    *,
    generator: Generator | None = None,
    limits: Limits | None = None,
) -> Any:
    """The value of the expression.

    Args:
        names: what the free names mean, most often tensors.
        generator: where random creations draw from; the default generator if None.

    Raises:
        ExpressionError: the text is not an Expression, or goes beyond the limits.
        RuntimeError, TypeError, IndexError, ValueError: as PyTorch would.
    """
    return Evaluator(names or {}, generator, limits or Limits()).run(parse(text))


def evaluate_index(text: str, limits: Limits | None = None) -> Any:
    """What stands between brackets: `0`, `1:, None`, `..., [0, 2]` as Python would pass it on."""
    tree = parse(f"_[{text}]")
    if not isinstance(tree, ast.Subscript) or not isinstance(tree.value, ast.Name):
        raise ExpressionError("not an index")
    return Evaluator({}, None, limits or Limits()).run(tree.slice)


class Evaluator:
    """Evaluates one syntax tree, counting its work."""

    def __init__(
        self, names: Mapping[str, object], generator: Generator | None, limits: Limits
    ) -> None:
        self.names = names
        self.generator = generator
        self.limits = limits
        self.work = 0

    def run(self, node: ast.expr) -> Any:
        try:
            return self.visit(node)
        except RecursionError:
            raise ExpressionError("nested too deeply") from None
        except (ZeroDivisionError, OverflowError) as error:
            raise ExpressionError(str(error)) from None

    def visit(self, node: ast.AST) -> Any:
        self.work += 1
        if self.work > MAX_NODES:
            raise ExpressionError("too much work for one expression")
        method = getattr(self, "visit_" + type(node).__name__, None)
        if method is None:
            raise self.error(node, f"{_kind(node)} cannot be used here")
        return method(node)

    @staticmethod
    def error(node: ast.AST, message: str) -> ExpressionError:
        return ExpressionError(message, getattr(node, "col_offset", -1))

    # Plain values

    def visit_Constant(self, node: ast.Constant) -> Any:
        if isinstance(node.value, bytes | complex):
            raise self.error(node, f"{type(node.value).__name__} values cannot be used here")
        return node.value

    def visit_List(self, node: ast.List) -> list[Any]:
        return [self.visit(item) for item in node.elts]

    def visit_Tuple(self, node: ast.Tuple) -> tuple[Any, ...]:
        return tuple(self.visit(item) for item in node.elts)

    def visit_Slice(self, node: ast.Slice) -> slice:
        parts = (node.lower, node.upper, node.step)
        return slice(*(None if part is None else self.visit(part) for part in parts))

    def visit_Name(self, node: ast.Name) -> Any:
        if node.id in self.names:
            return self.names[node.id]
        if node.id in CONSTANTS:
            return CONSTANTS[node.id]
        known = ", ".join(sorted(self.names)) or "none"
        raise self.error(node, f"name '{node.id}' is not defined (known here: {known})")

    def visit_JoinedStr(self, node: ast.JoinedStr) -> str:
        return "".join(str(self.visit(part)) for part in node.values)

    def visit_FormattedValue(self, node: ast.FormattedValue) -> str:
        value = self.visit(node.value)
        spec = "" if node.format_spec is None else self.visit(node.format_spec)
        if node.conversion == ord("r"):
            value = repr(value)
        elif node.conversion == ord("s"):
            value = str(value)
        if any(len(run) > 3 for run in "".join(c if c.isdigit() else " " for c in spec).split()):
            raise self.error(node, "that format is too wide")
        return format(value, spec)

    # Operators

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Any:
        return _UNARY[type(node.op)](self.visit(node.operand))

    def visit_BinOp(self, node: ast.BinOp) -> Any:
        function = _BINARY.get(type(node.op))
        if function is None:
            raise self.error(node, f"{_kind(node.op)} cannot be used here")
        left, right = self.visit(node.left), self.visit(node.right)
        if isinstance(left, Tensor) or isinstance(right, Tensor):
            self._refuse_large_result(node, left, right)
        else:
            self._refuse_explosion(node, left, right)
        return function(left, right)

    def visit_BoolOp(self, node: ast.BoolOp) -> Any:
        value: Any = None
        for operand in node.values:
            value = self.visit(operand)
            if bool(value) == isinstance(node.op, ast.Or):
                break
        return value

    def visit_Compare(self, node: ast.Compare) -> Any:
        left, result = self.visit(node.left), True
        for op, comparator in zip(node.ops, node.comparators, strict=True):
            function = _COMPARE.get(type(op))
            if function is None:
                raise self.error(node, f"{_kind(op)} cannot be used here")
            right = self.visit(comparator)
            result = function(left, right)
            if len(node.ops) > 1 and not result:
                break
            left = right
        return result

    def visit_IfExp(self, node: ast.IfExp) -> Any:
        return self.visit(node.body if self.visit(node.test) else node.orelse)

    def visit_Subscript(self, node: ast.Subscript) -> Any:
        value = self.visit(node.value)
        if not isinstance(value, Tensor | list | tuple | str):
            raise self.error(node, f"a {type(value).__name__} cannot be indexed here")
        return value[self.visit(node.slice)]

    def _refuse_explosion(self, node: ast.BinOp, left: Any, right: Any) -> None:
        """Numbers and texts that would grow beyond reason."""
        if isinstance(node.op, ast.Pow) and isinstance(left, int) and isinstance(right, int):
            if left.bit_length() * abs(right) > MAX_INTEGER_BITS:
                raise self.error(node, "that integer is too large")
        elif isinstance(node.op, ast.Mult):
            for one, other in ((left, right), (right, left)):
                if isinstance(one, str | list | tuple) and isinstance(other, int):
                    if len(one) * other > MAX_REPEAT:
                        raise self.error(node, "that repetition is too long")
                elif isinstance(one, int) and one.bit_length() > MAX_INTEGER_BITS:
                    raise self.error(node, "that integer is too large")

    def _refuse_large_result(self, node: ast.BinOp, left: Any, right: Any) -> None:
        shapes = [tuple(v.shape) if isinstance(v, Tensor) else () for v in (left, right)]
        if isinstance(node.op, ast.MatMult):
            rows = shapes[0][:-1] or ()
            columns = shapes[1][-1:] if len(shapes[1]) > 1 else ()
            refuse_large((*rows, *shapes[1][:-2], *columns), 8, self.limits)
            return
        try:
            refuse_large(np.broadcast_shapes(*shapes), 8, self.limits)
        except ValueError:
            return  # the operation itself says it in PyTorch's words

    # Functions, methods, attributes

    def visit_Attribute(self, node: ast.Attribute) -> Any:
        if self._is_module(node.value) and node.attr in CONSTANTS:
            return CONSTANTS[node.attr]
        value = self.visit(node.value)
        if isinstance(value, Tensor) and node.attr in PLAIN_ATTRIBUTES:
            return getattr(value, node.attr)
        raise self.error(node, f"{type(value).__name__} has no attribute '{node.attr}' here")

    def _is_module(self, node: ast.expr) -> bool:
        """Whether this is `torch` or `math` and not a name of somebody's."""
        return isinstance(node, ast.Name) and node.id in MODULES and node.id not in self.names

    def visit_Call(self, node: ast.Call) -> Any:
        args = [self.visit(arg) for arg in node.args]
        if any(keyword.arg is None for keyword in node.keywords):
            raise self.error(node, "** cannot be used here")
        kwargs = {str(keyword.arg): self.visit(keyword.value) for keyword in node.keywords}
        function = node.func
        if isinstance(function, ast.Name):
            return self._call_function(node, function.id, args, kwargs)
        if isinstance(function, ast.Attribute):
            if self._is_module(function.value):
                return self._call_function(node, function.attr, args, kwargs)
            owner = self.visit(function.value)
            return self._call_method(node, owner, function.attr, args, kwargs)
        raise self.error(node, "only functions and methods that have a name can be called")

    def _call_function(
        self, node: ast.Call, name: str, args: list[Any], kwargs: dict[str, Any]
    ) -> Any:
        tensors = any(isinstance(arg, Tensor) for arg in (*args, *kwargs.values()))
        if name in BUILTINS and not (tensors and name in FUNCTIONS):
            if name == "sum" and tensors:
                raise self.error(node, f"use {name} as a method here")
            return BUILTINS[name](*args, **kwargs)
        specs = FUNCTIONS.get(name)
        if specs is None:
            raise self.error(node, f"there is no function '{name}' here")
        return self._execute(specs, args, kwargs)

    def _call_method(
        self, node: ast.Call, owner: Any, name: str, args: list[Any], kwargs: dict[str, Any]
    ) -> Any:
        if not isinstance(owner, Tensor):
            raise self.error(node, f"{type(owner).__name__} has no method '{name}' here")
        if name.endswith("_") and not name.startswith("_"):
            raise self.error(node, f"{name} writes in place: use an action for that")
        if name in PLAIN_METHODS:
            return getattr(owner, name)(*args, **kwargs)
        specs = METHODS.get(name)
        if specs is None:
            raise self.error(node, f"a tensor has no method '{name}' here")
        return self._execute(specs, [owner, *args], kwargs)

    def _execute(self, specs: list[OpSpec], args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
        """Calls the first of the definitions that fits, if its result is not too large."""
        spec = binding.choose(specs, tuple(args), kwargs)
        inputs, params = binding.bind(spec, tuple(args), kwargs)
        metas = dispatch.infer(spec, inputs, params)
        for meta in metas:
            refuse_large(meta.shape, meta.dtype.itemsize, self.limits)
        drawn = None
        if self.generator is not None and spec.name in RANDOM:
            draw = RANDOM[spec.name]
            params = spec.complete(params)
            drawn = (draw(self.generator, params, metas[0]),)
        return dispatch.call(spec, inputs, params, result=drawn)


def _by_name(which: str) -> dict[str, list[OpSpec]]:
    """The definitions behind each function or method; several may share a name."""
    found: dict[str, list[OpSpec]] = {}
    for spec in REGISTRY.values():
        for name in getattr(spec, which):
            if not name.startswith("_"):
                found.setdefault(name, []).append(spec)
    return found


FUNCTIONS: dict[str, list[OpSpec]] = _by_name("functions")
METHODS: dict[str, list[OpSpec]] = _by_name("methods")

RANDOM: dict[str, Callable[[Generator, Mapping[str, Any], Meta], Array]] = {
    "rand": lambda generator, params, meta: generator.rand(meta.shape, meta.dtype.numpy),
    "randn": lambda generator, params, meta: generator.randn(meta.shape, meta.dtype.numpy),
    "randint": lambda generator, params, meta: generator.randint(
        params["low"], params["high"], meta.shape, meta.dtype.numpy
    ),
}
"""Creations that draw, and how they draw from a given stream."""


def _kind(node: ast.AST) -> str:
    """`ListComp` as words: `a list comp`."""
    name = type(node).__name__
    words = "".join(" " + c.lower() if c.isupper() else c for c in name).strip()
    return f"'{words}'"


def as_tensor(value: Any, dtype: dtypes.DType | None) -> Tensor:
    """What an Expression gave, as a tensor of its own that tracks nothing.

    Raises:
        ExpressionError: it is neither a tensor nor numbers.
        ValueError, TypeError: ragged lists, in PyTorch's words.
    """
    if isinstance(value, Tensor):
        array = value._array
        return Tensor(array.astype(array.dtype if dtype is None else dtype.numpy))
    if isinstance(value, bool | int | float | list | tuple):
        made: Tensor = dispatch.call(REGISTRY["tensor"], (), {"data": value, "dtype": dtype})
        return made
    raise ExpressionError(f"a tensor or numbers are needed here, not {type(value).__name__}")
