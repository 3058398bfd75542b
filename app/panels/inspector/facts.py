"""What the selected node's tensors are at the cursor."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.panels.inspector.ledger import Ledger
from app.panels.inspector.recall import Recaller
from app.playback.outputs import outputs_of, trouble
from app.playback.player import Player
from app.widgets.fields import CodeView, heading, wrapped
from autograd_core.graph.document import GroupData, LeafData, NodeData, TapData
from autograd_core.graph.ports import port_name
from autograd_core.graph.steps import Value, node_ref, port_ref
from autograd_core.printing import array_repr


def printed(value: Value | None, suffixes: tuple[str, ...] = ()) -> str:
    """The tensor as PyTorch prints it; in short where the log has let its array go."""
    if value is None:
        return "None"
    array = value.array
    if array is None:
        return "\n".join(value.summary.lines())
    return array_repr(array, dtype=value.dtype, suffixes=suffixes)


def shape_text(shape: tuple[int, ...]) -> str:
    """`[2, 3]`, as `tuple(tensor.shape)` would be listed; `[]` for a scalar."""
    return f"[{', '.join(map(str, shape))}]"


class PortFacts(QWidget):
    """Value, facts and .grad of one output, brought up to date in place."""

    ROWS = ("shape", "dtype", "requires_grad", "is_leaf", "grad_fn", "version")

    def __init__(self, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.player = player
        self.title = heading("")
        self.value = CodeView(self.tr("Value"))
        self.value.setObjectName("factValue")
        self.grad = CodeView(self.tr("Gradient"))
        self.grad.setObjectName("factGrad")
        self.labels: dict[str, QLabel] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, name in enumerate(self.ROWS):
            caption = QLabel(name)
            caption.setProperty("muted", True)
            label = wrapped()
            label.setObjectName(f"fact_{name}")
            label.setAccessibleName(name)
            self.labels[name] = label
            grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label, row, 1)
        self._known = QWidget()
        inner = QVBoxLayout(self._known)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(6)
        self.ledger = Ledger(player)
        inner.addWidget(self.value)
        inner.addSpacing(4)
        inner.addWidget(heading(".grad"))
        inner.addWidget(self.grad)
        inner.addWidget(self.ledger)
        inner.addSpacing(4)
        inner.addLayout(grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.why = wrapped(muted=True)
        self.why.setObjectName("factWhy")
        column.addWidget(self.title)
        column.addWidget(self.why)
        column.addWidget(self._known)

    def _data(self, node: str) -> NodeData:
        return self.player.session.document.nodes[node]

    def show_port(self, node: str, port: str, title: str, several: bool = False) -> list[str]:
        """Shows an output as it is at the cursor, one of `several` with why it has no value;
        returns the fields whose numbers the log has let go, which are shown in short."""
        ref = port_ref(node, port)
        fields: dict[str, Any] = self.player.seen.fields(self.player.shown_cursor, ref)
        value: Value | None = fields.get("value")
        function, tracked = fields.get("grad_fn"), fields.get("requires_grad")
        suffixes: tuple[str, ...] = ()
        if function:
            suffixes = (f"grad_fn=<{function}>",)
        elif tracked:
            suffixes = ("requires_grad=True",)
        self.title.setText(title)
        self.value.show_text(printed(value, suffixes) if value is not None else "—")
        self.grad.show_text(printed(fields.get("grad")))
        self.ledger.show_output(node, port)
        known = value is not None
        self._known.setVisible(known)
        why = ""
        if several and not known and isinstance(self._data(node), GroupData):
            why = trouble(self.player.seen, self.player.cursor, ref)[0]
        self.why.setText(why)
        self.why.setVisible(bool(why))
        texts = {
            "shape": shape_text(value.shape) if value is not None else "—",
            "dtype": value.dtype if value is not None else "—",
            "requires_grad": str(bool(tracked)) if known else "—",
            "is_leaf": str(bool(fields.get("is_leaf"))) if known else "—",
            "grad_fn": f"<{function}>" if function else "None",
            "version": str(fields.get("version", 0)) if known else "—",
        }
        for name, text in texts.items():
            self.labels[name].setText(text)
        both = (("value", value), ("grad", fields.get("grad")))
        return [name for name, each in both if each is not None and each.array is None]


class Facts(QWidget):
    """The facts of all outputs of one node.

    Signals:
        edge_requested(node, wire), edge_pointed(wire): see `Ledger`.
    """

    edge_requested = Signal(str, str)
    edge_pointed = Signal(str)

    def __init__(self, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.player = player
        self.recaller = Recaller(player.session, self)
        self.status = wrapped(muted=True)
        self.status.setObjectName("factStatus")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._column.addWidget(self.status)
        self._ports: list[PortFacts] = []

    def show_node(self, node: str) -> None:
        """Shows the node as it is at the cursor."""
        document = self.player.session.document
        ports = outputs_of(self.player.seen, document, node)
        while len(self._ports) < len(ports):
            self._ports.append(made := PortFacts(self.player))
            made.ledger.edge_requested.connect(self.edge_requested)
            made.ledger.edge_pointed.connect(self.edge_pointed)
            self._column.addWidget(made)
        for place, facts in enumerate(self._ports):
            facts.setVisible(place < len(ports))
        cursor = self.player.shown_cursor
        here = self.tr("At step {step}").format(step=cursor)
        self.recaller.turn_to(node, cursor)
        awaited = lost = False
        several = len(ports) > 1
        for port, facts in zip(ports, self._ports, strict=False):
            said = f"{port_name(document, node, port)} · {here}" if several else here
            missing = facts.show_port(node, port, said, several)
            for field in missing:
                coming = self.recaller.want(cursor, port_ref(node, port), field)
                awaited, lost = awaited or coming, lost or not coming
        status = self.player.field(node_ref(node), "status", "not run")
        saved = self.player.field(node_ref(node), "saved")
        text = status_text(status, document.nodes[node])
        values = [self.player.field(port_ref(node, port), "value") for port in ports]
        if not awaited and not lost and all(value is None for value in values):
            text = text or self.tr("No value at this step.")
            for facts in self._ports:  # there is nothing to be said of them
                facts.hide()
        if not text and saved == "freed":
            text = self.tr("What it saved for backward has been freed.")
        if awaited:
            text = self.tr("Computing the numbers of this step again…")
        elif lost:
            text = self.tr("These numbers were let go to save memory; this is their summary.")
        self.status.setText(text)
        self.status.setVisible(bool(text))


def status_text(status: str, data: NodeData) -> str:
    """Why there is no value; nothing where there is one."""
    translate = QCoreApplication.translate
    not_run = translate("Facts", "Not run yet at this step.")
    if isinstance(data, LeafData):
        not_run = translate("Facts", "Not made yet at this step.")
    elif isinstance(data, TapData):
        not_run = translate("Facts", "Its action has not run yet at this step.")
    return {
        "not run": not_run,
        "blocked": translate("Facts", "Not run: something above it failed or is incomplete."),
    }.get(status, "")
