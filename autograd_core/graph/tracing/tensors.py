"""Operations on tensors: operators, methods, functions, indexing, attributes."""

from __future__ import annotations

import ast
import operator
from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograd_core import dtypes, nn
from autograd_core.graph.expression import FILLING
from autograd_core.graph.tracing import arrays
from autograd_core.graph.tracing.creating import Leaves
from autograd_core.graph.tracing.instances import of_instances
from autograd_core.graph.tracing.lacking import lacking
from autograd_core.graph.tracing.recording import MOST_LISTED, elements
from autograd_core.graph.tracing.things import Generated, Ignored, Instance, Seeded
from autograd_core.graph.tracing.values import Ref, Refused, Val, said
from autograd_core.graph.vocabulary import FUNCTIONS, METHODS, PLAIN_ATTRIBUTES
from autograd_core.ops import binding
from autograd_core.ops.spec import REGISTRY, OpSpec
from autograd_core.tensor import Tensor

_OPS: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("__add__", "__radd__"),
    ast.Sub: ("__sub__", ""),
    ast.Mult: ("__mul__", "__rmul__"),
    ast.Div: ("__truediv__", "__rtruediv__"),
    ast.FloorDiv: ("__floordiv__", ""),
    ast.Mod: ("__mod__", ""),
    ast.Pow: ("__pow__", ""),
    ast.MatMult: ("__matmul__", ""),
    ast.BitAnd: ("__and__", "__rand__"),
    ast.BitOr: ("__or__", "__ror__"),
    ast.BitXor: ("__xor__", "__rxor__"),
    ast.LShift: ("__lshift__", ""),
    ast.RShift: ("__rshift__", ""),
}
_SIGNS = {
    ast.Sub: "-", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**", ast.MatMult: "@",
    ast.LShift: "<<", ast.RShift: ">>",
}  # fmt: skip
_COMPARE: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Eq: ("eq", "eq"),
    ast.NotEq: ("ne", "ne"),
    ast.Lt: ("lt", "gt"),
    ast.LtE: ("le", "ge"),
    ast.Gt: ("gt", "lt"),
    ast.GtE: ("ge", "le"),
}
_PLAIN: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.BitAnd: operator.and_,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
}
_SAYABLE = ast.Add | ast.Sub | ast.Mult | ast.Div | ast.FloorDiv | ast.Mod | ast.Pow | ast.MatMult
_NUMBERS = (bool, int, float)


