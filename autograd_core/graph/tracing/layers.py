"""Modules: their parameters are leaves, their calls operations."""

from __future__ import annotations

import ast
import math
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograd_core import nn
from autograd_core import random as randoms
from autograd_core.dtypes import float32
from autograd_core.graph.actions import Let, SetRequiresGrad
from autograd_core.graph.expression import evaluate
from autograd_core.graph.problems import EXPECTED
from autograd_core.graph.tracing.prelude import LAYERS
from autograd_core.graph.tracing.schedules import Schedules
from autograd_core.graph.tracing.things import Layer, UserModule
from autograd_core.graph.tracing.values import Refused, Text, Val
from autograd_core.graph.vocabulary import FUNCTIONS
from autograd_core.nn import Module
from autograd_core.nn.modules import activation, loss, padding, pooling
from autograd_core.nn.modules.table import Row
from autograd_core.parameter import Parameter
from autograd_core.random import Generator, GeneratorState
from autograd_core.tensor import Tensor

ROWS: dict[str, Row] = {
    row.name: row
    for home in (activation, loss, padding, pooling)
    for row in getattr(home, "ROWS", ())
}
MOST_PARAMETERS = 5_000_000
_BLOCK = 624
"""Words that the Mersenne Twister makes at a time."""
_MOST_BLOCKS = 40_000


