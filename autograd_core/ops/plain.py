"""The namespace ``xp`` of forward functions, and of gradient rules when gradients are arrays:
``arrays.py``, and :func:`apply` for every operation that there is.

``recording.py`` is the same on Tensors.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import Any

import numpy as np

from ..arrays import *  # noqa: F403
from .backward_ops import *  # noqa: F403
from .spec import INTERNAL, REGISTRY


def __getattr__(name: str) -> Any:
    """An internal operation by its name, bound when first used: ``xp.elu_backward(g, a, ...)``."""
    spec = INTERNAL.get(name)
    if spec is None or spec.forward is None:
        raise AttributeError(f"no function {name}")
    found = globals()[name] = partial(spec.forward, sys.modules[__name__])
    return found


def apply(name: str, *inputs: Any, **params: Any) -> Any:
    """The operation with this name, by its forward: ``xp.apply("tril", g, diagonal=1)``.

    Operands are arrays of the type that the operation computes in; nothing is promoted. An
    operation that is composed of others has no forward: use its parts.
    """
    spec = REGISTRY.get(name) or INTERNAL[name]
    if spec.forward is None:
        raise TypeError(f"{name} is composed of other operations, and has no forward")
    # NumPy's arithmetic turns 0-d arrays into scalars, of which there are no views.
    arrays = [np.asarray(one) if isinstance(one, np.generic) else one for one in inputs]
    result = spec.forward(sys.modules[__name__], *arrays, **spec.complete(params))
    if isinstance(result, tuple):
        return tuple([np.asarray(one) for one in result])
    return np.asarray(result)
