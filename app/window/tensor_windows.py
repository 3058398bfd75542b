"""Windows on tensors: the table editor, the picture, and the v·J workbench."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from app.canvas.canvas import Canvas
from app.canvas.numbers import starting_value
from app.playback.player import Player
from app.session import Session
from app.window.image_view import ImageView
from app.window.sheet import Array
from app.window.table_editor import TableEditor
from autograd_core import dtypes
from autograd_core.graph import building
from autograd_core.graph.document import LeafData
from autograd_core.graph.edits import Edit
from autograd_core.graph.expression import as_tensor, evaluate, is_random
from autograd_core.graph.forward import dtype_named
from autograd_core.graph.literals import TooLong, literal_text
from autograd_core.graph.ports import first_port
from autograd_core.graph.problems import EXPECTED
from autograd_core.graph.steps import Value, port_ref

if TYPE_CHECKING:
    from app.window.workbench.window import WorkbenchWindow

MOST_HELD = 60
"""Characters of a name in a window's title."""
MOST_DRAFTED = 100_000
"""Numbers of a table that are kept for the case of a crash while they are typed."""
LOOK_MILLISECONDS = 1000
"""How often it is looked whether there are others."""


class TensorWindows(QObject):
    """Opens them; what the table editor takes over is one step of undo."""

    def __init__(
        self, session: Session, player: Player, canvas: Canvas, window: QWidget
    ) -> None:
        super().__init__(window)
        self.session = session
        self.player = player
        self.canvas = canvas
        self.window = window
        self.workbench: WorkbenchWindow | None = None
        canvas.table_requested.connect(self.open_table)
        canvas.picture_requested.connect(self.open_image)

    # The table editor

    def table_of_selected(self) -> None:
        """The table of the selected card."""
        node = self._selected()
        if node is not None:
            self.open_table(node)

    def open_table(self, node: str) -> TableEditor | None:
        """The table of a leaf's value, to be edited; of what another card holds at the cursor, to
        be read."""
        document = self.session.document
        data, name = document.nodes[node], document.name(node)[:MOST_HELD]
        editable = isinstance(data, LeafData)
        array = self._array(node)
        if array is None:
            said = self.tr("{node} holds no numbers here.")
            self.session.said.emit(said.format(node=name))
            return None
        title = self.tr("Value of {node}").format(node=name)
        editor = TableEditor(title, array, editable, self.window)
        editor.taken.connect(lambda made: self._take(node, editor, made))
        editor.finished.connect(editor.deleteLater)
        if editable:
            self._keep_draft(node, editor)
        editor.open()
        return editor

    def _keep_draft(self, node: str, editor: TableEditor) -> None:
        """What is typed into a table is not lost by a crash before it is taken over."""
        last = ""

        def look() -> None:
            nonlocal last
            array = editor.sheet.array if editor.sheet.changed else None
            data = self.session.document.nodes.get(node)
            if array is None or array.size > MOST_DRAFTED or not isinstance(data, LeafData):
                return
            text = literal_text(array)
            if text != last:
                last = text
                self.session.drafted.emit(self._edits(node, data, array, text))

        timer = QTimer(editor)
        timer.timeout.connect(look)
        timer.start(LOOK_MILLISECONDS)
        editor.finished.connect(timer.stop)
        editor.finished.connect(lambda _: self.session.drafted.emit([]))

    def _edits(self, node: str, data: LeafData, array: Array, text: str) -> list[Edit]:
        return building.change(
            self.session.document, node, value=text, dtype=_dtype(data, array)
        )

    def _array(self, node: str) -> Array | None:
        data = self.session.document.nodes[node]
        if isinstance(data, LeafData):
            written = self._as_written(data) if self.session.is_running else None
            if written is not None:
                return written
            value = starting_value(self.session.seen, node)
            if value is None:  # one that has failed is written anew
                return np.zeros(1, np.float32)
        else:
            found = self.player.field(
                port_ref(node, first_port(self.session.document, node)), "value"
            )
            value = found if isinstance(found, Value) else None
        return None if value is None else value.array

    def _as_written(self, data: LeafData) -> Array | None:
        """A leaf's numbers by its text, which a run has not come to yet; None where they are
        drawn at random, or cannot be read."""
        if is_random(data.value):
            return None

        def made() -> Array | None:
            try:
                dtype = None if data.dtype is None else dtype_named(data.dtype)
                return as_tensor(evaluate(data.value), dtype)._array
            except EXPECTED:
                return None

        return self.session.wait_for(made)

    def _take(self, node: str, editor: TableEditor, array: Array) -> None:
        document = self.session.document
        data = document.nodes.get(node)
        if not isinstance(data, LeafData):
            editor.accept()
            return
        try:
            text = self.session.wait_for(lambda: literal_text(array))
        except TooLong:
            editor.refuse(
                self.tr(
                    "{count} numbers are too many to be kept as text: make the table smaller."
                ).format(count=array.size)
            )
            return
        edits = self._edits(node, data, array, text)
        said = self.tr("Edit the table of {node}").format(node=document.name(node))
        editor.accept()
        self.session.do(edits, said)

    # The picture

    def image_of_selected(self) -> None:
        """The picture of the selected card's tensor."""
        node = self._selected()
        if node is not None:
            self.open_image(node)

    def open_image(self, node: str, field: str = "value") -> ImageView:
        """The picture of what a card holds, or of its gradient (`grad`); it follows the cursor
        until it is closed."""
        view = ImageView(self.session, self.player, node, self.window)
        view.choose(field)
        view.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        view.show()
        return view

    # The workbench

    def open_workbench(self) -> WorkbenchWindow:
        """The v·J workbench on the selected cards; there is one, which comes to the front."""
        if self.workbench is None:
            # the first use loads it, not the start of the program
            from app.window.workbench.window import WorkbenchWindow

            self.workbench = WorkbenchWindow(self.session, self.window)
            self.workbench.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.workbench.destroyed.connect(self._forget_workbench)
        self.workbench.start()
        self.workbench.show()
        self.workbench.raise_()
        self.workbench.activateWindow()
        return self.workbench

    def _forget_workbench(self) -> None:
        self.workbench = None

    def _selected(self) -> str | None:
        document, chosen = self.session.document, self.session.selection
        focused = self.canvas.scene.focused
        if focused in document.nodes and (focused in chosen or not chosen):
            return focused
        found = next((node for node in document.order if node in chosen), None)
        if found is None:
            self.session.said.emit(self.tr("Select the card whose tensor is to be shown."))
        return found


def _dtype(data: LeafData, array: np.ndarray[Any, np.dtype[Any]]) -> str | None:
    """The array's dtype, left open where it was open and PyTorch infers the same."""
    name = array.dtype.name
    inferred = {"f": dtypes.float32.numpy.name, "b": "bool"}.get(array.dtype.kind, "int64")
    return None if data.dtype is None and name == inferred and array.size else name
