"""The actions: what happens to a built graph, in order.

Each is a frozen `msgspec.Struct` with a tag, so the file's types are these types. An action
names nodes by id; one whose node is gone stays in the list and is marked when it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, TypeAlias, TypeVar

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


class ParamGroup(Struct, frozen=True, omit_defaults=True):
    """How many leaves a group of parameters has, and the texts of the options of its own."""

    count: int
    options: dict[str, str] = {}


class Optimizer(_Action, frozen=True, tag="optimizer", omit_defaults=True):
    """Makes an optimizer over leaves: `name = torch.optim.SGD([w, b], lr=0.1)`.

    `optimizer` is the name of its class in `torch.optim`, `options` the texts of its options.
    With `groups` the leaves are those of the groups, one after the other; leaves beyond them form
    a last group.
    """

    name: str = "optimizer"
    optimizer: str = "SGD"
    leaves: tuple[str, ...] = ()
    options: dict[str, str] = {}
    groups: tuple[ParamGroup, ...] = ()

    def parts(self) -> list[tuple[tuple[str, ...], dict[str, str]]]:
        """The leaves of each group, with its options."""
        found, at = [], 0
        for group in self.groups:
            found.append((self.leaves[at : at + group.count], group.options))
            at += group.count
        if at < len(self.leaves) or not found:
            found.append((self.leaves[at:], {}))
        return found


class OptimizerStep(_Action, frozen=True, tag="optimizer_step", omit_defaults=True):
    """Calls `name.step()`."""

    name: str = "optimizer"


class SetOption(_Action, frozen=True, tag="set_option", omit_defaults=True):
    """Sets an option of a group of an optimizer's parameters, as schedules of learning rates do:
    `name.param_groups[group]["option"] = expression`."""

    name: str = "optimizer"
    option: str = "lr"
    expression: Expression = Expression("0.1")
    group: int = 0


class Print(_Action, frozen=True, tag="print", omit_defaults=True):
    """Prints the values of the expression as PyTorch prints them."""

    expression: Expression = Expression("0")


class Check(_Action, frozen=True, tag="check", omit_defaults=True):
    """Tests an Expression, whose truth is that of Python: `assert expression, message`.

    With `expected` it is a test that was decided while code was traced, and how: the program went
    that way then. A run in which it comes out otherwise ends there, as the code would go another
    way. Without, it has to hold; `message` is evaluated only where it does not.
    """

    expression: Expression = Expression("True")
    expected: bool | None = None
    message: Expression | None = None


class Repeat(_Action, frozen=True, tag="repeat", omit_defaults=True):
    """Runs its body once for each of `values` (an int counts from 0), named `name`."""

    values: Expression = Expression("1")
    name: str = "i"
    body: tuple[Action, ...] = ()


class When(_Action, frozen=True, tag="when", omit_defaults=True):
    """Runs its body if the test holds, else `otherwise`; a When alone in there is an `elif`.

    The test is one of Python values: of turns of loops, and of what Let named.
    """

    test: Expression = Expression("True")
    body: tuple[Action, ...] = ()
    otherwise: tuple[Action, ...] = ()


class Try(_Action, frozen=True, tag="try", omit_defaults=True):
    """Runs its body; an error that is one of `errors` (names of Python's exceptions) ends the
    body, and the handler runs, where `name` is the error, if it has a name.

    Any other error ends the body as well, and goes on to the Try round this one, or counts as a
    failure of the action that raised it.
    """

    body: tuple[Action, ...] = ()
    errors: tuple[str, ...] = ("RuntimeError",)
    name: str = ""
    handler: tuple[Action, ...] = ()


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
    | SetOption
    | Print
    | Check
    | Repeat
    | When
    | Try
)

Block: TypeAlias = Repeat | When | Try
"""An action that has others in it."""

PARTS: dict[type, tuple[str, ...]] = {
    Repeat: ("body",),
    When: ("body", "otherwise"),
    Try: ("body", "handler"),
}
"""The fields in which blocks have their actions."""

_A = TypeVar("_A", bound=Action)


def parts(action: Action) -> dict[str, tuple[Action, ...]]:
    """The actions in a block, by field; empty for any other action."""
    return {part: getattr(action, part) for part in PARTS.get(type(action), ())}


def inside(action: Action) -> tuple[Action, ...]:
    """The actions that stand directly in a block, those of all its parts."""
    return tuple(inner for part in parts(action).values() for inner in part)


def with_parts(action: _A, change: Callable[[tuple[Action, ...]], Iterable[Action]]) -> _A:
    """The action, with each of its parts changed if it is a block."""
    found = {name: tuple(change(part)) for name, part in parts(action).items()}
    return replace(action, **found) if found else action


def walk(actions: Iterable[Action]) -> Iterator[Action]:
    """The actions, those inside blocks after the block."""
    for action in actions:
        yield action
        yield from walk(inside(action))


_ONE = ("root", "output", "node")
_SEVERAL = ("nodes", "inputs", "leaves", "into")
EXPRESSIONS = ("expression", "gradient", "values", "test", "message")
"""The fields of actions that hold an Expression."""


def targets(action: Action) -> tuple[str, ...]:
    """The ids of the nodes that the action names, those inside a block included."""
    if isinstance(action, Block):
        return tuple(node for inner in inside(action) for node in targets(inner))
    found = [getattr(action, field) for field in _ONE if hasattr(action, field)]
    for field in _SEVERAL:
        found += getattr(action, field, None) or ()
    for field in EXPRESSIONS:
        expression = getattr(action, field, None)
        found += expression.names.values() if expression is not None else ()
    return tuple(found)


def changed(
    actions: tuple[Action, ...], change: Callable[[Action], Action | None]
) -> tuple[Action, ...]:
    """The actions with `change` applied to each, those inside blocks first; None removes one."""
    found: list[Action] = []
    for action in actions:
        result = change(with_parts(action, lambda part: changed(part, change)))
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
    for name in EXPRESSIONS:
        if hasattr(action, name):
            fields[name] = bound(getattr(action, name))
    for name in _SEVERAL:
        if hasattr(action, name):
            fields[name] = each(getattr(action, name))
    for name in _ONE:
        if hasattr(action, name):
            fields[name] = target(getattr(action, name))
    for name, part in parts(action).items():
        fields[name] = tuple(retargeted(change(a), target, change) for a in part)
    return replace(action, **fields)
