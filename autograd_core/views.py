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

from collections.abc import Callable
from typing import Any

from . import arrays
from .errors import FreedBuffersError, LeafInPlaceError, ViewInPlaceError
from .grad_mode import LOCAL
from .node import Node
from .storage import Array
from .tensor import Tensor

__all__ = [
    "CopySlices",
    "ViewInfo",
    "as_view",
    "check_inplace",
    "element_strides",
    "rebase_history",
    "set_as_strided",
    "write",
]

_NO_GRAD_ADVICE = (
    " modified inplace with grad mode enabled. Given that this use case is ambiguous and "
    "error-prone, it is forbidden. You can clarify your code by moving both the view and the "
    "inplace either both inside the no_grad block (if you don't want the inplace to be tracked) "
    "or both outside (if you want the inplace to be tracked)."
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
    start = base.__array_interface__["data"][0]
    return int(view.__array_interface__["data"][0] - start) // base.itemsize


def geometry_of(view: Tensor, base: Tensor) -> Geometry:
    """Size, strides and offset of a view within its base, in elements."""
    array = view._array
    return array.shape, element_strides(array), _offset(array, base._array)


class ViewInfo:
    """What makes a tensor a view: its base, and the version at which its grad_fn was right.

    ``made`` is "recorded", "no_grad", or "several" for one of several views made at once: the
    latter two may not be written while recording.
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
            if view._tracked and view._node is None:
                return None  # a leaf of its own, by requires_grad_()
            view._node = _as_strided[0](base, geometry_of(view, base))
            view._nr = 0
            view._tracked = True
            self.version = version
        return view._node

    def check(self, view: Tensor, indirect: bool = False) -> None:
        """Raise ViewInPlaceError for a view that may not be written while recording."""
        if self.made == "no_grad":
            what = (
                "A view was created in no_grad mode and its base or another view of its base has "
                "been"
                if indirect
                else "A view was created in no_grad mode and is being"
            )
            raise ViewInPlaceError(what + _NO_GRAD_ADVICE)
        if self.made == "several":
            node = view._node
            name = node.name().removesuffix("Backward0") if node is not None else ""
            who = f"Output {view._nr} of {name}" if name else "This view"
            verb = (
                "is a view and its base or another view of its base has been modified inplace."
                if indirect
                else "is a view and is being modified inplace."
            )
            raise ViewInPlaceError(
                f"{who} {verb} This view is the output of a function that returns multiple "
                "views. Such functions do not allow the output views to be modified inplace. "
                "You should replace the inplace operation by an out-of-place one."
            )


def as_view(result: Tensor, source: Tensor, several: bool = False) -> None:
    """Make ``result`` a view of ``source``, whose bytes it already shares."""
    storage = source.storage()
    result._storage = storage
    base = source if source._view is None else source._view.base
    made = "several" if several else "recorded"
    if not LOCAL.state.enabled or getattr(source._view, "made", "") == "no_grad":
        made = "no_grad"
    result._view = ViewInfo(base, made, storage.version)


def check_inplace(target: Tensor, records: bool) -> None:
    """Raise what PyTorch raises if ``target`` must not be written.

    ``records`` is whether the operation will be recorded. Raises LeafInPlaceError,
    ViewInPlaceError, or RuntimeError where elements of the target overlap in memory.
    """
    view = target._view
    if records and view is not None:
        assert isinstance(view, ViewInfo)
        view.check(target)
        if target.requires_grad and view.base.is_leaf:
            raise LeafInPlaceError(view=True)
    if records and target.requires_grad and target.is_leaf:
        raise LeafInPlaceError
    array = target._array
    if any(step == 0 and size > 1 for size, step in zip(array.shape, array.strides, strict=True)):
        raise RuntimeError(
            "unsupported operation: more than one element of the written-to tensor refers to a "
            "single memory location. Please clone() the tensor before performing the operation."
        )


def write(target: Tensor, value: Array) -> None:
    """Put ``value`` into the bytes of ``target`` and count the write."""
    storage = target.storage()
    storage.before_write()
    target._array[...] = value
    storage.version += 1


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
    first, which would have been the view itself.
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
        if node.targets[0] is not None:
            # Its gradient comes back here, so the view's former grad_fn is needed no more.
            inner.targets = (_Slice.make(view._array.shape), *inner.targets[1:])
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


class _Slice(Node):
    """Stands in for the former grad_fn of a written view; it only knows the shape."""

    __slots__ = ()

    @classmethod
    def make(cls, shape: tuple[int, ...]) -> _Slice:
        """A target of gradients of this shape."""
        node = cls.__new__(cls)
        node.shape = shape
        return node
