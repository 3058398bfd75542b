"""The palette: every operation of the registry, grouped and searchable, to drag or to place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDrag,
    QFontMetrics,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QStatusTipEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app import theme
from app.playback.player import Player
from app.session import Session
from app.widgets.icons import icon
from app.widgets.look import fixed_font, mixed
from app.widgets.operations import grouped, matching, spelled, tool_tip, translated
from autograd_core.ops.spec import REGISTRY, OpSpec

MIME = "application/x-gradcanvas-op"
NAME_ROLE = Qt.ItemDataRole.UserRole + 1
SPELLING_ROLE = Qt.ItemDataRole.UserRole + 2
CATEGORY_ROLE = Qt.ItemDataRole.UserRole + 3
GAP = 14
"""Pixels between an operation's title and its spelling."""
UNDO_AND_REDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)

Index = QModelIndex | QPersistentModelIndex


def fitting(spelling: str, metrics: QFontMetrics, room: int) -> str:
    """The spelling, or where there is no room for it a shorter one without what stands in its
    parentheses, or nothing: half a signature says less than none."""
    shorter = re.sub(r"\((?!\)).*\)", "(…)", spelling)
    return next((t for t in (spelling, shorter) if metrics.horizontalAdvance(t) <= room), "")


class OperationModel(QAbstractListModel):
    """The rows that the search leaves."""

    def __init__(self, specs: Sequence[OpSpec], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._specs = list(specs)
        self._rows = grouped(self._specs)

    def search(self, query: str) -> None:
        """Shows what the query finds; everything, in groups, where it is empty."""
        self.beginResetModel()
        self._rows = matching(self._specs, query) if query.strip() else grouped(self._specs)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def first_operation(self) -> QModelIndex:
        """The first row that is no heading."""
        at = next((i for i, row in enumerate(self._rows) if row.spec is not None), -1)
        return self.index(at) if at >= 0 else QModelIndex()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        heading, spec = self._rows[index.row()]
        if spec is None:
            return heading if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return translated(spec.title) or spec.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(spec)
        if role in (Qt.ItemDataRole.StatusTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return translated(spec.help)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{translated(spec.title)}, {spelled(spec)}"
        return {
            NAME_ROLE: spec.name,
            SPELLING_ROLE: spelled(spec),
            CATEGORY_ROLE: spec.category,
        }.get(role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self._rows[index.row()].spec is None:
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsDragEnabled
            | Qt.ItemFlag.ItemNeverHasChildren
        )

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        for index in indexes[:1]:
            data.setData(MIME, str(index.data(NAME_ROLE)).encode())
        return data


class OperationDelegate(QStyledItemDelegate):
    """Paints a heading, or an operation: category, title, PyTorch's spelling."""

    PADDING: ClassVar = 10
    CHIP: ClassVar = 9

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = QFontMetrics(option.font).height()
        heading = index.data(NAME_ROLE) is None
        return QSize(120, height + (16 if heading and index.row() else 10))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(NAME_ROLE) is None:
            self._paint_heading(painter, option, index)
        else:
            self._paint_operation(painter, option, index)
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        font = option.font
        font.setPointSizeF(font.pointSizeF() * 0.88)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(theme.current().muted)
        box = option.rect.adjusted(self.PADDING, 0, -self.PADDING, -4)
        painter.drawText(box, Qt.AlignmentFlag.AlignBottom, str(index.data()))

    def _paint_operation(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        colours = theme.current()
        rect: QRect = option.rect
        state = option.state
        ground = QRectF(rect).adjusted(4, 1, -4, -1)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mixed(colours.selection, colours.field, 0.22))
            painter.drawRoundedRect(ground, 5, 5)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(mixed(colours.text, colours.field, 0.07))
            painter.drawRoundedRect(ground, 5, 5)
        chip = QRectF(rect.left() + self.PADDING, 0, self.CHIP, self.CHIP)
        chip.moveCenter(QRectF(chip.left(), rect.top(), self.CHIP, rect.height()).center())
        painter.setBrush(colours.category(index.data(CATEGORY_ROLE)))
        painter.setPen(QPen(mixed(colours.text, colours.field, 0.35), 1.0))
        painter.drawRoundedRect(chip, 2.5, 2.5)
        inner = rect.adjusted(int(self.PADDING + self.CHIP + 9), 0, -self.PADDING, 0)
        painter.setFont(option.font)
        painter.setPen(colours.text)
        title = str(index.data())
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, shown)
        left = inner.adjusted(metrics.horizontalAdvance(title) + GAP, 0, 0, 0)
        painter.setFont(fixed_font(option.font.pointSizeF() * 0.9))
        painter.setPen(colours.muted)
        spelling = fitting(index.data(SPELLING_ROLE), painter.fontMetrics(), left.width())
        painter.drawText(
            left, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, spelling
        )


class OperationView(QListView):
    """The list; typing in it goes on in the search field."""

    left_upwards = Signal()
    typed = Signal(str)
    chosen = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        first = model.first_operation() if isinstance(model, OperationModel) else None
        if event.key() == Qt.Key.Key_Up and self.currentIndex() == first:
            self.left_upwards.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            name = self.currentIndex().data(NAME_ROLE)
            if name:
                self.chosen.emit(name)
        elif self._is_text(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        model = self.model()
        if model is not None and model.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(theme.current().muted)
            room = self.viewport().rect().adjusted(14, 14, -14, -14)
            flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self.nothing())
            painter.end()

    def nothing(self) -> str:
        """What stands in the place of the operations where none was found."""
        return self.tr(
            "No operation is found. Try its PyTorch name, such as matmul. "
            "Backward and other actions are in the menu Run."
        )

    def event(self, event: QEvent) -> bool:
        # Letters typed here are a search, not the shortcuts that they would be elsewhere.
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._is_text(event)
        ):
            event.accept()
            return True
        return super().event(event)

    @staticmethod
    def _is_text(event: QKeyEvent) -> bool:
        plain = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        return not plain and event.text().isprintable() and bool(event.text().strip())

    def startDrag(self, actions: Qt.DropAction) -> None:
        index = self.currentIndex()
        if not index.data(NAME_ROLE):
            return
        drag = QDrag(self)
        drag.setMimeData(self.model().mimeData([index]))
        picture = self._picture(index)
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(14, int(picture.deviceIndependentSize().height() / 2)))
        drag.exec(Qt.DropAction.CopyAction)

    def _picture(self, index: QModelIndex) -> QPixmap:
        """What is seen under the pointer while dragging: a small card."""
        colours, ratio = theme.current(), self.devicePixelRatioF()
        width = self.fontMetrics().horizontalAdvance(str(index.data())) + 28
        height = self.fontMetrics().height() + 14
        picture = QPixmap(QSize(round(width * ratio), round(height * ratio)))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        painter.setBrush(colours.category(index.data(CATEGORY_ROLE)))
        painter.setPen(QPen(colours.selection, 1.5))
        box = QRectF(1, 1, width - 2, height - 2)
        painter.drawRoundedRect(box, 6, 6)
        painter.setPen(colours.header_text)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        painter.end()
        return picture


