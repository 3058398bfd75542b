"""The list of the document's actions: go to one, add, edit, move, wrap and remove them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from app import theme
from app.panels.timeline.action_model import ActionModel
from app.panels.timeline.action_view import ActionView
from app.playback.player import Player
from app.session import Session
from app.widgets.icons import icon
from app.widgets.mnemonics import keep_marked
from app.widgets.wording import action_title
from autograd_core.graph import action_edits
from autograd_core.graph.action_blocks import (
    Place,
    copied,
    outermost,
    relocated,
    shifted,
    unwrapped,
    without,
)
from autograd_core.graph.actions import Action, Block
from autograd_core.graph.edits import SetActions
from autograd_core.graph.steps import StepLog

Actions = tuple[Action, ...]
OTHERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
BUTTON = 16


class ActionList(QWidget):
    """The list under its heading and buttons.

    Signals:
        edit_requested(id): the form of this action.
        wrap_requested: the selected actions are to be repeated.
        when_requested: they are to run only where a test holds.
        try_requested: errors in them are to be caught.
    """

    edit_requested = Signal(str)
    wrap_requested = Signal()
    when_requested = Signal()
    try_requested = Signal()

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.player = player
        self._following = False
        self.model = ActionModel(session, self)
        self.view = ActionView(self.model)
        self.view.setObjectName("actionList")
        self.view.setAccessibleName(self.tr("Actions"))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.hint = self._hint
        self._icons: list[tuple[QAction, str]] = []
        self._make_actions()
        self.add = QToolButton()
        self.add.setObjectName("addAction")
        self.add.setText(self.tr("Add action"))
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add.setIconSize(QSize(BUTTON, BUTTON))
        self._lay_out()
        self._connect()
        self._dress()
        self._follow()

    def _make_actions(self) -> None:
        self.edit_action = self._action(self.tr("Edit…"), "Return", "", self.edit)
        self.up = self._action(self.tr("Move up"), "Alt+Up", "up", lambda: self.shift(-1))
        self.down = self._action(self.tr("Move down"), "Alt+Down", "down", lambda: self.shift(1))
        self.wrap = self._action(
            self.tr("Repeat the selected…"), "", "repeat", self.wrap_requested.emit
        )
        self.wrap_when = self._action(
            self.tr("Run the selected only if…"), "", "when", self.when_requested.emit
        )
        self.wrap_try = self._action(
            self.tr("Catch errors of the selected…"), "", "try", self.try_requested.emit
        )
        self.unwrap_action = self._action(
            self.tr("Take the block away, keep its actions"), "", "", self.unwrap
        )
        self.delete = self._action(self.tr("Remove"), "Del", "delete", self.remove)
        self.play_action = self._action(self.tr("Play its steps"), "Space", "play", self.play)
        self.again_action = self._action(
            self.tr("Do it again at the end"), "Ctrl+D", "redo", self.again
        )
        for name in ("edit_action", "up", "down", "wrap", "wrap_when", "wrap_try", "unwrap_action",
                     "delete", "play_action", "again_action"):  # fmt: skip
            getattr(self, name).setObjectName(name)

    def _action(self, text: str, key: str, name: str, act: Callable[[], object]) -> QAction:
        action = QAction(text, self.view)
        # Shown beside the text only: the view itself takes these keys.
        keys = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{text} ({keys})" if keys else text)
        action.setData(action.toolTip())
        action.triggered.connect(lambda checked=False: act())
        self._icons.append((action, name))
        return action

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(0)
        heading.addWidget(self.add)
        heading.addStretch()
        for action in (self.up, self.down, self.delete):
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setAccessibleName(action.text())
            heading.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(heading)
        layout.addWidget(self.view)

    def _connect(self) -> None:
        view, session = self.view, self.session
        view.remove_requested.connect(self.remove)
        view.move_requested.connect(self.shift)
        view.edit_requested.connect(lambda row: self.edit())
        view.play_requested.connect(self.play)
        view.again_requested.connect(self.again)
        view.dropped.connect(self.move_to)
        view.customContextMenuRequested.connect(self._show_menu)
        view.selectionModel().currentChanged.connect(self._current_changed)
        view.selectionModel().selectionChanged.connect(lambda new, old: self._enable())
        view.clicked.connect(self._clicked)
        session.replaced.connect(self.reload)
        session.edited.connect(self._edited)
        session.ran.connect(self.model.refresh)
        session.ran.connect(self._enable)
        self.player.moved.connect(lambda old, new: self._follow())
        theme.switch().changed.connect(self._dress)

    def offer(self, actions: Sequence[QAction | None]) -> None:
        """Fills the menu of what can be added; None stands for a line between groups."""
        menu = QMenu(self.add)
        menu.setObjectName("addActionMenu")
        for action in actions:
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        keep_marked(menu)
        self.add.setMenu(menu)

    def _dress(self) -> None:
        for action, name in self._icons:
            action.setIcon(icon(name))
        self.add.setIcon(icon("add"))
        self.model.refresh()

    def _hint(self) -> str:
        return self.tr(
            "Nothing happens yet. Add Forward to compute the graph, and Backward to differentiate "
            "it."
        )

    # Following the document and the cursor

    def reload(self) -> None:
        self._following = True
        self.model.reload()
        self._following = False
        self._follow()

    def _edited(self, edits: list[object]) -> None:
        if any(isinstance(edit, SetActions) for edit in edits):
            kept, current = self.selected(), self.current()
            self.reload()
            if current is not None:
                self._select_all(kept, current.id)
        elif edits:
            self.model.refresh()  # a name may be another, or its node be gone

    def _follow(self) -> None:
        """Marks the action whose step is shown."""
        step = self.player.step
        row = self.model.row_of(step.action[-1]) if step is not None else -1
        if row < 0 or self.view.selected_rows() != [row]:
            self._select(row)
        self._enable()

    def mark(self, action: str) -> None:
        """Marks an action, by its id; the cursor stays."""
        self._select(self.model.row_of(action))

    def _select(self, row: int) -> None:
        self._following = True
        # Not setCurrentIndex: while Ctrl is held, for a shortcut, that would add to the selection.
        selection = self.view.selectionModel()
        replaced = selection.SelectionFlag.ClearAndSelect | selection.SelectionFlag.Rows
        selection.setCurrentIndex(self.model.index(row) if row >= 0 else QModelIndex(), replaced)
        if row < 0:
            self.view.clearSelection()
        self._following = False
        self._enable()

    def _select_all(self, ids: Sequence[str], current: str) -> None:
        """Selects actions by id, as far as they are still there."""
        self._select(self.model.row_of(current))
        self._following = True
        selection = self.view.selectionModel()
        for row in map(self.model.row_of, ids):
            if row >= 0:
                selection.select(self.model.index(row), selection.SelectionFlag.Select)
        self._following = False

    def _enable(self) -> None:
        current = self.current()
        chosen = bool(self.view.selected_rows())
        none = "" if chosen else self.tr("No action is selected.")
        for action in (self.delete, self.wrap, self.wrap_when, self.wrap_try):
            _allow(action, none)
        first, last = self.tr("It is the first already."), self.tr("It is the last already.")
        _allow(self.up, none or ("" if self._can_shift(-1) else first))
        _allow(self.down, none or ("" if self._can_shift(1) else last))
        one = "" if len(self.view.selected_rows()) == 1 else self.tr("Select one action.")
        _allow(self.edit_action, none or one)
        _allow(self.play_action, none or self._why_not_played(current))
        _allow(self.again_action, none or self._why_not_again())
        self.unwrap_action.setEnabled(isinstance(current, Block))

    def _can_shift(self, by: int) -> bool:
        actions = self.session.document.actions
        return any(shifted(actions, each, by) != actions for each in self.selected())

    def _why_not_played(self, current: Action | None) -> str:
        made = current is not None and first_turn(self.player.log, current.id) is not None
        return "" if made else self.tr("It has made no steps.")

    def _why_not_again(self) -> str:
        """What fills a card of its own cannot fill it twice."""
        chosen = outermost(self.session.document.actions, self.selected())
        fills = any(getattr(each, "into", ()) for _, each in action_edits.flat(chosen))
        return self.tr("It fills cards, which one action alone can do.") if fills else ""

    def current(self) -> Action | None:
        """The action that is marked in the list."""
        return self.model.action_at(self.view.currentIndex().row())

    def selected(self) -> list[str]:
        """The ids of the selected actions, in order."""
        return [self.model.rows[row].action.id for row in self.view.selected_rows()]

    def _current_changed(self, new: QModelIndex, old: QModelIndex) -> None:
        if not self._following and new.isValid():
            self._go_to(new.row())

    def _clicked(self, index: QModelIndex) -> None:
        self._go_to(index.row())

    def _go_to(self, row: int) -> None:
        """Goes to the end of the action's steps, of its first turn if it has many."""
        action = self.model.action_at(row)
        # with these keys one gathers actions, and the cursor stays
        if action is None or QGuiApplication.keyboardModifiers() & OTHERS:
            return
        stop = end_of_first_turn(self.player.log, action.id)
        if stop is not None:
            self.player.pause()
            self.player.seek(stop)
            self._select(row)

    # Editing

    def _show_menu(self, point: QPoint) -> None:
        menu = self.row_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.view.viewport().mapToGlobal(point))

    def row_menu(self) -> QMenu:
        """What can be done with the selected actions."""
        menu = QMenu(self.view)
        menu.setObjectName("actionMenu")
        menu.setToolTipsVisible(True)
        menu.addActions([self.play_action, self.again_action])
        menu.addSeparator()
        menu.addActions([self.edit_action, self.wrap, self.wrap_when, self.wrap_try])
        if isinstance(self.current(), Block):
            menu.addAction(self.unwrap_action)
        menu.addSeparator()
        menu.addActions([self.up, self.down])
        menu.addSeparator()
        menu.addAction(self.delete)
        keep_marked(menu)
        return menu

    def edit(self) -> None:
        """Asks for the form of the marked action."""
        action = self.current()
        if action is not None:
            self.edit_requested.emit(action.id)

    def remove(self) -> None:
        """Takes the selected actions out of the list."""
        ids = self.selected()
        self._do(ids, without(self.session.document.actions, ids), self.tr("Remove {action}"))

    def play(self) -> None:
        """Plays the steps of the marked action, in its first turn if it has many."""
        current = self.current()
        turn = None if current is None else first_turn(self.player.log, current.id)
        if turn is not None:
            self.player.play_part(*turn)

    def again(self) -> None:
        """Adds copies of the selected actions at the end, and goes there."""
        if self._why_not_again():
            return
        session, ids = self.session, self.selected()
        actions = session.document.actions
        taken = [each.id for _, each in action_edits.flat(actions)]
        copies = copied(outermost(actions, ids), taken)
        if copies:
            session.show_end_of = copies[-1].id
            self._do(ids, (*actions, *copies), self.tr("Do {action} again"))

    def shift(self, by: int) -> None:
        """Moves the selected actions one line up (-1) or down (1)."""
        ids = self.selected()
        actions = self.session.document.actions
        for action_id in ids if by < 0 else reversed(ids):
            actions = shifted(actions, action_id, by)
        self._do(ids, actions, self.tr("Move {action}"))

    def move_to(self, ids: frozenset[str], place: Place) -> None:
        """Moves actions to a place in the list."""
        actions = relocated(self.session.document.actions, ids, place)
        self._do(sorted(ids), actions, self.tr("Move {action}"))

    def unwrap(self) -> None:
        """Takes the marked block away and leaves its actions in its place."""
        action = self.current()
        if isinstance(action, Block):
            actions = unwrapped(self.session.document.actions, action.id)
            self._do([action.id], actions, self.tr("Take away {action}"))

    def _do(self, ids: Sequence[str], actions: Actions, text: str) -> None:
        """Makes `actions` the list, as one step of undo named after what it is about."""
        document = self.session.document
        found = [action_edits.find(document, each) for each in ids]
        titles = [action_title(each, self.session.whole) for each in found if each is not None]
        if len(titles) > 1:
            what = self.tr("{count} actions").format(count=len(titles))
        else:
            what = "".join(titles)
        self.session.do(action_edits.set_actions(document, actions), text.format(action=what))


def end_of_first_turn(log: StepLog, action_id: str) -> int | None:
    """The step after the last of an action in its first turn, a block with its whole body; None
    where it has made no step."""
    found = first_turn(log, action_id)
    return None if found is None else found[1]


def first_turn(log: StepLog, action_id: str) -> tuple[int, int] | None:
    """The cursors before and after the steps of an action in its first turn; None where it has
    made no step."""
    turn: tuple[str, ...] | None = None
    start, stop = 0, 0
    for section in log.sections:
        path = section.action
        if action_id not in path:
            continue
        mine = path[: path.index(action_id) + 2]
        if turn is None:
            turn, start = mine, section.start
        if mine != turn:
            break
        stop = section.stop
    return None if turn is None else (start, stop)


def _allow(action: QAction, why_not: str) -> None:
    """Enables an action, or says in its tip why it is not."""
    action.setEnabled(not why_not)
    tip = str(action.data())
    action.setToolTip(f"{tip}\n{why_not}" if why_not else tip)
