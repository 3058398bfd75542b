"""Functions, classes and imports of a snippet."""

from __future__ import annotations

import ast

from autograd_core.graph.pytorch_code import JACOBIAN
from autograd_core.graph.tracing.flowing import Flowing
from autograd_core.graph.tracing.statements import words
from autograd_core.graph.tracing.things import (
    Class,
    Function,
    GradMode,
    Layer,
    Native,
    Scope,
    UserModule,
)
from autograd_core.graph.tracing.values import Refused, Val
from autograd_core.nn import Module

SPECIAL = frozenset(
    f"__{name}__"
    for name in "init call len getitem setitem repr str iter next contains bool float "
    "add radd sub rsub mul rmul truediv rtruediv pow rpow matmul neg abs "
    "eq ne lt le gt ge".split()
)
"""Methods that Python calls by itself, and so does the interpreter."""
_HELPER = ast.dump(ast.parse(JACOBIAN))


class Definitions(Flowing):
    """Executes statements that define."""

    def do_FunctionDef(self, node: ast.FunctionDef, scope: Scope) -> None:
        if scope.name != "class" or node.name not in SPECIAL:
            self.check_name(node.name)
        if ast.dump(ast.Module([node], [])) == _HELPER:
            scope.vars[node.name] = Val(Native("jacobian"))
            return
        made = self.function(node.name, node.args, node.body, scope)
        for decorator in node.decorator_list:
            found = self.visit(decorator, scope).value
            off = isinstance(found, GradMode) and not found.enabled
            if off or found == Native("torch.no_grad"):
                made.untracked = True
            elif found == Native("property"):
                made.computed = True
            elif found == Native("torch.enable_grad") or isinstance(found, GradMode):
                made.tracked = True
            elif found == Native("staticmethod"):
                made.static = True
            elif found == Native("classmethod"):
                made.of_class = True
            else:
                raise Refused(
                    "only no_grad, enable_grad, staticmethod and property can decorate a function "
                    "here"
                )
        scope.vars[node.name] = Val(made)

    def do_ClassDef(self, node: ast.ClassDef, scope: Scope) -> None:
        self.check_name(node.name)
        if node.keywords or node.decorator_list:
            raise Refused("classes have no keywords and no decorators here")
        bases = tuple(self.visit(base, scope).value for base in node.bases)
        for base in bases:
            module = isinstance(base, Layer) and base.kind is Module
            if not (module or isinstance(base, Class) or base == Native("object")):
                raise Refused("a class can be derived from nn.Module here, or from one of yours")
        inner = Scope(scope, "class")
        for statement in node.body:
            allowed = ast.FunctionDef | ast.Assign | ast.AnnAssign | ast.Pass | ast.Expr
            if not isinstance(statement, allowed):
                raise Refused(f"'{words(statement)}' cannot stand in a class here")
            self.statement(statement, inner)
        made = None
        for base in bases:
            found = base.kind if isinstance(base, Layer) else getattr(base, "made", None)
            if found is not None:
                made = type(node.name, (UserModule,), {})
        kind = Class(node.name, bases, inner.vars, made)
        for val in inner.vars.values():
            if isinstance(val.value, Function) and val.value.scope is inner:
                val.value.scope, val.value.home = scope, kind
        scope.vars[node.name] = Val(kind)

    def do_Import(self, node: ast.Import, scope: Scope) -> None:
        for alias in node.names:
            space = self.imported(alias.name)
            if alias.asname:
                scope.vars[alias.asname] = space
            else:
                first = alias.name.partition(".")[0]
                scope.vars[first] = self.imported(first)

    def do_ImportFrom(self, node: ast.ImportFrom, scope: Scope) -> None:
        if node.module is None or node.level:
            raise Refused("relative imports cannot be used here")
        if node.module == "__future__":
            return
        space = self.imported(node.module)
        for alias in node.names:
            if alias.name == "*":
                raise Refused("import each name, not *")
            scope.vars[alias.asname or alias.name] = self.attribute(space, alias.name)
