"""How an operation is executed: the one way, whoever calls it.

``call(spec, inputs, params)`` promotes the operands, computes, wraps the results, and, if grad mode
is on and an input requires grad, builds the Node. Methods, functions, gradients of gradients and
the document's runs all come here.
"""

from __future__ import annotations

import collections
import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import DType, default_dtype, from_numpy, result_type
from ..errors import OutOfBoundsError
from ..grad_mode import LOCAL
from ..inference import mark
from ..storage import Array
from ..tensor import Number, Tensor
from ..views import (
    as_view,
    check_inplace,
    check_no_repetition,
    check_overlap,
    is_repeated,
    rebase_history,
    reseat,
    write,
)
from . import plain as xp
from .checking import check_operands, check_params, check_self, is_number, normal_params
from .compiled_call import compile_call, compile_composed, is_compilable
from .compiled_write import compile_write, is_writable
from .opnode import OpNode, make_node, save_outputs
from .spec import Meta, OpSpec

__all__ = [
    "call",
    "execute",
    "fast_call",
    "fast_method",
    "fast_operator",
    "infer",
    "metas_of",
]

NOTHING: Mapping[str, Any] = {}


def call(
    spec: OpSpec,
    inputs: Sequence[Any],
    params: Mapping[str, Any] = NOTHING,
    *,
    result: tuple[Array, ...] | None = None,
) -> Any:
    """Execute an operation and return its Tensor, or a named tuple of Tensors.

    Args:
        spec: the operation.
        inputs: one Tensor or Python number for each port, a list of Tensors for a variadic one.
        params: the parameters; defaults are filled in.
        result: the output arrays, if they are known already: the Tensors and the Node are made
            as if they had been computed. Operations composed of others compute anyway.

    Raises:
        PyTorch's errors, with its wording, before anything is changed.
    """
    if result is None or spec.compose is not None:
        fast = fast_call(spec)
        if fast is not None:
            return fast(*inputs, **params)
    return execute(spec, inputs, params, result)


def execute(
    spec: OpSpec,
    inputs: Sequence[Any],
    params: Mapping[str, Any],
    result: tuple[Array, ...] | None = None,
) -> Any:
    """What :func:`call` does, read off the definition; fast calls leave the unusual to it."""
    check_operands(spec, inputs, params=params)
    params = normal_params(spec, spec.complete(params))
    check_params(spec, params)
    if spec.compose is not None:
        return spec.compose(*inputs, **params)
    values, casts = promoted(spec, inputs)
    if spec.mutates:
        return _write(spec, inputs, values, params, casts, result)
    records = _records(spec, inputs)
    if records:
        _touch(inputs)
    outputs = _forward(spec, inputs, values, params) if result is None else result
    tensors = [Tensor(output) for output in outputs]
    mark(tensors, inputs[0] if spec.view else None)
    if params.get("requires_grad"):
        _require_grad(tensors[0])
    if spec.view:
        for tensor in tensors:
            as_view(tensor, inputs[0], several=spec.outputs[0].startswith("*"))
    if records and any(output.dtype.kind == "f" for output in outputs):
        node = make_node(spec, inputs, params, casts)
        _attach(node, tensors)
    return _packed(spec, tensors)


_fast_calls: dict[OpSpec, Callable[..., Any] | None] = {}


def fast_call(spec: OpSpec) -> Callable[..., Any] | None:
    """The compiled form of ``call`` for a definition, or None if it has none."""
    if spec not in _fast_calls:
        _fast_calls[spec] = _compiled(spec, execute)
    return _fast_calls[spec]


def _compiled(spec: OpSpec, fallback: Callable[..., Any]) -> Callable[..., Any] | None:
    if spec.compose is not None:
        listed = any(port.variadic for port in spec.ports)
        return compile_composed(spec, fallback) if spec.ports and not listed else None
    if is_writable(spec):
        return compile_write(spec, fallback)
    return compile_call(spec, fallback) if is_compilable(spec) else None


