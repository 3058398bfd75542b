"""``torch.autograd.Function``: operations whose gradients users write themselves.

The context that ``forward`` and ``backward`` get is the Node itself, as in PyTorch, so that what is
noted on it in one is there in the other.
"""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import numpy as np

from .. import arrays
from ..dtypes import from_numpy
from ..errors import FreedBuffersError, SavedTensorModifiedError
from ..grad_mode import LOCAL, is_grad_enabled, no_grad, set_grad_enabled
from ..node import Node
from ..ops.dispatch import call
from ..ops.spec import REGISTRY
from ..tensor import Tensor
from ..views import check_inplace, rebase_history

__all__ = ["Function", "FunctionCtx", "FunctionNode", "Saved", "once_differentiable"]


class FunctionCtx:
    """What ``forward``, ``setup_context`` and ``backward`` may ask of their context."""

    needs_input_grad: tuple[bool, ...]
    """For each argument of ``apply``, whether it is a tensor that requires grad."""

    def save_for_backward(self, *tensors: Tensor | None) -> None:
        """Keep inputs or outputs for ``backward``, where they are checked for modification.

        Raises TypeError, when ``forward`` is done, for what is no tensor.
        """
        self._to_save = tensors

    def mark_dirty(self, *tensors: Tensor) -> None:
        """Say which inputs ``forward`` has written; they must be returned too."""
        self._dirty = tensors

    def mark_non_differentiable(self, *tensors: Tensor) -> None:
        """Say which outputs carry no gradient."""
        self._non_differentiable = tensors

    def set_materialize_grads(self, value: bool) -> None:
        """Whether ``backward`` gets zeros, or None, for outputs that got no gradient."""
        self._materialize = value

    _to_save: Sequence[Any] = ()
    _dirty: Sequence[Tensor] = ()
    _non_differentiable: Sequence[Tensor] = ()
    _materialize = True


class FunctionNode(FunctionCtx, Node):
    """The Node of one call of a Function; the context of its ``forward`` and ``backward``."""

    function: ClassVar[type[Function]]
    several = False
    outputs: tuple[tuple[tuple[int, ...], Any] | None, ...]
    """Shape and element type of each output, None for one that is no tensor."""
    inputs: tuple[int, ...]
    """The places of the tensors among the arguments."""
    shapes: tuple[tuple[tuple[int, ...], Any], ...]
    """Shape and element type of those tensors."""

    @property
    def saved_tensors(self) -> tuple[Tensor | None, ...]:
        """What was saved. Raises FreedBuffersError and SavedTensorModifiedError."""
        if self.saved is None:
            raise FreedBuffersError(self)
        return tuple([None if one is None else one.unpack(self) for one in self.saved])

    def apply(self, gradient: Any) -> Any:
        with no_grad():
            results = self._call(gradient if self.several else [gradient])
        return _few([None if one is None else one._array for one in results])

    def apply_recorded(self, xp: Any, gradient: Any) -> Any:
        return _few(self._call(gradient if self.several else [gradient]))

    def _call(self, gradients: Sequence[Any]) -> list[Tensor | None]:
        """The gradients of the tensor inputs, from those of the outputs."""
        given: list[Any] = []
        for output, gradient in zip(self.outputs, gradients, strict=True):
            if gradient is None and output is not None and self._materialize:
                gradient = np.zeros(*output)
            given.append(Tensor(gradient) if isinstance(gradient, np.ndarray) else gradient)
        found = self.function.backward(self, *given)
        returned = list(found) if isinstance(found, tuple) else [found]
        wanted = len(self.needs_input_grad)
        if len(returned) > wanted and all(extra is None for extra in returned[wanted:]):
            returned = returned[:wanted]
        if len(returned) != wanted:
            raise RuntimeError(
                f"function {self.name()} returned an incorrect number of gradients "
                f"(expected {wanted}, got {len(returned)})"
            )
        return [self._checked(place, one) for place, one in self._for_tensors(returned)]

    def _for_tensors(self, returned: list[Any]) -> list[tuple[int, Any]]:
        for place, one in enumerate(returned):
            if one is not None and place not in self.inputs:
                raise RuntimeError(
                    f"function {self.name()} returned a gradient different than None at position "
                    f"{place + 1}, but the corresponding forward input was not a Variable"
                )
        return [(edge, returned[place]) for edge, place in enumerate(self.inputs)]

    def _checked(self, edge: int, gradient: Any) -> Tensor | None:
        """One gradient in the shape and type of its input."""
        if gradient is None or self.targets[edge] is None:
            return None
        if not isinstance(gradient, Tensor):
            raise RuntimeError(f"expected Variable or None (got {type(gradient).__name__})")
        shape, dtype = self.shapes[edge]
        if gradient._array.shape != shape:
            found = gradient._array.shape
            if not _expands(shape, found):
                raise RuntimeError(
                    f"Function {self.name()} returned an invalid gradient at index {edge} - got "
                    f"{list(found)} but expected shape compatible with {list(shape)}"
                )
            gradient = _summed(gradient, shape)
        if gradient._array.dtype != dtype:
            return gradient.to(from_numpy(dtype))  # type: ignore[no-any-return]
        result: Tensor = gradient
        return result

    def name(self) -> str:
        return type(self).__name__

    def __repr__(self) -> str:
        return f"<torch.autograd.function.{type(self).__name__} object at 0x{id(self):x}>"


