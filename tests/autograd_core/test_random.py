"""Random numbers against PyTorch's CPU generator, live where installed and as recorded."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograd_core import random
from autograd_core.random import Generator

FLOATS = ("float16", "float32", "float64")
SIZES = (0, 1, 3, 15, 16, 17, 32, 47, 1000)


@pytest.fixture(scope="module")
def torch() -> Any:
    return pytest.importorskip("torch")


def seeded(seed: int) -> Generator:
    return Generator().manual_seed(seed)


# --- recorded from PyTorch 2.13 (CPU) ---


def test_recorded_uniform_numbers() -> None:
    assert seeded(0).rand(3).tolist() == [
        0.49625658988952637,
        0.7682217955589294,
        0.08847743272781372,
    ]
    assert seeded(0).rand(2, "float64").tolist() == [0.9700530018065531, 0.707819864399788]
    assert seeded(-1).rand(1).tolist() == [0.9937993884086609]
    assert Generator().rand(1).tolist() == [0.267295241355896]


def test_recorded_normal_numbers() -> None:
    few = [1.5409960746765137, -0.293428897857666, -2.1787893772125244]
    assert seeded(0).randn(3).tolist() == pytest.approx(few, rel=2e-7)
    many = [-1.1258398294448853, -1.6959311962127686, -0.843676745891571, 0.9318265914916992]
    assert seeded(0).randn(17)[[0, 1, 15, 16]].tolist() == many


def test_recorded_integers() -> None:
    assert seeded(0).randint(0, 100, 5).tolist() == [44, 39, 33, 60, 63]
    wide = [-358231004625, -593374360384]
    assert seeded(0).randint(-(2**40), 2**40, 2).tolist() == wide
    assert seeded(0).randperm(8).tolist() == [4, 0, 7, 3, 2, 5, 1, 6]
    assert seeded(0).bernoulli(0.5, 8).tolist() == [0, 0, 1, 0, 0, 0, 1, 1]
    assert seeded(0).bernoulli(np.full(8, 0.5, np.float32)).tolist() == [1, 0, 1, 1, 1, 0, 1, 0]


# --- seeds and states ---


def test_seeds() -> None:
    generator = Generator()
    assert generator.initial_seed() == random.DEFAULT_SEED
    assert generator.manual_seed(-1).initial_seed() == 2**64 - 1
    assert generator.manual_seed(np.int64(7)).initial_seed() == 7
    assert seeded(2**32 + 5).rand(4).tolist() == seeded(5).rand(4).tolist()
    assert generator.seed() == generator.initial_seed() < 2**53


@pytest.mark.parametrize(
    ("wrong", "error", "message"),
    [
        ("1", RuntimeError, "manual_seed expected a long, but got str"),
        (1.5, RuntimeError, "manual_seed expected a long, but got float"),
        (True, RuntimeError, "manual_seed expected a long, but got bool"),
        (2**64, ValueError, "Overflow when unpacking long long"),
        (-(2**63) - 1, ValueError, "Overflow when unpacking long long"),
    ],
)
def test_wrong_seeds_keep_the_stream(wrong: Any, error: type[Exception], message: str) -> None:
    generator = seeded(3)
    with pytest.raises(error, match=message):
        generator.manual_seed(wrong)
    assert generator.rand(4).tolist() == seeded(3).rand(4).tolist()


def test_state_holds_the_kept_normal_number() -> None:
    generator = seeded(1)
    generator.randn(3)
    state = generator.get_state()
    after = [generator.randn(2).tolist(), generator.rand(700).tolist(), generator.initial_seed()]
    other = Generator().set_state(state)
    assert [other.randn(2).tolist(), other.rand(700).tolist(), other.initial_seed()] == after
    assert generator.set_state(state).get_state() == state
    # A seed drops the number that was kept.
    generator.randn(1)
    assert generator.manual_seed(1).randn(1).tolist() == seeded(1).randn(1).tolist()


def test_module_functions_use_the_default_generator() -> None:
    default = random.default_generator
    state = default.get_state()
    try:
        assert random.manual_seed(4) is default
        assert default.rand(2).tolist() == seeded(4).rand(2).tolist()
        assert random.initial_seed() == 4
        assert random.seed() == random.initial_seed()
    finally:
        default.set_state(state)


@pytest.mark.parametrize("dtype", FLOATS)
def test_results_are_plain_arrays(dtype: str) -> None:
    generator = seeded(0)
    for array in (
        generator.rand((), dtype),
        generator.randn((), dtype),
        generator.bernoulli(0.5, (), dtype),
        generator.normal(0, 1, (), dtype),
    ):
        assert isinstance(array, np.ndarray)
        assert (array.shape, array.dtype) == ((), np.dtype(dtype))
    assert generator.randint(0, 2, []).shape == ()
    assert generator.randn((2, 0), dtype).shape == (2, 0)
    assert generator.randn((4, 5), dtype).flags.c_contiguous


def test_float16_never_reaches_the_upper_bound() -> None:
    assert seeded(0).rand(100_000, "float16").max() < 1


# --- against PyTorch ---


def same(ours: np.ndarray[Any, np.dtype[Any]], theirs: Any) -> None:
    """Equal bits, dtype and shape."""
    expected = theirs.numpy()
    assert (ours.dtype, ours.shape) == (expected.dtype, expected.shape)
    assert ours.tobytes() == np.ascontiguousarray(expected).tobytes()


def near(ours: np.ndarray[Any, np.dtype[Any]], theirs: Any) -> None:
    """Equal but for the last bits: PyTorch's logarithm, sine and cosine depend on the processor."""
    expected = theirs.numpy()
    assert (ours.dtype, ours.shape) == (expected.dtype, expected.shape)
    tolerance = {"float16": 2e-3, "float32": 1e-6, "float64": 1e-14}[ours.dtype.name]
    np.testing.assert_allclose(ours, expected, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("seed", [0, 42, -7, 2**40 + 3])
def test_one_stream_through_all_sizes(torch: Any, seed: int, dtype: str) -> None:
    ours, theirs = seeded(seed), torch.Generator().manual_seed(seed)
    kind = getattr(torch, dtype)
    for size in SIZES:
        near(ours.randn(size, dtype), torch.randn(size, dtype=kind, generator=theirs))
        same(ours.rand((2, size), dtype), torch.rand(2, size, dtype=kind, generator=theirs))
        empty = torch.empty(size, dtype=kind)
        same(ours.uniform(-0.3, 0.7, size, dtype), empty.uniform_(-0.3, 0.7, generator=theirs))
        near(ours.normal(1.7, 0.3, size, dtype), empty.normal_(1.7, 0.3, generator=theirs))
        same(ours.bernoulli(0.3, size, dtype), empty.bernoulli_(0.3, generator=theirs))
        p = np.linspace(0, 1, size).astype(dtype)
        same(ours.bernoulli(p), torch.bernoulli(torch.from_numpy(p), generator=theirs))
        same(ours.randperm(size), torch.randperm(size, generator=theirs))


@pytest.mark.parametrize(
    ("low", "high", "dtype"),
    [
        (0, 10, "int64"),
        (-5, 2**28 - 6, "int64"),
        (-5, 2**28 - 5, "int64"),
        (-(2**63), 2**63 - 1, "int64"),
        (0, 256, "uint8"),
        (-128, 128, "int8"),
        (-(2**31), 2**31, "int32"),
        (0, 2, "bool"),
        (-3, 4, "float32"),
        (-(2**40), 2**50, "float32"),
        (0, 65504, "float16"),
        (-2100, 70, "float16"),
        (-(2**62), 2**62, "float64"),
    ],
)
@pytest.mark.filterwarnings("ignore:.*is out of bounds:UserWarning")
def test_randint(torch: Any, low: int, high: int, dtype: str) -> None:
    theirs = torch.Generator().manual_seed(5)
    kind = getattr(torch, dtype)
    expected = torch.randint(low, high, (20, 30), dtype=kind, generator=theirs)
    same(seeded(5).randint(low, high, (20, 30), dtype), expected)


@pytest.mark.parametrize("count", [5, 40])
def test_normal_of_arrays(torch: Any, count: int) -> None:
    mean = np.linspace(-1, 1, count)
    std = np.linspace(0.5, 2, count, dtype=np.float32)
    for centre, spread in ((mean, std), (mean, 0.5), (2.0, std), (mean[:, None], std)):
        theirs = torch.Generator().manual_seed(2)
        arguments = [
            torch.from_numpy(a) if isinstance(a, np.ndarray) else a for a in (centre, spread)
        ]
        near(seeded(2).normal(centre, spread), torch.normal(*arguments, generator=theirs))


def test_layers_of_pytorch_can_be_reproduced(torch: Any) -> None:
    torch.manual_seed(9)
    layer = torch.nn.Linear(20, 30)
    dropped = torch.nn.functional.dropout(torch.ones(500), 0.3)
    ours = seeded(9)
    bound = 1 / 20**0.5
    same(ours.uniform(-bound, bound, (30, 20)), layer.weight.detach())
    same(ours.uniform(-bound, bound, 30), layer.bias.detach())
    same(ours.bernoulli(1 - 0.3, 500, bool), dropped != 0)


BAD_CALLS = [
    ("rand", (2, "int64"), lambda t: t.rand(2, dtype=t.int64)),
    ("randn", ((2,), "int32"), lambda t: t.randn(2, dtype=t.int32)),
    ("rand", (-2,), lambda t: t.rand(-2)),
    ("randn", ((3, -1),), lambda t: t.randn(3, -1)),
    ("randint", (5, 5, 2), lambda t: t.randint(5, 5, (2,))),
    ("randint", (0, 300, 2, "uint8"), lambda t: t.randint(0, 300, (2,), dtype=t.uint8)),
    ("randint", (-1, 3, 2, "uint8"), lambda t: t.randint(-1, 3, (2,), dtype=t.uint8)),
    ("randint", (-1, 2**20, 2, "int16"), lambda t: t.randint(-1, 2**20, (2,), dtype=t.int16)),
    ("randint", (0, 3, 2, bool), lambda t: t.randint(0, 3, (2,), dtype=t.bool)),
    ("randint", (0, 70000, 2, "float16"), lambda t: t.randint(0, 70000, (2,), dtype=t.float16)),
    ("randint", (0, 2**63 + 1, 2), lambda t: t.randint(0, 2**63 + 1, (2,))),
    ("randperm", (-1,), lambda t: t.randperm(-1)),
    ("bernoulli", (1.5, 2), lambda t: t.empty(2).bernoulli_(1.5)),
    ("bernoulli", (np.array([1.5]),), lambda t: t.bernoulli(t.tensor([1.5]))),
    ("bernoulli", (np.array([1, 0]),), lambda t: t.bernoulli(t.tensor([1, 0]))),
    ("normal", (0.0, -1.0, 2), lambda t: t.normal(0.0, -1.0, (2,))),
    ("normal", (0.0, np.array([-1.0])), lambda t: t.normal(0.0, t.tensor([-1.0]))),
    ("uniform", (2, 1, 2), lambda t: t.empty(2).uniform_(2, 1)),
    ("uniform", (0, 7e4, 2, "float16"), lambda t: t.empty(2, dtype=t.float16).uniform_(0, 7e4)),
    ("uniform", (-3e38, 3e38, 2), lambda t: t.empty(2).uniform_(-3e38, 3e38)),
]


@pytest.mark.parametrize(("method", "arguments", "call"), BAD_CALLS)
def test_errors_are_pytorchs(torch: Any, method: str, arguments: Any, call: Any) -> None:
    generator = seeded(0)
    with pytest.raises((RuntimeError, ValueError)) as theirs:
        call(torch)
    with pytest.raises((RuntimeError, ValueError)) as ours:
        getattr(generator, method)(*arguments)
    assert str(ours.value) == str(theirs.value)
    assert generator.rand(4).tolist() == seeded(0).rand(4).tolist()


def test_wrong_use_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a shape"):
        Generator().normal(0.0, 1.0)
    with pytest.raises(ValueError, match="needs a shape"):
        Generator().bernoulli(0.5)
    with pytest.raises(ValueError, match="not the shape of p"):
        Generator().bernoulli(np.array([0.5]), 3)
    with pytest.raises(ValueError, match="takes their shape"):
        Generator().normal(np.array([0.5]), 1.0, 3)
    with pytest.raises(ValueError, match="randperm supports n below"):
        Generator().randperm(2**31)
    with pytest.raises(RuntimeError, match="Device type cuda"):
        Generator("cuda")
