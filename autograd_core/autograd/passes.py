"""Backward passes from several roots, and gradients as values."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np

from .. import engine
from ..errors import UnusedInputError
from ..once import CYCLE, warn_once
from ..roots import input_edges, prepare, tensors_of
from ..tensor import Tensor
from .many import many

__all__ = ["backward", "grad"]

Tensors = Tensor | Sequence[Tensor]


def backward(
    tensors: Tensors,
    grad_tensors: Tensor | Sequence[Tensor | None] | None = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    grad_variables: Tensor | Sequence[Tensor | None] | None = None,
    inputs: Tensors | None = None,
) -> None:
    """Accumulate the sum of the gradients of ``tensors`` into the leaves. See Tensor.backward.

    ``grad_variables`` is an older name of ``grad_tensors``.
    """
    if grad_variables is not None:
        warnings.warn(
            "`grad_variables` is deprecated. Use `grad_tensors` instead.",
            FutureWarning,
            stacklevel=2,
        )
        if grad_tensors is not None:
            raise RuntimeError(
                "`grad_tensors` and `grad_variables` (deprecated) arguments both passed to "
                "`backward()`. Please only use `grad_tensors`."
            )
        grad_tensors = grad_variables
    engine.backward(
        tensors, grad_tensors, retain_graph=retain_graph, create_graph=create_graph, inputs=inputs
    )
    if create_graph:
        warn_once(CYCLE)


def grad(
    outputs: Tensors,
    inputs: Tensors,
    grad_outputs: Tensor | Sequence[Tensor | None] | None = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    only_inputs: bool = True,
    allow_unused: bool | None = None,
    is_grads_batched: bool = False,
    materialize_grads: bool = False,
) -> tuple[Any, ...]:
    """The gradients of the sum of ``outputs`` with respect to ``inputs``, as a tuple of Tensors.

    No ``.grad`` is touched. An input that the outputs do not depend on gives None with
    ``allow_unused``, zeros with ``materialize_grads``, and raises UnusedInputError otherwise.
    With ``is_grads_batched`` the ``grad_outputs`` have one dimension more, the first, for several
    gradients that go back in one pass; so have the results. ``only_inputs`` has no effect.
    """
    if not only_inputs:
        warnings.warn(
            "only_inputs argument is deprecated and is ignored now (defaults to True). To "
            "accumulate gradient for other parts of the graph, please use torch.autograd.backward.",
            FutureWarning,
            stacklevel=2,
        )
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
    if is_grads_batched:
        retain = create_graph if retain_graph is None else retain_graph
        found = many(roots, wanted, given, retain, create_graph)
        return _results(found, wanted, allow_unused, materialize_grads, create_graph)
    edges, values = prepare(roots, given, create_graph)
    places = input_edges(wanted)
    retain = create_graph if retain_graph is None else retain_graph
    task = engine.Pass(edges, values, retain, create_graph)
    task.restrict(places, include=False)
    task.drain()
    found = [task.captured.get(place) for place in places]
    return _results(found, wanted, allow_unused, materialize_grads, create_graph)


def _results(
    found: Sequence[Any],
    wanted: Sequence[Tensor],
    allow_unused: bool | None,
    materialize_grads: bool,
    create_graph: bool,
) -> tuple[Any, ...]:
    results: list[Tensor | None] = []
    for index, (tensor, one) in enumerate(zip(wanted, found, strict=True)):
        if one is None:
            if not allow_unused and not materialize_grads:
                raise UnusedInputError(index)
            zeros = Tensor(np.zeros_like(tensor._array), create_graph)
            results.append(zeros if materialize_grads else None)
        else:
            # A captured array becomes one that nothing else refers to.
            results.append(one if isinstance(one, Tensor) else Tensor(np.array(one, copy=True)))
    return tuple(results)
