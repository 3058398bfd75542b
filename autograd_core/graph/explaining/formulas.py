"""The formulas of operations, with numbers in place of letters where every letter is known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from autograd_core.graph.explaining.numbers import is_written_out, value_of
from autograd_core.graph.explaining.pieces import Formula, operand
from autograd_core.graph.steps import Value
from autograd_core.storage import Array

_TOKEN = re.compile(
    r"\\(?:operatorname|mathrm|text|mathbf|mathbb|mathcal)\s*\{[^{}]*\}"
    r"|\\[A-Za-z]+|\\.|[A-Za-z]+|[0-9.]+|\s+|."
)
_SPACES = frozenset((r"\,", r"\;", r"\!", r"\ ", r"\quad", ""))
_GREEK = frozenset((r"\alpha", r"\beta", r"\lambda", r"\mu", r"\epsilon"))
"""Letters that stand for parameters; others are functions and constants."""
_FUNCTION = re.compile(r"\\[A-Za-z]+$|\\(?:operatorname|mathrm|text)\s*\{[^{}]*\}$")
_BEFORE_FACTOR = re.compile(r"[0-9A-Za-z)\]}\ua000-\ua0ff]$")
_FACTOR = re.compile(r"\s*\\?(alpha|beta|[A-Za-z])(?![a-z])\s*(\^\{?\\top\}?)?\s*(?:\\,)?\s*")
_PARTIAL = re.compile(r"∂(\w+?)([ᵢⱼ]*)\s*/\s*∂(\w+?)([ᵢⱼ]*) = ")
_BELOW = {"ᵢ": "i", "ⱼ": "j"}


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    followed_by: str

    @property
    def is_letter(self) -> bool:
        """Whether it stands for a tensor or a number."""
        if self.text in _GREEK:
            return True
        return self.text[0].isalpha() and not (self.text == "e" and self.followed_by == "^")


def _tokens(latex: str) -> list[_Token]:
    texts = _TOKEN.findall(latex)
    found = []
    for place, text in enumerate(texts):
        rest = (each for each in texts[place + 1 :] if each.strip() and each not in _SPACES)
        found.append(_Token(text, next(rest, "")))
    return found


def letters(latex: str) -> set[str]:
    """The letters and names in a formula that stand for tensors and numbers: `a`, `alpha`; with an
    index, as `a_i`, they stand for elements and have that behind them: `a_`."""
    found = set()
    for token in _tokens(latex):
        if token.is_letter:
            found.add(token.text.lstrip("\\") + ("_" if token.followed_by in ("_", "'") else ""))
    return found


def put_in(latex: str, known: Mapping[str, Value]) -> Formula | None:
    """The formula with numbers for its letters; None where one is not known, or is too large to be
    written out, and where there is none."""
    wanted = letters(latex)
    if not wanted or not wanted <= known.keys():
        return None
    if not all(is_written_out(known[letter]) for letter in wanted):
        return None
    operands: list[Value] = []
    text = ""
    for token in _tokens(latex):
        if not token.is_letter:
            text += token.text
            continue
        value = known[token.text.lstrip("\\")]
        text = _joined(text, operand(len(operands)), value, token.followed_by)
        operands.append(value)
    return Formula(text, tuple(operands))


def _joined(text: str, letter: str, value: Value, following: str) -> str:
    """`text` with an operand behind it, set apart from what it would run together with."""
    before = text.rstrip()
    while before and before[-2:] in _SPACES:
        before = before[:-2].rstrip()
    if before.endswith("^") or re.search(r"\\(frac|sqrt)$", before):
        return text + "{" + letter + "}"
    function = _FUNCTION.search(before) is not None
    factor = bool(_BEFORE_FACTOR.search(before)) and not function
    factor = factor or re.search(r"\\(pi|alpha|beta|lambda)$", before) is not None
    if factor:
        text = before + r" \cdot "
    if not value.shape:
        number = value.summary.cells[0][0]
        apart = number.startswith("-") and (before[-1:] not in ("", "(", "{", "[", "=", ","))
        if apart or (following == "^" and (number.startswith("-") or "e" in number)):
            return f"{text}({letter})"
    elif text[-1:].isalpha():  # a command's name would go on
        text += " "
    return text + letter


def chained(*formulas: Formula | None) -> Formula:
    """The formulas with equals signs between them, those that are None or said before left out."""
    source, said = "", set()
    operands: list[Value] = []
    for formula in formulas:
        if formula is None or formula.latex in said:
            continue
        said.add(formula.latex)
        text = formula.source
        shift = len(operands)
        for place in reversed(range(len(formula.operands))):
            text = text.replace(operand(place), operand(place + shift))
        source = f"{source} = {text}" if source else text
        operands += formula.operands
    return Formula(source, tuple(operands))


def number(value: Value) -> Formula:
    """A value by itself."""
    return Formula(operand(0), (value,))


def product(first: Value, second: Value) -> Formula:
    """Two values multiplied element by element."""
    return Formula(rf"{_factor(first, 0)} \cdot {_factor(second, 1)}", (first, second))


def _factor(value: Value, place: int) -> str:
    negative = not value.shape and value.summary.cells[0][0].startswith("-")
    return f"({operand(place)})" if negative and place else operand(place)


def multiplied(latex: str, known: Mapping[str, Array]) -> Array | None:
    """What a formula that is nothing but a product of matrices, some transposed, comes to: `G B^T`
    as NumPy's matmul gives it. None for other formulas, and where letters are not known."""
    at, found = 0, None
    while at < len(latex):
        factor = _FACTOR.match(latex, at)
        if factor is None or factor.end() == at or factor.group(1) not in known:
            return None
        array = known[factor.group(1)]
        if factor.group(2):
            array = np.swapaxes(array, -1, -2) if array.ndim > 1 else array
        try:
            if found is None:
                found = array
            elif not array.ndim or not found.ndim:
                found = found * array
            else:
                found = np.matmul(found, array)
        except ValueError:
            return None
        at = factor.end()
    return None if found is None else np.asarray(found)


