"""Pictures of a step: what the window shows, the caption below, within limits."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage

from app import theme
from app.canvas import whole
from app.canvas.tags import placed
from app.export.png import picture, picture_within, save_png
from app.export.sheet import LEAST_WIDTH
from app.export.stage import Stage
from app.export.still import Still
from app.theme import DARK, LIGHT
from autograd_core.graph.actions import Assign, Expression
from autograd_core.graph.document import Document
from autograd_core.graph.steps import Message, StepLog
from tests.app.canvas.scenes import document, leaf, log_of_product, op, product
from tests.autograd_core.graph.graphs import BACKWARD, FORWARD, run, sum_of_squares

pytestmark = pytest.mark.usefixtures("qapp")


def colours(image: QImage, step: int = 1) -> set[str]:
    return {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), step)
        for y in range(0, image.height(), step)
    }


def trace(words: str = "it did something") -> StepLog:
    """The product's log, with words for each step."""
    steps = log_of_product().steps
    return StepLog(replace(step, message=Message(words)) for step in steps)


def test_the_lit_card_and_the_gradient_on_its_way_are_shown() -> None:
    before, lit = picture(product(), trace(), 5, 1.0), picture(product(), trace(), 6, 1.0)
    assert before.size() == lit.size()
    y_card = QRect(24 + 302, 24 + 70, 204, 20)
    assert LIGHT.lit.name() in colours(lit.copy(y_card))
    assert LIGHT.lit.name() not in colours(before.copy(y_card))
    beside_x = QRect(24 + 212, 24 - 20, 80, 60)
    assert LIGHT.gradient.name() in colours(lit.copy(beside_x))
    assert LIGHT.gradient.name() not in colours(before.copy(beside_x))


def test_the_caption_is_below_and_wraps() -> None:
    bare = picture(product(), trace(), 0, 1.0)
    short = picture(product(), trace(), 6, 1.0)
    long = picture(product(), trace("it did a great deal of things " * 12), 6, 1.0)
    assert bare.height() < short.height() < long.height()
    strip = short.copy(0, bare.height() + 2, short.width(), 30)
    assert strip.pixelColor(2, 2) == LIGHT.panel
    assert {LIGHT.gradient.name(), LIGHT.text.name()} <= colours(strip)
    assert picture(document(leaf("x")), trace(), 1, 1.0).width() == LEAST_WIDTH


def test_tags_are_on_it_whole() -> None:
    write = Assign("a3", "x", Expression("100"), "data", "*=")
    made = sum_of_squares(FORWARD, write, BACKWARD, value="ones(1)")
    for place, node in enumerate(("x", "y", "s")):
        made.nodes[node] = msgspec.structs.replace(made.nodes[node], x=-320.0 * place)
    log = run(made).log
    stage = Stage(Still(made, log, len(log)), LIGHT)
    box = stage.extent()
    assert box is not None
    tags = [each.place for each in placed(stage.scene)]
    assert len(tags) == 3
    room = QRectF(box.left, box.top, box.right - box.left, box.bottom - box.top)
    assert all(room.contains(each) for each in tags)


def test_a_picture_within_a_room_is_that_large_and_says_what_cards_say_at_any_size() -> None:
    for room in (QSize(600, 300), QSize(150, 200)):
        image = picture_within(product(), trace(), 6, room, 1.0, LIGHT)
        assert image.size() == room
        seen = colours(image)
        assert {LIGHT.background.name(), LIGHT.lit.name(), LIGHT.cell.name()} <= seen
        edge = {image.pixelColor(x, y).name() for x in (0, -1 + room.width()) for y in (1, 5)}
        assert edge <= {LIGHT.background.name(), LIGHT.grid.name()}


def test_twice_the_scale_is_the_same_picture_with_twice_the_pixels() -> None:
    once, twice = picture(product(), trace(), 6, 1.0), picture(product(), trace(), 6, 2.0)
    assert abs(twice.width() - 2 * once.width()) <= 2
    assert abs(twice.height() - 2 * once.height()) <= 2
    assert twice.devicePixelRatio() == 2


def test_a_dark_picture_is_dark_whatever_the_window_is() -> None:
    assert theme.current() is LIGHT
    seen = colours(picture(product(), trace(), 6, 1.0, DARK), 3)
    assert {DARK.background.name(), DARK.lit.name(), DARK.panel.name()} <= seen
    assert LIGHT.background.name() not in seen


@pytest.mark.parametrize("apart", [30_000, 900_000])
def test_an_immense_document_makes_no_immense_picture(apart: int) -> None:
    far = document(leaf("x"), op("y", x=apart, y=400), wires=("x>y.a",))
    image = picture(far, StepLog(), 0, 2.0)
    assert whole.LONGEST_SIDE - 2 <= image.width() <= whole.LONGEST_SIDE + 1
    assert image.width() * image.height() <= whole.MOST_PIXELS * 1.01


def test_an_empty_document_has_a_picture() -> None:
    assert not picture(Document(), StepLog(), 0).isNull()


def test_the_file_is_a_png_and_a_failure_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    save_png(product(), trace(), 6, path, 1.0)
    read = QImage(str(path))
    assert read.size() == picture(product(), trace(), 6, 1.0).size()
    assert QColor(LIGHT.lit).name() in colours(read)
    with pytest.raises(OSError, match="No such file"):
        save_png(product(), trace(), 6, tmp_path / "absent" / "picture.png")
