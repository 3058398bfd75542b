"""What `gradcanvas render` is asked with, and what of it can be told to be wrong before anything is
drawn. No Qt."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, NamedTuple

from app.terminal.common import add_command
from app.terminal.reading import add_file, add_from
from autograd_core.graph.steps import StepLog

FORMATS = ("png", "svg", "pdf", "gif", "apng")
MOVING = frozenset({"gif", "apng"})
LEAST_SCALE, MOST_SCALE = 0.05, 8.0
LEAST_SPEED, MOST_SPEED = 0.05, 20.0
LEAST_FPS, MOST_FPS = 2, 50
LARGEST = 16_000


class BadRequest(Exception):
    """What is asked for cannot be; the text says why."""


class Asked(NamedTuple):
    """Where in the run: a picture at `last`, a moving one from `first` to it."""

    first: int
    last: int


def add_render(commands: Any) -> None:
    """Adds the command to those of a parser."""
    found = add_command(
        commands,
        "render",
        "draw a picture of a step (.png .svg .pdf) or of the run (.gif .apng)",
        "Draws the graph at a step as .png, .svg or .pdf, or the run as .gif or .apng. Needs Qt,\n"
        "but no display.",
        "gradcanvas render graph.gradcanvas -o graph.svg --step 7\n"
        "gradcanvas render code.py -o run.gif --action a2\n"
        "gradcanvas render - -o - --format png < graph.gradcanvas > graph.png",
    )
    add_file(found)
    add_from(found, "--read-as")  # --from is a step
    found.add_argument(
        "-o", "--output", metavar="OUT", required=True,
        help="the file to write; - is standard output, with --format",
    )  # fmt: skip
    found.add_argument("--format", choices=FORMATS, help="if OUT's name does not tell")
    step = found.add_mutually_exclusive_group()
    step.add_argument(
        "--step", type=int, metavar="N",
        help="the step that is drawn, 0 for before the first; else the one that most flows from",
    )  # fmt: skip
    step.add_argument("--action", metavar="ID", help="the end of this action, or its steps moving")
    found.add_argument("--from", dest="first", type=int, metavar="N", help="the first step moving")
    found.add_argument("--to", dest="last", type=int, metavar="N", help="the last step moving")
    found.add_argument(
        "--scale", type=_number(LEAST_SCALE, MOST_SCALE), metavar="X",
        help="pixels for a unit of the canvas: 2, moving pictures 1",
    )  # fmt: skip
    found.add_argument("--width", type=_whole(LARGEST), metavar="PIXELS", help="at most so wide")
    found.add_argument("--height", type=_whole(LARGEST), metavar="PIXELS", help="at most so high")
    found.add_argument("--theme", choices=("light", "dark"), default="light")
    found.add_argument(
        "--background", choices=("theme", "white", "transparent"), default="theme",
        help="white takes the colours of the light theme",
    )  # fmt: skip
    found.add_argument("--language", choices=("en", "zh_CN"), default="en")
    found.add_argument("--no-caption", action="store_true", help="not what the step did")
    found.add_argument("--legend", action="store_true", help="what the lines mean")
    found.add_argument("--autograd", action="store_true", help="the autograd graph over the cards")
    found.add_argument("--inside", metavar="ID", help="the inside of this instance of a subgraph")
    found.add_argument(
        "--speed", type=_number(LEAST_SPEED, MOST_SPEED), default=1.0, metavar="X",
        help="1 is that of the window",
    )  # fmt: skip
    found.add_argument(
        "--fps", type=_whole(MOST_FPS, LEAST_FPS), default=12, metavar="N",
        help="frames a second while something travels: 12",
    )  # fmt: skip
    found.add_argument("--once", action="store_true", help="play once, not round and round")
    found.add_argument("--reduced-motion", action="store_true", help="one frame for each step")


def _number(least: float, most: float) -> Any:
    def number(text: str) -> float:
        value = float(text)
        if not least <= value <= most:  # NaN is not either
            raise argparse.ArgumentTypeError(f"{text} is not between {least:g} and {most:g}")
        return value

    return number


def _whole(most: int, least: int = 16) -> Any:
    def whole(text: str) -> int:
        value = int(text)
        if not least <= value <= most:
            raise argparse.ArgumentTypeError(f"{text} is not between {least} and {most}")
        return value

    whole.__name__ = "int"  # how argparse names it where it is no number
    return whole


def format_asked(options: argparse.Namespace) -> str:
    """The format of the picture.

    Raises:
        BadRequest: there is none of that name, or an option is for another.
    """
    suffix = Path(options.output).suffix.lower().removeprefix(".")
    found: str = options.format or suffix
    if found not in FORMATS:
        known = " ".join(f".{each}" for each in FORMATS)
        raise BadRequest(f"{options.output}: its name should end in one of {known}")
    if found not in MOVING and (options.first, options.last) != (None, None):
        raise BadRequest("--from and --to are for .gif and .apng; a picture has a --step")
    if found in MOVING and options.step is not None:
        raise BadRequest("--step is for pictures; .gif and .apng have --from and --to")
    if found in MOVING and options.background == "transparent":
        raise BadRequest("moving pictures have no transparent background")
    return found


def steps_asked(options: argparse.Namespace, log: StepLog, telling: int) -> Asked:
    """Where in the run the picture is; `telling` is where it is if nobody says.

    Raises:
        BadRequest: there is no such step or action.
    """
    count = len(log)
    if options.action is not None:
        sections = [each for each in log.sections if each.action[0] == options.action]
        if not sections:
            known = ", ".join(dict.fromkeys(each.action[0] for each in log.sections)) or "none"
            raise BadRequest(f"no steps of an action {options.action}; there are those of: {known}")
        first, last = sections[0].start, sections[-1].stop
    else:
        first, last = 0, count if options.step is None else options.step
        if options.step is None and format_asked(options) not in MOVING:
            last = telling
    if options.first is not None:
        first = options.first - 1
    if options.last is not None:
        last = options.last
    for number in (options.first, options.last, options.step):
        if number is not None and not (number == options.step == 0 or 1 <= number <= count):
            raise BadRequest(f"there is no step {number}; the run has {count}")
    if first > last:
        raise BadRequest(f"step {first + 1} comes after step {last}")
    return Asked(first, last)


def scale_asked(options: argparse.Namespace, moving: bool) -> float:
    """Pixels for each unit."""
    if options.scale is not None:
        found: float = options.scale
        return found
    # as large as they can be, where somebody says how large that is
    return MOST_SCALE if options.width or options.height else 1.0 if moving else 2.0