def fast_operator(spec: OpSpec, name: str) -> Callable[..., Any] | None:
    """The same as a special method, which leaves operands it does not know to the other side."""

    def fallback(spec: OpSpec, inputs: Sequence[Any], params: Mapping[str, Any]) -> Any:
        check_self(name, inputs[0])
        return _execute_operator(spec, inputs, params)

    return _compiled(spec, fallback)


def fast_method(spec: OpSpec) -> Callable[..., Any] | None:
    """The same as a method, whose own tensor does not count in positions."""
    return _compiled(spec, _execute_method)


def _execute_method(spec: OpSpec, inputs: Sequence[Any], params: Mapping[str, Any]) -> Any:
    check_operands(spec, inputs, first=0)
    check_params(spec, normal_params(spec, spec.complete(params)), first=0)
    return execute(spec, inputs, params)


def _execute_operator(spec: OpSpec, inputs: Sequence[Any], params: Mapping[str, Any]) -> Any:
    for port, operand in zip(spec.ports, inputs, strict=True):
        if not isinstance(operand, Tensor) and not (port.number and is_number(operand)):
            return NotImplemented
    return execute(spec, inputs, params)


def _require_grad(created: Tensor) -> None:
    if not created.dtype.is_floating_point:
        raise RuntimeError("Only Tensors of floating point and complex dtype can require gradients")
    created._tracked = True


