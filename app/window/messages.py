"""Messages that the window shows in boxes of their own, without waiting for an answer."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from app import __version__
from app.commands import BY_ID, title_of
from app.widgets.icons import application_icon


def tell(window: QWidget, title: str, text: str) -> None:
    """Shows a message that has to be read."""
    box = _box(window, "message")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("GradCanvas")
    box.setText(title)
    box.setInformativeText(text)
    box.open()


def show_about(window: QWidget) -> None:
    """Shows what the program is."""
    box = _box(window, "about")
    box.setWindowTitle(title_of(BY_ID["help.about"]))
    box.setIconPixmap(application_icon().pixmap(64))
    box.setText(f"<b>GradCanvas {__version__}</b>")
    box.setInformativeText(
        QCoreApplication.translate(
            "MainWindow",
            "Build a computation, differentiate it, and step through what autograd really "
            "does. Free software under the MIT licence.",
        )
    )
    box.open()


def _box(window: QWidget, name: str) -> QMessageBox:
    box = QMessageBox(window)
    box.setObjectName(name)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box
