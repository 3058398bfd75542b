"""The text of a short function must compute what the function does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograd_core.ops import plain
from autograd_core.ops.inlining import written_out
from autograd_core.ops.spec import INTERNAL, REGISTRY


@pytest.mark.parametrize(
    ("function", "text"),
    [
        (lambda xp, a, b: a * b, "(x * y)"),
        (lambda xp, a, b: -a / (2.0 * b), "((-x) / (2.0 * y))"),
        (lambda xp, a, b: a, "x"),
        (lambda xp, a, b: xp.tanh(a) ** b, "(xp_tanh(x) ** y)"),
        (lambda xp, a, b: xp.subtract(b, xp.exp(a)), "xp_subtract(y, xp_exp(x))"),
        (lambda xp, a, b: a.T * np.exp(b), "(x.T * its_np.exp(y))"),
        (lambda xp, a, b: a if a.ndim == 3 else a + b, "(x if (x.ndim == 3) else (x + y))"),
        # what is more than that is called
        (lambda xp, a, b: a if b is None else a * b, "forward(xp, x, y)"),
        (lambda xp, a, b: [a * one for one in b], "forward(xp, x, y)"),
        (lambda xp, a, b: xp.sum(a, keepdims=True), "forward(xp, x, y)"),
        (lambda xp, a, b=1: a * b, "(x * y)"),
        (lambda xp, *a: a, "forward(xp, x, y)"),
        (np.add, "forward(xp, x, y)"),
    ],
)
def test_one_expression_is_written_out(function: Callable[..., Any], text: str) -> None:
    scope: dict[str, Any] = {"xp": plain}
    assert written_out(function, ["x", "y"], scope, "forward") == text
    if not isinstance(function, np.ufunc):
        x, y = np.array([0.5, -1.0]), np.array([2.0, 3.0])
        found = eval(text, {**scope, "x": x, "y": y})
        np.testing.assert_array_equal(found, function(plain, x, y))


def test_every_rule_that_is_written_out_compiles() -> None:
    written = 0
    for spec in (*REGISTRY.values(), *INTERNAL.values()):
        for function in (spec.forward, *spec.gradients):
            code = getattr(function, "__code__", None)
            if function is None or code is None or code.co_flags & 0x0C:
                continue
            names = list(code.co_varnames[1 : code.co_argcount])
            scope: dict[str, Any] = {}
            text = written_out(function, names, scope, "called")
            compile(text, spec.name, "eval")
            written += "called" not in scope
    assert written > 100
