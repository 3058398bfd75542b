"""Check: an assertion, or a test that was decided while code was traced."""

from __future__ import annotations

from autograd_core.graph.actions import Check
from autograd_core.graph.machine import Machine
from autograd_core.graph.problems import OtherWay, Unmet
from autograd_core.graph.steps import ActionPath, Message, action_ref
from autograd_core.graph.told import Told
from autograd_core.graph.vocabulary import text_of
from autograd_core.graph.words import QT_TRANSLATE_NOOP

PASSED = QT_TRANSLATE_NOOP("Steps", "assert {text}: it holds")
SAME_WAY = QT_TRANSLATE_NOOP("Steps", "{text} is {value}: the code goes the same way")


def check(machine: Machine, action: Check, path: ActionPath) -> None:
    """Evaluates the Expression and looks whether it comes out as it has to.

    Raises:
        AssertionError: it does not, in PyTorch's words.
        OtherWay: it does not, and had been decided while code was traced.
    """
    text = action.expression.text
    machine.take_sequence()
    try:
        holds = bool(machine.evaluate(action.expression))
        passed = holds is (action.expected is not False)
        machine.recorder.set(action_ref(path), "holds", passed)
        if not passed and action.expected is None:
            message = None if action.message is None else machine.evaluate(action.message)
            raise Unmet(*(() if message is None else (text_of(message),)))
    finally:
        machine.give_sequence()
    if not passed:
        raise OtherWay(
            Told(
                "{text} is {value} now: your code would go another way. Trace it again.",
                text=text,
                value=str(holds),
            )
        )
    args: dict[str, object] = {"text": text, "value": str(holds)}
    template = PASSED if action.expected is None else SAME_WAY
    machine.recorder.emit("check", path, None, Message(template, args))
