"""A live autograd graph, PyTorch's or this engine's, as a document.

What a tensor's `grad_fn` knows is walked back: a card for each Node whose operation is known, with
its wires, parameters and, where the Node has saved them, the tensors that required no grad; leaves
have their values. What autograd has not kept cannot be told: such a port stays without a wire. A
Node that is not known becomes a placeholder that keeps its name, its shape and what it saved.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from autograd_core import dtypes
from autograd_core.graph import files
from autograd_core.graph.actions import Action, Backward, Expression, Forward
from autograd_core.graph.captured_nodes import Recipe, index_text, recipe_of
from autograd_core.graph.document import Document, LeafData, NodeData, OpData, WireData
from autograd_core.graph.layout import spread
from autograd_core.graph.literals import TooLong, literal_text
from autograd_core.graph.placeholders import DATA, UNREADABLE
from autograd_core.graph.ports import output_names
from autograd_core.ops.spec import REGISTRY, OpSpec, Port

WRAPPED = 1 << 63
"""Sizes that PyTorch keeps are unsigned: those from here on are negative numbers."""
OTHER_NAMES = {
    "SumBackward": "sum",
    "MeanBackward": "mean",
    "ProdBackward": "prod",
    "SqueezeBackward": "squeeze",
    "LogSoftmaxBackward": "log_softmax",
    "SoftmaxBackward": "softmax",
    "NllLossBackward": "nll_loss",
    "NllLoss2DBackward": "nll_loss",
    "UnsafeViewBackward": "reshape",
    "ReshapeAliasBackward": "reshape",
    "ViewBackward": "reshape",  # which is a view wherever the strides are PyTorch's
    "SliceBackward": "getitem",
    "SelectBackward": "select",
    "MulBackward": "mul",
    "AliasBackward": "clone",
    "UnsafeSplitBackward": "split",
}
"""Operations by the beginnings of the names of Nodes that several have, or that have others."""
DTYPES = frozenset(
    name for name, value in vars(dtypes).items() if isinstance(value, dtypes.DType)
)
REDUCTIONS = ("none", "mean", "sum")


def capture(
    root: Any, path: str | Path | None = None, names: Mapping[str, Any] | None = None
) -> Document:
    """The document of the graph behind a tensor, with a Forward and a Backward from it.

    Args:
        root: a tensor with a `grad_fn` (most often the loss), of PyTorch or of this engine, or
            several of them in a list, each of which gets a Backward.
        path: where to save it as well.
        names: labels for leaves and for results, as `dict(model.named_parameters())`.

    Raises:
        ValueError: a tensor has no graph.
        FileProblem: it cannot be saved.
    """
    roots = list(root) if isinstance(root, list | tuple) else [root]
    if not roots or any(getattr(each, "grad_fn", None) is None for each in roots):
        raise ValueError("the tensor has no grad_fn: there is no graph behind it")
    document = _Capture(names or {}).run(roots)
    if path is not None:
        files.save(document, Path(path))
    return document


class _Capture:
    """Walks one graph."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self.nodes: list[NodeData] = []
        self.wires: list[WireData] = []
        self._cards: dict[int, str] = {}
        self._kept: list[Any] = []
        """Functions, kept so that their ids stay their own."""
        self._labels = {id(tensor): name for name, tensor in names.items()}
        self._made = {
            id(tensor.grad_fn): name
            for name, tensor in names.items()
            if getattr(tensor, "grad_fn", None) is not None
        }
        self._constants: dict[int, str] = {}

    def run(self, roots: Sequence[Any]) -> Document:
        actions: list[Action] = [Forward("a1")]
        for number, root in enumerate(roots, 2):
            for function in _ordered(root.grad_fn):
                if id(function) not in self._cards:
                    self._add(function)
            last = self._cards[id(root.grad_fn)]
            actions.append(_backward(root, last, f"a{number}", number <= len(roots)))
        document = Document(self.nodes, self.wires, actions=tuple(actions))
        spread(document)
        return document

    def _id(self) -> str:
        return f"n{len(self.nodes) + 1}"

    def _add(self, function: Any) -> None:
        self._kept.append(function)
        name = _name(function)
        if name == "AccumulateGrad":
            self._cards[id(function)] = self._leaf(function.variable, True)
            return
        spec = _spec_of(function)
        if spec is None:
            self._placeholder(function, name)
            return
        recipe = _recipe(function)
        if recipe is None:
            made, operands = _params(function, spec), list(self._operands(function, spec))
        else:
            made, operands = _kept_params(function, recipe), list(self._by(function, recipe))
        numbers = {port: text for port, text, _ in operands if text is not None}
        node = self._id()
        label = self._made.get(id(function), "")
        self.nodes.append(OpData(node, spec.name, label, {**made, **numbers}))
        self._cards[id(function)] = node
        for port, _, source in operands:
            if source is not None:
                self._wire(*source, node, port)

    def _operands(
        self, function: Any, spec: OpSpec
    ) -> Iterator[tuple[str, str | None, tuple[str, str] | None]]:
        """For each input port its number, or the card and output that it comes from."""
        edges = list(function.next_functions)
        rules = spec.gradients or (True,) * len(spec.ports)
        for port, rule in zip(spec.ports, rules, strict=True):
            if port.variadic:
                for place, edge in enumerate(edges):
                    yield f"{port.name}.{place}", None, self._source(edge)
                edges = []
                continue
            edge = edges.pop(0) if rule is not None and edges else (None, 0)
            source = self._source(edge)
            if source is not None:
                yield port.name, None, source
                continue
            value = _saved(function, port)
            if value is None:
                continue
            if isinstance(value, int | float):
                yield port.name, repr(value), None
            elif port.number and not _shape(value):
                yield port.name, repr(float(_array(value))), None
            else:
                yield port.name, None, (self._constant(value), "out")

    def _by(
        self, function: Any, recipe: Recipe
    ) -> Iterator[tuple[str, str | None, tuple[str, str] | None]]:
        """As `_operands`, by a recipe."""
        wired = {
            port: source
            for port, edge in zip(recipe.edges, function.next_functions, strict=False)
            if (source := self._source(edge)) is not None
        }
        for port in dict.fromkeys((*recipe.edges, *recipe.saved)):
            value = _kept(function, recipe.saved.get(port, ""))
            if port in wired:
                yield port, None, wired[port]
            elif hasattr(value, "dtype"):
                yield port, None, (self._constant(value), "out")

    def _source(self, edge: tuple[Any, int]) -> tuple[str, str] | None:
        function, number = edge
        if function is None:
            return None
        spec = None if _name(function) == "AccumulateGrad" else _spec_of(function)
        port = "out" if spec is None else output_names(spec, number + 1)[number]
        return self._cards[id(function)], port

    def _wire(self, source: str, source_port: str, target: str, port: str) -> None:
        name = f"w{len(self.wires) + 1}"
        self.wires.append(WireData(name, source, target, port, source_port))

    def _constant(self, tensor: Any) -> str:
        """The leaf of a tensor that required no grad, one for each."""
        known = self._constants.get(_address(tensor))
        if known is None:
            known = self._constants[_address(tensor)] = self._leaf(tensor, False)
        return known

    def _leaf(self, tensor: Any, tracked: bool) -> str:
        node, array = self._id(), _array(tensor)
        self._kept.append(tensor)
        dtype = str(tensor.dtype).removeprefix("torch.")
        try:
            if array.dtype.kind not in "fiub":
                raise TooLong
            text = literal_text(array)
        except TooLong:
            text = f"zeros({', '.join(map(str, array.shape))})"
        if dtype not in DTYPES:
            dtype = str(array.dtype) if array.dtype.kind in "fiub" else "float32"
        label = self._labels.get(id(tensor), "")
        self.nodes.append(LeafData(node, label, text, dtype, tracked))
        return node

    def _placeholder(self, function: Any, name: str) -> None:
        node = self._id()
        saved = {
            each.removeprefix("_saved_"): _told(_kept(function, each.removeprefix("_saved_")))
            for each in dir(function)
            if each.startswith("_saved_")
        }
        data = json.dumps({"grad_fn": name, "shape": _output_shape(function), "saved": saved})
        self.nodes.append(OpData(node, UNREADABLE, name, {DATA: data}))
        self._cards[id(function)] = node
        for number, edge in enumerate(function.next_functions):
            source = self._source(edge)
            if source is not None:
                self._wire(*source, node, f"in{number}")


