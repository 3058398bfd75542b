"""`gradcanvas check`: gradients against finite differences, and against PyTorch."""

from __future__ import annotations

import argparse
from typing import Any

from app.terminal.codes import FOUND, OK
from app.terminal.common import add_command, note, print_json, print_table
from app.terminal.progress import Progress, TellingGate
from app.terminal.reading import add_file, add_from, executed, read
from autograd_core.graph.document import Document
from autograd_core.graph.proving.finite import (
    PER_TENSOR,
    Check,
    Prover,
    claims,
    subjects_of,
)
from autograd_core.graph.proving.torch_check import Comparison, compare, is_installed
from autograd_core.graph.run import Run
from autograd_core.printing import format_number

WORDS = {
    None: "agrees",
    "float32": "rounding: they agree in float64",
    "kink": "a kink: the slopes on both sides differ, autograd takes one between them",
    "jump": "the function jumps there: it has no derivative",
    "cut": "part of the way goes through detach or no_grad",
    "written": "written since forward through .data or under no_grad",
    "nan": "the result is nan: differences say nothing",
    "own": "WRONG, or meant: backward of a function of yours is not what its forward says",
    "unknown": "WRONG",
}


def add(commands: Any) -> None:
    """Adds the command to the parser's."""
    parser = add_command(
        commands,
        "check",
        "compare gradients with finite differences, and with PyTorch if it is installed",
        "Compares every gradient with finite differences, and values, gradients and what is\n"
        "printed with PyTorch, if that is installed. Where a difference is known to come from\n"
        "rounding, a kink or a cut, it says so, and the gradient is not wrong.",
        "gradcanvas check graph.gradcanvas\ngradcanvas check code.py --no-torch --json",
    )
    add_file(parser)
    parser.add_argument("--no-torch", action="store_true", help="leave PyTorch out")
    add_from(parser)
    parser.set_defaults(call=check)


def check(options: argparse.Namespace) -> int:
    """Runs the file and checks every gradient; whether one is wrong."""
    given = read(options.file, options)
    run = executed(given.document, options.quiet)
    checks = _checks(run, options.quiet)
    twin = None if options.no_torch or not is_installed() else _compared(run, options.quiet)
    if options.json:
        print_json(_report(run.document, checks, twin))
    else:
        _print(run.document, checks, twin, asked=not options.no_torch)
    if given.failure is not None:
        note(f"{given.complaint()}; what comes after it is not checked", options.quiet)
    wrong = any({"own", "unknown"} & {*each.differences} for each in checks)
    wrong = wrong or (twin is not None and not twin.agrees)
    return FOUND if wrong or run.problems() or given.failure is not None else OK


def _checks(run: Run, quiet: bool) -> list[Check]:
    log = run.log
    found = claims(log, len(log), subjects_of(run.document, log, len(log)))
    prover = Prover(run)
    total, done = max(len(found) * PER_TENSOR, 1), 0
    checks = []
    with Progress(quiet) as progress:
        for claim in found:
            for each in prover.check(claim):
                done += 1
                progress.share("finite differences", done / total)
                if each is not None:
                    checks.append(each)
    return checks


def _compared(run: Run, quiet: bool) -> Comparison:
    found = None
    with Progress(quiet) as progress:
        try:
            for each in compare(run, TellingGate(progress, "PyTorch")):
                found = each or found
        except TimeoutError as error:
            return Comparison((), False, "", str(error))
    assert found is not None
    return found


def _print(
    document: Document, checks: list[Check], twin: Comparison | None, asked: bool
) -> None:
    rows: list[tuple[str, ...]] = [
        ("gradient", "backward", "element", "autograd", "differences", "verdict")
    ]
    for each in checks:
        name, call = f"{document.name(each.claim.node)}.grad", f"#{each.claim.entry.call}"
        rows += [(name, call, *row) for row in _elements(each)]
    if len(rows) > 1:
        print_table(rows)
    else:
        print("no tensor has a gradient")
    if twin is not None:
        _print_twin(document, twin)
    elif asked:
        print("PyTorch is not installed: pip install torch")


def _elements(check: Check) -> list[tuple[str, str, str, str]]:
    """One row where all agree, else one for each element that differs."""
    differing = [at for at, each in enumerate(check.differences) if each is not None]
    total = len(check.places)
    said = f"all {check.size}" if total == check.size else f"{total} of {check.size}"
    rows = []
    if len(differing) < total:
        agreeing = said if not differing else f"{total - len(differing)} of {check.size}"
        pairs = zip(check.autograd, check.numeric, strict=True)
        largest = max((abs(ours - theirs) for ours, theirs in pairs), default=0.0)
        apart = "" if differing else f"≤ {format_number(largest)} apart"
        rows.append((agreeing, "", apart, "agrees"))
    for at in differing:
        place = str(int(check.places[at]))
        numbers = format_number(check.autograd[at]), format_number(check.numeric[at])
        rows.append((place, *numbers, WORDS[check.differences[at]]))
    return rows


def _print_twin(document: Document, twin: Comparison) -> None:
    print(f"PyTorch {twin.version}: ", end="")
    if twin.error:
        print(f"the script ended with {twin.error}")
        return
    wrong = [each for each in twin.twins if not each.agrees]
    print("all values and gradients agree" if not wrong else "DIFFERS")
    for each in wrong:
        name = document.name(each.node)
        missing = {"ours": "has a .grad here only", "torch": "has a .grad in PyTorch only"}
        apart = f"{each.apart} elements are apart, by up to {format_number(each.value)}"
        print(f"  {name}: {missing.get(each.missing, apart)}")
    if not twin.same_output:
        print("  what is printed differs")


def _report(document: Document, checks: list[Check], twin: Comparison | None) -> dict[str, Any]:
    return {
        "checks": [
            {
                "node": each.claim.node,
                "name": document.name(each.claim.node),
                "backward": each.claim.entry.call,
                "size": each.size,
                "places": each.places.tolist(),
                "autograd": _numbers(each.autograd),
                "numeric": _numbers(each.numeric),
                "differences": list(each.differences),
                "agrees": each.agrees,
            }
            for each in checks
        ],
        "torch": None
        if twin is None
        else {
            "version": twin.version,
            "agrees": twin.agrees,
            "same_output": twin.same_output,
            "error": twin.error,
            "tensors": [each._asdict() | {"agrees": each.agrees} for each in twin.twins],
        },
    }


def _numbers(array: Any) -> list[Any]:
    return [x if abs(x) < float("inf") else str(x) for x in array.tolist()]
