"""The actions: what happens to a built graph, in order.

Each is a frozen `msgspec.Struct` with a tag, so the file's types are these types. An action
names nodes by id; one whose node is gone stays in the list and is marked when it runs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace


class Expression(Struct, frozen=True, omit_defaults=True):
    """The text of an Expression (see `expression.py`), with the node that each name means."""

    text: str
    names: dict[str, str] = {}


class _Action(Struct, frozen=True, tag_field="kind", omit_defaults=True):
    id: str


class Forward(_Action, frozen=True, tag="forward", omit_defaults=True):
    """Executes nodes, perhaps again, in the document's order.

    `nodes` None means all; then leaves that exist are kept, so that assigned values and `.grad`
    survive. A list makes anew the leaves that it lists.
    """

    nodes: tuple[str, ...] | None = None


class Backward(_Action, frozen=True, tag="backward", omit_defaults=True):
    """Calls `root.backward(gradient, retain_graph, create_graph, inputs)`.

    With `into` it calls `autograd.grad`: no `.grad` is touched, and `into` names for each of
    `inputs` the tap that gets the gradient.
    """

    root: str = ""
    port: str = "out"
    gradient: Expression | None = None
    inputs: tuple[str, ...] | None = None
    retain_graph: bool = False
    create_graph: bool = False
    into: tuple[str, ...] = ()


class ReadGrad(_Action, frozen=True, tag="read_grad", omit_defaults=True):
    """Reads `node.grad`: the tap that `into` names holds this very tensor from then on."""

    node: str = ""
    into: tuple[str, ...] = ()


class ZeroGrad(_Action, frozen=True, tag="zero_grad", omit_defaults=True):
    """Empties `.grad` of the leaves (None: of every leaf): to None, or to zeros in place."""

    leaves: tuple[str, ...] | None = None
    set_to_none: bool = True


class Jacobian(_Action, frozen=True, tag="jacobian", omit_defaults=True):
    """Computes the derivative of every element of `output` with respect to every element of each
    of `inputs`, as `torch.autograd.functional.jacobian` does; no `.grad` is touched.

    `into` names for each of `inputs` the tap that gets the result.
    """

    output: str = ""
    port: str = "out"
    inputs: tuple[str, ...] = ()
    into: tuple[str, ...] = ()


class Assign(_Action, frozen=True, tag="assign", omit_defaults=True):
    """Writes into a tensor: `x.data *= 100`, `w -= 0.1 * w.grad`, `x.grad = None`.

    `field` `data` writes without bumping the version, `value` writes in place as PyTorch's
    operators do, `grad` writes the accumulated gradient. `no_grad` is the action's grad mode.
    """

    node: str = ""
    expression: Expression = Expression("0")
    field: Literal["data", "value", "grad"] = "data"
    operator: Literal["=", "+=", "-=", "*=", "/="] = "="
    no_grad: bool = False


class SetRequiresGrad(_Action, frozen=True, tag="set_requires_grad", omit_defaults=True):
    """Calls `node.requires_grad_(value)`."""

    node: str = ""
    value: bool = True


class RetainGrad(_Action, frozen=True, tag="retain_grad", omit_defaults=True):
    """Calls `node.retain_grad()`: a result keeps the gradient that arrives at it."""

    node: str = ""


class Hook(_Action, frozen=True, tag="hook", omit_defaults=True):
    """Calls `node.register_hook(lambda name: expression)`: what the expression gives takes the
    place of the gradient that arrives; None leaves it as it is."""

    node: str = ""
    expression: Expression = Expression("g")
    name: str = "g"


class RemoveHook(_Action, frozen=True, tag="remove_hook", omit_defaults=True):
    """Takes the hook away that the action `hook` registered last."""

    hook: str = ""


class Seed(_Action, frozen=True, tag="seed", omit_defaults=True):
    """Calls `torch.manual_seed(seed)`."""

    seed: int = 0


class Let(_Action, frozen=True, tag="let", omit_defaults=True):
    """Gives a Python value without tensors a name: `lr = 0.1`."""

    name: str = "a"
    expression: Expression = Expression("0")


class Optimizer(_Action, frozen=True, tag="optimizer", omit_defaults=True):
    """Makes an optimizer over leaves: `name = torch.optim.SGD([w, b], lr=0.1)`.

    `optimizer` is the name of its class in `torch.optim`, `options` the texts of its options.
    """

    name: str = "optimizer"
    optimizer: str = "SGD"
    leaves: tuple[str, ...] = ()
    options: dict[str, str] = {}


class OptimizerStep(_Action, frozen=True, tag="optimizer_step", omit_defaults=True):
    """Calls `name.step()`."""

    name: str = "optimizer"


class Print(_Action, frozen=True, tag="print", omit_defaults=True):
    """Prints the values of the expression as PyTorch prints them."""

    expression: Expression = Expression("0")


class Repeat(_Action, frozen=True, tag="repeat", omit_defaults=True):
    """Runs its body once for each of `values` (an int counts from 0), named `name`."""

    values: Expression = Expression("1")
    name: str = "i"
    body: tuple[Action, ...] = ()


Action: TypeAlias = (
    Forward
    | Backward
    | ReadGrad
    | Jacobian
    | ZeroGrad
    | Assign
    | SetRequiresGrad
    | RetainGrad
    | Hook
    | RemoveHook
    | Seed
    | Let
    | Optimizer
    | OptimizerStep
    | Print
    | Repeat
)


_ONE = ("root", "output", "node")
_SEVERAL = ("nodes", "inputs", "leaves", "into")
_EXPRESSIONS = ("gradient", "expression")


def targets(action: Action) -> tuple[str, ...]:
    """The ids of the nodes that the action names, those inside a block included."""
    if isinstance(action, Repeat):
        return tuple(node for inner in action.body for node in targets(inner))
    found = [getattr(action, field) for field in _ONE if hasattr(action, field)]
    for field in _SEVERAL:
        found += getattr(action, field, None) or ()
    for field in _EXPRESSIONS:
        expression = getattr(action, field, None)
        found += expression.names.values() if expression is not None else ()
    return tuple(found)


def changed(
    actions: tuple[Action, ...], change: Callable[[Action], Action | None]
) -> tuple[Action, ...]:
    """The actions with `change` applied to each, those inside blocks first; None removes one."""
    found: list[Action] = []
    for action in actions:
        if isinstance(action, Repeat):
            action = replace(action, body=changed(action.body, change))
        result = change(action)
        if result is not None:
            found.append(result)
    return tuple(found)


def retargeted(
    action: Action,
    target: Callable[[str], str],
    change: Callable[[Action], Action] = lambda action: action,
) -> Action:
    """The action, with its body, where each node that it names is another one; `change` is applied
    to what is in the body first."""

    def bound(expression: Expression | None) -> Expression | None:
        if expression is None or not expression.names:
            return expression
        names = {name: target(node) for name, node in expression.names.items()}
        return Expression(expression.text, names)

    def each(nodes: tuple[str, ...] | None) -> tuple[str, ...] | None:
        return None if nodes is None else tuple(map(target, nodes))

    fields: dict[str, Any] = {}
    for name in (*_EXPRESSIONS, "values"):
        if hasattr(action, name):
            fields[name] = bound(getattr(action, name))
    for name in _SEVERAL:
        if hasattr(action, name):
            fields[name] = each(getattr(action, name))
    for name in _ONE:
        if hasattr(action, name):
            fields[name] = target(getattr(action, name))
    if isinstance(action, Repeat):
        fields["body"] = tuple(retargeted(change(a), target, change) for a in action.body)
    return replace(action, **fields)
