"""The bodies of short functions as text, to be written in line where they are called.

Forward functions and gradient rules are mostly one expression: ``lambda xp, a, b: a * b``. In the
compiled calls (``compiled_call.py``, ``compiled_apply.py``) the expression itself is a twentieth
faster than a call of the lambda. It is read off the byte code; whatever is more than operators,
choices, numbers and calls is called as it is.
"""

from __future__ import annotations

import dis
from collections.abc import Callable, Sequence
from typing import Any

from . import plain

__all__ = ["written_out"]

_IGNORED = ("RESUME", "PRECALL", "PUSH_NULL", "CACHE", "NOP", "TO_BOOL")
_VARIADIC = 0x0C  # the flags of functions with *args or **kwargs


def written_out(
    function: Callable[..., Any], arguments: Sequence[str], scope: dict[str, Any], name: str
) -> str:
    """The text of ``function(xp, *arguments)``: its body, or a call of it as ``name``.

    What the text refers to is added to ``scope``.
    """
    code = getattr(function, "__code__", None)
    if code is not None and code.co_argcount == len(arguments) + 1:
        reader = _Reader(function, ("xp", *arguments))
        text = None if code.co_flags & _VARIADIC else reader.read(0, [])
        if text is not None and text != "xp":
            scope |= reader.used
            return text
    scope[name] = function
    return f"{name}({', '.join(['xp', *arguments])})"


class _Reader:
    """Does on texts what the instructions of a function do on values."""

    def __init__(self, function: Callable[..., Any], arguments: Sequence[str]) -> None:
        code = function.__code__
        self.globals = function.__globals__
        self.texts = dict(zip(code.co_varnames, arguments, strict=False))
        self.steps = list(dis.get_instructions(code))
        self.places = {step.offset: place for place, step in enumerate(self.steps)}
        self.used: dict[str, Any] = {}

    def read(self, place: int, stack: list[str]) -> str | None:
        """What is returned from ``place`` on, or None if something is not understood."""
        while place < len(self.steps):
            step = self.steps[place]
            kind = step.opname
            place += 1
            if kind == "RETURN_VALUE":
                return stack[0] if len(stack) == 1 else None
            if kind == "JUMP_FORWARD":
                place = self.places[step.argval]
                continue
            if kind in ("POP_JUMP_IF_FALSE", "POP_JUMP_FORWARD_IF_FALSE") and stack:
                question = stack.pop()
                yes = self.read(place, [*stack])
                no = self.read(self.places[step.argval], [*stack])
                return None if yes is None or no is None else f"({yes} if {question} else {no})"
            if kind not in _IGNORED and not self._take(step, stack):
                return None
        return None

    def _take(self, step: dis.Instruction, stack: list[str]) -> bool:
        kind = step.opname
        if kind.startswith("LOAD_"):
            return self._load(kind, step.argval, stack)
        if kind == "UNARY_NEGATIVE":
            stack[-1] = f"(-{stack[-1]})"
        elif kind in ("BINARY_OP", "COMPARE_OP"):
            right = stack.pop()
            sign = step.argrepr.removeprefix("bool(").removesuffix(")")
            stack[-1] = f"({stack[-1]} {sign} {right})"
        elif kind == "CALL" and step.arg is not None and len(stack) > step.arg:
            first = len(stack) - step.arg
            called = f"{stack[first - 1]}({', '.join(stack[first:])})"
            stack[first - 1 :] = [called]
        else:
            return False
        return True

    def _load(self, kind: str, what: Any, stack: list[str]) -> bool:
        if kind in ("LOAD_ATTR", "LOAD_METHOD"):
            if stack[-1] == "xp":
                stack[-1] = f"xp_{what}"
                self.used[stack[-1]] = getattr(plain, what)
            else:
                stack[-1] = f"{stack[-1]}.{what}"
        elif kind == "LOAD_GLOBAL" and what in self.globals:
            stack.append(f"its_{what}")
            self.used[stack[-1]] = self.globals[what]
        elif kind in ("LOAD_CONST", "LOAD_SMALL_INT") and what.__class__ in (int, float):
            stack.append(repr(what))
        elif kind.startswith("LOAD_FAST") and kind != "LOAD_FAST_CHECK":
            names = what if isinstance(what, tuple) else (what,)
            stack += [self.texts[name] for name in names]
        else:
            return False
        return True