class Tensors(Leaves):
    """Executes and notes operations."""

    def operate(
        self,
        specs: Sequence[OpSpec],
        args: Sequence[Val],
        kwargs: Mapping[str, Val],
        source: ast.expr | None = None,
    ) -> Val:
        """Calls the first of the definitions that fits."""
        named = dict(kwargs)
        seeded = named.pop("generator", None)
        named.pop("device", None)
        target = named.pop("out", None)
        if target is not None and isinstance(target.value, Tensor):
            found = self.operate(specs, args, named, None)
            return self.operate_method(target, "copy_", [found], {})
        inside = named.pop("inplace", None)
        if inside is not None and inside.value is True:
            return self._in_place_of(specs, args, named)
        values = tuple(arg.value for arg in args)
        keywords = {name: arg.value for name, arg in named.items()}
        spec = binding.choose(list(specs), values, keywords)
        inputs, params = binding.bind(spec, values, keywords)
        if seeded is not None and isinstance(seeded.value, Seeded) and spec.ports:
            return self.drawn_apart(spec, inputs, params, seeded.value)
        if not spec.ports and (self.grad_enabled or self.notes.quiet):
            return self.created(spec, inputs, params, args, named, seeded)
        syms = _trees(spec, params, args, named)
        for port, value in zip(spec.ports, inputs, strict=False):
            same = [arg.sym for arg in (*args, *named.values()) if arg.value is value]
            if port.name not in syms and len(same) == 1 and isinstance(same[0], Ref):
                syms[port.name] = same[0]
        if not spec.ports and source is None:
            source = self.call_of(ast.Name(spec.functions[0]), [Val(a.value) for a in args], {})
        if len(spec.outputs) > 1 or spec.outputs[0].startswith("*"):
            source = None  # an Expression knows the first result alone
        fused = self.fusing(spec, args, named, params, source)
        if fused is not None:
            return self.fuse(spec, inputs, params, fused)
        first = args[0].sym if args else None
        known = isinstance(first, Ref) and (first.run.needed or first.run.kind != "leaf")
        outcome = self.notes.operate(spec, inputs, params, syms, source)
        last = self.notes.last
        if isinstance(outcome, Tensor) and last is not None and (known or not spec.mutates):
            return Val(outcome, Ref(last))
        return self.result(outcome)

    def _in_place_of(
        self, specs: Sequence[OpSpec], args: Sequence[Val], named: Mapping[str, Val]
    ) -> Val:
        """`relu(x, inplace=True)`."""
        written = f"{specs[0].name}_"
        if written not in METHODS_OF and written in REGISTRY:
            return self.operate([REGISTRY[written]], args, named)
        if written not in METHODS_OF:
            raise Refused(f"inplace=True of {specs[0].name} cannot be read yet")
        return self.operate_method(args[0], written, args[1:], named)

    def result(self, outcome: Any) -> Val:
        if isinstance(outcome, Tensor):
            return Val(outcome, self.notes.ref(outcome))
        if isinstance(outcome, tuple):
            return Val(outcome)
        return Val(outcome)

    @abstractmethod
    def call_method(
        self, owner: Val, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        """Defined further up."""

    @abstractmethod
    def write(self, owner: Val, field: str, sign: str, new: Val) -> Val:
        """Defined further up."""

    # Operators

    def binary(self, op: ast.operator, left: Val, right: Val, node: ast.AST) -> Val:
        """`left op right`."""
        a, b = left.value, right.value
        if isinstance(a, str) and isinstance(op, ast.Mod):
            return self.percent(left, right)
        if isinstance(a, Instance) or isinstance(b, Instance):
            return of_instances(self, op, left, right)
        if isinstance(a, Tensor) or isinstance(b, Tensor):
            return self._binary(op, left, right)
        function = _PLAIN.get(type(op))
        if isinstance(a, np.ndarray | np.generic) or isinstance(b, np.ndarray | np.generic):
            if isinstance(op, ast.MatMult):
                function = operator.matmul
            if function not in arrays.OPERATORS:
                raise Refused("this operator cannot be used with arrays here")
            return self.array(arrays.computed(function, a, b))
        if function is None:
            raise TypeError(
                f"unsupported operand type(s): '{type(a).__name__}' and '{type(b).__name__}'"
            )
        kinds = (bool, int, float, str, list, tuple, set)
        if not isinstance(a, kinds) or (not isinstance(b, kinds) and not isinstance(a, str)):
            sign = type(op).__name__
            raise TypeError(
                f"unsupported operand type(s) for {sign}: '{type(a).__name__}' and "
                f"'{type(b).__name__}'"
            )
        if isinstance(a, str) and isinstance(op, ast.Mod):
            return self.percent(left, right)
        self.budget.check_operator(op, a, b)
        self.work(_length(a) // 64 + _length(b) // 64)
        value = function(a, b)
        self.check_size(value)
        return Val(value, self.say_binary(op, left, right) if isinstance(op, _SAYABLE) else None)

    def percent(self, left: Val, right: Val) -> Val:
        raise Refused("% formats cannot be used here")

    def say_binary(self, op: ast.operator, left: Val, right: Val) -> ast.expr | None:
        first, second = said(left), said(right)
        if first is None or second is None:
            return None
        return ast.BinOp(first, op, second)

    def _binary(self, op: ast.operator, left: Val, right: Val) -> Val:
        name, reflected = _OPS.get(type(op), ("", ""))
        source = self.say_binary(op, left, right) if isinstance(op, _SAYABLE) else None
        a, b = left.value, right.value
        for other in (a, b):
            if not isinstance(other, Tensor) and not isinstance(other, _NUMBERS):
                sign = _SIGNS.get(type(op)) or {ast.Add: "+", ast.Mult: "*", ast.Div: "/"}.get(
                    type(op), "?"
                )
                raise TypeError(
                    f"unsupported operand type(s) for {sign}: '{type(a).__name__}' and "
                    f"'{type(b).__name__}'"
                )
        if isinstance(a, Tensor):
            return self.operate(METHODS_OF[name], [left, right], {}, source)
        if isinstance(op, ast.Sub):
            return self.operate([REGISTRY["rsub"]], [right, left], {}, source)
        if isinstance(op, ast.Pow):
            return self.operate([REGISTRY["rpow"]], [right], {"base": left}, source)
        if reflected:
            return self.operate(METHODS_OF[reflected], [right, left], {}, source)
        function = {ast.FloorDiv: "floor_divide", ast.Mod: "remainder"}.get(type(op))
        if function is None:
            raise TypeError(f"unsupported operand type(s): '{type(a).__name__}' and 'Tensor'")
        return self.operate(FUNCTIONS[function], [left, right], {}, source)

    def compare(self, op: ast.cmpop, left: Val, right: Val) -> Val:
        """One comparison of tensors."""
        names = _COMPARE.get(type(op))
        if names is None:
            raise Refused("tensors cannot be compared in this way")
        first, second = said(left), said(right)
        source = None
        if first is not None and second is not None:
            source = ast.Compare(first, [op], [second])
        if isinstance(left.value, Tensor):
            return self.operate([REGISTRY[names[0]]], [left, right], {}, source)
        return self.operate([REGISTRY[names[1]]], [right, left], {}, source)

    def unary(self, op: ast.unaryop, val: Val) -> Val:
        source = None if val.sym is None else ast.UnaryOp(op, val.sym)
        if isinstance(op, ast.USub):
            return self.operate([REGISTRY["neg"]], [val], {}, source)
        if isinstance(op, ast.UAdd):
            return val
        return self.operate(FUNCTIONS["bitwise_not"], [val], {}, source)

    # Methods

    def operate_method(
        self, owner: Val, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        """A method of a tensor that is an operation."""
        specs = METHODS_OF.get(name)
        if specs is None:
            raise lacking(owner.value, name)
        source = None
        tree = said(owner)
        written = name.endswith("_") and name not in FILLING
        if tree is not None and not name.startswith("__") and not written:
            source = self.call_of(ast.Attribute(tree, name, ast.Load()), args, kwargs)
        run = owner.sym.run if isinstance(owner.sym, Ref) else None
        made = run is not None and run.kind == "leaf" and not run.needed
        val = self.operate(specs, [owner, *args], kwargs, source)
        last = self.notes.last
        if val.value is owner.value and not made and last is not None and last.spec is not None:
            return Val(val.value, Ref(last))
        return val

    # Indexing

    def item(self, owner: Val, index: Val) -> Val:
        """`owner[index]`."""
        value = owner.value
        if isinstance(value, Tensor):
            tree, place = said(owner), said(index)
            source = None if tree is None or place is None else ast.Subscript(tree, place)
            return self.operate([REGISTRY["getitem"]], [owner], {"index": index}, source)
        if isinstance(value, dict):
            return self._looked_up(value, _hashable(index.value))
        if isinstance(value, Ignored):
            return owner
        if isinstance(value, np.ndarray):
            if elements(index.value) > MOST_LISTED:
                raise Refused(f"more than {MOST_LISTED} elements in an index")
            return self.array(arrays.checked(value[index.value]))
        if isinstance(value, Instance) and value.kind.find("__getitem__") is not None:
            return self.call_method(owner, "__getitem__", [index], {})
        if isinstance(value, nn.Sequential | nn.ModuleList | nn.ModuleDict):
            return Val(value[index.value])
        if isinstance(value, nn.ParameterList | nn.ParameterDict):
            held = value[index.value]
            return Val(held, self.notes.ref(held) if isinstance(held, Tensor) else None)
        if isinstance(value, Generated):
            raise TypeError("'generator' object is not subscriptable")
        if not isinstance(value, list | tuple | str | range):
            raise TypeError(f"'{type(value).__name__}' object is not subscriptable")
        found = value[index.value]
        tree, place = owner.sym, said(index)
        if isinstance(found, Tensor):
            return Val(found, self.notes.ref(found))
        if isinstance(tree, ast.List | ast.Tuple) and isinstance(index.value, int):
            inner = tree.elts[index.value] if len(tree.elts) == len(value) else None
            return Val(found, inner)
        source = None if tree is None or place is None else ast.Subscript(tree, place)
        return Val(found, source)

    @abstractmethod
    def put_option(self, group: dict[Any, Any], key: Any, val: Val) -> bool:
        """Defined further up."""

    def _looked_up(self, known: dict[Any, Any], key: Any) -> Val:
        factory = getattr(known, "factory", None)
        if factory is not None and key not in known:
            known[key] = self.call(factory, [], {}).value
        found = known[key]
        return Val(found, self.notes.ref(found) if isinstance(found, Tensor) else None)

    @abstractmethod
    def call(self, function: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        """Defined further up."""

    def put_item(self, owner: Val, index: Val, new: Val) -> None:
        """`owner[index] = new`."""
        value = owner.value
        if isinstance(value, Tensor):
            whole = index.value is ... and (value.is_leaf or not self.records(value, new.value))
            if whole and _dims(new.value) <= value.ndim:
                self.write(owner, "value", "=", new)
            else:
                self.operate([REGISTRY["setitem"]], [owner, new], {"index": index})
        elif isinstance(value, dict):
            if self.put_option(value, index.value, new):
                return
            value[_hashable(index.value)] = new.value
            self.check_size(value)
        elif isinstance(value, list | nn.Sequential | nn.ModuleList | nn.ModuleDict):
            value[index.value] = new.value
        elif isinstance(value, np.ndarray):
            self.array(arrays.put(value, index.value, new.value))
        else:
            raise TypeError(f"'{type(value).__name__}' object does not support item assignment")

    def rows(self, val: Val) -> Iterator[Val]:
        """Iteration over a tensor: `unbind`."""
        outcome = self.operate(METHODS["unbind"], [val], {})
        for tensor in outcome.value:
            yield Val(tensor, self.notes.ref(tensor))

    # Attributes

    def tensor_attribute(self, owner: Val, name: str) -> Val | None:
        """An attribute that is no method."""
        tensor: Tensor = owner.value
        ref = owner.sym if isinstance(owner.sym, Ref) else self.notes.ref(tensor)
        source = ast.Attribute(ref, name, ast.Load())
        if name == "grad":
            grad = tensor._grad
            return Val(None, source) if grad is None else Val(grad, self.notes.note_grad(ref, grad))
        if name == "data":
            data = tensor.data
            return Val(data, self.notes.note_data(ref, data))
        if name in ("T", "mT", "H", "mH"):
            return self.operate([REGISTRY[name]], [owner], {}, source)
        if name in PLAIN_ATTRIBUTES:
            return Val(getattr(tensor, name), source)
        if name in ("itemsize", "nbytes", "layout", "output_nr"):
            return Val(getattr(tensor, name))
        return None


METHODS_OF: dict[str, list[OpSpec]] = {}
for _spec in REGISTRY.values():
    for _name in _spec.methods:
        METHODS_OF.setdefault(_name, []).append(_spec)


def _trees(
    spec: OpSpec, params: Mapping[str, Any], args: Sequence[Val], named: Mapping[str, Val]
) -> dict[str, ast.expr]:
    """The trees of operands and parameters by name."""
    found: dict[str, ast.expr] = {}
    order = [port.name for port in spec.ports]
    order += [param.name for param in spec.params if not param.keyword_only]
    spread = bool(spec.params) and spec.params[0].varargs and len(args) > len(spec.ports) + 1
    if spread:
        rest = [said(arg) for arg in args[len(spec.ports) :]]
        if all(tree is not None for tree in rest):
            found[spec.params[0].name] = ast.Tuple([tree for tree in rest if tree is not None])
        args = args[: len(spec.ports)]
    if spec.arguments is None:
        for name, arg in zip(order, args, strict=False):
            tree = said(arg)
            if tree is not None:
                found[name] = tree
        keywords = {port.keyword: port.name for port in spec.ports}
        aliases = spec.aliases()
        for name, arg in named.items():
            tree = said(arg)
            if tree is not None:
                found[keywords.get(name, aliases.get(name, name))] = tree
    for name, value in params.items():
        if name not in found:
            same = [arg for arg in (*args, *named.values()) if arg.value is value]
            if len(same) == 1 and same[0].sym is not None:
                found[name] = same[0].sym
    return found


def _dims(value: Any) -> int:
    return value.ndim if isinstance(value, Tensor) else 0


def _length(value: Any) -> int:
    return len(value) if isinstance(value, str | list | tuple) else 0


def _hashable(value: Any) -> Any:
    if isinstance(value, bool | int | float | str | dtypes.DType) or value is None:
        return value
    if isinstance(value, tuple) and all(isinstance(item, int | str | float) for item in value):
        return value
    raise Refused("only numbers and texts can be keys here")
