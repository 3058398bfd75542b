"""Backward, autograd.grad, Jacobians, hooks and optimizers."""

from __future__ import annotations

import ast
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

import autograd_core as torch
from autograd_core.graph.actions import (
    Backward,
    Hook,
    Jacobian,
    RemoveHook,
    RetainGrad,
)
from autograd_core.graph.tracing.failing import as_written
from autograd_core.graph.tracing.tensors import Tensors
from autograd_core.graph.tracing.things import Handle
from autograd_core.graph.tracing.values import Ref, Refused, Text, Val, said
from autograd_core.tensor import Tensor

MOST_ROWS = 2000


class Derivatives(Tensors):
    """What asks the engine for gradients."""

    @abstractmethod
    def call(self, function: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        """Defined further up."""

    def ref_of(self, val: Val) -> Ref:
        return val.sym if isinstance(val.sym, Ref) else self.notes.ref(val.value)

    def _gradient(self, val: Val | None, root: Tensor) -> tuple[Tensor | None, dict[str, Any]]:
        if val is None or val.value is None:
            return None, {}
        tree = self.as_numbers(said(val), val.value, root)
        if isinstance(val.value, Tensor) and self.notes.quiet:
            return val.value, {}
        if not isinstance(val.value, Tensor) or tree is None:
            raise Refused("the gradient must be a tensor")
        return val.value, {"gradient": Text(tree)}

    @abstractmethod
    def as_numbers(self, tree: ast.expr | None, value: object, tensor: Tensor) -> ast.expr | None:
        """Defined further up."""

    def _refs_of(self, listed: Val, tensors: Sequence[Tensor]) -> tuple[Ref, ...]:
        """What a list of tensors names: by its code, as two names may be one tensor."""
        trees = listed.sym.elts if isinstance(listed.sym, ast.List | ast.Tuple) else [listed.sym]
        known = trees if len(trees) == len(tensors) else [None] * len(tensors)
        return tuple(self.ref_of(Val(t, tree)) for t, tree in zip(tensors, known, strict=True))

    # Backward

    def backward(self, owner: Val, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        order = ("gradient", "retain_graph", "create_graph", "inputs")
        given = _named("backward", order, args, kwargs)
        gradient, fields = self._gradient(given.get("gradient"), owner.value)
        create = bool(_plain(given, "create_graph", False))
        retain = bool(_plain(given, "retain_graph", create))
        asked = bool(_plain(given, "retain_graph", False))
        inputs = given.get("inputs")
        tensors: list[Tensor] | None = None
        if inputs is not None and inputs.value is not None:
            listed = inputs.value if isinstance(inputs.value, list | tuple) else [inputs.value]
            tensors = list(listed)
            fields["inputs"] = self._refs_of(inputs, tensors)
        root = self.ref_of(owner)
        self.notes.act(
            Backward, root=root, retain_graph=asked, create_graph=create, **fields
        )
        owner.value.backward(
            gradient, retain_graph=retain or create, create_graph=create, inputs=tensors
        )
        return Val(None)

    def grad(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        """`torch.autograd.grad`."""
        order = (
            "outputs", "inputs", "grad_outputs", "retain_graph", "create_graph", "only_inputs",
            "allow_unused",
        )  # fmt: skip
        given = _named("grad", order, args, kwargs, {"materialize_grads", "is_grads_batched"})
        if _plain(given, "is_grads_batched", False):
            raise Refused("is_grads_batched cannot be used here")
        outputs = _several(given["outputs"].value)
        output = given["outputs"]
        if len(outputs) != 1:
            output, given["grad_outputs"] = self.together(outputs, given.get("grad_outputs"))
            outputs = [output.value]
        if not isinstance(output.value, Tensor):
            output = Val(outputs[0])
        inputs = _several(given["inputs"].value)
        weights = given.get("grad_outputs")
        if weights is not None and isinstance(weights.value, list | tuple):
            tree = weights.sym.elts[0] if isinstance(weights.sym, ast.List | ast.Tuple) else None
            first = weights.value[0]
            weights = Val(first, self.notes.ref(first) if isinstance(first, Tensor) else tree)
        gradient, fields = self._gradient(weights, output.value)
        create = bool(_plain(given, "create_graph", False))
        retain = bool(_plain(given, "retain_graph", create))
        options = {
            name: bool(given[name].value)
            for name in ("allow_unused", "materialize_grads")
            if name in given and given[name].value is not None
        }
        refs = self._refs_of(given["inputs"], inputs)
        asked = bool(_plain(given, "retain_graph", False))
        fields |= {"inputs": refs, "retain_graph": asked, "create_graph": create}
        root = self.ref_of(output)
        try:
            found = torch.autograd.grad(
                outputs, inputs, None if gradient is None else [gradient],
                retain_graph=retain or create, create_graph=create, **options,
            )  # fmt: skip
        except Exception:
            self.notes.act(Backward, root=root, **fields, into=self.notes.empty_taps(len(inputs)))
            raise
        used = [place for place, each in enumerate(found) if each is not None]
        taps = tuple(self.notes.tap(found[place]) for place in used)
        fields["inputs"] = tuple(refs[place] for place in used)
        if used:
            self.notes.act(Backward, root=root, **fields, into=taps)
        trees = dict(zip(used, taps, strict=True))
        nothing = ast.Constant(None)
        shown: list[ast.expr] = [trees.get(place, nothing) for place in range(len(found))]
        return Val(tuple(found), ast.Tuple(shown))

    def together(self, outputs: Sequence[Any], weights: Val | None) -> tuple[Val, Val]:
        """A root and a gradient for it that stand for several: their weighted sum.

        Raises:
            RuntimeError: one that is no scalar has no weights.
        """
        given = [None] * len(outputs) if weights is None else _several(weights.value)
        if len(given) != len(outputs):
            raise RuntimeError(
                f"got {len(outputs)} tensors and {len(given)} gradients"
            )
        whole: Val | None = None
        with self.in_mode_of(True):
            for output, weight in zip(outputs, given, strict=True):
                part = Val(output, self.notes.ref(output))
                if weight is not None:
                    weight = Val(weight, self.notes.ref(weight))
                    part = self.binary(ast.Mult(), part, weight, ast.Mult())
                elif output.numel() != 1:
                    raise RuntimeError("grad can be implicitly created only for scalar outputs")
                if part.value.ndim:
                    part = self.operate_method(part, "sum", [], {})
                whole = part if whole is None else self.binary(ast.Add(), whole, part, ast.Add())
        assert whole is not None
        return whole, Val(None)

    @abstractmethod
    def in_mode_of(self, enabled: bool) -> Any:
        """Defined further up."""

    def jacobian(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        """The `jacobian(y, x)` that exported scripts define."""
        output, given = args
        found = self._rows_of(output.value, given.value)
        tap = self.notes.tap(found)
        self.notes.act(
            Jacobian, output=self.ref_of(output), inputs=(self.ref_of(given),), into=(tap,)
        )
        return Val(found, tap)

    def _rows_of(self, y: Tensor, x: Tensor) -> Tensor:
        """∂y/∂x, row by row."""
        if y.numel() > MOST_ROWS:
            raise Refused(f"a Jacobian has more than {MOST_ROWS} rows")
        rows = []
        for v in torch.eye(y.numel(), dtype=y.dtype):
            self.work()
            (row,) = torch.autograd.grad(
                y, x, v.reshape(y.shape), retain_graph=True, materialize_grads=True
            )
            rows.append(row)
        whole: Tensor = torch.stack(rows).reshape(y.shape + x.shape)
        return whole

    def functional_jacobian(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        """`torch.autograd.functional.jacobian(func, inputs)`."""
        if set(kwargs) - {"strict", "vectorize", "create_graph"} or len(args) != 2:
            return self.call(self.prelude("jacobian"), args, kwargs)
        if "create_graph" in kwargs and kwargs["create_graph"].value:
            return self.call(self.prelude("jacobian"), args, kwargs)
        function, given = args
        several = isinstance(given.value, tuple | list)
        inputs = [self._input(each) for each in (self.items_of(given) if several else [given])]
        output = self.call(function, inputs, {})
        if not isinstance(output.value, Tensor):
            raise Refused("the function of a Jacobian must give one tensor here")

        tensors = [each.value for each in inputs]
        y = output.value
        found = [self._rows_of(y, x) for x in tensors]
        taps = tuple(self.notes.tap(each) for each in found)
        refs = tuple(self.ref_of(each) for each in inputs)
        self.notes.act(Jacobian, output=self.ref_of(output), inputs=refs, into=taps)
        if several:
            return Val(tuple(found), ast.Tuple(list(taps)))
        return Val(found[0], taps[0])

    def _input(self, val: Val) -> Val:
        """A leaf of its own for the function to start from, as PyTorch makes it."""
        copied = self.operate_method(val, "detach", [], {})
        assert isinstance(copied.sym, Ref)
        self.notes.need(copied.sym.run)
        self.set_requires_grad(copied, True)
        return copied

    @abstractmethod
    def set_requires_grad(self, owner: Val, value: bool) -> None:
        """Defined further up."""

    @abstractmethod
    def prelude(self, name: str) -> Val:
        """Defined further up."""

    # Hooks

    def register_hook(self, owner: Val, function: Val) -> Val:
        """`x.register_hook(f)`: f is tried once, to see what it computes of its argument."""
        name = "g"
        made = getattr(function.value, "args", None)
        if made is not None and made.args:
            name = made.args[-1].arg
        try:
            tree = self._expression_of(function, owner.value, name)
        except self.catchable:  # it will fail when a gradient arrives
            self.hook_prints = None
            known = as_written(self.notes, function.value, name)
            if known is None:
                raise
            tree = known
        act = self.notes.act(
            Hook, node=self.ref_of(owner), expression=Text(tree, frozenset({name})), name=name
        )

        def called(gradient: Any) -> Any:
            self.aloud += 1
            try:
                with self.notes.hushed():
                    return self.call(function, [Val(gradient)], {}).value
            finally:
                self.aloud -= 1

        handle = owner.value.register_hook(called)
        self.ref_of(owner).run.hooks.append(act)
        return Val(Handle(handle, act))

    def _expression_of(self, function: Val, like: Tensor, name: str) -> ast.expr:
        sample = Tensor(like._array * 0 + 1)
        self.hook_prints = []
        with self.notes.hushed():
            self.notes.leaf(sample, ast.Name(name))
            val = self.call(function, [Val(sample, ast.Name(name))], {})
        said_there, self.hook_prints = self.hook_prints, None
        trees: list[ast.expr | None] = []
        for items in said_there:
            opened = [self.opened(item, name) for item in items]
            complete = [tree for tree in opened if tree is not None]
            whole = len(complete) == len(opened)
            trees.append(ast.Call(ast.Name("print"), complete, []) if whole else None)
        if val.value is not None or not trees:
            trees.append(ast.Constant(None) if val.value is None else self.opened(val, name))
        last = trees[-1]
        if said_there and isinstance(last, ast.BoolOp):  # `print(g) or g * 2`, read back
            rest = [v for v in last.values if not isinstance(v, ast.Constant)]
            trees[-1] = rest[0] if len(rest) == 1 else ast.BoolOp(last.op, rest)
        found = [tree for tree in trees if tree is not None]
        if len(found) < len(trees):
            raise Refused("what this hook computes cannot be said in one expression")
        return found[0] if len(found) == 1 else ast.BoolOp(ast.Or(), found)

    def opened(self, val: Val, name: str) -> ast.expr | None:
        """The tree of a hushed value, with the code of every tensor that was made on the way."""

        def open_(tree: ast.expr) -> ast.expr | None:
            failed = False

            class Opener(ast.NodeTransformer):
                def visit(self, node: ast.AST) -> Any:
                    nonlocal failed
                    if isinstance(node, Ref):
                        if node.run.index <= start:
                            return node
                        if node.run.source is None or node.run.seed is not None:
                            failed = True
                            return node
                        return self.visit(node.run.source)
                    return super().visit(node)

            made = Opener().visit(tree)
            return None if failed else made

        start = -1
        tree = said(val)
        if isinstance(tree, Ref):
            start = self._started(tree, name)
        return None if tree is None else open_(tree)

    def _started(self, ref: Ref, name: str) -> int:
        """The number of the last execution before the argument of a hook was made."""
        stack, seen = [ref.run], set()
        found = ref.run.index
        while stack:
            run = stack.pop()
            if run in seen:
                continue
            seen.add(run)
            if isinstance(run.source, ast.Name) and run.source.id == name and run.kind == "leaf":
                found = min(found, run.index)
            stack += [each.run for each in run.refs()]
        return found - 1

    def remove_hook(self, handle: Handle) -> Val:
        self.notes.act(RemoveHook, hook=handle.act)
        handle.handle.remove()
        return Val(None)

    def retain_grad(self, owner: Val) -> Val:
        self.notes.act(RetainGrad, node=self.ref_of(owner))
        owner.value.retain_grad()
        return Val(None)

    @abstractmethod
    def zero_grad(self, owners: list[Val], set_to_none: bool) -> None:
        """Defined further up."""


def _several(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _named(
    called: str,
    order: Sequence[str],
    args: Sequence[Val],
    kwargs: Mapping[str, Val],
    more: set[str] = frozenset(),  # type: ignore[assignment]
) -> dict[str, Val]:
    """The arguments of a call by name.

    Raises:
        TypeError: they do not fit.
    """
    if len(args) > len(order):
        raise TypeError(
            f"{called}() takes {len(order)} positional arguments but {len(args)} were given"
        )
    found = dict(zip(order, args, strict=False))
    for name, val in kwargs.items():
        if name not in order and name not in more:
            raise TypeError(f"{called}() got an unexpected keyword argument '{name}'")
        found[name] = val
    return found


def _plain(given: Mapping[str, Val], name: str, default: Any) -> Any:
    val = given.get(name)
    return default if val is None or val.value is None else val.value


named_arguments = _named
plain_argument = _plain
