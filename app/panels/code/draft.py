"""Code that somebody changes, and how the graph follows it.

While the text says something else than the graph, it is a draft. It is read a moment after the last
key; where it can be read, the graph becomes what it says, all that is typed while the caret stays
being one step of undo. Where it cannot, the graph stays and the reason is shown. Where the graph is
changed elsewhere meanwhile, the draft is kept but not taken over by itself, as that would take the
other change back: somebody says so, or discards the draft.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from app.panels.code.reading import Answer, Question, Reader, Refusal
from app.session import Session
from autograd_core.graph.actions import walk
from autograd_core.graph.coding.script import Script
from autograd_core.graph.document import Document, FrameData
from autograd_core.graph.edits import Edit, Put, SetActions
from autograd_core.graph.sources import is_said

PAUSE = 400
"""Milliseconds without a key after which a text is read."""
AGAIN = 200
"""Milliseconds after which it is tried again, while a gesture on the canvas goes on."""
MOMENT = 2000
"""Milliseconds that saving waits for what was typed last."""
SLOW = 800
"""Milliseconds of reading that are told."""


MOST_STATES = 60
"""Texts for which it is known what the graph was."""


class Shown(NamedTuple):
    """The code of the graph as it was shown: its lines and what they are about, whether somebody
    wrote it (else it was made of the graph), of which state of the graph it is, whether it fails
    before its end, and whether it is known yet what its lines are about."""

    lines: list[str]
    script: Script
    written: bool
    told: int
    cut: bool = False
    linked: bool = True


class Draft(QObject):
    """The text of the panel between two states of the graph.

    Signals:
        followed(nodes): the graph has become what the text says; these nodes are new.
        changed: there is something else to say of the text.
    """

    followed = Signal(list)
    changed = Signal()

    def __init__(self, session: Session, reader: Reader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session, self.reader = session, reader
        self.shown = Shown([""], Script((), {}), False, 0)
        self.lines: list[str] = [""]
        self.refusal: Refusal | None = None
        self.waits: Answer | None = None
        """What was read and is taken over only when somebody says so."""
        self.conflict = False
        """Whether the graph is another one than that of which the draft was made."""
        self.slow = False
        self.sizes: Callable[[], Mapping[str, tuple[float, float]]] = dict
        self.told = 0
        """Counts the edits that code could tell."""
        self.edits = 0
        """Counts all edits."""
        self._own = False
        self._force = False
        self._typing = 0
        self._states: dict[str, tuple[Document, Shown]] = {}
        """What the graph was for each text since typing began: going back to one is going back to
        just that."""
        self._pause = self._timer(PAUSE, self.read)
        self._retry = self._timer(AGAIN, self._take_over)
        self._slow = self._timer(SLOW, self._say_slow)
        session.applied.connect(self._count)
        session.replaced.connect(self._forget)

    def _timer(self, after: int, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after)
        timer.timeout.connect(call)
        return timer

    @property
    def is_dirty(self) -> bool:
        """Whether the text is not that of the graph."""
        return self.lines != self.shown.lines

    # The graph

    def _count(self, edits: list[Edit]) -> None:
        self.edits += 1
        if not self._own:
            self._states = {}
        if any(is_said(edit) or _frames(edit) for edit in edits):
            self.told += 1
            if self.is_dirty and not self._own:
                self.conflict = True
                self.changed.emit()

    def _forget(self) -> None:
        """Another document: what was typed about the one before goes with it."""
        self.edits += 1
        self.told += 1
        self.lines = self.shown.lines
        self._settle()

    def show(self, shown: Shown) -> None:
        """The text is that of the graph now."""
        self.shown, self.lines = shown, shown.lines
        self._settle()

    def _settle(self) -> None:
        for timer in (self._pause, self._retry, self._slow):
            timer.stop()
        self.refusal = self.waits = None
        self.conflict = self.slow = self._force = False
        self.changed.emit()

    # The text

    def typed(self, lines: list[str]) -> None:
        """The text is another one."""
        was_dirty, self.lines = self.is_dirty, lines
        self.waits, self._force = None, False
        if not self.is_dirty:
            self.reader.cancel()
            self._settle()
            return
        if not was_dirty:
            self.conflict = self.shown.told != self.told
        if not self._states and not self.conflict:
            self._keep()
        self._pause.start()
        self.changed.emit()

    def end_typing(self) -> None:
        """What is typed from here on is another step of undo."""
        if not self.is_dirty:
            self._typing += 1
            self._states = {}

    def discard(self) -> None:
        """The text is not to be taken over; whoever calls shows that of the graph."""
        self.reader.cancel()
        self.lines = self.shown.lines
        self.end_typing()
        self._settle()

    def finish(self) -> None:
        """Waits a moment for what is being read, so that the graph is what was typed."""
        if self.is_dirty and (self._pause.isActive() or self.reader.busy):
            loop = QEventLoop(self)
            self.reader.answered.connect(loop.quit)
            QTimer.singleShot(MOMENT, loop, loop.quit)
            self.read()
            if self.reader.busy:
                loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            loop.deleteLater()

    def insist(self) -> None:
        """The graph is to become what the text says, however long that takes to find out and
        whatever else was done to it."""
        if self.is_dirty:
            self._force = True
            self.read()

    # Reading

    def question(self, text: str, source: str) -> Question:
        """What is asked about a text."""
        whole, script = self.session.whole, self.shown.script
        unseen: set[str] = set()
        if self.shown.linked:
            seen = {node for line in script.lines for node in line.nodes} | script.names.keys()
            acts = {action for line in script.lines for action in line.actions}
            flat = self.session.flat
            unseen |= {node for node in flat.nodes if node not in seen}
            unseen |= {each.id for each in walk(flat.actions) if each.id not in acts}
        return Question(
            text, whole.snapshot(), frozenset(unseen), script.names, source, self.sizes(),
            self._force, self.edits,
        )  # fmt: skip

    def read(self) -> None:
        """Reads the text as it is now."""
        self._pause.stop()
        text = "\n".join(self.lines)
        if text in self._states and not self.session.is_trying and not self.session.is_changing:
            self.reader.cancel()
            document, shown = self._states[text]
            self._become(document.snapshot(), shown)
            return
        self._slow.start()
        self.reader.ask(self.question(text, text))

    def _say_slow(self) -> None:
        self.slow = self.is_dirty and self.reader.busy
        self.changed.emit()

    def answer(self, answer: Answer) -> None:
        """What was read of the text."""
        if not self.is_dirty or answer.question.text != "\n".join(self.lines):
            return
        self._slow.stop()
        self.slow = False
        self.refusal, self.waits = answer.refusal, None
        if answer.paired is not None:
            if answer.question.state != self.edits:
                self.read()  # what is known of the text is asked about the graph as it is now
                return
            self.waits = answer
            if self._force or not (self.conflict or self.would_cut(answer)):
                self._take_over()
        self.changed.emit()

    def would_cut(self, answer: Answer) -> bool:
        """Whether what stands after a failure would go from the graph."""
        if not answer.cuts or self.shown.cut or answer.paired is None:
            return False
        return any(
            (isinstance(edit, Put) and edit.after is None and not _frames(edit))
            or (isinstance(edit, SetActions) and len(edit.after) < len(edit.before))
            for edit in answer.paired.edits
        )

    def _take_over(self) -> None:
        """Makes the graph what the text says."""
        answer, session = self.waits, self.session
        if answer is None or answer.paired is None:
            return
        if session.is_trying or session.is_changing:
            self._retry.start()
            return
        if answer.question.state != self.edits:
            self.read()
            return
        self._become(
            answer.paired.document, Shown(self.lines, answer.script, True, 0, answer.cuts)
        )

    def _become(self, document: Document, shown: Shown) -> None:
        before = self.session.whole.nodes.keys() | set()
        self._own = True
        try:
            self.session.become(document, self.tr("Edit code"), f"code {self._typing}")
        finally:
            self._own = False
        self.show(shown._replace(told=self.told))
        self._keep()
        self.followed.emit([n for n in self.session.whole.order if n not in before])

    def _keep(self) -> None:
        if len(self._states) < MOST_STATES:
            text = "\n".join(self.shown.lines)
            self._states[text] = (self.session.whole.snapshot(), self.shown)


def _frames(edit: Edit) -> bool:
    """Whether the edit may take something into a region, or out of one."""
    if not isinstance(edit, Put):
        return False
    if isinstance(edit.item, FrameData):
        return True
    before, after = getattr(edit.before, "frame", None), getattr(edit.after, "frame", None)
    return edit.before is not None and edit.after is not None and before != after

