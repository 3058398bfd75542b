"""A matrix as a table: numbers with the names of their rows and columns."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from app import theme
from app.canvas.colours import Array
from app.widgets.look import fixed_font
from app.window.workbench.heat import Namer
from autograd_core.printing import format_number

MOST_COLUMNS = 4096
"""Columns of a table: Qt keeps a size for each."""
CHARACTERS, ROW = 12, 25

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class MatrixModel(QAbstractTableModel):
    """The numbers of a matrix with four digits; a tip has all of them."""

    def __init__(self) -> None:
        super().__init__()
        self._matrix: Array = np.zeros((0, 0))
        self._row_name: Namer = str
        self._column_name: Namer = str

    def show_matrix(self, matrix: Array, row_name: Namer, column_name: Namer) -> None:
        self.beginResetModel()
        self._matrix, self._row_name, self._column_name = matrix, row_name, column_name
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._matrix)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else min(self._matrix.shape[1], MOST_COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        number = float(self._matrix[index.row(), index.column()])
        if role == Qt.ItemDataRole.DisplayRole:
            return format_number(number)
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(self._matrix[index.row(), index.column()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole and not math.isfinite(number):
            return theme.current().warning
        if role == Qt.ItemDataRole.ForegroundRole and number == 0:
            return theme.current().muted
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        across = orientation == Qt.Orientation.Horizontal
        return self._column_name(section) if across else self._row_name(section)


def table_view(model: QAbstractTableModel, name: str) -> QTableView:
    """A table that is read, in a font of one width."""
    view = QTableView()
    view.setAccessibleName(name)
    view.setFont(fixed_font())
    view.horizontalHeader().setFont(fixed_font())
    view.verticalHeader().setFont(fixed_font())
    view.verticalHeader().setDefaultSectionSize(ROW)
    view.verticalHeader().setSectionResizeMode(view.verticalHeader().ResizeMode.Fixed)
    width = view.fontMetrics().horizontalAdvance("0")
    view.horizontalHeader().setDefaultSectionSize(CHARACTERS * width)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setCornerButtonEnabled(False)
    view.setModel(model)
    return view
