"""Breakpoints and watches in the menus of cards and wires."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from app.panels.probes import ProbesPanel
from app.panels.timeline import TimelinePanel
from app.playback.player import Player
from app.widgets.icons import icon
from app.widgets.mnemonics import keep_marked
from app.window import states
from app.window.menus import CommandActions
from app.window.probe_commands import ProbeCommands
from autograd_core.graph.document import NoteData
from autograd_core.graph.ports import first_port
from autograd_core.graph.probes import Kind
from autograd_core.graph.steps import Value, port_ref

NUMBERS = (".norm()", ".mean()", ".min()", ".max()", ".sum()")


ADDED = (
    "break.toggle", "break.condition", "break.grad", "break.nonfinite", None, "watch.add", None,
    "break.clear",
)  # fmt: skip
"""The commands in the list's own menu."""


class Probed(Protocol):
    """What of the window has to do with breakpoints and watches."""

    probing: ProbeCommands
    probes_panel: ProbesPanel
    timeline_panel: TimelinePanel
    commands: CommandActions

    def show_panel(self, name: str) -> None: ...


def connect_probes(window: Probed) -> None:
    """Puts the commands, the list and what commands look like together."""
    probing, panel, commands = window.probing, window.probes_panel, window.commands
    panel.offer([None if each is None else commands.actions[each] for each in ADDED])
    panel.edit_requested.connect(lambda item: probing.edit(item))
    panel.save_requested.connect(probing.save_values)
    probing.shown.connect(lambda: window.show_panel("probes"))
    window.timeline_panel.probes_requested.connect(lambda: window.show_panel("probes"))
    probing.loop_shown.connect(lambda on: commands.check("probing.toggle_loop", "loop", on))
    probing.nonfinite_shown.connect(
        lambda on: commands.check("probing.toggle_nonfinite", "nonfinite", on)
    )
    player = probing.player
    probing.counted.connect(lambda: commands.enable(states.steps(player)))
    # a step that is not over can be ended, also the last
    player.phase_changed.connect(lambda phase: _enable_at_rest(player, commands))
    player.playing_changed.connect(lambda direction: _enable(player, commands))


def _enable_at_rest(player: Player, commands: CommandActions) -> None:
    if not player.playing:
        _enable(player, commands)


def _enable(player: Player, commands: CommandActions) -> None:
    commands.enable(states.steps(player))


def offer_probes(menu: QMenu, item: str, probing: ProbeCommands) -> None:
    """Adds what can be stopped at and watched of a card or a wire."""
    document = probing.session.document
    translate = QCoreApplication.translate
    data = document.nodes.get(item)
    if item in document.wires:
        menu.addSeparator()
        _toggle(menu, "wire", item, translate("CanvasMenu", "Breakpoint on the wire"), probing)
    elif data is not None and not isinstance(data, NoteData):
        name = document.name(item)
        sub = QMenu(translate("CanvasMenu", "Breakpoints and watches"), menu)
        sub.setObjectName("probesOn")
        sub.setIcon(icon("breakpoint"))
        text = translate("CanvasMenu", "Breakpoint on {node}").format(node=name)
        _toggle(sub, "node", item, text, probing)
        text = translate("CanvasMenu", "Breakpoint on {node} with a condition…")
        _act(sub, "condition", text.format(node=name), lambda: probing.condition_on(item))
        text = translate("CanvasMenu", "Stop when {node}.grad changes").format(node=name)
        _toggle(sub, "grad", item, text, probing)
        sub.addSeparator()
        for field in ("value", "grad"):
            _watches(sub, item, field, probing)
        keep_marked(sub)
        actions = menu.actions()
        before = next((a for a in actions if a.isSeparator()), None)
        menu.insertMenu(before, sub) if before is not None else menu.addMenu(sub)


def _toggle(menu: QMenu, kind: Kind, target: str, text: str, probing: ProbeCommands) -> None:
    breakpoints = probing.player.breakpoints
    action = menu.addAction(text)
    action.setObjectName(f"break.{kind}")
    action.setCheckable(True)
    action.setChecked(breakpoints.on(kind, target) is not None)
    action.triggered.connect(lambda _=False: breakpoints.toggle(kind, target))


def _act(menu: QMenu, name: str, text: str, act: Callable[[], object]) -> None:
    action = menu.addAction(text)
    action.setObjectName(name)
    action.triggered.connect(lambda _=False: act())


def _watches(menu: QMenu, node: str, field: str, probing: ProbeCommands) -> None:
    """A single number is watched as it is; of a longer tensor one chooses which."""
    end = ".grad" if field == "grad" else ""
    session = probing.session
    said = QCoreApplication.translate("CanvasMenu", "Watch {text}")
    ref = port_ref(node, first_port(session.document, node))
    values = session.seen.track(ref, field).values
    sizes = {value.shape for value in values if isinstance(value, Value)}
    plain = probing.expression_of(node, end)
    if sizes and all(_is_one(shape) for shape in sizes):
        _act(menu, f"watch.{field}", said.format(text=plain.text), lambda: probing.watch(plain))
        return
    sub = menu.addMenu(said.format(text=plain.text))
    sub.setObjectName(f"watch.{field}")
    for number in NUMBERS:
        asked = probing.expression_of(node, end + number)
        _act(sub, number, asked.text, partial(probing.watch, asked))
    keep_marked(sub)


def _is_one(shape: tuple[int, ...]) -> bool:
    return all(length == 1 for length in shape)
