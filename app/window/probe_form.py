"""The form of a breakpoint's condition, and of a watch."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.widgets.expression_line import ExpressionLine
from app.widgets.fields import wrapped
from app.widgets.look import fixed_font
from app.widgets.mnemonics import mark_dialog
from app.widgets.scope import Scope, first_turns
from autograd_core.graph.action_edits import flat
from autograd_core.graph.actions import Expression, Repeat
from autograd_core.graph.document import Document
from autograd_core.graph.steps import StepLog
from autograd_core.tensor import Tensor

WIDTH = 440


NUMBERS = (".mean()", ".norm()", ".abs().max()")
"""What makes one number of a tensor."""


class ProbeForm(QDialog):
    """Asks for an Expression and says what it gives at the cursor.

    Args:
        known: what the names of `text` mean.
        optional: whether nothing may be written.
        number: whether it has to be one number: for a tensor of several, what makes one of it is
            offered.
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
        number: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("probeForm")
        self.setWindowTitle(title)
        self.optional = optional
        self.number = number
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
        layout.addWidget(self._offers())
        layout.addWidget(wrapped(help_text, muted=True))
        layout.addStretch()
        layout.addWidget(self.buttons)
        self.setMinimumWidth(WIDTH)
        if known is not None:
            self.field.show_text(known.text)
        self.field.line.edit.selectAll()
        self.field.line.edit.textChanged.connect(self._offer)
        self._offer()

    def _offers(self) -> QWidget:
        """What makes one number of a tensor, as buttons."""
        self.offers = QWidget()
        row = QHBoxLayout(self.offers)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(wrapped(self.tr("One number is needed:")))
        for end in NUMBERS:
            button = QPushButton(end)
            button.setFont(fixed_font())
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, end=end: self._append(end))
            row.addWidget(button)
        return self.offers

    def _append(self, end: str) -> None:
        text = self.field.text()
        whole = text if text.replace(".", "").isidentifier() else f"({text})"
        self.field.line.edit.setText(f"{whole}{end}")
        self.field.line.edit.setFocus()

    def _offer(self) -> None:
        self.offers.setVisible(self._is_several())

    def _is_several(self) -> bool:
        """Whether it is known to be more than one number where one is needed."""
        if not self.number or not self.field.text():
            return False
        value = self.scope.judge(self.field.text(), self._known).value
        return isinstance(value, Tensor) and value.numel() != 1

    def expression(self) -> Expression | None:
        """What was written, with the cards that its names mean; None for nothing."""
        text = self.field.text()
        return self.scope.bind(text, self._known) if text else None

    def accept(self) -> None:
        """Takes it, unless it can never be right."""
        text = self.field.text()
        right = self.field.is_right and not self._is_several() if text else self.optional
        if right:
            super().accept()
        else:
            self.field.line.edit.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        mark_dialog(self)
