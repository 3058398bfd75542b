"""Where the lines of a ledger lead: to the card that sent a gradient, and to the wire it took."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject

from app.canvas.canvas import Canvas
from app.panels.inspector import InspectorPanel
from app.panels.inspector.carried import way_of_gradient
from app.playback.player import Player
from app.session import Session
from app.window.explaining import ExplanationLinks
from autograd_core.graph.seen import parts_of


class LedgerLinks(QObject):
    """Follows them. A wire that was chosen stays lit until something else is selected; of a wire
    that is selected all are lit by which its gradient went on to leaves."""

    def __init__(
        self,
        panel: InspectorPanel,
        session: Session,
        player: Player,
        canvas: Canvas,
        links: ExplanationLinks,
    ) -> None:
        super().__init__(links)
        self.session = session
        self.player = player
        self.canvas = canvas
        self.links = links
        self._chosen: Collection[str] = ()
        self._following = False
        panel.edge_pointed.connect(self.point)
        panel.edge_requested.connect(self.follow)
        session.selected.connect(self._select)
        player.shown_moved.connect(self._move)

    def point(self, wire: str) -> None:
        """Lights a wire while the pointer is at its line; with none, what was chosen."""
        self._light({wire} if wire else self._chosen)

    def follow(self, node: str, wire: str) -> None:
        """Selects and shows the card, and lights the wire."""
        self._following = True
        self.links.show_node(node)
        self._following = False
        self._chosen = {wire} if wire else ()
        self._light(self._chosen)

    def _select(self) -> None:
        if not self._following:
            self._chosen = self._selected_way()
            self._light(self._chosen)

    def _move(self, *_: object) -> None:
        if self._selected_wire() is not None:
            self._select()

    def _selected_wire(self) -> str | None:
        """The wire that is selected, if nothing else is."""
        chosen = self.session.selection
        wire = next(iter(chosen)) if len(chosen) == 1 else None
        return wire if wire in self.session.document.wires else None

    def _selected_way(self) -> Collection[str]:
        wire = self._selected_wire()
        return () if wire is None else way_of_gradient(self.player, wire)

    def _light(self, wires: Collection[str]) -> None:
        """Lights what is seen of wires of the graph that is run."""
        known = self.canvas.places.wire_slots
        lit: set[str] = set()
        if wires:
            parts = parts_of(self.session.flat)
            lit = {part for wire in wires for part in parts.get(wire, (wire,)) if part in known}
            lit -= self.session.selection  # which has a colour of its own
        strokes = self.canvas.overlay.strokes
        if lit != strokes.lit:
            strokes.lit = lit
            self.canvas.viewport().update()
