"""What commands do to the selection, and to where cards lie."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.canvas.canvas import Canvas
from app.session import Session
from app.settings import Settings
from autograd_core.graph import building, regions
from autograd_core.graph.aligning import Area, Axis, Side, aligned, distributed
from autograd_core.graph.states import State, fold, switch


class ArrangeCommands(QObject):
    """Each method is one command: one undoable edit, or another selection."""

    def __init__(
        self, session: Session, canvas: Canvas, settings: Settings, window: QWidget
    ) -> None:
        super().__init__(window)
        self.session = session
        self.canvas = canvas
        self.settings = settings
        canvas.snapping.grid = settings.snap_to_grid
        canvas.snapping.neighbours = settings.snap_to_neighbours

    # Selecting

    def _chosen(self) -> frozenset[str]:
        """The selected cards, and those in selected frames."""
        document = self.session.document
        frames = self.session.selection & document.frames.keys()
        inside = regions.contents(document, frames) if frames else set()
        return self.session.selection & document.nodes.keys() | inside

    def select_upstream(self) -> None:
        """Selects besides all that what is selected is computed from."""
        self.session.select(self.session.selection | self._reached(upstream=True))

    def select_downstream(self) -> None:
        """Selects besides all that is computed from what is selected."""
        self.session.select(self.session.selection | self._reached(upstream=False))

    def _reached(self, upstream: bool) -> set[str]:
        document, chosen = self.session.document, self._chosen()
        return document.upstream(chosen) if upstream else document.downstream(chosen)

    def select_between(self) -> None:
        """Selects besides all that lies on the way from one selected card to another."""
        chosen = self._chosen()
        between = self._reached(upstream=True) & self._reached(upstream=False)
        if between == chosen:
            self.session.said.emit(
                self.tr("Nothing lies between: select two cards of which one leads to the other.")
                if len(chosen) < 2 or not self._linked(chosen)
                else self.tr("All that lies between is selected already.")
            )
            return
        self.session.select(self.session.selection | between)

    def _linked(self, chosen: Collection[str]) -> bool:
        document = self.session.document
        return any(target in chosen for node in chosen for target in document.targets(node))

    # Places

    def arrange(self) -> None:
        """Arranges the selected cards in columns, or all."""
        self.canvas.arranger.arrange()

    def align(self, side: str) -> None:
        """Lines the selected cards up."""
        areas = self._areas()
        if len(areas) < 2:
            self.session.said.emit(self.tr("Select the cards to line up."))
            return
        self._move(aligned(areas, cast(Side, side)), self.tr("Align"))

    def distribute(self, axis: str) -> None:
        """Makes the gaps between the selected cards equal."""
        areas = self._areas()
        if len(areas) < 3:
            self.session.said.emit(self.tr("Select three cards or more."))
            return
        self._move(distributed(areas, cast(Axis, axis)), self.tr("Distribute"))

    def _areas(self) -> dict[str, Area]:
        places = self.canvas.places
        self.canvas.motion.finish()
        found = {}
        for node in self._chosen():
            box = places.card_box(node)
            found[node] = Area(box.left, box.top, box.right - box.left, box.bottom - box.top)
        return found

    def _move(self, goals: dict[str, tuple[float, float]], text: str) -> None:
        before = self.canvas.motion.places()
        self.session.do(building.move(self.session.document, goals), text)
        self.canvas.motion.show(before)

    # States

    def collapse(self) -> None:
        """Shows the selected cards as headers only, or whole."""
        document, chosen = self.session.document, self._chosen()
        edits = fold(document, [node for node in document.order if node in chosen])
        self.session.do(edits, self.tr("Collapse"))

    def bypass(self) -> None:
        """The selected operations hand their first input on, or compute again."""
        self._switch("bypass", self.tr("Bypass"))

    def mute(self) -> None:
        """The selected operations are not run, or run again."""
        self._switch("mute", self.tr("Mute"))

    def _switch(self, state: State, text: str) -> None:
        document = self.session.document
        chosen = self._chosen()
        edits = switch(document, [n for n in document.order if n in chosen], state)
        if not edits:
            self.session.said.emit(self.tr("Select operations: nothing else can be left out."))
        self.session.do(edits, text)

    # Snapping

    def toggle_snap(self, what: str) -> None:
        """Snapping to the grid, or to neighbours, on or off."""
        snapping = self.canvas.snapping
        if what == "grid":
            self.settings.snap_to_grid = snapping.grid = not snapping.grid
        else:
            self.settings.snap_to_neighbours = snapping.neighbours = not snapping.neighbours
