"""How large gradients are is one scale for wires, dots and legend."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPen, QPixmap

from app.canvas import legend, magnitude
from app.canvas.box import Box
from app.canvas.canvas import Canvas
from app.canvas.carried import Carried
from app.canvas.legend import legend_rows
from app.canvas.tips import tip_at
from app.canvas.wires import FINE, Wires, pen_for
from app.theme import DARK, LIGHT, Theme
from autograd_core.graph.document import Document
from autograd_core.graph.steps import Flow, StepLog
from tests.app.canvas.scenes import (
    Opener,
    backward,
    document,
    forward,
    leaf,
    log_of_product,
    op,
    product,
    value,
)


@pytest.mark.parametrize(
    ("size", "place"),
    [
        (0.0, magnitude.ZERO), (1e-30, magnitude.FIRST), (1e-6, magnitude.FIRST),
        (9e-6, magnitude.FIRST), (1e-5, magnitude.FIRST + 1), (1.0, magnitude.LAST - 3),
        (9.99, magnitude.LAST - 3), (1e3, magnitude.LAST), (1e30, magnitude.LAST),
        (np.inf, magnitude.INFINITE), (np.nan, magnitude.NAN),
    ],
)  # fmt: skip
def test_each_power_of_ten_has_its_place_in_every_run(size: float, place: int) -> None:
    assert magnitude.level_of(value(size)) == place


def test_larger_is_wider_and_what_is_beside_the_scale_is_dashed_in_its_own_way() -> None:
    scale = range(magnitude.FIRST, magnitude.LAST + 1)
    assert all(b - a > 0.4 for a, b in pairwise(map(magnitude.width, scale)))
    assert {magnitude.dashes(place) for place in scale} == {None}
    beside = (magnitude.ZERO, magnitude.INFINITE, magnitude.NAN)
    assert len({magnitude.dashes(place) for place in beside} - {None}) == 3
    assert magnitude.hue(magnitude.NAN, LIGHT) == LIGHT.warning


def test_a_wire_shows_its_last_gradient_and_takes_it_back() -> None:
    carried = Carried()
    carried.clear(2)
    wires = np.arange(2)
    carried.add(1, value(0, -2))
    carried.add(1, value(200, np.nan))
    assert carried.levels(wires).tolist() == [0, magnitude.NAN]
    carried.take(1)
    assert carried.levels(wires).tolist() == [0, magnitude.level_of(value(2))]
    carried.take(1)
    assert carried.levels(wires).tolist() == [0, 0]
    assert carried.last(1) is None
    carried.grow(5)
    carried.add(4, value(0, 0))
    assert carried.levels(np.array([4])).tolist() == [magnitude.ZERO]


def chain() -> Document:
    return document(
        leaf("x"), op("y", x=300), op("z", x=600), wires=("x>y.a", "y>z.a")
    )


def run_back(*gradients: float) -> StepLog:
    facts: dict[str, Any] = {"requires_grad": True, "is_leaf": False, "grad_fn": "MulBackward0"}
    first, second = gradients
    return StepLog(
        [
            forward("x", value(1.0), requires_grad=True),
            forward("y", value(2.0), **facts),
            forward("z", value(3.0), **facts),
            backward("z", Flow("z", "y", 0, "MulBackward0", value(first), "w2")),
            backward("y", Flow("y", "x", 0, "AccumulateGrad", value(second), "w1")),
        ]
    )


def shown(open_canvas: Opener, log: StepLog, of: Document | None = None) -> Canvas:
    canvas = open_canvas(of or chain())
    canvas.session.log = log
    canvas.session.ran.emit()
    canvas.player.last()
    return canvas


def widths(canvas: Canvas) -> dict[str, tuple[float, tuple[int, int] | None]]:
    wires = Wires([Box(-500, -500, 2000, 2000)], canvas.scene, FINE)
    ids = canvas.places.wire_ids
    return {
        ids[wire]: (strand.pen.widthF(), strand.dashes)
        for strand in wires.strands
        for wire in strand.wires
    }


def test_wires_are_painted_as_wide_as_the_legend_says(open_canvas: Opener) -> None:
    canvas = shown(open_canvas, run_back(1e-6, 1e3))
    zoom = canvas.view.zoom
    assert widths(canvas) == {
        "w2": (pen_for(magnitude.FIRST, LIGHT, zoom).widthF(), None),
        "w1": (pen_for(magnitude.LAST, LIGHT, zoom).widthF(), None),
    }
    canvas = shown(open_canvas, run_back(0.0, np.nan))
    assert [dashes for _, dashes in sorted(widths(canvas).values())] == [(1, 2), (2, 3)]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_legend_has_the_pens_of_the_canvas(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, float]] = []

    def noted(level: int, colours: Theme, zoom: float) -> object:
        asked.append((level, zoom))
        return pen_for(level, colours, zoom)

    monkeypatch.setattr(legend, "pen_for", noted)
    rows = legend_rows(theme, zoom=1.5)
    pixmap = QPixmap(400, 200)
    painter = QPainter(pixmap)
    legend.paint_legend(painter, QRect(0, 0, 400, 200), rows, theme)
    painter.end()
    assert {level for level, _ in asked} == set(range(magnitude.ZERO, magnitude.NAN + 1))
    assert {zoom for _, zoom in asked} == {1.5}


def test_a_wire_that_only_grew_is_painted_anew(open_canvas: Opener) -> None:
    log = run_back(1.0, 1.0)
    again = Flow("y", "x", 0, "AccumulateGrad", value(100.0), "w1")
    log.append(backward("y", again))
    canvas = shown(open_canvas, log)
    slots = np.array([canvas.places.wire_slots["w1"]])
    canvas.shown.shades(slots)
    canvas.shown.moved(6, 5)
    canvas.player.cursor = canvas.player.shown_cursor = 5
    assert canvas.shown.reshaded(slots).tolist() == slots.tolist()


def test_the_tip_of_a_wire_tells_its_gradient(open_canvas: Opener) -> None:
    canvas = shown(open_canvas, log_of_product(), product())
    places = canvas.places
    x0, y0, x1, y1 = places.ends[places.wire_slots["w2"]].tolist()
    middle = ((x0 + x1) / 2, (y0 + y1) / 2)
    said = tip_at(places, canvas.shown, canvas.session.document, *middle, 4.0)
    assert "gradient back: [1, 1], largest 1" in said


def test_curves_in_a_file_are_dashed_as_well(open_canvas: Opener) -> None:
    canvas = shown(open_canvas, run_back(0.0, 1.0))
    pixmap = QPixmap(1000, 700)
    pens: list[list[float]] = []

    class Noting(QPainter):
        def strokePath(self, path: object, pen: QPen) -> None:  # type: ignore[override]
            pens.append(pen.dashPattern())

    painter = Noting(pixmap)
    list(Wires([Box(-500, -500, 2000, 2000)], canvas.scene, FINE).paint_curves(painter))
    painter.end()
    assert sorted(map(bool, pens)) == [False, True]


def test_a_wide_wire_has_no_seams(open_canvas: Opener) -> None:
    canvas = shown(open_canvas, run_back(1e3, 1e3))
    wires = Wires([Box(-500, -500, 2000, 2000)], canvas.scene, FINE)
    rows = wires._flat(wires.strands[0])
    gaps = rows[1:FINE, :2] - rows[: FINE - 1, 2:]
    ways = rows[: FINE - 1, 2:] - rows[: FINE - 1, :2]
    assert ((gaps * ways).sum(axis=1) < 0).all()  # the next begins before this one ends
