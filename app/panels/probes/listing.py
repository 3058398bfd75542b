"""The list of breakpoints and watches: on and off, edit and remove."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from app import theme
from app.panels.probes.strokes import HEIGHT, WIDTH, swatch
from app.playback.player import Player
from app.playback.watches import Watches, key_of
from app.widgets.icons import icon
from app.widgets.look import fixed_font
from app.widgets.probe_words import breakpoint_title, is_gone
from autograd_core.graph.probes import Breakpoint, Watch
from autograd_core.printing import format_number

ROLE = Qt.ItemDataRole.UserRole
Probe = Breakpoint | Watch
_OWN_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter,
             Qt.Key.Key_Space)  # fmt: skip


class ProbeList(QTreeWidget):
    """A row for each; Space turns it on and off, Enter edits it, Delete removes it.

    Signals:
        edit_requested(probe)
        remove_requested
    """

    edit_requested = Signal(object)
    remove_requested = Signal()

    def __init__(self, player: Player, watches: Watches, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("probeList")
        self.setAccessibleName(self.tr("Breakpoints and watches"))
        self.player = player
        self.watches = watches
        self._filling = False
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setIconSize(QSize(WIDTH, HEIGHT + 2))
        self.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self.header().setMinimumSectionSize(1)
        self.itemChanged.connect(self._changed)
        self.itemActivated.connect(lambda row, _: self.edit_requested.emit(row.data(0, ROLE)))
        player.breakpoints.changed.connect(self.reload)
        watches.changed.connect(self.reload)
        watches.read.connect(lambda _: self.show_values())
        player.moved.connect(lambda old, new: self.show_values())
        player.shown_moved.connect(lambda old, new: self.show_values())
        player.stopped.connect(lambda _: self.show_values())
        player.session.changed.connect(self.retitle)
        theme.switch().changed.connect(self.reload)
        self.reload()

    def probes(self) -> list[Probe]:
        """All of them, in the order in which they are listed."""
        return [*self.player.breakpoints.items, *self.watches.items]

    def selected(self) -> list[Probe]:
        return [row.data(0, ROLE) for row in self.selectedItems()]

    def reload(self) -> None:
        """Lists them anew. Rows stay those of what is still there, and stay selected: one of them
        may be about to tell that it was turned off."""
        self._filling = True
        probes = self.probes()
        if len(probes) < self.topLevelItemCount():
            for row in self._rows():
                if row.data(0, ROLE) not in probes:
                    self.takeTopLevelItem(self.indexOfTopLevelItem(row))
        while self.topLevelItemCount() > len(probes):
            self.takeTopLevelItem(self.topLevelItemCount() - 1)
        while self.topLevelItemCount() < len(probes):
            row = QTreeWidgetItem(self)
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            row.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.setFont(1, fixed_font())
        for row, probe in zip(self._rows(), probes, strict=True):
            row.setData(0, ROLE, probe)
            state = Qt.CheckState.Checked if probe.enabled else Qt.CheckState.Unchecked
            row.setCheckState(0, state)
            self._dress(row, probe)
        self._filling = False
        self.show_values()

    def retitle(self) -> None:
        """Cards may have another name, or be gone."""
        self._filling = True
        for row in self._rows():
            self._dress(row, row.data(0, ROLE))
        self._filling = False

    def _rows(self) -> Sequence[QTreeWidgetItem]:
        rows = (self.topLevelItem(i) for i in range(self.topLevelItemCount()))
        return [row for row in rows if row is not None]

    def _dress(self, row: QTreeWidgetItem, probe: Probe) -> None:
        colours, whole = theme.current(), self.player.session.whole
        if isinstance(probe, Watch):
            row.setText(0, probe.expression.text)
            row.setIcon(0, swatch(self.watches.items.index(probe), colours,
                                  self.devicePixelRatioF()))  # fmt: skip
            row.setToolTip(0, self.tr("Watch {text}").format(text=probe.expression.text))
            return
        title = breakpoint_title(probe, whole)
        gone = is_gone(probe, whole)
        row.setText(0, title)
        quiet = gone or not probe.enabled
        row.setIcon(0, icon("breakpoint", colours.muted if quiet else colours.error))
        row.setForeground(0, colours.muted if gone else colours.text)
        tip = self.tr("Stop: {what}").format(what=title)
        row.setToolTip(0, self.tr("It is not in the graph any more.") if gone else tip)

    def show_values(self) -> None:
        """What each watch comes to at the cursor, and which breakpoint has stopped here."""
        hit, cursor = self.player.hit, self.player.shown_cursor
        self._filling = True
        for row in self._rows():
            probe = row.data(0, ROLE)
            if isinstance(probe, Watch):
                row.setText(1, self._value(probe, cursor))
            else:
                stopped = hit is not None and hit.breakpoint == probe
                row.setText(1, self.tr("stopped here") if stopped else "")
            row.setFirstColumnSpanned(not row.text(1))
        self.resizeColumnToContents(1)  # by itself it would stay as wide as the first values
        self._filling = False

    def _value(self, watch: Watch, cursor: int) -> str:
        series = self.watches.series.get(key_of(watch))
        if series is None or not watch.enabled:
            return ""
        if series.shape:
            return self.tr("not one number: {shape}").format(shape=series.shape)
        value = series.at(cursor)
        return "—" if math.isnan(value) else format_number(value)

    def _changed(self, row: QTreeWidgetItem, column: int) -> None:
        if self._filling or column != 0:
            return
        probe, on = row.data(0, ROLE), row.checkState(0) == Qt.CheckState.Checked
        if isinstance(probe, Watch):
            self.watches.enable(probe, on)
        else:
            self.player.breakpoints.enable(probe, on)

    # Keys

    def event(self, event: QEvent) -> bool:
        # Here Delete means the row, not the nodes that are selected on the canvas.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in _OWN_KEYS
            and not event.modifiers()
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentItem()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers():
            self.remove_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.edit_requested.emit(current.data(0, ROLE))
        else:
            super().keyPressEvent(event)
