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
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import msgspec
import numpy as np

from autograd_core import dtypes
from autograd_core.graph.budget import MAX_WORK, Budget, Excessive, check_format
from autograd_core.graph.effort import check_effort, inferred
from autograd_core.graph.limits import Limits, refuse_large
from autograd_core.graph.packed import NotPacked, is_packed, unpack
from autograd_core.graph.python_operators import BINARY, COMPARE, UNARY
from autograd_core.graph.vocabulary import (
    BUILTINS,
    CONSTANTS,
    FUNCTIONS,
    MATH,
    METHODS,
    MODULES,
    PLAIN_ATTRIBUTES,
    PLAIN_METHODS,
    QUESTIONS,
    RANDOM,
    text_of,
)
from autograd_core.node import Node
from autograd_core.ops import binding, dispatch
from autograd_core.ops.spec import REGISTRY, Meta, OpSpec
from autograd_core.random import Generator, drawing_from
from autograd_core.tensor import Tensor

MAX_TEXT = 300_000
MAX_WORDS = 20_000
"""Characters of a text that has quotes: Python takes quadratic time for f-strings."""
MAX_NUMBERS = 20_000_000
"""Characters of a text that is lists of numbers and nothing else."""
SHORT_TEXT = 200
FILLING = frozenset({"uniform_", "normal_", "fill_", "zero_", "exponential_"})
"""What may be written into a tensor that was just made with `empty`."""

_COUNTED = (ast.Name, ast.BinOp, ast.Call, ast.Subscript, ast.FormattedValue)
"""Parts whose value may be longer than their text."""
_MATRIX = frozenset({"matmul", "mm", "bmm"})


class ExpressionError(Exception):
    """What is wrong with an Expression's text, and at which column (from 0; -1: nowhere); `raised`
    is the error that Python would have raised, if it is that."""

    def __init__(self, message: str, column: int = -1, raised: Exception | None = None) -> None:
        super().__init__(message)
        self.column = column
        self.raised = raised


def parse(text: str) -> ast.expr:
    """The syntax tree of one expression.

    Raises:
        ExpressionError: it is not one expression of Python, or too long or too deep.
    """
    if len(text) > MAX_TEXT:
        raise ExpressionError(f"longer than {MAX_TEXT} characters")
    if len(text) > MAX_WORDS and ("'" in text or '"' in text):
        raise ExpressionError(f"a text with quotes is longer than {MAX_WORDS} characters")
    if not text.strip():
        raise ExpressionError("nothing is written here")
    return _parsed_once(text) if len(text) < SHORT_TEXT else _parsed(text)


def _parsed(text: str) -> ast.expr:
    try:
        return ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        column = _column(text, error.lineno or 1, (error.offset or 0) - 1)
        raise ExpressionError(f"not understood: {error.msg}", column) from None
    except (RecursionError, MemoryError):
        raise ExpressionError("nested too deeply") from None
    except ValueError as error:
        raise ExpressionError(f"not understood: {error}") from None


# Runs read the same short texts again and again; nobody changes a tree.
_parsed_once = lru_cache(maxsize=4096)(_parsed)


def _column(text: str, line: int, column: int) -> int:
    """The place in `text` of a column of one of its lines, as Python counts them."""
    if column < 0:
        return -1
    lines = text.strip().splitlines(keepends=True)
    start = len(text) - len(text.lstrip())
    return start + sum(len(before) for before in lines[: line - 1]) + column


def further(name: str, port: str) -> str:
    """What the result at another port than the first is called, beside the name that the first
    has: `top.indices`, `parts.out_1`."""
    return f"{name}.{port.replace('.', '_')}"


def names_in(text: str) -> set[str]:
    """The names that the text uses; empty where it cannot be read."""
    try:
        return {node.id for node in ast.walk(parse(text)) if isinstance(node, ast.Name)}
    except ExpressionError:
        return set()


