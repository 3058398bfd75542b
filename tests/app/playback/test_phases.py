"""The phases of a step: what is shown in each, and the way through them in both directions."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.playback.phases import Phase, phase_at, shows_from, travelled
from app.playback.player import Player
from autograd_core.graph.steps import node_ref, port_ref


def at(player: Player) -> tuple[int, Phase]:
    return player.cursor, phase_at(player.step, player.phase)


def to_phase(player: Player, kind: str) -> int:
    """Stands before the first step of a kind."""
    player.seek(next(i for i, step in enumerate(player.log.steps) if step.kind == kind))
    return player.cursor


def forward(qtbot: QtBot, player: Player) -> tuple[int, Phase]:
    player.phase_forward()
    qtbot.waitUntil(lambda: player.playing == 0, timeout=3000)
    return at(player)


def test_a_step_is_gone_through_by_phases_and_back(qtbot: QtBot, training: Player) -> None:
    player = training
    player.set_speed(4.0)
    start = to_phase(player, "backward")
    order = [Phase.ARRIVES, Phase.LOCAL, Phase.LEAVES, Phase.DONE]
    seen = [forward(qtbot, player) for _ in range(5)]
    assert seen == [*((start + 1, each) for each in order), (start + 2, Phase.ARRIVES)]
    back = []
    for _ in range(5):
        player.phase_back()
        back.append(at(player))
    assert back == [*reversed(seen[:-1]), (start, phase_at(player.step, 1.0))]


def test_a_deposit_is_not_seen_before_its_phase(qtbot: QtBot, training: Player) -> None:
    player = training
    player.set_speed(4.0)
    to_phase(player, "accumulate")
    assert player.field(port_ref("w"), "grad") is None
    forward(qtbot, player)
    assert player.step is not None
    assert player.step.kind == "accumulate"
    assert player.field(port_ref("w"), "grad") is None
    forward(qtbot, player)
    assert player.field(port_ref("w"), "grad").array.tolist() == [2.0, -4.0]
    player.phase_back()
    assert player.field(port_ref("w"), "grad") is None


def test_saved_tensors_are_there_until_the_local_derivative_is_taken(
    qtbot: QtBot, training: Player
) -> None:
    player = training
    player.set_speed(4.0)
    steps = player.log.steps
    player.seek(next(i for i, s in enumerate(steps) if (s.kind, s.node) == ("backward", "y")))
    said = []
    for _ in range(3):
        forward(qtbot, player)
        said.append(player.field(node_ref("y"), "saved"))
    assert said == ["held", "held", "freed"]


def test_products_travel_after_they_have_left(training: Player) -> None:
    start = to_phase(training, "backward")
    step = training.log.steps[start]
    assert travelled(step, 0.2) is None
    assert travelled(step, 0.7) == pytest.approx(0.5)
    assert travelled(step, 1.0) == 1.0
    assert shows_from(training.log.steps[0]) == 0.0  # a forward step happens at once


def test_a_pause_stays_where_it_is_and_a_step_ends_what_is_under_way(
    qtbot: QtBot, training: Player
) -> None:
    player = training
    start = to_phase(player, "backward")
    player.play()
    qtbot.waitUntil(lambda: 0.2 < player.phase < 1.0, timeout=3000)
    player.toggle()
    phase = player.phase
    qtbot.wait(40)
    assert (player.cursor, player.phase) == (start + 1, phase)
    player.set_speed(4.0)
    player.step_forward()
    qtbot.waitUntil(lambda: player.playing == 0, timeout=3000)
    assert at(player) == (start + 1, Phase.DONE)


def test_with_reduced_motion_a_step_leaps_from_phase_to_phase(
    qtbot: QtBot, training: Player
) -> None:
    player = training
    player.reduced_motion = True
    player.set_speed(4.0)
    to_phase(player, "backward")
    seen: list[float] = []
    player.phase_changed.connect(seen.append)
    player.step_forward()
    qtbot.waitUntil(lambda: player.playing == 0, timeout=3000)
    assert set(seen) <= {0.0, 0.2, 0.4, 0.72, 1.0}
    assert player.phase == 1.0
