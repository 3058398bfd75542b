"""Module: the base of layers and models; what it holds, and how it is called.

A module's parameters, buffers and submodules are its attributes; assigning one files it in
``_parameters``, ``_buffers`` or ``_modules``. What is saved and loaded is in ``state.py``, hooks in
``module_hooks.py``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Self

from ...dtypes import DType, float16, float32, float64
from ...grad_mode import no_grad
from ...node import Hook, RemovableHandle
from ...parameter import Parameter
from ...tensor import Tensor
from . import state
from .module_hooks import ModuleHooks

__all__ = ["Module", "indented", "typename"]


def typename(value: object) -> str:
    """The name of a value's type as PyTorch's messages have it; ``torch.FloatTensor`` for one."""
    if isinstance(value, Tensor):
        return value.dtype.tensor_type
    return _class_name(type(value))


def _class_name(kind: type) -> str:
    if kind.__module__ == "builtins":
        return kind.__qualname__
    home = re.sub(r"^autograd_core\b", "torch", kind.__module__)
    return f"{home}.{kind.__name__}"


def indented(text: str, spaces: int) -> str:
    """The lines of a text after the first, moved to the right."""
    return text.replace("\n", "\n" + " " * spaces)


class Module:
    """The base of all layers: call it, and ``forward`` is called.

    ``training`` says whether dropout drops and batch norm takes the statistics of the batch.
    """

    training: bool
    _parameters: dict[str, Parameter | None]
    _buffers: dict[str, Tensor | None]
    _modules: dict[str, Module | None]
    _unsaved: set[str]
    #: Hooks, made with the first one, so that calls without any pay for one look.
    _called_hooks: ModuleHooks | None = None

    #: The names of buffers that older state dicts do not have.
    _may_be_missing: tuple[str, ...] = ()
    _version: int = 1

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        name = type(self).__name__
        if kwargs:
            raise TypeError(
                f"{name}.__init__() got an unexpected keyword argument '{next(iter(kwargs))}'"
            )
        if args:
            raise TypeError(
                f"{name}.__init__() takes 1 positional argument but {len(args) + 1} were given"
            )
        self.__dict__.update(
            training=True, _parameters={}, _buffers={}, _modules={}, _unsaved=set()
        )

    # ---- calling ---------------------------------------------------------------------------

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        hooks = self._called_hooks
        if hooks is None:
            return self.forward(*args, **kwargs)
        return hooks.call(self, args, kwargs)

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        """What a call computes; every subclass gives its own."""
        raise NotImplementedError(
            f'Module [{type(self).__name__}] is missing the required "forward" function'
        )

    def _need_hooks(self) -> ModuleHooks:
        hooks = self.__dict__.get("_called_hooks")
        if hooks is None:
            hooks = self.__dict__["_called_hooks"] = ModuleHooks()
        made: ModuleHooks = hooks
        return made

    def register_forward_pre_hook(
        self, hook: Hook, *, prepend: bool = False, with_kwargs: bool = False
    ) -> RemovableHandle:
        """Call ``hook(module, args)`` before ``forward``; what it returns replaces the arguments.

        With ``with_kwargs``: ``hook(module, args, kwargs)``, which returns both or None.
        """
        return self._need_hooks().add("forward_pre", hook, prepend, with_kwargs)

    def register_forward_hook(
        self,
        hook: Hook,
        *,
        prepend: bool = False,
        with_kwargs: bool = False,
        always_call: bool = False,
    ) -> RemovableHandle:
        """Call ``hook(module, args, output)`` after ``forward``; its result replaces the output.

        With ``with_kwargs``: ``hook(module, args, kwargs, output)``. With ``always_call`` it is
        called, with None for the output, when ``forward`` or another hook fails, too.
        """
        handle = self._need_hooks().add("forward", hook, prepend, with_kwargs)
        if always_call:
            self._need_hooks().always.add(handle.id)
        return handle

    def register_full_backward_hook(self, hook: Hook, prepend: bool = False) -> RemovableHandle:
        """Call ``hook(module, grad_input, grad_output)`` when the gradients of inputs are known.

        What it returns replaces ``grad_input``.
        """
        return self._need_hooks().add("backward", hook, prepend)

    def register_full_backward_pre_hook(self, hook: Hook, prepend: bool = False) -> RemovableHandle:
        """Call ``hook(module, grad_output)`` when gradients arrive; its result replaces them."""
        return self._need_hooks().add("backward_pre", hook, prepend)

    # ---- attributes ------------------------------------------------------------------------

    def __getattr__(self, name: str) -> Any:
        own = self.__dict__
        if "_parameters" in own:
            if name in own["_parameters"]:
                return own["_parameters"][name]
            if name in own["_buffers"]:
                return own["_buffers"][name]
            if name in own["_modules"]:
                return own["_modules"][name]
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def __setattr__(self, name: str, value: Any) -> None:
        own = self.__dict__
        parameters = own.get("_parameters")
        if isinstance(value, Parameter):
            if parameters is None:
                raise AttributeError("cannot assign parameters before Module.__init__() call")
            self._forget(name, self._parameters)
            self.register_parameter(name, value)
        elif isinstance(value, Module):
            if parameters is None:
                raise AttributeError("cannot assign module before Module.__init__() call")
            if name in parameters:
                raise _misfit(value, "parameter", name, "torch.nn.Parameter")
            self._forget(name, self._modules)
            self._modules[name] = value
        elif parameters is None:
            object.__setattr__(self, name, value)
        elif name in parameters:
            if value is not None:
                raise _misfit(value, "parameter", name, "torch.nn.Parameter")
            parameters[name] = None
        elif name in self._modules:
            if value is not None:
                raise _misfit(value, "child module", name, "torch.nn.Module")
            self._modules[name] = None
        elif name in self._buffers:
            if value is not None and not isinstance(value, Tensor):
                raise _misfit(value, "buffer", name, "torch.nn.Buffer, torch.Tensor")
            self._buffers[name] = value
        else:
            object.__setattr__(self, name, value)

    def __delattr__(self, name: str) -> None:
        if any(name in table for table in (self._parameters, self._buffers, self._modules)):
            self._forget(name)
        else:
            object.__delattr__(self, name)

    def _forget(self, name: str, kept: object = None) -> None:
        """Remove what goes by a name, except in ``kept``, where assigning keeps the order."""
        self.__dict__.pop(name, None)
        for table in (self._parameters, self._buffers, self._modules):
            if table is not kept:
                table.pop(name, None)
        self._unsaved.discard(name)

    def __dir__(self) -> list[str]:
        names = [*dir(type(self)), *self.__dict__, *self._parameters, *self._modules]
        return sorted(name for name in [*names, *self._buffers] if not name[0].isdigit())

    # ---- parameters, buffers and submodules ------------------------------------------------

    def register_parameter(self, name: str, param: Parameter | None) -> None:
        """Make ``param`` a parameter under a name; None keeps the name for one."""
        if "_parameters" not in self.__dict__:
            raise AttributeError("cannot assign parameter before Module.__init__() call")
        self._check_name("parameter", name, self._parameters)
        if param is not None and not isinstance(param, Parameter):
            raise TypeError(
                f"cannot assign '{typename(param)}' object to parameter '{name}' "
                "(torch.nn.Parameter or None required)"
            )
        if param is not None and param.grad_fn is not None:
            raise ValueError(
                f"Cannot assign non-leaf Tensor to parameter '{name}'. Model parameters must be "
                f"created explicitly. To express '{name}' as a function of another Tensor, "
                "compute the value in the forward() method."
            )
        self._parameters[name] = param

    def register_buffer(self, name: str, tensor: Tensor | None, persistent: bool = True) -> None:
        """Make ``tensor`` a buffer: state that is no parameter; saved if ``persistent``."""
        if "_buffers" not in self.__dict__:
            raise AttributeError("cannot assign buffer before Module.__init__() call")
        self._check_name("buffer", name, self._buffers)
        if tensor is not None and not isinstance(tensor, Tensor):
            raise TypeError(
                f"cannot assign '{typename(tensor)}' object to buffer '{name}' "
                "(torch Tensor or None required)"
            )
        self._buffers[name] = tensor
        (self._unsaved.discard if persistent else self._unsaved.add)(name)

    def add_module(self, name: str, module: Module | None) -> None:
        """Make ``module`` a submodule under a name."""
        if module is not None and not isinstance(module, Module):
            kind = _class_name(module) if isinstance(module, type) else typename(module)
            raise TypeError(f"{kind} is not a Module subclass")
        self._check_name("module", name, self._modules)
        self._modules[name] = module

    register_module = add_module

    def _check_name(self, kind: str, name: object, table: Mapping[str, Any]) -> None:
        if not isinstance(name, str):
            raise TypeError(f"{kind} name should be a string. Got {typename(name)}")
        if name not in table and hasattr(self, name):
            raise KeyError(f"attribute '{name}' already exists")
        if "." in name:
            got = f", got: {name}" if kind == "module" else ""
            raise KeyError(f'{kind} name can\'t contain "."{got}')
        if not name:
            raise KeyError(f'{kind} name can\'t be empty string ""')

    def named_modules(
        self, memo: set[Module] | None = None, prefix: str = "", remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Module]]:
        """This module and all below it, each once, with dotted names."""
        seen: set[Module] = set() if memo is None else memo
        if self in seen:
            return
        if remove_duplicate:
            seen.add(self)
        yield prefix, self
        for name, module in self._modules.items():
            if module is not None:
                below = f"{prefix}.{name}" if prefix else name
                yield from module.named_modules(seen, below, remove_duplicate)

    def modules(self) -> Iterator[Module]:
        """This module and all below it."""
        for _, module in self.named_modules():
            yield module

    def named_children(self) -> Iterator[tuple[str, Module]]:
        """The submodules right below, each once."""
        seen = set()
        for name, module in self._modules.items():
            if module is not None and module not in seen:
                seen.add(module)
                yield name, module

    def children(self) -> Iterator[Module]:
        """The submodules right below."""
        for _, module in self.named_children():
            yield module

    def named_parameters(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Parameter]]:
        """The parameters of this module and, with ``recurse``, of all below, each once."""
        return self._named("_parameters", prefix, recurse, remove_duplicate)

    def parameters(self, recurse: bool = True) -> Iterator[Parameter]:
        """The parameters, for an optimizer."""
        for _, parameter in self.named_parameters(recurse=recurse):
            yield parameter

    def named_buffers(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Tensor]]:
        """The buffers of this module and, with ``recurse``, of all below, each once."""
        return self._named("_buffers", prefix, recurse, remove_duplicate)

    def buffers(self, recurse: bool = True) -> Iterator[Tensor]:
        """The buffers."""
        for _, buffer in self.named_buffers(recurse=recurse):
            yield buffer

    def _named(
        self, table: str, prefix: str, recurse: bool, remove_duplicate: bool
    ) -> Iterator[tuple[str, Any]]:
        seen: set[Any] = set()
        modules = self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate)
        for place, module in modules if recurse else [(prefix, self)]:
            for name, value in getattr(module, table).items():
                if value is None or value in seen:
                    continue
                if remove_duplicate:
                    seen.add(value)
                yield (f"{place}.{name}" if place else name), value

    def get_submodule(self, target: str) -> Module:
        """The module of a dotted name. Raises AttributeError if there is none."""
        module = self
        for name in target.split(".") if target else ():
            if not hasattr(module, name):
                raise AttributeError(f"{type(module).__name__} has no attribute `{name}`")
            module = getattr(module, name)
            if not isinstance(module, Module):
                raise AttributeError(f"`{name}` is not an nn.Module")
        return module

    def get_parameter(self, target: str) -> Parameter:
        """The parameter of a dotted name. Raises AttributeError if there is none."""
        owner, _, name = target.rpartition(".")
        module = self.get_submodule(owner)
        if not hasattr(module, name):
            raise AttributeError(f"{type(module).__name__} has no attribute `{name}`")
        found = getattr(module, name)
        if not isinstance(found, Parameter):
            raise AttributeError(f"`{name}` is not an nn.Parameter")
        return found

    def get_buffer(self, target: str) -> Tensor:
        """The buffer of a dotted name. Raises AttributeError if there is none."""
        owner, _, name = target.rpartition(".")
        module = self.get_submodule(owner)
        if not hasattr(module, name):
            raise AttributeError(f"{type(module).__name__} has no attribute `{name}`")
        if name not in module._buffers:
            raise AttributeError(f"`{name}` is not a buffer")
        found: Tensor = getattr(module, name)
        return found

    # ---- changing all at once --------------------------------------------------------------

    def apply(self, fn: Callable[[Module], Any]) -> Self:
        """Call ``fn`` on every module, those below first; to initialise weights."""
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    def train(self, mode: bool = True) -> Self:
        """Set ``training`` here and below."""
        if not isinstance(mode, bool):
            raise ValueError("training mode is expected to be boolean")
        self.training = mode
        for module in self.children():
            module.train(mode)
        return self

    def eval(self) -> Self:
        """``train(False)``: dropout passes all, batch norm takes its running statistics."""
        return self.train(False)

    def requires_grad_(self, requires_grad: bool = True) -> Self:
        """Set ``requires_grad`` of every parameter."""
        for parameter in self.parameters():
            parameter.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Set every parameter's ``.grad`` to None, or to zeros."""
        for parameter in self.parameters():
            clear_grad(parameter, set_to_none)

    def _apply(self, fn: Callable[[Tensor], Tensor]) -> Self:
        """Replace what every parameter, gradient and buffer holds by ``fn`` of it."""
        for module in self.children():
            module._apply(fn)
        with no_grad():
            for parameter in self._parameters.values():
                if parameter is not None:
                    parameter.data = fn(parameter)
                    if parameter._grad is not None:
                        parameter._grad.data = fn(parameter._grad)
            for name, buffer in self._buffers.items():
                if buffer is not None:
                    self._buffers[name] = fn(buffer)
        return self

    def _converted(self, dtype: DType) -> Self:
        return self._apply(
            lambda tensor: tensor.to(dtype) if tensor.dtype.is_floating_point else tensor
        )

    def to(self, *args: Any, **kwargs: Any) -> Self:
        """Convert floating-point parameters and buffers to a dtype, or to that of a tensor.

        Raises TypeError for an integer dtype, RuntimeError for a device other than the cpu.
        """
        for value in (*args, *kwargs.values()):
            dtype = value.dtype if isinstance(value, Tensor) else value
            if isinstance(dtype, DType):
                if not dtype.is_floating_point:
                    raise TypeError(
                        "nn.Module.to only accepts floating point or complex dtypes, but got "
                        f"desired dtype={dtype}"
                    )
                self._converted(dtype)
            elif not isinstance(value, bool) and value is not None and str(value) != "cpu":
                raise RuntimeError(f"the engine computes on the cpu only, not on '{value}'")
        return self

    def cpu(self) -> Self:
        """The module itself: it is there already."""
        return self

    def type(self, dst_type: DType) -> Self:
        """Convert all parameters and buffers to a dtype."""
        return self._apply(lambda tensor: tensor.type(dst_type))

    def float(self) -> Self:
        """Convert floating-point parameters and buffers to float32."""
        return self._converted(float32)

    def double(self) -> Self:
        """Convert floating-point parameters and buffers to float64."""
        return self._converted(float64)

    def half(self) -> Self:
        """Convert floating-point parameters and buffers to float16."""
        return self._converted(float16)

    # ---- saving ----------------------------------------------------------------------------

    def state_dict(
        self, *, destination: Any = None, prefix: str = "", keep_vars: bool = False
    ) -> Any:
        """All parameters and persistent buffers by dotted name, detached unless ``keep_vars``."""
        return state.state_dict(self, destination, prefix, keep_vars)

    def load_state_dict(
        self, state_dict: Mapping[str, Any], strict: bool = True, assign: bool = False
    ) -> Any:
        """Copy (or with ``assign`` take) values by name; returns missing and unexpected keys.

        Raises RuntimeError for other shapes and, if ``strict``, for other keys.
        """
        return state.load_state_dict(self, state_dict, strict, assign)

    # ---- printing --------------------------------------------------------------------------

    def _get_name(self) -> str:
        return type(self).__name__

    def extra_repr(self) -> str:
        """What stands in the parentheses, before the submodules."""
        return ""

    def __repr__(self) -> str:
        extra = self.extra_repr()
        lines = extra.split("\n") if extra else []
        lines += [f"({name}): {indented(repr(below), 2)}" for name, below in self._modules.items()]
        inside = "\n  " + "\n  ".join(lines) + "\n" if lines else ""
        if len(lines) == 1 and extra and not self._modules:
            inside = extra
        return f"{self._get_name()}({inside})"


def clear_grad(tensor: Tensor, set_to_none: bool) -> None:
    """Set the ``.grad`` of a leaf to None, or its elements to 0."""
    grad = tensor._grad
    if grad is None or set_to_none:
        tensor._grad = None
        return
    if grad.grad_fn is not None:
        grad.detach_()
    else:
        grad.requires_grad_(False)
    grad.zero_()


def _misfit(value: object, role: str, name: str, wanted: str) -> TypeError:
    return TypeError(
        f"cannot assign '{typename(value)}' as {role} '{name}' ({wanted} or None expected)"
    )
