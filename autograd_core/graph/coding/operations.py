"""One node as PyTorch code, from its operation's definition."""

from __future__ import annotations

import ast
import keyword
from collections.abc import Callable, Mapping

from autograd_core.graph.coding.customs import call_code
from autograd_core.graph.coding.texts import (
    EXACT,
    FLOATS,
    call,
    creation,
    dotted,
    index,
    is_float32,
    is_tensor,
    method,
    rewritten,
    tensor_call,
)
from autograd_core.graph.customs.specs import CustomSpec
from autograd_core.graph.document import Document, LeafData, OpData
from autograd_core.graph.expression import ExpressionError, parse
from autograd_core.graph.packed import is_packed
from autograd_core.graph.ports import spec_of, variadic_ports
from autograd_core.graph.words import spelled
from autograd_core.ops.spec import REQUIRED, OpSpec, Param

LONG_TEXT = 20_000
"""Characters of a leaf's text from which on it is taken over as it is."""
DRAWN = frozenset("rand randn randint randperm normal".split())
"""Creations that take a generator of their own."""
GENERATOR = "generator"
"""The variable of a generator that several draws share."""
FILLED = frozenset("uniform_ normal_ exponential_".split())
"""Methods that do."""
_BY_KEYWORD = frozenset(
    "relu6_ hardsigmoid_ hardswish_ silu_ mish_ dropout1d_ dropout2d_ dropout3d_".split()
)
"""Writes in place that PyTorch has no function of their own for."""
_MARK = "_gradcanvas_"


def leaf_code(data: LeafData) -> str:
    """The code that makes a leaf: `torch.ones(2, requires_grad=True)`.

    Raises:
        ExpressionError: its text cannot be read.
    """
    if len(data.value) > LONG_TEXT:
        return _long_leaf(data)
    original, tree = parse(data.value), rewritten(data.value)
    made = creation(original)
    draws = _draws(tree) if data.seed is not None else []
    for each in draws:
        seeded = dotted(GENERATOR) if len(draws) > 1 else _generator(data)
        each.keywords.append(ast.keyword("generator", seeded))
    bare = isinstance(tree, ast.Call) and len(tree.args) == 1 and not tree.keywords
    if made == "tensor" and bare and isinstance(tree, ast.Call):
        tree = tensor_call(tree.args[0], data.dtype)
    elif not is_tensor(original, {}):
        tree = tensor_call(tree, data.dtype)
        made = "tensor"
    elif data.dtype is not None and not (data.dtype == "float32" and is_float32(original)):
        tree = _of_dtype(tree, made, data.dtype)
    if data.requires_grad:
        tree = _tracked(tree, made)
    return ast.unparse(ast.fix_missing_locations(tree))


def shared_generator(data: LeafData) -> str:
    """The code of the generator that several draws of a leaf share; nothing where none do."""
    if data.seed is None or len(data.value) > LONG_TEXT or len(_draws(rewritten(data.value))) < 2:
        return ""
    return ast.unparse(_generator(data))


def _generator(data: LeafData) -> ast.expr:
    return method(call("torch.Generator"), "manual_seed", ast.Constant(data.seed))


def _draws(tree: ast.expr) -> list[ast.Call]:
    """The calls in a tree that take a generator, in the order in which they draw."""
    calls = [each for each in ast.walk(tree) if isinstance(each, ast.Call)]
    named = [(each, getattr(each.func, "attr", "")) for each in calls]
    return [each for each, called in named if called in DRAWN | FILLED]


def _long_leaf(data: LeafData) -> str:
    dtype = "" if data.dtype is None else f", dtype=torch.{data.dtype}"
    tracked = ", requires_grad=True" if data.requires_grad else ""
    if is_packed(data.value):
        bytes_of = data.value.removeprefix("npy")
        made = f"numpy.load(io.BytesIO(base64.b64decode{bytes_of}))"
        return f"torch.tensor({made}{dtype}{tracked})"
    text = data.value.replace("nan", "math.nan").replace("inf", "math.inf")
    return f"torch.tensor({text}{dtype}{tracked})"


