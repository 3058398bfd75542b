"""The document's actions as rows: those of a block below it, deeper."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

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
from app.widgets.wording import (
    action_hue,
    action_icon,
    action_title,
    is_code,
    is_orphan,
    part_title,
)
from autograd_core.graph.actions import Action, Check, Forward, Repeat, Try, When, parts
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


class Row(NamedTuple):
    """An action, or the line over the second part of a block, which is `part` then."""

    depth: int
    action: Action
    part: str = ""

    @property
    def opens(self) -> str:
        """The part of the block that begins below this row, if one does."""
        return self.part or next(iter(parts(self.action)), "")


def rows_of(actions: Sequence[Action], depth: int = 0) -> Iterator[Row]:
    """The rows of a list of actions: those of a block below it, deeper, each further part of it
    under a line of its own."""
    for action in actions:
        yield Row(depth, action)
        for number, (name, part) in enumerate(parts(action).items()):
            if number:
                yield Row(depth, action, name)
            yield from rows_of(part, depth + 1)


class ActionModel(QAbstractListModel):
    """One row for each action, and for each further part of a block."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.rows: list[Row] = []
        self._failed: frozenset[str] = frozenset()
        self._caught: frozenset[str] = frozenset()
        self._passed: frozenset[str] = frozenset()
        self.reload()

    def reload(self) -> None:
        """Reads the document's list."""
        self.beginResetModel()
        self.rows = list(rows_of(self.session.document.actions))
        self._look_at_run()
        self.endResetModel()

    def refresh(self) -> None:
        """Shows which actions failed in the new run, and new names of nodes."""
        self._look_at_run()
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def _look_at_run(self) -> None:
        """Finds what failed, what was caught, and which Checks held, in any turn."""
        log = self.session.log
        failed, caught, passed = set[str](), set[str](), set[str]()
        for section in log.sections:
            ref, name = action_ref(section.action), section.action[-1]
            problem = log.at(section.stop, ref, "error")
            if isinstance(problem, Problem):
                (caught if problem.caught else failed).add(name)
            elif log.steps[section.start].kind == "check":
                passed.add(name)
        self._failed, self._caught = frozenset(failed), frozenset(caught)
        self._passed = frozenset(passed)

    def row_of(self, action_id: str) -> int:
        """The action's row, or -1."""
        rows = enumerate(self.rows)
        return next((i for i, row in rows if row.action.id == action_id and not row.part), -1)

    def action_at(self, row: int) -> Action | None:
        return self.rows[row].action if 0 <= row < len(self.rows) else None

    def row_at(self, row: int) -> Row | None:
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def depth_at(self, row: int) -> int:
        return self.rows[row].depth if 0 <= row < len(self.rows) else 0

    # Qt's model

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        row = self.row_at(index.row()) if index.isValid() else None
        if row is not None and row.part:
            return Qt.ItemFlag.ItemIsEnabled  # it goes with its block
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        mime = QMimeData()
        ids = [self.rows[index.row()].action.id for index in indexes]
        mime.setData(MIME, json.dumps(ids).encode())
        return mime

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index.row())
        if row is None:
            return None
        if row.part:
            return self._part_data(row, role)
        action = row.action
        if role == Qt.ItemDataRole.DisplayRole:
            return action_title(action, self.session.whole)
        if role == DEPTH_ROLE:
            return row.depth
        if role == Qt.ItemDataRole.FontRole:
            return fixed_font() if is_code(action) else None
        return self._marks(action, role)

    def _part_data(self, row: Row, role: int) -> Any:
        """The line over the second part of a block."""
        if role == Qt.ItemDataRole.DisplayRole:
            return part_title(row.action, row.part)
        if role == DEPTH_ROLE:
            return row.depth
        if role == Qt.ItemDataRole.FontRole:
            return fixed_font()
        if role == Qt.ItemDataRole.DecorationRole:
            return icon("branch", theme.current().muted)
        if role == Qt.ItemDataRole.ToolTipRole and not parts(row.action)[row.part]:
            return self._empty(row.part)
        return None

    def _empty(self, part: str) -> str:
        """What an empty part of a block is for."""
        if part == "otherwise":
            return self.tr("Drag actions below it to run them where the test does not hold.")
        if part == "handler":
            return self.tr("Drag actions below it to run them when such an error was caught.")
        return self.tr("Drag actions into it to repeat them.")

    def _check_words(self, action: Check) -> tuple[str, str]:
        """The icon of a Check, and what has come of it."""
        if action.id in self._failed | self._caught:
            return "check-failed", self.tr("It did not hold.")
        if action.id in self._passed:
            return "check-passed", self.tr("It held each time that it was reached.")
        return "check", self.tr("It has not been reached.")

    def _marks(self, action: Action, role: int) -> Any:
        """What says that something is wrong with the action."""
        colours = theme.current()
        orphan = is_orphan(action, self.session.whole)
        failed, caught = action.id in self._failed, action.id in self._caught
        if role == Qt.ItemDataRole.DecorationRole:
            if orphan:
                return icon("unfinished", colours.warning)
            if isinstance(action, Check):
                return icon(self._check_words(action)[0], colours.error if failed else colours.text)
            if failed:
                return icon("error", colours.error)
            if caught:
                return icon("caught", colours.text)
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
            if isinstance(action, Check):
                words = self._check_words(action)[1]
                return self.tr("{words} See Problems.").format(words=words) if failed else words
            if failed:
                return self.tr("It failed; see Problems.")
            if caught:
                return self.tr("It failed, and the error was caught.")
            if isinstance(action, Repeat) and not action.body:
                return self._empty("body")
            if isinstance(action, When | Try) and not action.body:
                return self.tr("Drag actions into it.")
        return None
