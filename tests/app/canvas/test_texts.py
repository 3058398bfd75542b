"""Texts that are made to fit into a card."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app.canvas import texts


@pytest.mark.parametrize(
    "text",
    [
        "Trying to backward through the graph a second time",
        "形状为 [2, 3] 的张量需要 64 GB，上限是 2 GB，未做任何计算",
        "{x}：a 与b都未连线，（见“问题”）",
    ],
)
def test_a_wrapped_text_fits_and_keeps_every_word(qapp: QApplication, text: str) -> None:
    lines = texts.wrapped(texts.SMALL, text, 120, 9)
    assert 1 < len(lines) < 9
    assert all(texts.width(texts.SMALL, line) <= 120 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert not any(line[0] in "，。：；）" for line in lines)


def test_what_is_too_long_is_elided_in_the_last_line(qapp: QApplication) -> None:
    lines = texts.wrapped(texts.SMALL, "未做任何计算" * 9, 120, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
