"""What a module saves and loads: parameters and persistent buffers by dotted name."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ...grad_mode import no_grad
from ...parameter import Parameter
from ...tensor import Size, Tensor

if TYPE_CHECKING:
    from .module import Module

__all__ = ["IncompatibleKeys", "load_state_dict", "state_dict"]


class StateDict(OrderedDict[str, Any]):
    """An OrderedDict that also carries the versions of the modules, as PyTorch's."""

    _metadata: OrderedDict[str, Any]


# It prints as what it is in PyTorch, and pickles as a plain one.
StateDict.__name__ = StateDict.__qualname__ = "OrderedDict"
StateDict.__module__ = "collections"


class IncompatibleKeys(NamedTuple):
    """What ``load_state_dict`` returns."""

    missing_keys: list[str]
    unexpected_keys: list[str]

    def __repr__(self) -> str:
        if not self.missing_keys and not self.unexpected_keys:
            return "<All keys matched successfully>"
        return (
            f"_IncompatibleKeys(missing_keys={self.missing_keys}, "
            f"unexpected_keys={self.unexpected_keys})"
        )


def state_of(module: Module) -> dict[str, Tensor]:
    """What one module saves itself, by name."""
    state: dict[str, Tensor] = {}
    for name, parameter in module._parameters.items():
        if parameter is not None:
            state[name] = parameter
    for name, buffer in module._buffers.items():
        if buffer is not None and name not in module._unsaved:
            state[name] = buffer
    return state


def state_dict(module: Module, destination: Any, prefix: str, keep_vars: bool) -> Any:
    """See ``Module.state_dict``."""
    if destination is None:
        destination = StateDict()
        destination._metadata = OrderedDict()
    metadata = getattr(destination, "_metadata", None)
    if metadata is not None:
        metadata[prefix[:-1]] = {"version": module._version}
    for name, tensor in state_of(module).items():
        destination[prefix + name] = tensor if keep_vars else tensor.detach()
    for name, below in module._modules.items():
        if below is not None:
            below.state_dict(
                destination=destination, prefix=f"{prefix}{name}.", keep_vars=keep_vars
            )
    return destination


class _Loading:
    """One ``load_state_dict``: what was found wrong so far."""

    def __init__(self, assign: bool) -> None:
        self.assign = assign
        self.missing: list[str] = []
        self.unexpected: list[str] = []
        self.errors: list[str] = []

    def load(self, module: Module, given: Mapping[str, Any], prefix: str) -> None:
        own = state_of(module)
        for name, tensor in own.items():
            key = prefix + name
            if key in given:
                self._copy(module, name, tensor, key, given[key])
            elif name not in module._may_be_missing:
                self.missing.append(key)
        for key in given:
            name, dot, _ = key[len(prefix) :].partition(".")
            if name not in (module._modules if dot else own):
                self.unexpected.append(key)
        for name, below in module._modules.items():
            if below is not None:
                start = f"{prefix}{name}."
                part = {key: value for key, value in given.items() if key.startswith(start)}
                self.load(below, part, start)

    def _copy(self, module: Module, name: str, tensor: Tensor, key: str, value: Any) -> None:
        if not isinstance(value, Tensor):
            self.errors.append(
                f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like '
                f"object from checkpoint but received {type(value)}"
            )
            return
        if tensor.shape == () and value.shape == (1,):
            value = value[0]
        if value.shape != tensor.shape:
            self.errors.append(
                f"size mismatch for {key}: copying a param with shape {Size(value.shape)} from "
                f"checkpoint, the shape in current model is {Size(tensor.shape)}."
            )
            return
        with no_grad():
            if not self.assign:
                tensor.copy_(value)
                return
            if isinstance(tensor, Parameter):
                if isinstance(value, Parameter):
                    value.requires_grad_(tensor.requires_grad)
                else:
                    value = Parameter(value, tensor.requires_grad)
            setattr(module, name, value)


def load_state_dict(
    module: Module, given: Mapping[str, Any], strict: bool, assign: bool
) -> IncompatibleKeys:
    """See ``Module.load_state_dict``."""
    if not isinstance(given, Mapping):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(given)}.")
    loading = _Loading(assign)
    loading.load(module, given, "")
    errors = loading.errors
    if strict:
        found = (("Missing", loading.missing), ("Unexpected", loading.unexpected))
        said = [
            f"{what} key(s) in state_dict: " + ", ".join([f'"{key}"' for key in keys]) + ". "
            for what, keys in found
            if keys
        ]
        errors = [*said, *errors]
    if errors:
        listed = "\n\t".join(errors)
        raise RuntimeError(
            f"Error(s) in loading state_dict for {type(module).__name__}:\n\t{listed}"
        )
    return IncompatibleKeys(loading.missing, loading.unexpected)
