"""The source of a class, as a document keeps it: its own text, and before it what it needs.

Imports, constants, functions and other classes that the methods name are written down as they are
when `apply` is called, so that the source says all by itself.
"""

from __future__ import annotations

import ast
import textwrap
import typing
from collections.abc import Iterable, Iterator
from typing import Any

from autograd_core import dtypes
from autograd_core.graph.gate import Gate
from autograd_core.graph.limits import Limits
from autograd_core.graph.tracing.definitions import Definitions
from autograd_core.graph.tracing.prelude import OFFERED
from autograd_core.graph.tracing.recording import written
from autograd_core.graph.tracing.things import (
    Class,
    Custom,
    Function,
    Ignored,
    Layer,
    Native,
    Operation,
    Scope,
    Space,
)
from autograd_core.graph.tracing.values import Refused, literal
from autograd_core.graph.vocabulary import BUILTINS
from autograd_core.tensor import Tensor

_KNOWN = {"torch": "torch"}
"""What every script imports."""
_ASSUMED = {"F": "torch.nn.functional", "nn": "torch.nn", "np": "numpy", "math": "math"}
"""What the interpreter knows without an import."""


class Collecting(Definitions):
    """Writes sources."""

    text = ""
    """The snippet's own text."""

    def __init__(self, limits: Limits, gate: Gate) -> None:
        super().__init__(limits, gate)
        self.constants: set[str] = set()
        """The names of values that sources have written down."""

    def source_of(self, custom: Custom) -> str:
        """The source of a class.

        Raises:
            Refused: it needs something that cannot be written down.
        """
        parts = _Parts(self)
        parts.add_class(custom)
        self.constants |= parts.values.keys()
        return parts.text()


class _Parts:
    """The parts of one source: each name once."""

    def __init__(self, interpreter: Collecting) -> None:
        self.interpreter = interpreter
        self.lines = interpreter.text.splitlines()
        self.imports: dict[str, str] = {}
        self.values: dict[str, str] = {}
        self.definitions: list[str] = []
        self.done: set[str] = set()

    def text(self) -> str:
        """All of it."""
        head = [*self.imports.values(), *self.values.values()]
        found = "\n\n\n".join([*(["\n".join(head)] if head else []), *self.definitions])
        return found + "\n"

    def add_class(self, custom: Custom) -> None:
        self.done.add(custom.name)
        for base in custom.bases:
            if isinstance(base, Custom):
                self._add(base.name, base)
        self._names(free_names(custom.node), custom.scope)
        self.definitions.append(self._written(custom.node))

    def _names(self, names: Iterable[str], scope: Scope) -> None:
        for name in names:
            if name in self.done:
                continue
            val = scope.find(name)
            if val is not None:
                self._add(name, val.value)
            elif name in _ASSUMED:
                self._add(name, Space(_ASSUMED[name]))

    def _add(self, name: str, value: Any) -> None:
        if name in self.done:
            return
        self.done.add(name)
        module = _module_of(name, value)
        if module is not None:
            if module:
                self.imports[name] = module
        elif isinstance(value, Custom):
            self.add_class(value)
        elif isinstance(value, Function):
            self._function(name, value)
        elif type(value).__name__ == "Apply":
            self._add(value.custom.name, value.custom)
            self.definitions.append(f"{name} = {value.custom.name}.apply")
        else:
            self._value(name, value)

    def _function(self, name: str, function: Function) -> None:
        home = next((path for path, names in OFFERED.items() if name in names), None)
        if function.scope is self.interpreter.own and home is not None:
            self.imports[name] = f"from {home} import {name}"
            return
        if function.node is not None:
            self._names(free_names(function.node), function.scope)
            self.definitions.append(self._written(function.node))
            return
        assert isinstance(function.body, ast.expr)
        made = ast.Lambda(function.args, function.body)
        self._names(free_names(made), function.scope)
        self.definitions.append(f"{name} = {ast.unparse(made)}")

    def _value(self, name: str, value: Any) -> None:
        tracked = isinstance(value, Tensor) and value.requires_grad
        tree = None if tracked else literal(value)
        if tree is None and isinstance(value, Tensor) and not tracked:
            tree = written(value)
            if isinstance(tree, ast.Call) and value.dtype not in (dtypes.float32, dtypes.int64):
                kind = str(value.dtype).removeprefix("torch.")
                dtype = ast.Attribute(ast.Name("torch"), kind, ast.Load())
                tree.keywords.append(ast.keyword("dtype", dtype))
        if tree is None:
            kind = "a tensor that requires grad" if tracked else type(value).__name__
            raise Refused(f"'{name}' is read from outside of the class: pass it to apply ({kind})")
        tree = _Plain().visit(ast.fix_missing_locations(tree))
        self.values[name] = f"{name} = {ast.unparse(ast.fix_missing_locations(tree))}"

    def _written(self, node: ast.FunctionDef | ast.ClassDef) -> str:
        """The text of a definition, as it stands."""
        first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
        lines = self.lines[first - 1 : node.end_lineno]
        whole = textwrap.dedent("\n".join(lines)).strip("\n")
        try:
            (found,) = ast.parse(whole).body
        except (SyntaxError, ValueError):
            return ast.unparse(node)
        return whole if ast.dump(found) == ast.dump(node) else ast.unparse(node)


