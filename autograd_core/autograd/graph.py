"""``torch.autograd.graph``: hooks on what Nodes save for backward.

``saved_tensors_hooks(pack, unpack)``: within, each tensor that a new Node saves is given to
``pack``, and what that returns is kept in its place; backward gets what ``unpack`` makes of it.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, Self

from ..errors import FreedBuffersError
from ..grad_mode import LOCAL, no_grad
from ..node import Node
from ..ops import plain
from ..ops.opnode import OpNode
from ..roots import GradientEdge
from ..storage import Array, Storage
from ..tensor import Tensor
from .function import FunctionNode, Saved
from .multi_hooks import register_multi_grad_hook

__all__ = [
    "GradientEdge",
    "Node",
    "allow_mutation_on_saved_tensors",
    "disable_saved_tensors_hooks",
    "get_gradient_edge",
    "increment_version",
    "register_multi_grad_hook",
    "save_on_cpu",
    "saved_tensors_hooks",
]

Pack = Callable[[Tensor], Any]
Unpack = Callable[[Any], Tensor]


class Packed(NamedTuple):
    """What ``pack`` made of a tensor, and what is needed to put it back into the graph."""

    value: Any
    unpack: Unpack
    edge: Node | None
    number: int
    is_leaf: bool
    of_node: bool
    """Whether the tensor was the Node's own result, whose graph leads back to the Node."""

    def tensor(self, node: Node, recorded: bool) -> Tensor:
        """The tensor that backward gets."""
        found = self.unpack(self.value)
        if not isinstance(found, Tensor):
            raise TypeError(
                "Output of saved tensor unpack_hook expected to be a Tensor but got result of "
                f"type {type(found).__name__}"
            )
        if not recorded:
            return found
        edge = node if self.of_node else self.edge
        made = Tensor(found._array, edge is not None, None if self.is_leaf else edge)
        made._nr = self.number
        if self.is_leaf and edge is not None:
            made._accumulator = weakref.ref(edge)  # type: ignore[arg-type]
        return made


def get_gradient_edge(tensor: Tensor) -> GradientEdge:
    """The edge of a tensor. Raises RuntimeError for one that does not require grad."""
    node = tensor.edge() if tensor.requires_grad else None
    if node is None:
        raise RuntimeError(
            "It is not possible to get the gradient edge for a Tensor that does not require "
            "gradients"
        )
    edge = GradientEdge(node, tensor._nr)
    edge.dtype = tensor._array.dtype
    return edge


def increment_version(tensor: Tensor | Iterable[Tensor]) -> None:
    """Count a write to each of the tensors that autograd has not seen."""
    for one in (tensor,) if isinstance(tensor, Tensor) else tensor:
        one.storage().version += 1


class saved_tensors_hooks:  # noqa: N801
    """See the head of this module. The innermost hooks count where they are nested."""

    def __init__(self, pack_hook: Pack, unpack_hook: Unpack) -> None:
        self.pack_hook = pack_hook
        self.unpack_hook = unpack_hook

    def __enter__(self) -> Self:
        if _disabled:
            raise RuntimeError(_disabled[-1])
        state = LOCAL.state
        state.watch((self._pack, *state.watchers))
        return self

    def __exit__(self, *_: object) -> None:
        state = LOCAL.state
        watchers = list(state.watchers)
        watchers.remove(self._pack)
        state.watch(tuple(watchers))

    def _pack(self, node: Node) -> None:
        """Packs what a new Node has saved, unless inner hooks have done so."""
        if isinstance(node, OpNode) and node.saved and not hasattr(type(node), "packed"):
            _pack_operation(node, self.pack_hook, self.unpack_hook)
        elif isinstance(node, FunctionNode) and node.saved:
            node.saved = tuple(
                [self._packed_saved(one, node) if isinstance(one, Saved) else one
                 for one in node.saved]
            )  # fmt: skip

    def _packed_saved(self, saved: Saved, node: FunctionNode) -> Any:
        packed = _packed(saved.unpack(node), node, self.pack_hook, self.unpack_hook)
        return _PackedSaved(packed)


class _PackedSaved:
    """Stands for a tensor that a Function saved."""

    def __init__(self, packed: Packed) -> None:
        self.packed = packed

    def unpack(self, node: FunctionNode) -> Tensor:
        return self.packed.tensor(node, recorded=True)


