"""Numbers that are written into tensors, refused where the element type cannot hold them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

__all__ = ["NAMES", "stored"]

#: What PyTorch calls the types in this error: their names in C++.
NAMES = {
    "float16": "c10::Half",
    "float32": "float",
    "float64": "double",
    "int32": "int",
}


def stored(value: Any, dtype: np.dtype[Any]) -> Any:
    """A number as a 0-d array of an element type; arrays are cast as they are.

    Fractions are cut off for integers, and small negative integers wrap around in uint8.

    Raises:
        RuntimeError: the number is out of range.
    """
    if isinstance(value, np.ndarray) or dtype.kind == "b":
        return np.asarray(value).astype(dtype)
    if dtype.kind == "f":
        fits = not math.isfinite(value) or abs(value) <= float(np.finfo(dtype).max)
    else:
        top = int(np.iinfo(dtype).max)
        low = int(np.iinfo(dtype).min)
        if dtype.kind == "u" and isinstance(value, int):
            low = -top
        fits = math.isfinite(value) and low <= value <= top
    if not fits:
        name = NAMES.get(dtype.name, f"{dtype.name}_t")
        raise RuntimeError(f"value cannot be converted to type {name} without overflow")
    if dtype.kind != "f":
        value = int(value)
        return np.asarray(value, np.int64).astype(dtype)
    return np.asarray(value, dtype)
