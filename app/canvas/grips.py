"""What of a wire is at a point, and which gesture a press or a double-click there begins."""

from __future__ import annotations

from PySide6.QtCore import Qt

from app.canvas.board import Board
from app.canvas.dots import Dot
from app.canvas.frames import Sides
from app.canvas.notes import GRIP
from app.canvas.ports import Port
from app.canvas.tools.dot import DotTool, add_dot, remove_dot
from app.canvas.tools.frame_size import FrameSizeTool
from app.canvas.tools.note_size import NoteSizeTool
from app.canvas.tools.tool import GRAB, WIRE_GRAB, Tool
from app.canvas.tools.wire import GripTool, WireTool
from autograd_core.graph.document import NoteData

PORTS_FROM = 0.25
"""The zoom from which on ports and dots can be taken hold of: below it they are too small."""


SIDE_GRAB = 5.0
"""Pixels beside the side of a frame within which it is meant."""


def port_at(board: Board, x: float, y: float) -> Port | None:
    """The port that is meant at a point of the canvas."""
    zoom = board.view.zoom
    return board.places.port_at(x, y, GRAB / zoom) if zoom >= PORTS_FROM else None


def dot_at(board: Board, x: float, y: float) -> Dot | None:
    """The dot of a wire that is meant at a point; a card that lies over it is meant instead."""
    zoom = board.view.zoom
    if zoom < PORTS_FROM or board.places.card_at(x, y) is not None:
        return None
    return board.places.dot_at(x, y, WIRE_GRAB / zoom + 2)


def wire_at(board: Board, x: float, y: float) -> str | None:
    """The wire that is meant at a point."""
    return board.places.wire_at(x, y, WIRE_GRAB / board.view.zoom)


def on_port(board: Board, port: Port, modifiers: Qt.KeyboardModifier) -> Tool:
    """Wiring from a port; with Ctrl, another wire like the one that ends there."""
    return WireTool.at_port(board, port, bool(modifiers & Qt.KeyboardModifier.ControlModifier))


def on_note(board: Board, x: float, y: float) -> Tool | None:
    """What a press on the corner of a note begins."""
    note = note_corner(board, x, y)
    return None if note is None else NoteSizeTool(board, note)


def on_wire(
    board: Board, x: float, y: float, modifiers: Qt.KeyboardModifier
) -> Tool | None:
    """What a press on a wire or on one of its dots begins; with Ctrl, another wire out of it."""
    dot = dot_at(board, x, y)
    if dot is not None:
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            return WireTool.at_dot(board, dot)
        return DotTool(board, dot)
    wire = wire_at(board, x, y)
    return None if wire is None else GripTool(board, wire)


def anything_at(board: Board, x: float, y: float) -> bool:
    """Whether there is something at a point that a drag would take hold of."""
    places = board.places
    return bool(
        places.card_at(x, y)
        or port_at(board, x, y)
        or dot_at(board, x, y)
        or wire_at(board, x, y)
        or sides_at(board, x, y)
        or (board.view.zoom >= PORTS_FROM and places.title_at(x, y))
    )


def sides_at(board: Board, x: float, y: float) -> tuple[str, Sides] | None:
    """The frame and the sides of it that are meant at a point."""
    places, zoom = board.places, board.view.zoom
    if zoom < PORTS_FROM:
        return None
    return places.frames.sides_at(x, y, SIDE_GRAB / zoom, places.pos, places.size)


def on_side(board: Board, x: float, y: float) -> Tool | None:
    """What a press on a side of a frame begins."""
    found = sides_at(board, x, y)
    return None if found is None else FrameSizeTool(board, *found)


def note_corner(board: Board, x: float, y: float) -> NoteData | None:
    """The note whose lower right corner is at a point."""
    node = board.places.card_at(x, y)
    data = None if node is None else board.session.document.nodes.get(node)
    if not isinstance(data, NoteData) or board.view.zoom < PORTS_FROM:
        return None
    near = data.x + data.width - x <= GRIP and data.y + data.height - y <= GRIP
    return data if near else None


def double_clicked(board: Board, x: float, y: float) -> Tool | None:
    """Removes the dot at a point, adds one to the wire there (and takes hold of it), or asks what
    to add where nothing is."""
    dot, wire = dot_at(board, x, y), wire_at(board, x, y)
    if dot is not None:
        remove_dot(board, dot)
    elif wire is not None:
        return DotTool(board, add_dot(board, wire, x, y))
    elif port_at(board, x, y) is None:
        board.ask_add(x, y)
    return None
