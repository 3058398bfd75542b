"""What the core itself says is wrong, as opposed to PyTorch: English that can be translated."""

from __future__ import annotations

CONTEXT = "Errors"
"""The translation context of these texts; `make translations` finds them in calls of `Told`."""


class Told(str):
    """An English text that remembers how it was made.

    It is a text like any other, so that errors, files and the command line carry it unchanged; the
    window translates `template` and fills `args` in again.
    """

    __slots__ = ("args", "template")

    template: str
    args: dict[str, object]

    def __new__(cls, template: str, **args: object) -> Told:
        told = super().__new__(cls, template.format(**args))
        told.template, told.args = template, args
        return told

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        return (self.template,), self.args
