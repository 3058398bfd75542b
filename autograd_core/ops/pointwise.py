"""What the tables of functions of one tensor have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np

from ..dtypes import bool_, float16
from .families import A, infer_floating, infer_same
from .operands import no_kernel
from .spec import Meta, OpSpec, Sample

__all__ = [
    "INSIDE",
    "MIXED",
    "POSITIVE",
    "derivative",
    "exact",
    "floating",
    "halves",
    "of_scipy",
    "scipy_function",
    "zero",
]

MIXED = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
POSITIVE = [[1.0, 2.0, 3.0], [0.5, 4.0, 1.5]]
INSIDE = [[0.5, -0.25], [0.75, -0.875]]
"""Values of both signs, positive values, values between -1 and 1."""


def zero(xp: Any, g: Any) -> Any:
    """The gradient rule of a function that is constant between its steps."""
    return xp.zeros_like(g)


def derivative(function: Callable[[Any, Any], Any]) -> Callable[..., tuple[Any, ...]]:
    """A displayed derivative (``OpSpec.local``) given as a function of input and result."""
    return lambda inputs, out, params: (function(inputs[0], out),)


def floating(name: str, node_name: str, forward: Any, rule: Any, **fields: Any) -> OpSpec:
    """A function whose result is floating-point, whatever goes in.

    ``aliases`` are its other names, dotted ones included; those without a dot are methods too.
    """
    names = (name, *fields.pop("aliases", ()))
    defaults: dict[str, Any] = {
        "category": "math",
        "ports": A,
        "forward": forward,
        "gradients": (rule,),
        "infer": infer_floating,
        "promote": "float",
        "node_name": node_name,
        "inplace": True,
        "spelling": f"{{a}}.{name}()",
        "methods": tuple(one for one in names if "." not in one),
        "functions": names,
        "samples": (Sample((MIXED,)), Sample((0.5,)), Sample(([1, 2],))),
    }
    return OpSpec(name=name, **{**defaults, **fields})


def exact(name: str, node_name: Any, forward: Any, rule: Any, **fields: Any) -> OpSpec:
    """A function whose result has the type of its input.

    ``refuses`` is the kernel that PyTorch names when it refuses bool.
    """
    names = (name, *fields.pop("aliases", ()))
    kernel = fields.pop("refuses", "")
    defaults: dict[str, Any] = {
        "category": "math",
        "ports": A,
        "forward": forward,
        "gradients": (rule,),
        "infer": _infer_refusing(kernel) if kernel else infer_same,
        "node_name": node_name,
        "inplace": True,
        "spelling": f"{{a}}.{name}()",
        "methods": tuple(one for one in names if "." not in one),
        "functions": names,
        "samples": (Sample(([1.25, -2.5, 3.75],)), Sample((0.6,)), Sample(([1, -2],))),
    }
    return OpSpec(name=name, **{**defaults, **fields})


def _infer_refusing(kernel: str) -> Callable[[Sequence[Any], Mapping[str, Any]], tuple[Meta, ...]]:
    def infer(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
        if operands[0].dtype is bool_:
            raise no_kernel(kernel, bool_)
        return (operands[0],)

    return infer


@cache
def scipy_function(name: str) -> Callable[..., Any]:
    """A function of ``scipy.special``, which takes a tenth of a second to import."""
    import scipy.special

    function: Callable[..., Any] = getattr(scipy.special, name)
    return function


def halves(kernel: str) -> Callable[[Sequence[Any], Mapping[str, Any]], tuple[Meta, ...]]:
    """An ``infer`` of a floating-point result that refuses float16, as PyTorch's kernel does."""

    def infer(operands: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
        if operands[0].dtype is float16:
            raise no_kernel(kernel, float16)
        return infer_floating(operands, params)

    return infer


def of_scipy(name: str) -> Callable[[Any, Any], Any]:
    """A forward function that SciPy computes, in the type of its input."""

    def forward(xp: Any, a: Any) -> Any:
        return np.asarray(scipy_function(name)(a)).astype(a.dtype, copy=False)

    return forward
