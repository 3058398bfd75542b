"""Lines of a script for another device than the CPU."""

from __future__ import annotations

import ast
import re

from autograd_core.graph.coding.operations import DRAWN
from autograd_core.graph.coding.texts import code, creation, method, name
from autograd_core.ops.spec import REGISTRY

DEVICE = "device"
"""The script's name for the device."""
_MADE = "|".join(each for each, spec in REGISTRY.items() if not spec.ports)
_CREATES = re.compile(rf"\btorch\.({_MADE})\(")


def on_device(line: str) -> str:
    """A line in which tensors are made on the script's device.

    What is drawn is drawn on the CPU, and then brought there: the generators of other devices give
    other numbers. What requires grad does so from then on, so that it is a leaf.
    """
    text = line.lstrip()
    if text.startswith("#") or not _CREATES.search(line):
        return line
    indent = line[: len(line) - len(text)]
    opening = text.endswith(":")
    try:
        tree = ast.parse(f"{text} pass" if opening else text)
    except SyntaxError:  # a part of something longer
        return line
    written = code(_Placer().visit(tree))
    return indent + (written.rpartition("\n")[0] if opening else written)


class _Placer(ast.NodeTransformer):
    """Says the device in each creation."""

    def visit_Call(self, node: ast.Call) -> ast.expr:
        self.generic_visit(node)
        made = creation(node)
        given = {keyword.arg for keyword in node.keywords}
        if not made or DEVICE in given:
            return node
        if made not in DRAWN:
            node.keywords.append(ast.keyword(DEVICE, name(DEVICE)))
            return node
        tracked = [k for k in node.keywords if k.arg == "requires_grad"]
        node.keywords = [k for k in node.keywords if k.arg != "requires_grad"]
        moved = method(node, "to", name(DEVICE))
        return method(moved, "requires_grad_", *(k.value for k in tracked)) if tracked else moved
