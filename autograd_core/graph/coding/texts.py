"""Expressions as PyTorch code: `ones(2)` is `torch.ones(2)`, and names are the script's variables.

Code is made as syntax trees and written down by `ast.unparse`, so that it is always code and has
the parentheses that it needs.
"""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterable, Mapping, Sequence

from autograd_core import dtypes
from autograd_core.graph.expression import names_in, parse
from autograd_core.graph.vocabulary import BUILTINS, CONSTANTS, FUNCTIONS, MATH, MODULES, RANDOM
from autograd_core.ops.spec import REGISTRY

FLOATS = frozenset("ones zeros rand randn eye linspace logspace empty hann_window".split())
"""Creations that give the default float where no dtype is said."""
EXACT = frozenset("ones zeros eye empty full arange tensor".split())
"""Creations that give the same numbers computed in any dtype."""
NOT_TENSORS = frozenset(
    "item tolist size dim numel element_size shape ndim dtype requires_grad is_leaf grad_fn device "
    "retains_grad _version".split()
)
"""Methods and attributes of tensors that give something else."""
_DRAWS = re.compile(rf"\b(?:{'|'.join(sorted(RANDOM))})\(")
_NEGATIVE_POWER = re.compile(r"\*\* \((-\d+(?:\.\d*)?)\)(?! *\*\*)")
_NUMERIC = ast.Add | ast.Sub | ast.Mult | ast.Div | ast.Pow | ast.MatMult


def code(tree: ast.AST) -> str:
    """The tree as text; `x ** -1` without the brackets that `ast.unparse` puts there."""
    text = ast.unparse(ast.fix_missing_locations(tree))
    if "** (-" in text and not any(mark in text for mark in "\"'"):
        text = _NEGATIVE_POWER.sub(r"** \1", text)
    return text


def name(text: str) -> ast.Name:
    return ast.Name(text, ast.Load())


def dotted(path: str) -> ast.expr:
    """The tree of a dotted name: `torch.no_grad`."""
    first, *rest = path.split(".")
    tree: ast.expr = name(first)
    for part in rest:
        tree = ast.Attribute(tree, part, ast.Load())
    return tree


def call(function: str | ast.expr, *args: ast.expr, **kwargs: ast.expr) -> ast.Call:
    """The tree of a call."""
    target = dotted(function) if isinstance(function, str) else function
    return ast.Call(target, list(args), [ast.keyword(key, value) for key, value in kwargs.items()])


def method(owner: ast.expr, called: str, *args: ast.expr, **kwargs: ast.expr) -> ast.Call:
    return call(ast.Attribute(owner, called, ast.Load()), *args, **kwargs)


def is_tensor(tree: ast.expr, tensors: Mapping[str, object]) -> bool:
    """Whether the value is a tensor, as far as the text tells; `tensors` has the names of some."""
    if isinstance(tree, ast.Name):
        return tree.id in tensors
    if isinstance(tree, ast.Attribute):
        return tree.attr not in NOT_TENSORS and is_tensor(tree.value, tensors)
    if isinstance(tree, ast.Subscript):
        return is_tensor(tree.value, tensors)
    if isinstance(tree, ast.BinOp):
        return is_tensor(tree.left, tensors) or is_tensor(tree.right, tensors)
    if isinstance(tree, ast.UnaryOp):
        return not isinstance(tree.op, ast.Not) and is_tensor(tree.operand, tensors)
    if isinstance(tree, ast.Compare):
        return any(is_tensor(side, tensors) for side in (tree.left, *tree.comparators))
    if isinstance(tree, ast.IfExp):
        return is_tensor(tree.body, tensors) or is_tensor(tree.orelse, tensors)
    if isinstance(tree, ast.Call):
        return _calls_for_tensor(tree, tensors)
    return False


def _calls_for_tensor(tree: ast.Call, tensors: Mapping[str, object]) -> bool:
    function = tree.func
    given = [*tree.args, *(keyword.value for keyword in tree.keywords)]
    if isinstance(function, ast.Name):
        if function.id in BUILTINS:
            return function.id in FUNCTIONS and any(is_tensor(arg, tensors) for arg in given)
        return function.id in FUNCTIONS
    if not isinstance(function, ast.Attribute):
        return False
    if isinstance(function.value, ast.Name) and function.value.id in MODULES - tensors.keys():
        return function.value.id == "torch"
    return function.attr not in NOT_TENSORS and is_tensor(function.value, tensors)


class _Rewriter(ast.NodeTransformer):
    """Puts variables in the place of names, and the modules before functions and constants."""

    def __init__(self, names: Mapping[str, str], kept: frozenset[str]) -> None:
        self.names = names
        self.kept = kept

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self.names:
            return ast.parse(self.names[node.id], mode="eval").body
        if node.id in self.kept or node.id not in CONSTANTS:
            return node
        return dotted(f"torch.{constant(node.id)}" if _is_dtype(node.id) else f"math.{node.id}")

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        if self._is_module(node.value):
            return node
        if isinstance(node.value, ast.Name) and f"{node.value.id}.{node.attr}" in self.names:
            return ast.parse(self.names[f"{node.value.id}.{node.attr}"], mode="eval").body
        return ast.Attribute(self.visit(node.value), node.attr, ast.Load())

    def visit_Call(self, node: ast.Call) -> ast.expr:
        function = node.func
        if isinstance(function, ast.Name):
            function = self._function(function.id, node)
        else:
            function = self.visit(function)
        keywords = [ast.keyword(each.arg, self.visit(each.value)) for each in node.keywords]
        return ast.Call(function, [self.visit(arg) for arg in node.args], keywords)

    def _function(self, called: str, node: ast.Call) -> ast.expr:
        tensors = {**dict.fromkeys(self.names, ""), **dict.fromkeys(self.names.values(), "")}
        if called in FUNCTIONS and (called not in BUILTINS or is_tensor(node, tensors)):
            return dotted(f"torch.{called}")
        if called in BUILTINS:
            return dotted("math.sqrt") if called == "sqrt" else name(called)
        return dotted(f"math.{called}") if called in MATH else name(called)

    def _is_module(self, node: ast.expr) -> bool:
        return isinstance(node, ast.Name) and node.id in MODULES and node.id not in self.names


