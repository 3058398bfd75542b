"""What can be done now: the answers to what commands ask before they are enabled."""

from __future__ import annotations

from app.commands import When
from app.playback.player import Player
from app.session import Session
from autograd_core.graph import regions
from autograd_core.graph.document import GroupData


def states(session: Session) -> dict[When, bool]:
    """What the document and the selection allow. Cheap: it is asked for at every edit."""
    stack, document = session.undo_stack, session.document
    return {
        When.CAN_UNDO: stack.canUndo(),
        When.CAN_REDO: stack.canRedo(),
        When.HAS_SELECTION: bool(session.selection),
        When.HAS_WIRE: not session.selection.isdisjoint(document.wires),
        When.HAS_NODES: bool(document.nodes),
        When.HAS_ACTIONS: bool(document.actions),
        **_of_regions(session),
        **_of_subgraphs(session),
        When.RUNNING: session.is_running,
    }


def _of_regions(session: Session) -> dict[When, bool]:
    document = session.document
    if not document.frames:
        some = any(item not in document.wires for item in session.selection)
        return {When.CAN_WRAP: some, When.IN_NO_GRAD: False}
    items = [i for i in session.selection if i not in document.wires]
    inside = [regions.in_no_grad(document, item) for item in items]
    return {When.CAN_WRAP: not all(inside), When.IN_NO_GRAD: any(inside)}


def _of_subgraphs(session: Session) -> dict[When, bool]:
    document = session.document
    nodes, asked = document.nodes, session.selection if document.definitions else ()
    chosen = [i for i in asked if isinstance(nodes.get(i), GroupData)]
    return {
        When.ON_SUBGRAPH: len(chosen) == 1,
        When.IN_SUBGRAPH: bool(session.document.prefix),
    }


def steps(player: Player) -> dict[When, bool]:
    """Where the player can go."""
    cursor, count = player.cursor, len(player.log)
    return {
        When.HAS_STEPS: count > 0,
        When.HAS_TURNS: bool(player.turns),
        When.HAS_BREAKPOINTS: bool(player.breakpoints.items),
        When.NOT_AT_START: cursor > 0,
        When.NOT_AT_END: cursor < count or player.phase < 1.0,
    }
