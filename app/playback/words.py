"""The core's words in the language of the window."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from PySide6.QtCore import QCoreApplication

from autograd_core.graph.document import Document
from autograd_core.graph.steps import Message
from autograd_core.graph.told import CONTEXT as ERRORS
from autograd_core.graph.told import Told
from autograd_core.graph.words import fill

CONTEXT = "Steps"
"""The translation context under which the core marks its words."""


def text_of(message: Message, document: Document, longest: int | None = None) -> str:
    """The message, translated, with its arguments filled in; tensors in brief whose text is longer
    than `longest`."""
    template = QCoreApplication.translate(CONTEXT, message.template)
    args = {name: said(arg) if isinstance(arg, str) else arg for name, arg in message.args.items()}
    return fill(template, args, document, longest)


def listed(names: Iterable[str]) -> str:
    """Names one after another, with the sign between them that the language has."""
    pair = QCoreApplication.translate("Action", "{name}, {next}")
    parts = list(names)
    return reduce(lambda done, name: pair.format(name=done, next=name), parts) if parts else ""


def headed(head: str, words: str) -> str:
    """What somebody or something is, and then what is said of it."""
    return QCoreApplication.translate("Action", "{head}: {words}").format(head=head, words=words)


def clauses(parts: Iterable[str]) -> str:
    """Parts of one sentence, one after another."""
    pair = QCoreApplication.translate("Action", "{first}; {next}")
    told = list(parts)
    return reduce(lambda done, part: pair.format(first=done, next=part), told) if told else ""


def said(text: str) -> str:
    """What the core itself says, translated; PyTorch's and Python's words as they are."""
    if not isinstance(text, Told):
        return text
    args = {name: said(arg) if isinstance(arg, str) else arg for name, arg in text.args.items()}
    return QCoreApplication.translate(ERRORS, text.template).format(**args)
