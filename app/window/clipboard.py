"""Cut, copy, paste and duplicate: between windows, through chats, from spreadsheets."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QMimeData, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from app.canvas.canvas import Canvas
from app.canvas.metrics import HEADER, WIDTH
from app.canvas.placing import PLACE_GAP, new_height
from app.canvas.room import GROWTH, free_corner
from app.playback.words import clauses, listed, said
from app.session import Session
from app.window.code_reading import looks_like_code
from app.window.pointer import Pointer
from autograd_core.graph import clipboard, regions
from autograd_core.graph.building import fresh_label
from autograd_core.graph.clipboard import MIME, Fragment, Pasted, Refusal
from autograd_core.graph.document import NoteData

T = TypeVar("T")
NAMED_AT_MOST = 4
MANY = 1000
"""Cards from which on they are not looked at while the window waits."""
LONG = 100_000
"""Characters of a text, likewise."""


class Spot(NamedTuple):
    """Where something is added: its top left corner, and the frame there."""

    corner: tuple[float, float]
    frame: str | None = None


class ClipboardCommands(QObject):
    """Each method is one command: at most one undoable edit.

    What is added goes to the pointer while somebody works with the mouse, else beside the cards
    that it was copied from, else to the middle of what is in sight; never over other cards.

    Signals:
        code_met(text): what is to be pasted is PyTorch code.
    """

    code_met = Signal(str)

    def __init__(self, session: Session, canvas: Canvas) -> None:
        super().__init__(canvas)
        self.session = session
        self.canvas = canvas
        self._pointer = Pointer(canvas)
        self._menu_at: QPoint | None = None

    # Commands

    def copy(self) -> bool:
        """Puts what is selected on the clipboard; whether there was something."""
        found = self._selected()
        if found is None:
            self.canvas.say(self.tr("Select the cards to copy."))
            return False
        values = (len(getattr(node, "value", "")) for node in found.part.nodes.values())
        is_long = len(found.part.nodes) > MANY or sum(values) > LONG
        text = self._made(lambda: clipboard.text_of(found), is_long)
        data = QMimeData()
        data.setText(text)
        data.setData(MIME, text.partition("\n")[2].encode())
        QGuiApplication.clipboard().setMimeData(data)
        self.canvas.say(self.tr("Copied: {what}").format(what=self._names(found)))
        return True

    def cut(self) -> None:
        """Copies what is selected, and deletes it."""
        if self.copy():
            edits = regions.delete(self.session.document, self.session.selection)
            self.session.do(edits, self.tr("Cut"))

    def paste(self) -> None:
        """Adds what is on the clipboard."""
        self._paste(keep_inputs=False)

    def paste_keeping_inputs(self) -> None:
        """The same, wired to the nodes that it was wired to."""
        self._paste(keep_inputs=True)

    def duplicate(self) -> None:
        """Adds what is selected once more; the clipboard stays as it is."""
        self._duplicate(keep_inputs=False)

    def duplicate_keeping_inputs(self) -> None:
        """The same, wired to the nodes that it is wired to."""
        self._duplicate(keep_inputs=True)

    def spot(self, found: Fragment) -> Spot:
        """Where something that comes from elsewhere is added."""
        return self._spot(found)

    def note_menu(self, menu: QMenu, at: QPoint) -> None:
        """Pastes where a menu was opened (a global point) while something is chosen in it."""
        self._menu_at = self.canvas.viewport().mapFromGlobal(at)
        # the menu is hidden before what was chosen in it is done
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self, self._forget_menu))

    def _forget_menu(self) -> None:
        self._menu_at = None

    # How

    def _paste(self, keep_inputs: bool) -> None:
        try:
            found = self._on_clipboard()
        except Refusal as refusal:
            text = QGuiApplication.clipboard().text()
            if looks_like_code(text):
                self.code_met.emit(text)
            else:
                self._refuse(refusal)
            return
        self._add(found, self._spot(found), keep_inputs, self.tr("Paste"))

    def _refuse(self, refusal: Refusal) -> None:
        reason = self.tr("Not pasted: {reason}").format(reason=said(refusal.reason))
        self.canvas.say(" ".join(reason.split()))

    def _on_clipboard(self) -> Fragment:
        data = QGuiApplication.clipboard().mimeData()
        if data is not None and data.hasFormat(MIME):
            text = bytes(data.data(MIME).data()).decode(errors="replace")
        else:
            text = data.text() if data is not None else ""
        document = self.session.document
        return self._made(
            lambda: clipboard.read(text) or clipboard.leaf_of(text, fresh_label(document)),
            len(text) > LONG,
        )

    def _selected(self) -> Fragment | None:
        document, chosen = self.session.document, self.session.selection
        return self._made(lambda: clipboard.fragment(document, chosen), len(chosen) > MANY)

    def _made(self, work: Callable[[], T], slow: bool) -> T:
        return self.session.wait_for(work) if slow else work()

    def _duplicate(self, keep_inputs: bool) -> None:
        found = self._selected()
        if found is None:
            self.canvas.say(self.tr("Select the cards to duplicate."))
        else:
            # in the frames that the originals lie in, whatever is at the pointer
            spot = self._spot(found, at_pointer=self._menu_at is None)._replace(frame=None)
            self._add(found, spot, keep_inputs, self.tr("Duplicate"))

    def _add(self, found: Fragment, spot: Spot, keep_inputs: bool, title: str) -> None:
        session, canvas = self.session, self.canvas
        try:
            added = self._made(
                lambda: clipboard.added(
                    session.document, found, spot.corner, keep_inputs=keep_inputs, frame=spot.frame
                ),
                len(found.part.nodes) > MANY,
            )
        except Refusal as refusal:
            self._refuse(refusal)
            return
        session.do(added.edits, title)
        session.select(added.nodes)
        canvas.set_focused(added.nodes[0], visible=self._pointer.at is None)
        canvas.say(self._report(added))

    def _report(self, added: Pasted) -> str:
        text = self.tr("Added: {count}").format(count=len(added.nodes))
        if added.lost:
            names = list(dict.fromkeys(added.lost))
            more = "…" if len(names) > NAMED_AT_MOST else ""
            lost = listed(names[:NAMED_AT_MOST]) + more
            missed = self.tr("not found, and so not wired: {names}").format(names=lost)
            text = clauses([text, missed])
        return text

    def _names(self, found: Fragment) -> str:
        names = [found.part.name(node) for node in found.part.order]
        more = "…" if len(names) > NAMED_AT_MOST else ""
        return f"{listed(names[:NAMED_AT_MOST])}{more} ({len(names)})"

    # Where

    def _spot(self, found: Fragment, at_pointer: bool = True) -> Spot:
        canvas = self.canvas
        width, height = self._size(found)
        pointer = self._menu_at
        if pointer is None and self._pointer.at is not None:
            pointer = self._pointer.at.toPoint()
        if at_pointer and pointer is not None and canvas.area().contains(pointer):
            x, y = canvas.view.to_canvas(pointer.x(), pointer.y())
            frame = canvas.places.frame_at(x, y)
            # the first card's header comes under the pointer
            corner = free_corner(canvas.places, x - WIDTH / 2, y - HEADER / 2, width, height)
            return Spot(corner, frame)
        if self._has_originals(found):
            left, top = found.corner()
            below = top + height + PLACE_GAP
            return Spot(free_corner(canvas.places, left, below, width, height))
        box = canvas.view.box(canvas.area())
        x, y = box.middle()
        return Spot(free_corner(canvas.places, x - width / 2, y - height / 2, width, height))

    def _has_originals(self, found: Fragment) -> bool:
        """Whether the cards that were copied lie where they were."""
        document = self.session.document
        pairs = [
            (node, document.nodes.get(document.prefix + node.id))
            for node in found.part.nodes.values()
        ]
        return any(own is not None and (own.x, own.y) == (n.x, n.y) for n, own in pairs)

    def _size(self, found: Fragment) -> tuple[float, float]:
        """About how much room the cards take: as much as their originals, where those are here."""
        part, places = found.part, self.canvas.places
        left, top = found.corner()
        right = bottom = float("-inf")
        for node in part.nodes.values():
            width = node.width if isinstance(node, NoteData) else WIDTH
            height = new_height(part, node.id) + GROWTH
            slot = places.slots.get(self.session.document.prefix + node.id)
            if slot is not None:
                height = max(height, float(places.size[slot, 1]))
            right, bottom = max(right, node.x + width), max(bottom, node.y + height)
        return right - left, bottom - top
