"""What commands do to the open graph and its playback."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from app.playback.player import SPEEDS, Player
from app.session import Session
from app.widgets.wording import action_title
from app.window.backward_dialog import BackwardDialog, value_at_end
from autograd_core.graph import action_edits, regions
from autograd_core.graph.actions import Backward, Expression, Forward, ZeroGrad
from autograd_core.graph.ports import first_port


class GraphCommands(QObject):
    """Each method is one command: one undoable edit, or one move of the player."""

    def __init__(self, session: Session, player: Player, window: QWidget) -> None:
        super().__init__(window)
        self.session = session
        self.player = player
        self.window = window
        self._waiting: list[str] = []
        session.ran.connect(self._go_on)
        session.replaced.connect(self._waiting.clear)

    # Actions

    def forward(self) -> None:
        """Runs everything again, at the end of the list."""
        action = Forward(id=self.session.document.fresh_id("a"))
        self.session.append_action(action, self.tr("Forward"))

    def backward(self) -> None:
        """Backward from the selected node, or from the only sink."""
        root = action_edits.root_of(self.session.document, self.session.selection)
        if root is None:
            self.session.said.emit(self.tr("Select the tensor from which to run backward."))
        else:
            self.backward_from(root)

    def backward_from(self, root: str) -> None:
        """Backward from a node; a tensor that is no scalar needs a gradient, which is asked.

        Whether it is one is known when the run that is under way has ended.
        """
        document, log = self.session.document, self.session.seen
        if self.session.is_running:
            self._waiting.append(root)
            name = document.name(root)
            said = self.tr("Backward from {node} follows when the run has ended.")
            self.session.said.emit(said.format(node=name))
            return
        value = value_at_end(log, document, root)
        if value is None or len(value.shape) == 0 or _one_element(value.shape):
            self.append_backward(root)
            return
        dialog = BackwardDialog(document, log, root, value, self.window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.append_backward(root, dialog.expression(), dialog.retain_graph())
        dialog.deleteLater()

    def _go_on(self) -> None:
        """Asks for what had to wait, not within the signal: a dialog would hold up the others."""
        if self._waiting:
            self.session.said.emit("")  # that they wait
            QTimer.singleShot(0, self, self._next)

    def _next(self) -> None:
        session = self.session
        while self._waiting and not (session.is_running or session.is_changing):
            root = self._waiting.pop(0)
            if root in session.document.nodes:
                self.backward_from(root)

    def append_backward(
        self, root: str, gradient: Expression | None = None, retain_graph: bool = False
    ) -> None:
        """Adds a Backward at the end of the list."""
        document = self.session.document
        action = Backward(
            id=document.fresh_id("a"),
            root=root,
            port=first_port(document, root),
            gradient=gradient,
            retain_graph=retain_graph,
        )
        self.session.append_action(action, action_title(action, document))

    def zero_grad(self) -> None:
        """Sets every .grad to None."""
        self._zero_grad(set_to_none=True)

    def zero_grad_in_place(self) -> None:
        """Fills every .grad with zeros."""
        self._zero_grad(set_to_none=False)

    def _zero_grad(self, set_to_none: bool) -> None:
        document = self.session.document
        action = ZeroGrad(id=document.fresh_id("a"), set_to_none=set_to_none)
        self.session.append_action(action, action_title(action, document))

    def remove_last_action(self) -> None:
        """Takes the last action out of the list."""
        document = self.session.document
        if document.actions:
            last = document.actions[-1]
            title = self.tr("Remove {action}").format(action=action_title(last, document))
            self.session.do(action_edits.remove_action(document, last.id), title)

    # Nodes

    def wrap_in_no_grad(self) -> None:
        """Draws a no_grad region round what is selected."""
        edits = regions.wrap(self.session.document, self.session.selection)
        self.session.do(edits, self.tr("Wrap in no_grad"))

    def take_out_of_no_grad(self) -> None:
        """Takes what is selected out of its no_grad region; a selected region goes."""
        edits = regions.take_out(self.session.document, self.session.selection)
        self.session.do(edits, self.tr("Take out of no_grad"))

    # Playback

    def faster(self) -> None:
        self._change_speed(1)

    def slower(self) -> None:
        self._change_speed(-1)

    def _change_speed(self, by: int) -> None:
        nearest = min(range(len(SPEEDS)), key=lambda i: abs(SPEEDS[i] - self.player.speed))
        speed = SPEEDS[max(0, min(nearest + by, len(SPEEDS) - 1))]
        self.player.set_speed(speed)
        self.session.said.emit(self.tr("Speed {speed}×").format(speed=f"{speed:g}"))


def _one_element(shape: tuple[int, ...]) -> bool:
    # PyTorch makes the gradient itself for any tensor with one element.
    return all(size == 1 for size in shape)
