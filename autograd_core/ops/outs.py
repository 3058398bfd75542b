"""``out=``: results written into tensors that are given, by the functions that PyTorch lets do so.

The result is computed as ever, without being recorded, and then copied into ``out``, which is given
another shape if need be.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import DType
from ..grad_mode import is_grad_enabled, no_grad
from ..storage import Array
from ..tensor import Tensor
from ..views import check_no_repetition, check_overlap, write
from .checking import no_overload
from .compiled_call import argument_names, signature
from .spec import MISSING, REQUIRED, OpSpec

__all__ = ["TAKES_OUT", "into", "taking_out"]

Function = Callable[..., Any]

TAKES_OUT = frozenset(
    """
    abs absolute acos acosh add addbmm addcdiv addcmul addmm addmv addr all amax amin aminmax angle
    any arange arccos arccosh arcsin arcsinh arctan arctan2 arctanh argmax argmin argsort asin asinh
    atan atan2 atanh baddbmm bernoulli bitwise_and bitwise_left_shift bitwise_not bitwise_or
    bitwise_right_shift bitwise_xor bmm bucketize cat ceil cholesky cholesky_inverse cholesky_solve
    clamp clamp_max clamp_min clip column_stack concat concatenate conj_physical copysign cos cosh
    cross cummax cummin cumprod cumsum deg2rad diag diagonal_copy diff digamma div divide dot dstack
    empty eq erf erfc erfinv exp exp2 expand_copy expm1 eye fix float_power floor floor_divide fmax
    fmin fmod frac frexp full gather gcd ge ger greater greater_equal gt hardshrink heaviside histc
    histogram hstack hypot i0 igamma igammac index_add index_copy index_reduce index_select inner
    inverse isin isneginf isposinf kron kthvalue lcm ldexp le lerp less less_equal lgamma linspace
    log log10 log1p log2 log_softmax logaddexp logaddexp2 logcumsumexp logical_and logical_not
    logical_or logical_xor logit logspace logsumexp lt lu_solve lu_unpack masked_select matmul
    matrix_power max maximum mean median min minimum mm mode msort mul multinomial multiply mv
    mvlgamma nan_to_num nanmean nanmedian nanquantile nansum narrow_copy ne neg negative nextafter
    nonzero norm normal not_equal ones orgqr outer permute_copy polygamma pow prod qr quantile
    rad2deg rand randint randn randperm reciprocal remainder renorm round row_stack rsqrt scatter
    searchsorted select_copy sgn sigmoid sign signbit sin sinc sinh slogdet softmax sort sqrt square
    stack std sub subtract sum svd take take_along_dim tan tanh tensordot topk transpose_copy
    triangular_solve tril triu true_divide trunc unfold_copy var vdot view_copy vstack where xlogy
    zeros linalg.cholesky linalg.cholesky_ex linalg.cond linalg.cross linalg.det linalg.eigh
    linalg.eigvalsh linalg.householder_product linalg.inv linalg.inv_ex linalg.lstsq linalg.lu
    linalg.lu_factor linalg.lu_factor_ex linalg.lu_solve linalg.matrix_norm linalg.matrix_power
    linalg.matrix_rank linalg.multi_dot linalg.norm linalg.pinv linalg.qr linalg.slogdet
    linalg.solve linalg.solve_ex linalg.solve_triangular linalg.svd linalg.svdvals linalg.tensorinv
    linalg.tensorsolve linalg.vecdot linalg.vector_norm nn.functional.avg_pool2d
    nn.functional.avg_pool3d nn.functional.gelu nn.functional.hardshrink nn.functional.linear
    nn.functional.logsigmoid nn.functional.softplus nn.functional.softshrink special.airy_ai
    special.bessel_j0 special.bessel_j1 special.bessel_y0 special.bessel_y1 special.digamma
    special.entr special.erf special.erfc special.erfcx special.erfinv special.exp2 special.expit
    special.expm1 special.gammainc special.gammaincc special.gammaln special.i0 special.i0e
    special.i1 special.i1e special.log1p special.log_ndtr special.logit special.logsumexp
    special.modified_bessel_i0 special.modified_bessel_i1 special.modified_bessel_k0
    special.modified_bessel_k1 special.multigammaln special.ndtr special.ndtri special.polygamma
    special.psi special.round special.scaled_modified_bessel_k0 special.scaled_modified_bessel_k1
    special.sinc special.spherical_bessel_j0 special.xlog1py special.xlogy special.zeta
    """.split()
)
"""The functions with ``out``, by name."""

_EXACT = (
    "mm",
    "bmm",
    "mv",
    "dot",
    "vdot",
    "addmm",
    "addmv",
    "baddbmm",
    "addbmm",
    "argmax",
    "argmin",
)
"""Functions whose ``out`` must have the type of the result."""

_KEEPING = ("neg", "ceil", "floor", "round", "trunc", "sign", "sgn")
"""Functions whose ``out`` must have the type of the operand."""


def into(function: Function, spec: OpSpec, args: Sequence[Any], named: Mapping[str, Any]) -> Any:
    """What ``function(*args, **named)`` gives, written into ``named["out"]``, which is returned.

    Raises RuntimeError where gradients are asked for or the type does not fit, TypeError for an
    ``out`` that is no tensor.
    """
    named = dict(named)
    out = named.pop("out")
    if out is None:
        return function(*args, **named)
    outs = list(out) if isinstance(out, list | tuple) else [out]
    given = [value for value in (*_flat(args), *_flat(named.values())) if isinstance(value, Tensor)]
    if not all(isinstance(one, Tensor) for one in outs):
        _refuse(spec, args, named, out)
    if is_grad_enabled() and any(tensor.requires_grad for tensor in (*given, *outs)):
        raise RuntimeError(
            f"{spec.called}(): functions with out=... arguments don't support automatic "
            "differentiation, but one of the arguments requires grad."
        )
    if spec.category in ("creation", "random") and any(p.name == "dtype" for p in spec.params):
        named.setdefault("dtype", outs[0].dtype)
    with no_grad():
        found = function(*args, **named)
        results = list(found) if isinstance(found, tuple) else [found]
        if len(outs) != len(results) or isinstance(out, list | tuple) != isinstance(found, tuple):
            _refuse(spec, args, named, out)
        for one, result in zip(outs, results, strict=True):
            _check_type(spec, result.dtype, one.dtype)
        for one, result in zip(outs, results, strict=True):
            _put(spec, one, result._array, given)
    return type(found)(*outs) if hasattr(found, "_fields") else out


def _flat(values: Any) -> list[Any]:
    return [
        one for value in values for one in (value if isinstance(value, list | tuple) else [value])
    ]


def _refuse(spec: OpSpec, args: Sequence[Any], named: Mapping[str, Any], out: Any) -> None:
    if spec.overloads or isinstance(out, Tensor):
        name = spec.functions[0] if spec.functions else spec.called
        raise no_overload(name, args, {**named, "out": out})
    wanted = "Tensor" if len(spec.outputs) == 1 else "tuple of Tensors"
    raise TypeError(f"{spec.called}(): argument 'out' must be {wanted}, not {type(out).__name__}")


def _check_type(spec: OpSpec, found: DType, wanted: DType) -> None:
    if found is wanted:
        return
    if spec.name in _EXACT:
        names = {"float32": "float", "float64": "double", "int64": "long int", "int32": "int"}
        raise RuntimeError(
            f"Expected out tensor to have dtype {names.get(found.name, found.name)}, but got "
            f"{names.get(wanted.name, wanted.name)} instead"
        )
    if spec.name in _KEEPING:
        raise RuntimeError(f"Found dtype {wanted.scalar_name} but expected {found.scalar_name}")
    if _rank(found) > _rank(wanted):
        if spec.name == "cat":
            raise TypeError(
                "torch.cat(): input types can't be cast to the desired output type "
                f"{wanted.scalar_name}"
            )
        raise RuntimeError(
            f"result type {found.scalar_name} can't be cast to the desired output type "
            f"{wanted.scalar_name}"
        )


def _rank(dtype: DType) -> int:
    return 2 if dtype.is_floating_point else dtype.name != "bool"


def _put(spec: OpSpec, out: Tensor, values: Array, given: Sequence[Tensor]) -> None:
    if out._array.shape != values.shape:
        if out._array.size:
            warnings.warn(
                "An output with one or more elements was resized since it had shape "
                f"{list(out._array.shape)}, which does not match the required output shape "
                f"{list(values.shape)}. This behavior is deprecated, and in a future PyTorch "
                "release outputs will not be resized unless they have zero elements. You can "
                "explicitly reuse an out tensor t by resizing it, inplace, to zero elements with "
                "t.resize_(0).",
                UserWarning,
                stacklevel=4,
            )
        out.resize_(values.shape)
    elif spec.broadcasts or spec.local is not None:
        check_no_repetition(out)
        for tensor in given:
            check_overlap(out, tensor._array)
    with np.errstate(all="ignore"):
        write(out, values.astype(out._array.dtype, copy=False))


def taking_out(function: Function, spec: OpSpec) -> Function:
    """A fast call that takes ``out``, too; one test more than the call itself."""
    names = argument_names(spec)
    free = [param.name for param in spec.params if not param.keyword_only]
    only = [param.name for param in spec.params if param.keyword_only]
    only += spec.aliases()
    arguments = ", ".join([*names, *free, *[f"{name}={name}" for name in only]])
    given = ", ".join([*names, *free]) + ","
    named = "".join(f", '{name}': {name}" for name in only)
    own = signature(spec)
    lines = [
        f"def {spec.name}({own}{'' if '*' in own else ', *'}, out=None):",
        "    if out is None:",
        f"        return function({arguments})",
        f"    return into(function, SPEC, ({given}), {{'out': out{named}}})",
    ]
    scope: dict[str, Any] = {"function": function, "into": into, "SPEC": spec, "MISSING": MISSING}
    for param in spec.params:
        scope[f"default_{param.name}"] = MISSING if param.default is REQUIRED else param.default
    exec("\n".join(lines), scope)
    made: Function = scope[spec.name]
    return made
