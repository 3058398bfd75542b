"""Asks for the gradient of a backward pass from a tensor that is no scalar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.widgets.checks import tensor_of
from app.widgets.fields import CheckedEdit, wrapped
from app.widgets.mnemonics import mark_dialog
from autograd_core.graph import action_edits
from autograd_core.graph.actions import Backward, Expression
from autograd_core.graph.document import Document
from autograd_core.graph.ports import first_port
from autograd_core.graph.steps import StepLog, Value, port_ref
from autograd_core.tensor import Tensor

WIDTH, SIDE = 480, 20
SCALAR_ONLY = "grad can be implicitly created only for scalar outputs"
"""What PyTorch says to a backward without gradient from such a tensor."""
MISMATCH = (
    "Mismatch in shape: grad_output[0] has a shape of {given} and output[0] has a shape of "
    "{wanted}."
)


def value_at_end(log: StepLog, document: Document, node: str) -> Value | None:
    """The node's first output at the end of the run."""
    value = log.at(len(log), port_ref(node, first_port(document, node)), "value")
    return value if isinstance(value, Value) else None


def size_text(shape: tuple[int, ...]) -> str:
    """A shape as PyTorch prints it: `torch.Size([2])`."""
    return f"torch.Size([{', '.join(map(str, shape))}])"


class BackwardDialog(QDialog):
    """A gradient of the root's shape, as an Expression in which labels name tensors."""

    def __init__(
        self, document: Document, log: StepLog, root: str, value: Value, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("backwardDialog")
        self.document = document
        self.log = log
        self.root = root
        self.shape = value.shape
        name = document.name(root)
        self.setWindowTitle(self.tr("Backward from {root}").format(root=name))
        self.why = wrapped(
            self.tr(
                "{root} has the shape {shape}. For a tensor that is no scalar, PyTorch would say "
                "“{error}”, so say with which gradient v to start; what comes out is v·J."
            ).format(root=name, shape=list(self.shape), error=SCALAR_ONLY)
        )
        self.gradient = CheckedEdit(self.tr("Gradient"), self._check)
        self.gradient.setObjectName("backwardGradient")
        self.gradient.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.ones = QPushButton(self.tr("Ones"))
        self.ones.setObjectName("ones")
        self.ones.setAutoDefault(False)
        self.ones.clicked.connect(self._offer_ones)
        self.retain = QCheckBox(self.tr("Keep the graph for another backward (retain_graph)"))
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.retain.setObjectName("retain")
        ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        ok.setObjectName("backward")
        ok.setText(self.tr("Backward"))
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setObjectName("cancel")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.gradient.accepted.connect(lambda text: self._judged(True))
        self.gradient.refused.connect(lambda text: self._judged(False))
        self._lay_out()
        self._offer_ones()

    def _lay_out(self) -> None:
        label = QLabel(self.tr("gradient"))
        label.setObjectName("gradient")
        label.setBuddy(self.gradient)
        label.setMinimumHeight(self.ones.sizeHint().height())
        top = Qt.AlignmentFlag.AlignTop
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(label, 0, top)
        row.addWidget(self.gradient, 1)
        row.addWidget(self.ones, 0, top)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE, 18, SIDE, 16)
        column.setSpacing(14)
        column.addWidget(self.why)
        column.addLayout(row)
        column.addWidget(self.gradient.message)
        column.addWidget(self.retain)
        column.addStretch()
        column.addWidget(self.buttons)

    def _fit(self) -> None:
        """As high as the texts need: Qt does not ask again when a text grows by lines."""
        for label in (self.why, self.gradient.message):
            label.ensurePolished()
            label.setMinimumHeight(0)  # else it counts as what the text needs
            label.setFixedHeight(max(0, label.heightForWidth(WIDTH - 2 * SIDE)))
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
            layout.activate()
            self.setFixedSize(WIDTH, layout.totalHeightForWidth(WIDTH))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        mark_dialog(self)
        self._fit()

    def expression(self) -> Expression:
        """The gradient with the nodes that its names mean."""
        text = self.gradient.text().strip()
        offered = self._ones()
        if text == offered.text:
            return offered
        return action_edits.expression(self.document, text)

    def retain_graph(self) -> bool:
        return self.retain.isChecked()

    def _ones(self) -> Expression:
        port = first_port(self.document, self.root)
        return action_edits.ones_like(self.document, self.log, Backward("", self.root, port))

    def _offer_ones(self) -> None:
        self.gradient.show_text(self._ones().text)
        self._enable(True)
        self._fit()
        self.gradient.edit.setFocus()
        self.gradient.edit.selectAll()

    def _judged(self, right: bool) -> None:
        self._enable(right)
        self._fit()

    def _enable(self, on: bool) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(on)

    def _check(self, text: str) -> str:
        """What is wrong with the gradient: its text, or its shape."""
        offered = self._ones()
        bound = offered if text.strip() == offered.text else action_edits.expression(
            self.document, text
        )
        names: dict[str, object] = {}
        for name, node in bound.names.items():
            value = value_at_end(self.log, self.document, node)
            if value is not None and value.array is not None:
                names[name] = Tensor(value.array)
        tensor, wrong = tensor_of(text, names)
        if wrong or tensor is None:
            return wrong
        shape = tuple(tensor.shape)
        if shape != self.shape:
            return MISMATCH.format(given=size_text(shape), wanted=size_text(self.shape))
        return ""
