"""Differences and integrals of samples: composed of other operations exactly as in PyTorch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import bool_, default_dtype
from ..tensor import Tensor
from .families import A
from .functional import do
from .shapes import broadcast, elementwise, normal_dim, normal_dims
from .spec import BadSample, Meta, OpSpec, Param, Port, Sample, register

X = [[1.0, -2.0, 3.0], [0.5, 4.0, -1.5]]
RANGE = "Dimension out of range (expected to be in range of [-2, 1], but got 2)"
DIM = Param("dim", "dim", -1, keyword_only=True, help="the dimension of the samples")
STEP = Param("dx", "number", 1, keyword_only=True, help="distance of the samples")

Params = Mapping[str, Any]
Shape = tuple[int, ...]


def part(a: Any, dim: int, start: int, stop: int | None = None) -> Any:
    """``a[start:stop]`` along a dimension, as ``Tensor::slice`` does in PyTorch."""
    extent = a._array.shape[dim]
    end = extent if stop is None else stop
    first, last, _ = slice(start, end).indices(extent)
    return do("slice", a, dim=dim, start=first, end=max(first, last), step=1)


def _narrow(a: Any, dim: int, start: int, length: int) -> Any:
    first = start if start >= 0 else a._array.shape[dim] + start
    return part(a, dim, first, first + length)


# ---- integrals -------------------------------------------------------------------------------


def _refuse_bool(name: str, y: Any, x: Any) -> None:
    if y.dtype is bool_ and x is None:
        raise RuntimeError(f"{name}: received a bool input for `y`, but bool is not supported")
    if x is not None and bool_ in (y.dtype, x.dtype):
        raise RuntimeError(
            f"{name}: received a bool input for `x` or `y`, but bool is not supported"
        )


def _check_step(name: str, dx: Any) -> None:
    if isinstance(dx, bool):
        raise RuntimeError(f"{name}: Currently, we only support dx as a real number.")


def _check_points(name: str, y: Shape, x: Shape, dim: int) -> None:
    if len(x) == 1 and x[0] != y[dim]:
        raise RuntimeError(f"{name}: There must be one `x` value for each sample point")


def _points(name: str, y: Tensor, x: Tensor, dim: int) -> Any:
    """The distances of the samples, in a shape that broadcasts against theirs."""
    shape, points = y._array.shape, x._array.shape
    _check_points(name, shape, points, dim)
    viewed: Any = x
    if len(points) == 1:
        size = [1] * len(shape)
        size[dim] = points[0]
        viewed = do("view", x, size=tuple(size))
    elif len(points) < len(shape):
        viewed = do("view", x, size=(1,) * (len(shape) - len(points)) + points)
    earlier = part(viewed, dim, 0, -1)  # PyTorch's C++ computes the right operand first
    return part(viewed, dim, 1) - earlier


def _trapezoid(name: str) -> Any:
    def compose(y: Any, x: Any, dx: Any, dim: int) -> Any:
        dim = normal_dim(dim, y.ndim)
        shape = y._array.shape
        if shape[dim] == 0:
            return Tensor(np.zeros(shape[:dim] + shape[dim + 1 :], y._array.dtype))
        _refuse_bool(name, y, x)
        _check_step(name, dx)
        if x is not None:
            steps = _points(name, y, x, dim)
            areas = (part(y, dim, 0, -1) + part(y, dim, 1)) * steps
            return _over(areas.sum((dim,)), 2.0)
        ends = y.select(dim, 0) + y.select(dim, -1)
        return _times(y.sum((dim,)) - _times(ends, 0.5), float(dx))

    return compose


def _times(a: Any, number: float) -> Any:
    if not a.dtype.is_floating_point:
        a = a.to(default_dtype())
    return do("mul_number", a, other=number)


def _over(a: Any, number: float) -> Any:
    if not a.dtype.is_floating_point:
        a = a.to(default_dtype())
    return do("div_number", a, other=number)


def _cumulative(y: Any, x: Any, dx: Any, dim: int) -> Any:
    name = "cumulative_trapezoid"
    dim = normal_dim(dim, y.ndim)
    _refuse_bool(name, y, x)
    _check_step(name, dx)
    if x is not None:
        steps = _points(name, y, x, dim)
        areas = (part(y, dim, 1) + part(y, dim, 0, -1)) * steps
        return _over(areas.cumsum(dim), 2.0)
    pairs = part(y, dim, 1) + part(y, dim, 0, -1)
    return _times(pairs, float(dx) / 2.0).cumsum(dim)


def _infer_integral(name: str) -> Any:
    def infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
        y, x = operands
        dim = normal_dim(params["dim"], len(y.shape))
        _refuse_bool(name, y, x)
        shape: Shape = (*y.shape[:dim], max(y.shape[dim] - 1, 0), *y.shape[dim + 1 :])
        dtype = elementwise((y, 0.5)).dtype
        if x is not None:
            _check_points(name, y.shape, x.shape, dim)
            dtype = elementwise((y, x, 0.5)).dtype
            if len(x.shape) > 1:
                back = len(y.shape) - dim
                distances = list(x.shape)
                if len(x.shape) >= back:
                    distances[-back] = max(distances[-back] - 1, 0)
                shape = broadcast(shape, tuple(distances))
        if not name.startswith("cumulative"):
            place = len(shape) - (len(y.shape) - dim)
            shape = (*shape[:place], *shape[place + 1 :])
        return (Meta(shape, dtype),)

    return infer


def _integral(name: str, compose: Any, **fields: Any) -> OpSpec:
    defaults: dict[str, Any] = {
        "category": "math",
        "ports": (
            Port("y", argument="y", help="the samples"),
            Port("x", argument="x", optional=True, help="where they are"),
        ),
        "params": (STEP, DIM),
        "infer": _infer_integral(name),
        "compose": compose,
        "spelling": f"torch.{name}({{y}}, x={{x}}, {{params}})",
        "functions": (name,),
        "samples": (
            Sample((X, None)),
            Sample((X, None), {"dx": 0.5, "dim": 0}),
            Sample((X, [1.0, 2.0, 4.0])),
        ),
        "bad": (BadSample((X, None), {"dim": 2}, RANGE, IndexError),),
    }
    return OpSpec(name=name, **(defaults | fields))


# ---- differences -----------------------------------------------------------------------------


def _check_diff(shape: Shape, others: Sequence[Any], n: int, dim: int) -> None:
    if not shape:
        raise RuntimeError("diff expects input to be at least one-dimensional")
    if n < 0:
        raise RuntimeError(f"order must be non-negative but got {n}")
    for other in others:
        if other is None:
            continue
        if len(other.shape) != len(shape):
            raise RuntimeError("diff expects prepend or append to be the same dimension as input")
        for place, (one, two) in enumerate(zip(other.shape, shape, strict=True)):
            if one != two and place != dim % len(shape):
                raise RuntimeError(
                    "diff expects the shape of tensor to prepend or append to match that of input "
                    "except along the differencing dimension; "
                    f"input.size({place}) = {two}, but got tensor.size({place}) = {one}"
                )


def _diff(a: Any, prepend: Any, append: Any, n: int, dim: int) -> Any:
    shape = a._array.shape
    if shape:
        normal_dim(dim, len(shape))
    _check_diff(shape, (prepend, append), n, dim)
    if n == 0:  # what is to be put before and after is not looked at
        return do("copy_", Tensor(np.zeros_like(a._array)), a)
    joined = [one for one in (prepend, a, append) if one is not None]
    result = a if len(joined) == 1 else do("cat", joined, dim=dim)
    dim = normal_dim(dim, len(shape))
    for _ in range(min(n, result._array.shape[dim])):
        extent = result._array.shape[dim]
        # PyTorch's C++ computes the right operand first.
        earlier = part(result, dim, 0, max(extent - 1, 0))
        later = part(result, dim, 1)
        differs = a.dtype is bool_
        result = Tensor(later._array ^ earlier._array) if differs else later - earlier
    return result


def _diff_arguments(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """In calls the numbers come before the tensors: ``diff(a, n, dim, prepend, append)``."""
    names = ("n", "dim", "prepend", "append")
    return args[:1], {**dict(zip(names, args[1:], strict=False)), **kwargs}


def _infer_diff(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, *others = operands
    _check_diff(a.shape, others, params["n"], params["dim"])
    dim = normal_dim(params["dim"], len(a.shape))
    extent = a.shape[dim] + sum(other.shape[dim] for other in others if other is not None)
    if params["n"] == 0:
        return (a,)
    shape = (*a.shape[:dim], max(extent - params["n"], 0), *a.shape[dim + 1 :])
    return (Meta(shape, a.dtype),)


# ---- gradients of samples --------------------------------------------------------------------


def _gradient_dims(a: Any, dim: Any) -> Shape:
    if dim is None:
        return tuple(range(a.ndim))
    dims = (dim,) if isinstance(dim, int) else tuple(dim)
    normal_dims(dims, a.ndim)
    return tuple([normal_dim(one, a.ndim) for one in dims])


def _is_several(spacing: Any) -> bool:
    return isinstance(spacing, list | tuple)


def _check_gradient(a: Any, dims: Shape, edge_order: int) -> None:
    if edge_order not in (1, 2):
        raise RuntimeError("torch.gradient only supports edge_order=1 and edge_order=2.")
    for dim in dims:
        if a._array.shape[dim] < edge_order + 1:
            raise RuntimeError(
                "torch.gradient expected each dimension size to be at least edge_order+1"
            )


def _spacings(a: Any, spacing: Any, dim: Any, dims: Shape) -> list[Any]:
    """One distance, or one tensor of coordinates, for each dimension."""
    if not _is_several(spacing):
        return [spacing] * len(dims)
    wanted = a.ndim if dim is None else len(dims)
    if len(spacing) == wanted:
        return list(spacing)
    if dim is not None:
        raise RuntimeError(
            "torch.gradient expected spacing to be unspecified, a scalar or it's spacing and dim "
            f"arguments to have the same length, but got a spacing argument of length "
            f"{len(spacing)} and a dim argument of length {len(dims)}."
        )
    raise RuntimeError(
        "torch.gradient expected spacing to be unspecified, a scalar, or a list of length equal to "
        f"'self.dim() = {a.ndim}', since dim argument was not given, but got a list of length "
        f"{len(spacing)}"
    )


def _even(a: Any, step: float, dim: int, edge_order: int) -> Any:
    """The derivative from samples at equal distances: central, and one-sided at the ends."""

    def at(place: int) -> Any:
        return _narrow(a, dim, place, 1)

    if edge_order == 1:
        first = _over(at(1) - at(0), step)
        last = _over(at(-1) - at(-2), step)
    else:
        first = _times(at(0), -1.5) + _times(at(1), 2) - _times(at(2), 0.5)
        last = _times(at(-1), 1.5) - _times(at(-2), 2) + _times(at(-3), 0.5)
        first, last = _over(first, step), _over(last, step)
    middle = _over(_over(part(a, dim, 2) - part(a, dim, 0, -2), step), 2.0)
    return do("cat", [first, middle, last], dim=dim)


def _uneven(a: Any, points: Any, dim: int, edge_order: int) -> Any:
    """The same at given coordinates; the weights are those of Lagrange's parabola."""
    gaps = part(points, 0, 1) - part(points, 0, 0, -1)
    shape = [1] * a.ndim
    shape[dim] = -1
    left, right = (gap.view(tuple(shape)) for gap in (part(gaps, 0, 0, -1), part(gaps, 0, 1)))
    alpha = -right / (left * (left + right))
    beta = (right - left) / (left * right)
    gamma = left / (right * (left + right))
    middle = part(a, dim, 0, -2) * alpha + part(a, dim, 1, -1) * beta + part(a, dim, 2) * gamma

    def at(place: int) -> Any:
        return _narrow(a, dim, place, 1)

    if edge_order == 1:
        first = (at(1) - at(0)) / gaps[0]
        last = (at(-1) - at(-2)) / gaps[-1]
    else:
        first = _edge(at(0), at(1), at(2), gaps[0], gaps[1])
        last = -_edge(at(-1), at(-2), at(-3), gaps[-1], gaps[-2])
    return do("cat", [first, middle, last], dim=dim)


