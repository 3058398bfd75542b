"""``torch.autograd.detect_anomaly``: which operation made the NaN, or failed to go back.

While it is on, each Node keeps where in the program it was made; a backward pass that fails at a
Node, or computes a NaN there, says so.
"""

from __future__ import annotations

import sys
import traceback
import warnings
from types import TracebackType
from typing import Any, Self

import numpy as np

from .errors import watches_anomalies
from .grad_mode import LOCAL
from .node import Node

__all__ = [
    "STATE",
    "check",
    "detect_anomaly",
    "is_anomaly_check_nan_enabled",
    "is_anomaly_enabled",
    "set_detect_anomaly",
    "watched",
]

TRACE = "traceback_"


class _State:
    """Whether anomalies are looked for, in all threads."""

    __slots__ = ("check_nan", "enabled")

    def __init__(self) -> None:
        self.enabled = False
        self.check_nan = True


STATE = _State()


def is_anomaly_enabled() -> bool:
    """Whether anomalies are looked for."""
    return STATE.enabled


def is_anomaly_check_nan_enabled() -> bool:
    """Whether a NaN in a backward pass counts as one."""
    return STATE.check_nan


def _remember(node: Node) -> None:
    """Notes on a new Node where in the program it is made."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get("__name__", "").startswith(
        "autograd_core"
    ):
        frame = frame.f_back
    node.metadata[TRACE] = traceback.format_stack(frame)


class set_detect_anomaly:  # noqa: N801
    """Turns the search for anomalies on or off, as a function or as a context manager."""

    def __init__(self, mode: bool, check_nan: bool = True) -> None:
        self._previous = (STATE.enabled, STATE.check_nan)
        _switch(mode, check_nan)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        _switch(*self._previous)


class detect_anomaly(set_detect_anomaly):  # noqa: N801
    """Looks for anomalies within; warns that it is slow."""

    def __init__(self, check_nan: bool = True) -> None:
        self._previous = (STATE.enabled, STATE.check_nan)
        self._check_nan = check_nan
        warnings.warn(
            "Anomaly Detection has been enabled. This mode will increase the runtime and should "
            "only be enabled for debugging.",
            UserWarning,
            stacklevel=2,
        )

    def __enter__(self) -> Self:
        self._previous = (STATE.enabled, STATE.check_nan)
        _switch(True, self._check_nan)
        return self


def _switch(mode: bool, check_nan: bool) -> None:
    STATE.enabled, STATE.check_nan = bool(mode), bool(check_nan)
    watches_anomalies(bool(mode))
    state = LOCAL.state
    others = tuple([watcher for watcher in state.watchers if watcher is not _remember])
    state.watch((*others, _remember) if mode else others)


class watched:  # noqa: N801
    """Round the application of a Node: where it fails, says where the Node was made."""

    __slots__ = ("node",)

    def __init__(self, node: Node) -> None:
        self.node = node

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None and STATE.enabled:
            _report(self.node)


def check(node: Node, results: tuple[Any, ...]) -> None:
    """Raises RuntimeError where a Node has computed a NaN."""
    if not STATE.check_nan:
        return
    for place, result in enumerate(results):
        array = getattr(result, "_array", result)
        if array is not None and array.dtype.kind == "f" and np.isnan(array).any():
            _report(node)
            raise RuntimeError(
                f"Function '{node.name()}' returned nan values in its {place}th output."
            )


def _report(node: Node) -> None:
    trace = None if node.extra is None else node.extra.metadata.get(TRACE)
    if trace is None:
        text = (
            f"Error detected in {node.name()}. No forward pass information available. Enable "
            "detect anomaly during forward pass for more information."
        )
    else:
        text = (
            f"Error detected in {node.name()}. Traceback of forward call that caused the error:\n"
            f"{''.join(trace)}"
        )
    warnings.warn(text, UserWarning, stacklevel=2)
