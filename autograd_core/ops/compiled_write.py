"""Writing in place, fast: what optimisers do to weights under ``no_grad``.

As ``compiled_call``, for the mutating variants of operations with one or two operands: when nothing
is recorded and the operands have the same type, compute, copy, count the write. All else, and every
error, is left to ``dispatch.execute``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..grad_mode import LOCAL
from ..inference import enrol
from ..parameter import Parameter
from ..tensor import Tensor
from . import plain
from .compiled_call import argument_names, is_tensor, number_operand, renaming, signature
from .spec import MISSING, REQUIRED, OpSpec

__all__ = ["compile_write", "is_writable", "write_source"]

Function = Callable[..., Any]


def is_writable(spec: OpSpec) -> bool:
    """Whether there is a fast path for a mutating operation."""
    return (
        spec.mutates
        and spec.compose is None
        and not spec.checked
        and spec.promote != "none"
        and len(spec.ports) in (1, 2)
        and all(param.default is not REQUIRED for param in spec.params)
    )


def write_source(spec: OpSpec) -> str:
    """The source text of the fast write."""
    names = argument_names(spec)
    target = names[0]
    arguments = ", ".join(["xp", *[f"x{k}" for k in range(len(names))], *_params(spec)])
    lines = [
        f"def {spec.name}({signature(spec)}):",
        *renaming(spec),
        f"    if {is_tensor(target)} and {target}._view is None:",
        "        enabled = LOCAL.state.enabled",
        f"        x0 = {target}._array",
        "        out = x1 = None",
        f"        if x0.base is None and not (enabled and {target}._tracked):",
    ]
    if len(names) == 2:
        lines += _second_operand(names[1])
        lines.append("            if x1 is not None:")
    else:
        lines.append("            if x0.dtype.kind == 'f':")
    inputs = ", ".join(names) + ("," if len(names) == 1 else "")
    params = ", ".join(f"'{name}': {name}" for name in _params(spec))
    lines += [
        "                try:",
        f"                    out = forward({arguments})",
        "                except REFUSALS:",
        "                    out = None",
        "            if out is not None and out.shape == x0.shape and out.dtype is x0.dtype:",
        f"                storage = {target}._storage",
        "                if storage is None:",
        f"                    storage = {target}.storage()",
        "                if storage._memory is not None:",
        "                    storage.before_write()",
        "                x0[...] = out",
        "                storage.version += 1",
        f"                return {target}",
        f"    return fallback(SPEC, ({inputs}), {{{params}}})",
    ]
    return "\n".join(lines)


def _params(spec: OpSpec) -> list[str]:
    return [param.name for param in spec.params]


def _second_operand(name: str) -> list[str]:
    """Let ``x1`` be the other operand if it has the type of the target and is not recorded."""
    return [
        f"            if {is_tensor(name)}:",
        f"                if not (enabled and ({name}._tracked or {name}._view is not None)):",
        f"                    x1 = {name}._array",
        "                    if x1.dtype is not x0.dtype or x1.base is x0:",
        "                        x1 = None",
        f"            elif {name}.__class__ is float or {name}.__class__ is int:",
        f"                x1 = number_operand({name}, x0)",
    ]


def compile_write(spec: OpSpec, fallback: Function) -> Function:
    """The fast write of a definition; ``fallback(spec, inputs, params)`` does the rest."""
    scope: dict[str, Any] = {
        "__name__": __name__,
        "LOCAL": LOCAL,
        "MISSING": MISSING,
        "Parameter": Parameter,
        "Plain": Tensor,
        "REFUSALS": (ValueError, IndexError, TypeError, RuntimeError),
        "SPEC": spec,
        "Tensor": Tensor,
        "fallback": fallback,
        "forward": spec.forward,
        "ndarray": np.ndarray,
        "number_operand": number_operand,
        "xp": plain,
    }
    for param in spec.params:
        scope[f"default_{param.name}"] = param.default
    enrol(scope, ("Plain", "Parameter"))
    exec(write_source(spec), scope)
    function: Function = scope[spec.name]
    return function
