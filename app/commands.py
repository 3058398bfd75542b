"""The table of commands: menus, toolbar, command palette and shortcut sheet are made from it.

A command is data. `target` is a dotted path from the main window to what is called; titles are
marked for translation here and translated where they are shown (`title_of`).

The keys for stepping lie under one hand: `,` back, `.` on, `/` plays and pauses (on keyboards
where these need Shift: F9, F10 and F8). Esc belongs to the canvas, which cancels gestures.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

from app.command import Command, Shape, When
from app.commands_actions import ACTIONS
from app.commands_actions import MENU as TRAINING_MENU
from app.commands_arrange import ARRANGE, SELECT, SUBMENUS
from app.commands_playback import MENU as BREAKPOINTS_MENU
from app.commands_playback import PLAYBACK
from app.commands_subgraphs import MENU as SUBGRAPH_MENU
from app.commands_subgraphs import SUBGRAPHS
from autograd_core.graph.words import QT_TRANSLATE_NOOP

__all__ = ["BY_ID", "COMMANDS", "MENUS", "Command", "Shape", "When", "menu_title", "title_of"]

MENUS = (
    QT_TRANSLATE_NOOP("Command", "&File"),
    QT_TRANSLATE_NOOP("Command", "&Edit"),
    QT_TRANSLATE_NOOP("Command", "&Arrange"),
    QT_TRANSLATE_NOOP("Command", "&View"),
    QT_TRANSLATE_NOOP("Command", "&Run"),
    QT_TRANSLATE_NOOP("Command", "&Playback"),
    QT_TRANSLATE_NOOP("Command", "&Help"),
)
"""Top level of the menu bar, in order. `menu` names them without the ampersand."""

_SUBMENUS = (
    *SUBMENUS,
    SUBGRAPH_MENU,
    QT_TRANSLATE_NOOP("Command", "Wires"),
    QT_TRANSLATE_NOOP("Command", "Compare"),
    BREAKPOINTS_MENU,
    TRAINING_MENU,
    QT_TRANSLATE_NOOP("Command", "Panels"),
    QT_TRANSLATE_NOOP("Command", "Theme"),
    QT_TRANSLATE_NOOP("Command", "Motion"),
    QT_TRANSLATE_NOOP("Command", "Language"),
)

_FILE = (
    Command(
        "file.new", QT_TRANSLATE_NOOP("Command", "New"), "File", "files.new",
        ("Ctrl+N",), icon="new",
    ),
    Command(
        "file.new_window", QT_TRANSLATE_NOOP("Command", "New window"), "File", "windows.new",
        ("Ctrl+Shift+N",),
    ),
    Command(
        "file.open", QT_TRANSLATE_NOOP("Command", "Open…"), "File", "files.open",
        ("Ctrl+O",), icon="open", toolbar="file",
    ),
    Command(
        "file.open_window", QT_TRANSLATE_NOOP("Command", "Open in new window…"), "File",
        "windows.open", ("Ctrl+Shift+O",),
    ),
    Command(
        "file.recent", QT_TRANSLATE_NOOP("Command", "Open recent"), "File", "recent.fill",
        shape=Shape.SUBMENU,
    ),
    Command(
        "file.recover", QT_TRANSLATE_NOOP("Command", "Unsaved work…"), "File", "recovery.show",
    ),
    Command(
        "file.examples", QT_TRANSLATE_NOOP("Command", "Examples…"), "File",
        "files.show_examples", ("Ctrl+E",), icon="examples",
    ),
    Command(
        "file.save", QT_TRANSLATE_NOOP("Command", "Save"), "File", "files.save",
        ("Ctrl+S",), icon="save", toolbar="file", first=True,
    ),
    Command(
        "file.save_as", QT_TRANSLATE_NOOP("Command", "Save as…"), "File", "files.save_as",
        ("Ctrl+Shift+S",),
    ),
    Command(
        "file.open_code", QT_TRANSLATE_NOOP("Command", "Open PyTorch code…"), "File",
        "code.open", first=True,
    ),
    Command(
        "file.save_python", QT_TRANSLATE_NOOP("Command", "Save as Python…"), "File",
        "code.save_python", icon="save", when=When.HAS_NODES,
    ),
    Command(
        "file.save_notebook", QT_TRANSLATE_NOOP("Command", "Save as Jupyter notebook…"), "File",
        "code.save_notebook", when=When.HAS_NODES,
    ),
    Command(
        "file.export_picture", QT_TRANSLATE_NOOP("Command", "Export picture…"), "File",
        "pictures.export", ("Ctrl+Shift+E",), icon="picture", when=When.HAS_NODES, first=True,
    ),
    Command(
        "file.quit", QT_TRANSLATE_NOOP("Command", "Quit"), "File", "close", ("Ctrl+Q",),
        first=True,
    ),
)

_EDIT = (
    Command(
        "edit.undo", QT_TRANSLATE_NOOP("Command", "Undo"), "Edit", "session.undo_stack.undo",
        ("Ctrl+Z",), icon="undo", toolbar="edit", when=When.CAN_UNDO,
    ),
    Command(
        "edit.redo", QT_TRANSLATE_NOOP("Command", "Redo"), "Edit", "session.undo_stack.redo",
        ("Ctrl+Shift+Z", "Ctrl+Y"), icon="redo", toolbar="edit", when=When.CAN_REDO,
    ),
    Command(
        "edit.add", QT_TRANSLATE_NOOP("Command", "Add…"), "Edit", "wiring.add", ("Shift+A",),
        icon="add", first=True,
    ),
    Command(
        "edit.cut", QT_TRANSLATE_NOOP("Command", "Cut"), "Edit", "clipboard.cut",
        ("Ctrl+X",), when=When.HAS_SELECTION, first=True,
    ),
    Command(
        "edit.copy", QT_TRANSLATE_NOOP("Command", "Copy"), "Edit", "clipboard.copy",
        ("Ctrl+C",), when=When.HAS_SELECTION,
    ),
    Command(
        "edit.copy_step", QT_TRANSLATE_NOOP("Command", "Copy the step as text"), "Edit",
        "explanation_panel.copy_text", when=When.HAS_STEPS,
    ),
    Command(
        "edit.copy_step_latex", QT_TRANSLATE_NOOP("Command", "Copy the step as LaTeX"), "Edit",
        "explanation_panel.copy_latex", when=When.HAS_STEPS,
    ),
    Command(
        "edit.copy_code", QT_TRANSLATE_NOOP("Command", "Copy as PyTorch code"), "Edit",
        "code.copy", icon="copy", when=When.HAS_NODES,
    ),
    Command(
        "edit.copy_picture", QT_TRANSLATE_NOOP("Command", "Copy picture"), "Edit",
        "pictures.copy", ("Ctrl+Alt+C",), when=When.HAS_NODES,
    ),
    Command(
        "edit.paste", QT_TRANSLATE_NOOP("Command", "Paste"), "Edit", "clipboard.paste",
        ("Ctrl+V",),
    ),
    Command(
        "edit.paste_keeping", QT_TRANSLATE_NOOP("Command", "Paste, keeping inputs"), "Edit",
        "clipboard.paste_keeping_inputs", ("Ctrl+Shift+V",),
    ),
    Command(
        "edit.paste_code", QT_TRANSLATE_NOOP("Command", "Paste PyTorch code"), "Edit",
        "code.paste",
    ),
    Command(
        "edit.duplicate", QT_TRANSLATE_NOOP("Command", "Duplicate"), "Edit",
        "clipboard.duplicate", ("Ctrl+D",), when=When.HAS_SELECTION,
    ),
    Command(
        "edit.duplicate_keeping", QT_TRANSLATE_NOOP("Command", "Duplicate, keeping inputs"),
        "Edit", "clipboard.duplicate_keeping_inputs", ("Ctrl+Shift+D",),
        when=When.HAS_SELECTION,
    ),
    Command(
        "edit.delete", QT_TRANSLATE_NOOP("Command", "Delete"), "Edit", "canvas.delete_selection",
        ("Del", "Backspace"), icon="delete", when=When.HAS_SELECTION,
    ),
    Command(
        "edit.value", QT_TRANSLATE_NOOP("Command", "Edit on the card"), "Edit",
        "values.edit_selected", ("F2",), when=When.HAS_SELECTION,
    ),
    Command(
        "edit.table", QT_TRANSLATE_NOOP("Command", "Table…"), "Edit",
        "tensors.table_of_selected", ("Ctrl+T",), when=When.HAS_SELECTION,
    ),
    Command(
        "edit.image", QT_TRANSLATE_NOOP("Command", "Picture…"), "Edit",
        "tensors.image_of_selected", ("Ctrl+I",), when=When.HAS_SELECTION,
    ),
    Command(
        "edit.rename", QT_TRANSLATE_NOOP("Command", "Rename"), "Edit",
        "values.rename_selected", ("Shift+F2",), when=When.HAS_SELECTION,
    ),
    Command(
        "edit.select_all", QT_TRANSLATE_NOOP("Command", "Select all"), "Edit",
        "canvas.select_all", ("Ctrl+A",), when=When.HAS_NODES,
    ),
    Command(
        "edit.no_grad", QT_TRANSLATE_NOOP("Command", "Wrap in no_grad"), "Edit",
        "graph.wrap_in_no_grad", ("Ctrl+G",), when=When.CAN_WRAP, first=True,
    ),
    Command(
        "edit.leave_no_grad", QT_TRANSLATE_NOOP("Command", "Take out of no_grad"), "Edit",
        "graph.take_out_of_no_grad", ("Ctrl+Shift+G",), when=When.IN_NO_GRAD,
    ),
    Command(
        "edit.find", QT_TRANSLATE_NOOP("Command", "Find…"), "Edit", "find_bar.open_bar",
        ("Ctrl+F",), icon="search", when=When.HAS_NODES, first=True,
    ),
    Command(
        "edit.find_next", QT_TRANSLATE_NOOP("Command", "Find next"), "Edit", "find_bar.next",
        ("F3",), when=When.HAS_NODES,
    ),
    Command(
        "edit.find_previous", QT_TRANSLATE_NOOP("Command", "Find previous"), "Edit",
        "find_bar.previous", ("Shift+F3",), when=When.HAS_NODES,
    ),
    Command(
        "edit.find_operation", QT_TRANSLATE_NOOP("Command", "Find an operation"), "Edit",
        "focus_palette", ("Ctrl+K",), icon="search", first=True,
    ),
    Command(
        "edit.command_palette", QT_TRANSLATE_NOOP("Command", "Command palette…"), "Edit",
        "show_command_palette", ("Ctrl+Shift+P",), icon="command",
    ),
    Command(
        "edit.shortcuts", QT_TRANSLATE_NOOP("Command", "Change shortcuts…"), "Edit",
        "change_shortcuts", icon="keyboard",
    ),
)

_WIRES = (
    Command(
        "edit.dissolve", QT_TRANSLATE_NOOP("Command", "Delete and reconnect"), "Edit/Wires",
        "wiring.delete_and_reconnect", ("Ctrl+Del",), when=When.HAS_SELECTION,
    ),
    Command(
        "edit.knife", QT_TRANSLATE_NOOP("Command", "Cut wires by a stroke"), "Edit/Wires",
        "wiring.knife", ("K",), when=When.HAS_NODES,
    ),
    Command(
        "edit.disconnect", QT_TRANSLATE_NOOP("Command", "Disconnect"), "Edit/Wires",
        "wiring.disconnect_selection", ("Shift+K",), when=When.HAS_SELECTION,
    ),
    Command(
        "edit.add_dot", QT_TRANSLATE_NOOP("Command", "Add a dot to the wire"), "Edit/Wires",
        "wiring.add_dots", ("Shift+R",), when=When.HAS_WIRE, first=True,
    ),
    Command(
        "edit.remove_dots", QT_TRANSLATE_NOOP("Command", "Remove the wire’s dots"),
        "Edit/Wires", "wiring.remove_dots", ("Ctrl+Shift+R",), when=When.HAS_WIRE,
    ),
    Command(
        "edit.close_gaps", QT_TRANSLATE_NOOP("Command", "Remove empty ports"), "Edit/Wires",
        "wiring.close_gaps", ("Ctrl+Shift+K",), when=When.HAS_NODES, first=True,
    ),
)

_VIEW = (
    Command(
        "view.zoom_in", QT_TRANSLATE_NOOP("Command", "Zoom in"), "View", "canvas.zoom_in",
        ("Ctrl++", "Ctrl+="), icon="zoom-in",
    ),
    Command(
        "view.zoom_out", QT_TRANSLATE_NOOP("Command", "Zoom out"), "View", "canvas.zoom_out",
        ("Ctrl+-",), icon="zoom-out",
    ),
    Command(
        "view.actual_size", QT_TRANSLATE_NOOP("Command", "Actual size"), "View",
        "canvas.views.actual_size", ("Ctrl+1",),
    ),
    Command(
        "view.fit_all", QT_TRANSLATE_NOOP("Command", "Fit all"), "View", "canvas.views.fit_all",
        ("Ctrl+0",), icon="fit", toolbar="view", when=When.HAS_NODES,
    ),
    Command(
        "view.fit_selection", QT_TRANSLATE_NOOP("Command", "Fit selection"), "View",
        "canvas.views.fit_selection", ("Ctrl+2",), when=When.HAS_SELECTION,
    ),
    Command(
        "view.back", QT_TRANSLATE_NOOP("Command", "Back to the last view"), "View",
        "canvas.views.back", ("Alt+Left",), first=True,
    ),
    Command(
        "view.forward", QT_TRANSLATE_NOOP("Command", "Forward to the next view"), "View",
        "canvas.views.forward", ("Alt+Right",),
    ),
    Command(
        "view.minimap", QT_TRANSLATE_NOOP("Command", "Minimap"), "View", "toggle_minimap",
        ("Ctrl+M",), argument="minimap", shape=Shape.CHECK,
    ),
    Command(
        "view.autograd", QT_TRANSLATE_NOOP("Command", "Autograd graph"), "View",
        "canvas.autograd.toggle", ("A",), argument="graph", shape=Shape.CHECK,
    ),
    Command(
        "view.canvas", QT_TRANSLATE_NOOP("Command", "Go to the canvas"), "View",
        "focus_canvas", ("Alt+0",), first=True,
    ),
    Command(
        "view.panel.palette", QT_TRANSLATE_NOOP("Command", "Operations"), "View/Panels",
        "toggle_panel", ("Alt+1",), argument="palette", shape=Shape.CHECK, first=True,
    ),
    Command(
        "view.panel.inspector", QT_TRANSLATE_NOOP("Command", "Inspector"), "View/Panels",
        "toggle_panel", ("Alt+2",), argument="inspector", shape=Shape.CHECK,
    ),
    Command(
        "view.panel.timeline", QT_TRANSLATE_NOOP("Command", "Timeline"), "View/Panels",
        "toggle_panel", ("Alt+3",), argument="timeline", shape=Shape.CHECK,
    ),
    Command(
        "view.panel.problems", QT_TRANSLATE_NOOP("Command", "Problems"), "View/Panels",
        "toggle_panel", ("Alt+4",), argument="problems", shape=Shape.CHECK,
    ),
    Command(
        "view.panel.output", QT_TRANSLATE_NOOP("Command", "Output"), "View/Panels",
        "toggle_panel", ("Alt+5",), argument="output", shape=Shape.CHECK,
    ),
    Command(
        "view.panel.history", QT_TRANSLATE_NOOP("Command", "History"), "View/Panels",
        "toggle_panel", ("Alt+6",), argument="history", shape=Shape.CHECK,
    ),
    Command(
        "view.panel.explanation", QT_TRANSLATE_NOOP("Command", "Explanation"), "View/Panels",
        "toggle_panel", ("Alt+7",), argument="explanation", shape=Shape.CHECK,
    ),
    Command(
        "view.panel.code", QT_TRANSLATE_NOOP("Command", "PyTorch code"), "View/Panels",
        "toggle_panel", ("Alt+8",), argument="code", shape=Shape.CHECK,
    ),
    Command(
        "view.panel.probes", QT_TRANSLATE_NOOP("Command", "Breakpoints and watches"),
        "View/Panels", "toggle_panel", ("Alt+9",), argument="probes", shape=Shape.CHECK,
    ),
    Command(
        "view.theme.system", QT_TRANSLATE_NOOP("Command", "Like the system"), "View/Theme",
        "set_theme", argument="system", shape=Shape.CHOICE,
    ),
    Command(
        "view.theme.light", QT_TRANSLATE_NOOP("Command", "Light"), "View/Theme",
        "set_theme", argument="light", shape=Shape.CHOICE,
    ),
    Command(
        "view.theme.dark", QT_TRANSLATE_NOOP("Command", "Dark"), "View/Theme",
        "set_theme", argument="dark", shape=Shape.CHOICE,
    ),
    Command(
        "view.motion.system", QT_TRANSLATE_NOOP("Command", "Like the system"), "View/Motion",
        "motion.choose", argument="system", shape=Shape.CHOICE,
    ),
    Command(
        "view.motion.reduced", QT_TRANSLATE_NOOP("Command", "Reduced motion"), "View/Motion",
        "motion.choose", argument="reduced", shape=Shape.CHOICE,
    ),
    Command(
        "view.motion.full", QT_TRANSLATE_NOOP("Command", "Full motion"), "View/Motion",
        "motion.choose", argument="full", shape=Shape.CHOICE,
    ),
    Command(
        "view.language.system", QT_TRANSLATE_NOOP("Command", "System language"),
        "View/Language", "set_language", argument="system", shape=Shape.CHOICE,
    ),
    # A language is named in itself, so that those who look for it can read it.
    Command(
        "view.language.en", "English", "View/Language", "set_language", argument="en",
        shape=Shape.CHOICE,
    ),
    Command(
        "view.language.zh_CN", "简体中文", "View/Language", "set_language", argument="zh_CN",
        shape=Shape.CHOICE,
    ),
)

_RUN = (
    Command(
        "run.forward", QT_TRANSLATE_NOOP("Command", "Forward"), "Run", "graph.forward",
        ("F5",), icon="forward", toolbar="run", when=When.HAS_NODES,
    ),
    Command(
        "run.backward", QT_TRANSLATE_NOOP("Command", "Backward…"), "Run", "graph.backward",
        ("F6",), icon="backward", toolbar="run", when=When.HAS_NODES,
    ),
    Command(
        "run.zero_grad", QT_TRANSLATE_NOOP("Command", "Zero grad"), "Run", "graph.zero_grad",
        ("F7",), icon="zero", toolbar="run", when=When.HAS_NODES,
    ),
    Command(
        "run.zero_grad_in_place", QT_TRANSLATE_NOOP("Command", "Zero grad, keeping zeros"),
        "Run", "graph.zero_grad_in_place", ("Shift+F7",), when=When.HAS_NODES,
    ),
    Command(
        "run.jacobian", QT_TRANSLATE_NOOP("Command", "Jacobian…"), "Run",
        "action_commands.jacobian", ("Ctrl+J",), icon="jacobian", when=When.HAS_NODES,
    ),
    Command(
        "run.workbench", QT_TRANSLATE_NOOP("Command", "v·J workbench…"), "Run",
        "tensors.open_workbench", ("Ctrl+Shift+J",), icon="jacobian", when=When.HAS_NODES,
    ),
    Command(
        "run.prove", QT_TRANSLATE_NOOP("Command", "Prove the gradients…"), "Run",
        "questions.prove", ("Shift+F6",), when=When.HAS_NODES,
    ),
    Command(
        "run.keep", QT_TRANSLATE_NOOP("Command", "Keep this run to compare"), "Run/Compare",
        "questions.keep_run", ("Shift+F5",), when=When.HAS_STEPS,
    ),
    Command(
        "run.compare", QT_TRANSLATE_NOOP("Command", "With the run that was kept…"),
        "Run/Compare", "questions.compare", ("Ctrl+F5",), when=When.HAS_NODES, first=True,
    ),
    Command(
        "run.compare_previous",
        QT_TRANSLATE_NOOP("Command", "With the run before the last edit…"), "Run/Compare",
        "questions.compare_previous", ("Ctrl+Shift+F5",), when=When.HAS_NODES,
    ),
    Command(
        "run.compare_file", QT_TRANSLATE_NOOP("Command", "With a file…"), "Run/Compare",
        "questions.compare_file", when=When.HAS_NODES,
    ),
    Command(
        "run.gradient", QT_TRANSLATE_NOOP("Command", "Gradient into a card…"), "Run",
        "action_commands.gradient", icon="backward", when=When.HAS_NODES,
    ),
    Command(
        "run.read_grad", QT_TRANSLATE_NOOP("Command", ".grad as a card…"), "Run",
        "action_commands.read_grad", icon="copy", when=When.HAS_NODES,
    ),
    Command(
        "run.assign", QT_TRANSLATE_NOOP("Command", "Assign…"), "Run", "action_commands.assign",
        icon="assign", when=When.HAS_NODES, first=True,
    ),
    Command(
        "run.set_requires_grad", QT_TRANSLATE_NOOP("Command", "Set requires_grad…"), "Run",
        "action_commands.set_requires_grad", icon="grad", when=When.HAS_NODES,
    ),
    *ACTIONS,
    Command(
        "run.print", QT_TRANSLATE_NOOP("Command", "Print…"), "Run", "action_commands.print_",
        ("Ctrl+P",), icon="print",
    ),
    Command(
        "run.repeat", QT_TRANSLATE_NOOP("Command", "Repeat…"), "Run", "action_commands.repeat",
        ("Ctrl+R",), icon="repeat",
    ),
    Command(
        "run.mend", QT_TRANSLATE_NOOP("Command", "Apply the first remedy"), "Run",
        "problems_panel.mend_first", ("F4",), when=When.HAS_NODES, first=True,
    ),
    Command(
        "run.remove_last", QT_TRANSLATE_NOOP("Command", "Remove last action"), "Run",
        "graph.remove_last_action", ("Ctrl+Backspace",), when=When.HAS_ACTIONS, first=True,
    ),
    Command(
        "run.cancel", QT_TRANSLATE_NOOP("Command", "Cancel run"), "Run", "session.cancel_run",
        ("Ctrl+.",), icon="stop", when=When.RUNNING,
    ),
)

_HELP = (
    Command(
        "help.shortcuts", QT_TRANSLATE_NOOP("Command", "Keyboard shortcuts"), "Help",
        "show_shortcuts", ("F1",), icon="keyboard",
    ),
    Command(
        "help.about", QT_TRANSLATE_NOOP("Command", "About GradCanvas"), "Help", "show_about",
        first=True,
    ),
)

COMMANDS: tuple[Command, ...] = (
    *_FILE, *_EDIT, *SELECT, *_WIRES, *ARRANGE, *SUBGRAPHS, *_VIEW, *_RUN, *PLAYBACK, *_HELP,
)
BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}


def title_of(command: Command) -> str:
    """The command's title in the language of the window."""
    return QCoreApplication.translate("Command", command.title)


def menu_title(part: str) -> str:
    """The title of a menu, by one part of a `menu` path; with its mnemonic if it has one."""
    for title in MENUS:
        if title.replace("&", "") == part:
            return QCoreApplication.translate("Command", title)
    return QCoreApplication.translate("Command", part)


def menu_name(part: str) -> str:
    """The title of a menu as it is read, without its mnemonic: `File`, `文件` for `文件(&F)`."""
    return re.sub(r"\(&.\)|&", "", menu_title(part))