def _of_dtype(tree: ast.expr, made: str, dtype: str) -> ast.expr:
    kind = dotted(f"torch.{dtype}")
    if isinstance(tree, ast.Call) and made in EXACT:
        tree.keywords = [k for k in tree.keywords if k.arg != "dtype"]
        tree.keywords.append(ast.keyword("dtype", kind))
        return tree
    return method(tree, "to", kind)


def _tracked(tree: ast.expr, made: str) -> ast.expr:
    converted = isinstance(tree, ast.Call) and getattr(tree.func, "attr", "") == "to"
    if isinstance(tree, ast.Call) and (made in EXACT or made in FLOATS) and not converted:
        if all(keyword.arg != "requires_grad" for keyword in tree.keywords):
            tree.keywords.append(ast.keyword("requires_grad", ast.Constant(True)))
        return tree
    return method(tree, "requires_grad_")


def operation_code(
    document: Document,
    node: str,
    operand: Callable[[str, str], ast.expr],
    kept: frozenset[str] = frozenset(),
    named: Callable[[str], str] | None = None,
) -> ast.stmt:
    """The statement of an operation: an expression, or an assignment to an element.

    Args:
        operand: the code of what a source node gives at a port.
        kept: names of the turns of loops.
        named: what the class of a user's own function is called, by its source.

    Raises:
        KeyError: the operation is not known.
        ExpressionError: a parameter cannot be read, or something is missing.
    """
    data = document.nodes[node]
    assert isinstance(data, OpData)
    spec = spec_of(data)
    if spec is None:
        raise KeyError(data.op)
    if isinstance(spec, CustomSpec):
        return call_code(document, data, spec, operand, kept, named(data.function) if named else "")
    trees: dict[str, ast.expr] = {}
    fields: dict[str, str] = {}

    def mark(tree: ast.expr) -> str:
        name = f"{_MARK}{len(trees)}"
        trees[name] = tree
        return name

    wires = document.inputs(node)
    for port in spec.ports:
        if port.variadic:
            names = [p for p in variadic_ports(document, node, port.name) if p in wires]
            found = [operand(wires[p].source, wires[p].source_port) for p in names]
            fields[port.name] = ", ".join(map(mark, found))
        elif port.name in wires:
            wire = wires[port.name]
            fields[port.name] = mark(operand(wire.source, wire.source_port))
        elif port.name in data.params:
            fields[port.name] = mark(rewritten(data.params[port.name], {}, kept))
        elif port.optional:
            fields[port.name] = "None"
        if fields.get(port.name, "") == "":
            raise ExpressionError(f"nothing is wired to {port.name}")
    for param in spec.params:
        if param.default is REQUIRED and param.name not in data.params:
            raise ExpressionError(f"{param.name} has no value yet")
    params = {p.name: data.params[p.name] for p in spec.params if p.name in data.params}
    said = {n: _param(spec.param(n), text, kept, spec.mutates) for n, text in params.items()}
    text = _spelled(spec, fields, said, mark)
    (statement,) = ast.parse(text).body
    filled = _Filler(trees).visit(statement)
    assert isinstance(filled, ast.stmt)
    return filled


def _spelled(
    spec: OpSpec,
    fields: Mapping[str, str],
    said: Mapping[str, ast.expr],
    mark: Callable[[ast.expr], str],
) -> str:
    """The operation's spelling with marks for all that is to be filled in."""
    listed_there = "{params}" in spec.spelling
    if any(f"{{{n}}}" not in spec.spelling and not listed_there for n in said):
        # an operator has no room for `alpha`
        return _as_function(spec, fields, said, mark)
    listed = {n: tree for n, tree in said.items() if f"{{{n}}}" not in spec.spelling}
    defaults = {p.name: repr(p.default) for p in spec.params if p.default is not REQUIRED}
    named = {n: mark(tree) for n, tree in said.items() if n not in listed}
    if "keepdim" in listed and "dim" not in said and spec.param("dim").default is None:
        listed = {"dim": ast.Constant(None), **listed}  # PyTorch takes the one with the other only
    nothing = listed.get("from")
    if isinstance(nothing, ast.Constant) and nothing.value is None:
        del listed["from"]
    arguments = ", ".join(_argument(spec, n, tree, mark) for n, tree in listed.items())
    text = spelled(spec, {**defaults, **named, **fields, "params": arguments})
    return _as_pytorch_writes_in_place(spec, text) if spec.mutates else text


