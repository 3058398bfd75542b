"""The form of each kind of action."""

from __future__ import annotations

import keyword
from typing import Any

from msgspec.structs import replace
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSizePolicy, QWidget

from app.widgets.choosers import NodeChooser
from app.widgets.fields import CheckedEdit
from app.widgets.look import fixed_font
from app.widgets.scope import Verdict, judge_values
from app.window.action_form import ActionForm, lines_of
from app.window.backward_form import BackwardForm
from app.window.deciding_forms import CheckForm, TryForm, WhenForm
from app.window.forward_form import ForwardForm
from app.window.jacobian_form import JacobianForm
from app.window.program_forms import LetForm, OptimizerForm, OptimizerStepForm, SeedForm
from app.window.read_grad_form import ReadGradForm
from app.window.tensor_forms import HookForm, RemoveHookForm, RetainGradForm
from autograd_core.graph import naming
from autograd_core.graph.actions import (
    Assign,
    Backward,
    Check,
    Forward,
    Hook,
    Jacobian,
    Let,
    Optimizer,
    OptimizerStep,
    Print,
    ReadGrad,
    RemoveHook,
    Repeat,
    RetainGrad,
    Seed,
    SetRequiresGrad,
    Try,
    When,
    ZeroGrad,
)
from autograd_core.graph.expression import ExpressionError, as_tensor
from autograd_core.graph.problems import EXPECTED

OPERATORS = ("=", "+=", "-=", "*=", "/=")
FIELDS = ("data", "value", "grad")


class AssignForm(ActionForm):
    """Writes into a tensor: which, what of it, how, and with what."""

    action: Assign

    def fill(self) -> None:
        self.setWindowTitle(self.tr("Assign"))
        action = self.action
        self.node = NodeChooser(self.document, action.node, self.tr("Tensor"))
        self.node.setObjectName("assignNode")
        self.field = _code_box(self.tr("What is written"), (".data", "", ".grad"), FIELDS)
        self.field.setItemText(1, self.tr("(itself)"))
        self.field.setCurrentIndex(FIELDS.index(action.field))
        self.operator = _code_box(self.tr("Operator"), OPERATORS, OPERATORS)
        self.operator.setObjectName("assignOperator")
        self.operator.setCurrentIndex(OPERATORS.index(action.operator))
        self.expression = self.expression_line(
            self.tr("Expression"), action.expression.text, self._judge
        )
        self.expression.edit.setObjectName("assignExpression")
        self.expression.edit.setPlaceholderText("0.1 * x.grad")
        self.no_grad = QCheckBox(self.tr("Under no_grad, so that autograd does not record it"))
        self.no_grad.setChecked(action.no_grad)
        target = QWidget()
        across = QHBoxLayout(target)
        across.setContentsMargins(0, 0, 0, 0)
        for box in (self.node, self.field, self.operator):
            across.addWidget(box)
        target.setFocusProxy(self.node)
        self.row(self.tr("Tensor"), target)
        self.row(self.tr("Expression"), self.expression)
        self.form.addRow("", self.no_grad)
        for box in (self.node, self.field, self.operator):
            box.currentIndexChanged.connect(lambda at: self._chosen())
        self.no_grad.toggled.connect(lambda on: self.refresh())
        self._explain()
        self.first = self.expression

    def built(self) -> Assign:
        return replace(
            self.action,
            node=self.node.node(),
            expression=self.scope.bind(self.expression.text(), self.action.expression.names),
            field=self.field.currentData(),
            operator=self.operator.currentData(),
            no_grad=self.no_grad.isChecked(),
        )

    def is_right(self) -> bool:
        return bool(self.node.node()) and super().is_right()

    def _chosen(self) -> None:
        self._explain()
        self.expression.look_again()
        self.refresh()

    def _explain(self) -> None:
        self.help.setText(
            {
                "data": self.tr(
                    "Autograd does not see this: nothing is recorded, and no version is counted."
                ),
                "value": self.tr(
                    "Written in place, as PyTorch's own operators do: autograd counts a version, "
                    "and refuses it for a leaf that requires grad unless it is under no_grad."
                ),
                "grad": self.tr("The accumulated gradient is written; None empties it."),
            }[self.field.currentData()]
        )

    def _judge(self, text: str) -> Verdict:
        verdict = self.scope.judge(text, self.action.expression.names)
        value = verdict.value
        if value is None or self.operator.currentData() != "=":
            return verdict
        try:
            as_tensor(value, None)
        except ExpressionError as error:
            return Verdict(wrong=str(error))
        except EXPECTED as error:
            return Verdict(doubt=str(error))
        return verdict


class RequiresGradForm(ActionForm):
    """Calls `requires_grad_`."""

    action: SetRequiresGrad

    def fill(self) -> None:
        self.setWindowTitle(self.tr("Set requires_grad"))
        self.node = NodeChooser(self.document, self.action.node, self.tr("Tensor"))
        self.node.setObjectName("requiresGradNode")
        self.node.currentIndexChanged.connect(lambda at: self.refresh())
        self.value = QCheckBox("requires_grad")
        self.value.setChecked(self.action.value)
        self.value.toggled.connect(lambda on: self.refresh())
        self.row(self.tr("Tensor"), self.node)
        self.form.addRow("", self.value)
        self.help.setText(self.tr("From then on; Forward has to run again for it to be seen."))

    def built(self) -> SetRequiresGrad:
        return replace(self.action, node=self.node.node(), value=self.value.isChecked())

    def is_right(self) -> bool:
        return bool(self.node.node())


