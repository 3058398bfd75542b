"""Pressing on a number, a parameter or a badge of a card: a click edits it, a drag sideways
changes the number, any other drag moves the card."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QApplication

from app.canvas.board import Board
from app.canvas.numbers import Number, factor, number_of
from app.canvas.parts import Part, PartKind
from app.canvas.tools.move import MoveTool
from app.canvas.tools.select import ADDING
from app.canvas.tools.tool import Tool
from autograd_core.graph import building
from autograd_core.graph.document import LeafData, OpData
from autograd_core.graph.ports import port_name
from autograd_core.graph.steps import Problem, node_ref

_NONE = Qt.KeyboardModifier.NoModifier
RIM = 2
"""Pixels from the screen's edge at which the pointer goes on at the other side."""


class PartTool(Tool):
    """While a number is scrubbed the document is only tried out, so that the graph and its
    gradients follow; all of it becomes one step of undo. A new number waits for the run of the
    last one, and of those that wait the newest wins."""

    def __init__(self, board: Board, part: Part) -> None:
        super().__init__(board)
        self._board = board
        self._part = part
        self._number: Number | None = None
        self._instead: MoveTool | None = None
        self._from = self._last = QPointF()
        self._modifiers = _NONE
        self._value = 0.0
        self._shown = ""
        self._waiting: str | None = None
        self.follows_edge = False

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._from = self._last = at
        self._modifiers = self.held = modifiers
        session = self.host.session
        if not modifiers & ADDING and self._part.node not in session.selection:
            session.select({self._part.node})

    def move(self, at: QPointF) -> None:
        if self._instead is not None:
            self._instead.move(at)
        elif self._number is not None:
            self._scrub(at)
        elif (at - self._from).manhattanLength() >= QApplication.startDragDistance():
            self._decide(at)

    def _decide(self, at: QPointF) -> None:
        """A drag sideways from a number scrubs it, any other moves the card."""
        way, session = at - self._from, self.host.session
        if abs(way.x()) >= abs(way.y()):
            self._number = number_of(self._part, session.document, session.seen)
        if self._number is None:
            self._instead = MoveTool(self.host, self._part.node)
            self._instead.start(self._from, self._modifiers)
            self.follows_edge = True
            self._instead.move(at)
            return
        self._value = self._number.value
        self._board.viewport().setCursor(Qt.CursorShape.SizeHorCursor)
        session.ran.connect(self._show_waiting)
        # the number starts where it was, and loses only the way that decides
        still = min(float(QApplication.startDragDistance()), abs(way.x()))
        self._last = self._from + QPointF(still if way.x() > 0 else -still, 0.0)
        self._scrub(at)

    def _scrub(self, at: QPointF) -> None:
        number = self._number
        assert number is not None
        way = (at.x() - self._last.x()) * number.step * factor(self.held)
        self._value = number.limited(self._value + way)
        self._last = self._around_the_screen(at)
        text = number.text(self._value, self.held)
        if text == self._shown:
            return
        self._shown = text
        name = self.host.session.document.name(self._part.node)
        self.host.session.hinted.emit(f"{name}: {text}")
        self._waiting = text
        if not self.host.session.is_running:
            self._show_waiting()

    def _show_waiting(self) -> None:
        text, self._waiting = self._waiting, None
        if text is None or self._number is None:
            return
        self.edits_live = True
        self.host.session.try_out(self._number.put(text))
        self.edits_live = False

    def _around_the_screen(self, at: QPointF) -> QPointF:
        """At the screen's edge the pointer goes on at the other side, where the system lets it."""
        viewport = self._board.viewport()
        here = viewport.mapToGlobal(at.toPoint())
        screen = QGuiApplication.screenAt(here) or viewport.screen()
        area = screen.geometry()
        if here.x() <= area.left() + RIM:
            there = QPoint(area.right() - 2 * RIM, here.y())
        elif here.x() >= area.right() - RIM:
            there = QPoint(area.left() + 2 * RIM, here.y())
        else:
            return at
        if QCursor.pos() != here:
            return at  # an event of a moment ago
        QCursor.setPos(there)
        return QPointF(viewport.mapFromGlobal(there)) if QCursor.pos() == there else at

    def finish(self, at: QPointF) -> None:
        if self._instead is not None:
            self._instead.finish(at)
        elif self._number is not None:
            self._show_waiting()
            self._end()
            name = self.host.session.document.name(self._part.node)
            said = QCoreApplication.translate("Canvas", "Change {field} of {node}")
            field = port_name(self.host.session.document, self._part.node, self._part.name)
            self.host.session.keep(said.format(field=field or "value", node=name))
        else:
            self._click()

    def _click(self) -> None:
        session, node = self.host.session, self._part.node
        if self._modifiers & ADDING:
            session.select(session.selection ^ {node})
            return
        if self._part.kind is PartKind.BLOCKED:
            self._go_to_cause(node)
            return
        if self._part.kind is PartKind.CULPRIT:
            self._go_to_culprit(node)
            return
        session.select({node})
        data = session.document.nodes.get(node)
        said = QCoreApplication.translate("Canvas", "Change {field} of {node}")
        name = session.document.name(node)
        if self._part.kind is PartKind.FLAG and isinstance(data, LeafData):
            edits = building.change_of(data, requires_grad=not data.requires_grad)
            session.do(edits, said.format(field="requires_grad", node=name))
        elif isinstance(data, OpData) and data.params.get(self._part.name) in ("True", "False"):
            other = str(data.params[self._part.name] == "False")
            edits = building.set_param(session.document, node, self._part.name, other)
            session.do(edits, said.format(field=self._part.name, node=name))
        else:
            self._board.inline_requested.emit(self._part)

    def _go_to_culprit(self, node: str) -> None:
        """Shows the other card that has a part in a failure, at the step in which it had."""
        session, board = self.host.session, self._board
        problem = session.seen.at(board.player.shown_cursor, node_ref(node), "error")
        if not isinstance(problem, Problem) or problem.culprit is None:
            return
        if problem.culprit_step is not None:
            board.player.seek(problem.culprit_step + 1)
        if session.reveal(problem.culprit):
            session.select({problem.culprit})
            board.set_focused(problem.culprit)

    def _go_to_cause(self, node: str) -> None:
        """Shows the nearest card above that failed or is not finished."""
        session, board = self.host.session, self._board
        queue, seen = [node], {node}
        for each in queue:
            status = session.seen.at(board.player.cursor, node_ref(each), "status")
            if status in ("failed", "incomplete"):
                session.select({each})
                board.set_focused(each)
                return
            above = [s for s in session.document.sources(each) if s not in seen]
            seen.update(above)
            queue += above
        session.select({node})

    def cancel(self) -> None:
        if self._instead is not None:
            self._instead.cancel()
        elif self._number is not None:
            self._end()
            self.edits_live = True
            self.host.session.take_back()
            self.edits_live = False

    def _end(self) -> None:
        session = self.host.session
        session.ran.disconnect(self._show_waiting)
        session.hinted.emit("")
        self._number = None
