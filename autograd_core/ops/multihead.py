"""Attention in several heads, with the linear maps around it, made as ``nn.MultiheadAttention``'s.

Sequences come first and batches second: (length, batch, features). Without a batch the dimension is
added and removed again.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from ..dtypes import bool_
from ..tensor import Tensor
from .dispatch import call
from .spec import REGISTRY, BadSample, Meta, OpSpec, Param, Port, Sample, register

__all__: list[str] = []


def _do(name: str, *inputs: Any, **params: Any) -> Any:
    return call(REGISTRY[name], inputs, params)


def _linear(a: Any, weight: Any, bias: Any) -> Any:
    return _do("linear", a, weight, bias)


def _parts(a: Any, sizes: Sequence[int]) -> list[Any]:
    """Consecutive parts of the first dimension; None for what is not there."""
    if a is None:
        return [None] * len(sizes)
    if len(set(sizes)) == 1:
        return list(_do("chunk", a, chunks=len(sizes)))
    return list(_do("split_with_sizes", a, split_sizes=list(sizes), dim=0))


def _several(a: Any, weight: Any, bias: Any, count: int, features: int) -> list[Any]:
    """One product for several maps of the same input."""
    wide = _linear(a, weight, bias)
    shape = (*wide._array.shape[:-1], count, features)
    apart = _do("unsqueeze", _do("view", wide, size=shape), dim=0)
    first = _do("squeeze", _do("transpose", apart, dim0=0, dim1=-2), dim=-2)
    packed = _do("contiguous", first)
    return [_do("select", packed, dim=0, index=place) for place in range(count)]


def _projected(query: Any, key: Any, value: Any, weight: Any, bias: Any) -> list[Any]:
    """Query, key and value of all heads, by the three maps that ``weight`` holds."""
    features = query._array.shape[-1]
    if key is value and query is key:
        return _several(query, weight, bias, 3, features)
    if key is value:
        sizes = (features, 2 * features)
        first, rest = _parts(weight, sizes)
        first_bias, rest_bias = _parts(bias, sizes)
        q = _linear(query, first, first_bias)
        return [q, *_several(key, rest, rest_bias, 2, features)]
    thirds = (features,) * 3
    each = zip((query, key, value), _parts(weight, thirds), _parts(bias, thirds), strict=True)
    return [_linear(*one) for one in each]


def _additive(mask: Any, name: str, dtype: Any) -> Any:
    """A mask as numbers to add: minus infinity where a bool mask hides."""
    if mask is None or mask.dtype.is_floating_point:
        return mask
    if mask.dtype is not bool_:
        raise AssertionError(f"only bool and floating types of {name} are supported")
    return Tensor(np.where(mask._array, -np.inf, 0).astype(dtype.numpy))


def _shaped_mask(mask: Any, target: int, source: int, planes: int) -> Any:
    """A mask of two or three dimensions with three."""
    if mask is None:
        return None
    shape = mask._array.shape
    wanted: tuple[int, ...] = (target, source)
    if len(shape) not in (2, 3):
        raise RuntimeError(f"attn_mask's dimension {len(shape)} is not supported")
    if len(shape) == 3:
        wanted = (planes, target, source)
    if shape != wanted:
        raise RuntimeError(
            f"The shape of the {len(shape)}D attn_mask is torch.Size({list(shape)}), but should be "
            f"{wanted}."
        )
    return _do("unsqueeze", mask, dim=0) if len(shape) == 2 else mask


def _longer(mask: Any) -> Any:
    return None if mask is None else _do("pad", mask, pad=(0, 1))


def _with_padding(mask: Any, padding: Any, heads: int) -> Any:
    """An attention mask that also hides what the padding mask of each batch hides."""
    if padding is None:
        return mask
    batch, source = padding._array.shape
    wide = _do("view", padding, size=(batch, 1, 1, source))
    wide = _do("expand", wide, size=(-1, heads, -1, -1))
    flat = _do("reshape", wide, shape=(batch * heads, 1, source))
    return flat if mask is None else _do("add", mask, flat)


def _weighted(q: Any, k: Any, v: Any, mask: Any, dropout_p: float) -> tuple[Any, Any]:
    """The attended values of each plane, and the weights."""
    scaled = _do("mul", q, math.sqrt(1.0 / float(q._array.shape[-1])))
    turned = _do("transpose", k, dim0=-2, dim1=-1)
    if mask is None:
        scores = _do("bmm", scaled, turned)
    elif "baddbmm" in REGISTRY:
        scores = _do("baddbmm", mask, scaled, turned)
    else:
        scores = _do("add", mask, _do("bmm", scaled, turned))
    weights = _do("softmax", scores, dim=-1)
    if dropout_p > 0:
        weights = _do("dropout", weights, p=dropout_p)
    return _do("bmm", weights, v), weights


def _unweighted(
    q: Any, k: Any, v: Any, mask: Any, dropout_p: float, is_causal: bool, batch: int
) -> Any:
    """The attended values of each plane, by ``scaled_dot_product_attention``."""
    planes, target, features = q._array.shape
    heads = planes // batch

    def apart(a: Any) -> Any:
        return _do("view", a, size=(batch, heads, a._array.shape[1], features))

    if mask is not None:
        if mask._array.shape[0] == 1 and mask._array.ndim == 3:
            mask = _do("unsqueeze", mask, dim=0)
        else:
            mask = _do("view", mask, size=(batch, heads, -1, mask._array.shape[-1]))
    how = {"dropout_p": dropout_p, "is_causal": is_causal}
    out = _do("scaled_dot_product_attention", apart(q), apart(k), apart(v), mask, **how)
    first = _do("permute", out, dims=(2, 0, 1, 3))
    return _do("reshape", first, shape=(batch * target, heads * features))


# ---- what users call -------------------------------------------------------------------------

TENSORS = ("query", "key", "value")
OPTIONAL = (
    *("in_proj_weight", "in_proj_bias", "bias_k", "bias_v", "out_proj_bias"),
    *("key_padding_mask", "attn_mask", "q_proj_weight", "k_proj_weight", "v_proj_weight"),
    *("static_k", "static_v"),
)
ORDER = (
    *TENSORS,
    *("embed_dim_to_check", "num_heads", "in_proj_weight", "in_proj_bias", "bias_k", "bias_v"),
    *("add_zero_attn", "dropout_p", "out_proj_weight", "out_proj_bias", "training"),
    *("key_padding_mask", "need_weights", "attn_mask", "use_separate_proj_weight"),
    *("q_proj_weight", "k_proj_weight", "v_proj_weight", "static_k", "static_v"),
    *("average_attn_weights", "is_causal"),
)


def _by_name(args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return (), dict(zip(ORDER, args, strict=False)) | kwargs


def _check(t: dict[str, Any], p: dict[str, Any]) -> None:
    """Raise PyTorch's errors for extents that do not fit, and for a hint without a mask."""
    features = t["query"]._array.shape[-1]
    if p["is_causal"] and t["attn_mask"] is None:
        raise RuntimeError(
            "Need attn_mask if specifying the is_causal hint. You may use the Transformer module "
            "method `generate_square_subsequent_mask` to create this mask."
        )
    if features != p["embed_dim_to_check"]:
        raise AssertionError(
            f"was expecting embedding dimension of {p['embed_dim_to_check']}, but got {features}"
        )
    if features % p["num_heads"]:
        raise AssertionError(f"embed_dim {features} not divisible by num_heads {p['num_heads']}")
    shapes = [tuple(t[name]._array.shape) for name in ("key", "value")]
    if not p["use_separate_proj_weight"] and shapes[0] != shapes[1]:
        raise AssertionError(
            f"key shape torch.Size({list(shapes[0])}) does not match value shape "
            f"torch.Size({list(shapes[1])})"
        )


