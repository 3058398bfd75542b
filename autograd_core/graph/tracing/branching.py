"""What a snippet decides: `if`, `assert` and `try`.

A test on Python values is a When, as far as its ways are known. A way that is not taken can be
read all the same if it does no more than print what can be said, or set Python values: it is
*rehearsed*. A test on tensors is decided, and kept as a Check.
"""

from __future__ import annotations

import ast
from abc import abstractmethod
from collections.abc import Iterator, Sequence

from autograd_core.graph.actions import Check
from autograd_core.graph.catching import ERRORS
from autograd_core.graph.problems import OTHER_WAY
from autograd_core.graph.tracing.core import RESERVED
from autograd_core.graph.tracing.failing import note_failed
from autograd_core.graph.tracing.things import Function, Raised, Scope
from autograd_core.graph.tracing.values import (
    Act,
    Attempt,
    Branch,
    Event,
    Execution,
    Handler,
    Ref,
    Refused,
    Text,
    Val,
    inner_events,
    said,
)
from autograd_core.graph.tracing.writing import Writing
from autograd_core.graph.vocabulary import CONSTANTS, FUNCTIONS, MODULES
from autograd_core.tensor import Tensor

_CALLED = frozenset("print str len float int round abs max min sum bool range".split())
_METHODS = frozenset(
    "item tolist mean sum norm abs max min detach clone numpy size dim numel format join upper "
    "lower strip split splitlines".split()
)
_REHEARSED = (ast.Expr, ast.Pass, ast.If, ast.Assert, ast.Assign, ast.AugAssign)


class Left(Exception):
    """`return`, `break` or `continue`."""

    def __init__(self, how: str, value: Val | None = None) -> None:
        super().__init__(how)
        self.how = how
        self.value = value


