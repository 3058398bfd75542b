"""The commands that select, place and group cards: a part of the table in `commands.py`."""

from __future__ import annotations

from app.command import Command, Shape, When
from autograd_core.graph.words import QT_TRANSLATE_NOOP

COLOURS = {
    "red": QT_TRANSLATE_NOOP("Command", "Red"),
    "orange": QT_TRANSLATE_NOOP("Command", "Orange"),
    "yellow": QT_TRANSLATE_NOOP("Command", "Yellow"),
    "green": QT_TRANSLATE_NOOP("Command", "Green"),
    "teal": QT_TRANSLATE_NOOP("Command", "Teal"),
    "blue": QT_TRANSLATE_NOOP("Command", "Blue"),
    "purple": QT_TRANSLATE_NOOP("Command", "Purple"),
    "pink": QT_TRANSLATE_NOOP("Command", "Pink"),
}
"""What the colours of frames and notes are called."""

SUBMENUS = (
    QT_TRANSLATE_NOOP("Command", "Colour"),
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

_COLOURS = tuple(
    Command(
        f"frame.colour.{name or 'none'}", title, "Arrange/Colour", "arranging.colour",
        argument=name, when=When.HAS_SELECTION,
    )
    for name, title in (("", QT_TRANSLATE_NOOP("Command", "No colour")), *COLOURS.items())
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
        "note.add", QT_TRANSLATE_NOOP("Command", "Note"), "Arrange", "arranging.note",
        ("Shift+N",), first=True,
    ),
    Command(
        "frame.add", QT_TRANSLATE_NOOP("Command", "Frame with a title"), "Arrange",
        "arranging.frame", ("Shift+F",), when=When.HAS_SELECTION,
    ),
    Command(
        "frame.larger", QT_TRANSLATE_NOOP("Command", "Larger frame"), "Arrange",
        "arranging.widen", ("Ctrl+Alt+=",), argument="20", when=When.HAS_SELECTION,
    ),
    Command(
        "frame.smaller", QT_TRANSLATE_NOOP("Command", "Smaller frame"), "Arrange",
        "arranging.widen", ("Ctrl+Alt+-",), argument="-20", when=When.HAS_SELECTION,
    ),
    *_COLOURS,
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
