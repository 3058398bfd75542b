"""`gradcanvas convert`: one kind of file to another."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from app.terminal.codes import FOUND, OK
from app.terminal.common import STDOUT, add_command, note, print_json, write, wrong
from app.terminal.reading import Given, add_file, add_from, executed, read
from autograd_core.graph.document import Document
from autograd_core.graph.edits import apply
from autograd_core.graph.exchange import linked, to_dot, to_mermaid
from autograd_core.graph.files import SUFFIX, encode
from autograd_core.graph.layout import is_piled, laid_out
from autograd_core.graph.notebook import notebook_of
from autograd_core.graph.pytorch_code import Options, script_of
from autograd_core.graph.steps import StepLog


def add(commands: Any) -> None:
    """Adds the command to the parser's."""
    endings = " ".join(ENDINGS)
    parser = add_command(
        commands,
        "convert",
        "write a graph or PyTorch code as another kind of file",
        "Reads A and writes it as B: a graph, PyTorch code, a Jupyter notebook, networkx's JSON,\n"
        "or a picture in the words of Graphviz (.dot) or Mermaid (.mmd) with the shapes of a run.",
        "gradcanvas convert code.py graph.gradcanvas\n"
        "gradcanvas convert graph.gradcanvas code.py --assert --device cuda\n"
        "gradcanvas convert graph.gradcanvas - --to dot | dot -Tsvg > graph.svg",
    )
    add_file(parser, "source", "A")
    parser.add_argument(
        "target", metavar="B", help=f"a {endings} file; - is standard output, with --to"
    )
    add_from(parser)
    parser.add_argument("--to", choices=tuple(WRITERS), help="what B is, if its name does not tell")
    parser.add_argument(
        "--assert", dest="assertions", action="store_true",
        help="code asserts the values and gradients of the run",
    )  # fmt: skip
    parser.add_argument("--device", metavar="DEVICE", help="code is for this device, such as cuda")
    parser.set_defaults(call=convert)


class Written(NamedTuple):
    """What a writer is given: a document, its run, and how code is to be written."""

    document: Document
    log: StepLog | None
    title: str
    options: Options


def convert(options: argparse.Namespace) -> int:
    """Reads one file and writes the other; whether all of the code was understood."""
    kind = _kind(options)
    coded = kind in ("py", "ipynb")
    if not coded and (options.assertions or options.device):
        raise wrong("--assert and --device are for .py and .ipynb")
    how = Options(options.assertions, _device(options.device))
    given = read(options.source, options)
    log = None
    if coded or kind in ("dot", "mmd"):
        log = executed(given.document, options.quiet).log
    title = "" if options.source == "-" else Path(options.source).stem
    data = WRITERS[kind](Written(given.document, log, title, how))
    if options.json:
        _report(options, kind, given, data)
    else:
        write(options.target, data)
    if given.failure is not None:
        note(f"error: {given.complaint()}; what comes after it is left out", False)
        return FOUND
    return OK


def _kind(options: argparse.Namespace) -> str:
    if options.to is not None:
        return str(options.to)
    found = ENDINGS.get(Path(options.target).suffix.lower())
    if found is None and options.target == STDOUT:
        raise wrong(f"say with --to what is written: {', '.join(WRITERS)}")
    if found is None:
        raise wrong(f"{options.target}: its name should end in one of {' '.join(ENDINGS)}")
    return found


def _device(name: str | None) -> str:
    if name is None:
        return "cpu"
    plain, _, number = name.partition(":")
    if not plain.isidentifier() or (number and not number.isdecimal()):
        raise wrong(f"{name} is no device; cpu, cuda, cuda:0 and mps are some")
    return name


def _report(options: argparse.Namespace, kind: str, given: Given, data: bytes) -> None:
    """Tells what was written; for standard output it is in the object."""
    found: dict[str, Any] = {
        "file": options.target,
        "format": kind,
        "nodes": len(given.document.nodes),
        "actions": len(given.document.actions),
    }
    if options.target == STDOUT:
        found["text"] = data.decode()
    else:
        write(options.target, data)
    failed = given.failure
    error = None if failed is None else {"line": failed.line, "message": failed.reason}
    print_json(found | {"error": error})


# Writing


def _script(given: Written) -> bytes:
    return script_of(given.document, given.log, given.options).text.encode()


def _notebook(given: Written) -> bytes:
    return notebook_of(given.document, given.log, given.title, given.options)


def _graph_file(given: Written) -> bytes:
    if is_piled(given.document):
        apply(given.document, laid_out(given.document))
    return encode(given.document)


WRITERS: dict[str, Callable[[Written], bytes]] = {
    "graph": _graph_file,
    "py": _script,
    "ipynb": _notebook,
    "networkx": lambda given: linked(given.document),
    "dot": lambda given: to_dot(given.document, given.log).encode(),
    "mmd": lambda given: to_mermaid(given.document, given.log).encode(),
}
ENDINGS = {
    SUFFIX: "graph", ".py": "py", ".ipynb": "ipynb", ".json": "networkx", ".dot": "dot",
    ".gv": "dot", ".mmd": "mmd",
}  # fmt: skip
