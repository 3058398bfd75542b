"""`gradcanvas run`: runs a graph or PyTorch code, and prints what came of it."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Mapping
from typing import Any

import numpy as np

from app.terminal.codes import FOUND, OK
from app.terminal.common import Refused as Refused
from app.terminal.common import add_command, complain, one_printed_line, print_json, print_table
from app.terminal.reading import Failure, Given, add_file, add_from, executed, read
from autograd_core.graph.document import Document, NodeData, NoteData, OpData, TapData
from autograd_core.graph.ports import output_names, output_ports, spec_of, state_of
from autograd_core.graph.run import Run
from autograd_core.graph.states import is_muted, muted_above
from autograd_core.graph.steps import Matrix, StepLog, Value, node_ref, one_line, port_ref
from autograd_core.graph.words import english
from autograd_core.printing import format_number


def add(commands: Any) -> None:
    """Adds the command to the parser's."""
    parser = add_command(
        commands,
        "run",
        "run a graph or PyTorch code and print what came of it",
        "Runs a graph, and prints what Print printed and a table of the nodes. PyTorch code is\n"
        "read, not executed by Python; what it prints is printed, and nothing else.",
        "gradcanvas run graph.gradcanvas --steps\n"
        "gradcanvas run code.py\n"
        "echo 'import torch; print(torch.ones(2))' | gradcanvas run - --json",
    )
    add_file(parser)
    parser.add_argument("--steps", action="store_true", help="print every step, and the table")
    add_from(parser)
    parser.set_defaults(call=run)


def run(options: argparse.Namespace) -> int:
    """Runs the file and prints the result; `options.then` gets it after that."""
    given = read(options.file, options)
    done = None
    if given.traced is None or options.json or options.steps:
        done = executed(given.document, options.quiet)
    if options.json:
        assert done is not None
        print_json(report(given.document, done, given))
    elif done is None:
        assert given.traced is not None
        print(given.traced.output, end="")
    else:
        print_text(done, options.steps)
    failed = given.failure is not None or (done is not None and bool(done.problems()))
    if given.failure is not None:
        sys.stdout.flush()
        complain(Refused(given.complaint()), False)
    then = getattr(options, "then", None)
    if then is not None and done is not None:
        then(given.document, done)
    return FOUND if failed else OK


# As JSON


def report(document: Document, run: Run, given: Given | None = None) -> dict[str, Any]:
    """What the run made, as plain data that JSON can hold; nodes in subgraphs by their paths."""
    log, document = run.log, run.document
    traced = None if given is None else given.traced
    lines = {} if traced is None else traced.lines
    nodes = [_node_report(document, log, node) for node in computing(document)]
    errors = [
        {
            "node": problem.node,
            "action": list(problem.action),
            "op": problem.op,
            "shapes": [list(shape) for shape in problem.shapes],
            "message": problem.message,
        }
        for problem in run.problems()
    ]
    if given is not None and given.failure is not None:
        errors.append(_code_error(given.failure))
    return {
        "nodes": [each | {"line": lines[each["id"]]} if each["id"] in lines else each
                  for each in nodes],
        "steps": [
            {
                "kind": step.kind,
                "node": step.node,
                "caption": english(step.message, document),
            }
            for step in log.steps
        ],
        "output": run.output if traced is None else traced.output,
        "errors": errors,
    }  # fmt: skip


def _code_error(failure: Failure) -> dict[str, Any]:
    return {
        "node": None,
        "action": [],
        "op": None,
        "shapes": [],
        "message": failure.reason,
        "line": failure.line,
    }


def computing(document: Document) -> list[str]:
    """The nodes that a run knows: notes are for people."""
    return [n for n in document.order if not isinstance(document.nodes[n], NoteData)]


def _node_report(document: Document, log: StepLog, node: str) -> dict[str, Any]:
    data = document.nodes[node]
    ports = _ports(document, log, node)
    outputs = [_output_report(log, node, port) for port in ports]
    first: dict[str, Any] = outputs[0] if outputs else _output_report(log, node, "")
    fields = log.fields(len(log), port_ref(node, ports[0] if ports else ""))
    problem = log.at(len(log), node_ref(node), "error")
    return {
        "id": node,
        "name": document.name(node),
        "op": _kind(data),
        "value": first["value"],
        "shape": first["shape"],
        "dtype": first["dtype"],
        "requires_grad": first["requires_grad"],
        "is_leaf": fields.get("is_leaf"),
        "grad_fn": first["grad_fn"],
        "grad": plain(fields.get("grad")),
        "version": fields.get("version"),
        "error": None if problem is None else problem.message,
        "outputs": outputs,
        **({} if state_of(data) == "on" else {"state": state_of(data)}),
        **({"determinant": _named(_determinant(log, node))} if _kind(data) == "tap" else {}),
    }