def _edge(end: Any, next_: Any, third: Any, near: Any, far: Any) -> Any:
    """The slope at an end from the parabola through three samples at distances near and far."""
    a = -(2.0 * near + far) / (near * (near + far))
    b = (near + far) / (near * far)
    c = -near / (far * (near + far))
    return end * a + next_ * b + third * c


def _gradient(a: Any, spacing: Any, dim: Any, edge_order: int) -> Any:
    dims = _gradient_dims(a, dim)
    spacings = _spacings(a, spacing, dim, dims)
    _check_gradient(a, dims, edge_order)
    results = []
    for axis, step in zip(dims, spacings, strict=True):
        if isinstance(step, Tensor):
            results.append(_uneven(a, step, axis, edge_order))
        else:
            results.append(_even(a, float(1 if step is None else step), axis, edge_order))
    return tuple(results)


def _infer_gradient(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape, dtype = operands[0]
    dim = params["dim"]
    count = len(shape) if dim is None else len(normal_dims(dim, len(shape)))
    return (Meta(shape, dtype if dtype.is_floating_point else default_dtype()),) * count


register(
    OpSpec(
        name="diff",
        category="math",
        ports=(
            *A,
            Port("prepend", optional=True, help="put before the elements"),
            Port("append", optional=True, help="put after the elements"),
        ),
        params=(Param("n", "int", 1, help="how often"), Param("dim", "dim", -1, help=DIM.help)),
        arguments=_diff_arguments,
        infer=_infer_diff,
        compose=_diff,
        spelling="torch.diff({a}, prepend={prepend}, append={append}, {params})",
        methods=("diff",),
        functions=("diff",),
        formula=r"a_{i+1} - a_i",
        gradient_formulas=(r"[j = i + 1] - [j = i]", None, None),
        gradient_texts=("∂outᵢ/∂aⱼ = 1 where j = i + 1, -1 where j = i", None, None),
        title="Differences",
        help="The differences of neighbours along a dimension.",
        keywords=("finite", "derivative", "delta"),
        samples=(
            Sample((X, None, None)),
            Sample((X, None, None), {"dim": 0}),
            Sample((X, None, None), {"n": 2}),
            Sample((X, [[1.0, 2.0, 3.0]], None), {"dim": 0}),
        ),
        bad=(
            BadSample((1.0, None, None), {}, "diff expects input to be at least one-dimensional"),
            BadSample((X, None, None), {"n": -1}, "order must be non-negative but got -1"),
        ),
    ),
    OpSpec(
        name="gradient",
        category="math",
        ports=A,
        params=(
            Param("spacing", "data", 1, keyword_only=True, help="distance of the samples"),
            Param("dim", "dims", None, optional=True, keyword_only=True, help="all if empty"),
            Param("edge_order", "int", 1, keyword_only=True, help="1 or 2, at the ends"),
        ),
        outputs=("*gradient",),
        infer=_infer_gradient,
        compose=_gradient,
        spelling="torch.gradient({a}, {params})",
        functions=("gradient",),
        formula=r"\frac{a_{i+1} - a_{i-1}}{2 h}",
        gradient_formulas=(r"\frac{[j = i + 1] - [j = i - 1]}{2 h}",),
        gradient_texts=("∂outᵢ/∂aⱼ = ±1 / (2 · spacing) at the neighbours",),
        title="Gradient of samples",
        help="The derivative along each dimension, estimated from neighbours.",
        keywords=("finite differences", "slope", "numerical"),
        samples=(
            Sample(([[1.0, -2.0, 3.0, 1.0], [0.5, 4.0, -1.5, 2.0], [1.0, 0.0, 2.0, 5.0]],)),
            Sample(([1.0, 4.0, 9.0, 16.0],), {"spacing": 0.5, "edge_order": 2}),
        ),
    ),
    _integral(
        "trapezoid",
        _trapezoid("trapezoid"),
        functions=("trapezoid", "trapz"),
        formula=r"\sum_i \frac{y_i + y_{i+1}}{2}\,(x_{i+1} - x_i)",
        gradient_formulas=(r"\frac{x_{i+1} - x_{i-1}}{2}", r"\frac{y_{i-1} - y_{i+1}}{2}"),
        gradient_texts=(
            "∂out/∂yᵢ = (xᵢ₊₁ - xᵢ₋₁) / 2",
            "∂out/∂xᵢ = (yᵢ₋₁ - yᵢ₊₁) / 2",
        ),
        title="Integral",
        help="The integral of samples along a dimension by the trapezoidal rule.",
        keywords=("area", "quadrature", "trapz"),
    ),
    _integral(
        "cumulative_trapezoid",
        _cumulative,
        formula=r"\sum_{j \leq i} \frac{y_j + y_{j+1}}{2}\,(x_{j+1} - x_j)",
        gradient_formulas=(r"\frac{x_{j+1} - x_{j-1}}{2}", r"\frac{y_{j-1} - y_{j+1}}{2}"),
        gradient_texts=(
            "∂outᵢ/∂yⱼ = (xⱼ₊₁ - xⱼ₋₁) / 2 below i",
            "∂outᵢ/∂xⱼ = (yⱼ₋₁ - yⱼ₊₁) / 2 below i",
        ),
        title="Cumulative integral",
        help="The integrals of samples up to each one along a dimension.",
        keywords=("area", "quadrature", "antiderivative"),
    ),
)