def _ordered(root: Any) -> list[Any]:
    """The Nodes that can be reached, each after those that it leads to."""
    done: dict[int, Any] = {}
    open_: set[int] = set()
    stack = [(root, False)]
    while stack:
        function, ready = stack.pop()
        if ready:
            done.setdefault(id(function), function)
        elif id(function) not in open_:
            open_.add(id(function))
            stack.append((function, True))
            edges = [edge for edge, _ in function.next_functions if edge is not None]
            stack += [(edge, False) for edge in reversed(edges)]
    return list(done.values())


def _kept(function: Any, name: str) -> Any:
    """What a Node has saved under a name; None if it has not, not any more, or something wrote in
    place over it."""
    try:
        return getattr(function, f"_saved_{name}", None)
    except RuntimeError:
        return None


def _recipe(function: Any) -> Recipe | None:
    found = recipe_of(_name(function), lambda name: _kept(function, name))
    if found is not None and found.op == "getitem":
        return found if index_text(_kept(function, "indices") or ()) else None
    return found


def _kept_params(function: Any, recipe: Recipe) -> dict[str, str]:
    """The parameters as a recipe says where they are."""
    if recipe.op == "getitem":
        return {"index": index_text(_kept(function, "indices")) or ":"}
    if recipe.op == "to":
        dtype = getattr(function, "_input_metadata")[0].dtype  # noqa: B009 - PyTorch's own name
        name = str(dtype).removeprefix("torch.")
        return {"dtype": name if name in DTYPES else "float32"}
    found = {}
    for name, saved in recipe.params.items():
        value = _kept(function, saved)
        if name == "reduction" and isinstance(value, int):
            value = REDUCTIONS[value]
        if value is not None and not hasattr(value, "dtype"):
            value = tuple(value) if name == "normalized_shape" else _signed(value)
            found[name] = value if isinstance(value, str) else repr(value)
    return found


