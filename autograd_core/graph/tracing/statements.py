"""The statements of a snippet."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from autograd_core.grad_mode import enable_grad, no_grad, set_grad_enabled
from autograd_core.graph.tracing.branching import Branching
from autograd_core.graph.tracing.branching import Left as Left
from autograd_core.graph.tracing.failing import note_failed
from autograd_core.graph.tracing.things import (
    GradMode,
    Ignored,
    Made,
    Raised,
    Scope,
    Suppress,
)
from autograd_core.graph.tracing.values import (
    Loop,
    Ref,
    Refused,
    Val,
    refs_in,
    said,
)
from autograd_core.nn import Module, ModuleDict, ModuleList, Sequential
from autograd_core.placement import Device
from autograd_core.tensor import Tensor

OPERATORS: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+=", "__iadd__"),
    ast.Sub: ("-=", "__isub__"),
    ast.Mult: ("*=", "__imul__"),
    ast.Div: ("/=", "__itruediv__"),
    ast.Pow: ("", "__ipow__"),
    ast.Mod: ("", "__imod__"),
    ast.FloorDiv: ("", "__ifloordiv__"),
    ast.BitAnd: ("", "__iand__"),
    ast.BitOr: ("", "__ior__"),
    ast.BitXor: ("", "__ixor__"),
}


class Statements(Branching):
    """Executes statements."""

    def block(self, body: list[ast.stmt], scope: Scope) -> None:
        for statement in body:
            self.statement(statement, scope)

    def statement(self, node: ast.stmt, scope: Scope) -> None:
        method: Callable[[Any, Scope], None] | None = getattr(
            self, "do_" + type(node).__name__, None
        )
        before = self.notes.line
        if not self.foreign:
            self.notes.line = node.lineno
        if method is None:
            raise Refused(f"'{words(node)}' cannot be used in a snippet")
        self.work()
        method(node, scope)
        self.notes.line = before

    def do_Pass(self, node: ast.Pass, scope: Scope) -> None:
        pass

    def do_Expr(self, node: ast.Expr, scope: Scope) -> None:
        val = self.visit(node.value, scope)
        if isinstance(val.value, GradMode) and val.value.at_once:
            self._switch(val.value)
        if isinstance(val.value, Tensor) and isinstance(val.sym, Ref):
            written = isinstance(node.value, ast.Name | ast.Attribute)
            if not written and val.sym.run.kind in ("op", "leaf"):
                self.notes.need(val.sym.run)

    # Assignments

    def do_Assign(self, node: ast.Assign, scope: Scope) -> None:
        val = self.visit(node.value, scope)
        for target in node.targets:
            self.assign(target, val, scope, node.value)

    def do_AnnAssign(self, node: ast.AnnAssign, scope: Scope) -> None:
        if node.value is not None:
            self.assign(node.target, self.visit(node.value, scope), scope, node.value)

    def assign(
        self, target: ast.expr, val: Val, scope: Scope, source: ast.expr | None = None
    ) -> None:
        if isinstance(target, ast.Name):
            self.bind(target.id, val, scope, isinstance(source, ast.Name))
        elif isinstance(target, ast.Tuple | ast.List):
            self._unpack(target, val, scope)
        elif isinstance(target, ast.Attribute):
            self.set_attribute(target, val, scope)
        elif isinstance(target, ast.Subscript):
            self.set_item(target, val, scope)
        else:
            raise Refused(f"'{words(target)}' cannot be assigned to")

    def _unpack(self, target: ast.Tuple | ast.List, val: Val, scope: Scope) -> None:
        if isinstance(val.value, Ignored):
            for each in target.elts:
                self.assign(each, val, scope)
            return
        items = list(self.items_of(val))
        starred = [i for i, each in enumerate(target.elts) if isinstance(each, ast.Starred)]
        if starred:
            at, after = starred[0], len(target.elts) - starred[0] - 1
            if len(items) < len(target.elts) - 1:
                raise ValueError(
                    f"not enough values to unpack (expected at least {len(target.elts) - 1}, "
                    f"got {len(items)})"
                )
            rest = items[at : len(items) - after]
            items = [*items[:at], Val([r.value for r in rest]), *items[len(items) - after :]]
        if len(items) != len(target.elts):
            many = "too many" if len(items) > len(target.elts) else "not enough"
            got = "" if len(items) > len(target.elts) else f", got {len(items)}"
            raise ValueError(f"{many} values to unpack (expected {len(target.elts)}{got})")
        for each, item in zip(target.elts, items, strict=True):
            self.assign(each.value if isinstance(each, ast.Starred) else each, item, scope)

    def bind(self, name: str, val: Val, scope: Scope, alias: bool = False) -> None:
        """Gives a value a name."""
        self.check_name(name)
        scope = scope.outer.get(name, scope)
        value = val.value
        if self.foreign:
            if not isinstance(value, Tensor):
                val = Val(value)
        elif isinstance(value, Tensor):
            val = self.labelled(name, val, alias)
        elif isinstance(value, Made):
            self.name_optimizer(value, name)
        elif isinstance(value, Module):
            self.name_parameters(value, name)
        elif isinstance(value, tuple | list) and any(isinstance(v, Tensor) for v in value):
            val = self._container(name, value)
        elif self.is_plain(value):
            val = self._let(name, val, scope)
        else:
            val = Val(value)
        scope.vars[name] = val

    def _container(self, name: str, value: Any) -> Val:
        refs = [self.notes.ref(v) for v in value if isinstance(v, Tensor)]
        for ref in refs:
            self.notes.need(ref.run)
        together = isinstance(value, tuple) and len(value) == len(refs) > 1
        run = refs[0].run
        if together and {ref.run for ref in refs} == {run} and run.kind == "op" and not run.label:
            run.label = self.label_of(name)
        return Val(value)

    def _let(self, name: str, val: Val, scope: Scope) -> Val:
        if self.notes.quiet or scope.name == "class":
            return val
        tree = said(val)
        if tree is None:
            return Val(val.value)
        local = scope.parent is not None
        if local and name not in scope.many:
            return Val(val.value) if any(refs_in(tree)) else val
        run_name = self.run_name(name, scope)
        if run_name is None:
            return Val(val.value)
        self.notes.let(run_name, val)
        if isinstance(val.value, list):
            self.lists[id(val.value)] = (val.value, repr(val.value))
        return Val(val.value, ast.Name(run_name))

    def do_AugAssign(self, node: ast.AugAssign, scope: Scope) -> None:
        target = node.target
        if isinstance(target, ast.Attribute) and target.attr in ("data", "grad"):
            owner = self.visit(target.value, scope)
            if isinstance(owner.value, Tensor) and type(node.op) in OPERATORS:
                self._change_field(node, target, owner, scope)
                return
        if isinstance(target, ast.Subscript):
            self._change_item(node, target, scope)
            return
        old = self.visit(target, scope)
        new = self.visit(node.value, scope)
        if isinstance(old.value, Tensor) and type(node.op) in OPERATORS:
            result = self.change(node.op, old, new)
            if isinstance(target, ast.Name):
                home = scope.outer.get(target.id, scope)
                home.vars[target.id] = result
            return
        if isinstance(old.value, list) and isinstance(node.op, ast.Add):
            old.value.extend(item.value for item in self.items_of(new))
            self.check_size(old.value)
            return
        self.assign(target, self.binary(node.op, old, new, node), scope)

    def _change_item(self, node: ast.AugAssign, target: ast.Subscript, scope: Scope) -> None:
        owner, index = self.visit(target.value, scope), self.visit_index(target.slice, scope)
        old = self.item(owner, index)
        new = self.visit(node.value, scope)
        if isinstance(old.value, Tensor) and type(node.op) in OPERATORS:
            result = self.change(node.op, old, new, plain=False)
        else:
            result = self.binary(node.op, old, new, node)
        self.put_item(owner, index, result)

    def change(self, op: ast.operator, old: Val, new: Val, plain: bool = True) -> Val:
        """`x += …` for a tensor: an Assign where nothing records it, else an operation."""
        sign, method = OPERATORS[type(op)]
        tensor, other = old.value, new.value
        recorded = self.records(tensor, other)
        refused = recorded and tensor.requires_grad and tensor.is_leaf
        if plain and sign and (refused or not recorded):
            return self.write(old, "value", sign, new)
        result = self.operate_method(old, method, [new], {})
        return result if recorded else old

    def _change_field(
        self, node: ast.AugAssign, target: ast.Attribute, owner: Val, scope: Scope
    ) -> None:
        sign = OPERATORS[type(node.op)][0]
        if not sign:
            raise Refused("only +=, -=, *= and /= can be used here")
        field = target.attr
        self.write(owner, field, sign, self.visit(node.value, scope))

    # Control

    def do_For(self, node: ast.For, scope: Scope) -> None:
        values = self.visit(node.iter, scope)
        items = self.items_of(values)
        loop: Loop | None = None
        run_name = None
        if isinstance(node.target, ast.Name):
            self.check_name(node.target.id)
            plain = self.is_plain(values.value) and not (self.notes.quiet or self.foreign)
            run_name = self.run_name(node.target.id, scope, loop=True) if plain else None
        tree = said(values) if run_name is not None else None
        if tree is not None:
            self.notes.inline(tree)
        loop = Loop(node.lineno, run_name or "", tree)
        self.notes.note(loop)
        self.loops.append(run_name or "")
        self.turning.append(loop)
        ended = True
        try:
            while True:
                self.work()
                turn: list[Any] = []
                with self.notes.into(turn):  # what gives its items may compute for each
                    item = next(items, None)
                if item is None:
                    self.notes.events += turn
                    break
                loop.turns.append(turn)
                loop.items.append(item.value if run_name else None)
                with self.notes.into(turn):
                    if run_name and isinstance(node.target, ast.Name):
                        scope.vars[node.target.id] = Val(item.value, ast.Name(run_name))
                    else:
                        self.assign_turn(node.target, item, scope)
                    try:
                        self.block(node.body, scope)
                    except Left as left:
                        if left.how == "break":
                            ended, loop.values = False, None
                            break
                        if left.how == "return":
                            loop.values = None
                            raise
        finally:
            self.loops.pop()
            self.turning.pop()
            if run_name and isinstance(node.target, ast.Name) and node.target.id in scope.vars:
                scope.vars[node.target.id] = Val(scope.vars[node.target.id].value)
        if ended:
            self.block(node.orelse, scope)

    def assign_turn(self, target: ast.expr, item: Val, scope: Scope) -> None:
        """The target of a loop that is unrolled: no Let for it."""
        if isinstance(target, ast.Tuple | ast.List):
            items = list(self.items_of(item))
            if len(items) == len(target.elts):
                for each, one in zip(target.elts, items, strict=True):
                    self.assign_turn(each, one, scope)
                return
        if isinstance(target, ast.Name) and not isinstance(item.value, Tensor):
            self.check_name(target.id)
            scope.vars[target.id] = Val(item.value)
        elif isinstance(target, ast.Name):
            known = self.notes.ref(item.value)
            scope.vars[target.id] = (
                Val(item.value, known)
                if known.run.label or known.run.kind == "leaf"
                else self.labelled(target.id, item)
            )
        else:
            self.assign(target, item, scope)

    def do_While(self, node: ast.While, scope: Scope) -> None:
        ended = True
        while self.decided(self.visit(node.test, scope)):
            self.work()
            try:
                self.block(node.body, scope)
            except Left as left:
                if left.how == "break":
                    ended = False
                    break
                if left.how == "return":
                    raise
        if ended:
            self.block(node.orelse, scope)

    def do_Break(self, node: ast.Break, scope: Scope) -> None:
        raise Left("break")

    def do_Continue(self, node: ast.Continue, scope: Scope) -> None:
        raise Left("continue")

    def do_Return(self, node: ast.Return, scope: Scope) -> None:
        value = Val(None) if node.value is None else self.visit(node.value, scope)
        raise Left("return", value)

    def do_Delete(self, node: ast.Delete, scope: Scope) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name) and target.id in scope.vars:
                del scope.vars[target.id]
            elif isinstance(target, ast.Subscript):
                owner, index = self.visit(target.value, scope), self.visit(target.slice, scope)
                if not isinstance(owner.value, list | dict | Sequential | ModuleList | ModuleDict):
                    raise Refused("only names and items of lists can be deleted")
                del owner.value[index.value]
            else:
                raise Refused("only names and items of lists can be deleted")

    def do_Global(self, node: ast.Global, scope: Scope) -> None:
        for name in node.names:
            scope.outer[name] = scope.root

    def do_Nonlocal(self, node: ast.Nonlocal, scope: Scope) -> None:
        for name in node.names:
            home = scope.parent
            while home is not None and name not in home.vars:
                home = home.parent
            if home is None:
                raise Refused(f"no binding for nonlocal '{name}' found")
            scope.outer[name] = home

    def do_Raise(self, node: ast.Raise, scope: Scope) -> None:
        if node.exc is None:
            raise Refused("a bare raise cannot be used here")
        found = self.visit(node.exc, scope).value
        if not isinstance(found, Raised):
            raise TypeError("exceptions must derive from BaseException")
        if self.foreign and found.kind is NotImplementedError:
            raise Refused(str(found))
        raise found.error if found.error is not None else found.kind()

    def do_With(self, node: ast.With, scope: Scope) -> None:
        with ExitStack() as stack:
            for item in node.items:
                manager = self.visit(item.context_expr, scope).value
                if isinstance(manager, GradMode):
                    stack.enter_context(self.in_mode(manager))
                elif isinstance(manager, Device):
                    pass  # there is but one
                elif isinstance(manager, Suppress):
                    stack.enter_context(self._suppressed(manager.kinds, node.body, scope))
                else:
                    raise Refused("only no_grad, enable_grad and suppress can follow 'with'")
            self.block(node.body, scope)

    @contextmanager
    def _suppressed(
        self, kinds: tuple[type[BaseException], ...], body: list[ast.stmt], scope: Scope
    ) -> Iterator[None]:
        mark = len(self.notes.events)
        try:
            yield
        except kinds:
            note_failed(self.notes, body, scope, mark)

    def _switch(self, mode: GradMode) -> None:
        """`torch.set_grad_enabled(…)` as a statement: it holds from here on."""
        set_grad_enabled(mode.enabled)
        if not mode.enabled and not self.notes.untracked:
            self.notes.blocks += 1
            self.notes.untracked = self.notes.blocks
        elif mode.enabled:
            self.notes.untracked = 0

    def in_mode_of(self, enabled: bool) -> Any:
        return self.in_mode(GradMode(enabled))

    def in_mode(self, mode: GradMode) -> Any:
        stack = ExitStack()
        stack.enter_context(enable_grad() if mode.enabled else no_grad())
        before = self.notes.untracked
        if not mode.enabled and not before:
            self.notes.blocks += 1
            self.notes.untracked = self.notes.blocks
        stack.callback(setattr, self.notes, "untracked", before)
        return stack


def words(node: ast.AST) -> str:
    name = type(node).__name__
    return "".join(" " + c.lower() if c.isupper() else c for c in name).strip()


def assigned_often(body: list[ast.stmt]) -> Iterator[str]:
    """The names that a function assigns more than once, or within a loop."""
    seen: set[str] = set()
    for node, deep in _walk(body, False):
        names: list[str] = []
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [t.id for t in targets if isinstance(t, ast.Name)]
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
        for name in names:
            if name in seen or deep:
                yield name
            seen.add(name)


def _walk(body: list[ast.stmt], deep: bool) -> Iterator[tuple[ast.stmt, bool]]:
    for node in body:
        yield node, deep
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            continue
        inside = deep or isinstance(node, ast.For | ast.While)
        for name in ("body", "orelse", "finalbody"):
            yield from _walk(getattr(node, name, []), inside)
        for handler in getattr(node, "handlers", []):
            yield from _walk(handler.body, inside)

