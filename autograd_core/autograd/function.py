"""``torch.autograd.Function``: operations whose gradients users write themselves.

The context that ``forward`` and ``backward`` get belongs to the Node, so that what is noted on it
in one is there in the other. It is not the Node itself, as it is in PyTorch: names that users
choose (``ctx.shape``, ``ctx.targets``) must not meet those of the engine.
"""

from __future__ import annotations

import inspect
import warnings
import weakref
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

import numpy as np

from .. import arrays
from ..dtypes import from_numpy, qualified_name
from ..errors import AutogradError, FreedBuffersError, SavedTensorModifiedError
from ..grad_mode import LOCAL, is_grad_enabled, no_grad
from ..inference import check_saved, is_inference
from ..node import Node
from ..ops.dispatch import call
from ..ops.spec import REGISTRY
from ..tensor import Tensor
from ..views import ViewInfo, check_inplace, rebase_history
from .refusing import once_differentiable

__all__ = ["Function", "FunctionCtx", "FunctionNode", "Saved", "once_differentiable"]


class FunctionCtx:
    """What ``forward``, ``setup_context`` and ``backward`` may ask of their context.

    Users note on it what they like, under any name; what is not noted is asked of the Node.
    """

    needs_input_grad: tuple[bool, ...]
    """For each argument of ``apply``, whether it is a tensor that requires grad."""

    def __init__(self, node: FunctionNode) -> None:
        self._node = weakref.ref(node)  # which holds its context

    def save_for_backward(self, *tensors: Tensor | None) -> None:
        """Keep inputs or outputs for ``backward``, where they are checked for modification.

        Raises TypeError, when ``forward`` is done, for what is no tensor.
        """
        self._to_save = tensors

    def save_for_forward(self, *tensors: Tensor | None) -> None:
        """Would keep tensors for ``jvp``, which nothing calls here. Raises AssertionError for what
        is no tensor, as PyTorch does."""
        for tensor in tensors:
            if tensor is not None and not isinstance(tensor, Tensor):
                raise AssertionError(
                    "save_for_forward expects all arguments to be tensors; you should "
                    "save non-tensors as attributes on ctx."
                )

    def mark_dirty(self, *tensors: Tensor) -> None:
        """Say which inputs ``forward`` has written; they must be returned too."""
        self._dirty = tensors

    def mark_non_differentiable(self, *tensors: Tensor) -> None:
        """Say which outputs carry no gradient."""
        self._non_differentiable = tensors

    @property
    def saved_tensors(self) -> tuple[Tensor | None, ...]:
        """What was saved. Raises FreedBuffersError and SavedTensorModifiedError."""
        node = self._node()
        if node is None:
            raise FreedBuffersError
        return node.saved_tensors

    @property
    def saved_variables(self) -> tuple[Tensor | None, ...]:
        """The older name of ``saved_tensors``."""
        warnings.warn(
            "'saved_variables' is deprecated; use 'saved_tensors'", DeprecationWarning, stacklevel=2
        )
        return self.saved_tensors

    def set_materialize_grads(self, value: bool) -> None:
        """Whether ``backward`` gets zeros, or None, for outputs that got no gradient."""
        self._materialize = value

    _to_save: Sequence[Any] = ()
    _dirty: Sequence[Tensor] = ()
    _non_differentiable: Sequence[Tensor] = ()
    _materialize = True
    _materialize_non_diff_grads = True

    def __getattr__(self, name: str) -> Any:
        node = None if name.startswith("_") else self._node()
        if node is None or name not in _OF_NODES:
            kind = type(self).__name__ if node is None else type(node).__name__
            raise AttributeError(f"'{kind}' object has no attribute '{name}'")
        return getattr(node, name)

    def __repr__(self) -> str:
        node = self._node()
        return object.__repr__(self) if node is None else repr(node)


#: What a context answers for its Node.
_OF_NODES = ("metadata", "name", "next_functions", "register_hook", "register_prehook")


