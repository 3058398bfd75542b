"""Dropout: elements or channels that training leaves out at random.

The draws are PyTorch's: one ``bernoulli_(1 - p)`` of the default generator for each call.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from .. import random
from ..tensor import Tensor
from .families import A, infer_same
from .functional import do, spelled
from .spec import BadSample, OpSpec, Param, Sample, register

Params = Mapping[str, Any]
Function = Callable[..., Any]

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
ALPHA = 1.7580993408473766
"""Minus the value that SELU tends to: where it saturates."""


def _noise(a: Tensor, p: float, feature: bool) -> Any:
    """Ones and zeros, of the shape of ``a`` or one for each of its channels."""
    shape = a._array.shape
    if feature:
        if len(shape) < 2:
            raise RuntimeError("Feature dropout requires at least 2 dimensions in the input")
        shape = (*shape[:2], *[1] * (len(shape) - 2))
    return random.current_generator().bernoulli(1 - p, shape, a._array.dtype)


def _check_p(p: float, error: type[Exception] = RuntimeError) -> None:
    if not 0 <= p <= 1:
        raise error(f"dropout probability has to be between 0 and 1, but got {p:g}")


def _dropped(
    a: Tensor, p: float, training: bool, feature: bool = False, alpha: bool = False, mark: str = ""
) -> Any:
    """What PyTorch's ``_dropout_impl`` does; ``mark`` is ``_`` for the in-place variant."""
    _check_p(p)
    if p == 0 or not training or not a._array.size:
        return a
    dtype = a._array.dtype
    if dtype.kind != "f" and p < 1:
        raise RuntimeError(
            f"result type Float can't be cast to the desired output type {a.dtype.scalar_name}"
        )
    if p == 1:
        return do(f"mul{mark}", a, Tensor(np.zeros((), dtype)))
    noise = _noise(a, p, feature)
    if not alpha:
        return do(f"mul{mark}", a, Tensor(noise / dtype.type(1 - p)))
    scale = 1.0 / math.sqrt((ALPHA * ALPHA * p + 1) * (1 - p))
    shift = (noise - 1) * dtype.type(ALPHA * scale) + dtype.type(ALPHA * scale * p)
    kept = do(f"mul{mark}", a, Tensor(noise * dtype.type(scale)))
    return do("add_", kept, Tensor(shift))


def _checked(function: Function) -> Function:
    """With the check of ``nn.functional``, which raises ValueError."""

    def checked(a: Tensor, p: float, training: bool) -> Any:
        if not 0 <= p <= 1:
            raise ValueError(f"dropout probability has to be between 0 and 1, but got {p}")
        return function(a, p, training)

    return checked


def _channels(dims: int, mark: str) -> Function:
    """Dropout of channels of ``dims`` dimensions each."""

    def function(a: Tensor, p: float, training: bool) -> Any:
        if dims == 1 and a.ndim not in (2, 3):
            raise RuntimeError(
                f"dropout1d: Expected 2D or 3D input, but received a {a.ndim}D input. Note that "
                "dropout1d exists to provide channel-wise dropout on inputs with 1 spatial "
                "dimension, a channel dimension, and an optional batch dimension (i.e. 2D or 3D "
                "inputs)."
            )
        _warn_of_dims(dims, a.ndim)
        if dims == 2 or a.ndim == dims + 2:
            return _dropped(a, p, training, feature=True, mark=mark)
        batch = do(f"unsqueeze{mark}", a, dim=0)
        return do(f"squeeze{mark}", _dropped(batch, p, training, True, mark=mark), dim=0)

    return function


