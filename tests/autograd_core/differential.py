"""What the tests of operations share: a sample run in the engine or in PyTorch, as plain data.

An operation is written as the PyTorch code that its definition gives, and that code is evaluated
with ``torch`` meaning either library. So the spelling is tested along with the values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

import autograd_core
from autograd_core.ops.spec import REGISTRY, OpSpec, Sample

RANDOM = ("rand", "randn", "empty")


@dataclass
class Outcome:
    """The results of one run, comparable between the two libraries."""

    values: list[Any]
    dtypes: list[str]
    shapes: list[tuple[int, ...]]
    graph: list[Any]
    gradients: list[Any]
    second: list[Any]


def samples(*, random: bool = True) -> Iterator[tuple[str, OpSpec, Sample]]:
    """Every sample of the registry with a name for it."""
    for spec in REGISTRY.values():
        if not random and (spec.name in RANDOM or spec.category == "random"):
            continue
        for number, sample in enumerate(spec.samples):
            yield f"{spec.name}-{number}", spec, sample


def code(spec: OpSpec, params: Any, inputs: Any) -> str:
    """The PyTorch expression of an operation on variables named as its ports."""
    spelling = spec.spelling
    for port, value in zip(spec.ports, inputs, strict=True):
        if value is None:
            spelling = spelling.replace(f", {port.keyword}={{{port.name}}}", "")
    names = {port.name: f"*{port.name}" if port.variadic else port.name for port in spec.ports}
    names |= {name: render(value) for name, value in params.items()}
    arguments = ", ".join(f"{name}={render(value)}" for name, value in params.items())
    return spelling.format(**{**names, "params": arguments}).replace(", )", ")")


def render(value: Any) -> str:
    """A parameter as code."""
    if isinstance(value, slice):
        return ":".join("" if v is None else str(v) for v in (value.start, value.stop, value.step))
    if isinstance(value, tuple) and any(isinstance(v, slice | list | type(...)) for v in value):
        return ", ".join("..." if v is ... else render(v) for v in value)
    return repr(value)


def is_differentiable(spec: OpSpec, port: int) -> bool:
    if spec.compose is None:
        return bool(spec.gradients) and spec.gradients[port] is not None
    texts = spec.gradient_formulas
    return bool(texts) and texts[min(port, len(texts) - 1)] is not None


def leaves(torch: Any, spec: OpSpec, sample: Sample, dtype: str) -> list[Any]:
    """The inputs as tensors; floats have ``dtype`` and require grad where gradients can flow."""
    result: list[Any] = []
    for port, value in enumerate(sample.inputs):
        if spec.ports[port].variadic:
            result.append([leaf(torch, one, dtype, True) for one in value])
        elif value is None or (spec.ports[port].number and isinstance(value, int | float)):
            result.append(value)
        else:
            result.append(leaf(torch, value, dtype, is_differentiable(spec, port)))
    return result


def leaf(torch: Any, value: Any, dtype: str, differentiable: bool) -> Any:
    kind = np.asarray(value).dtype.kind
    if kind != "f":
        return torch.tensor(value)
    return torch.tensor(value, dtype=getattr(torch, dtype)).requires_grad_(differentiable)


def flat(inputs: list[Any]) -> list[Any]:
    return [one for item in inputs for one in (item if isinstance(item, list) else [item])]


def graph_of(node: Any) -> Any:
    """Names and edges of the graph above a Node."""
    if node is None:
        return None
    return node.name(), [(graph_of(target), number) for target, number in node.next_functions]


def is_in(torch: Any, spec: OpSpec) -> bool:
    """Whether a library has the operation, as a function or as a method."""
    for name in spec.functions:
        owner: Any = torch
        for part in name.split("."):
            owner = getattr(owner, part, None)
        if owner is not None:
            return True
    return not spec.functions or any(hasattr(torch.Tensor, name) for name in spec.methods)


def run(torch: Any, spec: OpSpec, sample: Sample, dtype: str, second: bool = False) -> Outcome:
    """One sample: values, graph, gradients, and gradients of gradients if ``second``."""
    inputs = leaves(torch, spec, sample, dtype)
    names = {port.name: value for port, value in zip(spec.ports, inputs, strict=True)}
    result = eval(code(spec, sample.params, sample.inputs), {"torch": torch, **names})
    outputs = list(result) if isinstance(result, tuple) else [result]
    outcome = Outcome(
        [value.tolist() for value in outputs],
        [str(value.dtype) for value in outputs],
        [tuple(value.shape) for value in outputs],
        [graph_of(value.grad_fn) for value in outputs],
        [],
        [],
    )
    roots = [value for value in outputs if value.requires_grad]
    wanted = [x for x in flat(inputs) if hasattr(x, "requires_grad") and x.requires_grad]
    if not roots or not wanted:
        return outcome
    seeds = [torch.tensor(_seed(value), dtype=value.dtype) for value in roots]
    kept = {"create_graph": True} if second else {"retain_graph": True}
    grads = torch.autograd.grad(roots, wanted, seeds, **kept)
    outcome.gradients = [g.detach().clone().tolist() for g in grads]
    if second:
        outcome.second = _second(torch, grads, wanted)
    return outcome


def _second(torch: Any, grads: Any, wanted: list[Any]) -> list[Any]:
    total: Any = 0.0
    for grad in grads:
        if grad.requires_grad:
            total = total + (grad * torch.tensor(_seed(grad), dtype=grad.dtype)).sum()
    if isinstance(total, float):
        return [np.zeros(tuple(x.shape)).tolist() for x in wanted]
    found = torch.autograd.grad(total, wanted, allow_unused=True)
    # An input that the gradient does not depend on may come as None or as zeros.
    return [
        np.zeros(tuple(x.shape)).tolist() if g is None else g.detach().clone().tolist()
        for g, x in zip(found, wanted, strict=True)
    ]


def _seed(value: Any) -> Any:
    """A gradient that is different at every element."""
    shape = tuple(value.shape)
    count = int(np.prod(shape))
    return (np.arange(1, count + 1).reshape(shape) / 4.0).tolist()


def ours(spec: OpSpec, sample: Sample, dtype: str, second: bool = False) -> Outcome:
    """A sample in the engine."""
    return run(autograd_core, spec, sample, dtype, second)
