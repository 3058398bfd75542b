"""One gesture is one tool: it starts, moves, and either finishes or is cancelled.

Tools read the canvas through `Host` and change the document through the session, at their end
and in one edit; while they go on, only geometry and overlay show what would be.
Points are in viewport coordinates.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QPointF, QRect, Qt

from app.canvas.box import Box
from app.canvas.curves import Indices
from app.canvas.geometry import Geometry
from app.canvas.overlay import Overlay
from app.canvas.ports import Port
from app.canvas.snapping import Snapping
from app.canvas.view import View
from app.session import Session

GRAB = 11.0
"""Pixels round a port within which it is meant."""
WIRE_GRAB = 8.0
"""The same for a wire: its invisible, wide area."""


class Host(Protocol):
    """What a tool may use of the canvas."""

    session: Session
    places: Geometry
    view: View
    overlay: Overlay
    snapping: Snapping

    def area(self) -> QRect: ...
    def update_all(self) -> None: ...
    def update_box(self, box: Box | None, margin: float = ...) -> None: ...
    def update_boxes(self, boxes: list[Box], margin: float = ...) -> None: ...
    def strips(self, wires: Indices) -> list[Box]: ...
    def scroll_by(self, dx: float, dy: float) -> None: ...
    def dim(self, nodes: frozenset[str]) -> None: ...
    def hide_wires(self, wires: Iterable[str]) -> None: ...
    def show_node(self, node: str, *others: str) -> None: ...
    def say(self, words: str) -> None: ...
    def ask_add(
        self,
        x: float | None = ...,
        y: float | None = ...,
        port: Port | None = ...,
        lead: tuple[tuple[float, float], ...] = ...,
    ) -> None: ...
    def end_tool(self) -> None: ...


class Tool:
    """The base of all gestures; each does nothing unless it says otherwise."""

    cursor: Qt.CursorShape | None = None
    """The pointer's look while the gesture lasts."""
    held = Qt.KeyboardModifier.NoModifier
    """The modifiers at the last move of the pointer."""
    follows_edge = True
    """Whether the view follows what is dragged beyond its edge."""
    edits_live = False
    """Whether the document is changing by the gesture itself, which goes on."""
    waits = False
    """Whether it was asked for by key and its drag has yet to begin."""

    def __init__(self, host: Host) -> None:
        self.host = host

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None: ...

    def press(self, at: QPointF) -> None:
        """The button that a gesture which `waits` waits for."""

    def move(self, at: QPointF) -> None: ...

    def finish(self, at: QPointF) -> None: ...

    def cancel(self) -> None:
        """Takes everything back; the document has not changed."""

    def key(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        """A key pressed while the gesture lasts; whether it was used."""
        return False


def canvas_point(host: Host, at: QPointF) -> tuple[float, float]:
    """A viewport's point in canvas units."""
    return host.view.to_canvas(at.x(), at.y())
