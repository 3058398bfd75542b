"""What watches come to, and how it is written down."""

from __future__ import annotations

import math

from pytestqt.qtbot import QtBot

from app.playback.player import Player
from app.playback.watches import Watches, key_of, table
from autograd_core.graph.actions import Expression
from autograd_core.graph.edits import SetActions
from autograd_core.graph.probes import Watch

LOSS = Watch(Expression("s", {"s": "s"}))
GRAD = Watch(Expression("w.grad.norm()", {"w": "w"}))


def test_a_watch_is_read_while_somebody_looks_and_anew_after_a_run(
    qtbot: QtBot, training: Player
) -> None:
    session = training.session
    watches = Watches(session)
    watches.add(LOSS)
    qtbot.wait(100)
    assert not watches.series
    watches.want(True)
    qtbot.waitUntil(lambda: key_of(LOSS) in watches.series and not watches.busy, timeout=5000)
    assert len(watches.series[key_of(LOSS)].values) == 6
    whole = session.document.actions
    session.do([SetActions(whole, (*whole, *whole[0].body[:1]))], "again")  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: len(watches.series[key_of(LOSS)].values) == 7, timeout=5000)
    watches.want(False)


def test_a_value_holds_until_the_next_and_is_missing_before_the_first(training: Player) -> None:
    watches = Watches(training.session)
    watches.show([LOSS, GRAD])
    watches.read_all()
    loss, grad = watches.series[key_of(LOSS)], watches.series[key_of(GRAD)]
    assert math.isnan(loss.at(0))
    assert loss.at(3) == loss.at(8) == 5.0
    assert math.isnan(grad.at(len(training.log)))  # emptied
    assert not loss.shape


def test_what_is_not_one_number_says_so(training: Player) -> None:
    watches = Watches(training.session)
    tensor = Watch(Expression("w", {"w": "w"}))
    watches.show([tensor])
    watches.read_all()
    assert watches.series[key_of(tensor)].shape == "torch.Size([2])"


def test_the_values_are_rows_with_step_and_iteration(training: Player) -> None:
    watches = Watches(training.session)
    watches.show([LOSS, GRAD])
    watches.read_all()
    rows = table(training.log, watches.items, watches.series).splitlines()
    assert rows[0] == "step,iteration,s,w.grad.norm()"
    assert [row.split(",")[:3] for row in rows[1:4]] == [
        ["1", "1", ""],
        ["3", "1", "5.0"],
        ["6", "1", "5.0"],
    ]
