"""Random numbers: PyTorch's CPU generator, number for number.

`Generator` holds the Mersenne Twister (Matsumoto and Nishimura 1998) with the seeding and the
32-bit stream of PyTorch, and turns the stream into numbers as PyTorch 2.13 does:

* `rand`, `uniform`, `randint`, `randperm`, `bernoulli`: the same bits as PyTorch on any machine.
* `randn`, `normal` with fewer than 16 elements, or of float64: Box-Muller in float64 with the
  C library's logarithm, sine and cosine, as PyTorch; the same bits where both use the same
  C library.
* `randn`, `normal` of float32 and float16 with 16 elements or more: PyTorch uses, on x86
  processors with AVX2, polynomials for log, sin and cos that differ in the last bits from the C
  library's. The same polynomials are evaluated here, with the same fused multiply-adds, so the
  bits are the same as there. On other processors PyTorch itself gives other last bits (about
  3e-7 of difference in a number of size 1).

Arrays that come back are new, C-contiguous and of the dtype asked for. A generator is not meant
for several threads at once.
"""

from __future__ import annotations

import contextlib
import math
import operator
import secrets
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, SupportsIndex, SupportsInt

import numpy as np
import numpy.typing as npt

from autograd_core.box_muller import Array, Float32, Float64, box_muller, fma32, fma64
from autograd_core.placement import CPU, Device

__all__ = [
    "DEFAULT_SEED",
    "Generator",
    "GeneratorState",
    "current_generator",
    "default_generator",
    "drawing_from",
    "initial_seed",
    "manual_seed",
    "seed",
]

UInt64 = np.ndarray[Any, np.dtype[np.uint64]]
Shape = int | Sequence[int]

DEFAULT_SEED = 67280421310721
"""The seed of a new `Generator` (PyTorch's ``default_rng_seed_val``)."""

_WORD_LIMIT = 1 << 28
"""Ranges of `randint` from here on take 64 bits for each number."""

_LONG = ("int64", "float64")
_NORMAL_BLOCK = 16
_PERMUTATION_LIMIT = (2**32 - 1) // 20

SCALAR_NAMES = {
    "bool": ("Bool", "bool"),
    "uint8": ("Byte", "unsigned char"),
    "int8": ("Char", "signed char"),
    "int16": ("Short", "short int"),
    "int32": ("Int", "int"),
    "int64": ("Long", "long"),
    "float16": ("Half", "c10::Half"),
    "float32": ("Float", "float"),
    "float64": ("Double", "double"),
}


@dataclass(frozen=True)
class GeneratorState:
    """All that decides a generator's next numbers; given by `Generator.get_state`.

    `key` are the 624 words of the Mersenne Twister as bytes, `position` the index of the next
    one, `next_normal` the second number of the last Box-Muller pair if it is still unused.
    """

    seed: int
    key: bytes
    position: int
    next_normal: float | None


