"""What happens when a gradient arrives at a leaf."""

from __future__ import annotations

from dataclasses import dataclass
from sys import getrefcount
from typing import Any

import numpy as np

from .grad_mode import LOCAL
from .hooks import run_post_accumulate_hooks
from .storage import Array, is_dense
from .tensor import AccumulateGrad, Tensor

__all__ = ["Accumulation", "accumulate"]


@dataclass(frozen=True, slots=True)
class Accumulation:
    """What a leaf's ``.grad`` was and became.

    ``before`` is None, or a tensor of its own with the old values, as the new gradient may have
    been added in place. ``after`` is ``tensor.grad``.
    """

    tensor: Tensor
    before: Tensor | None
    after: Tensor


def accumulate(node: AccumulateGrad, gradient: Any, watched: bool = False) -> Accumulation | None:
    """Add ``gradient``, an array or a recorded Tensor, to the grad of the leaf of ``node``.

    Returns what changed if ``watched``; None if the leaf requires no grad any more.
    """
    leaf = node.variable
    if leaf._node is not None:
        raise RuntimeError("leaf variable has been moved into the graph interior")
    if not leaf._tracked:
        return None  # it required grad when the graph was made
    old = leaf._grad
    before = None if old is None or not watched else Tensor(old._array.copy())
    if isinstance(gradient, Tensor):
        _accumulate_recorded(leaf, gradient)
    elif old is None:
        if gradient.__class__ is not np.ndarray:
            gradient = np.asarray(gradient)
        elif gradient.shape != leaf._array.shape:
            raise RuntimeError(
                f"output with shape {list(leaf._array.shape)} doesn't match the broadcast shape "
                f"{list(gradient.shape)}"
            )
        elif gradient.ndim > 1 and not leaf._array.flags.c_contiguous:
            gradient = _laid_out(gradient, leaf._array)
        elif watched or getrefcount(gradient) > _ALONE or not _owns(gradient):
            gradient = gradient.copy()
        leaf._grad = Tensor(gradient)
    else:
        storage = old.storage()
        storage.before_write()
        array = old._array
        array += gradient
        storage.version += 1
    after = leaf._grad
    hooks = leaf._hooks
    if hooks is not None and hooks.post_accumulate:
        run_post_accumulate_hooks(leaf)
    if watched:
        assert after is not None
        return Accumulation(leaf, before, after if leaf._grad is None else leaf._grad)
    return None


def _laid_out(gradient: Array, leaf: Array) -> Array:
    """A copy of a gradient that lies in memory as its leaf does, if the leaf has no gaps."""
    copy = np.empty_like(leaf) if is_dense(leaf) else np.empty(leaf.shape, leaf.dtype)
    copy[...] = gradient
    return copy


def _accumulate_recorded(leaf: Tensor, gradient: Tensor) -> None:
    """As PyTorch with create_graph: the old ``.grad`` object is not written but replaced."""
    old = leaf._grad
    if old is not None:
        leaf._grad = old + gradient
    elif not LOCAL.state.enabled:
        leaf._grad = gradient.detach()
    else:
        # As PyTorch, which copies it into memory laid out as the leaf's is.
        leaf._grad = Tensor(np.empty_like(leaf._array)).copy_(gradient)


def _owns(gradient: Array) -> bool:
    """Whether the array has its bytes for itself, in row-major order."""
    base = gradient.base
    if base is None:
        return True
    # A transposed matrix that was transposed back: the array between is seen by nobody else.
    return (
        base.__class__ is np.ndarray
        and base.base is None
        and getrefcount(base) <= _BASE_ALONE
        and base.size == gradient.size
        and gradient.flags.c_contiguous
    )


def _base_references(gradient: Array) -> int:
    base = gradient.base
    return getrefcount(base)


def _references(gradient: Any) -> int:
    return getrefcount(gradient)


#: References to an array that only its caller's expression and the callee's parameter hold.
_ALONE = _references(np.zeros(1))

#: The same for the array that only a view of it refers to.
_BASE_ALONE = _base_references(np.zeros((1, 1)).T)
