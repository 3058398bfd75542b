"""Gradients that are wrong without an error, told as problems: PyTorch says nothing, so we do."""

from __future__ import annotations

from weakref import ref

from autograd_core.graph.document import Document
from autograd_core.graph.ports import output_ports, port_name
from autograd_core.graph.silent import Silent, silently_wrong
from autograd_core.graph.steps import Message, Problem, Ref, StepLog, node_ref, one_line, port_ref
from autograd_core.graph.told import Told
from autograd_core.graph.words import QT_TRANSLATE_NOOP

WORDS = QT_TRANSLATE_NOOP(
    "Steps",
    "PyTorch did not notice: a write through .data leaves the version as it is. The gradients "
    "that came from here are those of other numbers than forward computed with.",
)
FIXES = ("forward_again", "write_after", "write_openly")


CHECKED_AT_MOST, TOLD_AT_MOST = 3000, 20
_known: list[tuple[ref[StepLog], int, list[tuple[int, Problem]]]] = []


def silent_problems(log: StepLog, document: Document) -> list[tuple[int, Problem]]:
    """A warning for each node whose backward used what forward had not seen, with the number of
    the backward's step: of those that read what an assignment wrote, or were written themselves.
    What was found for a log is kept for as long as no other is asked for."""
    if _known and _known[0][0]() is log and _known[0][1] == len(log):
        return _known[0][2]
    found = _looked_for(log, document)
    _known[:] = [(ref(log), len(log), found)]
    return found


def _looked_for(log: StepLog, document: Document) -> list[tuple[int, Problem]]:
    written: set[Ref] = set()
    for step in log.steps:
        if step.kind == "assign":
            counted = {change.subject for change in step.changes if change.field == "version"}
            subjects = {change.subject for change in step.changes if change.field == "value"}
            written |= subjects - counted  # PyTorch itself notices the others
    nodes = [node for node in document.nodes if written and _concerned(document, node, written)]
    checks = [(at, node) for node in nodes for at in log.track(node_ref(node), "reached").steps]
    found: list[tuple[int, Problem]] = []
    for at, node in sorted(checks)[:CHECKED_AT_MOST]:
        silent = silently_wrong(log, at + 1, document, node)
        if silent:
            found.append((at, _problem(log, document, node, silent[0])))
        if len(found) == TOLD_AT_MOST:
            break
    return found


def _concerned(document: Document, node: str, written: set[Ref]) -> bool:
    read = (port_ref(w.source, w.source_port) for w in document.inputs(node).values())
    own = (port_ref(node, port) for port in output_ports(document, node))
    return any(subject in written for subject in (*read, *own))


def _problem(log: StepLog, document: Document, node: str, silent: Silent) -> Problem:
    text = Told(
        "backward used {port} = {now}, forward had used {then}: {source} was written in between",
        port=port_name(document, node, silent.port),
        now=one_line(silent.now.summary),
        then=one_line(silent.then.summary),
        source=document.name(silent.source),
    )
    return Problem(
        message=text,
        node=node,
        action=log.steps[silent.backward].action,
        op=getattr(document.nodes[node], "op", None),
        hint=Message(WORDS),
        fixes=FIXES,
        culprit=silent.source,
        culprit_step=silent.written,
    )
