"""`str.format` and `%`, taken apart without looking into any object."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Mapping, Sequence

from autograd_core.graph.budget import check_format
from autograd_core.graph.tracing.values import Refused, Val

Piece = str | tuple[Val, str, int]
"""A text, or a value with its format and conversion."""
_PERCENT = re.compile(r"%(?:%|([-+ 0#]*)(\d*)(\.\d+)?([sdifgeErGFx]))")


def cut(template: str, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Iterator[Piece]:
    """The pieces of `template.format(*args, **kwargs)`.

    Raises:
        Refused: a field reaches into a value (`{0.x}`, `{0[1]}`), or has a field in its format.
        IndexError, KeyError: there is no such argument.
    """
    automatic = 0
    for text, field, spec, conversion in string.Formatter().parse(template):
        if text:
            yield text
        if field is None:
            continue
        if spec and "{" in spec:
            raise Refused("a format within a format cannot be used here")
        if not re.fullmatch(r"\w*", field):
            raise Refused("a format cannot reach into what it shows")
        if not field:
            field = str(automatic)
            automatic += 1
        if field.isdecimal():
            if int(field) >= len(args):
                raise IndexError(
                    f"Replacement index {field} out of range for positional args tuple"
                )
            val = args[int(field)]
        else:
            val = kwargs[field]
        check_format(spec or "")
        yield val, spec or "", ord(conversion) if conversion else -1


def percent_pieces(template: str, items: Sequence[Val]) -> Iterator[Piece]:
    """The pieces of `template % items`."""
    at = place = 0
    for match in _PERCENT.finditer(template):
        if match.start() > at:
            yield _plain(template[at : match.start()])
        at = match.end()
        if match.group() == "%%":
            yield "%"
            continue
        if place >= len(items):
            raise TypeError("not enough arguments for format string")
        val = items[place]
        place += 1
        flags, width, precision, kind = match.groups(default="")
        spec = _spec(flags, width, precision, kind)
        if kind in "di" and isinstance(val.value, float):
            val = Val(int(val.value))
        yield val, spec, ord("r") if kind == "r" else ord("s") if kind == "s" else -1
    if place < len(items):
        raise TypeError("not all arguments converted during string formatting")
    if at < len(template):
        yield _plain(template[at:])


def _plain(text: str) -> str:
    if "%" in text:
        raise Refused("this % format cannot be used here")
    return text


def _spec(flags: str, width: str, precision: str, kind: str) -> str:
    align = "<" if "-" in flags else ">" if width else ""
    zero = "0" if "0" in flags and "-" not in flags else ""
    sign = "+" if "+" in flags else " " if " " in flags else ""
    if zero:
        align = ""
    letter = {"i": "d", "s": "", "r": ""}.get(kind, kind)
    spec = f"{align}{sign}{zero}{width}{precision}{letter}"
    check_format(spec)
    return spec
