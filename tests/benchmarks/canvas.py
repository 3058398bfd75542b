"""Frame times of the canvas, beside a plain QGraphicsScene with one Python item a node.

    python tests/benchmarks/canvas.py --nodes 10000 [--json] [--shape grid|hub|tangle|…]

Offscreen, 1600 x 1000, 1.5 wires a node (shape `grid`; `shapes.py` has all), medians in
milliseconds. Both parts run in
processes of their own, one after the other, so that peak memory is each one's own. `open` is from a
document in memory to the first painted frame.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsScene,
    QGraphicsView,
    QWidget,
)

from autograd_core.graph.document import NoteData
from autograd_core.graph.steps import StepLog
from tests.benchmarks.shapes import (
    HEIGHT,
    PITCH_X,
    PITCH_Y,
    SHAPES,
    WIDTH,
    document_of,
    log_of,
    middle_of,
)

REPEATS, ENOUGH_SECONDS = 20, 8.0


def median_of(deed: Callable[[int], Any], repeats: int = REPEATS, warm: int = 2) -> float:
    """The median time of a deed, in milliseconds."""
    times: list[float] = []
    for i in range(repeats + warm):
        start = time.perf_counter()
        deed(i)
        times.append((time.perf_counter() - start) * 1e3)
        if sum(times) > ENOUGH_SECONDS * 1e3 and len(times) > warm:
            break
    return round(statistics.median(times[warm:] or times), 2)


def application() -> QApplication:
    found = QApplication.instance() or QApplication([])
    assert isinstance(found, QApplication)
    return found


def peak_megabytes() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def settle(app: QApplication, seconds: float = 0.4) -> None:
    """Lets timers and idle work come to an end."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        app.processEvents()


def mouse(view: QWidget, kind: QEvent.Type, at: QPointF, pressed: bool) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if kind == QEvent.Type.MouseMove else left
    where = QPointF(view.mapToGlobal(at.toPoint()))
    held = left if pressed else none
    event = QMouseEvent(kind, at, where, button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view, event)


