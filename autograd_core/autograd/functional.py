"""``torch.autograd.functional``: Jacobians, Hessians, and products with them.

Each takes a function of tensors that returns a tensor or a tuple of tensors, and the tensors to
call it with. ``create_graph`` makes the result differentiable; ``strict`` raises an error where an
output does not depend on an input, instead of giving zeros.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..grad_mode import enable_grad
from ..tensor import Tensor
from .passes import grad

__all__ = ["hessian", "hvp", "jacobian", "jvp", "vhp", "vjp"]

Function = Callable[..., Any]
Tensors = Tensor | tuple[Tensor, ...]


def jacobian(
    func: Function,
    inputs: Tensors,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    strategy: str = "reverse-mode",
) -> Any:
    """The derivatives of every element of the outputs by every element of the inputs.

    Returns, for one output of shape *s* and one input of shape *t*, a tensor of shape ``(*s, *t)``;
    tuples of them where there are several outputs, several inputs, or both. All rows are computed
    in one backward pass, unless ``create_graph`` is set.

    Raises:
        TypeError: inputs or outputs are no tensors.
        RuntimeError: with ``strict``, where an output does not depend on an input.
    """
    _check_strategy(strategy, create_graph, strict, vectorize)
    with enable_grad():
        single, given = _as_tuple(inputs, "inputs", "jacobian")
        given = _prepared(given, create_graph)
        one, outputs = _called(func, given, "jacobian")
        if vectorize and strict:
            raise RuntimeError(
                "torch.autograd.functional.jacobian: `strict=True` and `vectorized=True` are not "
                "supported together. Please either set `strict=False` or `vectorize=False`."
            )
        _check_requires_grad(outputs, "outputs", strict)
        blocks = []
        for number, output in enumerate(outputs):
            blocks.append(_block(output, given, create_graph, strict, number))
    if single:
        columns = [block[0] for block in blocks]
        return columns[0] if one else tuple(columns)
    return tuple(blocks[0]) if one else tuple([tuple(block) for block in blocks])


def _check_strategy(strategy: str, create_graph: bool, strict: bool, vectorize: bool) -> None:
    """Raise for a strategy that there is not, and for what PyTorch does not do with it.

    Forward mode is a matter of speed only; the engine goes backward all the same.
    """
    if strategy not in ("reverse-mode", "forward-mode"):
        raise AssertionError(
            'Expected strategy to be either "forward-mode" or "reverse-mode". Hint: If your '
            'function has more outputs than inputs, "forward-mode" tends to be more performant. '
            'Otherwise, prefer to use "reverse-mode".'
        )
    if strategy == "reverse-mode":
        return
    name = "torch.autograd.functional.jacobian"
    if create_graph:
        raise NotImplementedError(
            f'{name}: `create_graph=True` and `strategy="forward-mode"` are not supported together '
            '(yet). Please either set `create_graph=False` or `strategy="reverse-mode"`.'
        )
    if strict:
        raise RuntimeError(
            f'{name}: `strict=True` and `strategy="forward-mode"` are not supported together '
            '(yet). Please either set `strict=False` or `strategy="reverse-mode"`.'
        )
    if not vectorize:
        raise NotImplementedError(
            "Computing Jacobian using forward-AD or forward-over-reverse Hessian isonly "
            "implemented for `vectorize=True`."
        )


def _block(
    output: Tensor, inputs: tuple[Tensor, ...], create_graph: bool, strict: bool, number: int
) -> list[Tensor]:
    """The derivatives of one output by each input."""
    shape, count = tuple(output.shape), output.numel()
    if not output.requires_grad or not count:
        return [Tensor(np.zeros((*shape, *x.shape), x._array.dtype)) for x in inputs]
    if create_graph:
        rows = _rows(output, inputs)
    else:
        unit = np.eye(count, dtype=output._array.dtype).reshape(count, *shape)
        rows = list(
            grad(
                output,
                inputs,
                Tensor(unit),
                retain_graph=True,
                allow_unused=True,
                is_grads_batched=True,
            )
        )
    found = []
    for place, (row, x) in enumerate(zip(rows, inputs, strict=True)):
        if row is None:
            if strict:
                raise RuntimeError(
                    f"Output {number} of the user-provided function is independent of input "
                    f"{place}. This is not allowed in strict mode."
                )
            row = Tensor(np.zeros((count, *x.shape), x._array.dtype))
        elif strict and create_graph and not row.requires_grad:
            raise RuntimeError(
                f"The jacobian of the user-provided function is independent of input {place}. "
                "This is not allowed in strict mode when create_graph=True."
            )
        size = (*shape, *x.shape)
        found.append(row.view(size) if create_graph else Tensor(row._array.reshape(size)))
    return found


def _rows(output: Tensor, inputs: tuple[Tensor, ...]) -> list[Any]:
    """The same row by row, recorded."""
    rows: list[list[Any]] = [[] for _ in inputs]
    for place in range(output.numel()):
        element = output.reshape(-1)[place]
        parts = grad(element, inputs, retain_graph=True, create_graph=True, allow_unused=True)
        for column, part in zip(rows, parts, strict=True):
            column.append(part)
    from ..ops.dispatch import call
    from ..ops.spec import REGISTRY

    found: list[Any] = []
    for column, x in zip(rows, inputs, strict=True):
        if all(part is None for part in column):
            found.append(None)
            continue
        zeros = Tensor(np.zeros_like(x._array))
        filled = [zeros if part is None else part for part in column]
        found.append(call(REGISTRY["stack"], (filled,), {"dim": 0}))
    return found


def hessian(
    func: Function,
    inputs: Tensors,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    outer_jacobian_strategy: str = "reverse-mode",
) -> Any:
    """The second derivatives of a function with one element, for every pair of inputs.

    Returns, for inputs of shapes *s* and *t*, tensors of shape ``(*s, *t)``.
    """
    single, _ = _as_tuple(inputs, "inputs", "hessian")
    if outer_jacobian_strategy not in ("forward-mode", "reverse-mode"):
        raise AssertionError('Expected strategy to be either "forward-mode" or "reverse-mode".')

    def scalar(*args: Tensor) -> Tensor:
        found = func(*args)
        _, outputs = _as_tuple(found, "outputs of the user-provided function", "hessian")
        _check_requires_grad(outputs, "outputs", strict)
        if not isinstance(found, Tensor):
            raise RuntimeError("The function given to hessian should return a single Tensor")
        if outputs[0].numel() != 1:
            raise RuntimeError(
                "The Tensor returned by the function given to hessian should contain a single "
                "element"
            )
        return outputs[0].squeeze()  # type: ignore[no-any-return]

    def gradient(*args: Tensor) -> Any:
        found = jacobian(scalar, args[0] if single else args, create_graph=True)
        _check_requires_grad((found,) if single else found, "jacobian", strict)
        return found if single else tuple(found)

    strategy = outer_jacobian_strategy
    return jacobian(gradient, inputs, create_graph, strict, vectorize, strategy)


def vjp(
    func: Function,
    inputs: Tensors,
    v: Tensors | None = None,
    create_graph: bool = False,
    strict: bool = False,
) -> tuple[Any, Any]:
    """The outputs, and v·J: the gradients of the inputs for the gradient ``v`` of the outputs."""
    with enable_grad():
        single, given = _as_tuple(inputs, "inputs", "vjp")
        given = _prepared(given, create_graph)
        one, outputs = _called(func, given, "vjp")
        _check_requires_grad(outputs, "outputs", strict)
        vectors = _vectors(v, outputs, one, "vjp", "function returns")
    products = _products(outputs, given, vectors, create_graph, strict, "back")
    return _given(outputs, one, create_graph), _given(products, single, create_graph)


def jvp(
    func: Function,
    inputs: Tensors,
    v: Tensors | None = None,
    create_graph: bool = False,
    strict: bool = False,
) -> tuple[Any, Any]:
    """The outputs, and J·v: how the outputs change along ``v``.

    Computed by differentiating a backward pass by the vector that it started with.
    """
    with enable_grad():
        single, given = _as_tuple(inputs, "inputs", "jvp")
        given = _prepared(given, create_graph)
        vectors = _vectors(v, given, single, "jvp", "input to the user-provided function is")
        one, outputs = _called(func, given, "jvp")
        _check_requires_grad(outputs, "outputs", strict)
        starts = tuple(
            [Tensor(np.zeros_like(output._array)).requires_grad_() for output in outputs]
        )
        back = _gradients(outputs, given, starts, True)
        _check_requires_grad(back, "grad_inputs", strict)
    products = _products(back, starts, vectors, create_graph, strict, "back_trick")
    return _given(outputs, one, create_graph), _given(products, one, create_graph)


def _first_derivatives(
    func: Function, given: tuple[Tensor, ...], name: str, strict: bool
) -> tuple[Any, Any, Any]:
    """What ``func`` gives, and its gradient as a function that can be differentiated again."""
    one, outputs = _scalar(func, given, name)
    first = _gradients(outputs, given, (None,), True)
    _check_requires_grad(first, "jacobian", strict)
    return one, outputs, first


def vhp(
    func: Function,
    inputs: Tensors,
    v: Tensors | None = None,
    create_graph: bool = False,
    strict: bool = False,
) -> tuple[Any, Any]:
    """The output, and v·H for the Hessian of a function with one element."""
    with enable_grad():
        single, given = _as_tuple(inputs, "inputs", "vhp")
        given = _prepared(given, create_graph)
        vectors = _vectors(v, given, single, "vhp", "input to the user-provided function is")
        one, outputs, first = _first_derivatives(func, given, "vhp", strict)
    products = _products(first, given, vectors, create_graph, strict, "double_back")
    return _given(outputs, one, create_graph), _given(products, single, create_graph)


def hvp(
    func: Function,
    inputs: Tensors,
    v: Tensors | None = None,
    create_graph: bool = False,
    strict: bool = False,
) -> tuple[Any, Any]:
    """The output, and H·v for the Hessian of a function with one element."""
    with enable_grad():
        single, given = _as_tuple(inputs, "inputs", "hvp")
        given = _prepared(given, create_graph)
        vectors = _vectors(v, given, single, "hvp", "input to the user-provided function is")
        one, outputs, first = _first_derivatives(func, given, "hvp", strict)
        starts = tuple([Tensor(np.zeros_like(x._array)).requires_grad_() for x in given])
        second = _gradients(first, given, starts, True)
        _check_requires_grad(second, "hessian", strict)
    products = _products(second, starts, vectors, create_graph, strict, "double_back_trick")
    return _given(outputs, one, create_graph), _given(products, single, create_graph)


# ---- arguments and results -------------------------------------------------------------------


def _as_tuple(value: Any, what: str, name: str) -> tuple[bool, tuple[Tensor, ...]]:
    """Whether it was one tensor, and the tensors."""
    if isinstance(value, Tensor):
        return True, (value,)
    if not isinstance(value, tuple):
        raise TypeError(
            f"The {what} given to {name} must be either a Tensor or a tuple of Tensors but the "
            f"given {what} has type {type(value)}."
        )
    for place, item in enumerate(value):
        if not isinstance(item, Tensor):
            raise TypeError(
                f"The {what} given to {name} must be either a Tensor or a tuple of Tensors but "
                f"the value at index {place} has type {type(item)}."
            )
    return False, value


def _prepared(inputs: tuple[Tensor, ...], create_graph: bool) -> tuple[Tensor, ...]:
    """The inputs as others that require grad, in the caller's graph if that is asked for."""
    if create_graph:
        return tuple([x.view_as(x) if x.requires_grad else _leaf(x) for x in inputs])
    return tuple([_leaf(x) for x in inputs])


