"""What commands do to the selection, and to where cards lie."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import cast

from msgspec.structs import replace
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app import theme
from app.canvas import placing
from app.canvas.canvas import Canvas
from app.canvas.hues import HUES, swatch
from app.canvas.notes import NoteEditor
from app.session import Session
from app.settings import Settings
from autograd_core.graph import building, regions
from autograd_core.graph.aligning import Area, Axis, Side, aligned, distributed
from autograd_core.graph.document import FrameData, NoteData
from autograd_core.graph.edits import Edit, Put
from autograd_core.graph.ports import State
from autograd_core.graph.states import fold, switch


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

    def dress(self, actions: Mapping[str, QAction]) -> None:
        """Gives the commands for colours a spot of them, in every theme."""
        self._swatches = {name: actions[f"frame.colour.{name or 'none'}"] for name in ("", *HUES)}
        theme.switch().changed.connect(self._paint_swatches)
        self._paint_swatches()

    def _paint_swatches(self) -> None:
        for name, action in self._swatches.items():
            action.setIcon(swatch(name, theme.current()))

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

    # Frames

    def frame(self) -> None:
        """Draws a frame round what is selected, and asks for its title."""
        document = self.session.document
        name = document.fresh_id("f")
        edits = regions.wrap(document, self.session.selection, "comment")
        if not edits:
            self.session.said.emit(self.tr("Select the cards to be framed."))
            return
        self.session.do(edits, self.tr("Frame with a title"))
        if name in document.frames:
            self.session.select({name})
            self.canvas.rename_frame(name)

    def _frames(self) -> list[FrameData]:
        """The selected frames, else those right round the selected cards."""
        document, chosen = self.session.document, self.session.selection
        frames = [document.frames[each] for each in document.frames if each in chosen]
        homes = {document.nodes[each].frame for each in chosen if each in document.nodes}
        return frames or [document.frames[each] for each in document.frames if each in homes]

    def colour(self, name: str) -> None:
        """Gives the selected frames and notes a colour."""
        nodes, chosen = self.session.document.nodes, self._chosen()
        notes = [n for n in nodes.values() if isinstance(n, NoteData) and n.id in chosen]
        frames = self._frames() if not notes else []
        items: list[NoteData | FrameData] = [*notes, *frames]
        edits = [Put(each, replace(each, color=name)) for each in items if each.color != name]
        if not notes and not frames:
            self.session.said.emit(self.tr("Select a frame or a note."))
        self.session.do(edits, self.tr("Colour"))

    def widen(self, by: str) -> None:
        """Makes the selected frames larger or smaller on all sides."""
        step = float(by)
        edits: list[Edit] = []
        for frame in self._frames():
            left, top, right, bottom = (max(0.0, each + step) for each in frame.margins)
            after = replace(frame, margins=(left, top, right, bottom))
            edits += [] if after == frame else [Put(frame, after)]
        if not self._frames():
            self.session.said.emit(self.tr("Select a frame, or a card in one."))
        self.session.do(edits, self.tr("Resize the frame"), merge="widen")

    # Notes

    def note(self) -> None:
        """Opens the editor of a new note, where the pointer is or where there is room."""
        canvas, document = self.canvas, self.session.document
        x, y = placing.free_spot(canvas)
        at = canvas.hands.pointer
        if at is not None and canvas.hands.over_nothing:
            x, y = canvas.view.to_canvas(at.x(), at.y())
        frame = canvas.places.frame_at(x + 20, y + 20)
        name = document.fresh_id("n")
        NoteEditor(canvas, NoteData(name, x=round(x), y=round(y), frame=frame), is_new=True)

    def edit_note(self, node: str) -> bool:
        """Opens the editor of a note; whether it is one."""
        data = self.session.document.nodes.get(node)
        if not isinstance(data, NoteData):
            return False
        self.canvas.show_node(node)
        NoteEditor(self.canvas, data, is_new=False)
        return True

    # Snapping

    def toggle_snap(self, what: str) -> None:
        """Snapping to the grid, or to neighbours, on or off."""
        snapping = self.canvas.snapping
        if what == "grid":
            self.settings.snap_to_grid = snapping.grid = not snapping.grid
        else:
            self.settings.snap_to_neighbours = snapping.neighbours = not snapping.neighbours