def _few(results: list[Any]) -> Any:
    return results[0] if len(results) == 1 else tuple(results)


def _expands(shape: tuple[int, ...], to: tuple[int, ...]) -> bool:
    """Whether a tensor of one shape can be expanded to another."""
    if len(shape) > len(to):
        return False
    tail = to[len(to) - len(shape) :]
    return all(one in (1, other) for one, other in zip(shape, tail, strict=True))


def _summed(gradient: Tensor, shape: tuple[int, ...]) -> Tensor:
    if not is_grad_enabled():
        return Tensor(np.asarray(arrays.unbroadcast(gradient._array, shape)))
    extra = gradient.ndim - len(shape)
    if extra:
        gradient = gradient.sum(tuple(range(extra)))
    axes = [k for k, size in enumerate(shape) if size == 1 and gradient.shape[k] != 1]
    return gradient.sum(axes, keepdim=True) if axes else gradient


class Saved:
    """One tensor that was saved, with the version that it had."""

    def __init__(self, tensor: Tensor, number: int | None) -> None:
        # An output must not be held: it holds the Node.
        self.tensor = tensor if number is None else None
        self.array, self.storage = tensor._array, tensor.storage()
        self.version, self.number = tensor._version, number

    def unpack(self, node: FunctionNode) -> Tensor:
        if self.storage.version != self.version:
            raise SavedTensorModifiedError(
                node,
                from_numpy(self.array.dtype).tensor_type,
                self.array.shape,
                None,
                0,
                self.storage.version,
                self.version,
            )
        if self.tensor is not None:
            return self.tensor
        assert self.number is not None
        tensor = Tensor(self.array, True, node)
        tensor._storage, tensor._nr = self.storage, self.number
        return tensor


class Function:
    """The base of operations with a ``forward`` and a ``backward`` of their own.

    Subclasses give the static methods ``forward(ctx, *args)`` and ``backward(ctx, *grads)``, or
    ``forward(*args)`` and ``setup_context(ctx, inputs, output)``; they are called by ``apply``.
    """

    _node_class: ClassVar[type[FunctionNode] | None] = None

    def __init__(self) -> None:
        warnings.warn(
            f"{type(self)} should not be instantiated. Methods on autograd functions are all "
            "static, so you should invoke them on the class itself. Instantiating an autograd "
            "function will raise an error in a future version of PyTorch.",
            DeprecationWarning,
            stacklevel=2,
        )

    @staticmethod
    def forward(*args: Any, **kwargs: Any) -> Any:
        """Computes the outputs; nothing in it is recorded."""
        raise NotImplementedError(
            "You must implement the forward function for custom autograd.Function."
        )

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: Any) -> Any:
        """Notes on the context what ``backward`` needs, where ``forward`` does not get it."""
        raise NotImplementedError("setup_context is not implemented.")

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Any) -> Any:
        """The gradient of each argument, None for those that have none."""
        raise NotImplementedError(
            "You must implement either the backward or vjp method for your custom "
            "autograd.Function to use it with backward mode AD."
        )

    @classmethod
    def apply(cls, *args: Any) -> Any:
        """Calls ``forward`` and records the call as one Node named after the class."""
        node = cls._new_node()
        tensors = [(place, arg) for place, arg in enumerate(args) if isinstance(arg, Tensor)]
        node.needs_input_grad = tuple(
            [isinstance(arg, Tensor) and arg.requires_grad for arg in args]
        )
        state = LOCAL.state
        records = bool(state.enabled) and any(node.needs_input_grad)
        if records:
            node.sequence_nr = state.sequence_nr
            state.sequence_nr += 1
        with no_grad():
            if cls.setup_context is not Function.setup_context:
                found = cls.forward(*args)
                cls.setup_context(node, args, found)
            else:
                found = cls.forward(node, *args)
        outputs = list(found) if isinstance(found, tuple) else [found]
        _wrap(node, tensors, outputs, records)
        return tuple(outputs) if isinstance(found, tuple) else outputs[0]

    @classmethod
    def _new_node(cls) -> FunctionNode:
        made = cls.__dict__.get("_node_class")
        if made is None:
            made = type(f"{cls.__name__}Backward", (FunctionNode,), {"function": cls})
            cls._node_class = made
        node: FunctionNode = object.__new__(made)
        node.targets, node.target_nrs, node.shape = (), None, ()
        node.saved, node.extra, node.sequence_nr = (), None, 0
        return node


