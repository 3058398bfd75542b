"""Names of actions, for lists, bands and buttons."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, TypeAlias

from PySide6.QtCore import QCoreApplication

from app.playback.face import title_of
from app.playback.words import listed
from app.widgets.checks import SMALL
from autograd_core.graph import action_edits
from autograd_core.graph.actions import (
    Action,
    Assign,
    Backward,
    Check,
    Forward,
    Hook,
    Jacobian,
    Let,
    Optimizer,
    OptimizerStep,
    Print,
    ReadGrad,
    RemoveHook,
    Repeat,
    RetainGrad,
    Seed,
    SetOption,
    SetRequiresGrad,
    Try,
    When,
    ZeroGrad,
    targets,
)
from autograd_core.graph.document import Document, LeafData
from autograd_core.graph.expression import evaluate
from autograd_core.graph.problems import EXPECTED
from autograd_core.random import Generator

Hue: TypeAlias = Literal["forward", "gradient", "neutral"]

_MOST_OF_A_VALUE = 16
"""Characters that stand for a leaf without a name."""

_ICONS: dict[type, str] = {
    Forward: "forward",
    Backward: "backward",
    Jacobian: "jacobian",
    ReadGrad: "copy",
    ZeroGrad: "zero",
    Assign: "assign",
    SetRequiresGrad: "grad",
    RetainGrad: "keep",
    Hook: "hook",
    RemoveHook: "unhook",
    Seed: "seed",
    Let: "let",
    Optimizer: "optimizer",
    OptimizerStep: "optimizer-step",
    SetOption: "optimizer",
    Print: "print",
    Check: "check",
    Repeat: "repeat",
    When: "when",
    Try: "try",
}


def action_icon(action: Action) -> str:
    """The name of the action's icon."""
    return _ICONS[type(action)]


def action_hue(action: Action) -> Hue:
    """In which of the two directions the action goes, if in any."""
    if isinstance(action, Forward):
        return "forward"
    return "gradient" if isinstance(action, Backward | Jacobian) else "neutral"


def action_title(action: Action, document: Document) -> str:
    """The action in a few words: `Backward from y`, `x.data *= 100`."""
    translate = QCoreApplication.translate
    if isinstance(action, Forward):
        if action.nodes is None:
            return translate("Action", "Forward")
        names = listed(_headed(node, document) for node in action.nodes)
        return translate("Action", "Forward of {names}").format(names=names)
    if isinstance(action, Backward):
        return _backward_title(action, document)
    if isinstance(action, Jacobian):
        return _jacobian_title(action, document)
    if isinstance(action, ZeroGrad):
        text = (
            translate("Action", "Zero grad")
            if action.set_to_none
            else translate("Action", "Zero grad, keeping zeros")
        )
        names = listed(_named(node, document) for node in action.leaves or ())
        if not names:
            return text
        return translate("Action", "{action} ({names})").format(action=text, names=names)
    if isinstance(action, Check) and action.expected is not None:
        text = translate("Action", "As traced: {test} is {value}")
        return text.format(test=action.expression.text, value=action.expected)
    return code_of_action(action, document)


def part_title(action: Action, part: str) -> str:
    """The line of code over the second part of a block: `else:`, `except RuntimeError as e:`."""
    if not isinstance(action, Try):
        return "else:"
    errors = action.errors[0] if len(action.errors) == 1 else f"({', '.join(action.errors)})"
    return f"except {errors} as {action.name}:" if action.name else f"except {errors}:"


def code_of_action(action: Action, document: Document) -> str:
    """The action as a line of code; the same in every language."""
    if isinstance(action, Assign):
        field = "" if action.field == "value" else f".{action.field}"
        code = f"{_named(action.node, document)}{field} {action.operator} {action.expression.text}"
        return f"{code}  # no_grad" if action.no_grad else code
    if isinstance(action, ReadGrad):
        taps = listed(_named(tap, document) for tap in action.into)
        return f"{taps} = {_named(action.node, document)}.grad"
    if isinstance(action, SetRequiresGrad):
        return f"{_named(action.node, document)}.requires_grad_({action.value})"
    if isinstance(action, Print):
        return f"print({action.expression.text})"
    if isinstance(action, Repeat):
        return f"for {action.name} in {iterated(action.values.text)}:"
    if isinstance(action, When):
        return f"if {action.test.text}:"
    if isinstance(action, Try):
        return "try:"
    return _code_of_more(action, document)


