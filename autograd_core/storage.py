"""The bytes behind tensors: who shares them, how often they were written, what they once held.

Three objects, from the bytes up:

* :class:`Memory` is the bytes, one owning ndarray. Everything that aliases them goes through one
  Memory, and says ``before_write()`` before it writes.
* :class:`Storage` is what autograd counts versions of. A tensor, its views and its ``detach()``
  share one Storage. ``x.data`` has a Storage of its own over the same Memory, which is why writes
  through it are seen by ``x`` but not by ``x``'s version.
* :class:`Frozen` is a picture of a tensor's value at one moment. It costs nothing until the Memory
  is written: then the old bytes are copied once, for all pictures of that moment together.

A Frozen is read live while nothing was written, so a reader on another thread must copy what it
keeps.
"""

from __future__ import annotations

import weakref
from typing import Any

import numpy as np

__all__ = ["Array", "Contents", "Frozen", "Memory", "Storage", "is_dense", "owner_of"]

Array = np.ndarray[Any, np.dtype[Any]]


class Contents:
    """What a Memory held between two writes; ``copy`` is None while it still holds it."""

    __slots__ = ("__weakref__", "copy", "nbytes")

    def __init__(self, nbytes: int) -> None:
        self.copy: Array | None = None
        self.nbytes = nbytes


class Frozen:
    """The value of one tensor at one moment, whatever is written later.

    ``contents`` is the identity to account memory by: Frozens with the same contents share at most
    one copy of ``contents.nbytes`` bytes.
    """

    __slots__ = ("_view", "contents", "offset")

    def __init__(self, view: Array, contents: Contents, offset: int) -> None:
        self._view = view
        self.contents = contents
        self.offset = offset

    @property
    def nbytes(self) -> int:
        """Bytes of the value itself, as its shape says."""
        return int(self._view.nbytes)

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the value."""
        shape: tuple[int, ...] = self._view.shape
        return shape

    @property
    def dtype(self) -> np.dtype[Any]:
        """The NumPy type of the value."""
        return self._view.dtype

    def is_same(self, other: Frozen) -> bool:
        """Whether it is the same look at the same contents."""
        mine, theirs = self._view, other._view
        return (
            self.contents is other.contents
            and self.offset == other.offset
            and mine.shape == theirs.shape
            and mine.strides == theirs.strides
            and mine.dtype == theirs.dtype
        )

    def read(self) -> Array:
        """The value, as an array that cannot be written to."""
        copy = self.contents.copy
        if copy is None:
            array = self._view.view()
        else:
            view = self._view
            array = np.ndarray(view.shape, view.dtype, copy, self.offset, view.strides)
        array.flags.writeable = False
        return array

    def row(self) -> Array:
        """All elements in one row, which nobody is to write to, nor to keep."""
        return (self._view if self.contents.copy is None else self.read()).reshape(-1)


def owner_of(array: Array) -> Array:
    """The ndarray that holds the bytes which ``array`` is a view of, or ``array`` itself."""
    base = array.base
    while base is not None:
        if isinstance(base, np.ndarray):
            array = base
        base = getattr(base, "base", None)  # as_strided puts an object of its own between
    return array


def is_dense(array: Array) -> bool:
    """Whether the elements fill a stretch of memory without gaps, in any order."""
    expected = array.itemsize
    for step, size in sorted(zip(array.strides, array.shape, strict=True)):
        if size != 1:
            if step != expected:
                return False
            expected *= size
    return True


class Memory:
    """The bytes of one or more storages. ``array`` is the ndarray that owns them."""

    __slots__ = ("__weakref__", "_contents", "array")

    def __init__(self, array: Array) -> None:
        self.array = owner_of(array)
        self._contents: weakref.ref[Contents] | None = None

    def freeze(self, view: Array) -> Frozen:
        """A handle on the present value of ``view``, which must lie within these bytes."""
        contents = None if self._contents is None else self._contents()
        if contents is None:
            contents = Contents(int(self.array.nbytes))
            self._contents = weakref.ref(contents)
        return Frozen(view, contents, _address(view) - _address(self.array))

    def before_write(self) -> None:
        """Keep the present contents if anyone holds a picture of them. Call before every write."""
        if self._contents is None:
            return
        contents = self._contents()
        self._contents = None
        if contents is not None:
            contents.copy = _same_bytes(self.array)


def _same_bytes(owner: Array) -> Array:
    """A copy with every element at the same place in one unbroken stretch of bytes."""
    if not owner.flags.forc:
        # The result of an operation on a permuted array: in memory its dimensions stand so.
        strides = owner.strides
        owner = owner.transpose(sorted(range(owner.ndim), key=lambda dim: -strides[dim]))
    return np.array(owner, order="K", copy=True)


def _address(array: Array) -> int:
    address: int = array.__array_interface__["data"][0]
    return address


class Storage:
    """What a tensor and its views share: the bytes and the version counter of autograd."""

    __slots__ = ("_memory", "array", "version")

    def __init__(self, array: Array, memory: Memory | None = None, version: int = 0) -> None:
        self.array = array
        self.version = version
        self._memory = memory

    @property
    def memory(self) -> Memory:
        """The bytes; made when first asked for, as most storages are never shared or frozen."""
        if self._memory is None:
            self._memory = Memory(self.array)
        return self._memory

    def data_ptr(self) -> int:
        """The address of the first byte."""
        return _address(self.array)

    def nbytes(self) -> int:
        """How many bytes there are."""
        return int(self.array.nbytes)

    def before_write(self) -> None:
        """See :meth:`Memory.before_write`."""
        if self._memory is not None:
            self._memory.before_write()
