"""The dock: the document as a PyTorch script, as it is now, to read and to edit. Nothing is made
before it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from app import theme
from app.panels.code.draft import Draft, Shown
from app.panels.code.places import Places, Shift, split
from app.panels.code.reading import Answer, Reader
from app.panels.code.writing import Order, Scribe
from app.playback.player import Player
from app.playback.words import said
from app.session import Session
from app.widgets.icons import icon
from app.widgets.mnemonics import keep_marked
from autograd_core.graph import action_edits
from autograd_core.graph.actions import Forward
from autograd_core.graph.coding.failing import failures
from autograd_core.graph.coding.script import Line, Options, Script
from autograd_core.graph.refusals import retold

if TYPE_CHECKING:
    from app.panels.code.editor import CodeEditor

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
        grown(nodes): these have come to the graph with what was typed.
    """

    node_requested = Signal(str)
    action_chosen = Signal(str)
    grown = Signal(list)
    made = Signal()

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("code")
        self.setAccessibleName(self.tr("PyTorch code"))
        self.session = session
        self.player = player
        self.script = Script((), {})
        self.places = Places(self.script)
        self.view: CodeEditor | None = None
        self.commands: list[QAction | None] = []
        self._stale = True
        self._shift: Shift | None = None
        self._linked: tuple[str, Script, bool] | None = None
        """The source that was read last, what its lines are about, and whether it fails before its
        end."""
        self._untrue = ""
        """A source that does not say what the document says."""
        self._keeps_draft = False
        self.scribe = Scribe(session.worker.gate, self)
        self.scribe.written.connect(self._show_script)
        self.reader = Reader(session.worker.gate, self)
        self.draft = Draft(session, self.reader, self)
        self.draft.followed.connect(self._followed)
        self.draft.changed.connect(self._say)
        self.reader.answered.connect(self._answered)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._order)
        session.ran.connect(self._changed)
        session.changed.connect(self._changed)
        session.replaced.connect(self._replaced)
        session.selected.connect(self._mark_selected)
        session.level_changed.connect(self._mark_selected)
        player.moved.connect(lambda old, new: self._mark_step())

    def offer(self, commands: list[QAction | None]) -> None:
        """What can be done with the script as a whole: for the menu, and buttons where a command
        has an icon. None stands for a line between groups."""
        self.commands = commands

    # Making

    def _make(self) -> None:
        from app.panels.code.bar import DraftBar
        from app.panels.code.editor import CodeEditor
        from app.panels.code.finding import FindRow

        view = self.view = CodeEditor(self)
        view.setObjectName("script")
        view.setAccessibleName(self.tr("PyTorch code"))
        view.setAccessibleDescription(self.tr("After Esc, Tab leaves the code."))
        view.lines_chosen.connect(self._choose)
        view.line_opened.connect(self._open)
        view.menu_wanted.connect(self._show_menu)
        view.typed.connect(self._typed)
        view.left.connect(self._left)
        view.undo_wanted.connect(lambda: self._step(self.session.undo_stack.undo))
        view.redo_wanted.connect(lambda: self._step(self.session.undo_stack.redo))
        view.apply_wanted.connect(self.draft.insist)
        view.escaped.connect(self._escape)
        self.find_row = FindRow(view)
        view.find_wanted.connect(self.find_row.open)
        view.again_wanted.connect(self.find_row.go_on)
        self.find_row.closed.connect(view.setFocus)
        self.bar = DraftBar()
        self.bar.applied.connect(self.draft.insist)
        self.bar.discarded.connect(self.discard)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 2, 8, 8)
        layout.setSpacing(4)
        layout.addLayout(self._options_row())
        layout.addWidget(self.find_row)
        layout.addWidget(view)
        layout.addWidget(self.bar)
        self.setFocusProxy(view)
        theme.switch().changed.connect(self._mark_step)

    def _options_row(self) -> QHBoxLayout:
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
        for command in self.commands:
            if command is not None and not command.icon().isNull():
                button = QToolButton()
                button.setDefaultAction(command)
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
                button.setIconSize(QSize(BUTTON, BUTTON))
                button.setAccessibleName(command.text())
                row.addWidget(button)
        return row

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
        return Order(document, session.log if done else None, self.options, self.draft.told)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.view is None:
            self._make()
            self.made.emit()
        if self._stale:
            self._order()

    def stop(self) -> None:
        """Ends what goes on beside the window."""
        self.scribe.stop()
        self.reader.stop()

    def _replaced(self) -> None:
        self._linked, self._untrue = None, ""
        self._changed()

    def _changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._rest.start(IMPATIENT if self.session.is_running else REST)

    def _shows_source(self) -> bool:
        """Whether the code that somebody wrote is shown, not that which is made of the graph."""
        source = self.session.whole.source
        return bool(source) and source != self._untrue and self.options == Options()

    def _order(self) -> None:
        if not self.isVisible() or self.view is None or self.draft.is_dirty:
            self._mark_failures()
            return
        self._stale = False
        if self._shows_source():
            self._show_source(self.session.whole.source)
        else:
            self.scribe.write(self.order())

    def _show_source(self, source: str) -> None:
        known = self._linked is not None and self._linked[0] == source
        if self._linked is not None and known:
            script, cut = self._linked[1:]
        else:
            script, cut = Script(tuple(map(Line, split(source))), {}), False
        lines = [line.text for line in script.lines]
        self._show(Shown(lines, script, True, self.draft.told, cut, known))
        if not known:
            self.reader.ask(self.draft.question(source, source))

    def _show_script(self, script: Script, order: Order) -> None:
        if self.draft.is_dirty or (self._shows_source() and order.options == Options()):
            return
        lines = [line.text for line in script.lines]
        self._show(Shown(lines, script, False, order.state))

    def _show(self, shown: Shown) -> None:
        if self.view is None:
            return
        if self._keeps_draft:
            self.view.put_back(shown.lines)
        else:
            self.view.show_lines(shown.lines)
        self._keeps_draft = False
        self._know(shown._replace(lines=self.view.lines))

    def _know(self, shown: Shown) -> None:
        """The text on the screen is that of the graph; what its lines are about."""
        self.script, self.places, self._shift = shown.script, Places(shown.script), None
        self.draft.show(shown)
        self._mark_selected()
        self._mark_step()
        self._mark_failures()

    def _answered(self, answer: Answer) -> None:
        """What was read: of the text that is typed, or of the source of the document."""
        source = self.session.whole.source
        if self.draft.is_dirty or answer.question.text != source or not self._shows_source():
            self.draft.answer(answer)
        elif answer.question.state != self.draft.edits:
            self._changed()
        elif answer.paired is not None and not answer.paired.edits:
            self._linked = (source, answer.script, answer.cuts)
            self._show_source(source)
        else:
            self._untrue = source
            self._order()

    def _followed(self, nodes: list[str]) -> None:
        shown = self.draft.shown
        self._linked = (self.session.whole.source, shown.script, shown.cut)
        self._know(shown)
        if self.view is not None:
            self.view.choose_again()
        if nodes:
            self.grown.emit(nodes)

    # Editing

    def _typed(self) -> None:
        if self.view is None:
            return
        lines = self.view.lines
        self._shift = Shift(self.draft.shown.lines, lines)
        self.draft.typed(lines)
        if not self.draft.is_dirty and self._stale:
            self._order()
        self._mark_selected()
        self._mark_step()

    def _left(self, taken: bool) -> None:
        if taken:  # perhaps as all is to be saved
            self.draft.finish()
        self.draft.end_typing()
        if self.view is not None and not self.draft.is_dirty:
            self.view.forget()

    def _step(self, move: Callable[[], None]) -> None:
        """Undo and redo of the document, as there is nothing of the text's own left."""
        if not self.draft.is_dirty:
            self.draft.end_typing()
            move()

    def _escape(self) -> None:
        if self.find_row.isVisible():
            self.find_row.close_row()
        elif self.draft.is_dirty:
            self.discard()

    def discard(self) -> None:
        """Shows the code of the graph again; undo in the text brings the draft back."""
        if self.draft.is_dirty:
            self._keeps_draft = True
            self.draft.discard()
            self._order()

    def _say(self) -> None:
        """Says what there is to say of the text, below it."""
        view, draft = self.view, self.draft
        if view is None:
            return
        plain = self.options == Options()
        view.editable(draft.is_dirty or plain)
        for box in (self.assertions, self.cuda):
            box.setEnabled(not draft.is_dirty)
        wrong = {}
        if draft.refusal is not None and draft.is_dirty and not draft.refusal.late:
            wrong = {draft.refusal.line - 1: said(retold(draft.refusal.reason))}
        view.mark_wrong(wrong)
        if not plain:
            self.bar.say(self.tr("Switch Assertions and CUDA off to edit the code."))
        elif not draft.is_dirty:
            self.bar.say("")
        else:
            self._say_of_draft()

    def _say_of_draft(self) -> None:
        draft, refusal = self.draft, self.draft.refusal
        words = []
        late = refusal is not None and refusal.late
        if refusal is not None:
            line = "{reason}" if late else self.tr("Line {number}: {reason}")
            words.append(line.format(number=refusal.line, reason=said(retold(refusal.reason))))
        if draft.waits is not None and draft.would_cut(draft.waits):
            words.append(self.tr("Taken over, all that comes after it would go from the graph."))
        if draft.conflict:
            words.append(
                self.tr("The graph was changed meanwhile. Your code is kept, and not taken over "
                        "until you say so.")
            )  # fmt: skip
        elif refusal is not None and draft.waits is None:
            words.append(self.tr("Until it can be read, the graph stays as it is."))
        if not words and draft.slow:
            words.append(self.tr("Reading the code…"))
        kind = "error" if refusal is not None else "warning" if draft.conflict else ""
        self.bar.say(
            "\n".join(words), kind, draft.waits is not None or late, bool(words)
        )

    # Marks

    def _onward(self, line: int | None) -> int | None:
        """Where a line of the graph's code is in the text on the screen."""
        return line if line is None or self._shift is None else self._shift.onward(line)

    def _mark_selected(self) -> None:
        if self.view is not None and self.isVisible():
            lines = self.places.of_cards(self.session.selection, self.session.document)
            shown = (self._onward(line) for line in lines)
            self.view.mark_selected([line for line in shown if line is not None])

    def _mark_step(self) -> None:
        if self.view is None or not self.isVisible():
            return
        step = self.player.step
        if step is None:
            self.view.mark_step(None, None)
            return
        line = self.places.of_step(step.node, step.action[-1])
        source = None if step.node is None else self.places.of_node(step.node)
        self.view.mark_step(self._onward(line), self._onward(source))

    def _mark_failures(self) -> None:
        """Marks the lines of what fails in the run."""
        if self.view is None or self.session.is_running:
            return
        found: dict[int, str] = {}
        for (kind, name), problem in failures(self.session.log).items():
            lines = self.places.of_action(name) if kind == "action" else None
            line = self.places.of_node(name) if lines is None else next(iter(lines), None)
            line = self._onward(line)
            if line is not None:
                found.setdefault(line, said(problem.message))
        self.view.mark_failed(found)

    # What somebody does

    def _choose(self, numbers: list[int]) -> None:
        """Selects what the lines are about."""
        numbers = self._back(numbers)
        self.session.select(self.places.cards(numbers, self.session.document))
        actions = {self.script.lines[number].action for number in numbers} - {None}
        if len(actions) == 1:
            action = action_edits.find(self.session.whole, str(actions.pop()))
            if action is not None and not isinstance(action, Forward):
                self.action_chosen.emit(action.id)

    def _open(self, number: int) -> None:
        """Shows the card of a line, in whatever level it is."""
        for line in self._back([number]):
            if self.script.lines[line].nodes:
                self.node_requested.emit(self.script.lines[line].nodes[-1])

    def _back(self, numbers: list[int]) -> list[int]:
        """The lines of the graph's code that lines of the text are."""
        found = numbers if self._shift is None else map(self._shift.back, numbers)
        return [line for line in found if line is not None and line < len(self.script.lines)]

    def _show_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(at)

    def menu(self) -> QMenu:
        """The context menu."""
        assert self.view is not None
        menu = QMenu(self)
        menu.setObjectName("codeMenu")
        view, chosen = self.view, self.view.textCursor().hasSelection()
        line = view.textCursor().blockNumber()
        writes = not view.isReadOnly()
        entries = (
            ("undo", self.tr("Undo"), writes, view.undo_here),
            ("redo", self.tr("Redo"), writes, view.redo_here),
            None,
            ("", self.tr("Cut"), writes and chosen, view.cut),
            ("copy", self.tr("Copy"), chosen, view.copy),
            ("", self.tr("Paste"), writes and view.canPaste(), view.paste),
            None,
            ("", self.tr("Toggle comment"), writes, view.comment),
            ("search", self.tr("Find…"), True, self.find_row.open),
            ("", self.tr("Show the card"), True, lambda: self._open(line)),
            ("", self.tr("Discard draft"), self.draft.is_dirty, self.discard),
            None,
        )
        for entry in entries:
            if entry is None:
                menu.addSeparator()
                continue
            name, text, on, call = entry
            action = menu.addAction(icon(name), text)
            action.setEnabled(on)
            action.triggered.connect(lambda _=False, call=call: call())
        for command in self.commands:
            if command is None:
                menu.addSeparator()
            else:
                menu.addAction(command)
        menu.addSeparator()
        for box in (self.assertions, self.cuda):
            option = menu.addAction(box.text())
            option.setCheckable(True)
            option.setChecked(box.isChecked())
            option.setEnabled(box.isEnabled())
            option.triggered.connect(box.setChecked)
        keep_marked(menu)
        return menu

    def text(self) -> str:
        """The script of the graph, as it is shown."""
        return self.script.text
