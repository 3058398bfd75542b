"""The names that a source gives, and the same source with others."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from autograd_core.graph.customs.source import known
from autograd_core.graph.document import Document, OpData


def statements(text: str) -> dict[str, tuple[str, int, int]]:
    """What a source gives: by name its text, and its first and last line."""
    found: dict[str, tuple[str, int, int]] = {}
    lines = text.splitlines()
    for node in ast.parse(text).body:
        decorators = [each.lineno for each in getattr(node, "decorator_list", ())]
        first, last = min([node.lineno, *decorators]), node.end_lineno or node.lineno
        said = "\n".join(lines[first - 1 : last])
        for name in _names_given(node):
            found[name] = (said, first, last)
    return found


def bindings(text: str) -> dict[str, str]:
    """The names that a source gives, with what stands there."""
    return {name: said for name, (said, _, _) in statements(text).items()}


def _names_given(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [(alias.asname or alias.name).partition(".")[0] for alias in node.names]
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def with_names(text: str, renamed: dict[str, str]) -> str:
    """The source with other names for what it gives, wherever they are used."""
    if not renamed:
        return text
    lines = text.splitlines(keepends=True)
    places: list[tuple[int, int, str]] = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Name) and node.id in renamed:
            places.append((node.lineno, node.col_offset, node.id))
        elif isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in renamed:
            raw = lines[node.lineno - 1].encode()
            start = node.col_offset + (4 if isinstance(node, ast.FunctionDef) else 6)
            places.append((node.lineno, raw.index(node.name.encode(), start), node.name))
    for line, column, name in sorted(places, reverse=True):
        raw = lines[line - 1].encode()
        changed = raw[:column] + renamed[name].encode() + raw[column + len(name.encode()) :]
        lines[line - 1] = changed.decode()
    return "".join(lines)


def other_names(sources: Iterable[str], graphs: Iterable[Document]) -> dict[str, str]:
    """The sources as they are to be where they come to these graphs: a class that is called as
    another one there gets a number."""
    taken: dict[str, str] = {}
    for graph in graphs:
        for data in graph.nodes.values():
            if isinstance(data, OpData) and data.function:
                taken.setdefault(data.op, data.function)
    found: dict[str, str] = {}
    for text in dict.fromkeys(sources):
        source = known(text)
        if source is None or taken.setdefault(source.name, text) == text:
            continue
        number = 2
        while taken.get(name := f"{source.name}_{number}", "") != "":
            number += 1
        found[text] = with_names(text, {source.name: name})
        taken[name] = found[text]
    return found
