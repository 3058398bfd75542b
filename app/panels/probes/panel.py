"""The dock: the list above, the plot of the watches below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app import theme
from app.panels.probes.listing import ProbeList
from app.playback.player import Player
from app.playback.watches import Watches, table
from app.widgets.fields import wrapped
from app.widgets.icons import icon
from app.widgets.mnemonics import keep_marked
from autograd_core.graph.probes import Breakpoint, Watch

if TYPE_CHECKING:
    from app.panels.probes.plot import Plot

BUTTON = 16
SHARES = (200, 320)
"""Of the height, for the list and the plot."""


class ProbesPanel(QWidget):
    """Breakpoints and watches.

    Signals:
        edit_requested(probe): the form of a breakpoint or a watch.
        save_requested(text): what the watches came to, as CSV, is to be saved.
    """

    edit_requested = Signal(object)
    save_requested = Signal(str)

    def __init__(self, player: Player, watches: Watches, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("probes")
        self.setAccessibleName(self.tr("Breakpoints and watches"))
        self.player = player
        self.watches = watches
        self.plot: Plot | None = None
        self.list = ProbeList(player, watches)
        self.hint = wrapped(muted=True)
        self.hint.setText(
            self.tr(
                "A breakpoint stops playing at a card, on a wire, at the first NaN or Inf, where "
                "a .grad changes or where a condition comes to hold. A watch draws a number over "
                "the steps."
            )
        )
        self.add = QToolButton()
        self.add.setObjectName("addProbe")
        self.add.setText(self.tr("Add"))
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.remove_button = self._button("removeProbe", self.tr("Remove"), self.remove)
        self.log = self._button("logScale", self.tr("Logarithmic scale"), self._scale)
        self.log.setText("log")
        self.log.setCheckable(True)
        self.copy_button = self._button("copyValues", self.tr("Copy the values"), self.copy)
        self.save_button = self._button("saveValues", self.tr("Save the values…"), self._save)
        self.under = QWidget()
        self._room = QVBoxLayout(self.under)
        self._lay_out()
        self.list.edit_requested.connect(self.edit_requested)
        self.list.remove_requested.connect(self.remove)
        self.list.itemSelectionChanged.connect(self._enable)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._show_menu)
        player.breakpoints.changed.connect(self.refresh)
        watches.changed.connect(self.refresh)
        theme.switch().changed.connect(self._dress)
        self.setFocusProxy(self.list)
        self._dress()
        self.refresh()

    def _button(self, name: str, tip: str, act: object) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setIconSize(QSize(BUTTON, BUTTON))
        button.clicked.connect(act)
        return button

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self.add)
        top.addStretch()
        top.addWidget(self.remove_button)
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.hint)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch()
        for button in (self.log, self.copy_button, self.save_button):
            row.addWidget(button)
        self._room.setContentsMargins(0, 0, 0, 0)
        self._room.setSpacing(2)
        self._room.addLayout(row)
        splitter = self._splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(above)
        splitter.addWidget(self.under)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 8, 8)
        layout.addWidget(splitter)

    def offer(self, actions: Sequence[QAction | None]) -> None:
        """Fills the menu of what can be added; None stands for a line between groups."""
        menu = QMenu(self.add)
        menu.setObjectName("addProbeMenu")
        for action in actions:
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        keep_marked(menu)
        self.add.setMenu(menu)

    def refresh(self) -> None:
        """Shows what there is."""
        watched = any(each.enabled for each in self.watches.items)
        if watched and self.plot is None and self.isVisible():
            self._make_plot()
        self.under.setVisible(watched)
        self.hint.setVisible(not self.list.probes())
        self._want()
        self._enable()

    def _make_plot(self) -> None:
        from app.panels.probes.plot import Plot

        self.plot = Plot(self.player, self.watches)
        self.plot.set_log(self.log.isChecked())
        self._room.addWidget(self.plot, 1)
        self._splitter.setSizes([*SHARES])

    def _want(self) -> None:
        self.watches.want(self.isVisible() and bool(self.watches.items))

    def _enable(self) -> None:
        self.remove_button.setEnabled(bool(self.list.selectedItems()))

    def _dress(self) -> None:
        for button, name in (
            (self.add, "add"), (self.remove_button, "delete"), (self.copy_button, "copy"),
            (self.save_button, "save"),
        ):  # fmt: skip
            button.setIcon(icon(name))

    def _scale(self) -> None:
        if self.plot is not None:
            self.plot.set_log(self.log.isChecked())

    # What is done

    def remove(self) -> None:
        """Takes away what is selected."""
        chosen = self.list.selected()
        self.player.breakpoints.remove([each for each in chosen if isinstance(each, Breakpoint)])
        self.watches.remove([each for each in chosen if isinstance(each, Watch)])

    def values(self, mark: str) -> str:
        """What the watches came to, as rows."""
        self.watches.read_all()
        shown = [each for each in self.watches.items if each.enabled]
        return table(self.player.log, shown, self.watches.series, mark)

    def copy(self) -> None:
        """Puts the values into the clipboard, as a spreadsheet takes them."""
        QGuiApplication.clipboard().setText(self.values("\t"))
        self.player.session.said.emit(self.tr("Copied."))

    def _save(self) -> None:
        self.save_requested.emit(self.values(","))

    def row_menu(self) -> QMenu:
        """What can be done with the selected rows."""
        menu = QMenu(self.list)
        menu.setObjectName("probeMenu")
        chosen = self.list.selected()
        edit = menu.addAction(self.tr("Edit…"), lambda: self.edit_requested.emit(chosen[0]))
        edit.setObjectName("edit")
        edit.setEnabled(len(chosen) == 1)
        menu.addAction(icon("delete"), self.tr("Remove"), self.remove).setObjectName("remove")
        keep_marked(menu)
        return menu

    def _show_menu(self, point: QPoint) -> None:
        if self.list.selected():
            menu = self.row_menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.list.viewport().mapToGlobal(point))

    # Events

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._want()
