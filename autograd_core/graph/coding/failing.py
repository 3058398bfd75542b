"""What failed in a run, and how a script says so."""

from __future__ import annotations

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


def suppressing(problem: Problem) -> str:
    return f"with suppress(Exception):  # {in_one_line(problem.message)}"


def in_one_line(error: object) -> str:
    text = " ".join(str(error).split())
    return text if len(text) <= 100 else text[:99] + "…"
