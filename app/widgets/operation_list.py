"""The list of operations: rows to search, mark, drag and make favourites of."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
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
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import (
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app import theme
from app.playback.words import listed
from app.widgets.look import fixed_font, mixed
from app.widgets.mnemonics import keep_marked
from app.widgets.operations import Row, grouped, matching, spelled, tool_tip, translated
from app.widgets.shelf import Shelf
from autograd_core.ops.spec import OpSpec

MIME = "application/x-gradcanvas-op"
NAME_ROLE = Qt.ItemDataRole.UserRole + 1
SPELLING_ROLE = Qt.ItemDataRole.UserRole + 2
CATEGORY_ROLE = Qt.ItemDataRole.UserRole + 3
FAVOURITE_ROLE = Qt.ItemDataRole.UserRole + 4
GAP = 14
"""Pixels between an operation's title and its spelling."""
ABOVE_GHOST = 20
"""Pixels from the pointer up to what is dragged."""
STAR = 24
"""Pixels at the right end of a row that are for the star of a favourite."""

Index = QModelIndex | QPersistentModelIndex


def fitting(spelling: str, metrics: QFontMetrics, room: int) -> str:
    """The spelling, or where there is no room for it a shorter one without what stands in its
    parentheses, or nothing: half a signature says less than none."""
    shorter = re.sub(r"\((?!\)).*\)", "(…)", spelling)
    return next((t for t in (spelling, shorter) if metrics.horizontalAdvance(t) <= room), "")


