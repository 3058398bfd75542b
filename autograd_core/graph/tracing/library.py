"""The little of Python's own library that courses use: random numbers, clocks, containers."""

from __future__ import annotations

import ast
import copy
import itertools
import math
import random
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

import autograd_core as torch
from autograd_core.graph.actions import Let
from autograd_core.graph.tracing import arrays
from autograd_core.graph.tracing.pytorch import Pytorch
from autograd_core.graph.tracing.things import (
    Function,
    Generated,
    Instance,
    Native,
    Partial,
    Seeded,
    Stream,
)
from autograd_core.graph.tracing.values import Refused, Text, Val
from autograd_core.nn import Module
from autograd_core.random import Generator, drawing_from
from autograd_core.tensor import Tensor

SPACES = frozenset(
    "random numpy.random time collections itertools functools copy typing warnings tqdm "
    "collections.abc tqdm.auto tqdm.notebook numbers".split()
)
IGNORED = frozenset({"typing", "warnings", "collections.abc", "numbers"})
"""Modules whose names say nothing about what is computed."""
_RANDOM = frozenset(
    "seed random randint uniform gauss normalvariate choice shuffle sample randrange".split()
)
_ARRAYS = frozenset(
    "seed rand randn random uniform normal randint permutation shuffle choice".split()
)
NAMES: dict[str, frozenset[str]] = {
    "random": _RANDOM,
    "numpy.random": _ARRAYS,
    "time": frozenset({"time", "perf_counter"}),
    "collections": frozenset({"OrderedDict", "Counter", "deque", "defaultdict"}),
    "itertools": frozenset(
        "chain product combinations permutations islice count cycle repeat accumulate "
        "zip_longest".split()
    ),
    "functools": frozenset({"partial", "reduce"}),
    "copy": frozenset({"copy", "deepcopy"}),
    "tqdm": frozenset({"tqdm", "trange"}),
    "tqdm.auto": frozenset({"tqdm", "trange"}),
    "tqdm.notebook": frozenset({"tqdm", "trange"}),
}
_MOST_MADE = 20_000
_MOST_REPEATED = 20


class Defaulting(dict[Any, Any]):
    """`defaultdict(list)`; the interpreter calls `factory`."""

    factory: Val | None = None