def _leaf(x: Tensor) -> Tensor:
    return x.detach().requires_grad_()


def _called(func: Function, inputs: tuple[Tensor, ...], name: str) -> Any:
    return _as_tuple(func(*inputs), "outputs of the user-provided function", name)


def _scalar(func: Function, inputs: tuple[Tensor, ...], name: str) -> Any:
    one, outputs = _called(func, inputs, name)
    if not one or outputs[0].numel() != 1:
        raise RuntimeError(
            f"The Tensor returned by the function given to {name} should contain a single element"
        )
    return one, outputs


def _vectors(
    v: Tensors | None, like: Sequence[Tensor], single: bool, name: str, what: str
) -> tuple[Tensor | None, ...]:
    if v is None:
        if not single or like[0].numel() != 1:
            raise RuntimeError(
                f"The vector v can only be None if the {_none_allowed(name, what)} a single "
                "Tensor with a single element."
            )
        if name == "vjp":
            return (None,)
        return (Tensor(np.ones_like(like[0]._array)),)
    _, vectors = _as_tuple(v, "v", name)
    if len(vectors) != len(like):
        if len(like) == 1:
            raise RuntimeError("The given v should contain a single Tensor.")
        raise RuntimeError(
            f"v is a tuple of invalid length: should be {len(like)} but got {len(vectors)}."
        )
    for place, (vector, other) in enumerate(zip(vectors, like, strict=True)):
        if vector.shape != other.shape:
            which = f"Entry {place} in v" if len(like) > 1 else "v"
            raise RuntimeError(
                f"{which} has invalid size: should be {other.shape} but got {vector.shape}."
            )
    return tuple(vectors)