class PalettePanel(QWidget):
    """Search field and list.

    Signals:
        place_requested(name): put this operation at the centre of the view.
    """

    place_requested = Signal(str)

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self.setAccessibleName(self.tr("Operations"))
        self.search_field = QLineEdit()
        self.search_field.setObjectName("paletteSearch")
        self.search_field.setPlaceholderText(self.tr("Search operations"))
        self.search_field.setAccessibleName(self.tr("Search operations"))
        self.search_field.setClearButtonEnabled(True)
        self._glass = self.search_field.addAction(
            QIcon(), QLineEdit.ActionPosition.LeadingPosition
        )
        self._glass.setText(self.tr("Search operations"))
        self.model = OperationModel(list(REGISTRY.values()), self)
        self.view = OperationView()
        self.view.setObjectName("paletteList")
        self.view.setAccessibleName(self.tr("Operations"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(OperationDelegate(self.view))
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(False)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setDragEnabled(True)
        self.view.setDragDropMode(QListView.DragDropMode.DragOnly)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.search_field)
        layout.addWidget(self.view)
        self.setFocusProxy(self.search_field)
        self.search_field.installEventFilter(self)
        self.view.installEventFilter(self)
        self.search_field.textChanged.connect(self._search)
        self.search_field.returnPressed.connect(self._place_current)
        self.view.doubleClicked.connect(lambda index: self._place(index.data(NAME_ROLE)))
        self.view.chosen.connect(self._place)
        self.view.selectionModel().currentChanged.connect(lambda now, last: self._describe(now))
        self.view.left_upwards.connect(self.search_field.setFocus)
        self.view.typed.connect(self._type_on)
        theme.switch().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self._glass.setIcon(icon("search", theme.current().muted))
        self.view.viewport().update()

    def _search(self, query: str) -> None:
        self.model.search(query)
        if query.strip():
            self.view.setCurrentIndex(self.model.first_operation())
        self.view.scrollToTop()

    def _describe(self, index: QModelIndex | None) -> None:
        """Says in the status bar what the marked operation does, for those who use no mouse."""
        text = "" if index is None else index.data(Qt.ItemDataRole.StatusTipRole) or ""
        QCoreApplication.sendEvent(self, QStatusTipEvent(text))

    def _place_current(self) -> None:
        index = self.view.currentIndex()
        if not index.isValid() and self.search_field.text().strip():
            index = self.model.first_operation()
        self._place(index.data(NAME_ROLE))
        self.search_field.selectAll()  # the next name is typed over this one
        self.search_field.setModified(False)

    def _place(self, name: str | None) -> None:
        if name:
            self.place_requested.emit(name)

    def _type_on(self, text: str) -> None:
        self.search_field.setFocus()
        self.search_field.setText(self.search_field.text() + text)

    def _go_down(self) -> None:
        """From the field into the list: to the first operation, or on from the marked one."""
        current = self.view.currentIndex()
        below = current.siblingAtRow(current.row() + 1) if current.isValid() else current
        if not current.isValid():
            self.view.setCurrentIndex(self.model.first_operation())
        elif below.isValid() and below.data(NAME_ROLE):
            self.view.setCurrentIndex(below)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            now = QApplication.focusWidget()
            if now is None or not self.isAncestorOf(now):
                self._describe(None)
        if (
            watched is self.search_field
            and event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and not self.search_field.isModified()
            and any(event.matches(key) for key in UNDO_AND_REDO)
        ):
            # Nothing was typed since an operation was placed: its card is to be taken back.
            event.ignore()
            return True
        if watched is self.search_field and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Down:
                self._go_down()
                return True
            if event.key() == Qt.Key.Key_Escape and self.search_field.text():
                self.search_field.clear()
                return True
        return super().eventFilter(watched, event)
