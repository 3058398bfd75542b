"""Random documents and random edits of them, for property tests.

They are made from a `random.Random`, so that a seed names one: hypothesis, left to choose, would
choose the smallest documents, in which nothing happens.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Literal

from autograd_core.graph import building
from autograd_core.graph.actions import (
    Action,
    Assign,
    Backward,
    Expression,
    Forward,
    Print,
    Repeat,
    SetRequiresGrad,
    ZeroGrad,
)
from autograd_core.graph.document import Document, LeafData, OpData
from autograd_core.graph.edits import Edit, Reorder, SetActions, SetSeed, apply
from autograd_core.graph.ports import first_port, input_ports, output_ports

GOOD_VALUES = ["ones(2)", "[1., -2.]", "3.", "[[1., 2.], [3., 4.]]", "randn(2)", "torch.rand(2, 2)"]
LEAF_VALUES = [
    *GOOD_VALUES * 3,
    "linspace(-1, 1, 3)",
    "[nan, inf]",
    "zeros(0)",
    "arange(2)",
    "[True, False]",
    "ones(2,",
    "ones(2, requires_grad=True)",
]
OPS: dict[str, dict[str, list[str]]] = {
    "add": {"b": ["2"]},
    "sub": {"alpha": ["2", "0.5"]},
    "mul": {"b": ["3."]},
    "div": {"b": ["2"]},
    "pow": {"exponent": ["2", "3.", "2", "i + 1"]},
    "exp": {},
    "relu": {},
    "neg": {},
    "sum": {"dim": ["0"], "keepdim": ["True"]},
    "mean": {},
    "max_dim": {"dim": ["0"]},
    "unbind": {},
    "stack": {"dim": ["0", "-1"]},
    "cat": {},
    "matmul": {},
    "where": {"b": ["0."]},
    "gt": {"b": ["0"]},
    "detach": {},
    "clone": {},
    "reshape": {"shape": ["-1", "(2, -1)"]},
    "view": {"size": ["-1", "[-1]"]},
    "unsqueeze": {"dim": ["0"]},
    "expand": {"size": ["2, 2"]},
    "getitem": {"index": ["0", "1:", "None"]},
    "to": {"dtype": ["float64", "torch.float32"]},
    "mul_": {"b": ["2.", "3.", "i"]},
    "add_": {},
    "relu_": {},
    "zero_": {},
    "copy_": {},
    "setitem": {"index": ["0"], "b": ["7."]},
    "randn": {"size": ["2"]},
}
NEEDED = {"exponent", "index", "shape", "size", "dim", "dtype"}
TEXTS = ["2.", "x", "x * 0.5", "[1., 10.]", "randn(2)", "x.grad", "i", "x.data", "torch.ones(2)"]
SHOWN = ["x", "x, x.grad", "f'{i} {x.sum().item():.3f}'", "(x * x).sum()", "x.requires_grad", "i"]


def new_leaf(rng: Random, document: Document, values: Sequence[str] = LEAF_VALUES) -> list[Edit]:
    return building.add_leaf(
        document,
        rng.choice(values),
        requires_grad=rng.random() < 0.6,
        dtype=rng.choice(["float32"] * 4 + ["float64", None]),
        frame=rng.choice([None, None, *document.frames]),
    )[1]


def new_op(rng: Random, document: Document) -> list[Edit]:
    """An operation, most often wired at once, most often to what was made last."""
    op = rng.choice(sorted(OPS))
    params = {name: rng.choice(texts) for name, texts in OPS[op].items()}
    params = {name: text for name, text in params.items() if name in NEEDED or rng.random() < 0.5}
    frame = rng.choice([None, None, *document.frames])
    node, made = building.add_op(document, op, params=params, frame=frame)
    copy = document.snapshot()
    apply(copy, made)
    for port in input_ports(copy, node):
        if document.order and port not in params and rng.random() < 0.98:
            source = rng.choice(document.order[-4:])
            out = rng.choice(output_ports(copy, source))
            more = building.connect(copy, source, node, port, out)
            apply(copy, more)
            made += more
    return made


def connect(rng: Random, document: Document) -> list[Edit]:
    source, target = rng.choice(document.order), rng.choice(document.order)
    port = rng.choice(input_ports(document, target) or ("a",))
    try:
        return building.connect(
            document, source, target, port, rng.choice(output_ports(document, source))
        )
    except building.Refused:
        return []


def remove(rng: Random, document: Document) -> list[Edit]:
    every = [*document.order, *document.wires, *document.frames]
    return building.remove(document, [rng.choice(every)])


def swap(rng: Random, document: Document) -> list[Edit]:
    """Two neighbours in the order change places, where no wire is between them."""
    place = rng.randrange(len(document.order))
    pair = tuple(document.order[place : place + 2])
    if len(pair) < 2 or pair[0] in document.sources(pair[1]):
        return []
    return [Reorder(place, pair, (pair[1], pair[0]))]


def change(rng: Random, document: Document) -> list[Edit]:
    node = rng.choice(document.order)
    data = document.nodes[node]
    field = rng.choice(["label", "frame", "x", *["own"] * 5])
    if field == "label":
        return building.rename(document, node, rng.choice(["x", "y", ""]))
    if field == "frame":
        frame = rng.choice([None, *document.frames])
        return building.change(document, node, frame=frame)
    if field == "x":
        return building.move(document, {node: (rng.randint(0, 9), 0.0)})
    if isinstance(data, OpData):
        return change_op(rng, document, data)
    field = rng.choice(["value", "seed", "requires_grad"])
    value: object = rng.choice(LEAF_VALUES) if field == "value" else rng.choice([None, 1, 2])
    value = not data.requires_grad if field == "requires_grad" else value
    return building.change(document, node, **{field: value})


def change_op(rng: Random, document: Document, data: OpData) -> list[Edit]:
    texts = OPS[data.op]
    if not texts or rng.random() < 0.3:
        state = rng.choice(["on", "bypass", "mute"])
        return building.change(document, data.id, state=state)
    name = rng.choice(sorted(texts))
    return building.set_param(
        document, data.id, name, rng.choice(texts[name] if name in NEEDED else [*texts[name], None])
    )


def wrap(rng: Random, document: Document) -> list[Edit]:
    return building.wrap(document, [rng.choice(document.order)])


def seed(rng: Random, document: Document) -> list[Edit]:
    return [SetSeed(document.seed, rng.randint(0, 3))]


def program(rng: Random, document: Document) -> list[Edit]:
    """Another program, or the old one and more."""
    new = actions(rng, document, f"b{rng.randrange(10**6)}")
    kept = document.actions if rng.random() < 0.5 else ()
    return [SetActions(document.actions, (*kept, *new))]


def edits(rng: Random, document: Document) -> list[Edit]:
    """Edits that somebody at the window could make next."""
    makers = [new_leaf, new_op, new_op, seed, program]
    if document.nodes:
        makers += [connect, connect, remove, swap, change, change, change, wrap]
    return rng.choice(makers)(rng, document)


def actions(rng: Random, document: Document, within: str) -> tuple[Action, ...]:
    """A program over the nodes of a document."""
    made: list[Action] = [Forward(f"{within}f")]
    if document.nodes and rng.random() < 0.7:
        made.append(backward(rng, document, f"{within}b", document.order[-1], []))
    for number in range(rng.randint(0, 5)):
        made.append(action(rng, document, f"{within}a{number}"))
    return tuple(made)


def action(rng: Random, document: Document, name: str) -> Action:
    kinds = ["forward", "zero", "repeat"]
    if document.nodes:
        kinds += ["backward"] * 4 + ["some", "assign", "assign", "print", "set"]
    kind = rng.choice(kinds)
    if kind == "repeat" and name.count("a") < 3:
        values = Expression(rng.choice(["2", "[1, 3]", "range(1, 3)"]))
        return Repeat(name, values, "i", actions(rng, document, name))
    if kind in ("forward", "repeat"):
        return Forward(name)
    if kind == "some":
        some = rng.sample(document.order, rng.randint(0, len(document.order)))
        return Forward(name, (*some, *rng.choice([(), (), ("gone",)])))
    leaves = [node for node, data in document.nodes.items() if isinstance(data, LeafData)]
    if kind == "zero":
        return ZeroGrad(name, rng.choice([None, tuple(leaves[:2])]), rng.random() < 0.5)
    node = rng.choice(document.order)
    if kind == "backward":
        return backward(rng, document, name, rng.choice([node, document.order[-1]]), leaves)
    if kind == "set":
        return SetRequiresGrad(name, node, rng.random() < 0.7)
    other = {"x": rng.choice([node, rng.choice(document.order)])}
    if kind == "print":
        return Print(name, Expression(rng.choice(SHOWN), other))
    field: Literal["data", "value", "grad"] = rng.choice(["data", "value", "grad"])
    sign: Literal["=", "+=", "*="] = rng.choice(["=", "+=", "*="])
    return Assign(name, node, Expression(rng.choice(TEXTS), other), field, sign, rng.random() < 0.5)


def backward(rng: Random, document: Document, name: str, node: str, leaves: list[str]) -> Backward:
    return Backward(
        name,
        node,
        first_port(document, node),
        rng.choice([None, Expression("2."), *[Expression("ones_like(r)", {"r": node})] * 4]),
        inputs=rng.choice([None, None, None, tuple(leaves[:2]) or None]),
        retain_graph=rng.random() < 0.4,
        create_graph=rng.random() < 0.15,
    )


def document(rng: Random, size: int = 8) -> Document:
    """A document of about `size` nodes with a program."""
    made = Document(seed=rng.randint(0, 3))
    for _ in range(rng.randint(1, 3)):
        apply(made, new_leaf(rng, made, GOOD_VALUES))
    while len(made.nodes) < size:
        maker = rng.choice([new_op] * 8 + [new_leaf, wrap, change, swap])
        apply(made, maker(rng, made))
    apply(made, [SetActions(made.actions, actions(rng, made, "a"))])
    return made
