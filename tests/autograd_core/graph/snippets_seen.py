"""Snippets as students write them, and what PyTorch prints when it runs each.

`python -m tests.autograd_core.graph.snippets_seen` writes down anew what PyTorch prints.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import warnings
from pathlib import Path
from typing import Any

import numpy as np

FOLDER = Path(__file__).parent / "snippets"
GOLDEN = Path(__file__).parents[2] / "golden" / "snippets.json"
SNIPPETS = {path.stem: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.txt"))}
_NUMBER = r"-?\d+\.?\d*(?:e[+-]?\d+)?"


def in_pytorch(code: str) -> tuple[str, str, dict[str, Any]]:
    """What PyTorch prints, the error that it ends with (empty: none), and the variables."""
    import torch

    variables: dict[str, Any] = {"__name__": "__main__", "torch": torch}
    output, error = io.StringIO(), ""
    torch.manual_seed(0)
    with contextlib.redirect_stdout(output), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            exec(compile(code, "snippet", "exec"), variables)
        except Exception as raised:
            error = type(raised).__name__
    return without_addresses(output.getvalue()), error, variables


def without_addresses(text: str) -> str:
    return re.sub(r"0x[0-9a-fA-F]+", "", text)


def alike(ours: str, theirs: str) -> None:
    """The same text but for addresses and the last digits."""
    ours, theirs = without_addresses(ours), without_addresses(theirs)
    assert re.sub(rf"\s*{_NUMBER}", "#", ours) == re.sub(rf"\s*{_NUMBER}", "#", theirs)
    found, expected = ([float(x) for x in re.findall(_NUMBER, text)] for text in (ours, theirs))
    np.testing.assert_allclose(found, expected, rtol=1e-3, atol=1e-4)


def golden() -> dict[str, dict[str, str]]:
    """What PyTorch printed for each snippet, and the error that ended it."""
    found: dict[str, dict[str, str]] = json.loads(GOLDEN.read_text("utf-8"))
    return found


def write_golden() -> None:
    made = {}
    for name, code in SNIPPETS.items():
        output, error, _ = in_pytorch(code)
        made[name] = {"output": output, "error": error}
    GOLDEN.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    write_golden()
