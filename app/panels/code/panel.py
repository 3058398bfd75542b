"""The dock: the document as a PyTorch script, as it is now. Nothing is made before it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from app import theme
from app.panels.code.places import Places
from app.panels.code.writing import Order, Scribe
from app.playback.player import Player
from app.session import Session
from app.widgets.icons import icon
from app.widgets.mnemonics import keep_marked
from autograd_core.graph import action_edits
from autograd_core.graph.actions import Forward
from autograd_core.graph.coding.script import Options, Script

if TYPE_CHECKING:
    from app.panels.code.view import ScriptView

REST = 40
"""Milliseconds without a change after which the script is written anew."""
IMPATIENT = 400
"""Milliseconds of a run after which the script is written without waiting for its end."""
BUTTON = 16


class CodePanel(QWidget):
    """The script, what it is to be like, and what can be done with it.

    Signals:
        made: it is shown for the first time.
        node_requested(node): show this node, by its path.
        action_chosen(action): somebody has gone to the line of this action, by its id.
    """

    node_requested = Signal(str)
    action_chosen = Signal(str)
    made = Signal()

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("code")
        self.setAccessibleName(self.tr("PyTorch code"))
        self.session = session
        self.player = player
        self.script = Script((), {})
        self.places = Places(self.script)
        self.view: ScriptView | None = None
        self.commands: list[QAction | None] = []
        self._stale = True
        self.scribe = Scribe(session.worker.gate, self)
        self.scribe.written.connect(self._show)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._order)
        session.ran.connect(self._changed)
        session.changed.connect(self._changed)
        session.replaced.connect(self._changed)
        session.selected.connect(self._mark_selected)
        session.level_changed.connect(self._mark_selected)
        player.moved.connect(lambda old, new: self._mark_step())

    def offer(self, commands: list[QAction | None]) -> None:
        """What can be done with the script as a whole: for the menu, and buttons where a command
        has an icon. None stands for a line between groups."""
        self.commands = commands

    # Making

    def _make(self) -> None:
        from app.panels.code.view import ScriptView

        view = self.view = ScriptView(self)
        view.setObjectName("script")
        view.setAccessibleName(self.tr("PyTorch code"))
        view.lines_chosen.connect(self._choose)
        view.line_opened.connect(self._open)
        view.menu_wanted.connect(self._show_menu)
        self.assertions = QCheckBox(self.tr("Assertions"))
        self.assertions.setObjectName("assertions")
        self.assertions.setToolTip(
            self.tr("At the end, assert the values and gradients that the run left behind")
        )
        self.cuda = QCheckBox(self.tr("For CUDA"))
        self.cuda.setObjectName("cuda")
        self.cuda.setToolTip(self.tr("Make every tensor on the graphics card"))
        row = QHBoxLayout()
        row.setSpacing(10)
        for box in (self.assertions, self.cuda):
            box.toggled.connect(self._changed)
            row.addWidget(box)
        row.addStretch()
        self._buttons: list[QToolButton] = []
        for command in self.commands:
            if command is not None and not command.icon().isNull():
                button = QToolButton()
                button.setDefaultAction(command)
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
                button.setIconSize(QSize(BUTTON, BUTTON))
                button.setAccessibleName(command.text())
                row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 2, 8, 8)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(view)
        self.setFocusProxy(view)
        theme.switch().changed.connect(self._mark_step)

    @property
    def options(self) -> Options:
        """How the script is written."""
        if self.view is None:
            return Options()
        return Options(self.assertions.isChecked(), "cuda" if self.cuda.isChecked() else "cpu")

    # What is shown

    def order(self) -> Order:
        """What to write of the document as it is now. Of a run that goes on, or that was stopped
        halfway, nothing is known."""
        session = self.session
        flat = session.flat
        document = flat.snapshot() if flat is session.whole else flat
        done = not session.is_running and not session.cancelled
        return Order(document, session.log if done else None, self.options)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.view is None:
            self._make()
            self.made.emit()
        if self._stale:
            self._order()

    def _changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._rest.start(IMPATIENT if self.session.is_running else REST)

    def _order(self) -> None:
        if self.isVisible() and self.view is not None:
            self._stale = False
            self.scribe.write(self.order())

    def _show(self, script: Script) -> None:
        if self.view is None:
            return
        self.script, self.places = script, Places(script)
        self.view.show_lines([line.text for line in script.lines])
        self._mark_selected()
        self._mark_step()

    def _mark_selected(self) -> None:
        if self.view is not None and self.isVisible():
            document = self.session.document
            self.view.mark_selected(self.places.of_cards(self.session.selection, document))

    def _mark_step(self) -> None:
        if self.view is None or not self.isVisible():
            return
        step = self.player.step
        if step is None:
            self.view.mark_step(None, None)
            return
        line = self.places.of_step(step.node, step.action[-1])
        source = None if step.node is None else self.places.of_node(step.node)
        self.view.mark_step(line, source)

    # What somebody does

    def _choose(self, numbers: list[int]) -> None:
        """Selects what the lines are about."""
        numbers = [number for number in numbers if number < len(self.script.lines)]
        self.session.select(self.places.cards(numbers, self.session.document))
        actions = {self.script.lines[number].action for number in numbers} - {None}
        if len(actions) == 1:
            action = action_edits.find(self.session.whole, str(actions.pop()))
            if action is not None and not isinstance(action, Forward):
                self.action_chosen.emit(action.id)

    def _open(self, number: int) -> None:
        """Shows the card of a line, in whatever level it is."""
        if number < len(self.script.lines) and self.script.lines[number].nodes:
            self.node_requested.emit(self.script.lines[number].nodes[-1])

    def _show_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def menu(self) -> QMenu:
        """The context menu."""
        assert self.view is not None
        menu = QMenu(self)
        menu.setObjectName("codeMenu")
        copy = menu.addAction(icon("copy"), self.tr("Copy"))
        copy.setEnabled(self.view.textCursor().hasSelection())
        copy.triggered.connect(self.view.copy)
        for command in self.commands:
            if command is None:
                menu.addSeparator()
            else:
                menu.addAction(command)
        menu.addSeparator()
        for box in (self.assertions, self.cuda):
            entry = menu.addAction(box.text())
            entry.setCheckable(True)
            entry.setChecked(box.isChecked())
            entry.triggered.connect(box.setChecked)
        keep_marked(menu)
        return menu

    def text(self) -> str:
        """The script as it is shown."""
        return self.script.text