def _kind(data: NodeData) -> str:
    """The operation's name; `leaf` or `tap` for what is none."""
    return data.op if isinstance(data, OpData) else "tap" if isinstance(data, TapData) else "leaf"


def _determinant(log: StepLog, node: str) -> float | None:
    matrix: Matrix | None = log.at(len(log), node_ref(node), "matrix")
    return None if matrix is None else matrix.determinant


def _determinant_text(log: StepLog, node: str) -> str:
    determinant = _determinant(log, node)
    return "" if determinant is None else f", det {format_number(determinant)}"


def _ports(document: Document, log: StepLog, node: str) -> list[str]:
    """The ports at which the node has results; how many `unbind` has, only the run knows."""

    def known(port: str) -> bool:
        return log.at(len(log), port_ref(node, port), "value") is not None

    spec = spec_of(document.nodes[node])
    if spec is None or not spec.outputs[0].startswith("*"):
        return [port for port in output_ports(document, node) if known(port)]
    found: list[str] = []
    while known(port := output_names(spec, len(found) + 1)[-1]):
        found.append(port)
    return found


def _output_report(log: StepLog, node: str, port: str) -> dict[str, Any]:
    fields = log.fields(len(log), port_ref(node, port))
    value: Value | None = fields.get("value")
    return {
        "port": port,
        "value": plain(value),
        "shape": None if value is None else list(value.shape),
        "dtype": None if value is None else value.dtype.removeprefix("torch."),
        "requires_grad": fields.get("requires_grad"),
        "grad_fn": fields.get("grad_fn"),
    }


def plain(value: Value | None) -> Any:
    """A tensor as nested lists; NaN and infinities as "nan", "inf" and "-inf"."""
    if value is None or value.array is None:
        return None
    listed = value.array.tolist()
    finite = value.array.dtype.kind != "f" or bool(np.isfinite(value.array).all())
    return listed if finite else _named(listed)


def _named(item: Any) -> Any:
    if isinstance(item, list):
        return [_named(inner) for inner in item]
    if isinstance(item, float) and not math.isfinite(item):
        return str(item)
    return item


# As text


def print_text(run: Run, steps: bool) -> None:
    """Prints what Print printed, the steps if asked for, the errors, and a table of the nodes."""
    log, document = run.log, run.document
    if steps:
        for number, step in enumerate(log.steps, 1):
            print(f"{number:>4}  {step.kind:<17} {english(step.message, document)}")
        print()
    elif run.output:
        print(run.output)
    rows: list[tuple[str, ...]] = [
        ("node", "op", "value", "requires_grad", "is_leaf", "grad_fn", "grad")
    ]
    waiting = muted_above(document)
    for node in computing(document):
        data = document.nodes[node]
        ports = _ports(document, log, node)
        fields = log.fields(len(log), port_ref(node, ports[0])) if ports else {}
        rows.append(
            (
                one_printed_line(document.name(node)),
                _kind(data) + ("" if state_of(data) != "bypass" else " (bypassed)"),
                _short(fields.get("value")) + _determinant_text(log, node)
                if ports
                else _why_not_run(document, node, waiting),
                *(str(fields.get(name)) for name in rows[0][3:6]),
                _short(fields.get("grad")),
            )
        )
    print_table(rows)
    for problem in run.problems():
        where = f"{document.name(problem.node)}: " if problem.node else ""
        print(f"error: {where}{problem.message}")


def _why_not_run(document: Document, node: str, waiting: Mapping[str, str]) -> str:
    if is_muted(document, node):
        return "muted"
    if node in waiting:
        state = "bypassed" if state_of(document.nodes[waiting[node]]) == "bypass" else "muted"
        return f"not run: {one_printed_line(document.name(waiting[node]))} is {state}"
    return "not run"


def _short(value: Value | None) -> str:
    return "None" if value is None else one_line(value.summary)
