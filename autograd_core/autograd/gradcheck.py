"""``torch.autograd.gradcheck``: gradients against finite differences."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..grad_mode import enable_grad, no_grad
from ..storage import Array
from ..tensor import Tensor
from ..views import is_repeated
from .passes import grad

__all__ = ["GradcheckError", "gradcheck", "gradgradcheck"]


class GradcheckError(RuntimeError):
    """A gradient that is not what finite differences say."""


def gradcheck(
    func: Callable[..., Any],
    inputs: Tensor | Sequence[Any],
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    raise_exception: bool = True,
    nondet_tol: float = 0.0,
    check_undefined_grad: bool = True,
    check_grad_dtypes: bool = False,
    check_batched_grad: bool = False,
    fast_mode: bool = False,
    **others: Any,
) -> bool:
    """Compare the gradients of ``func`` at ``inputs`` with central differences of step ``eps``.

    Returns True; where they differ by more than ``atol + rtol · |numerical|``, raises
    GradcheckError, or returns False without ``raise_exception``. Gradients that differ by more than
    ``nondet_tol`` from one backward to the next count as wrong too.

    Raises:
        ValueError: no input requires grad.
    """
    given = (inputs,) if isinstance(inputs, Tensor) else tuple(inputs)
    _check_inputs(given)
    try:
        _check(func, given, eps, atol, rtol, nondet_tol)
        if check_undefined_grad:
            _check_undefined(func, given)
    except GradcheckError:
        if raise_exception:
            raise
        return False
    return True


def gradgradcheck(
    func: Callable[..., Any],
    inputs: Tensor | Sequence[Any],
    grad_outputs: Tensor | Sequence[Tensor] | None = None,
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    raise_exception: bool = True,
    **others: Any,
) -> bool:
    """Compare the gradients of gradients of ``func`` with finite differences; see gradcheck."""
    given = (inputs,) if isinstance(inputs, Tensor) else tuple(inputs)
    outputs = _outputs(func, given)
    if grad_outputs is None:
        rng = np.random.default_rng(0)
        starts = [
            Tensor(np.asarray(rng.standard_normal(o._array.shape), o._array.dtype)).requires_grad_()
            for o in outputs
        ]
    else:
        starts = [grad_outputs] if isinstance(grad_outputs, Tensor) else list(grad_outputs)
    count = len(starts)

    def first(*args: Any) -> tuple[Tensor, ...]:
        own, vectors = args[:-count], args[-count:]
        with enable_grad():
            wanted = [x for x in own if isinstance(x, Tensor) and x.requires_grad]
            found = grad(_outputs(func, own), wanted, vectors, create_graph=True, allow_unused=True)
        return tuple([one for one in found if one is not None and one.requires_grad])

    return gradcheck(
        first,
        (*given, *starts),
        eps=eps,
        atol=atol,
        rtol=rtol,
        raise_exception=raise_exception,
        check_undefined_grad=False,
        **{k: v for k, v in others.items() if k == "nondet_tol"},
    )


def _check_inputs(inputs: Sequence[Any]) -> None:
    tracked = [x for x in inputs if isinstance(x, Tensor) and x.requires_grad]
    if not tracked:
        raise ValueError(
            "gradcheck expects at least one input tensor to require gradient, but none of them "
            "have requires_grad=True."
        )
    for place, x in enumerate(inputs):
        if not isinstance(x, Tensor) or not x.requires_grad:
            continue
        if x.dtype.name != "float64":
            warnings.warn(
                f"Input #{place} requires gradient and is not a double precision floating point "
                "or complex. This check will likely fail if all the inputs are not of double "
                "precision floating point or complex. ",
                UserWarning,
                stacklevel=3,
            )
        if is_repeated(x):
            raise RuntimeError(
                f"The {place}th input has a dimension with stride 0. gradcheck only supports "
                "inputs that are non-overlapping to be able to compute the numerical gradients "
                "correctly. You should call .contiguous on the input before passing it to "
                "gradcheck."
            )


def _outputs(func: Callable[..., Any], inputs: Sequence[Any]) -> list[Tensor]:
    found = func(*inputs)
    results = [found] if isinstance(found, Tensor) else list(found)
    return [one for one in results if isinstance(one, Tensor) and one.requires_grad]


def _check(
    func: Callable[..., Any],
    inputs: Sequence[Any],
    eps: float,
    atol: float,
    rtol: float,
    nondet_tol: float,
) -> None:
    outputs = _outputs(func, inputs)
    leaves = [(k, x) for k, x in enumerate(inputs) if isinstance(x, Tensor) and x.requires_grad]
    if not outputs:
        for _, x in leaves:
            for column in numerical(func, inputs, x, eps, tracked=False):
                if np.abs(column).max(initial=0) > eps:
                    raise GradcheckError("Numerical gradient for function expected to be zero")
        return
    for number, output in enumerate(outputs):
        rows = [_analytical(output, [x for _, x in leaves]) for _ in range(2)]
        for number_in, (place, x) in enumerate(leaves):
            first, second = rows[0][number_in], rows[1][number_in]
            if np.abs(first - second).max(initial=0) > nondet_tol:
                raise GradcheckError(
                    "Backward is not reentrant, i.e., running backward with same input and "
                    "grad_output multiple times gives different values, although analytical "
                    f"gradient matches numerical gradient.The tolerance for nondeterminism was "
                    f"{nondet_tol}."
                )
            expected = numerical(func, inputs, x, eps)[number]
            if not np.allclose(first, expected, rtol=rtol, atol=atol, equal_nan=True):
                raise GradcheckError(
                    f"Jacobian mismatch for output {number} with respect to input {place},\n"
                    f"numerical:{Tensor(expected)}\nanalytical:{Tensor(first)}\n"
                )


def _analytical(output: Tensor, inputs: Sequence[Tensor]) -> list[Array]:
    """For each input the matrix of derivatives: a row for each of its elements."""
    columns: list[list[Array]] = [[] for _ in inputs]
    for place in range(output._array.size):
        # in order, whatever order the output's array has, so that this is no copy
        start = np.zeros(output._array.shape, output._array.dtype)
        start.reshape(-1)[place] = 1
        found = grad(output, inputs, Tensor(start), retain_graph=True, allow_unused=True)
        for column, one, x in zip(columns, found, inputs, strict=True):
            column.append(np.zeros(x._array.size) if one is None else one._array.reshape(-1))
    if not output._array.size:
        return [np.zeros((x._array.size, 0)) for x in inputs]
    return [np.stack(column, axis=1) for column in columns]


def numerical(
    func: Callable[..., Any],
    inputs: Sequence[Any],
    x: Tensor,
    eps: float,
    tracked: bool = True,
) -> list[Array]:
    """For each output the matrix of central differences: a row for each element of ``x``."""
    flat = x._array.reshape(-1) if x._array.flags.c_contiguous else None
    rows: list[list[Array]] = []
    for place in range(x._array.size):
        spot = np.unravel_index(place, x._array.shape)
        old = x._array[spot]
        ends = []
        for moved in (old + eps, old - eps):
            _put(x._array, flat, place, spot, moved)
            ends.append(_values(func, inputs, tracked))
        _put(x._array, flat, place, spot, old)
        rows.append([(a - b) / (2 * eps) for a, b in zip(*ends, strict=True)])
    if not rows:
        return [np.zeros((0, one.size)) for one in _values(func, inputs, tracked)]
    return [np.stack(columns) for columns in zip(*rows, strict=True)]


def _put(array: Array, flat: Array | None, place: int, spot: Any, value: Any) -> None:
    if flat is not None:
        flat[place] = value
    else:
        array[spot] = value


def _values(func: Callable[..., Any], inputs: Sequence[Any], tracked: bool) -> list[Array]:
    if tracked:  # which outputs count, only a recorded call says
        with enable_grad():
            return [one._array.reshape(-1).copy() for one in _outputs(func, inputs)]
    with no_grad():
        found = func(*inputs)
    results = [found] if isinstance(found, Tensor) else list(found)
    return [one._array.reshape(-1).copy() for one in results if isinstance(one, Tensor)]


_UNDEFINED = (
    "Expected backward function to handle undefined output grads. Please look at "
    '"Notes about undefined output gradients" in "tools/autograd/derivatives.yaml"'
)


def _check_undefined(func: Callable[..., Any], inputs: Sequence[Any]) -> None:
    """Whether backward stands gradients that are zeros: all it brings must then be zeros."""
    leaves = [x for x in inputs if isinstance(x, Tensor) and x.requires_grad]
    outputs = _outputs(func, inputs)
    if not outputs:
        return
    zeros = [Tensor(np.zeros_like(one._array)) for one in outputs]
    try:
        found = grad(outputs, leaves, zeros, allow_unused=True, retain_graph=True)
    except RuntimeError as error:
        raise GradcheckError(_UNDEFINED) from error
    for one in found:
        if one is not None and not (one._array == 0).all() and not np.isnan(one._array).any():
            raise GradcheckError(_UNDEFINED)
