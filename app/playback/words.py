"""A step's words in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from autograd_core.graph.document import Document
from autograd_core.graph.steps import Message
from autograd_core.graph.words import fill

CONTEXT = "Steps"
"""The translation context under which the core marks its words."""


def text_of(message: Message, document: Document) -> str:
    """The message, translated, with its arguments filled in."""
    template = QCoreApplication.translate(CONTEXT, message.template)
    return fill(template, message.args, document)
