"""Assertions, at the end of a script, of the values and gradients that a run left behind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from math import isfinite
from typing import Any, NamedTuple

import numpy as np

from autograd_core.graph.document import Document, LeafData, OpData
from autograd_core.graph.ports import output_ports
from autograd_core.graph.steps import StepLog, Value, port_ref
from autograd_core.graph.vocabulary import RANDOM

MOST = 1000
"""Elements of a tensor that are written out; of a larger one, the shape and so many."""
COARSE = frozenset({"float16", "bfloat16"})
_UNSURE = frozenset({"empty", "empty_strided", "empty_permuted", "empty_like", "new_empty"})
"""Operations whose result nobody can foretell."""


class Assertion(NamedTuple):
    text: str
    node: str


def assertions(
    document: Document,
    log: StepLog,
    names: Iterable[str],
    code_at: Callable[[str, str | None], str | None],
    elsewhere: bool = False,
) -> Iterator[Assertion]:
    """What holds when the script of a flat document has run: for each node with a variable its
    value and, where it has one, its gradient.

    Args:
        names: the nodes that have a variable.
        code_at: the code of what a node gives at a port.
        elsewhere: the script runs on another device, where operations draw other numbers.
    """
    unsure = _unsure(document, elsewhere)
    end = len(log)
    for node in names:
        if node in unsure:
            continue
        for port in output_ports(document, node):
            ref, variable = port_ref(node, port), code_at(node, port)
            value = log.at(end, ref, "value")
            if variable is None or not isinstance(value, Value):
                continue
            yield from (Assertion(text, node) for text in _equal(variable, value))
            if unsure:
                continue
            grad = log.at(end, ref, "grad")
            if isinstance(grad, Value):
                yield from (Assertion(text, node) for text in _equal(f"{variable}.grad", grad))
            elif grad is None and _is_tracked_leaf(document, node):
                yield Assertion(f"assert {variable}.grad is None", node)


def _is_tracked_leaf(document: Document, node: str) -> bool:
    data = document.nodes[node]
    return isinstance(data, LeafData) and data.requires_grad


def _unsure(document: Document, elsewhere: bool) -> set[str]:
    """The nodes whose numbers are others whenever the script runs, or on another device."""
    found = set()
    for node, data in document.nodes.items():
        if isinstance(data, LeafData):
            unsure = data.value.lstrip().startswith("empty")
        else:
            drawn = RANDOM if elsewhere else frozenset[str]()
            unsure = isinstance(data, OpData) and data.op in _UNSURE | drawn
        if unsure:
            found.add(node)
    return document.downstream(found) | found if found else found


def _equal(variable: str, value: Value) -> Iterator[str]:
    array = value.array
    if array is None:  # let go, to save room
        return
    dtype = value.dtype.removeprefix("torch.")
    array = np.asarray(array)
    if array.size > MOST:
        yield f"assert {variable}.shape == {tuple(array.shape)}"
        array, variable = array.reshape(-1)[:MOST], f"{variable}.flatten()[:{MOST}]"
    if array.size == 0:
        yield f"assert {variable}.shape == {tuple(array.shape)}"
        return
    said = "" if dtype in ("float32", "bool", "int64") else f", dtype=torch.{dtype}"
    expected = f"torch.tensor({_literal(array)}{said})"
    if dtype == "bool" or dtype.startswith(("int", "uint")):
        yield f"assert torch.equal({variable}, {expected})"
        return
    close = "rtol=0.02, atol=0.001" if dtype in COARSE else "rtol=0.0001, atol=1e-06"
    nan = "" if bool(np.isfinite(array).all()) else ", equal_nan=True"
    yield f"assert torch.allclose({variable}, {expected}, {close}{nan})"


def _literal(array: np.ndarray[Any, Any]) -> str:
    """A nested list as Python writes it, each number as short as its dtype allows."""
    if array.ndim:
        return f"[{', '.join(map(_literal, array))}]"
    number = array.item()
    if isinstance(number, complex):
        return f"complex({_float(number.real)}, {_float(number.imag)})"
    if isinstance(number, float):
        shortest = float(str(array[()])) if isfinite(number) else number
        return _float(shortest)
    return repr(number)


def _float(number: float) -> str:
    return repr(number) if isfinite(number) else f"float('{number}')"
