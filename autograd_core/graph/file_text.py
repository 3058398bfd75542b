"""The bytes of a graph file as JSON, and in one line why they are none."""

from __future__ import annotations

import codecs
import re
from typing import Any

import msgspec

from autograd_core.graph.told import Told

_WIDE = {
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark is its beginning
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_PACKED = {b"\x1f\x8b": "gzip", b"PK\x03\x04": "zip", b"BZh": "bzip2", b"\xfd7zXZ\0": "xz",
           b"\x28\xb5\x2f\xfd": "zstd"}  # fmt: skip
_CONFLICT = re.compile(rb"^(?:<<<<<<<|=======|>>>>>>>)(?: |\r?$)", re.MULTILINE)
_NUMBERS = re.compile(
    rb'"(?:[^"\\]|\\.)*+"|(-?\d[\d.]{17,}(?:[eE][-+]?\d+)?|-?[\d.]+[eE]\+?\d{3,})', re.DOTALL
)
"""A string, or a number (the group) that may be too large."""
_MALFORMED = re.compile(r"JSON is malformed: (.+) \(byte (\d+)\)")


class Unread(ValueError):
    """Bytes that are no JSON; `why` is one line."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def unmarked(data: bytes) -> bytes:
    """The text as UTF-8 without a byte order mark, also of UTF-16 and UTF-32 that begin with
    theirs, as some editors write them."""
    for mark, name in _WIDE.items():
        if data.startswith(mark):
            return data.decode(name, errors="replace").encode("utf-8", errors="replace")
    return data.removeprefix(codecs.BOM_UTF8)


def read_json(data: bytes) -> Any:
    """What the bytes say.

    Raises:
        Unread: says why they are no JSON, and where.
    """
    text = unmarked(data)
    if not text.strip():
        raise Unread(Told("not a graph file: it is empty"))
    try:
        return msgspec.json.decode(text)
    except RecursionError:
        raise Unread(Told("nested too deeply")) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unread(_why_not(text, str(error))) from None


def _why_not(data: bytes, error: str) -> str:
    kind = next((name for start, name in _PACKED.items() if data.startswith(start)), None)
    if kind is not None:
        return Told("not a graph file: it is compressed ({kind})", kind=kind)
    if b"\0" in data[:4096]:
        return Told("not a graph file: it is no text")
    conflict = _CONFLICT.search(data)
    if conflict is not None:
        reason = Told("git has left marks of a merge there, of which one side has to be chosen")
        return _at(data, conflict.start(), reason)
    try:
        data.decode()
    except UnicodeDecodeError as no_text:
        return _at(data, no_text.start, Told("this is no UTF-8"))
    malformed = _MALFORMED.fullmatch(error)
    if malformed is not None:
        return _at(data, int(malformed[2]), _REASONS.get(malformed[1], malformed[1]))
    if "truncated" in error:
        return _at(data, len(data.rstrip()), Told("it ends in the middle"))
    if "out of range" in error:
        found = next((each for each in _NUMBERS.finditer(data) if each[1]), None)
        if found is not None:
            return _at(data, found.start(), Told("a number that is too large"))
    return Told("not a graph file: {error}", error=error)


def _at(data: bytes, place: int, reason: str) -> Told:
    start = data.rfind(b"\n", 0, place) + 1
    return Told(
        "not a graph file: line {line}, column {column}: {reason}",
        line=data.count(b"\n", 0, place) + 1,
        column=len(data[start:place].decode(errors="replace")) + 1,
        reason=reason,
    )


_REASONS = {
    "invalid character": Told("unexpected character"),
    "invalid number": Told("this is no number"),
    "trailing characters": Told("something follows where the file should end"),
    "trailing comma in array": Told("a comma before a closing bracket"),
    "trailing comma in object": Told("a comma before a closing bracket"),
    "object keys must be strings": Told("a name in quotation marks is needed"),
    "expected '\"'": Told("a name in quotation marks is needed"),
    "expected ':'": Told("a colon is needed"),
    "expected ',' or ']'": Told("a comma or a closing bracket is needed"),
    "expected ',' or '}'": Told("a comma or a closing bracket is needed"),
    "invalid escaped character": Told("no character is written in this way"),
    "unexpected end of hex escape": Told("no character is written in this way"),
    "invalid utf-16 surrogate pair": Told("half of a character"),
    "unexpected end of escaped utf-16 surrogate pair": Told("half of a character"),
}
"""What the library that reads JSON says, in words of our own."""
