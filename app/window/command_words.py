"""Other words by which people look for a command."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from autograd_core.graph.words import QT_TRANSLATE_NOOP

KEYWORDS: dict[str, str] = {
    "file.examples": QT_TRANSLATE_NOOP("Keywords", "sample tutorial demo"),
    "file.save": QT_TRANSLATE_NOOP("Keywords", "write store file"),
    "file.save_as": QT_TRANSLATE_NOOP("Keywords", "write store file copy"),
    "file.quit": QT_TRANSLATE_NOOP("Keywords", "exit close"),
    "edit.undo": QT_TRANSLATE_NOOP("Keywords", "back revert"),
    "edit.copy": QT_TRANSLATE_NOOP("Keywords", "clipboard text share"),
    "edit.paste": QT_TRANSLATE_NOOP("Keywords", "insert clipboard table spreadsheet csv"),
    "edit.paste_keeping": QT_TRANSLATE_NOOP("Keywords", "insert clipboard wires connected"),
    "edit.duplicate": QT_TRANSLATE_NOOP("Keywords", "clone copy again"),
    "edit.duplicate_keeping": QT_TRANSLATE_NOOP("Keywords", "clone copy wires connected"),
    "edit.delete": QT_TRANSLATE_NOOP("Keywords", "remove erase"),
    "edit.add": QT_TRANSLATE_NOOP("Keywords", "new insert operation leaf number quick search"),
    "edit.dissolve": QT_TRANSLATE_NOOP("Keywords", "remove heal dissolve bridge"),
    "edit.knife": QT_TRANSLATE_NOOP("Keywords", "knife slice disconnect sever"),
    "edit.disconnect": QT_TRANSLATE_NOOP("Keywords", "unplug detach remove wires"),
    "edit.add_dot": QT_TRANSLATE_NOOP("Keywords", "reroute bend corner waypoint"),
    "edit.remove_dots": QT_TRANSLATE_NOOP("Keywords", "straighten reroute bend corner"),
    "edit.close_gaps": QT_TRANSLATE_NOOP("Keywords", "variadic inputs gaps close up cat stack"),
    "edit.no_grad": QT_TRANSLATE_NOOP("Keywords", "group region frame disable gradient tracking"),
    "edit.leave_no_grad": QT_TRANSLATE_NOOP("Keywords", "ungroup region frame unwrap remove"),
    "edit.find": QT_TRANSLATE_NOOP("Keywords", "search card node shape nan inf where"),
    "edit.find_operation": QT_TRANSLATE_NOOP("Keywords", "search add insert palette tensor"),
    "edit.shortcuts": QT_TRANSLATE_NOOP("Keywords", "keys hotkeys customize settings keyboard"),
    "arrange.all": QT_TRANSLATE_NOOP("Keywords", "layout tidy auto layout order columns clean up"),
    "arrange.left": QT_TRANSLATE_NOOP("Keywords", "align line up"),
    "arrange.across": QT_TRANSLATE_NOOP("Keywords", "align centre center vertical"),
    "arrange.right": QT_TRANSLATE_NOOP("Keywords", "align line up"),
    "arrange.top": QT_TRANSLATE_NOOP("Keywords", "align line up"),
    "arrange.down": QT_TRANSLATE_NOOP("Keywords", "align centre center horizontal"),
    "arrange.bottom": QT_TRANSLATE_NOOP("Keywords", "align line up"),
    "arrange.gaps_x": QT_TRANSLATE_NOOP("Keywords", "distribute space evenly"),
    "arrange.gaps_y": QT_TRANSLATE_NOOP("Keywords", "distribute space evenly"),
    "arrange.snap_neighbours": QT_TRANSLATE_NOOP("Keywords", "guides magnet"),
    "select.upstream": QT_TRANSLATE_NOOP("Keywords", "select upstream inputs ancestors"),
    "select.downstream": QT_TRANSLATE_NOOP("Keywords", "select downstream outputs descendants"),
    "select.between": QT_TRANSLATE_NOOP("Keywords", "select path route"),
    "edit.collapse": QT_TRANSLATE_NOOP("Keywords", "fold minimize hide small"),
    "edit.bypass": QT_TRANSLATE_NOOP("Keywords", "skip pass through disable"),
    "edit.mute": QT_TRANSLATE_NOOP("Keywords", "disable off switch"),
    "frame.add": QT_TRANSLATE_NOOP("Keywords", "comment group box region"),
    "note.add": QT_TRANSLATE_NOOP("Keywords", "comment text markdown sticky"),
    "view.canvas": QT_TRANSLATE_NOOP("Keywords", "graph cards focus keyboard"),
    "view.fit_all": QT_TRANSLATE_NOOP("Keywords", "zoom whole overview"),
    "view.back": QT_TRANSLATE_NOOP("Keywords", "previous history jump return"),
    "view.forward": QT_TRANSLATE_NOOP("Keywords", "history jump again"),
    "view.still": QT_TRANSLATE_NOOP("Keywords", "animation calm accessibility still"),
    "view.minimap": QT_TRANSLATE_NOOP("Keywords", "overview navigator map hide show"),
    "view.actual_size": QT_TRANSLATE_NOOP("Keywords", "zoom 100%"),
    "view.panel.palette": QT_TRANSLATE_NOOP("Keywords", "palette hide show dock"),
    "view.panel.inspector": QT_TRANSLATE_NOOP("Keywords", "properties hide show dock"),
    "view.panel.timeline": QT_TRANSLATE_NOOP("Keywords", "steps actions hide show dock"),
    "view.panel.problems": QT_TRANSLATE_NOOP("Keywords", "errors hide show dock"),
    "view.panel.output": QT_TRANSLATE_NOOP("Keywords", "print console hide show dock"),
    "view.theme.dark": QT_TRANSLATE_NOOP("Keywords", "night black colours colors"),
    "view.theme.light": QT_TRANSLATE_NOOP("Keywords", "day white colours colors"),
    "run.forward": QT_TRANSLATE_NOOP("Keywords", "run compute evaluate"),
    "run.backward": QT_TRANSLATE_NOOP("Keywords", "gradient derivative differentiate autograd"),
    "run.zero_grad": QT_TRANSLATE_NOOP("Keywords", "clear reset gradient None"),
    "run.zero_grad_in_place": QT_TRANSLATE_NOOP("Keywords", "clear reset gradient set_to_none"),
    "run.jacobian": QT_TRANSLATE_NOOP("Keywords", "partial derivatives matrix determinant"),
    "run.assign": QT_TRANSLATE_NOOP("Keywords", "write change data in-place"),
    "run.set_requires_grad": QT_TRANSLATE_NOOP("Keywords", "track leaf freeze"),
    "run.repeat": QT_TRANSLATE_NOOP("Keywords", "loop for training"),
    "run.cancel": QT_TRANSLATE_NOOP("Keywords", "stop abort interrupt"),
    "play.step": QT_TRANSLATE_NOOP("Keywords", "next forward single"),
    "play.step_back": QT_TRANSLATE_NOOP("Keywords", "previous undo rewind"),
    "play.toggle": QT_TRANSLATE_NOOP("Keywords", "start stop animate"),
    "play.reverse": QT_TRANSLATE_NOOP("Keywords", "rewind back animate"),
    "play.first": QT_TRANSLATE_NOOP("Keywords", "rewind beginning"),
    "help.shortcuts": QT_TRANSLATE_NOOP("Keywords", "keys hotkeys help"),
    "help.about": QT_TRANSLATE_NOOP("Keywords", "version licence license"),
}
"""By the command's id; words with spaces between them."""


def translated(command_id: str) -> list[str]:
    """The command's other words, in English and in the window's language."""
    text = KEYWORDS.get(command_id, "")
    return [text, QCoreApplication.translate("Keywords", text)] if text else []