class Branching(Writing):
    """Executes statements that decide."""

    @abstractmethod
    def block(self, body: list[ast.stmt], scope: Scope) -> None:
        """Defined further up."""

    # Tests

    def decided(self, test: Val) -> bool:
        """The truth of a test; a Check of it is noted if it reads tensors."""
        taken = self.truth(test)
        if not self.notes.quiet and test.sym is not None and self._reads(test.sym)[0]:
            self._note_check(test.sym, taken)
        return taken

    def _reads(self, tree: ast.expr) -> tuple[bool, bool]:
        """Whether a test reads tensors, and whether it reads Python values that others may set."""
        met, names = dict[int, ast.AST](), False
        stack: list[ast.AST] = [tree]
        while stack:
            node = stack.pop()
            if id(node) in self.bare:
                continue
            met[id(node)] = node
            if isinstance(node, Ref):
                return True, names
            if isinstance(node, ast.Name):
                names |= node.id not in CONSTANTS and node.id not in MODULES
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                stack += [*node.args, *node.keywords]
            else:
                stack += ast.iter_child_nodes(node)
        self.work(len(met) // 8)
        if not names:
            self.bare.update(met)
        return False, names

    def _note_check(self, tree: ast.expr, taken: bool) -> None:
        while isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not):
            tree, taken = tree.operand, not taken
        self.notes.act(Check, expression=Text(tree), expected=taken)

    def do_If(self, node: ast.If, scope: Scope) -> None:
        leaf = _zeroes_grad(node)
        if leaf is not None:
            owner = self.visit(leaf, scope)
            if isinstance(owner.value, Tensor):
                self.zero_grad([owner], set_to_none=False)
                return
        test = self.visit(node.test, scope)
        taken, tree = self.truth(test), test.sym
        way, other = (node.body, node.orelse) if taken else (node.orelse, node.body)
        if tree is None or self.notes.quiet:
            self.block(way, scope)
            return
        tensors, names = self._reads(tree)
        if tensors:
            self._note_check(tree, taken)
        if tensors or not (names or isinstance(node.test, ast.Constant)):
            self.block(way, scope)
            return
        branch = Branch(node.lineno, tree, taken, {taken: [], not taken: None})
        # once is enough: the turns of a loop are taken together
        if not other or self._is_new(node, taken):
            branch.ways[not taken] = self.rehearsed(other, scope)
        self.notes.note(branch)
        try:
            with self.notes.into(branch.seen()):
                self.block(way, scope)
        except Left:
            branch.left = True
            raise

    def _is_new(self, node: ast.If, taken: bool) -> bool:
        """Whether the other way is met for the first time in this execution of a loop."""
        if not self.turning:
            return True
        seen = self.turning[-1].seen
        found = (id(node), taken) not in seen
        seen.add((id(node), taken))
        return found

    def do_Assert(self, node: ast.Assert, scope: Scope) -> None:
        test = node.test
        if isinstance(node.msg, ast.Constant) and node.msg.value == OTHER_WAY:
            expected = not (isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not))
            inner = test.operand if isinstance(test, ast.UnaryOp) and not expected else test
            val = self.visit(inner, scope)
            decided = said(val)
            if decided is not None:
                self.notes.act(Check, expression=Text(decided), expected=expected)
            if self.truth(val) is not expected:
                raise Refused(OTHER_WAY)
            return
        val = self.visit(test, scope)
        holds = self.truth(val)
        message = self._message(node.msg, holds, scope)
        if val.sym is not None:
            tree = None if message is None else said(message)
            fields = {} if tree is None else {"message": Text(tree)}
            self.notes.act(Check, expression=Text(val.sym), **fields)
        if not holds:
            raise AssertionError(*([] if message is None else [str(message.value)]))

    def _message(self, node: ast.expr | None, holds: bool, scope: Scope) -> Val | None:
        """What an assertion says; Python evaluates it only where that does not hold."""
        if node is None or (holds and not self._is_harmless(node, scope)):
            return None
        if not holds:
            return self.visit(node, scope)
        mark = len(self.notes.events)
        try:
            return self.visit(node, scope)
        except self.catchable:
            del self.notes.events[mark:]
            return None

    # Rehearsing

    def rehearsed(
        self, body: Sequence[ast.stmt], scope: Scope, own: str = ""
    ) -> list[Event] | None:
        """What statements would do that are not executed; None if that cannot be said. `own` is
        the name of an error, of which only the text is of use."""
        if self.notes.quiet or not all(self._can_rehearse(each, scope, own) for each in body):
            return None
        before = dict(scope.vars)
        output, printed, unfinished = list(self.output), self.printed, list(self.unfinished)
        events: list[Event] = []
        try:
            with self.notes.into(events):
                self.block(list(body), scope)
        except Refused:
            return None
        except self.catchable:
            return None
        finally:
            scope.vars.clear()
            scope.vars.update(before)
            self.output[:], self.printed, self.unfinished[:] = output, printed, unfinished
        harmless = all(
            isinstance(each, Act) or (isinstance(each, Execution) and not each.needed)
            for each in _flat(events)
        )
        return events if harmless and not unfinished else None

    def _can_rehearse(self, node: ast.stmt, scope: Scope, own: str) -> bool:
        if not isinstance(node, _REHEARSED):
            return False
        if isinstance(node, ast.If):
            within = [*node.body, *node.orelse]
            return self._is_harmless(node.test, scope, own) and all(
                self._can_rehearse(each, scope, own) for each in within
            )
        targets = [node.target] if isinstance(node, ast.AugAssign) else getattr(node, "targets", [])
        if not all(isinstance(target, ast.Name) for target in targets):
            return False
        if targets and not self._is_plain_code(node, scope):
            return False
        if isinstance(node, ast.Assert):
            return isinstance(node.msg, ast.Constant) and self._is_harmless(node.test, scope, own)
        value = getattr(node, "value", None)
        plain = not isinstance(node, ast.Expr) or isinstance(value, ast.Call | ast.Constant)
        return plain and (value is None or self._is_harmless(value, scope, own))

    def _is_plain_code(self, node: ast.stmt, scope: Scope) -> bool:
        """Whether all that a statement reads are Python values, so that it names no tensor."""
        names = [each.id for each in ast.walk(node) if isinstance(each, ast.Name)]
        found = [scope.find(name) for name in names]
        return all(each is None or self.is_plain(each.value) for each in found)

    def _is_harmless(self, tree: ast.expr, scope: Scope, own: str = "") -> bool:
        """Whether evaluating this changes nothing, and all that it reads can be said."""
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = node.func
                if isinstance(called, ast.Name):
                    known = scope.find(called.id)
                    if called.id not in _CALLED or (known and isinstance(known.value, Function)):
                        return False
                elif not isinstance(called, ast.Attribute) or called.attr not in _METHODS:
                    return False
            elif isinstance(node, ast.Name) and node.id != own:
                found = scope.find(node.id)
                if found is None or isinstance(found.value, Tensor):
                    continue
                if found.sym is None:
                    return False
            elif isinstance(node, ast.NamedExpr | ast.Lambda | ast.Yield | ast.Await):
                return False
        return not own or _is_only_said(tree, own)

    # Errors

    def do_Try(self, node: ast.Try, scope: Scope) -> None:
        attempt = Attempt(node.lineno)
        self.notes.note(attempt)
        try:
            self._attempt(node, attempt, scope)
            if attempt.error is None and node.orelse:
                with self.notes.into(attempt.body):
                    self.block(node.orelse, scope)
        except Left:
            attempt.left = True
            raise
        finally:
            self.block(node.finalbody, scope)

    def _attempt(self, node: ast.Try, attempt: Attempt, scope: Scope) -> None:
        place, mark = 0, 0
        try:
            with self.notes.into(attempt.body):
                for number, statement in enumerate(node.body):
                    place, mark = number, len(attempt.body)
                    self.statement(statement, scope)
        except self.catchable as error:
            line = self.notes.line
            attempt.error = error
            rest = [*node.body[place + 1 :], *node.orelse]
            self._note_failed(node.body[place], attempt, mark, scope)
            further = self.rehearsed(rest, scope)
            if not attempt.left:
                attempt.body += further or []
            attempt.whole = further is not None
            taken = self._handle(node, attempt, scope)
            if taken is None:
                raise
            self.notes.line = line
            handler, caught = taken
            self._caught(handler, caught, attempt, error, scope)
        else:
            self._handle(node, attempt, scope)

    @abstractmethod
    def statement(self, node: ast.stmt, scope: Scope) -> None:
        """Defined further up."""

    def _note_failed(
        self, statement: ast.stmt, attempt: Attempt, mark: int, scope: Scope
    ) -> None:
        """Looks whether something that was noted failed, so that it fails in a run too."""
        if not _fails(attempt.body[mark:], attempt.error):
            before = list(attempt.body)
            with self.notes.into(attempt.body):
                note_failed(self.notes, [statement], scope, mark)
            last = attempt.body[-1] if attempt.body else None
            said = not isinstance(last, Act) or all(map(self._is_known, _names_in(last)))
            attempt.left = not said or not _fails(attempt.body[mark:], attempt.error)
            if attempt.left:
                attempt.body[:] = before
        elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            last = attempt.body[-1]
            alone = not any(isinstance(n, ast.Call | ast.BinOp) for n in _operands(statement.value))
            if isinstance(last, Execution) and alone:
                last.label = last.label or self.label_of(statement.targets[0].id)

    def _is_known(self, name: str) -> bool:
        """Whether an Expression of a run may use the name."""
        return name in RESERVED or name in FUNCTIONS or name in self._run_names

    def _handle(
        self, node: ast.Try, attempt: Attempt, scope: Scope
    ) -> tuple[ast.ExceptHandler, Handler] | None:
        """Notes the handlers, rehearsing all but the one that takes the error, which it gives."""
        taken: tuple[ast.ExceptHandler, Handler] | None = None
        for each in node.handlers:
            kinds = self._kinds(each, scope)
            name: str | None = each.name or ""
            if name not in CONSTANTS:  # the usual `e` is what it says within the handler
                name = self.run_name(name, scope, loop=True) if name else ""
            handler = Handler(each.lineno, tuple(kind.__name__ for kind in kinds), name or "")
            attempt.handlers.append(handler)
            attempt.left |= name is None or any(kind.__name__ not in ERRORS for kind in kinds)
            if taken is None and attempt.error is not None and isinstance(attempt.error, kinds):
                taken = each, handler
                continue
            before = scope.vars.get(each.name or "")
            if each.name:
                scope.vars[each.name] = Val(Raised(kinds[0]), ast.Name(name or ""))
            handler.events = self.rehearsed(each.body, scope, each.name or "")
            if each.name:
                scope.vars.pop(each.name, None)
                scope.vars.update({} if before is None else {each.name: before})
        return taken

    def _caught(
        self,
        node: ast.ExceptHandler,
        handler: Handler,
        attempt: Attempt,
        error: BaseException,
        scope: Scope,
    ) -> None:
        if node.name:
            sym = None if attempt.left else ast.Name(handler.name)
            scope.vars[node.name] = Val(Raised(type(error), error), sym)
        handler.events, attempt.taken = [], handler
        with self.notes.into(handler.events):
            self.block(node.body, scope)
        if node.name:
            scope.vars.pop(node.name, None)

    def _kinds(self, handler: ast.ExceptHandler, scope: Scope) -> tuple[type[BaseException], ...]:
        """The errors that an `except` takes."""
        if handler.type is None:
            return (Exception,)
        found = self.visit(handler.type, scope).value
        listed = found if isinstance(found, tuple) else (found,)
        kinds = tuple(each.kind for each in listed if isinstance(each, Raised))
        if len(kinds) < len(listed) or not kinds:
            raise TypeError("catching what does not inherit from BaseException is not allowed")
        return kinds


