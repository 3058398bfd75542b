"""Editing on the cards: what a click on a number, a parameter or a name opens, and what it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.canvas.canvas import Canvas
from app.canvas.notes import DRAFT_MILLISECONDS
from app.canvas.parts import Part, PartKind, is_near, part_of, parts_of
from app.session import Session
from app.widgets.checks import check_name, check_number, check_param, check_value
from app.widgets.fields import Check
from app.widgets.scope import names_in_run
from app.window.inline_editor import InlineEditor, Subject
from autograd_core.graph import building
from autograd_core.graph.document import GroupData, LeafData, NoteData, OpData
from autograd_core.graph.edits import Edit
from autograd_core.graph.literals import element, with_element
from autograd_core.graph.ports import port_name, spec_of

LONGEST = 2000
"""Characters of a value beyond which a table is better than a line."""


class ValueEditing(QObject):
    """Opens one editor at a time over the canvas; each text that is taken over is one step of
    undo."""

    def __init__(self, session: Session, canvas: Canvas, window: QWidget) -> None:
        super().__init__(window)
        self.session = session
        self.canvas = canvas
        self.window = window
        self.editor: InlineEditor | None = None
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(DRAFT_MILLISECONDS)
        self._calm.timeout.connect(self._draft)
        canvas.inline_requested.connect(self.open)
        session.edited.connect(lambda edits: self._follow())
        session.ran.connect(self._follow)
        session.replaced.connect(lambda: self.close(False))

    # Opening

    def open(self, part: Part) -> None:
        """Opens the editor of a part of a card."""
        self.close(True)
        data = self.session.document.nodes.get(part.node)
        subject = None if data is None else self._subject(part)
        if subject is None:
            return
        editor = InlineEditor(self.canvas, subject, part.box)
        editor.accepted.connect(partial(self._accept, part))
        editor.double_clicked.connect(partial(self._open_table, part))
        editor.left.connect(partial(self._go_on, part))
        editor.closed.connect(self._closed)
        editor.textChanged.connect(lambda _: self._calm.isActive() or self._calm.start())
        self.editor = editor
        self._part = part

    def _open_table(self, part: Part) -> None:
        """The second click of two on the numbers of a leaf."""
        data = self.session.document.nodes.get(part.node)
        if isinstance(data, LeafData) and part.kind is not PartKind.TITLE:
            self.close(False)
            self.canvas.table_requested.emit(part.node)
        elif self.editor is not None:
            self.editor.selectAll()

    def edit_selected(self) -> None:
        """Opens the editor of the selected leaf's value, or of an operation's first parameter;
        where there is none, of its name."""
        document, chosen = self.session.document, self.session.selection
        nodes = [node for node in document.order if node in chosen]
        focused = self.canvas.scene.focused
        first = focused if focused in nodes else nodes[0] if nodes else None
        if isinstance(document.nodes.get(first or ""), NoteData):
            self.canvas.edit_requested.emit(first)
        elif focused in nodes:
            self._edit(str(focused))
        elif nodes:
            self._edit(nodes[0])
        else:
            self.session.said.emit(self.tr("Select the card whose value is to be edited."))

    def rename_selected(self) -> None:
        """Opens the editor of the selected card's name, or of the selected frame's title."""
        document, chosen = self.session.document, self.session.selection
        node = next((node for node in document.order if node in chosen), None)
        frame = next((frame for frame in document.frames if frame in chosen), None)
        if node is not None:
            self._edit(node, (PartKind.TITLE,))
        elif frame is not None:
            self.canvas.rename_frame(frame)

    def _edit(
        self,
        node: str,
        kinds: Sequence[PartKind] = (PartKind.VALUE, PartKind.PARAM, PartKind.TITLE),
    ) -> None:
        canvas, document = self.canvas, self.session.document
        if not is_near(canvas.view.zoom):
            canvas.zoom_to(1.0)
        canvas.show_node(node)
        canvas.set_focused(node)
        for kind in kinds:
            part = part_of(canvas.places, canvas.shown, document, node, kind)
            if part is not None:
                self.open(part)
                return

    def close(self, keep: bool) -> None:
        """Ends the typing, if there is any."""
        if self.editor is not None:
            self.editor.finish(keep)

    def _closed(self) -> None:
        self.editor = None
        self.session.drafted.emit([])

    # What is edited

    def _subject(self, part: Part) -> Subject | None:
        document = self.session.document
        data, name = document.nodes[part.node], document.name(part.node)
        if part.kind is PartKind.TITLE:
            return Subject(part.node, self.tr("Name"), data.label, check_name, is_code=False)
        if isinstance(data, LeafData):
            said = self.tr("Value of {node}").format(node=name)
            written = element(data.value, part.index) if part.kind is PartKind.ELEMENT else None
            if written is not None and part.index >= 0 and not _is_alone(data.value, part.index):
                return Subject(part.node, said, written, _check_element(data.value, part.index))
            if len(data.value) > LONGEST:
                self.canvas.table_requested.emit(part.node)
                return None
            return Subject(part.node, said, data.value, check_value)
        if isinstance(data, OpData | GroupData) and part.kind is PartKind.PARAM:
            said = port_name(document, part.node, part.name)
            text = data.params.get(part.name, "")
            names = names_in_run(self.session.whole.actions)
            return Subject(part.node, said, text, _check_param(data, part.name, names))
        return None

    def _accept(self, part: Part, text: str) -> None:
        session, document = self.session, self.session.document
        data = document.nodes.get(part.node)
        if data is None:
            return
        name = document.name(part.node)
        said = self.tr("Change {field} of {node}")
        if part.kind is PartKind.TITLE:
            said = self.tr("Rename {node}").format(node=name)
        elif isinstance(data, LeafData):
            said = said.format(field="value", node=name)
        else:
            said = said.format(field=port_name(document, part.node, part.name), node=name)
        session.do(self._edits(part, text), said)

    def _edits(self, part: Part, text: str) -> list[Edit]:
        """What makes of a part the text that was typed."""
        document, text = self.session.document, text.strip()
        data = document.nodes.get(part.node)
        if data is not None and part.kind is PartKind.TITLE:
            return building.rename(document, part.node, text)
        if isinstance(data, LeafData):
            if part.kind is PartKind.ELEMENT and not _is_alone(data.value, part.index):
                text = with_element(data.value, part.index, text)
            return building.change(document, part.node, value=text)
        if isinstance(data, OpData | GroupData):
            return building.set_param(document, part.node, part.name, text or None)
        return []

    def _draft(self) -> None:
        """What is typed is not lost by a crash, as far as it is right."""
        editor = self.editor
        if editor is not None and editor.text() != editor.subject.text and not editor.wrong():
            self.session.drafted.emit(self._edits(self._part, editor.text()))

    def _go_on(self, part: Part, by: int) -> None:
        """To the value of the next leaf, in the document's order and round its end."""
        document = self.session.document
        leaves = [n for n in document.order if isinstance(document.nodes[n], LeafData)]
        if not leaves:
            return
        if part.node in leaves:
            at = (leaves.index(part.node) + by) % len(leaves)
        else:
            at = 0 if by > 0 else -1
        self.session.select({leaves[at]})
        self._edit(leaves[at], (PartKind.VALUE,))

    def _follow(self) -> None:
        """Keeps the editor over its part, whose card may have moved or gone."""
        if self.editor is None:
            return
        document, canvas = self.session.document, self.canvas
        node = self._part.node
        if node not in document.nodes:
            self.close(False)
            return
        for part in parts_of(canvas.places, canvas.shown, document, node):
            if (part.kind, part.index, part.name) == (
                self._part.kind, self._part.index, self._part.name
            ):  # fmt: skip
                self.editor.place(part.box)
                return


def _is_alone(text: str, index: int) -> bool:
    """Whether the element is all of the text, or is not written there at all."""
    written = element(text, index)
    return written is None or written == text.strip()


def _check_element(text: str, index: int) -> Check:
    """What is wrong with one number of a value: the value with it has to be right."""

    def check(new: str) -> str:
        return check_value(new) or check_value(with_element(text, index, new))

    return check


def _check_param(data: OpData | GroupData, name: str, names: Mapping[str, object]) -> Check:
    spec = spec_of(data)
    params = {} if spec is None else {param.name: param for param in spec.params}
    if name in params:
        return lambda text: check_param(params[name], text, names)
    return lambda text: check_number(text, names)
