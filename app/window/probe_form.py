"""The form of a breakpoint's condition, and of a watch."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from app.widgets.expression_line import ExpressionLine
from app.widgets.fields import wrapped
from app.widgets.mnemonics import mark_dialog
from app.widgets.scope import Scope, first_turns
from autograd_core.graph.action_edits import flat
from autograd_core.graph.actions import Expression, Repeat
from autograd_core.graph.document import Document
from autograd_core.graph.steps import StepLog

WIDTH = 440


class ProbeForm(QDialog):
    """Asks for an Expression and says what it gives at the cursor.

    Args:
        known: what the names of `text` mean.
        optional: whether nothing may be written.
    """

    def __init__(
        self,
        title: str,
        help_text: str,
        document: Document,
        log: StepLog,
        cursor: int,
        *,
        whole: Document,
        known: Expression | None = None,
        optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("probeForm")
        self.setWindowTitle(title)
        self.optional = optional
        blocks = [each for _, each in flat(whole.actions) if isinstance(each, Repeat)]
        self.scope = Scope(document, log, cursor, first_turns(blocks))
        self._known = {} if known is None else dict(known.names)
        self.field = ExpressionLine(
            self.tr("Expression"), lambda text: self.scope.judge(text, self._known)
        )
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        head = QLabel(title)
        font = head.font()
        font.setBold(True)
        head.setFont(font)
        layout.addWidget(head)
        layout.addWidget(self.field)
        layout.addWidget(wrapped(help_text, muted=True))
        layout.addStretch()
        layout.addWidget(self.buttons)
        self.setMinimumWidth(WIDTH)
        if known is not None:
            self.field.show_text(known.text)
        self.field.line.edit.selectAll()

    def expression(self) -> Expression | None:
        """What was written, with the cards that its names mean; None for nothing."""
        text = self.field.text()
        return self.scope.bind(text, self._known) if text else None

    def accept(self) -> None:
        """Takes it, unless it can never be right."""
        if (not self.field.text() and self.optional) or (self.field.text() and self.field.is_right):
            super().accept()
        else:
            self.field.line.edit.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        mark_dialog(self)
