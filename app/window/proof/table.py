"""The gradients of a proof as rows, and under each its elements."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from app import theme
from app.widgets.look import fixed_font
from app.window.proof import wording
from app.window.proof.proving import Line, Proof
from app.window.proof.wording import Grade, number, numbers

NAME, OURS, NUMERIC, PRECISE, TORCH, VERDICT = range(6)
_LINE, _PLACE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_WIDTHS = (240, 110, 130, 110, 95)


class ProofTable(QTreeWidget):
    """Rows that open; the elements are made when a row is opened for the first time.

    Signals:
        chosen: another row is the current one.
    """

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("proofTable")
        self.setAccessibleName(self.tr("Gradients and what they were compared with"))
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setHeaderLabels([
            self.tr("Gradient"), self.tr("Autograd"), self.tr("Finite differences"),
            self.tr("In float64"), "PyTorch", self.tr("Verdict"),
        ])  # fmt: skip
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, width)
        self.proof: Proof | None = None
        self.itemExpanded.connect(self._fill)
        self.currentItemChanged.connect(lambda now, before: self.chosen.emit())
        theme.switch().changed.connect(self._dress)

    def show_proof(self, proof: Proof) -> None:
        """Shows what is known; rows that are there already stay as they are."""
        anew = self.proof is None or self.proof.document is not proof.document
        if anew:
            self.clear()
        before = () if anew or self.proof is None else self.proof.lines
        compared = proof.comparison is not None
        anew_all = compared and (self.proof is None or self.proof.comparison is None)
        self.proof = proof
        for at, line in enumerate(proof.lines):
            if at >= self.topLevelItemCount():
                self._add(at)
            elif not anew_all and at < len(before) and before[at] is line and at != proof.at:
                continue
            self._show_line(self.topLevelItem(at), line, at)

    def _add(self, at: int) -> None:
        item = QTreeWidgetItem(self)
        item.setData(NAME, _LINE, at)
        for column in (OURS, NUMERIC, PRECISE):
            item.setFont(column, fixed_font())
        if at == 0:
            self.setCurrentItem(item)

    def _show_line(self, item: QTreeWidgetItem | None, line: Line, at: int) -> None:
        proof, check = self.proof, line.check
        if proof is None or item is None:
            return
        item.setText(NAME, wording.name_of(line, proof))
        amount = line.claim.entry.amount
        ours = check.autograd if check is not None else None if amount is None else amount.array
        item.setText(OURS, numbers(ours))
        if check is None:
            if at == proof.at and not proof.finished and proof.torch == "waiting":
                item.setText(VERDICT, self._under_way(proof))
            elif line.failed or proof.finished:
                item.setText(VERDICT, wording.verdict(line).text)
            return
        item.setText(NUMERIC, numbers(check.numeric))
        item.setText(PRECISE, numbers(check.precise))
        item.setText(TORCH, self._torch(line, proof))
        found = wording.verdict(line)
        told = [found.text, wording.spread_words(line)]
        item.setText(VERDICT, " · ".join(filter(None, told)))
        for column in (NAME, OURS, NUMERIC, PRECISE, TORCH, VERDICT):
            item.setToolTip(column, item.text(column))  # what has no room ends in …
        item.setForeground(VERDICT, hue_of(found.grade))
        policy = QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator
        item.setChildIndicatorPolicy(policy)
        if item.childCount():
            item.takeChildren()
            self._fill(item)
        elif not check.agrees:
            item.setExpanded(True)

    def _torch(self, line: Line, proof: Proof) -> str:
        return wording.torch_verdict(line, proof).text if proof.comparison is not None else ""

    def _under_way(self, proof: Proof) -> str:
        text = self.tr("being checked, element {count}")
        return f"{wording.SIGNS['open']} {text.format(count=proof.done)}"

    def _fill(self, item: QTreeWidgetItem) -> None:
        """Makes the rows of the elements."""
        line = self.line_of(item)
        if line is None or line.check is None or item.childCount() or item.parent() is not None:
            return
        check, proof = line.check, self.proof
        twin = wording.twin_of(line, proof) if proof is not None else None
        theirs = None if twin is None or twin.theirs is None else twin.theirs.reshape(-1)
        single = proof is not None and _is_single(line, proof)
        for at in range(len(check.places)):
            row = QTreeWidgetItem(item)
            row.setData(NAME, _PLACE, at)
            row.setText(NAME, wording.place_name(line, at))
            row.setText(OURS, number(check.autograd[at]))
            row.setText(NUMERIC, number(check.numeric[at]))
            row.setText(PRECISE, "–" if check.precise is None else number(check.precise[at]))
            if single and theirs is not None and len(theirs) == check.size:
                row.setText(TORCH, number(float(theirs[check.places[at]])))
            difference = check.differences[at]
            grade: Grade = "good"
            if difference is not None:
                grade = "bad" if difference in wording.BAD else "explained"
            words = self.tr("agrees") if difference is None else wording.short(difference)
            row.setText(VERDICT, f"{wording.SIGNS[grade]} {words}")
            row.setForeground(VERDICT, hue_of(grade))
            for column in (NAME, OURS, NUMERIC, PRECISE, TORCH):
                row.setFont(column, fixed_font())

    def line_of(self, item: QTreeWidgetItem | None) -> Line | None:
        """The gradient that a row is about."""
        if item is None or self.proof is None:
            return None
        top = item.parent() or item
        at = top.data(NAME, _LINE)
        return self.proof.lines[at] if at < len(self.proof.lines) else None

    def current(self) -> tuple[Line, int | None] | None:
        """The gradient of the current row, and the element if it is one."""
        item = self.currentItem()
        line = self.line_of(item)
        return None if item is None or line is None else (line, item.data(NAME, _PLACE))

    def _dress(self) -> None:
        for at in range(self.topLevelItemCount()):
            line = self.line_of(self.topLevelItem(at))
            if line is not None:
                self._show_line(self.topLevelItem(at), line, at)


def _is_single(line: Line, proof: Proof) -> bool:
    """Whether the deposit is all of the `.grad` that PyTorch is asked for."""
    same = [each for each in proof.lines if each.claim[:2] == line.claim[:2]]
    return len(same) == 1


def hue_of(grade: Grade) -> QColor:
    """The colour of a verdict, which has its sign besides."""
    colours = theme.current()
    return {
        "good": colours.text,
        "explained": colours.warning,
        "bad": colours.error,
        "open": colours.muted,
    }[grade]
