"""The window: puts session, player, canvas and panels together, and nothing else.

What commands do to files and to the graph is in `file_commands` and `graph_commands`; the window
answers for itself: docks, theme, language, and what is enabled.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import (
    QPoint,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QWidget,
)

import resources
from app import theme
from app.canvas.canvas import Canvas
from app.canvas.empty_hint import EmptyHint
from app.canvas.minimap import Minimap
from app.commands import BY_ID, title_of
from app.panels.code import CodePanel
from app.panels.explanation import ExplanationPanel
from app.panels.history import HistoryPanel
from app.panels.inspector import InspectorPanel
from app.panels.output import OutputPanel
from app.panels.palette import PalettePanel
from app.panels.probes import ProbesPanel
from app.panels.problems import ProblemsPanel
from app.panels.timeline import TimelinePanel
from app.playback.player import Player
from app.session import Session
from app.settings import LAYOUT_VERSION, Language, Settings, ThemeChoice
from app.widgets.keymap import keymap
from app.widgets.shelf import Shelf
from app.window import language, messages, proportions, states, tab_order
from app.window.action_commands import ActionCommands, Marked
from app.window.announcer import Announcer
from app.window.application import apply_theme, make_application
from app.window.arrange_commands import ArrangeCommands
from app.window.clipboard import ClipboardCommands
from app.window.code_commands import CodeCommands
from app.window.command_palette import CommandPalette, ShortcutSheet
from app.window.context_menu import canvas_menu
from app.window.crash import CrashReporter, recovery_folder, start_log
from app.window.dock import Dock
from app.window.docks import AREAS, make_docks
from app.window.dropping import Dropping
from app.window.explaining import ExplanationLinks
from app.window.file_commands import FileCommands
from app.window.find_bar import FindBar
from app.window.graph_commands import GraphCommands
from app.window.keeping.keeper import Keeper
from app.window.keeping.recovering import Recovery
from app.window.ledger_links import LedgerLinks
from app.window.menus import CommandActions
from app.window.motion import MotionCommands
from app.window.picture_commands import PictureCommands
from app.window.probe_commands import ProbeCommands
from app.window.probe_menus import connect_probes, offer_probes
from app.window.questions import Questions
from app.window.recent import RecentFiles
from app.window.shortcut_editor import ShortcutEditor
from app.window.start_page import StartPage
from app.window.status import Status
from app.window.subgraph_commands import SubgraphCommands
from app.window.tensor_windows import TensorWindows
from app.window.value_editing import ValueEditing
from app.window.windows import Windows
from app.window.wire_menu import wire_menu
from app.window.wiring_commands import WiringCommands
from autograd_core.graph import action_edits, files
from autograd_core.graph.actions import Forward

ADDED = (
    "run.forward", "run.backward", "run.zero_grad", "run.zero_grad_in_place", "run.jacobian", None,
    "run.assign", "run.set_requires_grad", "run.retain_grad", "run.hook", "run.print", None,
    "run.check", "run.repeat", "run.when", "run.try", None,
    "run.train", "run.optimizer", "run.optimizer_step", "run.let", "run.seed",
)  # fmt: skip
"""The commands that add an action."""
WIDTH, HEIGHT = 1480, 920
SHARE_OF_SCREEN = 0.95
CASCADE = 32
"""Pixels by which one more window lies beside the last one."""


class MainWindow(QMainWindow):
    """One window over one session.

    Commands find what they call here by its dotted name: `session`, `player`, `canvas`, `files`,
    `graph`, `values`, and the methods of the window itself.
    """

    def __init__(self, session: Session | None = None, settings: Settings | None = None) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self.settings = settings or Settings()
        self.session = session or Session(self)
        self.player = Player(self.session, self)
        self.player.set_speed(self.settings.speed)
        self.motion = MotionCommands(self.settings, self.player, self)
        keymap().load(self.settings.keys)
        self.canvas = Canvas(self.session, self.player, self)
        self.setCentralWidget(self.canvas)
        self.files = FileCommands(self.session, self.settings, self.canvas, self)
        self.keeper = Keeper(self.session, recovery_folder(), self.files)
        self.recovery = Recovery(self.session, self.files, self.keeper, self)
        self.windows = Windows(self.session, self.settings, self)
        self.recent = RecentFiles(
            self.session, self.player, self.settings, self.canvas, self.files
        )
        Dropping(self.session, self.canvas, self.files, self.windows, self)
        self.graph = GraphCommands(self.session, self.player, self)
        self.values = ValueEditing(self.session, self.canvas, self)
        self.tensors = TensorWindows(self.session, self.player, self.canvas, self)
        self.clipboard = ClipboardCommands(self.session, self.canvas)
        self.announcer = Announcer(self.canvas)
        self.find_bar = FindBar(self.canvas)
        self.empty_hint = EmptyHint(self.canvas, self.canvas)
        self.minimap = Minimap(self.canvas, self.canvas)
        self.minimap.set_on(self.settings.minimap)
        self.shelf = Shelf(self.settings, self)
        self.wiring = WiringCommands(self.session, self.canvas, self.shelf, self)
        self.arranging = ArrangeCommands(self.session, self.canvas, self.settings, self)
        self.subgraphs = SubgraphCommands(self.session, self.player, self.canvas, self)
        self.probing = ProbeCommands(self.session, self.player, self.settings, self)
        self.questions = Questions(self.session, self.player, self.canvas, self)
        self.docks: dict[str, Dock] = {}
        self._make_panels()
        self.pictures = PictureCommands(
            self.session, self.player, self.canvas, self.settings, self
        )
        self.code = CodeCommands(self)
        self.action_commands = ActionCommands(self.session, self._marked_actions, self)
        self.action_commands.placed.connect(self.canvas.show_node)
        self.commands = CommandActions(self)
        self.commands.fill_menu_bar()
        actions = self.commands.actions
        self.start_page = StartPage(self.canvas, self.empty_hint, self.recent, actions)
        self.code.connect_panel()
        self.arranging.dress(self.commands.actions)
        self._offer_actions()
        self._make_toolbar()
        self.status = Status(self.session, self.statusBar())
        self._command_palette: CommandPalette | None = None
        self._ready_to_step = False
        self._connect()
        self.setMinimumSize(800, 560)
        self._restore_layout()
        self.commands.check("toggle_minimap", "minimap", self.settings.minimap)
        self.commands.check("motion.choose", self.settings.motion)
        self.commands.check("arranging.toggle_snap", "grid", self.settings.snap_to_grid)
        neighbours = self.settings.snap_to_neighbours
        self.commands.check("arranging.toggle_snap", "neighbours", neighbours)
        self.commands.check("set_theme", self.settings.theme)
        self.commands.check("set_language", self.settings.language)
        self._show_title()
        self._enable()

    # Making

    def _make_panels(self) -> None:
        session, player = self.session, self.player
        self.palette_panel = PalettePanel(session, player, self.shelf)
        self.inspector_panel = InspectorPanel(session, player)
        self.timeline_panel = TimelinePanel(session, player)
        self.problems_panel = ProblemsPanel(session, player)
        self.output_panel = OutputPanel(session, player)
        self.explanation_panel = ExplanationPanel(session, player)
        self.code_panel = CodePanel(session, player)
        self.probes_panel = ProbesPanel(player, self.probing.watches)
        panels: dict[str, QWidget] = {
            "palette": self.palette_panel,
            "inspector": self.inspector_panel,
            "problems": self.problems_panel,
            "output": self.output_panel,
            "probes": self.probes_panel,
            "history": HistoryPanel(session, player),
            "timeline": self.timeline_panel,
            "explanation": self.explanation_panel,
            "code": self.code_panel,
        }
        self.docks = make_docks(self, panels, self._mark_panels, self._fit_titles)
        self.links = ExplanationLinks(self.explanation_panel, session, self.canvas, self)
        LedgerLinks(self.inspector_panel, session, player, self.canvas, self.links)

    def _offer_actions(self) -> None:
        """What the list of actions can add: the same commands as the Run menu."""
        self.timeline_panel.actions_list.offer(
            [None if each is None else self.commands.actions[each] for each in ADDED]
        )

    def _make_toolbar(self) -> None:
        toolbar = self.toolbar = self.addToolBar(self.tr("Tools"))
        toolbar.setObjectName("toolbar")
        toolbar.setMovable(False)
        toolbar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.commands.fill_toolbar(toolbar)

    def _connect(self) -> None:
        session, player = self.session, self.player
        self.palette_panel.place_requested.connect(self._place)
        self.inspector_panel.backward_requested.connect(self.graph.backward_from)
        self.inspector_panel.table_requested.connect(self.tensors.open_table)
        self.inspector_panel.picture_requested.connect(self.tensors.open_image)
        self.inspector_panel.hook_requested.connect(self.action_commands.hook_on)
        self.canvas.edit_requested.connect(self._edit_node)
        self.canvas.context_requested.connect(self._show_context_menu)
        actions_list = self.timeline_panel.actions_list
        actions_list.edit_requested.connect(self.action_commands.edit)
        actions_list.wrap_requested.connect(self.action_commands.repeat)
        actions_list.when_requested.connect(self.action_commands.when)
        actions_list.try_requested.connect(self.action_commands.try_)
        connect_probes(self)
        self.problems_panel.counted.connect(self._count_problems)
        self.status.problems.clicked.connect(lambda: self.show_panel("problems"))
        self.files.example_opened.connect(self._wait_for_example)
        session.path_changed.connect(self._show_title)
        session.replaced.connect(self._show_title)
        session.undo_stack.cleanChanged.connect(lambda clean: self.setWindowModified(not clean))
        session.undo_stack.undoTextChanged.connect(lambda _: self._show_undo_texts())
        session.undo_stack.redoTextChanged.connect(lambda _: self._show_undo_texts())
        session.undo_stack.indexChanged.connect(lambda _: self._enable())
        session.selected.connect(self._enable)
        session.changed.connect(self._enable)
        session.running.connect(lambda _: self._enable())
        session.ran.connect(self._ran)
        session.troubled.connect(self.tell)
        player.moved.connect(lambda old, new: self._enable_stepping())
        player.speed_changed.connect(self._remember_speed)
        theme.switch().changed.connect(self.commands.dress)
        keymap().changed.connect(self._remember_keys)

    def _restore_layout(self) -> None:
        room = self.screen().availableSize() * SHARE_OF_SCREEN
        self.resize(QSize(WIDTH, HEIGHT).boundedTo(room))
        for name in ("history", "probes", "code"):
            self.docks[name].hide()  # until somebody asks for it: others would get its width
        proportions.share_out(self, self.docks)
        if self.settings.geometry is not None:
            self.restoreGeometry(self.settings.geometry)
        if self.settings.layout is not None:
            self.restoreState(self.settings.layout, LAYOUT_VERSION)

    # What is enabled and how things are called

    def _enable(self) -> None:
        self.commands.enable(states.states(self.session))
        self._enable_stepping()

    def _enable_stepping(self) -> None:
        self.commands.enable(states.steps(self.player))

    def _show_undo_texts(self) -> None:
        stack = self.session.undo_stack
        for command_id, text in (
            ("edit.undo", stack.undoText()),
            ("edit.redo", stack.redoText()),
        ):
            title = title_of(BY_ID[command_id])
            self.commands.actions[command_id].setText(f"{title} {text}" if text else title)

    def _show_title(self) -> None:
        path = self.session.path
        self.setWindowTitle(f"{self.files.name}[*] – GradCanvas")
        self.setWindowFilePath(str(path) if path is not None else "")
        self.setWindowModified(not self.session.is_clean)

    def _count_problems(self, count: int) -> None:
        self.status.count_problems(count)
        title = title_of(BY_ID["view.panel.problems"])
        self.docks["problems"].setWindowTitle(f"{title} ({count})" if count else title)

    def _remember_speed(self, speed: float) -> None:
        self.settings.speed = speed

    def _remember_keys(self) -> None:
        self.settings.keys = dict(keymap().own)

    # The canvas and the panels

    def _place(self, name: str) -> None:
        self.canvas.place(name)

    def _edit_node(self, node: str) -> None:
        """Opens the editor of what one would change first."""
        if self.arranging.edit_note(node):
            return
        self.session.select([node])
        self.show_panel("inspector")
        self.inspector_panel.edit_first()

    def _show_context_menu(self, item: str, at: QPoint) -> None:
        if item and item not in self.session.selection:
            self.session.select([item])
        if item in self.session.document.wires:
            menu = wire_menu(item, self.session, self.commands, self)
        else:
            node = item if item in self.session.document.nodes else ""
            menu = canvas_menu(node, self.graph, self.action_commands, self.commands, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.clipboard.note_menu(menu, at)
        self.wiring.offer_port(menu)
        offer_probes(menu, item, self.probing)
        menu.popup(at)

    def _marked_actions(self) -> Marked:
        actions_list = self.timeline_panel.actions_list
        current = actions_list.current()
        return Marked(None if current is None else current.id, actions_list.selected())

    def focus_canvas(self) -> None:
        """Goes to the card that was current, else to the first."""
        self.canvas.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.canvas.keys.arrive(forward=True)

    def focus_palette(self) -> None:
        """Goes to the search field of the operations."""
        self.show_panel("palette")
        self.palette_panel.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.palette_panel.search_field.selectAll()

    def show_panel(self, name: str) -> None:
        """Shows a panel, in front of those that share its place."""
        self.docks[name].show()
        self.docks[name].raise_()

    def toggle_panel(self, name: str) -> None:
        """Hides a panel that is seen; shows one that is not, and goes to it."""
        dock = self.docks[name]
        if dock.seen:
            dock.hide()
        else:
            self.show_panel(name)
            dock.widget().setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._mark_panels()

    def toggle_minimap(self, _: str) -> None:
        self.settings.minimap = not self.minimap.on
        self.minimap.set_on(self.settings.minimap)

    def _fit_titles(self) -> None:
        for dock in self.docks.values():
            dock.fit_title(tabbed=bool(self.tabifiedDockWidgets(dock)))

    def _mark_panels(self) -> None:
        for name, dock in self.docks.items():
            self.commands.check("toggle_panel", name, not dock.isHidden())
        self._fit_titles()

    # Examples

    def _wait_for_example(self) -> None:
        self._ready_to_step = True

    def _ran(self) -> None:
        self._enable()
        if self._ready_to_step:
            self._ready_to_step = False
            self._go_behind_forward()

    def _go_behind_forward(self) -> None:
        """Stands behind the first forward: there is something to see, and all else to come."""
        document = self.session.document
        for section in self.player.log.sections:
            if isinstance(action_edits.find(document, section.action[-1]), Forward):
                self.player.seek(section.stop)
                return

    # Commands of the window itself

    def show_command_palette(self) -> None:
        if self._command_palette is None:
            self._command_palette = CommandPalette(self.commands, self)
        self._command_palette.popup()

    def show_shortcuts(self) -> None:
        sheet = ShortcutSheet(self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.show()

    def change_shortcuts(self) -> None:
        editor = ShortcutEditor(self)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        editor.open()

    def show_about(self) -> None:
        messages.show_about(self)

    def set_theme(self, choice: ThemeChoice) -> None:
        self.settings.theme = choice
        apply_theme(choice)

    def set_language(self, choice: Language) -> None:
        self.settings.language = choice
        later = self.tr("The language changes when the program starts again.")
        self.session.said.emit("" if language.is_shown(choice) else later)

    def tell(self, title: str, text: str) -> None:
        """Shows a message that has to be read."""
        messages.tell(self, title, text)

    # Events

    def focusNextPrevChild(self, forward: bool) -> bool:
        # what lies behind another tab counts as visible to Qt
        docks = [self.docks[name] for name in AREAS]
        panels = [d.widget() for d in docks if d.seen and not d.isFloating()]
        left = [panel for panel in panels if panel is self.palette_panel]
        others = [panel for panel in panels if panel is not self.palette_panel]
        notice = self.files.guard.notice
        middle = (self.canvas, self.start_page, *others)
        regions = (notice, *left, *middle, self.toolbar, self.statusBar())
        stop = tab_order.next_stop(regions, self.focusWidget(), forward)
        if stop is not None:
            tab_order.go_to(stop, forward)
        return stop is not None

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.settings.layout is None and not event.spontaneous():
            # before it is shown, a window has no tabs in which to bring one to the front
            self.docks["inspector"].raise_()
        if not event.spontaneous():
            for dock in self.docks.values():
                QTimer.singleShot(0, dock, dock.lie_above)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() < event.oldSize().width():
            proportions.keep_canvas(self, self.docks)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.files.may_go_on():
            event.ignore()
            return
        self.settings.geometry = self.saveGeometry()
        self.settings.layout = self.saveState(LAYOUT_VERSION)
        self.player.pause()
        self.files.guard.forget()
        self.recent.thumbnails.stop()
        self.code_panel.stop()
        self.session.close()
        self.keeper.close()
        event.accept()


def open_window(path: Path | None, fresh: bool = False) -> int:
    """Opens the window on a file, or on the first example ready to step; the exit code. `fresh`
    as for `show_first`."""
    start_log()
    application = make_application()
    window = MainWindow()
    reporter = CrashReporter(lambda kept: files.save(window.session.whole, kept), window)
    reporter.install()
    window.show()
    show_first(window, path, fresh)
    code = application.exec()
    reporter.uninstall()
    reporter.forget()
    return code


def show_first(window: MainWindow, path: Path | None, fresh: bool = False) -> None:
    """What a new window shows: the file, work that a crash left, or the first example. One more
    window (`fresh`) shows the file or nothing, and lies beside the one that it came from."""
    opened = path is not None and window.files.open_path(path)
    if fresh and not window.isMaximized():
        window.move(window.pos() + QPoint(CASCADE, CASCADE))
    if not fresh and window.recovery.offer() and not window.session.is_clean:
        return
    examples = resources.examples()
    if opened:
        return
    if path is None and examples and not fresh:
        window.files.open_example(examples[0])
    else:
        window.session.new()
