"""A card that is put into a wire pushes what is behind it no further than it must."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF

from app.canvas.canvas import Canvas
from app.canvas.metrics import WIDTH
from tests.app.canvas.scenes import Opener, document, leaf, op

GAP = 60.0


@pytest.fixture
def canvas(open_canvas: Opener) -> Canvas:
    """A chain of which the third card is far behind, and a card beside the second."""
    x = [0.0, WIDTH + GAP, 2 * (WIDTH + GAP) + 450, 3 * (WIDTH + GAP) + 450]
    canvas = open_canvas(
        document(
            leaf("a", x[0]),
            op("b", "exp", x[1]),
            op("c", "exp", x[2]),
            op("d", "exp", x[3]),
            leaf("beside", 2 * WIDTH + GAP + 30, 40.0),
            leaf("below", x[1], 400.0),
            wires=("a>b.a", "b>c.a", "c>d.a"),
        )
    )
    canvas.resize(900, 600)
    return canvas


def test_no_card_comes_to_lie_on_another_and_few_move(canvas: Canvas) -> None:
    before = {n: canvas.places.card_box(n) for n in canvas.session.document.nodes}
    wire = next(w.id for w in canvas.session.document.wires.values() if w.target == "b")
    node = canvas.place("neg", WIDTH + 20.0, 0.0, (wire, 0))
    boxes = {n: canvas.places.card_box(n) for n in canvas.session.document.nodes}
    names = list(boxes)
    assert not any(
        boxes[a].touches(boxes[b]) for i, a in enumerate(names) for b in names[i + 1 :]
    )
    assert boxes["b"].left > boxes[node].right
    assert boxes["beside"].left > before["beside"].left
    for still in ("a", "c", "d", "below"):
        assert boxes[still] == before[still], still


def test_what_is_behind_it_stays_in_sight(canvas: Canvas) -> None:
    wire = next(w.id for w in canvas.session.document.wires.values() if w.target == "b")
    box = canvas.places.card_box("b")
    canvas.look_at(1.0, box.right - 880, -200)  # b at the right edge
    node = canvas.place("neg", WIDTH + 20.0, 0.0, (wire, 0))
    for each in (node, "b"):
        assert QRectF(canvas.area()).contains(canvas.view.rect(canvas.places.card_box(each)))
