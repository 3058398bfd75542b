"""The ports of a subgraph in the inspector: their names, their order, and the numbers that stand in
for wires at an instance.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal, NamedTuple

from PySide6.QtWidgets import QGridLayout, QToolButton, QVBoxLayout, QWidget

from app import theme
from app.session import Session
from app.widgets.checks import check_name, check_number
from app.widgets.fields import CheckedEdit, heading
from app.widgets.icons import icon
from autograd_core.graph import building, levels, subgraphs
from autograd_core.graph.document import SEPARATOR, GroupData
from autograd_core.graph.edits import Edit
from autograd_core.graph.ports import definition_of, takes_number

Side = Literal["input", "output"]


class _Row(NamedTuple):
    """The widgets for one port; `number` None where no number can be typed."""

    name: CheckedEdit
    number: CheckedEdit | None
    up: QToolButton
    down: QToolButton


class PortList(QWidget):
    """The inputs and the outputs of the definition of one instance; its edits are made where the
    ports are, inside."""

    def __init__(
        self, session: Session, said: QVBoxLayout, parent: QWidget | None = None
    ) -> None:
        """What is wrong with a text is said in the column `said`."""
        super().__init__(parent)
        self.session = session
        self.node = ""
        self.rows: dict[str, _Row] = {}
        self._said = said
        self._made_for: object = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_node(self, node: str) -> None:
        """Turns to an instance, or shows it as the document has it now."""
        self.node = node
        document = self.session.document
        data = document.nodes[node]
        inside = definition_of(document, data)
        if inside is None or not isinstance(data, GroupData):
            return
        inputs, outputs = inside.ports("input"), inside.ports("output")
        free = frozenset(
            port
            for port in inputs
            if port not in document.inputs(node)
            and (port in data.params or takes_number(document, node, port))
        )
        if self._made_for != (node, inputs, outputs, free):
            self._made_for = (node, inputs, outputs, free)
            self._make(inputs, outputs, free)
        for port, row in self.rows.items():
            row.name.show_text(inside.nodes[port].label)
            row.name.edit.setPlaceholderText(inside.name(port))
            if row.number is not None:
                row.number.show_text(data.params.get(port, ""))

    def dress(self) -> None:
        """Colours that the theme gives."""
        for row in self.rows.values():
            row.up.setIcon(icon("up", theme.current().text))
            row.down.setIcon(icon("down", theme.current().text))

    # Rows

    def _make(self, inputs: Sequence[str], outputs: Sequence[str], free: frozenset[str]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = {}
        for title, ports in ((self.tr("Inputs"), inputs), (self.tr("Outputs"), outputs)):
            if not ports:
                continue
            self._column.addWidget(heading(title))
            box = QWidget()
            grid = QGridLayout(box)
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setHorizontalSpacing(4)
            grid.setVerticalSpacing(4)
            for place, port in enumerate(ports):
                self._add(grid, place, port, len(ports), port in free)
            self._column.addWidget(box)
        self.dress()

    def _add(self, grid: QGridLayout, place: int, port: str, count: int, free: bool) -> None:
        name = CheckedEdit(self.tr("Name of the port"), check_name, code=False)
        name.setObjectName(f"portName_{port}")
        name.say_in(self._said)
        name.accepted.connect(partial(self._rename, port))
        grid.addWidget(name, place, 0, 1, 1 if free else 2)
        number = None
        if free:
            number = CheckedEdit(self.tr("Number"), check_number)
            number.setObjectName(f"portNumber_{port}")
            number.edit.setPlaceholderText(self.tr("number"))
            number.say_in(self._said)
            number.accepted.connect(partial(self._type, port))
            grid.addWidget(number, place, 1)
        up = self._button(self.tr("Move up"), f"portUp_{port}", partial(self._move, port, -1))
        down = self._button(self.tr("Move down"), f"portDown_{port}", partial(self._move, port, 1))
        up.setEnabled(place > 0)
        down.setEnabled(place < count - 1)
        grid.addWidget(up, place, 2)
        grid.addWidget(down, place, 3)
        self.rows[port] = _Row(name, number, up, down)

    def _button(self, text: str, name: str, does: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setAutoRaise(True)
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.clicked.connect(lambda _=False: does())
        return button

    # Editing

    def _inside(self, port: str) -> tuple[levels.Level, str]:
        """What is in the instance, as a level, and the port's id there."""
        prefix = self.node + SEPARATOR
        return levels.Level(self.session.whole, prefix), prefix + port

    def _do(self, level: levels.Level, edits: Sequence[Edit], text: str, key: str | None) -> None:
        self.session.do(levels.to_whole(level, edits), text, merge=key)

    def _rename(self, port: str, text: str) -> None:
        level, name = self._inside(port)
        said = self.tr("Rename {node}").format(node=level.own_name(name))
        edits = building.rename(level, name, text.strip())
        self._do(level, edits, said, f"port:{name}")

    def _move(self, port: str, by: int) -> None:
        level, name = self._inside(port)
        said = self.tr("Move port {name}").format(name=level.own_name(name))
        self._do(level, subgraphs.move_port(level, name, by), said, None)

    def _type(self, port: str, text: str) -> None:
        document = self.session.document
        edits = building.set_param(document, self.node, port, text.strip() or None)
        inside = definition_of(document, document.nodes[self.node])
        said = self.tr("Change {field} of {node}").format(
            field=port if inside is None else inside.name(port), node=document.name(self.node)
        )
        self.session.do(edits, said, merge=f"number:{self.node}:{port}")
