"""The forms of what is asked of a tensor before a backward comes: retain_grad and hooks."""

from __future__ import annotations

import keyword

from msgspec.structs import replace
from PySide6.QtWidgets import QComboBox

from app.widgets.choosers import NodeChooser
from app.widgets.fields import CheckedEdit
from app.widgets.scope import Verdict
from app.window.action_form import ActionForm
from autograd_core.graph import action_edits
from autograd_core.graph.action_blocks import Place
from autograd_core.graph.actions import Hook, RemoveHook, RetainGrad
from autograd_core.graph.hook_edits import place_for
from autograd_core.tensor import Tensor


class _TensorForm(ActionForm):
    """A form about one tensor, whose action goes before the backward that comes to it."""

    action: RetainGrad | Hook

    def choose_node(self) -> None:
        """Makes the field for the tensor."""
        self.node = NodeChooser(self.document, self.action.node, self.tr("Tensor"))
        self.node.setObjectName("tensorNode")
        self.node.currentIndexChanged.connect(lambda at: self.refresh())
        self.row(self.tr("Tensor"), self.node)

    def preferred(self) -> str:
        return self.tr("Before the backward that comes to it")

    def place(self) -> Place:
        if self.new and self.where.is_preferred:
            return place_for(self.document, self.node.node())
        return super().place()

    def is_right(self) -> bool:
        return bool(self.node.node()) and super().is_right()


class RetainGradForm(_TensorForm):
    """Whose gradient is kept."""

    action: RetainGrad

    def fill(self) -> None:
        self.setWindowTitle(self.tr("Keep a gradient"))
        self.choose_node()
        self.first = self.node
        self.help.setText(
            self.tr(
                "Backward lets the gradients of results go as soon as they have been passed on; "
                "this one is kept in .grad. Leaves keep theirs anyway."
            )
        )

    def built(self) -> RetainGrad:
        return replace(self.action, node=self.node.node())


class HookForm(_TensorForm):
    """What is done with the gradient that arrives at a tensor."""

    action: Hook

    def fill(self) -> None:
        self.setWindowTitle(self.tr("Hook"))
        self.name = CheckedEdit(self.tr("Name of the gradient"), self._check_name)
        self.name.setObjectName("hookName")
        self.name.show_text(self.action.name)
        self.choose_node()
        self.expression = self.expression_line(
            self.tr("Expression"), self.action.expression.text, self._judge
        )
        self.expression.edit.setObjectName("hookExpression")
        self.expression.edit.setPlaceholderText("g * 2")
        self.row(self.tr("Expression"), self.expression)
        self.row(self.tr("Name"), self.name)
        self.first = self.expression
        self.name.accepted.connect(lambda text: self._renamed())
        self.name.refused.connect(lambda text: self.refresh())
        self.node.currentIndexChanged.connect(lambda at: self.expression.look_again())
        self.help.setText(
            self.tr(
                "Called with the gradient that arrives; what it gives goes on in its place. It "
                "needs the same shape and dtype. None leaves the gradient as it is."
            )
        )

    def built(self) -> Hook:
        name = self.name.text().strip() or "g"
        with self.scope.hiding(name):
            bound = self.scope.bind(self.expression.text(), self.action.expression.names)
        return replace(self.action, node=self.node.node(), name=name, expression=bound)

    def is_right(self) -> bool:
        return super().is_right() and not self._check_name(self.name.text())

    def _renamed(self) -> None:
        self.expression.look_again()
        self.refresh()

    def _judge(self, text: str) -> Verdict:
        """The expression with a gradient like the tensor: what arrives is not known yet."""
        name = self.name.text().strip() or "g"
        chosen = self.node.node() if hasattr(self, "node") else self.action.node
        like = self.scope.like(chosen)
        with self.scope.hiding(name, like):
            verdict = self.scope.judge(text, self.action.expression.names)
        if isinstance(like, Tensor) and isinstance(verdict.value, Tensor):
            doubt = ""
            if verdict.value.shape != like.shape:
                doubt = "hook '<lambda>' has changed the size of value"
            return verdict._replace(now="", doubt=verdict.doubt or doubt)
        return verdict._replace(now="")

    def _check_name(self, text: str) -> str:
        name = text.strip()
        if not name.isidentifier() or keyword.iskeyword(name):
            return self.tr("A name is needed here, such as g.")
        return ""


class RemoveHookForm(ActionForm):
    """Which hook is taken away."""

    action: RemoveHook

    def fill(self) -> None:
        self.setWindowTitle(self.tr("Remove a hook"))
        self.hook = QComboBox()
        self.hook.setObjectName("hookChoice")
        self.hook.setAccessibleName(self.tr("Hook"))
        for _, action in action_edits.flat(self.document.actions):
            if isinstance(action, Hook):
                name = self.document.name(action.node)
                text = f"{name}: lambda {action.name}: {action.expression.text}"
                self.hook.addItem(text, action.id)
        self.hook.setCurrentIndex(max(0, self.hook.findData(self.action.hook)))
        self.hook.currentIndexChanged.connect(lambda at: self.refresh())
        self.row(self.tr("Hook"), self.hook)
        self.first = self.hook
        self.help.setText(
            self.tr("From here on it is not called any more.")
            if self.hook.count()
            else self.tr("There is no hook yet.")
        )

    def built(self) -> RemoveHook:
        return replace(self.action, hook=str(self.hook.currentData() or ""))

    def is_right(self) -> bool:
        return bool(self.hook.currentData())
