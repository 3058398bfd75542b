"""The form of the ReadGrad action."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from app.widgets.choosers import NodeChooser
from app.window.action_form import ActionForm
from autograd_core.graph import taps
from autograd_core.graph.actions import ReadGrad
from autograd_core.graph.edits import Edit


class ReadGradForm(ActionForm):
    """Whose `.grad`. A new one comes with the card that gets the tensor."""

    action: ReadGrad

    def fill(self) -> None:
        self.setWindowTitle(self.tr(".grad as a card"))
        self.node = NodeChooser(self.document, self.action.node, self.tr("Tensor"))
        self.node.setObjectName("readGradNode")
        self.node.currentIndexChanged.connect(lambda at: self.refresh())
        self.row(self.tr("Tensor"), self.node)
        self.first = self.node
        self.help.setText(
            self.tr(
                "The card gets the very tensor that is .grad at this moment. If a backward with "
                "create_graph has made it, operations can go on from it, and backward can start "
                "there."
            )
        )

    def code_text(self) -> str:
        return f"{self._label()} = {self.document.name(self.node.node())}.grad"

    def _label(self) -> str:
        into = self.action.into
        return self.document.name(into[0]) if into else taps.fresh_label(self.document, "g")

    def built(self) -> ReadGrad:
        into = self.action.into or (self.document.fresh_id("n"),)
        return replace(self.action, node=self.node.node(), into=into)

    def is_right(self) -> bool:
        return bool(self.node.node()) and super().is_right()

    def further(self) -> Sequence[Edit]:
        """The card that the action fills."""
        action = self.built()
        return [
            taps.add_tap(self.document, tap, beside=action.node, stem="g")
            for tap in action.into
            if tap not in self.document.nodes
        ]
