"""Methods of tensors: operations, and what else one may ask of a tensor."""

from __future__ import annotations

import ast
from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from autograd_core import dtypes
from autograd_core.graph.tracing import arrays
from autograd_core.graph.tracing.library import Library
from autograd_core.graph.tracing.values import Ref, Refused, Val, said
from autograd_core.graph.vocabulary import FUNCTIONS, PLAIN_METHODS
from autograd_core.tensor import Tensor

_SIGNS = {"add_": "+=", "sub_": "-=", "mul_": "*=", "div_": "/=", "copy_": "="}
_ASKED = PLAIN_METHODS - {"detach"} | {"stride", "is_contiguous", "storage_offset"}


class Methods(Library):
    """Calls methods of tensors."""

    def tensor_method(
        self, owner: Val, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        special: Callable[..., Val] | None = getattr(self, "method_" + name, None)
        if special is not None:
            return special(owner, args, kwargs)
        if name.startswith("__"):
            raise Refused(f"'{name}' cannot be used here")
        if name.endswith("_"):
            base = owner.sym.run if isinstance(owner.sym, Ref) else None
            kind = "" if base is None else base.kind
            if kind == "data" or (base is not None and kind == "grad" and not base.label):
                return self._write_part(owner, name, args, kwargs)
            return self._in_place(owner, name, args, kwargs)
        if name in _ASKED:
            values = [arg.value for arg in args]
            found = getattr(owner.value, name)(*values, **{k: v.value for k, v in kwargs.items()})
            tree = said(owner)
            source = None
            if name in PLAIN_METHODS and tree is not None:
                source = self.call_of(ast.Attribute(tree, name, ast.Load()), args, kwargs)
            return Val(found, source)
        return self.operate_method(owner, name, args, kwargs)

    def _in_place(
        self, owner: Val, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        """A method that writes: an Assign where a parameter is updated without a record."""
        sign = _SIGNS.get(name)
        tensor: Tensor = owner.value
        tracked = tensor.requires_grad and tensor.is_leaf
        update = not self.grad_enabled and tracked
        if name == "copy_" and len(args) == 1:
            update = tracked or not self.records(tensor, args[0].value)
        fits = len(args) == 1 and not set(kwargs) - {"alpha"}
        if sign and update and fits and self._is_computed(args[0]):
            new = args[0]
            if "alpha" in kwargs:
                new = self.binary(ast.Mult(), kwargs["alpha"], new, ast.Mult())
            return self.write(owner, "value", sign, new)
        return self.operate_method(owner, name, args, kwargs)

    def _is_computed(self, val: Val) -> bool:
        """Whether a value stands where it is used, and has no name."""
        if not isinstance(val.sym, Ref):
            return not isinstance(val.sym, ast.Constant | ast.UnaryOp)
        return not val.sym.run.needed

    @abstractmethod
    def write(self, owner: Val, field: str, sign: str, new: Val) -> Val:
        """Defined further up."""

    def _write_part(
        self, owner: Val, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        """`x.grad.zero_()`, `x.data.mul_(2)`: what is written in place through a part of x."""
        assert isinstance(owner.sym, Ref)
        run = owner.sym.run
        kind = run.kind
        base = next(iter(run.refs()))
        if kind == "data" and base.run.kind == "grad" and not base.run.label:
            kind, base = "grad", next(iter(base.run.refs()))  # x.grad.data
        whole = self.value_of(base, owner, kind)
        if whole is None:
            return self._in_place(owner, name, args, kwargs)
        target = Val(whole, base)
        if name == "zero_" and kind == "grad":
            self.notes.take_back()
            self.zero_grad([target], set_to_none=False)
            return owner
        if name == "requires_grad_":
            raise Refused("requires_grad_ of .data or .grad cannot be read")
        sign = _SIGNS.get(name)
        if sign and len(args) == 1 and not set(kwargs) - {"alpha"}:
            new = args[0]
            if "alpha" in kwargs:
                new = self.binary(ast.Mult(), kwargs["alpha"], new, ast.Mult())
            self.write(target, kind, sign, new)
            return owner
        if name in ("uniform_", "normal_") and kind == "data":
            self.notes.take_back()
            made = self.operate(FUNCTIONS["empty"], [Val(tuple(whole.shape))], {})
            self.write(target, kind, "=", self.operate_method(made, name, args, kwargs))
            return owner
        if name == "zero_":
            self.write(target, kind, "*=", Val(0))
            return owner
        plain = "full_like" if name == "fill_" else name[:-1]
        if plain == "full_like":
            new = self.operate(FUNCTIONS[plain], [owner, *args], kwargs, self.function_source(
                plain, [owner, *args], kwargs
            ))
        else:
            new = self.operate_method(owner, plain, args, kwargs)
        self.write(target, kind, "=", new)
        return owner

    def value_of(self, base: Ref, owner: Val, kind: str) -> Tensor | None:
        """The tensor whose part is written."""
        for reference, ref in list(self.notes._known.values()):
            tensor = reference()
            if tensor is None or ref.run is not base.run:
                continue
            if kind == "grad" and tensor._grad is not None:
                return tensor
            if kind == "data" and np.shares_memory(tensor._array, owner.value._array):
                return tensor
        return None

    def method_backward(self, owner: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self.backward(owner, args, kwargs)

    def method_requires_grad_(
        self, owner: Val, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        given = args[0] if args else kwargs.get("requires_grad")
        self.set_requires_grad(owner, True if given is None else self.truth(given))
        return owner

    def method_register_hook(
        self, owner: Val, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        return self.register_hook(owner, args[0])

    def method_retain_grad(self, owner: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self.retain_grad(owner)

    def method_numpy(self, owner: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(arrays.shared(owner.value.numpy().copy()))

    def _same(self, owner: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return owner

    method_cpu = method_cuda = _same

    def method_to(self, owner: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        kept = [arg for arg in args if isinstance(arg.value, dtypes.DType | Tensor)]
        named = {key: val for key, val in kwargs.items() if key == "dtype"}
        if not kept and not named:
            return owner
        if kept and isinstance(kept[0].value, Tensor):
            kept = [Val(kept[0].value.dtype)]
        return self.operate_method(owner, "to", kept, named)

    def method_type(self, owner: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        if not args:
            return Val(owner.value.dtype.tensor_type)
        return self.operate_method(owner, "to", args, {})

    def method_is_floating_point(
        self, owner: Val, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        return Val(owner.value.dtype.is_floating_point)

    def method_where(self, owner: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        given = [args[0], owner, *args[1:]]
        return self.operate(FUNCTIONS["where"], given, {}, self.function_source("where", given, {}))

    def method_type_as(self, owner: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self.operate_method(owner, "to", [Val(args[0].value.dtype)], {})

    def _cast(self, owner: Val, name: str) -> Val:
        return self.operate_method(owner, "to", [Val(vars(dtypes)[name])], {})

    def method_float(self, owner: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self._cast(owner, "float32")

    def method_double(self, owner: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self._cast(owner, "float64")

    def method_long(self, owner: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self._cast(owner, "int64")

    def method_int(self, owner: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self._cast(owner, "int32")

    def method_bool(self, owner: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self._cast(owner, "bool_")

    def method_half(self, owner: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self._cast(owner, "float16")

    def method_nelement(self, owner: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(owner.value.numel())

    def method_data_ptr(self, owner: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(owner.value.data_ptr())

    def method_equal(self, owner: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(owner.value.equal(args[0].value))
