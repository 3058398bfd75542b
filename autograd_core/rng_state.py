"""``torch.get_rng_state`` and ``set_rng_state``: a generator's state as a tensor of bytes.

The bytes are those of PyTorch's CPU generator (``CPUGeneratorImplState``, 5056 bytes), so a state
saved there continues here. In order: the seed (8 bytes), how many words of the Mersenne Twister are
left (4) and whether it is seeded (4), the index of the next word (8), 624 words (8 each), the
second number of the last Box-Muller pair after 8 unused bytes (8), 8 unused bytes, whether there
is one (4), and padding.
"""

from __future__ import annotations

import struct

import numpy as np

from .random import Generator, GeneratorState, default_generator
from .tensor import Tensor

__all__ = ["get_rng_state", "set_rng_state", "state_of", "state_to"]

_SIZE = 5056
_WORDS = 624
_HEAD, _TAIL = struct.Struct("<QiiQ"), struct.Struct("<dddi")


def state_of(generator: Generator) -> Tensor:
    """The state of a generator, as PyTorch's ``Generator.get_state`` gives it."""
    state = generator.get_state()
    key = np.frombuffer(state.key, np.uint32)
    # A new generator has made no words yet; the first one is still what it was seeded with.
    fresh = state.position == _WORDS and int(key[0]) == state.seed % 2**32
    place = 0 if fresh else state.position
    left = 1 if fresh else _WORDS + 1 - state.position
    normal = state.next_normal
    data = bytearray(_SIZE)
    _HEAD.pack_into(data, 0, state.seed, left, 1, place)
    data[_HEAD.size : _HEAD.size + 8 * _WORDS] = key.astype("<u8").tobytes()
    if normal is not None:
        _TAIL.pack_into(data, _HEAD.size + 8 * _WORDS, 0.0, normal, 0.0, 1)
    return Tensor(np.frombuffer(bytes(data), np.uint8).copy())


def state_to(generator: Generator, state: Tensor) -> Generator:
    """Go back to a state from :func:`state_of` or from PyTorch.

    Raises TypeError for what is no tensor of bytes, RuntimeError for one of another size.
    """
    if not isinstance(state, Tensor):
        raise TypeError(f"expected a torch.ByteTensor, but got {type(state).__name__}")
    if state._array.dtype != np.uint8:
        raise TypeError("RNG state must be a torch.ByteTensor")
    if state._array.size != _SIZE:
        raise RuntimeError(
            f"Expected a CPUGeneratorImplState of size {_SIZE} but found the input RNG state size "
            f"to be {state._array.size}"
        )
    data = state._array.tobytes()
    seed, left, _, place = _HEAD.unpack_from(data, 0)
    _, normal, _, valid = _TAIL.unpack_from(data, _HEAD.size + 8 * _WORDS)
    key = np.frombuffer(data, "<u8", _WORDS, _HEAD.size).astype(np.uint32)
    position = _WORDS if left == 1 else place
    generator.set_state(GeneratorState(seed, key.tobytes(), position, normal if valid else None))
    return generator


def get_rng_state() -> Tensor:
    """The state of the default generator, a tensor of 5056 bytes."""
    return state_of(default_generator)


def set_rng_state(new_state: Tensor) -> None:
    """Set the state of the default generator. Raises as :func:`state_to`."""
    state_to(default_generator, new_state)
