"""The source of a user's own function: a text with one class of `torch.autograd.Function`.

What the class needs stands before it: imports, constants, functions, other such classes. The text
is read here for its form alone, and never executed: what its card looks like follows from it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from autograd_core.graph.told import Told
from autograd_core.graph.vocabulary import RANDOM

LONGEST = 40_000
"""Characters of a source."""
DEEPEST = 60
BASES = frozenset({"Function", "autograd.Function", "torch.autograd.Function"})
METHODS = ("forward", "setup_context", "backward", "vjp")
ALLOWED = (
    ast.Import | ast.ImportFrom | ast.Assign | ast.AnnAssign | ast.FunctionDef | ast.ClassDef
    | ast.Expr
)  # fmt: skip
OUT = "out"


class SourceError(Exception):
    """Why a text is not the source of a function, and at which line (from 1)."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


@dataclass(frozen=True)
class Argument:
    """An argument of `apply`. `default` is the code of its default, None where it has none; `many`
    if it takes all that is left; `type` that of a parameter, empty where a tensor may come."""

    name: str
    default: str | None = None
    many: bool = False
    type: str = ""


@dataclass(frozen=True)
class Source:
    """What a source says of its class."""

    text: str
    name: str
    help: str
    arguments: tuple[Argument, ...]
    outputs: tuple[str, ...]
    """The names of the outputs; one that begins with `*` where their number is known later."""
    several: bool
    """Whether forward gives a tuple, perhaps of one."""
    writes: bool
    """Whether it marks an argument as written."""
    draws: bool
    """Whether it may draw random numbers."""
    lines: dict[str, tuple[int, int]]
    """The first and the last line of each of its methods."""

    def method_at(self, line: int) -> str:
        """The method that a line is in; empty for none."""
        found = (n for n, (first, last) in self.lines.items() if first <= line <= last)
        return next(found, "")

    def code_of(self, method: str) -> str:
        """The lines of a method, as they stand."""
        first, last = self.lines.get(method, (1, 0))
        return "\n".join(self.text.splitlines()[first - 1 : last])


def known(text: str) -> Source | None:
    """The source, None where it cannot be read."""
    try:
        return read(text)
    except SourceError:
        return None


def unreadable(text: str) -> str:
    """Why a text is not the source of a function; empty where it is."""
    try:
        read(text)
    except SourceError as error:
        return str(error)
    return ""


@lru_cache(maxsize=512)
def read(text: str) -> Source:
    """What the text says.

    Raises:
        SourceError: it is no Python, or not of this form.
    """
    module = _parsed(text)
    for statement in module.body:
        if not isinstance(statement, ALLOWED):
            raise SourceError(statement.lineno, Told("only definitions and imports can stand here"))
    if not module.body or not isinstance(kind := module.body[-1], ast.ClassDef):
        line = module.body[-1].lineno if module.body else 1
        raise SourceError(line, Told("the class must stand at the end"))
    if not kind.bases:
        reason = Told("the class must be derived from torch.autograd.Function")
        raise SourceError(kind.lineno, reason)
    methods = {m.name: m for m in kind.body if isinstance(m, ast.FunctionDef)}
    inherited = _ancestors(module, kind)
    methods = {**inherited, **methods}
    if "forward" not in methods:
        raise SourceError(kind.lineno, Told("{name} has no forward", name=kind.name))
    forward = methods["forward"]
    names = {getattr(n, "id", getattr(n, "attr", "")) for n in ast.walk(module)}
    outputs, several = _outputs(forward)
    doc = (ast.get_docstring(kind) or "").strip().split("\n\n")[0]
    return Source(
        text,
        kind.name,
        " ".join(doc.split()),
        tuple(_arguments(forward, "setup_context" in methods)),
        outputs,
        several,
        "mark_dirty" in names,
        not names.isdisjoint(RANDOM),
        {name: _extent(methods[name]) for name in METHODS if name in methods},
    )


def _parsed(text: str) -> ast.Module:
    if len(text) > LONGEST:
        raise SourceError(1, Told("longer than {count} characters", count=LONGEST))
    try:
        module = ast.parse(text)
    except SyntaxError as error:
        reason = Told("not understood: {error}", error=error.msg)
        raise SourceError(error.lineno or 1, reason) from None
    except (RecursionError, MemoryError):
        raise SourceError(1, Told("nested too deeply")) from None
    except ValueError as error:
        raise SourceError(1, Told("not understood: {error}", error=str(error))) from None
    stack: list[tuple[ast.AST, int, int]] = [(module, 0, 1)]
    while stack:
        node, depth, line = stack.pop()
        line = getattr(node, "lineno", line)
        if depth > DEEPEST:
            raise SourceError(line, Told("nested too deeply"))
        for name in (getattr(node, "id", ""), getattr(node, "attr", "")):
            if isinstance(name, str) and name.startswith("__") and name != "__name__":
                raise SourceError(
                    line,
                    Told("'{name}': names that begin with two underscores cannot be used",
                         name=name),
                )
        stack += [(child, depth + 1, line) for child in ast.iter_child_nodes(node)]
    return module


