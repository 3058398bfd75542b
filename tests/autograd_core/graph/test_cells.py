"""Tables as text: what stands between cells, and how numbers are written elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

from autograd_core.graph import typed as typing
from autograd_core.graph.cells import plain_numbers, split
from autograd_core.graph.expression import evaluate
from autograd_core.graph.typed import NoValue, typed


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('1,5\t2\t"3"\n4\t5,25\t6\n', "[[1.5, 2, 3], [4, 5.25, 6]]"),
        ('"1,5";"2"\n"3";"4"\n', "[[1.5, 2], [3, 4]]"),
        ("1.234,56\t7\n8\t9", "[[1234.56, 7], [8, 9]]"),
        ("1,234,567\t2\n1,234\t3", "[[1234567, 2], [1234, 3]]"),
        ('"1,234.5",2\n3,4', "[[1234.5, 2], [3, 4]]"),
        ("0,125\t0,250", "[0.125, 0.250]"),
        ("1, 2, 3\n4, 5, 6", "[[1, 2, 3], [4, 5, 6]]"),
        ("name,a\nx,1\ny,2", "[1, 2]"),
        ("a\tb\r\n1\t\r\n\t4\r\n", "[[1, nan], [nan, 4]]"),
    ],
)
def test_numbers_are_read_as_spreadsheets_write_them(text: str, value: str) -> None:
    assert typed(text).value == value


@pytest.mark.parametrize("text", ["1.2.3\t4\n5\t6", "3x\t1\n4x\t2", '"1\t2\n3\t4'])
def test_what_looks_like_a_number_is_never_left_out(text: str) -> None:
    with pytest.raises(NoValue):
        typed(text)


@pytest.mark.parametrize("separator", ["\t", ";", ",", " "])
def test_large_tables_are_read_at_once(separator: str) -> None:
    array = np.random.default_rng(3).standard_normal((40, 7))
    text = "\n".join(separator.join(map(repr, row)) for row in array.tolist())
    found = plain_numbers(text)
    assert found is not None
    np.testing.assert_array_equal(found, array)
    np.testing.assert_array_equal(np.array(split(text), float), array)
    for other in (text.replace("\n", "\nx", 1), f"{text}\n1", f"{text} nan"):
        assert plain_numbers(other) is None


def test_a_large_table_is_kept_with_the_digits_of_its_dtype(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(typing, "MAX_TEXT", 100)
    array = np.random.default_rng(3).standard_normal((9, 8))
    text = "\n".join("\t".join(map(repr, row)) for row in array.tolist())
    value = typed(text).value
    assert len(value) < 0.8 * len(text)
    np.testing.assert_array_equal(
        np.array(evaluate(value), np.float32), array.astype(np.float32)
    )
    monkeypatch.setattr("autograd_core.graph.literals.LARGEST", 100)
    with pytest.raises(NoValue, match="72 numbers"):
        typed(text)


@pytest.mark.parametrize("text", ["True", "[[True, False], [False, True]]", "False, True"])
def test_truths_stay_truths(text: str) -> None:
    assert typed(text).dtype is None
    assert typed("[True, 2]").dtype == typed("[]").dtype == "float32"
