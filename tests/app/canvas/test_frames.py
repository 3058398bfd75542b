"""Regions by hand: cards enter and leave, the region is moved, named and taken away."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.canvas import frames
from app.canvas.box import Box
from app.canvas.canvas import Canvas
from app.canvas.legend import legend_rect
from autograd_core.graph.document import Document, FrameData
from tests.app.canvas.scenes import Opener, document, drag, leaf, on_card, op, press

LEFT = Qt.MouseButton.LeftButton


def region() -> Document:
    """a and b lie in a no_grad region, c and d beside it."""
    found = document(
        leaf("a", 0, 0), op("b", "exp", 0, 150), leaf("c", 420, 0), op("d", "exp", 420, 300)
    )
    found.frames["f"] = FrameData("f", "no_grad")
    for node in "ab":
        found.nodes[node] = replace(found.nodes[node], frame="f")
    return found


@pytest.fixture
def canvas(open_canvas: Opener) -> Canvas:
    return open_canvas(region())


def box(canvas: Canvas, frame: str = "f") -> Box | None:
    return canvas.places.frames.boxes(canvas.places.pos, canvas.places.size).get(frame)


def on_title(canvas: Canvas, frame: str = "f") -> QPoint:
    where = box(canvas, frame)
    assert where is not None
    return canvas.view.to_screen(where.left + 30, where.top + 12).toPoint()


def members(canvas: Canvas, frame: str = "f") -> str:
    return "".join(n.id for n in canvas.session.document.nodes.values() if n.frame == frame)


class TestMembership:
    def test_a_card_dragged_in_belongs_to_it_and_one_undo_takes_both_back(
        self, canvas: Canvas
    ) -> None:
        at = on_card(canvas, "c")
        drag(canvas, at, at + QPoint(-380, 100))
        assert members(canvas) == "abc"
        assert canvas.session.document.nodes["c"].x == 40
        assert canvas.session.undo_stack.count() == 1
        canvas.session.undo_stack.undo()
        assert canvas.session.document == region()
        assert box(canvas) == box_of_new(canvas)

    def test_a_card_dragged_out_does_not_and_a_little_way_changes_nothing(
        self, canvas: Canvas
    ) -> None:
        at = on_card(canvas, "b")
        drag(canvas, at, at + QPoint(60, 30))
        assert members(canvas) == "ab"
        at = on_card(canvas, "b")
        drag(canvas, at, at + QPoint(300, 260))
        assert members(canvas) == "a"
        assert box(canvas) == box_of_new(canvas)

    def test_while_it_is_dragged_the_region_shows_what_would_be(
        self, canvas: Canvas, qtbot: QtBot
    ) -> None:
        before = box(canvas)
        at = on_card(canvas, "b")
        press(canvas, at, at + QPoint(300, 260))
        now = box(canvas)
        assert before is not None
        assert now is not None
        assert now.bottom < before.bottom
        assert members(canvas) == "ab"
        qtbot.keyClick(canvas, Qt.Key.Key_Escape)
        assert box(canvas) == before

    def test_a_region_goes_with_the_last_card_and_comes_back_with_it(
        self, canvas: Canvas
    ) -> None:
        for node in "ab":
            at = on_card(canvas, node)
            drag(canvas, at, at + QPoint(300, 200))
        assert not canvas.session.document.frames
        assert box(canvas) is None
        canvas.session.undo_stack.undo()
        assert members(canvas) == "b"
        assert box(canvas) == box_of_new(canvas)

    def test_all_its_cards_together_take_it_along(self, canvas: Canvas) -> None:
        canvas.session.select({"a", "b"})
        at = on_card(canvas, "a")
        drag(canvas, at, at + QPoint(400, 200))
        assert members(canvas) == "ab"

    def test_a_card_placed_in_it_lies_in_it(self, canvas: Canvas) -> None:
        assert canvas.session.document.nodes[canvas.place("exp", 10, 80)].frame == "f"
        assert canvas.session.document.nodes[canvas.place("exp", 900, 80)].frame is None

    def test_deleting_its_cards_leaves_no_invisible_region(self, canvas: Canvas) -> None:
        canvas.session.select({"a", "b"})
        canvas.delete_selection()
        assert not canvas.session.document.frames
        canvas.session.undo_stack.undo()
        assert canvas.session.document == region()


class TestNesting:
    """A region g of one card beside f, whose cards leave room for it between them."""

    @pytest.fixture
    def found(self) -> Document:
        found = document(
            leaf("a", 0, 0), op("b", "exp", 500, 500), leaf("c", 900, 0), leaf("d", 0, 800)
        )
        found.frames["f"] = FrameData("f", "comment", "outer")
        found.frames["g"] = FrameData("g", "no_grad")
        for node, frame in zip("abc", "ffg", strict=True):
            found.nodes[node] = replace(found.nodes[node], frame=frame)
        return found

    @pytest.fixture
    def canvas(self, found: Document, open_canvas: Opener) -> Canvas:
        canvas = open_canvas(found)
        canvas.keep_fitted = False
        canvas.resize(1500, 1200)
        return canvas

    def room(self, canvas: Canvas) -> str | None:
        return canvas.session.document.frames["g"].frame

    def test_dropped_wholly_inside_another_region_it_lies_in_that(self, canvas: Canvas) -> None:
        said: list[str] = []
        canvas.session.said.connect(said.append)
        at = on_title(canvas, "g")
        drag(canvas, at, at + QPoint(-320, 60))
        assert self.room(canvas) is None  # its right edge is still outside
        at = on_title(canvas, "g")
        drag(canvas, at, at + QPoint(-200, 100))
        assert self.room(canvas) == "f"
        assert said[-1] == "no_grad is in outer now"
        boxes = canvas.places.frames.boxes(canvas.places.pos, canvas.places.size)
        assert list(boxes) == ["f", "g"]
        canvas.session.undo_stack.undo()
        assert self.room(canvas) is None
        assert canvas.places.frames.data == canvas.session.document.frames

    def test_the_outer_one_takes_it_along_and_it_can_be_dragged_out(self, canvas: Canvas) -> None:
        at = on_title(canvas, "g")
        drag(canvas, at, at + QPoint(-520, 160))
        at = on_title(canvas, "f")
        drag(canvas, at, at + QPoint(50, 30))
        node = canvas.session.document.nodes["c"]
        assert (node.x, node.y, self.room(canvas)) == (430, 190, "f")
        at = on_title(canvas, "g")
        drag(canvas, at, at + QPoint(100, 0))
        assert self.room(canvas) == "f"  # a little beyond the edge: the outer one grows
        at = on_title(canvas, "g")
        drag(canvas, at, at + QPoint(500, 0))
        assert self.room(canvas) is None

    def test_escape_puts_it_back(self, canvas: Canvas, qtbot: QtBot) -> None:
        before = box(canvas)
        at = on_title(canvas, "g")
        press(canvas, at, at + QPoint(-520, 160))
        assert canvas.places.frames.data["g"].frame == "f"
        qtbot.keyClick(canvas, Qt.Key.Key_Escape)
        assert canvas.places.frames.data["g"].frame is None
        assert box(canvas) == before
        assert canvas.session.undo_stack.count() == 0

    def test_an_outer_region_of_nothing_else_goes_when_it_is_dragged_out(
        self, canvas: Canvas, found: Document
    ) -> None:
        found.frames["g"] = replace(found.frames["g"], frame="f")
        for node in "ab":
            found.nodes[node] = replace(found.nodes[node], frame=None)
        canvas.places.rebuild(found)
        at = on_title(canvas, "g")
        drag(canvas, at, at + QPoint(0, 700))
        assert list(found.frames.values()) == [FrameData("g", "no_grad")]
        canvas.session.undo_stack.undo()
        assert found.frames["g"].frame == "f"


class TestTitle:
    def test_a_click_selects_and_delete_unwraps(self, canvas: Canvas, qtbot: QtBot) -> None:
        qtbot.mouseClick(canvas.viewport(), LEFT, pos=on_title(canvas))
        assert canvas.session.selection == {"f"}
        qtbot.keyClick(canvas, Qt.Key.Key_Delete)
        assert not canvas.session.document.frames
        assert members(canvas) == ""
        assert len(canvas.session.document.nodes) == 4
        canvas.session.undo_stack.undo()
        assert canvas.session.document == region()

    def test_it_is_moved_with_all_that_is_in_it(self, canvas: Canvas) -> None:
        inner = FrameData("g", "comment", frame="f")
        found = canvas.session.document
        found.frames["g"] = inner
        found.nodes["a"] = replace(found.nodes["a"], frame="g")
        canvas.places.rebuild(found)
        at = on_title(canvas)
        drag(canvas, at, at + QPoint(500, 40))
        nodes = found.nodes
        assert [(nodes[n].x, nodes[n].y) for n in "abc"] == [(500, 40), (500, 190), (420, 0)]
        assert (members(canvas), members(canvas, "g")) == ("b", "a")
        assert canvas.session.undo_stack.count() == 1

    def test_a_double_click_renames_it(self, canvas: Canvas, qtbot: QtBot) -> None:
        qtbot.mouseDClick(canvas.viewport(), LEFT, pos=on_title(canvas))
        editor = canvas.viewport().findChild(QLineEdit, "frameTitle")
        assert editor is not None
        qtbot.keyClicks(editor, "frozen")
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        frame = canvas.session.document.frames["f"]
        assert frame.title == "frozen"
        assert frames.frame_title(frame) == "frozen · no_grad"
        canvas.session.undo_stack.undo()
        assert canvas.session.document == region()

    def test_by_keyboard(self, canvas: Canvas, qtbot: QtBot) -> None:
        canvas.session.select({"f"})
        qtbot.keyClick(canvas, Qt.Key.Key_Right)
        assert [n.x for n in canvas.session.document.nodes.values()] == [10, 10, 420, 420]
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
        editor = canvas.viewport().findChild(QLineEdit, "frameTitle")
        assert editor is not None
        assert editor.hasFocus()

    def test_escape_leaves_the_name(self, canvas: Canvas, qtbot: QtBot) -> None:
        canvas.rename_frame("f")
        editor = canvas.viewport().findChild(QLineEdit, "frameTitle")
        assert editor is not None
        qtbot.keyClicks(editor, "frozen")
        qtbot.keyClick(editor, Qt.Key.Key_Escape)
        assert canvas.session.document == region()
        assert canvas.session.undo_stack.count() == 0

    def test_fitting_shows_the_whole_region(self, canvas: Canvas) -> None:
        bounds, where = canvas.places.bounds(), box(canvas)
        assert bounds is not None
        assert where is not None
        assert bounds.united(where) == bounds


def box_of_new(canvas: Canvas) -> Box | None:
    """Where the region would be on a canvas that has just been made."""
    places = type(canvas.places)(canvas.session.document)
    return places.frames.boxes(places.pos, places.size).get("f")


def test_a_comment_does_not_look_like_a_region_that_does_something(open_canvas: Opener) -> None:
    found = region()
    found.frames["g"] = FrameData("g", "comment", title="beside")
    for node in "cd":
        found.nodes[node] = replace(found.nodes[node], frame="g")
    canvas = open_canvas(found)
    picture = canvas.grab().toImage()
    grounds = {}
    for frame in "fg":
        where = box(canvas, frame)
        assert where is not None
        low = canvas.view.to_screen(where.right - 11, where.bottom - 14).toPoint()
        grounds[frame] = picture.pixelColor(low * picture.devicePixelRatio())
    assert grounds["g"] == canvas.scene.theme.background != grounds["f"]


def test_fitting_leaves_no_frame_under_the_legend(open_canvas: Opener) -> None:
    found = document(leaf("a", 0, 0), op("b", "exp", 700, 480))
    found.frames["f"] = FrameData("f", "comment")
    for node in "ab":
        found.nodes[node] = replace(found.nodes[node], frame="f")
    canvas = open_canvas(found)
    canvas.fit_all()
    where = box(canvas)
    assert where is not None
    legend = legend_rect(canvas.area().height())
    assert not canvas.view.rect(where, 0.0).intersects(legend.toRectF())


class TestSize:
    def test_a_side_follows_the_pointer_and_no_further_in_than_the_cards(
        self, canvas: Canvas
    ) -> None:
        before = box(canvas)
        assert before is not None
        side = canvas.view.to_screen(before.right, (before.top + before.bottom) / 2).toPoint()
        drag(canvas, side, side + QPoint(40, 25))
        after = box(canvas)
        assert after == before._replace(right=before.right + 40)
        assert canvas.session.document.frames["f"].margins == (0, 0, 40, 0)
        assert canvas.session.undo_stack.count() == 1
        corner = canvas.view.to_screen(before.left, before.bottom).toPoint()
        drag(canvas, corner, corner + QPoint(-30, 50))
        assert canvas.session.document.frames["f"].margins == (30, 0, 40, 50)
        canvas.session.undo_stack.undo()
        side += QPoint(40, 0)
        drag(canvas, side, side + QPoint(-200, 0))
        assert box(canvas) == before
        canvas.session.undo_stack.undo()
        canvas.session.undo_stack.undo()
        assert box(canvas) == before

    def test_escape_takes_it_back(self, canvas: Canvas, qtbot: QtBot) -> None:
        before = box(canvas)
        assert before is not None
        side = canvas.view.to_screen((before.left + before.right) / 2, before.bottom).toPoint()
        press(canvas, side, side + QPoint(0, 60))
        assert box(canvas) == before._replace(bottom=before.bottom + 60)
        qtbot.keyClick(canvas, Qt.Key.Key_Escape)
        assert box(canvas) == before
        assert not canvas.session.undo_stack.count()

    def test_larger_by_what_a_frame_in_it_needs(self, canvas: Canvas) -> None:
        places, document = canvas.places, canvas.session.document
        document.frames["g"] = FrameData("g", "comment", margins=(10, 20, 30, 40))
        document.frames["f"] = replace(document.frames["f"], frame="g", margins=(0, 0, 5, 0))
        places.frames.reread(document)
        inner, outer = box(canvas), box(canvas, "g")
        assert inner is not None
        assert outer is not None
        assert outer.left == inner.left - frames.PAD - 10
        assert outer.right == inner.right + frames.PAD + 30
