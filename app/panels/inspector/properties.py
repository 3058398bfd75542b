"""What is asked of a node's tensor before a backward comes: keep its gradient, call hooks."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app import theme
from app.session import Session
from app.widgets.fields import heading
from app.widgets.icons import icon
from app.widgets.look import fixed_font
from app.widgets.wording import action_title
from autograd_core.graph import hook_edits
from autograd_core.graph.actions import Hook
from autograd_core.graph.document import LeafData, OpData, TapData


class GradientProperties(QWidget):
    """A tick and a list; each change is one undoable edit of the list of actions.

    Signals:
        hook_requested(node): somebody wants to write a hook.
    """

    hook_requested = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.node = ""
        self._shown: tuple[object, ...] = ()
        self.keep = QCheckBox(self.tr("Keep its gradient (retain_grad)"))
        self.keep.setObjectName("keepGrad")
        self.keep.setToolTip(
            self.tr("Backward lets the gradients of results go; this one stays in .grad.")
        )
        self.keep.clicked.connect(self._keep)
        self.add = QPushButton(self.tr("Add a hook…"))
        self.add.setObjectName("addHook")
        self.add.clicked.connect(lambda: self.hook_requested.emit(self.node))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.title = heading(self.tr("When a gradient comes"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(self.title)
        column.addWidget(self.keep)
        column.addLayout(self._rows)
        across = QHBoxLayout()
        across.addWidget(self.add)
        across.addStretch()
        column.addLayout(across)
        theme.switch().changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        self.add.setIcon(icon("hook"))
        if self.node:
            self._shown = ()
            self.show_node(self.node)

    def show_node(self, node: str) -> None:
        """Turns to a node, as the document has it now."""
        document = self.session.document
        self.node = node
        data = document.find(node)
        self.setVisible(isinstance(data, LeafData | OpData | TapData))  # which have one tensor
        self.keep.setVisible(not isinstance(data, LeafData))
        with QSignalBlocker(self.keep):
            self.keep.setChecked(hook_edits.keeps_grad(document, node))
        hooks = hook_edits.hooks_of(document, node)
        if (node, *hooks) == self._shown:
            return
        self._shown = (node, *hooks)
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for hook in hooks:
            self._rows.addWidget(self._row(hook))

    def _row(self, hook: Hook) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        mark = QLabel()
        mark.setPixmap(icon("hook").pixmap(14, 14))
        text = QLabel(f"lambda {hook.name}: {hook.expression.text}")
        text.setFont(fixed_font())
        text.setToolTip(action_title(hook, self.session.document))
        remove = QToolButton()
        remove.setIcon(icon("delete"))
        remove.setToolTip(self.tr("Remove this hook"))
        remove.setAccessibleName(self.tr("Remove this hook"))
        remove.setObjectName(f"removeHook_{hook.id}")
        remove.clicked.connect(lambda: self._remove(hook))
        across.addWidget(mark)
        across.addWidget(text, 1)
        across.addWidget(remove)
        return row

    def _keep(self, on: bool) -> None:
        document = self.session.document
        name = document.name(self.node)
        text = self.tr("Keep the gradient of {node}") if on else self.tr(
            "Let the gradient of {node} go"
        )
        self.session.do(hook_edits.keep_grad(document, self.node, on), text.format(node=name))

    def _remove(self, hook: Hook) -> None:
        document = self.session.document
        text = self.tr("Remove the hook of {node}").format(node=document.name(hook.node))
        self.session.do(hook_edits.remove_hook(document, hook.id), text)
