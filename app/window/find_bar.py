"""The find bar: over the canvas, with what was found marked on it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout

from app import theme
from app.canvas.access import announce
from app.canvas.box import Box
from app.canvas.canvas import Canvas
from app.canvas.marks import Marks
from app.playback.face import title_of
from app.widgets.fields import set_flag
from app.widgets.icons import icon
from app.window.searching import find_everywhere
from autograd_core.graph.document import SEPARATOR
from autograd_core.graph.flattening import scope_at
from autograd_core.graph.levels import above, home_of

WIDTH, EDGE = 400, 10
AGAIN_MILLISECONDS = 120
"""Rest after the document, the run or the cursor has changed, before it is looked through again."""


class FindBar(QFrame):
    """A field, how many there are, and where one is among them. Hidden until it is asked for.

    While one types, all that fits is marked and the first of it is gone to; Enter and F3 go on,
    with Shift back; Esc closes.
    """

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self.setObjectName("findBar")
        self.canvas = canvas
        self.session, self.player = canvas.session, canvas.player
        self.found: list[str] = []
        self.at = -1
        """The place of the current one among what was found; -1 for none."""
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Name, operation, [2, 3], nan, inf"))
        self.field.setAccessibleName(self.tr("Find on the canvas"))
        self.field.installEventFilter(self)
        self.count = QLabel()
        self.count.setProperty("muted", True)
        self.count.setMinimumWidth(self.count.fontMetrics().horizontalAdvance("1000 / 1000"))
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.buttons = {
            "up": self._button("up", self.tr("Previous"), self.previous),
            "down": self._button("down", self.tr("Next"), self.next),
            "close": self._button("close", self.tr("Close"), self.close_bar),
        }
        self.where = QLabel()
        self.where.setObjectName("foundWhere")
        self.where.setProperty("muted", True)
        self.where.hide()
        row = QHBoxLayout()
        row.setSpacing(4)
        for widget in (self.field, self.count, *self.buttons.values()):
            row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 6, 6)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.where)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN_MILLISECONDS)
        self._again.timeout.connect(self._look_again)
        self.field.textChanged.connect(self._typed)
        session, player = canvas.session, canvas.player
        for signal in (session.edited, session.ran, session.replaced, session.level_changed,
                       player.moved):
            signal.connect(self._stale)  # fmt: skip
        theme.switch().changed.connect(self._dress)
        canvas.installEventFilter(self)
        self._dress()
        self.hide()

    def _button(self, name: str, text: str, act: object) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.clicked.connect(act)
        return button

    def _dress(self) -> None:
        for name, button in self.buttons.items():
            button.setIcon(icon(name))

    # Opening and closing

    def open_bar(self) -> None:
        """Shows the bar with the last query, ready to be typed over."""
        self._lay()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._search()

    def close_bar(self) -> None:
        """Hides it, and the marks; the selection stays."""
        self._again.stop()
        # before it is hidden: Qt would pass the focus on to the next card
        self.canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self._mark([])

    def _lay(self) -> None:
        room = self.canvas.width() - 2 * EDGE
        self.resize(min(WIDTH, room), self.sizeHint().height())
        self.move(self.canvas.width() - self.width() - EDGE, EDGE)

    # Finding

    def _typed(self) -> None:
        self._search()
        self.at = -1
        first = self._first()
        if first is not None:
            self._go(first)
        self._tell()

    def _first(self) -> int | None:
        """The place of the one at this level that is called just so, else of one that is selected,
        else the first at this level; None where all are elsewhere."""
        document, chosen = self.session.document, self.session.selection
        query = self.field.text().strip().casefold()
        here = [i for i, each in enumerate(self.found) if self._is_here(each)]
        called = (i for i in here if document.own_name(self.found[i]).casefold() == query)
        selected = (i for i in here if self.found[i] in chosen)
        return next(called, next(selected, here[0] if here else None))

    def _is_here(self, item: str) -> bool:
        document = self.session.document
        return item in document.nodes or item in document.frames

    def _stale(self) -> None:
        if self.isVisible():
            self._again.start()

    def _look_again(self) -> None:
        current = self.found[self.at] if 0 <= self.at < len(self.found) else ""
        self._search()
        self.at = self.found.index(current) if current in self.found else -1
        self._show_count()

    def _search(self) -> None:
        session = self.session
        self.found = find_everywhere(
            session.document, session.seen, session.log, self.player.cursor, self.field.text()
        )
        self._mark(self.found)
        self._show_count()

    def _mark(self, found: list[str]) -> None:
        places = self.canvas.places
        boxes = self._frame_boxes()
        self.canvas.overlay.marks = Marks(
            places.slots_of(found), [boxes[f] for f in found if f in boxes], places.builds
        )
        self.canvas.update_all()

    def _frame_boxes(self) -> dict[str, Box]:
        places = self.canvas.places
        return places.frames.boxes(places.pos, places.size)

    def _show_count(self) -> None:
        nothing = bool(self.field.text().strip()) and not self.found
        set_flag(self.field, "wrong", nothing)
        if nothing:
            self.count.setText(self.tr("None"))
        elif not self.found:
            self.count.clear()
        else:
            at = str(self.at + 1) if self.at >= 0 else "–"
            self.count.setText(f"{at} / {len(self.found)}")
        self._show_where()

    def _show_where(self) -> None:
        """The way to the one that is shown, or to the first that is not at this level."""
        said = ""
        if self.session.whole.definitions and self.found:
            said = self._way(self.found[max(self.at, 0)])
            if self.at < 0 and self._first() is None:
                said = self.tr("{place} – Enter goes there").format(place=said)
        room = WIDTH - 2 * EDGE
        self.where.setText(self.fontMetrics().elidedText(said, Qt.TextElideMode.ElideMiddle, room))
        self.where.setVisible(bool(said))
        self._lay()

    def _way(self, item: str) -> str:
        """The names of the instances that lead to an item, and its own: `layer › act › relu`."""
        whole = self.session.whole
        prefix = home_of(whole, item) or above(item)
        outer = whole.name(prefix.removesuffix(SEPARATOR)).split(SEPARATOR) if prefix else ()
        scope = scope_at(whole, prefix)
        own = item.removeprefix(prefix)
        if scope is None:
            return ""
        frame, data = scope.graph.frames.get(own), scope.graph.nodes.get(own)
        if frame is not None:
            name = frame.title or frame.kind
        else:
            name = own if data is None else title_of(data)
        return " › ".join([self.tr("Document"), *outer, name])

    def _tell(self) -> None:
        """Says to a screen reader how many there are."""
        if self.field.text().strip():
            announce(self.canvas, self.tr("Found: {count}").format(count=len(self.found)))

    # Going on

    def next(self) -> None:
        """Goes to the next one; opens the bar where nothing has been asked for."""
        self._step(1)

    def previous(self) -> None:
        """Goes to the one before."""
        self._step(-1)

    def _step(self, by: int) -> None:
        if not self.isVisible():
            at = self.at
            self.open_bar()
            self.at = at
        if self.found:
            start = self.at if self.at >= 0 else (-1 if by > 0 else 0)
            self._go((start + by) % len(self.found))

    def _go(self, at: int) -> None:
        self.at = at
        item = self.found[at]
        if not self._is_here(item):
            self.session.enter(home_of(self.session.whole, item) or above(item))
        self.session.select([item])
        places = self.canvas.places
        if item in places.slots:
            self.canvas.views.show(places.card_box(item))
            self.canvas.set_focused(item, show=False)
        elif item in (boxes := self._frame_boxes()):
            self.canvas.views.show(boxes[item])
        self._show_count()

    # Events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.canvas:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._lay()
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._step(-1 if back else 1)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        event.accept()  # none of the keys is meant for the canvas below
