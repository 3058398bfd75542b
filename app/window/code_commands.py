"""What commands do with PyTorch code: copy and save the script, open and paste snippets; and what
the script's panel has to do with the rest of the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMainWindow, QMessageBox

from app.canvas.arranger import outlines
from app.canvas.canvas import Canvas
from app.panels.code import CodePanel
from app.panels.code.writing import Order
from app.panels.timeline import TimelinePanel
from app.playback.words import said
from app.session import Session
from app.settings import Settings
from app.widgets.mnemonics import mark_dialog
from app.window.clipboard import ClipboardCommands
from app.window.code_reading import (
    NotCode,
    NotTraced,
    code_in,
    plain,
    says,
    seeds,
    traced,
    with_source,
)
from app.window.dock import Dock
from app.window.explaining import ExplanationLinks
from app.window.file_commands import CODE, NETWORKX, FileCommands
from app.window.keeping import questions
from app.window.keeping.reading import patiently
from app.window.menus import CommandActions
from app.window.proportions import make_room_for_code
from autograd_core.graph.atomic import write_atomically
from autograd_core.graph.clipboard import Fragment
from autograd_core.graph.code_pasting import code_added, spread_out
from autograd_core.graph.coding.script import Options
from autograd_core.graph.document import Document
from autograd_core.graph.edits import SetSource
from autograd_core.graph.exchange import linked_graph
from autograd_core.graph.files import FileProblem, Trouble, read_bytes
from autograd_core.graph.gate import Gate
from autograd_core.graph.refusals import retold

if TYPE_CHECKING:
    from autograd_core.graph.notebook import Code
    from autograd_core.graph.snippet import Traced

T = TypeVar("T")
SETTLED = 300
"""Milliseconds after which docks that move have come to rest."""
OFFERED = ("edit.copy_code", "file.save_python", "file.save_notebook", None,
           "edit.paste_code", "file.open_code")  # fmt: skip
"""The commands in the panel's menu; those with an icon are buttons as well."""


class Coded(Protocol):
    """What of the window has to do with code."""

    session: Session
    settings: Settings
    canvas: Canvas
    files: FileCommands
    clipboard: ClipboardCommands
    links: ExplanationLinks
    commands: CommandActions
    docks: dict[str, Dock]
    code_panel: CodePanel
    timeline_panel: TimelinePanel


