"""The form of the Jacobian action."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from app.widgets.choosers import NodeChooser
from app.window.action_form import ActionForm
from autograd_core.graph import taps
from autograd_core.graph.actions import Jacobian
from autograd_core.graph.edits import Edit
from autograd_core.graph.ports import first_port

DOUBT_SHOWN_FROM = 1000
"""Elements of the output from which on it is said that each costs a backward."""


class JacobianForm(ActionForm):
    """Of which tensor, by which. A new one comes with the card that gets the matrix."""

    action: Jacobian

    def fill(self) -> None:
        self.setWindowTitle(self.tr("Jacobian"))
        inputs = self.action.inputs or ("",)
        self.output = NodeChooser(self.document, self.action.output, self.tr("Of"))
        self.output.setObjectName("jacobianOutput")
        self.input = NodeChooser(self.document, inputs[0], self.tr("By"))
        self.input.setObjectName("jacobianInput")
        self.row(self.tr("Of"), self.output)
        self.row(self.tr("By"), self.input)
        for chooser in (self.output, self.input):
            chooser.currentIndexChanged.connect(lambda at: self.refresh())
        self.first = self.output
        self.help.setText(self._words())

    def refresh(self) -> None:
        self.help.setText(self._words())
        super().refresh()

    def _words(self) -> str:
        value = self.scope.value_of(self.output.node()) if self.output.node() else None
        rows = 1
        for size in () if value is None else value.shape:
            rows *= size
        words = self.tr(
            "A card gets the matrix: a row for each element of the first, a column for each of "
            "the second. Row by row it is what backward brings for v = [1, 0, …], [0, 1, …] …"
        )
        if rows >= DOUBT_SHOWN_FROM:
            words += "\n" + self.tr("That takes {count} backward passes.").format(count=rows)
        return words

    def built(self) -> Jacobian:
        output, source = self.output.node(), self.input.node()
        same = output == self.action.output
        return replace(
            self.action,
            output=output,
            port=self.action.port if same or not output else first_port(self.document, output),
            inputs=(source, *self.action.inputs[1:]),
            into=self.action.into or (self.document.fresh_id("n"),),
        )

    def is_right(self) -> bool:
        return bool(self.output.node() and self.input.node()) and super().is_right()

    def further(self) -> Sequence[Edit]:
        """The cards that the action fills."""
        action = self.built()
        return [
            taps.add_tap(self.document, tap, beside=action.output)
            for tap in action.into
            if tap not in self.document.nodes
        ]
