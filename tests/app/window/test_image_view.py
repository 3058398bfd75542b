"""The picture of a tensor: what it shows, its scale, pages, and the number pointed at."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.canvas.canvas import Canvas
from app.canvas.parts import PartKind
from app.playback.player import Player
from app.session import Session
from app.window.image_view import ImageView
from app.window.raster import Raster
from app.window.tensor_windows import TensorWindows
from autograd_core.graph import building
from autograd_core.graph.actions import Backward, Forward
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from tests.app.canvas.test_parts import at, parts


@pytest.fixture
def session() -> Iterator[Session]:
    made = Session()
    yield made
    made.close()


@pytest.fixture
def windows(session: Session, qtbot: QtBot) -> TensorWindows:
    player = Player(session)
    canvas = Canvas(session, player)
    qtbot.addWidget(canvas)
    canvas.resize(900, 600)
    canvas.show()
    x = LeafData("x", "x", "arange(60.).reshape(3, 4, 5) - 20", requires_grad=True)
    y, s = OpData("y", "mul", "y", {"b": "2."}, x=300), OpData("s", "sum", "s", x=600)
    wires = [WireData("w1", "x", "y", "a"), WireData("w2", "y", "s", "a")]
    session.open_copy(Document([x, y, s], wires, actions=(Forward("a1"), Backward("a2", "s"))))
    canvas.view.zoom, canvas.view.left, canvas.view.top = 1.0, -50.0, -50.0
    qtbot.waitUntil(lambda: not session.is_running)
    player.last()
    return TensorWindows(session, player, canvas, canvas)


def point(raster: Raster, row: int, column: int) -> None:
    at = QPointF(raster._cell(row, column).center())
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove, at, raster.mapToGlobal(at), none, none,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(raster, event)


def test_the_number_that_is_pointed_at_is_told(windows: TensorWindows) -> None:
    view = windows.open_image("x")
    assert (view.raster.rows, view.raster.columns) == (4, 5)
    assert (view.bar.low, view.bar.high) == (-39.0, 39.0)  # zero in the middle
    point(view.raster, 1, 2)
    assert view.told.text() == "[0, 1, 2] = -13"
    view.leads[0].setValue(2)
    assert view.told.text() == "[2, 1, 2] = 27"
    view.reach.setCurrentIndex(1)
    view.refresh()
    view.scale.setCurrentIndex(1)
    view.refresh()
    assert (view.bar.low, view.bar.high) == (20.0, 39.0)
    view.close()


def test_it_follows_runs_and_the_cursor(windows: TensorWindows, qtbot: QtBot) -> None:
    session = windows.session
    view = windows.open_image("x", "grad")
    assert view.raster._numbers.tolist() == np.full((4, 5), 2.0).tolist()
    session.do(building.set_param(session.document, "y", "b", "nan"), "")
    qtbot.waitUntil(lambda: not session.is_running)
    assert np.isnan(view.raster._numbers).all()
    assert "60 nan" in view.told.text()
    windows.player.seek(1)
    assert view.raster.isHidden()
    assert not view.said.isHidden()
    session.do(building.remove(session.document, ["x"]), "")
    assert not view.isVisible()


def test_three_channels_are_colours(windows: TensorWindows) -> None:
    view = windows.open_image("x")
    view.rgb.setChecked(True)
    assert view.raster._numbers.shape == (4, 5, 3)
    point(view.raster, 3, 4)
    assert view.told.text() == "[:, 3, 4] = -1, 19, 39"
    view.close()


def test_channels_may_come_last_as_well(windows: TensorWindows, qtbot: QtBot) -> None:
    session = windows.session
    session.do(building.change(session.document, "x", value="arange(40).reshape(2, 4, 5)"), "")
    qtbot.waitUntil(lambda: not session.is_running)
    view = windows.open_image("x")
    assert view.rgb.isHidden()
    session.do(building.change(session.document, "x", value="arange(120).reshape(2, 4, 5, 3)"), "")
    qtbot.waitUntil(lambda: not session.is_running)
    assert not view.rgb.isHidden()
    assert "-1" in view.rgb.toolTip()
    view.rgb.setChecked(True)
    view.leads[0].setValue(1)
    assert view.raster._numbers.shape == (4, 5, 3)
    point(view.raster, 3, 4)
    assert view.told.text() == "[1, 3, 4, :] = 117, 118, 119"
    assert not view.leads[1].isEnabled()
    view.close()


def test_zoom_keeps_what_is_at_the_pointer(windows: TensorWindows) -> None:
    view = windows.open_image("y")
    raster = view.raster
    place = raster._cell(2, 3).center()
    raster.zoom(1.3, place)
    assert raster._cell(2, 3).contains(place)
    QTest.keyClick(raster, Qt.Key.Key_0)
    assert raster._top >= 0
    QTest.keyClick(raster, Qt.Key.Key_Down)
    assert (raster.row, raster.column) == (0, 0)
    view.close()


def test_a_huge_matrix_is_rendered_as_far_as_it_is_seen(qtbot: QtBot) -> None:
    raster = Raster()
    qtbot.addWidget(raster)
    raster.resize(300, 200)
    raster.show_numbers(np.zeros((10_000, 1_000), np.float32), "grey", 0.0, 1.0)
    assert raster._image.width() * raster._image.height() < 4 * 300 * 200


def test_a_double_click_on_a_large_tensor_opens_it(windows: TensorWindows) -> None:
    (picture,) = parts(windows.canvas, "y", PartKind.PICTURE)
    QTest.mouseDClick(
        windows.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at(windows.canvas, picture)
    )
    view = windows.canvas.findChild(ImageView)
    assert view is not None
    assert view.node == "y"
    view.close()