def _code_of_more(action: Action, document: Document) -> str:
    if isinstance(action, RetainGrad):
        return f"{_named(action.node, document)}.retain_grad()"
    if isinstance(action, Hook):
        text = f"lambda {action.name}: {action.expression.text}"
        return f"{_named(action.node, document)}.register_hook({text})"
    if isinstance(action, RemoveHook):
        hooks = [a for _, a in action_edits.flat(document.actions) if a.id == action.hook]
        nodes = [a.node for a in hooks if isinstance(a, Hook)]
        return f"hook({_named(nodes[0], document) if nodes else '?'}).remove()"
    if isinstance(action, Seed):
        return f"torch.manual_seed({action.seed})"
    if isinstance(action, Let):
        return f"{action.name} = {action.expression.text}"
    if isinstance(action, Optimizer):
        leaves = ", ".join(_named(leaf, document) for leaf in action.leaves)
        options = "".join(f", {name}={text}" for name, text in action.options.items())
        return f"{action.name} = torch.optim.{action.optimizer}([{leaves}]{options})"
    if isinstance(action, OptimizerStep):
        return f"{action.name}.step()"
    if isinstance(action, SetOption):
        group = f"{action.name}.param_groups[{action.group}]"
        return f"{group}[{action.option!r}] = {action.expression.text}"
    if isinstance(action, Check):
        said = "" if action.message is None else f", {action.message.text}"
        return f"assert {action.expression.text}{said}"
    return type(action).__name__


def is_code(action: Action) -> bool:
    """Whether the action's title is a line of code."""
    if isinstance(action, Check):
        return action.expected is None
    return not isinstance(action, Forward | Backward | Jacobian | ZeroGrad)


def iterated(text: str) -> str:
    """What a Repeat goes through, as Python would write it: `range(3)` for 3."""
    return f"range({text.strip()})" if _is_whole(text) else text.strip()


@lru_cache(maxsize=1024)
def _is_whole(text: str) -> bool:
    try:
        value = evaluate(text, {}, generator=Generator(), limits=SMALL)
    except EXPECTED:
        return False
    return isinstance(value, int) and not isinstance(value, bool)


def _named(node: str, document: Document) -> str:
    """The node's name; a question mark where it is gone, as nobody knows its id."""
    return document.name(node) if document.find(node) is not None else "?"


def _headed(node: str, document: Document) -> str:
    """The node as its card is headed: a leaf without a name by the beginning of its value."""
    data = document.find(node)
    if not isinstance(data, LeafData) or data.label:
        return _named(node, document)
    title = title_of(data)
    return title if len(title) <= _MOST_OF_A_VALUE else f"{title[:_MOST_OF_A_VALUE]}…"


def _backward_title(action: Backward, document: Document) -> str:
    translate = QCoreApplication.translate
    root = _named(action.root, document)
    title = translate("Action", "Backward from {root}").format(root=root)
    if action.into:
        pairs = [f"∂{root}/∂{_named(node, document)}" for node in action.inputs or ()]
        title = translate("Action", "Gradient {derivatives}").format(derivatives=listed(pairs))
    options = [
        f"gradient {action.gradient.text}" if action.gradient is not None else "",
        "retain_graph" if action.retain_graph else "",
        "create_graph" if action.create_graph else "",
    ]
    for option in filter(None, options):
        title = translate("Action", "{action}, {option}").format(action=title, option=option)
    return title


def _jacobian_title(action: Jacobian, document: Document) -> str:
    output = _named(action.output, document)
    ratios = ", ".join(f"∂{output}/∂{_named(node, document)}" for node in action.inputs)
    return QCoreApplication.translate("Action", "Jacobian {derivatives}").format(
        derivatives=ratios
    )


def is_orphan(action: Action, document: Document) -> bool:
    """Whether the action itself, not one inside it, names a node that is gone."""
    if isinstance(action, Repeat | When):
        begin = action.values if isinstance(action, Repeat) else action.test
        named = tuple(begin.names.values())
    else:
        named = () if isinstance(action, Try) else targets(action)
    return any(document.find(node) is None for node in named)
