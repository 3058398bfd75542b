"""Remedies: what may be done about a failure, each as the edits of one undoable step.

`problem.fixes` names families (see `explained.py`); which of them apply is found out here, on the
document as it is now. Nothing is applied.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from msgspec.structs import replace

from autograd_core.graph import building, mending, rewiring, splicing
from autograd_core.graph.action_blocks import enclosing, place_of, relocated
from autograd_core.graph.action_edits import (
    earlier_backward,
    find,
    flat,
    insert_before,
    ones_like,
    remove_action,
    replace_action,
    set_actions,
)
from autograd_core.graph.actions import (
    Action,
    Assign,
    Backward,
    Expression,
    Forward,
    Hook,
    Jacobian,
    Optimizer,
    targets,
)
from autograd_core.graph.document import Document, LeafData, OpData
from autograd_core.graph.edits import Edit
from autograd_core.graph.ports import first_port, input_ports, spec_of
from autograd_core.graph.steps import Message, Problem, StepLog, Value, node_ref, port_ref
from autograd_core.graph.tracking_remedies import TRACKING
from autograd_core.graph.trouble import Offers, Trouble
from autograd_core.graph.words import QT_TRANSLATE_NOOP
from autograd_core.ops.spec import REGISTRY

AT_MOST = 6


class Remedy(NamedTuple):
    """What a button says, and the edits it does; `fix` is its id."""

    fix: str
    title: Message
    edits: list[Edit]


def offered(document: Document, log: StepLog, problem: Problem) -> list[Remedy]:
    """The remedies that apply, the likeliest first."""
    failed = find(document, problem.action[-1]) if problem.action else None
    trouble = Trouble(document, log, problem, failed)
    case = None
    if mending.FAMILIES & {*problem.fixes} and (failed is None or isinstance(failed, Forward)):
        case = mending.case_of(document, log, problem)
    found: list[Remedy] = []
    last = ("leaf_text", "remove_action")  # where nothing else is known
    for fix in dict.fromkeys((*problem.fixes, *last)):
        if fix in last and found and fix not in problem.fixes:
            continue
        if fix in mending.FAMILIES:
            if case is not None:
                found += (Remedy(*each) for each in mending.found(case, fix))
        elif fix in _FIXES:
            several = 0
            for title, edits in _FIXES[fix](trouble):
                if edits:
                    several += 1
                    found.append(Remedy(f"{fix}_{several}" if several > 1 else fix, title, edits))
    return found[:AT_MOST]


def remedy(document: Document, log: StepLog, problem: Problem, fix: str) -> list[Edit]:
    """The edits of one remedy; none where it does not apply any more."""
    found = offered(document, log, problem)
    return next((each.edits for each in found if each.fix == fix), [])


# Running again, keeping, starting


def _forward_again(trouble: Trouble) -> Offers:
    document, failed, at = trouble.document, trouble.failed, trouble.problem.culprit_step
    if at is not None and at < len(trouble.log) and trouble.log.steps[at].kind == "forward":
        return  # it would do the same again
    nodes = () if failed is None else targets(failed)
    status = [trouble.log.at(len(trouble.log), node_ref(n), "status") for n in nodes]
    gone = any(document.find(node) is None for node in nodes)
    if gone or not nodes or any(each not in (None, "not run", "done") for each in status):
        return  # it would change nothing
    words = QT_TRANSLATE_NOOP("Steps", "Run forward again before it")
    again = Forward(id=document.fresh_id("a"))
    yield Message(words), insert_before(document, "" if failed is None else failed.id, again)


def _retain_graph(trouble: Trouble) -> Offers:
    document, failed = trouble.document, trouble.failed
    if not isinstance(failed, Backward | Jacobian):
        return
    earlier = earlier_backward(document, failed)
    if earlier is not None:
        words = QT_TRANSLATE_NOOP("Steps", "Keep the graph (retain_graph=True)")
        yield Message(words), replace_action(document, replace(earlier, retain_graph=True))


def _gradient_ones(trouble: Trouble) -> Offers:
    document, failed = trouble.document, trouble.failed
    if isinstance(failed, Backward):
        ones = ones_like(document, trouble.log, failed)
        words = QT_TRANSLATE_NOOP("Steps", "Use ones as gradient")
        yield Message(words), replace_action(document, replace(failed, gradient=ones))


def _gradient_none(trouble: Trouble) -> Offers:
    failed = trouble.failed
    if not isinstance(failed, Backward):
        return
    value = trouble.log.at(len(trouble.log), port_ref(failed.root, failed.port), "value")
    if isinstance(value, Value) and not value.shape:
        words = QT_TRANSLATE_NOOP("Steps", "Start from 1, as for every scalar")
        yield Message(words), replace_action(trouble.document, replace(failed, gradient=None))


def _reduced_first(op: str, words: str) -> Callable[[Trouble], Offers]:
    def offers(trouble: Trouble) -> Offers:
        document, failed = trouble.document, trouble.failed
        if not isinstance(failed, Backward) or failed.root not in document.nodes:
            return
        port = first_port(document, failed.root) if failed.port == "out" else failed.port
        node, edits = splicing.behind(document, failed.root, op, port)
        new = replace(failed, root=node, port="out", gradient=None)
        builders = (lambda _: edits, lambda scratch: replace_action(scratch, new))
        yield Message(words), rewiring.in_turn(document, *builders)

    return offers


# Writing


def _write_in_no_grad(trouble: Trouble) -> Offers:
    document, failed, node = trouble.document, trouble.failed, trouble.node
    words = QT_TRANSLATE_NOOP("Steps", "Write under no_grad")
    if isinstance(failed, Assign):
        yield Message(words), replace_action(document, replace(failed, no_grad=True))
    elif isinstance(node, OpData):
        yield Message(words), building.wrap(document, [node.id])


def _write_data(trouble: Trouble) -> Offers:
    failed = trouble.failed
    if isinstance(failed, Assign) and failed.field == "value":
        words = QT_TRANSLATE_NOOP("Steps", "Write to its .data")
        yield Message(words), replace_action(trouble.document, replace(failed, field="data"))


def _clone_first(trouble: Trouble) -> Offers:
    yield from _cloned(trouble, trouble.problem.node)


def _write_copy(trouble: Trouble) -> Offers:
    yield from _cloned(trouble, trouble.problem.culprit)


def _cloned(trouble: Trouble, node: str | None) -> Offers:
    document = trouble.document
    port = _written_port(document, node)
    if node is not None and port is not None:
        words = QT_TRANSLATE_NOOP("Steps", "Write to a copy (clone before {name})")
        title = Message(words, {"name": document.name(node)})
        yield title, splicing.before(document, node, [port], "clone")


def _written_port(document: Document, node: str | None) -> str | None:
    """The port of an in-place operation whose tensor it writes."""
    data = document.nodes.get(node or "")
    spec = None if data is None else spec_of(data)
    if data is None or spec is None or not spec.mutates:
        return None
    wires = document.inputs(data.id)
    return next((p for p in input_ports(document, data.id) if p in wires), None)


def _out_of_place(trouble: Trouble) -> Offers:
    document = trouble.document
    for node in (trouble.problem.node, trouble.problem.culprit):
        data = document.nodes.get(node or "")
        if not isinstance(data, OpData) or _written_port(document, node) is None:
            continue
        twin = REGISTRY.get(data.op.removesuffix("_"))
        if twin is None or twin.mutates or not data.op.endswith("_"):
            continue
        words = QT_TRANSLATE_NOOP("Steps", "Use {op}, which makes a new tensor")
        yield Message(words, {"op": twin.name}), building.change(document, data.id, op=twin.name)
        return


def _save_copy(trouble: Trouble) -> Offers:
    """What is saved is a copy, so that the tensor itself may be written."""
    document, node, culprit = trouble.document, trouble.node, trouble.problem.culprit
    if node is None or culprit is None or _written_port(document, culprit) is not None:
        return
    wires = document.inputs(node.id)
    ports = [p for p in input_ports(document, node.id) if p in wires]
    ports = [p for p in ports if wires[p].source == culprit]
    if ports:
        words = QT_TRANSLATE_NOOP("Steps", "Let {name} keep a copy (clone before it)")
        title = Message(words, {"name": document.name(node.id)})
        yield title, splicing.before(document, node.id, ports, "clone")


def _writer(trouble: Trouble) -> Action | None:
    """The action that wrote what backward still needed."""
    step = trouble.problem.culprit_step
    if step is None or step >= len(trouble.log):
        return None
    path = trouble.log.steps[step].action
    writer = find(trouble.document, path[-1]) if path else None
    return None if isinstance(writer, Forward) else writer


def _write_after(trouble: Trouble) -> Offers:
    document, failed, writer = trouble.document, trouble.failed, _writer(trouble)
    if failed is None or writer is None or writer.id == failed.id:
        return
    actions = document.actions
    if enclosing(actions, writer.id) != enclosing(actions, failed.id):
        return
    order = [action.id for _, action in flat(actions)]
    if order.index(writer.id) < order.index(failed.id):
        moved = relocated(actions, {writer.id}, place_of(actions, failed.id))
        words = QT_TRANSLATE_NOOP("Steps", "Write after this backward")
        yield Message(words), set_actions(document, moved)


def _write_openly(trouble: Trouble) -> Offers:
    writer = _writer(trouble)
    if isinstance(writer, Assign) and writer.field == "data":
        words = QT_TRANSLATE_NOOP("Steps", "Write under no_grad instead, so that PyTorch notices")
        new = replace(writer, field="value", no_grad=True)
        yield Message(words), replace_action(trouble.document, new)


# Actions


def _used_inputs(trouble: Trouble) -> Offers:
    document, failed = trouble.document, trouble.failed
    if not isinstance(failed, Backward) or not failed.inputs:
        return
    above = document.upstream([failed.root]) if failed.root in document.nodes else set()
    kept = [
        at
        for at, node in enumerate(failed.inputs)
        if node in above
        and trouble.log.at(
            len(trouble.log), port_ref(node, first_port(document, node)), "requires_grad"
        )
    ]
    if kept and len(kept) < len(failed.inputs):
        inputs = tuple(failed.inputs[at] for at in kept)
        into = tuple(failed.into[at] for at in kept) if failed.into else ()
        words = QT_TRANSLATE_NOOP("Steps", "Ask for {names} alone")
        title = Message(words, {"names": ", ".join(map(document.name, inputs))})
        yield title, replace_action(document, replace(failed, inputs=inputs, into=into))


def _all_inputs(trouble: Trouble) -> Offers:
    failed = trouble.failed
    if isinstance(failed, Backward) and not failed.into:
        words = QT_TRANSLATE_NOOP("Steps", "Differentiate by all leaves")
        yield Message(words), replace_action(trouble.document, replace(failed, inputs=None))


def _hook_looks(trouble: Trouble) -> Offers:
    document, culprit = trouble.document, trouble.problem.culprit
    hooks = [a for _, a in flat(document.actions) if isinstance(a, Hook)]
    above = document.upstream([trouble.root]) if trouble.root in document.nodes else set()
    for hook in hooks:
        if hook.node == culprit or (culprit is None and hook.node in above):
            words = QT_TRANSLATE_NOOP("Steps", "Remove the hook of {name}")
            title = Message(words, {"name": document.name(hook.node)})
            yield title, remove_action(document, hook.id)


def _grad_none(trouble: Trouble) -> Offers:
    failed = trouble.failed
    if isinstance(failed, Assign) and failed.field == "grad":
        words = QT_TRANSLATE_NOOP("Steps", "Set .grad to None")
        new = replace(failed, expression=Expression("None"), operator="=")
        yield Message(words), replace_action(trouble.document, new)


def _optimize_leaves(trouble: Trouble) -> Offers:
    document, failed = trouble.document, trouble.failed
    if not isinstance(failed, Optimizer):
        return
    tracked = [
        node
        for node in document.order
        if isinstance(data := document.nodes[node], LeafData) and data.requires_grad
    ]
    leaves = [leaf for leaf in dict.fromkeys(failed.leaves) if leaf in tracked] or tracked
    if leaves and tuple(leaves) != failed.leaves:
        words = QT_TRANSLATE_NOOP("Steps", "Optimize {names}")
        title = Message(words, {"names": ", ".join(map(document.name, leaves))})
        yield title, replace_action(document, replace(failed, leaves=tuple(leaves)))


def _default_options(trouble: Trouble) -> Offers:
    failed = trouble.failed
    if isinstance(failed, Optimizer) and failed.options:
        words = QT_TRANSLATE_NOOP("Steps", "Leave all options at their defaults")
        yield Message(words), replace_action(trouble.document, replace(failed, options={}))


def _remove_action(trouble: Trouble) -> Offers:
    failed = trouble.failed
    if failed is not None and not isinstance(failed, Forward):
        words = QT_TRANSLATE_NOOP("Steps", "Remove this action")
        yield Message(words), remove_action(trouble.document, failed.id)


_FIXES: dict[str, Callable[[Trouble], Offers]] = {
    **TRACKING,
    "forward_again": _forward_again,
    "retain_graph": _retain_graph,
    "gradient_ones": _gradient_ones,
    "gradient_none": _gradient_none,
    "sum_first": _reduced_first("sum", QT_TRANSLATE_NOOP("Steps", "Sum it first")),
    "mean_first": _reduced_first("mean", QT_TRANSLATE_NOOP("Steps", "Take its mean first")),
    "write_in_no_grad": _write_in_no_grad,
    "write_data": _write_data,
    "clone_first": _clone_first,
    "write_copy": _write_copy,
    "out_of_place": _out_of_place,
    "save_copy": _save_copy,
    "write_after": _write_after,
    "write_openly": _write_openly,
    "used_inputs": _used_inputs,
    "all_inputs": _all_inputs,
    "hook_looks": _hook_looks,
    "grad_none": _grad_none,
    "optimize_leaves": _optimize_leaves,
    "default_options": _default_options,
    "remove_action": _remove_action,
}
SINGLE = frozenset(_FIXES)
"""The remedies that are looked for in the document alone; see `mending.FAMILIES` for the others."""