def wheel(view: QWidget, notches: int) -> None:
    at = QPointF(WIDTH / 2, HEIGHT / 2)
    event = QWheelEvent(
        at,
        at,
        QPoint(0, 0),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


# Ours


class Ours:
    """The product's canvas on a real session, with a log of our making."""

    def __init__(self, nodes: int, shape: str) -> None:
        from app.canvas.canvas import Canvas
        from app.playback.player import Player
        from app.session import Session

        self.app = application()
        self.session = Session()
        self.session.rerun = lambda: None  # type: ignore[method-assign]  # the log is ours
        self.player = Player(self.session)
        self.canvas = Canvas(self.session, self.player)
        self.canvas.resize(WIDTH, HEIGHT)
        self.canvas.show()
        self.app.processEvents()
        self.nodes = nodes
        self.document, columns = document_of(nodes, shape)
        self.shape = shape
        self.log = self.other = log_of(self.document, 1, shape)
        self.middle = middle_of(nodes, columns)
        while isinstance(self.document.nodes[f"n{self.middle}"], NoteData):
            self.middle += 1
        self.found: dict[str, float] = {"before_mb": peak_megabytes()}

    def measure(self) -> dict[str, float]:
        self.open()
        for name, zoom in (("1to1", 1.0), ("fit", None)):
            for deed in (self.frame, self.pan, self.zoom):
                self.go_to(zoom)
                self.found[f"{deed.__name__}_{name}"] = median_of(deed)
            self.go_to(zoom)
            self.found[f"drag_{name}"] = self.drag()
            self.player.seek(self.backward_of_middle())
            settle(self.app)
            self.found[f"playback_{name}"] = median_of(self.playback)
        self.found["peak_mb"] = peak_megabytes()
        self.other = log_of(self.document, 2, self.shape)
        for name, scale in (("scrub_300", scale_for(300)), ("scrub_near", 0.46)):
            self.go_to(scale)
            self.found[name] = median_of(self.scrub)
            sight = self.canvas.view.box(self.canvas.area())
            self.found[name + "_cards"] = len(self.canvas.places.cards_in(sight))
        self.session.close()
        return self.found

    def backward_of_middle(self) -> int:
        """A cursor a little behind the backward step of the middle card."""
        steps = self.log.steps
        return 10 + max(k for k, step in enumerate(steps) if step.node == f"n{self.middle}")

    def open(self) -> None:
        """From the document to the first frame, then a run's arrival."""
        session = self.session
        start = time.perf_counter()
        session.document, session.log = self.document, StepLog()
        session.replaced.emit()
        self.app.processEvents()
        self.found["open"] = round((time.perf_counter() - start) * 1e3, 1)
        start = time.perf_counter()
        session.log = self.log
        session.ran.emit()
        self.app.processEvents()
        self.found["log_arrives"] = round((time.perf_counter() - start) * 1e3, 1)
        settle(self.app)

    def go_to(self, zoom: float | None) -> None:
        """Shows the middle card at a zoom; None fits all."""
        canvas = self.canvas
        if zoom is None:
            canvas.fit_all()
        else:
            canvas.keep_fitted = False
            box = canvas.places.card_box(f"n{self.middle}")
            canvas.view.zoom = zoom
            canvas.view.left = round(box.left * zoom - WIDTH / 2)
            canvas.view.top = round(box.top * zoom - HEIGHT / 2)
            canvas.update_all()
        settle(self.app)

    def frame(self, i: int) -> None:
        self.canvas.view.left += 16 if i % 2 else -16
        self.canvas.viewport().grab()

    def pan(self, i: int) -> None:
        self.canvas.scroll_by(16, 0)
        self.app.processEvents()

    def zoom(self, i: int) -> None:
        """One frame of a zoom. The wheel glides, so that not each turn of events would have one."""
        self.canvas.set_zoom(self.canvas.view.zoom * (1.1 if i % 2 else 1 / 1.1))
        self.app.processEvents()

    def playback(self, i: int) -> None:
        self.player.seek(self.player.cursor - 1)
        self.app.processEvents()

    def scrub(self, i: int) -> None:
        self.session.log = self.other if i % 2 else self.log
        self.session.ran.emit()
        self.app.processEvents()

    def drag(self) -> float:
        """Moves the middle card with the mouse, and takes it back."""
        viewport = self.canvas.viewport()
        box = self.canvas.view.rect(self.canvas.places.card_box(f"n{self.middle}"))
        grip = QPointF(box.left() + box.width() / 2, box.top() + min(8, box.height() / 2))
        mouse(viewport, QEvent.Type.MouseButtonPress, grip, True)

        def step(i: int) -> None:
            at = grip + QPointF(20 * (i + 1) % 240, 10 * (i + 1) % 120)
            mouse(viewport, QEvent.Type.MouseMove, at, True)
            self.app.processEvents()

        taken = median_of(step)
        mouse(viewport, QEvent.Type.MouseButtonRelease, grip + QPointF(20, 20), False)
        self.session.undo_stack.undo()
        settle(self.app)
        return taken


def scale_for(cards: int) -> float:
    """The zoom at which about so many cards are in sight."""
    return math.sqrt(WIDTH * HEIGHT / (cards * PITCH_X * PITCH_Y))


# A plain QGraphicsScene


class Item(QGraphicsItem):
    """One node, painted in Python."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.wires: list[Line] = []
        flags = QGraphicsItem.GraphicsItemFlag
        self.setFlags(flags.ItemIsMovable | flags.ItemSendsGeometryChanges)

    def boundingRect(self) -> QRectF:
        return QRectF(-1, -1, 210, 150)

    def itemChange(self, change: QGraphicsItem.GraphicsItemChange, value: Any) -> Any:
        if change == QGraphicsItem.GraphicsItemChange.ItemPositionHasChanged:
            for wire in self.wires:
                wire.adjust()
        return super().itemChange(change, value)

    def paint(self, painter: QPainter, option: Any, widget: QWidget | None = None) -> None:
        painter.setPen(QPen(QColor("#bbbbbb"), 1))
        painter.setBrush(QColor("#2b2f36"))
        painter.drawRoundedRect(QRectF(0, 0, 208, 148), 6, 6)
        painter.setPen(QColor("#eeeeee"))
        painter.drawText(QPointF(10, 20), self.title)
        painter.drawText(QPointF(10, 50), "[0.1, 0.2]")


class Line(QGraphicsPathItem):
    """One wire."""

    def __init__(self, first: Item, last: Item, port: int) -> None:
        super().__init__()
        self.first, self.last, self.port = first, last, port
        self.setPen(QPen(QColor("#62aeff"), 2))
        self.setZValue(-1)
        first.wires.append(self)
        last.wires.append(self)
        self.adjust()

    def adjust(self) -> None:
        a = self.first.pos() + QPointF(208, 14)
        b = self.last.pos() + QPointF(0, 42 + 18 * self.port)
        reach = max(36.0, abs(b.x() - a.x()) / 2)
        path = QPainterPath(a)
        path.cubicTo(a.x() + reach, a.y(), b.x() - reach, b.y(), b.x(), b.y())
        self.setPath(path)


class SceneView(QGraphicsView):
    """The usual view: antialiased, the wheel zooms at the pointer."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        factor = 1.0015 ** event.angleDelta().y()
        self.scale(factor, factor)


class Plain:
    """A plain QGraphicsScene with the same graph."""

    def __init__(self, nodes: int, shape: str) -> None:
        self.app = application()
        self.scene = QGraphicsScene()
        self.view = SceneView(self.scene)
        self.view.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.view.setFrameShape(QGraphicsView.Shape.NoFrame)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.view.setHorizontalScrollBarPolicy(off)
        self.view.setVerticalScrollBarPolicy(off)
        self.view.resize(WIDTH, HEIGHT)
        self.view.show()
        self.app.processEvents()
        self.document, columns = document_of(nodes, shape)
        self.middle = middle_of(nodes, columns)

    def measure(self) -> dict[str, float]:
        found: dict[str, float] = {}
        start = time.perf_counter()
        self.open()
        found["open"] = round((time.perf_counter() - start) * 1e3, 1)
        for name, fitted in (("1to1", False), ("fit", True)):
            for deed in (self.frame, self.pan, self.zoom, self.drag, self.playback):
                self.show(fitted)
                found[f"{deed.__name__}_{name}"] = median_of(deed)
        found["peak_mb"] = peak_megabytes()
        return found

    def open(self) -> None:
        items: dict[str, Item] = {}
        for node in self.document.nodes.values():
            item = items[node.id] = Item(node.label)
            item.setPos(node.x, node.y)
            self.scene.addItem(item)
        for wire in self.document.wires.values():
            port = int(wire.target_port == "b")
            self.scene.addItem(Line(items[wire.source], items[wire.target], port))
        self.bounds = self.scene.itemsBoundingRect()
        self.scene.setSceneRect(self.bounds.adjusted(-3000, -3000, 3000, 3000))
        self.item = items[f"n{self.middle}"]
        self.app.processEvents()

    def show(self, fitted: bool) -> None:
        self.view.resetTransform()
        if fitted:
            self.view.fitInView(self.bounds, Qt.AspectRatioMode.KeepAspectRatio)
        else:
            self.view.centerOn(self.item)
        self.app.processEvents()

    def _scroll(self, by: int) -> None:
        bar = self.view.horizontalScrollBar()
        bar.setValue(bar.value() + by)

    def frame(self, i: int) -> None:
        self._scroll(16 if i % 2 else -16)
        self.view.viewport().grab()

    def pan(self, i: int) -> None:
        self._scroll(16 if i % 2 else -16)
        self.app.processEvents()

    def zoom(self, i: int) -> None:
        wheel(self.view.viewport(), 1 if i % 2 else -1)
        self.app.processEvents()

    def drag(self, i: int) -> None:
        self.item.moveBy(20 if i % 2 else -20, 10)
        self.app.processEvents()

    def playback(self, i: int) -> None:
        self.item.update()
        self.app.processEvents()


# Both


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--nodes", type=int, default=1000)
    parser.add_argument("--json", action="store_true", help="one object on standard output")
    parser.add_argument("--shape", choices=SHAPES, default="grid")
    parser.add_argument("--part", choices=("canvas", "scene"), help="only this one")
    options = parser.parse_args()
    if options.part:
        kind = Ours if options.part == "canvas" else Plain
        print(json.dumps(kind(options.nodes, options.shape).measure()), flush=True)
        os._exit(0)  # tearing 50,000 items down would take longer than measuring them
    found: dict[str, Any] = {"nodes": options.nodes, "shape": options.shape}
    for part in ("canvas", "scene"):
        command = [sys.executable, __file__, "--part", part, "--shape", options.shape]
        command += ["--nodes", str(options.nodes)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        found[part] = json.loads(done.stdout.splitlines()[-1])
    if options.json:
        print(json.dumps(found))
    else:
        ours, scene = found["canvas"], found["scene"]
        print(f"{options.nodes} nodes, {options.shape}; canvas, QGraphicsScene")
        for name, value in ours.items():
            print(f"{name:20} {value:10} {scene.get(name, ''):>10}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
