"""What a script is. Of use without what writes one."""

from __future__ import annotations

from typing import NamedTuple


class Line(NamedTuple):
    """A line of a script, with the nodes and the action that it is the code of. Actions are named
    as in the flat graph; a blank or an opening line has neither."""

    text: str
    nodes: tuple[str, ...] = ()
    action: str | None = None


class Script(NamedTuple):
    """The lines of a script, and the variable of each node that has one."""

    lines: tuple[Line, ...]
    names: dict[str, str]

    @property
    def text(self) -> str:
        return "".join(line.text + "\n" for line in self.lines)


class Options(NamedTuple):
    """How a script is written: with assertions of what the run left behind, for which device."""

    assertions: bool = False
    device: str = "cpu"
