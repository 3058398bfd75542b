"""What the actions other than Forward and Backward did, and what failed."""

from __future__ import annotations

from collections.abc import Iterator

from autograd_core.graph.actions import Action, Assign, ReadGrad, ZeroGrad
from autograd_core.graph.document import Document
from autograd_core.graph.explaining.numbers import is_written_out
from autograd_core.graph.explaining.pieces import (
    QT_TRANSLATE_NOOP,
    Code,
    Explanation,
    Formula,
    Line,
    Link,
    Piece,
    Said,
    Shown,
    operand,
)
from autograd_core.graph.steps import Change, Problem, Ref, Step, Streams, Value

SHOWN_AT_MOST = 6
"""Tensors that are each shown."""


def explain_zero_grad(step: Step, document: Document, action: Action | None) -> Explanation:
    """Each `.grad` that was emptied."""
    to_none = not isinstance(action, ZeroGrad) or action.set_to_none
    rule = (
        QT_TRANSLATE_NOOP("Explanation", "each .grad is let go: it is None again")
        if to_none
        else QT_TRANSLATE_NOOP("Explanation", "each .grad is filled with zeros, in place")
    )
    lines = [Line("rule", ((Said(rule),),))]
    cells = tuple(_changed(step, document, "grad"))
    nothing = QT_TRANSLATE_NOOP("Explanation", "nothing changed: every .grad was empty")
    lines.append(Line("result", cells or ((Said(nothing),),)))
    return Explanation(step.message, tuple(lines))


def _changed(step: Step, document: Document, name: str) -> Iterator[tuple[Piece, ...]]:
    """How a field changed at each card: `x.grad: [2, 2] → None`."""
    found = [change for change in step.changes
             if change.field == name and change.subject.kind == "port"]  # fmt: skip
    for change in found[:SHOWN_AT_MOST]:
        node = change.subject.path[0]
        text = {"grad": ".grad", "value": ""}.get(name, f".{name}")
        args: dict[str, Piece] = {
            "node": Link(node, document.name(node) + text),
            "before": _side(change.before, text),
            "after": _side(change.after, text),
        }
        yield (Said("{node}: {before} → {after}", args),)
    if len(found) > SHOWN_AT_MOST:
        more = QT_TRANSLATE_NOOP("Explanation", "and {count} more")
        yield (Said(more, {"count": str(len(found) - SHOWN_AT_MOST)}),)


def _side(side: object, name: str) -> Piece:
    return Shown(side, name) if isinstance(side, Value) else str(side)


def explain_assign(step: Step, document: Document, action: Action | None) -> Explanation:
    """What was written, where it shows, and whether autograd noticed."""
    name = "grad" if isinstance(action, Assign) and action.field == "grad" else "value"
    lines = [Line("result", tuple(_changed(step, document, name)))]
    versions = [c for c in step.changes if c.field == "version" and c.before is not None]
    field = action.field if isinstance(action, Assign) else "data"
    if isinstance(action, ReadGrad):
        said = _same_tensor(step, document, action)
    elif name == "grad":
        said = Said(QT_TRANSLATE_NOOP("Explanation", "only .grad changed: no value did"))
    elif versions:
        said = _version(versions[0], document)
    elif field == "data":
        said = Said(
            QT_TRANSLATE_NOOP(
                "Explanation",
                "the version stays: autograd does not see what is written through .data, and a "
                "backward that saved the old numbers will use the new ones",
            )
        )
    else:
        said = Said(QT_TRANSLATE_NOOP("Explanation", "the version stays"))
    lines.append(Line("recorded", ((said,),)))
    return Explanation(step.message, tuple(line for line in lines if line.cells))


def _same_tensor(step: Step, document: Document, action: ReadGrad) -> Said:
    """`g = x.grad` makes no copy."""
    taps = [c.subject.path[0] for c in step.changes if c.subject.kind == "port"]
    tap = taps[0] if taps else ""
    return Said(
        QT_TRANSLATE_NOOP(
            "Explanation",
            "{node} is {grad} itself, not a copy: what is added to it in place shows here too",
        ),
        {
            "node": Link(tap, document.name(tap)) if tap else "?",
            "grad": Link(action.node, f"{document.name(action.node)}.grad"),
        },
    )


def _version(change: Change, document: Document) -> Said:
    node = change.subject.path[0]
    return Said(
        QT_TRANSLATE_NOOP(
            "Explanation",
            "{node} goes from version v{before} to v{after}: a backward that saved the old "
            "numbers will notice",
        ),
        {
            "node": Link(node, document.name(node)),
            "before": str(change.before),
            "after": str(change.after),
        },
    )


def explain_requires_grad(step: Step, document: Document) -> Explanation:
    """From here on."""
    cells = tuple(_changed(step, document, "requires_grad"))
    rule = Said(
        QT_TRANSLATE_NOOP(
            "Explanation", "it holds from here on: what was computed before stays as it was"
        )
    )
    lines = [Line("rule", ((rule,),))]
    if cells:
        lines.append(Line("result", cells))
    return Explanation(step.message, tuple(lines))


