"""What commands do about subgraphs: folding, opening, leaving, and instances and their ports."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog, QLineEdit, QMenu, QWidget

from app.canvas import placing
from app.canvas.breadcrumbs import Breadcrumbs
from app.canvas.canvas import Canvas
from app.canvas.notice import Notice
from app.playback.player import Player
from app.playback.words import text_of
from app.session import Session
from autograd_core.graph import folding, levels, subgraphs, unfolding
from autograd_core.graph.building import Refused
from autograd_core.graph.document import GroupData
from autograd_core.graph.edits import Edit
from autograd_core.graph.ports import definition_of


class SubgraphCommands(QObject):
    """Each method is one command: one undoable edit, or another level."""

    def __init__(self, session: Session, player: Player, canvas: Canvas, window: QWidget) -> None:
        super().__init__(window)
        self.session = session
        self.player = player
        self.canvas = canvas
        self.window = window
        self.breadcrumbs = Breadcrumbs(canvas, canvas)
        self.breadcrumbs.step_requested.connect(self.go_to_step)
        self.notice = Notice(canvas, canvas)

    def _chosen(self) -> GroupData | None:
        """The instance that is selected, if it is one."""
        document, found = self.session.document, None
        for item in self.session.selection:
            data = document.nodes.get(item)
            if isinstance(data, GroupData):
                if found is not None:
                    return None
                found = data
        return found

    # Folding

    def fold(self) -> None:
        """Makes one card of the selection."""
        session = self.session
        try:
            card, edits = folding.fold(session.document, session.selection)
        except Refused as refused:
            self._refuse(refused)
            return
        session.do(edits, self.tr("Fold into a subgraph"))
        session.select([card])
        self.canvas.set_focused(card)

    def _refuse(self, refused: Refused) -> None:
        """Says where the selection is why it cannot be folded, and what could be."""
        session = self.session
        words = text_of(refused.message, session.document)
        self.canvas.say(words)
        places = self.canvas.places
        box = places.box_of(places.slots_of(session.selection))
        if box is None:
            return
        more = folding.closed(session.document, session.selection)
        if more == session.selection:
            self.notice.tell(words, box)
        else:
            said = self.tr("Fold with what is between")
            self.notice.tell(words, box, said, partial(self._fold_with, more))

    def _fold_with(self, more: set[str]) -> None:
        self.session.select(more)
        self.canvas.setFocus()
        self.fold()

    def unfold(self) -> None:
        """Puts what is in the selected instance in its place."""
        group = self._chosen()
        if group is not None:
            nodes, edits = unfolding.unfold(self.session.document, group.id)
            self.session.do(edits, self._about(self.tr("Unfold {name}"), group))
            self.session.select(nodes)

    def _about(self, text: str, group: GroupData) -> str:
        return text.format(name=self.session.document.name(group.id))

    # Levels

    def open(self) -> None:
        """Shows what is in the selected instance."""
        group = self._chosen()
        if group is not None:
            self.canvas.open(group.id)

    def leave(self) -> None:
        """Shows the graph round the instance that is open."""
        self.session.enter(levels.above(self.session.document.prefix))

    def go_to_step(self) -> None:
        """Shows the level and the card at which the shown step happened."""
        step = self.player.step
        node = None if step is None else step.node
        if node is not None and self.session.reveal(node):
            self.session.select([node])
            self.canvas.views.show(self.canvas.places.card_box(node))

    # Definitions and instances

    def retitle(self) -> None:
        """Asks for another name of the definition."""
        group, document = self._chosen(), self.session.document
        inside = None if group is None else definition_of(document, group)
        if inside is None:
            return
        title, accepted = QInputDialog.getText(
            self.window,
            self.tr("Rename subgraph"),
            self.tr("Name of the subgraph, for all its instances:"),
            QLineEdit.EchoMode.Normal,
            inside.title,
        )
        if accepted and title.strip():
            edits = subgraphs.retitle(document, inside.id, title.strip())
            self.session.do(edits, self.tr("Rename subgraph"))

    def make_independent(self) -> None:
        """Gives the selected instance a definition of its own."""
        group, document = self._chosen(), self.session.document
        if group is None:
            return
        if not subgraphs.has_twins(document, group.id):
            self.canvas.say(self.tr("It is the only instance: it is independent already."))
            return
        edits = subgraphs.make_independent(document, group.id)
        self.session.do(edits, self._about(self.tr("Make {name} independent"), group))

    def fill_insert(self, menu: QMenu) -> None:
        """The definitions of which there can be an instance here."""
        menu.clear()
        document = self.session.document
        for definition in sorted(document.definitions.values(), key=lambda each: each.title):
            action = menu.addAction(definition.title.replace("&", "&&"))
            action.setObjectName(definition.id)
            action.setEnabled(not levels.would_hold_itself(document, definition.id))
            action.triggered.connect(lambda _=False, name=definition.id: self.insert(name))
        if menu.isEmpty():
            menu.addAction(self.tr("There are no subgraphs yet")).setEnabled(False)

    def insert(self, definition: str) -> None:
        """Adds an instance of a definition where there is room in sight."""
        document = self.session.document
        x, y = placing.free_spot(self.canvas)
        try:
            card, edits = subgraphs.add_instance(document, definition, x=x, y=y)
        except Refused as refused:
            self.canvas.say(text_of(refused.message, document))
            return
        title = document.definitions[definition].title
        self._added(card, edits, self.tr("Insert {name}").format(name=title))

    def add_port(self, side: str) -> None:
        """Adds an input or an output to the subgraph that is open."""
        document = self.session.document
        if not document.prefix:
            return
        x, y = placing.free_spot(self.canvas)
        port, edits = subgraphs.add_port(
            document, cast(Literal["input", "output"], side), x=x, y=y
        )
        text = self.tr("Add an input") if side == "input" else self.tr("Add an output")
        self._added(port, edits, text)

    def _added(self, card: str, edits: Sequence[Edit], text: str) -> None:
        self.session.do(edits, text)
        self.session.select([card])
        self.canvas.set_focused(card)
