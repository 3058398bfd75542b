"""``torch.nn.utils``: clipping gradients, and parameters as one vector."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from types import GeneratorType
from typing import Any

import numpy as np

from ..ops.dispatch import call
from ..ops.spec import REGISTRY
from ..storage import Array
from ..tensor import Tensor
from ..views import write
from .modules.module import typename

__all__ = [
    "clip_grad_norm_",
    "clip_grad_value_",
    "get_total_norm",
    "parameters_to_vector",
    "vector_to_parameters",
]

Tensors = Tensor | Iterable[Tensor]


def _listed(tensors: Tensors) -> list[Tensor]:
    return [tensors] if isinstance(tensors, Tensor) else list(tensors)


def _grads(parameters: Iterable[Tensor]) -> list[Tensor]:
    return [parameter._grad for parameter in parameters if parameter._grad is not None]


def _norm(array: Array, norm_type: float) -> Any:
    """The norm of all elements; summed in float64, which holds what float32 would lose."""
    wide = np.asarray(array, np.float64).reshape(-1)
    if not wide.size:
        return 0.0
    if norm_type == 2.0:
        return np.sqrt(np.dot(wide, wide))
    return np.linalg.norm(wide, norm_type)


def get_total_norm(
    tensors: Tensors,
    norm_type: float = 2.0,
    error_if_nonfinite: bool = False,
    foreach: bool | None = None,
) -> Tensor:
    """The norm of all elements of all tensors, 0-d.

    Raises RuntimeError for an infinite or undefined norm if asked to.
    """
    arrays = [tensor._array for tensor in _listed(tensors)]
    if not arrays:
        return Tensor(np.zeros((), np.float32))
    norm_type = float(norm_type)
    norms = [np.asarray(_norm(array, norm_type), array.dtype) for array in arrays]
    stacked = np.stack(norms)
    total = np.asarray(_norm(stacked, norm_type), stacked.dtype)
    if error_if_nonfinite and not np.isfinite(total):
        raise RuntimeError(
            f"The total norm of order {norm_type} for gradients from `parameters` is non-finite, "
            "so it cannot be clipped. To disable this error and scale the gradients by the "
            "non-finite norm anyway, set `error_if_nonfinite=False`"
        )
    return Tensor(total)


def clip_grad_norm_(
    parameters: Tensors,
    max_norm: float,
    norm_type: float = 2.0,
    error_if_nonfinite: bool = False,
    foreach: bool | None = None,
) -> Tensor:
    """Scale all gradients so that their common norm is at most ``max_norm``; returns that norm.

    Raises RuntimeError for an infinite or undefined norm if asked to.
    """
    listed = _listed(parameters)
    if isinstance(parameters, GeneratorType) and not listed:
        warnings.warn(
            "`parameters` is an empty generator, no gradient clipping will occur.", stacklevel=2
        )
    grads = _grads(listed)
    total = get_total_norm(grads, norm_type, error_if_nonfinite)
    norm = total._array
    one = norm.dtype.type(1)
    factor = np.minimum(norm.dtype.type(max_norm) / (norm + norm.dtype.type(1e-6)), one)
    for grad in grads:
        write(grad, grad._array * factor)
    return total


def clip_grad_value_(parameters: Tensors, clip_value: float, foreach: bool | None = None) -> None:
    """Bring all elements of all gradients within ±``clip_value``."""
    limit = float(clip_value)
    for grad in _grads(_listed(parameters)):
        write(grad, np.clip(grad._array, -limit, limit))


def parameters_to_vector(parameters: Iterable[Tensor]) -> Tensor:
    """All elements of all parameters in one vector, recorded."""
    flat = [call(REGISTRY["view"], (parameter,), {"size": (-1,)}) for parameter in parameters]
    vector: Tensor = call(REGISTRY["cat"], (flat,))
    return vector


def vector_to_parameters(vec: Tensor, parameters: Iterable[Tensor]) -> None:
    """Let the parameters be the slices of a vector, whose bytes they then share."""
    if not isinstance(vec, Tensor):
        raise TypeError(f"expected torch.Tensor, but got: {typename(vec)}")
    for parameter, part in _parts(vec, parameters):
        parameter.data = part.view_as(parameter).data


def _parts(vec: Tensor, parameters: Iterable[Tensor]) -> Iterator[tuple[Tensor, Tensor]]:
    start = 0
    for parameter in parameters:
        size = parameter._array.size
        yield parameter, vec[start : start + size]
        start += size
