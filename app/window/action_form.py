"""What the forms of actions have in common: fields, the action as code, where it goes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.widgets.choosers import PlaceChooser
from app.widgets.expression_line import ExpressionLine, Judge
from app.widgets.fields import wrapped
from app.widgets.look import fixed_font
from app.widgets.mnemonics import mark_dialog
from app.widgets.scope import Scope, first_turns, lets, variables_round
from app.widgets.wording import action_title, part_title
from autograd_core.graph.action_blocks import Place, enclosing
from autograd_core.graph.actions import Action, Block, Try, parts, walk
from autograd_core.graph.document import Document
from autograd_core.graph.edits import Edit
from autograd_core.graph.steps import StepLog

WIDTH = 500
LINES_AT_MOST = 12


class ActionForm(QDialog):
    """A form made from an action's fields; `built()` is the action as the fields have it.

    Args:
        new: whether the action is to be added (then the form asks where), or is in the list.
        after: the id of the action after which a new one may go.
    """

    def __init__(
        self,
        document: Document,
        log: StepLog,
        action: Action,
        *,
        new: bool,
        after: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("actionForm")
        self.document = document
        self.action = action
        self.new = new
        self.scope = Scope(
            document,
            log,
            len(log) if new else start_of(log, action.id),
            self._variables(),
        )
        self._lines: list[ExpressionLine] = []
        self.first: QWidget | None = None
        """Where one types first; a form's first field if None."""
        self.code = QLabel()
        self.code.setObjectName("actionCode")
        self.code.setAccessibleName(self.tr("The action as code"))
        self.code.setTextFormat(Qt.TextFormat.PlainText)
        self.code.setWordWrap(True)
        self.code.setFont(fixed_font(self.code.font().pointSizeF() * 1.15))
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(12)
        self.form.setVerticalSpacing(9)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.help = wrapped(muted=True)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(self.tr("Add") if new else self.tr("Change"))
        self.ok.setObjectName("add" if new else "change")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.fill()
        self.where = PlaceChooser(
            document, after, self.tr("Where in the list"), preferred=self.preferred()
        )
        self.where.setObjectName("actionPlace")
        self.where.currentIndexChanged.connect(lambda at: self._moved())
        self._lay_out()
        self.refresh()

    def _wrapped(self) -> tuple[Action, ...]:
        """The actions of the document that a new block will have in it."""
        return getattr(self.action, "body", ()) if self.new else ()

    def _variables(self) -> dict[str, object]:
        actions, wrapped = self.document.actions, self._wrapped()
        if self.new and not wrapped:
            return lets(actions)
        return variables_round(actions, wrapped[0].id if wrapped else self.action.id)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        mark_dialog(self)

    # What each kind of action says

    def fill(self) -> None:
        """Makes the fields; a form without any has nothing to add here."""

    def built(self) -> Action:
        """The action as the fields have it now."""
        return self.action

    def is_right(self) -> bool:
        """Whether the fields make an action."""
        return all(line.is_right for line in self._lines)

    def further(self) -> Sequence[Edit]:
        """The edits that come with the action, as one step of undo with it."""
        return ()

    def leaders(self) -> tuple[Action, ...]:
        """The actions that have to come right before a new one."""
        return ()

    def followers(self) -> tuple[Action, ...]:
        """The actions that come right behind a new one."""
        return ()

    def preferred(self) -> str:
        """What the place is called that the action itself has, where it has one (`place`)."""
        return ""

    def code_text(self) -> str:
        """The action as it will stand in the list."""
        return action_title(self.built(), self.document)

    # Parts

    def row(self, text: str, field: QWidget) -> None:
        """Adds a field under its name."""
        label = QLabel(text)
        label.setProperty("muted", True)
        label.setBuddy(field)
        self.form.addRow(label, field)

    def expression_line(self, name: str, text: str, judge: Judge) -> ExpressionLine:
        """A line for an expression."""
        line = ExpressionLine(name, judge)
        line.changed.connect(self.refresh)
        line.line.show_text(text)
        self._lines.append(line)
        return line

    def _lay_out(self) -> None:
        if self.new and self.where.count() > 1 and not self._wrapped():
            self.row(self.tr("Where"), self.where)
        else:
            self.where.setParent(self)
            self.where.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(13)
        column.addWidget(self.code)
        column.addLayout(self.form)
        column.addWidget(self.help)
        column.addStretch()
        column.addWidget(self.buttons)
        self.help.setVisible(bool(self.help.text()))
        for line in self._lines:
            line.look_again()
        if self.first is not None:
            self.first.setFocus()

    def _moved(self) -> None:
        """Another place, where other names are known."""
        actions, block = self.document.actions, self.place().block
        blocks = enclosing(actions, block) if block is not None else ()
        inner = [a for a in walk(actions) if isinstance(a, Block) and a.id == block]
        self.scope.variables = {**lets(actions), **first_turns([*blocks, *inner])}
        for line in self._lines:
            line.look_again()
        self.refresh()

    def place(self) -> Place:
        """Where a new action goes."""
        return self.where.place()

    def refresh(self) -> None:
        """Shows the code, and whether the action can be made."""
        self.code.setText(self.code_text())
        self.ok.setEnabled(self.is_right())
        self.fit()

    def fit(self) -> None:
        """As high as the texts need: Qt does not ask again when a text grows by lines."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.setFixedSize(WIDTH, layout.totalHeightForWidth(WIDTH))


def start_of(log: StepLog, action_id: str) -> int:
    """The step at which an action first starts; the end where it made none."""
    starts = (section.start for section in log.sections if action_id in section.action)
    return next(starts, len(log))


def lines_of(action: Action, document: Document, depth: int = 0) -> list[str]:
    """An action, a block with all that is in it, as lines of code; the middle of a long one is left
    out."""
    lines = ["    " * depth + action_title(action, document)]
    for number, (name, part) in enumerate(parts(action).items()):
        if number and (part or isinstance(action, Try)):
            lines.append("    " * depth + part_title(action, name))
        for inner in part:
            lines += lines_of(inner, document, depth + 1)
    if not depth and len(lines) > LINES_AT_MOST:
        half = LINES_AT_MOST // 2
        lines = [*lines[:half], "    …", *lines[-half:]]
    return lines
