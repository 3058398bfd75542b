"""Placing new cards: where there is room, at a point, or at the end of a wire in the hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol, TypeAlias

from PySide6.QtCore import QCoreApplication, QRect, QRectF

from app.canvas import metrics
from app.canvas.box import Box
from app.canvas.geometry import Geometry
from app.canvas.making_room import room_for
from app.canvas.ports import Port, output_height, port_height
from app.canvas.room import nudged
from app.canvas.view import View
from app.session import Session
from autograd_core.graph import building, regions, rewiring
from autograd_core.graph.customs import editing
from autograd_core.graph.document import Document, NoteData, OpData
from autograd_core.graph.edits import Edit
from autograd_core.graph.fitting import doubt, metas_in
from autograd_core.graph.ports import input_ports, output_ports

translate = QCoreApplication.translate

PLACE_GAP = 64
"""Between a card that is placed without a point and its neighbours: room for wires."""
NEW_HEIGHT = 130

Way: TypeAlias = tuple[tuple[float, float], ...]
"""The dots that a wire is led through from its output on."""
New = Callable[[Document, float, float], tuple[str, list[Edit]]]
"""What makes a new node at a place: its id, and the edits that add it."""


class Spot(NamedTuple):
    """Where a card is wanted: at a point of the canvas, else where there is room, and the port
    that it is to be wired to, over dots on the way."""

    x: float | None = None
    y: float | None = None
    port: Port | None = None
    lead: Way = ()


class Placed(Protocol):
    """What of the canvas cards are placed on."""

    session: Session
    places: Geometry
    view: View

    def area(self) -> QRect: ...
    def show_node(self, node: str, *others: str) -> None: ...
    def set_focused(self, node: str | None, visible: bool = ...) -> None: ...


def put(
    canvas: Placed, make: New, name: str, spot: Spot, wire: tuple[str, int] | None = None
) -> str:
    """Places a card called `name`, wired to the spot's port, or put into a `wire` behind so many of
    its dots; the new node's id. It becomes the selection."""
    document, places = canvas.session.document, canvas.places
    x, y = spot.x, spot.y
    if x is None or y is None:
        x, y = free_spot(canvas, spot.port)
    node, edits = make(document, x, y)
    frame = places.frame_at(x + metrics.WIDTH / 2, y + metrics.HEADER)
    if frame is not None:
        edits = regions.within(edits, frame)
    port = spot.port
    if port is not None:
        edits = rewiring.in_turn(
            document,
            lambda _: edits,
            lambda scratch: _wired(canvas, scratch, node, port, spot.lead),
        )
    elif wire is not None:
        at = Box(x, y, x + metrics.WIDTH, y + NEW_HEIGHT)
        edits = rewiring.in_turn(
            document,
            lambda _: edits,
            lambda scratch: rewiring.insert(scratch, wire[0], node, wire[1]),
            lambda scratch: room_for(places, scratch, node, at),
        )
    if wire is None:
        edits = rewiring.in_turn(
            document, lambda _: edits, lambda scratch: aside(places, scratch, node)
        )
    if editing.is_row(name):
        name = document_name(edits, node) or name
    canvas.session.do(edits, translate("Canvas", "Add {name}").format(name=name))
    # who feeds one input by key goes on with the next
    by_key = port is not None and port.is_input and spot.x is None
    current = port.node if port is not None and by_key else node
    canvas.session.select({current})
    canvas.set_focused(current)
    canvas.show_node(node, *([] if wire is None else canvas.session.document.targets(node)))
    return node


def document_name(edits: list[Edit], node: str) -> str:
    """What a new operation is called."""
    added = (getattr(edit, "after", None) for edit in edits)
    return next((each.op for each in added if isinstance(each, OpData) and each.id == node), "")


def aside(places: Geometry, document: Document, node: str) -> list[Edit]:
    """Moves a new card aside as little as it takes not to lie on another one."""
    data = document.nodes[node]
    if isinstance(data, NoteData):
        return []
    x, y = nudged(places, data.x, data.y, new_height(document, node))
    return building.move(document, {node: (round(x), round(y))})