class Library(Pytorch):
    """Calls functions of these modules."""

    drawn_by: random.Random | None = None
    drawn_arrays: np.random.RandomState | None = None

    def library(self, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val | None:
        """The function of this full name, called; None if it is none of these."""
        home, _, short = name.rpartition(".")
        if short not in NAMES.get(home, ()):
            return None
        if home == "random":
            return self._random(short, args, kwargs)
        if home == "numpy.random":
            return self._random_arrays(short, args, kwargs)
        if home == "time":
            return Val(time.perf_counter() if short == "perf_counter" else time.time())
        if home.startswith("tqdm"):
            return Val(range(*(a.value for a in args))) if short == "trange" else args[0]
        if short == "deepcopy":
            return self.call__deepcopy(args, kwargs)
        method: Callable[..., Val] = getattr(self, f"_{home}_{short}".lower())
        return method(args, kwargs)

    # Random numbers

    def _random(self, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        """Python's own generator: the same numbers, where the snippet seeds it."""
        if self.drawn_by is None:
            self.drawn_by = random.Random(0)
        values = [list(self.each(arg)) if _iterated(arg) else arg.value for arg in args]
        named = {key: val.value for key, val in kwargs.items()}
        if name == "seed" and not isinstance(values[0] if values else 0, int | float | str):
            raise Refused("the seed is a number here")
        if name == "shuffle":
            if not isinstance(args[0].value, list):
                raise TypeError("a list is shuffled")
            self.drawn_by.shuffle(args[0].value)
            return Val(None)
        if name == "sample" and isinstance(args[0].value, range | list | tuple):
            values[0] = args[0].value
        return Val(getattr(self.drawn_by, name)(*values, **named))

    def _random_arrays(self, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        """NumPy's own generator, of the old kind."""
        if self.drawn_arrays is None:
            self.drawn_arrays = np.random.RandomState(0)
        size = kwargs["size"].value if "size" in kwargs else None
        shape = [arg.value for arg in args] if name in ("rand", "randn") else size
        if name in ("normal", "uniform", "randint", "choice") and len(args) > 2:
            shape = args[2].value
        whole = args[0].value if args and name in ("random", "permutation", "choice") else 0
        if isinstance(whole, int) and whole > arrays.MOST:
            raise Refused(f"an array has more than {arrays.MOST} elements")
        sizes = shape if isinstance(shape, list | tuple) else [shape or 1]
        if math.prod(sizes) > arrays.MOST:
            raise Refused(f"an array has more than {arrays.MOST} elements")
        if name == "shuffle":
            self.drawn_arrays.shuffle(args[0].value)
            return Val(None)
        values = [arg.value for arg in args]
        named = {key: val.value for key, val in kwargs.items()}
        return self.array(arrays.checked(getattr(self.drawn_arrays, name)(*values, **named)))

    # What loaders of data draw

    def call__drawn(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        """A seed, as loaders draw it; the document draws as many bits where it matters."""
        apart = args[0].value if args else None
        generator = apart.generator if isinstance(apart, Seeded) else self.notes.generator
        with drawing_from(generator):
            drawn = torch.empty((), dtype=torch.int64).random_().item()
        if isinstance(apart, Seeded):
            apart.fresh = False
        else:
            tree = ast.parse("torch.randint(0, 2**62, ()).item()", mode="eval").body
            self.notes.act(Let, name="base_seed", expression=Text(tree)).idle = True
        return Val(drawn)

    def call__shuffled(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        generator = Generator()
        generator.manual_seed(self.call__drawn([], {}).value)
        return Val(generator.randperm(args[0].value).tolist())

    def call__permutation(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        apart = args[1].value
        if isinstance(apart, Seeded):
            apart.fresh = False
            return Val(apart.generator.randperm(args[0].value).tolist())
        tree = ast.parse(f"torch.randperm({args[0].value}).tolist()", mode="eval").body
        self.notes.act(Let, name="permutation", expression=Text(tree)).idle = True
        return Val(self.notes.generator.randperm(args[0].value).tolist())

    def call__is_array(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(isinstance(args[0].value, np.ndarray | np.generic))

    # Containers

    def each(self, val: Val) -> Iterator[Any]:
        return (item.value for item in self.items_of(val))

    def _collections_ordereddict(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        made: OrderedDict[Any, Any] = OrderedDict()
        if args:
            found = args[0].value
            made.update(found if isinstance(found, dict) else dict(self.each(args[0])))
        made.update({key: val.value for key, val in kwargs.items()})
        return Val(made)

    def _collections_counter(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(Counter(self.each(args[0])) if args else Counter())

    def _collections_deque(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        most = kwargs["maxlen"].value if "maxlen" in kwargs else None
        return Val(deque(self.each(args[0]) if args else (), maxlen=most))

    def _collections_defaultdict(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        made = Defaulting()
        made.factory = args[0] if args else None
        return Val(made)

    # Iterators

    def _itertools_chain(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(Stream(item for arg in args for item in self.items_of(arg)))

    def _itertools_islice(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        bounds = [arg.value for arg in args[1:]]
        return Val(Stream(itertools.islice(self.items_of(args[0]), *bounds)))

    def _itertools_count(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(Stream(map(Val, itertools.count(*(arg.value for arg in args)))))

    def _itertools_cycle(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(Stream(itertools.cycle(self.items_of(args[0]))))

    def _itertools_repeat(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        many = [arg.value for arg in args[1:]]
        return Val(Stream(itertools.repeat(args[0], *many)))

    def _itertools_accumulate(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(list(itertools.accumulate(self.each(args[0]))))

    def _itertools_product(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        times = kwargs["repeat"].value if "repeat" in kwargs else 1
        if times > _MOST_REPEATED:
            raise Refused(f"more than {_MOST_REPEATED} times")
        lists = [list(self.each(arg)) for arg in args] * times
        return self._bounded(itertools.product(*lists))

    def _itertools_combinations(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return self._bounded(itertools.combinations(list(self.each(args[0])), args[1].value))

    def _itertools_permutations(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        sizes = [arg.value for arg in args[1:]]
        return self._bounded(itertools.permutations(list(self.each(args[0])), *sizes))

    def _itertools_zip_longest(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        filler = kwargs["fillvalue"].value if "fillvalue" in kwargs else None
        lists = [list(self.each(arg)) for arg in args]
        return self._bounded(itertools.zip_longest(*lists, fillvalue=filler))

    def _bounded(self, items: Iterator[Any]) -> Val:
        found = list(itertools.islice(items, _MOST_MADE + 1))
        if len(found) > _MOST_MADE:
            raise Refused(f"more than {_MOST_MADE} elements")
        return Val(found)

    def call_iter(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        if isinstance(args[0].value, Stream):
            return args[0]
        return Val(Stream(self.items_of(args[0])))

    def call_next(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        value = args[0].value
        if isinstance(value, Instance):
            return self.call_method(args[0], "__next__", [], {})
        if isinstance(value, Generated) and value.given < len(value):
            value.given += 1
            return list(self.items_of(args[0]))[value.given - 1]
        if not isinstance(value, Stream | Generated):
            raise TypeError(f"'{type(value).__name__}' object is not an iterator")
        for item in value.items if isinstance(value, Stream) else ():
            return item
        if len(args) > 1:
            return args[1]
        raise StopIteration

    # Functions and copies

    def _functools_partial(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        return Val(Partial(args[0], tuple(args[1:]), dict(kwargs)))

    def _functools_reduce(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        items = self.items_of(args[1])
        found = args[2] if len(args) > 2 else next(items)
        for item in items:
            found = self.call(args[0], [found, item], {})
        return found

    def _copy_copy(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        value = args[0].value
        if isinstance(value, list | dict | set):
            return Val(copy.copy(value))
        if value is None or isinstance(value, str | int | float | tuple | range):
            return args[0]
        raise Refused("copy.copy of this cannot be read yet")

    def call__deepcopy(self, args: Sequence[Val], kwargs: Mapping[str, Val]) -> Val:
        value = args[0].value
        if isinstance(value, Tensor):
            if value.grad_fn is not None:
                raise RuntimeError(
                    "Only Tensors created explicitly by the user (graph leaves) support the "
                    "deepcopy protocol at the moment.  If you were attempting to deepcopy a "
                    "module, this may be because of a torch.nn.utils.weight_norm usage, see "
                    "https://github.com/pytorch/pytorch/pull/103001"
                )
            return self._copied(value)
        if isinstance(value, Module):
            made = copy.deepcopy(value)
            for tensor in [*made.parameters(), *made.buffers()]:
                self.notes.leaf(tensor)
            return Val(made)
        if isinstance(value, dict):
            pairs = {key: self.call__deepcopy([Val(item)], {}).value for key, item in value.items()}
            return Val(type(value)(pairs))
        if isinstance(value, list | tuple):
            found = [self.call__deepcopy([Val(item)], {}).value for item in value]
            return Val(type(value)(found))
        if value is None or isinstance(value, str | int | float | range | Function | Native):
            return args[0]
        raise Refused("copy.deepcopy of this cannot be read yet")

    def _copied(self, tensor: Tensor) -> Val:
        made = copy.deepcopy(tensor)
        return Val(made, self.notes.leaf(made))


def _iterated(val: Val) -> bool:
    return isinstance(val.value, list | tuple | range | Stream)


__all__ = ["IGNORED", "NAMES", "SPACES", "Library"]