def _none_allowed(name: str, what: str) -> str:
    return "user-provided function returns" if name == "vjp" else what


def _check_requires_grad(tensors: Sequence[Any], kind: str, strict: bool) -> None:
    if not strict:
        return
    for place, tensor in enumerate(tensors):
        if tensor is None:
            raise RuntimeError(_UNUSED["back"].format(place=place))
        if not tensor.requires_grad:
            raise RuntimeError(_CONSTANT[kind].format(place=place))


_CONSTANT = {
    "outputs": "Output {place} of the user-provided function does not require gradients. The "
    "outputs must be computed in a differentiable manner from the input when running in strict "
    "mode.",
    "grad_inputs": "The gradient with respect to input {place} is independent of the inputs of "
    "the user-provided function. This is not allowed in strict mode.",
    "jacobian": "While computing the hessian, found that the jacobian of the user-provided "
    "function with respect to input {place} is independent of the input. This is not allowed in "
    "strict mode. You should ensure that your function is twice differentiable and that the "
    "jacobian depends on the inputs (this would be violated by a linear function for example).",
    "hessian": "The hessian of the user-provided function with respect to input {place} is "
    "independent of the input. This is not allowed in strict mode. You should ensure that your "
    "function is thrice differentiable and the hessian depends on the inputs.",
}
_UNUSED = {
    "back": "The output of the user-provided function is independent of input {place}. This is "
    "not allowed in strict mode.",
    "back_trick": "The gradient with respect to the input is independent of entry {place} in the "
    "grad_outputs when using the double backward trick to compute forward mode gradients. This is "
    "not allowed in strict mode.",
    "double_back": "The jacobian of the user-provided function is independent of input {place}. "
    "This is not allowed in strict mode.",
    "double_back_trick": "The hessian of the user-provided function is independent of entry "
    "{place} in the grad_jacobian. This is not allowed in strict mode as it prevents from using "
    "the double backward trick to replace forward mode AD.",
}