class Generator:
    """A source of random numbers that gives the stream of ``torch.Generator('cpu')``."""

    def __init__(self, device: str = "cpu") -> None:
        if str(device) != "cpu":
            raise RuntimeError(f"Device type {device} is not supported for torch.Generator() api.")
        self._bits = np.random.MT19937(0)
        self._next_normal: float | None = None
        self._seed = DEFAULT_SEED
        self.manual_seed(DEFAULT_SEED)

    @property
    def device(self) -> Device:
        """The cpu."""
        return CPU

    # --- seed and state ---

    def manual_seed(self, seed: SupportsIndex) -> Generator:
        """Start the stream that belongs to `seed`, and return the generator.

        Negative seeds count from 2**64 downwards. `RuntimeError` if `seed` is no integer,
        `ValueError` if it lies outside [-2**63, 2**64).
        """
        if isinstance(seed, bool) or not hasattr(seed, "__index__"):
            raise RuntimeError(f"manual_seed expected a long, but got {type(seed).__name__}")
        number = operator.index(seed)
        if not -(2**63) <= number < 2**64:
            raise ValueError("Overflow when unpacking long long")
        self._seed = number % 2**64
        # NumPy's legacy seeding is the initialisation of the Mersenne Twister's authors, as is
        # PyTorch's, which keeps only the low 32 bits.
        np.random.RandomState(self._bits).seed(self._seed & 0xFFFFFFFF)
        self._next_normal = None
        return self

    def seed(self) -> int:
        """Start a stream with a seed from the operating system, and return the seed."""
        # PyTorch also stays below 2**53, so that the seed survives a float64.
        self.manual_seed(secrets.randbits(53))
        return self._seed

    def initial_seed(self) -> int:
        """The seed in use, in [0, 2**64)."""
        return self._seed

    def get_state(self) -> GeneratorState:
        """The present state; `set_state` with it repeats the numbers that follow."""
        state = self._bits.state["state"]
        key = np.asarray(state["key"], dtype=np.uint32)
        return GeneratorState(self._seed, key.tobytes(), int(state["pos"]), self._next_normal)

    def set_state(self, state: GeneratorState) -> Generator:
        """Go back to a state from `get_state` of any generator, and return the generator."""
        key = np.frombuffer(state.key, dtype=np.uint32)
        self._bits.state = {
            "bit_generator": "MT19937",
            "state": {"key": key, "pos": state.position},
        }
        self._seed = state.seed
        self._next_normal = state.next_normal
        return self

    # --- the stream ---

    def _words(self, count: int) -> UInt64:
        """The next `count` 32-bit words, in uint64."""
        words: UInt64 = np.asarray(self._bits.random_raw(count), dtype=np.uint64)
        return words

    def _long_words(self, count: int) -> UInt64:
        """The next `count` 64-bit words, the high half drawn first."""
        words = self._words(2 * count)
        joined: UInt64 = (words[0::2] << np.uint64(32)) | words[1::2]
        return joined

    def _unit32(self, count: int) -> Float32:
        """float32 in [0, 1): the low 24 bits of one word each."""
        bits = self._words(count) & np.uint64(2**24 - 1)
        return bits.astype(np.float32) * np.float32(2.0**-24)

    def _unit64(self, count: int) -> Float64:
        """float64 in [0, 1): the low 53 bits of one 64-bit word each."""
        bits = self._long_words(count) & np.uint64(2**53 - 1)
        return bits.astype(np.float64) * 2.0**-53

    # --- uniform numbers ---

    def rand(self, shape: Shape, dtype: npt.DTypeLike = np.float32) -> Array:
        """Uniform numbers in [0, 1) of a floating dtype. `RuntimeError` for other dtypes."""
        return self.uniform(0.0, 1.0, shape, dtype)

    def uniform(
        self, low: float, high: float, shape: Shape, dtype: npt.DTypeLike = np.float32
    ) -> Array:
        """Uniform numbers in [low, high) of a floating dtype, as ``Tensor.uniform_(low, high)``.

        `RuntimeError` for other dtypes, for `low` above `high`, and for bounds that the dtype
        cannot hold.
        """
        size, count = _shape(shape)
        kind = _floating(dtype, "check_uniform_bounds")
        _check_uniform(low, high, kind)
        if kind == np.float64:
            values: Array = self._unit64(count)
            if (low, high) != (0.0, 1.0):
                values = fma64(values, high - low, low)
        else:
            values = self._unit32(count)
            if (low, high) != (0.0, 1.0):
                start = np.float32(low)
                values = fma32(values, np.float32(high) - start, start)
            values = values.astype(kind, copy=False)
        # Rounding may reach the excluded upper bound.
        values[values == kind.type(high)] = low
        return values.reshape(size)

    def randint(self, low: int, high: int, shape: Shape, dtype: npt.DTypeLike = np.int64) -> Array:
        """Integers in [low, high), of any dtype that can hold them.

        One word modulo the range; 64 bits from a range of 2**28 on. `RuntimeError` for an empty
        range and for bounds that the dtype cannot hold; `ValueError` outside int64.
        """
        low, high = operator.index(low), operator.index(high)
        if not -(2**63) <= min(low, high) <= max(low, high) < 2**63:
            raise ValueError("Overflow when unpacking long long")
        size, count = _shape(shape)
        kind = np.dtype(dtype)
        low, high = _integer_bounds(low, high, kind)
        span = high - low
        words = self._long_words(count) if span >= _WORD_LIMIT else self._words(count)
        # Unsigned arithmetic wraps round to the right signed number.
        shifted = words % np.uint64(span) + np.uint64(low % 2**64)
        numbers = shifted.view(np.int64)
        if kind == np.float16:
            numbers = numbers.astype(np.float32)
        return numbers.astype(kind, copy=False).reshape(size)

    def full_range(self, shape: Shape, dtype: npt.DTypeLike = np.int64) -> Array:
        """Integers from 0 to the largest of `dtype`, as ``Tensor.random_()``.

        For floating dtypes up to 2 to the power of their digits, so that all are exact. 64 bits
        are drawn for each number of int64 and float64, else 32.
        """
        size, count = _shape(shape)
        kind = np.dtype(dtype)
        words = self._long_words(count) if kind.name in _LONG else self._words(count)
        if kind.kind == "f":
            span = 2 ** (np.finfo(kind).nmant + 1) + 1
        else:
            span = 2 if kind.kind == "b" else int(np.iinfo(kind).max) + 1
        return (words % np.uint64(span)).astype(kind).reshape(size)

    def serial_normal(self, count: int) -> Float64:
        """Normal numbers one after the other, as those few of which `randn` makes no blocks."""
        return np.array([self._one_normal() for _ in range(count)], dtype=np.float64)

    def randperm(self, n: int, dtype: npt.DTypeLike = np.int64) -> Array:
        """A random order of 0 … n-1, 1-d of length `n`.

        `RuntimeError` for a negative `n`; `ValueError` from about 214 million on, where PyTorch
        takes another method.
        """
        n = operator.index(n)
        _shape(n)
        if n >= _PERMUTATION_LIMIT:
            raise ValueError(f"randperm supports n below {_PERMUTATION_LIMIT}, but got n={n}")
        order = list(range(n))
        if n > 1:
            left = np.arange(n, 1, -1, dtype=np.uint64)
            jumps = (self._words(n - 1) % left).tolist()
            for at, jump in enumerate(jumps):
                order[at], order[at + jump] = order[at + jump], order[at]
        return np.array(order, dtype=dtype)

    def bernoulli(
        self, p: float | Array, shape: Shape | None = None, dtype: npt.DTypeLike | None = None
    ) -> Array:
        """Ones with probability `p`, else zeros.

        With a number and a `shape`, the numbers of ``Tensor.bernoulli_(p)`` (and so of dropout):
        float64 for each draw, dtype float32 unless given. With an array of probabilities, those
        of ``torch.bernoulli(p)``: draws of float64 where `p` is float64, else of float32; shape
        and, unless given, dtype of `p`. `RuntimeError` for a probability outside [0, 1].
        """
        if isinstance(p, np.ndarray):
            if shape is not None and _shape(shape)[0] != p.shape:
                raise ValueError(f"shape {shape} is not the shape of p, {p.shape}")
            kind = _floating(p.dtype, "bernoulli_tensor_cpu_p_")
            if not ((p >= 0) & (p <= 1)).all():
                raise RuntimeError(
                    "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error "
                    "message be improved?  If so, please report an enhancement request to PyTorch.)"
                )
            unit: Array = (
                self._unit64(p.size) if kind == np.float64 else self._unit32(p.size)
            ).reshape(p.shape)
            hits = np.asarray(unit < p)
            return hits.astype(kind if dtype is None else np.dtype(dtype))
        if shape is None:
            raise ValueError("bernoulli with a number needs a shape")
        if not 0 <= p <= 1:
            raise RuntimeError(f"bernoulli_ expects p to be in [0, 1], but got p={p:g}")
        size, count = _shape(shape)
        hits = self._unit64(count) < p
        return hits.reshape(size).astype(np.float32 if dtype is None else np.dtype(dtype))

    # --- normal numbers ---

    def randn(self, shape: Shape, dtype: npt.DTypeLike = np.float32) -> Array:
        """Normal numbers of mean 0 and deviation 1. `RuntimeError` if `dtype` is not floating."""
        return self._normal(0.0, 1.0, shape, dtype)

    def normal(
        self,
        mean: float | Array,
        std: float | Array,
        shape: Shape | None = None,
        dtype: npt.DTypeLike | None = None,
    ) -> Array:
        """Normal numbers, as ``torch.normal``.

        With two numbers a `shape` is needed and the dtype is float32 unless given. With arrays
        the shape is that of `mean` and `std` together, the dtype that of `mean` (of `std` where
        `mean` is a number). `RuntimeError` for a negative deviation.
        """
        if not isinstance(mean, np.ndarray) and not isinstance(std, np.ndarray):
            if shape is None:
                raise ValueError("normal with two numbers needs a shape")
            return self._normal(mean, std, shape, np.float32 if dtype is None else dtype)
        if shape is not None:
            raise ValueError("normal with arrays takes their shape")
        leading = mean if isinstance(mean, np.ndarray) else std
        kind = np.asarray(leading).dtype if dtype is None else np.dtype(dtype)
        joint = np.broadcast_shapes(np.shape(mean), np.shape(std))
        if isinstance(std, np.ndarray):
            if not (std >= 0).all():
                raise RuntimeError("normal expects all elements of std >= 0.0")
            values = self._normal(0.0, 1.0, joint, kind)
            values *= std.astype(kind, copy=False)
        else:
            values = self._normal(0.0, std, joint, kind)
        values += np.asarray(mean).astype(kind, copy=False)
        return values

    def _normal(self, mean: float, std: float, shape: Shape, dtype: npt.DTypeLike) -> Array:
        size, count = _shape(shape)
        if not std >= 0:
            raise RuntimeError(f"normal expects std >= 0.0, but found std {std:g}")
        kind = _floating(dtype, "normal_kernel_cpu")
        if count < _NORMAL_BLOCK:
            few = self.serial_normal(count)
            return fma64(few, std, mean).astype(kind).reshape(size)
        whole = count - count % _NORMAL_BLOCK
        values = np.empty(count, dtype=kind)
        # float32 and float64 are drawn in place for all elements, float16 by full blocks only.
        unit = self._unit(whole if kind == np.float16 else count, kind)[:whole]
        values[:whole] = box_muller(unit.reshape(-1, _NORMAL_BLOCK), mean, std)
        if whole < count:
            # The last 16 are drawn again, overlapping the block before.
            unit = self._unit(_NORMAL_BLOCK, kind)
            values[-_NORMAL_BLOCK:] = box_muller(unit.reshape(1, _NORMAL_BLOCK), mean, std)
        return values.reshape(size)

    def _unit(self, count: int, kind: np.dtype[Any]) -> Array:
        return self._unit64(count) if kind == np.float64 else self._unit32(count)

    def _one_normal(self) -> float:
        """One number of a Box-Muller pair; the other is kept for the next call."""
        if self._next_normal is not None:
            kept, self._next_normal = self._next_normal, None
            return kept
        first, second = self._unit64(2).tolist()
        radius = math.sqrt(-2.0 * math.log1p(-second))
        theta = 2.0 * math.pi * first
        self._next_normal = radius * math.sin(theta)
        return radius * math.cos(theta)


