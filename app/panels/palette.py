"""The palette: every operation of the registry, grouped and searchable, to drag or to place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence, QStatusTipEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QVBoxLayout, QWidget

from app import theme
from app.playback.player import Player
from app.session import Session
from app.widgets import custom_rows
from app.widgets.icons import icon
from app.widgets.operation_list import NAME_ROLE, OperationModel, OperationView
from app.widgets.shelf import Shelf
from autograd_core.ops.spec import REGISTRY, OpSpec

UNDO_AND_REDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class PalettePanel(QWidget):
    """Search field and list.

    Signals:
        place_requested(name): put this operation at the centre of the view.
    """

    place_requested = Signal(str)

    def __init__(
        self,
        session: Session,
        player: Player,
        shelf: Shelf | None = None,
        parent: QWidget | None = None,
    ) -> None:
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
        self.model = OperationModel(list(REGISTRY.values()), shelf, self)
        self.view = OperationView(self.model)
        self.view.setObjectName("paletteList")
        self.view.setAccessibleName(self.tr("Operations"))
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
        self.session = session
        self._own: list[OpSpec] = []
        self._offer()
        session.changed.connect(self._offer)
        session.replaced.connect(self._offer)
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

    def _offer(self) -> None:
        """Lists the document's own functions beside the operations."""
        own = custom_rows.rows(self.session.document)
        if own != self._own:
            self._own = own
            self.model.offer_more(own)

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
