"""Whether operations are recorded, and the number the next recorded one gets.

Both belong to the thread, as in PyTorch: a new thread starts with recording on and counts from 0.
"""

from __future__ import annotations

import functools
import inspect
import threading
import warnings
from collections.abc import Callable, Generator
from types import TracebackType
from typing import Any, Self, TypeVar

import numpy as np

__all__ = [
    "LOCAL",
    "WATCHED",
    "ThreadState",
    "enable_grad",
    "inference_mode",
    "is_grad_enabled",
    "is_inference_mode_enabled",
    "next_sequence_nr",
    "no_grad",
    "on_inference",
    "set_grad_enabled",
    "set_next_sequence_nr",
]

F = TypeVar("F", bound=Callable[..., Any])

#: The grad mode in which operations are recorded and each new Node is shown to the watchers.
WATCHED = 2


class ThreadState:
    """What autograd keeps for one thread.

    ``enabled`` is False, True, or WATCHED where there are ``watchers``: functions that are called
    with each new Node, the latest first.
    """

    __slots__ = ("enabled", "inference", "sequence_nr", "watchers")

    def __init__(self) -> None:
        self.enabled: int = True
        self.sequence_nr = 0
        self.watchers: tuple[Callable[[Any], None], ...] = ()
        self.inference = False

    def set_enabled(self, mode: bool) -> None:
        """Turns recording on or off."""
        self.enabled = (WATCHED if self.watchers else True) if mode else False

    def watch(self, watchers: tuple[Callable[[Any], None], ...]) -> None:
        """Changes who is shown each new Node."""
        self.watchers = watchers
        self.set_enabled(bool(self.enabled))


class _Local(threading.local):
    """The state of each thread, made where the thread first asks for it.

    Infinities and NaNs are results, not accidents: NumPy shall not warn of them. That is set once
    for a thread, as ``numpy.errstate`` for each operation would cost half of its time.
    """

    def __init__(self) -> None:
        self.state = ThreadState()
        np.seterr(all="ignore")


LOCAL = _Local()


def is_grad_enabled() -> bool:
    """Whether operations of this thread are recorded."""
    return bool(LOCAL.state.enabled)


def is_inference_mode_enabled() -> bool:
    """Whether this thread is within :class:`inference_mode`."""
    return LOCAL.state.inference


def next_sequence_nr() -> int:
    """The number that the next Node made by this thread will get."""
    return LOCAL.state.sequence_nr


def set_next_sequence_nr(number: int) -> None:
    """Make the next Node of this thread get ``number``, so that a run numbers from its start."""
    LOCAL.state.sequence_nr = number


class _GradMode:
    """A grad mode as a context manager and as a decorator, restored after exceptions too.

    As in PyTorch an object remembers one mode to go back to, so that it cannot be nested in itself.
    """

    _mode = True
    prev = False

    def __new__(cls, function: Callable[..., Any] | None = None) -> Any:
        # `@no_grad` without parentheses decorates, as PyTorch allows.
        if function is not None and callable(function):
            return object.__new__(cls).__call__(function)
        return object.__new__(cls)

    def __enter__(self) -> None:
        state = LOCAL.state
        self.prev = bool(state.enabled)
        state.set_enabled(self._mode)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        LOCAL.state.set_enabled(self.prev)

    def __call__(self, function: F) -> F:
        make = self._clone
        if inspect.isclass(function):
            warnings.warn(
                "Decorating classes is deprecated and will be disabled in future versions. You "
                "should only decorate functions or methods. To preserve the current behavior of "
                "class decoration, you can directly decorate the `__init__` method and nothing "
                "else.",
                FutureWarning,
                stacklevel=2,
            )
        elif inspect.isgeneratorfunction(function):
            return _generating(make, function)

        @functools.wraps(function)
        def decorated(*args: Any, **kwargs: Any) -> Any:
            with make():
                return function(*args, **kwargs)

        return decorated  # type: ignore[return-value]

    def _clone(self) -> _GradMode:
        clone: _GradMode = type(self)()
        return clone


def _generating(make: Callable[[], _GradMode], function: F) -> F:
    """A generator function whose every stretch from one yield to the next is within a mode."""

    @functools.wraps(function)
    def decorated(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
        generator = function(*args, **kwargs)
        resume: Callable[..., Any] = generator.send
        given: tuple[Any, ...] = (None,)
        while True:
            try:
                with make():
                    response = resume(*given)
            except StopIteration as stop:
                return stop.value
            # Outside the mode, as the caller is now.
            try:
                given = ((yield response),)
                resume = generator.send
            except GeneratorExit:
                with make():
                    generator.close()
                raise
            except BaseException as error:
                resume, given = generator.throw, (error,)

    return decorated  # type: ignore[return-value]


class no_grad(_GradMode):  # noqa: N801
    """Operations inside are not recorded; their results do not require grad."""

    _mode = False


class enable_grad(_GradMode):  # noqa: N801
    """Operations inside are recorded, also within :class:`no_grad`."""

    _mode = True


class set_grad_enabled(_GradMode):  # noqa: N801
    """Sets the mode at once, as a function does; as a context manager it also restores it."""

    def __new__(cls, *mode: Any, **named: Any) -> Any:
        return object.__new__(cls)

    def __init__(self, mode: bool) -> None:
        state = LOCAL.state
        self.prev = bool(state.enabled)
        if not isinstance(mode, bool):
            raise TypeError(
                "set_grad_enabled(): argument 'enabled' (position 1) must be bool, not "
                f"{type(mode).__name__}"
            )
        self._mode = self.mode = mode
        state.set_enabled(mode)

    def __enter__(self) -> None:
        LOCAL.state.set_enabled(self._mode)

    def __call__(self, function: F) -> F:
        # As a decorator the mode is set for the calls only, not for what follows the definition.
        LOCAL.state.set_enabled(self.prev)
        return super().__call__(function)

    def _clone(self) -> _GradMode:
        clone: _GradMode = set_grad_enabled(self._mode)
        return clone

    def __repr__(self) -> str:
        return f"torch.autograd.grad_mode.set_grad_enabled(mode={self.mode})"


#: Called with True when a thread enters inference mode, with False when it leaves.
on_inference: list[Callable[[bool], None]] = []


class inference_mode(_GradMode):  # noqa: N801
    """As :class:`no_grad`; ``inference_mode(False)`` turns it off within.

    What is made in it can never be part of a graph: see ``inference.py``.
    """

    def __new__(cls, mode: Any = True) -> Any:
        if callable(mode):
            return object.__new__(cls)._ready(True).__call__(mode)
        return object.__new__(cls)

    def __init__(self, mode: Any = True) -> None:
        self._ready(bool(mode))

    def _ready(self, mode: bool) -> Self:
        self._mode = not mode
        self._outer: list[tuple[bool, bool]] = []
        return self

    def __enter__(self) -> None:
        state = LOCAL.state
        self._outer.append((state.inference, bool(state.enabled)))
        self._change(not self._mode)
        state.set_enabled(self._mode)

    def __exit__(self, *error: Any) -> None:
        inference, enabled = self._outer.pop()
        self._change(inference)
        LOCAL.state.set_enabled(enabled)

    def _change(self, mode: bool) -> None:
        state = LOCAL.state
        if mode is not state.inference:
            state.inference = mode
            for call in on_inference:
                call(mode)

    def _clone(self) -> _GradMode:
        clone: _GradMode = inference_mode(not self._mode)
        return clone


# PyTorch has them there, and says so when they are printed.
for _mode in (no_grad, enable_grad, set_grad_enabled, inference_mode):
    _mode.__module__ = "autograd_core.autograd.grad_mode"
