"""``to`` in all its forms, and the methods named after element types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import autograd_core as core

FORMS: list[Callable[[Any, Any], Any]] = [
    lambda t, x: x.to(t.float64),
    lambda t, x: x.to("cpu"),
    lambda t, x: x.to("cpu", t.int8),
    lambda t, x: x.to(t.device("cpu"), dtype=t.float16),
    lambda t, x: x.to(t.zeros(1, dtype=t.int16)),
    lambda t, x: x.to(dtype=t.float32, copy=True),
    lambda t, x: x.to(t.float64, True, True),
    lambda t, x: x.to(float),
    lambda t, x: x.to(),
    lambda t, x: x.double(),
    lambda t, x: x.byte(),
    lambda t, x: x.char(),
    lambda t, x: x.short(),
    lambda t, x: x.float(),
    lambda t, x: x.type(t.int64),
    lambda t, x: x.type("torch.DoubleTensor"),
    lambda t, x: x.type_as(t.zeros(1, dtype=t.bool)),
    lambda t, x: x.double(memory_format=t.contiguous_format),
]


@pytest.mark.parametrize("place", range(len(FORMS)))
def test_a_form_gives_what_pytorch_gives(place: int) -> None:
    found = []
    for t in (core, pytest.importorskip("torch")):
        x = t.tensor([[1.5, -2.5], [0.0, 3.0]], requires_grad=True)
        y = FORMS[place](t, x)
        node = None if y.grad_fn is None else y.grad_fn.name()
        found.append((y is x, str(y.dtype), y.tolist(), y.requires_grad, node))
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda x: x.to(other=x), TypeError),
        (lambda x: x.type(3), TypeError),
        (lambda x: x.to("foo"), RuntimeError),
        (lambda x: x.float(memory_format=core.channels_last), RuntimeError),
    ],
)
def test_other_arguments_are_refused(call: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        call(core.ones(2, 3))


def test_a_format_is_kept_where_it_fits() -> None:
    x = core.ones(2, 3, 4, 5).to(memory_format=core.channels_last)
    assert x.to(memory_format=core.channels_last) is x
    assert x.contiguous(memory_format=core.channels_last) is x
    assert x.double().stride() == (60, 1, 15, 3)
