"""What is asked of a run as a whole: whether its gradients are right, and what differs from
another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from app.canvas.canvas import Canvas
from app.playback.player import Player
from app.session import Session
from app.window.comparing.runs import Kept, Runs
from autograd_core.graph.files import SUFFIX, FileProblem

if TYPE_CHECKING:
    from app.window.comparing.window import CompareWindow
    from app.window.proof.window import ProofWindow


class Questions(QObject):
    """Opens the windows that answer; there is one of each, which comes to the front."""

    def __init__(
        self, session: Session, player: Player, canvas: Canvas, window: QWidget
    ) -> None:
        super().__init__(window)
        self.session = session
        self.player = player
        self.canvas = canvas
        self.window = window
        self.runs = Runs(session, self)
        self.compare_window: CompareWindow | None = None
        self.proof_window: ProofWindow | None = None

    def prove(self) -> ProofWindow:
        """Proves every gradient of the document."""
        if self.proof_window is None:
            # the first use loads it, not the start of the program
            from app.window.proof.window import ProofWindow

            self.proof_window = ProofWindow(self.session, self.player, self.window)
            self.proof_window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.proof_window.destroyed.connect(self._forget_proof)
        self.proof_window.start()
        _to_front(self.proof_window)
        return self.proof_window

    def _forget_proof(self) -> None:
        self.proof_window = None

    # Another run

    def keep_run(self) -> None:
        """Keeps the run on the screen, to be compared with what comes of later edits."""
        if self.session.is_running:
            self.session.said.emit(self.tr("The graph is still running: keep it when it has run."))
            return
        title = self.tr("the run that was kept")
        self.runs.keep(title, self.player.shown_cursor)
        said = self.tr("This run is kept. Edit the graph, then compare with it from the Run menu.")
        self.session.said.emit(said)
        if self.compare_window is not None and self.runs.kept is not None:
            self.compare_window.compare(self.runs.kept)

    def compare(self) -> CompareWindow | None:
        """Compares with the run that was kept; with that before the last edit where none was."""
        kept = self.runs.kept
        return self.compare_previous() if kept is None else self._open(kept)

    def compare_previous(self) -> CompareWindow | None:
        """Compares with the run before the last edit."""
        moment = self.runs.previous()
        if moment is None:
            self.session.said.emit(self.tr("There is no other run yet: edit something first."))
            return None
        return self._open(Kept(self.tr("the run before the last edit"), moment))

    def compare_file(self) -> CompareWindow | None:
        """Asks for a file, and compares with a run of it."""
        filters = self.tr("GradCanvas graphs") + f" (*{SUFFIX})"
        found, _ = QFileDialog.getOpenFileName(
            self.window, self.tr("Compare with a file"), "", filters
        )
        return self.compare_with(Path(found)) if found else None

    def compare_with(self, path: Path) -> CompareWindow | None:
        """Compares with a run of a file; says why where it cannot be read."""
        try:
            moment = self.session.wait_for(lambda: self.runs.of_file(path))
        except FileProblem as problem:
            self.session.troubled.emit(self.tr("The file cannot be compared"), str(problem))
            return None
        return self._open(Kept(path.name, moment))

    def _open(self, before: Kept) -> CompareWindow:
        if self.compare_window is None:
            from app.window.comparing.window import CompareWindow

            self.compare_window = CompareWindow(
                self.session, self.player, self.canvas, self.runs, self.window
            )
            self.compare_window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.compare_window.destroyed.connect(self._forget_compare)
        _to_front(self.compare_window)
        self.compare_window.compare(before)
        return self.compare_window

    def _forget_compare(self) -> None:
        self.compare_window = None


def _to_front(window: QWidget) -> None:
    window.show()
    window.raise_()
    window.activateWindow()