def infer(spec: OpSpec, inputs: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    """Shapes and types of the results for Tensors, Metas or numbers, without computing."""
    return spec.infer(metas_of(inputs), spec.complete(params))


def metas_of(inputs: Sequence[Any]) -> tuple[Any, ...]:
    """Operands as ``OpSpec.infer`` wants them: Metas, numbers, tuples of Metas."""
    return tuple([_meta(operand) for operand in inputs])


def _meta(operand: Any) -> Any:
    if isinstance(operand, Tensor):
        return Meta(operand._array.shape, operand.dtype)
    if isinstance(operand, Meta):
        return operand
    if isinstance(operand, list | tuple):
        return tuple([_meta(item) for item in operand])
    return operand


# ---- promotion -------------------------------------------------------------------------------


def promoted(spec: OpSpec, inputs: Sequence[Any]) -> tuple[list[Any], tuple[Any, ...] | None]:
    """The operands as arrays of a common type, and what gradients must be cast back to."""
    if spec.promote == "none":
        return [_raw(operand) for operand in inputs], None
    groups = [list(x) if isinstance(x, list | tuple) else [x] for x in inputs]
    free = [
        operand
        for port, group in zip(spec.ports, groups, strict=True)
        if not port.fixed
        for operand in group
        if operand is not None
    ]
    target = common_dtype(spec, free)
    values: list[Any] = []
    casts: list[Any] = []
    for port, operand, group in zip(spec.ports, inputs, groups, strict=True):
        if port.fixed:
            values.append(_raw(operand))
            continue
        if operand is None:
            values.append(None)
            casts.append(None)
            continue
        arrays = [_promoted(member, target, casts) for member in group]
        values.append(arrays if port.variadic else arrays[0])
    return values, tuple(casts) if any(cast is not None for cast in casts) else None


def _promoted(operand: Any, target: DType, casts: list[Any]) -> Array:
    """One operand with the common type; notes in ``casts`` what its gradient must become."""
    if not isinstance(operand, Tensor):
        casts.append(None)
        return number_array(operand, target)
    array = operand._array
    if array.dtype == target.numpy:
        casts.append(None)
        return array
    casts.append(array.dtype)
    return array.astype(target.numpy)


def common_dtype(spec: OpSpec, operands: Sequence[Any]) -> DType:
    """The type that the operands are promoted to."""
    common = result_type(
        (from_numpy(operand._array.dtype), operand._array.ndim)
        if isinstance(operand, Tensor)
        else operand
        for operand in operands
    )
    if spec.promote == "float" and not common.is_floating_point:
        return default_dtype()
    return common


def number_array(number: Number, dtype: DType) -> Array:
    """A Python number as a 0-d array; integers wrap around as PyTorch's do."""
    return np.asarray(number).astype(dtype.numpy)


def _raw(operand: Any) -> Any:
    if isinstance(operand, Tensor):
        return operand._array
    if isinstance(operand, list | tuple):
        return [tensor._array for tensor in operand]
    return operand


# ---- computing -------------------------------------------------------------------------------


def _forward(
    spec: OpSpec, inputs: Sequence[Any], values: Sequence[Any], params: Mapping[str, Any]
) -> tuple[Array, ...]:
    assert spec.forward is not None
    if spec.checked or spec.mixed_checked:
        spec.infer(metas_of(inputs), params)
    try:
        outputs = spec.forward(xp, *values, **params)
    except OutOfBoundsError:
        raise
    except (ValueError, IndexError, TypeError) as error:
        # NumPy says it in its own words; the definition knows PyTorch's.
        spec.infer(metas_of(inputs), params)
        raise RuntimeError(f"{spec.name}: {error}") from error
    if outputs.__class__ is not tuple:
        outputs = (outputs,)
    return tuple([np.asarray(output) for output in outputs])


def _records(spec: OpSpec, inputs: Sequence[Any]) -> bool:
    """Whether the operation gets a Node."""
    state = LOCAL.state
    if not state.enabled or state.inference:
        return False
    for rule, operand in zip(spec.gradients, inputs, strict=False):
        if rule is None:
            continue
        for tensor in operand if isinstance(operand, list | tuple) else (operand,):
            if isinstance(tensor, Tensor) and tensor.requires_grad:
                return True
    return False


def _touch(inputs: Sequence[Any]) -> None:
    """Raise ViewInPlaceError for a view that may not be used any more, before anything else."""
    for operand in inputs:
        for tensor in operand if isinstance(operand, list | tuple) else (operand,):
            if isinstance(tensor, Tensor) and tensor._view is not None:
                tensor.edge()


def _attach(node: OpNode, tensors: Sequence[Tensor]) -> None:
    """Make ``node`` the grad_fn of the results that carry gradient."""
    spec = node.spec
    every = spec.outputs[0].startswith("*")
    for number, tensor in enumerate(tensors):
        if every or spec.outputs[number] in spec.differentiable:
            tensor._node = node
            tensor._nr = number
            tensor._tracked = True
    shapes = tuple([tensor._array.shape for tensor in tensors])
    node.shape = shapes if node.several else shapes[0]
    save_outputs(node, tensors)
    for watcher in LOCAL.state.watchers:
        watcher(node)


def _packed(spec: OpSpec, tensors: list[Tensor]) -> Any:
    if spec.unnamed or spec.outputs[0].startswith("*"):
        return tuple(tensors)
    if len(tensors) == 1:
        return tensors[0]
    return result_class(spec)(*tensors)


_result_classes: dict[str, Any] = {}
make_namedtuple: Any = collections.namedtuple  # whose name is known only when it is made


def result_class(spec: OpSpec) -> Any:
    """The named tuple of an operation with several outputs: ``torch.return_types.max``."""
    name = spec.called
    found = _result_classes.get(name)
    if found is None:
        base = make_namedtuple(name, spec.outputs)
        body = {"__slots__": (), "__repr__": _result_repr, "__module__": "torch.return_types"}
        found = _result_classes[name] = type(name, (base,), body)
    return found


def _result_repr(self: Any) -> str:
    fields = [f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True)]
    return f"torch.return_types.{type(self).__name__}(\n" + ",\n".join(fields) + ")"


#: Writes of which every order gives the same, so elements may share memory.
_MAY_REPEAT = (
    "zero_",
    "fill_",
    "fill_tensor_",
    "put_at_",
    "masked_fill_",
    "masked_fill_tensor_",
    "index_fill_",
)

#: Those of them that PyTorch warns of, with what it says of each.
_WARNED = {
    "put_at_": ("index_put_", "tensor[indices] = tensor"),
    "masked_fill_": ("masked_fill_", "tensor[mask] = scalar"),
    "masked_fill_tensor_": ("masked_fill_", "tensor[mask] = scalar"),
    "index_fill_": ("index_fill_", "tensor[mask] = scalar"),
}
_EXPANDED = (
    "Use of {} on expanded tensors is deprecated. Please clone() the tensor before performing this "
    "operation. This also applies to advanced indexing e.g. {}"
)

