"""What a script is. Of use without what writes one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Line(NamedTuple):
    """A line of a script, with the nodes and the action that it is the code of. Actions are named
    as in the flat graph; a blank or an opening line has neither.

    `again` are actions that carry the same line out later, as in the turns of an unrolled loop.
    """

    text: str
    nodes: tuple[str, ...] = ()
    action: str | None = None
    again: tuple[str, ...] = ()

    @property
    def actions(self) -> tuple[str, ...]:
        """Every action that the line is the code of."""
        return (self.action, *self.again) if self.action is not None else self.again


def spaced(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines with an empty one before and after each loop and `try` that stands by itself."""
    inside, last = False, ""
    for line in lines:
        text = line.text
        begins = text.startswith(("for ", "try:"))
        ends = inside and not text.startswith((" ", "except ", "else:", "finally:"))
        if last and text and (begins or ends):
            yield Line("")
        inside = begins or (inside and not ends)
        last = text
        yield line


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
