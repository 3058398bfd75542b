"""What is brought into sight lies clear of the legend and the minimap."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF

from app.canvas.canvas import Canvas
from app.canvas.covered import shift_to_see
from app.canvas.minimap import Minimap
from tests.app.canvas.scenes import Opener, mouse, product

AREA = QRect(0, 0, 800, 600)
LEGEND, MAP = QRectF(10, 500, 150, 90), QRectF(600, 450, 190, 140)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (QRectF(300, 100, 200, 150), (0, 0)),
        (QRectF(-50, 100, 200, 150), (-50, 0)),
        (QRectF(40, 420, 100, 150), (0, 70)),
        (QRectF(100, 490, 300, 100), (-60, 0)),  # beside the legend is nearer than above
        (QRectF(500, 500, 250, 150), (0, 200)),  # from below it would come under the map
        (QRectF(0, 0, 790, 590), (0, 0)),  # too large to lie beside anything
    ],
)
def test_no_further_than_it_takes(where: QRectF, expected: tuple[int, int]) -> None:
    assert shift_to_see(where, AREA, [LEGEND, MAP]) == expected


def test_a_card_comes_from_under_the_legend_and_the_map(open_canvas: Opener) -> None:
    canvas = open_canvas(product())
    canvas.resize(900, 760)
    minimap = Minimap(canvas, canvas)
    minimap.renew()
    for corner in ((12, 600), (860, 720)):  # under the legend, and beyond the map
        box = canvas.places.card_box("z")
        canvas.look_at(1.5, 1.5 * box.left - corner[0], 1.5 * box.top - corner[1])
        canvas.show_node("z")
        seen = canvas.view.rect(box)
        assert QRectF(canvas.area()).contains(seen)
        assert minimap.isVisible() == (len(canvas.covered()) == 2)
        assert not any(each.intersects(seen) for each in canvas.covered())


def test_a_press_leaves_the_view_where_it_is(open_canvas: Opener) -> None:
    canvas: Canvas = open_canvas(product())
    box = canvas.places.card_box("z")
    canvas.look_at(1.0, box.left + 60, box.top - 100)  # the card is cut by the left edge
    before = canvas.view.left, canvas.view.top
    mouse(canvas, QEvent.Type.MouseButtonPress, QPoint(40, 108))
    assert canvas.session.selection == {"z"}
    assert (canvas.view.left, canvas.view.top) == before
