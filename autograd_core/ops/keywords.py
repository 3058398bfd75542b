"""Arguments of PyTorch's functions that are no parameters: ``generator``, ``memory_format``.

They say where numbers are drawn from and how a result lies in memory, not what is computed.
Definitions name these functions as their ``wrap``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..placement import MemoryFormat, laid_out, preserve_format
from ..random import Generator, drawing_from
from ..tensor import Tensor

__all__ = [
    "drawing",
    "drawing_formatted",
    "formatted",
    "formatted_anew",
    "number_of",
    "numeric",
    "numeric_formatted",
]

Function = Callable[..., Any]


def drawing(function: Function) -> Function:
    """Let a random function take ``generator``."""

    def drawn(*args: Any, generator: Generator | None = None, **kwargs: Any) -> Any:
        if generator is None:
            return function(*args, **kwargs)
        if not isinstance(generator, Generator):
            raise TypeError(
                f"{function.__name__}(): argument 'generator' must be torch.Generator, not "
                f"{type(generator).__name__}"
            )
        with drawing_from(generator):
            return function(*args, **kwargs)

    return drawn


def number_of(value: Any) -> Any:
    """A zero-dimensional tensor as its number; anything else as it is."""
    return value.item() if isinstance(value, Tensor) and not value._array.ndim else value


def numeric(function: Function) -> Function:
    """Let zero-dimensional tensors stand for the numbers of a function."""

    def calculated(*args: Any, **kwargs: Any) -> Any:
        named = {name: number_of(value) for name, value in kwargs.items()}
        return function(*[number_of(value) for value in args], **named)

    return calculated


def formatted(function: Function) -> Function:
    """Let a function that makes a tensor like another take ``memory_format``.

    It keeps the other's order of dimensions by itself, which is ``preserve_format``.
    """

    def lying(*args: Any, memory_format: MemoryFormat | None = None, **kwargs: Any) -> Any:
        made = function(*args, **kwargs)
        if memory_format is not None and memory_format is not preserve_format:
            made._array = laid_out(made._array, memory_format)
        return made

    return lying


def formatted_anew(function: Function) -> Function:
    """Let a function that makes a tensor from nothing take ``memory_format``."""

    def lying(*args: Any, memory_format: MemoryFormat | None = None, **kwargs: Any) -> Any:
        made = function(*args, **kwargs)
        if memory_format is not None:
            made._array = laid_out(made._array, memory_format)
        return made

    return lying


def numeric_formatted(function: Function) -> Function:
    """``memory_format``, and zero-dimensional tensors for all numbers but the first argument."""
    formed = formatted(function)

    def calculated(input: Any, *args: Any, **kwargs: Any) -> Any:
        named = {name: number_of(value) for name, value in kwargs.items()}
        return formed(input, *[number_of(value) for value in args], **named)

    return calculated


def drawing_formatted(function: Function) -> Function:
    """Both ``generator`` and ``memory_format``."""
    return formatted(drawing(function))
