"""Wiring by keyboard: W on a card, then Tab or the arrows among the fitting ports, Enter or Esc.
A asks for a new card that the wire leads to, which is also what happens where no port fits.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, Qt

from app.canvas.dots import Dot
from app.canvas.overlay import Loose
from app.canvas.ports import NEW, Port
from app.canvas.tools.tool import Host, Tool
from app.canvas.tools.wiring import Wiring
from autograd_core.graph.ports import port_name

_ON = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Right, Qt.Key.Key_Down})
_BACK = frozenset({Qt.Key.Key_Backtab, Qt.Key.Key_Left, Qt.Key.Key_Up})
_TAKE = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class KeyWireTool(Tool):
    """A wire from an output of one card to the port chosen by key; W again takes the card's next
    output."""

    def __init__(self, host: Host, node: str, dot: Dot | None = None) -> None:
        """From a card, or out of a dot of one of its wires."""
        super().__init__(host)
        self._node = node
        self._dot = dot
        self._output = -1
        self._wiring: Wiring | None = None
        self._goals: list[Port] = []
        self._at = 0

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._next_output()

    def _next_output(self) -> None:
        host = self.host
        outputs = host.places.outputs[host.places.slots[self._node]]
        if not outputs:
            host.end_tool()
            host.say(QCoreApplication.translate("Canvas", "No wire starts at this card."))
            return
        self._output = (self._output + 1) % len(outputs)
        port = Port(self._node, outputs[self._output], False)
        lead: tuple[tuple[float, float], ...] = ()
        if self._dot is not None:
            wire = host.session.document.wires[self._dot.wire]
            port = port._replace(name=wire.source_port)
            lead = wire.points[: self._dot.place + 1]
        wiring = self._wiring = Wiring(host, port, lead=lead)
        dimmed = wiring.dimmed()
        document = host.session.document
        # Free ports come first, the next card's before those further on.
        after = document.order.index(self._node)
        turned = document.order[after + 1 :] + document.order[:after]
        goals = [p for n in turned if n not in dimmed for p in wiring.fitting(n)]
        self._goals = sorted(goals, key=lambda p: p.name in document.inputs(p.node))
        new = (wiring.new_port(n) for n in turned if n not in dimmed)
        self._goals += [port for port in new if port is not None and host.places.port_place(port)]
        self._at = 0
        host.dim(dimmed)
        host.overlay.ports = self._goals
        self._show()

    def _show(self) -> None:
        host, wiring = self.host, self._wiring
        assert wiring is not None
        start = host.places.port_place(wiring.start)
        if not self._goals or start is None:
            host.end_tool()
            host.ask_add(port=wiring.start, lead=wiring.lead)
            return
        goal = self._goals[self._at]
        host.show_node(goal.node)
        end = host.places.port_place(goal) or start
        said = QCoreApplication.translate("Canvas", "{node}, port {port}: Enter connects")
        name = host.session.document.name(goal.node)
        port = port_name(host.session.document, goal.node, goal.name)
        words = said.format(node=name, port=port)
        doubted = wiring.doubt(goal)
        more = (wiring.replaced(goal) if goal.name == NEW else "", doubted)
        words = "\n".join([words, *filter(None, more)])
        host.overlay.loose = Loose(start, end, True, True, words, bool(doubted), wiring.lead)
        host.say(words)
        host.update_all()

    def key(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        if key in _ON or key in _BACK:
            self._at = (self._at + (1 if key in _ON else -1)) % len(self._goals)
            self._show()
        elif key == Qt.Key.Key_W:
            self._next_output()
        elif key == Qt.Key.Key_A and self._wiring is not None:
            wiring = self._wiring
            self.host.end_tool()
            self.host.ask_add(port=wiring.start, lead=wiring.lead)
        elif key in _TAKE and self._wiring is not None:
            wiring, goal = self._wiring, self._goals[self._at]
            self.host.end_tool()
            wiring.connect(goal)
        else:
            return False
        return True

    def cancel(self) -> None:
        host = self.host
        if host.overlay.loose is not None:
            host.say("")  # what Enter would have done
        host.overlay.loose = None
        host.overlay.ports = []
        host.dim(frozenset())
        host.update_all()
