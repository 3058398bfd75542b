"""Modules of the snippet, and what one may ask of any module."""

from __future__ import annotations

import ast
from collections import OrderedDict
from collections.abc import Mapping, Sequence

from autograd_core import nn
from autograd_core.graph.actions import Assign
from autograd_core.graph.tracing.lacking import lacking
from autograd_core.graph.tracing.layers import Layers
from autograd_core.graph.tracing.things import Class, Function, Generated, Method, UserModule
from autograd_core.graph.tracing.values import Refused, Text, Val
from autograd_core.nn import Module
from autograd_core.tensor import Tensor

MODULE_METHODS = frozenset(
    "parameters named_parameters children modules named_children train eval to cpu zero_grad "
    "forward append keys values items requires_grad_ add_module register_parameter "
    "register_buffer state_dict apply load_state_dict buffers named_buffers named_modules "
    "get_parameter flatten_parameters float double half extend insert update".split()
)


class Modules(Layers):
    """Makes modules of the snippet's classes, and calls methods of modules."""

    def make_module(self, kind: Class, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        assert kind.made is not None
        module = kind.made()
        module.__dict__["_snippet_class"] = kind
        start = kind.find("__init__")
        if start is not None and isinstance(start.value, Function):
            self.call(start, [Val(module), *args], kwargs)
        elif args or kwargs:
            raise TypeError(f"{kind.name}() takes no arguments")
        return Val(module)

    def module_attribute(self, owner: Val, name: str) -> Val:
        module: Module = owner.value
        if isinstance(module, UserModule):
            found = module._snippet_class.find(name)
            if found is not None:
                if isinstance(found.value, Function) and found.value.computed:
                    return self.call(found, [owner], {})
                if isinstance(found.value, Function):
                    holder = Val(module._snippet_class) if found.value.of_class else owner
                    return Val(Method(holder, name, found.value))
                return found
        if name.startswith("_") and not (isinstance(module, UserModule) or self.foreign):
            raise Refused(f"'{name}' cannot be read here")
        if name in module.__dict__ or name in (
            *module._parameters, *module._buffers, *module._modules
        ):  # fmt: skip
            value = getattr(module, name)
            if name == "num_batches_tracked" and isinstance(value, Tensor):
                self._note_count(value)
            return Val(value, self.notes.ref(value) if isinstance(value, Tensor) else None)
        if name in MODULE_METHODS:
            return Val(Method(owner, name))
        raise lacking(module, name)

    def module_method(
        self, module: Module, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        values = [arg.value for arg in args]
        if name in ("parameters", "named_parameters", "children", "modules", "named_children"):
            return Val(Generated(getattr(module, name)(*values)))
        if name in ("train", "eval", "to", "cpu"):
            if name in ("train", "eval"):
                getattr(module, name)(*values)
            return Val(module)
        if name == "zero_grad":
            self.zero_grad([Val(p) for p in module.parameters()], True)
            return Val(None)
        if name == "flatten_parameters":
            return Val(None)
        if name == "forward":
            return self.call_module(module, args, kwargs)
        if name in ("append", "extend", "insert") and isinstance(
            module, nn.Sequential | nn.ModuleList | nn.ParameterList
        ):
            getattr(module, name)(*values)
            return Val(module)
        if name == "update" and isinstance(module, nn.ModuleDict | nn.ParameterDict):
            module.update(values[0])
            return Val(None)
        if name in ("keys", "values", "items") and isinstance(
            module, nn.ModuleDict | nn.ParameterDict
        ):
            return Val(list(getattr(module, name)()))
        if name == "requires_grad_":
            for param in module.parameters():
                self.set_requires_grad(Val(param), bool(values[0]) if values else True)
            return Val(module)
        if name in ("add_module", "register_parameter", "register_buffer"):
            getattr(module, name)(*values)
            for value in values[1:]:
                if isinstance(value, Tensor):
                    self.labelled(str(values[0]), Val(value))
            return Val(None)
        if name == "apply":
            for each in module.children():
                self.module_method(each, "apply", args, {})
            self.call(args[0], [Val(module)], {})
            return Val(module)
        if name == "state_dict":
            return Val(self._state(module))
        if name == "load_state_dict":
            return self._load_state(module, values[0])
        if name in ("buffers", "named_buffers", "named_modules"):
            return Val(Generated(getattr(module, name)(*values)))
        if name in ("float", "double", "half"):
            raise Refused(f"{name} of a module cannot be read yet")
        if name == "get_parameter":
            found = module.get_parameter(*values)
            return Val(found, self.notes.ref(found))
        raise Refused(f"{name} of a module cannot be read yet")

    def _note_count(self, count: Tensor) -> None:
        """Notes how many batches there were: not at each batch, which nobody wants to see."""
        tree = ast.Constant(int(count.item()))
        self.notes.act(Assign, node=self.notes.ref(count), expression=Text(tree), field="data")

    def _state(self, module: Module) -> OrderedDict[str, Tensor]:
        found: OrderedDict[str, Tensor] = OrderedDict()
        known = dict([*module.named_parameters(), *module.named_buffers()])
        for name in module.state_dict():
            if name.endswith("num_batches_tracked"):
                self._note_count(known[name])
            data = self.tensor_attribute(Val(known[name], self.notes.ref(known[name])), "data")
            assert data is not None
            found[name] = data.value
        return found

    def _load_state(self, module: Module, state: object) -> Val:
        if not isinstance(state, dict):
            raise TypeError(f"Expected state_dict to be dict-like, got {type(state)}.")
        known = dict([*module.named_parameters(), *module.named_buffers()])
        missing = [name for name in known if name not in state]
        if missing or any(name not in known for name in state):
            raise Refused("a state_dict that does not fit cannot be read yet")
        for name, tensor in known.items():
            new = Val(state[name], self.notes.ref(state[name]))
            self.write(Val(tensor, self.notes.ref(tensor)), "data", "=", new)
        return Val("<All keys matched successfully>")