@lru_cache(maxsize=32)
def is_random(text: str) -> bool:
    """Whether the text may draw random numbers: `randn(2)`, `torch.rand(2)`."""
    if len(text) > MAX_TEXT or not any(name in text for name in RANDOM):
        return False  # what is as long can only be numbers
    try:
        nodes = list(ast.walk(parse(text)))
    except ExpressionError:
        return False
    return any(getattr(node, "id", getattr(node, "attr", "")) in RANDOM for node in nodes)


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
    if is_packed(text):
        return _unpacked(text, limits or Limits())
    if len(text) > SHORT_TEXT:
        numbers = listed_numbers(text, plain=bool(names))
        if numbers is not None:
            return numbers
    tree = parse(text)
    return Evaluator(text, names or {}, generator, limits or Limits()).run(tree)


def _unpacked(text: str, limits: Limits) -> Tensor:
    """The tensor that a packed text holds."""
    try:
        array = unpack(text)
    except NotPacked as error:
        raise ExpressionError(str(error)) from None
    refuse_large(array.shape, array.itemsize, limits)
    return Tensor(array.copy())


def listed_numbers(text: str, plain: bool) -> list[Any] | None:
    """A long list of numbers, read a hundred times as fast; None if the text says more.

    `plain`: without nan and inf, which may be names of somebody's."""
    if len(text) > MAX_NUMBERS:
        return None
    if not text.isascii():
        return None
    letters = text.encode().translate(None, b"0123456789.+-eE[], \t\r\n")
    if letters and (plain or letters.translate(None, b"naif")):
        return None
    try:
        if letters:
            # JSON has no such numbers, Python's reader knows them under other names
            named = text.replace("nan", "NaN").replace("inf", "Infinity")
            found = json.loads(named)
            return found if isinstance(found, list) else None
        numbers: list[Any] = msgspec.json.decode(text, type=list)
    except (msgspec.DecodeError, json.JSONDecodeError, RecursionError):
        return None
    return numbers


def evaluate_index(
    text: str,
    names: Mapping[str, object] | None = None,
    *,
    generator: Generator | None = None,
    limits: Limits | None = None,
) -> Any:
    """What stands between brackets: `0`, `1:, None`, `..., [0, 2]` as Python would pass it on."""
    whole = f"_[{text}]"
    try:
        tree = parse(whole)
        if not isinstance(tree, ast.Subscript) or not isinstance(tree.value, ast.Name):
            raise ExpressionError("not an index")
        return Evaluator(whole, names or {}, generator, limits or Limits()).run(tree.slice)
    except ExpressionError as error:
        column = error.column - len("_[")
        raise ExpressionError(str(error), column if 0 <= column <= len(text) else -1) from None


