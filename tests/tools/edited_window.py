"""A window in which somebody edits and saves all the time, at random: it is there to be killed.

    python tests/tools/edited_window.py FILE SEED

Every edit raises a number, the value of the leaf `count`; when it is done, the number and the time
are printed.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QTimer

from autograd_core.graph import building
from autograd_core.graph.document import LeafData
from autograd_core.graph.edits import Edit, Put

COUNT = "count"
MOST_CARDS = 60


class Somebody:
    """Does one thing after another in a window."""

    def __init__(self, path: Path, seed: int) -> None:
        from app.main_window import MainWindow

        self.rng = random.Random(seed)
        self.path = path
        self.number = 0
        self.window = MainWindow()
        self.window.show()
        self.session = self.window.session
        if path.exists():
            self.window.files.open_path(path)
        else:
            self.session.new()
        self.session.do([Put(None, LeafData(COUNT, COUNT, value="0"))], "start")
        self.timer = QTimer()
        self.timer.timeout.connect(self.act)
        self.timer.start(5)

    def counted(self) -> list[Edit]:
        self.number += 1
        return building.change(self.session.document, COUNT, value=str(self.number))

    def act(self) -> None:
        deeds: list[tuple[float, Callable[[], None]]] = [
            (40, self.change), (20, self.add), (15, self.remove), (10, self.drag),
            (0.15, self.save), (5, self.undo), (1, self.large),
        ]  # fmt: skip
        deed = self.rng.choices([d for _, d in deeds], [w for w, _ in deeds])[0]
        before = self.number
        deed()
        if self.number > before:
            print(self.number, time.time(), flush=True)

    def change(self) -> None:
        self.session.do(self.counted(), "change")

    def add(self) -> None:
        document = self.session.document
        if len(document.nodes) < MOST_CARDS:
            _, made = building.add_leaf(document, "ones(2)", x=self.rng.random() * 999.0)
            self.session.do([*made, *self.counted()], "add")

    def remove(self) -> None:
        document = self.session.document
        names = [name for name in document.nodes if name != COUNT]
        if names:
            made = building.remove(document, [self.rng.choice(names)])
            self.session.do([*made, *self.counted()], "remove")

    def drag(self) -> None:
        """A gesture: tried out in several places, and kept or not."""
        keeps = self.rng.random() < 0.7
        edits = self.counted()
        for at in range(5):
            moved = building.move(self.session.document, {COUNT: (at * 9.0, 3.0)})
            self.session.try_out(edits if at % 2 else moved)
        self.session.try_out(edits)
        if keeps:
            self.session.keep("drag")
        else:
            self.session.take_back()
            self.number -= 1

    def save(self) -> None:
        self.session.take_back()
        assert self.window.files._save(self.path)

    def undo(self) -> None:
        """There and back, so that the number stays."""
        if self.session.undo_stack.canUndo():
            self.session.undo_stack.undo()
            self.session.undo_stack.redo()

    def large(self) -> None:
        numbers = ", ".join(str(self.rng.random()) for _ in range(3000))
        label = f"t{self.rng.randint(0, 2)}"
        node = LeafData(label, label, value=f"[{numbers}]")
        old = self.session.document.nodes.get(label)
        self.session.do([Put(old, node), *self.counted()], "large")


def main() -> int:
    from app.window.application import make_application

    application = make_application([])
    somebody = Somebody(Path(sys.argv[1]), int(sys.argv[2]))
    code = application.exec()
    del somebody
    return code


if __name__ == "__main__":
    sys.exit(main())
