"""Choosing a node by name, or a place in the list of actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from app.widgets.wording import action_title, part_title
from autograd_core.graph import action_edits
from autograd_core.graph.action_blocks import Place, place_of
from autograd_core.graph.actions import parts
from autograd_core.graph.document import Document, LeafData
from autograd_core.graph.levels import all_nodes

WIDEST = 28
"""Characters that a chooser makes room for."""
ROWS_AT_MOST = 8
"""Nodes that are seen at once."""


def _narrow(box: QComboBox, name: str) -> None:
    box.setAccessibleName(name)
    box.setMinimumContentsLength(WIDEST)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class NodeChooser(QComboBox):
    """The nodes by name, leaves first; those with the same name with their ids.

    A node that is gone stands as such at the top until another is chosen.
    """

    def __init__(
        self,
        document: Document,
        chosen: str,
        name: str,
        *,
        leaves_only: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        _narrow(self, name)
        leaves: list[str] = []
        others: list[str] = []
        for node in all_nodes(document):
            is_leaf = isinstance(document.find(node), LeafData)
            (leaves if is_leaf else others).append(node)
        nodes = leaves if leaves_only else [*leaves, *others]
        if chosen not in nodes:
            self.addItem(QCoreApplication.translate("Chooser", "Choose a node"), "")
        for node, text in told_apart(document, nodes):
            self.addItem(text, node)
        self.setCurrentIndex(max(0, self.findData(chosen)))

    def node(self) -> str:
        """The id of the chosen node; empty where none is."""
        return str(self.currentData() or "")


def told_apart(document: Document, nodes: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The nodes with their names, those with the same name with their ids."""
    nodes = list(nodes)
    names = Counter(map(document.name, nodes))
    for node in nodes:
        name = document.name(node)
        yield node, name if names[name] == 1 else f"{name}  ({node})"


class NodeChecks(QListWidget):
    """The nodes in the order in which they run, each to be checked; those that are gone last.

    Signals:
        changed: another set of them is checked.
    """

    changed = Signal()

    def __init__(
        self,
        document: Document,
        checked: Collection[str],
        name: str,
        parent: QWidget | None = None,
        *,
        leaves_only: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        nodes = all_nodes(document)
        if leaves_only:
            nodes = [node for node in nodes if isinstance(document.find(node), LeafData)]
        gone = [node for node in checked if document.find(node) is None]
        for node, text in told_apart(document, [*nodes, *gone]):
            missing = QCoreApplication.translate("Chooser", "{node} (not there any more)")
            item = QListWidgetItem(missing.format(node=text) if node in gone else text, self)
            item.setData(Qt.ItemDataRole.UserRole, node)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = node in checked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.setCurrentRow(0)
        self.setFixedHeight(min(self.count(), ROWS_AT_MOST) * (self.sizeHintForRow(0) + 1) + 8)
        self.itemChanged.connect(lambda item: self.changed.emit())

    def nodes(self) -> tuple[str, ...]:
        """The ids of those that are checked."""
        items = (self.item(row) for row in range(self.count()))
        return tuple(
            item.data(Qt.ItemDataRole.UserRole)
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )


class PlaceChooser(QComboBox):
    """Where a new action goes: to the end, after the marked action, or into a loop; first of all
    to a place of its own, if `preferred` says what that is called."""

    def __init__(
        self,
        document: Document,
        after: str | None,
        name: str,
        parent: QWidget | None = None,
        *,
        preferred: str = "",
    ) -> None:
        super().__init__(parent)
        _narrow(self, name)
        translate = QCoreApplication.translate
        self._places: list[Place] = []
        self._preferred = bool(preferred)
        if preferred:
            self._places.append(Place("", ""))  # which is no place
            self.addItem(preferred)
        self._offer(translate("Chooser", "At the end"), Place())
        marked = action_edits.find(document, after) if after is not None else None
        if marked is not None:
            place = place_of(document.actions, marked.id)
            text = translate("Chooser", "After {action}")
            self._offer(text.format(action=action_title(marked, document)), place)
        for _, action in action_edits.flat(document.actions):
            for part in parts(action):
                text = translate("Chooser", "At the end of {loop}")
                first = part == "body"
                title = action_title(action, document) if first else part_title(action, part)
                self._offer(text.format(loop=title.removesuffix(":")), Place(action.id, None, part))

    def _offer(self, text: str, place: Place) -> None:
        if place not in self._places:
            self._places.append(place)
            self.addItem(text)

    @property
    def is_preferred(self) -> bool:
        """Whether the action's own place is chosen."""
        return self._preferred and self.currentIndex() == 0

    def place(self) -> Place:
        return Place() if self.is_preferred else self._places[self.currentIndex()]
