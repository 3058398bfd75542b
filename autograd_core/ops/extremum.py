"""The largest and the smallest: of all elements or along dimensions, and where they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import bool_, int64
from .families import DIM_OR_ALL, KEEPDIM, A
from .operands import refused
from .reducing import axes_of, check_not_empty, put_back, share, share_along
from .shapes import normal_dim, reduced_shape
from .spec import BadSample, Meta, OpSpec, Param, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
RANGE = "Dimension out of range (expected to be in range of [-2, 1], but got 2)"
NO_ELEMENT = "Expected reduction dim to be specified for input.numel() == 0."
SAY_DIM = f"{NO_ELEMENT} Specify the reduction dim with the 'dim' argument."
DIM_OR_NONE = Param("dim", "dim", None, optional=True, help="dimension to search; all if empty")

Params = Mapping[str, Any]


def _infer_whole(name: str) -> Any:
    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        check_not_empty(f"{name}()", operands[0].shape, None)
        return (Meta((), operands[0].dtype),)

    return infer


def _infer_dim(name: str) -> Any:
    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        shape, dtype = operands[0]
        dim = normal_dim(params["dim"], len(shape))
        check_not_empty(f"{name}()", shape, dim)
        result = reduced_shape(shape, dim, params["keepdim"])
        return (Meta(result, dtype), Meta(result, int64))

    return infer


def _selected(reduce: Any, choose: Any) -> Any:
    """Value and index are found one after the other: for NumPy quicker than to fetch by index."""

    def forward(xp: Any, a: Any, dim: int, keepdim: bool) -> Any:
        if a.ndim == 0:
            normal_dim(dim, 0)
            return a.copy(), np.zeros((), np.int64)
        values = reduce(a, axis=dim, keepdims=keepdim)
        return values, choose(a, axis=dim, keepdims=keepdim)

    return forward


def _infer_along(name: str) -> Any:
    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        shape, dtype = operands[0]
        result = reduced_shape(shape, params["dim"], params["keepdim"])
        check_not_empty(f"{name}()", shape, params["dim"])
        return (Meta(result, dtype),)

    return infer


def _infer_place(name: str) -> Any:
    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        shape, dtype = operands[0]
        if dtype is bool_:
            raise RuntimeError(f"{name}(): does not support bool input")
        result = reduced_shape(shape, params["dim"], params["keepdim"])
        if params["dim"] is None and 0 in shape:
            raise IndexError(f"{name}(): {NO_ELEMENT}")
        check_not_empty(f"{name}()", shape, params["dim"])
        return (Meta(result, int64),)

    return infer


def _place(choose: Any) -> Any:
    def forward(xp: Any, a: Any, dim: int | None, keepdim: bool) -> Any:
        if a.dtype.kind == "b":
            refused()
        axis = axes_of(dim, a.ndim)
        return choose(a, axis=axis, keepdims=keepdim)

    return forward


def _infer_both(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    result = reduced_shape(shape, params["dim"], params["keepdim"])
    if 0 in shape and params["dim"] is None:
        raise RuntimeError(
            "aminmax(): cannot compute aminmax over an empty dimension as the operation has no "
            "identity."
        )
    check_not_empty("aminmax", shape, params["dim"])
    return (Meta(result, dtype), Meta(result, dtype))


def _both(xp: Any, a: Any, dim: int | None, keepdim: bool) -> Any:
    axis = axes_of(dim, a.ndim)
    return a.min(axis=axis, keepdims=keepdim), a.max(axis=axis, keepdims=keepdim)


def _both_gradient(
    xp: Any, g: Any, a: Any, min: Any, max: Any, dim: int | None, keepdim: bool
) -> Any:
    parts = [
        share_along(xp, one, a, out, dim, keepdim)
        for one, out in zip(g, (min, max), strict=True)
        if one is not None
    ]
    return parts[0] if len(parts) == 1 else parts[0] + parts[1]


def _extremum(name: str, title: str, reduce: Any, choose: Any, relation: str) -> None:
    """One side: of all, and over a dimension with its index."""
    node = name.capitalize()
    register(
        OpSpec(
            name=name,
            category="reduction",
            ports=A,
            overloads=True,
            infer=_infer_whole(name),
            forward=lambda xp, a: reduce(a, axis=None),
            gradients=(share,),
            node_name=f"{node}Backward1",
            spelling=f"{{a}}.{name}()",
            methods=(name,),
            functions=(name,),
            formula=rf"\{name}_i a_i",
            gradient_formulas=(rf"[a_i = \{name} a]",),
            gradient_texts=(f"∂out/∂aᵢ = 1 where aᵢ is the {relation}, shared by equals",),
            title=title,
            help=f"The {relation} of all elements.",
            keywords=(relation, "extremum", "reduce"),
            samples=(Sample((X,)), Sample(([1.0, 3.0, 3.0],)), Sample((2.0,)), Sample(([1, 2],))),
            bad=(BadSample(([],), {}, f"{name}(): {SAY_DIM}"),),
        ),
        OpSpec(
            name=f"{name}_dim",
            category="reduction",
            ports=A,
            params=(Param("dim", "dim", help="the dimension to reduce"), KEEPDIM),
            outputs=("values", "indices"),
            differentiable=("values",),
            infer=_infer_dim(name),
            forward=_selected(reduce, choose),
            gradients=(put_back,),
            node_name=f"{node}Backward0",
            spelling=f"{{a}}.{name}({{params}})",
            methods=(name,),
            functions=(name,),
            formula=rf"\{name}_{{i \in \mathrm{{dim}}}} a_i",
            gradient_formulas=(rf"[i = \arg\{name} a]",),
            gradient_texts=(f"∂values/∂aᵢ = 1 at the index of the {relation}, else 0",),
            title=f"{title} along dimension",
            help=f"The {relation} elements along a dimension, and where they are.",
            keywords=(relation, f"arg{name}", "indices", "reduce"),
            samples=(
                Sample((X,), {"dim": 0}),
                Sample((X,), {"dim": -1, "keepdim": True}),
                Sample((2.0,), {"dim": 0}),
                Sample(([[1, 2], [3, 0]],), {"dim": 1}),
            ),
            bad=(BadSample((X,), {"dim": 2}, RANGE, IndexError),),
        ),
    )


def _extremum_along(name: str, title: str, reduce: Any, choose: Any, relation: str) -> None:
    """One side: over any dimensions, and the index alone."""
    register(
        OpSpec(
            name=f"a{name}",
            category="reduction",
            ports=A,
            params=(DIM_OR_ALL, KEEPDIM),
            infer=_infer_along(f"a{name}"),
            forward=lambda xp, a, dim, keepdim: reduce(
                a, axis=axes_of(dim, a.ndim), keepdims=keepdim
            ),
            gradients=(share_along,),
            node_name=f"A{name}Backward0",
            spelling=f"{{a}}.a{name}({{params}})",
            methods=(f"a{name}",),
            functions=(f"a{name}",),
            formula=rf"\{name}_{{i \in \mathrm{{dim}}}} a_i",
            gradient_formulas=(rf"\frac{{[a_i = \{name} a]}}{{n}}",),
            gradient_texts=(f"∂out/∂aᵢ = 1 where aᵢ is the {relation}, shared by equals",),
            title=f"{title} along dimensions",
            help=f"The {relation} elements along some dimensions; equals share the gradient.",
            keywords=(relation, "extremum", "reduce"),
            samples=(
                Sample((X,)),
                Sample((X,), {"dim": (0, 1), "keepdim": True}),
                Sample((X,), {"dim": -1}),
                Sample((2.0,), {"dim": 0}),
            ),
            bad=(
                BadSample(([],), {}, f"a{name}(): {SAY_DIM}"),
                BadSample((X,), {"dim": 2}, RANGE, IndexError),
            ),
        ),
        OpSpec(
            name=f"arg{name}",
            category="reduction",
            ports=A,
            params=(DIM_OR_NONE, KEEPDIM),
            infer=_infer_place(f"arg{name}"),
            forward=_place(choose),
            spelling=f"{{a}}.arg{name}({{params}})",
            methods=(f"arg{name}",),
            functions=(f"arg{name}",),
            formula=rf"\arg\{name}_i a_i",
            gradient_formulas=(None,),
            gradient_texts=(None,),
            title=f"Index of {title.lower()}",
            help=f"Where the {relation} element is, among all or along a dimension.",
            keywords=(relation, "indices", "position", "reduce"),
            samples=(Sample((X,)), Sample((X,), {"dim": 0}), Sample((X,), {"keepdim": True})),
            bad=(
                BadSample(([],), {}, f"arg{name}(): {NO_ELEMENT}", IndexError),
                BadSample(([True],), {}, f"arg{name}(): does not support bool input"),
            ),
        ),
    )


for _extreme in (_extremum, _extremum_along):
    _extreme("max", "Maximum", np.maximum.reduce, np.argmax, "largest")
    _extreme("min", "Minimum", np.minimum.reduce, np.argmin, "smallest")

register(
    OpSpec(
        name="aminmax",
        category="reduction",
        ports=A,
        params=(
            Param("dim", "dim", None, optional=True, keyword_only=True, help="all if empty"),
            Param("keepdim", "bool", False, keyword_only=True, help=KEEPDIM.help),
        ),
        outputs=("min", "max"),
        differentiable=("min", "max"),
        infer=_infer_both,
        forward=_both,
        gradients=(_both_gradient,),
        node_name="AminmaxBackward0",
        spelling="{a}.aminmax({params})",
        methods=("aminmax",),
        functions=("aminmax",),
        formula=r"\min_i a_i,\ \max_i a_i",
        gradient_formulas=(r"[a_i = \min a],\ [a_i = \max a]",),
        gradient_texts=("∂min/∂aᵢ = 1 where aᵢ = min, ∂max/∂aᵢ = 1 where aᵢ = max",),
        title="Minimum and maximum",
        help="The smallest and the largest element, of all or along a dimension.",
        keywords=("range", "extremum", "reduce"),
        samples=(Sample((X,)), Sample((X,), {"dim": 0, "keepdim": True}), Sample((2.0,))),
        bad=(BadSample((X,), {"dim": 2}, RANGE, IndexError),),
    )
)