def _packed(tensor: Tensor, node: Node, pack: Pack, unpack: Unpack) -> Packed:
    version = tensor._version
    of_node = tensor._node is node
    edge = None if of_node else tensor.edge()
    is_leaf = tensor.grad_fn is None
    with no_grad():
        value = pack(tensor)
    if tensor._version != version:
        raise RuntimeError(
            "A saved tensor pack hook is modifying its input in place. Tensors provided as input "
            "to pack hook cannot be modified by in-place operations as this can lead to "
            "unexpected side-effects. Please open an issue if you need to perform in-place "
            "operations on the input to a pack hook."
        )
    return Packed(value, unpack, edge, tensor._nr, is_leaf, of_node)


_packed_classes: dict[type[OpNode], type[OpNode]] = {}


def _pack_operation(node: OpNode, pack: Pack, unpack: Unpack) -> None:
    """Packs the tensors among what an operation's Node saved, and lets it unpack them."""
    layout = node.layout
    saved = node.saved
    assert saved is not None
    kept: list[Any] = []
    place = 0
    for _ in layout.saved_inputs:
        value, version = saved[place], saved[place + 1]
        place += 2
        if isinstance(value, Tensor):
            value, version = _packed(value, node, pack, unpack), None
        kept += (value, version)
    for name in layout.saved_outputs:
        array, storage, version = saved[place : place + 3]
        place += 3
        if array is not None:
            output = node._output(name, array, storage)
            array, version = _packed(output, node, pack, unpack), None
            storage = output.storage()
            if storage._memory is None:
                storage = None  # nobody took a picture of it, so the result may have its own
        kept += (array, storage, version)
    node.saved = (*kept, *saved[place:])
    kind = type(node)
    if kind not in _packed_classes:
        _packed_classes[kind] = type(kind.__name__, (_Unpacking, kind), {"__slots__": ()})
    node.__class__ = _packed_classes[kind]


class _Unpacking(OpNode):
    """An operation's Node whose saved tensors are packed."""

    __slots__ = ()
    packed = True

    def storage_of(self, output: Array) -> Storage:
        for one in self.saved or ():
            if isinstance(one, Storage) and one.array is output:
                return one
        return Storage(output)

    def apply(self, gradient: Any) -> Any:
        return self._apply(plain, gradient, self.unpack())

    def unpack(self) -> dict[str, Any]:
        values = self._tensors(recorded=False)
        return {k: v._array if isinstance(v, Tensor) else v for k, v in values.items()}

    def unpack_recorded(self) -> dict[str, Any]:
        return self._tensors(recorded=True)

    def _tensors(self, recorded: bool) -> dict[str, Any]:
        saved, layout = self.saved, self.layout
        if saved is None:
            raise FreedBuffersError(self)
        values = dict(zip(layout.constants, self.constants, strict=True))
        widths = [(name, 2) for name in layout.saved_inputs]
        widths += [(name, 3) for name in layout.saved_outputs]
        place = 0
        for name, width in widths:
            value = saved[place]
            place += width
            values[name] = value.tensor(self, recorded) if isinstance(value, Packed) else value
        return values


class save_on_cpu(saved_tensors_hooks):  # noqa: N801
    """Keeps copies of what is saved; all of it is on the CPU anyway."""

    def __init__(self, pin_memory: bool = False, device_type: str = "cpu") -> None:
        super().__init__(lambda tensor: tensor.detach().clone(), lambda packed: packed)


_disabled: list[str] = []


@contextmanager
def disable_saved_tensors_hooks(error_message: str) -> Iterator[None]:
    """Within, hooks on saved tensors raise RuntimeError with this message."""
    _disabled.append(error_message)
    try:
        yield
    finally:
        _disabled.pop()


_mutable: list[object] = []


@contextmanager
def allow_mutation_on_saved_tensors() -> Iterator[object]:
    """Within, tensors that were saved for backward may be written: backward gets their old values.

    They are copied only when they are written. Forward and backward must both be within; otherwise
    AssertionError is raised. Nested ones raise RuntimeError.
    """
    if _mutable:
        raise RuntimeError("allow_mutation_on_saved_tensors contexts cannot be nested")
    context = object()

    def pack(tensor: Tensor) -> Any:
        return tensor.storage().memory.freeze(tensor._array)

    def unpack(frozen: Any) -> Tensor:
        if _mutable != [context]:
            raise AssertionError(
                "Trying to backward outside of the 'allow_mutation_on_saved_tensors' context"
                "in which the graph was originally recorded."
            )
        return Tensor(frozen.read().copy())

    _mutable.append(context)
    try:
        with saved_tensors_hooks(pack, unpack):
            yield context
    finally:
        _mutable.clear()
