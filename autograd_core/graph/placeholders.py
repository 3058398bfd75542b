"""Placeholders: nodes of a file that could not be read, kept with all that stood there.

A placeholder is an operation called `unreadable`, whose parameter `data` is the node's JSON. A run
says at the node that it is one.
"""

from __future__ import annotations

from typing import Any

import msgspec

UNREADABLE = "unreadable"
DATA = "data"


def placeholder(node: Any, name: str) -> dict[str, Any]:
    """The placeholder for what stands in a file in the place of a node."""
    known = node if isinstance(node, dict) else {}
    found: dict[str, Any] = {
        "kind": "op",
        "id": name,
        "op": UNREADABLE,
        "params": {DATA: msgspec.json.encode(node).decode()},
    }
    label = known.get("label")
    if isinstance(label, str):
        found["label"] = label
    for axis in ("x", "y"):
        if isinstance(known.get(axis), int | float) and abs(known[axis]) < 1e9:
            found[axis] = known[axis]
    return found
