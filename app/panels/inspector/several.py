"""The page of several nodes: what they share is edited together, what differs is shown as such."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QVBoxLayout, QWidget

from app.panels.inspector.leaf import DTYPES
from app.panels.inspector.operation import default_text, free_ports
from app.panels.inspector.pages import caption
from app.playback.face import operation_of
from app.playback.words import headed
from app.session import Session
from app.widgets.checks import check_number, check_param, check_value
from app.widgets.fields import CheckedEdit, heading, wrapped
from autograd_core.graph.document import Document, LeafData, NodeData, OpData
from autograd_core.graph.edits import Edit, Put
from autograd_core.graph.ports import definition_of, spec_of
from autograd_core.ops.spec import REQUIRED, Param

DIFFERENT = object()
"""Stands for a value that not all of the nodes have."""
LISTED_AT_MOST = 6
SUBJECTS = 12
"""Nodes whose kinds are listed."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A field that all of the nodes have: of the node itself, a parameter, or the number at a
    port without a wire."""

    name: str
    param: Param | None = None
    is_port: bool = False

    @property
    def is_text(self) -> bool:
        """Whether it is one of an operation's texts, not a field of the node."""
        return self.is_port or self.param is not None

    def of(self, data: NodeData) -> Any:
        """The field's value at a node; a parameter's text, empty for its default."""
        if not self.is_text:
            return getattr(data, self.name)
        assert isinstance(data, OpData)
        return data.params.get(self.name, "")

    def put(self, data: NodeData, value: Any) -> NodeData:
        """The node with another value. A new object even where it is the same value, so that
        edits of one field that follow each other always pair up."""
        if not self.is_text:
            return replace(data, **{self.name: value})
        assert isinstance(data, OpData)
        params = {key: text for key, text in data.params.items() if key != self.name}
        return replace(data, params={**params, self.name: value} if value else params)


def shared_by(document: Document, nodes: Sequence[str]) -> tuple[Shared, ...]:
    """What can be edited at all of the nodes at once."""
    datas = [document.nodes[node] for node in nodes]
    if all(isinstance(data, LeafData) for data in datas):
        return tuple(Shared(name) for name in ("value", "dtype", "requires_grad"))
    found: list[dict[str, Param]] = []
    for op, data in {getattr(data, "op", ""): data for data in datas}.items():
        spec = spec_of(data) if op else None
        found.append({} if spec is None else {param.name: param for param in spec.params})
    first, *others = found
    ports = free_ports(document, nodes[0])
    for node in nodes[1:] if ports else ():
        free = free_ports(document, node)
        ports = tuple(name for name in ports if name in free)
    return tuple(Shared(name, is_port=True) for name in ports) + tuple(
        Shared(name, param)
        for name, param in first.items()
        if all(name in each and each[name].type == param.type for each in others)
    )


