"""What a statement that fails was about: `with suppress(Exception): print(x @ y)` is a Print whose
Expression cannot be computed, and stays one."""

from __future__ import annotations

import ast
from typing import Any

from autograd_core.graph.actions import Assign, Print
from autograd_core.graph.tracing.recording import Recorder
from autograd_core.graph.tracing.things import Scope
from autograd_core.graph.tracing.values import Execution, Ref, Text, said
from autograd_core.tensor import Tensor

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
    if others or any(not isinstance(event, Execution) for event in since):
        return
    last = since[-1] if since else None
    if isinstance(last, Execution) and last.failed and last.spec is not None and last.spec.mutates:
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
    return {"node": node, "field": field, "operator": sign, "expression": Text(sayer.visit(value))}


class _Sayer(ast.NodeTransformer):
    """Puts tensors, and the turns of loops, in the place of variables."""

    def __init__(self, scope: Scope, notes: Recorder) -> None:
        self.scope = scope
        self.notes = notes

    def visit_Name(self, node: ast.Name) -> ast.expr:
        found = self.scope.find(node.id)
        if found is None:
            return node
        if isinstance(found.value, Tensor):
            ref = found.sym if isinstance(found.sym, Ref) else self.notes.ref(found.value)
            return Ref(ref.run.now(), ref.port)
        return said(found) or node


