"""What writes into tensors beside operations: Assign, requires_grad_, the emptying of `.grad`."""

from __future__ import annotations

import ast

from autograd_core.grad_mode import no_grad
from autograd_core.graph.actions import Assign, SetRequiresGrad, ZeroGrad
from autograd_core.graph.tracing.expressions import Expressions
from autograd_core.graph.tracing.values import Act, Ref, Refused, Text, Val, said
from autograd_core.tensor import Tensor


class Writing(Expressions):
    """Writes, and notes it."""

    def write(self, owner: Val, field: str, sign: str, new: Val) -> Val:
        """An Assign, noted and done."""
        ref = owner.sym if isinstance(owner.sym, Ref) else self.notes.ref(owner.value)
        tensor: Tensor = owner.value
        tree = said(new)
        if tree is None and isinstance(new.value, Tensor):
            tree = self.notes.ref(new.value)
        tree = self.as_numbers(tree, new.value, tensor) if sign == "=" else tree
        if tree is None:
            raise Refused("what is assigned cannot be written down")
        read = isinstance(tree, ast.Attribute)  # y.grad, which is None now
        if field == "grad" and sign == "=" and new.value is None and not read:
            tensor.grad = None
            self.note_zero(ref, True)
            return owner
        self.notes.act(
            Assign,
            node=ref,
            expression=Text(tree),
            field=field,
            operator=sign,
            no_grad=not self.grad_enabled,
        )
        if field == "grad" and sign != "=" and tensor._grad is None:
            raise TypeError(
                f"unsupported operand type(s) for {sign}: 'NoneType' and "
                f"'{type(new.value).__name__}'"
            )
        self.put(tensor, field, sign, new.value)
        return owner

    def as_numbers(self, tree: ast.expr | None, value: object, tensor: Tensor) -> ast.expr | None:
        """`tensor([1., 2.])` as the numbers alone, where they become that anyway."""
        events = self.notes.events
        if not isinstance(tree, Ref) or not events or events[-1] is not tree.run:
            return tree
        run = tree.run
        called = run.source.func if isinstance(run.source, ast.Call) else None
        made = getattr(called, "id", getattr(called, "attr", "")) == "tensor"
        if not made or run.needed or run.requires_grad:
            return tree
        if not isinstance(value, Tensor) or value.dtype != tensor.dtype:
            return tree
        data = run.params.get("data")  # under no_grad it is an operation
        if run.kind == "leaf":
            data = ast.parse(run.text, mode="eval").body
        if data is not None:
            events.pop()
        return tree if data is None else data

    def set_requires_grad(self, owner: Val, value: bool) -> None:
        ref = owner.sym if isinstance(owner.sym, Ref) else self.notes.ref(owner.value)
        run = ref.run
        fresh = run.kind == "leaf" and not run.label and not run.needed
        if fresh and self.notes.events and self.notes.events[-1] is run:
            owner.value.requires_grad_(value)
            run.requires_grad = value
            return
        self.notes.act(SetRequiresGrad, node=ref, value=value)
        owner.value.requires_grad_(value)

    def note_zero(self, ref: Ref, set_to_none: bool) -> None:
        """Notes that a `.grad` is emptied, together with the one before if that was, too."""
        events = self.notes.events
        last = events[-1] if events else None
        if isinstance(last, Act) and last.kind is ZeroGrad and not self.notes.quiet:
            fields = last.fields
            known = [each.run for each in fields["leaves"]]
            if fields["set_to_none"] is set_to_none and ref.run not in known:
                fields["leaves"] = (*fields["leaves"], ref)
                self.notes.need(ref.run)
                return
        self.notes.act(ZeroGrad, leaves=(ref,), set_to_none=set_to_none)

    def zero_grad(self, owners: list[Val], set_to_none: bool) -> None:
        """Empties the `.grad` of several tensors."""
        for owner in owners:
            tensor = owner.value
            ref = owner.sym if isinstance(owner.sym, Ref) else self.notes.ref(tensor)
            self.note_zero(ref, set_to_none)
            if set_to_none:
                tensor.grad = None
            elif tensor._grad is not None:
                if tensor._grad.requires_grad:
                    tensor.grad = tensor._grad.detach()
                with no_grad():
                    tensor._grad.zero_()