def new_height(document: Document, node: str) -> float:
    """The height of a card before anything is known of its value."""
    data = document.nodes[node]
    if isinstance(data, NoteData):
        return data.height
    outputs = len(output_ports(document, node))
    return height_of(max(len(input_ports(document, node)), outputs if outputs > 1 else 0))


def height_of(rows: int) -> float:
    """The height of a new card with so many rows of ports, before anything is known of its
    value."""
    return (
        metrics.HEADER
        + metrics.ABOVE_PORTS
        + metrics.PORT_ROW * rows
        + metrics.LINE * 2
        + 4 * metrics.CELL_PAD
        + metrics.GAP
        + metrics.FACTS
        + metrics.BOTTOM
    )


def operation(name: str) -> New:
    """What makes an operation of the registry, the leaf of a creation, or a user's own function."""
    if editing.is_row(name):
        return lambda document, x, y: editing.placed(document, name, x, y)
    return lambda document, x, y: building.place(document, name, x, y)


def leaf(value: str, label: str | None, dtype: str | None, requires_grad: bool = False) -> New:
    """What makes a leaf; `label` None takes a free letter."""
    return lambda document, x, y: building.add_leaf(
        document, value, x=x, y=y, label=label, dtype=dtype, requires_grad=requires_grad
    )


def _wired(
    canvas: Placed, document: Document, node: str, port: Port, lead: Way
) -> list[Edit]:
    """The wire between a port and a new card, whose first fitting port comes to lie where the
    card was asked for."""
    if port.is_input:
        outputs = output_ports(document, node)
        edits = building.connect(document, node, port.node, port.name, outputs[0])
        height, left = float(output_height(len(outputs), 0)), -metrics.WIDTH
    else:
        inputs = input_ports(document, node)
        if not inputs:
            return []
        metas = metas_in(canvas.session.seen)
        doubts = (doubt(document, metas, port.node, node, name, port.name) for name in inputs)
        at = next((place for place, said in enumerate(doubts) if not said), 0)
        edits = rewiring.joined(document, port.node, node, inputs[at], port.name, lead)
        height, left = float(port_height(at)), 0.0
    data = document.nodes[node]
    moved = building.change(document, node, x=round(data.x + left), y=round(data.y - height))
    return [*moved, *edits]


def free_spot(canvas: Placed, port: Port | None = None) -> tuple[float, float]:
    """Right of the selected card (left of the one whose input is asked for), else in the middle of
    what is in sight; further down, then further on, where cards lie."""
    nodes, places = canvas.session.document.nodes, canvas.places
    chosen = [node for node in canvas.session.selection if node in nodes]
    along = metrics.WIDTH + PLACE_GAP
    if port is not None:
        beside = places.card_box(port.node)
        along = -along if port.is_input else along
        x, top = round(beside.left + along), round(beside.top)
    elif len(chosen) == 1:
        beside = places.card_box(chosen[0])
        x, top = round(beside.left + along), round(beside.top)
    else:
        middle = QRectF(canvas.area()).center()
        left, up = canvas.view.to_canvas(middle.x(), middle.y())
        x, top = round(left - metrics.WIDTH / 2), round(up - NEW_HEIGHT / 2)
    found = _roomy(places, x, top, int(along))
    if port is None:
        return found
    # what is wired is put with its port, not its corner, at the point
    left, height = (metrics.WIDTH, metrics.HEADER / 2) if port.is_input else (0.0, port_height(0))
    return found[0] + left, found[1] + float(height)


def _roomy(places: Geometry, x: int, top: int, along: int) -> tuple[float, float]:
    for _ in range(64):
        for row in range(4):
            y = top + row * (NEW_HEIGHT + PLACE_GAP // 2)
            box = Box(x, y, x + metrics.WIDTH, y + NEW_HEIGHT).grown(PLACE_GAP // 2 - 4)
            if not len(places.cards_in(box)):
                return x, y
        x += along
    return x, top
