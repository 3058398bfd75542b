"""What screen readers are told of their own accord: the selection, problems, steps, messages.

Everything waits a moment, so that a rubber band or a series of edits is told once, as it ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent

from app.canvas.access import announce
from app.canvas.canvas import Canvas
from app.playback import phases
from app.playback.face import spoken
from app.playback.words import headed, said, text_of
from app.widgets.problem_box import failures_of, in_force, is_unfinished
from autograd_core.graph.document import FrameData, WireData
from autograd_core.graph.edits import Edit, Put

REST_MILLISECONDS = 180


class Announcer(QObject):
    """Tells what happens on one canvas, where a screen reader listens."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._problems: list[str] = []
        session, player = canvas.session, canvas.player
        self._selection = self._later(self._tell_selection)
        self._step = self._later(self._tell_step)
        self._cards = self._later(self._tell_cards)
        session.selected.connect(lambda: self._start(self._selection))
        session.replaced.connect(self._start_anew)
        session.level_changed.connect(lambda: self._start(self._cards))
        session.edited.connect(self._edited)
        session.ran.connect(self._tell_problems)
        session.said.connect(self._tell)
        session.hinted.connect(self._tell)
        player.moved.connect(lambda old, new: self._start(self._step))
        player.phase_changed.connect(self._phase_changed)

    def _later(self, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(REST_MILLISECONDS)
        timer.timeout.connect(act)
        return timer

    def _start(self, timer: QTimer) -> None:
        if QAccessible.isActive() and self._canvas.isVisible():
            timer.start()

    def _tell(self, words: str) -> None:
        if words:
            announce(self._canvas, words)

    # Cards

    def _start_anew(self) -> None:
        self._problems = []
        self._start(self._cards)

    def _edited(self, edits: Sequence[Edit]) -> None:
        if any(
            isinstance(edit, Put)
            and (edit.before is None or edit.after is None)
            and not isinstance(edit.item, WireData | FrameData)
            for edit in edits
        ):
            self._start(self._cards)

    def _tell_cards(self) -> None:
        """There are other cards: whoever keeps a list of them reads it anew."""
        event = QAccessibleEvent(self._canvas, QAccessible.Event.ObjectReorder)
        QAccessible.updateAccessibility(event)

    def _tell_selection(self) -> None:
        """One card by what it shows, unless it has the focus and is told so; more by number."""
        canvas = self._canvas
        chosen, document = canvas.session.selection, canvas.session.document
        if not chosen:
            self._tell(self.tr("Nothing is selected"))
            return
        if len(chosen) > 1:
            self._tell(self.tr("Selected: {count}").format(count=len(chosen)))
            return
        (item,) = chosen
        if item in canvas.places.slots and item != canvas.scene.focused:
            event = QAccessibleEvent(canvas, QAccessible.Event.Selection)
            event.setChild(document.order.index(item))
            QAccessible.updateAccessibility(event)
            slot = canvas.places.slots[item]
            words = spoken(canvas.shown.face(slot), canvas.shown.why(slot))
            self._tell(self.tr("Selected: {what}").format(what=words))
        elif item in document.wires:
            wire = document.wires[item]
            source, target = document.name(wire.source), document.name(wire.target)
            words = self.tr("wire from {source} to {target}").format(source=source, target=target)
            self._tell(self.tr("Selected: {what}").format(what=words))
        elif item in document.frames:
            frame = document.frames[item]
            words = self.tr("region {title}").format(title=frame.title or frame.kind)
            self._tell(self.tr("Selected: {what}").format(what=words))

    # The run

    def _tell_problems(self) -> None:
        """What failed in this run and did not in the last."""
        session = self._canvas.session
        if not QAccessible.isActive():
            return
        log, document = session.log, session.whole
        found = []
        for problem in in_force(log, failures_of(log), len(log)):
            if not is_unfinished(log, len(log), problem):
                name = document.name(problem.node) if problem.node else ""
                words = " ".join(said(problem.message).split())
                found.append(headed(name, words) if name else words)
        new = [words for words in found if words not in self._problems]
        over = bool(self._problems) and not found
        self._problems = found
        if new:
            text = self.tr("Problems: {count}").format(count=len(found))
            self._tell(f"{text}. {new[0]}")
        elif over:
            self._tell(self.tr("No problems any more"))

    def _phase_changed(self, phase: float) -> None:
        """Where in a step one rests; the step itself is told at its first phase."""
        player = self._canvas.player
        if player.playing or not QAccessible.isActive() or not self._canvas.isVisible():
            return
        text = phases.words(player.step, phase)
        if text and (phase < 1.0 or not self._step.isActive()):
            self._tell(text)

    def _tell_step(self) -> None:
        """What the step at the cursor did, unless steps follow each other by themselves."""
        player = self._canvas.player
        step = player.step
        if step is not None and not player.playing:
            self._tell(text_of(step.message, self._canvas.session.flat))