def _ancestors(module: ast.Module, kind: ast.ClassDef) -> dict[str, ast.FunctionDef]:
    """The methods that the class has from other classes of the text."""
    classes = {c.name: c for c in module.body if isinstance(c, ast.ClassDef)}
    found: dict[str, ast.FunctionDef] = {}
    seen = {kind.name}
    stack = [ast.unparse(base) for base in kind.bases]
    while stack:
        name = stack.pop()
        if name in classes and name not in seen:
            seen.add(name)
            methods = {m.name: m for m in classes[name].body if isinstance(m, ast.FunctionDef)}
            found = {**methods, **found}
            stack += [ast.unparse(base) for base in classes[name].bases]
    return found


def _extent(method: ast.FunctionDef) -> tuple[int, int]:
    first = min([method.lineno, *(each.lineno for each in method.decorator_list)])
    return first, method.end_lineno or method.lineno


# Arguments

_TYPES = {"int": "int", "float": "float", "bool": "bool", "str": "str"}


def _arguments(forward: ast.FunctionDef, apart: bool) -> Iterator[Argument]:
    """The arguments of `apply`: those of forward, behind ctx where it gets that."""
    spec = forward.args
    named = [*spec.posonlyargs, *spec.args]
    defaults: list[ast.expr | None] = [None] * (len(named) - len(spec.defaults))
    defaults += spec.defaults
    pairs = list(zip(named, defaults, strict=True))
    if not apart:
        if not pairs and spec.vararg is None:
            raise SourceError(forward.lineno, Told("forward must take ctx first"))
        pairs = pairs[1:]
    if spec.kwonlyargs or spec.kwarg:
        raise SourceError(forward.lineno, Told("forward takes arguments by their place only"))
    for arg, default in pairs:
        code = None if default is None else ast.unparse(default)
        yield Argument(arg.arg, code, type=_type_of(arg, default))
    if spec.vararg is not None:
        yield Argument(spec.vararg.arg, many=True)


def _type_of(arg: ast.arg, default: ast.expr | None) -> str:
    """The type of an argument that is never a tensor, as far as it is said."""
    said = _TYPES.get(ast.unparse(arg.annotation) if arg.annotation is not None else "")
    if said is not None:
        return said
    value = default.value if isinstance(default, ast.Constant) else None
    return "bool" if isinstance(value, bool) else "str" if isinstance(value, str) else ""


# Outputs


def _outputs(forward: ast.FunctionDef) -> tuple[tuple[str, ...], bool]:
    """The names of the outputs, and whether forward gives a tuple."""
    returned = [node.value for node in _own(forward) if isinstance(node, ast.Return)]
    assigned = {
        target.id: node.value
        for node in _own(forward)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found = [assigned.get(v.id, v) if isinstance(v, ast.Name) else v for v in returned]
    tuples = [v for v in found if isinstance(v, ast.Tuple)]
    if tuples and len(tuples) == len(found):
        first = tuples[0]
        fixed = not any(isinstance(item, ast.Starred) for item in first.elts)
        if fixed and all(len(each.elts) == len(first.elts) for each in tuples):
            return _named(first.elts), True
    made = any(
        isinstance(v, ast.Call) and isinstance(v.func, ast.Name) and v.func.id == "tuple"
        for v in found
    )
    if tuples or made:
        return (f"*{OUT}",), True
    return (OUT,), False


def _own(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """The parts of a function that are no parts of functions within it."""
    stack: list[ast.AST] = list(function.body)
    while stack:
        node = stack.pop(0)
        yield node
        if not isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef):
            stack += ast.iter_child_nodes(node)


def _named(items: list[ast.expr]) -> tuple[str, ...]:
    names = [item.id if isinstance(item, ast.Name) else "" for item in items]
    if not names:
        return (f"*{OUT}",)
    if len(names) == 1:
        return (OUT,)
    if all(names) and len(set(names)) == len(names):
        return tuple(names)
    return tuple(f"{OUT}{place}" for place in range(len(names)))
