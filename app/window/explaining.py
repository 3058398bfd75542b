"""Where the links of an explanation lead: to cards, and to whole tensors."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.canvas.canvas import Canvas
from app.panels.explanation import ExplanationPanel
from app.session import Session
from app.window.table_editor import TableEditor
from autograd_core.graph.levels import card_of
from autograd_core.graph.steps import Value


class ExplanationLinks(QObject):
    """Follows the links of the explanation's panel."""

    def __init__(
        self, panel: ExplanationPanel, session: Session, canvas: Canvas, window: QWidget
    ) -> None:
        super().__init__(window)
        self.session = session
        self.canvas = canvas
        self.window = window
        panel.node_requested.connect(self.show_node)
        panel.value_requested.connect(self.show_value)

    def show_node(self, node: str) -> None:
        """Selects a node and shows it, in whatever level it is."""
        if not self.session.reveal(node):
            self.session.said.emit(self.tr("That card is not in the graph any more."))
            return
        card = card_of(self.session.document, node) or node
        self.session.select([card])
        self.canvas.show_node(card)

    def show_value(self, name: str, value: Value) -> TableEditor | None:
        """The whole of a tensor, as a table to be read."""
        array = value.array
        if array is None:
            said = self.tr("These numbers are not held any more: run again to see them.")
            self.session.said.emit(said)
            return None
        title = self.tr("Value of {node}").format(node=name) if name else self.tr("Tensor")
        editor = TableEditor(title, array, False, self.window)
        editor.finished.connect(editor.deleteLater)
        editor.open()
        return editor
