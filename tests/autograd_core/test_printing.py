"""Printing: PyTorch's repr, with PyTorch as the judge where it is installed, and card summaries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograd_core import printing
from autograd_core.printing import array_repr, format_number, summary, tensor_repr

DTYPES = ("float32", "float64", "float16", "int64", "int32", "int8", "uint8", "bool")


def shown(array: Any, dtype: str = "float32", **more: Any) -> str:
    return array_repr(np.asarray(array, dtype=dtype), dtype=f"torch.{dtype}", **more)


@pytest.fixture(scope="module")
def torch() -> Any:
    return pytest.importorskip("torch")


@pytest.fixture
def options() -> Iterator[None]:
    yield
    printing.set_printoptions(profile="default")


@pytest.mark.parametrize(
    ("array", "dtype", "text"),
    [
        (2.0, "float32", "tensor(2.)"),
        ([1.0, 1.0], "float32", "tensor([1., 1.])"),
        ([1.0, 2.5], "float64", "tensor([1.0000, 2.5000], dtype=torch.float64)"),
        ([0.1, 12345.0], "float32", "tensor([1.0000e-01, 1.2345e+04])"),
        ([0.0, np.nan, -np.inf], "float32", "tensor([0., nan, -inf])"),
        ([[1, -2], [30, 4]], "int64", "tensor([[ 1, -2],\n        [30,  4]])"),
        ([True, False], "bool", "tensor([ True, False])"),
        (np.zeros((0, 3)), "float32", "tensor([], size=(0, 3))"),
        ([], "int64", "tensor([], dtype=torch.int64)"),
        ([-0.0], "float32", "tensor([-0.])"),
    ],
)
def test_known_texts(array: Any, dtype: str, text: str) -> None:
    assert shown(array, dtype) == text


def test_long_vectors_are_shortened_and_wrapped() -> None:
    assert shown(range(1001), "int64") == "tensor([   0,    1,    2,  ...,  998,  999, 1000])"
    lines = shown(range(100), "int64").splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[1].startswith("        1")


class FakeNode:
    def __init__(self, name: str) -> None:
        self._name = name

    def name(self) -> str:
        return self._name


class Tensor:
    dtype = "torch.float32"

    def __init__(self, values: Any, *, requires_grad: bool, grad_fn: FakeNode | None) -> None:
        self._array = np.asarray(values, dtype=np.float32)
        self.requires_grad = requires_grad
        self.grad_fn = grad_fn


class Scaled(Tensor):
    pass


class Rebased:
    """A view changed in place under no_grad: its grad_fn cannot be made again."""

    _array = np.ones(1, dtype=np.float32)
    dtype = "torch.float32"
    requires_grad = True

    @property
    def grad_fn(self) -> FakeNode | None:
        raise RuntimeError


def test_tensor_suffixes() -> None:
    node = FakeNode("MulBackward0")
    tracked = Tensor([1, 1], requires_grad=True, grad_fn=node)
    assert tensor_repr(tracked) == "tensor([1., 1.], grad_fn=<MulBackward0>)"
    leaf = Tensor([1, 1], requires_grad=True, grad_fn=None)
    assert tensor_repr(leaf) == "tensor([1., 1.], requires_grad=True)"
    assert tensor_repr(Scaled(2, requires_grad=False, grad_fn=None)) == "Scaled(2.)"
    assert tensor_repr(Rebased()) == "Rebased([1.], grad_fn=<Invalid>)"


# --- against PyTorch ---


def values(dtype: str) -> st.SearchStrategy[Any] | None:
    if not dtype.startswith("float"):
        return None
    width = int(dtype[5:])
    plain = st.floats(width=width)  # type: ignore[arg-type]
    small = st.floats(-100, 100, width=width)  # type: ignore[arg-type]
    return st.one_of(plain, small, st.integers(-2000, 2000).map(float))


@st.composite
def arrays(draw: st.DrawFn) -> np.ndarray[Any, np.dtype[Any]]:
    dtype = draw(st.sampled_from(DTYPES))
    shape = draw(hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=9))
    array = draw(hnp.arrays(dtype, shape, elements=values(dtype)))
    if draw(st.booleans()):
        # Repeated so that it is shortened, and read through strides as a view is.
        array = np.tile(array, (*(1,) * max(array.ndim - 1, 0), 300)).T
    return array


@settings(max_examples=150, deadline=None)
@given(array=arrays())
def test_repr_is_pytorchs(torch: Any, array: np.ndarray[Any, np.dtype[Any]]) -> None:
    expected = repr(torch.from_numpy(array.copy()))
    assert array_repr(array, dtype=f"torch.{array.dtype}") == expected


@pytest.mark.parametrize("count", range(1, 13))
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_suffixes_wrap_where_pytorchs_do(torch: Any, count: int, dtype: str) -> None:
    rows = np.linspace(-1, 1, 2 * count, dtype=dtype).reshape(2, count)
    for array in (rows, rows[0]):
        tensor = torch.from_numpy(array.copy()).requires_grad_()
        text = array_repr(array, dtype=tensor.dtype, suffixes=["requires_grad=True"])
        assert text == repr(tensor)
        function: Any = type(
            "UnsafeView"[: 1 + count],
            (torch.autograd.Function,),
            {"forward": staticmethod(lambda ctx, x: x.clone())},
        )
        suffix = f"grad_fn=<{function.__name__}Backward>"
        text = array_repr(array, dtype=tensor.dtype, suffixes=[suffix])
        assert text == repr(function.apply(tensor))


@pytest.mark.parametrize(
    "chosen",
    [
        {"precision": 2},
        {"threshold": 5, "edgeitems": 1},
        {"linewidth": 30},
        {"profile": "short"},
        {"profile": "full"},
        {"sci_mode": True},
        {"sci_mode": False, "precision": 7},
        {"edgeitems": 0, "threshold": 5},
    ],
)
def test_printoptions_act_as_pytorchs(torch: Any, options: None, chosen: dict[str, Any]) -> None:
    before = torch._tensor_str.get_printoptions()
    samples = [
        np.linspace(-3, 9, n).reshape(shape)
        for n, shape in ((4, 4), (12, (3, 4)), (1200, (2, 600)), (24, (2, 3, 4)))
    ]
    try:
        printing.set_printoptions(**chosen)
        torch.set_printoptions(**chosen)
        assert printing.get_printoptions() == torch._tensor_str.get_printoptions()
        for sample in samples:
            expected = repr(torch.from_numpy(sample))
            assert array_repr(sample, dtype="torch.float64") == expected
    finally:
        torch.set_printoptions(**before)


def test_huge_arrays_cost_what_is_shown() -> None:
    array = np.broadcast_to(np.float32(1.5), (100_000, 100_000))  # 40 GB, were it all formatted
    text = array_repr(array, dtype="torch.float32")
    assert text.count("1.5000") == 36


# --- cards ---


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (3.14159, "3.142"),
        (2.0, "2"),
        (-0.5, "-0.5"),
        (123456.0, "123456"),
        (1234.56, "1235"),
        (1.5e9, "1.5e+09"),
        (1e-7, "1e-07"),
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
        (2**60 + 1, "1152921504606846977"),
        (True, "True"),
        (np.float32(0.1), "0.1"),
    ],
)
def test_numbers_have_four_significant_digits(number: float, text: str) -> None:
    assert format_number(number) == text


def test_small_arrays_are_shown_whole() -> None:
    assert summary(np.array(2.5)).lines() == ("2.5",)
    assert summary(np.arange(6)).lines() == ("[0, 1, 2, 3, 4, 5]",)
    assert summary(np.ones((1, 2, 1))).lines() == ("[[[1], [1]]]",)
    grid = summary(np.array([[1.0, np.nan], [-np.inf, 40.0]]))
    assert grid.kind == "grid"
    assert grid.lines() == ("   1   nan", "-inf    40")
    assert (grid.nan_count, grid.inf_count) == (1, 1)
    assert summary(np.zeros((4, 4))).kind == "grid"
    assert summary(np.zeros((4, 5))).kind == "statistics"
    assert summary(np.zeros(7)).kind == "statistics"
    assert summary(np.zeros((0, 3))).lines() == ("[] 0 × 3",)


def test_statistics_ignore_what_is_not_finite() -> None:
    array = np.random.default_rng(0).normal(100, 2, (300, 700)).astype(np.float32)
    array[3, :5] = np.nan
    array[4, :2] = (np.inf, -np.inf)
    found = summary(array.T)
    finite = array[np.isfinite(array)].astype(np.float64)
    assert (found.nan_count, found.inf_count) == (5, 2)
    assert (found.minimum, found.maximum) == (finite.min(), finite.max())
    assert found.mean == pytest.approx(finite.mean())
    assert found.std == pytest.approx(finite.std(ddof=1))
    assert found.lines()[0] == "700 × 300"
    assert found.lines()[-1] == "nan 5  inf 2"


def test_statistics_at_the_edges() -> None:
    nothing = summary(np.full(10, np.nan))
    assert (nothing.minimum, nothing.mean, nothing.std, nothing.nan_count) == (None, None, None, 10)
    one = summary(np.array([np.inf] * 6 + [3.0]))
    assert (one.mean, one.std) == (3.0, None)
    exact = summary(np.array([2**53 + 1] * 7))
    assert exact.minimum == 2**53 + 1
    flags = summary(np.arange(8) < 2)
    assert (flags.minimum, flags.maximum, flags.mean) == (0, 1, 0.25)
    assert summary(np.full(8, 1e308)).maximum == 1e308