def _heads(a: Any, planes: int, features: int) -> Any:
    """(length, batch, features) as (batch * heads, length, features of a head)."""
    size = (a._array.shape[0], planes, features)
    return _do("transpose", _do("view", a, size=size), dim0=0, dim1=1)


def _maps(t: dict[str, Any], separate: bool) -> list[Any]:
    inputs = (t["query"], t["key"], t["value"])
    if not separate:
        return _projected(*inputs, t["in_proj_weight"], t["in_proj_bias"])
    features = t["query"]._array.shape[-1]
    biases = _parts(t["in_proj_bias"], (features,) * 3)
    weights = [t[f"{letter}_proj_weight"] for letter in "qkv"]
    return [_linear(*one) for one in zip(inputs, weights, biases, strict=True)]


def _extended(
    t: dict[str, Any], p: dict[str, Any], q: Any, k: Any, v: Any, masks: list[Any]
) -> tuple[Any, Any, Any]:
    """Query, key and value by planes, with what is added to every sequence of keys."""
    batch, features = t["query"]._array.shape[1:]
    planes, each = batch * p["num_heads"], features // p["num_heads"]
    if t["bias_k"] is not None:
        for name in ("key", "value"):
            if t[f"static_{name[0]}"] is not None:
                raise AssertionError(f"bias cannot be added to static {name}.")
        repeats = (1, batch, 1)
        more = [_do("repeat", t[name], repeats=repeats) for name in ("bias_k", "bias_v")]
        k, v = _do("cat", [k, more[0]]), _do("cat", [v, more[1]])
        masks[:] = map(_longer, masks)
    q = _heads(q, planes, each)
    k = _heads(k, planes, each) if t["static_k"] is None else t["static_k"]
    v = _heads(v, planes, each) if t["static_v"] is None else t["static_v"]
    if p["add_zero_attn"]:
        zeros = Tensor(np.zeros((planes, 1, each), q._array.dtype))
        k, v = _do("cat", [k, zeros], dim=1), _do("cat", [v, zeros], dim=1)
        masks[:] = map(_longer, masks)
    return q, k, v


