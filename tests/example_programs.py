"""The programs that the examples draw: the tutorial's snippets, in PyTorch.

Each is run with ``torch`` meaning PyTorch or the engine; ``failing()`` notes the error that has to
come, ``jacobian(y, x)`` is one backward for each element of y. What PyTorch printed, and what its
tensors were at the end, is kept in ``tests/golden/examples.json``; record it anew, where PyTorch is
installed, with

    python -m tests.example_programs
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

GOLDEN = Path(__file__).parent / "golden" / "examples.json"

PROGRAMS = {
    "01_sum_of_squares": """
x = torch.ones(2, requires_grad=True)
y = x * x
s = y.sum()
s.backward()
""",
    "02_tracking_on_and_off": """
x = torch.ones(2)
y = x * 2
print(x, x.requires_grad)
print(y, y.requires_grad)
x.requires_grad_(True)
print(x, x.requires_grad)
z = x * 2
print(y.requires_grad, z.requires_grad)
x = torch.ones(2, requires_grad=True)
print(x, x.requires_grad)
""",
    "03_vector_backward": """
x = torch.ones(2, requires_grad=True)
y = x * x
v = torch.tensor([1., 10.])
print(y, y.grad_fn)
y.backward(v)
print(x.grad)
""",
    "04_detach_and_no_grad": """
x = torch.ones(2, requires_grad=True)
y = (x * x).sum()
with torch.no_grad():
    z = (x * x).sum()
d = x.detach()
w = (d * d).sum()
s = y + z + w
print(y, y.grad_fn)
print(z, z.grad_fn)
print(w, w.grad_fn)
s.backward()
print(x.grad)
""",
    "05_data_after_2x": """
x = torch.ones(1, requires_grad=True)
y = 2 * x
print(x.data)
print(x.data.requires_grad)
x.data *= 100
y.backward()
print(x)
print(x.grad)
""",
    "06_data_after_x_times_x": """
x = torch.ones(1, requires_grad=True)
y = x * x
x.data *= 100
y.backward()
print(x)
print(x.grad)
""",
    "07_in_place_on_a_leaf": """
x = torch.ones(1, requires_grad=True)
y = 2 * x
w = torch.ones(1, requires_grad=True)
z = 2 * w
with failing():
    x *= 100
with torch.no_grad():
    w *= 100
print(x)
print(w)
z.backward()
print(w.grad)
""",
    "08_function_and_leaf": """
x = torch.ones(2)
print(x.grad_fn)
y = x * 2
print(y)
print(x.grad_fn, y.grad_fn)
x = torch.ones(2, requires_grad=True)
print(x.grad_fn)
y = x * 2
print(x.is_leaf, y.is_leaf)
print(y)
print(x.grad_fn, y.grad_fn)
""",
    "09_jacobian": """
x = torch.tensor([2., 3.], requires_grad=True)
x1 = x[0]
x2 = x[1]
y1 = x1 * x2
y2 = x1 + x2
y3 = x1 ** 2
y = torch.stack([y1, y2, y3])
J = jacobian(y, x)
v = torch.tensor([1., 10., 100.])
vJ = v @ J
y.backward(v)
print(vJ)
print(x.grad)
""",
    "10_determinant": """
x = torch.tensor([2., 0.5], requires_grad=True)
r = x[0]
θ = x[1]
c = θ.cos()
s = θ.sin()
y1 = r * c
y2 = r * s
y = torch.stack([y1, y2])
J = jacobian(y, x)
print(J)
""",
    "11_accumulation": """
x = torch.ones(2, requires_grad=True)
y = (x * x).sum()
y.backward()
print(x.grad)
y = (x * x).sum()
y.backward()
print(x.grad)
x.grad.data.zero_()
y = (x * x).sum()
y.backward()
print(x.grad)
""",
    "12_second_order": """
x = torch.tensor(3., requires_grad=True)
y = x ** 3
u = torch.tensor(3., requires_grad=True)
z = u ** 3
y.backward(create_graph=True)
g = x.grad
print(g)
g.backward()
print(x.grad)
dz, = torch.autograd.grad(z, [u], create_graph=True)
print(dz)
d2z, = torch.autograd.grad(dz, [u])
print(d2z)
""",
}
FACTS = ("name", "value", "requires_grad", "is_leaf", "grad_fn", "grad")
"""What a row of the table says, under the names that `gradcanvas run --json` has for it."""


class _Names(dict[str, Any]):
    """The variables of a program; every tensor that a name has meant is noted."""

    def __init__(self, tensor: type, **names: Any) -> None:
        super().__init__(names)
        self.tensor = tensor
        self.bound: list[tuple[str, Any]] = []

    def __setitem__(self, name: str, value: Any) -> None:
        super().__setitem__(name, value)
        known = any(value is tensor for _, tensor in self.bound)  # after `w *= 100` it is itself
        if isinstance(value, self.tensor) and not known:
            self.bound.append((name, value))


def result_of(torch: Any, name: str) -> dict[str, Any]:
    """What the program prints and fails with, and a row for each tensor that it named: in the
    order of naming, as they are at the end."""
    errors: list[str] = []

    @contextlib.contextmanager
    def failing() -> Iterator[None]:
        try:
            yield
        except RuntimeError as error:
            errors.append(str(error))
        else:
            raise AssertionError("nothing failed")

    def jacobian(y: Any, x: Any) -> Any:
        rows = [torch.autograd.grad(y, x, v, retain_graph=True)[0] for v in torch.eye(len(y))]
        return torch.stack(rows)

    names = _Names(torch.Tensor, torch=torch, failing=failing, jacobian=jacobian)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that create_graph may make a cycle of references
        exec(compile(PROGRAMS[name], name, "exec"), {}, names)
    return {
        "output": without_addresses(printed.getvalue()),
        "errors": errors,
        "table": [dict(zip(FACTS, _facts(*each), strict=True)) for each in names.bound],
    }


def _facts(name: str, tensor: Any) -> tuple[Any, ...]:
    grad = tensor.grad if tensor.is_leaf or tensor.retains_grad else None
    return (
        name,
        tensor.tolist(),
        tensor.requires_grad,
        tensor.is_leaf,
        None if tensor.grad_fn is None else tensor.grad_fn.name(),
        None if grad is None else grad.tolist(),
    )


def without_addresses(printed: str) -> list[str]:
    """The lines, with `0x…` for where an object was in memory."""
    return [re.sub(r"0x[0-9a-f]+", "0x…", line) for line in printed.splitlines()]


def main() -> None:
    """Records what PyTorch does."""
    import torch

    results = {name: result_of(torch, name) for name in PROGRAMS}
    text = json.dumps(results, indent=1, ensure_ascii=False)
    GOLDEN.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
