"""What a level sees of a run: instances collect what is in them, ports show what comes through."""

from __future__ import annotations

from random import Random

import pytest

from autograd_core.graph import levels
from autograd_core.graph.building import Refused
from autograd_core.graph.document import OUT, GroupData, PortData
from autograd_core.graph.edits import apply
from autograd_core.graph.flattening import end_of, flattened, inside_of
from autograd_core.graph.folding import fold
from autograd_core.graph.ports import output_ports
from autograd_core.graph.seen import flows_seen, parts_of, seen
from autograd_core.graph.steps import node_ref, port_ref

from . import programs
from .graphs import run

pytestmark = pytest.mark.filterwarnings("ignore:.*is deprecated")
WORSE = ("failed", "incomplete", "blocked")


@pytest.mark.parametrize("seed", range(25))
def test_cards_show_at_every_step_what_is_behind_them(seed: int) -> None:
    rng = Random(seed)
    document = programs.document(rng, 8)
    for _ in range(2):
        chosen = rng.sample(list(document.nodes), min(4, len(document.nodes)))
        try:
            apply(document, levels.to_whole(document, fold(document, chosen)[1]))
        except Refused:
            continue
    log = run(document).log
    groups = [f"{n}/" for n, d in document.nodes.items() if isinstance(d, GroupData)]
    for prefix in ["", *groups]:
        level = levels.level(document, prefix)
        view = seen(log, level)
        for cursor in range(len(log) + 1):
            for card, data in level.nodes.items():
                if not isinstance(data, GroupData | PortData):
                    assert view.fields(cursor, node_ref(card)) == log.fields(cursor, node_ref(card))
                    continue
                for port in output_ports(level, card) or (OUT,):
                    end = end_of(document, card, port)
                    wanted = {} if end is None else log.fields(cursor, port_ref(*end))
                    assert view.fields(cursor, port_ref(card, port)) == wanted
                if isinstance(data, GroupData):
                    inner = list(inside_of(document, card))
                    about = [log.fields(cursor, node_ref(n)) for n in inner]
                    statuses = [fields.get("status") for fields in about]
                    worst = next((each for each in WORSE if each in statuses), None)
                    found = view.fields(cursor, node_ref(card))
                    if worst is not None:
                        assert found["status"] == worst
                    errors = [f["error"] for f in about if f.get("error") is not None]
                    assert found.get("error") is (errors[0] if errors else None)


@pytest.mark.parametrize("seed", range(25))
def test_gradients_flow_along_the_wires_of_a_level(seed: int) -> None:
    rng = Random(seed)
    document = programs.document(rng, 8)
    try:
        chosen = rng.sample(list(document.nodes), min(4, len(document.nodes)))
        card, made = fold(document, chosen)
    except Refused:
        return
    apply(document, levels.to_whole(document, made))
    log, parts = run(document).log, parts_of(flattened(document))
    inside = levels.level(document, f"{card}/")
    for step in log.steps:
        for level in (document, inside):
            for flow in flows_seen(level, step.flows, parts):
                assert {flow.source, flow.target} <= level.nodes.keys()
                if flow.wire is not None:
                    wire = level.wires[flow.wire]
                    assert (flow.source, flow.target) == (wire.target, wire.source)
        crossing = [f for f in step.flows if f.wire is not None and len(parts.get(f.wire, ())) > 1]
        both = [
            f.wire
            for level in (document, inside)
            for f in flows_seen(level, crossing, parts)
        ]
        assert len(both) >= 2 * len(crossing) or not crossing
