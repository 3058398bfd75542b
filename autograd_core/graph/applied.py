"""What an autograd Node had in hand when it was applied: kept with the step, and used again to show
the local derivative as the engine had it, and not as it might have been.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograd_core import dtypes
from autograd_core.engine import BackwardStep
from autograd_core.graph.steps import Applied, Source, Value
from autograd_core.node import Node
from autograd_core.ops import plain
from autograd_core.ops.opnode import OpNode
from autograd_core.storage import Array, Frozen, Memory
from autograd_core.tensor import Tensor

Known = Callable[[Frozen], Value | None]
"""The Value that already stands for the same contents, if there is one."""


def applied(step: BackwardStep, sources: Sequence[Source], known: Known) -> Applied:
    """What to keep of a Node that has just been applied; no array is copied."""
    node = step.node
    targets = tuple(_target_shape(node, edge) for edge in range(len(node.targets)))
    if not isinstance(node, OpNode) or step.saved is None:
        context = getattr(node, "context", None)  # of a user's own function
        return Applied(tuple(sources), targets, body=getattr(context, "_told", ()))
    return Applied(
        tuple(sources),
        targets,
        type(node),
        dict(zip(node.layout.constants, node.constants, strict=True)),
        node.casts,
        node.shape,
        dict(_saved(node, step.saved, known)),
    )


def _target_shape(node: Node, edge: int) -> tuple[int, ...] | None:
    target = node.targets[edge]
    if target is None:
        return None
    return target.output_shape(0 if node.target_nrs is None else node.target_nrs[edge])


def _saved(
    node: OpNode, saved: tuple[Any, ...], known: Known
) -> list[tuple[str, Value | float | None]]:
    found: list[tuple[str, Value | float | None]] = []
    place = 0
    for name in node.layout.saved_inputs:
        value = saved[place]
        place += 2
        if isinstance(value, Tensor):
            found.append((name, _value(value.freeze(), known)))
        elif isinstance(value, np.ndarray):
            found.append((name, value.item()))  # a number, as the fast calls keep it
        else:
            found.append((name, value))
    for name in node.layout.saved_outputs:
        array, storage = saved[place : place + 2]
        place += 3
        if array is not None:
            memory = Memory(array) if storage is None else storage.memory
            found.append((name, _value(memory.freeze(array), known)))
    return found


def _value(frozen: Frozen, known: Known) -> Value:
    return known(frozen) or Value(frozen, str(dtypes.from_numpy(frozen.dtype)))


# The rule once more


def is_held(record: Applied) -> bool:
    """Whether all that the rules need is there: a log may have let arrays go."""
    held = all(value.frozen is not None for _, value in record.values())
    return record.kind is not None and held


def elements(record: Applied) -> int:
    """Of the largest tensor that the rules look at."""
    sizes = [math.prod(value.shape) for _, value in record.values()]
    shapes = record.shape if record.several else (record.shape,)
    sizes += [math.prod(shape) for shape in (*shapes, *record.targets) if shape is not None]
    return max(sizes, default=0)


def by_rule(
    record: Applied, edge: int, gradients: Sequence[Array | None], *, fitted: bool = True
) -> Array | None:
    """The gradient that the Node's own rule gives for one edge, as the engine computes it.

    `gradients` has one for each output; `fitted` as it leaves, else as the rule gives it, before
    what was broadcast is summed. None where the rule gives none.
    """
    kind = record.kind
    assert kind is not None
    layout, spec = kind.layout, kind.spec
    node: OpNode = object.__new__(kind)
    gradient: Any = node._gradients(list(gradients)) if kind.several else gradients[0]
    values: dict[str, Any] = {**record.constants, **_arrays(record.saved), "place": edge}
    if record.casts is not None:
        first = next(each for each in gradients if each is not None)
        for name in layout.promoted:
            if isinstance(values[name], np.ndarray):
                values[name] = values[name].astype(first.dtype)
    variadic = spec.ports[layout.edge_ports[0]].variadic
    rule, names = layout.calls[0 if variadic else edge]
    with np.errstate(all="ignore"):
        result = rule(plain, gradient, *[values[name] for name in names])
    if result is None:
        return None
    found: Array = np.asarray(result)
    shape = record.targets[edge]
    if fitted and spec.broadcasts and shape is not None and found.shape != shape:
        found = np.asarray(plain.unbroadcast(found, shape))
    if record.casts is not None and record.casts[edge] is not None:
        found = found.astype(record.casts[edge])
    return found


def _arrays(saved: Mapping[str, Value | float | None]) -> dict[str, Any]:
    return {
        name: value.array if isinstance(value, Value) else value for name, value in saved.items()
    }


def ones(record: Applied, dtype: np.dtype[Any]) -> Array:
    """A gradient of ones for the only output."""
    return np.ones(record.shape, dtype)


def jacobian(
    record: Applied, edge: int, gradients: Sequence[Array | None]
) -> tuple[Array, Array] | None:
    """v and J as vector and matrix: the gradients that came in, one after the other, and a row
    for each of their elements, which the rule gives for the unit vector there.

    None where the rule gives no gradient.
    """
    v: list[Array] = []
    rows: list[Array] = []
    for place, gradient in enumerate(gradients):
        if gradient is None:
            continue
        v.append(np.ravel(gradient))
        for at in range(gradient.size):
            unit = np.zeros(gradient.size, gradient.dtype)
            unit[at] = 1
            given = [None if g is None else np.zeros_like(g) for g in gradients]
            given[place] = unit.reshape(gradient.shape)
            row = by_rule(record, edge, given)
            if row is None:
                return None
            rows.append(np.ravel(row))
    if not rows:
        return None
    return np.concatenate(v), np.stack(rows)