class SeveralPage(QWidget):
    """Editors for what the selected nodes share."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.nodes: tuple[str, ...] = ()
        self._shared: tuple[Shared, ...] = ()
        self.editors: dict[str, QWidget] = {}
        self.title = heading("")
        self.title.setObjectName("severalTitle")
        self.kinds = wrapped(muted=True)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(12)
        self.form.setVerticalSpacing(7)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.said = QVBoxLayout()
        self.hint = wrapped(muted=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(self.kinds)
        column.addLayout(self.form)
        column.addLayout(self.said)
        column.addWidget(self.hint)
        column.addStretch()

    def show_nodes(self, nodes: Sequence[str], title: str) -> None:
        """Turns to these nodes, or shows them as the document has them now."""
        datas = [self.session.document.nodes[node] for node in nodes]
        shared = shared_by(self.session.document, nodes)
        if shared != self._shared or tuple(nodes) != self.nodes:
            self.nodes, self._shared = tuple(nodes), shared
            self._make_editors()
        self.title.setText(title)
        self.kinds.setText(self._kinds(datas))
        self.hint.setText(
            self.tr("What is changed here is changed in all of them.")
            if shared
            else self.tr(
                "They have nothing in common that could be changed here. Select leaves only, or "
                "operations of one kind."
            )
        )
        for each in shared:
            self._show(each, datas)

    def _kinds(self, datas: Sequence[NodeData]) -> str:
        """How many of what, the most frequent first."""
        document = self.session.document
        leaf = self.tr("leaf")

        def kind(data: NodeData) -> str:
            inside = definition_of(document, data)
            if inside is not None:  # one that is called as its definition is has another word
                return inside.title
            return leaf if isinstance(data, LeafData) else operation_of(document, data)

        kinds = Counter(map(kind, datas))
        lines = [f"{count} × {kind}" for kind, count in kinds.most_common(SUBJECTS)]
        return "\n".join([*lines, "…"] if len(kinds) > SUBJECTS else lines)

    # Editors

    def _make_editors(self) -> None:
        while self.form.rowCount():
            self.form.removeRow(0)
        self.editors = {}
        makers: dict[str, Callable[[Shared], QWidget]] = {
            "value": self._value_edit, "dtype": self._dtype_box, "requires_grad": self._tracked_box,
        }  # fmt: skip
        for each in self._shared:
            if each.is_port:
                self._add(each, self._port_edit(each))
            elif each.param is not None:
                self._add(each, self._param_editor(each))
            else:
                self._add(each, makers[each.name](each))

    def _add(self, each: Shared, editor: QWidget) -> None:
        editor.setObjectName(f"several_{each.name}")
        self.editors[each.name] = editor
        if isinstance(editor, QCheckBox):
            self.form.addRow("", editor)
            return
        label = caption(self.tr("Value") if each.name == "value" else each.name, editor)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if each.param is not None and each.param.help:
            label.setToolTip(QCoreApplication.translate("Operations", each.param.help))
        self.form.addRow(label, editor)

    def _value_edit(self, each: Shared) -> QWidget:
        edit = CheckedEdit(self.tr("Value"), check_value)
        edit.say_in(self.said)
        edit.accepted.connect(lambda text: self._set(each, text.strip(), typed=True))
        return edit

    def _dtype_box(self, each: Shared) -> QWidget:
        box = QComboBox()
        box.setAccessibleName(self.tr("dtype"))
        box.addItem(self.tr("as PyTorch infers"), None)
        for name in DTYPES:
            box.addItem(name, name)
        box.activated.connect(lambda at: self._choose(each, box))
        return box

    def _tracked_box(self, each: Shared) -> QWidget:
        box = QCheckBox("requires_grad")
        box.clicked.connect(
            lambda: self._set(each, box.checkState() != Qt.CheckState.Unchecked)
        )
        return box

    def _port_edit(self, each: Shared) -> QWidget:
        edit = CheckedEdit(each.name, check_number)
        edit.say_in(self.said)
        edit.setProperty("default", self.tr("a wire, or a number"))
        edit.accepted.connect(lambda text: self._set(each, text.strip(), typed=True))
        return edit

    def _param_editor(self, each: Shared) -> QWidget:
        param = each.param
        assert param is not None
        default = self.tr("needed") if param.default is REQUIRED else default_text(param.default)
        if param.type == "bool":
            box = QComboBox()
            box.setAccessibleName(param.name)
            box.addItem(self.tr("{value} (default)").format(value=default), "")
            for text in ("True", "False"):
                box.addItem(text, text)
            box.activated.connect(lambda at: self._choose(each, box))
            return box
        edit = CheckedEdit(param.name, lambda text: check_param(param, text))
        edit.say_in(self.said)
        edit.setProperty("default", default)
        edit.accepted.connect(lambda text: self._set(each, text.strip(), typed=True))
        return edit

    def _show(self, each: Shared, datas: Sequence[NodeData]) -> None:
        """Shows what all have; where that differs, that it does, and what each has."""
        values = [each.of(data) for data in datas]
        same = all(value == values[0] for value in values)
        value = values[0] if same else DIFFERENT
        editor = self.editors[each.name]
        editor.setToolTip("" if same else self._listed(values))
        different = self.tr("different")
        if isinstance(editor, CheckedEdit):
            usual = editor.property("default") or ""
            editor.edit.setPlaceholderText(usual if same else different)
            editor.show_text(str(value) if same else "")
        elif isinstance(editor, QComboBox):
            with QSignalBlocker(editor):
                at = editor.findText(different)
                if same and at >= 0:
                    editor.removeItem(at)
                elif not same and at < 0:
                    editor.insertItem(0, different, different)
                editor.setCurrentIndex(editor.findData(value) if same else 0)
        elif isinstance(editor, QCheckBox):
            state = Qt.CheckState.Checked if value is True else Qt.CheckState.Unchecked
            editor.setTristate(not same)
            editor.setCheckState(state if same else Qt.CheckState.PartiallyChecked)
            editor.setText("requires_grad" if same else f"requires_grad ({different})")

    def _listed(self, values: Sequence[object]) -> str:
        document = self.session.document
        lines = [
            headed(document.name(node), str(value if value not in ("", None) else "–"))
            for node, value in zip(self.nodes, values, strict=True)
        ]
        more = [] if len(lines) <= LISTED_AT_MOST else ["…"]
        return "\n".join([*lines[:LISTED_AT_MOST], *more])

    # Editing

    def _choose(self, each: Shared, box: QComboBox) -> None:
        if box.currentText() != self.tr("different"):
            self._set(each, box.currentData())

    def _set(self, each: Shared, value: Any, typed: bool = False) -> None:
        """Gives all nodes the value, as one step of undo; typing goes on in the same one."""
        edits = edits_of(self.session.document, self.nodes, each, value)
        text = self.tr("Change {field} of {count} nodes")
        self.session.do(
            edits,
            text.format(field=each.name, count=len(self.nodes)),
            merge=f"{each.name}:{' '.join(self.nodes)}" if typed else None,
        )


def edits_of(document: Document, nodes: Sequence[str], each: Shared, value: Any) -> list[Edit]:
    """The edits that give all nodes a value; none where all have it."""
    datas = [document.nodes[node] for node in nodes]
    if all(each.of(data) == value for data in datas):
        return []
    return [Put(data, each.put(data, value)) for data in datas]
