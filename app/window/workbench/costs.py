"""What J took, and what the backward took that never builds it, side by side."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.widgets.fields import heading, wrapped
from app.widgets.look import fixed_font
from app.window.workbench.wording import bytes_text, joined, seconds_text
from autograd_core.graph.derivatives import Cost, Findings


class Costs(QWidget):
    """A line for each way, and what it means."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("workbenchCosts")
        self.cells: dict[tuple[int, int], QLabel] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(22)
        grid.setVerticalSpacing(2)
        titles = (
            "", self.tr("Passes"), self.tr("Nodes executed"), self.tr("Time"), self.tr("Result"),
            self.tr("Gradients at one Node"),
        )  # fmt: skip
        for column, title in enumerate(titles):
            grid.addWidget(heading(title), 0, column, _SIDE if column else Qt.AlignmentFlag(0))
        rows = (self.tr("J, row by row"), self.tr("One backward with v"), self.tr("H, row by row"))
        for row, title in enumerate(rows):
            self.cells[row, 0] = QLabel(title)
            grid.addWidget(self.cells[row, 0], row + 1, 0)
            for column in range(1, len(titles)):
                cell = self.cells[row, column] = QLabel()
                cell.setFont(fixed_font())
                cell.setObjectName(f"cost{row}{column}")
                grid.addWidget(cell, row + 1, column, _SIDE)
        grid.setColumnStretch(0, 1)
        self.said = wrapped(muted=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(grid)
        layout.addWidget(self.said)

    def show_findings(self, findings: Findings | None) -> None:
        """Shows what is known; None where nothing is."""
        found = findings or None
        matrix = None if found is None or found.matrix is None else found.matrix_cost
        self._show_cost(0, matrix)
        known = found is not None and found.v is not None and not found.refused
        self._show_cost(1, found.product_cost if found is not None and known else None)
        second = None if found is None or found.hessian is None else found.hessian.cost
        self._show_cost(2, second)
        for column in range(6):
            self.cells[2, column].setVisible(second is not None)
        self.said.setText(self._words(found))

    def _show_cost(self, row: int, cost: Cost | None) -> None:
        texts = ["–"] * 5
        if cost is not None:
            held = bytes_text(cost.gradients) if cost.gradients else "–"
            texts = [str(cost.passes), str(cost.nodes), seconds_text(cost.seconds),
                     bytes_text(cost.nbytes), held]  # fmt: skip
        for column, text in enumerate(texts):
            self.cells[row, column + 1].setText(text)

    def _words(self, findings: Findings | None) -> str:
        if findings is None or findings.refused:
            return ""
        whole = findings.rows * findings.columns
        text = self.tr(
            "Backward never builds J: it carries v through the graph, one Node after the other, in "
            "one pass, whatever the number of rows. J takes a pass for each of its {rows} rows."
        ).format(rows=findings.rows)
        if findings.rows == 1:
            text = self.tr(
                "The output has one element, so J has one row: it is the gradient, which one "
                "backward brings."
            )
        if not findings.is_whole:
            size = np.dtype(findings.dtype.removeprefix("torch.") or "float32").itemsize
            more = self.tr("The whole of J would take {size}.")
            text = joined((text, more.format(size=bytes_text(whole * size))))
        return text


_SIDE = Qt.AlignmentFlag.AlignRight
