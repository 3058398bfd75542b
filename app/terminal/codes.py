"""What the exit codes mean: the one table of them, which `--help` and the README show."""

from __future__ import annotations

OK, FOUND, USAGE, UNREADABLE, MISSING = 0, 1, 2, 3, 4
INTERRUPTED, UNREAD = 130, 141

MEANINGS = {
    OK: "all ran; gradients agree; nothing differs",
    FOUND: "something was found: a node, an action or a line of code failed (the rest ran), "
    "a gradient is wrong, two graphs differ",
    USAGE: "the arguments are wrong",
    UNREADABLE: "a file cannot be read, understood or written",
    MISSING: "what the command needs is not installed (Qt, for pictures)",
    INTERRUPTED: "interrupted with Ctrl+C",
    UNREAD: "nobody reads the output any more",
}


def table() -> str:
    """The codes with their meanings, a line each."""
    return "\n".join(f"  {code:>3}  {meaning}" for code, meaning in MEANINGS.items())
