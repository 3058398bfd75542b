"""What differs between two runs, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from app.canvas.compared import Mark, Sign
from autograd_core.graph.comparing import Difference
from autograd_core.graph.document import Document, LeafData, OpData
from autograd_core.graph.steps import Value, one_line

LONGEST = 60
"""Characters of a text that is compared."""


class Row(NamedTuple):
    """A difference in words: what, before, after, and how far apart."""

    sign: Sign | str
    what: str
    before: str
    after: str
    apart: str


def row_of(difference: Difference) -> Row:
    """A difference in words."""
    before, after = said(difference.before), said(difference.after)
    return Row(
        sign_of(difference), _what(difference), before, after, _apart(difference)
    )


def said(found: object) -> str:
    """What a run has, or a node is."""
    if found is None:
        return "–"
    if isinstance(found, Value):
        text = one_line(found.summary)
    elif isinstance(found, LeafData):
        text = found.value + (f", {found.dtype}" if found.dtype else "")
        text += ", requires_grad" if found.requires_grad else ""
    elif isinstance(found, OpData):
        params = ", ".join(f"{name}={value}" for name, value in found.params.items())
        state = "" if found.state == "on" else f" ({found.state})"
        text = f"{found.op}({params}){state}"
    else:
        text = found if isinstance(found, str) else str(found)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def sign_of(difference: Difference) -> Sign | str:
    """One sign for what kind of difference it is."""
    if difference.kind == "added":
        return "+"
    if difference.kind == "removed":
        return "−"
    return "≈" if difference.rounding else "≠"


def _what(difference: Difference) -> str:
    translate = QCoreApplication.translate
    name = {
        "node": translate("Compare", "the card itself"),
        "value": translate("Compare", "value"),
        "grad": ".grad",
        "status": translate("Compare", "how it ran"),
        "version": translate("Compare", "version"),
    }.get(difference.field, difference.field)
    is_plain = difference.port in ("", "out")
    return name if is_plain else f"{difference.port}: {name}"


def _apart(difference: Difference) -> str:
    translate = QCoreApplication.translate
    if difference.field == "node" and difference.kind == "changed" and (
        said(difference.before) == said(difference.after)
    ):
        return translate("Compare", "wired otherwise")
    if difference.kind == "added":
        return translate("Compare", "only after")
    if difference.kind == "removed":
        return translate("Compare", "only before")
    if difference.apart is None:
        return ""
    size = f"{difference.apart:.4g}"
    if difference.rounding:
        return translate("Compare", "rounding, up to {size}").format(size=size)
    return translate("Compare", "up to {size}").format(size=size)


def title_of(found: Sequence[Difference], nodes: int) -> str:
    """All of it in one sentence."""
    translate = QCoreApplication.translate
    if not found:
        return translate("Compare", "Nothing differs, in values, gradients and facts.")
    text = translate("Compare", "Cards that differ: {cards}, in {count} places")
    text = text.format(cards=nodes, count=len(found))
    rounding = sum(each.rounding for each in found)
    if rounding:
        more = translate("Compare", "{text}, {rounding} of them by rounding only")
        text = more.format(text=text, rounding=rounding)
    return translate("Compare", "{text}.").format(text=text)


def mark_of(found: Iterable[Difference]) -> Mark:
    """How a card is marked on the canvas."""
    differences = list(found)
    signs = {sign_of(each) for each in differences}
    sign: Sign = "≠"
    if any(each.field == "node" and each.kind == "added" for each in differences):
        sign = "+"
    elif signs == {"≈"}:
        sign = "≈"
    lines: list[str] = []
    for each in differences:
        if each.field in ("value", "grad") and each.port in ("", "out") and len(lines) < 2:
            name = ".grad " if each.field == "grad" else ""
            lines.append(f"{name}{said(each.before)} → {said(each.after)}")
    rows = [row_of(each) for each in differences]
    tip = "<br>".join(
        escape(f"{row.sign} {row.what}: {row.before} → {row.after}") for row in rows
    )
    return Mark(sign, tuple(lines), tip)


class Marks(Mapping[str, Mark]):
    """The marks of cards by their differences, each put into words when it is looked at."""

    def __init__(self, found: Mapping[str, Sequence[Difference]]) -> None:
        self._found = found
        self._made: dict[str, Mark] = {}

    def __getitem__(self, card: str) -> Mark:
        if card not in self._made:
            self._made[card] = mark_of(self._found[card])
        return self._made[card]

    def __contains__(self, card: object) -> bool:
        return card in self._found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def text_of(found: Sequence[Difference], document: Document, heads: Sequence[str]) -> str:
    """The differences as text, a line for each, its columns apart by tabs."""
    lines = list(heads)
    for each in found:
        row = row_of(each)
        name = document.name(each.node)
        lines.append("\t".join((f"{row.sign} {name}", row.what, row.before, row.after, row.apart)))
    return "\n".join(lines)