def _wrap(
    node: FunctionNode, tensors: list[tuple[int, Tensor]], outputs: list[Any], records: bool
) -> None:
    """Puts the Node behind the outputs, in place, if the call is recorded; saves what is to be."""
    dirty = {id(tensor) for tensor in node._dirty}
    inputs = {id(tensor) for _, tensor in tensors}
    for tensor in node._dirty:
        check_inplace(tensor, records)
    for place, output in enumerate(outputs):
        if isinstance(output, Tensor) and id(output) in inputs and id(output) not in dirty:
            with no_grad():  # an input that is handed on is another tensor outside
                outputs[place] = call(REGISTRY["view"], (output,), {"size": tuple(output.shape)})
    if not records:
        return
    node.inputs = tuple([place for place, _ in tensors])
    node.shapes = tuple([(t._array.shape, t._array.dtype) for _, t in tensors])
    targets = [tensor.edge() for _, tensor in tensors]
    numbers = [t._nr if n is not None else 0 for (_, t), n in zip(tensors, targets, strict=True)]
    node.targets = tuple(targets)
    node.target_nrs = tuple(numbers) if any(numbers) else None
    node.several = len(outputs) > 1
    node.outputs = tuple(
        [(o._array.shape, o._array.dtype) if isinstance(o, Tensor) else None for o in outputs]
    )
    shapes = tuple([() if one is None else one[0] for one in node.outputs])
    node.shape = shapes if node.several else shapes[0]
    unmarked = {id(tensor) for tensor in node._non_differentiable}
    for number, output in enumerate(outputs):
        carries = isinstance(output, Tensor) and output.dtype.is_floating_point
        if carries and id(output) not in unmarked:
            if id(output) in dirty:
                output.storage().version += 1
                output._nr = number
                rebase_history(output, node)
            else:
                output._tracked, output._node, output._nr = True, node, number
                output._view = None
    _save(node, outputs)


def _save(node: FunctionNode, outputs: list[Any]) -> None:
    numbers = {id(output): number for number, output in enumerate(outputs)}
    saved: list[Saved | None] = []
    for place, tensor in enumerate(node._to_save):
        if tensor is not None and not isinstance(tensor, Tensor):
            raise TypeError(
                f"save_for_backward can only save variables, but argument {place} is of type "
                f"{type(tensor).__name__}"
            )
        saved.append(None if tensor is None else Saved(tensor, numbers.get(id(tensor))))
    node.saved = tuple(saved)
    node._to_save = ()
    for watcher in LOCAL.state.watchers:
        watcher(node)


# ---- backward functions that cannot be differentiated ----------------------------------------


class _Refusal(Node):
    """The Node of a gradient that was computed without being recorded."""

    __slots__ = ()

    def name(self) -> str:
        return "DelayedError"

    def apply(self, gradient: Any) -> Any:
        raise RuntimeError(
            "trying to differentiate twice a function that was marked with @once_differentiable"
        )

    def apply_recorded(self, xp: Any, gradient: Any) -> Any:
        return self.apply(gradient)


def once_differentiable(backward: Callable[..., Any]) -> Callable[..., Any]:
    """Marks a ``backward`` whose computation is not recorded, so that differentiating its result
    raises an error instead of giving something wrong."""

    @functools.wraps(backward)
    def wrapper(ctx: Any, *gradients: Any) -> Any:
        with set_grad_enabled(False):
            found = backward(ctx, *gradients)
        needs = [g for g in gradients if isinstance(g, Tensor) and g.requires_grad]
        if not is_grad_enabled() or not needs:
            return found
        results = [found] if not isinstance(found, tuple) else list(found)
        results = [_refusing(r, needs) if isinstance(r, Tensor) else r for r in results]
        return tuple(results) if isinstance(found, tuple) else results[0]

    return wrapper


def _refusing(result: Tensor, sources: list[Tensor]) -> Tensor:
    node = object.__new__(_Refusal)
    node.targets = tuple([source.edge() for source in sources])
    numbers = tuple([source._nr for source in sources])
    node.target_nrs = numbers if any(numbers) else None
    node.shape, node.saved, node.extra = result._array.shape, (), None
    state = LOCAL.state
    node.sequence_nr = state.sequence_nr
    state.sequence_nr += 1
    return Tensor(result._array, True, node)
