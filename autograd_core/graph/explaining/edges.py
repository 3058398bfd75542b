"""One edge of a Node in a step of a backward pass: its rule, the rule's numbers, what flows on.

The numbers are those of the engine: the Node's own rule is applied once more to what the Node had
saved. A product is only written where it comes to what really flowed; else words say what the rule
does, and the gradient that flowed stands by itself.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from autograd_core.graph.applied import by_rule, elements, is_held, jacobian, ones
from autograd_core.graph.explaining import formulas
from autograd_core.graph.explaining.numbers import is_written_out, value_of
from autograd_core.graph.explaining.pieces import (
    QT_TRANSLATE_NOOP,
    Formula,
    Piece,
    Said,
    Shown,
    operand,
)
from autograd_core.graph.steps import Applied, Flow, Value
from autograd_core.ops.spec import OpSpec
from autograd_core.storage import Array

EVALUATED = 4096
"""Elements of the largest tensor up to which a rule is applied again for showing."""
LARGEST_JACOBIAN = 6
"""Rows and columns of a Jacobian that is shown."""
WRITTEN_TWICE = 2
"""Rows of a Jacobian that is written out in the product as well."""

_UPSTREAM = frozenset(("G", "g"))


@dataclass(frozen=True)
class Product:
    """What stands in the last two lines for an edge, and how it was found: `factor` (element by
    element), `matrix` (the rule's own product), `scalar`, `jacobian`, or `words`."""

    how: str
    local: tuple[Piece, ...]
    product: tuple[Piece, ...]


class EdgeStory:
    """One edge along which a gradient left.

    Args:
        record: what the Node had in hand.
        incoming: the gradients that came in, one for each output.
        flow: the gradient that left.
        port: the input that the edge is for, as the operation calls it.
        told_by: the operation that has the rule's formula, where it is another one's.
    """

    def __init__(
        self,
        record: Applied,
        incoming: Sequence[Value | None],
        flow: Flow,
        port: str,
        told_by: OpSpec | None = None,
    ) -> None:
        assert record.kind is not None
        self.record = record
        self.flow = flow
        self.port = port
        self.spec: OpSpec = record.kind.spec
        self.place = place_of(record, flow.index)
        self.incoming = tuple(incoming)
        teller = told_by or self.spec
        self.text = _nth(teller.gradient_texts, self.place) or ""
        self.formula = _nth(teller.gradient_formulas, self.place) or ""

    # The rule

    def rule(self) -> tuple[Piece, ...]:
        """The local derivative, or what becomes of the gradient, as the operation says it."""
        if formulas.is_derivative(self.text) and self.formula:
            left = formulas.derivative_latex(self.text, self.port)
            return (Formula(f"{left} = {self.formula}"),)
        if self.formula and formulas.letters(self.formula) & _UPSTREAM:
            left = rf"\mathrm{{grad}}_{{{formulas.name_latex(self.port)}}}"
            return (Formula(f"{left} = {self.formula}"),)
        if self.text:
            if "." in self.port:  # one of many, for which it is the same
                return (self.words(),)
            left = rf"\mathrm{{grad}}_{{{formulas.name_latex(self.port)}}}"
            return (Said("{left}: {rule}", {"left": Formula(left), "rule": self.words()}),)
        if self.formula:
            return (Formula(f"{formulas.derivative_of('out', self.port)} = {self.formula}"),)
        return (Said(QT_TRANSLATE_NOOP("Explanation", "the operation’s own rule")),)

    def words(self) -> Said:
        """The rule's text, which is translated with the operations."""
        return Said(self.text.replace("{", "").replace("}", ""), {}, "Operations")

    # The numbers

    @cached_property
    def story(self) -> Product:
        """The local derivative evaluated, and the product that flows on."""
        gradients = self._gradients()
        if gradients is not None:
            given = [g for g in gradients if g is not None]
            single = given[0] if len(given) == 1 and not self.record.several else None
            for found in (
                None if single is None else self._by_factor(single),
                None if single is None else self._by_matrices(single),
                None if single is None else self._by_scalar(single),
                self._by_jacobian(gradients),
            ):
                if found is not None:
                    return found
        return self._in_words()

    def _gradients(self) -> list[Array | None] | None:
        """What came in, as arrays, if the rule can be applied to it again."""
        if not is_held(self.record) or elements(self.record) > EVALUATED:
            return None
        arrays = [None if value is None else value.array for value in self.incoming]
        lost = any(a is None and v is not None for a, v in zip(arrays, self.incoming, strict=True))
        return None if lost or self.flow.gradient.array is None else arrays

    @property
    def _upstream(self) -> Value:
        found = next(value for value in self.incoming if value is not None)
        return found

    def _flowed(self, array: Array | None) -> bool:
        """Whether this is what flowed, but for the last digits."""
        real = self.flow.gradient.array
        return real is not None and array is not None and is_close(array, real)

    def _by_factor(self, g: Array) -> Product | None:
        """Element by element: g · ∂out/∂a, and what was broadcast is summed."""
        if self.spec.local is None:
            return None
        local = by_rule(self.record, self.flow.index, [ones(self.record, g.dtype)], fitted=False)
        raw = by_rule(self.record, self.flow.index, [g], fitted=False)
        if local is None or raw is None or not self._flowed(self._fitted(g)):
            return None
        if raw.shape != g.shape or not is_close(g * local, raw):
            return None
        factor, result = value_of(local), value_of(raw)
        left = Formula(formulas.derivative_latex(self.text, self.port, indexed=False))
        here = (self._equals(formulas.chained(left, self._put_in()), factor, "local"),)
        both = formulas.product(self._upstream, factor)
        summed = self._summed(raw.shape)
        last = self.flow.gradient if summed is None else result
        return Product("factor", here, (self._equals(both, last), *(summed or ())))

    def _fitted(self, g: Array) -> Array | None:
        return by_rule(self.record, self.flow.index, [g])

    def _summed(self, shape: tuple[int, ...]) -> tuple[Piece, ...] | None:
        """How a gradient of this shape comes to that of the input, which was broadcast."""
        target = self.flow.gradient.shape
        if target == shape:
            return None
        return (
            Said(
                QT_TRANSLATE_NOOP(
                    "Explanation", "it was broadcast, so summed over {dims}: {shape} → {value}"
                ),
                {
                    "dims": _dims(shape, target),
                    "shape": _size(shape),
                    "value": Shown(self.flow.gradient, f"grad {self.port}"),
                },
            ),
        )

    def _by_matrices(self, g: Array) -> Product | None:
        """The rule's own formula, where that is a product of matrices with the gradient in it."""
        wanted = formulas.letters(self.formula)
        if not wanted & _UPSTREAM:
            return None
        known = {**self._known(), "G": self._upstream, "g": self._upstream}
        arrays = {
            name: array for name, value in known.items() if (array := value.array) is not None
        }
        if not self._flowed(formulas.multiplied(self.formula, arrays)):
            return None
        others = sorted(wanted - _UPSTREAM)
        here = tuple(
            self._equals(Formula(formulas.name_latex(name)), known[name], name) for name in others
        )
        filled = formulas.put_in(self.formula, known)
        left = Formula(self.formula) if filled is None else filled
        return Product("matrix", here, (self._equals(left, self.flow.gradient),))

    def _by_scalar(self, g: Array) -> Product | None:
        """A single number that depends on many: its gradient times a derivative for each."""
        if g.size != 1:
            return None
        local = self._fitted(np.ones_like(g))
        if local is None or not self._flowed(g.reshape(-1)[0] * local):
            return None
        factor = value_of(local)
        left = Formula(formulas.derivative_latex(self.text, self.port, indexed=False))
        here = (self._equals(formulas.chained(left, self._put_in()), factor, "local"),)
        both = formulas.product(self._upstream, factor)
        return Product("scalar", here, (self._equals(both, self.flow.gradient),))

    def _by_jacobian(self, gradients: Sequence[Array | None]) -> Product | None:
        """v·J, with all of J, where that is small."""
        rows = sum(g.size for g in gradients if g is not None)
        columns = math.prod(self.flow.gradient.shape)
        if not 0 < rows <= LARGEST_JACOBIAN or not 0 < columns <= LARGEST_JACOBIAN:
            return None
        found = jacobian(self.record, self.flow.index, gradients)
        if found is None:
            return None
        v, matrix = found
        with np.errstate(all="ignore"):
            result = (v @ matrix).reshape(self.flow.gradient.shape)
        if not self._flowed(result):
            return None
        j = value_of(matrix + 0)  # no negative zeros
        here = Formula(rf"J = {operand(0)}", (j,))
        both = Formula(rf"v\,J = {operand(0)}\,J", (value_of(v),))
        if rows <= WRITTEN_TWICE:
            both = Formula(rf"v\,J = {operand(0)}\,{operand(1)}", (value_of(v), j))
        return Product("jacobian", (here,), (self._equals(both, self.flow.gradient),))

    def _in_words(self) -> Product:
        """The gradient that flowed, and what its rule does."""
        shapes = [shape for shape in self._output_shapes() if shape is not None]
        rows, columns = sum(map(math.prod, shapes)), math.prod(self.flow.gradient.shape)
        here: tuple[Piece, ...] = (
            Said(
                QT_TRANSLATE_NOOP(
                    "Explanation",
                    "∂out/∂{port} has {rows} × {columns} entries: it is never built, the rule "
                    "gives the product at once",
                ),
                {
                    "port": self.port,
                    "rows": str(rows),
                    "columns": str(columns),
                },
            ),
        )
        if self.spec.local is not None and not self.record.several:
            here = tuple(self._large_operands()) or (Formula(self.formula or "1"),)
        return Product("words", here, (Shown(self.flow.gradient, f"grad {self.port}"),))

    def _large_operands(self) -> list[Piece]:
        """What the rule looks at, where it is too much to be multiplied out here."""
        found: list[Piece] = []
        for name, value in self.record.values():
            found.append(
                self._equals(Formula(formulas.name_latex(str(name))), value, str(name))
            )
        return found

    def _output_shapes(self) -> tuple[tuple[int, ...], ...]:
        return self.record.shape if self.record.several else (self.record.shape,)

    # Pieces

    def _equals(self, left: Formula, value: Value, name: str = "") -> Piece:
        """`left = value`, the sides in short where they are large."""
        shown = Shown(value, name or f"grad {self.port}")
        if all(is_written_out(each) for each in left.operands):
            if is_written_out(value):
                return formulas.chained(left, formulas.number(value))
            return Said("{left} = {value}", {"left": left, "value": shown})
        first, *others = left.operands
        second = others[0] if others else first
        args: dict[str, Piece] = {
            "g": Shown(first, "g"), "local": Shown(second, "local"), "value": shown
        }  # fmt: skip
        return Said("{g} · {local} = {value}", args)

    def _put_in(self) -> Formula | None:
        """The rule's formula with numbers; without, where a letter is not known; nothing where
        neither says more than the value does."""
        if not self.formula or not formulas.is_derivative(self.text):
            return None
        if not formulas.letters(self.formula):
            return None  # a number: the value says it
        if self.formula.isalpha():
            return Formula(self.formula)  # a letter: with its value behind it
        return formulas.put_in(self.formula, self._known()) or Formula(self.formula)

    def _known(self) -> dict[str, Value]:
        return known_letters(self.spec, {**self.record.constants, **self.record.saved},
                             (self.formula,))  # fmt: skip


# Letters


def known_letters(
    spec: OpSpec, given: dict[str, Any], latex: Sequence[str] = ()
) -> dict[str, Value]:
    """What the letters of an operation's formulas stand for: tensors and numbers by their names,
    matrices by capital letters. A single letter that is left over is the single parameter that
    is a number."""
    found: dict[str, Value] = {}
    wanted = set().union(*[formulas.letters(each) for each in latex])
    for name, value in given.items():
        known = _as_value(value)
        if known is None:
            continue
        found[name] = known
        if len(name) == 1 and name not in spec.outputs:
            found[name.upper()] = known
    if "weight" in found:
        found.setdefault("W", found["weight"])
    numbers = [
        p.name
        for p in spec.params
        if p.type in ("number", "float", "int") and p.name in found and p.name not in wanted
        and not (p.name == "alpha" and given[p.name] == 1)
    ]  # fmt: skip
    names = {port.name for port in spec.ports} | {p.name for p in spec.params} | {*spec.outputs}
    left = {w for w in wanted - _UPSTREAM if w not in names and w.lower() not in names}
    if len(numbers) == 1 and len(left) == 1:
        letter = left.pop()
        if not letter.endswith("_"):
            found[letter] = found[numbers[0]]
    return found


def _as_value(given: object) -> Value | None:
    if isinstance(given, Value):
        return given
    if isinstance(given, bool) or not isinstance(given, int | float):
        return None
    return value_of(np.asarray(given))


def place_of(record: Applied, edge: int) -> int:
    """The port that an edge is for, as its place among the operation's."""
    assert record.kind is not None
    ports = record.kind.layout.edge_ports
    if record.kind.spec.ports[ports[0]].variadic:
        return ports[0]
    return ports[edge] if edge < len(ports) else edge


def port_of(record: Applied, edge: int) -> str:
    """The port that an edge is for, by name; those of a list with their number."""
    assert record.kind is not None
    port = record.kind.spec.ports[place_of(record, edge)]
    return f"{port.name}.{edge}" if port.variadic else port.name


def is_close(first: Array, second: Array) -> bool:
    """Whether two results are the same, but for how they were rounded."""
    if first.shape != second.shape:
        return False
    tolerance = 1e-2 if second.dtype.itemsize < 4 else 1e-4
    with np.errstate(all="ignore"):
        return bool(np.allclose(first, second, rtol=tolerance, atol=1e-6, equal_nan=True))


def _nth(texts: Sequence[str | None], place: int) -> str | None:
    return texts[place] if place < len(texts) else None


def _size(shape: Sequence[int]) -> str:
    return "×".join(map(str, shape)) or "1"


def _dims(shape: Sequence[int], target: Sequence[int]) -> str:
    """The dimensions over which a gradient is summed to fit: `dim 0`, `dims 0, 2`."""
    more = len(shape) - len(target)
    dims = list(range(more))
    dims += [
        more + at for at, size in enumerate(target) if size == 1 and shape[more + at] != 1
    ]
    return ("dim " if len(dims) == 1 else "dims ") + ", ".join(map(str, dims))
