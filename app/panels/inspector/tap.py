"""The page of a tap."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.panels.inspector.pages import NodePage
from app.playback.matrix import derivative, matrix_face
from app.playback.player import Player
from app.session import Session
from app.widgets.fields import wrapped
from app.widgets.wording import action_title
from autograd_core.graph.actions import Jacobian, ReadGrad
from autograd_core.graph.steps import Matrix, node_ref, port_ref
from autograd_core.graph.taps import Filling, filling


class TapPage(NodePage):
    """What the tensor is, which action fills the card, and the determinant."""

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(session, player, parent)
        self.determinant = wrapped()
        self.determinant.setObjectName("tapDeterminant")
        self.source = wrapped(muted=True)
        self.source.setObjectName("tapSource")
        self.below.addWidget(self.determinant)
        self.below.addWidget(self.source)
        self.backward.hide()

    def follow(self) -> None:
        super().follow()
        document = self.session.document
        self.subtitle.setText(derivative(document, self.node))
        found = filling(document.actions, self.node)
        if found is None:
            self.source.setText(self.tr("No action fills this card any more."))
        else:
            self.source.setText(self._words(*found))
            self.backward.setVisible(not isinstance(found[0], Jacobian))
        matrix: Matrix | None = self.player.field(node_ref(self.node), "matrix")
        if matrix is not None:
            value = self.player.field(port_ref(self.node), "value")
            self.determinant.setText(matrix_face(matrix, value, document).facts)
        self.determinant.setVisible(matrix is not None)

    def _words(self, action: Filling, node: str) -> str:
        """What fills the card, and what that is."""
        document = self.session.document
        title, name = action_title(action, document), document.name(node)
        if isinstance(action, ReadGrad):
            said = self.tr(
                "Filled by the action {action}: the very tensor that is {input}.grad, no copy. "
                "Made with create_graph it has a grad_fn, and backward can start here."
            )
            return said.format(action=title, input=name)
        if isinstance(action, Jacobian):
            said = self.tr(
                "Filled by the action {action}: a row for each element of {output}, a column "
                "for each of {input}."
            )
            return said.format(action=title, output=document.name(action.output), input=name)
        said = self.tr(
            "Filled by the action {action}, as autograd.grad does: no .grad is touched. Made with "
            "create_graph it has a grad_fn, and backward can start here."
        )
        return said.format(action=title)
