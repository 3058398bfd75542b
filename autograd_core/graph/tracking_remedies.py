"""Remedies about what requires grad: leaves, detach, no_grad; and about what a leaf says."""

from __future__ import annotations

import re
from collections.abc import Callable

from autograd_core.graph import building, regions, rewiring, splicing
from autograd_core.graph.action_edits import flat
from autograd_core.graph.actions import Backward, Jacobian, SetRequiresGrad
from autograd_core.graph.culprits import cut
from autograd_core.graph.document import Document, LeafData, OpData
from autograd_core.graph.expression import as_tensor, evaluate
from autograd_core.graph.limits import Limits
from autograd_core.graph.problems import EXPECTED
from autograd_core.graph.steps import Message, Value, port_ref
from autograd_core.graph.trouble import Offers, Trouble
from autograd_core.graph.words import QT_TRANSLATE_NOOP
from autograd_core.random import Generator


def _cut_at(trouble: Trouble) -> str | None:
    root = trouble.root
    if root is None or root not in trouble.document.nodes:
        return None
    return cut(trouble.document, trouble.log, root)


def remove_detach(trouble: Trouble) -> Offers:
    document, at = trouble.document, _cut_at(trouble)
    data = document.nodes.get(at or "")
    if isinstance(data, OpData) and data.op == "detach" and data.id != trouble.root:
        words = QT_TRANSLATE_NOOP("Steps", "Take {name} out")
        title = Message(words, {"name": document.name(data.id)})
        yield title, rewiring.dissolve(document, [data.id])


def leave_no_grad(trouble: Trouble) -> Offers:
    document, at, root = trouble.document, _cut_at(trouble), trouble.root
    if at is None or root is None or not document.in_no_grad(at):
        return
    way = document.downstream([at]) & document.upstream([root])
    inside = [node for node in document.order if node in way and document.in_no_grad(node)]
    words = QT_TRANSLATE_NOOP("Steps", "Take {names} out of no_grad")
    names = ", ".join(map(document.name, inside))
    yield Message(words, {"names": names}), regions.take_out(document, inside)


def require_grad(trouble: Trouble) -> Offers:
    document, root = trouble.document, trouble.root
    if root is None or root not in document.nodes or _cut_at(trouble) is not None:
        return
    above = document.upstream([root])
    leaves = [n for n in document.order if n in above and _is_untracked(trouble, n)][:20]
    weights = [node for node in leaves if _WEIGHT.fullmatch(document.name(node))]
    together = [weights] if len(weights) > 1 else []
    for nodes in [*together, *([node] for node in leaves)]:
        words = QT_TRANSLATE_NOOP("Steps", "Set requires_grad of {name}")
        title = Message(words, {"name": ", ".join(map(document.name, nodes))})
        yield title, [
            e for node in nodes for e in building.change(document, node, requires_grad=True)
        ]
    for node in [] if leaves else _integers(trouble, above)[:3]:
        words = QT_TRANSLATE_NOOP("Steps", "Make {name} float32, and set its requires_grad")
        title = Message(words, {"name": document.name(node)})
        yield title, building.change(document, node, dtype="float32", requires_grad=True)


def _integers(trouble: Trouble, above: set[str]) -> list[str]:
    document = trouble.document
    leaves = [n for n in document.order if n in above and isinstance(document.nodes[n], LeafData)]
    return [node for node in leaves if not _is_float(trouble, node)]


_WEIGHT = re.compile(r"(?i:w|b|u|v|weights?|bias|kernel|theta|param(?:eter)?)[_.]?\w{0,3}")
"""What parameters are called, which are to be learned together."""


def _is_untracked(trouble: Trouble, node: str) -> bool:
    data = trouble.document.nodes[node]
    return isinstance(data, LeafData) and not data.requires_grad and _is_float(trouble, node)


def _is_float(trouble: Trouble, node: str) -> bool:
    value = trouble.log.at(len(trouble.log), port_ref(node), "value")
    return isinstance(value, Value) and value.dtype.startswith("torch.float")


