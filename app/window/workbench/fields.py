"""What is asked of the workbench: an output, an input, and v; each with its value beside it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QSizePolicy, QWidget

from app.session import Session
from app.widgets.look import fixed_font
from app.widgets.scope import Scope
from app.window.workbench import choices, wording
from app.window.workbench.choices import Names, Pair
from app.window.workbench.vector_line import VectorLine
from autograd_core.graph.actions import Expression
from autograd_core.graph.derivatives import Findings
from autograd_core.graph.flattening import End, end_of
from autograd_core.graph.literals import literal_text

WRITTEN_OUT = 6
"""Elements of v up to which it is offered as numbers to be typed over."""
WIDTH = 360
LOWER = 4
"""Pixels by which a text stands lower than a line's top, to be level with what is in it."""


class QuestionFields(QWidget):
    """The choosers offer what there is, and only pairs that make sense.

    Signals:
        changed: another output or input is chosen, or v is another.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.names: Names = {}
        self.findings: Findings | None = None
        self._known: Mapping[str, str] = {}
        """What the names in the typed v meant where it was taken from."""
        self.output = _chooser("workbenchOutput", self.tr("Output y"))
        self.input = _chooser("workbenchInput", self.tr("Input x"))
        self.output.activated.connect(lambda _: self._choose_output())
        self.input.activated.connect(lambda _: self.changed.emit())
        self.vector = VectorLine(self._check)
        self.vector.changed.connect(self.changed)
        self.vector.typing.connect(self._offer_text)
        self.values = [_value(name) for name in ("outputValue", "inputValue", "vectorValue")]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(2, 1)
        grid.setHorizontalSpacing(10)
        rows = ((self.tr("Output y"), self.output), (self.tr("Input x"), self.input),
                ("v", self.vector))  # fmt: skip
        for row, (text, field) in enumerate(rows):
            label = QLabel(text)
            label.setBuddy(field)
            top = Qt.AlignmentFlag.AlignTop if field is self.vector else Qt.AlignmentFlag(0)
            if field is self.vector:  # it may have an error below its line
                for each in (label, self.values[row]):
                    each.setContentsMargins(0, LOWER, 0, 0)
            grid.addWidget(label, row, 0, top)
            grid.addWidget(field, row, 1)
            grid.addWidget(self.values[row], row, 2, top)
            field.setFixedWidth(WIDTH)

    # What is asked

    def ends(self) -> tuple[End, End] | None:
        """The output and the input; None where one of them is not chosen."""
        output, source = _end(self.output), _end(self.input)
        return None if output is None or source is None else (output, source)

    def v(self) -> Expression | End | None:
        """Where v comes from: ones for None."""
        if self.vector.kind == "scalar":
            return self.vector.end()
        if self.vector.kind == "ones":
            return None
        bound = self._scope().bind(self.vector.typed.text(), self._known)
        whole = self.session.whole
        ends = {name: end_of(whole, node) for name, node in bound.names.items()}
        names = {name: end[0] for name, end in ends.items() if end is not None}
        return Expression(bound.text, names)

    @property
    def output_name(self) -> str:
        return self._name(_end(self.output))

    @property
    def input_name(self) -> str:
        return self._name(_end(self.input))

    @property
    def scalar_name(self) -> str:
        """The scalar that v is taken from; empty where it is not."""
        return self._name(self.vector.end()) if self.vector.kind == "scalar" else ""

    def _name(self, end: End | None) -> str:
        """What the tensor is called where it need not be told from others of that name."""
        return "" if end is None else self.names.get(end, "").partition("  (")[0]

    # What is offered

    def offer(self, pair: Pair | None) -> None:
        """Reads the document again; `pair` is what to choose, None what is chosen already."""
        names = choices.tensors(self.session.flat)
        if pair is not None or names != self.names:
            self.names = names
            given = pair or Pair(_end(self.output), _end(self.input))
            _offer(self.output, choices.shortened(self.session.flat, names, given.output),
                   given.output)  # fmt: skip
            self._offer_inputs(given.input)
        self._offer_scalars(pair.scalar if pair else None)
        if pair is None:
            typed = self.vector.typed
            typed.show_text(typed.text(), typed.text())  # what is wrong may be right by now
        elif pair.v is not None:
            self._known = pair.v.names
            self.vector.typed.show_text(pair.v.text)
            self.vector.set_kind("typed")
        else:
            self.vector.set_kind("scalar" if pair.scalar else "ones")

    def forget(self) -> None:
        """Another document is open: what was typed means nothing there."""
        self._known = {}
        self.vector.typed.show_text("")

    def _offer_inputs(self, chosen: End | None) -> None:
        names = choices.inputs_for(self.session.flat, self.names, _end(self.output))
        if chosen is not None and chosen in self.names and chosen not in names:
            names = {chosen: self.names[chosen], **names}
        if chosen is None and names:
            chosen = next(iter(names))
        _offer(self.input, choices.shortened(self.session.flat, names, chosen), chosen)

    def _offer_scalars(self, chosen: End | None = None) -> None:
        output, session = _end(self.output), self.session
        found = choices.scalars_below(session.flat, self.names, session.log, output)
        found = choices.shortened(session.flat, found, chosen or self.vector.end())
        self.vector.offer(found, self.output_name or "y", chosen)

    def choose_output(self, output: End) -> None:
        """Makes this tensor the output."""
        _offer(self.output, choices.shortened(self.session.flat, self.names, output), output)
        self._choose_output()

    def _choose_output(self) -> None:
        before = _end(self.input)
        names = choices.inputs_for(self.session.flat, self.names, _end(self.output))
        self._offer_inputs(before if before in names else None)
        self._offer_scalars()
        self.changed.emit()

    # v as it is typed

    def _scope(self) -> Scope:
        return Scope(self.session.document, self.session.seen, len(self.session.log))

    def _check(self, text: str) -> str:
        """What is wrong with v as it is typed; what PyTorch would raise is said once it has."""
        return self._scope().judge(text, self._known).wrong if text.strip() else ""

    def _offer_text(self) -> None:
        """Something of the right shape to start typing from."""
        found, name = self.findings, self.output_name
        if found is None or found.v is None:
            return
        if found.v.size <= WRITTEN_OUT:
            text = literal_text(found.v)
        else:
            named = f"ones_like({name})"
            text = named if name.isidentifier() else f"ones({list(found.output_shape)})"
        self.vector.typed.show_text(text)

    # What was found

    def show_findings(self, found: Findings | None) -> None:
        """Shows the three tensors; None where nothing is known."""
        self.findings = found
        texts = ["", "", ""]
        if found is not None:
            texts[0] = f"= {found.output_text}"
            texts[1] = f"= {found.input_text}"
            if found.v is not None:
                texts[2] = f"= {wording.in_short(found.v)}"
            if found.scalar_text:
                texts[2] += f",  {self.scalar_name} = {found.scalar_text}"
        for label, text in zip(self.values, texts, strict=True):
            label.setText(text)
            label.setToolTip(text)


def _chooser(name: str, title: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(title)
    box.setMaxVisibleItems(20)
    return box


def _value(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setFont(fixed_font())
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def _offer(box: QComboBox, names: Names, chosen: End | None) -> None:
    """Fills a chooser; nothing is chosen where what was is not there any more."""
    box.clear()
    for end, name in names.items():
        box.addItem(name, end)
    places = {end: place for place, end in enumerate(names)}
    box.setCurrentIndex(-1 if chosen is None else places.get(chosen, -1))


def _end(box: QComboBox) -> End | None:
    found = box.currentData()
    return None if found is None else (found[0], found[1])
