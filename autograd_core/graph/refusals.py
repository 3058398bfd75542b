"""What the reader of snippets says it does not take, as words that can be translated.

It says so in English, wherever in a snippet that may be. The window needs to know how such a text
was made: `retold` finds that out. What is not listed, and the words of Python and PyTorch, stay as
they are.
"""

from __future__ import annotations

import re
from functools import cache

from autograd_core.graph.told import Told
from autograd_core.graph.words import QT_TRANSLATE_NOOP

_told = Told
"""`Told` of a text that is marked where it is written down."""

_UNREADABLE = QT_TRANSLATE_NOOP("Errors", "not understood: {error}")

_TEMPLATES = (
    QT_TRANSLATE_NOOP("Errors", "nested too deeply"),
    QT_TRANSLATE_NOOP("Errors", "too much code"),
    QT_TRANSLATE_NOOP("Errors", "out of memory"),
    QT_TRANSLATE_NOOP("Errors", "the graph is too large"),
    QT_TRANSLATE_NOOP("Errors", "that integer is too large"),
    QT_TRANSLATE_NOOP("Errors", "that number is too long"),
    QT_TRANSLATE_NOOP("Errors", "that text is too long"),
    QT_TRANSLATE_NOOP("Errors", "that text is too wide"),
    QT_TRANSLATE_NOOP("Errors", "lists are nested too deeply"),
    QT_TRANSLATE_NOOP("Errors", "lists hold more than {count} elements"),
    QT_TRANSLATE_NOOP("Errors", "an integer that is a key has at most {count} bits"),
    QT_TRANSLATE_NOOP("Errors", "the snippet computes for longer than {count} seconds"),
    QT_TRANSLATE_NOOP("Errors", "a tensor of {count} dimensions is too long"),
    QT_TRANSLATE_NOOP("Errors", "gradcheck takes at most {count} elements here"),
    QT_TRANSLATE_NOOP("Errors", "more than {count} results"),
    QT_TRANSLATE_NOOP("Errors", "{operation} would take too long here"),
    QT_TRANSLATE_NOOP("Errors", "the gradient must be a tensor"),
    QT_TRANSLATE_NOOP("Errors", "relative imports cannot be used here"),
    QT_TRANSLATE_NOOP("Errors", "import each name, not *"),
    QT_TRANSLATE_NOOP("Errors", "a bare raise cannot be used here"),
    QT_TRANSLATE_NOOP("Errors", "print takes sep and end here"),
    QT_TRANSLATE_NOOP("Errors", "print in a hook takes no sep and no end here"),
    QT_TRANSLATE_NOOP("Errors", "the seed is a number here"),
    QT_TRANSLATE_NOOP("Errors", "there is no device but the CPU here"),
    QT_TRANSLATE_NOOP("Errors", "a list cannot hold itself here"),
    QT_TRANSLATE_NOOP("Errors", "only numbers and texts can be keys here"),
    QT_TRANSLATE_NOOP("Errors", "only names and items of lists can be deleted"),
    QT_TRANSLATE_NOOP("Errors", "only +=, -=, *= and /= can be used here"),
    QT_TRANSLATE_NOOP("Errors", "only no_grad, enable_grad and suppress can follow 'with'"),
    QT_TRANSLATE_NOOP(
        "Errors",
        "only no_grad, enable_grad, staticmethod and property can decorate a function here",
    ),
    QT_TRANSLATE_NOOP("Errors", "tensors cannot be compared in this way"),
    QT_TRANSLATE_NOOP("Errors", "a tensor is used that no operation has made"),
    QT_TRANSLATE_NOOP("Errors", "what this hook computes cannot be said in one expression"),
    QT_TRANSLATE_NOOP("Errors", "a hook can be removed only beside where it was registered"),
    QT_TRANSLATE_NOOP("Errors", "classes have no keywords and no decorators here"),
    QT_TRANSLATE_NOOP(
        "Errors", "a class can be derived from nn.Module here, or from one of yours"
    ),
    QT_TRANSLATE_NOOP("Errors", "isinstance cannot tell this kind"),
    QT_TRANSLATE_NOOP("Errors", "inplace=True of a layer cannot be read yet"),
    QT_TRANSLATE_NOOP("Errors", "nn.Parameter needs a tensor here"),
    QT_TRANSLATE_NOOP("Errors", "NumPy takes numbers and arrays here"),
    QT_TRANSLATE_NOOP("Errors", "an array holds numbers here"),
    QT_TRANSLATE_NOOP("Errors", "this operator cannot be used with arrays here"),
)
"""Those in which nothing stands in: they come first."""

