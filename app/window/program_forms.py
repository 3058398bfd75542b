"""The forms of what a training program has beside its tensors: values, seeds and optimizers."""

from __future__ import annotations

import inspect
import keyword
from functools import lru_cache

from msgspec.structs import replace
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QSpinBox, QWidget

from app.widgets.choosers import NodeChecks, NodeChooser
from app.widgets.fields import CheckedEdit
from app.widgets.look import fixed_font
from app.widgets.scope import Verdict
from app.widgets.wording import action_title
from app.window.action_form import ActionForm, lines_of
from autograd_core.graph import action_edits
from autograd_core.graph.action_blocks import copied
from autograd_core.graph.actions import (
    Action,
    Backward,
    Expression,
    Forward,
    Let,
    Optimizer,
    OptimizerStep,
    Repeat,
    Seed,
    ZeroGrad,
)
from autograd_core.graph.document import action_ids
from autograd_core.graph.optimizing import KINDS

LEFT_OUT = frozenset({"self", "params", "foreach", "fused", "capturable", "differentiable"})
"""What an optimizer can be told that makes no difference here."""
TURNS = 10


class LetForm(ActionForm):
    """A Python value with a name."""

    action: Let

    def fill(self) -> None:
        self.setWindowTitle(self.tr("Python value"))
        self.name = CheckedEdit(self.tr("Name"), self._check_name)
        self.name.setObjectName("letName")
        self.name.show_text(self.action.name)
        self.expression = self.expression_line(
            self.tr("Value"), self.action.expression.text, self._judge
        )
        self.expression.edit.setObjectName("letValue")
        self.expression.edit.setPlaceholderText("0.1")
        self.row(self.tr("Name"), self.name)
        self.row(self.tr("Value"), self.expression)
        self.first = self.name
        for signal in (self.name.accepted, self.name.refused):
            signal.connect(lambda text: self.refresh())
        self.help.setText(
            self.tr(
                "A number, a text or a list. Expressions and parameters may use its name from "
                "then on."
            )
        )

    def built(self) -> Let:
        bound = self.scope.bind(self.expression.text(), self.action.expression.names)
        return replace(self.action, name=self.name.text().strip() or "a", expression=bound)

    def is_right(self) -> bool:
        return super().is_right() and not self._check_name(self.name.text())

    def _judge(self, text: str) -> Verdict:
        return self.scope.judge(text, self.action.expression.names)

    def _check_name(self, text: str) -> str:
        name = text.strip()
        if not name.isidentifier() or keyword.iskeyword(name):
            return self.tr("A name is needed here, such as lr.")
        if any(data.label == name for data in self.document.nodes.values()):
            return self.tr("A card has this name.")
        return ""


class SeedForm(ActionForm):
    """Where random numbers start from."""

    action: Seed

    def fill(self) -> None:
        self.setWindowTitle(self.tr("Seed"))
        self.seed = QSpinBox()
        self.seed.setObjectName("seedNumber")
        self.seed.setAccessibleName(self.tr("Seed"))
        self.seed.setRange(0, 2**31 - 1)
        self.seed.setValue(self.action.seed)
        self.seed.valueChanged.connect(lambda value: self.refresh())
        self.row(self.tr("Seed"), self.seed)
        self.first = self.seed
        self.help.setText(
            self.tr("Random numbers that are drawn after it are the same each time, as PyTorch's.")
        )

    def built(self) -> Seed:
        return replace(self.action, seed=self.seed.value())


