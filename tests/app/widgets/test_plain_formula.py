"""LaTeX as plain text."""

from __future__ import annotations

import pytest

from app.widgets.plain_formula import plain
from autograd_core.ops.spec import REGISTRY


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"a \cdot b", "a · b"),
        (r"\frac{1}{a}", "1 / a"),
        (r"-\frac{g}{a^{2}}", "-g / a²"),
        (r"\frac{1}{1 + e^{-a}}", "1 / (1 + e^(-a))"),
        (r"\lvert a \rvert", "|a|"),
        (r"\sum_i a_i", "Σᵢ aᵢ"),
        (r"\operatorname{relu}(a)", "relu(a)"),
        (r"\frac{\partial y}{\partial x}", "∂y / ∂x"),
    ],
)
def test_formulas_read_as_plain_text(latex: str, text: str) -> None:
    assert plain(latex) == text


def test_no_formula_of_the_registry_keeps_a_command() -> None:
    rest = {spec.name: plain(spec.formula) for spec in REGISTRY.values()}
    assert {name: text for name, text in rest.items() if set(text) & set("\\{}")} == {}
