"""Where the lines of a ledger lead: to the card that sent a gradient, and to the wire it took."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.canvas.canvas import Canvas
from app.panels.inspector import InspectorPanel
from app.session import Session
from app.window.explaining import ExplanationLinks
from autograd_core.graph.seen import parts_of


class LedgerLinks(QObject):
    """Follows them. A wire that was chosen stays lit until something else is selected."""

    def __init__(
        self, panel: InspectorPanel, session: Session, canvas: Canvas, links: ExplanationLinks
    ) -> None:
        super().__init__(links)
        self.session = session
        self.canvas = canvas
        self.links = links
        self._chosen = ""
        self._following = False
        panel.edge_pointed.connect(self.point)
        panel.edge_requested.connect(self.follow)
        session.selected.connect(self._forget)

    def point(self, wire: str) -> None:
        """Lights a wire while the pointer is at its line; with none, the one that was chosen."""
        self._light(wire or self._chosen)

    def follow(self, node: str, wire: str) -> None:
        """Selects and shows the card, and lights the wire."""
        self._following = True
        self.links.show_node(node)
        self._following = False
        self._chosen = wire
        self._light(wire)

    def _forget(self) -> None:
        if not self._following:
            self._chosen = ""
            self._light("")

    def _light(self, wire: str) -> None:
        """Lights what is seen of a wire of the graph that is run."""
        known = self.canvas.places.wire_slots
        parts = parts_of(self.session.flat).get(wire, (wire,)) if wire else ()
        lit = {each for each in parts if each in known}
        strokes = self.canvas.overlay.strokes
        if lit != strokes.lit:
            strokes.lit = lit
            self.canvas.viewport().update()
