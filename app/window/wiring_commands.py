"""What commands do to wires and ports, and the quick add."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.canvas import grips
from app.canvas.canvas import Canvas
from app.canvas.curves import along
from app.canvas.ports import Port
from app.canvas.tools.dot import add_dot
from app.session import Session
from app.widgets.shelf import Shelf
from app.window.quick_add import QuickAdd
from autograd_core.graph import building, dots, rewiring
from autograd_core.graph.edits import Edit, apply
from autograd_core.graph.ports import place_in, spec_of


class WiringCommands(QObject):
    """Each method is one command: one undoable edit, or the start of a gesture."""

    def __init__(self, session: Session, canvas: Canvas, shelf: Shelf, window: QWidget) -> None:
        super().__init__(window)
        self.session = session
        self.canvas = canvas
        self._shelf = shelf
        self._window = window
        canvas.add_requested.connect(lambda spot: self.quick_add.ask(spot))
        canvas.placed.connect(shelf.remember)

    @cached_property
    def quick_add(self) -> QuickAdd:
        """The window that asks what to add, made when it is first wanted."""
        return QuickAdd(self.canvas, self._shelf, self._window)

    def add(self) -> None:
        """Asks what to add: at the pointer, or beside what is selected if keys are in use."""
        self.canvas.hands.ask_here()

    def knife(self) -> None:
        """The next drag on the canvas cuts the wires that it crosses."""
        self.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.canvas.hands.start_knife()

    def delete_and_reconnect(self) -> None:
        """Removes what is selected, and wires what fed it to what it fed."""
        edits = rewiring.dissolve(self.session.document, self.session.selection)
        self.session.do(edits, self.tr("Delete and reconnect"))

    def disconnect_selection(self) -> None:
        """Takes away the wires at the selected cards, and the selected wires."""
        edits = rewiring.disconnect(self.session.document, self.session.selection)
        self.session.do(edits, self.tr("Disconnect"))

    # Dots

    def add_dots(self) -> None:
        """Leads each selected wire through one more dot: where the pointer is if that is on the
        wire, else in the middle."""
        canvas = self.canvas
        for wire in self._wires():
            place = self._pointed()
            if place is None or grips.wire_at(canvas, *place) != wire:
                place = along(canvas.places.legs(canvas.places.wire_slots[wire]), 0.5)
            add_dot(canvas, wire, *place)

    def remove_dots(self) -> None:
        """Leads the selected wires straight again."""
        document = self.session.document
        edits = [edit for wire in self._wires() for edit in dots.bent(document, wire, ())]
        self.session.do(edits, self.tr("Remove dots"))

    def _wires(self) -> list[str]:
        wires = self.session.document.wires
        return [wire for wire in wires if wire in self.session.selection]

    def _pointed(self) -> tuple[float, float] | None:
        at = self.canvas.hands.pointer
        return None if at is None else self.canvas.view.to_canvas(at.x(), at.y())

    # Ports

    def close_gaps(self) -> None:
        """Removes the free ports between the wired ones of the selected cards, or of all where
        none is selected."""
        document = self.session.document
        nodes = [node for node in document.order if node in self.session.selection]
        edits = rewiring.close_gaps(document, nodes or document.order)
        self.session.do(edits, self.tr("Remove empty ports"))

    def offer_port(self, menu: QMenu) -> None:
        """Adds to the menu of a card what can be done with the port under the pointer."""
        port = self._pointed_port()
        if port is not None:
            text = self.tr("Remove port {port}").format(port=port.name)
            action = QAction(text, menu)
            action.setObjectName("removePort")
            action.triggered.connect(lambda: self.remove_port(port))
            menu.insertAction(menu.actions()[0], action)
            menu.insertSeparator(menu.actions()[1])

    def _pointed_port(self) -> Port | None:
        """The port of a variadic operation that the pointer is at, and that can be removed."""
        place = self._pointed()
        port = None if place is None else grips.port_at(self.canvas, *place)
        document = self.session.document
        if port is None or not port.is_input or port.node not in document.nodes:
            return None
        spec = spec_of(document.nodes[port.node])
        some = [] if spec is None else [each.name for each in spec.ports if each.variadic]
        return port if any(place_in(port.name, name) >= 0 for name in some) else None

    def remove_port(self, port: Port) -> None:
        """Removes a port of a variadic operation with its wire; those behind it close up."""
        document = self.session.document
        wire = document.inputs(port.node).get(port.name)
        edits: list[Edit] = [] if wire is None else building.remove(document, [wire.id])
        scratch = document.snapshot()
        apply(scratch, edits)
        edits += rewiring.close_gaps(scratch, [port.node])
        self.session.do(edits, self.tr("Remove port {port}").format(port=port.name))
