"""What of a card can be clicked to be edited: its numbers, parameters, name and badge.

A part is a rectangle of the card with what it stands for. It is found from the card's face with
the measures that the painting uses, so it lies where its text is seen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QRectF

from app import theme
from app.canvas import metrics, texts
from app.canvas.box import Box
from app.canvas.card import Look
from app.canvas.geometry import Geometry
from app.canvas.header import Header, header_of
from app.canvas.painter import FAR
from app.canvas.ports import port_height
from app.canvas.shown import Shown
from app.canvas.tile import cells_of
from app.playback.face import Face, Tile, settings_of
from autograd_core.graph.document import Document, GroupData, LeafData, NodeData, NoteData, OpData

EASY = 3.0
"""Canvas units round a number that belong to it."""


class PartKind(Enum):
    """What a part stands for."""

    VALUE = auto()
    """The whole text of a leaf."""
    ELEMENT = auto()
    """One number of it; `index` is its place in row-major order."""
    FLAG = auto()
    """Whether a leaf requires grad."""
    PARAM = auto()
    """A parameter of an operation, or the number at a port without a wire; `name` is its."""
    BLOCKED = auto()
    """That the node waits for what is above it, where something failed."""
    CULPRIT = auto()
    """The sign of an error that another card has brought about; `name` is that node."""
    TITLE = auto()
    """The name."""
    PICTURE = auto()
    """A large tensor that is only looked at; `name` is the field, `value` or `grad`."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a card, in canvas units."""

    node: str
    kind: PartKind
    box: Box
    index: int = -1
    name: str = ""


def part_at(
    places: Geometry, shown: Shown, document: Document, x: float, y: float
) -> Part | None:
    """The part at a point of the canvas; that of a number before the whole value's."""
    node = places.card_at(x, y)
    if node is None:
        return None
    for part in parts_of(places, shown, document, node):
        if part.box.left <= x <= part.box.right and part.box.top <= y <= part.box.bottom:
            return part
    return None


def part_of(
    places: Geometry, shown: Shown, document: Document, node: str, kind: PartKind, name: str = ""
) -> Part | None:
    """The card's part of a kind, the largest where it has several."""
    found = [
        part
        for part in parts_of(places, shown, document, node)
        if part.kind is kind and name in ("", part.name)
    ]
    return max(found, key=lambda part: part.box.right - part.box.left, default=None)


def parts_of(
    places: Geometry, shown: Shown, document: Document, node: str
) -> Iterator[Part]:
    """The parts of a card, the small ones first."""
    slot = places.slots[node]
    data, face = document.nodes.get(node), shown.face(slot)
    if data is None:
        return
    card = places.card_box(node)
    look = Look(theme.current(), places.content(slot), card.bottom - card.top)
    for kind, rect, index, name in _pieces(data, face, look):
        box = Box(rect.left(), rect.top(), rect.right(), rect.bottom())
        yield Part(node, kind, box.moved(card.left, card.top), index, name)


_Piece = tuple[PartKind, QRectF, int, str]


def _pieces(data: NodeData, face: Face, look: Look) -> Iterator[_Piece]:
    header = header_of(face)
    if isinstance(data, NoteData):
        return
    if face.collapsed:
        yield PartKind.TITLE, _of_title(header), -1, ""
        return
    if face.error and face.problem is not None and face.problem.culprit:
        spot = QRectF(metrics.WIDTH - metrics.SIDE - 20, 6, 16, 16).adjusted(-2, -2, 2, 2)
        yield PartKind.CULPRIT, spot, -1, face.problem.culprit
    if face.status == "blocked":
        yield PartKind.BLOCKED, look.value_block, -1, ""
    if isinstance(data, LeafData):
        yield from _numbers(face, look)
        yield PartKind.VALUE, look.value_block, -1, ""
        if header.said:
            yield PartKind.VALUE, _in_header(header, 0, len(header.said)), -1, ""
        yield PartKind.FLAG, _badge(face, look), -1, ""
    elif isinstance(data, OpData):
        yield from _settings(data, header)
        yield from _port_numbers(face)
    elif isinstance(data, GroupData):
        yield from _port_numbers(face)
    if not isinstance(data, LeafData) and _is_large(face.first.tile):
        yield PartKind.PICTURE, look.value_block, -1, "value"
    if _is_large(face.first.grad):
        yield PartKind.PICTURE, look.grad_block, -1, "grad"
    yield PartKind.TITLE, _of_title(header), -1, ""


def _of_title(header: Header) -> QRectF:
    width = texts.width(texts.TITLE, header.title)
    return QRectF(header.title_left - EASY, 2, width + 2 * EASY, metrics.HEADER - 4)


def _numbers(face: Face, look: Look) -> Iterator[_Piece]:
    tile = face.first.tile
    if tile is None:
        return
    block = look.value_block
    room = block.adjusted(8, metrics.CELL_PAD, -4, -metrics.CELL_PAD)
    for index, rect in enumerate(cells_of(tile, room)):
        yield PartKind.ELEMENT, rect.adjusted(-EASY, 0, EASY, 0), index, ""


def _is_large(tile: Tile | None) -> bool:
    return tile is not None and tile.sample is not None


def _badge(face: Face, look: Look) -> QRectF:
    said = "requires_grad" if face.first.requires_grad else "leaf"
    width = 13 + texts.width(texts.SMALL, said) + EASY
    return QRectF(metrics.SIDE - EASY, look.facts_top, width + EASY, metrics.FACTS)


def _settings(data: OpData, header: Header) -> Iterator[_Piece]:
    """The parameters behind the operation's name, as far as they are seen."""
    at = header.settings_at
    for name, said in settings_of(data):
        if at < len(header.said):
            yield PartKind.PARAM, _in_header(header, at, len(said)), -1, name
        at += len(said) + 2


def _in_header(header: Header, start: int, count: int) -> QRectF:
    before = texts.width(header.role, header.said[:start])
    width = texts.width(header.role, header.said[start : start + count])
    left = header.said_left + before
    return QRectF(left - EASY, 3, width + 2 * EASY, metrics.HEADER - 6)


def _port_numbers(face: Face) -> Iterator[_Piece]:
    for place, port in enumerate(face.inputs):
        if port.number:
            name = texts.width(texts.SMALL, f"{port.said} = ")
            width = texts.width(texts.SMALL, port.number)
            left = metrics.SIDE + 2 + name
            top = float(port_height(place)) - metrics.PORT_ROW / 2
            rect = QRectF(left - EASY, top, width + 2 * EASY, metrics.PORT_ROW)
            yield PartKind.PARAM, rect, -1, port.port


def is_edited(part: Part) -> bool:
    """Whether a click edits the part, and does not just take hold of its card."""
    return part.kind not in (PartKind.TITLE, PartKind.PICTURE)


def is_near(zoom: float) -> bool:
    """Whether cards are large enough that a part of one can be meant."""
    return zoom >= FAR
