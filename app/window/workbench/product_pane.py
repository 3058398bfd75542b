"""v·J row by row: each row of J times its element of v, added up; beside it, the one backward."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.canvas.colours import Array
from app.widgets.fields import wrapped
from app.widgets.look import fixed_font
from app.window.workbench.heat import Heat
from app.window.workbench.table import NOWHERE, Index, table_view
from app.window.workbench.wording import difference_text, joined, listed, sum_so_far
from autograd_core.graph.derivatives import Findings, added_up, greatest_difference
from autograd_core.graph.matrix_text import element_name
from autograd_core.printing import format_number

ROW_MILLISECONDS = 700
STRIP, LEAST_STRIP, RULER = 54.0, 12.0, 30
"""Pixels for one number of the sum at most and at least, and for the names above."""
ENDS = 4
"""Elements at the beginning and at the end that are seen of a longer result."""
SUMS_UP_TO = 20_000
"""Elements of J up to which the table has the sum so far in every row."""


class ProductModel(QAbstractTableModel):
    """A line for each element of the output: v[i], the row of J, their product, the sum so far."""

    def __init__(self) -> None:
        super().__init__()
        self.findings: Findings | None = None
        self.names = ("y", "x")

    def show_findings(self, findings: Findings | None, output: str, source: str) -> None:
        self.beginResetModel()
        self.findings, self.names = findings, (output, source)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        whole = self.findings is not None and self.findings.rows_added is not None
        return self.findings.rows if whole and self.findings and not parent.isValid() else 0

    def columnCount(self, parent: Index = NOWHERE) -> int:
        few = self.findings is not None and self.findings.rows * self.findings.columns <= SUMS_UP_TO
        return 4 if few else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        found, row = self.findings, index.row()
        if role != Qt.ItemDataRole.DisplayRole or found is None:
            return None
        if found.v is None or found.matrix is None:
            return None
        factor, line = float(found.v.reshape(-1)[row]), found.matrix[row]
        if index.column() == 0:
            return format_number(factor)
        if index.column() == 1:
            return listed(line)
        if index.column() == 2:
            return listed(factor * line)
        return sum_so_far(found, row + 1)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or self.findings is None:
            return None
        if orientation == Qt.Orientation.Horizontal:
            sums = self.tr("Sum so far")
            return ("v[i]", "J[i, :] = ∂{}[i]/∂{}".format(*self.names), "v[i] · J[i, :]", sums)[
                section
            ]
        return element_name(self.names[0], section, self.findings.output_shape)


class ProductPane(QWidget):
    """The lines, one after the other, and what they come to."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("workbenchProduct")
        self.model = ProductModel()
        self.table = table_view(self.model, self.tr("v·J row by row"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.selectionModel().currentRowChanged.connect(lambda new, old: self._show_sum())
        self.play = QPushButton(self.tr("Add row by row"))
        self.play.setObjectName("addRows")
        self.play.setCheckable(True)
        self.play.toggled.connect(self._toggle)
        self.so_far = wrapped()
        self.so_far.setObjectName("sumSoFar")
        self.so_far.setFont(fixed_font())
        self.said = wrapped(muted=True)
        self.said.setObjectName("productSaid")
        self.timer = QTimer(self)
        self.timer.setInterval(ROW_MILLISECONDS)
        self.timer.timeout.connect(self._next)
        self.strips = Heat(self.tr("The row times its element of v, the sum so far, and v·J"))
        self.lines: dict[str, tuple[QLabel, QLabel]] = {}
        self._lay_out()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.play)
        row.addWidget(self.so_far, 1)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(14)
        for place, name in enumerate(("rows", "backward", "scalar")):
            left, right = QLabel(), wrapped()
            right.setFont(fixed_font())
            right.setObjectName(f"product.{name}")
            self.lines[name] = (left, right)
            grid.addWidget(left, place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(right, place, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(self.strips)
        column.addLayout(grid)
        column.addWidget(self.said)

    def show_findings(
        self, findings: Findings | None, output: str, source: str, scalar: str
    ) -> None:
        """Shows what is known; None where nothing is."""
        chosen = self.table.currentIndex().row()
        self.model.show_findings(findings, output, source)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        rows = self.model.rowCount()
        self.play.setEnabled(rows > 0)
        if not 0 <= chosen < rows:
            self.play.setChecked(False)
            chosen = rows - 1  # at which all is added up
        if rows:
            self.table.selectRow(chosen)
        texts = {"rows": ("", ""), "backward": ("", ""), "scalar": ("", "")}
        if findings is not None and findings.v is not None:
            if findings.rows_added is not None:
                added = listed(findings.rows_added.reshape(findings.input_shape), ENDS)
                texts["rows"] = (self.tr("Rows added up"), added)
            text = self.tr("One backward from {output} with v")
            texts["backward"] = (text.format(output=output), listed(findings.product, ENDS))
            if scalar:
                text = self.tr("One backward from {scalar}")
                texts["scalar"] = (text.format(scalar=scalar), listed(findings.total, ENDS))
        for name, (left, right) in self.lines.items():
            left.setText(texts[name][0])
            right.setText(texts[name][1])
            left.setVisible(bool(texts[name][0]))
            right.setVisible(bool(texts[name][0]))
        self.said.setText(self._words(findings, output, source, scalar))
        self._show_sum()

    def _words(self, findings: Findings | None, output: str, source: str, scalar: str) -> str:
        if findings is None or findings.v is None:
            return ""
        texts = [difference_text(findings)]
        if not findings.is_whole and findings.matrix is not None:
            texts.append(self.tr("J is not computed whole, so its rows cannot be added up."))
        total, product = findings.total, findings.product
        if scalar and total is not None:
            text = ""
            if product is None or _apart(findings):
                text = self.tr(
                    "{scalar} reaches {source} also by ways that do not go through {output}."
                )
            elif not findings.v_way.stop:
                text = self.tr("That is the chain rule: ∂{scalar}/∂{source} = v·J.")
            texts.append(text.format(scalar=scalar, source=source, output=output))
        return joined(texts)

    # Row by row

    def _show_sum(self) -> None:
        found, row = self.model.findings, self.table.currentIndex().row()
        there = found is not None and found.rows_added is not None and found.columns > 0
        self.strips.setVisible(there)
        self.so_far.setText("")
        if found is None or found.rows_added is None or found.v is None or found.matrix is None:
            return
        lines, names = [found.rows_added], ["v·J"]
        if 0 <= row < self.model.rowCount():
            text = self.tr("Sum of {count} rows: {sum}")
            self.so_far.setText(text.format(count=row + 1, sum=sum_so_far(found, row + 1)))
            term = float(found.v.reshape(-1)[row]) * found.matrix[row]
            lines = [term, added_up(found.v, found.matrix, row + 1), *lines]
            names = [f"v[{row}] · J[{row}, :]", self.tr("Sum so far"), *names]
        self._show_strips(np.stack(lines), names, found)

    def _show_strips(self, lines: Array, names: list[str], found: Findings) -> None:
        """The lines as colours, each number as large as there is room for."""
        if not lines.size:
            return
        side = min(STRIP, max(LEAST_STRIP, self.width() / lines.shape[1]))
        self.strips.setFixedHeight(int(3 * side) + RULER)
        source = self.model.names[1]
        self.strips.show_matrix(
            lines,
            names.__getitem__,
            lambda column: element_name(source, column, found.input_shape),
            widest=f"v[{found.rows - 1}] · J[{found.rows - 1}, :]",
        )

    def dress(self) -> None:
        """In the colours of the theme."""
        self.strips.dress()

    def _toggle(self, on: bool) -> None:
        if on:
            self.table.selectRow(0)
            self.timer.start()
        else:
            self.timer.stop()

    def _next(self) -> None:
        row = self.table.currentIndex().row() + 1
        if row < self.model.rowCount() and self.isVisible():
            self.table.selectRow(row)
            self.table.scrollTo(self.model.index(row, 0))
        else:
            self.play.setChecked(False)


def _apart(findings: Findings) -> bool:
    """Whether l reaches x by other ways too: a difference beyond rounding."""
    assert findings.total is not None
    assert findings.product is not None
    apart = greatest_difference(findings.total, findings.product)
    most = greatest_difference(findings.total, findings.total * 0)
    return not apart <= 1e-4 * most
