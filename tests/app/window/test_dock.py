"""Docks: what tells a floating one from what it lies on."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from app import theme
from app.window.dock import Dock


def test_a_floating_dock_has_an_edge(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    dock = Dock("one", "One", QLabel("x"), window)
    window.show()
    edges = {}
    for floating in (False, True):
        dock.setFloating(floating)
        dock.resize(200, 200)
        dock.show()
        image = dock.grab().toImage()
        edges[floating] = image.pixelColor(0, image.height() // 2)
    assert edges[True] == theme.current().muted
    assert edges[False] != edges[True]
    dock.close()
