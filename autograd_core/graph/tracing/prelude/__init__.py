"""Parts of PyTorch that are said in PyTorch: the interpreter reads them as it reads a snippet."""

from __future__ import annotations

import ast
from functools import lru_cache

from autograd_core.graph.tracing.prelude import (
    calculus,
    data,
    layers,
    quasinewton,
    training,
    transformer,
)

_PARTS = (training, data, layers, transformer, calculus, quasinewton)
OFFERED: dict[str, frozenset[str]] = {}
for _part in _PARTS:
    for _path, _names in _part.NAMES.items():
        OFFERED[_path] = OFFERED.get(_path, frozenset()) | frozenset(_names.split())
LAYERS = layers.FORWARDS
"""What the modules of the library compute, by the names of their classes."""


@lru_cache(maxsize=1)
def tree() -> ast.Module:
    """The prelude, read."""
    return ast.parse("".join(part.SOURCE for part in _PARTS))