def _gradients(
    outputs: Sequence[Any],
    inputs: Sequence[Tensor],
    vectors: Sequence[Tensor | None],
    create_graph: bool,
) -> Sequence[Tensor | None]:
    """The gradients of the inputs, None where none arrives."""
    pairs = [
        (output, vector)
        for output, vector in zip(outputs, vectors, strict=True)
        if output is not None and output.requires_grad
    ]
    if not pairs:
        return (None,) * len(inputs)
    return grad(
        [output for output, _ in pairs],
        inputs,
        [vector for _, vector in pairs],
        allow_unused=True,
        create_graph=create_graph,
        retain_graph=True,
    )


def _products(
    outputs: Sequence[Any],
    inputs: Sequence[Tensor],
    vectors: Sequence[Tensor | None],
    create_graph: bool,
    strict: bool,
    stage: str,
) -> tuple[Tensor, ...]:
    """The gradients of the inputs; zeros where none arrives, or an error with ``strict``."""
    results = []
    found = _gradients(outputs, inputs, vectors, create_graph)
    for place, (one, x) in enumerate(zip(found, inputs, strict=True)):
        if one is None:
            if strict:
                raise RuntimeError(_UNUSED[stage].format(place=place))
            one = Tensor(np.zeros_like(x._array))
        elif strict and create_graph and not one.requires_grad:
            what = "hessian" if "double" in stage else "jacobian"
            raise RuntimeError(
                f"The {what} of the user-provided function is independent of input {place}. This "
                "is not allowed in strict mode when create_graph=True."
            )
        results.append(one)
    return tuple(results)


def _given(tensors: Sequence[Tensor], single: bool, create_graph: bool) -> Any:
    """The tensors for the caller: without the graph unless it is wanted."""
    found = tuple(tensors) if create_graph else tuple([tensor.detach() for tensor in tensors])
    return found[0] if single else found
