"""What is told of a wire: the last gradient that it has carried, and where that ended up."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.playback.player import Player
from app.playback.reach import since_forward
from app.playback.words import listed
from autograd_core.graph.ledger import Part, arrivals, last_flow
from autograd_core.graph.ports import port_name
from autograd_core.graph.seen import parts_of
from autograd_core.graph.steps import one_line

MOST = 6
"""Leaves and edges that are named."""


def carried(player: Player, wire: str) -> Part | None:
    """The last gradient of a wire since the last forward, at the cursor."""
    log, cursor, flat = player.log, player.shown_cursor, player.session.flat
    wires = {wire}
    if wire not in flat.wires:  # a part of one that goes through the side of a subgraph
        wires = {each for each, shown in parts_of(flat).items() if wire in shown}
    start = min((each.start for each in since_forward(log, cursor)), default=cursor)
    return last_flow(log, cursor, wires, start)


def way_of_gradient(player: Player, wire: str) -> set[str]:
    """The wires of the whole graph along which the gradient of a wire went on to leaves."""
    part = carried(player, wire)
    found = [] if part is None else arrivals(player.log, part)
    return {edge for arrival in found for edge in arrival.edges}


def carried_text(player: Player, wire: str) -> str:
    """The gradient of a wire at the cursor, and the leaves that it has gone to; empty for none."""
    part = carried(player, wire)
    if part is None:
        return ""
    log, flat = player.log, player.session.flat
    translate = QCoreApplication.translate
    told = translate("Ledger", "Gradient back at step {step}: {gradient}")
    lines = [told.format(step=part.step + 1, gradient=one_line(part.flow.gradient.summary))]
    found = arrivals(log, part)
    if not found:
        lines.append(translate("Ledger", "It has gone to no leaf."))
    for arrival in found[:MOST]:
        names = []
        for edge in arrival.edges[:MOST]:
            data = flat.wires[edge]
            end = port_name(flat, data.target, data.target_port)
            names.append(f"{flat.name(data.target)}.{end} → {flat.name(data.source)}")
        if len(arrival.edges) > MOST:
            names.append("…")
        told = translate("Ledger", "It is in {leaf}.grad, by {edges}")
        lines.append(told.format(leaf=flat.name(arrival.node), edges=listed(names)))
    if len(found) > MOST:
        more = translate("Ledger", "and in {count} more")
        lines.append(more.format(count=len(found) - MOST))
    return "\n".join(lines)
