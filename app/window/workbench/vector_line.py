"""Where v comes from: ones, typed, or the gradient of a scalar below the output."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.widgets.fields import Check, CheckedEdit
from app.window.workbench.choices import Names
from autograd_core.graph.flattening import End

Kind = Literal["ones", "typed", "scalar"]
KINDS: tuple[Kind, ...] = ("ones", "typed", "scalar")


class VectorLine(QWidget):
    """The kind, and its field.

    Signals:
        changed: v is another.
        typing: typed was chosen, and the line wants a text to start with.
    """

    changed = Signal()
    typing = Signal()

    def __init__(self, check: Check) -> None:
        super().__init__()
        self.kinds = QComboBox()
        self.kinds.setObjectName("vectorKind")
        self.kinds.setAccessibleName("v")
        for kind, text in zip(
            KINDS, (self.tr("ones"), self.tr("typed"), self.tr("∂l/∂y of a scalar l")), strict=True
        ):
            self.kinds.addItem(text, kind)
        self.kinds.activated.connect(lambda _: self._choose())
        self.typed = CheckedEdit(self.tr("v as an expression"), check)
        self.typed.edit.setObjectName("vectorTyped")
        self.typed.accepted.connect(lambda text: self.changed.emit())
        self.scalar = QComboBox()
        self.scalar.setObjectName("vectorScalar")
        self.scalar.setAccessibleName(self.tr("The scalar l"))
        self.scalar.activated.connect(lambda _: self.changed.emit())
        self.fields = QStackedWidget()
        page = QWidget()
        above = QVBoxLayout(page)
        above.setContentsMargins(0, 0, 0, 0)
        above.addWidget(self.scalar)
        above.addStretch()
        for field in (QWidget(), self.typed, page):
            self.fields.addWidget(field)
        self.fields.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.kinds, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.fields, 1)

    @property
    def kind(self) -> Kind:
        return KINDS[self.kinds.currentIndex()]

    def set_kind(self, kind: Kind) -> None:
        place = KINDS.index(kind)
        self.kinds.setCurrentIndex(place)
        self.fields.setCurrentIndex(place)

    def _choose(self) -> None:
        self.fields.setCurrentIndex(self.kinds.currentIndex())
        if self.kind == "typed" and not self.typed.text():
            self.typing.emit()
        self.changed.emit()

    def offer(self, scalars: Names, output: str, chosen: End | None = None) -> None:
        """Offers these scalars; the one in force stays if it is among them."""
        before = chosen or self.end()
        self.scalar.clear()
        for end, name in scalars.items():
            self.scalar.addItem(name, end)
        found = next((i for i, end in enumerate(scalars) if end == before), len(scalars) - 1)
        self.scalar.setCurrentIndex(found)
        self.kinds.setItemText(2, self.tr("∂l/∂{output} of a scalar l").format(output=output))
        self._enable_scalar(bool(scalars))
        if not scalars and self.kind == "scalar":
            self.set_kind("ones")

    def _enable_scalar(self, on: bool) -> None:
        item = self.kinds.model().item(2)  # type: ignore[attr-defined]
        item.setEnabled(on)
        item.setToolTip("" if on else self.tr("No scalar follows from the output."))

    def end(self) -> End | None:
        """The scalar that is chosen."""
        found = self.scalar.currentData()
        return None if found is None else (found[0], found[1])
