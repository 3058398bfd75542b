from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from app import theme
from app.theme import DARK, LIGHT, Theme, contrast

TEXT, MARK = 4.5, 3.0


def test_contrast_knows_its_ends() -> None:
    white, black, grey = QColor("white"), QColor("black"), QColor("#777777")
    assert contrast(white, black) == pytest.approx(21.0)
    assert contrast(grey, grey) == 1.0
    assert contrast(grey, white) == pytest.approx(4.48, abs=0.01)  # the standard's own example


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
class TestContrast:
    def test_text_is_readable_on_every_ground_it_stands_on(self, colours: Theme) -> None:
        texts = ["text", "muted", "error", "warning", "forward", "gradient"]
        for ground in ("card", "lit", "cell", "panel", "field", "background"):
            for name in texts:
                ratio = contrast(getattr(colours, name), getattr(colours, ground))
                assert ratio >= TEXT, (name, ground, ratio)

    def test_header_text_is_readable_on_every_category(self, colours: Theme) -> None:
        for name in [*colours.categories, "something new"]:
            assert contrast(colours.header_text, colours.category(name)) >= TEXT, name

    def test_marks_stand_out(self, colours: Theme) -> None:
        for name in ("selection", "unreached", "forward", "gradient"):
            for ground in ("background", "card"):
                ratio = contrast(getattr(colours, name), getattr(colours, ground))
                assert ratio >= MARK, (name, ground, ratio)


def test_override_wins_and_tells(qtbot: object, qapp: object) -> None:
    told: list[str] = []
    switch = theme.switch()

    def note() -> None:
        told.append(theme.current().name)

    switch.changed.connect(note)
    try:
        theme.override("dark")
        assert theme.current() is DARK
        theme.override("light")
        assert theme.current() is LIGHT
        theme.override("light")
        assert told == ["dark", "light"]
    finally:
        theme.override(None)
        switch.changed.disconnect(note)
