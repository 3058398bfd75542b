"""The inspector's pages for one node: its editors, problem and facts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app import theme
from app.panels.inspector.facts import Facts
from app.panels.inspector.properties import GradientProperties
from app.playback.functions import function_tip, functions_of
from app.playback.player import Player
from app.session import Session
from app.widgets.checks import check_name
from app.widgets.fields import Check, CheckedEdit, heading, wrapped
from app.widgets.icons import icon
from app.widgets.problem_box import ProblemBox, is_unfinished
from autograd_core.graph import building
from autograd_core.graph.edits import Edit
from autograd_core.graph.steps import Problem, node_ref
from autograd_core.graph.warned import silent_problems


class NodePage(QWidget):
    """What leaf and operation have in common: name, problem, facts, Backward.

    Texts that were refused are kept for each node and field, so that looking elsewhere and coming
    back loses nothing.

    Signals:
        backward_requested(node)
        table_requested(node): the tensor as cells.
        picture_requested(node): the tensor as a picture.
        hook_requested(node): somebody wants to write a hook on it.
    """

    backward_requested = Signal(str)
    table_requested = Signal(str)
    picture_requested = Signal(str)
    hook_requested = Signal(str)

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.player = player
        self.node = ""
        self._drafts: dict[tuple[str, str], str] = {}
        self._problem: Problem | None = None
        self._box: ProblemBox | None = None
        self.title = QLabel()
        self.title.setObjectName("inspectorTitle")
        font = self.title.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        font.setBold(True)
        self.title.setFont(font)
        self.subtitle = QLabel()
        self.subtitle.setProperty("muted", True)
        self.subtitle.setWordWrap(True)
        self.said = QVBoxLayout()
        """What is wrong: below all fields, so that none moves while one types or clicks."""
        self.said.setSpacing(8)
        self.label = self.add_edit(self.tr("Name"), "label", check_name, code=False)
        self.label.setObjectName("nodeLabel")
        self.label.accepted.connect(self._rename)
        self.form = QFormLayout()
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setHorizontalSpacing(12)
        self.form.setVerticalSpacing(7)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.addRow(caption(self.tr("Name"), self.label), self.label)
        self.backward = QPushButton(self.tr("Backward from here"))
        self.backward.setObjectName("inspectorBackward")
        self.backward.clicked.connect(lambda: self.backward_requested.emit(self.node))
        self.table = QPushButton(self.tr("Table…"))
        self.table.setObjectName("inspectorTable")
        self.table.clicked.connect(lambda: self.table_requested.emit(self.node))
        self.picture = QPushButton(self.tr("Picture…"))
        self.picture.setObjectName("inspectorPicture")
        self.picture.clicked.connect(lambda: self.picture_requested.emit(self.node))
        looking = QHBoxLayout()
        looking.addWidget(self.table)
        looking.addWidget(self.picture)
        self.facts = Facts(player)
        self.facts.recaller.arrived.connect(self._arrived)
        self.below = QVBoxLayout()
        self.below.setSpacing(6)
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(10)
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(self.title)
        names.addWidget(self.subtitle)
        column.addLayout(names)
        column.addLayout(self.form)
        column.addLayout(self.said)
        column.addLayout(self.below)
        self.properties = GradientProperties(session)
        self.properties.hook_requested.connect(self.hook_requested)
        column.addWidget(self.properties)
        column.addWidget(self.backward)
        column.addLayout(looking)
        column.addWidget(self.facts)
        self.graph = wrapped()
        self.graph.setObjectName("inspectorGraph")
        self.graph.setTextFormat(Qt.TextFormat.RichText)
        self.graph_title = group(column, self.tr("Autograd graph"), self.graph)
        column.addStretch()
        self.dress()

    def dress(self) -> None:
        """Colours that the theme gives."""
        self.backward.setIcon(icon("backward", theme.current().gradient))
        if self._box is not None:
            self._problem = None
            self._show_problem()

    # Showing

    def show_node(self, node: str) -> None:
        """Turns to a node."""
        self.node = node
        self.refresh()

    def refresh(self) -> None:
        """Shows the node as the document has it now."""
        data = self.session.document.nodes[self.node]
        self.title.setText(self.session.document.name(self.node))
        self.put_text(self.label, "label", data.label)
        self.label.edit.setPlaceholderText(self.session.document.name(self.node))
        self.properties.show_node(self.node)
        self.follow()

    def follow(self) -> None:
        """Shows the node as it is at the cursor."""
        self.facts.show_node(self.node)
        self._show_graph()
        self._show_problem()

    def _show_graph(self) -> None:
        """Shows the Nodes of the card, where the run tells of them."""
        document, player = self.session.document, self.player
        faces = functions_of(player.seen, player.shown_cursor, document, self.node)
        self.graph.setText("<br><br>".join(function_tip(face, document) for face in faces))
        for widget in (self.graph, self.graph_title):
            widget.setVisible(bool(faces))

    def _arrived(self) -> None:
        if self.node in self.session.document.nodes:
            self.facts.show_node(self.node)

    def _show_problem(self) -> None:
        problem = self.player.field(node_ref(self.node), "error") if self.node else None
        warned = problem is None and bool(self.node)
        if warned:
            problem = self._silent()
        if problem is self._problem:
            return
        self._problem = problem
        if self._box is not None:
            self._box.hide()
            self._box.deleteLater()
            self._box = None
        if isinstance(problem, Problem):
            unfinished = is_unfinished(self.player.log, self.player.cursor, problem)
            self._box = ProblemBox(
                self.session, problem, unfinished, player=self.player, warned=warned
            )
            self.said.addWidget(self._box)

    def _silent(self) -> Problem | None:
        """What is wrong here without an error, at the node that it is about or at who wrote."""
        player = self.player
        found = silent_problems(player.log, self.session.flat)
        told = (each for at, each in found if at < player.shown_cursor)
        return next((each for each in told if self.node in (each.node, each.culprit)), None)

    # Editing

    def first_editor(self) -> QWidget:
        """What one would edit first."""
        return self.label.edit

    def add_edit(self, name: str, field: str, check: Check, *, code: bool = True) -> CheckedEdit:
        """An editor for a text of the node; drafts are kept under `field`."""
        edit = CheckedEdit(name, check, code=code)
        edit.say_in(self.said)
        edit.refused.connect(lambda text: self._drafts.__setitem__((self.node, field), text))
        edit.accepted.connect(lambda text: self._drafts.pop((self.node, field), None))
        return edit

    def put_text(self, edit: CheckedEdit, field: str, text: str) -> None:
        """Shows a text of the node, or the draft that was refused for it."""
        edit.show_text(text, self._drafts.get((self.node, field)))

    def commit(self, edits: Sequence[Edit], text: str, field: str, typed: bool = True) -> None:
        """Does the edits; typing in one field is one step of undo, each choice one of its own."""
        self.session.do(edits, text, merge=f"{field}:{self.node}" if typed else None)

    def _rename(self, text: str) -> None:
        edits = building.rename(self.session.document, self.node, text.strip())
        name = self.session.document.name(self.node)
        self.commit(edits, self.tr("Rename {node}").format(node=name), "label")


def caption(text: str, buddy: QWidget) -> QLabel:
    """The caption of an editor."""
    label = QLabel(text)
    label.setProperty("muted", True)
    label.setBuddy(buddy)
    return label


def group(column: QVBoxLayout, title: str, widget: QWidget) -> QLabel:
    """Adds a titled widget; returns the title."""
    label = heading(title)
    column.addWidget(label)
    column.addWidget(widget)
    return label
