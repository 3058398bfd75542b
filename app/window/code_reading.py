"""Code that comes from outside: from files, from the clipboard."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from autograd_core.graph.document import Document
from autograd_core.graph.gate import Gate

if TYPE_CHECKING:
    from autograd_core.graph.notebook import Code
    from autograd_core.graph.snippet import Traced

_SAYS_TORCH = re.compile(r"\btorch\b")


class NotCode(Exception):
    """A file that holds no code, and why, in words for people."""


class NotTraced(Exception):
    """Code that is not understood: at which line (from 1), and why."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


def code_in(path: Path, data: bytes) -> Code:
    """The code that a file holds; of a notebook that of its cells, and where they begin.

    Raises:
        NotCode: it holds none.
    """
    from autograd_core.graph import notebook  # on first use: it takes long

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotCode(
            QCoreApplication.translate("CodeCommands", "This is no text in UTF-8.")
        ) from None
    if path.suffix.lower() != ".ipynb":
        return notebook.Code(text, (), ())
    try:
        return notebook.code_of(text)
    except notebook.NotebookError:
        raise NotCode(
            QCoreApplication.translate("CodeCommands", "This is no Jupyter notebook.")
        ) from None


def looks_like_code(text: str) -> bool:
    """Whether a text may be a snippet rather than a number or a table."""
    return bool(_SAYS_TORCH.search(text[:100_000])) and "=" in text


def seeds(text: str) -> bool:
    """Whether a snippet says from which seed its numbers are drawn."""
    return "manual_seed" in text


def traced(text: str, gate: Gate) -> Traced:
    """What a snippet says. Of use on any thread.

    Raises:
        NotTraced: it is not understood.
    """
    from autograd_core.graph.snippet import SnippetError, trace  # on first use: it takes long

    try:
        return trace(text, gate=gate)
    except SnippetError as error:
        raise NotTraced(error.line, error.reason) from None


def plain(text: str) -> str:
    """The code as a document keeps it: with one kind of line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def with_source(document: Document, text: str) -> Document:
    """The document itself, which was traced from this code, and keeps it."""
    document.source = plain(text)
    return document


def says(text: str, document: Document) -> bool:
    """Whether code says just this document. Of use on any thread."""
    from autograd_core.graph.pairing_groups import paired_whole  # on first use: it takes long

    try:
        found = traced(text, Gate())
    except NotTraced:
        return False
    source, seeded = document.source, seeds(text)
    return not paired_whole(document, found.document, seeded=seeded, source=source).edits
