"""The form of the Forward action."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtWidgets import QCheckBox

from app.widgets.choosers import NodeChecks
from app.window.action_form import ActionForm
from autograd_core.graph.actions import Forward


class ForwardForm(ActionForm):
    """Everything, or which nodes."""

    action: Forward

    def fill(self) -> None:
        self.setWindowTitle(self.tr("Forward"))
        nodes = self.action.nodes
        self.all = QCheckBox(self.tr("All nodes"))
        self.all.setObjectName("forwardAll")
        self.all.setChecked(nodes is None)
        checked = tuple(self.document.order) if nodes is None else nodes
        self.nodes = NodeChecks(self.document, checked, self.tr("Nodes"))
        self.nodes.setObjectName("forwardNodes")
        self.form.addRow("", self.all)
        self.row(self.tr("Nodes"), self.nodes)
        self.all.toggled.connect(lambda on: self.refresh())
        self.nodes.changed.connect(self.refresh)
        self.help.setText(
            self.tr(
                "With all nodes, leaves that are there already are kept, with what was written "
                "into them and their .grad. Leaves that are checked one by one are made anew."
            )
        )

    def refresh(self) -> None:
        self.nodes.setEnabled(not self.all.isChecked())
        super().refresh()

    def built(self) -> Forward:
        if self.all.isChecked():
            return replace(self.action, nodes=None)
        checked = set(self.nodes.nodes())
        known = self.action.nodes or ()
        same = checked == set(known)
        return replace(self.action, nodes=known if same else self.nodes.nodes())

    def is_right(self) -> bool:
        return self.all.isChecked() or bool(self.nodes.nodes())
