"""How hooks are called: on Tensors, in PyTorch's order, with PyTorch's checks of what they return.

Order at a Node: hooks of the tensors it made (by output, then as registered), the gradients of
tensors with ``retain_grad``, prehooks of the Node; after it was applied, its posthooks.
"""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from typing import Any

import numpy as np

from .node import Hook, Node, RemovableHandle
from .tensor import AccumulateGrad, Tensor

__all__ = [
    "register_hook",
    "register_post_accumulate_grad_hook",
    "retain_grad",
    "run_post_accumulate_hooks",
    "run_posthooks",
    "run_prehooks",
    "run_tensor_hooks",
]


def _wrapped(gradient: Any) -> Any:
    """A gradient as hooks see it."""
    if gradient is None or isinstance(gradient, Tensor):
        return gradient
    return Tensor(np.asarray(gradient))


def _unwrapped(value: Any, like: Any) -> Any:
    """What a hook gave back, in the form the pass works with."""
    if value is None or isinstance(like, Tensor):
        return value
    return value._array


def run_tensor_hooks(node: Node, gradients: list[Any]) -> list[Any]:
    """Call the hooks of the tensors that ``node`` made; for a leaf's Node, those of the leaf."""
    if isinstance(node, AccumulateGrad):
        hooks = node.variable._hooks
        if hooks is not None and hooks.pre:
            gradients = [_chained(hooks.pre, gradients[0])]
        return gradients
    extra = node.extra
    if extra is None:
        return gradients
    for number, table in extra.tensor_hooks.items():
        gradients[number] = _chained(table, gradients[number])
    for number, reference in extra.retain.items():
        tensor = reference()
        if tensor is not None and gradients[number] is not None:
            _retain(tensor, gradients[number])
    return gradients


def _chained(hooks: dict[int, Hook], gradient: Any) -> Any:
    """Call hooks of one tensor; each may replace the gradient for those after it."""
    for hook in list(hooks.values()):
        given = _wrapped(gradient)
        result = hook(given)
        if result is not None:
            _check(hook, given, result)
            gradient = _unwrapped(result, gradient)
    return gradient


def _check(hook: Hook, given: Tensor | None, result: Any) -> None:
    if given is None:
        raise RuntimeError("can't replace a None gradient with a non-None value")
    if not isinstance(result, Tensor):
        raise TypeError(f"expected Variable, but hook returned '{type(result).__name__}'")
    name = getattr(hook, "__name__", type(hook).__name__)
    if result._array.shape != given._array.shape:
        raise RuntimeError(f"hook '{name}' has changed the size of value")
    if result.dtype is not given.dtype:
        raise RuntimeError(
            f"hook '{name}' has changed the type of value (was {given.dtype.tensor_type} got "
            f"{result.dtype.tensor_type})"
        )


def _retain(tensor: Tensor, gradient: Any) -> None:
    old = tensor._grad
    if old is None:
        array = gradient._array if isinstance(gradient, Tensor) else np.asarray(gradient)
        tensor._grad = gradient if isinstance(gradient, Tensor) else Tensor(array.copy())
    else:
        tensor._grad = old + _wrapped(gradient)


def retain_grad(tensor: Tensor) -> None:
    """Keep the gradient that arrives at a non-leaf in its ``.grad``; nothing for a leaf.

    Raises RuntimeError for a tensor that does not require grad.
    """
    if not tensor.requires_grad:
        raise RuntimeError("can't retain_grad on Tensor that has requires_grad=False")
    node = None if tensor._node is None else tensor.grad_fn
    if node is None or tensor.retains_grad:
        return
    tensor.need_hooks().retains_grad = True
    node.need_extra().retain[tensor._nr] = weakref.ref(tensor)


def register_hook(tensor: Tensor, hook: Hook) -> RemovableHandle:
    """Call ``hook(grad)`` when the gradient of a tensor arrives; what it returns replaces it.

    Raises RuntimeError for a tensor that does not require grad.
    """
    if not tensor.requires_grad:
        raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
    node = tensor.grad_fn
    if node is None:
        return RemovableHandle(tensor.need_hooks().pre, hook)
    table = node.need_extra().tensor_hooks.setdefault(tensor._nr, {})
    return RemovableHandle(table, hook)


def register_post_accumulate_grad_hook(tensor: Tensor, hook: Hook) -> RemovableHandle:
    """Call ``hook(leaf)`` after a gradient was accumulated into the ``.grad`` of a leaf.

    Raises RuntimeError for a tensor that is no leaf or does not require grad.
    """
    if not tensor.requires_grad:
        raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
    if tensor.grad_fn is not None:
        raise RuntimeError("post accumulate grad hooks cannot be registered on non-leaf tensors")
    return RemovableHandle(tensor.need_hooks().post_accumulate, hook)


def run_post_accumulate_hooks(leaf: Tensor) -> None:
    """Call the hooks of a leaf whose ``.grad`` has changed.

    As in PyTorch, what one returns is what the next one gets, and in the end refused: RuntimeError.
    """
    given = leaf
    for hook in list(leaf.need_hooks().post_accumulate.values()):
        result = hook(given)
        if result is not None:
            _check(hook, given, result)
            given = result
    if given is not leaf:
        raise RuntimeError("Tensor post accumulate grad hooks should return None.")


def run_prehooks(node: Node, gradients: list[Any]) -> list[Any]:
    """Call the prehooks of a Node on the tuple of arrived gradients."""
    extra = node.extra
    if extra is None or not extra.pre_hooks:
        return gradients
    shown = node.carrying
    for hook in list(extra.pre_hooks.values()):
        if shown is None:
            given = tuple([_wrapped(gradient) for gradient in gradients])
            gradients = _replaced(hook, given, hook(given), gradients)
            continue
        own = [gradients[number] for number in shown]
        given = tuple([_wrapped(gradient) for gradient in own])
        own = _replaced(hook, given, hook(given), own)
        gradients = [None] * len(gradients)
        for number, gradient in zip(shown, own, strict=True):
            gradients[number] = gradient
    return gradients


def run_posthooks(node: Node, results: tuple[Any, ...], gradients: Sequence[Any]) -> Any:
    """Call the posthooks of a Node on what it computed and what had arrived."""
    extra = node.extra
    if extra is None or not extra.post_hooks:
        return results
    shown = range(len(gradients)) if node.carrying is None else node.carrying
    for hook in list(extra.post_hooks.values()):
        given = tuple([_wrapped(result) for result in results])
        arrived = tuple([_wrapped(gradients[number]) for number in shown])
        results = tuple(_replaced(hook, given, hook(given, arrived), list(results)))
    return results


def _replaced(hook: Hook, given: tuple[Any, ...], value: Any, current: list[Any]) -> list[Any]:
    if value is None:
        return current
    if not isinstance(value, tuple):
        raise TypeError(f"expected tuple, but hook returned '{type(value).__name__}'")
    if len(value) != len(given):
        name = getattr(hook, "__name__", type(hook).__name__)
        raise RuntimeError(
            f"hook '{name}' has returned an incorrect number of values "
            f"(got {len(value)}, but expected {len(given)})"
        )
    result = []
    for old, new, like in zip(given, value, current, strict=True):
        if new is None:
            result.append(like if old is None else None)
        else:
            _check(hook, old, new)
            result.append(_unwrapped(new, like))
    return result
