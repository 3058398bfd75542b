"""Operations on tensors: operators, methods, functions, indexing, attributes."""

from __future__ import annotations

import ast
import operator
from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograd_core import dtypes, nn
from autograd_core.graph.coding.texts import EXACT, creation, is_float32
from autograd_core.graph.expression import FILLING
from autograd_core.graph.literals import literal_text
from autograd_core.graph.tracing import arrays
from autograd_core.graph.tracing.core import Core
from autograd_core.graph.tracing.recording import MOST_LISTED, elements
from autograd_core.graph.tracing.things import Instance, Seeded
from autograd_core.graph.tracing.values import Ref, Refused, Val, literal, names_read, refs_in, said
from autograd_core.graph.vocabulary import FUNCTIONS, METHODS, PLAIN_ATTRIBUTES, RANDOM
from autograd_core.ops import binding
from autograd_core.ops.spec import REGISTRY, OpSpec
from autograd_core.random import Generator
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


class Tensors(Core):
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
        named.pop("inplace", None)
        values = tuple(arg.value for arg in args)
        keywords = {name: arg.value for name, arg in named.items()}
        spec = binding.choose(list(specs), values, keywords)
        inputs, params = binding.bind(spec, values, keywords)
        if not spec.ports and (self.grad_enabled or self.notes.quiet):
            return self._created(spec, inputs, params, args, named, seeded)
        syms = _trees(spec, params, args, named)
        if not spec.ports and source is None:
            source = self.call_of(ast.Name(spec.functions[0]), [Val(a.value) for a in args], {})
        if len(spec.outputs) > 1 or spec.outputs[0].startswith("*"):
            source = None  # an Expression knows the first result alone
        fused = self._fusing(spec, args, named, params, source)
        generator = _generator(seeded)
        if fused is not None:
            return self._fuse(spec, inputs, params, fused, generator)
        outcome = self.notes.operate(spec, inputs, params, syms, source, generator)
        last = self.notes.last
        if isinstance(outcome, Tensor) and last is not None and not spec.mutates:
            return Val(outcome, Ref(last))
        return self.result(outcome)

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

    # Leaves

    def _created(
        self,
        spec: OpSpec,
        inputs: Sequence[Any],
        params: dict[str, Any],
        args: Sequence[Val],
        named: Mapping[str, Val],
        seeded: Val | None,
    ) -> Val:
        """A tensor from nothing: a leaf."""
        with self.notes.hushed():
            tensor = self.notes.operate(spec, inputs, params, {}, None, _generator(seeded))
        random = spec.name in RANDOM
        self.notes.drawn |= random
        keywords = {k: v for k, v in named.items() if k not in ("requires_grad", "device")}
        dtype = keywords.get("dtype")
        call = self.call_of(ast.Name(spec.functions[0]), [Val(a.value) for a in args], {
            k: Val(v.value) for k, v in keywords.items()
        })
        ref = self.notes.leaf(tensor, call if call is not None else ast.Constant(None))
        run = ref.run
        run.drawn = random and seeded is None
        said_dtype = str(tensor.dtype).removeprefix("torch.")
        if spec.name in ("tensor", "scalar_tensor") or call is None:
            data = _plain_tree(args[0]) if args and spec.name == "tensor" else None
            run.text = literal_text(tensor._array) if data is None else ast.unparse(data)
            run.dtype = said_dtype
            if call is None:
                run.source = ast.Call(ast.Name("tensor"), [ast.parse(run.text, mode="eval").body], [
                    ast.keyword("dtype", ast.Name("bool_" if said_dtype == "bool" else said_dtype))
                ])
        elif dtype is not None and dtype.value is not None and spec.name in EXACT:
            del keywords["dtype"]
            short = self.call_of(ast.Name(spec.functions[0]), [Val(a.value) for a in args], {
                k: Val(v.value) for k, v in keywords.items()
            })
            run.text = ast.unparse(short) if short is not None else ""
            run.dtype = said_dtype
        else:
            run.text = ast.unparse(call)
            run.dtype = "float32" if is_float32(call) else None
        if isinstance(getattr(seeded, "value", None), Seeded):
            run.seed = seeded.value.seed  # type: ignore[union-attr]
            run.source = None
        return Val(tensor, ref)

    def call_of(
        self, function: ast.expr, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> ast.Call | None:
        """The tree of a call; None where an argument cannot be said."""
        trees = [said(arg) for arg in args]
        keywords = {name: said(arg) for name, arg in kwargs.items()}
        if any(t is None for t in trees) or any(t is None for t in keywords.values()):
            return None
        return ast.Call(
            function,
            [t for t in trees if t is not None],
            [ast.keyword(name, t) for name, t in keywords.items() if t is not None],
        )

    def _fusing(
        self,
        spec: OpSpec,
        args: Sequence[Val],
        named: Mapping[str, Val],
        params: Mapping[str, Any],
        source: ast.expr | None,
    ) -> ast.expr | None:
        """The code of the whole, if all of its tensors are leaves that were just made for it."""
        if source is None or names_read(source) or params.get("requires_grad") or self.notes.quiet:
            return None
        if (spec.mutates and spec.name not in FILLING) or len(spec.outputs) > 1:
            return None
        if spec.outputs[0].startswith("*"):
            return None
        runs = [ref.run for ref in refs_in(source)]
        if not runs or len(set(runs)) != len(runs):
            return None
        if spec.mutates and creation(runs[0].source or ast.Constant(None)) != "empty":
            return None
        tail = self.notes.events[-len(runs) :]
        for run in runs:
            plain = run.kind == "leaf" and run.source is not None and run.seed is None
            if not plain or run.label or run.needed or run.requires_grad or run not in tail:
                return None
        return _Filled().visit(source)  # type: ignore[no-any-return]

    def _fuse(
        self,
        spec: OpSpec,
        inputs: Sequence[Any],
        params: dict[str, Any],
        source: ast.expr,
        generator: Generator | None,
    ) -> Val:
        count = sum(isinstance(each, Tensor) for each in _flat(inputs))
        before = list(self.notes.events[-count:])
        try:
            with self.notes.hushed():
                tensor = self.notes.operate(spec, inputs, params, {}, None, generator)
        except self.catchable:
            return self.result(self.notes.operate(spec, inputs, params, {}, None, generator))
        del self.notes.events[-len(before) :]
        random = spec.name in RANDOM or any(getattr(run, "drawn", False) for run in before)
        self.notes.drawn |= random
        self.notes._known.pop(id(tensor), None)
        ref = self.notes.leaf(tensor, source)
        ref.run.text = ast.unparse(ast.fix_missing_locations(source))
        ref.run.drawn = random
        ref.run.dtype = "float32" if is_float32(source) else None
        return Val(tensor, ref)

    # Operators

    def binary(self, op: ast.operator, left: Val, right: Val, node: ast.AST) -> Val:
        """`left op right`."""
        a, b = left.value, right.value
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
            raise AttributeError(f"'Tensor' object has no attribute '{name}'")
        source = None
        tree = said(owner)
        written = name.endswith("_") and name not in FILLING
        if tree is not None and not name.startswith("__") and not written:
            source = self.call_of(ast.Attribute(tree, name, ast.Load()), args, kwargs)
        val = self.operate(specs, [owner, *args], kwargs, source)
        last = self.notes.last
        run = val.sym.run if isinstance(val.sym, Ref) else None
        made = run is not None and run.kind == "leaf" and not run.label
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
            return Val(value[_hashable(index.value)])
        if isinstance(value, np.ndarray):
            if elements(index.value) > MOST_LISTED:
                raise Refused(f"more than {MOST_LISTED} elements in an index")
            return self.array(arrays.checked(value[index.value]))
        if isinstance(value, Instance) and value.kind.find("__getitem__") is not None:
            return self.call_method(owner, "__getitem__", [index], {})
        if isinstance(value, nn.Sequential | nn.ModuleList | nn.ModuleDict):
            return Val(value[index.value])
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
            value[_hashable(index.value)] = new.value
            self.check_size(value)
        elif isinstance(value, list):
            value[index.value] = new.value
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
        if name in ("T", "mT"):
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


class _Filled(ast.NodeTransformer):
    """Puts the code of leaves in their place."""

    def visit(self, node: ast.AST) -> Any:
        return node.run.source if isinstance(node, Ref) else super().visit(node)


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


def _plain_tree(val: Val) -> ast.expr | None:
    """The tree of numbers that mean the same everywhere."""
    tree = val.sym
    if tree is None or names_read(tree) or any(refs_in(tree)):
        return literal(val.value)
    return tree


def _generator(seeded: Val | None) -> Generator | None:
    if seeded is None or not isinstance(seeded.value, Seeded):
        return None
    generator = Generator()
    generator.manual_seed(seeded.value.seed or 0)
    return generator


def _flat(inputs: Any) -> Iterator[Any]:
    for each in inputs:
        if isinstance(each, list | tuple):
            yield from _flat(each)
        else:
            yield each


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
