"""The minimap: when it is seen, what it shows, and going about with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.canvas.canvas import Canvas
from app.canvas.legend import legend_rect
from app.canvas.minimap import Minimap
from tests.app.canvas.scenes import Opener, document, leaf

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def canvas(open_canvas: Opener) -> Canvas:
    return open_canvas(document(leaf("a"), leaf("b", 4000, 0), leaf("c", 2000, 3000)))


@pytest.fixture
def minimap(canvas: Canvas) -> Minimap:
    made = Minimap(canvas, canvas)
    made.renew()
    return made


def test_it_is_seen_while_something_is_out_of_sight(canvas: Canvas, minimap: Minimap) -> None:
    assert minimap.isVisible()
    canvas.fit_all()
    assert not minimap.isVisible()
    canvas.set_zoom(1.0)
    assert minimap.isVisible()
    minimap.set_on(False)
    assert not minimap.isVisible()
    minimap.set_on(True)
    assert minimap.isVisible()
    assert not minimap.geometry().intersects(legend_rect(canvas.height()))
    canvas.resize(320, 400)  # no room beside the legend
    assert not minimap.isVisible()


def test_a_click_jumps_and_the_rectangle_is_dragged(canvas: Canvas, minimap: Minimap) -> None:
    scale, left, top = minimap._scale()
    goal = QPoint(round(left + 4100 * scale), round(top + 50 * scale))
    QTest.mouseClick(minimap, LEFT, pos=goal)
    canvas.glide.finish()
    now = canvas.glide.now()
    assert (now.x, now.y) == pytest.approx((4100, 50), abs=1 / scale)
    middle = minimap.sight().center().toPoint()
    QTest.mousePress(minimap, LEFT, pos=middle)
    QTest.mouseMove(minimap, middle + QPoint(-20, 10))
    QTest.mouseRelease(minimap, LEFT, pos=middle + QPoint(-20, 10))
    moved = canvas.glide.now()
    assert moved.x - now.x == pytest.approx(-20 / scale, abs=2)
    assert moved.y - now.y == pytest.approx(10 / scale, abs=2)
    canvas.views.back()
    canvas.glide.finish()
    assert canvas.glide.now() == pytest.approx(now, abs=1)


def test_its_picture_follows_the_document_when_there_is_time(
    canvas: Canvas, minimap: Minimap, qtbot: QtBot
) -> None:
    before = minimap._picture.copy()
    canvas.session.select({"c"})
    assert minimap._picture == before
    qtbot.waitUntil(lambda: minimap._picture != before, timeout=2000)
    canvas.select_all()
    canvas.delete_selection()
    qtbot.waitUntil(lambda: not minimap.isVisible(), timeout=2000)


def test_many_cards_are_all_there(open_canvas: Opener) -> None:
    canvas = open_canvas(document(*(leaf(f"n{i}", 300 * (i % 40), 300 * (i // 40))
                                    for i in range(1600))))  # fmt: skip
    minimap = Minimap(canvas, canvas)
    minimap.renew()
    scale, left, top = minimap._scale()
    for x, y in ((0, 0), (300 * 39, 300 * 39), (300 * 20, 300 * 11)):
        at = QPoint(int(left + x * scale), int(top + y * scale))
        assert minimap._picture.pixelColor(at).alpha() == 255
