"""The canvas by keyboard: focus among the cards, panning, nudging, wiring, editing."""

from __future__ import annotations

import sys
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtGui import QKeyEvent

from app.canvas.board import Board
from app.canvas.dots import Dot
from app.canvas.hands import Hands
from app.canvas.ports import Port
from app.canvas.tools.keys import KeyWireTool
from autograd_core.graph import building, dots, regions, rewiring
from autograd_core.graph.words import QT_TRANSLATE_NOOP

PAN_PIXELS = 60
NUDGE, FINE_NUDGE = 10.0, 1.0

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_DELETE = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_WINDOWS = sys.platform == "win32"
"""There Shift+F10 comes as the event of the menu key."""
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier


class Row(NamedTuple):
    """What can be done, with which keys (portable names), or with what else."""

    text: str
    keys: tuple[str, ...]
    others: tuple[str, ...] = ()

    def by_mouse(self) -> list[str]:
        """What does it besides keys, in the window's language."""
        return [translated(text) for text in self.others]


KEYS = (
    Row(
        QT_TRANSLATE_NOOP("Canvas", "Add at the pointer"), ("Space", "Tab"),
        (QT_TRANSLATE_NOOP("Canvas", "double-click"),),
    ),
    Row(QT_TRANSLATE_NOOP("Canvas", "Next, previous card"), ("Tab", "Shift+Tab")),
    Row(QT_TRANSLATE_NOOP("Canvas", "First, last card"), ("Home", "End")),
    Row(QT_TRANSLATE_NOOP("Canvas", "Edit the card"), ("Return",)),
    Row(QT_TRANSLATE_NOOP("Canvas", "Draw a wire from the card, or out of a wire’s dot"), ("W",)),
    Row(QT_TRANSLATE_NOOP("Canvas", "Add what feeds the card’s next free input"), ("I",)),
    Row(QT_TRANSLATE_NOOP("Canvas", "Wire: next, previous port"), ("Tab", "Shift+Tab")),
    Row(QT_TRANSLATE_NOOP("Canvas", "Wire: another output"), ("W",)),
    Row(QT_TRANSLATE_NOOP("Canvas", "Wire: to a new card"), ("A",)),
    Row(QT_TRANSLATE_NOOP("Canvas", "Wire: connect"), ("Return",)),
    Row(
        QT_TRANSLATE_NOOP("Canvas", "Another wire from the same output"), (),
        (
            QT_TRANSLATE_NOOP("Canvas", "Ctrl and drag a wire’s end"),
            QT_TRANSLATE_NOOP("Canvas", "or one of its dots"),
        ),
    ),
    Row(
        QT_TRANSLATE_NOOP("Canvas", "Cut wires"), (),
        (QT_TRANSLATE_NOOP("Canvas", "Ctrl and drag with the right button"),),
    ),
    Row(
        QT_TRANSLATE_NOOP("Canvas", "Add or remove a dot"), (),
        (QT_TRANSLATE_NOOP("Canvas", "double-click a wire"),),
    ),
    Row(
        QT_TRANSLATE_NOOP("Canvas", "Open the subgraph that is selected"), ("Enter",),
        (QT_TRANSLATE_NOOP("Canvas", "double-click its card"),),
    ),
    Row(QT_TRANSLATE_NOOP("Canvas", "Select the next wire"), ("Shift+W",)),
    Row(
        QT_TRANSLATE_NOOP("Canvas", "Move the selected cards, else the view"),
        ("Left", "Up", "Down", "Right"),
    ),
    Row(QT_TRANSLATE_NOOP("Canvas", "Move them by little"), ("Shift+Left", "Shift+Right")),
    Row(QT_TRANSLATE_NOOP("Canvas", "Delete what is selected"), ("Del", "Backspace")),
    Row(QT_TRANSLATE_NOOP("Canvas", "Menu of what is selected"), ("Menu", "Shift+F10")),
    Row(
        QT_TRANSLATE_NOOP("Canvas", "Pan"), (),
        (
            QT_TRANSLATE_NOOP("Canvas", "Space and drag"),
            QT_TRANSLATE_NOOP("Canvas", "middle button"),
            QT_TRANSLATE_NOOP("Canvas", "two fingers"),
        ),
    ),
    Row(
        QT_TRANSLATE_NOOP("Canvas", "Zoom"), (),
        (QT_TRANSLATE_NOOP("Canvas", "wheel"), QT_TRANSLATE_NOOP("Canvas", "pinch")),
    ),
    Row(
        QT_TRANSLATE_NOOP("Canvas", "Change a number on a card"), (),
        (
            QT_TRANSLATE_NOOP("Canvas", "drag sideways"),
            QT_TRANSLATE_NOOP("Canvas", "Shift: finer"),
            QT_TRANSLATE_NOOP("Canvas", "Ctrl: coarser"),
        ),
    ),
    Row(QT_TRANSLATE_NOOP("Canvas", "Cancel, or select nothing"), ("Esc",)),
)  # fmt: skip
"""The canvas's own keys, for the sheet of shortcuts."""


