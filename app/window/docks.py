"""The docks: where each panel stands at first, and who shares a place."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMainWindow, QTabWidget, QWidget

from app.commands import BY_ID, title_of
from app.window.dock import Dock
from autograd_core.graph.words import QT_TRANSLATE_NOOP

AREAS = {
    "palette": Qt.DockWidgetArea.LeftDockWidgetArea,
    "inspector": Qt.DockWidgetArea.RightDockWidgetArea,
    "problems": Qt.DockWidgetArea.RightDockWidgetArea,
    "output": Qt.DockWidgetArea.RightDockWidgetArea,
    "probes": Qt.DockWidgetArea.RightDockWidgetArea,
    "history": Qt.DockWidgetArea.LeftDockWidgetArea,
    "code": Qt.DockWidgetArea.LeftDockWidgetArea,
    "timeline": Qt.DockWidgetArea.BottomDockWidgetArea,
    "explanation": Qt.DockWidgetArea.BottomDockWidgetArea,
}
SHORT = {"probes": QT_TRANSLATE_NOOP("Docks", "Watches")}
"""Titles that have to share the width of a dock with three other tabs."""
TABBED = (("inspector", "problems"), ("problems", "output"), ("output", "probes"),
          ("palette", "history"))  # fmt: skip


def translated(title: str) -> str:
    """A short title in the window's language."""
    return QCoreApplication.translate("Docks", title)


def make_docks(
    window: QMainWindow,
    panels: Mapping[str, QWidget],
    seen: Callable[..., object],
    moved: Callable[..., object],
) -> dict[str, Dock]:
    """A dock for each panel, at its place. `seen` is called when one is shown or hidden, `moved`
    when one is somewhere else."""
    window.setDockOptions(
        QMainWindow.DockOption.AnimatedDocks
        | QMainWindow.DockOption.AllowTabbedDocks
        | QMainWindow.DockOption.AllowNestedDocks
    )
    window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
    docks: dict[str, Dock] = {}
    for name, panel in panels.items():
        short = SHORT.get(name)
        title = translated(short) if short else title_of(BY_ID[f"view.panel.{name}"])
        dock = docks[name] = Dock(name, title, panel, window)
        dock.visibilityChanged.connect(seen)
        dock.dockLocationChanged.connect(moved)
        dock.topLevelChanged.connect(moved)
        window.addDockWidget(AREAS[name], dock)
    # lines of code are long: they have a column of their own, beside the canvas
    window.splitDockWidget(docks["palette"], docks["code"], Qt.Orientation.Horizontal)
    for first, second in TABBED:
        window.tabifyDockWidget(docks[first], docks[second])
    window.splitDockWidget(docks["timeline"], docks["explanation"], Qt.Orientation.Horizontal)
    return docks
