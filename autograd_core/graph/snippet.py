"""PyTorch code as a document: `trace` reads a snippet and gives the graph with its actions.

The code is never executed by Python. An interpreter (`tracing/`) walks its syntax tree, knows an
allow-list of statements, names and functions, counts its work, and computes on the engine, so that
what the code decides (`if`, loops, shapes) is decided as PyTorch would. What it notes on the way
becomes nodes and actions. A document of no more than some thousand operations is then run: where
its output is not what the snippet printed, loops are written out, then every operation gets a node
of its own.
"""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass, replace
from time import thread_time

from autograd_core.grad_mode import set_grad_enabled
from autograd_core.graph.budget import Excessive
from autograd_core.graph.document import Document
from autograd_core.graph.expression import ExpressionError
from autograd_core.graph.gate import Gate
from autograd_core.graph.limits import Limits, TooLarge
from autograd_core.graph.run import Run
from autograd_core.graph.tracing.assembling import assembled
from autograd_core.graph.tracing.customs import Customs
from autograd_core.graph.tracing.folding import Folder
from autograd_core.graph.tracing.forgetting import forget
from autograd_core.graph.tracing.guarding import Clock, Guarded
from autograd_core.graph.tracing.statements import Left
from autograd_core.graph.tracing.things import Raised, Scope
from autograd_core.graph.tracing.values import Refused, SnippetError
from autograd_core.interrupts import asking

__all__ = ["SnippetError", "Traced", "trace"]

MAX_TEXT = 200_000
MAX_NODES = 60_000
"""Parts of the syntax tree."""
MOST_CHECKED = 30_000
"""Operations and actions up to which the document is run to see that it prints the same."""
CHECKING = (5.0, 3.0)
"""Seconds that such a run may take, or so many times those of the snippet itself."""
MAX_DEPTH = 60
"""Expressions and blocks within each other."""


@dataclass(frozen=True)
class Traced:
    """What a snippet says: the document, the source line of each node and action, and what was
    printed. `error` is where and why the snippet stopped, if something in it failed; the document
    goes up to there."""

    document: Document
    lines: dict[str, int]
    output: str
    error: SnippetError | None = None


def trace(text: str, *, limits: Limits | None = None, gate: Gate | None = None) -> Traced:
    """Reads a snippet.

    Args:
        gate: passed before each part of the code; cancelling it ends the trace.

    Raises:
        SnippetError: the code is no Python, says what is not allowed or not known, or asks for
            too much.
        Cancelled: the gate was cancelled.
    """
    limits, gate = limits or Limits(), Clock(gate or Gate())
    began = thread_time()
    tree = _parsed(text)
    interpreter = Interpreter(limits, gate)
    interpreter.text = text
    with set_grad_enabled(True), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the snippet is warned of is not ours to say
        with asking(interpreter.pass_node):
            error = interpreter.program(tree)
    interpreter.notes.need_what_draws(interpreter.notes.top)
    interpreter.notes.drop_idle(interpreter.notes.top)
    if interpreter.constants:
        forget(interpreter.notes.top, interpreter.constants)
    output = "".join(interpreter.output)
    checking = max(CHECKING[0], CHECKING[1] * (thread_time() - began))
    found: list[tuple[Document, dict[str, int]]] = []
    for again, loops in ((True, True), (True, False), (False, False)):
        try:
            folder = Folder(interpreter.notes.top, gate, again, loops)
            made = assembled(folder, interpreter.notes.seed or 0)
        except Refused as refused:
            if found:
                break  # out of time for another way to say it
            raise SnippetError(1, str(refused)) from None
        found.append(made)
        clock = Clock(gate, checking)
        if interpreter.notes.count > MOST_CHECKED or _prints(made[0], output, limits, clock):
            return Traced(*made, output, error)
    return Traced(*found[0], output, error)


def _prints(document: Document, output: str, limits: Limits, gate: Gate) -> bool:
    """Whether a run of the document prints this."""
    limits = replace(limits, held_bytes=1 << 20, live_bytes=1 << 30)
    run = Run(document, gate=gate, limits=limits)
    try:
        with set_grad_enabled(True):
            for _ in run.execute():
                pass
    except Refused:
        return True  # out of time: it stays as it is
    same = _without_addresses(run.output) == _without_addresses(output)
    return same and not run.other_way


def _without_addresses(text: str) -> str:
    parts = text.split(" object at 0x")
    return parts[0] + "".join(part.partition(">")[2] for part in parts[1:])


def _parsed(text: str) -> ast.Module:
    if len(text) > MAX_TEXT:
        raise SnippetError(1, f"longer than {MAX_TEXT} characters")
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise SnippetError(error.lineno or 1, f"not understood: {error.msg}") from None
    except (RecursionError, MemoryError):
        raise SnippetError(1, "nested too deeply") from None
    except ValueError as error:
        raise SnippetError(1, f"not understood: {error}") from None
    _check_depth(tree)
    return tree


def _check_depth(tree: ast.Module) -> None:
    count, line = 0, 1
    stack: list[tuple[ast.AST, int]] = [(tree, 0)]
    while stack:
        node, depth = stack.pop()
        line = getattr(node, "lineno", line)
        count += 1
        if depth > MAX_DEPTH:
            raise SnippetError(line, "nested too deeply")
        if count > MAX_NODES:
            raise SnippetError(line, "too much code")
        stack += [(child, depth + 1) for child in ast.iter_child_nodes(node)]


class Interpreter(Guarded, Customs):
    """Executes a whole snippet."""

    def program(self, tree: ast.Module) -> SnippetError | None:
        """Executes it; the failure that ended it, if one did.

        Raises:
            SnippetError: something in it is refused.
        """
        scope = Scope()
        try:
            self.block(tree.body, scope)
        except Left as left:
            raise SnippetError(self.notes.line, f"'{left.how}' stands outside") from None
        except (Refused, Excessive, ExpressionError, TooLarge) as refused:
            raise SnippetError(self.notes.line, str(refused)) from None
        except RecursionError:
            raise SnippetError(self.notes.line, "nested too deeply") from None
        except MemoryError:
            raise SnippetError(self.notes.line, "out of memory") from None
        except self.catchable as error:
            self.finish_line()
            shown = str(Raised(type(error), error))
            name = type(error).__name__ if type(error).__module__ == "builtins" else "RuntimeError"
            return SnippetError(self.notes.line, f"{name}: {shown}" if shown else name)
        self.finish_line()
        return None
