"""The command line: everything that needs neither a display nor Qt."""

from __future__ import annotations

import argparse
import io
import json
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from app import __version__
from app.export.arguments import add_render
from app.terminal import checking, converting, differing, listing
from app.terminal.common import complain, one_printed_line
from autograd_core.graph.document import Document, NodeData, NoteData, OpData, TapData
from autograd_core.graph.files import FileProblem, load
from autograd_core.graph.ports import output_names, output_ports, spec_of, state_of
from autograd_core.graph.run import Run
from autograd_core.graph.states import is_muted, muted_above
from autograd_core.graph.steps import Matrix, StepLog, Value, node_ref, one_line, port_ref
from autograd_core.graph.words import english
from autograd_core.printing import format_number

OK, FAILED, BAD_INPUT = 0, 1, 2


Then = Callable[[Document, Run], None]
Draw = Callable[[argparse.Namespace], int]


def main(
    arguments: Sequence[str], then: Then | None = None, draw: Draw | None = None
) -> int:
    """Runs a command; the exit code: 0 all ran, 1 some node failed, 2 bad input.

    `then` gets what was run, after all has been printed; `draw` does what pictures need, which is
    Qt.
    """
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A text may have what the terminal's encoding, or no encoding at all, can write.
        sys.stdout.reconfigure(errors="backslashreplace")
    if "call" in options:
        return int(options.call(options))
    if options.command == "render" and draw is not None:
        return draw(options)
    if converting.is_code(options.file):
        return _run_code(options, then)
    try:
        document = load(Path(options.file))
    except FileProblem as problem:
        print(f"gradcanvas: error: {one_printed_line(str(problem))}", file=sys.stderr)
        return BAD_INPUT
    return run_document(document, steps=options.steps, as_json=options.json, then=then)


class _Parser(argparse.ArgumentParser):
    """Says what is wrong with the arguments on one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(BAD_INPUT, f"gradcanvas: error: {one_printed_line(message)}\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="gradcanvas",
        usage="gradcanvas [FILE]\n       gradcanvas run FILE [--steps] [--json]\n"
        "       gradcanvas check FILE [--no-torch] [--json]\n"
        "       gradcanvas convert A B\n"
        "       gradcanvas diff A B [--json]\n"
        "       gradcanvas ops [NAME] [--category CATEGORY] [--json]\n"
        "       gradcanvas render FILE -o OUT [--step N] …",
        description="See automatic differentiation",
        epilog="Without a command, gradcanvas [FILE] opens the window; where there is no display, "
        "it prints every step and writes a picture of one.",
    )
    version = f"gradcanvas {__version__}"
    parser.add_argument("--version", action="version", version=version)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", prog="gradcanvas")
    run = commands.add_parser("run", help="run a graph file or PyTorch code and print the result")
    run.add_argument("file", metavar="FILE", help="a .gradcanvas or .py file")
    run.add_argument("--steps", action="store_true", help="print every step")
    run.add_argument("--json", action="store_true", help="print one JSON object")
    run.set_defaults(command="run")
    for module in (checking, converting, differing, listing):
        module.add(commands)
    add_render(commands)
    return parser


def _run_code(options: argparse.Namespace, then: Then | None) -> int:
    """Runs PyTorch code: its output is what it prints, and nothing else."""
    try:
        traced = converting.traced_file(options.file)
    except converting.NotRead as problem:
        return complain(str(problem))
    if options.json or options.steps:
        code = run_document(
            traced.document, steps=options.steps, as_json=options.json, then=then
        )
    else:
        print(traced.output, end="")
        code = OK
    if traced.error is not None:
        sys.stdout.flush()
        complain(f"{options.file}, {traced.error}")
        return FAILED
    return code


def run_document(
    document: Document, *, steps: bool = False, as_json: bool = False, then: Then | None = None
) -> int:
    """Runs the document and prints the result on standard output; the exit code."""
    run = Run(document)
    for _ in run.execute():
        pass
    if as_json:
        unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
        json.dump(report(document, run), sys.stdout, ensure_ascii=not unicode)
        print()
    else:
        print_text(document, run, steps)
    if then is not None:
        then(document, run)
    return FAILED if run.problems() else OK


# As JSON


def report(document: Document, run: Run) -> dict[str, Any]:
    """What the run made, as plain data that JSON can hold; nodes in subgraphs by their paths."""
    log, document = run.log, run.document
    return {
        "nodes": [_node_report(document, log, node) for node in computing(document)],
        "steps": [
            {
                "kind": step.kind,
                "node": step.node,
                "caption": english(step.message, document),
            }
            for step in log.steps
        ],
        "output": run.output,
        "errors": [
            {
                "node": problem.node,
                "action": list(problem.action),
                "op": problem.op,
                "shapes": [list(shape) for shape in problem.shapes],
                "message": problem.message,
            }
            for problem in run.problems()
        ],
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


def print_text(document: Document, run: Run, steps: bool) -> None:
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
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        print(
            "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        )
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
