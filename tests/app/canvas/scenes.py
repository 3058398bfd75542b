"""Small documents for the tests of the canvas, and gestures on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from app.canvas.canvas import Canvas
from app.canvas.ports import Port
from autograd_core.graph.document import Document, LeafData, NodeData, OpData, WireData
from autograd_core.graph.steps import (
    Change,
    Flow,
    Message,
    Problem,
    Step,
    StepKind,
    StepLog,
    Value,
    node_ref,
    port_ref,
)
from autograd_core.storage import Memory

Opener: TypeAlias = Callable[[Document], Canvas]


def leaf(node: str, x: float = 0.0, y: float = 0.0, **fields: object) -> LeafData:
    return LeafData(id=node, label=node, x=x, y=y, **fields)  # type: ignore[arg-type]


def op(node: str, name: str = "mul", x: float = 0.0, y: float = 0.0) -> OpData:
    return OpData(id=node, op=name, label=node, x=x, y=y)


def document(*nodes: NodeData, wires: tuple[str, ...] = ()) -> Document:
    """A document; a wire is written `x>y.a`."""
    drawn = []
    for i, text in enumerate(wires):
        source, _, end = text.partition(">")
        target, _, port = end.partition(".")
        drawn.append(WireData(f"w{i + 1}", source, target, port))
    return Document(nodes, drawn)


def product() -> Document:
    """x and w, their product y, and its exponential z."""
    return document(
        leaf("x", 0, 0),
        leaf("w", 0, 200),
        op("y", "mul", 300, 40),
        op("z", "exp", 600, 40),
        wires=("x>y.a", "y>z.a"),
    )


# Logs


def value(*numbers: object) -> Value:
    """A float32 tensor: of the numbers, or 0-d for one number in a tuple of its own."""
    array = np.array(numbers[0] if len(numbers) == 1 else numbers, np.float32)
    return Value(Memory(array).freeze(array), "torch.float32")


def forward(
    node: str, tensor: Value | None, port: str = "out", error: str = "", **facts: object
) -> Step:
    """A step that executes a node, or fails to; facts are those of its output."""
    problem = Problem(error, node) if error else None
    status = "done" if tensor is not None else "failed" if problem else "blocked"
    changes = [
        Change(node_ref(node), "status", None, status),
        Change(node_ref(node), "error", None, problem),
    ]
    shown = {"requires_grad": False, "is_leaf": True, "grad_fn": None, "version": 0, "grad": None}
    if tensor is not None:
        for name, after in {"value": tensor, **shown, **facts}.items():
            changes.append(Change(port_ref(node, port), name, None, after))
    return Step("forward", ("a1",), node, Message(""), tuple(changes))


def backward(node: str, *flows: Flow, grad: Value | None = None) -> Step:
    """A step that executes a node's gradient function."""
    changes = [Change(node_ref(node), "reached", None, 1)]
    if grad is not None:
        changes.append(Change(port_ref(node), "grad", None, grad))
    kind: StepKind = "backward" if grad is None else "accumulate"
    return Step(kind, ("a2",), node, Message(""), tuple(changes), flows, "MulBackward0", 1)


def log_of_product() -> StepLog:
    """The product run forward and backward from y."""
    facts: dict[str, Any] = {"requires_grad": True, "is_leaf": False, "grad_fn": "MulBackward0"}
    return StepLog(
        [
            forward("x", value(1, 2), requires_grad=True),
            forward("w", value(3, 4)),
            forward("y", value(3, 8), **facts),
            forward("z", value(20.1, 2981.0), **facts),
            backward("z", Flow("z", "y", 0, "MulBackward0", value(1, 1), "w2")),
            backward("y", Flow("y", "x", 0, "AccumulateGrad", value(3, 4), "w1")),
            backward("x", grad=value(3, 4)),
        ]
    )


# Gestures

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


def on_card(canvas: Canvas, node: str) -> QPoint:
    """A point on a card's header, away from its ports."""
    box = canvas.places.card_box(node)
    return canvas.view.to_screen(box.left + 60, box.top + 10).toPoint()


def on_port(canvas: Canvas, node: str, port: str, is_input: bool = True) -> QPoint:
    place = canvas.places.port_place(Port(node, port, is_input))
    assert place is not None
    return canvas.view.to_screen(*place).toPoint()


def on_output(canvas: Canvas, node: str, port: str = "out") -> QPoint:
    return on_port(canvas, node, port, False)


def mouse(
    canvas: Canvas,
    kind: QEvent.Type,
    at: QPoint,
    button: Qt.MouseButton = LEFT,
    held: Qt.KeyboardModifier = NO_KEYS,
) -> None:
    """One mouse event on the viewport, as the window system would send it."""
    viewport = canvas.viewport()
    moving = kind == QEvent.Type.MouseMove
    up = kind == QEvent.Type.MouseButtonRelease
    event = QMouseEvent(
        kind,
        QPointF(at),
        QPointF(viewport.mapToGlobal(at)),
        Qt.MouseButton.NoButton if moving else button,
        Qt.MouseButton.NoButton if up else button,
        held,
    )
    QApplication.sendEvent(viewport, event)


def press(canvas: Canvas, at: QPoint, *more: QPoint, button: Qt.MouseButton = LEFT) -> None:
    """Presses a button and moves over the given points, without letting go."""
    mouse(canvas, QEvent.Type.MouseButtonPress, at, button)
    for point in more:
        middle = (at + point) / 2
        mouse(canvas, QEvent.Type.MouseMove, middle, button)
        mouse(canvas, QEvent.Type.MouseMove, point, button)
        at = point


def drag(canvas: Canvas, at: QPoint, *more: QPoint, button: Qt.MouseButton = LEFT) -> None:
    """The same, letting go at the last point."""
    press(canvas, at, *more, button=button)
    mouse(canvas, QEvent.Type.MouseButtonRelease, more[-1], button)


def wires(document: Document) -> set[str]:
    """The wires as `x>y.a`."""
    return {f"{w.source}>{w.target}.{w.target_port}" for w in document.wires.values()}
