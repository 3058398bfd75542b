"""The words of the operations: titles and groups, PyTorch's spellings, and the search by them.

One searches in English and Chinese at the same time, whatever the window speaks, by title, name,
keywords and description, and by PyTorch code: `torch.matmul`, `x.sum(dim=0)`, `x @ w`, `x[...]`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QTranslator

import resources
from app.widgets.matching import NO_MATCH, WORDS, best_first, rank, words_of
from autograd_core.graph import words
from autograd_core.graph.words import QT_TRANSLATE_NOOP
from autograd_core.ops.spec import REQUIRED, OpSpec

IN_PLACE = "in place"
CATEGORIES: dict[str, str] = {
    "subgraph": QT_TRANSLATE_NOOP("Operations", "Subgraphs"),
    "custom": QT_TRANSLATE_NOOP("Operations", "Your own functions"),
    "creation": QT_TRANSLATE_NOOP("Operations", "Create"),
    "arithmetic": QT_TRANSLATE_NOOP("Operations", "Arithmetic"),
    "math": QT_TRANSLATE_NOOP("Operations", "Functions"),
    "activation": QT_TRANSLATE_NOOP("Operations", "Activations"),
    "reduction": QT_TRANSLATE_NOOP("Operations", "Reduce"),
    "matrix": QT_TRANSLATE_NOOP("Operations", "Matrices"),
    "shape": QT_TRANSLATE_NOOP("Operations", "Shape"),
    "index": QT_TRANSLATE_NOOP("Operations", "Index"),
    "join": QT_TRANSLATE_NOOP("Operations", "Join"),
    "compare": QT_TRANSLATE_NOOP("Operations", "Compare"),
    "copy": QT_TRANSLATE_NOOP("Operations", "Copy and detach"),
    "linalg": QT_TRANSLATE_NOOP("Operations", "Linear algebra"),
    "special": QT_TRANSLATE_NOOP("Operations", "Special functions"),
    "convolution": QT_TRANSLATE_NOOP("Operations", "Convolutions"),
    "padding": QT_TRANSLATE_NOOP("Operations", "Padding"),
    "loss": QT_TRANSLATE_NOOP("Operations", "Losses"),
    "layer": QT_TRANSLATE_NOOP("Operations", "Layers"),
    "normalization": QT_TRANSLATE_NOOP("Operations", "Normalization"),
    "pooling": QT_TRANSLATE_NOOP("Operations", "Pooling"),
    "random": QT_TRANSLATE_NOOP("Operations", "Random"),
    "sort": QT_TRANSLATE_NOOP("Operations", "Sort and search"),
    IN_PLACE: QT_TRANSLATE_NOOP("Operations", "In place"),
}
"""Headings in order; a category that is not here follows under its own name."""

COMMON = (
    "matmul", "add", "mul", "sub", "div", "sum", "mean", "relu", "softmax", "sigmoid", "tanh",
    "exp", "log", "pow", "sqrt", "abs", "neg", "max", "min", "linear", "mse_loss",
    "cross_entropy", "log_softmax", "nll_loss", "randn", "rand", "zeros", "ones", "arange",
    "linspace", "tensor", "reshape", "view", "transpose", "permute", "squeeze", "unsqueeze",
    "flatten", "expand", "cat", "stack", "where", "clamp", "detach", "clone", "gelu", "dropout",
    "conv2d", "max_pool2d", "batch_norm", "layer_norm", "embedding", "einsum", "norm", "std",
    "var", "argmax", "sin", "cos",
)  # fmt: skip
"""What one looks for most, the most common first: before others that fit as well."""
_PLACES = {name: place for place, name in enumerate(COMMON)}

EXACT, CODE = -100, -50
"""Ranks of what is exactly so, and of what the code in a query calls: before what is like it."""
KEYWORD = 30
"""The least rank of a whole keyword, behind whole names, titles and what one calls."""
LONGEST_CODE = 80
"""Characters up to which a query is read as code."""
OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "truediv", ast.Pow: "pow",
    ast.MatMult: "matmul", ast.USub: "neg", ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt",
    ast.GtE: "ge", ast.Eq: "eq", ast.NotEq: "ne",
}  # fmt: skip
"""What Python's operators are called, without the underscores."""

WRITTEN = ("setitem", "rsub", "rpow")
"""Operations that Python writes with a sign and that are found otherwise than by a method."""


_PROSE = re.compile(
    r"\b(?:the|of|for|where|and|is|to|by|in|with|else|if|at|each|as|that|through|below|summed|half"
    r"|within|elsewhere)\b"
)


def translated(text: str) -> str:
    """A title or help text of an operation in the window's language."""
    return QCoreApplication.translate("Operations", text) if text else ""


