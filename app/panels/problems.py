"""The problems: what failed, why, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from app import theme
from app.playback.player import Player
from app.playback.words import text_of
from app.session import Session
from app.widgets.fields import heading, wrapped
from app.widgets.problem_box import (
    Failure,
    ProblemBox,
    apply_remedy,
    failures_of,
    in_force,
    is_unfinished,
    level_of,
)
from autograd_core.graph import remedies
from autograd_core.graph.steps import Problem
from autograd_core.graph.warned import silent_problems

SHOWN_AT_MOST = 50


class ProblemsPanel(QWidget):
    """Problems at the end of the run; those that are over there but stand at the cursor, below.

    Signals:
        counted(number): so many problems are in force at the end.
    """

    counted = Signal(int)

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problems")
        self.setAccessibleName(self.tr("Problems"))
        self.session = session
        self.player = player
        self._failures: list[Failure] = []
        self._at_end: list[Problem] = []
        self._unfinished: list[Problem] = []
        self._at_cursor: list[Problem] = []
        self._warnings: list[Problem] = []
        self._column = QVBoxLayout()
        self._column.setContentsMargins(8, 8, 8, 8)
        self._column.setSpacing(8)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(self.tr("Problems"))
        inner = QWidget()
        inner.setLayout(self._column)
        self._area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        session.ran.connect(self.reload)
        session.replaced.connect(self.reload)
        player.moved.connect(lambda old, new: self._follow())
        theme.switch().changed.connect(self._fill)
        self.reload()

    def mend_first(self) -> None:
        """Does what is offered first: for the selected card if it has a problem, else for the first
        problem that offers something."""
        session = self.session
        problems = sorted(
            [*self._at_end, *self._warnings, *self._unfinished],
            key=lambda each: each.node not in session.selection,
        )
        for problem in problems:
            offers = remedies.offered(level_of(problem, session), session.log, problem)
            for offer in offers[:1]:
                apply_remedy(session, problem, offer)
                session.said.emit(text_of(offer.title, session.flat))
                return
        session.said.emit(self.tr("There is nothing to mend that has a remedy."))

    def reload(self) -> None:
        """Reads the log anew."""
        log = self.session.log
        self._failures = failures_of(log)
        self._at_end, self._unfinished = [], []
        for problem in in_force(log, self._failures, len(log)):
            unfinished = is_unfinished(log, len(log), problem)
            (self._unfinished if unfinished else self._at_end).append(problem)
        self._warnings = [each for _, each in silent_problems(log, self.session.flat)]
        self._at_cursor = self._find_at_cursor()
        self._fill()
        self.counted.emit(len(self._at_end))

    def _follow(self) -> None:
        found = self._find_at_cursor()
        if [id(problem) for problem in found] != [id(problem) for problem in self._at_cursor]:
            self._at_cursor = found
            self._fill()

    def _find_at_cursor(self) -> list[Problem]:
        ends = {id(problem) for problem in (*self._at_end, *self._unfinished)}
        log, cursor = self.session.log, self.player.cursor
        return [
            problem
            for problem in in_force(log, self._failures, cursor)
            if id(problem) not in ends and not is_unfinished(log, cursor, problem)
        ]

    def _fill(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self._area.isAncestorOf(focused):
            self.setFocus()  # else it would go to a field elsewhere, which takes keys for itself
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._add(self._at_end)
        if self._at_cursor:
            self._column.addWidget(heading(self.tr("At this step")))
            self._add(self._at_cursor)
        if self._warnings:
            self._column.addWidget(heading(self.tr("Wrong without an error")))
            self._add(self._warnings, warned=True)
        if self._unfinished:
            self._column.addWidget(heading(self.tr("Not finished")))
            self._add(self._unfinished, unfinished=True)
        if not (self._at_end or self._at_cursor or self._unfinished or self._warnings):
            nothing = not len(self.session.log)
            text = self.tr("Nothing has run yet.") if nothing else ""
            text = text or self.tr("No problems: everything ran.")
            self._column.addWidget(wrapped(text, muted=True))
        self._column.addStretch()

    def _add(
        self, problems: list[Problem], unfinished: bool = False, warned: bool = False
    ) -> None:
        for problem in problems[:SHOWN_AT_MOST]:
            box = ProblemBox(
                self.session, problem, unfinished, player=self.player, warned=warned
            )
            box.chosen.connect(self._go_to)
            self._column.addWidget(box)
        left = len(problems) - SHOWN_AT_MOST
        if left > 0:
            text = self.tr("and {count} more").format(count=left)
            self._column.addWidget(wrapped(text, muted=True))

    def _go_to(self, problem: Problem) -> None:
        """Selects the node, and goes to where it failed if that is still ahead."""
        if problem.node is not None and self.session.reveal(problem.node):
            self.session.select([problem.node])