def _name(function: Any) -> str:
    return str(function.name()).rpartition("::")[2]


_BY_NODE: dict[str, OpSpec] = {}


def _spec_of(function: Any) -> OpSpec | None:
    """The operation of a Node, by its name: the first that has it and writes nothing in place."""
    if not _BY_NODE:
        for spec in REGISTRY.values():
            if isinstance(spec.node_name, str) and not spec.mutates:
                _BY_NODE.setdefault(spec.node_name, spec)
    name = _name(function)
    recipe = _recipe(function)
    if recipe is not None:
        return REGISTRY.get(recipe.op)
    found = OTHER_NAMES.get(name.rstrip("0123456789"))
    return _BY_NODE.get(name) if found is None else REGISTRY.get(found)


def _params(function: Any, spec: OpSpec) -> dict[str, str]:
    """The parameters as far as the Node has kept them."""
    if spec.name == "getitem":
        return {"index": _slice(function)}
    found: dict[str, str] = {}
    for param in spec.params:
        value = _kept(function, param.name)
        if param.type == "shape":
            value = _output_shape(function)
        elif param.name == "reduction" and isinstance(value, int):
            value = REDUCTIONS[value]
        if value is None or hasattr(value, "dtype"):
            continue
        value = _signed(value)
        if value != param.default:
            found[param.name] = value if isinstance(value, str) else repr(value)
    return found


def _slice(function: Any) -> str:
    """`x[:, 1:]` of a slice along one dimension."""
    dim, step = int(_signed(function._saved_dim)), int(function._saved_step)
    start, stop = int(_signed(function._saved_start)), int(_signed(function._saved_end))
    text = f"{start or ''}:{'' if abs(stop) > 1 << 60 else stop}{'' if step == 1 else f':{step}'}"
    return ", ".join([":"] * dim + [text])


def _signed(value: Any) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value - (1 << 64) if value >= WRAPPED else value
    if isinstance(value, tuple | list):
        items = tuple(_signed(item) for item in value)
        return items[0] if len(items) == 1 else items
    return value


def _saved(function: Any, port: Port) -> Any:
    """The tensor, or the number, that the Node has saved of an input."""
    for name in ({"input": "self"}.get(port.keyword, port.keyword), port.name):
        value = _kept(function, name)
        if hasattr(value, "dtype") or (port.number and isinstance(value, int | float)):
            return value
    return None


def _output_shape(function: Any) -> tuple[int, ...] | None:
    metadata = getattr(function, "_input_metadata", None)
    if metadata:
        return tuple(int(size) for size in metadata[0].shape)
    shape = getattr(function, "shape", None)
    return tuple(shape) if isinstance(shape, tuple) else None


def _array(tensor: Any) -> np.ndarray[Any, Any]:
    held = tensor.detach()
    if getattr(held, "is_sparse", False):
        held = held.to_dense()
    if str(held.dtype) == "torch.bfloat16" and hasattr(held, "float"):
        held = held.float()  # NumPy has no such numbers
    return np.asarray(held.cpu().numpy() if hasattr(held, "cpu") else held.numpy())


def _shape(tensor: Any) -> tuple[int, ...]:
    return tuple(tensor.shape)


def _address(tensor: Any) -> int:
    """Where the contents are: a Node gives a new object each time it is asked."""
    return int(tensor.data_ptr()) or id(tensor)


def _told(value: Any) -> Any:
    """Something saved as JSON can say it."""
    if hasattr(value, "dtype") and hasattr(value, "shape"):
        array = _array(value)
        shown = array.tolist() if array.size <= 100 else None
        return {"shape": list(array.shape), "dtype": str(value.dtype), "value": shown}
    value = _signed(value)
    return value if isinstance(value, bool | int | float | str | None) else repr(value)


def _backward(root: Any, node: str, name: str, retain: bool) -> Backward:
    if _shape(root) == () or int(np.prod(_shape(root))) == 1:
        return Backward(name, node, retain_graph=retain)
    ones = Expression("ones_like(y)", {"y": node})
    return Backward(name, node, gradient=ones, retain_graph=retain)