def _check_dimensions(t: dict[str, Any], heads: int) -> None:
    """Raise PyTorch's AssertionError for inputs with another number of dimensions."""
    dims = {name: one._array.ndim for name, one in t.items() if isinstance(one, Tensor)}
    rank = dims["query"]
    if rank not in (2, 3):
        raise AssertionError(
            f"query should be unbatched 2D or batched 3D tensor but received {rank}-D query tensor"
        )
    given = f"For {'batched' if rank == 3 else 'unbatched'} ({rank}-D) `query`, expected "
    if (dims["key"], dims["value"]) != (rank, rank):
        raise AssertionError(
            f"{given}`key` and `value` to be {rank}-D but found {dims['key']}-D and "
            f"{dims['value']}-D tensors respectively"
        )
    if dims.get("key_padding_mask", rank - 1) != rank - 1:
        raise AssertionError(
            f"{given}`key_padding_mask` to be `None` or {rank - 1}-D but found "
            f"{dims['key_padding_mask']}-D tensor instead"
        )
    if dims.get("attn_mask", 2) not in (2, 3):
        raise AssertionError(
            f"{given}`attn_mask` to be `None`, 2-D or 3-D but found {dims['attn_mask']}-D tensor "
            "instead"
        )
    if rank == 2 and dims.get("attn_mask") == 3:
        wanted = (heads, t["query"].shape[0], t["key"].shape[0])
        if t["attn_mask"].shape != wanted:
            raise AssertionError(
                f"Expected `attn_mask` shape to be {wanted} but got {t['attn_mask'].shape}"
            )


def _batched(t: dict[str, Any], p: dict[str, Any]) -> bool:
    """Give inputs without a batch the dimension; returns whether they had one."""
    _check_dimensions(t, p["num_heads"])
    if t["query"]._array.ndim == 3:
        return True
    wide: dict[int, Any] = {}
    for name in TENSORS:
        one = t[name]
        t[name] = wide.setdefault(id(one), _do("unsqueeze", one, dim=1))
    if t["key_padding_mask"] is not None:
        t["key_padding_mask"] = _do("unsqueeze", t["key_padding_mask"], dim=0)
    return False


def _forward(t: dict[str, Any], p: dict[str, Any]) -> tuple[Any, Any]:
    batched = _batched(t, p)
    target, batch, features = t["query"]._array.shape
    dtype = t["query"].dtype
    padding = _additive(t["key_padding_mask"], "key_padding_mask", dtype)
    _check(t, p)
    causal = p["is_causal"] and padding is None
    mask = None
    if not (causal and not p["need_weights"]):
        mask = _additive(t["attn_mask"], "attn_mask", dtype)
    planes = batch * p["num_heads"]
    q, k, v = _maps(t, p["use_separate_proj_weight"])
    mask = _shaped_mask(mask, target, t["key"]._array.shape[0], planes)
    masks = [mask, padding]
    q, k, v = _extended(t, p, q, k, v, masks)
    mask = _with_padding(masks[0], masks[1], p["num_heads"])
    dropout_p = p["dropout_p"] if p["training"] else 0.0
    weights = None
    if p["need_weights"]:
        out, weights = _weighted(q, k, v, mask, dropout_p)
        out = _do("transpose", out, dim0=0, dim1=1)
        out = _do("reshape", out, shape=(target * batch, features))
        shape = (batch, p["num_heads"], target, k._array.shape[1])
        weights = _do("view", weights, size=shape)
        if p["average_attn_weights"]:
            weights = _do("mean", weights, dim=1)
    else:
        out = _unweighted(q, k, v, mask, dropout_p, causal, batch)
    out = _linear(out, t["out_proj_weight"], t["out_proj_bias"])
    out = _do("view", out, size=(target, batch, out._array.shape[1]))
    if not batched:
        out = _do("squeeze", out, dim=1)
        weights = None if weights is None else _do("squeeze", weights, dim=0)
    return out, weights


