"""`gradcanvas diff`: what changed between two graphs, in words."""

from __future__ import annotations

import argparse
from typing import Any

from app.terminal.common import FAILED, OK, Refused, complain, one_printed_line, print_json, read
from autograd_core.graph.describing import changes


def add(commands: Any) -> None:
    """Adds the command to the parser's."""
    parser = commands.add_parser("diff", help="say what changed between two graphs")
    parser.add_argument("before", metavar="A", help="a .gradcanvas file, or - for standard input")
    parser.add_argument("after", metavar="B", help="another one")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(call=diff)


def diff(options: argparse.Namespace) -> int:
    """Prints a line for each difference; 0 where there is none, 1 where there are some."""
    try:
        lines = changes(read(options.before), read(options.after))
    except Refused as refused:
        return complain(str(refused))
    if options.json:
        print_json({"changes": lines})
    else:
        for line in lines:
            print(one_printed_line(line))
    return FAILED if lines else OK
