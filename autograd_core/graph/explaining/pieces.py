"""What an explanation is made of: lines of typed pieces, which a window draws, a terminal writes.

Words are English and are translated by whoever shows them; they stand in templates with pieces for
arguments, as other languages put them in another order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from autograd_core.graph.document import Document
from autograd_core.graph.explaining.numbers import brief_text, value_latex, value_text
from autograd_core.graph.plain_formula import plain
from autograd_core.graph.steps import Message, Value
from autograd_core.graph.words import english

CONTEXT = "Explanation"
"""The context under which these words are translated."""

_FIRST_OPERAND = 0xA000
"""Operands stand in a formula as letters from here on, which no operation uses."""
_RAISED = re.compile(r"([\ua000-\ua0ff])(?=\^)")
_FIELD = re.compile(r"\{(\w+)\}")

Label: TypeAlias = Literal[
    "rule", "upstream", "local", "product", "inputs", "result", "recorded", "note", "error",
    "code", "more",
]


@dataclass(frozen=True, slots=True)
class Formula:
    """LaTeX in which operands stand as letters of their own, see `operand`."""

    source: str
    operands: tuple[Value, ...] = ()

    @property
    def latex(self) -> str:
        """With the numbers put in, as LaTeX."""
        source = _RAISED.sub(r"{\1}", self.source)  # what is raised is one thing
        return self._filled(source, value_latex)

    @property
    def text(self) -> str:
        """With the numbers put in, in one line."""
        return self._filled(plain(self.source), value_text)

    def _filled(self, source: str, written: Callable[[Value], str]) -> str:
        for place, value in enumerate(self.operands):
            source = source.replace(operand(place), written(value))
        return source


def operand(place: int) -> str:
    """What stands for an operand of a formula."""
    return chr(_FIRST_OPERAND + place)


@dataclass(frozen=True, slots=True)
class Shown:
    """A tensor, in short; `name` says which it is, for the heading over the whole one; `brief`
    has even a small matrix told in few words, as there are several."""

    value: Value
    name: str = ""
    brief: bool = False

    @property
    def text(self) -> str:
        """How it stands in a line."""
        return brief_text(self.value) if self.brief else value_text(self.value)

    @property
    def is_short(self) -> bool:
        """Whether the short form leaves something out."""
        whole = value_text(self.value)
        return self.value.summary.kind == "statistics" or self.text != whole


@dataclass(frozen=True, slots=True)
class Link:
    """The name of a node, or of a Node of its, that leads there."""

    node: str
    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """PyTorch code, and its own words, which are never translated."""

    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """Words with pieces in them."""

    template: str
    args: dict[str, Piece] = field(default_factory=dict)
    context: str = CONTEXT


Piece: TypeAlias = str | Formula | Shown | Link | Code | Said | Message
Part: TypeAlias = str | Formula | Shown | Link | Code
Translated: TypeAlias = Callable[[str, str], str]
"""Takes a context and an English text."""
Worded: TypeAlias = Callable[[Message], str]


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `cells` has one for each edge of the Node, or a single one."""

    label: Label
    cells: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a step did, in lines, beneath a title."""

    title: Piece | None = None
    lines: tuple[Line, ...] = ()

    def pieces(self) -> Iterator[Piece]:
        """Every piece of the lines, those within others too."""
        for line in self.lines:
            for cell in line.cells:
                for piece in cell:
                    yield from _within(piece)


def _within(piece: Piece) -> Iterator[Piece]:
    yield piece
    if isinstance(piece, Said):
        for inner in piece.args.values():
            yield from _within(inner)


def parts(piece: Piece, translated: Translated, worded: Worded) -> Iterator[Part]:
    """A piece as what stands one after the other in it."""
    if isinstance(piece, Message):
        yield worded(piece)
    elif isinstance(piece, Said):
        template, end = translated(piece.context, piece.template), 0
        for found in _FIELD.finditer(template):
            if found.start() > end:
                yield template[end : found.start()]
            end = found.end()
            yield from parts(piece.args[found.group(1)], translated, worded)
        if end < len(template):
            yield template[end:]
    else:
        yield piece


def labels() -> dict[Label, str]:
    """What stands before the lines, in English."""
    return dict(_LABELS)


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - lupdate looks for this name
    """Marks `text` for Qt's translation tools and returns it as it is."""
    return text


_LABELS: dict[Label, str] = {
    "rule": QT_TRANSLATE_NOOP("Explanation", "Rule"),
    "upstream": QT_TRANSLATE_NOOP("Explanation", "Comes in"),
    "local": QT_TRANSLATE_NOOP("Explanation", "Local"),
    "product": QT_TRANSLATE_NOOP("Explanation", "Flows on"),
    "inputs": QT_TRANSLATE_NOOP("Explanation", "Inputs"),
    "result": QT_TRANSLATE_NOOP("Explanation", "Result"),
    "recorded": QT_TRANSLATE_NOOP("Explanation", "Recorded"),
    "note": QT_TRANSLATE_NOOP("Explanation", "Note"),
    "error": QT_TRANSLATE_NOOP("Explanation", "Error"),
    "code": QT_TRANSLATE_NOOP("Explanation", "Code"),
    "more": "",
}


def _untranslated(context: str, text: str) -> str:
    return text


def as_text(
    explanation: Explanation,
    document: Document,
    translated: Translated = _untranslated,
    worded: Worded | None = None,
) -> str:
    """The explanation as plain text, a line for each line."""
    return _written(explanation, document, translated, worded, latex=False)


def as_latex(
    explanation: Explanation,
    document: Document,
    translated: Translated = _untranslated,
    worded: Worded | None = None,
) -> str:
    """The explanation as LaTeX: words, with the formulas between dollar signs."""
    return _written(explanation, document, translated, worded, latex=True)


def _written(
    explanation: Explanation,
    document: Document,
    translated: Translated,
    worded: Worded | None,
    latex: bool,
) -> str:
    def said(message: Message) -> str:
        return english(message, document)

    def piece_text(piece: Piece) -> str:
        found = parts(piece, translated, worded or said)
        return "".join(_latex_part(p) if latex else _text_part(p) for p in found)

    written = [] if explanation.title is None else [piece_text(explanation.title)]
    for line in explanation.lines:
        cells = ["  ".join(piece_text(piece) for piece in cell) for cell in line.cells]
        label = translated(CONTEXT, _LABELS[line.label])
        written.append(f"{label + ':' if label else '   '} {'; '.join(cells)}")
    return (" \\\\\n" if latex else "\n").join(written)


def _text_part(part: Part) -> str:
    if isinstance(part, Shown):
        return value_text(part.value)
    return part if isinstance(part, str) else part.text


_ESCAPED = re.compile(r"([\\{}$&#^_%~])")
_NAMED = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}


def _latex_part(part: Part) -> str:
    if isinstance(part, Formula):
        return f"${part.latex}$"
    if isinstance(part, Shown):
        return f"${value_latex(part.value)}$"
    text = part if isinstance(part, str) else part.text
    text = _ESCAPED.sub(lambda f: _NAMED.get(f.group(1), "\\" + f.group(1)), text)
    return rf"\texttt{{{text}}}" if isinstance(part, Code | Link) else text
