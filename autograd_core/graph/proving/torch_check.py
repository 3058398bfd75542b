"""The whole program against PyTorch itself, where that is installed.

The document's own script (`pytorch_code.py`) is run by another Python process, so that nothing
here imports PyTorch, and what it leaves behind is compared element by element.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from autograd_core.graph.gate import Gate
from autograd_core.graph.ports import first_port
from autograd_core.graph.pytorch_code import script_of
from autograd_core.graph.run import Run
from autograd_core.graph.steps import Value, port_ref
from autograd_core.storage import Array

SECONDS = 120.0
"""How long PyTorch may take, its start included."""
CLOSE = 1e-5
"""How far a float32 number may be off, as a part of it and of the largest beside it."""

_REPORT = '''
import json as _json, sys as _sys
def _facts(tensor):
    if not isinstance(tensor, torch.Tensor):
        return None
    grad = tensor.grad if tensor.is_leaf or tensor.retains_grad else None
    return [tensor.tolist(), None if grad is None else grad.tolist(), str(tensor.dtype)]
with open(_sys.argv[1], "w") as _file:
    _json.dump({name: _facts(globals().get(name)) for name in NAMES}, _file)
'''


class Twin(NamedTuple):
    """One tensor as both have it: the largest difference of its values and of its gradients, and
    how many elements are further apart than rounding explains. `missing` says which of the two
    has a gradient that the other has not (`"ours"`, `"torch"`, or empty), `theirs` is PyTorch's
    `.grad` in float64."""

    node: str
    value: float
    grad: float | None
    apart: int
    missing: str = ""
    theirs: Array | None = None

    @property
    def agrees(self) -> bool:
        return not self.apart and not self.missing


class Comparison(NamedTuple):
    """What came of it: a `Twin` for each tensor that the script has a name for, whether both
    printed the same, and PyTorch's own error if the script ended with one."""

    twins: tuple[Twin, ...]
    same_output: bool
    version: str
    error: str = ""

    @property
    def agrees(self) -> bool:
        return self.same_output and not self.error and all(twin.agrees for twin in self.twins)


def is_installed() -> bool:
    """Whether PyTorch can be asked."""
    return importlib.util.find_spec("torch") is not None


def compare(run: Run, gate: Gate | None = None) -> Iterator[Comparison | None]:
    """Runs the script of a finished run's document in PyTorch; yields None while that works, and
    the comparison last.

    Raises:
        Cancelled: the gate was cancelled.
        TimeoutError: PyTorch took longer than `SECONDS`.
    """
    gate = gate or Gate()
    script = script_of(run.document, run.log)
    names = {node: name for node, name in script.names.items() if name.isidentifier()}
    with tempfile.TemporaryDirectory() as folder:
        code, report = Path(folder) / "script.py", Path(folder) / "report.json"
        text = f"{script.text}\nNAMES = {sorted(names.values())!r}\n"
        text += _REPORT + "print('\\0' + torch.__version__)\n"
        code.write_text(text, encoding="utf-8")
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "ignore"}
        process = subprocess.Popen(
            [sys.executable, "-I", "-X", "utf8", str(code), str(report)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment,
        )
        output, errors = yield from _waited(process, gate)
        printed, _, version = output.decode(errors="replace").partition("\0")
        if process.returncode:
            last = errors.decode(errors="replace").strip().splitlines()[-1:]
            yield Comparison((), printed == run.output, version.strip(), "".join(last) or "?")
            return
        facts: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    twins = [_twin(run, node, facts[name]) for node, name in names.items()]
    found = tuple(twin for twin in twins if twin is not None)
    same = _without_addresses(printed) == _without_addresses(run.output)
    yield Comparison(found, same, version.strip())


def _waited(
    process: subprocess.Popen[bytes], gate: Gate
) -> Generator[None, None, tuple[bytes, bytes]]:
    """Waits for a process, yielding now and then; kills it if there is no more need of it."""
    until = time.monotonic() + SECONDS
    try:
        while True:
            gate.pass_through()
            try:
                return process.communicate(timeout=0.1)
            except subprocess.TimeoutExpired:
                if time.monotonic() > until:
                    raise TimeoutError("PyTorch takes too long") from None
            yield None
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


def _without_addresses(text: str) -> str:
    return re.sub(r"0x[0-9a-f]+", "0x", text)


def _twin(run: Run, node: str, facts: list[Any] | None) -> Twin | None:
    port = port_ref(node, first_port(run.document, node))
    value = run.log.at(len(run.log), port, "value")
    if facts is None or not isinstance(value, Value) or value.array is None:
        return None
    grad = run.log.at(len(run.log), port, "grad")
    mine = grad.array if isinstance(grad, Value) else None
    theirs = None if facts[1] is None else np.asarray(facts[1], np.float64)
    largest, apart = _difference(value.array, np.asarray(facts[0], np.float64))
    if (mine is None) != (theirs is None):
        return Twin(node, largest, None, apart, "ours" if theirs is None else "torch", theirs)
    if mine is None or theirs is None:
        return Twin(node, largest, None, apart)
    of_grad, more = _difference(mine, theirs)
    return Twin(node, largest, of_grad, apart + more, "", theirs)


def _difference(mine: Array, theirs: Array) -> tuple[float, int]:
    """The largest difference, and how many elements differ by more than rounding."""
    ours = mine.astype(np.float64)
    if ours.shape != theirs.shape:
        return float("inf"), max(ours.size, 1)
    if not ours.size:
        return 0.0, 0
    with np.errstate(all="ignore"):
        same = (ours == theirs) | (np.isnan(ours) & np.isnan(theirs))
        apart = np.where(same, 0.0, np.abs(ours - theirs))
        sizes = np.abs(theirs)
        largest = float(np.max(sizes[np.isfinite(sizes)], initial=0.0))
        wrong = ~(apart <= CLOSE * (sizes + 0.1 * largest) + 1e-8)
    return float(np.nanmax(apart, initial=0.0)), int(np.count_nonzero(wrong & ~same))