def detach_inputs(trouble: Trouble) -> Offers:
    document, node, log = trouble.document, trouble.node, trouble.log
    if not isinstance(node, OpData):
        return
    for port, wire in document.inputs(node.id).items():
        source = port_ref(wire.source, wire.source_port)
        if log.at(len(log), source, "requires_grad"):
            words = QT_TRANSLATE_NOOP("Steps", "Detach {port}")
            edits = splicing.before(document, node.id, [port], "detach")
            yield Message(words, {"port": port}), edits


def leaf_float(trouble: Trouble) -> Offers:
    document, node = trouble.document, trouble.node
    if isinstance(trouble.failed, SetRequiresGrad):
        node = document.nodes.get(trouble.failed.node)
    if isinstance(node, LeafData):
        words = QT_TRANSLATE_NOOP("Steps", "Make {name} float32")
        title = Message(words, {"name": document.name(node.id)})
        yield title, building.change(document, node.id, dtype="float32")


def do_not_track(trouble: Trouble) -> Offers:
    document, node = trouble.document, trouble.node
    if isinstance(node, LeafData) and node.requires_grad and not _needed(document, node.id):
        words = QT_TRANSLATE_NOOP("Steps", "Do without requires_grad of {name}")
        title = Message(words, {"name": document.name(node.id)})
        yield title, building.change(document, node.id, requires_grad=False)


def _needed(document: Document, leaf: str) -> bool:
    """Whether a backward has no other leaf that requires grad: without it, it would fail."""
    roots = {a.root for _, a in flat(document.actions) if isinstance(a, Backward)}
    for root in roots & document.nodes.keys():
        above = [document.nodes[node] for node in document.upstream([root])]
        if [e.id for e in above if isinstance(e, LeafData) and e.requires_grad] == [leaf]:
            return True
    return False


def inputs_require_grad(trouble: Trouble) -> Offers:
    document, failed = trouble.document, trouble.failed
    if not isinstance(failed, Backward | Jacobian):
        return
    leaves = [document.nodes.get(node) for node in failed.inputs or ()]
    untracked = [e.id for e in leaves if isinstance(e, LeafData) and not e.requires_grad]
    if untracked:
        words = QT_TRANSLATE_NOOP("Steps", "Set requires_grad of {name}")
        title = Message(words, {"name": ", ".join(map(document.name, untracked))})
        edits = [
            e for node in untracked for e in building.change(document, node, requires_grad=True)
        ]
        yield title, edits


def leaf_text(trouble: Trouble) -> Offers:
    """What a leaf may have been meant to say: without signs, without a device, of a dtype that
    there is; only what makes a tensor."""
    document, node = trouble.document, trouble.node
    if not isinstance(node, LeafData):
        return
    if node.dtype is not None and f"'{node.dtype}'" in trouble.problem.message:
        words = QT_TRANSLATE_NOOP("Steps", "Let PyTorch choose the dtype of {name}")
        title = Message(words, {"name": document.name(node.id)})
        yield title, building.change(document, node.id, dtype=None)
        return
    words = QT_TRANSLATE_NOOP("Steps", "Write {text}")
    for text in dict.fromkeys((_DEVICE.sub("", node.value), _NEGATIVE.sub(r"\1", node.value))):
        if text != node.value and len(text) <= _LONGEST and _is_tensor(text):
            edits = building.change(document, node.id, value=text)
            yield Message(words, {"text": text}), edits


_DEVICE = re.compile(r",?\s*device\s*=\s*(?:'[^']*'|\"[^\"]*\")")
_NEGATIVE = re.compile(r"-\s*(\d)")
_LONGEST = 60


def _is_tensor(text: str) -> bool:
    try:
        as_tensor(evaluate(text, generator=Generator(), limits=Limits(tensor_bytes=4 << 20)), None)
    except EXPECTED:
        return False
    return True


TRACKING: dict[str, Callable[[Trouble], Offers]] = {
    "leaf_text": leaf_text,
    "remove_detach": remove_detach,
    "leave_no_grad": leave_no_grad,
    "require_grad": require_grad,
    "detach_inputs": detach_inputs,
    "leaf_float": leaf_float,
    "do_not_track": do_not_track,
    "inputs_require_grad": inputs_require_grad,
}
