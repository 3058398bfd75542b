"""Orthogonal polynomials of ``torch.special``, by their recurrences."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .binary import pair
from .spec import OpSpec, Port, Sample, register

X = [[0.25, -0.5, 0.75], [1.0, -1.0, 1.5]]
DEGREES = [0, 1, 4]

Function = Callable[..., Any]
#: From P(k) and P(k - 1) at x to P(k + 1).
Step = Callable[[Any, Any, Any, int], Any]


def _recurrence(first: Function, step: Step) -> Function:
    """The polynomial of each degree; 0 for negative degrees, as in PyTorch."""

    def function(x: Any, n: Any) -> Any:
        degrees = np.trunc(n)
        x, degrees = np.broadcast_arrays(x, degrees)
        before, now = np.ones_like(x), np.asarray(first(x))
        result = np.where(degrees == 0, before, np.zeros_like(x))
        result = np.where(degrees == 1, now, result)
        top = degrees[np.isfinite(degrees)].max(initial=0)
        for k in range(1, int(top)):
            before, now = now, step(x, now, before, k)
            result = np.where(degrees == k + 1, now, result)
        return result.astype(x.dtype, copy=False)

    return function


def _chebyshev(x: Any, now: Any, before: Any, k: int) -> Any:
    return 2 * x * now - before


def _shifted(x: Any, now: Any, before: Any, k: int) -> Any:
    return 2 * (2 * x - 1) * now - before


KINDS: tuple[tuple[str, str, str, Function, Step], ...] = (
    ("chebyshev_polynomial_t", "Chebyshev polynomial T", "T", lambda x: x, _chebyshev),
    ("chebyshev_polynomial_u", "Chebyshev polynomial U", "U", lambda x: 2 * x, _chebyshev),
    ("chebyshev_polynomial_v", "Chebyshev polynomial V", "V", lambda x: 2 * x - 1, _chebyshev),
    ("chebyshev_polynomial_w", "Chebyshev polynomial W", "W", lambda x: 2 * x + 1, _chebyshev),
    (
        "hermite_polynomial_h",
        "Hermite polynomial H",
        "H",
        lambda x: 2 * x,
        lambda x, now, before, k: 2 * (x * now - k * before),
    ),
    (
        "hermite_polynomial_he",
        "Hermite polynomial He",
        "He",
        lambda x: x,
        lambda x, now, before, k: x * now - k * before,
    ),
    (
        "laguerre_polynomial_l",
        "Laguerre polynomial",
        "L",
        lambda x: 1 - x,
        lambda x, now, before, k: ((2 * k + 1 - x) * now - k * before) / (k + 1),
    ),
    (
        "legendre_polynomial_p",
        "Legendre polynomial",
        "P",
        lambda x: x,
        lambda x, now, before, k: ((2 * k + 1) * x * now - k * before) / (k + 1),
    ),
    *(
        (f"shifted_chebyshev_polynomial_{kind}", f"Shifted Chebyshev polynomial {letter}",
         rf"{letter}^{{*}}", first, _shifted)
        for kind, letter, first in (
            ("t", "T", lambda x: 2 * x - 1),
            ("u", "U", lambda x: 4 * x - 2),
            ("v", "V", lambda x: 4 * x - 3),
            ("w", "W", lambda x: 4 * x - 1),
        )
    ),
)  # fmt: skip


def _polynomial(name: str, title: str, letter: str, first: Function, step: Step) -> OpSpec:
    return pair(
        name,
        "",
        _recurrence(first, step),
        (None, None),
        ports=(Port("a", number=True, argument="x"), Port("b", number=True, argument="n")),
        differentiable=(),
        floating=True,
        kinds="f",
        category="special",
        methods=(),
        inplace=False,
        functions=(f"special.{name}",),
        overloads=True,
        spelling=f"torch.special.{name}({{a}}, {{b}})",
        formula=rf"{letter}_n(x)",
        gradient_formulas=(None, None),
        gradient_texts=(None, None),
        title=title,
        help=f"The {title} of a degree, at each element.",
        keywords=("orthogonal", "polynomial", title.split()[0]),
        samples=(Sample((X, DEGREES)), Sample((X, 3)), Sample(([1, 2, -1], DEGREES))),
    )


for _kind in KINDS:
    register(_polynomial(*_kind))
