"""Functions that yield: their bodies go on where their values are asked for."""

from __future__ import annotations

import ast
from collections.abc import Generator, Iterator

from autograd_core.graph.tracing.branching import Left
from autograd_core.graph.tracing.statements import Statements
from autograd_core.graph.tracing.things import Function, Scope, Stream, yields
from autograd_core.graph.tracing.values import Refused, Val


class Flowing(Statements):
    """Executes the bodies of functions that yield."""

    def stream_of(self, function: Function, scope: Scope) -> Val:
        """What calling such a function gives."""
        assert isinstance(function.body, list)
        return Val(Stream(self._whole(function.body, scope)))

    def _whole(self, body: list[ast.stmt], scope: Scope) -> Iterator[Val]:
        try:
            yield from self._flow(body, scope)
        except Left as left:
            if left.how != "return":
                raise

    def _flow(self, body: list[ast.stmt], scope: Scope) -> Iterator[Val]:
        for node in body:
            if not yields([node]):
                self.statement(node, scope)
                continue
            self.work()
            line, self.notes.line = self.notes.line, node.lineno
            yield from self._one(node, scope)
            self.notes.line = line

    def _one(self, node: ast.stmt, scope: Scope) -> Iterator[Val]:
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Yield):
            yield self._yielded(node.value, scope)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.YieldFrom):
            yield from self.items_of(self.visit(node.value.value, scope))
        elif isinstance(node, ast.If):
            taken = self.truth(self.visit(node.test, scope))
            yield from self._flow(node.body if taken else node.orelse, scope)
        elif isinstance(node, ast.For) and not node.orelse:
            for item in self.items_of(self.visit(node.iter, scope)):
                self.assign_turn(node.target, item, scope)
                if (yield from self._turn(node.body, scope)):
                    break
        elif isinstance(node, ast.While) and not node.orelse:
            while self.truth(self.visit(node.test, scope)):
                if (yield from self._turn(node.body, scope)):
                    break
        else:
            raise Refused("yield can stand here as a statement, within if, for and while")

    def _turn(self, body: list[ast.stmt], scope: Scope) -> Generator[Val, None, bool]:
        """One turn of a loop; gives whether the loop ends."""
        try:
            yield from self._flow(body, scope)
        except Left as left:
            if left.how == "break":
                return True
            if left.how != "continue":
                raise
        return False

    def _yielded(self, node: ast.Yield, scope: Scope) -> Val:
        return Val(None) if node.value is None else self.visit(node.value, scope)

