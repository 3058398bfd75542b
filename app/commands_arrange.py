"""The commands that select, place and group cards: a part of the table in `commands.py`."""

from __future__ import annotations

from app.command import Command, Shape, When
from autograd_core.graph.words import QT_TRANSLATE_NOOP

SUBMENUS = (
    QT_TRANSLATE_NOOP("Command", "Align"),
    QT_TRANSLATE_NOOP("Command", "Select"),
)

SELECT = (
    Command(
        "select.upstream", QT_TRANSLATE_NOOP("Command", "All that leads here"), "Edit/Select",
        "arranging.select_upstream", ("Shift+U",), when=When.HAS_SELECTION, first=True,
    ),
    Command(
        "select.downstream", QT_TRANSLATE_NOOP("Command", "All that follows from here"),
        "Edit/Select", "arranging.select_downstream", ("Shift+D",), when=When.HAS_SELECTION,
    ),
    Command(
        "select.between", QT_TRANSLATE_NOOP("Command", "All on the way between"), "Edit/Select",
        "arranging.select_between", ("Shift+P",), when=When.HAS_SELECTION,
    ),
    Command(
        "edit.collapse", QT_TRANSLATE_NOOP("Command", "Collapse to the header"), "Edit",
        "arranging.collapse", ("H",), when=When.HAS_SELECTION, first=True,
    ),
    Command(
        "edit.bypass", QT_TRANSLATE_NOOP("Command", "Bypass"), "Edit", "arranging.bypass",
        ("Shift+B",), when=When.HAS_SELECTION,
    ),
    Command(
        "edit.mute", QT_TRANSLATE_NOOP("Command", "Mute"), "Edit", "arranging.mute", ("M",),
        when=When.HAS_SELECTION,
    ),
)

ARRANGE = (
    Command(
        "arrange.all", QT_TRANSLATE_NOOP("Command", "Arrange"), "Arrange", "arranging.arrange",
        ("Ctrl+L",), icon="arrange", toolbar="view", when=When.HAS_NODES,
    ),
    Command(
        "arrange.left", QT_TRANSLATE_NOOP("Command", "Left sides"), "Arrange/Align",
        "arranging.align", ("Ctrl+Shift+Left",), argument="left", when=When.HAS_SELECTION,
    ),
    Command(
        "arrange.across", QT_TRANSLATE_NOOP("Command", "Middles, in a column"), "Arrange/Align",
        "arranging.align", ("Ctrl+Shift+H",), argument="across", when=When.HAS_SELECTION,
    ),
    Command(
        "arrange.right", QT_TRANSLATE_NOOP("Command", "Right sides"), "Arrange/Align",
        "arranging.align", ("Ctrl+Shift+Right",), argument="right", when=When.HAS_SELECTION,
    ),
    Command(
        "arrange.top", QT_TRANSLATE_NOOP("Command", "Tops"), "Arrange/Align",
        "arranging.align", ("Ctrl+Shift+Up",), argument="top", when=When.HAS_SELECTION, first=True,
    ),
    Command(
        "arrange.down", QT_TRANSLATE_NOOP("Command", "Middles, in a row"), "Arrange/Align",
        "arranging.align", ("Ctrl+Shift+M",), argument="down", when=When.HAS_SELECTION,
    ),
    Command(
        "arrange.bottom", QT_TRANSLATE_NOOP("Command", "Bottoms"), "Arrange/Align",
        "arranging.align", ("Ctrl+Shift+Down",), argument="bottom", when=When.HAS_SELECTION,
    ),
    Command(
        "arrange.gaps_x", QT_TRANSLATE_NOOP("Command", "Equal gaps in a row"), "Arrange/Align",
        "arranging.distribute", ("Ctrl+Alt+H",), argument="x", when=When.HAS_SELECTION, first=True,
    ),
    Command(
        "arrange.gaps_y", QT_TRANSLATE_NOOP("Command", "Equal gaps in a column"),
        "Arrange/Align", "arranging.distribute", ("Ctrl+Alt+M",), argument="y",
        when=When.HAS_SELECTION,
    ),
    Command(
        "arrange.snap_grid", QT_TRANSLATE_NOOP("Command", "Snap to the grid"), "Arrange",
        "arranging.toggle_snap", ("Shift+G",), argument="grid", shape=Shape.CHECK, first=True,
    ),
    Command(
        "arrange.snap_neighbours", QT_TRANSLATE_NOOP("Command", "Snap to other cards"),
        "Arrange", "arranging.toggle_snap", ("Shift+E",), argument="neighbours",
        shape=Shape.CHECK,
    ),
)
