"""The ledger of a tensor's `.grad`: the deposits that make it up, by backward call and by edge.

Everything is read off the steps. What empties `.grad` (zero grad, to None or to zeros; the leaf
made anew) is an entry as well, and what somebody writes into it is too, so that the entries since
the last emptying add up to what is there.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container
from typing import Literal, NamedTuple, TypeAlias

from autograd_core.graph.document import OUT
from autograd_core.graph.steps import ActionPath, Flow, Step, StepLog, Value, port_ref

EntryKind: TypeAlias = Literal["deposit", "to_none", "to_zeros", "written", "made"]
EMPTYING = frozenset({"to_none", "to_zeros", "made"})


class Part(NamedTuple):
    """What one edge brought: the step that sent it, and the gradient on its way."""

    step: int
    flow: Flow


class Entry(NamedTuple):
    """One change of a `.grad`, by step number `step` of the log.

    `parts` are the gradients that arrived, one for each edge; more than one are added up before
    the deposit. `amount` is what was added, None where nothing was. `call` is the number of the
    Backward call, 0 for what no backward did.
    """

    kind: EntryKind
    step: int
    action: ActionPath
    before: Value | None
    after: Value | None
    amount: Value | None = None
    call: int = 0
    parts: tuple[Part, ...] = ()


def ledger(log: StepLog, cursor: int, node: str, port: str = OUT) -> list[Entry]:
    """Every change of the `.grad` at an output in the first `cursor` steps, the oldest first.

    Takes a look at those steps alone that changed it.
    """
    track = log.track(port_ref(node, port), "grad")
    entries = []
    before: Value | None = None
    for at, after in zip(track.steps, track.values, strict=True):
        if at >= cursor:
            break
        if before is not None or after is not None:
            entries.append(_entry(log, at, before, after))
        before = after
    return entries


class Latest(NamedTuple):
    """The entries that make up what is there, with how many came `before` them."""

    entries: list[Entry]
    before: int


def latest(log: StepLog, cursor: int, node: str, port: str = OUT, most: int = 50) -> Latest:
    """The last of the entries that make up what is there at the cursor, from the one that emptied
    it last on, `most` of them: what it takes does not grow with the length of the run."""
    track = log.track(port_ref(node, port), "grad")
    entries: list[Entry] = []
    at = bisect_left(track.steps, cursor)
    while at and len(entries) < most:
        at -= 1
        before, after = track.values[at - 1] if at else None, track.values[at]
        if before is None and after is None:
            continue
        entries.append(_entry(log, track.steps[at], before, after))
        if entries[-1].kind in EMPTYING:
            break
    first = next((i for i, value in enumerate(track.values[:at]) if value is not None), at)
    return Latest(entries[::-1], at - first)


def standing(entries: list[Entry]) -> list[Entry]:
    """The entries that make up what is there now: the last that emptied it, and all since."""
    last = max((i for i, each in enumerate(entries) if each.kind in EMPTYING), default=0)
    return entries[last:]


def _entry(log: StepLog, at: int, before: Value | None, after: Value | None) -> Entry:
    step = log.steps[at]
    if step.kind in ("accumulate", "backward") and after is not None:
        amount = next((value for value in step.incoming if value is not None), None)
        parts = tuple(_parts(log, at, step))
        return Entry("deposit", at, step.action, before, after, amount, step.call, parts)
    kind: EntryKind = "written"
    if step.kind == "zero_grad":
        kind = "to_none" if after is None else "to_zeros"
    elif step.kind == "forward":
        kind = "made"
    return Entry(kind, at, step.action, before, after)


def _parts(log: StepLog, at: int, step: Step) -> list[Part]:
    """The edges along which the gradients came that step number `at` received."""
    if step.applied is None:
        return []
    found = []
    for source in step.applied.sources:
        sender = log.steps[source.step] if source.step < at else None
        flows = () if sender is None else sender.flows
        found += [Part(source.step, flow) for flow in flows if flow.index == source.edge]
    return found


def calls_in(entries: list[Entry]) -> list[int]:
    """The numbers of the Backward calls among the entries, each once, in order."""
    return list(dict.fromkeys(each.call for each in entries if each.kind == "deposit"))


def at_step(entries: list[Entry], step: int) -> int:
    """How many of the entries had happened by the end of step number `step`."""
    return bisect_right(entries, step, key=lambda each: each.step)


class Arrival(NamedTuple):
    """A gradient that is in the `.grad` of `node` since step number `step`."""

    node: str
    step: int


class Journey(NamedTuple):
    """Where a gradient went on to: the `flows` that have something of it, by step and edge, in
    order, and the leaves at which they ended."""

    flows: dict[tuple[int, int], Flow]
    arrivals: tuple[Arrival, ...]


def last_flow(
    log: StepLog, cursor: int, wires: Container[str], start: int = 0
) -> Part | None:
    """The last gradient that one of the wires has carried in the steps from `start` to `cursor`."""
    for at in range(min(cursor, len(log)) - 1, start - 1, -1):
        for flow in log.steps[at].flows:
            if flow.wire in wires:
                return Part(at, flow)
    return None


def journey(log: StepLog, part: Part) -> Journey:
    """All that became of a gradient in its Backward call."""
    start = log.steps[part.step]
    flows = {(part.step, part.flow.index): part.flow}
    found = []
    for at in range(part.step + 1, len(log)):
        step = log.steps[at]
        if (step.action, step.call) != (start.action, start.call):
            break
        sources = () if step.applied is None else step.applied.sources
        if not any((source.step, source.edge) in flows for source in sources):
            continue
        if step.kind == "accumulate" and step.node is not None:
            found.append(Arrival(step.node, at))
        for flow in step.flows:
            flows[at, flow.index] = flow
    return Journey(flows, tuple(found))


def edges_to(log: StepLog, found: Journey, arrival: Arrival) -> list[Flow]:
    """The flows of a journey by which it came to one of its leaves, in order."""
    taken: set[tuple[int, int]] = set()
    seen, stack = {arrival.step}, [arrival.step]
    while stack:
        step = log.steps[stack.pop()]
        for source in () if step.applied is None else step.applied.sources:
            edge = (source.step, source.edge)
            if edge in found.flows:
                taken.add(edge)
                if source.step not in seen:
                    seen.add(source.step)
                    stack.append(source.step)
    return [found.flows[edge] for edge in sorted(taken)]
