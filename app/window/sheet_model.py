"""The sheet as Qt's table model: it is asked for the cells that are seen, and for no others."""

from __future__ import annotations

from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QFont

from app import theme
from app.widgets.look import fixed_font
from app.window.sheet import Sheet
from app.window.unfit import Unfit

Index: TypeAlias = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_Role = Qt.ItemDataRole


class SheetModel(QAbstractTableModel):
    """Cells of the page that is seen.

    Signals:
        refused(words): a text that was typed has no place here.
        renewed: the sheet is another, by whatever change.
    """

    refused = Signal(str)
    renewed = Signal()

    def __init__(self, sheet: Sheet, editable: bool) -> None:
        super().__init__()
        self.sheet = sheet
        self.editable = editable
        self._font = fixed_font()
        self._loud = QFont(self._font)
        self._loud.setBold(True)

    def renew(self) -> None:
        """Everything may be different."""
        self.beginResetModel()
        self.endResetModel()
        self.renewed.emit()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else self.sheet.rows

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else self.sheet.columns

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.editable else flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if role == _Role.DisplayRole:
            return str(section)  # counted from 0, as indices are
        return None

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role in (_Role.DisplayRole, _Role.EditRole):
            return self.sheet.text(row, column)
        if role == _Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == _Role.FontRole:
            return self._loud if self.sheet.is_loud(row, column) else self._font
        if role == _Role.ForegroundRole and self.sheet.is_loud(row, column):
            return QBrush(theme.current().warning)
        return None

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        text = str(value).strip()
        if text == self.sheet.text(index.row(), index.column()):
            return False
        try:
            self.sheet.set_text(index.row(), index.column(), text)
        except Unfit as unfit:
            self.refused.emit(unfit.said())
            return False
        self.dataChanged.emit(index, index)
        self.renewed.emit()
        return True
