"""The forms of what decides in a program: Check, When and Try."""

from __future__ import annotations

import keyword

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem

from app.widgets.fields import CheckedEdit
from app.widgets.look import fixed_font
from app.widgets.scope import Verdict
from app.window.action_form import ActionForm, lines_of
from autograd_core.graph import naming
from autograd_core.graph.actions import Check, Try, When
from autograd_core.graph.catching import ERRORS

USUAL = (
    "RuntimeError", "ValueError", "TypeError", "IndexError", "KeyError", "AssertionError",
    "ZeroDivisionError", "Exception",
)  # fmt: skip
"""The errors that are offered; `Exception` is any of them."""
ROWS = 6


class CheckForm(ActionForm):
    """What has to hold, and what is said where it does not."""

    action: Check

    def fill(self) -> None:
        self.setWindowTitle(self.tr("Check"))
        action = self.action
        self.expression = self.expression_line(
            self.tr("Test"), action.expression.text, self._judge
        )
        self.expression.edit.setObjectName("checkExpression")
        self.expression.edit.setPlaceholderText("x.grad.sum() > 0")
        self.row(self.tr("Test"), self.expression)
        self.first = self.expression
        if action.expected is not None:
            self._fill_decided(action.expected)
            return
        said = "" if action.message is None else action.message.text
        self.message = self.expression_line(self.tr("Words"), said, self._judge_words)
        self.message.edit.setObjectName("checkMessage")
        self.message.edit.setPlaceholderText("'no gradient has come'")
        self.row(self.tr("Words"), self.message)
        self.help.setText(
            self.tr(
                "It is an error if the test does not hold when it is reached. The words, which may "
                "be left out, say what is wrong."
            )
        )

    def _fill_decided(self, expected: bool) -> None:
        self.expected = QComboBox()
        self.expected.setObjectName("checkExpected")
        self.expected.setAccessibleName(self.tr("It was"))
        self.expected.setFont(fixed_font())
        self.expected.addItems(["True", "False"])
        self.expected.setCurrentIndex(not expected)
        self.expected.currentIndexChanged.connect(lambda at: self.refresh())
        self.row(self.tr("It was"), self.expected)
        self.help.setText(
            self.tr(
                "The code that was pasted went one of its ways because this test came out so. The "
                "run ends where it comes out otherwise, as the code would go another way."
            )
        )

    def built(self) -> Check:
        bound = self.scope.bind(self.expression.text(), self.action.expression.names)
        action = replace(self.action, expression=bound)
        if action.expected is not None:
            return replace(action, expected=self.expected.currentIndex() == 0)
        text, message = self.message.text().strip(), self.action.message
        known = message.names if message is not None else {}
        return replace(action, message=self.scope.bind(text, known) if text else None)

    def _judge(self, text: str) -> Verdict:
        return self.scope.judge(text, self.action.expression.names)

    def _judge_words(self, text: str) -> Verdict:
        if not text.strip():
            return Verdict()
        message = self.action.message
        return self.scope.judge(text, message.names if message is not None else {})


class WhenForm(ActionForm):
    """When its actions run."""

    action: When

    def fill(self) -> None:
        self.setWindowTitle(self.tr("If"))
        self.test = self.expression_line(self.tr("Test"), self.action.test.text, self._judge)
        self.test.edit.setObjectName("whenTest")
        self.test.edit.setPlaceholderText("epoch % 10 == 0")
        self.row(self.tr("Test"), self.test)
        self.first = self.test
        self.help.setText(
            self.tr(
                "A test of Python values, such as the turn of a loop. Actions are dragged below it "
                "in the list, or below its else."
            )
        )

    def built(self) -> When:
        return replace(self.action, test=self.scope.bind(self.test.text(), self.action.test.names))

    def code_text(self) -> str:
        return "\n".join(lines_of(self.built(), self.document))

    def _judge(self, text: str) -> Verdict:
        verdict = self.scope.judge(text, self.action.test.names)
        if not verdict.wrong and self.scope.bind(text, self.action.test.names).names:
            return Verdict(
                self.tr("It tests Python values alone. For a test of tensors there is Check.")
            )
        return verdict


class TryForm(ActionForm):
    """Which errors are caught, and what they are called in the handler."""

    action: Try

    def fill(self) -> None:
        self.setWindowTitle(self.tr("Try"))
        self.errors = QListWidget()
        self.errors.setObjectName("tryErrors")
        self.errors.setAccessibleName(self.tr("Errors"))
        self.errors.setFont(fixed_font())
        known = [*USUAL, *(name for name in self.action.errors if name not in USUAL)]
        for name in known:
            item = QListWidgetItem(name, self.errors)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = name in self.action.errors
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            if name == "Exception":
                item.setToolTip(self.tr("Any of them"))
        self.errors.setCurrentRow(0)
        self.errors.setFixedHeight(ROWS * (self.errors.sizeHintForRow(0) + 1) + 8)
        self.errors.itemChanged.connect(lambda item: self.refresh())
        self.name = CheckedEdit(self.tr("Name of the error"), self._check_name)
        self.name.setObjectName("tryName")
        self.name.show_text(self.action.name)
        for signal in (self.name.accepted, self.name.refused):
            signal.connect(lambda text: self.refresh())
        self.row(self.tr("Errors"), self.errors)
        self.row(self.tr("Name"), self.name)
        self.first = self.errors
        self.help.setText(
            self.tr(
                "An error of this kind in its actions ends them, and those below except run: there "
                "print(e) shows what it says. Other errors go on."
            )
        )

    def built(self) -> Try:
        items = (self.errors.item(row) for row in range(self.errors.count()))
        checked = [item.text() for item in items if item.checkState() == Qt.CheckState.Checked]
        named = naming.error_renamed(self.action, self.name.text().strip())
        return replace(named, errors=tuple(checked))

    def code_text(self) -> str:
        return "\n".join(lines_of(self.built(), self.document))

    def is_right(self) -> bool:
        errors = self.built().errors
        named = bool(errors) and all(name in ERRORS for name in errors)
        return super().is_right() and named and not self._check_name(self.name.text())

    def _check_name(self, text: str) -> str:
        name = text.strip()
        if name and (not name.isidentifier() or keyword.iskeyword(name)):
            return self.tr("A name is needed here, such as e.")
        if name and any(data.label == name for data in self.document.nodes.values()):
            return self.tr("A card has this name.")
        return ""
