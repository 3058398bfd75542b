"""Reordering of spectra. The transforms themselves are complex, which the engine is not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..tensor import Tensor
from .families import A
from .functional import do
from .shapes import normal_dim
from .spec import BadSample, Meta, OpSpec, Param, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
DIMS = Param("dim", "dims", None, optional=True, help="dimensions to reorder; all if empty")

Params = Mapping[str, Any]


def _dims(dim: Any, ndim: int) -> tuple[int, ...]:
    if dim is None:
        return tuple(range(ndim))
    given = (dim,) if isinstance(dim, int) else tuple(dim)
    return tuple([normal_dim(one, ndim) for one in given])


def _infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    _dims(params["dim"], len(operands[0].shape))
    return (operands[0],)


def _shift(back: bool) -> Any:
    def compose(a: Tensor, dim: Any) -> Any:
        dims = _dims(dim, a.ndim)
        shape = a._array.shape
        shifts = tuple([(shape[one] + back) // 2 for one in dims])
        return do("roll", a, shifts=shifts, dims=dims)

    return compose


register(
    *[
        OpSpec(
            name=name,
            category="shape",
            ports=A,
            params=(DIMS,),
            infer=_infer,
            compose=_shift(back),
            spelling=f"torch.fft.{name}({{a}}, {{params}})",
            functions=(f"fft.{name}",),
            formula=rf"a_{{i {sign} \lfloor n / 2 \rfloor}}",
            gradient_formulas=(rf"[j = i {sign} \lfloor n / 2 \rfloor]",),
            gradient_texts=("∂outᵢ/∂aⱼ = 1 where j went to i, else 0",),
            title=title,
            help=said,
            keywords=("spectrum", "fourier", "roll", "center"),
            samples=(Sample((X,)), Sample((X,), {"dim": 1})),
            bad=(
                BadSample(
                    (X,),
                    {"dim": 2},
                    "Dimension out of range (expected to be in range of [-2, 1], but got 2)",
                    IndexError,
                ),
            ),
        )
        for name, back, sign, title, said in (
            (
                "fftshift",
                False,
                "-",
                "Center of spectrum",
                "The halves exchanged, so that the first element comes to the middle.",
            ),
            (
                "ifftshift",
                True,
                "+",
                "Undo center of spectrum",
                "The halves exchanged back, so that the middle comes first.",
            ),
        )
    ]
)
