"""Spread and correlation: variance, standard deviation, covariance, limits on norms."""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import float64
from ..tensor import Tensor
from .checking import no_overload
from .dispatch import call
from .families import DIM_OR_ALL, A
from .operands import refused
from .reducing import axes_of, count, norm_rule, restored, wide
from .shapes import normal_dim, reduced_shape
from .spec import REGISTRY, BadSample, Meta, OpSpec, Param, Port, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
RANGE = "Dimension out of range (expected to be in range of [-2, 1], but got 2)"
CORRECTION = Param(
    "correction", "number", 1, optional=True, keyword_only=True, help="what the count is less by"
)
KEPT = Param(
    "keepdim", "bool", False, keyword_only=True, help="keep reduced dimensions with extent 1"
)

Params = Mapping[str, Any]
Shape = tuple[int, ...]


# ---- variance --------------------------------------------------------------------------------


def _unbiased(name: str) -> Any:
    """PyTorch's older signatures, ``(unbiased)`` and ``(dim, unbiased, keepdim)``, as the newer."""

    def arguments(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        given = dict(kwargs)
        rest = list(args[1:])
        if rest and isinstance(rest[0], bool):
            given["unbiased"] = rest.pop(0)
        names = ("dim", "unbiased", "keepdim")[: len(rest)]
        if any(one in given for one in names) or len(rest) > 3:
            raise no_overload(name, args, kwargs)
        given.update(zip(names, rest, strict=True))
        if "unbiased" in given:
            unbiased = given.pop("unbiased")
            if "correction" in given or not isinstance(unbiased, bool):
                raise no_overload(name, args, kwargs)
            given["correction"] = int(unbiased)
        return args[:1], given

    return arguments


def _infer_spread(name: str) -> Any:
    said = name if name.endswith("_mean") else "std and var"

    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        shape, dtype = operands[0]
        if not dtype.is_floating_point:
            raise RuntimeError(f"{said} only support floating point and complex dtypes")
        meta = Meta(reduced_shape(shape, params["dim"], params["keepdim"]), dtype)
        return (meta, meta) if name.endswith("_mean") else (meta,)

    return infer


def _degrees(shape: Shape, dim: Any, correction: Any) -> float:
    return count(shape, dim) - (1 if correction is None else correction)


def _moments(name: str, root: bool, with_mean: bool) -> Any:
    def forward(xp: Any, a: Any, dim: Any, correction: Any, keepdim: bool) -> Any:
        if a.dtype.kind != "f":
            refused()
        axis = axes_of(dim, a.ndim)
        values = a.astype(wide(a), copy=False)
        mean = values.sum(axis=axis, keepdims=True) / count(a.shape, dim)
        apart = values - mean
        degrees = _degrees(a.shape, dim, correction)
        if degrees <= 0:
            warnings.warn(
                f"{name}(): degrees of freedom is <= 0. Correction should be strictly less than "
                "the reduction factor (input numel divided by output numel).",
                stacklevel=2,
            )
        result = (apart * apart).sum(axis=axis, keepdims=True) / max(0.0, degrees)
        outputs = [np.sqrt(result) if root else result, *([mean] if with_mean else [])]
        if not keepdim:
            axis = tuple(range(a.ndim)) if axis is None else axis
            outputs = [output.squeeze(axis) for output in outputs]
        return tuple([output.astype(a.dtype, copy=False) for output in outputs])

    return forward if with_mean else lambda *args, **params: forward(*args, **params)[0]


def _var_gradient(
    xp: Any, g: Any, a: Any, a_shape: Shape, dim: Any, correction: Any, keepdim: bool
) -> Any:
    axes = axes_of(dim, len(a_shape)) if a_shape else None
    mean = xp.mean(a, axes)
    degrees = _degrees(a_shape, dim, correction)
    if axes is None and degrees <= 0:
        return g * xp.where(xp.equal(a, mean), xp.constant(a, math.nan), math.inf)
    if axes is not None and len(a_shape) > 1:
        g = restored(xp, g, a_shape, dim, keepdim)
    return xp.mul_number(g, 2.0 / degrees if degrees else math.inf) * (a - mean)


def _std_gradient(
    xp: Any, g: Any, a: Any, out: Any, a_shape: Shape, dim: Any, correction: Any, keepdim: bool
) -> Any:
    g = xp.masked_fill(g / xp.mul_number(out, 2), xp.equal(out, 0), 0)
    return _var_gradient(xp, g, a, a_shape, dim, correction, keepdim)


def _mean_part(xp: Any, g: Any, shape: Shape, dim: Any, keepdim: bool) -> Any:
    if axes_of(dim, len(shape)) is not None:
        g = restored(xp, g, shape, dim, keepdim)
    return xp.mean_backward(g, shape, count(shape, dim))


def _added(parts: list[Any]) -> Any:
    return parts[0] if len(parts) == 1 else parts[0] + parts[1]


def _var_mean_gradient(
    xp: Any, g: Any, a: Any, a_shape: Shape, dim: Any, correction: Any, keepdim: bool
) -> Any:
    of_var, of_mean = g
    parts = []
    if of_var is not None:
        parts.append(_var_gradient(xp, of_var, a, a_shape, dim, correction, keepdim))
    if of_mean is not None:
        parts.append(_mean_part(xp, of_mean, a_shape, dim, keepdim))
    return _added(parts)


def _std_mean_gradient(
    xp: Any, g: Any, a: Any, std: Any, a_shape: Shape, dim: Any, correction: Any, keepdim: bool
) -> Any:
    of_std, of_mean = g
    parts = []
    if of_std is not None:
        parts.append(_std_gradient(xp, of_std, a, std, a_shape, dim, correction, keepdim))
    if of_mean is not None:
        parts.append(_mean_part(xp, of_mean, a_shape, dim, keepdim))
    return _added(parts)


def _spread_op(name: str, rule: Any, **fields: Any) -> OpSpec:
    with_mean = name.endswith("_mean")
    outputs = (name.removesuffix("_mean"), "mean") if with_mean else ("out",)
    defaults: dict[str, Any] = {
        "category": "reduction",
        "ports": A,
        "params": (DIM_OR_ALL, CORRECTION, KEPT),
        "arguments": _unbiased(name),
        "overloads": True,
        "outputs": outputs,
        "unnamed": with_mean,
        "differentiable": outputs,
        "infer": _infer_spread(name),
        "forward": _moments(name, name.startswith("std"), with_mean),
        "gradients": (rule,),
        "node_name": name.title().replace("_", "") + "Backward0",
        "spelling": f"torch.{name}({{a}}, {{params}})",
        "methods": () if with_mean else (name,),
        "functions": (name,),
        "samples": (
            Sample((X,)),
            Sample((X,), {"dim": 0, "correction": 0}),
            Sample((X,), {"dim": (0, 1), "keepdim": True}),
            Sample(([1.0, 4.0, 2.0],), {"dim": -1, "correction": 1.5}),
        ),
        "bad": (BadSample((X,), {"dim": 2}, RANGE, IndexError),),
    }
    return OpSpec(name=name, **(defaults | fields))


VAR = r"\frac{1}{n - c}\sum_i (a_i - \bar a)^2"
VAR_GRADIENT = r"\frac{2 (a_i - \bar a)}{n - c}"
STD_GRADIENT = r"\frac{a_i - \bar a}{(n - c)\, s}"
VAR_TEXT = "∂var/∂aᵢ = 2 (aᵢ - mean) / (n - correction)"
STD_TEXT = "∂std/∂aᵢ = (aᵢ - mean) / ((n - correction) · std)"
MEAN_TEXT = "∂mean/∂aᵢ = 1 / n"

register(
    _spread_op(
        "var",
        _var_gradient,
        formula=VAR,
        gradient_formulas=(VAR_GRADIENT,),
        gradient_texts=(VAR_TEXT,),
        title="Variance",
        help="The mean squared distance from the mean, of all elements or over dimensions.",
        keywords=("statistics", "spread", "reduce"),
    ),
    _spread_op(
        "std",
        _std_gradient,
        formula=rf"\sqrt{{{VAR}}}",
        gradient_formulas=(STD_GRADIENT,),
        gradient_texts=(STD_TEXT,),
        title="Standard deviation",
        help="The square root of the variance, of all elements or over dimensions.",
        keywords=("statistics", "spread", "reduce", "σ"),
    ),
    _spread_op(
        "var_mean",
        _var_mean_gradient,
        formula=rf"{VAR},\ \bar a",
        gradient_formulas=(rf"{VAR_GRADIENT},\ \frac{{1}}{{n}}",),
        gradient_texts=(f"{VAR_TEXT}, {MEAN_TEXT}",),
        title="Variance and mean",
        help="Variance and mean at once, of all elements or over dimensions.",
        keywords=("statistics", "spread", "average"),
    ),
    _spread_op(
        "std_mean",
        _std_mean_gradient,
        formula=rf"\sqrt{{{VAR}}},\ \bar a",
        gradient_formulas=(rf"{STD_GRADIENT},\ \frac{{1}}{{n}}",),
        gradient_texts=(f"{STD_TEXT}, {MEAN_TEXT}",),
        title="Standard deviation and mean",
        help="Standard deviation and mean at once, of all elements or over dimensions.",
        keywords=("statistics", "spread", "average"),
    ),
)


# ---- renormalisation -------------------------------------------------------------------------


def _infer_renorm(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    if params["p"] <= 0:
        raise RuntimeError("renorm: non-positive-norm not supported")
    if params["maxnorm"] < 0:
        raise RuntimeError(f"renorm: expected maxnorm to be >= 0 but got {params['maxnorm']:g}")
    if len(shape) < 2:
        raise RuntimeError(
            f"renorm: input needs at least 2 dimensions, got {len(shape)} dimensions"
        )
    normal_dim(params["dim"], len(shape))
    if not dtype.is_floating_point:
        raise RuntimeError(
            "linalg.vector_norm: Expected a floating point or complex tensor as input. Got "
            f"{dtype.scalar_name}"
        )
    return (operands[0],)


def _other_dims(ndim: int, dim: int) -> Shape:
    return tuple([axis for axis in range(ndim) if axis != dim % ndim])


def _norms(a: Any, p: float, dim: int) -> Any:
    values = np.abs(a.astype(wide(a), copy=False))
    axes = _other_dims(a.ndim, dim)
    if p == math.inf:
        return values.max(axis=axes, keepdims=True, initial=0.0)
    return (values**p).sum(axis=axes, keepdims=True) ** (1.0 / p)


def _renorm(xp: Any, a: Any, p: float, dim: int, maxnorm: float) -> Any:
    norms = _norms(a, p, dim)
    factor = np.where(norms > maxnorm, maxnorm / (norms + 1e-7), 1.0)
    return (a * factor).astype(a.dtype)


def _renorm_gradient(xp: Any, g: Any, a: Any, p: float, dim: int, maxnorm: float) -> Any:
    axes = _other_dims(a.ndim, dim)
    wider = {"dtype": float64, "keepdim": True}
    norm = xp.apply("vector_norm", a, ord=p, dim=axes, **wider)
    along = xp.apply("sum", a * g, dim=axes, **wider)
    along = norm_rule(xp, along, a, norm, float(p))
    inverse = xp.apply("reciprocal", xp.add_number(norm, 1e-7))
    scaled = xp.mul_number(inverse, maxnorm) * (g - inverse * along)
    return xp.where(xp.greater(norm, maxnorm), xp.astype(scaled, g.dtype), g)


# ---- covariance ------------------------------------------------------------------------------


def _sum(a: Any, dim: int | None = None) -> Any:
    return call(REGISTRY["sum"], (a,), {"dim": None if dim is None else (dim,)})


def _check_weights(name: str, weights: Any, count: int, integral: bool) -> None:
    if weights.ndim > 1:
        raise RuntimeError(
            f"cov(): expected {name} to have one or fewer dimensions but got {name} with "
            f"{weights.ndim} dimensions"
        )
    if weights.dtype.is_floating_point is integral or weights.dtype.name == "bool":
        wanted = "integral" if integral else "floating point"
        raise RuntimeError(
            f"cov(): expected {name} to have {wanted} dtype but got {name} with "
            f"{weights.dtype.scalar_name} dtype"
        )
    if weights._array.size != count:
        raise RuntimeError(
            f"cov(): expected {name} to have the same numel as there are observations in the "
            f"input but got {weights._array.size} != {count}"
        )
    if count and bool((weights._array < 0).any()):
        raise RuntimeError(f"cov(): {name} cannot be negative")


def _weights(count: int, fweights: Any, aweights: Any) -> Any:
    result: Any = None
    if fweights is not None:
        _check_weights("fweights", fweights, count, True)
        result = fweights
    if aweights is not None:
        _check_weights("aweights", aweights, count, False)
        result = aweights if result is None else result * aweights
    return result


def _check_cov(shape: Shape, dtype: Any) -> None:
    if len(shape) > 2:
        raise RuntimeError(
            "cov(): expected input to have two or fewer dimensions but got an input with "
            f"{len(shape)} dimensions"
        )
    if dtype.name == "bool":
        raise RuntimeError("cov(): bool dtype is not supported for input")


def _infer_cov(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    _check_cov(shape, dtype)
    rows = shape[0] if len(shape) == 2 else 1
    return (Meta((rows, rows) if rows > 1 else (), dtype),)


def _cov(a: Tensor, fweights: Any, aweights: Any, correction: Any) -> Any:
    _check_cov(a._array.shape, a.dtype)
    rows: Any = a if a.ndim == 2 else call(REGISTRY["view"], (a,), {"size": (1, -1)})
    observed = rows._array.shape[1]
    weights = _weights(observed, fweights, aweights)
    total: Any = observed if weights is None else _sum(weights)
    if weights is not None and observed and bool(total._array == 0):
        raise RuntimeError("cov(): weights sum to zero, can't be normalized")
    mean = _sum(rows if weights is None else rows * weights, 1) / total
    if aweights is None or correction == 0:
        degrees = total - correction
    else:
        degrees = total - correction * _sum(weights * aweights) / total
    size = degrees if weights is None else float(degrees._array)
    if size <= 0:
        warnings.warn(
            "cov(): degrees of freedom is <= 0. Correction should be strictly less than the "
            "number of observations.",
            stacklevel=3,
        )
        degrees = 0 if weights is None else degrees * 0
    apart = rows - call(REGISTRY["unsqueeze"], (mean,), {"dim": 1})
    weighted = apart if weights is None else apart * weights
    turned = call(REGISTRY["t"], (weighted,))
    product = call(REGISTRY["mm"], (apart, turned))
    quotient = call(REGISTRY["div"], (product, degrees))
    return call(REGISTRY["squeeze"], (quotient,), {"dim": None})


def _corrcoef(a: Tensor) -> Any:
    if a.ndim > 2:
        raise RuntimeError(
            "corrcoef(): expected input to have two or fewer dimensions but got an input with "
            f"{a.ndim} dimensions"
        )
    c = _cov(a, None, None, 1)
    if c.ndim == 0:
        return c / c
    deviation = c.diagonal().sqrt()
    c = c / deviation.view((-1, 1)) / deviation.view((1, -1))
    return c.clamp(min=-1, max=1)


register(
    OpSpec(
        name="renorm",
        category="reduction",
        ports=A,
        params=(
            Param("p", "number", help="the norm's exponent"),
            Param("dim", "dim", help="the dimension whose slices are limited"),
            Param("maxnorm", "number", help="the largest norm a slice may have"),
        ),
        infer=_infer_renorm,
        checked=True,
        forward=_renorm,
        gradients=(_renorm_gradient,),
        node_name="RenormBackward0",
        inplace=True,
        spelling="{a}.renorm({params})",
        methods=("renorm",),
        functions=("renorm",),
        formula=r"a_i \min\left(1, \frac{m}{\|a_i\|_p}\right)",
        gradient_formulas=(r"\min\left(1, \frac{m}{\|a\|}\right)\left(I - u u^T\right)",),
        gradient_texts=("as a where its norm is small, else projected and scaled",),
        title="Renormalize",
        help="Slices along a dimension, scaled down where their norm is too large.",
        keywords=("norm", "limit", "clip", "constraint"),
        samples=(
            Sample((X,), {"p": 2, "dim": 0, "maxnorm": 1.0}),
            Sample((X,), {"p": 1, "dim": 1, "maxnorm": 3.0}),
        ),
        bad=(
            BadSample(
                (X,),
                {"p": 0, "dim": 0, "maxnorm": 1.0},
                "renorm: non-positive-norm not supported",
            ),
        ),
    ),
    OpSpec(
        name="cov",
        category="reduction",
        ports=(
            *A,
            Port("fweights", optional=True, help="how often each observation counts"),
            Port("aweights", optional=True, help="how important each observation is"),
        ),
        params=(CORRECTION,),
        infer=_infer_cov,
        compose=lambda a, fweights=None, aweights=None, correction=1: _cov(
            a, fweights, aweights, correction
        ),
        spelling="torch.cov({a}, fweights={fweights}, aweights={aweights}, {params})",
        methods=("cov",),
        functions=("cov",),
        formula=r"\frac{1}{n - c} (A - \bar A)(A - \bar A)^T",
        gradient_formulas=(r"\frac{G + G^T}{n - c} (A - \bar A)", None, None),
        gradient_texts=("∂L/∂A = (G + Gᵀ) (A - mean) / (n - correction)", None, None),
        title="Covariance",
        help="How the rows vary together; columns are observations.",
        keywords=("statistics", "variance", "matrix"),
        samples=(
            Sample((X, [1, 2, 1], [1.0, 0.5, 2.0])),
            Sample((X, None, None)),
            Sample((X, None, None), {"correction": 0}),
        ),
    ),
    OpSpec(
        name="corrcoef",
        category="reduction",
        ports=A,
        infer=_infer_cov,
        compose=_corrcoef,
        spelling="torch.corrcoef({a})",
        methods=("corrcoef",),
        functions=("corrcoef",),
        formula=r"\frac{C_{ij}}{\sqrt{C_{ii} C_{jj}}}",
        gradient_formulas=(r"\frac{\partial R}{\partial C} \frac{\partial C}{\partial A}",),
        gradient_texts=("by the chain rule through the covariance",),
        title="Correlation",
        help="Pearson's correlation of the rows; columns are observations.",
        keywords=("statistics", "covariance", "pearson"),
        samples=(Sample(([[1.0, -2.0, 3.0, 1.0], [0.5, 4.0, -1.5, 2.0]],)),),
    ),
)