class FunctionNode(Node):
    """The Node of one call of a Function. What users noted on the context can be read here, too."""

    context: FunctionCtx

    function: ClassVar[type[Function]]
    several = False
    outputs: tuple[tuple[tuple[int, ...], Any] | None, ...]
    """Shape and element type of each output, None for one that is no tensor."""
    inputs: tuple[int, ...]
    """The places of the tensors among the arguments."""
    shapes: tuple[tuple[tuple[int, ...], Any], ...]
    """Shape and element type of those tensors."""
    _unmarked: frozenset[int] = frozenset()
    """The numbers of the outputs that were marked as not differentiable."""

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
        context = self.context
        try:
            return self._gradients(context, gradients, given)
        except Exception as error:
            if not hasattr(error, "node"):
                error.node = self  # type: ignore[attr-defined]
            raise

    def _gradients(
        self, context: FunctionCtx, gradients: Sequence[Any], given: list[Any]
    ) -> list[Tensor | None]:
        for number, (output, gradient) in enumerate(zip(self.outputs, gradients, strict=True)):
            marked = number in self._unmarked and not context._materialize_non_diff_grads
            if gradient is None and output is not None and context._materialize and not marked:
                gradient = np.zeros(*output)
            # Sums of 0-d arrays are NumPy's scalars.
            plain = isinstance(gradient, np.ndarray | np.generic)
            given.append(Tensor(np.asarray(gradient)) if plain else gradient)
        found = _backward_of(self.function)(context, *given)
        returned = list(found) if isinstance(found, tuple) else [found]
        wanted = len(context.needs_input_grad)
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
            raise RuntimeError(f"expected Variable or None (got {qualified_name(gradient)})")
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

    def __getattr__(self, name: str) -> Any:
        noted = vars(self).get("context")
        if noted is None or name.startswith("__"):
            raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")
        return getattr(noted, name)

    def __repr__(self) -> str:
        return f"<torch.autograd.function.{type(self).__name__} object at 0x{id(self):x}>"


