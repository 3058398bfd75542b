"""Applying a Node, fast: the function one would write by hand for a definition.

``OpNode._apply`` is how every Node is defined to behave; it reads the definition at each call. Here
the same is written out as source text for one definition and compiled once: what is saved is
unpacked and checked, and each rule is called if its target is wanted.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..errors import FreedBuffersError
from . import plain
from .inlining import written_out
from .layout import layout_of
from .spec import OpSpec

__all__ = ["apply_source", "compile_apply"]


def apply_source(spec: OpSpec, scope: dict[str, Any]) -> str:
    """The source text of ``apply`` for the Nodes of a definition with one result.

    What it refers to is added to ``scope``.
    """
    layout = layout_of(spec)
    lines = [
        "def apply(self, g):",
        "    if self.casts is not None:",
        "        return self._apply(xp, g, self.unpack())",
    ]
    places: list[str] = []
    for name in layout.saved_inputs:
        places += [name, f"v_{name}"]
    for name in layout.saved_outputs:
        places += [name, f"s_{name}", f"v_{name}"]
    if layout.holds_index:
        places.append("watched")
    if places:
        lines += [
            "    saved = self.saved",
            "    if saved is None:",
            "        raise FreedBuffersError(self)",
            f"    {', '.join(places)}{',' if len(places) == 1 else ''} = saved",
        ]
    for name in layout.saved_inputs:
        lines += [
            f"    if v_{name} is not None:",
            f"        s_{name} = {name}._storage",
            f"        if v_{name} != (0 if s_{name} is None else s_{name}.version):",
            f"            raise self.modified({name}, v_{name})",
            f"        {name} = {name}._array",
        ]
    for name in layout.saved_outputs:
        lines += [
            f"    if s_{name} is not None and s_{name}.version != v_{name}:",
            f"        raise self.modified_output('{name}', {name}, s_{name}, v_{name})",
        ]
    if layout.holds_index:
        lines += [
            "    for tensor, version in watched:",
            "        if tensor._version != version:",
            "            raise self.modified(tensor, version)",
        ]
    if layout.constants:
        lines.append(f"    {', '.join(layout.constants)}, = self.constants")
    return "\n".join(lines + _rules(spec, scope))


def _rules(spec: OpSpec, scope: dict[str, Any]) -> list[str]:
    layout = layout_of(spec)
    calls = [
        written_out(rule, ["g", *names], scope, f"rule{k}")
        for k, (rule, names) in enumerate(layout.calls)
    ]
    if len(calls) == 1 and not spec.broadcasts:
        return [f"    return {calls[0]}"]
    targets = ", ".join(f"n{k}" for k in range(len(calls)))
    lines = [f"    {targets}{',' if len(calls) == 1 else ''} = self.targets"]
    for k, call in enumerate(calls):
        lines += [f"    if n{k} is None:", f"        g{k} = None", "    else:"]
        lines.append(f"        g{k} = {call}")
        if spec.broadcasts:
            lines += [
                f"        if g{k}.shape != n{k}.shape:",
                f"            g{k} = self.fitted(g{k}, {k})",
            ]
    results = ", ".join(f"g{k}" for k in range(len(calls)))
    return [*lines, f"    return {results}"]


def compile_apply(spec: OpSpec) -> Callable[[Any, Any], Any]:
    """``apply`` for the Nodes of a definition with one result and no variadic port."""
    scope: dict[str, Any] = {
        "__name__": __name__,
        "FreedBuffersError": FreedBuffersError,
        "xp": plain,
    }
    exec(apply_source(spec, scope), scope)
    apply: Callable[[Any, Any], Any] = scope["apply"]
    return apply