#: Writes of one number, which they read before.
_READ_FIRST = ("fill_tensor_", "masked_fill_tensor_")

#: Writes that read their other operands while they write.
_READ_LATE = ("put_", "put_at_", "scatter", "index_add_", "index_copy_", "index_reduce_")


def _write(
    spec: OpSpec,
    inputs: Sequence[Any],
    values: Sequence[Any],
    params: Mapping[str, Any],
    casts: tuple[Any, ...] | None,
    result: tuple[Array, ...] | None,
) -> Tensor:
    """Execute a mutating operation: check everything, then write, then mend the graph."""
    target: Tensor = inputs[0]
    records = _records(spec, inputs)
    check_inplace(target, records)
    if records:
        _touch(inputs)
    if spec.view:
        return _reseat(spec, inputs, values, params)
    if spec.name in _WARNED and is_repeated(target):
        warnings.warn(_EXPANDED.format(*_WARNED[spec.name]), UserWarning, stacklevel=4)
    elif spec.name not in _MAY_REPEAT and not (spec.name == "copy_" and inputs[1] is target):
        check_no_repetition(target)
    for operand in inputs[1:] if spec.name not in _READ_FIRST else ():
        if isinstance(operand, Tensor):
            check_overlap(target, operand._array, whole=not spec.name.startswith(_READ_LATE))
    (value,) = _forward(spec, inputs, values, params) if result is None else result
    check_result(target, value, in_c=spec.name.startswith("clamp"))
    if value.dtype != target._array.dtype and spec.promote != "none":
        # The gradient comes in the type of the target, and leaves in that of each operand.
        casts = tuple([x._array.dtype if isinstance(x, Tensor) else None for x in inputs])
    node = None
    if records and target._array.dtype.kind == "f":
        node = make_node(spec, inputs, params, casts, _kept(spec, target))
        node.shape = target._array.shape
    write(target, value)
    if node is not None:
        save_outputs(node, (target,))
        for watcher in LOCAL.state.watchers:
            watcher(node)
        rebase_history(target, node)
    return target


def _reseat(
    spec: OpSpec, inputs: Sequence[Any], values: Sequence[Any], params: Mapping[str, Any]
) -> Tensor:
    """Execute an operation that makes its operand a view of itself: ``transpose_``."""
    target: Tensor = inputs[0]
    (value,) = _forward(spec, inputs, values, params)
    node = make_node(spec, inputs, params) if _records(spec, inputs) else None
    if node is not None:
        node.shape = value.shape
    reseat(target, value, node)
    return target


def check_result(target: Tensor, value: Array, in_c: bool = False) -> None:
    """Raise RuntimeError if a result cannot be stored in the tensor it is meant for.

    With ``in_c`` types come before shapes, and the error names that of the tensor as C++ does.
    """
    found, wanted = from_numpy(value.dtype), target.dtype
    fits = _rank(found) <= _rank(wanted)
    if value.shape != target._array.shape and (fits or not in_c):
        raise RuntimeError(
            f"output with shape {list(target._array.shape)} doesn't match the broadcast shape "
            f"{list(value.shape)}"
        )
    if not fits:
        raise RuntimeError(
            f"result type {found.scalar_name} can't be cast to the desired output type "
            f"{wanted.c_name if in_c else wanted.scalar_name}"
        )


def _rank(dtype: DType) -> int:
    return 2 if dtype.is_floating_point else int(dtype.name != "bool")


def _kept(spec: OpSpec, target: Tensor) -> Mapping[str, Any]:
    """A copy of the operand that is about to be overwritten, if a rule needs it."""
    from_rules = {
        name for rule in spec.gradients if rule is not None for name in _argument_names(rule)
    }
    name = spec.ports[0].name
    if name not in from_rules:
        return NOTHING
    copy = Tensor(target._array.copy(), target.requires_grad, target.grad_fn)
    copy._nr = target._nr
    return {name: copy}


def _argument_names(rule: Any) -> tuple[str, ...]:
    code = rule.__code__
    return tuple(code.co_varnames[: code.co_argcount])
