"""Tensors from nothing: leaves, with the recipe that makes them."""

from __future__ import annotations

import ast
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from autograd_core.graph.coding.texts import EXACT, creation, is_float32
from autograd_core.graph.expression import FILLING
from autograd_core.graph.literals import literal_text
from autograd_core.graph.tracing.core import Core
from autograd_core.graph.tracing.things import Seeded
from autograd_core.graph.tracing.values import Ref as Ref
from autograd_core.graph.tracing.values import Refused, Val, literal, names_read, refs_in, said
from autograd_core.graph.vocabulary import RANDOM
from autograd_core.ops.spec import OpSpec
from autograd_core.tensor import Tensor


class Leaves(Core):
    """Makes leaves."""

    @abstractmethod
    def result(self, outcome: Any) -> Val:
        """Defined further up."""

    @abstractmethod
    def operate_method(
        self, owner: Val, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        """Defined further up."""

    def created(
        self,
        spec: OpSpec,
        inputs: Sequence[Any],
        params: dict[str, Any],
        args: Sequence[Val],
        named: Mapping[str, Val],
        seeded: Val | None,
    ) -> Val:
        """A tensor from nothing: a leaf."""
        apart = seeded.value if seeded is not None and isinstance(seeded.value, Seeded) else None
        with self.notes.hushed():
            generator = None if apart is None else apart.generator
            tensor = self.notes.operate(spec, inputs, params, {}, None, generator)
        if apart is not None and spec.name in RANDOM and not apart.fresh:
            return Val(tensor, self.notes.leaf(tensor))  # what was drawn before is not written down
        random = spec.name in RANDOM
        self.notes.drawn |= random and apart is None
        keywords = {k: v for k, v in named.items() if k not in ("requires_grad", "device")}
        dtype = keywords.get("dtype")
        call = self.call_of(ast.Name(spec.functions[0]), [Val(a.value) for a in args], {
            k: Val(v.value) for k, v in keywords.items()
        })
        ref = self.notes.leaf(tensor, call if call is not None else ast.Constant(None))
        run = ref.run
        run.drawn = random and apart is None
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
        if apart is not None and random:
            run.seed, apart.fresh = apart.seed, False
        return Val(tensor, ref)

    def drawn_apart(
        self, spec: OpSpec, inputs: Sequence[Any], params: dict[str, Any], seeded: Seeded
    ) -> Val:
        """What is drawn from a generator of the snippet's own for tensors: written down."""
        seeded.fresh = False
        with self.notes.hushed():
            given = list(inputs)
            if spec.mutates:
                given[0] = Tensor(inputs[0]._array.copy())
            found = self.notes.operate(spec, given, params, {}, None, seeded.generator)
        if not isinstance(found, Tensor):
            raise Refused(f"{spec.name} with a generator cannot be read yet")
        val = Val(found, self.notes.leaf(found))
        if not spec.mutates:
            return val
        return self.operate_method(Val(inputs[0], self.notes.ref(inputs[0])), "copy_", [val], {})

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

    def fusing(
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
        seeded = [run for run in runs if run.seed is not None]
        if seeded and (len(seeded) > 1 or spec.name in RANDOM or any(r.drawn for r in runs)):
            return None  # a leaf draws from one stream
        tail = self.notes.events[-len(runs) :]
        for run in runs:
            plain = run.kind == "leaf" and run.source is not None
            if not plain or run.label or run.needed or run.requires_grad or run not in tail:
                return None
        return _Filled().visit(source)  # type: ignore[no-any-return]

    def fuse(
        self,
        spec: OpSpec,
        inputs: Sequence[Any],
        params: dict[str, Any],
        source: ast.expr,
    ) -> Val:
        count = sum(isinstance(each, Tensor) for each in _flat(inputs))
        before = list(self.notes.events[-count:])
        try:
            with self.notes.hushed():
                tensor = self.notes.operate(spec, inputs, params, {}, None)
        except self.catchable:
            return self.result(self.notes.operate(spec, inputs, params, {}, None))
        del self.notes.events[-len(before) :]
        random = spec.name in RANDOM or any(getattr(run, "drawn", False) for run in before)
        self.notes.drawn |= random
        self.notes._known.pop(id(tensor), None)
        ref = self.notes.leaf(tensor, source)
        ref.run.text = ast.unparse(ast.fix_missing_locations(source))
        ref.run.drawn = random
        seeds = [getattr(run, "seed", None) for run in before]
        ref.run.seed = next((seed for seed in seeds if seed is not None), None)
        ref.run.dtype = "float32" if is_float32(source) else None
        return Val(tensor, ref)


class _Filled(ast.NodeTransformer):
    """Puts the code of leaves in their place."""

    def visit(self, node: ast.AST) -> Any:
        return node.run.source if isinstance(node, Ref) else super().visit(node)


def _flat(inputs: Any) -> Iterator[Any]:
    for each in inputs:
        if isinstance(each, list | tuple):
            yield from _flat(each)
        else:
            yield each


def _plain_tree(val: Val) -> ast.expr | None:
    """The tree of numbers that mean the same everywhere."""
    tree = val.sym
    if tree is None or names_read(tree) or any(refs_in(tree)):
        return literal(val.value)
    return tree
