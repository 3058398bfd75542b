"""The document's actions as rows: those of a block below it, deeper."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from app import theme
from app.panels.timeline.line import hue_of
from app.session import Session
from app.widgets.icons import icon
from app.widgets.look import fixed_font
from app.widgets.wording import action_hue, action_icon, action_title, is_code, is_orphan
from autograd_core.graph import action_edits
from autograd_core.graph.actions import Action, Forward, Repeat
from autograd_core.graph.steps import Problem, action_ref

Index = QModelIndex | QPersistentModelIndex

DEPTH_ROLE = Qt.ItemDataRole.UserRole
MIME = "application/x-gradcanvas-actions"
"""What the list drags: the ids of actions, as JSON."""


def dragged_actions(mime: QMimeData) -> frozenset[str]:
    """The ids of the actions that are being dragged, if they are."""
    if not mime.hasFormat(MIME):
        return frozenset()
    return frozenset(json.loads(bytes(mime.data(MIME).data())))


class ActionModel(QAbstractListModel):
    """One row for each action."""

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

    def depth_at(self, row: int) -> int:
        return self.rows[row][0] if 0 <= row < len(self.rows) else 0

    # Qt's model

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        mime = QMimeData()
        ids = [self.rows[index.row()][1].id for index in indexes]
        mime.setData(MIME, json.dumps(ids).encode())
        return mime

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        action = self.action_at(index.row())
        if action is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return action_title(action, self.session.whole)
        if role == DEPTH_ROLE:
            return self.depth_at(index.row())
        if role == Qt.ItemDataRole.FontRole:
            return fixed_font() if is_code(action) else None
        return self._marks(action, role)

    def _marks(self, action: Action, role: int) -> Any:
        """What says that something is wrong with the action."""
        colours = theme.current()
        orphan = is_orphan(action, self.session.whole)
        failed = action.id in self._failed
        if role == Qt.ItemDataRole.DecorationRole:
            if orphan:
                return icon("unfinished", colours.warning)
            if failed:
                return icon("error", colours.error)
            return icon(action_icon(action), hue_of(action_hue(action), colours))
        if role == Qt.ItemDataRole.ForegroundRole and (orphan or failed):
            return colours.muted if orphan else colours.error
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            if orphan and isinstance(action, Forward):
                return self.tr("It names a node that is not in the graph any more.")
            if orphan:
                return self.tr(
                    "It names a node that is not in the graph any more. Double-click to choose "
                    "another, or remove it."
                )
            if failed:
                return self.tr("It failed; see Problems.")
            if isinstance(action, Repeat) and not action.body:
                return self.tr("Drag actions into it to repeat them.")
        return None
