"""A line for an expression of an action: checked as it is typed, with what it gives now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.widgets.fields import CheckedEdit, wrapped
from app.widgets.scope import Verdict

Judge = Callable[[str], Verdict]


class ExpressionLine(QWidget):
    """The line, and below it what is wrong, or what it gives.

    Signals:
        changed: the text is another.
    """

    changed = Signal()

    def __init__(self, name: str, judge: Judge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._judge = judge
        self.line = CheckedEdit(name, self._check)
        self.edit = self.line.edit
        self.note = wrapped(muted=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.line)
        layout.addWidget(self.note)
        self.setFocusProxy(self.line)
        self.line.accepted.connect(lambda text: self.changed.emit())
        self.line.refused.connect(lambda text: self.changed.emit())
        self.note.hide()

    def text(self) -> str:
        return self.line.text().strip()

    @property
    def is_right(self) -> bool:
        """Whether the text may be used as it is."""
        return not self._judge(self.text()).wrong

    def show_text(self, text: str) -> None:
        """Shows a text; what is wrong with it is said once somebody types."""
        self.line.show_text(text)
        self._note(self._judge(text))

    def look_again(self) -> None:
        """Judges the text again, as what it stands for has changed."""
        if self.text():
            self.line.show_text(self.line.text(), self.line.text())

    def _check(self, text: str) -> str:
        verdict = self._judge(text)
        self._note(verdict)
        return verdict.wrong

    def _note(self, verdict: Verdict) -> None:
        if verdict.doubt:
            text = self.tr("PyTorch will say: {error}").format(error=verdict.doubt)
        elif verdict.now:
            text = self.tr("Now: {value}").format(value=verdict.now)
        else:
            text = ""
        self.note.setText(text)
        self.note.setVisible(bool(text) and not verdict.wrong)