def constant(text: str) -> str:
    """A dtype's name in PyTorch: `bool_` is `bool` there."""
    return "bool" if text == "bool_" else text


def _is_dtype(text: str) -> bool:
    return isinstance(CONSTANTS[text], dtypes.DType)


def rewritten(
    text: str, names: Mapping[str, str] | None = None, kept: frozenset[str] = frozenset()
) -> ast.expr:
    """An Expression as PyTorch code.

    Args:
        names: the script's code, most often a variable, for each name that is bound to a node.
        kept: names that mean the same in the script: the turns of loops.

    Raises:
        ExpressionError: the text cannot be read.
    """
    # A copy: trees that were parsed are kept for the next time, and nobody may change them.
    tree = _Rewriter(names or {}, kept).visit(copy.deepcopy(parse(text)))
    assert isinstance(tree, ast.expr)
    return tree


def index(text: str, kept: frozenset[str] = frozenset()) -> ast.expr:
    """What stands between brackets, as PyTorch code."""
    tree = rewritten(f"_[{text}]", {}, kept | {"_"})
    assert isinstance(tree, ast.Subscript)
    return tree.slice


def tensor_of(
    tree: ast.expr, original: ast.expr, names: Mapping[str, str], dtype: str | None = "float32"
) -> ast.expr:
    """Code for a tensor of the dtype from code that may give numbers; `original` is its Expression
    before names were put in."""
    if is_tensor(original, names):
        return tree
    return tensor_call(tree, dtype)


def tensor_call(tree: ast.expr, dtype: str | None) -> ast.Call:
    """`torch.tensor(...)` of numbers, with the dtype said where PyTorch would take another."""
    numbers = list(_numbers(tree))
    plain = bool(numbers) and all(number is not None for number in numbers)
    if dtype is None:
        return call("torch.tensor", tree)
    if dtype in ("bool", "int64") and plain:
        kind = bool if dtype == "bool" else int
        if all(type(number) is kind for number in numbers):
            return call("torch.tensor", tree)
    if dtype == "float32" and plain and not any(isinstance(n, bool) for n in numbers):
        return call("torch.tensor", as_floats(tree))
    return call("torch.tensor", tree, dtype=dotted(f"torch.{dtype}"))


def _numbers(tree: ast.expr) -> list[bool | int | float | None]:
    """The numbers of a nested list, None for each element that is something else."""
    if isinstance(tree, ast.List | ast.Tuple):
        return [number for item in tree.elts for number in _numbers(item)]
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.USub):
        return _numbers(tree.operand)
    if isinstance(tree, ast.Attribute) and tree.attr in ("nan", "inf", "pi", "e"):
        return [0.0]
    if isinstance(tree, ast.Constant) and isinstance(tree.value, bool | int | float):
        return [tree.value]
    return [None]


def as_floats(tree: ast.expr) -> ast.expr:
    """A copy of the tree with its integers as floats."""
    made: ast.expr = _Floats().visit(copy.deepcopy(tree))
    return made


class _Floats(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        value = node.value
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 1 << 53:
            return ast.Constant(float(value))
        return node


def creation(tree: ast.expr) -> str:
    """The name of the creation that the whole text is a call of: `ones`; empty where it is none."""
    if not isinstance(tree, ast.Call):
        return ""
    function = tree.func
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        found = function.attr if function.value.id == "torch" else ""
    else:
        found = function.id if isinstance(function, ast.Name) else ""
    spec = REGISTRY.get(found)
    return found if spec is not None and not spec.ports else ""


def is_float32(tree: ast.expr) -> bool:
    """Whether a text without names surely gives float32."""
    if isinstance(tree, ast.BinOp) and isinstance(tree.op, _NUMERIC):
        sides = (tree.left, tree.right)
        return any(map(is_float32, sides)) and all(
            is_float32(side) or isinstance(side, ast.Constant) for side in sides
        )
    if isinstance(tree, ast.UnaryOp):
        return isinstance(tree.op, ast.USub) and is_float32(tree.operand)
    said = isinstance(tree, ast.Call) and any(k.arg == "dtype" for k in tree.keywords)
    return creation(tree) in FLOATS and not said


def free_names(texts: Iterable[str]) -> set[str]:
    """The names in texts of parameters."""
    return {name for text in texts for name in names_in(text)}


def draws_before_a_seed(lines: Sequence[str]) -> bool:
    """Whether a script must begin with a seed: as something is drawn before it sets one itself, or
    as what it sets one with would be taken for the seed that it begins with."""
    for number, line in enumerate(lines):
        if line.startswith("torch.manual_seed("):
            return not number
        if _DRAWS.search(line) and "generator=" not in line:
            return True
    return False
