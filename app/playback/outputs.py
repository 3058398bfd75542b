"""The outputs of an operation whose number depends on its input (`unbind`), as a run found them."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QCoreApplication

from app.playback.words import said
from autograd_core.graph.document import Document
from autograd_core.graph.ports import output_names, output_ports, spec_of
from autograd_core.graph.seen import SeenLog
from autograd_core.graph.steps import Problem, Ref, StepLog, port_ref

MOST = 64
"""Outputs that a card shows; what has a wire is always among them."""


class Ran(Protocol):
    """What sees the log of a run: a player, or one place in a log."""

    @property
    def seen(self) -> StepLog: ...


def outputs_of(log: StepLog, document: Document, node: str) -> tuple[str, ...]:
    """The output ports of a node: one for each result that the run made. Before it has run, those
    that have wires and one more."""
    found = output_ports(document, node)
    spec = spec_of(document.nodes[node])
    if spec is None or not spec.outputs[0].startswith("*"):
        return found
    name, made = spec.outputs[0][1:], 0
    while made < MOST and log.track(port_ref(node, f"{name}.{made}"), "value").values:
        made += 1
    # of those found the last is the one more
    return output_names(spec, max(made, len(found) - 1)) if made else found


def has_grad(log: StepLog, ref: Ref) -> bool:
    """Whether an output has a gradient at some step of the run."""
    return any(grad is not None for grad in log.track(ref, "grad").values)


def trouble(log: StepLog, cursor: int, ref: Ref) -> tuple[str, bool]:
    """Why nothing is at an output of an instance, where that is known, and whether it failed."""
    if not isinstance(log, SeenLog):
        return "", False
    translate = QCoreApplication.translate
    if log.state(ref.path[0]) != "on":
        return translate("Card", "nothing passed on"), False
    state = log.behind(cursor, ref)
    if state is None:
        return translate("Card", "not wired inside"), False
    status, problem = state.get("status"), state.get("error")
    if status in ("failed", "caught") and isinstance(problem, Problem):
        return said(problem.message), status == "failed"
    if status == "incomplete" and isinstance(problem, Problem):
        return said(problem.message), False
    blocked = translate("Card", "waits for its inputs") if status == "blocked" else ""
    return blocked, False


def outputs_at(ran: Ran, document: Document, node: str) -> tuple[str, ...]:
    """The same by the run that `ran` has now."""
    return outputs_of(ran.seen, document, node)
