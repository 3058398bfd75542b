"""Lists in dialogs: what is wrong with a file, and what differs between two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from app.playback.words import headed, said
from app.widgets.fields import wrapped
from app.widgets.mnemonics import mark_dialog
from autograd_core.graph.files import Trouble
from autograd_core.graph.replacing import Change

WIDTH, HIGHEST, LEAST_ROWS = 620, 320, 2
MOST = 1000
"""Rows that are shown; nobody reads more."""
LONGEST = 400
"""Characters of a row."""
SIGN = 40


class ListDialog(QDialog):
    """A sentence, a list of lines that can be copied, and what can be done."""

    def __init__(self, window: QWidget, title: str, more: str, rows: Sequence[str]) -> None:
        super().__init__(window)
        self.setWindowTitle("GradCanvas")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        heading = wrapped(title)
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)
        heading.setObjectName("listTitle")
        self.more = wrapped(more)
        self.more.setObjectName("listText")
        self.more.setVisible(bool(more))
        self.list = QListWidget()
        self.list.setObjectName("rows")
        self.list.setAccessibleName(title)
        self.list.setWordWrap(True)
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for row in rows[:MOST]:
            item = QListWidgetItem(row)
            item.setToolTip(row)
            self.list.addItem(item)
        if len(rows) > MOST:
            text = QCoreApplication.translate("FileCommands", "and {count} more")
            self.list.addItem(text.format(count=len(rows) - MOST))
        self.list.setVisible(bool(rows))
        self.buttons = QDialogButtonBox()
        self.buttons.rejected.connect(self.reject)
        self._lay_out(heading)

    def _lay_out(self, heading: QLabel) -> None:
        sign = QLabel()
        kind = QStyle.StandardPixmap.SP_MessageBoxWarning
        sign.setPixmap(self.style().standardIcon(kind).pixmap(SIGN))
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(heading)
        right.addWidget(self.more)
        right.addWidget(self.list)
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 16)
        layout.setSpacing(16)
        layout.addLayout(top)
        layout.addWidget(self.buttons)
        rows = max(LEAST_ROWS, self.list.count())
        height = min(HIGHEST, rows * (self.list.sizeHintForRow(0) + 2) + 12)
        self.list.setMinimumHeight(min(height, 120))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.resize(WIDTH, 190 + (height if self.list.count() else 0))

    def offer(self, name: str, title: str, role: QDialogButtonBox.ButtonRole) -> QPushButton:
        """Adds a button."""
        button = self.buttons.addButton(title, role)
        button.setObjectName(name)
        return button


def troubles_of(troubles: Sequence[Trouble]) -> list[str]:
    """A line for each: place and reason."""
    return [
        _on_one_line(headed(str(place), _why(reason)) if place else _why(reason))
        for place, reason in troubles[: MOST + 1]
    ] + [""] * max(0, len(troubles) - MOST - 1)


def _why(reason: str) -> str:
    """A reason in the window's language; those of the library that reads JSON as well, as far as
    they are known."""
    translate = QCoreApplication.translate
    known = {
        r"Expected `(?P<expected>[^`]+)`, got `(?P<found>[^`]+)`": translate(
            "FileCommands", "{expected} is needed here, not {found}"
        ),
        r"Invalid (?:enum )?value (?P<value>.+)": translate(
            "FileCommands", "{value} is not known here"
        ),
        r"Object missing required field `(?P<field>[^`]+)`": translate(
            "FileCommands", "{field} is missing"
        ),
    }
    for pattern, template in known.items():
        match = re.fullmatch(pattern, reason, re.DOTALL)
        if match is not None:
            return template.format(**match.groupdict())
    return said(reason)


def _on_one_line(text: str) -> str:
    """A text of whatever a file says, for people."""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} … {text[-LONGEST // 2 :]}"


def ask_about_broken(
    window: QWidget, name: str, troubles: Sequence[Trouble], can_repair: bool, is_newer: bool
) -> bool:
    """Tells all that is wrong with a file; whether what can be read of it is to be opened."""
    translate = QCoreApplication.translate
    title = translate("FileCommands", "{name} cannot be opened").format(name=name)
    more = ""
    if is_newer:
        more = translate(
            "FileCommands",
            "It is from a newer GradCanvas. What this one understands of it can be opened as a "
            "copy; the file stays as it is.",
        )
    elif can_repair:
        more = translate(
            "FileCommands",
            "What can be read of it can be opened as a copy, with placeholders that keep the rest; "
            "the file stays as it is.",
        )
    dialog = ListDialog(window, title, more, troubles_of(troubles))
    dialog.setObjectName("brokenFile")
    if can_repair:
        text = (
            translate("FileCommands", "Try to open a copy")
            if is_newer
            else translate("FileCommands", "Open what can be read")
        )
        button = dialog.offer("repair", text, QDialogButtonBox.ButtonRole.AcceptRole)
        button.clicked.connect(dialog.accept)
        button.setDefault(True)
        cancel = translate("FileCommands", "Cancel")
    else:
        cancel = translate("FileCommands", "Close")
    dialog.offer("cancel", cancel, QDialogButtonBox.ButtonRole.RejectRole)
    return _run(dialog)


def show_troubles(window: QWidget, title: str, troubles: Sequence[Trouble]) -> None:
    """The list alone, to be read."""
    dialog = ListDialog(window, title, "", troubles_of(troubles))
    dialog.setObjectName("fileTroubles")
    close = QCoreApplication.translate("FileCommands", "Close")
    dialog.offer("cancel", close, QDialogButtonBox.ButtonRole.RejectRole)
    _run(dialog)


def show_changes(window: QWidget, name: str, changes: Sequence[Change]) -> None:
    """What is another on the disk than here."""
    translate = QCoreApplication.translate
    title = translate("FileCommands", "What the file {name} has otherwise").format(name=name)
    more = "" if changes else translate("FileCommands", "Nothing: it holds what is open here.")
    dialog = ListDialog(window, title, more, [_change(each) for each in changes])
    dialog.setObjectName("fileChanges")
    close = QCoreApplication.translate("FileCommands", "Close")
    dialog.offer("cancel", close, QDialogButtonBox.ButtonRole.RejectRole)
    _run(dialog)


def _change(change: Change) -> str:
    translate = QCoreApplication.translate
    templates = {
        ("added", "node"): translate("FileCommands", "added: {name}"),
        ("removed", "node"): translate("FileCommands", "removed: {name}"),
        ("changed", "node"): translate("FileCommands", "changed: {name}"),
        ("changed", "wires"): translate("FileCommands", "wired otherwise: {name}"),
        ("added", "frame"): translate("FileCommands", "region added: {name}"),
        ("removed", "frame"): translate("FileCommands", "region removed: {name}"),
        ("changed", "frame"): translate("FileCommands", "region changed: {name}"),
        ("added", "subgraph"): translate("FileCommands", "subgraph added: {name}"),
        ("removed", "subgraph"): translate("FileCommands", "subgraph removed: {name}"),
        ("changed", "subgraph"): translate("FileCommands", "subgraph changed: {name}"),
        ("changed", "actions"): translate("FileCommands", "the list of actions changed"),
        ("changed", "seed"): translate("FileCommands", "the seed changed"),
        ("changed", "code"): translate("FileCommands", "the code changed"),
    }
    return templates[change.kind, change.part].format(name=change.name)


def _run(dialog: QDialog) -> bool:
    mark_dialog(dialog)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted.value
    dialog.deleteLater()
    return accepted