class CodeCommands(QObject):
    """Each method is one command."""

    def __init__(self, window: Coded) -> None:
        assert isinstance(window, QMainWindow)
        super().__init__(window)
        self.session = window.session
        self.settings = window.settings
        self._parts = window
        self._window: QMainWindow = window
        window.files.importers.append(self.import_path)

    def connect_panel(self) -> None:
        """Gives the panel its commands, and lets its lines lead to cards and actions."""
        panel, actions = self._parts.code_panel, self._parts.commands.actions
        panel.offer([None if each is None else actions[each] for each in OFFERED])
        panel.node_requested.connect(self._parts.links.show_node)
        self._parts.clipboard.code_met.connect(self.paste_text)
        panel.made.connect(lambda: QTimer.singleShot(SETTLED, self, self._make_room))
        panel.draft.sizes = self._sizes
        panel.grown.connect(self._show_grown)
        self._parts.files.doubts.append(self._may_lose_draft)
        panel.action_chosen.connect(self._parts.timeline_panel.actions_list.mark)

    def _may_lose_draft(self) -> bool:
        """Whether code that is not taken over is not wanted, if there is such."""
        if not self._parts.code_panel.draft.is_dirty:
            return True
        answer = questions.ask(
            self._window,
            self.tr("There is a draft in the code."),
            self.tr("It is not taken over into the graph, and is lost otherwise."),
            (
                ("discard", self.tr("Discard draft"), questions.DESTROY),
                ("cancel", self.tr("Cancel"), questions.REJECT),
            ),
            default="cancel",
        )
        return answer == "discard"

    def _show_grown(self, nodes: list[str]) -> None:
        """Shows the last of the new cards, and the others as far as there is room."""
        canvas = self._parts.canvas
        here = [node for node in reversed(nodes) if node in canvas.places.slots]
        if here:
            canvas.show_node(*here[:12])

    def _sizes(self) -> dict[str, tuple[float, float]]:
        """How large the cards on the canvas are."""
        canvas = self._parts.canvas
        found = outlines(canvas.places, canvas.autograd.hangs)
        return {node: (each.width, each.height) for node, each in found.items()}

    def _make_room(self) -> None:
        make_room_for_code(self._window, self._parts.docks)

    # Out

    def copy(self) -> None:
        """Puts the script on the clipboard, as the panel shows it."""
        text = self._made(self._shown)
        QGuiApplication.clipboard().setText(text)
        self.session.said.emit(self.tr("The PyTorch code has been copied."))

    def save_python(self) -> bool:
        """Asks where, and saves the script. Whether it is saved."""
        return self._save(
            ".py",
            self.tr("Save as Python"),
            self.tr("Python script ({pattern})"),
            lambda order: self._shown(order).encode(),
        )

    def save_notebook(self) -> bool:
        """Asks where, and saves the script as a notebook. Whether it is saved."""
        title = self._stem()
        return self._save(
            ".ipynb",
            self.tr("Save as Jupyter notebook"),
            self.tr("Jupyter notebook ({pattern})"),
            lambda order: _notebook(order, title),
        )

    def _shown(self, order: Order) -> str:
        """The code as the panel shows it: as somebody wrote it, if it says what the graph says."""
        source = self.session.whole.source
        if source and order.options == Options() and says(source, order.document):
            return source if source.endswith("\n") else source + "\n"
        return _script(order)

    def _made(self, work: Callable[[Order], T]) -> T:
        order = self._parts.code_panel.order()
        return self.session.wait_for(lambda: work(order))

    def _save(self, ending: str, title: str, kind: str, work: Callable[[Order], bytes]) -> bool:
        path = self._ask(ending, title, kind)
        while path is not None:
            data = self._made(work)
            try:
                _write(path, data)
            except FileProblem as problem:
                answer = questions.failed_to_save(self._window, problem)
                if answer == "again":
                    continue
                path = self._ask(ending, title, kind) if answer == "elsewhere" else None
                continue
            self.settings.folder = path.absolute().parent
            self.session.said.emit(self.tr("Saved {name}").format(name=path.name))
            return True
        return False

    def _ask(self, ending: str, title: str, kind: str) -> Path | None:
        start = self.settings.folder / f"{self._stem()}{ending}"
        pattern = kind.format(pattern=f"*{ending}")
        found, _ = QFileDialog.getSaveFileName(self._window, title, str(start), pattern)
        if not found:
            return None
        path = Path(found)
        if path.suffix.lower() != ending:
            path = path.with_name(path.name + ending)
            # the dialog has asked for the name without the ending
            if path.exists() and not questions.replace_file(self._window, path.name):
                return None
        return path

    def _stem(self) -> str:
        name = Path(self._parts.files.name).stem
        return "".join("_" if c in '<>:"/\\|?*' else c for c in name).strip() or "GradCanvas"

    # In

    def open(self) -> None:
        """Asks for a file of code and opens what it says."""
        if not self._parts.files.may_go_on():
            return
        pattern = self.tr("PyTorch code ({pattern})").format(pattern="*.py *.ipynb")
        found, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Open PyTorch code"), str(self.settings.folder), pattern
        )
        if found:
            self.open_path(Path(found))

    def import_path(self, path: Path) -> bool | None:
        """Opens a file of code, or of networkx; None for any other."""
        kind = path.suffix.lower()
        if kind in CODE:
            return self.open_path(path)
        return self._open_networkx(path) if kind == NETWORKX else None

    def _open_networkx(self, path: Path) -> bool | None:
        try:
            document = self.session.wait_for(lambda: linked_graph(read_bytes(path), path))
        except FileProblem as problem:
            title = self.tr("{name} cannot be opened").format(name=path.name)
            self.session.troubled.emit(title, str(said(problem.troubles[0].reason)))
            return False
        if document is None:
            return None
        self._show_untitled(spread_out(document), path)
        return True

    def _show_untitled(self, document: Document, path: Path) -> None:
        """Shows what a file says that is no graph file, as a document that has no file yet."""
        self._parts.files.remember(path)
        self.session.open_copy(document)
        self.session.undo_stack.resetClean()  # it is nowhere else, so closing has to ask
        self._parts.files.call(path.stem)

    def open_path(self, path: Path) -> bool:
        """Opens what a file of code says, as a document that has no file yet. Whether it is
        open."""
        title = self.tr("{name} cannot be opened").format(name=path.name)
        try:
            code = code_in(path, read_bytes(path))
        except FileProblem as problem:
            self.session.troubled.emit(title, str(said(problem.troubles[0].reason)))
            return False
        except NotCode as problem:
            self.session.troubled.emit(title, str(problem))
            return False
        found = self._traced(code.text, title, code)
        if found is None:
            return False
        self._show_untitled(with_source(spread_out(found.document), code.text), path)
        return True

    def paste(self) -> bool:
        """Adds what the code on the clipboard says. Whether it did."""
        return self.paste_text(QGuiApplication.clipboard().text())

    def paste_text(self, text: str) -> bool:
        """Adds what code says, as one step of undo. Whether it did."""
        found = self._traced(text, self.tr("This code cannot be pasted"))
        if found is None:
            return False
        snippet = spread_out(found.document)
        if not snippet.nodes:
            self._parts.canvas.say(self.tr("This code makes no tensor."))
            return False
        spot = self._parts.clipboard.spot(Fragment(snippet))
        edits, nodes = code_added(
            self.session.document, snippet, spot.corner, seeded=seeds(text), frame=spot.frame
        )
        is_first = not self.session.whole.nodes and not self.session.whole.definitions
        if is_first:
            edits.append(SetSource(self.session.whole.source, plain(text)))
        self.session.do(edits, self.tr("Paste PyTorch code"))
        self.session.select(nodes)
        if is_first:
            self._parts.canvas.fit_all()
        self._parts.canvas.say(self.tr("Added: {count}").format(count=len(nodes)))
        return True

    def _traced(self, text: str, title: str, code: Code | None = None) -> Traced | None:
        """What code says; None if it was refused, which is told, or somebody cancelled. `code`
        says where its lines stand in a notebook."""
        gate = Gate()
        try:
            said_meanwhile = self.tr("Reading the code…")
            found = patiently(lambda: traced(text, gate), said_meanwhile, self._window)
        except NotTraced as error:
            self._refuse(title, text, error.line, error.reason, code)
            return None
        if found is None:
            gate.cancel()
        elif found.error is not None:
            left_out = self.tr("The code fails: what comes after that line is left out")
            self._refuse(left_out, text, found.error.line, found.error.reason, code)
        return found

    def _refuse(
        self, title: str, text: str, number: int, reason: str, code: Code | None = None
    ) -> None:
        """Says what cannot be taken over, with its line."""
        lines = text.splitlines()
        line = lines[number - 1].strip() if 0 < number <= len(lines) else ""
        box = QMessageBox(self._window)
        box.setObjectName("codeRefused")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle("GradCanvas")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(title)
        reason = said(retold(reason))
        if code is not None and code.starts:
            cell, number = code.cell(number)
            place = self.tr("Cell {cell}, line {number}: {reason}")
            place = place.format(cell=cell, number=number, reason=reason)
        else:
            place = self.tr("Line {number}: {reason}").format(number=number, reason=reason)
        box.setInformativeText(f"{place}\n\n{line}" if line else place)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mark_dialog(box)
        box.open()


def _script(order: Order) -> str:
    from autograd_core.graph.pytorch_code import script_of  # on first use: it takes long

    return script_of(order.document, order.log, order.options).text


def _notebook(order: Order, title: str) -> bytes:
    from autograd_core.graph.notebook import notebook_of

    return notebook_of(order.document, order.log, title, order.options)


def _write(path: Path, data: bytes) -> None:
    """Raises FileProblem: it could not be written; a file that was there is as it was."""
    try:
        write_atomically(path, data)
    except OSError as error:
        raise FileProblem(path, [Trouble("", error.strerror or str(error))]) from error
