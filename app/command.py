"""What a command is: a row of the table in `commands.py`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class When(Enum):
    """What has to be so for a command to be enabled; the main window answers."""

    ALWAYS = auto()
    CAN_UNDO = auto()
    CAN_REDO = auto()
    HAS_SELECTION = auto()
    HAS_WIRE = auto()
    """A wire is selected."""
    HAS_NODES = auto()
    CAN_WRAP = auto()
    """Something is selected that is in no no_grad region yet."""
    IN_NO_GRAD = auto()
    """A no_grad region is selected, or something in one."""
    ON_SUBGRAPH = auto()
    """One instance of a subgraph is selected."""
    IN_SUBGRAPH = auto()
    """What is shown is the inside of an instance."""
    HAS_ACTIONS = auto()
    HAS_STEPS = auto()
    HAS_TURNS = auto()
    """Some action is repeated."""
    HAS_BREAKPOINTS = auto()
    NOT_AT_START = auto()
    NOT_AT_END = auto()
    RUNNING = auto()


class Shape(Enum):
    """How a command appears in a menu."""

    PLAIN = auto()
    CHECK = auto()
    """On or off; the main window keeps the mark."""
    CHOICE = auto()
    """One of those with the same target; the mark is at the argument in force."""
    SUBMENU = auto()
    """A menu that `target` fills when it opens; it has no place in the command palette."""


@dataclass(frozen=True, slots=True)
class Command:
    """One row of the table.

    id: stable, dotted; settings and tests name commands by it.
    title: English, marked for translation in the context "Command".
    menu: path of the menu, `View/Theme`; each part is translated.
    target: dotted path from the main window to a callable.
    keys: portable key sequences, the first is the one that is shown.
    argument: what the target is called with, if anything.
    icon: a file's name in resources/icons, without `.svg`.
    toolbar: the toolbar group that it is in, if any; groups are set apart.
    first: whether it starts a new section of its menu.
    """

    id: str
    title: str
    menu: str
    target: str
    keys: tuple[str, ...] = ()
    argument: str | None = None
    icon: str = ""
    toolbar: str = ""
    when: When = When.ALWAYS
    shape: Shape = Shape.PLAIN
    first: bool = False
