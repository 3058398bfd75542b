"""Optimizer: what all optimizers share, and how those here write their parameters.

A step reads gradients and writes parameters as arrays, in place, through the storage's own door
(``before_write`` and the version), in stretches that stay in the processor's cache.
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from itertools import chain
from typing import Any

import numpy as np

from ..dtypes import default_dtype, float64
from ..grad_mode import enable_grad, no_grad
from ..nn.modules.module import clear_grad, typename
from ..node import Hook, RemovableHandle
from ..storage import Array
from ..tensor import Tensor

__all__ = ["ArrayOptimizer", "Optimizer", "counter", "number", "opened", "required", "stretches"]


class _Required:
    """Stands in ``defaults`` for an option that every group must give itself."""

    def __repr__(self) -> str:
        return "<required parameter>"


required = _Required()


class Optimizer:
    """The base of optimizers: groups of parameters with their options, and state of each.

    ``param_groups`` are dictionaries with ``params`` and the options; ``state`` maps a parameter
    to what was kept about it.
    """

    def __init__(self, params: Any, defaults: dict[str, Any]) -> None:
        if isinstance(params, Tensor):
            raise TypeError(
                "params argument given to the optimizer should be an iterable of Tensors or "
                f"dicts, but got {typename(params)}"
            )
        self.defaults = defaults
        self.state: defaultdict[Any, dict[str, Any]] = defaultdict(dict)
        self.param_groups: list[dict[str, Any]] = []
        self._pre_hooks: dict[int, Hook] = {}
        self._post_hooks: dict[int, Hook] = {}
        groups = list(params)
        if not groups:
            raise ValueError("optimizer got an empty parameter list")
        if not isinstance(groups[0], dict):
            groups = [{"params": groups}]
        for group in groups:
            self.add_param_group(group)

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Write the parameters once; every optimizer gives its own."""
        raise NotImplementedError

    def add_param_group(self, param_group: dict[str, Any]) -> None:
        """Add parameters with options of their own; the rest are the defaults.

        Raises TypeError for what is no tensor or has no order, ValueError for non-leaves, for
        parameters that are in another group, and for missing options.
        """
        if not isinstance(param_group, dict):
            raise TypeError(f"param_group must be a dict, but got {type(param_group)}")
        _take_apart(param_group)
        params = param_group["params"]
        for param in params:
            if not isinstance(param, Tensor):
                raise TypeError(
                    "optimizer can only optimize Tensors, but one of the params is "
                    f"{typename(param)}"
                )
            if not (param.is_leaf or param.retains_grad):
                raise ValueError("can't optimize a non-leaf Tensor")
        for name, default in self.defaults.items():
            if default is required and name not in param_group:
                raise ValueError(
                    "parameter group didn't specify a value of required optimization parameter "
                    f"{name}"
                )
            param_group.setdefault(name, default)
        if len(params) != len(set(params)):
            warnings.warn(
                "optimizer contains a parameter group with duplicate parameters; in future, this "
                "will cause an error; see github.com/pytorch/pytorch/issues/40967 for more "
                "information",
                stacklevel=3,
            )
        for group in self.param_groups:
            if ("param_names" in param_group) != ("param_names" in group):
                named = "with names" if "param_names" in param_group else "without names"
                raise ValueError(
                    "all optimizer param groups should be with/without names. cannot add param "
                    f"group {named} to the optimizer"
                )
        others = chain.from_iterable(group["params"] for group in self.param_groups)
        if not set(params).isdisjoint(others):
            raise ValueError("some parameters appear in more than one parameter group")
        self.param_groups.append(param_group)

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Set every parameter's ``.grad`` to None, or to zeros."""
        for group in self.param_groups:
            for param in group["params"]:
                clear_grad(param, set_to_none)

    def register_step_pre_hook(self, hook: Hook) -> RemovableHandle:
        """Call ``hook(optimizer, args, kwargs)`` before each step."""
        return RemovableHandle(self._pre_hooks, hook)

    def register_step_post_hook(self, hook: Hook) -> RemovableHandle:
        """Call ``hook(optimizer, args, kwargs)`` after each step."""
        return RemovableHandle(self._post_hooks, hook)

    # ---- saving ----------------------------------------------------------------------------

    def state_dict(self) -> dict[str, Any]:
        """State and options, with parameters as numbers in the order of the groups."""
        numbers: dict[Tensor, int] = {}
        groups = []
        for group in self.param_groups:
            start = len(numbers)
            for place, param in enumerate(group["params"]):
                numbers.setdefault(param, start + place)
            packed = {name: value for name, value in group.items() if name != "params"}
            packed["params"] = [numbers[param] for param in group["params"]]
            groups.append(packed)
        state = {numbers.get(key, key): value for key, value in self.state.items()}
        return {"state": state, "param_groups": groups}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Take over what ``state_dict`` gave, for the parameters at the same places.

        Raises ValueError for other groups.
        """
        saved = deepcopy(state_dict["param_groups"])
        groups = self.param_groups
        if len(groups) != len(saved):
            raise ValueError("loaded state dict has a different number of parameter groups")
        if any(
            len(group["params"]) != len(given["params"])
            for group, given in zip(groups, saved, strict=True)
        ):
            raise ValueError(
                "loaded state dict contains a parameter group that doesn't match the size of "
                "optimizer's group"
            )
        by_number = {
            number: param
            for group, given in zip(groups, saved, strict=True)
            for number, param in zip(given["params"], group["params"], strict=True)
        }
        state: defaultdict[Any, dict[str, Any]] = defaultdict(dict)
        for key, kept in state_dict["state"].items():
            param = by_number.get(key)
            state[key if param is None else param] = (
                kept
                if param is None
                else {name: _taken(v, param, name) for name, v in kept.items()}
            )
        for group, given in zip(groups, saved, strict=True):
            given["params"] = group["params"]
            if "param_names" in group:
                given.setdefault("param_names", group["param_names"])
        self.state = state
        self.param_groups = saved

    def __repr__(self) -> str:
        parts = [f"{type(self).__name__} ("]
        for place, group in enumerate(self.param_groups):
            parts.append(f"\nParameter Group {place}\n")
            parts += [f"    {name}: {group[name]}\n" for name in sorted(group) if name != "params"]
        return "".join([*parts, ")"])


def _take_apart(group: dict[str, Any]) -> None:
    """Make ``params`` of a group a list of tensors, and ``param_names`` of names beside them."""
    params = group["params"]
    if isinstance(params, Tensor):
        params = [params]
    elif isinstance(params, set):
        raise TypeError(
            "optimizer parameters need to be organized in ordered collections, but the ordering "
            "of tensors in sets will change between runs. Please use a list instead."
        )
    params = list(params)
    names = [param[0] for param in params if isinstance(param, tuple)]
    group["params"] = [param[1] if isinstance(param, tuple) else param for param in params]
    if names and len(names) != len(params):
        raise ValueError(
            "all optimizer params should be with/without names. Some param names are missing"
        )
    if names:
        group["param_names"] = names


def _taken(value: Any, param: Tensor, name: str) -> Any:
    """State that was loaded, in the type of its parameter; the count of steps as it is."""
    if isinstance(value, Tensor):
        return value if name == "step" else value.to(param.dtype)
    return value


# ---- writing parameters ------------------------------------------------------------------------

#: Elements that are worked on together: few enough for the cache, so many that NumPy's calls
#: do not count.
STRETCH = 16384


def stretches(*arrays: Array) -> Iterable[tuple[Array, ...]]:
    """Arrays of one shape, in corresponding parts that fit the cache."""
    if arrays[0].size <= STRETCH or not all(array.flags.c_contiguous for array in arrays):
        return (arrays,)
    return _parts([array.reshape(-1) for array in arrays])


def _parts(flat: list[Array]) -> Iterator[tuple[Array, ...]]:
    for start in range(0, flat[0].size, STRETCH):
        yield tuple([array[start : start + STRETCH] for array in flat])


def opened(tensor: Tensor, writes: int = 1) -> Array:
    """The array of a tensor that is about to be written, counted as so many writes."""
    storage = tensor._storage
    if storage is None:
        storage = tensor.storage()
    storage.before_write()
    storage.version += writes
    return tensor._array


def number(value: Any) -> Any:
    """An option as a Python number; PyTorch lets some be tensors of one element."""
    return value.item() if isinstance(value, Tensor) else value


def counter() -> Tensor:
    """A count of steps, from 0: PyTorch keeps it in a tensor."""
    return Tensor(np.zeros((), np.float64 if default_dtype() is float64 else np.float32))


class ArrayOptimizer(Optimizer):
    """An optimizer that treats every parameter by itself, as arrays."""

    def __init__(self, params: Any, defaults: dict[str, Any]) -> None:
        if defaults.get("differentiable"):
            raise ValueError("differentiable=True is not offered here: steps are never recorded")
        lr = defaults["lr"]
        if isinstance(lr, Tensor) and lr.numel() != 1:
            raise ValueError("Tensor lr must be 1-element")
        if defaults.get("fused") and defaults.get("foreach"):
            raise RuntimeError("`fused` and `foreach` cannot be `True` together.")
        super().__init__(params, defaults)

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Write every parameter that has a gradient; returns what ``closure()`` returned.

        ``closure`` computes the loss anew, with recording on.
        """
        args = (self,) if closure is None else (self, closure)
        for hook in list(self._pre_hooks.values()):
            hook(self, args, {})
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        with no_grad():
            for group in self.param_groups:
                lr = number(group["lr"])
                for param in group["params"]:
                    grad = param._grad
                    if grad is not None:
                        self._update(param, grad._array, group, lr)
        for hook in list(self._post_hooks.values()):
            hook(self, args, {})
        return loss

    def _update(self, param: Tensor, grad: Array, group: dict[str, Any], lr: float) -> None:
        """Write one parameter."""
        raise NotImplementedError
