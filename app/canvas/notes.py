"""Notes on the canvas: Markdown as it is read, and typed where it stands."""

from __future__ import annotations

from typing import Protocol

import shiboken6
from msgspec.structs import replace
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QRectF,
    QSizeF,
    Qt,
    QTimer,
    QUrl,
    SignalInstance,
)
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFocusEvent,
    QFont,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QTextDocument,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.canvas.box import Box
from app.canvas.hues import hue
from app.canvas.view import View
from app.session import Session
from app.theme import Theme
from autograd_core.graph import building
from autograd_core.graph.document import NoteData
from autograd_core.graph.edits import Edit, Put

WIDTH, LEAST_WIDTH, LEAST_HEIGHT = 240.0, 90.0, 40.0
RADIUS, BAR, SIDE = 6.0, 4.0, 10.0
GRIP = 14.0
"""Canvas units from the lower right corner within which a note is resized."""
LONGEST = 20_000
"""Characters of a note that are laid out; nobody reads more on a card."""
_FONT = 13
TINT = 34
"""How much of its colour is in the ground of a note, of 255."""


class _Page(QTextDocument):
    """A text that fetches nothing: a picture in a note must not read files."""

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        # None would let Qt look for the file itself
        empty = QImage(1, 1, QImage.Format.Format_ARGB32)
        empty.fill(Qt.GlobalColor.transparent)
        return empty


def page_of(text: str, width: float, theme: Theme | None = None) -> QTextDocument:
    """The text of a note, laid out for a width in canvas units."""
    page = _Page()
    font = QFont(QGuiApplication.font())
    font.setPixelSize(_FONT)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    page.setDefaultFont(font)
    page.setDocumentMargin(0)
    page.setTextWidth(max(width - 2 * SIDE, 20.0))
    page.setMarkdown(text[:LONGEST], QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
    return page


def height_of(text: str, width: float) -> float:
    """The height that a note of this width needs."""
    needed = page_of(text, width).size().height() + 2 * SIDE + BAR
    return max(LEAST_HEIGHT, float(round(needed)))


def paint_note(
    painter: QPainter, text: str, colour: str, size: QSizeF, theme: Theme, selected: bool
) -> None:
    """A note, its upper left corner at the origin."""
    own = hue(colour, theme) or theme.muted
    card = QRectF(0, 0, size.width(), size.height())
    painter.setPen(Qt.PenStyle.NoPen)
    if selected:
        painter.setBrush(theme.selection)
        painter.drawRoundedRect(card.adjusted(-2.5, -2.5, 2.5, 2.5), RADIUS + 2.5, RADIUS + 2.5)
    painter.setBrush(theme.card)
    painter.drawRoundedRect(card, RADIUS, RADIUS)
    tint = QColor(own)
    tint.setAlpha(TINT)
    edge = QColor(own)
    edge.setAlpha(150)
    painter.setPen(QPen(edge, 1.0))
    painter.setBrush(tint)
    painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    painter.save()
    inner = QPainterPath()
    inner.addRoundedRect(card.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
    painter.setClipPath(inner)
    painter.fillRect(QRectF(0, 0, size.width(), BAR), own)
    painter.translate(SIDE, SIDE + BAR / 2)
    room = QRectF(0, 0, size.width() - 2 * SIDE, size.height() - 2 * SIDE)
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, theme.text)
    palette.setColor(QPalette.ColorRole.Link, own)
    context.palette = palette
    context.clip = room
    painter.setClipRect(room, Qt.ClipOperation.IntersectClip)
    page = page_of(text, size.width())  # which its layout does not keep alive
    page.documentLayout().draw(painter, context)
    painter.restore()


DRAFT_MILLISECONDS = 700
"""How often what is being typed is kept for the case of a crash."""


class Noted(Protocol):
    """What of the canvas a note is typed on."""

    session: Session
    view: View

    @property
    def view_changed(self) -> SignalInstance: ...
    def viewport(self) -> QWidget: ...
    def setFocus(self) -> None: ...


class NoteEditor(QPlainTextEdit):
    """Ctrl+Enter or leaving it takes the text over, Esc leaves the note as it was. A note without
    text is none."""

    def __init__(self, canvas: Noted, note: NoteData, is_new: bool) -> None:
        super().__init__(canvas.viewport())
        self._canvas = canvas
        self._note = note
        self._is_new = is_new
        self._done = False
        self.setObjectName("noteEditor")
        self.setAccessibleName(QCoreApplication.translate("Canvas", "Text of the note"))
        self.setPlaceholderText(
            QCoreApplication.translate("Canvas", "# Title\n**bold**, `code`, - list")
        )
        self.setToolTip(QCoreApplication.translate("Canvas", "Ctrl+Enter takes it over."))
        self.setPlainText(note.text)
        self.selectAll()
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(DRAFT_MILLISECONDS)
        self._calm.timeout.connect(self._draft)
        self.textChanged.connect(self._typed)
        canvas.session.edited.connect(self._drop)
        canvas.session.replaced.connect(self._drop)
        canvas.view_changed.connect(self._lay)
        self._lay()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay(self) -> None:
        note, view = self._note, self._canvas.view
        box = Box(note.x, note.y, note.x + note.width, note.y + note.height)
        font = self.font()
        font.setPixelSize(max(11, round(_FONT * min(view.zoom, 2.0))))
        self.setFont(font)
        where = view.rect(box).toRect()
        where.setWidth(max(where.width(), 200))
        where.setHeight(max(where.height(), 96))
        self.setGeometry(where)

    def finish(self, keep: bool) -> None:
        """Ends the typing and takes the text over, or does not."""
        if self._done or not shiboken6.isValid(self._canvas):
            return
        self._done = True
        text = self.toPlainText().strip()
        # before it hides: Qt would hand the focus on as Tab does, which goes to another card
        self._canvas.setFocus()
        self.hide()
        self.deleteLater()
        if keep and text != self._note.text:
            self._take(text)
        self._canvas.session.drafted.emit([])

    def _typed(self) -> None:
        if not self._calm.isActive():  # it goes off while somebody types, too
            self._calm.start()

    def _draft(self) -> None:
        """What is typed is not lost by a crash."""
        text = self.toPlainText().strip()
        if text and text != self._note.text and not self._done:
            self._canvas.session.drafted.emit(self._edits(text))

    def _edits(self, text: str) -> list[Edit]:
        before = self._note
        fitted = before.height <= height_of(before.text, before.width)
        needed = height_of(text, before.width)
        height = needed if fitted or self._is_new else max(needed, before.height)
        after = replace(before, text=text, height=height)
        return [Put(None if self._is_new else before, after)]

    def _take(self, text: str) -> None:
        session, before = self._canvas.session, self._note
        if not self._is_new and before.id not in session.document.nodes:
            return
        edits = self._edits(text)
        said = QCoreApplication.translate("Canvas", "Write a note")
        if not text:
            edits = building.remove(session.document, [before.id])
            said = QCoreApplication.translate("Canvas", "Delete")
        session.do(edits, said)
        if text:
            session.select({before.id})

    def _drop(self) -> None:
        self.finish(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.finish(False)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.finish(True)
        else:
            super().keyPressEvent(event)
            event.accept()  # none of the keys is meant for the canvas below

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish(True)
