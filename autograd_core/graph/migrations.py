"""Migrations: small pure functions from the data of one file version to that of the next."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Data = dict[str, Any]
Migration = Callable[[Data], Data]

VERSION = 1
"""The version that is written."""

MIGRATIONS: dict[int, Migration] = {}
"""By the version that they start from."""


def migration(start: int, end: int) -> Callable[[Migration], Migration]:
    """Registers a function that takes data of version `start` to version `end`."""
    if end != start + 1:
        raise ValueError("a migration goes to the next version")

    def register(function: Migration) -> Migration:
        if start in MIGRATIONS:
            raise ValueError(f"version {start} has a migration already")
        MIGRATIONS[start] = function
        return function

    return register


def migrate(data: Data, version: int) -> Data:
    """Takes data of any version that was ever written to `VERSION`."""
    while version < VERSION:
        data = MIGRATIONS[version](data)
        version += 1
    return data