_FILLED = (
    QT_TRANSLATE_NOOP("Errors", "'{name}' cannot be assigned to"),
    QT_TRANSLATE_NOOP("Errors", "'{name}' cannot be read here"),
    QT_TRANSLATE_NOOP("Errors", "'{name}' cannot be used here"),
    QT_TRANSLATE_NOOP("Errors", "'{name}' cannot be used in a snippet"),
    QT_TRANSLATE_NOOP("Errors", "'{name}' cannot stand in a class here"),
    QT_TRANSLATE_NOOP("Errors", "'{name}' of a tensor cannot be assigned to"),
    QT_TRANSLATE_NOOP("Errors", "'{name}' stands outside"),
    QT_TRANSLATE_NOOP(
        "Errors", "'{name}': names that begin with two underscores cannot be used"
    ),
    QT_TRANSLATE_NOOP("Errors", "no binding for nonlocal '{name}' found"),
    QT_TRANSLATE_NOOP("Errors", "longer than {count} characters"),
    QT_TRANSLATE_NOOP("Errors", "more than {count} elements"),
    QT_TRANSLATE_NOOP("Errors", "more than {count} elements in an index"),
    QT_TRANSLATE_NOOP("Errors", "more than {count} calls within each other"),
    QT_TRANSLATE_NOOP("Errors", "more than {count} operations and actions"),
    QT_TRANSLATE_NOOP("Errors", "more than {count} characters are printed"),
    QT_TRANSLATE_NOOP("Errors", "an array has more than {count} elements"),
    QT_TRANSLATE_NOOP("Errors", "the tensors take more than {count} MB"),
    QT_TRANSLATE_NOOP("Errors", "the layers have more than {count} parameters"),
    QT_TRANSLATE_NOOP(
        "Errors", "the snippet runs for too long: more than {count} parts of code"
    ),
    QT_TRANSLATE_NOOP("Errors", "the snippet computes for longer than {count} seconds"),
    QT_TRANSLATE_NOOP("Errors", "a comprehension has more than {count} turns"),
    QT_TRANSLATE_NOOP("Errors", "nn.{name} cannot be read yet"),
    QT_TRANSLATE_NOOP("Errors", "torch.nn.{name} cannot be used in a snippet"),
    QT_TRANSLATE_NOOP("Errors", "torch.optim.{name} cannot be read yet: {others} can"),
    QT_TRANSLATE_NOOP("Errors", "torch.{name} cannot be used in a snippet"),
    QT_TRANSLATE_NOOP(
        "Errors", "{name} cannot be imported here: torch, math and some of numpy can"
    ),
    QT_TRANSLATE_NOOP("Errors", "{name} of {owner} cannot be written down: {value}"),
    QT_TRANSLATE_NOOP("Errors", "{name} of a module cannot be read yet"),
    QT_TRANSLATE_NOOP("Errors", "{name} with a generator cannot be read yet"),
    QT_TRANSLATE_NOOP("Errors", "{name} cannot be used in a snippet"),
    QT_TRANSLATE_NOOP("Errors", "{name} cannot be written down"),
    QT_TRANSLATE_NOOP("Errors", "{name} cannot be read yet"),
    QT_TRANSLATE_NOOP("Errors", "{name} has no forward"),
    QT_TRANSLATE_NOOP("Errors", "{name} takes tensors here"),
    QT_TRANSLATE_NOOP("Errors", "{name} values cannot be used here"),
)
_SYNTAX = (
    QT_TRANSLATE_NOOP("Errors", "invalid syntax"),
    QT_TRANSLATE_NOOP("Errors", "invalid syntax. Perhaps you forgot a comma?"),
    QT_TRANSLATE_NOOP("Errors", "invalid syntax. Maybe you meant '==' or ':=' instead of '='?"),
    QT_TRANSLATE_NOOP("Errors", "'{sign}' was never closed"),
    QT_TRANSLATE_NOOP("Errors", "unmatched '{sign}'"),
    QT_TRANSLATE_NOOP(
        "Errors", "closing parenthesis '{sign}' does not match opening parenthesis '{other}'"
    ),
    QT_TRANSLATE_NOOP(
        "Errors",
        "closing parenthesis '{sign}' does not match opening parenthesis '{other}' on line {line}",
    ),
    QT_TRANSLATE_NOOP("Errors", "unterminated string literal (detected at line {line})"),
    QT_TRANSLATE_NOOP(
        "Errors", "unterminated triple-quoted string literal (detected at line {line})"
    ),
    QT_TRANSLATE_NOOP("Errors", "expected ':'"),
    QT_TRANSLATE_NOOP("Errors", "expected '{sign}'"),
    QT_TRANSLATE_NOOP(
        "Errors", "expected an indented block after '{word}' statement on line {line}"
    ),
    QT_TRANSLATE_NOOP(
        "Errors", "expected an indented block after function definition on line {line}"
    ),
    QT_TRANSLATE_NOOP(
        "Errors", "expected an indented block after class definition on line {line}"
    ),
    QT_TRANSLATE_NOOP("Errors", "unexpected indent"),
    QT_TRANSLATE_NOOP("Errors", "unindent does not match any outer indentation level"),
    QT_TRANSLATE_NOOP("Errors", "unexpected EOF while parsing"),
    QT_TRANSLATE_NOOP(
        "Errors", "cannot assign to {what} here. Maybe you meant '==' instead of '='?"
    ),
    QT_TRANSLATE_NOOP("Errors", "cannot assign to {what}"),
    QT_TRANSLATE_NOOP("Errors", "invalid decimal literal"),
    QT_TRANSLATE_NOOP("Errors", "unexpected character after line continuation character"),
    QT_TRANSLATE_NOOP("Errors", "positional argument follows keyword argument"),
    QT_TRANSLATE_NOOP(
        "Errors", "Missing parentheses in call to 'print'. Did you mean print(...)?"
    ),
)
"""What Python says of a text that is no code, as people meet it while they type."""


def retold(reason: str) -> str:
    """The reason as a `Told`, if it is one of the reader's own; else as it is."""
    if isinstance(reason, Told):
        return reason
    head = _UNREADABLE.partition("{")[0]
    if reason.startswith(head):
        return _told(_UNREADABLE, error=_found(reason[len(head) :], True))
    return _found(reason, False)


def _found(text: str, python: bool) -> str:
    for pattern, template in _patterns(python):
        match = pattern.fullmatch(text)
        if match:
            return _told(template, **match.groupdict())
    return text


@cache
def _patterns(python: bool) -> list[tuple[re.Pattern[str], str]]:
    plain = () if python else _TEMPLATES
    return [
        (re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+)", re.escape(each)), re.DOTALL), each)
        for each in (*plain, *(_SYNTAX if python else _FILLED))
    ]
