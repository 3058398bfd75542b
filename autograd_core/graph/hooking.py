"""Hooks and `retain_grad`: what may be asked of a tensor before a backward comes to it."""

from __future__ import annotations

from functools import partial
from typing import Any

from autograd_core.graph.actions import Expression, Hook, RemoveHook, RetainGrad
from autograd_core.graph.effects import say
from autograd_core.graph.expression import as_tensor
from autograd_core.graph.machine import Machine, NotRun
from autograd_core.graph.ports import first_port
from autograd_core.graph.problems import EXPECTED, wording
from autograd_core.graph.recorder import hooks_on, value_of_array
from autograd_core.graph.steps import ActionPath, Message, Value, node_ref, port_ref
from autograd_core.graph.told import Told
from autograd_core.graph.words import QT_TRANSLATE_NOOP
from autograd_core.tensor import Tensor

CALLED = QT_TRANSLATE_NOOP("Steps", "the hook of {node} makes {before} into {after}")
LOOKED = QT_TRANSLATE_NOOP("Steps", "the hook of {node} sees {before} and leaves it as it is")


def retain_grad(machine: Machine, action: RetainGrad, path: ActionPath) -> None:
    """Calls `retain_grad`: the gradient that arrives at a result is kept in its `.grad`."""
    tensor = machine.first_output(action.node)
    tensor.retain_grad()
    end = (action.node, first_port(machine.document, action.node))
    machine.cards.keeping.add(end)
    machine.recorder.set(node_ref(action.node), "error", None)
    machine.recorder.show_tensor(*end, tensor)
    template = QT_TRANSLATE_NOOP("Steps", "{node}.retain_grad()")
    message = Message(template, {"node": node_ref(action.node)})
    machine.recorder.emit("retain_grad", path, action.node, message)


def hook(machine: Machine, action: Hook, path: ActionPath) -> None:
    """Calls `register_hook` with what the Expression says."""
    tensor = machine.first_output(action.node)
    called = _Called(machine, action)
    machine.hooks[action.id] = (tensor.register_hook(called), action.node)
    _show(machine, action.node)
    template = QT_TRANSLATE_NOOP("Steps", "{node}.register_hook(lambda {name}: {text})")
    args: dict[str, object] = {"node": node_ref(action.node), "name": action.name}
    args["text"] = action.expression.text
    machine.recorder.emit("hook", path, action.node, Message(template, args))


def remove_hook(machine: Machine, action: RemoveHook, path: ActionPath) -> None:
    """Takes a hook away."""
    found = machine.hooks.pop(action.hook, None)
    if found is None:
        raise NotRun(Told("there is no such hook"))
    handle, node = found
    handle.remove()
    _show(machine, node)
    template = QT_TRANSLATE_NOOP("Steps", "the hook of {node} is removed")
    machine.recorder.emit("hook", path, node, Message(template, {"node": node_ref(node)}))


def _show(machine: Machine, node: str) -> None:
    """Notes how many hooks the node's tensor has."""
    port = first_port(machine.document, node)
    tensor = machine.cards.tensors.get((node, port))
    machine.recorder.set(node_ref(node), "error", None)
    if tensor is not None:
        machine.recorder.set(port_ref(node, port), "hooks", hooks_on(tensor))


class HookFailed(RuntimeError):
    """What a hook's Expression raised, and whose hook it is."""

    def __init__(self, error: Exception, node: str) -> None:
        super().__init__(wording(error))
        self.hooked = node


def _print(machine: Machine, *items: object) -> None:
    """What `print` is within a hook."""
    say(machine, *items)


class _Called:
    """What the engine calls. A step tells what it made of the gradient."""

    __name__ = "<lambda>"

    def __init__(self, machine: Machine, action: Hook) -> None:
        self.machine = machine
        self.node = action.node
        self.name = action.name
        self.expression: Expression = action.expression

    def __call__(self, gradient: Any) -> Tensor | None:
        machine = self.machine
        given = {"print": partial(_print, machine), self.name: gradient}
        try:
            value = machine.evaluate(self.expression, given)
        except EXPECTED as error:
            raise HookFailed(error, self.node) from error
        found: Tensor | None = None
        if value is not None:
            found = value if isinstance(value, Tensor) else as_tensor(value, None)
        recorder = machine.recorder
        if not recorder.muted and isinstance(gradient, Tensor):
            before = self._value(gradient)
            args: dict[str, object] = {"node": node_ref(self.node), "before": before}
            if found is not None:
                args["after"] = self._value(found)
            recorder.emit(
                "hook",
                machine.path,
                self.node,
                Message(LOOKED if found is None else CALLED, args),
                call=machine.calls,
                incoming=(before,),
            )
        return found

    def _value(self, tensor: Tensor) -> Value:
        return value_of_array(tensor._array, str(tensor.dtype), copy=True)
