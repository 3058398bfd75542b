"""The notes that are taken while a snippet runs: executions and actions, in their order."""

from __future__ import annotations

import ast
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from autograd_core.grad_mode import is_grad_enabled
from autograd_core.graph.actions import Hook, Let, Print, Seed
from autograd_core.graph.budget import Budget
from autograd_core.graph.effort import check_effort, inferred
from autograd_core.graph.limits import Limits
from autograd_core.graph.tracing.values import (
    Act,
    Event,
    Execution,
    Ref,
    Refused,
    Text,
    Val,
    inner_events,
    literal,
    refs_in,
    said,
)
from autograd_core.graph.vocabulary import RANDOM
from autograd_core.ops import dispatch
from autograd_core.ops.spec import REGISTRY, OpSpec
from autograd_core.random import Generator, drawing_from
from autograd_core.tensor import Tensor

MOST_EVENTS = 120_000
LARGEST = 64 << 20
"""Bytes of the largest tensor of a snippet."""
MOST_LISTED = 10_000
MOST_WRITTEN = 30_000
"""Elements of an index that is a tensor."""
MOST_BYTES = 512 << 20
"""Bytes of all tensors that a snippet holds."""


class Recorder:
    """Executes operations and notes them."""

    def __init__(self, limits: Limits) -> None:
        self.limits = Limits(tensor_bytes=min(limits.tensor_bytes, LARGEST))
        self.events: list[Event] = []
        self.top = self.events
        self.line = 1
        self.count = 0
        self.untracked = 0
        """The number of the no_grad block; 0 outside of them."""
        self.blocks = 0
        self.quiet = 0
        """Whether nothing is noted: within hooks, and while they are tried."""
        self.generator = Generator()
        self.generator.manual_seed(0)
        self.seed: int | None = None
        self.drawn = False
        self.broken = False
        """Whether the run would draw other numbers from here on."""
        self._known: dict[int, tuple[weakref.ref[Tensor], Ref]] = {}
        self._bytes = 0
        self.last: Execution | None = None
        """The operation that was executed last."""

    # Tensors

    def know(self, tensor: Tensor, ref: Ref) -> None:
        key, size = id(tensor), tensor.nbytes

        def gone(_: object) -> None:
            self._known.pop(key, None)
            self._bytes -= size

        if key not in self._known:
            self._bytes += size
            if self._bytes > MOST_BYTES:
                raise Refused(f"the tensors take more than {MOST_BYTES >> 20} MB")
        self._known[key] = (weakref.ref(tensor, gone), ref)

    def ref(self, tensor: Tensor) -> Ref:
        """What a tensor is the result of; a tensor that comes from nowhere becomes a leaf."""
        found = self._known.get(id(tensor))
        if found is not None:
            return Ref(found[1].run.now(), found[1].port if found[1].run.latest is None else 0)
        return self.leaf(tensor)

    def leaf(self, tensor: Tensor, text: ast.expr | None = None, label: str = "") -> Ref:
        """Notes a tensor that is written down."""
        run = self._execution("leaf")
        run.label = label
        run.requires_grad = tensor.requires_grad and tensor.is_leaf
        if self.quiet and text is None:
            pass  # nobody reads it
        elif text is None:
            from autograd_core.graph.literals import literal_text

            run.text = literal_text(tensor._array)
            run.dtype = str(tensor.dtype).removeprefix("torch.")
        else:
            run.source = text
        ref = Ref(run)
        self.know(tensor, ref)
        self.note(run)
        return ref

    def _execution(self, kind: str, spec: OpSpec | None = None) -> Execution:
        self.count += 1
        if self.count > MOST_EVENTS:
            raise Refused(f"more than {MOST_EVENTS} operations and actions")
        untracked = 0 if is_grad_enabled() else self.untracked
        return Execution(self.count, kind, self.line, spec, untracked=untracked)

    def take_back(self) -> None:
        """Forgets the reading of `.grad` and `.data` that was done last, as it is written to."""
        while self.events:
            last = self.events[-1]
            if not isinstance(last, Execution) or last.kind not in ("grad", "data") or last.needed:
                break
            self.events.pop()

    def need_what_draws(self, events: list[Event]) -> None:
        """What drew random numbers is executed, whether anybody reads it or not."""
        for event in events:
            for within in inner_events(event):
                self.need_what_draws(within)
            if isinstance(event, Execution) and event.drawn and not event.inlined:
                self.need(event)

    def drop_idle(self, events: list[Event], draws: bool = False) -> bool:
        """Takes out what only draws for others that draw, where none follow; gives whether any
        do."""
        for place in range(len(events) - 1, -1, -1):
            event = events[place]
            for within in reversed(list(inner_events(event))):
                draws = self.drop_idle(within, draws)
            if isinstance(event, Act) and event.idle and not draws:
                del events[place]
            elif isinstance(event, Act) and event.kind is Seed:
                draws = False
            elif isinstance(event, Execution) and (event.needed or event.inlined):
                spec = event.spec
                draws |= event.drawn or (spec is not None and spec.name in RANDOM)
        return draws

    def note(self, event: Event) -> None:
        if not self.quiet:
            self.events.append(event)

    # Operations

    def operate(
        self,
        spec: OpSpec,
        inputs: Sequence[Any],
        params: dict[str, Any],
        syms: dict[str, ast.expr],
        source: ast.expr | None,
        generator: Generator | None = None,
    ) -> Any:
        """Executes an operation.

        Args:
            syms: trees for operands and parameters by name, where they are known.
            source: the code of the whole within an Expression.
        """
        run = self._execution("op", spec)
        self._check(spec, inputs, params)
        operands = tuple(
            self._operand(port.name, operand, syms)
            for port, operand in zip(spec.ports, inputs, strict=True)
        )
        run.operands = operands
        for name, value in params.items():
            tree = syms.get(name)
            known = None if tree is None or any(refs_in(tree)) else tree
            known = written(value) if known is None else known
            if known is None:
                tensors = value if isinstance(value, list | tuple) else [value]
                if spec.name != "tensor" and not self.quiet:
                    raise Refused(f"{name} of {spec.name} cannot be written down: {len(tensors)}")
                known = ast.Constant(None)
            run.params[name] = known
        run.source = source
        random = spec.name in RANDOM
        first = inputs[0] if inputs and isinstance(inputs[0], Tensor) else None
        recorded = is_grad_enabled() and any(t.requires_grad for t in _tensors(inputs))
        try:
            with drawing_from(generator if generator is not None else self.generator):
                outcome = dispatch.call(spec, inputs, params)
        except Exception:
            run.failed = True
            self.need(run)
            self.note(run)
            raise
        if random and generator is None and not self.quiet:
            self.drawn = True
        run.requires_grad = recorded
        outputs = (outcome,) if isinstance(outcome, Tensor) else tuple(outcome)
        if spec.mutates and first is not None:
            old = self.ref(first).run
            self.need(run)
            if recorded or (first.requires_grad and not first.is_leaf):
                old.latest = run if old is not run else None
        else:
            for port, tensor in enumerate(outputs):
                # an operation may give its very operand, as `x.to(x.dtype)` does
                if tensor is not None and id(tensor) not in self._known:
                    self.know(tensor, Ref(run, port))
        run.drawn = random and generator is None and not spec.ports
        if random and not run.drawn:
            self.need(run)
        self.note(run)
        self.last = run
        return outcome

    def apply(
        self,
        spec: OpSpec,
        operands: Sequence[Any],
        params: dict[str, ast.expr],
        given: Sequence[Any],
        call: Callable[[], Any],
    ) -> Any:
        """Executes a user's own function of what is `given`; `operands` has what stands at each
        port: a Ref, a tree, a list of Refs or None."""
        run = self._execution("op", spec)
        run.operands, run.params = tuple(operands), params
        inputs = {id(each): self.ref(each) for each in given if isinstance(each, Tensor)}
        try:
            with drawing_from(self.generator):
                outcome = call()
            outputs = outcome if isinstance(outcome, tuple) else (outcome,)
            if not all(isinstance(each, Tensor) for each in outputs):
                raise Refused(f"forward of {spec.name} gives something that is no tensor")
            several = spec.outputs != ("out",)
            if isinstance(outcome, tuple) is not several and len(outputs) != len(spec.outputs):
                raise Refused(f"write the tuple that forward of {spec.name} gives behind return")
        except Exception:
            run.failed = True
            self.need(run)
            self.note(run)
            raise
        run.requires_grad = any(each.requires_grad for each in outputs)
        for port, tensor in enumerate(outputs):
            if id(tensor) in inputs:  # it was written, and handed on
                inputs[id(tensor)].run.now().latest = run
            else:
                self._known.pop(id(tensor), None)
                self.know(tensor, Ref(run, port))
        self.need(run)
        self.note(run)
        self.last = run
        return outcome

    def _check(self, spec: OpSpec, inputs: Sequence[Any], params: dict[str, Any]) -> None:
        if spec.name != "tensor" and sum(map(elements, params.values())) > MOST_LISTED:
            raise Refused(f"more than {MOST_LISTED} elements in a list of {spec.name}")
        budget = Budget(self.limits)
        try:
            metas = inferred(spec, inputs, params)
        except (RuntimeError, TypeError, ValueError, LookupError, ArithmeticError):
            return  # the operation itself says it
        matrix = spec.name in ("matmul", "mm", "bmm") and isinstance(inputs[0], Tensor)
        factor = 1 + (inputs[0].shape[-1] if matrix and inputs[0].ndim else 0) // 16
        check_effort(spec, inputs, params, metas)
        budget.spend_tensors(_tensors(inputs), metas, factor)

    def _operand(self, name: str, operand: Any, syms: dict[str, ast.expr]) -> Any:
        if isinstance(operand, Tensor):
            tree = syms.get(name)
            return Ref(tree.run.now(), tree.port) if isinstance(tree, Ref) else self.ref(operand)
        if isinstance(operand, list | tuple):
            return [self._operand("", each, {}) for each in operand]
        if operand is None:
            return None
        tree = syms.get(name)
        if tree is not None and not any(refs_in(tree)):
            return tree
        return literal(operand)

    def note_grad(self, base: Ref, grad: Tensor) -> Ref:
        """Notes that `.grad` was read."""
        run = self._execution("grad")
        run.operands = (base,)
        run.source = ast.Attribute(base, "grad", ast.Load())
        ref = Ref(run)
        known = self._known.get(id(grad))
        if known is None or (known[1].run.kind == "grad" and not known[1].run.needed):
            self.know(grad, ref)
        self.note(run)
        return ref

    def note_data(self, base: Ref, data: Tensor) -> Ref:
        """Notes that `.data` was read."""
        run = self._execution("op", REGISTRY["detach"])
        run.operands = (base,)
        run.kind = "data"
        run.source = ast.Attribute(base, "data", ast.Load())
        ref = Ref(run)
        self.know(data, ref)
        self.note(run)
        return ref

    def tap(self, tensor: Tensor) -> Ref:
        """Notes a tensor that an action is about to give."""
        run = self._execution("tap")
        run.needed = True
        ref = Ref(run)
        self._known.pop(id(tensor), None)
        self.know(tensor, ref)
        return ref

    def empty_taps(self, count: int) -> tuple[Ref, ...]:
        """Notes what an action should have given that failed."""
        runs = [self._execution("tap") for _ in range(count)]
        for run in runs:
            run.needed = True
        return tuple(map(Ref, runs))

    # Actions

    def act(self, kind: type, **fields: Any) -> Act:
        """Notes an action."""
        self.count += 1
        if self.count > MOST_EVENTS:
            raise Refused(f"more than {MOST_EVENTS} operations and actions")
        act = Act(self.count, kind, self.line, fields)
        if self.quiet:
            return act
        texts = [value.tree for value in fields.values() if isinstance(value, Text)]
        for value in fields.values():
            for each in value if isinstance(value, tuple) else (value,):
                if isinstance(each, Ref):
                    self.need(each.run)
        self._inline(texts, kind, bool(fields.get("no_grad")))
        self.events.append(act)
        return act

    def inline(self, tree: ast.expr) -> None:
        """Lets what was just computed for the tree stand within it."""
        self._inline([tree], Let, False)

    def _inline(self, texts: list[ast.expr], kind: type, no_grad: bool) -> None:
        """Decides which of the operations just done stand within the texts; others are nodes."""
        times: dict[Execution, int] = {}
        for text in texts:
            for ref in refs_in(text):
                times[ref.run] = times.get(ref.run, 0) + 1
        later = kind is Hook
        fresh: set[Execution] = set()
        at = len(self.events) - 1
        while at >= 0 and not later:
            run = self.events[at]
            if not isinstance(run, Execution) or times.get(run) != 1 or not self._may(run, no_grad):
                break
            run.inlined = True
            fresh.add(run)
            assert run.source is not None
            for ref in refs_in(run.source):
                times[ref.run] = times.get(ref.run, 0) + 1
            at -= 1
        for run in times:
            if run not in fresh or run.needed:  # what is read again is what it was then
                self.need(run)

    def _may(self, run: Execution, no_grad: bool) -> bool:
        if run.needed or run.label or run.failed or run.source is None or run.seed is not None:
            return False
        if run.kind in ("grad", "data", "leaf"):
            return True
        return bool(run.untracked) == no_grad or (not run.requires_grad and not run.untracked)

    def need(self, run: Execution) -> None:
        """The execution becomes a node, with all that it reads."""
        stack = [run]
        while stack:
            each = stack.pop()
            if each.needed and each is not run:
                continue
            each.needed = True
            for ref in each.refs():
                if not ref.run.needed:
                    stack.append(ref.run)

    # Blocks

    @contextmanager
    def into(self, events: list[Event]) -> Iterator[None]:
        """Notes go into this list."""
        before, self.events = self.events, events
        try:
            yield
        finally:
            self.events = before

    @contextmanager
    def hushed(self) -> Iterator[None]:
        """Nothing is noted."""
        self.quiet += 1
        try:
            yield
        finally:
            self.quiet -= 1

    def let(self, name: str, val: Val) -> None:
        tree = said(val)
        if tree is not None:
            self.act(Let, name=name, expression=Text(tree))

    def print(self, items: Iterable[ast.expr]) -> None:
        listed = list(items)
        tree = listed[0] if len(listed) == 1 else ast.Tuple(listed)
        if len(listed) == 1 and isinstance(tree, ast.Tuple):
            tree = ast.Tuple([tree])
        self.act(Print, expression=Text(tree))


def elements(value: Any) -> int:
    """How many elements nested lists have; once beyond what is allowed, any number above it."""
    if not isinstance(value, list | tuple):
        return 1
    total = 1
    for item in value:
        total += elements(item)
        if total > MOST_LISTED:
            break
    return total


def written(value: Any) -> ast.expr | None:
    """The tree of a parameter; a tensor among them is written down as it is now."""
    if isinstance(value, Tensor):
        if value.numel() > MOST_WRITTEN:
            return None
        data = literal(value.tolist())
        return None if data is None else ast.Call(
            ast.Attribute(ast.Name("torch"), "tensor", ast.Load()), [data], []
        )
    if isinstance(value, list | tuple) and any(isinstance(v, Tensor | list) for v in value):
        items = [written(item) for item in value]
        if any(item is None for item in items):
            return None
        kind = ast.Tuple if isinstance(value, tuple) else ast.List
        return kind([item for item in items if item is not None])
    return literal(value)


def _tensors(inputs: Iterable[Any]) -> Iterator[Tensor]:
    for each in inputs:
        if isinstance(each, Tensor):
            yield each
        elif isinstance(each, list | tuple):
            yield from _tensors(each)
