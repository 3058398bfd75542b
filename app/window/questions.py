"""What is asked of a run as a whole: whether its gradients are right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from app.playback.player import Player
from app.session import Session

if TYPE_CHECKING:
    from app.window.proof.window import ProofWindow


class Questions(QObject):
    """Opens the windows that answer; there is one of each, which comes to the front."""

    def __init__(self, session: Session, player: Player, window: QWidget) -> None:
        super().__init__(window)
        self.session = session
        self.player = player
        self.window = window
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


def _to_front(window: QWidget) -> None:
    window.show()
    window.raise_()
    window.activateWindow()
