"""`gradcanvas diff`: what changed between two graphs, in words."""

from __future__ import annotations

import argparse
from typing import Any

from app.terminal.codes import FOUND, OK
from app.terminal.common import STDIN, add_command, one_printed_line, print_json, wrong
from app.terminal.reading import add_file, add_from, read
from autograd_core.graph.describing import changes


def add(commands: Any) -> None:
    """Adds the command to the parser's."""
    parser = add_command(
        commands,
        "diff",
        "say what changed between two graphs",
        "Says in words what changed from A to B, a line for each difference.",
        "gradcanvas diff before.gradcanvas after.gradcanvas\n"
        "git show HEAD:graph.gradcanvas | gradcanvas diff - graph.gradcanvas",
    )
    add_file(parser, "before", "A")
    add_file(parser, "after", "B")
    add_from(parser)
    parser.set_defaults(call=diff)


def diff(options: argparse.Namespace) -> int:
    """Prints a line for each difference; whether there are some."""
    if options.before == options.after == STDIN:
        raise wrong("only one of the two can be standard input")
    before, after = read(options.before, options), read(options.after, options)
    coded = bool(before.traced or after.traced)
    if coded:  # it is compared by what it says, which is not where things lie
        before.document.source = after.document.source
    lines = changes(before.document, after.document, places=not coded)
    if options.json:
        print_json({"changes": lines})
    else:
        for line in lines:
            print(one_printed_line(line))
    return FOUND if lines else OK
