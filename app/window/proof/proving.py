"""Gradients are checked here, on a thread that lives as long as one proof takes.

It has a run of its own, of a snapshot of the document: what the window shows goes on meanwhile.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

from app.window.workbench.asking import Behind
from app.worker import uncollected
from autograd_core.graph.document import Document
from autograd_core.graph.gate import Cancelled, Gate
from autograd_core.graph.proving import torch_check
from autograd_core.graph.proving.finite import Check, Claim, Prover, claims, subjects_of
from autograd_core.graph.proving.torch_check import Comparison
from autograd_core.graph.run import Run
from autograd_core.graph.steps import StepLog

TELL_SECONDS = 0.05
Torch: TypeAlias = Literal["absent", "waiting", "asked", "done", "failed"]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Line:
    """A deposit, and what came of checking it; `failed` is why it could not be checked."""

    claim: Claim
    check: Check | None = None
    failed: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known so far. `cursor` is the step after which the gradients were looked at; of the
    line `at`, `done` elements have been checked. `torch` says how far PyTorch has come, `why` why
    it failed."""

    document: Document
    log: StepLog = field(default_factory=StepLog)
    cursor: int = 0
    lines: tuple[Line, ...] = ()
    at: int = 0
    done: int = 0
    is_precise: bool = True
    torch: Torch = "waiting"
    comparison: Comparison | None = None
    why: str = ""
    finished: bool = False
    cancelled: bool = False


def proof_of(document: Document, gate: Gate) -> Iterator[Proof]:
    """Proves what a document says, a little further each time.

    Raises:
        Cancelled: the gate was cancelled.
    """
    proof = Proof(document)
    yield proof
    run = Run(document, gate=gate)
    for _ in run.execute():
        pass
    cursor = end_of(run.log, document)
    found = claims(run.log, cursor, subjects_of(document, run.log, cursor))
    prover = Prover(run, gate)
    lines = tuple(Line(claim) for claim in found)
    proof = replace(
        proof, log=run.log, cursor=cursor, lines=lines, is_precise=prover.is_precise
    )
    yield proof
    for at, line in enumerate(lines):
        for done, known in enumerate(_checked(prover, line), 1):
            so_far = (*proof.lines[:at], known, *proof.lines[at + 1 :])
            proof = replace(proof, lines=so_far, at=at, done=done)
            yield proof
    yield from _beside_torch(replace(proof, at=len(lines), done=0), run, gate)


def end_of(log: StepLog, document: Document) -> int:
    """The end of the run; where nothing has a `.grad` by then, the last deposit."""
    end = len(log)
    if subjects_of(document, log, end):
        return end
    deposits = (at for at in range(end, 0, -1) if log.steps[at - 1].kind == "accumulate")
    return next(deposits, end)


def _checked(prover: Prover, line: Line) -> Iterator[Line]:
    """The line, again and again, with its check at last."""
    try:
        for check in prover.check(line.claim):
            yield line if check is None else replace(line, check=check)
    except Cancelled:
        raise
    except Exception as error:  # one line that fails must not end the proof
        log.exception("a gradient could not be checked")
        yield replace(line, failed=f"{type(error).__name__}: {error}")


def _beside_torch(proof: Proof, run: Run, gate: Gate) -> Iterator[Proof]:
    if not torch_check.is_installed():
        yield replace(proof, torch="absent", finished=True)
        return
    proof = replace(proof, torch="asked")
    yield proof
    try:
        for comparison in torch_check.compare(run, gate):
            yield proof
            if comparison is not None:
                yield replace(proof, torch="done", comparison=comparison, finished=True)
    except (OSError, TimeoutError, ValueError) as error:
        log.warning("PyTorch could not be asked", exc_info=True)
        yield replace(proof, torch="failed", why=str(error), finished=True)


class Proving(QObject):
    """Proves documents, one at a time; signals arrive on the thread that owns it.

    Signals:
        found(proof): what is known so far, or all of it (`Proof.finished`, `.cancelled`).
        failed(text): a fault of the program itself, already logged.
    """

    found = Signal(object)
    failed = Signal(str)

    def __init__(self, gate: Gate, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._other = gate
        self._lock = threading.Lock()
        self._gate: Gate | None = None
        self._thread: threading.Thread | None = None

    def prove(self, document: Document) -> None:
        """Starts anew; nobody may change the document any more."""
        self.cancel()
        with self._lock:
            gate = self._gate = Behind(self._other)
        self._thread = threading.Thread(
            target=self._work, args=(document, gate), name="gradcanvas-proof", daemon=True
        )
        self._thread.start()

    def cancel(self) -> None:
        """Stops where it is; what is done comes back as found."""
        if self._gate is not None:
            self._gate.cancel()

    def stop(self) -> None:
        """Ends the thread, and says nothing more."""
        with self._lock:
            gate, self._gate = self._gate, None
        if gate is not None:
            gate.cancel()
        if self._thread is not None:
            self._thread.join(5.0)

    def _work(self, document: Document, gate: Gate) -> None:
        proof = Proof(document)
        told = 0.0
        try:
            with uncollected():
                for proof in proof_of(document, gate):
                    now = time.monotonic()
                    if proof.finished or now - told > TELL_SECONDS:
                        told = now
                        self._say(self.found, proof, gate)
        except Cancelled:
            self._say(self.found, replace(proof, finished=True, cancelled=True), gate)
        except Exception as error:  # a fault of ours must not end the program
            log.exception("the proof failed")
            self._say(self.failed, f"{type(error).__name__}: {error}", gate)

    def _say(self, signal: object, what: object, gate: Gate) -> None:
        """Tells it, unless another proof has started, or nobody wants any."""
        with self._lock:
            if self._gate is gate:
                signal.emit(what)  # type: ignore[attr-defined]
