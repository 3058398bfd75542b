"""Where playing stops, and the search that goes on while the window lives; loops and iterations."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.playback.player import Player
from autograd_core.graph.actions import Expression
from autograd_core.graph.probes import Breakpoint

W = {"w": "w"}


def test_playing_stops_at_a_breakpoint_in_both_directions(qtbot: QtBot, training: Player) -> None:
    player = training
    player.set_speed(4.0)
    player.breakpoints.toggle("node", "s")
    player.seek(0)
    with qtbot.waitSignal(player.stopped, timeout=5000) as stopped:
        player.play()
    assert player.step is not None
    assert (player.step.node, player.step.kind, player.phase) == ("s", "forward", 1.0)
    assert stopped.args[0].breakpoint == Breakpoint("node", "s")
    assert player.hit == stopped.args[0]
    assert player.playing == 0
    player.seek(player.cursor + 3)
    assert player.hit is None
    with qtbot.waitSignal(player.stopped, timeout=5000):
        player.play_back()
    assert player.step.node == "s"


def test_from_a_stop_it_goes_on_to_the_next(training: Player) -> None:
    player = training
    player.breakpoints.toggle("grad", "w")
    player.first()
    seen = []
    for _ in range(4):
        player.run_on()
        assert player.step is not None
        seen.append(player.cursor)
    assert [player.log.steps[cursor - 1].kind for cursor in seen[:2]] == ["accumulate", "zero_grad"]
    player.run_back()
    assert player.cursor == seen[-2]
    player.last()
    player.run_on()
    assert player.cursor == len(player.log)


def test_a_long_search_goes_on_in_slices_and_can_be_given_up(
    qtbot: QtBot, training: Player
) -> None:
    player = training
    never = Breakpoint("condition", condition=Expression("w.sum() > 1e9", W))
    player.breakpoints.add(never)
    player.seek(5)
    from app.playback import breakpoints

    was = breakpoints.SLICE_SECONDS
    breakpoints.SLICE_SECONDS = 0.0
    try:
        searching: list[bool] = []
        player.breakpoints.searching.connect(searching.append)
        player.run_on()
        assert searching == [True]
        player.pause()
        assert searching == [True, False]
    finally:
        breakpoints.SLICE_SECONDS = was
    with qtbot.waitSignal(player.breakpoints.found, timeout=5000) as found:
        player.run_on()
    assert found.args == [None]
    assert player.cursor == 5


def test_a_loop_goes_round_its_range_and_stops_nowhere_else(
    qtbot: QtBot, training: Player
) -> None:
    player = training
    player.set_speed(4.0)
    player.set_loop(True, (2, 4))
    seen: list[int] = []
    player.moved.connect(lambda old, new: seen.append(new))
    player.play()
    qtbot.waitUntil(lambda: seen.count(3) >= 2, timeout=5000)
    player.pause()
    assert set(seen) == {2, 3, 4}
    player.play_back()
    seen.clear()
    qtbot.waitUntil(lambda: seen.count(4) >= 2, timeout=8000)
    player.pause()
    assert set(seen) <= {2, 3, 4}
    player.set_loop(True, None)
    assert player.bounds == (0, len(player.log))


def test_iterations_are_gone_through_at_the_same_place(training: Player) -> None:
    player = training
    player.seek(3)
    player.next_turn()
    assert player.step is not None
    assert player.step.action[:2] == ("r", "1")
    assert player.step.node == player.log.steps[2].node
    player.previous_turn()
    assert player.cursor == 3
