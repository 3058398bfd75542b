"""What commands do to breakpoints and watches, and how those of a file are remembered.

They are no part of the document: they are kept in the settings, for each file.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.playback.breakpoints import Hit
from app.playback.player import Player
from app.playback.watches import Watches
from app.session import Session
from app.settings import Settings
from app.widgets.probe_words import breakpoint_title
from app.window.probe_form import ProbeForm
from autograd_core.graph.actions import Expression
from autograd_core.graph.atomic import write_atomically
from autograd_core.graph.document import NoteData
from autograd_core.graph.probes import Breakpoint, Probes, Watch


class ProbeCommands(QObject):
    """Each method is one command.

    Signals:
        shown: a watch was added, and its plot wants to be seen.
        loop_shown(bool): whether it plays in a loop.
        nonfinite_shown(bool): whether it stops at the first NaN.
        counted: there are breakpoints now, or none any more.
    """

    shown = Signal()
    loop_shown = Signal(bool)
    nonfinite_shown = Signal(bool)
    counted = Signal()

    def __init__(
        self, session: Session, player: Player, settings: Settings, window: QWidget
    ) -> None:
        super().__init__(window)
        self.session = session
        self.player = player
        self.settings = settings
        self.window = window
        self.watches = Watches(session, self)
        self._loading = False
        self._said_stop = False
        session.replaced.connect(self._load)
        session.path_changed.connect(self._store)
        player.breakpoints.changed.connect(self._changed)
        player.breakpoints.found.connect(self._found)
        player.breakpoints.searching.connect(self._searching)
        player.stopped.connect(self._stopped)
        player.moved.connect(lambda old, new: self._went_on())
        player.loop_changed.connect(lambda: self.loop_shown.emit(player.loop))
        self.watches.changed.connect(self._changed)

    # Remembering

    def _load(self) -> None:
        path = self.session.path
        found = Probes() if path is None else read_probes(self.settings.probes(path))
        self._loading = True
        self.player.breakpoints.show(found.breakpoints)
        self.watches.show(found.watches)
        self._loading = False

    def _changed(self) -> None:
        self._store()
        self.counted.emit()
        self.nonfinite_shown.emit(self.player.breakpoints.on("nonfinite") is not None)

    def _store(self) -> None:
        path = self.session.path
        if path is not None and not self._loading:
            probes = Probes(self.player.breakpoints.items, self.watches.items)
            empty = not probes.breakpoints and not probes.watches
            self.settings.set_probes(path, "" if empty else msgspec.json.encode(probes).decode())

    # Breakpoints

    def toggle_selected(self) -> None:
        """Puts a breakpoint on each selected card and wire, or takes them away if all have one."""
        breakpoints = self.player.breakpoints
        wanted = [*(Breakpoint("node", node) for node in self._cards()),
                  *(Breakpoint("wire", wire) for wire in self._wires())]  # fmt: skip
        have = [each for each in breakpoints.items
                if any((each.kind, each.target) == (w.kind, w.target) for w in wanted)]  # fmt: skip
        places = {(each.kind, each.target) for each in have}
        new = [each for each in wanted if (each.kind, each.target) not in places]
        if new:
            breakpoints.show((*breakpoints.items, *new))
        else:
            breakpoints.remove(have)

    def toggle_grad(self) -> None:
        """Stops where the gradients of the selected cards change, or does not any more."""
        for node in self._cards():
            self.player.breakpoints.toggle("grad", node)

    def toggle_nonfinite(self, _: str = "") -> None:
        self.player.breakpoints.toggle("nonfinite")

    def toggle_loop(self, _: str = "") -> None:
        self.player.toggle_loop()
        self.loop_shown.emit(self.player.loop)

    def remove_all(self) -> None:
        self.player.breakpoints.show(())

    def add_condition(self) -> None:
        """Asks for the condition of a new breakpoint: on the selected card, if there is one."""
        cards = self._cards()
        target = cards[0] if len(cards) == 1 else ""
        self.edit(Breakpoint("node" if target else "condition", target), new=True)

    def condition_on(self, node: str) -> None:
        """Asks for the condition of the breakpoint on a card."""
        item = self.player.breakpoints.on("node", node)
        self.edit(item or Breakpoint("node", node), new=item is None)

    # Watches

    def add_watch(self) -> None:
        """Asks what to watch; the selected card is offered."""
        cards = self._cards()
        offered = self.expression_of(cards[0]) if len(cards) == 1 else Expression("")
        self.edit(Watch(offered), new=True)

    def watch(self, expression: Expression) -> None:
        """Watches an Expression."""
        self.watches.add(Watch(expression))
        self.shown.emit()

    def expression_of(self, node: str, end: str = "") -> Expression:
        """The card's tensor, and what is asked of it: `w.grad.norm()`."""
        said = self.session.document.name(node)
        name = said if said.isidentifier() else re.sub(r"\W", "_", said)
        if not name.isidentifier():
            name = f"_{name}"
        return Expression(f"{name}{end}", {name: node})

    # Forms

    def edit(self, item: Breakpoint | Watch, new: bool = False) -> ProbeForm:
        """Opens the form of a breakpoint or a watch."""
        session, known = self.session, _expression(item)
        whole = session.whole
        pure = isinstance(item, Watch) or item.kind == "condition"
        if isinstance(item, Watch):
            title = self.tr("Watch")
            words = self.tr(
                "A number at every step: loss, w.grad.norm(), x[0, 1], w.grad.abs().max()."
            )
        else:
            title = self.tr("Stop when this comes to hold")
            if not pure:
                plain = replace(item, condition=None)
                stops = breakpoint_title(plain, whole)
                title = self.tr("Stop at {what}, if this holds").format(what=stops)
            words = self.tr(
                "Judged on the values after the step: x.grad.abs().max() > 10, loss < 0.1, "
                "epoch == 7."
            )
        form = ProbeForm(
            title, words, session.document, session.seen, self.player.cursor, whole=whole,
            known=known, optional=not pure, number=isinstance(item, Watch), parent=self.window,
        )  # fmt: skip
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.accepted.connect(lambda: self._take(item, form.expression(), new))
        form.open()
        return form

    def _take(self, item: Breakpoint | Watch, expression: Expression | None, new: bool) -> None:
        if isinstance(item, Watch):
            if expression is not None:
                made = replace(item, expression=expression)
                if new:
                    self.watches.add(made)
                else:
                    self.watches.change(item, made)
                self.shown.emit()
            return
        changed = replace(item, condition=expression)
        if new:
            self.player.breakpoints.add(changed)
        else:
            self.player.breakpoints.change(item, changed)

    def save_values(self, text: str) -> None:
        """Asks where to save what the watches came to."""
        path = self.session.path
        start = str((path or self.settings.folder / "watches").with_suffix(".csv"))
        found, _ = QFileDialog.getSaveFileName(
            self.window, self.tr("Save the values"), start, "CSV (*.csv)"
        )
        if found:
            try:
                write_atomically(Path(found), text.encode())
            except OSError as error:
                self.session.troubled.emit(self.tr("The values were not saved"), str(error))

    # What is said

    def _stopped(self, hit: Hit) -> None:
        title = breakpoint_title(hit.breakpoint, self.session.whole)
        self.session.said.emit(self.tr("Stopped: {what}").format(what=title))
        self._said_stop = True

    def _went_on(self) -> None:
        if self._said_stop and self.player.hit is None:
            self._said_stop = False
            self.session.said.emit("")

    def _found(self, hit: Hit | None) -> None:
        if hit is None:
            self.session.said.emit(self.tr("No breakpoint stops from here on."))

    def _searching(self, on: bool) -> None:
        self.session.said.emit(self.tr("Looking for the next stop…") if on else "")

    # What is selected

    def _cards(self) -> list[str]:
        nodes = self.session.document.nodes
        chosen = self.session.selection
        return [n for n in nodes if n in chosen and not isinstance(nodes[n], NoteData)]

    def _wires(self) -> list[str]:
        return [each for each in self.session.document.wires if each in self.session.selection]


def _expression(item: Breakpoint | Watch) -> Expression | None:
    return item.expression if isinstance(item, Watch) else item.condition


def read_probes(text: str) -> Probes:
    """What the settings have of a file; nothing where that cannot be read."""
    try:
        return msgspec.json.decode(text, type=Probes) if text else Probes()
    except msgspec.DecodeError:
        return Probes()


