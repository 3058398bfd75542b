"""One problem: where, PyTorch's words, what they mean, who else has a part in it, and the remedies
as buttons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import theme
from app.playback.player import Player
from app.playback.words import headed, said, text_of
from app.session import Session
from app.widgets.fields import ElidedButton, wrapped
from app.widgets.icons import icon
from app.widgets.wording import action_title
from autograd_core.graph import action_edits, levels, remedies
from autograd_core.graph.document import Document
from autograd_core.graph.edits import SetActions
from autograd_core.graph.remedies import Remedy
from autograd_core.graph.steps import ActionPath, Problem, Ref, StepLog, node_ref
from autograd_core.graph.turns import numbers_in

MARK = 16
_LONG = re.compile(r"\S{24,}")
_JOINT = re.compile(r"([.,(=_\]])")


class Failure(NamedTuple):
    """A problem, whose it is, and the step at which it came."""

    step: int
    subject: Ref
    problem: Problem


def failures_of(log: StepLog) -> list[Failure]:
    """Every failure of a run, in order; reads the whole log."""
    return [
        Failure(at, subject, after)
        for at, step in enumerate(log.steps)
        if step.kind == "error"
        for subject, name, _, after in step.changes
        if name == "error" and isinstance(after, Problem)
    ]


def in_force(log: StepLog, failures: Iterable[Failure], cursor: int) -> list[Problem]:
    """The problems that stand at the cursor: what failed by then and has not run since."""
    found: dict[int, Problem] = {}
    for step, subject, problem in failures:
        if step < cursor and log.at(cursor, subject, "error") is problem:
            found[id(problem)] = problem
    return list(found.values())


def level_of(problem: Problem, session: Session) -> Document:
    """The level that the node is in: what is mended at a node is mended there."""
    home = levels.home_of(session.whole, problem.node) if problem.node is not None else None
    if home is None or home == session.document.prefix:
        return session.document
    return levels.level(session.whole, home)


def apply_remedy(session: Session, problem: Problem, remedy: Remedy) -> None:
    """Does what the remedy says, as one undoable edit, and shows what comes of it."""
    if problem.node is not None and any(not isinstance(e, SetActions) for e in remedy.edits):
        session.reveal(problem.node)  # the graph changes round it
    edits = remedies.remedy(session.document, session.log, problem, remedy.fix)
    if edits:
        session.show_end_of = problem.action[0] if problem.action else None
        session.do(edits, text_of(remedy.title, session.flat))


def place_of(problem: Problem, document: Document) -> str:
    """Where it went wrong, in a few words."""
    if problem.node is not None:
        place = document.name(problem.node)
        data = document.find(problem.node)
        op = getattr(data, "op", "")
        place = f"{place} ({op})" if op and op != place else place
    else:
        place = ""
    return " · ".join(part for part in (place, *_when(problem.action, document)) if part)


def _when(path: ActionPath, document: Document) -> Iterator[str]:
    """The action, with its place in the list where others have the same title, and the turns of
    the loops round it."""
    lines = [action for _, action in action_edits.flat(document.actions)]
    at = next((at for at, action in enumerate(lines) if path and action.id == path[-1]), None)
    if at is None:
        return
    translate = QCoreApplication.translate
    title = action_title(lines[at], document)
    if sum(action_title(action, document) == title for action in lines) > 1:
        text = translate("Problem", "action {number}: {title}")
        title = text.format(number=at + 1, title=title)
    yield title
    for turn in numbers_in(path):
        yield translate("Problem", "turn {number}").format(number=turn + 1)


def is_unfinished(log: StepLog, cursor: int, problem: Problem) -> bool:
    """Whether it is no fault yet: the node only lacks a wire or a parameter."""
    return (
        problem.node is not None
        and log.at(cursor, node_ref(problem.node), "status") == "incomplete"
    )


def breakable(text: str) -> str:
    """The text, whose long words can be broken after a dot, a comma or a bracket."""
    return _LONG.sub(lambda word: _JOINT.sub("\\1\u200b", word[0]), text)


class ProblemBox(QFrame):
    """Shows one problem; a double click or Enter goes to its node.

    Args:
        unfinished: it is no fault yet.
        warned: PyTorch says nothing of it.

    Signals:
        chosen(problem)
    """

    chosen = Signal(object)

    def __init__(
        self,
        session: Session,
        problem: Problem,
        unfinished: bool = False,
        parent: QWidget | None = None,
        *,
        player: Player | None = None,
        warned: bool = False,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.problem = problem
        self.unfinished = unfinished
        self.warned = warned
        self.player = player
        self.setObjectName("problem")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        where = place_of(problem, session.whole)
        what = said(problem.message)
        if problem.caught:
            what = QCoreApplication.translate("Card", "caught: {error}").format(error=what)
        self.setAccessibleName(headed(where, what) if where else what)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 9)
        column.setSpacing(5)
        column.addLayout(self._title(where))
        message = wrapped(breakable(what))
        if not warned and not problem.caught:
            message.setProperty("muted" if unfinished else "wrong", True)
        column.addWidget(message)
        if problem.hint is not None:
            column.addWidget(wrapped(text_of(problem.hint, session.flat)))
        self._add_culprit(column)
        level = level_of(problem, session)
        offered = remedies.offered(level, session.log, problem) if not problem.caught else ()
        for remedy in offered:
            column.addWidget(self._button(remedy), 0, Qt.AlignmentFlag.AlignLeft)
        self._dress()

    def _add_culprit(self, column: QVBoxLayout) -> None:
        """Who else has a part in it, as a link to the card and to the step."""
        culprit, step = self.problem.culprit, self.problem.culprit_step
        if culprit is None or self.session.flat.find(culprit) is None:
            return
        name = self.session.whole.name(culprit)
        if step is None:
            text = self.tr("Go to {name}").format(name=name)
        else:
            text = self.tr("Go to {name}, step {step}").format(name=name, step=step + 1)
        link = ElidedButton(text)
        link.setObjectName("culprit")
        link.setIcon(icon("culprit", self._hue()))
        link.setToolTip(self.tr("Shows who has brought this about"))
        link.clicked.connect(self.go_to_culprit)
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def _hue(self) -> QColor:
        colours = theme.current()
        return colours.text if self.problem.caught else colours.error

    def go_to_culprit(self) -> None:
        """Shows the other card that has a part in it, at the step in which it had."""
        culprit, step = self.problem.culprit, self.problem.culprit_step
        if step is not None and self.player is not None:
            self.player.seek(step + 1)
        if culprit is not None and self.session.reveal(culprit):
            self.session.select([culprit])

    def _title(self, where: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(7)
        self._mark = QLabel()
        self._mark.setFixedSize(MARK, MARK)
        title = QLabel(where)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setWordWrap(True)
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(title, 1)
        return row

    def _button(self, remedy: Remedy) -> QPushButton:
        button = ElidedButton(text_of(remedy.title, self.session.flat))
        button.setObjectName(f"fix_{remedy.fix}")
        button.clicked.connect(lambda: apply_remedy(self.session, self.problem, remedy))
        return button

    def _dress(self) -> None:
        colours = theme.current()
        ratio = self.devicePixelRatioF()
        name, hue = "error", colours.error
        if self.problem.caught:
            name, hue = "caught", colours.text
        if self.unfinished or self.warned:
            name, hue = (
                ("warning", colours.warning) if self.warned else ("unfinished", colours.unreached)
            )
        mark = icon(name, hue)
        self._mark.setPixmap(mark.pixmap(QSize(MARK, MARK), ratio))
        ground, edge = colours.field.name(), hue.name()
        self.setStyleSheet(
            f"ProblemBox {{ background: {ground}; border: 1px solid {colours.panel_border.name()};"
            f" border-left: 3px solid {edge}; border-radius: 6px; }}"
            f"ProblemBox:focus {{ border-color: {colours.selection.name()}; }}"
        )

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.problem)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.problem)
        else:
            super().keyPressEvent(event)
