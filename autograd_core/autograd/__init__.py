"""``torch.autograd``: backward passes from several roots, and gradients as values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .. import engine
from ..errors import UnusedInputError
from ..grad_mode import enable_grad, no_grad, set_grad_enabled
from ..roots import input_edges, prepare, tensors_of
from ..tensor import Tensor
from .function import Function as Function

__all__ = ["Function", "backward", "enable_grad", "grad", "no_grad", "set_grad_enabled"]

Tensors = Tensor | Sequence[Tensor]


def backward(
    tensors: Tensors,
    grad_tensors: Tensor | Sequence[Tensor | None] | None = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Tensors | None = None,
) -> None:
    """Accumulate the sum of the gradients of ``tensors`` into the leaves. See Tensor.backward."""
    retain = create_graph if retain_graph is None else retain_graph
    engine.backward(
        tensors, grad_tensors, retain_graph=retain, create_graph=create_graph, inputs=inputs
    )


def grad(
    outputs: Tensors,
    inputs: Tensors,
    grad_outputs: Tensor | Sequence[Tensor | None] | None = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    allow_unused: bool | None = None,
    materialize_grads: bool = False,
) -> tuple[Any, ...]:
    """The gradients of the sum of ``outputs`` with respect to ``inputs``, as a tuple of Tensors.

    No ``.grad`` is touched. An input that the outputs do not depend on gives None with
    ``allow_unused``, zeros with ``materialize_grads``, and raises UnusedInputError otherwise.
    """
    if materialize_grads and allow_unused is False:
        raise ValueError(
            "Expected allow_unused to be True or not passed when materialize_grads=True, but got: "
            "allow_unused=False."
        )
    roots = tensors_of(outputs)
    wanted = tensors_of(inputs)
    if not wanted:
        raise RuntimeError("`inputs` argument to `grad()` cannot be empty.")
    given = None if grad_outputs is None else tensors_of(grad_outputs)
    edges, values = prepare(roots, given, create_graph)
    places = input_edges(wanted)
    retain = create_graph if retain_graph is None else retain_graph
    task = engine.Pass(edges, values, retain or create_graph, create_graph)
    task.restrict(places, include=False)
    task.drain()
    results: list[Tensor | None] = []
    for index, (tensor, place) in enumerate(zip(wanted, places, strict=True)):
        found = task.captured.get(place)
        if found is None:
            if not allow_unused and not materialize_grads:
                raise UnusedInputError(index)
            results.append(Tensor(np.zeros_like(tensor._array)) if materialize_grads else None)
        else:
            results.append(found if isinstance(found, Tensor) else Tensor(_own(found)))
    return tuple(results)


def _own(gradient: Any) -> Any:
    """A captured array as one that nothing else refers to."""
    return np.array(gradient, copy=True)