class Layers(Schedules):
    """Makes modules and calls them."""

    def make_layer(self, layer: Layer, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        """`nn.Linear(2, 3)`: made by the library itself, from the snippet's random stream."""
        if layer.kind is Parameter:
            return self._parameter(args, kwargs)
        self._check_size(args, kwargs)
        before = self.notes.generator.get_state()
        shared = randoms.default_generator
        kept = shared.get_state()
        shared.set_state(before)
        try:
            module = layer.kind(*(a.value for a in args), **{k: v.value for k, v in kwargs.items()})
        finally:
            after = shared.get_state()
            shared.set_state(kept)
        self.notes.generator.set_state(after)
        if isinstance(module, nn.Sequential | nn.ModuleList | nn.ModuleDict):
            return Val(module)
        self.adopt(module, before)
        return Val(module)

    def _check_size(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> None:
        size = 1
        for val in (*args, *kwargs.values()):
            for each in val.value if isinstance(val.value, list | tuple) else [val.value]:
                if isinstance(each, int) and not isinstance(each, bool):
                    size *= max(abs(each), 1)
        self.parameters += size
        if self.parameters > MOST_PARAMETERS:
            raise Refused(f"the layers have more than {MOST_PARAMETERS} parameters")

    def adopt(self, module: Module, before: Any) -> None:
        """Notes the parameters of a module as leaves, by the recipe that draws them if it is
        known, else by their numbers."""
        source = Generator()
        source.set_state(before)
        drawn = before != self.notes.generator.get_state()
        tensors = [*module.named_parameters(), *module.named_buffers()]
        texts = [self._recipe(module, name, tensor, source) for name, tensor in tensors]
        known = all(texts) and source.get_state() == self.notes.generator.get_state()
        self.notes.drawn |= drawn
        if drawn and not known:
            self.skip(before)
        for (_, tensor), text in zip(tensors, texts, strict=True):
            if known and text:
                ref = self.notes.leaf(tensor, ast.parse(text, mode="eval").body)
                ref.run.text, ref.run.dtype, ref.run.drawn = text, None, drawn
            else:
                self.notes.leaf(tensor)

    def skip(self, before: GeneratorState) -> None:
        """Lets the document draw as many bits as were drawn since, for what it has by numbers."""
        words = words_between(before, self.notes.generator.get_state())
        if words is None:
            raise Refused("what this layer draws cannot be drawn again")
        tree = ast.parse(f"torch.rand({words}).numel()", mode="eval").body
        self.notes.act(Let, name="drawn", expression=Text(tree)).idle = True

    def _recipe(self, module: Module, name: str, tensor: Tensor, source: Generator) -> str:
        shape = ", ".join(map(str, tensor.shape)) or "()"
        if np.all(tensor._array == 0):
            return f"zeros({shape})" if tensor.dtype is float32 else ""
        if np.all(tensor._array == 1):
            return f"ones({shape})" if tensor.dtype is float32 else ""
        start = source.get_state()
        for text in _recipes(module, name, shape):
            source.set_state(start)
            try:
                found = evaluate(text, generator=source)
            except EXPECTED:
                continue
            if np.array_equal(found._array, tensor._array):
                return text
        source.set_state(start)
        return ""

    def _parameter(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        given = args[0] if args else kwargs.get("data")
        if given is None or not isinstance(given.value, Tensor):
            raise Refused("nn.Parameter needs a tensor here")
        wanted = kwargs["requires_grad"].value if "requires_grad" in kwargs else True
        if len(args) > 1:
            wanted = args[1].value
        return self.as_leaf(given, bool(wanted), Parameter(given.value, bool(wanted)))

    def as_leaf(self, given: Val, wanted: bool, made: Tensor) -> Val:
        """A leaf that shares the elements of a tensor: the very leaf that was just made for it, if
        it was, else what `detach` gives."""
        run = self.ref_of(given).run
        events = self.notes.events
        if run.kind == "leaf" and events and events[-1] is run and not run.label and not run.needed:
            made.requires_grad_(wanted)
            run.requires_grad = wanted
            self.notes.know(made, self.ref_of(given))
            return Val(made, self.ref_of(given))
        val = self.operate_method(given, "detach", [], {})
        copied = self.ref_of(val)
        self.notes.need(copied.run)
        if wanted:
            self.notes.act(SetRequiresGrad, node=copied, value=True)
        made.requires_grad_(wanted)
        self.notes.know(made, copied)
        return Val(made, copied)

    # Calls

    @abstractmethod
    def prelude(self, name: str) -> Val:
        """Defined further up."""

    def call_module(self, module: Module, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        if isinstance(module, UserModule):
            forward = module._snippet_class.find("forward")
            if forward is None:
                raise Refused(f"{module._snippet_class.name} has no forward")
            return self.call(forward, [Val(module), *args], kwargs)
        if isinstance(module, nn.Sequential):
            val = args[0]
            for each in module:
                val = self.call_module(each, [val], {})
            return val
        name = type(module).__name__
        row = ROWS.get(name)
        if row is not None and type(module).__module__.startswith("autograd_core.nn"):
            return self._call_row(row, module, args, kwargs)
        if name in LAYERS:
            return self.call(self.prelude(LAYERS[name]), [Val(module), *args], kwargs)
        special = getattr(self, f"_call_{name}", None)
        if special is None:
            raise Refused(f"nn.{name} cannot be read yet")
        found: Val = special(module, args, kwargs)
        return found

    def functional(self, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        specs = FUNCTIONS.get(f"nn.functional.{name}") or FUNCTIONS[name]
        return self.operate(specs, args, kwargs, self.function_source(name, args, kwargs))

    def function_source(
        self, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> ast.expr | None:
        """A call of a function within an Expression, which has those of `torch` alone."""
        if name not in FUNCTIONS:
            return None
        return self.call_of(ast.Attribute(ast.Name("torch"), name, ast.Load()), args, kwargs)

    def _call_row(
        self, row: Row, module: Module, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        passed = tuple(row.parameters) if row.passed is None else row.passed
        own = {name: Val(getattr(module, name)) for name in passed if name != "inplace"}
        own |= {name: Val(value) for name, value in row.fixed.items()}
        if getattr(module, "inplace", False):
            own["inplace"] = Val(True)
        specs = FUNCTIONS.get(f"nn.functional.{row.function}") or FUNCTIONS[row.function]
        defaults = specs[0].defaults()
        own = {k: v for k, v in own.items() if v.value != defaults.get(k) or k not in defaults}
        own = {name: val for name, val in own.items() if val.value is not None}
        return self.functional(row.function, args, {**kwargs, **own})

    def _call_Linear(self, m: Any, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self.functional("linear", [*args, Val(m.weight), Val(m.bias)], {})

    def _call_Bilinear(self, m: Any, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self.functional("bilinear", [*args, Val(m.weight), Val(m.bias)], {})

    def _call_Identity(self, m: Any, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return args[0]

    def _call_Flatten(self, m: Any, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self.operate_method(args[0], "flatten", [Val(m.start_dim), Val(m.end_dim)], {})

    def _call_Unflatten(self, m: Any, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self.operate_method(args[0], "unflatten", [Val(m.dim), Val(m.unflattened_size)], {})

    def _call_Embedding(self, m: Any, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        options = {"padding_idx": Val(m.padding_idx)} if m.padding_idx is not None else {}
        return self.functional("embedding", [args[0], Val(m.weight)], options)

    def _call_LayerNorm(self, m: Any, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        given = [args[0], Val(m.normalized_shape), Val(m.weight), Val(m.bias), Val(m.eps)]
        return self.functional("layer_norm", given, {})

    def _call_GroupNorm(self, m: Any, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        given = [args[0], Val(m.num_groups), Val(m.weight), Val(m.bias), Val(m.eps)]
        return self.functional("group_norm", given, {})

    def _call_PReLU(self, m: Any, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self.functional("prelu", [args[0], Val(m.weight)], {})

    def _conv(self, m: Any, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        if m.padding_mode != "zeros":
            raise Refused("only padding_mode='zeros' can be read yet")
        given = [args[0], Val(m.weight), Val(m.bias), Val(m.stride), Val(m.padding)]
        given += [Val(m.dilation), Val(m.groups)]
        return self.functional(f"conv{m.dims}d", given, {})

    def _batch_norm(self, m: Any, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        if m.momentum is None or not m.track_running_stats:
            raise Refused("this kind of batch normalisation cannot be read yet")
        if m.training and m.num_batches_tracked is not None:
            m.num_batches_tracked._array += 1  # noted where it is read
        given = [args[0], Val(m.running_mean), Val(m.running_var), Val(m.weight), Val(m.bias)]
        given += [Val(m.training), Val(m.momentum), Val(m.eps)]
        return self.functional("batch_norm", given, {})

    _call_BatchNorm1d = _call_BatchNorm2d = _call_BatchNorm3d = _batch_norm
    _call_Conv1d = _call_Conv2d = _call_Conv3d = _conv


def words_between(before: GeneratorState, after: GeneratorState) -> int | None:
    """How many words of a stream lie between two of its states; None for other streams."""
    source = Generator()
    source.set_state(before)
    found = 0
    for _ in range(_MOST_BLOCKS):
        state = source.get_state()
        if state.key == after.key:
            return found + after.position - state.position
        count = _BLOCK - state.position + 1  # the first word of the next block makes it
        source.rand((count,))
        found += count
    return None


def _recipes(module: Any, name: str, shape: str) -> list[str]:
    """How the library may have drawn a parameter."""
    weight = module._parameters.get("weight")
    hidden = getattr(module, "hidden_size", 0)
    if isinstance(hidden, int) and hidden > 0:
        edge = 1.0 / math.sqrt(hidden)
        return [f"empty({shape}).uniform_({-edge!r}, {edge!r})"]
    found = [f"empty({shape}).normal_()"]
    if weight is None or weight.ndim < 2:
        return found
    fan = math.prod(weight.shape[1:])
    if fan:
        bound = math.sqrt(3.0) * (math.sqrt(2.0 / (1 + math.sqrt(5) ** 2)) / math.sqrt(fan))
        for edge in (bound, 1 / math.sqrt(fan), 1 / math.sqrt(weight.shape[1])):
            found.append(f"empty({shape}).uniform_({-edge!r}, {edge!r})")
    return found