class PrintForm(ActionForm):
    """Prints an expression."""

    action: Print

    def fill(self) -> None:
        self.setWindowTitle(self.tr("Print"))
        self.expression = self.expression_line(
            self.tr("Expression"), self.action.expression.text, self._judge
        )
        self.expression.edit.setObjectName("printExpression")
        self.expression.edit.setPlaceholderText("x.grad")
        self.row(self.tr("Expression"), self.expression)
        self.first = self.expression
        self.help.setText(
            self.tr("Tensors go by the names of their cards. Commas print several values.")
        )

    def built(self) -> Print:
        bound = self.scope.bind(self.expression.text(), self.action.expression.names)
        return replace(self.action, expression=bound)

    def _judge(self, text: str) -> Verdict:
        return self.scope.judge(text, self.action.expression.names)


class RepeatForm(ActionForm):
    """How often its body runs, and what the turn is called."""

    action: Repeat

    def fill(self) -> None:
        self.setWindowTitle(self.tr("Repeat"))
        used = naming.names_used(self.document, self.action)
        self._taken = used - {self.action.name}
        """The names that the loop uses for something else than its turn."""
        self.name = CheckedEdit(self.tr("Name of the turn"), self._check_name)
        self.name.setObjectName("repeatName")
        self.name.show_text(self.action.name)
        self.values = self.expression_line(
            self.tr("Turns"), self.action.values.text, self._judge
        )
        self.values.edit.setObjectName("repeatValues")
        self.values.edit.setPlaceholderText("3")
        self.values.edit.selectAll()  # what is typed comes in place of the number offered
        self.first = self.values
        self.row(self.tr("Turns"), self.values)
        self.row(self.tr("Name"), self.name)
        self.name.accepted.connect(lambda text: self.refresh())
        self.name.refused.connect(lambda text: self.refresh())
        self.help.setText(
            self.tr(
                "A number counts from 0; a list such as [0.1, 0.01] gives its values one after "
                "another. Actions are dragged into the loop and out of it in the list."
            )
        )

    def built(self) -> Repeat:
        """The loop; its body knows the turn by the name that it has now."""
        text = plain_turns(self.values.text())
        bound = self.scope.bind(text, self.action.values.names)
        name = self.name.text().strip() or "i"
        if self.new or name in self._taken:
            repeat = replace(self.action, name=name)
        else:
            repeat = naming.turn_renamed(self.action, name)
        return replace(repeat, values=bound)

    def code_text(self) -> str:
        return "\n".join(lines_of(self.built(), self.document))

    def is_right(self) -> bool:
        return super().is_right() and not self._check_name(self.name.text())

    def _judge(self, text: str) -> Verdict:
        return judge_values(self.scope, plain_turns(text), self.action.values.names)

    def _check_name(self, text: str) -> str:
        name = text.strip()
        if not name.isidentifier() or keyword.iskeyword(name):
            return self.tr("A name is needed here, such as i.")
        if name in self._taken:
            return self.tr("{name} means something else in the loop.").format(name=name)
        return ""


class ZeroGradForm(ActionForm):
    """Whose gradients, and whether to None or to zeros."""

    action: ZeroGrad

    def fill(self) -> None:
        self.setWindowTitle(self.tr("Zero grad"))
        leaves = self.action.leaves
        self.all = QCheckBox(self.tr("All leaves"))
        self.all.setChecked(leaves is None)
        self.leaf = NodeChooser(
            self.document, (leaves or ("",))[0], self.tr("Leaf"), leaves_only=True
        )
        self.zeros = QCheckBox(self.tr("Keep zeros in .grad (set_to_none=False)"))
        self.zeros.setChecked(not self.action.set_to_none)
        self.form.addRow("", self.all)
        self.row(self.tr("Leaf"), self.leaf)
        self.form.addRow("", self.zeros)
        for box in (self.all, self.zeros):
            box.toggled.connect(lambda on: self.refresh())
        self.leaf.currentIndexChanged.connect(lambda at: self.refresh())

    def refresh(self) -> None:
        self.leaf.setEnabled(not self.all.isChecked())
        super().refresh()

    def built(self) -> ZeroGrad:
        leaves = self.action.leaves
        if self.all.isChecked():
            leaves = None
        elif not leaves or self.leaf.node() != leaves[0]:
            leaves = (self.leaf.node(),)
        return replace(self.action, leaves=leaves, set_to_none=not self.zeros.isChecked())

    def is_right(self) -> bool:
        return self.all.isChecked() or bool(self.leaf.node())


FORMS: dict[type, type[ActionForm]] = {
    Forward: ForwardForm,
    Assign: AssignForm,
    SetRequiresGrad: RequiresGradForm,
    Print: PrintForm,
    Repeat: RepeatForm,
    Backward: BackwardForm,
    Jacobian: JacobianForm,
    ReadGrad: ReadGradForm,
    ZeroGrad: ZeroGradForm,
    RetainGrad: RetainGradForm,
    Hook: HookForm,
    RemoveHook: RemoveHookForm,
    Let: LetForm,
    Seed: SeedForm,
    Optimizer: OptimizerForm,
    OptimizerStep: OptimizerStepForm,
    Check: CheckForm,
    When: WhenForm,
    Try: TryForm,
}


def plain_turns(text: str) -> str:
    """What was typed for the turns; `range(3)`, as Python would have it, is 3."""
    text = text.strip()
    if text.startswith("range(") and text.endswith(")") and "," not in text:
        return text[len("range(") : -1].strip()
    return text


def _code_box(name: str, texts: tuple[str, ...], datas: tuple[Any, ...]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setFont(fixed_font())
    box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    for text, data in zip(texts, datas, strict=True):
        box.addItem(text, data)
    return box
