"""The texts of parameters, as a run reads them."""

from __future__ import annotations

import ast
from typing import Any

from autograd_core.graph.expression import evaluate_index
from autograd_core.graph.machine import Machine


def read_param(text: str, kind: str, machine: Machine) -> Any:
    """A parameter's text as the value that its type asks for."""
    if kind == "index":
        return evaluate_index(
            text, machine.variables, generator=machine.generator, limits=machine.limits
        )
    if kind == "str":
        try:
            return str(ast.literal_eval(text))
        except (ValueError, SyntaxError):
            return text
    return machine.evaluate_text(text)