def _flat(events: Sequence[Event]) -> Iterator[Event]:
    for event in events:
        within = list(inner_events(event))
        if not within:
            yield event
        for each in within:
            yield from _flat(each)


def _names_in(act: Act) -> set[str]:
    trees = [value.tree for value in act.fields.values() if isinstance(value, Text)]
    return {n.id for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Name)}


def _operands(tree: ast.expr) -> Iterator[ast.AST]:
    """What stands in an expression but for its outermost operation."""
    for child in ast.iter_child_nodes(tree):
        called = isinstance(tree, ast.Call) and child is tree.func
        yield from ast.walk(child) if not called else ()


def _fails(events: Sequence[Event], error: BaseException | None) -> bool:
    """Whether the last that was noted is what failed."""
    last = list(_flat(events))[-1:]
    if last and isinstance(last[0], Execution):
        return last[0].failed
    if last and isinstance(last[0], Act):
        if last[0].kind is Check:
            return isinstance(error, AssertionError)
        return isinstance(error, RuntimeError | TypeError | ValueError | IndexError)
    return False


def _is_only_said(tree: ast.expr, name: str) -> bool:
    """Whether of the error with this name only the text is used, so that any will do."""
    parents = {child: each for each in ast.walk(tree) for child in ast.iter_child_nodes(each)}
    uses = [each for each in ast.walk(tree) if isinstance(each, ast.Name) and each.id == name]
    return all(_is_shown(parents, use) for use in uses)


