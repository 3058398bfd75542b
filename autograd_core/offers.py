"""What is asked for and not offered: said clearly, with the nearest name that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from typing import Any

__all__ = ["LATER", "imported_later", "missing"]

#: The name, in a module, of its functions that are made when they are first asked for.
LATER = "_later"


def missing(
    owner: str, names: Any, error: str = "{owner} does not offer '{name}' here"
) -> Callable[[str], Any]:
    """A module's ``__getattr__``: makes what is to be made later; else raises AttributeError with
    the names that come nearest."""

    def refuse(name: str) -> Any:
        later = names.get(LATER, {})
        if name in later:
            names[name] = later[name]()
            return names[name]
        said = error.format(owner=owner, name=name)
        if name.startswith("__"):  # asked for by Python and NumPy, often and in vain
            raise AttributeError(said)
        import difflib

        known = [known for known in {**names, **later} if not known.startswith("_")]
        near = difflib.get_close_matches(name, known, 3, 0.6)
        raise AttributeError(f"{said}; the nearest is {' or '.join(near)}" if near else said)

    return refuse


def imported_later(package: str, homes: Mapping[str, str]) -> dict[str, Callable[[], Any]]:
    """What a package imports when it is first asked for: ``homes`` maps its modules to names.

    The names under the empty key are modules themselves.
    """
    return {
        name: partial(_imported, package, home, name)
        for home, names in homes.items()
        for name in names.split()
    }


def _imported(package: str, home: str, name: str) -> Any:
    if not home:
        return import_module(f"{package}.{name}")
    return getattr(import_module(f"{package}.{home}"), name)