class OptimizerForm(ActionForm):
    """Which optimizer over which leaves, with what options; and a loop that trains with it."""

    action: Optimizer

    def fill(self) -> None:
        self.setWindowTitle(self.tr("Optimizer"))
        action = self.action
        self._options: dict[str, CheckedEdit] = {}
        self._typed = dict(action.options)
        self.kind = QComboBox()
        self.kind.setObjectName("optimizerKind")
        self.kind.setAccessibleName(self.tr("Optimizer"))
        self.kind.setFont(fixed_font())
        self.kind.addItems([*KINDS, *({action.optimizer} - {*KINDS})])
        self.kind.setCurrentText(action.optimizer)
        self.kind.currentIndexChanged.connect(lambda at: self._make_options())
        self.name = CheckedEdit(self.tr("Name"), self._check_name)
        self.name.setObjectName("optimizerName")
        self.name.show_text(action.name)
        for signal in (self.name.accepted, self.name.refused):
            signal.connect(lambda text: self.refresh())
        self.leaves = NodeChecks(
            self.document, action.leaves, self.tr("Leaves that it writes"), leaves_only=True
        )
        self.leaves.setObjectName("optimizerLeaves")
        self.leaves.changed.connect(self.refresh)
        self.options = QWidget()
        self._rows = QFormLayout(self.options)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setVerticalSpacing(4)
        self.row(self.tr("Optimizer"), self.kind)
        self.row(self.tr("Name"), self.name)
        self.row(self.tr("Leaves"), self.leaves)
        self.row(self.tr("Options"), self.options)
        self.first = self.kind
        self._add_loop()
        self._make_options()

    def _add_loop(self) -> None:
        """The loop, offered with a new optimizer only."""
        self.train = QCheckBox(self.tr("Train with it: Repeat"))
        self.train.setObjectName("optimizerTrain")
        self.turns = QSpinBox()
        self.turns.setObjectName("optimizerTurns")
        self.turns.setAccessibleName(self.tr("Turns"))
        self.turns.setRange(1, 100_000)
        self.turns.setValue(TURNS)
        root = action_edits.root_of(self.document, frozenset()) or ""
        self.loss = NodeChooser(self.document, root, self.tr("Loss"))
        self.loss.setObjectName("optimizerLoss")
        across = QWidget(self)
        row = QHBoxLayout(across)
        row.setContentsMargins(0, 0, 0, 0)
        for each in (self.train, self.turns):
            row.addWidget(each)
        row.addStretch()
        across.setVisible(self.new)
        if self.new:
            self.form.addRow("", across)
            self.row(self.tr("Loss"), self.loss)
            self.help.setText(
                self.tr("Each turn: zero grad, forward, backward from the loss, step.")
            )
        else:
            self.loss.setParent(across)
        self.train.toggled.connect(lambda on: self.refresh())
        self.turns.valueChanged.connect(lambda value: self.refresh())
        self.loss.currentIndexChanged.connect(lambda at: self.refresh())

    def _make_options(self) -> None:
        """A line for each option of the kind, with PyTorch's default in it."""
        while self._rows.rowCount():
            self._rows.removeRow(0)
        self._options = {}
        for name, default in options_of(self.kind.currentText()).items():
            edit = CheckedEdit(name, self._check_option)
            edit.setObjectName(f"option_{name}")
            edit.edit.setPlaceholderText(default)
            edit.show_text(self._typed.get(name, ""))
            edit.accepted.connect(lambda text, name=name: self._set(name, text))
            edit.refused.connect(lambda text: self.refresh())
            self._options[name] = edit
            self._rows.addRow(name, edit)
        self.refresh_when_ready()

    def refresh_when_ready(self) -> None:
        if hasattr(self, "where"):
            self.refresh()

    def _set(self, name: str, text: str) -> None:
        self._typed[name] = text.strip()
        self.refresh()

    def refresh(self) -> None:
        for each in (self.turns, self.loss):
            each.setEnabled(self.train.isChecked())
        super().refresh()

    def built(self) -> Optimizer:
        known = self._options.keys()
        options = {n: t for n, t in self._typed.items() if t and n in known}
        return replace(
            self.action,
            name=self.name.text().strip() or "optimizer",
            optimizer=self.kind.currentText(),
            leaves=self.leaves.nodes(),
            options=options,
        )

    def code_text(self) -> str:
        actions = (*self.leaders(), self.built())
        lines = [action_title(action, self.document) for action in actions]
        for loop in self.followers():
            lines += lines_of(loop, self.document) if isinstance(loop, Repeat) else []
        return "\n".join(lines)

    def leaders(self) -> tuple[Action, ...]:
        """A Forward of those leaves that are not there yet: an optimizer is made of tensors."""
        lacking = tuple(n for n in self.leaves.nodes() if self.scope.value_of(n) is None)
        if not self.new or not lacking:
            return ()
        return copied((Forward("b1", lacking),), {*action_ids(self.document.actions),
                                                  self.action.id})  # fmt: skip

    def followers(self) -> tuple[Action, ...]:
        """The loop."""
        if not self.new or not self.train.isChecked():
            return ()
        body: tuple[Action, ...] = (
            ZeroGrad("b1", leaves=self.leaves.nodes()),
            Forward("b2"),
            Backward("b3", root=self.loss.node()),
            OptimizerStep("b4", self.name.text().strip() or "optimizer"),
        )
        taken = {*action_ids(self.document.actions), self.action.id}
        taken |= {action.id for action in self.leaders()}
        names = {data.label for data in self.document.nodes.values()}
        turn = next(n for n in ("epoch", "step", "i", "turn", "turn_2") if n not in names)
        loop = Repeat("b5", Expression(str(self.turns.value())), turn, body)
        return copied((loop,), taken)

    def is_right(self) -> bool:
        right = all(not self._check_option(each.text()) for each in self._options.values())
        loss = not self.train.isChecked() or bool(self.loss.node())
        return right and loss and bool(self.leaves.nodes()) and not self._check_name(
            self.name.text()
        )

    def _check_option(self, text: str) -> str:
        return self.scope.judge(text).wrong if text.strip() else ""

    def _check_name(self, text: str) -> str:
        name = text.strip()
        if not name.isidentifier() or keyword.iskeyword(name):
            return self.tr("A name is needed here, such as optimizer.")
        return ""


class OptimizerStepForm(ActionForm):
    """Which optimizer takes a step."""

    action: OptimizerStep

    def fill(self) -> None:
        self.setWindowTitle(self.tr("Optimizer step"))
        self.name = QComboBox()
        self.name.setObjectName("optimizerChoice")
        self.name.setAccessibleName(self.tr("Optimizer"))
        flat = action_edits.flat(self.document.actions)
        names = dict.fromkeys(a.name for _, a in flat if isinstance(a, Optimizer))
        self.name.addItems(list(names))
        self.name.setCurrentIndex(max(0, self.name.findText(self.action.name)))
        self.name.currentIndexChanged.connect(lambda at: self.refresh())
        self.row(self.tr("Optimizer"), self.name)
        self.first = self.name
        self.help.setText(
            self.tr("It writes every leaf that has a .grad, under no_grad.")
            if names
            else self.tr("There is no optimizer yet.")
        )

    def built(self) -> OptimizerStep:
        return replace(self.action, name=self.name.currentText() or self.action.name)

    def is_right(self) -> bool:
        return bool(self.name.currentText())


@lru_cache(maxsize=16)
def options_of(kind: str) -> dict[str, str]:
    """The options of an optimizer with PyTorch's defaults, as they are typed."""
    from autograd_core import optim

    found = getattr(optim, kind, None)
    if found is None:
        return {}
    parameters = inspect.signature(found.__init__).parameters.values()
    return {p.name: repr(p.default) for p in parameters if p.name not in LEFT_OUT}
