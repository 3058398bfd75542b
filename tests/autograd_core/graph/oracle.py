"""A document executed by PyTorch itself: what a run must agree with.

Written from DOCUMENT's rules alone; it shares nothing with the run but the document's types.
"""

from __future__ import annotations

import math
import warnings
from contextlib import nullcontext
from typing import Any

import torch

from autograd_core.graph.actions import (
    Action,
    Assign,
    Backward,
    Expression,
    Forward,
    Hook,
    Let,
    Optimizer,
    OptimizerStep,
    Print,
    ReadGrad,
    RemoveHook,
    Repeat,
    RetainGrad,
    Seed,
    SetRequiresGrad,
    ZeroGrad,
)
from autograd_core.graph.document import Document, LeafData, OpData
from autograd_core.graph.ports import input_ports, output_names, spec_of
from autograd_core.ops.spec import REGISTRY

NAMES: dict[str, Any] = {
    **{name: getattr(torch, name) for name in dir(torch) if not name.startswith("_")},
    **{"torch": torch, "math": math, "range": range},
}


class Missing(Exception):
    """A tensor that is not there: ours to word, not PyTorch's."""


class Oracle:
    """Executes a document; `tensors`, `output` and `errors` (action, node, error) tell the rest."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.tensors: dict[tuple[str, str], torch.Tensor] = {}
        self.dead: set[str] = set()
        self.variables: dict[str, Any] = {}
        self.hooks: dict[str, Any] = {}
        self.optimizers: dict[str, Any] = {}
        self.output = ""
        self.errors: list[tuple[Action, str | None, Exception]] = []
        torch.manual_seed(document.seed)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.block(document.actions)

    def block(self, actions: tuple[Action, ...]) -> None:
        for action in actions:
            if isinstance(action, Repeat):
                self.repeat(action)
            elif isinstance(action, Forward):
                self.forward(action)
            else:
                try:
                    getattr(self, type(action).__name__)(action)
                except Exception as error:
                    node = getattr(action, "node", getattr(action, "root", None))
                    self.errors.append((action, node, error))

    def repeat(self, action: Repeat) -> None:
        try:
            values = self.evaluate(action.values)
            if isinstance(values, bool | str | torch.Tensor):
                raise Missing
            values = range(values) if isinstance(values, int) else list(values)
        except Exception as error:
            self.errors.append((action, None, error))
            return
        outer = {k: v for k, v in self.variables.items() if k == action.name}
        for value in values:
            self.variables[action.name] = value
            self.block(action.body)
        self.variables.pop(action.name, None)
        self.variables.update(outer)

    # Forward

    def forward(self, action: Forward) -> None:
        for node in action.nodes or ():
            if node not in self.document.nodes:
                self.errors.append((action, None, Missing()))
        for node in self.document.order:
            if action.nodes is None or node in action.nodes:
                self.visit(action, node)

    def visit(self, action: Forward, node: str) -> None:
        data = self.document.nodes[node]
        if isinstance(data, OpData):
            if data.state == "mute":
                self.dead.add(node)
                return
            lacking = [
                wire.source
                for wire in self.document.inputs(node).values()
                if (wire.source, wire.source_port) not in self.tensors
            ]
            if lacking and (action.nodes is None or self.dead & set(lacking)):
                return
        elif not isinstance(data, LeafData) or self._keeps(action, node):
            return
        try:
            results = self.leaf(data) if isinstance(data, LeafData) else self.operation(data)
        except Exception as error:
            self.errors.append((action, node, error))
            for other in self.document.downstream([node]):
                self.forget(other)
                self.dead.add(other)
            return
        self.forget(node)
        self.dead.discard(node)
        self.tensors.update({(node, port): tensor for port, tensor in results.items()})

    def forget(self, node: str) -> None:
        for end in [end for end in self.tensors if end[0] == node]:
            del self.tensors[end]

    def _keeps(self, action: Forward, node: str) -> bool:
        return action.nodes is None and (node, "out") in self.tensors

    def leaf(self, data: LeafData) -> dict[str, torch.Tensor]:
        state = torch.get_rng_state()
        if data.seed is not None:
            torch.manual_seed(data.seed)
        try:
            value = eval(data.value, dict(NAMES))
        finally:
            if data.seed is not None:
                torch.set_rng_state(state)
        dtype = None if data.dtype is None else getattr(torch, data.dtype)
        tracked = data.requires_grad
        if isinstance(value, torch.Tensor):
            tracked = tracked or (value.is_leaf and value.requires_grad)
            tensor = value.detach().clone().to(dtype or value.dtype)
        else:
            tensor = torch.tensor(value, dtype=dtype)
        return {"out": tensor.requires_grad_(tracked)}

    def operation(self, data: OpData) -> dict[str, torch.Tensor]:
        spec = REGISTRY[data.op]
        wires = self.document.inputs(data.id)
        ports = [port for port in input_ports(self.document, data.id) if port in wires]
        if data.state == "bypass":
            if not ports:
                raise Missing
            return {output_names(spec, 1)[0]: self.tensor(wires[ports[0]])}
        operands: list[Any] = []
        for port in spec.ports:
            if port.variadic:
                several = [p for p in ports if p.startswith(port.name + ".")]
                if not several:
                    raise Missing
                operands.append([self.tensor(wires[p]) for p in several])
            elif port.name in wires:
                operands.append(self.tensor(wires[port.name]))
            elif port.name in data.params:
                operands.append(self.text(data.params[port.name]))
            else:
                raise Missing
        params = {
            name: data.params[name] for name in (p.name for p in spec.params) if name in data.params
        }
        values = {name: self.text(text) for name, text in params.items() if name != "index"}
        for name in {"shape", "size"} & values.keys():
            values[name] = (
                values[name] if isinstance(values[name], tuple | list) else (values[name],)
            )
        if "index" in params:
            values["index"] = eval(f"_[{params['index']}]", {"_": _Index(), **self.variables})
        with torch.no_grad() if self.document.in_no_grad(data.id) else nullcontext():
            result = CALLS.get(data.op, _call)(data.op, operands, values)
        results = [result] if isinstance(result, torch.Tensor) else list(result)
        return dict(zip(output_names(spec, len(results)), results, strict=True))

    def tensor(self, wire: Any) -> torch.Tensor:
        try:
            return self.tensors[wire.source, wire.source_port]
        except KeyError:
            raise Missing from None

    def first(self, node: str) -> torch.Tensor:
        data = self.document.nodes.get(node)
        spec = None if data is None else spec_of(data)
        port = "out" if spec is None else output_names(spec, 1)[0]
        if (node, port) not in self.tensors:
            raise Missing
        return self.tensors[node, port]

    def text(self, text: str) -> Any:
        return eval(text, {**NAMES, **self.variables})

    def evaluate(self, expression: Expression) -> Any:
        names = {name: self.first(node) for name, node in expression.names.items()}
        return eval(expression.text, {**NAMES, **self.variables, **names})

    # The other actions

    def Backward(self, action: Backward) -> None:
        root = self.first(action.root)
        gradient = None if action.gradient is None else self.evaluate(action.gradient)
        if gradient is not None and not isinstance(gradient, torch.Tensor):
            gradient = torch.tensor(gradient, dtype=root.dtype)
        inputs = None if action.inputs is None else [self.first(node) for node in action.inputs]
        retain = action.retain_graph or action.create_graph
        if action.into:
            found = torch.autograd.grad(root, inputs or [], gradient, retain, action.create_graph)
            for tap, one in zip(action.into, found, strict=True):
                self.tensors[tap, "out"] = one
            return
        root.backward(gradient, retain, action.create_graph, inputs)

    def ReadGrad(self, action: ReadGrad) -> None:
        grad = self.first(action.node).grad
        if grad is None:
            raise Missing
        self.tensors[action.into[0], "out"] = grad

    def ZeroGrad(self, action: ZeroGrad) -> None:
        leaves = action.leaves
        if leaves is None:
            leaves = tuple(dict.fromkeys(node for node, _ in self.tensors if self.gathers(node)))
        for node in leaves:
            tensor = self.first(node)
            if action.set_to_none:
                tensor.grad = None
            elif tensor.grad is not None:
                with torch.no_grad():
                    tensor.grad.zero_()

    def gathers(self, node: str) -> bool:
        """Whether gradients may arrive at the node's first output."""
        if isinstance(self.document.nodes[node], LeafData):
            return True
        tensor = self.first(node)
        try:
            return bool(tensor.requires_grad and tensor.is_leaf)
        except RuntimeError:
            return False  # a view that may not be asked

    def Assign(self, action: Assign) -> None:
        tensor = self.first(action.node)
        with torch.no_grad() if action.no_grad else nullcontext():
            value = self.evaluate(action.expression)
            if action.operator != "=":
                names = {"t": tensor, "v": value}
                target = "t" if action.field == "value" else f"t.{action.field}"
                if action.field == "grad" and tensor.grad is None:
                    raise Missing
                exec(f"{target} {action.operator} v", names)
                return
            if value is not None and not isinstance(value, torch.Tensor):
                value = torch.tensor(value, dtype=tensor.dtype)
            if action.field == "value":
                tensor.copy_(value)
            elif action.field == "data":
                tensor.data = value.detach().clone()
            else:
                tensor.grad = None if value is None else value.detach().clone()

    def SetRequiresGrad(self, action: SetRequiresGrad) -> None:
        self.first(action.node).requires_grad_(action.value)

    def RetainGrad(self, action: RetainGrad) -> None:
        self.first(action.node).retain_grad()

    def Hook(self, action: Hook) -> None:
        def called(gradient: torch.Tensor) -> Any:
            names = {name: self.first(node) for name, node in action.expression.names.items()}
            names[action.name] = gradient
            value = eval(action.expression.text, {**NAMES, **self.variables, **names})
            plain = value is not None and not isinstance(value, torch.Tensor)
            return torch.tensor(value) if plain else value

        called.__name__ = "<lambda>"
        self.hooks[action.id] = self.first(action.node).register_hook(called)

    def RemoveHook(self, action: RemoveHook) -> None:
        if action.hook not in self.hooks:
            raise Missing
        self.hooks.pop(action.hook).remove()

    def Seed(self, action: Seed) -> None:
        torch.manual_seed(action.seed)

    def Let(self, action: Let) -> None:
        value = self.evaluate(action.expression)
        if isinstance(value, torch.Tensor):
            raise Missing
        self.variables[action.name] = value

    def Optimizer(self, action: Optimizer) -> None:
        options = {name: self.text(text) for name, text in action.options.items()}
        leaves = [self.first(node) for node in action.leaves]
        self.optimizers[action.name] = getattr(torch.optim, action.optimizer)(leaves, **options)

    def OptimizerStep(self, action: OptimizerStep) -> None:
        if action.name not in self.optimizers:
            raise Missing
        self.optimizers[action.name].step()

    def Print(self, action: Print) -> None:
        value = self.evaluate(action.expression)
        items = value if type(value) is tuple else (value,)
        self.output += " ".join(str(item) for item in items) + "\n"


