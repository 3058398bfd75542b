"""Arrays from files of others: .npy and .csv, looked at before anything is read."""

from __future__ import annotations

from pathlib import Path
from tokenize import TokenError

import numpy as np

from app.window.sheet import MOST_ELEMENTS, Array
from app.window.unfit import (
    CUT_SHORT,
    EMPTY_FILE,
    NO_NPY,
    NO_NUMBER,
    NO_NUMBERS,
    NO_TEXT,
    RAGGED,
    TOO_LARGE_FILE,
    TOO_MANY,
    UNKNOWN_VERSION,
    UNREADABLE,
    Unfit,
)
from autograd_core.graph.cells import is_name, is_number, plain, plain_numbers, split

MOST_BYTES = 512 << 20
MOST_TEXT = 128 << 20
_NATIVE = {"f2": "float16", "f4": "float32", "f8": "float64", "i8": "int64", "i4": "int32",
           "i2": "int16", "i1": "int8", "u1": "uint8", "b1": "bool"}  # fmt: skip


def load(path: Path) -> Array:
    """The numbers in a file, in a dtype that tensors have.

    Raises:
        Unfit: it cannot be read, is too large, or holds something else than numbers.
    """
    try:
        return _npy(path) if path.suffix.lower() == ".npy" else _csv(path)
    except OSError as error:
        raise Unfit(UNREADABLE, file=path.name, error=error.strerror or error
        ) from None


def _npy(path: Path) -> Array:
    """The header is checked first: what it promises has to be there, and no objects."""
    size = path.stat().st_size
    try:
        with path.open("rb") as file:
            version = np.lib.format.read_magic(file)
            read = {
                (1, 0): np.lib.format.read_array_header_1_0,
                (2, 0): np.lib.format.read_array_header_2_0,
            }.get(version)
            if read is None:
                raise Unfit(UNKNOWN_VERSION, file=path.name)
            shape, _, dtype = read(file)
            start = file.tell()
    except (ValueError, SyntaxError, TokenError):  # whatever a header that is none makes of it
        raise Unfit(NO_NPY, file=path.name) from None
    count = 1
    for length in shape:
        count *= int(length)
    if dtype.hasobject or dtype.kind not in "fiub":
        raise Unfit(NO_NUMBERS, file=path.name, dtype=dtype)
    if count > MOST_ELEMENTS or count * dtype.itemsize > MOST_BYTES:
        raise Unfit(TOO_MANY, count=MOST_ELEMENTS)
    if size - start < count * dtype.itemsize:
        raise Unfit(CUT_SHORT, file=path.name)
    try:
        array: Array = np.load(path, allow_pickle=False)
    except ValueError as error:
        raise Unfit(UNREADABLE, file=path.name, error=error) from None
    return _native(array)


def _native(array: Array) -> Array:
    """The array in a dtype that tensors have."""
    name = _NATIVE.get(f"{array.dtype.kind}{array.dtype.itemsize}")
    if name is not None:
        return array.astype(name, copy=False)
    return array.astype("float64" if array.dtype.kind == "f" else "int64")


def _csv(path: Path) -> Array:
    """Numbers between commas, semicolons or tabs; a first line of names is left out."""
    if path.stat().st_size > MOST_TEXT:
        raise Unfit(TOO_LARGE_FILE, file=path.name, size=MOST_TEXT >> 20)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Unfit(NO_TEXT, file=path.name) from None
    text = text.replace("\u2212", "-")
    array: Array | None = plain_numbers(text)
    if array is None:
        array = np.array(_rows(text, path.name))
    if array.size > MOST_ELEMENTS:
        raise Unfit(TOO_MANY, count=MOST_ELEMENTS)
    array = array.astype(np.float32)
    return array[:, 0] if array.shape[1] == 1 else array


def _rows(text: str, name: str) -> list[list[float]]:
    """What `split` finds; a first line and a first column of names are left out, and where
    nothing stands there is a nan."""
    try:
        cells = split(text)
    except ValueError as error:
        raise Unfit(UNREADABLE, file=name, error=error) from None
    if len(cells) > 1 and not any(map(is_number, cells[0])):
        cells = cells[1:]
    if cells and len(cells[0]) > 1 and all(row and is_name(row[0]) for row in cells):
        cells = [row[1:] for row in cells]
    if not cells or not any(cells):
        raise Unfit(EMPTY_FILE, file=name)
    for at, row in enumerate(cells):
        if len(row) != len(cells[0]):
            raise Unfit(RAGGED, line=at + 1, count=len(row), first=len(cells[0]))
    return [[_number(cell) for cell in row] for row in cells]


def _number(cell: str) -> float:
    text = plain(cell)
    if not text:
        raise Unfit(NO_NUMBER, cell=cell[:40])
    return float(text)
