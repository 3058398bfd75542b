"""Jumps over a long run in the real window: 1,000 cards and 12,000 steps, then 2,000 iterations.

    python tests/benchmarks/timeline.py

Prints the CPU time of jumps to random places from the call until the frame is painted, with the
timeline, the actions, the inspector and the watches in sight, and of searches for breakpoints.
Fails (exit code 1) where more than one in twenty jumps takes longer than 30 ms.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app.main_window import MainWindow
from app.settings import Settings
from app.window.application import make_application
from autograd_core.graph.actions import Assign, Backward, Expression, Forward, Repeat, ZeroGrad
from autograd_core.graph.document import Document, LeafData, OpData, WireData
from autograd_core.graph.probes import Breakpoint, Watch

CARDS, ITERATIONS, JUMPS = 1000, 6, 200
FEW_CARDS, MANY_ITERATIONS = 6, 2000
LIMIT = 0.030


def training(cards: int, iterations: int) -> Document:
    """A deep chain of products and sines, trained: each iteration makes two steps for each card."""
    nodes: list[LeafData | OpData] = [
        LeafData("w", label="w", value="[0.5, 0.25]", requires_grad=True)
    ]
    wires = []
    before = last = "w"
    for i in range(cards - 2):
        name, op = f"n{i}", "sin" if i % 2 else "mul"
        nodes.append(OpData(name, op=op, label=f"h{i}", x=260.0 * (i % 40), y=220.0 * (i // 40)))
        wires.append(WireData(f"u{i}", last, name, "a"))
        if op == "mul":
            wires.append(WireData(f"v{i}", before, name, "b"))
        before, last = last, name
    nodes.append(OpData("s", op="sum", label="loss", x=0.0, y=220.0 * 26))
    wires.append(WireData("ws", last, "s", "a"))
    body = (
        Forward("a1"),
        Backward("a2", "s"),
        Assign("a3", "w", Expression("0.1 * w.grad", {"w": "w"}), "value", "-=", no_grad=True),
        ZeroGrad("a4"),
    )
    loop = Repeat("r", name="epoch", values=Expression(str(iterations)), body=body)
    return Document(nodes, wires, actions=(loop,))


def wait(application: QApplication, done: Callable[[], bool]) -> None:
    """Lets the window live until something is so."""
    while not done():
        application.processEvents()
        time.sleep(0.002)


def jumps(window: MainWindow, application: QApplication, count: int) -> list[float]:
    """Seconds for each of so many jumps, painted."""
    rng, found = random.Random(0), []
    for _ in range(count):
        cursor = rng.randint(0, len(window.player.log))
        start = time.process_time()
        window.player.seek(cursor)
        application.processEvents()
        found.append(time.process_time() - start)
    return found


def told(name: str, seconds: list[float]) -> float:
    """Prints median and 95th percentile; returns the latter."""
    middle, most = np.percentile(seconds, (50, 95)) * 1000
    print(f"{name:44} median {middle:6.1f} ms   95% {most:6.1f} ms")
    return float(most) / 1000


def measure(window: MainWindow, application: QApplication, document: Document) -> float:
    """Prints what one document takes; the worst 95th percentile of its jumps."""
    session, player, panels = window.session, window.player, window.probing
    session.open_copy(document)
    window.docks["probes"].hide()
    wait(application, lambda: not session.is_running and not window.canvas.follower.busy)
    print(f"{len(session.document.nodes)} cards, {len(player.log)} steps")
    worst = [told("jump, all cards in sight", jumps(window, application, JUMPS))]
    window.canvas.look_at(1.0, 0, 0)
    session.select(["n3"])
    wait(application, lambda: not window.canvas.follower.busy)
    worst.append(told("jump at 1:1, a card inspected", jumps(window, application, JUMPS)))
    loss, norm = Expression("loss", {"loss": "s"}), Expression("w.grad.norm()", {"w": "w"})
    panels.watches.show([Watch(loss), Watch(norm)])
    window.show_panel("probes")
    wait(application, lambda: not panels.watches.busy)
    worst.append(told("jump with two watches plotted", jumps(window, application, JUMPS)))
    never = Expression("w.grad.abs().max() > 1e9", {"w": "w"})
    player.breakpoints.show(
        [Breakpoint("nonfinite"), Breakpoint("grad", "w"), Breakpoint("condition", "", never)]
    )
    player.first()
    seconds = []
    for _ in range(2 * ITERATIONS):
        start = time.process_time()
        player.run_on()
        application.processEvents()
        seconds.append(time.process_time() - start)
    told("run to the next breakpoint", seconds)
    return max(worst)


def main() -> int:
    application = make_application()
    with tempfile.TemporaryDirectory() as folder:
        store = QSettings(f"{folder}/bench.ini", QSettings.Format.IniFormat)
        window = MainWindow(settings=Settings(store))
        window.resize(1600, 1000)
        window.show()
        worst = measure(window, application, training(CARDS, ITERATIONS))
        worst = max(worst, measure(window, application, training(FEW_CARDS, MANY_ITERATIONS)))
        window.close()
    print("ok" if worst <= LIMIT else f"too slow: more than {LIMIT * 1000:.0f} ms")
    return 0 if worst <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
