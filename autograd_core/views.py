"""Views and in-place writes: how the graph is mended when bytes under it are written.

A view shares its base's storage, so writing one writes both. PyTorch's answer, and ours: when a
view is written, the base gets a :class:`CopySlices` Node, which applies the operation's Node to
the slice and passes the rest of the gradient through; every view then finds that its version is
old and gets a new grad_fn, an ``AsStridedBackward0`` that reads from the base. Writing the base
itself makes its views old in the same way.

Every in-place write goes: :func:`check_inplace`, compute, :func:`write`, :func:`rebase_history`.
Nothing is changed before all checks have passed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np

from . import arrays
from .errors import FreedBuffersError, LeafInPlaceError, ViewInPlaceError
from .grad_mode import LOCAL
from .inference import check_written
from .node import Node
from .storage import Array, is_dense
from .tensor import Tensor

__all__ = [
    "CopySlices",
    "ViewInfo",
    "as_view",
    "check_inplace",
    "check_no_repetition",
    "check_overlap",
    "element_strides",
    "is_repeated",
    "rebase_history",
    "reseat",
    "set_as_strided",
    "write",
]

_NO_GRAD_ADVICE = (
    " Given that this use case is ambiguous and error-prone, it is forbidden. You can clarify your "
    "code by moving both the view and the inplace either both inside the no_grad block (if you "
    "don't want the inplace to be tracked) or both outside (if you want the inplace to be tracked)."
)
_CUSTOM_ADVICE = (
    " This view was created inside a custom Function (or because an input was returned as-is) and "
    "the autograd logic to handle view+inplace would override the custom backward associated with "
    "the custom Function, leading to incorrect gradients. This behavior is forbidden. You can fix "
    "this by cloning the output of the custom Function."
)
_SEVERAL_ADVICE = (
    " This view is the output of a function that returns multiple views. Such functions do not "
    "allow the output views to be modified inplace. You should replace the inplace operation by an "
    "out-of-place one."
)
_RECORDING = "with grad mode enabled"
_ADVICE = {
    "no_grad": _NO_GRAD_ADVICE,
    "inference": _NO_GRAD_ADVICE.replace("no_grad block", "inference_mode block"),
    "several": _SEVERAL_ADVICE,
    "custom": _CUSTOM_ADVICE,
}
_OVERLAP = (
    "unsupported operation: some elements of the input tensor and the written-to tensor refer to a "
    "single memory location. Please clone() the tensor before performing the operation."
)

Geometry = tuple[tuple[int, ...], tuple[int, ...], int]

#: ``as_strided(base, size, stride, offset) -> Node``, given by the family of view operations.
_as_strided: list[Callable[[Tensor, Geometry], Node]] = []


def set_as_strided(make: Callable[[Tensor, Geometry], Node]) -> None:
    """Tell this module how to make the Node of ``as_strided``."""
    _as_strided[:] = [make]


def element_strides(array: Array) -> tuple[int, ...]:
    """The strides of an array, counted in elements as PyTorch does."""
    size = array.itemsize
    return tuple([stride // size for stride in array.strides])


def _offset(view: Array, base: Array) -> int:
    return (data_of(view) - data_of(base)) // base.itemsize


def geometry_of(view: Tensor, base: Tensor) -> Geometry:
    """Size, strides and offset of a view within its base, in elements."""
    array = view._array
    return array.shape, element_strides(array), _offset(array, base._array)


class ViewInfo:
    """What makes a tensor a view: its base, and the version at which its grad_fn was right.

    ``made`` is "recorded", or, for views that may not be written while recording, "no_grad",
    "inference", "several" for one of several views made at once, or "custom" for what a Function
    returned.
    """

    __slots__ = ("base", "made", "version")

    def __init__(self, base: Tensor, made: str, version: int) -> None:
        self.base = base
        self.made = made
        self.version = version

    def node(self, view: Tensor) -> Node | None:
        """The view's grad_fn, made anew if the storage was written since it was last asked for."""
        base = self.base
        if view._node is None and not base.requires_grad:
            return None
        version = view._version
        if version != self.version:
            self.check(view, indirect=True)
            made = _as_strided[0](base, geometry_of(view, base))
            _move_retained(view, view._node, made)
            view._node = made
            view._nr = 0
            view._tracked = True
            self.version = version
        return view._node

    def check(self, view: Tensor, indirect: bool = False) -> None:
        """Raise ViewInPlaceError for a view that may not be written while recording."""
        if self.made == "recorded":
            return
        node = view._node
        what = "its base or another view of its base has been" if indirect else "is being"
        name = "" if node is None else re.sub(r"Backward0?", "", node.name())
        output = f"Output {view._nr} of {name} is a view"
        inference = self.made == "inference"
        if node is not None and self.made in ("several", "custom"):
            text = f"{output} and {what} modified inplace."
        else:
            text = (
                "A view was created in"
                if node is None
                else f"{output} of a view which was created in"
            )
            mode, now = ("inference", "in normal mode") if inference else ("no_grad", _RECORDING)
            text += f" {mode} mode and {what} modified inplace {now}."
        raise ViewInPlaceError(text + _ADVICE[self.made])


def as_view(result: Tensor, source: Tensor, several: bool = False) -> None:
    """Make ``result`` a view of ``source``, whose bytes it already shares."""
    storage = source.storage()
    result._storage = storage
    view = source._view
    base = source if view is None else view.base
    state = LOCAL.state
    if state.inference:
        made = "inference"
    elif not state.enabled:
        made = "no_grad"
    elif several:
        made = "several"
    else:
        made = view.made if isinstance(view, ViewInfo) else "recorded"
    result._view = ViewInfo(base, made, storage.version)