class _Plain(ast.NodeTransformer):
    """Says in Python what Expressions have names for."""

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id not in ("inf", "nan"):
            return node
        return ast.Call(ast.Name("float"), [ast.Constant(node.id)], [])


def _module_of(name: str, value: Any) -> str | None:
    """The import of a name; empty where none is needed, None for what is not imported."""
    if isinstance(value, Space):
        if _KNOWN.get(name) == value.path:
            return ""
        plain = name == value.path
        return f"import {name}" if plain else f"import {value.path} as {name}"
    if isinstance(value, Ignored) and name in typing.__all__:
        return f"from typing import {name}"
    path = ""
    if isinstance(value, Native):
        path = value.name
        if "." not in path:
            return "" if path == name else None
    elif isinstance(value, Operation):
        path = f"torch.{value.name}"
    elif isinstance(value, Layer):
        path = f"torch.nn.{value.name}"
    elif isinstance(value, dtypes.DType):
        path = str(value)
    else:
        return None
    home, _, own = path.rpartition(".")
    return f"from {home} import {own}" + ("" if own == name else f" as {name}")


# Names


def free_names(node: ast.AST) -> list[str]:
    """The names that a definition reads and does not give itself, in the order of their first
    use."""
    return list(dict.fromkeys(_free(node)))


def _free(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.FunctionDef):
        for outer in (*node.decorator_list, *_defaults(node.args), *_annotations(node)):
            yield from _free(outer)
        own = _parameters(node.args) | _bound(node.body)
        for statement in node.body:
            yield from (name for name in _free(statement) if name not in own)
    elif isinstance(node, ast.Lambda):
        for outer in _defaults(node.args):
            yield from _free(outer)
        yield from (name for name in _free(node.body) if name not in _parameters(node.args))
    elif isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
        targets = [child for part in node.generators for child in ast.walk(part.target)]
        own = {child.id for child in targets if isinstance(child, ast.Name)}
        for child in ast.iter_child_nodes(node):
            yield from (name for name in _free(child) if name not in own)
    elif isinstance(node, ast.Name):
        if isinstance(node.ctx, ast.Load):
            yield node.id
    else:
        for child in ast.iter_child_nodes(node):
            yield from _free(child)


def _annotations(node: ast.FunctionDef) -> Iterator[ast.expr]:
    """What Python reads of types when it meets the definition."""
    args = node.args
    for each in (*args.posonlyargs, *args.args, args.vararg, *args.kwonlyargs, args.kwarg):
        if each is not None and each.annotation is not None:
            yield each.annotation
    if node.returns is not None:
        yield node.returns


def _defaults(args: ast.arguments) -> list[ast.expr]:
    return [*args.defaults, *(each for each in args.kw_defaults if each is not None)]


def _parameters(args: ast.arguments) -> set[str]:
    named = [*args.posonlyargs, *args.args, *args.kwonlyargs]
    named += [each for each in (args.vararg, args.kwarg) if each is not None]
    return {each.arg for each in named}


def _bound(body: list[ast.stmt]) -> set[str]:
    """The names that a function gives."""
    found: set[str] = set()
    stack: list[ast.AST] = list(body)
    while stack:
        node = stack.pop()
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
            continue
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        if isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(a.asname or a.name).partition(".")[0] for a in node.names}
        if isinstance(node, ast.ExceptHandler) and node.name:
            found.add(node.name)
        stack += ast.iter_child_nodes(node)
    return found


__all__ = ["BUILTINS", "Class", "Collecting", "free_names"]
