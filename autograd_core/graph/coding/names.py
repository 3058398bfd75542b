"""The variables of a script: which name each node has, and which nodes need none."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from autograd_core.graph.actions import (
    Action,
    Assign,
    Block,
    Expression,
    Forward,
    Hook,
    Jacobian,
    Let,
    Optimizer,
    RemoveHook,
    Repeat,
    SetRequiresGrad,
    Try,
    ZeroGrad,
    targets,
    walk,
)
from autograd_core.graph.customs.specs import source_of
from autograd_core.graph.document import Document, LeafData, OpData, TapData
from autograd_core.graph.expression import names_in
from autograd_core.graph.packed import is_packed
from autograd_core.graph.ports import spec_of
from autograd_core.graph.vocabulary import MODULES, RANDOM

OWN = frozenset({"suppress", "range", "print", "zip", "None", "True", "False", *MODULES})
"""Names that the script itself uses."""


def turns_in(actions: Iterable[Action]) -> frozenset[str]:
    """The names of Python values: the turns of loops, what Let names, errors in handlers."""
    return frozenset(a.name for a in walk(actions) if isinstance(a, Repeat | Let | Try))


def identifier(text: str) -> str:
    """The text as a name that Python takes: `layer/relu` is `layer_relu`. `t1` is the name of a
    node without a label, so as a label it is `t_1`."""
    found = re.sub(r"^t(\d+)$", r"t_\1", re.sub(r"\W", "_", text))
    if not found.isidentifier():
        found = f"_{found}"
    if found.startswith("__"):
        found = f"_{found.lstrip('_')}"
    return f"{found}_" if keyword.iskeyword(found) or found in OWN else found


class Names:
    """Variables for the nodes of a flat graph: their labels, with a number where one is taken.

    Nodes without a label are called `t1`, `t2` … when they are first asked for. No node gets a
    name that is `reserved`.
    """

    def __init__(self, document: Document, reserved: Iterable[str] = ()) -> None:
        self.document = document
        actions = list(walk(document.actions))
        self._taken = {*turns_in(actions), *dir(builtins), *reserved}
        self._taken |= {identifier(a.name) for a in actions if isinstance(a, Optimizer)}
        removed = {a.hook for a in actions if isinstance(a, RemoveHook)}
        if any(isinstance(a, Jacobian) for a in actions):
            self._taken.add("jacobian")
        if any(isinstance(n, LeafData) and n.seed is not None for n in document.nodes.values()):
            self._taken.add("generator")
        if any(isinstance(n, LeafData) and is_packed(n.value) for n in document.nodes.values()):
            self._taken |= {"numpy", "base64", "io"}
        hooks = [a.id for a in actions if isinstance(a, Hook)]
        self._taken |= {f"hook_{n}" for n, hook in enumerate(hooks, 1) if hook in removed}
        self._names: dict[str, str] = {}
        for node in document.order:
            data = document.nodes[node]
            if data.label and isinstance(data, LeafData | OpData | TapData):
                self._names[node] = self._free(identifier(document.name(node)))
        self.labelled = frozenset(self._names)
        self._count = 0

    def of(self, node: str) -> str:
        """The node's variable."""
        found = self._names.get(node)
        while found is None:
            self._count += 1
            text = f"t{self._count}"
            if text not in self._taken:
                found = self._names[node] = self._free(text)
        return found

    def alias(self, node: str, text: str) -> None:
        """The node's tensor is what the text says: that of another variable."""
        self._names[node] = text

    def known(self, node: str) -> bool:
        return node in self._names

    def _free(self, text: str) -> str:
        found, number = text, 2
        while found in self._taken:
            found, number = f"{text.rstrip('_')}_{number}", number + 1
        self._taken.add(found)
        return found


def tracks(data: object) -> bool:
    """Whether the node makes a leaf that requires grad, as far as its texts tell."""
    if isinstance(data, LeafData):
        return data.requires_grad or "requires_grad=True" in data.value
    return isinstance(data, OpData) and data.params.get("requires_grad") == "True"


def gradient_leaves(document: Document) -> list[str]:
    """The leaves at which gradients may arrive."""
    actions = list(walk(document.actions))
    asked = {a.node for a in actions if isinstance(a, SetRequiresGrad)}
    given = {a.node for a in actions if isinstance(a, Assign) and a.field == "grad"}
    given = {n for n in given if isinstance(document.nodes.get(n), LeafData)}
    return [
        node
        for node, data in document.nodes.items()
        if node in asked or node in given or tracks(data)
    ]


def listed(actions: Iterable[Action]) -> list[set[str]]:
    """The nodes of each Forward that lists some."""
    return [
        set(a.nodes)
        for a in walk(actions)
        if isinstance(a, Forward) and a.nodes is not None
    ]


def named_by_actions(document: Document) -> frozenset[str]:
    """The nodes that actions other than Forward name."""
    actions = list(walk(document.actions))
    named = {
        node
        for each in actions
        if not isinstance(each, Forward | Block)
        for node in targets(_with_names_read(each))
    }
    begins = (getattr(a, "values", getattr(a, "test", None)) for a in actions)
    named |= {n for each in begins if each is not None for n in each.names.values()}
    if any(isinstance(action, ZeroGrad) and action.leaves is None for action in actions):
        named |= {n for n, data in document.nodes.items() if tracks(data)}
    return frozenset(named)


def _with_names_read(action: Action) -> Action:
    """The action with no names bound but those that its texts read."""
    fields = {}
    for field in action.__struct_fields__:
        value = getattr(action, field)
        if isinstance(value, Expression):
            read = names_in(value.text)
            names = {name: node for name, node in value.names.items() if name in read}
            fields[field] = Expression(value.text, names)
    return replace(action, **fields) if fields else action


def inlinable(
    document: Document, named: frozenset[str], is_recorded: Callable[[str], bool]
) -> frozenset[str]:
    """The nodes that may stand within the code of the one that reads them: without a label, with
    one reader, which runs whenever they do and in the same grad mode, and not `named` by any
    action. What reads in place does so only if it is recorded: an Assign would be read back."""
    lists = listed(document.actions)
    found = set()
    for node, data in document.nodes.items():
        spec = spec_of(data)
        wires = list(document.outputs(node).values())
        if not isinstance(data, OpData) or spec is None or data.label or data.state != "on":
            continue
        own = source_of(spec)
        if spec.name in RANDOM or (own is not None and own.draws):
            continue  # the order of draws is that of the statements
        if spec.mutates or len(spec.outputs) > 1 or spec.outputs[0].startswith("*"):
            continue
        if len(wires) != 1 or node in named:
            continue
        reader = document.nodes[wires[0].target]
        reading = spec_of(reader)
        if not isinstance(reader, OpData) or reader.state != "on" or reading is None:
            continue
        if reading.mutates:
            written = wires[0].target_port == reading.ports[0].name
            if written or not is_recorded(reader.id):
                continue
        together = all((node in each) == (reader.id in each) for each in lists)
        if together and document.in_no_grad(node) == document.in_no_grad(reader.id):
            found.add(node)
    return frozenset(found)