# Names


def name_latex(name: str) -> str:
    """A port's or an output's name in a formula."""
    if len(name) == 1 and name.isascii():
        return name
    stem, _, place = name.partition(".")
    text = rf"\mathrm{{{stem.replace('_', chr(92) + '_')}}}"
    return f"{text}_{{{place}}}" if place else text


def derivative_latex(text: str, port: str, indexed: bool = True) -> str:
    """The left side of a rule: from its text (`∂outᵢ/∂aⱼ = …`) where that has one; without the
    indices for all elements together."""
    found = _PARTIAL.match(text)
    if found is None:
        return derivative_of("out", port)
    output, above, name, below = found.groups()
    if not indexed:
        above = below = ""
    return derivative_of(output, name, _index(above), _index(below))


def derivative_of(output: str, port: str, above: str = "", below: str = "") -> str:
    top = name_latex(output) + above
    return rf"\partial {top}/\partial {name_latex(port)}{below}"


def _index(letters: str) -> str:
    return f"_{{{''.join(_BELOW[each] for each in letters)}}}" if letters else ""


def is_derivative(text: str) -> bool:
    """Whether a rule's text is that of a derivative, and not of the gradient itself."""
    return text.startswith("∂")


# Sums of a few elements

_SUM = re.compile(r"^(\\frac\{1\}\{n\})?\s*\\sum_i\s*((?:[a-z]_i\s*)+)$")


def summed(latex: str, known: Mapping[str, Value]) -> Formula | None:
    """A sum over all elements of a few numbers, one after the other: `1 \\cdot 3 + 2 \\cdot 4`."""
    found = _SUM.match(latex)
    if found is None:
        return None
    names = re.findall(r"([a-z])_i", found.group(2))
    arrays = [known[name].array if name in known else None for name in names]
    if any(array is None or not 1 < array.size <= 4 for array in arrays):
        return None
    values: list[Value] = []
    terms: list[str] = []
    for at in range(arrays[0].size):  # type: ignore[union-attr]
        term: list[str] = []
        for array in arrays:
            assert array is not None
            one = value_of(np.asarray(array.reshape(-1)[at]))
            first = not terms and not term
            negative = one.summary.cells[0][0].startswith("-")
            letter = operand(len(values))
            term.append(f"({letter})" if negative and not first else letter)
            values.append(one)
        terms.append(r" \cdot ".join(term))
    text = " + ".join(terms)
    if found.group(1):
        text = rf"\frac{{{text}}}{{{len(terms)}}}"
    return Formula(text, tuple(values))


def total(latex: str, known: Mapping[str, Value]) -> Array:
    """What the sum that `summed` writes comes to."""
    found = _SUM.match(latex)
    assert found is not None
    names = re.findall(r"([a-z])_i", found.group(2))
    product = np.asarray(1.0)
    for name in names:
        array = known[name].array
        assert array is not None
        product = product * array.reshape(-1)
    return np.asarray(product.mean() if found.group(1) else product.sum())