def _warn_of_dims(dims: int, ndim: int) -> None:
    name = f"dropout{dims}d"
    if dims > 1 and ndim not in (dims + 1, dims + 2):
        warnings.warn(
            f"{name}: Received a {ndim}-D input to {name}, which is deprecated and will result in "
            "an error in a future release. To retain the behavior and silence this warning, "
            f"please use dropout instead. Note that {name} exists to provide channel-wise dropout "
            f"on inputs with {dims} spatial dimensions, a channel dimension, and an optional "
            f"batch dimension (i.e. {dims + 1}D or {dims + 2}D inputs).",
            UserWarning,
            stacklevel=4,
        )
    if dims == 2 and ndim == 3:
        warnings.warn(
            "dropout2d: Received a 3D input to dropout2d and assuming that channel-wise 1D "
            "dropout behavior is desired - input is interpreted as shape (N, C, L), where C is "
            "the channel dim. This behavior will change in a future release to interpret the "
            "input as one without a batch dimension, i.e. shape (C, H, W). To maintain the 1D "
            "channel-wise dropout behavior, please switch to using dropout1d instead.",
            UserWarning,
            stacklevel=4,
        )


def _pair(name: str, make: Function, training: bool, title: str, help: str) -> list[OpSpec]:
    """A kind of dropout and its in-place variant; ``make(mark)`` gives what they do."""
    torch_too = not name.endswith("d")
    specs = []
    for mark in ("", "_"):
        own = f"{name}{mark}"
        specs.append(
            OpSpec(
                name=own,
                category="layer",
                ports=A,
                params=(
                    Param("p", "float", 0.5, help="how likely each is left out"),
                    Param("training", "bool", training, help="without, nothing is left out"),
                ),
                infer=infer_same,
                compose=_checked(make(mark)),
                mutates=bool(mark),
                spelling=f"torch.{own}({{a}}, {{p}}, {{training}})" if mark else spelled(own, "a"),
                functions=(*[own] * torch_too, *[f"nn.functional.{own}"] * (not mark)),
                formula=r"\frac{m \cdot a}{1 - p}",
                gradient_formulas=(r"\frac{m}{1 - p}",),
                gradient_texts=("∂out/∂a = mask / (1 - p)",),
                title=f"{title} in place" if mark else title,
                help=f"{help} The result is written into the first input." if mark else help,
                keywords=("regularization", "random", "layer"),
                samples=() if mark else (Sample((_input(name),), {"p": 0.5, "training": False}),),
                bad=() if mark else (BadSample((_input(name),), {"p": 2.0}, WRONG_P, ValueError),),
            )
        )
    return specs


def _input(name: str) -> list[Any]:
    """Values with as many dimensions as a dropout of that name expects."""
    if name[-2:] not in ("1d", "2d", "3d"):
        return X
    inputs: dict[str, list[Any]] = {"1d": [X], "2d": [[X]], "3d": [[[X]]]}
    return inputs[name[-2:]]


WRONG_P = "dropout probability has to be between 0 and 1, but got 2.0"


def _kind(feature: bool, alpha: bool) -> Function:
    def make(mark: str) -> Function:
        return lambda a, p, training: _dropped(a, p, training, feature, alpha, mark)

    return make


register(
    *_pair(
        "dropout",
        _kind(False, False),
        True,
        "Dropout",
        "Leaves out elements at random in training, and scales up the others.",
    ),
    *_pair(
        "dropout1d",
        lambda mark: _channels(1, mark),
        True,
        "Dropout of sequences",
        "Leaves out whole channels of sequences at random in training.",
    ),
    *_pair(
        "dropout2d",
        lambda mark: _channels(2, mark),
        True,
        "Dropout of planes",
        "Leaves out whole channels of images at random in training.",
    ),
    *_pair(
        "dropout3d",
        lambda mark: _channels(3, mark),
        True,
        "Dropout of volumes",
        "Leaves out whole channels of volumes at random in training.",
    ),
    *_pair(
        "alpha_dropout",
        _kind(False, True),
        False,
        "Alpha dropout",
        "Dropout that keeps mean and variance, for networks with SELU.",
    ),
    *_pair(
        "feature_alpha_dropout",
        _kind(True, True),
        False,
        "Alpha dropout of channels",
        "Dropout of whole channels that keeps mean and variance.",
    ),
)
register(
    *[
        OpSpec(
            name=f"feature_dropout{mark}",
            category="internal",
            ports=A,
            params=(Param("p", "float"), Param("train", "bool")),
            infer=infer_same,
            compose=lambda a, p, train, mark=mark: _dropped(a, p, train, True, mark=mark),
            functions=(f"feature_dropout{mark}",),
        )
        for mark in ("", "_")
    ]
)
