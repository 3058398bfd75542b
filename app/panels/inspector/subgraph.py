"""The pages of an instance of a subgraph, and of a port in one."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.panels.inspector.pages import NodePage, caption
from app.panels.inspector.port_list import PortList
from app.playback.player import Player
from app.session import Session
from app.widgets.fields import wrapped
from autograd_core.graph import levels, subgraphs
from autograd_core.graph.document import SEPARATOR, GroupData, PortData
from autograd_core.graph.flattening import sizes
from autograd_core.graph.ports import definition_of


class GroupPage(NodePage):
    """The name of the definition, how many instances it has, and the way in."""

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(session, player, parent)
        self.name = self.add_edit(self.tr("Subgraph"), "title", _no_check, code=False)
        self.name.setObjectName("subgraphTitle")
        self.name.accepted.connect(self._retitle)
        self.form.addRow(caption(self.tr("Subgraph"), self.name), self.name)
        self.open = QPushButton(self.tr("Open"))
        self.open.setObjectName("openSubgraph")
        self.open.clicked.connect(lambda: session.enter(self.node + SEPARATOR))
        self.about = wrapped(muted=True)
        self.ports = PortList(session, self.said)
        self.below.addWidget(self.open)
        self.below.addWidget(self.about)
        self.form.addRow(self.ports)  # above what is wrong, which comes and goes while one types

    def refresh(self) -> None:
        document = self.session.document
        data = document.nodes[self.node]
        inside = definition_of(document, data)
        if isinstance(data, GroupData) and inside is not None:
            whole = self.session.whole
            nodes = sizes(whole, notes=False)[inside.id]
            uses = sum(1 for _ in levels.instances(whole, inside.id))
            self.put_text(self.name, "title", inside.title)
            counted = self.tr("Nodes inside: {count}").format(count=nodes)
            shared = self.tr("Instances: {count}. A change inside shows in all of them.")
            self.about.setText(
                counted if uses < 2 else f"{counted}\n{shared.format(count=uses)}"
            )
        self.subtitle.setText(self.tr("A subgraph: one card for what is in it."))
        self.ports.show_node(self.node)
        super().refresh()

    def dress(self) -> None:
        super().dress()
        if hasattr(self, "ports"):  # the base class dresses before they are there
            self.ports.dress()

    def _retitle(self, text: str) -> None:
        document = self.session.document
        inside = definition_of(document, document.nodes[self.node])
        if inside is not None and text.strip():
            edits = subgraphs.retitle(document, inside.id, text.strip())
            self.commit(edits, self.tr("Rename subgraph"), "title")


class PortPage(NodePage):
    """Which side the port is on, and its place among the others."""

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(session, player, parent)
        row = QHBoxLayout()
        for by, text, name in (
            (-1, self.tr("Move up"), "portUp"),
            (1, self.tr("Move down"), "portDown"),
        ):
            button = QPushButton(text)
            button.setObjectName(name)
            button.clicked.connect(lambda _=False, by=by: self._move(by))
            row.addWidget(button)
        self.below.addLayout(row)

    def refresh(self) -> None:
        data = self.session.document.nodes[self.node]
        if isinstance(data, PortData):
            self.subtitle.setText(
                self.tr("An input of the subgraph: what is wired to it outside comes out here.")
                if data.side == "input"
                else self.tr("An output of the subgraph: what is wired to it here comes out there.")
            )
        super().refresh()

    def _move(self, by: int) -> None:
        document = self.session.document
        edits = subgraphs.move_port(document, self.node, by)
        name = document.name(self.node)
        self.commit(edits, self.tr("Move port {name}").format(name=name), "order", typed=False)


def _no_check(text: str) -> str:
    return ""
