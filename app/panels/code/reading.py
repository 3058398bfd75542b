"""Code that somebody types is read here, on a thread: what it says, and what the document becomes.

Reading is cancelled as soon as there is other text, and where it takes too long for a text that is
still being typed. What was read before is known for a while, so that undo does not read it again.
"""

from __future__ import annotations

import ast
import logging
import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from app.panels.code.places import told_lines
from app.panels.code.writing import Polite
from autograd_core.graph.coding.script import Script
from autograd_core.graph.document import Document
from autograd_core.graph.gate import Cancelled, Gate
from autograd_core.graph.told import Told

if TYPE_CHECKING:
    from autograd_core.graph.pairing import Paired
    from autograd_core.graph.snippet import Traced

log = logging.getLogger(__name__)
LONGEST = 10_000
"""Milliseconds of reading after which it is given up, unless somebody has asked for it."""
KNOWN = 12
"""Texts whose reading is kept."""


class Question(NamedTuple):
    """A text, and the document that it is about, which nobody changes meanwhile.

    `unseen` and `names` are those of `pairing.paired`; `source` is what the new document keeps.
    """

    text: str
    document: Document
    unseen: frozenset[str] = frozenset()
    names: Mapping[str, str] = {}
    source: str = ""
    sizes: Mapping[str, tuple[float, float]] = {}
    patient: bool = False
    state: int = 0
    """Of the document, whatever counts it."""


class Refusal(NamedTuple):
    """The line, from 1, at which a text is not understood or fails, and why; `late` where that is
    not known yet, as it takes too long."""

    line: int
    reason: str
    late: bool = False


class Answer(NamedTuple):
    """What came out: `paired` where the text is understood, with its lines and what they are about;
    `refusal` where it is not, or where it fails. `cuts` says that more comes after the failure,
    and is left out."""

    question: Question
    paired: Paired | None = None
    script: Script = Script((), {})
    refusal: Refusal | None = None
    cuts: bool = False


class Reader(QObject):
    """Reads texts, one at a time: the last that was asked for.

    Signals:
        answered(answer): on the thread that owns the reader.
    """

    answered = Signal(object)
    _ended = Signal(object)

    def __init__(self, gate: Gate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._other = gate
        self._gate = Gate()
        self._next: Question | None = None
        self._thread: threading.Thread | None = None
        self._known: OrderedDict[str, Traced] = OrderedDict()
        self._stopped = False
        self._late = False
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.timeout.connect(self._give_up)
        self._ended.connect(self._close)

    @property
    def busy(self) -> bool:
        return self._thread is not None

    def ask(self, question: Question) -> None:
        """Reads this text, in the place of any other."""
        self._next = question
        if self._thread is not None:
            self._gate.cancel()
            return
        self._start()

    def cancel(self) -> None:
        """Nothing is to be read any more."""
        self._next = None
        self._gate.cancel()
        self._limit.stop()

    def stop(self) -> None:
        """Ends the thread, and says nothing more."""
        self._stopped = True
        self.cancel()
        if self._thread is not None:
            self._thread.join(5.0)

    def _start(self) -> None:
        question, self._next = self._next, None
        if question is None or self._stopped:
            return
        self._late = False
        self._gate = Polite(self._other)
        if not question.patient:
            self._limit.start(LONGEST)
        self._thread = threading.Thread(
            target=self._work, args=(question, self._gate), name="gradcanvas-code", daemon=True
        )
        self._thread.start()

    def _give_up(self) -> None:
        self._late = True
        self._gate.cancel()

    def _work(self, question: Question, gate: Gate) -> None:
        answer: Answer | None = None
        try:
            answer = self._answer(question, gate)
        except Cancelled:
            if self._late:
                reason = Told("this takes longer than {count} seconds", count=LONGEST // 1000)
                answer = Answer(question, refusal=Refusal(1, reason, late=True))
        except Exception:  # a fault of ours must not end the program
            log.exception("the code could not be read")
            reason = Told("the code could not be read: this is a fault of the program")
            answer = Answer(question, refusal=Refusal(1, reason))
        if not self._stopped and isValid(self):
            self._ended.emit(answer)

    def _answer(self, question: Question, gate: Gate) -> Answer:
        from autograd_core.graph.flattening import flattened
        from autograd_core.graph.pairing_groups import paired_whole  # on first use: they take long
        from autograd_core.graph.snippet import SnippetError, trace

        text = question.text
        found = self._known.get(text)
        if found is None:
            try:
                found = trace(text, gate=gate)
            except SnippetError as error:
                return Answer(question, refusal=Refusal(error.line, error.reason))
            self._known[text] = found
            while len(self._known) > KNOWN:
                self._known.popitem(last=False)
        gate.pass_through()
        made = paired_whole(
            question.document,
            found.document,
            unseen=question.unseen,
            names=question.names,
            seeded="manual_seed" in text,
            source=question.source,
            sizes=question.sizes,
        )
        lines = {made.ids[each]: line for each, line in found.lines.items() if each in made.ids}
        labels = {made.ids[n]: data.label for n, data in found.document.nodes.items()}
        script = told_lines(text, lines, flattened(made.document))._replace(names=labels)
        if found.error is None:
            return Answer(question, made, script)
        refusal = Refusal(found.error.line, found.error.reason)
        return Answer(question, made, script, refusal, _goes_on(text, refusal.line))

    def _close(self, answer: Answer | None) -> None:
        self._limit.stop()
        if self._thread is not None:
            self._thread.join()
        self._thread = None
        if self._next is not None:
            self._start()
        elif answer is not None:
            self.answered.emit(answer)


def _goes_on(text: str, line: int) -> bool:
    """Whether anything stands after the statement, at the left margin, that the line is in."""
    return any(each.lineno > line for each in ast.parse(text).body)
