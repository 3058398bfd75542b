"""Questions about files, each in a box of its own: what happened, and what can be done."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from app.playback.words import said
from app.widgets.mnemonics import mark_dialog
from autograd_core.graph.files import FileProblem

Choice = tuple[str, str, QMessageBox.ButtonRole]
"""A name, what the button says, and what it is for."""

ACCEPT = QMessageBox.ButtonRole.AcceptRole
DESTROY = QMessageBox.ButtonRole.DestructiveRole
ACTION = QMessageBox.ButtonRole.ActionRole
REJECT = QMessageBox.ButtonRole.RejectRole


def ask(
    window: QWidget,
    text: str,
    more: str,
    choices: Sequence[Choice],
    icon: QMessageBox.Icon = QMessageBox.Icon.Question,
    default: str = "",
) -> str:
    """The name of what was chosen. Enter takes `default`, or else the first choice; the last one,
    which Esc takes, must change nothing."""
    box = QMessageBox(window)
    box.setObjectName("fileQuestion")
    box.setIcon(icon)
    box.setWindowTitle("GradCanvas")
    box.setText(text)
    box.setInformativeText(more)
    buttons: dict[QPushButton, str] = {}
    for name, title, role in choices:
        button = box.addButton(title, role)
        button.setObjectName(name)
        buttons[button] = name
    found = list(buttons)
    box.setDefaultButton(next((b for b in found if buttons[b] == default), found[0]))
    box.setEscapeButton(found[-1])
    mark_dialog(box)
    box.exec()
    clicked = box.clickedButton()
    answer = next((name for button, name in buttons.items() if button is clicked), choices[-1][0])
    box.deleteLater()
    return answer


def failed_to_save(window: QWidget, problem: FileProblem) -> str:
    """`elsewhere`, `again` or `cancel`."""
    return ask(
        window,
        QCoreApplication.translate("FileQuestions", "The file cannot be saved"),
        "\n\n".join([
            f"{problem.path}\n{why_not_written(problem)}",
            QCoreApplication.translate(
                "FileQuestions", "Nothing is lost: it is still open, and the old file is as it was."
            )
            if os.path.lexists(problem.path)
            else QCoreApplication.translate("FileQuestions", "Nothing is lost: it is still open."),
        ]),
        [
            ("elsewhere", QCoreApplication.translate("FileQuestions", "Save elsewhere…"), ACCEPT),
            ("again", QCoreApplication.translate("FileQuestions", "Try again"), ACTION),
            ("cancel", QCoreApplication.translate("FileQuestions", "Cancel"), REJECT),
        ],
        QMessageBox.Icon.Warning,
    )


def why_not_written(problem: FileProblem) -> str:
    """What the system says, in words that help."""
    cause = problem.__cause__
    number = cause.errno if isinstance(cause, OSError) else None
    words = {
        errno.ENOSPC: QCoreApplication.translate("FileQuestions", "The disk is full."),
        errno.EDQUOT: QCoreApplication.translate(
            "FileQuestions", "Your share of the disk is full."
        ),
        errno.EROFS: QCoreApplication.translate(
            "FileQuestions", "This disk cannot be written to."
        ),
        errno.ENAMETOOLONG: QCoreApplication.translate("FileQuestions", "The name is too long."),
        errno.ENOTDIR: QCoreApplication.translate(
            "FileQuestions", "The folder is not there, or not any more."
        ),
        errno.ENOENT: QCoreApplication.translate(
            "FileQuestions", "The folder is not there, or not any more."
        ),
        errno.EISDIR: QCoreApplication.translate("FileQuestions", "A folder has this name."),
        errno.EIO: QCoreApplication.translate("FileQuestions", "The disk does not answer."),
    }.get(number or 0)
    if words is not None:
        return words
    if number in (errno.EACCES, errno.EPERM):
        if "read-only" in problem.troubles[0].reason:
            return QCoreApplication.translate("FileQuestions", "The file is read-only.")
        return QCoreApplication.translate(
            "FileQuestions", "You may not write to this folder."
        )
    if "no ordinary file" in problem.troubles[0].reason:
        return QCoreApplication.translate(
            "FileQuestions", "This is no ordinary file: a device, a pipe, or the like."
        )
    return said(problem.troubles[0].reason)


def changed_on_disk(window: QWidget, name: str) -> str:
    """Before a save: `save`, `elsewhere`, `compare`, `reload` or `cancel`."""
    translate = QCoreApplication.translate
    return ask(
        window,
        translate("FileQuestions", "{name} was changed by another program").format(name=name),
        translate(
            "FileQuestions",
            "It is not as it was when you opened or saved it. Saving replaces what is there now.",
        ),
        [
            ("elsewhere", translate("FileQuestions", "Save as…"), ACCEPT),
            ("save", translate("FileQuestions", "Replace it"), DESTROY),
            ("reload", translate("FileQuestions", "Reload"), ACTION),
            ("compare", translate("FileQuestions", "Compare…"), ACTION),
            ("cancel", translate("FileQuestions", "Cancel"), REJECT),
        ],
        QMessageBox.Icon.Warning,
    )


def changed_since_work(window: QWidget, name: str) -> str:
    """Before recovered work replaces a file that is another one than it was done on: `save`,
    `elsewhere`, `compare` or `cancel`."""
    translate = QCoreApplication.translate
    return ask(
        window,
        translate("FileQuestions", "{name} has changed since this work").format(name=name),
        translate(
            "FileQuestions",
            "This is recovered work. The file is not the one any more that it was done on: saving "
            "replaces what is there now.",
        ),
        [
            ("elsewhere", translate("FileQuestions", "Save as…"), ACCEPT),
            ("save", translate("FileQuestions", "Replace it"), DESTROY),
            ("compare", translate("FileQuestions", "Compare…"), ACTION),
            ("cancel", translate("FileQuestions", "Cancel"), REJECT),
        ],
        QMessageBox.Icon.Warning,
    )


def open_elsewhere(window: QWidget, name: str) -> str:
    """Before a file is opened that another window has: `copy`, `open` or `cancel`."""
    translate = QCoreApplication.translate
    return ask(
        window,
        translate("FileQuestions", "{name} is open in another window").format(name=name),
        translate(
            "FileQuestions",
            "Each window saves the whole file: who saves last would be asked whether to replace "
            "what the other one saved.",
        ),
        [
            ("copy", translate("FileQuestions", "Open a copy"), ACCEPT),
            ("open", translate("FileQuestions", "Open it here too"), ACTION),
            ("cancel", translate("FileQuestions", "Cancel"), REJECT),
        ],
    )


def saved_elsewhere(window: QWidget, name: str) -> str:
    """Before a save to a file that another window has open: `save`, `elsewhere` or `cancel`."""
    translate = QCoreApplication.translate
    return ask(
        window,
        translate("FileQuestions", "{name} is open in another window").format(name=name),
        translate("FileQuestions", "Saving replaces the file that is open there."),
        [
            ("elsewhere", translate("FileQuestions", "Save as…"), ACCEPT),
            ("save", translate("FileQuestions", "Replace it"), DESTROY),
            ("cancel", translate("FileQuestions", "Cancel"), REJECT),
        ],
        QMessageBox.Icon.Warning,
    )


def replace_file(window: QWidget, name: str) -> bool:
    """Whether a file that is there already is to be replaced."""
    translate = QCoreApplication.translate
    answer = ask(
        window,
        translate("FileQuestions", "{name} is there already").format(name=name),
        translate("FileQuestions", "Saving replaces it."),
        [
            ("save", translate("FileQuestions", "Replace it"), DESTROY),
            ("cancel", translate("FileQuestions", "Cancel"), REJECT),
        ],
        QMessageBox.Icon.Warning,
        default="cancel",  # Enter was pressed for the name a moment ago
    )
    return answer == "save"