def check_inplace(target: Tensor, records: bool) -> None:
    """Raise LeafInPlaceError or ViewInPlaceError if ``target`` must not be written.

    ``records`` is whether the operation will be recorded.
    """
    check_written(target)
    view = target._view
    if records and view is not None:
        assert isinstance(view, ViewInfo)
        view.check(target)
        if target.requires_grad and view.base._node is None:
            raise LeafInPlaceError(view=True)
    # As in PyTorch, a view whose base came to require grad later counts as a leaf here until its
    # grad_fn was asked for.
    if records and target.requires_grad and target._node is None:
        raise LeafInPlaceError


def is_repeated(target: Tensor) -> bool:
    """Whether several elements of the target are one in memory, by expansion."""
    array = target._array
    return bool(array.size) and any(
        step == 0 and size > 1 for size, step in zip(array.shape, array.strides, strict=True)
    )


def check_no_repetition(target: Tensor) -> None:
    """Raise RuntimeError where several elements of the target are one in memory."""
    if is_repeated(target):
        raise RuntimeError(
            "unsupported operation: more than one element of the written-to tensor refers to a "
            "single memory location. Please clone() the tensor before performing the operation."
        )


def check_overlap(target: Tensor, other: Array, whole: bool = True) -> None:
    """Raise RuntimeError if ``other`` shares memory with the target.

    With ``whole`` it may share exactly all of it. As PyTorch, only for arrays without gaps; for
    others it is too hard to say.
    """
    array = target._array
    if not (array.size and other.size) or not np.may_share_memory(array, other):
        return
    if not (is_dense(array) and is_dense(other)):
        return
    if not whole:
        raise RuntimeError(_OVERLAP)
    if (
        array.strides != other.strides
        or array.shape != other.shape
        or data_of(array) != data_of(other)
    ):
        raise RuntimeError(_OVERLAP)


def data_of(array: Array) -> int:
    """The address of the first element."""
    address: int = array.__array_interface__["data"][0]
    return address


def write(target: Tensor, value: Array) -> None:
    """Put ``value`` into the bytes of ``target`` and count the write."""
    storage = target.storage()
    storage.before_write()
    target._array[...] = value
    storage.version += 1


def reseat(target: Tensor, array: Array, node: Node | None) -> None:
    """Let ``target`` see its bytes as ``array`` does, which counts as a write, by ``node``.

    As in PyTorch the Node follows on the target's own grad_fn, even if it is a view: its base
    holds the same values as before.
    """
    storage = target.storage()
    target._array = array
    storage.version += 1
    if node is None:
        return
    _move_retained(target, target._node, node)
    target._node = node
    target._nr = 0
    target._tracked = True
    if isinstance(target._view, ViewInfo):
        target._view.version = storage.version


def rebase_history(target: Tensor, node: Node) -> None:
    """Make ``node`` the grad_fn of ``target``, which it has just written."""
    view = target._view
    if view is None:
        _move_retained(target, target._node, node)
        target._node = node
        target._nr = 0
        target._tracked = True
        return
    base = view.base
    slices = CopySlices.make(base, target, node)
    _move_retained(base, base._node, slices)
    base._node = slices
    base._nr = 0
    base._tracked = True
    old = target._node
    new = target.grad_fn  # made anew from the base, as its version is old
    if new is not None:
        _move_retained(target, old, new)


def _move_retained(tensor: Tensor, old: Node | None, new: Node) -> None:
    """``retain_grad`` follows the tensor; hooks stay with the value they were put on."""
    if tensor.retains_grad and old is not None and old.extra is not None:
        reference = old.extra.retain.pop(tensor._nr, None)
        if reference is not None:
            new.need_extra().retain[0] = reference


class CopySlices(Node):
    """The Node of a base that was written through a view.

    Target 0 is the base's former grad_fn; the others are those of the operation's Node, less its
    first, which is the view's former grad_fn. The operation's Node keeps that: a gradient of a
    gradient that goes through the result which it saved leads there.
    """

    __slots__ = ("_base", "_view")

    _base: tuple[tuple[int, ...], tuple[int, ...]]
    _view: Geometry

    @classmethod
    def make(cls, base: Tensor, view: Tensor, inner: Node) -> CopySlices:
        """The Node for ``inner`` having written ``view``. ``base`` still has its old grad_fn."""
        node = cls.__new__(cls)
        node.targets = (base.edge(), *inner.targets[1:])
        first = base._nr
        rest = inner.target_nrs[1:] if inner.target_nrs else (0,) * (len(node.targets) - 1)
        node.target_nrs = (first, *rest) if first or any(rest) else None
        node.shape = base._array.shape
        node.extra = None
        node._base = (base._array.shape, element_strides(base._array))
        node._view = geometry_of(view, base)
        node.saved = (inner,)
        state = LOCAL.state
        node.sequence_nr = state.sequence_nr
        state.sequence_nr += 1
        return node

    def name(self) -> str:
        return "torch::autograd::CopySlices"

    def apply(self, gradient: Any) -> Any:
        return self._apply(arrays, gradient, None)

    def apply_recorded(self, xp: Any, gradient: Any) -> Any:
        return self._apply(xp, gradient, xp)

    def _apply(self, xp: Any, gradient: Any, recording: Any) -> Any:
        if self.saved is None:
            raise FreedBuffersError(self)
        (inner,) = self.saved
        place = (*self._base, *self._view)
        part = xp.window(gradient, *place)
        grads = inner.apply(part) if recording is None else inner.apply_recorded(xp, part)
        first, *rest = grads if isinstance(grads, tuple) else (grads,)
        if self.targets[0] is None:
            result = None
        else:
            first = xp.zeros_like(part) if first is None else first
            result = xp.window_replaced(gradient, first, *place)
        return (result, *rest) if rest else result
