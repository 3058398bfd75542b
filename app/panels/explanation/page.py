"""An explanation as a page of rich text: its lines, with links and places for formulas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from autograd_core.graph.explaining.pieces import (
    CONTEXT,
    Code,
    Explanation,
    Formula,
    Label,
    Link,
    Part,
    Piece,
    Shown,
    Translated,
    Worded,
    labels,
    parts,
)

NODE, VALUE = "node", "value"
"""The schemes of links: `node:NUMBER` and `value:NUMBER`."""
FORMULA = "formula"


class Page:
    """Turns an explanation into HTML; links and formulas are numbered in the order in which they
    stand."""

    def __init__(
        self, explanation: Explanation, translated: Translated, worded: Worded, muted: str
    ) -> None:
        self.explanation = explanation
        self.translated = translated
        self.worded = worded
        self.muted = muted
        self.nodes: list[str] = []
        self.values: list[Shown] = []
        self.formulas: list[str] = []
        """The LaTeX of each picture."""
        self.texts: list[str] = []
        """What stands for each picture in plain text."""

    def html(self, picture: Callable[[str], str | None], marked: Label | None = None) -> str:
        """The page. `picture` gives for LaTeX the name of its picture, None while there is none;
        `marked` is the line that the step is at."""
        self.nodes, self.values, self.formulas, self.texts = [], [], [], []
        head, rows = "", []
        bar = SEPARATOR.format(bar=f'<span style="color: {self.muted}">│</span>')
        if self.explanation.title is not None:
            title = self._joined([self.explanation.title], picture)
            # in a table Qt would break it where the lines below are short
            head = f'<div style="margin-bottom: 3px">{title}</div>'
        names = labels()
        for line in self.explanation.lines:
            label = escape(self.translated(CONTEXT, names[line.label]))
            cells = [self._joined(cell, picture) for cell in line.cells]
            rows.append(
                f'<tr><td width="11" style="vertical-align: middle">'
                f"{MARK if line.label == marked else ''}</td>"
                f'<td style="padding-right: 14px; color: {self.muted}; vertical-align: middle; '
                f'white-space: nowrap">{label}</td>'
                f'<td style="vertical-align: middle">{bar.join(cells)}</td></tr>'
            )
        return f'{head}<table cellspacing="0" cellpadding="1">{"".join(rows)}</table>'

    def _joined(
        self, pieces: tuple[Piece, ...] | list[Piece], picture: Callable[[str], str | None]
    ) -> str:
        written = []
        for piece in pieces:
            found = parts(piece, self.translated, self.worded)
            written.append("".join(self._part(part, picture) for part in found))
        return "&nbsp; ".join(written)

    def _part(self, part: Part, picture: Callable[[str], str | None]) -> str:
        if isinstance(part, Formula):
            return self._formula(part, picture)
        if isinstance(part, Link):
            self.nodes.append(part.node)
            return f'<a href="{NODE}:{len(self.nodes) - 1}">{escape(part.text)}</a>'
        if isinstance(part, Shown):
            text = escape(part.text)
            if not part.is_short:
                return text
            self.values.append(part)
            return f'<a href="{VALUE}:{len(self.values) - 1}">{text}</a>'
        if isinstance(part, Code):
            more = " …" if len(part.text) > LONGEST_CODE else ""
            return f"<code>{escape(part.text[:LONGEST_CODE])}{more}</code>"
        return escape(part)

    def _formula(self, formula: Formula, picture: Callable[[str], str | None]) -> str:
        """A formula, broken before its equals signs, so that a long one finds room."""
        written = []
        for chunk in chunks(formula):
            self.formulas.append(chunk.latex)
            self.texts.append(chunk.text)
            name = picture(chunk.latex)
            if name is None:
                written.append(escape(chunk.text))
            else:
                written.append(f'<img src="{name}" style="vertical-align: middle">')
        return " ".join(written)


LONGEST_CODE = 400
"""Characters of code: a leaf's may be a million numbers, which would take Qt half a minute."""
MARK = "▸"
"""Stands before the line that the step is at while its gradients travel."""
SEPARATOR = "&nbsp;&nbsp; {bar} &nbsp;&nbsp; "


def chunks(formula: Formula) -> Iterator[Formula]:
    """A formula in pieces that may stand on lines of their own: each begins with an equals sign."""
    depth, start = 0, 0
    text = formula.source
    for at, letter in enumerate(text):
        depth += {"{": 1, "[": 1, "(": 1, "}": -1, "]": -1, ")": -1}.get(letter, 0)
        if not depth and text.startswith(" = ", at):
            yield Formula(text[start:at].strip(), formula.operands)
            start = at
    yield Formula(text[start:].strip(), formula.operands)
