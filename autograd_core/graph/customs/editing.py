"""Edits of users' own functions: a new one, and other code for one that is there."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from msgspec.structs import replace

from autograd_core.graph.customs.renaming import other_names
from autograd_core.graph.customs.source import Argument, Source, SourceError, known, read
from autograd_core.graph.customs.specs import CATEGORY
from autograd_core.graph.document import Definition, Document, OpData, WireData
from autograd_core.graph.edits import Edit, Inside, Put
from autograd_core.graph.levels import whole_of
from autograd_core.graph.told import Told

TEMPLATE = '''\
class ClampedExp(torch.autograd.Function):
    """The exponential of what is held below a limit."""

    @staticmethod
    def forward(ctx, x, limit=3.0):
        y = x.clamp(max=limit).exp()
        ctx.save_for_backward(x, y)
        ctx.limit = limit
        return y

    @staticmethod
    def backward(ctx, grad):
        x, y = ctx.saved_tensors
        # ∂y/∂x = y below the limit, 0 above it; limit is no tensor
        return grad * y * (x < ctx.limit), None
'''
"""What a new function begins with."""


NEW = f"{CATEGORY} +"
"""What stands for a new function where names of operations do; `custom F` is the function F."""


def is_row(name: str) -> bool:
    """Whether a name stands for a user's own function."""
    return name.startswith(f"{CATEGORY} ")


def placed(document: Document, name: str, x: float, y: float) -> tuple[str, list[Edit]]:
    """What such a name adds: the id of the card, and the edits."""
    title = name.partition(" ")[2]
    texts = {source.name: source.text for source in functions_in(document)}
    return add_function(document, texts.get(title, TEMPLATE), x=x, y=y)


def checked(text: str) -> Source:
    """The source, if it can be read as far as that can be told without executing it.

    Raises:
        SourceError: at which line it cannot, and why.
    """
    from autograd_core.graph.tracing.customs import Customs  # no window waits for it at its start

    text = text.rstrip() + "\n"
    source = read(text)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.stmt):
            reads = hasattr(Customs, f"do_{type(node).__name__}")
        elif isinstance(node, ast.Yield | ast.YieldFrom | ast.Await):
            reads = False
        else:
            plain = ast.Starred | ast.FormattedValue | ast.Slice
            reads = not isinstance(node, ast.expr) or isinstance(node, plain)
            reads = reads or hasattr(Customs, f"visit_{type(node).__name__}")
        if not reads:
            line = getattr(node, "lineno", 1)
            raise SourceError(line, Told("{what} cannot be used here", what=_words(node)))
    if "backward" not in source.lines and "vjp" not in source.lines:
        raise SourceError(1, Told("{name} has no backward", name=source.name))
    return source


def _words(node: ast.AST) -> str:
    name = type(node).__name__
    return "'" + "".join(" " + c.lower() if c.isupper() else c for c in name).strip() + "'"


def functions_in(document: Document) -> list[Source]:
    """The functions of the whole document, in the order of their first cards."""
    whole = whole_of(document)
    texts = dict.fromkeys(
        data.function
        for graph in (whole, *whole.definitions.values())
        for data in graph.nodes.values()
        if isinstance(data, OpData) and data.function
    )
    return [source for text in texts if (source := known(text)) is not None]


def add_function(
    document: Document,
    text: str = TEMPLATE,
    *,
    label: str = "",
    x: float = 0.0,
    y: float = 0.0,
    frame: str | None = None,
) -> tuple[str, list[Edit]]:
    """The id of a new card with a function, and the edits that add it. A class that is called as
    another of the document gets a number.

    Raises:
        SourceError: the text cannot be read.
    """
    whole = whole_of(document)
    names = other_names([text], (whole, *whole.definitions.values()))
    source = read(names.get(text, text))
    node = OpData(
        document.fresh_id("n"), source.name, label, function=source.text, x=x, y=y, frame=frame
    )
    return node.id, [Put(None, node)]


def change_source(document: Document, node: str, text: str) -> list[Edit]:
    """Gives the function of a card other code, at all cards that have it. Wires and parameters of
    arguments follow by name, else by place; those of arguments that are gone go.

    The edits are of the whole document.

    Raises:
        SourceError: the text cannot be read.
    """
    data = document.nodes[node]
    assert isinstance(data, OpData)
    after = checked(text)
    if after.text == data.function:
        return []
    whole = whole_of(document)
    before = known(data.function)
    edits: list[Edit] = []
    for graph in (whole, *whole.definitions.values()):
        for each in graph.nodes.values():
            if isinstance(each, OpData) and each.function == data.function:
                found = _changed(graph, each, before, after)
                name = graph.id if isinstance(graph, Definition) else ""
                edits += [Inside(name, edit) for edit in found]
    return edits


def _changed(
    graph: Document, data: OpData, before: Source | None, after: Source
) -> list[Put]:
    inputs = _followed(before.arguments if before else (), after.arguments)
    outputs = _outputs(before.outputs if before else (), after.outputs)
    params = {
        new: text for name, text in data.params.items()
        if (new := inputs.get(name, name if before is None else None)) is not None
    }  # fmt: skip
    made = replace(data, op=after.name, function=after.text, params=params)
    edits = [Put(data, made)]
    for wire in graph.inputs(data.id).values():
        edits += _rewired(wire, "target_port", wire.target_port, inputs)
    for wire in graph.outputs(data.id).values():
        edits += _rewired(wire, "source_port", wire.source_port, outputs)
    # wires that go must be gone before the node's ports are others
    return [*(e for e in edits if e.after is None), *(e for e in edits if e.after is not None)]


def _rewired(wire: WireData, field: str, port: str, ports: dict[str, str]) -> list[Put]:
    start, dot, place = port.partition(".")
    new = ports.get(start)
    if new is None:
        return [Put(wire, None)]
    return [] if new == start else [Put(wire, replace(wire, **{field: f"{new}{dot}{place}"}))]


def _followed(before: Sequence[Argument], after: Sequence[Argument]) -> dict[str, str]:
    """What each argument is called now; without those that are gone."""
    names = {each.name for each in after}
    found = {each.name: each.name for each in before if each.name in names}
    for old, new in zip(before, after, strict=False):
        if old.name not in found and new.name not in found.values() and old.many == new.many:
            found[old.name] = new.name
    return found


def _outputs(before: Sequence[str], after: Sequence[str]) -> dict[str, str]:
    old, new = ([name.removeprefix("*") for name in names] for names in (before, after))
    found = {name: name for name in old if name in new}
    for a, b in zip(old, new, strict=False):
        if a not in found and b not in found.values():
            found[a] = b
    return found