def explain_hook(step: Step) -> Explanation:
    """What a hook made of the gradient; that there is one now, where it was only registered."""
    before, after = step.message.args.get("before"), step.message.args.get("after")
    if not isinstance(before, Value):
        rule = QT_TRANSLATE_NOOP(
            "Explanation", "it is called when a backward brings a gradient to this tensor"
        )
        return Explanation(step.message, (Line("rule", ((Said(rule),),)),))
    rule = QT_TRANSLATE_NOOP(
        "Explanation", "what a hook gives goes on in place of the gradient that came"
    )
    if not isinstance(after, Value):
        rule = QT_TRANSLATE_NOOP("Explanation", "the hook gives None: the gradient stays")
    args: dict[str, Piece] = {
        "before": Shown(before, "g"),
        "after": Shown(after if isinstance(after, Value) else before, "g"),
    }
    changed: Piece = Said("{before} → {after}", args)
    return Explanation(
        step.message, (Line("rule", ((Said(rule),),)), Line("result", ((changed,),)))
    )


def explain_optimizer(step: Step, document: Document) -> Explanation:
    """What a step of an optimizer wrote into the leaves."""
    cells = tuple(_changed(step, document, "value"))
    return Explanation(step.message, (Line("result", cells),) if cells else ())


def explain_print(step: Step) -> Explanation:
    """The text that was printed."""
    lines = step.output.rstrip("\n").split("\n")
    cells: list[tuple[Piece, ...]] = [(Code(line),) for line in lines[:SHOWN_AT_MOST]]
    if len(lines) > SHOWN_AT_MOST:
        cells.append(("…",))
    code: Piece = Code(f"print({step.message.args.get('text', '')})")
    return Explanation(code, (Line("result", tuple(cells)),))


def explain_error(step: Step, document: Document) -> Explanation:
    """What failed, in its own words and in plain ones, and who else is concerned."""
    problem = next((c.after for c in step.changes if isinstance(c.after, Problem)), None)
    if problem is None:
        return Explanation(step.message)
    title: Piece | None = None
    if problem.node is not None:
        title = Link(problem.node, document.name(problem.node))
    cells: list[tuple[Piece, ...]] = [(Code(problem.message),)]
    lines = [Line("error", tuple(cells))]
    if problem.shapes:
        shapes = ", ".join(str(list(shape)) for shape in problem.shapes)
        lines.append(Line("inputs", ((Code(shapes),),)))
    if problem.hint is not None:
        lines.append(Line("note", ((problem.hint,),)))
    if problem.caught:
        caught = QT_TRANSLATE_NOOP(
            "Explanation", "It was caught: the program goes on with what stands below except."
        )
        lines.append(Line("note", ((Said(caught, {}),),)))
    if problem.culprit is not None:
        template = QT_TRANSLATE_NOOP("Explanation", "because of {node}")
        link = Link(problem.culprit, document.name(problem.culprit))
        lines.append(Line("note", ((Said(template, {"node": link}),),)))
    return Explanation(title, tuple(lines))


def explain_jacobian(step: Step, document: Document) -> Explanation:
    """One row of the matrix, or all of it."""
    args = step.message.args
    v, rows, value = args.get("v"), args.get("rows"), args.get("value")
    lines: list[Line] = []
    if isinstance(v, Value):
        rule = Said(
            QT_TRANSLATE_NOOP(
                "Explanation", "a row of J is what a backward with a unit vector for v brings"
            )
        )
        lines.append(Line("rule", ((rule,),)))
        lines.append(Line("upstream", ((_named("v", v),),)))
        if isinstance(rows, Streams):
            lines.append(Line("product", tuple(_rows(rows, document))))
    elif isinstance(value, Value):
        output, source = _name(args.get("output"), document), _name(args.get("input"), document)
        rule = Said(
            QT_TRANSLATE_NOOP(
                "Explanation", "J has a row for each element of {output}, a column for each of "
                "{input}"
            ),
            {"output": output, "input": source},
        )  # fmt: skip
        lines.append(Line("rule", ((rule,),)))
        lines.append(Line("result", ((_named("J", value),),)))
        if "determinant" in args:
            formula = Formula(rf"\det J = {args['determinant']}")
            lines.append(Line("note", ((formula,),)))
    return Explanation(step.message, tuple(lines))


def _rows(rows: Streams, document: Document) -> Iterator[tuple[Piece, ...]]:
    for ref, value in rows.items:
        if value is not None:
            link = Link(ref.path[0], document.name(ref.path[0]))
            yield (_named(r"v\,J", value), Said("→ {target}", {"target": link}))


def _named(latex: str, value: Value) -> Piece:
    if is_written_out(value):
        return Formula(f"{latex} = {operand(0)}", (value,))
    return Said("{left} = {value}", {"left": Formula(latex), "value": Shown(value)})


def _name(ref: object, document: Document) -> Piece:
    return Link(ref.path[0], document.name(ref.path[0])) if isinstance(ref, Ref) else str(ref)
