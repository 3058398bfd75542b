"""Random documents and random edits of them, for property tests."""

from __future__ import annotations

from typing import Literal

from hypothesis import strategies as st

from autograd_core.graph import building
from autograd_core.graph.actions import (
    Action,
    Assign,
    Backward,
    Expression,
    Forward,
    Print,
    Repeat,
    ZeroGrad,
)
from autograd_core.graph.document import Document, LeafData, OpData
from autograd_core.graph.edits import Edit, SetActions, SetSeed, apply
from autograd_core.graph.ports import input_ports

LEAF_VALUES = ["ones(2)", "[1., -2.]", "randn(2)", "3.", "zeros(2, 2)", "[nan, 1.]", "ones(2,"]
OPS = ["add", "mul", "exp", "relu", "sum", "neg", "detach", "mul_", "matmul"]


@st.composite
def edits(draw: st.DrawFn, document: Document) -> list[Edit]:
    """Edits that somebody at the window could make next."""
    kinds = ["leaf", "op", "seed", "actions"]
    if document.nodes:
        kinds += ["connect"] * 4 + ["remove", "value", "move", "wrap", "grad"]
    kind = draw(st.sampled_from(kinds))
    if kind == "leaf":
        value = draw(st.sampled_from(LEAF_VALUES))
        return building.add_leaf(document, value, requires_grad=draw(st.booleans()))[1]
    if kind == "op":
        return building.add_op(document, draw(st.sampled_from(OPS)))[1]
    if kind == "seed":
        return [SetSeed(document.seed, draw(st.integers(0, 3)))]
    if kind == "actions":
        return [SetActions(document.actions, draw(action_lists(document)))]
    node = draw(st.sampled_from(document.order))
    if kind == "connect":
        target = draw(st.sampled_from(document.order))
        port = draw(st.sampled_from(input_ports(document, target) or ("a",)))
        try:
            return building.connect(document, node, target, port)
        except building.Refused:
            return []
    if kind == "remove":
        return building.remove(document, [node, *draw(st.just(list(document.wires)[:1]))])
    if kind == "move":
        return building.move(document, {node: (draw(st.integers(0, 9)), 0.0)})
    if kind == "wrap":
        return building.wrap(document, [node])
    data = document.nodes[node]
    if isinstance(data, LeafData) and kind == "value":
        return building.change(document, node, value=draw(st.sampled_from(LEAF_VALUES)))
    if isinstance(data, LeafData):
        return building.change(document, node, requires_grad=not data.requires_grad)
    assert isinstance(data, OpData)
    if "b" not in input_ports(document, node):
        return []
    return building.set_param(document, node, "b", draw(st.sampled_from(["2", None])))


@st.composite
def action_lists(draw: st.DrawFn, document: Document, within: str = "") -> tuple[Action, ...]:
    """Programs over the nodes of a document."""
    actions: list[Action] = [Forward(f"{within}f")]
    nodes = document.order
    for number in range(draw(st.integers(0, 4))):
        name = f"{within}a{number}"
        kind = draw(st.sampled_from(["forward", "backward", "zero", "assign", "print", "repeat"]))
        if kind == "forward":
            actions.append(Forward(name))
        elif kind == "zero":
            actions.append(ZeroGrad(name, set_to_none=draw(st.booleans())))
        elif kind == "repeat" and not within:
            body = draw(action_lists(document, name))
            actions.append(Repeat(name, Expression("2"), "i", body))
        elif nodes:
            node = draw(st.sampled_from(nodes))
            if kind == "backward":
                retain = draw(st.booleans())
                gradient = draw(st.sampled_from([None, Expression("[1., 10.]")]))
                actions.append(Backward(name, node, retain_graph=retain, gradient=gradient))
            elif kind == "assign":
                fields: list[Literal["data", "value", "grad"]] = ["data", "value", "grad"]
                field = draw(st.sampled_from(fields))
                text = Expression("2.")
                actions.append(Assign(name, node, text, field, "*=", draw(st.booleans())))
            else:
                actions.append(Print(name, Expression("x", {"x": node})))
    return tuple(actions)


@st.composite
def documents(draw: st.DrawFn, size: int = 8) -> Document:
    """A document as some edits from nothing make it."""
    document = Document()
    for _ in range(draw(st.integers(0, size))):
        apply(document, draw(edits(document)))
    return document