def _backward_of(function: type[Function]) -> Callable[..., Any]:
    """The ``backward`` of a Function, or its ``vjp``, which is another name for it."""
    own = [function.backward is not Function.backward, function.vjp is not Function.vjp]
    if all(own):
        raise RuntimeError(
            "Implementing both 'backward' and 'vjp' for a custom Function is not allowed. You "
            "should only implement one of them."
        )
    return function.vjp if own[1] else function.backward


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
        check_saved(tensor)
        self.tensor = tensor if number is None else None
        self.array, self.storage = tensor._array, tensor.storage()
        self.version, self.number = tensor._version, number

    def unpack(self, node: FunctionNode) -> Tensor:
        if self.storage.version != self.version:
            maker = node if self.tensor is None else self.tensor.grad_fn
            raise SavedTensorModifiedError(
                node,
                from_numpy(self.array.dtype).tensor_type,
                self.array.shape,
                None if maker is None else maker.name(),
                (self.number if self.tensor is None else self.tensor._nr) or 0,
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
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

    vjp = backward
    """Another name for ``backward``."""

    generate_vmap_rule = False

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError(
            "Legacy autograd function with non-static forward method is deprecated. Please use "
            "new-style autograd function with static forward method. (Example: "
            "https://pytorch.org/docs/stable/autograd.html#torch.autograd.Function)"
        )

    @classmethod
    def apply(cls, *args: Any, **kwargs: Any) -> Any:
        """Calls ``forward`` and records the call as one Node named after the class.

        With ``setup_context`` the arguments that were left out count as inputs, too.
        """
        apart = cls.setup_context is not Function.setup_context
        if apart:
            bound = inspect.signature(cls.forward).bind(*args, **kwargs)
            bound.apply_defaults()
            args, kwargs = bound.args, {}
        node = cls._new_node()
        context = node.context
        tensors = [(place, arg) for place, arg in enumerate(args) if isinstance(arg, Tensor)]
        context.needs_input_grad = tuple(
            [isinstance(arg, Tensor) and arg.requires_grad for arg in args]
        )
        state = LOCAL.state
        records = bool(state.enabled) and any(context.needs_input_grad)
        if records:
            node.sequence_nr = state.sequence_nr
            state.sequence_nr += 1
        with no_grad():
            if apart:
                found = cls.forward(*args)
                cls.setup_context(context, args, found)
            else:
                found = cls.forward(context, *args, **kwargs)
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
        node.context = FunctionCtx(node)
        return node


def _wrap(
    node: FunctionNode, tensors: list[tuple[int, Tensor]], outputs: list[Any], records: bool
) -> None:
    """Puts the Node behind the outputs, in place, if the call is recorded; saves what is to be."""
    context = node.context
    dirty = {id(tensor) for tensor in context._dirty}
    inputs = {id(tensor) for _, tensor in tensors}
    _check_marks(context, inputs)
    for tensor in context._dirty:
        if not is_inference(tensor):
            tensor.storage().version += 1
        _check_dirty(tensor, records)
    if dirty - {id(output) for output in outputs}:
        raise RuntimeError(
            "Some elements marked as dirty during the forward method were not returned as output. "
            "The inputs that are modified inplace must all be outputs of the Function."
        )
    for place, output in enumerate(outputs):
        if not isinstance(output, Tensor) or id(output) in dirty:
            continue
        if id(output) in inputs:
            with no_grad():  # an input that is handed on is another tensor outside
                if records:
                    output = call(REGISTRY["view"], (output,), {"size": tuple(output.shape)})
                else:
                    output = call(REGISTRY["detach"], (output,))
            outputs[place] = output
        if isinstance(output._view, ViewInfo):
            output._view.made = "custom"
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
    node.shape = shapes[0] if len(shapes) == 1 else shapes
    unmarked = {id(tensor) for tensor in context._non_differentiable}
    node._unmarked = frozenset([k for k, one in enumerate(outputs) if id(one) in unmarked])
    carrying = [
        number
        for number, output in enumerate(outputs)
        if isinstance(output, Tensor)
        and output.dtype.is_floating_point
        and number not in node._unmarked
    ]
    for number in carrying:
        output = outputs[number]
        if id(output) in dirty:
            output._nr = number
            rebase_history(output, node)
            continue
        output._tracked, output._node, output._nr = True, node, number
        if isinstance(output._view, ViewInfo) and len(carrying) > 1:
            output._view.made = "several"
    _save(node, outputs)


def _check_marks(context: FunctionCtx, inputs: set[int]) -> None:
    """Raise RuntimeError if what was marked is no tensor; warn of written tensors that are no
    inputs."""
    for tensor in context._dirty:
        if not isinstance(tensor, Tensor):
            raise RuntimeError("mark_dirty can only accept variables, but argument ")
        if id(tensor) not in inputs:
            warnings.warn(
                "ctx.mark_dirty() received a tensor that was not an input. Only input Tensors that "
                "have been mutated should be passed to ctx.mark_dirty().",
                UserWarning,
                stacklevel=3,
            )
    for tensor in context._non_differentiable:
        if not isinstance(tensor, Tensor):
            raise RuntimeError("mark_non_differentiable only accepts variable arguments, but got ")


def _check_dirty(tensor: Tensor, records: bool) -> None:
    """Raise LeafInPlaceError, which is too late here: ``forward`` has written the leaf."""
    if records and tensor._tracked and tensor._node is None and tensor._view is None:
        raise AutogradError(
            "a leaf Variable that requires grad has been used in an in-place operation."
        )
    check_inplace(tensor, records)


def _save(node: FunctionNode, outputs: list[Any]) -> None:
    numbers = {id(output): number for number, output in enumerate(outputs)}
    saved: list[Saved | None] = []
    for place, tensor in enumerate(node.context._to_save):
        if tensor is not None and not isinstance(tensor, Tensor):
            raise TypeError(
                f"save_for_backward can only save variables, but argument {place} is of type "
                f"{type(tensor).__name__}"
            )
        saved.append(None if tensor is None else Saved(tensor, numbers.get(id(tensor))))
    node.saved = tuple(saved)
    node.context._to_save = ()
    for watcher in LOCAL.state.watchers:
        watcher(node)
