"""The page of a leaf."""

from __future__ import annotations

import random

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QWidget

from app.panels.inspector.pages import NodePage, caption
from app.playback.player import Player
from app.session import Session
from app.widgets.checks import check_value
from autograd_core.graph import building
from autograd_core.graph.document import LeafData
from autograd_core.graph.expression import is_random
from autograd_core.graph.packed import is_packed, shown

DTYPES = (
    "float32", "float64", "float16", "int64", "int32", "int16", "int8", "uint8", "bool",
)
SEEDS = 2**31
LONGEST = 20_000
"""Characters of a value that a line holds; a longer one is edited in the table."""
SHOWN = 200


class LeafPage(NodePage):
    """Value, dtype and requires_grad; what is typed runs at once."""

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(session, player, parent)
        self.subtitle.setText(self.tr("Leaf"))
        self.value = self.add_edit(self.tr("Value"), "value", check_value)
        self.value.setObjectName("leafValue")
        self.value.edit.setPlaceholderText("[1., 2.]")
        self.value.accepted.connect(self._set_value)
        self.dtype = QComboBox()
        self.dtype.setObjectName("leafDtype")
        self.dtype.setAccessibleName(self.tr("dtype"))
        self.dtype.addItem(self.tr("as PyTorch infers"), None)
        for name in DTYPES:
            self.dtype.addItem(name, name)
        self.dtype.activated.connect(self._set_dtype)
        self.tracked = QCheckBox("requires_grad")
        self.tracked.setObjectName("leafRequiresGrad")
        self.tracked.clicked.connect(self._set_requires_grad)
        self.redraw = QPushButton(self.tr("Draw other random numbers"))
        self.redraw.setObjectName("leafRedraw")
        self.redraw.clicked.connect(self._redraw)
        self.form.addRow(caption(self.tr("Value"), self.value), self.value)
        self.form.addRow(caption(self.tr("dtype"), self.dtype), self.dtype)
        self.form.addRow("", self.tracked)
        self.form.addRow("", self.redraw)
        # a leaf is looked at for what it holds, and for what its .grad is made of
        self.column.removeWidget(self.facts)
        self.column.insertWidget(self.column.indexOf(self.below), self.facts)

    def refresh(self) -> None:
        data = self._data()
        is_long = len(data.value) > LONGEST
        self.value.edit.setReadOnly(is_long)
        if is_long:  # a line would cut it off, and be slow at that
            packed = is_packed(data.value)
            self.value.show_text(shown(data.value) if packed else f"{data.value[:SHOWN]} …")
        else:
            self.put_text(self.value, "value", data.value)
        with QSignalBlocker(self.dtype):
            at = self.dtype.findData(data.dtype)
            if at < 0:
                self.dtype.addItem(str(data.dtype), data.dtype)
                at = self.dtype.count() - 1
            self.dtype.setCurrentIndex(at)
        self.tracked.setChecked(data.requires_grad)
        self.form.setRowVisible(self.redraw, is_random(data.value))
        super().refresh()

    def first_editor(self) -> QWidget:
        self.value.edit.selectAll()
        return self.value.edit

    def _data(self) -> LeafData:
        data = self.session.document.nodes[self.node]
        assert isinstance(data, LeafData)
        return data

    def _change(self, field: str, value: object) -> None:
        document = self.session.document
        text = self.tr("Change {field} of {node}").format(
            field=field, node=document.name(self.node)
        )
        edits = building.change(document, self.node, **{field: value})
        self.commit(edits, text, field, typed=field == "value")

    def _set_value(self, text: str) -> None:
        self._change("value", text.strip())

    def _set_dtype(self) -> None:
        self._change("dtype", self.dtype.currentData())

    def _set_requires_grad(self, on: bool) -> None:
        self._change("requires_grad", on)

    def _redraw(self) -> None:
        self._change("seed", random.randrange(SEEDS))
