"""Attention: as on PyTorch's CPU one fused operation where it can be, else made of others."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..dtypes import bool_
from ..tensor import Tensor
from .dispatch import call, metas_of
from .families import A
from .shapes import broadcast
from .spec import INTERNAL, REGISTRY, BadSample, Meta, OpSpec, Param, Port, Sample, register

Params = Mapping[str, Any]
Ints = tuple[int, ...]

C_NAMES = {"float32": "float", "float64": "double", "float16": "c10::Half", "int64": "long int"}


# ---- fused -----------------------------------------------------------------------------------


def _scores(query: Any, key: Any, mask: Any, is_causal: bool, scale: float) -> Any:
    """How well each query fits each key; keys of fewer heads serve several queries' heads."""
    key = _for_heads(key, query.shape[1])
    scores = np.matmul(query, np.swapaxes(key, -1, -2)) * _typed(query, scale)
    if mask is not None:
        scores = scores + mask if mask.dtype.kind == "f" else np.where(mask, scores, -np.inf)
    if is_causal:
        allowed = np.tri(*scores.shape[-2:]).astype(bool)
        scores = np.where(allowed, scores, -np.inf)
    return scores.astype(query.dtype, copy=False)


def _typed(array: Any, number: float) -> Any:
    """A number in the type of an array."""
    return array.dtype.type(number)


