"""The window of a comparison: two runs side by side, and what differs between them.

It follows the document and the cursor: what is after is always what the main window shows.
"""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app import theme
from app.canvas.canvas import Canvas
from app.canvas.compared import HUE
from app.canvas.hues import hue
from app.playback.player import Player
from app.session import Session
from app.widgets.fields import heading, wrapped
from app.widgets.look import fixed_font
from app.widgets.mnemonics import mark_dialog
from app.window.comparing import wording
from app.window.comparing.runs import Kept, Runs, same_place
from autograd_core.graph.comparing import Difference, differences
from autograd_core.graph.levels import card_of

SETTLE_MILLISECONDS = 120
"""How long the run and the cursor have to rest before they are compared again."""
SIZE = (900, 560)
MOST, MANY = 500, 500
"""Cards that are listed; and nodes from which on nothing is compared while it plays."""
OPENED = 60
"""Cards up to which all rows are open."""
NAME, WHAT, BEFORE, AFTER, APART = range(5)
_NODE = Qt.ItemDataRole.UserRole


class CompareWindow(QDialog):
    """Stays open beside the main window, and marks the cards that differ there."""

    def __init__(
        self,
        session: Session,
        player: Player,
        canvas: Canvas,
        runs: Runs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("compare")
        self.setWindowTitle(self.tr("Compare two runs"))
        self.setWindowFlag(Qt.WindowType.WindowMinMaxButtonsHint)
        self.session, self.player, self.canvas, self.runs = session, player, canvas, runs
        self.before: Kept | None = None
        self.found: list[Difference] = []
        self._make_parts()
        self._lay_out()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MILLISECONDS)
        self._settle.timeout.connect(self.refresh)
        runs.changed.connect(self._wait)
        player.shown_moved.connect(self._wait)
        session.level_changed.connect(self._wait)
        session.replaced.connect(self.close)
        theme.switch().changed.connect(self._dress)
        self.resize(*SIZE)

    def _make_parts(self) -> None:
        self.status = wrapped()
        self.status.setObjectName("compareStatus")
        self.before_title, self.after_title = wrapped(), wrapped()
        self.follows = QCheckBox(self.tr("Both at the same step"))
        self.follows.setObjectName("compareFollows")
        self.follows.setChecked(True)
        self.follows.setToolTip(self.tr("Otherwise the run before stays where it was kept."))
        self.exact = QCheckBox(self.tr("Leave out what differs by rounding only"))
        self.exact.setObjectName("compareExact")
        self.marks = QCheckBox(self.tr("Mark on the canvas"))
        self.marks.setObjectName("compareMarks")
        self.marks.setChecked(True)
        for box in (self.follows, self.exact, self.marks):
            box.toggled.connect(lambda _: self.refresh())
        self.table = QTreeWidget()
        self.table.setObjectName("compareTable")
        self.table.setAccessibleName(self.tr("What differs"))
        self.table.setHeaderLabels([
            self.tr("Card"), "", self.tr("Before"), self.tr("After"), self.tr("Difference"),
        ])  # fmt: skip
        self.table.setUniformRowHeights(True)
        self.table.setAllColumnsShowFocus(True)
        self.table.itemActivated.connect(lambda item, _: self._show_card(item))
        header = self.table.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in enumerate((140, 120, 230, 230)):
            header.resizeSection(column, width)
        self.show_card = QPushButton(self.tr("Show the card"))
        self.show_card.clicked.connect(lambda: self._show_card(self.table.currentItem()))
        self.copy = QPushButton(self.tr("Copy as text"))
        self.copy.clicked.connect(self.copy_text)
        for button in (self.show_card, self.copy):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        heads = QGridLayout()
        heads.setHorizontalSpacing(12)
        heads.setColumnStretch(1, 1)
        rows: tuple[tuple[str, QLabel], ...] = (
            (self.tr("Before"), self.before_title), (self.tr("After"), self.after_title),
        )  # fmt: skip
        for row, (title, label) in enumerate(rows):
            heads.addWidget(heading(title), row, 0)
            heads.addWidget(label, row, 1)
        choices = QHBoxLayout()
        for box in (self.follows, self.exact, self.marks):
            choices.addWidget(box)
        choices.addStretch()
        below = QHBoxLayout()
        below.addWidget(self.show_card)
        below.addWidget(self.copy)
        below.addStretch()
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addLayout(heads)
        column.addLayout(choices)
        column.addWidget(self.status)
        column.addWidget(self.table, 1)
        column.addLayout(below)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        mark_dialog(self)

    # Comparing

    def compare(self, before: Kept) -> None:
        """Compares what is on the screen with another run."""
        self.before = before
        self.follows.setChecked(before.moment.log is not self.session.log)
        self.refresh()

    def _wait(self, *_: object) -> None:
        """Compares again when nothing has moved for a moment."""
        self._settle.start()

    def refresh(self) -> None:
        """Compares again."""
        self._settle.stop()
        before, player = self.before, self.player
        if before is None or self.session.is_running:
            return  # when it has run
        if player.playing and len(self.session.flat.nodes) > MANY:
            self._wait()
            return
        after = self.runs.now(player.shown_cursor)
        first = before.moment
        if self.follows.isChecked():
            cursor = same_place(after.log, after.cursor, first.log)
            first = first._replace(cursor=cursor)
        found = differences(first, after)
        if self.exact.isChecked():
            found = [each for each in found if not each.rounding]
        self.found = found
        step = self.tr("{title}, step {step} / {count}")
        self.before_title.setText(
            step.format(title=before.title, step=first.cursor, count=len(first.log))
        )
        now = self.tr("the graph as it is now")
        self.after_title.setText(step.format(title=now, step=after.cursor, count=len(after.log)))
        self._show()

    def _show(self) -> None:
        found, document = self.found, self.session.flat
        names = self._names_before()
        self.status.setText(wording.title_of(found, len({each.node for each in found})))
        chosen = self._current_node()
        self.table.clear()
        groups = [(node, list(each)) for node, each in groupby(found, lambda each: each.node)]
        for node, group in groups[:MOST]:
            name = document.name(node) if document.find(node) is not None else names.get(node, node)
            top = QTreeWidgetItem(self.table)
            top.setData(NAME, _NODE, node)
            mark = wording.mark_of(group)
            gone = any(each.field == "node" and each.kind == "removed" for each in group)
            top.setText(NAME, f"{'−' if gone else mark.sign} {name}")
            top.setForeground(NAME, hue_now())
            for each in group:
                self._add(top, each)
            if len(group) == 1:
                self._fill(top, group[0])
                top.takeChildren()
            top.setExpanded(len(groups) <= OPENED)
            if node == chosen:
                self.table.setCurrentItem(top)
        if len(groups) > MOST:
            more = self.tr("… and {count} more cards")
            QTreeWidgetItem(self.table, [more.format(count=len(groups) - MOST)])
        first = self.table.topLevelItem(0)
        if self.table.currentItem() is None and first is not None:
            self.table.setCurrentItem(first)
        self.show_card.setEnabled(bool(groups))
        self.copy.setEnabled(bool(groups))
        self._mark()

    def _names_before(self) -> dict[str, str]:
        """Names of what is gone."""
        if self.before is None:
            return {}
        document = self.before.moment.document
        gone = {each.node for each in self.found if each.after is None and each.field == "node"}
        return {node: document.name(node) for node in gone}

    def _add(self, top: QTreeWidgetItem, difference: Difference) -> None:
        item = QTreeWidgetItem(top)
        item.setData(NAME, _NODE, difference.node)
        item.setText(NAME, wording.row_of(difference).sign)
        self._fill(item, difference)

    def _fill(self, item: QTreeWidgetItem, difference: Difference) -> None:
        row = wording.row_of(difference)
        for column, text in zip((WHAT, BEFORE, AFTER, APART), row[1:], strict=True):
            item.setText(column, text)
            item.setToolTip(column, text)
        for column in (BEFORE, AFTER):
            item.setFont(column, fixed_font())
        if difference.rounding:
            for column in (WHAT, BEFORE, AFTER, APART):
                item.setForeground(column, theme.current().muted)

    def _mark(self) -> None:
        """Marks the cards of the level that is shown."""
        document = self.session.document
        by_card: dict[str, list[Difference]] = {}
        if self.marks.isChecked() and self.isVisible():
            for each in self.found:
                card = card_of(document, each.node)
                if card is not None:
                    by_card.setdefault(card, []).append(each)
        overlay = self.canvas.overlay
        overlay.compared.show(wording.Marks(by_card))
        self.canvas.update_all()

    def _dress(self) -> None:
        self._show()

    # Leading on

    def _current_node(self) -> str | None:
        item = self.table.currentItem()
        return None if item is None else item.data(NAME, _NODE)

    def _show_card(self, item: QTreeWidgetItem | None) -> None:
        node = None if item is None else item.data(NAME, _NODE)
        if node is None:
            return
        if not self.session.reveal(node):
            self.session.said.emit(self.tr("That card is not in the graph any more."))
            return
        card = card_of(self.session.document, node) or node
        self.session.select([card])
        self.canvas.show_node(card)

    def copy_text(self) -> None:
        """Puts the table on the clipboard, as text."""
        heads = [
            f"{self.tr('Before')}\t{self.before_title.text()}",
            f"{self.tr('After')}\t{self.after_title.text()}",
            self.status.text(),
        ]
        text = wording.text_of(self.found, self.session.flat, heads)
        QGuiApplication.clipboard().setText(text)
        self.session.said.emit(self.tr("The comparison has been copied."))

    def done(self, result: int) -> None:
        self.canvas.overlay.compared.show({})
        self.canvas.update_all()
        super().done(result)


def hue_now() -> QColor:
    """The colour of what differs."""
    return hue(HUE, theme.current()) or theme.current().text