class Evaluator:
    """Evaluates one syntax tree of a text, counting its work."""

    def __init__(
        self,
        text: str,
        names: Mapping[str, object],
        generator: Generator | None,
        limits: Limits,
    ) -> None:
        self.text = text
        self.names = names
        self.generator = generator
        self.budget = Budget(limits)

    def run(self, node: ast.expr) -> Any:
        try:
            return self.visit(node)
        except RecursionError:
            raise ExpressionError("nested too deeply") from None
        except (ZeroDivisionError, OverflowError) as error:
            raise ExpressionError(str(error.args[-1]), raised=error) from None

    def visit(self, node: ast.AST) -> Any:
        method = getattr(self, "visit_" + type(node).__name__, None)
        if method is None:
            raise self.error(node, f"{_kind(node)} cannot be used here")
        try:
            self.budget.spend(1)
            value = method(node)
            if isinstance(node, _COUNTED):
                self.budget.spend_elements(value)
        except Excessive as error:
            raise self.error(node, str(error)) from None
        return value

    def error(self, node: ast.AST, message: str) -> ExpressionError:
        line, offset = getattr(node, "lineno", 1), getattr(node, "col_offset", -1)
        lines = self.text.strip().splitlines() or [""]
        if offset > 0:
            # ast counts columns in UTF-8 bytes.
            offset = len(lines[line - 1].encode()[:offset].decode(errors="ignore"))
        return ExpressionError(message, _column(self.text, line, offset))

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
        if node.id in FUNCTIONS or node.id in BUILTINS:
            raise self.error(node, f"'{node.id}' is a function: call it, as {node.id}(...)")
        known = f" (known here: {', '.join(sorted(self.names))})" if self.names else ""
        raise self.error(node, f"name '{node.id}' is not defined{known}")

    def visit_JoinedStr(self, node: ast.JoinedStr) -> str:
        return "".join([str(self.visit(part)) for part in node.values])

    def visit_FormattedValue(self, node: ast.FormattedValue) -> str:
        value = self.visit(node.value)
        spec = "" if node.format_spec is None else self.visit(node.format_spec)
        if node.conversion in (ord("r"), ord("a")) and not isinstance(value, Node):
            value = repr(value) if node.conversion == ord("r") else ascii(value)
        elif node.conversion > 0 or isinstance(value, Node):
            value = text_of(value)
        check_format(spec)
        return format(value, spec)

    # Operators

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Any:
        return UNARY[type(node.op)](self.visit(node.operand))

    def visit_BinOp(self, node: ast.BinOp) -> Any:
        function = BINARY.get(type(node.op))
        if function is None:
            raise self.error(node, f"{_kind(node.op)} cannot be used here")
        left, right = self.visit(node.left), self.visit(node.right)
        if isinstance(left, Tensor) or isinstance(right, Tensor):
            self._count_operator(node.op, left, right)
        else:
            self.budget.check_operator(node.op, left, right)
        return function(left, right)

    def visit_BoolOp(self, node: ast.BoolOp) -> Any:
        for operand in node.values[:-1]:
            value = self.visit(operand)
            if bool(value) == isinstance(node.op, ast.Or):
                return value
        return self.visit(node.values[-1])

    def visit_Compare(self, node: ast.Compare) -> Any:
        left, result = self.visit(node.left), True
        for op, comparator in zip(node.ops, node.comparators, strict=True):
            function = COMPARE.get(type(op))
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
        if not isinstance(value, Tensor | list | tuple | str | range):
            raise self.error(node, f"a {type(value).__name__} cannot be indexed here")
        index = self.visit(node.slice)
        if isinstance(value, Tensor):
            return self._execute([REGISTRY["getitem"]], [value, index], {})
        return value[index]

    def _count_operator(self, op: ast.operator, left: Any, right: Any) -> None:
        shapes = [tuple(v.shape) if isinstance(v, Tensor) else () for v in (left, right)]
        factor = 1
        try:
            if isinstance(op, ast.MatMult):
                shape: tuple[int, ...] = (*shapes[0][:-1], *shapes[1][:-2], *shapes[1][1:][-1:])
                factor = _matrix_factor(shapes[0])
            else:
                shape = np.broadcast_shapes(*shapes)
        except ValueError:
            return  # the operation itself says it in PyTorch's words
        size = max(v.itemsize for v in (left, right) if isinstance(v, Tensor))
        dtype = dtypes.float64 if size > 4 else dtypes.float32
        self.budget.spend_tensors((left, right), [Meta(shape, dtype)], factor)

    # Functions, methods, attributes

    def visit_Attribute(self, node: ast.Attribute) -> Any:
        if self._is_module(node.value) and node.attr in CONSTANTS:
            return CONSTANTS[node.attr]
        if isinstance(node.value, ast.Name) and f"{node.value.id}.{node.attr}" in self.names:
            return self.names[f"{node.value.id}.{node.attr}"]
        value = self.visit(node.value)
        if isinstance(value, Tensor) and node.attr == "grad":
            return value._grad  # without PyTorch's warning, which nobody would see here
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
            given = self.names.get(function.id)
            if callable(given) and not isinstance(given, Tensor):  # its owner lets it be called
                return given(*args, **kwargs)
            return self._call_function(node, function.id, args, kwargs)
        if isinstance(function, ast.Attribute):
            if self._is_module(function.value):
                return self._call_in_module(node, function, args, kwargs)
            owner = self.visit(function.value)
            return self._call_method(node, owner, function.attr, args, kwargs)
        raise self.error(node, "only functions and methods that have a name can be called")

    def _call_in_module(
        self, node: ast.Call, function: ast.Attribute, args: list[Any], kwargs: dict[str, Any]
    ) -> Any:
        assert isinstance(function.value, ast.Name)
        if function.value.id == "math" and function.attr in MATH:
            return MATH[function.attr](*args, **kwargs)
        return self._call_function(node, function.attr, args, kwargs)

    def _call_function(
        self, node: ast.Call, name: str, args: list[Any], kwargs: dict[str, Any]
    ) -> Any:
        tensors = any(isinstance(arg, Tensor) for arg in (*args, *kwargs.values()))
        if name in BUILTINS and not (tensors and name in FUNCTIONS):
            if name == "sum" and tensors:
                raise self.error(node, f"use {name} as a method here")
            self.budget.check_builtin(name, args)
            return BUILTINS[name](*args, **kwargs)
        if name in QUESTIONS and name not in FUNCTIONS:
            self.budget.spend(sum(a.numel() for a in args if isinstance(a, Tensor)) // 64)
            return QUESTIONS[name](*args, **kwargs)
        specs = FUNCTIONS.get(name)
        if specs is None:
            raise self.error(node, f"there is no function '{name}' here")
        return self._execute(specs, args, kwargs)

    def _call_method(
        self, node: ast.Call, owner: Any, name: str, args: list[Any], kwargs: dict[str, Any]
    ) -> Any:
        if not isinstance(owner, Tensor):
            raise self.error(node, f"{type(owner).__name__} has no method '{name}' here")
        if name.endswith("_") and not name.startswith("_") and not _draws_into_new(node, name):
            raise self.error(node, f"{name} writes in place: use an action for that")
        if name == "tolist":
            self.budget.spend(owner.numel())
        if name in QUESTIONS and name not in METHODS:
            self.budget.spend(owner.numel() // 64)
            return QUESTIONS[name](owner, *args, **kwargs)
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
        metas = inferred(spec, inputs, params)
        factor = _matrix_factor(inputs[0].shape) if spec.name in _MATRIX else 1
        check_effort(spec, inputs, params, metas)
        self.budget.spend_tensors(inputs, metas, factor)
        with drawing_from(self.generator):
            return dispatch.call(spec, inputs, params)


def _draws_into_new(node: ast.Call, name: str) -> bool:
    """Whether this is `empty(2).uniform_(-1, 1)`: a tensor that nobody else has, filled."""
    function = node.func
    owner = function.value if isinstance(function, ast.Attribute) else None
    called = owner.func if isinstance(owner, ast.Call) else None
    made = getattr(called, "attr", getattr(called, "id", ""))
    module = getattr(called, "value", None)
    plain = module is None or (isinstance(module, ast.Name) and module.id == "torch")
    return plain and made == "empty" and name in FILLING


def _matrix_factor(shape: Sequence[int]) -> int:
    """How much longer a product takes than a sum of its result's size."""
    return 1 + (shape[-1] if shape else 1) // 16


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
    if isinstance(value, range) and len(value) <= MAX_WORK:
        value = list(value)
    if isinstance(value, bool | int | float | list | tuple):
        made: Tensor = dispatch.call(REGISTRY["tensor"], (), {"data": value, "dtype": dtype})
        return made
    raise ExpressionError(f"a tensor or numbers are needed here, not {type(value).__name__}")
