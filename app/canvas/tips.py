"""What the pointer is told when it rests: a tensor whole, a port's shape, a wire's ends."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QCoreApplication

from app import theme
from app.canvas.geometry import Geometry
from app.canvas.ports import Port
from app.canvas.shown import Shown
from app.canvas.tools.tool import WIRE_GRAB
from app.playback.colouring import as_html
from app.playback.face import Face, whole
from app.playback.words import headed, text_of
from autograd_core.graph.document import Document
from autograd_core.graph.ports import port_name
from autograd_core.graph.steps import one_line


def tip_at(
    places: Geometry, shown: Shown, document: Document, x: float, y: float, reach: float
) -> str:
    """The tip for a point of the canvas, as rich text; empty where there is nothing."""
    port = places.port_at(x, y, reach) if reach else None
    if port is not None:
        return _port(places, shown, document, port)
    node = places.card_at(x, y)
    if node is not None:
        slot = places.slots[node]
        tip = card_tip(shown.face(slot), document, shown.why(slot))
        if not shown.why(slot) and (none := shown.why_none(slot)):
            tip += f"<br>{escape(headed('.grad None', none))}"
        source = getattr(document.nodes[node], "function", "")
        if source:
            code = as_html(source.rstrip(), theme.current())
            tip += f"<pre style='margin: 6px 0 2px 0'>{code}</pre>"
        tags = shown.traps.tags().get(node, ())
        told = [words for each in tags for words in (each.text, each.tip) if words]
        return "<br>".join([tip, *map(escape, told)]).replace("</pre><br>", "</pre>")
    wire = places.wire_at(x, y, reach * 0.75 or WIRE_GRAB)
    if wire is None:
        return ""
    data = document.wires[wire]
    end = port_name(document, data.target, data.target_port)
    words = f"{document.name(data.source)} → {document.name(data.target)}.{end}"
    source, target = places.slots[data.source], places.slots[data.target]
    why = shown.why(target) or shown.why(source)
    if not why and shown.face(source).first.requires_grad:
        why = shown.cut(target)  # what the two strokes across the wire mean
    said = escape(headed(words, _no_gradient(why)) if why else words)
    gradient = shown.carried(wire)
    if gradient is not None:
        back = QCoreApplication.translate("Canvas", "gradient back: {gradient}, largest {size}")
        size = f"{gradient.largest:.4g}"
        words = back.format(gradient=one_line(gradient.summary), size=size)
        said += f"<br>{escape(words)}"
    if places.dot_at(x, y, reach * 0.75 + 2) is not None:
        hint = QCoreApplication.translate(
            "Canvas", "Drag: move. Ctrl and drag: another wire. Double-click: remove"
        )
        said += f"<br><i>{escape(hint)}</i>"
    return said


def card_tip(face: Face, document: Document, why: str = "") -> str:
    """Everything that the card had to shorten; `why` is why no gradient came."""
    head = face.title if face.title == face.operation else f"{face.title} = {face.operation}"
    parts = [f"<b>{escape(head)}</b>"]
    if face.error or face.lacks:
        parts.append(escape(face.error or face.lacks))
        if face.problem is not None and face.problem.hint is not None:
            parts.append(f"<i>{escape(text_of(face.problem.hint, document))}</i>")
    for output in face.outputs:
        if output.tile is None or output.tile.value is None:
            if output.trouble:
                parts.append(escape(headed(output.said, output.trouble)))
            continue
        printed = whole(output.tile.value, output.grad_fn, bool(output.requires_grad))
        if len(face.outputs) > 1:
            parts.append(escape(output.said))
        parts.append(_printed(printed))
        if output.grad is not None and output.grad.value is not None:
            parts.append(f".grad{_printed(whole(output.grad.value))}")
    if face.saved == "freed":
        said = QCoreApplication.translate(
            "Card", "The tensors that this node saved for backward have been freed."
        )
        parts.append(escape(said))
    if why:
        parts.append(f"<i>{escape(_no_gradient(why))}</i>")
    return "<br>".join(parts).replace("</pre><br>", "</pre>")


def _no_gradient(why: str) -> str:
    return QCoreApplication.translate("Card", "no gradient: {why}").format(why=why)


def _printed(text: str) -> str:
    return f"<pre style='margin: 2px 0'>{escape(text)}</pre>"


def _port(places: Geometry, shown: Shown, document: Document, port: Port) -> str:
    source, name = port.node, port.name
    said = port_name(document, port.node, port.name)
    if port.is_input:
        wire = document.inputs(port.node).get(port.name)
        if wire is None:
            number = getattr(document.nodes[port.node], "params", {}).get(port.name)
            free = QCoreApplication.translate("Canvas", "free")
            return escape(f"{said} = {number}" if number else headed(said, free))
        source, name = wire.source, wire.source_port
    face = shown.face(places.slots[source])
    tile = next((o.tile for o in face.outputs if o.port == name), None)
    if tile is None:
        return escape(said)
    dtype = tile.dtype.removeprefix("torch.")
    return escape(f"{said}: {list(tile.shape)} {dtype}")
