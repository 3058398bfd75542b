"""The page on the screen: text that can be selected, links that can be reached with keys."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QImage, QTextCursor, QTextDocument
from PySide6.QtWidgets import QMenu, QTextBrowser, QWidget

from app.widgets.mnemonics import keep_marked


class ExplanationView(QTextBrowser):
    """Shows HTML whose pictures it is given.

    Signals:
        menu_wanted(menu): a context menu is about to open; others may add to it.
    """

    menu_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.document().setDocumentMargin(0)
        self.images: dict[str, QImage] = {}
        self.texts: dict[str, str] = {}
        """What each picture says."""

    def show_page(self, html: str) -> None:
        """Shows a page, from its top."""
        document = self.document()
        for name, image in self.images.items():
            document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(name), image)
        self.setHtml(html)

    def createMimeDataFromSelection(self) -> QMimeData:
        """The selection as text, with the formulas' text in place of their pictures."""
        data = QMimeData()
        data.setText(self.selected_text())
        return data

    def selected_text(self) -> str:
        """What is selected, the pictures as text."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        found = []
        at = QTextCursor(self.document())
        for place in range(start, end):
            at.setPosition(place)
            at.setPosition(place + 1, QTextCursor.MoveMode.KeepAnchor)
            letter = at.selectedText()
            if letter == "\ufffc":
                letter = self.texts.get(at.charFormat().toImageFormat().name(), "")
            found.append("\n" if letter in ("\u2029", "\u2028", "\ufdd0", "\ufdd1") else letter)
        return "".join(found).replace("\u00a0", " ")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        self.menu_wanted.emit(menu)
        keep_marked(menu)
        menu.popup(event.globalPos())
        menu.aboutToHide.connect(menu.deleteLater)
