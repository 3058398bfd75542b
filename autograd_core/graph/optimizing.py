"""Python values, seeds and optimizers: what a training loop has beside its tensors."""

from __future__ import annotations

from copy import deepcopy
from itertools import islice
from typing import Any

from autograd_core import optim
from autograd_core.graph.actions import Let, Optimizer, OptimizerStep, Seed, SetOption
from autograd_core.graph.expression import ExpressionError
from autograd_core.graph.machine import Machine, NotRun
from autograd_core.graph.ports import first_port
from autograd_core.graph.steps import ActionPath, Message, Streams, node_ref, port_ref
from autograd_core.graph.told import Told
from autograd_core.graph.words import QT_TRANSLATE_NOOP
from autograd_core.tensor import Tensor

KINDS = ("Adadelta", "Adagrad", "Adam", "AdamW", "RMSprop", "SGD")
"""The optimizers, by the names of their classes in `torch.optim`; imported when first asked for."""


def is_plain(value: object) -> bool:
    """Whether a value is made of numbers, strings, lists, tuples and ranges alone, so that `repr`
    says exactly what it is."""
    if isinstance(value, range):
        return True
    if isinstance(value, list | tuple):
        return all(is_plain(item) for item in value)
    return value is None or isinstance(value, bool | int | float | str)


def seed(machine: Machine, action: Seed, path: ActionPath) -> None:
    """Calls `torch.manual_seed`."""
    machine.generator.manual_seed(action.seed)
    text = QT_TRANSLATE_NOOP("Steps", "torch.manual_seed({seed})")
    machine.recorder.emit("seed", path, None, Message(text, {"seed": action.seed}))


def let(machine: Machine, action: Let, path: ActionPath) -> None:
    """Gives a value a name."""
    value = machine.evaluate(action.expression)
    if not is_plain(value):
        raise ExpressionError(
            Told("a number, a text or a list is needed here, not {kind}", kind=type(value).__name__)
        )
    machine.variables[action.name] = value
    text = QT_TRANSLATE_NOOP("Steps", "{name} = {value}")
    args: dict[str, object] = {"name": action.name, "value": repr(value)}
    machine.recorder.emit("let", path, None, Message(text, args))


def optimizer(machine: Machine, action: Optimizer, path: ActionPath) -> None:
    """Makes an optimizer over the leaves."""
    if action.optimizer not in KINDS:
        raise ExpressionError(
            Told("there is no optimizer '{name}' here", name=action.optimizer)
        )
    kind: type[optim.Optimizer] = getattr(optim, action.optimizer)
    options = {name: machine.evaluate_text(text) for name, text in action.options.items()}
    groups: list[dict[str, Any]] = []
    for leaves, own in action.parts():
        texts = {name: machine.evaluate_text(text) for name, text in own.items()}
        groups.append({"params": [machine.first_output(node) for node in leaves], **texts})
    given = groups if action.leaves or action.groups else []  # a group may be empty, a list not
    machine.optimizers[action.name] = (kind(given, **options), action.leaves)
    said = ", ".join(f"{name}={text}" for name, text in action.options.items())
    text = QT_TRANSLATE_NOOP("Steps", "{name} = torch.optim.{kind}([{leaves}], {options})")
    args: dict[str, object] = {
        "name": action.name,
        "kind": action.optimizer,
        "leaves": _streams(action.leaves),
        "options": said,
    }
    machine.recorder.emit("optimizer", path, None, Message(text, args))


def optimizer_step(machine: Machine, action: OptimizerStep, path: ActionPath) -> None:
    """Calls `step`: the optimizer writes every parameter that has a gradient."""
    found = machine.optimizers.get(action.name)
    if found is None:
        raise NotRun(Told("there is no optimizer called {name}", name=action.name))
    made, leaves = found
    params: list[Tensor] = [param for group in made.param_groups for param in group["params"]]
    versions = [param._version for param in params]
    made.step()
    written: list[str] = []
    for param, version, node in zip(params, versions, leaves, strict=True):
        if param._version == version:
            continue
        machine.wrote(param)
        machine.show_sharing(param)
        port = first_port(machine.document, node)
        if machine.cards.tensors.get((node, port)) is param:
            machine.recorder.show_tensor(node, port, param)
            written.append(node)
    text = QT_TRANSLATE_NOOP("Steps", "{name}.step(): {leaves}")
    shown = machine.recorder.shown
    values = tuple(
        (node_ref(node), shown[port_ref(node, first_port(machine.document, node))].get("value"))
        for node in written
        if not machine.recorder.muted
    )
    args: dict[str, object] = {"name": action.name, "leaves": Streams(values)}
    only = written[0] if len(written) == 1 else None
    machine.recorder.emit("optimizer", path, only, Message(text, args))


def set_option(machine: Machine, action: SetOption, path: ActionPath) -> None:
    """Sets an option of a group of parameters."""
    found = machine.optimizers.get(action.name)
    if found is None:
        raise NotRun(Told("there is no optimizer called {name}", name=action.name))
    groups = found[0].param_groups
    if not 0 <= action.group < len(groups) or action.option not in groups[action.group]:
        raise ExpressionError(Told("the optimizer has no such option"))
    value = machine.evaluate(action.expression)
    if isinstance(value, Tensor):
        value = value.item()
    old = groups[action.group][action.option]
    if action.option == "params" or not isinstance(value, bool | int | float | tuple):
        raise ExpressionError(Told("the optimizer has no such option"))
    if not isinstance(old, bool | int | float | tuple) and old is not None:
        raise ExpressionError(Told("the optimizer has no such option"))
    groups[action.group][action.option] = value
    text = QT_TRANSLATE_NOOP("Steps", "{name}: {option} = {value}")
    args: dict[str, object] = {
        "name": action.name, "option": action.option, "value": repr(value)
    }  # fmt: skip
    machine.recorder.emit("optimizer", path, None, Message(text, args))


def _streams(nodes: tuple[str, ...]) -> Streams:
    return Streams(tuple((node_ref(node), None) for node in nodes))


def state_of(machine: Machine) -> tuple[Any, ...] | None:
    """The optimizers as they are, for a keyframe; None where one writes tensors that are no longer
    at their cards."""
    found = []
    for name, (made, leaves) in machine.optimizers.items():
        params = [param for group in made.param_groups for param in group["params"]]
        for param, node in zip(params, leaves, strict=True):
            port = first_port(machine.document, node)
            if machine.cards.tensors.get((node, port)) is not param:
                return None
        sizes = [len(group["params"]) for group in made.param_groups]
        found.append((name, type(made), leaves, sizes, deepcopy(made.state_dict())))
    return tuple(found)


def restore(machine: Machine, state: tuple[Any, ...]) -> None:
    """Puts the optimizers back."""
    for name, kind, leaves, sizes, saved in state:
        params = iter([machine.first_output(node) for node in leaves])
        made = kind([{"params": list(islice(params, size))} for size in sizes], lr=0.0)
        made.load_state_dict(saved)
        machine.optimizers[name] = (made, leaves)
