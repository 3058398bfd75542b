"""Where the texts of a card's header stand: its name at the left, its operation at the right."""

from __future__ import annotations

from typing import NamedTuple

from app.canvas import metrics, texts
from app.playback.face import Face, state_word
from app.playback.reach import DETACH

BADGE = 22.0
"""Room of the sign of an error."""
SIGN = 22.0
"""Room of the scissors before the name."""
TITLE_SHARE = 0.62
"""How much of the header a name may take beside the operation."""


class Header(NamedTuple):
    """The name and the operation with its parameters, as they fit, and their left ends.

    `settings_at` is the place in `said` where the parameters start.
    """

    title: str
    title_left: float
    said: str
    said_left: float
    role: str
    settings_at: int
    has_scissors: bool


def header_of(face: Face) -> Header:
    """The header of a card."""
    room = metrics.WIDTH - 2 * metrics.SIDE - 4
    if face.error:
        room -= BADGE
    operation = face.operation if face.operation != face.title else ""
    settings_at = len(operation) + 1 if operation else 0
    operation = f"{operation} {face.settings}".strip()
    if face.collapsed and face.first.tile is not None:
        operation, settings_at = face.first.tile.text, 0
    if face.state != "on":
        operation = f"{operation} ({state_word(face.state)})".strip()
    if face.first.version:
        operation = f"{operation}  v{face.first.version}"
    left = metrics.SIDE
    has_scissors = face.operation == DETACH
    if has_scissors:
        left, room = left + SIGN, room - SIGN
    title = texts.elided(texts.TITLE, face.title, room * TITLE_SHARE if operation else room)
    role = texts.NUMBER if face.is_leaf_node else texts.SMALL
    taken = texts.width(texts.TITLE, title) + 10
    said = texts.elided(role, operation, room - taken) if operation else ""
    said_left = left + room - texts.width(role, said)
    return Header(title, left, said, said_left, role, settings_at, has_scissors)
