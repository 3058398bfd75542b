"""What a statement that fails was about: `with suppress(Exception): print(x @ y)` is a Print whose
Expression cannot be computed, and stays one."""

from __future__ import annotations

import ast
import copy
import re
from typing import Any

from autograd_core.graph.actions import Assign, Print
from autograd_core.graph.tracing.recording import Recorder
from autograd_core.graph.tracing.things import Function, Scope
from autograd_core.graph.tracing.values import Act, Execution, Ref, Text, said
from autograd_core.tensor import Tensor

_UNNAMED = re.compile(r"t\d+")
_SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+=", ast.Sub: "-=", ast.Mult: "*=", ast.Div: "/=",
}  # fmt: skip
_METHODS = {"add_": "+=", "sub_": "-=", "mul_": "*=", "div_": "/=", "copy_": "="}


def note_failed(notes: Recorder, body: list[ast.stmt], scope: Scope, mark: int) -> None:
    """Notes the Print or the Assign that the only statement of a block would have been, if what it
    computes failed before it was noted. `mark` is how many events there were before it."""
    (statement, *others) = body
    no_grad = isinstance(statement, ast.With)
    if isinstance(statement, ast.With):
        (statement, *others) = [*statement.body, *others]
    since = notes.events[mark:]
    if isinstance(statement, ast.Assign) and since and isinstance(since[-1], Act):
        _label_taps(statement.targets[0], since[-1].fields.get("into", ()))
    if others or any(not isinstance(event, Execution) for event in since):
        return
    last = since[-1] if since else None
    failed = last if isinstance(last, Execution) and last.failed else None
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        if failed is not None and not _UNNAMED.fullmatch(statement.targets[0].id):
            failed.label = statement.targets[0].id
        return
    if failed is not None and failed.spec is not None and failed.spec.mutates:
        return  # a node, which failed itself
    fields = _fields(statement, scope, notes)
    if fields is None:
        return
    kept = [event for event in since if isinstance(event, Execution) and event.label]
    notes.events[mark:] = kept
    if "node" in fields:
        notes.act(Assign, **fields, no_grad=no_grad)
    else:
        notes.act(Print, **fields)


def as_written(notes: Recorder, function: object, bound: str) -> ast.expr | None:
    """The body of a lambda of one argument, which is called `bound`."""
    if not isinstance(function, Function) or not isinstance(function.body, ast.expr):
        return None
    made: ast.expr = _Sayer(function.scope, notes, bound).visit(copy.deepcopy(function.body))
    return made


def _label_taps(target: ast.expr, taps: tuple[Ref, ...]) -> None:
    """Gives the names on the left to what an action should have given."""
    names = target.elts if isinstance(target, ast.Tuple) else [target]
    for name, tap in zip(names, taps, strict=False):
        if isinstance(name, ast.Name) and not _UNNAMED.fullmatch(name.id):
            tap.run.label = name.id


def _fields(statement: ast.stmt, scope: Scope, notes: Recorder) -> dict[str, Any] | None:
    sayer = _Sayer(scope, notes)
    if isinstance(statement, ast.AugAssign):
        return _assigned(sayer, statement.target, _SIGNS.get(type(statement.op)), statement.value)
    if isinstance(statement, ast.Assign):
        return _assigned(sayer, statement.targets[0], "=", statement.value)
    call = statement.value if isinstance(statement, ast.Expr) else None
    if not isinstance(call, ast.Call) or call.keywords:
        return None
    function = call.func
    if isinstance(function, ast.Attribute) and len(call.args) == 1:
        return _assigned(sayer, function.value, _METHODS.get(function.attr), call.args[0])
    if isinstance(function, ast.Name) and function.id == "print":
        items = [sayer.visit(arg) for arg in call.args]
        tree = items[0] if len(items) == 1 else ast.Tuple(items)
        return {"expression": Text(tree)}
    return None


def _assigned(
    sayer: _Sayer, target: ast.expr, sign: str | None, value: ast.expr
) -> dict[str, Any] | None:
    field = "value"
    if isinstance(target, ast.Attribute) and target.attr in ("data", "grad"):
        field, target = target.attr, target.value
    elif isinstance(target, ast.Subscript):
        target = target.value
    node = sayer.visit(target)
    if sign is None or not isinstance(node, Ref):
        return None
    while sign == "=" and field != "value" and (inner := _copied(value)) is not None:
        value = inner
    return {"node": node, "field": field, "operator": sign, "expression": Text(sayer.visit(value))}


def _copied(tree: ast.expr) -> ast.expr | None:
    """The `x` of `x.detach()` or `x.clone()`."""
    function = tree.func if isinstance(tree, ast.Call) and not tree.args else None
    copies = isinstance(function, ast.Attribute) and function.attr in ("detach", "clone")
    return function.value if copies and isinstance(function, ast.Attribute) else None


class _Sayer(ast.NodeTransformer):
    """Puts tensors, and the turns of loops, in the place of variables."""

    def __init__(self, scope: Scope, notes: Recorder, bound: str = "") -> None:
        self.bound = bound
        self.scope = scope
        self.notes = notes

    def visit_Name(self, node: ast.Name) -> ast.expr:
        found = self.scope.find(node.id)
        if found is None or node.id == self.bound:
            return node
        if isinstance(found.value, Tensor):
            ref = found.sym if isinstance(found.sym, Ref) else self.notes.ref(found.value)
            return Ref(ref.run.now(), ref.port)
        return said(found) or node