# --- checks -----------------------------------------------------------------------------------


def _shape(shape: Shape) -> tuple[tuple[int, ...], int]:
    """`shape` as a tuple, and the number of elements."""
    size = tuple(shape) if isinstance(shape, Sequence) else (operator.index(shape),)
    for length in size:
        if length < 0:
            raise RuntimeError(
                f"Trying to create tensor with negative dimension {length}: {list(size)}"
            )
    return size, math.prod(size)


def missing_kernel(kernel: str, name: str) -> RuntimeError:
    """PyTorch's error for an element type, a NotImplementedError, that it does not compute in."""
    return NotImplementedError(f"\"{kernel}\" not implemented for '{name}'")


def _floating(dtype: npt.DTypeLike, kernel: str) -> np.dtype[Any]:
    kind = np.dtype(dtype)
    if kind not in (np.float16, np.float32, np.float64):
        name = SCALAR_NAMES.get(kind.name, (kind.name, ""))[0]
        raise missing_kernel(kernel, name)
    return kind


def _check_uniform(low: float, high: float, kind: np.dtype[Any]) -> None:
    scalar, cname = SCALAR_NAMES[kind.name]
    largest = float(np.finfo(kind).max)
    for value, name in ((low, "from"), (high, "to")):
        if not -largest <= value <= largest:
            raise RuntimeError(f"{name} is out of bounds for {cname}")
    if low > high:
        raise RuntimeError(
            f"uniform_ expects to return a [from, to) range, but found from={low:g} > to={high:g}"
        )
    if high - low > largest:
        raise RuntimeError(
            f"uniform_ expects to-from <= std::numeric_limits<{scalar}>::max(), but found "
            f"to={high:g} and from={low:g} which result in to-from to exceed the limit"
        )


