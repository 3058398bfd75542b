"""LaTeX as plain text."""

from __future__ import annotations

import re

import pytest

from autograd_core.graph.plain_formula import plain
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
        (r"-\frac{1}{2 a \sqrt{a}}", "-1 / (2 a √a)"),
        (r"\frac{1}{\sqrt{1 - a^2}}", "1 / √(1 - a²)"),
        (r"\frac{2}{\sqrt{\pi}}\,e^{-a^2}", "2 / √π · e^(-a²)"),
        (r"\frac{e^{a_i}}{\sum_j e^{a_j}}", "e^aᵢ / (Σⱼ e^aⱼ)"),
        (r"\frac{a}{\lVert a \rVert}", "a / ‖a‖"),
    ],
)
def test_formulas_read_as_plain_text(latex: str, text: str) -> None:
    assert plain(latex) == text


def test_no_formula_of_the_registry_keeps_a_command() -> None:
    rest = {
        (spec.name, formula): plain(formula)
        for spec in REGISTRY.values()
        for formula in (spec.formula, *spec.gradient_formulas)
        if formula
    }
    left = re.compile(r"[\\{}]|frac|sqrt")  # also a command that has lost its backslash
    assert {name: text for name, text in rest.items() if left.search(text)} == {}
