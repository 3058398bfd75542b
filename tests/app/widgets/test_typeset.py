"""Formulas as pictures."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from app.widgets import typeset
from autograd_core.ops.spec import REGISTRY


def key(latex: str, ratio: float = 1.0) -> typeset.Key:
    return typeset.key_of(latex, 16.0, QColor("#ff0000"), ratio)


def test_a_formula_is_painted_sharp_in_its_colour(qtbot: QtBot) -> None:
    once, twice = typeset.typeset(key(r"\frac{1}{a}")), typeset.typeset(key(r"\frac{1}{a}", 2.0))
    assert once is not None
    assert twice is not None
    assert abs(twice.image.width() - 2 * once.image.width()) <= 2
    assert twice.image.deviceIndependentSize().width() <= once.image.width() + 1
    assert once.above > once.below > 0
    colours = {
        QColor(once.image.pixelColor(x, y)).name()
        for x in range(once.image.width())
        for y in range(once.image.height())
        if once.image.pixelColor(x, y).alpha() == 255
    }
    assert colours == {"#ff0000"}


def test_it_is_set_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    made = typeset.typeset(key("b + c"))
    monkeypatch.setattr(typeset, "_painted", lambda _: pytest.fail("set again"))
    assert typeset.typeset(key("b + c")) is made


@pytest.mark.parametrize("latex", ["叶", r"\begin{nothing}", r"\frac{1", r"{a}^{"])
def test_what_cannot_be_set_is_left_to_plain_text(qtbot: QtBot, latex: str) -> None:
    assert typeset.typeset(key(latex)) is None
    assert typeset.is_known(key(latex))


def test_formulas_stand_on_the_line(qtbot: QtBot) -> None:
    made = typeset.typeset(key(r"\frac{1}{a^2}"))
    assert made is not None
    padded = typeset.in_line(made, 8.0)
    height = padded.deviceIndependentSize().height()
    room = height - made.image.deviceIndependentSize().height()
    above = made.above + (room if made.above - made.below < 4.0 else 0.0)
    assert above == pytest.approx((height + 4.0) / 2, abs=1.0)


@pytest.mark.parametrize("name", ["mul", "softmax", "conv1d", "where", "cumprod", "matrix_exp"])
def test_formulas_of_operations_can_be_set(qtbot: QtBot, name: str) -> None:
    spec = REGISTRY[name]
    for latex in (spec.formula, *spec.gradient_formulas):
        assert not latex or typeset.typeset(key(latex)) is not None