def _for_heads(a: Any, heads: int) -> Any:
    return a if a.shape[1] == heads else np.repeat(a, heads // a.shape[1], axis=1)


def _to_heads(g: Any, heads: int) -> Any:
    """The adjoint of :func:`_for_heads`."""
    if g.shape[1] == heads:
        return g
    return g.reshape(g.shape[0], heads, -1, *g.shape[2:]).sum(axis=2)


def _fused(
    xp: Any, query: Any, key: Any, value: Any, mask: Any, is_causal: bool, scale: float
) -> Any:
    scores = _scores(query, key, mask, is_causal, scale)
    top = scores.max(axis=-1, keepdims=True)
    top = np.where(np.isinf(top), 0, top).astype(scores.dtype, copy=False)
    weights = np.exp(scores - top)
    total = weights.sum(axis=-1, keepdims=True)
    shares = weights / np.where(total == 0, 1, total).astype(scores.dtype, copy=False)
    out = np.matmul(shares, _for_heads(value, query.shape[1]))
    return out, (np.log(total) + top)[..., 0]


def _fused_back(
    xp: Any,
    grad_output: Any,
    query: Any,
    key: Any,
    value: Any,
    mask: Any,
    out: Any,
    logsumexp: Any,
    which: int,
    is_causal: bool,
    scale: float,
) -> Any:
    scores = _scores(query, key, mask, is_causal, scale)
    shares = np.exp(scores - logsumexp[..., None])
    shares = np.where(np.isinf(scores), 0, shares).astype(query.dtype, copy=False)
    if which == 2:
        return _to_heads(np.matmul(np.swapaxes(shares, -1, -2), grad_output), value.shape[1])
    heads = query.shape[1]
    inner = np.matmul(grad_output, np.swapaxes(_for_heads(value, heads), -1, -2))
    inner = inner - (grad_output * out).sum(axis=-1, keepdims=True)
    scores = shares * inner * _typed(query, scale)
    if which == 0:
        return np.matmul(scores, _for_heads(key, heads))
    return _to_heads(np.matmul(np.swapaxes(scores, -1, -2), query), key.shape[1])


def _refused(xp: Any, g: Any) -> Any:
    raise RuntimeError(
        "derivative for aten::_scaled_dot_product_flash_attention_for_cpu_backward is not "
        "implemented"
    )


def _rule(which: int) -> Any:
    def rule(
        xp: Any,
        g: Any,
        query: Any,
        key: Any,
        value: Any,
        mask: Any,
        out: Any,
        logsumexp: Any,
        is_causal: bool,
        scale: float,
    ) -> Any:
        how = {"which": which, "is_causal": is_causal, "scale": scale}
        inputs = (g, query, key, value, mask, out, logsumexp)
        return xp.apply("_fused_attention_back", *inputs, **how)[which]

    return rule


def _one_of_three(xp: Any, *inputs: Any, **how: Any) -> Any:
    """One of the three gradients; the others are left out."""
    results = [np.zeros((), inputs[0].dtype)] * 3
    results[how["which"]] = _fused_back(xp, *inputs, **how)
    return tuple(results)


QKV = (Port("query"), Port("key"), Port("value"))
MASK = Port("mask", optional=True, fixed=True)
HOW = (Param("is_causal", "bool"), Param("scale", "float"))
FUSED = "ScaledDotProductFlashAttentionForCpuBackward0"


def _infer_fused(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    query, _, value = operands[:3]
    shape = query.shape[:-1]
    return (Meta((*shape, value.shape[-1]), query.dtype), Meta(shape, query.dtype))


def _safe_softmax(xp: Any, a: Any, dim: int) -> Any:
    """Softmax in which rows of minus infinities become zeros."""
    shares = xp.apply("_softmax", a, dim=dim)
    hidden = (a == -np.inf).all(axis=dim, keepdims=True)
    return np.where(hidden, shares.dtype.type(0), shares)


register(
    OpSpec(
        name="_fused_attention",
        category="internal",
        ports=(*QKV, MASK),
        params=HOW,
        outputs=("out", "logsumexp"),
        infer=_infer_fused,
        forward=_fused,
        gradients=(_rule(0), _rule(1), _rule(2), None),
        node_name=FUSED,
    ),
    OpSpec(
        name="_fused_attention_back",
        category="internal",
        ports=(Port("grad_output"), *QKV, MASK, Port("out"), Port("logsumexp")),
        params=(Param("which", "int"), *HOW),
        outputs=("of_query", "of_key", "of_value"),
        differentiable=("of_query", "of_key", "of_value"),
        unnamed=True,
        infer=lambda operands, params: tuple(operands[1:4]),
        forward=_one_of_three,
        gradients=(_refused, _refused, _refused, _refused, None, _refused, None),
        node_name="torch::autograd::NotImplemented",
    ),
    OpSpec(
        name="_safe_softmax",
        category="internal",
        ports=A,
        params=(Param("dim", "dim"),),
        infer=lambda operands, params: (operands[0],),
        forward=_safe_softmax,
        gradients=(lambda xp, g, out, dim: xp.apply("_softmax_backward_data", g, out, dim=dim),),
        node_name="SafeSoftmaxBackward0",
    ),
)


# ---- what PyTorch asks of the operands -------------------------------------------------------


def _c_name(meta: Meta) -> str:
    return C_NAMES.get(meta.dtype.name, meta.dtype.name)


def _check(query: Meta, key: Meta, value: Meta, mask: Meta | None) -> None:
    """Raise PyTorch's errors for types and dimensions that do not fit."""
    if not query.dtype is key.dtype is value.dtype:
        raise RuntimeError(
            "Expected query, key, and value to have the same dtype, but got query.dtype: "
            f"{_c_name(query)} key.dtype: {_c_name(key)} and value.dtype: {_c_name(value)} instead."
        )
    dims = [len(meta.shape) for meta in (query, key, value)]
    if min(dims) < 2:
        raise RuntimeError(
            "Expected query, key, and value to all be  at least 2 dimensional, but got query.dim: "
            f"{dims[0]} key.dim: {dims[1]} and value.dim: {dims[2]} instead."
        )
    allowed = ("bool", "float32", query.dtype.name)
    if mask is not None and mask.dtype.name not in allowed:
        raise RuntimeError(
            "Expected attn_mask dtype to be bool or float or to match query dtype, but got "
            f"attn_mask.dtype: {_c_name(mask)} and  query.dtype: {_c_name(query)} instead."
        )
    if not query.dtype.is_floating_point:
        raise RuntimeError(f"expected scalar type Float but found {query.dtype.scalar_name}")


def _fits_mask(mask: Ints, full: Ints) -> bool:
    if len(mask) not in (2, 4):
        return False
    return all(n in (1, m) for n, m in zip(mask, full[4 - len(mask) :], strict=True))


def _is_fused(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None, grouped: bool) -> bool:
    """Whether PyTorch's CPU has one operation for these; sdp_utils_cpp.cpp."""
    shapes = [x._array.shape for x in (q, k, v)]
    if any(len(shape) != 4 or 0 in shape for shape in shapes):
        return False
    query, key, value = shapes
    heads_fit = query[1] == key[1] == value[1]
    if grouped:
        heads_fit = key[1] == value[1] and query[1] % key[1] == 0
    if not heads_fit or not query[0] == key[0] == value[0]:
        return False
    if not query[3] == key[3] == value[3] or key[2] != value[2]:
        return False
    if mask is not None:
        full = (*query[:3], key[2])
        if mask.requires_grad or not _fits_mask(mask._array.shape, full):
            return False
    return all(
        x._array.strides[-1] == x._array.itemsize or x._array.shape[-1] == 1 for x in (q, k, v)
    )


# ---- made of others --------------------------------------------------------------------------


def _matmul(a: Any, b: Any) -> Any:
    return call(REGISTRY["matmul"], (a, b))


def _times(a: Any, number: float) -> Any:
    return call(INTERNAL["mul_number"], (a,), {"other": number})


def _composed(
    query: Any,
    key: Any,
    value: Any,
    mask: Any,
    dropout_p: float,
    is_causal: bool,
    scale: float,
    enable_gqa: bool,
) -> Any:
    if is_causal and mask is not None:
        raise RuntimeError(
            "_scaled_dot_product_attention: Explicit attn_mask should not be set when "
            "is_causal=True"
        )
    root = math.sqrt(abs(scale))
    query = _times(query, math.copysign(root, scale))
    if is_causal:
        allowed = np.tri(query._array.shape[-2], key._array.shape[-2]).astype(bool)
        hidden = np.where(allowed, 0, -np.inf).astype(query._array.dtype)
        mask = Tensor(hidden)
    if enable_gqa and key._array.shape[-3] != query._array.shape[-3]:
        times = query._array.shape[-3] // key._array.shape[-3]
        how = {"repeats": times, "dim": -3}
        key, value = (call(REGISTRY["repeat_interleave"], (x,), how) for x in (key, value))
    turned = call(REGISTRY["transpose"], (key,), {"dim0": -2, "dim1": -1})
    scores = _matmul(query, _times(turned, root))
    if mask is not None:
        scores = call(REGISTRY["add"], (scores, mask))
    shares = call(INTERNAL["_safe_softmax"], (scores,), {"dim": -1})
    if dropout_p > 0:
        shares = call(REGISTRY["dropout"], (shares,), {"p": dropout_p, "training": True})
    return _matmul(shares, value)


def _attention(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attn_mask: Tensor | None,
    dropout_p: float,
    is_causal: bool,
    scale: float | None,
    enable_gqa: bool,
) -> Any:
    q, k, v, m = metas_of((query, key, value, attn_mask))
    _check(q, k, v, m)
    if scale is None:
        scale = 1.0 / math.sqrt(query._array.shape[-1] or 1)
    mask = attn_mask
    if mask is not None and mask.dtype is bool_:
        hidden = np.where(mask._array, 0, -np.inf).astype(query._array.dtype)
        mask = Tensor(hidden)
    if dropout_p == 0 and _is_fused(query, key, value, mask, enable_gqa):
        how = {"is_causal": is_causal, "scale": scale}
        return call(INTERNAL["_fused_attention"], (query, key, value, mask), how)[0]
    return _composed(query, key, value, mask, dropout_p, is_causal, scale, enable_gqa)


def _infer(operands: Sequence[Any], params: Params) -> tuple[Meta, ...]:
    query, key, value, mask = operands
    _check(query, key, value, mask)
    lead = query.shape[:-2]
    if not params["enable_gqa"]:
        lead = broadcast(broadcast(lead, key.shape[:-2]), value.shape[:-2])
    return (Meta((*lead, query.shape[-2], value.shape[-1]), query.dtype),)


Q = [[[1.0, -0.5], [0.5, 2.0]]]
K = [[[0.5, 1.0], [-1.0, 0.25], [2.0, -0.5]]]
V = [[[1.0, 2.0], [0.5, -1.0], [3.0, 0.25]]]
OPEN = [[True, False, True], [True, True, False]]
BIAS = [[0.5, -1.0, 0.25], [1.0, 0.0, -0.5]]

register(
    OpSpec(
        name="scaled_dot_product_attention",
        category="layer",
        ports=(*QKV, Port("attn_mask", optional=True, fixed=True)),
        params=(
            Param("dropout_p", "float", 0.0, help="how likely a weight is dropped"),
            Param("is_causal", "bool", False, help="hide later keys from each query"),
            Param("scale", "float", None, optional=True, keyword_only=True, help="a factor"),
            Param("enable_gqa", "bool", False, keyword_only=True, help="share heads of keys"),
        ),
        infer=_infer,
        compose=_attention,
        spelling="torch.nn.functional.scaled_dot_product_attention({query}, {key}, {value}, "
        "{attn_mask}, {params})",
        functions=("nn.functional.scaled_dot_product_attention",),
        formula=r"\mathrm{softmax}\left(\frac{Q K^{\top}}{\sqrt{d}} + M\right) V",
        gradient_formulas=(r"S' K", r"S'^{\top} Q", r"P^{\top} g", r"S'"),
        gradient_texts=(
            "the gradient of the scores @ key",
            "the gradient of the scores, transposed, @ query",
            "the weights, transposed, @ the gradient",
            "the gradient of the scores",
        ),
        title="Scaled dot product attention",
        help="Averages of the values, weighted by how well their keys fit each query.",
        keywords=("attention", "transformer", "softmax", "query", "key", "value"),
        samples=(
            Sample((Q, K, V, None)),
            Sample((Q, K, V, BIAS)),
            Sample((Q, K, V, OPEN), {"scale": 0.5}),
            Sample((Q, K, V, None), {"is_causal": True}),
        ),
        bad=(
            BadSample(
                ([1.0], K, V, None),
                {},
                "Expected query, key, and value to all be  at least 2 dimensional, but got "
                "query.dim: 1 key.dim: 3 and value.dim: 3 instead.",
            ),
        ),
    ),
)