def gradients_of(spec: OpSpec) -> list[str]:
    """What is said of the local gradients, in the window's language."""
    return [translated(text) if is_prose(text) else text for text in spec.gradient_texts if text]


def is_prose(text: str) -> bool:
    """Whether a text about gradients has words to translate, and is not formulas only."""
    return bool(_PROSE.search(text))


@cache
def _others() -> tuple[QTranslator, ...]:
    """The translations into every language that there is, whatever the window speaks."""
    found = []
    for file in sorted(resources.path_of("translations").iterdir(), key=lambda file: file.name):
        translator = QTranslator()
        if file.name.endswith(".qm") and translator.load(str(file)):
            found.append(translator)
    return tuple(found)


@cache
def in_all_languages(text: str) -> tuple[str, ...]:
    """A text of an operation in English and in every language that it is translated into."""
    foreign = (translator.translate("Operations", text) for translator in _others())
    return tuple(dict.fromkeys(each for each in (text, *foreign) if each))


def spelled(spec: OpSpec) -> str:
    """The PyTorch code of the operation with its ports and what else it needs by name, in short:
    `a * b`, `a.sum()`, `a.transpose(dim0, dim1)`, `linspace(start, end, steps)`."""
    fields = {port.name: port.name for port in spec.ports}
    fields |= {param.name: param.name for param in spec.params}
    needed = [
        param.name
        for param in spec.params
        if param.default is REQUIRED and "{" + param.name + "}" not in spec.spelling
    ]
    return words.spelled(spec, {**fields, "params": ", ".join(needed)}).removeprefix("torch.")


def named(spec: OpSpec) -> str:
    """By which other names PyTorch has it: `torch.mul, Tensor.mul`; empty if by none."""
    methods = [f"Tensor.{name}" for name in spec.methods if not name.startswith("__")]
    return ", ".join([*(f"torch.{name}" for name in spec.functions), *methods])


def tool_tip(spec: OpSpec) -> str:
    """What the operation does, how PyTorch writes it, and its local gradients."""
    lines = [translated(spec.help), spelled(spec), named(spec), *gradients_of(spec)]
    return "\n".join(line for line in lines if line)


def category_of(spec: OpSpec) -> str:
    """The group under which the palette lists it."""
    return IN_PLACE if spec.mutates else spec.category


class Row(NamedTuple):
    """An operation, or the heading of a category (`spec` None)."""

    heading: str
    spec: OpSpec | None = None


def grouped(specs: Iterable[OpSpec]) -> list[Row]:
    """All operations under their headings."""
    groups: dict[str, list[OpSpec]] = {category: [] for category in CATEGORIES}
    for spec in specs:
        groups.setdefault(category_of(spec), []).append(spec)
    rows: list[Row] = []
    for category, members in groups.items():
        if members:
            rows.append(Row(translated(CATEGORIES.get(category, category.capitalize()))))
            rows += [Row("", spec) for spec in members]
    return rows


def matching(specs: Iterable[OpSpec], query: str) -> list[Row]:
    """The operations that the query finds, best first."""
    asked, specs = Query(query), list(specs)
    ranked = [(asked.rank(spec), spec) for spec in specs]
    # of those that fit as well the more common first, then the plainer: Subtract before
    # Subtract from
    ranked.sort(key=lambda pair: _plainness(pair[1]) if pair[0] < WORDS else (0, 0))
    found = best_first(ranked)
    # what is only like the query is looked for where nothing is found: it takes longer
    found = found or best_first((rank(asked.name, _texts(spec).names), spec) for spec in specs)
    return [Row("", spec) for spec in found]


def _plainness(spec: OpSpec) -> tuple[int, int]:
    return _PLACES.get(spec.name, len(COMMON)), sum(map(len, _texts(spec).titles))


class Texts(NamedTuple):
    """What an operation is found by.

    names: the more important first, and how important each is, as their places; prose: what else
    is said of it; calls: what one calls to have it; all: everything in one text.
    """

    names: tuple[str, ...]
    places: tuple[int, ...]
    prose: tuple[str, ...]
    titles: tuple[str, ...]
    calls: frozenset[str]
    spelled: str
    all: str


@cache
def _texts(spec: OpSpec) -> Texts:
    titles, spelling = in_all_languages(spec.title), spelled(spec)
    # what one calls, without what stands before the last dot
    written = (f"__{spec.name}__",) if spec.name in WRITTEN else ()
    functions = (name.rpartition(".")[2] for name in spec.functions)
    calls = tuple(dict.fromkeys((*functions, *spec.methods, *written)))
    keywords = [text.split() for text in in_all_languages(keywords_of(spec))]
    group = in_all_languages(CATEGORIES.get(category_of(spec), ""))
    # a keyword counts the same whether PyTorch calls the operation by one name or by five
    kinds = ([spec.name], titles, calls)
    places = {name: place for place, kind in reversed([*enumerate(kinds)]) for name in kind}
    for words_there in keywords:
        for place, word in enumerate(words_there, start=len(kinds)):
            places[word] = min(place, places.get(word, place))
    names = tuple(sorted(places, key=places.__getitem__))
    prose = (*in_all_languages(spec.help), *group, spelling)
    everything = "\n".join((*names, *prose)).casefold()
    order = tuple(places[name] for name in names)
    return Texts(names, order, prose, titles, frozenset((spec.name, *calls)), spelling, everything)


