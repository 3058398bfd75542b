"""The bodies of short functions as text, to be written in line where they are called.

Forward functions and gradient rules are mostly one expression: ``lambda xp, a, b: a * b``. In the
compiled calls (``compiled_call.py``, ``compiled_apply.py``) the expression itself is a twentieth
faster than a call of the lambda. It is read off the byte code; whatever is more than operators,
numbers and calls of ``xp`` is called as it is.
"""

from __future__ import annotations

import dis
from collections.abc import Callable, Sequence
from typing import Any

from . import plain

__all__ = ["written_out"]

_IGNORED = ("RESUME", "PRECALL", "PUSH_NULL", "CACHE", "NOP")


def written_out(
    function: Callable[..., Any], arguments: Sequence[str], scope: dict[str, Any], name: str
) -> str:
    """The text of ``function(xp, *arguments)``: its body, or a call of it as ``name``.

    What the text refers to is added to ``scope``.
    """
    body = _body(function, arguments, scope)
    if body is not None:
        return body
    scope[name] = function
    return f"{name}({', '.join(['xp', *arguments])})"


def _body(
    function: Callable[..., Any], arguments: Sequence[str], scope: dict[str, Any]
) -> str | None:
    code = getattr(function, "__code__", None)
    if code is None or code.co_argcount != len(arguments) + 1 or code.co_flags & 0x0C:
        return None
    texts = dict(zip(code.co_varnames, ("xp", *arguments), strict=False))
    stack: list[str] = []
    for step in dis.get_instructions(code):
        if step.opname == "RETURN_VALUE":
            break
        if step.opname not in _IGNORED and not _take(step, stack, texts):
            return None
    if len(stack) != 1 or stack[0] == "xp":
        return None
    for attribute in {name for name in code.co_names if f"xp_{name}(" in stack[0]}:
        scope[f"xp_{attribute}"] = getattr(plain, attribute)
    return stack[0]


def _take(step: dis.Instruction, stack: list[str], texts: dict[str, str]) -> bool:
    """Do on texts what an instruction does on values; False for one that is not known."""
    kind = step.opname
    if kind.startswith("LOAD_FAST") and kind != "LOAD_FAST_CHECK":
        names = step.argval if isinstance(step.argval, tuple) else (step.argval,)
        stack += [texts[name] for name in names]
    elif kind in ("LOAD_CONST", "LOAD_SMALL_INT") and step.argval.__class__ in (int, float):
        stack.append(repr(step.argval))
    elif kind in ("LOAD_ATTR", "LOAD_METHOD") and stack and stack[-1] == "xp":
        stack[-1] = f"xp_{step.argval}"
    elif kind == "UNARY_NEGATIVE":
        stack[-1] = f"(-{stack[-1]})"
    elif kind == "BINARY_OP":
        right = stack.pop()
        stack[-1] = f"({stack[-1]} {step.argrepr} {right})"
    elif kind == "CALL" and step.arg is not None and len(stack) > step.arg:
        first = len(stack) - step.arg
        called = f"{stack[first - 1]}({', '.join(stack[first:])})"
        stack[first - 1 :] = [called]
    else:
        return False
    return True
