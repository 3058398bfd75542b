"""What backward has reached at the cursor, and why it has not reached the rest.

Looked at is what happened since the last forward: that makes a new tape, and what a backward of
an earlier one reached says nothing about it. A node is unreached once a backward has ended and none
since the last forward has come to it; while the first is under way nothing is unreached yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, TypeAlias
from weakref import ref

from PySide6.QtCore import QCoreApplication

from autograd_core.graph.document import OUT, Document, OpData, TapData
from autograd_core.graph.levels import card_of
from autograd_core.graph.ports import output_ports, passed_on, state_of
from autograd_core.graph.steps import Section, Step, StepLog, node_ref, port_ref

Unreached: TypeAlias = Literal["untracked", "detached", "no_grad", "off_path", "failed"]
DETACH = "detach"
GRADIENT_STEPS = frozenset({"backward", "accumulate"})


def goes_back(step: Step) -> bool:
    """Whether the step is part of a backward: a Node, a deposit, or a hook that is called."""
    return step.kind in GRADIENT_STEPS or (step.kind == "hook" and step.call > 0)


class Passed(NamedTuple):
    """The Backward calls since the last forward: the number of the first, the nodes from which
    those that have ended started, and of those that failed the root by the node where they did."""

    first_call: int
    roots: frozenset[str]
    failures: dict[str, str]

    def reached(self, number: int | None) -> bool:
        """Whether one of the calls has come to a node that the call of this number reached last."""
        return number is not None and number >= self.first_call


def since_forward(log: StepLog, cursor: int) -> Iterator[Section]:
    """The sections since the last forward, the latest first, as far as the cursor has come."""
    steps = log.steps
    for section in reversed(log.sections[: log.section_at(cursor) + 1]):
        stop = min(section.stop, cursor)
        # A forward may begin with nodes that cannot run.
        kinds = (steps[i].kind for i in range(section.start, stop))
        if next((kind for kind in kinds if kind != "error"), "") == "forward":
            return
        yield Section(section.action, section.start, stop)


_known: list[tuple[ref[StepLog], int, int, Passed | None]] = []


def passed(log: StepLog, cursor: int) -> Passed | None:
    """The Backward calls since the last forward; None where none has ended."""
    if _known:
        known, at, length, found = _known[0]
        if known() is log and (at, length) == (cursor, len(log)):
            return found
    found = _passed(log, cursor)
    _known[:] = [(ref(log), cursor, len(log), found)]
    return found


def _passed(log: StepLog, cursor: int) -> Passed | None:
    calls: list[int] = []
    roots: set[str] = set()
    failures: dict[str, str] = {}
    for section in since_forward(log, cursor):
        first = log.steps[section.start]
        if not goes_back(first):
            continue
        calls.append(first.call)
        whole = log.sections[log.section_at(section.start + 1)]
        if section.stop == whole.stop and first.node is not None:
            roots.add(first.node)
            last = log.steps[section.stop - 1]
            if last.kind in ("error", "caught") and last.node is not None:
                failures.setdefault(last.node, first.node)
    return Passed(min(calls), frozenset(roots), failures) if roots else None


def is_reached(log: StepLog, cursor: int, node: str, calls: Passed) -> bool:
    """Whether one of the calls has come to the node."""
    return calls.reached(log.at(cursor, node_ref(node), "reached"))


def call_since_forward(log: StepLog, cursor: int, node: str) -> int | None:
    """The number of the last Backward call whose gradient has come to the node; None where none has
    since the last forward."""
    number: int | None = log.at(cursor, node_ref(node), "reached")
    if number is None:
        return None
    firsts = (log.steps[section.start] for section in since_forward(log, cursor))
    calls = [step.call for step in firsts if goes_back(step)]
    return number if calls and number >= min(calls) else None


def why_not_reached(
    log: StepLog, cursor: int, document: Document, node: str
) -> Unreached | None:
    """Why no gradient has come to a node that has run; None where one has, or may still."""
    calls = passed(log, cursor)
    if calls is None or log.at(cursor, node_ref(node), "status") != "done":
        return None
    data = document.nodes[node]
    if isinstance(data, TapData):
        return None  # it is no part of the graph that backward goes through
    while state_of(data) == "bypass":  # its tensor is another's
        wire = passed_on(document, data.id)
        if wire is None:
            break
        data = document.nodes[wire.source]
    node = data.id
    if is_reached(log, cursor, node, calls) or node in calls.failures:
        return None  # where a backward failed, the failure says so
    if _tracked(log, cursor, document, node):
        return "failed" if calls.failures else "off_path"
    if isinstance(data, OpData) and document.in_no_grad(node):
        return "no_grad"
    return _cut(log, cursor, document, node) or "untracked"


def _tracked(log: StepLog, cursor: int, document: Document, node: str) -> bool:
    return any(
        log.at(cursor, port_ref(node, port), "requires_grad")
        for port in output_ports(document, node) or (OUT,)
    )


def _cut(log: StepLog, cursor: int, document: Document, node: str) -> Unreached | None:
    """How the node keeps the gradient from what requires it above; None where it does not."""
    data = document.nodes[node]
    if not isinstance(data, OpData) or not any(
        log.at(cursor, port_ref(wire.source, wire.source_port), "requires_grad")
        for wire in document.inputs(node).values()
    ):
        return None
    if document.in_no_grad(node):
        return "no_grad"
    return "detached" if data.op == DETACH else "untracked"


def stops_gradient(log: StepLog, cursor: int, document: Document, node: str) -> bool:
    """Whether a node that has run takes in what requires grad, and gives out what does not."""
    return (
        log.at(cursor, node_ref(node), "status") == "done"
        and not _tracked(log, cursor, document, node)
        and _cut(log, cursor, document, node) is not None
    )


def cut_reason(log: StepLog, cursor: int, document: Document, node: str) -> str:
    """Why a node lets no gradient back to what requires it; empty where it does."""
    if not stops_gradient(log, cursor, document, node):
        return ""
    return reason(_cut(log, cursor, document, node) or "untracked")


def cut_below(log: StepLog, cursor: int, document: Document, node: str) -> str | None:
    """The node at which the way from `node` down to a root is cut; None if there is no such way."""
    calls = passed(log, cursor)
    if calls is None:
        return None
    above = document.upstream(_cards(document, calls.roots))
    seen, queue = {node}, [node]
    for each in queue:
        for target in document.targets(each):
            if target in seen or target not in above:
                continue
            if stops_gradient(log, cursor, document, target):
                return target
            seen.add(target)
            queue.append(target)
    return None


def _cards(document: Document, nodes: Iterable[str]) -> set[str]:
    """The cards that stand for the nodes."""
    return {card for node in nodes if (card := card_of(document, node)) is not None}


def reason(why: Unreached, cut_at: str = "") -> str:
    """The words for it; `cut_at` is the name of the node that cuts an `off_path` node off, or at
    which backward failed."""
    translate = QCoreApplication.translate
    if why == "failed" and cut_at:
        return translate("Reach", "backward failed at {node}, on the way here").format(node=cut_at)
    if why == "off_path" and cut_at:
        return translate("Reach", "the way to the root is cut at {node}").format(node=cut_at)
    return {
        "untracked": translate("Reach", "requires_grad is False"),
        "detached": translate("Reach", "detached here"),
        "no_grad": translate("Reach", "built under no_grad"),
        "off_path": translate("Reach", "not on a path to the root"),
        "failed": translate("Reach", "backward failed on the way"),
    }[why]


def full_reason(log: StepLog, cursor: int, document: Document, node: str) -> str:
    """Why no gradient has come to the node, with what cuts it off; empty where one has."""
    why = why_not_reached(log, cursor, document, node)
    if why is None:
        return ""
    calls = passed(log, cursor)
    if why not in ("off_path", "failed") or calls is None:
        return reason(why)
    for failed, root in calls.failures.items():
        if node in document.upstream(_cards(document, [root])):
            return reason("failed", document.name(card_of(document, failed) or failed))
    if node not in document.upstream(_cards(document, calls.roots)):
        return reason("off_path")
    cut = cut_below(log, cursor, document, node)
    if cut is not None:
        return reason("off_path", document.name(cut))
    return QCoreApplication.translate("Reach", "backward was asked for other gradients only")
