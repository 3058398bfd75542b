"""The canvas as screen readers see it: a widget whose children are the cards.

The cards are no widgets, so their interfaces are made here, when asked for. Qt's cache owns an
interface once it has an id, while Python would collect a wrapper that nobody refers to: every
interface made is therefore kept for as long as its canvas lives, one for each card asked about.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, cast
from weakref import WeakSet

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from app.canvas.geometry import Geometry
from app.canvas.scene import Scene
from app.canvas.shown import Shown
from app.canvas.view import View
from app.playback.face import spoken
from app.playback.functions import function_words, functions_of
from app.playback.player import Player
from app.playback.words import listed
from app.session import Session
from autograd_core.graph.document import Document
from autograd_core.graph.ports import port_name

WIRES_TOLD = 12
"""Wires of a card that are told one by one."""


class Readable(Protocol):
    """What of the canvas is read out."""

    session: Session
    player: Player
    places: Geometry
    shown: Shown
    view: View
    scene: Scene

    def viewport(self) -> QWidget: ...
    def isVisible(self) -> bool: ...
    def area(self) -> QRect: ...


def wires_of(document: Document, node: str) -> str:
    """Where a card's inputs come from and its outputs go, in words: `a from x, b from w, to z`."""
    translate = QCoreApplication.translate
    said = [
        translate("Canvas", "{port} from {node}").format(
            port=port_name(document, node, port), node=document.name(wire.source)
        )
        for port, wire in sorted(document.inputs(node).items())
    ]
    targets = list(dict.fromkeys(document.name(target) for target in document.targets(node)))
    said += [translate("Canvas", "to {node}").format(node=name) for name in targets]
    left = len(said) - WIRES_TOLD
    more = [translate("Canvas", "and {count} more").format(count=left)] if left > 0 else []
    return listed([*said[:WIRES_TOLD], *more])


class CardInterface(QAccessibleInterface):
    """One card: its name is what it shows, its description how it is wired, its rectangle where
    it is on the screen."""

    def __init__(self, owner: CanvasInterface, node: str) -> None:
        super().__init__()
        self._owner = owner
        self.node = node

    def isValid(self) -> bool:
        return self.node in self._owner.readable.session.document.nodes

    def object(self) -> QObject:
        return cast(QObject, None)  # a card is no QObject, and Qt knows that there may be none

    def window(self) -> QWindow:
        return self._owner.widget().window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        return self._owner

    def child(self, index: int) -> QAccessibleInterface:
        return cast(QAccessibleInterface, None)

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        return cast(QAccessibleInterface, None)

    def childCount(self) -> int:
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def text(self, kind: QAccessible.Text) -> str:
        canvas = self._owner.readable
        if not self.isValid():
            return ""
        slot = canvas.places.slots[self.node]
        if kind == QAccessible.Text.Name:
            words = spoken(canvas.shown.face(slot), canvas.shown.why(slot))
            tags = canvas.shown.traps.tags().get(canvas.places.ids[slot], ())
            return listed([words, *(each.text for each in tags)])
        if kind == QAccessible.Text.Value:
            tile = canvas.shown.face(slot).first.tile
            return "" if tile is None else tile.text
        if kind == QAccessible.Text.Description:
            wires = wires_of(canvas.session.document, self.node)
            return listed([*([wires] if wires else []), *self._functions()])
        return ""

    def _functions(self) -> list[str]:
        """The Nodes of the card with what they have saved, where the run tells of them."""
        canvas = self._owner.readable
        session, player = canvas.session, canvas.player
        faces = functions_of(player.seen, player.shown_cursor, session.document, self.node)
        return [function_words(face, session.document) for face in faces]

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing here is set by a screen reader."""

    def rect(self) -> QRect:
        canvas = self._owner.readable
        if not self.isValid():
            return QRect()
        where = canvas.view.rect(canvas.places.card_box(self.node)).toRect()
        return QRect(canvas.viewport().mapToGlobal(where.topLeft()), where.size())

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        canvas = self._owner.readable
        state.focusable = state.selectable = True
        state.selected = self.node in canvas.session.selection
        state.focused = self.node == canvas.scene.focused
        state.invalid = not self.isValid()
        return state


class CanvasInterface(QAccessibleWidget):
    """The canvas, with a child for each node in the document's order."""

    def __init__(self, widget: QWidget, readable: Readable) -> None:
        super().__init__(widget, QAccessible.Role.List)
        self.readable = readable
        self._cards: dict[str, CardInterface] = {}

    def card(self, node: str) -> CardInterface:
        """The interface of a card, made when first asked for."""
        found = self._cards.get(node)
        if found is None:
            found = self._cards[node] = CardInterface(self, node)
            QAccessible.registerAccessibleInterface(found)
        return found

    def childCount(self) -> int:
        return len(self.readable.session.document.order)

    def child(self, index: int) -> QAccessibleInterface:
        order = self.readable.session.document.order
        if not 0 <= index < len(order):
            return cast(QAccessibleInterface, None)
        return self.card(order[index])

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        order = self.readable.session.document.order
        node = child.node if isinstance(child, CardInterface) else None
        return order.index(node) if node in order else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        canvas = self.readable
        point = canvas.viewport().mapFromGlobal(QPoint(x, y))
        if not canvas.area().contains(point):
            return cast(QAccessibleInterface, None)
        node = canvas.places.card_at(*canvas.view.to_canvas(point.x(), point.y()))
        return self.card(node) if node is not None else cast(QAccessibleInterface, None)

    def focusChild(self) -> QAccessibleInterface:
        node = self.readable.scene.focused
        return self.card(node) if node is not None else self


_canvases: WeakSet[QWidget] = WeakSet()
_interfaces: dict[int, CanvasInterface] = {}
_installed: list[bool] = []


def _interface_for(key: str, widget: QObject) -> QAccessibleInterface | None:
    """Qt's question for every object that it has no interface for yet."""
    if not isinstance(widget, QWidget) or widget not in _canvases:
        return None
    found = CanvasInterface(widget, cast(Readable, widget))
    _interfaces[id(widget)] = found
    return found


def make_readable(canvas: QWidget) -> None:
    """Lets screen readers see the cards of a canvas."""
    if not _installed:
        QAccessible.installFactory(_interface_for)
        _installed.append(True)
    _canvases.add(canvas)
    key = id(canvas)
    canvas.destroyed.connect(lambda: _interfaces.pop(key, None))


def tell_focus(canvas: QWidget, nodes: Iterable[str], node: str) -> None:
    """Tells a screen reader which card has the focus."""
    if not QAccessible.isActive():
        return
    event = QAccessibleEvent(canvas, QAccessible.Event.Focus)
    event.setChild(list(nodes).index(node))
    QAccessible.updateAccessibility(event)


def announce(canvas: QWidget, words: str) -> None:
    """Has a screen reader say something that has no place on the screen."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(canvas, words))
