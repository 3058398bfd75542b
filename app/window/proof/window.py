"""The window of a proof: what was compared, what came of it, and why where they differ."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.playback.player import Player
from app.session import Session
from app.widgets.fields import set_flag, wrapped
from app.widgets.mnemonics import mark_dialog
from app.window.proof import wording
from app.window.proof.proving import Proof, Proving
from app.window.proof.table import ProofTable
from autograd_core.graph.edits import Edit
from autograd_core.graph.levels import card_of
from autograd_core.graph.proving.finite import PER_TENSOR

SIZE = (980, 620)
PROGRESS = 160
"""Pixels."""


class ProofWindow(QDialog):
    """Stays open beside the main window. What it shows is of a snapshot; after an edit it says so
    and offers to prove again."""

    def __init__(
        self, session: Session, player: Player, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("proof")
        self.setWindowTitle(self.tr("Proof of the gradients"))
        self.setWindowFlag(Qt.WindowType.WindowMinMaxButtonsHint)
        self.session, self.player = session, player
        self.proof: Proof | None = None
        self.is_stale = False
        self._make_parts()
        self._lay_out()
        self.proving = Proving(session.worker.gate, self)
        self.proving.found.connect(self._take)
        self.proving.failed.connect(self._fail)
        self.destroyed.connect(self.proving.stop)
        session.edited.connect(self._edited)
        session.replaced.connect(self._make_stale)
        self.resize(*SIZE)

    def _make_parts(self) -> None:
        self.status = wrapped()
        self.status.setObjectName("proofStatus")
        font = self.status.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        font.setBold(True)
        self.status.setFont(font)
        self.torch = wrapped()
        self.torch.setObjectName("proofTorch")
        self.stale = wrapped(self.tr("The graph has changed since: this is about what it was."))
        self.stale.setObjectName("proofStale")
        set_flag(self.stale, "wrong", True)
        self.method = wrapped(muted=True)
        self.table = ProofTable()
        self.table.chosen.connect(self._show_reason)
        self.reason = wrapped()
        self.reason.setObjectName("proofReason")
        self.show_card = QPushButton(self.tr("Show the card"))
        self.show_card.clicked.connect(self._show_card)
        self.go = QPushButton(self.tr("Go to the step"))
        self.go.clicked.connect(self._go)
        self.copy = QPushButton(self.tr("Copy as text"))
        self.copy.clicked.connect(self.copy_text)
        self.again = QPushButton(self.tr("Prove again"))
        self.again.setObjectName("proveAgain")
        self.again.clicked.connect(self.start)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(PROGRESS)
        self.working = QLabel()
        self.working.setObjectName("proofWorking")
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setObjectName("cancelProof")
        self.cancel.clicked.connect(lambda: self.proving.cancel())
        for button in (self.show_card, self.go, self.copy, self.again, self.cancel):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        said = QVBoxLayout()
        for label in (self.status, self.torch, self.stale):
            said.addWidget(label)
        top.addLayout(said, 1)
        top.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        below = QHBoxLayout()
        for button in (self.show_card, self.go, self.copy):
            below.addWidget(button)
        below.addStretch()
        for widget in (self.working, self.progress, self.cancel):
            below.addWidget(widget)
            policy = widget.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            widget.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self.reason)
        column.addWidget(self.method)
        column.addLayout(below)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        mark_dialog(self)

    # Proving

    def start(self) -> None:
        """Proves the document as it is now."""
        session = self.session
        flat = session.flat
        self.is_stale = False
        snapshot = flat.snapshot()
        self._show(Proof(snapshot))
        self.proving.prove(snapshot)

    def _take(self, proof: Proof) -> None:
        self._show(proof)

    def _fail(self, text: str) -> None:
        self._set_busy(False)
        self.status.setText(self.tr("The proof failed: {error}").format(error=text))

    def _edited(self, edits: list[Edit]) -> None:
        if any(edit.replays for edit in edits):
            self._make_stale()

    def _make_stale(self) -> None:
        if self.proof is not None and not self.is_stale:
            self.is_stale = True
            self.proving.cancel()
            self._show(self.proof)

    # Showing

    def _show(self, proof: Proof) -> None:
        self.proof = proof
        self.table.show_proof(proof)
        found = wording.overall(proof)
        self.status.setText(found.text)
        set_flag(self.status, "wrong", found.grade == "bad")
        beside = wording.torch_line(proof)
        self.torch.setText(beside.text)
        set_flag(self.torch, "wrong", beside.grade == "bad")
        set_flag(self.torch, "muted", beside.grade == "open")
        self.stale.setVisible(self.is_stale)
        self.table.setEnabled(bool(proof.lines))
        self.method.setText(wording.method(proof))
        self._set_busy(not proof.finished and not self.is_stale)
        self._show_progress(proof)
        self._show_reason()

    def _set_busy(self, busy: bool) -> None:
        for widget in (self.working, self.progress, self.cancel):
            widget.setVisible(busy)
        self.again.setEnabled(not busy)

    def _show_progress(self, proof: Proof) -> None:
        sizes = [_planned(each.claim.entry.amount) for each in proof.lines]
        done = sum(sizes[: proof.at]) + min(proof.done, sum(sizes[proof.at : proof.at + 1]))
        text = self.tr("Running the program again, {done} of {all}")
        if not sizes:
            text = self.tr("Running the program…")
        elif proof.torch == "asked":
            text, sizes = self.tr("PyTorch runs the program…"), []
        self.progress.setRange(0, sum(sizes))
        self.progress.setValue(done)
        self.working.setText(text.format(done=done, all=sum(sizes)))

    def _show_reason(self) -> None:
        """The words for the current row: of a gradient those of its first difference."""
        current = self.table.current()
        text = ""
        if current is not None and current[0].check is not None:
            line, at = current
            check = line.check
            if check is not None and at is None:
                differing = (i for i, each in enumerate(check.differences) if each is not None)
                at = next(differing, None)
            if check is not None and at is not None:
                text = wording.reason(check, at)
        self.reason.setText(text)
        for button in (self.show_card, self.go):
            button.setEnabled(current is not None and not self.is_stale)
        self.copy.setEnabled(bool(self.proof is not None and self.proof.lines))

    # Leading on

    def _show_card(self) -> None:
        current = self.table.current()
        if current is None:
            return
        node = current[0].claim.node
        if self.session.reveal(node):
            self.session.select([card_of(self.session.document, node) or node])

    def _go(self) -> None:
        """To the step that deposited the gradient; its card is shown as well."""
        current = self.table.current()
        if current is not None:
            self._show_card()
            self.player.pause()
            self.player.seek(current[0].claim.entry.step + 1)

    def copy_text(self) -> None:
        """Puts all of it on the clipboard, as text."""
        if self.proof is not None:
            QGuiApplication.clipboard().setText(text_of(self.proof))
            self.session.said.emit(self.tr("The proof has been copied."))

    def done(self, result: int) -> None:
        self.proving.stop()
        super().done(result)


def _planned(amount: object) -> int:
    shape = getattr(amount, "shape", ())
    count = 1
    for side in shape:
        count *= side
    return min(count, PER_TENSOR)


def text_of(proof: Proof) -> str:
    """The proof as plain text."""
    written = [wording.overall(proof).text, wording.torch_line(proof).text, ""]
    for line in proof.lines:
        found = [wording.verdict(line).text, wording.spread_words(line)]
        written.append(f"{wording.name_of(line, proof)}: {' · '.join(filter(None, found))}")
        check = line.check
        if check is None:
            continue
        for at in range(len(check.places)):
            numbers = [f"autograd {wording.number(check.autograd[at])}",
                       f"finite differences {wording.number(check.numeric[at])}"]  # fmt: skip
            if check.precise is not None:
                numbers.append(f"float64 {wording.number(check.precise[at])}")
            written.append(f"  {wording.place_name(line, at)}  {', '.join(numbers)}")
            if check.differences[at] is not None:
                written.append(f"    {wording.reason(check, at)}")
    return "\n".join(written)