class _Index:
    def __getitem__(self, index: Any) -> Any:
        return index


def _call(name: str, operands: list[Any], params: dict[str, Any]) -> Any:
    if operands and isinstance(operands[0], torch.Tensor):
        return getattr(operands[0], name)(*operands[1:], **params)
    return getattr(torch, name)(*operands, **params)


def _setitem(_: str, operands: list[Any], params: dict[str, Any]) -> Any:
    operands[0][params["index"]] = operands[1]
    return operands[0]


def _reduced(name: str, operands: list[Any], params: dict[str, Any]) -> Any:
    # PyTorch takes `keepdim` only if `dim` is said, were it None.
    params = {"dim": None, **params} if "keepdim" in params else params
    return getattr(operands[0], name)(**params)


CALLS: dict[str, Any] = {
    "sum": _reduced,
    "mean": _reduced,
    "rsub": lambda _, x, p: torch.rsub(x[0], **p),
    "rdiv": lambda _, x, p: p["other"] / x[0],
    "pow_tensor": lambda _, x, p: x[0] ** x[1],
    "rpow": lambda _, x, p: p["base"] ** x[0],
    "fill_tensor_": lambda _, x, p: x[0].fill_(x[1]),
    "index_put_": lambda _, x, p: x[0].index_put_(p["indices"], x[1]),
    "zeros_like": lambda _, x, p: torch.zeros_like(x[0], **p),
    "ones_like": lambda _, x, p: torch.ones_like(x[0], **p),
    "max_dim": lambda _, x, p: torch.max(x[0], **p),
    "min_dim": lambda _, x, p: torch.min(x[0], **p),
    "where": lambda _, x, p: torch.where(*x),
    "getitem": lambda _, x, p: x[0][p["index"]],
    "setitem": _setitem,
    "expand": lambda _, x, p: x[0].expand(p["size"]),
    "view": lambda _, x, p: x[0].view(p["size"]),
    "unbind": lambda _, x, p: torch.unbind(x[0], **p),
}
