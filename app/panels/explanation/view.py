"""The page on the screen: text that can be selected, links that can be reached with keys."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QImage, QTextCursor, QTextDocument
from PySide6.QtWidgets import QAbstractScrollArea, QMenu, QTextBrowser, QWidget

from app.widgets.mnemonics import keep_marked

_BREAKS = "\u2028\u2029\ufdd0\ufdd1"
"""How Qt ends lines, paragraphs and cells."""


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

    def focusNextPrevChild(self, next: bool) -> bool:
        """To the next link or the one before, and out of the page behind the last."""
        before = self._selected()
        done = super().focusNextPrevChild(next)
        if done and self.hasFocus() and before == self._selected():
            # Qt finds a link that begins the page again and again.
            return QAbstractScrollArea.focusNextPrevChild(self, next)
        return done

    def _selected(self) -> tuple[int, int]:
        cursor = self.textCursor()
        return cursor.selectionStart(), cursor.selectionEnd()

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
            letter = str(self.document().characterAt(place))
            if letter == "\ufffc":
                at.setPosition(place + 1)
                letter = self.texts.get(at.charFormat().toImageFormat().name(), "")
            found.append("\n" if letter in _BREAKS else letter)
        lines = "".join(found).replace("\u00a0", " ").split("\n")
        return "\n".join(line for line in lines if line.strip())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        self.menu_wanted.emit(menu)
        keep_marked(menu)
        menu.popup(event.globalPos())
        menu.aboutToHide.connect(menu.deleteLater)
