"""Syntax trees with tensors in them, and their text."""

from __future__ import annotations

import ast
import copy
from typing import Any

from autograd_core.graph.tracing.values import Ref

Env = dict[str, ast.expr]
"""What is put in the place of names: the turns of loops that are written out."""


def code(tree: ast.expr) -> str:
    return ast.unparse(ast.fix_missing_locations(tree))


class _Substituting(ast.NodeTransformer):
    def __init__(self, env: Env) -> None:
        self.env = env

    def visit_Name(self, node: ast.Name) -> Any:
        return self.env.get(node.id, node)


def substituted(tree: ast.expr, env: Env) -> ast.expr:
    """A copy of the tree with the turns of unrolled loops filled in."""
    found = copied(tree)
    if env:
        found = _Substituting(env).visit(found)
    assert isinstance(found, ast.expr)
    return found


def copied(tree: Any) -> Any:
    if isinstance(tree, Ref):
        return tree
    if isinstance(tree, list):
        return [copied(each) for each in tree]
    if isinstance(tree, ast.AST):
        made = copy.copy(tree)
        for name in tree._fields:
            setattr(made, name, copied(getattr(tree, name, None)))
        return made
    return tree


def opened(tree: ast.expr) -> ast.expr:
    """The tree with the code of what stands inline, to see which names it uses."""

    class Opener(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> Any:
            if isinstance(node, Ref):
                run = node.run
                inline = run.inlined and not run.needed and run.source is not None
                return self.visit(copied(run.source)) if inline else ast.Constant(None)
            return super().visit(node)

    found = Opener().visit(copied(tree))
    assert isinstance(found, ast.expr)
    return found
