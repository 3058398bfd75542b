"""Large tensors written down as NumPy files in base64."""

from __future__ import annotations

import pickle
import time
from pathlib import Path

import numpy as np
import pytest

from autograd_core.graph import files
from autograd_core.graph.expression import ExpressionError, evaluate
from autograd_core.graph.limits import Limits, TooLarge
from autograd_core.graph.literals import TooLong, literal_text
from autograd_core.graph.packed import END, START, is_packed, pack, shown
from autograd_core.graph.pytorch_code import script_of
from autograd_core.graph.steps import port_ref

from .graphs import run, sum_of_squares


@pytest.mark.parametrize(
    "array",
    [
        np.linspace(-1, 1, 12, dtype=np.float32).reshape(3, 4).T,
        np.array([np.nan, np.inf, -0.0, 1e-300]),
        np.arange(6, dtype=">i8").reshape(2, 3),
        np.array([[True], [False]]),
        np.array(3.5, np.float32),
        np.zeros((0, 4), np.float32),
    ],
)
def test_an_array_comes_back_bit_by_bit(array: np.ndarray) -> None:
    text = pack(array)
    assert is_packed(text)
    back = evaluate(text)._array
    native = array.astype(array.dtype.newbyteorder("="))
    assert (back.shape, back.dtype) == (native.shape, native.dtype)
    assert back.tobytes() == native.tobytes()
    assert shown(text) == f"npy {'×'.join(map(str, array.shape))}"


def test_a_large_array_is_packed_a_small_one_is_a_list() -> None:
    assert literal_text(np.ones((2, 2), np.float32)) == "[[1.0, 1.0], [1.0, 1.0]]"
    assert is_packed(literal_text(np.ones((100, 100), np.float32)))
    with pytest.raises(TooLong):
        literal_text(np.broadcast_to(np.float32(0), (1 << 15, 1 << 15)))


def body(data: bytes) -> str:
    import base64

    return f"{START}{base64.b64encode(data).decode()}{END}"


def test_nothing_is_run_and_nothing_large_is_made() -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return (Path.touch, ("/tmp/evil",))

    good = pack(np.ones(4, np.float32))
    huge = good.replace(
        good[len(START) : -len(END)],
        body(_header((1 << 40,)))[len(START) : -len(END)],
    )
    bad = [
        body(pickle.dumps(Evil())),
        body(_pickled()),
        good[:-9] + END,
        START + "no base64!" + END,
        START + END,
        good[: -len(END)],
        huge,
        body(_header((4,), "<U8") + b"\0" * 128),
    ]
    for text in bad:
        with pytest.raises(ExpressionError):
            evaluate(text)
        assert shown(text).startswith("npy")
    with pytest.raises(TooLarge):
        evaluate(good, limits=Limits(tensor_bytes=8))


def _header(shape: tuple[int, ...], dtype: str = "<f4") -> bytes:
    import io

    buffer = io.BytesIO()
    header = {"descr": dtype, "fortran_order": False, "shape": shape}
    np.lib.format.write_array_header_1_0(buffer, header)
    return buffer.getvalue()


def _pickled() -> bytes:
    import io

    buffer = io.BytesIO()
    np.save(buffer, np.array([{}], dtype=object), allow_pickle=True)
    return buffer.getvalue()


def test_a_million_numbers_are_written_and_read_at_once() -> None:
    numbers = np.random.default_rng(0).normal(size=(1000, 1000)).astype(np.float32)
    start = time.process_time()
    document = sum_of_squares(value=literal_text(numbers))
    data = files.encode(document)
    back = files.decode(data)
    done = run(back)
    assert time.process_time() - start < 3.0
    assert len(data) < 6_000_000
    value = done.log.at(len(done.log), port_ref("x"), "value")
    np.testing.assert_array_equal(value.array, numbers)
    assert back == document


def test_a_script_reads_it_too() -> None:
    torch = pytest.importorskip("torch")
    numbers = np.linspace(0, 1, 20_000, dtype=np.float32)
    script = script_of(sum_of_squares(value=literal_text(numbers)))
    variables: dict[str, object] = {}
    exec(script.text, variables)
    assert torch.equal(variables["x"].detach(), torch.from_numpy(numbers))  # type: ignore[attr-defined]
