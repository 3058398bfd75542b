"""What is told of a wire: the last gradient that it has carried, and where that ended up."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from app.playback.player import Player
from app.playback.reach import since_forward
from app.playback.words import listed
from autograd_core.graph.document import Document
from autograd_core.graph.ledger import Part, edges_to, journey, last_flow
from autograd_core.graph.ports import port_name
from autograd_core.graph.seen import parts_of
from autograd_core.graph.steps import Flow, one_line

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
    flows = () if part is None else journey(player.log, part).flows.values()
    return {flow.wire for flow in flows if flow.wire is not None}


def carried_text(player: Player, wire: str) -> str:
    """The gradient of a wire at the cursor, and the leaves that it has gone to; empty for none."""
    part = carried(player, wire)
    if part is None:
        return ""
    log, flat = player.log, player.session.flat
    translate = QCoreApplication.translate
    told = translate("Ledger", "Gradient back at step {step}: {gradient}")
    lines = [told.format(step=part.step + 1, gradient=one_line(part.flow.gradient.summary))]
    found = journey(log, part)
    if not found.arrivals:
        lines.append(translate("Ledger", "It has gone to no leaf."))
    for arrival in found.arrivals[:MOST]:
        edges = edges_to(log, found, arrival)
        names = [_edge(flow, flat) for flow in edges[:MOST]]
        if len(edges) > MOST:
            names.append("…")
        told = translate("Ledger", "It is in {leaf}.grad, by {edges}")
        lines.append(told.format(leaf=flat.name(arrival.node), edges=listed(names)))
    if len(found.arrivals) > MOST:
        more = translate("Ledger", "and in {count} more")
        lines.append(more.format(count=len(found.arrivals) - MOST))
    return "\n".join(lines)


def _edge(flow: Flow, flat: Document) -> str:
    """An edge by the cards at its ends, and the port where it has a wire."""
    wire = None if flow.wire is None else flat.wires.get(flow.wire)
    if wire is None:
        return f"{flat.name(flow.source)} → {flat.name(flow.target)}"
    end = port_name(flat, wire.target, wire.target_port)
    return f"{flat.name(wire.target)}.{end} → {flat.name(wire.source)}"