class OperationModel(QAbstractListModel):
    """The rows that the search leaves; without one, favourites and recent ones come first.

    Signals:
        shelving, shelved: before and after favourites or recent ones are listed anew.
    """

    shelving = Signal()
    shelved = Signal()

    def __init__(
        self,
        specs: Sequence[OpSpec],
        shelf: Shelf | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._specs = list(specs)
        self._extra: list[OpSpec] = []
        self.shelf = shelf or Shelf(parent=self)
        self._query = ""
        self._fits: Callable[[OpSpec], bool] | None = None
        self._rows = self._found()
        self.shelf.changed.connect(self._shelf_changed)

    def search(self, query: str) -> None:
        """Shows what the query finds; everything, in groups, where it is empty."""
        self.beginResetModel()
        self._query = query.strip()
        self._rows = self._found()
        self.endResetModel()

    def offer(
        self, fits: Callable[[OpSpec], bool] | None, extra: Sequence[OpSpec] = ()
    ) -> None:
        """Lists only what fits from now on, creations last; None for everything. What is `extra`
        comes first."""
        self._fits, self._extra = fits, list(extra)
        self.search("")

    def offer_more(self, extra: Sequence[OpSpec]) -> None:
        """Lists these as well; the query stays."""
        self._extra = list(extra)
        self.search(self._query)

    def _found(self) -> list[Row]:
        specs = [*self._extra, *self._specs]
        specs = specs if self._fits is None else [s for s in specs if self._fits(s)]
        if self._query:
            return matching(specs, self._query)
        known, rows = {spec.name: spec for spec in specs}, []
        translate = QCoreApplication.translate
        for heading, names in (
            (translate("Operations", "Favourites"), self.shelf.favourites),
            (translate("Operations", "Recent"), self.shelf.recent),
        ):
            some = [Row("", known[name]) for name in names if name in known]
            rows += [Row(heading), *some] if some else []
        if self._fits is not None:
            rows += grouped([spec for spec in specs if spec.category != "creation"])
            return rows + grouped([spec for spec in specs if spec.category == "creation"])
        return rows + grouped(specs)

    def _shelf_changed(self) -> None:
        if self._query:
            last = self.index(self.rowCount() - 1)
            self.dataChanged.emit(self.index(0), last, [FAVOURITE_ROLE])
        else:
            self.shelving.emit()
            self.search("")
            self.shelved.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def first_operation(self) -> QModelIndex:
        """The first row that is no heading."""
        at = next((i for i, row in enumerate(self._rows) if row.spec is not None), -1)
        return self.index(at) if at >= 0 else QModelIndex()

    def is_heading(self, row: int) -> bool:
        return self._rows[row].spec is None

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
            return listed([translated(spec.title), spelled(spec)])
        if role == SPELLING_ROLE:
            return spelled(spec)
        return {
            NAME_ROLE: spec.name,
            CATEGORY_ROLE: spec.category,
            FAVOURITE_ROLE: spec.name in self.shelf.favourites,
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
        """Asked for all rows several times whenever the style changes."""
        row, model = index.row(), index.model()
        heading = isinstance(model, OperationModel) and model.is_heading(row)
        return QSize(120, option.fontMetrics.height() + (16 if heading and row else 10))

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
        favourite = bool(index.data(FAVOURITE_ROLE))
        pointed = bool(state & QStyle.StateFlag.State_MouseOver)
        starred = favourite or pointed
        right = STAR if starred else self.PADDING
        inner = rect.adjusted(int(self.PADDING + self.CHIP + 9), 0, -right, 0)
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
        if starred:
            place = QRectF(rect.right() - STAR + 1, rect.top(), STAR, rect.height()).center()
            painter.setPen(QPen(colours.warning if favourite else colours.muted, 1.2))
            painter.setBrush(colours.warning if favourite else Qt.BrushStyle.NoBrush)
            painter.drawPath(star(place, 6.0))


def star(middle: QPointF, radius: float) -> QPainterPath:
    """A star with five points."""
    corners = []
    for at in range(10):
        far = radius if at % 2 == 0 else radius * 0.45
        angle = math.pi * (at / 5 - 0.5)
        corners.append(middle + QPointF(math.cos(angle), math.sin(angle)) * far)
    path = QPainterPath()
    path.addPolygon(QPolygonF([*corners, corners[0]]))
    return path


class OperationView(QListView):
    """The list; typing in it goes on in the search field."""

    left_upwards = Signal()
    typed = Signal(str)
    chosen = Signal(str)

    def __init__(self, model: OperationModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.operations = model
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(OperationDelegate(self))
        self.setModel(model)  # last: all rows are laid out for each of the above
        self._kept = ("", 0, 0)
        model.shelving.connect(self._keep)
        model.shelved.connect(self._go_back)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        name = self._starred_at(event.position().toPoint())
        if name and event.button() == Qt.MouseButton.LeftButton:
            self.operations.shelf.toggle(name)
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._starred_at(event.position().toPoint()):
            event.accept()  # the star was clicked again
        else:
            super().mouseDoubleClickEvent(event)

    def _starred_at(self, at: QPoint) -> str:
        """The operation whose star is at a point."""
        index = self.indexAt(at)
        if not index.isValid() or at.x() < self.visualRect(index).right() - STAR:
            return ""
        return index.data(NAME_ROLE) or ""

    def _keep(self) -> None:
        bar = self.verticalScrollBar()
        marked = self.currentIndex().data(NAME_ROLE) or ""
        self._kept = (marked, bar.value(), bar.maximum())

    def _go_back(self) -> None:
        """What was in sight stays where it was, and what was marked is marked."""
        marked, value, most = self._kept
        self.doItemsLayout()
        bar = self.verticalScrollBar()
        if marked:
            self.mark(marked)
        bar.setValue(value + (bar.maximum() - most if value else 0))

    def mark(self, name: str) -> None:
        """Makes the last row of an operation the current one."""
        model = self.operations
        for row in range(model.rowCount() - 1, -1, -1):
            if model.index(row).data(NAME_ROLE) == name:
                self.setCurrentIndex(model.index(row))
                return

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        name = index.data(NAME_ROLE)
        if not name:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_one = name in self.operations.shelf.favourites
        words = self.tr("Remove from favourites") if is_one else self.tr("Add to favourites")
        menu.addAction(words).triggered.connect(lambda: self.operations.shelf.toggle(name))
        keep_marked(menu)
        place = event.globalPos()
        if not by_mouse:
            place = self.viewport().mapToGlobal(self.visualRect(index).center())
        menu.popup(place)

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
        # above the ghost of the card, whose header the pointer holds
        drag.setHotSpot(QPoint(14, int(picture.deviceIndependentSize().height()) + ABOVE_GHOST))
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