def keywords_of(spec: OpSpec) -> str:
    """The words to search it by as one text, which is what is translated."""
    return " ".join(spec.keywords)


class Query:
    """What is asked for, read once for all operations."""

    def __init__(self, text: str) -> None:
        self.text = text.strip()
        self.meant = called(text)
        self.name = self.meant[0] if self.meant else self.text
        self._words = [(each, words_of(each)) for each in dict.fromkeys((self.text, self.name))]
        function = re.sub("^F[.]", "nn.functional.", self.text).removeprefix("torch.")
        self._function = function.partition("(")[0]

    def rank(self, spec: OpSpec) -> int:
        """How badly it fits, as `matching.rank`; below 0 for what is exactly so."""
        texts = _texts(spec)
        found = [self._exactly(spec, texts)]
        for query, parts in self._words:
            if all(part in texts.all for part in parts):
                found.append(rank(query, texts.names, texts.prose, False, texts.places))
                found.append(rank(query, [texts.spelled], far_fetched=False) + 5)
        for place, name in enumerate(self.meant):
            if name in texts.calls:
                found.append(CODE + 10 * place + (name != spec.name))
        best = min(found)
        return _as_common(best) if 0 <= best < WORDS and spec.name in _PLACES else best

    def _exactly(self, spec: OpSpec, texts: Texts) -> int:
        """For what is written as it stands in the table, case included."""
        query = self.text
        # more than others may have a name that is spelled as this one, or is called the same
        if query == spec.name:
            return EXACT
        if query in texts.titles or query == texts.spelled:
            return EXACT + 1
        if query.casefold() == spec.title.casefold():
            return EXACT + 3
        if query in texts.calls:
            return CODE + 1
        dotted = "." in self._function and self._function in spec.functions
        return EXACT + 2 if dotted else NO_MATCH


def _as_common(rank: int) -> int:
    """The rank of what is common: before what fits as well and only has a shorter name, and by
    the beginning of its name before what is called so by a keyword, as Softshrink is soft."""
    place = rank // 10
    return KEYWORD - 1 if 10 <= place < 12 else place * 10 - 1


# PyTorch code


def called(text: str) -> tuple[str, ...]:
    """The functions, methods and operators that a piece of code calls, the outermost first, as
    `matmul` for `torch.matmul`, `__matmul__` for `x @ w` or `@`; none for what is no code.

    Code that has only begun counts too: `x.sum(`, `.sum`, `x[`, `[0]`, `@`, `* w`, `+=`.
    """
    text = text.strip()
    words_only = re.fullmatch(r"[\w\s]*|.*[^\W\d_]{2}-[^\W\d_]{2}.*", text)
    if words_only or len(text) > LONGEST_CODE:
        return ()
    text = text.replace("[]", "[0]")
    whole = [] if text.startswith("[") else [text]
    for code in (*whole, f"x {text}", f"{text})", f"x{text})", f"{text}0]", f"x {text} y"):
        try:
            tree = ast.parse(code)
        except (SyntaxError, ValueError, MemoryError):
            continue
        found = tuple(dict.fromkeys(name for node in ast.walk(tree) for name in _called_by(node)))
        if found:
            return found
    return ()


def _called_by(node: ast.AST) -> list[str]:
    """What one part of the code calls."""
    match node:
        case ast.Attribute(attr=name) | ast.Call(func=ast.Name(id=name)):
            return [name]
        case ast.AugAssign(op=op):
            return _double("i", op)
        case ast.BinOp(left=ast.Constant(), op=op):
            return _double("r", op) + _double("", op)
        case ast.BinOp(op=op) | ast.UnaryOp(op=op):
            return _double("", op)
        case ast.Compare(ops=ops):
            return [name for op in ops for name in _double("", op)]
        case ast.Subscript(ctx=ast.Store()):
            return ["__setitem__"]
        case ast.Subscript():
            return ["__getitem__"]
    return []


def _double(before: str, operator: ast.AST) -> list[str]:
    """The method of a Python operator, `__add__` and the like, if tensors have it."""
    name = OPERATORS.get(type(operator))
    return [f"__{before}{name}__"] if name else []
