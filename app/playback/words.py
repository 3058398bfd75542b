"""The core's words in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from autograd_core.graph.document import Document
from autograd_core.graph.steps import Message
from autograd_core.graph.told import CONTEXT as ERRORS
from autograd_core.graph.told import Told
from autograd_core.graph.words import fill

CONTEXT = "Steps"
"""The translation context under which the core marks its words."""


def text_of(message: Message, document: Document) -> str:
    """The message, translated, with its arguments filled in."""
    template = QCoreApplication.translate(CONTEXT, message.template)
    args = {name: said(arg) if isinstance(arg, str) else arg for name, arg in message.args.items()}
    return fill(template, args, document)


def said(text: str) -> str:
    """What the core itself says, translated; PyTorch's and Python's words as they are."""
    if not isinstance(text, Told):
        return text
    args = {name: said(arg) if isinstance(arg, str) else arg for name, arg in text.args.items()}
    return QCoreApplication.translate(ERRORS, text.template).format(**args)
