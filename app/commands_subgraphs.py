"""The commands about subgraphs: a part of the table in `commands.py`."""

from __future__ import annotations

from app.command import Command, Shape, When
from autograd_core.graph.words import QT_TRANSLATE_NOOP

MENU = QT_TRANSLATE_NOOP("Command", "Subgraph")
_PATH = f"Arrange/{MENU}"

SUBGRAPHS = (
    Command(
        "subgraph.fold", QT_TRANSLATE_NOOP("Command", "Fold into a subgraph"), _PATH,
        "subgraphs.fold", ("Ctrl+Alt+G",), when=When.HAS_SELECTION, first=True,
    ),
    Command(
        "subgraph.unfold", QT_TRANSLATE_NOOP("Command", "Unfold"), _PATH, "subgraphs.unfold",
        ("Ctrl+Alt+U",), when=When.ON_SUBGRAPH,
    ),
    Command(
        "subgraph.open", QT_TRANSLATE_NOOP("Command", "Open subgraph"), _PATH,
        "subgraphs.open", ("Ctrl+PgDown",), when=When.ON_SUBGRAPH, first=True,
    ),
    Command(
        "subgraph.leave", QT_TRANSLATE_NOOP("Command", "Leave subgraph"), _PATH,
        "subgraphs.leave", ("Ctrl+PgUp", "Shift+Backspace"), when=When.IN_SUBGRAPH,
    ),
    Command(
        "subgraph.go_to_step", QT_TRANSLATE_NOOP("Command", "Go to where the step is"), _PATH,
        "subgraphs.go_to_step", ("Ctrl+Shift+PgDown",), when=When.HAS_STEPS,
    ),
    Command(
        "subgraph.retitle", QT_TRANSLATE_NOOP("Command", "Rename subgraph…"), _PATH,
        "subgraphs.retitle", ("Ctrl+F2",), when=When.ON_SUBGRAPH, first=True,
    ),
    Command(
        "subgraph.independent", QT_TRANSLATE_NOOP("Command", "Make independent of its twins"),
        _PATH, "subgraphs.make_independent", when=When.ON_SUBGRAPH,
    ),
    Command(
        "subgraph.insert", QT_TRANSLATE_NOOP("Command", "Insert another instance"), _PATH,
        "subgraphs.fill_insert", shape=Shape.SUBMENU, first=True,
    ),
    Command(
        "subgraph.add_input", QT_TRANSLATE_NOOP("Command", "Add an input"), _PATH,
        "subgraphs.add_port", ("Ctrl+Alt+I",), argument="input", when=When.IN_SUBGRAPH,
    ),
    Command(
        "subgraph.add_output", QT_TRANSLATE_NOOP("Command", "Add an output"), _PATH,
        "subgraphs.add_port", ("Ctrl+Alt+O",), argument="output", when=When.IN_SUBGRAPH,
    ),
)