def _compose(*values: Any, **params: Any) -> Any:
    names = [port.name for port in PORTS]
    rest = [param.name for param in PARAMS]
    tensors = dict(zip(names, values, strict=False))
    return _forward(tensors, dict(zip(rest, values[len(names) :], strict=False)) | params)


def _infer(operands: Sequence[Any], params: Any) -> tuple[Meta, ...]:
    metas = dict(zip([port.name for port in PORTS], operands, strict=True))
    query, key = metas["query"], metas["key"]
    source = key.shape[0] + params["add_zero_attn"] + (metas["bias_k"] is not None)
    lead = query.shape[1:-1]
    heads = () if params["average_attn_weights"] else (params["num_heads"],)
    weights = Meta((*lead, *heads, query.shape[0], source), query.dtype)
    out = Meta((*query.shape[:-1], metas["out_proj_weight"].shape[0]), query.dtype)
    return (out, weights)


PORTS = (
    *[Port(name) for name in TENSORS],
    Port("out_proj_weight"),
    *[Port(name, optional=True) for name in OPTIONAL],
)
PARAMS = (
    Param("embed_dim_to_check", "int", help="how many features there are"),
    Param("num_heads", "int", help="how many heads share them"),
    Param("add_zero_attn", "bool", False, help="add a key and a value of zeros"),
    Param("dropout_p", "float", 0.0, help="how likely a weight is dropped"),
    Param("training", "bool", True, help="whether weights are dropped at all"),
    Param("need_weights", "bool", True, help="give the weights as well"),
    Param("use_separate_proj_weight", "bool", False, help="three maps in three matrices"),
    Param("average_attn_weights", "bool", True, help="average the weights over the heads"),
    Param("is_causal", "bool", False, help="the mask hides later keys"),
)
REQUIRED = ORDER[: ORDER.index("training")]
SPELLED = ", ".join(f"{{{name}}}" if name in REQUIRED else f"{name}={{{name}}}" for name in ORDER)
Q = [[[1.0, -0.5]], [[0.5, 2.0]]]
K = [[[0.5, 1.0]], [[-1.0, 0.25]], [[2.0, -0.5]]]
W = [[1.0, 0.5], [-0.5, 1.0], [0.25, 2.0], [1.5, -1.0], [0.5, 0.75], [-0.25, 1.0]]
B = [0.5, -0.5, 0.25, 0.0, 1.0, -1.0]
OUT = [[1.0, 0.5], [-0.5, 2.0]]
NONE = (None,) * 10
GIVEN = {
    **{param.name: param.default for param in PARAMS},
    **{"embed_dim_to_check": 2, "num_heads": 1},
}

register(
    OpSpec(
        name="multi_head_attention_forward",
        category="layer",
        ports=PORTS,
        params=PARAMS,
        outputs=("out", "weights"),
        unnamed=True,
        infer=_infer,
        compose=_compose,
        arguments=_by_name,
        spelling=f"torch.nn.functional.multi_head_attention_forward({SPELLED})",
        functions=("nn.functional.multi_head_attention_forward",),
        formula=r"\mathrm{concat}_h(A_h)\,W_o^{\top}",
        gradient_formulas=(r"\frac{\partial y}{\partial x}",) * len(PORTS),
        gradient_texts=("through the linear maps and the attention of each head",) * len(PORTS),
        title="Multi-head attention",
        help="Attention of several heads side by side, with linear maps before and after it.",
        keywords=("attention", "transformer", "heads", "query", "key", "value"),
        samples=(
            Sample(
                (Q, K, K, OUT, W, B, *NONE),
                GIVEN,
            ),
        ),
        bad=(
            BadSample(
                (Q, K, K, OUT, W, B, *NONE),
                {**GIVEN, "embed_dim_to_check": 3},
                "was expecting embedding dimension of 3, but got 2",
                AssertionError,
            ),
        ),
    ),
)
