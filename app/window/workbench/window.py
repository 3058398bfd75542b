"""The window of the workbench: what is asked, what was found, and what it took.

It follows the document: whenever the graph has run again, everything is computed again, on a
thread of its own, as the last Forward left it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app import theme
from app.session import Session
from app.widgets.fields import line, set_flag, wrapped
from app.widgets.mnemonics import mark_dialog
from app.window.workbench import choices, wording
from app.window.workbench.asking import Asking
from app.window.workbench.choices import Pair
from app.window.workbench.costs import Costs
from app.window.workbench.fields import QuestionFields
from app.window.workbench.matrix_pane import BlockChooser, MatrixPane
from app.window.workbench.product_pane import ProductPane
from autograd_core.graph.derivatives import Block, Findings, Question
from autograd_core.graph.edits import Edit

SETTLE_MILLISECONDS = 150
"""How long the graph has to rest before everything is computed again."""
PATIENCE_MILLISECONDS = 200
"""How long nothing is said of a computation that is under way."""
SIZE = (900, 760)
PROGRESS = 160
"""Pixels."""
HESSIAN = 2
"""The place of its tab: it is computed only where it is seen."""


class WorkbenchWindow(QDialog):
    """Stays open beside the main window."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("workbench")
        self.setWindowTitle(self.tr("v·J workbench"))
        self.setWindowFlag(Qt.WindowType.WindowMinMaxButtonsHint)
        self.session = session
        self.findings: Findings | None = None
        self._partial: Findings | None = None
        """What is known so far of the question that is being answered."""
        self._question: Question | None = None
        self._block: Block | None = None
        self._starts_anew = self._stale = False
        self._selection: frozenset[str] = frozenset()
        self._settle = _timer(self, SETTLE_MILLISECONDS, self.refresh)
        self._patience = _timer(self, PATIENCE_MILLISECONDS, self._show_progress)
        self._make_parts()
        self._lay_out()
        self.asking = Asking(session.worker.gate, self)
        self.asking.found.connect(self._take)
        self.asking.failed.connect(self._fail)
        self.destroyed.connect(self.asking.stop)
        session.ran.connect(self._ran)
        session.edited.connect(self._edited)
        session.replaced.connect(self._replaced)
        theme.switch().changed.connect(self._dress)
        self.resize(*SIZE)

    def _make_parts(self) -> None:
        self.fields = QuestionFields(self.session)
        self.fields.changed.connect(self._choose)
        self.status = wrapped()
        self.status.setObjectName("workbenchStatus")
        self.show_card = QPushButton(self.tr("Show the card"))
        self.show_card.setObjectName("showCard")
        self.show_card.clicked.connect(self._show_card)
        self.again = QPushButton(self.tr("Compute again"))
        self.again.setObjectName("workbenchAgain")
        self.again.clicked.connect(self.ask)
        self.blocks = BlockChooser()
        self.blocks.chosen.connect(self._choose_block)
        self.matrix = MatrixPane("jacobianMatrix")
        self.product = ProductPane()
        self.hessian = MatrixPane("hessianMatrix")
        for pane in (self.matrix, self.hessian):
            pane.told.connect(self.session.said)
        self.take_scalar = QPushButton()
        self.take_scalar.setObjectName("takeScalar")
        self.take_scalar.clicked.connect(self._take_scalar)
        self.costs = Costs()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(PROGRESS)
        self.working = QLabel()
        self.working.setObjectName("workbenchWorking")
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setObjectName("cancelWorkbench")
        self.cancel.clicked.connect(lambda: self.asking.cancel())
        for button in (self.show_card, self.again, self.cancel, self.take_scalar):
            button.setAutoDefault(False)  # Enter belongs to the field in which one types

    def _lay_out(self) -> None:
        told = QHBoxLayout()
        told.addWidget(self.status, 1)
        told.addWidget(self.again)
        told.addWidget(self.show_card)
        jacobian = QWidget()
        inside = QVBoxLayout(jacobian)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.blocks)
        inside.addWidget(self.matrix, 1)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("workbenchTabs")
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(jacobian, "J")
        self.tabs.addTab(self.product, self.tr("v·J row by row"))
        second = QWidget()
        within = QVBoxLayout(second)
        within.setContentsMargins(0, 0, 0, 0)
        within.addWidget(self.hessian, 1)
        within.addWidget(self.take_scalar, 0, Qt.AlignmentFlag.AlignHCenter)
        self.tabs.addTab(second, self.tr("Hessian"))
        self.tabs.currentChanged.connect(lambda _: self._change_tab())
        busy = QWidget()
        across = QHBoxLayout(busy)
        across.setContentsMargins(0, 0, 0, 2)
        across.addWidget(self.working)
        across.addWidget(self.progress)
        across.addWidget(self.cancel)
        self.tabs.setCornerWidget(busy)  # where it moves nothing when it comes and goes
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(self.fields)
        column.addLayout(told)
        column.addWidget(self.tabs, 1)
        column.addWidget(line())
        column.addWidget(self.costs)
        for widget in (self.working, self.progress, self.cancel):
            policy = widget.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            widget.setSizePolicy(policy)
        self._set_busy(False)
        for extra in (self.blocks, self.again, self.show_card, self.take_scalar):
            extra.hide()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        mark_dialog(self)

    def _dress(self) -> None:
        self.matrix.dress()
        self.hessian.dress()
        self.product.dress()

    # What is asked

    def start(self) -> None:
        """Takes the two selected cards, or what suits what is selected, and asks."""
        self._starts_anew, self._selection = True, self.session.selection
        self.refresh()

    def _replaced(self) -> None:
        self.asking.cancel()
        self._question = None
        self.fields.forget()
        self._starts_anew, self._selection = True, frozenset()
        self._show(None)

    def _ran(self) -> None:
        self._stale = True
        self._settle.start()

    def _edited(self, edits: list[Edit]) -> None:
        if not any(edit.replays for edit in edits):
            self._settle.start()  # only names may have changed

    def refresh(self) -> None:
        """Reads the document again: names, what can be chosen; and asks if anything has run."""
        session = self.session
        if session.is_running:
            return  # when it has run
        pair: Pair | None = None
        if self._starts_anew:
            pair = choices.start(session.whole, session.flat, session.log, self._selection)
            self._block = None
        self._starts_anew = False
        self.fields.offer(pair)
        if self._stale or pair is not None:
            self.ask()
        else:
            self._show(self.findings)

    def _choose(self) -> None:
        ends = self.fields.ends()
        if self._question is None or ends != (self._question.output, self._question.input):
            self._block = None
        self.ask()

    def _choose_block(self, block: Block) -> None:
        self._block = block
        self.ask()

    def _change_tab(self) -> None:
        shown = self.tabs.currentIndex() == HESSIAN
        if shown and self._question is not None and not self._question.hessian:
            self.ask()

    def ask(self) -> None:
        """Has the question that the fields make answered."""
        self._stale = False
        ends = self.fields.ends()
        if ends is None:
            self._question = None
            self._show(None)
            return
        hessian = self.tabs.currentIndex() == HESSIAN
        self._question = Question(*ends, self.fields.v(), self._block, hessian)
        session = self.session
        flat = session.flat
        self.asking.ask(flat.snapshot() if flat is session.whole else flat, self._question)
        self._patience.start()

    # What was found

    def _take(self, findings: Findings) -> None:
        if findings.question is not self._question:
            return  # an older one, which may read the same
        if findings.done or findings.cancelled:
            self._set_busy(False)
            self._show(findings)
            return
        self._partial = findings
        if not self._patience.isActive():
            self._show_progress()

    def _fail(self, text: str) -> None:
        self._set_busy(False)
        self._say(text, wrong=True)

    def _set_busy(self, busy: bool) -> None:
        if not busy:
            self._patience.stop()
        for widget in (self.working, self.progress, self.cancel):
            widget.setVisible(busy)

    def _show_progress(self) -> None:
        """How far it is; and v·J, which is there before any row of J."""
        found, question = self._partial, self._question
        done, rows, text = 0, 0, self.tr("Running forward…")
        if found is not None and question is not None and found.question is question:
            if self.findings is None or self.findings.question is not question:
                self._show(found)
            done, rows = found.rows_done, found.block.shape[0]
            text = self.tr("Row {row} of {rows} of J")
            if found.matrix is not None and question.hessian:
                done, rows = found.hessian_rows, found.columns
                text = self.tr("Row {row} of {rows} of H")
        self.progress.setRange(0, rows)
        self.progress.setValue(done)
        self.working.setText(text.format(row=done, rows=rows))
        self._set_busy(True)

    def _show(self, findings: Findings | None) -> None:
        self.findings = findings
        found = None if findings is None or findings.refused else findings
        fields = self.fields
        fields.show_findings(found)
        self._show_status(findings)
        self._show_matrix(found)
        self._show_hessian(found)
        names = (fields.output_name, fields.input_name, fields.scalar_name)
        self.product.show_findings(found, *names)
        self.costs.show_findings(found)

    def _show_status(self, found: Findings | None) -> None:
        self.again.setVisible(found is not None and found.cancelled)
        self.show_card.setVisible(_culprit(found) is not None)
        if found is None:
            none = self.tr("There are no tensors yet.")
            self._say(self.tr("Choose an output and an input.") if self.fields.names else none)
        elif found.refused:
            text = wording.refusal_text(found.refused, found.refused_at, self.session.flat)
            self._say(text, wrong=True)
        else:
            fields = self.fields
            names = (fields.output_name, fields.input_name, fields.scalar_name)
            texts = wording.remarks(found, self.session.flat, *names)
            self._say(wording.joined(texts), bool(found.v_refused))

    def _say(self, text: str, wrong: bool = False) -> None:
        self.status.setText(text)
        set_flag(self.status, "wrong", wrong)
        set_flag(self.status, "muted", not wrong)

    def _show_matrix(self, found: Findings | None) -> None:
        large = found is not None and not found.is_whole
        self.blocks.setVisible(large)
        if found is None:
            self.matrix.clear()
            return
        if large:
            self.blocks.show_block(found.block, found.rows, found.columns)
        if found.matrix is None:
            self.matrix.clear(self.tr("J is being computed, row by row. v·J is there already."))
            return
        rows = (self.fields.output_name, found.output_shape, found.block.first_row)
        columns = (self.fields.input_name, found.input_shape, found.block.first_column)
        self.matrix.show_matrix(
            found.matrix, rows, columns, "∂{row}/∂{column}", wording.matrix_text(found)
        )

    def _show_hessian(self, found: Findings | None) -> None:
        scalar = self.fields.vector.end()
        offered = found is not None and scalar is not None and bool(found.hessian_refused)
        self.take_scalar.setVisible(offered and found is not None and found.rows != 1)
        text = self.tr("Take {scalar} as the output")
        self.take_scalar.setText(text.format(scalar=self.fields.vector.scalar.currentText()))
        if found is None or found.hessian is None:
            why = found.hessian_refused if found is not None else ""
            self.hessian.clear(wording.refusal_text(why, None, self.session.flat) if why else "")
            return
        side = (self.fields.input_name, found.input_shape, 0)
        name = f"∂²{self.fields.output_name}/∂{{row}}∂{{column}}"
        text = wording.hessian_text(found.hessian)
        self.hessian.show_matrix(found.hessian.matrix, side, side, name, text)

    def _take_scalar(self) -> None:
        scalar = self.fields.vector.end()
        if scalar is not None:
            self.fields.choose_output(scalar)

    def _show_card(self) -> None:
        node = _culprit(self.findings)
        if node is not None and self.session.reveal(node):
            self.session.select([node])

    def done(self, result: int) -> None:
        self.asking.stop()
        super().done(result)


def _culprit(found: Findings | None) -> str | None:
    """The card that keeps something from being computed, or from being more than zeros."""
    return None if found is None else found.refused_at or found.way.node or found.v_way.node


def _timer(parent: QWidget, milliseconds: int, then: object) -> QTimer:
    made = QTimer(parent)
    made.setSingleShot(True)
    made.setInterval(milliseconds)
    made.timeout.connect(then)
    return made
