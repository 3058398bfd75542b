"""Recalling: arrays that a log has let go, taken from a replay that made the same steps again."""

from __future__ import annotations

from collections.abc import Iterator

from autograd_core.graph.steps import Step, Value


def lacking(steps: list[Step]) -> bool:
    """Whether some array of the steps is not held."""
    return any(value.frozen is None for step in steps for value in step.values())


def fill(step: Step, made: Step) -> None:
    """Gives the values of `step` the arrays of the same values of `made`.

    A replay from the middle knows less of what was shown before it, so what it lacks stays
    lacking.
    """
    if (step.kind, step.action, step.node) != (made.kind, made.action, made.node):
        return
    known = dict(_named_values(made))
    for name, value in _named_values(step):
        found = known.get(name)
        if value.frozen is None and found is not None and found.shape == value.shape:
            value.frozen = found.frozen


def _named_values(step: Step) -> Iterator[tuple[object, Value]]:
    """Every Value of the step, with where in the step it is."""
    for change in step.changes:
        for side, value in (("before", change.before), ("after", change.after)):
            if isinstance(value, Value):
                yield (change.subject, change.field, side), value
    for place, flow in enumerate(step.flows):
        yield ("flow", place), flow.gradient
    for place, incoming in enumerate(step.incoming):
        if incoming is not None:
            yield ("incoming", place), incoming
    for name, value in step.message.values():
        yield ("argument", name), value
    if step.applied is not None:
        for name, value in step.applied.values():
            yield ("saved", name), value
