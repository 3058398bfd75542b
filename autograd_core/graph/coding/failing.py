"""What failed in a run and what did not, as a script needs to know it."""

from __future__ import annotations

from autograd_core.graph.actions import Assign, walk
from autograd_core.graph.document import Document
from autograd_core.graph.steps import Problem, StepLog


def failures(log: StepLog | None) -> dict[tuple[str, str], Problem]:
    """What failed, by node or by the id of the action."""
    found: dict[tuple[str, str], Problem] = {}
    for step in log.steps if log is not None else ():
        if step.kind != "error":
            continue
        failed = {c.subject for c in step.changes if c.field == "status" and c.after == "failed"}
        for change in step.changes:
            kind, path = change.subject
            if change.field != "error" or not isinstance(change.after, Problem):
                continue
            if kind == "action" or change.subject in failed:
                found.setdefault((kind, path[-1]), change.after)
    return found


def successes(log: StepLog | None) -> frozenset[str]:
    """The ids of the actions that did something, with those of the blocks round them."""
    steps = log.steps if log is not None else ()
    return frozenset(part for step in steps if step.kind != "error" for part in step.action)


def recorded_writes(document: Document, log: StepLog | None) -> frozenset[str]:
    """The ids of the Assigns that autograd recorded."""
    written = {a.id: a.node for a in walk(document.actions) if isinstance(a, Assign)}
    return frozenset(
        step.action[-1]
        for step in (log.steps if log is not None else ())
        if step.kind == "assign"
        for change in step.changes
        if change.field == "grad_fn" and change.subject.path[0] == written.get(step.action[-1])
    )


def suppressing(problem: Problem) -> str:
    return f"with suppress(Exception):  # {in_one_line(problem.message)}"


def in_one_line(error: object) -> str:
    text = " ".join(str(error).split())
    return text if len(text) <= 100 else text[:99] + "…"
