"""The list of the document's actions: go to one, remove it, move it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QToolButton, QVBoxLayout, QWidget

from app import theme
from app.panels.timeline.line import hue_of
from app.playback.player import Player
from app.session import Session
from app.widgets.icons import icon
from app.widgets.wording import action_hue, action_icon, action_title, is_orphan
from autograd_core.graph import action_edits
from autograd_core.graph.actions import Action
from autograd_core.graph.edits import SetActions
from autograd_core.graph.steps import Problem, action_ref

Index = QModelIndex | QPersistentModelIndex


class ActionModel(QAbstractListModel):
    """One row for each action, those of a block below it and indented."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.rows: list[tuple[int, Action]] = []
        self._failed: frozenset[str] = frozenset()
        self.reload()

    def reload(self) -> None:
        """Reads the document's list."""
        self.beginResetModel()
        self.rows = list(action_edits.flat(self.session.document.actions))
        self._failed = self._find_failed()
        self.endResetModel()

    def refresh(self) -> None:
        """Shows which actions failed in the new run, and new names of nodes."""
        self._failed = self._find_failed()
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def _find_failed(self) -> frozenset[str]:
        log = self.session.log
        return frozenset(
            section.action[-1]
            for section in log.sections
            if isinstance(log.at(section.stop, action_ref(section.action), "error"), Problem)
        )

    def row_of(self, action_id: str) -> int:
        """The action's row, or -1."""
        return next((i for i, (_, a) in enumerate(self.rows) if a.id == action_id), -1)

    def action_at(self, row: int) -> Action | None:
        return self.rows[row][1] if 0 <= row < len(self.rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        action = self.action_at(index.row())
        if action is None:
            return None
        depth = self.rows[index.row()][0]
        colours = theme.current()
        orphan = is_orphan(action, self.session.document)
        failed = action.id in self._failed
        if role == Qt.ItemDataRole.DisplayRole:
            return "    " * depth + action_title(action, self.session.document)
        if role == Qt.ItemDataRole.DecorationRole:
            if failed:
                return icon("error", colours.error)
            return icon(action_icon(action), hue_of(action_hue(action), colours))
        if role == Qt.ItemDataRole.ForegroundRole and (orphan or failed):
            return colours.error if failed else colours.muted
        if role == Qt.ItemDataRole.ToolTipRole:
            if orphan:
                return self.tr("It names a node that is not in the graph any more.")
            return self.tr("It failed; see Problems.") if failed else None
        return None


class ActionView(QListView):
    """The list with its keys: Delete removes, Alt+Up and Alt+Down move."""

    remove_requested = Signal()
    move_requested = Signal(int)

    def _wanted(self, event: QKeyEvent) -> bool:
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return alt
        return event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.modifiers()

    def event(self, event: QEvent) -> bool:
        # Here Delete means the action, not the nodes that are selected on the canvas.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._wanted(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._wanted(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Up:
            self.move_requested.emit(-1)
        elif event.key() == Qt.Key.Key_Down:
            self.move_requested.emit(1)
        else:
            self.remove_requested.emit()


class ActionList(QWidget):
    """The list under its heading and three buttons."""

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.player = player
        self._following = False
        self.model = ActionModel(session, self)
        self.view = ActionView()
        self.view.setObjectName("actionList")
        self.view.setAccessibleName(self.tr("Actions"))
        self.view.setModel(self.model)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.view.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._actions: list[tuple[QAction, str]] = []
        heading = QHBoxLayout()
        heading.setSpacing(0)
        title = QLabel(self.tr("Actions"))
        title.setProperty("muted", True)
        title.setBuddy(self.view)
        heading.addWidget(title)
        heading.addStretch()
        for text, key, name, act in (
            (self.tr("Move up"), "Alt+Up", "up", lambda: self.shift(-1)),
            (self.tr("Move down"), "Alt+Down", "down", lambda: self.shift(1)),
            (self.tr("Remove"), "Del", "delete", self.remove),
        ):
            heading.addWidget(self._button(text, key, name, act))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(heading)
        layout.addWidget(self.view)
        self.view.remove_requested.connect(self.remove)
        self.view.move_requested.connect(self.shift)
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        self.view.clicked.connect(lambda index: self._go_to(index.row()))
        session.replaced.connect(self.reload)
        session.edited.connect(self._edited)
        session.ran.connect(self.model.refresh)
        player.moved.connect(lambda old, new: self._follow())
        theme.switch().changed.connect(self._dress)
        self._dress()
        self._follow()

    def _button(self, text: str, key: str, name: str, act: Any) -> QToolButton:
        action = QAction(text, self.view)
        # Shown beside the text only: the view itself takes these keys.
        keys = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{text} ({keys})")
        action.triggered.connect(act)
        self.view.addAction(action)
        self._actions.append((action, name))
        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setAccessibleName(text)
        return button

    def _dress(self) -> None:
        for action, name in self._actions:
            action.setIcon(icon(name))
        self.model.refresh()

    # Following the document and the cursor

    def reload(self) -> None:
        self._following = True
        self.model.reload()
        self._following = False
        self._follow()

    def _edited(self, edits: list[object]) -> None:
        if any(isinstance(edit, SetActions) for edit in edits):
            kept = self.current()
            self.reload()
            if kept is not None:
                self._select(self.model.row_of(kept.id))
        elif any(getattr(edit, "replays", False) for edit in edits):
            self.model.refresh()  # a name may be another

    def _follow(self) -> None:
        """Marks the action whose step is shown."""
        step = self.player.step
        self._select(self.model.row_of(step.action[-1]) if step is not None else -1)
        self._enable()

    def _select(self, row: int) -> None:
        self._following = True
        self.view.setCurrentIndex(self.model.index(row) if row >= 0 else QModelIndex())
        self._following = False
        self._enable()

    def _enable(self) -> None:
        for action, _ in self._actions:
            action.setEnabled(self.current() is not None)

    def current(self) -> Action | None:
        """The action that is marked in the list."""
        return self.model.action_at(self.view.currentIndex().row())

    def _current_changed(self, new: QModelIndex, old: QModelIndex) -> None:
        if not self._following and new.isValid():
            self._go_to(new.row())

    def _go_to(self, row: int) -> None:
        """Goes to the end of the action's steps, of its first turn if it has many."""
        action = self.model.action_at(row)
        if action is None:
            return
        for section in self.player.log.sections:
            if action.id in section.action:
                self.player.pause()
                self.player.seek(section.stop)
                self._select(row)
                return

    # Editing

    def remove(self) -> None:
        """Takes the marked action out of the list."""
        action, document = self.current(), self.session.document
        if action is not None:
            title = action_title(action, document)
            self.session.do(
                action_edits.remove_action(document, action.id),
                self.tr("Remove {action}").format(action=title),
            )

    def shift(self, by: int) -> None:
        """Moves the marked action up (-1) or down (1)."""
        action, document = self.current(), self.session.document
        if action is not None:
            title = action_title(action, document)
            self.session.do(
                action_edits.move_action(document, action.id, by),
                self.tr("Move {action}").format(action=title),
            )
