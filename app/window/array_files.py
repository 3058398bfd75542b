"""Arrays from files of others: .npy and .csv, looked at before anything is read."""

from __future__ import annotations

from pathlib import Path
from tokenize import TokenError
from typing import Any

import numpy as np

from app.window.sheet import MOST_ELEMENTS, Array
from app.window.unfit import (
    CUT_SHORT,
    NO_NPY,
    NO_NUMBERS,
    NO_TEXT,
    TOO_LARGE_FILE,
    TOO_MANY,
    UNKNOWN_VERSION,
    UNREADABLE,
    Unfit,
)

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
        with path.open(encoding="utf-8-sig") as file:
            first = file.readline()
    except UnicodeDecodeError:
        raise Unfit(NO_TEXT, file=path.name) from None
    delimiter = next((each for each in "\t;," if each in first), None)
    arguments: dict[str, Any] = {
        "delimiter": delimiter, "comments": None, "ndmin": 2, "encoding": "utf-8-sig",
        "skiprows": 0 if _is_numeric(first, delimiter) else 1,
    }  # fmt: skip
    try:
        array: Array = np.loadtxt(path, dtype=np.float64, **arguments)
    except (ValueError, UnicodeDecodeError) as error:
        said = str(error).rstrip(".;")
        raise Unfit(UNREADABLE, file=path.name, error=said) from None
    if array.size > MOST_ELEMENTS:
        raise Unfit(TOO_MANY, count=MOST_ELEMENTS)
    if array.shape[1] == 1:
        array = array[:, 0]
    return array.astype(np.float32)


def _is_numeric(line: str, delimiter: str | None) -> bool:
    try:
        for cell in line.split(delimiter):
            float(cell.strip().strip('"') or "0")
    except ValueError:
        return False
    return True
