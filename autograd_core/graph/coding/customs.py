"""Users' own functions in a script: each class once, at its head, and `F.apply(x, y)`."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable

from autograd_core.graph.coding.texts import call, rewritten
from autograd_core.graph.customs.renaming import bindings, statements, with_names
from autograd_core.graph.customs.source import Source, known
from autograd_core.graph.customs.specs import CustomSpec
from autograd_core.graph.document import Document, OpData
from autograd_core.graph.expression import ExpressionError
from autograd_core.graph.ports import variadic_ports


class Sources:
    """The sources of a document's functions as they stand in one script.

    What two of them have in common is written once; a class, or anything else, that has the name of
    something other gets a number.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self.lines: list[str] = []
        self.taken: set[str] = set()
        """The names that the sources give."""
        self.draws = False
        self._names: dict[str, str] = {}
        self._given: dict[str, str] = {}
        for text in dict.fromkeys(texts):
            source = known(text)
            if source is not None:
                self._add(source)

    def name_of(self, text: str) -> str:
        """What the class of a source is called."""
        return self._names[text]

    def _clashes(self, text: str) -> list[str]:
        """The names that mean something other already."""
        found = bindings(text).items()
        return [name for name, said in found if self._given.get(name, said) != said]

    def _add(self, source: Source) -> None:
        self.draws |= source.draws
        text, renamed = source.text, dict[str, str]()
        while clashes := self._clashes(text):  # what uses a renamed name is other, too
            for name in clashes:
                number = 2
                while f"{name}_{number}" in self._given:
                    number += 1
                renamed[name] = f"{name}_{number}"
            text = with_names(source.text, renamed)
        self._names[source.text] = renamed.get(source.name, source.name)
        lines = text.splitlines()
        for name, (said, first, last) in statements(text).items():
            if self._given.get(name) == said:
                lines[first - 1 : last] = [""] * (last - first + 1)
            self._given[name] = said
            self.taken.add(name)
        whole = "\n".join(lines).strip("\n")
        while "\n\n\n\n" in whole:
            whole = whole.replace("\n\n\n\n", "\n\n\n")
        self.lines += [*whole.splitlines(), "", ""] if whole else []


def sources_of(document: Document) -> Sources:
    """The sources of a flat document, in the order of its nodes."""
    nodes = (document.nodes[node] for node in document.order)
    return Sources(n.function for n in nodes if isinstance(n, OpData) and n.function)


def call_code(
    document: Document,
    data: OpData,
    spec: CustomSpec,
    operand: Callable[[str, str], ast.expr],
    kept: frozenset[str],
    name: str = "",
) -> ast.stmt:
    """`F.apply(x, 2)`; what is left out at the end has its default.

    Raises:
        ExpressionError: a parameter cannot be read, or something is missing.
    """
    wires = document.inputs(data.id)
    args: list[ast.expr] = []
    gap: list[ast.expr] = []
    for argument in spec.own.arguments:
        if argument.many:
            ports = [p for p in variadic_ports(document, data.id, argument.name) if p in wires]
            found = [operand(wires[p].source, wires[p].source_port) for p in ports]
        elif argument.name in wires:
            wire = wires[argument.name]
            found = [operand(wire.source, wire.source_port)]
        elif argument.name in data.params:
            found = [_written(data.params[argument.name], argument.type, kept)]
        elif argument.default is not None:
            gap.append(ast.parse(argument.default, mode="eval").body)
            continue
        else:
            raise ExpressionError(f"nothing is wired to {argument.name}")
        if found:
            args += [*gap, *found]
            gap = []
    return ast.Expr(call(f"{name or spec.name}.apply", *args))


def _written(text: str, kind: str, kept: frozenset[str]) -> ast.expr:
    if kind == "str":
        try:
            return ast.Constant(str(ast.literal_eval(text)))
        except (ValueError, SyntaxError):
            return ast.Constant(text)
    return rewritten(text, {}, kept)
