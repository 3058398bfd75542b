"""The history: every step of undo and redo as a list; a click goes to the state behind it."""

from __future__ import annotations

from functools import partial
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QContextMenuEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QListView, QMenu, QVBoxLayout, QWidget

from app import theme
from app.playback.player import Player
from app.session import Session
from app.widgets.mnemonics import keep_marked

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_Role = Qt.ItemDataRole


class HistoryModel(QAbstractListModel):
    """One row for the state in the beginning, and one for the state behind each step."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._count = 1
        stack = session.undo_stack
        stack.indexChanged.connect(self.follow)
        stack.cleanChanged.connect(self.follow)
        session.changed.connect(self.follow)
        session.replaced.connect(self.follow)

    def follow(self) -> None:
        """The stack may be another."""
        count = self.session.undo_stack.count() + 1
        if count > self._count:
            self.beginInsertRows(_NO_INDEX, self._count, count - 1)
            self._count = count
            self.endInsertRows()
        elif count < self._count:
            self.beginRemoveRows(_NO_INDEX, count, self._count - 1)
            self._count = count
            self.endRemoveRows()
        self.dataChanged.emit(self.index(0), self.index(self._count - 1))

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        stack, row = self.session.undo_stack, index.row()
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return self._text(row, role == _Role.AccessibleTextRole)
        if role == _Role.ForegroundRole and row > stack.index():
            return QBrush(theme.current().muted)
        if role == _Role.FontRole:
            font = QFont()
            font.setItalic(row > stack.index())
            font.setBold(row == stack.index())
            return font
        return None

    def _text(self, row: int, spoken: bool) -> str:
        stack = self.session.undo_stack
        first = self.tr("As it was opened") if self.session.path else self.tr("In the beginning")
        said = stack.text(row - 1) if row else first
        if row == stack.cleanIndex() and row and self.session.path is not None:
            said = self.tr("{step} (saved)").format(step=said)
        if spoken and row > stack.index():
            said = self.tr("{step}, undone").format(step=said)
        return said


class HistoryList(QListView):
    """Clicks and Enter go to a state; arrows only look."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.setUniformItemSizes(True)
        self.setSpacing(2)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self.go_to)

    def go_to(self, index: QModelIndex) -> None:
        """Undoes or redoes up to this state."""
        if index.isValid():
            self.session.go_to(index.row())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if not index.isValid():
            return
        stack, menu = self.session.undo_stack, QMenu(self)
        menu.setObjectName("historyMenu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rows = (
            (self.tr("Go to this state"), index.row()),
            (self.tr("Undo everything"), 0),
            (self.tr("Redo everything"), stack.count()),
        )
        for words, row in rows:
            action = menu.addAction(words)
            action.setEnabled(row != stack.index())
            action.triggered.connect(partial(self.session.go_to, row))
        keep_marked(menu)
        place = self.viewport().mapToGlobal(self.visualRect(index).center())
        menu.popup(event.globalPos() if by_mouse else place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_to(self.currentIndex())
        else:
            super().keyPressEvent(event)


class HistoryPanel(QWidget):
    """The list with the state that is shown in bold; what was undone is italic, and stays until
    something else is done."""

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history")
        self.setAccessibleName(self.tr("History"))
        self.session = session
        self.model = HistoryModel(session, self)
        self.list = HistoryList(session)
        self.list.setObjectName("historyList")
        self.list.setAccessibleName(self.tr("Steps of undo"))
        self.list.setModel(self.model)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.list)
        self.setFocusProxy(self.list)
        session.undo_stack.indexChanged.connect(self._mark)
        session.replaced.connect(self._mark)
        theme.switch().changed.connect(self.model.follow)
        self._mark()

    def _mark(self) -> None:
        """The state that is shown is the current row."""
        self.model.follow()
        here = self.model.index(self.session.undo_stack.index())
        self.list.setCurrentIndex(here)
        self.list.scrollTo(here)
