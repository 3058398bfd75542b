"""Values that come as text from elsewhere: a number, a list, a table or an Expression as a leaf.

What PyTorch and NumPy print is read as well (`tensor([1., 2.], requires_grad=True)`, `[1. 2.]`),
and tables as spreadsheets and CSV files have them. Nothing is evaluated here.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from autograd_core.graph.cells import is_name, is_number, plain, plain_numbers, split
from autograd_core.graph.expression import (
    MAX_NUMBERS,
    MAX_TEXT,
    SHORT_TEXT,
    ExpressionError,
    listed_numbers,
    names_in,
    parse,
)
from autograd_core.graph.literals import TooLong, literal_text
from autograd_core.graph.packed import NotPacked, is_packed, unpack
from autograd_core.graph.told import Told
from autograd_core.graph.vocabulary import BUILTINS, CONSTANTS, FUNCTIONS, MODULES

_PRINTED = re.compile(r",\s*(grad_fn=<\w+>|device='[\w:]+'|size=\([\d, ]*\))")
_VALUES = (
    ast.UnaryOp, ast.BinOp, ast.List, ast.Tuple, ast.Call, ast.Attribute, ast.Name, ast.Subscript,
)  # fmt: skip


class NoValue(Exception):
    """A text that is no value; its only argument is a `Told`, None where it may be anything."""

    def __init__(self, reason: Told | None = None) -> None:
        super().__init__(*([] if reason is None else [reason]))
        self.reason = reason


class Typed(NamedTuple):
    """What a leaf is made of."""

    value: str
    dtype: str | None = "float32"
    requires_grad: bool = False


def typed(text: str) -> Typed:
    """The leaf that a text says.

    Raises:
        NoValue: it is no number, list, table or Expression without names.
    """
    whole = text.replace("\u2212", "-").replace("\u00a0", " ").removeprefix("\ufeff")
    text = whole.strip()
    if not text:
        raise NoValue()
    if is_packed(text):
        try:
            unpack(text)
        except NotPacked as error:
            raise NoValue(Told("{error}", error=str(error))) from None
        return Typed(text, dtype=None)
    if len(text) > 2 * MAX_NUMBERS:  # what numbers are kept as may be shorter
        raise NoValue(Told("longer than {count} characters", count=2 * MAX_NUMBERS))
    text = text.removeprefix("Parameter containing:").strip()
    if len(text) > MAX_TEXT and not text.startswith("["):
        numbers = _long_table(text)
        if numbers is not None:
            return Typed(numbers)
    if len(text) > SHORT_TEXT and _is_list(text):
        return Typed(text)
    numbers = _bracketed(text)
    if numbers is not None:
        return Typed(numbers)
    try:
        printed = text.startswith("tensor(")
        return _expression(_PRINTED.sub("", text) if printed else text)
    except ExpressionError:
        return Typed(table(whole.strip("\r\n")))


def _is_list(text: str) -> bool:
    """Whether the text is nested lists of numbers, and nothing else."""
    return text.startswith("[") and listed_numbers(text, plain=False) is not None


def _bracketed(text: str) -> str | None:
    """Lists without the commas of Python: `[1, 2; 3, 4]`, `[[1. 2.] [3. 4.]]`."""
    if not (text.startswith("[") and text.endswith("]")):
        return None
    if ";" in text and text.count("[") == 1:
        rows = [row.replace(",", " ").split() for row in text[1:-1].split(";") if row.strip()]
        return _nested(rows) if rows else None
    words = re.findall(r"[\[\]]|[^\[\]\s]+", text)
    if "," in text or not all(word in "[]" or plain(word) for word in words):
        return None
    joined = ", ".join(word if word in "[]" else plain(word) for word in words)
    return joined.replace("[, ", "[").replace(", ]", "]")


def _nested(rows: Sequence[Sequence[str]]) -> str:
    """Rows of words as a list of lists, in which all have the same length."""
    first = rows[0]
    found: list[str] = []
    for at, row in enumerate(rows, 1):
        if len(row) != len(first):
            reason = Told(
                "row {row} of the table has {count} entries, the first has {first}",
                row=at, count=len(row), first=len(first),
            )  # fmt: skip
            raise NoValue(reason)
        found.append(f"[{', '.join(_entry(word, at, place) for place, word in enumerate(row, 1))}]")
    return f"[{', '.join(found)}]"


def _entry(word: str, row: int, column: int) -> str:
    number = plain(word.strip())
    if not number:
        short = word if len(word) <= 20 else f"{word[:19]}…"
        reason = Told(
            "row {row}, column {column} of the table is no number: {text}",
            row=row, column=column, text=short,
        )  # fmt: skip
        raise NoValue(reason)
    return number


# Expressions


def _expression(text: str) -> Typed:
    """Raises:
    ExpressionError: this is not one.
    NoValue: it is one, but says no tensor of its own.
    """
    tree = parse(text)
    if isinstance(tree, ast.Constant) and isinstance(tree.value, str | bytes | type(None)):
        raise NoValue()
    if not isinstance(tree, (ast.Constant, *_VALUES)):
        raise NoValue()
    if any(isinstance(n, ast.Constant) and n.value is ... for n in ast.walk(tree)):
        raise NoValue(Told("numbers are left out of this text, where it says …"))
    if isinstance(tree, ast.Call):
        made = _tensor_call(tree, text)
        if made is not None:
            return made
    known = FUNCTIONS.keys() | BUILTINS.keys() | CONSTANTS.keys() | MODULES
    unknown = sorted(names_in(text) - known)
    if unknown or (isinstance(tree, ast.Name) and tree.id not in CONSTANTS):
        if not unknown or isinstance(tree, ast.Name):
            raise NoValue()  # a word
        raise NoValue(Told("the value of a leaf has no names: {name}", name=unknown[0]))
    if isinstance(tree, ast.Tuple):
        text = f"[{text.strip().removeprefix('(').removesuffix(')').strip().rstrip(',')}]"
    value, tracked = tracking_apart(text)
    return Typed(value, None if _says_bools(tree) else "float32", tracked is True)


def _says_bools(tree: ast.expr) -> bool:
    """Whether this is True or False, or lists of nothing else."""
    if isinstance(tree, ast.List | ast.Tuple):
        return bool(tree.elts) and all(map(_says_bools, tree.elts))
    return isinstance(tree, ast.Constant) and isinstance(tree.value, bool)


def tracking_apart(text: str) -> tuple[str, bool | None]:
    """An Expression without the `requires_grad` of its outermost call, and what that says: a leaf
    holds it as a fact of its own, which can be switched; None where it says nothing.

    Raises:
        ExpressionError: this is not one.
    """
    text = " ".join(text.split())
    tree = parse(text)
    for keyword in tree.keywords if isinstance(tree, ast.Call) else ():
        said = keyword.value
        if keyword.arg == "requires_grad" and isinstance(said, ast.Constant) and text.isascii():
            head, tail = text[: keyword.col_offset].rstrip(), text[keyword.end_col_offset :]
            tail = tail.lstrip()
            if head.endswith(","):
                head = head[:-1].rstrip()
            else:
                tail = tail.removeprefix(",").lstrip()
            return head + tail, bool(said.value)
    return text, None


def _tensor_call(call: ast.Call, text: str) -> Typed | None:
    """What `tensor(…)`, `torch.tensor(…)` or `array(…)` of plain lists says; None for others."""
    function = call.func
    name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
    if name not in ("tensor", "array", "Tensor") or len(call.args) != 1:
        return None
    data = call.args[0]
    inside = {type(node) for node in ast.walk(data)}
    plain = {ast.List, ast.Tuple, ast.Constant, ast.UnaryOp, ast.USub, ast.Load, ast.Name}
    value = ast.get_source_segment(text.strip(), data)
    if value is None or inside - plain or names_in(value) - {"nan", "inf"}:
        return None
    dtype: str | None = None
    tracked = False
    for keyword in call.keywords:
        if keyword.arg == "requires_grad" and isinstance(keyword.value, ast.Constant):
            tracked = keyword.value.value is True
        elif keyword.arg == "dtype":
            source = ast.unparse(keyword.value).rpartition(".")[2]
            dtype = source if source in CONSTANTS else None
        else:
            return None
    return Typed(" ".join(value.split()), dtype, tracked)


# Tables


def _long_table(text: str) -> str | None:
    """A large table of nothing but numbers, with the digits that a leaf of float32 keeps: it is
    read at every edit. None for any other text."""
    numbers = plain_numbers(text)
    if numbers is None:
        return None
    array = numbers.astype(np.float32)
    try:
        return literal_text(array.reshape(-1) if 1 in array.shape else array)
    except TooLong:
        too_many = Told("{count} numbers are too many to be kept as text", count=array.size)
        raise NoValue(too_many) from None


def table(text: str) -> str:
    """Numbers in rows and columns, separated by tabs, semicolons, commas or spaces, as a list of
    lists; one row or one column as a list. A row or a column of names before them is left out,
    an empty field is nan.

    Raises:
        NoValue: this is no table, or not one of numbers.
    """
    try:
        rows = split(text)
    except ValueError:
        raise NoValue() from None
    if len(rows) == 1 and len(rows[0]) == 1:
        raise NoValue()
    if len(rows) > 1 and not any(is_number(word) for word in rows[0]):
        rows = rows[1:]
    if all(row and is_name(row[0]) for row in rows) and len(rows[0]) > 1:
        rows = [row[1:] for row in rows]
    words = [word for row in rows for word in row]
    if 2 * sum(map(is_number, words)) < len(words):
        raise NoValue()  # words, and no table at all
    nested = _nested(rows)
    if len(rows) == 1:
        return nested[1:-1]
    return f"[{nested.replace('[', '').replace(']', '')}]" if len(rows[0]) == 1 else nested
