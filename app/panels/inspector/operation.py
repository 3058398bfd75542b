"""The page of an operation."""

from __future__ import annotations

import json
from functools import partial

import msgspec
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from app.panels.inspector.pages import NodePage, caption, group
from app.playback.player import Player
from app.playback.words import said
from app.session import Session
from app.widgets.checks import check_number, check_param
from app.widgets.code_field import CodeField
from app.widgets.fields import CheckedEdit, CodeView, wrapped
from app.widgets.operations import gradients_of
from app.widgets.scope import names_in_run
from autograd_core.graph import building
from autograd_core.graph.customs import editing
from autograd_core.graph.customs.source import SourceError
from autograd_core.graph.customs.specs import CustomSpec
from autograd_core.graph.document import Document, OpData
from autograd_core.graph.placeholders import DATA, UNREADABLE
from autograd_core.graph.plain_formula import plain
from autograd_core.graph.ports import spec_of
from autograd_core.graph.words import code_of
from autograd_core.ops.spec import REQUIRED, OpSpec, Param

Editor = CheckedEdit | QComboBox
SOURCE = "\0source"
"""Under which the draft of a function's code is kept."""
LONGEST = 20_000
"""Characters of data that are shown."""


class OperationPage(NodePage):
    """Parameters, numbers for free ports, code, formula and local gradients."""

    def __init__(self, session: Session, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(session, player, parent)
        self.editors: dict[str, Editor] = {}
        self._made_for: tuple[object, ...] | None = None
        self.source = CodeField(self.tr("Code of the function"), self._check_source)
        self.source.setObjectName("opSource")
        self.source.accepted.connect(self._set_source)
        self.source.refused.connect(self._keep_source)
        self.shared = wrapped(muted=True)
        self.code = CodeView(self.tr("PyTorch code"))
        self.code.setObjectName("opCode")
        self.rules = CodeView(self.tr("Local gradients"))
        self.rules.setObjectName("opRules")
        self.data = CodeView(self.tr("What the file says"))
        self.data.setObjectName("opData")
        self._source_title = group(self.below, self.tr("forward and backward"), self.source)
        self.below.addWidget(self.shared)
        self._code_title = group(self.below, self.tr("PyTorch"), self.code)
        self._data_title = group(self.below, self.tr("What the file says"), self.data)
        self._rules_title = group(self.below, self.tr("Local gradients"), self.rules)

    def refresh(self) -> None:
        document = self.session.document
        data = self._data()
        spec = spec_of(data)
        self._make_editors(data, spec)
        for name, editor in self.editors.items():
            text = data.params.get(name, "")
            if isinstance(editor, QComboBox):
                editor.setCurrentIndex(max(0, editor.findData(text)))
            else:
                self.put_text(editor, name, text)
        target = data.label or (document.name(self.node) if data.label else "")
        code = code_of(document, self.node)
        self.code.show_text(f"{target} = {code}" if target else code)
        self._show_words(spec)
        self._show_source(data)
        self._show_data(data, known=spec is not None)
        super().refresh()

    def first_editor(self) -> QWidget:
        if self._data().function:
            return self.source.edit
        return next(iter(self.editors.values()), self.label.edit)

    def _data(self) -> OpData:
        data = self.session.document.nodes[self.node]
        assert isinstance(data, OpData)
        return data

    def _show_words(self, spec: OpSpec | None) -> None:
        if spec is None:
            said = self.tr("This operation is not known here.")
            if self._data().op == UNREADABLE:
                said = self.tr("It stands for a part of the file that could not be read.")
            self.subtitle.setText(said)
            lines: list[str] = []
        else:
            title, help_ = (
                QCoreApplication.translate("Operations", text) if text else ""
                for text in (spec.title, spec.help)
            )
            words = self.tr("{title}. {help}").format(title=title, help=help_)
            if isinstance(spec, CustomSpec):
                words = self.tr("A function of your own. {help}").format(help=spec.help)
            self.subtitle.setText(words if title else help_)
            # for what only moves elements the formula is the input itself, and says nothing
            formula = plain(spec.formula)
            lines = [f"out = {formula}"] if len(formula) > 1 else []
            lines += gradients_of(spec)
        self.rules.show_text("\n".join(lines))
        self.rules.setVisible(bool(lines))
        self._rules_title.setVisible(bool(lines))

    def _show_data(self, data: OpData, known: bool) -> None:
        """What is kept of an operation that nothing else can be said of."""
        for widget in (self.code, self._code_title):
            widget.setVisible(known)
        for widget in (self.data, self._data_title):
            widget.setVisible(not known)
        self.data.show_text("" if known else _written(data))

    # The code of a user's own function

    def _show_source(self, data: OpData) -> None:
        for widget in (self.source, self._source_title):
            widget.setVisible(bool(data.function))
        if data.function:
            self.source.show_text(data.function, self._drafts.get((self.node, SOURCE)))
        cards = self._cards_with(data.function) if data.function else 1
        self.shared.setText(self.tr("{count} cards have this code.").format(count=cards))
        self.shared.setVisible(cards > 1)

    def _cards_with(self, text: str) -> int:
        whole = self.session.whole
        graphs = (whole, *whole.definitions.values())
        return sum(
            isinstance(data, OpData) and data.function == text
            for graph in graphs
            for data in graph.nodes.values()
        )

    def _check_source(self, text: str) -> tuple[int, str] | None:
        try:
            editing.checked(text)
        except SourceError as error:
            return error.line, said(error.reason)
        return None

    def _keep_source(self, text: str) -> None:
        if self.node:
            self._drafts[self.node, SOURCE] = text

    def _set_source(self, text: str) -> None:
        self._drafts.pop((self.node, SOURCE), None)
        document = self.session.document
        if self.node not in document.nodes:
            return
        title = self.tr("Change the code of {name}").format(name=self._data().op)
        self.commit(editing.change_source(document, self.node, text), title, SOURCE, typed=False)

    # Editors

    def _make_editors(self, data: OpData, spec: OpSpec | None) -> None:
        """Editors for this operation; they are made anew only where there are others."""
        free = free_ports(self.session.document, self.node)
        if self._made_for == (self.node, data.op, data.function, free):
            return
        self._made_for = (self.node, data.op, data.function, free)
        while self.form.rowCount() > 1:
            self.form.removeRow(1)
        self.editors = {}
        if spec is None:
            return
        for port in free:
            own = isinstance(spec, CustomSpec)
            edit = self.add_edit(port, port, partial(self._check_port, own))
            edit.edit.setPlaceholderText(self._placeholder(spec, port))
            edit.accepted.connect(partial(self._set, port))
            self._add(port, edit)
        for param in spec.params:
            self._add(param.name, self._editor(param))

    def _editor(self, param: Param) -> Editor:
        if param.type == "bool":
            box = QComboBox()
            box.setAccessibleName(param.name)
            default = "" if param.default is REQUIRED else str(param.default)
            box.addItem(self.tr("{value} (default)").format(value=default), "")
            for text in ("True", "False"):
                box.addItem(text, text)
            box.activated.connect(lambda _: self._set(param.name, box.currentData()))
            return box
        edit = self.add_edit(
            param.name, param.name, lambda text: check_param(param, text, self._names())
        )
        edit.edit.setPlaceholderText(
            self.tr("needed") if param.default is REQUIRED else default_text(param.default)
        )
        edit.accepted.connect(partial(self._set, param.name))
        return edit

    def _check_port(self, own: bool, text: str) -> str:
        # what a user's own function takes is for itself to say
        free = Param("", "any", default=None, optional=True)
        return (
            check_param(free, text, self._names()) if own else check_number(text, self._names())
        )

    def _placeholder(self, spec: OpSpec, port: str) -> str:
        arguments = spec.own.arguments if isinstance(spec, CustomSpec) else ()
        default = next((each.default for each in arguments if each.name == port), None)
        return self.tr("a wire, or a number") if default is None else default

    def _names(self) -> dict[str, object]:
        return names_in_run(self.session.whole.actions)

    def _add(self, name: str, editor: Editor) -> None:
        editor.setObjectName(f"param_{name}")
        data, spec = self._data(), spec_of(self._data())
        params = {p.name: p.help for p in spec.params} if spec is not None else {}
        label: QLabel = caption(name, editor)
        help_ = params.get(name, "")
        tip = QCoreApplication.translate("Operations", help_) if help_ else data.op
        label.setToolTip(tip)
        editor.setToolTip(tip)
        label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.editors[name] = editor
        self.form.addRow(label, editor)

    def _set(self, name: str, text: str) -> None:
        document = self.session.document
        edits = building.set_param(document, self.node, name, text.strip() or None)
        title = self.tr("Change {field} of {node}").format(
            field=name, node=document.name(self.node)
        )
        self.commit(edits, title, name)


def free_ports(document: Document, node: str) -> tuple[str, ...]:
    """The ports of an operation that take a number and have no wire."""
    data, wired = document.nodes[node], document.inputs(node)
    spec = spec_of(data) if isinstance(data, OpData) else None
    ports = () if spec is None else spec.ports
    return tuple(port.name for port in ports if port.number and port.name not in wired)


def default_text(default: object) -> str:
    """A parameter's default as it would be typed."""
    return str(default) if not isinstance(default, str) else repr(default)


def _written(data: OpData) -> str:
    """The JSON of a node, a line for each part: that which a placeholder keeps, else its own."""
    text = data.params.get(DATA, "") if data.op == UNREADABLE else msgspec.json.encode(data)
    try:
        text = json.dumps(json.loads(text), indent=1, ensure_ascii=False)
    except ValueError:
        text = str(text)
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
