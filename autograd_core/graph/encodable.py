"""Texts as UTF-8 can hold them: halves of surrogate pairs are no characters."""

from __future__ import annotations

from typing import Any

import msgspec


def encoded(data: Any) -> bytes:
    """The data as JSON. Halves of pairs in its texts, which JSON in UTF-8 cannot hold, become
    U+FFFD."""
    try:
        return msgspec.json.encode(data)
    except UnicodeEncodeError:
        return msgspec.json.encode(encodable(msgspec.to_builtins(data)))


def encodable(data: Any) -> Any:
    """Plain data whose texts can be encoded: pairs put together, lone halves replaced."""
    if isinstance(data, str):
        try:
            data.encode()
        except UnicodeEncodeError:
            return data.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return data
    if isinstance(data, dict):
        return {encodable(key): encodable(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [encodable(value) for value in data]
    return data
