"""The graph is edited at random while it plays, either way: nothing is raised, and what is shown is
what a fresh run says of the same place."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.canvas.canvas import Canvas
from app.playback.face import face_of
from app.playback.player import Player
from app.playback.watches import Watches
from app.session import Session
from autograd_core.graph import building
from autograd_core.graph.action_blocks import without
from autograd_core.graph.actions import Backward, Expression, Forward, Repeat, ZeroGrad
from autograd_core.graph.edits import SetActions
from autograd_core.graph.probes import Breakpoint, Watch
from autograd_core.graph.run import Run
from tests.app.playback.conftest import descent

Deed = Callable[[random.Random, Session, Player], None]


def _value(rng: random.Random, session: Session, player: Player) -> None:
    leaves = [n for n, d in session.document.nodes.items() if hasattr(d, "value")]
    if leaves:
        text = f"[{rng.randint(-3, 3)}., {rng.randint(-3, 3)}.]"
        edits = building.change(session.document, rng.choice(leaves), value=text)
        session.do(edits, "value", merge="value")


def _add(rng: random.Random, session: Session, player: Player) -> None:
    session.do(building.add_leaf(session.document, "2.", x=0, y=0)[1], "add")


def _remove(rng: random.Random, session: Session, player: Player) -> None:
    if len(session.document.nodes) > 1:
        node = rng.choice(list(session.document.nodes))
        session.do(building.remove(session.document, [node]), "remove")


def _actions(rng: random.Random, session: Session, player: Player) -> None:
    actions = session.document.actions
    new = rng.choice(
        (Forward(session.document.fresh_id("a")), Backward(session.document.fresh_id("a"), "s"),
         ZeroGrad(session.document.fresh_id("a")))
    )  # fmt: skip
    if rng.random() < 0.5 or not actions:
        session.append_action(new, "append")
    else:
        gone = rng.choice(actions).id
        session.do([SetActions(actions, without(actions, [gone]))], "take away")


def _turns(rng: random.Random, session: Session, player: Player) -> None:
    actions = session.document.actions
    if actions and isinstance(actions[0], Repeat):
        values = Expression(str(rng.randint(0, 8)))
        changed = Repeat(actions[0].id, name="epoch", values=values, body=actions[0].body)
        session.do([SetActions(actions, (changed, *actions[1:]))], "turns")


def _undo(rng: random.Random, session: Session, player: Player) -> None:
    session.undo_stack.undo() if rng.random() < 0.7 else session.undo_stack.redo()


def _play(rng: random.Random, session: Session, player: Player) -> None:
    rng.choice(
        (player.play, player.play_back, player.pause, player.phase_forward, player.phase_back,
         player.step_forward, player.run_on, player.run_back, player.next_turn,
         player.toggle_loop, lambda: player.seek(rng.randint(0, 60)),
         lambda: player.set_loop(True, (rng.randint(0, 30), rng.randint(0, 60))))
    )()  # fmt: skip


DEEDS: tuple[Deed, ...] = (
    _value, _value, _add, _remove, _actions, _turns, _undo, _undo, _play, _play, _play,
)  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_edits_while_playing_never_lose_the_place(qtbot: QtBot, seed: int) -> None:
    rng = random.Random(seed)
    session = Session()
    player = Player(session)
    canvas = Canvas(session, player)
    qtbot.addWidget(canvas)
    canvas.resize(600, 400)
    canvas.show()
    watches = Watches(session)
    watches.add(Watch(Expression("s", {"s": "s"})))
    watches.want(True)
    player.breakpoints.show(
        [Breakpoint("nonfinite"), Breakpoint("node", "y", Expression("epoch == 3")),
         Breakpoint("wire", "w3", enabled=False), Breakpoint("grad", "w")]
    )  # fmt: skip
    session.open_copy(descent())
    player.set_speed(4.0)
    for _ in range(60):
        rng.choice(DEEDS)(rng, session, player)
        qtbot.wait(rng.choice((0, 1, 5, 20)))
        assert 0 <= player.shown_cursor <= player.cursor <= len(player.log)
        assert player.cursor - player.shown_cursor <= 1
    player.pause()
    qtbot.waitUntil(lambda: not session.is_running and not watches.busy, timeout=10_000)
    fresh = Run(session.flat.snapshot())
    for _ in fresh.execute():
        pass
    assert [s.kind for s in fresh.log.steps] == [s.kind for s in player.log.steps]
    for slot in canvas.places.in_use(range(len(canvas.places.ids))).tolist():
        node = canvas.places.ids[slot]
        told = face_of(fresh.log, player.shown_cursor, session.document, node)
        assert canvas.shown.face(slot) == told
    watches.want(False)
    session.close()
