"""Code on the screen: text with numbers and marks beside it, in colours where one looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from app import theme
from app.panels.code.colouring import formats
from app.panels.code.places import Shift
from app.widgets.fields import code_points
from app.widgets.look import fixed_font

ARROW = 7
"""Pixels that the mark of the shown step is wide."""


class Margin(QWidget):
    """The numbers of the lines, and the mark at that of the shown step."""

    def __init__(self, view: ScriptView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self) -> QSize:
        return QSize(self._view.margin_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._view.paint_margin(QPainter(self), event.rect())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._view.choose_line(self._view.line_at(event.position().toPoint().y()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._view.line_opened.emit(self._view.line_at(event.position().toPoint().y()))


class ScriptView(QPlainTextEdit):
    """Shows lines of Python, with marks at those of the selection, the shown step, and what fails.

    Signals:
        lines_chosen(list): somebody has gone to these lines.
        line_opened(int): somebody wants to see what this line is about.
        menu_wanted(QPoint): where a menu is asked for.
    """

    lines_chosen = Signal(list)
    line_opened = Signal(int)
    menu_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFont(fixed_font(code_points(self)))
        self._stamp = 0
        self._changed: tuple[int, int] | None = None
        self._quiet = False
        self._selected: frozenset[int] = frozenset()
        self._step: int | None = None
        self._source: int | None = None
        self.at_work = False
        """Whether somebody types, so that nothing is to scroll the text away."""
        self._wrong: dict[int, str] = {}
        self._failed: dict[int, str] = {}
        self._margin = Margin(self)
        self.document().contentsChange.connect(self._note_change)
        self.blockCountChanged.connect(lambda _: self._make_room())
        self.updateRequest.connect(self._scroll_margin)
        self.cursorPositionChanged.connect(self._tell)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        theme.switch().changed.connect(self._dress)
        self._make_room()

    # The text

    @property
    def lines(self) -> list[str]:
        """The text as it stands there."""
        return self.toPlainText().split("\n")

    def show_lines(self, lines: list[str]) -> None:
        """Shows other lines; what stays the same stays where it is, and so does the caret."""
        old, new = self.lines, lines or [""]
        if old == new:
            return
        self._quiet = True
        shift = Shift(old, new)
        caret, top = self._place(), self.verticalScrollBar().value()
        start, back = _common(old, new)
        cursor = QTextCursor(self.document())
        last = self.document().findBlockByNumber(len(old) - back - 1)
        cursor.setPosition(self.document().findBlockByNumber(start).position())
        cursor.setPosition(
            last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor
        )
        cursor.insertText("\n".join(new[start : len(new) - back]))
        self._put_caret(shift.near(caret[0]), caret[1])
        self.verticalScrollBar().setValue(shift.near(top))
        self._quiet = False
        self._stamp += 1
        self._mark()
        self._colour()

    def _place(self) -> tuple[int, int]:
        """The line and the column of the caret."""
        cursor = self.textCursor()
        return cursor.blockNumber(), cursor.positionInBlock()

    def _put_caret(self, line: int, column: int) -> None:
        block = self.document().findBlockByNumber(line)
        cursor = self.textCursor()
        if cursor.blockNumber() != line or cursor.positionInBlock() != column:
            cursor.setPosition(block.position() + min(column, block.length() - 1))
            self.setTextCursor(cursor)

    def _note_change(self, at: int, removed: int, added: int) -> None:
        first, last = at, at + added
        if self._changed is not None:
            first, last = min(first, self._changed[0]), max(last, self._changed[1])
        self._changed = (first, last)

    def colour_changed(self) -> None:
        """Has the lines that were changed in their colours."""
        if self._changed is not None:
            block = self.document().findBlock(self._changed[0])
            while block.isValid() and block.position() <= self._changed[1]:
                block.setUserState(-1)
                block = block.next()
            self._changed = None
        self._colour()

    def _colour(self) -> None:
        """Colours the lines in sight that have no colours yet."""
        block, last = self.firstVisibleBlock(), self._last_in_sight()
        while block.isValid() and block.blockNumber() <= last:
            if block.userState() != self._stamp:
                block.setUserState(self._stamp)
                block.layout().setFormats(formats(block.text(), theme.current()))
                self.document().markContentsDirty(block.position(), block.length())
            block = block.next()

    def _scrolled(self) -> None:
        self._colour()
        self._mark()

    def _last_in_sight(self) -> int:
        room = self.viewport().height() // max(self.fontMetrics().height(), 1) + 1
        return self.firstVisibleBlock().blockNumber() + room

    def _dress(self) -> None:
        self._stamp += 1
        self._colour()
        self._mark()

    # Marks

    def mark_selected(self, numbers: Sequence[int]) -> None:
        """Marks the lines of what is selected, and shows the first of them, but not to somebody
        who is at work in the text."""
        self._selected = frozenset(numbers)
        self._mark()
        if numbers and not self._quiet and not self.at_work:
            self.show_line(numbers[0])

    def mark_step(self, step: int | None, source: int | None) -> None:
        """Marks the line that the shown step carries out, and the one whose Node it executes."""
        moved = step != self._step
        self._step, self._source = step, source
        self._mark()
        if moved and step is not None and not self._quiet and not self.at_work:
            self.show_line(step)

    def mark_wrong(self, wrong: Mapping[int, str]) -> None:
        """Marks lines that are not understood, with the reason."""
        if self._wrong != wrong:
            self._wrong = dict(wrong)
            self._mark()

    def mark_failed(self, failed: Mapping[int, str]) -> None:
        """Marks lines that fail in the run, with the reason."""
        if self._failed != failed:
            self._failed = dict(failed)
            self._mark()

    def _mark(self) -> None:
        """Marks what is in sight: with marks in thousands of lines, editing would take minutes."""
        colours = theme.current()
        seen = range(self.firstVisibleBlock().blockNumber(), self._last_in_sight() + 1)
        steps = [each for each in dict.fromkeys((self._source, self._step)) if each is not None]
        marks = [(number, colours.lit) for number in steps if number in seen]
        marks += [(number, _thin(colours.selection)) for number in seen if number in self._selected]
        found = []
        for number, colour in marks:
            ground = QTextCharFormat()
            ground.setBackground(colour)
            ground.setProperty(QTextFormat.Property.FullWidthSelection, True)
            found += self._marked(number, ground)
        wave = QTextCharFormat()
        wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        wave.setUnderlineColor(colours.error)
        for number in {*self._wrong, *self._failed}:
            if number in seen:
                found += self._marked(number, wave, whole=True)
        self.setExtraSelections(found)
        self._margin.update()

    def _marked(
        self, number: int, look: QTextCharFormat, whole: bool = False
    ) -> list[QTextEdit.ExtraSelection]:
        block = self.document().findBlockByNumber(number)
        if not block.isValid():
            return []
        each = QTextEdit.ExtraSelection()
        each.cursor = QTextCursor(block)
        if whole:
            text = block.text()
            each.cursor.setPosition(block.position() + len(text) - len(text.lstrip()))
            end = block.position() + block.length() - 1
            each.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        each.format = look
        return [each]

    def show_line(self, number: int) -> None:
        """Scrolls no further than needed to have a line in sight."""
        bar = self.verticalScrollBar()
        page = bar.pageStep()
        if not bar.value() <= number < bar.value() + page:
            bar.setValue(max(0, number - page // 3))

    # What somebody does

    def chosen_lines(self) -> list[int]:
        """The lines in which text is selected, or that of the caret."""
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart()).blockNumber()
        last = self.document().findBlock(cursor.selectionEnd()).blockNumber()
        return list(range(first, last + 1))

    def choose_line(self, number: int) -> None:
        """Goes to a line."""
        block = self.document().findBlockByNumber(number)
        if block.isValid():
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.setTextCursor(QTextCursor(block))
            self._tell()

    def line_at(self, y: int) -> int:
        return self.cursorForPosition(QPointF(0, y).toPoint()).blockNumber()

    def _tell(self) -> None:
        if not self._quiet and self.hasFocus():
            self._quiet = True  # one looks at these lines already
            self.lines_chosen.emit(self.chosen_lines())
            self._quiet = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        before = self.textCursor().position()
        super().mousePressEvent(event)
        if self.textCursor().position() == before and event.button() == Qt.MouseButton.LeftButton:
            self._tell()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = event.pos() - self.viewport().pos()
            line = self.cursorForPosition(place).blockNumber()
            QToolTip.showText(event.globalPos(), self.reason_at(line), self)
            return True
        return super().event(event)

    def reason_at(self, line: int) -> str:
        """Why a line is marked as wrong or failed; empty where it is not."""
        return self._wrong.get(line) or self._failed.get(line, "")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    # The margin

    def margin_width(self) -> int:
        digits = max(2, len(str(self.blockCount())))
        return 2 * ARROW + 6 + self.fontMetrics().horizontalAdvance("9") * digits

    def _make_room(self) -> None:
        self.setViewportMargins(self.margin_width(), 0, 0, 0)

    def _scroll_margin(self, rect: QRect, by: int) -> None:
        if by:
            self._margin.scroll(0, by)
        else:
            self._margin.update(0, rect.y(), self._margin.width(), rect.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        area = self.contentsRect()
        self._margin.setGeometry(area.left(), area.top(), self.margin_width(), area.height())
        self._scrolled()

    def paint_margin(self, painter: QPainter, rect: QRect) -> None:
        """Paints the numbers that are in sight."""
        colours = theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        block, top = self.firstVisibleBlock(), 0.0
        if block.isValid():
            top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        while block.isValid() and top <= rect.bottom():
            number, height = block.blockNumber(), self.blockBoundingRect(block).height()
            here = number in self._selected
            painter.setPen(colours.text if here or number == self._step else colours.muted)
            place = QRect(0, round(top), self._margin.width() - 6, round(height))
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, str(number + 1))
            wrong = number in self._wrong or number in self._failed
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.error if wrong else colours.gradient)
            middle, half = top + height / 2, ARROW * 0.7
            if number == self._step:
                painter.drawPolygon(
                    QPolygonF(
                        [QPointF(4, middle - half), QPointF(4, middle + half),
                         QPointF(4 + ARROW, middle)]
                    )
                )  # fmt: skip
            elif wrong:
                painter.drawEllipse(QPointF(4 + half, middle), half, half)
            top += height
            block = block.next()


def _thin(colour: QColor) -> QColor:
    found = QColor(colour)
    found.setAlphaF(0.18)
    return found


def _common(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many lines at the start, and at the end, may stay; at least one of each is replaced."""
    most = min(len(old), len(new)) - 1
    start = 0
    while start < most and old[start] == new[start]:
        start += 1
    back = 0
    while back < most - start and old[-1 - back] == new[-1 - back]:
        back += 1
    return start, back
