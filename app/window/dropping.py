"""Files dropped on the window: graphs are opened, numbers become leaves where they are dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from app.canvas.canvas import Canvas
from app.canvas.metrics import WIDTH
from app.canvas.placing import NEW_HEIGHT
from app.canvas.room import free_corner
from app.session import Session
from app.window import array_files
from app.window.file_commands import CODE, NETWORKX, FileCommands
from app.window.sheet import Array
from app.window.unfit import Unfit
from app.window.windows import Windows
from autograd_core.graph.building import add_leaf, fresh_label
from autograd_core.graph.files import SUFFIX
from autograd_core.graph.literals import TooLong, literal_text

GRAPHS = (SUFFIX, NETWORKX, *CODE)
NUMBERS = (".npy", ".csv", ".tsv")
MOST_WINDOWS = 8


def files_in(event: QDropEvent) -> list[Path]:
    """The files of ours that are being dragged; none if there are others among them."""
    urls = event.mimeData().urls()
    if not urls or not all(url.isLocalFile() for url in urls):
        return []
    paths = [Path(url.toLocalFile()) for url in urls]
    known = all(path.suffix.lower() in (*GRAPHS, *NUMBERS) for path in paths)
    return paths if known else []


def _take_as_copy(event: QDropEvent) -> None:
    """Accepts a drop; a program that is told that its file was moved would delete it."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


class Dropping(QObject):
    """Takes what is dropped on the window: of several graphs the first one here, the others in
    windows of their own."""

    def __init__(
        self,
        session: Session,
        canvas: Canvas,
        files: FileCommands,
        windows: Windows,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.session = session
        self.canvas = canvas
        self.files = files
        self.windows = windows
        self.window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragEnter and isinstance(event, QDragEnterEvent):
            if not files_in(event):
                return False
            _take_as_copy(event)
            return True
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            paths = files_in(event)
            if not paths:
                return False
            _take_as_copy(event)
            at = event.position()
            # not within the drag: a question would keep the other program waiting
            QTimer.singleShot(0, self, lambda: self.take(paths, at))
            return True
        return super().eventFilter(watched, event)

    def take(self, paths: list[Path], at: QPointF) -> None:
        """Takes files that were dropped at a point of the window."""
        numbers = [path for path in paths if path.suffix.lower() in NUMBERS]
        graphs = [path for path in paths if path not in numbers]
        if graphs:
            self.files.open_path(graphs[0])
            for path in graphs[1 : MOST_WINDOWS + 1]:
                self.windows.start(path)
            if len(graphs) > MOST_WINDOWS + 1:
                self.session.said.emit(self.tr("So many files are not opened at once."))
        for path in numbers:
            at = self._add_leaf(path, at)

    def _add_leaf(self, path: Path, at: QPointF) -> QPointF:
        """Adds a leaf with the numbers of a file; where the next one may come."""
        session, canvas = self.session, self.canvas
        try:
            array, text = session.wait_for(lambda: _read(path))
        except Unfit as problem:
            session.said.emit(problem.said())
            return at
        except TooLong:
            session.said.emit(
                self.tr("{name} has too many numbers for a card.").format(name=path.name)
            )
            return at
        place = canvas.viewport().mapFrom(self.window, at.toPoint())
        if not canvas.area().contains(place):
            place = canvas.area().center()
        x, y = canvas.view.to_canvas(place.x(), place.y())
        corner = free_corner(canvas.places, x, y, WIDTH, NEW_HEIGHT)
        label = _label(path, {node.label for node in session.document.nodes.values()})
        node, edits = add_leaf(
            session.document,
            text,
            x=corner[0],
            y=corner[1],
            dtype=array.dtype.name,
            label=label or fresh_label(session.document),
            frame=canvas.places.frame_at(x, y),
        )
        session.do(edits, self.tr("Add {name}").format(name=path.name))
        session.select([node])
        canvas.show_node(node)
        canvas.setFocus()
        return at + QPointF(0, 40)


def _read(path: Path) -> tuple[Array, str]:
    array = array_files.load(path)
    return array, literal_text(array)


def _label(path: Path, taken: set[str]) -> str:
    """The file's name, where that can be the name of a variable and is free."""
    name = path.stem
    return name if name.isidentifier() and len(name) <= 24 and name not in taken else ""
