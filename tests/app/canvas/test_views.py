"""Going about the canvas: gliding, and back and forward through views."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from app.canvas.canvas import Canvas
from app.canvas.glide import Look
from tests.app.canvas.scenes import Opener, document, leaf, product


@pytest.fixture
def canvas(open_canvas: Opener) -> Canvas:
    return open_canvas(product())


def same(one: Look, other: Look) -> bool:
    return one == pytest.approx(other, abs=1.0)


def test_back_returns_to_where_one_was_and_forward_goes_there_again(canvas: Canvas) -> None:
    views, glide = canvas.views, canvas.glide
    first = glide.now()
    canvas.session.select({"z"})
    views.fit_selection()
    glide.finish()
    second = glide.now()
    canvas.scroll_by(300, 50)  # is no jump, but what one returns to
    moved = glide.now()
    views.fit_all()
    views.back()  # while it glides
    glide.finish()
    assert same(glide.now(), moved)
    views.back()
    glide.finish()
    assert same(glide.now(), first)
    views.back()
    assert same(glide.goal, first)
    views.forward()
    glide.finish()
    assert same(glide.now(), moved)
    assert not same(moved, second)
    views.forward()
    glide.finish()
    bounds = canvas.places.bounds()
    assert bounds is not None
    assert canvas.area().contains(canvas.view.rect(bounds).toRect())
    canvas.session.new()
    views.back()
    assert not glide.running


def test_gliding_keeps_the_point_under_the_pointer(canvas: Canvas, qtbot: QtBot) -> None:
    at = QPointF(700, 100)
    before = canvas.view.to_canvas(at.x(), at.y())
    gaps = []

    def note() -> None:
        x, y = canvas.view.to_canvas(at.x(), at.y())
        gaps.append(max(abs(x - before[0]), abs(y - before[1])) * canvas.view.zoom)

    canvas.view_changed.connect(note)
    canvas.glide.zoom_by(3.0, at)
    qtbot.waitUntil(lambda: not canvas.glide.running, timeout=2000)
    assert canvas.view.zoom == 3.0
    assert len(gaps) > 1
    assert max(gaps) <= 0.51  # the offset is on whole pixels


def test_fitting_stays_fitted_after_the_glide(canvas: Canvas) -> None:
    canvas.scroll_by(400, 0)
    canvas.views.fit_all()
    assert canvas.glide.running
    canvas.glide.finish()
    assert canvas.keep_fitted
    canvas.resize(600, 500)
    bounds = canvas.places.bounds()
    assert bounds is not None
    assert canvas.area().contains(canvas.view.rect(bounds).toRect())


def test_less_motion_is_none(canvas: Canvas) -> None:
    canvas.player.reduced_motion = True
    canvas.zoom_in()
    assert canvas.view.zoom == 1.25


def test_show_comes_closer_only_as_far_as_it_must(open_canvas: Opener) -> None:
    canvas = open_canvas(document(leaf("x"), leaf("far", 9000, 5000)))
    before = canvas.glide.now()
    canvas.views.show(canvas.places.card_box("x"))
    assert canvas.glide.now() == before
    canvas.set_zoom(0.05)
    box = canvas.places.card_box("far")
    canvas.views.show(canvas.places.card_box("x"))
    canvas.views.show(box)  # still in sight, but it will not be
    canvas.glide.finish()
    assert canvas.view.zoom == 1.0
    assert canvas.area().contains(canvas.view.rect(box).toRect())
