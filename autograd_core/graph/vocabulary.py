"""The words of Expressions: every name, function, method and attribute that one may use."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from autograd_core import dtypes
from autograd_core.autograd.function import FunctionNode
from autograd_core.interop import allclose, equal
from autograd_core.node import Node
from autograd_core.ops.keywords import drawing
from autograd_core.ops.spec import REGISTRY, OpSpec

PLAIN_ATTRIBUTES = frozenset(
    "grad data shape dtype requires_grad is_leaf grad_fn ndim T mT H mH device "
    "retains_grad _version".split()
)
MODULES = frozenset({"torch", "math"})
PLAIN_METHODS = frozenset("item tolist size dim numel detach element_size".split())
QUESTIONS: dict[str, Callable[..., bool]] = {"allclose": allclose, "equal": equal}
"""Functions, and methods, that tell something of tensors and are no operations."""
CONSTANTS: dict[str, object] = {
    "pi": math.pi,
    "e": math.e,
    "inf": math.inf,
    "nan": math.nan,
    **{name: value for name, value in vars(dtypes).items() if isinstance(value, dtypes.DType)},
}


def text_of(value: object) -> str:
    """`str(value)`; a Node's address, which would differ in each run, is its sequence number."""
    if isinstance(value, Node):
        name = value.name().rpartition("::")[2]
        if isinstance(value, FunctionNode):
            name = f"torch.autograd.function.{name}"
        return f"<{name} object at 0x{value.sequence_nr:016x}>"
    return str(value)


BUILTINS: dict[str, Callable[..., Any]] = {
    **{f.__name__: f for f in (abs, min, max, sum, len, round, int, float, bool)},
    **{f.__name__: f for f in (list, tuple, range)},
    "str": text_of,
    "sqrt": math.sqrt,
}
MATH: dict[str, Callable[..., Any]] = {
    name: getattr(math, name)
    for name in "sqrt exp log log2 log10 pow sin cos tan asin acos atan atan2 sinh cosh tanh "
    "floor ceil fabs hypot degrees radians isnan isinf isfinite".split()
}
"""What `math.` has here: functions of numbers that take no time, whatever the numbers are."""


def _by_name(which: str) -> dict[str, list[OpSpec]]:
    """The definitions behind each function or method; several may share a name."""
    found: dict[str, list[OpSpec]] = {}
    for spec in REGISTRY.values():
        for name in getattr(spec, which):
            if not name.startswith("_"):
                found.setdefault(name, []).append(spec)
    return found


FUNCTIONS: dict[str, list[OpSpec]] = _by_name("functions")
METHODS: dict[str, list[OpSpec]] = _by_name("methods")

RANDOM: frozenset[str] = frozenset(
    word
    for spec in REGISTRY.values()
    if spec.category == "random" or spec.wrap is drawing or "random" in spec.keywords
    for word in (spec.name, *spec.methods, *spec.functions)
)
"""The names of all that draws random numbers; layers that do have it among their keywords."""
