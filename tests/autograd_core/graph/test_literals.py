"""Numbers in the texts of leaves: found, replaced, written down."""

from __future__ import annotations

import numpy as np
import pytest

import autograd_core as torch
from autograd_core.graph import literals
from autograd_core.graph.expression import evaluate
from autograd_core.graph.literals import (
    TooLong,
    element,
    literal,
    literal_text,
    with_element,
    written_out,
)


@pytest.mark.parametrize(
    ("text", "shape", "elements"),
    [
        ("-3", (), ["-3"]),
        ("[1., 1/3]", (2,), ["1.", "1/3"]),
        ("tensor([[1, 2],\n [3, -inf]])", (2, 2), ["1", "2", "3", "-inf"]),
        ("  (1, [2])", None, []),
        ("1/3", None, []),
        ("randn(2, 3)", None, []),
        ("[1, 2", None, []),
    ],
)
def test_elements_are_found(text: str, shape: tuple[int, ...] | None, elements: list[str]) -> None:
    found = literal(text)
    assert (found.shape if found is not None else None) == shape
    spans = found.spans if found is not None else ()
    assert [text[start:end] for start, end in spans] == elements


def test_an_element_is_replaced_and_nothing_else() -> None:
    assert with_element("tensor([[1, 2],\n [3, 4]])", 2, "-0.5") == "tensor([[1, 2],\n [-0.5, 4]])"
    assert element("[1., 2.]", 5) is None


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64", "int64", "bool"])
def test_written_arrays_read_back_the_same(dtype: str) -> None:
    array = (np.random.default_rng(0).normal(size=(3, 70, 2)) * 1e3).astype(dtype)
    if array.dtype.kind == "f":
        array[0, :3, 0] = np.nan, np.inf, -np.inf
    read = np.array(evaluate(literal_text(array)), np.float64).astype(dtype)
    np.testing.assert_array_equal(read, array)


def test_empty_and_scalar_arrays_are_written() -> None:
    assert literal_text(np.array(0.1, np.float32)) == "0.1"
    assert literal_text(np.zeros((0, 3), np.float32)) == "zeros(0, 3)"
    assert literal_text(np.zeros(0, np.float32)) == "[]"


def test_what_cannot_be_read_back_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(literals, "LARGEST", 100)
    with pytest.raises(TooLong):
        literal_text(np.full(30, 0.123, np.float64))
    with pytest.raises(TooLong):
        literal_text(np.broadcast_to(np.float32(1.0), (10_000, 1_000)))


def test_a_long_list_is_read_once_and_never_shared() -> None:
    text = f"[{', '.join(['0.1'] * 2_000)}, nan]"
    first = written_out(text, None)
    assert first is not None
    assert first.dtype is torch.float32
    first._array[:] = 5
    again = written_out(text, None)
    assert again is not None
    assert again._array[0] == np.float32(0.1)
    whole = written_out(text, torch.float64)
    assert whole is not None
    assert whole._array[0] == 0.1
    assert written_out("[1., 2.]", None) is None
    assert written_out(f"ones(2){' ' * 20_000}", None) is None
