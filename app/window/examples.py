"""The gallery of examples: a picture of each, and what there is to see in the current one."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources.abc import Traversable
from typing import ClassVar

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFontMetrics,
    QHideEvent,
    QIcon,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app import theme
from app.widgets.fields import wrapped
from app.widgets.icons import icon
from app.widgets.look import mixed
from app.widgets.matching import best_first, rank
from app.widgets.mnemonics import mark_dialog
from app.window.example_pictures import LARGE, SMALL, ExamplePictures
from app.window.example_words import (
    example_keywords,
    example_text,
    example_title,
    words_of,
)

NAME_ROLE = Qt.ItemDataRole.UserRole
WIDTH, HEIGHT = 1264, 740
LEAST_PREVIEW = 250
LEAST_COLUMNS = 2
SPACING = 5
TITLE_FLAGS = (
    Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
).value
ROUND = 7.0
"""The radius of a picture's corners."""

Index = QModelIndex | QPersistentModelIndex


def paint_picture(painter: QPainter, room: QRectF, picture: QPixmap | None) -> None:
    """Paints a picture in the middle of a piece of canvas, which is empty while it is not there;
    never larger than it is."""
    painter.save()
    edge = QPainterPath()
    edge.addRoundedRect(room, ROUND, ROUND)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.fillPath(edge, theme.current().background)
    if picture is not None:
        size = picture.deviceIndependentSize()
        if size.width() > room.width() or size.height() > room.height():
            size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            picture = picture.scaled(
                (size * picture.devicePixelRatio()).toSize(),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        box = QRectF(room.topLeft(), size)
        box.moveCenter(room.center())
        painter.setClipPath(edge)
        painter.drawPixmap(box, picture, QRectF(picture.rect()))
    painter.restore()


class ExampleDelegate(QStyledItemDelegate):
    """Paints an example: its picture, and its title below."""

    PAD: ClassVar = 9

    def __init__(self, pictures: ExamplePictures, view: QListWidget) -> None:
        super().__init__(view)
        self.pictures = pictures
        self.view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        room = QRect(0, 0, SMALL.width(), 1000)
        title = QFontMetrics(option.font).boundingRect(room, TITLE_FLAGS, str(index.data()))
        return SMALL + QSize(2 * self.PAD, 3 * self.PAD + title.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme.current()
        rect: QRect = option.rect
        state = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            share, hue = (0.22, colours.selection) if chosen else (0.07, colours.text)
            painter.setBrush(mixed(hue, colours.field, share))
            has_focus = chosen and self.view.hasFocus()
            painter.setPen(QPen(colours.selection, 2) if has_focus else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), ROUND + 2, ROUND + 2)
        room = QRectF(rect.left() + self.PAD, rect.top() + self.PAD, SMALL.width(), SMALL.height())
        paint_picture(painter, room, self.pictures.small(index.data(NAME_ROLE)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours.panel_border, 1))
        painter.drawRoundedRect(room, ROUND, ROUND)
        painter.setFont(option.font)
        painter.setPen(colours.text)
        text = QRectF(room.left(), room.bottom() + self.PAD, room.width(), 0)
        text.setBottom(rect.bottom() - self.PAD / 2)
        painter.drawText(text, TITLE_FLAGS, str(index.data()))
        painter.restore()


class ExampleView(QListWidget):
    """The grid; typing in it goes on in the search field.

    Signals:
        typed(text)
    """

    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(SPACING)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        # Qt keeps room for a second scroll bar beside what it lays out
        bars = 2 * self.verticalScrollBar().sizeHint().width()
        item = SMALL.width() + 2 * ExampleDelegate.PAD + SPACING
        self.setMinimumWidth(LEAST_COLUMNS * item + SPACING + bars + 2 * self.frameWidth() + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if by is not None:
            # in the order of reading, from the end of a row to the next
            row = self.currentRow() + by
            if 0 <= row < self.count():
                self.setCurrentRow(row)
        elif self._is_text(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _is_text(event: QKeyEvent) -> bool:
        plain = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        return not plain and event.text().isprintable() and bool(event.text().strip())


class Preview(QWidget):
    """The picture of the current example."""

    def __init__(self) -> None:
        super().__init__()
        self.picture: QPixmap | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, picture: QPixmap | None) -> None:
        self.picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        return LARGE

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_PREVIEW, self.heightForWidth(LEAST_PREVIEW))

    def heightForWidth(self, width: int) -> int:
        return width * LARGE.height() // LARGE.width()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        paint_picture(painter, room, self.picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.current().panel_border, 1))
        painter.drawRoundedRect(room, ROUND, ROUND)
        painter.end()


class ExampleGallery(QDialog):
    """Examples by picture and by name.

    Signals:
        chosen(example): this one (a Traversable) is to be opened.
    """

    chosen = Signal(object)

    def __init__(self, examples: Sequence[Traversable], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("exampleGallery")
        self.setWindowTitle(self.tr("Examples"))
        self.examples = {example.name: example for example in examples}
        self.pictures = ExamplePictures(examples, self)
        self.pictures.made.connect(self._show_made)
        self.field = QLineEdit()
        self.field.setObjectName("exampleSearch")
        self.field.setPlaceholderText(self.tr("Search examples"))
        self.field.setAccessibleName(self.tr("Search examples"))
        self.field.setClearButtonEnabled(True)
        self._glass = self.field.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._glass.setText(self.tr("Search examples"))
        self.view = ExampleView()
        self.view.setObjectName("exampleList")
        self.view.setAccessibleName(self.tr("Examples"))
        self.view.setItemDelegate(ExampleDelegate(self.pictures, self.view))
        self.preview = Preview()
        self.title = QLabel()
        self.title.setObjectName("exampleTitle")
        self.text = wrapped("")
        self.text.setObjectName("exampleText")
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Cancel
        )
        self.opens = self.buttons.button(QDialogButtonBox.StandardButton.Open)
        self.opens.setObjectName("open")
        self.opens.setDefault(True)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setObjectName("cancel")
        self._lay_out()
        self._connect()
        self._search("")

    def _lay_out(self) -> None:
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * 1.3)
        font.setBold(True)
        self.title.setFont(font)
        self.title.setWordWrap(True)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.field)
        left.addWidget(self.view)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(self.preview)
        right.addSpacing(4)
        right.addWidget(self.title)
        right.addWidget(self.text)
        right.addStretch()
        right.addWidget(self.buttons)
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 16, 16, 16)
        across.setSpacing(20)
        across.addLayout(left, 1)
        across.addLayout(right)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.view.typed.connect(self._type_on)
        self.view.currentItemChanged.connect(lambda now, last: self._describe())
        self.view.itemDoubleClicked.connect(lambda item: self._open())
        self.buttons.accepted.connect(self._open)
        self.buttons.rejected.connect(self.reject)
        theme.switch().changed.connect(self._dress)

    def popup(self) -> None:
        """Shows it over the window, with all examples."""
        above = self.parentWidget()
        assert above is not None
        self.resize(min(WIDTH, above.width() - 32), min(HEIGHT, above.height() - 32))
        self.field.clear()
        self.open()
        self.view.setFocus()

    @property
    def current(self) -> str:
        """The name of the example that is marked; empty if none is."""
        item = self.view.currentItem()
        return "" if item is None else str(item.data(NAME_ROLE))

    def _open(self) -> None:
        if self.current:
            self.chosen.emit(self.examples[self.current])

    # Finding

    def _search(self, query: str) -> None:
        before = self.current
        self.view.clear()
        ranked = (
            (
                rank(
                    query,
                    [example_title(name), words_of(name).title],
                    [example_text(name), words_of(name).text, *example_keywords(name)],
                ),
                name,
            )
            for name in self.examples
        )
        found = best_first(ranked)
        for name in found:
            item = QListWidgetItem(example_title(name))
            item.setData(NAME_ROLE, name)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, example_text(name))
            self.view.addItem(item)
        kept = not query.strip() and before in found
        self.view.setCurrentRow(found.index(before) if kept else 0)
        if kept:
            self.view.scrollToItem(self.view.currentItem())
        self._describe()

    def _type_on(self, text: str) -> None:
        self.field.setFocus()
        self.field.setText(self.field.text() + text)

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        down = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if down and event.type() == QEvent.Type.KeyPress and self.view.count():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)

    # What is shown of the current one

    def _describe(self) -> None:
        name = self.current
        self.opens.setEnabled(bool(name))
        self.title.setText(example_title(name) if name else self.tr("Nothing found"))
        self.text.setText(example_text(name) if name else "")
        self.preview.setAccessibleName(self.title.text())
        self.preview.setAccessibleDescription(self.text.text())
        self.preview.show_picture(self.pictures.large(name))

    def _show_made(self, name: str) -> None:
        self.view.viewport().update()
        if name == self.current:
            self.preview.show_picture(self.pictures.large(name))

    def _dress(self) -> None:
        self._glass.setIcon(icon("search", theme.current().muted))
        if self.isVisible():
            self.pictures.show(self.devicePixelRatioF(), theme.current())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._dress()
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        mark_dialog(self)
        self._dress()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.pictures.stop()
