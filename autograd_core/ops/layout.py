"""What the Nodes of a definition keep, and where: read off the arguments of its gradient rules."""

from __future__ import annotations

import inspect
from typing import Any

from .spec import OpSpec

__all__ = ["Layout", "layout_of"]


class Layout:
    """Where a spec's Nodes keep what its rules name."""

    __slots__ = (
        "calls",
        "constants",
        "edge_ports",
        "holds_index",
        "index",
        "needs",
        "promoted",
        "saved_inputs",
        "saved_outputs",
    )

    def __init__(self, spec: OpSpec) -> None:
        #: Ports that have edges, as indices.
        self.edge_ports = tuple(i for i, rule in enumerate(spec.gradients) if rule is not None)
        #: For each edge port its rule and the names of the rule's further arguments.
        self.calls = tuple(_rule_call(spec, i) for i in self.edge_ports)
        used = [name for _, names in self.calls for name in names]
        port_names = [port.name for port in spec.ports]
        # By PyTorch's names, as it unpacks them in that order: it shows if two were modified.
        ports = sorted(spec.ports, key=lambda port: port.keyword.replace("input", "self"))
        self.saved_inputs = tuple(port.name for port in ports if port.name in used)
        fixed = {port.name for port in spec.ports if port.fixed or port.variadic}
        #: Saved inputs that were promoted before the operation computed.
        self.promoted = tuple(name for name in self.saved_inputs if name not in fixed)
        self.saved_outputs = tuple(name for name in spec.outputs if name in used)
        known = (*self.saved_inputs, *self.saved_outputs, "place")
        self.constants = tuple(dict.fromkeys(name for name in used if name not in known))
        #: Whether index arrays are kept, which count as saved: such a Node can be applied once.
        held = [p.name for p in spec.params if p.type == "index" and p.name in self.constants]
        self.holds_index = bool(held)
        #: The name of that parameter.
        self.index = held[0] if held else ""
        #: For each saved name, the edges whose rules need it.
        self.needs = {
            name: tuple(k for k, (_, names) in enumerate(self.calls) if name in names)
            for name in (*self.saved_inputs, *self.saved_outputs)
        }
        geometry = ("shape", "strides", "dtype")
        allowed = {f"{name}_{what}" for name in port_names for what in geometry}
        allowed.update(param.name for param in spec.params)
        for name in self.constants:
            if name not in allowed:
                raise ValueError(f"{spec.name}: a gradient rule asks for unknown '{name}'")


def _rule_call(spec: OpSpec, port: int) -> tuple[Any, tuple[str, ...]]:
    rule = spec.gradients[port]
    assert rule is not None
    names = list(inspect.signature(rule).parameters)
    if names[:2] != ["xp", "g"]:
        raise ValueError(f"{spec.name}: a gradient rule starts with (xp, g), not {names[:2]}")
    return rule, tuple(names[2:])


_layouts: dict[OpSpec, Layout] = {}


def layout_of(spec: OpSpec) -> Layout:
    """The layout of a spec's Nodes."""
    layout = _layouts.get(spec)
    if layout is None:
        layout = _layouts[spec] = Layout(spec)
    return layout
