"""Random documents and random edits of them, for property tests.

They are made from a `random.Random`, so that a seed names one: hypothesis, left to choose, would
choose the smallest documents, in which nothing happens.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Literal

from msgspec.structs import replace

from autograd_core.graph import building
from autograd_core.graph.actions import (
    Action,
    Assign,
    Backward,
    Expression,
    Forward,
    Hook,
    Jacobian,
    Let,
    Optimizer,
    OptimizerStep,
    Print,
    RemoveHook,
    Repeat,
    RetainGrad,
    Seed,
    SetRequiresGrad,
    ZeroGrad,
)
from autograd_core.graph.document import Document, LeafData, OpData, TapData
from autograd_core.graph.edits import Edit, Reorder, SetActions, SetSeed, apply, inverse
from autograd_core.graph.ports import first_port, input_ports, output_ports
from autograd_core.graph.taps import add_tap

from .graphs import run

FAMILIES = [
    ["ones(2)", "[1., -2.]", "3.", "randn(2)"],
    ["[[1., 2.], [3., 4.]]", "torch.rand(2, 2)", "randn(2, 2)", "ones(2)", "0.5"],
    ["randn(9, 9)", "rand(9, 9)", "randn(9, 9)", "randn(9)"],
    ["randn(2, 3, 4)", "randn(2, 3, 4)", "rand(3, 4)", "randn(4)"],
]
"""Values of leaves that go together."""
GOOD_VALUES = [value for family in FAMILIES for value in family]
LEAF_VALUES = [
    *GOOD_VALUES,
    "linspace(-1, 1, 3)",
    "[nan, inf]",
    "zeros(0)",
    "zeros(2, 0)",
    "arange(2)",
    "[True, False]",
    "ones(2,",
    "ones(2, requires_grad=True)",
]
OPS: dict[str, dict[str, list[str]]] = {
    "add": {"b": ["2"], "alpha": ["2"]},
    "sub": {"alpha": ["2", "0.5"]},
    "rsub": {"other": ["1", "i"]},
    "mul": {"b": ["3.", "i"]},
    "div": {"b": ["2"]},
    "rdiv": {"other": ["1."]},
    "pow": {"exponent": ["2", "3.", "2", "i + 1"]},
    "pow_tensor": {},
    "rpow": {"base": ["2."]},
    "exp": {},
    "sin": {},
    "tanh": {},
    "sigmoid": {},
    "sqrt": {},
    "relu": {},
    "neg": {},
    "abs": {},
    "sum": {"dim": ["0", "-1"], "keepdim": ["True"], "dtype": ["float64"]},
    "mean": {"dim": ["0", "-1"], "keepdim": ["True"]},
    "max": {},
    "max_dim": {"dim": ["0", "-1"], "keepdim": ["True"]},
    "min_dim": {"dim": ["0"]},
    "unbind": {"dim": ["0", "-1"]},
    "stack": {"dim": ["0", "-1"]},
    "cat": {"dim": ["0", "-1"]},
    "matmul": {},
    "mm": {},
    "mv": {},
    "dot": {},
    "where": {"b": ["0."]},
    "gt": {"b": ["0"]},
    "eq": {},
    "detach": {},
    "clone": {},
    "contiguous": {},
    "zeros_like": {},
    "ones_like": {"requires_grad": ["True"]},
    "reshape": {"shape": ["-1", "(2, -1)", "-1, 2"]},
    "flatten": {},
    "view": {"size": ["-1", "[-1]", "(2, -1)"]},
    "t": {},
    "transpose": {"dim0": ["0"], "dim1": ["1", "-1"]},
    "permute": {"dims": ["(1, 0)", "(2, 0, 1)"]},
    "select": {"dim": ["0", "-1"], "index": ["0", "1", "i"]},
    "squeeze": {"dim": ["0"]},
    "unsqueeze": {"dim": ["0", "-1"]},
    "expand": {"size": ["2, 2", "2, -1"]},
    "getitem": {"index": ["0", "1:", "None", "..., 0", "[1, 0]", "::2", "i"]},
    "to": {"dtype": ["float64", "torch.float32", "int64"]},
    "mul_": {"b": ["2.", "3.", "i"]},
    "add_": {"b": ["1."], "alpha": ["2"]},
    "div_": {"b": ["2"]},
    "pow_": {"exponent": ["2"]},
    "exp_": {},
    "sin_": {},
    "sigmoid_": {},
    "relu_": {},
    "zero_": {},
    "fill_": {"value": ["4.", "i"]},
    "fill_tensor_": {},
    "copy_": {},
    "setitem": {"index": ["0", "1:", "[0]", "..., 0"], "b": ["7."]},
    "index_put_": {"indices": ["[torch.tensor([0, 1])]", "[torch.tensor([-1])]", "[[0]]"]},
    "randn": {"size": ["2", "9, 9"], "requires_grad": ["True"]},
    "rand": {"size": ["2, 2", "2"]},
    "full": {"size": ["2"], "fill_value": ["2.", "i"], "requires_grad": ["True"]},
}
OFTEN = ["mul", "add", "exp", "sum", "sum", "t", "view", "getitem", "mul_", "detach", "matmul"]
NEEDED = {
    *"exponent index indices shape size dim0 dim1 dims dtype other base fill_value value".split()
}
OPTIONAL = {("sum", "dim"), ("mean", "dim"), ("sum", "dtype"), ("squeeze", "dim")}
TEXTS = [
    *("2.", "x", "x * 0.5", "[1., 10.]", "randn(2)", "x.grad", "i", "x.data", "torch.ones(2)"),
    *("x.detach()", "x.sum()", "x.T", "torch.rand(2, 2)", "x.data.exp()", "randn(9, 9)", "x[0]"),
    *("-0.1 * x.grad", "x + i"),
]
SHOWN = [
    *("x", "x, x.grad", "f'{i} {x.sum().item():.3f}'", "(x * x).sum()", "x.requires_grad", "i"),
    *("x.grad_fn", "x._version, x.is_leaf", "x.data", "rand(1)", "x.T, x[0]", "(x * 2).exp()"),
]
VALUES = [
    *("2", "[1, 3]", "range(1, 3)", "rand(2).tolist()", "i + 1", "rand(0).tolist()", "0"),
    *(
        "range(i, 3)",
        "[x, 2 * x]",
        "x.tolist()",
        "len(x)",
        "[0.5, True]",
        "['a', 2]",
        "rand(2).tolist()[:0]",
        "[x, 2.000001 * x]",
    ),
]


def family(document: Document) -> list[str]:
    """Values that go with those that the document has."""
    values = [data.value for data in document.nodes.values() if isinstance(data, LeafData)]
    found = [family for family in FAMILIES if any(value in family for value in values)]
    return found[0] if found else GOOD_VALUES


def new_leaf(rng: Random, document: Document, values: Sequence[str] | None = None) -> list[Edit]:
    if values is None:
        values = LEAF_VALUES if rng.random() < 0.3 else family(document)
    return building.add_leaf(
        document,
        rng.choice(values),
        requires_grad=rng.random() < 0.6,
        dtype=rng.choice(["float32"] * 6 + ["float64", None]),
        frame=rng.choice([None, None, *document.frames]),
    )[1]


def new_op(rng: Random, document: Document) -> list[Edit]:
    """An operation, most often wired at once, most often to what was made last."""
    op = rng.choice(OFTEN if rng.random() < 0.3 else sorted(OPS))
    params = {name: rng.choice(texts) for name, texts in OPS[op].items()}
    params = {
        name: text for name, text in params.items() if is_needed(op, name) or rng.random() < 0.5
    }
    frame = rng.choice([None, None, None, *document.frames])
    node, made = building.add_op(document, op, params=params, frame=frame)
    copy = document.snapshot()
    apply(copy, made)
    for _ in range(rng.randint(1, 2)):
        for port in input_ports(copy, node):
            wired = port in copy.inputs(node)
            if document.order and port not in params and not wired and rng.random() < 0.98:
                source = rng.choice(document.order[-4:])
                outputs = output_ports(copy, source)
                if not outputs:  # a note, or a subgraph without any
                    continue
                out = rng.choice(outputs)
                more = building.connect(copy, source, node, port, out)
                apply(copy, more)
                made += more
    return made


def is_needed(op: str, name: str) -> bool:
    return (name in NEEDED or name == "dim") and (op, name) not in OPTIONAL


def new_tap(rng: Random, document: Document) -> list[Edit]:
    """A tap, which some action may come to fill."""
    return [add_tap(document, document.fresh_id("n"), rng.choice(document.order))]


def connect(rng: Random, document: Document) -> list[Edit]:
    source, target = rng.choice(document.order), rng.choice(document.order)
    port = rng.choice(input_ports(document, target) or ("a",))
    try:
        outputs = output_ports(document, source) or ("out",)
        return building.connect(document, source, target, port, rng.choice(outputs))
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
    if not isinstance(data, LeafData):
        return []
    field = rng.choice(["value", "value", "seed", "requires_grad", "dtype"])
    value: object = rng.choice([None, 1, 2])
    if field == "value":
        value = rng.choice(LEAF_VALUES if rng.random() < 0.3 else family(document))
    elif field == "requires_grad":
        value = not data.requires_grad
    elif field == "dtype":
        value = rng.choice(["float32", "float64", None])
    return building.change(document, node, **{field: value})


def change_op(rng: Random, document: Document, data: OpData) -> list[Edit]:
    texts = OPS[data.op]
    if not texts or rng.random() < 0.3:
        state = rng.choice(["on", "on", "bypass", "mute"])
        return building.change(document, data.id, state=state)
    name = rng.choice(sorted(texts))
    choices = texts[name] if is_needed(data.op, name) else [*texts[name], None]
    return building.set_param(document, data.id, name, rng.choice(choices))


def wrap(rng: Random, document: Document) -> list[Edit]:
    made = building.wrap(document, [rng.choice(document.order)])
    return made


def seed(rng: Random, document: Document) -> list[Edit]:
    return [SetSeed(document.seed, rng.randint(0, 3))]


def program(rng: Random, document: Document) -> list[Edit]:
    """Another program, or the old one and more."""
    new = actions(rng, document, f"b{rng.randrange(10**6)}")
    kept = document.actions if rng.random() < 0.5 else ()
    return [SetActions(document.actions, (*kept, *new))]


def part(rng: Random, document: Document) -> list[Edit]:
    """One action is added, taken out, changed or moved, perhaps inside a block."""
    return [SetActions(document.actions, arranged(rng, document, document.actions))]


def arranged(rng: Random, document: Document, old: tuple[Action, ...]) -> tuple[Action, ...]:
    place = rng.randint(0, len(old))
    rest = old[place + 1 :]
    if place == len(old) or rng.random() < 0.3:
        made = action(rng, document, f"c{rng.randrange(10**6)}")
        return (*old[:place], made, *old[place:])
    now = old[place]
    if isinstance(now, Repeat) and rng.random() < 0.7:
        if rng.random() < 0.3:
            return (*old[:place], replace(now, values=values(rng, document)), *rest)
        return (*old[:place], replace(now, body=arranged(rng, document, now.body)), *rest)
    what = rng.choice(["remove", "move", "change", "change"])
    if what == "remove":
        return (*old[:place], *rest)
    if what == "move":
        others = [*old[:place], *rest]
        others.insert(rng.randint(0, len(others)), now)
        return tuple(others)
    return (*old[:place], replace(action(rng, document, now.id), id=now.id), *rest)


def edits(rng: Random, document: Document) -> list[Edit]:
    """Edits that somebody at the window could make next."""
    makers = [new_leaf, new_op, new_op, seed, program, part, part, part]
    if document.nodes:
        makers += [connect, connect, remove, swap, change, change, change, change, wrap, new_tap]
    return rng.choice(makers)(rng, document)


def actions(rng: Random, document: Document, within: str) -> tuple[Action, ...]:
    """A program over the nodes of a document."""
    made: list[Action] = [Forward(f"{within}f")]
    if document.nodes and rng.random() < 0.7:
        made.append(backward(rng, document, f"{within}b", document.order[-1], []))
    for number in range(rng.randint(0, 8)):
        made.append(action(rng, document, f"{within}a{number}"))
    return tuple(made)


def values(rng: Random, document: Document) -> Expression:
    text = rng.choice(VALUES[:3] if rng.random() < 0.5 else VALUES)
    return Expression(
        text, {"x": rng.choice(document.order)} if "x" in text and document.order else {}
    )


def action(rng: Random, document: Document, name: str) -> Action:
    kinds = ["forward", "zero", "repeat"]
    if document.nodes:
        kinds += ["jacobian"] * any(isinstance(n, TapData) for n in document.nodes.values())
        kinds += ["hook", "hook", "retain", "seed", "let", "optimizer", "optimizer"]
        kinds += ["backward"] * 4 + ["some", "assign", "assign", "assign", "print", "set"]
    kind = rng.choice(kinds)
    if kind == "repeat" and name.count("a") < 3:
        return Repeat(name, values(rng, document), rng.choice("iij"), actions(rng, document, name))
    if kind in ("forward", "repeat"):
        return Forward(name)
    if kind == "some":
        some = rng.sample(document.order, rng.randint(0, len(document.order)))
        return Forward(name, (*some, *rng.choice([(), (), ("gone",)])))
    leaves = [node for node, data in document.nodes.items() if isinstance(data, LeafData)]
    if kind == "jacobian":
        taps = [node for node, data in document.nodes.items() if isinstance(data, TapData)]
        chosen = rng.sample(taps, rng.randint(0, len(taps)))
        inputs = tuple(rng.choice(leaves or document.order) for _ in chosen)
        return Jacobian(name, rng.choice(document.order), inputs=inputs, into=tuple(chosen))
    if kind == "zero":
        return ZeroGrad(name, rng.choice([None, tuple(leaves[:2])]), rng.random() < 0.5)
    node = rng.choice([*leaves, *document.order])
    if kind == "backward":
        return backward(rng, document, name, rng.choice([node, document.order[-1]]), leaves)
    if kind in ("hook", "retain", "seed", "let", "optimizer"):
        return other_action(rng, document, name, kind, node, leaves)
    if kind == "set":
        return SetRequiresGrad(name, node, rng.random() < 0.7)
    other = {"x": rng.choice([node, rng.choice(document.order)])}
    if kind == "print":
        return Print(name, Expression(rng.choice(SHOWN), other))
    field: Literal["data", "value", "grad"] = rng.choice(["data", "value", "grad"])
    sign: Literal["=", "+=", "*=", "-=", "/="] = rng.choice(["=", "=", "+=", "*=", "-=", "/="])
    return Assign(name, node, Expression(rng.choice(TEXTS), other), field, sign, rng.random() < 0.5)


HOOKS = ["g * 2", "None", "g", "-g", "g * x", "g.clamp(min=0)", "g.sum()", "2.", "g * i"]
LETS = ["2", "i + 1", "[1, 2]", "rand(2)"]
OPTIMIZERS = {
    "SGD": {"lr": ["0.1", "i * 0.1"], "momentum": ["0.9"], "weight_decay": ["0.1"]},
    "Adam": {"lr": ["0.1"], "betas": ["(0.5, 0.9)"]},
}


def other_action(
    rng: Random, document: Document, name: str, kind: str, node: str, leaves: list[str]
) -> Action:
    other = {"x": rng.choice(document.order)}
    if kind == "hook":
        if rng.random() < 0.2:
            old = [a.id for a in document.actions if isinstance(a, Hook)]
            return RemoveHook(name, rng.choice([*old, "gone"]))
        text = rng.choice(HOOKS)
        return Hook(name, node, Expression(text, other if "x" in text.replace("max", "") else {}))
    if kind == "retain":
        return RetainGrad(name, node)
    if kind == "seed":
        return Seed(name, rng.randint(0, 3))
    if kind == "let":
        return Let(name, rng.choice("ij"), Expression(rng.choice(LETS)))
    if rng.random() < 0.5:
        return OptimizerStep(name, "opt")
    made = rng.choice(sorted(OPTIMIZERS))
    options = {
        key: rng.choice(texts)
        for key, texts in OPTIMIZERS[made].items()
        if key == "lr" or rng.random() < 0.5
    }
    return Optimizer(name, "opt", made, tuple(rng.sample(leaves, min(2, len(leaves)))), options)


def backward(rng: Random, document: Document, name: str, node: str, leaves: list[str]) -> Backward:
    texts = ["ones_like(r)"] * 4 + ["r * 1", "2 * r.detach()", "torch.ones_like(r)"]
    some = tuple(rng.sample(document.order, min(2, len(document.order))))
    return Backward(
        name,
        node,
        first_port(document, node),
        rng.choice([None, Expression("2."), *[Expression(rng.choice(texts), {"r": node})] * 4]),
        inputs=rng.choice([None, None, None, None, tuple(leaves[:2]) or None, some]),
        retain_graph=rng.random() < 0.4,
        create_graph=rng.random() < 0.15,
    )


def failures(document: Document, actions: tuple[Action, ...]) -> int:
    """How much fails when the graph is run with these actions."""
    copy = document.snapshot()
    copy.actions = actions
    return len(run(copy).problems())


def document(rng: Random, size: int = 8, taps: bool = False) -> Document:
    """A document of about `size` nodes with a program, of which most does not fail."""
    tapped = [new_tap] if taps and rng.random() < 0.4 else []
    made = Document(seed=rng.randint(0, 3))
    fitting = rng.choice([*FAMILIES, GOOD_VALUES])
    for _ in range(rng.randint(1, 3)):
        apply(made, new_leaf(rng, made, fitting))
    wild = rng.choice([0.05, 0.2])
    while len(made.nodes) < size:
        maker = rng.choice([new_op] * 8 + [new_leaf, wrap, change, swap, *tapped])
        edits = maker(rng, made)
        apply(made, edits)
        if rng.random() > wild and failures(made, made.actions):
            apply(made, inverse(edits))
    program: tuple[Action, ...] = ()
    failed = 0
    for act in actions(rng, made, "a"):
        now = failures(made, (*program, act))
        if now == failed or rng.random() < wild:
            program, failed = (*program, act), now
    apply(made, [SetActions(made.actions, program)])
    return made
