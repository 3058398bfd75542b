"""The form of the Backward action."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtWidgets import QCheckBox, QComboBox

from app.widgets.choosers import NodeChooser
from app.widgets.scope import Verdict
from app.window.action_form import ActionForm
from app.window.backward_dialog import MISMATCH, SCALAR_ONLY, size_text
from autograd_core.graph import taps
from autograd_core.graph.actions import Backward, ReadGrad
from autograd_core.graph.document import LeafData
from autograd_core.graph.edits import Edit
from autograd_core.graph.expression import as_tensor
from autograd_core.graph.ports import first_port
from autograd_core.graph.problems import EXPECTED
from autograd_core.tensor import Tensor

MOST_READ = 4
"""Leaves whose .grad gets a card of its own accord."""


class BackwardForm(ActionForm):
    """From where, with which gradient, what is kept, and where the gradients go: into `.grad`, or
    into a card, as `autograd.grad` returns them."""

    action: Backward

    def fill(self) -> None:
        self.setWindowTitle(self.tr("Backward"))
        action = self.action
        self.root = NodeChooser(self.document, action.root, self.tr("From"))
        self.root.currentIndexChanged.connect(lambda at: self._chosen())
        text = action.gradient.text if action.gradient is not None else ""
        self.gradient = self.expression_line(self.tr("gradient"), text, self._judge)
        self.gradient.edit.setObjectName("backwardFormGradient")
        self.gradient.edit.setPlaceholderText(self.tr("1, for a scalar"))
        self.retains = QCheckBox(self.tr("Keep the graph for another backward (retain_graph)"))
        self.retains.setChecked(action.retain_graph)
        self.records = QCheckBox(self.tr("Record the backward itself (create_graph)"))
        self.records.setChecked(action.create_graph)
        self.goal = QComboBox()
        self.goal.setObjectName("backwardGoal")
        self.goal.setAccessibleName(self.tr("Gradients go"))
        self.goal.addItem(self.tr("into .grad of the leaves, added up"))
        self.goal.addItem(self.tr("into a card of their own (autograd.grad)"))
        self.goal.setCurrentIndex(int(bool(action.into)))
        self.by = NodeChooser(self.document, self._first_input(), self.tr("By"))
        self.by.setObjectName("backwardBy")
        self.reads = QCheckBox(self.tr("Give .grad a card, from which backward can start again"))
        self.reads.setObjectName("backwardReads")
        self.reads.setChecked(self.new)
        self.row(self.tr("From"), self.root)
        self.row("gradient", self.gradient)
        self.row(self.tr("Gradients go"), self.goal)
        self.row(self.tr("By"), self.by)
        for chooser in (self.goal, self.by):
            chooser.currentIndexChanged.connect(lambda at: self.refresh())
        for box in (self.retains, self.records, self.reads):
            box.toggled.connect(lambda on: self.refresh())
            self.form.addRow("", box)

    def _first_input(self) -> str:
        """What the gradient is by; the first leaf behind the root where nothing says."""
        if self.action.inputs:
            return self.action.inputs[0]
        above = taps.sources(self.document, self.action.root) if self.action.root else set()
        leaves = (n for n in self.document.order if n in above and self._tracked(n))
        return next(leaves, "")

    @property
    def is_apart(self) -> bool:
        """Whether the gradient goes into a card."""
        return self.goal.currentIndex() == 1

    def refresh(self) -> None:
        self.form.setRowVisible(self.by, self.is_apart)
        reads = self.new and self.records.isChecked() and not self.is_apart
        self.form.setRowVisible(self.reads, reads)
        super().refresh()

    def built(self) -> Backward:
        root, text = self.root.node(), self.gradient.text()
        known = self.action.gradient.names if self.action.gradient is not None else {}
        same = root == self.action.root
        was_apart = bool(self.action.into)
        inputs, into = self.action.inputs, self.action.into
        if self.is_apart:
            others = (inputs or ())[1:] if was_apart else ()
            inputs = (self.by.node(), *others)
            into = into or (self.document.fresh_id("n"),)
        elif was_apart:
            inputs, into = None, ()
        return replace(
            self.action,
            root=root,
            port=self.action.port if same or not root else first_port(self.document, root),
            gradient=self.scope.bind(text, known) if text else None,
            retain_graph=self.retains.isChecked(),
            create_graph=self.records.isChecked(),
            inputs=inputs,
            into=into,
        )

    def is_right(self) -> bool:
        found = bool(self.root.node()) and (not self.is_apart or bool(self.by.node()))
        return found and super().is_right()

    def _read(self) -> list[str]:
        """The leaves whose .grad is to have a card."""
        if not (self.new and self.records.isChecked() and not self.is_apart):
            return []
        if not self.reads.isChecked() or not self.root.node():
            return []
        above = taps.sources(self.document, self.root.node())
        leaves = [node for node in self.document.order if node in above and self._tracked(node)]
        return leaves[:MOST_READ]

    def _tracked(self, node: str) -> bool:
        data = self.document.nodes[node]
        return isinstance(data, LeafData) and data.requires_grad

    def followers(self) -> tuple[ReadGrad, ...]:
        """The actions that read what has come to .grad."""
        leaves = self._read()
        names = taps.fresh_ids(self.document, "a", len(leaves) + 1)
        cards = taps.fresh_ids(self.document, "n", len(leaves))
        return tuple(
            ReadGrad(name, leaf, (card,))
            for name, leaf, card in zip(
                [each for each in names if each != self.action.id], leaves, cards, strict=False
            )
        )

    def further(self) -> Sequence[Edit]:
        """The cards that the gradients go to."""
        action, document = self.built(), self.document
        wanted = [(tap, action.root) for tap in action.into if tap not in document.nodes]
        wanted += [(each.into[0], action.root) for each in self.followers()]
        return taps.add_taps(document, wanted, stem="g")

    def _chosen(self) -> None:
        self.gradient.look_again()
        self.refresh()

    def _judge(self, text: str) -> Verdict:
        value = self.scope.value_of(self.root.node()) if self.root.node() else None
        if not text.strip():
            scalar = value is None or all(size == 1 for size in value.shape)
            return Verdict() if scalar else Verdict(doubt=SCALAR_ONLY)
        known = self.action.gradient.names if self.action.gradient is not None else {}
        verdict = self.scope.judge(text, known)
        if value is None or not isinstance(verdict.value, Tensor | list | int | float):
            return verdict
        try:
            shape = tuple(as_tensor(verdict.value, None).shape)
        except EXPECTED as error:
            return Verdict(doubt=str(error))
        if shape == value.shape:
            return verdict
        return Verdict(
            doubt=MISMATCH.format(given=size_text(shape), wanted=size_text(value.shape))
        )
