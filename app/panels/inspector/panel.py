"""The dock: one page for each kind of selection."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app import theme
from app.panels.inspector.carried import carried_text
from app.panels.inspector.leaf import LeafPage
from app.panels.inspector.operation import OperationPage
from app.panels.inspector.pages import NodePage
from app.panels.inspector.several import SeveralPage
from app.panels.inspector.subgraph import GroupPage, PortPage
from app.panels.inspector.tap import TapPage
from app.playback.player import Player
from app.playback.words import listed
from app.session import Session
from app.widgets.fields import heading, wrapped
from autograd_core.graph.document import GroupData, LeafData, NoteData, OpData, PortData, TapData
from autograd_core.graph.ports import port_name

MANY = 1000
"""Nodes from which on what they share is looked for when the canvas has been painted."""


class TextPage(QWidget):
    """A title and some words: for no selection, several things, or a wire."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = heading("")
        self.text = wrapped(muted=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addStretch()


KINDS = (LeafData, OpData, TapData, GroupData, PortData)
"""The kinds of nodes that have a page each."""


class InspectorPanel(QWidget):
    """Shows the selection.

    Signals:
        backward_requested(node): run backward from this node.
        table_requested(node), picture_requested(node): show its tensor so.
        hook_requested(node): ask for a hook on it.
        edge_requested(node, wire), edge_pointed(wire): see `Ledger`.
    """

    backward_requested = Signal(str)
    table_requested = Signal(str)
    picture_requested = Signal(str)
    hook_requested = Signal(str)
    edge_requested = Signal(str, str)
    edge_pointed = Signal(str)

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAccessibleName(self.tr("Inspector"))
        self.session = session
        self.player = player
        self.leaf_page = LeafPage(session, player)
        self.operation_page = OperationPage(session, player)
        self.tap_page = TapPage(session, player)
        self.group_page = GroupPage(session, player)
        self.port_page = PortPage(session, player)
        self.several_page = SeveralPage(session)
        self.text_page = TextPage()
        self.stack = QStackedWidget()
        widgets: tuple[QWidget, ...] = (
            self.text_page, *self._pages(), self.several_page,
        )  # fmt: skip
        for widget in widgets:
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setWidget(widget)
            self.stack.addWidget(area)
        for page in self._pages():
            page.backward_requested.connect(self.backward_requested)
            page.table_requested.connect(self.table_requested)
            page.picture_requested.connect(self.picture_requested)
            page.hook_requested.connect(self.hook_requested)
            page.facts.edge_requested.connect(self.edge_requested)
            page.facts.edge_pointed.connect(self.edge_pointed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stack)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._show_many)
        session.selected.connect(self.reload)
        session.replaced.connect(self.reload)
        session.changed.connect(self._refresh)
        session.ran.connect(self._follow)
        player.shown_moved.connect(lambda old, new: self._follow())
        theme.switch().changed.connect(self._dress)
        self.reload()

    def _pages(self) -> tuple[NodePage, ...]:
        return (
            self.leaf_page, self.operation_page, self.tap_page, self.group_page, self.port_page,
        )  # fmt: skip

    def _dress(self) -> None:
        for page in self._pages():
            page.dress()

    @property
    def page(self) -> NodePage | None:
        """The page of the node that is shown, if it is one node."""
        at = self.stack.currentIndex()
        return self._pages()[at - 1] if 1 <= at <= len(self._pages()) else None

    def reload(self) -> None:
        """Turns to the page that suits the selection."""
        document = self.session.document
        chosen = [node for node in self.session.selection if node in document.nodes]
        nodes = [node for node in chosen if not isinstance(document.nodes[node], NoteData)]
        if len(nodes) == 1 and len(self.session.selection) == 1:
            data = document.nodes[nodes[0]]
            at = next(at for at, kind in enumerate(KINDS) if isinstance(data, kind))
            self._pages()[at].show_node(nodes[0])
            self.stack.setCurrentIndex(at + 1)
            return
        for page in self._pages():
            page.node = ""
        if len(nodes) > MANY:
            self._soon.start()
            return
        if len(nodes) > 1:
            self._show_several(nodes)
            return
        self._show_text(nodes)
        self.stack.setCurrentIndex(0)

    def edit_first(self) -> None:
        """Puts the keyboard where one would type first: a leaf's value, a parameter, the name."""
        page = self.page
        if page is not None:
            page.first_editor().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _refresh(self) -> None:
        page = self.page
        if page is None:
            self.reload()
        elif page.node in self.session.document.nodes:
            data, at = self.session.document.nodes[page.node], self.stack.currentIndex() - 1
            if isinstance(data, KINDS[at]):
                page.refresh()
            else:  # a jump in the history brought another kind of node of this id
                self.reload()

    def _follow(self) -> None:
        page = self.page
        if page is None and self.session.selection & self.session.document.wires.keys():
            self._show_text([])
        if page is not None and page.node in self.session.document.nodes:
            page.follow()

    # What is not one node

    def _show_text(self, nodes: list[str]) -> None:
        selection = self.session.selection
        if not selection:
            self.text_page.title.setText(self.tr("Nothing is selected"))
            self.text_page.text.setText(self._hint())
        elif len(selection) == 1:
            self._show_wire(next(iter(selection)))
        else:
            self.text_page.title.setText(self._counted(len(nodes)))
            self.text_page.text.setText("")

    def _show_many(self) -> None:
        """Shows what is selected by now, if that is still many nodes."""
        document = self.session.document
        chosen = [document.nodes[node] for node in self.session.selection & document.nodes.keys()]
        nodes = [node.id for node in chosen if not isinstance(node, NoteData)]
        if len(nodes) > 1:
            self._show_several(nodes)

    def _show_several(self, nodes: list[str]) -> None:
        places = {node: at for at, node in enumerate(self.session.document.order)}
        title = self._counted(len(nodes))
        self.several_page.show_nodes(sorted(nodes, key=places.__getitem__), title)
        self.stack.setCurrentIndex(self.stack.count() - 1)

    def _hint(self) -> str:
        if not self.session.document.nodes:
            return self.tr(
                "Drag an operation from the list onto the canvas, or double-click it. "
                "Then draw wires from the right side of a card to the left side of another."
            )
        return self.tr(
            "Click a card to see its tensor and to change it. Press . to step on and , to step "
            "back through what happened."
        )

    def _show_wire(self, item: str) -> None:
        document = self.session.document
        wire = document.wires.get(item)
        if wire is None:
            self._show_frame(item)
            return
        self.text_page.title.setText(self.tr("Wire"))
        source, target = document.name(wire.source), document.name(wire.target)
        port = port_name(document, wire.target, wire.target_port)
        joined = listed([f"{source} → {target}", port])
        carried = carried_text(self.player, wire.id)
        self.text_page.text.setText(f"{joined}\n\n{carried}" if carried else joined)

    def _show_frame(self, item: str) -> None:
        frame = self.session.document.frames.get(item)
        if frame is None:
            self.text_page.title.setText(self.tr("Note"))
            self.text_page.text.setText(
                self.tr(
                    "It changes nothing in what runs. A double-click or Enter edits its text, in "
                    "Markdown; its sides can be dragged, and Arrange has its colours."
                )
            )
            return
        self.text_page.title.setText(frame.title or self.tr("Region"))
        self.text_page.text.setText(
            self.tr(
                "Under no_grad: nothing that runs in here is recorded, so no gradient flows back "
                "through it. Drag cards in or out; double-click the title to rename the region."
            )
            if frame.kind == "no_grad"
            else self.tr(
                "It only groups cards, and changes nothing in what runs. Drag cards in or out; "
                "double-click the title to rename the region."
            )
        )

    def _counted(self, nodes: int) -> str:
        """How many there are of what is selected: nodes and of each other kind."""
        document, selection = self.session.document, self.session.selection
        wires = len(selection & document.wires.keys())
        frames = len(selection & document.frames.keys())
        notes = len(selection & document.nodes.keys()) - nodes
        parts = []
        if nodes:
            parts.append(self.tr("Nodes: {count}").format(count=nodes))
        if wires:
            parts.append(self.tr("Wires: {count}").format(count=wires))
        if frames:
            parts.append(self.tr("Frames: {count}").format(count=frames))
        if notes:
            parts.append(self.tr("Notes: {count}").format(count=notes))
        return listed(parts)