def _as_pytorch_writes_in_place(spec: OpSpec, text: str) -> str:
    """The call by a name that PyTorch has: `pow_` where the definition is `pow_tensor_`, and
    `silu(x, inplace=True)` where there is no `silu_`."""
    if spec.methods and f".{spec.name}(" in text and spec.name not in spec.methods:
        return text.replace(f".{spec.name}(", f".{spec.methods[0]}(", 1)
    _, opening, rest = text.partition(f".{spec.name}(")
    if opening and spec.name in _BY_KEYWORD:
        plain = spec.name.removesuffix("_")
        return f"torch.nn.functional.{plain}({rest.removesuffix(')')}, inplace=True)"
    return text


def _argument(
    spec: OpSpec, name: str, tree: ast.expr, mark: Callable[[ast.expr], str]
) -> str:
    """A parameter in a call: shapes and the dims of a transposition by place, as people write
    them, all others by name."""
    param = spec.param(name)
    if name in ("dim0", "dim1") and spec.params[0].name == "dim0":
        return mark(tree)
    if keyword.iskeyword(name):  # `x.random_(from, to)`
        return mark(tree)
    named = "={" in spec.spelling.partition("{params}")[0]  # then all after it is
    if named or param is not spec.params[0] or param.type not in ("shape", "dims"):
        return f"{name}={mark(tree)}"
    if param.varargs and (spec.methods or not spec.ports):
        sizes = tree.elts if isinstance(tree, ast.Tuple | ast.List) else [tree]
        if sizes:
            return ", ".join(mark(size) for size in sizes)
    if isinstance(tree, ast.Constant | ast.UnaryOp) and param.type == "shape":
        tree = ast.Tuple([tree])
    return mark(tree) if param.type == "shape" else f"{name}={mark(tree)}"


def _as_function(
    spec: OpSpec,
    fields: Mapping[str, str],
    said: Mapping[str, ast.expr],
    mark: Callable[[ast.expr], str],
) -> str:
    keywords = [f"{n}={mark(tree)}" for n, tree in said.items()]
    operands = [fields[port.name] for port in spec.ports]
    if spec.mutates or not spec.functions:
        owner, *rest = operands
        plain = next(n for n in spec.methods if not n.startswith("__"))
        return f"{owner}.{plain}({', '.join([*rest, *keywords])})"
    return f"torch.{spec.functions[0]}({', '.join([*operands, *keywords])})"


def _param(param: Param, text: str, kept: frozenset[str], mutates: bool) -> ast.expr:
    """A parameter's text as code."""
    if param.type == "index":
        place = index(text, kept)
        whole = isinstance(place, ast.Constant) and place.value is ...
        # `x[...] = y` alone is read back as an Assign
        return ast.Tuple([place]) if whole and mutates else place
    if param.type == "str":
        try:
            return ast.Constant(str(ast.literal_eval(text)))
        except (ValueError, SyntaxError):
            return ast.Constant(text)
    tree = rewritten(text, {}, kept)
    if param.type == "dtype" and isinstance(tree, ast.Constant) and isinstance(tree.value, str):
        return dotted(f"torch.{tree.value}")
    return tree


class _Filler(ast.NodeTransformer):
    """Puts trees in the place of their marks."""

    def __init__(self, trees: Mapping[str, ast.expr]) -> None:
        self.trees = trees

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.trees.get(node.id, node)