_LAST = QT_TRANSLATE_NOOP(
    "Canvas", "The last card. Tab again leaves the canvas, Home goes to the first card."
)
_FIRST = QT_TRANSLATE_NOOP(
    "Canvas", "The first card. Shift+Tab again leaves the canvas, End goes to the last card."
)
_NO_INPUT = QT_TRANSLATE_NOOP("Canvas", "The card has no free input.")


def translated(text: str) -> str:
    """A text of the table in the window's language."""
    return QCoreApplication.translate("Canvas", text)


class Keys:
    """Turns key presses into gestures and edits."""

    def __init__(self, board: Board, hands: Hands) -> None:
        self.board = board
        self.hands = hands
        self._at_edge: str | None = None
        """The first or last card, from which the next Tab leads out of the canvas."""

    def press(self, event: QKeyEvent) -> bool:
        """Whether the key was used."""
        key, held = event.key(), event.modifiers()
        if key == Qt.Key.Key_Escape:
            return self._escape()
        tool = self.hands.tool
        if tool is not None:
            tool.key(key, held)
            return True  # a gesture takes all keys, so that no other command disturbs it
        if key == Qt.Key.Key_Space and not held:
            if not event.isAutoRepeat():
                self.hands.hold_space(True)
            return True
        if key in _ARROWS and not held & ~(_SHIFT | Qt.KeyboardModifier.KeypadModifier):
            dx, dy = _ARROWS[Qt.Key(key)]
            self._arrow(dx, dy, bool(held & _SHIFT))
            return True
        return self._command(key, held)

    def _command(self, key: int, held: Qt.KeyboardModifier) -> bool:
        board = self.board
        node = self._focused()
        chosen, frames = board.session.selection, board.session.document.frames.keys()
        if key in _DELETE and not held:
            board.delete_selection()
        elif key == Qt.Key.Key_A and held == _CONTROL:
            board.select_all()
        elif key == Qt.Key.Key_F10 and held == _SHIFT and not _WINDOWS:
            self.hands.menu_by_key()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and not held:
            self._focus_at(0 if key == Qt.Key.Key_Home else -1)
        elif key in _ENTER and node is not None:
            if not board.open(node):
                board.edit_requested.emit(node)
        elif key in _ENTER and len(chosen) == 1 and chosen <= frames:
            board.rename_frame(next(iter(chosen)))
        elif key == Qt.Key.Key_W and not held and (dot := self._chosen_dot()) is not None:
            wire = board.session.document.wires[dot.wire]
            self.hands.begin(KeyWireTool(board, wire.source, dot), QPointF())
        elif key == Qt.Key.Key_W and not held and node is not None:
            self.hands.begin(KeyWireTool(board, node), QPointF())
        elif key == Qt.Key.Key_I and not held and node is not None:
            port = rewiring.free_input(board.session.document, node)
            if port is None:
                board.say(translated(_NO_INPUT))
            else:
                board.ask_add(port=Port(node, port, True))
        elif key == Qt.Key.Key_W and held == _SHIFT:
            self._next_wire()
        else:
            return False
        return True

    def release(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Space and self.hands.space:
            if not event.isAutoRepeat():
                self.hands.hold_space(False)
            return True
        return False

    def _escape(self) -> bool:
        """Cancels the gesture; without one, selects nothing."""
        if self.hands.cancel() or self.board.arranger.cancel():
            return True
        if self.board.session.selection:
            self.board.session.select(())
            return True
        return False

    def _arrow(self, dx: int, dy: int, fine: bool) -> None:
        """Moves the selected cards, or the view where none is selected."""
        session = self.board.session
        nodes = session.document.nodes
        frames = session.selection & session.document.frames.keys()
        ids = session.selection | (regions.contents(session.document, frames) if frames else set())
        chosen = [nodes[each] for each in ids if each in nodes]
        wires = session.document.wires
        bent = [each for each in ids if each in wires and wires[each].points]
        if bent and not chosen:
            step = FINE_NUDGE if fine else NUDGE
            edits = dots.shifted(session.document, sorted(bent), dx * step, dy * step)
            key = "dots " + " ".join(sorted(bent))
            session.do(edits, QCoreApplication.translate("Canvas", "Move a dot"), key)
            return
        if not chosen:
            self.board.scroll_by(dx * PAN_PIXELS, dy * PAN_PIXELS)
            return
        step = FINE_NUDGE if fine else NUDGE
        goals = {node.id: (node.x + dx * step, node.y + dy * step) for node in chosen}
        edits = building.move(session.document, goals)
        key = "nudge " + " ".join(sorted(goals))
        session.do(edits, QCoreApplication.translate("Canvas", "Move"), key)

    def _chosen_dot(self) -> Dot | None:
        """Where nothing but wires is selected, the last dot that they have in common."""
        document, chosen = self.board.session.document, self.board.session.selection
        if not chosen or not chosen <= document.wires.keys():
            return None
        wire = min(chosen)
        for place in reversed(range(len(document.wires[wire].points))):
            if chosen <= dots.through(document, wire, place).keys():
                return Dot(wire, place)
        return None

    def _next_wire(self) -> None:
        """Selects the next wire: of those at the card with the focus, else of all."""
        session = self.board.session
        document, node = session.document, self._focused()
        wires = list(document.wires)
        if node is not None:
            wires = [w.id for w in document.inputs(node).values()] + list(document.outputs(node))
        chosen = [at for at, wire in enumerate(wires) if wire in session.selection]
        if wires:
            wire = document.wires[wires[(chosen[-1] + 1) % len(wires) if chosen else 0]]
            session.select({wire.id})
            ends = [document.name(end) for end in (wire.source, wire.target)]
            self.board.say(f"{ends[0]} → {ends[1]}.{wire.target_port}")

    def _focused(self) -> str | None:
        """The card that keys are meant for: the one with the focus, else the only selected."""
        board = self.board
        if board.scene.focused is not None:
            return board.scene.focused
        chosen = [n for n in board.session.selection if n in board.session.document.nodes]
        return chosen[0] if len(chosen) == 1 else None

    def arrive(self, forward: bool) -> None:
        """Makes a card current for somebody who comes by keyboard: the one that was, that is
        selected, else the first (`forward`) or the last; it is seen which."""
        board = self.board
        self.hands.pointer = None
        order, chosen = board.session.document.order, board.session.selection
        if board.scene.focused is not None:
            board.set_focused(board.scene.focused, visible=True)
        elif selected := [node for node in order if node in chosen]:
            board.set_focused(selected[0], visible=True)
        elif order and not chosen:
            node = order[0 if forward else -1]
            board.set_focused(node, visible=True)
            board.session.select({node})

    def _focus_at(self, at: int) -> None:
        """Moves the focus to the first (0) or the last card (-1)."""
        board, order = self.board, self.board.session.document.order
        if order:
            self.hands.pointer = None
            board.set_focused(order[at], visible=True)
            board.session.select({order[at]})

    def focus_card(self, forward: bool) -> bool:
        """Moves the focus to the next or the last card in the document's order and selects it;
        False where the focus goes on to the next widget."""
        board = self.board
        if self.hands.tool is not None:
            self.hands.tool.key(Qt.Key.Key_Tab if forward else Qt.Key.Key_Backtab, _NONE)
            return True
        if forward and self.hands.over_nothing:
            self.hands.ask_here()
            self.hands.pointer = None  # keys are in use: the next Tab goes on among the cards
            return True
        self.hands.pointer = None
        order = board.session.document.order
        if not order:
            return False
        focused = board.scene.focused
        if focused is None:
            at = 0 if forward else len(order) - 1
        else:
            at = order.index(focused) + (1 if forward else -1)
        if not 0 <= at < len(order):
            if focused is not None and self._at_edge != focused:
                self._at_edge = focused  # who goes on has seen that there are no more cards
                board.say(translated(_LAST if forward else _FIRST))
                return True
            self._at_edge = None
            board.set_focused(None)
            return False
        self._at_edge = None
        board.set_focused(order[at], visible=True)
        board.session.select({order[at]})
        return True


_NONE = Qt.KeyboardModifier.NoModifier
