"""OpNode: the Node of an operation, built from its OpSpec.

What a Node keeps is flat, because it is made for every recorded operation:

* ``saved`` holds, for each name in the layout's ``saved``, what the rules need. An input takes two
  places: the Tensor and its version, or ``(number, None)``, or ``(None, None)`` if no rule that
  will run needs it. An output takes three: array, storage, version. It holds no Tensor, as that
  would hold this Node; the storage is None until somebody asks for the Tensor's (see
  :meth:`OpNode.storage_of`), which nobody writes without. None after :meth:`release`.
* ``constants`` holds shapes and parameters, for each name in the layout's ``constants``.
* ``casts`` holds the element types of the operands where promotion changed one, else None.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import from_numpy
from ..errors import FreedBuffersError, SavedTensorModifiedError
from ..grad_mode import LOCAL
from ..inference import check_saved
from ..node import Node
from ..storage import Array, Storage
from ..tensor import Tensor
from . import plain
from .compiled_apply import compile_apply
from .layout import Layout, layout_of
from .spec import OpSpec

__all__ = ["OpNode", "edges_of", "make_node", "node_class", "save_outputs"]


_classes: dict[tuple[OpSpec, str, bool], type[OpNode]] = {}


def node_class(spec: OpSpec, params: Mapping[str, Any], number: bool = False) -> type[OpNode]:
    """The class of the Nodes of ``spec`` with these parameters; its name is what users see.

    With ``number`` the second operand is a number that has no edge, see ``OpSpec.number_node``.
    """
    name = spec.node_name if isinstance(spec.node_name, str) else spec.node_name(params)
    if number:
        name = spec.number_node
    found = _classes.get((spec, name, number))
    if found is None:
        several = len(spec.outputs) > 1 or spec.outputs[0].startswith("*")
        body: dict[str, Any] = {
            "__slots__": (),
            "__module__": "builtins",  # where PyTorch has them: <class 'MulBackward0'>
            "full_name": name,
            "spec": spec,
            "layout": layout_of(spec),
            "several": several,
            "carrying": _carrying(spec),
            **_saved_properties(spec),
        }
        if not several and not number and not any(port.variadic for port in spec.ports):
            body["apply"] = compile_apply(spec)
        found = _classes[spec, name, number] = type(name.rpartition("::")[2], (OpNode,), body)
    return found


def _saved_properties(spec: OpSpec) -> dict[str, property]:
    """What was saved, by PyTorch's names: ``_saved_self``, ``_saved_result``.

    Properties of each class, as a ``__getattr__`` would slow down every look at an attribute.
    """
    layout = layout_of(spec)
    names = {"result" if name == "out" else name: name
             for name in (*layout.saved_outputs, *layout.constants)}  # fmt: skip
    for port in spec.ports:
        if port.name in layout.saved_inputs:
            names["self" if port.keyword == "input" else port.keyword] = port.name
    own = tuple([f"{port.name}_{what}" for port in spec.ports for what in ("shape", "dtype")])
    found = {
        f"_saved_{name}": property(_unpacked(key))
        for name, key in names.items()
        if name not in own  # which PyTorch keeps elsewhere
    }
    if "a_shape" in layout.constants:
        found["_saved_self_sym_sizes"] = property(lambda node: node._constant("a_shape"))
        found["_saved_self_sym_numel"] = property(
            lambda node: math.prod(node._constant("a_shape"))
        )
    return found


def _unpacked(name: str) -> Callable[[OpNode], Any]:
    return lambda node: node.unpack_recorded()[name]


def _carrying(spec: OpSpec) -> tuple[int, ...] | None:
    """The numbers of the outputs that carry gradient, None if all do."""
    if spec.outputs[0].startswith("*") or len(spec.differentiable) == len(spec.outputs):
        return None
    return tuple([spec.outputs.index(name) for name in spec.differentiable])


class OpNode(Node):
    """The Node of one executed operation; one subclass for each name."""

    __slots__ = ("casts", "constants")

    spec: OpSpec
    layout: Layout
    full_name: str

    constants: tuple[Any, ...]
    casts: tuple[Any, ...] | None

    def name(self) -> str:
        return self.full_name

    def apply(self, gradient: Any) -> Any:
        return self._apply(plain, gradient, self.unpack())

    def apply_recorded(self, xp: Any, gradient: Any) -> Any:
        return self._apply(xp, gradient, self.unpack_recorded())

    def apply_batched(self, xp: Any, gradient: Any, values: dict[str, Any]) -> Any:
        """As :meth:`apply`, on stacks of gradients and with the namespace for them as ``xp``."""
        return self._apply(xp, gradient, values)

    def _apply(self, xp: Any, gradient: Any, values: dict[str, Any]) -> Any:
        spec = self.spec
        layout = self.layout
        if self.several:
            gradient = self._gradients(gradient)
        if self.casts is not None:
            # The operation computed in the common type, which is that of the gradient.
            for name in layout.promoted:
                if values[name].__class__ in (Tensor, np.ndarray):
                    values[name] = xp.astype(values[name], gradient.dtype)
        results: list[Any] = []
        variadic = spec.ports[layout.edge_ports[0]].variadic
        for k, target in enumerate(self.targets):
            if target is None:
                results.append(None)
                continue
            rule, names = layout.calls[0 if variadic else k]
            if variadic:
                values["place"] = k
            result = rule(xp, gradient, *[values[name] for name in names])
            if spec.broadcasts and result is not None:
                shape = target.output_shape(0 if self.target_nrs is None else self.target_nrs[k])
                if result.shape != shape:
                    result = xp.unbroadcast(result, shape)
            if self.casts is not None and result is not None and self.casts[k] is not None:
                result = xp.astype(result, self.casts[k])
            results.append(result)
        return results[0] if len(results) == 1 else tuple(results)

    def fitted(self, gradient: Any, edge: int) -> Any:
        """A gradient in the shape of the operand it is for."""
        target = self.targets[edge]
        assert target is not None
        shape = target.output_shape(0 if self.target_nrs is None else self.target_nrs[edge])
        return gradient if gradient.shape == shape else plain.unbroadcast(gradient, shape)

    def _constant(self, name: str) -> Any:
        return self.constants[self.layout.constants.index(name)]

    def _gradients(self, gradient: list[Any]) -> Any:
        """What rules of operations with several outputs get as ``g``."""
        names = self.spec.differentiable
        if self.spec.outputs[0].startswith("*"):
            return tuple(gradient)
        if len(names) == 1:
            return gradient[self.spec.outputs.index(names[0])]
        return tuple(gradient[self.spec.outputs.index(name)] for name in names)

    def unpack(self) -> dict[str, Any]:
        """What the rules need, by name, as arrays. Raises for freed and for modified tensors."""
        saved = self.saved
        if saved is None:
            raise FreedBuffersError(self)
        layout = self.layout
        values = dict(zip(layout.constants, self.constants, strict=True))
        if layout.holds_index:
            for tensor, version in saved[-1]:
                if tensor._version != version:
                    raise self.modified(tensor, version)
        place = 0
        for name in layout.saved_inputs:
            value, version = saved[place], saved[place + 1]
            place += 2
            if version is not None:
                if value._version != version:
                    raise self.modified(value, version)
                value = value._array
            values[name] = value
        for name in layout.saved_outputs:
            array, storage, version = saved[place : place + 3]
            place += 3
            if storage is not None and storage.version != version:
                raise self.modified_output(name, array, storage, version)
            values[name] = array
        return values

    def unpack_recorded(self) -> dict[str, Any]:
        """As :meth:`unpack`, with Tensors that lead back into the graph."""
        values = self.unpack()
        saved = self.saved
        assert saved is not None
        layout = self.layout
        place = 0
        for name in layout.saved_inputs:
            value = saved[place]
            # A number is kept as a 0-d array by the fast calls.
            values[name] = value.item() if isinstance(value, np.ndarray) else value
            place += 2
        for name in layout.saved_outputs:
            array, storage, _ = saved[place : place + 3]
            place += 3
            if array is not None:
                values[name] = self._output(name, array, storage)
        return values

    def storage_of(self, output: Array) -> Storage:
        """A Storage for an output that has none yet: that of the saved array, if it was saved."""
        saved = self.saved
        place = 2 * len(self.layout.saved_inputs)
        while saved is not None and place + 2 < len(saved):
            if saved[place] is output:
                storage: Storage | None = saved[place + 1]
                if storage is None:
                    storage = Storage(output)
                    self.saved = (*saved[: place + 1], storage, *saved[place + 2 :])
                return storage
            place += 3
        return Storage(output)

    def _output(self, name: str, array: Array, storage: Storage | None) -> Tensor:
        """A saved output as the Tensor it was, with this Node as its grad_fn."""
        differentiable = name in self.spec.differentiable
        tensor = Tensor(array, differentiable, self if differentiable else None)
        tensor._storage = storage or self.storage_of(array)
        tensor._nr = self.spec.outputs.index(name)
        return tensor

    def modified(self, tensor: Tensor, expected: int) -> SavedTensorModifiedError:
        """The error for a saved input that was written to since."""
        producer = tensor.grad_fn
        return SavedTensorModifiedError(
            self,
            tensor.dtype.tensor_type,
            tensor._array.shape,
            None if producer is None else producer.name(),
            tensor._nr,
            tensor._version,
            expected,
        )

    def modified_output(
        self, name: str, array: Array, storage: Storage, expected: int
    ) -> SavedTensorModifiedError:
        """The error for a saved output that was written to since."""
        return SavedTensorModifiedError(
            self,
            from_numpy(array.dtype).tensor_type,
            array.shape,
            self.name() if name in self.spec.differentiable else None,
            self.spec.outputs.index(name),
            storage.version,
            expected,
        )


def edges_of(
    operands: Sequence[Any],
) -> tuple[tuple[Node | None, ...], tuple[int, ...] | None]:
    """The targets, and their output numbers if any is not 0, for operands that have edges."""
    targets: list[Node | None] = []
    numbers: list[int] = []
    for operand in operands:
        if isinstance(operand, Tensor):
            targets.append(operand.edge())
            numbers.append(operand._nr if targets[-1] is not None else 0)
        else:
            targets.append(None)
            numbers.append(0)
    return tuple(targets), tuple(numbers) if any(numbers) else None


def make_node(
    spec: OpSpec,
    inputs: Sequence[Any],
    params: Mapping[str, Any],
    casts: tuple[Any, ...] | None = None,
    replaced: Mapping[str, Any] | None = None,
) -> OpNode:
    """The Node of an operation on ``inputs`` (a list for a variadic port), without its outputs.

    ``replaced`` gives other tensors to save for some inputs. ``shape`` is left to the caller, and
    so are the saved outputs: see :func:`save_outputs`.
    """
    layout = layout_of(spec)
    operands: list[Any] = []
    for port in layout.edge_ports:
        if spec.ports[port].variadic:
            operands.extend(inputs[port])
        else:
            operands.append(inputs[port])
    number = bool(spec.number_node) and not isinstance(inputs[1], Tensor)
    if number:
        del operands[1:]
    node = object.__new__(node_class(spec, params, number))
    node.targets, node.target_nrs = edges_of(operands)
    node.extra = None
    node.casts = casts
    by_name = dict(zip([port.name for port in spec.ports], inputs, strict=True))
    node.constants = tuple([_constant(name, by_name, params) for name in layout.constants])
    saved: list[Any] = []
    for name in layout.saved_inputs:
        needed = any(node.targets[k] is not None for k in layout.needs[name] if not number or not k)
        value = by_name[name] if not replaced else replaced.get(name, by_name[name])
        if needed and isinstance(value, Tensor):
            check_saved(value)
            saved += (value, value._version)
        else:
            saved += (value if needed else None, None)
    if layout.holds_index:
        saved.append(getattr(params[layout.index], "watched", ()))
    node.saved = tuple(saved)
    state = LOCAL.state
    node.sequence_nr = state.sequence_nr
    state.sequence_nr += 1
    return node


def save_outputs(node: OpNode, outputs: Sequence[Tensor]) -> None:
    """Add the results that the rules need to what the Node saved."""
    names = node.layout.saved_outputs
    if names:
        assert node.saved is not None
        saved = list(node.saved)
        for name in names:
            # As PyTorch, which leaves inputs out that no rule will need, but never a result.
            output = outputs[node.spec.outputs.index(name)]
            # Indices do not know their Node, and so could not find their storage in it.
            storage = output._storage if output._node is node else output.storage()
            saved += (output._array, storage, 0 if storage is None else storage.version)
        node.saved = tuple(saved)


def _constant(name: str, inputs: Mapping[str, Any], params: Mapping[str, Any]) -> Any:
    if name in params:
        return params[name]
    port, _, what = name.rpartition("_")
    operand = inputs[port]
    if isinstance(operand, list | tuple):
        return tuple(tensor._array.shape for tensor in operand)
    if not isinstance(operand, Tensor):
        return ()
    array = operand._array
    if what == "dtype":
        return array.dtype
    if what == "strides":
        return tuple(stride // array.itemsize for stride in array.strides)
    return array.shape
