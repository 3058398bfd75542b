"""Random numbers: tensors of them, and writes of them into tensors.

The streams are those of PyTorch's CPU generator; see ``random.py`` and ``distributions.py`` for
where they are not. No gradient flows through what is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from .. import distributions as draws
from ..dtypes import bool_, default_dtype, int64
from ..random import current_generator, missing_kernel
from .creation import DTYPE, REQUIRES_GRAD, checked_size
from .families import A
from .keywords import drawing, drawing_formatted
from .operands import undifferentiated
from .pointwise import zero
from .shapes import broadcast
from .spec import BadSample, Meta, OpSpec, Param, Port, Sample, register

Params = Mapping[str, Any]

LOW = Param("low", "int", 0, help="the least value")
HIGH = Param("high", "int", help="the bound that is not reached")
SIZE = Param("size", "shape", help="the extent of each dimension")


def _random(name: str, **fields: Any) -> OpSpec:
    """A function whose result is drawn."""
    defaults: dict[str, Any] = {
        "category": "random",
        "wrap": drawing,
        "functions": (name,),
        "differentiable": (),
        "spelling": f"torch.{name}({{params}})",
        "keywords": ("random", "sample"),
    }
    return OpSpec(name=name, **{**defaults, **fields})


def _of_type(params: Params, dtype: Any) -> Any:
    return params["dtype"] or dtype


def _infer_randint(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    return (Meta(checked_size("randint", params["size"]), _of_type(params, int64)),)


def _randint(xp: Any, low: int, high: int, size: Any, dtype: Any, **_: Any) -> Any:
    shape = (size,) if isinstance(size, int) else tuple(size)
    return current_generator().randint(low, high, shape, (dtype or int64).numpy)


def _bounds(ports: int) -> Callable[..., Any]:
    """``randint(high, size)`` as ``randint(0, high, size)``."""

    def arguments(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        numbers = [value for value in args[ports:] if isinstance(value, int)]
        if len(numbers) == 1 and "high" not in kwargs and "low" not in kwargs:
            args = (*args[:ports], 0, *args[ports:])
        return args, kwargs

    return arguments


def _infer_randperm(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    dtype = _of_type(params, int64)
    n = params["n"]
    if dtype is bool_:
        raise missing_kernel("randperm", "Bool")
    if not dtype.is_floating_point and n > np.iinfo(dtype.numpy).max + 1:
        raise RuntimeError(f"value cannot be converted to type {dtype.name}_t without overflow")
    return (Meta(checked_size("randperm", (n,)), dtype),)


def _infer_like(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    return (Meta(operands[0].shape, _of_type(params, operands[0].dtype)),)


def _like(name: str, draw: Callable[..., Any], title: str, help: str, **fields: Any) -> OpSpec:
    """Numbers in the shape, type and order of dimensions of a tensor."""

    def forward(xp: Any, a: Any, dtype: Any, requires_grad: bool = False, **params: Any) -> Any:
        kind = a.dtype if dtype is None else dtype.numpy
        made = np.empty_like(a, kind)
        made[...] = draw(current_generator(), made, **params)
        return made

    return _random(
        name,
        ports=A,
        params=(*fields.pop("params", ()), DTYPE, REQUIRES_GRAD),
        infer=_infer_like,
        forward=forward,
        gradients=(None,),
        wrap=drawing_formatted,
        spelling=f"torch.{name}({{a}}, {{params}})",
        title=title,
        help=help,
        **fields,
    )


def _fills(name: str, node_name: Any, draw: Any, **fields: Any) -> OpSpec:
    """An operation that overwrites a tensor with what is drawn."""
    defaults: dict[str, Any] = {
        "category": "random",
        "mutates": True,
        "ports": A,
        "infer": lambda operands, params: (operands[0],),
        "forward": lambda xp, a, **params: np.asarray(draw(current_generator(), a, **params)),
        "gradients": (zero,),
        "node_name": node_name,
        "wrap": drawing,
        "methods": (name,),
        "spelling": f"{{a}}.{name}({{params}})",
        "gradient_formulas": (r"0",),
        "gradient_texts": ("∂out/∂a = 0",),
        "keywords": ("random", "in-place", "fill", "sample"),
    }
    return OpSpec(name=name, **{**defaults, **fields})


def _ordered(function: Callable[..., Any]) -> Callable[..., Any]:
    """A distribution of shape and type as one that fills an array in the order of memory."""

    def draw(generator: Any, a: Any, *params: Any, **named: Any) -> Any:
        values = (*params, *named.values())
        return draws.in_memory_order(a, lambda shape: function(generator, shape, a.dtype, *values))

    return draw


def _bernoulli_tensor(xp: Any, a: Any, p: Any) -> Any:
    if p.shape != a.shape:
        p = np.broadcast_to(p, a.shape)
    return current_generator().bernoulli(np.ascontiguousarray(p), None, a.dtype)


def _infer_bernoulli(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    a, p = operands
    for back in range(1, len(p.shape) + 1):
        extent = p.shape[-back]
        if back > len(a.shape) or extent not in (1, a.shape[-back]):
            raise RuntimeError(
                f"The expanded size of the tensor ({a.shape[-back]}) must match the existing size "
                f"({extent}) at non-singleton dimension {len(a.shape) - back}.  Target sizes: "
                f"{list(a.shape)}.  Tensor sizes: {list(p.shape)}"
            )
    return (a,)


def _random_arguments(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """``x.random_(to)`` as ``x.random_(None, to)``."""
    return ((args[0], None, args[1]) if len(args) == 2 and "to" not in kwargs else args), kwargs


def _random_node(params: Params) -> str:
    if params["from"] is not None:
        return "RandomBackward0"
    return "RandomBackward2" if params["to"] is None else "RandomBackward1"


def _infer_normal(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    shape = operands[0].shape
    for operand in operands[1:]:
        shape = broadcast(shape, operand.shape)
    return (Meta(shape, operands[0].dtype),)


def _std_second(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """``normal(0., std)``, whose operand comes second."""
    if len(args) == 2 and isinstance(args[0], bool | int | float):
        return (args[1],), {"mean": args[0], **kwargs}
    return args, kwargs


def _normal(number: int, ports: tuple[str, ...], **fields: Any) -> OpSpec:
    """``torch.normal`` of one or two tensors."""
    texts = tuple(f"∂out/∂{name} = 0" for name in ports)
    return _random(
        "normal_" + "_".join(ports),
        ports=tuple(Port(name) for name in ports),
        infer=_infer_normal,
        gradients=(zero, zero) if len(ports) == 2 else (zero,),
        broadcasts=True,
        differentiable=("out",),
        node_name=f"NormalBackward{number}",
        functions=("normal",),
        overloads=True,
        formula=r"\mathcal{N}(\mu, \sigma^2)",
        gradient_formulas=(r"0",) * len(ports),
        gradient_texts=texts,
        keywords=("random", "gaussian"),
        **fields,
    )


MEAN = Param("mean", "float", help="the mean")
STD = Param("std", "float", 1.0, help="the standard deviation")

register(
    _random(
        "randint",
        params=(LOW, HIGH, SIZE, DTYPE, REQUIRES_GRAD),
        infer=_infer_randint,
        checked=True,
        forward=_randint,
        arguments=_bounds(0),
        title="Random integers",
        help="Random whole numbers from low to high, high not included.",
        keywords=("random", "uniform", "dice", "integer"),
        samples=(Sample((), {"low": 0, "high": 10, "size": (2, 3)}),),
        bad=(
            BadSample(
                (),
                {"low": 5, "high": 3, "size": (2,)},
                "random_ expects 'from' to be less than 'to', but got from=5 >= to=3",
            ),
        ),
    ),
    _random(
        "randperm",
        params=(Param("n", "int", help="how many numbers"), DTYPE, REQUIRES_GRAD),
        infer=_infer_randperm,
        checked=True,
        forward=lambda xp, n, dtype, **_: current_generator().randperm(n, (dtype or int64).numpy),
        title="Random permutation",
        help="The whole numbers from 0 to n - 1 in random order.",
        keywords=("random", "shuffle", "order"),
        samples=(Sample((), {"n": 5}),),
        bad=(BadSample((), {"n": -1}, "Trying to create tensor with negative dimension -1: [-1]"),),
    ),
    _like(
        "rand_like",
        _ordered(lambda generator, shape, kind: generator.rand(shape, kind)),
        "Uniform random like",
        "Random values in [0, 1) in the shape and type of the input.",
        samples=(Sample(([[1.0, 2.0]],)),),
    ),
    _like(
        "randn_like",
        lambda generator, a: draws.normal(generator, a, 0.0, 1.0),
        "Normal random like",
        "Normally distributed random values in the shape and type of the input.",
        samples=(Sample(([[1.0, 2.0]],)),),
    ),
    _like(
        "randint_like",
        _ordered(draws.random),
        "Random integers like",
        "Random whole numbers from low to high in the shape and type of the input.",
        params=(LOW, HIGH),
        arguments=_bounds(1),
        samples=(Sample(([[1.0, 2.0]],), {"low": 0, "high": 9}),),
    ),
    _normal(
        3,
        ("mean", "std"),
        forward=lambda xp, mean, std: current_generator().normal(mean, std),
        spelling="torch.normal({mean}, {std})",
        title="Normal random of means and deviations",
        help="Normally distributed values, each with a mean and a deviation of its own.",
        samples=(Sample(([1.0, 2.0], [[0.5], [1.5]])),),
    ),
    _normal(
        1,
        ("mean",),
        params=(STD,),
        forward=lambda xp, mean, std: current_generator().normal(mean, std),
        spelling="torch.normal({mean}, {std})",
        title="Normal random of means",
        help="Normally distributed values, each with a mean of its own.",
        samples=(Sample(([1.0, 2.0],), {"std": 0.5}),),
    ),
    _normal(
        2,
        ("std",),
        params=(MEAN,),
        forward=lambda xp, std, mean: current_generator().normal(mean, std),
        arguments=_std_second,
        spelling="torch.normal({mean}, {std})",
        title="Normal random of deviations",
        help="Normally distributed values, each with a deviation of its own.",
        samples=(Sample(([1.0, 2.0],), {"mean": 0.5}),),
    ),
    _random(
        "normal",
        params=(MEAN, Param("std", "float", help=STD.help), SIZE, DTYPE, REQUIRES_GRAD),
        infer=lambda operands, params: (
            Meta(checked_size("normal", params["size"]), _of_type(params, default_dtype())),
        ),
        checked=True,
        forward=lambda xp, mean, std, size, dtype, **_: current_generator().normal(
            mean,
            std,
            (size,) if isinstance(size, int) else tuple(size),
            (dtype or default_dtype()).numpy,
        ),
        title="Normal random with mean and deviation",
        help="Normally distributed values with one mean and one deviation.",
        keywords=("random", "gaussian"),
        samples=(Sample((), {"mean": 1.0, "std": 0.5, "size": (2, 3)}),),
        bad=(
            BadSample(
                (),
                {"mean": 0.0, "std": -1.0, "size": (2,)},
                "normal expects std >= 0.0, but found std -1",
            ),
        ),
    ),
    _random(
        "bernoulli",
        ports=A,
        infer=lambda operands, params: (operands[0],),
        forward=lambda xp, a: current_generator().bernoulli(a),
        gradients=(zero,),
        differentiable=("out",),
        node_name="BernoulliBackward0",
        methods=("bernoulli",),
        spelling="torch.bernoulli({a})",
        formula=r"[u < a]",
        gradient_formulas=(r"0",),
        gradient_texts=("∂out/∂a = 0",),
        title="Bernoulli",
        help="1 with the probability that each element says, else 0.",
        keywords=("random", "coin", "probability"),
        samples=(Sample(([[0.2, 0.8]],)),),
        bad=(
            BadSample(
                ([2],),
                {},
                "\"bernoulli_tensor_cpu_p_\" not implemented for 'Long'",
                NotImplementedError,
            ),
        ),
    ),
    _random(
        "bernoulli_p",
        ports=A,
        params=(Param("p", "float", help="the probability of 1"),),
        infer=lambda operands, params: (operands[0],),
        forward=lambda xp, a, p: current_generator().bernoulli(p, a.shape, a.dtype),
        gradients=(undifferentiated("derivative for aten::bernoulli is not implemented"),),
        differentiable=("out",),
        node_name="torch::autograd::NotImplemented",
        functions=("bernoulli",),
        methods=("bernoulli",),
        spelling="torch.bernoulli({a}, {p})",
        formula=r"[u < p]",
        gradient_formulas=(None,),
        gradient_texts=(None,),
        title="Bernoulli of one probability",
        help="1 with one probability, else 0, in the shape and type of the input.",
        keywords=("random", "coin", "probability"),
        samples=(Sample(([[2, 3]],), {"p": 0.5}),),
    ),
    _random(
        "multinomial",
        ports=A,
        params=(
            Param("num_samples", "int", help="how many to draw"),
            Param("replacement", "bool", False, help="whether one may be drawn again"),
        ),
        infer=lambda operands, params: (
            Meta((*operands[0].shape[:-1], params["num_samples"]), int64),
        ),
        forward=lambda xp, a, num_samples, replacement: draws.multinomial(
            current_generator(), a, num_samples, replacement
        ),
        gradients=(None,),
        methods=("multinomial",),
        spelling="torch.multinomial({a}, {params})",
        formula=r"i \sim a_i / \sum_j a_j",
        gradient_formulas=(None,),
        gradient_texts=(None,),
        title="Multinomial",
        help="Indices drawn with the weights in the input.",
        keywords=("random", "choice", "categorical", "weights"),
        samples=(Sample(([[0.2, 0.8, 0.5]],), {"num_samples": 2}),),
        bad=(BadSample(([0.5, 0.5],), {"num_samples": 0}, "cannot sample n_sample <= 0 samples"),),
    ),
    _fills(
        "uniform_",
        "UniformBackward0",
        _ordered(
            lambda generator, shape, kind, low, high: generator.uniform(low, high, shape, kind)
        ),
        params=(
            Param("from", "float", 0.0, help="the least value"),
            Param("to", "float", 1.0, help="the bound"),
        ),
        formula=r"u",
        title="Uniform random in place",
        help="Every element becomes a random value between two bounds.",
    ),
    _fills(
        "normal_",
        "NormalBackward0",
        draws.normal,
        params=(Param("mean", "float", 0.0, help="the mean"), STD),
        formula=r"\mathcal{N}(\mu, \sigma^2)",
        title="Normal random in place",
        help="Every element becomes a normally distributed random value.",
    ),
    _fills(
        "random_",
        _random_node,
        _ordered(draws.random),
        params=(
            Param("from", "int", None, optional=True, help="the least value; 0 if empty"),
            Param("to", "int", None, optional=True, help="the bound that is not reached"),
        ),
        arguments=_random_arguments,
        formula=r"k",
        title="Random integers in place",
        help="Every element becomes a random whole number.",
    ),
    _fills(
        "bernoulli_",
        "BernoulliBackward2",
        _ordered(lambda generator, shape, kind, p: generator.bernoulli(p, shape, kind)),
        params=(Param("p", "float", 0.5, help="the probability of 1"),),
        formula=r"[u < p]",
        title="Bernoulli in place",
        help="Every element becomes 1 with one probability, else 0.",
    ),
    _fills(
        "bernoulli_tensor_",
        "BernoulliBackward1",
        None,
        ports=(Port("a"), Port("p")),
        infer=_infer_bernoulli,
        checked=True,
        forward=_bernoulli_tensor,
        gradients=(zero, lambda xp, g, p_shape: xp.zeros_shaped(g, p_shape)),
        methods=("bernoulli_",),
        spelling="{a}.bernoulli_({p})",
        formula=r"[u < p]",
        gradient_formulas=(r"0", r"0"),
        gradient_texts=("∂out/∂a = 0", "∂out/∂p = 0"),
        title="Bernoulli of probabilities in place",
        help="Every element becomes 1 with the probability in another tensor, else 0.",
    ),
    _fills(
        "exponential_",
        "ExponentialBackward0",
        _ordered(draws.exponential),
        params=(Param("lambd", "float", 1.0, help="the rate"),),
        formula=r"-\ln(1 - u) / \lambda",
        title="Exponential random in place",
        help="Every element becomes an exponentially distributed random value.",
    ),
    _fills(
        "cauchy_",
        "CauchyBackward0",
        _ordered(draws.cauchy),
        params=(
            Param("median", "float", 0.0, help="the median"),
            Param("sigma", "float", 1.0, help="half the width at half the height"),
        ),
        formula=r"m + \sigma \tan(\pi (u - \frac{1}{2}))",
        title="Cauchy random in place",
        help="Every element becomes a random value of the Cauchy distribution.",
    ),
    _fills(
        "log_normal_",
        "LogNormalBackward0",
        _ordered(draws.log_normal),
        params=(
            Param("mean", "float", 1.0, help="the mean of the logarithm"),
            Param("std", "float", 2.0, help="the deviation of the logarithm"),
        ),
        formula=r"e^{\mathcal{N}(\mu, \sigma^2)}",
        title="Log-normal random in place",
        help="Every element becomes a random value whose logarithm is normally distributed.",
    ),
    _fills(
        "geometric_",
        "GeometricBackward0",
        _ordered(draws.geometric),
        params=(Param("p", "float", help="the probability of success"),),
        formula=r"\lceil \ln u / \ln(1 - p) \rceil",
        title="Geometric random in place",
        help="Every element becomes the number of trials up to a first success.",
    ),
)
