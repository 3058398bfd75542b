"""The card of a user's own function: ports and parameters, from its source."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from autograd_core.graph.customs.source import Source, known
from autograd_core.ops.spec import Meta, OpSpec, Param, Port

CATEGORY = "custom"


@dataclass(frozen=True, eq=False)
class CustomSpec(OpSpec):
    """The definition of an operation that a document brings along. It has no rule: what it computes
    is in its source, which only a run or a trace executes, within their limits."""

    source: Source | None = None

    @property
    def own(self) -> Source:
        """The source."""
        assert self.source is not None
        return self.source


def _unknown(metas: Sequence[Any], params: Mapping[str, Any]) -> tuple[Meta, ...]:
    """Shapes that nobody knows before it has run."""
    return ()


def _not_by_itself(*inputs: Any, **params: Any) -> Any:
    raise RuntimeError("a user's own function can be executed by a run only")


@lru_cache(maxsize=512)
def custom_spec(text: str) -> CustomSpec | None:
    """The definition that a source says; None where it cannot be read. One for each text."""
    source = known(text)
    if source is None:
        return None
    ports = tuple(
        Port(
            each.name,
            number=not each.many,
            optional=each.default is not None,
            variadic=each.many,
            argument=each.name,
        )
        for each in source.arguments
        if not each.type
    )
    params = tuple(_param(each.name, each.type, each.default) for each in source.arguments
                   if each.type)  # fmt: skip
    named = ", ".join(f"{{{each.name}}}" for each in source.arguments)
    return CustomSpec(
        source.name,
        CATEGORY,
        _unknown,
        ports=ports,
        params=params,
        outputs=source.outputs,
        compose=_not_by_itself,
        mutates=source.writes,
        unnamed=True,
        spelling=f"{source.name}.apply({named})",
        title=source.name,
        help=source.help,
        node_name=f"{source.name}Backward",
        source=source,
    )


def _param(name: str, kind: str, default: str | None) -> Param:
    if default is None:
        return Param(name, kind)
    try:
        return Param(name, kind, default=ast.literal_eval(default), optional=default == "None")
    except (ValueError, SyntaxError):
        return Param(name, kind, default=None, optional=True)


def source_of(spec: OpSpec | None) -> Source | None:
    """The source of a user's own function; None for any other operation."""
    return spec.source if isinstance(spec, CustomSpec) else None
