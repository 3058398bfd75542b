"""The hooks of a module, and its call where there are any."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ...autograd.function import Function
from ...grad_mode import is_grad_enabled
from ...node import Hook, Node, RemovableHandle
from ...tensor import Tensor

if TYPE_CHECKING:
    from .module import Module

__all__ = ["ModuleHooks"]


class ModuleHooks:
    """Hooks by kind: ``forward_pre``, ``forward``, ``backward_pre`` and ``backward``."""

    def __init__(self) -> None:
        self._tables: dict[str, dict[int, Hook]] = {
            kind: {} for kind in ("forward_pre", "forward", "backward_pre", "backward")
        }
        self._with_kwargs: set[int] = set()
        self.always: set[int] = set()

    def add(
        self, kind: str, hook: Hook, prepend: bool = False, with_kwargs: bool = False
    ) -> RemovableHandle:
        """Register a hook, before those that are there if ``prepend``."""
        table = self._tables[kind]
        handle = RemovableHandle(table, hook)
        if with_kwargs:
            self._with_kwargs.add(handle.id)
        if prepend:
            later = [(key, table.pop(key)) for key in list(table) if key != handle.id]
            table.update(later)
        return handle

    def call(self, module: Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call a module's ``forward`` with its hooks around it."""
        called: set[int] = set()
        if not self.always:
            return self._call(module, args, kwargs, called)
        try:
            return self._call(module, args, kwargs, called)
        except Exception:
            for key, hook in list(self._tables["forward"].items()):
                if key in self.always and key not in called:
                    named = (kwargs,) if key in self._with_kwargs else ()
                    hook(module, args, *named, None)
            raise

    def _call(
        self, module: Module, args: tuple[Any, ...], kwargs: dict[str, Any], called: set[int]
    ) -> Any:
        for key, hook in list(self._tables["forward_pre"].items()):
            if key in self._with_kwargs:
                both = hook(module, args, kwargs)
                if both is not None:
                    if not isinstance(both, tuple) or len(both) != 2:
                        raise RuntimeError(
                            "forward pre-hook must return None or a tuple of (new_args, "
                            f"new_kwargs), but got {both}."
                        )
                    args, kwargs = both
            else:
                replaced = hook(module, args)
                if replaced is not None:
                    args = replaced if isinstance(replaced, tuple) else (replaced,)
        backward = None
        if self._tables["backward"] or self._tables["backward_pre"]:
            backward = BackwardHooks(
                module,
                list(self._tables["backward"].values()),
                list(self._tables["backward_pre"].values()),
            )
            args = backward.enter(args)
        result = module.forward(*args, **kwargs)
        for key, hook in list(self._tables["forward"].items()):
            named = (kwargs,) if key in self._with_kwargs else ()
            called.add(key)
            replaced = hook(module, args, *named, result)
            if replaced is not None:
                result = replaced
        return result if backward is None else backward.leave(result)


class BackwardHookFunction(Function):
    """Passes all on: a Node around a module, at which hooks see all gradients together."""

    @staticmethod
    def forward(ctx: Any, *args: Any) -> Any:
        ctx.mark_non_differentiable(*[arg for arg in args if not arg.requires_grad])
        return args

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Any) -> Any:
        return grad_outputs


class BackwardHooks:
    """The backward hooks of one call of a module, on the Nodes before and after it."""

    def __init__(self, module: Module, hooks: Sequence[Hook], pre_hooks: Sequence[Hook]) -> None:
        self._module = module
        self._hooks = hooks
        self._pre_hooks = pre_hooks
        self._input_places: list[int] | None = None
        self._inputs = 0
        self._outputs = 0
        self._grad_outputs: tuple[Any, ...] | None = None

    def enter(self, args: tuple[Any, ...]) -> tuple[Any, ...]:
        """The arguments as ``forward`` gets them."""
        self._inputs = len(args)
        args, self._input_places = _around(args, self._watch_inputs)
        return args

    def leave(self, result: Any) -> Any:
        """The result as the caller gets it."""
        if not isinstance(result, Tensor | tuple):
            warnings.warn(
                "For backward hooks to be called, module output should be a Tensor or a tuple of "
                f"Tensors but received {type(result)}",
                stacklevel=4,
            )
        outputs = result if isinstance(result, tuple) else (result,)
        self._outputs = len(outputs)
        passed, _ = _around(outputs, self._watch_outputs)
        return passed if isinstance(result, tuple) else passed[0]

    def _watch_inputs(self, node: Node, places: list[int]) -> None:
        def hook(grad_inputs: Any, _: Any) -> Any:
            if self._grad_outputs is None:
                return None  # gradients of the input that did not pass the output
            result = _spread(places, grad_inputs, self._inputs)
            for called in self._hooks:
                replaced = called(self._module, result, self._grad_outputs)
                if replaced is None:
                    continue
                if len(replaced) != len(result):
                    raise RuntimeError(
                        "Backward hook returned an invalid number of grad_input, got "
                        f"{len(replaced)}, but expected {len(result)}"
                    )
                result = replaced
            self._grad_outputs = None
            return tuple([result[place] for place in places])

        node.register_hook(hook)

    def _watch_outputs(self, node: Node, places: list[int]) -> None:
        def hook(_: Any, grad_outputs: Any) -> Any:
            arrived = _spread(places, grad_outputs, self._outputs)
            for called in self._pre_hooks:
                replaced = called(self._module, arrived)
                if replaced is None:
                    continue
                if len(replaced) != len(arrived):
                    raise RuntimeError(
                        "Backward pre hook returned an invalid number of grad_output, got "
                        f"{len(replaced)}, but expected {len(arrived)}"
                    )
                arrived = replaced
            self._grad_outputs = arrived
            if self._input_places is None:
                self._call_without_inputs()
            return tuple([arrived[place] for place in places])

        node.register_hook(hook)

    def _call_without_inputs(self) -> None:
        warnings.warn(
            "Full backward hook is firing when gradients are computed with respect to module "
            "outputs since no inputs require gradients. See https://docs.pytorch.org/docs/main/"
            "generated/torch.nn.Module.html#torch.nn.Module.register_full_backward_hook for more "
            "details.",
            stacklevel=5,
        )
        nothing = (None,) * self._inputs
        for called in self._hooks:
            replaced = called(self._module, nothing, self._grad_outputs)
            given = replaced if isinstance(replaced, tuple) else (replaced,)
            if any(gradient is not None for gradient in given):
                raise RuntimeError(
                    "Backward hook for Modules where no input requires gradient should always "
                    "return None or None for all gradients."
                )
        self._grad_outputs = None


def _spread(places: list[int], values: Sequence[Any], count: int) -> tuple[Any, ...]:
    spread: list[Any] = [None] * count
    for place, value in zip(places, values, strict=True):
        spread[place] = value
    return tuple(spread)


def _around(
    values: tuple[Any, ...], watch: Callable[[Node, list[int]], None]
) -> tuple[tuple[Any, ...], list[int] | None]:
    """The values, their tensors through one Node that is watched; None if nothing is recorded."""
    places = [place for place, value in enumerate(values) if isinstance(value, Tensor)]
    if not is_grad_enabled() or not any(values[place].requires_grad for place in places):
        return values, None
    passed = BackwardHookFunction.apply(*[values[place] for place in places])
    node = next(tensor.grad_fn for tensor in passed if tensor.grad_fn is not None)
    watch(node, places)
    result = list(values)
    for place, tensor in zip(places, passed, strict=True):
        result[place] = tensor
    return tuple(result), places