def _is_shown(parents: dict[ast.AST, ast.AST], part: ast.expr) -> bool:
    parent = parents.get(part)
    if isinstance(parent, ast.FormattedValue):
        return parent.conversion in (-1, ord("s"))
    called = parent.func if isinstance(parent, ast.Call) else None
    if not isinstance(called, ast.Name) or not isinstance(parent, ast.Call):
        return False
    if called.id != "str":
        return called.id == "print"
    beyond = parents.get(parent)
    return beyond is None or isinstance(beyond, ast.BinOp | ast.Call | ast.FormattedValue)


def _zeroes_grad(node: ast.If) -> ast.expr | None:
    """The `x` of `if x.grad is not None: x.grad.zero_()`, written in any of the usual ways."""
    if node.orelse or len(node.body) != 1 or not isinstance(node.body[0], ast.Expr):
        return None
    test, call = node.test, node.body[0].value
    if isinstance(test, ast.Compare) and isinstance(test.ops[0], ast.IsNot | ast.NotEq):
        test = test.left
    if not (isinstance(test, ast.Attribute) and test.attr == "grad"):
        return None
    if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute)):
        return None
    owner = call.func.value
    if isinstance(owner, ast.Attribute) and owner.attr == "data":
        owner = owner.value
    if call.func.attr != "zero_" or ast.dump(owner) != ast.dump(test):
        return None
    return test.value


