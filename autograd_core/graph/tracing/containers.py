"""Methods of texts, lists, dicts and sets."""

from __future__ import annotations

import math
from abc import abstractmethod
from collections import deque
from collections.abc import Mapping, Sequence

from autograd_core.graph.tracing.lacking import lacking
from autograd_core.graph.tracing.methods import Methods
from autograd_core.graph.tracing.values import Refused, Val
from autograd_core.tensor import Tensor

_STRINGS = frozenset(
    "upper lower title capitalize strip lstrip rstrip split join replace startswith endswith "
    "find count isdigit isalpha".split()
)
_WIDE = frozenset("center ljust rjust zfill".split())
_LISTS = frozenset("append extend insert pop remove index count reverse copy clear".split())
_DICTS = frozenset(
    "keys values items get pop popitem update setdefault copy clear most_common move_to_end".split()
)
_SETS = frozenset("add discard union copy".split())


_DEQUES = frozenset("append appendleft pop popleft clear extend".split())
_TUPLES = frozenset({"index", "count"})
_KINDS: tuple[tuple[type, frozenset[str]], ...] = (
    (list, _LISTS), (dict, _DICTS), (set, _SETS), (deque, _DEQUES),
)  # fmt: skip


class Containers(Methods):
    """Calls them."""

    def _container_method(
        self, owner: Val, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        value = owner.value
        values = [arg.value for arg in args]
        if isinstance(value, str):
            return self._string_method(owner, name, args, kwargs)
        allowed = next((names for kind, names in _KINDS if isinstance(value, kind)), _TUPLES)
        if name == "sort" and isinstance(value, list):
            value[:] = self.call_sorted([owner], kwargs).value
            return Val(None)
        if isinstance(value, tuple) and name in getattr(value, "_fields", ()):
            raise TypeError("a tensor is no function")
        if name == "numel" and isinstance(value, tuple):
            return Val(math.prod(value))
        if name not in allowed:
            raise lacking(value, name)
        if name == "extend":
            values = [[item.value for item in self.items_of(args[0])]]
        if name in ("append", "insert") and values and values[-1] is value:
            raise Refused("a list cannot hold itself here")
        found = getattr(value, name)(*values, **{k: v.value for k, v in kwargs.items()})
        self.check_size(value)
        if isinstance(value, dict) and name in ("keys", "values", "items"):
            found = list(found)
        if isinstance(found, Tensor):
            return Val(found, self.notes.ref(found))
        if name == "append" and isinstance(values[0], Tensor):
            self.notes.need(self.ref_of(args[0]).run)
        return Val(found)

    def _string_method(
        self, owner: Val, name: str, args: Sequence[Val], kwargs: Mapping[str, Val]
    ) -> Val:
        value, values = owner.value, [arg.value for arg in args]
        if name == "format":
            return self.format(value, list(args), dict(kwargs))
        if name in _WIDE and (not isinstance(values[0], int) or values[0] > 1000):
            raise Refused("that text is too wide")
        if name not in _STRINGS and name not in _WIDE:
            raise lacking(value, name)
        if name == "replace" and len(value) * max(len(str(values[1])), 1) > 200_000:
            raise Refused("that text is too long")
        if name == "join":
            values = [[item.value for item in self.items_of(args[0])]]
            self.work(sum(len(str(item)) for item in values[0]) // 64)
        found = getattr(value, name)(*values)
        self.check_size(found)
        return Val(found)

    @abstractmethod
    def format(self, template: str, args: list[Val], kwargs: dict[str, Val]) -> Val:
        """Defined further up."""
