"""What is asked for and not offered: said clearly, with the nearest name that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NoReturn

__all__ = ["missing"]


def missing(
    owner: str, names: Mapping[str, object], error: str = "{owner} does not offer '{name}' here"
) -> Callable[[str], NoReturn]:
    """A module's ``__getattr__``: raises AttributeError with the names that come nearest."""

    def refuse(name: str) -> NoReturn:
        said = error.format(owner=owner, name=name)
        if name.startswith("__"):  # asked for by Python and NumPy, often and in vain
            raise AttributeError(said)
        import difflib

        known = [known for known in names if not known.startswith("_")]
        near = difflib.get_close_matches(name, known, 3, 0.6)
        raise AttributeError(f"{said}; the nearest is {' or '.join(near)}" if near else said)

    return refuse
