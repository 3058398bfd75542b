"""How long the window is deaf: gaps of the event loop while a large document is opened and edited.

    python tests/benchmarks/busy.py --nodes 10000 [--json]

Offscreen, the whole window, with operations that really compute. A timer of 5 ms says how late it
is; the largest gap of each deed is in milliseconds, of the wall clock and of this thread's own
time (what of it was work and not waiting for a processor). `frame` is the median time of a painted
frame while a run is busy.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp()
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QTimer

from autograd_core.graph import building
from autograd_core.graph.actions import Backward, Forward
from autograd_core.graph.document import Document, LeafData, NodeData, OpData, WireData
from autograd_core.graph.files import save
from tests.benchmarks.shapes import PITCH_X, PITCH_Y, columns_of

TICK = 0.005


def document_of(nodes: int) -> Document:
    """A leaf, additions and products of what is near, and the sum of the last of them."""
    pick, columns = random.Random(7), columns_of(nodes)
    found: list[NodeData] = [LeafData("n0", label="x", value="ones(2)", requires_grad=True)]
    wires = []
    for i in range(1, nodes - 1):
        x, y = float(i % columns * PITCH_X), float(i // columns * PITCH_Y)
        name = "add" if i % 3 else "mul"
        found.append(OpData(f"n{i}", name, label=f"h{i}", x=x, y=y))
        second = 0 if name == "mul" else i - pick.randint(1, min(i, 2 * columns))
        wires.append(WireData(f"a{i}", f"n{max(0, i - columns)}", f"n{i}", "a"))
        wires.append(WireData(f"b{i}", f"n{second}", f"n{i}", "b"))
    found.append(OpData("s", "sum", label="s", x=-PITCH_X, y=0.0))
    wires.append(WireData("s", f"n{nodes - 2}", "s", "a"))
    return Document(found, wires, actions=(Forward("a1"), Backward("a2", root="s")))


class Ear:
    """Listens how long the event loop does nothing else than one thing."""

    def __init__(self) -> None:
        self.worst = self.worst_own = 0.0
        self._timer = QTimer()
        self._timer.setInterval(round(TICK * 1e3))
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self.reset()

    def reset(self) -> None:
        self.worst = self.worst_own = 0.0
        self._last, self._own = time.perf_counter(), time.thread_time()

    def _tick(self) -> None:
        now, own = time.perf_counter(), time.thread_time()
        self.worst = max(self.worst, now - self._last - TICK)
        self.worst_own = max(self.worst_own, own - self._own)
        self._last, self._own = now, own


def measure(nodes: int) -> dict[str, object]:
    from app.main_window import MainWindow
    from app.window.application import make_application

    app = make_application([])
    window = MainWindow()
    window.resize(1600, 1000)
    window.show()
    session, canvas = window.session, window.canvas
    path = Path(tempfile.mkdtemp()) / "large.gradcanvas"
    save(document_of(nodes), path)
    ear = Ear()
    found: dict[str, object] = {}

    def until(done: Callable[[], bool], seconds: float = 60.0) -> float:
        start = time.perf_counter()
        while not done() and time.perf_counter() - start < seconds:
            app.processEvents()
        return time.perf_counter() - start

    def rest(seconds: float = 1.0) -> None:
        end = time.perf_counter() + seconds
        until(lambda: time.perf_counter() > end)

    def deed(name: str, do: Callable[[], object], seconds: float = 1.0) -> None:
        app.processEvents()
        ear.reset()
        QTimer.singleShot(0, do)
        rest(0.05)
        took = until(lambda: not session.is_running)
        rest(seconds)
        gaps = round(ear.worst * 1e3), round(ear.worst_own * 1e3)
        found[name] = {"gap": gaps[0], "own": gaps[1], "run": round(took * 1e3)}

    def leaf(value: str) -> None:
        session.do(building.change(session.document, "n0", value=value), "Edit")

    app.processEvents()
    rest(1.0)
    deed("open", lambda: session.open(path))
    deed("leaf", lambda: leaf("ones(2) * 2"))
    frames: list[float] = []
    leaf("ones(2) * 3")
    while session.is_running and len(frames) < 200:
        start = time.perf_counter()
        canvas.viewport().repaint()
        frames.append(time.perf_counter() - start)
        app.processEvents()
    found["frame"] = round(statistics.median(frames or [0.0]) * 1e3, 1)
    rest()
    deed("select all", canvas.select_all)
    deed("select none", lambda: session.select(()))
    deed("fit", canvas.fit_all)
    deed("1:1", lambda: canvas.set_zoom(1.0))
    deed("layout", canvas.arranger.arrange, 8.0)
    deed("undo layout", session.undo_stack.undo)
    half = [f"n{i}" for i in range(nodes // 2, nodes - 1)]
    deed("delete half", lambda: session.do(building.remove(session.document, half), "Delete"))
    deed("undo delete", session.undo_stack.undo)
    deed("last", window.player.last)
    deed("first", window.player.first)
    deed("theme", lambda: _theme("dark"))
    session.close()
    return found


def _theme(name: str) -> None:
    from app.window.application import apply_theme

    apply_theme(name)  # type: ignore[arg-type]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--nodes", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = measure(options.nodes)
    if options.json:
        print(json.dumps(found))
    else:
        for name, value in found.items():
            print(f"{name:14} {value}")
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
