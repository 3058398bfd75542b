"""Tensors made in inference mode, which autograd refuses to record and to see written later.

They are of a class of their own, so that the compiled calls, which take plain Tensors only, leave
them to ``dispatch.execute`` and need not ask. While any thread is in inference mode, the compiled
calls take no tensors at all: what they would make had to be marked.
"""

from __future__ import annotations

import threading
from typing import Any

from .grad_mode import LOCAL, on_inference
from .tensor import Tensor

__all__ = [
    "InferenceTensor",
    "check_saved",
    "check_written",
    "enrol",
    "is_inference",
    "mark",
]


class InferenceTensor(Tensor):
    """A tensor that was made in inference mode."""

    __slots__ = ()

    @property
    def _version(self) -> int:
        raise RuntimeError("Inference tensors do not track version counter.")

    def __deepcopy__(self, memo: dict[int, Any]) -> Tensor:
        result = super().__deepcopy__(memo)
        if not LOCAL.state.inference:
            result.__class__ = Tensor  # its bytes are new, and were made outside the mode
        return result

    def __reduce_ex__(self, protocol: Any) -> Any:
        rebuild, (_, *rest) = super().__reduce_ex__(protocol)
        return rebuild, (Tensor, *rest)

    def _check_can_require_grad(self, kinds: str = "floating point") -> None:
        if not LOCAL.state.inference:
            raise RuntimeError(
                "Setting requires_grad=True on inference tensor outside InferenceMode is not "
                "allowed."
            )
        super()._check_can_require_grad(kinds)


# For users it is a Tensor like any other.
InferenceTensor.__name__ = InferenceTensor.__qualname__ = "Tensor"
InferenceTensor.__module__ = "autograd_core"


def is_inference(input: Tensor) -> bool:
    """Whether a tensor was made in inference mode."""
    return isinstance(input, InferenceTensor)


def mark(tensors: list[Tensor], source: Any = None) -> None:
    """Make results inference tensors: views of ``source`` if that is one, others in the mode."""
    marked = LOCAL.state.inference if source is None else isinstance(source, InferenceTensor)
    if marked:
        for tensor in tensors:
            tensor.__class__ = InferenceTensor


def check_written(target: Tensor) -> None:
    """Raise RuntimeError if an inference tensor is written outside the mode."""
    if isinstance(target, InferenceTensor) and not LOCAL.state.inference:
        raise RuntimeError(
            "Inplace update to inference tensor outside InferenceMode is not allowed.You can make "
            "a clone to get a normal tensor before doing inplace update.See "
            "https://github.com/pytorch/rfcs/pull/17 for more details."
        )


def check_saved(tensor: Tensor) -> None:
    """Raise RuntimeError if a Node is to save an inference tensor."""
    if isinstance(tensor, InferenceTensor):
        raise RuntimeError(
            "Inference tensors cannot be saved for backward. Please do not use Tensors created in "
            "inference mode in computation tracked by autograd. To work around this, you can make "
            "a clone to get a normal tensor and use it in autograd, or use `torch.no_grad()` "
            "instead of `torch.inference_mode()`."
        )


# ---- compiled calls --------------------------------------------------------------------------


class _Nothing:
    """Stands for the classes that compiled calls take, while they shall take none."""


_scopes: list[tuple[dict[str, Any], dict[str, Any]]] = []
_lock = threading.Lock()
_active = 0


def enrol(scope: dict[str, Any], names: tuple[str, ...]) -> None:
    """Let the classes under these names in the globals of compiled calls be exchanged."""
    with _lock:
        own = {name: scope[name] for name in names}
        _scopes.append((scope, own))
        if _active:
            scope.update(dict.fromkeys(own, _Nothing))


def _switch(entered: bool) -> None:
    global _active
    with _lock:
        before = _active
        _active += 1 if entered else -1
        if (before == 0) is not (_active == 0):
            for scope, own in _scopes:
                scope.update(dict.fromkeys(own, _Nothing) if entered else own)


on_inference.append(_switch)