def _integer_bounds(low: int, high: int, kind: np.dtype[Any]) -> tuple[int, int]:
    """The range for `randint` after PyTorch's checks, narrowed to what a floating `kind` holds."""
    if low >= high:
        raise RuntimeError(
            f"random_ expects 'from' to be less than 'to', but got from={low} >= to={high}"
        )
    if kind.kind == "f":
        low, high = _narrowed(low, high, kind)
        if low >= high:
            raise RuntimeError(
                "random_ expects 'from' casted to dtype to be less than 'to' casted to dtype, "
                f"but got from={low} >= to={high}"
            )
        bound = float(np.finfo(kind).max)
        least, most = -bound, bound
    elif kind.kind == "b":
        least, most = 0, 1
    else:
        info = np.iinfo(kind)
        least, most = int(info.min), int(info.max)
    for value, name in ((low, "from"), (high - 1, "to - 1")):
        if not least <= value <= most:
            raise RuntimeError(f"{name} is out of bounds for {SCALAR_NAMES[kind.name][1]}")
    return low, high


def _narrowed(low: int, high: int, kind: np.dtype[Any]) -> tuple[int, int]:
    """Move the bounds inwards to numbers of `kind`, so that rounding stays in [low, high)."""
    digits = np.finfo(kind).nmant + 1

    def rounded(value: int) -> int:
        with np.errstate(over="ignore"):
            number = float(np.asarray(value, dtype=np.float64).astype(kind))
        # An overflowing conversion gives the least int64 in C.
        return int(number) if abs(number) < 2**63 else -(2**63)

    after, before = rounded(low + 1), rounded(high - 1)
    if after < low:
        low = after + (1 << (abs(low + 1).bit_length() - digits))
    if before >= high:
        high = before - (1 << (abs(high - 1).bit_length() - digits))
    return low, high


# --- the generator that is used when none is named --------------------------------------------

default_generator = Generator()
"""Seeded by the operating system at import, as PyTorch's."""
default_generator.seed()


class _Drawing(threading.local):
    generator: Generator | None = None


_drawing = _Drawing()


def current_generator() -> Generator:
    """What random operations draw from now: `default_generator`, unless another is in use."""
    return _drawing.generator or default_generator


@contextlib.contextmanager
def drawing_from(generator: Generator | None) -> Iterator[None]:
    """Let random operations of this thread draw from `generator`; None changes nothing."""
    before = _drawing.generator
    _drawing.generator = generator or before
    try:
        yield
    finally:
        _drawing.generator = before


def manual_seed(seed: SupportsInt) -> Generator:
    """Seed `default_generator` with ``int(seed)`` and return it, as ``torch.manual_seed``."""
    return default_generator.manual_seed(int(seed))


def initial_seed() -> int:
    """The seed of `default_generator`."""
    return default_generator.initial_seed()


def seed() -> int:
    """Seed `default_generator` from the operating system and return the seed."""
    return default_generator.seed()
