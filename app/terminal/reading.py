"""What the commands read: graphs, PyTorch code, notebooks, networkx; from standard input too."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, NamedTuple

from app.terminal.common import STDIN, Refused
from app.terminal.progress import Progress, TellingGate
from autograd_core.graph.document import Document
from autograd_core.graph.exchange import linked_graph
from autograd_core.graph.files import LARGEST, SUFFIX, FileProblem, decode, read_bytes
from autograd_core.graph.notebook import NotebookError, code_of
from autograd_core.graph.run import Run
from autograd_core.graph.snippet import SnippetError, Traced, trace

KINDS = {SUFFIX: "graph", ".py": "py", ".ipynb": "ipynb", ".json": "networkx"}
"""What files of these names hold; of another name, a graph. JSON may be a graph as well."""
WRITTEN_ONLY = (".dot", ".gv", ".mmd")
FROM = ("graph", "py", "ipynb", "networkx")


class Failure(NamedTuple):
    """Where and why code stopped: what comes after is left out."""

    place: str
    line: int
    reason: str


class Given(NamedTuple):
    """What was read; `traced` if it was code."""

    name: str
    document: Document
    traced: Traced | None = None
    failure: Failure | None = None

    def complaint(self) -> str:
        """What went wrong in the code."""
        assert self.failure is not None
        return f"{self.name}, {self.failure.place}: {self.failure.reason}"


def add_file(parser: Any, name: str = "file", metavar: str = "FILE") -> None:
    """Adds a file to what a command is given."""
    parser.add_argument(
        name,
        metavar=metavar,
        help="a .gradcanvas, .py, .ipynb or networkx .json file; - is standard input",
    )


def add_from(parser: Any, *names: str) -> None:
    """Adds the option that says what is read."""
    parser.add_argument(
        *(names or ("--from", "--read-as")),
        dest="kind",
        choices=FROM,
        help="what is read, if its name does not tell",
    )


def read(name: str, options: argparse.Namespace) -> Given:
    """What a file holds, or standard input for `-`.

    Raises:
        Refused: it cannot be read.
    """
    shown = "standard input" if name == STDIN else name
    if Path(name).suffix.lower() in WRITTEN_ONLY:
        raise Refused(f"{name}: pictures in words can be written, not read", file=name)
    data = _bytes(name)
    kind = getattr(options, "kind", None) or _kind(name, data)
    try:
        if kind in ("py", "ipynb"):
            return _code(shown, data, kind, options.quiet)
        if kind == "networkx":
            found = linked_graph(data, shown)
            if found is None:
                raise Refused(f"{shown}: this is no graph of networkx", file=shown)
            return Given(shown, found)
        return Given(shown, decode(data, shown))
    except FileProblem as problem:
        raise Refused(str(problem), file=shown) from None


def _bytes(name: str) -> bytes:
    if name != STDIN:
        try:
            return read_bytes(Path(name))
        except (FileProblem, ValueError) as problem:  # a name with a null in it
            raise Refused(str(problem), file=name) from None
    if sys.stdin is None:
        raise Refused("standard input is closed")
    data = sys.stdin.buffer.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Refused(f"standard input: larger than {LARGEST >> 20} MB")
    return data


def _kind(name: str, data: bytes) -> str:
    """What a file holds: as its name says, else as it begins."""
    known = KINDS.get(Path(name).suffix.lower(), "" if name == STDIN else "graph")
    if known and known != "networkx":
        return known
    start = data[:65536].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"{"):
        return "graph" if known else "py"
    if b'"nbformat"' in data and b'"cells"' in data:
        return "ipynb"
    return "networkx" if b'"directed"' in data and b'"multigraph"' in data else "graph"


def _code(name: str, data: bytes, kind: str, quiet: bool) -> Given:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{name}: not a text in UTF-8", file=name) from None
    cells = None
    if kind == "ipynb":
        try:
            cells = code_of(text)
        except NotebookError as problem:
            raise Refused(f"{name}: {problem}", file=name) from None
        text = cells.text
    place = cells.place if cells is not None else "line {}".format
    try:
        with Progress(quiet) as progress:
            traced = trace(text, gate=TellingGate(progress, "reading the code"))
    except SnippetError as error:
        said = f"{name}, {place(error.line)}: {error.reason}"
        raise Refused(said, file=name, line=error.line) from None
    failed = traced.error
    failure = None if failed is None else Failure(place(failed.line), failed.line, failed.reason)
    traced.document.source = text.replace("\r\n", "\n").replace("\r", "\n")
    return Given(name, traced.document, traced, failure)


def executed(document: Document, quiet: bool) -> Run:
    """The document's run, done."""
    with Progress(quiet) as progress:
        run = Run(document, gate=TellingGate(progress, "running"))
        for _ in run.execute():
            pass
    return run
