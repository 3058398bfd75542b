"""Numbers, badges and names on cards: where they are, scrubbed with the mouse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from pytestqt.qtbot import QtBot

from app.canvas.canvas import Canvas
from app.canvas.parts import Part, PartKind, parts_of
from app.playback.player import Player
from app.session import Session
from autograd_core.graph import building
from autograd_core.graph.actions import Backward, Expression, Forward
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.edits import SetActions
from autograd_core.graph.steps import port_ref
from tests.app.canvas.scenes import drag, mouse, press

SHIFT = Qt.KeyboardModifier.ShiftModifier


def document() -> Document:
    """x, a matrix of ones, and the sum of its squares over a dimension."""
    return Document(
        [
            LeafData("x", "x", "[1., 2.]", requires_grad=True),
            LeafData("m", "m", "ones(2, 2)", x=0, y=200),
            OpData("p", "pow", "p", {"exponent": "2"}, x=300),
            OpData("s", "sum", "s", {"dim": "0", "keepdim": "True"}, x=600),
        ],
        [WireData("w1", "x", "p", "a"), WireData("w2", "p", "s", "a")],
        actions=(Forward("a1"), Backward("a2", "s")),
    )


@pytest.fixture
def session() -> Iterator[Session]:
    made = Session()
    yield made
    made.close()


@pytest.fixture
def canvas(session: Session, qtbot: QtBot) -> Canvas:
    made = Canvas(session, Player(session))
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    session.open_copy(document())
    made.snapping.neighbours = False  # a drag ends where the pointer does
    made.view.zoom, made.view.left, made.view.top = 1.0, -100.0, -100.0
    settle(qtbot, session)
    return made


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.is_running, timeout=5000)
    qtbot.wait(1)


def parts(canvas: Canvas, node: str, kind: PartKind) -> list[Part]:
    found = parts_of(canvas.places, canvas.shown, canvas.session.document, node)
    return [part for part in found if part.kind is kind]


def at(canvas: Canvas, part: Part) -> QPoint:
    return canvas.view.to_screen(*part.box.middle()).toPoint()


def value(session: Session, node: str) -> str:
    data = session.document.nodes[node]
    assert isinstance(data, LeafData)
    return data.value


def grad(session: Session, node: str) -> object:
    found = session.log.at(len(session.log), port_ref(node), "grad")
    return None if found is None else found.array.tolist()


def test_each_number_of_a_card_is_where_it_is_seen(canvas: Canvas) -> None:
    cells = parts(canvas, "m", PartKind.ELEMENT)
    assert [part.index for part in cells] == [0, 1, 2, 3]
    assert cells[0].box.right < cells[1].box.right
    assert cells[0].box.bottom <= cells[2].box.top
    settings = parts(canvas, "s", PartKind.PARAM)
    assert [part.name for part in settings] == ["dim", "keepdim"]
    assert settings[0].box.right <= settings[1].box.left + 6


def test_scrubbing_is_followed_by_values_and_gradients(
    canvas: Canvas, session: Session, qtbot: QtBot
) -> None:
    second = at(canvas, parts(canvas, "x", PartKind.ELEMENT)[1])
    press(canvas, second, second + QPoint(20, 0), second + QPoint(100, 0))
    settle(qtbot, session)
    assert value(session, "x") == "[1., 2.9]"
    assert grad(session, "x") == [2.0, pytest.approx(5.8)]
    assert not session.undo_stack.canUndo()  # the gesture is not over
    mouse(canvas, QEvent.Type.MouseMove, second + QPoint(110, 0), held=SHIFT)
    mouse(canvas, QEvent.Type.MouseButtonRelease, second + QPoint(110, 0))
    assert value(session, "x") == "[1., 2.91]"
    session.undo_stack.undo()
    assert value(session, "x") == "[1., 2.]"
    assert not session.undo_stack.canUndo()


def test_escape_takes_a_scrubbed_number_back(
    canvas: Canvas, session: Session, qtbot: QtBot
) -> None:
    corner = at(canvas, parts(canvas, "m", PartKind.ELEMENT)[3])
    press(canvas, corner, corner + QPoint(50, 0))
    settle(qtbot, session)  # a number waits for the run of the one before
    assert value(session, "m") == "[[1.0, 1.0], [1.0, 1.4]]"  # the recipe's own numbers
    qtbot.keyClick(canvas, Qt.Key.Key_Escape)
    assert value(session, "m") == "ones(2, 2)"
    mouse(canvas, QEvent.Type.MouseMove, corner + QPoint(90, 0))
    mouse(canvas, QEvent.Type.MouseButtonRelease, corner + QPoint(90, 0))
    assert value(session, "m") == "ones(2, 2)"
    assert session.undo_stack.count() == 0


def test_parameters_are_scrubbed_by_whole_numbers(canvas: Canvas, session: Session) -> None:
    dim = at(canvas, parts(canvas, "s", PartKind.PARAM)[0])
    drag(canvas, dim, dim + QPoint(-24, 0))
    data = session.document.nodes["s"]
    assert isinstance(data, OpData)
    assert data.params == {"dim": "-2", "keepdim": "True"}


def test_truths_are_scrubbed_too(canvas: Canvas, session: Session, qtbot: QtBot) -> None:
    session.do(building.change(session.document, "x", value="[True, False]", dtype="bool",
                               requires_grad=False), "truths")  # fmt: skip
    settle(qtbot, session)
    place = (session.document.nodes["x"].x, session.document.nodes["x"].y)
    second = at(canvas, parts(canvas, "x", PartKind.ELEMENT)[1])
    drag(canvas, second, second + QPoint(200, 0))
    assert value(session, "x") == "[True, True]"
    settle(qtbot, session)
    press(canvas, second, second + QPoint(200, 0), second + QPoint(170, 0))
    mouse(canvas, QEvent.Type.MouseButtonRelease, second + QPoint(170, 0))
    assert value(session, "x") == "[True, False]"  # no further than True, and so soon back
    assert (session.document.nodes["x"].x, session.document.nodes["x"].y) == place


def test_a_drag_downwards_from_a_number_moves_the_card(canvas: Canvas, session: Session) -> None:
    first = at(canvas, parts(canvas, "x", PartKind.ELEMENT)[0])
    drag(canvas, first, first + QPoint(5, 60))
    assert value(session, "x") == "[1., 2.]"
    assert (session.document.nodes["x"].x, session.document.nodes["x"].y) == (5.0, 60.0)


def test_badges_and_flags_are_toggled_by_a_click(canvas: Canvas, session: Session) -> None:
    badge = at(canvas, parts(canvas, "x", PartKind.FLAG)[0])
    press(canvas, badge)
    mouse(canvas, QEvent.Type.MouseButtonRelease, badge)
    data = session.document.nodes["x"]
    assert isinstance(data, LeafData)
    assert not data.requires_grad
    keepdim = at(canvas, parts(canvas, "s", PartKind.PARAM)[1])
    press(canvas, keepdim)
    mouse(canvas, QEvent.Type.MouseButtonRelease, keepdim)
    operation = session.document.nodes["s"]
    assert isinstance(operation, OpData)
    assert operation.params["keepdim"] == "False"
    assert session.undo_stack.count() == 2


def test_a_card_that_waits_leads_to_what_failed(
    canvas: Canvas, session: Session, qtbot: QtBot
) -> None:
    session.do(building.set_param(session.document, "p", "exponent", "oops("), "")
    settle(qtbot, session)
    (waits,) = parts(canvas, "s", PartKind.BLOCKED)
    press(canvas, at(canvas, waits))
    mouse(canvas, QEvent.Type.MouseButtonRelease, at(canvas, waits))
    assert session.selection == {"p"}
    assert canvas.scene.focused == "p"


def test_the_sign_of_an_error_leads_to_who_has_brought_it_about(
    canvas: Canvas, session: Session, qtbot: QtBot
) -> None:
    ones = Expression("ones(1)")
    first, second = (Backward(each, "s", gradient=ones) for each in ("b1", "b2"))
    actions = (Forward("a1"), first, second)
    session.do([SetActions(session.document.actions, actions)], "")
    settle(qtbot, session)
    canvas.player.seek(len(session.log))
    (sign,) = [part for node in ("x", "p", "s") for part in parts(canvas, node, PartKind.CULPRIT)]
    assert sign.name == "s"
    press(canvas, at(canvas, sign))
    mouse(canvas, QEvent.Type.MouseButtonRelease, at(canvas, sign))
    assert session.selection == {"s"}
    assert canvas.player.cursor < len(session.log)
